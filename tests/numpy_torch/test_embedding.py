"""Embedding is torch's: values, gradients of repeated rows, padding and complaints."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as nps
from two_libraries import LIBRARIES, both, both_raise, claims

ROWS = nps.arrays(
    np.int64, nps.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4), elements=st.integers(0, 4)
)


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(
    ROWS,
    st.one_of(st.none(), st.integers(-5, 4)),
    st.booleans(),
    st.sampled_from(["int64", "int32"]),
    st.sampled_from(["float32", "float64"]),
)
def test_an_embedding_and_its_gradient_are_torchs(rows, padding_idx, by_frequency, kind, dtype):
    def embedded(torch, weight):
        chosen = torch.tensor(rows.astype(kind))
        return torch.nn.functional.embedding(chosen, weight, padding_idx, scale_grad_by_freq=by_frequency)

    both(embedded, (5, 3), dtype=dtype)


@claims(
    transposed=lambda torch, w: torch.nn.functional.embedding(torch.tensor([[0, 1], [4, 4]]).t(), w),
    of_another_layout=lambda torch, w: torch.nn.functional.embedding(torch.tensor([2, 0, 2]), w.t()),
    as_a_product=lambda torch, w: torch.nn.functional.embedding(torch.tensor([2, 0, 2]), w) @ w.t(),
    gradient_of_a_sum=lambda torch, w: torch.nn.functional.embedding(torch.tensor([[2, 0], [2, 2]]), w).sum((0, 1)),
    of_one_row=lambda torch, w: torch.nn.functional.embedding(torch.zeros(7, dtype=torch.int64), w[:1]),
    without_columns=lambda torch, w: torch.nn.functional.embedding(torch.tensor([1, 1]), w[:, :0]),
    shortened=lambda torch, w: torch.nn.functional.embedding(torch.tensor([1, 3, 1]), w.detach(), max_norm=1.0),
    shortened_by_p=lambda torch, w: torch.nn.functional.embedding(
        torch.tensor([1, 3]), w.detach(), max_norm=1.0, norm_type=1.0
    ),
)
def test_embedding_is_torchs(experiment):
    both(experiment, (5, 3))


def test_many_words_are_added_up_as_torch_adds_them():
    def words(torch, weight):
        return torch.nn.functional.embedding(torch.arange(5000).reshape(50, 100) % 37, weight, padding_idx=3)

    both(words, (40, 8), dtype="float64")


def test_rows_that_are_used_are_shortened_in_the_table():
    seen = []
    for torch in LIBRARIES:
        table = torch.arange(12).reshape(4, 3) * 1.0
        torch.nn.functional.embedding(torch.tensor([3, 0]), table, max_norm=2.0)
        seen.append(table.numpy())
    np.testing.assert_allclose(seen[1], seen[0], rtol=1e-6)


def test_a_second_gradient_is_added():
    def twice(torch, weight):
        chosen = torch.tensor([0, 1])
        return torch.nn.functional.embedding(chosen, weight) + torch.nn.functional.embedding(chosen + 1, weight)

    both(twice, (3, 2))


@claims(
    behind_the_table=(lambda torch, w: ([5], w), "index out of range in self"),
    before_the_table=(lambda torch, w: ([-1], w), "index out of range in self"),
    floats=(lambda torch, w: ([1.0], w), "torch.FloatTensor instead (while checking arguments for embedding)"),
    a_mask=(lambda torch, w: ([True], w), "scalar types: Long, Int; but got CPUBoolType instead"),
    a_vector=(lambda torch, w: ([1], w[0]), "'weight' must be 2-D"),
    a_cube=(lambda torch, w: ([1], w[None]), "'weight' must be 2-D"),
    padding_behind=(lambda torch, w: ([1], w, 5), "Padding_idx must be within num_embeddings"),
    padding_before=(lambda torch, w: ([1], w, -6), "Padding_idx must be within num_embeddings"),
)
def test_what_cannot_be_embedded_is_refused_in_torchs_words(experiment):
    def embed(torch, weight):
        chosen, *others = experiment[0](torch, weight)
        torch.nn.functional.embedding(torch.tensor(chosen), *others)

    both_raise(embed, (5, 3), words=experiment[1])


def test_numbers_changed_in_place_are_noticed():
    def change(torch, weight):
        chosen = torch.tensor([0, 1])
        out = torch.nn.functional.embedding(chosen, weight)
        chosen.add_(1)
        out.sum().backward()

    both_raise(change, (3, 2), words="modified by an inplace operation", grad=True)
