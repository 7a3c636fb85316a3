# %% [markdown]
# # 11 · Capstone
#
# Everything you built comes together here. You add the last layers, `Conv2d` and `MaxPool2d`, write one convolutional network
# in four ways, and train it on handwritten digits beside torch, from the same seed, to the last epoch. Then you save it, load
# it, and take your library home: a package that `import` finds, and that needs numpy alone.
#
# You write 13 small pieces. Run the next cell first (Shift+Enter).

# %%
import math
from itertools import pairwise

from course import bench, check, grow, hint, predict, progress, reset, skip, solution
from course import numpy_torch as torch

nn = bench("11")
practice = nn.practice  # for your networks and tools: torch has none of these names

# %% [markdown]
# ## Something is broken
#
# Beside this notebook lies `train_digits.py`. It is an ordinary torch script: nothing in it knows of this course. A `%%both`
# cell understands `import torch` as each world's own, so the script can run as it is. Run it:

# %%
# %%both
from course.beside import beside

exec(beside("train_digits.py").read_text())

# %% [markdown]
# torch trains a network and reads 283 of 297 digits rightly. Yours ends at its first layer: there is no `nn.Conv2d`. At the
# end of this lesson both columns are one.
#
# A convolution is a small `Linear` that looks at 3 x 3 pixels at a time and slides over the image. It has the same weights at
# every place, so it is small, and it finds a stroke wherever the stroke is. The arithmetic stands ready, in
# `nn.functional.conv2d`. The layer around it is yours, as `Linear` was in lesson 03.

# %% [markdown]
# ## The convolution

# %% [markdown]
# ### 11.1 What a Conv2d keeps · difficulty 2 of 5 · 15 minutes
#
# Guess first, then run the cell after it:

# %%
predict("11.1")

# %%
# %%both
for layer in (
    nn.Conv2d(4, 6, 3), nn.Conv2d(4, 6, (3, 5), groups=2), nn.Conv2d(1, 2, 3, bias=False),
):
    shapes = {name: list(p.shape) for name, p in layer.named_parameters()}
    print(shapes, "bias" in layer._parameters)

# %% [markdown]
# The weight is one small image stack for each output channel: `(out_channels, in_channels, height, width)`. With `groups=2` the
# channels fall into two halves that do not meet, so each kernel sees only `in_channels // groups`.
#
# torch has convolutions of one, two and three dimensions, and one base for all: `_ConvNd`. Its `__init__` is told everything, the
# sizes as tuples already. The settings are kept for you below. Register the weight, and the bias or `None`, and reset them, as in
# 3.3. `Conv2d`, after it, makes the tuples: `nn._pair(3)` is `(3, 3)`.

