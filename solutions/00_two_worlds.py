# %% [markdown]
# # 00 · Two worlds
#
# A neural network is a pile of numbers, and training moves them. torch does that work for you. In this course you rebuild
# the part that does it, `nn.Module`, one small piece at a time, on numpy. Real torch checks every piece.
#
# This first lesson has no module yet. You fit a line, then a small network, all by hand, until you want help. There are 10
# small functions to write. Run the next cell first (Shift+Enter).

# %%
import numpy as np

from course import bench, check, grow, hint, predict, progress, reset, skip, solution
from course import numpy_torch as torch

nn = bench("00")
practice = nn.practice  # what you write by hand in this lesson goes here

# %% [markdown]
# ## Something is broken
#
# A line is fitted to 21 points. Run it: the loss stops far from zero.

# %% play=True
x = np.arange(-10, 11) / 10
y = 3 * x + 2
w, b = 0.0, 0.0
for _ in range(100):
    error = w * x + b - y
    dw = 2 * error.mean() * x.mean()
    db = 2 * error.mean()
    w, b = w - 0.3 * dw, b - 0.3 * db
print(f"loss {(error**2).mean():.4f}")
print(f"w {w:.2f}, b {b:.2f}")

# %% [markdown]
# Somebody worked out two slopes, `dw` and `db`, with pen and paper, and one is wrong. Nothing raised: Python cannot know. By
# the end of this lesson nobody works out slopes any more.

# %% [markdown]
# ### 0.1 How wrong is it? · difficulty 1 of 5 · 5 minutes
#
# A fit needs one number that says how wrong it is. The usual one is the *mean squared error*: take the differences, square
# them, take the mean. Numpy computes with whole arrays:

# %% play=True
np.array([1.0, 2.0]) - np.array([1.0, 4.0])

# %% [markdown]
# Here the squares are 0 and 4, so the mean squared error is 2. Write the function: put your line in the place of `raise`,
# run the cell, then the check.

# %% answer="0.1"
@grow(practice)
def mean_squared_error(predicted, wanted):
    """Return the mean of the squared differences of two arrays of one shape."""
    ### BEGIN SOLUTION
    return ((predicted - wanted) ** 2).mean()
    ### END SOLUTION

# %% check="0.1" points=1
check("0.1", nn)

# %% [markdown] hints="0.1"
# 1. Three steps: the differences, their squares, the mean. Numpy does each one on the whole array.
# 2. `a - b` subtracts, `a ** 2` squares, `a.mean()` gives one number. Mind the brackets: the mean comes last.
# 3. `return ((... - ...) ** 2).mean()`

# %% [markdown] after="0.1" torch="nn.functional.mse_loss"
# torch calls it `mse_loss`. It takes `reduction="sum"` or `"none"` too, and warns where the two shapes differ: numpy and torch
# would otherwise stretch one over the other, and the mean of the wrong table looks like any other number.

# %% [markdown]
# ## Your desk
#
# The green card says what happened: an experiment was run with torch and with what you wrote, and the answers agreed. Where
# they do not, the card shows the first difference and asks a question that helps. Nothing counts how often you check.
#
# - `hint("0.2")` gives a nudge, then says where to look, then a sketch. `solution("0.2")` gives one right answer.
# - `skip("0.2")` leaves an exercise for later, `reset("0.2")` brings the empty one back, `progress()` shows where you are.
# - `%%both` at the top of a cell runs it twice, in two worlds, and lays the results side by side. (`%both` does that for one
#   line.)
#
# Try the last one:

# %%
# %%both
F.mse_loss(torch.tensor([1.0, 2.0]), torch.tensor([1.0, 4.0]))

# %% [markdown]
# You see one result, because both worlds agree. In one of them `torch` is torch itself. In the other it is a small torch on
# numpy, which ends where your work begins: there, `nn` is what you have built. That is nothing yet. Change the last line to
# `nn.Linear(3, 2)` and run it again to see what a difference looks like.

# %% [markdown]
# ### 0.2 Which way is down? · difficulty 2 of 5 · 10 minutes
#
# To make the error smaller you need to know what it does when `w` grows a little. Try it: from 0 to 0.001.

# %% play=True
x = np.array([0.0, 1.0, 2.0])
y = 3 * x + 2
for w in (0.0, 0.001):
    print(w, ((w * x + 2 - y) ** 2).mean())

