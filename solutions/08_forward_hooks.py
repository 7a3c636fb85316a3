# %% [markdown]
# # 08 · Forward hooks
#
# A network computes, and you want to look inside while it does: which shape comes out of the third layer, which numbers
# go into the last. You do not want to rewrite `forward` for that, and often the class is somebody else's. In this
# lesson your Module learns to call functions of yours before and after its `forward`: hooks.
#
# You write 13 small pieces. Run the next cell first (Shift+Enter).

# %%
import warnings
import weakref
from collections import OrderedDict

from course import bench, check, grow, hint, predict, progress, reset, skip, solution
from course import numpy_torch as torch

nn = bench("08")
practice = nn.practice

# %% [markdown]
# ## Something is broken
#
# Here is the way that comes to mind first: put another `forward` on each layer, one that prints a shape and calls the
# old one. It works. Then the network is copied, all weights of the copy are set to 1, and the copy gives what the
# *original* gives. Run it.

# %%
# %%both
import copy


def spy(name, layer):
    old = layer.forward

    def forward(x):
        out = old(x)
        print(name, tuple(out.shape))
        return out

    layer.forward = forward


torch.manual_seed(0)
net = nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 1))
for name, layer in net.named_children():
    spy(name, layer)
twin = copy.deepcopy(net)
for p in twin.parameters():
    nn.init.ones_(p)
net(torch.ones(1, 2)), twin(torch.ones(1, 2))

# %% [markdown]
# The function on the copy still holds the *old* layer's `forward`, and so the old weights. Nothing raised. And how
# would you take the spies away again, in the right order, if two people had put one on?
#
# torch's answer is a registry on each module, like that of parameters: functions to call around `forward`. Yours has
# had these registries since lesson 01, empty. In this lesson they are filled, run, and emptied again, and the copy is
# right.

# %% [markdown]
# ## The handle

# %% [markdown]
# ### 8.1 A handle that knows where its hook is · difficulty 2 of 5 · 15 minutes
#
# Whoever registers a hook wants to take it out again. By name? Hooks have none. By the function? It may be registered
# twice. So registering returns a *handle*, with a number that nobody else has:

# %%
# %%both
from collections import OrderedDict

hooks = OrderedDict()
first, second = (torch.utils.hooks.RemovableHandle(hooks) for _ in range(2))
print(second.id - first.id, len(hooks))
hooks[first.id] = "any function"
first.remove()
len(hooks)

# %% [markdown]
# The handle does not put anything in: it knows which dict, and under which `id`. The next free number is kept by the
# class, in `RemovableHandle.next_id`, one for all dicts there are.
#
# It refers to the dict *weakly*, with `weakref.ref(hooks_dict)`: calling that gives the dict while somebody else holds
# it, and `None` afterwards. A handle that lies around must not keep a network in memory.
#
# Facts about a hook, such as "wants keyword arguments too", stand in dicts of their own, under the same id.
# `extra_dict` is one such dict, a list of them, or None. Keep a tuple of weak references.

# %% answer="8.1"
@grow(nn)
class RemovableHandle:
    """Takes one hook out of its registry.  torch: torch.utils.hooks.RemovableHandle"""

    next_id = 0

    def __init__(self, hooks_dict, *, extra_dict=None):
        """Take the next id, and refer weakly to `hooks_dict` and to each extra dict.

        hooks_dict: an OrderedDict.  extra_dict: one more, a list of them, or None.
        Sets `id`, `hooks_dict_ref` and the tuple `extra_dict_ref`.
        """
        ### BEGIN SOLUTION
        self.id = RemovableHandle.next_id
        RemovableHandle.next_id += 1
        self.hooks_dict_ref = weakref.ref(hooks_dict)
        if isinstance(extra_dict, dict):
            extra_dict = [extra_dict]
        self.extra_dict_ref = tuple(weakref.ref(d) for d in extra_dict or ())
        ### END SOLUTION

# %%
@grow(nn.RemovableHandle)
def remove(self):
    """The first form: takes the hook out of its dict."""
    hooks = self.hooks_dict_ref()
    if hooks is not None:
        hooks.pop(self.id, None)

# %% check="8.1" points=2
check("8.1", nn)

# %% [markdown] hints="8.1"
# 1. Three attributes: a number, a weak reference, a tuple of weak references.
# 2. `self.next_id += 1` would set an attribute of this one handle; the number belongs to the class. Bring `extra_dict`
#    into one form first: a list, which may be empty.
# 3. `self.id = RemovableHandle.next_id` / `RemovableHandle.next_id += 1` / `self.hooks_dict_ref = weakref.ref(...)` /
#    `if isinstance(extra_dict, dict): extra_dict = [extra_dict]` / `self.extra_dict_ref = tuple(weakref.ref(d) for d in
#    ...)`

# %% [markdown] after="8.1" torch="utils.hooks.RemovableHandle.__init__"
# The same. A plain dict cannot be referred to weakly, which is the reason why all hook registries are OrderedDicts
# (that, and `move_to_end`). Tensors give out the same handles, `tensor.register_hook` for one, and so does everything
# in torch that takes hooks: one counter for all of them.

# %% [markdown]
# ### 8.2 Taking it out · difficulty 2 of 5 · 15 minutes
#
# `remove` takes the id out of every dict that the handle knows. People call it twice, or when the network is long gone.
# Nothing may happen then:

# %%
# %%both
hooks, wants_kwargs = OrderedDict(), OrderedDict()
with torch.utils.hooks.RemovableHandle(hooks, extra_dict=wants_kwargs) as handle:
    hooks[handle.id], wants_kwargs[handle.id] = "a function", True
    print(len(hooks), len(wants_kwargs))
print(len(hooks), len(wants_kwargs))
handle.remove()
del hooks
handle.remove()

# %% [markdown]
# A handle is also a context manager: `with net.register_forward_hook(look):` hooks for the length of a block.
# `__enter__` is called at its start, and what it returns is bound by `as`; `__exit__` at its end, also when the block
# raises. Python hands `__exit__` the exception (three arguments, all None if there is none), and would swallow the
# exception if it returned something true.

# %% answer="8.2"
@grow(nn.RemovableHandle)
def remove(self):
    """Take the id out of every dict that is still there and still has it.  torch: RemovableHandle.remove"""
    ### BEGIN SOLUTION
    for held in (self.hooks_dict_ref, *self.extra_dict_ref):
        hooks = held()
        if hooks is not None:
            hooks.pop(self.id, None)
    ### END SOLUTION


