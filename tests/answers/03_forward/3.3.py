# %% wrong="the weight lies the other way round" caught="a_weight_row_for_each_output"
@grow(nn)
class Linear(nn.Module):
    def __init__(self, in_features, out_features, bias=True, device=None, dtype=None):
        super().__init__()
        self.in_features, self.out_features = in_features, out_features
        self.weight = nn.Parameter(torch.empty((in_features, out_features), device=device, dtype=dtype))
        if bias:
            self.bias = nn.Parameter(torch.empty(out_features, device=device, dtype=dtype))
        else:
            self.register_parameter("bias", None)
        self.reset_parameters()

# %% wrong="a bias for each input" caught="a_weight_row_for_each_output"
@grow(nn)
class Linear(nn.Module):
    def __init__(self, in_features, out_features, bias=True, device=None, dtype=None):
        super().__init__()
        self.in_features, self.out_features = in_features, out_features
        self.weight = nn.Parameter(torch.empty((out_features, in_features), device=device, dtype=dtype))
        if bias:
            self.bias = nn.Parameter(torch.empty(in_features, device=device, dtype=dtype))
        else:
            self.register_parameter("bias", None)
        self.reset_parameters()

# %% wrong="super().__init__() is forgotten" caught="a_weight_row_for_each_output"
@grow(nn)
class Linear(nn.Module):
    def __init__(self, in_features, out_features, bias=True, device=None, dtype=None):
        self.in_features, self.out_features = in_features, out_features
        self.weight = nn.Parameter(torch.empty((out_features, in_features), device=device, dtype=dtype))
        self.bias = nn.Parameter(torch.empty(out_features, device=device, dtype=dtype)) if bias else None
        self.reset_parameters()

# %% wrong="plain tensors that ask for a gradient" caught="weight_then_bias_are_its_parameters"
@grow(nn)
class Linear(nn.Module):
    def __init__(self, in_features, out_features, bias=True, device=None, dtype=None):
        super().__init__()
        self.in_features, self.out_features = in_features, out_features
        options = {"device": device, "dtype": dtype, "requires_grad": True}
        self.weight = torch.empty((out_features, in_features), **options)
        self.bias = torch.empty(out_features, **options) if bias else None
        self.reset_parameters()

# %% wrong="the bias is registered first" caught="weight_then_bias_are_its_parameters"
@grow(nn)
class Linear(nn.Module):
    def __init__(self, in_features, out_features, bias=True, device=None, dtype=None):
        super().__init__()
        self.in_features, self.out_features = in_features, out_features
        self.register_parameter("bias", None)
        if bias:
            self.bias = nn.Parameter(torch.empty(out_features, device=device, dtype=dtype))
        self.weight = nn.Parameter(torch.empty((out_features, in_features), device=device, dtype=dtype))
        self.reset_parameters()

# %% wrong="the sizes are not kept" caught="it_keeps_its_sizes"
@grow(nn)
class Linear(nn.Module):
    def __init__(self, in_features, out_features, bias=True, device=None, dtype=None):
        super().__init__()
        options = {"device": device, "dtype": dtype}
        self.weight = nn.Parameter(torch.empty((out_features, in_features), **options))
        if bias:
            self.bias = nn.Parameter(torch.empty(out_features, **options))
        else:
            self.register_parameter("bias", None)
        self.reset_parameters()

    @property
    def in_features(self):
        return self.weight.shape[0]

    @property
    def out_features(self):
        return self.weight.shape[1]

# %% wrong="no bias is a plain None" caught="without_a_bias_the_name_is_still_a_parameters"
@grow(nn)
class Linear(nn.Module):
    def __init__(self, in_features, out_features, bias=True, device=None, dtype=None):
        super().__init__()
        self.in_features, self.out_features = in_features, out_features
        options = {"device": device, "dtype": dtype}
        self.weight = nn.Parameter(torch.empty((out_features, in_features), **options))
        self.bias = nn.Parameter(torch.empty(out_features, **options)) if bias else None
        self.reset_parameters()

# %% wrong="without a bias the attribute is missing" caught="without_a_bias_the_name_is_still_a_parameters"
@grow(nn)
class Linear(nn.Module):
    def __init__(self, in_features, out_features, bias=True, device=None, dtype=None):
        super().__init__()
        self.in_features, self.out_features = in_features, out_features
        options = {"device": device, "dtype": dtype}
        self.weight = nn.Parameter(torch.empty((out_features, in_features), **options))
        if bias:
            self.bias = nn.Parameter(torch.empty(out_features, **options))
        self.reset_parameters()

    def reset_parameters(self):
        pass

