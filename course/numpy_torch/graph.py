"""The graph that operations leave behind, and the walk back through it.

A node holds edges to where the gradients of its inputs go, and whatever its derivative needs;
nothing here points forward, so a graph dies with the last tensor that was computed through it
and the garbage collector is never needed.
"""

from __future__ import annotations

import weakref
from collections import OrderedDict
from collections.abc import Callable, Sequence
from itertools import count
from typing import Any

import numpy as np

from .arrays import as_array, is_array
from .hooks import Hooks, RemovableHandle, register

Array = Any  # a numpy array; its type parameters would say little here, and cost much
Edge = Any  # a Node, or the tensor itself for a leaf, or None where no gradient is wanted

SECOND_TIME = (
    "Trying to backward through the graph a second time (or directly access saved tensors after they have already "
    "been freed). Saved intermediate values of the graph are freed when you call .backward() or autograd.grad(). "
    "Specify retain_graph=True if you need to backward through the graph a second time or if you need to access "
    "saved tensors after calling backward."
)

# Downwards, so that the node made last is the smallest, and the first that a heap gives.
sequence = count(0, -1)
# tensor.py puts its constructor here: hooks are shown Tensors.
wrap: Callable[[Array], Any] = np.asarray


class Node:
    """One operation's way back: the gradient of its output in, gradients of its inputs out."""

    __slots__ = ("edges", "sequence", "shape", "dtype", "extras", "__weakref__")

    # False where a derivative may hand out an array that somebody else still holds.
    fresh = True
    # Whether its result shows an input that a Function returned as it was: that one must not change in place.
    handed_through = False

    def __init__(self, edges: Sequence[Edge], shape: tuple[int, ...] = (), dtype: Any = None) -> None:
        self.edges = edges
        self.shape, self.dtype = shape, dtype  # of the output, and so of its gradient
        # The order of creation is a topological order: every input is older than its node.
        self.sequence = next(sequence)
        self.extras: Extras | None = None

    def run(self, gradient: Any) -> Sequence[Array | None]:
        """The gradients of the inputs, in the order of the edges."""
        raise NotImplementedError

    def run_recorded(self, gradient: Any) -> Sequence[Any]:
        """The same on a Recorded gradient, for create_graph."""
        raise NotImplementedError(f"create_graph=True does not go through {self.name()} in the small torch")

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
        return tuple(numbered(edge) for edge in self.edges)

    def ensure_extras(self) -> Extras:
        """The place for hooks and watched outputs; most nodes never have one."""
        if self.extras is None:
            self.extras = Extras()
        return self.extras

    def register_hook(self, hook: Callable[..., Any]) -> RemovableHandle:
        """Call hook(grad_inputs, grad_outputs) after this node has run; what it returns replaces grad_inputs."""
        return register(self.ensure_extras().post, hook)

    def register_prehook(self, hook: Callable[..., Any]) -> RemovableHandle:
        """Call hook(grad_outputs) before this node runs; what it returns replaces them."""
        return register(self.ensure_extras().pre, hook)


class Output(Node):
    """One of several outputs of a node, which waits until all of them have sent their gradients."""

    __slots__ = ("index", "handed_through")

    def __init__(self, node: Node, index: int, shape: tuple[int, ...], dtype: Any) -> None:
        super().__init__((node,), shape, dtype)
        self.index = index
        self.handed_through = False


class AccumulateGrad(Node):
    """What stands for a leaf in a printed graph; the walk goes to the leaf itself."""

    __slots__ = ("variable",)

    def __init__(self, variable: Any) -> None:
        super().__init__(())
        self.variable = variable


def numbered(edge: Edge) -> tuple[Node | None, int]:
    """An edge as torch shows it: the node, and which of its outputs is meant."""
    if edge is None:
        return None, 0
    if type(edge) is Output:
        return edge.edges[0], edge.index
    return (edge if isinstance(edge, Node) else edge.accumulator()), 0


class Extras:
    """What only some nodes carry: hooks of the output, the output where it retains its grad, hooks of the node."""

    __slots__ = ("hooks", "retained", "pre", "post")

    def __init__(self) -> None:
        self.hooks: Hooks = OrderedDict()
        # Weak, as the tensor holds this node: a strong reference back would be a cycle.
        self.retained: weakref.ref[Any] | None = None
        self.pre: Hooks = OrderedDict()
        self.post: Hooks = OrderedDict()

    def before(self, gradient: Any) -> Any:
        """The gradient as the hooks leave it."""
        if self.hooks:
            gradient = through_hooks(self.hooks, gradient)
        tensor = self.retained() if self.retained is not None else None
        if tensor is not None:
            accumulate(tensor, gradient, True)
        for hook in list(self.pre.values()):
            given = gradient if isinstance(gradient, list) else [gradient]
            result = hook(tuple(map(boxed, given)))
            if result is not None:
                given = _unboxed(result if isinstance(result, tuple) else (result,), given, "outputs")
                gradient = given if isinstance(gradient, list) else given[0]
        return gradient

    def after(self, node: Node, results: Sequence[Any], gradient: Any) -> Sequence[Any]:
        """The node's results as its hooks leave them; the hooks are shown them as the inputs will get them."""
        given = gradient if isinstance(gradient, list) else [gradient]
        results = [fitted(result, edge) for result, edge in zip(results, node.edges, strict=False)]
        for hook in list(self.post.values()):
            replaced = hook(tuple(map(boxed, results)), tuple(map(boxed, given)))
            if replaced is None:
                continue
            if not isinstance(replaced, tuple):
                raise TypeError(f"expected tuple, but hook returned '{type(replaced).__name__}'")
            before, results = results, _unboxed(replaced, results, "inputs", given)
            for old, new in zip(before, results, strict=True):
                _check_alike(hook, old, new)
        return results


