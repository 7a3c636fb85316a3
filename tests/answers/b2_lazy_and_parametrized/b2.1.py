# %% wrong="an ordinary Parameter without numbers" caught="it_is_a_parameter_of_its_own_class"
@grow(nn)
class UninitializedParameter(nn.UninitializedTensorMixin, nn.Parameter):
    cls_to_become = nn.Parameter

    def __new__(cls, requires_grad=True, device=None, dtype=None):
        return nn.Parameter(torch.empty(0, device=device, dtype=dtype), requires_grad)


@grow(nn.UninitializedTensorMixin)
def materialize(self, shape, device=None, dtype=None):
    self.data = torch.empty(shape, device=device or self.data.device, dtype=dtype or self.data.dtype)
    self.__class__ = self.cls_to_become

# %% wrong="forgets requires_grad" caught="it_is_a_parameter_of_its_own_class"
@grow(nn)
class UninitializedParameter(nn.UninitializedTensorMixin, nn.Parameter):
    cls_to_become = nn.Parameter

    def __new__(cls, requires_grad=True, device=None, dtype=None):
        return torch.Tensor._make_subclass(cls, torch.empty(0, device=device, dtype=dtype))


@grow(nn.UninitializedTensorMixin)
def materialize(self, shape, device=None, dtype=None):
    self.data = torch.empty(shape, device=device or self.data.device, dtype=dtype or self.data.dtype)
    self.__class__ = self.cls_to_become

# %% wrong="forgets dtype and device" caught="it_knows_its_dtype_and_its_device"
@grow(nn)
class UninitializedParameter(nn.UninitializedTensorMixin, nn.Parameter):
    cls_to_become = nn.Parameter

    def __new__(cls, requires_grad=True, device=None, dtype=None):
        return torch.Tensor._make_subclass(cls, torch.empty(0), requires_grad)


@grow(nn.UninitializedTensorMixin)
def materialize(self, shape, device=None, dtype=None):
    self.data = torch.empty(shape, device=device or self.data.device, dtype=dtype or self.data.dtype)
    self.__class__ = self.cls_to_become

# %% wrong="one number instead of none" caught="it_knows_its_dtype_and_its_device"
@grow(nn)
class UninitializedParameter(nn.UninitializedTensorMixin, nn.Parameter):
    cls_to_become = nn.Parameter

    def __new__(cls, requires_grad=True, device=None, dtype=None):
        return torch.Tensor._make_subclass(cls, torch.empty(1, device=device, dtype=dtype), requires_grad)


@grow(nn.UninitializedTensorMixin)
def materialize(self, shape, device=None, dtype=None):
    self.data = torch.empty(shape, device=device or self.data.device, dtype=dtype or self.data.dtype)
    self.__class__ = self.cls_to_become

# %% wrong="materialize returns a new Parameter" caught="materialized_it_is_the_same_object_and_an_ordinary_parameter"
@grow(nn)
class UninitializedParameter(nn.UninitializedTensorMixin, nn.Parameter):
    cls_to_become = nn.Parameter

    def __new__(cls, requires_grad=True, device=None, dtype=None):
        data = torch.empty(0, device=device, dtype=dtype)
        return torch.Tensor._make_subclass(cls, data, requires_grad)


@grow(nn.UninitializedTensorMixin)
def materialize(self, shape, device=None, dtype=None):
    data = torch.empty(shape, device=device or self.data.device, dtype=dtype or self.data.dtype)
    return nn.Parameter(data, self.requires_grad)

# %% wrong="the class stays" caught="materialized_it_is_the_same_object_and_an_ordinary_parameter"
@grow(nn)
class UninitializedParameter(nn.UninitializedTensorMixin, nn.Parameter):
    cls_to_become = nn.Parameter

    def __new__(cls, requires_grad=True, device=None, dtype=None):
        data = torch.empty(0, device=device, dtype=dtype)
        return torch.Tensor._make_subclass(cls, data, requires_grad)


@grow(nn.UninitializedTensorMixin)
def materialize(self, shape, device=None, dtype=None):
    self.data = torch.empty(shape, device=device or self.data.device, dtype=dtype or self.data.dtype)

