# %% [markdown]
# # 02 · Module tree
#
# A network is made of parts, and the parts have parts. In this lesson a module learns to hold other modules: it finds every
# parameter below it, reaches every part by a path, and prints the whole as a tree.
#
# You write 12 small pieces and check each one against real torch. Run the next cell first (Shift+Enter).

# %%
from course import bench, check, grow, hint, predict, solution
from course import numpy_torch as torch

nn = bench("02")

# %% [markdown]
# ## Something is broken
#
# Two layers, each with a weight and a bias that lesson 01 registers. The network holds both layers. Run it.

# %% play=True
class Layer(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(n_in, n_out))
        self.bias = nn.Parameter(torch.zeros(n_out))


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = Layer(1, 16)
        self.out = Layer(16, 1)


broken = Net()
print("of the layer:  ", [name for name, p in broken.hidden.named_parameters()])
print("of the network:", [name for name, p in broken.named_parameters()])
try:
    torch.optim.SGD(broken.parameters(), lr=0.1)
except ValueError as error:
    print("the optimizer: ", error)

# %% [markdown]
# The layers know their parameters, and the network knows nothing of the layers. Drawn, with what it holds: to it, `hidden`
# and `out` are plain attributes, like a number or a text.

# %% play=True
from course import tree

tree(broken)

# %% [markdown]
# torch's answer is the third registry of lesson 01, `_modules`. A module in it is a *child*, and its children's children are below it
# too. By the end of this lesson the same network lists four parameters, and learns a curve.

# %% [markdown]
# ### 2.1 A child under a name · difficulty 1 of 5 · 10 minutes
#
# `add_module` does for a module what `register_parameter` does for a parameter. See what torch takes, and what it refuses:

# %%
# %%both
def refused(call, *arguments):
    try:
        call(*arguments)
    except Exception as error:
        return type(error).__name__
    return "accepted"


net, child = nn.Module(), nn.Module()
net.add_module("first", child)
net.add_module("second", None)
print(list(net._modules), net.first is child)
for name, value in (("third", 5), ("third", nn.Module), ("a.b", child), ("training", child), ("a.b", 5)):
    print(name, refused(net.add_module, name, value))

# %% [markdown]
# A module is kept, the object itself, and so is `None`: "there could be one here". Anything else is a `TypeError`, and a class
# is anything else: people forget the brackets of `nn.Module()`. The name has to pass the checks you wrote in 1.3.
#
# The last line is worth a look. Both the name and the value are wrong there. Which one does torch complain about?
#
# `register_module`, given below, is torch's second name for it.

# %% answer="2.1"
@grow(nn.Module)
def add_module(self, name, module):
    """Put a module, or None, in the registry under `name`.

    Raises TypeError for anything else, then what `_check_name` raises.  torch: Module.add_module
    """
    ### BEGIN SOLUTION
    if module is not None and not isinstance(module, nn.Module):
        raise TypeError(f"{torch.typename(module)} is not a Module subclass")
    self._check_name("module", name)
    self._modules[name] = module
    ### END SOLUTION

# %%
@grow(nn.Module)
def register_module(self, name, module):
    """The same as add_module.  torch: Module.register_module"""
    self.add_module(name, module)

# %% check="2.1" points=2
check("2.1", nn)

# %% [markdown] hints="2.1"
# 1. The three steps of 1.4 without the leaf: look at the value, look at the name, store.
# 2. The value comes first here. `self._check_name("module", name)` does all that is to be done for the name.
# 3. `if module is not None and not isinstance(module, nn.Module): raise TypeError(...)` / `self._check_name(...)` /
#    `self._modules[name] = ...`

# %% [markdown] after="2.1" torch="nn.Module.add_module"
# torch writes the checks of the name out once more, after the one of the value. Before it stores, it calls the global hooks for
# registered modules, which you build in lesson 08.

# %% [markdown]
# ### 2.2 One name, one place · difficulty 2 of 5 · 10 minutes
#
# There are three registries now, and `__dict__` beside them. What if a name moves from one to another?

# %%
# %%both
net = nn.Module()
net.add_module("head", nn.Module())
net.add_module("tail", nn.Module())
net.head = nn.Parameter(torch.ones(2))
list(net._modules), list(net._parameters), type(net.head).__name__

