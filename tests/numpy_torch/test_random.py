"""The same seed gives torch's own numbers."""

import hypothesis.strategies as st
import numpy as np
import pytest
import torch as real_torch
from hypothesis import given, settings
from two_libraries import LIBRARIES, both, both_raise, claims

from course import numpy_torch

SEEDS = (0, 1, 42, 2**32 + 7, -1)


def drawn(experiment, seed):
    """What both libraries draw, and the number each draws next."""
    seen = []
    for torch in LIBRARIES:
        torch.manual_seed(seed)
        seen.append((experiment(torch).numpy(), torch.rand(2).tolist()))
    return seen


def exactly_alike(experiment, seed=0):
    (theirs, next_theirs), (ours, next_ours) = drawn(experiment, seed)
    assert ours.dtype == theirs.dtype
    np.testing.assert_array_equal(ours, theirs)
    assert next_ours == next_theirs


def nearly_alike(experiment, seed=0):
    """Box-Muller takes logarithms and cosines, which processors round differently."""
    (theirs, next_theirs), (ours, next_ours) = drawn(experiment, seed)
    assert ours.dtype == theirs.dtype
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=4e-3 if ours.dtype == np.float16 else 2e-6)
    assert next_ours == next_theirs


EXACT = {
    "rand": lambda torch: torch.rand(3, 7),
    "rand of float64": lambda torch: torch.rand(9, dtype=torch.float64),
    "rand of float16": lambda torch: torch.rand(9, dtype=torch.float16),
    "rand_like": lambda torch: torch.rand_like(torch.ones(4)),
    "randn of few": lambda torch: torch.randn(15),
    "randn of few in float64": lambda torch: torch.randn(7, dtype=torch.float64),
    "randint": lambda torch: torch.randint(10, (20,)),
    "randint between": lambda torch: torch.randint(-5, 7, (20,)),
    "randint of many": lambda torch: torch.randint(0, 2**40, (20,)),
    "randint below 2**28": lambda torch: torch.randint(0, 2**28 - 1, (20,)),
    "randint from 2**28": lambda torch: torch.randint(0, 2**28, (20,)),
    "randint as floats": lambda torch: torch.randint(0, 9, (5,), dtype=torch.float32),
    "randperm": lambda torch: torch.randperm(100),
    "randperm of one": lambda torch: torch.randperm(1),
    "uniform_": lambda torch: torch.empty(1000).uniform_(-0.377964, 0.377964),
    "uniform_ of a transposed": lambda torch: torch.empty(4, 5).t().uniform_(),
    "uniform_ of every second": lambda torch: torch.zeros(8, 5)[:, ::2].uniform_(-1, 1),
    "normal_ of few": lambda torch: torch.empty(5).normal_(1, 2.5),
    "normal_ of a transposed": lambda torch: torch.empty(5, 4).t().normal_(),
    "bernoulli": lambda torch: torch.bernoulli(torch.full((50,), 0.3)),
    "bernoulli of float64": lambda torch: torch.bernoulli(torch.full((50,), 0.3, dtype=torch.float64)),
    "random_": lambda torch: torch.empty(5, dtype=torch.int64).random_(),
    "random_ of floats": lambda torch: torch.empty(5).random_(),
    "random_ between": lambda torch: torch.empty(5).random_(3, 9),
}
NEAR = {
    **{f"randn of {n}": (lambda torch, n=n: torch.randn(n)) for n in (16, 17, 31, 32, 33, 100, 1000)},
    "randn of a matrix": lambda torch: torch.randn(8, 9),
    "randn of float64": lambda torch: torch.randn(50, dtype=torch.float64),
    "randn of float16": lambda torch: torch.randn(50, dtype=torch.float16),
    "randn_like": lambda torch: torch.randn_like(torch.ones(4, 5)),
    "normal_": lambda torch: torch.empty(50).normal_(1, 2.5),
    "normal": lambda torch: torch.normal(1.0, 2.0, (5,)),
    "normal of tensors": lambda torch: torch.normal(torch.arange(5.0), torch.ones(5)),
    "uniform_ of float64": lambda torch: torch.empty(99, dtype=torch.float64).uniform_(-0.3, 0.7),
}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", EXACT)
def test_the_same_seed_gives_torchs_own_bits(name, seed):
    exactly_alike(EXACT[name], seed)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", NEAR)
def test_the_same_seed_gives_torchs_own_normal_numbers(name, seed):
    nearly_alike(NEAR[name], seed)


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 2**64 - 1), st.lists(st.tuples(st.sampled_from(["rand", "randn", "randperm"]), st.integers(0, 40)))
)
def test_any_mixture_of_draws_is_torchs(seed, draws):
    for torch in LIBRARIES:
        torch.manual_seed(seed)
    for name, size in draws:
        theirs, ours = (getattr(torch, name)(size) for torch in LIBRARIES)
        np.testing.assert_allclose(ours.numpy(), theirs.numpy(), rtol=0, atol=2e-6)


@pytest.mark.parametrize("count", [1, 15, 16, 17, 31, 1000, 10_007])
@pytest.mark.parametrize("draw", [lambda t, n: t.randn(n), lambda t, n: t.empty(n).normal_(2.5, 0.3)])
def test_normal_numbers_are_torchs_to_the_last_bit_where_its_kernel_is_vectorized(draw, count):
    vectorized = real_torch.backends.cpu.get_cpu_capability() in ("AVX2", "AVX512")
    for seed in range(20):
        (theirs, _), (ours, _) = drawn(lambda torch: draw(torch, count), seed)
        np.testing.assert_allclose(ours, theirs, rtol=0, atol=0 if vectorized else 1e-6)


def test_a_generator_is_a_stream_of_its_own():
    def experiment(torch):
        own = torch.Generator().manual_seed(5)
        first = torch.rand(3, generator=own)
        torch.rand(100)
        return torch.cat([first, torch.rand(2, generator=own), torch.randperm(4, generator=own).float(), torch.rand(1)])

    exactly_alike(experiment)


def test_a_state_that_is_set_again_repeats_the_numbers():
    numpy_torch.manual_seed(3)
    numpy_torch.randn(3)  # an odd number leaves a spare one waiting
    state = numpy_torch.get_rng_state()
    first = numpy_torch.randn(5).tolist()
    numpy_torch.rand(7)
    numpy_torch.set_rng_state(state)
    assert numpy_torch.randn(5).tolist() == first
    assert numpy_torch.initial_seed() == 3
    assert numpy_torch.get_rng_state().dtype is numpy_torch.uint8


@claims(
    low_above_high=lambda torch: torch.ones(2).uniform_(2, 1),
    a_negative_deviation=lambda torch: torch.ones(2).normal_(0, -1),
    a_chance_above_one=lambda torch: torch.ones(2).bernoulli_(3),
    chances_above_one=lambda torch: torch.bernoulli(torch.ones(2) * 2),
    no_integers=lambda torch: torch.randint(5, 5, (2,)),
    a_leaf=lambda torch: torch.ones(2, requires_grad=True).uniform_(),
)
def test_what_torch_refuses_is_refused(experiment):
    both_raise(experiment)


def test_random_numbers_in_place_cut_the_gradient():
    both(lambda torch, x: (x * 2).uniform_() * 0 + x, (3,))
