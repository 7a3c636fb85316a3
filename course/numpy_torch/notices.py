"""Warnings that torch gives once in a process, however often the cause comes back."""

from __future__ import annotations

import warnings

_given: set[str] = set()


def notice(message: str, stacklevel: int) -> None:
    """Warn with this message, the first time; stacklevel as for warnings.warn."""
    if message not in _given:
        _given.add(message)
        warnings.warn(message, UserWarning, stacklevel=stacklevel + 1)