# %% [markdown]
# The new value wins, and the old one is gone from *everywhere*. Otherwise `__dict__` would hide the new value, or one name would
# stand for two things in `state_dict`. Your `__setattr__` of lesson 01 cleared `__dict__` alone.
#
# `_forget(name, keep)` takes a name out of every place but one: `keep` is the name of the registry that is about to get it, as in
# `"_parameters"`. There the name stays, so that a new value takes the old one's place in the *order*. Four places are left to clear:
# `__dict__`, two registries, and the set `_non_persistent_buffers_set`.
#
# The cell after yours is given. It is 1.6 once more, in two pieces, and calls `_forget`.

# %% answer="2.2"
@grow(nn.Module)
def _forget(self, name, keep):
    """Take `name` out of every place but the registry `keep`.

    keep: "_parameters", "_buffers" or "_modules".
    torch: the function inside Module.__setattr__ that takes a name out
    """
    ### BEGIN SOLUTION
    for registry in ("_parameters", "_buffers", "_modules"):
        if registry != keep:
            self.__dict__[registry].pop(name, None)
    self.__dict__.pop(name, None)
    self._non_persistent_buffers_set.discard(name)
    ### END SOLUTION

# %%
@grow(nn.Module)
def _assign_parameter(self, name, value):
    """Two cases of 1.6: `value` is a Parameter, or `name` is a parameter's already."""
    if "_parameters" not in self.__dict__:
        raise AttributeError("cannot assign parameters before Module.__init__() call")
    if value is not None and not isinstance(value, nn.Parameter):
        said = f"cannot assign '{torch.typename(value)}' as parameter '{name}'"
        raise TypeError(f"{said} (torch.nn.Parameter or None expected)")
    self._forget(name, keep="_parameters")
    self.register_parameter(name, value)


@grow(nn.Module)
def __setattr__(self, name, value):
    """The first form: parameters as in 1.6, everything else as in any class."""
    if isinstance(value, nn.Parameter) or name in self.__dict__.get("_parameters", ()):
        self._assign_parameter(name, value)
    else:
        object.__setattr__(self, name, value)

# %% check="2.2" points=2
check("2.2", nn)

# %% [markdown] hints="2.2"
# 1. Most of these places do not have the name. Taking out what is not there must be no error.
# 2. `a_dict.pop(name, None)` and `a_set.discard(name)` say nothing about a missing name. `self.__dict__["_buffers"]` is a
#    registry by its name.
# 3. `for registry in ("_parameters", ...):` / `if registry != keep: self.__dict__[registry].pop(...)` / after the loop the name
#    goes out of `self.__dict__` and out of the set

# %% [markdown] after="2.2" torch="nn.Module.__setattr__"
# torch has a small function inside `__setattr__` that is handed four of the five places, and each branch names its own four. So
# the set of buffers not to be saved is cleared too: without that, a buffer registered later under the same name would silently
# be left out of `state_dict`.

# %% [markdown]
# ### 2.3 Who takes the assignment · difficulty 2 of 5 · 15 minutes
#
# This is how everybody writes a network, and nobody calls `add_module`:

# %%
# %%both
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Module()
        self.size = 3


net = Net()
list(net._modules), "first" in net.__dict__, "size" in net.__dict__

# %% [markdown]
# `__setattr__` sees every assignment and decides who takes it. A *value* may say so, by its class; or the *name* may, because it
# stands in a registry. In this order:
#
# 1. a `Parameter`, or the name of a parameter: `self._assign_parameter(name, value)`
# 2. a `Module`, or the name of a child: `self._assign_module(name, value)`
# 3. anything else: `object.__setattr__(self, name, value)`
#
# `size = 3` before `super().__init__()` is allowed, and then there is no registry to look in. The cell after yours gives
# `_assign_module` in a first form; the next exercise replaces it.

# %%
predict("2.3")

# %% answer="2.3"
@grow(nn.Module)
def __setattr__(self, name, value):
    """Assign an attribute; a Parameter or a Module goes to its registry.

    torch: Module.__setattr__
    """
    ### BEGIN SOLUTION
    if isinstance(value, nn.Parameter) or name in self.__dict__.get("_parameters", ()):
        self._assign_parameter(name, value)
    elif isinstance(value, nn.Module) or name in self.__dict__.get("_modules", ()):
        self._assign_module(name, value)
    else:
        object.__setattr__(self, name, value)
    ### END SOLUTION

# %%
@grow(nn.Module)
def _assign_module(self, name, value):
    """The first form: any value."""
    self._forget(name, keep="_modules")
    self._modules[name] = value

