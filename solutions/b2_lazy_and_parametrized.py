# %% [markdown]
# # b2 · Lazy and parametrized
#
# Two ways in which a parameter can be less fixed than you thought. In the first half of this lesson it has no shape yet:
# the first input settles it. In the second half it is *computed* each time it is read, from something else that is
# trained in its place. torch built both without a change to `Module`: everything they need is what you have built.
#
# You write 14 small pieces. Run the next cell first (Shift+Enter).

# %%
from collections.abc import Sequence
from contextlib import contextmanager, suppress
from copy import deepcopy

from course import bench, check, grow, hint, predict, progress, reset, skip, solution
from course import numpy_torch as torch
from course.numpy_torch.uninitialized import NoNumbers

nn = bench("b2")
parametrize, parametrizations = nn.utils.parametrize, nn.utils.parametrizations

# %% [markdown]
# ## Something is broken
#
# Two things, in fact. A network reads digits of 64 pixels; somebody adds the means of rows and columns to the data, and
# it does not fit any more. And a layer is to have a *symmetric* weight; it is made so, and then trained. Run it.

# %% play=True
from course.digits import digits

images, labels = (torch.from_numpy(array) for array in digits())
squares = images.reshape(-1, 8, 8)
more = torch.cat([images, squares.mean(1), squares.mean(2)], 1)
reader = nn.Sequential(nn.Linear(64, 32), nn.Tanh(), nn.Linear(32, 10))
try:
    reader(more)
except RuntimeError as error:
    print(error)

torch.manual_seed(0)
layer = nn.Linear(3, 3, bias=False)
layer.weight = nn.Parameter((layer.weight + layer.weight.T) / 2)
inputs = torch.randn(20, 3)
wanted = inputs @ torch.tensor([[1.0, 2.0, 0.0], [0.0, 1.0, 2.0], [2.0, 0.0, 1.0]])
sgd = torch.optim.SGD(layer.parameters(), lr=0.1)
for step in range(101):
    loss = ((layer(inputs) - wanted) ** 2).mean()
    sgd.zero_grad()
    loss.backward()
    sgd.step()
    if step % 50 == 0:
        off = (layer.weight - layer.weight.T).abs().max().item()
        print(f"step {step:3d}: off from symmetric by {off:.2f}")

# %% [markdown]
# The first layer's size had to be counted by hand, and now it has to be counted again. The second layer is symmetric for
# as long as nobody trains it: the optimizer knows of nine numbers, and nothing of what you want of them.
#
# At the end of this lesson the first network counts for itself, and the second is symmetric after every step.

# %% [markdown]
# ## Without a shape

# %% [markdown]
# ### b2.1 A parameter to be · difficulty 3 of 5 · 15 minutes
#
# It has to be a Parameter, so that it is registered, listed, and handed to an optimizer. It has no numbers and no shape.
# Guess what torch's says when it is asked for one:

# %%
predict("b2.1")

# %%
# %%both
p = nn.UninitializedParameter(dtype=torch.float64)
print(p, isinstance(p, nn.Parameter), p.requires_grad, p.dtype, p.size())
for ask in (lambda: p.shape, lambda: p + 1, lambda: p.numel()):
    try:
        print(ask())
    except (RuntimeError, ValueError) as error:
        print(type(error).__name__)
known = p
p.materialize((2, 3))
type(known).__name__, known.shape, known.dtype

# %% [markdown]
# Inside is an empty tensor, `torch.empty(0)`, which knows a dtype and a device. A base class, given below, refuses almost
# every question about it. `materialize` ends that: the object gets data of a shape and *becomes another class*, by an
# assignment to `self.__class__`. It is the same object, so everyone who holds it holds the Parameter now.
#
# - `__new__` makes a leaf of class `cls`, as in 1.1: `torch.Tensor._make_subclass(cls, data, requires_grad)`.
# - `materialize` assigns to `self.data` a `torch.empty` of the dtype and the device that `self.data` has, unless others are
#   given. The class to become stands in `self.cls_to_become`.

# %%
@grow(nn)
class UninitializedTensorMixin(NoNumbers):
    """What has no shape yet.  torch: nn.parameter.UninitializedTensorMixin"""

    @property
    def shape(self):
        """There is none.  Raises RuntimeError."""
        raise RuntimeError(
            "Can't access the shape of an uninitialized parameter or buffer. "
            "This error usually happens in `load_state_dict` when trying to load "
            "an uninitialized parameter into an initialized one. "
            "Call `forward` to initialize the parameters before accessing their attributes."
        )

    def __repr__(self):
        return f"<{type(self).__name__}>"

    def __reduce_ex__(self, protocol):
        return type(self), (self.requires_grad,)

# %% answer="b2.1"
@grow(nn)
class UninitializedParameter(nn.UninitializedTensorMixin, nn.Parameter):
    """A Parameter whose shape is not known yet.  torch: nn.UninitializedParameter"""

    cls_to_become = nn.Parameter

    def __new__(cls, requires_grad=True, device=None, dtype=None):
        """Return a leaf of class `cls` on an empty tensor of this device and dtype."""
        ### BEGIN SOLUTION
        data = torch.empty(0, device=device, dtype=dtype)
        return torch.Tensor._make_subclass(cls, data, requires_grad)
        ### END SOLUTION


@grow(nn.UninitializedTensorMixin)
def materialize(self, shape, device=None, dtype=None):
    """Get data of this shape and become what it stands for.

    device, dtype: those of its data, unless given.  torch: UninitializedTensorMixin.materialize
    """
    ### BEGIN SOLUTION
    old = self.data
    self.data = torch.empty(shape, device=device or old.device, dtype=dtype or old.dtype)
    self.__class__ = self.cls_to_become
    ### END SOLUTION

# %%
@grow(nn.UninitializedParameter)
def __deepcopy__(self, memo):
    """Another one, of the same dtype and device.

    torch: UninitializedParameter.__deepcopy__
    """
    if id(self) not in memo:
        memo[id(self)] = type(self)(self.requires_grad, self.data.device, self.data.dtype)
    return memo[id(self)]


@grow(nn)
class UninitializedBuffer(nn.UninitializedTensorMixin, torch.Tensor):
    """The same for a buffer, which becomes a plain tensor.

    torch: nn.UninitializedBuffer
    """

    cls_to_become = torch.Tensor

    def __new__(cls, requires_grad=False, device=None, dtype=None, persistent=True):
        data = torch.empty(0, device=device, dtype=dtype)
        made = torch.Tensor._make_subclass(cls, data, requires_grad)
        made.persistent, made._is_buffer = persistent, True
        return made


@grow(nn)
def is_lazy(param):
    """Whether it is an uninitialized parameter or buffer.

    torch: nn.parameter.is_lazy
    """
    return isinstance(param, nn.UninitializedTensorMixin)

# %% check="b2.1" points=3
check("b2.1", nn)

# %% [markdown] hints="b2.1"
# 1. `__new__` is 1.1 with a tensor that you make yourself. `materialize` decides two things, then does two things.
# 2. `self.data` is an ordinary tensor: ask *it* for device and dtype. Assign the data first and the class last.
# 3. `data = torch.empty(0, device=..., dtype=...)` / `return torch.Tensor._make_subclass(cls, ...)`; then
#    `if device is None: device = self.data.device` / the same for dtype / `self.data = torch.empty(shape, ...)` /
#    `self.__class__ = ...`

# %% [markdown] after="b2.1" torch="nn.parameter.UninitializedTensorMixin.materialize"
# The same lines. torch refuses operations in `__torch_function__`, a method that it asks before every function which is
# given a tensor of a class of somebody's own: a list names the seventeen that are let through. `p.requires_grad_()` is
# not among them, so `net.requires_grad_(False)` raises for a network that has lazy layers, before its first input.

