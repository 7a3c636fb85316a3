"""nbgrader's autograded/: the notebook that formgrader shows beside a submission's points, and goes by.

What formgrader finds no notebook of it calls not graded, whatever the gradebook says.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from autograder.classes.folder import CourseFolder, opened
from autograder.classes.submitted import TIMESTAMP
from autograder.notebooks import released, source_notebook
from autograder.pages.files import put
from autograder.penalties import CONFIG
from autograder.verdict import Graded
from course import book
from course.cards import text


def write(graded: Sequence[Graded], db: Path) -> int:
    """Write the notebook of each verdict into the course beside the gradebook; how many were new.

    A gradebook that stands in no course's folder has none.
    """
    if not (db.resolve().parent / CONFIG).is_file():
        return 0
    course = opened(db.parent)
    return sum(_write(course, g) for g in graded if not g.submission.trouble)


def _write(course: CourseFolder, graded: Graded) -> bool:
    submission = graded.submission
    folder = course.place("autograded", submission.lesson, submission.learner)
    new = put(folder / f"{submission.lesson}.ipynb", json.dumps(notebook(graded), indent=1).encode())
    if submission.timestamp:
        put(folder / TIMESTAMP, submission.timestamp.encode())
    return new


def notebook(graded: Graded) -> dict[str, Any]:
    """The lesson with the learner's answers and cells, and the card of each check below it; no hidden probe."""
    known = _released(graded.submission.lesson)
    cells = []
    for n, step in enumerate(graded.submission.page):
        cell = dict(known["cells"].get(step.name, {})) if step.kind not in ("own", "note") else {}
        if not cell:
            cell = {"cell_type": "code", "id": f"own-{n}", "metadata": {}, "execution_count": None, "outputs": []}
        if step.kind == "note":
            # Indented it is shown as it was typed: its HTML would run in the instructor's browser.
            cell = {"cell_type": "markdown", "id": f"own-{n}", "metadata": {}}
            cell["source"] = "\n".join(f"    {line}" for line in step.text.splitlines())
        elif step.kind in ("own", "answer"):
            cell["source"] = step.text
        elif step.kind == "check" and step.exercise in graded.feedback:
            said = text(graded.feedback[step.exercise]) + "\n"
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": said}]
        cells.append(cell)
    return {**known, "cells": cells}


@cache
def _released(lesson: str) -> dict[str, Any]:
    """The released notebook, its cells by id."""
    nb = json.loads(json.dumps(released(source_notebook(book.lesson(lesson)))))
    return {**nb, "cells": {cell["id"]: cell for cell in nb["cells"]}}