# %% check="2.3" points=3
check("2.3", nn)

# %% [markdown] hints="2.3"
# 1. Add one branch to the form given above. Each of the first two branches has two conditions, joined by `or`.
# 2. `name in self.__dict__.get("_modules", ())` is False, and no error, where there is no registry yet.
# 3. `if isinstance(value, nn.Parameter) or name in ...: self._assign_parameter(...)` /
#    `elif isinstance(value, nn.Module) or ...: self._assign_module(...)` / `else: object.__setattr__(...)`

# %% [markdown] after="2.3" torch="nn.Module.__setattr__"
# torch's method asks the same questions in the same order, with the work of each branch written inside it and buffers as a third
# branch. What is inside a list, a dict or a tuple is never looked at. `ModuleList` and `ModuleDict` of lesson 06 exist for this
# one reason.

# %% [markdown]
# ### 2.4 What may stand in a child's place · difficulty 2 of 5 · 15 minutes
#
# The name of a child belongs to it, as the name of a parameter does. See what may follow:

# %%
# %%both
class Early(nn.Module):
    def __init__(self):
        self.first = nn.Module()


class Declared(nn.Module):
    first = None


net = Declared()
net.child = nn.Module()
print("5 for a child:       ", refused(setattr, net, "child", 5))
print("a child, too early:  ", refused(Early))
print("a name the class has:", refused(setattr, net, "first", nn.Module()))
net.child = None
print(list(net._modules), net.child)

# %% [markdown]
# - Only a module or `None` may follow; `None` keeps the name. Everything else is a `TypeError`, and the old child stays.
# - Without `super().__init__()` there is no registry: `AttributeError`.
# - The third line is torch's surprise. `add_module` refuses a name that the class has; assigning does *not* look at the name. So
#   this is not a call of `add_module`.
#
# Write the whole form of `_assign_module`. It is called for a module, or for any value under the name of a child.

# %% answer="2.4"
@grow(nn.Module)
def _assign_module(self, name, value):
    """Make a Module, or None, the child `name`, and take the name out of every other place.

    Raises AttributeError before Module.__init__, and TypeError for anything else.
    torch: the branch for modules of Module.__setattr__
    """
    ### BEGIN SOLUTION
    if "_modules" not in self.__dict__:
        raise AttributeError("cannot assign module before Module.__init__() call")
    if value is not None and not isinstance(value, nn.Module):
        said = f"cannot assign '{torch.typename(value)}' as child module '{name}'"
        raise TypeError(f"{said} (torch.nn.Module or None expected)")
    self._forget(name, keep="_modules")
    self._modules[name] = value
    ### END SOLUTION

# %% check="2.4" points=2
check("2.4", nn)

# %% [markdown] hints="2.4"
# 1. `_assign_parameter` above is the pattern: two refusals, then make room, then store.
# 2. Ask for the registry with `"_modules" in self.__dict__`; `self._modules` would go through `__getattr__`, whose message says
#    nothing of `__init__`. Store in `self._modules` yourself.
# 3. `if "_modules" not in self.__dict__: raise AttributeError(...)` / `if value is not None and not isinstance(...): raise
#    TypeError(...)` / `self._forget(name, keep=...)` / `self._modules[name] = ...`

# %% [markdown] after="2.4" torch="nn.Module.__setattr__"
# In torch, too, assigning a module skips every check of the name: `setattr(net, "a.b", child)` goes through, and
# `get_submodule` can then not reach it. Assigning a Parameter does check, because it goes through `register_parameter`.

# %% [markdown]
# ### 2.5 Children · difficulty 2 of 5 · 10 minutes
#
# `named_children` yields the modules directly below this one, with their names, in the order of registration:

# %%
# %%both
net, shared = nn.Module(), nn.Module()
net.encoder = shared
net.add_module("head", None)
net.body = nn.Module()
net.body.inner = nn.Module()
net.decoder = shared
print([name for name, child in net.named_children()])
net.head = nn.Module()
print([name for name, child in net.named_children()])

# %% [markdown]
# Three things to see. `inner` is a grandchild, and not listed. `shared` stands under two names and comes once, under the first.
# `head` is not listed while it is `None`, and then it has the place it always had.
#
# It is a generator, like `named_parameters`: nothing is looked up before someone asks. `children`, given below, is the same
# without the names.

