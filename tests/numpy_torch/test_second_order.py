"""Gradients of gradients are torch's: create_graph in backward and in autograd.grad."""

import numpy as np
import pytest
from operations import OPERATIONS
from two_libraries import LIBRARIES, both, claims, outcome, same_derivatives, second_derivatives

from course.numpy_torch.rules import Rule, apply

FUNCTIONAL = {
    "relu": lambda torch, x, y: torch.nn.functional.relu(x) * y * x,
    "linear": lambda torch, x, y: torch.nn.functional.linear(x * x, y, y[:, 0]),
    "linear of one row": lambda torch, x, y: torch.nn.functional.linear(x[:1] * x[:1], y * x, y[:, 0] * x[:, 1]),
    "linear of a vector": lambda torch, x, y: torch.nn.functional.linear(x[0] * x[1], y * y),
    "linear of batches": lambda torch, x, y: torch.nn.functional.linear((x * x)[:, None], y * x, y[:, 0]),
    "mse_loss": lambda torch, x, y: torch.nn.functional.mse_loss(x * x, y),
    "mse_loss summed": lambda torch, x, y: torch.nn.functional.mse_loss(x, y * x, reduction="sum"),
    "leaky_relu": lambda torch, x, y: torch.nn.functional.leaky_relu(x * y),
    "a network": lambda torch, x, y: torch.nn.functional.linear(torch.nn.functional.linear(x, y).tanh(), x[:, :3]),
}
ARITHMETIC = {
    "add": lambda torch, x, y: (x + y) * (x + 2),
    "sub": lambda torch, x, y: (x - y) * (3 - x),
    "mul": lambda torch, x, y: x * y * x,
    "div": lambda torch, x, y: x / y + 2 / x,
    "broadcast": lambda torch, x, y: x * y[0] * x[:, :1] / y[1],
    "pow of a number": lambda torch, x, y: x**3 + x.abs() ** 1.5 + x**2 + x**-1 + x**0,
    "pow": lambda torch, x, y: x.abs() ** y,
    "number to a power": lambda torch, x, y: 2**x,
    "neg": lambda torch, x, y: -x * y * y,
    "exp": lambda torch, x, y: (x * y).exp(),
    "log": lambda torch, x, y: (x * x).log() * y,
    "sqrt": lambda torch, x, y: (x * x * y * y + 1).sqrt(),
    "rsqrt": lambda torch, x, y: (x * x + y * y).rsqrt(),
    "reciprocal": lambda torch, x, y: x.reciprocal() * y,
    "abs": lambda torch, x, y: x.abs() * y * x,
    "sin and cos": lambda torch, x, y: (x * y).sin() + (x + y).cos() * x,
    "tan": lambda torch, x, y: (x / 2).tan() * y,
    "atan": lambda torch, x, y: (x * y).atan(),
    "tanh": lambda torch, x, y: (x * y).tanh(),
    "sinh and cosh": lambda torch, x, y: x.sinh() * y.cosh(),
    "sigmoid": lambda torch, x, y: (x * y).sigmoid(),
    "maximum": lambda torch, x, y: torch.maximum(x * x, y) * x,
    "where": lambda torch, x, y: torch.where(x > 0, x * x, y * x),
    "clamp": lambda torch, x, y: (x * y).clamp(-1, 1) * x,
    "double": lambda torch, x, y: (x.float() * 2).double() * y * x,
}
SHAPED = {
    "matmul": lambda torch, x, y: (x @ y.t()) @ (x * y),
    "matrix and vector": lambda torch, x, y: (x @ y[0]) * (x[0] @ y.t()),
    "dot": lambda torch, x, y: torch.dot(x[0], y[1]) * x[1],
    "bmm": lambda torch, x, y: torch.bmm(x[None] * x, (y * x).t()[None]),
    "batches": lambda torch, x, y: (x[None] * x) @ (y * x).t(),
    "sum": lambda torch, x, y: x.sum() * y.sum(0) * x.sum(1, keepdim=True),
    "mean": lambda torch, x, y: x.mean() * y.mean(0) * x.mean(1, keepdim=True),
    "var": lambda torch, x, y: (x * y).var(1) * x.std(0, keepdim=True),
    "norm": lambda torch, x, y: (x * y).norm(dim=1) * x.logsumexp(0),
    "softmax": lambda torch, x, y: (x * y).softmax(1) * x,
    "log_softmax": lambda torch, x, y: (x * y).log_softmax(0) * x,
    "reshape": lambda torch, x, y: x.reshape(-1) * y.view(-1) * x.flatten(),
    "transpose": lambda torch, x, y: (x.t() * y.t()).transpose(0, 1) * x.permute(0, 1),
    "expand": lambda torch, x, y: x[:1].expand(3, 3) * y * x,
    "indexing": lambda torch, x, y: x[0] * y[1:, 0].sum() * x[:, 1],
    "cat": lambda torch, x, y: torch.cat([x, y * y], 1) ** 2,
    "stack": lambda torch, x, y: torch.stack([x * y, y]) ** 3,
}


