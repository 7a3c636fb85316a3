"""Submissions are data: nothing in one decides what counts."""

import json
import os

import pytest
from classroom import LESSON, answered, cell_of, hand_in, insert_after, own_cell, released, solutions

from autograder.submission import collect, plain_python
from autograder.trouble import BadInput


def read(tmp_path, nb):
    hand_in(tmp_path, "ada", nb)
    [submission] = collect(tmp_path)
    return submission


def steps(submission):
    return [(s.kind, s.name, s.exercise) for s in submission.steps]


def text_of(submission, name):
    return next(s.text for s in submission.steps if s.name == name)


def test_answers_come_from_the_submission_and_everything_else_from_the_source(tmp_path):
    nb = answered({"1.1": "mine = 1"})
    cell_of(nb, "start-code-1")["source"] = "nn = 'overwritten'"
    cell_of(nb, "check-1-1")["source"] = "pass"
    submission = read(tmp_path, nb)
    assert text_of(submission, "answer-1-1") == "mine = 1\n"
    assert 'nn = bench("01")' in text_of(submission, "start-code-1")
    assert ("check", "check-1-1", "1.1") in steps(submission)
    assert submission.untouched == frozenset(solutions()) - {"1.1"}


def test_edited_flags_points_and_order_change_nothing(tmp_path):
    nb = released()
    for cell in nb["cells"]:
        cell["metadata"].get("nbgrader", {}).update(grade=False, solution=True, locked=False, points=1000, checksum="0")
    kept, nb["cells"] = nb["cells"], [c for c in reversed(nb["cells"]) if "nbgrader" in c["metadata"]]
    plain = read(tmp_path / "a", {**nb, "cells": [c for c in kept if "nbgrader" in c["metadata"]]})
    assert steps(read(tmp_path / "b", nb)) == steps(plain)


def test_own_cells_run_where_they_stand(tmp_path):
    nb = released()
    insert_after(nb, "answer-1-2", "x = 1")
    nb["cells"].insert(0, own_cell("first = 1"))
    names = [s.name for s in read(tmp_path, nb).steps]
    assert names[0] == "own cell 1 after the start"
    assert names[names.index("answer-1-2") + 1].endswith("after answer-1-2")


def test_a_copied_cell_runs_after_the_one_it_was_copied_from(tmp_path):
    nb = released()
    at = nb["cells"].index(cell_of(nb, "answer-1-1"))
    nb["cells"].insert(at + 1, json.loads(json.dumps(nb["cells"][at])) | {"source": "second = 2"})
    submission = read(tmp_path, nb)
    names = [s.name for s in submission.steps]
    assert submission.steps[names.index("answer-1-1") + 1].text == "second = 2\n"
    assert submission.steps[names.index("answer-1-1")].text != "second = 2\n"


def test_a_missing_answer_is_said_and_the_others_count(tmp_path):
    nb = answered(solutions())
    nb["cells"].remove(cell_of(nb, "answer-1-3"))
    nb["cells"].remove(cell_of(nb, "check-1-2"))
    submission = read(tmp_path, nb)
    assert submission.remarks == ("the cell answer-1-3 is missing",)
    assert ("check", "check-1-2", "1.2") in steps(submission)


def test_an_answer_is_found_by_its_id_where_the_metadata_is_gone(tmp_path):
    nb = answered({"1.1": "mine = 1"})
    for cell in nb["cells"]:
        cell["metadata"] = {}
    assert text_of(read(tmp_path, nb), "answer-1-1") == "mine = 1\n"


def test_an_answer_that_became_markdown_is_still_the_answer(tmp_path):
    nb = answered({"1.1": "mine = 1"})
    cell_of(nb, "answer-1-1")["cell_type"] = "markdown"
    assert text_of(read(tmp_path, nb), "answer-1-1") == "mine = 1\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"cells": [', "is broken JSON"),
        (b"", "is empty"),
        (b"\xff\xfe\x00\x01", "is no text in UTF-8"),
        (b"[1, 2]", "is JSON, but no notebook"),
        (b'{"cells": 3}', "is JSON, but no notebook"),
        (b"[" * 100_000, "is nested too deep"),
        (b'{"cells": ' + b" " * 20_000_001 + b"[]}", "is larger than 20 MB"),
    ],
    ids=["broken", "empty", "binary", "list", "number", "deep", "huge"],
)
def test_what_is_no_notebook_becomes_a_row_that_says_so(tmp_path, content, said):
    (tmp_path / "ada.ipynb").write_bytes(content)
    hand_in(tmp_path, "bob", released())
    ada, bob = collect(tmp_path, LESSON)
    assert said in ada.trouble
    assert "again" in ada.trouble
    assert (bob.trouble, len(bob.steps) > 20) == ("", True)


