"""Normalization is torch's: values, gradients, running statistics and complaints."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from two_libraries import LIBRARIES, agree, both, both_raise, claims, recorded

EVERY = settings(max_examples=60, deadline=None, derandomize=True, database=None)


def functional(name, *args, **options):
    return lambda torch, *inputs: getattr(torch.nn.functional, name)(*inputs, *args, **options)


def batch_norm(torch, x, *learned, **options):
    """With running statistics that nobody would start with, which are part of the result."""
    mean = (torch.arange(x.shape[1]) * 0.3).to(x.dtype)
    var = (torch.arange(x.shape[1]) * 0.5 + 0.5).to(x.dtype)
    out = torch.nn.functional.batch_norm(x, mean, var, *learned, **options)
    return [out, mean, var]


@EVERY
@given(
    st.tuples(st.integers(2, 4), st.integers(1, 3)),
    st.sampled_from([(), (3,), (2, 3), (2, 1, 2)]),
    st.sampled_from([0, 1, 2]),
    st.booleans(),
    st.sampled_from([0.1, 0.0, 1.0, 0.37]),
    st.sampled_from(["float32", "float64"]),
)
def test_batch_norm_is_torchs_in_training_and_in_evaluation(outer, sizes, learned, training, momentum, dtype):
    shape = (*outer, *sizes)
    options = {"training": training, "momentum": momentum, "eps": 1e-3}

    def compared(torch, *inputs):
        return batch_norm(torch, *inputs, **options)

    both(compared, shape, *[(shape[1],)] * learned, dtype=dtype)


@claims(
    no_statistics=functional("batch_norm", None, None, training=True),
    of_another_layout=lambda torch, x: batch_norm(torch, x.transpose(1, 3), training=True)[0],
    no_images=lambda torch, x: torch.nn.functional.batch_norm(x[:0], torch.zeros(3), torch.ones(3), training=True) * 1,
    far_from_zero=lambda torch, x: batch_norm(torch, x + 100, training=True)[1:],
    only_a_bias=lambda torch, x: batch_norm(torch, x.detach(), None, x[0, :, 0, 0], training=True),
    frozen_weight=lambda torch, x: batch_norm(torch, x, x[0, :, 0, 0].detach(), training=True),
    then_changed_in_place=lambda torch, x: batch_norm(torch, x, training=True)[0].relu_(),
    not_counted=lambda torch, x: [part._version for part in batch_norm(torch, x, training=True)],
)
def test_batch_norm_is_torchs(experiment):
    both(experiment, (4, 3, 2, 5))


def test_running_statistics_come_to_the_batchs_own():
    seen = []
    for torch in LIBRARIES:
        x = torch.tensor(np.random.default_rng(0).normal(3, 2, (50, 2)))
        mean, var = torch.zeros(2).double(), torch.ones(2).double()
        for _ in range(20):
            torch.nn.functional.batch_norm(x, mean, var, training=True, momentum=0.5)
        assert torch.allclose(mean, x.mean(0), 1e-4)
        assert torch.allclose(var, x.var(0), 1e-4)
        seen.append(recorded([mean, var]))
    agree(seen[1], seen[0])


@EVERY
@given(
    st.lists(st.integers(0, 3), max_size=2),
    st.lists(st.integers(1, 4), min_size=1, max_size=3),
    st.sampled_from([0, 1, 2]),
    st.sampled_from(["float32", "float64"]),
)
def test_layer_norm_is_torchs(outer, inner, learned, dtype):
    # With an eps that counts: a row of one number has no variance.
    experiment = lambda torch, x, *more: torch.nn.functional.layer_norm(x, tuple(inner), *more, eps=0.1)  # noqa: E731
    both(experiment, (*outer, *inner), *[tuple(inner)] * learned, dtype=dtype)


@EVERY
@given(
    st.tuples(st.integers(1, 3), st.integers(1, 3), st.integers(1, 2)),
    st.sampled_from([(2,), (3, 2)]),
    st.sampled_from([0, 1, 2]),
    st.sampled_from(["float32", "float64"]),
)
def test_group_norm_is_torchs(counts, sizes, learned, dtype):
    batch, groups, inside = counts
    experiment = lambda torch, x, *more: torch.nn.functional.group_norm(x, groups, *more, eps=0.01)  # noqa: E731
    both(experiment, (batch, groups * inside, *sizes), *[(groups * inside,)] * learned, dtype=dtype)


@claims(
    a_list=functional("layer_norm", [4]),
    transposed=lambda torch, x: torch.nn.functional.layer_norm(x.transpose(0, 1), (2, 4)),
    with_only_a_bias=lambda torch, x: torch.nn.functional.layer_norm(x, (4,), None, x[0, 0]),
    of_nothing=lambda torch, x: torch.nn.functional.layer_norm(x[:0], (4,)),
    groups_of_another_layout=lambda torch, x: torch.nn.functional.group_norm(x.transpose(1, 2), 2, eps=0.01),
    groups_of_nothing=lambda torch, x: torch.nn.functional.group_norm(x[:0], 3),
)
def test_normalization_is_torchs(experiment):
    both(experiment, (2, 3, 4))


ONE = "Expected more than 1 value per channel when training, got input size"


@claims(
    one_row=(lambda torch, x: batch_norm(torch, x[:1, :, 0], training=True), ONE + " torch.Size([1, 3])"),
    one_pixel=(lambda torch, x: batch_norm(torch, x[:1, :, :1], training=True), ONE + " torch.Size([1, 3, 1])"),
    no_statistics=(functional("batch_norm", None, None), "running_mean must be defined in evaluation mode"),
    another_mean=(
        lambda torch, x: torch.nn.functional.batch_norm(x, torch.zeros(2), torch.ones(3)),
        "running_mean should contain 3 elements not 2",
    ),
    another_variance=(
        lambda torch, x: torch.nn.functional.batch_norm(x, torch.zeros(3), torch.ones(4)),
        "running_var should contain 3 elements not 4",
    ),
    another_weight=(lambda torch, x: batch_norm(torch, x, torch.ones(2)), "weight should contain 3 elements not 2"),
    another_bias=(lambda torch, x: batch_norm(torch, x, None, torch.ones(2)), "bias should contain 3 elements not 2"),
    one_dimension=(
        lambda torch, x: torch.nn.functional.batch_norm(x[0, :, 0], torch.zeros(3), torch.ones(3)),
        "running_mean should contain 0 elements not 3",
    ),
    statistics_to_learn=(
        lambda torch, x: torch.nn.functional.batch_norm(
            x, torch.zeros(3, requires_grad=True), torch.ones(3), training=True
        ),
        "is not differentiable with respect to argument 'running_mean'",
    ),
    two_dtypes=(
        lambda torch, x: torch.nn.functional.batch_norm(x.double(), torch.zeros(3), torch.ones(3)),
        "mixed dtype (CPU): all inputs must share same datatype",
    ),
    weight_of_another_dtype=(
        lambda torch, x: batch_norm(torch, x, torch.ones(3).double()),
        "mixed dtype (CPU): expect parameter to have scalar type of Float",
    ),
    integers=(lambda torch, x: batch_norm(torch, x.long()), "\"batch_norm\" not implemented for 'Long'"),
    another_shape=(
        functional("layer_norm", (5,)),
        "Given normalized_shape=[5], expected input with shape [*, 5], but got input of size[2, 3, 4]",
    ),
    a_number_as_shape=(functional("layer_norm", 4), "must be tuple of ints, not int"),
    no_shape=(functional("layer_norm", ()), "Expected normalized_shape to be at least 1-dimensional"),
    weight_of_a_layer=(
        lambda torch, x: torch.nn.functional.layer_norm(x, (4,), torch.ones(3)),
        "Expected weight to be of same shape as normalized_shape",
    ),
    bias_of_a_layer=(
        lambda torch, x: torch.nn.functional.layer_norm(x, (4,), torch.ones(4), torch.ones(3)),
        "Expected bias to be of same shape as normalized_shape",
    ),
    integers_in_a_layer=(lambda torch, x: torch.nn.functional.layer_norm(x.long(), (4,)), "not implemented for 'Long'"),
    groups_that_do_not_divide=(functional("group_norm", 2), "channels in input to be divisible by num_groups"),
    weight_of_groups=(
        lambda torch, x: torch.nn.functional.group_norm(x, 3, torch.ones(2)),
        "Expected weight to be a vector of size equal to the number of channels",
    ),
    groups_of_a_vector=(
        lambda torch, x: torch.nn.functional.group_norm(x[0, 0], 3),
        "Expected at least 2 dimensions for input tensor but received 1",
    ),
    groups_of_one=(lambda torch, x: torch.nn.functional.group_norm(x[:1, :, 0], 3), ONE + " [1, 3]"),
)
def test_what_cannot_be_normalized_is_refused_in_torchs_words(experiment):
    both_raise(experiment[0], (2, 3, 4), words=experiment[1])


def test_single_precision_stays():
    torch = LIBRARIES[1]
    x = torch.randn(4, 3, requires_grad=True)
    mean, var = torch.zeros(3), torch.ones(3)
    torch.nn.functional.batch_norm(x, mean, var, training=True, momentum=0.1).sum().backward()
    assert {str(t.dtype) for t in (x.grad, mean, var)} == {"torch.float32"}
