"""Adam, and AdamW, whose weight decay does not pass through the gradient."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ..creation import zeros
from ..graph import Array
from ..tensor import Tensor, wrap
from .optimizer import Group, Optimizer, check


class Adam(Optimizer):
    """Steps scaled by running means of the gradient and of its square.  torch: optim/adam.py

    ValueError for a negative lr, eps or weight_decay, and for betas outside [0, 1).
    """

    def __init__(
        self,
        params: Any,
        lr: float | Tensor = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0,
        amsgrad: bool = False,
        *,
        foreach: bool | None = None,
        maximize: bool = False,
        capturable: bool = False,
        differentiable: bool = False,
        fused: bool | None = None,
        decoupled_weight_decay: bool = False,
    ) -> None:
        check(float(lr) >= 0.0, f"Invalid learning rate: {lr}")
        check(eps >= 0.0, f"Invalid epsilon value: {eps}")
        for i, beta in enumerate(betas):
            check(0.0 <= beta < 1.0, f"Invalid beta parameter at index {i}: {beta}")
        check(weight_decay >= 0.0, f"Invalid weight_decay value: {weight_decay}")
        defaults = {
            "lr": lr,
            "betas": betas,
            "eps": eps,
            "weight_decay": weight_decay,
            "amsgrad": amsgrad,
            "maximize": maximize,
            "foreach": foreach,
            "capturable": capturable,
            "differentiable": differentiable,
            "fused": fused,
            "decoupled_weight_decay": decoupled_weight_decay,
        }
        super().__init__(params, defaults)

    def update(self, param: Tensor, gradient: Array, group: Group, state: dict[str, Any]) -> None:
        """One step of one parameter."""
        array, lr, (beta1, beta2) = param._array, float(group["lr"]), group["betas"]
        if not state:
            state["step"] = zeros(())
            state["exp_avg"] = wrap(np.zeros_like(array))
            state["exp_avg_sq"] = wrap(np.zeros_like(array))
            if group["amsgrad"]:
                state["max_exp_avg_sq"] = wrap(np.zeros_like(array))
        state["step"]._array += 1
        step = state["step"].item()
        if group["weight_decay"]:
            if group["decoupled_weight_decay"]:
                array *= 1 - lr * group["weight_decay"]
            else:
                gradient = gradient + array * group["weight_decay"]
        mean, square = state["exp_avg"]._array, state["exp_avg_sq"]._array
        mean += (gradient - mean) * (1 - beta1)
        square *= beta2
        square += gradient * gradient * (1 - beta2)
        if group["amsgrad"]:
            largest = state["max_exp_avg_sq"]._array
            np.maximum(largest, square, out=largest)
            square = largest
        # Both means start at zero; the corrections undo what that costs in the first steps.
        scale = np.sqrt(square) / math.sqrt(1 - beta2**step) + group["eps"]
        array -= mean / scale * (lr / (1 - beta1**step))


class AdamW(Adam):
    """Adam with decoupled weight decay, 0.01 by default.  torch: optim/adamw.py"""

    def __init__(
        self,
        params: Any,
        lr: float | Tensor = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 1e-2,
        amsgrad: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(params, lr, betas, eps, weight_decay, amsgrad, decoupled_weight_decay=True, **options)
