# %% [markdown]
# # 01 · Parameter
#
# A network has numbers that learn and numbers that do not. Somebody has to keep the list of the first kind: an optimizer
# asks for it, saving asks for it, moving to a GPU asks for it. In this lesson you build the part of `nn.Module` that keeps
# the list by itself.
#
# You write 13 small pieces, one cell each, and check each against real torch. Run the next cell first (Shift+Enter).

# %%
from course import bench, check, grow, hint, predict, progress, reset, skip, solution
from course import numpy_torch as torch

nn = bench("01")

# %% [markdown]
# ## Something is broken
#
# A line, fitted without `nn.Module`. Run it: the loss stops far from zero.

# %% play=True
torch.manual_seed(0)
x = torch.linspace(-1, 1, 20).reshape(20, 1)
y = 3 * x + 2


class Line:
    def __init__(self):
        self.weight = torch.zeros(1, 1, requires_grad=True)
        self.bias = torch.zeros(1, requires_grad=True)
        self.trainable = [self.weight]


line = Line()
for _ in range(100):
    loss = ((x @ line.weight + line.bias - y) ** 2).mean()
    loss.backward()
    with torch.no_grad():
        for p in line.trainable:
            p -= 0.3 * p.grad
            p.grad = None
print(f"loss {loss.item():.4f}")
print(f"weight {line.weight.item():.2f}, bias {line.bias.item():.2f}")

# %% [markdown]
# The list was kept by hand, and the bias is not on it. Nothing raised; the number just never learned. torch's answer: an
# attribute that is a `Parameter` puts *itself* on the list. By the end of this lesson yours does too, and this line is
# fitted.
#
# The next cell makes the class to grow, empty. Every exercise adds one method.

# %%
@grow(nn)
class Module:
    """The class that every layer and every network derives from.  torch: nn.Module"""

# %% [markdown]
# ### 1.1 A tensor that asks to be trained · difficulty 1 of 5 · 10 minutes
#
# `Parameter` is a tensor with one difference: it is a class of its own, so that `isinstance` can tell it from every other
# tensor. Its data is not copied. It asks for a gradient from the start, and it is a leaf: whatever computed its first
# values is forgotten.
#
# Run torch's:

# %%
# %%both
values = torch.tensor([1.0, 2.0])
p = nn.Parameter(values)
values[0] = 9.0
type(p).__name__, p.requires_grad, p.is_leaf, p.tolist()

# %% [markdown]
# One constructor does the work: `torch.Tensor._make_subclass(cls, data, requires_grad)` returns a leaf of class `cls` on
# the memory of `data`. `nn.Parameter()` with nothing is an empty float tensor. Note that it is `__new__`: a tensor is made
# whole, not filled in later.

# %% answer="1.1"
@grow(nn)
class Parameter(torch.Tensor):
    """A tensor that is trained.  torch: nn.Parameter"""

    def __new__(cls, data=None, requires_grad=True):
        """Return a leaf of class `cls` on the memory of `data` (empty where it is None)."""
        ### BEGIN SOLUTION
        if data is None:
            data = torch.empty(0)
        return torch.Tensor._make_subclass(cls, data, requires_grad)
        ### END SOLUTION

# %% check="1.1" points=2
check("1.1", nn)

# %% [markdown] hints="1.1"
# 1. Two steps: settle what `data` is when nobody gave any, then make the object. No copying, no `super().__init__()`.
# 2. Test with `data is None`. A tensor has no single truth value, so `data or ...` raises for two elements.
# 3. `if data is None: data = torch.empty(0)` / `return torch.Tensor._make_subclass(cls, ..., ...)` with `cls`, so that a
#    subclass of Parameter stays what it is.

# %% [markdown] after="1.1" torch="nn.Parameter.__new__"
# torch does the same two steps for ordinary tensors. For tensor subclasses from other libraries it keeps their class and
# sets a flag `_is_param` on the object instead; a metaclass then makes `isinstance(t, Parameter)` say True for those.

