"""torch.autograd.Function: an operation with a forward and a backward of your own."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from .grad_mode import no_grad
from .graph import SECOND_TIME, Array, Edge, Node, Output, boxed
from .inference import check_may_be_saved
from .rule_nodes import check_unchanged
from .rules import recording
from .tensor import Counter, Tensor


class Context:
    """What forward leaves for backward; any attribute may be set on it.  torch: autograd/function.py"""

    def __init__(self, needs_input_grad: tuple[bool, ...]) -> None:
        self.needs_input_grad = needs_input_grad
        self._saved: tuple[Tensor | None, ...] | None = ()
        self._checks: list[tuple[Counter, int, Array]] = []
        self._constant: tuple[Tensor, ...] = ()
        self._dirty: tuple[Tensor, ...] = ()
        self._materialize = True

    def save_for_backward(self, *tensors: Tensor | None) -> None:
        """Keep tensors; backward finds them in saved_tensors, unless they were changed in place."""
        # Detached, as a result kept with its own grad_fn would be a cycle.
        self._saved = tuple(None if tensor is None else tensor.detach() for tensor in tensors)
        self._checks = [(t._counter, t._counter.value, t._array) for t in self._saved if t is not None]

    @property
    def saved_tensors(self) -> tuple[Tensor | None, ...]:
        """The tensors kept.  RuntimeError when one was changed, or when the graph has been walked already."""
        if self._saved is None:
            raise RuntimeError(SECOND_TIME)
        for check in self._checks:
            check_unchanged(*check)
        return self._saved

    def mark_dirty(self, *tensors: Tensor) -> None:
        """These inputs were changed in place, and are results."""
        self._dirty = tensors

    def _count_changes(self, results: list[Any]) -> None:
        """Count what was marked dirty; what was kept is kept as it is now.  RuntimeError for one that is no result."""
        for tensor in self._dirty:
            if not any(tensor is result for result in results):
                raise RuntimeError(
                    "Some elements marked as dirty during the forward method were not returned as output. The inputs "
                    "that are modified inplace must all be outputs of the Function."
                )
            tensor._counter.value += 1
        self._checks = [(counter, counter.value, array) for counter, _, array in self._checks]

    def mark_non_differentiable(self, *tensors: Tensor) -> None:
        """These results require no gradient."""
        self._constant = tensors

    def set_materialize_grads(self, value: bool) -> None:
        """Whether backward is given zeros for results that nobody used, or None."""
        self._materialize = value


class FunctionNode(Node):
    """The node of a Function: its backward sees and gives Tensors."""

    __slots__ = ("function", "context", "shapes", "handed_through")

    fresh = False
    function: type[Function]
    context: Context
    shapes: list[tuple[tuple[int, ...], Any]]  # and dtypes, of the outputs

    @property
    def outputs(self) -> int:
        """How many."""
        return len(self.shapes)

    def name(self) -> str:
        return f"{self.function.__name__}Backward"

    def run(self, gradient: Any) -> Sequence[Array | None]:
        with no_grad():
            results = self._backward(gradient)
        return [None if result is None else result._array for result in results]

    def run_recorded(self, gradient: Any) -> Sequence[Any]:
        if self.context._checks:
            # What was saved was detached.
            return super().run_recorded(gradient)
        kind = type(next(g for g in (gradient if isinstance(gradient, list) else [gradient]) if g is not None))
        return [None if result is None else kind(result) for result in self._backward(gradient)]

    def _backward(self, gradient: Any) -> Sequence[Tensor | None]:
        """What the Function's own backward gives, one for each edge."""
        given = []
        gradients = gradient if isinstance(gradient, list) else [gradient]
        for gradient, (shape, dtype) in zip(gradients, self.shapes, strict=True):
            if gradient is None and self.context._materialize:
                gradient = np.zeros(shape, dtype)
            given.append(boxed(gradient))
        results = self.function.backward(self.context, *given)
        if not isinstance(results, tuple):
            results = (results,)
        while len(results) > len(self.edges) and results[-1] is None:
            results = results[:-1]
        if len(results) != len(self.edges):
            raise RuntimeError(
                f"function {self.name()} returned an incorrect number of gradients (expected {len(self.edges)}, "
                f"got {len(results)})"
            )
        return results  # type: ignore[no-any-return]

    def release(self) -> None:
        if self.context._checks:
            self.context._saved = None


