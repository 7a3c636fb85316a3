"""%%both: values once where they agree, side by side where they do not, with prints and exceptions."""

import signal
import sys
import threading
from dataclasses import replace

import pytest

import solutions.reference
from course import numpy_torch
from course.folding import empty
from course.growth import grow
from course.side_by_side import html
from course.two_worlds import Both, Outcome, note, same, text


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


def test_import_means_each_worlds_own_torch(both):
    code = """
import torch
import torch.nn.functional as F
import torch.nn as layers
import torch.optim as optim
from torch import nn
from torch.nn import Module, Parameter
from torch.utils.data import DataLoader
from course import numpy_torch as third
layers is nn, nn.functional is F, third is torch, torch.nn is nn, Module is nn.Module, optim.SGD.__name__
"""
    assert shown(both, code) == "both    (True, True, True, True, True, 'SGD')"
    assert both.names["yours"]["torch"] is both.worlds["yours"].torch
    assert both.names["torch"]["torch"] is not both.names["yours"]["torch"]


def test_what_is_displayed_as_html_is_not_said_again_as_text():
    shown = Outcome(displayed=({"text/html": "<b>as a page</b>", "text/plain": "as a text"},))
    assert text(shown, shown) == "both    as a text"
    assert "<dt>both</dt><dd><b>as a page</b></dd>" in html(shown, shown)


def test_safetensors_makes_each_worlds_own_tensors(both):
    code = """
import safetensors
from safetensors.torch import load, save
type(load(save({"w": torch.ones(2)}))["w"]) is torch.Tensor, safetensors.SafetensorError.__name__
"""
    assert shown(both, code) == "both    (True, 'SafetensorError')"


def test_a_room_of_the_course_is_found_before_anyone_has_imported_it(both, monkeypatch):
    import course

    monkeypatch.delattr(course, "digits", raising=False)
    monkeypatch.delitem(sys.modules, "course.digits", raising=False)
    assert shown(both, "from course.digits import digits\ndigits()[0].shape") == "both    (1797, 64)"


def test_an_import_inside_a_function_means_it_too(both):
    code = "def f():\n    import torch\n    return torch\nf() is torch"
    assert shown(both, code) == "both    True"


@pytest.mark.parametrize("code", ["from torch import fx", "import torch.fx", "from torch.nn import Transformer"])
def test_what_the_learners_torch_has_not_is_not_taken_from_torch(both, code):
    torch, yours = both.run(code)
    assert torch.error == ""
    assert yours.error.startswith(("raises ImportError: cannot import", "raises ModuleNotFoundError: No module named"))


def test_grow_changes_the_learners_nn_and_leaves_torch_alone():
    nn = empty("nn_for_both")
    grow(nn)(type("Module", (), {}))
    worlds = Both(nn)
    before = dict(vars(worlds.run("nn.Module") and worlds.worlds["torch"].torch.nn.Module))
    method = "@grow(nn.Module)\ndef __init__(self):\n    super().__init__()\n    self.grown = 1"
    code = f"{method}\nhasattr(nn.Module(), 'grown')"
    torch, yours = worlds.run(code)
    assert (torch.value, yours.value) == ("False", "True")
    assert dict(vars(worlds.worlds["torch"].torch.nn.Module)) == before
    assert hasattr(nn.Module(), "grown")
    assert "torch stays as it is" in note(code, torch, yours)


def test_an_exception_is_shown_with_the_learners_frames_alone(both):
    code = "\ndef f(net):\n    return net.gone\n\n\nf(nn.Module())"
    torch, yours = both.run(code)
    file = f"%%both {both.cells}"
    lines = [f"{file}, line 6, in <module>", "    f(nn.Module())", f"{file}, line 3, in f", "    return net.gone"]
    assert torch.frames.splitlines() == lines
    assert yours.frames.splitlines()[:4] == lines


def test_a_mistyped_line_is_pointed_at(both):
    assert shown(both, "\nx = 1\ny = = 2") == (
        "both    raises SyntaxError: invalid syntax\n        line 3\n            y = = 2\n                ^"
    )


def test_a_state_dict_is_a_table(both):
    said = shown(both, "from collections import OrderedDict\nOrderedDict(w=torch.ones(2, 3), n=torch.tensor(4))")
    assert said.splitlines() == [
        "both    OrderedDict, 2 entries",
        "        name  shape   dtype    values",
        "        w     [2, 3]  float32  1 1 1 1 ...",
        "        n     []      int64    4",
    ]