# %% [markdown]
# ### 1.2 Empty registries · difficulty 1 of 5 · 10 minutes
#
# `Module.__init__` makes the registries in which a module will keep things, and nothing else. Each module has its own.
# Look at what torch's holds when it is new:

# %%
# %%both
dict(sorted(vars(nn.Module()).items()))

# %% [markdown]
# - `training` is `True`, and `_is_full_backward_hook` is `None`;
# - `_parameters`, `_buffers` and `_modules` are plain dicts, `_non_persistent_buffers_set` is a set;
# - the eleven names that end in `_hooks`, or in `_hooks_with_kwargs` or `_hooks_always_called`, are each an `OrderedDict`.
#
# torch sets them with `object.__setattr__`, past the `__setattr__` you will write in 1.6, because none of them needs its
# care. Write it so that one more registry means one more name. The names of the hook registries stand in `HOOKS`, given.

# %%
from collections import OrderedDict

HOOKS = """
_backward_pre_hooks _backward_hooks
_forward_pre_hooks _forward_pre_hooks_with_kwargs
_forward_hooks _forward_hooks_with_kwargs _forward_hooks_always_called
_state_dict_pre_hooks _state_dict_hooks
_load_state_dict_pre_hooks _load_state_dict_post_hooks
""".split()

# %% answer="1.2"
@grow(nn.Module)
def __init__(self):
    """Make the empty registries.  torch: Module.__init__"""
    ### BEGIN SOLUTION
    put = object.__setattr__
    put(self, "training", True)
    put(self, "_is_full_backward_hook", None)
    put(self, "_non_persistent_buffers_set", set())
    for name in ("_parameters", "_buffers", "_modules"):
        put(self, name, {})
    for name in HOOKS:
        put(self, name, OrderedDict())
    ### END SOLUTION

# %% check="1.2" points=2
check("1.2", nn)

# %% [markdown] hints="1.2"
# 1. Four kinds of value, so four short groups. Two of the groups are loops.
# 2. `object.__setattr__(self, name, value)` sets an attribute by its name, which is what a loop needs. `{}` inside the loop,
#    not before it: a dict made once would be one registry under three names.
# 3. `object.__setattr__(self, "training", True)` / ... / `for name in (...): object.__setattr__(self, name, {})` /
#    `for name in HOOKS: object.__setattr__(self, name, OrderedDict())`

# %% [markdown] after="1.2" torch="nn.Module.__init__"
# torch writes the seventeen lines out, with a comment saying why they pass by `Module.__setattr__`. It turns arguments away
# with a TypeError, unless the class sets `call_super_init`, which hands them on to the next class in line.

# %% [markdown]
# ### 1.3 A name that may be registered · difficulty 3 of 5 · 15 minutes
#
# A registered name has to live beside all other attributes. `net.register_parameter("a.b", p)` would make `state_dict` keys
# ambiguous, and a parameter called `training` would hide the flag. So torch refuses bad names before it looks at the value.
# See which exception each one gets:

# %%
# %%both
def refused(call):
    try:
        call()
    except Exception as error:
        return type(error).__name__


class Early(nn.Module):
    def __init__(self):
        self.register_parameter("w", None)


net = nn.Module()
for name in ("", "a.b", 5, "training", "fine"):
    print(repr(name), refused(lambda name=name: net.register_parameter(name, None)))
refused(Early)

# %% [markdown]
# torch writes these checks three times, for parameters, buffers and modules, with one word changed. You write them once,
# with the word as an argument: `kind` is `"parameter"`, `"buffer"` or `"module"`, and the registry is `_parameters`,
# `_buffers` or `_modules`.
#
# Decide before you write:
# 1. Before `Module.__init__` there is no registry at all. Where do you look for it without tripping?
# 2. Registering the *same* name again is allowed. Which names that exist are then not taken?
#
# `register_parameter` below is given, in its first form; the next exercise replaces it.

