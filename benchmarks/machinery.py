"""The reference nn beside torch's: whole training steps with modules, and the machinery of Module itself.

Each workload is written once and made for both worlds; numpy_torch.py measures them.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
import torch as real_torch

from course.folding import load
from course.numpy_torch_with import torch_with
from solutions import reference

Step = Callable[[], Any]
WORLDS: dict[str, Any] = {"ours": reference, "torch": real_torch}
# An empty step of the loop costs about 0.03 us; small ones are repeated inside the step, so that it is not measured.
REPEATS = 200


def training(net_of: Callable[[Any], Any], shape: tuple[int, ...]) -> Callable[[Any], Step]:
    """One training step of `net_of(torch)`: zero_grad, forward, cross entropy of ten classes, backward, SGD."""
    rng = np.random.default_rng(0)
    x = rng.standard_normal(shape).astype(np.float32)
    y = rng.integers(0, 10, shape[0])

    def make(torch: Any) -> Step:
        torch.manual_seed(0)
        net, loss_of = net_of(torch), torch.nn.CrossEntropyLoss()
        optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
        images, labels = torch.tensor(x), torch.tensor(y)

        def step() -> Any:
            optimizer.zero_grad()
            loss = loss_of(net(images), labels)
            loss.backward()
            optimizer.step()
            return loss

        return step

    return make


def mlp(*sizes: int) -> Callable[[Any], Any]:
    """Linear, ReLU, ..., Linear."""

    def net_of(torch: Any) -> Any:
        nn = torch.nn
        layers: list[Any] = []
        for i, (n_in, n_out) in enumerate(pairwise(sizes)):
            layers += [nn.ReLU()] if i else []
            layers.append(nn.Linear(n_in, n_out))
        return nn.Sequential(*layers)

    return net_of


def cnn(image: int, normed: bool = False) -> Callable[[Any], Any]:
    """Convolution, BatchNorm2d if `normed`, relu, pooling and Linear, on square images."""

    def net_of(torch: Any) -> Any:
        nn = torch.nn

        class Net(nn.Module):  # type: ignore[name-defined, misc]
            def __init__(self) -> None:
                super().__init__()
                self.kernel = nn.Parameter(torch.empty(16, 1, 3, 3).uniform_(-1 / 3, 1 / 3))
                self.bias = nn.Parameter(torch.zeros(16))
                self.norm = nn.BatchNorm2d(16) if normed else nn.Identity()
                self.relu, self.flatten = nn.ReLU(), nn.Flatten()
                self.head = nn.Linear(16 * (image // 2) ** 2, 10)

            def forward(self, x: Any) -> Any:
                F = nn.functional  # noqa: N806
                x = self.relu(self.norm(F.conv2d(x, self.kernel, self.bias, padding=1)))
                return self.head(self.flatten(F.max_pool2d(x, 2)))

        return Net()

    return net_of


def linears(torch: Any) -> Step:
    """A hundred Linear(4, 4) in a row, one row of input: forward and backward."""
    nn = torch.nn
    torch.manual_seed(0)
    net, x = nn.Sequential(*(nn.Linear(4, 4) for _ in range(100))), torch.ones(1, 4)

    def step() -> Any:
        out = net(x)
        out.sum().backward()
        return out

    return step


def without_hooks() -> Any:
    """The reference once more, with a Module that looks for no hooks when it is called."""
    nn = load(reference.text, "nn_without_hooks")
    nn.Module.__call__ = lambda self, *args, **kwargs: self.forward(*args, **kwargs)
    return torch_with(nn)


def tree(torch: Any, count: int) -> Any:
    """A tree of `count` modules, ten children to a node; every leaf has a parameter of its own."""
    nn = torch.nn
    nodes = [nn.Module() for _ in range(count)]
    for i, node in enumerate(nodes[1:], 1):
        nodes[(i - 1) // 10].add_module(f"child{i}", node)
    for node in nodes:
        if not node._modules:
            node.weight = nn.Parameter(torch.zeros(1))
            node.weight.grad = torch.zeros(1)
    return nodes[0]


def walks(count: int) -> dict[str, Callable[[Any], Step]]:
    """What goes through every module of a tree."""

    def on_tree(use: Callable[[Any], Any]) -> Callable[[Any], Step]:
        def make(torch: Any) -> Step:
            root = tree(torch, count)
            return lambda: use(root)

        return make

    def clear(root: Any) -> None:
        root.zero_grad(set_to_none=False)

    def switch(root: Any) -> None:
        root.train()
        root.eval()

    def load(root: Any) -> Callable[[], Any]:
        state = root.state_dict()
        return lambda: root.load_state_dict(state)

    return {
        "named_parameters": on_tree(lambda root: list(root.named_parameters())),
        "zero_grad(set_to_none=False)": on_tree(clear),
        "train and eval": on_tree(switch),
        "apply": on_tree(lambda root: root.apply(id)),
        "state_dict": on_tree(lambda root: root.state_dict()),
        "load_state_dict": lambda torch: load(tree(torch, count)),
    }


def repeated(torch: Any, use: Callable[[Any, Any], Any]) -> Step:
    """`use(layer, parameter)` many times over."""
    nn = torch.nn

    class Empty(nn.Module):  # type: ignore[name-defined, misc]
        def forward(self, x: Any) -> Any:
            return x

    layer = Empty()
    parameter = layer.weight = nn.Parameter(torch.zeros(1))

    def step() -> None:
        for _ in range(REPEATS):
            use(layer, parameter)

    return step


def assign(layer: Any, parameter: Any) -> None:
    layer.weight = parameter


def chain(depth: int) -> Callable[[Any], Step]:
    """named_modules of modules inside each other, `depth` deep."""

    def make(torch: Any) -> Step:
        root = torch.nn.Module()
        at = root
        for _ in range(depth - 1):
            at.below = torch.nn.Module()
            at = at.below
        return lambda: list(root.named_modules())

    return make


def workloads() -> list[tuple[str, Callable[[Any], Step], float]]:
    """(name, how its step is made for a torch, the bar against real torch)."""
    bars = {"named_parameters": 0.6, "zero_grad(set_to_none=False)": 0.7, "train and eval": 0.3, "apply": 0.4}
    bars |= {"state_dict": 0.3, "load_state_dict": 0.2}
    return [
        ("nn: MLP 64-128-64-10, batch 32", training(mlp(64, 128, 64, 10), (32, 64)), 0.42),
        ("nn: MLP 784-256-128-10, batch 128", training(mlp(784, 256, 128, 10), (128, 784)), 0.87),
        ("nn: CNN, batch 32, 8x8", training(cnn(8), (32, 1, 8, 8)), 0.57),
        ("nn: CNN, batch 32, 28x28", training(cnn(28), (32, 1, 28, 28)), 0.82),
        ("nn: CNN with BatchNorm2d, batch 32, 8x8", training(cnn(8, normed=True), (32, 1, 8, 8)), 0.57),
        ("nn: CNN with BatchNorm2d, batch 32, 28x28", training(cnn(28, normed=True), (32, 1, 28, 28)), 0.82),
        ("nn: 100 Linear(4, 4), forward + backward", linears, 0.38),
        *(
            (f"{name}, {count:,} modules", make, bars[name])
            for count in (1_000, 10_000)
            for name, make in walks(count).items()
        ),
        ("calling an empty module", lambda torch: repeated(torch, lambda layer, p: layer(p)), 0.6),
        ("reading self.weight", lambda torch: repeated(torch, lambda layer, p: layer.weight), 0.9),
        ("assigning a Parameter", lambda torch: repeated(torch, assign), 0.3),
        ("named_modules, 400 deep", chain(400), 1.0),
    ]
