"""The gradebook, read: what every student has in every lesson, as nbgrader adds it up."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbgrader.api import BaseCell, Grade, Gradebook, SubmittedAssignment, SubmittedNotebook
from sqlalchemy.exc import DatabaseError

from autograder.build import chosen
from autograder.gradebook import find_alembic
from autograder.trouble import BadInput
from course import book


@dataclass(frozen=True)
class Person:
    """A student as the gradebook knows them; what it does not know is ''."""

    id: str
    first: str = ""
    last: str = ""
    email: str = ""
    lms: str = ""

    @property
    def sortable(self) -> str:
        """'Lovelace, Ada'; the id where there is no name."""
        return ", ".join(filter(None, [self.last, self.first])) or self.id


@dataclass(frozen=True)
class Score:
    """One submission: points with those given by hand, what lateness takes off, and the points by exercise."""

    points: float
    penalty: float = 0.0
    by_hand: bool = False  # a cell still waits for a person
    exercises: dict[str, float] = field(default_factory=dict)

    @property
    def final(self) -> float:
        """What counts: never below zero, as nbgrader exports it."""
        return max(0.0, self.points - self.penalty)


@dataclass(frozen=True)
class Scores:
    """A whole gradebook: people by id, the most of each lesson, and the scores by lesson and person."""

    people: dict[str, Person]
    most: dict[str, float]
    of: dict[str, dict[str, Score]]


@contextlib.contextmanager
def opened(db: Path) -> Iterator[Any]:
    """nbgrader's own view of a gradebook that is there.  Raises BadInput where there is none, or it cannot be read."""
    if not db.is_file():
        raise BadInput(f"there is no gradebook {db}. Grade first: python3 -m autograder grade SUBMISSIONS --db {db}")
    find_alembic()
    try:
        with Gradebook(f"sqlite:///{db.resolve()}", "") as gb:  # of no name: it would be written into the gradebook
            yield gb
    except DatabaseError as error:
        said = str(error.orig or error).splitlines()[0]
        raise BadInput(f"{db} cannot be used as a gradebook ({said}). Mend: --db with another file.") from error


def lessons_in(gb: Any, lesson: str | None) -> list[str]:
    """The assignments of a gradebook, in the order they are taught.  Raises BadInput for one it does not hold."""
    known = book.lessons()
    there = {str(a.name) for a in gb.assignments}
    if lesson is not None:
        [name] = chosen([lesson])
        if name not in there:
            raise BadInput(f"the gradebook holds no grades of {name}; it holds {', '.join(sorted(there)) or 'none'}.")
        return [name]
    return sorted(there, key=lambda n: (known.index(n) if n in known else len(known), n))


def read(db: Path, lesson: str | None = None) -> Scores:
    """Every score of a gradebook's file, or of one lesson of it.  Raises BadInput as `opened` and `lessons_in` do."""
    with opened(db) as gb:
        return gathered(gb, lessons_in(gb, lesson))


def gathered(gb: Any, names: Sequence[str]) -> Scores:
    """The scores of these lessons, people by name."""
    people = {
        s.id: Person(s.id, s.first_name or "", s.last_name or "", s.email or "", s.lms_user_id or "")
        for s in sorted(gb.students, key=lambda s: (s.last_name or "", s.first_name or "", s.id))
    }
    most = {name: float(gb.find_assignment(name).max_score) for name in names}
    return Scores(people, most, {name: _scores(gb, name) for name in names})


def _scores(gb: Any, lesson: str) -> dict[str, Score]:
    """Added up here, from two questions: a submission's own `score` is a question to the database for each."""
    assignment = gb.find_assignment(lesson)
    names = dict(gb.db.query(BaseCell.id, BaseCell.name).all())
    penalties: dict[str, float] = {}
    asked = gb.db.query(SubmittedAssignment.student_id, SubmittedNotebook.late_submission_penalty)
    asked = asked.join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
    for student, penalty in asked.filter(SubmittedAssignment.assignment_id == assignment.id):
        penalties[student] = penalties.get(student, 0.0) + (penalty or 0.0)
    cells: dict[str, dict[str, float]] = {student: {} for student in penalties}
    by_hand = set()
    asked = gb.db.query(SubmittedAssignment.student_id, Grade.cell_id, Grade.score, Grade.needs_manual_grade)
    asked = asked.join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
    asked = asked.join(Grade, Grade.notebook_id == SubmittedNotebook.id)
    for student, cell, score, waits in asked.filter(SubmittedAssignment.assignment_id == assignment.id):
        cells[student][names[cell].removeprefix("check-").replace("-", ".")] = float(score or 0.0)
        if waits:
            by_hand.add(student)
    return {s: Score(sum(cells[s].values()), penalties[s], s in by_hand, cells[s]) for s in sorted(cells)}