# %% [markdown]
# ## A lazy module

# %% [markdown]
# ### b2.2 Two hooks on itself · difficulty 3 of 5 · 15 minutes
#
# Who calls `materialize`? A lazy layer has to see its first input before `forward` does, and a file before it is loaded.
# You have hooks for both. A lazy module registers two *on itself*:

# %%
# %%both
layer = nn.LazyLinear(2)
print(layer, layer.has_uninitialized_params())
print([hook.__name__ for hook in layer._forward_pre_hooks.values()])
layer(torch.ones(4, 3))
print(layer, isinstance(layer, nn.LazyLinear))
len(layer._forward_pre_hooks), hasattr(layer, "_initialize_hook")

# %% [markdown]
# `LazyModuleMixin` is no Module. It stands *before* one in the bases of a class, as in `class LazyLinear(LazyModuleMixin,
# Linear)`. So its `super().__init__` is that of the layer.
#
# - `__init__` hands everything on, then registers `self._infer_parameters` as a forward pre-hook that wants keyword
#   arguments, and `self._lazy_load_hook` with `self._register_load_state_dict_pre_hook` (7.14).
# - The handles are kept as `self._initialize_hook` and `self._load_hook`.
# - `has_uninitialized_params` looks at the module's own parameters and buffers, and asks `nn.is_lazy`.

# %%
@grow(nn)
class LazyModuleMixin:
    """What makes a layer lazy, before that layer in a class's bases.

    torch: nn.modules.lazy.LazyModuleMixin
    """

    cls_to_become = None

    def initialize_parameters(self, *args, **kwargs):
        """Materialize what is uninitialized, from the arguments of the first call.

        For subclasses to define.
        """
        name = type(self).__name__
        raise NotImplementedError(f"initialize_parameters is not implemented for {name}")

    def _replicate_for_data_parallel(self):
        raise RuntimeError("Modules with uninitialized parameters can't be used with `DataParallel`.")


@grow(nn.LazyModuleMixin)
def _infer_parameters(self, module, args, kwargs=None):
    """The first form: nothing."""


@grow(nn.LazyModuleMixin)
def _lazy_load_hook(
    self, state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs
):
    """The first form: nothing."""

# %% answer="b2.2"
@grow(nn.LazyModuleMixin)
def __init__(self, *args, **kwargs):
    """Make the layer, then register the two hooks.  torch: LazyModuleMixin.__init__"""
    ### BEGIN SOLUTION
    super().__init__(*args, **kwargs)
    self._load_hook = self._register_load_state_dict_pre_hook(self._lazy_load_hook)
    self._initialize_hook = self.register_forward_pre_hook(self._infer_parameters, with_kwargs=True)
    ### END SOLUTION


@grow(nn.LazyModuleMixin)
def has_uninitialized_params(self):
    """Whether any parameter or buffer of this module has no shape.

    torch: LazyModuleMixin.has_uninitialized_params
    """
    ### BEGIN SOLUTION
    return any(nn.is_lazy(t) for t in (*self._parameters.values(), *self._buffers.values()))
    ### END SOLUTION

# %% check="b2.2" points=3
check("b2.2", nn)

# %% [markdown] hints="b2.2"
# 1. Before the registries are there, nothing can be registered: `super().__init__` comes first.
# 2. `self.register_forward_pre_hook(self._infer_parameters, with_kwargs=True)` returns the handle. The registries
#    `self._parameters` and `self._buffers` may hold `None`; `nn.is_lazy(None)` is False.
# 3. `super().__init__(*args, **kwargs)` / `self._load_hook = self._register_load_state_dict_pre_hook(...)` /
#    `self._initialize_hook = self.register_forward_pre_hook(...)`; then `return any(nn.is_lazy(t) for t in ...)`

# %% [markdown] after="b2.2" torch="nn.modules.lazy.LazyModuleMixin.__init__"
# The same. The hooks are bound methods: when a lazy layer is copied before its first call, the copy's registries hold
# methods of the *copy*, because `copy.deepcopy` copies a bound method together with its object.

# %% [markdown]
# ### b2.3 The first call · difficulty 3 of 5 · 15 minutes
#
# The pre-hook runs once. It lets the layer see the arguments, and makes sure that nothing of all this is left:

# %%
# %%both
class Scale(nn.Module):
    def forward(self, x):
        return x * self.weight


class LazyScale(nn.modules.lazy.LazyModuleMixin, Scale):
    cls_to_become = Scale

    def __init__(self):
        super().__init__()
        self.weight = nn.UninitializedParameter()

    def initialize_parameters(self, x):
        self.weight.materialize(x.shape[-1:])
        nn.init.constant_(self.weight, 3)


layer = LazyScale()
print(layer(torch.ones(1, 2)), type(layer).__name__)
print(sorted(vars(layer).keys() - vars(nn.Module()).keys()), len(layer._forward_pre_hooks))

# %% [markdown]
# As a pre-hook, `_infer_parameters` gets the module, the tuple of arguments, and the dict of keyword arguments.
#
# 1. It calls the module's `initialize_parameters` with these arguments, spread out.
# 2. If there are uninitialized ones even then: RuntimeError, `module LazyScale has not been fully initialized`.
#    `self._get_name()` is the name.
# 3. It removes both hooks by their handles, and deletes both attributes.
# 4. If the class says what to become, the module's `__class__` is that now.
#
# It changes no arguments, so it returns nothing.

# %% answer="b2.3"
@grow(nn.LazyModuleMixin)
def _infer_parameters(self, module, args, kwargs=None):
    """Initialize the module from the arguments of its first call; leave no trace of laziness.

    Raises RuntimeError where anything is uninitialized then.
    torch: LazyModuleMixin._infer_parameters
    """
    ### BEGIN SOLUTION
    module.initialize_parameters(*args, **(kwargs or {}))
    if module.has_uninitialized_params():
        raise RuntimeError(f"module {self._get_name()} has not been fully initialized")
    module._initialize_hook.remove()
    module._load_hook.remove()
    del module._initialize_hook, module._load_hook
    if module.cls_to_become is not None:
        module.__class__ = module.cls_to_become
    ### END SOLUTION

# %% check="b2.3" points=3
check("b2.3", nn)

# %% [markdown] hints="b2.3"
# 1. The four steps are the answer, one to two lines each. Two of them may end the method early or do nothing.
# 2. `kwargs` may be None: `**(kwargs or {})`. Remove a handle *before* you delete the attribute that holds it. A class
#    that is its own `Linear` has `cls_to_become = None`.
# 3. `module.initialize_parameters(*args, **...)` / `if module.has_uninitialized_params(): raise RuntimeError(...)` /
#    `module._initialize_hook.remove()` / `module._load_hook.remove()` / `del module._initialize_hook, ...` / `if
#    module.cls_to_become is not None: module.__class__ = ...`

# %% [markdown] after="b2.3" torch="nn.modules.lazy.LazyModuleMixin._infer_parameters"
# The same. A hook that removes itself while it runs: that works because of the list that you made in 8.9. When the
# initialization raises, the hooks stay, and the layer tries again at its next call. Should it raise half-way, some
# parameters have a shape already, and keep it.

# %% [markdown]
# ### b2.4 A Linear that waits · difficulty 3 of 5 · 15 minutes
#
# `LazyLinear(out_features)` is a `Linear` whose `in_features` comes with the first input:

# %%
# %%both
torch.manual_seed(0)
net = nn.Sequential(nn.LazyLinear(3), nn.ReLU(), nn.LazyLinear(1, bias=False)).double()
print(net)
net(torch.ones(5, 4, dtype=torch.float64))
print([(type(p).__name__, tuple(p.shape), str(p.dtype)) for p in net.parameters()])
net[0]