# %% answer="1.3"
@grow(nn.Module)
def _check_name(self, kind, name):
    """Raise unless `name` may stand in the registry for `kind`.

    kind: "parameter", "buffer" or "module".
    Raises AttributeError before Module.__init__, TypeError for a name that is no text,
    and KeyError for an empty name, one with a dot, and one that another attribute has.
    torch: the first lines of Module.register_parameter
    """
    ### BEGIN SOLUTION
    registry = self.__dict__.get(f"_{kind}s")
    if registry is None:
        raise AttributeError(f"cannot assign {kind} before Module.__init__() call")
    if not isinstance(name, str):
        raise TypeError(f"{kind} name should be a string. Got {torch.typename(name)}")
    if name == "" or "." in name:
        raise KeyError(f"{kind} name can't be empty or contain '.'")
    if name not in registry and hasattr(self, name):
        raise KeyError(f"attribute '{name}' already exists")
    ### END SOLUTION

# %%
@grow(nn.Module)
def register_parameter(self, name, param):
    """The first form: any value, under a name that was checked."""
    self._check_name("parameter", name)
    self._parameters[name] = param

# %% check="1.3" points=3
check("1.3", nn)

# %% [markdown] hints="1.3"
# 1. Four questions in this order: is there a registry, is the name text, is it well formed, is it free?
# 2. `self.__dict__.get("_parameters")` is None before `Module.__init__`, and asks nobody else. A name is taken when
#    `hasattr(self, name)` and it is not in this very registry.
# 3. `registry = self.__dict__.get(f"_{kind}s")` / `if registry is None: raise AttributeError(...)` /
#    `if not isinstance(name, str): raise TypeError(...)` / `if name == "" or ...: raise KeyError(...)` /
#    `if hasattr(self, name) and ...: raise KeyError(...)`

# %% [markdown] after="1.3" torch="nn.Module.register_parameter"
# In torch the same ladder of `elif` stands in `register_parameter`, `register_buffer` and `add_module`. The order matters for
# who gets which message: `"." in 5` would itself raise a TypeError with words that help nobody, so the test for text comes
# first.

# %% [markdown]
# ### 1.4 What may be registered · difficulty 2 of 5 · 15 minutes
#
# The name is fit. Now the value. Three kinds may come:
#
# - `None` is kept: it says "this module has such a parameter, but not in this instance". `nn.Linear(3, 2, bias=False)` does
#   that with `bias`.
# - A `Parameter` is kept, the object itself.
# - Anything else is a mistake, and a plain tensor most of all: it would look registered and never be trained.
#
# One more refusal. A Parameter changed in place by a computation is not a leaf any more, and `.grad` would stay empty:

# %%
# %%both
w = nn.Parameter(torch.ones(2))
p = nn.Parameter(torch.zeros(2), requires_grad=False)
p.add_(w)
p.is_leaf, p.grad_fn is None

# %% [markdown]
# Replace `register_parameter` with its whole form. A parameter that is refused leaves the registry as it was.

# %% answer="1.4"
@grow(nn.Module)
def register_parameter(self, name, param):
    """Put a Parameter, or None, in the registry under `name`.

    Raises what `_check_name` raises, TypeError for anything but a Parameter or None,
    and ValueError for a Parameter that is not a leaf.  torch: Module.register_parameter
    """
    ### BEGIN SOLUTION
    self._check_name("parameter", name)
    if param is not None and not isinstance(param, nn.Parameter):
        raise TypeError(f"cannot assign '{torch.typename(param)}' object to parameter '{name}'")
    if param is not None and param.grad_fn is not None:
        raise ValueError(f"Cannot assign non-leaf Tensor to parameter '{name}'")
    self._parameters[name] = param
    ### END SOLUTION

# %% check="1.4" points=2
check("1.4", nn)

