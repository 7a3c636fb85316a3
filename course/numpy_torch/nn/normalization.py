"""Normalization: numbers less their mean, divided by their standard deviation, then scaled and shifted.

batch_norm, layer_norm and group_norm differ only in which numbers share a mean.
torch: native/Normalization.cpp, native/layer_norm.cpp, native/group_norm.cpp
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from .. import changes
from ..graph import Array
from ..kept import Kept
from ..rules import Rule, apply
from ..tensor import Tensor
from .windows import Sizes


class Sharing(NamedTuple):
    """Which numbers share a mean, and how weights lie on the input."""

    grouped: Sizes  # the input's shape while its means are taken
    axes: Sizes  # what is averaged over, in that shape
    weights: Sizes  # the shape that weight and bias are multiplied in
    learned: bool = True  # False where mean and deviation come from elsewhere, and pass no gradient


def _moments(a: Array, sharing: Sharing) -> tuple[Array, Array]:
    """The means and the variances, of `sharing.grouped`'s dimensions."""
    grouped = a.reshape(sharing.grouped)
    mean = grouped.mean(axis=sharing.axes, keepdims=True)
    away = grouped - mean
    return mean, (away * away).mean(axis=sharing.axes, keepdims=True)


def _standard(a: Array, scales: Kept, sharing: Sharing) -> Array:
    mean, scale = scales.of(a)
    made: Array = ((a.reshape(sharing.grouped) - mean) * scale).reshape(a.shape)
    return made


def _normalized(a: Array, w: Array | None, b: Array | None, scales: Kept, sharing: Sharing) -> Array:
    made = _standard(a, scales, sharing)
    if w is not None:
        made *= w.reshape(sharing.weights)
    if b is not None:
        made += b.reshape(sharing.weights)
    return made


def _input_gradient(g: Array, a: Array, w: Array | None, scales: Kept, sharing: Sharing) -> Array:
    mean, scale = scales.of(a)
    weighted = (g if w is None else g * w.reshape(sharing.weights)).reshape(sharing.grouped)
    if sharing.learned:
        # The input moves its own mean and deviation too; what they would undo is taken away.
        standard = (a.reshape(sharing.grouped) - mean) * scale
        along = (weighted * standard).mean(axis=sharing.axes, keepdims=True)
        weighted = weighted - weighted.mean(axis=sharing.axes, keepdims=True) - standard * along
    made: Array = (weighted * scale).reshape(a.shape)
    return made


def _weight_gradient(g: Array, a: Array, w_shape: Sizes, scales: Kept, sharing: Sharing) -> Array:
    return _to_weights(g * _standard(a, scales, sharing), w_shape, sharing)


def _bias_gradient(g: Array, b_shape: Sizes, sharing: Sharing) -> Array:
    return _to_weights(g, b_shape, sharing)


def _to_weights(g: Array, shape: Sizes, sharing: Sharing) -> Array:
    missing = g.ndim - len(sharing.weights)
    repeated = tuple(i + missing for i, size in enumerate(sharing.weights) if size == 1)
    return g.sum(axis=(*range(missing), *repeated), keepdims=True).reshape(shape)


_BATCH, _LAYER, _GROUP = (
    Rule(f"Native{name}NormBackward0", _normalized, a=_input_gradient, w=_weight_gradient, b=_bias_gradient)
    for name in ("Batch", "Layer", "Group")
)


def _apply(
    rule: Rule,
    input: Tensor,
    weight: Tensor | None,
    bias: Tensor | None,
    sharing: Sharing,
    moments: tuple[Array, Array],
    eps: float,
) -> Tensor:
    def scales(mean: Array, variance: Array) -> tuple[Array, Array]:
        return mean, 1 / np.sqrt(variance + variance.dtype.type(eps))

    kept = Kept(scales(*moments), lambda a: scales(*(_moments(a, sharing) if sharing.learned else moments)))
    tensors = (input, weight, bias)
    arrays = [None if tensor is None else tensor._array for tensor in tensors]
    return apply(rule, tensors, arrays, scales=kept, sharing=sharing)


