"""What a learner did is noted beside their copies, survives crashes and two kernels, and is told by `course status`."""

import json
import multiprocessing
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import nbformat
import pytest
from lesson import LESSON, bench_with, starter

import course
import solutions.reference
from course import book, check, dashboard, hint, log, predict, solution, standings
from course.feedback import Unsolved
from course.setup import progress_page
from course.setup.copies import bring
from course.setup.places import ROOT

START = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def one_lesson(monkeypatch):
    """The first lesson alone, however many there are."""
    monkeypatch.setattr(standings, "listed", lambda: list(standings.listed_in(LESSON)))


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
    return next(s for s in standings.standings(folder) if s.exercise.id == exercise)


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
        file.write(b'{"at": "2026-01-01T00:00:00", "what": "check", "exercise": "1.1"}\n')
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


def _write_without_end(path):
    for minute in range(10**9):
        log.append(path, event(minute % 1000, "1.1", note="x" * 2000))


@pytest.mark.parametrize("life", [0.05, 0.1, 0.2])
def test_a_kernel_that_is_killed_while_it_writes_costs_one_line_at_most(mine, life):
    path = mine / log.NAME
    kernel = multiprocessing.get_context("spawn").Process(target=_write_without_end, args=(path,))
    kernel.start()
    while not path.exists():
        time.sleep(0.01)
    time.sleep(life)
    kernel.kill()
    kernel.join(60)
    written = path.read_bytes().count(b'"exercise"')
    assert len(log.events(mine)) >= written - 1 > 0
    log.append(path, event(1001, "1.2"))
    assert log.events(mine)[-1]["exercise"] == "1.2"


def _write_and_die(path, exercise):
    for minute in range(50):
        log.append(path, event(minute, exercise))
    with path.open("ab") as file:
        file.write(b'\n{"at": "2026-01-01T00:00:00+00:00", "what": "check", "exerc')


def test_two_kernels_that_both_die_in_the_middle_of_a_line_lose_those_lines_alone(mine):
    context = multiprocessing.get_context("spawn")
    kernels = [context.Process(target=_write_and_die, args=(mine / log.NAME, e)) for e in ("1.1", "1.2")]
    for kernel in kernels:
        kernel.start()
    for kernel in kernels:
        kernel.join(60)
    noted = [e["exercise"] for e in log.events(mine)]
    assert (noted.count("1.1"), noted.count("1.2")) == (50, 50)


def test_a_fresh_lesson_is_untouched_and_a_missing_one_not_opened(mine, tmp_path):
    assert {s.state for s in standings.standings(mine)} == {"untouched"}
    assert {s.state for s in standings.standings(tmp_path)} == {"not opened"}


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


def test_an_answer_that_is_not_saved_yet_is_what_its_check_said(mine):
    log.append(mine / log.NAME, event(60 * 24 * 365 * 40, "1.8", state="agrees"))
    assert standing(mine, "1.8").state == "agrees"
    log.append(mine / log.NAME, event(60 * 24 * 365 * 40 + 1, "1.8", "reset"))
    assert standing(mine, "1.8").state == "untouched"


def test_the_time_up_to_a_check_belongs_to_its_exercise_but_for_pauses():
    log_of = [event(0, "1.1"), event(5, "1.1"), event(8, "1.2"), event(300, "1.2"), event(304, "1.2", "hint", rung=1)]
    assert standings.spent(log_of) == {"1.1": 5, "1.2": 7}


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


def test_a_skipped_exercise_is_skipped_until_an_answer_of_ones_own_is_checked(mine):
    log.append(mine / log.NAME, event(0, "1.8", "skip"))
    log.append(mine / log.NAME, event(1, "1.8", state="untouched"))
    assert standing(mine, "1.8").state == "skipped"
    answer(mine, "1.8", "mine")
    log.append(mine / log.NAME, event(2, "1.8", state="differs"))
    assert standing(mine, "1.8").state == "differs"


def goes_on_with(folder):
    todo = standings.to_go_on_with(folder, standings.standings(folder))
    return todo and todo.exercise.id


def test_a_newcomer_goes_on_with_the_first_and_a_returning_learner_where_they_stopped(mine):
    assert goes_on_with(mine) == "1.1"
    answer(mine, "1.4", "mine")
    log.append(mine / log.NAME, event(0, "1.4", state="differs"))
    assert goes_on_with(mine) == "1.4"
    log.append(mine / log.NAME, event(1, "1.4", state="agrees"))
    assert goes_on_with(mine) == "1.5"
    log.append(mine / log.NAME, event(2, "1.5", "skip"))
    assert goes_on_with(mine) == "1.6"


