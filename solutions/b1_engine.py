# %% [markdown]
# # b1 · The engine
#
# In twelve lessons one thing was never yours: `loss.backward()`. Somebody else's Tensor computed the gradients that your
# modules carry about. In this bonus lesson you write that Tensor: an array that remembers how it came about, and the walk
# back. At the end your own `nn` runs on it.
#
# You write 16 small pieces, and check each one against real torch. Run the next cell first (Shift+Enter).

# %%
import numpy as np

import course.numpy_torch as numpy_torch
from course import bench, check, grow, hint, predict, progress, reset, skip, solution
from course.described import Described

nn = bench("b1")
engine = nn.engine

# %% [markdown]
# `engine` is new, and empty. What you grow on it stands in the place of torch's own name in your world: once there is an
# `engine.Tensor`, it is what `torch.Tensor` means there, in checks and in `%%both`.
#
# ## Something is broken
#
# The small network of lesson 00, in plain numpy, with no formula for any slope. Each number is moved a little, and the loss
# is computed again. Run it.

# %% play=True
draw = np.random.default_rng(0)
x = np.linspace(-2, 2, 64).reshape(64, 1)
y = np.sin(2 * x)
params = [draw.uniform(-1, 1, shape) for shape in [(32, 1), (32,), (1, 32), (1,)]]
passes = 0


def loss_now():
    global passes
    passes += 1
    w1, b1, w2, b2 = params
    return ((np.tanh(x @ w1.T + b1) @ w2.T + b2 - y) ** 2).mean()


for _ in range(30):
    before = loss_now()
    slopes = []
    for p in params:
        slopes.append(np.zeros_like(p))
        for at in np.ndindex(p.shape):
            p[at] += 1e-4
            slopes[-1][at] = (loss_now() - before) / 1e-4
            p[at] -= 1e-4
    for p, slope in zip(params, slopes, strict=True):
        p -= 0.05 * slope
print(f"loss {loss_now():.4f} after 30 steps, {passes} times through the network")

# %% [markdown]
# 98 times through the network for one step, and the slopes are not even exact. A network with a million numbers would need a
# million times. torch needs *once there and once back*, however many numbers there are. That is what an engine is for.
#
# ## A tensor remembers
#
# Here is the class to grow. `Described` gives it everything that only tells and takes no part in a gradient: `shape`, `dtype`,
# `item`, `tolist`, `repr` and the like, all read from one attribute, `array`.

# %%
@grow(engine)
class Tensor(Described):
    """An array, and how it came about.  torch: Tensor"""

    accumulator = None

    @property
    def is_leaf(self):
        return self.grad_fn is None

    def requires_grad_(self, requires_grad=True):
        self.requires_grad = requires_grad
        return self


@grow(engine)
def is_tensor(value):
    """Whether it is one of yours."""
    return isinstance(value, Tensor)


@grow(engine)
def tensor(values, dtype=None, requires_grad=False):
    """Copy numbers into a Tensor; their kind is what torch chooses."""
    return Tensor(numpy_torch.tensor(values, dtype=dtype).numpy(), requires_grad)


@grow(engine)
def ones(*size, requires_grad=False):
    """A Tensor of ones."""
    return Tensor(numpy_torch.ones(*size).numpy(), requires_grad)

# %% [markdown]
# ### b1.1 What a tensor holds · difficulty 1 of 5 · 10 minutes
#
# A Tensor has four attributes:
#
# - `array`: its numbers, a numpy array. torch keeps them in C++, and `t.numpy()` shows them.
# - `requires_grad`: does it ask for a gradient?
# - `grad`: the gradient, `None` until somebody computes one.
# - `grad_fn`: the operation that made it, where that is remembered; else `None`. A tensor without one is a *leaf*.
#
# Which tensors may ask? See what torch says:

# %%
# %%both
print(torch.tensor([1.0, 2.0], requires_grad=True))
try:
    torch.tensor([1, 2], requires_grad=True)
except RuntimeError as error:
    print(error)

# %% [markdown]
# Whole numbers cannot move by a little, so they have no slope. `array.dtype.kind` is `"f"` for numbers with a fraction, of
# single or double precision. Refuse the others in the words above: checks compare them.
#
# Do not copy the array: later, several tensors show the same memory. But `np.asarray` is needed, because numpy's sums are lone
# numbers and no arrays.

# %% answer="b1.1"
@grow(engine.Tensor)
def __init__(self, array, requires_grad=False):
    """Hold an array, without a gradient and without a history.

    array: a numpy array, or a numpy number.
    Raises RuntimeError when integers or truth values ask for a gradient.
    """
    ### BEGIN SOLUTION
    self.array = np.asarray(array)
    if requires_grad and self.array.dtype.kind != "f":
        raise RuntimeError("Only Tensors of floating point and complex dtype can require gradients")
    self.requires_grad = requires_grad
    self.grad = None
    self.grad_fn = None
    ### END SOLUTION

# %% check="b1.1" points=1
check("b1.1", nn)

# %% [markdown] hints="b1.1"
# 1. Four attributes, and one question before `requires_grad` is set.
# 2. The question is about two things at once: does it ask, and is its kind of number unfit? Integers that do not ask are fine.
# 3. `self.array = np.asarray(array)` / `if requires_grad and self.array.dtype.kind != ...: raise RuntimeError(...)` / three more
#    attributes, two of them None

# %% [markdown] after="b1.1" torch="Tensor.__deepcopy__"
# The class `Tensor` in torch's Python has no `__init__`: it inherits everything from `torch._C.TensorBase`. There, `grad`, `grad_fn`
# and the flag live in a part of their own, AutogradMeta, which a tensor that never asks does not even have. `__deepcopy__` shows
# from Python what a tensor holds: it copies numbers, flag and gradient, and refuses a tensor that was computed.

# %% [markdown]
# ### b1.2 Remembering an operation · difficulty 3 of 5 · 15 minutes
#
# An operation makes an array, and leaves a *node* behind: which operation it was, which tensors went in, and the rule by which
# a gradient of the result becomes gradients of the inputs. The result holds the node as its `grad_fn`:

# %%
# %%both
a = torch.tensor([1.0, 2.0], requires_grad=True)
c = torch.tensor([5.0, 5.0])
for t in (a + c, c + c, a):
    print(t.requires_grad, t.is_leaf, t.grad_fn is not None and t.grad_fn.name())

