"""hint and solution: three rungs, then the answer."""

from __future__ import annotations

from collections import Counter
from html import escape

from course import book, log, notebook
from course.cards import inline
from course.checking import must_be_known

_given: Counter[str] = Counter()
RUNGS = ("nudge", "place", "sketch")


def hint(exercise: str, rung: int | None = None) -> None:
    """Show the next hint of an exercise, or a given rung (1 to 3).

    Raises ValueError, suggesting the nearest, for an unknown exercise.
    """
    found = _known(exercise)
    if found is None:
        return _say(_not_here("hints", exercise))
    if rung is None:
        rung = min(_given[exercise] + 1, len(found.hints))
    if not isinstance(rung, int) or not 1 <= rung <= len(found.hints):
        raise ValueError(f"hints are numbered 1 to {len(found.hints)}, as in hint({exercise!r}, 2)")
    _given[exercise] = max(_given[exercise], rung)
    log.note("hint", exercise, rung=rung)
    left = len(found.hints) - rung
    more = (
        f'{left} more: hint("{exercise}")' if left else f'That was the last. solution("{exercise}") shows one answer.'
    )
    _say(f"Hint {rung} of {len(found.hints)} for {exercise} ({RUNGS[rung - 1]}): {found.hints[rung - 1]}", more)


def solution(exercise: str) -> None:
    """Show one right answer of an exercise.  Raises ValueError, suggesting the nearest, for an unknown exercise."""
    found = _known(exercise)
    if found is None:
        return _say(_not_here("the solution", exercise))
    log.note("solution", exercise)
    _say(f"One right answer to {exercise}; there are others.", code=found.answer)


def _known(exercise: str) -> book.Exercise | None:
    must_be_known(exercise)
    return book.exercise(exercise)


def _not_here(what: str, exercise: str) -> str:
    return f"This machine does not have {what} for {exercise}: the course was handed out without solutions/."


def _say(*paragraphs: str, code: str = "") -> None:
    body = "".join(f"<div>{_lines(p)}</div>" for p in paragraphs) + (f"<pre>{escape(code)}</pre>" if code else "")
    notebook.show(notebook.card("hint", "hint", body), "\n".join([*paragraphs, *([code] if code else [])]))


def _lines(paragraph: str) -> str:
    # A sketch is `code` / `code` / `code`: one line each.
    return inline(paragraph).replace("</code> / <code>", "</code><br><code>")
