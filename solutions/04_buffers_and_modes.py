# %% [markdown]
# # 04 · Buffers and modes
#
# A module keeps numbers that are trained. Some modules keep numbers that are *not*: the mean of what went through them, a fixed
# mask, a counter. They belong to the module all the same, and torch calls them buffers. The modules that have them are often
# the ones that behave in one way while they learn and in another way afterwards, and for that there is a mode.
#
# In this lesson you build both, and then the two layers that need them: `Dropout` and `BatchNorm`. You write 14 small pieces.

# %%
from course import bench, check, grow, hint, predict, progress, reset, skip, solution
from course import numpy_torch as torch

nn = bench("04")

# %% [markdown]
# ## Something is broken
#
# This network puts the numbers between its two layers on one scale: it subtracts their mean over the batch and divides by their
# standard deviation. Networks learn faster that way, and this one learns the digits well. Then it is shown the same 297 images
# one at a time. Run it.

# %% play=True
from course.digits import digits

torch.manual_seed(0)
shuffled = torch.randperm(1797)
images, labels = (torch.from_numpy(array)[shuffled] for array in digits())


class ByBatch(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1, self.act, self.fc2 = nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10)

    def forward(self, x):
        x = self.fc1(x)
        x = (x - x.mean(0)) / (x.var(0, unbiased=False) + 1e-5).sqrt()
        return self.fc2(self.act(x))


def right(outputs):
    return f"{(outputs.argmax(1) == labels[1500:]).float().mean().item():.1%}"


torch.manual_seed(0)
net, measure = ByBatch(), nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(net.parameters(), lr=0.5)
for _ in range(5):
    for batch in range(0, 1500, 100):
        optimizer.zero_grad()
        measure(net(images[batch : batch + 100]), labels[batch : batch + 100]).backward()
        optimizer.step()

with torch.no_grad():
    print("all 297 together:", right(net(images[1500:])))
    print("one at a time:   ", right(torch.cat([net(image[None]) for image in images[1500:]])))

# %% [markdown]
# The same network, the same images, and one in ten is right: that is guessing. One image alone *is* its batch's mean, so
# subtracting the mean leaves zeros, whatever the image shows. What is read in an image depends on who else is in the batch.
#
# Two things are missing. The network would have to remember the mean that it saw while it learned: numbers to keep, and not to
# train. And it would have to know that it is not learning any more. At the end of this lesson both figures are equal.

# %% [markdown]
# ## Numbers that are kept, not trained

# %% [markdown]
# ### 4.1 A buffer under a name · difficulty 2 of 5 · 15 minutes
#
# The third of your registries, `_buffers`, has been empty for three lessons. `register_buffer` fills it:

# %%
# %%both
net = nn.Module()
net.register_buffer("mean", torch.zeros(2))
net.register_buffer("cache", torch.ones(2), persistent=False)
net.register_buffer("later", None)
print(net.mean, list(net.parameters()))
list(net._buffers), net._non_persistent_buffers_set

# %% [markdown]
# A buffer is a plain tensor, or `None`. It is read like any attribute, because your `__getattr__` of 1.5 looks in `_buffers`,
# too. No optimizer is told of it.
#
# Most buffers are saved with the module: without its means the network above is worthless. One that can be computed again need
# not be: `persistent=False` puts its *name* into `_non_persistent_buffers_set`. Saving, in lesson 07, leaves out what is in
# there.
#
# A name may be registered again, with the other answer. What does the set have to say then?

# %% answer="4.1"
@grow(nn.Module)
def register_buffer(self, name, tensor, persistent=True):
    """Put a tensor, or None, in the registry of buffers under `name`.

    persistent: whether it is saved; the names of those that are not stand in a set.
    Raises what `_check_name` raises, then TypeError for what is no tensor.  torch: Module.register_buffer
    """
    ### BEGIN SOLUTION
    self._check_name("buffer", name)
    if tensor is not None and not isinstance(tensor, torch.Tensor):
        raise TypeError(f"cannot assign '{torch.typename(tensor)}' object to buffer '{name}'")
    self._buffers[name] = tensor
    if persistent:
        self._non_persistent_buffers_set.discard(name)
    else:
        self._non_persistent_buffers_set.add(name)
    ### END SOLUTION

# %% check="4.1" points=2
check("4.1", nn)

# %% [markdown] hints="4.1"
# 1. The first steps are those of `register_parameter`: the name, the value, store. Then the set, both ways.
# 2. `self._check_name("buffer", name)` does all that is to be done for the name. `a_set.discard(name)` says nothing about a
#    name that is not in it; `a_set.remove(name)` raises.
# 3. `self._check_name(...)` / `if tensor is not None and not isinstance(tensor, torch.Tensor): raise
#    TypeError(...)` / `self._buffers[name] = ...` / `if persistent: ...discard(name)` / `else: ...add(name)`

# %% [markdown] after="4.1" torch="nn.Module.register_buffer"
# torch checks the name first here, as for a parameter. The set holds those that are *not* saved because they are the rare ones:
# `persistent` came years after buffers, and a module pickled before that has no set to look in. A Parameter is a tensor, so it
# may be registered as a buffer; then no optimizer hears of it.

# %% [markdown]
# The class weights of lesson 03 were put into the registry by hand. Now they go in by the door:

# %%
@grow(nn._WeightedLoss)
def __init__(self, weight=None, size_average=None, reduce=None, reduction="mean"):
    super().__init__(size_average, reduce, reduction)
    self.register_buffer("weight", weight)

# %% [markdown]
# ### 4.2 A tensor that says it is a buffer · difficulty 2 of 5 · 10 minutes
#
# For parameters nobody writes `register_parameter`: a `Parameter` registers itself when it is assigned. `Buffer` is to do the
# same for buffers.

# %%
# %%both
values = torch.zeros(2)
b = nn.Buffer(values, persistent=False)
values[0] = 9.0
print(type(b).__name__, isinstance(b, nn.Buffer), isinstance(values, nn.Buffer))
b.tolist(), b.persistent, b._is_buffer