# %% answer="11.1"
@grow(nn)
class _ConvNd(nn.Module):
    """What the convolutions share.  torch: nn.modules.conv._ConvNd"""

    def __init__(
        self, in_channels, out_channels, kernel_size, stride, padding, dilation,
        transposed, output_padding, groups, bias, padding_mode, device=None, dtype=None,
    ):
        """Keep the settings; register weight (out, in / groups, *kernel_size) and bias."""
        super().__init__()
        self._refuse(in_channels, out_channels, stride, padding, groups, padding_mode)
        self.in_channels, self.out_channels = in_channels, out_channels
        self.kernel_size, self.stride = kernel_size, stride
        self.padding, self.dilation = padding, dilation
        self.transposed, self.output_padding = transposed, output_padding
        self.groups, self.padding_mode = groups, padding_mode
        self._reversed_padding_repeated_twice = self._both_sides()
        ### BEGIN SOLUTION
        options = {"device": device, "dtype": dtype}
        sizes = (out_channels, in_channels // groups, *kernel_size)
        self.weight = nn.Parameter(torch.empty(sizes, **options))
        if bias:
            self.bias = nn.Parameter(torch.empty(out_channels, **options))
        else:
            self.register_parameter("bias", None)
        self.reset_parameters()
        ### END SOLUTION

# %%
@grow(nn._ConvNd)
def _refuse(self, in_channels, out_channels, stride, padding, groups, padding_mode):
    """The first form: anything goes."""


@grow(nn._ConvNd)
def _both_sides(self):
    """The first form: you write it in 11.5."""


@grow(nn._ConvNd)
def reset_parameters(self):
    """The first form: the numbers stay as they are."""


@grow(nn)
def _pair(sizes):
    """A number twice, or the numbers as a tuple.  torch: nn.modules.utils._pair"""
    return tuple(sizes) if hasattr(sizes, "__iter__") else (sizes, sizes)


@grow(nn)
class Conv2d(nn._ConvNd):
    """The same small weights at every place of an image.  torch: nn.Conv2d"""

    def __init__(
        self, in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1,
        groups=1, bias=True, padding_mode="zeros", device=None, dtype=None,
    ):
        padding = padding if isinstance(padding, str) else nn._pair(padding)
        sizes = (nn._pair(kernel_size), nn._pair(stride), padding, nn._pair(dilation))
        super().__init__(
            in_channels, out_channels, *sizes, False, (0, 0), groups, bias, padding_mode,
            device=device, dtype=dtype,
        )

# %% check="11.1" points=2
check("11.1", nn)

# %% [markdown] hints="11.1"
# 1. The five steps of `Linear`, two of which are done: the weight, the bias or None, `self.reset_parameters()`.
# 2. The shape is a tuple with the kernel's sizes spread out in it: `(out_channels, ..., *kernel_size)`. `//` divides whole numbers.
# 3. `self.weight = nn.Parameter(torch.empty((out_channels, in_channels // groups, *kernel_size), device=..., dtype=...))` / `if
#    bias: self.bias = ...` / `else: self.register_parameter("bias", None)` / `self.reset_parameters()`

# %% [markdown] after="11.1" torch="nn.modules.conv._ConvNd.__init__"
# The same lines. Where `transposed` is true, as in `ConvTranspose2d`, the weight's first two sizes change places, because such a
# layer is the gradient of a convolution. A convolution with `groups=in_channels` is called depthwise; phones run on it.

# %% [markdown]
# ### 11.2 What it refuses · difficulty 2 of 5 · 15 minutes
#
# Settings that make no sense are refused when the layer is made, before anything is kept. Look at five of them:

# %%
# %%both
for settings in (
    {"groups": 0}, {"in_channels": 3, "groups": 2}, {"out_channels": 3, "groups": 2},
    {"padding": "full"}, {"padding": "same", "stride": 2},
):
    try:
        nn.Conv2d(**{"in_channels": 4, "out_channels": 4, "kernel_size": 3, **settings})
    except ValueError as error:
        print(settings, "is refused:", str(error).split(", should")[0])

# %% [markdown]
# - `groups` has to be positive, and to divide both numbers of channels.
# - `padding` may be text: `"valid"` means none, `"same"` as much as makes the output as large as the input. No other text.
# - `"same"` with a stride has no meaning. `stride` is a tuple here.
#
# All are a `ValueError`. The question for `padding_mode` is given.

# %% answer="11.2"
@grow(nn._ConvNd)
def _refuse(self, in_channels, out_channels, stride, padding, groups, padding_mode):
    """Raise ValueError for groups that do not fit the channels, and senseless padding.

    stride: a tuple; padding: a tuple, or text.  torch: at the start of _ConvNd.__init__
    """
    modes = ("zeros", "reflect", "replicate", "circular")
    if padding_mode not in modes:
        raise ValueError(f"padding_mode must be one of {modes}, but got {padding_mode!r}")
    ### BEGIN SOLUTION
    if groups <= 0:
        raise ValueError("groups must be a positive integer")
    for name, channels in (("in_channels", in_channels), ("out_channels", out_channels)):
        if channels % groups:
            raise ValueError(f"{name} must be divisible by groups")
    if isinstance(padding, str) and padding not in ("same", "valid"):
        raise ValueError(f"Invalid padding string {padding!r}, should be 'same' or 'valid'")
    if padding == "same" and any(step != 1 for step in stride):
        raise ValueError("padding='same' is not supported for strided convolutions")
    ### END SOLUTION

# %% check="11.2" points=2
check("11.2", nn)

# %% [markdown] hints="11.2"
# 1. Five questions, each with its `raise`. Which of them has to come before the division by `groups`?
# 2. `in_channels % groups` is 0 where it divides. A padding of `(1, 1)` is no text, so ask `isinstance(padding, str)` first.
# 3. `if groups <= 0: raise ValueError(...)` / `if in_channels % groups or out_channels % groups: raise ...` / `if
#    isinstance(padding, str) and padding not in (...): raise ...` / `if padding == "same" and any(step != 1 for step in stride):
#    raise ...`

# %% [markdown] after="11.2" torch="nn.modules.conv._ConvNd.__init__"
# The same questions, one after the other, at the top of `__init__`. What is *not* asked here shows up at the first call: a
# negative stride, an input of other channels. Those are RuntimeErrors of the function, which sees the tensors.

# %% [markdown]
# ### 11.3 The first numbers · difficulty 2 of 5 · 10 minutes
#
# `Linear` draws within 1 / √`in_features`, since so many numbers are added up for one output. How many does a convolution add up?

# %%
# %%both
torch.manual_seed(0)
for layer in (nn.Conv2d(1, 8, 3), nn.Conv2d(16, 8, 3), nn.Conv2d(16, 8, 3, groups=4)):
    adds = layer.weight[0].numel()
    bound = adds**-0.5
    inside = layer.weight.abs().max().item() <= bound
    print(f"{adds:3} added up, bound {bound:.3f}, inside: {inside}")
layer.bias

# %% [markdown]
# All that one kernel sees: `weight[0].numel()`, its channels times its pixels. `nn.init.kaiming_uniform_(t, a=math.sqrt(5))` reads
# the same off the shape. Draw the weight, then the bias, within 1 / √ of that number. In a layer of no input channels it is 0, and
# there is nothing to divide by; the bias is then 0.

# %% answer="11.3"
@grow(nn._ConvNd)
def reset_parameters(self):
    """Draw weight, then bias, uniformly within 1 / sqrt(the numbers that one kernel sees).

    torch: _ConvNd.reset_parameters
    """
    ### BEGIN SOLUTION
    nn.init.kaiming_uniform_(self.weight, a=math.sqrt(5))
    if self.bias is not None:
        seen = math.prod(self.weight.shape[1:])
        bound = 1 / math.sqrt(seen) if seen > 0 else 0
        nn.init.uniform_(self.bias, -bound, bound)
    ### END SOLUTION

# %% check="11.3" points=2
check("11.3", nn)

# %% [markdown] hints="11.3"
# 1. The method of 3.4 with another number under the root.
# 2. `math.prod(self.weight.shape[1:])` is that number. `in_channels` alone forgets the pixels, and the groups.
# 3. `nn.init.kaiming_uniform_(self.weight, a=...)` / `if self.bias is not None:` / `seen = math.prod(...)` / `bound = 1 /
#    math.sqrt(seen) if seen > 0 else 0` / `nn.init.uniform_(self.bias, -bound, bound)`

# %% [markdown] after="11.3" torch="nn.modules.conv._ConvNd.reset_parameters"
# torch asks `init._calculate_fan_in_and_fan_out(self.weight)` for the number. A weight whose memory lies in another order
# (`channels_last`) is drawn in the usual order and copied, so that the same seed gives the same layer.

# %% [markdown]
# ### 11.4 What it computes · difficulty 2 of 5 · 10 minutes
#
# The kernel is laid on the image, numbers are multiplied and added up, and it moves on. This one finds vertical edges:

# %%
# %%both
image = torch.zeros(1, 1, 5, 6)
image[:, :, :, 3:] = 1
layer = nn.Conv2d(1, 1, 3, bias=False)
layer.weight.data = torch.tensor([[[[-1.0, 0.0, 1.0]] * 3]]).reshape(1, 1, 3, 3)
print(layer(image)[0, 0])
for settings in ({"stride": 2}, {"padding": 1}, {"padding": "same"}, {"dilation": 2}):
    print(settings, tuple(nn.Conv2d(1, 7, 3, **settings)(image).shape))

# %% [markdown]
# `nn.functional.conv2d(input, weight, bias, stride, padding, dilation, groups)` does it, and it is the one who complains about
# shapes that do not fit.
#
# torch splits the layer's `forward` in two. `_conv_forward` is handed the weight and the bias, so that a relative, a layer with
# quantized weights say, can hand over others. Write both.

# %% answer="11.4"
@grow(nn.Conv2d)
def _conv_forward(self, input, weight, bias):
    """Return the convolution of `input` with these weights and this layer's settings.

    torch: Conv2d._conv_forward
    """
    ### BEGIN SOLUTION
    return nn.functional.conv2d(input, weight, bias, self.stride, self.padding, self.dilation, self.groups)
    ### END SOLUTION


@grow(nn.Conv2d)
def forward(self, input):
    """Return the convolution: (N, C, H, W) to (N, out_channels, H', W'), N optional.

    Raises RuntimeError where the shapes do not fit.  torch: Conv2d.forward
    """
    ### BEGIN SOLUTION
    return self._conv_forward(input, self.weight, self.bias)
    ### END SOLUTION

# %% check="11.4" points=2
check("11.4", nn)

# %% [markdown] hints="11.4"
# 1. One line each. The first hands on four settings, the second this layer's own two Parameters.
# 2. The order counts: stride, padding, dilation, groups. They all hang on `self`. The weight and the bias do not: they are arguments.
# 3. `return nn.functional.conv2d(input, weight, bias, self.stride, ...)`; `return self._conv_forward(input, ..., ...)`

# %% [markdown] after="11.4" torch="nn.Conv2d._conv_forward"
# The same, but for the padding modes of the next exercise. What mathematicians call a convolution turns the kernel over first;
# this is a *cross-correlation*. Since the kernel is learned, nobody minds.

# %% [markdown]
# ### 11.5 What lies beyond the edge · difficulty 4 of 5 · 20 minutes
#
# Around the image are zeros, unless `padding_mode` says otherwise. Then the image is padded first, by `nn.functional.pad`, and
# convolved without padding. The cell below the next does that, given. It needs the padding in the form that `pad` takes:

# %%
# %%both
row = torch.tensor([[[[1.0, 2.0, 3.0]]]])
for mode in ("reflect", "replicate", "circular"):
    padded = nn.functional.pad(row, (2, 2, 0, 0), mode=mode)
    print(f"{mode:10}", padded.flatten().tolist())
for padding in ((1, 2), "same", "valid"):
    layer = nn.Conv2d(1, 1, kernel_size=(3, 4), dilation=(2, 1), padding=padding)
    print(padding, list(layer._reversed_padding_repeated_twice))

# %% [markdown]
# `pad` wants a flat list: before and after for the *last* dimension, then for the one before it. So `(1, 2)`, height and width,
# becomes `[2, 2, 1, 1]`.
#
# With `"same"` a dimension lacks `dilation * (kernel - 1)` numbers in all. Half of them, rounded down, go before it and the rest
# after it. With `"valid"` nothing is lacking.
#
# Write `_both_sides`. It uses `self.padding`, `self.kernel_size` and `self.dilation`, and has to work for any number of dimensions.

# %%
@grow(nn.Conv2d)
def _conv_forward(self, input, weight, bias):
    """The second form: other padding than zeros is laid around the image first."""
    padding, sides = self.padding, self._reversed_padding_repeated_twice
    if self.padding_mode != "zeros":
        input = nn.functional.pad(input, sides, mode=self.padding_mode)
        padding = 0
    settings = (self.stride, padding, self.dilation, self.groups)
    return nn.functional.conv2d(input, weight, bias, *settings)

# %% answer="11.5"
@grow(nn._ConvNd)
def _both_sides(self):
    """Return a flat list: how much lies before and after each dimension, the last first.

    torch: _reversed_padding_repeated_twice, in _ConvNd.__init__
    """
    ### BEGIN SOLUTION
    sides = []
    for at, (size, gap) in enumerate(zip(self.kernel_size, self.dilation, strict=True)):
        if isinstance(self.padding, str):
            lacking = gap * (size - 1) if self.padding == "same" else 0
            before, after = lacking // 2, lacking - lacking // 2
        else:
            before = after = self.padding[at]
        sides = [before, after, *sides]
    return sides
    ### END SOLUTION

# %% check="11.5" points=4
check("11.5", nn)

# %% [markdown] hints="11.5"
# 1. One loop over the dimensions. In it, two kinds of padding: a tuple, which says it, and text, from which you work it out.
# 2. `sides = [before, after, *sides]` puts each new pair in front, and so turns the order round by itself.
# 3. `for at, (size, gap) in enumerate(zip(self.kernel_size, self.dilation)):` / `if isinstance(self.padding, str): lacking = gap *
#    (size - 1) if ... else 0` / `before, after = lacking // 2, ...` / `else: before = after = self.padding[at]` / `sides = [...]`

# %% [markdown] after="11.5" torch="nn.modules.conv._ConvNd.__init__"
# torch fills a list of zeros by its index, and for a tuple calls `_reverse_repeat_tuple`. The order of `pad` is the order in which
# numbers lie in memory, fastest first. With zeros nothing is padded beforehand: the convolution adds them on the way, without
# copying the image.

# %% [markdown]
# ### 11.6 What it says of itself · difficulty 2 of 5 · 10 minutes
#
# Eleven settings are too many for one line. So a convolution says what is always interesting, and of the rest only what is unusual:

# %%
# %%both
print(nn.Conv2d(1, 16, 3))
settings = {"padding": (0, 1), "dilation": (1, 2), "groups": 2, "bias": False}
print(nn.Conv2d(4, 8, (3, 5), stride=2, **settings))
nn.Conv2d(1, 16, 3, padding="same", padding_mode="reflect")

# %% [markdown]
# The order: both channels, `kernel_size` and `stride`, always. Then `padding` unless all are 0, `dilation` unless all are 1,
# `output_padding` unless all are 0, `groups` unless 1, `bias=False`, and `padding_mode` unless `zeros`.
#
# "All" is a matter of dimensions: `(0,) * len(self.kernel_size)`. Ask the bias as it is *now*, as in 3.6.

# %% answer="11.6"
@grow(nn._ConvNd)
def extra_repr(self):
    """Return the channels, kernel_size and stride, and what else is not as usual.

    torch: _ConvNd.extra_repr
    """
    ### BEGIN SOLUTION
    said = f"{self.in_channels}, {self.out_channels}"
    said += f", kernel_size={self.kernel_size}, stride={self.stride}"
    zeros, ones = ((n,) * len(self.kernel_size) for n in (0, 1))
    usual = {"padding": zeros, "dilation": ones, "output_padding": zeros, "groups": 1}
    for name, value in usual.items():
        if getattr(self, name) != value:
            said += f", {name}={getattr(self, name)}"
    said += ", bias=False" if self.bias is None else ""
    return said if self.padding_mode == "zeros" else f"{said}, padding_mode={self.padding_mode}"
    ### END SOLUTION

# %% check="11.6" points=2
check("11.6", nn)

# %% [markdown] hints="11.6"
# 1. Begin with an f-string of the four that are always there. Then add to it, question by question.
# 2. Four of the questions are alike: a name and its usual value. A dict of those and `getattr(self, name)` make one loop of them.
# 3. `said = f"{self.in_channels}, {self.out_channels}, kernel_size={...}, stride={...}"` / `for name, value in usual.items():` / `if
#    getattr(self, name) != value: said += ...` / the bias / the padding mode / `return said`

# %% [markdown] after="11.6" torch="nn.modules.conv._ConvNd.extra_repr"
# torch adds up a format string with names in braces, and fills it at the end from `self.__dict__`. Parameters are not in there, which is
# why the bias is a question of its own.

# %% [markdown]
# ## The other two

# %% [markdown]
# ### 11.7 MaxPool2d · difficulty 2 of 5 · 10 minutes
#
# After a convolution one wants to know *whether* there is a stroke, and less exactly where. `MaxPool2d(2)` keeps the largest of
# every 2 x 2 numbers, so an image of 8 x 8 becomes one of 4 x 4:

# %%
# %%both
image = torch.arange(16.0).reshape(1, 1, 4, 4)
layer = nn.MaxPool2d(2)
print(layer(image).tolist(), layer.stride)
largest, where = nn.MaxPool2d(3, stride=1, return_indices=True)(image)
print(largest.flatten().tolist(), where.flatten().tolist())
layer

# %% [markdown]
# It has nothing to train, only settings: `kernel_size`, `stride` (the kernel's size unless given), `padding`, `dilation`,
# `return_indices` and `ceil_mode`, which lets the last window reach over the edge. Keep them as they come, a number or a tuple.
#
# `nn.functional.max_pool2d` takes all six. Hand the last two on by name: the function has them the other way round.

# %% answer="11.7"
@grow(nn)
class MaxPool2d(nn.Module):
    """The largest number of each window.  torch: nn.MaxPool2d"""

    def __init__(
        self, kernel_size, stride=None, padding=0, dilation=1,
        return_indices=False, ceil_mode=False,
    ):
        ### BEGIN SOLUTION
        super().__init__()
        self.kernel_size, self.stride = kernel_size, kernel_size if stride is None else stride
        self.padding, self.dilation = padding, dilation
        self.return_indices, self.ceil_mode = return_indices, ceil_mode
        ### END SOLUTION

    def forward(self, input):
        """Return the maxima, (N, C, H, W) to (N, C, H', W'), or maxima and places."""
        ### BEGIN SOLUTION
        return nn.functional.max_pool2d(
            input, self.kernel_size, self.stride, self.padding, self.dilation,
            ceil_mode=self.ceil_mode, return_indices=self.return_indices)
        ### END SOLUTION

    def extra_repr(self):
        names = ("kernel_size", "stride", "padding", "dilation", "ceil_mode")
        return ", ".join(f"{name}={getattr(self, name)}" for name in names)

# %% check="11.7" points=2
check("11.7", nn)

# %% [markdown] hints="11.7"
# 1. Keep six settings, hand on six settings.
# 2. `kernel_size if stride is None else stride`. `stride or kernel_size` would take a stride of 0, a mistake that the function
#    names, for none.
# 3. `super().__init__()` / `self.kernel_size, self.stride = kernel_size, ... if stride is None else ...` / the other four / `return
#    nn.functional.max_pool2d(input, ..., ceil_mode=..., return_indices=...)`

# %% [markdown] after="11.7" torch="nn.MaxPool2d.forward"
# The same. Its gradient goes to the one number in each window that was the largest, and to no other: the winner learns. Beyond the
# edge lies minus infinity, not zero, or an image of negative numbers would be framed by zeros.

# %% [markdown]
# The third part is `BatchNorm2d`, which you have from lesson 04. A convolution in front of it needs no bias: whatever it adds to a
# channel, the normalization takes away again. Watch all three at work on two real digits, first the shapes, then the numbers that
# one channel holds before and after the normalization:

# %%
# %%both
from course.digits import digits

images, labels = (torch.from_numpy(array) for array in digits())
images = images.reshape(-1, 1, 8, 8)
torch.manual_seed(0)
conv = nn.Conv2d(1, 16, 3, padding=1, bias=False)
norm, pool = nn.BatchNorm2d(16), nn.MaxPool2d(2)
x = images[:2]
for part in (conv, norm, nn.ReLU(), pool):
    x = part(x)
    print(f"{type(part).__name__:12} {tuple(x.shape)}")
out = conv(images[:100])
for what in (out, norm(out)):
    channel = what[:, 3]
    print(f"mean {channel.mean().item():6.3f}, deviation {channel.std().item():.3f}")

# %% [markdown]
# Two more layers come free: the same base makes the convolution of rows (sound, text), and the mean is a pooling, too.

# %%
@grow(nn)
class Conv1d(nn._ConvNd):
    """The same small weights at every place of a row: (N, C, L).  torch: nn.Conv1d"""

    def __init__(
        self, in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1,
        groups=1, bias=True, padding_mode="zeros", device=None, dtype=None,
    ):
        def single(size):
            return tuple(size) if hasattr(size, "__iter__") else (size,)

        padding = padding if isinstance(padding, str) else single(padding)
        sizes = (single(kernel_size), single(stride), padding, single(dilation))
        super().__init__(
            in_channels, out_channels, *sizes, False, (0,), groups, bias, padding_mode,
            device=device, dtype=dtype,
        )

    def forward(self, input):
        padding, sides = self.padding, self._reversed_padding_repeated_twice
        if self.padding_mode != "zeros":
            input = nn.functional.pad(input, sides, mode=self.padding_mode)
            padding = 0
        settings = (self.stride, padding, self.dilation, self.groups)
        return nn.functional.conv1d(input, self.weight, self.bias, *settings)


@grow(nn)
class AvgPool2d(nn.Module):
    """The mean of each window.  torch: nn.AvgPool2d"""

    def __init__(
        self, kernel_size, stride=None, padding=0, ceil_mode=False,
        count_include_pad=True, divisor_override=None,
    ):
        super().__init__()
        self.kernel_size = kernel_size
        self.stride = kernel_size if stride is None else stride
        self.padding, self.ceil_mode = padding, ceil_mode
        self.count_include_pad = count_include_pad
        self.divisor_override = divisor_override

    def forward(self, input):
        return nn.functional.avg_pool2d(
            input, self.kernel_size, self.stride, self.padding, self.ceil_mode,
            self.count_include_pad, self.divisor_override,
        )

    def extra_repr(self):
        names = ("kernel_size", "stride", "padding")
        return ", ".join(f"{name}={getattr(self, name)}" for name in names)


@grow(nn)
class AdaptiveAvgPool2d(nn.Module):
    """Means of as many windows as the output is to have.  torch: nn.AdaptiveAvgPool2d"""

    def __init__(self, output_size):
        super().__init__()
        self.output_size = output_size

    def forward(self, input):
        return nn.functional.adaptive_avg_pool2d(input, self.output_size)

    def extra_repr(self):
        return f"output_size={self.output_size}"

# %% [markdown]
# ## One network, four ways
#
# This is the network, for digits of 8 x 8 pixels:
#
# | | | |
# |---|---|---|
# | block 1 | `Conv2d(1, 16, 3, padding=1)`, `BatchNorm2d(16)`, ReLU, `MaxPool2d(2)` | 16 images of 4 x 4 |
# | block 2 | `Conv2d(16, 32, 3, padding=1)`, `BatchNorm2d(32)`, ReLU, `MaxPool2d(2)` | 32 images of 2 x 2 |
# | out | flatten, `Linear(128, 10)` | 10 scores |

# %% [markdown]
# ### 11.8 The plain way · difficulty 2 of 5 · 15 minutes
#
# Layers are attributes, and `forward` says what happens to the data. Use these names: `conv1`, `norm1`, `conv2`, `norm2`, `out`. What
# has no numbers of its own, ReLU and pooling, may be a layer of any name or a function: `x.relu()`,
# `nn.functional.max_pool2d(x, 2)`.
#
# Does the order in which you make them matter, as long as `forward` calls them in the right one?

# %%
predict("11.8")

# %%
# %%both
def first_weights(*names):
    torch.manual_seed(0)
    make = {"conv": lambda: nn.Conv2d(1, 1, 2), "out": lambda: nn.Linear(4, 1)}
    layers = {name: make[name]() for name in names}
    return layers["conv"].weight.flatten().tolist()


print("the same:", first_weights("conv", "out") == first_weights("out", "conv"))

# %% [markdown]
# Each layer draws its numbers when it is made. So make them in the order of the table, from the front to the back.

# %% answer="11.8"
@grow(practice)
class PlainCNN(nn.Module):
    """The plain way: layers as attributes, and a forward that calls them."""

    def __init__(self):
        """Make conv1, norm1, conv2, norm2 and out."""
        ### BEGIN SOLUTION
        super().__init__()
        self.conv1, self.norm1 = nn.Conv2d(1, 16, 3, padding=1), nn.BatchNorm2d(16)
        self.conv2, self.norm2 = nn.Conv2d(16, 32, 3, padding=1), nn.BatchNorm2d(32)
        self.pool = nn.MaxPool2d(2)
        self.out = nn.Linear(128, 10)
        ### END SOLUTION

    def forward(self, x):
        """Return the scores: (N, 1, 8, 8) to (N, 10)."""
        ### BEGIN SOLUTION
        x = self.pool(self.norm1(self.conv1(x)).relu())
        x = self.pool(self.norm2(self.conv2(x)).relu())
        return self.out(x.flatten(1))
        ### END SOLUTION

# %% check="11.8" points=3
check("11.8", nn)

# %% [markdown] hints="11.8"
# 1. `__init__` makes five layers with numbers, in the order of the table. `forward` is three lines: a block, a block, the end.
# 2. One block is pool(relu(norm(conv(x)))). `x.flatten(1)` keeps the batch and makes one row of the rest.
# 3. `super().__init__()` / `self.conv1, self.norm1 = nn.Conv2d(1, 16, 3, padding=1), ...` / ... / `x =
#    nn.functional.max_pool2d(self.norm1(self.conv1(x)).relu(), 2)` / the second block / `return self.out(x.flatten(1))`

# %% [markdown] after="11.8" torch="nn.Module.__setattr__"
# Most of torchvision's networks are written so. Two lines of yours do a lot: every `self.name = layer` goes through your own
# `__setattr__` into `_modules`, and from there `parameters()`, `train()`, `state_dict()`, `to()` and the repr find it.

# %% [markdown]
# ### 11.9 Sequential · difficulty 1 of 5 · 10 minutes
#
# Where data goes straight through, `forward` need not be written at all. `nn.Sequential` is the list of steps *and* the forward. What
# was a function above has to be a layer now: `nn.ReLU()`, `nn.Flatten()`.

# %%
# %%both
net = nn.Sequential(nn.Conv2d(1, 2, 3), nn.ReLU(), nn.Flatten(), nn.Linear(72, 10))
[name for name, _ in net.named_parameters()], net(torch.zeros(5, 1, 8, 8)).shape

# %% [markdown]
# Write a function that returns the whole network as one `Sequential` of ten layers, in the order of the table. The numbers in the
# names are places in the row, and the layers without numbers of their own take places, too.

# %% answer="11.9"
@grow(practice)
def cnn_in_a_row():
    """Return the network of the table as one Sequential of ten layers."""
    ### BEGIN SOLUTION
    return nn.Sequential(
        nn.Conv2d(1, 16, 3, padding=1), nn.BatchNorm2d(16), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(16, 32, 3, padding=1), nn.BatchNorm2d(32), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(128, 10))
    ### END SOLUTION

# %% check="11.9" points=2
check("11.9", nn)

# %% [markdown] hints="11.9"
# 1. Copy the table from left to right, and separate by commas.
# 2. Four layers for each block, then `nn.Flatten()` and `nn.Linear(128, 10)`: ten in all.
# 3. `return nn.Sequential(` / `nn.Conv2d(1, 16, 3, padding=1), nn.BatchNorm2d(16), nn.ReLU(), nn.MaxPool2d(2),` / the second block /
#    `nn.Flatten(), nn.Linear(...))`

# %% [markdown] after="11.9" torch="nn.Sequential.forward"
# torchvision's VGG and AlexNet keep their convolutions in one such row, called `features`. Put a layer in the middle later, and all
# names behind it change: old checkpoints no longer fit. An OrderedDict gives the steps names that last.

# %% [markdown]
# ### 11.10 ModuleList · difficulty 3 of 5 · 15 minutes
#
# The number of blocks may be an argument. Then the layers stand in an `nn.ModuleList` and `forward` walks it. A plain list would hide
# them from `parameters()` (lesson 06).
#
# `ListedCNN(16, 32)` is the network of the table, `ListedCNN(8, 16, 32)` one with three blocks. The names:

# %%
# %%both
conv = nn.Conv2d(1, 16, 3, padding=1)
block = nn.Sequential(conv, nn.BatchNorm2d(16), nn.ReLU(), nn.MaxPool2d(2))
net = nn.Module()
net.blocks = nn.ModuleList([block])
net.out = nn.Linear(256, 10)
[name for name, _ in net.named_parameters()]

# %% [markdown]
# `blocks` holds one `Sequential` of four layers for each of `channels`; the first block starts from 1 channel, each other from the one
# before: `pairwise`, imported at the top, goes through neighbours. Every pooling halves the sides, so after n blocks there
# are `channels[-1] * (8 // 2**n) ** 2` numbers for `out`.

# %% answer="11.10"
@grow(practice)
class ListedCNN(nn.Module):
    """As many blocks as there are `channels`, in a ModuleList."""

    def __init__(self, *channels):
        """Make `blocks`, each a Sequential of conv, norm, relu and pool, then `out`."""
        ### BEGIN SOLUTION
        super().__init__()
        self.blocks = nn.ModuleList()
        for before, after in pairwise((1, *channels)):
            conv = nn.Conv2d(before, after, 3, padding=1)
            self.blocks.append(nn.Sequential(conv, nn.BatchNorm2d(after), nn.ReLU(), nn.MaxPool2d(2)))
        self.out = nn.Linear(channels[-1] * (8 // 2 ** len(channels)) ** 2, 10)
        ### END SOLUTION

    def forward(self, x):
        """Return the scores: (N, 1, 8, 8) to (N, 10)."""
        ### BEGIN SOLUTION
        for block in self.blocks:
            x = block(x)
        return self.out(x.flatten(1))
        ### END SOLUTION

# %% check="11.10" points=3
check("11.10", nn)

# %% [markdown] hints="11.10"
# 1. An empty ModuleList, a loop that appends one block for each number of channels, then `out`. `forward` is a loop, too.
# 2. `pairwise((1, *channels))` gives (1, 16), (16, 32): where each block comes from and where it leads.
# 3. `self.blocks = nn.ModuleList()` / `for before, after in pairwise((1, *channels)):` / `self.blocks.append(nn.Sequential(...))` /
#    `self.out = nn.Linear(channels[-1] * ..., 10)`; `for block in self.blocks: x = block(x)` / `return self.out(x.flatten(1))`

# %% [markdown] after="11.10" torch="nn.ModuleList.append"
# Transformers are built so: `self.layers = nn.ModuleList([copy.deepcopy(layer) for _ in range(n)])`, in `nn.TransformerEncoder` by way of
# a helper named `_get_clones`. Their `forward` walks the list, and hands a mask to each.

# %% [markdown]
# ### 11.11 ModuleDict · difficulty 2 of 5 · 15 minutes
#
# In the fourth way every part has a name, and the way through the network is *data*: a tuple of names. A part may come up twice, and
# the way can be changed without a new class:

# %%
# %%both
parts = nn.ModuleDict({"conv": nn.Conv2d(1, 1, 3, padding=1), "act": nn.ReLU()})
x = torch.ones(1, 1, 8, 8)
for way in (("conv", "act"), ("conv", "act", "conv", "act")):
    out = x
    for name in way:
        out = parts[name](out)
    print(way, tuple(out.shape))

# %% [markdown]
# Make `parts`, an `nn.ModuleDict` of `conv1`, `norm1`, `conv2`, `norm2`, `out`, and of `act`, `pool` and `flat`, which are needed once each
# although `act` and `pool` are passed twice. `forward` takes the names in the order of `way` and calls each part.

# %% answer="11.11"
@grow(practice)
class NamedCNN(nn.Module):
    """Parts in a ModuleDict, and a way through them."""

    def __init__(self):
        """Make `parts`, and `way`, the names of the parts in the order of the table."""
        super().__init__()
        self.way = "conv1 norm1 act pool conv2 norm2 act pool flat out".split()
        ### BEGIN SOLUTION
        self.parts = nn.ModuleDict({
            "conv1": nn.Conv2d(1, 16, 3, padding=1), "norm1": nn.BatchNorm2d(16),
            "conv2": nn.Conv2d(16, 32, 3, padding=1), "norm2": nn.BatchNorm2d(32),
            "out": nn.Linear(128, 10), "act": nn.ReLU(), "pool": nn.MaxPool2d(2), "flat": nn.Flatten()})
        ### END SOLUTION

    def forward(self, x):
        """Return the scores: (N, 1, 8, 8) to (N, 10)."""
        ### BEGIN SOLUTION
        for name in self.way:
            x = self.parts[name](x)
        return x
        ### END SOLUTION

# %% check="11.11" points=2
check("11.11", nn)

# %% [markdown] hints="11.11"
# 1. One dict with eight entries, one loop over `self.way`.
# 2. Make the parts with numbers first, in the order of the table: it is the order of the draws. The dict keeps it.
# 3. `self.parts = nn.ModuleDict({"conv1": nn.Conv2d(...), "norm1": ..., ...})`; `for name in self.way: x = self.parts[name](x)` /
#    `return x`

# %% [markdown] after="11.11" torch="nn.ModuleDict.__getitem__"
# torchvision's detection networks keep their backbones so, and return the outputs of the parts that were asked for by name.
# `nn.MultiheadAttention`, on the other hand, is written the plain way: which to choose is a matter of what varies.

# %% [markdown]
# All four, from one seed: four sets of names, one function.

# %% play=True
def compared():
    """Each of the four: its names, and whether its outputs are those of the row."""
    x, row = torch.rand(3, 1, 8, 8), None
    for make in (
        practice.cnn_in_a_row, practice.PlainCNN, lambda: practice.ListedCNN(16, 32), practice.NamedCNN,
    ):
        torch.manual_seed(0)
        net = make()
        scores = net(x)
        row = scores if row is None else row
        names = [name for name, _ in net.named_parameters()]
        equal = torch.equal(scores, row)
        print(f"{type(net).__name__:11} {len(names)} parameters from {names[0]:18} equal: {equal}")


try:
    compared()
except (AttributeError, NotImplementedError) as error:
    print("not yet:", error)

# %% [markdown]
# ## Use it

# %% [markdown]
# ### 11.12 Reading digits · difficulty 2 of 5 · 15 minutes
#
# A trained network is *asked* in another way than it is trained: in eval mode, and without recording. What goes wrong otherwise? Guess
# first:

# %%
predict("11.12")

# %%
# %%both
torch.manual_seed(0)
conv, norm, out = nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2), nn.Linear(72, 10)
net = nn.Sequential(conv, norm, nn.Flatten(), out)
image = torch.rand(1, 1, 8, 8)
first = net.eval()(image)
net.train()(image + 5)
changed = not torch.equal(net.eval()(image), first)
print("asked in training mode, it was changed:", changed)
print("and it recorded:", first.requires_grad)

# %% [markdown]
# Write `read(net, images)`. It returns two tensors: which digit each image is, and how sure the network is of it, the largest of the
# softmax's probabilities. Ask in eval mode, record nothing, and leave the network in the mode in which you met it.
#
# `probabilities.max(dim=1)` gives both the largest values and their places, in this order.

# %% answer="11.12"
@grow(practice)
def read(net, images):
    """Return the digits that a network sees, (N,) of int64, and how sure it is, (N,)."""
    ### BEGIN SOLUTION
    training = net.training
    net.eval()
    with torch.no_grad():
        sure, digits = net(images).softmax(dim=1).max(dim=1)
    net.train(training)
    return digits, sure
    ### END SOLUTION

# %% check="11.12" points=2
check("11.12", nn)

# %% [markdown] hints="11.12"
# 1. Note the mode, switch to eval, compute without recording, put the mode back, return.
# 2. `net.training` is the flag, and `net.train(flag)` sets it either way. `scores.softmax(dim=1)` are the probabilities of each row.
# 3. `training = net.training` / `net.eval()` / `with torch.no_grad(): sure, digits = net(images).softmax(dim=1).max(dim=1)` /
#    `net.train(training)` / `return digits, sure`

# %% [markdown] after="11.12" torch="nn.Module.eval"
# torch has no such function; every training library has one, under the name `predict` or `validation_step`. Most of them use
# `torch.inference_mode()`, a stricter `no_grad`. Sure is not the same as right: a network is usually surer than it should be.

# %% [markdown]
# ### 11.13 A checkpoint · difficulty 3 of 5 · 20 minutes
#
# A training may be interrupted. Who wants to go on as if nothing had happened has to save more than the weights: SGD with momentum
# remembers how fast each number was moving. Look at what the optimizer holds:

# %%
# %%both
net = nn.Linear(1, 1)
optimizer = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9)
net(torch.ones(1, 1)).sum().backward()
optimizer.step()
state = optimizer.state_dict()
print(list(state), list(state["state"]), list(state["state"][0]))
state["param_groups"][0]["params"]

# %% [markdown]
# An optimizer has `state_dict()` and `load_state_dict(state)`, as a module has. `torch.save(what, file)` writes a dict of such dicts as
# well as one of them, and `torch.load(file)` reads it.
#
# Write both halves. The file holds a dict with the keys `"net"`, `"optimizer"` and `"epoch"`. `resume` puts the first two where they
# belong, into objects that the caller made, and returns the epoch.

# %% answer="11.13"
@grow(practice)
def save_checkpoint(file, net, optimizer, epoch):
    """Write what a training needs to go on: a dict of "net", "optimizer" and "epoch"."""
    ### BEGIN SOLUTION
    states = {"net": net.state_dict(), "optimizer": optimizer.state_dict()}
    torch.save({**states, "epoch": epoch}, file)
    ### END SOLUTION


@grow(practice)
def resume(file, net, optimizer):
    """Put what `save_checkpoint` wrote into network and optimizer; return the epoch."""
    ### BEGIN SOLUTION
    checkpoint = torch.load(file)
    net.load_state_dict(checkpoint["net"])
    optimizer.load_state_dict(checkpoint["optimizer"])
    return checkpoint["epoch"]
    ### END SOLUTION

# %% check="11.13" points=3
check("11.13", nn)

# %% [markdown] hints="11.13"
# 1. One line that writes, four that read: load, the network, the optimizer, the epoch.
# 2. Save `net.state_dict()` and not `net`: a state is numbers and names, and `torch.load` refuses whatever else a file may hold.
# 3. `torch.save({"net": ..., "optimizer": ..., "epoch": epoch}, file)`; `checkpoint = torch.load(file)` /
#    `net.load_state_dict(checkpoint["net"])` / the optimizer alike / `return checkpoint["epoch"]`

# %% [markdown] after="11.13" torch="optim.Optimizer.load_state_dict"
# torch's tutorials recommend this very dict. The optimizer's state knows its Parameters by number and not by name, so the network
# must list them in the same order. Who wants the same *random* numbers afterwards saves `torch.get_rng_state()`, too.

# %% [markdown]
# ## Train it, beside torch
#
# Here is the whole of it: the network of the table, ten epochs, 300 steps, in both worlds from the same seed. The two curves are drawn
# over each other while they grow, and below them the first of the 297 digits that no network has seen.

# %% play=True
from course import training
from course.digits import digits


def run(torch, epochs):
    nn = torch.nn
    images, labels = (torch.from_numpy(array) for array in digits())
    images = images.reshape(-1, 1, 8, 8)
    torch.manual_seed(0)
    net = nn.Sequential(
        nn.Conv2d(1, 16, 3, padding=1), nn.BatchNorm2d(16), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(16, 32, 3, padding=1), nn.BatchNorm2d(32), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(128, 10),
    )
    optimizer = torch.optim.SGD(net.parameters(), lr=0.02, momentum=0.9)
    for _ in epochs:
        net.train()
        for batch in torch.randperm(1500).split(50):
            optimizer.zero_grad()
            loss = nn.functional.cross_entropy(net(images[batch]), labels[batch])
            loss.backward()
            optimizer.step()
            yield loss
        net.eval()
        with torch.no_grad():
            yield images[1500:], net(images[1500:]), labels[1500:]


training(run, epochs=10)

# %% [markdown]
# One curve. Under it lie your `Parameter`, your `__setattr__`, your `__call__`, your `BatchNorm2d` and its buffers, your `train` and
# `eval`, your `Sequential`, your `SGD`. Change the network and run it again.
#
# ## What it reads, and what it misreads
#
# Now with the pieces of this lesson: train the plain network, save it, and look at what it gets wrong. The file goes to a folder beside
# this notebook.

# %% play=True
from pathlib import Path

from course.pictures import pictures

folder = Path("checkpoints")
folder.mkdir(exist_ok=True)
grey, right_ones = (torch.from_numpy(array) for array in digits())
grey = grey.reshape(-1, 1, 8, 8)


def trained(net, epochs):
    """Train a network on the first 1,500 digits, and keep it in a file."""
    optimizer = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9)
    for _ in range(epochs):
        for batch in torch.randperm(1500).split(50):
            optimizer.zero_grad()
            nn.functional.cross_entropy(net(grey[batch]), right_ones[batch]).backward()
            optimizer.step()
    practice.save_checkpoint(folder / "plain.pt", net, optimizer, epochs)
    return net


