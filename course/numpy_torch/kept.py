"""What a forward keeps for its derivatives beside its inputs and its result."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .arrays import is_array


class Kept:
    """Arrays that a forward computed from its inputs, for its derivatives to use.

    They depend on the inputs, so a derivative that is to be derived again (create_graph=True)
    computes them again: it asks for `kept.of(a)`, with the inputs that they were computed from.
    """

    __slots__ = ("value", "again")

    def __init__(self, value: Any, again: Callable[..., Any]) -> None:
        self.value, self.again = value, again

    def of(self, *inputs: Any) -> Any:
        """What was kept, or the same computed from inputs that are recorded."""
        return self.value if all(map(is_array, inputs)) else self.again(*inputs)
