"""The graph that operations leave behind, and the walk back through it.

This file knows numpy arrays only.  A node holds edges to the nodes of its inputs and whatever
its derivative needs; nothing here points forward, so a graph dies with the last tensor that
was computed through it and the garbage collector is never needed.
"""

from __future__ import annotations

import heapq
import weakref
from collections.abc import Callable, Iterable, Sequence
from itertools import count
from typing import Any

import numpy as np

from .hooks import RemovableHandle

Array = Any  # a numpy array; its type parameters would say little here, and cost much
Edge = tuple["Node", int] | None

SECOND_TIME = (
    "Trying to backward through the graph a second time (or directly access saved tensors after they have already "
    "been freed). Saved intermediate values of the graph are freed when you call .backward() or autograd.grad(). "
    "Specify retain_graph=True if you need to backward through the graph a second time or if you need to access "
    "saved tensors after calling backward."
)

_sequence = count()
# tensor.py puts its constructor and its class here: hooks are shown Tensors.
box: Callable[[Array], Any] = np.asarray


def unbox(tensor: Any) -> Array:
    """The array of what a hook gave back."""
    return tensor._array


class Node:
    """One operation's way back: gradients of its outputs in, gradients of its inputs out."""

    __slots__ = ("edges", "sequence", "outputs", "extras", "__weakref__")

    # False where a derivative may hand out an array that somebody else still holds.
    fresh = True

    def __init__(self, edges: Sequence[Edge], outputs: Sequence[tuple[tuple[int, ...], Any]]) -> None:
        self.edges = edges
        self.outputs = outputs  # shape and dtype of each output
        # The order of creation is a topological order: every input is older than its node.
        self.sequence = next(_sequence)
        self.extras: Extras | None = None

    def run(self, gradients: list[Array | None]) -> Sequence[Array | None]:
        """The gradients of the inputs, in the order of the edges."""
        raise NotImplementedError

    def release(self) -> None:
        """Forget the saved values, once they were used."""

    def name(self) -> str:
        """As printed in grad_fn=<...>."""
        return type(self).__name__

    def __repr__(self) -> str:
        return f"<{self.name()} object at {id(self):#x}>"

    @property
    def next_functions(self) -> tuple[tuple[Node | None, int], ...]:
        """The nodes of the inputs, with the number of the output each came from."""
        return tuple((None, 0) if edge is None else edge for edge in self.edges)

    def ensure_extras(self) -> Extras:
        """The place for hooks and watched outputs; most nodes never have one."""
        if self.extras is None:
            self.extras = Extras()
        return self.extras

    def register_hook(self, hook: Callable[..., Any]) -> RemovableHandle:
        """Call hook(grad_inputs, grad_outputs) after this node has run; what it returns replaces grad_inputs."""
        return RemovableHandle(self.ensure_extras().post, hook)

    def register_prehook(self, hook: Callable[..., Any]) -> RemovableHandle:
        """Call hook(grad_outputs) before this node runs; what it returns replaces them."""
        return RemovableHandle(self.ensure_extras().pre, hook)


class Extras:
    """What only some nodes carry: hooks of output tensors, outputs that retain their grad, hooks of the node."""

    __slots__ = ("tensor_hooks", "retained", "pre", "post")

    def __init__(self) -> None:
        self.tensor_hooks: dict[int, dict[int, Callable[..., Any]]] = {}
        # Weak, as the tensor holds this node: a strong reference back would be a cycle.
        self.retained: dict[int, weakref.ref[Any]] = {}
        self.pre: dict[int, Callable[..., Any]] = {}
        self.post: dict[int, Callable[..., Any]] = {}

    def before(self, gradients: list[Array | None]) -> list[Array | None]:
        """The gradients as the hooks leave them."""
        for index, hooks in self.tensor_hooks.items():
            gradients[index] = through_hooks(hooks, gradients[index])
        for index, watched in self.retained.items():
            tensor, gradient = watched(), gradients[index]
            if tensor is not None and gradient is not None:
                accumulate(tensor, gradient.copy())
        for hook in list(self.pre.values()):
            result = hook(_boxed(gradients))
            if result is not None:
                gradients = _unboxed(result if isinstance(result, tuple) else (result,), gradients, "outputs")
        return gradients

    def after(self, results: Sequence[Array | None], gradients: Sequence[Array | None]) -> Sequence[Array | None]:
        """The node's results as its hooks leave them."""
        for hook in list(self.post.values()):
            replaced = hook(_boxed(results), _boxed(gradients))
            if replaced is not None:
                results = _unboxed(replaced if isinstance(replaced, tuple) else (replaced,), results, "inputs")
        return results


def _boxed(arrays: Iterable[Array | None]) -> tuple[Any, ...]:
    return tuple(None if array is None else box(array) for array in arrays)


