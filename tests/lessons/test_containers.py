"""What of the containers is given in lesson 06, so that no exercise asks for it."""

import warnings

import pytest
import torch

import solutions.reference

CONTAINERS = ["Container", "Sequential", "ModuleList", "ModuleDict", "ParameterList", "ParameterDict"]
WORLDS = [pytest.param(torch, id="torch"), pytest.param(solutions.reference, id="reference")]
each_world = pytest.mark.parametrize("world", WORLDS)


@pytest.mark.parametrize("name", CONTAINERS)
def test_the_reference_has_every_method_of_torchs_container(name):
    def made_by(nn):
        return {n for n, value in vars(getattr(nn, name)).items() if callable(value)}

    # From Python 3.14 on, a class that has annotations has a function for them.
    assert made_by(torch.nn) - made_by(solutions.reference.nn) <= {"__annotate_func__"}


@each_world
def test_a_container_is_deprecated_when_it_is_made_and_when_a_class_derives_from_it(world):
    with pytest.warns(FutureWarning, match="Subclass that instead") as made:
        net = world.nn.Container(fc=world.nn.ReLU())
    with pytest.warns(FutureWarning, match="Subclass that instead") as derived:

        class Old(world.nn.Container):
            pass

    assert (len(made), len(derived)) == (1, 1)
    assert made[0].filename == derived[0].filename == __file__
    assert list(net._modules) == ["fc"]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert list(Old(act=world.nn.ReLU())._modules) == ["act"]


@each_world
@pytest.mark.parametrize("name", ["Sequential", "ModuleList", "ParameterList"])
def test_positions_are_not_offered_by_the_tab_key(world, name):
    held = [world.nn.Parameter(world.ones(1))] if name == "ParameterList" else [world.nn.ReLU()]
    made = getattr(world.nn, name)
    net = made(*held) if name == "Sequential" else made(held)
    assert hasattr(net, "0")
    assert [n for n in dir(net) if n[0].isdigit()] == []
    assert "append" in dir(net)
