"""Several submissions at once, each in its own process."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed

from tqdm import tqdm

from autograder.grader import Grader
from autograder.submission import Submission
from autograder.verdict import Graded


def grade_all(
    submissions: Sequence[Submission], graders: Mapping[str, Grader], jobs: int | None = None
) -> list[Graded]:
    """Grade each submission; the verdicts stand in the order of the submissions, whichever ended first."""
    with ThreadPoolExecutor(jobs or os.cpu_count() or 1) as pool:
        futures = {pool.submit(graders[s.lesson].grade, s): i for i, s in enumerate(submissions)}
        done = tqdm(as_completed(futures), total=len(futures), unit="submission", desc="grading", disable=None)
        try:
            graded = {futures[future]: future.result() for future in done}
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return [graded[i] for i in range(len(submissions))]
