# %% [markdown]
# # 10 · dtype and device
#
# `net.double()`, `net.to("cuda")`, `net.half()`: one word, and every number of a network is of another kind or in another
# place. In this lesson you build these methods. Behind all of them stands one walk, `_apply`, and one rule that decides
# what happens to optimizers, to tied weights and to everyone else who holds a Parameter.
#
# You write 13 small pieces. Run the next cell first (Shift+Enter).

# %%
import numpy as np

from course import bench, check, grow, hint, predict, progress, reset, skip, solution
from course import numpy_torch as torch

nn = bench("10")
practice = nn.practice  # what you write by hand in this lesson, beside nn, goes here

# %% [markdown]
# ## Something is broken
#
# numpy makes numbers of 64 bits, and torch makes layers of 32. They do not multiply. Run this: two people mend it by hand.

# %% play=True
torch.manual_seed(0)
x = torch.tensor(np.linspace(-1, 1, 40).reshape(40, 1))
y = torch.sin(3 * x)
line = nn.Sequential(nn.Linear(1, 8), nn.Tanh(), nn.Linear(8, 1))
sgd = torch.optim.SGD(line.parameters(), lr=0.2, momentum=0.9)
try:
    line(x)
except RuntimeError as error:
    print(error)

for p in line.parameters():  # the first mend
    p = p.double()
print("the first mend:", {p.dtype for p in line.parameters()})

for module in line.modules():  # the second mend
    for name, p in module._parameters.items():
        module._parameters[name] = nn.Parameter(p.double())
print("the second mend:", {p.dtype for p in line.parameters()})
for step in range(201):
    loss = ((line(x) - y) ** 2).mean()
    sgd.zero_grad()
    loss.backward()
    sgd.step()
    if step % 100 == 0:
        print(f"step {step:3d}  loss {loss.item():.4f}")

# %% [markdown]
# The first mend binds a new tensor to the name `p` and nothing else. The second puts new Parameters into the network, and the
# optimizer goes on moving the old ones: the loss does not change, and nothing raises. By the end of this lesson the same
# training takes one line, `net.double()`, and works.

# %% [markdown]
# ### 10.1 The same Parameter, other numbers · difficulty 2 of 5 · 10 minutes
#
# A Parameter is known to many: to the optimizer, to a second layer that shares it, to you. If a conversion made a new one,
# all of them would hold the old one. So torch keeps the object and gives it other numbers. `p.data` can be *assigned*:

# %%
# %%both
p = nn.Parameter(torch.ones(2))
known = p
p.data = torch.tensor([1.0, 2.0]).double()
known.dtype, known.tolist(), known.requires_grad, known.is_leaf

# %% [markdown]
# Every conversion of this lesson is a function `fn` from a tensor to a tensor, such as `lambda t: t.double()`. Write
# `_converted(tensor, fn)`: hand the tensor itself to `fn`, let it keep what comes back as its data, and return it.
#
# Call `fn` under `torch.no_grad()`. A conversion is no step of a computation that gradients go back through, and an `fn` that
# changes its tensor in place would be refused for a leaf that asks for a gradient.
#
# `_apply`, in its first form, is given: it calls your function for each parameter of one module.

# %%
predict("10.1")

# %%
@grow(nn.Module)
def _apply(self, fn, recurse=True):
    """The first form: the parameters of this one module."""
    for name, param in self._parameters.items():
        if param is not None:
            self._parameters[name] = nn._converted(param, fn)
    return self

# %% answer="10.1"
@grow(nn)
def _converted(tensor, fn):
    """Give `tensor` the numbers that `fn` makes of it, unrecorded; return the tensor.

    torch: in the middle of Module._apply
    """
    ### BEGIN SOLUTION
    with torch.no_grad():
        tensor.data = fn(tensor)
    return tensor
    ### END SOLUTION

# %% check="10.1" points=2
check("10.1", nn)

# %% [markdown] hints="10.1"
# 1. Three lines: a `with` that switches recording off, an assignment, and what you return.
# 2. The object must stay who it is, so nothing is made anew: no `nn.Parameter(...)`. `copy_` would keep the old dtype.
# 3. `with torch.no_grad():` / `tensor.data = ...` / `return tensor`

# %% [markdown] after="10.1" torch="nn.Module._apply"
# torch does just this, and calls it the old way: a comment in `_apply` says that a later torch will make new Parameters
# instead. `torch.__future__` holds the switches for that, and you meet one of them in 10.4.

# %% [markdown]
# ### 10.2 The whole tree · difficulty 3 of 5 · 15 minutes
#
# `_apply` is the walk behind each conversion. Look at which tensors `fn` meets, and in which order. The tensors here are told
# apart by how many numbers they hold:

# %%
# %%both
net = nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3, affine=False))
net.scale = nn.Parameter(torch.ones(7))
sizes = []
net._apply(lambda t: sizes.append(t.numel()) or t)
print(sizes)
mean = net[1].running_mean
net._apply(lambda t: t * 1)
net[1].running_mean is mean, net[0].weight.is_leaf

