"""Which arrays lie on which device: numpy's on the CPU, CuPy's on a GPU, and Meta's nowhere.

An array brings its device along.  The rules are written with numpy's functions, and numpy hands those on to the
type of the array (NEP 13 and NEP 18): nothing else has to know of devices.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

import numpy as np

from . import meta

NO_CUDA = (
    "Torch not compiled with CUDA enabled: this small torch computes on a GPU through CuPy. "
    'Install it for your CUDA, as in `pip install cupy-cuda12x`, or write device="cpu".'
)
# The type and the index of the device on which arrays of each type lie.
HOMES: dict[type, Callable[[Any], tuple[str, int | None]]] = {
    np.ndarray: lambda array: ("cpu", None),
    meta.Meta: lambda array: ("meta", None),
}


def as_array(value: Any) -> Any:
    """An array of any device as it is; a numpy number as an array."""
    return value if type(value) in HOMES else np.asarray(value)


def is_array(value: Any) -> bool:
    """Whether it is an array of any device."""
    return type(value) in HOMES


def cupy() -> Any:
    """CuPy, imported when it is first asked for.  AssertionError without it, RuntimeError without a GPU."""
    try:
        found = importlib.import_module("cupy")
    except ImportError:
        raise AssertionError(NO_CUDA) from None
    try:
        count = found.cuda.runtime.getDeviceCount()
    except found.cuda.runtime.CUDARuntimeError:
        count = 0
    if not count:
        raise RuntimeError("No CUDA GPUs are available")
    HOMES.setdefault(found.ndarray, lambda array: ("cuda", array.device.id))
    return found


def usable(where: Any) -> None:
    """AssertionError for a GPU without CuPy, NotImplementedError for devices that are not here."""
    if where.type == "cuda":
        cupy()
    elif where.type not in ("cpu", "meta"):
        raise NotImplementedError(
            f"device '{where.type}' is not part of the small torch of this course; there are cpu, cuda and meta"
        )


def moved(array: Any, where: Any) -> Any:
    """The array on a device; itself where it is there already.  NotImplementedError out of meta."""
    kind, index = HOMES[type(array)](array)
    if kind == where.type and (where.index is None or kind != "cuda" or index == where.index):
        return array
    if where.type == "meta":
        return meta.shaped(array.shape, array.dtype)
    if kind == "meta":
        raise NotImplementedError("Cannot copy out of meta tensor; no data!")
    if where.type == "cpu":
        return cupy().asnumpy(array)
    usable(where)
    with cupy().cuda.Device(where.index or 0):
        return cupy().asarray(array)


def same_home(arrays: Any) -> None:
    """RuntimeError for arrays of two devices; a number of no dimensions may lie on the CPU."""
    homes = {
        HOMES[type(array)](array)[0]
        for array in arrays
        if is_array(array) and (array.ndim or type(array) is not np.ndarray)
    }
    if len(homes) > 1:
        raise RuntimeError(
            "Expected all tensors to be on the same device, but found at least two devices, "
            + " and ".join(sorted(homes, reverse=True))
            + "!"
        )