# %% [markdown]
# The class is odd: what `nn.Buffer(...)` makes *is no* `Buffer`. It is a plain tensor that carries two marks, `persistent` and
# `_is_buffer`. And `isinstance(b, nn.Buffer)` asks for the mark, not for the class. Python lets a class decide that for itself,
# in its metaclass, which is given below.
#
# Like a Parameter it stands on the memory of `data`, and with nothing it is empty. Whether it asks for a gradient it takes over
# from `data`, which itself is not touched: no marks on the tensor that came in.

# %%
class AsksForTheMark(type(torch.Tensor)):
    """The class of the class Buffer: it says what counts as an instance.  torch: nn.parameter._BufferMeta"""

    def __instancecheck__(cls, instance):
        marked = isinstance(instance, torch.Tensor) and getattr(instance, "_is_buffer", False)
        return marked if cls is nn.Buffer else super().__instancecheck__(instance)

# %% answer="4.2"
@grow(nn)
class Buffer(torch.Tensor, metaclass=AsksForTheMark):
    """A tensor that registers itself as a buffer when it is assigned.  torch: nn.Buffer"""

    def __new__(cls, data=None, *, persistent=True):
        """Return a plain tensor on the memory of `data`, with the marks `persistent` and `_is_buffer`."""
        ### BEGIN SOLUTION
        if data is None:
            data = torch.empty(0)
        made = data.detach().requires_grad_(data.requires_grad)
        made.persistent, made._is_buffer = persistent, True
        return made
        ### END SOLUTION

# %% check="4.2" points=2
check("4.2", nn)

# %% [markdown] hints="4.2"
# 1. Settle what `data` is, make another tensor on its memory, hang two attributes on it, return it.
# 2. `data.detach()` is a new tensor on the same memory, without history. It asks for no gradient; `.requires_grad_(flag)` sets
#    that and returns the tensor.
# 3. `if data is None: data = torch.empty(0)` / `made = data.detach().requires_grad_(...)` / `made.persistent = ...` /
#    `made._is_buffer = True` / `return made`

# %% [markdown] after="4.2" torch="nn.Buffer.__new__"
# The same lines. `Parameter` is a class of its own because parameters came first; `Buffer` came in 2024, and plain tensors had
# been buffers for eight years by then. With a mark instead of a class, arithmetic, pickling and tensor subclasses go on as
# before. What is computed from a Buffer carries no mark.

# %% [markdown]
# ### 4.3 Who takes the assignment · difficulty 3 of 5 · 15 minutes
#
# `__setattr__` decides who takes an assignment: by the value, or by the name. Buffers are the third case:

# %%
# %%both
net = nn.Module()
net.mean = nn.Buffer(torch.zeros(1))
net.mean = torch.ones(1)
net.plain = torch.ones(1)
print(list(net._buffers), net.mean.tolist(), "plain" in net.__dict__)
net.mean = None
print(dict(net._buffers))
net.mean = nn.Parameter(torch.ones(1))
list(net._buffers), list(net._parameters)

# %% [markdown]
# A plain tensor under a new name is a plain attribute, as it always was: only a `Buffer` asks to be registered. Under the name
# of a buffer, though, any tensor is the buffer's next value, and `None` keeps its place.
#
# Parameters are asked for first, then modules, then buffers: so the last line takes the name away from the buffers. The other
# way round, `_assign_parameter` refuses a `Buffer` under the name of a parameter.
#
# Write `__setattr__` with four cases. Buffers go to `self._assign_buffer(name, value)`; its first form is given below.

# %%
predict("4.3")

# %% answer="4.3"
@grow(nn.Module)
def __setattr__(self, name, value):
    """Assign an attribute; a Parameter, a Module or a Buffer goes to its registry.

    torch: Module.__setattr__
    """
    ### BEGIN SOLUTION
    if isinstance(value, nn.Parameter) or name in self.__dict__.get("_parameters", ()):
        self._assign_parameter(name, value)
    elif isinstance(value, nn.Module) or name in self.__dict__.get("_modules", ()):
        self._assign_module(name, value)
    elif isinstance(value, nn.Buffer) or name in self.__dict__.get("_buffers", ()):
        self._assign_buffer(name, value)
    else:
        object.__setattr__(self, name, value)
    ### END SOLUTION

# %%
@grow(nn.Module)
def _assign_buffer(self, name, value):
    """The first form: register it."""
    self.register_buffer(name, value)

# %% check="4.3" points=3
check("4.3", nn)

# %% [markdown] hints="4.3"
# 1. It is 2.3 with one branch more, between the modules and everything else. `solution("2.3")` shows the form it had.
# 2. The new branch has two conditions, too: the value is a Buffer, or the name is in `self.__dict__.get("_buffers", ())`. Do
#    not take the name out of anything yourself: that is for those who are called.
# 3. ... / `elif isinstance(value, nn.Buffer) or name in self.__dict__.get("_buffers", ()):` / `self._assign_buffer(name,
#    value)` / `else: object.__setattr__(self, name, value)`

# %% [markdown] after="4.3" torch="nn.Module.__setattr__"
# This is the whole of torch's method. A plain `self.count = 0` passes six questions before it is stored, and
# `self.training = True` does, too. For parameters and modules torch clears the name from everywhere else first; for a Buffer it
# does not, so a Buffer under the name of a plain attribute ends in `register_buffer`'s complaint that the name exists already.

# %% [markdown]
# ### 4.4 The next value of a buffer · difficulty 2 of 5 · 15 minutes
#
# What the first form of `_assign_buffer` gets wrong shows only in the set:

# %%
# %%both
net = nn.Module()
net.cache = nn.Buffer(torch.zeros(1), persistent=False)
print(net._non_persistent_buffers_set)
net.cache = torch.ones(1)
print(net._non_persistent_buffers_set)
net.cache = nn.Buffer(torch.ones(1))
print(net._non_persistent_buffers_set)

# %% [markdown]
# A `Buffer` says itself whether it is to be saved. A plain tensor, and `None`, say nothing about it, so the name stays what it
# was. Otherwise a cache that somebody fills would begin to turn up in files.
#
# Under the name of a buffer anything but a tensor or `None` is a `TypeError`, and its words are those of an assignment: `cannot
# assign 'int' as buffer 'cache' (torch.nn.Buffer, torch.Tensor or None expected)`. `torch.typename(value)` gives the `int`.
#
# Everything else is left to `register_buffer`: a class that overrides it wants to see every buffer that comes.