# %% [markdown]
# The class is given. Its `__init__` makes a Linear of size 0, without a bias, and puts uninitialized parameters in the
# place of what that made. Moves and casts work while they have no shape: `materialize` keeps what they led to.
#
# Write what `initialize_parameters` does for a layer that has no shape. The last dimension of the input is `in_features`:
# set `self.in_features`, materialize the weight as (out, in) and the bias, if there is one, as (out,), and call
# `self.reset_parameters()`, which draws the numbers.
#
# The rest is given: a layer that got its parameters from a file has a shape, and no `in_features` yet.

# %%
@grow(nn)
class LazyLinear(nn.LazyModuleMixin, nn.Linear):
    """A Linear whose in_features come with the first input.  torch: nn.LazyLinear"""

    cls_to_become = nn.Linear

    def __init__(self, out_features, bias=True, device=None, dtype=None):
        super().__init__(0, 0, False)
        self.weight = nn.UninitializedParameter(device=device, dtype=dtype)
        self.out_features = out_features
        if bias:
            self.bias = nn.UninitializedParameter(device=device, dtype=dtype)

    def reset_parameters(self):
        """Draw the numbers, where there is something to be drawn.

        torch: LazyLinear.reset_parameters
        """
        if not self.has_uninitialized_params() and self.in_features != 0:
            super().reset_parameters()

# %% answer="b2.4"
@grow(nn.LazyLinear)
def initialize_parameters(self, input):
    """Take in_features from the last dimension of `input`; materialize and draw parameters.

    Raises AssertionError where parameters are there and of another size.
    torch: LazyLinear.initialize_parameters
    """
    if self.has_uninitialized_params():
        with torch.no_grad():
            ### BEGIN SOLUTION
            self.in_features = input.shape[-1]
            self.weight.materialize((self.out_features, self.in_features))
            if self.bias is not None:
                self.bias.materialize((self.out_features,))
            self.reset_parameters()
            ### END SOLUTION
    if self.in_features == 0:
        assert input.shape[-1] == self.weight.shape[-1], "the weight is of another size"
        self.in_features = self.weight.shape[-1]

# %% check="b2.4" points=3
check("b2.4", nn)

# %% [markdown] hints="b2.4"
# 1. Four things in their order: the size, the weight, the bias where there is one, the numbers.
# 2. `reset_parameters` does nothing while `self.in_features` is 0 or anything is uninitialized, so it comes last. A bias
#    that was not asked for is None in the registry.
# 3. `self.in_features = ...` / `self.weight.materialize((..., ...))` / `if self.bias is not None: ...` /
#    `self.reset_parameters()`

# %% [markdown] after="b2.4" torch="nn.LazyLinear.initialize_parameters"
# The same. Mind the order of the draws: lazy layers draw at the first call, all others when they are made. A network
# with one lazy layer in it starts from other numbers than the same network written with sizes, from the same seed. torch
# has lazy forms of convolutions and of the norms, too; each is about this long.

# %% [markdown]
# ### b2.5 Lazy state · difficulty 3 of 5 · 15 minutes
#
# What is saved of a layer that has no numbers, and what if a file has numbers for it?

# %%
# %%both
lazy, full = nn.LazyLinear(2), nn.Linear(3, 2)
print(lazy.state_dict())
print(lazy.load_state_dict(nn.LazyLinear(2).state_dict()), lazy.has_uninitialized_params())
print(lazy.load_state_dict(full.state_dict()), lazy.has_uninitialized_params())
lazy, torch.equal(lazy.weight, full.weight)

# %% [markdown]
# An uninitialized tensor cannot be detached, so it is saved *as itself*. The others are saved as in 7.1.
#
# The load hook runs before the ordinary loading. Each uninitialized parameter or buffer for which the file has a value
# *with* a shape is materialized in that shape. Then everything fits, and 7.4 copies the numbers. Where the file's value
# is uninitialized as well, both stay as they are.
#
# Afterwards the layer is still a LazyLinear with its hooks. Its next call turns it into a Linear.

# %% answer="b2.5"
@grow(nn.LazyModuleMixin)
def _save_to_state_dict(self, destination, prefix, keep_vars):
    """Put the module's own state into `destination`; what is uninitialized goes in as it is.

    torch: LazyModuleMixin._save_to_state_dict
    """
    ### BEGIN SOLUTION
    for name, tensor in self._local_state().items():
        destination[prefix + name] = tensor if keep_vars or nn.is_lazy(tensor) else tensor.detach()
    ### END SOLUTION


@grow(nn.LazyModuleMixin)
def _lazy_load_hook(
    self, state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs
):
    """Materialize what is uninitialized here and has a shape in the file.

    torch: LazyModuleMixin._lazy_load_hook
    """
    ### BEGIN SOLUTION
    for name, tensor in (*self._parameters.items(), *self._buffers.items()):
        value = state_dict.get(prefix + name)
        if nn.is_lazy(tensor) and value is not None and not nn.is_lazy(value):
            tensor.materialize(value.shape)
    ### END SOLUTION

# %%
@grow(nn.LazyModuleMixin)
def _load_entry(self, name, tensor, key, value, assign, error_msgs):
    """Load one value; for one without a shape there is none.

    torch: inside Module._load_from_state_dict
    """
    if not nn.is_lazy(tensor):
        super()._load_entry(name, tensor, key, value, assign, error_msgs)

# %% check="b2.5" points=3
check("b2.5", nn)

# %% [markdown] hints="b2.5"
# 1. Saving is 7.1's loop with one more reason not to detach. The hook is one loop with one condition of three parts.
# 2. `self._local_state()` is yours, from 7.1. `state_dict.get(prefix + name)` is None where there is nothing. A file's
#    value has a shape if `not nn.is_lazy(value)`.
# 3. `destination[prefix + name] = tensor if keep_vars or nn.is_lazy(tensor) else ...`; and `for name, tensor in
#    (*self._parameters.items(), *self._buffers.items()):` / `value = ...` / `if nn.is_lazy(tensor) and ...:
#    tensor.materialize(value.shape)`

# %% [markdown] after="b2.5" torch="nn.modules.lazy.LazyModuleMixin._lazy_load_hook"
# torch does the same. The shape is the file's, whatever it is: `LazyLinear(5)` loads a weight of two rows without
# complaint, and its `out_features` says 5 until the end of its days. The other direction is refused: a Linear that is
# given an uninitialized weight raises, with the message about the shape that you saw in b2.1.

# %% [markdown]
# ## Computed, and trained all the same

# %% [markdown]
# ### b2.6 What a weight is made of · difficulty 2 of 5 · 15 minutes
#
# Now the other half. A *parametrization* is a module that computes a tensor from a tensor. Here a weight is computed by
# two of them. See where the numbers that are trained have gone:

# %%
# %%both
from torch.nn.utils import parametrize


class Symmetric(nn.Module):
    def forward(self, x):
        return x.triu() + x.triu(1).T


class Twice(nn.Module):
    def forward(self, x):
        return 2 * x


layer = nn.Linear(2, 2, bias=False)
nn.init.ones_(layer.weight)
parametrize.register_parametrization(layer, "weight", Symmetric())
parametrize.register_parametrization(layer, "weight", Twice())
print(layer)
print(layer.weight.tolist(), list(layer.state_dict()))
parametrize.is_parametrized(layer), parametrize.is_parametrized(layer, "bias")

# %% [markdown]
# `layer.parametrizations` is a ModuleDict with one `ParametrizationList` per name: a ModuleList of the parametrizations
# that holds the *original* beside them, what is trained. Called, it computes the tensor.
#
# Write its `forward`. The first module gets the original; each further one gets what came before. There may be several
# originals: `self._names()` lists their names, and the first module gets all of them as arguments.
#
# And write `is_parametrized`. It looks for an attribute `parametrizations`, which has to be a ModuleDict. With a name it
# asks whether the name is in it, without one whether anything is.
#
# What makes the list is given. You need not read it now.

