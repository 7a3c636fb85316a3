# %% [markdown]
# # 03 · Forward
#
# A module keeps parameters (lesson 01) and other modules (lesson 02). It still computes nothing. In this lesson you make a
# module something that is *called*, and you build the layers and losses that most networks consist of: `Linear`, the
# activations, `Flatten`, and two losses.
#
# You write 15 small pieces. The formulas stand ready as functions, in `nn.functional`. What you build is the part around
# them: what a layer keeps, what its first numbers are, and how it prints.

# %%
import math

from course import bench, check, grow, hint, predict, progress, reset, skip, solution
from course import numpy_torch as torch

nn = bench("03")

# %% [markdown]
# ## Something is broken
#
# Here is a network with two layers of weights, on 300 images of handwritten digits. It uses what you have so far. Run it:
# two things go wrong.

# %% play=True
from course.digits import digits

F = nn.functional
images, labels = (torch.from_numpy(array[:300]) for array in digits())


class ByHand(nn.Module):
    def __init__(self):
        super().__init__()
        self.w1 = nn.Parameter(torch.zeros(32, 64))
        self.b1 = nn.Parameter(torch.zeros(32))
        self.w2 = nn.Parameter(torch.zeros(10, 32))
        self.b2 = nn.Parameter(torch.zeros(10))

    def forward(self, x):
        x = F.relu(F.linear(x, self.w1, self.b1))
        return F.linear(x, self.w2, self.b2)


broken = ByHand()
try:
    broken(images)
except TypeError as error:
    print(f"broken(images) raises TypeError: {error}")

optimizer = torch.optim.SGD(broken.parameters(), lr=0.5)
for step in range(60):
    optimizer.zero_grad()
    loss = F.cross_entropy(broken.forward(images), labels)
    loss.backward()
    optimizer.step()
    if step % 20 == 0:
        print(f"step {step:2d}  loss {loss.item():.4f}")
right = broken.forward(images).argmax(1) == labels
print(f"right: {right.float().mean().item():.0%}")

# %% [markdown]
# The network cannot be called. And it does not learn: a loss near 2.30 is that of guessing among ten digits. Nothing is
# forgotten this time, all four parameters are on the optimizer's list. It is their first numbers. Where all weights are
# zero, no gradient passes through them, so they stay zero.
#
# At the end of this lesson the same two layers are called as `net(images)`, start from torch's own random numbers, and
# learn the digits.

# %% [markdown]
# ## Calling

# %% [markdown]
# ### 3.1 Calling a module · difficulty 1 of 5 · 10 minutes
#
# `net(x)` is Python for `type(net).__call__(net, x)`. In torch you write a `forward` and never a `__call__`, because `Module`
# has one that leads to it. Run torch's:

# %%
# %%both
class Affine(nn.Module):
    def forward(self, x, scale=1.0, *, shift=0.0):
        return x * scale + shift


net = Affine()
net(torch.ones(2), 3.0, shift=1.0)

# %% [markdown]
# Whatever is passed, by position or by name, reaches `forward`. Whatever `forward` returns comes back: a tensor, a tuple,
# `None`.
#
# Why two methods for one job? `__call__` belongs to torch and `forward` to you. Between the two there is room: in lesson 08
# your `__call__` runs hooks before and after `forward`. Code that calls `net.forward(x)` directly passes them by. So call
# the module, always.

# %%
predict("3.1")

# %% answer="3.1"
@grow(nn.Module)
def __call__(self, *args, **kwargs):
    """Return what `self.forward` returns for these arguments.  torch: Module.__call__"""
    ### BEGIN SOLUTION
    return self.forward(*args, **kwargs)
    ### END SOLUTION

# %% check="3.1" points=2
check("3.1", nn)

# %% [markdown] hints="3.1"
# 1. One line. Everything that comes in goes on, and what comes back is handed back.
# 2. `*args` in a signature collects what came by position, and `*args` in a call spreads it out again. `**kwargs` does the
#    same for names.
# 3. `return self.forward(*..., **...)`. Ask `self`, not the class: somebody may have put another `forward` on this object.

# %% [markdown] after="3.1" torch="nn.Module._call_impl"
# In torch `__call__` is `_wrapped_call_impl`, which looks whether the module was compiled and otherwise goes to `_call_impl`.
# That one asks eight registries whether there is any hook. Where all are empty, its answer is your one line.

# %% [markdown]
# ### 3.2 A module without forward · difficulty 1 of 5 · 10 minutes
#
# What if a class has no `forward`? The usual reason is a slip: it is called `foward`, or it is indented one step too far and
# became a function inside `__init__`. torch answers with words that say where to look:

# %%
# %%both
class Net(nn.Module):
    def foward(self, x):
        return x


try:
    Net()(torch.ones(2))
except NotImplementedError as error:
    print(error)

# %% [markdown]
# So `Module` itself has a `forward`, and all it does is raise. A class that defines its own hides it. Making a module without
# a `forward` is fine, and so is keeping things in it; only calling it is an error. The words name the class of the object:
# in a network of forty modules that is what you need to know.
#
# It takes any number of inputs. Otherwise Python's complaint about their number would come first, and hide the real reason.

