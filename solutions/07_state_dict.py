# %% [markdown]
# # 07 · State
#
# A training takes an hour, or a month. Then the process ends, and with it every number in memory. What has to be
# written down so that the same network is there again tomorrow, in another process, on another machine, perhaps after
# somebody has changed the code?
#
# torch's answer is a dict from names to tensors, the `state_dict`. In this lesson you build both directions of it,
# saving and loading, with every complaint that torch makes on the way. You write 14 small pieces.

# %%
import warnings
from collections import OrderedDict, namedtuple
from collections.abc import Mapping
from functools import update_wrapper
from weakref import ref

from course import bench, check, grow, hint, predict, progress, reset, skip, solution
from course import numpy_torch as torch

nn = bench("07")

# %% [markdown]
# ## Something is broken
#
# This network learns the digits. Then its numbers are kept in the plainest way, as the list of its parameters, and put
# back into two networks: one of the same class, and one of a class in which somebody has declared the layers in another
# order. Run it.

# %% play=True
from course.digits import digits

images, labels = (torch.from_numpy(array) for array in digits())


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm, self.fc1 = nn.BatchNorm1d(64), nn.Linear(64, 64)
        self.fc2, self.fc3 = nn.Linear(64, 64), nn.Linear(64, 10)

    def forward(self, x):
        return self.fc3(self.fc2(self.fc1(self.norm(x)).relu()).relu())


class Tidied(Net):
    def __init__(self):
        nn.Module.__init__(self)
        self.norm = nn.BatchNorm1d(64)
        self.fc2, self.fc1, self.fc3 = nn.Linear(64, 64), nn.Linear(64, 64), nn.Linear(64, 10)


def fit(net, epochs=4):
    optimizer = torch.optim.SGD(net.parameters(), lr=0.2)
    for _ in range(epochs):
        for batch in range(0, 1500, 50):
            optimizer.zero_grad()
            outputs = net(images[batch : batch + 50] * 4 + 3)
            nn.functional.cross_entropy(outputs, labels[batch : batch + 50]).backward()
            optimizer.step()


def right(net):
    with torch.no_grad():
        outputs = net.eval()(images[1500:] * 4 + 3)
    return f"{(outputs.argmax(1) == labels[1500:]).float().mean().item():.1%}"


torch.manual_seed(0)
net = Net()
fit(net)
trained_numbers = [p.detach().clone() for p in net.parameters()]
print("the trained net:    ", right(net))
for kind in (Net, Tidied):
    other = kind()
    with torch.no_grad():
        for p, numbers in zip(other.parameters(), trained_numbers, strict=True):
            p.copy_(numbers)
    print(f"{kind.__name__} with its numbers:", right(other))

# %% [markdown]
# Both are bad at it, and nothing raised. The first has all the parameters and none of the *buffers*: it has forgotten
# the mean and the variance that its BatchNorm had seen. The second has, besides, two layers of one size with each
# other's numbers.
#
# So: more than parameters, by name and not by place, and an error for whatever does not fit. At the end of this lesson
# both of them read each digit as the trained one does.

# %% [markdown]
# ## Saving

# %% [markdown]
# ### 7.1 The state of one module · difficulty 2 of 5 · 15 minutes
#
# Children aside, what belongs to the state of one module? Its parameters, then those of its buffers that are to be
# saved. Watch what torch puts into a dict, and guess first what becomes of that dict:

# %%
predict("7.1")

# %%
# %%both
net = nn.Module()
net.mean = nn.Buffer(torch.zeros(1))
net.cache = nn.Buffer(torch.ones(1), persistent=False)
net.weight, net.bias = nn.Parameter(torch.ones(2)), None
net.note = "a plain attribute"
found = {"here before": 1}
net._save_to_state_dict(found, "layer.", False)
print(list(found))
type(found["layer.weight"]).__name__, found["layer.weight"].requires_grad

# %% [markdown]
# `None` is not saved, and neither is a buffer whose name is in `_non_persistent_buffers_set`. Each key is
# `prefix + name`: the prefix comes with its dot. The values are *detached*, plain tensors outside of any graph, on the
# same memory. With `keep_vars=True` they are the objects themselves.
#
# Saving and loading both have to know what belongs to the state. So write that first, as `_local_state`, and then
# `_save_to_state_dict`, which uses it.

# %% answer="7.1"
@grow(nn.Module)
def _local_state(self):
    """Return a dict of this module's own parameters and persistent buffers, by name, without None.

    torch: `local_state` in Module._load_from_state_dict
    """
    ### BEGIN SOLUTION
    state = {}
    for name, param in self._parameters.items():
        if param is not None:
            state[name] = param
    for name, buffer in self._buffers.items():
        if buffer is not None and name not in self._non_persistent_buffers_set:
            state[name] = buffer
    return state
    ### END SOLUTION


@grow(nn.Module)
def _save_to_state_dict(self, destination, prefix, keep_vars):
    """Put this module's own state into `destination`, each entry under prefix + name.

    keep_vars: the objects themselves, else detached tensors on their memory.  torch: Module._save_to_state_dict
    """
    ### BEGIN SOLUTION
    for name, tensor in self._local_state().items():
        destination[prefix + name] = tensor if keep_vars else tensor.detach()
    ### END SOLUTION

# %% check="7.1" points=2
check("7.1", nn)

# %% [markdown] hints="7.1"
# 1. Two registries, in the order parameters, buffers, and two reasons to leave an entry out. Then one loop that stores.
# 2. `name not in self._non_persistent_buffers_set` and `tensor is not None` are the reasons. `tensor.detach()` is a
#    plain tensor on the same memory; `.clone()` would not be.
# 3. `state = {}` / `for name, param in self._parameters.items():` / `if ...: state[name] = param` /
#    `for name, buffer in self._buffers.items():` / `if ... and name not in ...: state[name] = buffer` /
#    `return state`; then
#    `for name, tensor in self._local_state().items(): destination[prefix + name] = ... if keep_vars else ...`

# %% [markdown] after="7.1" torch="nn.Module._save_to_state_dict"
# torch writes two loops here and the same choice once more in `_load_from_state_dict`. That nothing is copied makes
# `state_dict()` cheap, and it is the usual trap of early stopping: `best = net.state_dict()` goes on changing with the
# network. `copy.deepcopy` of it does not.

# %% [markdown]
# ### 7.2 The state of the tree · difficulty 3 of 5 · 15 minutes
#
# `state_dict` collects the whole tree in one dict. The names of the modules on the way become the prefix:

# %%
# %%both
torch.manual_seed(0)
net = nn.Sequential(nn.Linear(2, 1), nn.Sequential(nn.ReLU(), nn.BatchNorm1d(1)), None)
print(list(net.state_dict()))
net.state_dict(prefix="body.", destination=(found := {}))
print(list(found)[:2])
net.state_dict()

# %% [markdown]
# A module's own entries come before those of its children. The dict is an `OrderedDict`, unless somebody hands in a
# `destination`; then that one is filled and returned.
#
# Each child is asked by *its own* `state_dict`, with the same destination and a longer prefix: a class that saves
# itself in its own way overrides that method, or `_save_to_state_dict`, and both have to be heard. `destination`,
# `prefix` and `keep_vars` are handed on by name. A module that stands in two places is saved in both, a child that is
# `None` in neither.