# %%
@grow(parametrize)
class ParametrizationList(nn.ModuleList):
    """What a tensor is computed from, and the modules that compute it.

    torch: nn.utils.parametrize
    """

    def __init__(self, modules, original, unsafe=False):
        if len(modules) == 0:
            raise ValueError("ParametrizationList requires one or more modules.")
        super().__init__(modules)
        self.unsafe = unsafe
        dtype, shape = original.dtype, original.shape
        self._keep(original, self._undone(original))
        if not unsafe:
            parametrize._check_alike(self(), dtype, shape)


@grow(parametrize.ParametrizationList)
def _undone(self, original):
    """The first form: what the modules compute from is what was there."""
    return original


@grow(parametrize.ParametrizationList)
def _names(self):
    """The names of the originals: "original", or "original0", "original1" and so on."""
    return ["original"] if self.is_tensor else [f"original{i}" for i in range(self.ntensors)]


@grow(parametrize.ParametrizationList)
def _keep(self, original, new):
    """Register what is computed from: `original` with new numbers, or several new ones.

    Raises ValueError for what is neither a tensor nor a sequence of tensors,
    and for another dtype or device.
    """
    if not isinstance(new, torch.Tensor | Sequence):
        got = type(new).__name__
        raise ValueError(f"'right_inverse' must return a Tensor or a Sequence of tensors. Got {got}")
    self.is_tensor = isinstance(new, torch.Tensor)
    self.ntensors = 1 if self.is_tensor else len(new)
    if self.is_tensor:
        if (new.dtype, new.device) != (original.dtype, original.device):
            raise ValueError("When `right_inverse` outputs one tensor, it keeps dtype and device.")
        with torch.no_grad():
            original.set_(new)
        parametrize._put(self, "original", original)
        return
    for name, each in zip(self._names(), new, strict=True):
        if not isinstance(each, torch.Tensor):
            raise ValueError(f"'right_inverse' must return tensors. Got {type(each).__name__} for {name}.")
        if isinstance(original, nn.Parameter):
            each = nn.Parameter(each, original.requires_grad)
        each.requires_grad_(original.requires_grad)
        parametrize._put(self, name, each)


@grow(parametrize)
def _put(module, name, tensor):
    """Register a tensor as what it is: a parameter, or a buffer."""
    if isinstance(tensor, nn.Parameter):
        module.register_parameter(name, tensor)
    else:
        module.register_buffer(name, tensor)


@grow(parametrize)
def _check_alike(made, dtype, shape):
    """The first form: everything passes."""

# %% answer="b2.6"
@grow(parametrize.ParametrizationList)
def forward(self):
    """Compute the tensor: the first module from the originals, each other from what came before.

    torch: ParametrizationList.forward
    """
    ### BEGIN SOLUTION
    first, *others = self
    x = first(*[getattr(self, name) for name in self._names()])
    for module in others:
        x = module(x)
    return x
    ### END SOLUTION


@grow(parametrize)
def is_parametrized(module, tensor_name=None):
    """Whether this tensor of the module is computed, or any is.

    torch: nn.utils.parametrize.is_parametrized
    """
    ### BEGIN SOLUTION
    found = getattr(module, "parametrizations", None)
    if not isinstance(found, nn.ModuleDict):
        return False
    return len(found) > 0 if tensor_name is None else tensor_name in found
    ### END SOLUTION

# %% check="b2.6" points=3
check("b2.6", nn)

# %% [markdown] hints="b2.6"
# 1. `forward` is a Sequential's, but for its first module. `is_parametrized` is one question, then one of two.
# 2. `first, *others = self` takes the list apart. `getattr(self, name)` is the original of a name; `first(*several)`
#    spreads them out. `getattr(module, "parametrizations", None)` does not raise.
# 3. `first, *others = self` / `x = first(*[getattr(...) for name in self._names()])` / `for module in others: x = ...` /
#    `return x`; and `found = getattr(...)` / `if not isinstance(found, nn.ModuleDict): return False` / `return ...`

# %% [markdown] after="b2.6" torch="nn.utils.parametrize.ParametrizationList.forward"
# torch counts `curr_idx` up and asks `hasattr(self, str(curr_idx))`, because TorchScript could not slice a ModuleList.
# The name of the entry in a state_dict follows from where the tensor is: `parametrizations.weight.original`. A checkpoint
# from before somebody parametrized the layer has `weight`, and strict loading refuses it.

# %% [markdown]
# ### b2.7 A name that computes · difficulty 4 of 5 · 20 minutes
#
# `layer.weight` has to compute. Python has properties for that, and a property belongs to a *class*. If it were put into
# `nn.Linear`, all Linears would have it. So the layer gets a class of its own:

# %%
# %%both
other = nn.Linear(2, 2)
print(type(layer).__name__, type(layer).__bases__[0] is nn.Linear, type(other).__name__)
print(type(vars(type(layer))["weight"]).__name__, "weight" in vars(nn.Linear))
print("one object:", layer.weight is layer.weight)

# %% [markdown]
# - `_inject_new_class(module)` makes a class with `type(name, bases, body)`: the name is that of the module's class with
#   `Parametrized` before it, the only base is that class, the body is `parametrize._body(cls)`, given. The module's
#   `__class__` is then this one.
# - `_inject_property(module, tensor_name)` puts a property into that class, with `setattr`. Reading it gives
#   `parametrize._computed(self, tensor_name)`, given. Assigning to it calls `right_inverse(value)` of
#   `self.parametrizations[tensor_name]`, which b2.10 builds.
#
# The property's halves are two functions, defined inside. They ask the `self` that they get, and not `module`: a copy of
# the layer shares the class, and computes from its own originals.

# %%
def _copied(self, memo):
    """A copy of the module: of the same class, and with copies of all that it holds."""
    made = memo[id(self)] = object.__new__(type(self))
    made.__dict__ = deepcopy(self.__dict__, memo)
    return made


def _refuse_pickling(self):
    raise RuntimeError("Serialization of parametrized modules is only supported through state_dict().")


@grow(parametrize)
def _body(cls):
    """What the class of a parametrized module has of its own: no pickling; copies as ever."""
    own_way = {} if hasattr(cls, "__deepcopy__") else {"__deepcopy__": _copied}
    return {"__getstate__": _refuse_pickling, **own_way}


@grow(parametrize)
def _computed(module, tensor_name):
    """The first form: computed anew each time."""
    return module.parametrizations[tensor_name]()

# %% answer="b2.7"
@grow(parametrize)
def _inject_new_class(module):
    """Give the module a class of its own, with the body `parametrize._body(cls)`.

    torch: nn.utils.parametrize._inject_new_class
    """
    ### BEGIN SOLUTION
    cls = type(module)
    module.__class__ = type(f"Parametrized{cls.__name__}", (cls,), parametrize._body(cls))
    ### END SOLUTION


@grow(parametrize)
def _inject_property(module, tensor_name):
    """Put a property of this name into the module's class, which is its own.

    torch: nn.utils.parametrize._inject_property
    """
    ### BEGIN SOLUTION
    def get(self):
        return parametrize._computed(self, tensor_name)

    def put(self, value):
        self.parametrizations[tensor_name].right_inverse(value)

    setattr(type(module), tensor_name, property(get, put))
    ### END SOLUTION

# %% check="b2.7" points=4
check("b2.7", nn)

