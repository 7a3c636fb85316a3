"""autograded/: what formgrader shows of a class that our grade has graded."""

import json
import shutil

import nbformat
import pytest
from classroom import LESSON, answered, hand_in, insert_after, points, solutions

from autograder.__main__ import main
from autograder.classes.folder import opened
from autograder.classes.new_course import new_course
from autograder.hidden_probes import hidden_text
from autograder.pages import autograded

ALL = sum(points().values())


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A class of three, graded: right, right with hostile notes, and late."""
    root = tmp_path_factory.mktemp("autograded") / "course"
    new_course(root, [LESSON])
    right = answered(solutions())
    hand_in(root / "submitted", "ada", right)
    insert_after(right, "answer-1-4", "print('mine \ud800')")
    right["cells"].insert(3, {"cell_type": "markdown", "metadata": {}, "source": "<script>alert(1)</script>"})
    hand_in(root / "submitted", "bob", right)
    path = hand_in(root / "submitted", "cy", answered({}))
    path.with_name("timestamp.txt").write_text("2026-11-01 10:00:00 UTC")
    assert main(["grade", str(root / "submitted"), "--db", str(root / "gradebook.db")]) == 0
    return opened(root)


def written(course, learner):
    path = course.place("autograded", LESSON, learner) / f"{LESSON}.ipynb"
    return nbformat.read(path, as_version=4)


def test_formgrader_has_everybodys_points(course):
    rows = {s["student"]: (s["autograded"], s["score"]) for s in course.api.get_submissions(LESSON)}
    assert rows == {"ada": (True, ALL), "bob": (True, ALL), "cy": (True, 0)}


@pytest.mark.parametrize("learner", ["ada", "bob", "cy"])
def test_it_is_a_notebook_with_every_check_and_its_card(course, learner):
    nb = written(course, learner)
    nbformat.validate(nb)
    cards = {c.id: c.outputs[0].text for c in nb.cells if c.id.startswith("check-")}
    assert len(cards) == len(points())
    assert ("waiting for you" in cards["check-1-1"]) == (learner == "cy")


def test_what_the_learner_wrote_is_there_and_notes_are_only_shown(course):
    cells = written(course, "bob").cells
    assert any(c.cell_type == "code" and "mine" in c.source for c in cells)
    [note] = [c for c in cells if "<script>" in c.source]
    assert note.source == "    <script>alert(1)</script>"


def test_no_hidden_probe_is_in_it(course):
    text = json.dumps(written(course, "ada"))
    for exercise in points():
        assert all(line not in text for line in hidden_text(exercise).splitlines() if line.startswith("def "))


def test_a_second_grade_writes_nothing_new_and_a_later_submission_is_written(course, capsys):
    path = course.place("autograded", LESSON, "ada") / f"{LESSON}.ipynb"
    before = path.stat().st_mtime_ns
    asked = ["grade", str(course.root / "submitted"), "--db", str(course.db)]
    main(asked)
    assert path.stat().st_mtime_ns == before
    shutil.rmtree(course.root / "submitted" / "ada")
    hand_in(course.root / "submitted", "ada", answered({}))
    path.chmod(0o444)
    main(asked)
    assert path.stat().st_mtime_ns > before


def test_a_gradebook_outside_a_course_has_none(tmp_path):
    assert autograded.write([], tmp_path / "gradebook.db") == 0
    assert not list(tmp_path.iterdir())
