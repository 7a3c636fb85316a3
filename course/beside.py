"""The files that come with a lesson, such as a script to be run: `solutions/NN_name/` is released as it is."""

from __future__ import annotations

from pathlib import Path

from course.setup.places import ROOT


def beside(name: str) -> Path:
    """The file of this name: the learner's copy beside the notebook, else the one of the released lessons.

    Raises FileNotFoundError, with the mend, where there is neither.
    """
    for path in (Path.cwd() / name, *sorted((ROOT / "lessons").glob(f"[0-9b]*/{name}"))):
        if path.is_file():
            return path
    raise FileNotFoundError(
        f"{name} comes with a lesson, and is neither beside this notebook nor in {ROOT / 'lessons'}. "
        "Mend: python3 -m course lab  (it brings what is missing to your copies)."
    )