# %% answer="4.4"
@grow(nn.Module)
def _assign_buffer(self, name, value):
    """Make a tensor, or None, the buffer `name`; whether it is saved stays as it was, unless a Buffer says.

    Raises TypeError for anything else, then what `register_buffer` raises.
    torch: the branch for buffers of Module.__setattr__
    """
    ### BEGIN SOLUTION
    if value is not None and not isinstance(value, torch.Tensor):
        said = f"cannot assign '{torch.typename(value)}' as buffer '{name}'"
        raise TypeError(f"{said} (torch.nn.Buffer, torch.Tensor or None expected)")
    persistent = value.persistent if isinstance(value, nn.Buffer) else name not in self._non_persistent_buffers_set
    self.register_buffer(name, value, persistent)
    ### END SOLUTION

# %% check="4.4" points=2
check("4.4", nn)

# %% [markdown] hints="4.4"
# 1. One refusal, one question, one call. The question: who says whether it is saved?
# 2. A Buffer has `value.persistent`. For everything else the set knows: `name not in self._non_persistent_buffers_set`.
# 3. `if value is not None and not isinstance(...): raise TypeError(...)` / `persistent = value.persistent if isinstance(value,
#    nn.Buffer) else name not in ...` / `self.register_buffer(name, value, persistent)`

# %% [markdown] after="4.4" torch="nn.Module.__setattr__"
# torch does the same and then one thing more: a subclass may have written a `register_buffer` from the time before
# `persistent`, so torch looks at its signature and leaves the argument out where it is not known. The comment above that block
# calls it a hack.

# %% [markdown]
# ### 4.5 Buffers of the whole tree · difficulty 1 of 5 · 10 minutes
#
# Moving a network to a GPU and saving it need the buffers of every module in it. `named_buffers` is to buffers what
# `named_parameters` is to parameters:

# %%
# %%both
net = nn.Module()
net.scale = nn.Buffer(torch.ones(1))
net.body = nn.Module()
net.body.mean = nn.Buffer(torch.zeros(2), persistent=False)
net.body.same = net.scale
net.body.register_buffer("none", None)
net.body.weight = nn.Parameter(torch.zeros(1))
print([name for name, b in net.named_buffers()])
print([name for name, b in net.named_buffers("net", recurse=False)])
print([name for name, b in net.named_buffers(remove_duplicate=False)])

# %% [markdown]
# One tensor in two places comes once, `None` never, and one that is not saved comes like any other. `_named_members` of 2.7
# does the walk: it wants a function that returns the `(name, member)` pairs of one module. Then write `buffers`, which is to
# `named_buffers` what `parameters` is to `named_parameters`.

# %% answer="4.5"
@grow(nn.Module)
def named_buffers(self, prefix="", recurse=True, remove_duplicate=True):
    """Yield (path, buffer) of this module and of all below it, each buffer once.  torch: Module.named_buffers"""
    ### BEGIN SOLUTION
    return self._named_members(lambda module: module._buffers.items(), prefix, recurse, remove_duplicate)
    ### END SOLUTION


@grow(nn.Module)
def buffers(self, recurse=True):
    """Yield the buffers without their names.  torch: Module.buffers"""
    ### BEGIN SOLUTION
    for _, buffer in self.named_buffers(recurse=recurse):
        yield buffer
    ### END SOLUTION

# %% check="4.5" points=2
check("4.5", nn)

# %% [markdown] hints="4.5"
# 1. One line and two lines. `solution("2.7")` is the walk; the cell after it was the pattern for the first, 1.10 is the pattern
#    for the second.
# 2. The function for one module is `lambda module: module._buffers.items()`. Hand on `prefix`, `recurse` and
#    `remove_duplicate`.
# 3. `return self._named_members(lambda module: ..., prefix, recurse, ...)` / `for _, buffer in
#    self.named_buffers(recurse=...):` / `yield buffer`

# %% [markdown] after="4.5" torch="nn.Module.named_buffers"
# torch's is the same call with `yield from` before it. Non-persistent buffers are listed because the list is there for moving
# as well as for saving: a cache has to be on the GPU, too. `state_dict` does not ask `named_buffers`; it walks the modules
# itself.

# %% [markdown]
# ### 4.6 A buffer by its path · difficulty 2 of 5 · 10 minutes
#
# `get_parameter` of 2.10 has a twin:

# %%
# %%both
net = nn.Module()
net.body = nn.Module()
net.body.mean = nn.Buffer(torch.zeros(1))
net.body.plain = torch.ones(1)
net.body.register_buffer("later", None)
print(net.get_buffer("body.mean") is net.body.mean, net.get_buffer("body.later"))
for path in ("body.plain", "body.gone", "body", "head.mean"):
    try:
        net.get_buffer(path)
    except AttributeError as error:
        print(path, "is refused:", error)

# %% [markdown]
# `get_parameter` asks whether what it finds is a Parameter. Here the value does not tell: `plain` is a tensor like any other,
# and no buffer. `later` is `None`, and a buffer. So the question goes to the registry of the module where the path ends.

# %% answer="4.6"
@grow(nn.Module)
def get_buffer(self, target):
    """Return the buffer at the path `target`, None included.

    Raises AttributeError where a step is missing or what is there is no buffer.  torch: Module.get_buffer
    """
    ### BEGIN SOLUTION
    path, _, name = target.rpartition(".")
    module = self.get_submodule(path)
    if not hasattr(module, name):
        raise AttributeError(f"{module._get_name()} has no attribute `{name}`")
    if name not in module._buffers:
        raise AttributeError(f"`{name}` is not a buffer")
    return module._buffers[name]
    ### END SOLUTION

# %% check="4.6" points=1
check("4.6", nn)

# %% [markdown] hints="4.6"
# 1. Cut the path at its last dot, find the module, ask its registry.
# 2. `target.rpartition(".")` and `self.get_submodule(path)`, as in 2.10. `module._buffers[name]` would raise a KeyError for a
#    missing name, so ask `name not in module._buffers` first.
# 3. `path, _, name = target.rpartition(".")` / `module = self.get_submodule(path)` / `if name not in module._buffers: raise
#    AttributeError(...)` / `return ...`

