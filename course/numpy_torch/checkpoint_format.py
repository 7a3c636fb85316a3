"""torch's checkpoint file: a zip archive with one pickle, and the raw numbers of each storage.

    model/data.pkl     the objects; where a tensor's numbers belong stands the key of a storage
    model/data/0, ...  the numbers of each storage, as they lie in memory
    model/version, model/byteorder, ...  short notes on the file itself

Nothing is compressed.  torch: serialization.py and caffe2/serialize/inline_container.cc
"""

from __future__ import annotations

import struct
import sys
import warnings
import zipfile
from collections.abc import Iterable
from typing import Any

import numpy as np

from . import dtypes
from .graph import Array

# The name a pickle gives to the storage of each dtype.
STORAGE_NAMES = {dtype: f"{dtype.legacy_name}Storage" for dtype in dtypes.DTYPES}
STORAGE_DTYPES: dict[str, Any] = {name: dtype for dtype, name in STORAGE_NAMES.items()}

ALIGNMENT = 64  # torch maps records into memory, and wants their numbers to start at such addresses
LOCAL_HEADER = 30  # bytes of a zip record's header, before its name
EXTRA_HEADER = 4

SMALL_RECORDS = {".format_version": "1", ".storage_alignment": str(ALIGNMENT), "byteorder": sys.byteorder}

BROKEN = (
    "PytorchStreamReader failed reading zip archive: {}. Your checkpoint file is probably corrupted: "
    "not saved to its end, transferred incorrectly, or changed afterwards."
)
AS_FLOAT32 = (
    "this checkpoint holds bfloat16 numbers, which are loaded as float32: numpy has no bfloat16. "
    "No number changes, as float32 holds each of them exactly."
)


class Storage:
    """One piece of memory, flat, that any number of tensors show parts of."""

    __slots__ = ("array", "dtype", "key")

    def __init__(self, array: Array, dtype: dtypes.dtype, key: str) -> None:
        self.array = array
        self.dtype = dtype
        self.key = key

    def view(self, offset: int, size: tuple[int, ...], stride: tuple[int, ...]) -> Array:
        """The numbers from `offset` on, in a shape, with steps along each dimension.

        RuntimeError for a view that would leave the memory.
        """
        if len(size) != len(stride) or min((offset, *size, *stride)) < 0:
            raise RuntimeError(f"no tensor has sizes {list(size)}, strides {list(stride)}, storage offset {offset}")
        last = offset + sum((length - 1) * step for length, step in zip(size, stride, strict=True))
        if 0 not in size and last >= self.array.size:
            raise RuntimeError(
                f"setStorage: sizes {list(size)}, strides {list(stride)}, storage offset {offset} are out of bounds "
                f"for storage of {self.array.size} elements"
            )
        width = self.array.itemsize
        start = 0 if 0 in size else offset * width
        return np.ndarray(size, self.array.dtype, self.array, start, [step * width for step in stride])


def memory_of(array: Array) -> tuple[Array, int, tuple[int, ...]]:
    """The whole flat memory that an array shows, the offset of its first number, and its steps, both in numbers.

    An array torch could not have (with steps backwards, say) is copied.
    """
    owner = array
    while isinstance(owner.base, np.ndarray):
        owner = owner.base
    width = array.itemsize
    whole = all(step >= 0 and step % width == 0 for step in array.strides)
    if not whole or not owner.flags.forc or owner.dtype.hasobject or owner.nbytes % width:
        owner = array = array.copy()
    flat = owner.ravel(order="K").view(array.dtype)
    offset = (array.__array_interface__["data"][0] - flat.__array_interface__["data"][0]) // width
    return flat, (offset if array.size else 0), tuple(step // width for step in array.strides)


def write(file: Any, root: str, pickled: bytes, storages: Iterable[Storage]) -> None:
    """Write the archive to a path, or to a file that can be written to."""
    with zipfile.ZipFile(file, "w") as archive:
        _add(archive, f"{root}/data.pkl", pickled)
        for name, text in SMALL_RECORDS.items():
            _add(archive, f"{root}/{name}", text.encode())
        for storage in storages:
            _add(archive, f"{root}/data/{storage.key}", storage.array.view(np.uint8).data)
        _add(archive, f"{root}/version", b"3\n")


def _add(archive: zipfile.ZipFile, name: str, data: Any) -> None:
    """One record, padded so that its data starts at a multiple of ALIGNMENT."""
    info = zipfile.ZipInfo(name)  # of 1980, so that the same objects give the same bytes
    assert archive.fp is not None
    start = archive.fp.tell() + LOCAL_HEADER + len(name.encode()) + EXTRA_HEADER
    padding = -start % ALIGNMENT
    info.extra = struct.pack("<2sH", b"FB", padding) + b"Z" * padding
    archive.writestr(info, data)


class Archive:
    """A checkpoint that is read: its records, by their names below the root."""

    def __init__(self, file: Any) -> None:
        try:
            self.zip = zipfile.ZipFile(file)
        except zipfile.BadZipFile as error:
            raise RuntimeError(BROKEN.format(error)) from None
        self.names = set(self.zip.namelist())
        self.root = min(self.zip.namelist(), key=len, default="").split("/")[0]
        if not self.has("version"):
            raise RuntimeError('Expected hasRecord("version") to be true, but got false: no checkpoint of torch')
        if self.has("constants.pkl"):
            raise RuntimeError("this is a TorchScript archive, which holds code; it is no checkpoint of tensors")
        self.swapped = self.has("byteorder") and self.read("byteorder").decode() != sys.byteorder

    def has(self, name: str) -> bool:
        """Whether there is such a record."""
        return f"{self.root}/{name}" in self.names

    def read(self, name: str) -> bytes:
        """A record's bytes.  RuntimeError when it is missing or damaged."""
        if not self.has(name):
            raise RuntimeError(f"PytorchStreamReader failed locating file {name}: file not found")
        try:
            return self.zip.read(f"{self.root}/{name}")
        except (zipfile.BadZipFile, EOFError, NotImplementedError) as error:
            raise RuntimeError(BROKEN.format(error)) from None

    def storage(self, dtype_name: str, key: str, count: int) -> Storage:
        """The numbers under a key, in memory of their own.  RuntimeError when they are not `count`."""
        half = dtype_name == "BFloat16Storage"
        dtype = dtypes.float32 if half else STORAGE_DTYPES[dtype_name]
        stored = np.dtype(np.uint16) if half else dtype.numpy
        data = self.read(f"data/{key}")
        if len(data) != count * stored.itemsize:
            raise RuntimeError(f"record data/{key} holds {len(data)} bytes, not {count} numbers of {dtype_name}")
        array = np.frombuffer(bytearray(data), stored)
        if self.swapped:
            array = array.byteswap()
        if half:
            warnings.warn(AS_FLOAT32, UserWarning, stacklevel=8)  # at the line that calls load
            # A bfloat16 is the upper half of a float32.
            array = (array.astype(np.uint32) << np.uint32(16)).view(np.float32)
        return Storage(array, dtype, key)