def differing_states():
    worlds = Both(solutions.reference.nn)
    worlds.run("mine = not hasattr(torch, 'fx')")
    torch, yours = worlds.run(
        "s = {'a': torch.ones(2), 'b': torch.zeros(2)}\n"
        "if mine: s['b'] = s['b'] + 1; s['c'] = torch.zeros(1)\n"
        "else: s['d'] = torch.zeros(1)\n"
        "s"
    )
    return torch, yours


def test_a_row_that_differs_is_marked_by_a_sign_and_a_word():
    said = text(*differing_states()).splitlines()
    marks = [" ".join(line.split()) for line in said if line.strip().startswith(("=", "≠", "<", ">"))]
    assert marks == [
        "= same a both [2] float32 1 1",
        "≠ differs b torch [2] float32 0 0",
        "< torch's alone d torch [1] float32 0",
        "> yours alone c yours [1] float32 0",
    ]


def test_the_table_on_a_card_has_a_caption_and_heads_for_rows_and_columns():
    card = html(*differing_states())
    assert "<caption>State: 4 entries, of which 3 differ</caption>" in card
    assert '<th scope="col">name</th>' in card
    assert '<th scope="row"><code>a</code></th>' in card
    assert '<span aria-hidden="true">≠</span> differs' in card


def test_modules_that_print_alike_are_compared_by_what_they_hold(both):
    both.run("class Net(nn.Module):\n    def __repr__(self): return 'Net()'")
    both.run("net = Net(); net.w = nn.Parameter(torch.ones(2))")
    assert shown(both, "net") == "both    Net()"
    both.run("mine = not hasattr(torch, 'fx')\nif mine: net.w.data[0] = 7; net.training = False")
    said = shown(both, "net")
    assert said.startswith("torch   Net()\nyours   Net()")
    assert "≠ differs  w" in said
    assert "≠ differs  training" in said


def test_an_iterator_is_not_used_up_by_being_shown(both):
    both.run("it = iter([1, 2])")
    assert shown(both, "it").startswith("both    <list_iterator")
    assert shown(both, "next(it)") == "both    1"


def test_a_warning_is_printed_once_and_alike_in_both_worlds(both):
    assert shown(both, "import warnings\nwarnings.warn('mind the gap')") == "both    UserWarning: mind the gap"


def test_torch_itself_in_the_learners_world_is_named(both):
    _, yours = both.run("import sys; sys.modules['torch'].ones(2)")
    assert yours.error == "gives a Tensor of torch itself, and yours is built on the numpy torch"


def interrupted(worlds, code):
    """Run code and, a moment later, interrupt it as the Kernel menu does."""
    # As in a kernel: a shell that starts the tests in the background has them ignore the signal.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    timer = threading.Timer(0.3, signal.raise_signal, [signal.SIGINT])
    timer.start()
    try:
        return worlds.run(code)
    finally:
        timer.join()
        signal.signal(signal.SIGINT, before)


ENDLESS = "\nn = 0\nwhile True:\n    n += 1"


def test_an_endless_cell_is_interrupted_in_torchs_world_and_not_begun_in_the_learners(both):
    both.run("n = -1")
    torch, yours = interrupted(both, ENDLESS)
    assert torch.error == "is stopped: you interrupted the kernel"
    assert ", line " in torch.frames
    assert (yours.error, yours.interrupted) == ("was not run", True)
    assert both.run("n > 0")[0].value == "True"
    assert both.run("n")[1].value == "-1"


def test_an_endless_cell_is_interrupted_in_the_learners_world_alone(both):
    both.run("mine = not hasattr(torch, 'fx')")
    torch, yours = interrupted(both, "\nwhile mine: pass")
    assert (torch.error, torch.interrupted) == ("", False)
    assert yours.error == "is stopped: you interrupted the kernel"
    assert shown(both, "torch.ones(1)") == "both    tensor([1.])"


def test_an_endless_cell_is_stopped_by_the_clock_in_each_world(both):
    torch, yours = both.run(ENDLESS, seconds=0.3)
    assert torch.error == yours.error == "still running after 0.3 seconds, and stopped"
    assert shown(both, "n > 0") == "both    True"


def test_gradients_are_still_recorded_after_an_interruption_inside_no_grad(both):
    interrupted(both, "\nwith torch.no_grad():\n    while True: pass")
    assert shown(both, "torch.is_grad_enabled()") == "both    True"