# %% [markdown]
# - Children come first, each by its own `_apply`, so that a class can have a way of its own.
# - Then the parameters of the module, and then its buffers.
# - A buffer is *replaced* in its registry by what `fn` returns. Nobody trains a buffer, so nobody is expected to hold one.
# - `None` stays `None`, and the module itself is the result.
# - `recurse=False` leaves the children out.
#
# `fn` comes to a tied weight once for *each* of its names. `double()` does no harm there; `lambda t: t * 2` would.
#
# Write `_apply` in its whole form.

# %% answer="10.2"
@grow(nn.Module)
def _apply(self, fn, recurse=True):
    """Convert every parameter and buffer by `fn`, the children first; return the module.

    torch: Module._apply
    """
    ### BEGIN SOLUTION
    if recurse:
        for module in self.children():
            module._apply(fn)
    for name, param in self._parameters.items():
        if param is not None:
            self._parameters[name] = nn._converted(param, fn)
    for name, buf in self._buffers.items():
        if buf is not None:
            self._buffers[name] = fn(buf)
    return self
    ### END SOLUTION

# %% check="10.2" points=3
check("10.2", nn)

# %% [markdown] hints="10.2"
# 1. Three loops, in this order: the children, the parameters, the buffers. Then `return self`.
# 2. Each child does its own part: `module._apply(fn)` for `module in self.children()`. `self.modules()` would come to each
#    module several times.
# 3. `if recurse:` / `for module in self.children(): module._apply(fn)` / the loop of the first form /
#    `for name, buf in self._buffers.items():` / `if buf is not None: self._buffers[name] = fn(buf)` / `return self`

# %% [markdown] after="10.2" torch="nn.Module._apply"
# The same walk. `children()` yields a module once that stands under two names of *one* parent; one that stands below two
# parents is converted twice. Children are called, and not walked over, for classes such as `nn.RNNBase`: its
# own `_apply` calls Module's, and then gathers its weights anew.

# %% [markdown]
# ### 10.3 The gradient goes along · difficulty 3 of 5 · 15 minutes
#
# Convert a network between `backward()` and `step()`, and its gradients have to follow. A gradient that stays behind in 32 bits
# goes on adding up in 32 bits, and nobody says so.

# %%
# %%both
net = nn.Linear(2, 1)
net(torch.ones(4, 2)).sum().backward()
grad = net.weight.grad
net._apply(lambda t: t.double())
print(net.weight.grad.dtype, net.weight.grad is grad)
net(torch.ones(4, 2).double()).sum().backward()
net.weight.grad.tolist()

# %% [markdown]
# `.grad` is a tensor like any other. It gets the same treatment as the parameter: `fn` makes its new numbers, and the object
# stays. You have a function for that: the one you are writing. It may call itself.
#
# Mind the order. First the parameter, then its gradient, and there is not always a gradient.

# %% answer="10.3"
@grow(nn)
def _converted(tensor, fn):
    """Give `tensor`, and its gradient if any, the numbers that `fn` makes of them; return it.

    torch: in the middle of Module._apply
    """
    ### BEGIN SOLUTION
    grad = tensor.grad
    with torch.no_grad():
        tensor.data = fn(tensor)
    if grad is not None:
        tensor.grad = nn._converted(grad, fn)
    return tensor
    ### END SOLUTION

# %% check="10.3" points=2
check("10.3", nn)

# %% [markdown] hints="10.3"
# 1. To the three lines of 10.1 come two: ask whether there is a gradient, and convert it.
# 2. `nn._converted(grad, fn)` converts the gradient, in place, and returns it. A gradient has no gradient of its own, so that
#    ends there.
# 3. `grad = tensor.grad` / the lines of 10.1 / `if grad is not None: tensor.grad = nn._converted(...)` / `return tensor`

# %% [markdown] after="10.3" torch="nn.Module._apply"
# torch writes it out: `out_param.grad.data = grad_applied`. What does *not* go along is the optimizer's own state: momentum
# buffers keep the dtype they had. Some optimizers mind, so torch's documentation says to convert first and make the
# optimizer afterwards.

# %% [markdown]
# ### 10.4 Without memory · difficulty 4 of 5 · 20 minutes
#
# The device `meta` keeps a shape and a dtype, and no numbers. A layer that would fill every disk in the house is made in no
# time:

# %%
# %%both
big = nn.Linear(1_000_000, 1_000_000, device="meta")
p = nn.Parameter(torch.ones(2))
try:
    p.data = torch.ones(2, device="meta")
except RuntimeError as error:
    print(error)
big.weight.numel(), big(torch.ones(3, 1_000_000, device="meta")).shape

# %% [markdown]
# But what is on meta and what has memory are of two makes inside, and neither takes over the data of the other. Here, and
# here only, torch makes a *new* Parameter, which asks for a gradient if the old one did, and puts it into the registry. A
# converted gradient, when it is of another make, simply takes the place of the old one.
#
# `nn._takes_over(tensor, converted)` is given. It says whether `tensor.data = converted` can be, and is wanted:
# `torch.__future__` has a switch by which people ask for new Parameters always.