# %% [markdown]
# Not every operation is worth remembering. If no input asks for a gradient, nobody will ever walk there. And there is a switch:
# `torch.set_grad_enabled(False)` says that nothing is remembered until further notice.
#
# `Node` is given. `edge` and `unbroadcast` come in a first form, which later exercises replace.

# %%
@grow(engine)
class Node:
    """One operation that was remembered.  torch: autograd.graph.Node"""

    def __init__(self, name, inputs, rule, saved):
        self._name, self.rule, self.saved = name, rule, saved
        self.next_functions = tuple((edge(t), 0) for t in inputs)
        self.shapes = [t.array.shape for t in inputs]

    def name(self):
        return self._name

    def __call__(self, grad):
        """The gradients of the inputs, for a gradient of the result."""
        found = self.rule(grad.array, *self.saved)
        wanted = [node is not None for node, _ in self.next_functions]
        pairs = zip(found, wanted, strict=True)
        grads = [Tensor(g) if asked else None for g, asked in pairs]
        return tuple(grads) if len(grads) > 1 else grads[0]


@grow(engine)
def edge(t):
    """The first form: a result leads to its node, a leaf nowhere."""
    return t.grad_fn


@grow(engine)
def unbroadcast(grad, shape):
    """The first form: every gradient fits."""
    return grad


GRAD = [True]


@grow(engine)
def is_grad_enabled():
    """Whether operations are remembered."""
    return GRAD[0]


@grow(engine)
def set_grad_enabled(mode):
    """Remember operations from here on, or not."""
    GRAD[0] = mode

# %% answer="b1.2"
@grow(engine)
def record(name, array, inputs, rule, saved=()):
    """Return a new Tensor of `array`; where a gradient may be wanted, it asks and holds a Node.

    inputs: what it was computed from.
    rule: called as rule(grad, *saved), it gives a tuple of gradients, one for each input.
    """
    ### BEGIN SOLUTION
    made = Tensor(array)
    if is_grad_enabled() and any(t.requires_grad for t in inputs):
        made.requires_grad = True
        made.grad_fn = Node(name, inputs, rule, saved)
    return made
    ### END SOLUTION

# %% [markdown]
# Two operations that use it. An addition hands its gradient on to both inputs as it is; `-` turns it round. `operand` makes a
# Tensor of a number.

# %%
@grow(engine)
def operand(value, like):
    """A Tensor as it is; a number as a Tensor of the same kind as `like`."""
    if isinstance(value, Tensor):
        return value
    return Tensor(np.asarray(value, like.array.dtype))


@grow(engine.Tensor)
def __add__(self, other):
    other = operand(other, self)
    made = self.array + other.array
    return record("AddBackward0", made, (self, other), lambda grad: (grad, grad))


@grow(engine.Tensor)
def __neg__(self):
    return record("NegBackward0", -self.array, (self,), lambda grad: (-grad,))


engine.Tensor.__radd__ = lambda self, other: self + other
engine.Tensor.__sub__ = lambda self, other: self + -operand(other, self)
engine.Tensor.__rsub__ = lambda self, other: -self + other

# %% check="b1.2" points=2
check("b1.2", nn)

# %% [markdown] hints="b1.2"
# 1. Make the tensor, ask one question of two parts, and set two attributes where the answer is yes.
# 2. `any(t.requires_grad for t in inputs)` is one part, `is_grad_enabled()` the other. The tensor is returned either way.
# 3. `made = Tensor(array)` / `if is_grad_enabled() and any(...):` / `made.requires_grad = ...` / `made.grad_fn = Node(...)` /
#    `return made`

# %% [markdown] after="b1.2" torch="autograd.function.Function"
# In torch this is generated C++: each operation has a function in VariableType.cpp that asks `compute_requires_grad(...)`, makes the
# node, and calls the plain operation with recording off. `autograd.Function` is the way in from Python: `apply` does there what your
# `record` does.

# %% [markdown]
# ### b1.3 Where a gradient goes next · difficulty 3 of 5 · 15 minutes
#
# A node knows its inputs as *edges*, in `next_functions`: for each input, the node that its gradient goes on to. What is there
# for a leaf? Look:

# %%
# %%both
a = torch.tensor([1.0, 2.0], requires_grad=True)
y = -a + 5
for node, _ in y.grad_fn.next_functions:
    print(node and node.name())
[(leaf, _)] = y.grad_fn.next_functions[0][0].next_functions
leaf and (leaf.name(), leaf.variable is a, (a + a).grad_fn.next_functions[0][0] is leaf)

# %% [markdown]
# - A result leads to its `grad_fn`.
# - A leaf that asks leads to a node of its own, an `AccumulateGrad`. The walk ends there, and the node knows its tensor as
#   `variable`. A leaf has *one*, however often it is used.
# - Anything else leads nowhere: `None`.
#
# (The number beside each node says which of its outputs is meant. Here every node has one output, number 0.)
#
# `AccumulateGrad` is given, in a first form. Keep a leaf's node in its attribute `accumulator`, which is `None` at first.

# %%
@grow(engine)
class AccumulateGrad:
    """Where the walk ends: at a leaf."""

    next_functions = ()

    def __init__(self, variable):
        self.variable = variable

    def name(self):
        return "torch::autograd::AccumulateGrad"

    def apply(self, grad, keep=False):
        """The first form: the gradient that comes last is the one that stays."""
        self.variable.grad = Tensor(grad)
        return ()

# %% answer="b1.3"
@grow(engine)
def edge(t):
    """Return where a tensor's gradient goes: its grad_fn, a leaf's AccumulateGrad, or None."""
    ### BEGIN SOLUTION
    if t.grad_fn is not None or not t.requires_grad:
        return t.grad_fn
    if t.accumulator is None:
        t.accumulator = AccumulateGrad(t)
    return t.accumulator
    ### END SOLUTION

# %% check="b1.3" points=2
check("b1.3", nn)

# %% [markdown] hints="b1.3"
# 1. Three kinds of tensor, three answers. Only the leaf that asks has work to do, and only the first time.
# 2. `t.grad_fn` is the right answer for a result, and for a tensor that does not ask it is None already. Keep the node of a leaf
#    in `t.accumulator`.
# 3. `if t.grad_fn is not None or not t.requires_grad: return ...` / `if t.accumulator is None: t.accumulator = ...` /
#    `return t.accumulator`

