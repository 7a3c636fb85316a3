"""Dropout of whole channels.

The mask comes from bernoulli_, and so from torch's generator: on processors where torch draws it by
the maker's own library, which it does for Intel's, a seed gives another mask there than here.
"""

from __future__ import annotations

import warnings

from .. import changes, elementwise
from ..shapes import squeeze, unsqueeze
from ..tensor import Tensor


def _dropped(input: Tensor, p: float, training: bool, inplace: bool) -> Tensor:
    """Zeros in whole channels of (N, C, *), and the rest scaled up by 1 / (1 - p)."""
    if not training or p == 0 or input.numel() == 0:
        return input
    noise = input.detach().new_empty((*input.shape[:2], *[1] * (input.ndim - 2)))
    noise = noise.zero_() if p == 1 else noise.bernoulli_(1 - p).div_(1 - p)
    return changes.mul_(input, noise) if inplace else elementwise.mul(input, noise)


def _check(p: float) -> None:
    if not 0.0 <= p <= 1.0:
        raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")


def dropout1d(input: Tensor, p: float = 0.5, training: bool = True, inplace: bool = False) -> Tensor:
    """Whole channels of (N, C, L) or (C, L) become zero with probability `p`; the rest grows by 1 / (1 - p).

    ValueError for a p outside 0 and 1, RuntimeError for other shapes.
    """
    _check(p)
    if input.ndim not in (2, 3):
        raise RuntimeError(
            f"dropout1d: Expected 2D or 3D input, but received a {input.ndim}D input. Note that dropout1d exists to "
            "provide channel-wise dropout on inputs with 1 spatial dimension, a channel dimension, and an optional "
            "batch dimension (i.e. 2D or 3D inputs)."
        )
    if input.ndim == 2:
        return squeeze(_dropped(unsqueeze(input, 0), p, training, inplace), 0)
    return _dropped(input, p, training, inplace)


def _warn_of_dimensions(name: str, ndim: int, spatial: int) -> None:
    warnings.warn(
        f"{name}: Received a {ndim}-D input to {name}, which is deprecated and will result in an error in a future "
        "release. To retain the behavior and silence this warning, please use dropout instead. Note that "
        f"{name} exists to provide channel-wise dropout on inputs with {spatial} spatial dimensions, a channel "
        f"dimension, and an optional batch dimension (i.e. {spatial + 1}D or {spatial + 2}D inputs).",
        stacklevel=3,
    )


def dropout2d(input: Tensor, p: float = 0.5, training: bool = True, inplace: bool = False) -> Tensor:
    """Whole channels of (N, C, H, W) become zero with probability `p`; see dropout1d.  Warns for other shapes."""
    _check(p)
    if input.ndim not in (3, 4):
        _warn_of_dimensions("dropout2d", input.ndim, 2)
    if input.ndim == 3:
        warnings.warn(
            "dropout2d: Received a 3D input to dropout2d and assuming that channel-wise 1D dropout behavior is desired "
            "- input is interpreted as shape (N, C, L), where C is the channel dim. This behavior will change in a "
            "future release to interpret the input as one without a batch dimension, i.e. shape (C, H, W). To maintain "
            "the 1D channel-wise dropout behavior, please switch to using dropout1d instead.",
            stacklevel=2,
        )
    return _dropped(input, p, training, inplace)


def dropout3d(input: Tensor, p: float = 0.5, training: bool = True, inplace: bool = False) -> Tensor:
    """Whole channels of (N, C, D, H, W) become zero with probability `p`; see dropout1d.  Warns for other shapes."""
    _check(p)
    if input.ndim not in (4, 5):
        _warn_of_dimensions("dropout3d", input.ndim, 3)
    if input.ndim != 5:
        return squeeze(_dropped(unsqueeze(input, 0), p, training, inplace), 0)
    return _dropped(input, p, training, inplace)