# %% [markdown]
# The error falls by about 0.01, ten times as much as `w` grew: its *slope* is about -10. There is a formula, so that nobody has
# to try. One point is off by `e = w * x + b - y`, and costs `e ** 2`.
#
# - When `w` grows by a little, `e` grows by `x` times that, and `e ** 2` by `2 * e * x` times that.
# - When `b` grows by a little, so does `e`, and `e ** 2` grows by `2 * e` times that.
#
# The error is the mean over all points, so each slope is the mean of its points' slopes. Look at the broken cell at the top
# again: which mean is it that went wrong?

# %%
predict("0.2")

# %% answer="0.2"
@grow(practice)
def line_slopes(x, y, w, b):
    """Return the slopes (dw, db) of the mean squared error of the line w * x + b.

    x, y: arrays of one shape; w, b: numbers.
    """
    ### BEGIN SOLUTION
    error = w * x + b - y
    return 2 * (error * x).mean(), 2 * error.mean()
    ### END SOLUTION

# %% check="0.2" points=2
check("0.2", nn)

# %% [markdown] hints="0.2"
# 1. First the array of how far off each point is, then the two formulas of the text, then a mean for each.
# 2. `e * x` is an array with one number for each point. Its mean is not the product of two means.
# 3. `error = w * x + b - y` / `return 2 * (error * ...).mean(), 2 * ...`

# %% [markdown] after="0.2" torch="nn.functional.mse_loss"
# torch has no formula for a line. It has one for `*`, one for `+` and one for `mse_loss`, each with its slopes beside it, and
# puts them together as your code runs. You meet that in 0.6.

# %% [markdown]
# ### 0.3 Two layers · difficulty 2 of 5 · 10 minutes
#
# A line cannot bend. A network can: a layer of many lines, a function that bends each of them, and a second layer that adds
# them up. torch keeps the numbers of a layer in a matrix with *one row for each output*, and the data with one row for each
# example:

# %% play=True
x = np.array([[1.0], [2.0], [3.0]])  # three examples, one number each
w1 = np.array([[1.0], [-1.0]])  # two outputs, one input
b1 = np.array([0.0, 10.0])
x @ w1.T + b1

# %% [markdown]
# Three rows come out, with two numbers each. Bend these with `np.tanh`, call them `h`, and give them to a second layer of the
# same form. The second layer is not bent: what comes out of it may be any number. Return both, because the next exercise
# needs `h`.

# %% answer="0.3"
@grow(practice)
def two_layers(x, w1, b1, w2, b2):
    """Return (h, predicted): what the first layer gives after tanh, and what the second makes of it.

    Shapes: x (examples, inputs), w1 (hidden, inputs), b1 (hidden,), w2 (outputs, hidden), b2 (outputs,).
    """
    ### BEGIN SOLUTION
    h = np.tanh(x @ w1.T + b1)
    return h, h @ w2.T + b2
    ### END SOLUTION

# %% check="0.3" points=2
check("0.3", nn)

# %% [markdown] hints="0.3"
# 1. Two lines: one for each layer. The line above shows the first layer without its bend.
# 2. `w.T` is the matrix turned round, so that its columns meet the columns of the data. `np.tanh` goes round the first layer
#    only.
# 3. `h = np.tanh(...)` / `return h, h @ ... + ...`

# %% [markdown] after="0.3" torch="nn.Linear.forward"
# A `Linear` of torch is this one line, with `weight` and `bias` kept in the object. Its weight has a row for each output, as
# yours has; `F.linear` turns it round for you. In lesson 03 you build `Linear`.

# %% [markdown]
# ### 0.4 All the way back · difficulty 4 of 5 · 20 minutes
#
# Four arrays now want a slope for each of their numbers. Nobody finds those in one go. You walk back from the error, and
# carry along `d`: how the error changes with each number of the array you have reached.
#
# 1. Begin at `predicted`: twice the difference to `y`, divided by how many numbers there are, since the error is their mean.
# 2. A layer `h @ w.T + b`: the slopes of `w` are `d.T @ h`. Those of `b` are the sum of `d` over the examples. To go on
#    back to `h`, `d` becomes `d @ w`.
# 3. The bend: `tanh` is steep in the middle and flat at the ends. With `h` what came out of it, `d` is multiplied by
#    `1 - h**2`.
# 4. The first layer is step 2 again, with `x` where `h` was. Further back there is nothing to train.
#
# Steps 2 to 4 in numbers, for one number each:

# %% play=True
h, w, d = np.tanh(0.5), 2.0, 1.0
print(d * h, d * w, d * w * (1 - h**2))

# %% answer="0.4"
@grow(practice)
def two_layers_slopes(x, y, w1, b1, w2, b2):
    """Return the slopes (dw1, db1, dw2, db2) of the mean squared error, each of its array's shape."""
    h, predicted = two_layers(x, w1, b1, w2, b2)
    ### BEGIN SOLUTION
    d = 2 * (predicted - y) / y.size
    dw2, db2 = d.T @ h, d.sum(axis=0)
    d = d @ w2 * (1 - h**2)
    return d.T @ x, d.sum(axis=0), dw2, db2
    ### END SOLUTION

# %% check="0.4" points=4
check("0.4", nn)

# %% [markdown] hints="0.4"
# 1. Four steps in the text, four lines of code. Shapes are a good guide: each result has the shape of its array.
# 2. `y.size` counts all numbers of `y`. `d.sum(axis=0)` adds the rows up and leaves one number for each column. Compute the
#    slopes of the second layer before you change `d`.
# 3. `d = 2 * (...) / y.size` / `dw2, db2 = d.T @ h, ...` / `d = d @ w2 * (...)` / `return d.T @ ..., ..., dw2, db2`

# %% [markdown] after="0.4" torch="autograd.grad"
# This walk has a name, backpropagation. torch keeps the rule of step 2 with `linear` and the rule of step 3 with `tanh`, and no
# one has to know both. The probe you have just passed compared your formulas with torch's `autograd.grad`.

# %% [markdown]
# ## A Tensor remembers
#
# It works, and it is the last time you do this. With `relu` in the place of `tanh`, step 3 is wrong. With a third layer, there
# are two more formulas. And a slip says nothing; the loss just stops too early, as it did at the top.
#
# Each step of the walk belongs to one operation. So let the numbers remember which operations they went through. A `Tensor`
# is an array that does:

# %%
# %%both
w = torch.tensor(2.0, requires_grad=True)
loss = (3 * w - 1) ** 2
loss.backward()
loss, w.grad

# %% [markdown]
# `requires_grad=True` says: I want the slope of this one. `backward()` walks back from `loss`, over `**`, `-` and `*`, and puts
# the slope into `w.grad`. torch calls it the *gradient*. You wrote no formula.

# %% [markdown]
# ### 0.5 A tensor of your own · difficulty 1 of 5 · 5 minutes
#
# `torch.tensor` copies the numbers it is given. Two things have to be said. The first is the kind of number: networks use
# `float32`, and numpy hands you `float64`, or integers, which cannot have a slope at all.

# %%
# %%both
print(torch.tensor([1, 2]).dtype, torch.tensor([1.0, 2.0]).dtype, torch.tensor(np.ones(2)).dtype)
torch.tensor([1, 2], dtype=torch.float32)

# %% [markdown]
# The second is whether it asks for a gradient. A tensor that you make and that asks for one is a *leaf*: the walk back ends
# there, and there the gradient is left. What is computed from it is no leaf, not even the same tensor turned into another
# kind of number.

# %% answer="0.5"
@grow(practice)
def leaf(values):
    """Return a float32 leaf that asks for a gradient, with memory of its own.

    values: a number, a list or an array.
    """
    ### BEGIN SOLUTION
    return torch.tensor(values, dtype=torch.float32, requires_grad=True)
    ### END SOLUTION

# %% check="0.5" points=1
check("0.5", nn)

# %% [markdown] hints="0.5"
# 1. One call, with two things said by name.
# 2. `dtype=` takes `torch.float32`, and `requires_grad=` takes True. Said in the call, both are true from the start, and
#    nothing has been computed.
# 3. `return torch.tensor(values, dtype=..., requires_grad=...)`

# %% [markdown] after="0.5" torch="nn.Parameter.__new__"
# There are other ways in. `torch.from_numpy` shares the array's memory and keeps `float64`; `torch.Tensor(values)` with a capital
# letter is the bare class, which takes a number for a *size*. The class for numbers that are trained is `Parameter`; you
# build it in lesson 01.

# %% [markdown]
# ### 0.6 Gradients for any loss · difficulty 3 of 5 · 15 minutes
#
# Now one function replaces 0.2 and 0.4, and whatever comes after them: it takes any loss and gives its gradients. It must not
# write on the tensors of whoever calls it, so it works with leaves of its own. Two methods help:

# %%
# %%both
w = torch.tensor([1.0, 2.0], requires_grad=True)
v = 3 * w
d = v.detach()
print("v:", v.requires_grad, v.is_leaf)
print("d:", d.requires_grad, d.is_leaf)
d.requires_grad_()
print("d:", d.requires_grad, d.is_leaf, d.tolist())

# %% [markdown]
# `v.detach()` has the numbers of `v` and none of its history. `requires_grad_()` turns the question on afterwards; a name that
# ends in `_` changes the tensor itself.
#
# `loss_of` is a function: given the values, in their order, it returns a loss. `*values` collects any number of them.

# %% answer="0.6"
@grow(practice)
def gradients(loss_of, *values):
    """Return a list: the gradient of loss_of(*values) for each of the values, which stay as they were."""
    ### BEGIN SOLUTION
    leaves = [value.detach().requires_grad_() for value in values]
    loss_of(*leaves).backward()
    return [leaf.grad for leaf in leaves]
    ### END SOLUTION

# %% check="0.6" points=3
check("0.6", nn)

# %% [markdown] hints="0.6"
# 1. Make a leaf from each value, compute the loss from the leaves, walk back once, collect.
# 2. `value.detach().requires_grad_()` is a new leaf. One `backward()` fills `.grad` of all the leaves.
# 3. `leaves = [value.detach()... for value in values]` / `loss_of(*leaves).backward()` / `return [... for leaf in leaves]`

# %% [markdown] after="0.6" torch="func.grad"
# torch has this function as `torch.func.grad`, and `torch.autograd.grad(loss, leaves)` for a loss that is there already. Neither
# touches `.grad`. `backward()` does, and an optimizer looks there: that is the way most programs go, and yours from here on.

# %% [markdown]
# ### 0.7 One step down · difficulty 2 of 5 · 10 minutes
#
# A step of descent moves each number against its gradient: by `lr` times the gradient, where `lr`, the learning rate, is a
# small number. Other code holds these very tensors, so the step changes them *in place*, with `-=`. A tensor without a gradient,
# where `.grad` is None, stays.
#
# A tensor remembers what is done to it, and a step is nothing to remember. Inside `torch.no_grad()` it does not:

# %%
# %%both
w = torch.tensor(1.0, requires_grad=True)
with torch.no_grad():
    v = 2 * w
v.requires_grad, (2 * w).requires_grad, w.requires_grad

# %%
predict("0.7")

# %% answer="0.7"
@grow(practice)
def step(params, lr):
    """Move every tensor that has a gradient by -lr times it, in place."""
    ### BEGIN SOLUTION
    with torch.no_grad():
        for p in params:
            if p.grad is not None:
                p -= lr * p.grad
    ### END SOLUTION

# %% check="0.7" points=2
check("0.7", nn)

# %% [markdown] hints="0.7"
# 1. A loop inside a `with`, a question about each tensor, and one line that moves it.
# 2. `p -= ...` changes the tensor. `p = p - ...` makes another one and gives it the name `p`, and the list still holds the old
#    one.
# 3. `with torch.no_grad():` / `for p in params:` / `if p.grad is not None:` / `p -= ...`

# %% [markdown] after="0.7" torch="optim.SGD.step"
# This is `torch.optim.SGD` without its options. Its `step` is decorated to run under `no_grad`, it passes over parameters
# without a gradient as yours does, and it leaves the gradients where they are: clearing them is another method.

# %% [markdown]
# ### 0.8 The loop · difficulty 3 of 5 · 15 minutes
#
# Loss, backward, step, and again. One thing is missing, and forgetting it is the best-known mistake in torch. Watch `w.grad`:

# %%
# %%both
w = torch.tensor(1.0, requires_grad=True)
for _ in range(3):
    loss = 5 * w
    loss.backward()
    print(w.grad)

# %% [markdown]
# The gradient of `5 * w` is 5, every time. But `backward()` *adds* to what is in `.grad`, and nobody cleared it. Set it to `None`
# in every round, when the step is done.
#
# `loss_of()` takes nothing and computes the loss from the tensors in `params`. Keep each loss as a plain number,
# `loss.item()`: a list of tensors would hold on to everything that they remember.