# %% answer="7.2"
@grow(nn.Module)
def _save_children(self, destination, prefix, keep_vars):
    """Have every child put its state, and that of all below it, into `destination`.

    torch: the loop over `_modules` in Module.state_dict
    """
    ### BEGIN SOLUTION
    for name, child in self._modules.items():
        if child is not None:
            child.state_dict(destination=destination, prefix=f"{prefix}{name}.", keep_vars=keep_vars)
    ### END SOLUTION


@grow(nn.Module)
def state_dict(self, *, destination=None, prefix="", keep_vars=False):
    """Return a dict from paths to the tensors of this module and of all below it.  torch: Module.state_dict"""
    ### BEGIN SOLUTION
    if destination is None:
        destination = OrderedDict()
    self._save_to_state_dict(destination, prefix, keep_vars)
    self._save_children(destination, prefix, keep_vars)
    return destination
    ### END SOLUTION

# %% check="7.2" points=3
check("7.2", nn)

# %% [markdown] hints="7.2"
# 1. Four steps: a dict if there is none, the module's own entries, those of the children, return the dict. A child does
#    the same four steps.
# 2. Ask `destination is None`: an empty dict that was handed in is a dict. The child's prefix is `f"{prefix}{name}."`,
#    dot included. `children()` leaves out modules that it has met, so walk `self._modules.items()`.
# 3. `for name, child in self._modules.items():` / `if child is not None: child.state_dict(destination=..., prefix=...,
#    keep_vars=...)`; and `if destination is None: destination = OrderedDict()` / `self._save_to_state_dict(...)` /
#    `self._save_children(...)` / `return destination`

# %% [markdown] after="7.2" torch="nn.Module.state_dict"
# torch has the loop inside. Its `state_dict` also takes the three arguments by position, with a warning that this is
# going to end; the form at the end of this lesson does, too. It does not use `named_parameters`, for two reasons you
# know: that one lists a shared tensor once, and asks no child how it wants to be saved.

# %% [markdown]
# ### 7.3 With a version · difficulty 2 of 5 · 10 minutes
#
# Classes change. When `BatchNorm` was given its counter, all files written before had no such entry. So each class has
# a `_version`, a plain number, and the state keeps it, off to the side:

# %%
# %%both
class Layer(nn.Module):
    _version = 3


net = nn.Sequential(nn.Linear(1, 1), Layer())
state = net.state_dict()
print(dict(state._metadata))
print(hasattr(net.state_dict(destination={}), "_metadata"), "_metadata" in state)
list(net[0].state_dict(prefix="fc.")._metadata)

# %% [markdown]
# `_metadata` is an attribute of the dict, not an entry in it: an `OrderedDict` from the path of each module to
# `{"version": ...}`. The path is the prefix without its last dot, and `""` for the root. A `None` has no version.
#
# It is made together with the `OrderedDict`. A destination that was handed in may have one or not: it is filled where
# it is there. A plain dict cannot have one.
#
# `nn.Module._version = 1` gives every class a version until it says otherwise. Write the second form of `state_dict`.

# %%
nn.Module._version = 1

# %% answer="7.3"
@grow(nn.Module)
def state_dict(self, *, destination=None, prefix="", keep_vars=False):
    """The second form: notes the version of each module in `_metadata`.  torch: Module.state_dict"""
    ### BEGIN SOLUTION
    if destination is None:
        destination = OrderedDict()
        destination._metadata = OrderedDict()
    if hasattr(destination, "_metadata"):
        destination._metadata[prefix[:-1]] = {"version": self._version}
    self._save_to_state_dict(destination, prefix, keep_vars)
    self._save_children(destination, prefix, keep_vars)
    return destination
    ### END SOLUTION

# %% check="7.3" points=2
check("7.3", nn)

# %% [markdown] hints="7.3"
# 1. Two additions to 7.2: where the dict is made, and a note before the module's own entries.
# 2. `destination._metadata = OrderedDict()` works on an OrderedDict. `hasattr(destination, "_metadata")` asks whether
#    there is one. `prefix[:-1]` is the prefix without its last dot; of `""` it is `""`.
# 3. `if destination is None: destination = OrderedDict(); destination._metadata = OrderedDict()` / `if hasattr(...):
#    destination._metadata[prefix[:-1]] = {"version": self._version}` / the rest as in 7.2

# %% [markdown] after="7.3" torch="nn.Module.state_dict"
# This is why torch returns an OrderedDict though plain dicts have had an order for years: a plain dict takes no
# attributes. pickle, and so `torch.save`, keep the attribute; `dict(state)`, a comprehension and a safetensors file
# lose it. The hooks of 7.13 may change the note: it is handed to them.

# %% [markdown]
# ## Loading

# %% [markdown]
# ### 7.4 Into the tensors that are there · difficulty 3 of 5 · 15 minutes
#
# Loading is the same walk with the arrow turned round. `_load_from_state_dict` does it for one module. It gets the
# dict, the prefix, the module's metadata, `strict`, and three lists to write its complaints into: it never raises, so
# that one error can name everything.

# %%
# %%both
net = nn.Linear(2, 1)
weight = net.weight
missing, unexpected, errors = [], [], []
net._load_from_state_dict({"fc.weight": torch.ones(1, 2)}, "fc.", {}, True, missing, unexpected, errors)
print(net.weight is weight, weight, missing)
net._load_from_state_dict({}, "fc.", {}, False, missing, unexpected, errors)
missing

# %% [markdown]
# The numbers are copied *into* the parameter: `tensor.copy_(value)`, under `torch.no_grad()`. It stays the object that
# it was, with its dtype, its gradient and its `requires_grad`; an optimizer that holds it notices nothing.
#
# A key that is not in the dict goes into `missing_keys`, but only if `strict`. What should be there is what 7.1 saves:
# `_local_state`.
#
# Write the first form. Other things in the dict, and values that do not fit, come later.

# %% answer="7.4"
@grow(nn.Module)
def _load_from_state_dict(
    self, state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs
):
    """The first form: copy what is there into this module's own state, and note what is missing if `strict`.

    torch: Module._load_from_state_dict
    """
    ### BEGIN SOLUTION
    for name, tensor in self._local_state().items():
        if prefix + name in state_dict:
            with torch.no_grad():
                tensor.copy_(state_dict[prefix + name])
        elif strict:
            missing_keys.append(prefix + name)
    ### END SOLUTION

# %% check="7.4" points=3
check("7.4", nn)

# %% [markdown] hints="7.4"
# 1. One loop over the module's own state, with two cases.
# 2. The key is `prefix + name`. `tensor.copy_(value)` writes into the memory that is there; a leaf that asks for a
#    gradient allows that under `torch.no_grad()` only.
# 3. `for name, tensor in self._local_state().items():` / `if prefix + name in state_dict:` /
#    `with torch.no_grad(): tensor.copy_(...)` / `elif strict: missing_keys.append(...)`

# %% [markdown] after="7.4" torch="nn.Module._load_from_state_dict"
# torch's is 120 lines long, because everything of the next exercises stands in it, and three things that you can do
# without: uninitialized parameters of lazy modules, a swap of whole tensors that is off by default, and a dimension
# that torch 0.3 saved too many. Subclasses override it to load older files; 7.11 does.

# %% [markdown]
# From here on the method is a frame that leaves each question to a method of its own. It is given, and so are first
# forms of the methods that it calls; you replace them one by one. `_load_entry`, for one value, comes with 7.5, and the
# hooks at the top with 7.14.

