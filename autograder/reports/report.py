"""report: what an instructor acts on, from the journal's verdicts and the gradebook's points."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from autograder.build import chosen
from autograder.journal import work_of
from autograder.reports.differences import Difference, differences
from autograder.reports.scores import Score, Scores, read
from autograder.reports.similar import Pair, similar
from autograder.reports.standing import Standing, standing
from autograder.submission import Submission, collect
from course import book
from course.feedback import Feedback

STATES = ("agrees", "differs", "raises", "untouched", "waits")


@dataclass(frozen=True)
class Difficulty:
    """One exercise: how many learners are in each of STATES, and their mean points of `most`."""

    exercise: str
    title: str
    author: int  # of 5, as its heading says
    most: int
    states: dict[str, int]
    points: float

    @property
    def solved(self) -> float:
        """The part of the class that has solved it, 0 to 1."""
        return self.states["agrees"] / max(1, sum(self.states.values()))


@dataclass(frozen=True)
class LessonReport:
    """One lesson of a class.  `similar` is None where the submissions were not given to compare."""

    lesson: str
    most: float
    scores: dict[str, Score]
    exercises: list[Difficulty]
    differences: list[Difference]
    similar: list[Pair] | None
    remarks: list[str]

    @property
    def finals(self) -> list[float]:
        return sorted(s.final for s in self.scores.values())


def report(db: Path, submissions: Path | None = None, lesson: str | None = None) -> list[LessonReport]:
    """The report of every lesson that the gradebook holds, or of one.

    Raises BadInput for a gradebook, a journal, a folder or a lesson that is not there.
    """
    name = chosen([lesson])[0] if lesson else None
    scores = read(db, name)
    rows = standing(db.with_suffix(".journal"))
    found = collect(submissions, name) if submissions else None
    return [_lesson(n, scores, [r for r in rows if r.lesson == n], _of(found, n)) for n in scores.most]


def _of(found: list[Submission] | None, lesson: str) -> list[Submission] | None:
    return None if found is None else [s for s in found if s.lesson == lesson]


def _lesson(lesson: str, scores: Scores, rows: list[Standing], found: list[Submission] | None) -> LessonReport:
    judged = [r for r in rows if r.feedback]
    of = scores.of[lesson]
    return LessonReport(
        lesson,
        scores.most[lesson],
        of,
        _exercises(lesson, judged, of),
        differences(judged),
        None if found is None else similar(lesson, found),
        [*_remarks(rows, of), *_changed(rows, found or [])],
    )


def _exercises(lesson: str, rows: Sequence[Standing], scores: dict[str, Score]) -> list[Difficulty]:
    try:
        known = book.lesson(lesson).exercises.values()
    except LookupError:  # an assignment of another course in the same gradebook
        return []
    made = []
    for e in known:
        states = Counter(state(r.feedback[e.id]) for r in rows if e.id in r.feedback)
        points = [s.exercises[e.id] for s in scores.values() if e.id in s.exercises]
        counted = {name: states[name] for name in STATES}
        made.append(Difficulty(e.id, e.title, e.difficulty, e.points, counted, mean(points) if points else 0.0))
    return made


def state(f: Feedback) -> str:
    """A feedback's state; 'waits' where an earlier exercise must come first."""
    return "waits" if f.state == "untouched" and f.stands_on not in ("", f.exercise) else f.state


def _remarks(rows: Sequence[Standing], scores: dict[str, Score]) -> list[str]:
    """What the figures do not say of themselves."""
    said = [f"{r.learner} could not be graded: {r.trouble}" for r in rows if r.trouble]
    unkept = [r.learner for r in rows if r.walls == "none"]
    by_hand = [learner for learner, s in scores.items() if s.by_hand]
    elsewhere = sorted(set(scores) - {r.learner for r in rows})
    return [
        *said,
        *_who(unkept, "ran without walls (--unsafe); nothing of this is certified"),
        *_who(by_hand, "with a cell that waits for a person in formgrader"),
        *_who(elsewhere, "in the gradebook only; their points count here, and no verdict is known"),
    ]


def _changed(rows: Sequence[Standing], found: Sequence[Submission]) -> list[str]:
    """Submissions that are not as they were graded."""
    graded = {r.learner: r for r in rows}
    new = [s.learner for s in found if not s.trouble and s.learner not in graded]
    other = [
        s.learner
        for s in found
        if not s.trouble and s.learner in graded and graded[s.learner].work not in ("", work_of(s))
    ]
    return [
        *_who(new, "not graded yet; grade them, and report again"),
        *_who(other, "changed since they were graded; grade them, and report again"),
    ]


def _who(learners: Sequence[str], what: str) -> list[str]:
    if not learners:
        return []
    more = f" and {len(learners) - 5} more" if len(learners) > 5 else ""
    return [
        f"{len(learners)} {'submission' if len(learners) == 1 else 'submissions'} {what}: "
        f"{', '.join(learners[:5])}{more}."
    ]
