# %% [markdown]
# # 05 · zero_grad
#
# A network computes, and `backward()` fills every parameter's `.grad`. This lesson is about what happens to those gradients
# between two steps: who adds them up, who takes them away, and who uses them. You build `zero_grad` and `requires_grad_` of
# `Module`, the whole of `SGD`, and the training loop itself.
#
# You write 14 small pieces, and check each one against real torch. Run the next cell first (Shift+Enter).

# %%
from course import bench, check, gradient_bench, grow, hint, predict, progress, reset, skip, solution, training
from course import numpy_torch as torch

nn = bench("05")
optim, practice = nn.optim, nn.practice

# %% [markdown]
# `optim` is new. It is your world's `torch.optim`: what you build there takes the place of the optimizer that you used so
# far, and what you do not build stays as it is. `practice` is for functions that are yours alone; torch has none like them.
#
# ## Something is broken
#
# The line of lesson 01 once more, `y = 3x + 2`, with a `Linear` and a loop written by hand. One line of the loop is missing.
# Run it in both worlds, and look at the loss.

# %%
# %%both
import matplotlib.pyplot as plt


def draw(curves):
    plt.close("all")
    fig, ax = plt.subplots(figsize=(6, 2.6), layout="constrained")
    for (name, losses), line in zip(curves.items(), ("-", "--", ":"), strict=False):
        ax.plot(losses, line, label=name)
    ax.set(xlabel="step", ylabel="loss")
    fig.legend(loc="outside upper center", ncols=3)


def line_losses(forget):
    torch.manual_seed(0)
    net = nn.Linear(1, 1)
    x = torch.linspace(-1, 1, 20).reshape(20, 1)
    losses = []
    for _ in range(150):
        loss = F.mse_loss(net(x), 3 * x + 2)
        loss.backward()
        with torch.no_grad():
            for p in net.parameters():
                p -= 0.02 * p.grad
                if forget:
                    p.grad = None
        losses.append(loss.item())
    return losses


broken = line_losses(forget=False)
draw({"the line of lesson 01": line_losses(forget=True), "one line missing": broken})
[round(loss, 2) for loss in broken[::20]]

# %% [markdown]
# Nothing raises. The loss falls, and then it climbs back, for ever: a swing. The reason is one word in torch's documentation
# of `backward()`. It *accumulates*: a new gradient is added to the one that is there already. So each step uses the sum of
# all gradients since the beginning, most of them from places the line has left long ago.
#
# Adding up is no mistake of torch. In this lesson you need it twice. But somebody has to say when a sum begins.

# %% [markdown]
# ## Gradients of a module

# %% [markdown]
# ### 5.1 Forgetting · difficulty 2 of 5 · 15 minutes
#
# `net.zero_grad()` takes the gradients of a whole network away. There are two ways to do that. Run torch's:

# %%
# %%both
net = nn.Linear(2, 1)
net(torch.ones(1, 2)).sum().backward()
held = net.weight.grad
net.zero_grad(set_to_none=False)
print(net.weight.grad is held, held.tolist())
net(torch.ones(1, 2)).sum().backward()
held = net.weight.grad
net.zero_grad()
net.weight.grad, held.tolist()

# %% [markdown]
# - By default `.grad` becomes `None`: "there is no gradient". A tensor that somebody else holds keeps its numbers.
# - With `set_to_none=False` the tensor stays, and is filled with zeros *in place*. Whoever holds it sees the zeros.
#
# "In place" has a catch. After `backward(create_graph=True)` a gradient has a history of its own, and a tensor with a history
# is not to be overwritten. `t.detach_()` cuts it off first; `t.zero_()` then fills with zeros.
#
# Three questions:
# 1. Which method of lesson 02 already finds every parameter below, each once?
# 2. A parameter without a gradient: what should `set_to_none=False` do?
# 3. A frozen parameter may still hold a gradient from before. Is it left out?

# %%
predict("5.1")

# %% answer="5.1"
@grow(nn.Module)
def zero_grad(self, set_to_none=True):
    """Take away the gradient of every parameter of the tree, or fill it with zeros in place.

    torch: Module.zero_grad
    """
    ### BEGIN SOLUTION
    for p in self.parameters():
        if set_to_none:
            p.grad = None
        elif p.grad is not None:
            p.grad.detach_()
            p.grad.zero_()
    ### END SOLUTION

# %% check="5.1" points=2
check("5.1", nn)

# %% [markdown] hints="5.1"
# 1. One loop over all parameters of the tree, with two cases inside. One of the two has nothing to do where there is no gradient.
# 2. `self.parameters()` answers the first question. A name that ends in `_` changes its tensor in place, so
#    `p.grad = p.grad * 0` and `p.grad = torch.zeros(...)` are something else: they put another tensor there.
# 3. `for p in self.parameters():` / `if set_to_none: p.grad = ...` / `elif p.grad is not None:` / `p.grad.detach_()` / `p.grad....`

# %% [markdown] after="5.1" torch="nn.Module.zero_grad"
# torch asks `p.grad is not None` first, and where a gradient has no history it says `p.grad.requires_grad_(False)` in place of
# `detach_()`. Before version 2.0 the default was `set_to_none=False`. `None` costs no memory and no time for filling, and the
# next `backward()` stores its gradient instead of adding it to zeros.

# %% [markdown]
# Look at gradients pile up. The bench has a small network in each world, and buttons for `backward()`, for both ways of your
# `zero_grad`, and for a step. The mark on each bar is the gradient of one `backward()` of the whole batch.

# %% play=True
def make(torch):
    net = torch.nn.Linear(2, 1)
    return net, lambda x, y: ((net(x) - y) ** 2).mean()


gradient_bench(make)

# %% [markdown]
# Try: three times `backward()`; then `zero_grad(set_to_none=False)`, then `zero_grad()`; then the two halves, one after the other.

# %% [markdown]
# ### 5.2 Frozen parts · difficulty 2 of 5 · 10 minutes
#
# A parameter with `requires_grad=False` is *frozen*: `backward()` passes it by. That is how people train a new last layer on a
# network that somebody else trained. `requires_grad_` freezes a whole part at once:

# %%
# %%both
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.body, self.head = nn.Linear(2, 3), nn.Linear(3, 1)

    def forward(self, x):
        return self.head(torch.tanh(self.body(x)))


net = Net()
net.body.requires_grad_(False)
net(torch.ones(1, 2)).sum().backward()
print([name for name, p in net.named_parameters() if p.grad is not None])
net.body.requires_grad_() is net.body, all(p.requires_grad for p in net.parameters())

# %% [markdown]
# It goes over every parameter below, both ways, and returns the module, so that it can stand behind a constructor. A tensor has
# a method of the same name, which changes one flag. Buffers are no parameters and stay as they are.
#
# Freezing changes the flag and *nothing else*. The parameters are still listed and saved. And a gradient that is there stays
# there.

# %%
predict("5.2")

# %% answer="5.2"
@grow(nn.Module)
def requires_grad_(self, requires_grad=True):
    """Say for every parameter of the tree whether it asks for a gradient; returns the module.

    torch: Module.requires_grad_
    """
    ### BEGIN SOLUTION
    for p in self.parameters():
        p.requires_grad_(requires_grad)
    return self
    ### END SOLUTION

# %% check="5.2" points=1
check("5.2", nn)

# %% [markdown] hints="5.2"
# 1. The loop of 5.1, with one call inside and one line after it.
# 2. `p.requires_grad_(flag)` is the tensor's own method. `self.requires_grad = flag` would hang an attribute on the module that
#    nobody reads.
# 3. `for p in self.parameters():` / `p.requires_grad_(...)` / `return ...`

# %% [markdown] after="5.2" torch="nn.Module.requires_grad_"
# The same three lines. Freezing is not `eval()`: a frozen `BatchNorm1d` in training mode still moves its running statistics,
# because those are buffers. Whoever fine-tunes usually wants both, `part.requires_grad_(False)` and `part.eval()`.

# %% [markdown]
# ## Gradients add up
#
# So far adding up was in your way. Now it is what you want. Before you run this: `w` is used twice, once in each layer. Which
# gradient does it get, that of the first use, that of the last, or both?

# %%
# %%both
class Twice(nn.Module):
    def __init__(self):
        super().__init__()
        self.first, self.second = nn.Linear(1, 1, bias=False), nn.Linear(1, 1, bias=False)
        self.second.weight = self.first.weight

    def forward(self, x):
        return self.second(self.first(x))


net = Twice()
nn.init.constant_(net.first.weight, 3.0)
print([name for name, p in net.named_parameters()])
net(torch.tensor([[5.0]])).sum().backward()
net.first.weight.grad.item(), net.second.weight.grad is net.first.weight.grad

# %% [markdown]
# The output is `w * w * 5`, so the slope at 3 is 2 · 3 · 5 = 30: 15 from each use, added. A *tied* weight is one parameter under
# two names. It has one `.grad`, is listed once, is zeroed once, and an optimizer moves it once.

# %% [markdown]
# ### 5.3 A batch in parts · difficulty 3 of 5 · 15 minutes
#
# A batch of 64 rows does not fit in memory; 16 rows do. Adding up gives the way out. Two halves, one after the other:

# %%
# %%both
torch.manual_seed(0)
net = nn.Linear(3, 1)
x, y = torch.randn(20, 3), torch.randn(20, 1)
F.mse_loss(net(x), y).backward()
whole = net.weight.grad
net.zero_grad()
for part in (slice(0, 10), slice(10, 20)):
    (F.mse_loss(net(x[part]), y[part]) / 2).backward()
torch.allclose(net.weight.grad, whole)

# %% [markdown]
# The `/ 2` is the point. The loss is a *mean* over rows. The mean of 20 rows is half the mean of the first ten plus half that of
# the others. If the last part is smaller, its share is smaller: `len(part) / len(whole)`.
#
# Write it for parts of at most `size` rows. `x.split(size)` gives the parts; the last may be smaller. Gradients from before must
# not count. And each part's `backward()` comes before the next part is computed, so that only one graph is in memory at a time.
#
# torch has no such function. Yours goes into `practice`, where the check can find it.

# %% answer="5.3"
@grow(practice)
def accumulate(net, loss_fn, x, y, size):
    """Leave in .grad what one backward() of the whole batch would, `size` rows at a time.

    loss_fn: a mean over rows.  Returns the loss of the whole batch, a number.
    """
    ### BEGIN SOLUTION
    net.zero_grad()
    total = 0.0
    for part_x, part_y in zip(x.split(size), y.split(size), strict=True):
        loss = loss_fn(net(part_x), part_y) * (len(part_x) / len(x))
        loss.backward()
        total += loss.item()
    return total
    ### END SOLUTION

# %% check="5.3" points=3
check("5.3", nn)

# %% [markdown] hints="5.3"
# 1. Begin the sum once, before the loop. Inside the loop: the loss of a part, its share, its `backward()`.
# 2. The share of a part is `len(part_x) / len(x)`; one part of 4 among 20 rows weighs a fifth. `loss.item()` is the number
#    without its graph; adding up `loss` itself would keep every graph alive.
# 3. `net.zero_grad()` / `total = 0.0` / `for part_x, part_y in zip(x.split(size), y.split(size)):` /
#    `loss = loss_fn(...) * (... / len(x))` / `loss.backward()` / `total += loss.item()` / `return total`

# %% [markdown] after="5.3" torch="autograd.backward"
# torch leaves this loop to you and calls it gradient accumulation. A `BatchNorm1d` in the network breaks the equality: it
# computes mean and variance of the rows it sees, and it sees a part. `Dropout` draws other masks. Everything that treats each
# row by itself agrees with the whole batch up to rounding.

# %% [markdown]
# ## An optimizer
#
# An optimizer holds parameters and moves them along their gradients. It knows nothing of networks: `net.parameters()` is all it
# ever sees of yours.
#
# The class is given. `optim.Optimizer` is torch's base of all optimizers, here the numpy torch's: it saves and prints, and its
# `__init__(params, defaults)` makes two attributes, then hands every group to `add_param_group`:
#
# - `param_groups`, a list of dicts: parameters with the settings they are moved by;
# - `state`, a dict from a parameter to what the optimizer remembers of it.