# %%
@grow(nn.Module)
def _load_from_state_dict(
    self, state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs
):
    """Load this module's own state; what is wrong goes into the three lists.  torch: Module._load_from_state_dict"""
    if self._load_state_dict_pre_hooks:  # most modules have none, and a loop over none costs more than this question
        for hook in self._load_state_dict_pre_hooks.values():
            hook(state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs)
    assign = local_metadata.get("assign_to_params_buffers", False)
    own, found = self._local_state(), 0
    with torch.no_grad():
        for name, tensor in own.items():
            key = prefix + name
            if key in state_dict:
                found += 1
                self._load_entry(name, tensor, key, state_dict[key], assign, error_msgs)
            elif strict:
                missing_keys.append(key)
    self._load_extra_state(state_dict, prefix, strict, missing_keys, unexpected_keys)
    if strict and found < len(state_dict):  # else every key has been met
        unexpected_keys += self._unexpected_keys(state_dict, prefix)


@grow(nn.Module)
def _put(self, name, tensor, value, assign):
    """The first form: copy the numbers."""
    tensor.copy_(value)


@grow(nn.Module)
def _unexpected_keys(self, state_dict, prefix):
    """The first form: expects anything."""
    return []


@grow(nn.Module)
def _load_extra_state(self, state_dict, prefix, strict, missing_keys, unexpected_keys):
    """The first form: there is none."""

# %% [markdown]
# ### 7.5 What does not fit · difficulty 2 of 5 · 15 minutes
#
# `copy_` broadcasts: `torch.zeros(3).copy_(torch.ones(1))` is three ones. In a file that is a mistake, and torch says
# so:

# %%
# %%both
net = nn.Linear(2, 3)
errors = []
state = {"fc.weight": torch.ones(3, 1), "fc.bias": [1.0, 2.0, 3.0]}
net._load_from_state_dict(state, "fc.", {}, True, [], [], errors)
for message in errors:
    print(message)

# %% [markdown]
# Write `_misfit`: it returns the message for a value that cannot be loaded into `tensor`, and `None` for one that can.
# There are two messages, and their words are what people search for:
#
# - no tensor: `While copying the parameter named "fc.bias", expected torch.Tensor or Tensor-like object from checkpoint
#   but received <class 'list'>`
# - another shape: `size mismatch for fc.weight: copying a param with shape torch.Size([3, 1]) from checkpoint, the
#   shape in current model is torch.Size([3, 2]).`
#
# A dtype is no misfit: `copy_` converts it. `_load_entry`, given below, puts the message on the list and leaves the
# tensor alone.

# %% answer="7.5"
@grow(nn.Module)
def _misfit(self, key, tensor, value):
    """Return torch's message for a value that does not fit into `tensor`, or None where it does.

    torch: the messages in Module._load_from_state_dict
    """
    ### BEGIN SOLUTION
    if not isinstance(value, torch.Tensor):
        said = f'While copying the parameter named "{key}", expected torch.Tensor or Tensor-like object'
        return f"{said} from checkpoint but received {type(value)}"
    if value.shape != tensor.shape:
        said = f"size mismatch for {key}: copying a param with shape {value.shape} from checkpoint"
        return f"{said}, the shape in current model is {tensor.shape}."
    return None
    ### END SOLUTION

# %%
@grow(nn.Module)
def _load_entry(self, name, tensor, key, value, assign, error_msgs):
    """Load one value, or say why not.  torch: the loop in Module._load_from_state_dict"""
    if message := self._misfit(key, tensor, value):
        if tensor.dim() > 0 or not isinstance(value, torch.Tensor) or value.shape != (1,):
            error_msgs.append(message)
            return
        value = value[0]  # torch 0.3 had no tensors without dimensions
    if tensor.is_meta and not value.is_meta and not assign:
        warnings.warn(
            f"for {key}: copying from a non-meta parameter in the checkpoint to a meta parameter in the current "
            "model, which is a no-op. (Did you mean to pass `assign=True`?)",
            stacklevel=2,
        )
    try:
        self._put(name, tensor, value, assign)
    except Exception as error:
        error_msgs.append(
            f'While copying the parameter named "{key}", whose dimensions in the model are {tensor.size()} and '
            f"whose dimensions in the checkpoint are {value.size()}, an exception occurred : {error.args}."
        )

# %% check="7.5" points=2
check("7.5", nn)

# %% [markdown] hints="7.5"
# 1. Two questions, the one about the class first: only a tensor has a shape.
# 2. `isinstance(value, torch.Tensor)`, and `value.shape != tensor.shape`, whole: the same number of elements is not
#    enough. In an f-string `{value.shape}` prints `torch.Size([3, 1])` and `{type(value)}` prints `<class 'list'>`.
# 3. `if not isinstance(value, torch.Tensor): return f'While copying ... received {type(value)}'` / `if value.shape !=
#    tensor.shape: return f"size mismatch for {key}: ..."` / `return None`

# %% [markdown] after="7.5" torch="nn.Module._load_from_state_dict"
# The message says "a param" for buffers as well. It is the one people meet when they load a network trained on 1000
# classes into one for 10, and `strict=False` does not silence it: that forgives missing and unexpected keys only. To
# load the rest, take the misfits out of the dict first.

# %% [markdown]
# ### 7.6 The value itself · difficulty 3 of 5 · 15 minutes
#
# With `assign=True` the tensor from the file is not copied, it *becomes* the parameter. That saves half of the memory,
# keeps the file's dtype, and fills a network made on the `meta` device, which has shapes and no numbers.

# %%
# %%both
net = nn.Linear(2, 1, device="meta")
net.weight.requires_grad_(False)
value = torch.ones(1, 2, dtype=torch.float64)
net._load_from_state_dict({"weight": value}, "", {"assign_to_params_buffers": True}, True, [], [], [])
print(net.weight, net.bias.device.type)
value.zero_()
net.weight.tolist(), type(net.weight).__name__

# %% [markdown]
# - In the place of a `Parameter` there has to be one: a plain tensor is wrapped, on its own memory. Whether it is
#   *trained* is the module's affair: it takes over `requires_grad` from the parameter that was there.
# - A value that is a Parameter already is put there itself, and told the same: `value.requires_grad_(...)`.
# - A buffer is replaced by the value as it is.
#
# `setattr(self, name, value)` puts each where it belongs: that is your `__setattr__`. Without `assign` the numbers are
# copied, as before.

# %% answer="7.6"
@grow(nn.Module)
def _put(self, name, tensor, value, assign):
    """Copy the numbers of `value` into `tensor`, or with `assign` put `value` in its place.

    torch: inside Module._load_from_state_dict
    """
    ### BEGIN SOLUTION
    if not assign:
        tensor.copy_(value)
        return
    if isinstance(tensor, nn.Parameter):
        if isinstance(value, nn.Parameter):
            value.requires_grad_(tensor.requires_grad)
        else:
            value = nn.Parameter(value, requires_grad=tensor.requires_grad)
    setattr(self, name, value)
    ### END SOLUTION

# %% check="7.6" points=3
check("7.6", nn)

# %% [markdown] hints="7.6"
# 1. First the way without `assign`. Then, only where a Parameter was: make the value one, and give it the flag. Last,
#    one `setattr` for both.
# 2. `nn.Parameter(value, requires_grad=...)` is a Parameter on the memory of `value`. Ask
#    `isinstance(tensor, nn.Parameter)`, about what was there, and then `isinstance(value, nn.Parameter)`, about what
#    comes.
# 3. `if not assign: tensor.copy_(value); return` / `if isinstance(tensor, nn.Parameter):` / `if not isinstance(value,
#    nn.Parameter): value = nn.Parameter(value, ...)` / `else: value.requires_grad_(...)` / `setattr(self, name, value)`

