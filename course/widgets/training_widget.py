"""The training view on the page: curves, a progress bar, a stop button that works while the cell runs, and pictures."""

from __future__ import annotations

import time
from dataclasses import asdict
from threading import Event
from typing import Any

import anywidget
import traitlets
from tqdm import tqdm

from course.widgets.curves import Curves, number, points
from course.widgets.looks import script, style
from course.widgets.messages import Ear
from course.widgets.shown import Shown

METER = "{n_fmt} of {total_fmt} epochs, {elapsed}"
TO_GO = METER + ", {remaining} to go"


class TrainingWidget(anywidget.AnyWidget):
    """What is seen, as plain data: `view` changes with every look, `pictures` when there are new predictions."""

    _esm = script("training")
    _css = style("training")
    view: Any = traitlets.Dict().tag(sync=True)
    pictures: Any = traitlets.List().tag(sync=True)


class Page:
    """A training seen in a notebook."""

    def __init__(self, curves: Curves, epochs: int) -> None:
        self._epochs = epochs
        self._began = time.monotonic()
        self._stop = Event()
        self._widget = TrainingWidget()
        self._pictured = 0
        self._ear = Ear(self._widget.comm.comm_id, self._heard)
        # Where the front end has a subshell for it, the same message comes on another thread.
        self._widget.on_msg(lambda widget, content, buffers: self._heard(content))
        self._show(curves, 0)
        self._shown = Shown(self._widget, curves.told())

    def look(self, curves: Curves, epoch: int) -> bool:
        """Show how far it is, and take what the page said meanwhile."""
        self._show(curves, epoch)
        self._ear.listen()
        return self._stop.is_set()

    def close(self, curves: Curves, epoch: int) -> None:
        """Show the end, and leave the text in the notebook."""
        self._show(curves, epoch)
        self._shown.says(curves.text())

    def _heard(self, content: Any) -> None:
        if content == {"do": "stop"}:
            self._stop.set()

    def _show(self, curves: Curves, epoch: int) -> None:
        self._widget.view = self._seen(curves, epoch)
        if self._pictured != curves.pictured:
            self._pictured = curves.pictured
            self._widget.pictures = [asdict(picture) for picture in curves.pictures()]

    def _seen(self, curves: Curves, epoch: int) -> dict[str, Any]:
        elapsed = time.monotonic() - self._began
        return {
            "worlds": curves.worlds,
            "curves": {world: points(losses) for world, losses in curves.losses.items()},
            "last": {world: number(losses[-1]) for world, losses in curves.losses.items() if losses},
            "epoch": epoch,
            "epochs": self._epochs,
            "meter": tqdm.format_meter(epoch, self._epochs, elapsed, bar_format=METER if curves.end else TO_GO),
            "stops": self._ear.works,
            "difference": curves.told(),
            "right": {world: f"{right} of {of} right" for world, (right, of) in curves.right().items()},
            "notes": curves.notes,
            "end": curves.end,
        }
