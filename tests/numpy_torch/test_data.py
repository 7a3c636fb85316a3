"""utils.data reads a dataset in torch's order, batch for batch, and leaves torch's stream where torch leaves it."""

import collections

import hypothesis.strategies as st
import numpy as np
import pytest
import torch
from hypothesis import given, settings
from two_libraries import LIBRARIES, agree, both_raise, claims, error_of

from course import numpy_torch


def plain(value):
    """A batch as data: its containers, and its tensors with their dtypes."""
    if isinstance(value, LIBRARIES[0].Tensor | LIBRARIES[1].Tensor):
        return ["tensor", str(value.dtype), list(value.shape), value.tolist()]
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [type(value).__name__, *map(plain, value)]
    return value


def alike(experiment, seed=0):
    """Assert that an experiment sees the same in both libraries, and that their streams then give the same."""
    seen = []
    for library in LIBRARIES:
        library.manual_seed(seed)
        seen.append([plain(experiment(library, library.utils.data)), library.rand(3).tolist()])
    agree(seen[1], seen[0])


def numbers(torch, data, n=10):
    return data.TensorDataset(torch.arange(float(n)), torch.arange(n) * 2)


Point = collections.namedtuple("Point", ["x", "y"])


class Squares:
    """A dataset that is no Dataset: what counts is what it can do."""

    def __init__(self, n, make=lambda i: i * i):
        self.n, self.make = n, make

    def __getitem__(self, index):
        if index >= self.n:
            raise IndexError
        return self.make(index)

    def __len__(self):
        return self.n


def once(loader):
    return list(loader)


