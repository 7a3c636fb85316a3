"""grade: submissions in, scores in nbgrader's gradebook out."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path

from autograder import gradebook
from autograder.plan import plan
from autograder.pool import run_all
from autograder.submission import collect
from autograder.trouble import BadInput
from autograder.verdict import Graded, prepare, unread, verdict

COURSE_ID = "rebuild-nn"


@dataclass(frozen=True)
class Report:
    """What one run of the grader did."""

    graded: list[Graded]
    db: Path
    seed: int


def grade(
    submissions: Path,
    lesson: str | None = None,
    db: Path = Path("gradebook.db"),
    seed: int | None = None,
    jobs: int | None = None,
) -> Report:
    """Grade a folder of submissions.

    The seed of random probes is drawn anew unless given. Raises BadInput, with the mend, for a folder, a lesson, a
    number or a gradebook that cannot be used.
    """
    if jobs is not None and jobs < 1:
        raise BadInput(f"--jobs {jobs} runs nothing. Give 1 or more.")
    if seed is None:
        seed = secrets.randbelow(2**31)
    elif seed < 0:
        raise BadInput(f"--seed {seed} is below zero. Give a whole number from 0.")
    found = collect(submissions, lesson)
    plans = {name: plan(name, seed) for name in dict.fromkeys(s.lesson for s in found)}
    for each in plans.values():
        prepare(each)
    readable = [s for s in found if not s.trouble]
    ran = dict(zip(map(id, readable), run_all(readable, plans, jobs), strict=True))
    graded = [unread(s, plans[s.lesson]) if s.trouble else verdict(s, plans[s.lesson], ran[id(s)]) for s in found]
    gradebook.write(db, COURSE_ID, graded)
    return Report(graded, db, seed)
