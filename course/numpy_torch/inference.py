"""torch.inference_mode: as no_grad, and what is made inside stays outside of every graph.

Tensors of inference mode have another counter: one that does not count, and by which they are known.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from . import tensor
from .grad_mode import _Switch, is_grad_enabled, state
from .tensor import Counter, Tensor, add_methods


class Uncounted(Counter):
    """The counter of a tensor made in inference mode."""

    inference = True


def _switch(inference: bool) -> None:
    state.inference = inference
    state.met_inference = state.met_inference or inference
    # The constructors of tensor.py look it up, so that other modes pay nothing for this one.
    vars(tensor)["Counter"] = Uncounted if inference else Counter


class inference_mode(_Switch):  # noqa: N801
    """Record nothing inside, and never the tensors made inside.  torch: autograd/grad_mode.py"""

    __slots__ = ("inference", "modes")
    inference: bool
    modes: list[bool]

    if not TYPE_CHECKING:

        def __new__(cls, mode=True):
            switch = object.__new__(cls)
            switch.inference = callable(mode) or bool(mode)
            switch.target, switch.previous, switch.modes = not switch.inference, (), []
            return switch(mode) if callable(mode) else switch

    def __enter__(self) -> None:
        self.modes.append(state.inference)
        self.previous = (is_grad_enabled(), self.previous)
        _switch(self.inference)
        state.ask(self.target)

    def __exit__(self, *exception: object) -> None:
        _switch(self.modes.pop())
        super().__exit__(*exception)


def is_inference_mode_enabled() -> bool:
    """Whether inference mode is on now."""
    return state.inference


def is_inference(input: Tensor) -> bool:
    """Whether the tensor was made in inference mode."""
    return input._counter.inference


def check_may_be_saved(counters: Iterable[Counter]) -> None:
    """RuntimeError for a tensor made in inference mode: its changes are not counted."""
    if any(counter.inference for counter in counters):
        raise RuntimeError(
            "Inference tensors cannot be saved for backward. Please do not use Tensors created in inference mode in "
            "computation tracked by autograd. To work around this, you can make a clone to get a normal tensor and use "
            "it in autograd, or use `torch.no_grad()` instead of `torch.inference_mode()`."
        )


def _version(self: Tensor) -> Any:
    """How often its memory was changed in place.  RuntimeError for an inference tensor."""
    if self._counter.inference:
        raise RuntimeError("Inference tensors do not track version counter.")
    return self._counter.value


add_methods(is_inference, _version=property(_version))