# %%
@grow(nn)
def _takes_over(tensor, converted):
    """Whether `tensor` is to keep its identity and take over the data of `converted`."""
    wanted = not torch.__future__.get_overwrite_module_params_on_conversion()
    return wanted and torch._has_compatible_shallow_copy_type(tensor, converted)

# %% answer="10.4"
@grow(nn)
def _converted(tensor, fn):
    """Return what stands for `tensor` once `fn` has converted it: itself, or a new one.

    New for a Parameter is a Parameter; a gradient goes along.
    torch: in the middle of Module._apply
    """
    ### BEGIN SOLUTION
    grad = tensor.grad
    with torch.no_grad():
        new = fn(tensor)
    if nn._takes_over(tensor, new):
        tensor.data, new = new, tensor
    elif isinstance(tensor, nn.Parameter):
        new = nn.Parameter(new, tensor.requires_grad)
    if grad is not None:
        new.grad = nn._converted(grad, fn)
    return new
    ### END SOLUTION

# %% check="10.4" points=4
check("10.4", nn)

# %% [markdown] hints="10.4"
# 1. Compute first, then decide: may the tensor keep its identity? If not, is it a Parameter, whose successor must be one, too?
# 2. `nn.Parameter(new, tensor.requires_grad)` keeps a frozen one frozen. `_apply` stores whatever you return, so you need not
#    know the name. The gradient hangs on the one you return.
# 3. `new = fn(tensor)` under no_grad / `if nn._takes_over(tensor, new): tensor.data, new = new, tensor` /
#    `elif isinstance(...): new = nn.Parameter(...)` / `if grad is not None: new.grad = ...` / `return new`

# %% [markdown] after="10.4" torch="__future__.set_overwrite_module_params_on_conversion"
# torch asks `torch._has_compatible_shallow_copy_type`, which compares what the two tensors are made of: cpu and cuda go
# together, meta goes with neither. A second switch, `set_swap_module_params_on_conversion`, exchanges the insides of the two
# tensors, so that even then the object stays. It is the way for tensor subclasses, and off unless asked for.

# %% [markdown]
# ### 10.5 Four kinds of floats · difficulty 2 of 5 · 10 minutes
#
# With `_apply` done, the methods that people call are short. Guess first, then run it:

# %%
predict("10.5")

# %%
# %%both
norm = nn.BatchNorm1d(3).double()
print({name: b.dtype for name, b in norm.named_buffers()})
norm.half() is norm, norm.weight.dtype

# %% [markdown]
# A count, a mask, an index: whole numbers are whole for a reason, and half precision cannot even count to 2049. So `float()`,
# `double()`, `half()` and `bfloat16()` convert what is floating, and leave the rest alone. `t.is_floating_point()` tells, and
# a tensor has methods of the same four names.
#
# (numpy has no bfloat16. In your world `t.bfloat16()` says so; your method is right all the same, and the check hands it a
# tensor that only takes note of what it is asked for.)

# %% answer="10.5"
@grow(nn.Module)
def float(self):
    """Make every floating parameter and buffer a float32.  torch: Module.float"""
    ### BEGIN SOLUTION
    return self._apply(lambda t: t.float() if t.is_floating_point() else t)
    ### END SOLUTION


@grow(nn.Module)
def double(self):
    """Make every floating parameter and buffer a float64.  torch: Module.double"""
    ### BEGIN SOLUTION
    return self._apply(lambda t: t.double() if t.is_floating_point() else t)
    ### END SOLUTION


@grow(nn.Module)
def half(self):
    """Make every floating parameter and buffer a float16.  torch: Module.half"""
    ### BEGIN SOLUTION
    return self._apply(lambda t: t.half() if t.is_floating_point() else t)
    ### END SOLUTION


@grow(nn.Module)
def bfloat16(self):
    """Make every floating parameter and buffer a bfloat16.  torch: Module.bfloat16"""
    ### BEGIN SOLUTION
    return self._apply(lambda t: t.bfloat16() if t.is_floating_point() else t)
    ### END SOLUTION

# %% check="10.5" points=2
check("10.5", nn)

# %% [markdown] hints="10.5"
# 1. One line each, and the same line four times, with one word changed.
# 2. `_apply` wants a function from tensor to tensor. For a tensor that is not to change, it returns the tensor itself.
# 3. `return self._apply(lambda t: t.double() if t.is_floating_point() else t)`

# %% [markdown] after="10.5" torch="nn.Module.half"
# The same four lines. There is no `net.int()` and no `net.long()`: a Parameter of whole numbers could not ask for a gradient.

# %% [markdown]
# ## What half precision loses
#
# A float16 has 11 binary digits and reaches from about 0.00000006 to 65504. Three things get lost:

# %%
# %%both
print("too large:", torch.tensor([70000.0]).half())
print("too small:", torch.tensor([1e-8]).half())
print("too close:", torch.tensor([2048.0]).half() + 1)
for start in (torch.ones(1), torch.ones(1).half()):
    for _ in range(1000):
        start -= 1e-4
    print(start.dtype, f"after 1,000 steps of 0.0001: {start.item():.3f}")

# %% [markdown]
# The last is the one that hurts. Each step is smaller than half the distance to the next number, so a weight in half precision
# never moves. That is why training in half precision keeps a float32 copy of the weights, and converts for each forward.
# bfloat16 trades the other way: 8 digits, and the range of a float32.

