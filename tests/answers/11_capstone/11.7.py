# %% wrong="a stride of one unless given" caught="the_largest_of_each_window_is_kept"
@grow(nn)
class MaxPool2d(nn.Module):
    """The largest number of each window.  torch: nn.MaxPool2d"""

    def __init__(self, kernel_size, stride=None, padding=0, dilation=1, return_indices=False, ceil_mode=False):
        super().__init__()
        self.kernel_size, self.stride = kernel_size, 1 if stride is None else stride
        self.padding, self.dilation = padding, dilation
        self.return_indices, self.ceil_mode = return_indices, ceil_mode

    def forward(self, input):
        return nn.functional.max_pool2d(
            input, self.kernel_size, self.stride, self.padding, self.dilation,
            ceil_mode=self.ceil_mode, return_indices=self.return_indices)

    def extra_repr(self):
        names = ("kernel_size", "stride", "padding", "dilation", "ceil_mode")
        return ", ".join(f"{name}={getattr(self, name)}" for name in names)

# %% wrong="the stride stays None" caught="without_a_stride_it_moves_by_its_own_size"
@grow(nn)
class MaxPool2d(nn.Module):
    """The largest number of each window.  torch: nn.MaxPool2d"""

    def __init__(self, kernel_size, stride=None, padding=0, dilation=1, return_indices=False, ceil_mode=False):
        super().__init__()
        self.kernel_size, self.stride = kernel_size, stride
        self.padding, self.dilation = padding, dilation
        self.return_indices, self.ceil_mode = return_indices, ceil_mode

    def forward(self, input):
        return nn.functional.max_pool2d(
            input, self.kernel_size, self.stride, self.padding, self.dilation,
            ceil_mode=self.ceil_mode, return_indices=self.return_indices)

    def extra_repr(self):
        names = ("kernel_size", "stride", "padding", "dilation", "ceil_mode")
        return ", ".join(f"{name}={getattr(self, name)}" for name in names)

# %% wrong="a stride of 0 is taken for none" caught="a_stride_of_zero_is_a_mistake"
@grow(nn)
class MaxPool2d(nn.Module):
    """The largest number of each window.  torch: nn.MaxPool2d"""

    def __init__(self, kernel_size, stride=None, padding=0, dilation=1, return_indices=False, ceil_mode=False):
        super().__init__()
        self.kernel_size, self.stride = kernel_size, stride or kernel_size
        self.padding, self.dilation = padding, dilation
        self.return_indices, self.ceil_mode = return_indices, ceil_mode

    def forward(self, input):
        return nn.functional.max_pool2d(
            input, self.kernel_size, self.stride, self.padding, self.dilation,
            ceil_mode=self.ceil_mode, return_indices=self.return_indices)

    def extra_repr(self):
        names = ("kernel_size", "stride", "padding", "dilation", "ceil_mode")
        return ", ".join(f"{name}={getattr(self, name)}" for name in names)

# %% wrong="everything as tuples" caught="without_a_stride_it_moves_by_its_own_size"
@grow(nn)
class MaxPool2d(nn.Module):
    """The largest number of each window.  torch: nn.MaxPool2d"""

    def __init__(self, kernel_size, stride=None, padding=0, dilation=1, return_indices=False, ceil_mode=False):
        super().__init__()
        kernel_size = nn._pair(kernel_size)
        self.kernel_size, self.stride = kernel_size, kernel_size if stride is None else stride
        self.padding, self.dilation = padding, dilation
        self.return_indices, self.ceil_mode = return_indices, ceil_mode

    def forward(self, input):
        return nn.functional.max_pool2d(
            input, self.kernel_size, self.stride, self.padding, self.dilation,
            ceil_mode=self.ceil_mode, return_indices=self.return_indices)

    def extra_repr(self):
        names = ("kernel_size", "stride", "padding", "dilation", "ceil_mode")
        return ", ".join(f"{name}={getattr(self, name)}" for name in names)

# %% wrong="the last two by their places" caught="every_setting_of_a_pooling_is_heeded"
@grow(nn)
class MaxPool2d(nn.Module):
    """The largest number of each window.  torch: nn.MaxPool2d"""

    def __init__(self, kernel_size, stride=None, padding=0, dilation=1, return_indices=False, ceil_mode=False):
        super().__init__()
        self.kernel_size, self.stride = kernel_size, kernel_size if stride is None else stride
        self.padding, self.dilation = padding, dilation
        self.return_indices, self.ceil_mode = return_indices, ceil_mode

    def forward(self, input):
        return nn.functional.max_pool2d(
            input, self.kernel_size, self.stride, self.padding, self.dilation,
            self.return_indices, self.ceil_mode)

    def extra_repr(self):
        names = ("kernel_size", "stride", "padding", "dilation", "ceil_mode")
        return ", ".join(f"{name}={getattr(self, name)}" for name in names)

