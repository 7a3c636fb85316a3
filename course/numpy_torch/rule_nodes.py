"""The node that a rule leaves in the graph: what was saved, the way back, and what is said when it is gone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from .arrays import is_array
from .dtypes import FROM_NUMPY
from .graph import SECOND_TIME, Array, Node
from .tensor import Counter, Tensor, wrap

# The counter of numbers and of copies, which nobody can change.
NEVER = Counter()


def check_unchanged(counter: Counter, version: int, array: Array, whose: str = "") -> None:
    """RuntimeError where a saved array was changed in place since its counter stood at `version`."""
    if counter.value != version:
        kind, shape = FROM_NUMPY[array.dtype].legacy_name, list(array.shape)
        raise RuntimeError(
            "one of the variables needed for gradient computation has been modified by an inplace operation: "
            f"[torch.{kind}Tensor {shape}]{whose} is at version {counter.value}; expected version {version} "
            "instead. Hint: the backtrace of the operation that changed it is the place to look at."
        )


class RuleNode(Node):
    """A node that runs the derivatives of its rule on what was saved; written_out.py makes one class for each need."""

    __slots__ = ("saved", "counters", "versions")

    inputs: ClassVar[tuple[str, ...]]  # of the rule
    names: ClassVar[list[str]]  # of what is saved
    watched: ClassVar[list[str]]  # those among them that are tensors
    keep: ClassVar[Callable[..., None]]
    back: ClassVar[Callable[..., Sequence[Any]]]
    saved: tuple[Any, ...] | None
    counters: tuple[Counter, ...]  # of the saved tensors, to notice a change in place before they are used
    versions: tuple[int, ...]  # and where they stood

    def run_recorded(self, gradient: Any) -> Sequence[Any]:
        if self.saved is None or tuple(counter.value for counter in self.counters) != self.versions:
            self.complain()
        kind, saved = type(gradient), []
        try:
            for name, value in zip(self.names, self.saved or (), strict=True):
                if name not in self.watched and _holds_floats(value):
                    # Computed from the inputs beside the forward: as a constant it would give a wrong result.
                    raise NotImplementedError(f"{name} was not recorded")
                # Indices and masks stay arrays, and so do tuples of them.
                saved.append(kind(self.reconnected(name, value)) if _is_float(value) else value)
            return self.back(gradient, saved)
        except NotImplementedError as error:
            raise NotImplementedError(
                f"create_graph=True does not go through {self.name()} in the small torch: {error}"
            ) from None

    def reconnected(self, name: str, array: Array) -> Tensor:
        """A saved array as the tensor it was, with its place in the graph."""
        edge = self if name == "out" else self.edges[self.inputs.index(name)] if name in self.inputs else None
        if isinstance(edge, Tensor):
            return edge if edge._array is array else edge.to(FROM_NUMPY[array.dtype])
        made = wrap(array)
        made._node = edge
        return made

    def complain(self) -> None:
        """RuntimeError: the saved values are gone, or are not what they were."""
        if self.saved is None:
            raise RuntimeError(SECOND_TIME)
        for name, counter, version in zip(self.watched, self.counters, self.versions, strict=True):
            whose = f", which is output 0 of {self.name().removesuffix('Backward0')}," if name == "out" else ""
            check_unchanged(counter, version, self.saved[self.names.index(name)], whose)

    def release(self) -> None:
        # Shapes and numbers may stay: only saved arrays make a second walk impossible.
        if self.counters or (self.saved and any(map(_holds_arrays, self.saved))):
            self.saved = None


def _holds_arrays(value: Any) -> bool:
    return is_array(value) or (isinstance(value, tuple) and any(map(_holds_arrays, value)))


def _holds_floats(value: Any) -> bool:
    return any(map(_holds_floats, value)) if isinstance(value, tuple) else _is_float(value)


def _is_float(value: Any) -> bool:
    return is_array(value) and value.dtype.kind == "f"
