"""The one writer of grades: nbgrader's own gradebook through its own API, one transaction a run."""

from __future__ import annotations

import contextlib
import json
import os
import sysconfig
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from nbgrader import utils
from nbgrader.api import (
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    MissingEntry,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import selectinload

from autograder.notebooks import dashed, saved, source_notebook
from autograder.penalties import Penalties
from autograder.trouble import BadInput
from autograder.verdict import Graded
from course import book

BATCH = 200


def write(db: Path, course_id: str, graded: Sequence[Graded]) -> None:
    """Store the scores of every submission that could be read; manual grades and comments stay as they are.

    Late ones lose what the plugin of the nbgrader_config.py beside the gradebook says. Raises BadInput where the file
    is no gradebook, or holds a lesson whose cells were others.
    """
    find_alembic()
    penalties = Penalties(db.resolve().parent)
    try:
        with Gradebook(f"sqlite:///{db.resolve()}", course_id) as gb, one_transaction(gb):
            for lesson in dict.fromkeys(g.submission.lesson for g in graded):
                assignment(gb, lesson)
                readable = [g for g in graded if g.submission.lesson == lesson and not g.submission.trouble]
                for some in (readable[i : i + BATCH] for i in range(0, len(readable), BATCH)):
                    _Lesson(gb, lesson, [g.submission.learner for g in some]).store(some, penalties)
                    gb.db.expunge_all()  # a thousand submissions are fifty thousand objects
    except DatabaseError as error:
        said = str(error.orig or error).splitlines()[0]
        raise BadInput(f"{db} cannot be used as a gradebook ({said}). Mend: --db with another file.") from error


def find_alembic() -> None:
    """A new gradebook runs `alembic` by its name; it stands beside this Python, which need not be on the PATH."""
    scripts = sysconfig.get_path("scripts")
    if scripts not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([scripts, os.environ.get("PATH", os.defpath)])


@contextlib.contextmanager
def one_transaction(gb: Any) -> Iterator[None]:
    """Let the API's calls flush where they would commit; all of them are committed together, or none is."""
    commit = gb.db.commit
    gb.db.commit = gb.db.flush
    try:
        yield
        commit()
    except BaseException:
        gb.db.rollback()
        raise
    finally:
        del gb.db.commit


def assignment(gb: Any, lesson: str) -> None:
    """The lesson with its notebook and cells, as `nbgrader generate_assignment` stores them."""
    nb = saved(source_notebook(book.lesson(lesson)))
    cells = [c for c in nb.cells if "nbgrader" in c.metadata]
    gb.update_or_create_assignment(lesson)
    try:
        notebook = gb.find_notebook(lesson, lesson)
    except MissingEntry:
        notebook = gb.add_notebook(lesson, lesson, kernelspec=json.dumps(nb.metadata.kernelspec))
    stale = {c.name for c in notebook.source_cells} - {c.metadata.nbgrader.grade_id for c in cells}
    if stale and notebook.submissions:
        raise BadInput(
            f"the gradebook holds {lesson} with other cells ({', '.join(sorted(stale)[:3])}, ...), and grades for "
            "them. Mend: --db with a new file, or remove the assignment's submissions in formgrader."
        )
    if stale:
        gb.remove_notebook(lesson, lesson)
        gb.add_notebook(lesson, lesson, kernelspec=json.dumps(nb.metadata.kernelspec))
    for cell in cells:
        name, known = cell.metadata.nbgrader.grade_id, cell.metadata.nbgrader
        if utils.is_grade(cell):
            most = float(known.points)
            gb.update_or_create_grade_cell(name, lesson, lesson, max_score=most, cell_type=cell.cell_type)
        if utils.is_solution(cell):
            gb.update_or_create_solution_cell(name, lesson, lesson)
        told = {"cell_type": cell.cell_type, "locked": utils.is_locked(cell), "source": cell.source}
        gb.update_or_create_source_cell(name, lesson, lesson, checksum=known.get("checksum"), **told)


class _Lesson:
    """Some submissions of a lesson in the gradebook, asked for at once: row by row, SQLite takes ten times longer."""

    def __init__(self, gb: Any, lesson: str, learners: Sequence[str]) -> None:
        self._gb = gb
        self._assignment = gb.find_assignment(lesson)
        [self._notebook] = self._assignment.notebooks
        self._cells = {c.id: c.name for c in gb.db.query(BaseCell.id, BaseCell.name)}
        students = {s for (s,) in gb.db.query(Student.id)}
        gb.db.add_all(Student(id=name) for name in dict.fromkeys(learners) if name not in students)
        gb.db.flush()
        cells = selectinload(SubmittedAssignment.notebooks)
        of_this = SubmittedAssignment.assignment_id == self._assignment.id
        found = gb.db.query(SubmittedAssignment).filter(of_this, SubmittedAssignment.student_id.in_(learners))
        self._there = {
            s.student_id: s
            for s in found.options(
                cells.selectinload(SubmittedNotebook.grades), cells.selectinload(SubmittedNotebook.comments)
            )
        }

    def store(self, graded: Sequence[Graded], penalties: Penalties) -> None:
        """Fill in every verdict."""
        with self._gb.db.no_autoflush:
            for g in graded:
                submission = self._there.get(g.submission.learner) or self._new(g.submission.learner)
                if g.submission.timestamp:
                    submission.timestamp = utils.parse_utc(g.submission.timestamp)
                self._fill(submission, g)
                penalties.assign(self._gb, submission, g.submission.learner)
        self._gb.db.flush()

    def _new(self, learner: str) -> Any:
        """A submission with all its cells, as nbgrader's add_submission makes it."""
        made = SubmittedAssignment(assignment=self._assignment, student_id=learner)
        notebook = SubmittedNotebook(notebook=self._notebook, assignment=made)
        for cell in self._notebook.grade_cells:
            Grade(cell_id=cell.id, notebook=notebook)
        for cell in self._notebook.solution_cells:
            Comment(cell_id=cell.id, notebook=notebook)
        self._gb.db.add(made)
        self._there[learner] = made
        return made

    def _fill(self, submission: Any, g: Graded) -> None:
        points = {f"check-{dashed(e)}": float(p) for e, p in g.points.items()}
        untouched = {f"answer-{dashed(e)}" for e in g.submission.untouched}
        for notebook in submission.notebooks:
            for grade in notebook.grades:
                name = self._cells[grade.cell_id]
                if name in points:
                    grade.auto_score = points[name]
                    # As nbgrader does it: where a person graded before, a person looks again.
                    grade.needs_manual_grade = grade.manual_score is not None
            for comment in notebook.comments:
                comment.auto_comment = "No response." if self._cells[comment.cell_id] in untouched else None
