"""A class's folder: an nbgrader course root, found through its nbgrader_config.py."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbgrader.apps import NbGraderAPI
from nbgrader.utils import capture_log, temp_attrs
from traitlets.config import Config

from autograder.grade import COURSE_ID
from autograder.gradebook import find_alembic
from autograder.penalties import CONFIG, config_of
from autograder.trouble import BadInput


@dataclass(frozen=True)
class CourseFolder:
    """nbgrader's own view of a course, and where its files stand."""

    root: Path
    api: Any

    @property
    def course_id(self) -> str:
        return str(self.api.coursedir.course_id)

    @property
    def db(self) -> Path:
        return Path(str(self.api.coursedir.db_url).removeprefix("sqlite:///"))

    def place(self, step: str, lesson: str, learner: str = ".") -> Path:
        """A lesson's folder at a step ('source', 'release', 'submitted', 'feedback'), by nbgrader's configuration."""
        directory = getattr(self.api.coursedir, f"{step}_directory")
        return Path(self.api.coursedir.format_path(directory, learner, lesson))

    def exchange(self, step: str, lesson: str, **settings: bool) -> tuple[Any, str]:
        """Run the exchange's 'ReleaseAssignment' or 'Collect' of a lesson: what ran, and why it failed, or ''.

        Raises BadInput on Windows, where nbgrader has no exchange.
        """
        if sys.platform == "win32":
            raise BadInput("nbgrader has no exchange on Windows. Use archives: release --to DIR, collect --from PATH")
        with temp_attrs(self.api.coursedir, assignment_id=lesson):
            make = getattr(self.api.exchange, step)
            app = make(coursedir=self.api.coursedir, authenticator=self.api.authenticator, parent=self.api)
            for name, value in settings.items():
                setattr(app, name, value)
            done = capture_log(app)
        if done["success"]:
            return app, ""
        said = re.findall(r"^\[(?:ERROR|CRITICAL)\] (.+)", done.get("log", ""), re.M)
        return app, (said or done["error"].splitlines())[-1].rstrip(".")


def opened(root: Path) -> CourseFolder:
    """The course in a folder.  Raises BadInput, with the mend, for a folder that is none."""
    root = root.resolve()
    if not (root / CONFIG).is_file():
        raise BadInput(
            f"{root} has no {CONFIG}, so it is no course. Run this in the course's folder, or make one: "
            "python3 -m autograder new-course DIR"
        )
    find_alembic()
    config = config_of(root)
    known = config.get("CourseDirectory", Config())
    for name, value in {"root": str(root), "course_id": COURSE_ID}.items():
        if not known.get(name):
            setattr(config.CourseDirectory, name, value)
    return CourseFolder(Path(str(config.CourseDirectory.root)), NbGraderAPI(config=config))


def released(course: CourseFolder, lesson: str) -> Path:
    """A lesson's released folder.  Raises BadInput where the course has none of it."""
    folder = course.place("release", lesson)
    if not (folder / f"{lesson}.ipynb").is_file():
        raise BadInput(
            f"{course.root} has no released {lesson}. Mend: python3 -m autograder new-course {course.root} "
            f"--lessons {lesson}"
        )
    return folder