# %% [markdown]
# ### 10.6 Another type, another place · difficulty 2 of 5 · 10 minutes
#
# Three more methods hand their argument on. `type` is the blunt one: *every* tensor, whole numbers included.

# %%
# %%both
norm = nn.BatchNorm1d(3)
norm.type(torch.float64)
print(norm.num_batches_tracked.dtype, norm.type("torch.HalfTensor").weight.dtype)
try:
    norm.type(torch.int64)
except RuntimeError as error:
    print(error)
print(norm.cpu() is norm)

# %% [markdown]
# `t.type(dst_type)` takes a dtype or an old name such as `"torch.DoubleTensor"`. `t.cpu()` is for the way back, and
# `t.cuda(device)` for the way to a GPU; `device` is its number, or None for the one in use.
#
# Without a GPU `cuda()` raises, as torch's does. In your world a GPU is reached through CuPy: where CuPy is installed, and a
# GPU is there, your network really goes to it. torch knows more such places. Three of them are given below; the numpy torch
# has none of the three, and says so. Given as well is `share_memory`, for memory that several processes see.

# %%
@grow(nn.Module)
def _to_kind(self, kind, device):
    """Move to a kind of device: the one in use, or one by its number."""
    where = torch.device(kind, device) if isinstance(device, int) else device
    return self._apply(lambda t: t.to(kind if where is None else where))


@grow(nn.Module)
def xpu(self, device=None):
    """Move to a GPU of Intel's.  torch: Module.xpu"""
    return self._to_kind("xpu", device)


@grow(nn.Module)
def ipu(self, device=None):
    """Move to an IPU of Graphcore's.  torch: Module.ipu"""
    return self._to_kind("ipu", device)


@grow(nn.Module)
def mtia(self, device=None):
    """Move to an accelerator of Meta's.  torch: Module.mtia"""
    return self._to_kind("mtia", device)


@grow(nn.Module)
def share_memory(self):
    """Move every parameter and buffer to memory that forked processes see, too.  torch: Module.share_memory"""
    return self._apply(lambda t: t.share_memory_())

# %% answer="10.6"
@grow(nn.Module)
def type(self, dst_type):
    """Make every parameter and buffer of type `dst_type`.  torch: Module.type"""
    ### BEGIN SOLUTION
    return self._apply(lambda t: t.type(dst_type))
    ### END SOLUTION


@grow(nn.Module)
def cpu(self):
    """Move every parameter and buffer to the CPU.  torch: Module.cpu"""
    ### BEGIN SOLUTION
    return self._apply(lambda t: t.cpu())
    ### END SOLUTION


@grow(nn.Module)
def cuda(self, device=None):
    """Move every parameter and buffer to a GPU: the one in use, or that of a number.

    Raises AssertionError where there is none.  torch: Module.cuda
    """
    ### BEGIN SOLUTION
    return self._apply(lambda t: t.cuda(device))
    ### END SOLUTION

# %% check="10.6" points=2
check("10.6", nn)

# %% [markdown] hints="10.6"
# 1. The shape of 10.5 once more, without the question: what a tensor holds does not matter for where it lies.
# 2. Hand the argument on to the tensor's method of the same name. `device=None` is for the tensor to understand.
# 3. `return self._apply(lambda t: t.type(dst_type))`, and likewise with `t.cpu()` and `t.cuda(device)`

# %% [markdown] after="10.6" torch="nn.Module.type"
# The same, and `share_memory` as it is given. Processes that train one network together share its parameters in this way,
# and each changes them where all of them see it.

# %% [markdown]
# ### 10.7 What was asked for · difficulty 4 of 5 · 20 minutes
#
# `to` is all of these in one, and takes its arguments in three forms:

# %%
# %%both
net = nn.Linear(2, 1)
forms = [
    lambda: net.to("cpu", torch.float64),  # (device=None, dtype=None, non_blocking=False)
    lambda: net.to(torch.float16, True),  # (dtype, non_blocking=False)
    lambda: net.to(torch.ones(1)),  # (tensor, non_blocking=False): the tensor's device and dtype
    lambda: net.to(dtype=torch.float64),
    lambda: net.to(torch.float16, "cpu"),
]
for form in forms:
    try:
        print(form().weight.dtype)
    except TypeError:
        print("TypeError")

# %% [markdown]
# The first argument says which form it is. Bring all three into the order of the first; the tensor may also come by the
# keyword `tensor`, and `memory_format` comes only by keyword. A dtype may be one of Python's classes: `float` is float64.
#
# `nn._in_order(device, dtype, non_blocking)` is given. It knows the three by position and by keyword, brings them into torch's
# types, and raises TypeError for whatever does not fit. So you need not: shift the arguments, and hand them on.
#
# `to` itself is given in a first form, as is `nn._moved`, which you write next.

