"""Files that a run may write again and again."""

from __future__ import annotations

import contextlib
from pathlib import Path

from course.setup.copies import place


def put(path: Path, content: bytes) -> bool:
    """Write a file whole or not at all, unless it holds just that; whether it was written."""
    with contextlib.suppress(FileNotFoundError):
        if path.read_bytes() == content:
            return False
    place(content, path, over=True)
    return True
