"""hint and solution: three rungs, then the answer."""

from __future__ import annotations

from collections import Counter

from course import book
from course.cards import inline
from course.checking import _must_be_known

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
    left = len(found.hints) - rung
    more = f'{left} more: hint("{exercise}")' if left else f'That was the last. solution("{exercise}") shows one answer.'
    _say(f"Hint {rung} of {len(found.hints)} for {exercise} ({RUNGS[rung - 1]}): {found.hints[rung - 1]}", more)


def solution(exercise: str) -> None:
    """Show one right answer of an exercise.  Raises ValueError, suggesting the nearest, for an unknown exercise."""
    found = _known(exercise)
    if found is None:
        return _say(_not_here("the solution", exercise))
    _say(f"One right answer to {exercise}; there are others.", code=found.answer)


def _known(exercise: str) -> book.Exercise | None:
    _must_be_known(exercise)
    return book.exercise(exercise)


def _not_here(what: str, exercise: str) -> str:
    return f"{what[:1].upper()}{what[1:]} for {exercise} are not on this machine: your course was handed out without solutions/."


def _say(*paragraphs: str, code: str = "") -> None:
    plain = "\n".join([*paragraphs, *([code] if code else [])])
    try:
        from IPython.core.getipython import get_ipython
    except ImportError:
        print(plain)
        return
    if not hasattr(get_ipython(), "kernel"):  # type: ignore[no-untyped-call]
        print(plain)
        return
    from html import escape
    from importlib.resources import files

    from IPython.display import display

    style = files("course").joinpath("card.css").read_text(encoding="utf-8")
    body = "".join(f"<div>{_lines(p)}</div>" for p in paragraphs) + (f"<pre>{escape(code)}</pre>" if code else "")
    card = f'<style>{style}</style><section class="rn-card rn-hint" aria-label="hint">{body}</section>'
    display({"text/html": card, "text/plain": plain}, raw=True)  # type: ignore[no-untyped-call]


def _lines(paragraph: str) -> str:
    return inline(paragraph).replace("\n", "<br>")