# %% [markdown] after="4.6" torch="nn.Module.get_buffer"
# torch first asks `hasattr`, for the message about a name that does not exist, and then looks into `_buffers`. It returns
# `getattr(module, name)`; where the name is also an attribute of the class, that one wins.

# %% [markdown]
# ## Two modes

# %% [markdown]
# ### 4.7 train and eval · difficulty 2 of 5 · 15 minutes
#
# Every module has had a flag since 1.2: `training`, which starts as `True`. `train` sets it, for the module and for everything
# below it; `eval` is the same with `False`.

# %%
# %%both
class Frozen(nn.Module):
    def train(self, mode=True):
        return super().train(False)


net = nn.Module()
net.body = nn.Module()
net.body.layer, net.body.frozen = nn.Module(), Frozen()
net.add_module("none", None)
print(net.eval() is net, [m.training for m in net.modules()])
print(net.train() is net, [m.training for m in net.modules()])

# %% [markdown]
# `Frozen` shows a thing that people really do: a part that is taken over from elsewhere keeps its mode, by a `train` of its
# own. So each module *asks its children* to `train(mode)`, rather than set the flags of all modules itself. And `eval` has to
# go through `train`, or `Frozen` would have to override both.
#
# `net.train(1)`, `net.train("eval")` and `net.train(None)` are a `ValueError`: any of them would be a flag that is true or
# false by accident. Nothing is changed then.

# %% answer="4.7"
@grow(nn.Module)
def train(self, mode=True):
    """Set `training` here and in all modules below; returns this module.

    Raises ValueError for a mode that is no bool.  torch: Module.train
    """
    ### BEGIN SOLUTION
    if not isinstance(mode, bool):
        raise ValueError("training mode is expected to be boolean")
    object.__setattr__(self, "training", mode)  # a flag is no parameter: past all of __setattr__'s questions
    if self._modules:
        for child in dict.fromkeys(self._modules.values()):
            if child is not None:
                child.train(mode)
    return self
    ### END SOLUTION


@grow(nn.Module)
def eval(self):
    """Set `training` to False here and in all modules below; returns this module.  torch: Module.eval"""
    ### BEGIN SOLUTION
    return self.train(False)
    ### END SOLUTION

# %% check="4.7" points=2
check("4.7", nn)

# %% [markdown] hints="4.7"
# 1. Refuse, set, pass it on, return. "All modules below" is a call of the same method on each child, as in 2.8.
# 2. `isinstance(mode, bool)` lets True and False through and nothing else. `self.children()` leaves out None.
# 3. `if not isinstance(mode, bool): raise ValueError(...)` / `self.training = mode` / `for child in self.children():
#    child.train(mode)` / `return self`; and in `eval`: `return self.train(...)`

# %% [markdown] after="4.7" torch="nn.Module.train"
# torch's is the short form: `self.training = mode`, a loop over `self.children()`, `return self`. The assignment passes through
# the whole of `__setattr__`, and each `children()` is two generators. `solution("4.7")` goes past both, in a fraction of the
# time. `eval` is no word about gradients: for that there is `torch.no_grad()`, and most evaluations want both.

# %% [markdown]
# ### 4.8 Dropout · difficulty 3 of 5 · 20 minutes
#
# The first layer that has two modes. While the network learns, `Dropout(p)` makes each number zero with probability `p`, by
# chance and anew at every call, so that no number can be relied on alone. Afterwards it does nothing.

# %%
predict("4.8")

# %%
# %%both
layer = nn.Dropout(0.25)
x = torch.full((2000,), 3.0)
out = layer(x)
print("in training:", sorted(set(out.tolist())), "mean near 3:", abs(out.mean().item() - 3) < 0.5)
print("in eval:    ", layer.eval()(x) is x)

# %% [markdown]
# What is left is *scaled up*: 3 becomes 3 / (1 - 0.25) = 4. With a quarter of the numbers gone and the others larger, the mean
# stays, and the next layer sees numbers of the same size in both modes.
#
# - In eval, and with `p` 0, the input itself comes back.
# - With `p` 1 all of it is zero, and 1 / (1 - 1) must not be computed.
# - With `inplace=True` the input is changed and returned.
# - A `p` outside 0 to 1 is a `ValueError`, when the layer is made.
#
# For the chances: `torch.empty_like(input).bernoulli_(q)` is a tensor of ones, with probability `q`, and zeros.

# %% answer="4.8"
@grow(nn)
class Dropout(nn.Module):
    """Zeros by chance while training, nothing in eval.  torch: nn.Dropout"""

    def __init__(self, p=0.5, inplace=False):
        """Keep `p` and `inplace`.  Raises ValueError for a p outside 0 to 1."""
        ### BEGIN SOLUTION
        super().__init__()
        if p < 0 or p > 1:
            raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")
        self.p, self.inplace = p, inplace
        ### END SOLUTION

    def forward(self, input):
        """Return `input` with each number 0 with probability p, else over 1 - p; in eval `input` itself."""
        ### BEGIN SOLUTION
        if not self.training or self.p == 0:
            return input
        kept = torch.empty_like(input).bernoulli_(1 - self.p)
        noise = kept.div_(1 - self.p) if self.p < 1 else kept
        return input.mul_(noise) if self.inplace else input * noise
        ### END SOLUTION

    def extra_repr(self):
        return f"p={self.p}, inplace={self.inplace}"

# %% check="4.8" points=3
check("4.8", nn)

# %% [markdown] hints="4.8"
# 1. `p` is the chance of being *dropped*, so the chance of being kept is 1 - p. Make a tensor of noise, zeros and 1 / (1 - p),
#    and multiply.
# 2. Three ways out of `forward`: nothing to do; `input.mul_(noise)` in place; `input * noise`. Ask `self.training`, which 4.7
#    sets.
# 3. `if not self.training or self.p == 0: return input` / `kept = torch.empty_like(input).bernoulli_(...)` /
#    `noise = kept / (...) if self.p < 1 else kept` / `return input.mul_(noise) if self.inplace else ...`

