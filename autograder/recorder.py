"""The recordings that ship with the course: torch's answers to the visible probes, for places without torch."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from course import book, worlds
from course.answer_key import PUBLIC_SEED, torch_recording
from course.checking import all_probes, checks
from course.differences import first_difference
from course.predictions import Prediction
from course.recorded import FOLDER, fingerprint
from course.recordings import from_json, to_json


def record_lesson(name: str) -> dict[str, Any]:
    """Torch's answers to one lesson.  Raises NoTorch, with the mend, where torch is not installed."""
    worlds.torch_world()
    module = checks().get(book.lesson(name).number)
    probes = all_probes(module) if module else []
    asked = [p for p in vars(module).values() if isinstance(p, Prediction)] if module else []
    return {
        "torch": worlds.torch_version(),
        "recordings": {
            p.name: {"text": fingerprint(p), "recording": to_json(torch_recording(p, PUBLIC_SEED))} for p in probes
        },
        "predictions": {p.exercise: p.answer() for p in asked},
        "sources": {e.torch: worlds.torch_source(e.torch) for e in book.lesson(name).exercises.values() if e.torch},
    }


def write(name: str, folder: Path = FOLDER) -> list[Path]:
    """Write a lesson's recordings where they say something else than those that are there."""
    path, data = folder / f"{name}.json", record_lesson(name)
    if same(path, data):
        return []
    folder.mkdir(exist_ok=True)
    path.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8", newline="\n")
    return [path]


def differing(folder: Path = FOLDER) -> list[Path]:
    """The files that say something else than torch says now, and those of no lesson."""
    wanted = {folder / f"{name}.json": name for name in book.lessons()}
    wrong = [path for path, name in wanted.items() if not same(path, record_lesson(name))]
    return sorted([*wrong, *(set(folder.glob("*.json")) - wanted.keys())])


def same(path: Path, data: dict[str, Any]) -> bool:
    """Whether a file says what `data` says; numbers as a check compares them, since processors round differently."""
    try:
        there = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    if {**there, "recordings": None} != {**data, "recordings": None}:
        return False
    old, new = there["recordings"], data["recordings"]
    return list(old) == list(new) and all(
        old[p]["text"] == new[p]["text"]
        and first_difference(from_json(new[p]["recording"]), from_json(old[p]["recording"])) is None
        for p in new
    )