# %%
@grow(optim)
class SGD(optim.Optimizer):
    """Moves each parameter against its gradient.  torch: optim.SGD"""

# %% [markdown]
# ### 5.4 What an optimizer is told · difficulty 2 of 5 · 10 minutes
#
# See what torch keeps, and what it refuses:

# %%
# %%both
def refused(call, *args, **kwargs):
    try:
        call(*args, **kwargs)
    except Exception as error:
        return type(error).__name__


net = nn.Linear(2, 1)
optimizer = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9)
for name, value in sorted(optimizer.param_groups[0].items()):
    print(name, len(value) if name == "params" else value)
print(refused(torch.optim.SGD, net.parameters(), lr=-0.1))
print(refused(torch.optim.SGD, net.parameters(), nesterov=True))

# %% [markdown]
# The settings go to `defaults`, a dict with one entry for each, under its own name: `lr`, `momentum`, `dampening`,
# `weight_decay`, `nesterov`, `maximize`, and three that say *how* to compute rather than what. Those three are in `how`, given.
#
# Refused with a `ValueError`: a negative `lr`, `momentum` or `weight_decay`, and `nesterov=True` unless there is a momentum above
# 0 and a dampening of exactly 0. You meet these words in 5.9 to 5.11.
#
# The rest is `Optimizer.__init__`'s work. Refuse before you call it.

# %% answer="5.4"
@grow(optim.SGD)
def __init__(
    self,
    params,
    lr=1e-3,
    momentum=0,
    dampening=0,
    weight_decay=0,
    nesterov=False,
    *,
    maximize=False,
    foreach=None,
    differentiable=False,
    fused=None,
):
    """Check the settings and hand parameters and defaults to the base class.

    Raises ValueError for a setting that makes no sense.  torch: SGD.__init__
    """
    how = {"foreach": foreach, "differentiable": differentiable, "fused": fused}
    ### BEGIN SOLUTION
    for value in (lr, momentum, weight_decay):
        if value < 0:
            raise ValueError(f"lr, momentum and weight_decay are 0 or more, and this is {value}")
    if nesterov and (momentum <= 0 or dampening != 0):
        raise ValueError("Nesterov momentum requires a momentum and zero dampening")
    defaults = {"lr": lr, "momentum": momentum, "dampening": dampening, "weight_decay": weight_decay}
    defaults |= {"nesterov": nesterov, "maximize": maximize, **how}
    super().__init__(params, defaults)
    ### END SOLUTION

# %% check="5.4" points=2
check("5.4", nn)

# %% [markdown] hints="5.4"
# 1. Two kinds of refusal, one dict, one call of the base class.
# 2. 0 is allowed for all three numbers: `lr=0` stands still, and that is no error. `super().__init__(params, defaults)` works in a
#    grown method as it does inside a class.
# 3. `for value in (lr, momentum, weight_decay):` / `if value < 0: raise ValueError(...)` / `if nesterov and (... or ...): raise
#    ValueError(...)` / `defaults = {"lr": lr, ..., **how}` / `super().__init__(params, defaults)`

# %% [markdown] after="5.4" torch="optim.SGD.__init__"
# torch has one `if` for each number, with words of its own: "Invalid learning rate: -0.1". Its `lr` may also be a tensor of one
# element, which a compiled step can read anew each time. `foreach` and `fused` choose between loops over the same formula: one
# parameter at a time, all at once, or all in one kernel of a GPU.

# %% [markdown]
# ### 5.5 What may be moved · difficulty 2 of 5 · 15 minutes
#
# People hand over all sorts of things: a list, a generator, one tensor, a tensor that was computed. See what torch makes of them:

# %%
# %%both
p, q = nn.Parameter(torch.ones(1)), nn.Parameter(torch.ones(1))
for label, params in {
    "a generator": (t for t in [p, q]),
    "a set": {p, q},
    "a name among them": [p, "q"],
    "a tensor that was computed": [p * 2],
    "a frozen one": [nn.Parameter(torch.ones(1), requires_grad=False)],
}.items():
    print(f"{label:27}", refused(torch.optim.SGD, [{"params": params}]))
print(f"{'one tensor':27}", torch.optim.SGD([{"params": p}]).param_groups[0]["params"])

# %% [markdown]
# - One tensor is a list of one. Anything else is made a *new list*, and a generator can be read only once.
# - A set has no order: `TypeError`. So is anything that is no tensor. The base class has refused a lone tensor in the place of a
#   list, `SGD(p)`, before it comes to this.
# - A tensor that is not a leaf is a `ValueError`: its `.grad` stays empty, so it would never move.
#
# `_listed` does this part of `add_param_group`. The cell after yours is its first form; the next exercise replaces it.

# %% answer="5.5"
@grow(optim.SGD)
def _listed(self, params):
    """Return the parameters as a new list.

    params: a tensor, or an iterable of tensors, which are leaves.
    Raises TypeError for a set and for what is no tensor, ValueError for a tensor that is no leaf.
    torch: the first lines of Optimizer.add_param_group
    """
    ### BEGIN SOLUTION
    if isinstance(params, set):
        raise TypeError("parameters need an order, and a set has none: use a list")
    params = [params] if isinstance(params, torch.Tensor) else list(params)
    for p in params:
        if not isinstance(p, torch.Tensor):
            raise TypeError(f"optimizer can only optimize Tensors, but one of the params is {torch.typename(p)}")
        if not p.is_leaf:
            raise ValueError("can't optimize a non-leaf Tensor")
    return params
    ### END SOLUTION

# %%
@grow(optim.SGD)
def add_param_group(self, param_group):
    """The first form: the parameters, with the defaults for all of them."""
    self.param_groups.append({"params": self._listed(param_group["params"]), **self.defaults})

# %% check="5.5" points=2
check("5.5", nn)

