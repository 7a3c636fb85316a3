# %% [markdown]
# # 06 · Containers
#
# A network is a list of layers, or a dict of them, and Python has both. Yet torch brings classes of its own for the two. In
# this lesson you see why, and build all five: `Sequential`, `ModuleList`, `ModuleDict`, `ParameterList` and
# `ParameterDict`.
#
# You write 16 small pieces. Run the next cell first (Shift+Enter).

# %%
import operator
import warnings
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from itertools import chain, groupby

from course import bench, check, grow, hint, predict, solution
from course import numpy_torch as torch

nn = bench("06")

# %% [markdown]
# ## Something is broken
#
# A network with two hidden layers, kept in a list, is to learn a wave. Run it, in torch and in yours. The loss stays high
# in both.

# %%
# %%both
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = [nn.Linear(1, 8), nn.Linear(8, 8)]
        self.out = nn.Linear(8, 1)

    def forward(self, x):
        for layer in self.hidden:
            x = torch.tanh(layer(x))
        return self.out(x)


def fit(net):
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9)
    for _ in range(200):
        optimizer.zero_grad()
        loss = ((net(x) - y) ** 2).mean()
        loss.backward()
        optimizer.step()
    return round(loss.item(), 2)


x = torch.linspace(-2, 2, 80).reshape(80, 1)
y = torch.sin(2 * x)
torch.manual_seed(0)
broken = net = Net()
fit(broken), [name for name, _ in broken.named_parameters()]

# %% [markdown]
# Two parameters are trained, and four are not. This is what torch, and your Module, see of the network:

# %% play=True
from course import tree

tree("broken")

# %% [markdown]
# `self.hidden` is a list, so `__setattr__` asks whether it is a Parameter, a Module or a Buffer, hears no three times, and
# puts it into `__dict__`. Nobody looks inside. Nothing raises, either: `forward` finds the layers, and all who walk over
# modules do not. It is the same with a tuple and with a dict, and it is not only about training. Here `eval()` is to put a
# dropout to rest:

# %%
# %%both
class Held(nn.Module):
    def __init__(self, layers):
        super().__init__()
        self.layers = layers


for layers in ([nn.Dropout(0.5)], (nn.Dropout(0.5),), {"drop": nn.Dropout(0.5)}):
    net = Held(layers).eval()
    [drop] = layers.values() if isinstance(layers, dict) else layers
    print(f"{type(layers).__name__:6} children {list(net.children())}, dropout still at work: {drop.training}")

# %% [markdown]
# A *container* is the cure: a Module that keeps its modules in `_modules`, as any Module does, and behaves like a list or a
# dict outside. Below, each class is made empty and grows method by method. The first is the one you have seen most.

# %%
@grow(nn)
class Sequential(nn.Module):
    """Modules in a row: each is called with what the one before returned.  torch: nn.Sequential"""

# %% [markdown]
# ### 6.1 Names by position · difficulty 2 of 5 · 10 minutes
#
# Every child needs a name, and a `Sequential` gives the plainest one: its position, as text. Who wants better names hands
# in one `OrderedDict`.

# %%
# %%both
from collections import OrderedDict

net = nn.Sequential(nn.Linear(2, 3), nn.ReLU())
named = nn.Sequential(OrderedDict([("fc", nn.Linear(2, 3)), ("act", nn.ReLU())]))
list(net._modules), list(named._modules), net._modules["0"] is getattr(net, "0")

# %% [markdown]
# Only that one form counts as named: *one* argument that *is* an `OrderedDict`. A plain dict, a list of layers, or an
# OrderedDict beside other layers is taken for a layer, and refused as no Module. You need not write that refusal: lesson
# 02's `add_module` makes it, and the one for names that are taken or hold a dot.

# %% answer="6.1"
@grow(nn.Sequential)
def __init__(self, *args):
    """Register the modules under "0", "1", ..., or those of one OrderedDict under its names.

    Raises what `add_module` raises.  torch: Sequential.__init__
    """
    ### BEGIN SOLUTION
    super().__init__()
    if len(args) == 1 and isinstance(args[0], OrderedDict):
        pairs = args[0].items()
    else:
        pairs = ((str(i), module) for i, module in enumerate(args))
    for name, module in pairs:
        self.add_module(name, module)
    ### END SOLUTION

# %% check="6.1" points=2
check("6.1", nn)

# %% [markdown] hints="6.1"
# 1. First the registries, as in every Module. Then two cases, which differ only in where the names come from.
# 2. `len(args) == 1 and isinstance(args[0], OrderedDict)` is the named case. Names are text: `str(i)`, with
#    `enumerate(args)`.
# 3. `super().__init__()` / `if len(args) == 1 and ...: pairs = args[0].items()` / `else: pairs = ((str(i), m) for ...)` /
#    `for name, module in pairs: self.add_module(name, module)`

# %% [markdown] after="6.1" torch="nn.Sequential.__init__"
# torch writes the loop twice, once for each case. That a plain dict is refused dates from the time when a dict had no
# order; `ModuleDict`, which came later, takes one. `nn.Sequential(*layers)` is how a list of layers gets in.

# %% [markdown]
# ### 6.2 One after another · difficulty 2 of 5 · 10 minutes
#
# Three short methods make it a row: how long it is, what it holds in order, and `forward`, which calls one module after
# the other and hands on what each returns.

# %%
# %%both
step = nn.Linear(2, 2)
act = nn.ReLU()
net = nn.Sequential(step, act, step, act)
len(list(net.children())), len(list(net.parameters())), bool(nn.Sequential())

# %% [markdown]
# `act` stands in the row twice, and `children()` yields a module that it has met *once*. That is right for an optimizer. Is
# it right for a row? Note also the last answer: as with a list, an empty container is false, so `if module:` is no way to
# ask whether there is one.
#
# `forward` takes one input and calls each module as `module(input)`. The methods after 6.1 may use each other: a row that
# can be iterated is easy to run.

# %%
predict("6.2")

# %% answer="6.2"
@grow(nn.Sequential)
def __len__(self):
    """How many modules are in the row.  torch: Sequential.__len__"""
    ### BEGIN SOLUTION
    return len(self._modules)
    ### END SOLUTION


@grow(nn.Sequential)
def __iter__(self):
    """The modules in their order.  torch: Sequential.__iter__"""
    ### BEGIN SOLUTION
    return iter(self._modules.values())
    ### END SOLUTION


@grow(nn.Sequential)
def forward(self, input):
    """Call the modules in their order, each with what the one before returned.  torch: Sequential.forward"""
    ### BEGIN SOLUTION
    for module in self:
        input = module(input)
    return input
    ### END SOLUTION

# %% check="6.2" points=2
check("6.2", nn)

# %% [markdown] hints="6.2"
# 1. `_modules` is a dict from name to module. Its length, its values, and a loop over them are the three answers.
# 2. `children()` leaves out modules that it has met, and None. `self._modules.values()` leaves out nothing.
# 3. `return len(...)` / `return iter(...values())` / `for module in self: input = module(input)` and, after the loop,
#    `return input`

# %% [markdown] after="6.2" torch="nn.Sequential.forward"
# The same three lines. The value that travels need not be a tensor: a tuple goes through, as long as the next module takes
# one. A `None` in the row is kept and printed, and raises a TypeError when the row is run.

