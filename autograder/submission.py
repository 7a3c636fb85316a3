"""A submission, read as data.

Which cells count, in which order, and what they check comes from the lesson's source alone. From the submission come
the text of the answer cells and the learner's own cells, and nothing else.
"""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from nbgrader.utils import parse_utc

from autograder.build import chosen
from autograder.expected import expected, plain_python, playgrounds
from autograder.trouble import BadInput
from course import book

LARGEST = 20_000_000
MOST_CELLS, MOST_CODE = 2_000, 1_000_000  # a lesson has a tenth of either
LONGEST_BESIDE = 1_000
AGAIN = "Ask for the notebook again."  # said to an instructor


@dataclass(frozen=True)
class Step:
    """One code cell to run ('given', 'answer', 'own'), or the place of a 'check'.  On a page also 'text' and 'note'."""

    kind: str
    name: str
    text: str = ""
    exercise: str = ""


@dataclass(frozen=True)
class Submission:
    """One learner's notebook of one lesson; `trouble` says why it could not be read.

    `steps` is what is run; `page` is what a person reads: all cells, with the learner's own text as it was written.
    """

    learner: str
    lesson: str
    path: Path
    steps: tuple[Step, ...] = ()
    trouble: str = ""
    remarks: tuple[str, ...] = ()
    timestamp: str = ""
    untouched: frozenset[str] = frozenset()
    page: tuple[Step, ...] = ()


def collect(folder: Path, lesson: str | None = None) -> list[Submission]:
    """Read a folder of submissions: NAME/LESSON/LESSON.ipynb as nbgrader's submitted/, or NAME.ipynb.

    Raises BadInput for a folder without a submission, an unknown lesson, and NAME.ipynb where the lesson is not clear.
    """
    if not folder.is_dir():
        raise BadInput(f"{folder} is no folder. Give the folder that the submissions are in.")
    only = chosen([lesson])[0] if lesson else None
    found: dict[tuple[str, str], Submission] = {}
    twice = []
    for learner, name, path in _files(folder, only):
        if (learner, name) in found:
            where = f"{found[learner, name].path.relative_to(folder)} is graded; keep one of the two."
            twice.append(Submission(learner, name, path, trouble=f"{learner} handed in {name} twice. {where}"))
        else:
            found[learner, name] = _read(learner, name, path, folder)
    if not found:
        what = f"of {only} " if only else ""
        raise BadInput(
            f"there is no submission {what}in {folder}. It should hold NAME/LESSON/LESSON.ipynb or NAME.ipynb."
        )
    return [*found.values(), *twice]


def _files(folder: Path, only: str | None) -> Iterator[tuple[str, str, Path]]:
    known = book.lessons()
    for entry in sorted(folder.iterdir(), key=lambda p: p.name):
        if entry.name.startswith("."):
            continue
        if entry.suffix == ".ipynb":
            name = only or (known[0] if len(known) == 1 else None)
            if name is None:
                raise BadInput(f"{entry.name} may be of any of {len(known)} lessons. Say which: --lesson {known[0]}")
            yield entry.stem, name, entry
        elif entry.is_dir():
            for name in [only] if only else known:
                if (entry / name).is_dir():
                    yield entry.name, name, entry / name / f"{name}.ipynb"


def _read(learner: str, lesson: str, path: Path, folder: Path) -> Submission:
    try:
        if not learner.isprintable():
            # Shown as text, so that no name breaks a table or a database.
            learner = learner.encode("unicode_escape").decode()
            raise ValueError(f"{learner} is no name that can be stored. Rename it, in letters, and grade again.")
        cells = cells_of(path, folder)
    except ValueError as error:
        return Submission(learner, lesson, path, trouble=str(error))
    page, remarks, untouched = _page(lesson, cells)
    when = _timestamp(path, folder)
    steps = tuple(_steps(lesson, page))
    return Submission(learner, lesson, path, steps, "", tuple(remarks), when, frozenset(untouched), tuple(page))