# %% [markdown] hints="1.4"
# 1. First the name, then the kind of value, then whether it is a leaf; the line that stores comes last.
# 2. `None` has no `grad_fn`, so each of the two tests has to let None through. `isinstance`, not `type(...) is`: a subclass of
#    Parameter is a Parameter.
# 3. `self._check_name("parameter", name)` / `if param is not None and not isinstance(...): raise TypeError(...)` /
#    `if param is not None and param.grad_fn is not None: raise ValueError(...)` / `self._parameters[name] = param`

# %% [markdown] after="1.4" torch="nn.Module.register_parameter"
# Before it stores, torch calls the global registration hooks, each of which may hand back another object to store. You build
# those in lesson 08. Its message for a non-leaf says what to do instead: compute the value in `forward()`.

# %% [markdown]
# ### 1.5 Reading what is registered · difficulty 2 of 5 · 10 minutes
#
# You registered a parameter. Now read it:

# %%
# %%both
net = nn.Module()
net.register_parameter("w", nn.Parameter(torch.ones(2)))
net.w

# %% [markdown]
# Python looks for `w` in the object's `__dict__` and in its classes. Only when both fail does it call `__getattr__`. That is
# the place to look in the registries: `_parameters`, then `_buffers`, then `_modules`. A name that is in none of them is an
# `AttributeError`, and its words are what people search for: `'Net' object has no attribute 'w'`, with the class of the
# object.
#
# Two traps. The value in the registry may be `None`, and `None` is then the answer. And before `Module.__init__` the registries do
# not exist: `self._parameters` inside `__getattr__` would call `__getattr__` again, for ever.

# %% answer="1.5"
@grow(nn.Module)
def __getattr__(self, name):
    """Find `name` among the parameters, the buffers, then the modules.

    Raises AttributeError, naming the class and the attribute.  torch: Module.__getattr__
    """
    ### BEGIN SOLUTION
    for registry in ("_parameters", "_buffers", "_modules"):
        held = self.__dict__.get(registry, {})
        if name in held:
            return held[name]
    raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")
    ### END SOLUTION

# %% check="1.5" points=2
check("1.5", nn)

# %% [markdown] hints="1.5"
# 1. Three registries, one loop. What ends the loop early is finding the *name*, whatever value it holds.
# 2. `self.__dict__.get("_parameters", {})` never calls `__getattr__`. `name in held` finds a name whose value is None;
#    `held.get(name)` cannot tell it from a missing one.
# 3. `for registry in ("_parameters", "_buffers", "_modules"):` / `held = self.__dict__.get(registry, {})` /
#    `if name in held: return held[name]` / after the loop `raise AttributeError(f"'{type(self).__name__}' object ...")`

# %% [markdown] after="1.5" torch="nn.Module.__getattr__"
# torch writes the three lookups out, each with its own test for `__init__`. This is why reading `self.weight` is slower than
# reading a plain attribute: the two ordinary lookups fail first, and then this method runs, in Python.

# %% [markdown]
# ### 1.6 Registering by assignment · difficulty 3 of 5 · 20 minutes
#
# Run this first. It is torch, and nobody calls `register_parameter`:

# %%
# %%both
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.ones(2))


net = Net()
"w" in net.__dict__, list(net._parameters)

# %% [markdown]
# In Python, assigning an attribute writes to `__dict__`. torch steps in: a `Parameter` *moves the name into the registry*, and
# from then on the name belongs to it. Only another Parameter, or `None`, may take its place.
#
# Decide before you write:
# 1. The name was a plain attribute until now. Where must it no longer be?
# 2. The name is a parameter, and `5` is assigned. What then?
# 3. `super().__init__()` was forgotten, so there is no registry. Which exception says so?

# %%
predict("1.6")