# %% [markdown]
# ### 6.3 By position · difficulty 3 of 5 · 15 minutes
#
# `net[0]` is the first module and `net[-1]` the last, as in a list. A slice gives a Sequential: a shorter network *of the
# same modules*. This is how people take the head off a network. First a guess about one that loses its front:

# %%
predict("6.3")

# %%
# %%both
net = nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 1))
body = net[:-1]
print(type(body).__name__, len(body), body[0] is net[0])
for index in (3, -4, 1.0, "0"):
    try:
        net[index]
    except Exception as error:
        print(index, type(error).__name__)

# %% [markdown]
# Positions are not names: in a Sequential with names of its own `net[0]` works too. And a slice is made by `type(self)`,
# from the modules *under the names they have*, so that a subclass stays one.
#
# The look-up by position is a method of its own, because the next exercise wants it for names as well as for modules.

# %% answer="6.3"
@grow(nn.Sequential)
def _get_item_by_idx(self, iterator, idx):
    """Return the item at position `idx` of an iterable that is as long as this row.

    Raises IndexError outside of it, and TypeError for what is no whole number.
    torch: Sequential._get_item_by_idx
    """
    ### BEGIN SOLUTION
    idx = operator.index(idx)
    if not -len(self) <= idx < len(self):
        raise IndexError(f"index {idx} is out of range")
    return list(iterator)[idx]
    ### END SOLUTION


@grow(nn.Sequential)
def __getitem__(self, idx):
    """Return the module at a position, or for a slice a container of those modules.  torch: Sequential.__getitem__"""
    ### BEGIN SOLUTION
    if isinstance(idx, slice):
        return type(self)(OrderedDict(list(self._modules.items())[idx]))
    return self._get_item_by_idx(self._modules.values(), idx)
    ### END SOLUTION

# %% check="6.3" points=3
check("6.3", nn)

# %% [markdown] hints="6.3"
# 1. A list knows all about positions, negative ones and slices included. Make one of what you have.
# 2. For a slice, take it of `list(self._modules.items())`: those are names *and* modules, and an `OrderedDict` of them is
#    what `type(self)` accepts.
# 3. `idx = operator.index(idx)` / `if not -len(self) <= idx < len(self): raise IndexError(...)` / `return
#    list(iterator)[idx]`; and `if isinstance(idx, slice): return type(self)(OrderedDict(...))` / `return
#    self._get_item_by_idx(self._modules.values(), idx)`

# %% [markdown] after="6.3" torch="nn.Sequential._get_item_by_idx"
# torch walks to the position with `itertools.islice` and makes no list. `operator.index` is why a numpy integer, or a
# tensor that holds one, works as a position, and 1.0 does not. A slice keeps its names: `net[1:]` has a "1" and no "0", and
# `append` on it can meet a name that is there already.

# %% [markdown]
# ### 6.4 Put in, take out · difficulty 3 of 5 · 20 minutes
#
# `net[1] = layer` replaces the module at a position, under the name it has. `del net[1]` takes it out. And then?

# %%
# %%both
net = nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 1))
net[1] = nn.Tanh()
del net[0]
list(net._modules), type(net.pop(0)).__name__, len(net)

# %% [markdown]
# The names are positions, so after each deletion torch names *all* that are left anew, from "0". Names that you chose
# yourself are lost on the way. A slice deletes several at once. `pop` returns what it takes out; unlike a list's it always
# wants a position.
#
# Assigning is left to `setattr`, which has asked the right questions since lesson 02: only a module, or None, takes the
# place of a module.

# %% answer="6.4"
@grow(nn.Sequential)
def __setitem__(self, idx, module):
    """Put a module in the place of the one at a position.  torch: Sequential.__setitem__"""
    ### BEGIN SOLUTION
    setattr(self, self._get_item_by_idx(self._modules, idx), module)
    ### END SOLUTION


@grow(nn.Sequential)
def __delitem__(self, idx):
    """Take out the module at a position, or those of a slice, and number the rest anew.

    torch: Sequential.__delitem__
    """
    ### BEGIN SOLUTION
    left = list(self)
    del left[idx]
    self._modules = OrderedDict((str(i), module) for i, module in enumerate(left))
    ### END SOLUTION


@grow(nn.Sequential)
def pop(self, key):
    """Take out what stands at a position, or a slice, and return it.  torch: Sequential.pop"""
    ### BEGIN SOLUTION
    found = self[key]
    del self[key]
    return found
    ### END SOLUTION

# %% check="6.4" points=3
check("6.4", nn)

# %% [markdown] hints="6.4"
# 1. To assign, find the *name* at a position. To delete, find which modules are left, and make a new `_modules` of those.
#    `pop` is made of what you have by then.
# 2. `self._get_item_by_idx(self._modules, idx)` is the name at a position. A list deletes by position and by slice, and
#    raises the IndexError by itself: let `list(self)` do it.
# 3. `setattr(self, name, module)`; then `left = list(self)` / `del left[idx]` / `self._modules = OrderedDict((str(i), m)
#    for i, m in enumerate(left))`; then `found = self[key]` / `del self[key]` / `return found`

# %% [markdown] after="6.4" torch="nn.Sequential.__delitem__"
# torch calls `delattr` for each name and then zips new numbers with what is left. The assignment `self._modules = ...` goes
# through `Module.__setattr__` like any other and ends in `object.__setattr__`. A state_dict that was saved before the
# deletion no longer fits: its keys have the old numbers.

# %% [markdown]
# ### 6.5 At the end · difficulty 1 of 5 · 10 minutes
#
# `append` adds one module and `extend` those of any iterable. Unlike a list's, both return the container, so that calls can
# be chained:

# %%
# %%both
net = nn.Sequential()
net.append(nn.Linear(2, 3)).append(nn.ReLU()).extend([nn.Linear(3, 3), nn.ReLU()])
print(list(net._modules))
net.extend(net._modules[name] for name in ("0", "1")) is net, len(net)

# %% [markdown]
# The name of a new module is the length so far. What comes in is registered by `add_module`, which knows what a module is.
#
# `extend` adds each module when it comes to it. What an iterable does when it grows while somebody walks it is its own
# business: torch copies nothing beforehand.

# %%
predict("6.5")

# %% answer="6.5"
@grow(nn.Sequential)
def append(self, module):
    """Add a module at the end; the result is this container.  torch: Sequential.append"""
    ### BEGIN SOLUTION
    self.add_module(str(len(self)), module)
    return self
    ### END SOLUTION


@grow(nn.Sequential)
def extend(self, sequential):
    """Add the modules of an iterable at the end, in order; the result is this container.

    torch: Sequential.extend
    """
    ### BEGIN SOLUTION
    for module in sequential:
        self.append(module)
    return self
    ### END SOLUTION

# %% check="6.5" points=2
check("6.5", nn)

# %% [markdown] hints="6.5"
# 1. One line each, and one more that makes chaining possible. `extend` is `append`, over and over.
# 2. With three modules the names are "0", "1" and "2", so the next is the length, as text.
# 3. `self.add_module(str(len(self)), module)` / `return self`, and `for module in sequential: self.append(module)` /
#    `return self`

# %% [markdown] after="6.5" torch="nn.Sequential.extend"
# The same lines. Walking `_modules.values()` while `append` adds to it makes Python raise "dictionary changed size during
# iteration": better than the endless loop that a list would give. By then one module has been added.

