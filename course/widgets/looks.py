"""What every widget looks like: its style over the desk's own, and where its ES module stands.

A widget's outermost element has the class `rn-desk`; inside it the custom properties of colours.css hold the colours.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path


@cache
def style(name: str) -> str:
    """The colours, the desk's style sheet and the widget's own, as one text: `_css = style("module_tree")`."""
    return "\n".join(_read(f"{file}.css") for file in ("colours", "desk", name))


def script(name: str) -> Path:
    """The widget's ES module: `_esm = script("module_tree")`."""
    return Path(str(files("course.widgets").joinpath(f"{name}.js")))


def _read(file: str) -> str:
    return files("course.widgets").joinpath(file).read_text(encoding="utf-8")