@claims(
    in_order=lambda torch, data: once(data.DataLoader(numbers(torch, data), batch_size=4)),
    one_by_one=lambda torch, data: once(data.DataLoader(numbers(torch, data))),
    shuffled=lambda torch, data: once(data.DataLoader(numbers(torch, data), batch_size=4, shuffle=True)),
    three_epochs=lambda torch, data: [
        once(loader) for loader in [data.DataLoader(numbers(torch, data), 3, shuffle=True)] * 3
    ],
    dropping_the_last=lambda torch, data: once(data.DataLoader(numbers(torch, data), 4, shuffle=True, drop_last=True)),
    with_a_generator=lambda torch, data: [
        once(loader)
        for loader in [
            data.DataLoader(numbers(torch, data), 4, shuffle=True, generator=torch.Generator().manual_seed(3))
        ]
        * 2
    ],
    two_passes_at_once=lambda torch, data: list(
        zip(*[data.DataLoader(numbers(torch, data), 4, shuffle=True)] * 2, strict=True)
    ),
    a_pass_that_stops=lambda torch, data: [
        next(iter(data.DataLoader(numbers(torch, data), 4, shuffle=True))),
        once(data.DataLoader(numbers(torch, data), 4, shuffle=True)),
    ],
    a_pass_that_never_starts=lambda torch, data: [iter(data.DataLoader(numbers(torch, data), shuffle=True)), 1][1],
    draws_between_batches=lambda torch, data: [
        [batch, torch.rand(3), torch.randperm(4)] for batch in data.DataLoader(numbers(torch, data), 4, shuffle=True)
    ],
    without_batches=lambda torch, data: once(data.DataLoader(numbers(torch, data), batch_size=None, shuffle=True)),
    a_sampler=lambda torch, data: once(data.DataLoader(numbers(torch, data), 2, sampler=[3, 1, 2])),
    a_batch_sampler=lambda torch, data: once(data.DataLoader(numbers(torch, data), batch_sampler=[[3, 1], [2]])),
    with_replacement=lambda torch, data: once(
        data.DataLoader(numbers(torch, data), 7, sampler=data.RandomSampler(range(10), True, 75))
    ),
    more_than_there_are=lambda torch, data: list(data.RandomSampler(range(4), num_samples=10)),
    a_part_in_random_order=lambda torch, data: list(data.SubsetRandomSampler([3, 7, 9])),
    weighted=lambda torch, data: list(data.WeightedRandomSampler([0.1, 5, 0.4], 30)),
    a_list=lambda torch, data: once(data.DataLoader([5, 6, 7], 2)),
    a_collate_fn=lambda torch, data: once(data.DataLoader(range(5), 2, collate_fn=sum)),
    lengths=lambda torch, data: [
        len(data.DataLoader(range(n), size, drop_last=drop))
        for n in (0, 1, 9, 10)
        for size in (1, 3, 10)
        for drop in (True, False)
    ],
    a_subset=lambda torch, data: once(data.DataLoader(data.Subset(numbers(torch, data), [2, 5, 3]), 2)),
    a_subset_of_a_subset=lambda torch, data: once(
        data.DataLoader(data.Subset(data.Subset(range(10), [9, 8, 7]), [2, 0]), 2)
    ),
    split=lambda torch, data: [[list(part.indices), list(part)] for part in data.random_split(range(10), [3, 7])],
    split_in_fractions=lambda torch, data: [part.indices for part in data.random_split(range(11), [0.5, 0.25, 0.25])],
    split_by_a_generator=lambda torch, data: [
        part.indices for part in data.random_split(range(8), [4, 4], torch.Generator().manual_seed(42))
    ],
    joined=lambda torch, data: [
        (both := data.ConcatDataset([Squares(3), Squares(2)]))[4],
        both[2],
        both[-1],
        len(both),
        once(data.DataLoader(both, 5)),
    ],
    indexed=lambda torch, data: [numbers(torch, data)[3], numbers(torch, data)[2:4], len(numbers(torch, data))],
    no_worker=lambda torch, data: data.get_worker_info(),
)
def test_a_pass_is_torchs_and_so_is_the_stream_after_it(experiment):
    for seed in (0, 1, 12345):
        alike(experiment, seed)


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 2**40),
    st.integers(2, 40),
    st.integers(1, 9),
    st.booleans(),
    st.lists(st.sampled_from(["epoch", "batch", "rand", "randn", "randperm", "split", "own generator"]), max_size=8),
)
def test_epochs_and_draws_in_any_order_keep_the_streams_in_step(seed, n, size, drop_last, steps):
    def experiment(torch, data):
        own = torch.Generator().manual_seed(seed % 1000)
        loader = data.DataLoader(range(n), size, shuffle=True, drop_last=drop_last)
        owned = data.DataLoader(range(n), size, shuffle=True, generator=own)
        do = {
            "epoch": lambda: list(loader),
            "batch": lambda: next(iter(loader), None),
            "own generator": lambda: list(owned),
            "rand": lambda: torch.rand(3),
            "randn": lambda: torch.randn(3).sign(),  # an odd number of them leaves one waiting
            "randperm": lambda: torch.randperm(5),
            "split": lambda: [part.indices for part in data.random_split(range(n), [n - n // 2, n // 2])],
        }
        return [do[step]() for step in steps]

    alike(experiment, seed)


SAMPLES = {
    "tensors": lambda torch, i: torch.ones(2, 3) * i,
    "integers": lambda torch, i: i,
    "floats": lambda torch, i: i / 3,
    "truths": lambda torch, i: i > 1,
    "texts": lambda torch, i: f"number {i}",
    "bytes": lambda torch, i: b"x",
    "tuples": lambda torch, i: (torch.ones(1) * i, i, f"{i}"),
    "lists": lambda torch, i: [i, i / 2],
    "dicts": lambda torch, i: {"image": torch.zeros(2, 2) + i, "label": i},
    "ordered dicts": lambda torch, i: collections.OrderedDict(b=i, a=i / 2),
    "named tuples": lambda torch, i: Point(i, torch.ones(2) * i),
    "nested": lambda torch, i: {"a": (i, [torch.ones(1), {"b": float(i)}])},
    "arrays": lambda torch, i: np.full((2,), i, np.float32),
    "array numbers": lambda torch, i: np.float32(i),
    "ranges": lambda torch, i: range(i, i + 2),
}


@pytest.mark.parametrize("form", SAMPLES)
def test_samples_of_each_form_are_collated_as_torch_does(form):
    def experiment(torch, data):
        dataset = Squares(5, lambda i: SAMPLES[form](torch, i))
        return [once(data.DataLoader(dataset, 2)), once(data.DataLoader(dataset, None))]

    alike(experiment)


def test_gradients_flow_through_a_batch():
    for library in LIBRARIES:
        x = library.arange(4.0).requires_grad_()
        loader = library.utils.data.DataLoader(library.utils.data.TensorDataset(x), 2)
        sum((batch * batch).sum() for (batch,) in loader).backward()
        assert x.grad.tolist() == [0.0, 2.0, 4.0, 6.0]


@claims(
    batches=lambda torch, data, stream: once(data.DataLoader(stream, 3)),
    without_the_last=lambda torch, data, stream: once(data.DataLoader(stream, 3, drop_last=True)),
    one_by_one=lambda torch, data, stream: once(data.DataLoader(stream, batch_size=None)),
    whole_batches=lambda torch, data, stream: once(data.DataLoader(stream, 4)),
)
def test_a_dataset_that_only_runs_is_read_in_batches(experiment):
    def with_a_stream(torch, data):
        class Stream(data.IterableDataset):
            def __iter__(self):
                yield from range(8)

        return experiment(torch, data, Stream())

    alike(with_a_stream)


def test_a_dataset_may_give_several_samples_at_once():
    def experiment(torch, data):
        class Fast(data.Dataset):
            def __getitems__(self, indices):
                return [torch.tensor(sum(indices))]

            def __len__(self):
                return 5

        return once(data.DataLoader(Fast(), 2))

    alike(experiment)


@claims(
    shuffle_and_a_sampler=lambda torch, data: data.DataLoader(range(3), shuffle=True, sampler=[1]),
    a_batch_sampler_and_a_size=lambda torch, data: data.DataLoader(range(3), 2, batch_sampler=[[1]]),
    no_batches_and_drop_last=lambda torch, data: data.DataLoader(range(3), None, drop_last=True),
    a_size_of_zero=lambda torch, data: data.DataLoader(range(3), 0),
    a_size_of_text=lambda torch, data: data.DataLoader(range(3), "2"),
    fewer_than_no_workers=lambda torch, data: data.DataLoader(range(3), num_workers=-1),
    prefetching_without_workers=lambda torch, data: data.DataLoader(range(3), prefetch_factor=2),
    lasting_workers_that_are_none=lambda torch, data: data.DataLoader(range(3), persistent_workers=True),
    a_negative_timeout=lambda torch, data: data.DataLoader(range(3), timeout=-1),
    another_size_afterwards=lambda torch, data: setattr(data.DataLoader(range(3)), "batch_size", 3),
    an_empty_dataset_shuffled=lambda torch, data: data.DataLoader([], shuffle=True),
    tensors_of_unequal_lengths=lambda torch, data: data.TensorDataset(torch.ones(2), torch.ones(3)),
    lengths_that_do_not_add_up=lambda torch, data: data.random_split(range(10), [3, 3]),
    a_fraction_below_zero=lambda torch, data: data.random_split(range(10), [1.5, -0.5]),
    objects_that_cannot_be_collated=lambda torch, data: once(data.DataLoader([object()])),
    lists_of_unequal_lengths=lambda torch, data: once(data.DataLoader([[1], [1, 2]], 2)),
    tensors_of_unequal_shapes=lambda torch, data: once(data.DataLoader([torch.ones(1), torch.ones(2)], 2)),
    arrays_of_texts=lambda torch, data: once(data.DataLoader([np.array(["a"])])),
    replacement_that_is_a_number=lambda torch, data: data.RandomSampler(range(3), replacement=1),
    no_samples=lambda torch, data: data.RandomSampler(range(3), num_samples=0),
    drop_last_that_is_a_number=lambda torch, data: data.BatchSampler(range(3), 2, 1),
    weights_in_rows=lambda torch, data: data.WeightedRandomSampler([[1.0]], 1),
    a_dataset_without_items=lambda torch, data: data.Dataset()[0],
    nothing_to_join=lambda torch, data: data.ConcatDataset([]),
)
def test_what_torch_refuses_is_refused_in_its_words(experiment):
    words = str(error_of(lambda: experiment(torch, torch.utils.data)))[:50]
    both_raise(lambda library: experiment(library, library.utils.data), words=words)


def test_a_split_that_is_empty_is_warned_of():
    for library in LIBRARIES:
        with pytest.warns(UserWarning, match="Length of split at index 1 is 0"):
            library.utils.data.random_split(range(3), [0.9, 0.1])


def test_workers_are_refused_with_the_way_out():
    with pytest.raises(NotImplementedError, match=r"num_workers=2 asks for processes.*Use num_workers=0"):
        numpy_torch.utils.data.DataLoader(range(3), num_workers=2)