# %%
@grow(nn)
def _in_order(device=None, dtype=None, non_blocking=False, copy=None):
    """The three in torch's types.

    Raises TypeError for what does not fit, and RuntimeError for `copy`, which is for tensors.
    """
    if copy is not None:
        raise RuntimeError(".to() does not accept copy argument")
    pythons = {float: torch.float64, int: torch.int64, bool: torch.bool}
    dtype = pythons.get(dtype, dtype)
    if isinstance(device, int):
        device = torch.device("cuda", device)
    for value, wanted in ((device, str | torch.device), (dtype, torch.dtype)):
        if value is not None and not isinstance(value, wanted):
            raise TypeError("to() received an invalid combination of arguments")
    if not isinstance(non_blocking, bool):
        raise TypeError("to() received an invalid combination of arguments")
    return None if device is None else torch.device(device), dtype, non_blocking


@grow(nn)
def _moved(t, device, dtype, non_blocking, memory_format):
    """The first form: every tensor alike."""
    return t.to(device, dtype, non_blocking, memory_format=memory_format)


@grow(nn.Module)
def to(self, *args, **kwargs):
    """The first form: whatever is asked for is done."""
    how = nn._parse_to(*args, **kwargs)
    return self._apply(lambda t: nn._moved(t, *how))

# %% answer="10.7"
@grow(nn)
def _parse_to(*args, tensor=None, memory_format=None, **named):
    """Return (device, dtype, non_blocking, memory_format), None for what nobody asked for.

    Raises what `nn._in_order` raises.  torch: torch._C._nn._parse_to
    """
    ### BEGIN SOLUTION
    if args and isinstance(args[0], torch.Tensor):
        tensor, *args = args
    if tensor is not None:
        args = (tensor.device, tensor.dtype, *args)
    elif args and isinstance(args[0], (torch.dtype, type)):
        args = (None, *args)
    return *nn._in_order(*args, **named), memory_format
    ### END SOLUTION

# %% check="10.7" points=3
check("10.7", nn)

# %% [markdown] hints="10.7"
# 1. Two of the three forms have to be shifted. A tensor stands for two arguments, its device and its dtype; before a dtype that
#    comes first, a device is missing.
# 2. `args = (None, *args)` shifts a dtype to its place. `isinstance(args[0], (torch.dtype, type))` finds torch's and Python's.
#    There may be no arguments at all, so ask `args and ...`.
# 3. `if args and isinstance(args[0], torch.Tensor): tensor, *args = args` /
#    `if tensor is not None: args = (tensor.device, tensor.dtype, *args)` / `elif args and ...: args = (None, *args)` /
#    `return *nn._in_order(*args, **named), memory_format`

# %% [markdown] after="10.7" torch="nn.Module.to"
# In torch this is C++, shared with `Tensor.to`: `torch._C._nn._parse_to` tries three signatures in turn. It knows a `copy`
# argument too, and refuses it for a Module.

# %% [markdown]
# ### 10.8 What becomes of one tensor · difficulty 3 of 5 · 15 minutes
#
# `nn._moved` is what `to` does to one tensor. Run torch's on three kinds:

# %%
# %%both
conv = nn.Module()
conv.weight = nn.Parameter(torch.ones(2, 3, 4, 5))
conv.bias = nn.Parameter(torch.ones(2))
conv.register_buffer("count", torch.tensor([3]))
conv.to(torch.float64, memory_format=torch.channels_last)
print(conv.weight.stride(), conv.bias.dtype, conv.count.dtype)
try:
    nn.Linear(2, 1, device="meta").to("cpu")
except NotImplementedError as error:
    print(error)

# %% [markdown]
# Three decisions:
# - The dtype is for floating tensors. A tensor of whole numbers is moved, and keeps its dtype: hand on `None`.
# - The memory format says in which order the numbers of an image lie. It is for tensors of 4 or 5 dimensions, and
#   `t.to(..., memory_format=...)` raises for others. Hand it on only where it was asked for and fits.
# - Out of meta there is nothing to copy. `t.to` raises NotImplementedError with the words `NO_DATA`; raise one that also says
#   what to do, `f"{NO_DATA} {INSTEAD}"`. Any other error goes on as it is.

# %%
NO_DATA = "Cannot copy out of meta tensor; no data!"
INSTEAD = (
    "Please use torch.nn.Module.to_empty() instead of torch.nn.Module.to() "
    "when moving module from meta to a different device."
)

# %% answer="10.8"
@grow(nn)
def _moved(t, device, dtype, non_blocking, memory_format):
    """Return `t` on the device, in the dtype if it is floating, in the format if it fits.

    Raises NotImplementedError, naming `to_empty`, for a tensor that is to leave meta.
    torch: convert, in Module.to
    """
    ### BEGIN SOLUTION
    fits = memory_format is not None and t.dim() in (4, 5)
    how = {"memory_format": memory_format} if fits else {}
    try:
        return t.to(device, dtype if t.is_floating_point() else None, non_blocking, **how)
    except NotImplementedError as error:
        if str(error) == NO_DATA:
            raise NotImplementedError(f"{NO_DATA} {INSTEAD}") from None
        raise error
    ### END SOLUTION

# %% check="10.8" points=3
check("10.8", nn)

