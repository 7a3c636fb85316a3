"""Who may import whom: lessons -> course <- solutions; autograder -> course; tests -> all."""

import pytest

from course.setup.places import ROOT
from tests.house.files import imported_by, imports, sources

ROOMS = {"course", "lessons", "solutions", "autograder", "tests", "benchmarks"}
MAY = {
    "course": {"course"},
    "lessons": {"course"},
    "solutions": {"course"},
    "autograder": {"autograder", "course"},
}


@pytest.mark.parametrize("room", MAY)
def test_a_room_imports_only_what_it_may(room):
    wrong = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in sources(room)
        for name in imported_by(path)
        if name.split(".")[0] in ROOMS - MAY[room]
    }
    assert wrong == set()


def test_one_file_imports_real_torch():
    importing = {
        path.relative_to(ROOT).as_posix()
        for path in sources("course", "autograder")
        if any(name.split(".")[0] == "torch" for name in imported_by(path))
    }
    assert importing == {"course/worlds.py"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("import torch.nn as nn", {"torch.nn"}),
        ("from course import numpy_torch as torch", {"course", "course.numpy_torch"}),
        ("def late():\n    from autograder.grade import x", {"autograder.grade", "autograder.grade.x"}),
        ("from . import tensor", {"course.numpy_torch", "course.numpy_torch.tensor"}),
        ("from ..worlds import x", {"course.worlds", "course.worlds.x"}),
        ("importlib.import_module('torch')", {"torch"}),
        ("__import__('torch')", {"torch"}),
        ("torch = 'import torch'", set()),
    ],
)
def test_the_rule_sees_every_form_of_import(text, names):
    assert set(imports(text, "course.numpy_torch")) == names
