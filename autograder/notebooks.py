"""A lesson's source as nbgrader's source notebook, and that one as it is released."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbgrader.preprocessors import SaveCells
from traitlets.config import Config

from autograder.hidden_probes import hidden_text
from autograder.starters import STEPS
from course import book

HIDDEN_BEGIN, HIDDEN_END = "### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS"
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {
        "file_extension": ".py",
        "mimetype": "text/x-python",
        "name": "python",
        "pygments_lexer": "ipython3",
    },
}
_HEADING = re.compile(r"^### (b?\d+\.\d+) ", re.M)
_SECTION = re.compile(r"^## (.+)$", re.M)


def source_notebook(lesson: book.Lesson) -> Any:
    """nbgrader's source notebook: solved, with hidden probes.  Raises ValidationError where it is no notebook."""
    nb = nbformat.v4.new_notebook(metadata=METADATA)
    counts: Counter[tuple[str, str]] = Counter()
    place, exercises = "start", 0
    for cell in lesson.cells:
        if "hints" in cell.options or "after" in cell.options:
            continue
        if cell.kind == "markdown":
            if found := _HEADING.search(cell.text):
                place, exercises = dashed(found[1]), exercises + 1
            elif exercises and (found := _SECTION.search(cell.text)):
                place = re.sub(r"[^a-z0-9]+", "-", found[1].lower()).strip("-")[:40]
        nb.cells.append(_cell(cell, place, counts))
    nbformat.validate(nb)
    return nb


def dashed(exercise: str) -> str:
    return exercise.replace(".", "-")


def is_playground(cell: book.Cell) -> bool:
    """Whether a learner may change a cell that is no answer: an experiment."""
    return cell.kind == "code" and (bool(cell.options.get("play")) or cell.text.lstrip().startswith("%%both"))


def _cell(cell: book.Cell, place: str, counts: Counter[tuple[str, str]]) -> Any:
    make: Any = nbformat.v4.new_markdown_cell if cell.kind == "markdown" else nbformat.v4.new_code_cell
    if "answer" in cell.options:
        return make(cell.text, **_known(f"answer-{dashed(cell.options['answer'])}", solution=True))
    if "check" in cell.options:
        exercise = str(cell.options["check"])
        known = _known(f"check-{dashed(exercise)}", grade=True, locked=True, points=cell.options["points"])
        # "raises-exception": Run All goes on past a check that does not agree.
        known["metadata"]["tags"] = ["raises-exception"]
        hidden = hidden_text(exercise)
        text = "\n".join([cell.text, HIDDEN_BEGIN, hidden, HIDDEN_END]) if hidden else cell.text
        return make(text, **known)
    kind = "text" if cell.kind == "markdown" else "play" if is_playground(cell) else "code"
    counts[place, kind] += 1
    name = f"{place}-{kind}-{counts[place, kind]}"
    return make(cell.text, id=name) if kind == "play" else make(cell.text, **_known(name, locked=True))


def _known(
    grade_id: str, grade: bool = False, solution: bool = False, locked: bool = False, **more: Any
) -> dict[str, Any]:
    flags = {"grade": grade, "solution": solution, "locked": locked, "task": False}
    return {"id": grade_id, "metadata": {"nbgrader": {"schema_version": 3, "grade_id": grade_id, **flags, **more}}}


def through(nb: Any, steps: Sequence[type]) -> Any:
    """A notebook after some of nbgrader's steps, in this process and without a database."""
    exporter = NotebookExporter(config=Config({"Exporter": {"default_preprocessors": []}}))
    for step in steps:
        if step is not SaveCells:
            exporter.register_preprocessor(step, enabled=True)
    text, _ = exporter.from_notebook_node(nb)
    return nbformat.reads(text, as_version=4)


def released(nb: Any) -> Any:
    """A source notebook as learners get it: starters for solutions, no hidden probe, cells locked, checksums."""
    return through(nb, STEPS)


def saved(nb: Any) -> Any:
    """A source notebook as nbgrader's gradebook keeps it: starters, checksums, and hidden probes still there."""
    return through(nb, STEPS[: STEPS.index(SaveCells)])


def as_text(nb: Any) -> str:
    """The bytes of a notebook's file, as nbgrader writes them."""
    text: str = nbformat.writes(nb, version=4)
    return text if text.endswith("\n") else text + "\n"