@pytest.mark.parametrize(
    "cell",
    [
        3,
        {},
        {"cell_type": "code", "source": 3, "metadata": []},
        {"cell_type": "code", "source": [1, None], "metadata": {"nbgrader": "x"}},
        {"cell_type": "code", "id": 7, "source": "1", "metadata": {"nbgrader": {"grade_id": ["a"]}}},
    ],
)
def test_a_strange_cell_costs_the_others_nothing(tmp_path, cell):
    nb = released()
    nb["cells"].insert(5, cell)
    submission = read(tmp_path, nb)
    assert submission.trouble == ""
    assert not submission.remarks


def test_links_are_not_followed(tmp_path):
    (tmp_path / "secret.json").write_text(json.dumps(released()))
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "ada.ipynb").symlink_to(tmp_path / "secret.json")
    [ada] = collect(tmp_path / "in", LESSON)
    assert "is a link" in ada.trouble


def test_the_folder_itself_may_be_reached_by_a_link_and_a_learners_may_not(tmp_path):
    hand_in(tmp_path / "in", "ada", released())
    (tmp_path / "in" / "bob").symlink_to(tmp_path / "in" / "ada")
    (tmp_path / "linked").symlink_to(tmp_path / "in")
    ada, bob = collect(tmp_path / "linked", LESSON)
    assert (ada.trouble, "is a link" in bob.trouble) == ("", True)


def test_what_would_be_waited_for_is_not_opened(tmp_path):
    hand_in(tmp_path, "ada", released())
    os.mkfifo(tmp_path / "ada" / LESSON / "timestamp.txt")
    os.mkfifo(tmp_path / "bob.ipynb")
    ada, bob = collect(tmp_path, LESSON)
    assert (ada.trouble, ada.timestamp, "is no file" in bob.trouble) == ("", "", True)


def test_a_name_that_no_table_holds_is_a_row_that_says_so_and_hidden_files_are_none(tmp_path):
    (tmp_path / os.fsdecode(b"bob\xff\n.ipynb")).write_text(json.dumps(released()))
    (tmp_path / "...ipynb").write_text(json.dumps(released()))
    (tmp_path / "._ada.ipynb").write_bytes(b"\0\5\26\7")
    [bob] = collect(tmp_path, LESSON)
    assert bob.learner == r"bob\udcff\n"
    assert "is no name that can be stored" in bob.trouble


@pytest.mark.parametrize("cells", [[{}] * 2001, [{"cell_type": "code", "source": "x" * 1_000_001}]])
def test_a_notebook_of_more_than_anybody_writes_is_not_run(tmp_path, cells):
    (tmp_path / "ada.ipynb").write_text(json.dumps({"cells": cells}))
    [ada] = collect(tmp_path, LESSON)
    assert "more than 2,000 cells or 1 MB of text" in ada.trouble


@pytest.mark.parametrize("text", ["!ls\n" * 5000, "x?\n" * 600, "(" * 100_000], ids=["!", "?", "("])
def test_text_that_ipython_would_read_for_minutes_stays_as_it_is(text):
    assert plain_python(text) == text


def test_both_forms_of_a_folder_are_read_and_nobody_counts_twice(tmp_path):
    hand_in(tmp_path, "ada", released())
    for name in ("ada", "bob"):
        (tmp_path / f"{name}.ipynb").write_text(json.dumps(released()))
    (tmp_path / "carl" / LESSON).mkdir(parents=True)
    found = {(s.learner, s.path.parent.name == LESSON): s.trouble.split(".")[0] for s in collect(tmp_path, LESSON)}
    assert found == {
        ("ada", True): "",
        ("ada", False): f"ada handed in {LESSON} twice",
        ("bob", False): "",
        ("carl", True): f"{LESSON}",
    }


@pytest.mark.parametrize("said", ["2026-01-02 03:04:05 UTC", "soon"])
def test_the_exchanges_timestamp_is_read_where_it_is_one(tmp_path, said):
    hand_in(tmp_path, "ada", released()).with_name("timestamp.txt").write_text(said)
    [ada] = collect(tmp_path)
    assert ada.timestamp == ("" if said == "soon" else said)


def test_a_folder_that_is_none_or_holds_nothing_is_bad_input(tmp_path):
    with pytest.raises(BadInput, match="is no folder"):
        collect(tmp_path / "nowhere")
    with pytest.raises(BadInput, match=r"It should hold NAME/LESSON/LESSON\.ipynb or NAME\.ipynb"):
        collect(tmp_path)
    with pytest.raises(BadInput, match="Did you mean '01_parameter'"):
        collect(tmp_path, "01_parametre")


@pytest.mark.parametrize(
    ("cell", "python"),
    [
        ("x = 1", "x = 1\n"),
        ("%%both\nnn.Module()", "get_ipython().run_cell_magic('both', '', 'nn.Module()\\n')\n"),
        ("!ls", "get_ipython().system('ls')\n"),
        ("def f(:", "def f(:\n"),
        ("x = '''", "x = '''\n"),
    ],
)
def test_magics_become_calls(cell, python):
    assert plain_python(cell) == python