# %% [markdown] after="7.6" torch="nn.Module._load_from_state_dict"
# The shapes have been compared by then, in both ways. An optimizer made before such a load still holds the old
# parameters and trains those, so make it afterwards. Whole libraries for large models stand on this one branch: build
# on `meta`, where nothing costs memory, then assign from the file.

# %% [markdown]
# ### 7.7 What nobody asked for · difficulty 3 of 5 · 15 minutes
#
# A key that no module wants is as bad as one that is missing: most often it *is* the missing one, under another name.

# %%
# %%both
net = nn.Sequential(nn.Linear(1, 1))
state = {"weight": 1, "0.weight": 2, "0.scale": 3, "1.weight": 4, "other.0": 5}
unexpected = []
net._load_from_state_dict(state, "", {}, True, [], unexpected, [])
print(unexpected)
del unexpected[:]
net[0]._load_from_state_dict(state, "0.", {}, True, [], unexpected, [])
unexpected

# %% [markdown]
# Each module judges only the keys that begin with its prefix. Of what follows the prefix it looks at the first part:
#
# - There is a dot: then the key is for a child, and the first part has to be in `self._modules`. Whether the child
#   wants it is the child's question.
# - There is none: then it has to be the name of something in the module's own state.
#
# One name is passed over: `prefix + "_extra_state"` has a method of its own, in 7.12. Return the others as a list of
# whole keys, in the order of the dict.

# %% answer="7.7"
@grow(nn.Module)
def _unexpected_keys(self, state_dict, prefix):
    """Return the keys that begin with `prefix` and are for no child and nothing of this module's own.

    torch: the end of Module._load_from_state_dict
    """
    ### BEGIN SOLUTION
    own, extra, unexpected = self._local_state(), prefix + "_extra_state", []
    for key in state_dict:
        if key.startswith(prefix) and key != extra:
            name, dot, _ = key[len(prefix) :].partition(".")
            if name not in (self._modules if dot else own):
                unexpected.append(key)
    return unexpected
    ### END SOLUTION

# %% check="7.7" points=3
check("7.7", nn)

# %% [markdown] hints="7.7"
# 1. Go through the keys, pass over those that are not yours, cut off the prefix, look at the first part.
# 2. `key[len(prefix):].partition(".")` gives the first part, the dot (or `""` where there is none) and the rest.
#    `key.replace(prefix, "")` would cut in the middle, too.
# 3. `own = self._local_state()` / `for key in state_dict:` /
#    `if key.startswith(prefix) and key != prefix + "_extra_state":` / `name, dot, _ = ...` /
#    `if name not in (self._modules if dot else own): ...append(key)`

# %% [markdown] after="7.7" torch="nn.Module._load_from_state_dict"
# torch splits with `split(".", 1)` and asks the same. A buffer that is not persistent is not in the state, so its key
# is unexpected, even though the module has such a buffer. And a child that is `None` is in `_modules`: keys for it are
# neither loaded nor complained about.

# %% [markdown]
# ### 7.8 Down the tree · difficulty 3 of 5 · 15 minutes
#
# Each module loads itself, then its children. A child gets *its part* of the dict, the entries under its prefix, as a
# new dict:

# %%
# %%both
class Shy(nn.Linear):
    def _load_from_state_dict(self, state_dict, prefix, local_metadata, *others):
        print(repr(prefix), list(state_dict), local_metadata)
        super()._load_from_state_dict(state_dict, prefix, local_metadata, *others)


net = nn.Sequential(Shy(1, 1), nn.Sequential(nn.ReLU(), Shy(1, 1)))
result = net.load_state_dict(net.state_dict())

# %% [markdown]
# A dict of its own, because a module may change it before it loads: 7.11 does. What a parent changes, its children see;
# what a child changes, nobody else does.
#
# `_load_tree(state_dict, prefix, metadata, assign, lists)`, given below, loads the module itself and then calls
# `_load_children` with the same five things. Write that: make each child's prefix and its part of the dict, and call
# *its* `_load_tree`. The last three are handed on as they are: `lists` holds the lists of complaints, and `metadata` is
# that of the whole tree. A child may be `None`, and one that nothing is said about in the dict is called all the same:
# how else would it say what is missing?

# %% answer="7.8"
@grow(nn.Module)
def _load_children(self, state_dict, prefix, metadata, assign, lists):
    """Call the `_load_tree` of every child with its part of the dict, and its prefix.

    torch: the loop in `load` of Module.load_state_dict
    """
    ### BEGIN SOLUTION
    parts = {}
    for key, value in state_dict.items():
        parts.setdefault(key[: key.find(".", len(prefix)) + 1], {})[key] = value
    for name, child in self._modules.items():
        if child is not None:
            start = f"{prefix}{name}."
            child._load_tree(parts.get(start, {}), start, metadata, assign, lists)
    ### END SOLUTION

# %%
@grow(nn.Module)
def _load_tree(self, state_dict, prefix, metadata, assign, lists):
    """Load this module, then all below it, then call its post-hooks, which come in 7.14.

    metadata: from paths to what was saved beside; lists: missing keys, unexpected keys, messages.
    torch: `load` in Module.load_state_dict
    """
    local_metadata = metadata.get(prefix[:-1], {})
    if assign:
        local_metadata["assign_to_params_buffers"] = assign
    self._load_from_state_dict(state_dict, prefix, local_metadata, True, *lists)
    if self._modules:
        self._load_children(state_dict, prefix, metadata, assign, lists)
    if self._load_state_dict_post_hooks:
        self._after_loading(*lists[:2])


@grow(nn.Module)
def load_state_dict(self, state_dict, strict=True, assign=False):
    """The first form: load, and return the lists of keys."""
    lists = [], [], []
    self._load_tree(OrderedDict(state_dict), "", getattr(state_dict, "_metadata", {}), assign, lists)
    return lists[:2]

# %% check="7.8" points=3
check("7.8", nn)

# %% [markdown] hints="7.8"
# 1. It is 7.2's loop, with a dict to be picked out before the call.
# 2. `{key: value for key, value in state_dict.items() if key.startswith(start)}` is the part of a child, where `start`
#    is `f"{prefix}{name}."`. With the dot: `"1"` is the beginning of `"10.weight"`, too.
# 3. `for name, child in self._modules.items():` / `if child is not None:` / `start = ...` / `part = {...}` /
#    `child._load_tree(part, start, metadata, assign, lists)`

# %% [markdown] after="7.8" torch="nn.Module.load_state_dict"
# torch has a function inside of `load_state_dict` for this, and goes through all keys once for each child: with a
# thousand children in one list that is a million comparisons. `solution("7.8")` sorts the keys into parts once. In the
# given `_load_tree`, as in torch, `assign` is noted in the metadata, and that dict belongs to the caller. So a state
# that was loaded with `assign=True` once is assigned the next time as well.

# %% [markdown]
# ### 7.9 Everything in one error · difficulty 2 of 5 · 15 minutes
#
# The three lists are full. Now one error names all of it:

# %%
# %%both
net = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 1))
state = net.state_dict()
state["0.weight"], state["2.weight"] = torch.ones(3, 2), torch.ones(1)
del state["0.bias"], state["1.bias"]
try:
    net.load_state_dict(state)