# %% [markdown]
# ### 6.6 In between · difficulty 3 of 5 · 15 minutes
#
# `insert(1, layer)` puts a module before the one at position 1. All behind it move up by one name.

# %%
# %%both
net = nn.Sequential(nn.Linear(2, 3), nn.Linear(3, 1))
net.insert(1, nn.ReLU()).insert(-1, nn.Tanh())
[type(module).__name__ for module in net]

# %% [markdown]
# A position may be negative, counted from the end, and may be the length itself, which appends. Further out, a Python list
# would take the nearest end; torch raises an IndexError. What is no Module, `None` included, is an AssertionError here;
# nowhere else do these classes say it that way.
#
# Moving up needs care with the order. Copy "1" to "2" and then "2" to "3", and one module stands in every place.

# %% answer="6.6"
@grow(nn.Sequential)
def insert(self, index, module):
    """Put a module before position `index`; the result is this container.

    Raises AssertionError for what is no Module, and IndexError outside of -len..len.  torch: Sequential.insert
    """
    ### BEGIN SOLUTION
    n = len(self)
    if not isinstance(module, nn.Module):
        raise AssertionError(f"module should be of type: {nn.Module}")
    if not -n <= index <= n:
        raise IndexError(f"Index out of range: {index}")
    index = index + n if index < 0 else index
    for i in range(n, index, -1):
        self._modules[str(i)] = self._modules[str(i - 1)]
    self._modules[str(index)] = module
    return self
    ### END SOLUTION

# %% check="6.6" points=3
check("6.6", nn)

# %% [markdown] hints="6.6"
# 1. Two refusals, then the index made positive, then the move, then the new module in the free place.
# 2. Move from the end: the last one first, to the new name `str(n)`. `range(n, index, -1)` counts down to the place that
#    becomes free.
# 3. `if not isinstance(...): raise AssertionError(...)` / `if not -n <= index <= n: raise IndexError(...)` / `if index < 0:
#    index += n` / `for i in range(n, index, -1): self._modules[str(i)] = self._modules[str(i - 1)]` /
#    `self._modules[str(index)] = module` / `return self`

# %% [markdown] after="6.6" torch="nn.Sequential.insert"
# torch moves by number, as you did. In a Sequential with names of its own there is no "0" to move, so `insert` raises a
# KeyError there; only inserting at the end works. The modules keep their identity and change their names, so an optimizer
# notices nothing and a saved state_dict does.

# %% [markdown]
# ### 6.7 Two rows in one · difficulty 2 of 5 · 15 minutes
#
# `a + b` is a new Sequential that holds the modules of both, the objects themselves. `a += b` makes `a` longer.

# %%
# %%both
head, tail = nn.Sequential(nn.Linear(2, 3)), nn.Sequential(nn.ReLU(), nn.Linear(3, 1))
net = head + tail
print(len(net), len(head), net[0] is head[0], type(net).__name__)
other = head
head += tail
other is head, list(other._modules)

# %% [markdown]
# The other side must be a Sequential. Anything else, a list of layers too, raises a *ValueError*; Python's own habit would
# be a TypeError. The sum is a plain Sequential, also when `a` is of a class of your own, while `+=` leaves `a` the object
# that it is.
#
# If there is no `__iadd__`, Python falls back on `a = a + b`, and whoever else holds the old `a` does not see the new
# layers.

# %% answer="6.7"
@grow(nn.Sequential)
def __add__(self, other):
    """A new Sequential of this one's modules and the other's.

    Raises ValueError unless `other` is a Sequential.  torch: Sequential.__add__
    """
    ### BEGIN SOLUTION
    if not isinstance(other, nn.Sequential):
        raise ValueError(f"add operator supports only objects of Sequential class, but {type(other)} is given.")
    return nn.Sequential(*self, *other)
    ### END SOLUTION


@grow(nn.Sequential)
def __iadd__(self, other):
    """Add the other's modules to this one.  Raises ValueError unless `other` is a Sequential.

    torch: Sequential.__iadd__
    """
    ### BEGIN SOLUTION
    if not isinstance(other, nn.Sequential):
        raise ValueError(f"add operator supports only objects of Sequential class, but {type(other)} is given.")
    for i, module in enumerate(other, len(self)):
        self.add_module(str(i), module)
    return self
    ### END SOLUTION

# %% check="6.7" points=2
check("6.7", nn)

# %% [markdown] hints="6.7"
# 1. Both begin with the same refusal. Then one makes a new container, and the other is something you wrote in 6.5.
# 2. `nn.Sequential(*self, *other)`: a star takes the modules out of a row. `__iadd__` must return the object, because
#    Python assigns what it returns.
# 3. `if not isinstance(other, nn.Sequential): raise ValueError(...)` / `return nn.Sequential(*self, *other)`, and the same
#    test / `self.extend(other)` / `return self`

# %% [markdown] after="6.7" torch="nn.Sequential.__add__"
# torch fills an empty Sequential by `append`, first from the left, then from the right. It returns no `NotImplemented`, so
# a class of your own cannot take part from the right-hand side by an `__radd__`.

# %% [markdown]
# ### 6.8 Several times · difficulty 3 of 5 · 15 minutes
#
# `3 * net` repeats the row. It reads like "three layers of this kind". Guess what there is to train:

# %%
predict("6.8")

# %%
# %%both
block = nn.Sequential(nn.Linear(4, 4), nn.ReLU())
deep = 3 * block
len(deep), deep[0] is deep[2], type(deep).__name__

# %% [markdown]
# The factor is an `int` of at least 1: anything else is a TypeError, 0 and less a ValueError. `*` makes a new, plain
# Sequential, and `*=` makes this one longer, so `net *= 1` changes nothing. The test of the factor is given, as is
# `__rmul__`, for `3 * net`; calling the test is up to you.

# %%
@grow(nn.Sequential)
def _check_factor(self, other):
    """Raise TypeError unless `other` is an int, and ValueError unless it is at least 1."""
    if not isinstance(other, int):
        raise TypeError(f"unsupported operand type(s) for *: {type(self)} and {type(other)}")
    if other <= 0:
        raise ValueError(f"Non-positive multiplication factor {other} for {type(self)}")


@grow(nn.Sequential)
def __rmul__(self, other):
    """`3 * net` is `net * 3`.  torch: Sequential.__rmul__"""
    return self.__mul__(other)

# %% answer="6.8"
@grow(nn.Sequential)
def __mul__(self, other):
    """A new Sequential that holds this one's modules `other` times over.  torch: Sequential.__mul__"""
    ### BEGIN SOLUTION
    self._check_factor(other)
    return nn.Sequential(*list(self) * other)
    ### END SOLUTION


@grow(nn.Sequential)
def __imul__(self, other):
    """Make this one `other` times as long, of the same modules.  torch: Sequential.__imul__"""
    ### BEGIN SOLUTION
    self._check_factor(other)
    for i in range(len(self) * (other - 1)):
        self.add_module(str(len(self)), self._modules[str(i)])
    return self
    ### END SOLUTION

# %% check="6.8" points=3
check("6.8", nn)

# %% [markdown] hints="6.8"
# 1. A list can be multiplied: `[a, b] * 2` is `[a, b, a, b]`, the same objects. `*=` adds what is missing: one time less.
# 2. `nn.Sequential(*list(self) * other)` is the product. For `*=`, fix what to add *before* the row grows: `list(self) *
#    (other - 1)`.
# 3. `self._check_factor(other)` first, in both; then `return nn.Sequential(*list(self) * other)`, and
#    `return self.extend(list(self) * (other - 1))`

