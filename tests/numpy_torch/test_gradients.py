"""Every derivative of the table against the slope measured in double precision."""

import numpy as np
import pytest
from two_libraries import numbers

from course import numpy_torch as torch

F = torch.nn.functional

OPERATIONS = {
    "arithmetic": lambda x, y: x * y - x / y + x**3 - 2 / x + (x * x) ** (y / 3),
    "functions": lambda x, y: x.exp() + y.abs().log() * x.sin() - y.cos() + (x * x).sqrt() + (y * y).rsqrt(),
    "activations": lambda x, y: x.tanh() * y.sigmoid() + x.relu() + F.gelu(y) + F.silu(x) + F.elu(y) + F.softplus(x),
    "reductions": lambda x, y: x.mean(1) + y.var(1) + x.std(1) + y.norm(dim=1) + x.prod(1) + x.logsumexp(1) + y.amax(1),
    "softmax": lambda x, y: x.softmax(1) * y.log_softmax(0) + x.cumsum(1),
    "matrices": lambda x, y: x @ y.t() + torch.outer(x[0], y[1])[:3, :3],
    "linear": lambda x, y: F.linear(x, y, y[:, 0]),
    "shapes": lambda x, y: torch.cat([x.t(), y.view(4, 3)]).reshape(2, 12) * torch.stack([x, y]).view(2, 12),
    "repeats": lambda x, y: x.repeat(2, 1, 3) * y.expand(2, 3, 4).repeat(1, 1, 3),
    "indexing": lambda x, y: x[[0, 0, 2]] * y[:, [1, 1, 0, 3]] + x.gather(1, torch.tensor([[0, 0, 1, 1]] * 3)),
    "choices": lambda x, y: torch.where(x > y, x * 2, y) + torch.maximum(x, y) + x.clamp(-1, 1),
    "masks": lambda x, y: x.masked_fill(y > 0, 3) * x[x > 0].sum(),
    "losses": lambda x, y: F.mse_loss(x, y) + F.cross_entropy(x, torch.tensor([0, 3, 1])) + F.l1_loss(x, y),
    "writing": lambda x, y: _written(x, y),
}  # fmt: skip


def _written(x, y):
    z = x * 2
    z[1] = y[0] * x[2]
    z[:, 0].mul_(y[:, 1])
    return z * z


@pytest.mark.parametrize("name", OPERATIONS)
def test_a_gradient_is_the_slope(name):
    x, y = numbers([(3, 4), (3, 4)], seed=3, dtype="float64")
    direction = numbers([(3, 4), (3, 4)], seed=4, dtype="float64")

    def value(step):
        moved = [torch.tensor(a + step * d) for a, d in zip((x, y), direction, strict=True)]
        out = OPERATIONS[name](*moved)
        return (out * torch.tensor(np.cos(np.arange(out.numel())).reshape(out.shape))).sum().item()

    leaves = [torch.tensor(a, requires_grad=True) for a in (x, y)]
    out = OPERATIONS[name](*leaves)
    out.backward(torch.tensor(np.cos(np.arange(out.numel())).reshape(out.shape)))
    predicted = sum(
        (leaf.grad.numpy() * d).sum() for leaf, d in zip(leaves, direction, strict=True) if leaf.grad is not None
    )
    measured = (value(1e-6) - value(-1e-6)) / 2e-6
    assert predicted == pytest.approx(measured, rel=1e-6, abs=1e-6)
