# %% [markdown]
# # 09 · Backward hooks
#
# `backward()` sends gradients through a network from the last layer to the first, and what you see of it is the end: a
# `.grad` in every parameter. In this lesson you stand beside the way and look: which gradient reaches a layer, which one
# it sends on. And you change them while they pass.
#
# You write 14 small pieces. Run the next cell first (Shift+Enter).

# %%
import warnings
import weakref
from contextlib import ExitStack

from course import bench, check, grow, hint, predict, progress, reset, skip, solution
from course import numpy_torch as torch

nn = bench("09")
practice = nn.practice
everywhere = nn.modules.module

# %% [markdown]
# ## Something is broken
#
# What gradient does the layer `body` send back to its input? A forward hook cannot tell: when gradients arrive,
# `forward` is long over. A tensor has hooks, too, and they are called with its gradient. So hook the tensor that goes in:

# %%
# %%both
class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Linear(2, 2)

    def forward(self, x):
        return x + self.body(x)


torch.manual_seed(0)
block = Block()
x = torch.ones(1, 2, requires_grad=True)
x.register_hook(lambda grad: print("the hook of x:  ", grad))
block(x).sum().backward()
print("the layer's own:", torch.ones(1, 2) @ block.body.weight)

# %% [markdown]
# The hook sees too much. `x` goes two ways, and its gradient is the *sum* of both: each number is larger by 1. Which part
# came through the layer, the tensor cannot know. torch's modules can:

# %%
# %%both
def look(module, grad_input, grad_output):
    print("the hook of body:", grad_input[0])


block.body.register_full_backward_hook(look)
block(x).sum().backward()

# %% [markdown]
# Yours has no such method yet. At the end of this lesson it has, and the two cells fit together.

# %% [markdown]
# ## Hooks of a tensor

# %% [markdown]
# ### 9.1 A hook that changes a gradient · difficulty 2 of 5 · 15 minutes
#
# `tensor.register_hook(hook)` returns a handle like those of lesson 08. In every `backward()` that reaches the tensor the
# hook is called *once*, with the sum of all that came. If it returns a tensor, that is the gradient from there on.

# %%
# %%both
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = 3 * x
y.retain_grad()
y.register_hook(lambda grad: print("y:", grad))
y.register_hook(lambda grad: grad * 10)
handle = x.register_hook(lambda grad: print("x:", grad))
(y * y + y).sum().backward()
y.grad, x.grad

# %% [markdown]
# `y` is no leaf. It has a `.grad` only because of `retain_grad()`, and keeps it as the hooks left it. A tensor that needs
# no gradient takes no hook: that is a RuntimeError.
#
# One gradient that is far too large can ruin a training. Write `limit_gradients(net, limit)`: a hook on every parameter
# of the network that needs a gradient clamps each number into `-limit .. limit`. Return the list of handles.

# %%
predict("9.1")

# %% answer="9.1"
@grow(practice)
def limit_gradients(net, limit):
    """Clamp what comes to each parameter into -limit .. limit; return the handles.

    A function of your own.  torch's `nn.utils.clip_grad_value_` does it afterwards.
    """
    ### BEGIN SOLUTION
    handles = []
    for p in net.parameters():
        if p.requires_grad:
            handles.append(p.register_hook(lambda grad: grad.clamp(-limit, limit)))
    return handles
    ### END SOLUTION

# %% check="9.1" points=2
check("9.1", nn)

# %% [markdown] hints="9.1"
# 1. One loop over the parameters, one hook each. Some parameters are frozen.
# 2. The hook has to *return* the new gradient; changing the one it is given in place may change somebody else's too.
#    `tensor.clamp(low, high)` makes a new tensor.
# 3. `handles = []` / `for p in net.parameters():` / `if p.requires_grad: handles.append(p.register_hook(lambda grad:
#    ...))` / `return handles`

# %% [markdown] after="9.1" torch="nn.utils.clip_grad.clip_grad_value_"
# `nn.utils.clip_grad_value_` and its better known sister `clip_grad_norm_` walk over the parameters between `backward()`
# and `step()`. They see sums over several backward passes; a hook sees each pass by itself. A hook of a leaf runs before
# the gradient is added to `.grad`; for afterwards there is `register_post_accumulate_grad_hook`.

# %% [markdown]
# ## A place to stand

# %% [markdown]
# ### 9.2 An operation that does nothing · difficulty 3 of 5 · 15 minutes
#
# Every operation leaves a *node* in the graph, the `grad_fn` of its result, and gradients walk back from node to node.
# Before `forward`, torch sends the input through an operation that changes nothing. Nobody else uses its result, so what
# comes back through its node comes from this call alone. A `torch.autograd.Function` is an operation of your own:

# %%
# %%both
class Through(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x

    @staticmethod
    def backward(ctx, grad):
        print("passes:", grad)
        return grad


x = torch.ones(2, requires_grad=True)
y = Through.apply(x)
print(y is x, y.grad_fn.name())
(5 * y + x).sum().backward()
x.grad

# %% [markdown]
# Write the same for any number of tensors: `forward` gets them as `args` and returns the tuple as it is; `backward` gets
# a gradient for each and returns those.
#
# If one tensor in `args` needs a gradient, autograd takes *all* results to need one. For a mask or a constant that is
# wrong: call `ctx.mark_non_differentiable(...)` once, with all the tensors that need none.

# %% answer="9.2"
@grow(nn)
class BackwardHookFunction(torch.autograd.Function):
    """Hands tensors through, and gradients back: one node for all.

    torch: nn.modules._functions.BackwardHookFunction
    """

    @staticmethod
    def forward(ctx, *args):
        """Return the tensors as they are; what needs no gradient goes on needing none."""
        ### BEGIN SOLUTION
        ctx.mark_non_differentiable(*[t for t in args if not t.requires_grad])
        return args
        ### END SOLUTION

    @staticmethod
    def backward(ctx, *args):
        """Return the gradients as they are."""
        ### BEGIN SOLUTION
        return args
        ### END SOLUTION

# %% check="9.2" points=2
check("9.2", nn)

# %% [markdown] hints="9.2"
# 1. Two methods, and neither computes anything. One call tells autograd what is a constant.
# 2. `ctx.mark_non_differentiable` takes the tensors as separate arguments: spread a list with `*`.
# 3. `ctx.mark_non_differentiable(*[t for t in args if not ...])` / `return args`; and `return args` once more

# %% [markdown] after="9.2" torch="nn.modules._functions.BackwardHookFunction"
# The same four lines. What comes out is a new tensor that shows the same memory, a *view*. Changing that in place would
# have to go back into the input's history past the Function, so torch refuses it: with a backward hook on a layer, an
# `inplace=True` behind it raises "is a view and is being modified inplace".

# %% [markdown]
# ### 9.3 Through it, and back into place · difficulty 4 of 5 · 20 minutes
#
# Not all arguments are tensors: `net(x, 3, None)` is a call like others. A `BackwardHook` belongs to *one* call of one
# module. It remembers how many arguments there were, and at which places the tensors stood.

# %%
@grow(nn)
class BackwardHook:
    """The backward hooks of one call of a module.  torch: torch.utils.hooks.BackwardHook

    user_hooks, user_pre_hooks: lists of functions.
    """

    def __init__(self, module, user_hooks, user_pre_hooks):
        self.module = module
        self.user_hooks, self.user_pre_hooks = user_hooks, user_pre_hooks
        self.grad_outputs = None  # a tuple while a backward pass is inside the module
        self.n_inputs = self.n_outputs = -1
        self.input_tensors_index = self.output_tensors_index = None  # lists of places

    def _pack_with_none(self, indices, values, size):
        """A tuple of `size` items: the values at their places, None elsewhere."""
        found = dict(zip(indices, values, strict=True))
        return tuple(found.get(place) for place in range(size))

    def _unpack_none(self, indices, values):
        """The items at these places, as a tuple."""
        return tuple(values[place] for place in indices)


def wrong_number(who, of_what, got, expected):
    """The error for a hook that returns another number of gradients."""
    said = f"{who} returned an invalid number of {of_what}"
    return RuntimeError(f"{said}, got {got}, but expected {expected}")

# %% [markdown]
# `_apply_on_tensors(fn, args)` sends the tensors among `args` through 9.2, all at once, puts what comes out in their
# places, and calls `fn` with the node that this made. It returns the new arguments and the list of places.
#
# If gradients are off (ask `torch.is_grad_enabled()`), or no tensor among them needs one, nothing happens: it returns
# `args` itself, and None for the places.
#
# Outputs go through the same method, and they may be a named tuple. A plain tuple is made by `tuple(items)`, one of
# another class by `type(args)(*items)`.

# %% answer="9.3"
@grow(nn.BackwardHook)
def _apply_on_tensors(self, fn, args):
    """Send the tensors through one BackwardHookFunction; return the args and their places.

    fn: called with the node.  Where no gradient is needed: the args as they are, and None.
    torch: BackwardHook._apply_on_tensors
    """
    ### BEGIN SOLUTION
    places = [i for i, arg in enumerate(args) if isinstance(arg, torch.Tensor)]
    if not (torch.is_grad_enabled() and any(args[i].requires_grad for i in places)):
        return args, None
    handed = nn.BackwardHookFunction.apply(*[args[i] for i in places])
    fn(next(tensor.grad_fn for tensor in handed if tensor.grad_fn is not None))
    items = list(args)
    for i, tensor in zip(places, handed, strict=True):
        items[i] = tensor
    return tuple(items) if type(args) is tuple else type(args)(*items), places
    ### END SOLUTION

# %% check="9.3" points=4
check("9.3", nn)

# %% [markdown] hints="9.3"
# 1. Find the places; decide whether there is anything to do; one call of `apply` for all tensors together; put them back.
# 2. Tensors that need no gradient go through as well, as long as one needs it; they come out without a `grad_fn`, so the
#    node is that of the first result which has one.
# 3. `places = [i for i, arg in enumerate(args) if isinstance(arg, torch.Tensor)]` / `if not (...): return args, None` /
#    `handed = nn.BackwardHookFunction.apply(*...)` / `fn(next(t.grad_fn for t in handed if ...))` / `items = list(args)`
#    and put each in its place / `return ..., places`

# %% [markdown] after="9.3" torch="utils.hooks.BackwardHook._apply_on_tensors"
# The same. Tensors inside a list or a dict are not found: torch looks at the arguments themselves and no deeper. Keyword
# arguments are not looked at either. Of their gradients a hook hears nothing.

# %% [markdown]
# ### 9.4 One place before, one behind · difficulty 2 of 5 · 15 minutes
#
# On the way in, the arguments go through 9.3, and their node is given the hook `_on_grad_inputs`. On the way out the
# result does, with `_on_grad_outputs`. `backward()` reaches the outputs' node first:
#
# ```text
# forward    x ─→ identity ─→ forward of the module ─→ identity ─→ y
# backward   x ←─ _on_grad_inputs ←─────────────────── _on_grad_outputs ←─ y
# ```
#
# A node's hook is called with two tuples, `hook(grad_inputs, grad_outputs)`: what the node sends back, and what came.
# For an identity they are equal. A tuple that the hook returns is sent back instead.

# %%
# %%both
x = torch.ones(2, requires_grad=True)
y = 3 * x
y.grad_fn.register_hook(lambda grads_in, grads_out: print(grads_in[0], grads_out[0]))
y.grad_fn.register_hook(lambda grads_in, grads_out: (grads_in[0] * 100, None))
(2 * y).sum().backward()
x.grad

# %% [markdown]
# `setup_input_hook(args)` gets the tuple of arguments and returns the new one. `setup_output_hook(args)` gets what the
# module returned: a tuple, or one thing, which you wrap into a tuple for the time being. Both note the places and the
# number of items. First forms of the two hooks are given.

# %%
@grow(nn.BackwardHook)
def _on_grad_outputs(self, grad_inputs, grad_outputs):
    """The first form: keeps what came, with None at the places of what is no tensor."""
    places = self.output_tensors_index
    self.grad_outputs = self._pack_with_none(places, grad_outputs, self.n_outputs)


@grow(nn.BackwardHook)
def _on_grad_inputs(self, grad_inputs, grad_outputs):
    """The first form: looks at nothing."""

# %% answer="9.4"
@grow(nn.BackwardHook)
def setup_input_hook(self, args):
    """Return the arguments, sent through a node with `_on_grad_inputs`.

    Sets `input_tensors_index` and `n_inputs`.  torch: BackwardHook.setup_input_hook
    """
    ### BEGIN SOLUTION
    self.n_inputs, hook = len(args), self._on_grad_inputs
    args, places = self._apply_on_tensors(lambda node: node.register_hook(hook), args)
    self.input_tensors_index = places
    return args
    ### END SOLUTION


@grow(nn.BackwardHook)
def setup_output_hook(self, args):
    """Return the result, sent through a node with `_on_grad_outputs`: a tuple, or one thing.

    Sets `output_tensors_index` and `n_outputs`.  torch: BackwardHook.setup_output_hook
    """
    ### BEGIN SOLUTION
    items = args if isinstance(args, tuple) else (args,)
    self.n_outputs, hook = len(items), self._on_grad_outputs
    items, places = self._apply_on_tensors(lambda node: node.register_hook(hook), items)
    self.output_tensors_index = places
    return items if isinstance(args, tuple) else items[0]
    ### END SOLUTION

# %% check="9.4" points=3
check("9.4", nn)

# %% [markdown] hints="9.4"
# 1. Both do the same thing with another hook. One of them has to wrap, and to unwrap at the end.
# 2. `fn` of 9.3 is a function of the node: `lambda node: node.register_hook(self._on_grad_inputs)`. Do not call the hook.
# 3. `self.n_inputs = len(args)` / `args, self.input_tensors_index = self._apply_on_tensors(lambda node: ..., args)` /
#    `return args`; the other with `items = args if isinstance(args, tuple) else (args,)` before it, and `items[0]` behind

# %% [markdown] after="9.4" torch="utils.hooks.BackwardHook.setup_output_hook"
# The same, with the two hooks written as functions inside other methods. A list is wrapped as one thing, and that is no
# tensor: a module that returns a list of tensors gets no backward hook.

# %% [markdown]
# ## When gradients arrive

# %% [markdown]
# ### 9.5 The gradients of the outputs · difficulty 3 of 5 · 20 minutes
#
# Now the hooks of users. A *pre-hook* is called when the gradients of the outputs have come, before the layer computes
# anything from them: `hook(module, grad_output)`, a tuple with an item for each output. An output that is no tensor, or
# that nobody used, has None there. What the hook returns, unless None, takes the tuple's place, and must be as long.
# (Your side of the next cell, and of those in 9.6 and 9.7, answers after 9.10.)

# %%
# %%both
net = nn.Linear(1, 1)
net.register_full_backward_pre_hook(lambda module, grad_out: print("sees", grad_out))
net.register_full_backward_pre_hook(lambda module, grad_out: (grad_out[0] * 10,))
net.register_full_backward_hook(lambda module, grad_in, grad_out: print("full", grad_out))
net(torch.ones(1, 1, requires_grad=True)).sum().backward()
try:
    net.register_full_backward_pre_hook(lambda module, grad_out: ())
    net(torch.ones(1, 1, requires_grad=True)).sum().backward()
except RuntimeError as error:
    print("RuntimeError:", error)

# %% [markdown]
# Write the last form of `_on_grad_outputs`: pack and keep what came, run `user_pre_hooks`, and return what goes on into
# the layer, the gradients of the tensors alone. `wrong_number(...)`, given in 9.3, makes the error.
#
# Where no input needed a gradient, `input_tensors_index` is None, and nobody will call `_on_grad_inputs`. Then call
# `self._fire_without_inputs()`, which you write in 9.7. It clears `grad_outputs`, so unpack before it.

# %%
@grow(nn.BackwardHook)
def _fire_without_inputs(self):
    """The first form: nothing is called."""
    self.grad_outputs = None

# %% answer="9.5"
@grow(nn.BackwardHook)
def _on_grad_outputs(self, grad_inputs, grad_outputs):
    """Keep what came, let the pre-hooks change it; return the gradients of the tensors.

    Raises RuntimeError where a pre-hook returns another number of items.
    torch: a function in BackwardHook.setup_output_hook
    """
    ### BEGIN SOLUTION
    self.grad_outputs = self._pack_with_none(self.output_tensors_index, grad_outputs, self.n_outputs)
    for hook in self.user_pre_hooks:
        changed = hook(self.module, self.grad_outputs)
        if changed is not None and len(changed) != self.n_outputs:
            raise wrong_number("Backward pre hook", "grad_output", len(changed), self.n_outputs)
        self.grad_outputs = self.grad_outputs if changed is None else changed
    going_on = self._unpack_none(self.output_tensors_index, self.grad_outputs)
    if self.input_tensors_index is None:
        self._fire_without_inputs()
    return going_on
    ### END SOLUTION

# %% check="9.5" points=3
check("9.5", nn)

# %% [markdown] hints="9.5"
# 1. Pack, loop, unpack, one question, return. `self.grad_outputs` is the variable of the loop: the later hooks read it.
# 2. `len(changed)` is compared with `self.n_outputs`, the number of all outputs, not of the tensors among them.
# 3. `self.grad_outputs = self._pack_with_none(...)` / `for hook in self.user_pre_hooks:` / `changed = hook(self.module,
#    self.grad_outputs)` / if not None: check the length, store / `going_on = self._unpack_none(...)` / `if
#    self.input_tensors_index is None: ...` / `return going_on`

# %% [markdown] after="9.5" torch="utils.hooks.BackwardHook.setup_output_hook"
# torch's documentation allows a single tensor as the answer of a pre-hook. Its code takes the `len` of that, too: of a
# tensor, the size of its first dimension. Return a tuple.

# %% [markdown]
# ### 9.6 The gradients of the inputs · difficulty 3 of 5 · 20 minutes
#
# When the layer is done, the inputs' node is reached, and the *full* hooks are called: `hook(module, grad_input,
# grad_output)`. They may return another `grad_input`, which is what the layers before this one get.

# %%
predict("9.6")

# %%
# %%both
class Product(nn.Module):
    def forward(self, a, b):
        return a * b


net = Product()
net.register_full_backward_hook(lambda module, grad_in, _: print("sees", grad_in))
net.register_full_backward_hook(lambda module, grad_in, _: (None, grad_in[1] * 10))
net.register_full_backward_hook(lambda module, grad_in, _: print("sees", grad_in))
a, b = torch.ones(1, 1, requires_grad=True), torch.ones(1, 1, requires_grad=True)
net(a, b).sum().backward()
a.grad, b.grad

# %% [markdown]
# - `grad_input` has an item for each *positional* argument; what is no tensor has None.
# - `None` from a hook leaves everything; None *inside* the tuple says that this input gets no gradient.
# - Another number of items is a RuntimeError.
# - When all hooks have run, `self.grad_outputs` is None again: it may be large.
#
# A gradient can come to the inputs past the outputs, if `forward` has kept something aside. Then `grad_outputs` is still
# None: no hook is called.

# %% answer="9.6"
@grow(nn.BackwardHook)
def _on_grad_inputs(self, grad_inputs, grad_outputs):
    """Let the hooks change the gradients of the inputs; return those of the tensors.

    Raises RuntimeError where a hook returns another number of items.
    torch: a function in BackwardHook._set_user_hook
    """
    ### BEGIN SOLUTION
    if self.grad_outputs is None:
        return None
    found = self._pack_with_none(self.input_tensors_index, grad_inputs, self.n_inputs)
    for hook in self.user_hooks:
        changed = hook(self.module, found, self.grad_outputs)
        if changed is not None and len(changed) != self.n_inputs:
            raise wrong_number("Backward hook", "grad_input", len(changed), self.n_inputs)
        found = found if changed is None else changed
    self.grad_outputs = None
    return self._unpack_none(self.input_tensors_index, found)
    ### END SOLUTION

# %% check="9.6" points=3
check("9.6", nn)

# %% [markdown] hints="9.6"
# 1. 9.5 once more, from the other side. The question comes first here, and what the hooks change is a local variable.
# 2. The hooks get `self.grad_outputs`, which your 9.5 has kept, not the argument `grad_outputs`: that one is of the
#    identity's node, and says the same as `grad_inputs`.
# 3. `if self.grad_outputs is None: return None` / `found = self._pack_with_none(...)` / the loop / `self.grad_outputs =
#    None` / `return self._unpack_none(self.input_tensors_index, found)`

# %% [markdown] after="9.6" torch="utils.hooks.BackwardHook._set_user_hook"
# The same. The engine takes the newest node first, and the identity of the inputs is the oldest of its call: when a full
# hook is called, the layer's parameters have their `.grad`. So what you return changes what goes to earlier layers, and
# never this layer's own parameters. Their gradients come from `grad_output`: a pre-hook changes them.

# %% [markdown]
# ### 9.7 When no input needs a gradient · difficulty 3 of 5 · 15 minutes
#
# The first layer of a network gets images, and images need no gradient. So its inputs did not go through an identity,
# and no gradient will ever arrive there. torch calls the full hooks all the same, together with the pre-hooks, and warns:

# %%
# %%both
import warnings

net = nn.Linear(1, 1)
net.register_full_backward_hook(lambda module, *grads: print(*grads))
with warnings.catch_warnings(record=True) as caught:
    net(torch.ones(1, 1)).sum().backward()
[w.category.__name__ for w in caught]

# %% [markdown]
# `grad_input` has a None for each argument. There is nothing to change, so what a hook returns has to be None or a tuple
# of nothing but None; anything else is a RuntimeError.
#
# `warnings.warn(FIRES_AT_OUTPUTS)` gives the warning, once, before the hooks, and also if there are no full hooks but
# only pre-hooks. `grad_outputs` is None afterwards.

# %%
FIRES_AT_OUTPUTS = (
    "Full backward hook is firing when gradients are computed with respect to module outputs "
    "since no inputs require gradients."
)
NONE_ALONE = (
    "Backward hook for Modules where no input requires gradient should always return None "
    "or None for all gradients."
)

# %% answer="9.7"
@grow(nn.BackwardHook)
def _fire_without_inputs(self):
    """Warn, and call the hooks with None for every input.

    Raises RuntimeError where a hook returns a gradient.
    torch: a part of BackwardHook.setup_output_hook
    """
    ### BEGIN SOLUTION
    warnings.warn(FIRES_AT_OUTPUTS, stacklevel=2)
    nothing = (None,) * self.n_inputs
    for hook in self.user_hooks:
        changed = hook(self.module, nothing, self.grad_outputs)
        if changed is None or (isinstance(changed, tuple) and all(g is None for g in changed)):
            continue
        raise RuntimeError(NONE_ALONE)
    self.grad_outputs = None
    ### END SOLUTION

# %% check="9.7" points=3
check("9.7", nn)

# %% [markdown] hints="9.7"
# 1. A warning, a tuple of None, a loop with a check, and the end that you know from 9.6.
# 2. `(None,) * self.n_inputs`. A list of None is not a tuple, and is refused.
# 3. `warnings.warn(...)` / `nothing = (None,) * self.n_inputs` / `for hook in self.user_hooks: changed =
#    hook(self.module, nothing, self.grad_outputs)` / `if changed is None or (isinstance(changed, tuple) and all(...)):
#    continue` / `raise RuntimeError(...)` / behind the loop `self.grad_outputs = None`

# %% [markdown] after="9.7" torch="utils.hooks.BackwardHook.setup_output_hook"
# torch does this inside the hook of the outputs, so the hooks are called *before* the layer has computed anything: its
# parameters have no `.grad` yet. If you want the usual order, and no warning, let the input need a gradient:
# `net(x.requires_grad_())`.

# %% [markdown]
# ## Modules

# %% [markdown]
# ### 9.8 Registering · difficulty 2 of 5 · 10 minutes
#
# The registries are `_backward_pre_hooks` and `_backward_hooks`. The second holds hooks of two kinds: full ones, and the
# old kind of 9.12, which is called with other tuples. A module takes one kind only. `_is_full_backward_hook` says which:
# None at first, then True or False.

# %%
# %%both
net = nn.Module()
print(net._is_full_backward_hook)
net._is_full_backward_hook = False  # as if a hook of the old kind had been registered
try:
    net.register_full_backward_hook(print)
except RuntimeError as error:
    print("RuntimeError:", error)

# %% [markdown]
# The lines of 8.4 are given as a function, `put_in`. `ONE_KIND.format("on a single Module")` is the text of the error.
# `prepend` may be given by position here, not by name alone.

# %%
ONE_KIND = (
    "Cannot use both regular backward hooks and full backward hooks {}. "
    "Please use only one of them."
)


def put_in(registry, hook, prepend=False):
    """Store a hook at the end of a registry, or at its front; return its handle."""
    handle = nn.RemovableHandle(registry)
    registry[handle.id] = hook
    if prepend:
        registry.move_to_end(handle.id, last=False)
    return handle


@grow(nn.Module)
def register_full_backward_pre_hook(self, hook, prepend=False):
    """Register hook(module, grad_output), and return its handle.

    torch: Module.register_full_backward_pre_hook
    """
    return put_in(self._backward_pre_hooks, hook, prepend)

# %% answer="9.8"
@grow(nn.Module)
def register_full_backward_hook(self, hook, prepend=False):
    """Register hook(module, grad_input, grad_output), and return its RemovableHandle.

    Raises RuntimeError where a hook of the old kind was registered.
    torch: Module.register_full_backward_hook
    """
    ### BEGIN SOLUTION
    if self._is_full_backward_hook is False:
        raise RuntimeError(ONE_KIND.format("on a single Module"))
    self._is_full_backward_hook = True
    return put_in(self._backward_hooks, hook, prepend)
    ### END SOLUTION

# %% check="9.8" points=2
check("9.8", nn)

# %% [markdown] hints="9.8"
# 1. The given function does most of it. One question comes before, and one attribute is set.
# 2. None and False are both false, and only one of them is an error: `is False`.
# 3. `if self._is_full_backward_hook is False: raise RuntimeError(...)` / `self._is_full_backward_hook = True` /
#    `return put_in(...)`, with `_backward_hooks`

# %% [markdown] after="9.8" torch="nn.Module.register_full_backward_hook"
# The same. The flag stays when the last hook is removed: a module that has once had a full hook never takes an old one.
# `register_forward_hook` takes `prepend` by name alone; this one takes it either way.

# %% [markdown]
# ### 9.9 Which hooks, of which kind · difficulty 2 of 5 · 15 minutes
#
# As in lesson 08 there are hooks for all modules too, in `everywhere._global_backward_hooks`, with a flag of their own,
# `everywhere._global_is_full_backward_hook`. The two flags need not be the same: a full hook for all, and an old one on
# this module. So a call needs two lists, one of each kind; in both, those for all come first.
#
# The values of the registries are enough. The marks of lesson 08, `with_kwargs` and `always_call`, do not exist here.

# %%
@grow(nn.Module)
def _get_backward_pre_hooks(self):
    """Return a list: the pre-hooks for all modules, then this module's own.

    torch: Module._get_backward_pre_hooks
    """
    return [hook for _, hook in self._hooks_to_run("_backward_pre_hooks")]

# %% answer="9.9"
@grow(nn.Module)
def _get_backward_hooks(self):
    """Return two lists, the full hooks and the old ones.  torch: Module._get_backward_hooks"""
    ### BEGIN SOLUTION
    full, old = [], []
    for_all = full if everywhere._global_is_full_backward_hook else old
    for_all.extend(everywhere._global_backward_hooks.values())
    own = full if self._is_full_backward_hook else old
    own.extend(self._backward_hooks.values())
    return full, old
    ### END SOLUTION

# %% check="9.9" points=2
check("9.9", nn)

# %% [markdown] hints="9.9"
# 1. Two registries, each with a flag that says into which list all of its hooks go.
# 2. Read the flag as `everywhere._global_is_full_backward_hook`, each time: it is a plain value, and a copy of it does not
#    change with it.
# 3. `full, old = [], []` / `if everywhere._global_is_full_backward_hook: full += ...values()` / `else: old += ...` / the
#    same for `self` / `return full, old`

# %% [markdown] after="9.9" torch="nn.Module._get_backward_hooks"
# torch asks four questions, `is True` and `is False` for each flag. It needs the list of each kind before `forward`: the
# full ones want an identity on the input. So the hooks of a backward pass are those that were there at the *call*.

# %% [markdown]
# ### 9.10 Into the call · difficulty 3 of 5 · 15 minutes
#
# Now `_run_with_hooks` of lesson 08 is grown again; its last form stands below your cell. It looks the hooks up first,
# before anything else can register more. If there is one for backward, the middle of the call is yours.
#
# Where exactly do the identities go? A forward pre-hook may put other arguments in, and a forward hook another result.

# %%
predict("9.10")

# %% [markdown]
# The backward hooks belong to what `forward` really gets, and to what really comes out at the end. So one identity stands
# behind the forward pre-hooks, the other behind the forward hooks.
#
# A result that is neither a tensor nor a tuple gets a warning: its backward hooks will not be called.

# %% answer="9.10"
@grow(nn.Module)
def _run_watched(self, bw_hook, call):
    """Set up `call.args`, call `forward`, run the forward hooks, set up `call.result`.

    bw_hook: the BackwardHook of this call.
    Warns where the result is neither a Tensor nor a tuple.
    torch: a part of Module._call_impl
    """
    ### BEGIN SOLUTION
    call.args = bw_hook.setup_input_hook(call.args)
    call.result = self.forward(*call.args, **call.kwargs)
    self._run_forward_hooks(call)
    if not isinstance(call.result, torch.Tensor | tuple):
        said = "For backward hooks to be called, module output should be a Tensor or a tuple"
        warnings.warn(said, stacklevel=2)
    call.result = bw_hook.setup_output_hook(call.result)
    ### END SOLUTION

# %%
@grow(nn.Module)
def _run_with_hooks(self, call):
    """The pre-hooks, `forward`, the forward hooks, with backward hooks around.

    torch: a part of Module._call_impl
    """
    full, old = self._get_backward_hooks()
    before = self._get_backward_pre_hooks()
    self._run_forward_pre_hooks(call)
    if full or before:
        self._run_watched(nn.BackwardHook(self, full, before), call)
    else:
        call.result = self.forward(*call.args, **call.kwargs)
        self._run_forward_hooks(call)
    if old:
        self._hook_the_last_node(old, call)
    return call.result

# %% check="9.10" points=3
check("9.10", nn)

# %% [markdown] hints="9.10"
# 1. Five steps, and the two middle ones are those of the `else` in the given cell.
# 2. Both `setup_...` *return* what is to be used from there on. The warning comes before the second of them.
# 3. `call.args = bw_hook.setup_input_hook(call.args)` / `call.result = self.forward(...)` /
#    `self._run_forward_hooks(call)` / `if not isinstance(call.result, (torch.Tensor, tuple)): warnings.warn(...)` /
#    `call.result = bw_hook.setup_output_hook(call.result)`

# %% [markdown] after="9.10" torch="nn.Module._call_impl"
# These five steps stand in `_call_impl`, with `bw_hook` as a local variable. A BackwardHook is made for each call, so a
# layer that is called twice in one graph has two, and its hook is called twice in one backward pass: once for each call,
# the later call first.

# %% [markdown]
# Now your side of the cells in 9.5, 9.6 and 9.7 answers as well. And a module that is called twice in one graph:

# %%
# %%both
class Square(nn.Module):
    def forward(self, x):
        return x * x


net = Square()
net.register_full_backward_pre_hook(lambda module, grad_out: print("before:", grad_out))
net.register_full_backward_hook(lambda module, grad_in, _: print("after: ", grad_in))
net(net(torch.tensor([3.0], requires_grad=True))).sum().backward()

# %% [markdown]
# ### 9.11 For every module there is · difficulty 2 of 5 · 10 minutes
#
# Three functions more, in `torch.nn.modules.module`. The one for pre-hooks is given. The two others share a registry, and
# the rule of 9.8 holds here, too: one kind only, and the flag is `everywhere._global_is_full_backward_hook`.

# %%
@grow(nn)
def register_module_full_backward_pre_hook(hook):
    """Register hook(module, grad_output) for every module, and return its handle.

    torch: nn.modules.module.register_module_full_backward_pre_hook
    """
    return put_in(everywhere._global_backward_pre_hooks, hook)

# %%
# %%both
from torch.nn.modules.module import register_module_full_backward_pre_hook


def tell(module, grad_output):
    print(type(module).__name__)


net = nn.Sequential(nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 1))
with register_module_full_backward_pre_hook(tell):
    loss = net(torch.ones(1, 2, requires_grad=True)).sum()
