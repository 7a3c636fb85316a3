"""Several submissions at once, each in its own process."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import TypeVar

from tqdm import tqdm

T = TypeVar("T")


def each(do: Callable[[int], T], which: Sequence[int], jobs: int | None = None) -> list[T]:
    """Do one thing for each of these, several at once; the results in their order, whichever ended first."""
    with ThreadPoolExecutor(jobs or os.cpu_count() or 1) as pool:
        futures = {pool.submit(do, i): i for i in which}
        done = tqdm(as_completed(futures), total=len(futures), unit="submission", desc="grading", disable=None)
        try:
            results = {futures[future]: future.result() for future in done}
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return [results[i] for i in which]
