"""torch.nn without its modules, which learners build: the functions, the initialisations, and utils."""

from typing import Any

from . import functional, init, utils

__all__ = ["functional", "init", "utils"]


def __getattr__(name: str) -> Any:
    """Say that it is not here."""
    raise AttributeError(
        f"module 'torch.nn' has no attribute '{name}': the modules of nn are built in the lessons, "
        "and not part of the small torch of this course"
    )
