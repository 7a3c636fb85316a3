"""The experiment of the gradient bench, without any widget: a tiny net, eight rows of data, and what is done to them.

    def make(torch):
        net = torch.nn.Linear(2, 1)
        return net, lambda x, y: ((net(x) - y) ** 2).mean()

It is written once and run for any module named torch: one probe, two worlds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Make = Callable[[Any], tuple[Any, Callable[[Any, Any], Any]]]

RATE = 0.1
INPUTS = [[0.5, -1.0], [1.5, 0.5], [-0.5, 1.0], [1.0, 1.5], [-1.0, -0.5], [0.0, 2.0], [2.0, -1.5], [-1.5, 0.5]]
TARGETS = [[1.0], [0.5], [-1.0], [2.0], [0.0], [1.5], [-0.5], [-2.0]]
HALVES = {"first": slice(0, 4), "second": slice(4, 8)}


def two_layers(torch: Any) -> tuple[dict[str, Any], Callable[[Any, Any], Any]]:
    """The net that is taken where none is given: two linear layers of leaf tensors, by functional calls."""
    linear, tanh = torch.nn.functional.linear, torch.tanh

    def leaf(values: Any) -> Any:
        return torch.tensor(values, requires_grad=True)

    parameters = {
        "hidden.weight": leaf([[0.4, -0.6], [0.8, 0.3]]),
        "hidden.bias": leaf([0.1, -0.2]),
        "out.weight": leaf([[0.7, -0.5]]),
        "out.bias": leaf([0.0]),
    }

    def loss(x: Any, y: Any) -> Any:
        hidden = tanh(linear(x, parameters["hidden.weight"], parameters["hidden.bias"]))
        return ((linear(hidden, parameters["out.weight"], parameters["out.bias"]) - y) ** 2).mean()

    return parameters, loss


@dataclass(frozen=True)
class Gradient:
    """One parameter's gradient: None, or its values row by row."""

    name: str
    shape: tuple[int, ...]
    values: tuple[float, ...] | None


class NoNet(TypeError):
    """`make` gave something other than a net and a loss; the words say what to return."""


class Gradients:
    """A net of one world, and the gradients that gather on it."""

    def __init__(self, torch: Any, make: Make | None = None) -> None:
        """Make the net.  Raises NoNet, with what to return, where `make` gives something else."""
        self._torch = torch
        self._make = make or two_layers
        self.reset()

    def reset(self) -> None:
        """Make the net anew, from torch's seed 0."""
        self._torch.manual_seed(0)
        made = self._make(self._torch)
        if not (isinstance(made, tuple) and len(made) == 2 and callable(made[1])):
            raise NoNet(
                "make(torch) gives a net (or its parameters) and a loss:\n"
                "    return net, lambda x, y: ((net(x) - y) ** 2).mean()"
            )
        self._net: Any = made[0]
        self._loss = made[1]
        self._x = self._torch.tensor(INPUTS)
        self._y = self._torch.tensor(TARGETS)
        self._mark()

    def backward(self, half: str = "") -> None:
        """loss.backward() of the large batch, or of one half of it, its loss divided by two."""
        rows = HALVES[half] if half else slice(None)
        loss = self._loss(self._x[rows], self._y[rows])
        (loss / 2 if half else loss).backward()

    def zero_grad(self, set_to_none: bool) -> None:
        """The net's own zero_grad where it has one; else what torch's does, by hand."""
        if hasattr(self._net, "zero_grad"):
            self._net.zero_grad(set_to_none=set_to_none)
            return
        for _, p in self._named():
            if set_to_none:
                p.grad = None
            elif p.grad is not None:
                p.grad.zero_()

    def step(self) -> None:
        """Take `RATE` times the gradient from every parameter that has one, as SGD does; the gradients stay."""
        with self._torch.no_grad():
            for _, p in self._named():
                if p.grad is not None:
                    p -= RATE * p.grad
        self._mark()

    def read(self) -> list[Gradient]:
        """Every parameter's gradient as it is now."""
        return [Gradient(name, tuple(p.shape), _values(p.grad)) for name, p in self._named()]

    def loss(self) -> float:
        """The large batch's loss now."""
        with self._torch.no_grad():
            return float(self._loss(self._x, self._y).item())

    @property
    def large(self) -> list[Gradient]:
        """What one backward() of the large batch adds, with the parameters as they are."""
        return self._large

    def _mark(self) -> None:
        """Ask for one large batch's gradient, and put back what was there: the same objects, the same values."""
        named = self._named()
        before = [p.grad for _, p in named]
        for _, p in named:
            p.grad = None
        try:
            self.backward()
            self._large = self.read()
        finally:
            for (_, p), grad in zip(named, before, strict=True):
                p.grad = grad

    def _named(self) -> list[tuple[str, Any]]:
        net = self._net
        if hasattr(net, "named_parameters"):
            return list(net.named_parameters())
        if isinstance(net, Mapping):
            return list(net.items())
        if isinstance(net, Iterable):
            return [(str(at), p) for at, p in enumerate(net)]
        raise NoNet(f"make(torch) gave {type(net).__name__} for a net: give a Module, or a dict or list of parameters")


def _values(grad: Any) -> tuple[float, ...] | None:
    return None if grad is None else tuple(float(v) for v in grad.detach().reshape(-1).tolist())
