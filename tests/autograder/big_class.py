"""A class as large as one likes: the solutions' answers, with some of the bank's in their places, right and wrong."""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path
from typing import Any

from classroom import cell_of, hand_in, released, solutions

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "lessons"))

import bank


def notebooks(count: int, lesson: str, seed: int = 0, wrong: float = 0.15, blank: float = 0.05) -> dict[str, Any]:
    """So many notebooks by learner, no two alike.

    wrong: the part of the answers that are some wrong one of the bank's; blank: those left as the starter.
    """
    rng = random.Random(seed)
    text = json.dumps(released(lesson))
    right = solutions(lesson)
    others = {
        e: {
            kind: [c.text for c in bank.read(lesson) if (c.exercise, c.kind) == (e, kind)]
            for kind in ("wrong", "right")
        }
        for e in right
    }
    made = {}
    for i in range(count):
        nb = json.loads(text)
        for exercise, answer in right.items():
            cell = cell_of(nb, f"answer-{exercise.replace('.', '-')}")
            draw = rng.random()
            if draw < blank:
                continue
            kind = "wrong" if draw < blank + wrong else "right"
            chosen = rng.choice([answer, *others[exercise]["right"]] if kind == "right" else others[exercise]["wrong"])
            cell["source"] = f"{chosen}\n# learner {i}\n".splitlines(keepends=True)
        made[f"learner{i:04}"] = nb
    return made


def write(folder: Path, count: int, lesson: str, **more: Any) -> None:
    """Hand all of them in."""
    for learner, nb in notebooks(count, lesson, **more).items():
        hand_in(folder, learner, nb, lesson)