# %% [markdown] hints="5.5"
# 1. Settle what kind of thing it is first, and make the list. Then look at each item of *that list*.
# 2. A loop over a generator uses it up: `list(params)` after it is empty. A tensor is an iterable, too, of its rows.
# 3. `if isinstance(params, set): raise TypeError(...)` / `params = [params] if isinstance(params, torch.Tensor) else list(...)` /
#    `for p in params:` / `if not isinstance(...): raise TypeError(...)` / `if not p.is_leaf: raise ValueError(...)` / `return ...`

# %% [markdown] after="5.5" torch="optim.Optimizer.add_param_group"
# torch writes the list back into the dict it was given. It also takes `(name, parameter)` pairs, such as
# `net.named_parameters()`, and keeps the names in the group as `param_names`. A non-leaf that was told to `retain_grad()` is
# accepted, since its `.grad` does arrive.

# %% [markdown]
# ### 5.6 Groups · difficulty 3 of 5 · 15 minutes
#
# One optimizer, several speeds: a trained body moves slowly, a new head fast. Biases are not to be decayed. Such things are
# written as groups:

# %%
# %%both
net = Net()
slow = {"params": net.body.parameters(), "lr": 0.001, "part": "body"}
optimizer = torch.optim.SGD([slow, {"params": net.head.parameters()}], lr=0.1)
print([(group["lr"], group["momentum"], len(group["params"])) for group in optimizer.param_groups])
extra = nn.Parameter(torch.ones(1))
optimizer.add_param_group({"params": extra, "momentum": 0.5})
print([group["momentum"] for group in optimizer.param_groups], optimizer.param_groups[0]["part"])
refused(optimizer.add_param_group, {"params": net.head.weight})

# %% [markdown]
# What a group says for itself holds; `self.defaults` fill in the rest. Whatever else is in its dict stays there. Each group is a
# dict of its own, because people change it while they train: `group["lr"] *= 0.1`.
#
# A parameter that is in one of the groups already is a `ValueError`: it would be moved twice. Parameters are compared by
# *identity*. A set of tensors does that: `p in a_set` is about the object, while `p in a_list` compares numbers. A group that is
# refused leaves the others as they were.

# %% answer="5.6"
@grow(optim.SGD)
def add_param_group(self, param_group):
    """Take on more parameters, with the settings of their dict, and the defaults for the rest.

    Raises what `_listed` raises, and ValueError for a parameter that another group has.
    torch: Optimizer.add_param_group
    """
    ### BEGIN SOLUTION
    params = self._listed(param_group["params"])
    known = {p for group in self.param_groups for p in group["params"]}
    if not known.isdisjoint(params):
        raise ValueError("some parameters appear in more than one parameter group")
    self.param_groups.append({**self.defaults, **param_group, "params": params})
    ### END SOLUTION

# %% check="5.6" points=3
check("5.6", nn)

# %% [markdown] hints="5.6"
# 1. Three steps: the list, the question whether one of them is known, a new dict at the end of `self.param_groups`.
# 2. `{**a, **b}` is a new dict in which `b` wins. `known.isdisjoint(params)` is True where a set shares nothing with a list.
# 3. `params = self._listed(...)` / `known = {p for group in ... for p in group["params"]}` / `if not known.isdisjoint(...): raise
#    ValueError(...)` / `self.param_groups.append({**..., **..., "params": params})`

# %% [markdown] after="5.6" torch="optim.Optimizer.add_param_group"
# torch fills in the caller's own dict with `setdefault` and appends that very dict. One parameter twice in the *same* group is
# only a warning, and then it is moved twice in each step. Groups are how learning rate schedules work: a scheduler writes
# `group["lr"]`, and the next step reads it.

# %% [markdown]
# ### 5.7 The optimizer forgets · difficulty 1 of 5 · 10 minutes
#
# There is a second `zero_grad`. It does to the *optimizer's* parameters what 5.1 does to a network's. The two lists are often the
# same. Here they are not:

# %%
# %%both
net = Net()
optimizer = torch.optim.SGD(net.head.parameters(), lr=0.1)
for _ in range(3):
    net(torch.ones(1, 2)).sum().backward()
    optimizer.zero_grad()
net.head.bias.grad, net.body.bias.grad.abs().sum().item() > 0

# %% [markdown]
# The body is not frozen, only not in the optimizer. Its gradients pile up in memory, and nobody sees them, until somebody adds
# the body to the optimizer and the first step uses a sum of thousands. So ask which list you mean: `net.zero_grad()` misses
# parameters that are not in `net`, `optimizer.zero_grad()` those that are not in a group.

# %% answer="5.7"
@grow(optim.SGD)
def zero_grad(self, set_to_none=True):
    """Take away the gradient of every parameter of every group, or fill it with zeros in place.

    torch: Optimizer.zero_grad
    """
    ### BEGIN SOLUTION
    for group in self.param_groups:
        for p in group["params"]:
            if set_to_none:
                p.grad = None
            elif p.grad is not None:
                p.grad.detach_()
                p.grad.zero_()
    ### END SOLUTION

# %% check="5.7" points=1
check("5.7", nn)

# %% [markdown] hints="5.7"
# 1. 5.1 with another list: one loop over groups, one over the parameters of each.
# 2. The parameters of a group are `group["params"]`. What is done to each is what you wrote in 5.1, line for line.
# 3. `for group in self.param_groups:` / `for p in group["params"]:` / then the two cases of 5.1

# %% [markdown] after="5.7" torch="optim.Optimizer.zero_grad"
# The same two loops. With `foreach` torch first collects the gradients by device and dtype, and fills all of one kind with zeros
# in a single call. The whole is wrapped in a profiler's label, so that a trace of a training shows where its time goes.

# %% [markdown]
# ### 5.8 A step · difficulty 3 of 5 · 15 minutes
#
# Now something moves: `p = p - lr * p.grad`, for every parameter of every group. In which words?

# %%
# %%both
p, q = nn.Parameter(torch.ones(2)), nn.Parameter(torch.ones(2))
optimizer = torch.optim.SGD([p, q], lr=0.1)
same_memory = p.detach()
(p * p).sum().backward()
print(optimizer.step(), p.tolist(), q.tolist())
same_memory.tolist(), p.is_leaf, p.grad.tolist()

