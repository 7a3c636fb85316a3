"""What a learner did is noted beside their copies, survives crashes and two kernels, and is told by `course status`."""

import json
import multiprocessing
from datetime import UTC, datetime, timedelta

import pytest
from lesson import LESSON, bench_with, starter

import solutions.reference
from course import book, check, hint, log, predict, progress, solution
from course.feedback import Unsolved
from course.setup.copies import bring
from course.setup.places import ROOT

START = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def mine(tmp_path, monkeypatch):
    """A learner's folder as `course lab` makes it, with lesson 01 open."""
    folder = tmp_path / "my-lessons"
    bring(ROOT / "lessons", folder)
    monkeypatch.chdir(folder / LESSON)
    return folder


def answer(folder, exercise, text, output=""):
    path = folder / LESSON / f"{LESSON}.ipynb"
    nb = json.loads(path.read_text(encoding="utf-8"))
    for cell in nb["cells"]:
        if cell["id"] == f"answer-{exercise.replace('.', '-')}":
            cell["source"] = text
        if output and cell["id"] == f"check-{exercise.replace('.', '-')}":
            cell["outputs"] = [{"output_type": "display_data", "data": {"text/plain": [output]}, "metadata": {}}]
    path.write_text(json.dumps(nb), encoding="utf-8")


def standing(folder, exercise):
    return next(s for s in progress.standings(folder) if s.exercise.id == exercise)


def event(minutes, exercise, what="check", **more):
    return {"at": (START + timedelta(minutes=minutes)).isoformat(), "what": what, "exercise": exercise, **more}


def test_checks_hints_solutions_and_predictions_are_noted(mine, capsys):
    check("1.8", solutions.reference.nn)
    with pytest.raises(Unsolved):
        check("1.9", bench_with("1.9", starter("1.9")))
    hint("1.8", 2)
    solution("1.8")
    predict("1.6", "no")
    noted = [(e["what"], e["exercise"]) for e in log.events(mine)]
    assert noted == [("check", "1.8"), ("check", "1.9"), ("hint", "1.8"), ("solution", "1.8"), ("predict", "1.6")]
    assert [e["state"] for e in log.events(mine) if e["what"] == "check"] == ["agrees", "untouched"]


def test_nothing_is_noted_where_there_are_no_copies(tmp_path, monkeypatch, capsys):
    (tmp_path / "lessons" / LESSON).mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "lessons" / LESSON)
    check("1.8", solutions.reference.nn)
    assert [p.name for p in tmp_path.rglob("*")] == ["lessons", LESSON]


def test_a_log_that_cannot_be_written_does_not_stop_a_check(mine, capsys):
    (mine / log.NAME).mkdir()
    check("1.8", solutions.reference.nn)
    assert "1.8 agrees" in capsys.readouterr().out


def test_a_torn_line_costs_that_line_alone(mine):
    log.append(mine / log.NAME, event(0, "1.1"))
    with (mine / log.NAME).open("ab") as file:
        file.write(b'\n{"at": "2026-01-01T00:0')
    log.append(mine / log.NAME, event(1, "1.2"))
    with (mine / log.NAME).open("ab") as file:
        file.write(b'\n[1]\n"x"\n{"at": 3}\n\xff\xfe\n{"at": "never", "what": "check", "exercise": "1.1"}\n')
    assert [e["exercise"] for e in log.events(mine)] == ["1.1", "1.2"]


def _write_many(path, exercise):
    for minute in range(200):
        log.append(path, event(minute, exercise))


def test_two_kernels_writing_at_once_lose_nothing(mine):
    context = multiprocessing.get_context("spawn")
    kernels = [context.Process(target=_write_many, args=(mine / log.NAME, e)) for e in ("1.1", "1.2")]
    for kernel in kernels:
        kernel.start()
    for kernel in kernels:
        kernel.join(60)
    noted = [e["exercise"] for e in log.events(mine)]
    assert (noted.count("1.1"), noted.count("1.2")) == (200, 200)


def test_a_fresh_lesson_is_untouched_and_a_missing_one_not_opened(mine, tmp_path):
    assert {s.state for s in progress.standings(mine)} == {"untouched"}
    assert {s.state for s in progress.standings(tmp_path)} == {"not opened"}


def test_the_last_check_is_the_state(mine):
    answer(mine, "1.8", "mine")
    for minute, state in enumerate(["raises", "differs", "agrees"]):
        log.append(mine / log.NAME, event(minute, "1.8", state=state))
        assert standing(mine, "1.8").state == state


def test_without_a_log_the_notebooks_own_output_is_the_state(mine):
    answer(mine, "1.8", "mine", "✓ 1.8 agrees with torch 2.13 on 5 claims.")
    answer(mine, "1.9", "mine", "≠ 1.9 differs from torch.")
    assert (standing(mine, "1.8").state, standing(mine, "1.9").state) == ("agrees", "differs")


def test_an_answer_that_was_taken_back_is_untouched(mine):
    log.append(mine / log.NAME, event(0, "1.8", state="agrees"))
    assert standing(mine, "1.8").state == "untouched"


def test_the_time_up_to_a_check_belongs_to_its_exercise_but_for_pauses():
    log_of = [event(0, "1.1"), event(5, "1.1"), event(8, "1.2"), event(300, "1.2"), event(304, "1.2", "hint", rung=1)]
    assert progress.spent(log_of) == {"1.1": 5, "1.2": 7}


def test_help_is_told_by_its_highest_rung(mine):
    for rung in (1, 3, 2):
        log.append(mine / log.NAME, event(rung, "1.8", "hint", rung=rung))
    log.append(mine / log.NAME, event(9, "1.8", "solution"))
    assert (standing(mine, "1.8").hints, standing(mine, "1.8").solution) == (3, True)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"cells": 1}', '{"cells": [{"metadata": {"nbgrader": 1}}]}'])
def test_a_broken_notebook_is_not_opened_and_stays_as_it_is(mine, text):
    path = mine / LESSON / f"{LESSON}.ipynb"
    path.write_text(text)
    assert standing(mine, "1.1").state == "not opened"
    assert path.read_text() == text


def test_status_prints_every_exercise_and_where_to_go_on(mine, capsys):
    answer(mine, "1.1", "mine")
    log.append(mine / log.NAME, event(0, "1.1", state="agrees"))
    assert progress.main(["--into", str(mine)]) == 0
    out = capsys.readouterr().out
    assert all(e.title in out for e in book.lesson("01").exercises.values())
    assert "1 of 13 agree with torch." in out
    assert "Go on with 1.2 Empty registries" in out


def test_status_names_the_command_that_makes_the_folder(tmp_path, capsys):
    assert progress.main(["--into", str(tmp_path / "none")]) == 1
    assert "python3 -m course lab" in capsys.readouterr().out
