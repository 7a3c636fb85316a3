"""The losses of torch.nn.functional but those of many classes; each is one node of the graph where torch's is."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np

from .. import elementwise, exact
from ..graph import Array
from ..rules import Rule
from ..tensor import Tensor

REDUCTIONS = ("none", "mean", "sum")


def check_reduction(reduction: str) -> None:
    """ValueError for a reduction that is not one of torch's."""
    if reduction not in REDUCTIONS:
        raise ValueError(f"{reduction} is not a valid value for reduction")


def reduced(loss: Tensor, reduction: str) -> Tensor:
    """The losses as they are, their mean or their sum."""
    check_reduction(reduction)
    return loss if reduction == "none" else loss.mean() if reduction == "mean" else loss.sum()


# -- regression -----------------------------------------------------------------------------------


def _mse(a: Array, b: Array, reduction: str) -> Any:
    squares = np.square(a - b)
    return squares if reduction == "none" else squares.mean() if reduction == "mean" else squares.sum()


def _mse_gradient(g: Array, a: Array, b: Array, reduction: str) -> Array:
    away = a - b
    return g * (away * g.dtype.type(2 / max(away.size, 1) if reduction == "mean" else 2))


_MSE = Rule(
    "MseLossBackward0",
    _mse,
    a=_mse_gradient,
    b=lambda g, a, b, reduction: -_mse_gradient(g, a, b, reduction),
)


def warn_of_sizes(input: Tensor, target: Tensor) -> None:
    """Warn where the shapes differ, as broadcasting would then give another loss than was meant."""
    if input.shape != target.shape:
        warnings.warn(
            f"Using a target size ({target.shape}) that is different to the input size ({input.shape}). This will "
            "likely lead to incorrect results due to broadcasting. Please ensure they have the same size.",
            stacklevel=3,
        )


def mse_loss(
    input: Tensor,
    target: Tensor,
    size_average: Any = None,
    reduce: Any = None,
    reduction: str = "mean",
    weight: Any = None,
) -> Tensor:
    """The mean of the squared differences, their sum, or each of them.  Warns where the shapes differ."""
    warn_of_sizes(input, target)
    check_reduction(reduction)
    if weight is not None:
        return reduced((input - target) ** 2 * weight, reduction)
    return elementwise.named("mse_loss", elementwise.combine(_MSE, input, target, reduction=reduction), target)


def l1_loss(
    input: Tensor, target: Tensor, size_average: Any = None, reduce: Any = None, reduction: str = "mean"
) -> Tensor:
    """The mean of the absolute differences, their sum, or each of them."""
    warn_of_sizes(input, target)
    return reduced((input - target).abs(), reduction)


def smooth_l1_loss(
    input: Tensor,
    target: Tensor,
    size_average: Any = None,
    reduce: Any = None,
    reduction: str = "mean",
    beta: float = 1.0,
) -> Tensor:
    """Squares below `beta`, absolute differences above."""
    warn_of_sizes(input, target)
    distance = (input - target).abs()
    near = distance**2 * (0.5 / beta) if beta else distance
    return reduced(elementwise.where(distance < beta, near, distance - 0.5 * beta), reduction)


# -- two classes --------------------------------------------------------------------------------------


def _binary(a: Array, b: Array) -> Any:
    # torch keeps the logarithms above -100, so that a wrong certainty costs much and not everything.
    return -(b * np.maximum(exact.log(a), -100) + (1 - b) * np.maximum(exact.log(1 - a), -100))


_BINARY = Rule(
    "BinaryCrossEntropyBackward0",
    _binary,
    a=lambda g, a, b: g * (a - b) / np.maximum(a * (1 - a), a.dtype.type(1e-12)),
    b=lambda g, a: g * (exact.log1p(-a) - exact.log(a)),
)
_BINARY_LOGITS = Rule(
    "BinaryCrossEntropyWithLogitsBackward0",
    lambda a, b: np.maximum(a, 0) - a * b + exact.log1p(exact.exp(-np.abs(a))),
    a=lambda g, a, b: g * (exact.sigmoid(a) - b),
    b=lambda g, a: -g * a,
)


def _two_classes(rule: Rule, input: Tensor, target: Tensor, weight: Tensor | None, reduction: str) -> Tensor:
    if input.shape != target.shape:
        raise ValueError(
            f"Using a target size ({target.shape}) that is different to the input size ({input.shape}) is deprecated. "
            "Please ensure they have the same size."
        )
    losses = elementwise.combine(rule, input, target)
    return reduced(losses if weight is None else losses * weight, reduction)


def binary_cross_entropy(
    input: Tensor,
    target: Tensor,
    weight: Tensor | None = None,
    size_average: Any = None,
    reduce: Any = None,
    reduction: str = "mean",
) -> Tensor:
    """The cross entropy of probabilities of two classes.  RuntimeError for numbers outside 0 and 1."""
    if input.numel() and not bool(((input._array >= 0) & (input._array <= 1)).all()):
        raise RuntimeError("all elements of input should be between 0 and 1")
    return _two_classes(_BINARY, input, target, weight, reduction)


def binary_cross_entropy_with_logits(
    input: Tensor,
    target: Tensor,
    weight: Tensor | None = None,
    size_average: Any = None,
    reduce: Any = None,
    reduction: str = "mean",
    pos_weight: Tensor | None = None,
) -> Tensor:
    """The cross entropy of two classes, from scores before the sigmoid."""
    if pos_weight is not None:
        signs = -input
        soft = signs.clamp(min=0) + (1 + (-input.abs()).exp()).log()
        losses = (1 - target) * input + (1 + (pos_weight - 1) * target) * soft
        return reduced(losses if weight is None else losses * weight, reduction)
    return _two_classes(_BINARY_LOGITS, input, target, weight, reduction)