@grow(nn.RemovableHandle)
def __enter__(self):
    """Return this handle.  torch: RemovableHandle.__enter__"""
    ### BEGIN SOLUTION
    return self
    ### END SOLUTION


@grow(nn.RemovableHandle)
def __exit__(self, type, value, tb):
    """Take the hook out; an exception goes on.  torch: RemovableHandle.__exit__"""
    ### BEGIN SOLUTION
    self.remove()
    ### END SOLUTION

# %% check="8.2" points=2
check("8.2", nn)

# %% [markdown] hints="8.2"
# 1. One loop over all references the handle has. For each: is the dict still there, and does it still have the id?
# 2. `ref()` is the dict or None. An empty dict is false, so ask `is not None`. `a_dict.pop(key, None)` says nothing
#    about a missing key.
# 3. `for held in (self.hooks_dict_ref, *self.extra_dict_ref):` / `hooks = held()` / `if hooks is not None:
#    hooks.pop(...)`; `return self`; `self.remove()`

# %% [markdown] after="8.2" torch="utils.hooks.RemovableHandle.remove"
# torch asks for the main dict first and then loops over the others. The id goes out of each on its own: that the main
# dict has lost it already does not keep the marks from being cleared.

# %% [markdown]
# ### 8.3 A handle that is copied · difficulty 3 of 5 · 15 minutes
#
# Copy a network together with its handle: which of the two networks should the copied handle belong to?

# %%
# %%both
import copy
import pickle

hooks = OrderedDict()
handle = torch.utils.hooks.RemovableHandle(hooks)
hooks[handle.id] = "a function"
hooks2, handle2 = copy.deepcopy((hooks, handle))
handle2.remove()
print(len(hooks), len(hooks2), handle2.id == handle.id)
hooks3, handle3 = pickle.loads(pickle.dumps((hooks, handle)))
handle3.remove()
len(hooks), len(hooks3)

# %% [markdown]
# `copy` and `pickle` ask the object for its state with `__getstate__`, copy or write that, and hand it to
# `__setstate__` of a new object. A weak reference can be neither copied nor written, so the state holds *the dicts
# themselves*: copied along with the network, they are the copy's. A dict that is gone gives None.
#
# `__setstate__` makes weak references again. For None it takes one to an `OrderedDict()` that nobody holds: such a
# handle takes nothing out. And a file may bring an id that this process has not given out yet: `next_id` has to be past
# it.

# %% answer="8.3"
@grow(nn.RemovableHandle)
def __getstate__(self):
    """Return (the dict or None, the id, a tuple of the extra dicts).  torch: RemovableHandle.__getstate__"""
    ### BEGIN SOLUTION
    return self.hooks_dict_ref(), self.id, tuple(ref() for ref in self.extra_dict_ref)
    ### END SOLUTION


@grow(nn.RemovableHandle)
def __setstate__(self, state):
    """Take on what `__getstate__` gave; `next_id` is past this id then.  torch: RemovableHandle.__setstate__"""
    ### BEGIN SOLUTION
    hooks, self.id, extra = state
    self.hooks_dict_ref = weakref.ref(OrderedDict() if hooks is None else hooks)
    self.extra_dict_ref = tuple(weakref.ref(OrderedDict() if d is None else d) for d in extra)
    nn.RemovableHandle.next_id = max(nn.RemovableHandle.next_id, self.id + 1)
    ### END SOLUTION

# %% check="8.3" points=3
check("8.3", nn)

# %% [markdown] hints="8.3"
# 1. The one method follows all references; the other makes them again. The id goes along as it is, and the class hears
#    of it.
# 2. `weakref.ref(None)` raises. `weakref.ref(OrderedDict())` is a reference to something that is gone at once. An empty
#    dict that is there is another case: ask `is None`.
# 3. `return self.hooks_dict_ref(), self.id, tuple(...)`; then `hooks, self.id, extra = state` / `self.hooks_dict_ref =
#    weakref.ref(OrderedDict() if hooks is None else hooks)` / the same for each extra / `nn.RemovableHandle.next_id =
#    max(...)`

# %% [markdown] after="8.3" torch="utils.hooks.RemovableHandle.__setstate__"
# torch also reads states of two items, from files written before there were extra dicts. The hooks themselves have to
# be picklable for a hooked network to be: functions at the top of a file are, lambdas and functions inside functions
# are not.

# %% [markdown]
# A whole module is copied and pickled like any other object: its state is its attributes, registries and all. One thing
# is special. Registries came to torch one by one, year after year, and a file written before has fewer of them. So
# `__setstate__`, given here, makes those that the state lacks.

# %%
@grow(nn.Module)
def __getstate__(self):
    """Return the attributes, in a dict of their own.  torch: Module.__getstate__"""
    return dict(self.__dict__)


@grow(nn.Module)
def __setstate__(self, state):
    """Take on the attributes of a state, and make what an older one lacks.  torch: Module.__setstate__"""
    self.__dict__.update(state)
    for name, empty in vars(nn.Module()).items():
        self.__dict__.setdefault(name, empty)

# %% [markdown]
# ## Before forward

# %% [markdown]
# ### 8.4 A hook to run before forward · difficulty 2 of 5 · 10 minutes
#
# `register_forward_pre_hook` puts a function into `_forward_pre_hooks` and returns the handle. See the registry:

# %%
# %%both
def first(module, args): ...


def second(module, args, kwargs): ...


net = nn.Module()
net.register_forward_pre_hook(first)
handle = net.register_forward_pre_hook(second, prepend=True, with_kwargs=True)
print([hook.__name__ for hook in net._forward_pre_hooks.values()])
print([hook.__name__ for key, hook in net._forward_pre_hooks.items() if key in net._forward_pre_hooks_with_kwargs])
handle.remove()
len(net._forward_pre_hooks), len(net._forward_pre_hooks_with_kwargs)

# %% [markdown]
# The key is the handle's `id`, the value the function. Hooks run in the order of the registry; `prepend=True` moves the
# new one to its front. A hook registered with `with_kwargs=True` is *marked*: its id stands in
# `_forward_pre_hooks_with_kwargs` as well, with the value True, and the handle has to know of that dict.
#
# The options are given by name only, as the `*` in the signature says.