except RuntimeError as error:
    print(error)

# %% [markdown]
# First a line with the missing keys, if there are any; then the unexpected ones; then the messages as they are. Each
# begins on a line of its own, after a tab. Both lists of keys are written alike, the keys in double quotes, with a
# comma and a blank between, and `. ` after the last:
#
# `Missing key(s) in state_dict: "0.bias", "1.bias". `
#
# The head is `Error(s) in loading state_dict for Sequential:`, with the class of the module whose `load_state_dict` was
# called.
#
# Write `_refuse`. With three empty lists it does nothing.

# %% answer="7.9"
@grow(nn.Module)
def _refuse(self, missing_keys, unexpected_keys, error_msgs):
    """Raise RuntimeError with all that is in the three lists, if there is anything.

    torch: the end of Module.load_state_dict
    """
    ### BEGIN SOLUTION
    messages = []
    for kind, keys in (("Missing", missing_keys), ("Unexpected", unexpected_keys)):
        if keys:
            named = ", ".join(f'"{key}"' for key in keys)
            messages.append(f"{kind} key(s) in state_dict: {named}. ")
    messages += error_msgs
    if messages:
        said = "\n\t".join(messages)
        raise RuntimeError(f"Error(s) in loading state_dict for {type(self).__name__}:\n\t{said}")
    ### END SOLUTION

# %%
@grow(nn.Module)
def load_state_dict(self, state_dict, strict=True, assign=False):
    """The second form: load, and refuse what does not fit."""
    lists = [], [], []
    self._load_tree(OrderedDict(state_dict), "", getattr(state_dict, "_metadata", {}), assign, lists)
    self._refuse(*(lists if strict else ([], [], lists[2])))
    return lists[:2]

# %% check="7.9" points=3
check("7.9", nn)

# %% [markdown] hints="7.9"
# 1. Make one list of messages out of the three, in their order. If it is not empty, join it and raise.
# 2. `", ".join(f'"{key}"' for key in keys)` writes the keys. `"\n\t".join(messages)` puts a line break and a tab
#    between messages, and one more stands before the first.
# 3. `messages = []` / `for kind, keys in (("Missing", missing_keys), ("Unexpected", ...)):` /
#    `if keys: messages.append(f"{kind} key(s) in state_dict: ... . ")` / `messages += error_msgs` / `if messages: raise
#    RuntimeError(f"Error(s) in loading state_dict for {type(self).__name__}:\n\t" + ...)`

# %% [markdown] after="7.9" torch="nn.Module.load_state_dict"
# torch inserts the two lines at the front of the list of messages, the unexpected keys first and then, before them, the
# missing ones. The order of the modules is kept within each line, so a layer that was renamed shows as a run of missing
# names in one line and a run of unexpected ones of the same length in the other.

# %% [markdown]
# ### 7.10 The door · difficulty 3 of 5 · 15 minutes
#
# What is left is the method that everybody calls:

# %%
# %%both
net, state = nn.Linear(1, 1), nn.Linear(1, 2, bias=False).state_dict()
print(net.load_state_dict(net.state_dict()))
result = net.load_state_dict({"scale": torch.ones(1)}, strict=False)
print(result.missing_keys, result)
try:
    net.load_state_dict(list(net.state_dict().items()))
except TypeError as error:
    print("TypeError", str(error)[:40])

# %% [markdown]
# - What is no `Mapping` is a `TypeError`: `Expected state_dict to be dict-like, got <class 'list'>.`
# - The caller's dict stays as it is: modules may add and take out keys, so they work on an `OrderedDict` of it, which
#   keeps the `_metadata` if there was one.
# - Not `strict` forgives keys, and nothing else: the messages are raised in any case.
# - The result is an `_IncompatibleKeys`, a pair of lists with names, and with a `__repr__` for the case that both are
#   empty. The class is given.

# %%
predict("7.10")

# %%
Keys = namedtuple("IncompatibleKeys", ["missing_keys", "unexpected_keys"])


@grow(nn)
class _IncompatibleKeys(Keys):
    """What load_state_dict returns: (missing_keys, unexpected_keys).  torch: nn.modules.module._IncompatibleKeys"""

    __slots__ = ()

    def __repr__(self):
        return super().__repr__() if any(self) else "<All keys matched successfully>"

# %% answer="7.10"
@grow(nn.Module)
def load_state_dict(self, state_dict, strict=True, assign=False):
    """Copy a state into this module and all below it; return the keys that did not match.

    Raises TypeError for what is no mapping, and one RuntimeError with all that does not fit.
    torch: Module.load_state_dict
    """
    ### BEGIN SOLUTION
    if not isinstance(state_dict, Mapping):
        raise TypeError(f"Expected state_dict to be dict-like, got {type(state_dict)}.")
    metadata = getattr(state_dict, "_metadata", None)
    own = OrderedDict(state_dict)
    if metadata is not None:
        own._metadata = metadata
    lists = [], [], []
    self._load_tree(own, "", metadata or {}, assign, lists)
    self._refuse(*(lists if strict else ([], [], lists[2])))
    return nn._IncompatibleKeys(*lists[:2])
    ### END SOLUTION

# %% check="7.10" points=3
check("7.10", nn)

# %% [markdown] hints="7.10"
# 1. Refuse, copy the dict with its metadata, load, refuse once more, return. The second form, given after 7.9, has most
#    of it.
# 2. `isinstance(state_dict, Mapping)`. `OrderedDict(state_dict)` is a copy without the attribute, so put `_metadata`
#    back where there was one: `metadata or {}` is what `_load_tree` wants.
# 3. `if not isinstance(...): raise TypeError(...)` / `metadata = getattr(state_dict, "_metadata", None)` /
#    `own = OrderedDict(state_dict)` / `if metadata is not None: own._metadata = ...` / `lists = [], [], []` /
#    `self._load_tree(own, "", metadata or {}, assign, lists)` / `self._refuse(...)` /
#    `return nn._IncompatibleKeys(...)`

# %% [markdown] after="7.10" torch="nn.Module.load_state_dict"
# The same steps. By the time it raises, everything that did fit has been copied: a load that failed leaves a mixture
# behind. It never does so without a word, but who catches the error and goes on has such a network. Look at the result of
# `strict=False`: a state of another network altogether loads without an error, and nothing is loaded.

# %% [markdown]
# ## Old files

# %% [markdown]
# ### 7.11 A file from before the counter · difficulty 3 of 5 · 15 minutes
#
# `num_batches_tracked` came to BatchNorm years after the class, with version 2. Files from before lack the entry, and
# still load:

# %%
# %%both
layer = nn.BatchNorm1d(1)
layer.num_batches_tracked.fill_(5)
for version in (None, 1, 2):
    state = nn.BatchNorm1d(1).state_dict()
    del state["num_batches_tracked"]
    state._metadata[""] = {} if version is None else {"version": version}
    print(version, layer.load_state_dict(state, strict=False).missing_keys, layer.num_batches_tracked)

# %% [markdown]
# Where the version is missing, or below 2, and the layer tracks statistics at all, the entry is *put into the dict*
# before the ordinary loading, if it is not there. What is put there is the counter that the layer has now. If that is
# `None` or on the `meta` device, it is a new `torch.tensor(0)`.
#
# Then `super()._load_from_state_dict` does the rest. It takes seven arguments; the first three are of interest here,
# the others are only handed on. A file of version 2 without the entry is broken, and is told so. That BatchNorm *is* at
# version 2 now, the next cell says.