# %% [markdown] hints="10.8"
# 1. One call of `t.to`, whose arguments depend on the tensor, inside a `try`.
# 2. `dtype if t.is_floating_point() else None` is the second argument. For the format, make a dict of keywords, empty or with
#    one entry, and hand it on with `**`. `str(error)` gives the words of an error.
# 3. `how = {"memory_format": memory_format} if ... and t.dim() in (4, 5) else {}` / `try: return t.to(device, ..., non_blocking,
#    **how)` / `except NotImplementedError as error:` / `if str(error) == NO_DATA: raise NotImplementedError(...)` / `raise error`

# %% [markdown] after="10.8" torch="nn.Module.to"
# In torch this function is called `convert` and stands inside `to`. It asks `t.is_floating_point() or t.is_complex()`, as the
# numpy torch has no complex numbers to ask about. `channels_last` puts the channels of one pixel side by side, which GPUs
# like in convolutions; the shape stays as it was.

# %% [markdown]
# ### 10.9 to · difficulty 2 of 5 · 10 minutes
#
# All parts are there. One is left: a Module is for floats, and a dtype that is not floating is a mistake, before anything has
# been converted.

# %%
# %%both
net = nn.Linear(2, 1)
for wanted in (torch.int64, bool, torch.zeros(1, dtype=torch.int32), torch.float16):
    try:
        print(net.to(wanted).weight.dtype)
    except TypeError as error:
        print(error)

# %% [markdown]
# The words are torch's: `nn.Module.to only accepts floating point or complex dtypes, but got desired dtype=torch.int64`.
# `dtype.is_floating_point` tells. It does not matter whether the module holds anything: `nn.ReLU().to(torch.int64)` is refused
# too.

# %% answer="10.9"
@grow(nn.Module)
def to(self, *args, **kwargs):
    """Move, cast and lay out every parameter and buffer; the result is this module.

    `to(device, dtype, non_blocking)`, `to(dtype, non_blocking)`, `to(tensor, non_blocking)`,
    all also by keyword, and `memory_format=`.
    Raises TypeError for a dtype that is not floating.  torch: Module.to
    """
    ### BEGIN SOLUTION
    device, dtype, non_blocking, memory_format = nn._parse_to(*args, **kwargs)
    if dtype is not None and not dtype.is_floating_point:
        raise TypeError(f"nn.Module.to only accepts floating point or complex dtypes, but got desired dtype={dtype}")
    return self._apply(lambda t: nn._moved(t, device, dtype, non_blocking, memory_format))
    ### END SOLUTION

# %% check="10.9" points=2
check("10.9", nn)

# %% [markdown] hints="10.9"
# 1. Parse, refuse, apply: the first form and one question in the middle.
# 2. The dtype may be None, and None has no `is_floating_point`.
# 3. `device, dtype, non_blocking, memory_format = nn._parse_to(*args, **kwargs)` / `if dtype is not None and ...: raise
#    TypeError(...)` / `return self._apply(lambda t: nn._moved(t, ...))`

# %% [markdown] after="10.9" torch="nn.Module.to"
# torch lets complex dtypes pass, with a warning that they are new. `to` changes the module in place and returns it, so `net =
# net.to(...)` is a habit and no need; for a tensor, whose `to` returns another one, it is a need.

# %% [markdown]
# Who makes many networks in double can also say so beforehand. Every layer asks for the default dtype, and the default
# device, when it makes its parameters:

# %%
# %%both
torch.set_default_dtype(torch.float64)
net = nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2))
torch.set_default_dtype(torch.float32)
with torch.device("meta"):
    sketch = nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2))
print({p.dtype for p in net.parameters()}, net[1].num_batches_tracked.dtype)
sketch[0].weight

# %% [markdown]
# ### 10.10 Memory, and no numbers yet · difficulty 2 of 5 · 10 minutes
#
# A network on meta costs nothing: you can print it, count its parameters, follow the shapes through it. Then it is to become
# real. `to` cannot help, as you saw. `to_empty` makes memory of the same shapes and dtypes on a device, and does not care
# what is in it.

# %%
predict("10.10")

# %%
# %%both
with torch.device("meta"):
    net = nn.Sequential(nn.Linear(2, 3), nn.ReLU())
weight = net[0].weight
net.to_empty(device="cpu")
print(weight.is_meta, net[0].weight.is_meta, net[0].weight is weight)
try:
    net.to_empty("cpu")
except TypeError as error:
    print(type(error).__name__)

# %% [markdown]
# `torch.empty_like(t, device=device)` makes the memory for one tensor. The device is given by keyword only, and has no
# default, so that nobody empties a trained network by a slip. `recurse` is handed on to `_apply`.

# %% answer="10.10"
@grow(nn.Module)
def to_empty(self, *, device, recurse=True):
    """Give every parameter and buffer new, uninitialised memory on a device.  torch: Module.to_empty"""
    ### BEGIN SOLUTION
    return self._apply(lambda t: torch.empty_like(t, device=device), recurse=recurse)
    ### END SOLUTION

# %% check="10.10" points=2
check("10.10", nn)

# %% [markdown] hints="10.10"
# 1. One line, like those of 10.6.
# 2. The dtype is the tensor's own: `empty_like` keeps it, and whole numbers stay whole. `_apply` takes `recurse` by name.
# 3. `return self._apply(lambda t: torch.empty_like(...), recurse=...)`