def boxed(gradient: Any) -> Any:
    """The gradient as the Tensor that a hook is shown."""
    if gradient is None:
        return None
    return wrap(gradient) if is_array(gradient) else gradient.tensor


def unboxed(tensor: Any, like: Any) -> Any:
    """What a hook gave back, as the kind of gradient it was shown.  TypeError for what is no tensor."""
    if not hasattr(tensor, "_array"):
        raise TypeError(f"expected Variable, but hook returned '{type(tensor).__name__}'")
    return tensor._array if is_array(like) else type(like)(tensor)


def _unboxed(tensors: tuple[Any, ...], expected: Sequence[Any], which: str, likes: Sequence[Any] = ()) -> list[Any]:
    if len(tensors) != len(expected):
        raise RuntimeError(
            f"hook has returned an incorrect number of values: expected {len(expected)} {which}, got {len(tensors)}"
        )
    like = next(gradient for gradient in (*likes, *expected) if gradient is not None)
    return [None if tensor is None else unboxed(tensor, like) for tensor in tensors]


def _check_alike(hook: Callable[..., Any], old: Any, new: Any) -> None:
    """RuntimeError where a hook of a node gave back a gradient of another shape or dtype."""
    if old is None or new is None:
        return
    name = getattr(hook, "__name__", type(hook).__name__)
    if old.shape != new.shape:
        raise RuntimeError(f"hook '{name}' has changed the size of value")
    if old.dtype != new.dtype:
        raise RuntimeError(f"hook '{name}' has changed the type of value (was {old.dtype} got {new.dtype})")


def through_hooks(hooks: dict[int, Callable[..., Any]], gradient: Any) -> Any:
    """The gradient after a tensor's hooks; each may return another of the same shape."""
    for hook in list(hooks.values()):
        result = hook(boxed(gradient))
        if result is None:
            continue
        replaced = unboxed(result, gradient)
        if replaced.shape != gradient.shape:
            raise RuntimeError("hook has changed the size of value")
        gradient = replaced
    return gradient


def accumulate(tensor: Any, gradient: Any, shared: bool) -> None:
    """Add to tensor.grad: the first gradient is kept as it is, later ones are added in place.

    One that is `shared` with somebody else, or part of a larger array, is kept as a copy.
    """
    kept = tensor._grad
    if type(gradient) is not np.ndarray and not is_array(gradient):
        # To be derived again: nothing may change in place.
        tensor._grad = gradient.tensor if kept is None else kept + gradient.tensor
    elif kept is None:
        tensor._grad = wrap(gradient.copy() if shared or gradient.base is not None else gradient)
    else:
        kept._array += gradient
        kept._counter.value += 1


def fit(gradient: Any, shape: tuple[int, ...], dtype: Any) -> Any:
    """Undo broadcasting and promotion: sum what was repeated, and cast.

    The walk does this on every edge, so no derivative has to think of either.
    """
    if gradient.shape != shape:
        extra = gradient.ndim - len(shape)
        if extra < 0 or any(have != want != 1 for have, want in zip(gradient.shape[extra:], shape, strict=True)):
            raise RuntimeError(
                f"a function returned an invalid gradient - got {list(gradient.shape)} but expected shape compatible "
                f"with {list(shape)}"
            )
        repeated = tuple(i + extra for i, size in enumerate(shape) if size == 1 and gradient.shape[i + extra] != 1)
        gradient = gradient.sum(axis=(*range(extra), *repeated), keepdims=True).reshape(shape)
    return gradient if gradient.dtype == dtype else gradient.astype(dtype)


def fitted(gradient: Any, edge: Edge) -> Any:
    """The same, for what waits at the end of an edge."""
    if gradient is None or edge is None or isinstance(edge, Output):
        return gradient
    like = edge if isinstance(edge, Node) else edge._array
    gradient = fit(gradient, like.shape, like.dtype)
    return as_array(gradient) if isinstance(gradient, np.generic) else gradient