# %% [markdown] hints="b2.7"
# 1. The first is two lines: make the class, assign it. The second: two small functions, one `property`, one `setattr`.
# 2. `type("Name", (Base,), body)` makes a class. `property(get, put)` is what `@property` makes of two functions. An
#    assignment `module.weight = property(...)` would put it on the object, where Python does not look for properties.
# 3. `cls = type(module)` / `module.__class__ = type(f"Parametrized{cls.__name__}", (cls,), ...)`; and `def get(self):
#    return ...` / `def put(self, value): ...` / `setattr(type(module), tensor_name, property(get, put))`

# %% [markdown] after="b2.7" torch="nn.utils.parametrize._inject_property"
# The same idea in torch, with more about TorchScript around it. `__getattr__`, which finds parameters, is asked only when
# nothing else has the name: so the parameter has to go from `_parameters`, and the property answers. A property also
# stops `layer.weight = nn.Parameter(...)`: `register_parameter` finds that the name is taken, and raises KeyError.

# %% [markdown]
# ### b2.8 Registering · difficulty 3 of 5 · 15 minutes
#
# All parts are there. Guess first:

# %%
predict("b2.8")

# %%
# %%both
layer = nn.Linear(2, 2)
weight = layer.weight
print(parametrize.register_parametrization(layer, "weight", Symmetric()) is layer)
print([name for name, _ in layer.named_parameters()])
print(layer.parametrizations.weight.original is weight)
parametrize.register_parametrization(layer, "bias", Twice())
print(type(layer).__name__, type(layer).__bases__[0].__name__, list(layer.parametrizations))
try:
    parametrize.register_parametrization(layer, "scale", Twice())
except ValueError as error:
    print(error)

# %% [markdown]
# The Parameter itself moves into the list: an optimizer that held it goes on training it.
#
# Write `_begin`, for a tensor that is not parametrized yet. In this order:
#
# 1. Make the `ParametrizationList` of the one module, with the tensor and `unsafe`. It may raise; then nothing has been
#    changed.
# 2. Delete the parameter or buffer from the module.
# 3. If *nothing* of the module was parametrized so far: inject the class, and set `module.parametrizations` to an empty
#    ModuleDict.
# 4. Inject the property, and put the list into the dict.
#
# `register_parametrization`, which calls it, is given.

# %%
@grow(parametrize)
def register_parametrization(module, tensor_name, parametrization, *, unsafe=False):
    """Have a parameter or buffer of the module computed from now on; return the module.

    Raises ValueError for a name that is neither, and unless `unsafe`, for another dtype or shape.
    torch: nn.utils.parametrize.register_parametrization
    """
    parametrization.train(module.training)
    if parametrize.is_parametrized(module, tensor_name):
        parametrize._append(module, tensor_name, parametrization, unsafe)
    elif tensor_name in module._buffers or tensor_name in module._parameters:
        parametrize._begin(module, tensor_name, parametrization, unsafe)
    else:
        raise ValueError(
            f"Module '{module}' does not have a parameter, a buffer, or a "
            f"parametrized element with name '{tensor_name}'"
        )
    return module


@grow(parametrize)
def _append(module, tensor_name, parametrization, unsafe):
    """The first form: one after the other."""
    module.parametrizations[tensor_name].append(parametrization)

# %% answer="b2.8"
@grow(parametrize)
def _begin(module, tensor_name, parametrization, unsafe):
    """Move the tensor into a list with its first parametrization; a property computes it.

    torch: inside nn.utils.parametrize.register_parametrization
    """
    ### BEGIN SOLUTION
    tensor = getattr(module, tensor_name)
    kept = parametrize.ParametrizationList([parametrization], tensor, unsafe=unsafe)
    delattr(module, tensor_name)
    if not parametrize.is_parametrized(module):
        parametrize._inject_new_class(module)
        module.parametrizations = nn.ModuleDict()
    parametrize._inject_property(module, tensor_name)
    module.parametrizations[tensor_name] = kept
    ### END SOLUTION

# %% check="b2.8" points=3
check("b2.8", nn)

# %% [markdown] hints="b2.8"
# 1. The four steps are one to three lines each. For a second name of the same module, step 3 does nothing.
# 2. `getattr(module, tensor_name)` and `delattr(module, tensor_name)` take a name that stands in a variable. Ask
#    `parametrize.is_parametrized(module)` without a name.
# 3. `kept = parametrize.ParametrizationList([parametrization], ..., unsafe=unsafe)` / `delattr(...)` / `if not
#    parametrize.is_parametrized(module):` / `parametrize._inject_new_class(module)` / `module.parametrizations =
#    nn.ModuleDict()` / `parametrize._inject_property(...)` / `module.parametrizations[tensor_name] = kept`

# %% [markdown] after="b2.8" torch="nn.utils.parametrize.register_parametrization"
# torch has all of it in one function of a hundred lines. A parametrization is a module in the tree: it may have
# parameters of its own, which are trained and saved with the layer, and it gets the layer's mode. A tied weight is no
# longer tied when one of its two owners is parametrized: the other one goes on reading the bare original.

# %% [markdown]
# ### b2.9 One after another · difficulty 3 of 5 · 15 minutes
#
# `forward` of the layer relies on a weight of a shape and a dtype. A parametrization that changes one of them is refused
# when it is registered, and not at some later call:

# %%
# %%both
class Widened(nn.Module):
    def forward(self, x):
        return x.double()


layer = nn.Linear(2, 2)
for options in ({}, {"unsafe": True}):
    try:
        parametrize.register_parametrization(layer, "weight", Widened(), **options)
    except ValueError:
        print("ValueError")
print(layer.weight.dtype, layer.parametrizations.weight.unsafe)

# %% [markdown]
# `_check_alike(made, dtype, shape)` raises ValueError if what was made is no tensor, or of another dtype or shape. The list
# calls it for its first parametrization, unless that is `unsafe`.
#
# `_append` is for a further one:
#
# 1. Unless `unsafe`: read the tensor as it is *now*, have the new module compute from it, and check what was made against
#    it. Then call `parametrize._check_back(parametrization, made, now)`, given, which checks the way back.
# 2. Append the module to the list. A list with one unsafe member stays unsafe: `kept.unsafe |= unsafe`.

# %%
@grow(parametrize)
def _check_back(parametrization, made, now):
    """If it has a `right_inverse`, that has to lead to a tensor like the one that is there."""
    if hasattr(parametrization, "right_inverse"):
        with suppress(NotImplementedError):
            parametrize._check_alike(parametrization.right_inverse(made), now.dtype, now.shape)

# %% answer="b2.9"
@grow(parametrize)
def _check_alike(made, dtype, shape):
    """Raise ValueError unless `made` is a tensor of this dtype and shape.

    torch: inside nn.utils.parametrize.register_parametrization
    """
    ### BEGIN SOLUTION
    if not isinstance(made, torch.Tensor) or (made.dtype, made.shape) != (dtype, shape):
        raise ValueError(f"A parametrization must give a tensor of {dtype} and {shape}, unless `unsafe`.")
    ### END SOLUTION


@grow(parametrize)
def _append(module, tensor_name, parametrization, unsafe):
    """Check a further parametrization, unless `unsafe`, and put it behind the others.

    torch: inside nn.utils.parametrize.register_parametrization
    """
    ### BEGIN SOLUTION
    if not unsafe:
        now = getattr(module, tensor_name)
        made = parametrization(now)
        parametrize._check_alike(made, now.dtype, now.shape)
        parametrize._check_back(parametrization, made, now)
    kept = module.parametrizations[tensor_name]
    kept.append(parametrization)
    kept.unsafe |= unsafe
    ### END SOLUTION

# %% check="b2.9" points=3
check("b2.9", nn)

