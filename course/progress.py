"""Where a learner stands, rebuilt from their notebooks and their log."""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from course import book
from course.log import events
from course.setup.places import ROOT

# A longer pause was a pause, and no work on an exercise.
PAUSE = timedelta(minutes=20)
STATES = {"✓": "agrees", "≠": "differs", "!": "raises", "○": "untouched"}
GLYPHS = {state: glyph for glyph, state in STATES.items()} | {"not opened": "·"}


@dataclass(frozen=True)
class Standing:
    """One exercise: its state, the minutes spent on it, and the help that was asked for."""

    exercise: book.Exercise
    state: str
    minutes: int
    hints: int
    solution: bool


def main(arguments: list[str]) -> int:
    """Print every exercise's state and where to go on."""
    about = "Say where you stand: every exercise, its minutes and hints, and where to go on."
    parser = argparse.ArgumentParser(prog="course status", description=about, allow_abbrev=False)
    parser.add_argument(
        "--into", metavar="DIR", type=Path, default=ROOT / "my-lessons", help="your folder (my-lessons)"
    )
    folder = parser.parse_args(arguments).into
    if not folder.is_dir():
        print(f"There is no {folder} yet. `python3 -m course lab` makes it; --into names another.")
        return 1
    show(folder, standings(folder))
    return 0


def standings(folder: Path) -> list[Standing]:
    """Every exercise of every lesson, in the order they are taught."""
    log = events(folder)
    minutes = spent(log)
    found = []
    for name in book.lessons():
        cells = _cells(folder / name / f"{name}.ipynb")
        for exercise in book.lesson(name).exercises.values():
            mine = [event for event in log if event["exercise"] == exercise.id]
            rungs = [int(event.get("rung", 0)) for event in mine if event["what"] == "hint"]
            asked = any(event["what"] == "solution" for event in mine)
            state = _state(exercise, cells, mine)
            found.append(Standing(exercise, state, minutes.get(exercise.id, 0), max(rungs, default=0), asked))
    return found


def spent(log: list[dict[str, Any]]) -> dict[str, int]:
    """Minutes by exercise: the time up to an event belongs to its exercise, but for pauses."""
    taken: dict[str, timedelta] = {}
    times = [datetime.fromisoformat(event["at"]) for event in log]
    for before, now, event in zip(times, times[1:], log[1:], strict=False):
        if now - before <= PAUSE:
            taken[event["exercise"]] = taken.get(event["exercise"], timedelta()) + (now - before)
    return {exercise: round(time / timedelta(minutes=1)) for exercise, time in taken.items()}


def _state(exercise: book.Exercise, cells: dict[str, dict[str, Any]], mine: list[dict[str, Any]]) -> str:
    """What the last check said; the log knows the newest, the notebook's own output is there without a log."""
    if not cells:
        return "not opened"
    dashed = exercise.id.replace(".", "-")
    answer = _text(cells.get(f"answer-{dashed}", {}).get("source", ""))
    if f'raise NotImplementedError("{exercise.id}")' in answer:
        return "untouched"
    said = [str(event.get("state")) for event in mine if event["what"] == "check"]
    if said and said[-1] in GLYPHS:
        return said[-1]
    for output in cells.get(f"check-{dashed}", {}).get("outputs", []):
        shown = _text(output.get("data", {}).get("text/plain", "")) if isinstance(output, dict) else ""
        if shown[:1] in STATES:
            return STATES[shown[0]]
    return "untouched"


def _text(source: Any) -> str:
    return "".join(source) if isinstance(source, list) else str(source)


def _cells(path: Path) -> dict[str, dict[str, Any]]:
    """A notebook's cells by their grade_id; none where it is missing or half-written."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        return {c["metadata"]["nbgrader"]["grade_id"]: c for c in cells if "nbgrader" in c.get("metadata", {})}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def show(folder: Path, all_of_them: list[Standing]) -> None:
    """Print a table for each lesson, and where to go on."""
    from rich.console import Console
    from rich.table import Table

    console = Console()
    for name in book.lessons():
        table = Table("", "exercise", "state", "minutes", "help", title=name, title_justify="left", box=None)
        for one in all_of_them:
            if one.exercise.lesson == name:
                table.add_row(*_row(one))
        console.print(table)
    agree = sum(one.state == "agrees" for one in all_of_them)
    console.print(f"\n{agree} of {len(all_of_them)} agree with torch.", highlight=False)
    todo = next((one.exercise for one in all_of_them if one.state != "agrees"), None)
    if todo is not None:
        path = folder / todo.lesson / f"{todo.lesson}.ipynb"
        console.print(f"Go on with {todo.id} {todo.title}, in {path}", highlight=False, soft_wrap=True)


def _row(one: Standing) -> list[str]:
    asked = [f"hint {one.hints} of 3"] if one.hints else []
    asked += ["solution"] if one.solution else []
    name = f"{one.exercise.id} {one.exercise.title}"
    return [GLYPHS[one.state], name, one.state, f"{one.minutes}" if one.minutes else "", ", ".join(asked)]