# %% [markdown] after="4.8" torch="nn.Dropout.forward"
# In torch the layer is one line that hands `self.training` to `functional.dropout`, and the noise is drawn in C++ as you draw
# it: `empty_like`, `bernoulli_`, `div_`. With the same seed your zeros are torch's zeros, except on some processors of Intel,
# where torch draws them with Intel's own library. A `functional.dropout` written straight into a `forward` stays on in eval,
# unless `training=self.training` is handed to it; that is a classic.

# %% [markdown]
# ## BatchNorm

# %% [markdown]
# ### 4.9 What a BatchNorm keeps · difficulty 3 of 5 · 20 minutes
#
# `BatchNorm1d` does what the network at the start did by hand, and remembers. Look at what it keeps:

# %%
# %%both
layer = nn.BatchNorm1d(2)
print({name: list(p.shape) for name, p in layer.named_parameters()})
print(dict(layer.named_buffers()))
layer = nn.BatchNorm1d(2, affine=False, track_running_stats=False)
dict(layer._parameters), dict(layer._buffers)

# %% [markdown]
# Two parameters stretch and shift the result, one number for each of `num_features` *channels*: the columns of a batch of rows,
# the colours of an image. Three buffers hold what was seen: `running_mean` starts at 0, `running_var` at 1, and
# `num_batches_tracked` is one whole number (`torch.int64`, no dimensions).
#
# What a layer does not want is registered as `None`: weight and bias without `affine`, the bias alone with `bias=False`, all
# three buffers without `track_running_stats`. `device` goes to every tensor; `dtype` to all but the counter.
#
# The settings are kept already. `BatchNorm1d` and `BatchNorm2d`, given below, only look at the input's shape.

# %% answer="4.9"
@grow(nn)
class _BatchNorm(nn.Module):
    """What the BatchNorms share.  torch: nn.modules.batchnorm._BatchNorm"""

    def __init__(
        self,
        num_features,
        eps=1e-5,
        momentum=0.1,
        affine=True,
        track_running_stats=True,
        device=None,
        dtype=None,
        *,
        bias=True,
    ):
        """Register weight, bias, running_mean, running_var and num_batches_tracked, in this order, or None for each."""
        super().__init__()
        self.num_features, self.eps, self.momentum = num_features, eps, momentum
        self.affine, self.track_running_stats = affine, track_running_stats
        ### BEGIN SOLUTION
        options = {"device": device, "dtype": dtype}
        for name, wanted in (("weight", affine), ("bias", affine and bias)):
            self.register_parameter(name, nn.Parameter(torch.empty(num_features, **options)) if wanted else None)
        mean, var = torch.zeros(num_features, **options), torch.ones(num_features, **options)
        count = torch.tensor(0, dtype=torch.int64, device=device)
        for name, start in (("running_mean", mean), ("running_var", var), ("num_batches_tracked", count)):
            self.register_buffer(name, start if track_running_stats else None)
        ### END SOLUTION
        self.reset_parameters()

# %%
@grow(nn._BatchNorm)
def reset_parameters(self):
    """The first form: the numbers stay as they are."""


@grow(nn._BatchNorm)
def _check_shape(self, input, dims, said):
    """Raise ValueError for another number of dimensions, RuntimeError for another number of channels."""
    if input.dim() not in dims:
        raise ValueError(f"expected {said} input (got {input.dim()}D input)")
    for name in ("running_mean", "weight"):
        kept, channels = getattr(self, name), input.shape[1]
        if kept is not None and kept.numel() != channels:
            raise RuntimeError(f"{name} should contain {channels} elements not {kept.numel()}")


@grow(nn._BatchNorm)
def extra_repr(self):
    settings = ("eps", "momentum", "affine", "bias", "track_running_stats")
    values = {**vars(self), "bias": self.bias is not None}
    return ", ".join([str(self.num_features), *(f"{name}={values[name]}" for name in settings)])


@grow(nn)
class BatchNorm1d(nn._BatchNorm):
    """For rows (N, C), and for sequences (N, C, L).  torch: nn.BatchNorm1d"""

    def _check_input_dim(self, input):
        self._check_shape(input, (2, 3), "2D or 3D")


@grow(nn)
class BatchNorm2d(nn._BatchNorm):
    """For images (N, C, H, W).  torch: nn.BatchNorm2d"""

    def _check_input_dim(self, input):
        self._check_shape(input, (4,), "4D")

# %% check="4.9" points=3
check("4.9", nn)

# %% [markdown] hints="4.9"
# 1. Five names, each registered whatever the settings are: with a tensor, or with None.
# 2. `self.register_parameter(name, None)` and `self.register_buffer(name, None)` keep a name without a value. The parameters
#    may be `torch.empty(num_features, device=device, dtype=dtype)`: 4.10 fills them.
# 3. `for name, wanted in (("weight", affine), ("bias", affine and bias)):` / `self.register_parameter(name,
#    nn.Parameter(torch.empty(...)) if wanted else
#    None)` / the same with `self.register_buffer` for `torch.zeros(...)`, `torch.ones(...)` and `torch.tensor(0, ...)`

# %% [markdown] after="4.9" torch="nn.modules.batchnorm._NormBase.__init__"
# torch writes it out with `if` and `else`. The counter came later than the two statistics; a file saved before it has no such
# entry, and lesson 07 shows how `_version` lets such a file load. It is a tensor and no plain int so that it is saved and moved
# with the rest.

# %% [markdown]
# ### 4.10 Starting again · difficulty 2 of 5 · 10 minutes
#
# Each layer of torch can be put back to its start. A BatchNorm has two ways, because the statistics are sometimes to be taken
# anew while what was learned stays:

# %%
# %%both
layer = nn.BatchNorm1d(2)
with torch.no_grad():
    for tensor in (*layer.parameters(), *layer.buffers()):
        tensor.fill_(7)
mean = layer.running_mean
layer.reset_running_stats()
print([tensor.tolist() for tensor in layer.buffers()], layer.weight.tolist(), layer.running_mean is mean)
layer.reset_parameters()
print([p.tolist() for p in layer.parameters()])

