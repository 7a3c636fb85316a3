"""Grades for other systems: nbgrader's own CSV, Canvas's gradebook, Moodle's grade import.

Each is a plugin of nbgrader: `nbgrader export --exporter=autograder.reports.export.CanvasExport` writes the same file.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any

from nbgrader.plugins import CsvExportPlugin, ExportPlugin

from autograder.penalties import config_of
from autograder.reports.cells import cell, save, unwritable
from autograder.reports.scores import Person, Score, Scores, gathered, lessons_in, opened


class _Columns(ExportPlugin):  # type: ignore[misc]  # nbgrader has no types
    """A file with one row a student and one column a lesson."""

    default = "grades.csv"

    def export(self, gradebook: Any) -> None:
        asked = [str(name) for name in self.assignment]
        scores = gathered(gradebook, [n for n in lessons_in(gradebook, None) if not asked or n in asked])
        header, rows = self.table(scores, [str(s) for s in self.student] or list(scores.people))
        save(Path(self.to or self.default), header, rows)

    def table(self, scores: Scores, students: Sequence[str]) -> tuple[list[str], list[list[Any]]]:
        raise NotImplementedError


class CanvasExport(_Columns):
    """The columns of Canvas's gradebook, as it exports and imports them.

    Canvas looks for a student by ID (nbgrader's lms_user_id), SIS User ID, SIS Login ID and name, in this order. An
    empty score leaves what Canvas has. A lesson that Canvas does not have becomes a new assignment of these points.
    """

    default = "canvas.csv"

    def table(self, scores: Scores, students: Sequence[str]) -> tuple[list[str], list[list[Any]]]:
        most = ["    Points Possible", "", "", "", "", *scores.most.values()]
        rows = [[p.sortable, p.lms, p.id, p.id, "", *_finals(scores, p)] for p in _people(scores, students)]
        return ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *scores.most], [most, *rows]


class MoodleExport(_Columns):
    """Columns for Moodle's "Import > CSV file": map from Username to username, and each lesson to its grade item.

    A student who has handed in nothing has no row. Moodle grades the student of the row above where the column that
    it maps from is empty, so a column that is not full for everybody is left out.
    """

    default = "moodle.csv"

    def table(self, scores: Scores, students: Sequence[str]) -> tuple[list[str], list[list[Any]]]:
        people = [p for p in _people(scores, students) if any(s is not None for s in _finals(scores, p))]
        known = {
            "Username": [p.id for p in people],
            "User ID": [p.lms for p in people],
            "Email address": [p.email for p in people],
        }
        full = {name: values for name, values in known.items() if all(values)}
        names = [[p.first, p.last] for p in people]
        told = [list(row) for row in zip(*full.values(), strict=True)]
        rows = [[*t, *n, *_finals(scores, p)] for t, n, p in zip(told, names, people, strict=True)]
        return [*full, "First name", "Last name", *scores.most], rows


class NbgraderExport(CsvExportPlugin):  # type: ignore[misc]  # nbgrader has no types
    """nbgrader's own file, with its texts quoted: it writes a name with a comma as two columns."""

    def export(self, gradebook: Any) -> None:
        super().export(_Quoting(gradebook))


class _Cell(str):
    """A text that becomes a cell of a CSV file where nbgrader puts it into a line; everywhere else it is itself."""

    def __format__(self, spec: str) -> str:
        out = io.StringIO()
        csv.writer(out, lineterminator="").writerow([cell(str(self)), ""])  # alone, an empty text would be quoted
        return out.getvalue().removesuffix(",")


class _Quoting:
    """A gradebook whose students' texts are cells."""

    def __init__(self, gradebook: Any) -> None:
        self.assignments, self.find_submission = gradebook.assignments, gradebook.find_submission
        texts = ("id", "last_name", "first_name", "email")
        self.students = [
            SimpleNamespace(**{name: _Cell(getattr(s, name) or "") for name in texts}) for s in gradebook.students
        ]


FORMATS: dict[str, type[ExportPlugin]] = {
    "nbgrader": NbgraderExport,
    "canvas": CanvasExport,
    "moodle": MoodleExport,
}


def export(db: Path, form: str, lesson: str | None = None, into: Path | None = None) -> str:
    """Write the grades of a gradebook, or of one lesson; the text of the file where `into` is None.

    Points given by hand and late penalties count as the gradebook has them. Raises BadInput for a gradebook or a lesson
    that is not there, and for a file that cannot be written.
    """
    with TemporaryDirectory() as folder, opened(db) as gb:
        path = into or Path(folder) / "grades.csv"
        plugin = FORMATS[form](config=config_of(db.resolve().parent))
        plugin.to, plugin.assignment = str(path), lessons_in(gb, lesson)
        try:
            plugin.export(gb)
        except OSError as error:
            raise unwritable(path, error) from error
        return "" if into else path.read_text(encoding="utf-8")


def _people(scores: Scores, students: Sequence[str]) -> list[Person]:
    return [scores.people[name] for name in scores.people if name in students]


def _finals(scores: Scores, person: Person) -> list[float | None]:
    """What counts for a student in each lesson; None where nothing was handed in."""
    found: list[Score | None] = [scores.of[name].get(person.id) for name in scores.most]
    return [None if s is None else s.final for s in found]


def waiting(db: Path, lesson: str | None = None) -> int:
    """How many submissions wait for a person to look at a cell: their points may change."""
    with opened(db) as gb:
        of = gathered(gb, lessons_in(gb, lesson)).of
    return sum(1 for scores in of.values() for s in scores.values() if s.by_hand)
