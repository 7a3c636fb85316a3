"""Several submissions at once, each in its own sandbox."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed

from tqdm import tqdm

from autograder.plan import Plan
from autograder.sandbox import Ran, run
from autograder.submission import Submission


def run_all(submissions: Sequence[Submission], plans: Mapping[str, Plan], jobs: int | None = None) -> list[Ran]:
    """Run each submission; the results stand in the order of the submissions, whichever ended first."""
    with ThreadPoolExecutor(jobs or os.cpu_count() or 1) as pool:
        futures = {pool.submit(run, s, plans[s.lesson]): i for i, s in enumerate(submissions)}
        done = tqdm(as_completed(futures), total=len(futures), unit="submission", desc="grading", disable=None)
        try:
            ran = {futures[future]: future.result() for future in done}
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return [ran[i] for i in range(len(submissions))]
