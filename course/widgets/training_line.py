"""The training view of a terminal: tqdm's bar, and the curves as text at the end."""

from __future__ import annotations

import sys

from tqdm import tqdm

from course.widgets.curves import Curves, number


class Line:
    """One line while it runs, on standard output: a line on stderr costs a graded cell its points."""

    def __init__(self, epochs: int) -> None:
        self._bar = tqdm(total=epochs, unit="epoch", file=sys.stdout, leave=False, disable=not sys.stdout.isatty())

    def look(self, curves: Curves, epoch: int) -> bool:
        """Move the bar; nothing but an interrupt stops it."""
        self._bar.update(epoch - self._bar.n)
        self._bar.set_postfix({w: number(losses[-1]) for w, losses in curves.losses.items() if losses})
        return False

    def close(self, curves: Curves, epoch: int) -> None:
        """Take the bar away and print the curves."""
        self._bar.close()
        print(curves.text())
