"""Every probe, with torch's world on the GPU where there is one and on the CPU where there is none."""

import pytest
import torch

import solutions.reference
from autograder.hidden_probes import hidden_probes
from course.checking import judge, known_exercises, probes_of
from course.probes import record
from course.worlds import World, numpy_world

DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
ALL = [(e, p) for e in known_exercises() for p in [*probes_of(e), *hidden_probes(e)]]


@pytest.mark.gpu
@pytest.mark.parametrize(("exercise", "probe"), ALL, ids=[f"{e} {p.name}" for e, p in ALL])
def test_the_reference_agrees_with_torch_on(exercise, probe):
    nn = solutions.reference.nn_for(exercise)
    for seed in range(3) if probe.random else [0]:
        there = record(probe, World("torch", torch, real=True, device=DEVICE), seed, busy=60)
        assert there.crash is None, there.crash
        assert judge(exercise, probe, there, record(probe, numpy_world(nn), seed)) is None