loss.backward()

# %% [markdown]
# The handle was gone before `backward()`, and the hook was called all the same: it was there at the call.

# %% answer="9.11"
@grow(nn)
def register_module_full_backward_hook(hook):
    """Register hook(module, grad_input, grad_output) for every module; return its handle.

    Raises RuntimeError where one of the old kind was registered for all.
    torch: nn.modules.module.register_module_full_backward_hook
    """
    ### BEGIN SOLUTION
    if everywhere._global_is_full_backward_hook is False:
        raise RuntimeError(ONE_KIND.format("as a global Module hook"))
    everywhere._global_is_full_backward_hook = True
    return put_in(everywhere._global_backward_hooks, hook)
    ### END SOLUTION


@grow(nn)
def register_module_backward_hook(hook):
    """The same for a hook of the old kind; a full one among them is the RuntimeError.

    torch: nn.modules.module.register_module_backward_hook
    """
    ### BEGIN SOLUTION
    if everywhere._global_is_full_backward_hook is True:
        raise RuntimeError(ONE_KIND.format("as a global Module hook"))
    everywhere._global_is_full_backward_hook = False
    return put_in(everywhere._global_backward_hooks, hook)
    ### END SOLUTION

# %% check="9.11" points=2
check("9.11", nn)

# %% [markdown] hints="9.11"
# 1. 9.8 without `self` and without `prepend`, twice.
# 2. Set the flag as an attribute of `everywhere`, not as a variable of the function.
# 3. `if everywhere._global_is_full_backward_hook is False: raise RuntimeError(...)` / set it to True / `return
#    put_in(everywhere._global_backward_hooks, hook)`, and with True and False exchanged

