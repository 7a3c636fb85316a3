"""torch.nn.functional: what layers compute, as functions."""

from __future__ import annotations

import math
import warnings
from typing import Any

import numpy as np

from .. import changes, derivatives, elementwise, exact, reductions, singles
from ..graph import Array
from ..rules import Rule, apply
from ..tensor import Tensor, wrap
from .activations import (
    celu,
    glu,
    hardshrink,
    hardsigmoid,
    hardswish,
    hardtanh,
    mish,
    prelu,
    relu6,
    selu,
    softmin,
    softshrink,
    softsign,
    tanhshrink,
    threshold,
)
from .adaptive_pooling import (
    adaptive_avg_pool1d,
    adaptive_avg_pool2d,
    adaptive_avg_pool3d,
    adaptive_max_pool1d,
    adaptive_max_pool2d,
    adaptive_max_pool3d,
)
from .channel_dropout import dropout1d, dropout2d, dropout3d
from .classification import cross_entropy, nll_loss
from .convolution import conv1d, conv2d, conv3d
from .distances import (
    bilinear,
    cosine_embedding_loss,
    cosine_similarity,
    hinge_embedding_loss,
    huber_loss,
    kl_div,
    margin_ranking_loss,
    pairwise_distance,
    soft_margin_loss,
    triplet_margin_loss,
)
from .embedding import embedding
from .linear import linear
from .losses import (
    binary_cross_entropy,
    binary_cross_entropy_with_logits,
    l1_loss,
    mse_loss,
    smooth_l1_loss,
)
from .max_pooling import max_pool1d, max_pool2d, max_pool3d
from .normalization import batch_norm, group_norm, instance_norm, layer_norm
from .padding import pad
from .patches import fold, unfold
from .pooling import avg_pool1d, avg_pool2d, avg_pool3d
from .resizing import interpolate
from .transposed import conv_transpose1d, conv_transpose2d

__all__ = [
    "adaptive_avg_pool1d",
    "adaptive_avg_pool2d",
    "adaptive_avg_pool3d",
    "adaptive_max_pool1d",
    "adaptive_max_pool2d",
    "adaptive_max_pool3d",
    "avg_pool1d",
    "avg_pool2d",
    "avg_pool3d",
    "batch_norm",
    "bilinear",
    "binary_cross_entropy",
    "binary_cross_entropy_with_logits",
    "celu",
    "conv1d",
    "conv2d",
    "conv3d",
    "conv_transpose1d",
    "conv_transpose2d",
    "cosine_embedding_loss",
    "cosine_similarity",
    "cross_entropy",
    "dropout",
    "dropout1d",
    "dropout2d",
    "dropout3d",
    "elu",
    "embedding",
    "fold",
    "gelu",
    "glu",
    "group_norm",
    "hardshrink",
    "hardsigmoid",
    "hardswish",
    "hardtanh",
    "hinge_embedding_loss",
    "huber_loss",
    "instance_norm",
    "interpolate",
    "kl_div",
    "l1_loss",
    "layer_norm",
    "leaky_relu",
    "linear",
    "log_softmax",
    "logsigmoid",
    "margin_ranking_loss",
    "max_pool1d",
    "max_pool2d",
    "max_pool3d",
    "mish",
    "mse_loss",
    "nll_loss",
    "normalize",
    "one_hot",
    "pad",
    "pairwise_distance",
    "prelu",
    "relu",
    "relu6",
    "relu_",
    "selu",
    "sigmoid",
    "silu",
    "smooth_l1_loss",
    "soft_margin_loss",
    "softmax",
    "softmin",
    "softplus",
    "softshrink",
    "softsign",
    "tanh",
    "tanhshrink",
    "threshold",
    "triplet_margin_loss",
    "unfold",
]


# -- activations ------------------------------------------------------------------------------------

sigmoid, tanh = singles.SINGLES["sigmoid"], singles.SINGLES["tanh"]


def relu(input: Tensor, inplace: bool = False) -> Tensor:
    """The positive part."""
    return apply(derivatives.relu, (input,), (input._array,), input) if inplace else derivatives.relu.of(input)


def relu_(input: Tensor) -> Tensor:
    """The positive part, in place."""
    return relu(input, True)


def _needs_dim(name: str, input: Tensor, dim: int | None) -> int:
    if dim is None:
        warnings.warn(
            f"Implicit dimension choice for {name} has been deprecated. Change the call to include dim=X as an "
            "argument.",
            stacklevel=3,
        )
        dim = 0 if input.ndim in (0, 1, 3) else 1
    return dim


def softmax(input: Tensor, dim: int | None = None, _stacklevel: int = 3, dtype: Any = None) -> Tensor:
    """exp(input), divided by its sum along `dim`.  Warns where dim is missing."""
    return reductions.softmax(input, _needs_dim("softmax", input, dim), dtype=dtype)


def log_softmax(input: Tensor, dim: int | None = None, _stacklevel: int = 3, dtype: Any = None) -> Tensor:
    """The logarithm of softmax.  Warns where dim is missing."""
    return reductions.log_softmax(input, _needs_dim("log_softmax", input, dim), dtype=dtype)