# %% [markdown] hints="b2.9"
# 1. First the class, because only a tensor has a dtype and a shape. In `_append`, check before you change anything.
# 2. `now = getattr(module, tensor_name)` computes the tensor through everything that is registered so far. Compare whole
#    shapes, not numbers of elements.
# 3. `if not isinstance(made, torch.Tensor): raise ValueError(...)` / `if made.dtype != dtype or made.shape != shape:
#    raise ValueError(...)`; and `if not unsafe:` / `now = ...` / `made = parametrization(now)` / the two checks / `kept =
#    module.parametrizations[tensor_name]` / `kept.append(...)` / `kept.unsafe |= unsafe`

# %% [markdown] after="b2.9" torch="nn.utils.parametrize.register_parametrization"
# torch writes the checks out, with a long message each, four times in all. The order matters: parametrizations are
# chained in the order of their registration, and the checks run on the tensor as the chain gives it. With `unsafe=True`
# nothing is called at all when a further one is registered.

# %% [markdown]
# ### b2.10 The way back · difficulty 4 of 5 · 20 minutes
#
# A parametrization may bring a `right_inverse`: which original gives this tensor? Then the layer keeps its weight when
# it is registered, and one can assign to it:

# %%
# %%both
class Positive(nn.Module):
    def forward(self, x):
        return x.exp()

    def right_inverse(self, weight):
        return weight.log()


layer = nn.Linear(2, 1, bias=False)
nn.init.constant_(layer.weight, 3)
parametrize.register_parametrization(layer, "weight", Positive())
print(layer.weight, layer.parametrizations.weight.original)
layer.weight = torch.tensor([[1.0, 2.0]])
print(layer.weight, layer.parametrizations.weight.original)
parametrize.register_parametrization(layer, "weight", Twice())
try:
    layer.weight = torch.ones(1, 2)
except RuntimeError as error:
    print(error)

# %% [markdown]
# Both go through the modules *from the last to the first*.
#
# - `_undone(original)` is for the making of the list. It is kind: a module without a `right_inverse` is passed over, and so
#   is one whose `right_inverse` raises NotImplementedError. It returns what is to be kept.
# - `right_inverse(value)` is for assignments, and strict: a module without one is a RuntimeError, in the words above, with
#   the name of the module's class. The result goes to `self._store(value)`, given.
#
# `with suppress(NotImplementedError):`, from contextlib, swallows an exception. Nothing is recorded for gradients:
# `@torch.no_grad()` stands above both.

# %%
@grow(parametrize.ParametrizationList)
def _store(self, value):
    """Put these numbers into the originals.

    Raises ValueError for another number of them, or another dtype.
    """
    values = [value] if self.is_tensor else value
    if not isinstance(values, Sequence) or len(values) != self.ntensors:
        raise ValueError(f"'right_inverse' must return a sequence of {self.ntensors} tensors.")
    for name, new in zip(self._names(), values, strict=True):
        if not isinstance(new, torch.Tensor):
            raise ValueError(f"`right_inverse` should return a tensor. Got {type(new).__name__}")
        if new.dtype != getattr(self, name).dtype:
            raise ValueError(f"`right_inverse` gave {new.dtype}, and `{name}` is of another dtype")
        getattr(self, name).set_(new)

# %% answer="b2.10"
@grow(parametrize.ParametrizationList)
@torch.no_grad()
def _undone(self, original):
    """Take the tensor back through the modules, the last one first, and return it.

    torch: inside ParametrizationList.__init__
    """
    ### BEGIN SOLUTION
    for module in reversed(self):
        if hasattr(module, "right_inverse"):
            with suppress(NotImplementedError):
                original = module.right_inverse(original)
    return original
    ### END SOLUTION


@grow(parametrize.ParametrizationList)
@torch.no_grad()
def right_inverse(self, value):
    """Set the originals so that the modules compute `value` from them.

    Raises RuntimeError where a module knows no way back.
    torch: ParametrizationList.right_inverse
    """
    ### BEGIN SOLUTION
    for module in reversed(self):
        if not hasattr(module, "right_inverse"):
            raise RuntimeError(f"parametrization {type(module).__name__} does not implement right_inverse.")
        value = module.right_inverse(value)
    self._store(value)
    ### END SOLUTION

# %% check="b2.10" points=4
check("b2.10", nn)

# %% [markdown] hints="b2.10"
# 1. Two loops of the same kind, one kind, one strict. Each hands on what the module before gave.
# 2. `reversed(self)` goes from the last to the first. `hasattr(module, "right_inverse")` asks before it is called.
#    Nothing is returned by `right_inverse`.
# 3. `for module in reversed(self):` / `if hasattr(...):` / `with suppress(NotImplementedError): original =
#    module.right_inverse(original)` / `return original`; and `for module in reversed(self):` / `if not hasattr(...):
#    raise RuntimeError(...)` / `value = module.right_inverse(value)` / `self._store(value)`

# %% [markdown] after="b2.10" torch="nn.utils.parametrize.ParametrizationList.right_inverse"
# The same two loops in torch. Nobody checks that it *is* an inverse: a symmetric weight that is assigned a matrix which is
# not symmetric comes back as something else, without a word. "Right" inverse says what is promised: first back, then
# forth, gives the tensor again.

# %% [markdown]
# ### b2.11 Once per forward · difficulty 3 of 5 · 15 minutes
#
# Each reading of `layer.weight` computes. In a loop over a hundred steps that share one weight, that is a hundred times
# the same. Inside of `with parametrize.cached():` it is computed once:

# %%
# %%both
class Counted(nn.Module):
    calls = 0

    def forward(self, x):
        Counted.calls += 1
        return x + 1


layer = parametrize.register_parametrization(nn.Linear(1, 1), "weight", Counted())
Counted.calls = 0
layer.weight, layer.weight
print(Counted.calls)
with parametrize.cached():
    print(layer.weight is layer.weight)
    with parametrize.cached():
        layer.weight
    layer.weight
print(Counted.calls, layer.weight is layer.weight)

# %% [markdown]
# The blocks may stand in each other, and the cache is kept until the *outermost* one ends, also if it ends with an
# exception. `_open` is a list with one entry for each open block, `_cache` the dict of what was computed.
#
# `@contextmanager` makes a context manager of a generator: what stands before its `yield` runs at the beginning of the
# block, what stands after it at the end. An exception of the block is raised *by the yield*.
#
# `_remembered(key, compute)` returns what `_cache` has under the key; if there is nothing, it calls `compute()` and keeps
# the result.

# %%
_cache = {}  # (id of a module, name): the tensor that was computed
_open = []  # one entry for each block of `cached` that is open


@grow(parametrize)
def _computed(module, tensor_name):
    """The tensor of a parametrized name: remembered in a block of `cached`, else computed anew."""
    compute, key = module.parametrizations[tensor_name], (id(module), tensor_name)
    return parametrize._remembered(key, compute) if _open else compute()

# %% answer="b2.11"
@grow(parametrize)
@contextmanager
def cached():
    """Compute each parametrized tensor once in the block; forget all at the outermost end.

    torch: nn.utils.parametrize.cached
    """
    ### BEGIN SOLUTION
    _open.append(True)
    try:
        yield
    finally:
        _open.pop()
        if not _open:
            _cache.clear()
    ### END SOLUTION


@grow(parametrize)
def _remembered(key, compute):
    """Return what was computed under this key; compute it, where nothing was.

    torch: inside nn.utils.parametrize._inject_property
    """
    ### BEGIN SOLUTION
    if key not in _cache:
        _cache[key] = compute()
    return _cache[key]
    ### END SOLUTION

# %% check="b2.11" points=3
check("b2.11", nn)

# %% [markdown] hints="b2.11"
# 1. `cached`: count one up, let the block run, count one down whatever happens, and clear when none is left.
# 2. `try: yield` / `finally: ...` is how a generator does something after an exception of the block and lets it go on.
#    An `except` would swallow it.
# 3. `_open.append(True)` / `try:` / `yield` / `finally:` / `_open.pop()` / `if not _open: ...`; and `if key not in _cache:
#    ...` / `return _cache[key]`

