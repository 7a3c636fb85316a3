"""The lessons' sources, read as data: `solutions/NN_name.py`, one py:percent file a lesson.

A cell's role stands on its own line, as jupytext reads it too:

    # %% [markdown]                       prose
    # %%                                  code that is given
    # %% answer="1.4"                     what the learner writes, the solution between nbgrader's markers
    # %% check="1.4" points=2             the check
    # %% [markdown] hints="1.4"           three hints, a numbered list; not released
    # %% [markdown] after="1.4" torch="nn.Module.__setattr__"     what torch really does; not released

The exercise's title, difficulty and minutes are read from its heading:

    ### 1.4 Title · difficulty 2 of 5 · 15 minutes
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

SOURCES = Path(__file__).resolve().parent.parent / "solutions"
BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"

_MARKER = re.compile(r"# %%(?:\s+(?P<rest>.*))?$")
_OPTION = re.compile(r"""([\w-]+)=("(?:[^"\\]|\\.)*"|\S+)""")
HEADING = re.compile(
    r"^### (?P<id>b?\d+\.\d+) (?P<title>.+?)\s+·\s+difficulty (?P<difficulty>\d) of 5\s+·\s+(?P<minutes>\d+) minutes$",
    re.M,
)
_MAGIC = re.compile(r"^# (%%?[A-Za-z_])", re.M)


@dataclass(frozen=True)
class Cell:
    """One cell: 'markdown' or 'code', what its marker line says, and its text."""

    kind: str
    options: dict[str, Any]
    text: str
    line: int


@dataclass(frozen=True)
class Exercise:
    """What is known of one exercise besides its probes."""

    id: str
    lesson: str
    title: str
    difficulty: int
    minutes: int
    points: int
    answer: str
    solution: str
    hints: tuple[str, ...]
    after: str
    torch: str


@dataclass
class Lesson:
    """One lesson's source."""

    name: str
    cells: list[Cell]
    exercises: dict[str, Exercise] = field(default_factory=dict)

    @property
    def number(self) -> str:
        return self.name.split("_")[0]


def lessons() -> list[str]:
    """The names of all lessons whose source is here, in the order they are taught."""
    if not SOURCES.is_dir():
        return []
    names = [p.stem for p in SOURCES.glob("*.py") if re.match(r"(\d\d|b\d)_", p.stem)]
    return sorted(names, key=lambda n: (n.startswith("b"), n))


def lesson(number_or_name: str) -> Lesson:
    """Read one lesson by its number or name.  Raises LookupError, naming those there are."""
    for name in lessons():
        if number_or_name in (name, name.split("_")[0]):
            path = SOURCES / f"{name}.py"
            return _read(name, path, path.stat().st_mtime_ns)
    raise LookupError(f"there is no lesson {number_or_name!r} here; there is {', '.join(lessons()) or 'none'}")


def exercise(exercise_id: str) -> Exercise | None:
    """The exercise of this id, or None where its lesson's source is not on this machine."""
    try:
        return lesson(lesson_number(exercise_id)).exercises.get(exercise_id)
    except LookupError:
        return None


def lesson_number(exercise_id: str) -> str:
    """'1.4' is of lesson '01', 'b1.2' of 'b1'."""
    first = exercise_id.split(".")[0]
    return first if first.startswith("b") else first.zfill(2)


@cache
def _read(name: str, path: Path, changed: int) -> Lesson:
    return parse(name, path.read_text(encoding="utf-8"))


def parse(name: str, text: str) -> Lesson:
    """Read a lesson's source.  Raises ValueError, naming the cell, where the source breaks a rule above."""
    found = Lesson(name, cells(text))
    by: dict[str, dict[str, Cell]] = {}
    for cell in found.cells:
        for role in ("answer", "check", "hints", "after"):
            if role in cell.options:
                roles = by.setdefault(str(cell.options[role]), {})
                if role in roles:
                    raise ValueError(
                        f"{name}, line {cell.line}: {cell.options[role]} has two cells of the role {role!r}"
                    )
                roles[role] = cell
    headings = {m["id"]: m for cell in found.cells if cell.kind == "markdown" for m in HEADING.finditer(cell.text)}
    for exercise_id, roles in by.items():
        missing = [r for r in ("answer", "check", "hints", "after") if r not in roles]
        if missing or exercise_id not in headings:
            raise ValueError(f"{name}: exercise {exercise_id} lacks {', '.join(missing) or 'its heading'}")
        heading = headings[exercise_id]
        answer = "\n".join(x for x in roles["answer"].text.splitlines() if x.strip() not in (BEGIN, END))
        found.exercises[exercise_id] = Exercise(
            id=exercise_id,
            lesson=name,
            title=heading["title"],
            difficulty=int(heading["difficulty"]),
            minutes=int(heading["minutes"]),
            points=int(roles["check"].options["points"]),
            answer=answer,
            solution=solution_lines(roles["answer"].text),
            hints=tuple(" ".join(h.split()) for h in re.split(r"(?m)^\d\.\s+", roles["hints"].text)[1:]),
            after=roles["after"].text,
            torch=str(roles["after"].options.get("torch", "")),
        )
    return found


def solution_lines(text: str) -> str:
    """What stands between nbgrader's markers."""
    kept, inside = [], False
    for line in text.splitlines():
        if line.strip() in (BEGIN, END):
            inside = line.strip() == BEGIN
        elif inside:
            kept.append(line)
    return "\n".join(kept)


def targets(answer: str) -> list[tuple[str, str]]:
    """What an answer's text grows: ("nn.Module", "register_parameter"), ("nn", "Parameter"), ..."""
    found = []
    for node in ast.parse(answer).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            for decorator in node.decorator_list:
                if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "grow" and decorator.args:
                    found.append((ast.unparse(decorator.args[0]), node.name))
    return found


def cells(text: str) -> list[Cell]:
    """The cells of a py:percent text, in order.  What stands before the first marker is no cell."""
    found: list[Cell] = []
    kind, at = "", 0
    options: dict[str, Any] = {}
    lines: list[str] = []

    def close() -> None:
        if kind:
            found.append(Cell(kind, options, _body(kind, lines), at))

    for number, line in enumerate(text.splitlines(), 1):
        marker = _MARKER.match(line)
        if marker is None:
            lines.append(line)
            continue
        close()
        rest = marker["rest"] or ""
        kind = "markdown" if rest.startswith("[markdown]") else "code"
        options = {k: ast.literal_eval(v) for k, v in _OPTION.findall(rest)}
        lines, at = [], number
    close()
    return found


def _body(kind: str, lines: list[str]) -> str:
    text = "\n".join(lines).strip("\n")
    if kind == "markdown":
        return "\n".join(re.sub(r"^# ?", "", x) for x in text.splitlines()).strip()
    return _MAGIC.sub(r"\1", text)