# %% answer="3.2"
@grow(nn.Module)
def forward(self, *input):
    """Raise NotImplementedError, naming the class: it should have a forward of its own.

    torch: Module.forward, there under the name _forward_unimplemented
    """
    ### BEGIN SOLUTION
    raise NotImplementedError(f'Module [{type(self).__name__}] is missing the required "forward" function')
    ### END SOLUTION

# %% check="3.2" points=1
check("3.2", nn)

# %% [markdown] hints="3.2"
# 1. One line that raises. Which words? Those that the cell above prints, with the class's name in the brackets.
# 2. `type(self).__name__` is the name of the object's class. The words contain double quotes, so put the text in single ones.
# 3. `raise NotImplementedError(f'Module [{...}] is missing the required "forward" function')`

# %% [markdown] after="3.2" torch="nn.Module.forward"
# torch writes a plain function, `_forward_unimplemented`, and says `forward = _forward_unimplemented` in the class. That is
# for type checkers: a method with a signature would forbid subclasses to have another one.

# %% [markdown]
# ## The layer

# %% [markdown]
# ### 3.3 What a Linear keeps · difficulty 2 of 5 · 15 minutes
#
# `Linear(in_features, out_features)` turns rows of `in_features` numbers into rows of `out_features` numbers. It keeps the two
# sizes and two parameters. Look at their shapes:

# %%
# %%both
layer = nn.Linear(3, 2)
print({name: list(p.shape) for name, p in layer.named_parameters()})
layer = nn.Linear(3, 2, bias=False, dtype=torch.float64)
layer.bias, list(layer._parameters), layer.weight.dtype

# %% [markdown]
# The weight has one *row* for each output, so its shape is `(out_features, in_features)`. Without a bias the name `bias` still
# exists and belongs to a parameter that is `None`: code that asks for `layer.bias` keeps working, and `layer.bias = 5` is
# refused.
#
# `device` and `dtype` say where and in what precision the numbers are kept. Every layer of torch hands both on to
# `torch.empty`, which makes a tensor without caring about its numbers. Filling in good numbers is a job of its own:
# `__init__` ends with `self.reset_parameters()`. You write that one next; a first form of it is given.

# %% answer="3.3"
@grow(nn)
class Linear(nn.Module):
    """An affine map of the last dimension: input @ weight.T + bias.  torch: nn.Linear"""

    def __init__(self, in_features, out_features, bias=True, device=None, dtype=None):
        """Keep the sizes, register weight (out, in) and bias (out) or None, then reset them."""
        ### BEGIN SOLUTION
        super().__init__()
        self.in_features, self.out_features = in_features, out_features
        options = {"device": device, "dtype": dtype}
        self.weight = nn.Parameter(torch.empty((out_features, in_features), **options))
        if bias:
            self.bias = nn.Parameter(torch.empty(out_features, **options))
        else:
            self.register_parameter("bias", None)
        self.reset_parameters()
        ### END SOLUTION

# %%
@grow(nn.Linear)
def reset_parameters(self):
    """The first form: the numbers stay as they are."""

# %% check="3.3" points=3
check("3.3", nn)

# %% [markdown] hints="3.3"
# 1. Five steps: `super().__init__()` before anything else, the two sizes, the weight, the bias, `self.reset_parameters()`.
# 2. `torch.empty((rows, columns), device=device, dtype=dtype)` inside `nn.Parameter(...)`. For no bias,
#    `self.register_parameter("bias", None)`: a plain `self.bias = None` would be an ordinary attribute.
# 3. `super().__init__()` / `self.in_features, self.out_features = ...` / `self.weight = nn.Parameter(torch.empty((out_features,
#    in_features), ...))` / `if bias: self.bias = ...` / `else: self.register_parameter(...)` / `self.reset_parameters()`

# %% [markdown] after="3.3" torch="nn.Linear.__init__"
# torch does the same, with `factory_kwargs` for the two options. The weight lies the "wrong" way round, one row per output,
# because of its Lua ancestor, where each row was one neuron. `x @ W.T` costs nothing extra: the transposition is a view, and
# the matrix product reads either order.

# %% [markdown]
# ### 3.4 The first numbers · difficulty 3 of 5 · 20 minutes
#
# At zero nothing learns, as you saw. With numbers too large, values explode from layer to layer. torch draws both the weight
# and the bias uniformly between `-bound` and `bound`, with `bound` 1 / √`in_features`: the more numbers are added up, the
# smaller each one's share. Run it:

# %%
# %%both
torch.manual_seed(0)
layer = nn.Linear(100, 4)
print(f"weight from {layer.weight.min().item():.3f} to {layer.weight.max().item():.3f}")
layer.bias.tolist()

# %% [markdown]
# The functions for this stand in `nn.init`. A name that ends in `_` changes its tensor in place, and none of it is recorded
# for gradients:
#
# - `nn.init.kaiming_uniform_(t, a=math.sqrt(5))` gives a weight these bounds. It reads `in_features` off the shape.
# - `nn.init.uniform_(t, low, high)` draws between any two bounds.
#
# The same seed has to give the same network, so the order of the draws is part of the answer: first the weight, then the
# bias. And with `in_features` 0 there is nothing to divide by; the bias is then 0.
#
# Replace the first form. `math` is imported at the top of this lesson.