@pytest.mark.parametrize("name", [*ARITHMETIC, *SHAPED, *FUNCTIONAL])
def test_the_gradient_of_a_gradient_is_torchs(name):
    operation = (ARITHMETIC | SHAPED | FUNCTIONAL)[name]

    def experiment(torch, x, y):
        out = operation(torch, x, y)
        weights = torch.arange(1.0, out.numel() + 1, dtype=out.dtype).reshape(out.shape).sin()
        found = torch.autograd.grad((out * weights).sum(), [x, y], create_graph=True, allow_unused=True)
        return [gradient for gradient in found if gradient is not None and gradient.requires_grad]

    both(_by_value(experiment), (3, 3), (3, 3), dtype="float64")


def _by_value(experiment):
    """Without the names of the last operations: torch sums in other ways."""
    return lambda torch, x, y: [g + 0 for g in experiment(torch, x, y)]


@claims(
    three_times=lambda torch, x: _derivatives(torch, x, lambda x: x**4 + x.exp() + x.sin(), 3),
    of_tanh=lambda torch, x: _derivatives(torch, x, lambda x: x.tanh(), 4),
    a_penalty=lambda torch, x: _penalty(torch, x),
    hessian_times_vector=lambda torch, x: _product(torch, x),
    backward=lambda torch, x: _by_backward(x, 1),
    backward_twice=lambda torch, x: _by_backward(x, 2),
    a_hook=lambda torch, x: [
        x.register_hook(lambda g: g * g), torch.autograd.grad((x**3).sum(), x, create_graph=True)[0] + 0
    ][1:],
    a_hook_on_a_result=lambda torch, x: [
        (y := x * x).register_hook(lambda g: g * x), torch.autograd.grad((y**2).sum(), x, create_graph=True)[0] + 0
    ][1:],
    a_gradient_of_ones_own=lambda torch, x: list(
        torch.autograd.grad(
            torch.autograd.grad(x**3, x, v := x.detach().requires_grad_(), create_graph=True)[0].sum(), v,
        )
    ),
    without_it_nothing_is_recorded=lambda torch, x: torch.autograd.grad((x**3).sum(), x)[0].requires_grad,
)  # fmt: skip
@pytest.mark.filterwarnings("ignore:Using backward")
def test_create_graph_is_torchs(experiment):
    def values(torch, x):
        result = experiment(torch, x)
        return [r + 0 if hasattr(r, "grad_fn") else r for r in result] if isinstance(result, list) else result

    both(values, (3,), dtype="float64")


def _derivatives(torch, x, function, times):
    found = [function(x)]
    for _ in range(times):
        found.append(torch.autograd.grad(found[-1].sum(), x, create_graph=True)[0])
    return found[1:]


def _by_backward(x, times):
    for _ in range(times):
        (x**3).sum().backward(create_graph=True)
    gradient, x.grad = x.grad, None
    return [gradient * x, gradient.requires_grad]


def _penalty(torch, x):
    w = x * 2
    (g,) = torch.autograd.grad((w * w * x).sum(), w, create_graph=True)
    return [(g.pow(2).sum() - 1) ** 2]


def _product(torch, x):
    (g,) = torch.autograd.grad((x**2 * x.exp()).sum(), x, create_graph=True)
    return list(torch.autograd.grad((g * g.detach()).sum(), x))


# Of the table of operations: what torch derives twice and the small torch refuses to.
REFUSED = set()


@pytest.mark.parametrize("name", OPERATIONS)
@pytest.mark.filterwarnings("ignore")
def test_the_second_derivative_of_an_operation_is_torchs(name):
    run, _, shapes = OPERATIONS[name]
    theirs, ours = (outcome(lambda torch=torch: second_derivatives(torch, run, shapes)) for torch in LIBRARIES)
    if isinstance(theirs, list):
        assert isinstance(ours, NotImplementedError) == (name in REFUSED), ours
        same_derivatives(ours, theirs)
    else:
        assert type(ours) is type(theirs), ours


def test_most_operations_of_the_table_are_derived_twice():
    results = [
        outcome(lambda run=run, shapes=shapes: second_derivatives(LIBRARIES[1], run, shapes))
        for run, _, shapes in OPERATIONS.values()
    ]
    assert sum(isinstance(result, list) and any(part.any() for part in result) for result in results) > 150


def test_backward_with_create_graph_warns_of_its_cycle():
    x = LIBRARIES[1].ones(1, requires_grad=True)  # torch warns once in a process
    with pytest.warns(UserWarning, match="will create a reference cycle between the parameter and its gradient"):
        (x * x).backward(create_graph=True)
    x.grad = None


def test_what_cannot_be_derived_twice_says_so():
    torch = LIBRARIES[1]
    rule = Rule("MadeUpBackward0", lambda a: a, a=lambda g, a: g * np.frompyfunc(abs, 1, 1)(a))
    x = torch.ones(2, 3, requires_grad=True)
    made = apply(rule, (x,), (x._array,))
    with pytest.raises(NotImplementedError, match="create_graph=True does not go through MadeUpBackward0"):
        torch.autograd.grad(made.sum(), x, create_graph=True)


def test_what_was_kept_and_not_recorded_is_never_taken_for_a_constant():
    torch = LIBRARIES[1]
    rule = Rule("MadeUpBackward0", lambda a, squares: squares, a=lambda g, squares: g * squares)
    x = torch.ones(2, 3, requires_grad=True)
    made = apply(rule, (x,), (x._array,), squares=x._array**2)
    with pytest.raises(NotImplementedError, match="squares was not recorded"):
        torch.autograd.grad(made.sum(), x, create_graph=True)
