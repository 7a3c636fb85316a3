"""torch.utils: data."""

from typing import Any

from . import data

__all__ = ["data"]


def __getattr__(name: str) -> Any:
    """Say that it is not here."""
    raise AttributeError(
        f"module 'torch.utils' has no attribute '{name}' (or it is not part of the small torch of this course)"
    )