# %% [markdown] after="b1.3" torch="autograd.graph.get_gradient_edge"
# torch calls it `impl::gradient_edge`. It holds the node of a leaf by a weak pointer, because the node holds the leaf: two strong
# ones would be a circle that is never freed by counting. Python's collector finds yours.

# %% [markdown]
# The graph of any result can now be printed, in both worlds, by one function that follows the edges:

# %%
# %%both
def draw(node, depth=0):
    print("  " * depth + (node.name() if node else "nothing"))
    for after, _ in node.next_functions if node else ():
        draw(after, depth + 1)


draw((-(a + 1) + (a + a)).grad_fn)

# %% [markdown]
# ### b1.4 Three rules · difficulty 3 of 5 · 20 minutes
#
# A rule turns the slope of the loss by the result, `grad`, into the slopes by the inputs. For `a * b` it needs the numbers that
# went in, so they are *saved* with the node. A node can be called, so a rule can be tried by itself:

# %%
# %%both
a = torch.tensor([1.0, 2.0], requires_grad=True)
b = torch.tensor([3.0, 4.0], requires_grad=True)
(a + b).grad_fn(torch.ones(2))

# %% [markdown]
# | operation | node | gradient of the first | of the second |
# |---|---|---|---|
# | `a * b` | `MulBackward0` | `grad * b` | `grad * a` |
# | `a / b` | `DivBackward0` | `grad / b` | `-grad * a / b ** 2` |
# | `a ** n`, a number `n` | `PowBackward0` | `grad * n * a ** (n - 1)` | |
#
# Hand what a rule needs to `record` as its last argument; it comes back as arguments of the rule. In b1.10 the walk throws these
# arrays away. Mind one corner: `a ** 0` is 1 everywhere, so its gradient is 0, also at 0, where `a ** -1` is infinite.

# %% answer="b1.4"
@grow(engine.Tensor)
def __mul__(self, other):
    """The product, number by number."""
    other = operand(other, self)
    ### BEGIN SOLUTION
    a, b = self.array, other.array
    return record("MulBackward0", a * b, (self, other), lambda grad, a, b: (grad * b, grad * a), (a, b))
    ### END SOLUTION


@grow(engine.Tensor)
def __truediv__(self, other):
    """The quotient, number by number."""
    other = operand(other, self)
    ### BEGIN SOLUTION
    a, b = self.array, other.array
    return record("DivBackward0", a / b, (self, other), lambda grad, a, b: (grad / b, -grad * a / b**2), (a, b))
    ### END SOLUTION


@grow(engine.Tensor)
def __pow__(self, n):
    """The n-th power, number by number; n is a number."""
    ### BEGIN SOLUTION
    def rule(grad, a):
        return (grad * n * a ** (n - 1) if n else np.zeros_like(grad),)

    return record("PowBackward0", self.array**n, (self,), rule, (self.array,))
    ### END SOLUTION

# %%
engine.Tensor.__rmul__ = lambda self, other: self * other
engine.Tensor.__rtruediv__ = lambda self, other: operand(other, self) / self

# %% check="b1.4" points=3
check("b1.4", nn)

# %% [markdown] hints="b1.4"
# 1. Each is one call of `record`: a name, an array, the inputs, a rule, what is saved.
# 2. A rule returns a tuple even for one input: `(grad * ...,)`. It takes the saved arrays by argument, `lambda grad, a, b: ...`,
#    in the order in which you hand them over.
# 3. `a, b = self.array, other.array` / `return record("MulBackward0", a * b, (self, other), lambda grad, a, b: (..., ...), (a, b))`; for
#    the power `(grad * n * a ** (n - 1) if n else ...,)`

# %% [markdown] after="b1.4" torch="autograd.function.FunctionCtx.save_for_backward"
# torch keeps all rules in one table, tools/autograd/derivatives.yaml, and generates C++ from it: the line of `mul` says
# `mul_tensor_backward(grad, other, self.scalar_type())`. What is saved, the generator reads off the formula. In a Python
# function you say it yourself, with `save_for_backward`.

# %% [markdown]
# ## The walk back

# %% [markdown]
# ### b1.5 backward · difficulty 3 of 5 · 15 minutes
#
# `backward` begins the walk: at the node of the tensor, with a gradient of the tensor itself. For a loss, a single number, that
# is 1: a loss moves by as much as it moves. And for two numbers?

# %%
predict("b1.5")

# %%
# %%both
def refused(call, *args):
    try:
        call(*args)
    except RuntimeError as error:
        return str(error)


a = torch.tensor([1.0, 2.0], requires_grad=True)
print(refused((a * 3).backward))
print(refused(torch.ones(2).backward))
print(refused((a * 3).backward, torch.ones(3)))

# %% [markdown]
# Three refusals, from the second line to the last: a tensor that does not ask; then no gradient where there is more than one
# number; then a gradient of another shape. For the first two, checks compare the words. One number is enough, whatever its
# shape: `(1,)` and `(1, 1)` are fine. A leaf may start a walk, too; it ends at once.
#
# `walk(root, grad, keep)` is given in a first form. It goes from each node straight on to the next. `retain_graph` is its `keep`.

# %%
@grow(engine.Node)
def apply(self, grad, keep=False):
    """The first form: the gradients of the inputs, each of its input's shape."""
    grads = self.rule(grad, *self.saved)
    return [unbroadcast(g, shape) for g, shape in zip(grads, self.shapes, strict=True)]


@grow(engine)
def walk(root, grad, keep=False):
    """The first form: from each node straight on to the next."""
    for (node, _), g in zip(root.next_functions, root.apply(grad, keep), strict=True):
        if node is not None:
            walk(node, g, keep)

# %% answer="b1.5"
@grow(engine.Tensor)
def backward(self, gradient=None, retain_graph=False):
    """Walk back from this tensor, and leave gradients in the leaves.

    gradient: a Tensor of this shape; needed unless there is just one number.
    Raises RuntimeError as torch does.  torch: Tensor.backward
    """
    ### BEGIN SOLUTION
    if not self.requires_grad:
        raise RuntimeError("element 0 of tensors does not require grad and does not have a grad_fn")
    if gradient is None and self.array.size != 1:
        raise RuntimeError("grad can be implicitly created only for scalar outputs")
    if gradient is None:
        gradient = Tensor(np.ones_like(self.array))
    if gradient.shape != self.shape:
        shapes = f"a shape of {gradient.shape} and output[0] has a shape of {self.shape}."
        raise RuntimeError(f"Mismatch in shape: grad_output[0] has {shapes}")
    walk(edge(self), gradient.array, retain_graph)
    ### END SOLUTION

