"""Every probe, with torch's world on the GPU where there is one and on the CPU where there is none."""

from functools import cache

import pytest
import torch

import solutions.reference
from autograder.hidden_probes import hidden_probes
from course import book
from course.benches import grown_onto, lessons_before, reference_pieces
from course.checking import judge, known_exercises, probes_of
from course.folding import fold, load
from course.probes import record
from course.worlds import World, numpy_world

DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
ALL = [(e, p) for e in known_exercises() for p in [*probes_of(e), *hidden_probes(e)]]


@cache
def reference_for(lesson):
    """The reference; for a lesson that builds a Tensor, what stands on that Tensor."""
    if "engine" not in grown_onto(lesson):
        return solutions.reference.nn
    return load(fold([*lessons_before(lesson), *reference_pieces(lesson)]))


@pytest.mark.gpu
@pytest.mark.parametrize(("exercise", "probe"), ALL, ids=[f"{e} {p.name}" for e, p in ALL])
def test_the_reference_agrees_with_torch_on(exercise, probe):
    nn = reference_for(book.lesson(book.lesson_number(exercise)).name)
    for seed in range(3) if probe.random else [0]:
        there = record(probe, World("torch", torch, real=True, device=DEVICE), seed, busy=60)
        assert there.crash is None, there.crash
        assert judge(exercise, probe, there, record(probe, numpy_world(nn), seed)) is None
