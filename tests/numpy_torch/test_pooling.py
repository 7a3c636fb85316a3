"""Pooling is torch's: values, indices, gradients, ties, shapes and complaints."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from two_libraries import LIBRARIES, agree, both, both_raise, claims, recorded

EVERY = settings(max_examples=50, deadline=None, derandomize=True, database=None)


def functional(name, *args, **options):
    return lambda torch, *inputs: getattr(torch.nn.functional, name)(*inputs, *args, **options)


@st.composite
def poolings(draw, ndim, dilated):
    """A shape and options that leave at least one window."""
    kernel = draw(st.tuples(*[st.integers(1, 4)] * ndim))
    stride = draw(st.one_of(st.none(), st.tuples(*[st.integers(1, 4)] * ndim)))
    padding = tuple(draw(st.integers(0, k // 2)) for k in kernel)
    dilation = draw(st.tuples(*[st.integers(1, 2)] * ndim)) if dilated else (1,) * ndim
    sizes = tuple(d * (k - 1) + 1 + draw(st.integers(0, 5)) for k, d in zip(kernel, dilation, strict=True))
    batch = draw(st.sampled_from([(), (0,), (2,)]))
    options = {"kernel_size": kernel, "stride": stride, "padding": padding, "ceil_mode": draw(st.booleans())}
    return (*batch, draw(st.integers(1, 2)), *sizes), options | ({"dilation": dilation} if dilated else {})


@pytest.mark.parametrize("ndim", [1, 2])
def test_max_pooling_is_torchs_whatever_its_options(ndim):
    @EVERY
    @given(poolings(ndim, True), st.booleans(), st.sampled_from(["float32", "float64"]))
    def compared(case, return_indices, dtype):
        shape, options = case
        both(functional(f"max_pool{ndim}d", return_indices=return_indices, **options), shape, dtype=dtype)

    compared()


@pytest.mark.parametrize("ndim", [1, 2])
def test_equal_numbers_send_their_gradient_to_the_first(ndim):
    @EVERY
    @given(poolings(ndim, True), st.integers(0, 99))
    def compared(case, seed):
        shape, options = case
        seen = []
        for torch in LIBRARIES:
            # Few different numbers, so that most windows have several that are largest.
            values = np.random.default_rng(seed).choice([-np.inf, 0.0, 1.0], shape, p=[0.4, 0.3, 0.3])
            x = torch.tensor(values, requires_grad=True)
            out, places = getattr(torch.nn.functional, f"max_pool{ndim}d")(x, return_indices=True, **options)
            weights = torch.arange(out.numel()).reshape(out.shape) + 1.0
            out.backward(weights.double())
            seen.append(recorded([out, places, x.grad]))
        agree(seen[1], seen[0])

    compared()


@claims(
    pairs=functional("max_pool2d", 2),
    overlapping=functional("max_pool2d", 3, 1),
    padded=functional("max_pool2d", 3, 2, 1),
    wide=functional("max_pool2d", (2, 4)),
    in_lines=lambda torch, x: torch.nn.functional.max_pool1d(x[0], 2),
)
def test_not_a_number_is_the_largest(experiment):
    seen = []
    for torch in LIBRARIES:
        values = np.random.default_rng(0).normal(size=(2, 2, 4, 8))
        values[np.random.default_rng(1).random(values.shape) < 0.2] = np.nan
        x = torch.tensor(values, requires_grad=True)
        out = experiment(torch, x)
        out.backward(torch.ones_like(out))
        seen.append(recorded([out, x.grad]))
    agree(seen[1], seen[0])


@pytest.mark.parametrize("ndim", [1, 2])
def test_average_pooling_is_torchs_whatever_its_options(ndim):
    @EVERY
    @given(poolings(ndim, False), st.booleans(), st.sampled_from(["float32", "float64"]))
    def compared(case, count_include_pad, dtype):
        shape, options = case
        both(functional(f"avg_pool{ndim}d", count_include_pad=count_include_pad, **options), shape, dtype=dtype)

    compared()


@pytest.mark.parametrize("name", [f"adaptive_{what}_pool{ndim}d" for what in ("avg", "max") for ndim in (1, 2)])
def test_adaptive_pooling_is_torchs_for_every_size(name):
    ndim = int(name[-2])

    @EVERY
    @given(
        st.sampled_from([(), (0,), (2,)]),
        st.tuples(*[st.integers(1, 7)] * ndim),
        st.tuples(*[st.integers(1, 9)] * ndim),
    )
    def compared(batch, sizes, out):
        both(functional(name, out if ndim > 1 else out[0]), (*batch, 2, *sizes))

    compared()


@claims(
    divisor=functional("avg_pool2d", 2, divisor_override=3),
    divisor_below_zero=functional("avg_pool2d", (2, 3), divisor_override=-2),
    same_size=functional("adaptive_avg_pool2d", (None, 3)),
    all_sizes=functional("adaptive_avg_pool2d", (None, None)),
    adaptive_indices=functional("adaptive_max_pool2d", (3, 2), return_indices=True),
    empty_stride=functional("max_pool2d", 2, stride=None),
    lists=functional("max_pool2d", [2, 3], [1, 2], [1, 1]),
    a_list_of_one=functional("avg_pool2d", [2], [1]),
    whole_image=functional("max_pool2d", (6, 8)),
    many_places=functional("max_pool2d", 6, dilation=1, stride=1, padding=3),
    transposed=lambda torch, x: torch.nn.functional.max_pool2d(x.transpose(2, 3), 2),
    with_steps=lambda torch, x: torch.nn.functional.avg_pool2d(x[:, :, ::2, 1:], 2),
    repeated=lambda torch, x: torch.nn.functional.max_pool2d(x[:1].expand(3, -1, -1, -1), 2),
    then_changed_in_place=lambda torch, x: torch.nn.functional.max_pool2d(x, 2).relu_(),
    mean_changed_in_place=lambda torch, x: torch.nn.functional.avg_pool2d(x, 2).relu_(),
    after_relu=lambda torch, x: torch.nn.functional.max_pool2d(x.relu(), 2, padding=1),
    unused_indices=lambda torch, x: torch.nn.functional.max_pool2d(x, 2, return_indices=True)[0],
    flattened=lambda torch, x: torch.nn.functional.max_pool2d(x, 2).view(2, -1),
)
def test_pooling_is_torchs(experiment):
    both(experiment, (2, 3, 6, 8))


@claims(
    max=functional("max_pool3d", 2, padding=1),
    mean=functional("avg_pool3d", (1, 2, 3), ceil_mode=True),
    adaptive=functional("adaptive_avg_pool3d", (2, 1, 3)),
    adaptive_max=functional("adaptive_max_pool3d", 2),
)
def test_pooling_in_three_dimensions_is_torchs(experiment):
    both(experiment, (2, 2, 4, 5, 6))


def test_a_large_window_has_places_enough():
    both(functional("max_pool2d", 20, return_indices=True), (1, 2, 41, 40), dtype="float64")


def test_no_window_keeps_what_it_saw_where_nobody_wants_a_gradient():
    both(functional("max_pool2d", 2), (2, 3, 6, 8), grad=False)
    both(functional("max_pool2d", 3, 1, 1, return_indices=True), (2, 3, 6, 8), grad=False)


@claims(
    max_of_integers=lambda torch: torch.nn.functional.max_pool2d(torch.arange(24).reshape(1, 4, 6) - 12, 3, padding=1),
    mean_of_integers=lambda torch: torch.nn.functional.avg_pool2d(torch.arange(24).reshape(1, 4, 6) - 12, 2),
    halves=lambda torch: torch.nn.functional.max_pool2d(torch.arange(24).reshape(1, 4, 6).half(), 2),
)
def test_other_numbers_are_pooled_too(experiment):
    both(experiment)


@pytest.mark.parametrize(
    ("name", "words", "shape", "args", "options"),
    [
        ("max_pool2d", "stride should not be zero", (2, 4, 6, 6), (0,), {}),
        ("max_pool2d", "stride should not be zero", (2, 4, 6, 6), (2, 0), {}),
        ("max_pool2d", "pad should be at most half of effective kernel size", (2, 4, 6, 6), (2,), {"padding": 2}),
        ("max_pool2d", "pad must be non-negative", (2, 4, 6, 6), (2,), {"padding": -1}),
        ("max_pool2d", "dilation should be greater than zero", (2, 4, 6, 6), (2,), {"dilation": 0}),
        ("max_pool2d", "Output size is too small", (2, 4, 6, 6), (8,), {}),
        ("max_pool2d", "Given input size: (4x6x6). Calculated output size: (4x0x0)", (4, 6, 6), (8,), {}),
        ("max_pool2d", "(batch mode) tensor expected for input", (3,), (2,), {}),
        ("max_pool2d", "tensor with optional 0 dim batch size for input, but got:[2, 0, 6, 6]", (2, 0, 6, 6), (2,), {}),
        ("max_pool2d", "kernel_size must either be a single int, or a tuple", (1, 4, 6, 6), ((2, 2, 2),), {}),
        ("max_pool1d", "greater than zero", (2, 4, 6), (2,), {"dilation": 0}),
        ("max_pool1d", "pad", (2, 4, 6), (2,), {"padding": 2}),
        ("max_pool1d", "output size", (2, 4, 6), (8,), {}),
        ("avg_pool1d", "Output size is too small", (2, 4, 6), (8,), {}),
        ("avg_pool2d", "stride should not be zero", (2, 4, 6, 6), (0,), {}),
        ("avg_pool2d", "pad should be at most half of effective kernel size", (2, 4, 6, 6), (2,), {"padding": 2}),
        ("avg_pool2d", "Output size is too small", (2, 4, 6, 6), (8,), {}),
        ("avg_pool2d", "divisor must be not zero", (2, 4, 6, 6), (2,), {"divisor_override": 0}),
        ("avg_pool2d", "avg_pool2d: kernel_size must either be", (1, 4, 6, 6), ((2, 2, 2),), {}),
        ("adaptive_avg_pool2d", "adaptive_avg_pool2d(): Expected 3D or 4D tensor, but got", (3,), (2,), {}),
        ("adaptive_avg_pool2d", "Input dimension should be at least 5", (1, 4, 6, 6), ((2, 2, 2, 2),), {}),
        ("adaptive_avg_pool2d", "with dimension 3 being empty", (2, 4, 6, 0), (2,), {}),
        ("adaptive_avg_pool2d", "elements of output_size must be greater than or equal to 0", (2, 4, 6, 6), (-1,), {}),
        ("adaptive_max_pool2d", "with dimension 3 being empty", (2, 4, 6, 0), (2,), {}),
        ("adaptive_max_pool2d", "3D or 4D tensor, but got", (3,), (2,), {}),
    ],
)  # fmt: skip
def test_what_cannot_be_pooled_is_refused(name, words, shape, args, options):
    both_raise(functional(name, *args, **options), shape, words=words)


def test_integers_have_no_adaptive_pooling():
    both_raise(
        lambda torch: torch.nn.functional.adaptive_avg_pool2d(torch.ones(1, 2, 4).long(), 2),
        words="\"adaptive_avg_pool2d\" not implemented for 'Long'",
    )


@pytest.mark.parametrize("name", ["max_pool2d", "avg_pool2d"])
def test_an_input_changed_in_place_is_noticed(name):
    def change(torch, x):
        y = x * 1
        z = getattr(torch.nn.functional, name)(y, 2)
        y.mul_(2)
        z.sum().backward()

    both_raise(change, (1, 1, 4, 4), words="modified by an inplace operation", grad=True)
