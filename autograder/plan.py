"""What is asked of every submission of a lesson: which probes, with which seeds, on which reference."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from typing import Any

from autograder.expected import expected, plain_python
from autograder.hidden_probes import file_of, hidden_probes
from course import book
from course.answer_key import PUBLIC_SEED
from course.benches import lessons_before
from course.checking import probes_of, targets_up_to
from course.folding import fold
from course.limits import SECONDS_BUSY
from course.probes import Probe

DRAWS = 1
CELL_SECONDS = (10.0, 20.0)  # of processor time, and on the clock


@dataclass(frozen=True)
class Asked:
    """One probe with one seed, and the name of the file that it stands in.

    secret: whether no learner has it, the probe or the seed.
    """

    probe: Probe
    seed: int
    file: str
    secret: bool = False


@dataclass(frozen=True)
class Plan:
    """A lesson as it is graded."""

    lesson: str
    asked: dict[str, list[Asked]]
    points: dict[str, int]
    reference: str
    files: dict[str, str]
    targets: dict[str, list[tuple[str, str, str]]]
    given: dict[str, str]
    blank: list[tuple[str, str, str, str]]  # the released notebook's steps: kind, name, text, exercise
    cell_seconds: tuple[float, float] = CELL_SECONDS
    probe_seconds: float = SECONDS_BUSY

    def shown(self, exercise: str) -> list[Asked]:
        """What the learner's own check asks, too."""
        return [a for a in self.asked[exercise] if not a.secret]

    def lesson_for_sandbox(self, hidden: bool) -> dict[str, Any]:
        """What is the same for all submissions; the secret probes only where `hidden`."""
        used = {a.file for e in self.asked for a in self.asked_of(e, hidden)}
        return {
            "files": {file: text for file, text in self.files.items() if file in used},
            "given": self.given,
            "blank": [[k, n, "" if k == "given" else plain_python(t), e] for k, n, t, e in self.blank],
            "targets": self.targets,
            "busy": self.probe_seconds,
            "seconds": self.cell_seconds,
        }

    def asked_of(self, exercise: str, hidden: bool) -> list[Asked]:
        return self.asked[exercise] if hidden else self.shown(exercise)

    def asked_in_sandbox(self, hidden: bool) -> dict[str, list[list[Any]]]:
        """Which probes to run with which seeds, by exercise."""
        return {e: [[a.file, a.probe.name, a.seed] for a in self.asked_of(e, hidden)] for e in self.asked}


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
        asked[exercise] += [Asked(p, s, visible, True) for p in shown if p.random for s in draws]
        asked[exercise] += [
            Asked(p, s, hidden, True) for p in hidden_probes(exercise) for s in (draws if p.random else (PUBLIC_SEED,))
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
        blank=[(cell.kind, n, cell.text, cell.exercise) for n, cell in expected(name).items() if cell.kind != "text"],
        given={n: plain_python(known.text) for n, known in expected(name).items() if known.kind == "given"},
    )


def _text_of(probe: Probe) -> str:
    module = inspect.getmodule(probe.function)
    assert module is not None
    return inspect.getsource(module)
