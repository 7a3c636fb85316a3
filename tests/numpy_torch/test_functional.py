"""nn.functional is torch's: values, gradients, warnings and errors."""

import pytest
from two_libraries import LIBRARIES, both, both_raise, claims


def functional(name, *args, **options):
    return lambda torch, *inputs: getattr(torch.nn.functional, name)(*inputs, *args, **options)


@claims(
    one_row=lambda torch, x, w, b: torch.nn.functional.linear(x[0, 0], w, b),
    rows=lambda torch, x, w, b: torch.nn.functional.linear(x[0], w, b),
    batches=lambda torch, x, w, b: torch.nn.functional.linear(x, w, b),
    many_batches=lambda torch, x, w, b: torch.nn.functional.linear(x[None, :, None], w, b),
    no_rows=lambda torch, x, w, b: torch.nn.functional.linear(x[0, :0], w, b),
    one_row_without_bias=lambda torch, x, w, b: torch.nn.functional.linear(x[0, 0], w),
    rows_without_bias=lambda torch, x, w, b: torch.nn.functional.linear(x[0], w),
    batches_without_bias=lambda torch, x, w, b: torch.nn.functional.linear(x, w),
    frozen=lambda torch, x, w, b: torch.nn.functional.linear(x.detach(), w.detach(), b),
)
def test_linear_and_its_gradients_are_torchs(experiment):
    both(experiment, (2, 3, 4), (5, 4), (5,))
    both(experiment, (2, 3, 4), (5, 4), (5,), dtype="float64")


@claims(
    small=lambda torch, x, w, b: torch.nn.functional.linear(x, w[:16], b[:16]),
    copied=lambda torch, x, w, b: torch.nn.functional.linear(x, w[:96], b[:96]),
    copied_from_columns=lambda torch, x, w, b: torch.nn.functional.linear(x[:, 16:], w[:, 16:], b),
    copied_without_bias=lambda torch, x, w, b: torch.nn.functional.linear(x, w[:96]),
    large=lambda torch, x, w, b: torch.nn.functional.linear(x, w, b),
)
def test_linear_is_torchs_whichever_way_its_matrix_lies(experiment):
    both(experiment, (32, 80), (128, 80), (128,))


@claims(
    sizes=lambda torch: torch.nn.functional.linear(torch.ones(2, 3), torch.ones(4, 5)),
    sizes_of_one=lambda torch: torch.nn.functional.linear(torch.ones(3), torch.ones(4, 5)),
    dtypes=lambda torch: torch.nn.functional.linear(torch.ones(2, 3), torch.ones(4, 3, dtype=torch.float64)),
    integers=lambda torch: torch.nn.functional.linear(torch.ones(2, 3, dtype=torch.int64), torch.ones(4, 3)),
    bias=lambda torch: torch.nn.functional.linear(torch.ones(2, 3), torch.ones(4, 3), torch.ones(5)),
    a_number=lambda torch: torch.nn.functional.linear(torch.tensor(1.0), torch.ones(4, 3)),
)
def test_a_linear_that_does_not_fit_is_refused(experiment):
    both_raise(experiment)


@claims(
    relu=functional("relu"),
    sigmoid=functional("sigmoid"),
    tanh=functional("tanh"),
    softmax=functional("softmax", dim=-1),
    softmax_in_float64=lambda torch, x: torch.nn.functional.softmax(x, dim=0, dtype=torch.float64),
    log_softmax=functional("log_softmax", dim=1),
    leaky_relu=functional("leaky_relu", 0.2),
    elu=functional("elu", 1.5),
    gelu=functional("gelu"),
    gelu_tanh=functional("gelu", approximate="tanh"),
    silu=functional("silu"),
    softplus=functional("softplus", beta=2, threshold=3),
    logsigmoid=functional("logsigmoid"),
    normalize=functional("normalize"),
    dropout_off=functional("dropout", 0.5, training=False),
    dropout_of_nothing=functional("dropout", 0.0),
    dropout_of_all=functional("dropout", 1.0),
    relu_in_place=lambda torch, x: torch.nn.functional.relu(x * 2, inplace=True),
    one_hot=lambda torch, x: torch.nn.functional.one_hot(torch.tensor([0, 2]), 4),
)
def test_an_activation_and_its_gradient_are_torchs(experiment):
    both(lambda torch, x: value_of(experiment(torch, x)), (3, 4))


def value_of(result):
    """Without the name of the node, where torch's is of another make."""
    return result * 1 if result.requires_grad else result


REDUCTIONS = ("mean", "sum", "none")


@pytest.mark.parametrize("reduction", REDUCTIONS)
@pytest.mark.parametrize("name", ["mse_loss", "l1_loss", "smooth_l1_loss"])
def test_a_loss_of_regression_is_torchs(name, reduction):
    both(lambda torch, x, y: value_of(functional(name, reduction=reduction)(torch, x, y)), (3, 4), (3, 4))
    both(lambda torch, x, y: value_of(functional(name, reduction=reduction)(torch, x, y)), (), ())


