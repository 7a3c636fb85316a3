"""What is asked of every submission of a lesson: which probes, with which seeds, on which reference."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from typing import Any

from autograder.hidden_probes import file_of, hidden_probes
from course import book
from course.answer_key import PUBLIC_SEED
from course.benches import lessons_before
from course.checking import probes_of, targets_up_to
from course.folding import fold
from course.limits import SECONDS_BUSY
from course.probes import Probe

DRAWS = 3
CELL_SECONDS = (10.0, 20.0)  # of processor time, and on the clock


@dataclass(frozen=True)
class Asked:
    """One probe with one seed, and the name of the file that it stands in."""

    probe: Probe
    seed: int
    file: str


@dataclass(frozen=True)
class Plan:
    """A lesson as it is graded."""

    lesson: str
    asked: dict[str, list[Asked]]
    points: dict[str, int]
    reference: str
    files: dict[str, str]
    targets: dict[str, list[tuple[str, str, str]]]
    cell_seconds: tuple[float, float] = CELL_SECONDS
    probe_seconds: float = SECONDS_BUSY

    def request(self) -> dict[str, Any]:
        """What the sandbox is sent besides the cells."""
        return {
            "files": self.files,
            "checks": {
                e: {"targets": self.targets[e], "probes": [[a.file, a.probe.name, a.seed] for a in asked]}
                for e, asked in self.asked.items()
            },
            "busy": self.probe_seconds,
            "seconds": self.cell_seconds,
        }


def plan(name: str, seed: int) -> Plan:
    """Make a lesson's plan: random probes are drawn several times from `seed`, visible ones from the public one too."""
    lesson = book.lesson(name)
    visible, hidden = f"checks {name}", f"more checks {name}"
    asked: dict[str, list[Asked]] = {}
    files: dict[str, str] = {}
    draws = range(seed, seed + DRAWS)
    for exercise in lesson.exercises:
        shown = probes_of(exercise)
        asked[exercise] = [Asked(p, PUBLIC_SEED, visible) for p in shown]
        asked[exercise] += [Asked(p, s, visible) for p in shown if p.random for s in draws]
        asked[exercise] += [
            Asked(p, s, hidden) for p in hidden_probes(exercise) for s in (draws if p.random else (PUBLIC_SEED,))
        ]
        if shown:
            files[visible] = _text_of(shown[0])
    if path := file_of(name):
        files[hidden] = path.read_text(encoding="utf-8")
    return Plan(
        lesson=name,
        asked=asked,
        points={e.id: e.points for e in lesson.exercises.values()},
        reference=fold(lessons_before(name), "the lessons before this one"),
        files=files,
        targets={e: targets_up_to(e, lesson) for e in lesson.exercises},
    )


def _text_of(probe: Probe) -> str:
    module = inspect.getmodule(probe.function)
    assert module is not None
    return inspect.getsource(module)