# %% wrong="the padding is not handed on" caught="every_setting_of_a_pooling_is_heeded"
@grow(nn)
class MaxPool2d(nn.Module):
    """The largest number of each window.  torch: nn.MaxPool2d"""

    def __init__(self, kernel_size, stride=None, padding=0, dilation=1, return_indices=False, ceil_mode=False):
        super().__init__()
        self.kernel_size, self.stride = kernel_size, kernel_size if stride is None else stride
        self.padding, self.dilation = padding, dilation
        self.return_indices, self.ceil_mode = return_indices, ceil_mode

    def forward(self, input):
        return nn.functional.max_pool2d(
            input, self.kernel_size, self.stride, 0, self.dilation,
            ceil_mode=self.ceil_mode, return_indices=self.return_indices)

    def extra_repr(self):
        names = ("kernel_size", "stride", "padding", "dilation", "ceil_mode")
        return ", ".join(f"{name}={getattr(self, name)}" for name in names)

# %% wrong="the dilation is not handed on" caught="every_setting_of_a_pooling_is_heeded"
@grow(nn)
class MaxPool2d(nn.Module):
    """The largest number of each window.  torch: nn.MaxPool2d"""

    def __init__(self, kernel_size, stride=None, padding=0, dilation=1, return_indices=False, ceil_mode=False):
        super().__init__()
        self.kernel_size, self.stride = kernel_size, kernel_size if stride is None else stride
        self.padding, self.dilation = padding, dilation
        self.return_indices, self.ceil_mode = return_indices, ceil_mode

    def forward(self, input):
        return nn.functional.max_pool2d(
            input, self.kernel_size, self.stride, self.padding,
            ceil_mode=self.ceil_mode, return_indices=self.return_indices)

    def extra_repr(self):
        names = ("kernel_size", "stride", "padding", "dilation", "ceil_mode")
        return ", ".join(f"{name}={getattr(self, name)}" for name in names)

# %% wrong="ceil_mode is not handed on" caught="every_setting_of_a_pooling_is_heeded"
@grow(nn)
class MaxPool2d(nn.Module):
    """The largest number of each window.  torch: nn.MaxPool2d"""

    def __init__(self, kernel_size, stride=None, padding=0, dilation=1, return_indices=False, ceil_mode=False):
        super().__init__()
        self.kernel_size, self.stride = kernel_size, kernel_size if stride is None else stride
        self.padding, self.dilation = padding, dilation
        self.return_indices, self.ceil_mode = return_indices, ceil_mode

    def forward(self, input):
        return nn.functional.max_pool2d(
            input, self.kernel_size, self.stride, self.padding, self.dilation,
            return_indices=self.return_indices)

    def extra_repr(self):
        names = ("kernel_size", "stride", "padding", "dilation", "ceil_mode")
        return ", ".join(f"{name}={getattr(self, name)}" for name in names)

# %% wrong="never says where" caught="it_says_where_the_largest_were_if_asked"
@grow(nn)
class MaxPool2d(nn.Module):
    """The largest number of each window.  torch: nn.MaxPool2d"""

    def __init__(self, kernel_size, stride=None, padding=0, dilation=1, return_indices=False, ceil_mode=False):
        super().__init__()
        self.kernel_size, self.stride = kernel_size, kernel_size if stride is None else stride
        self.padding, self.dilation = padding, dilation
        self.return_indices, self.ceil_mode = return_indices, ceil_mode

    def forward(self, input):
        return nn.functional.max_pool2d(
            input, self.kernel_size, self.stride, self.padding, self.dilation,
            ceil_mode=self.ceil_mode)

    def extra_repr(self):
        names = ("kernel_size", "stride", "padding", "dilation", "ceil_mode")
        return ", ".join(f"{name}={getattr(self, name)}" for name in names)

