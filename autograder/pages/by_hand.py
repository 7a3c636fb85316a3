"""What the gradebook holds besides the checks' scores: a person's scores and comments, and what being late costs."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy.exc import DatabaseError

from autograder.gradebook import find_alembic
from autograder.trouble import BadInput


@dataclass
class ByHand:
    """One submission's, by exercise.  A score replaces the check's, extra credit comes on top; `late` is lost."""

    scores: dict[str, float] = field(default_factory=dict)
    extra: dict[str, float] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)
    late: float = 0.0


def by_hand(db: Path, course_id: str) -> dict[tuple[str, str], ByHand]:
    """All of it, by learner and lesson; none where there is no file.  Raises BadInput where it is no gradebook."""
    found: dict[tuple[str, str], ByHand] = defaultdict(ByHand)
    if not db.is_file():
        return found
    find_alembic()
    try:
        with Gradebook(f"sqlite:///{db.resolve()}", course_id) as gb:
            for learner, lesson, cell, manual, extra in _of(gb, Grade, Grade.manual_score, Grade.extra_credit):
                if manual is not None:
                    found[learner, lesson].scores[_exercise(cell)] = manual
                if extra:
                    found[learner, lesson].extra[_exercise(cell)] = extra
            for learner, lesson, cell, said in _of(gb, Comment, Comment.manual_comment):
                if said and said.strip():
                    found[learner, lesson].comments[_exercise(cell)] = said.strip()
            for learner, lesson, late in _late(gb):
                found[learner, lesson].late += late
    except DatabaseError as error:
        said = str(error.orig or error).splitlines()[0]
        raise BadInput(f"{db} cannot be read as a gradebook ({said}). Mend: --db with the gradebook.") from error
    return found


def _of(gb: Any, kind: Any, *columns: Any) -> Any:
    """Learner, lesson, cell and these columns of every grade or comment."""
    return (
        gb.db.query(SubmittedAssignment.student_id, Assignment.name, BaseCell.name, *columns)
        .select_from(kind)
        .join(SubmittedNotebook, kind.notebook_id == SubmittedNotebook.id)
        .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
        .join(BaseCell, kind.cell_id == BaseCell.id)
        .filter(columns[0].isnot(None) if len(columns) == 1 else columns[0].isnot(None) | columns[1].isnot(None))
    )


def _late(gb: Any) -> Any:
    return (
        gb.db.query(SubmittedAssignment.student_id, Assignment.name, SubmittedNotebook.late_submission_penalty)
        .select_from(SubmittedNotebook)
        .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
        .filter(SubmittedNotebook.late_submission_penalty.isnot(None))
    )


def _exercise(cell: str) -> str:
    """The exercise that a cell answers or checks."""
    return cell.partition("-")[2].replace("-", ".")
