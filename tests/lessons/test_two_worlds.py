"""Lesson 00 ends where it says: what was written by hand trains as torch's modules do, from the same seed."""

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


def test_by_hand_and_with_modules_the_losses_lie_on_each_other(notebook):
    curves = notebook(build("00_two_worlds").source)["curves"]
    assert curves.steps == 1500
    assert curves.losses["yours"] == pytest.approx(curves.losses["torch"], rel=1e-3)
    assert curves.losses["yours"][0] > 0.5
    assert curves.losses["yours"][-1] < 0.001


def test_unsolved_the_training_says_what_it_waits_for(notebook):
    curves = notebook(build("00_two_worlds").lesson)["curves"]
    assert curves.notes["yours"] == "waits for exercise 0.10."
    assert curves.losses["torch"][-1] < 0.001


def test_what_is_practised_is_no_part_of_nn(notebook):
    nn = notebook(build("00_two_worlds").source)["nn"]
    assert {"fit", "step", "draw"} <= vars(nn.practice).keys()
    assert not {"fit", "step", "draw"} & vars(nn).keys()
