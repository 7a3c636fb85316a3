"""From one seed, a training on the digits follows torch's losses from the first step to the last."""

import math

import pytest
import torch as real_torch

from course import numpy_torch
from course.digits import digits

# Of 40 runs of Adam with batches of 32 one met a ReLU at its very border, where the last bit of a sum, which differs
# from BLAS to BLAS, decides whether a unit learns; larger batches make that rarer.
STEPS, BATCH = 220, 64


def mlp(torch):
    """Weights as nn.Linear draws them, and the network over them."""
    F, init = torch.nn.functional, torch.nn.init  # noqa: N806
    params = []
    for fan_in, fan_out in ((64, 128), (128, 64), (64, 10)):
        weight, bias = torch.empty(fan_out, fan_in), torch.empty(fan_out)
        init.kaiming_uniform_(weight, a=math.sqrt(5))
        init.uniform_(bias, -1 / math.sqrt(fan_in), 1 / math.sqrt(fan_in))
        params += [weight.requires_grad_(), bias.requires_grad_()]

    def forward(x):
        h = F.relu(F.linear(x, params[0], params[1]))
        h = F.relu(F.linear(h, params[2], params[3]))
        return F.linear(h, params[4], params[5])

    return params, forward


def cnn(torch):
    """Weights as nn.Conv2d and nn.Linear draw them, and the network over them."""
    F, init = torch.nn.functional, torch.nn.init  # noqa: N806
    kernel, kb, w, b = torch.empty(8, 1, 3, 3), torch.empty(8), torch.empty(10, 128), torch.empty(10)
    init.kaiming_uniform_(kernel, a=math.sqrt(5))
    init.uniform_(kb, -1 / 3, 1 / 3)
    init.kaiming_uniform_(w, a=math.sqrt(5))
    init.uniform_(b, -1 / math.sqrt(128), 1 / math.sqrt(128))
    params = [p.requires_grad_() for p in (kernel, kb, w, b)]

    def forward(x):
        h = F.max_pool2d(F.relu(F.conv2d(x.reshape(-1, 1, 8, 8), kernel, kb, padding=1)), 2)
        return F.linear(h.flatten(1), w, b)

    return params, forward


def losses(torch, net, optimizer):
    torch.manual_seed(0)
    params, forward = net(torch)
    images, labels = digits()
    x, y = torch.tensor(images), torch.tensor(labels)
    step_with = optimizer(torch)(params)
    order = torch.randperm(len(x))
    found = []
    for step in range(STEPS):
        at = order[torch.arange(step * BATCH, (step + 1) * BATCH) % len(x)]
        loss = torch.nn.functional.cross_entropy(forward(x[at]), y[at])
        step_with.zero_grad()
        loss.backward()
        step_with.step()
        found.append(loss.item())
    return found


OPTIMIZERS = {
    "SGD": lambda torch: lambda params: torch.optim.SGD(params, lr=0.1),
    "Adam": lambda torch: lambda params: torch.optim.Adam(params, lr=1e-3),
}


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("net", [mlp, cnn])
def test_every_loss_is_torchs_to_one_part_in_ten_thousand(net, optimizer):
    theirs = losses(real_torch, net, OPTIMIZERS[optimizer])
    ours = losses(numpy_torch, net, OPTIMIZERS[optimizer])
    assert theirs[-1] < 0.6 * theirs[0]
    worst = max(abs(a - b) / abs(a) for a, b in zip(theirs, ours, strict=True))
    assert worst < 1e-4, worst
