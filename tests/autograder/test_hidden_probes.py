"""The text of hidden probes, as it is pasted into a check cell."""

import pytest

from autograder import hidden_probes
from autograder.hidden_probes import hidden_probes as probes_of
from autograder.hidden_probes import hidden_text
from course import book
from course.probes import Probe

EXERCISES = [e for name in book.lessons() for e in book.lesson(name).exercises]

FILE = '''"""Hidden."""

from __future__ import annotations

import copy
import pickle

from course.probes import probe

SIZE = 3


def values(torch):
    return torch.ones(SIZE)


def unused(torch):
    return pickle


@probe("9.1")
def it_is_copied(torch, see):
    """Is it?"""
    see("the copy", copy.copy(values(torch)))


@probe("9.2")
def another(torch, see):
    see("one", 1)
'''


def test_it_takes_along_the_imports_helpers_and_constants_that_a_probe_uses_and_no_others(tmp_path):
    path = tmp_path / "99_mini.py"
    path.write_text(FILE)
    text = "\n".join(hidden_probes._with_what_they_use(path, ["it_is_copied"]))
    for kept in ("import copy", "from course.probes import probe", "SIZE = 3", "def values", "def it_is_copied"):
        assert kept in text
    for left in ("pickle", "unused", "another", "__future__"):
        assert left not in text


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_pasted_text_defines_the_probes_and_checks_with_them(exercise):
    asked = []
    names = {"check": lambda *args: asked.append(args), "nn": "nn"}
    exec(compile(hidden_text(exercise), "<check>", "exec"), names)
    hidden = [p.name for p in probes_of(exercise)]
    assert [(a[0], a[1], [p.name for p in a[2:]]) for a in asked] == ([(exercise, "nn", hidden)] if hidden else [])
    assert all(isinstance(p, Probe) for a in asked for p in a[2:])


def test_an_exercise_without_hidden_probes_adds_nothing():
    assert hidden_text("77.1") == ""