def _check_dtypes(input: Tensor, name: str, *others: Tensor | None) -> None:
    if not input.is_floating_point():
        raise NotImplementedError(f"\"{name}\" not implemented for '{input.dtype.legacy_name}'")
    given = [other for other in others if other is not None]
    if any(other.dtype is not given[0].dtype for other in given):
        raise RuntimeError(f"mixed dtype (CPU): expect parameter to have scalar type of {input.dtype.legacy_name}")
    if given and given[0].dtype is not input.dtype:
        raise RuntimeError("mixed dtype (CPU): all inputs must share same datatype.")


# -- over the batch ---------------------------------------------------------------------------------


def batch_norm(
    input: Tensor,
    running_mean: Tensor | None,
    running_var: Tensor | None,
    weight: Tensor | None = None,
    bias: Tensor | None = None,
    training: bool = False,
    momentum: float = 0.1,
    eps: float = 1e-5,
) -> Tensor:
    """Normalized over all but the channels of (N, C, *): by the batch in training, else by the running statistics.

    Training moves the running statistics towards the batch's by `momentum`; the variance they keep is unbiased.
    ValueError for a batch with one number for each channel, RuntimeError where sizes or dtypes do not fit.
    """
    shape = input._array.shape
    count = math.prod(shape) // shape[1] if len(shape) > 1 and shape[1] else 0
    if training and count == 1:
        raise ValueError(f"Expected more than 1 value per channel when training, got input size {input.shape}")
    channels = shape[1] if len(shape) > 1 else 0
    kept = {"running_mean": running_mean, "running_var": running_var, "weight": weight, "bias": bias}
    for name, tensor in kept.items():
        if tensor is not None and tensor.numel() != channels:
            raise RuntimeError(f"{name} should contain {channels} elements not {tensor.numel()}")
        if tensor is None and not training and name.startswith("running"):
            raise RuntimeError(f"{name} must be defined in evaluation mode")
        if tensor is not None and tensor.requires_grad and name.startswith("running"):
            raise RuntimeError(
                f"The function 'native_batch_norm' is not differentiable with respect to argument '{name}'. This "
                "input cannot have requires_grad True."
            )
    _check_dtypes(input, "batch_norm", *kept.values())
    if input.numel() == 0:
        return changes.clone(input)
    wide = (channels, *[1] * (len(shape) - 2))
    sharing = Sharing(shape, (0, *range(2, len(shape))), wide, training)
    if not training and running_mean is not None and running_var is not None:
        kept_moments = running_mean._array.reshape(1, *wide), running_var._array.reshape(1, *wide)
        return _apply(_BATCH, input, weight, bias, sharing, kept_moments, eps)
    mean, variance = _moments(input._array, sharing)
    for running, found in ((running_mean, mean), (running_var, variance * (count / (count - 1)))):
        if running is not None:
            # torch does not count this as a change in place.
            running._array[...] = (1 - momentum) * running._array + momentum * found.reshape(channels)
    return _apply(_BATCH, input, weight, bias, sharing, (mean, variance), eps)


# -- over each row, over groups of channels ----------------------------------------------------------


