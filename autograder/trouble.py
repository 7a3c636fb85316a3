"""Bad input: a message that names the mend."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class BadInput(Exception):
    """What was asked for cannot be done as it was asked; the words say what to do instead."""


def nearest(kind: str, asked: str, known: Iterable[str]) -> BadInput:
    """The error for an unknown name, with the nearest that there is."""
    there = list(known)
    near = difflib.get_close_matches(asked, there, n=1, cutoff=0)
    return BadInput(
        f"there is no {kind} {asked!r}. " + (f"Did you mean {near[0]!r}?" if near else "There is none yet.")
    )
