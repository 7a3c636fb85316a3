"""A lesson's grader: submissions in, verdicts out, several at once if several threads ask."""

from __future__ import annotations

import contextlib
import threading
from dataclasses import replace
from types import TracebackType

from autograder.plan import Plan
from autograder.sandbox import WALL_SECONDS, Ran, Sandbox
from autograder.submission import Submission
from autograder.verdict import Graded, Judge, prepare


class Grader:
    """Grades submissions of one lesson.

    Each runs with all probes, for its points. Where those are not all of them, it runs once more, with the probes that
    its learner has, too: every word of the learner's code that is shown comes from there, where nothing is secret.
    """

    def __init__(self, plan: Plan, unsafe: bool = False, wall: float = WALL_SECONDS) -> None:
        self._plan = plan
        self._wall = wall
        self._judge = Judge(plan)
        self._stack = contextlib.ExitStack()
        self._lock = threading.Lock()
        self._unsafe = unsafe
        self._shown: Sandbox | None = None

    def __enter__(self) -> Grader:
        prepare(self._plan)
        self._all = self._stack.enter_context(Sandbox(self._plan, hidden=True, unsafe=self._unsafe))
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        self._stack.close()

    @property
    def walls(self) -> str:
        """What the submissions are kept in: 'namespaces', 'landlock' or 'none'."""
        return self._all.walls

    def grade(self, submission: Submission) -> Graded:
        """One submission's verdict."""
        ran = self._all.run(submission, self._wall)
        agreed = self._judge.agreed(ran)
        open_ones = [e for e, agrees in agreed.items() if not agrees]
        shown = self._run_for_the_learner(submission, open_ones) if open_ones else None
        return replace(self._judge.verdict(submission, agreed, ran, shown), walls=self.walls)

    def _run_for_the_learner(self, submission: Submission, exercises: list[str]) -> Ran:
        with self._lock:
            if self._shown is None:
                self._shown = self._stack.enter_context(Sandbox(self._plan, hidden=False, unsafe=self._unsafe))
        return self._shown.run(submission, self._wall, exercises)
