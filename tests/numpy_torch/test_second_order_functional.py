"""Gradients of gradients of layers, losses and activations are torch's."""

import numpy as np
import pytest
from two_libraries import LIBRARIES, outcome, same_derivatives, second_derivatives

# A row: the shapes of x, y and z, and one line that runs on either library.
LOSSES = {
    "cross_entropy": ("F.cross_entropy(x, of(0, 2, 1))", (3, 4)),
    "cross_entropy summed": ("F.cross_entropy(x, of(0, 2, 1), reduction='sum')", (3, 4)),
    "cross_entropy of each": ("F.cross_entropy(x, of(0, 2, 1), reduction='none')", (3, 4)),
    "cross_entropy, weighted": ("F.cross_entropy(x, of(0, 2, 1), weight=y.detach().abs())", (3, 4), (4,)),
    "cross_entropy, a class ignored": ("F.cross_entropy(x, of(0, 2, 1), ignore_index=2)", (3, 4)),
    "cross_entropy, smoothed": ("F.cross_entropy(x, of(0, 2, 1), label_smoothing=0.1)", (3, 4)),
    "cross_entropy of probabilities": ("F.cross_entropy(x, y.softmax(1))", (3, 4), (3, 4)),
    "cross_entropy of an image": ("F.cross_entropy(x, of([0, 2], [1, 1]))", (2, 3, 2)),
    "cross_entropy of one": ("F.cross_entropy(x, of(1)[0])", (3,)),
    "cross_entropy of far scores": ("F.cross_entropy(x * 900, of(0, 2, 1))", (3, 4)),
    "cross_entropy of scores that change": ("changed_after(F.cross_entropy, x * 2, of(0, 2, 1))", (3, 4)),
    "nll_loss": ("F.nll_loss(x, of(0, 2, 1))", (3, 4)),
    "nll_loss of log_softmax": ("F.nll_loss(x.log_softmax(1), of(0, 2, 1))", (3, 4)),
    "nll_loss of an image": ("F.nll_loss(x, of([0, 2], [1, 1]))", (2, 3, 2)),
    "binary_cross_entropy": ("F.binary_cross_entropy(x.sigmoid(), y.sigmoid())", (3, 4), (3, 4)),
    "with logits": ("F.binary_cross_entropy_with_logits(x, y)", (3, 4), (3, 4)),
    "with logits, weighted": (
        "F.binary_cross_entropy_with_logits(x, y, pos_weight=z.detach().abs())", (3, 4), (3, 4), (4,),
    ),
    "mse_loss": ("F.mse_loss(x, y)", (3, 4), (3, 4)),
    "smooth_l1_loss": ("F.smooth_l1_loss(x, y)", (3, 4), (3, 4)),
    "l1_loss": ("F.l1_loss(x, y)", (3, 4), (3, 4)),
    "huber_loss": ("F.huber_loss(x, y)", (3, 4), (3, 4)),
    "kl_div": ("F.kl_div(x.log_softmax(1), y.softmax(1), reduction='batchmean')", (3, 4), (3, 4)),
    "soft_margin_loss": ("F.soft_margin_loss(x, of(1, -1, 1, 1))", (3, 4)),
    "hinge_embedding_loss": ("F.hinge_embedding_loss(x, of(1, -1, 1, 1))", (3, 4)),
    "cosine_embedding_loss": ("F.cosine_embedding_loss(x, y, of(1, -1, 1))", (3, 4), (3, 4)),
    "margin_ranking_loss": ("F.margin_ranking_loss(x, y, of(1, -1, 1))", (3,), (3,)),
    "triplet_margin_loss": ("F.triplet_margin_loss(x, y, z)", (3, 4), (3, 4), (3, 4)),
    "a network's loss": ("F.cross_entropy(F.linear(F.relu(F.linear(x, y)), z), of(0, 1, 1))", (3, 4), (5, 4), (2, 5)),
}  # fmt: skip
LAYERS = {
    "linear": ("F.linear(x, y, z)", (3, 4), (2, 4), (2,)),
    "bilinear": ("F.bilinear(x, y, z)", (3, 2), (3, 4), (5, 2, 4)),
    "embedding": ("F.embedding(of([0, 2], [0, 0]), x)", (3, 4)),
    "embedding, padded": ("F.embedding(of([0, 2], [0, 0]), x, padding_idx=0)", (3, 4)),
    "layer_norm": ("F.layer_norm(x, (4,), y, z)", (3, 4), (4,), (4,)),
    "layer_norm of all": ("F.layer_norm(x, (3, 4))", (3, 4)),
    "batch_norm": ("F.batch_norm(x, None, None, y, z, training=True)", (3, 4), (4,), (4,)),
    "batch_norm of lines": ("F.batch_norm(x, None, None, training=True)", (3, 2, 4)),
    "batch_norm as it was": ("F.batch_norm(x, *statistics, y, z)", (3, 4), (4,), (4,)),
    "group_norm": ("F.group_norm(x, 2, y, z)", (2, 4, 3), (4,), (4,)),
    "instance_norm": ("F.instance_norm(x, None, None, y, z)", (2, 4, 3), (4,), (4,)),
    "normalize": ("F.normalize(x)", (3, 4)),
    "cosine_similarity": ("F.cosine_similarity(x, y)", (3, 4), (3, 4)),
    "pairwise_distance": ("F.pairwise_distance(x, y)", (3, 4), (3, 4)),
    "conv1d": ("F.conv1d(x, y, z, padding=1, stride=2)", (2, 3, 5), (4, 3, 2), (4,)),
    "conv1d in groups": ("F.conv1d(x, y, groups=2, dilation=2)", (2, 4, 5), (4, 2, 2)),
    "conv2d": ("F.conv2d(x, y, z, padding=1)", (2, 3, 5, 4), (4, 3, 2, 3), (4,)),
    "conv2d of one image": ("F.conv2d(x, y, padding='same')", (2, 4, 3), (3, 2, 3, 3)),
    "conv3d": ("F.conv3d(x, y, z)", (1, 2, 3, 3, 3), (2, 2, 2, 2, 2), (2,)),
    "conv_transpose1d": ("F.conv_transpose1d(x, y, z, stride=2)", (2, 3, 5), (3, 2, 3), (2,)),
    "conv_transpose2d": ("F.conv_transpose2d(x, y, z, stride=2, padding=1)", (2, 3, 4, 3), (3, 2, 3, 3), (2,)),
    "unfold": ("F.unfold(x, 2)", (2, 3, 4, 4)),
    "fold": ("F.fold(x, (3, 3), 2)", (2, 8, 4)),
    "max_pool1d": ("F.max_pool1d(x, 2)", (2, 3, 4)),
    "max_pool2d": ("F.max_pool2d(x, 2)", (2, 3, 4, 4)),
    "max_pool2d of overlapping windows": ("F.max_pool2d(x, 3, 1, 1)", (2, 3, 4, 4)),
    "max_pool2d with places": ("F.max_pool2d(x, 2, return_indices=True)[0]", (2, 3, 4, 5)),
    "avg_pool1d": ("F.avg_pool1d(x, 2)", (2, 3, 4)),
    "avg_pool2d": ("F.avg_pool2d(x, 3, 1, 1)", (2, 3, 4, 4)),
    "avg_pool2d of what is there": ("F.avg_pool2d(x, 3, 2, 1, count_include_pad=False)", (2, 3, 4, 4)),
    "avg_pool2d divided by a number": ("F.avg_pool2d(x, 2, divisor_override=3)", (2, 3, 4, 4)),
    "adaptive_avg_pool2d": ("F.adaptive_avg_pool2d(x, (3, 2))", (2, 3, 4, 4)),
    "adaptive_max_pool2d": ("F.adaptive_max_pool2d(x, (3, 2))", (2, 3, 4, 4)),
    "interpolate": ("F.interpolate(x, scale_factor=2)", (2, 3, 3)),
    "interpolate between two": ("F.interpolate(x, size=5, mode='linear', align_corners=True)", (2, 3, 3)),
    "interpolate between four": ("F.interpolate(x, size=(5, 4), mode='bilinear')", (2, 3, 3, 3)),
} | {f"pad, {mode}": (f"F.pad(x, (1, 2), mode='{mode}')", (2, 3, 4))
     for mode in ("constant", "reflect", "replicate", "circular")}  # fmt: skip