# %% [markdown] after="6.8" torch="nn.Sequential.__imul__"
# torch writes the two tests in both methods. Its `*=` looks the modules up by number, so it raises a KeyError for a
# Sequential with names of its own. For blocks with weights of their own, multiply before you build:
# `nn.Sequential(*[Block() for _ in range(3)])`.

# %% [markdown]
# One method is left, given: `dir` leaves out the names that are digits, as every Module's does since lesson 01.
#
# ## ModuleList
#
# A Sequential says how it is run. When `forward` has its own idea (a skip from one layer to a later one, say), you want the
# list without the row: `ModuleList`. Much of it you have written, so it is given below, in short.

# %%
@grow(nn.Sequential)
def __dir__(self):
    """The names that can be typed after a dot.  torch: Sequential.__dir__"""
    return [name for name in super().__dir__() if not name.isdigit()]


@grow(nn)
class ModuleList(nn.Module):
    """A list of modules that are registered.  It has no forward.  torch: nn.ModuleList"""

    def __len__(self):
        return len(self._modules)

    def __iter__(self):
        return iter(self._modules.values())

    def __iadd__(self, modules):
        return self.extend(modules)

    def append(self, module):
        """Add a module at the end; the result is this list.  torch: ModuleList.append"""
        self.add_module(str(len(self)), module)
        return self

    def _get_abs_string_index(self, idx):
        """The name at a position: text, counted from the front.  torch: ModuleList._get_abs_string_index"""
        idx = operator.index(idx)
        if not -len(self) <= idx < len(self):
            raise IndexError(f"index {idx} is out of range")
        return str(idx % len(self))

    def __getitem__(self, idx):
        if isinstance(idx, slice):
            return type(self)(list(self._modules.values())[idx])
        return self._modules[self._get_abs_string_index(idx)]

    def __setitem__(self, idx, module):
        setattr(self, self._get_abs_string_index(idx), module)

    def __delitem__(self, idx):
        gone = range(len(self))[idx] if isinstance(idx, slice) else [self._get_abs_string_index(idx)]
        for name in gone:
            delattr(self, str(name))
        self._modules = OrderedDict((str(i), module) for i, module in enumerate(self))

    def pop(self, key):
        """Take out what stands at a position, or a slice, and return it.  torch: ModuleList.pop"""
        taken = self[key]
        del self[key]
        return taken

    def __dir__(self):
        return [name for name in super().__dir__() if not name.isdigit()]

# %% [markdown]
# ### 6.9 From any iterable · difficulty 2 of 5 · 10 minutes
#
# `ModuleList` takes *one* argument, an iterable of modules, where `Sequential` takes the modules one by one. `extend`, `+=`
# and the constructor do the same thing.

# %%
# %%both
layers = nn.ModuleList(nn.Linear(2**i, 2 ** (i + 1)) for i in range(3))
layers += [nn.ReLU()]
print(list(layers._modules), len(list(layers.parameters())))
for wrong in (lambda: nn.ModuleList(nn.ReLU()), lambda: nn.ModuleList([3]), lambda: layers(torch.ones(1))):
    try:
        wrong()
    except Exception as error:
        print(type(error).__name__)

# %% [markdown]
# `nn.ModuleList(layer)` instead of `nn.ModuleList([layer])` is a common slip; a layer is not iterable, and `extend` says so
# by a TypeError. `nn.ModuleList(None)` is empty, like `nn.ModuleList()`. There is no `forward`, so calling it gives lesson
# 03's NotImplementedError without any work of yours.

# %% answer="6.9"
@grow(nn.ModuleList)
def __init__(self, modules=None):
    """Start with the modules of an iterable, or empty.  torch: ModuleList.__init__"""
    ### BEGIN SOLUTION
    super().__init__()
    if modules is not None:
        self.extend(modules)
    ### END SOLUTION


@grow(nn.ModuleList)
def extend(self, modules):
    """Add the modules of an iterable at the end, in order; the result is this list.

    Raises TypeError for what is not iterable.  torch: ModuleList.extend
    """
    ### BEGIN SOLUTION
    if not isinstance(modules, Iterable):
        raise TypeError(f"ModuleList.extend should be called with an iterable, but got {type(modules).__name__}")
    for i, module in enumerate(modules, len(self)):
        self.add_module(str(i), module)
    return self
    ### END SOLUTION

# %% check="6.9" points=2
check("6.9", nn)

# %% [markdown] hints="6.9"
# 1. The constructor is the registries, one question and one call. `extend` is the one of 6.5 with a refusal before it.
# 2. Ask `is not None`, not `if modules`: 0 is a mistake that should be told. `isinstance(modules, Iterable)`, with
#    `Iterable` from `collections.abc`, tells whether something can be walked.
# 3. `super().__init__()` / `if modules is not None: self.extend(modules)`, and `if not isinstance(modules, Iterable): raise
#    TypeError(...)` / `for module in modules: self.append(module)` / `return self`

# %% [markdown] after="6.9" torch="nn.ModuleList.extend"
# torch counts names up from the length at the start. Its constructor says `self += modules`, which is `extend` again. No
# `forward` is defined on purpose: torch removed it so that the message of the missing forward appears.

# %% [markdown]
# ### 6.10 Insert and plus, once more · difficulty 2 of 5 · 15 minutes
#
# Two classes that look alike need not act alike. `ModuleList.insert` was written years before Sequential's, and looks
# neither at the index nor at the module:

# %%
# %%both
layers = nn.ModuleList([nn.Linear(1, 1), nn.Linear(1, 2)])
print(layers.insert(1, nn.Linear(1, 3)), [layer.out_features for layer in layers])
layers.insert(7, nn.Linear(1, 4))
more = [nn.ReLU()]
list(layers._modules), type(layers[:2] + more).__name__

# %% [markdown]
# It returns nothing. An index past the end leaves a hole in the numbers. All it does is move up what is behind, by number,
# and put the module in. `+` is more generous than Sequential's: the right side may be any iterable of modules, and the
# result is a new ModuleList.

# %%
predict("6.10")

# %% answer="6.10"
@grow(nn.ModuleList)
def insert(self, index, module):
    """Put a module before position `index`, counted from the front.  torch: ModuleList.insert"""
    ### BEGIN SOLUTION
    for i in range(len(self), index, -1):
        self._modules[str(i)] = self._modules[str(i - 1)]
    self._modules[str(index)] = module
    ### END SOLUTION


@grow(nn.ModuleList)
def __add__(self, other):
    """A new ModuleList of these modules and those of an iterable.  torch: ModuleList.__add__"""
    ### BEGIN SOLUTION
    return nn.ModuleList(chain(self, other))
    ### END SOLUTION

# %% check="6.10" points=2
check("6.10", nn)

# %% [markdown] hints="6.10"
# 1. `insert` is 6.6 without its first half. For `+`, think of something that walks first one iterable, then the other.
# 2. Count down from `len(self)` to `index`, and move `str(i - 1)` to `str(i)`. `itertools.chain(self, other)` is both in a
#    row, and raises the TypeError for what cannot be walked.
# 3. `for i in range(len(self), index, -1): self._modules[str(i)] = ...` / `self._modules[str(index)] = module`; and
#    `return nn.ModuleList(chain(self, other))`