# %% answer="3.4"
@grow(nn.Linear)
def reset_parameters(self):
    """Draw the weight, then the bias where there is one, uniformly within 1 / sqrt(in_features).

    torch: Linear.reset_parameters
    """
    ### BEGIN SOLUTION
    nn.init.kaiming_uniform_(self.weight, a=math.sqrt(5))
    if self.bias is not None:
        bound = 1 / math.sqrt(self.in_features) if self.in_features > 0 else 0
        nn.init.uniform_(self.bias, -bound, bound)
    ### END SOLUTION

# %% check="3.4" points=3
check("3.4", nn)

# %% [markdown] hints="3.4"
# 1. Two draws, weight first. The second only where there is a bias.
# 2. The bias has no shape to read `in_features` from, so work out its bound yourself: `1 / math.sqrt(self.in_features)`. Ask
#    `self.bias is not None`; a tensor of several elements has no truth value.
# 3. `nn.init.kaiming_uniform_(self.weight, a=...)` / `if self.bias is not None:` / `bound = 1 / ... if self.in_features > 0
#    else 0` / `nn.init.uniform_(self.bias, -bound, ...)`

# %% [markdown] after="3.4" torch="nn.Linear.reset_parameters"
# The odd `sqrt(5)` is history. `kaiming_uniform_` computes `sqrt(6 / ((1 + a * a) * fan_in))`, and with that `a` it comes
# down to 1 / sqrt(fan_in), which is what torch had used before. For the bias torch asks `_calculate_fan_in_and_fan_out` for
# the second dimension of the weight instead of trusting `self.in_features`.

# %% [markdown]
# ### 3.5 What a Linear computes · difficulty 2 of 5 · 10 minutes
#
# The layer has numbers; now its `forward`. For one row it is `weight @ x + bias`. torch allows any number of dimensions
# before the last one, and treats each last dimension as a row:

# %%
# %%both
torch.manual_seed(0)
layer = nn.Linear(3, 2)
for shape in [(3,), (5, 3), (4, 5, 3), (0, 3)]:
    print(shape, "->", tuple(layer(torch.ones(shape)).shape))

# %% [markdown]
# The formula stands ready: `nn.functional.linear(input, weight, bias)` computes `input @ weight.T + bias`, and `bias` may be
# `None`. You can also write it with `@` yourself. Either way, use the Parameters themselves, not their `.data`: it is through
# them that gradients find their way.

# %% answer="3.5"
@grow(nn.Linear)
def forward(self, input):
    """Return input @ weight.T + bias: shapes (*, in_features) to (*, out_features).

    Raises RuntimeError where the last dimension is not in_features.  torch: Linear.forward
    """
    ### BEGIN SOLUTION
    return nn.functional.linear(input, self.weight, self.bias)
    ### END SOLUTION

# %% check="3.5" points=2
check("3.5", nn)

# %% [markdown] hints="3.5"
# 1. One line with the function, three with `@`.
# 2. The weight is (out, in) and a batch is (rows, in). Which of them has to be turned over for `@`? It is the weight, and it
#    stands on the right.
# 3. `return nn.functional.linear(input, ..., ...)`

# %% [markdown] after="3.5" torch="nn.Linear.forward"
# The same line. Modules keep state, functions compute: nearly every layer of torch is a class around one function of
# `torch.nn.functional`. In the graph of gradients the layer is one node, `AddmmBackward0`: the product and the sum are done
# by one call of the matrix library.

# %% [markdown]
# ### 3.6 What a Linear says of itself · difficulty 1 of 5 · 5 minutes
#
# In lesson 02 your `__repr__` puts whatever `extra_repr()` returns between the brackets. `Module`'s own returns nothing. Each
# layer says what is worth knowing about it:

# %%
# %%both
print(nn.Linear(3, 2))
nn.Linear(64, 10, bias=False)

# %% [markdown]
# Three facts in this form, separated by a comma and a space. The last is a question to the layer as it is *now*: somebody may
# have set `layer.bias = None` after it was made.

# %% answer="3.6"
@grow(nn.Linear)
def extra_repr(self):
    """Return the sizes and whether there is a bias, as they stand in the repr.

    torch: Linear.extra_repr
    """
    ### BEGIN SOLUTION
    return f"in_features={self.in_features}, out_features={self.out_features}, bias={self.bias is not None}"
    ### END SOLUTION

# %% check="3.6" points=1
check("3.6", nn)

# %% [markdown] hints="3.6"
# 1. One f-string with three names. The brackets and the class's name are not yours to write.
# 2. `{self.bias is not None}` prints True or False. `{self.bias}` would print the numbers.
# 3. `return f"in_features={self.in_features}, out_features={...}, bias={... is not None}"`

# %% [markdown] after="3.6" torch="nn.Linear.extra_repr"
# The same line. Nothing parses this text, so a class of yours may write what it likes. Keep it to one line, though: a second
# one makes `__repr__` break the brackets over several lines.