# %% [markdown]
# The network holds `p`, and so does `state_dict`. So the *numbers* of `p` change, in place, without being recorded: inside
# `with torch.no_grad():`. A parameter whose gradient is `None` is left alone. `lr` is read from the group at each step. The
# gradient stays; taking it away is `zero_grad`'s job.
#
# `p.add_(d, alpha=c)` is `p += c * d` in one go. Move along `self._direction(p, group)`: that is `p.grad` for now, and grows in
# the next exercises.
#
# `closure` is for optimizers that compute the loss several times. If there is one, call it first, with gradients enabled, and
# return what it returns: `with torch.enable_grad(): ...`. Otherwise return None.

# %%
@grow(optim.SGD)
def _direction(self, p, group):
    """The first form: the gradient, and nothing else."""
    return p.grad

# %%
predict("5.8")

# %% answer="5.8"
@grow(optim.SGD)
def step(self, closure=None):
    """Move every parameter that has a gradient by -lr times its direction.

    closure: computes the loss and calls backward(); its loss is returned.  torch: SGD.step
    """
    ### BEGIN SOLUTION
    with torch.enable_grad():
        loss = closure() if closure is not None else None
    with torch.no_grad():
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is not None:
                    p.add_(self._direction(p, group), alpha=-group["lr"])
    return loss
    ### END SOLUTION

# %% check="5.8" points=3
check("5.8", nn)

# %% [markdown] hints="5.8"
# 1. The closure first, because it may make the gradients. Then the two loops of 5.7, inside `torch.no_grad()`.
# 2. `p = p - ...` binds a name and moves nothing. `p.add_(d, alpha=-group["lr"])` changes the numbers of `p` itself. `group["lr"]`,
#    not `self.defaults["lr"]`.
# 3. `with torch.enable_grad(): loss = closure() if ... else None` / `with torch.no_grad():` / two loops / `if p.grad is not None:` /
#    `p.add_(self._direction(p, group), alpha=...)` / `return loss`

# %% [markdown] after="5.8" torch="optim.SGD.step"
# torch collects parameters, gradients and buffers of a group in lists and hands them to a function `sgd`, which picks one of
# three loops. On a GPU the loop over single parameters would mean thousands of tiny launches. That is why the numpy torch, too,
# has a faster `step` than yours: one loop over arrays.

# %% [markdown]
# ### 5.9 Weight decay · difficulty 2 of 5 · 10 minutes
#
# Large weights are a sign of learning by heart. *Weight decay* pulls each parameter towards zero: `weight_decay * p` is added to
# its gradient. Without any other gradient it shrinks:

# %%
# %%both
p, q = nn.Parameter(torch.tensor([2.0])), nn.Parameter(torch.tensor([2.0]))
optimizer = torch.optim.SGD([p, q], lr=0.1, weight_decay=0.5)
p.grad = torch.zeros(1)
for _ in range(3):
    optimizer.step()
    print(round(p.item(), 4), q.item(), p.grad.item())

# %% [markdown]
# `p` loses a twentieth in each step. `q` has no gradient at all and is left alone, decay included. And `p.grad` is still 0: what
# is added is added to a *new* tensor. The gradient belongs to whoever reads it next.
#
# With `maximize=True` the optimizer climbs: the gradient changes its sign. Decay still pulls towards zero, so turn the sign first.
#
# The cell after yours hands your result to `step`.

# %% answer="5.9"
@grow(optim.SGD)
def _decayed(self, p, group):
    """Return the gradient of `p`, its sign turned to maximize, plus weight_decay times p.

    p.grad stays as it is.  torch: the first lines of _single_tensor_sgd
    """
    ### BEGIN SOLUTION
    grad = -p.grad if group["maximize"] else p.grad
    if group["weight_decay"]:
        grad = grad.add(p, alpha=group["weight_decay"])
    return grad
    ### END SOLUTION

# %%
@grow(optim.SGD)
def _direction(self, p, group):
    """The second form: with decay."""
    return self._decayed(p, group)

# %% check="5.9" points=2
check("5.9", nn)

# %% [markdown] hints="5.9"
# 1. Two questions to the group, in this order: does it climb, does it decay? Then return.
# 2. `grad.add(p, alpha=c)` is a new tensor, `grad + c * p`. `grad.add_(...)` with the underscore writes into `p.grad`.
# 3. `grad = -p.grad if group["maximize"] else ...` / `if group["weight_decay"]:` / `grad = grad.add(..., alpha=...)` / `return grad`

# %% [markdown] after="5.9" torch="optim.SGD.step"
# The function `_single_tensor_sgd` in the same file does these lines for each parameter. Decay as part of the gradient goes
# through momentum too. `optim.AdamW` does otherwise: it shrinks the parameter directly, beside the gradient, which is what its
# W stands for.

# %% [markdown]
# ### 5.10 Momentum · difficulty 3 of 5 · 20 minutes
#
# The opening's swing has a useful cousin. A sum of gradients that *fades* runs through small dents and damps zigzags. It is
# called momentum, and its sum a buffer: `buffer = momentum * buffer + grad`, and the parameter moves along the buffer.

# %%
# %%both
p = nn.Parameter(torch.zeros(1))
optimizer = torch.optim.SGD([p], lr=1.0, momentum=0.5)
for grad in (8.0, 0.0, 0.0, None):
    p.grad = None if grad is None else torch.tensor([grad])
    optimizer.step()
    print(f"gradient {grad}: p {p.item()}, buffer {optimizer.state[p]['momentum_buffer'].item()}")

# %% [markdown]
# Each parameter has a buffer of its own, in `self.state[p]` under the name `momentum_buffer`: the name is part of what is saved.
# `self.state[p]` is an empty dict at first.
#
# - The first time, the buffer is a *copy* of the gradient. Were it the gradient itself, `zero_grad(set_to_none=False)` would wipe
#   it out.
# - From then on it changes in place: times momentum, plus `1 - dampening` times the gradient. Dampening is 0 unless somebody says
#   otherwise, and it does not touch the first time.

# %%
predict("5.10")

