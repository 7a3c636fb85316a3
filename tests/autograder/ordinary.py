"""An ordinary nbgrader course, with nothing of this one's: two functions, a data file, and hidden tests."""

from __future__ import annotations

import json
import os
import shutil
import sysconfig
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.api import Gradebook
from stock import ROOT, Course

WALLED = "from autograder.kernels.sandbox_execute import STEPS\nc.Autograde.autograde_preprocessors = STEPS\n"
ANSWERS = {
    "square": "def square(x):\n    return x * x\n",
    "rows": "def rows(name):\n    with open(name) as file:\n        return len(file.readlines()) - 1\n",
}
TESTS = {
    "square": "assert square(3) == 9\n### BEGIN HIDDEN TESTS\nassert square(-4000) == 16_000_000\n"
    "### END HIDDEN TESTS\n",
    "rows": "assert rows('data.csv') == 2\n### BEGIN HIDDEN TESTS\nopen('other.csv', 'w').write('a\\n1\\n')\n"
    "assert rows('other.csv') == 1\n### END HIDDEN TESTS\n",
}
POINTS = {"square": 2, "rows": 3}


def _about(name: str, kind: str) -> dict[str, object]:
    test = kind == "test"
    known = {"schema_version": 3, "grade_id": f"{kind}-{name}", "grade": test, "solution": kind == "answer"}
    known |= {"locked": kind != "answer", "task": False}
    return {"nbgrader": known | ({"points": POINTS[name]} if test else {})}


def notebook(answers: dict[str, str], tests: bool = True) -> nbformat.NotebookNode:
    """The notebook with these answers, and with the source's tests or without."""
    cells = [new_code_cell("import csv, os", id="given", metadata=_about("square", "given"))]
    for name, test in TESTS.items():
        cells.append(new_code_cell(answers[name], id=f"a-{name}", metadata=_about(name, "answer")))
        shown = test if tests else test.split("###")[0]
        cells.append(new_code_cell(shown, id=f"t-{name}", metadata=_about(name, "test")))
    return new_notebook(cells=cells, metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}})


def make(folder: Path, config: str = "") -> Course:
    """A course with its one assignment generated."""
    root, home = folder / "course", folder / "home"
    source = root / "source" / "ps1"
    source.mkdir(parents=True)
    home.mkdir()
    solved = {n: f"### BEGIN SOLUTION\n{text}### END SOLUTION\n" for n, text in ANSWERS.items()}
    nbformat.write(notebook(solved), source / "problem1.ipynb")
    (source / "data.csv").write_text("a,b\n1,2\n3,4\n")
    (root / "nbgrader_config.py").write_text(
        f"c = get_config()\nc.CourseDirectory.course_id = 'ps'\nc.Execute.timeout = 6\n{config}"
    )
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("JUPYTER", "COURSE", "NBGRADER"))}
    places = {n: str(home / n.lower()) for n in ("JUPYTER_DATA_DIR", "JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR")}
    more = {"HOME": str(home), "IPYTHONDIR": str(home / "ipy"), "PYTHONPATH": str(ROOT), "A_TOKEN": "of-the-instructor"}
    more["PATH"] = os.pathsep.join([sysconfig.get_path("scripts"), os.environ["PATH"]])  # nbgrader looks for alembic
    made = Course(root, {**kept, **places, **more})
    made.nbgrader("generate_assignment", "ps1")
    return made


def hand_in(course: Course, learner: str, answers: dict[str, str]) -> Path:
    """Write a submission; what is not answered is right."""
    folder = course.root / "submitted" / learner / "ps1"
    folder.mkdir(parents=True)
    nbformat.write(notebook({**ANSWERS, **answers}, tests=False), folder / "problem1.ipynb")
    shutil.copy(course.root / "source" / "ps1" / "data.csv", folder)
    return folder


def scores(course: Course) -> dict[str, dict[str, float]]:
    """Every learner's points by test, as nbgrader has stored them."""
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}", "ps") as gb:
        return {
            s.student.id: {g.name.removeprefix("test-"): g.score for n in s.notebooks for g in n.grades}
            for s in gb.assignment_submissions("ps1")
        }


def shown(course: Course, learner: str) -> list[list[dict[str, object]]]:
    """What the cells of a graded notebook show."""
    path = course.root / "autograded" / learner / "ps1" / "problem1.ipynb"
    return [cell["outputs"] for cell in json.loads(path.read_text())["cells"]]
