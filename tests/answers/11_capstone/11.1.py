# %% wrong="every kernel sees all channels" caught="a_kernel_sees_the_channels_of_its_group"
@grow(nn)
class _ConvNd(nn.Module):
    """What the convolutions share.  torch: nn.modules.conv._ConvNd"""

    def __init__(
        self, in_channels, out_channels, kernel_size, stride, padding, dilation, transposed,
        output_padding, groups, bias, padding_mode, device=None, dtype=None,
    ):
        super().__init__()
        self._refuse(in_channels, out_channels, stride, padding, groups, padding_mode)
        self.in_channels, self.out_channels = in_channels, out_channels
        self.kernel_size, self.stride, self.padding, self.dilation = kernel_size, stride, padding, dilation
        self.transposed, self.output_padding = transposed, output_padding
        self.groups, self.padding_mode = groups, padding_mode
        self._reversed_padding_repeated_twice = self._both_sides()
        options = {"device": device, "dtype": dtype}
        self.weight = nn.Parameter(torch.empty((out_channels, in_channels, *kernel_size), **options))
        if bias:
            self.bias = nn.Parameter(torch.empty(out_channels, **options))
        else:
            self.register_parameter("bias", None)
        self.reset_parameters()

# %% wrong="inputs before outputs" caught="the_weight_has_a_kernel_for_each_output_channel"
@grow(nn)
class _ConvNd(nn.Module):
    """What the convolutions share.  torch: nn.modules.conv._ConvNd"""

    def __init__(
        self, in_channels, out_channels, kernel_size, stride, padding, dilation, transposed,
        output_padding, groups, bias, padding_mode, device=None, dtype=None,
    ):
        super().__init__()
        self._refuse(in_channels, out_channels, stride, padding, groups, padding_mode)
        self.in_channels, self.out_channels = in_channels, out_channels
        self.kernel_size, self.stride, self.padding, self.dilation = kernel_size, stride, padding, dilation
        self.transposed, self.output_padding = transposed, output_padding
        self.groups, self.padding_mode = groups, padding_mode
        self._reversed_padding_repeated_twice = self._both_sides()
        options = {"device": device, "dtype": dtype}
        self.weight = nn.Parameter(torch.empty((in_channels // groups, out_channels, *kernel_size), **options))
        if bias:
            self.bias = nn.Parameter(torch.empty(out_channels, **options))
        else:
            self.register_parameter("bias", None)
        self.reset_parameters()

# %% wrong="outputs divided by the groups, too" caught="a_kernel_sees_the_channels_of_its_group"
@grow(nn)
class _ConvNd(nn.Module):
    """What the convolutions share.  torch: nn.modules.conv._ConvNd"""

    def __init__(
        self, in_channels, out_channels, kernel_size, stride, padding, dilation, transposed,
        output_padding, groups, bias, padding_mode, device=None, dtype=None,
    ):
        super().__init__()
        self._refuse(in_channels, out_channels, stride, padding, groups, padding_mode)
        self.in_channels, self.out_channels = in_channels, out_channels
        self.kernel_size, self.stride, self.padding, self.dilation = kernel_size, stride, padding, dilation
        self.transposed, self.output_padding = transposed, output_padding
        self.groups, self.padding_mode = groups, padding_mode
        self._reversed_padding_repeated_twice = self._both_sides()
        options = {"device": device, "dtype": dtype}
        self.weight = nn.Parameter(torch.empty((out_channels // groups, in_channels // groups, *kernel_size), **options))
        if bias:
            self.bias = nn.Parameter(torch.empty(out_channels, **options))
        else:
            self.register_parameter("bias", None)
        self.reset_parameters()

# %% wrong="the first of the kernel's sizes twice" caught="the_weight_has_a_kernel_for_each_output_channel"
@grow(nn)
class _ConvNd(nn.Module):
    """What the convolutions share.  torch: nn.modules.conv._ConvNd"""

    def __init__(
        self, in_channels, out_channels, kernel_size, stride, padding, dilation, transposed,
        output_padding, groups, bias, padding_mode, device=None, dtype=None,
    ):
        super().__init__()
        self._refuse(in_channels, out_channels, stride, padding, groups, padding_mode)
        self.in_channels, self.out_channels = in_channels, out_channels
        self.kernel_size, self.stride, self.padding, self.dilation = kernel_size, stride, padding, dilation
        self.transposed, self.output_padding = transposed, output_padding
        self.groups, self.padding_mode = groups, padding_mode
        self._reversed_padding_repeated_twice = self._both_sides()
        options = {"device": device, "dtype": dtype}
        self.weight = nn.Parameter(torch.empty((out_channels, in_channels // groups, kernel_size[0], kernel_size[0]), **options))
        if bias:
            self.bias = nn.Parameter(torch.empty(out_channels, **options))
        else:
            self.register_parameter("bias", None)
        self.reset_parameters()

# %% wrong="two dimensions, whatever the kernel" caught="any_number_of_dimensions_will_do"
@grow(nn)
class _ConvNd(nn.Module):
    """What the convolutions share.  torch: nn.modules.conv._ConvNd"""

    def __init__(
        self, in_channels, out_channels, kernel_size, stride, padding, dilation, transposed,
        output_padding, groups, bias, padding_mode, device=None, dtype=None,
    ):
        super().__init__()
        self._refuse(in_channels, out_channels, stride, padding, groups, padding_mode)
        self.in_channels, self.out_channels = in_channels, out_channels
        self.kernel_size, self.stride, self.padding, self.dilation = kernel_size, stride, padding, dilation
        self.transposed, self.output_padding = transposed, output_padding
        self.groups, self.padding_mode = groups, padding_mode
        self._reversed_padding_repeated_twice = self._both_sides()
        options = {"device": device, "dtype": dtype}
        self.weight = nn.Parameter(torch.empty((out_channels, in_channels // groups, kernel_size[0], kernel_size[1]), **options))
        if bias:
            self.bias = nn.Parameter(torch.empty(out_channels, **options))
        else:
            self.register_parameter("bias", None)
        self.reset_parameters()

# %% wrong="a plain None as bias" caught="without_a_bias_its_name_is_kept"
@grow(nn)
class _ConvNd(nn.Module):
    """What the convolutions share.  torch: nn.modules.conv._ConvNd"""

    def __init__(
        self, in_channels, out_channels, kernel_size, stride, padding, dilation, transposed,
        output_padding, groups, bias, padding_mode, device=None, dtype=None,
    ):
        super().__init__()
        self._refuse(in_channels, out_channels, stride, padding, groups, padding_mode)
        self.in_channels, self.out_channels = in_channels, out_channels
        self.kernel_size, self.stride, self.padding, self.dilation = kernel_size, stride, padding, dilation
        self.transposed, self.output_padding = transposed, output_padding
        self.groups, self.padding_mode = groups, padding_mode
        self._reversed_padding_repeated_twice = self._both_sides()
        options = {"device": device, "dtype": dtype}
        self.weight = nn.Parameter(torch.empty((out_channels, in_channels // groups, *kernel_size), **options))
        if bias:
            self.bias = nn.Parameter(torch.empty(out_channels, **options))
        else:
            self.bias = None
        self.reset_parameters()

# %% wrong="no name without a bias" caught="without_a_bias_its_name_is_kept"
@grow(nn)
class _ConvNd(nn.Module):
    """What the convolutions share.  torch: nn.modules.conv._ConvNd"""

    def __init__(
        self, in_channels, out_channels, kernel_size, stride, padding, dilation, transposed,
        output_padding, groups, bias, padding_mode, device=None, dtype=None,
    ):
        super().__init__()
        self._refuse(in_channels, out_channels, stride, padding, groups, padding_mode)
        self.in_channels, self.out_channels = in_channels, out_channels
        self.kernel_size, self.stride, self.padding, self.dilation = kernel_size, stride, padding, dilation
        self.transposed, self.output_padding = transposed, output_padding
        self.groups, self.padding_mode = groups, padding_mode
        self._reversed_padding_repeated_twice = self._both_sides()
        options = {"device": device, "dtype": dtype}
        self.weight = nn.Parameter(torch.empty((out_channels, in_channels // groups, *kernel_size), **options))
        if bias:
            self.bias = nn.Parameter(torch.empty(out_channels, **options))
        else:
            pass
        self.reset_parameters()

# %% wrong="the dtype for the weight alone" caught="dtype_and_device_reach_both"
@grow(nn)
class _ConvNd(nn.Module):
    """What the convolutions share.  torch: nn.modules.conv._ConvNd"""

    def __init__(
        self, in_channels, out_channels, kernel_size, stride, padding, dilation, transposed,
        output_padding, groups, bias, padding_mode, device=None, dtype=None,
    ):
        super().__init__()
        self._refuse(in_channels, out_channels, stride, padding, groups, padding_mode)
        self.in_channels, self.out_channels = in_channels, out_channels
        self.kernel_size, self.stride, self.padding, self.dilation = kernel_size, stride, padding, dilation
        self.transposed, self.output_padding = transposed, output_padding
        self.groups, self.padding_mode = groups, padding_mode
        self._reversed_padding_repeated_twice = self._both_sides()
        options = {"device": device, "dtype": dtype}
        self.weight = nn.Parameter(torch.empty((out_channels, in_channels // groups, *kernel_size), **options))
        if bias:
            self.bias = nn.Parameter(torch.empty(out_channels))
        else:
            self.register_parameter("bias", None)
        self.reset_parameters()

# %% wrong="a bias for each input channel" caught="the_bias_has_a_number_for_each_output_channel"
@grow(nn)
class _ConvNd(nn.Module):
    """What the convolutions share.  torch: nn.modules.conv._ConvNd"""

    def __init__(
        self, in_channels, out_channels, kernel_size, stride, padding, dilation, transposed,
        output_padding, groups, bias, padding_mode, device=None, dtype=None,
    ):
        super().__init__()
        self._refuse(in_channels, out_channels, stride, padding, groups, padding_mode)
        self.in_channels, self.out_channels = in_channels, out_channels
        self.kernel_size, self.stride, self.padding, self.dilation = kernel_size, stride, padding, dilation
        self.transposed, self.output_padding = transposed, output_padding
        self.groups, self.padding_mode = groups, padding_mode
        self._reversed_padding_repeated_twice = self._both_sides()
        options = {"device": device, "dtype": dtype}
        self.weight = nn.Parameter(torch.empty((out_channels, in_channels // groups, *kernel_size), **options))
        if bias:
            self.bias = nn.Parameter(torch.empty(in_channels, **options))
        else:
            self.register_parameter("bias", None)
        self.reset_parameters()

# %% wrong="the bias is registered first" caught="the_weight_comes_before_the_bias"
@grow(nn)
class _ConvNd(nn.Module):
    """What the convolutions share.  torch: nn.modules.conv._ConvNd"""

    def __init__(
        self, in_channels, out_channels, kernel_size, stride, padding, dilation, transposed,
        output_padding, groups, bias, padding_mode, device=None, dtype=None,
    ):
        super().__init__()
        self._refuse(in_channels, out_channels, stride, padding, groups, padding_mode)
        self.in_channels, self.out_channels = in_channels, out_channels
        self.kernel_size, self.stride, self.padding, self.dilation = kernel_size, stride, padding, dilation
        self.transposed, self.output_padding = transposed, output_padding
        self.groups, self.padding_mode = groups, padding_mode
        self._reversed_padding_repeated_twice = self._both_sides()
        options = {"device": device, "dtype": dtype}
        if bias:
            self.bias = nn.Parameter(torch.empty(out_channels, **options))
        else:
            self.register_parameter("bias", None)
        self.weight = nn.Parameter(torch.empty((out_channels, in_channels // groups, *kernel_size), **options))
        self.reset_parameters()

# %% wrong="reset before the bias is there" caught="the_weight_has_a_kernel_for_each_output_channel"
@grow(nn)
class _ConvNd(nn.Module):
    """What the convolutions share.  torch: nn.modules.conv._ConvNd"""

    def __init__(
        self, in_channels, out_channels, kernel_size, stride, padding, dilation, transposed,
        output_padding, groups, bias, padding_mode, device=None, dtype=None,
    ):
        super().__init__()
        self._refuse(in_channels, out_channels, stride, padding, groups, padding_mode)
        self.in_channels, self.out_channels = in_channels, out_channels
        self.kernel_size, self.stride, self.padding, self.dilation = kernel_size, stride, padding, dilation
        self.transposed, self.output_padding = transposed, output_padding
        self.groups, self.padding_mode = groups, padding_mode
        self._reversed_padding_repeated_twice = self._both_sides()
        options = {"device": device, "dtype": dtype}
        self.weight = nn.Parameter(torch.empty((out_channels, in_channels // groups, *kernel_size), **options))
        self.reset_parameters()
        if bias:
            self.bias = nn.Parameter(torch.empty(out_channels, **options))
        else:
            self.register_parameter("bias", None)


# %% wrong="never reset" caught="it_ends_with_reset_parameters"
@grow(nn)
class _ConvNd(nn.Module):
    """What the convolutions share.  torch: nn.modules.conv._ConvNd"""

    def __init__(
        self, in_channels, out_channels, kernel_size, stride, padding, dilation, transposed,
        output_padding, groups, bias, padding_mode, device=None, dtype=None,
    ):
        super().__init__()
        self._refuse(in_channels, out_channels, stride, padding, groups, padding_mode)
        self.in_channels, self.out_channels = in_channels, out_channels
        self.kernel_size, self.stride, self.padding, self.dilation = kernel_size, stride, padding, dilation
        self.transposed, self.output_padding = transposed, output_padding
        self.groups, self.padding_mode = groups, padding_mode
        self._reversed_padding_repeated_twice = self._both_sides()
        options = {"device": device, "dtype": dtype}
        self.weight = nn.Parameter(torch.empty((out_channels, in_channels // groups, *kernel_size), **options))
        if bias:
            self.bias = nn.Parameter(torch.empty(out_channels, **options))
        else:
            self.register_parameter("bias", None)


# %% wrong="tensors that are no Parameters" caught="the_weight_comes_before_the_bias"
@grow(nn)
class _ConvNd(nn.Module):
    """What the convolutions share.  torch: nn.modules.conv._ConvNd"""

    def __init__(
        self, in_channels, out_channels, kernel_size, stride, padding, dilation, transposed,
        output_padding, groups, bias, padding_mode, device=None, dtype=None,
    ):
        super().__init__()
        self._refuse(in_channels, out_channels, stride, padding, groups, padding_mode)
        self.in_channels, self.out_channels = in_channels, out_channels
        self.kernel_size, self.stride, self.padding, self.dilation = kernel_size, stride, padding, dilation
        self.transposed, self.output_padding = transposed, output_padding
        self.groups, self.padding_mode = groups, padding_mode
        self._reversed_padding_repeated_twice = self._both_sides()
        options = {"device": device, "dtype": dtype}
        self.weight = torch.empty((out_channels, in_channels // groups, *kernel_size), **options)
        if bias:
            self.bias = nn.Parameter(torch.empty(out_channels, **options))
        else:
            self.register_parameter("bias", None)
        self.reset_parameters()

# %% right="the bias in one line"
@grow(nn)
class _ConvNd(nn.Module):
    """What the convolutions share.  torch: nn.modules.conv._ConvNd"""

    def __init__(
        self, in_channels, out_channels, kernel_size, stride, padding, dilation, transposed,
        output_padding, groups, bias, padding_mode, device=None, dtype=None,
    ):
        super().__init__()
        self._refuse(in_channels, out_channels, stride, padding, groups, padding_mode)
        self.in_channels, self.out_channels = in_channels, out_channels
        self.kernel_size, self.stride, self.padding, self.dilation = kernel_size, stride, padding, dilation
        self.transposed, self.output_padding = transposed, output_padding
        self.groups, self.padding_mode = groups, padding_mode
        self._reversed_padding_repeated_twice = self._both_sides()
        options = {"device": device, "dtype": dtype}
        self.weight = nn.Parameter(torch.empty((out_channels, in_channels // groups, *kernel_size), **options))
        numbers = nn.Parameter(torch.empty(out_channels, **options)) if bias else None
        self.register_parameter("bias", numbers)
        self.reset_parameters()

# %% right="zeros instead of empty, registered by name"
@grow(nn)
class _ConvNd(nn.Module):
    """What the convolutions share.  torch: nn.modules.conv._ConvNd"""

    def __init__(
        self, in_channels, out_channels, kernel_size, stride, padding, dilation, transposed,
        output_padding, groups, bias, padding_mode, device=None, dtype=None,
    ):
        super().__init__()
        self._refuse(in_channels, out_channels, stride, padding, groups, padding_mode)
        self.in_channels, self.out_channels = in_channels, out_channels
        self.kernel_size, self.stride, self.padding, self.dilation = kernel_size, stride, padding, dilation
        self.transposed, self.output_padding = transposed, output_padding
        self.groups, self.padding_mode = groups, padding_mode
        self._reversed_padding_repeated_twice = self._both_sides()
        options = {"device": device, "dtype": dtype}
        shape = [out_channels, int(in_channels / groups), *kernel_size]
        self.register_parameter("weight", nn.Parameter(torch.zeros(shape, device=device, dtype=dtype)))
        if bias:
            self.bias = nn.Parameter(torch.empty(out_channels, **options))
        else:
            self.register_parameter("bias", None)
        self.reset_parameters()