# %% answer="8.4"
@grow(nn.Module)
def register_forward_pre_hook(self, hook, *, prepend=False, with_kwargs=False):
    """Register hook(module, args) to run before `forward`, and return its RemovableHandle.

    with_kwargs: it is called as hook(module, args, kwargs).  torch: Module.register_forward_pre_hook
    """
    ### BEGIN SOLUTION
    handle = nn.RemovableHandle(self._forward_pre_hooks, extra_dict=self._forward_pre_hooks_with_kwargs)
    self._forward_pre_hooks[handle.id] = hook
    if with_kwargs:
        self._forward_pre_hooks_with_kwargs[handle.id] = True
    if prepend:
        self._forward_pre_hooks.move_to_end(handle.id, last=False)
    return handle
    ### END SOLUTION

# %% check="8.4" points=2
check("8.4", nn)

# %% [markdown] hints="8.4"
# 1. Make the handle first: it brings the id under which everything else is stored.
# 2. `nn.RemovableHandle(registry, extra_dict=marks)`. An OrderedDict has `move_to_end(key, last=False)`, which moves a
#    key to the front.
# 3. `handle = nn.RemovableHandle(...)` / `self._forward_pre_hooks[handle.id] = hook` / `if with_kwargs: ...[handle.id]
#    = True` / `if prepend: self._forward_pre_hooks.move_to_end(...)` / `return handle`

# %% [markdown] after="8.4" torch="nn.Module.register_forward_pre_hook"
# The same lines. Nothing is checked: not that the hook can be called, and not how many arguments it takes. A wrong hook
# is noticed at the first call of the module. The marks stand in a second dict because they came years later, and old
# pickles know only the first.

# %% [markdown]
# ### 8.5 Running what is registered · difficulty 3 of 5 · 20 minutes
#
# A pre-hook is called with the module and the tuple of its positional arguments. What it returns *replaces* them. A
# tuple is a tuple of arguments. And a list?

# %%
predict("8.5")

# %%
# %%both
class Plus(nn.Module):
    def forward(self, x, y=0):
        return x, y


net = Plus()
net.register_forward_pre_hook(lambda module, args: print("sees", args))
net.register_forward_pre_hook(lambda module, args: (args[0] + 1, 7))
net.register_forward_pre_hook(lambda module, args: 10 * args[0])
net.register_forward_pre_hook(lambda module, args, kwargs: (args, {"y": 5}), with_kwargs=True)
net(1)

# %% [markdown]
# - `None`: the arguments stay. So a hook that only looks needs no `return`.
# - A tuple: these are the arguments now, for the next hook and for `forward`.
# - Anything else is *one* argument, and is wrapped into a tuple.
# - A hook that is marked is called with the dict of keyword arguments too, and returns None or a tuple of two, `(args,
#   kwargs)`. Anything else is a RuntimeError.
#
# A call is kept in an object, `call`: what goes in, and later what has come out. You change `call.args` and
# `call.kwargs`. The cell before yours gives it, and two small methods to ask; the cell after yours makes `__call__` use
# your method.

# %%
everywhere = nn.modules.module  # registries for all modules: still empty, you fill them in 8.8


class Call:
    """One call of a module: the arguments, the result so far, and the ids of the forward hooks that were run."""

    __slots__ = ("args", "kwargs", "ran", "result")

    def __init__(self, args, kwargs):
        self.args, self.kwargs, self.result, self.ran = args, kwargs, None, set()


@grow(nn.Module)
def _hooks_to_run(self, registry):
    """The first form: (id, hook) pairs of a registry of this module, such as "_forward_pre_hooks"."""
    return self.__dict__[registry].items()


@grow(nn.Module)
def _is_marked(self, marks, key):
    """Whether a hook's id stands among marks such as "_forward_pre_hooks_with_kwargs"."""
    return key in self.__dict__[marks] or key in vars(everywhere).get("_global" + marks, ())

# %% answer="8.5"
@grow(nn.Module)
def _run_forward_pre_hooks(self, call):
    """Call the pre-hooks in order; each may replace `call.args`, a marked one `call.kwargs` as well.

    Raises RuntimeError where a marked hook returns neither None nor a tuple of two.
    torch: a part of Module._call_impl
    """
    ### BEGIN SOLUTION
    for key, hook in self._hooks_to_run("_forward_pre_hooks"):
        if self._is_marked("_forward_pre_hooks_with_kwargs", key):
            changed = hook(self, call.args, call.kwargs)
            if changed is not None:
                if not isinstance(changed, tuple) or len(changed) != 2:
                    raise RuntimeError(f"forward pre-hook must return None or (new_args, new_kwargs), got {changed}.")
                call.args, call.kwargs = changed
        elif (changed := hook(self, call.args)) is not None:
            call.args = changed if isinstance(changed, tuple) else (changed,)
    ### END SOLUTION

# %%
@grow(nn.Module)
def _run_with_hooks(self, call):
    """The first form: the pre-hooks, then `forward`."""
    self._run_forward_pre_hooks(call)
    return self.forward(*call.args, **call.kwargs)


@grow(nn.Module)
def __call__(self, *args, **kwargs):
    """The first form: every call goes the long way."""
    return self._run_with_hooks(Call(args, kwargs))

# %% check="8.5" points=4
check("8.5", nn)

# %% [markdown] hints="8.5"
# 1. One loop over `self._hooks_to_run("_forward_pre_hooks")`, two ways to call a hook. For each: what if it returns
#    None, what if it returns something?
# 2. Ask `is not None`, not for truth: a hook may return 0, or a tensor.
#    `self._is_marked("_forward_pre_hooks_with_kwargs", key)` says which way. Store in `call.args` at once: the next
#    hook reads it there.
# 3. `for key, hook in ...:` / `if self._is_marked(...):` / `changed = hook(self, call.args, call.kwargs)` / `if changed
#    is not None:` check it, `call.args, call.kwargs = changed` / `else:` / `changed = hook(self, call.args)` / `if
#    changed is not None: call.args = changed if isinstance(changed, tuple) else (changed,)`

# %% [markdown] after="8.5" torch="nn.Module._call_impl"
# torch has this loop inside `_call_impl`, with `args` and `kwargs` as its variables. Of the tuple of two, only the
# length is checked: a marked hook that returns `(x, {})` with a tensor `x` passes, and `forward(*x)` then spreads the
# tensor's rows out as arguments. Write `((x,), {})`.

