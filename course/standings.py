"""Where a learner stands, rebuilt from their notebooks and their log each time it is asked for.

Nothing is kept besides those two: a crash can lose the last line of the log, and no more. Only the standard library is
needed, so that `course lab` can ask before the environment is there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from course import book
from course.log import events
from course.setup.places import ROOT

LESSONS = ROOT / "lessons"
# A longer pause was a pause, and no work on an exercise.
PAUSE = timedelta(minutes=20)
STATES = {"✓": "agrees", "≠": "differs", "!": "raises", "○": "untouched"}
GLYPHS = {state: glyph for glyph, state in STATES.items()} | {"not opened": "·", "skipped": "»"}


@dataclass(frozen=True)
class Listed:
    """An exercise as the released lesson lists it: `minutes` is what it is thought to take, `cell` where it begins."""

    id: str
    title: str
    minutes: int
    lesson: str
    cell: str


@dataclass(frozen=True)
class Saved:
    """A learner's notebook as it was last saved: its graded cells, and when."""

    cells: dict[str, dict[str, Any]]
    at: datetime

    @classmethod
    def read(cls, path: Path) -> Saved:
        at = path.stat().st_mtime if path.is_file() else 0.0
        return cls(graded_cells(path), datetime.fromtimestamp(at, UTC))


@dataclass(frozen=True)
class Standing:
    """One exercise: its state, the minutes spent on it, and the help that was asked for."""

    exercise: Listed
    state: str
    minutes: int
    hints: int
    solution: bool


def listed() -> list[Listed]:
    """Every exercise of the released lessons, in the order they are taught."""
    names = [path.stem for path in LESSONS.glob("*/*.ipynb") if re.match(r"(\d\d|b\d)_", path.stem)]
    return [one for name in sorted(names, key=lambda n: (n.startswith("b"), n)) for one in listed_in(name)]


def listed_in(name: str) -> tuple[Listed, ...]:
    """The exercises of one released lesson."""
    path = LESSONS / name / f"{name}.ipynb"
    return _listed(path, path.stat().st_mtime_ns)


@cache
def _listed(path: Path, changed: int) -> tuple[Listed, ...]:
    found = []
    for cell in cells_of(path):
        for heading in book.HEADING.finditer(text_of(cell)) if cell.get("cell_type") == "markdown" else ():
            minutes = int(heading["minutes"])
            found.append(Listed(heading["id"], heading["title"], minutes, path.stem, str(cell.get("id", ""))))
    return tuple(found)


def standings(folder: Path) -> list[Standing]:
    """Every exercise of every lesson, in the order they are taught; `folder` holds the learner's copies."""
    log = events(folder)
    minutes = spent(log)
    notebooks: dict[str, Saved] = {}
    found = []
    for one in listed():
        if one.lesson not in notebooks:
            notebooks[one.lesson] = Saved.read(folder / one.lesson / f"{one.lesson}.ipynb")
        mine = [event for event in log if event["exercise"] == one.id]
        rungs = [_number(event.get("rung")) for event in mine if event["what"] == "hint"]
        asked = any(event["what"] == "solution" for event in mine)
        state = _state(one.id, notebooks[one.lesson], mine)
        found.append(Standing(one, state, minutes.get(one.id, 0), max(rungs, default=0), asked))
    return found


def spent(log: list[dict[str, Any]]) -> dict[str, int]:
    """Minutes by exercise: the time up to an event belongs to its exercise, but for pauses."""
    taken: dict[str, timedelta] = {}
    times = [datetime.fromisoformat(event["at"]) for event in log]
    for before, now, event in zip(times, times[1:], log[1:], strict=False):
        if now - before <= PAUSE:
            taken[event["exercise"]] = taken.get(event["exercise"], timedelta()) + (now - before)
    return {exercise: round(time / timedelta(minutes=1)) for exercise, time in taken.items()}


def to_go_on_with(folder: Path, all_of_them: list[Standing]) -> Standing | None:
    """Where the learner stopped: the exercise of the last event, or the first open one after it; None at the end.

    An exercise is open unless it agrees or was skipped.
    """
    known = [one.exercise.id for one in all_of_them]
    last = next((event["exercise"] for event in reversed(events(folder)) if event["exercise"] in known), None)
    at = known.index(last) if last is not None else 0
    open_ones = [one for one in all_of_them[at:] + all_of_them[:at] if one.state not in ("agrees", "skipped")]
    skipped = [one for one in all_of_them if one.state == "skipped"]
    return next(iter(open_ones + skipped), None)


def landing(folder: Path) -> str | None:
    """The notebook to go on in, relative to the learner's folder; None where nothing is left to do."""
    todo = to_go_on_with(folder, standings(folder))
    path = Path(todo.exercise.lesson) / f"{todo.exercise.lesson}.ipynb" if todo else None
    return path.as_posix() if path and (folder / path).is_file() else None


def _state(exercise: str, saved: Saved, mine: list[dict[str, Any]]) -> str:
    """What the last check said; the log knows the newest, the notebook's own output is there without a log.

    A starter in the notebook says that nothing was done, unless the log is newer: then the answer is not saved yet.
    """
    if not saved.cells:
        return "not opened"
    if _is_skipped(mine):
        return "skipped"
    dashed = exercise.replace(".", "-")
    last = next((event for event in reversed(mine) if event["what"] in ("check", "reset")), None)
    said = str(last.get("state", "untouched")) if last else ""
    if last and datetime.fromisoformat(last["at"]) > saved.at and said in STATES.values():
        return said
    if f'raise NotImplementedError("{exercise}")' in text_of(saved.cells.get(f"answer-{dashed}", {})):
        return "untouched"
    if last and last["what"] == "check" and said in STATES.values():
        return said
    outputs = saved.cells.get(f"check-{dashed}", {}).get("outputs", [])
    for output in outputs if isinstance(outputs, list) else []:
        data = output.get("data", {}) if isinstance(output, dict) else {}
        shown = _joined(data.get("text/plain", "")) if isinstance(data, dict) else ""
        if shown[:1] in STATES:
            return STATES[shown[0]]
    return "untouched"


def _is_skipped(mine: list[dict[str, Any]]) -> bool:
    """Whether an exercise was skipped and not taken up again: Run All checks it too, and finds it untouched."""
    told = [e for e in mine if e["what"] == "skip" or (e["what"] == "check" and e.get("state") != "untouched")]
    return bool(told) and told[-1]["what"] == "skip"


def _number(rung: Any) -> int:
    return rung if isinstance(rung, int) else 0


# -- notebooks, read as data


def cells_of(path: Path) -> Iterator[dict[str, Any]]:
    """A notebook's cells; none where it is missing or half-written."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, KeyError, TypeError):
        return
    yield from (cell for cell in (found if isinstance(found, list) else []) if isinstance(cell, dict))


def graded_cells(path: Path) -> dict[str, dict[str, Any]]:
    """A notebook's cells by their grade_id."""
    found = {}
    for cell in cells_of(path):
        metadata = cell.get("metadata")
        nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
        if isinstance(nbgrader, dict) and isinstance(nbgrader.get("grade_id"), str):
            found[nbgrader["grade_id"]] = cell
    return found


def text_of(cell: dict[str, Any]) -> str:
    return _joined(cell.get("source", ""))


def _joined(source: Any) -> str:
    return "".join(map(str, source)) if isinstance(source, list) else str(source)
