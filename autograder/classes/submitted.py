"""nbgrader's submitted/: the newest submission of each learner; what it replaces is kept in earlier/ under its time."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from nbgrader.utils import parse_utc

from autograder.classes.folder import CourseFolder

TIMESTAMP, EARLIER = "timestamp.txt", "earlier"


@dataclass(frozen=True)
class Collected:
    """One row of what was collected: 'new', 'newer', 'same', 'older' or 'refused', and why."""

    learner: str
    state: str
    said: str = ""


def store(course: CourseFolder, lesson: str, learner: str, files: Mapping[str, bytes]) -> Collected:
    """Put a submission into submitted/, if it is newer, by its time where both have one; the other goes to earlier/."""
    place = course.place("submitted", lesson, learner)
    notebook = f"{lesson}.ipynb"
    if not place.exists():
        _write(place, files)
        return Collected(learner, "new")
    if (place / notebook).is_file() and (place / notebook).read_bytes() == files[notebook]:
        if TIMESTAMP in files and not (place / TIMESTAMP).exists():
            (place / TIMESTAMP).write_bytes(files[TIMESTAMP])
        return Collected(learner, "same")
    then, now = time_of(place), _time(files.get(TIMESTAMP, b""))
    if then and now:
        if now <= then:
            return Collected(learner, "older", f"the one in submitted/ is of {then:%Y-%m-%d %H:%M} UTC")
    elif any(p.read_bytes() == files[notebook] for p in kept(course, lesson, learner).glob(f"*/{notebook}")):
        return Collected(learner, "older", "it was collected before, and replaced since")
    where = keep(course, lesson, learner, move=True)
    _write(place, files)
    return Collected(learner, "newer", f"the one before is in {where.relative_to(course.root)}")


def kept(course: CourseFolder, lesson: str, learner: str) -> Path:
    return course.root / EARLIER / learner / lesson


def keep(course: CourseFolder, lesson: str, learner: str, move: bool) -> Path:
    """Put aside what submitted/ has of a learner, under its time."""
    place = course.place("submitted", lesson, learner)
    when = time_of(place) or datetime.fromtimestamp(place.stat().st_mtime, UTC)
    stamp = f"{when:%Y-%m-%dT%H-%M-%SZ}"
    folder = kept(course, lesson, learner)
    folder.mkdir(parents=True, exist_ok=True)
    names = [stamp, *(f"{stamp}-{n}" for n in range(2, 10_000))]
    free = next(folder / name for name in names if not (folder / name).exists())
    if move:
        place.rename(free)
    else:
        shutil.copytree(place, free, symlinks=True)
    return free


def time_of(place: Path) -> datetime | None:
    """When a submission was handed in, in UTC; None where it is not known."""
    path = place / TIMESTAMP
    return _time(path.read_bytes()[:100]) if path.is_file() else None


def _time(said: bytes) -> datetime | None:
    try:
        found: datetime = parse_utc(said[:100].decode().strip())
    except (ValueError, OverflowError):
        return None
    return found.replace(tzinfo=UTC)


def _write(place: Path, files: Mapping[str, bytes]) -> None:
    """All of it or nothing, whenever it is interrupted."""
    new = place.with_name(f".{place.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    for name, content in files.items():
        (new / name).write_bytes(content)
    new.rename(place)