# %%
nn._BatchNorm._version = 2

# %% answer="7.11"
@grow(nn._BatchNorm)
def _load_from_state_dict(self, state_dict, prefix, local_metadata, *others):
    """Add the counter that files before version 2 do not have, then load.

    others: strict, missing_keys, unexpected_keys, error_msgs.  torch: _NormBase._load_from_state_dict
    """
    ### BEGIN SOLUTION
    version = local_metadata.get("version")
    if (version is None or version < 2) and self.track_running_stats:
        count = self.num_batches_tracked
        if count is None or count.is_meta:
            count = torch.tensor(0)
        state_dict.setdefault(prefix + "num_batches_tracked", count)
    super()._load_from_state_dict(state_dict, prefix, local_metadata, *others)
    ### END SOLUTION

# %% check="7.11" points=3
check("7.11", nn)

# %% [markdown] hints="7.11"
# 1. One condition of three parts, one entry, one call of the ordinary method.
# 2. `local_metadata.get("version")` is None where there is no version; None cannot be compared with 2, so ask for it
#    first. `dict.setdefault` stores only what is not there. The key has the prefix.
# 3. `version = local_metadata.get("version")` / `if (version is None or version < 2) and self.track_running_stats:` /
#    `count = ...` / `state_dict.setdefault(prefix + "num_batches_tracked", count)` /
#    `super()._load_from_state_dict(state_dict, prefix, local_metadata, *others)`

# %% [markdown] after="7.11" torch="nn.modules.batchnorm._NormBase._load_from_state_dict"
# The same in torch. A state without `_metadata`, such as a plain dict or one read from a safetensors file, counts as
# old: no version is below 2. To add an entry rather than forgive a missing one is the simplest upgrade there is,
# because everything after it sees a complete file.

# %% [markdown]
# ## What is no tensor

# %% [markdown]
# ### 7.12 Extra state · difficulty 3 of 5 · 15 minutes
#
# Some modules have to remember what is no tensor: a vocabulary, a step, a setting. A class that defines
# `get_extra_state` and `set_extra_state` takes part:

# %%
# %%both
class Vocabulary(nn.Module):
    def __init__(self, *words):
        super().__init__()
        self.words = list(words)

    def get_extra_state(self):
        return {"words": self.words}

    def set_extra_state(self, state):
        self.words = state["words"]


net, other = nn.Sequential(Vocabulary("a", "b")), nn.Sequential(Vocabulary())
state = net.state_dict()
print(state, other.load_state_dict(state), other[0].words)
print(other.load_state_dict({}, strict=False))
nn.Sequential(nn.ReLU()).load_state_dict(state, strict=False)

# %% [markdown]
# What `get_extra_state` returns is saved under `prefix + "_extra_state"`, after the module's tensors, whatever it is.
# Loading hands it to `set_extra_state`. If the class can take it and it is not there, the key is missing; if it is
# there and the class cannot, unexpected. Both only if `strict`.
#
# Who takes part? `Module` has both methods, given below, and they only raise. So ask the *class* whether the method is
# another one than `nn.Module`'s: `type(self).get_extra_state is not nn.Module.get_extra_state`.
#
# Write the second form of `_save_to_state_dict`, and `_load_extra_state`, which the frame calls.

# %%
@grow(nn.Module)
def get_extra_state(self):
    """What to save beside the tensors; for subclasses to define.  torch: Module.get_extra_state"""
    raise RuntimeError("get_extra_state of Module itself should never be called")


@grow(nn.Module)
def set_extra_state(self, state):
    """Take back what get_extra_state returned; for subclasses to define.  torch: Module.set_extra_state"""
    raise RuntimeError("set_extra_state of Module itself should never be called")

# %% answer="7.12"
@grow(nn.Module)
def _save_to_state_dict(self, destination, prefix, keep_vars):
    """The second form: tensors, then the extra state of a class that has one.  torch: Module._save_to_state_dict"""
    ### BEGIN SOLUTION
    for name, tensor in self._local_state().items():
        destination[prefix + name] = tensor if keep_vars else tensor.detach()
    if type(self).get_extra_state is not nn.Module.get_extra_state:
        destination[prefix + "_extra_state"] = self.get_extra_state()
    ### END SOLUTION


@grow(nn.Module)
def _load_extra_state(self, state_dict, prefix, strict, missing_keys, unexpected_keys):
    """Hand the extra state to a class that takes one; note it if `strict` where one of both is missing.

    torch: inside Module._load_from_state_dict
    """
    ### BEGIN SOLUTION
    key = prefix + "_extra_state"
    takes = type(self).set_extra_state is not nn.Module.set_extra_state
    if takes and key in state_dict:
        self.set_extra_state(state_dict[key])
    elif strict and takes != (key in state_dict):
        (missing_keys if takes else unexpected_keys).append(key)
    ### END SOLUTION

# %% check="7.12" points=3
check("7.12", nn)

# %% [markdown] hints="7.12"
# 1. Saving: two lines more than in 7.1. Loading: does the class take it, is it there? Three of the four answers ask for
#    something to be done.
# 2. A function is looked up on the class: `type(self).set_extra_state is not nn.Module.set_extra_state`. On an object,
#    each look-up makes a new bound method, and `is` is never true of those.
# 3. `if type(self).get_extra_state is not ...: destination[prefix + "_extra_state"] = self.get_extra_state()`; and
#    `if takes: ...` with `if key in state_dict: self.set_extra_state(...)` / `elif strict: missing_keys.append(key)`
#    inside, / `elif strict and key in state_dict: unexpected_keys.append(key)`

# %% [markdown] after="7.12" torch="nn.Module.get_extra_state"
# torch asks in the same way, and its two methods raise a RuntimeError with a request to report a bug. What is no tensor
# makes a file less portable: `torch.load` takes numbers, text and collections of them by default, and refuses classes
# of your own; safetensors takes tensors alone.

# %% [markdown]
# ## Hooks
#
# Sometimes it is somebody *else* who has to change what is saved or loaded: a library that wraps your module, a
# migration of old names. For them there are hooks: functions that are registered with a module and called on the way.
# Each is put into one of the registries that 1.2 made, and the one who put it there gets a handle that takes it out
# again. `register`, given, does both. The handle is torch's `RemovableHandle`; you build yours in lesson 08.

# %%
def register(hooks, hook):
    """Put a hook at the end of a registry; return the handle that takes it out."""
    handle = torch.utils.hooks.RemovableHandle(hooks)
    hooks[handle.id] = hook
    return handle

# %% [markdown]
# ### 7.13 Around saving · difficulty 3 of 5 · 15 minutes
#
# One hook before the module saves itself, one after it and all below it are saved:

# %%
# %%both
net = nn.Sequential(nn.Linear(1, 1, bias=False), nn.ReLU())
net[0].register_state_dict_pre_hook(lambda module, prefix, keep_vars: print("before", repr(prefix)))
after = net.register_state_dict_post_hook(lambda module, state, prefix, metadata: state.update(new=1))
print(list(net.state_dict()))
after.remove()
net._register_state_dict_hook(lambda module, state, prefix, metadata: {"all": "new"})
net.state_dict()

