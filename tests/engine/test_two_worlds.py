"""%%both: values once where they agree, side by side where they do not, with prints and exceptions."""

from dataclasses import replace

import pytest

import solutions.reference
from course import numpy_torch
from course.folding import empty
from course.growth import grow
from course.two_worlds import Both, same, text


@pytest.fixture
def both():
    return Both(solutions.reference.nn)


def shown(both, code):
    return text(*both.run(code))


def test_values_that_agree_are_shown_once(both):
    assert shown(both, "torch.ones(2)") == "both    tensor([1., 1.])"


def test_values_that_differ_are_shown_side_by_side():
    nn = empty("nn_for_both")

    @grow(nn)
    class Module:
        size = 3

    said = shown(Both(nn), "hasattr(nn.Module(), 'training')")
    assert said == "torch   True\nyours   False"


def test_what_is_printed_is_shown_before_the_value(both):
    assert shown(both, "print('first')\n1 + 1") == "both    first\n        2"


def test_an_exception_is_an_outcome(both):
    assert shown(both, "nn.Module().gone") == "both    raises AttributeError: 'Module' object has no attribute 'gone'"


def test_an_exception_in_one_world_alone_stands_beside_the_others_value():
    said = shown(Both(empty("nn_for_both")), "nn.Identity()")
    assert said == "torch   Identity()\nyours   raises AttributeError: module 'nn_for_both' has no attribute 'Identity'"


def test_a_starter_is_said_to_be_waiting():
    nn = empty("nn_for_both")

    @grow(nn)
    def Linear(*size):  # noqa: N802
        raise NotImplementedError("3.2")

    assert "yours   3.2 is waiting for you." in shown(Both(nn), "nn.Linear(3, 2)")


def test_names_stay_from_cell_to_cell_each_world_its_own(both):
    both.run("class Net(nn.Module): pass\nnet = Net()\nnet.w = nn.Parameter(torch.ones(2))")
    assert shown(both, "list(net._parameters)") == "both    ['w']"
    assert both.names["torch"]["net"] is not both.names["yours"]["net"]


def test_the_same_seed_gives_the_same_numbers(both):
    assert same(*both.run("torch.manual_seed(0); torch.rand(3)"))


def test_a_cell_that_ends_in_a_statement_shows_nothing(both):
    assert shown(both, "x = 1") == "both    (nothing)"
    assert shown(both, "x;") == "both    (nothing)"


def test_a_mistyped_cell_is_the_same_in_both_worlds(both):
    assert "SyntaxError" in shown(both, "def f(:")


def test_functions_of_a_cell_see_its_names(both):
    assert shown(both, "a = 2\ndef f(): return a\nf()") == "both    2"


def test_a_value_that_prints_otherwise_is_shown_side_by_side():
    nn = empty("nn_for_both")

    @grow(nn)
    class Parameter(numpy_torch.Tensor):
        def __new__(cls, data):
            return numpy_torch.Tensor._make_subclass(cls, data, True)

    said = shown(Both(nn), "nn.Parameter(torch.ones(2))")
    assert said.startswith("torch   Parameter containing:")
    assert said.endswith("\nyours   tensor([1., 1.], requires_grad=True)")


def test_numbers_that_a_check_takes_for_equal_are_shown_once(both):
    torch, yours = both.run("torch.ones(3) / 3")
    assert same(torch, replace(yours, value=yours.value.replace("0.3333", "0.3334", 1)))


def test_addresses_are_no_difference(both):
    assert shown(both, "object()").startswith("both    <object object at 0x")


def test_the_unmodified_training_of_a_line_gives_the_same_losses(both):
    code = """
torch.manual_seed(0)
x = torch.randn(20, 1)
y = 3 * x + 2
class Line(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(1, 1))
        self.bias = nn.Parameter(torch.zeros(1))
line = Line()
optimizer = torch.optim.SGD(line.parameters(), lr=0.1)
losses = []
for step in range(30):
    loss = F.mse_loss(x @ line.weight + line.bias, y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    losses.append(loss.item())
losses
"""
    torch, yours = both.run(code)
    assert same(torch, yours)
    assert torch.plain.items[0] > 1 > torch.plain.items[-1]