# %% check="b1.5" points=3
check("b1.5", nn)

# %% [markdown] hints="b1.5"
# 1. Two refusals, a gradient of ones, the third refusal, and one call of `walk`.
# 2. `self.array.size` counts numbers, `np.ones_like(self.array)` has the same shape and kind. `edge(self)` is where the walk
#    begins, for results and for leaves.
# 3. `if not self.requires_grad: raise ...` / `if gradient is None and self.array.size != 1: raise ...` / `if gradient is None:
#    gradient = Tensor(...)` / `if gradient.shape != self.shape: raise ...` / `walk(edge(self), gradient.array, retain_graph)`

# %% [markdown] after="b1.5" torch="Tensor.backward"
# The same path: `Tensor.backward` calls `autograd.backward`, whose `_make_grads` makes the ones and checks the shapes, and hands
# nodes and gradients to the engine in C++. There, threads take over, one for each device.

# %% [markdown]
# ### b1.6 Gradients add up · difficulty 2 of 5 · 10 minutes
#
# A leaf that is used twice gets two gradients. Lesson 05 relied on somebody adding them. Now that is you:

# %%
# %%both
a = torch.tensor(3.0, requires_grad=True)
(a * a).backward()
print(a.grad)
held = a.grad
(a * 10).backward()
a.grad, a.grad is held

# %% [markdown]
# The slope of `a * a` at 3 is 6: 3 from each use. The first form of `AccumulateGrad.apply` keeps the last 3 only. The leaf is
# `self.variable`:
#
# - Where its `grad` is None, it becomes a Tensor of a *copy*: `a + b` hands one and the same array to both.
# - Where there is a gradient, the new one is added to it *in place*. Whoever holds `a.grad` sees it grow.
# - The walk ends here: there are no further gradients to hand on, `()`.

# %% answer="b1.6"
@grow(engine.AccumulateGrad)
def apply(self, grad, keep=False):
    """Add a gradient, an array, to the leaf's own; returns (), as nothing comes after."""
    ### BEGIN SOLUTION
    leaf = self.variable
    if leaf.grad is None:
        leaf.grad = Tensor(grad.copy())
    else:
        leaf.grad.array += grad
    return ()
    ### END SOLUTION

# %% check="b1.6" points=2
check("b1.6", nn)

# %% [markdown] hints="b1.6"
# 1. One question: is there a gradient already?
# 2. `grad.copy()` has memory of its own. `leaf.grad.array += grad` writes into the array that is there; `leaf.grad = leaf.grad + ...` would
#    be another tensor.
# 3. `leaf = self.variable` / `if leaf.grad is None: leaf.grad = Tensor(...)` / `else: leaf.grad.array += ...` / `return ()`

# %% [markdown] after="b1.6" torch="autograd.backward"
# torch's AccumulateGrad copies only where it has to: if nobody else holds the array, it is stolen. With `create_graph=True` it adds
# out of place, because a gradient that has a history of its own must not be overwritten.

# %% [markdown]
# ### b1.7 How many ways lead here · difficulty 3 of 5 · 15 minutes
#
# The first form of `walk` has two faults:

# %%
# %%both
import time


def doubled(times):
    y = torch.tensor(1.0, requires_grad=True)
    for _ in range(times):
        y = y + y
    start = time.perf_counter()
    y.backward()
    print(f"{times} doublings: {time.perf_counter() - start:.1f} s")


def chained(length):
    y = a = torch.tensor(1.0, requires_grad=True)
    for _ in range(length):
        y = y + 1
    y.backward()
    return a.grad.item()


doubled(4)
doubled(18)
chained(10_000)

# %% [markdown]
# Every doubling doubles the time: `y + y` leads to the same node on two ways, and each way is walked to its end. And a chain is
# as deep as Python's stack allows.
#
# The mend: run each node *once*, when all its gradients have arrived. For that one has to know how many will come. Count, for
# every node below `root`, the edges that lead to it: `y + y` alone has two edges to one node. No edge leads to `root`.
#
# Keep a list of nodes that are still to be opened, in the place of recursion, and open each node only once.

# %% answer="b1.7"
@grow(engine)
def uses(root):
    """Return a dict: for root and each node below it, how many edges lead there from these."""
    ### BEGIN SOLUTION
    count, opened = {root: 0}, [root]
    while opened:
        for node, _ in opened.pop().next_functions:
            if node is not None:
                if node not in count:
                    count[node] = 0
                    opened.append(node)
                count[node] += 1
    return count
    ### END SOLUTION

# %% check="b1.7" points=3
check("b1.7", nn)

# %% [markdown] hints="b1.7"
# 1. A dict of counts, which also tells which nodes you have met; a list of nodes that are still to be opened.
# 2. A node that is met for the first time gets the count 0 and goes on the list. Either way, its count then grows by one, because an edge
#    led to it. `None` is no node.
# 3. `count, opened = {root: 0}, [root]` / `while opened:` / `for node, _ in opened.pop().next_functions:` / `if node is not None:` / `if
#    node not in count: ...` / `count[node] += 1` / `return count`

# %% [markdown] after="b1.7" torch="autograd.graph._engine_run_backward"
# In torch's engine.cpp it is `compute_dependencies`: the same loop with a vector for the open nodes and a map for the counts. It
# runs before each backward, so each backward goes over the whole graph twice.

# %% [markdown]
# ### b1.8 In the right order · difficulty 4 of 5 · 20 minutes
#
# Now the walk itself. Keep three things:
#
# - `left`: how many gradients each node still waits for; that is `uses(root)`;
# - `grads`: what has arrived for each node so far, added up;
# - `ready`: the nodes that wait for nothing more; `root`, at first.
#
# Take a node that is ready, and apply it to its gradient. Each of its gradients goes to the node on that edge: added there, and
# one less to wait for. A node that waits for nothing more is ready.
#
# Add with `+`, not `+=`. The array that arrived first may be somebody else's too.