# %% [markdown]
# ## Layers without parameters

# %% [markdown]
# ### 3.7 Identity · difficulty 1 of 5 · 5 minutes
#
# A layer that does nothing is more useful than it sounds. It takes the place of a layer you want gone, without changing the
# code around it:

# %%
# %%both
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Linear(3, 4)
        self.head = nn.Linear(4, 2)

    def forward(self, x):
        return self.head(self.body(x))


net = Net()
net.head = nn.Identity(4, 2, bias=False)
print(net)
net(torch.ones(5, 3)).shape

# %% [markdown]
# `Identity` accepts any arguments and keeps none of them, so that it can be put wherever another class is made. It returns
# its input: the very object, not a copy of it.

# %% answer="3.7"
@grow(nn)
class Identity(nn.Module):
    """Hands its input on.  torch: nn.Identity"""

    def __init__(self, *args, **kwargs):
        """Take anything, keep nothing."""
        ### BEGIN SOLUTION
        super().__init__()
        ### END SOLUTION

    def forward(self, input):
        """Return `input` itself."""
        ### BEGIN SOLUTION
        return input
        ### END SOLUTION

# %% check="3.7" points=1
check("3.7", nn)

# %% [markdown] hints="3.7"
# 1. Two lines, one for each method. The arguments are there to be ignored.
# 2. `Module.__init__` takes no arguments, so do not hand them on. Without calling it there are no registries.
# 3. `super().__init__()` in the one, `return ...` in the other.

# %% [markdown] after="3.7" torch="nn.Identity.__init__"
# The same two lines. Libraries use it for optional parts, as in `self.norm = norm_layer(dim) if norm else nn.Identity()`, and
# people take the last layer off a trained network with `net.fc = nn.Identity()`, to get at the features below it.

# %% [markdown]
# ### 3.8 ReLU · difficulty 2 of 5 · 10 minutes
#
# Two `Linear` layers in a row are no more than one: a linear map of a linear map is a linear map. Something bent has to stand
# between them. `ReLU` is the simplest bend: negative numbers become 0, the others stay.

# %%
# %%both
x = torch.tensor([-1.0, 0.0, 2.0])
print(nn.ReLU()(x), x)
print(nn.ReLU(inplace=True)(x), x)
nn.ReLU(), nn.ReLU(inplace=True)

# %% [markdown]
# With `inplace=True` the input itself is changed and returned, which saves memory and surprises whoever still needs it.
# `nn.functional.relu(input, inplace=False)` does either. The repr speaks of `inplace` only where it is True.
#
# At exactly 0 the curve has a corner, and a corner has no slope. torch has to pick one.

# %%
predict("3.8")

# %% answer="3.8"
@grow(nn)
class ReLU(nn.Module):
    """max(0, x), element by element.  torch: nn.ReLU"""

    def __init__(self, inplace=False):
        ### BEGIN SOLUTION
        super().__init__()
        self.inplace = inplace
        ### END SOLUTION

    def forward(self, input):
        """Return the positive part; change `input` itself where `inplace` is set."""
        ### BEGIN SOLUTION
        return nn.functional.relu(input, inplace=self.inplace)
        ### END SOLUTION

    def extra_repr(self):
        ### BEGIN SOLUTION
        return "inplace=True" if self.inplace else ""
        ### END SOLUTION

# %% check="3.8" points=2
check("3.8", nn)

# %% [markdown] hints="3.8"
# 1. Keep the flag, hand it on, and print it only where it is set.
# 2. `nn.functional.relu(input, inplace=self.inplace)`. Hand-made forms differ at the corner: `clamp(min=0)` has another slope
#    there.
# 3. `super().__init__()` and `self.inplace = ...` / `return nn.functional.relu(input, inplace=...)` / `return "inplace=True" if
#    ... else ""`

# %% [markdown] after="3.8" torch="nn.ReLU.forward"
# The same. The slope at 0 is 0 for `relu`, 1 for `clamp(min=0)`, and one half for `maximum(x, 0)`, where two equal numbers
# share the gradient. It is a matter of taste until many inputs are exactly 0, as the edges of images are.

# %% [markdown]
# ### 3.9 Sigmoid and Tanh · difficulty 1 of 5 · 10 minutes
#
# Before ReLU there were two smooth bends. `Sigmoid` squeezes every number into 0 to 1, `Tanh` into -1 to 1. They keep nothing,
# so they need no `__init__`: `Module`'s own is inherited, and it makes the registries.

# %%
# %%both
x = torch.tensor([-200.0, -1.0, 0.0, 1.0, 200.0], requires_grad=True)
y = nn.Sigmoid()(x)
y.sum().backward()
print(y.tolist())
print(x.grad.tolist())
print(nn.Tanh()(x).tolist())

# %% [markdown]
# Far out the curves are flat, and the gradient is 0. By the formula `1 / (1 + exp(-x))` the gradient at -200 is `nan`:
# `exp(200)` does not fit into a float. `torch.sigmoid` and `torch.tanh` take care of it.