# %% [markdown] after="9.11" torch="nn.modules.module.register_module_full_backward_hook"
# The same. This flag stays, too, for the rest of the process: after one old hook for all modules, even a removed one, no
# full one can be registered for all any more. A debugger that uses the old kind breaks one that uses the new.

# %% [markdown]
# ## The old kind

# %% [markdown]
# ### 9.12 What register_backward_hook does · difficulty 3 of 5 · 15 minutes
#
# Before there were full hooks, torch put the hook on the *last node* of what came out, and that was all. It is deprecated,
# and still there. Here the module adds 1 last, and the multiplication by 3 before it goes unnoticed:

# %%
# %%both
class Affine(nn.Module):
    def forward(self, x):
        return 3 * x + 1


net = Affine()
net.register_backward_hook(lambda module, grad_in, _: print("old: ", grad_in))
with warnings.catch_warnings(record=True):
    net(torch.ones(1, requires_grad=True)).sum().backward()
net = Affine()
net.register_full_backward_hook(lambda module, grad_in, _: print("full:", grad_in))
net(torch.ones(1, requires_grad=True)).sum().backward()

# %% [markdown]
# The old hook says 1, which is what the addition sends back, and a None for the number it added.
#
# `register_backward_hook` is 9.8 with the flag the other way round, and without `prepend`.
#
# `_hook_the_last_node` is called at the end of a call. It puts every hook on the `grad_fn` of the first tensor of
# `call.result`, if it has one. A node's hook knows no module: `with_module(hook, self)`, given, fills in the first
# argument. Then it calls `self._maybe_warn_non_full_backward_hook(call.args, call.result, node)`, once: your 9.13.

