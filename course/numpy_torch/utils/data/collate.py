"""From a list of samples to one batch: tensors are stacked, numbers become tensors, containers keep their form.

torch: utils/data/_utils/collate.py
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, MutableMapping, MutableSequence, Sequence
from typing import Any

import numpy as np

from ... import dtypes
from ...creation import as_tensor, tensor
from ...joining import stack
from ...tensor import Tensor

UNKNOWN = "default_collate: batch must contain tensors, numpy arrays, numbers, dicts or lists; found {}"


def default_collate(batch: Any) -> Any:
    """One batch of several samples of one form.

    RuntimeError for sequences of unequal lengths, TypeError for what is no tensor, number, text or container.
    """
    first = batch[0]
    if isinstance(first, Tensor):
        return stack(list(batch), 0)
    if isinstance(first, np.ndarray):
        if first.dtype.kind in "SUO":
            raise TypeError(UNKNOWN.format(first.dtype))
        return stack([as_tensor(each) for each in batch], 0)
    if isinstance(first, (np.bool_, np.number)):
        return as_tensor(np.array(batch))
    if isinstance(first, float):
        return tensor(list(batch), dtype=dtypes.float64)
    if isinstance(first, int):
        return tensor(list(batch))
    if isinstance(first, (str, bytes)):
        return batch
    if isinstance(first, Mapping):
        return _like_mapping(first, {key: default_collate([each[key] for each in batch]) for key in first})
    if isinstance(first, Sequence):
        return _collate_sequences(first, batch)
    raise TypeError(UNKNOWN.format(type(first)))


def _collate_sequences(first: Any, batch: Any) -> Any:
    named = isinstance(first, tuple) and hasattr(first, "_fields")
    if not named and any(len(each) != len(first) for each in batch):
        raise RuntimeError("each element in list of batch should be of equal size")
    columns = [default_collate(column) for column in zip(*batch, strict=False)]
    if named:
        return type(first)(*columns)
    return columns if isinstance(first, tuple) else _like_sequence(first, columns)


def default_convert(data: Any) -> Any:
    """One sample as it is, but for arrays, which become tensors; a DataLoader without batches does this."""
    if isinstance(data, (np.ndarray, np.bool_, np.number)):
        return data if data.dtype.kind in "SUO" else as_tensor(data)
    if isinstance(data, Mapping):
        return _like_mapping(data, {key: default_convert(value) for key, value in data.items()})
    if isinstance(data, tuple):
        parts = [default_convert(part) for part in data]
        return type(data)(*parts) if hasattr(data, "_fields") else parts
    if isinstance(data, Sequence) and not isinstance(data, (str, bytes)):
        return _like_sequence(data, [default_convert(part) for part in data])
    return data


def _like_mapping(example: Any, values: dict[Any, Any]) -> Any:
    """The values in a mapping of the example's type, where that can be made."""
    try:
        if not isinstance(example, MutableMapping):
            return type(example)(values)
        made = copy.copy(example)
        made.update(values)
        return made
    except TypeError:
        return values


def _like_sequence(example: Any, values: list[Any]) -> Any:
    try:
        if not isinstance(example, MutableSequence):
            return type(example)(values)
        made = copy.copy(example)
        made[:] = values
        return made
    except TypeError:
        return values