# %% answer="3.9"
@grow(nn)
class Sigmoid(nn.Module):
    """1 / (1 + exp(-x)), element by element.  torch: nn.Sigmoid"""

    def forward(self, input):
        ### BEGIN SOLUTION
        return torch.sigmoid(input)
        ### END SOLUTION


@grow(nn)
class Tanh(nn.Module):
    """The hyperbolic tangent, element by element.  torch: nn.Tanh"""

    def forward(self, input):
        ### BEGIN SOLUTION
        return torch.tanh(input)
        ### END SOLUTION

# %% check="3.9" points=1
check("3.9", nn)

# %% [markdown] hints="3.9"
# 1. One line each, and neither is a formula of your own.
# 2. `torch.sigmoid(input)`, or `input.sigmoid()`: both are there, and both handle numbers far from 0.
# 3. `return torch.sigmoid(...)` / `return torch.tanh(...)`

# %% [markdown] after="3.9" torch="nn.Sigmoid.forward"
# The same lines. Both derivatives are computed from the *result*: for the sigmoid it is `y * (1 - y)`. So the graph keeps the
# output and not the input. The largest it can be is one quarter, which is why deep stacks of sigmoids learn slowly.

# %% [markdown]
# ### 3.10 Softmax · difficulty 2 of 5 · 15 minutes
#
# A classifier gives one score per class. `Softmax` makes probabilities of them: all positive, adding up to 1. Adding up along
# which dimension? That is its one setting:

# %%
# %%both
scores = torch.tensor([[1.0, 2.0, 3.0], [1.0, 1.0, 1.0]])
print(nn.Softmax(dim=1)(scores))
print(nn.Softmax(dim=0)(scores))
nn.Softmax(dim=1)

# %% [markdown]
# With `dim=1` each row adds up to 1, with `dim=0` each column. The setting may be left out: `dim` is then `None`, and torch
# *warns* and picks one, 0 for inputs of 0, 1 or 3 dimensions and 1 for the others. That rule is older than the setting, and
# nobody can guess it. `nn.functional.softmax(input, dim)` does both, so you hand `dim` on as it is and prescribe nothing.

# %% answer="3.10"
@grow(nn)
class Softmax(nn.Module):
    """Probabilities along one dimension.  torch: nn.Softmax"""

    def __init__(self, dim=None):
        ### BEGIN SOLUTION
        super().__init__()
        self.dim = dim
        ### END SOLUTION

    def forward(self, input):
        """Return exp(input) divided by its sum along `dim`; warns where `dim` is None."""
        ### BEGIN SOLUTION
        return nn.functional.softmax(input, self.dim)
        ### END SOLUTION

    def extra_repr(self):
        ### BEGIN SOLUTION
        return f"dim={self.dim}"
        ### END SOLUTION

# %% check="3.10" points=2
check("3.10", nn)

# %% [markdown] hints="3.10"
# 1. The shape of ReLU once more: keep a setting, hand it on, print it. Here it is always printed.
# 2. `nn.functional.softmax` knows what to do with `None`, warning included. `input.softmax(...)` does not.
# 3. `super().__init__()` and `self.dim = ...` / `return nn.functional.softmax(input, ...)` / `return f"dim={...}"`

# %% [markdown] after="3.10" torch="nn.Softmax.forward"
# torch also passes `_stacklevel=5`, so that the warning points at the line of your code that called the module, past `forward`
# and both halves of `__call__`. Inside, the largest score is subtracted first: the probabilities stay the same, and `exp`
# never overflows.

# %% [markdown]
# ### 3.11 LogSoftmax · difficulty 2 of 5 · 10 minutes
#
# Losses want the *logarithm* of a probability. Two steps, `Softmax` and then `log`, look right and break where it matters:

# %%
# %%both
scores = torch.tensor([0.0, 200.0])
print(nn.Softmax(dim=0)(scores).log())
print(nn.LogSoftmax(dim=0)(scores))

# %% [markdown]
# `exp(-200)` is too small for a float, so it becomes 0, and its logarithm is minus infinity. A network that is that wrong about
# one image would get an infinite loss. In one step it is `input - log(sum(exp(input)))`, and -200 stays -200.
#
# The class looks like `Softmax`, with another function. It is not a kind of `Softmax`, though: `isinstance` says no.

# %% answer="3.11"
@grow(nn)
class LogSoftmax(nn.Module):
    """Logarithms of probabilities along one dimension.  torch: nn.LogSoftmax"""

    def __init__(self, dim=None):
        ### BEGIN SOLUTION
        super().__init__()
        self.dim = dim
        ### END SOLUTION

    def forward(self, input):
        """Return input - log(sum(exp(input))) along `dim`; warns where `dim` is None."""
        ### BEGIN SOLUTION
        return nn.functional.log_softmax(input, self.dim)
        ### END SOLUTION

    def extra_repr(self):
        ### BEGIN SOLUTION
        return f"dim={self.dim}"
        ### END SOLUTION

# %% check="3.11" points=2
check("3.11", nn)

# %% [markdown] hints="3.11"
# 1. Copy the shape of 3.10; one name changes.
# 2. `nn.functional.log_softmax(input, dim)` does it in one step, and warns where `dim` is None.
# 3. `super().__init__()` and `self.dim = ...` / `return nn.functional.log_softmax(..., ...)` / `return f"dim={...}"`