# %%
def first_tensor(value):
    """The tensor itself, or the first one in a tuple, list or dict."""
    while not isinstance(value, torch.Tensor):
        if isinstance(value, dict):
            tensors = (item for item in value.values() if isinstance(item, torch.Tensor))
            value = next(tensors)
        else:
            value = value[0]
    return value


def with_module(hook, module):
    """hook(module, ...) as a function of the rest; it does not keep the module alive."""
    ref = weakref.ref(module)

    def called(*given):
        owner = ref()
        if owner is None:
            raise RuntimeError("You are trying to call the hook of a dead Module!")
        return hook(owner, *given)

    return called


@grow(nn.Module)
def _maybe_warn_non_full_backward_hook(self, inputs, result, grad_fn):
    """The first form: warns of nothing."""

# %% answer="9.12"
@grow(nn.Module)
def register_backward_hook(self, hook):
    """Register a hook of the old kind, and return its handle.

    Raises RuntimeError where a full one was registered.
    torch: Module.register_backward_hook
    """
    ### BEGIN SOLUTION
    if self._is_full_backward_hook is True:
        raise RuntimeError(ONE_KIND.format("on a single Module"))
    self._is_full_backward_hook = False
    return put_in(self._backward_hooks, hook)
    ### END SOLUTION


@grow(nn.Module)
def _hook_the_last_node(self, hooks, call):
    """Register the hooks with the node of the first tensor of the result, and warn.

    torch: a part of Module._call_impl
    """
    ### BEGIN SOLUTION
    node = first_tensor(call.result).grad_fn
    if node is not None:
        for hook in hooks:
            node.register_hook(with_module(hook, self))
        self._maybe_warn_non_full_backward_hook(call.args, call.result, node)
    ### END SOLUTION

