"""A submission's folder on the host, where it has no file system of its own: how much is in it, and its end."""

from __future__ import annotations

import os
from pathlib import Path

MOST_BYTES, MOST_ENTRIES = 16 << 20, 1024


def too_full(folder: str, times: int = 1) -> bool:
    """Whether there is so many times more in a folder than a submission may keep, or what cannot be counted."""
    size = entries = 0
    left = [folder]
    try:
        while left:
            with os.scandir(left.pop()) as found:
                for entry in found:
                    entries += 1
                    size += entry.stat(follow_symlinks=False).st_blocks * 512
                    if entry.is_dir(follow_symlinks=False):
                        left.append(entry.path)
            if size > times * MOST_BYTES or entries > times * MOST_ENTRIES:
                return True
    except FileNotFoundError:  # it has just been taken away
        return False
    except OSError:  # a way that is too long, or a folder that is shut
        return True
    return False


def clear(folder: str) -> None:
    """Take a folder away, however deep it is and whatever is shut in it: what lies in folders is moved up first."""
    moved = 0
    while entries := list(os.scandir(folder)):
        for entry in entries:
            if not entry.is_dir(follow_symlinks=False):
                os.unlink(entry.path)
                continue
            os.chmod(entry.path, 0o700)
            for inner in list(os.scandir(entry.path)):
                if inner.is_dir(follow_symlinks=False):
                    os.chmod(inner.path, 0o700)  # to be moved, a folder must be open
                moved += 1
                os.rename(inner.path, Path(folder) / f".{os.getpid()}.{moved}")
            os.rmdir(entry.path)
    os.rmdir(folder)
