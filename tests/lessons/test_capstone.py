"""The capstone's training: the learner's curve lies on torch's, from the same seed, to the last epoch."""

import time

import pytest

import solutions.reference
from course import book
from course.widgets.training import training

# Measured: 9.5e-6 with one thread and 7.7e-6 with two, at step 256 of 300. Other processors round otherwise.
APART = 1e-3
RIGHT = 0.92


def run_of_the_lesson():
    """The function `run` as the lesson's own cell defines it."""
    [text] = [c.text for c in book.lesson("11").cells if c.kind == "code" and "training(run" in c.text]
    names = {}
    exec(text[: text.index("\ntraining(run")], names)
    return names["run"]


@pytest.mark.slow
def test_ten_epochs_of_the_network_lie_on_torchs_curve(capsys):
    began = time.monotonic()
    curves = training(run_of_the_lesson(), epochs=10, nn=solutions.reference.nn)
    seconds = time.monotonic() - began
    apart, at = curves.difference()
    right = {world: count / of for world, (count, of) in curves.right().items()}
    with capsys.disabled():
        print(
            f"\ncapstone: {curves.steps} steps in both worlds, largest relative difference {apart:.2g} at step {at}; "
            f"right: {right['torch']:.1%} and {right['yours']:.1%}; {seconds:.1f} seconds for both"
        )
    assert curves.notes == {}
    assert curves.steps == 300
    assert apart <= APART
    assert min(right.values()) >= RIGHT
    assert abs(right["torch"] - right["yours"]) <= 0.01


def test_the_script_imports_torch_once_and_nothing_of_the_course():
    text = (book.SOURCES / "11_capstone" / "train_digits.py").read_text(encoding="utf-8")
    assert text.count("import torch") == text.count("import torch\n") == 1
    assert "course" not in text


def test_the_script_is_released_with_the_lesson_byte_for_byte():
    source = book.SOURCES / "11_capstone" / "train_digits.py"
    released = book.SOURCES.parent / "lessons" / "11_capstone" / "train_digits.py"
    assert released.read_bytes() == source.read_bytes()