# %% wrong="the mean" caught="the_largest_of_each_window_is_kept"
@grow(nn)
class MaxPool2d(nn.Module):
    """The largest number of each window.  torch: nn.MaxPool2d"""

    def __init__(self, kernel_size, stride=None, padding=0, dilation=1, return_indices=False, ceil_mode=False):
        super().__init__()
        self.kernel_size, self.stride = kernel_size, kernel_size if stride is None else stride
        self.padding, self.dilation = padding, dilation
        self.return_indices, self.ceil_mode = return_indices, ceil_mode

    def forward(self, input):
        return nn.functional.avg_pool2d(input, self.kernel_size, self.stride, self.padding, self.ceil_mode)

    def extra_repr(self):
        names = ("kernel_size", "stride", "padding", "dilation", "ceil_mode")
        return ", ".join(f"{name}={getattr(self, name)}" for name in names)

# %% wrong="padded with zeros first" caught="every_setting_of_a_pooling_is_heeded"
@grow(nn)
class MaxPool2d(nn.Module):
    """The largest number of each window.  torch: nn.MaxPool2d"""

    def __init__(self, kernel_size, stride=None, padding=0, dilation=1, return_indices=False, ceil_mode=False):
        super().__init__()
        self.kernel_size, self.stride = kernel_size, kernel_size if stride is None else stride
        self.padding, self.dilation = padding, dilation
        self.return_indices, self.ceil_mode = return_indices, ceil_mode

    def forward(self, input):
        if self.padding:
            p = nn._pair(self.padding)
            input = nn.functional.pad(input, (p[1], p[1], p[0], p[0]))
        return nn.functional.max_pool2d(
            input, self.kernel_size, self.stride, 0, self.dilation,
            ceil_mode=self.ceil_mode, return_indices=self.return_indices)

    def extra_repr(self):
        names = ("kernel_size", "stride", "padding", "dilation", "ceil_mode")
        return ", ".join(f"{name}={getattr(self, name)}" for name in names)

# %% wrong="forgets Module.__init__" caught="the_largest_of_each_window_is_kept"
@grow(nn)
class MaxPool2d(nn.Module):
    """The largest number of each window.  torch: nn.MaxPool2d"""

    def __init__(self, kernel_size, stride=None, padding=0, dilation=1, return_indices=False, ceil_mode=False):
        self.kernel_size, self.stride = kernel_size, kernel_size if stride is None else stride
        self.padding, self.dilation = padding, dilation
        self.return_indices, self.ceil_mode = return_indices, ceil_mode

    def forward(self, input):
        return nn.functional.max_pool2d(
            input, self.kernel_size, self.stride, self.padding, self.dilation,
            ceil_mode=self.ceil_mode, return_indices=self.return_indices)

    def extra_repr(self):
        names = ("kernel_size", "stride", "padding", "dilation", "ceil_mode")
        return ", ".join(f"{name}={getattr(self, name)}" for name in names)

# %% right="all by name"
@grow(nn)
class MaxPool2d(nn.Module):
    """The largest number of each window.  torch: nn.MaxPool2d"""

    def __init__(self, kernel_size, stride=None, padding=0, dilation=1, return_indices=False, ceil_mode=False):
        super().__init__()
        if stride is None:
            stride = kernel_size
        self.kernel_size = kernel_size
        self.stride = stride
        self.padding, self.dilation = padding, dilation
        self.return_indices, self.ceil_mode = return_indices, ceil_mode

    def forward(self, input):
        return nn.functional.max_pool2d(
            input, kernel_size=self.kernel_size, stride=self.stride, padding=self.padding, dilation=self.dilation,
            return_indices=self.return_indices, ceil_mode=self.ceil_mode)

    def extra_repr(self):
        names = ("kernel_size", "stride", "padding", "dilation", "ceil_mode")
        return ", ".join(f"{name}={getattr(self, name)}" for name in names)

# %% right="settings from one dict"
@grow(nn)
class MaxPool2d(nn.Module):
    def __init__(self, kernel_size, stride=None, padding=0, dilation=1, return_indices=False, ceil_mode=False):
        super().__init__()
        for name, value in {"kernel_size": kernel_size, "stride": stride, "padding": padding, "dilation": dilation,
                            "return_indices": return_indices, "ceil_mode": ceil_mode}.items():
            setattr(self, name, kernel_size if name == "stride" and value is None else value)

    def forward(self, input):
        names = ("kernel_size", "stride", "padding", "dilation", "ceil_mode", "return_indices")
        return nn.functional.max_pool2d(input, **{name: getattr(self, name) for name in names})

    def extra_repr(self):
        names = ("kernel_size", "stride", "padding", "dilation", "ceil_mode")
        return ", ".join(f"{name}={getattr(self, name)}" for name in names)