ACTIVATIONS = {
    name: (f"F.{name}(x)", (3, 4))
    for name in """
    relu leaky_relu elu selu celu silu gelu mish softplus logsigmoid sigmoid tanh hardswish hardtanh softsign
    tanhshrink hardshrink softshrink relu6 glu
""".split()
} | {
    "gelu by a formula": ("F.gelu(x, approximate='tanh')", (3, 4)),
    "prelu": ("F.prelu(x, y)", (3, 4), (4,)),
    "threshold": ("F.threshold(x, 0.3, 0.1)", (3, 4)),
    "softmax": ("F.softmax(x, 1)", (3, 4)),
    "softmin": ("F.softmin(x, 0)", (3, 4)),
    "log_softmax": ("F.log_softmax(x, 1)", (3, 4)),
}
ROWS = LOSSES | LAYERS | ACTIVATIONS


def changed_after(loss, scores, target):
    """The loss of scores that are overwritten before the way back: neither library has saved them."""
    found = loss(scores, target)
    scores.detach().add_(1)
    return found


def runs(row):
    """The function of a row: of a library and tensors named x, y, z."""

    def run(torch, *tensors):
        names = {
            "F": torch.nn.functional,
            "of": lambda *values: torch.tensor(values),
            "changed_after": changed_after,
            "statistics": (torch.ones(4, dtype=torch.float64) / 2, torch.ones(4, dtype=torch.float64) * 3),
        }
        return eval(row, names, dict(zip("xyz", tensors, strict=False)))

    return run