# %% answer="b1.8"
@grow(engine)
def walk(root, grad, keep=False):
    """Run every node once, after all that lead to it.

    grad: the gradient of root, an array; keep goes to every node's apply(grad, keep).
    """
    ### BEGIN SOLUTION
    left, grads, ready = uses(root), {root: grad}, [root]
    while ready:
        node = ready.pop()
        found = node.apply(grads.pop(node), keep)
        for (after, _), g in zip(node.next_functions, found, strict=True):
            if after is not None:
                grads[after] = grads[after] + g if after in grads else g
                left[after] -= 1
                if left[after] == 0:
                    ready.append(after)
    ### END SOLUTION

# %% check="b1.8" points=4
check("b1.8", nn)

# %% [markdown] hints="b1.8"
# 1. One loop over what is ready, one loop inside over the edges of a node. Inside that: skip nothing-nodes, add, count down, ask.
# 2. `zip(node.next_functions, found)` pairs edges and gradients. The first gradient for a node is stored, a later one is added:
#    `grads[after] + g if after in grads else g`.
# 3. `left, grads, ready = uses(root), {root: grad}, [root]` / `while ready:` / `node = ready.pop()` / `found = node.apply(grads.pop(node), keep)` /
#    `for (after, _), g in zip(...):` / `if after is not None:` / `grads[after] = ...` / `left[after] -= 1` / `if left[after] == 0: ...`

# %% [markdown] after="b1.8" torch="autograd.graph._engine_run_backward"
# `Engine::evaluate_function` does this for one node. torch's list of ready nodes is a priority queue: the node that was made last comes
# first, so gradients are added in the reverse of the order in which you computed. A sum of rounded numbers depends on it a little.

# %% [markdown]
# Go back to the cell with `doubled` and `chained`, and run it once more. Then meet the next fault, a bias:

# %%
# %%both
x = torch.ones(4, 3)
bias = torch.tensor([0.0, 0.0, 0.0], requires_grad=True)
(x + bias).backward(torch.ones(4, 3))
bias.grad

# %% [markdown]
# ### b1.9 Undoing a broadcast · difficulty 4 of 5 · 20 minutes
#
# The bias was *broadcast*: numpy used its three numbers for each of four rows. Gradients of several uses add up, so its four
# rows of gradients are summed.
#
# numpy broadcasts in two ways, and both are undone by a sum:
#
# 1. It puts new dimensions in front: `(3,)` becomes `(4, 3)`. Sum over the dimensions in front; they go.
# 2. It repeats a dimension of size 1: `(4, 1)` becomes `(4, 3)`. Sum over that dimension, and *keep* it, of size 1.
#
# `grad.sum(axis=(0, 1))` sums over two dimensions at once, and over none with `axis=()`. `Node.apply` calls this for each
# gradient, so no rule ever has to think of it.

# %% answer="b1.9"
@grow(engine)
def unbroadcast(grad, shape):
    """Return `grad` summed down to `shape`, from which it was broadcast."""
    ### BEGIN SOLUTION
    if grad.shape == shape:
        return grad
    in_front = grad.ndim - len(shape)
    grad = grad.sum(axis=tuple(range(in_front)))
    repeated = tuple(i for i, size in enumerate(shape) if size == 1)
    return grad.sum(axis=repeated, keepdims=True)
    ### END SOLUTION

# %% check="b1.9" points=3
check("b1.9", nn)

# %% [markdown] hints="b1.9"
# 1. Two sums, one for each way, and nothing to do where the shapes agree. After the first sum, `grad` and `shape` have equally many
#    dimensions.
# 2. `grad.ndim - len(shape)` dimensions stand in front. Where `shape` has a 1, summing with `keepdims=True` is right whether it was
#    repeated or not.
# 3. `if grad.shape == shape: return grad` / `grad = grad.sum(axis=tuple(range(...)))` / `repeated = tuple(i for i, size in enumerate(shape) if ...)` /
#    `return grad.sum(axis=repeated, keepdims=...)`

# %% [markdown] after="b1.9" torch="_refs.sum_to_size"
# torch has `sum_to_size` for it, and the engine calls it in `validate_outputs`, on the way from one node to the next, as your
# `Node.apply` does. That is why a node that you call yourself may hand you a gradient that is still too large.

# %% [markdown]
# ### b1.10 Once, and then gone · difficulty 3 of 5 · 15 minutes
#
# Saved arrays are what fills the memory of a GPU. After a walk nobody needs them, so a node lets go of what it saved, unless it was
# told to keep it:

# %%
# %%both
a = torch.tensor(3.0, requires_grad=True)
y = a * a
y.backward(retain_graph=True)
y.backward()
print(refused(y.backward))
a.grad

# %% [markdown]
# torch's message is long, and it says what to do. It stands ready as `TWICE`. A node that has let go refuses to be applied.
#
# Only what was *saved* is gone. An addition saves nothing. What happens to it the second time?

# %%
predict("b1.10")

# %%
TWICE = (
    "Trying to backward through the graph a second time (or directly access saved tensors "
    "after they have already been freed). Saved intermediate values of the graph are freed "
    "when you call .backward() or autograd.grad(). Specify retain_graph=True if you need to "
    "backward through the graph a second time or if you need to access saved tensors after "
    "calling backward."
)

# %% answer="b1.10"
@grow(engine.Node)
def apply(self, grad, keep=False):
    """Return the gradients of the inputs, each of its input's shape.

    Lets go of what was saved, unless told to keep it. Raises RuntimeError, with TWICE,
    once that is gone.
    """
    ### BEGIN SOLUTION
    if self.saved is None:
        raise RuntimeError(TWICE)
    grads = self.rule(grad, *self.saved)
    if self.saved and not keep:
        self.saved = None
    return [unbroadcast(g, shape) for g, shape in zip(grads, self.shapes, strict=True)]
    ### END SOLUTION

# %% check="b1.10" points=2
check("b1.10", nn)

# %% [markdown] hints="b1.10"
# 1. The first form, with a question before it and one after the rule has run.
# 2. `None` in the place of the saved arrays says that they are gone; `()` says that there never were any. Let go after the rule, which
#    needs them.
# 3. `if self.saved is None: raise RuntimeError(TWICE)` / `grads = self.rule(...)` / `if self.saved and not keep: ...` /
#    `return [unbroadcast(g, shape) for ...]`

