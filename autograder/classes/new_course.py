"""new-course: an nbgrader course root for a class; what is there already is never written over."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from autograder.build import ROOT, Built, build, chosen
from autograder.classes.book import Row, prepare
from autograder.classes.folder import CourseFolder, opened
from autograder.classes.people import read
from autograder.grade import COURSE_ID
from autograder.penalties import CONFIG
from autograder.trouble import BadInput

_CONFIG = '''"""nbgrader's view of this class."""

import sys
from pathlib import Path

sys.path.append({checkout!r})  # where the lessons and the autograder stand

from autograder.gradebook import find_alembic
from autograder.starters import STEPS

find_alembic()

c = get_config()
c.CourseDirectory.course_id = {course_id!r}
c.CourseDirectory.root = str(Path(__file__).resolve().parent)
c.GenerateAssignment.preprocessors = STEPS

# Collecting follows no link, and keeps what is replaced in earlier/.
c.ExchangeFactory.collect = "autograder.classes.exchange.Collect"
{exchange}'''
_NO_EXCHANGE = '# c.Exchange.root = "/a/folder/that/all/can/write/to"\n'


def new_course(
    folder: Path,
    lessons: Iterable[str] = (),
    due: Iterable[str] = (),
    students: Path | None = None,
    exchange: Path | None = None,
    course_id: str | None = None,
) -> list[Row]:
    """Make what is missing of a class: its config, source/, release/, the gradebook's assignments and people.

    Returns a row for each thing: what, 'made', 'there' or 'left', and why. Raises BadInput, with the mend, before
    anything is written, for lessons, dates, a list or a folder that cannot be used.
    """
    names = chosen(lessons)
    dates = dict(_due(asked) for asked in due)
    people = read(students) if students else []
    folder = folder.resolve()
    if folder.is_file() or folder == ROOT:
        what = "a file" if folder.is_file() else "the course's own checkout"
        raise BadInput(f"{folder} is {what}. Give a folder of the class's own.")
    rows = [_config(folder, exchange, course_id)]
    course = opened(folder)
    if course_id and course.course_id != course_id:
        raise BadInput(
            f"{folder / CONFIG} calls the course {course.course_id!r}. Leave --course out, or change it there."
        )
    for name in dict.fromkeys([*names, *dates]):
        rows += _lesson(course, build(name))
    return rows + prepare(course, dict.fromkeys([*names, *dates]), dates, people)


def _config(folder: Path, exchange: Path | None, course_id: str | None) -> Row:
    path = folder / CONFIG
    if path.exists():
        return CONFIG, "there", "an exchange is set there" if exchange else ""
    name = course_id or COURSE_ID
    if not re.fullmatch(r"[A-Za-z0-9][\w.-]*", name):
        raise BadInput(f"{name!r} is no name of a course. Give letters, digits, '-' and '_'.")
    line = f"c.Exchange.root = {str(exchange.resolve())!r}\n" if exchange else _NO_EXCHANGE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(_CONFIG.format(checkout=str(ROOT), course_id=name, exchange=line), encoding="utf-8")
    except OSError as error:
        raise BadInput(f"{folder} cannot be written to ({error.strerror}). Give another folder.") from error
    return CONFIG, "made", ""


def _lesson(course: CourseFolder, built: Built) -> list[Row]:
    """Its source with the solutions, and its release."""
    rows = []
    for step, notebook in (("source", built.source), ("release", built.lesson)):
        folder = course.place(step, built.name)
        for name, text in {f"{built.name}.ipynb": notebook, **built.beside}.items():
            path = folder / name
            what = path.relative_to(course.root).as_posix()
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(text.encode())
                rows.append((what, "made", ""))
            elif path.is_file() and path.read_bytes() == text.encode():
                rows.append((what, "there", ""))
            else:
                rows.append(
                    (what, "left", "differs from the lesson of today; for that one move it away, and run again")
                )
    return rows


def _due(asked: str) -> tuple[str, datetime]:
    """'01=2026-11-02' (the day's end), '01_parameter=2026-11-02 18:00': in this machine's zone, if none is said."""
    lesson, _, when = asked.partition("=")
    [name] = chosen([lesson])
    try:
        date = datetime.fromisoformat(when.strip())
    except ValueError:
        raise BadInput(
            f"{asked!r} names no date. Write it as {name}=2026-11-02 or '{name}=2026-11-02 18:00'."
        ) from None
    if re.fullmatch(r"\d{4}-?\d\d-?\d\d", when.strip()):
        date = date.replace(hour=23, minute=59, second=59)
    return name, date.astimezone()