# %% answer="1.6"
@grow(nn.Module)
def __setattr__(self, name, value):
    """Assign an attribute; a Parameter goes to the registry.

    Raises AttributeError before Module.__init__, and TypeError when anything but a Parameter
    or None is assigned to the name of a parameter.  torch: Module.__setattr__
    """
    ### BEGIN SOLUTION
    params = self.__dict__.get("_parameters")
    if isinstance(value, nn.Parameter):
        if params is None:
            raise AttributeError("cannot assign parameters before Module.__init__() call")
        self.__dict__.pop(name, None)
    elif params is None or name not in params:
        return object.__setattr__(self, name, value)
    elif value is not None:
        raise TypeError(f"cannot assign '{torch.typename(value)}' as parameter '{name}'")
    self.register_parameter(name, value)
    ### END SOLUTION

# %% check="1.6" points=4
check("1.6", nn)

# %% [markdown] hints="1.6"
# 1. Three cases, in this order: the value is a Parameter; the name is already a parameter; neither.
# 2. `self.__dict__.get("_parameters")` answers question 3 without tripping over `__getattr__`. Take the name out of
#    `self.__dict__` *before* you register: a name that is still there counts as taken.
# 3. `params = ...` / `if isinstance(value, nn.Parameter): ... pop the name` /
#    `elif params is None or name not in params: return object.__setattr__(self, name, value)` /
#    `elif value is not None: raise TypeError(...)` / `self.register_parameter(name, value)`

# %% [markdown] after="1.6" torch="nn.Module.__setattr__"
# torch takes the name out of `__dict__`, `_buffers`, `_modules` and `_non_persistent_buffers_set` in one helper before it
# registers. A module and a buffer being assigned get the same treatment, in branches you add in lessons 02 and 04. Only when
# none applies does `object.__setattr__` run, so even `self.count = 0` pays for the questions before it.

# %% [markdown]
# ### 1.7 Taking a parameter away · difficulty 2 of 5 · 10 minutes
#
# `del net.w` has the same problem as reading had: `w` is not in `__dict__`, so Python finds nothing to delete.

# %%
# %%both
net = nn.Module()
net.w = nn.Parameter(torch.ones(2))
net.note = "a plain attribute"
del net.note
del net.w
list(net._parameters), hasattr(net, "w")

# %% [markdown]
# `__delattr__` looks in the registries first, in the order of `__getattr__`, and leaves every other name to
# `object.__delattr__`, which also raises for a name that does not exist. A buffer has a second entry: a name in
# `_non_persistent_buffers_set` says "do not save this one", and it goes away with its buffer. A name that was deleted is free
# again.

# %% answer="1.7"
@grow(nn.Module)
def __delattr__(self, name):
    """Delete an attribute, in whichever registry it is.

    Raises AttributeError for a name that is nowhere.  torch: Module.__delattr__
    """
    ### BEGIN SOLUTION
    for registry in (self._parameters, self._buffers, self._modules):
        if name in registry:
            del registry[name]
            self._non_persistent_buffers_set.discard(name)
            return
    object.__delattr__(self, name)
    ### END SOLUTION

# %% check="1.7" points=2
check("1.7", nn)

# %% [markdown] hints="1.7"
# 1. The shape of 1.5 once more: look in three registries, stop at the first that has the name, otherwise leave it to `object`.
# 2. `set.discard` takes a name out if it is there and says nothing if it is not. `return` after deleting, or the last line
#    runs too.
# 3. `for registry in (self._parameters, self._buffers, self._modules):` / `if name in registry: del registry[name]; ...discard(name);
#    return` / after the loop `object.__delattr__(self, name)`

# %% [markdown] after="1.7" torch="nn.Module.__delattr__"
# torch writes the three registries as `if` and `elif`, and discards from the set in the branch for buffers. The optimizer is not
# told: a parameter that you delete from the module is still in its groups.

# %% [markdown]
# ### 1.8 Being found by the Tab key · difficulty 2 of 5 · 10 minutes
#
# Type `net.` and press Tab: completion asks `dir(net)`, and `dir` looks in `__dict__` and in the classes. Parameters are in
# neither.

# %%
# %%both
net = nn.Module()
net.weight = nn.Parameter(torch.ones(2))
net.register_parameter("0", nn.Parameter(torch.ones(1)))
"weight" in dir(net), "0" in dir(net)

