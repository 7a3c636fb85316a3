"""build: from solutions/NN_name.py to nbgrader's source notebook and the released lesson."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from autograder.notebooks import as_text, released, source_notebook
from autograder.starters import learner_lines
from autograder.trouble import nearest
from course import book

ROOT = book.SOURCES.parent
MOST_LINES = 10


@dataclass(frozen=True)
class Built:
    """One lesson's two notebooks, as text, and the files that come with them, by name."""

    name: str
    source: str
    lesson: str
    beside: dict[str, str] = field(default_factory=dict)

    def files(self, root: Path) -> dict[Path, str]:
        """Where all of it belongs under a course's root."""
        source, lesson = (root / room / self.name for room in ("build/source", "lessons"))
        notebook = f"{self.name}.ipynb"
        given = {folder / name: text for folder in (source, lesson) for name, text in self.beside.items()}
        return {source / notebook: self.source, lesson / notebook: self.lesson, **given}


def chosen(names: Iterable[str]) -> list[str]:
    """Lessons by number or name; all where none is named.  Raises BadInput, with the nearest, for an unknown one."""
    known = book.lessons()
    found = []
    for asked in names:
        match = [n for n in known if asked in (n, n.split("_")[0]) or asked.zfill(2) == n.split("_")[0]]
        if not match:
            raise nearest("lesson", asked, known)
        found += match
    return found or known


def build(name: str) -> Built:
    """Build one lesson.  Raises ValueError, naming the cell, where its source breaks a rule."""
    nb = source_notebook(book.lesson(name))
    return Built(name, as_text(nb), as_text(released(nb)), _beside(name))


def _beside(name: str) -> dict[str, str]:
    """What stands in `solutions/NN_name/` comes with the lesson as it is."""
    files = sorted(path for path in (book.SOURCES / name).glob("*") if path.is_file())
    return {path.name: path.read_text(encoding="utf-8") for path in files}


def write(built: Built, root: Path = ROOT) -> list[Path]:
    """Write all files of a lesson; return those whose bytes changed."""
    changed = []
    for path, text in built.files(root).items():
        if not path.is_file() or path.read_bytes() != text.encode():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
            changed.append(path)
    return changed


def differing(root: Path = ROOT) -> list[Path]:
    """The released lessons that are not what their source builds, and those that have no source."""
    wanted = {p: t for name in book.lessons() for p, t in build(name).files(root).items() if "lessons" in p.parts[-3:]}
    there = {p for p in (root / "lessons").rglob("*") if p.is_file() and ".ipynb_checkpoints" not in p.parts}
    wrong = [p for p, text in wanted.items() if p not in there or p.read_bytes() != text.encode()]
    return sorted([*wrong, *(there - wanted.keys())])


# -- what the build says of a lesson ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Measures:
    """What a lesson asks of a learner: lines to write and words to read by exercise, and points in all."""

    name: str
    lines: dict[str, int]
    words: dict[str, int]
    points: int

    @property
    def long(self) -> list[str]:
        return [e for e, n in self.lines.items() if n > MOST_LINES]

    def __str__(self) -> str:
        if not self.lines:
            return f"{self.name}: no exercises"
        lines, words = list(self.lines.values()), list(self.words.values())
        said = (
            f"{self.name}: {len(lines)} exercises, {self.points} points; lines to write: median {median(lines):g}, "
            f"most {max(lines)}; words to read before an answer: median {median(words):g}, {min(words)} to {max(words)}"
        )
        over = f"\n  over {MOST_LINES} lines: {', '.join(self.long)}" if self.long else ""
        return said + over


def measure(name: str) -> Measures:
    """Count a lesson's lines, words and points."""
    lesson = book.lesson(name)
    lines = {e.id: learner_lines(e.solution) for e in lesson.exercises.values()}
    words = dict.fromkeys(lines, 0)
    now = ""
    for cell in lesson.cells:
        if "hints" in cell.options or "after" in cell.options:
            continue
        if cell.kind == "markdown" and (found := re.match(r"### (b?\d+\.\d+) ", cell.text)):
            now = found[1]
        if "check" in cell.options:
            now = ""
        if cell.kind == "markdown" and now in words:
            words[now] += sum(len(x.split()) for x in cell.text.splitlines() if not x.startswith("#"))
    return Measures(name, lines, words, sum(e.points for e in lesson.exercises.values()))
