# %% wrong="itself among its own arguments" caught="it_comes_back_as_a_parameter"
@grow(nn.Parameter)
def __reduce_ex__(self, protocol):
    return type(self), (self, self.requires_grad), self.__dict__ or None

# %% wrong="builds a plain tensor" caught="it_comes_back_as_a_parameter"
@grow(nn.Parameter)
def __reduce_ex__(self, protocol):
    return torch.tensor, (self.tolist(),), self.__dict__ or None

# %% wrong="the list of its values instead of a tensor" caught="it_comes_back_as_a_parameter"
@grow(nn.Parameter)
def __reduce_ex__(self, protocol):
    return type(self), (self.tolist(), self.requires_grad), self.__dict__ or None

# %% wrong="the arguments without their tuple" caught="it_comes_back_as_a_parameter"
@grow(nn.Parameter)
def __reduce_ex__(self, protocol):
    return type(self), self.data, self.requires_grad

# %% wrong="a lambda as the callable" caught="it_comes_back_as_a_parameter"
@grow(nn.Parameter)
def __reduce_ex__(self, protocol):
    cls = type(self)
    return lambda data, flag: cls(data, flag), (self.data, self.requires_grad), self.__dict__ or None

# %% wrong="builds the parameter instead of saying how" caught="it_comes_back_as_a_parameter"
@grow(nn.Parameter)
def __reduce_ex__(self, protocol):
    return type(self)(self.data, self.requires_grad), self.__dict__ or None

# %% wrong="forgets requires_grad" caught="a_frozen_one_comes_back_frozen"
@grow(nn.Parameter)
def __reduce_ex__(self, protocol):
    return type(self), (self.data,), self.__dict__ or None

# %% wrong="requires_grad among the attributes" caught="a_frozen_one_comes_back_frozen"
@grow(nn.Parameter)
def __reduce_ex__(self, protocol):
    return type(self), (self.data,), {**self.__dict__, "requires_grad": self.requires_grad}

# %% wrong="keyword arguments as a dict" caught="it_comes_back_as_a_parameter"
@grow(nn.Parameter)
def __reduce_ex__(self, protocol):
    return type(self), (self.data, {"requires_grad": self.requires_grad}), self.__dict__ or None

# %% wrong="no third item" caught="attributes_hung_on_it_come_back"
@grow(nn.Parameter)
def __reduce_ex__(self, protocol):
    return type(self), (self.data, self.requires_grad)

# %% wrong="takes the gradient along" caught="the_gradient_is_left_behind"
def rebuild(data, requires_grad, grad):
    made = nn.Parameter(data, requires_grad)
    made.grad = grad
    return made


@grow(nn.Parameter)
def __reduce_ex__(self, protocol):
    return rebuild, (self.data, self.requires_grad, self.grad), self.__dict__ or None

# %% right="the attributes as they are, empty or not"
@grow(nn.Parameter)
def __reduce_ex__(self, protocol):
    return self.__class__, (self.detach(), self.requires_grad), vars(self)

# %% right="a function that builds it, as in torch"
def _rebuild_parameter(data, requires_grad, state):
    param = nn.Parameter(data, requires_grad)
    for name, value in state.items():
        setattr(param, name, value)
    return param


@grow(nn.Parameter)
def __reduce_ex__(self, protocol):
    return _rebuild_parameter, (self.data, self.requires_grad, dict(self.__dict__))

# %% right="nn.Parameter by name, a copy of the memory, two items where two are enough"
@grow(nn.Parameter)
def __reduce_ex__(self, protocol):
    recipe = (nn.Parameter, (self.data.clone(), self.requires_grad))
    if not self.__dict__:
        return recipe
    return (*recipe, self.__dict__.copy())

# %% right="from a list of its values and its dtype"
def from_values(values, shape, dtype, requires_grad):
    return nn.Parameter(torch.tensor(values, dtype=dtype).reshape(shape), requires_grad=requires_grad)


@grow(nn.Parameter)
def __reduce_ex__(self, protocol):
    recipe = self.data.reshape(-1).tolist(), tuple(self.shape), self.dtype, self.requires_grad
    return from_values, recipe, self.__dict__ or None
