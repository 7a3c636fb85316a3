"""torch.autograd: gradients of results with respect to leaves, or to any tensors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from . import graph
from .function import Function
from .grad_mode import enable_grad, inference_mode, no_grad, set_grad_enabled
from .tensor import Tensor, wrap
from .walking import walk

__all__ = ["Function", "backward", "enable_grad", "grad", "inference_mode", "no_grad", "set_grad_enabled"]

NOT_RECORDED = "element {} of tensors does not require grad and does not have a grad_fn"


def _listed(value: Any) -> list[Any]:
    return [value] if value is None or isinstance(value, Tensor) else list(value)


def _roots(outputs: list[Tensor], gradients: list[Tensor | None]) -> list[tuple[graph.Edge, graph.Array]]:
    roots = []
    for number, (output, gradient) in enumerate(zip(outputs, gradients, strict=True)):
        if gradient is None and output.requires_grad:
            if output.numel() != 1:
                raise RuntimeError("grad can be implicitly created only for scalar outputs")
            array = np.ones_like(output._array)
        elif gradient is None:
            array = output._array
        else:
            array = gradient._array
            if array.shape != output._array.shape:
                raise RuntimeError(
                    f"Mismatch in shape: grad_output[{number}] has a shape of {gradient.shape} and output[{number}] "
                    f"has a shape of {output.shape}."
                )
        edge = output.edge()
        if edge is None:
            raise RuntimeError(NOT_RECORDED.format(number))
        roots.append((edge, array))
    return roots


def _no_second_derivatives(create_graph: bool) -> None:
    if create_graph:
        raise NotImplementedError("create_graph=True is not part of the small torch of this course")


@np.errstate(all="ignore")
def backward(
    tensors: Any,
    grad_tensors: Any = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    inputs: Any = None,
) -> None:
    """Add the gradients of the tensors to the `.grad` of the leaves, or of `inputs` alone."""
    _no_second_derivatives(create_graph)
    outputs = _listed(tensors)
    roots = _roots(outputs, _listed(grad_tensors) if grad_tensors is not None else [None] * len(outputs))
    if inputs is None:
        walk(roots, bool(retain_graph))
        return
    wanted = _listed(inputs)
    for tensor, gradient in zip(wanted, _gradients(roots, wanted, bool(retain_graph)), strict=True):
        if gradient is not None:
            graph.accumulate(tensor, gradient, True)


def _gradients(roots: Any, wanted: Sequence[Tensor], keep_graph: bool) -> list[graph.Array | None]:
    edges = []
    for tensor in wanted:
        edge = tensor.edge()
        if edge is None:
            raise RuntimeError("One of the differentiated Tensors does not require grad")
        edges.append(edge)
    return walk(roots, keep_graph, edges)


@np.errstate(all="ignore")
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
    _no_second_derivatives(create_graph)
    results = _listed(outputs)
    if not _listed(inputs):
        raise RuntimeError("`inputs` argument to `grad()` cannot be empty.")
    roots = _roots(results, _listed(grad_outputs) if grad_outputs is not None else [None] * len(results))
    found = _gradients(roots, _listed(inputs), bool(retain_graph))
    if not allow_unused and any(gradient is None for gradient in found):
        raise RuntimeError(
            "One of the differentiated Tensors appears to not have been used in the graph. "
            "Set allow_unused=True if this is the desired behavior."
        )
    return tuple(None if gradient is None else wrap(gradient) for gradient in found)


def __getattr__(name: str) -> Any:
    """Say that it is not here."""
    raise AttributeError(
        f"module 'torch.autograd' has no attribute '{name}' (or it is not part of the small torch of this course)"
    )
