"""torch's dtypes over numpy's, the default dtype, and which dtype a mixture gives."""

from __future__ import annotations

from typing import Any

import numpy as np


class dtype:  # noqa: N801  (torch's name)
    """The type of a tensor's numbers; prints as torch's, and pickles as the same object."""

    __slots__ = ("name", "legacy_name", "numpy", "category", "itemsize", "is_floating_point", "is_signed", "is_complex")

    def __init__(self, name: str, legacy_name: str) -> None:
        self.name = name
        self.legacy_name = legacy_name  # "Float": as in torch.FloatTensor and in error messages
        self.numpy = np.dtype(name)
        self.category = "biuf".index(self.numpy.kind)  # bool < integers < floats
        if self.numpy.kind == "u":
            self.category = 1
        self.itemsize = self.numpy.itemsize
        self.is_floating_point = self.numpy.kind == "f"
        self.is_signed = self.numpy.kind in "if"
        self.is_complex = False

    def __repr__(self) -> str:
        return f"torch.{self.name}"

    def __reduce__(self) -> str:
        return "bool_" if self.name == "bool" else self.name


class _Absent(dtype):
    """A dtype of torch's that numpy does not have: it has a name, and an error for the first use."""

    __slots__ = ()

    def __init__(self, name: str, legacy_name: str, itemsize: int) -> None:
        self.name, self.legacy_name, self.itemsize = name, legacy_name, itemsize
        self.category, self.is_floating_point, self.is_signed, self.is_complex = 2, True, True, False

    @property
    def numpy(self) -> Any:  # type: ignore[override]
        raise NotImplementedError(
            f"numpy has no {self.name}: write torch.float32, which holds all of its numbers, or torch.float16, which "
            "is as small"
        )


bfloat16 = _Absent("bfloat16", "BFloat16", 2)
float16 = half = dtype("float16", "Half")
float32 = float_ = dtype("float32", "Float")
float64 = double = dtype("float64", "Double")
uint8 = dtype("uint8", "Byte")
int8 = dtype("int8", "Char")
int16 = short = dtype("int16", "Short")
int32 = int_ = dtype("int32", "Int")
int64 = long = dtype("int64", "Long")
bool_ = dtype("bool", "Bool")

DTYPES = (float16, float32, float64, uint8, int8, int16, int32, int64, bool_)
FROM_NUMPY: dict[Any, dtype] = {d.numpy: d for d in DTYPES}
FROM_PYTHON: dict[Any, dtype] = {float: float64, int: int64, bool: bool_}

_default = float32


def get_default_dtype() -> dtype:
    """The dtype Python floats become."""
    return _default


def set_default_dtype(d: dtype, /) -> None:
    """Make `d`, a floating dtype, the one Python floats become.  TypeError for any other."""
    global _default
    if not isinstance(d, dtype) or not d.is_floating_point:
        raise TypeError("only floating-point types are supported as the default type")
    _default = d


def as_dtype(wanted: Any, asking: str) -> dtype | None:
    """The dtype in an argument: one of torch's, or Python's float, int or bool.  TypeError for anything else."""
    if wanted is None or isinstance(wanted, dtype):
        return wanted
    if wanted in FROM_PYTHON:
        return FROM_PYTHON[wanted]
    raise TypeError(f"{asking}(): argument 'dtype' must be torch.dtype, not {type(wanted).__name__}")


def from_numpy_dtype(d: np.dtype[Any]) -> dtype:
    """The torch dtype of a numpy dtype.  TypeError when there is none."""
    try:
        return FROM_NUMPY[d]
    except KeyError:
        raise TypeError(
            f"can't convert np.ndarray of type {d.type.__module__}.{d.type.__name__}. The only supported types are: "
            "float64, float32, float16, int64, int32, int16, int8, uint8, and bool."
        ) from None


def of_number(value: Any) -> dtype:
    """The dtype a Python number brings: bool, int64 or the default dtype."""
    if isinstance(value, bool):
        return bool_
    return int64 if isinstance(value, int) else _default


def promote_types(a: dtype, b: dtype) -> dtype:
    """The smallest dtype that holds both; a float beats every integer, whatever their sizes."""
    if a is b:
        return a
    if a.category != b.category:
        return a if a.category > b.category else b
    return FROM_NUMPY[np.promote_types(a.numpy, b.numpy)]


def result_dtype(*operands: Any) -> dtype:
    """The dtype of an operation on these tensors, arrays and Python numbers.

    Within a category (bool, integers, floats) tensors with dimensions decide, then tensors
    without, then Python numbers.  torch: native/TypeProperties.cpp, result_type
    """
    levels: list[dtype | None] = [None, None, None]
    for operand in operands:
        if isinstance(operand, (bool, int, float)):
            level, found = 2, of_number(operand)
        else:
            level, found = (0 if operand.ndim else 1), FROM_NUMPY[operand.dtype]
        seen = levels[level]
        levels[level] = found if seen is None else promote_types(seen, found)
    result: dtype | None = None
    for found_or_none in levels:
        if result is None or (found_or_none is not None and found_or_none.category > result.category):
            result = found_or_none
    assert result is not None
    return result


class finfo:  # noqa: N801
    """What a floating dtype can hold, under numpy's and torch's common names."""

    def __init__(self, type: dtype | None = None) -> None:
        d = type or _default
        info: Any = np.finfo(d.numpy)
        self.dtype, self.bits = d.name, info.bits
        self.eps, self.max, self.min = float(info.eps), float(info.max), float(info.min)
        self.tiny = self.smallest_normal = float(info.tiny)
        self.resolution = float(info.resolution)

    def __repr__(self) -> str:
        names = ("resolution", "min", "max", "eps", "smallest_normal", "tiny")
        return "finfo(" + ", ".join(f"{name}={getattr(self, name):g}" for name in names) + f", dtype={self.dtype})"


class iinfo:  # noqa: N801
    """What an integer dtype can hold."""

    def __init__(self, type: dtype) -> None:
        if type.is_floating_point:
            raise TypeError("torch.iinfo() requires an integer input type. Use torch.finfo to handle 'torch.finfo'")
        info = np.iinfo(type.numpy)
        self.dtype, self.bits, self.min, self.max = type.name, info.bits, int(info.min), int(info.max)

    def __repr__(self) -> str:
        return f"iinfo(min={self.min}, max={self.max}, dtype={self.dtype})"
