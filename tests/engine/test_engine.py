"""A Tensor of one's own: what is grown on nn.engine stands in torch's place, in that world alone."""

import inspect

import pytest
import torch

import solutions.reference
from course import numpy_torch
from course.benches import grown_onto
from course.described import Described
from course.folding import empty, fold, load, pieces
from course.growth import grow
from course.numpy_torch_with import torch_with
from course.probes import probe, record
from course.worlds import numpy_world

CELLS = '''
engine = nn.engine
SIGN = -1

@grow(engine)
class Tensor(Described):
    """Mine.

    At length.
    """

    def twice(self):
        return "first"

@grow(engine)
def tensor(values):
    made = Tensor()
    made.array, made.requires_grad, made.grad, made.grad_fn = np.array(values), False, None, None
    return made

@grow(engine)
def is_tensor(value):
    return isinstance(value, Tensor)

@grow(engine.Tensor)
def twice(self):
    return tensor(SIGN * doubled(self.array))

@grow(engine)
def doubled(array):
    return 2 * array

engine.Tensor.__neg__ = lambda self: tensor(-self.array)
'''
HELPERS = "import numpy as np\nfrom course.described import Described\n"


@pytest.fixture
def nn():
    return empty("nn_with_an_engine")


def test_what_is_grown_stands_in_torchs_place_in_this_world_alone(nn):
    @grow(nn.engine)
    class Tensor:
        """Mine."""

    assert torch_with(nn).Tensor is nn.engine.Tensor is Tensor
    assert torch_with(nn).tensor is numpy_torch.tensor
    assert torch_with(empty("another_nn")).Tensor is numpy_torch.Tensor
    assert solutions.reference.Tensor is numpy_torch.Tensor


def test_what_is_grown_later_reaches_a_torch_that_was_there_before(nn):
    torch = torch_with(nn)
    assert torch.relu is numpy_torch.relu
    for answer in (1, 2):

        @grow(nn.engine)
        def relu(value=answer):
            return value

        assert torch.relu() == answer


def test_a_folded_engine_has_its_classes_whole_and_knows_its_names():
    text = fold(pieces([("", HELPERS), ("", CELLS)]))
    nn = load(text)
    t = nn.torch.tensor([1, 2])
    assert type(t) is nn.torch.Tensor is nn.engine.Tensor
    assert (t.twice().tolist(), (-t).tolist()) == ([-2, -4], [-1, -2])
    assert inspect.getdoc(t) == "Mine.\n\nAt length."
    assert text.count("def twice(") == 1
    assert not hasattr(nn, "Tensor")
    assert not hasattr(nn, "doubled")


def test_a_probe_sees_the_engines_tensors_as_tensors():
    @probe("b1.1")
    def numbers(torch, see):
        """Which?"""
        see("a tensor", torch.tensor([1, 2]).twice())

    recording = record(numbers, numpy_world(load(fold(pieces([("", HELPERS), ("", CELLS)])))))
    assert recording.crash is None
    [seen] = recording.seen
    assert (seen.value.kind, seen.value.dtype, seen.value.values.tolist()) == ("Tensor", "torch.int64", [-2, -4])


def test_the_engine_of_a_lesson_stays_in_it():
    assert grown_onto("b1_engine") == {"engine"}


@pytest.mark.parametrize("values", [3.5, [1, 2], [[0.25, -1e6]], [True], []])
@pytest.mark.parametrize(
    "ask",
    [
        repr,
        lambda t: t.shape,
        lambda t: str(t.dtype),
        lambda t: str(t.device),
        lambda t: (t.ndim, t.dim(), t.size(), t.size(-1) if t.ndim else None, t.numel()),
        lambda t: t.tolist(),
        lambda t: len(t) if t.ndim else None,
        lambda t: t.numpy().tolist(),
        lambda t: t.cpu() is t,
        lambda t: t.data.requires_grad,
        lambda t: t.data.data_ptr() == t.data_ptr(),
    ],
)
def test_described_tells_what_torch_tells(values, ask):
    mine = Described()
    mine.array, mine.requires_grad, mine.grad_fn = numpy_torch.tensor(values).numpy(), False, None
    assert ask(mine) == ask(torch.tensor(values))