# %% [markdown]
# `reset_running_stats` makes the mean 0, the variance 1 and the counter 0; `reset_parameters` does that and makes the weight 1
# and the bias 0.
#
# The tensors stay the same objects: their numbers change *in place*. An optimizer may hold the weight, and somebody else the
# mean. Tensors have `zero_()` and `fill_(1)` for this, and for parameters there are `nn.init.ones_(p)` and `nn.init.zeros_(p)`,
# which pass by the recording of gradients. Any of the five may be `None`.

# %% answer="4.10"
@grow(nn._BatchNorm)
def reset_running_stats(self):
    """Put mean, variance and counter back to 0, 1 and 0, in place.  torch: _NormBase.reset_running_stats"""
    ### BEGIN SOLUTION
    if self.track_running_stats:
        self.running_mean.zero_()
        self.running_var.fill_(1)
        self.num_batches_tracked.zero_()
    ### END SOLUTION


@grow(nn._BatchNorm)
def reset_parameters(self):
    """Reset the statistics, then make the weight 1 and the bias 0, in place.  torch: _NormBase.reset_parameters"""
    ### BEGIN SOLUTION
    self.reset_running_stats()
    if self.weight is not None:
        nn.init.ones_(self.weight)
    if self.bias is not None:
        nn.init.zeros_(self.bias)
    ### END SOLUTION

# %% check="4.10" points=2
check("4.10", nn)

# %% [markdown] hints="4.10"
# 1. The second method begins with a call of the first. Ask before you touch: which of the five can be missing, and what says
#    so?
# 2. `if self.track_running_stats:` stands for all three buffers. Ask for weight and bias one by one, with `is not None`.
# 3. `if self.track_running_stats: self.running_mean.zero_(); self.running_var.fill_(1);
#    ...` and in the other `self.reset_running_stats()` / `if self.weight is not None: nn.init.ones_(self.weight)` / the bias
#    alike

# %% [markdown] after="4.10" torch="nn.modules.batchnorm._NormBase.reset_parameters"
# The same two methods. `nn.init.ones_` works under `no_grad`: a leaf that asks for a gradient may not be changed in place
# otherwise. Weight 1 and bias 0 mean that at first the layer passes on exactly what it has normalized.

# %% [markdown]
# ### 4.11 The mean and the variance of a batch · difficulty 3 of 5 · 15 minutes
#
# A batch of rows is (N, C): N examples of C channels, and each channel has a mean of its own, over the N examples. A batch of
# images is (N, C, H, W), and a channel's mean is over all its pixels in all images. So dimension 1 is *kept*, and all others
# are averaged over:

# %%
# %%both
images = torch.arange(24.0).reshape(2, 3, 2, 2)
mean, var = torch.zeros(3), torch.zeros(3)
nn.functional.batch_norm(images, mean, var, training=True, momentum=1.0)
print(mean.tolist(), images.mean([0, 2, 3]).tolist())
try:
    nn.functional.batch_norm(torch.ones(1, 3), mean, var, training=True)
except ValueError as error:
    print(error)

# %% [markdown]
# Write `_moments(input)`: it returns both, each of shape (C,). The variance is the *biased* one, the mean of the squared
# distances: `unbiased=False` says so to `input.var`, which otherwise divides by one less.
#
# A channel with a single number has no spread, and normalizing it would leave zero, as at the start of this lesson. torch
# refuses: a `ValueError` with the words above. Count the *numbers per channel*, not the examples: one image of many pixels is
# fine.

# %% answer="4.11"
@grow(nn._BatchNorm)
def _moments(self, input):
    """Return the mean and the biased variance of each channel: (N, C, *) to two tensors of shape (C,).

    Raises ValueError where a channel has a single number.  torch: inside functional.batch_norm
    """
    ### BEGIN SOLUTION
    if input.numel() == input.shape[1]:
        raise ValueError(f"Expected more than 1 value per channel when training, got input size {input.shape}")
    dims = [dim for dim in range(input.dim()) if dim != 1]
    return input.mean(dims), input.var(dims, unbiased=False)
    ### END SOLUTION

# %% check="4.11" points=3
check("4.11", nn)

# %% [markdown] hints="4.11"
# 1. Which dimensions are to go, for two, three and four of them? Make that list, and both functions take it.
# 2. `[dim for dim in range(input.dim()) if dim != 1]`. `input.numel()` counts all numbers and `input.shape[1]` the channels.
# 3. `if input.numel() == input.shape[1]: raise ValueError(...)` / `dims = [...]` / `return input.mean(dims), input.var(dims,
#    unbiased=...)`

# %% [markdown] after="4.11" torch="nn.functional.batch_norm"
# torch checks the size in Python, in `_verify_batch_size`, and computes both moments in C++. The usual way to meet this error
# is a data set whose last batch has one example; `DataLoader(drop_last=True)` is the usual mend.

# %% [markdown]
# ### 4.12 Statistics that run · difficulty 4 of 5 · 20 minutes
#
# After each batch in training the running statistics move a little towards the batch's: `momentum` says how far.

# %%
predict("4.12")

# %% [markdown]
# Here each batch has mean 10 and variance 4:

# %%
# %%both
batch = torch.tensor([[8.0], [12.0]])
for momentum in (0.1, 0.5, None):
    mean, var = torch.zeros(1), torch.ones(1)
    for count in (1, 2, 3):
        share = 1 / count if momentum is None else momentum
        nn.functional.batch_norm(batch, mean, var, training=True, momentum=share)
        print(momentum, count, f"mean {mean.item():.2f}, variance {var.item():.2f}")

# %% [markdown]
# - new = (1 - share) · old + share · the batch's, and the share is `momentum`. With `momentum=None` all batches count alike:
#   the share is 1 / their number.
# - So the batch is counted first: `num_batches_tracked` goes up by one, whatever the momentum.
# - The variance here moves towards 8, not 4. What is *kept* is the unbiased one: `var` · n / (n - 1), with n numbers per
#   channel.
# - All of it in place, and outside of any graph: under `torch.no_grad()`.
#
# Write `_track(mean, var, n)`: what `_moments` returned, and n.

