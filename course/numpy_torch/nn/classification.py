"""The losses of many classes: nll_loss and cross_entropy.  torch: native/LossNLL.cpp"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from .. import elementwise, reductions
from ..constants import ones, row_starts
from ..dtypes import int64
from ..graph import Array
from ..quiet import quiet
from ..rule_nodes import RuleNode
from ..rules import Rule, apply
from ..shapes import wrap_dim
from ..tensor import Tensor, wrap
from .losses import check_reduction, reduced


class _Picks:
    """Which class each target names, and with what weight; ignored targets weigh nothing."""

    __slots__ = ("axis", "key", "weights", "total", "reduction")

    def __init__(self, scores: Array, target: Tensor, weight: Tensor | None, ignore_index: int, reduction: str) -> None:
        check_reduction(reduction)
        self.axis = 0 if scores.ndim == 1 else 1
        _check_target(scores, target, self.axis)
        classes, chosen = scores.shape[self.axis], target._array
        if chosen.size and (chosen.min() < 0 or chosen.max() >= classes or weight is not None or ignore_index >= 0):
            ignored = chosen == ignore_index
            wrong = ~ignored & ((chosen < 0) | (chosen >= classes))
            if wrong.any():
                raise IndexError(f"Target {int(chosen[wrong].flat[0])} is out of bounds.")
            chosen = np.where(ignored, 0, chosen)
            every = np.ones(classes, scores.dtype) if weight is None else weight._array
            self.weights = np.where(ignored, scores.dtype.type(0), every[chosen]).astype(scores.dtype)
        else:
            self.weights = np.ones(chosen.shape, scores.dtype)
        places = [np.arange(size).reshape(-1, *[1] * (chosen.ndim - 1 - i)) for i, size in enumerate(chosen.shape)]
        self.key = (*places[: self.axis], chosen, *places[self.axis :])
        self.total = self.weights.sum()
        self.reduction = reduction

    def loss(self, log_probabilities: Array) -> Any:
        """Minus the log probability of the targets, weighted and reduced."""
        losses = -self.weights * log_probabilities[self.key]
        if self.reduction == "none":
            return losses
        return losses.sum() / self.total if self.reduction == "mean" else losses.sum()

    def slopes(self, g: Array) -> Array:
        """What each target's loss weighs in the result."""
        return self.weights * (g / self.total if self.reduction == "mean" else g)


def _check_target(scores: Array, target: Tensor, axis: int) -> None:
    wanted = scores.shape[:axis] + scores.shape[axis + 1 :]
    if target._array.shape != wanted:
        if scores.ndim >= 2 and target.ndim and scores.shape[0] != target._array.shape[0]:
            raise ValueError(
                f"Expected input batch_size ({scores.shape[0]}) to match target batch_size ({target.shape[0]})."
            )
        raise RuntimeError(f"Expected target size {list(wanted)}, got {list(target.shape)}")
    if target.dtype is not int64:
        raise RuntimeError(f"expected scalar type Long but found {target.dtype.legacy_name}")


def _nll_gradient(g: Array, a: Array, picks: _Picks) -> Array:
    # Asked for whole, and not by its shape, so that a second walk fails as in torch.
    made = np.zeros_like(g, shape=a.shape)
    made[picks.key] = -picks.slopes(g)
    return made


Kept = tuple[Array, Array, Array, Array]  # exp of the scores, the log of its sum for each row, losses, and places


def _in_double(a: Array, labels: Array) -> Kept:
    """What the loss and its derivative are computed from, in double precision."""
    places = row_starts(*a.shape) + labels  # in the scores laid out in one row
    scores = a.astype(np.float64)
    powers = np.exp(scores)
    logs = np.log(powers.dot(ones(a.shape[1], scores.dtype)))
    if not logs.dot(logs) < 600**2:  # some sum is near overflow or underflow
        scores -= scores.max(axis=1, keepdims=True)
        powers = np.exp(scores)
        logs = np.log(powers.sum(axis=1))
    return powers, logs, logs - scores.take(places), places


def _mean_loss(a: Array, kept: Kept) -> Array:
    losses = kept[2]
    return np.array(ones(len(losses), losses.dtype).dot(losses) / len(losses), a.dtype)


def _mean_loss_gradient(g: Array, kept: Kept) -> Array:
    powers, logs, losses, places = kept
    share = g.item() / len(losses)
    made = powers * (share * np.exp(-logs))[:, None]
    made.put(places, share * np.expm1(-losses))
    return made.astype(g.dtype, copy=False)


class _MeanLossRule(Rule):
    """log_softmax and nll_loss in one node; a way back that is recorded goes through both."""

    __slots__ = ()

    def node_type(self, recorded: int) -> type[RuleNode]:
        made = super().node_type(recorded)
        made.run_recorded = _through_both  # type: ignore[method-assign, assignment]
        return made