# %% answer="0.8"
@grow(practice)
def fit(loss_of, params, lr, steps):
    """Take this many steps down, and return the losses, as numbers: each before its step."""
    ### BEGIN SOLUTION
    losses = []
    for _ in range(steps):
        loss = loss_of()
        loss.backward()
        step(params, lr)
        for p in params:
            p.grad = None
        losses.append(loss.item())
    return losses
    ### END SOLUTION

# %% check="0.8" points=3
check("0.8", nn)

# %% [markdown] hints="0.8"
# 1. In each round: compute the loss anew, walk back, step, clear, note the number.
# 2. `step(params, lr)` is yours from 0.7. Clearing needs a loop of its own, over the same tensors, after the step has used the
#    gradients.
# 3. `losses = []` / `for _ in range(steps):` / `loss = loss_of()` / `loss.backward()` / `step(...)` / `for p in params: ...` /
#    `losses.append(...)` / `return losses`

# %% [markdown] after="0.8" torch="optim.Optimizer.zero_grad"
# In torch's loop an optimizer holds the list: `optimizer.zero_grad()`, `loss.backward()`, `optimizer.step()`. That gradients add up
# is meant: a batch too large for memory is walked in parts. Lesson 05 is about that.

# %% [markdown]
# ### 0.9 Keeping a copy · difficulty 2 of 5 · 10 minutes
#
# The best numbers of a training are worth keeping, before a later step spoils them. What is a copy, when tensors share memory
# and remember where they come from?

# %%
# %%both
w = torch.tensor([1.0, 2.0], requires_grad=True)
copies = {"the list": [w][0], "clone": w.clone(), "detach": w.detach()}
for name, c in copies.items():
    print(f"{name:8}  asks: {c.requires_grad}  remembers: {c.grad_fn is not None}")

# %%
predict("0.9")

# %% [markdown]
# A snapshot should stay what it is, whatever becomes of the tensors, and should ask for nothing. Neither `clone()` nor
# `detach()` does all of that alone.

# %% answer="0.9"
@grow(practice)
def snapshot(params):
    """Return a list of tensors: today's values, with memory of their own, without history, asking for nothing."""
    ### BEGIN SOLUTION
    return [p.detach().clone() for p in params]
    ### END SOLUTION

# %% check="0.9" points=2
check("0.9", nn)

# %% [markdown] hints="0.9"
# 1. Which of the two gives memory of its own, and which cuts off the history?
# 2. `detach()` shares memory: a step in place shows through it. `clone()` copies, and remembers that it did. One after the
#    other they do both.
# 3. `return [p.detach()... for p in params]`

# %% [markdown] after="0.9" torch="nn.Module.state_dict"
# A module hands out such a list with a name for each tensor, `state_dict()`. Its tensors are detached and *not* copied, so people
# who keep the best epoch write `copy.deepcopy(net.state_dict())`, or find the last epoch in all their copies.

# %% [markdown]
# ### 0.10 The same numbers again · difficulty 3 of 5 · 15 minutes
#
# A network begins with random numbers. `torch.manual_seed` sets where the random numbers begin, so a training can be run again,
# number for number, and in this course in two worlds:

# %%
# %%both
torch.manual_seed(7)
print(torch.empty(3).uniform_(-1, 1).tolist())
print(torch.empty(3).uniform_(-1, 1).tolist())
torch.manual_seed(7)
torch.empty(3).uniform_(-1, 1).tolist()

# %% [markdown]
# The same digits on both sides. So if you draw as torch's layers do, in their order, you get *their* numbers. torch draws a layer's
# weight first, of shape `(outputs, inputs)`, then its bias, of shape `(outputs,)`. Both are uniform between `-bound` and `bound`,
# where `bound` is 1 divided by the square root of `inputs`. After one layer comes the next.
#
# `sizes` are the widths of a network: `[1, 32, 1]` has one input, 32 hidden numbers and one output, so two layers and four
# tensors. `pairwise(sizes)` gives the inputs and the outputs of each layer:

# %%
from itertools import pairwise

list(pairwise([1, 32, 1]))

# %% answer="0.10"
@grow(practice)
def draw(seed, sizes):
    """Return the leaves of a network, weight and bias by turns, as torch's Linear layers draw them after this seed."""
    torch.manual_seed(seed)
    params = []
    ### BEGIN SOLUTION
    for inputs, outputs in pairwise(sizes):
        bound = inputs**-0.5
        for shape in ((outputs, inputs), (outputs,)):
            params.append(torch.empty(shape).uniform_(-bound, bound).requires_grad_())
    ### END SOLUTION
    return params

