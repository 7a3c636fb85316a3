"""How tensors print: torch's text, character for character."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from .arrays import moved
from .devices import CPU
from .dtypes import bool_, get_default_dtype, int64


class _Options:
    """torch.set_printoptions' values."""

    __slots__ = ("precision", "threshold", "edgeitems", "linewidth", "sci_mode")

    def __init__(self) -> None:
        self.precision, self.threshold, self.edgeitems, self.linewidth = 4, 1000, 3, 80
        self.sci_mode: bool | None = None


options = _Options()


def set_printoptions(**changes: Any) -> None:
    """Change precision, threshold, edgeitems, linewidth or sci_mode; None leaves a value as it is."""
    for name, value in changes.items():
        if value is not None or name == "sci_mode":
            setattr(options, name, value)


class _Format:
    """One way of writing numbers, chosen from all the numbers shown: whole, decimal or scientific."""

    __slots__ = ("style", "width")

    def __init__(self, shown: np.ndarray[Any, Any]) -> None:
        self.width = 1
        self.style = "plain"
        if shown.dtype.kind != "f":
            self.width = max((len(str(value)) for value in shown.ravel().tolist()), default=1)
            return
        # Zeros and infinities take no part in the choice, so that [0, inf] prints as whole numbers.
        values = shown[np.isfinite(shown) & (shown != 0)].astype(np.float64)
        self.style = "whole"
        if values.size:
            smallest, largest = np.abs(values).min(), np.abs(values).max()
            whole = bool((values == np.ceil(values)).all())
            scientific = largest / smallest > 1000 or largest > 1e8 or (not whole and smallest < 1e-4)
            if options.sci_mode if options.sci_mode is not None else scientific:
                self.style = "scientific"
            elif not whole:
                self.style = "decimal"
            self.width = max(self.width, max(len(self._digits(value)) for value in values.tolist()))

    def _digits(self, value: Any) -> str:
        if self.style == "plain":
            return str(value)
        if self.style == "scientific":
            return f"{value:.{options.precision}e}"
        if self.style == "decimal":
            return f"{value:.{options.precision}f}"
        return f"{value:.0f}" + ("." if math.isfinite(value) else "")

    def __call__(self, value: Any) -> str:
        return self._digits(value).rjust(self.width)


def _corners(array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """The part of a large array that is shown: the first and last few along every dimension."""
    edge = options.edgeitems
    for axis, size in enumerate(array.shape):
        if size > 2 * edge:
            array = np.take(array, [*range(edge), *range(size - edge, size)], axis=axis)
    return array


def _brackets(array: np.ndarray[Any, Any], indent: int, summarize: bool, write: _Format) -> str:
    edge = options.edgeitems
    if array.ndim == 0:
        return write(array.item())
    shortened = summarize and len(array) > 2 * edge
    shown = [*array[:edge], *array[len(array) - edge :]] if shortened else list(array)
    if array.ndim > 1:
        parts = [_brackets(part, indent + 1, summarize, write) for part in shown]
        separator = "," + "\n" * (array.ndim - 1) + " " * (indent + 1)
        if shortened:
            parts.insert(edge, "...")
        return "[" + separator.join(parts) + "]"
    parts = [write(value.item()) for value in shown]
    if shortened:
        parts.insert(edge, " ...")
    each_line = max(1, (options.linewidth - indent) // (write.width + 2))
    lines = [", ".join(parts[i : i + each_line]) for i in range(0, len(parts), each_line)]
    return "[" + (",\n" + " " * (indent + 1)).join(lines) + "]"


def tensor_text(tensor: Any) -> str:
    """What repr() of a tensor gives.  torch: _tensor_str.py"""
    name = type(tensor).__name__
    # torch prints a Parameter's tensor as a plain one; any other subclass by its own name, and in a Parameter again.
    prefix = "tensor(" if name in ("Tensor", "Parameter") else f"{name}("
    if "Parameter" in (cls.__name__ for cls in type(tensor).__mro__[1:]):
        return f"Parameter({_text(tensor, prefix)})"
    return _text(tensor, prefix)


def _text(tensor: Any, prefix: str) -> str:
    array, dtype = tensor._array, tensor.dtype
    where = tensor.device
    suffixes = [] if where.type == "cpu" else [f"device='{where}'"]
    if tensor.is_meta:
        body = "..."
        suffixes.append(f"size={tuple(array.shape)}")
        if dtype is not get_default_dtype():
            suffixes.append(f"dtype={dtype}")
        return _with_suffixes(prefix + body, suffixes + _place_in_graph(tensor), len(prefix))
    array = moved(array, CPU)
    if dtype.name == "float16":
        array = array.astype(np.float32)
    if array.size == 0:
        body = "[]"
        if array.ndim != 1:
            suffixes.append(f"size={tuple(array.shape)}")
        if dtype is not get_default_dtype():
            suffixes.append(f"dtype={dtype}")
    else:
        summarize = array.size > options.threshold
        body = _brackets(array, len(prefix), summarize, _Format(_corners(array) if summarize else array))
        if dtype not in (get_default_dtype(), int64, bool_):
            suffixes.append(f"dtype={dtype}")
    return _with_suffixes(prefix + body, suffixes + _place_in_graph(tensor), len(prefix))


def _place_in_graph(tensor: Any) -> list[str]:
    if tensor.grad_fn is not None:
        return [f"grad_fn=<{tensor.grad_fn.name()}>"]
    return ["requires_grad=True"] if tensor.requires_grad else []


def _with_suffixes(text: str, suffixes: list[str], indent: int) -> str:
    """Append `, suffix` each, on a new line where the line would grow too long."""
    length = len(text) - text.rfind("\n") + 1
    for suffix in suffixes:
        if length + len(suffix) + 2 > options.linewidth:
            text += ",\n" + " " * indent + suffix
            length = indent + len(suffix)
        else:
            text += ", " + suffix
            length += len(suffix) + 2
    return text + ")"
