"""states: two states side by side, and what strict loading would say."""

import pytest
import torch

from course import states
from solutions import reference

WORLDS = [torch, reference]


def said(capsys, world, change):
    nn = world.nn
    net = nn.Sequential(nn.Linear(2, 1, bias=False), nn.Linear(1, 1, bias=False))
    for i, param in enumerate(net.parameters()):
        param.data.fill_(i)
    state = net.state_dict()
    change(world, state)
    states(net, state)
    return capsys.readouterr().out.splitlines()


@pytest.mark.parametrize("world", WORLDS)
def test_a_state_that_fits_is_a_table_without_marks(capsys, world):
    assert said(capsys, world, lambda world, state: None) == [
        "name      shape   dtype    values",
        "0.weight  [1, 2]  float32  0 0",
        "1.weight  [1, 1]  float32  1",
        "strict loading says: <All keys matched successfully>",
    ]


def spoilt(world, state):
    state["0.weight"] = world.ones(3)
    state["more"] = state.pop("1.weight") * 0


@pytest.mark.parametrize("world", WORLDS)
def test_what_does_not_fit_stands_in_both_columns_and_in_the_words_of_strict_loading(capsys, world):
    assert said(capsys, world, spoilt) == [
        "                   name      whose    shape   dtype    values",
        "≠ differs          0.weight  network  [1, 2]  float32  0 0",
        "                             file     [3]     float32  1 1 1",
        "< network's alone  1.weight  network  [1, 1]  float32  1",
        "> file's alone     more      file     [1, 1]  float32  0",
        "strict loading says: RuntimeError: Error(s) in loading state_dict for Sequential:",
        '\tMissing key(s) in state_dict: "1.weight". ',
        '\tUnexpected key(s) in state_dict: "more". ',
        "\tsize mismatch for 0.weight: copying a param with shape torch.Size([3]) from checkpoint, "
        "the shape in current model is torch.Size([1, 2]).",
    ]


@pytest.mark.parametrize("world", WORLDS)
def test_nothing_is_loaded(capsys, world):
    net = world.nn.Linear(1, 1, bias=False)
    net.weight.data.fill_(1)
    states(net, {"weight": world.zeros(1, 1)})
    assert net.weight.item() == 1


def test_what_is_no_module_or_no_state_is_told_with_the_call_to_write():
    with pytest.raises(TypeError, match=r"as in states\(net, torch.load"):
        states(torch.nn.Linear(1, 1), "net.pt")
    with pytest.raises(TypeError, match="got a dict"):
        states({}, {})