# %% [markdown] after="6.10" torch="nn.ModuleList.insert"
# With -1, torch's loop counts one step too far, asks for the name "-1" and ends in a KeyError, with the list half moved by
# then. To put a module before the last, write `layers.insert(len(layers) - 1, layer)`. The sum is a plain ModuleList,
# whatever class the left side has.

# %% [markdown]
# ### 6.11 Folded in print · difficulty 4 of 5 · 20 minutes
#
# A transformer has 96 blocks that print alike. So a ModuleList prints a run of equal texts once:

# %%
# %%both
torch.manual_seed(0)
same = [nn.Linear(2, 2) for _ in range(3)]
nn.ModuleList([*same, nn.ReLU(), nn.Sequential(nn.Linear(2, 2)), nn.Linear(2, 2)])

# %% [markdown]
# Each line begins with the position, or the first and the last of a run; after a run's comes how many there are and an `x`.
# What is compared is the *text*: three layers of one shape fold, with weights as different as you like. Only neighbours
# fold. The text of a child that has several lines is indented by two spaces, from its second line on. An empty list is
# `ModuleList()`, and a subclass prints its own name (`_get_name`, lesson 02).
#
# `itertools.groupby` cuts a sequence into runs of equal items:

# %% play=True
[(item, len(list(run))) for item, run in groupby("aabccc")]

# %% answer="6.11"
@grow(nn.ModuleList)
def __repr__(self):
    """The children's texts, line by line, equal neighbours folded into one.  torch: ModuleList.__repr__"""
    ### BEGIN SOLUTION
    lines, start = [], 0
    for text, run in groupby(map(repr, self)):
        count = len(list(run))
        where = f"({start}): " if count == 1 else f"({start}-{start + count - 1}): {count} x "
        lines.append(where + text)
        start += count
    inside = "".join("\n  " + line.replace("\n", "\n  ") for line in lines)
    return f"{self._get_name()}({inside}\n)" if lines else f"{self._get_name()}()"
    ### END SOLUTION

# %% check="6.11" points=3
check("6.11", nn)

# %% [markdown] hints="6.11"
# 1. Walk over runs, and keep count of the position at which a run starts. Collect lines; put the frame around them at the
#    end.
# 2. `for text, run in groupby(map(repr, self))`, and `count = len(list(run))`. The last position of a run is `start + count
#    - 1`. To indent, replace each `"\n"` in a text by `"\n  "`.
# 3. `where = f"({start}): "` or, for more than one, `f"({start}-{start + count - 1}): {count} x "` / `lines.append(where +
#    text)` / `start += count`; then each line after `"\n  "`, and `self._get_name() + "(" + ... + "\n)"`

# %% [markdown] after="6.11" torch="nn.ModuleList.__repr__"
# torch keeps two lists, of runs and of their texts, and compares each text with the one before. It takes positions, not
# names, so the hole of the last exercise cannot be seen in print. A Sequential has no such method and prints all its 96
# lines.

# %% [markdown]
# ## ModuleDict
#
# Branches chosen by name, heads for several tasks: a dict of modules.

# %%
@grow(nn)
class ModuleDict(nn.Module):
    """A dict of modules that are registered, in order.  It has no forward.  torch: nn.ModuleDict"""

    def __init__(self, modules=None):
        super().__init__()
        if modules is not None:
            self.update(modules)

    def keys(self):
        """The names.  torch: ModuleDict.keys"""
        return self._modules.keys()

    def values(self):
        """The modules.  torch: ModuleDict.values"""
        return self._modules.values()

    def items(self):
        """The pairs of both.  torch: ModuleDict.items"""
        return self._modules.items()

    def clear(self):
        """Take out everything.  torch: ModuleDict.clear"""
        self._modules.clear()

# %% [markdown]
# ### 6.12 A module by its name · difficulty 2 of 5 · 15 minutes
#
# The dict is there already: it is `_modules`. What is left is to show it to the outside with a dict's own methods. One of
# them is stricter than a dict's:

# %%
# %%both
heads = nn.ModuleDict()
heads["age"] = nn.Linear(2, 1)
for name in ("keys", "training", "a.b", 5):
    try:
        heads[name] = nn.Linear(2, 1)
    except Exception as error:
        print(name, type(error).__name__)
try:
    heads["size"]
except Exception as error:
    print(type(error).__name__)
list(heads), "age" in heads, heads["age"] is heads.age

# %% [markdown]
# `heads["age"]` is also the attribute `heads.age`, so no name may hide a method or an attribute. `add_module` refuses
# those; putting in goes through it. Taking out and looking up ask the dict itself, so a missing name is a KeyError. Walking
# over it yields names, and `in` asks for names, as with a dict.
#
# `pop` returns the module it takes out, and unlike a dict's has no default.

# %% answer="6.12"
@grow(nn.ModuleDict)
def __getitem__(self, key):
    """The module of a name.  Raises KeyError for one that is not there.  torch: ModuleDict.__getitem__"""
    ### BEGIN SOLUTION
    return self._modules[key]
    ### END SOLUTION


@grow(nn.ModuleDict)
def __setitem__(self, key, module):
    """Register a module under a name.  Raises what `add_module` raises.  torch: ModuleDict.__setitem__"""
    ### BEGIN SOLUTION
    self.add_module(key, module)
    ### END SOLUTION


@grow(nn.ModuleDict)
def __delitem__(self, key):
    """Take a name out.  Raises KeyError for one that is not there.  torch: ModuleDict.__delitem__"""
    ### BEGIN SOLUTION
    del self._modules[key]
    ### END SOLUTION


@grow(nn.ModuleDict)
def __len__(self):
    """How many names there are.  torch: ModuleDict.__len__"""
    ### BEGIN SOLUTION
    return len(self._modules)
    ### END SOLUTION


@grow(nn.ModuleDict)
def __iter__(self):
    """The names in their order.  torch: ModuleDict.__iter__"""
    ### BEGIN SOLUTION
    return iter(self._modules)
    ### END SOLUTION


@grow(nn.ModuleDict)
def __contains__(self, key):
    """Whether a name is there.  torch: ModuleDict.__contains__"""
    ### BEGIN SOLUTION
    return key in self._modules
    ### END SOLUTION


@grow(nn.ModuleDict)
def pop(self, key):
    """Take out the module of a name and hand it over.  torch: ModuleDict.pop"""
    ### BEGIN SOLUTION
    return self._modules.pop(key)
    ### END SOLUTION

# %% check="6.12" points=2
check("6.12", nn)

# %% [markdown] hints="6.12"
# 1. Seven methods of one line. Six of them hand on to `self._modules`; one hands on to a method of lesson 02.
# 2. `__setitem__` is `self.add_module(key, module)`. `getattr(self, key)` is no look-up by name: it also finds methods, and
#    raises another error.
# 3. `self._modules[key]`, `self.add_module(key, module)`, `del self._modules[key]`, `len(...)`, `iter(...)`, `key in ...`,
#    `self._modules.pop(key)`

# %% [markdown] after="6.12" torch="nn.ModuleDict.__setitem__"
# torch's are these lines; its `pop` looks up, deletes and returns. A ModuleDict has neither `get` nor `setdefault`, and is
# no `collections.abc.Mapping`. Names that would clash with a method ("keys", "pop", "type") get a prefix in practice.