# %% [markdown] after="b1.10" torch="autograd.graph.saved_tensors_hooks"
# In torch, `release_variables` runs for each node right after it, and `SavedVariable::unpack` raises. `saved_tensors_hooks` lets you
# step in: what is saved can be packed away, to the CPU or to a file, and brought back when the walk needs it.

# %% [markdown]
# ## Enough operations for a network

# %% [markdown]
# ### b1.11 Matrices · difficulty 3 of 5 · 15 minutes
#
# A layer is `x @ w.T + b`. You worked out the rule of `@` by hand in lesson 00: from `h @ w` with a gradient `d`, one side gets `d @ w.T`,
# the other `h.T @ d`. The shapes allow nothing else:

# %%
# %%both
h, w, d = torch.ones(5, 3), torch.ones(3, 2), torch.ones(5, 2)
(h @ w).shape, (d @ w.T).shape, (h.T @ d).shape

# %% [markdown]
# There may be more than two dimensions: a *stack* of matrices, multiplied one by one. Then `.T` would turn all dimensions round, and
# `np.swapaxes(a, -1, -2)` turns the last two. If one matrix meets a whole stack, it was broadcast, and that is taken care of
# already. Vectors are a case of their own, which you may leave out.

# %% answer="b1.11"
@grow(engine.Tensor)
def __matmul__(self, other):
    """The product of two matrices, or of stacks of them."""
    ### BEGIN SOLUTION
    def rule(grad, a, b):
        return grad @ np.swapaxes(b, -1, -2), np.swapaxes(a, -1, -2) @ grad

    a, b = self.array, other.array
    return record("MmBackward0", a @ b, (self, other), rule, (a, b))
    ### END SOLUTION

# %% check="b1.11" points=2
check("b1.11", nn)

# %% [markdown] hints="b1.11"
# 1. One rule with two gradients, and both arrays are saved.
# 2. The gradient of the result has the rows of the first and the columns of the second. Which products give back the two shapes?
# 3. `return grad @ np.swapaxes(b, -1, -2), ... @ grad` in the rule; then `record("MmBackward0", a @ b, (self, other), rule, (a, b))`

# %% [markdown] after="b1.11" torch="_decomp.decompositions.matmul"
# `torch.matmul` only decides: two vectors are a `dot`, two matrices an `mm`, stacks a `bmm` with views around it. Each of those has a
# rule of its own in the table, so a stack leaves three or four nodes behind where yours leaves one.

# %% [markdown]
# ### b1.12 Bends · difficulty 2 of 5 · 15 minutes
#
# Four functions of one number each. `np.maximum(a, 0)` is the relu of an array: flat on the left of 0, and steep as 1 on the
# right. At exactly 0 it has a corner, and any slope from 0 to 1 could be defended. Which is torch's?

# %%
predict("b1.12")

# %% [markdown]
# One of the four rules needs what went in. The others are simpler in terms of what came *out*, so that is what they save:
#
# | function | node | gradient |
# |---|---|---|
# | `exp` | `ExpBackward0` | `grad` times the result |
# | `log` | `LogBackward0` | `grad` divided by the input |
# | `tanh` | `TanhBackward0` | `grad * (1 - result ** 2)` |
# | `relu` | `ReluBackward0` | `grad` where the result is above 0, else 0 |

# %% answer="b1.12"
@grow(engine.Tensor)
def exp(self):
    ### BEGIN SOLUTION
    made = np.exp(self.array)
    return record("ExpBackward0", made, (self,), lambda grad, made: (grad * made,), (made,))
    ### END SOLUTION


@grow(engine.Tensor)
def log(self):
    ### BEGIN SOLUTION
    a = self.array
    return record("LogBackward0", np.log(a), (self,), lambda grad, a: (grad / a,), (a,))
    ### END SOLUTION


@grow(engine.Tensor)
def tanh(self):
    ### BEGIN SOLUTION
    made = np.tanh(self.array)
    return record("TanhBackward0", made, (self,), lambda grad, made: (grad * (1 - made**2),), (made,))
    ### END SOLUTION


@grow(engine.Tensor)
def relu(self):
    ### BEGIN SOLUTION
    made = np.maximum(self.array, 0)
    return record("ReluBackward0", made, (self,), lambda grad, made: (grad * (made > 0),), (made,))
    ### END SOLUTION

# %% check="b1.12" points=2
check("b1.12", nn)

# %% [markdown] hints="b1.12"
# 1. Each function computes its array and hands the one array that its rule needs to `record`.
# 2. `made > 0` is an array of truth values; multiplied, True counts as 1. A rule returns a tuple: `(grad * made,)`.
# 3. `made = np.exp(self.array)` / `return record("ExpBackward0", made, (self,), lambda grad, made: (...,), (made,))`; `log` saves
#    `self.array` in its place

# %% [markdown] after="b1.12" torch="_decomp.decompositions.tanh_backward"
# torch saves the same: three results, which are in memory anyway, and the input of `log`. Its table says `grad * result.conj()` for `exp`
# and `threshold_backward(grad, result, 0)` for `relu`.

# %% [markdown]
# ### b1.13 Sums and means · difficulty 4 of 5 · 20 minutes
#
# A sum throws a dimension away, and its rule has to bring it back: every number that was summed gets the gradient of the sum.

# %%
# %%both
a = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], requires_grad=True)
print(a.sum().shape, a.sum(0).shape, a.sum(1).shape, a.sum(1, keepdim=True).shape)
a.sum(0)[1].backward()
a.grad

# %% [markdown]
# `dim` is one dimension, several, or None for all; numpy calls it `axis`. With `keepdim=True` the dimension stays, of size 1;
# numpy calls it `keepdims`. The rule:
#
# 1. Where dimensions went, put them back: `np.expand_dims(grad, dim)`. With `dim` None, a gradient of shape `()` fits everything.
# 2. Then `np.broadcast_to(grad, shape)` repeats it to the shape that went in.
#
# Sum and broadcast are each other's rule. A mean is a sum divided by how many there were; `numel()` counts the numbers of a tensor.

