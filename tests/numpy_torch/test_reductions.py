"""Sums, means, extremes and softmax are torch's, gradients included."""

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings
from two_libraries import LIBRARIES, both, both_raise, claims


@claims(
    sum=lambda torch, x: x.sum(),
    sum_of_a_dim=lambda torch, x: x.sum(1),
    sum_of_dims_kept=lambda torch, x: torch.sum(x, (0, -1), keepdim=True),
    mean=lambda torch, x: x.mean(),
    mean_of_a_dim=lambda torch, x: x.mean(-1, keepdim=True),
    prod=lambda torch, x: x.prod(),
    prod_of_a_dim=lambda torch, x: x.prod(1),
    prod_with_a_zero=lambda torch, x: (x * torch.tensor([0.0, 1, 1, 1])).prod(-1),
    var=lambda torch, x: x.var(),
    var_of_a_dim=lambda torch, x: x.var(1, unbiased=False),
    var_with_correction=lambda torch, x: torch.var(x, dim=(0, 1), correction=0, keepdim=True),
    std=lambda torch, x: x.std(),
    std_of_a_dim=lambda torch, x: x.std(0, keepdim=True),
    norm=lambda torch, x: x.norm(),
    norm_of_a_dim=lambda torch, x: x.norm(dim=1),
    max=lambda torch, x: x.max(),
    min=lambda torch, x: x.min(),
    max_of_a_dim=lambda torch, x: list(x.max(1)),
    min_of_a_dim_kept=lambda torch, x: list(torch.min(x, 0, keepdim=True)),
    max_of_two=lambda torch, x: torch.max(x, -x),
    amax=lambda torch, x: x.amax((0, 2)),
    amin=lambda torch, x: x.amin(1, keepdim=True),
    argmax=lambda torch, x: [x.argmax(), x.argmax(1), x.argmin(), x.argmin(-1, keepdim=True)],
    all_and_any=lambda torch, x: [(x > 0).all(), (x > 0).any(1), (x > 9).any(), (x < 9).all(0, keepdim=True)],
    cumsum=lambda torch, x: x.cumsum(1),
    softmax=lambda torch, x: x.softmax(1),
    softmax_of_large_numbers=lambda torch, x: torch.softmax(x * 200, -1),
    log_softmax=lambda torch, x: x.log_softmax(0),
    logsumexp=lambda torch, x: x.logsumexp(1),
    sort=lambda torch, x: list(x.sort(1, descending=True)),
    topk=lambda torch, x: list(x.topk(2)),
    nonzero=lambda torch, x: [(x > 0).nonzero(), torch.count_nonzero(x > 0)],
)
def test_a_reduction_and_its_gradient_are_torchs(experiment):
    both(experiment, (2, 3, 4))
    both(experiment, (2, 3, 4), dtype="float64")


@claims(
    sum=lambda torch, x: x.sum(),
    sum_of_a_dim=lambda torch, x: x.sum(0),
    max_of_a_dim=lambda torch, x: list(x.max(0)),
    argmax=lambda torch, x: x.argmax(0),
    softmax=lambda torch, x: x.softmax(0),
    cumsum=lambda torch, x: x.cumsum(0),
    mean=lambda torch, x: x.mean(),
)
def test_a_reduction_of_no_dimensions_is_torchs(experiment):
    both(experiment, ())


def test_integers_are_summed_in_int64():
    both(
        lambda torch: [
            torch.tensor([1, 2], dtype=torch.int8).sum(),
            torch.tensor([True, True]).sum(),
            torch.tensor([2, 3], dtype=torch.uint8).prod(),
            torch.tensor([[1, 2]]).cumsum(1),
            torch.tensor([3, 1]).max(),
        ],
        grad=False,
    )


def test_too_few_numbers_for_a_variance_are_warned_of():
    for torch in LIBRARIES:
        with pytest.warns(UserWarning, match="degrees of freedom is <= 0"):
            assert torch.ones(1).std().isnan()


def test_equal_extremes_share_the_gradient_of_the_whole_and_only_the_first_has_that_of_a_dim():
    both(lambda torch, x: (x * 0 + 1).max(), (4,))
    both(lambda torch, x: (x * 0 + 1).max(0).values, (4,))
    both(lambda torch, x: (x * 0 + 1).median(), (4,))
    both(lambda torch, x: torch.where(x > 0, float("nan"), x * 0).nanmedian(), (9,))
    both(lambda torch, x: torch.maximum(x, x.detach()), (4,))


@claims(
    mean_of_integers=lambda torch: torch.tensor([1, 2]).mean(),
    a_dim_there_is_not=lambda torch: torch.ones(2, 3).sum(5),
    max_of_nothing=lambda torch: torch.ones(0).max(),
    a_dim_twice=lambda torch: torch.ones(2, 3).sum((0, 0)),
    std_of_integers=lambda torch: torch.tensor([1, 2]).std(),
    softmax_of_integers=lambda torch: torch.tensor([1, 2]).softmax(0),
    more_than_there_are=lambda torch: torch.ones(2).topk(3),
)
def test_what_torch_refuses_is_refused(experiment):
    both_raise(experiment)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_any_shape_and_any_dims_reduce_as_in_torch(data):
    shape = tuple(data.draw(st.lists(st.integers(1, 3), min_size=1, max_size=4)))
    dims = data.draw(st.lists(st.integers(-len(shape), len(shape) - 1), unique_by=lambda d: d % len(shape)))
    keep = data.draw(st.booleans())
    name = data.draw(st.sampled_from(["sum", "mean", "amax"]))
    both(lambda torch, x: getattr(x, name)(dims, keepdim=keep) if dims or name == "amax" else getattr(x, name)(), shape)