# %% answer="2.5"
@grow(nn.Module)
def named_children(self):
    """Yield (name, module) of the direct children, in order, each module once.

    torch: Module.named_children
    """
    ### BEGIN SOLUTION
    seen = set()
    for name, module in self._modules.items():
        if module is not None and module not in seen:
            seen.add(module)
            yield name, module
    ### END SOLUTION

# %%
@grow(nn.Module)
def children(self):
    """Yield the direct children, each once.  torch: Module.children"""
    for _, module in self.named_children():
        yield module

# %% check="2.5" points=2
check("2.5", nn)

# %% [markdown] hints="2.5"
# 1. 1.9 without prefix and without `remove_duplicate`: skip what must not come, remember what has come, `yield` the rest.
# 2. A module can be put into a set as it is: its hash is its identity. The set is made inside the function, anew for each walk.
# 3. `seen = set()` / `for name, module in self._modules.items():` / `if module is not None and module not in seen:` /
#    remember it, `yield name, module`

# %% [markdown] after="2.5" torch="nn.Module.named_children"
# torch's is the same five lines. Its memo lasts for one module's children: a module shared by two *different* parents is a child
# of each.

# %% [markdown]
# ### 2.6 The whole tree · difficulty 3 of 5 · 20 minutes
#
# `named_modules` walks everything: the module itself, then its first child and all that is below it, then the second.

# %%
# %%both
net, shared = nn.Module(), nn.Module()
net.body = nn.Module()
net.body.first = shared
net.body.second = nn.Module()
net.tied = shared
print([path for path, module in net.named_modules()])
print([path for path, module in net.named_modules(prefix="net")])
print([path for path, module in net.named_modules(remove_duplicate=False)])

# %% [markdown]
# A *path* is the names on the way, joined by dots; the module itself has the prefix alone, and that is empty unless someone gives
# one. `shared` comes once in the *whole tree*. So what has come must be remembered across all levels, and that is `memo`: one set
# for one walk. With `remove_duplicate=False` nothing is added to it.
#
# torch calls the same method on each child, and hands the memo on. You may do that, or keep a list of what is still to be
# visited. `None` has nothing below it.

# %% answer="2.6"
@grow(nn.Module)
def named_modules(self, memo=None, prefix="", remove_duplicate=True):
    """Yield (path, module) of this module and of all below it, parents first, each module once.

    memo: a set of the modules that have come already; they are left out.
    torch: Module.named_modules
    """
    ### BEGIN SOLUTION
    memo = set() if memo is None else memo
    todo = [(prefix, self)]
    while todo:
        path, module = todo.pop()
        if module is not None and module not in memo:
            if remove_duplicate:
                memo.add(module)
            yield path, module
            for name, child in reversed(module._modules.items()):
                todo.append((f"{path}.{name}" if path else name, child))
    ### END SOLUTION

# %%
@grow(nn.Module)
def modules(self, remove_duplicate=True):
    """Yield this module and all below it, each once.  torch: Module.modules"""
    for _, module in self.named_modules(remove_duplicate=remove_duplicate):
        yield module

# %% check="2.6" points=4
check("2.6", nn)

# %% [markdown] hints="2.6"
# 1. Two questions: what do you yield for this module, and who walks the part of the tree below a child?
# 2. The child's own `named_modules` walks its part, if it is handed the same memo and the longer path. `yield from` passes on
#    everything that it yields. Make the set where `memo is None`, not in the signature: a default is made once, for ever.
# 3. `if self not in memo:` / `if remove_duplicate: memo.add(self)` / `yield prefix, self` / for each child that is not None:
#    `yield from child.named_modules(memo, <prefix, dot, name>, remove_duplicate)`

# %% [markdown] after="2.6" torch="nn.Module.named_modules"
# torch calls itself on each child with `yield from`. Every item then climbs through as many generators as it is deep, so a chain
# of 400 modules takes 16 times as long as one of 100. `solution("2.6")` keeps a list of what is still to come, and takes about 5
# times as long. What torch's way gives for it: a child whose class has a `named_modules` of its own is asked.

# %% [markdown]
# ### 2.7 Parameters of the whole tree · difficulty 3 of 5 · 20 minutes
#
# Now what the network at the start was missing. One thing to decide first: language models often have *tied weights*, one
# Parameter that two modules use.

# %%
predict("2.7")

# %%
# %%both
class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(2, 2))
        self.register_parameter("bias", None)


