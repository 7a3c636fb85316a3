"""torch.utils: data, and the handles of hooks."""

from typing import Any

from . import data, hooks

__all__ = ["data", "hooks"]


def __getattr__(name: str) -> Any:
    """Say that it is not here."""
    raise AttributeError(
        f"module 'torch.utils' has no attribute '{name}' (or it is not part of the small torch of this course)"
    )