# %% [markdown]
# `__dir__` returns a sorted list of everything: the names of the class, of `__dict__`, and of the three registries. One kind of
# name is left out: those that begin with a digit, such as the children `0`, `1`, `2` of a `Sequential`. `net.0` is no Python,
# so offering it would help nobody.

# %% answer="1.8"
@grow(nn.Module)
def __dir__(self):
    """Return the sorted names that can be typed after a dot.  torch: Module.__dir__"""
    ### BEGIN SOLUTION
    names = [*dir(type(self)), *self.__dict__]
    names += [*self._parameters, *self._buffers, *self._modules]
    return sorted(name for name in names if not name[0].isdigit())
    ### END SOLUTION

# %% check="1.8" points=1
check("1.8", nn)

# %% [markdown] hints="1.8"
# 1. Five sources of names, one list, one condition, sorted.
# 2. `dir(type(self))` gives the class's names. `dir(self)` would call the method you are writing.
# 3. `names = [*dir(type(self)), *self.__dict__, ...]` / `return sorted(name for name in names if ...)`

# %% [markdown] after="1.8" torch="nn.Module.__dir__"
# torch does just this. Its test is `key[0].isdigit()`, not `key.isidentifier()`, so a name such as `my-layer` in a
# `ModuleDict` is still offered.

# %% [markdown]
# ### 1.9 The list that keeps itself · difficulty 3 of 5 · 15 minutes
#
# Now the list that was forgotten at the start of this lesson. `named_parameters` yields `(name, parameter)` pairs in the order
# of registration:

# %%
# %%both
net = nn.Module()
net.w = nn.Parameter(torch.ones(2))
net.b = None
net.register_parameter("bias", None)
net.tied = net.w
print([name for name, p in net.named_parameters()])
print([name for name, p in net.named_parameters(prefix="net", remove_duplicate=False)])

# %% [markdown]
# An optimizer that meets one parameter twice would step twice. So a Parameter that stands under two names comes *once*, under
# its first name, unless `remove_duplicate=False`. Two parameters that are merely *equal* are two. `None` never comes. With a
# prefix, a name is `prefix.name`; without one there is no leading dot.
#
# It is a generator: nothing is looked up before someone asks. `recurse` is about children and does nothing yet; lesson 02 gives
# it work.

# %% answer="1.9"
@grow(nn.Module)
def named_parameters(self, prefix="", recurse=True, remove_duplicate=True):
    """Yield (name, Parameter) of this module, in order, each Parameter once.

    torch: Module.named_parameters
    """
    ### BEGIN SOLUTION
    seen = set()
    for name, param in self._parameters.items():
        if param is None or id(param) in seen:
            continue
        if remove_duplicate:
            seen.add(id(param))
        yield f"{prefix}.{name}" if prefix else name, param
    ### END SOLUTION

# %% check="1.9" points=3
check("1.9", nn)

# %% [markdown] hints="1.9"
# 1. Walk `self._parameters.items()` inside the function, skip what must not come, remember what has come, `yield` the rest.
#    With a `yield` in it, nothing of it runs before someone asks.
# 2. Remember identity, not value: `id(param)` in a set. `param in a_list` compares with `==`, and a tensor answers that with
#    a tensor.
# 3. `seen = set()` / `for name, param in self._parameters.items():` / `if param is None or id(param) in seen: continue` /
#    `if remove_duplicate: seen.add(id(param))` / `yield (f"{prefix}.{name}" if prefix else name), param`

# %% [markdown] after="1.9" torch="nn.Module.named_parameters"
# torch's `named_parameters` and `named_buffers` share one generator, `_named_members`, which is handed a function that says
# what to list of each module. Its memo is a set of the tensors themselves: a tensor's hash is its identity.

# %% [markdown]
# ### 1.10 Without the names · difficulty 1 of 5 · 5 minutes
#
# `parameters()` is what you hand to an optimizer. It is `named_parameters` without the names, and it should be *that*, not a
# second walk: then a class that changes what is listed changes one method.