def layer_norm(
    input: Tensor,
    normalized_shape: Sequence[int],
    weight: Tensor | None = None,
    bias: Tensor | None = None,
    eps: float = 1e-5,
) -> Tensor:
    """Normalized over the last dimensions, which are `normalized_shape`.

    RuntimeError where they are not, TypeError for a shape that is a number.
    """
    if not isinstance(normalized_shape, (tuple, list)):
        raise TypeError(
            "layer_norm(): argument 'normalized_shape' (position 2) must be tuple of ints, not "
            f"{type(normalized_shape).__name__}"
        )
    inner, shape = tuple(normalized_shape), input._array.shape
    if not inner:
        raise RuntimeError(
            "Expected normalized_shape to be at least 1-dimensional, i.e., containing at least one element, but got "
            "normalized_shape = []"
        )
    for name, tensor in (("weight", weight), ("bias", bias)):
        if tensor is not None and tensor.shape != inner:
            raise RuntimeError(
                f"Expected {name} to be of same shape as normalized_shape, but got {name} of shape "
                f"{list(tensor.shape)} and normalized_shape = {list(inner)}"
            )
    if shape[-len(inner) :] != inner:
        sizes = ", ".join(["*", *map(str, inner)])
        raise RuntimeError(
            f"Given normalized_shape={list(inner)}, expected input with shape [{sizes}], but got input of "
            f"size{list(shape)}"
        )
    _check_dtypes(input, "LayerNormKernelImpl", weight, bias)
    sharing = Sharing(shape, tuple(range(len(shape) - len(inner), len(shape))), inner)
    return _apply(_LAYER, input, weight, bias, sharing, _moments(input._array, sharing), eps)


def group_norm(
    input: Tensor, num_groups: int, weight: Tensor | None = None, bias: Tensor | None = None, eps: float = 1e-5
) -> Tensor:
    """Normalized over groups of the channels of (N, C, *), each sample for itself.

    RuntimeError where the channels cannot be divided so, ValueError for groups of one number.
    """
    shape = input._array.shape
    if len(shape) < 2:
        raise RuntimeError(f"Expected at least 2 dimensions for input tensor but received {len(shape)}")
    if math.prod((shape[0] * shape[1] // num_groups, num_groups, *shape[2:])) == num_groups:
        raise ValueError(f"Expected more than 1 value per channel when training, got input size {list(shape)}")
    if shape[1] % num_groups:
        raise RuntimeError(
            "Expected number of channels in input to be divisible by num_groups, but got input of shape "
            f"{list(shape)} and num_groups={num_groups}"
        )
    for name, tensor in (("weight", weight), ("bias", bias)):
        if tensor is not None and tensor.shape != (shape[1],):
            raise RuntimeError(
                f"Expected {name} to be a vector of size equal to the number of channels in input, but got {name} of "
                f"shape {list(tensor.shape)} and input of shape {list(shape)}"
            )
    _check_dtypes(input, "GroupNormKernelImpl", weight, bias)
    inner = math.prod(shape[1:]) // num_groups
    sharing = Sharing((shape[0], num_groups, inner), (2,), (shape[1], *[1] * (len(shape) - 2)))
    return _apply(_GROUP, input, weight, bias, sharing, _moments(input._array, sharing), eps)


def instance_norm(
    input: Tensor,
    running_mean: Tensor | None = None,
    running_var: Tensor | None = None,
    weight: Tensor | None = None,
    bias: Tensor | None = None,
    use_input_stats: bool = True,
    momentum: float = 0.1,
    eps: float = 1e-5,
) -> Tensor:
    """Each channel of each image of (N, C, *) normalized for itself: batch_norm where every image is a batch.

    ValueError for images of one number.
    """
    shape = input._array.shape
    if use_input_stats and math.prod(shape[2:]) == 1:
        raise ValueError(f"Expected more than 1 spatial element when training, got input size {input.shape}")
    batch, channels = shape[:2]
    mean, var, scale, shift = (
        None if x is None else x.repeat(batch) for x in (running_mean, running_var, weight, bias)
    )
    wide = input.reshape(1, batch * channels, *shape[2:])
    made = batch_norm(wide, mean, var, scale, shift, use_input_stats, momentum, eps)
    for running, found in ((running_mean, mean), (running_var, var)):
        if use_input_stats and running is not None and found is not None:
            running.copy_(found.reshape(batch, channels).mean(0))
    return made.reshape(shape)  # type: ignore[no-any-return]