# %% answer="5.10"
@grow(optim.SGD)
def _buffer(self, p, grad, group):
    """Return the momentum buffer of `p`, with `grad` added to what fades.

    torch: the lines about momentum of _single_tensor_sgd
    """
    ### BEGIN SOLUTION
    state = self.state[p]
    if state.get("momentum_buffer") is None:
        state["momentum_buffer"] = grad.clone()
    else:
        state["momentum_buffer"].mul_(group["momentum"]).add_(grad, alpha=1 - group["dampening"])
    return state["momentum_buffer"]
    ### END SOLUTION

# %%
@grow(optim.SGD)
def _direction(self, p, group):
    """The third form: with momentum where there is one, and no decay."""
    return self._buffer(p, p.grad, group) if group["momentum"] else p.grad

# %% check="5.10" points=3
check("5.10", nn)

# %% [markdown] hints="5.10"
# 1. Two cases: there is no buffer yet, or there is one. At the end both return the buffer that is kept.
# 2. `grad.clone()` has numbers of its own. `t.mul_(a).add_(b, alpha=c)` does both steps in place, so that the kept tensor changes.
# 3. `state = self.state[p]` / `if "momentum_buffer" not in state: state["momentum_buffer"] = ...` /
#    `else: state["momentum_buffer"].mul_(...).add_(grad, alpha=...)` / `return state["momentum_buffer"]`

# %% [markdown] after="5.10" torch="optim.SGD.step"
# The same, with the buffers in a list. The first buffer is the whole gradient even where `dampening` is set. A run that is resumed
# without its optimizer's state begins with empty buffers, and its loss shows a bump. So save `optimizer.state_dict()` beside the
# network's.

# %% [markdown]
# ### 5.11 Nesterov, and the order of things · difficulty 3 of 5 · 15 minutes
#
# All parts are there. `_direction` puts them together, in an order that is easy to get wrong:
#
# 1. the gradient with its decay, from `_decayed`;
# 2. if there is a momentum, the buffer takes *that* in, so that decay gathers momentum, too;
# 3. the direction is the buffer; with `nesterov`, it is the gradient of 1. plus `momentum` times the buffer.
#
# Nesterov looks one step ahead: the buffer will fade and push on next time, so add that push now.

# %%
# %%both
for nesterov in (False, True):
    p = nn.Parameter(torch.tensor([1.0]))
    optimizer = torch.optim.SGD([p], lr=0.1, momentum=0.9, weight_decay=0.5, nesterov=nesterov)
    moved = []
    for _ in range(4):
        optimizer.zero_grad()
        (p * p).sum().backward()
        optimizer.step()
        moved.append(round(p.item(), 4))
    print(f"nesterov={nesterov}: {moved}")

# %% answer="5.11"
@grow(optim.SGD)
def _direction(self, p, group):
    """Return what `p` is moved along: its gradient with decay, then momentum, then nesterov.

    torch: the loop of _single_tensor_sgd
    """
    ### BEGIN SOLUTION
    grad = self._decayed(p, group)
    if group["momentum"]:
        buffer = self._buffer(p, grad, group)
        grad = grad.add(buffer, alpha=group["momentum"]) if group["nesterov"] else buffer
    return grad
    ### END SOLUTION

# %% check="5.11" points=2
check("5.11", nn)

# %% [markdown] hints="5.11"
# 1. Three lines of work in the order of the list. Without momentum, only the first is done.
# 2. Hand `_buffer` what `_decayed` gave, not `p.grad`. Neither the buffer nor the gradient may be changed here, so `add` without an
#    underscore.
# 3. `grad = self._decayed(...)` / `if group["momentum"]:` / `buffer = self._buffer(p, grad, group)` /
#    `grad = grad.add(buffer, alpha=...) if group["nesterov"] else buffer` / `return grad`

# %% [markdown] after="5.11" torch="optim.SGD.step"
# torch's loop in `_single_tensor_sgd`: sign, decay, momentum, nesterov, step. The formula differs from the one in the paper by
# Sutskever and others: there the learning rate is inside the buffer, here outside. The two agree while the rate is constant and
# part when it changes.

# %% [markdown]
# ## The loop, and its bugs
#
# `zero_grad`, forward, loss, `backward`, `step`: five calls in a circle. Three exercises, and after each one an exhibit from a
# gallery of bugs. They raise nothing. All you ever get to see of them is a curve.

# %% [markdown]
# ### 5.12 One step of a training · difficulty 2 of 5 · 10 minutes
#
# Here is the circle with torch's pieces. The order is not printed on it:

# %%
# %%both
torch.manual_seed(0)
net = nn.Linear(1, 1)
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
x = torch.linspace(-1, 1, 20).reshape(20, 1)
before = F.mse_loss(net(x), 3 * x + 2)
before.backward()
optimizer.step()
after = F.mse_loss(net(x), 3 * x + 2)
print(f"before {before.item():.3f}, after {after.item():.3f}")
print("a graph hangs on the loss:", before.grad_fn is not None)

# %% [markdown]
# `train_step` does one round. Whatever gradients are there when it is called must not count: someone may have looked at one
# before. Call the network, not its `forward`. Return the loss as a number: a loss kept as a tensor keeps its whole graph in
# memory.
#
# torch has no such function; yours goes into `practice`.

# %% answer="5.12"
@grow(practice)
def train_step(net, optimizer, loss_fn, x, y):
    """Move the optimizer's parameters once, along the gradient of loss_fn(net(x), y).

    Returns that loss, a number.
    """
    ### BEGIN SOLUTION
    optimizer.zero_grad()
    loss = loss_fn(net(x), y)
    loss.backward()
    optimizer.step()
    return loss.item()
    ### END SOLUTION

# %% check="5.12" points=2
check("5.12", nn)

# %% [markdown] hints="5.12"
# 1. Five lines, one for each call of the circle, the last with the return.
# 2. A gradient lives from `backward()` to `step()`. Anywhere outside these two is a place for `zero_grad`; which of the places also
#    helps against gradients from before the call?
# 3. `optimizer.zero_grad()` / `loss = loss_fn(..., y)` / `loss....` / `optimizer....` / `return loss.item()`