net = nn.Module()
net.scale = nn.Parameter(torch.ones(1))
net.embed, net.out = Layer(), Layer()
net.out.weight = net.embed.weight
print([name for name, p in net.named_parameters()])
print([name for name, p in net.named_parameters(prefix="net", recurse=False)])
print([name for name, p in net.named_parameters(remove_duplicate=False)])

# %% [markdown]
# Parameters now, buffers in lesson 04: the walk is one, and only what is listed of each module differs. So torch writes the walk
# once. `_named_members` is handed a function that returns the `(name, member)` pairs of *one* module, and it yields them for the
# whole tree, with the module's path before each name.
#
# With `recurse=False` this module is the only one. `None` never comes, and a member that stands in two places comes once, unless
# `remove_duplicate=False`. Then the tree, too, is walked with its duplicates.
#
# `named_parameters`, given below, replaces yours of 1.9; `parameters` of 1.10 hears of it by itself.

# %% answer="2.7"
@grow(nn.Module)
def _named_members(self, get_members_fn, prefix="", recurse=True, remove_duplicate=True):
    """Yield (path, member) of this module and of all below it, each member once.

    get_members_fn: called with a module, returns its own (name, member) pairs.
    torch: Module._named_members
    """
    ### BEGIN SOLUTION
    seen = {id(None)}  # None never comes
    tree = self.named_modules(None, prefix, remove_duplicate) if recurse else [(prefix, self)]
    for path, module in tree:
        dot = path and path + "."
        for name, member in get_members_fn(module):
            key = id(member)
            if key not in seen:
                if remove_duplicate:
                    seen.add(key)
                yield dot + name, member
    ### END SOLUTION

# %%
@grow(nn.Module)
def named_parameters(self, prefix="", recurse=True, remove_duplicate=True):
    """Yield (path, Parameter) of this module and of all below it, each once.  torch: Module.named_parameters"""
    return self._named_members(lambda module: module._parameters.items(), prefix, recurse, remove_duplicate)

# %% check="2.7" points=4
check("2.7", nn)

# %% [markdown] hints="2.7"
# 1. Two loops, one inside the other: over the modules with their paths, and over the members of each. One memo for all of it.
# 2. `self.named_modules(prefix=prefix, remove_duplicate=remove_duplicate)` puts the prefix before every path for you. Without
#    `recurse`, the list `[(prefix, self)]` has the same form. Remember members by `id(member)`.
# 3. `seen = set()` / `tree = self.named_modules(...) if recurse else [(prefix, self)]` / `for path, module in tree:` /
#    `for name, member in get_members_fn(module):` / skip None and what is in `seen` / remember, if asked to / `yield` path, dot
#    and name, with the member

# %% [markdown] after="2.7" torch="nn.Module._named_members"
# torch's has the same two loops. Its memo holds the tensors themselves; a tensor's hash is its `id`, computed by a method in
# Python, so a set of `id`s is quicker. `parameters()` of 1.10 asks `named_parameters`, and so does every optimizer: this one
# generator is what "all parameters of the network" means.

# %% [markdown]
# ### 2.8 Do something to every module · difficulty 2 of 5 · 10 minutes
#
# `net.apply(fn)` calls `fn` with every module of the tree. It is how people initialise a network. In which order?

# %%
predict("2.8")

# %%
# %%both
def fill(module):
    if isinstance(module, Layer):
        torch.nn.init.constant_(module.weight, 0.5)
    print(type(module).__name__, end=" ")


net = nn.Module()
net.first, net.second = Layer(), Layer()
print(net.apply(fill) is net, net.second.weight.tolist())

# %% [markdown]
# It returns the module itself, so that it can stand behind a constructor: `net = Net().apply(fill)`.
#
# A parent that builds on its children must find them done, so children come first, all the way down. Among the children of one
# module the order is that of `children()`: each once, `None` never.

# %% answer="2.8"
@grow(nn.Module)
def apply(self, fn):
    """Call `fn` with every module below this one, children first; this one comes last, and is returned.

    torch: Module.apply
    """
    ### BEGIN SOLUTION
    if self._modules:  # most modules have no children, and a loop over none costs more than this question
        for child in dict.fromkeys(self._modules.values()):
            if child is not None:
                child.apply(fn)
    fn(self)
    return self
    ### END SOLUTION

# %% check="2.8" points=2
check("2.8", nn)