# %% wrong="the flag itself is kept as the bias" caught="a_weight_row_for_each_output"
@grow(nn)
class Linear(nn.Module):
    def __init__(self, in_features, out_features, bias=True, device=None, dtype=None):
        super().__init__()
        self.in_features, self.out_features, self.bias = in_features, out_features, bias
        self.weight = nn.Parameter(torch.empty((out_features, in_features), device=device, dtype=dtype))

# %% wrong="dtype reaches the weight only" caught="dtype_reaches_both_parameters"
@grow(nn)
class Linear(nn.Module):
    def __init__(self, in_features, out_features, bias=True, device=None, dtype=None):
        super().__init__()
        self.in_features, self.out_features = in_features, out_features
        self.weight = nn.Parameter(torch.empty((out_features, in_features), device=device, dtype=dtype))
        self.register_parameter("bias", nn.Parameter(torch.empty(out_features)) if bias else None)
        self.reset_parameters()

# %% wrong="device is forgotten" caught="device_reaches_both_parameters"
@grow(nn)
class Linear(nn.Module):
    def __init__(self, in_features, out_features, bias=True, device=None, dtype=None):
        super().__init__()
        self.in_features, self.out_features = in_features, out_features
        self.weight = nn.Parameter(torch.empty((out_features, in_features), dtype=dtype))
        self.register_parameter("bias", nn.Parameter(torch.empty(out_features, dtype=dtype)) if bias else None)
        self.reset_parameters()

# %% wrong="reset_parameters is not called" caught="it_ends_by_resetting_its_parameters"
@grow(nn)
class Linear(nn.Module):
    def __init__(self, in_features, out_features, bias=True, device=None, dtype=None):
        super().__init__()
        self.in_features, self.out_features = in_features, out_features
        options = {"device": device, "dtype": dtype}
        self.weight = nn.Parameter(torch.empty((out_features, in_features), **options))
        self.register_parameter("bias", nn.Parameter(torch.empty(out_features, **options)) if bias else None)

# %% wrong="resets before the bias is there" caught="it_ends_by_resetting_its_parameters"
@grow(nn)
class Linear(nn.Module):
    def __init__(self, in_features, out_features, bias=True, device=None, dtype=None):
        super().__init__()
        self.in_features, self.out_features = in_features, out_features
        options = {"device": device, "dtype": dtype}
        self.register_parameter("weight", nn.Parameter(torch.empty((out_features, in_features), **options)))
        self.register_parameter("bias", None)
        self.reset_parameters()
        if bias:
            self.bias = nn.Parameter(torch.empty(out_features, **options))

# %% right="register_parameter throughout"
@grow(nn)
class Linear(nn.Module):
    def __init__(self, in_features, out_features, bias=True, device=None, dtype=None):
        super().__init__()
        self.in_features = in_features
        self.out_features = out_features
        weight = torch.empty(out_features, in_features, device=device, dtype=dtype)
        self.register_parameter("weight", nn.Parameter(weight))
        made = nn.Parameter(torch.empty(out_features, device=device, dtype=dtype)) if bias else None
        self.register_parameter("bias", made)
        self.reset_parameters()

# %% right="a helper, and zeros where torch has empty"
def some(*shape, **options):
    return nn.Parameter(torch.zeros(shape, **options))


@grow(nn)
class Linear(nn.Module):
    def __init__(self, in_features, out_features, bias=True, device=None, dtype=None):
        nn.Module.__init__(self)
        self.in_features, self.out_features = in_features, out_features
        self.weight = some(out_features, in_features, device=device, dtype=dtype)
        self.register_parameter("bias", None)
        if bias:
            self.bias = some(out_features, device=device, dtype=dtype)
        self.reset_parameters()

# %% right="the name made first, then filled"
@grow(nn)
class Linear(nn.Module):
    """An affine map."""

    def __init__(self, in_features, out_features, bias=True, device=None, dtype=None):
        super().__init__()
        self.in_features, self.out_features = in_features, out_features
        for name, shape in {"weight": (out_features, in_features), "bias": (out_features,)}.items():
            wanted = name == "weight" or bias
            made = torch.empty(shape, device=device, dtype=dtype) if wanted else None
            self.register_parameter(name, made if made is None else nn.Parameter(made))
        self.reset_parameters()
