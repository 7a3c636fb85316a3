"""torch.optim: SGD, Adam, AdamW, and lr_scheduler."""

from typing import Any

from . import lr_scheduler
from .adam import Adam, AdamW
from .optimizer import Optimizer
from .sgd import SGD

__all__ = ["SGD", "Adam", "AdamW", "Optimizer", "lr_scheduler"]


def __getattr__(name: str) -> Any:
    """Say that it is not here."""
    raise AttributeError(
        f"module 'torch.optim' has no attribute '{name}' (or it is not part of the small torch of this course)"
    )