# %% [markdown]
# ## After forward

# %% [markdown]
# ### 8.6 A hook to run after forward · difficulty 2 of 5 · 10 minutes
#
# The same for `_forward_hooks`, with one option more. `always_call=True` marks a hook that wants to be called even when
# `forward` raises; you make that true in 8.10.

# %%
# %%both
def look(module, args, output): ...


def clean(module, args, kwargs, output): ...


net = nn.Module()
net.register_forward_hook(look)
handle = net.register_forward_hook(clean, prepend=True, with_kwargs=True, always_call=True)
print([hook.__name__ for hook in net._forward_hooks.values()])
print([list(marks.values()) for marks in (net._forward_hooks_with_kwargs, net._forward_hooks_always_called)])
handle.remove()
[len(d) for d in (net._forward_hooks, net._forward_hooks_with_kwargs, net._forward_hooks_always_called)]

# %% [markdown]
# The marks stand in `_forward_hooks_with_kwargs` and in `_forward_hooks_always_called`. One handle has to clear up to
# three dicts, and `extra_dict` takes a list.

# %% answer="8.6"
@grow(nn.Module)
def register_forward_hook(self, hook, *, prepend=False, with_kwargs=False, always_call=False):
    """Register hook(module, args, output) to run after `forward`, and return its RemovableHandle.

    with_kwargs: it is called as hook(module, args, kwargs, output).  always_call: also when the call raises.
    torch: Module.register_forward_hook
    """
    ### BEGIN SOLUTION
    marks = [self._forward_hooks_with_kwargs, self._forward_hooks_always_called]
    handle = nn.RemovableHandle(self._forward_hooks, extra_dict=marks)
    self._forward_hooks[handle.id] = hook
    if with_kwargs:
        self._forward_hooks_with_kwargs[handle.id] = True
    if always_call:
        self._forward_hooks_always_called[handle.id] = True
    if prepend:
        self._forward_hooks.move_to_end(handle.id, last=False)
    return handle
    ### END SOLUTION

# %% check="8.6" points=2
check("8.6", nn)

# %% [markdown] hints="8.6"
# 1. It is 8.4 with a second kind of mark.
# 2. `extra_dict=[self._forward_hooks_with_kwargs, self._forward_hooks_always_called]`. A hook may have both marks, one,
#    or none.
# 3. `handle = nn.RemovableHandle(self._forward_hooks, extra_dict=[...])` / store the hook / `if with_kwargs: ...` / `if
#    always_call: ...` / `if prepend: ...` / `return handle`

# %% [markdown] after="8.6" torch="nn.Module.register_forward_hook"
# The same, written out. In `torch.nn` itself hardly anything uses forward hooks: they are for people. Old `weight_norm`
# and `spectral_norm` are pre-hooks which compute the weight anew before each call.

# %% [markdown]
# ### 8.7 What comes out may be changed · difficulty 2 of 5 · 15 minutes
#
# A forward hook sees the arguments as `forward` got them, and the output. What it returns replaces the output, unless
# it is None:

# %%
# %%both
net = Plus()
net.register_forward_hook(lambda module, args, output: print("sees", args, output))
net.register_forward_hook(lambda module, args, output: output[0])
net.register_forward_hook(lambda module, args, kwargs, output: output + kwargs["y"], with_kwargs=True)
net(1, y=5)

# %% [markdown]
# No wrapping here: the output of a module may be anything, a tuple as well as a number, so whatever the hook returns
# *is* the output now.
#
# You write what one hook does to a call; the loop over all hooks is given below, and so is a `_run_with_hooks` that
# uses it. One thing to remember for 8.10: `call.ran` is a set of the ids whose hooks were called. Add the id *before*
# you call the hook. A hook that raises was called, too.

# %% answer="8.7"
@grow(nn.Module)
def _run_forward_hook(self, key, hook, call):
    """Note in `call.ran` that the hook is run, call it, and take what it returns, unless None, as `call.result`.

    A hook marked in "_forward_hooks_with_kwargs" is called with the keyword arguments too.
    torch: a part of Module._call_impl
    """
    ### BEGIN SOLUTION
    call.ran.add(key)
    if self._is_marked("_forward_hooks_with_kwargs", key):
        changed = hook(self, call.args, call.kwargs, call.result)
    else:
        changed = hook(self, call.args, call.result)
    if changed is not None:
        call.result = changed
    ### END SOLUTION

# %%
@grow(nn.Module)
def _run_forward_hooks(self, call):
    """Call the forward hooks in order."""
    for key, hook in self._hooks_to_run("_forward_hooks"):
        self._run_forward_hook(key, hook, call)


@grow(nn.Module)
def _run_with_hooks(self, call):
    """The pre-hooks, `forward`, the forward hooks; return what comes out.  torch: a part of Module._call_impl"""
    self._run_forward_pre_hooks(call)
    call.result = self.forward(*call.args, **call.kwargs)
    self._run_forward_hooks(call)
    return call.result

# %% check="8.7" points=2
check("8.7", nn)

# %% [markdown] hints="8.7"
# 1. Three steps: note it, call it in one of two ways, take over what it returned.
# 2. The order of the arguments is `hook(module, args, output)`, and `hook(module, args, kwargs, output)` for a marked
#    one. `if changed:` would lose a 0, and raise for a tensor of two numbers.
# 3. `call.ran.add(key)` / `if self._is_marked("_forward_hooks_with_kwargs", key): changed = hook(self, call.args,
#    call.kwargs, call.result)` / `else: changed = hook(...)` / `if changed is not None: call.result = changed`

# %% [markdown] after="8.7" torch="nn.Module._call_impl"
# torch notes only the ids of hooks that are always called. A hook sees `args` after the pre-hooks changed them, not
# what the caller wrote. And as None means "unchanged", no hook can make a module return None.

# %% [markdown]
# ## Hooks for all modules

# %% [markdown]
# ### 8.8 For every module there is · difficulty 2 of 5 · 10 minutes
#
# To watch a whole network you would have to hook each of its modules. torch has a second set of registries, one for the
# whole process, in the file `torch.nn.modules.module`:

# %%
# %%both
from torch.nn.modules.module import register_module_forward_hook, register_module_forward_pre_hook

