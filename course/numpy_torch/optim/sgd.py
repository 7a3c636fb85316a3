"""Stochastic gradient descent."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..graph import Array
from ..quiet import quiet
from ..tensor import Tensor, wrap
from .optimizer import Group, Optimizer, check


class SGD(Optimizer):
    """p -= lr * gradient, with momentum, weight decay and nesterov.  torch: optim/sgd.py

    ValueError for a negative lr, momentum or weight_decay, and for nesterov without momentum.
    """

    def __init__(
        self,
        params: Any,
        lr: float | Tensor = 1e-3,
        momentum: float = 0,
        dampening: float = 0,
        weight_decay: float = 0,
        nesterov: bool = False,
        *,
        maximize: bool = False,
        foreach: bool | None = None,
        differentiable: bool = False,
        fused: bool | None = None,
    ) -> None:
        check(float(lr) >= 0.0, f"Invalid learning rate: {lr}")
        check(momentum >= 0.0, f"Invalid momentum value: {momentum}")
        check(weight_decay >= 0.0, f"Invalid weight_decay value: {weight_decay}")
        defaults = {
            "lr": lr,
            "momentum": momentum,
            "dampening": dampening,
            "weight_decay": weight_decay,
            "nesterov": nesterov,
            "maximize": maximize,
            "foreach": foreach,
            "differentiable": differentiable,
            "fused": fused,
        }
        check(
            not nesterov or (momentum > 0 and dampening == 0),
            "Nesterov momentum requires a momentum and zero dampening",
        )
        super().__init__(params, defaults)

    def update_group(self, group: Group) -> None:
        """The parameters of one group; without momentum and the rest, in one loop."""
        if group["momentum"] or group["weight_decay"] or group["maximize"]:
            super().update_group(group)
        else:
            quiet.call(_descend, group["params"], float(group["lr"]))

    def update(self, param: Tensor, gradient: Array, group: Group, state: dict[str, Any]) -> None:
        """One step of one parameter; its momentum_buffer starts as the first gradient."""
        if group["weight_decay"]:
            gradient = gradient + param._array * group["weight_decay"]
        if group["momentum"]:
            if state.get("momentum_buffer") is None:
                state["momentum_buffer"] = wrap(gradient.copy())
            else:
                kept = state["momentum_buffer"]._array
                kept *= group["momentum"]
                kept += gradient * (1 - group["dampening"])
            moving = state["momentum_buffer"]._array
            gradient = gradient + moving * group["momentum"] if group["nesterov"] else moving
        param._array -= gradient * float(group["lr"])


def _descend(params: list[Tensor], lr: float) -> None:
    kind, rate = None, None
    for param in params:
        if param._grad is not None:
            array = param._array
            if array.dtype is not kind:  # a number of the arrays' own dtype need not be converted for each of them
                kind, rate = array.dtype, np.array(lr, array.dtype)
            np.subtract(array, param._grad._array * rate, array)
            param._counter.value += 1
