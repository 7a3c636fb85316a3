"""The activations with corners, the distances between vectors, and dropout of whole channels are torch's."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from two_libraries import LIBRARIES, both, both_raise, claims, numbers, recorded

EVERY = settings(max_examples=25, deadline=None, derandomize=True, database=None)
SHAPES = st.lists(st.integers(0, 4), max_size=3).map(tuple)


def functional(name, *args, **options):
    return lambda torch, *inputs: getattr(torch.nn.functional, name)(*inputs, *args, **options)


def value_of(result):
    """Without the name of the node, where torch's is of another make."""
    return result * 1 if result.requires_grad else result


@claims(
    hardtanh=functional("hardtanh"),
    hardtanh_between=functional("hardtanh", -0.5, 1.5),
    relu6=lambda torch, x: torch.nn.functional.relu6(x * 5),
    hardswish=lambda torch, x: torch.nn.functional.hardswish(x * 3),
    selu=functional("selu"),
    mish=functional("mish"),
    softsign=functional("softsign"),
    tanhshrink=functional("tanhshrink"),
    hardshrink=functional("hardshrink", 0.8),
    softshrink=functional("softshrink", 0.8),
    threshold=functional("threshold", 0.5, -3.0),
    softmin=functional("softmin", dim=-1),
    prelu=lambda torch, x: torch.nn.functional.prelu(x, torch.tensor([0.3], dtype=x.dtype)),
    hardtanh_in_place=lambda torch, x: torch.nn.functional.hardtanh(x * 2, inplace=True),
    threshold_in_place=lambda torch, x: value_of(torch.nn.functional.threshold(x * 2, 0.1, 0.2, True)),
)
def test_an_activation_is_torchs_for_every_shape(experiment):
    @EVERY
    @given(SHAPES, st.sampled_from(["float32", "float64"]))
    def compared(shape, dtype):
        both(experiment, shape, dtype=dtype)

    compared()


@claims(
    hardsigmoid=lambda torch, x: torch.nn.functional.hardsigmoid(x * 3),
    celu=functional("celu", 1.3),
)
def test_an_activation_whose_constants_torch_rounds_is_torchs_in_single_precision(experiment):
    both(experiment, (3, 4))


@claims(
    of_all=lambda torch, x, w: torch.nn.functional.prelu(x, w[:1]),
    of_channels=functional("prelu"),
    of_rows=lambda torch, x, w: torch.nn.functional.prelu(x[:, :, 0, 0], w),
    of_a_scalar=lambda torch, x, w: torch.nn.functional.prelu(x, w[0]),
    of_halves=lambda torch, x, w: torch.nn.functional.glu(x) * w.sum(),
    of_halves_of_channels=lambda torch, x, w: torch.nn.functional.glu(x[:, :2], 1) * w.sum(),
)
def test_an_activation_with_weights_is_torchs(experiment):
    both(lambda torch, *inputs: value_of(experiment(torch, *inputs)), (2, 3, 2, 4), (3,))


@claims(
    integers=lambda torch: torch.nn.functional.relu6(torch.arange(-3, 9)),
    integers_between=lambda torch: torch.nn.functional.hardtanh(torch.arange(-3, 9), -2, 4),
    at_the_corners=lambda torch: torch.nn.functional.hardtanh(torch.tensor([-1.0, 1, math.nan, math.inf])),
)
def test_numbers_at_the_edge_are_torchs(experiment):
    both(experiment)


def test_a_gradient_at_a_corner_is_torchs():
    for name in ("hardtanh", "relu6", "hardsigmoid", "hardswish", "hardshrink", "softshrink", "selu", "celu"):
        seen = []
        for torch in LIBRARIES:
            x = torch.tensor([-3.0, -1, -0.5, 0, 0.5, 1, 3, 6], requires_grad=True)
            getattr(torch.nn.functional, name)(x).sum().backward()
            seen.append(x.grad.tolist())
        assert seen[1] == pytest.approx(seen[0], rel=1e-6), name


