"""Optimizer: parameters in groups, and the state an optimizer keeps for each."""

from __future__ import annotations

import itertools
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from typing import Any

import numpy as np

from ..dtypes import dtype
from ..grad_mode import enable_grad, no_grad
from ..graph import Array
from ..info import typename
from ..tensor import Tensor

Group = dict[str, Any]


class Optimizer:
    """The base of all: groups, zero_grad, state_dict.  torch: optim/optimizer.py

    A subclass gives `defaults`, and an `update` for one parameter.  TypeError for a parameter
    that is no tensor, ValueError for none at all, for a result of the graph, and for one twice.
    """

    def __init__(self, params: Any, defaults: dict[str, Any]) -> None:
        if isinstance(params, Tensor):
            raise TypeError(
                "params argument given to the optimizer should be an iterable of Tensors or dicts, "
                f"but got {typename(params)}"
            )
        self.defaults = defaults
        self.state: defaultdict[Tensor, dict[str, Any]] = defaultdict(dict)
        self.param_groups: list[Group] = []
        groups = list(params)
        if not groups:
            raise ValueError("optimizer got an empty parameter list")
        for group in groups if isinstance(groups[0], dict) else [{"params": groups}]:
            # Here, so that an optimizer with an add_param_group of its own has names, too, and is told of repeats.
            self.add_param_group(_names_apart(group))
            _warn_of_repeats(self.param_groups[-1]["params"])

    def add_param_group(self, param_group: Group) -> None:
        """Take on more parameters, with settings of their own where the dict has them."""
        if not isinstance(param_group, dict):
            raise TypeError(f"param_group must be a dict, but got {type(param_group)}")
        group = dict(_names_apart(param_group))
        params = group["params"]
        if isinstance(params, set):
            raise TypeError(
                "optimizer parameters need to be organized in ordered collections, but the ordering of tensors in sets "
                "will change between runs. Please use a list instead."
            )
        params = [params] if isinstance(params, Tensor) else list(params)
        for param in params:
            if not isinstance(param, Tensor):
                raise TypeError(f"optimizer can only optimize Tensors, but one of the params is {typename(param)}")
            if not param.is_leaf:
                raise ValueError("can't optimize a non-leaf Tensor")
        known = {param for other in self.param_groups for param in other["params"]}
        if not known.isdisjoint(params):
            raise ValueError("some parameters appear in more than one parameter group")
        group["params"] = params
        self.param_groups.append({**group, **{k: v for k, v in self.defaults.items() if k not in group}})

    def zero_grad(self, set_to_none: bool = True) -> None:
        """Forget the gradients, or fill them with zeros."""
        for group in self.param_groups:
            for param in group["params"]:
                if set_to_none:
                    param._grad = None
                elif param._grad is not None:
                    param._grad.detach_().zero_()

    def step(self, closure: Callable[[], Any] | None = None) -> Any:
        """Change every parameter that has a gradient; a closure computes the loss anew, and it is returned."""
        loss = None
        if closure is not None:
            with enable_grad():
                loss = closure()
        for group in self.param_groups:
            self.update_group(group)
        return loss

    @no_grad()
    def update_group(self, group: Group) -> None:
        """Change the parameters of one group that have a gradient."""
        with np.errstate(all="ignore"):
            for param in group["params"]:
                if param._grad is not None:
                    gradient, kept = param._grad._array, self.state[param]
                    self.update(param, -gradient if group["maximize"] else gradient, group, kept)
                    param._counter.value += 1
                    if not kept:
                        del self.state[param]

    def update(self, param: Tensor, gradient: Array, group: Group, state: dict[str, Any]) -> None:
        """Change one parameter in place."""
        raise NotImplementedError

    def state_dict(self) -> dict[str, Any]:
        """The state and the groups, with numbers in the place of parameters."""
        number: dict[Tensor, int] = {}
        for group in self.param_groups:
            for param in group["params"]:
                number.setdefault(param, len(number))
        return {
            "state": {number[param]: kept for param, kept in self.state.items()},
            "param_groups": [
                {
                    **{name: value for name, value in group.items() if name != "params"},
                    "params": [number[param] for param in group["params"]],
                }
                for group in self.param_groups
            ],
        }

    @no_grad()
    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Take over a state_dict: a copy, cast to the parameters' dtype.  ValueError for other groups."""
        groups = deepcopy(state_dict["param_groups"])
        if len(groups) != len(self.param_groups):
            raise ValueError("loaded state dict has a different number of parameter groups")
        if any(len(new["params"]) != len(own["params"]) for new, own in zip(groups, self.param_groups, strict=True)):
            raise ValueError(
                "loaded state dict contains a parameter group that doesn't match the size of optimizer's group"
            )
        own_params = [param for group in self.param_groups for param in group["params"]]
        numbers: Iterable[int] = [number for group in groups for number in group["params"]]
        by_number = dict(zip(numbers, own_params, strict=True))
        self.state = defaultdict(dict)
        for number, kept in state_dict["state"].items():
            param = by_number[number]
            self.state[param] = {name: _for_param(param.dtype, name, deepcopy(value)) for name, value in kept.items()}
        for new, own in zip(groups, self.param_groups, strict=True):
            own.update({name: value for name, value in new.items() if name != "params"})

    def __repr__(self) -> str:
        lines = [f"{type(self).__name__} ("]
        for number, group in enumerate(self.param_groups):
            if number:
                lines.append("")
            lines.append(f"Parameter Group {number}")
            lines += [f"    {name}: {group[name]}" for name in sorted(group) if name != "params"]
        return "\n".join([*lines, ")"])


def _names_apart(group: Group) -> Group:
    """The group with `params` and `param_names`, where its params are pairs as named_parameters() gives them."""
    params = group["params"] if isinstance(group, dict) else None
    if isinstance(params, Iterator):  # it is read once: what was looked at goes back in front
        first = list(itertools.islice(params, 1))
        params = itertools.chain(first, params)
        group = {**group, "params": params}
    else:
        first = list(params) if isinstance(params, list | tuple) else []
    if not any(isinstance(param, tuple) for param in first):
        return group
    pairs = list(params or ())
    if not all(isinstance(pair, tuple) for pair in pairs):
        raise ValueError("all optimizer params should be with/without names. Some param names are missing")
    return {**group, "params": [param for _, param in pairs], "param_names": [name for name, _ in pairs]}


def _warn_of_repeats(params: list[Tensor]) -> None:
    if len(set(params)) != len(params):
        warnings.warn(
            "optimizer contains a parameter group with duplicate parameters; in future, this will cause an error; "
            "see github.com/pytorch/pytorch/issues/40967 for more information",
            stacklevel=4,
        )


def _for_param(wanted: dtype, name: str, value: Any) -> Any:
    # The count of steps stays as it is: in half precision it would stop counting.
    return value.to(wanted) if isinstance(value, Tensor) and name != "step" else value


def check(holds: bool, message: str) -> None:
    """ValueError with the message unless the condition holds."""
    if not holds:
        raise ValueError(message)