# %% [markdown]
# ### 6.13 Many at once · difficulty 3 of 5 · 20 minutes
#
# `update` takes what `dict` takes: a mapping, or an iterable of pairs. The constructor, given above, calls it.

# %%
# %%both
heads = nn.ModuleDict({"size": nn.Linear(2, 1), "age": nn.Linear(2, 2)})
heads.update([("name", nn.Linear(2, 3)), ["size", nn.Linear(2, 4)]])
print({name: head.out_features for name, head in heads.items()})
for wrong in (5, [5], ["abc"], [("a", "b", "c")]):
    try:
        heads.update(wrong)
    except Exception as error:
        print(wrong, type(error).__name__)

# %% [markdown]
# - A name that is there keeps its place and gets the new module; new names come at the end, in the order given.
# - What is not iterable is a TypeError, and so is a pair that is not. A pair that has not two items is a ValueError.
# - Pairs are put in one by one: those before a bad one are in.
#
# One trap: a `ModuleDict` walks over its names. It must be asked for its `items()`, like a mapping, and is none.

# %% answer="6.13"
@grow(nn.ModuleDict)
def update(self, modules):
    """Put in all modules of a mapping, of another ModuleDict, or of an iterable of (name, module) pairs.

    Raises TypeError for what is not iterable, and ValueError for a pair that has not two items.
    torch: ModuleDict.update
    """
    ### BEGIN SOLUTION
    if not isinstance(modules, Iterable):
        raise TypeError(f"ModuleDict.update wants an iterable of key/value pairs, but got {type(modules).__name__}")
    if isinstance(modules, (Mapping, nn.ModuleDict)):
        modules = modules.items()
    for j, pair in enumerate(modules):
        if not isinstance(pair, Iterable):
            raise TypeError(f"ModuleDict update sequence element #{j} should be Iterable; is {type(pair).__name__}")
        if len(pair) != 2:
            raise ValueError(f"ModuleDict update sequence element #{j} has length {len(pair)}; 2 is required")
        self[pair[0]] = pair[1]
    ### END SOLUTION

# %% check="6.13" points=3
check("6.13", nn)

# %% [markdown] hints="6.13"
# 1. Can it be walked? Is it a mapping, so that its pairs must be asked for? Then pair by pair: two questions, and in it
#    goes.
# 2. `isinstance(modules, (Mapping, nn.ModuleDict))`, with `Mapping` from `collections.abc`, is where `.items()` is needed.
#    `self[key] = module` does the rest, refusals included.
# 3. `if not isinstance(modules, Iterable): raise TypeError(...)` / `if isinstance(...): modules = modules.items()` / `for
#    pair in modules:` / `if not isinstance(pair, Iterable): raise TypeError(...)` / `if len(pair) != 2: raise
#    ValueError(...)` / `self[pair[0]] = pair[1]`

# %% [markdown] after="6.13" torch="nn.ModuleDict.update"
# torch's messages name the number of the bad pair. Until dicts had an order, torch sorted the names of a plain dict here,
# and its documentation still warns of "other unordered mapping types". The code no longer sorts; for `ParameterDict` it
# does, as you will see.

# %% [markdown]
# ## Parameters without a module
#
# Sometimes there is no layer, only numbers: a scale for each block, a table of vectors. A Python list of Parameters is as
# invisible as one of layers. `ParameterList` registers them. It has one habit more: a plain tensor that comes in becomes a
# `Parameter`. Other things may come too, and are kept as they are; how many there are is counted in `_size`.

# %%
def _line_of(name, value, kind):
    """One line of what a list or dict of parameters prints."""
    if not isinstance(value, torch.Tensor):
        return f"  ({name}): Object of type: {type(value).__name__}"
    sizes = "x".join(map(str, value.size()))
    device = f" ({value.device})" if value.device.type == "cuda" else ""
    what = "Parameter" if isinstance(value, nn.Parameter) else "Tensor"
    return f"  ({name}): {what} containing: [{kind} of size {sizes}{device}]"


@grow(nn)
class ParameterList(nn.Module):
    """A list of parameters, and of whatever else stands between them.  torch: nn.ParameterList"""

    def __init__(self, values=None):
        super().__init__()
        self._size = 0
        if values is not None:
            self.extend(values)

    def _get_abs_string_index(self, idx):
        """The name at a position.  torch: ParameterList._get_abs_string_index"""
        idx = operator.index(idx)
        if not -len(self) <= idx < len(self):
            raise IndexError(f"index {idx} is out of range")
        return str(idx % len(self))

    def __getitem__(self, idx):
        if isinstance(idx, slice):
            return type(self)(self[i] for i in range(*idx.indices(len(self))))
        return getattr(self, self._get_abs_string_index(idx))

    def __len__(self):
        return self._size

    def __iter__(self):
        return iter(self[i] for i in range(len(self)))

    def __iadd__(self, parameters):
        return self.extend(parameters)

    def append(self, value):
        """Add a value at the end; the result is this list.  torch: ParameterList.append"""
        self._size += 1
        self[self._size - 1] = value
        return self

    def __dir__(self):
        return [name for name in super().__dir__() if not name.isdigit()]

    def extra_repr(self):
        return "\n".join(_line_of(i, value, getattr(value, "dtype", "")) for i, value in enumerate(self))

    def __call__(self, *args, **kwargs):
        raise RuntimeError("ParameterList should not be called.")

# %% [markdown]
# ### 6.14 A tensor that comes in · difficulty 2 of 5 · 15 minutes
#
# Everything that enters the list comes through `__setitem__`, `append` too. So that is the one place where a tensor is made
# a Parameter.

# %%
# %%both
w = nn.Parameter(torch.ones(2))
scales = nn.ParameterList([w, torch.zeros(3), "a note"])
print(scales[0] is w, [name for name, _ in scales.named_parameters()])
try:
    nn.ParameterList(torch.ones(3))
except TypeError:
    print("TypeError")
scales

# %% [markdown]
# `extend` takes any iterable, with one exception. A tensor can be walked row by row, but `nn.ParameterList(tensor)` was
# hardly meant that way: the rows would be parameters that share the tensor's memory. So a tensor is refused, with a
# TypeError, like all that cannot be walked.
#
# A Parameter is kept as it is. `_get_abs_string_index`, given above, turns a position into a name and raises the
# IndexError; `setattr` finds the registry.

# %% answer="6.14"
@grow(nn.ParameterList)
def __setitem__(self, idx, param):
    """Put a value at a position that is there; a tensor becomes a Parameter.  torch: ParameterList.__setitem__"""
    ### BEGIN SOLUTION
    if isinstance(param, torch.Tensor) and not isinstance(param, nn.Parameter):
        param = nn.Parameter(param)
    setattr(self, self._get_abs_string_index(idx), param)
    ### END SOLUTION


@grow(nn.ParameterList)
def extend(self, values):
    """Add the values of an iterable at the end; the result is this list.

    Raises TypeError for what is not iterable, and for a tensor.  torch: ParameterList.extend
    """
    ### BEGIN SOLUTION
    if isinstance(values, torch.Tensor) or not isinstance(values, Iterable):
        raise TypeError(f"ParameterList.extend should be called with an iterable, but got {type(values).__name__}")
    for value in values:
        self.append(value)
    return self
    ### END SOLUTION

