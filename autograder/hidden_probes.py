"""The hidden probes: as probes for the grader, and as text for the check cells of the source notebook."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from course import book
from course.checking import all_probes
from course.probes import Probe

HERE = Path(__file__).resolve().parent / "hidden"


def hidden_probes(exercise: str) -> list[Probe]:
    """The hidden probes of an exercise, in the order of their file; none where its lesson has no such file."""
    name = _lesson_of(exercise)
    if name is None:
        return []
    return [p for p in all_probes(importlib.import_module(f"autograder.hidden.{name}")) if exercise in p.exercises]


def file_of(lesson: str) -> Path | None:
    """The file of a lesson's hidden probes, or None where there is none."""
    path = HERE / f"{lesson}.py"
    return path if path.is_file() else None


def hidden_text(exercise: str) -> str:
    """What a check cell needs to run an exercise's hidden probes: their imports, helpers and text; '' for no probes."""
    name = _lesson_of(exercise)
    path = file_of(name) if name else None
    names = [p.name for p in hidden_probes(exercise)]
    if path is None or not names:
        return ""
    kept = _with_what_they_use(path, names)
    return "\n".join([*kept, f'check("{exercise}", nn, {", ".join(names)})'])


def _lesson_of(exercise: str) -> str | None:
    try:
        name = book.lesson(book.lesson_number(exercise)).name
    except LookupError:
        return None
    return name if file_of(name) else None


def _with_what_they_use(path: Path, names: list[str]) -> list[str]:
    """The statements that bind these names and everything that those use, in the order of the file."""
    text, body = _read(path)
    binds = {name: node for node in body for name in _bound(node)}
    wanted: set[str] = set()
    open_names = set(names)
    while open_names:
        wanted |= open_names
        used = {n.id for name in open_names for n in ast.walk(binds[name]) if isinstance(n, ast.Name)}
        open_names = {n for n in used if n in binds} - wanted
    parts = []
    for node in body:
        if wanted.isdisjoint(_bound(node)):
            continue
        segment = _segment(text, node)
        parts.append(segment if isinstance(node, ast.Import | ast.ImportFrom) else f"\n\n{segment}\n")
    return "\n".join(parts).replace("\n\n\n\n", "\n\n\n").splitlines()


@cache
def _read(path: Path) -> tuple[str, list[ast.stmt]]:
    text = path.read_text(encoding="utf-8")
    return text, ast.parse(text).body


def _bound(node: ast.stmt) -> Iterator[str]:
    match node:
        case ast.FunctionDef() | ast.ClassDef():
            yield node.name
        case ast.ImportFrom(module="__future__"):  # may stand at the top of a file only
            return
        case ast.Import() | ast.ImportFrom():
            for alias in node.names:
                yield (alias.asname or alias.name).split(".")[0]
        case ast.Assign():
            for target in node.targets:
                yield from (n.id for n in ast.walk(target) if isinstance(n, ast.Name))
        case ast.AnnAssign(target=ast.Name(id=name)):
            yield name


def _segment(text: str, node: ast.stmt) -> str:
    first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))])
    return "\n".join(text.splitlines()[first - 1 : node.end_lineno])