# %% answer="b1.13"
@grow(engine.Tensor)
def sum(self, dim=None, keepdim=False):
    """Add up all numbers, or those along `dim`: a number or a tuple."""
    ### BEGIN SOLUTION
    def rule(grad):
        if dim is not None and not keepdim:
            grad = np.expand_dims(grad, dim)
        return (np.broadcast_to(grad, self.shape),)

    return record("SumBackward0", self.array.sum(axis=dim, keepdims=keepdim), (self,), rule)
    ### END SOLUTION


@grow(engine.Tensor)
def mean(self, dim=None, keepdim=False):
    """The mean of all numbers, or of those along `dim`."""
    ### BEGIN SOLUTION
    total = self.sum(dim, keepdim)
    return total / (self.numel() / total.numel())
    ### END SOLUTION

# %% check="b1.13" points=3
check("b1.13", nn)

# %% [markdown] hints="b1.13"
# 1. The rule of `sum` has two steps, and the first is needed in one case only. `mean` needs no rule at all.
# 2. `np.expand_dims` takes a tuple as well, and negative numbers. How many numbers went into each result: `self.numel()` divided by
#    `total.numel()`.
# 3. `if dim is not None and not keepdim: grad = np.expand_dims(...)` / `return (np.broadcast_to(grad, self.shape),)`; `total =
#    self.sum(dim, keepdim)` / `return total / ...`

# %% [markdown] after="b1.13" torch="_refs.mean"
# torch's table says `grad.expand_symint(self.sym_sizes())` for a sum over everything, and `sum_backward(grad, sizes, dim, keepdim)` for
# the other. Nothing is saved but the shape. `mean` has a rule of its own there, and divides in the same way.

# %% [markdown]
# ### b1.14 Another shape, another place · difficulty 3 of 5 · 20 minutes
#
# `reshape` and `transpose` move nothing: they show the same memory in another way. So does their rule, the other way round. Picking is
# different. `a[index]` takes some numbers, perhaps one of them twice. What about the others?

# %%
# %%both
a = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
a[[0, 0, 2]].backward(torch.tensor([1.0, 10.0, 100.0]))
a.grad

# %% [markdown]
# A number that was not picked gets 0. One that was picked twice gets the sum. `full[index] += grad` would not do, because numpy
# writes to each place once. `np.add.at(full, index, grad)` adds once for every pick.
#
# - `reshape(*shape)`: the rule is a reshape to the shape that went in. numpy's own `reshape` knows what a size of -1 means.
# - `transpose(dim0, dim1)` swaps two dimensions: `np.swapaxes`.
# - `__getitem__(index)`: whatever numpy takes for an index.

# %% answer="b1.14"
@grow(engine.Tensor)
def reshape(self, *shape):
    """The same numbers in another shape."""
    ### BEGIN SOLUTION
    made, before = self.array.reshape(shape), self.shape
    return record("ViewBackward0", made, (self,), lambda grad: (grad.reshape(before),))
    ### END SOLUTION


@grow(engine.Tensor)
def transpose(self, dim0, dim1):
    """Two dimensions swapped."""
    ### BEGIN SOLUTION
    made = np.swapaxes(self.array, dim0, dim1)
    return record("TransposeBackward0", made, (self,), lambda grad: (np.swapaxes(grad, dim0, dim1),))
    ### END SOLUTION


@grow(engine.Tensor)
def __getitem__(self, index):
    """Some of the numbers."""
    ### BEGIN SOLUTION
    def rule(grad):
        full = np.zeros(self.shape, grad.dtype)
        np.add.at(full, index, grad)
        return (full,)

    return record("IndexBackward0", self.array[index], (self,), rule)
    ### END SOLUTION

# %%
engine.Tensor.T = property(lambda self: self.transpose(0, 1))

# %% check="b1.14" points=3
check("b1.14", nn)

# %% [markdown] hints="b1.14"
# 1. Two of the rules are the operation once more, with other arguments. The third begins with zeros of the shape that went in.
# 2. Swapping the same two dimensions again undoes a swap. `np.zeros(shape, grad.dtype)` has the gradient's kind of number.
# 3. `full = np.zeros(self.shape, grad.dtype)` / `np.add.at(full, index, grad)` / `return (full,)`

# %% [markdown] after="b1.14" torch="_decomp.decompositions.select_backward"
# torch has a node for each kind of index: `SelectBackward0` for a number, `SliceBackward0` for a slice, `IndexBackward0` for a list. The last
# one's rule is `index_put` with `accumulate=True`. Its results of the first two kinds are views, and know whose memory they show.

# %% [markdown]
# ## Off the record

# %% [markdown]
# ### b1.15 no_grad · difficulty 2 of 5 · 10 minutes
#
# An optimizer computes too, and nobody wants the slope of that. `with torch.no_grad():` switches recording off, and at the end of
# the block back to what it *was*. There is a trap in the word "back": blocks can stand inside each other, and a block can end with
# an exception.
#
# `__enter__` runs at the start of the block, `__exit__` at its end, however it ends. What `__exit__` returns matters: something
# true would swallow the exception.

# %% answer="b1.15"
@grow(engine)
class no_grad:
    """`with no_grad():` nothing is remembered.  torch: no_grad"""

    def __enter__(self):
        ### BEGIN SOLUTION
        self.before = is_grad_enabled()
        set_grad_enabled(False)
        ### END SOLUTION

    def __exit__(self, *error):
        ### BEGIN SOLUTION
        set_grad_enabled(self.before)
        ### END SOLUTION

# %% check="b1.15" points=1
check("b1.15", nn)

# %% [markdown] hints="b1.15"
# 1. Look before you switch; put back what you saw.
# 2. `is_grad_enabled()` tells, `set_grad_enabled(...)` switches. Keep what you saw on `self`.
# 3. `self.before = is_grad_enabled()` / `set_grad_enabled(False)`; and in `__exit__` `set_grad_enabled(...)`

# %% [markdown] after="b1.15" torch="autograd.grad_mode.no_grad.__enter__"
# The same lines, with `self.prev`. In torch the switch belongs to the thread, not to the process, so that a loader in another thread does
# not switch off your training. torch's `no_grad` may also stand above a function, as a decorator.

# %% [markdown]
# ### b1.16 The same memory · difficulty 3 of 5 · 15 minutes
#
# Two last things that a training loop does. `detach()` is a Tensor on the same memory, outside the graph. And `p.add_(d, alpha=-0.1)`
# changes `p` itself: `p += -0.1 * d`, in place, and returns `p`.

