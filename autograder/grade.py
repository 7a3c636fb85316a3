"""grade: submissions in, scores in nbgrader's gradebook out."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from autograder import gradebook
from autograder.grader import Grader
from autograder.journal import Journal, asked_in, key_of
from autograder.plan import Plan, plan
from autograder.pool import each
from autograder.scale import Scheduler, grade_on
from autograder.submission import Submission, collect
from autograder.trouble import BadInput
from autograder.verdict import Graded, unread

COURSE_ID = "rebuild-nn"


@dataclass(frozen=True)
class Report:
    """What one run of the grader did."""

    graded: list[Graded]
    db: Path
    seed: int

    @property
    def certified(self) -> bool:
        """Whether every submission ran behind walls."""
        return all(g.walls != "none" for g in self.graded)


def grade(
    submissions: Path,
    lesson: str | None = None,
    db: Path = Path("gradebook.db"),
    seed: int | None = None,
    jobs: int | None = None,
    unsafe: bool = False,
    resume: bool = True,
    scheduler: Scheduler | None = None,
) -> Report:
    """Grade a folder of submissions.

    What the journal beside the gradebook has of the same work is not run again, unless `resume` is False. The seed of
    random probes is the journal's, or drawn anew, unless given. With a `scheduler`, its workers do what has to be run.
    Raises BadInput, with the mend, for a folder, a lesson,
    a number or a gradebook that cannot be used, and NoWalls where there is nothing to keep submissions in.
    """
    if jobs is not None and jobs < 1:
        raise BadInput(f"--jobs {jobs} runs nothing. Give 1 or more.")
    if seed is not None and seed < 0:
        raise BadInput(f"--seed {seed} is below zero. Give a whole number from 0.")
    found = collect(submissions, lesson)
    with Journal(db.with_suffix(".journal")).open() as journal:
        if seed is None:
            seed = journal.seed if resume and journal.seed is not None else secrets.randbelow(2**31)
        journal.begin(seed)
        graded = _graded(found, seed, jobs, unsafe, journal, resume, scheduler)
    gradebook.write(db, COURSE_ID, graded)
    return Report(graded, db, seed)


def _graded(
    found: list[Submission],
    seed: int,
    jobs: int | None,
    unsafe: bool,
    journal: Journal,
    resume: bool,
    scheduler: Scheduler | None,
) -> list[Graded]:
    """Every submission's verdict: from the journal where the same work was graded the same way, else from a run."""
    plans = {name: plan(name, seed) for name in dict.fromkeys(s.lesson for s in found)}
    asked = {name: asked_in(p, unsafe) for name, p in plans.items()}
    keys = [key_of(s, asked[s.lesson]) for s in found]
    known = [journal.find(key, s) if resume else None for s, key in zip(found, keys, strict=True)]
    graded = {i: unread(s, plans[s.lesson]) for i, s in enumerate(found) if s.trouble}
    graded |= {i: g for i, g in enumerate(known) if g is not None}
    new = {i: s for i, s in enumerate(found) if i not in graded}

    def note(i: int, verdict: Graded) -> None:
        graded[i] = verdict
        journal.write(keys[i], verdict)

    if scheduler and new:
        grade_on(scheduler, new, seed, asked, unsafe, note)
    else:
        _here(new, plans, jobs, unsafe, note)
    journal.stand(found, keys)
    return [graded[i] for i in range(len(found))]


def _here(
    new: dict[int, Submission],
    plans: dict[str, Plan],
    jobs: int | None,
    unsafe: bool,
    note: Callable[[int, Graded], None],
) -> None:
    """Grade these on this machine."""
    with contextlib.ExitStack() as stack:
        needed = dict.fromkeys(s.lesson for s in new.values())
        graders = {name: stack.enter_context(Grader(plans[name], unsafe)) for name in needed}
        each(lambda i: note(i, graders[new[i].lesson].grade(new[i])), list(new), jobs)
