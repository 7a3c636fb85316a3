"""torch.nn.modules and torch.utils.hooks of one nn, and the hooks for all modules, which no probe leaves behind."""

import pytest
import torch

import solutions.reference
from course import numpy_torch
from course.folding import empty, fold, load, pieces
from course.growth import grow
from course.numpy_torch_with import torch_with
from course.probes import probe, record
from course.worlds import World, numpy_world

REAL = World("torch", torch, real=True)


def test_what_is_built_is_found_where_torch_keeps_it():
    nn = empty("nn_for_rooms")
    early = torch_with(nn)
    assert early.utils.hooks.RemovableHandle is numpy_torch.utils.hooks.RemovableHandle

    @grow(nn)
    class RemovableHandle:
        """A handle."""

    assert early.utils.hooks.RemovableHandle is nn.modules.module.RemovableHandle is nn.RemovableHandle
    assert hasattr(early.utils.data, "DataLoader")
    with pytest.raises(AttributeError):
        _ = early.nn.modules.linear.Linear


def test_every_nn_has_registries_of_its_own_under_torchs_names():
    one, other = empty("nn_one"), empty("nn_other")
    theirs = {n: type(v) for n, v in vars(torch.nn.modules.module).items() if n.startswith("_global_")}
    ours = {n: type(v) for n, v in vars(one.modules.module).items() if n.startswith("_global_")}
    assert ours == theirs
    assert one.modules.module._global_forward_hooks is not other.modules.module._global_forward_hooks


@pytest.mark.parametrize("world", [REAL, numpy_world(solutions.reference.nn)], ids=["torch", "numpy"])
def test_a_probe_begins_without_hooks_for_all_modules_and_leaves_them_as_they_were(world):
    file = world.torch.nn.modules.module
    registry = file._global_forward_pre_hooks

    @probe("8.8")
    def leaves_one_behind(torch, see):
        """Question."""
        see("at the start", dict(registry))
        registry["left"] = print
        file._global_is_full_backward_hook = True

    registry["before"] = len
    try:
        recording = record(leaves_one_behind, world)
        assert recording.crash is None
        assert recording.seen[0].value.items == ()
        assert dict(registry) == {"before": len}
        assert file._global_is_full_backward_hook is None
    finally:
        registry.clear()


def test_what_is_grown_onto_a_place_is_found_there_and_nowhere_else():
    nn = empty("nn_for_places")

    @grow(nn.utils.parametrize)
    def is_parametrized(module):
        """Not yet."""

    assert torch_with(nn).nn.utils.parametrize.is_parametrized is is_parametrized
    assert not hasattr(nn, "is_parametrized")
    assert hasattr(nn.utils, "clip_grad_norm_")
    with pytest.raises(AttributeError):
        _ = nn.utils.parametrize.cached


def test_a_place_is_folded_to_where_it_stands():
    cell = 'parametrize = nn.utils.parametrize\n\n\n@grow(parametrize)\ndef cached():\n    """Not yet."""\n'
    nn = load(fold(pieces([("", cell)])))
    assert nn.utils.parametrize.cached.__name__ == "cached"