# %% answer="4.12"
@grow(nn._BatchNorm)
def _track(self, mean, var, n):
    """Count one batch and move the running statistics towards its mean and its unbiased variance, in place.

    mean, var: what `_moments` returned; n: how many numbers each channel had.
    torch: _BatchNorm.forward counts, functional.batch_norm moves
    """
    ### BEGIN SOLUTION
    self.num_batches_tracked.add_(1)
    share = 1 / self.num_batches_tracked.item() if self.momentum is None else self.momentum
    with torch.no_grad():
        self.running_mean.mul_(1 - share).add_(mean, alpha=share)
        self.running_var.mul_(1 - share).add_(var, alpha=share * n / (n - 1))
    ### END SOLUTION

# %% check="4.12" points=4
check("4.12", nn)

# %% [markdown] hints="4.12"
# 1. Four steps: count, settle the share, move the mean, move the variance. The share is a plain number.
# 2. `t.mul_(1 - share)` takes the old part, `.add_(share * mean)` adds the new one, both in place. Ask `self.momentum is None`:
#    0.0 is a momentum, too.
# 3. `self.num_batches_tracked.add_(1)` / `share = 1 / self.num_batches_tracked.item() if self.momentum is None else
#    ...` / `with torch.no_grad():` / `self.running_mean.mul_(1 - share).add_(share * mean)` / the variance alike, times `n / (n
#    - 1)`

# %% [markdown] after="4.12" torch="nn.modules.batchnorm._BatchNorm.forward"
# torch counts in `forward` and hands the share to `functional.batch_norm` as `momentum`, and the statistics are moved in C++.
# Its momentum is the share of the *new*, while the momentum of an optimizer, and of BatchNorm in some other libraries, is the
# share of the old: 0.1 here is 0.9 there. Biased for the batch and unbiased for the keeping is what the paper does.

# %% [markdown]
# ### 4.13 On one scale · difficulty 3 of 5 · 15 minutes
#
# Now the normalizing itself: subtract the mean, divide by √(variance + `eps`), stretch by the weight, shift by the bias. `eps`
# keeps a channel without any spread from dividing by zero. For rows this broadcasts by itself. For images it does not:

# %%
# %%both
images, mean = torch.zeros(5, 3, 4, 4), torch.tensor([1.0, 2.0, 3.0])
try:
    images - mean
except RuntimeError:
    print("(5, 3, 4, 4) and (3,) do not fit")
print((images - mean.reshape(-1, 1, 1))[0, :, 0, 0])

# %% [markdown]
# Broadcasting lines up the *last* dimensions, and the channels are dimension 1. So a (C,) has to become (C, 1, 1) for images,
# (C, 1) for sequences, and stay (C,) for rows: one 1 for each dimension after the channels. Beware of a (3,) and images of
# width 3: that fits, and is wrong.
#
# Write `_normalized(input, mean, var)`. The gradient is to find its way through `mean` and `var`, too, so nothing is detached
# here. Weight and bias may be `None`.

# %% answer="4.13"
@grow(nn._BatchNorm)
def _normalized(self, input, mean, var):
    """Return (input - mean) / sqrt(var + eps) * weight + bias, channel by channel.

    input: (N, C, *); mean, var: (C,).  torch: inside functional.batch_norm
    """
    ### BEGIN SOLUTION
    shape = (-1, *[1] * (input.dim() - 2))
    scale = (var + self.eps).rsqrt()
    if self.weight is not None:
        scale = scale * self.weight
    out = (input - mean.reshape(shape)) * scale.reshape(shape)
    return out if self.bias is None else out + self.bias.reshape(shape)
    ### END SOLUTION

# %% check="4.13" points=3
check("4.13", nn)

# %% [markdown] hints="4.13"
# 1. First the shape, (C, 1, ..., 1). Then the formula, with `.reshape(shape)` on everything that is (C,).
# 2. `shape = (-1, *[1] * (input.dim() - 2))`: `-1` lets reshape find C. `eps` goes under the root, with the variance.
# 3. `shape = ...` / `out = (input - mean.reshape(shape)) / (var + self.eps).sqrt().reshape(shape)` / `if self.weight is not
#    None: out = out * self.weight.reshape(shape)` / the bias alike, with + / `return out`

# %% [markdown] after="4.13" torch="nn.functional.batch_norm"
# In torch this is one node of the graph with a derivative written by hand, which takes less memory than the single steps, and
# less than half of their time. In eval the weight and the statistics make one factor and one shift for each channel; deployed
# networks fold them into the layer before, and the BatchNorm is gone.

# %% [markdown]
# ### 4.14 Which statistics · difficulty 3 of 5 · 15 minutes
#
# All parts are there; `forward` decides. See what torch does in each mode:

# %%
# %%both
torch.manual_seed(0)
x = torch.randn(16, 1) * 3 + 5
for track in (True, False):
    layer = nn.BatchNorm1d(1, track_running_stats=track)
    for mode in (True, False):
        layer.train(mode)
        first = layer(x)[0].item()
        print(f"track {track}, training {mode}: {x[0].item():.2f} -> {first:.2f}", *layer.buffers())

# %% [markdown]
# - In training the batch's own moments are used; and tracked, if `track_running_stats` says so.
# - In eval the running statistics are used and nothing is changed. A layer that has none, whose `running_mean` is `None`, uses
#   the batch's in eval, too.
#
# First of all the shape is looked at: `self._check_input_dim(input)`. The n of `_track` is how many numbers a channel has.
#
# Somebody may turn `layer.track_running_stats` off later. Then the statistics are still there: no longer moved in training,
# still used in eval.

