"""release: lessons to the learners, through nbgrader's exchange or as archives for a learning platform."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from autograder.build import chosen
from autograder.classes.folder import CourseFolder, opened, released
from autograder.trouble import BadInput

THE_DAY = (2026, 1, 1, 0, 0, 0)  # in every archive, so that the same lesson has the same bytes


def release(lessons: Iterable[str], course: Path = Path("."), to: Path | None = None, force: bool = False) -> list[str]:
    """Release lessons; returns a line for each.

    Raises BadInput, with the mend, for lessons that the course does not have, and for a place that has them already.
    """
    root = opened(course)
    names = chosen(lessons)
    folders = {name: released(root, name) for name in names}
    if to is None:
        return [_exchange(root, name, force) for name in names]
    return [_archive(folder, name, to, force) for name, folder in folders.items()]


def _exchange(course: CourseFolder, lesson: str, force: bool) -> str:
    """`nbgrader release_assignment`."""
    app, trouble = course.exchange("ReleaseAssignment", lesson, force=force)
    if "already exists" in trouble:
        raise BadInput(f"{lesson} is released already. --force releases it again; the learners' own copies stay.")
    if trouble:
        raise BadInput(
            f"{lesson} is not released ({trouble}). Name a folder that all can write to in nbgrader_config.py, as "
            "c.Exchange.root, or write archives: --to DIR"
        )
    return f"{lesson}: released in the exchange {app.root}, as {course.course_id}"


def _archive(folder: Path, lesson: str, to: Path, force: bool) -> str:
    """LESSON.zip, with the folder LESSON in it."""
    files = sorted(p for p in folder.rglob("*") if p.is_file() and ".ipynb_checkpoints" not in p.parts)
    content = packed({f"{lesson}/{p.relative_to(folder).as_posix()}": p for p in files})
    return put(to / f"{lesson}.zip", content, force, lesson)


def put(path: Path, content: bytes, force: bool, lesson: str) -> str:
    """Write an archive; one that is there and differs stays, unless forced.  Raises BadInput where none is written."""
    if path.exists() and path.read_bytes() == content:
        return f"{lesson}: {path} is there, the same"
    if path.exists() and not force:
        raise BadInput(f"{path} is there, and differs. --force replaces it; --to DIR writes elsewhere.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise BadInput(f"{path} cannot be written ({error.strerror}). Give another folder: --to DIR") from error
    return f"{lesson}: wrote {path}"


def packed(files: Mapping[str, Path]) -> bytes:
    """Files as one archive, by their names in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, path in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, THE_DAY), path.read_bytes(), zipfile.ZIP_DEFLATED)
    return out.getvalue()