# %% check="0.10" points=3
check("0.10", nn)

# %% [markdown] hints="0.10"
# 1. A loop over the layers. In each round: the bound, a weight, a bias, both at the end of the list.
# 2. `torch.empty(outputs, inputs).uniform_(-bound, bound)` draws a weight. The bias has the same bound. Turn `requires_grad_()`
#    on last: what is drawn first and asks afterwards is a leaf.
# 3. `for inputs, outputs in pairwise(sizes):` / `bound = inputs ** -0.5` / `for shape in ((outputs, inputs), (outputs,)):` /
#    `params.append(torch.empty(shape).uniform_(...)....)`

# %% [markdown] after="0.10" torch="nn.Linear.reset_parameters"
# torch calls `init.kaiming_uniform_(weight, a=sqrt(5))`, which comes to the same bound by a longer way; the comment there says so.
# With numbers that start too large `tanh` is flat everywhere and nothing learns; the square root keeps the sums of a wide layer as
# small as those of a narrow one.

# %% [markdown]
# ## A curve, by hand and with modules
#
# A curve of 64 points, and a network of 1, 32 and 1. Your world runs what you wrote: `draw`, `fit` and, in it, `step`. torch's
# world does the same with modules and an optimizer. The seed is the same, so the two losses should lie on each other.

# %% play=True
from course import training


def curve(torch):
    x = torch.linspace(-2, 2, 64).reshape(64, 1)
    return x, torch.sin(2 * x)


def by_hand(torch, epochs):
    x, y = curve(torch)
    w1, b1, w2, b2 = draw(0, [1, 32, 1])

    def loss_of():
        h = torch.tanh(x @ w1.T + b1)
        return ((h @ w2.T + b2 - y) ** 2).mean()

    for _ in epochs:
        yield from fit(loss_of, [w1, b1, w2, b2], lr=0.1, steps=50)


def with_modules(torch, epochs):
    nn = torch.nn
    x, y = curve(torch)
    torch.manual_seed(0)
    net = nn.Sequential(nn.Linear(1, 32), nn.Tanh(), nn.Linear(32, 1))
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    for _ in epochs:
        for _ in range(50):
            loss = ((net(x) - y) ** 2).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            yield loss


def run(torch, epochs):
    return by_hand(torch, epochs) if torch.nn is nn else with_modules(torch, epochs)


curves = training(run, epochs=30)

# %% [markdown]
# 1,500 steps, and no slope was worked out by anybody. Put `torch.relu` for `torch.tanh` and `nn.ReLU` for `nn.Tanh`, and run the cell
# again: nothing else has to change. That is what was broken at the top, repaired.
#
# ## What still hurts
#
# Compare the two functions. `with_modules` names each layer once. `by_hand` is full of bookkeeping, and nobody checks it:
#
# | by hand | what takes it away | lesson |
# |---|---|---|
# | every tensor has a name in three places; leave `b1` out of the list, and it never learns, without a word | `Parameter`, and a list that keeps itself | 01 |
# | a third layer means new names everywhere | modules in modules | 02 |
# | which tensors belong to one layer, and what is done with them, is in your head | `Linear`, and calling a layer | 03 |
# | numbers that are kept and not trained have no place | buffers, `train` and `eval` | 04 |
# | clearing gradients is a loop to remember | `zero_grad` | 05 |
# | the order of the layers is written out by hand | `Sequential` and its relatives | 06 |
# | a saved list does not say which number was which | `state_dict` | 07 |
# | to look at `h` you have to rewrite the function | hooks, forward and backward | 08, 09 |
# | `float64`, or a GPU, means every tensor one by one | `to` | 10 |
#
# A module is what takes all of this away: an object that keeps its tensors, and knows its parts. Here is torch's, drawn as a tree.
# Yours is drawn beside it as soon as there is one.

# %%
# %%both
net = "waits for lesson 06"
if hasattr(nn, "Sequential"):
    net = nn.Sequential(nn.Linear(1, 32), nn.Tanh(), nn.Linear(32, 1))

# %% play=True
from course import tree

tree("net")

# %% [markdown]
# Four tensors, each with a name that says where it belongs, and no list was kept by hand. The first row of the table is next:
# [lesson 01](../01_parameter/01_parameter.ipynb).
