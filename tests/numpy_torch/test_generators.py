"""The generators of the two libraries are one: their states can be exchanged, and they stay in step."""

import contextlib
import copy
import io
import pickle

import hypothesis.strategies as st
import numpy as np
import pytest
import torch
from hypothesis import given, settings
from two_libraries import LIBRARIES, both_raise, claims, error_of

from course import numpy_torch


# torch draws for bernoulli_, dropout and exponential_ with Intel's library where the processor is Intel's.
def draws_with_mkl():
    coins = []
    for library in LIBRARIES:
        library.manual_seed(0)
        coins.append(library.empty(64).bernoulli_(0.5).tolist())
    return coins[0] != coins[1]


NOT_WITH_MKL = pytest.mark.skipif(draws_with_mkl(), reason="on this processor torch draws with MKL")


def bytes_of(state):
    return state.numpy().tobytes()


def given_to(library, state):
    """A state as a tensor of the other library."""
    return library.as_tensor(np.array(state.numpy()))


def after(torch, seed, draws):
    """A generator of that library some draws after its seed; negative ones leave a normal number waiting."""
    generator = torch.Generator().manual_seed(seed)
    if draws < 0:
        torch.randn(-draws, generator=generator)
    elif draws:
        torch.rand(draws, generator=generator)
    return generator


POSITIONS = (0, 1, 2, 623, 624, 625, 1247, 1248, 3000, -1, -2, -3, -7)


@pytest.mark.parametrize("draws", POSITIONS)
def test_a_state_is_torchs_byte_for_byte(draws):
    theirs, ours = (bytes_of(after(library, 7, draws).get_state()) for library in LIBRARIES)
    assert len(ours) == 5056
    if draws < 0:  # the spare number is a logarithm's and a cosine's, which processors round differently
        ours, theirs = (state[:5016] + state[5032:] for state in (ours, theirs))
    assert ours == theirs


@pytest.mark.parametrize("draws", POSITIONS)
@pytest.mark.parametrize(("source", "target"), [LIBRARIES, LIBRARIES[::-1]], ids=["torch to here", "here to torch"])
def test_a_state_goes_on_in_the_other_library(source, target, draws):
    first = after(source, 2**40 + 3, draws)
    second = target.Generator().set_state(given_to(target, first.get_state()))
    assert second.initial_seed() == 2**40 + 3
    for n in (1, 3, 20, 700):
        for name in ("rand", "randn"):
            a, b = (
                getattr(library, name)(n, generator=g).numpy() for library, g in ((source, first), (target, second))
            )
            np.testing.assert_allclose(a, b, rtol=0, atol=2e-6)


def test_the_shared_streams_exchange_too():
    torch.manual_seed(11)
    torch.randn(5)
    numpy_torch.set_rng_state(given_to(numpy_torch, torch.get_rng_state()))
    assert numpy_torch.initial_seed() == 11
    assert numpy_torch.randn(3).tolist() == pytest.approx(torch.randn(3).tolist(), abs=1e-6)
    numpy_torch.rand(1000)
    torch.set_rng_state(given_to(torch, numpy_torch.get_rng_state()))
    assert numpy_torch.rand(9).tolist() == torch.rand(9).tolist()


def test_a_state_goes_through_a_checkpoint(tmp_path):
    torch.manual_seed(3)
    torch.save({"rng": torch.get_rng_state()}, tmp_path / "x.pt")
    numpy_torch.set_rng_state(numpy_torch.load(tmp_path / "x.pt")["rng"])
    assert numpy_torch.rand(3).tolist() == torch.rand(3).tolist()


@settings(max_examples=40, deadline=None)
@given(st.binary(min_size=2496, max_size=2496), st.integers(1, 624), st.integers(0, 2**64 - 1))
def test_any_block_of_words_is_gone_on_with(words, left, seed):
    state = np.zeros(5056, np.uint8)
    state[:8].view(np.uint64)[0] = seed
    state[8:16].view(np.int32)[:] = left, 1
    state[16:24].view(np.uint64)[0] = 625 - left if left > 1 else 624
    state[24:5016].view(np.uint64)[:] = np.frombuffer(words, np.uint32)
    drawn = []
    for library in LIBRARIES:
        generator = library.Generator().set_state(library.as_tensor(state))
        drawn.append([generator.initial_seed(), library.randint(2**31, (700,), generator=generator).tolist()])
    assert drawn[0] == drawn[1]