def test_at_the_end_what_is_left_open_comes_next_then_what_was_skipped_and_then_nothing(mine):
    *others, last = book.lesson("01").exercises
    for minute, exercise in enumerate([*others, last]):
        answer(mine, exercise, "mine")
        if exercise != "1.3":
            log.append(mine / log.NAME, event(minute, exercise, state="agrees"))
    assert goes_on_with(mine) == "1.3"
    log.append(mine / log.NAME, event(100, "1.3", "skip"))
    assert goes_on_with(mine) == "1.3"
    assert "All but what you skipped agree. Take up 1.3" in dashboard.text(mine, standings.standings(mine))
    log.append(mine / log.NAME, event(101, "1.3", state="agrees"))
    assert goes_on_with(mine) is None


def test_a_course_handed_out_without_solutions_knows_its_exercises(mine, monkeypatch, tmp_path):
    monkeypatch.setattr(book, "SOURCES", tmp_path)
    assert len(standings.standings(mine)) == 13


def test_every_exercise_of_every_released_lesson_is_listed_in_order(monkeypatch):
    monkeypatch.undo()
    listed = standings.listed()
    assert {one.lesson for one in listed} == {path.parent.name for path in (ROOT / "lessons").glob("*/*.ipynb")}
    assert [one.lesson for one in listed] == sorted([one.lesson for one in listed], key=lambda n: (n[0] == "b", n))
    assert all(one.title and one.minutes and one.cell for one in listed)


def test_course_lab_can_ask_where_to_go_on_before_anything_is_installed():
    # -S leaves out site-packages.
    subprocess.run([sys.executable, "-S", "-c", "import course.standings"], cwd=ROOT, check=True)


def test_the_page_has_a_table_with_a_caption_and_a_link_to_each_exercise(mine):
    log.append(mine / log.NAME, event(0, "1.1", "hint", rung=2))
    page = dashboard.html(mine, standings.standings(mine))
    assert "<caption>The exercises of 01_parameter</caption>" in page
    assert page.count('<th scope="col">') == 4
    assert page.count('<th scope="row"><a href="01_parameter.ipynb#cell-id=1-') == 13
    assert "hint 2 of 3" in page
    assert "<details open><summary>01_parameter: 0 of 13 agree" in page
    assert page.count('<span aria-hidden="true">○</span> untouched') == 13


def test_progress_looks_from_a_lesson_and_from_the_page_beside_the_lessons(mine, monkeypatch, capsys):
    shown = []
    for place in (mine / LESSON, mine):
        monkeypatch.chdir(place)
        course.progress()
        shown.append(capsys.readouterr().out)
    assert shown[0] == shown[1]
    assert "Go on with 1.1" in shown[0]


def test_progress_without_lessons_names_where_to_run_it(tmp_path, monkeypatch):
    (tmp_path / "a" / "b").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "a" / "b")
    with pytest.raises(FileNotFoundError, match="python3 -m course status"):
        course.progress()


def test_course_lab_lands_where_a_learner_stopped(mine, monkeypatch):
    second = mine / "02_second"
    second.mkdir()
    (second / "02_second.ipynb").write_text("{}")
    assert standings.landing(mine) == f"{LESSON}/{LESSON}.ipynb"
    two = [standings.Listed("1.1", "one", 5, LESSON, "a"), standings.Listed("2.1", "two", 5, "02_second", "b")]
    monkeypatch.setattr(standings, "listed", lambda: two)
    answer(mine, "1.1", "mine")
    log.append(mine / log.NAME, event(0, "1.1", state="agrees"))
    assert standings.landing(mine) == "02_second/02_second.ipynb"


def test_the_progress_page_is_made_once_and_is_the_learners_from_then_on(mine):
    progress_page.put(mine)
    page = nbformat.read(mine / progress_page.NAME, as_version=4)
    nbformat.validate(page)
    assert [cell.get("outputs", []) for cell in page.cells] == [[], []]
    (mine / progress_page.NAME).write_text("mine")
    progress_page.put(mine)
    assert (mine / progress_page.NAME).read_text() == "mine"


def test_status_prints_every_exercise_and_where_to_go_on(mine, capsys):
    answer(mine, "1.1", "mine")
    log.append(mine / log.NAME, event(0, "1.1", state="agrees"))
    assert dashboard.main(["--into", str(mine)]) == 0
    out = capsys.readouterr().out
    assert all(e.title in out for e in book.lesson("01").exercises.values())
    assert "1 of 13 agree with torch." in out
    assert "Go on with 1.2 Empty registries" in out


def test_status_names_the_command_that_makes_the_folder(tmp_path, capsys):
    assert dashboard.main(["--into", str(tmp_path / "none")]) == 1
    assert "python3 -m course lab" in capsys.readouterr().out
