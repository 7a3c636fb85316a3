"""What a submission of a lesson should hold, from the lesson's source alone."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache, lru_cache

from IPython.core.inputtransformer2 import TransformerManager

from autograder.notebooks import released, source_notebook
from course import book

MOST_WORK = 60_000  # about half a second
SHORT = 4_000  # characters


@dataclass(frozen=True)
class Expected:
    """One cell that the source knows: 'given', 'answer', 'check' or 'text', and its text as released."""

    kind: str
    exercise: str
    text: str


@cache
def expected(lesson: str) -> dict[str, Expected]:
    """The cells with a grade_id, by it, in the source's order."""
    found = {}
    for cell in released(source_notebook(book.lesson(lesson))).cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name is not None:
            role, _, dashed = name.partition("-")
            if role in ("answer", "check"):
                found[name] = Expected(role, dashed.replace("-", "."), cell.source)
            else:
                found[name] = Expected("text" if cell.cell_type == "markdown" else "given", "", cell.source)
    return found


@cache
def playgrounds(lesson: str) -> frozenset[str]:
    """The ids of the cells that are the learner's to change, and that count for nothing."""
    return frozenset(c.id for c in source_notebook(book.lesson(lesson)).cells if "nbgrader" not in c.metadata)


def plain_python(text: str) -> str:
    """A cell as Python, magics and shell lines as calls of get_ipython(), as IPython itself writes them."""
    return _remembered(text) if len(text) <= SHORT else _plain_python(text)


@lru_cache(maxsize=2048)
def _remembered(text: str) -> str:
    """Most cells of a lesson are the same in every submission."""
    return _plain_python(text)


def _plain_python(text: str) -> str:
    try:
        ast.parse(text)
        # Most cells are; IPython's way takes a hundred times longer.
        return text if not text or text.endswith("\n") else f"{text}\n"
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        pass
    if _work(text) > MOST_WORK:
        return text
    try:
        return str(TransformerManager().transform_cell(text))
    except (SyntaxError, ValueError, RuntimeError):
        return text  # it is no Python either way, and the run will say so


def _work(text: str) -> int:
    """How many characters IPython would read: all of them again for each line that is none of Python's."""
    if text.lstrip().startswith("%%"):
        return 0
    lines = [x for x in text.splitlines() if set("%!?") & set(x) or x.lstrip().startswith((",", ";", "/"))]
    return len(text) * (1 + len(lines))
