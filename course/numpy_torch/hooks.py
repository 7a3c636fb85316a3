"""The handle a registered hook gives back."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

_ids = count()


class RemovableHandle:
    """Removes its hook, once or again; as a context manager, at the end of the block."""

    __slots__ = ("id", "_hooks")

    def __init__(self, hooks: dict[int, Callable[..., Any]], hook: Callable[..., Any]) -> None:
        self.id = next(_ids)
        self._hooks = hooks
        hooks[self.id] = hook

    def remove(self) -> None:
        """Take the hook out; nothing happens when it is out already."""
        self._hooks.pop(self.id, None)

    def __enter__(self) -> RemovableHandle:
        return self

    def __exit__(self, *exception: object) -> None:
        self.remove()