# %% check="9.12" points=3
check("9.12", nn)

# %% [markdown] hints="9.12"
# 1. The first is 9.8, shorter. The second asks for a node and, if there is one, does two things.
# 2. `first_tensor(call.result).grad_fn` is None where nothing was recorded, under `no_grad` for instance.
# 3. the lines of 9.8 with True and False exchanged; `node = first_tensor(call.result).grad_fn` / `if node is not None:` /
#    `for hook in hooks: node.register_hook(with_module(hook, self))` / the warning

# %% [markdown] after="9.12" torch="nn.Module.register_backward_hook"
# The same; what is called `with_module` here is the class `_WrappedHook` in torch, so that it can be pickled. For a
# `Linear` the last node is the one of the matrix product with the bias, and `grad_input` are the gradients of the bias,
# the input and the transposed weight. Code that counts on this is still around.

# %% [markdown]
# ### 9.13 Saying what is missing · difficulty 4 of 5 · 20 minutes
#
# Such a hook misses something nearly always, and torch says what, with a FutureWarning. `warn_of(case)` gives it. Of
# these cases, only the first that applies is warned of:
#
# 1. `"outputs"`: the result is neither a tensor nor a tuple of tensors.
# 2. `"inputs"`: the arguments are not all tensors.
# 3. `"nodes"`: the results come from more than one node.
# 4. `"nested"`: `grad_fn` is not the node of the results.
# 5. `"forward"`: the nodes of the arguments are not, as a set, the nodes next to `grad_fn`. So `forward` was more than
#    one operation.
#
# A tensor's node is its `grad_fn`. Leaves have none: leave None out of both sets. `grad_fn.next_functions` is a tuple of
# pairs `(node, number)`; of these nodes you leave out nothing.