def show_mistakes(net, most=10):
    """The digits that are read wrongly; above each, what was read and how surely."""
    read, sure = practice.read(net, grey[1500:])
    wrong = [at for at in range(297) if read[at] != right_ones[1500 + at]]
    print(f"{297 - len(wrong)} of 297 are right")
    wanted = right_ones[1500:].tolist()
    titles, shown = [], []
    for at in wrong[:most]:
        titles.append(f"{read[at].item()}? a {wanted[at]}\n{sure[at].item():.0%} sure")
        shown.append(grey[1500 + at, 0].numpy())
    return pictures(shown, titles)


try:
    torch.manual_seed(0)
    plain = trained(practice.PlainCNN(), epochs=5)
    picture = show_mistakes(plain)
except (AttributeError, NotImplementedError) as error:
    picture = print("not yet:", error)
picture

# %% [markdown]
# Some of these you would misread, too. And this is what the first layer looks for: its 16 kernels, dark where a pixel should be dark.

# %% play=True
pictures(plain.conv1.weight.detach()[:, 0].numpy(), columns=8) if picture else None

# %% [markdown]
# ## File in hand, both worlds
#
# A training is interrupted after three epochs and goes on from a file, by the *other* world: torch continues what your library has
# begun, and the other way round. Each compares what came out with a training that was never interrupted.

