"""A check puts back the first form that a later exercise's empty cell has replaced, and takes it away again."""

import types

import pytest

import course.growth as growth
from course import first_forms


@pytest.fixture
def nn():
    nn = types.ModuleType("nn")
    nn.Module = type("Module", (), {"__module__": "nn"})
    return nn


def the_first_form(self):
    return "first"


def an_empty_one(exercise="9.5"):
    names = {}
    exec(f'def form(self):\n    """Docs."""\n    raise NotImplementedError("{exercise}")\n', names)
    return names["form"]


def grown(nn, *functions):
    for function in functions:
        function.__name__ = "form"
        growth.grow(nn.Module)(function)
    return nn.Module()


LATER = [("9.5", "nn.Module", "form")]


def test_the_first_form_is_there_while_the_block_runs_and_the_empty_one_afterwards(nn):
    net = grown(nn, the_first_form, an_empty_one())
    with first_forms.put_back(nn, LATER):
        assert net.form() == "first"
    with pytest.raises(NotImplementedError, match=r"9\.5"):
        net.form()


def test_an_empty_cell_that_is_run_again_still_knows_the_first_form(nn):
    net = grown(nn, the_first_form, an_empty_one(), an_empty_one())
    with first_forms.put_back(nn, LATER):
        assert net.form() == "first"


def test_an_answer_is_left_alone(nn):
    net = grown(nn, the_first_form, an_empty_one(), lambda self: "mine")
    with first_forms.put_back(nn, LATER):
        assert net.form() == "mine"


def test_an_empty_one_of_another_exercise_is_left_alone(nn):
    net = grown(nn, the_first_form, an_empty_one("9.4"))
    with first_forms.put_back(nn, LATER), pytest.raises(NotImplementedError):
        net.form()


def test_where_there_was_nothing_there_is_nothing_meanwhile(nn):
    net = grown(nn, an_empty_one())
    with first_forms.put_back(nn, [*LATER, ("9.6", "nn.Nothing", "form")]):
        assert not hasattr(net, "form")
    assert hasattr(net, "form")


def test_the_empty_one_is_back_after_an_error(nn):
    net = grown(nn, the_first_form, an_empty_one())
    with pytest.raises(KeyError), first_forms.put_back(nn, LATER):
        raise KeyError
    with pytest.raises(NotImplementedError):
        net.form()


def test_functions_of_nn_are_put_back_too(nn):
    for function in (the_first_form, an_empty_one()):
        function.__name__ = "form"
        growth.grow(nn)(function)
    with first_forms.put_back(nn, [("9.5", "nn", "form")]):
        assert nn.form(None) == "first"
