"""Reading a tensor into plain data: shape, dtype, values in short, the norm of its gradient, its hooks."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any

import numpy as np

SHOWN = 6  # values
NAMED = (FunctionType, BuiltinFunctionType, MethodType, type)  # their names can be read without running anything
COUNTED = 4_000_000  # elements; a larger tensor's numbers are not gone through after every cell


@dataclass(frozen=True)
class Facts:
    """What is known of a tensor; a field is empty where the tensor does not say."""

    shape: tuple[int, ...] | None = None
    dtype: str = ""
    device: str = ""
    requires_grad: bool = False
    values: str = ""
    spread: str = ""
    gradient: str = ""
    hooks: tuple[str, ...] = ()


def is_tensor(value: Any) -> bool:
    """Whether this is a tensor, torch's or the numpy torch's; asked of its class, so that nothing of it runs."""
    return all(hasattr(type(value), name) for name in ("detach", "requires_grad", "shape", "dtype"))


def facts_of(tensor: Any) -> tuple[Facts, list[str]]:
    """The facts, and what could not be read: a learner's subclass may raise wherever it likes."""
    trouble: list[str] = []

    def ask(what: str, question: Any, default: Any) -> Any:
        try:
            return question()
        except Exception as error:
            trouble.append(f"its {what} cannot be read: {type(error).__name__}")
            return default

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        shape = ask("shape", lambda: tuple(int(n) for n in tensor.shape), None)
        device = ask("device", lambda: str(tensor.device), "")
        values, spread = ("", "")
        if shape is not None:
            values, spread = ask("values", lambda: _numbers(tensor, device), ("", ""))
        facts = Facts(
            shape=shape,
            dtype=ask("dtype", lambda: str(tensor.dtype), ""),
            device=device,
            requires_grad=ask("requires_grad", lambda: bool(tensor.requires_grad), False),
            values=values,
            spread=spread,
            gradient=ask("gradient", lambda: _gradient(tensor), ""),
            hooks=ask("hooks", lambda: _hooks(tensor), ()),
        )
    return facts, trouble


def functions(held: Any) -> list[str]:
    """The names of the functions in a registry of hooks, however it is kept."""
    kind = type(held)
    values = list(dict.values(held)) if issubclass(kind, dict) else list(held) if kind in (list, tuple) else []
    found = [value[0] if type(value) is tuple and value else value for value in values]
    return [f.__name__ if type(f) in NAMED else type(f).__name__ for f in found if callable(f)]


def _numbers(tensor: Any, device: str) -> tuple[str, str]:
    if device == "meta":
        return "none: on meta", ""
    if _count(tensor) > COUNTED:
        return "", "too many to go through after every cell"
    array = _array(tensor)
    flat = array.reshape(-1)
    values = ", ".join(f"{x:.4g}" if flat.dtype.kind in "fc" else str(x) for x in flat[:SHOWN])
    return values + (", ..." if flat.size > SHOWN else ""), _spread(flat)


def _spread(flat: np.ndarray[Any, Any]) -> str:
    if flat.size < 2 or flat.dtype.kind not in "fiu":
        return ""
    whole = flat.astype(np.float64)
    odd = int((~np.isfinite(whole)).sum())
    if odd:
        return f"{odd} of {flat.size} not finite"
    return f"{whole.min():.4g} to {whole.max():.4g}, mean {whole.mean():.4g}"


def _gradient(tensor: Any) -> str:
    if not tensor.is_leaf:
        return ""
    if tensor.grad is None:
        return "None" if tensor.requires_grad else ""
    if str(tensor.grad.device) == "meta" or _count(tensor) > COUNTED:
        return "not gone through"
    return f"norm {np.linalg.norm(_array(tensor.grad).astype(np.float64)):.4g}"


def _hooks(tensor: Any) -> tuple[str, ...]:
    """torch keeps a tensor's hooks under two names, the numpy torch under two others."""
    names = {
        "_backward_hooks": "gradient",
        "_hooks": "gradient",
        "_post_accumulate_grad_hooks": "after the gradient is added",
        "_post_hooks": "after the gradient is added",
    }
    return tuple(
        f"{said}: {function}" for name, said in names.items() for function in functions(getattr(tensor, name, None))
    )


def _array(tensor: Any) -> np.ndarray[Any, Any]:
    still = tensor.detach().cpu()
    if str(still.dtype) == "torch.bfloat16":  # numpy has no bfloat16; float32 holds each of its values
        still = still.float()
    return np.asarray(still.numpy())


def _count(tensor: Any) -> int:
    return int(np.prod([int(n) for n in tensor.shape], dtype=np.int64))