class Function:
    """Subclass it with static methods forward(ctx, ...) and backward(ctx, *gradients), and call apply(...)."""

    @staticmethod
    def forward(ctx: Any, *args: Any, **kwargs: Any) -> Any:
        """The result, from the inputs."""
        raise NotImplementedError("You must implement the forward function for custom autograd.Function.")

    @staticmethod
    def backward(ctx: Any, *grad_outputs: Any) -> Any:
        """The gradients of the inputs, from those of the results; None for what is no tensor."""
        raise NotImplementedError("You must implement the backward function for your custom autograd.Function.")

    # With setup_context, forward takes the inputs alone, and this one fills ctx afterwards.
    setup_context: Any = None

    @classmethod
    def apply(cls, *args: Any) -> Any:
        """The result of forward, recorded when an input requires grad."""
        tensors = [arg if isinstance(arg, Tensor) else None for arg in args]
        edges: list[Edge] = [None if tensor is None else tensor.edge() for tensor in tensors]
        context = Context(tuple(edge is not None for edge in edges))
        with no_grad():
            if cls.setup_context is None:
                results = cls.forward(context, *args)
            else:
                results = cls.forward(*args)
                cls.setup_context(context, args, results)
        several = isinstance(results, tuple)
        every = list(results) if several else [results]
        context._count_changes(every)
        if recording(tensors):
            every = _recorded(cls, context, args, edges, every)
        return tuple(every) if several else every[0]


def _recorded(
    function: type[Function], context: Context, args: Sequence[Any], edges: list[Edge], results: list[Any]
) -> list[Any]:
    """The results as outputs of a new node; an input that was handed through becomes a new tensor."""
    tensors = [result for result in results if isinstance(result, Tensor)]
    check_may_be_saved([counter for counter, *_ in context._checks])
    node = FunctionNode(edges)
    node.function, node.context, node.handed_through = function, context, False
    node.shapes = [(tensor._array.shape, tensor._array.dtype) for tensor in tensors]
    if len(tensors) == 1:
        node.shape, node.dtype = node.shapes[0]
    made, index = [], 0
    for result in results:
        if isinstance(result, Tensor):
            end = node if len(tensors) == 1 else Output(node, index, *node.shapes[index])
            made.append(_as_output(result, end, context, args, len(tensors)))
            index += 1
        else:
            made.append(result)
    return made


def _as_output(result: Tensor, end: FunctionNode | Output, context: Context, args: Sequence[Any], outputs: int) -> Any:
    """A result with its place in the graph, unless it has no gradient."""
    constant = not result.is_floating_point() or any(result is other for other in context._constant)
    changed = any(result is other for other in context._dirty)
    if changed:
        _check_changed(result, args, outputs)
    elif any(result is arg for arg in args):
        result, end.handed_through = result.detach(), True
    if changed and result._base is not None:
        result.change_base(end if isinstance(end, FunctionNode) else end.edges[0])
    elif not constant:
        result._node, result._wants_grad = end, False
    return result


def _check_changed(result: Tensor, args: Sequence[Any], outputs: int) -> None:
    """RuntimeError for a changed leaf; NotImplementedError for a view that is not the one input changed."""
    if result._wants_grad:
        raise RuntimeError("a leaf Variable that requires grad has been used in an in-place operation.")
    if result._base is not None and (outputs > 1 or result is not args[0]):
        raise NotImplementedError("mark_dirty of a view asks that it is the first input and the only result")


def once_differentiable(function: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a backward that cannot be derived again; no backward of a Function can in the small torch."""

    @functools.wraps(function)
    def inner(ctx: Any, *args: Any, **kwargs: Any) -> Any:
        with no_grad():
            return function(ctx, *args, **kwargs)

    return inner
