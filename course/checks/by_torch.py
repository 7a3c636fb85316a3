"""What lesson 00 has a learner write by hand, as torch itself does it: the other side of its probes."""

import copy
from itertools import pairwise

import numpy as np


def practised(torch):
    """Where the functions of lesson 00 are: the learner's own, or in torch's world torch's ways to the same result."""
    return getattr(torch.nn, "practice", ByTorch(torch))


def numbers(given):
    """Arrays and tensors as plain numbers, so that it is the values that are compared, and how they are nested."""
    if isinstance(given, tuple | list):
        return [numbers(x) for x in given]
    return given if given is None else np.asarray(given, dtype=float).tolist()


class ByTorch:
    """A method for each function of the lesson, made of torch's layers, losses and optimizers, and of its autograd."""

    def __init__(self, torch):
        self.torch = torch

    def _tensors(self, *arrays):
        return [self.torch.tensor(a, dtype=self.torch.float64, requires_grad=True) for a in arrays]

    def mean_squared_error(self, predicted, wanted):
        return self.torch.nn.functional.mse_loss(*self._tensors(predicted, wanted)).item()

    def line_slopes(self, x, y, w, b):
        x, y, w, b = self._tensors(x, y, w, b)
        loss = self.torch.nn.functional.mse_loss(w * x + b, y)
        return [slope.item() for slope in self.torch.autograd.grad(loss, (w, b))]

    def _through(self, x, w1, b1, w2, b2):
        functional = self.torch.nn.functional
        h = functional.tanh(functional.linear(x, w1, b1))
        return h, functional.linear(h, w2, b2)

    def two_layers(self, *arrays):
        return [t.tolist() for t in self._through(*self._tensors(*arrays))]

    def two_layers_slopes(self, x, y, *arrays):
        x, y, *params = self._tensors(x, y, *arrays)
        loss = self.torch.nn.functional.mse_loss(self._through(x, *params)[1], y)
        return [slope.tolist() for slope in self.torch.autograd.grad(loss, params)]

    def leaf(self, values):
        return self.torch.tensor(values, dtype=self.torch.float32).requires_grad_()

    def gradients(self, loss_of, *values):
        return list(self.torch.autograd.functional.vjp(loss_of, values)[1])

    def step(self, params, lr):
        self.torch.optim.SGD(params, lr=lr).step()

    def fit(self, loss_of, params, lr, steps):
        optimizer = self.torch.optim.SGD(params, lr=lr)

        def closure():
            optimizer.zero_grad()
            loss = loss_of()
            loss.backward()
            return loss

        return [optimizer.step(closure).item() for _ in range(steps)]

    def snapshot(self, params):
        held = self.torch.nn.ParameterList(params)
        return list(copy.deepcopy(held.state_dict()).values())

    def draw(self, seed, sizes):
        self.torch.manual_seed(seed)
        layers = [self.torch.nn.Linear(inputs, outputs, device="cpu") for inputs, outputs in pairwise(sizes)]
        return [p for layer in layers for p in layer.parameters()]