# %% [markdown] after="5.12" torch="Tensor.backward"
# torch leaves the circle to you. Some put `zero_grad()` at the end, which is as good while nobody else calls `backward()`. Set to
# None early, right after `step()`, the gradients' memory is free during the next forward.

# %% [markdown]
# **Exhibit 1: misplaced.** The circle with one call moved, on a small network that is to learn a wave. What does its curve look
# like? Commit before you run it.

# %%
predict("5.12")

# %%
# %%both
class Wave(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden, self.out = nn.Linear(1, 16), nn.Linear(16, 1)

    def forward(self, x):
        return self.out(torch.tanh(self.hidden(x)))


wave_x = torch.linspace(-2, 2, 64).reshape(64, 1)
wave_y = torch.sin(2 * wave_x)


def losses(circle, lr=0.1, rounds=200):
    """The loss on the whole wave after each round of a circle."""
    torch.manual_seed(0)
    net = Wave()
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    found = []
    for number in range(rounds):
        circle(net, optimizer, number)
        found.append(F.mse_loss(net(wave_x), wave_y).item())
    return found


def right(net, optimizer, number):
    optimizer.zero_grad()
    F.mse_loss(net(wave_x), wave_y).backward()
    optimizer.step()


def misplaced(net, optimizer, number):
    F.mse_loss(net(wave_x), wave_y).backward()
    optimizer.zero_grad()
    optimizer.step()


found = losses(misplaced)
draw({"right": losses(right), "misplaced": found})
[round(loss, 3) for loss in found[::50]]

# %% [markdown]
# **How to recognise it.** A line as flat as a ruler, from the first step on. `step()` finds `None` everywhere and moves nothing. A
# learning rate that is too small gives a curve that falls *a little*; this one does not fall at all. The same picture means: the
# optimizer holds other parameters than the network, or all of them are frozen.

# %% [markdown]
# ### 5.13 Once through the data · difficulty 2 of 5 · 15 minutes
#
# An *epoch* goes through all batches once, one step each. Batches come as pairs `(x, y)`, from a list or from a generator, and the
# last one may be smaller. What is the loss of an epoch? See what two batches of different size do to a mean:

# %%
# %%both
errors = torch.tensor([0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 9.0])
by_batch = [part.mean().item() for part in errors.split(8)]
sum(by_batch) / 2, errors.mean().item()

# %% [markdown]
# One row of nine is wrong by 9, so the mean is 1. The mean of the batches' means says 4.5: the last batch counts eight times too
# much. Weigh each batch's loss with its number of rows, and divide by the number of all rows.
#
# The network may come from an evaluation, so put it in training mode first (lesson 04). Everything else is a call of
# `practice.train_step`.

# %% answer="5.13"
@grow(practice)
def train_epoch(net, optimizer, loss_fn, batches):
    """One step for each batch, in training mode; return the mean loss of all rows, a number.

    batches: an iterable of (x, y), of any sizes.
    """
    ### BEGIN SOLUTION
    net.train()
    total, rows = 0.0, 0
    for x, y in batches:
        total += practice.train_step(net, optimizer, loss_fn, x, y) * len(x)
        rows += len(x)
    return total / rows
    ### END SOLUTION

# %% check="5.13" points=2
check("5.13", nn)

# %% [markdown] hints="5.13"
# 1. Training mode, one loop, two sums, one division.
# 2. `len(batches)` raises for a generator, so count as you go. `len(x)` is the number of rows of a batch.
# 3. `net.train()` / `total, rows = 0.0, 0` / `for x, y in batches:` / `total += practice.train_step(...) * len(x)` / `rows += ...` /
#    `return ... / ...`

# %% [markdown] after="5.13" torch="nn.Module.train"
# In torch this is a `for` loop over a `DataLoader`, in your script. The loss that it gives is a mixture: each batch was measured
# with the parameters of its own moment. For a loss at *one* point, go through the data again with `eval()` and `no_grad()`.

# %% [markdown]
# **Exhibit 2: forgotten.** `zero_grad` stands, but outside the loop over the batches: once for an epoch of 16. Commit first.

# %%
predict("5.13")

# %%
# %%both
order = torch.arange(64).reshape(4, 16).t()


def in_batches(when):
    def circle(net, optimizer, number):
        batch = order[number % 16]
        if when == "each batch" or number % 16 == 0:
            optimizer.zero_grad()
        F.mse_loss(net(wave_x[batch]), wave_y[batch]).backward()
        optimizer.step()

    return circle


forgotten = losses(in_batches("each epoch"), lr=0.15)
draw({"each batch": losses(in_batches("each batch"), lr=0.15), "once an epoch": forgotten})
f"it begins at {forgotten[0]:.1f} and reaches {max(forgotten):.1f}"

# %% [markdown]
# **How to recognise it.** The curve is ragged, and bursts far above its start now and then, at a rate at which the right loop falls
# smoothly. Within an epoch each step uses the sum of all before it; then the sum begins anew. Without any `zero_grad` at all
# it is the swing of this lesson's opening.
#
# A rate that is too large looks much the same, and a smaller rate hides this bug as well. Put `lr=0.05` in both places: it then
# even learns faster than the right loop, because a sum that is thrown away now and then is a crude momentum. That is how such
# a line survives in old scripts.

# %% [markdown]
# ### 5.14 One step for several batches · difficulty 3 of 5 · 15 minutes
#
# Now the other way round: several `backward()` *on purpose*, then one step. Four batches of 16, each with its share, act like one
# batch of 64, as in 5.3:

# %%
# %%both
def four_parts(net, optimizer, number):
    optimizer.zero_grad()
    for part in torch.arange(64).split(16):
        (F.mse_loss(net(wave_x[part]), wave_y[part]) / 4).backward()
    optimizer.step()


apart = [abs(a - b) for a, b in zip(losses(right), losses(four_parts), strict=True)]
print("one curve:", max(apart) < 1e-4)

# %% [markdown]
# Write it for a stream of batches of one size. After each `every` batches comes one step, along the mean of their gradients. The
# sum begins before the first batch and again after each step. A rest at the end that does not fill up takes no step. Return how
# many steps were taken.
#
# So the gradients are zeroed in two places here, and neither is inside the group of batches that belong together.

# %% answer="5.14"
@grow(practice)
def accumulate_epoch(net, optimizer, loss_fn, batches, every):
    """One step after each `every` batches, along the mean of their gradients.

    batches: an iterable of (x, y), all of one size.  Returns the number of steps.
    """
    ### BEGIN SOLUTION
    optimizer.zero_grad()
    steps = 0
    for number, (x, y) in enumerate(batches, 1):
        (loss_fn(net(x), y) / every).backward()
        if number % every == 0:
            optimizer.step()
            optimizer.zero_grad()
            steps += 1
    return steps
    ### END SOLUTION

# %% check="5.14" points=3
check("5.14", nn)

# %% [markdown] hints="5.14"
# 1. Each batch gets its `backward()`. Only each `every`-th gets a step, and then a new sum begins.
# 2. `enumerate(batches, 1)` counts from 1, so that `number % every == 0` is true after 4, 8, 12 batches. The share of a batch is
#    `1 / every`.
# 3. `optimizer.zero_grad()` / `for number, (x, y) in enumerate(batches, 1):` / `(loss_fn(...) / every).backward()` /
#    `if number % every == 0:` / step, zero_grad, count / `return steps`

# %% [markdown] after="5.14" torch="autograd.backward"
# torch's documentation calls the number of batches in a group `iters_to_accumulate`. Momentum and decay see one step here, as for
# one large batch. With several GPUs, torch would exchange gradients at each `backward()`; `no_sync()` puts that off until the one
# before the step.

# %% [markdown]
# **Exhibit 3: doubled.** Somebody has learned that `zero_grad` belongs before `backward()`, and puts it there, too: before each of
# the four parts. The loss that is printed is that of the last part. Commit first.

# %%
predict("5.14")

# %%
# %%both
printed = []


def doubled(net, optimizer, number):
    optimizer.zero_grad()
    for part in torch.arange(64).split(16):
        optimizer.zero_grad()
        loss = F.mse_loss(net(wave_x[part]), wave_y[part]) / 4
        loss.backward()
    optimizer.step()
    printed.append(loss.item() * 4)


whole = losses(doubled)
draw({"right": losses(four_parts), "doubled, on all data": whole, "doubled, as printed": printed})
print(f"printed:  from {printed[0]:.2f} to {printed[-1]:.2f}")
print(f"all data: from {whole[0]:.2f} to {whole[-1]:.2f}")

# %% [markdown]
# **How to recognise it.** The printed curve falls, and quickly. The loss on all data rises. Three parts of four never arrive at
# the step: the network learns the last part by heart. A curve that is better than it should be deserves a second look, on data
# that the loop did not choose.
#
# A doubled call is harmless where no gradient lives: before the first `backward()` and again after `step()` changes nothing.
#
# | the curve | where to look |
# |---|---|
# | flat from the first step | `zero_grad` between `backward` and `step`; the optimizer holds something else; all is frozen |
# | falls, then swings without settling | `zero_grad` is missing |
# | ragged, with bursts | `zero_grad` is outside the loop over batches; or the rate is too large |
# | falls in print, rises on all data | `zero_grad` inside a group of batches |
# | as with a rate `every` times as large | `loss / every` is missing |

# %% [markdown]
# ## Digits
#
# Everything of this lesson at work: 1,500 handwritten digits, your `Linear`, your loss, your SGD with momentum and nesterov. torch
# does the same from the same seed, and the two curves lie over each other. The loop is plain torch code.

# %% play=True
from course.digits import digits


def run(torch, epochs):
    nn = torch.nn

    class Digits(nn.Module):
        def __init__(self):
            super().__init__()
            self.body, self.head = nn.Linear(64, 32), nn.Linear(32, 10)

        def forward(self, x):
            return self.head(torch.relu(self.body(x)))

    images, labels = map(torch.tensor, digits())
    torch.manual_seed(0)
    net, loss_fn = Digits(), nn.CrossEntropyLoss()
    options = {"lr": 0.05, "momentum": 0.9, "weight_decay": 1e-4, "nesterov": True}
    optimizer = torch.optim.SGD(net.parameters(), **options)
    for _ in epochs:
        for batch in torch.randperm(1500).split(60):
            optimizer.zero_grad()
            loss = loss_fn(net(images[batch]), labels[batch])
            loss.backward()
            optimizer.step()
            yield loss
        yield images[1500:], net(images[1500:]), labels[1500:]


training(run, epochs=6)

# %% [markdown]
# The last thing is what frozen parts are for. Whoever can tell ten digits apart knows a lot about even and odd. Keep the body,
# freeze it, and train a new head of two outputs on 100 images. The optimizer gets the head alone.

# %%
# %%both
from course.digits import digits


class Digits(nn.Module):
    def __init__(self):
        super().__init__()
        self.body, self.head = nn.Linear(64, 32), nn.Linear(32, 10)

    def forward(self, x):
        return self.head(torch.relu(self.body(x)))


def train(net, labels, params, steps):
    loss_fn = nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(params, lr=0.1, momentum=0.9)
    for _ in range(steps):
        optimizer.zero_grad()
        loss_fn(net(images[: len(labels)]), labels).backward()
        optimizer.step()


torch.manual_seed(0)
images, labels = map(torch.tensor, digits())
net = Digits()
train(net, labels[:1500], net.parameters(), 60)
net.zero_grad()
net.body.requires_grad_(False)
known = net.body.weight.clone()
net.head = nn.Linear(32, 2)
train(net, labels[:100] % 2, net.head.parameters(), 60)
right_ones = (net(images[1500:]).argmax(1) == labels[1500:] % 2).sum().item()
print(f"{right_ones} of {len(labels) - 1500} are right")
print("the body stayed as it was:", torch.equal(net.body.weight, known))
print("its gradient:", net.body.weight.grad)

# %% [markdown]
# The circle is yours now, from `backward()` to the moved parameter: who adds, who forgets, who moves. From here on,
# `torch.optim.SGD` in your world is the one you wrote.
#
# Writing the layers of a network one by one, in `__init__` and again in `forward`, gets long. Containers are lesson 06.