# %%
MISSES = {
    "outputs": ("a result that is no Tensor or tuple of Tensors", "grad_output"),
    "inputs": ("an input that is no Tensor or tuple of Tensors", "grad_input"),
    "nodes": ("outputs of different autograd Nodes", "grad_output"),
    "nested": ("outputs nested in a data structure", "grad_output"),
    "forward": ("a forward that contains multiple autograd Nodes", "grad_input"),
}


def warn_of(case):
    """Give the FutureWarning of a case."""
    where, missing = MISSES[case]
    said = f"A non-full backward hook is deprecated for {where}: it is missing some {missing}."
    mend = "Please use register_full_backward_hook."
    warnings.warn(f"{said} {mend}", FutureWarning, stacklevel=3)


def as_tensors(value):
    """A tensor as a tuple of one, a tuple of tensors as it is, None for all else."""
    if isinstance(value, torch.Tensor):
        return (value,)
    if isinstance(value, tuple) and all(isinstance(t, torch.Tensor) for t in value):
        return value
    return None

# %% answer="9.13"
@grow(nn.Module)
def _maybe_warn_non_full_backward_hook(self, inputs, result, grad_fn):
    """Give the warning of the first case that applies, or none.

    torch: Module._maybe_warn_non_full_backward_hook
    """
    ### BEGIN SOLUTION
    outputs, args = as_tensors(result), as_tensors(inputs)
    if outputs is None or args is None:
        return warn_of("outputs" if outputs is None else "inputs")
    nodes, before = ({t.grad_fn for t in ts} - {None} for ts in (outputs, args))
    if len(nodes) > 1:
        warn_of("nodes")
    elif grad_fn not in nodes:
        warn_of("nested")
    elif before != {node for node, _ in grad_fn.next_functions}:
        warn_of("forward")
    ### END SOLUTION

# %% check="9.13" points=3
check("9.13", nn)

# %% [markdown] hints="9.13"
# 1. Two questions that end the method, then `if`, `elif`, `elif`.
# 2. `as_tensors(...)` gives None for the first two cases. `{t.grad_fn for t in outputs} - {None}` is a set of nodes.
# 3. `outputs, args = as_tensors(result), as_tensors(inputs)` / `if outputs is None: return warn_of("outputs")` / the same
#    for args / `nodes = ...` / `if len(nodes) > 1: ...` / `elif grad_fn not in nodes: ...` / `elif {those of args} !=
#    {node for node, _ in grad_fn.next_functions}: ...`

# %% [markdown] after="9.13" torch="nn.Module._maybe_warn_non_full_backward_hook"
# As the set next to `grad_fn` counts leaves and None, and the one of the arguments does not, a module escapes the last
# warning only if it is one operation on results: `exp(x)` of a computed `x`. Any layer with a weight is warned of.

# %% [markdown]
# ## Looking at gradients

# %% [markdown]
# ### 9.14 Where the gradient goes · difficulty 3 of 5 · 20 minutes
#
# A deep network does not learn. Does any gradient reach its first layers? Write the function that tells, for any network:
#
# ```python
# flow = gradient_flow(net, loss_of, images)
# ```
#
# It calls the network on the inputs, `loss_of` on what comes out, and `backward()` on that. Meanwhile each module that has
# no children notes the gradient of its output: the mean of its absolute values, as a Python number (`.item()`). The result
# is a dict from path to number, in the order in which the gradients arrive, the last layer first. Afterwards, and also if
# something raises, no hook of yours is left.
#
# Handles are context managers. `with ExitStack() as stack:` holds any number of them: `stack.enter_context(handle)`.

# %% answer="9.14"
@grow(practice)
def gradient_flow(net, loss_of, *inputs):
    """Return {path: mean absolute gradient of its output}, of modules without children.

    A function of your own: torch has none of this name.
    """
    ### BEGIN SOLUTION
    found = {}
    with ExitStack() as stack:
        for path, module in net.named_modules():
            if not list(module.children()):

                def note(module, grad_output, path=path):
                    found[path] = grad_output[0].abs().mean().item()

                stack.enter_context(module.register_full_backward_pre_hook(note))
        loss_of(net(*inputs)).backward()
    return found
    ### END SOLUTION

# %% check="9.14" points=3
check("9.14", nn)

# %% [markdown] hints="9.14"
# 1. Walk through `named_modules()`, hook those without children, run forward and backward inside the `with`.
# 2. A pre-hook sees `grad_output`, and that is all you need. A hook has to know its path: give it as a default,
#    `path=path`, or make the hook in a small function. It must return None, or it changes the gradients.
# 3. `found = {}` / `with ExitStack() as stack:` / `for path, module in net.named_modules():` / `if not list(
#    module.children()):` / `def note(module, grad_output, path=path): found[path] = ...` / `stack.enter_context(...)` /
#    `loss_of(net(*inputs)).backward()` / `return found`