net = nn.Sequential(nn.Linear(2, 3), nn.ReLU())
into = register_module_forward_pre_hook(lambda module, args: print("into  ", type(module).__name__))
out = register_module_forward_hook(lambda module, args, output: print("out of", type(module).__name__))
with into, out:
    net(torch.ones(1, 2))
net(torch.ones(1, 2)).shape

# %% [markdown]
# These are functions, not methods: no module is asked. They take the same handles. Your `nn.modules.module`, called
# `everywhere` in this notebook, has the registries under torch's names: `_global_forward_pre_hooks`,
# `_global_forward_hooks`, and the marks `_global_forward_hooks_with_kwargs` and `_global_forward_hooks_always_called`.
#
# The pre-hook takes no option. The forward hook takes `with_kwargs` and `always_call`, by name. There is no `prepend`:
# all of them run before the module's own.

# %% answer="8.8"
@grow(nn)
def register_module_forward_pre_hook(hook):
    """Register hook(module, args) to run before every module's `forward`, and return its handle.

    torch: nn.modules.module.register_module_forward_pre_hook
    """
    ### BEGIN SOLUTION
    handle = nn.RemovableHandle(everywhere._global_forward_pre_hooks)
    everywhere._global_forward_pre_hooks[handle.id] = hook
    return handle
    ### END SOLUTION


@grow(nn)
def register_module_forward_hook(hook, *, with_kwargs=False, always_call=False):
    """Register hook(module, args, output) to run after every module's `forward`, and return its handle.

    torch: nn.modules.module.register_module_forward_hook
    """
    ### BEGIN SOLUTION
    marks = [everywhere._global_forward_hooks_with_kwargs, everywhere._global_forward_hooks_always_called]
    handle = nn.RemovableHandle(everywhere._global_forward_hooks, extra_dict=marks)
    everywhere._global_forward_hooks[handle.id] = hook
    for wanted, marked in zip((with_kwargs, always_call), marks, strict=True):
        if wanted:
            marked[handle.id] = True
    return handle
    ### END SOLUTION

# %% check="8.8" points=2
check("8.8", nn)

# %% [markdown] hints="8.8"
# 1. 8.4 and 8.6 without `self` and without `prepend`.
# 2. Use the dicts that are there, `everywhere._global_forward_hooks[...] = hook`; another dict under that name would be
#    one that nobody asks.
# 3. `handle = nn.RemovableHandle(everywhere._global_forward_pre_hooks)` / store / `return handle`, and the same once
#    more with two marks in `extra_dict=[...]`

# %% [markdown] after="8.8" torch="nn.modules.module.register_module_forward_hook"
# torch hands its handle only the marks of `always_call`, so the id of a removed hook stays among those that want
# keyword arguments. It harms nobody, because no id is ever given out twice. Profilers and debuggers use these hooks; a
# library that leaves one behind slows every module in the process down.

# %% [markdown]
# ### 8.9 Which hooks, in which order · difficulty 3 of 5 · 15 minutes
#
# Two things are still wrong with `_hooks_to_run`. It knows nothing of `everywhere`. And it hands out the registry
# itself, while hooks may register and remove. Guess what comes of that in torch:

# %%
predict("8.9")

# %% [markdown]
# "Only the first time" is written like this:

# %%
# %%both
def once(module, args):
    print("once")
    handle.remove()


net = nn.Identity()
handle = net.register_forward_pre_hook(once)
net.register_forward_pre_hook(lambda module, args: print("always"))
net(1)
net(2)

# %% [markdown]
# In torch this works. In yours it raises, for now: Python does not let a dict change while somebody walks through it.
#
# torch makes a *list* of all pairs before the first hook runs: those for all modules first, then the module's own. What
# a hook registers or removes counts from the next list on. The forward hooks get a list of their own, made after
# `forward`.
#
# `registry` is the name of a registry, such as `"_forward_hooks"`. In `everywhere` its twin is called `"_global" +
# registry`.

# %% answer="8.9"
@grow(nn.Module)
def _hooks_to_run(self, registry):
    """Return a list of (id, hook): those for all modules, then this module's own.

    registry: "_forward_pre_hooks" or "_forward_hooks".  torch: a part of Module._call_impl
    """
    ### BEGIN SOLUTION
    for_all = getattr(everywhere, "_global" + registry)
    return [*for_all.items(), *self.__dict__[registry].items()]
    ### END SOLUTION

# %% check="8.9" points=3
check("8.9", nn)

# %% [markdown] hints="8.9"
# 1. Two dicts, one list. Nothing in it may change when the dicts do.
# 2. `getattr(everywhere, "_global" + registry)` is the one, `self.__dict__[registry]` the other. `d.items()` is a view
#    that follows the dict; `[*d.items()]` is a list.
# 3. `for_all = getattr(everywhere, ...)` / `return [*for_all.items(), *...items()]`

# %% [markdown] after="8.9" torch="nn.Module._call_impl"
# torch writes `for hook_id, hook in (*_global_forward_pre_hooks.items(), *self._forward_pre_hooks.items())`: a tuple,
# made before the loop begins. So a hook that another hook removes is still called this once. The marks, though, are
# read when its turn comes: if it was marked `with_kwargs`, it is called *without* the keyword arguments then, and
# raises a TypeError. That is torch, and nobody's wish.

# %% [markdown]
# ## When something goes wrong

# %% [markdown]
# ### 8.10 Always called · difficulty 3 of 5 · 20 minutes
#
# A hook that opens something before `forward` needs one that closes it afterwards, whatever happens:

# %%
# %%both
class Fails(nn.Module):
    def forward(self, x):
        return x[100]


net = Fails()
net.register_forward_hook(lambda module, args, output: print("not called"))
net.register_forward_hook(lambda module, args, output: print("closing", output), always_call=True)
try:
    net([1, 2])
except IndexError as error:
    print("raised", error)

# %% [markdown]
# When anything raises, a pre-hook, `forward` or a forward hook, the hooks marked in `_forward_hooks_always_called` are
# called, in the usual order and with the usual arguments. The output is None where `forward` did not come to one. A
# hook that was called already, `call.ran`, is not called again; that is so for one that raised itself.
#
# Then the first exception goes on. If an always-called hook raises now, its exception must not hide the first: it
# becomes a warning, `warnings.warn(text)`, and the next hook gets its turn.
#
# The `__call__` in the cell after yours calls your method where something raised.