# %% check="6.14" points=3
check("6.14", nn)

# %% [markdown] hints="6.14"
# 1. `__setitem__`: perhaps a Parameter around the tensor, then `setattr` under the right name. `extend`: one refusal, one
#    loop.
# 2. A Parameter is a tensor too. `nn.Parameter(p)` of a Parameter would be another object, so ask for both: a Tensor, and
#    not a Parameter yet.
# 3. `if isinstance(param, torch.Tensor) and not isinstance(...): param = nn.Parameter(param)` / `setattr(self,
#    self._get_abs_string_index(idx), param)`; and `if isinstance(values, torch.Tensor) or not isinstance(values, Iterable):
#    raise TypeError(...)` / `for value in values: self.append(value)` / `return self`

# %% [markdown] after="6.14" torch="nn.ParameterList.__setitem__"
# A comment in torch says the same: this is the only place that wraps. Because the list walks `range(len(self))`, fixed at
# the start, `scales.extend(scales)` doubles it where a ModuleList raises. `del`, `insert` and `pop` do not exist. A list of
# one value prints in one line, with spaces too many: `Module.__repr__` puts a single extra line between the brackets as it
# is.

# %% [markdown]
# ## ParameterDict
#
# The last container has the most methods: nearly all that a dict has. They are given, since each is a line or two on top of
# three that you write. `_keys` is a dict that keeps the names in order; the values are attributes. Look through them for
# what differs from a dict: `fromkeys` is called on an object, and `self[key]` for a missing key is an *AttributeError*.

# %%
@grow(nn)
class ParameterDict(nn.Module):
    """A dict of parameters, and of whatever else stands between them, in order.  torch: nn.ParameterDict"""

    def __init__(self, parameters=None):
        super().__init__()
        self._keys = {}
        if parameters is not None:
            self.update(parameters)

    def _key_to_attr(self, key):
        """The name of the attribute.  Raises TypeError unless it is text.  torch: ParameterDict._key_to_attr"""
        if not isinstance(key, str):
            raise TypeError(
                "Index given to ParameterDict cannot be used as a key as it is "
                f"not a string (type is '{type(key).__name__}')."
            )
        return key

    def __getitem__(self, key):
        return getattr(self, self._key_to_attr(key))

    def __len__(self):
        return len(self._keys)

    def __iter__(self):
        return iter(self._keys)

    def __reversed__(self):
        return reversed(self._keys)

    def __contains__(self, key):
        return key in self._keys

    def keys(self):
        return self._keys.keys()

    def values(self):
        return (self[key] for key in self._keys)

    def items(self):
        return ((key, self[key]) for key in self._keys)

    def get(self, key, default=None):
        if key not in self:
            return default
        return self[key]

    def pop(self, key):
        value = self[key]
        del self[key]
        return value

    def popitem(self):
        """Take out the last pair and return it.  Raises KeyError where there is none.  torch: ParameterDict.popitem"""
        key, _ = self._keys.popitem()
        self._keys[key] = None  # `pop` takes it out again
        return key, self.pop(key)

    def clear(self):
        for key in list(self._keys):
            del self[key]

    def fromkeys(self, keys, default=None):
        """A new ParameterDict with one value for all keys.  torch: ParameterDict.fromkeys"""
        return nn.ParameterDict((key, default) for key in keys)

    def extra_repr(self):
        return "\n".join(_line_of(key, value, torch.typename(value)) for key, value in self.items())

    def __call__(self, input):
        raise RuntimeError("ParameterDict should not be called.")

# %% [markdown]
# ### 6.15 In by one door, out by one door · difficulty 3 of 5 · 15 minutes
#
# Two places have to agree: `_keys` knows the names of the dict, and the attribute holds the value. `__setitem__` enters a
# key in both, and `__delitem__` takes it out of both. All other methods use these two.

# %%
# %%both
table = nn.ParameterDict()
table["left"] = torch.ones(2)
table["note"] = "kept as it is"
table.shift = nn.Parameter(torch.zeros(1))
got = table.setdefault("right", torch.zeros(3))
print(type(got).__name__, got is table["right"])
list(table), [name for name, _ in table.named_parameters()]

# %% [markdown]
# `shift` was set as an attribute: it is a parameter of the module and no key of the dict.
#
# A tensor becomes a Parameter on its way in, as in 6.14. `setdefault` returns what is in the dict *then*: the Parameter,
# not the tensor it was made from; a key that is there is left alone. To delete a missing key is a KeyError.

# %% answer="6.15"
@grow(nn.ParameterDict)
def __setitem__(self, key, value):
    """Put a value under a key; a tensor becomes a Parameter.

    Raises TypeError for a key that is no text.  torch: ParameterDict.__setitem__
    """
    ### BEGIN SOLUTION
    self._keys[key] = None
    if isinstance(value, torch.Tensor) and not isinstance(value, nn.Parameter):
        value = nn.Parameter(value)
    setattr(self, self._key_to_attr(key), value)
    ### END SOLUTION


@grow(nn.ParameterDict)
def __delitem__(self, key):
    """Take a key out.  Raises KeyError for one that is not there.  torch: ParameterDict.__delitem__"""
    ### BEGIN SOLUTION
    del self._keys[key]
    delattr(self, self._key_to_attr(key))
    ### END SOLUTION


@grow(nn.ParameterDict)
def setdefault(self, key, default=None):
    """The value of a key, put in first where there is none.  torch: ParameterDict.setdefault"""
    ### BEGIN SOLUTION
    if key not in self:
        self[key] = default
    return self[key]
    ### END SOLUTION

# %% check="6.15" points=3
check("6.15", nn)

# %% [markdown] hints="6.15"
# 1. Each of the first two does one thing to `_keys` and one to the attribute. `setdefault` needs neither: it stands on the
#    others.
# 2. `self._keys[key] = None` enters a name; `setattr(self, self._key_to_attr(key), value)` the value. `del self._keys[key]`
#    raises the KeyError by itself, so it comes before `delattr`.
# 3. `self._keys[key] = None` / a Parameter around a plain tensor / `setattr(...)`; `del self._keys[key]` / `delattr(...)`;
#    `if key not in self: self[key] = default` / `return self[key]`

# %% [markdown] after="6.15" torch="nn.ParameterDict.__setitem__"
# torch enters the key before it asks whether it is text, so a refused `table[5]` stays behind in `_keys`. In earlier
# versions the values stood in `_parameters` alone, which is why only tensors could be kept; `_keys` came with the other
# things.

# %% [markdown]
# ### 6.16 Copies and unions · difficulty 3 of 5 · 15 minutes
#
# `update` is 6.13's with one step before it, and that step surprises people. Guess first, then watch the order:

# %%
predict("6.16")

# %%
# %%both
a, b, c = (nn.Parameter(torch.full((1,), float(i))) for i in range(3))
first = nn.ParameterDict([("c", c), ("a", a)])
second = first.copy()
second["b"] = b
print(list(first), list(second), second["a"] is first["a"])
both = first | second
both |= [("z", b)]
list(both), type(both).__name__