# %% [markdown] hints="2.8"
# 1. "All the way down" is a call of the same method on each child.
# 2. `self.children()` gives each child once and leaves out None. `fn(self)` comes after the loop.
# 3. `for child in ...: child.apply(...)` / `fn(...)` / `return ...`

# %% [markdown] after="2.8" torch="nn.Module.apply"
# torch loops over `self.children()`. There is no memo for the whole tree: a module that two different parents share is handed to
# `fn` twice, and `fn` had better not mind. `solution("2.8")` reads the registry itself, which takes a third of the time of two
# generators; a class that overrides `children` would not be heard.

# %% [markdown]
# ### 2.9 A module by its path · difficulty 2 of 5 · 15 minutes
#
# `named_modules` says `"body.first"`. `get_submodule` goes the other way, from the path to the module. People take networks apart
# with it: freeze this part, look at that one.

# %%
# %%both
net = nn.Module()
net.body = nn.Module()
net.body.first = Layer()
print(net.get_submodule("body.first") is net.body.first, net.get_submodule("") is net)
for path in ("body.last", "body.first.weight", "body..first"):
    print(path, refused(net.get_submodule, path))

# %% [markdown]
# A path that leads nowhere, and one that leads to something that is no module, is an `AttributeError`: not a `KeyError`, and never
# `None`. Each step is an ordinary *attribute* of the module before it, not an entry of a registry, so a property that returns a
# module counts as well. The empty path leads nowhere further: it is the module itself.
#
# torch's message names the class of the module where the path broke, so that you see how far it led. That name comes from
# `_get_name`, given here; a class may override it.

# %%
@grow(nn.Module)
def _get_name(self):
    """The name by which a module speaks of itself: its class's.  torch: Module._get_name"""
    return type(self).__name__

# %% answer="2.9"
@grow(nn.Module)
def get_submodule(self, target):
    """Return the module at the path `target`; at "" this one.

    Raises AttributeError where a step is missing or is no module.  torch: Module.get_submodule
    """
    ### BEGIN SOLUTION
    module = self
    for name in target.split(".") if target else ():
        if not hasattr(module, name):
            raise AttributeError(f"{module._get_name()} has no attribute `{name}`")
        module = getattr(module, name)
        if not isinstance(module, nn.Module):
            raise AttributeError(f"`{name}` is not an nn.Module")
    return module
    ### END SOLUTION

# %% check="2.9" points=2
check("2.9", nn)

# %% [markdown] hints="2.9"
# 1. Start with this module and take one step for each name of the path. The next step starts where the last one ended.
# 2. `target.split(".")` gives the names; but `"".split(".")` is `[""]`, one empty name. `getattr(module, name)` takes a step and
#    raises AttributeError by itself; what it returns is to be looked at each time.
# 3. `module = self` / `for name in target.split(".") if target else ():` / `module = getattr(module, name)` /
#    `if not isinstance(module, nn.Module): raise AttributeError(...)` / after the loop `return module`

# %% [markdown] after="2.9" torch="nn.Module.get_submodule"
# torch asks `hasattr` first, for a message of its own: the plain `getattr` would say "object has no attribute", which does not tell
# at which step a long path broke. A look-up takes as many steps as the path has names; searching `named_modules` for the path
# would walk the whole tree.

# %% [markdown]
# ### 2.10 A parameter by its path · difficulty 2 of 5 · 10 minutes
#
# The same for what `named_parameters` says. The last name is the parameter's; the rest is the path of its module.

# %%
# %%both
net = nn.Module()
net.body = Layer()
net.scale = nn.Parameter(torch.ones(1))
print(net.get_parameter("body.weight") is net.body.weight, net.get_parameter("scale") is net.scale)
for path in ("body.bias", "body", "body.wait", "head.weight"):
    print(path, refused(net.get_parameter, path))

# %% [markdown]
# `body.bias` is registered and is `None`: no Parameter, so an `AttributeError`, like everything else that is not one. You
# have written the walk already. What is new here is only where to cut the path: at the *last* dot, if there is one.

# %% answer="2.10"
@grow(nn.Module)
def get_parameter(self, target):
    """Return the Parameter at the path `target`.

    Raises AttributeError where a step is missing or what is there is no Parameter.  torch: Module.get_parameter
    """
    ### BEGIN SOLUTION
    path, _, name = target.rpartition(".")
    module = self.get_submodule(path)
    if not hasattr(module, name):
        raise AttributeError(f"{module._get_name()} has no attribute `{name}`")
    param = getattr(module, name)
    if not isinstance(param, nn.Parameter):
        raise AttributeError(f"`{name}` is not an nn.Parameter")
    return param
    ### END SOLUTION