@pytest.mark.parametrize("name", ROWS)
def test_the_second_derivative_is_torchs(name):
    row, *shapes = ROWS[name]
    theirs, ours = (second_derivatives(torch, runs(row), shapes) for torch in LIBRARIES)
    same_derivatives(ours, theirs)


@pytest.mark.parametrize("name", ["conv2d", "batch_norm", "cross_entropy", "gelu", "mish"])
def test_the_third_derivative_is_torchs(name):
    row, *shapes = ROWS[name]
    theirs, ours = (second_derivatives(torch, gradient_of(runs(row)), shapes) for torch in LIBRARIES)
    same_derivatives(ours, theirs)


def gradient_of(run):
    """The function that gives the gradient of another, of the sum of its squares."""

    def gradient(torch, x, *others):
        return torch.autograd.grad((run(torch, x, *others) ** 2).sum(), x, create_graph=True)[0]

    return gradient


def test_the_third_derivative_of_layer_norm_is_that_of_its_formula():
    """torch's own is another: it takes the mean and the deviation for constants there."""

    def formula(torch, x, weight, bias):
        away = x - x.mean(1, keepdim=True)
        return away / ((away * away).mean(1, keepdim=True) + 1e-5).sqrt() * weight + bias

    row, *shapes = ROWS["layer_norm"]
    theirs = second_derivatives(LIBRARIES[0], gradient_of(formula), shapes)
    ours = second_derivatives(LIBRARIES[1], gradient_of(runs(row)), shapes)
    same_derivatives(ours, theirs)


def test_the_hessian_of_a_loss_is_torchs():
    def hessian(torch, *shapes):
        x, w = (torch.tensor(np.cos(np.arange(12.0) * k).reshape(shape)) for k, shape in enumerate(shapes, start=1))
        w.requires_grad_()
        loss = torch.nn.functional.cross_entropy(torch.nn.functional.linear(x, w), torch.tensor([0, 2, 1]))
        (gradient,) = torch.autograd.grad(loss, w, create_graph=True)
        rows = [torch.autograd.grad(g, w, retain_graph=True)[0].numpy() for g in gradient.reshape(-1)]
        return np.stack(rows).reshape(w.numel(), -1)

    theirs, ours = (hessian(torch, (3, 4), (3, 4)) for torch in LIBRARIES)
    np.testing.assert_allclose(ours, theirs, rtol=1e-10, atol=1e-12)
    np.testing.assert_allclose(ours, ours.T, atol=1e-12)


def test_an_embedding_scaled_by_frequency_is_scaled_in_its_second_derivative_too():
    """torch forgets the frequencies there: its second derivative of rows that are used twice is twice the slope."""
    theirs, ours = (
        second_derivatives(torch, runs("F.embedding(of(0, 2, 2), x, scale_grad_by_freq=True)"), [(3, 4)])
        for torch in LIBRARIES
    )
    np.testing.assert_allclose(ours[0], theirs[0])
    np.testing.assert_allclose(ours[1] * [[1], [1], [2]], theirs[1])


def test_what_torch_does_not_derive_twice_has_a_second_derivative_here():
    run = runs("F.hardsigmoid(x)")
    theirs, ours = (outcome(lambda torch=torch: second_derivatives(torch, run, [(3, 4)])) for torch in LIBRARIES)
    assert isinstance(theirs, RuntimeError)
    assert isinstance(ours, list)