# %%
# %%both
from pathlib import Path

from course.digits import digits

images, labels = (torch.from_numpy(array) for array in digits())
images = images.reshape(-1, 1, 8, 8)
me, other = ("yours", "torch") if "numpy" in torch.__version__ else ("torch", "yours")
folder = Path("checkpoints")
folder.mkdir(exist_ok=True)


def start():
    torch.manual_seed(0)
    net = nn.Sequential(
        nn.Conv2d(1, 8, 3, padding=1), nn.BatchNorm2d(8), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(128, 10),
    )
    return net, torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9)


def epochs(net, optimizer, count):
    for _ in range(count):
        for batch in torch.arange(1500).split(100):
            optimizer.zero_grad()
            nn.functional.cross_entropy(net(images[batch]), labels[batch]).backward()
            optimizer.step()
    return net


net, optimizer = start()
epochs(net, optimizer, 3)
states = {"net": net.state_dict(), "optimizer": optimizer.state_dict()}
torch.save({**states, "epoch": 3}, folder / f"{me}.ckpt")
through = epochs(net, optimizer, 2).eval()
sorted(torch.load(folder / f"{me}.ckpt"))

# %%
# %%both
checkpoint = torch.load(folder / f"{other}.ckpt")
net, optimizer = start()
print(net.load_state_dict(checkpoint["net"]))
optimizer.load_state_dict(checkpoint["optimizer"])
resumed = epochs(net, optimizer, 5 - checkpoint["epoch"]).eval()
with torch.no_grad():
    ours, theirs = resumed(images[1500:]), through(images[1500:])
