"""Whose a file of a bulk download is, and which of several counts.

Moodle, in folders (its default) or without, the name having no underscore in it:
    Ada Lovelace_1234_assignsubmission_file/01_parameter.ipynb
    Ada Lovelace_1234_assignsubmission_file_01_parameter.ipynb
Moodle's number is another one in each assignment. Mirrors mod/assign/classes/downloader.php.

Canvas, last name first, with its numbers of the person and of the file:
    lovelaceada_LATE_12_345_01_parameter-1.ipynb
Mirrors lib/content_zipper.rb.

Folders as nbgrader has them, and files by the learner's id:
    ada/01_parameter/01_parameter.ipynb
    ada.ipynb
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from autograder.classes.archive import Entry, inside
from autograder.classes.people import Unclear
from course import book

_MOODLE = re.compile(r"(?P<name>[^_]+)_(?P<number>\d+)_assignsubmission_(?P<kind>[a-z]+)_?(?P<file>.*)")
_CANVAS = re.compile(r"(?P<name>.+?)(?P<late>_LATE)?_(?P<number>\d+)_(?P<order>\d+)_(?P<file>.+)")
_COPY = r"(?:[ _-]*(?:\((?P<n>\d{1,4})\)|-(?P<m>\d{1,4})))?"  # what browsers and Canvas add to a name that is taken
NOTEBOOKS = (".ipynb", ".zip")


@dataclass(frozen=True)
class Handed:
    """One file that somebody handed in: their name and number there, and the file's own name."""

    name: str
    file: str
    entry: Entry
    number: str = ""
    canvas: bool = False
    order: int = 0
    late: bool = False

    @property
    def who(self) -> tuple[str, str]:
        return self.name, self.number


def handed(entry: Entry, lesson: str) -> Handed | None:
    """Whose a file is; None for what no one hands in.  Raises Unclear where a name can be read in two ways."""
    parts = entry.parts
    for i, part in enumerate(parts):
        if found := _MOODLE.fullmatch(part):
            file = found["file"] if i == len(parts) - 1 else parts[-1]
            return Handed(found["name"], file, entry, found["number"]) if found["kind"] == "file" and file else None
    last = parts[-1]
    if found := _CANVAS.fullmatch(last):
        # A person's own name may end in a number; then the file's begins with one, and is no lesson's.
        if re.match(r"\d+_", found["file"]) and not copy_of(found["file"], known=None):
            raise Unclear("can be read as two people's. Rename it: ID.ipynb, with the learner's id.")
        if found["name"].startswith("anon") and "_" in found["name"]:
            raise Unclear("has no name: the assignment is graded anonymously. Show the names, and download it again.")
        order = int(found["order"][:18])
        return Handed(found["name"], found["file"], entry, found["number"], True, order, bool(found["late"]))
    if len(parts) > 2 and parts[-2] == lesson:
        return Handed(parts[-3], last, entry)
    if len(parts) > 1 and copy_of(last, lesson):
        return Handed(parts[-2], last, entry)
    return Handed(PurePosixPath(last).stem, f"{lesson}{PurePosixPath(last).suffix}", entry) if _notebook(last) else None


def _notebook(file: str) -> bool:
    return PurePosixPath(file).suffix.lower() in NOTEBOOKS


def copy_of(file: str, known: str | None) -> tuple[str, int] | None:
    """The lesson that a file is named after, and which copy it is: ('01_parameter', 1) of '01_parameter-1.ipynb'."""
    stem = PurePosixPath(file).stem
    for lesson in [known] if known else book.lessons():
        if found := re.fullmatch(re.escape(lesson) + _COPY, stem):
            return lesson, int(found["n"] or found["m"] or 0)
    return None


def choose(found: Sequence[Handed], lesson: str) -> tuple[Handed, str]:
    """Which of one person's files counts, and what is to be said of it.  Raises Unclear where none does."""
    files = [h for h in found if _notebook(h.file)]
    if not files:
        raise Unclear(f"no notebook was handed in, but {', '.join(shown(h.file) for h in found[:3])}. Ask for it.")
    if named := [h for h in files if copy_of(h.file, lesson)]:
        return max(named, key=lambda h: (h.order, _copies(h.file, lesson), h.file.endswith(".ipynb"))), ""
    other = [h for h in files if not copy_of(h.file, None)]
    if len(other) == 1:
        return other[0], f"was called {shown(other[0].file)}"
    said = ", ".join(shown(h.file) for h in (other or files)[:3])
    raise Unclear(f"which one is {lesson}: {said}? Rename it to {lesson}.ipynb, or ask for it again.")


def _copies(file: str, lesson: str) -> int:
    found = copy_of(file, lesson)
    return found[1] if found else 0


def notebook_in(chosen: Handed, lesson: str) -> tuple[bytes, str]:
    """The bytes of the notebook, out of a learner's own archive where it is one; and what is to be said.

    Raises ValueError where it cannot be read, and Unclear where the archive does not hold it.
    """
    content = chosen.entry.read()
    if not chosen.file.lower().endswith(".zip"):
        return content, ""
    held = inside(content)
    for entry in held:
        if entry.trouble:
            raise ValueError(f"holds {shown(entry.path)}, which {entry.trouble}")
    inner, said = choose([Handed("", e.parts[-1], e) for e in held if e.parts[-1].lower().endswith(".ipynb")], lesson)
    return inner.entry.read(), said


def shown(text: str) -> str:
    """A name of somebody else's choosing, as it can be printed: on one line, and not without end."""
    plain = text if text.isprintable() else text.encode("unicode_escape", "backslashreplace").decode()
    return plain if len(plain) <= 80 else plain[:76] + " ..."