def _softplus_of(a: Array, beta: float, threshold: float) -> Any:
    scaled = a * a.dtype.type(beta)
    return np.where(scaled > threshold, a, exact.log1p(exact.exp(scaled)) / a.dtype.type(beta))


_LEAKY = Rule(
    "LeakyReluBackward0",
    lambda a, slope: np.where(a > 0, a, a * a.dtype.type(slope)),
    a=lambda g, a, slope: np.where(a > 0, g, g * g.dtype.type(slope)),
)
_ELU = Rule(
    "EluBackward0",
    lambda a, alpha: np.where(a > 0, a, a.dtype.type(alpha) * np.expm1(a)),
    a=lambda g, a, alpha: np.where(a > 0, g, g * (a.dtype.type(alpha) * np.exp(a))),
)
_SOFTPLUS = Rule(
    "SoftplusBackward0",
    _softplus_of,
    a=lambda g, a, beta, threshold: np.where(a * beta > threshold, g, g / (1 + np.exp(-a * g.dtype.type(beta)))),
)
_SILU = Rule(
    "SiluBackward0",
    lambda a: a * exact.sigmoid(a),
    a=lambda g, a: g * (1 + a * (1 - exact.sigmoid(a))) / (1 + np.exp(-a)),
)
_LOGSIGMOID = Rule(
    "LogSigmoidBackward0",
    lambda a: np.minimum(a, 0) - exact.log1p(exact.exp(-np.abs(a))),
    a=lambda g, a: g / (1 + np.exp(a)),
)


def _normal_below(a: Array) -> Array:
    return 0.5 * (1 + exact.erf(a / math.sqrt(2)))


_GELU = Rule(
    "GeluBackward0",
    lambda a: a * _normal_below(a),
    a=lambda g, a: g * (_normal_below(a) + a * np.exp(-a * a / 2) * g.dtype.type(1 / math.sqrt(2 * math.pi))),
)


def leaky_relu(input: Tensor, negative_slope: float = 0.01, inplace: bool = False) -> Tensor:
    """The number where positive, else a small part of it."""
    return apply(_LEAKY, (input,), (input._array,), input if inplace else None, slope=negative_slope)


def elu(input: Tensor, alpha: float = 1.0, inplace: bool = False) -> Tensor:
    """The number where positive, else alpha * (exp(input) - 1)."""
    return apply(_ELU, (input,), (input._array,), input if inplace else None, alpha=alpha)


def softplus(input: Tensor, beta: float = 1, threshold: float = 20) -> Tensor:
    """log(1 + exp(beta * input)) / beta; the number itself above the threshold."""
    return apply(_SOFTPLUS, (input,), (input._array,), beta=beta, threshold=threshold)


def silu(input: Tensor, inplace: bool = False) -> Tensor:
    """input * sigmoid(input)."""
    return apply(_SILU, (input,), (input._array,), input if inplace else None)


def logsigmoid(input: Tensor) -> Tensor:
    """log(sigmoid(input)), without overflow."""
    return apply(_LOGSIGMOID, (input,), (input._array,))


def gelu(input: Tensor, approximate: str = "none") -> Tensor:
    """input times the normal distribution below it; approximate="tanh" by a formula."""
    if approximate == "tanh":
        inner = math.sqrt(2 / math.pi) * (input + 0.044715 * input**3)
        return elementwise.mul(0.5 * input, 1 + inner.tanh())
    return apply(_GELU, (input,), (input._array,))


# -- the rest -----------------------------------------------------------------------------------------


def dropout(input: Tensor, p: float = 0.5, training: bool = True, inplace: bool = False) -> Tensor:
    """Zeros with probability `p`, and the rest scaled up by 1 / (1 - p); the input itself when not training.

    ValueError for a p outside 0 and 1.
    """
    if not 0.0 <= p <= 1.0:
        raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")
    if not training or p == 0 or input.numel() == 0:
        return input
    noise = input.detach().clone()
    noise = noise.zero_() if p == 1 else noise.bernoulli_(1 - p).div_(1 - p)
    return changes.mul_(input, noise) if inplace else elementwise.mul(input, noise)


def normalize(input: Tensor, p: float = 2.0, dim: int = 1, eps: float = 1e-12) -> Tensor:
    """Divided by the norm along `dim`, which counts as no less than eps."""
    return elementwise.div(input, reductions.norm(input, p, dim, keepdim=True).clamp(min=eps).expand_as(input))


def one_hot(tensor: Tensor, num_classes: int = -1) -> Tensor:
    """A row of zeros with a one at each class."""
    classes = int(tensor._array.max()) + 1 if num_classes == -1 else num_classes
    return wrap(np.eye(classes, dtype=np.int64)[tensor._array])


def __getattr__(name: str) -> Any:
    """Say that it is not here."""
    raise AttributeError(
        f"module 'torch.nn.functional' has no attribute '{name}' (or it is not part of the small torch of this course)"
    )