# %% [markdown]
# - From an `OrderedDict`, a `ParameterDict` or pairs, the order is kept. From any other mapping, a plain dict too, the
#   pairs are taken *sorted*.
# - `copy` is a new ParameterDict in the same order that holds the same parameters.
# - `a | b` is a copy of `a`, updated with `b`; `a |= b` updates `a`. The operators are given.
#
# `nn.ModuleDict.update` is a function, and all that it asks of its first argument is `self[key] = value`. So it may be
# called with another object as its `self`, and checks the pairs once more for you: `nn.ModuleDict.update(self,
# iter(pairs))`.

# %%
@grow(nn.ParameterDict)
def __or__(self, other):
    """A copy of this one, updated with the other.  torch: ParameterDict.__or__"""
    merged = self.copy()
    merged.update(other)
    return merged


@grow(nn.ParameterDict)
def __ror__(self, other):
    """`other | self`, where the other does not know how.  torch: ParameterDict.__ror__"""
    merged = other.copy()
    merged.update(self)
    return merged


@grow(nn.ParameterDict)
def __ior__(self, other):
    """Update this one with the other.  torch: ParameterDict.__ior__"""
    self.update(other)
    return self

# %% answer="6.16"
@grow(nn.ParameterDict)
def update(self, parameters):
    """Put in all of a mapping, or of an iterable of (key, value) pairs.

    Raises TypeError for what is not iterable, and ValueError for a pair that has not two items.
    torch: ParameterDict.update
    """
    ### BEGIN SOLUTION
    if isinstance(parameters, (OrderedDict, nn.ParameterDict)):
        parameters = parameters.items()
    elif isinstance(parameters, Mapping):
        parameters = sorted(parameters.items())
    nn.ModuleDict.update(self, iter(parameters))
    ### END SOLUTION


@grow(nn.ParameterDict)
def copy(self):
    """A new ParameterDict of the same values in the same order.  torch: ParameterDict.copy"""
    ### BEGIN SOLUTION
    return nn.ParameterDict(self.items())
    ### END SOLUTION

# %% check="6.16" points=3
check("6.16", nn)

# %% [markdown] hints="6.16"
# 1. Turn each of the three forms into pairs, in the right order. Putting pairs in is the same for all.
# 2. `OrderedDict` is a Mapping too, so it has to be asked for first. `sorted(parameters.items())` sorts by key. Pairs are
#    what the constructor takes as well, which is all that `copy` needs.
# 3. `if isinstance(parameters, (OrderedDict, nn.ParameterDict)): parameters = parameters.items()` / `elif
#    isinstance(parameters, Mapping): parameters = sorted(...)` / `nn.ModuleDict.update(self, iter(parameters))`; and
#    `return nn.ParameterDict(self.items())`

# %% [markdown] after="6.16" torch="nn.ParameterDict.update"
# Sorting is left over from Pythons whose dicts had no order: without it, the parameters of one program came in another
# order in each run, and an optimizer's saved state went to the wrong ones. torch's `copy` goes by way of an OrderedDict for
# this very reason. `{...} | table` asks Python's dict first; it does not know how, so `__ror__` gives a plain dict.

# %% [markdown]
# The sixth class of torch's file you meet only in old code. `Container` did what every Module does today, so all it has
# kept is a warning.

# %%
@grow(nn)
class Container(nn.Module):
    """Modules by keyword, with a warning.  torch: nn.Container (deprecated)"""

    def __new__(cls, **kwargs):
        if cls is nn.Container:
            _warn_of_container()
        return super().__new__(cls)

    def __init_subclass__(cls, **kwargs):
        _warn_of_container()
        super().__init_subclass__(**kwargs)

    def __init__(self, **kwargs):
        super().__init__()
        for name, module in kwargs.items():
            self.add_module(name, module)


def _warn_of_container():
    warnings.warn(
        "`nn.Container` is deprecated. "
        "All of its functionality is now implemented in `nn.Module`. Subclass that instead.",
        FutureWarning,
        stacklevel=3,
    )

# %% [markdown]
# ## One network, four ways
#
# The containers are whole. So here is one network for the handwritten digits, written in the four ways that you meet in
# other people's code. Each is made from the same seed. The layers are made in the same order, so they have the same
# weights.

# %%
# %%both
from itertools import pairwise

from course.digits import digits

images, labels = (torch.from_numpy(part) for part in digits())


class Plain(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(64, 32)
        self.second = nn.Linear(32, 32)
        self.last = nn.Linear(32, 10)
        self.act = nn.ReLU()

    def forward(self, x):
        return self.last(self.act(self.second(self.act(self.first(x)))))


def row():
    return nn.Sequential(nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 32), nn.ReLU(), nn.Linear(32, 10))


class Listed(nn.Module):
    def __init__(self, *sizes):
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(a, b) for a, b in pairwise(sizes))

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = layer(x).relu()
        return self.layers[-1](x)


class Named(nn.Module):
    def __init__(self):
        super().__init__()
        parts = {"in": nn.Linear(64, 32), "mid": nn.Linear(32, 32), "out": nn.Linear(32, 10), "act": nn.ReLU()}
        self.parts = nn.ModuleDict(parts)

    def forward(self, x):
        for part in ("in", "act", "mid", "act", "out"):
            x = self.parts[part](x)
        return x


nets = {}
for make in (Plain, row, lambda: Listed(64, 32, 32, 10), Named):
    torch.manual_seed(0)
    net = make()
    nets[type(net).__name__] = net
for name, net in nets.items():
    layers = [key for key, layer in net.named_modules() if isinstance(layer, nn.Linear)]
    print(f"{name:12}", *(f"{key:10}" for key in layers))
outputs = [net(images[:100]) for net in nets.values()]
[torch.equal(outputs[0], output) for output in outputs]

# %% [markdown]
# Four spellings, one function: equal outputs, number for number. What differs is the *names*, and they are what a saved
# file knows. So a checkpoint of one does not load into another without renaming, which is lesson 07's subject.
#
# Train all four, in torch and in yours: five times over 1,500 digits. Each line holds the last loss, and which part of the
# 297 digits that no network has seen is read rightly.

# %%
# %%both
def train(net):
    optimizer = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9)
    for step in range(150):
        start = 50 * (step % 30)
        batch = slice(start, start + 50)
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(net(images[batch]), labels[batch])
        loss.backward()
        optimizer.step()
    right = (net(images[1500:]).argmax(1) == labels[1500:]).float().mean()
    return round(loss.item(), 2), round(right.item(), 1)


for name, net in nets.items():
    print(f"{name:12}", *train(net))

# %% [markdown]
# Two worlds, four ways, one loss. Which to write? `Sequential` when data goes straight through. `ModuleList` when the
# number of layers is an argument, or `forward` walks them in its own way. `ModuleDict` when a layer is chosen by a name.
# Attributes for everything else, with containers inside.
#
# ## The broken net again
#
# The network of the beginning, with one word more in one line:

# %%
# %%both
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.ModuleList([nn.Linear(1, 8), nn.Linear(8, 8)])
        self.out = nn.Linear(8, 1)

    def forward(self, x):
        for layer in self.hidden:
            x = torch.tanh(layer(x))
        return self.out(x)


torch.manual_seed(0)
net = Net()
fit(net), [name for name, _ in net.named_parameters()]

# %% play=True
tree("net")

# %% [markdown]
# All six parameters are trained, and the wave is learned. `forward` did not change: a ModuleList is walked like the list it
# replaced.
#
# What it has learned is gone when the kernel stops. A network is saved by its names and loaded by them, and a container
# gives every layer a name: lesson 07 makes the file.
