"""The repository proves its own lessons: every lesson there is, exercise by exercise."""

import importlib
import json
import re

import pytest
from notebook_run import run

from autograder.attempt import attempt
from autograder.build import build, measure
from autograder.hidden_probes import file_of, hidden_probes
from course import book
from course.benches import REFERENCE
from course.checking import all_probes, probes_of
from course.hints import hint
from course.predictions import Prediction
from course.two_worlds import Both, same
from course.worlds import torch_source

LESSONS = book.lessons()
EXERCISES = [e for name in LESSONS for e in book.lesson(name).exercises.values()]
each_lesson = pytest.mark.parametrize("name", LESSONS)
each_exercise = pytest.mark.parametrize("known", EXERCISES, ids=lambda e: e.id)


@pytest.fixture(autouse=True)
def nobodys_desk(tmp_path, monkeypatch):
    """Somewhere where no learner's notebooks are, so that a bench is the reference."""
    (tmp_path / "desk").mkdir()
    monkeypatch.chdir(tmp_path / "desk")
    monkeypatch.delenv(REFERENCE, raising=False)


def files_of(name):
    """The probe files of a lesson: visible, and hidden where there is one."""
    found = [importlib.import_module(f"course.checks.{name}")]
    return found + ([importlib.import_module(f"autograder.hidden.{name}")] if file_of(name) else [])


# -- run, unsolved and solved ------------------------------------------------------------------------------------------


@each_lesson
def test_unsolved_every_check_says_untouched_and_nothing_else_raises(name):
    done = run(json.loads(build(name).lesson))
    assert done.raised == {}
    assert list(done.checks) == list(book.lesson(name).exercises)
    assert {e: f and f.state for e, f in done.checks.items()} == dict.fromkeys(done.checks, "untouched")
    first = next(iter(done.checks.values()))
    assert first is not None
    assert first.headline == f"{first.exercise} is waiting for you."


@each_lesson
def test_after_run_all_every_exercise_agrees_when_solved_or_names_the_way_out(name):
    released, solved = (
        [c for c in json.loads(text)["cells"] if c["cell_type"] == "code"]
        for text in (build(name).lesson, build(name).source)
    )
    again = [c for c in solved if not c["id"].startswith("start-")]
    done = run({"cells": [c for c in [*released, *again] if "-play-" not in c["id"]]})
    stuck = {e: f.short for e, f in done.checks.items() if f is not None and not f.later}
    assert list(done.checks) == list(book.lesson(name).exercises)
    assert stuck == {}


@each_lesson
def test_solved_every_check_agrees_hidden_probes_included_and_nothing_raises(name):
    done = run(json.loads(build(name).source))
    assert done.raised == {}
    assert {e: f and f.short for e, f in done.checks.items()} == dict.fromkeys(book.lesson(name).exercises)


@pytest.mark.slow
@each_lesson
def test_solved_both_worlds_show_the_same_in_every_playground(name):
    nb = json.loads(build(name).source)
    done = run(nb)
    worlds = Both(done.nn)
    texts = {c["id"]: "".join(c["source"]) for c in nb["cells"] if "".join(c["source"]).startswith("%%both")}
    unlike = {}
    for cell, text in texts.items():
        torch, yours = worlds.run(text.removeprefix("%%both\n"))
        if not same(torch, yours):
            unlike[cell] = (torch.says(), yours.says())
    assert list(done.both) == list(texts)
    assert unlike == {}


@each_exercise
def test_its_solution_passes_visible_and_hidden_probes_with_several_seeds(known):
    feedback = attempt(known.lesson, known.id, known.answer)
    assert feedback.state == "agrees", feedback.short


# -- what belongs to an exercise ---------------------------------------------------------------------------------------


@each_exercise
def test_it_has_three_hints_and_each_is_shown(known, capsys):
    assert len(known.hints) == 3
    assert all(len(h) > 20 for h in known.hints)
    for rung in (1, 2, 3):
        hint(known.id, rung)
        assert known.hints[rung - 1] in capsys.readouterr().out


@each_exercise
def test_it_says_how_hard_it_is_how_long_it_takes_and_what_it_is_worth(known):
    assert 1 <= known.difficulty <= 5
    assert 5 <= known.minutes <= 20
    assert 1 <= known.points <= 5
    assert known.lesson.startswith(book.lesson_number(known.id))


@each_exercise
def test_it_tells_afterwards_what_torch_really_does_and_where(known):
    assert len(known.after.split()) >= 15
    assert known.torch, 'the after cell names torch\'s own: torch="nn.Module.__setattr__"'
    assert re.fullmatch(r"torch/[\w/]+\.py, line \d+", torch_source(known.torch))


@each_exercise
def test_it_has_visible_and_hidden_probes_each_with_a_question(known):
    visible, hidden = probes_of(known.id), hidden_probes(known.id)
    assert visible
    assert hidden
    names = [p.name for p in [*visible, *hidden]]
    assert len(set(names)) == len(names)
    assert [p.name for p in [*visible, *hidden] if len(p.question) < 10] == []


@each_exercise
def test_its_answer_makes_what_its_probes_ask_for(known):
    assert book.targets(known.answer)


@each_lesson
def test_every_probe_and_every_prediction_is_of_an_exercise_that_is_there(name):
    known = set(book.lesson(name).exercises)
    for module in files_of(name):
        assert {e for p in all_probes(module) for e in p.exercises} <= known
        for asked in (v for v in vars(module).values() if isinstance(v, Prediction)):
            assert asked.exercise in known
            assert asked.answer() in asked.choices


@each_lesson
def test_a_learner_is_asked_to_predict_at_least_once(name):
    asked = [v for v in vars(files_of(name)[0]).values() if isinstance(v, Prediction)]
    text = build(name).lesson
    assert asked
    assert [p.exercise for p in asked if f'predict(\\"{p.exercise}\\")' not in text] == []


# -- size --------------------------------------------------------------------------------------------------------------


@each_lesson
def test_no_exercise_asks_for_more_than_ten_lines(name):
    assert measure(name).long == []


@each_lesson
def test_no_exercise_is_preceded_by_more_than_two_hundred_words(name):
    assert {e: n for e, n in measure(name).words.items() if n > 200} == {}


# -- what is released --------------------------------------------------------------------------------------------------


@each_lesson
def test_the_released_notebook_is_a_fresh_build_byte_for_byte(name):
    released = book.SOURCES.parent / "lessons" / name / f"{name}.ipynb"
    assert released.read_bytes() == build(name).lesson.encode(), "mend: python3 -m autograder build"


@each_lesson
def test_nothing_that_gives_an_answer_away_is_released(name):
    nb = json.loads(build(name).lesson)
    texts = {c["id"]: "".join(c["source"]) for c in nb["cells"]}
    everything = squeezed("\n".join(texts.values()))
    for known in book.lesson(name).exercises.values():
        answer = texts[f"answer-{known.id.replace('.', '-')}"]
        lines = [x.strip() for x in known.solution.splitlines() if x.strip()]
        assert [x for x in lines if x in answer] == []
        assert squeezed(known.solution) not in everything
        assert [h for h in known.hints if squeezed(h) in everything] == []
        assert squeezed(known.after) not in everything
        assert [p.name for p in hidden_probes(known.id) if p.name in everything] == []


def squeezed(text):
    return " ".join(text.split())