# %% [markdown] after="9.14" torch="nn.Module.register_full_backward_pre_hook"
# Tools that draw such pictures during a training do the same with `Tensor.register_hook`, for parameters. A name may be
# registered in `_modules` with None: that is no child, and `children()` passes over it.

# %% [markdown]
# ## The block again
#
# The same block, hooked where the gradient passes. The tensor still sees the sum of both ways, and the layer its own part,
# the number that was to be found:

# %%
# %%both
torch.manual_seed(0)
block = Block()
block.body.register_full_backward_hook(lambda m, grad_in, _: print("through body:", *grad_in))
x = torch.ones(1, 2, requires_grad=True)
x.register_hook(lambda grad: print("all of x:    ", grad))
block(x).sum().backward()
print("by hand:     ", torch.ones(1, 2) @ block.body.weight)

# %% [markdown]
# Now every kind of hook, in one pass, on a layer that is called twice. Step through it: torch's hooks stand on the left, yours
# on the right. On the way back the second call comes first, and `double` changes what all layers before it get.

# %% play=True
from course import timeline


def one_pass(torch):
    nn = torch.nn
    torch.manual_seed(0)
    layer = nn.Linear(2, 2)
    net = nn.Sequential(layer, nn.Tanh(), layer)

    def bounded(module, args, output):
        return output.clamp(-1, 1)

    def double(module, grad_output):
        return (2 * grad_output[0],)

    def look(module, grad_input, grad_output):
        """Only looks."""

    layer.register_forward_hook(bounded)
    net[1].register_full_backward_pre_hook(double)
    layer.register_full_backward_hook(look)
    return net, torch.ones(1, 2, requires_grad=True)


timeline(one_pass)

# %% [markdown]
# ## Why a deep network does not learn
#
# Ten layers, and handwritten digits. Before any training: how much gradient reaches each layer? `gradient_flow`, yours,
# measures four networks. They differ in the function between the layers, in the weights they begin with, and in whether
# there is a way past each layer, as in `Block`. (torch has no `gradient_flow`; hooks of tensors stand in there.)

# %%
# %%both
import matplotlib.pyplot as plt

from course.digits import digits

images, labels = (torch.from_numpy(part) for part in digits())


class Layer(nn.Module):
    def __init__(self, act, past):
        super().__init__()
        self.inner, self.act, self.past = nn.Linear(64, 64), act, past

    def forward(self, x):
        out = self.act(self.inner(x))
        return x + out if self.past else out


def deep(act, past=False, larger=False):
    torch.manual_seed(0)
    layers = [Layer(act(), past) for _ in range(10)]
    for layer in layers if larger else ():
        nn.init.kaiming_normal_(layer.inner.weight, nonlinearity="relu")
    return nn.Sequential(*layers, nn.Linear(64, 10))


def stand_in(net, loss_of, x):
    found, handles = {}, []
    for path, module in net.named_modules():

        def watch(module, args, output, path=path):
            def note(grad):
                found[path] = grad.abs().mean().item()

            output.register_hook(note)

        handles.append(module.register_forward_hook(watch))
    loss_of(net(x)).backward()
    for handle in handles:
        handle.remove()
    return found


gradient_flow = nn.practice.gradient_flow if hasattr(nn, "practice") else stand_in
nets = {
    "Sigmoid": deep(nn.Sigmoid),
    "ReLU": deep(nn.ReLU),
    "ReLU, larger weights": deep(nn.ReLU, larger=True),
    "Sigmoid, a way past": deep(nn.Sigmoid, past=True),
}
x = images[:200].clone().requires_grad_()


def loss_of(scores):
    return nn.functional.cross_entropy(scores, labels[:200])


figure, axes = plt.subplots(figsize=(7, 3))
for name, net in nets.items():
    flow = gradient_flow(net, loss_of, x)
    numbers = [flow[f"{i}.inner"] for i in range(10)]
    axes.semilogy(range(1, 11), numbers, marker="o", label=name)
    print(f"{name:20}  first {numbers[0]:.1e}  last {numbers[-1]:.1e}")
axes.set(xlabel="layer", ylabel="mean |gradient|", xticks=range(1, 11))
legend = axes.legend(fontsize=8)

# %% [markdown]
# A straight line in this picture is a factor for each layer. With Sigmoid every layer takes four fifths and more away, and
# the first one gets nothing that any learning rate could make up for. Larger weights, or a way past, keep the line level:
# two of the reasons why deep networks can be trained today.
#
# The other end is no better. Train five layers of the third network with a learning rate that is a little too large: now
# and then a gradient is huge, and one step throws away what many have learned. `nn.utils.clip_grad_norm_` makes all
# gradients smaller by one factor, if together they are longer than you allow. Your `limit_gradients` holds each number by
# itself:

# %%
# %%both
def limit_all(net, limit):
    for p in net.parameters():
        p.register_hook(lambda grad: grad.clamp(-limit, limit))


limit_gradients = nn.practice.limit_gradients if hasattr(nn, "practice") else limit_all


def train(how):
    net, losses = deep(nn.ReLU, larger=True)[5:], []
    if how == "limit_gradients":
        limit_gradients(net, 0.01)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.3)
    for step in range(60):
        batch = slice(100 * (step % 15), 100 * (step % 15) + 100)
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(net(images[batch]), labels[batch])
        loss.backward()
        if how == "clip_grad_norm_":
            nn.utils.clip_grad_norm_(net.parameters(), 0.5)
        optimizer.step()
        losses.append(loss.item())
    return losses


figure, axes = plt.subplots(figsize=(7, 3))
for how in ("nothing", "clip_grad_norm_", "limit_gradients"):
    losses = train(how)
    axes.plot(losses, label=how)
    print(f"{how:16} loss of the last 15 steps: {sum(losses[-15:]) / 15:.1f}")
axes.set(xlabel="step", ylabel="loss")
legend = axes.legend(fontsize=8)

# %% [markdown]
# Parameters, modules, buffers, modes, state, and hooks on every way in and out: this is all of what `nn.Module` keeps. In
# lesson 10 it is moved, whole, to other kinds of numbers and to other devices.