# %% answer="8.10"
@grow(nn.Module)
def _run_always_called(self, call):
    """Call the forward hooks marked in "_forward_hooks_always_called" that are not in `call.ran`.

    One that raises gives a warning, and the next is called.  torch: the last part of Module._call_impl
    """
    ### BEGIN SOLUTION
    for key, hook in self._hooks_to_run("_forward_hooks"):
        if key not in call.ran and self._is_marked("_forward_hooks_always_called", key):
            try:
                self._run_forward_hook(key, hook, call)
            except Exception as error:
                said = "module forward hook with ``always_call=True`` raised an exception that was silenced"
                warnings.warn(f"{said} as another error was raised in forward: {error}", stacklevel=2)
    ### END SOLUTION

# %%
@grow(nn.Module)
def __call__(self, *args, **kwargs):
    """The second form: still the long way for every call."""
    call = Call(args, kwargs)
    try:
        return self._run_with_hooks(call)
    except Exception:
        self._run_always_called(call)
        raise

# %% check="8.10" points=3
check("8.10", nn)

# %% [markdown] hints="8.10"
# 1. The loop of `_run_forward_hooks`, with a question before each hook and a net under it.
# 2. `self._run_forward_hook(key, hook, call)` of 8.7 knows how to call a hook. `try` stands *inside* the loop: outside,
#    the first hook that raises would end it.
# 3. `for key, hook in self._hooks_to_run("_forward_hooks"):` / `if key not in call.ran and self._is_marked(...):` /
#    `try: self._run_forward_hook(...)` / `except Exception as error: warnings.warn(f"... {error}")`

# %% [markdown] after="8.10" torch="nn.Module._call_impl"
# In this part torch walks through the registries themselves, so an always-called hook that removes itself can end in
# "OrderedDict mutated during iteration", in the place of the first exception. And those for all modules are called
# without keyword arguments here, even where they asked for them. Yours does neither. `except Exception` lets Ctrl-C
# through: a KeyboardInterrupt calls no hook.

# %% [markdown]
# ### 8.11 The short way · difficulty 3 of 5 · 15 minutes
#
# Hooks are rare, and modules are called a million times. Watch what the long way costs:

# %% play=True
from timeit import timeit

layer = nn.Identity()
try:
    for name, call in (("layer.forward(1)", layer.forward), ("layer(1)", layer)):
        print(f"{name:16} {timeit(lambda call=call: call(1), number=10_000) / 10_000 * 1e6:.2f} microseconds")
except NotImplementedError as waiting:
    print(f"{waiting} is waiting for you.")

# %% [markdown]
# torch asks eight registries whether there is any hook, four of the module and four for all. An empty dict is false, so
# asking costs next to nothing; and where all eight are empty, `forward` is called at once. That is your one line of
# 3.1.
#
# The two for `backward` are asked too: you fill them in lesson 09. The names of those for all modules are bound below,
# once, so that `__call__` need not look into `everywhere`.
#
# A module whose `Module.__init__` was never called has no registries, and calling it is an AttributeError. Write the
# whole `__call__`: the short way where there is no hook, the long way of the cell above otherwise.

# %%
_global_forward_pre_hooks = everywhere._global_forward_pre_hooks
_global_forward_hooks = everywhere._global_forward_hooks
_global_backward_pre_hooks = everywhere._global_backward_pre_hooks
_global_backward_hooks = everywhere._global_backward_hooks

# %% answer="8.11"
@grow(nn.Module)
def __call__(self, *args, **kwargs):
    """Return what `forward` returns, hooks before and after it included.

    torch: Module.__call__, and Module._call_impl below it
    """
    ### BEGIN SOLUTION
    own = self._forward_hooks or self._forward_pre_hooks or self._backward_hooks or self._backward_pre_hooks
    for_all = _global_forward_hooks or _global_forward_pre_hooks or _global_backward_hooks or _global_backward_pre_hooks
    if not (own or for_all):
        return self.forward(*args, **kwargs)
    call = Call(args, kwargs)
    try:
        return self._run_with_hooks(call)
    except Exception:
        self._run_always_called(call)
        raise  # the first exception goes on
    ### END SOLUTION

# %% check="8.11" points=3
check("8.11", nn)

# %% [markdown] hints="8.11"
# 1. One question before the lines that are there already. Which eight dicts does it ask?
# 2. `a or b or c` is the first that is not empty, or the last. `not (a or b or c)` is True where all are empty. The
#    module's own are `self._forward_hooks`, `self._forward_pre_hooks`, `self._backward_hooks` and
#    `self._backward_pre_hooks`.
# 3. `if not (self._forward_hooks or ... or _global_forward_hooks or ...): return self.forward(*args, **kwargs)` / `call
#    = Call(args, kwargs)` / `try: return self._run_with_hooks(call)` / `except Exception:` /
#    `self._run_always_called(call)` / `raise`

# %% [markdown] after="8.11" torch="nn.Module._call_impl"
# torch's first statement is this `if not (...)` with the same eight. The rest of its method is a hundred lines long,
# all in one. Yours does the same with one short method per step, and pays for calling them only where there is a hook.
# Run the cell with the times once more.

# %% [markdown]
# ## Hooks on registering

# %% [markdown]
# ### 8.12 Asked before something is registered · difficulty 2 of 5 · 15 minutes
#
# There is one more kind for all modules: hooks that see every parameter, buffer and module on its way into a registry,
# and may put another in its place. The three functions below register them; `torch.nn.modules.module` has the same
# three.

# %%
_global_parameter_registration_hooks = everywhere._global_parameter_registration_hooks
_global_buffer_registration_hooks = everywhere._global_buffer_registration_hooks
_global_module_registration_hooks = everywhere._global_module_registration_hooks


@grow(nn)
def register_module_parameter_registration_hook(hook):
    """Register hook(module, name, param) to be asked for every parameter.  torch: in nn.modules.module"""
    handle = nn.RemovableHandle(_global_parameter_registration_hooks)
    _global_parameter_registration_hooks[handle.id] = hook
    return handle


@grow(nn)
def register_module_buffer_registration_hook(hook):
    """Register hook(module, name, buffer) to be asked for every buffer.  torch: in nn.modules.module"""
    handle = nn.RemovableHandle(_global_buffer_registration_hooks)
    _global_buffer_registration_hooks[handle.id] = hook
    return handle


