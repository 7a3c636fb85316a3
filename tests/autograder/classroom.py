"""A class of learners for the tests: submissions made from the released lesson and the solutions."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from autograder.build import build
from course import book

LESSON = "01_parameter"


@cache
def _text(lesson: str) -> str:
    return build(lesson).lesson


def released(lesson: str = LESSON) -> dict[str, Any]:
    return json.loads(_text(lesson))


def points(lesson: str = LESSON) -> dict[str, int]:
    return {e.id: e.points for e in book.lesson(lesson).exercises.values()}


def answered(answers: dict[str, str], lesson: str = LESSON) -> dict[str, Any]:
    """The released notebook with these answers' texts, by exercise."""
    nb = released(lesson)
    for exercise, text in answers.items():
        cell_of(nb, f"answer-{exercise.replace('.', '-')}")["source"] = text.splitlines(keepends=True)
    return nb


def solutions(lesson: str = LESSON) -> dict[str, str]:
    return {e.id: e.answer for e in book.lesson(lesson).exercises.values()}


def cell_of(nb: dict[str, Any], name: str) -> dict[str, Any]:
    return next(c for c in nb["cells"] if c["id"] == name)


def own_cell(text: str) -> dict[str, Any]:
    source = text.splitlines(keepends=True)
    return {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": source}


def insert_after(nb: dict[str, Any], name: str, text: str) -> None:
    at = next(i for i, c in enumerate(nb["cells"]) if c.get("id") == name)
    nb["cells"].insert(at + 1, {**own_cell(text), "id": f"own-{len(nb['cells'])}"})


def hand_in(folder: Path, learner: str, nb: dict[str, Any] | str, lesson: str = LESSON) -> Path:
    """Write a submission as nbgrader's submitted/ holds it."""
    path = folder / learner / lesson / f"{lesson}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(nb if isinstance(nb, str) else json.dumps(nb, indent=1), encoding="utf-8")
    return path


# -- the four submissions, and what each is worth ----------------------------------------------------------------------

WRONG = {
    "1.4": '''@grow(nn.Module)
def register_parameter(self, name, param):
    """Keep whatever comes."""
    self._check_name("parameter", name)
    self._parameters[name] = param
''',
    "1.9": '''@grow(nn.Module)
def named_parameters(self, prefix="", recurse=True, remove_duplicate=True):
    """List a shared parameter under each of its names."""
    for name, param in self._parameters.items():
        if param is not None:
            yield f"{prefix}.{name}" if prefix else name, param
''',
    "1.11": '''@grow(nn.Parameter)
def __repr__(self):
    """Forget the tensor's own text."""
    return "Parameter containing:"
''',
}
# A shared parameter listed twice comes out of parameters() twice, too.
FALLS_WITH = {"1.10"}
HALF = ["1.1", "1.2", "1.3", "1.4", "1.5", "1.6"]


def four() -> dict[str, tuple[dict[str, Any], dict[str, int]]]:
    """The blank, the partial, the wrong and the right submission, each with the points that it should get."""
    right, full = solutions(), points()
    return {
        "blank": (released(), dict.fromkeys(full, 0)),
        "partial": (answered({e: right[e] for e in HALF}), {e: p if e in HALF else 0 for e, p in full.items()}),
        "wrong": (answered({**right, **WRONG}), {e: 0 if e in {*WRONG, *FALLS_WITH} else p for e, p in full.items()}),
        "right": (answered(right), full),
    }
