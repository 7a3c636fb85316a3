"""What a class's gradebook holds before anything is graded: assignments, their dates, and the people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from sqlalchemy.exc import DatabaseError

from autograder import gradebook
from autograder.classes.folder import CourseFolder
from autograder.classes.people import Person, Roster
from autograder.trouble import BadInput

Row = tuple[str, str, str]  # what, 'made' or 'there' or 'left', and why


def prepare(
    course: CourseFolder, lessons: Iterable[str], due: Mapping[str, datetime], people: Iterable[Person]
) -> list[Row]:
    """Add what is missing, in one transaction; what is there stays as it is, and is said.

    Raises BadInput where the file is no gradebook.
    """
    rows: list[Row] = []
    try:
        with Gradebook(course.api.coursedir.db_url, course.course_id) as gb, gradebook.one_transaction(gb):
            for lesson in lessons:
                rows.append(_assignment(gb, lesson, due.get(lesson)))
            rows += [_person(gb, person) for person in people]
    except DatabaseError as error:
        said = str(error.orig or error).splitlines()[0]
        raise BadInput(f"{course.db} cannot be used as a gradebook ({said}). Move it away, and run again.") from error
    return rows


def roster(course: CourseFolder) -> Roster:
    """Everybody in the gradebook."""
    if not course.db.is_file():
        return Roster([])
    try:
        with Gradebook(course.api.coursedir.db_url, course.course_id) as gb:
            fields = ("id", "first_name", "last_name", "email", "lms_user_id")
            return Roster([Person(**{f: getattr(s, f) or "" for f in fields}) for s in gb.students])
    except DatabaseError as error:
        said = str(error.orig or error).splitlines()[0]
        raise BadInput(f"{course.db} cannot be used as a gradebook ({said}). Move it away, and run again.") from error


def _assignment(gb: Any, lesson: str, due: datetime | None) -> Row:
    what = f"{lesson} in the gradebook"
    try:
        found = gb.find_assignment(lesson)
    except MissingEntry:
        found = None
    if found is None or not found.notebooks:
        gradebook.assignment(gb, lesson)
        if due is not None:
            gb.update_or_create_assignment(lesson, duedate=_naive(due))
        return what, "made", _due(due)
    if due is None or found.duedate == _naive(due):
        return what, "there", ""
    if found.duedate is None:
        gb.update_or_create_assignment(lesson, duedate=_naive(due))
        return what, "made", _due(due)
    then = found.duedate.replace(tzinfo=UTC)
    return what, "left", f"{_due(then)}; another date is set in formgrader"


def _person(gb: Any, person: Person) -> Row:
    what = f"{person.id} in the gradebook"
    told = {field: value for field, value in asdict(person).items() if value and field != "id"}
    try:
        known = gb.find_student(person.id)
    except MissingEntry:
        gb.add_student(person.id, **told)
        return what, "made", ""
    other = [field for field, value in told.items() if (getattr(known, field) or value) != value]
    new = {field: value for field, value in told.items() if not getattr(known, field)}
    if new:
        gb.update_or_create_student(person.id, **new)
    if other:
        return what, "left", f"has another {' and '.join(other)}; it is changed in formgrader"
    return what, "made" if new else "there", ""


def _naive(when: datetime) -> datetime:
    """nbgrader keeps times in UTC, without saying so."""
    return when.astimezone(UTC).replace(tzinfo=None)


def _due(when: datetime | None) -> str:
    return f"due {when.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if when else ""
