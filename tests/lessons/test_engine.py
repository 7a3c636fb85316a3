"""Lesson b1 ends where it says: on the learner's own Tensor everything trains as on torch's, from the same seed."""

import json
import sys

import pytest
from notebook_run import run

from autograder.build import build
from course import log


@pytest.fixture
def notebook(tmp_path, monkeypatch):
    """A function that runs the lesson, solved or as it is released, and gives its names."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(log, "note", lambda *said, **more: None)

    def names(text):
        assert run(json.loads(text)).raised == {}
        return vars(sys.modules["lesson_notebook"])

    return names


def test_by_hand_and_with_the_nn_of_the_lessons_before_the_losses_lie_on_each_other(notebook):
    names = notebook(build("b1_engine").source)
    for curves, steps in ((names["curves"], 400), (names["own"], 200)):
        assert curves.notes == {}
        assert curves.steps == steps
        assert curves.losses["yours"] == pytest.approx(curves.losses["torch"], rel=1e-3)
        assert curves.losses["yours"][-1] < 0.1 * curves.losses["yours"][0]
    nn, engine = names["nn"], names["engine"]
    assert isinstance(nn.Linear(2, 1).weight, engine.Tensor)


def test_unsolved_the_training_says_what_it_waits_for(notebook):
    names = notebook(build("b1_engine").lesson)
    for curves in (names["curves"], names["own"]):
        assert curves.notes["yours"] == "waits for exercise b1.1."
        assert curves.losses["torch"][-1] < 0.1 * curves.losses["torch"][0]
