"""The learner's own copies of the lessons. What a learner wrote is never overwritten, moved or removed.

Beside the copies, `.copies.json` holds which release each was copied from. A copy that is still that very release is
replaced by a newer one; a copy that differs is the learner's work, and a newer release is only told of.
"""

import hashlib
import json
import os
import tempfile
from pathlib import Path
from typing import NamedTuple

from course.setup.trouble import NO_WRITING, Trouble

RECORD = ".copies.json"


class Copied(NamedTuple):
    """What was done with each released file; paths are relative to the lessons' folder, with slashes."""

    new: list[str]
    replaced: list[str]
    kept: list[str]  # the learner's work, for which there is a newer release


def bring(lessons: Path, folder: Path) -> list[str]:
    """Bring the learner's folder up to date with the released lessons and return what to tell the learner.

    Raises Trouble where the folder is no place for copies, or cannot be written to.
    """
    if folder == lessons or lessons in folder.parents or folder in lessons.parents:
        raise Trouble(f"{folder} holds the released lessons. Choose a folder of your own for your copies.")
    if folder.exists() and not folder.is_dir():
        raise Trouble(f"{folder} is a file. Choose a folder for your copies.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        copied = copy(lessons, folder)
    except PermissionError as error:
        raise Trouble(f"{error}\n{NO_WRITING.format(root=folder)}") from error
    lines = []
    if copied.new:
        lines.append(f"New in {folder}: {', '.join(copied.new)}")
    if copied.replaced:
        lines.append(f"Brought up to date (you had not changed them): {', '.join(copied.replaced)}")
    for path in copied.kept:
        lines.append(f"{path}: there is a newer version in {lessons / path}. Yours is changed and stays as it is.")
    if copied.kept:
        lines.append("To have a newer version here as well, rename yours and run this again.")
    return lines


def copy(lessons: Path, folder: Path) -> Copied:
    """Copy every released file that is missing, replace every copy that is unchanged, and leave the rest alone."""
    record = read_record(folder / RECORD)
    copied = Copied([], [], [])
    for source in released(lessons):
        path = source.relative_to(lessons).as_posix()
        text = source.read_bytes()
        mine = folder / path
        if not mine.exists() and not mine.is_symlink():
            place(text, mine, over=False)
            copied.new.append(path)
        elif mine.is_symlink() or not mine.is_file():
            continue  # something of the learner's own stands there
        elif fingerprint(mine.read_bytes()) == fingerprint(text):
            pass
        elif fingerprint(mine.read_bytes()) == record.get(path):
            place(text, mine, over=True)
            copied.replaced.append(path)
        else:
            if record.get(path) != fingerprint(text):
                copied.kept.append(path)
            continue  # the record keeps the release the learner's work began from
        record[path] = fingerprint(text)
    place(json.dumps(record, indent=1, sort_keys=True).encode() + b"\n", folder / RECORD, over=True)
    return copied


def released(lessons: Path) -> list[Path]:
    """The released files, in order: one folder a lesson, nothing hidden."""
    files = [path for path in lessons.glob("*/**/*") if path.is_file()] if lessons.is_dir() else []
    hidden = [path for path in files if any(part.startswith((".", "__")) for part in path.relative_to(lessons).parts)]
    return sorted(set(files) - set(hidden))


def first_notebook(folder: Path) -> str | None:
    """The first lesson in the learner's folder, as JupyterLab names it."""
    notebooks = sorted(path.relative_to(folder).as_posix() for path in folder.glob("[0-9]*/*.ipynb"))
    return notebooks[0] if notebooks else None


def fingerprint(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()


def read_record(path: Path) -> dict[str, str]:
    """The record; empty where there is none or it cannot be read, so that every copy then counts as changed."""
    try:
        record = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def place(text: bytes, path: Path, over: bool) -> None:
    """Write a file whole or not at all; without `over`, never onto one that has appeared meanwhile."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".copying-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text)
        os.chmod(name, 0o644)
        if over or not path.exists():
            os.replace(name, path)
    finally:
        if os.path.exists(name):
            os.unlink(name)
