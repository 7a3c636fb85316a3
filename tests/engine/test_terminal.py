"""`course check` prints a notebook's checks in a shell, and `course doctor` what is missing."""

import json
import os
import shutil
import subprocess
import sys
import time

import pytest

from course import answer_key, book, doctor, recorded, terminal
from course.setup.places import ROOT

RELEASED = ROOT / "lessons" / "01_parameter" / "01_parameter.ipynb"


@pytest.fixture(autouse=True)
def course_in_the_kernel(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]))


@pytest.fixture
def mine(tmp_path):
    """A learner's copy; returns its path and a function that writes answers into it."""
    path = tmp_path / "01_parameter" / "01_parameter.ipynb"
    path.parent.mkdir()
    shutil.copy(RELEASED, path)

    def answer(answers):
        nb = json.loads(path.read_text(encoding="utf-8"))
        for cell in nb["cells"]:
            exercise = cell["id"].removeprefix("answer-").replace("-", ".")
            if cell["id"].startswith("answer-") and exercise in answers:
                cell["source"] = answers[exercise]
        path.write_text(json.dumps(nb), encoding="utf-8")

    return path, answer


def test_a_fresh_lesson_is_waiting_and_exits_1(mine, capsys):
    path, _ = mine
    before = path.read_bytes()
    assert terminal.main([str(path)]) == 1
    out = capsys.readouterr().out
    assert "○ 1.1 is waiting for you." in out
    assert out.rstrip().endswith("0 of 13 agree.")
    assert path.read_bytes() == before


def test_a_solved_lesson_exits_0(mine, capsys):
    path, answer = mine
    answer({e.id: e.answer for e in book.lesson("01").exercises.values()})
    assert terminal.main([str(path)]) == 0
    assert "13 of 13 agree." in capsys.readouterr().out


def test_one_exercise_alone_shows_its_card(mine, capsys):
    path, answer = mine
    answer({"1.1": "@grow(nn)\nclass Parameter(torch.Tensor):\n    pass"})
    assert terminal.main([str(path), "--only", "1.1"]) == 1
    out = capsys.readouterr().out
    assert "1.1 differs from torch." in out or "1.1 raises where torch does not." in out
    assert "1.2" not in out


def test_a_cell_that_does_not_run_is_shown(mine, capsys):
    path, answer = mine
    answer({"1.1": "class Parameter(:"})
    assert terminal.main([str(path), "--only", "1.1"]) == 1
    assert "! class Parameter(:  raises SyntaxError" in capsys.readouterr().out


@pytest.mark.parametrize(
    "text", [None, "", "{}", "[1]", '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}']
)
def test_what_is_no_lesson_exits_2_and_says_what_to_name(tmp_path, capsys, text):
    path = tmp_path / "x.ipynb"
    if text is not None:
        path.write_text(text)
    assert terminal.main([str(path)]) == 2
    assert capsys.readouterr().err.startswith("course check: ")


def test_an_exercise_that_the_notebook_does_not_check_exits_2(mine, capsys):
    assert terminal.main([str(mine[0]), "--only", "9.9"]) == 2
    assert "no check of 9.9" in capsys.readouterr().err


@pytest.mark.slow
def test_watching_checks_again_when_the_file_is_saved(mine):
    path, answer = mine
    command = [sys.executable, "-u", "-c", "import sys; from course.terminal import main; sys.exit(main(sys.argv[1:]))"]
    watching = subprocess.Popen(
        [*command, str(path), "--only", "1.1", "--watch"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        lines = iter(watching.stdout.readline, "")
        assert "0 of 1 agree.\n" in lines
        time.sleep(1)
        answer({"1.1": book.lesson("01").exercises["1.1"].answer})
        assert "1 of 1 agree.\n" in lines
    finally:
        watching.terminate()
        watching.communicate(timeout=20)


def test_the_doctor_finds_nothing_where_all_is_there(capsys):
    assert doctor.main([]) == 0
    assert "Nothing is missing." in capsys.readouterr().out


def test_the_doctor_names_a_mend_for_each_thing_missing(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(answer_key, "live", lambda: False)
    monkeypatch.setattr(doctor, "NEEDED", ("numpy", "no-such-package"))
    monkeypatch.setattr(book, "SOURCES", tmp_path)
    monkeypatch.setattr(doctor, "ROOM", 1 << 70)
    assert doctor.main([]) == 1
    out = capsys.readouterr().out
    for name in ("torch", "no-such-package", "lessons", "disk"):
        assert f"! {name}" in out
    assert out.count("  mend") == 4
    assert "4 of 6 need mending." in out


def test_the_doctor_names_a_torch_that_the_lessons_are_not_written_for(monkeypatch, capsys):
    monkeypatch.setattr(recorded, "version", lambda: "1.0")
    assert doctor.main([]) == 1
    assert "the lessons are written for 1.0" in capsys.readouterr().out


def test_a_doctor_that_falls_ill_goes_on(monkeypatch, capsys):
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda path: 1 / 0)
    assert doctor.main([]) == 1
    out = capsys.readouterr().out
    assert "! disk        ZeroDivisionError" in out
    assert "lessons" in out
