"""save and load: checkpoints that real torch reads, and those that it wrote.  torch: serialization.py"""

from __future__ import annotations

import io
import os
import pickle
from pathlib import Path
from typing import Any

from . import nn as _own_nn
from .checkpoint_format import Archive, Storage, write
from .checkpoint_pickle import Pickler, Unpickler
from .devices import device
from .tensor import Tensor

NO_CUDA = (
    "Attempting to deserialize object on a CUDA device but torch.cuda.is_available() is False. If you are running on a "
    "CPU-only machine, please use torch.load with map_location=torch.device('cpu') to map your storages to the CPU."
)
NOT_SEEKABLE = (
    ". You can only torch.load from a file that is seekable. Please pre-load the data into a buffer like io.BytesIO "
    "and try to load from it instead."
)
NO_CHECKPOINT = (
    "Weights only load failed. The file is no checkpoint in the zip format that torch has written since version 1.6: "
    "it does not begin as a zip archive does."
)


def save(obj: Any, f: Any, **options: Any) -> None:
    """Write tensors, Parameters and collections of them to a path, or to a file that can be written to.

    What shares memory here shares it again after `load`, in this torch and in real torch.
    RuntimeError when the folder does not exist, or when tensors show one memory as two dtypes.
    """
    is_path = isinstance(f, (str, os.PathLike))
    if not is_path and not hasattr(f, "write"):
        raise AttributeError("expected 'f' to be string, path, or a file-like object with a 'write' attribute")
    if is_path and not Path(f).parent.is_dir():
        raise RuntimeError(f"Parent directory {Path(f).parent} does not exist.")
    buffer = io.BytesIO()
    pickler = Pickler(buffer)
    pickler.dump(obj)
    # Inside the archive, torch's root folder has the name of the file.
    root = Path(f).name.split(".")[0] if is_path else "archive"
    write(f, root or "archive", buffer.getvalue(), pickler.storages.values())


def load(
    f: Any,
    map_location: Any = None,
    pickle_module: Any = None,
    *,
    weights_only: bool = True,
    mmap: bool | None = None,
    nn: Any = None,
    **pickle_load_args: Any,
) -> Any:
    """The objects in a checkpoint, from a path or a file that can be read and sought in.

    A Parameter becomes an `nn.Parameter` where the `nn` has one, else a tensor that requires grad.
    UnpicklingError for a file that is no checkpoint, or that names anything but what `save` writes;
    RuntimeError for a damaged one, and for tensors of a GPU without a map_location.
    """
    if isinstance(f, (str, os.PathLike)):
        if os.fspath(f).endswith(".safetensors"):
            from .safe_files import load_file

            return load_file(f)
        with open(f, "rb") as file:
            return _load(file, map_location, nn or _own_nn)
    if not hasattr(f, "seek"):
        raise AttributeError(f"'{type(f).__name__}' object has no attribute 'seek'{NOT_SEEKABLE}")
    return _load(f, map_location, nn or _own_nn)


def _load(file: Any, map_location: Any, nn: Any) -> Any:
    begin = file.read(4)
    if not begin:
        raise EOFError("the file is empty")
    if begin != b"PK\x03\x04":
        raise pickle.UnpicklingError(NO_CHECKPOINT)
    file.seek(-4, os.SEEK_CUR)
    archive = Archive(file)
    parameter = getattr(nn, "Parameter", None) or _trained
    return Unpickler(io.BytesIO(archive.read("data.pkl")), archive, parameter, _Place(map_location)).load()


def _trained(data: Tensor, requires_grad: bool = True) -> Tensor:
    return data.requires_grad_(requires_grad)


class _Place:
    """Where a storage goes: where it was, or where map_location says."""

    def __init__(self, map_location: Any) -> None:
        self.map_location = map_location

    def __call__(self, storage: Storage, location: str) -> Storage:
        wanted = self.map_location
        if isinstance(wanted, dict):
            location = wanted.get(location, location)
        elif callable(wanted):
            placed = wanted(storage, location)
            if placed is not None:
                return placed  # type: ignore[no-any-return]
        elif wanted is not None:
            location = wanted
        kind = device(location).type
        if kind == "cuda":
            raise RuntimeError(NO_CUDA)
        if kind != "cpu":
            raise NotImplementedError(f"device '{kind}' is not part of the small torch of this course")
        return storage