@grow(nn)
def register_module_module_registration_hook(hook):
    """Register hook(module, name, submodule) to be asked for every module.  torch: in nn.modules.module"""
    handle = nn.RemovableHandle(_global_module_registration_hooks)
    _global_module_registration_hooks[handle.id] = hook
    return handle

# %%
# %%both
from torch.nn.modules.module import register_module_parameter_registration_hook


def freeze(module, name, param):
    print(type(module).__name__, name)
    return nn.Parameter(param.data, requires_grad=False)


with register_module_parameter_registration_hook(freeze):
    net = nn.Linear(2, 3)
[p.requires_grad for p in net.parameters()]

# %% [markdown]
# What a hook returns takes the value's place, for the next hook and for the registry; None leaves it. No check comes
# after that: the hook is trusted. Write the loop: `kind` is `"parameter"`, `"buffer"` or `"module"`.
#
# The given methods after yours are those you have written in lessons 01, 02 and 04, each with two lines more: after all
# checks, before the value is stored, it is offered, if there is any hook. None is offered as a buffer and as a module,
# and not as a parameter.

# %% answer="8.12"
@grow(nn.Module)
def _offered(self, kind, name, value):
    """Ask the registration hooks of a kind in order, and return the value to register.

    kind: "parameter", "buffer" or "module".  torch: a loop in Module.register_parameter and its like
    """
    ### BEGIN SOLUTION
    for hook in getattr(everywhere, f"_global_{kind}_registration_hooks").values():
        changed = hook(self, name, value)
        if changed is not None:
            value = changed
    return value
    ### END SOLUTION

# %%
@grow(nn.Module)
def register_parameter(self, name, param):
    """Put a Parameter, or None, in the registry under `name`.  torch: Module.register_parameter"""
    self._check_name("parameter", name)
    if param is not None and not isinstance(param, nn.Parameter):
        said = f"cannot assign '{torch.typename(param)}' object to parameter '{name}'"
        raise TypeError(f"{said} (torch.nn.Parameter or None required)")
    if param is not None and param.grad_fn is not None:
        raise ValueError(f"Cannot assign non-leaf Tensor to parameter '{name}'")
    if param is not None and _global_parameter_registration_hooks:
        param = self._offered("parameter", name, param)
    self._parameters[name] = param


@grow(nn.Module)
def register_buffer(self, name, tensor, persistent=True):
    """Put a tensor, or None, in the registry of buffers under `name`.  torch: Module.register_buffer"""
    self._check_name("buffer", name)
    if tensor is not None and not isinstance(tensor, torch.Tensor):
        said = f"cannot assign '{torch.typename(tensor)}' object to buffer '{name}'"
        raise TypeError(f"{said} (torch Tensor or None required)")
    if _global_buffer_registration_hooks:
        tensor = self._offered("buffer", name, tensor)
    self._buffers[name] = tensor
    if persistent:
        self._non_persistent_buffers_set.discard(name)
    else:
        self._non_persistent_buffers_set.add(name)


@grow(nn.Module)
def add_module(self, name, module):
    """Put a module, or None, in the registry under `name`.  torch: Module.add_module"""
    if module is not None and not isinstance(module, nn.Module):
        raise TypeError(f"{torch.typename(module)} is not a Module subclass")
    self._check_name("module", name)
    if _global_module_registration_hooks:
        module = self._offered("module", name, module)
    self._modules[name] = module


@grow(nn.Module)
def _assign_module(self, name, value):
    """Make a Module, or None, the child `name`.  torch: the branch for modules of Module.__setattr__"""
    if "_modules" not in self.__dict__:
        raise AttributeError("cannot assign module before Module.__init__() call")
    if value is not None and not isinstance(value, nn.Module):
        said = f"cannot assign '{torch.typename(value)}' as child module '{name}'"
        raise TypeError(f"{said} (torch.nn.Module or None expected)")
    self._forget(name, keep="_modules")
    if _global_module_registration_hooks:
        value = self._offered("module", name, value)
    self._modules[name] = value

# %% check="8.12" points=2
check("8.12", nn)

# %% [markdown] hints="8.12"
# 1. The rule of 8.7 once more: what is returned takes the place of what was, unless it is None.
# 2. `getattr(everywhere, f"_global_{kind}_registration_hooks")` is the registry. Each hook is handed what the one
#    before it left.
# 3. `for hook in ....values():` / `changed = hook(self, name, value)` / `if changed is not None: value = changed` /
#    after the loop `return value`

# %% [markdown] after="8.12" torch="nn.Module.register_parameter"
# torch has this loop five times: once in each `register_` method and `add_module`, and twice in the branch for modules
# of `__setattr__`. With them, a library can put
# parameters of a class of its own into any network, without rewriting its layers.

# %% [markdown]
# ## Looking inside

# %% [markdown]
# ### 8.13 A feature extractor · difficulty 3 of 5 · 20 minutes
#
# A trained network knows more than its last layer says: what its inner layers give, its *features*, is used to compare
# images, or as the input of another network. Write the function that gets at them, for any network:
#
# ```python
# found = features(net, ["0", "2"], images)
# ```
#
# It hooks the modules at these paths (`get_submodule`), calls the network, and returns a dict from path to output, in
# the order of the calls. If a module is called twice, its last output stays. Afterwards, and also if the network
# raises, no hook of yours is left.
#
# Mind a trap of Python: functions that are made in a loop share the loop's variable. When they are called, it has its
# *last* value.

# %% answer="8.13"
@grow(practice)
def features(net, paths, *inputs):
    """Return {path: output} of the modules at `paths` while the network runs; leave no hook behind.

    A function of your own: torch has none of this name.
    """
    ### BEGIN SOLUTION
    found, handles = {}, []
    try:
        for path in paths:
            module = net.get_submodule(path)
            handles.append(module.register_forward_hook(lambda m, args, out, path=path: found.update({path: out})))
        net(*inputs)
    finally:
        for handle in handles:
            handle.remove()
    return found
    ### END SOLUTION

# %% check="8.13" points=3
check("8.13", nn)

