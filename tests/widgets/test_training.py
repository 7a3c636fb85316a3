"""The training view: curves of two worlds in step, their difference, an end that keeps them, and the text it leaves."""

import math
import subprocess
import sys
import textwrap
from importlib import import_module

import numpy as np
import pytest

from course.widgets.curves import Curves, points, sparkline
from course.widgets.training import Epochs, training
from course.widgets.two import both_worlds

TORCH, YOURS = both_worlds()
training_module = import_module("course.widgets.training")


def line(torch, epochs):
    """A line, fitted."""
    x = torch.linspace(-1, 1, 20).reshape(20, 1)
    w = torch.zeros(1, 1, requires_grad=True)
    for _ in epochs:
        w.grad = None
        loss = ((x @ w - 3 * x) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            w -= 0.3 * w.grad
        yield loss


def test_both_curves_have_every_step_and_agree(capsys):
    curves = training(line, epochs=10)
    assert [len(losses) for losses in curves.losses.values()] == [10, 10]
    assert curves.losses["yours"][-1] < 0.1 * curves.losses["yours"][0]
    assert curves.difference()[0] < 1e-5
    out = capsys.readouterr()
    assert out.out.startswith("Finished after 10 steps.\ntorch  3.")
    assert out.err == ""


def test_the_example_in_the_docstring_runs_on_torch():
    example = textwrap.dedent(training_module.__doc__.split("labels`:")[1].split("training(run")[0])
    names = {}
    exec(example, names)
    given = list(names["run"](TORCH.torch, Epochs(2)))
    losses = [loss.item() for loss in given if not isinstance(loss, tuple)]
    assert len(losses) == 50
    assert losses[-1] < losses[0]
    assert [len(seen) for seen in given if isinstance(seen, tuple)] == [3, 3]


def test_the_worlds_take_their_steps_in_turn():
    turns = []

    def run(torch, epochs):
        for _ in epochs:
            turns.append(torch is TORCH.torch)
            yield 1.0

    training(run, epochs=3)
    assert turns == [True, False] * 3


def test_a_curve_that_parts_is_told_with_its_step():
    def run(torch, epochs):
        for epoch in epochs:
            yield 1.0 if epoch < 3 or torch is TORCH.torch else 1.5

    curves = training(run, epochs=5)
    assert curves.difference() == (0.5, 4)
    assert "Largest relative difference of the curves: 0.5, at step 4 of 5." in repr(curves)


def test_a_curve_that_is_no_number_in_one_world_is_infinitely_different():
    curves = Curves(["torch", "yours"], {"torch": [1.0, 1.0], "yours": [1.0, math.nan]})
    assert curves.difference() == (math.inf, 2)
    curves.losses["torch"][1] = math.nan
    assert curves.difference()[0] == 0


def test_a_world_that_raises_ends_its_curve_and_the_other_goes_on(capsys):
    def run(torch, epochs):
        for epoch in epochs:
            if epoch == 2 and torch is not TORCH.torch:
                raise ZeroDivisionError("mine")
            yield 1.0

    curves = training(run, epochs=5)
    assert [len(losses) for losses in curves.losses.values()] == [5, 2]
    assert "yours ended after 2 steps:" in curves.text()
    assert "ZeroDivisionError: mine" in curves.text()
    assert "course" not in curves.notes["yours"]


def test_an_exercise_that_is_not_written_is_named(capsys):
    def run(torch, epochs):
        if torch is not TORCH.torch:
            raise NotImplementedError("5.3")
        yield 1.0

    assert training(run, epochs=1).notes == {"yours": "waits for exercise 5.3."}


def test_an_interrupt_ends_it_and_keeps_the_curves(capsys):
    def run(torch, epochs):
        for epoch in epochs:
            if epoch == 3:
                raise KeyboardInterrupt
            yield 1.0

    curves = training(run, epochs=10)
    assert curves.end == "Interrupted after 3 steps. The curves are kept."
    assert len(curves.losses["yours"]) == 3


def test_what_stands_after_a_yield_is_closed_in_both_worlds(capsys):
    closed = []

    def run(torch, epochs):
        try:
            for _ in epochs:
                if torch is not TORCH.torch:
                    raise KeyboardInterrupt
                yield 1.0
        finally:
            closed.append(torch is TORCH.torch)

    training(run, epochs=2)
    assert sorted(closed) == [False, True]


def test_pictures_are_the_first_twenty_with_what_each_world_says(capsys):
    images = np.zeros((30, 64), np.float32)

    def run(torch, epochs):
        for _ in epochs:
            scores = torch.zeros(30, 10)
            scores[:, 3 if torch is TORCH.torch else 4] = 1.0
            yield torch.tensor(1.0)
            yield torch.from_numpy(images), scores, [3] * 30

    curves = training(run, epochs=1)
    assert len(curves.pictures()) == 20
    assert curves.pictures()[0].said == {"torch": 3, "yours": 4}
    assert np.shape(curves.pictures()[0].pixels) == (8, 8)
    assert curves.right() == {"torch": (30, 30), "yours": (0, 30)}
    assert "✗ 4 is a 3" in curves.text()


@pytest.mark.parametrize("given", ["a loss", None, (1.0, 2.0), [1.0, 2.0], {"loss": 1.0}])
def test_what_is_neither_a_loss_nor_predictions_is_told_what_to_yield(given, capsys):
    def run(torch, epochs):
        for _ in epochs:
            yield given

    assert "yield a loss, which is one number, or three things" in training(run, epochs=1).notes["yours"]


def test_a_run_without_yield_is_told_where_to_write_it():
    with pytest.raises(TypeError, match="write  yield loss  after"):
        training(lambda torch, epochs: None, epochs=1)


def test_range_of_epochs_is_told_the_line_to_write():
    with pytest.raises(TypeError, match="for epoch in epochs:"):
        range(Epochs(3))
    with pytest.raises(ValueError, match="one epoch or more"):
        training(line, epochs=0)


def test_epochs_count_what_is_done():
    epochs = Epochs(3)
    assert len(epochs) == 3
    assert [(epoch, epochs.done) for epoch in epochs] == [(0, 0), (1, 1), (2, 2)]
    assert epochs.done == 3


def test_the_learners_generator_and_modes_are_left_as_they_were(capsys):
    def run(torch, epochs):
        torch.manual_seed(5)
        torch.rand(3)
        yield 1.0

    before = YOURS.torch.get_rng_state().tolist()
    training(run, epochs=1)
    assert YOURS.torch.get_rng_state().tolist() == before
    assert YOURS.torch.is_grad_enabled()


def test_a_long_curve_is_drawn_by_some_of_its_steps_and_its_last():
    drawn = points([float(n) for n in range(10_001)], most=400)
    assert len(drawn) <= 402
    assert drawn[0] == [1.0, 0.0]
    assert drawn[-1] == [10_001.0, 10_000.0]


def test_a_loss_that_is_no_number_leaves_a_gap():
    assert points([1.0, math.nan, math.inf, 2.0]) == [[1.0, 1.0], [2.0, None], [3.0, None], [4.0, 2.0]]
    assert sparkline([1.0, math.nan, 2.0]) == "▁?█"
    assert sparkline([]) == ""


def test_where_torch_is_not_installed_there_is_one_curve_and_it_says_so():
    code = """
import sys
sys.modules["torch"] = None
from course import gradient_bench, training
def run(torch, epochs):
    for epoch in epochs:
        yield torch.tensor(1.0)
training(run, epochs=2)
gradient_bench()
"""
    ran = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "torch is not installed here: there is one curve, yours." in ran.stdout
    assert "torch is not installed here: yours is shown alone." in ran.stdout