# Each entry of a sequence: what is drawn, as a function of the library, a generator or None, and a size.
DRAWS = {
    "rand": lambda torch, g, n: torch.rand(n, generator=g),
    "rand of float64": lambda torch, g, n: torch.rand(n, dtype=torch.float64, generator=g),
    "randn": lambda torch, g, n: torch.randn(n, generator=g),
    "randn of float64": lambda torch, g, n: torch.randn(n, dtype=torch.float64, generator=g),
    "normal_": lambda torch, g, n: torch.empty(n).normal_(2, 3, generator=g),
    "uniform_": lambda torch, g, n: torch.empty(n).uniform_(-1, 2, generator=g),
    "randint": lambda torch, g, n: torch.randint(-3, n + 5, (n,), generator=g),
    "randint of many": lambda torch, g, n: torch.randint(2**40, (n,), generator=g),
    "randperm": lambda torch, g, n: torch.randperm(n, generator=g),
    "random_": lambda torch, g, n: torch.empty(n, dtype=torch.int64).random_(generator=g),
    "bernoulli": lambda torch, g, n: torch.bernoulli(torch.full((n,), 0.3), generator=g),
    "multinomial again and again": lambda torch, g, n: torch.multinomial(
        torch.arange(1.0, 9), n + 2, replacement=True, generator=g
    ),
}


