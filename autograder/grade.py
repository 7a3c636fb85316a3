"""grade: submissions in, scores in nbgrader's gradebook out."""

from __future__ import annotations

import contextlib
import secrets
from dataclasses import dataclass
from pathlib import Path

from autograder import gradebook
from autograder.grader import Grader
from autograder.plan import plan
from autograder.pool import grade_all
from autograder.submission import collect
from autograder.trouble import BadInput
from autograder.verdict import Graded

COURSE_ID = "rebuild-nn"


@dataclass(frozen=True)
class Report:
    """What one run of the grader did."""

    graded: list[Graded]
    db: Path
    seed: int
    certified: bool = True  # whether every submission ran behind walls


def grade(
    submissions: Path,
    lesson: str | None = None,
    db: Path = Path("gradebook.db"),
    seed: int | None = None,
    jobs: int | None = None,
    unsafe: bool = False,
) -> Report:
    """Grade a folder of submissions.

    The seed of random probes is drawn anew unless given. Raises BadInput, with the mend, for a folder, a lesson, a
    number or a gradebook that cannot be used, and NoWalls where there is nothing to keep submissions in.
    """
    if jobs is not None and jobs < 1:
        raise BadInput(f"--jobs {jobs} runs nothing. Give 1 or more.")
    if seed is None:
        seed = secrets.randbelow(2**31)
    elif seed < 0:
        raise BadInput(f"--seed {seed} is below zero. Give a whole number from 0.")
    found = collect(submissions, lesson)
    with contextlib.ExitStack() as stack:
        graders = {
            name: stack.enter_context(Grader(plan(name, seed), unsafe))
            for name in dict.fromkeys(s.lesson for s in found)
        }
        graded = grade_all(found, graders, jobs)
        kept_in = {g.walls for g in graders.values()}
    gradebook.write(db, COURSE_ID, graded)
    return Report(graded, db, seed, certified="none" not in kept_in)
