"""bench: the `nn` a lesson starts from.

    nn = bench("06")

The learner's own answers of earlier lessons where their checks pass, the reference for the rest; one line says which.
Where the learner's lessons are not beside the notebook (in grading, say) it is the reference alone.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from course import book
from course.checking import agrees
from course.folding import SCOPES, Piece, empty, fold, load, pieces
from course.open_bench import put
from course.two_worlds import register_magics

REFERENCE = "COURSE_REFERENCE"


@dataclass(frozen=True)
class Carried:
    """The pieces of one earlier lesson, and which exercises of it are the learner's own."""

    pieces: list[Piece]
    own: tuple[str, ...]
    all: tuple[str, ...]


def bench(lesson: str) -> ModuleType:
    """Return a fresh `nn` with everything that the lessons before this one build.

    Raises LookupError, naming the lessons there are, for an unknown lesson.
    """
    register_magics()
    nn, line = _earlier(lesson)
    put(nn)
    print(line)
    return nn


def _earlier(lesson: str) -> tuple[ModuleType, str]:
    if REFERENCE in os.environ:
        nn = _waiting.pop() if _waiting else _as_folded()
        return nn, f"nn for lesson {lesson}: the reference, as folded."
    number = book.lesson(lesson).number
    carried = [carry(name, Path.cwd().parent) for name in _builders_before(number)]
    if not any(c.pieces for c in carried):
        return empty("nn"), f"nn for lesson {number}: empty. Everything in it will be yours."
    nn = load(fold([p for c in carried for p in c.pieces]), "nn")
    own = sum(len(c.own) for c in carried)
    whole = sum(len(c.all) for c in carried)
    return nn, f"nn for lesson {number}: {own} of {whole} earlier pieces are your own, the rest are the reference's."


# A process that is forked for each submission has the first bench ready, before there is a submission.
_waiting: list[ModuleType] = []


def prepare() -> None:
    """Make a bench of the folded reference before it is asked for."""
    _waiting[:] = [_as_folded()]


def _as_folded() -> ModuleType:
    return load(Path(os.environ[REFERENCE]).read_text(encoding="utf-8"), "nn")


def _builders_before(number: str) -> list[str]:
    """The lessons before this one that build something of nn: mere practice stays in its lesson."""
    order = [n.split("_")[0] for n in book.lessons()]
    before = book.lessons()[: order.index(number)]
    return [n for n in before if not grown_onto(n) <= set(SCOPES)]


def grown_onto(name: str) -> set[str]:
    """What the pieces of a lesson are grown onto, or onto classes of: "nn", "optim", "practice"..."""
    return {p.owner.split(".")[0] for p in reference_pieces(name) if p.owner}


def reference_pieces(name: str) -> list[Piece]:
    """What a lesson's source builds: its solutions, and the code that is given."""
    return pieces((str(c.options.get("answer", "")), _solved(c)) for c in book.lesson(name).cells if c.kind == "code")


def _solved(cell: book.Cell) -> str:
    return "\n".join(x for x in cell.text.splitlines() if x.strip() not in (book.BEGIN, book.END))


def with_answer(name: str, exercise: str, answer: str) -> list[Piece]:
    """The reference's pieces of a lesson with one exercise's replaced by an answer's text."""
    return _with_answers(name, {exercise: answer})


def _with_answers(name: str, answers: dict[str, str], beside: Iterable[str] = ()) -> list[Piece]:
    cells = []
    for cell in book.lesson(name).cells:
        if cell.kind == "code":
            its = str(cell.options.get("answer", ""))
            cells.append((its, answers.get(its, _solved(cell))))
    return pieces(cells, beside)


def lessons_before(name: str) -> list[Piece]:
    """The reference's pieces of every lesson before this one."""
    number = book.lesson(name).number
    return [p for n in _builders_before(number) for p in reference_pieces(n)]


def carry(name: str, desk: Path) -> Carried:
    """One lesson: each answer of the learner's that agrees on its own, the reference's for the others.

    desk: the folder of the learner's copies.
    """
    exercises = tuple(book.lesson(name).exercises)
    beside = _other_cells(name, desk)
    own = {
        exercise: text
        for exercise, text in _learners_answers(name, desk).items()
        if exercise in exercises
        and not _is_starter(text, exercise)
        and _agree(name, {exercise: text}, beside, [exercise])
    }
    # Answers that agree one by one may still not fit together; then the reference carries the lesson.
    if not own or not _agree(name, own, beside, exercises):
        return Carried(reference_pieces(name), (), exercises)
    return Carried(_with_answers(name, own, beside), tuple(own), exercises)


def _agree(name: str, answers: dict[str, str], beside: Iterable[str], exercises: Iterable[str]) -> bool:
    try:
        nn = load(fold([*lessons_before(name), *_with_answers(name, answers, beside)]))
    except Exception:  # an answer that does not even load is not carried; its own check says why
        return False
    return all(agrees(exercise, nn) for exercise in exercises)


def _is_starter(text: str, exercise: str) -> bool:
    return f'raise NotImplementedError("{exercise}")' in text


def _learners_answers(name: str, desk: Path) -> dict[str, str]:
    """The learner's answers of a lesson, by exercise, from the notebook on the desk; empty where there is none."""
    return {
        cell["metadata"]["nbgrader"]["grade_id"].removeprefix("answer-").replace("-", "."): _text(cell)
        for cell in _notebook(name, desk)
        if cell["metadata"].get("nbgrader", {}).get("grade_id", "").startswith("answer-")
    }


def _other_cells(name: str, desk: Path) -> list[str]:
    return [
        _text(c)
        for c in _notebook(name, desk)
        if c.get("cell_type") == "code"
        and not c["metadata"].get("nbgrader", {}).get("grade_id", "").startswith("answer-")
    ]


def _text(cell: dict[str, Any]) -> str:
    source = cell.get("source", "")
    return "".join(source) if isinstance(source, list) else str(source)


def _notebook(name: str, desk: Path) -> list[dict[str, Any]]:
    """The cells of the learner's notebook of a lesson, read as data."""
    path = desk / name / f"{name}.ipynb"
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    if not isinstance(cells, list):
        return []
    return [c for c in cells if isinstance(c, dict) and isinstance(c.get("metadata"), dict)]