# %% [markdown] after="3.11" torch="nn.LogSoftmax.forward"
# The same lines as `Softmax`, written out a second time. torch's layers rarely inherit from each other just to share code: a
# reader finds all of a layer in one place, and `isinstance` keeps meaning what it says.

# %% [markdown]
# ### 3.12 Flatten · difficulty 2 of 5 · 10 minutes
#
# Images come as (batch, height, width), and `Linear` wants rows. `Flatten` makes one dimension of several:

# %%
# %%both
images = torch.zeros(5, 3, 8, 8)
for layer in nn.Flatten(), nn.Flatten(2), nn.Flatten(0, 1), nn.Flatten(start_dim=-2):
    print(layer, tuple(layer(images).shape))

# %% [markdown]
# It flattens from `start_dim` to `end_dim`, both included, and negative ones count from the end. By default it starts at 1:
# dimension 0 is the batch, and images of different examples must not be mixed.
#
# Tensors have a method for this, `input.flatten(start_dim, end_dim)`. It knows negative dimensions and empty batches, and where
# the memory allows it returns a view, so nothing is copied.

# %% answer="3.12"
@grow(nn)
class Flatten(nn.Module):
    """One dimension in the place of several.  torch: nn.Flatten"""

    def __init__(self, start_dim=1, end_dim=-1):
        ### BEGIN SOLUTION
        super().__init__()
        self.start_dim, self.end_dim = start_dim, end_dim
        ### END SOLUTION

    def forward(self, input):
        """Return `input` with the dimensions from start_dim to end_dim as one."""
        ### BEGIN SOLUTION
        return input.flatten(self.start_dim, self.end_dim)
        ### END SOLUTION

    def extra_repr(self):
        ### BEGIN SOLUTION
        return f"start_dim={self.start_dim}, end_dim={self.end_dim}"
        ### END SOLUTION

# %% check="3.12" points=2
check("3.12", nn)

# %% [markdown] hints="3.12"
# 1. Two settings this time, kept, handed on and printed.
# 2. The tensor's own method does the work. `reshape(len(input), -1)` covers the default only, and fails for an empty batch.
# 3. `self.start_dim, self.end_dim = ...` / `return input.flatten(..., ...)` / `return f"start_dim={...}, end_dim={...}"`

# %% [markdown] after="3.12" torch="nn.Flatten.forward"
# The same. `torch.flatten` starts at 0 by default and `nn.Flatten` at 1: the function knows nothing of batches, the layer
# expects one.

# %% [markdown]
# ## Losses
#
# A loss is a module, too: it is called with what came out and what should have come out, and returns one number to make
# small. All losses of torch share a base that keeps `reduction`. It is given here. The two arguments before `reduction` are
# older ways to say the same; torch keeps accepting them, with a warning.

# %%
import warnings


@grow(nn)
class _Loss(nn.Module):
    """What all losses keep: `reduction`, which is "mean", "sum" or "none".  torch: nn.modules.loss._Loss"""

    def __init__(self, size_average=None, reduce=None, reduction="mean"):
        super().__init__()
        if size_average is not None or reduce is not None:
            averaged, reduced = (x is None or bool(x) for x in (size_average, reduce))
            reduction = ("mean" if averaged else "sum") if reduced else "none"
            words = "size_average and reduce args will be deprecated, please use reduction='{}' instead."
            warnings.warn(words.format(reduction), stacklevel=2)
        self.reduction = reduction

# %% [markdown]
# ### 3.13 MSELoss · difficulty 1 of 5 · 10 minutes
#
# The mean squared error is for numbers: how far is each output from its target? Lesson 01's line was fitted
# with it, written by hand.

# %%
# %%both
output, target = torch.tensor([[1.0, 2.0], [3.0, 4.0]]), torch.tensor([[1.0, 0.0], [0.0, 4.0]])
for reduction in ("mean", "sum", "none"):
    print(reduction, nn.MSELoss(reduction=reduction)(output, target).tolist())

# %% [markdown]
# `"mean"` divides by the number of *elements*, four here, not by the two rows. `"none"` leaves every squared difference as it
# is, for those who want to weigh them.
#
# The base has kept `reduction`, so the class needs no `__init__`. `nn.functional.mse_loss(input, target, reduction=...)` does
# the rest: it warns where the two shapes differ, because broadcasting (10, 1) against (10,) gives 100 differences and a loss
# that means nothing.

# %% answer="3.13"
@grow(nn)
class MSELoss(nn._Loss):
    """Squared differences, reduced.  torch: nn.MSELoss"""

    def forward(self, input, target):
        """Return the mean, the sum, or each of (input - target) ** 2.

        Raises ValueError for an unknown `reduction`; warns where the shapes differ.
        """
        ### BEGIN SOLUTION
        return nn.functional.mse_loss(input, target, reduction=self.reduction)
        ### END SOLUTION

# %% check="3.13" points=2
check("3.13", nn)

# %% [markdown] hints="3.13"
# 1. One line. `self.reduction` is there already: who has put it there?
# 2. Pass `reduction` by its name. In the function, too, two older arguments stand before it.
# 3. `return nn.functional.mse_loss(input, target, reduction=...)`

