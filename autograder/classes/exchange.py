"""nbgrader's collect from its exchange, for a class in which somebody may have put links there, or another's name.

A submission in the exchange is its learner's folder. Stock collect follows the links in it with the instructor's
rights (one to the course's source notebook is a right solution), warns where it is another user's, and deletes
what it replaces. One line in nbgrader_config.py: c.ExchangeFactory.collect = "autograder.classes.exchange.Collect"
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.exchange.default import ExchangeCollect
from traitlets import List

from autograder.classes.archive import read_file
from autograder.classes.downloads import shown
from autograder.classes.folder import CourseFolder
from autograder.classes.people import trouble_of
from autograder.classes.submitted import Collected, keep

MOST_FILES = 1000


class Collect(ExchangeCollect):  # type: ignore[misc]
    """nbgrader's collect, without links; `rows` says what came of each submission."""

    rows: Any = List()
    src_records: list[dict[str, Any]]

    def copy_files(self) -> None:
        """Collect one record after another, each after it was read with care."""
        self.rows = []
        records = self.src_records
        place = CourseFolder(Path(self.coursedir.root), self)
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gb:
            known = {s.id for s in gb.students}
        for record in sorted(records, key=lambda r: r["username"]):
            with tempfile.TemporaryDirectory(prefix="course-collect-") as made:
                try:
                    self._fetched = self._fetch(record, Path(made), known)
                except ValueError as error:
                    self.rows = [*self.rows, Collected(shown(record["username"]), "refused", str(error))]
                    continue
                self.rows = [*self.rows, self._collect(record, place)]
        self.src_records = records
        if not records:
            super().copy_files()

    def _collect(self, record: dict[str, Any], course: CourseFolder) -> Collected:
        learner, lesson = record["username"], self.coursedir.assignment_id
        there = course.place("submitted", lesson, learner)
        state, said = "new", ""
        if there.is_dir():
            then = self.coursedir.get_existing_timestamp(str(there))
            if self.update and (then is None or record["timestamp"] > then):
                where = keep(course, lesson, learner, move=False)
                state, said = "newer", f"the one before is in {where.relative_to(course.root)}"
            else:
                state = "same"
        self.src_records = [record]
        super().copy_files()
        return Collected(learner, state, said)

    def do_copy(self, src: str, dest: str, log: Any = None) -> None:
        """Copy what was read, not what stands there now."""
        super().do_copy(str(self._fetched), dest, log)

    def _fetch(self, record: dict[str, Any], into: Path, known: set[str]) -> Path:
        """The files of a record, no link among them.  Raises ValueError, with the mend, for one that is refused."""
        learner, path = record["username"], Path(self.inbound_path) / record["filename"]
        again = "It stays in the exchange; ask for it again."
        if trouble := trouble_of(learner):
            raise ValueError(f"the name {trouble}. {again}")
        if (owner := _owner(path)) != learner and owner in known and self.check_owner:
            raise ValueError(f"it is {owner}'s own folder under another's name. {again}")
        into = into / "submission"
        into.mkdir()
        try:
            folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        except OSError:
            raise ValueError(f"it is no folder, or a link to another place. {again}") from None
        try:
            names = os.listdir(folder)
            if len(names) > MOST_FILES:
                raise ValueError(f"it holds more than {MOST_FILES} files. {again}")
            for name in names:
                if not os.path.isdir(path / name) or os.path.islink(path / name):
                    try:
                        (into / name).write_bytes(read_file(name, within=folder))
                    except ValueError as error:
                        raise ValueError(f"{shown(name)} {error}. {again}") from None
        finally:
            os.close(folder)
        return into


def _owner(path: Path) -> str:
    try:
        return path.owner()
    except (KeyError, OSError, NotImplementedError):
        return ""