# %% check="2.10" points=2
check("2.10", nn)

# %% [markdown] hints="2.10"
# 1. Cut the path in two, find the module with 2.9, read its attribute, look at what it is.
# 2. `"a.b.w".rpartition(".")` is `("a.b", ".", "w")`, and `"w".rpartition(".")` is `("", "", "w")`: without a dot the path is empty,
#    and 2.9 knows what that means.
# 3. `path, _, name = target.rpartition(".")` / `param = getattr(self.get_submodule(path), name)` /
#    `if not isinstance(param, ...): raise AttributeError(...)` / `return param`

# %% [markdown] after="2.10" torch="nn.Module.get_parameter"
# torch cuts the path with `rpartition`, too. Its `get_buffer` differs in one point: it asks whether the name is in `_buffers`,
# because any tensor may be a buffer and its class does not tell.

# %% [markdown]
# ### 2.11 Another module at a path · difficulty 3 of 5 · 15 minutes
#
# Swapping one part of a network, such as the last layer of a model that somebody else trained, is `set_submodule`:

# %%
# %%both
net = nn.Module()
net.body, net.scale = Layer(), nn.Parameter(torch.ones(1))
new = nn.Module()
net.set_submodule("body.extra", new)
print(net.body.extra is new, refused(net.set_submodule, "body.more", new, True))
for path, value in (("", new), ("body", 5), ("head.more", new), ("scale", new)):
    print(path or "(empty)", refused(net.set_submodule, path, value))

# %% [markdown]
# - An empty path, and a value that is no module (`None` included), are a `ValueError`.
# - The parent has to be there: `AttributeError`.
# - What is at the path now must be a module: `AttributeError`. If nothing is there, a new child is made; with `strict=True` that is
#   an `AttributeError` as well.
#
# The assignment itself is `setattr(parent, name, module)`: it does all that 2.3 and 2.4 do.

# %% answer="2.11"
@grow(nn.Module)
def set_submodule(self, target, module, strict=False):
    """Put a module at the path `target`, in the place of the one there or as a new child.

    strict: only in the place of one that is there.
    Raises ValueError for an empty path and for what is no module, and AttributeError where the
    parent is missing or what is at the path is no module.  torch: Module.set_submodule
    """
    ### BEGIN SOLUTION
    if target == "":
        raise ValueError("Cannot set the submodule without a target name!")
    if not isinstance(module, nn.Module):
        raise ValueError(f"`module` is not an nn.Module, found {type(module)}")
    path, _, name = target.rpartition(".")
    parent = self.get_submodule(path)
    there = getattr(parent, name) if strict else getattr(parent, name, module)
    if not isinstance(there, nn.Module):
        raise AttributeError(f"`{name}` is not an nn.Module")
    setattr(parent, name, module)
    ### END SOLUTION

# %% check="2.11" points=3
check("2.11", nn)

# %% [markdown] hints="2.11"
# 1. Two refusals with ValueError, then find the parent as in 2.10, then look at what is there now, then assign.
# 2. `getattr(parent, name)` raises AttributeError for a missing name; `getattr(parent, name, something)` gives `something` instead.
#    Which of the two fits `strict`, and which `something` passes the test that comes next?
# 3. `if target == "": raise ValueError(...)` / `if not isinstance(...): raise ValueError(...)` / `path, _, name = ...` /
#    `parent = ...` / `there = ... if strict else ...` / `if not isinstance(there, nn.Module): raise AttributeError(...)` /
#    `setattr(...)`

# %% [markdown] after="2.11" torch="nn.Module.set_submodule"
# torch asks `hasattr` twice, once for `strict` and once for what is there. A name whose child is `None` counts as there, and as no
# module, so `set_submodule` does not fill it; plain assignment does.

# %% [markdown]
# ### 2.12 A tree in print · difficulty 3 of 5 · 20 minutes
#
# The first thing people do with a network is print it.

# %%
# %%both
class Scale(nn.Module):
    def extra_repr(self):
        return "by=2"


net = nn.Module()
net.first = Scale()
net.body = nn.Module()
net.body.inner = Scale()
net.body.add_module("none", None)
print(nn.Module(), net, sep="\n")

