"""The bank of answers: tests/answers/NN_name/EXERCISE.py, wrong ones and right ones."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from course import book

ANSWERS = Path(__file__).resolve().parents[1] / "answers"


@dataclass(frozen=True)
class Case:
    """One answer.  `caught` names the probe that tells it from a right one; a right one has none."""

    lesson: str
    exercise: str
    kind: str
    title: str
    caught: str
    text: str
    line: int

    @property
    def id(self) -> str:
        return f"{self.exercise}-{self.kind}-{self.title}"


def read(lesson: str, root: Path = ANSWERS) -> list[Case]:
    """Every answer of a lesson's bank.  Raises ValueError, with file and line, for a cell that is neither kind."""
    found = []
    for file in sorted((root / lesson).glob("*.py")):
        exercise = re.sub(r"[_-]", ".", file.stem)
        for cell in book.cells(file.read_text(encoding="utf-8")):
            kinds = [k for k in ("wrong", "right") if k in cell.options]
            caught = str(cell.options.get("caught", ""))
            if len(kinds) != 1 or (kinds == ["wrong"]) != bool(caught):
                raise ValueError(
                    f'{file.name}, line {cell.line}: write # %% wrong="..." caught="a_probe" or right="..."'
                )
            found.append(Case(lesson, exercise, kinds[0], str(cell.options[kinds[0]]), caught, cell.text, cell.line))
    return found