# %%
# %%both
net = nn.Module()
net.w = nn.Parameter(torch.ones(2))
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
len(optimizer.param_groups[0]["params"]), next(net.parameters()) is net.w

# %% answer="1.10"
@grow(nn.Module)
def parameters(self, recurse=True):
    """Yield the Parameters of this module, each once.  torch: Module.parameters"""
    ### BEGIN SOLUTION
    for _, param in self.named_parameters(recurse=recurse):
        yield param
    ### END SOLUTION

# %% check="1.10" points=1
check("1.10", nn)

# %% [markdown] hints="1.10"
# 1. Two lines: a loop over the method you have just written, and a `yield`.
# 2. `recurse` is handed on by name, so that lesson 02's work in `named_parameters` reaches this method too.
# 3. `for name, param in self.named_parameters(recurse=recurse): yield param`

# %% [markdown] after="1.10" torch="nn.Module.parameters"
# torch's is the same two lines. It takes no `remove_duplicate`: an optimizer never wants a parameter twice.

# %% [markdown]
# ### 1.11 How it prints · difficulty 1 of 5 · 5 minutes
#
# Three methods are left, all of `Parameter`. Without them a parameter prints, is copied and is pickled as what it derives from:
# a tensor. See the first:

# %%
# %%both
nn.Parameter(torch.tensor([1.0, 2.0]))

# %% [markdown]
# torch puts a line before the tensor's own text: `Parameter containing:`. The rest, `requires_grad=True` included, is the
# tensor's. `super()` works in a grown method as it does inside a class.

# %% answer="1.11"
@grow(nn.Parameter)
def __repr__(self):
    """Return 'Parameter containing:' and, on the next line, the tensor's own text.

    torch: Parameter.__repr__
    """
    ### BEGIN SOLUTION
    return "Parameter containing:\n" + super().__repr__()
    ### END SOLUTION

# %% check="1.11" points=1
check("1.11", nn)

# %% [markdown] hints="1.11"
# 1. One line: a text, and the text that a tensor would give.
# 2. `repr(self)` would call the method you are writing. The tensor's is `super().__repr__()`.
# 3. `return "Parameter containing:\n" + ...`

# %% [markdown] after="1.11" torch="nn.Parameter.__repr__"
# The same line. The words name the class `Parameter` also for subclasses, which is why a custom parameter prints as if it were
# an ordinary one.

# %% [markdown]
# ### 1.12 A copy that is a parameter · difficulty 3 of 5 · 15 minutes
#
# `copy.deepcopy(net)` is how people keep the best weights of a training. The copy must be a `Parameter`, have memory of its
# own, and ask for a gradient only if the original does. The gradient itself is not copied: a copy has not been through a
# backward pass.

# %%
# %%both
import copy

p = nn.Parameter(torch.tensor([1.0, 2.0]))
p.sum().backward()
q, r = copy.deepcopy([p, p])
type(q).__name__, q.requires_grad, q.grad, q is r, q is p

# %% [markdown]
# `q is r` is what `memo` is for: a dict from `id` of the original to its copy, the same one for a whole `deepcopy`.
# `copy.deepcopy` looks there before it calls you. Whoever calls `p.__deepcopy__(memo)` directly, as the `__deepcopy__` of a
# class of your own would, has only your word for it. So torch's method looks in the memo first and writes there before it
# returns, and so does yours. Tied weights then stay tied on every way.

# %%
predict("1.12")

# %% answer="1.12"
@grow(nn.Parameter)
def __deepcopy__(self, memo):
    """Return a Parameter of the same class with memory of its own.

    memo: a dict from `id(original)` to its copy; within one memo, there is one copy.
    torch: Parameter.__deepcopy__
    """
    ### BEGIN SOLUTION
    if id(self) not in memo:
        memo[id(self)] = type(self)(self.data.clone(), self.requires_grad)
    return memo[id(self)]
    ### END SOLUTION