# %% [markdown] after="10.10" torch="nn.Module.to_empty"
# The same line. What is in the memory afterwards is what happened to be there, `nan` included: forget to initialise a layer,
# and it may even seem to work.

# %% [markdown]
# ### 10.11 From a sketch to a network · difficulty 3 of 5 · 15 minutes
#
# Numbers come from `reset_parameters`, a method that every layer of torch has if it has numbers of its own. `Sequential` and
# `ReLU` have none. Build a network on meta, make it real, fill it in the order of its modules, and with the same seed it is
# the network that was never on meta:

# %%
# %%both
torch.manual_seed(0)
print(nn.Linear(2, 1).weight.tolist())
sketch = nn.Linear(2, 1, device="meta").to_empty(device="cpu")
torch.manual_seed(0)
sketch.reset_parameters()
print(sketch.weight.tolist())
hasattr(nn.ReLU(), "reset_parameters")

# %% [markdown]
# Write it for any network. torch has no function of this kind, so it goes to `practice`; large-model libraries each have
# their own. The walk is lesson 02's: `net.modules()` yields every module once, itself included.

# %% answer="10.11"
@grow(practice)
def materialize(net, device="cpu"):
    """Give a network that was built on meta memory and first numbers; return it."""
    ### BEGIN SOLUTION
    net.to_empty(device=device)
    for module in net.modules():
        if hasattr(module, "reset_parameters"):
            module.reset_parameters()
    return net
    ### END SOLUTION

# %% check="10.11" points=2
check("10.11", nn)

# %% [markdown] hints="10.11"
# 1. Memory first, all of it. Then one loop over the modules.
# 2. `hasattr(module, "reset_parameters")` tells who can fill itself in. `children()` would stop one level down.
# 3. `net.to_empty(device=device)` / `for module in net.modules():` / `if hasattr(...): module.reset_parameters()` / `return net`

# %% [markdown] after="10.11" torch="nn.Linear.reset_parameters"
# That a layer has a `reset_parameters` is a convention. torch's own FSDP relies on it when it is handed a module on meta, and
# `torch.nn.utils.skip_init` does the first half for one layer: built on meta, then `to_empty`. For a checkpoint there is a
# shorter way: lesson 07's `load_state_dict(..., assign=True)` puts the loaded tensors in the place of those on meta, and
# nothing is filled in first.

# %% [markdown]
# ### 10.12 Tied again · difficulty 4 of 5 · 20 minutes
#
# You saw in 10.10 what becomes of a weight that two layers share: `_apply` comes to it under each of its names, finds that it
# cannot keep its identity, and makes a new Parameter each time.

# %%
# %%both
with torch.device("meta"):
    net = nn.Sequential(nn.Linear(3, 3), nn.ReLU(), nn.Linear(3, 3))
    net[2].weight = net[0].weight
before = [name for name, p in net.named_parameters()]
net.to_empty(device="cpu")
before, [name for name, p in net.named_parameters()]

# %% [markdown]
# Write a `to_empty` that keeps the ties. Before: note under which names each Parameter stands; `remove_duplicate=False` lists
# all of them. After: let the further names stand for what the first one stands for.
#
# `net.get_parameter("2.weight")` finds a Parameter by its path. To assign one, you need the module that has it,
# `net.get_submodule("2")`, and the last part of the path. For a path without a dot that module is `net.get_submodule("")`, the
# network itself.

# %% answer="10.12"
@grow(practice)
def to_empty_tied(net, device="cpu"):
    """Empty a network onto a device; Parameters that were one are one again.  Return it."""
    ### BEGIN SOLUTION
    names = {}
    for name, param in net.named_parameters(remove_duplicate=False):
        names.setdefault(id(param), []).append(name)
    net.to_empty(device=device)
    for first, *others in names.values():
        for name in others:
            path, _, last = name.rpartition(".")
            setattr(net.get_submodule(path), last, net.get_parameter(first))
    return net
    ### END SOLUTION

# %% check="10.12" points=4
check("10.12", nn)

# %% [markdown] hints="10.12"
# 1. Three steps: a dict from each Parameter to the list of its names; `to_empty`; for each list, all but the first name are set.
# 2. `names.setdefault(id(param), []).append(name)` gathers. `name.rpartition(".")` gives the path before the last dot, the dot,
#    and the rest; for a name without a dot the path is "".
# 3. `for first, *others in names.values():` / `for name in others:` / `path, _, last = name.rpartition(".")` /
#    `setattr(net.get_submodule(path), last, net.get_parameter(first))`

# %% [markdown] after="10.12" torch="nn.Module.get_parameter"
# Large-model libraries do it by hand: Hugging Face calls `tie_weights()` after loading, which assigns the embedding's weight to
# the head once more. torch itself keeps the ties if `torch.__future__.set_swap_module_params_on_conversion(True)` was called
# before: the insides are exchanged, and the objects stay. A conversion within one make, `double()` or `cuda()`, needs none of it.