print("as if never interrupted:", torch.allclose(ours, theirs, atol=0.01))
same = (ours.argmax(1) == theirs.argmax(1)).float().mean().item()
print("the same digits:", same > 0.99)

# %% [markdown]
# ## The script again
#
# Nothing in the file has changed since the first cell of this lesson:

# %%
# %%both
exec(beside("train_digits.py").read_text())

# %% [markdown]
# One column. `Conv2d`, `BatchNorm2d`, `MaxPool2d`, `Dropout`, `Linear`, a DataLoader, gradient clipping, a schedule, `save` and `load`: an
# ordinary script cannot tell your library from torch.
#
# ## Take it home
#
# Last, your `nn` leaves the course. `export` folds all cells of all lessons into one ordinary file of classes, your text as you wrote
# it, and puts the small numpy torch beside it. What comes out is a package that needs Python and numpy, and nothing else. It reads the
# notebooks as they were *saved*: press Ctrl+S first. Where an answer of yours does not agree with torch yet, the reference's is taken,
# and the count says so.

# %% play=True
from course import export

export("mytorch")

# %% [markdown]
# Now the script changes its one import, and runs in a fresh Python that never saw this notebook:

# %% play=True
import subprocess
import sys

from course.beside import beside

script = beside("train_digits.py").read_text()
mine = Path("train_digits_on_mine.py")
mine.write_text(script.replace("import torch\n", "import mytorch as torch\n"))
before = script.splitlines()
print([line for line in mine.read_text().splitlines() if line not in before])
done = subprocess.run([sys.executable, str(mine)], capture_output=True, text=True)
print(done.stdout or done.stderr.splitlines()[-1])

# %% [markdown]
# `mytorch/nn.py` is what you wrote. Read it once, from top to bottom: it is a complete `torch.nn` machinery, and there is nothing in it
# that you have not built. From here, `nn/modules/module.py` of real torch is a file you can read.
#
# In a shell, `python3 -m course export` does the same. What torch has beyond it, the engine underneath and the layers that find out
# their own sizes, waits in the two bonus lessons.
