"""The nodes of changes in place through a view: `y[0] *= 2` changes y, and y's gradient must know.

A view can be shown again in any array laid out as its base, so the gradient of the base is cut
up in just the way the base was.  torch: autograd/functions/tensor.cpp, CopySlices
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from .arrays import as_array
from .graph import Array, Edge, Node, fit

# Functions and their parameters, and no tensors: a node that held the view would be a cycle.
Steps = tuple[tuple[Callable[..., Array], dict[str, Any]], ...]


def shown(array: Array, steps: Steps) -> Array:
    """What a view shows, in an array laid out as its base."""
    for forward, params in steps:
        array = forward(array, **params)
    return array


def _same_memory(base: Array, steps: Steps, view: Array) -> bool:
    """Whether these steps still lead to what the view shows."""
    try:
        now = shown(base, steps)
    except (ValueError, IndexError):
        return False
    if type(view) is not np.ndarray or not view.size:
        return True
    return bool(now.__array_interface__["data"] == view.__array_interface__["data"] and now.strides == view.strides)


def _places(base: Array, steps: Steps) -> Array:
    """Which numbers of the flattened base a view shows."""
    numbers = np.empty_like(base, dtype=np.int64)
    numbers[...] = np.arange(base.size).reshape(base.shape)
    return shown(numbers, steps)


class AsStridedBackward0(Node):
    """The way back from a view to its base, for a view that was there before the base changed."""

    __slots__ = ("steps", "base")

    def __init__(self, edge: Edge, base: Array, steps: Steps, view: Array) -> None:
        super().__init__((edge,), view.shape, view.dtype)
        self.base, self.steps = base, steps
        if not _same_memory(base, steps, view):
            raise NotImplementedError(
                "a view whose base was since transposed, squeezed or unsqueezed in place has no way back in the small "
                "torch; write base = base.t() and the like instead"
            )

    def run(self, gradient: Array) -> Sequence[Array | None]:
        made = np.zeros_like(self.base)
        shown(made, self.steps)[...] = gradient
        return [made]

    def run_recorded(self, gradient: Any) -> Sequence[Any]:
        made = np.zeros_like(gradient, shape=(self.base.size,))
        made[_places(self.base, self.steps)] = gradient
        return [made.reshape(self.base.shape)]


class CopySlices(Node):
    """The way back from a base of which a part was changed: `changed` is the node of that change."""

    __slots__ = ("steps", "base", "changed")

    def __init__(self, edge: Edge, base: Array, steps: Steps, changed: Node) -> None:
        # The first input of the change was the view itself; its gradient goes to the base instead.
        super().__init__((edge, *changed.edges[1:]), base.shape, base.dtype)
        self.base, self.steps, self.changed = base, steps, changed

    def run(self, gradient: Array) -> Sequence[Array | None]:
        made = np.empty_like(self.base)
        made[...] = gradient
        part = shown(made, self.steps)
        first, *others = self.changed.run(part.copy())
        part[...] = 0 if first is None else fit(as_array(first), part.shape, part.dtype)
        return [made, *others]

    def run_recorded(self, gradient: Any) -> Sequence[Any]:
        made, places = gradient.copy().ravel(), _places(self.base, self.steps)
        first, *others = self.changed.run_recorded(made[places])
        made[places] = 0 if first is None else fit(first, places.shape, self.changed.dtype)
        return [made.reshape(self.base.shape), *others]

    def release(self) -> None:
        self.changed.release()