# %% [markdown]
# ### 10.13 Does the optimizer still know it? · difficulty 2 of 5 · 10 minutes
#
# An optimizer holds Parameters, the objects. After `double()` those are the network's still; after `to_empty` they are not:

# %%
# %%both
def left(convert):
    torch.manual_seed(0)
    net = nn.Linear(2, 1)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    net = convert(net)
    with torch.no_grad():
        net.weight.zero_()
    net.weight.grad = torch.ones_like(net.weight)
    optimizer.step()
    return net.weight.tolist()


left(lambda net: net.double()), left(lambda net: net.to("meta").to_empty(device="cpu"))

# %% [markdown]
# Nothing raises, and nothing is trained: the mistake of the second mend at the start of this lesson. Write the question that
# finds it: does the optimizer hold *every* parameter of the network? `optimizer.param_groups` is a list of dicts, and
# `group["params"]` the Parameters of one. It may hold more than that.

# %% answer="10.13"
@grow(practice)
def holds(optimizer, net):
    """Return whether every Parameter of `net` is one that the optimizer moves."""
    ### BEGIN SOLUTION
    held = {id(p) for group in optimizer.param_groups for p in group["params"]}
    return all(id(p) in held for p in net.parameters())
    ### END SOLUTION

# %% check="10.13" points=2
check("10.13", nn)

# %% [markdown] hints="10.13"
# 1. Two lines: who is held, and whether all are among them.
# 2. Compare identity, as in lesson 01: a set of `id(p)`. `p in a_list` compares numbers, with `==`.
# 3. `held = {id(p) for group in optimizer.param_groups for p in ...}` / `return all(id(p) in held for ...)`

# %% [markdown] after="10.13" torch="optim.Optimizer.add_param_group"
# torch asks no such question. The rule for your own scripts: everything that may make new Parameters (`to_empty`, anything out
# of or into meta, a layer that is replaced) comes before the optimizer is made. Dtype and GPU come before it too, for the sake of
# the optimizer's own state.

# %% [markdown]
# ## One line
#
# The training of the beginning, mended by `net.double()`, after the optimizer was made. Both worlds print the same, so you see
# one column:

# %%
# %%both
import numpy as np

torch.manual_seed(0)
x = torch.tensor(np.linspace(-1, 1, 40).reshape(40, 1))
y = torch.sin(3 * x)
net = nn.Sequential(nn.Linear(1, 8), nn.Tanh(), nn.Linear(8, 1))
optimizer = torch.optim.SGD(net.parameters(), lr=0.2, momentum=0.9)
net.double()
for step in range(201):
    loss = ((net(x) - y) ** 2).mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if step % 100 == 0:
        print(f"step {step:3d}  loss {loss.item():.10f}")

# %% [markdown]
# In double precision the two agree in all ten digits.
#
# ## A network of a hundred billion, and one that runs
#
# The last thing is how large networks are planned. First a network that fits on no machine of yours, built on meta, counted, and
# sent an input of shapes alone:

# %%
# %%both
def perceptron(width, depth):
    layers = [nn.Linear(64, width), nn.ReLU()]
    for _ in range(depth):
        layers += [nn.Linear(width, width), nn.ReLU()]
    return nn.Sequential(*layers, nn.Linear(width, 10))


with torch.device("meta"):
    large, small = perceptron(100_000, 10), perceptron(32, 1)
for net in (large, small.double()):
    count = sum(p.numel() for p in net.parameters())
    held = sum(p.numel() * p.element_size() for p in net.parameters())
    print(f"{count:,} parameters, {held / 1e9:,.6f} GB in {net[0].weight.dtype}")
large(torch.ones(7, 64, device="meta")).shape

# %% [markdown]
# Then the small one becomes real: memory, first numbers, and a training on handwritten digits, in double, beside torch's.

# %%
# %%both
from course.digits import digits

small.to_empty(device="cpu")
torch.manual_seed(0)
for module in small.modules():
    if hasattr(module, "reset_parameters"):
        module.reset_parameters()
images, labels = map(torch.tensor, digits())
images = images.to(small[0].weight)
optimizer = torch.optim.SGD(small.parameters(), lr=0.2, momentum=0.9)
for step in range(61):
    loss = nn.CrossEntropyLoss()(small(images[:1500]), labels[:1500])
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if step % 20 == 0:
        print(f"step {step:2d}  loss {loss.item():.8f}")
for dtype in (torch.float64, torch.float32):
    right_ones = (small.to(dtype)(images[1500:].to(dtype)).argmax(1) == labels[1500:]).sum().item()
    print(f"in {dtype}: {right_ones} of {len(labels) - 1500} are right")

# %% [markdown]
# And this is the line that most scripts have. Where there is a GPU, for your world one with CuPy, the network and its input
# go to it; elsewhere they stay, and nothing else changes:

# %%
# %%both
place = "cuda" if torch.cuda.is_available() else "cpu"
small.to(place)
outputs = small(images[1500:1510].float().to(place))
outputs.argmax(1).cpu().tolist(), labels[1500:1510].tolist()

# %% [markdown]
# One walk, one rule, and a dozen one-line methods on top: that is all there is to `net.to(...)`.
