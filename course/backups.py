"""What a learner wrote is kept before anything takes its place: a new file each time, named by its moment."""

from __future__ import annotations

import os
from datetime import datetime
from itertools import count
from pathlib import Path

FOLDER = "backups"


def keep(text: bytes, folder: Path, name: str, suffix: str) -> Path:
    """Write `text` to a file of its own in the backups of `folder` and return the file.

    No file is ever overwritten. Raises OSError where it cannot be written whole: then nothing may take its place.
    """
    place = folder / FOLDER
    place.mkdir(parents=True, exist_ok=True)
    stem = f"{name}-{datetime.now():%Y-%m-%d-%H%M%S}"
    for number in count(1):
        path = place / f"{stem}{f'-{number}' if number > 1 else ''}{suffix}"
        try:
            with path.open("xb") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
        except FileExistsError:
            continue
        return path
    raise AssertionError