REDUCTIONS = ("none", "mean", "sum")


@pytest.mark.parametrize("reduction", REDUCTIONS)
@claims(
    huber=lambda torch, x, y, **how: torch.nn.functional.huber_loss(x, y, delta=0.7, **how),
    kl_div=lambda torch, x, y, **how: torch.nn.functional.kl_div(x, y.softmax(1), **how),
    kl_div_of_logs=lambda torch, x, y, **how: torch.nn.functional.kl_div(x, y.log_softmax(1), log_target=True, **how),
    kl_div_of_zeros=lambda torch, x, y, **how: torch.nn.functional.kl_div(x, (y > 0).float(), **how),
    ranking=lambda torch, x, y, **how: torch.nn.functional.margin_ranking_loss(x, y, y.detach().sign(), 0.3, **how),
    hinge=lambda torch, x, y, **how: torch.nn.functional.hinge_embedding_loss(x, y.detach().sign(), 0.8, **how),
    soft_margin=lambda torch, x, y, **how: torch.nn.functional.soft_margin_loss(x, y.detach().sign(), **how),
    cosine=lambda torch, x, y, **how: torch.nn.functional.cosine_embedding_loss(
        x, y, y[:, 0].detach().sign(), 0.1, **how
    ),
    triplet=lambda torch, x, y, **how: torch.nn.functional.triplet_margin_loss(x, y, x.detach() + y + 0.3, **how),
    triplet_swapped=lambda torch, x, y, **how: torch.nn.functional.triplet_margin_loss(x, y, -y, swap=True, **how),
)
@pytest.mark.filterwarnings("ignore:reduction. 'mean' divides")
def test_a_loss_of_distances_is_torchs(experiment, reduction):
    def compared(torch, x, y, **options):
        return value_of(experiment(torch, x, y, reduction=reduction))

    both(compared, (4, 3), (4, 3))
    both(compared, (4, 3), (4, 3), seed=5, dtype="float64")


@claims(
    cosine=functional("cosine_similarity"),
    cosine_of_rows=functional("cosine_similarity", dim=0),
    cosine_of_nearly_nothing=lambda torch, x, y: torch.nn.functional.cosine_similarity(x * 1e-9, y),
    cosine_broadcast=lambda torch, x, y: torch.nn.functional.cosine_similarity(x[:1], y, dim=-1),
    distance=functional("pairwise_distance"),
    distance_by_sides=functional("pairwise_distance", p=1, keepdim=True),
    batchmean=lambda torch, x, y: torch.nn.functional.kl_div(x, y.softmax(1), reduction="batchmean"),
)
def test_a_distance_is_torchs(experiment):
    both(lambda torch, x, y: value_of(experiment(torch, x, y)), (4, 3), (4, 3))


@claims(
    rows=lambda torch, x, y, w, b: torch.nn.functional.bilinear(x, y, w, b),
    without_bias=lambda torch, x, y, w, b: torch.nn.functional.bilinear(x, y, w),
    vectors=lambda torch, x, y, w, b: torch.nn.functional.bilinear(x[0], y[0], w, b),
    batches=lambda torch, x, y, w, b: torch.nn.functional.bilinear(x.view(2, 1, 3), y.view(2, 1, 4), w, b),
    nothing=lambda torch, x, y, w, b: torch.nn.functional.bilinear(x[:0], y[:0], w, b),
)
def test_a_bilinear_form_is_torchs(experiment):
    both(lambda torch, *inputs: value_of(experiment(torch, *inputs)), (2, 3), (2, 4), (5, 3, 4), (5,))


