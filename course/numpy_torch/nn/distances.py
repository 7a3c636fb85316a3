"""How far tensors are from one another: similarities, and the losses made of them.  torch: nn/functional.py"""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np

from .. import elementwise, linalg, reductions
from ..grad_mode import no_grad
from ..graph import Array
from ..rules import Rule
from ..tensor import Tensor
from .losses import reduced, warn_of_sizes

# -- two vectors ------------------------------------------------------------------------------------


def cosine_similarity(x1: Tensor, x2: Tensor, dim: int = 1, eps: float = 1e-8) -> Tensor:
    """The cosine of the angle between vectors along `dim`; lengths count as no less than eps."""
    lengths = [reductions.norm(x, 2, dim, keepdim=True).clone() for x in (x1, x2)]
    with no_grad():
        # As torch does it: the gradient of a length is the same where it was too short.
        for length in lengths:
            length.clamp_(min=eps)
    return reductions.sum(x1 / lengths[0] * (x2 / lengths[1]), dim)


def pairwise_distance(x1: Tensor, x2: Tensor, p: float = 2.0, eps: float = 1e-6, keepdim: bool = False) -> Tensor:
    """The p-norm of x1 - x2 + eps along the last dimension."""
    return reductions.norm(x1 - x2 + eps, p, -1, keepdim=keepdim)


def bilinear(input1: Tensor, input2: Tensor, weight: Tensor, bias: Tensor | None = None) -> Tensor:
    """input1 @ weight[k] @ input2 + bias[k] for each k: (*, in1), (*, in2), (out, in1, in2) to (*, out).

    RuntimeError where the sizes do not match.
    """
    if input1.ndim != input2.ndim:
        raise RuntimeError(f"bilinear(): input dimensions do not match: got {input1.ndim} and {input2.ndim}")
    for i, (a, b) in enumerate(zip(input1.shape[:-1], input2.shape[:-1], strict=True)):
        if a != b:
            raise RuntimeError(f"bilinear(): input batch dimensions do not match at dim {i}: got {a} and {b}")
    out, in1, in2 = weight.shape
    for number, (tensor, size) in enumerate(((input1, in1), (input2, in2)), start=1):
        if tensor.shape[-1] != size:
            raise RuntimeError(
                f"bilinear(): input{number} size does not match weight size: got {tensor.shape[-1]} but expected {size}"
            )
    if bias is not None and bias.shape != (out,):
        raise RuntimeError(f"bilinear(): bias size does not match weight size: got {bias.shape[0]} but expected {out}")
    rows = linalg.matmul(input1, weight.permute(1, 0, 2).reshape(in1, out * in2))
    made = (rows.reshape(*input1.shape[:-1], out, in2) * input2.unsqueeze(-2)).sum(-1)
    return made if bias is None else elementwise.add(made, bias)


# -- losses -----------------------------------------------------------------------------------------


def _huber(a: Array, b: Array, delta: float) -> Array:
    away = np.abs(a - b)
    kind = a.dtype.type
    return np.where(away <= delta, kind(0.5) * away * away, kind(delta) * (away - kind(0.5 * delta)))


_HUBER = Rule(
    "HuberLossBackward0",
    _huber,
    a=lambda g, a, b, delta: g * np.clip(a - b, -delta, delta),
    b=lambda g, a, b, delta: g * np.clip(b - a, -delta, delta),
)


def huber_loss(
    input: Tensor, target: Tensor, reduction: str = "mean", delta: float = 1.0, weight: Tensor | None = None
) -> Tensor:
    """Half the square of the difference up to `delta`, a straight line beyond.  RuntimeError for a delta below 0."""
    warn_of_sizes(input, target)
    if delta <= 0:
        raise RuntimeError("huber_loss does not support non-positive values for delta.")
    losses = elementwise.combine(_HUBER, input, target, delta=delta)
    return reduced(losses if weight is None else losses * weight, reduction)


def kl_div(
    input: Tensor,
    target: Tensor,
    size_average: Any = None,
    reduce: Any = None,
    reduction: str = "mean",
    log_target: bool = False,
) -> Tensor:
    """target * (log(target) - input), for log probabilities as input.

    reduction "batchmean" divides by the first size, as the divergence is defined; "mean" warns that it does not.
    """
    if reduction == "mean":
        warnings.warn(
            "reduction: 'mean' divides the total loss by both the batch size and the support size."
            "'batchmean' divides only by the batch size, and aligns with the KL div math definition."
            "'mean' will be changed to behave the same as 'batchmean' in the next major release.",
            stacklevel=2,
        )
    if log_target:
        losses = target.exp() * (target - input)
    else:
        # Where the target is zero, so is the loss, whatever its logarithm is.
        zero = target.eq(0)
        losses = target * (target.masked_fill(zero, 1.0).log() - input)
    if reduction == "batchmean":
        return elementwise.div(losses.sum(), input.shape[0] if input.ndim else 1)
    return reduced(losses, reduction)


def margin_ranking_loss(
    input1: Tensor,
    input2: Tensor,
    target: Tensor,
    margin: float = 0,
    size_average: Any = None,
    reduce: Any = None,
    reduction: str = "mean",
) -> Tensor:
    """How much input1 fails to be larger (target 1) or smaller (-1) than input2 by `margin`."""
    return reduced((-target * (input1 - input2) + margin).clamp(min=0), reduction)


def hinge_embedding_loss(
    input: Tensor,
    target: Tensor,
    margin: float = 1.0,
    size_average: Any = None,
    reduce: Any = None,
    reduction: str = "mean",
) -> Tensor:
    """The input where the target is 1, and how much it falls short of `margin` where it is -1."""
    losses = elementwise.where(target.eq(1), input, (margin - input).clamp(min=0))
    return reduced(losses, reduction)


def soft_margin_loss(
    input: Tensor, target: Tensor, size_average: Any = None, reduce: Any = None, reduction: str = "mean"
) -> Tensor:
    """log(1 + exp(-target * input)), for targets 1 and -1."""
    return reduced((-target * input).exp().log1p(), reduction)


def cosine_embedding_loss(
    input1: Tensor,
    input2: Tensor,
    target: Tensor,
    margin: float = 0,
    size_average: Any = None,
    reduce: Any = None,
    reduction: str = "mean",
) -> Tensor:
    """1 less the cosine where the target is 1, and what the cosine exceeds `margin` by where it is -1."""
    cosine = cosine_similarity(input1, input2, dim=-1)
    return reduced(elementwise.where(target.eq(1), 1 - cosine, (cosine - margin).clamp(min=0)), reduction)


def triplet_margin_loss(
    anchor: Tensor,
    positive: Tensor,
    negative: Tensor,
    margin: float = 1.0,
    p: float = 2,
    eps: float = 1e-6,
    swap: bool = False,
    size_average: Any = None,
    reduce: Any = None,
    reduction: str = "mean",
) -> Tensor:
    """How much the anchor fails to be nearer to the positive than to the negative by `margin`."""
    near, far = pairwise_distance(anchor, positive, p, eps), pairwise_distance(anchor, negative, p, eps)
    if swap:
        far = elementwise.minimum(far, pairwise_distance(positive, negative, p, eps))
    return reduced((margin + near - far).clamp(min=0), reduction)