def _unboxed(tensors: tuple[Any, ...], expected: Sequence[Any], which: str) -> list[Array | None]:
    if len(tensors) != len(expected):
        raise RuntimeError(
            f"hook has returned an incorrect number of values: expected {len(expected)} {which}, got {len(tensors)}"
        )
    return [None if tensor is None else unbox(tensor) for tensor in tensors]


def through_hooks(hooks: dict[int, Callable[..., Any]], gradient: Array | None) -> Array | None:
    """The gradient after a tensor's hooks; each may return another of the same shape."""
    if gradient is None:
        return None
    for hook in list(hooks.values()):
        result = hook(box(gradient))
        if result is None:
            continue
        replaced = unbox(result)
        if replaced.shape != gradient.shape:
            raise RuntimeError("hook has changed the size of value")
        gradient = replaced
    return gradient


def accumulate(tensor: Any, gradient: Array) -> None:
    """Add to tensor.grad: the first gradient is kept as it is, later ones are added in place."""
    if tensor._grad is None:
        tensor._grad = box(gradient)
    else:
        tensor._grad._array += gradient
        tensor._grad._counter.value += 1


class AccumulateGrad(Node):
    """The node of a leaf: its gradients end in `.grad`."""

    __slots__ = ("variable",)

    def __init__(self, variable: Any) -> None:
        super().__init__((), ((variable._array.shape, variable._array.dtype),))
        self.variable = variable

    def run(self, gradients: list[Array | None]) -> Sequence[Array | None]:
        gradient = gradients[0]
        if gradient is not None:
            accumulate(self.variable, gradient)
            for hook in list((self.variable._post_hooks or {}).values()):
                hook(self.variable)
        return ()


def fit(gradient: Array, shape: tuple[int, ...], dtype: Any) -> Array:
    """Undo broadcasting and promotion: sum what was repeated, and cast.

    The walk does this on every edge, so no derivative has to think of either.
    """
    if gradient.shape != shape:
        extra = gradient.ndim - len(shape)
        repeated = tuple(i + extra for i, size in enumerate(shape) if size == 1 and gradient.shape[i + extra] != 1)
        gradient = gradient.sum(axis=(*range(extra), *repeated), keepdims=True).reshape(shape)
    return gradient if gradient.dtype == dtype else gradient.astype(dtype)


def walk(
    roots: Iterable[tuple[Node, int, Array]],
    keep_graph: bool = False,
    wanted: Sequence[tuple[Node, int]] | None = None,
) -> list[Array | None]:
    """Run every node once, the newest first, and return the gradients of the wanted outputs.

    Without `wanted`, gradients end in the `.grad` of the leaves.  The node made last has no
    waiting successor, so a heap over the order of creation is all the sorting there is.
    """
    waiting: dict[Node, list[Array | None]] = {}
    queue: list[tuple[int, Node]] = []

    def send(node: Node, index: int, gradient: Any, shared: bool) -> None:
        shape, dtype = node.outputs[index]
        if type(gradient) is not np.ndarray:
            gradient = np.asarray(gradient)
        if gradient.shape != shape or gradient.dtype != dtype:
            gradient = fit(gradient, shape, dtype)
        gathered = waiting.get(node)
        if gathered is None:
            waiting[node] = gathered = [None] * len(node.outputs)
            heapq.heappush(queue, (-node.sequence, node))
        before = gathered[index]
        if before is not None:
            # Never in place: another node may still hold the same array.
            gathered[index] = np.asarray(before + gradient)
        elif type(node) is AccumulateGrad and (shared or gradient.base is not None):
            gathered[index] = gradient.copy()
        else:
            gathered[index] = gradient

    for root, index, gradient in roots:
        send(root, index, gradient, True)
    found: dict[tuple[Node, int], Array | None] = {}
    targets = set(wanted or ())
    while queue:
        node = heapq.heappop(queue)[1]
        gradients = waiting.pop(node)
        if type(node) is AccumulateGrad and node.variable._hooks:
            result = through_hooks(node.variable._hooks, gradients[0])
            gradients = [None if result is None else result.copy()]
        extras = node.extras
        if extras is not None:
            gradients = extras.before(gradients)
        if wanted is not None:
            found.update(((node, i), g) for i, g in enumerate(gradients) if (node, i) in targets)
            if type(node) is AccumulateGrad:
                continue
        results = node.run(gradients)
        if extras is not None and extras.post:
            results = extras.after(results, gradients)
        if not keep_graph:
            node.release()
        for edge, value in zip(node.edges, results, strict=True):
            if edge is not None and value is not None:
                shared = not node.fresh or extras is not None or any(value is g for g in gradients)
                send(edge[0], edge[1], value, shared)
    return [found.get(target) for target in wanted or ()]
