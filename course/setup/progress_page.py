"""The notebook `progress.ipynb` in the learner's folder: one cell, which shows where they stand."""

from __future__ import annotations

import json
from pathlib import Path

from course.setup.copies import place

NAME = "progress.ipynb"
PROSE = "# Your progress\n\nRun the next cell (Shift+Enter). Run it again whenever you want to know."
CODE = "from course import progress\n\nprogress()"
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def put(folder: Path) -> None:
    """Put the page where there is none; one that is there is the learner's."""
    if (folder / NAME).exists() or (folder / NAME).is_symlink():
        return
    cells = [
        {"cell_type": "markdown", "id": "progress-text", "metadata": {}, "source": PROSE.splitlines(keepends=True)},
        {
            "cell_type": "code",
            "execution_count": None,
            "id": "progress-code",
            "metadata": {},
            "outputs": [],
            "source": CODE.splitlines(keepends=True),
        },
    ]
    page = {"cells": cells, "metadata": {"kernelspec": KERNEL}, "nbformat": 4, "nbformat_minor": 5}
    place(json.dumps(page, indent=1).encode() + b"\n", folder / NAME, over=False)