# %% [markdown]
# - Pre-hooks stand in `_state_dict_pre_hooks` and are called as `hook(module, prefix, keep_vars)`.
# - All others stand in `_state_dict_hooks`, in one order, and are called as
#   `hook(module, destination, prefix, local_metadata)`.
# - Those of the older, private kind may *return* another dict, which is then the result and what the next hook gets.
#   `None` changes nothing.
# - A public one has to return `None`, or it is a `RuntimeError`: `state_dict post-hook must return None`. To tell them
#   apart, `register_state_dict_post_hook` marks the function itself: `hook._from_public_api = True`.
#
# Write the two `register_...`, and `_after_saving`, which calls the later hooks and returns the dict. The last form of
# `state_dict` is given below.

# %%
@grow(nn.Module)
def _register_state_dict_hook(self, hook):
    """Register a hook that may return another dict.  torch: Module._register_state_dict_hook"""
    if getattr(hook, "_from_public_api", False):
        raise RuntimeError(
            "Cannot register the same function as the state dict post hook that was "
            "previously registered via register_state_dict_post_hook"
        )
    return register(self._state_dict_hooks, hook)

# %% answer="7.13"
@grow(nn.Module)
def register_state_dict_pre_hook(self, hook):
    """Register hook(module, prefix, keep_vars); return its handle.  torch: Module.register_state_dict_pre_hook"""
    ### BEGIN SOLUTION
    return register(self._state_dict_pre_hooks, hook)
    ### END SOLUTION


@grow(nn.Module)
def register_state_dict_post_hook(self, hook):
    """Mark and register hook(module, destination, prefix, local_metadata), which returns None; return its handle.

    torch: Module.register_state_dict_post_hook
    """
    ### BEGIN SOLUTION
    hook._from_public_api = True
    return register(self._state_dict_hooks, hook)
    ### END SOLUTION


@grow(nn.Module)
def _after_saving(self, destination, prefix, local_metadata):
    """Call the hooks in their order; return the dict, or the one that a private hook returned.

    Raises RuntimeError where a public hook returns anything.  torch: the end of Module.state_dict
    """
    ### BEGIN SOLUTION
    for hook in self._state_dict_hooks.values():
        result = hook(self, destination, prefix, local_metadata)
        if result is not None:
            if getattr(hook, "_from_public_api", False):
                raise RuntimeError("state_dict post-hook must return None")
            destination = result
    return destination
    ### END SOLUTION

# %%
@grow(nn.Module)
def state_dict(self, *args, destination=None, prefix="", keep_vars=False):
    """Return a dict from paths to the tensors of this module and of all below it, with the versions in `_metadata`.

    destination, prefix and keep_vars by position are on their way out.  torch: Module.state_dict
    """
    if args:
        warnings.warn("Positional args are being deprecated, use kwargs instead.", FutureWarning, stacklevel=2)
        first, second, third = (*args, *(None, "", False)[len(args) :])[:3]
        destination = first if destination is None else destination
        prefix, keep_vars = prefix or second, keep_vars or third
    if destination is None:
        destination = OrderedDict()
        destination._metadata = OrderedDict()
    local_metadata = {"version": self._version}
    if hasattr(destination, "_metadata"):
        destination._metadata[prefix[:-1]] = local_metadata
    if self._state_dict_pre_hooks:
        for hook in self._state_dict_pre_hooks.values():
            hook(self, prefix, keep_vars)
    self._save_to_state_dict(destination, prefix, keep_vars)
    if self._modules:
        self._save_children(destination, prefix, keep_vars)
    return self._after_saving(destination, prefix, local_metadata) if self._state_dict_hooks else destination

# %% check="7.13" points=3
check("7.13", nn)

# %% [markdown] hints="7.13"
# 1. Two methods of one and two lines. The third is a loop that carries the dict along.
# 2. `register(self._state_dict_pre_hooks, hook)` stores and returns the handle. In the loop, look at the mark with
#    `getattr(hook, "_from_public_api", False)`, and ask `result is not None`: an empty dict is a result.
# 3. `for hook in self._state_dict_hooks.values():` / `result = hook(self, destination, prefix, local_metadata)` /
#    `if result is not None:` / `if getattr(...): raise RuntimeError(...)` / `destination = result`; and
#    `return destination` after the loop

# %% [markdown] after="7.13" torch="nn.Module.register_state_dict_post_hook"
# A dict that a private hook of a *child* returns is lost: the loop over the children does not look at what their
# `state_dict` returns. That bug is why the public kind may not return anything. Since the mark is on the function, one
# function cannot be registered both ways, and a hook that takes no attributes cannot be registered at all.

# %% [markdown]
# ### 7.14 Around loading · difficulty 3 of 5 · 15 minutes
#
# The same on the way back. A pre-hook sees the dict before its module loads; a post-hook sees what was missing, after
# everything below is loaded:

# %%
# %%both
def rename(module, state_dict, prefix, *others):
    state_dict[prefix + "weight"] = state_dict.pop(prefix + "w")


net = nn.Sequential(nn.Linear(1, 1))
net[0].register_load_state_dict_pre_hook(rename)
net.register_load_state_dict_post_hook(lambda module, keys: keys.missing_keys.clear())
net.load_state_dict({"0.w": torch.ones(1, 1)}), net[0].weight.item()

# %% [markdown]
# - The frame of 7.4 calls pre-hooks with its own seven arguments. The public kind wants the module before these, the
#   private kind (`_register_load_state_dict_pre_hook`) only with `with_module=True`. The class `_WrappedHook`, given,
#   adds it: register `nn._WrappedHook(hook, self)`, or `nn._WrappedHook(hook, None)`, in `_load_state_dict_pre_hooks`.
# - Post-hooks stand in `_load_state_dict_post_hooks` and are called as `hook(module, keys)`; `keys` is an
#   `_IncompatibleKeys` *of the two lists themselves*, so that a hook can forgive. One that returns anything is an
#   `AssertionError`.
#
# Write the three `register_...`, and `_after_loading`, which `_load_tree` calls.

# %%
@grow(nn)
class _WrappedHook:
    """A hook that is called with its module first, where it has one.  torch: nn.modules.module._WrappedHook"""

    def __init__(self, hook, module=None):
        self.hook = hook
        update_wrapper(self, hook)
        self.with_module = module is not None
        if module is not None:
            self.module = ref(module)  # weak: a module should not keep itself alive by its own hook

    def __call__(self, *args, **kwargs):
        if not self.with_module:
            return self.hook(*args, **kwargs)
        module = self.module()
        if module is None:
            raise RuntimeError("You are trying to call the hook of a dead Module!")
        return self.hook(module, *args, **kwargs)

    def __getstate__(self):
        return {"hook": self.hook, "with_module": self.with_module, "module": self.with_module and self.module()}

    def __setstate__(self, state):
        self.hook, self.with_module = state["hook"], state["with_module"]
        if self.with_module:
            if state["module"] is None:
                raise RuntimeError("You are trying to revive the hook of a dead Module!")
            self.module = ref(state["module"])

# %% answer="7.14"
@grow(nn.Module)
def _register_load_state_dict_pre_hook(self, hook, with_module=False):
    """Register a hook of the seven arguments, with the module before them if `with_module`; return its handle.

    torch: Module._register_load_state_dict_pre_hook
    """
    ### BEGIN SOLUTION
    return register(self._load_state_dict_pre_hooks, nn._WrappedHook(hook, self if with_module else None))
    ### END SOLUTION


@grow(nn.Module)
def register_load_state_dict_pre_hook(self, hook):
    """Register a hook of the module and the seven arguments.  torch: Module.register_load_state_dict_pre_hook"""
    ### BEGIN SOLUTION
    return self._register_load_state_dict_pre_hook(hook, with_module=True)
    ### END SOLUTION


