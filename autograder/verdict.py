"""The verdict, on the trusted side: a submission's recordings beside torch's."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.plan import Asked, Plan
from autograder.sandbox import Ran
from autograder.submission import Submission
from course import book
from course.answer_key import torch_recording
from course.checking import judge
from course.feedback import Feedback
from course.recordings import Recording


@dataclass(frozen=True)
class Graded:
    """One submission with its outcome by exercise; none where it could not be read."""

    submission: Submission
    feedback: dict[str, Feedback]
    points: dict[str, int]
    most: int

    @property
    def score(self) -> int:
        return sum(self.points.values())


def prepare(plan: Plan) -> None:
    """Record torch's answers before any submission is run.  Raises AuthorError for a probe that fails in torch."""
    for asked in plan.asked.values():
        for a in asked:
            torch_recording(a.probe, a.seed)


def verdict(submission: Submission, plan: Plan, ran: Ran) -> Graded:
    """Compare; an exercise has its points where every recording agrees, and none where one is missing."""
    feedback = {e: _exercise(e, submission, plan.asked[e], ran) for e in plan.asked}
    points = {e: plan.points[e] if f.state == "agrees" else 0 for e, f in feedback.items()}
    return Graded(submission, feedback, points, sum(plan.points.values()))


def unread(submission: Submission, plan: Plan) -> Graded:
    """The row of a submission that could not be read."""
    return Graded(submission, {}, {}, sum(plan.points.values()))


def _exercise(exercise: str, submission: Submission, asked: list[Asked], ran: Ran) -> Feedback:
    known = book.exercise(exercise)
    title = known.title if known else ""
    answer = f"answer-{exercise.replace('.', '-')}"
    got = ran.recordings.get(exercise, {})
    if ran.reached.get(exercise) == "":
        found = _first_unlike(exercise, asked, got)
        if found is None and len(got) >= len(asked):
            return Feedback(exercise, "agrees", title, claims=len({a.probe.name for a in asked}))
        if found is not None and (found.state == "untouched" or answer not in ran.errors):
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


def _first_unlike(exercise: str, asked: list[Asked], got: dict[int, Recording]) -> Feedback | None:
    """The first difference in the order of the probes, as far as recordings have come."""
    for i, a in enumerate(asked):
        if i not in got:
            return None
        found = judge(exercise, a.probe, torch_recording(a.probe, a.seed), got[i])
        if found is not None:
            return found
    return None
