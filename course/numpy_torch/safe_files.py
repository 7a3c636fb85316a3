"""safetensors files, under the names of safetensors.torch: tensors by name, and no code that could run.

from course.numpy_torch.safe_files import load_file, save_file
"""

from __future__ import annotations

import os
from typing import Any

import numpy as np
from safetensors import SafetensorError, numpy, safe_open

from . import dtypes
from .devices import check_device
from .graph import Array
from .tensor import Tensor, wrap

NOT_CONTIGUOUS = (
    "You are trying to save a non contiguous tensor: `{}` which is not allowed. It either means you are trying to save "
    "tensors which are reference of each other in which case it's recommended to save only the full tensors, and "
    "reslice at load time, or simply call `.contiguous()` on your tensor to pack it before saving."
)
SHARED = (
    "\n            Some tensors share memory, this will lead to duplicate memory on disk and potential differences "
    "when loading them again: {}.\n            Save one of each, and put the others together again after loading."
)


def save(tensors: dict[str, Tensor], metadata: dict[str, str] | None = None) -> bytes:
    """The bytes of a safetensors file."""
    return numpy.save(_arrays(tensors), metadata)


def save_file(tensors: dict[str, Tensor], filename: Any, metadata: dict[str, str] | None = None) -> None:
    """Write tensors by name.

    ValueError for anything but a dict of contiguous tensors, RuntimeError when two of them share memory.
    """
    numpy.save_file(_arrays(tensors), filename, metadata)


def load(data: bytes) -> dict[str, Tensor]:
    """The tensors in the bytes of a safetensors file."""
    return {name: _tensor(array) for name, array in numpy.load(data).items()}


def load_file(filename: Any, device: Any = "cpu") -> dict[str, Tensor]:
    """The tensors in a safetensors file, by name.  SafetensorError for a file of another kind."""
    check_device(device)
    if not os.path.isfile(filename):
        raise FileNotFoundError(f"No such file or directory: {filename}")
    with safe_open(filename, framework="np") as file:
        return {name: _tensor(_read(file, name)) for name in file.keys()}  # noqa: SIM118  (it is no dict)


def _read(file: Any, name: str) -> Array:
    kind = file.get_slice(name).get_dtype()
    if kind == "BF16":
        raise SafetensorError(f"`{name}` holds bfloat16 numbers, which numpy does not have: save it as float32")
    array: Array = file.get_tensor(name)
    return array


def _tensor(array: Array) -> Tensor:
    dtypes.from_numpy_dtype(array.dtype)
    return wrap(array if array.flags.writeable else array.copy())


def _arrays(tensors: dict[str, Tensor]) -> dict[str, Array]:
    if not isinstance(tensors, dict):
        raise ValueError(f"Expected a dict of [str, torch.Tensor] but received {type(tensors)}")
    for name, tensor in tensors.items():
        if not isinstance(tensor, Tensor):
            raise ValueError(f"Key `{name}` is invalid, expected torch.Tensor but received {type(tensor)}")
    shared = _sharing(tensors)
    if shared:
        raise RuntimeError(SHARED.format(shared))
    for name, tensor in tensors.items():
        if not tensor.is_contiguous():
            raise ValueError(NOT_CONTIGUOUS.format(name))
    return {name: np.asarray(tensor._array) for name, tensor in tensors.items()}


def _sharing(tensors: dict[str, Tensor]) -> list[set[str]]:
    """The names of tensors that overlap in memory; side by side in one storage they may lie."""
    spans = sorted((*_span(tensor), name) for name, tensor in tensors.items() if tensor.numel())
    groups: list[set[str]] = []
    reached = 0
    for begin, end, name in spans:
        if begin < reached:
            groups[-1].add(name)
        else:
            groups.append({name})
        reached = max(reached, end)
    return [names for names in groups if len(names) > 1]


def _span(tensor: Tensor) -> tuple[int, int]:
    return np.lib.array_utils.byte_bounds(tensor._array)