# %% [markdown] hints="8.13"
# 1. Three parts: register a hook for each path and keep its handle; call the network; remove all handles, in a
#    `finally`.
# 2. A hook has to know its path. Give it as a default, `lambda module, args, output, path=path: ...`, or make the hook
#    in a small function of its own. The hook must return None, or it changes the network's output: `found.update(...)`
#    returns None.
# 3. `found, handles = {}, []` / `try:` / `for path in paths:
#    handles.append(net.get_submodule(path).register_forward_hook(...))` / `net(*inputs)` / `finally:` / `for handle in
#    handles: handle.remove()` / `return found`

# %% [markdown] after="8.13" torch="nn.Module.get_submodule"
# torchvision's `create_feature_extractor` does the same job in another way: it traces the network into a graph and cuts
# that off behind the last node asked for, so that nothing is computed in vain. Hooks work for every network, also for
# one that cannot be traced. Outputs that you keep keep their graph too: call `.detach()` on them, or run under
# `torch.no_grad()`, if you only want the numbers.

# %% [markdown]
# ## The spies again
#
# Two lines in the place of the wrapped `forward`. The copy has hooks of its own, on its own layers, and gives its own
# numbers: 1 + 3 · 3 = 10.

# %%
# %%both
def shapes(module, args, output):
    print(f"{type(module).__name__:10} {tuple(args[0].shape)} -> {tuple(output.shape)}")


torch.manual_seed(0)
net = nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 1))
for layer in net:
    layer.register_forward_hook(shapes)
twin = copy.deepcopy(net)
for p in twin.parameters():
    nn.init.ones_(p)
net(torch.ones(1, 2)), twin(torch.ones(1, 2))

# %% [markdown]
# ## A network that breaks, and where
#
# In this network one number is wrong. torch's message says which shapes do not fit, and not where. One hook for all
# modules, and the last line before the error is the answer:

# %%
# %%both
from torch.nn.modules.module import register_module_forward_pre_hook


class Block(nn.Module):
    def __init__(self, size, inner):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(size, inner), nn.ReLU(), nn.Linear(32, size))

    def forward(self, x):
        return x + self.body(x)


def shapes_in(module, args):
    print(f"{type(module).__name__:10} {tuple(args[0].shape)}  {module.extra_repr()}")


net = nn.Sequential(nn.Linear(64, 16), Block(16, 32), Block(16, 23), nn.Linear(16, 10))
with register_module_forward_pre_hook(shapes_in):
    try:
        net(torch.zeros(5, 64))
    except RuntimeError as error:
        print(type(error).__name__)

# %% [markdown]
# ## What a network has seen
#
# Last, features of real images. A network written in the way of lesson 06 learns to read digits, and `features`, yours,
# gets at the 16 numbers that its middle gives for each image. Do 16 numbers still tell the digits apart, where it was
# 64 pixels before? For each of 297 images that the network has never seen, look up the nearest of the 1,500 that it has
# learned from, and count how often it shows the same digit.
#
# torch has no `features`. This network is a Sequential, so in torch's world slices of it stand in, and the numbers have
# to agree.

# %%
# %%both
from collections import OrderedDict

from course.digits import digits

images, labels = (torch.from_numpy(part) for part in digits())
torch.manual_seed(0)
layers = OrderedDict(enter=nn.Linear(64, 32), act=nn.Tanh(), middle=nn.Linear(32, 16), bend=nn.Tanh())
reader = nn.Sequential(layers)
reader.append(nn.Linear(16, 10))
optimizer = torch.optim.SGD(reader.parameters(), lr=0.5)
for step in range(300):
    batch = slice(100 * (step % 15), 100 * (step % 15) + 100)
    optimizer.zero_grad()
    loss = nn.functional.cross_entropy(reader(images[batch]), labels[batch])
    loss.backward()
    optimizer.step()


def sliced(net, paths, x):
    names = [name for name, _ in net.named_children()]
    return {path: net[: names.index(path) + 1](x) for path in paths}


def nearest_is_the_same_digit(points):
    known, new = points[:1500], points[1500:]
    distances = (new**2).sum(1, keepdim=True) - 2 * new @ known.T + (known**2).sum(1)
    return (labels[:1500][distances.argmin(1)] == labels[1500:]).float().mean().item()


features = nn.practice.features if hasattr(nn, "practice") else sliced
with torch.no_grad():
    found = features(reader, ["enter", "bend"], images)
for name, points in {"pixels": images, **found}.items():
    print(f"{name:6} {points.shape[1]} numbers: {nearest_is_the_same_digit(points):.2f}")
print("hooks left behind:", sum(len(module._forward_hooks) for module in reader.modules()))

# %% [markdown]
# One more question to the same network: how many of its 16 numbers does it need? A hook that returns something lets the
# first few through and makes the rest 0, for the length of a `with`. Nothing of the network is rewritten for it.

# %%
# %%both
def only(count):
    mask = (torch.arange(16) < count).float()
    return lambda module, args, output: output * mask


def right():
    with torch.no_grad():
        return (reader(images[1500:]).argmax(1) == labels[1500:]).float().mean().item()


for count in (16, 12, 8, 4, 2, 1, 0):
    with reader.bend.register_forward_hook(only(count)):
        print(f"{count:2} numbers: {right():.2f}", "#" * int(30 * right()))
print(f"no hook:    {right():.2f}")

# %% [markdown]
# ## Step by step
#
# Last, everything at once. `timeline` runs one forward and one backward pass in both worlds, torch's on the left and
# yours on the right, with hooks that only look on every module. The names in bold are the hooks of this cell. Before
# you play it: in which order do `scaled`, `clipped` and `noted` fire, and what is `noted` given?

# %% play=True
from course import timeline


def one_pass(torch):
    nn = torch.nn
    net = nn.Sequential(nn.Linear(2, 3), nn.Sequential(nn.ReLU(), nn.Linear(3, 1)))

    def noted(module, args, output): ...

    def clipped(module, args, output):
        return output.clamp(-0.5, 0.5)

    def scaled(module, args):
        return 10 * args[0]

    net[0].register_forward_hook(noted)
    net[0].register_forward_hook(clipped, prepend=True)
    net[0].register_forward_pre_hook(scaled)
    return net, torch.ones(1, 2)


timeline(one_pass)

# %% [markdown]
# torch's lane goes on where yours ends. What comes back, the gradients, has hooks of its own, and they are the harder
# half: a gradient arrives when `forward` is long over. That is lesson 09.