@pytest.mark.parametrize("reduction", REDUCTIONS)
@claims(
    plain=lambda torch, x, how: torch.nn.functional.cross_entropy(x, torch.tensor([1, 0, 3]), **how),
    one=lambda torch, x, how: torch.nn.functional.cross_entropy(x[0], torch.tensor(2), **how),
    weighted=lambda torch, x, how: torch.nn.functional.cross_entropy(
        x, torch.tensor([1, 0, 3]), weight=torch.tensor([0.1, 0.2, 0.3, 0.4]), **how
    ),
    ignored=lambda torch, x, how: torch.nn.functional.cross_entropy(
        x, torch.tensor([1, -100, 3]), weight=torch.tensor([0.1, 0.2, 0.3, 0.4]), **how
    ),
    ignored_by_number=lambda torch, x, how: torch.nn.functional.cross_entropy(
        x, torch.tensor([1, 2, 3]), ignore_index=2, **how
    ),
    smoothed=lambda torch, x, how: (
        torch.nn.functional.cross_entropy(x, torch.tensor([1, -100, 3]), label_smoothing=0.1, **how) * 1
    ),
    smoothed_and_weighted=lambda torch, x, how: (
        torch.nn.functional.cross_entropy(
            x, torch.tensor([1, 0, 3]), label_smoothing=0.1, weight=torch.tensor([0.1, 0.2, 0.3, 0.4]), **how
        )
        * 1
    ),
    probabilities=lambda torch, x, how: torch.nn.functional.cross_entropy(x, (x.detach() * 2).softmax(1), **how) * 1,
    of_pixels=lambda torch, x, how: (
        torch.nn.functional.cross_entropy(x.reshape(1, 4, 3), torch.tensor([[1, 0, 3]]), **how) * 1
    ),
    nll=lambda torch, x, how: torch.nn.functional.nll_loss(x.log_softmax(1), torch.tensor([1, 0, 3]), **how),
    large_scores=lambda torch, x, how: torch.nn.functional.cross_entropy(x * 500, torch.tensor([1, 0, 3]), **how),
)
def test_a_loss_of_classification_is_torchs(experiment, reduction):
    both(lambda torch, x: experiment(torch, x, {"reduction": reduction}), (3, 4))


@pytest.mark.parametrize("reduction", REDUCTIONS)
@claims(
    probabilities=lambda torch, x, how: torch.nn.functional.binary_cross_entropy(
        x.sigmoid(), (x.detach() > 0).float(), **how
    ),
    logits=lambda torch, x, how: torch.nn.functional.binary_cross_entropy_with_logits(
        x, (x.detach() > 0).float(), **how
    ),
    weighted=lambda torch, x, how: torch.nn.functional.binary_cross_entropy_with_logits(
        x, (x.detach() > 0).float(), pos_weight=torch.tensor([1.0, 2, 3, 4]), **how
    ),
)
def test_a_loss_of_two_classes_is_torchs(experiment, reduction):
    both(lambda torch, x: value_of(experiment(torch, x, {"reduction": reduction})), (3, 4))


@claims(
    a_class_there_is_not=lambda torch: torch.nn.functional.cross_entropy(torch.ones(2, 3), torch.tensor([0, 3])),
    another_number_of_targets=lambda torch: torch.nn.functional.cross_entropy(torch.ones(2, 3), torch.tensor([0])),
    targets_of_floats=lambda torch: torch.nn.functional.cross_entropy(torch.ones(2, 3), torch.ones(2)),
    targets_of_pixels=lambda torch: torch.nn.functional.cross_entropy(
        torch.ones(1, 3, 2), torch.ones(1, 3, dtype=torch.int64)
    ),
    an_unknown_reduction=lambda torch: torch.nn.functional.mse_loss(torch.ones(1), torch.ones(1), reduction="median"),
    a_chance_above_one=lambda torch: torch.nn.functional.dropout(torch.ones(1), 2.0),
    no_probabilities=lambda torch: torch.nn.functional.binary_cross_entropy(torch.ones(2) * 2, torch.ones(2)),
    two_shapes=lambda torch: torch.nn.functional.binary_cross_entropy_with_logits(torch.ones(2), torch.ones(3)),
)
def test_what_torch_refuses_is_refused(experiment):
    both_raise(experiment)


def test_torchs_warnings_are_given():
    for torch in LIBRARIES:
        with pytest.warns(UserWarning, match="Using a target size"):
            torch.nn.functional.mse_loss(torch.ones(2, 1), torch.ones(2))
        with pytest.warns(UserWarning, match="Implicit dimension choice for softmax"):
            torch.nn.functional.softmax(torch.ones(2, 2))


def test_dropout_keeps_what_it_keeps_scaled_and_sends_the_same_gradient():
    torch = LIBRARIES[1]
    torch.manual_seed(0)
    x = torch.ones(1000, requires_grad=True)
    y = torch.nn.functional.dropout(x, 0.25)
    y.sum().backward()
    assert sorted(set(y.detach().tolist())) == pytest.approx([0, 4 / 3])
    assert 0.2 < (y == 0).float().mean().item() < 0.3
    assert x.grad.tolist() == y.tolist()