# %% [markdown] after="3.13" torch="nn.MSELoss.forward"
# The same line. An unknown `reduction` is not noticed when the loss is made, only when it is first called: the check is in the
# function, not in the module.

# %% [markdown]
# ### 3.14 CrossEntropyLoss · difficulty 3 of 5 · 20 minutes
#
# For classes, the loss is minus the log probability that the network gives to the right class. It takes *scores*, not
# probabilities, and does the log softmax itself:

# %%
# %%both
scores, labels = torch.tensor([[2.0, 0.0, 0.0], [0.0, 0.0, 4.0]]), torch.tensor([0, 2])
print(nn.CrossEntropyLoss()(scores, labels))
print(-nn.LogSoftmax(dim=1)(scores)[range(2), labels].mean())
loss = nn.CrossEntropyLoss(weight=torch.tensor([1.0, 1.0, 5.0]), ignore_index=0, label_smoothing=0.1)
print(loss(scores, labels), list(loss.parameters()), list(loss._buffers))

# %% [markdown]
# Four settings: `weight` (how much each class counts), `ignore_index` (a label to pass over), `reduction`, and
# `label_smoothing` (a share of the probability that the other classes should get). `nn.functional.cross_entropy` takes all
# four by these names.
#
# `weight` is a tensor that belongs to the module and is *not* trained: a buffer. You build buffers in lesson 04. Until then
# the base below, given, puts it into their registry by hand, where your `__getattr__` of 1.5 finds it. So leave `weight` to
# `super().__init__`, with the old arguments and `reduction`, and keep the other two yourself.

# %%
@grow(nn)
class _WeightedLoss(nn._Loss):
    """A loss with a weight for each class.  torch: nn.modules.loss._WeightedLoss"""

    def __init__(self, weight=None, size_average=None, reduce=None, reduction="mean"):
        super().__init__(size_average, reduce, reduction)
        if weight is not None and not isinstance(weight, torch.Tensor):
            said = f"cannot assign '{torch.typename(weight)}' object to buffer 'weight'"
            raise TypeError(f"{said} (torch Tensor or None required)")
        self._buffers["weight"] = weight

# %% answer="3.14"
@grow(nn)
class CrossEntropyLoss(nn._WeightedLoss):
    """Minus the log probability of the right classes.  torch: nn.CrossEntropyLoss"""

    def __init__(
        self, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean", label_smoothing=0.0
    ):
        ### BEGIN SOLUTION
        super().__init__(weight, size_average, reduce, reduction)
        self.ignore_index, self.label_smoothing = ignore_index, label_smoothing
        ### END SOLUTION

    def forward(self, input, target):
        """Return the loss of scores (N, C, ...) for labels (N, ...), or for probabilities (N, C, ...)."""
        ### BEGIN SOLUTION
        return nn.functional.cross_entropy(
            input, target, weight=self.weight, ignore_index=self.ignore_index,
            reduction=self.reduction, label_smoothing=self.label_smoothing)
        ### END SOLUTION

# %% check="3.14" points=3
check("3.14", nn)

# %% [markdown] hints="3.14"
# 1. `__init__` keeps four settings, two of them through `super().__init__`. `forward` hands all four on.
# 2. The base takes `(weight, size_average, reduce, reduction)`, in this order: `ignore_index` stands between them in your
#    signature and not in the base's. No softmax in `forward`: the function begins with scores.
# 3. `super().__init__(weight, size_average, reduce, ...)` / `self.ignore_index, self.label_smoothing = ...` /
#    `return nn.functional.cross_entropy(input, target, weight=self.weight, ignore_index=..., reduction=...,
#    label_smoothing=...)`

# %% [markdown] after="3.14" torch="nn.modules.loss._WeightedLoss.__init__"
# torch's `_WeightedLoss` calls `self.register_buffer("weight", weight)`. That is why a loss has to be moved to the GPU with the
# network once it has a weight, and why its weight stands in the `state_dict`. With `weight`, "mean" divides by the weights of the
# labels that were met and not by their number.

# %% [markdown]
# ## Networks

# %% [markdown]
# ### 3.15 A network, the plain way · difficulty 2 of 5 · 15 minutes
#
# Everything is there to write a network. The plain way has two halves: `__init__` makes the layers and assigns each to a name,
# `forward` calls them. Assigning registers them (lesson 02), so their parameters are found, printed, and later saved. And
# `forward` is ordinary Python, so data may go any way you like:

# %%
# %%both
class Twice(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.layer = nn.Linear(size, size)

    def forward(self, x):
        return self.layer(self.layer(x)) if x.sum() > 0 else x


torch.manual_seed(0)
net = Twice(3)
print(net(torch.ones(3)), net(-torch.ones(3)))
net

# %% [markdown]
# Write one of the most used parts of deep networks, the *residual block*. It has a way around: the input goes through `first`,
# `relu` and `second`, and what comes out is *added to the input*.
#
# | name | layer |
# |---|---|
# | `first` | `Linear` from `size` to `hidden` |
# | `relu` | `ReLU` |
# | `second` | `Linear` from `hidden` to `size` |
#
# Make them in this order: it is the order of the random draws, and of the names. torch has no such class, so the check
# compares yours with the same block of torch's layers.

# %% answer="3.15"
@grow(nn)
class Residual(nn.Module):
    """x + second(relu(first(x))).  A class of your own: torch has none of this name."""

    def __init__(self, size, hidden):
        """Make the layers: first (size to hidden), relu, second (hidden to size)."""
        ### BEGIN SOLUTION
        super().__init__()
        self.first = nn.Linear(size, hidden)
        self.relu = nn.ReLU()
        self.second = nn.Linear(hidden, size)
        ### END SOLUTION

    def forward(self, x):
        """Return x plus what the layers make of it; x stays as it is."""
        ### BEGIN SOLUTION
        return x + self.second(self.relu(self.first(x)))
        ### END SOLUTION

# %% check="3.15" points=3
check("3.15", nn)

# %% [markdown] hints="3.15"
# 1. Three layers in `__init__`, one expression in `forward`.
# 2. A layer that is made inside `forward` is new at every call, and its parameters are on nobody's list. `x += ...` changes
#    the caller's tensor; `x + ...` makes a new one.
# 3. `super().__init__()` / `self.first = nn.Linear(...)` / `self.relu = nn.ReLU()` / `self.second = nn.Linear(...)` /
#    `return x + self.second(...)`

# %% [markdown] after="3.15" torch="nn.TransformerEncoderLayer._ff_block"
# torch's transformer layers are written just so: `__init__` assigns `linear1` and `linear2`, `_ff_block` calls one after the
# other, and `forward` adds the result to what came in. There is no other magic in a network of torch: a class, its layers as
# attributes, and Python.

# %% [markdown]
# ## The digits again
#
# The same two layers as at the start, in the plain way, trained on 1,500 images in batches of 100. `%%both` runs it with
# torch's layers and with yours, from the same seed. The first weights are the same and so is every loss: you see one column.
# The last line is how many of the other 297 images are read rightly.

# %%
# %%both
from course.digits import digits

images, labels = (torch.from_numpy(array) for array in digits())


class Digits(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(64, 32)
        self.act = nn.ReLU()
        self.fc2 = nn.Linear(32, 10)

    def forward(self, x):
        x = self.act(self.fc1(x))
        return self.fc2(x)


torch.manual_seed(0)
net = Digits()
measure = nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(net.parameters(), lr=0.5)
for epoch in range(10):
    for batch in torch.arange(1500).split(100):
        optimizer.zero_grad()
        loss = measure(net(images[batch]), labels[batch])
        loss.backward()
        optimizer.step()
    if epoch % 3 == 0:
        print(f"epoch {epoch}  loss {loss.item():.3f}")
right = net(images[1500:]).argmax(1) == labels[1500:]
f"right: {right.float().mean().item():.1%}"

# %% [markdown]
# Nothing in yours came from torch. Here are both networks, drawn from the objects themselves:

# %% play=True
from course import tree

tree("net")

# %% [markdown]
# One of the 297, as the network sees it, and how sure it is of each digit:

# %%
# %%both
number = 7
sure = nn.Softmax(dim=0)(net(images[1500 + number]))
for row in images[1500 + number].reshape(8, 8):
    print("".join(" .:-=+*#@"[int(v * 8)] for v in row.tolist()))
for digit, p in enumerate(sure.tolist()):
    if p > 0.01:
        print(f"{digit}: {p:4.0%}")
labels[1500 + number].item()

# %% [markdown]
# Now a network of three layers, and the two losses drawn over each other while both are trained. Change it and run it again:
# `nn.ReLU()` for `nn.Tanh()`, 64 hidden numbers, another seed. Then put `nn.init.zeros_(p)` for every `p` of
# `net.parameters()` before the training, and the 2.30 of this lesson's first cell is back, in torch, too.

# %% play=True
from course import training
from course.digits import digits


def run(torch, epochs):
    nn = torch.nn
    images, labels = (torch.from_numpy(array) for array in digits())

    class Deeper(nn.Module):
        def __init__(self):
            super().__init__()
            self.act = nn.Tanh()
            self.fc1 = nn.Linear(64, 32)
            self.fc2 = nn.Linear(32, 32)
            self.fc3 = nn.Linear(32, 10)

        def forward(self, x):
            x = self.act(self.fc1(x))
            x = self.act(self.fc2(x))
            return self.fc3(x)

    torch.manual_seed(0)
    net, measure = Deeper(), nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.2)
    for _ in epochs:
        for batch in torch.randperm(1500).split(60):
            optimizer.zero_grad()
            loss = measure(net(images[batch]), labels[batch])
            loss.backward()
            optimizer.step()
            yield loss
        yield images[1500:], net(images[1500:]), labels[1500:]


training(run, epochs=5)

# %% [markdown]
# Not every number that a network needs is trained: the loss's class weights were such numbers, and they were put in their
# place by hand. They are called buffers, and lesson 04 gives them a method of their own. There, too, is the flag `training`:
# some layers have to behave differently while they learn.
