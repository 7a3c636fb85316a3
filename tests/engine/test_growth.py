"""@grow keeps a class's identity, replaces on a second run, and lets super() work."""

import types

import pytest
import torch

from course import numpy_torch
from course.folding import empty
from course.growth import grow
from course.numpy_torch_with import torch_with


@pytest.fixture
def nn():
    nn = empty("nn_for_growth")

    @grow(nn)
    class Module:
        """A module."""

    return nn


def test_a_grown_function_is_a_method(nn):
    @grow(nn.Module)
    def double(self, x):
        return 2 * x

    assert nn.Module().double(3) == 6


def test_an_object_made_earlier_has_the_method_too(nn):
    early = nn.Module()

    @grow(nn.Module)
    def double(self, x):
        return 2 * x

    assert early.double(3) == 6


def test_growing_again_replaces(nn):
    for answer in (1, 2):

        @grow(nn.Module)
        def value(self, answer=answer):
            return answer

    assert nn.Module().value() == 2


def test_a_class_grown_again_keeps_its_identity_and_its_objects(nn):
    first, early = nn.Module, nn.Module()

    @grow(nn)
    class Module:
        """Run again."""

        def new(self):
            return "new"

    assert nn.Module is first
    assert Module is first
    assert isinstance(early, nn.Module)
    assert early.new() == "new"
    assert nn.Module.__doc__ == "Run again."


def test_a_class_grown_again_keeps_what_other_cells_grew_and_drops_what_its_body_no_longer_has(nn):
    def body(with_gone):
        if with_gone:

            @grow(nn)
            class Layer(nn.Module):
                def gone(self): ...
        else:

            @grow(nn)
            class Layer(nn.Module):
                pass

    body(with_gone=True)

    @grow(nn.Layer)
    def stays(self):
        return "stays"

    body(with_gone=False)
    assert nn.Layer().stays() == "stays"
    assert not hasattr(nn.Layer, "gone")


def test_super_works_in_a_grown_method(nn):
    @grow(nn.Module)
    def __repr__(self):
        return "mine, not " + super().__repr__()[:1]

    assert repr(nn.Module()) == "mine, not <"


def test_super_works_in_a_class_that_was_grown_twice(nn):
    def body():
        @grow(nn)
        class Layer(nn.Module):
            def __init__(self):
                super().__init__()
                self.made = True

    body()
    body()
    assert nn.Layer().made


def test_super_in_a_grown_method_keeps_defaults_and_globals(nn):
    @grow(nn.Module)
    def named(self, name="default", *, loud=False):
        return (super().__class__ is not None, name, loud, pytest.__name__)

    assert nn.Module().named() == (True, "default", False, "pytest")


def test_static_and_class_methods_and_properties_grow(nn):
    @grow(nn.Module)
    @staticmethod
    def three():
        return 3

    @grow(nn.Module)
    @classmethod
    def name(cls):
        return cls.__name__

    @grow(nn.Module)
    @property
    def four(self):
        return 4

    assert (nn.Module.three(), nn.Module.name(), nn.Module().four) == (3, "Module", 4)


def test_a_grown_getattr_or_dir_does_not_become_the_notebooks_own(nn):
    main = types.ModuleType("main")
    vars(main).update(nn=nn, grow=grow)
    code = """
@grow(nn.Module)
def __getattr__(self, name):
    if name == "there":
        return 1
    raise AttributeError(name)

@grow(nn.Module)
def __dir__(self):
    return ["there"]
"""
    exec(code, vars(main))
    assert getattr(main, "missing", "default") == "default"
    assert "nn" in dir(main)
    assert nn.Module().there == 1
    assert dir(nn.Module()) == ["there"]
    assert main.__getattr__(nn.Module(), "there") == 1


def test_a_method_named_as_a_builtin_leaves_the_builtin_to_the_notebook(nn):
    cell = "@grow(nn.Module)\ndef type(self, dst_type):\n    return [type(self).__name__, dst_type]\n"
    notebook = {"grow": grow, "nn": nn}
    exec(cell, notebook)
    assert notebook["type"] is type
    assert nn.Module().type(3) == ["Module", 3]


def test_a_function_grows_on_nn(nn):
    @grow(nn)
    def helper():
        return 1

    assert nn.helper is helper


def test_an_optimizer_grows_on_optim_and_is_torch_optims_in_this_world_alone(nn):
    @grow(nn.optim)
    class SGD(nn.optim.Optimizer):
        def three(self):
            return 3

    @grow(nn.optim.SGD)
    def four(self):
        return 4

    mine = torch_with(nn).optim
    assert mine.SGD is nn.optim.SGD is SGD
    assert (SGD.three(None), SGD.four(None)) == (3, 4)
    assert issubclass(mine.SGD, numpy_torch.optim.Optimizer)
    assert torch_with(empty("another_nn")).optim.SGD is numpy_torch.optim.SGD


def test_what_is_not_built_of_optim_is_the_numpy_torchs(nn):
    assert torch_with(nn).optim.Adam is numpy_torch.optim.Adam
    assert {"Adam", "SGD", "lr_scheduler"} <= set(dir(nn.optim))
    with pytest.raises(AttributeError, match=r"'torch\.optim' has no attribute 'Sgd'"):
        torch_with(nn).optim.Sgd  # noqa: B018


@pytest.mark.parametrize(
    ("where", "says"),
    [
        (torch.nn.Module, "answer key"),
        (torch.nn, "answer key"),
        (numpy_torch.optim, "the numpy torch's"),
        (numpy_torch.optim.SGD, "the numpy torch's"),
        (lambda self: None, "Write @grow"),
        (3, "nn was overwritten"),
    ],
)
def test_growing_in_a_wrong_place_says_what_to_write(where, says):
    with pytest.raises(TypeError, match=says):
        grow(where)


@pytest.mark.parametrize("thing", [3, "text", type])
def test_growing_a_wrong_thing_says_what_belongs_there(nn, thing):
    with pytest.raises(TypeError, match=r"only a function can become a method"):
        grow(nn.Module)(thing)