@claims(
    corners=(functional("hardtanh", 1.0, -1.0), "min_val cannot be greater than max_val"),
    odd_halves=(lambda torch, x: torch.nn.functional.glu(x[:, :3]), "Halving dimension must be even"),
    weights=(
        lambda torch, x: torch.nn.functional.prelu(x, torch.ones(3)),
        "parameter numbers = 3 and channel size = 4",
    ),
    matrix=(lambda torch, x: torch.nn.functional.prelu(x, x[:1]), "Expected `weight` to be a scalar or 1D tensor"),
    delta=(lambda torch, x: torch.nn.functional.huber_loss(x, x, delta=0), "does not support non-positive values"),
    first=(lambda torch, x: torch.nn.functional.bilinear(x, x, torch.ones(5, 3, 4)), "input1 size does not match"),
    second=(lambda torch, x: torch.nn.functional.bilinear(x, x, torch.ones(5, 4, 3)), "input2 size does not match"),
    batch=(
        lambda torch, x: torch.nn.functional.bilinear(x, x[:1], torch.ones(5, 4, 4)),
        "input batch dimensions do not match at dim 0: got 2 and 1",
    ),
    bias=(
        lambda torch, x: torch.nn.functional.bilinear(x, x, torch.ones(5, 4, 4), torch.ones(4)),
        "bias size does not match weight size: got 4 but expected 5",
    ),
    chance=(functional("dropout2d", 2.0), "dropout probability has to be between 0 and 1, but got 2.0"),
    one_dimension=(lambda torch, x: torch.nn.functional.dropout1d(x[0]), "Expected 2D or 3D input, but received a 1D"),
)
def test_what_torch_refuses_is_refused_in_its_words(experiment):
    both_raise(experiment[0], (2, 4), words=experiment[1])


@pytest.mark.parametrize(
    ("name", "shape"),
    [("dropout1d", (40, 5)), ("dropout1d", (9, 8, 5)), ("dropout2d", (9, 8, 2, 5)), ("dropout3d", (9, 8, 1, 2, 2))],
)
def test_whole_channels_are_dropped(name, shape):
    torch = LIBRARIES[1]
    torch.manual_seed(0)
    x = torch.tensor(numbers([shape])[0], requires_grad=True)
    kept = getattr(torch.nn.functional, name)(x, 0.2)
    kept.sum().backward()
    channels = 1 if len(shape) == 2 else 2
    factors = (kept / x).detach().flatten(channels)
    assert torch.allclose(factors, factors[..., :1])
    assert torch.allclose(x.grad.flatten(channels), factors)
    assert {round(factor, 4) for factor in factors.flatten().tolist()} == {0.0, 1.25}


@claims(
    none=functional("dropout2d", 0.0),
    all=functional("dropout2d", 1.0),
    not_training=functional("dropout2d", 0.5, training=False),
    of_one_image=lambda torch, x: torch.nn.functional.dropout1d(x[0, 0], 1.0),
    in_place=lambda torch, x: torch.nn.functional.dropout2d(x * 1, 1.0, inplace=True),
    of_nothing=lambda torch, x: torch.nn.functional.dropout2d(x[:0], 0.5),
)
def test_dropout_of_channels_is_torchs_where_chance_has_no_say(experiment):
    both(experiment, (2, 3, 4, 5))


@pytest.mark.parametrize(
    ("words", "action"),
    [
        (
            "dropout2d: Received a 3D input to dropout2d",
            lambda torch: torch.nn.functional.dropout2d(torch.ones(2, 3, 4)),
        ),
        ("dropout2d: Received a 2-D input to dropout2d", lambda torch: torch.nn.functional.dropout2d(torch.ones(2, 3))),
        ("Implicit dimension choice for softmin", lambda torch: torch.nn.functional.softmin(torch.ones(2, 3))),
        ("Using a target size", lambda torch: torch.nn.functional.huber_loss(torch.ones(2, 3), torch.ones(3))),
        ("reduction: 'mean' divides", lambda torch: torch.nn.functional.kl_div(torch.ones(2, 3), torch.ones(2, 3))),
    ],
)
def test_torchs_warnings_are_given(words, action):
    for torch in LIBRARIES:
        with pytest.warns(UserWarning, match=words):
            assert recorded(action(torch)) is not None