# %% wrong="the dtype that torch makes by itself" caught="dtype_and_device_stay_unless_given"
@grow(nn)
class UninitializedParameter(nn.UninitializedTensorMixin, nn.Parameter):
    cls_to_become = nn.Parameter

    def __new__(cls, requires_grad=True, device=None, dtype=None):
        data = torch.empty(0, device=device, dtype=dtype)
        return torch.Tensor._make_subclass(cls, data, requires_grad)


@grow(nn.UninitializedTensorMixin)
def materialize(self, shape, device=None, dtype=None):
    self.data = torch.empty(shape, device=device, dtype=dtype)
    self.__class__ = self.cls_to_become

# %% wrong="the dtype that is given is ignored" caught="dtype_and_device_stay_unless_given"
@grow(nn)
class UninitializedParameter(nn.UninitializedTensorMixin, nn.Parameter):
    cls_to_become = nn.Parameter

    def __new__(cls, requires_grad=True, device=None, dtype=None):
        data = torch.empty(0, device=device, dtype=dtype)
        return torch.Tensor._make_subclass(cls, data, requires_grad)


@grow(nn.UninitializedTensorMixin)
def materialize(self, shape, device=None, dtype=None):
    self.data = torch.empty(shape, device=self.data.device, dtype=self.data.dtype)
    self.__class__ = self.cls_to_become

# %% wrong="always a Parameter" caught="a_buffer_becomes_a_plain_tensor"
@grow(nn)
class UninitializedParameter(nn.UninitializedTensorMixin, nn.Parameter):
    cls_to_become = nn.Parameter

    def __new__(cls, requires_grad=True, device=None, dtype=None):
        data = torch.empty(0, device=device, dtype=dtype)
        return torch.Tensor._make_subclass(cls, data, requires_grad)


@grow(nn.UninitializedTensorMixin)
def materialize(self, shape, device=None, dtype=None):
    self.data = torch.empty(shape, device=device or self.data.device, dtype=dtype or self.data.dtype)
    self.__class__ = nn.Parameter

# %% wrong="the data goes to another name" caught="materialized_it_is_the_same_object_and_an_ordinary_parameter"
@grow(nn)
class UninitializedParameter(nn.UninitializedTensorMixin, nn.Parameter):
    cls_to_become = nn.Parameter

    def __new__(cls, requires_grad=True, device=None, dtype=None):
        data = torch.empty(0, device=device, dtype=dtype)
        return torch.Tensor._make_subclass(cls, data, requires_grad)


@grow(nn.UninitializedTensorMixin)
def materialize(self, shape, device=None, dtype=None):
    data = torch.empty(shape, device=device or self.data.device, dtype=dtype or self.data.dtype)
    self.__class__ = self.cls_to_become
    self.resized = data

# %% right="in torch's words"
@grow(nn)
class UninitializedParameter(nn.UninitializedTensorMixin, nn.Parameter):
    cls_to_become = nn.Parameter

    def __new__(cls, requires_grad=True, device=None, dtype=None):
        factory_kwargs = {"device": device, "dtype": dtype}
        data = torch.empty(0, **factory_kwargs)
        return torch.Tensor._make_subclass(cls, data, requires_grad)


@grow(nn.UninitializedTensorMixin)
def materialize(self, shape, device=None, dtype=None):
    if device is None:
        device = self.data.device
    if dtype is None:
        dtype = self.data.dtype
    self.data = torch.empty(shape, device=device, dtype=dtype)
    self.__class__ = self.cls_to_become

# %% right="by the Parameter's own __new__, and by empty tensors made from the old one"
@grow(nn)
class UninitializedParameter(nn.UninitializedTensorMixin, nn.Parameter):
    cls_to_become = nn.Parameter

    def __new__(cls, requires_grad=True, device=None, dtype=None):
        return super().__new__(cls, torch.empty((0,), device=device, dtype=dtype), requires_grad)


@grow(nn.UninitializedTensorMixin)
def materialize(self, shape, device=None, dtype=None):
    options = {"device": self.device if device is None else device, "dtype": self.dtype if dtype is None else dtype}
    self.__class__, self.data = self.cls_to_become, torch.empty(shape, **options)
