"""The learner's own log: what was checked, hinted at and shown, in a file beside their copies of the lessons.

It is local, and only ever appended to. There is one where `course lab` has put copies; in a grader, on Binder and in a
bare checkout there is none, and nothing is noted.
"""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from course.setup.copies import RECORD

NAME = ".log.jsonl"


def note(what: str, exercise: str, **more: Any) -> None:
    """Append one event.  A log that cannot be written must not stop a check, so nothing is raised."""
    mine = folder()
    if mine is None:
        return
    event = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "what": what, "exercise": exercise, **more}
    try:
        append(mine / NAME, event)
    except OSError:
        return


def folder() -> Path | None:
    """The learner's folder that this process works in, from a lesson or beside them; None without one."""
    here = Path.cwd()
    return next((place for place in (here.parent, here) if (place / RECORD).is_file()), None)


def append(path: Path, event: dict[str, Any]) -> None:
    """Write an event in one call, on a line of its own: kernels write side by side, and one may die in the middle."""
    file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        os.write(file, f"\n{json.dumps(event)}\n".encode())
    finally:
        os.close(file)


def events(folder: Path) -> list[dict[str, Any]]:
    """Every whole event of a folder's log, in the order of their times; a torn line is passed over."""
    try:
        lines = (folder / NAME).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    found = [event for line in lines if (event := _event(line))]
    return sorted(found, key=lambda event: str(event["at"]))


def _event(line: str) -> dict[str, Any] | None:
    try:
        event = json.loads(line)
        if datetime.fromisoformat(event["at"]).tzinfo is None:
            return None
    except (ValueError, KeyError, TypeError):
        return None
    return event if isinstance(event.get("exercise"), str) and isinstance(event.get("what"), str) else None
