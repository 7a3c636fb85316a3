"""The notebook around this process, where there is one: showing a card, or printing its text."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any


def shell() -> Any:
    """The running IPython, or None."""
    try:
        from IPython.core.getipython import get_ipython
    except ImportError:
        return None
    return get_ipython()


def in_notebook() -> bool:
    """Whether what is displayed is seen: a kernel, not a terminal."""
    return hasattr(shell(), "kernel")


def show(html: str, text: str) -> None:
    """Display HTML with its text beside it; print the text where there is no notebook."""
    if not in_notebook():
        print(text)
        return
    from IPython.display import display

    display({"text/html": html, "text/plain": text}, raw=True)


def card(state: str, label: str, body: str) -> str:
    """The frame of every card, with its style: JupyterLab's own colours, with fallbacks."""
    frame = f'<section class="rn-card rn-{state}" aria-label="{escape(label)}">{body}</section>'
    return f"<style>{style()}</style>{frame}"


@cache
def style() -> str:
    """The style of cards."""
    sheets = (files("course.widgets").joinpath("colours.css"), files("course").joinpath("card.css"))
    # Every card carries it, so without its comments.
    return re.sub(r"/\*.*?\*/\s*", "", "".join(sheet.read_text(encoding="utf-8") for sheet in sheets), flags=re.S)