def _through_both(node: RuleNode, gradient: Any) -> Sequence[Any]:
    if node.saved is None:
        node.complain()
    ((powers, logs, losses, places),) = node.saved or ()
    # In place of the scores, which were not saved: their softmax is the same, and so are all of its derivatives.
    scores = wrap((np.log(powers) - logs[:, None]).astype(gradient.dtype))
    scores._node = node.edges[0]
    share = gradient / len(losses)
    made = type(gradient)(reductions.softmax(scores, 1)).ravel() * share
    made[places] -= share
    return [made.reshape(powers.shape)]


def _largest(numbers: Array) -> Any:
    return numbers.item(numbers.argmax())  # a third of the time of `max`


_MEAN_CROSS_ENTROPY = _MeanLossRule("NllLossBackward0", _mean_loss, a=_mean_loss_gradient)
_NLL = Rule("NllLossBackward0", lambda a, picks: picks.loss(a), a=_nll_gradient)
_NLL_2D = Rule("NllLoss2DBackward0", lambda a, picks: picks.loss(a), a=_nll_gradient)


def nll_loss(
    input: Tensor,
    target: Tensor,
    weight: Tensor | None = None,
    size_average: Any = None,
    ignore_index: int = -100,
    reduce: Any = None,
    reduction: str = "mean",
) -> Tensor:
    """Minus the log probability of the target class: shapes (N, C, ...) and (N, ...), or (C) and ().

    IndexError for a class there is not.
    """
    return _picked(input, _Picks(input._array, target, weight, ignore_index, reduction))


def _picked(logs: Tensor, picks: _Picks) -> Tensor:
    return apply(_NLL if logs.ndim <= 2 else _NLL_2D, (logs,), (logs._array,), picks=picks)


def cross_entropy(
    input: Tensor,
    target: Tensor,
    weight: Tensor | None = None,
    size_average: Any = None,
    ignore_index: int = -100,
    reduce: Any = None,
    reduction: str = "mean",
    label_smoothing: float = 0.0,
) -> Tensor:
    """nll_loss of log_softmax, for classes as integers or as probabilities of the input's shape."""
    a, labels = input._array, target._array
    if (
        reduction == "mean"
        and weight is None
        and not label_smoothing
        and ignore_index < 0
        and a.ndim == 2
        and a.dtype.kind == "f"
        and labels.dtype == np.int64
        and labels.shape == a.shape[:1] != (0,)
        and _largest(labels.view(np.uint64)) < a.shape[1]  # unsigned, so nothing below zero either
        and type(a) is type(labels) is np.ndarray
    ):
        return apply(_MEAN_CROSS_ENTROPY, (input,), (a,), kept=quiet.call(_in_double, a, labels))
    axis = 0 if input.ndim == 1 else 1
    if target.shape == input.shape and target.is_floating_point():
        return _soft_cross_entropy(input, target, weight, reduction, label_smoothing, axis)
    picks = _Picks(input._array, target, weight, ignore_index, reduction)
    logs = reductions.log_softmax(input, axis)
    return _smoothed(logs, picks, weight, label_smoothing) if label_smoothing else _picked(logs, picks)


def _smoothed(logs: Tensor, picks: _Picks, weight: Tensor | None, smoothing: float) -> Tensor:
    """A part of every target is spread over all classes."""
    sharp, classes = _picked(logs, picks), logs.size(picks.axis)
    if weight is not None:
        logs = logs * weight.reshape([-1 if i == picks.axis else 1 for i in range(logs.ndim)])
    counted = wrap(picks.weights != 0)
    spread = (-logs.sum(picks.axis)).masked_fill(~counted, 0.0)
    if picks.reduction != "none":
        spread = spread.sum()
    if picks.reduction == "mean":
        spread = spread / float(picks.total)
    return elementwise.add((1 - smoothing) * sharp, smoothing / classes * spread)


def _soft_cross_entropy(
    input: Tensor, target: Tensor, weight: Tensor | None, reduction: str, smoothing: float, axis: int
) -> Tensor:
    check_reduction(reduction)
    logs = reductions.log_softmax(input, axis)
    if smoothing:
        target = target * (1 - smoothing) + smoothing / input.size(axis)
    if weight is not None:
        logs = logs * weight.reshape([-1 if i == axis else 1 for i in range(input.ndim)])
    losses = -(logs * target).sum(wrap_dim(axis, input.ndim))
    if reduction == "mean":
        return elementwise.div(losses.sum(), max(losses.numel(), 1))
    return reduced(losses, reduction)
