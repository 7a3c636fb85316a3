"""Every wrong answer of the bank is caught by the probe that it names, and every right one is accepted."""

import ast
from collections import Counter

import pytest
from bank import ANSWERS, read

from autograder.attempt import attempt
from autograder.hidden_probes import hidden_probes
from course import book
from course.checking import probes_of
from course.predictions import Prediction

LESSONS = book.lessons()
BANK = [case for name in LESSONS for case in read(name)]
WRONG, RIGHT = ([c for c in BANK if c.kind == kind] for kind in ("wrong", "right"))
EXERCISES = [e for name in LESSONS for e in book.lesson(name).exercises.values()]


@pytest.mark.parametrize("known", EXERCISES, ids=lambda e: e.id)
def test_an_exercise_has_at_least_five_wrong_and_two_right_answers(known):
    counts = Counter(c.kind for c in BANK if c.exercise == known.id)
    assert counts["wrong"] >= 5
    assert counts["right"] >= 2


@pytest.mark.parametrize("case", WRONG, ids=lambda c: c.id)
def test_a_wrong_answer_is_caught_by_its_claim(case):
    feedback = attempt(case.lesson, case.exercise, case.text)
    assert feedback.state in ("differs", "raises"), f"{feedback.state}: {feedback.note}"
    assert feedback.claim == case.caught.replace("_", " "), feedback.short


@pytest.mark.parametrize("case", RIGHT, ids=lambda c: c.id)
def test_a_right_answer_is_accepted_however_it_is_written(case):
    feedback = attempt(case.lesson, case.exercise, case.text)
    assert feedback.state == "agrees", f"{feedback.claim}: {feedback.short}"


@pytest.mark.parametrize("known", EXERCISES, ids=lambda e: e.id)
def test_no_two_answers_of_an_exercise_are_the_same_code(known):
    def bare(text):
        tree = ast.parse(text)
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node) is not None:
                node.body = node.body[1:] or [ast.Pass()]
        return ast.unparse(tree)

    texts = Counter(bare(c.text) for c in BANK if c.exercise == known.id)
    texts[bare(known.answer)] += 1
    assert [text for text, count in texts.items() if count > 1] == []


@pytest.mark.parametrize("name", LESSONS)
def test_every_answer_is_of_an_exercise_and_names_a_probe_of_it(name):
    for case in read(name):
        assert case.exercise in book.lesson(name).exercises
        if case.caught:
            known = [*probes_of(case.exercise), *hidden_probes(case.exercise)]
            assert case.caught in [p.name for p in known], f"{case.exercise}, line {case.line}"


@pytest.mark.parametrize("name", LESSONS)
def test_every_prediction_is_tied_to_a_wrong_answer(name):
    import importlib

    for asked in vars(importlib.import_module(f"course.checks.{name}")).values():
        if isinstance(asked, Prediction):
            assert asked.wrong in [c.title for c in WRONG if c.exercise == asked.exercise]


def test_there_is_no_bank_without_a_lesson():
    assert {p.name for p in ANSWERS.iterdir() if p.is_dir()} <= set(LESSONS)


# -- the reader itself -------------------------------------------------------------------------------------------------


def test_a_bank_file_is_read_by_its_cells(tmp_path):
    folder = tmp_path / "01_parameter"
    folder.mkdir()
    (folder / "1.8.py").write_text('# %% wrong="empty" caught="a_probe"\nx = 1\n\n# %% right="full"\ny = 2\n')
    assert [(c.exercise, c.kind, c.title, c.caught, c.text) for c in read("01_parameter", tmp_path)] == [
        ("1.8", "wrong", "empty", "a_probe", "x = 1"),
        ("1.8", "right", "full", "", "y = 2"),
    ]


@pytest.mark.parametrize("marker", ["# %%", '# %% wrong="x"', '# %% right="x" caught="y"', '# %% wrong="x" right="y"'])
def test_a_cell_that_is_neither_kind_is_refused_with_its_line(tmp_path, marker):
    folder = tmp_path / "01_parameter"
    folder.mkdir()
    (folder / "1.8.py").write_text(f"{marker}\nx = 1\n")
    with pytest.raises(ValueError, match=r"1\.8\.py, line 1"):
        read("01_parameter", tmp_path)
