"""torch.autograd: gradients of results with respect to leaves, or to any tensors."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np

from . import function, graph
from .function import Function
from .grad_mode import enable_grad, no_grad, set_grad_enabled
from .gradcheck import gradcheck
from .inference import inference_mode
from .recorded import Recorded
from .tensor import Tensor, add_methods, wrap
from .walking import walk

__all__ = [
    "Function",
    "backward",
    "enable_grad",
    "function",
    "grad",
    "gradcheck",
    "inference_mode",
    "no_grad",
    "set_grad_enabled",
]

CYCLE = (
    "Using backward() with create_graph=True will create a reference cycle between the parameter and its gradient "
    "which can cause a memory leak. We recommend using autograd.grad when creating the graph to avoid this. If you "
    "have to use this function, make sure to reset the .grad fields of your parameters to None after use to break the "
    "cycle and avoid the leak."
)
NOT_RECORDED = "element {} of tensors does not require grad and does not have a grad_fn"


def _listed(value: Any) -> list[Any]:
    return [value] if value is None or isinstance(value, Tensor) else list(value)


def _started(outputs: list[Tensor], gradients: list[Tensor | None]) -> tuple[list[graph.Edge], list[Tensor]]:
    """Where a walk begins, and with which gradients: ones for a number."""
    edges, starts = [], []
    for number, (output, gradient) in enumerate(zip(outputs, gradients, strict=True)):
        edge, array = output.edge(), output._array
        if edge is None:
            raise RuntimeError(NOT_RECORDED.format(number))
        if gradient is None:
            if array.size != 1:
                raise RuntimeError("grad can be implicitly created only for scalar outputs")
            gradient = wrap(np.ones_like(array))
        elif gradient._array.shape != array.shape:
            raise RuntimeError(
                f"Mismatch in shape: grad_output[{number}] has a shape of {gradient.shape} and output[{number}] "
                f"has a shape of {output.shape}."
            )
        edges.append(edge)
        starts.append(gradient)
    return edges, starts


def _walked(outputs: Any, gradients: Any, keep_graph: bool | None, create_graph: bool, inputs: Any) -> list[Any]:
    """The gradients of the inputs, as arrays or Recorded; without inputs they are in the leaves."""
    outputs = _listed(outputs)
    edges, starts = _started(outputs, [None] * len(outputs) if gradients is None else _listed(gradients))
    wanted = None
    if inputs is not None:
        wanted = [tensor.edge() for tensor in inputs]
        if None in wanted:
            raise RuntimeError("One of the differentiated Tensors does not require grad")
    with np.errstate(all="ignore"):
        if create_graph:
            return walk(edges, list(map(Recorded, starts)), keep_graph is not False, wanted, Recorded)
        return walk(edges, [start._array for start in starts], bool(keep_graph), wanted)


def backward(
    tensors: Any,
    grad_tensors: Any = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    inputs: Any = None,
) -> None:
    """Add the gradients of the tensors to the `.grad` of the leaves, or of `inputs` alone."""
    if create_graph:
        warnings.warn(CYCLE, UserWarning, stacklevel=2)
    wanted = None if inputs is None else _listed(inputs)
    for tensor, gradient in zip(
        wanted or (), _walked(tensors, grad_tensors, retain_graph, create_graph, wanted), strict=True
    ):
        if gradient is not None:
            graph.accumulate(tensor, gradient, True)


def grad(
    outputs: Any,
    inputs: Any,
    grad_outputs: Any = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    allow_unused: bool | None = None,
) -> tuple[Tensor | None, ...]:
    """The gradients of the outputs with respect to the inputs, added to nobody's `.grad`.

    RuntimeError when an input was not used, unless allow_unused.
    """
    wanted = _listed(inputs)
    if not wanted:
        raise RuntimeError("`inputs` argument to `grad()` cannot be empty.")
    found = _walked(outputs, grad_outputs, retain_graph, create_graph, wanted)
    if not allow_unused and any(gradient is None for gradient in found):
        raise RuntimeError(
            "One of the differentiated Tensors appears to not have been used in the graph. "
            "Set allow_unused=True if this is the desired behavior."
        )
    return tuple(graph.boxed(gradient) for gradient in found)


def _backward(
    self: Tensor,
    gradient: Tensor | None = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    inputs: Any = None,
) -> None:
    """Add d(self)/d(leaf) to the `.grad` of every leaf that requires it.

    RuntimeError for a result that was not recorded, for a missing gradient when self is not a
    scalar, and for a second walk through a graph whose saved values are gone.
    """
    array = self._array
    if array.ndim == 0 and gradient is inputs is None and not create_graph and self._node and type(array) is np.ndarray:
        # A loss: the one backward that has to be fast.
        with np.errstate(all="ignore"):
            walk([self.edge()], [np.array(1, array.dtype)], bool(retain_graph))
    else:
        backward(self, gradient, retain_graph, create_graph, inputs)


add_methods(backward=_backward)


def __getattr__(name: str) -> Any:
    """Say that it is not here."""
    raise AttributeError(
        f"module 'torch.autograd' has no attribute '{name}' (or it is not part of the small torch of this course)"
    )
