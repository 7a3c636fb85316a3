"""Hints come rung by rung, then the solution; a prediction is answered by torch."""

import pytest

from course import book, hint, hints, predict, solution
from course.checking import checks
from course.predictions import Prediction

PREDICTIONS = [p for m in checks().values() for p in vars(m).values() if isinstance(p, Prediction)]


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    monkeypatch.setattr(hints, "_given", type(hints._given)())


def test_hints_come_one_by_one_and_then_point_at_the_solution(capsys):
    for rung in (1, 2, 3):
        hint("1.6")
        assert f"Hint {rung} of 3 for 1.6" in capsys.readouterr().out
    hint("1.6")
    out = capsys.readouterr().out
    assert "Hint 3 of 3" in out
    assert 'solution("1.6")' in out


def test_a_rung_can_be_asked_for(capsys):
    hint("1.6", 2)
    assert "Hint 2 of 3 for 1.6 (place)" in capsys.readouterr().out


@pytest.mark.parametrize("rung", [0, 4, "2"])
def test_a_rung_that_is_not_there_is_answered_with_those_that_are(rung):
    with pytest.raises(ValueError, match="hints are numbered 1 to 3"):
        hint("1.6", rung)


def test_the_solution_is_shown_without_its_markers(capsys):
    solution("1.6")
    out = capsys.readouterr().out
    assert book.lesson("01").exercises["1.6"].solution in out
    assert "SOLUTION" not in out


@pytest.mark.parametrize("call", [hint, solution])
def test_an_unknown_exercise_is_answered_with_the_nearest(call):
    with pytest.raises(ValueError, match="Did you mean"):
        call("1.66")


@pytest.mark.parametrize("call", [hint, solution])
def test_a_course_handed_out_without_solutions_says_so(call, capsys, monkeypatch, tmp_path):
    monkeypatch.setattr(book, "SOURCES", tmp_path)
    call("1.6")
    assert "handed out without solutions" in capsys.readouterr().out


@pytest.mark.parametrize("asked", PREDICTIONS, ids=lambda p: p.exercise)
def test_a_prediction_is_answered_by_torch(asked, capsys):
    for guess in asked.choices:
        predict(asked.exercise, guess)
        out = capsys.readouterr().out
        assert out.startswith(f"torch: {asked.answer()}.")
        assert ("You predicted it" in out) == (guess == asked.answer())


def test_a_prediction_asks_its_question_where_there_is_nothing_to_click(capsys):
    predict("1.6")
    assert "( yes / no / it raises )" in capsys.readouterr().out


def test_a_guess_that_is_no_choice_is_answered_with_the_choices():
    with pytest.raises(ValueError, match="choose one of 'yes', 'no', 'it raises'"):
        predict("1.6", "maybe")


def test_an_exercise_without_a_prediction_is_answered_with_those_that_have_one():
    with pytest.raises(ValueError, match=r"there are some for .*\b1\.6\b"):
        predict("1.1")