# %% [markdown] after="b2.11" torch="nn.utils.parametrize.cached"
# torch counts a number up and down. What is cached is the tensor with its graph: gradients of all uses add up in it and go
# back through the parametrization once. Mind an assignment, or a step of the optimizer, inside of the block: the cache
# does not hear of it.

# %% [markdown]
# ## And back to a parameter

# %% [markdown]
# ### b2.12 What is left · difficulty 3 of 5 · 15 minutes
#
# Training is over, and the weight is to be an ordinary one again. Which? The one that was computed, or the original?

# %%
predict("b2.12")

# %%
# %%both
for leave in (True, False):
    layer = nn.Linear(1, 1, bias=False)
    nn.init.constant_(layer.weight, 3)
    weight = layer.weight
    parametrize.register_parametrization(layer, "weight", Twice())
    parametrize.remove_parametrizations(layer, "weight", leave_parametrized=leave)
    print(leave, layer.weight, layer.weight is weight, type(layer).__name__)

# %% [markdown]
# `_settled` returns the tensor that is to be registered again. `parametrize.remove_parametrizations` calls it, and is
# yours in b2.13; a first form is given, so that there is something to check.
#
# - One original: *it* is the one, so that an optimizer need not be told. With `leave_parametrized` it gets the computed
#   numbers first: `a.set_(b)` lets `a` show the numbers of `b`, under `torch.no_grad()`.
# - Several originals: the computed tensor, in a new `nn.Parameter` if it asks for gradients. (Without
#   `leave_parametrized` that is refused, because none of them is the weight. The refusal is given.)

# %%
@grow(parametrize)
def remove_parametrizations(module, tensor_name, leave_parametrized=True):
    """The first form: for the only parametrized tensor of a module."""
    tensor = parametrize._settled(module, tensor_name, leave_parametrized)
    del module.parametrizations
    module.__class__ = type(module).__bases__[0]
    parametrize._put(module, tensor_name, tensor)
    return module

# %% answer="b2.12"
@grow(parametrize)
def _settled(module, tensor_name, leave_parametrized):
    """Return the tensor that stays: computed if `leave_parametrized`, else the original.

    Raises ValueError for one of several originals.
    torch: inside nn.utils.parametrize.remove_parametrizations
    """
    kept, now = module.parametrizations[tensor_name], getattr(module, tensor_name)
    if not kept.is_tensor and not leave_parametrized:
        raise ValueError("Cannot leave unparametrized a tensor that is computed from several.")
    ### BEGIN SOLUTION
    if not kept.is_tensor:
        return nn.Parameter(now) if now.requires_grad else now
    if leave_parametrized:
        with torch.no_grad():
            kept.original.set_(now)
    return kept.original
    ### END SOLUTION

# %% check="b2.12" points=3
check("b2.12", nn)

# %% [markdown] hints="b2.12"
# 1. Two questions, three cases: one original or several; and for one, computed or not.
# 2. `kept.is_tensor` says that there is one original, `kept.original`. `now` is the computed tensor; after `set_` the
#    original is still a leaf, and the same object.
# 3. `if not kept.is_tensor:` / `return nn.Parameter(now) if ... else now` / `if leave_parametrized:` / `with
#    torch.no_grad(): kept.original.set_(...)` / `return kept.original`

# %% [markdown] after="b2.12" torch="nn.utils.parametrize.remove_parametrizations"
# The same cases, in torch's order. With several originals the optimizer holds tensors that nobody reads any more, and the
# new Parameter is unknown to it: make the optimizer anew.

# %% [markdown]
# ### b2.13 Taking it back · difficulty 3 of 5 · 15 minutes
#
# Everything that b2.8 did, in reverse:

# %%
# %%both
layer = nn.Linear(2, 2)
for name in ("weight", "bias"):
    parametrize.register_parametrization(layer, name, Twice())
for name in ("weight", "bias"):
    parametrize.remove_parametrizations(layer, name)
    print(type(layer).__name__, list(layer.state_dict()), hasattr(layer, "parametrizations"))
try:
    parametrize.remove_parametrizations(layer, "weight")
except ValueError:
    print("ValueError")

# %% [markdown]
# 1. `_settled` says which tensor stays.
# 2. The property goes from the module's class, the list from the dict.
# 3. `parametrize._put(module, tensor_name, tensor)` registers the tensor.
# 4. If nothing is parametrized now, `parametrizations` goes, and the module gets its old class back: the first of
#    `type(module).__bases__`.
#
# The refusal of what is not parametrized is given.

# %% answer="b2.13"
@grow(parametrize)
def remove_parametrizations(module, tensor_name, leave_parametrized=True):
    """Make a computed tensor an ordinary one again; return the module.

    Raises ValueError where it is not parametrized.
    torch: nn.utils.parametrize.remove_parametrizations
    """
    if not parametrize.is_parametrized(module, tensor_name):
        raise ValueError(f"Module {module} does not have a parametrization on {tensor_name}")
    ### BEGIN SOLUTION
    tensor = parametrize._settled(module, tensor_name, leave_parametrized)
    delattr(type(module), tensor_name)
    del module.parametrizations[tensor_name]
    parametrize._put(module, tensor_name, tensor)
    if not parametrize.is_parametrized(module):
        del module.parametrizations
        module.__class__ = type(module).__bases__[0]
    return module
    ### END SOLUTION

# %%
@grow(parametrize)
def type_before_parametrizations(module):
    """The class that the module had, or has.

    torch: nn.utils.parametrize.type_before_parametrizations
    """
    return type(module).__bases__[0] if parametrize.is_parametrized(module) else type(module)


@grow(parametrize)
def transfer_parametrizations_and_params(from_module, to_module, tensor_name=None):
    """Give a module the parametrizations of another, and what they compute from; return it.

    torch: nn.utils.parametrize.transfer_parametrizations_and_params
    """
    if not parametrize.is_parametrized(from_module):
        return to_module
    for name in from_module.parametrizations if tensor_name is None else [tensor_name]:
        kept = from_module.parametrizations[name]
        if not hasattr(to_module, name):
            setattr(to_module, name, nn.Parameter(getattr(from_module, name)))
        for parametrization in kept:
            parametrize.register_parametrization(to_module, name, parametrization)
        for original in kept._names():
            setattr(to_module.parametrizations[name], original, getattr(kept, original))
    return to_module

# %% check="b2.13" points=3
check("b2.13", nn)

# %% [markdown] hints="b2.13"
# 1. The four steps in their order, one to three lines each.
# 2. The property belongs to the class: `delattr(type(module), tensor_name)`. As long as it is there, `register_parameter`
#    finds the name taken. Ask `is_parametrized` without a name at the end.
# 3. `tensor = parametrize._settled(...)` / `delattr(type(module), tensor_name)` / `del module.parametrizations[tensor_name]` /
#    `parametrize._put(...)` / `if not parametrize.is_parametrized(module):` / `del module.parametrizations` /
#    `module.__class__ = ...` / `return module`

# %% [markdown] after="b2.13" torch="nn.utils.parametrize.remove_parametrizations"
# The same. If a copy of the layer was made with `copy.deepcopy`, it shares the injected class, and so it loses its property
# as well: a known trap. The order of the parameters changes on the way: what was taken out and put back comes last, so
# `net.parameters()` lists the weight after the bias.

# %% [markdown]
# ## Weight norm

# %% [markdown]
# ### b2.14 Length and direction · difficulty 4 of 5 · 20 minutes
#
# A parametrization from a paper: a weight is a direction times a length, and both are trained. The length `g` is then a
# number of its own for each output, whatever the direction `v` is:

# %%
# %%both
from torch.nn.utils.parametrizations import weight_norm

layer = nn.Linear(2, 3, bias=False)
with torch.no_grad():
    layer.weight.copy_(torch.tensor([[3.0, 4.0], [0.0, 2.0], [6.0, 8.0]]))
weight_norm(layer)
g, v = (p for _, p in layer.named_parameters())
print(layer, [name for name, _ in layer.named_parameters()])
print(g.tolist(), v.shape)
with torch.no_grad():
    v.mul_(100)
    print(layer.weight)
others = [weight_norm(nn.Linear(2, 3), dim=dim) for dim in (0, 1, None)]
[tuple(other.parametrizations.weight.original0.shape) for other in others]

# %% [markdown]
# It is a parametrization with *two* originals: its `right_inverse` returns a tuple, `g` and `v`, and its `forward` gets
# both.
#
# - `_norm(v)` is the root of the sum of squares over *all dimensions but* `self.dim`, each of which stays, with size 1:
#   `v.norm(dim=[...], keepdim=True)`. Where `self.dim` is -1, it is over everything: `v.norm()`.
# - `forward(weight_g, weight_v)` is v times g, divided by the norm of v.
# - `right_inverse(weight)`: g is the norm of the weight, and v is the weight itself.

# %% answer="b2.14"
@grow(parametrizations)
class _WeightNorm(nn.Module):
    """A weight as length times direction.

    torch: nn.utils.parametrizations._WeightNorm
    """

    def __init__(self, dim=0):
        super().__init__()
        self.dim = -1 if dim is None else dim

    def _norm(self, v):
        """The norm of `v` over all dimensions but self.dim; over all of them where it is -1."""
        ### BEGIN SOLUTION
        if self.dim == -1:
            return v.norm()
        others = [d for d in range(v.dim()) if d != self.dim % v.dim()]
        return v.norm(dim=others, keepdim=True)
        ### END SOLUTION

    def forward(self, weight_g, weight_v):
        """Return the weight."""
        ### BEGIN SOLUTION
        return weight_v * (weight_g / self._norm(weight_v))
        ### END SOLUTION

    def right_inverse(self, weight):
        """Return the length and the direction."""
        ### BEGIN SOLUTION
        return self._norm(weight), weight
        ### END SOLUTION

# %%
@grow(parametrizations)
def weight_norm(module, name="weight", dim=0):
    """Have a parameter computed as length times direction; return the module.

    Old files, with `weight_g` and `weight_v`, load as well.
    torch: nn.utils.parametrizations.weight_norm
    """

    def rename(state_dict, prefix, *others):
        old = [f"{prefix}{name}_g", f"{prefix}{name}_v"]
        if all(key in state_dict for key in old):
            for i, key in enumerate(old):
                state_dict[f"{prefix}parametrizations.{name}.original{i}"] = state_dict.pop(key)

    norm = parametrizations._WeightNorm(dim)
    parametrize.register_parametrization(module, name, norm, unsafe=True)
    module._register_load_state_dict_pre_hook(rename)
    return module

# %% check="b2.14" points=4
check("b2.14", nn)

# %% [markdown] hints="b2.14"
# 1. `_norm` is the only one with a choice in it; the other two are one line each and call it.
# 2. The dimensions to sum over: `[d for d in range(v.dim()) if d != self.dim]`. Without `keepdim=True` the shapes do not
#    fit where they are multiplied.
# 3. `if self.dim == -1: return v.norm()` / `return v.norm(dim=[d for d in range(v.dim()) if ...], keepdim=True)`; `return
#    weight_v * (weight_g / self._norm(...))`; `return self._norm(weight), weight`

# %% [markdown] after="b2.14" torch="nn.utils.parametrizations._WeightNorm.forward"
# torch calls one fused function each, `torch._weight_norm` and `torch.norm_except_dim`. In these -1 means "over
# everything", and not the last dimension as elsewhere, so for the last dimension of a matrix write 1. A gradient that
# reaches `v` is at a right angle to it: the length of the weight is g's alone.

# %% [markdown]
# ## The two again
#
# The first network counts for itself. It reads 64 pixels or 80 numbers, with the same four lines:

# %%
# %%both
from course.digits import digits

images, labels = (torch.from_numpy(array) for array in digits())
squares = images.reshape(-1, 8, 8)
more = torch.cat([images, squares.mean(1), squares.mean(2)], 1)


def fit(net, x, steps=240, lr=0.3):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    for step in range(steps):
        batch = slice(100 * (step % 15), 100 * (step % 15) + 100)
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(net(x[batch]), labels[batch])
        loss.backward()
        optimizer.step()
    with torch.no_grad():
        return (net(x[1500:]).argmax(1) == labels[1500:]).float().mean().item()


for x in (images, more):
    torch.manual_seed(0)
    reader = nn.Sequential(nn.LazyLinear(32), nn.Tanh(), nn.LazyLinear(10))
    reader(x[:1])
    print(f"{reader[0]}: {fit(reader, x):.2f}")

# %% [markdown]
# The second is symmetric after every step, and so is what the optimizer can reach: the nearest symmetric matrix to the
# one that is wanted.

# %%
# %%both
class Symmetric(nn.Module):
    def forward(self, x):
        return x.triu() + x.triu(1).T

    def right_inverse(self, weight):
        return weight.triu()


torch.manual_seed(0)
layer = nn.Linear(3, 3, bias=False)
parametrize.register_parametrization(layer, "weight", Symmetric())
x = torch.randn(20, 3)
wanted = x @ torch.tensor([[1.0, 2.0, 0.0], [0.0, 1.0, 2.0], [2.0, 0.0, 1.0]])
sgd = torch.optim.SGD(layer.parameters(), lr=0.1)
for step in range(101):
    loss = ((layer(x) - wanted) ** 2).mean()
    sgd.zero_grad()
    loss.backward()
    sgd.step()
    if step % 50 == 0:
        off = (layer.weight - layer.weight.T).abs().max().item()
        print(f"step {step:3d}: off from symmetric by {off:.2f}")
parametrize.remove_parametrizations(layer, "weight")
print(layer, layer.weight.is_leaf)

# %% [markdown]
# ## Fewer numbers
#
# Last, something that people do with networks of billions of numbers. A weight of 64 x 64 numbers is computed from two
# thin matrices, and only those are trained. How many of its 4,096 numbers does the middle layer need, to read digits?
# Nothing of the network is rewritten; the parametrization of each run is taken off, and what it left is a Linear.

# %%
# %%both
class LowRank(nn.Module):
    def __init__(self, rank):
        super().__init__()
        self.rank = rank

    def forward(self, left, right):
        return left @ right

    def right_inverse(self, weight):
        return weight[:, : self.rank].clone(), torch.eye(self.rank, weight.shape[1])


for rank in (None, 8, 2, 1):
    torch.manual_seed(0)
    first, middle, last = nn.LazyLinear(64), nn.LazyLinear(64), nn.LazyLinear(10)
    net = nn.Sequential(first, nn.Tanh(), middle, nn.Tanh(), last)
    net(images[:1])
    if rank is not None:
        parametrize.register_parametrization(middle, "weight", LowRank(rank))
    count = sum(p.numel() for p in middle.parameters() if p is not middle.bias)
    right = fit(net, images)
    if rank is not None:
        parametrize.remove_parametrizations(middle, "weight")
    print(f"rank {rank or 64:2}: {count:4} numbers, {right:.2f} right, then {type(middle).__name__}")

# %% [markdown]
# Layers that know no size until they see one, weights that are computed from what is trained: torch has both without a
# line in `Module` that was made for them. Hooks, a class that changes, a registry that is asked last: whoever knows these
# parts can build the next such thing. You have built them.
