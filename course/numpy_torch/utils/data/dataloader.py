"""DataLoader: a dataset in batches, in order or shuffled.  torch: utils/data/dataloader.py"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from ...random import Generator
from .collate import default_collate, default_convert
from .dataset import IterableDataset
from .sampler import BatchSampler, RandomSampler, SequentialSampler, fresh_seed

IN_THIS_PROCESS = (
    "DataLoader: num_workers={} asks for processes that load beside this one, which the small torch of this course has "
    "not. Use num_workers=0: the batches are the same."
)


class DataLoader:
    """Batches of a dataset.

    With shuffle=True, the order is torch's for the same seed.  ValueError for options that
    exclude each other, NotImplementedError for num_workers above 0.
    """

    def __init__(
        self,
        dataset: Any,
        batch_size: int | None = 1,
        shuffle: bool | None = None,
        sampler: Iterable[Any] | None = None,
        batch_sampler: Iterable[Any] | None = None,
        num_workers: int = 0,
        collate_fn: Callable[[Any], Any] | None = None,
        pin_memory: bool = False,
        drop_last: bool = False,
        timeout: float = 0,
        worker_init_fn: Any = None,
        multiprocessing_context: Any = None,
        generator: Generator | None = None,
        *,
        prefetch_factor: int | None = None,
        persistent_workers: bool = False,
        pin_memory_device: str = "",
        in_order: bool = True,
    ) -> None:
        _check_workers(num_workers, timeout, prefetch_factor, persistent_workers)
        iterable = isinstance(dataset, IterableDataset)
        if iterable:
            _refuse_order(shuffle, sampler, batch_sampler)
        if sampler is not None and shuffle:
            raise ValueError("sampler option is mutually exclusive with shuffle")
        if batch_sampler is not None:
            if batch_size != 1 or shuffle or sampler is not None or drop_last:
                raise ValueError(
                    "batch_sampler option is mutually exclusive with batch_size, shuffle, sampler, and drop_last"
                )
            batch_size = None
        elif batch_size is None and drop_last:
            raise ValueError("batch_size=None option disables auto-batching and is mutually exclusive with drop_last")
        if sampler is None:
            sampler = _order(dataset, shuffle, generator)
        if batch_size is not None and batch_sampler is None:
            batch_sampler = BatchSampler(sampler, batch_size, drop_last)
        self.dataset = dataset
        self.batch_size = batch_size
        self.drop_last = drop_last
        self.sampler = sampler
        self.batch_sampler = batch_sampler
        self.generator = generator
        self.num_workers = num_workers
        self.collate_fn = collate_fn or (default_convert if batch_sampler is None else default_collate)
        self._finished = True

    def __setattr__(self, name: str, value: Any) -> None:
        if "_finished" in vars(self) and name in ("batch_size", "batch_sampler", "sampler", "drop_last", "dataset"):
            raise ValueError(f"{name} attribute should not be set after {type(self).__name__} is initialized")
        object.__setattr__(self, name, value)

    @property
    def _index_sampler(self) -> Any:
        return self.sampler if self.batch_sampler is None else self.batch_sampler

    def __len__(self) -> int:
        """The number of batches."""
        if not isinstance(self.dataset, IterableDataset):
            return len(self._index_sampler)
        samples = len(self.dataset)  # type: ignore[arg-type]
        if self.batch_size is None:
            return samples
        return samples // self.batch_size if self.drop_last else math.ceil(samples / self.batch_size)

    def __iter__(self) -> Iterator[Any]:
        indices = iter(self._index_sampler)
        # torch draws a seed for its workers even where there are none; without it, later draws would differ.
        fresh_seed(self.generator)
        if isinstance(self.dataset, IterableDataset):
            return _Batches(self._fetch_next(indices, iter(self.dataset)), self)
        return _Batches(self._fetch(indices), self)

    def _fetch(self, indices: Iterator[Any]) -> Iterator[Any]:
        """What stands at each index, or at each list of indices, collated."""
        several = getattr(self.dataset, "__getitems__", None)
        for index in indices:
            if self.batch_sampler is None:
                yield self.collate_fn(self.dataset[index])
            elif several:
                yield self.collate_fn(several(index))
            else:
                yield self.collate_fn([self.dataset[i] for i in index])

    def _fetch_next(self, indices: Iterator[Any], samples: Iterator[Any]) -> Iterator[Any]:
        """The next samples of an IterableDataset, as many as there are indices, which say nothing else."""
        for index in indices:
            if self.batch_sampler is None:
                for sample in samples:
                    yield self.collate_fn(sample)
                return
            batch = [sample for _, sample in zip(index, samples, strict=False)]
            if batch and not (self.drop_last and len(batch) < len(index)):
                yield self.collate_fn(batch)
            if len(batch) < len(index):
                return


def _order(dataset: Any, shuffle: bool | None, generator: Generator | None) -> Iterable[Any]:
    if isinstance(dataset, IterableDataset):
        return _Unending()
    return RandomSampler(dataset, generator=generator) if shuffle else SequentialSampler(dataset)


class _Batches:
    """One pass through a loader."""

    def __init__(self, batches: Iterator[Any], loader: DataLoader) -> None:
        self.batches, self.loader = batches, loader

    def __iter__(self) -> _Batches:
        return self

    def __next__(self) -> Any:
        return next(self.batches)

    def __len__(self) -> int:
        return len(self.loader._index_sampler)


class _Unending:
    """The sampler of an IterableDataset: it only counts."""

    def __iter__(self) -> Iterator[None]:
        while True:
            yield None


def get_worker_info() -> None:
    """None, as the samples are loaded in this very process."""


def _check_workers(num_workers: int, timeout: float, prefetch_factor: int | None, persistent_workers: bool) -> None:
    if num_workers < 0:
        raise ValueError("num_workers option should be non-negative; use num_workers=0 to disable multiprocessing.")
    if timeout < 0:
        raise ValueError("timeout option should be non-negative")
    if num_workers:
        raise NotImplementedError(IN_THIS_PROCESS.format(num_workers))
    if prefetch_factor is not None:
        raise ValueError(
            "prefetch_factor option could only be specified in multiprocessing."
            "let num_workers > 0 to enable multiprocessing, otherwise set prefetch_factor to None."
        )
    if persistent_workers:
        raise ValueError("persistent_workers option needs num_workers > 0")


def _refuse_order(shuffle: bool | None, sampler: Any, batch_sampler: Any) -> None:
    for name, value in (("shuffle", shuffle or None), ("sampler", sampler), ("batch_sampler", batch_sampler)):
        if value is not None:
            raise ValueError(
                f"DataLoader with IterableDataset: expected unspecified {name} option, but got {name}={value}"
            )