@grow(nn.Module)
def register_load_state_dict_post_hook(self, hook):
    """Register hook(module, incompatible_keys).  torch: Module.register_load_state_dict_post_hook"""
    ### BEGIN SOLUTION
    return register(self._load_state_dict_post_hooks, hook)
    ### END SOLUTION


@grow(nn.Module)
def _after_loading(self, missing_keys, unexpected_keys):
    """Call the post-hooks with the two lists.  Raises AssertionError where one returns anything.

    torch: `load` in Module.load_state_dict
    """
    ### BEGIN SOLUTION
    keys = nn._IncompatibleKeys(missing_keys, unexpected_keys)
    for hook in self._load_state_dict_post_hooks.values():
        if hook(self, keys) is not None:
            raise AssertionError("a load_state_dict post-hook changes the keys in place and returns nothing")
    ### END SOLUTION

# %% check="7.14" points=3
check("7.14", nn)

# %% [markdown] hints="7.14"
# 1. The private `register_...` is the one with a choice in it; the public one calls it. The loop at the end is shorter
#    than 7.13's.
# 2. `nn._WrappedHook(hook, self if with_module else None)`. The `_IncompatibleKeys` holds the lists that it is given,
#    not copies.
# 3. `return register(self._load_state_dict_pre_hooks, nn._WrappedHook(...))` / `return
#    self._register_load_state_dict_pre_hook(hook, with_module=True)` /
#    `return register(self._load_state_dict_post_hooks, hook)` / `keys = nn._IncompatibleKeys(...)` / `for hook in ...:
#    if hook(self, keys) is not None: raise AssertionError(...)`

# %% [markdown] after="7.14" torch="nn.Module.register_load_state_dict_post_hook"
# The same in torch, with another message. A post-hook is called for its module in every load, also in a failing one,
# and the lists that it sees hold all keys noted so far, not only those of its own module. `_WrappedHook` holds the
# module weakly; when the module is copied or pickled, the hook goes along and belongs to the copy.

# %% [markdown]
# ## Files
#
# A `state_dict` is a dict of tensors, and `torch.save` writes such a thing to a file. The small torch under your `nn`
# reads and writes torch's own format. So here is a real exchange. In each world a network is trained and saved, under a
# name that says where it was made:

# %%
# %%both
from pathlib import Path

from course.digits import digits

images, labels = (torch.from_numpy(array) for array in digits())
me, other = ("yours", "torch") if "numpy" in torch.__version__ else ("torch", "yours")
folder = Path("checkpoints")
folder.mkdir(exist_ok=True)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm, self.fc1 = nn.BatchNorm1d(64), nn.Linear(64, 64)
        self.fc2, self.fc3 = nn.Linear(64, 64), nn.Linear(64, 10)

    def forward(self, x):
        return self.fc3(self.fc2(self.fc1(self.norm(x)).relu()).relu())


def fit(net, epochs=2):
    optimizer = torch.optim.SGD(net.parameters(), lr=0.2)
    for _ in range(epochs):
        for batch in range(0, 1500, 50):
            optimizer.zero_grad()
            outputs = net(images[batch : batch + 50] * 4 + 3)
            nn.functional.cross_entropy(outputs, labels[batch : batch + 50]).backward()
            optimizer.step()


def outputs_of(net):
    with torch.no_grad():
        return net.eval()(images[1500:] * 4 + 3)


torch.manual_seed({"torch": 1, "yours": 2}[me])
net = Net()
fit(net)
torch.save(net.state_dict(), folder / f"{me}.pt")
torch.save(outputs_of(net), folder / f"{me}, outputs.pt")
net.state_dict()._metadata["norm"], len(net.state_dict())

# %% [markdown]
# The two started from different seeds, so their numbers are different. Now each world reads the file that the *other*
# one wrote, into a network that is fresh, and compares its outputs with those that were computed over there:

# %%
# %%both
stranger = Net()
print(stranger.load_state_dict(torch.load(folder / f"{other}.pt")))
expected = torch.load(folder / f"{other}, outputs.pt")
print("its outputs are those computed over there:", torch.allclose(outputs_of(stranger), expected, atol=1e-4))
print("and those of the one trained here are not:", not torch.allclose(outputs_of(net), expected, atol=1e-1))

# %% [markdown]
# torch's checkpoint runs in your `nn`, and yours in torch. Most models on the web are in another format today:
# *safetensors*, tensors by name and nothing else, so that a file from a stranger can hold no code. `_metadata` does not
# fit into it, and two names for one memory do not, either:

# %%
# %%both
from safetensors.torch import load_file, save_file

save_file(net.state_dict(), folder / f"{me}.safetensors")
state = load_file(folder / f"{me}.safetensors")
print(Net().load_state_dict(state), hasattr(state, "_metadata"))
tied = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 2))
tied[1].weight = tied[0].weight
try:
    save_file(tied.state_dict(), folder / "tied.safetensors")
except RuntimeError:
    print("tied weights are refused")

# %% [markdown]
# ## What strict loading says
#
# A checkpoint of another version of your class is the everyday case. `states` puts what a network has beside what a file
# holds, and asks a copy of the network what strict loading would say. Change the class, and see which lines come and go:

# %%
# %%both
from course import states


class Newer(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm, self.first = nn.BatchNorm1d(64, affine=False), nn.Linear(64, 64)
        self.fc2, self.fc3 = nn.Linear(64, 64), nn.Linear(64, 12)


torch.manual_seed(0)
newer = Newer()
states(newer, load_file(folder / "torch.safetensors"))

# %% [markdown]
# A library that renames its layers brings a hook along, so that files from before still load:

# %%
# %%both
def upgrade(module, state_dict, prefix, *others):
    """What a library does about it: rename, drop, and take the head out."""
    for name in ("weight", "bias"):
        state_dict[f"{prefix}first.{name}"] = state_dict.pop(f"{prefix}fc1.{name}")
        del state_dict[f"{prefix}norm.{name}"], state_dict[f"{prefix}fc3.{name}"]


newer.register_load_state_dict_pre_hook(upgrade)
newer.load_state_dict(net.state_dict(), strict=False)

# %% [markdown]
# ## The digits again
#
# The network of the beginning, and the two classes that failed. This time a state goes from one to the other, in the
# place of a list:

# %%
# %%both
class Tidied(Net):
    def __init__(self):
        nn.Module.__init__(self)
        self.norm = nn.BatchNorm1d(64)
        self.fc2, self.fc1, self.fc3 = nn.Linear(64, 64), nn.Linear(64, 64), nn.Linear(64, 10)


def right(net):
    return (outputs_of(net).argmax(1) == labels[1500:]).float().mean().item()


torch.manual_seed(0)
net = Net()
fit(net, epochs=4)
torch.save(net.state_dict(), folder / f"{me}, digits.pt")
print("more than four of five are right:", right(net) > 0.8)
for kind in (Net, Tidied):
    again = kind()
    print(kind.__name__, again.load_state_dict(torch.load(folder / f"{me}, digits.pt")), right(again) == right(net))

# %% [markdown]
# Not one digit is read otherwise. The order of the layers does not matter, because names do; the statistics of
# BatchNorm are there, because buffers are part of the state; and what does not fit is named, all of it, in one error.
#
# Hooks were a small part of this lesson. In the next one they are all of it: functions that see every call of a module,
# and may change what goes in and what comes out.