@settings(max_examples=80, deadline=None)
@given(
    st.integers(0, 2**64 - 1),
    st.lists(st.tuples(st.sampled_from(list(DRAWS)), st.booleans(), st.integers(0, 40)), max_size=12),
)
def test_any_sequence_of_calls_keeps_the_streams_in_step(seed, calls):
    states = []
    own = {library: library.Generator().manual_seed(seed // 3) for library in LIBRARIES}
    for library in LIBRARIES:
        library.manual_seed(seed)
    for name, shared, size in calls:
        theirs, ours = (DRAWS[name](library, None if shared else own[library], size).numpy() for library in LIBRARIES)
        assert ours.dtype == theirs.dtype
        np.testing.assert_allclose(ours, theirs, rtol=0, atol=4e-6)
    for library in LIBRARIES:
        states.append([bytes_of(g.get_state())[:5016] for g in (own[library], library.default_generator)])
    assert states[0] == states[1]


EXACT = {
    "multinomial of rows": lambda torch: torch.multinomial(torch.arange(1.0, 13).reshape(3, 4), 9, replacement=True),
    "multinomial of float64": lambda torch: torch.multinomial(torch.arange(1.0, 9).double(), 99, replacement=True),
    "multinomial with zeros": lambda torch: torch.multinomial(torch.tensor([0.0, 1, 0, 2, 0]), 99, replacement=True),
}
MKL = {
    "bernoulli_": lambda torch: torch.empty(99).bernoulli_(0.3),
    "bernoulli_ of integers": lambda torch: torch.empty(99, dtype=torch.int64).bernoulli_(0.7),
    "bernoulli_ of a transposed": lambda torch: torch.empty(5, 4).t().bernoulli_(0.3),
    "dropout": lambda torch: torch.nn.functional.dropout(torch.ones(20, 5), 0.4),
    "exponential_": lambda torch: torch.empty(99).exponential_(),
    "exponential_ of a rate": lambda torch: torch.empty(99, dtype=torch.float64).exponential_(2.5),
    "multinomial of one": lambda torch: torch.multinomial(torch.arange(1.0, 9), 1),
    "multinomial of rows without replacement": lambda torch: torch.multinomial(torch.ones(3, 9), 5),
}


@pytest.mark.parametrize("seed", [0, 1, 2**33 + 5])
@pytest.mark.parametrize("name", [*EXACT, *(pytest.param(name, marks=NOT_WITH_MKL) for name in MKL)])
def test_the_same_seed_gives_torchs_own_numbers(name, seed):
    drawn = []
    for library in LIBRARIES:
        library.manual_seed(seed)
        drawn.append(({**EXACT, **MKL}[name](library).numpy(), library.rand(2).tolist()))
    (theirs, theirs_next), (ours, ours_next) = drawn
    assert ours.dtype == theirs.dtype
    # Logarithms may differ in the last bit.
    np.testing.assert_allclose(ours, theirs, rtol=3e-7 if "exponential" in name else 0, atol=0)
    assert ours_next == theirs_next


def test_a_generator_can_be_seeded_copied_and_pickled():
    for library in LIBRARIES:
        generator = after(library, 5, -3)
        again = library.Generator()
        assert again.set_state(generator.get_state()) is again
        others = [again, generator.clone_state()]
        if library is numpy_torch:
            others += [copy.deepcopy(generator), pickle.loads(pickle.dumps(generator))]
        expected = library.randn(4, generator=generator).tolist()
        assert all(library.randn(4, generator=other).tolist() == expected for other in others)
        assert generator.manual_seed(9) is generator
        assert generator.initial_seed() == 9
        assert generator.device == library.device("cpu")


def test_a_seed_nobody_chose_is_told():
    for library in LIBRARIES:
        generator = library.Generator()
        chosen = generator.seed()
        assert generator.initial_seed() == chosen
        assert chosen != library.Generator().seed()
        assert (
            library.rand(3, generator=library.Generator().manual_seed(chosen)).tolist()
            == library.rand(3, generator=generator).tolist()
        )


def test_seeds_below_zero_count_from_the_end():
    for library in LIBRARIES:
        assert library.manual_seed(-1).initial_seed() == 2**64 - 1
    assert numpy_torch.rand(3).tolist() == torch.rand(3).tolist()


def test_fork_rng_leaves_the_stream_as_it_was():
    drawn = []
    for library in LIBRARIES:
        library.manual_seed(0)
        library.randn(3)
        with library.random.fork_rng():
            library.manual_seed(4)
            inside = library.rand(50).tolist()
        with library.random.fork_rng(enabled=False):
            library.rand(1)
        with contextlib.suppress(KeyError), library.random.fork_rng():
            library.rand(7)
            raise KeyError
        drawn.append([inside, library.rand(2).tolist(), library.initial_seed()])
    assert drawn[0] == drawn[1]


def test_manual_seed_gives_the_generator_that_all_share():
    for library in LIBRARIES:
        assert library.manual_seed(3) is library.default_generator


@claims(
    a_state_of_floats=lambda torch: torch.Generator().set_state(torch.ones(5056)),
    a_state_that_is_short=lambda torch: torch.Generator().set_state(torch.zeros(10, dtype=torch.uint8)),
    a_state_of_zeros=lambda torch: torch.Generator().set_state(torch.zeros(5056, dtype=torch.uint8)),
    a_state_that_is_a_number=lambda torch: torch.Generator().set_state(3),
    a_seed_too_large=lambda torch: torch.Generator().manual_seed(2**64),
    a_seed_of_text=lambda torch: torch.Generator().manual_seed("1"),
    more_than_there_are=lambda torch: torch.multinomial(torch.ones(2), 3),
    integers_as_weights=lambda torch: torch.multinomial(torch.tensor([1, 2]), 1),
    a_negative_weight=lambda torch: torch.multinomial(torch.tensor([-1.0, 2]), 1),
    a_negative_weight_again=lambda torch: torch.multinomial(torch.tensor([-1.0, 2]), 2, True),
    no_weight=lambda torch: torch.multinomial(torch.zeros(2), 1),
    no_weight_again=lambda torch: torch.multinomial(torch.zeros(2), 2, True),
    an_infinite_weight=lambda torch: torch.multinomial(torch.tensor([float("inf"), 2]), 2, True),
    no_samples=lambda torch: torch.multinomial(torch.ones(2), 0),
    three_dimensions=lambda torch: torch.multinomial(torch.ones(1, 1, 1), 1),
    a_rate_of_zero=lambda torch: torch.ones(2).exponential_(0),
)
def test_what_torch_refuses_is_refused_in_its_words(experiment):
    both_raise(experiment, words=str(error_of(lambda: experiment(torch)))[:60])


def test_a_state_in_a_buffer_is_plain_bytes():
    buffer = io.BytesIO(bytes_of(after(numpy_torch, 1, 3).get_state()))
    theirs = torch.Generator().set_state(torch.frombuffer(bytearray(buffer.read()), dtype=torch.uint8))
    assert torch.rand(2, generator=theirs).tolist() == torch.rand(5, generator=after(torch, 1, 0)).tolist()[3:]