# %% answer="4.14"
@grow(nn._BatchNorm)
def forward(self, input):
    """Normalize by the batch in training, by the running statistics in eval.

    Raises ValueError for a wrong number of dimensions, or a single number per channel in training.
    torch: _BatchNorm.forward
    """
    ### BEGIN SOLUTION
    self._check_input_dim(input)
    if self.training or self.running_mean is None:
        mean, var = self._moments(input)
        if self.training and self.track_running_stats:
            self._track(mean, var, input.numel() // input.shape[1])
    else:
        mean, var = self.running_mean, self.running_var
    return self._normalized(input, mean, var)
    ### END SOLUTION

# %% check="4.14" points=3
check("4.14", nn)

# %% [markdown] hints="4.14"
# 1. Two ways to come by a mean and a variance, then one way to use them. Tracking belongs to one of the two, and only in
#    training.
# 2. `if self.training or self.running_mean is None:` is the first way. n is `input.numel() // input.shape[1]`. Track what
#    `_moments` returned, and normalize with it, not with what was tracked.
# 3. `self._check_input_dim(input)` / `if ...: mean, var = self._moments(input)` / inside it `if self.training and
#    self.track_running_stats: self._track(...)` / `else: mean, var = self.running_mean, ...` / `return self._normalized(...)`

# %% [markdown] after="4.14" torch="nn.modules.batchnorm._BatchNorm.forward"
# torch makes the same decisions and then one call of `functional.batch_norm`, which does the work of `_moments`, `_track` and
# `_normalized`. You may replace your last lines by that call: it is in your `nn.functional`, one node, and up to three times as
# fast as the single steps. What you would not see there any more is that the batch's moments are part of the graph: each output
# depends on every input of its batch.

# %% [markdown]
# ## The digits again
#
# The network of the beginning, with `nn.BatchNorm1d` in the place of the line by hand, and with one word more: `net.eval()`.
# `%%both` runs it with torch's layers and with yours.

# %%
# %%both
from course.digits import digits

torch.manual_seed(0)
shuffled = torch.randperm(1797)
images, labels = (torch.from_numpy(array)[shuffled] for array in digits())


class Net(nn.Module):
    def __init__(self, p=0.0):
        super().__init__()
        self.fc1, self.norm, self.act = nn.Linear(64, 32), nn.BatchNorm1d(32), nn.ReLU()
        self.drop, self.fc2 = nn.Dropout(p), nn.Linear(32, 10)

    def forward(self, x):
        return self.fc2(self.drop(self.act(self.norm(self.fc1(x)))))


def fit(net, epochs):
    optimizer, measure = torch.optim.SGD(net.parameters(), lr=0.5), nn.CrossEntropyLoss()
    for _ in range(epochs):
        for batch in range(0, 1500, 100):
            optimizer.zero_grad()
            loss = measure(net(images[batch : batch + 100]), labels[batch : batch + 100])
            loss.backward()
            optimizer.step()
    return loss.item()


def right(outputs):
    return (outputs.argmax(1) == labels[1500:]).float().mean().item()


torch.manual_seed(0)
net = Net()
print(f"loss {fit(net, 5):.3f} after {net.norm.num_batches_tracked} batches")
net.eval()
with torch.no_grad():
    print(f"all 297 together: {right(net(images[1500:])):.1%}")
    print(f"one at a time:    {right(torch.cat([net(image[None]) for image in images[1500:]])):.1%}")
net

# %% [markdown]
# The same answer, whoever else is in the batch. Take `net.eval()` out and run it again: the one image alone is the `ValueError`
# that you wrote in 4.11. It comes from torch, too, and now you know what it protects you from.
#
# What do the running statistics do meanwhile? Below, the mean of one channel, batch by batch, of a network that does not learn,
# so that there is a truth to converge to: the mean over all images, the dashed line. The dots are the means of the single
# batches.

# %%
# %%both
import matplotlib.pyplot as plt

torch.manual_seed(0)
layer = nn.Linear(64, 1)
with torch.no_grad():
    rows = layer(images[:1500])
    batches = [rows[torch.randperm(1500)[:20]] for _ in range(75)]
    figure, axes = plt.subplots(figsize=(7, 3))
    steps, truth = range(1, 76), rows.mean().item()
    axes.plot(steps, [batch.mean().item() for batch in batches], ".", c="0.7", label="one batch")
    axes.axhline(truth, color="0.4", linestyle="--", label="all images")
    for momentum in (0.02, 0.1, 0.5, None):
        norm, seen = nn.BatchNorm1d(1, momentum=momentum), []
        for batch in batches:
            norm(batch)
            seen.append(norm.running_mean.item())
        axes.plot(steps, seen, label=f"momentum {momentum}")
        print(f"momentum {momentum}: {seen[0]:.3f} -> {seen[-1]:.3f}, all images {truth:.3f}")
axes.set(xlabel="batches", ylabel="running mean")
legend = axes.legend(fontsize=8)

# %% [markdown]
# A small momentum is slow to forget the 0 it started from; a large one follows every batch. `None` is the plain mean of all
# batches so far, and the closest to the truth here. A network that learns, though, makes old batches wrong: that is why torch's
# default forgets.
#
# Last, both layers at once. `training` trains torch's network and yours side by side, and the pictures are digits that neither
# has learned. The two lines lie on each other where torch draws the zeros of `Dropout` as described in 4.8. At the end each
# network is measured in *both* modes.

# %% play=True
from course import training


def run(torch, epochs):
    nn = torch.nn
    torch.manual_seed(0)
    shuffled = torch.randperm(1797)
    images, labels = (torch.tensor(array)[shuffled] for array in digits())

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.fc1, self.norm, self.act = nn.Linear(64, 64), nn.BatchNorm1d(64), nn.ReLU()
            self.drop, self.fc2 = nn.Dropout(0.5), nn.Linear(64, 10)

        def forward(self, x):
            return self.fc2(self.drop(self.act(self.norm(self.fc1(x)))))

    def right():
        with torch.no_grad():
            return (net(images[1500:]).argmax(1) == labels[1500:]).float().mean().item()

    net, measure = Net(), nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.2)
    for _ in epochs:
        net.train()
        for batch in torch.randperm(1500).split(100):
            optimizer.zero_grad()
            loss = measure(net(images[batch]), labels[batch])
            loss.backward()
            optimizer.step()
            yield loss
        while_learning = right()
        net.eval()
        yield images[1500:], net(images[1500:]), labels[1500:]
    print(f"right in training mode {while_learning:.1%}, in eval {right():.1%}")


training(run, epochs=6)

# %% [markdown]
# In training mode half of the numbers are missing, so the same network reads fewer digits: what you see while it trains is less
# than it can do. Whoever forgets `eval()` reports that lower figure, another one at each run, and lets the BatchNorm take the
# test images into its statistics.
#
# A buffer is a number that a module keeps and no optimizer touches; a mode is a flag that goes through the tree. In lesson 07
# both kinds of numbers are saved to a file. Next, in lesson 05, you look at what an optimizer does touch: gradients, and why
# they have to be put back to zero.
