"""From the badge, or from `course lab`, to the first green check: few words to read."""

import ast
import io
import json
import re
import tokenize
from pathlib import Path

import pytest

from course import book
from course.setup.copies import first_notebook
from course.setup.places import ROOT

WORDS = 300


def words(text: str) -> int:
    """The words of a text: what has a letter or a digit in it, between spaces."""
    return sum(bool(re.search(r"\w", word)) for word in text.split())


def said_in(text: str) -> str:
    """The comments and docstrings of a cell of code."""
    defined = (ast.FunctionDef, ast.ClassDef)
    docstrings = [ast.get_docstring(n) or "" for n in ast.walk(ast.parse(text)) if isinstance(n, defined)]
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return " ".join([*docstrings, *(t.string for t in tokens if t.type == tokenize.COMMENT)])


def read_before_the_first_check(cells: list[dict]) -> int:
    """How many words stand in the cells before the first check: prose, comments and docstrings."""
    count = 0
    for cell in cells:
        if cell["id"].startswith("check-"):
            return count
        text = "".join(cell["source"])
        count += words(text if cell["cell_type"] == "markdown" else said_in(without_magics(text)))
    raise AssertionError("no check")


def without_magics(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.startswith("%"))


def cells_of(lesson: str) -> list[dict]:
    return json.loads((ROOT / "lessons" / lesson).read_text("utf-8"))["cells"]


# What opens first, and where somebody comes in who does not want it.
@pytest.mark.parametrize("entrance", [first_notebook(ROOT / "lessons"), "01_parameter/01_parameter.ipynb"])
def test_a_learner_reads_at_most_three_hundred_words_before_the_first_check(entrance):
    assert read_before_the_first_check(cells_of(entrance)) <= WORDS


def test_the_first_lesson_ends_with_the_way_to_the_second():
    first, second = (f"{name}/{name}.ipynb" for name in book.lessons()[:2])
    assert first_notebook(ROOT / "lessons") == first
    [link] = re.findall(r"\]\((\.\./.*?)\)", "".join(cells_of(first)[-1]["source"]))
    assert link == f"../{second}"
    assert (ROOT / "lessons" / Path(first).parent / link).resolve() == ROOT / "lessons" / second


def test_words_are_counted_in_prose_comments_and_docstrings():
    def cell(kind: str, text: str, name: str = "a") -> dict:
        return {"id": name, "cell_type": kind, "source": text}

    cells = [
        cell("markdown", "## One two\n- three · `four` 5"),
        cell("code", "%%both\nx = 'no'\ndef f():\n    'six seven'  # eight"),
        cell("code", "check()  # no", "check-1-1"),
    ]
    assert read_before_the_first_check(cells) == 8