def cells_of(path: Path, folder: Path) -> list[dict[str, Any]]:
    """The cells of a notebook's file in a folder of submissions.

    Raises ValueError, saying what is wrong and what mends it.
    """
    raw = _content(path, folder)
    if not raw.strip():
        raise ValueError(f"{path.name} is empty. {AGAIN}")
    try:
        notebook = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ValueError(f"{path.name} is no text in UTF-8, so no notebook. {AGAIN}") from None
    except RecursionError:
        raise ValueError(f"{path.name} is nested too deep to be a notebook. {AGAIN}") from None
    except ValueError as error:
        raise ValueError(f"{path.name} is broken JSON ({error}). {AGAIN}") from None
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(cells, list):
        raise ValueError(f"{path.name} is JSON, but no notebook: it has no cells. {AGAIN}")
    kept = [c for c in cells if isinstance(c, dict)]
    if len(kept) > MOST_CELLS or sum(len(_text(c)) for c in kept) > MOST_CODE:
        raise ValueError(
            f"{path.name} has more than {MOST_CELLS:,} cells or {MOST_CODE // 1_000_000} MB of text in them. {AGAIN}"
        )
    return kept


def _content(path: Path, folder: Path) -> bytes:
    """A file's bytes.  Raises ValueError for a link on the way to it, a pipe or a device, and one that is too large."""
    way = [path, *path.parents][: len(path.relative_to(folder).parts)]
    try:
        if any(p.is_symlink() for p in way):
            raise ValueError(f"{path.name} is a link to another place. {AGAIN}")
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):  # a pipe would be waited for, for ever
            raise ValueError(f"{path.name} is no file. {AGAIN}")
        if found.st_size > LARGEST:
            raise ValueError(
                f"{path.name} is larger than {LARGEST // 1_000_000} MB. Clear its outputs and hand it in again."
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise ValueError(f"{path.name} is not there: the file must have the lesson's name.") from None
    except OSError as error:
        raise ValueError(f"{path.name} cannot be read ({error.strerror}). {AGAIN}") from error


def _page(lesson: str, cells: list[dict[str, Any]]) -> tuple[list[Step], list[str], set[str]]:
    """The source's cells in the source's order, with the submission's answers in them and its own cells between.

    A cell whose text is the source's has none here.
    """
    source, open_cells = expected(lesson), playgrounds(lesson)
    texts: dict[str, str] = {}
    own: dict[str, list[Step]] = {}
    last, count = "", 0
    for cell in cells:
        name = _grade_id(cell)
        if name in source and name not in texts:
            texts[name], last = _text(cell), name
        elif cell.get("cell_type") == "code":
            count += 1
            called = name if name in open_cells else f"own cell {count} after {last or 'the start'}"
            own.setdefault(last, []).append(Step("own", called, _text(cell)))
        else:
            own.setdefault(last, []).append(Step("note", name, _text(cell)))
    page = list(own.get("", []))
    for name, known in source.items():
        page.append(Step(known.kind, name, texts.get(name, "") if known.kind == "answer" else "", known.exercise))
        page += own.get(name, [])
    answers = {name: known for name, known in source.items() if known.kind == "answer"}
    missing = [f"the cell {name} is missing" for name in answers if name not in texts]
    untouched = {known.exercise for name, known in answers.items() if texts.get(name, "").strip() == known.text.strip()}
    return page, missing, untouched


def _steps(lesson: str, page: list[Step]) -> Iterator[Step]:
    """What is run of a page, as plain Python."""
    source = expected(lesson)
    for step in page:
        if step.kind not in ("text", "note"):
            yield replace(step, text=plain_python(source[step.name].text if step.kind == "given" else step.text))


def _grade_id(cell: dict[str, Any]) -> str:
    """The cell's grade_id; where an editor has taken the metadata out, its id, which is the same."""
    metadata = cell.get("metadata")
    nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    name = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None
    return str(name or cell.get("id") or "")


def _text(cell: dict[str, Any]) -> str:
    source = cell.get("source", "")
    return "".join(map(str, source)) if isinstance(source, list) else str(source)


def beside(path: Path, name: str, folder: Path) -> str:
    """A short text of nbgrader's exchange beside a notebook in a folder of submissions; '' where it is none."""
    try:
        said = _content(path.with_name(name), folder).decode()
    except ValueError:
        return ""
    return said if len(said) <= LONGEST_BESIDE else ""


def _timestamp(path: Path, folder: Path) -> str:
    """When nbgrader's exchange took it, or ''."""
    said = beside(path, "timestamp.txt", folder).strip()
    try:
        parse_utc(said)
    except (ValueError, OverflowError):
        return ""
    return said