# %% [markdown]
# Inside the brackets stand *lines*: first those of `extra_repr`, which a class overrides to say something of itself, then one for
# each child, `(name): ` and the child's own repr. `None` is printed too. A child of several lines is moved two spaces to the
# right, all but its first line. `indented`, given here, does that.
#
# If there are no children and at most one line of `extra_repr`, all of it stands on one line: `Scale(by=2)`. Otherwise each line
# begins a new one, after two spaces, and the closing bracket stands alone. The class's name comes from `_get_name`.

# %%
@grow(nn.Module)
def extra_repr(self):
    """What a module says of itself between its brackets: nothing, until its class says more.  torch: Module.extra_repr"""
    return ""


def indented(text):
    """The text with all lines but the first moved two spaces to the right; empty lines stay empty."""
    first, *rest = text.split("\n")
    return "\n".join([first, *("  " + line if line.strip() else "" for line in rest)])

# %% answer="2.12"
@grow(nn.Module)
def __repr__(self):
    """Return the module and all below it as a tree of lines.  torch: Module.__repr__"""
    ### BEGIN SOLUTION
    extra = self.extra_repr()
    lines = extra.split("\n") if extra else []
    children = [f"({name}): {indented(repr(child))}" for name, child in self._modules.items()]
    if not children and len(lines) <= 1:
        return f"{self._get_name()}({extra})"
    return "\n  ".join([f"{self._get_name()}(", *lines, *children]) + "\n)"
    ### END SOLUTION

# %% check="2.12" points=3
check("2.12", nn)

# %% [markdown] hints="2.12"
# 1. Make one list of lines from `extra_repr` and one from the children. Then there are two forms: all on one line, or not.
# 2. `repr(child)` is this same method, one level down. `"".split("\n")` is `[""]`, one empty line, so ask first whether there is
#    any text. Not `named_children`: it leaves out `None` and what comes twice.
# 3. `lines = extra.split("\n") if extra else []` / `children = [f"({name}): {indented(...)}" for name, child in ...]` /
#    `if not children and len(lines) <= 1: return ...` / `return "\n  ".join([..., *lines, *children]) + "\n)"`

# %% [markdown] after="2.12" torch="nn.Module.__repr__"
# torch does the same with a function `_addindent`. There is no memo: a shared module is printed in full wherever it stands, and the
# printed tree does not show that it is one. `ModuleList` overrides `__repr__` to fold repeats, which you do in lesson 06.

# %% [markdown]
# ## The network again
#
# The same two layers, and the optimizer finds all four parameters. `%%both` starts torch's network and yours from the same random
# numbers and fits both to a wave. Every loss agrees, so you see one column.

# %%
# %%both
class Layer(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(n_in, n_out))
        self.bias = nn.Parameter(torch.zeros(n_out))

    def extra_repr(self):
        return " to ".join(map(str, self.weight.shape))


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = Layer(1, 16)
        self.out = Layer(16, 1)

    def predict(self, x):
        h = torch.tanh(x @ self.hidden.weight + self.hidden.bias)
        return h @ self.out.weight + self.out.bias


def at_random(module):
    for p in module.parameters(recurse=False):
        torch.nn.init.normal_(p, std=0.5)


torch.manual_seed(0)
x = torch.linspace(-2, 2, 64).reshape(64, 1)
y = torch.sin(2 * x)
net = Net().apply(at_random)
optimizer = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9)
for step in range(301):
    loss = ((net.predict(x) - y) ** 2).mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if step % 100 == 0:
        print(f"step {step:3d}  loss {loss.item():.3f}")
net

# %% [markdown]
# What the tree is good for, in five lines: count what each part holds, freeze one, swap another.

# %%
# %%both
for path, part in net.named_modules():
    print(f"{path or 'all':7}", sum(p.numel() for p in part.parameters()))
for p in net.get_submodule("hidden").parameters():
    p.requires_grad = False
net.set_submodule("out", Layer(16, 3).apply(at_random))
print([name for name, p in net.named_parameters() if p.requires_grad], list(net.predict(x).shape))

# %% [markdown]
# A module that holds modules is all there is to a network of any size: one registry, one walk with a memo, and names joined by
# dots. Those names are the keys of every checkpoint you will ever load.
#
# Here are both networks, drawn from the objects themselves. Now the layers are children, with the parameters in them, two of
# which are frozen:

# %% play=True
tree("net")

# %% [markdown]
# `net.predict(x)` still reaches into the layers for their weights. Calling a layer, `self.hidden(x)`, is lesson 03.