# %%
# %%both
p = torch.tensor([1.0, 2.0], requires_grad=True)
print(refused(p.add_, torch.ones(2)))
with torch.no_grad():
    p.add_(torch.ones(2), alpha=-0.5)
p, p.is_leaf

# %% [markdown]
# While operations are remembered, a leaf that asks for a gradient cannot be changed: it would have a history then, and be no leaf any
# more. Refuse with torch's words, also where what is added asks for a gradient. (torch goes further: it lets you change a *result*,
# rewrites its history, and counts changes in `t._version` to find out whether a saved array was spoilt. Refuse there, too.)

# %% answer="b1.16"
@grow(engine.Tensor)
def detach(self):
    """The same memory, without a history."""
    ### BEGIN SOLUTION
    return Tensor(self.array)
    ### END SOLUTION


@grow(engine.Tensor)
def add_(self, other, alpha=1):
    """Add alpha times `other` in place; returns the tensor.

    Raises RuntimeError where it would have to be remembered.
    """
    other = operand(other, self)
    ### BEGIN SOLUTION
    if is_grad_enabled() and (self.requires_grad or other.requires_grad):
        raise RuntimeError("a leaf Variable that requires grad is being used in an in-place operation.")
    self.array += alpha * other.array
    return self
    ### END SOLUTION

# %%
engine.Tensor.__iadd__ = lambda self, other: self.add_(other)
engine.Tensor.__isub__ = lambda self, other: self.add_(other, alpha=-1)

# %% check="b1.16" points=2
check("b1.16", nn)

# %% [markdown] hints="b1.16"
# 1. One line for `detach`. For `add_`, a refusal, a change, a return.
# 2. `self.array += ...` writes into the memory that others may be looking at; `self.array = self.array + ...` would leave them behind.
# 3. `return Tensor(...)`; `if is_grad_enabled() and (... or ...): raise RuntimeError(...)` / `self.array += alpha * ...` / `return self`

# %% [markdown] after="b1.16" torch="autograd.graph.allow_mutation_on_saved_tensors"
# In torch, `check_inplace` refuses the leaf. For a result, the saved arrays remember the version they were saved at, and a walk that finds
# another one raises "one of the variables needed for gradient computation has been modified by an inplace operation".
# `allow_mutation_on_saved_tensors` makes copies in time.

# %% [markdown]
# ## The network of lesson 00, on your engine
#
# One function of plain torch code, run by torch and by you, from the same seed. What it needs besides your pieces are ways to make
# a tensor; they have no gradient, so the numpy torch may lend them.

# %% play=True
from course import training


def lend(name):
    def make(*size, requires_grad=False, device=None, dtype=None, **options):
        array = getattr(numpy_torch, name)(*size, **options).numpy()
        return engine.Tensor(array, requires_grad)

    setattr(engine, name, make)


for name in ("rand", "empty", "linspace"):
    lend(name)


def by_hand(torch, epochs):
    x = torch.linspace(-2, 2, 64).reshape(64, 1)
    y = torch.linspace(-1, 1, 64).reshape(64, 1) ** 2
    torch.manual_seed(0)
    w1, b1 = torch.rand(32, 1) * 2 - 1, torch.rand(32) * 2 - 1
    w2, b2 = (torch.rand(1, 32) * 2 - 1) / 6, torch.rand(1) / 6
    params = [p.requires_grad_() for p in (w1, b1, w2, b2)]
    for _ in epochs:
        for _ in range(20):
            loss = (((x @ w1.T + b1).tanh() @ w2.T + b2 - y) ** 2).mean()
            for p in params:
                p.grad = None
            loss.backward()
            with torch.no_grad():
                for p in params:
                    p -= 0.1 * p.grad
            yield loss.item()


curves = training(by_hand, epochs=20)

# %% [markdown]
# 400 steps, each once through the network and once back. The cell at the top needed 98 passes for one.
#
# ## Your nn, on your engine
#
# The last thing that was not yours. Your `Module`, `Linear`, `Sequential`, `MSELoss` and `SGD` only ever say `torch.Tensor`,
# `nn.Parameter` and `nn.functional`. Put your own under these names, and nothing above them has to change:

# %% play=True
from types import SimpleNamespace


class Parameter(engine.Tensor):
    """A Tensor of yours that is trained."""

    def __init__(self, data, requires_grad=True):
        super().__init__(data.array, requires_grad)


functional = SimpleNamespace(
    linear=lambda x, weight, bias: x @ weight.T + bias,
    relu=lambda x, inplace: x.relu(),
    mse_loss=lambda x, y, reduction: ((x - y) ** 2).mean(),
)


def uniform_(self, low=0.0, high=1.0, generator=None):
    self.array[...] = numpy_torch.empty(*self.shape).uniform_(low, high).numpy()
    return self


def with_modules(torch, epochs):
    nn = torch.nn
    x = torch.linspace(-2, 2, 32).reshape(32, 1)
    torch.manual_seed(0)
    first, second = nn.Linear(1, 16), nn.Linear(16, 8)
    net = nn.Sequential(first, nn.Tanh(), second, nn.ReLU(), nn.Linear(8, 1))
    loss_fn, optimizer = nn.MSELoss(), torch.optim.SGD(net.parameters(), lr=0.1)
    for _ in epochs:
        for _ in range(20):
            loss = loss_fn(net(x), x**2 / 4)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            yield loss.item()


def on_my_engine():
    engine.Tensor.uniform_, engine.tanh = uniform_, lambda t: t.tanh()
    nn.Parameter, nn.functional = Parameter, functional
    return training(with_modules, epochs=10)


own = on_my_engine()

# %%
# %%both
net = nn.Linear(1, 2)
net.weight.sum().backward()
type(net.weight).__mro__[1] is torch.Tensor, net, net.weight.grad

# %% [markdown]
# The two losses lie on each other, and the weights are Tensors of yours. From the flag that a tensor carries to the step that
# moves it, everything that your world did with a gradient is what you built, on plain numpy arrays.
#
# What torch has besides: a rule for some 600 operations, and every rule of them written so that it can itself be derived again
# (`create_graph=True`), saved tensors that know when they were spoilt, views, hooks, threads and devices. The walk is the one you
# wrote.
