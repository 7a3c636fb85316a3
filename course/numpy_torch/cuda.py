"""torch.cuda: whether there is a GPU, and waiting for it."""

from __future__ import annotations

from typing import Any

from .arrays import cupy


def is_available() -> bool:
    """Whether CuPy is installed and finds a GPU."""
    return device_count() > 0


def device_count() -> int:
    """How many GPUs there are."""
    try:
        return int(cupy().cuda.runtime.getDeviceCount())
    except (AssertionError, RuntimeError):
        return 0


def synchronize(device: Any = None) -> None:
    """Wait until everything asked of the GPU is done.  AssertionError without CuPy."""
    cupy().cuda.Device(device).synchronize()


def current_device() -> int:
    """The number of the GPU in use."""
    return int(cupy().cuda.Device().id)


def __getattr__(name: str) -> Any:
    """Say that it is not here."""
    raise AttributeError(
        f"module 'torch.cuda' has no attribute '{name}' (or it is not part of the small torch of this course)"
    )
