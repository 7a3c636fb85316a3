"""torch.autograd.gradcheck: a derivative compared with differences of the function itself."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from .dtypes import float64
from .grad_mode import no_grad
from .graph import Array
from .tensor import Tensor, wrap
from .walking import walk


class GradcheckError(RuntimeError):
    """A derivative is not what the differences say."""


GradcheckError.__module__ = "torch.autograd.gradcheck"


def _outputs(function: Callable[..., Any], inputs: Sequence[Any]) -> list[Tensor]:
    results = function(*inputs)
    listed = results if isinstance(results, (tuple, list)) else [results]
    return [result for result in listed if isinstance(result, Tensor) and result.is_floating_point()]


def _by_differences(function: Callable[..., Any], inputs: Sequence[Any], changed: Tensor, eps: float) -> list[Array]:
    """For each output, how it follows each number of an input: one row a number of the input."""
    array, rows = changed._array, []
    for place in np.ndindex(array.shape):
        before, ends = array[place].copy(), []
        for step in (-eps, eps):
            array[place] = before + step
            with no_grad():
                ends.append([out._array.reshape(-1).copy() for out in _outputs(function, inputs)])
        array[place] = before
        rows.append([(high - low) / (2 * eps) for low, high in zip(*ends, strict=True)])
    return [np.stack(columns) for columns in zip(*rows, strict=True)]


def _by_backward(output: Tensor, changed: Tensor) -> Array:
    """The same for one output by its derivative, a column at a time."""
    array, edge = output._array, output.edge()
    made = np.zeros((changed._array.size, array.size), array.dtype)
    for number in range(array.size if edge is not None else 0):
        start = np.zeros_like(array)
        start[np.unravel_index(number, array.shape)] = 1
        (found,) = walk([edge], [start], True, [changed.edge()])
        made[:, number] = 0 if found is None else found.reshape(-1)
    return made


def gradcheck(
    func: Callable[..., Any],
    inputs: Any,
    *,
    eps: float = 1e-6,
    atol: float = 1e-5,
    rtol: float = 1e-3,
    raise_exception: bool = True,
) -> bool:
    """Whether the derivatives of a function are those of its differences, at inputs of float64 that require grad.

    GradcheckError with both where they differ, unless raise_exception is False.  torch: autograd/gradcheck.py
    """
    given = [inputs] if isinstance(inputs, Tensor) else list(inputs)
    wanted = [(number, each) for number, each in enumerate(given) if isinstance(each, Tensor) and each.requires_grad]
    if not wanted:
        raise ValueError(
            "gradcheck expects at least one input tensor to require gradient, but none of them have requires_grad=True."
        )
    for number, tensor in wanted:
        if tensor.dtype is not float64:
            warnings.warn(
                f"Input #{number} requires gradient and is not a double precision floating point or complex. This "
                "check will likely fail if all the inputs are not of double precision floating point or complex. ",
                stacklevel=2,
            )
    outputs = _outputs(func, given)
    for number, tensor in wanted:
        for which, numerical in enumerate(_by_differences(func, given, tensor, eps)):
            analytical = _by_backward(outputs[which], tensor)
            if not np.allclose(analytical, numerical, rtol, atol):
                if not raise_exception:
                    return False
                raise GradcheckError(
                    f"Jacobian mismatch for output {which} with respect to input {number},\n"
                    f"numerical:{wrap(numerical)}\nanalytical:{wrap(analytical)}\n"
                )
    return True
