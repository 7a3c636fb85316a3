"""The verdict, on the trusted side: a submission's recordings beside torch's."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b

from autograder.plan import Asked, Plan
from autograder.sandbox import Ran, opened
from autograder.submission import Submission
from course import book
from course.answer_key import torch_recording
from course.checking import judge
from course.feedback import Feedback
from course.recordings import Crash, Recording

REMEMBERED = 200_000
NOT_YOURS = "A check that is not in your notebook asks for this. The same claim, tried by hand with %%both, shows it."


@dataclass(frozen=True)
class Graded:
    """One submission with its outcome by exercise; none where it could not be read."""

    submission: Submission
    feedback: dict[str, Feedback]
    points: dict[str, int]
    most: int
    walls: str = ""  # what it ran in
    ends: dict[str, str] = field(default_factory=dict)  # cell -> how it ended the run that its learner is told of

    @property
    def score(self) -> int:
        return sum(self.points.values())


def prepare(plan: Plan) -> None:
    """Record torch's answers before any submission is run.  Raises AuthorError for a probe that fails in torch."""
    for asked in plan.asked.values():
        for a in asked:
            torch_recording(a.probe, a.seed)


class Judge:
    """Compares the recordings of a lesson's submissions with torch's, each different one once."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._known: dict[bytes, bool] = {}

    def agreed(self, ran: Ran) -> dict[str, bool]:
        """Which exercises have every recording they should have, each agreeing with torch's."""
        return {e: self._disagreeing(e, ran) is None for e in self.plan.asked}

    def _disagreeing(self, exercise: str, ran: Ran) -> Asked | None:
        """The first probe whose recording is missing or another than torch's."""
        asked, got = self.plan.asked[exercise], ran.recordings.get(exercise, {})
        return next((a for i, a in enumerate(asked) if i not in got or not self._agrees(a, got[i])), None)

    def _agrees(self, a: Asked, frame: bytes) -> bool:
        # A frame says which exercise and which probe it is of, so the same bytes have the same verdict.
        key = blake2b(frame, digest_size=16).digest()
        if key not in self._known:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            found = judge(a.probe.exercises[0], a.probe, torch_recording(a.probe, a.seed), read(frame))
            self._known[key] = found is None
        return self._known[key]

    def verdict(self, submission: Submission, agreed: Mapping[str, bool], ran: Ran, shown: Ran | None) -> Graded:
        """The points, from what `agreed` in a run with all probes; the words, from one with those the learner has, too.

        `shown` may be missing where every exercise agrees.
        """
        feedback = {e: self._feedback(e, agreed[e], submission, ran, shown) for e in agreed}
        points = {e: self.plan.points[e] if agreed[e] else 0 for e in agreed}
        ends = shown.ends if shown else {}
        return Graded(submission, feedback, points, sum(self.plan.points.values()), ends=ends)

    def _feedback(self, exercise: str, agrees: bool, submission: Submission, ran: Ran, shown: Ran | None) -> Feedback:
        known = book.exercise(exercise)
        title = known.title if known else ""
        if agrees:
            return Feedback(exercise, "agrees", title, claims=len({a.probe.name for a in self.plan.asked[exercise]}))
        told = shown and _told(exercise, title, submission, self.plan.shown(exercise), shown)
        if told:
            return told
        # What a learner is shown of a secret probe is what it claims, in our words: nothing of their run comes along.
        asked = self._disagreeing(exercise, ran)
        return Feedback(exercise, "differs", title, claim=asked.probe.claim if asked else "", note=NOT_YOURS)


def unread(submission: Submission, plan: Plan) -> Graded:
    """The row of a submission that could not be read."""
    return Graded(submission, {}, {}, sum(plan.points.values()))


def read(frame: bytes) -> Recording:
    """A recording as it came; what cannot be read is one that saw nothing."""
    try:
        return opened(frame)
    except (ValueError, TypeError, KeyError, RecursionError, MemoryError, struct.error):
        return Recording([], Crash("raises", 0, ("ValueError",), "what came back is no recording"))


def _told(exercise: str, title: str, submission: Submission, asked: list[Asked], ran: Ran) -> Feedback | None:
    """What is to be said of an exercise; None where it agrees with torch as far as its learner could see."""
    answer, check = (f"{kind}-{exercise.replace('.', '-')}" for kind in ("answer", "check"))
    for cell, what in ((answer, "The answer's cell ended the run"), (check, "A check of this answer ended the run")):
        if cell in ran.ends:
            return Feedback(exercise, "raises", title, note=f"{what}: {ran.ends[cell]}.")
    got = ran.recordings.get(exercise, {})
    found = _first_unlike(exercise, asked, got)
    if found is None and len(got) >= len(asked):
        return None
    unlike = found is not None and (found.state == "untouched" or answer not in ran.errors)
    if unlike and ran.reached.get(exercise) == "":
        return found
    if answer in ran.errors:
        reason, frames = ran.errors[answer]
        note = "The answer's cell was still running after its time was up." if reason == "time" else ""
        return Feedback(exercise, "raises", title, frames=frames, note=note)
    if missing := ran.reached.get(exercise, ""):
        state = "untouched" if exercise in submission.untouched or missing != exercise else "raises"
        note = "The answer's cell makes nothing of the name that the exercise asks for." if state == "raises" else ""
        return Feedback(exercise, state, title, stands_on=missing, missing=True, note=note)
    why = ran.lost.get(exercise) or f"The run ended in the cell {ran.last or 'that comes first'}: {ran.ended}."
    return Feedback(exercise, "raises", title, note=why)


def _first_unlike(exercise: str, asked: list[Asked], got: dict[int, bytes]) -> Feedback | None:
    """The first difference in the order of the probes, as far as recordings have come."""
    for i, a in enumerate(asked):
        if i not in got:
            return None
        found = judge(exercise, a.probe, torch_recording(a.probe, a.seed), read(got[i]))
        if found is not None:
            return found
    return None