# %% check="1.12" points=3
check("1.12", nn)

# %% [markdown] hints="1.12"
# 1. Has this very object been copied already? If so, that copy is the answer.
# 2. `self.data` is the tensor without its history; `.clone()` gives it memory of its own. Keep `self.requires_grad`, and use
#    `type(self)` so that a subclass stays one.
# 3. `if id(self) not in memo:` / `memo[id(self)] = type(self)(self.data.clone(), ...)` / `return memo[id(self)]`

# %% [markdown] after="1.12" torch="nn.Parameter.__deepcopy__"
# torch clones with `memory_format=torch.preserve_format`, so that a transposed tensor stays transposed in memory. The memo has
# one more use: a module that contains itself would otherwise be copied for ever.

# %% [markdown]
# ### 1.13 Through a file and back · difficulty 3 of 5 · 15 minutes
#
# Worker processes, caches and `torch.save` of a whole module pickle parameters. `pickle` asks an object for a recipe:
# `__reduce_ex__` returns a function to call and the arguments to call it with, and, as a third item, a dict of attributes to put
# back (or `None`).

# %%
# %%both
import pickle

p = nn.Parameter(torch.tensor([1.0, 2.0]), requires_grad=False)
p.tag = "encoder"
q = pickle.loads(pickle.dumps(p))
type(q).__name__, q.requires_grad, getattr(q, "tag", None), q.tolist()

# %% [markdown]
# The recipe for a parameter is short: call `nn.Parameter` with the data and with `requires_grad`, then put back what people
# hung on the object. The data is a plain tensor, which pickles by itself. The gradient stays behind, as with a copy.

# %% answer="1.13"
@grow(nn.Parameter)
def __reduce_ex__(self, protocol):
    """Return how to build this Parameter again: (callable, arguments, attributes or None).

    torch: Parameter.__reduce_ex__
    """
    ### BEGIN SOLUTION
    return nn.Parameter, (self.data, self.requires_grad), self.__dict__ or None
    ### END SOLUTION

# %% check="1.13" points=2
check("1.13", nn)

# %% [markdown] hints="1.13"
# 1. One tuple of three. The first item is not called by you; pickle calls it when it reads.
# 2. `nn.Parameter` is something to call, and `(self.data, self.requires_grad)` are its arguments. `self` among them would
#    ask for the recipe of `self` again, for ever.
# 3. `return nn.Parameter, (self.data, ...), self.__dict__ or None`

# %% [markdown] after="1.13" torch="nn.Parameter.__reduce_ex__"
# torch names a function of its own, `torch._utils._rebuild_parameter`, so that files stay readable when the class changes. It
# calls `Parameter`, so a subclass comes back as a plain one. Hooks registered on the tensor are left out on purpose: they are
# functions of this process.

# %% [markdown]
# ## The line again
#
# The same line, and nobody keeps a list. `%%both` trains it with torch's Module and with yours, from the same zeros: every loss
# agrees, so you see one column.

# %%
# %%both
class Line(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(1, 1))
        self.bias = nn.Parameter(torch.zeros(1))

    def predict(self, x):
        return x @ self.weight + self.bias


x = torch.linspace(-1, 1, 20).reshape(20, 1)
y = 3 * x + 2
line = Line()
optimizer = torch.optim.SGD(line.parameters(), lr=0.1)
for step in range(100):
    loss = ((line.predict(x) - y) ** 2).mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if step % 20 == 0:
        print(f"step {step:2d}  loss {loss.item():.4f}")
{name: round(p.item(), 3) for name, p in line.named_parameters()}

# %% [markdown]
# The bias learned, because it is a Parameter and was assigned. That is all the magic there is in
# `self.weight = nn.Parameter(...)`: one method of about ten lines, and you wrote it.
#
# `line.predict(x)` and not `line(x)`: calling a module is lesson 03. A network has more than one module, and `line` knows only its
# own parameters: modules inside modules are lesson 02.
