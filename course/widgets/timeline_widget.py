"""The timeline on the page: everything is plain data from the start, and the page alone plays it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import anywidget
import traitlets

from course.widgets.looks import script, style
from course.widgets.timeline_comparing import Row, difference, rows
from course.widgets.timeline_events import RAISES, Event, Pass
from course.widgets.timeline_registries import KINDS
from course.widgets.timeline_text import notes
from course.widgets.timeline_words import does, place, told, values


class TimelineWidget(anywidget.AnyWidget):
    """What is seen, as one plain `view`."""

    _esm = script("timeline")
    _css = style("timeline")
    view: Any = traitlets.Dict().tag(sync=True)


def view(passes: Mapping[str, Pass]) -> dict[str, Any]:
    """Everything that is shown, as plain data."""
    found = rows(passes)
    first, said = difference(found, passes)
    net = max((seen.modules for seen in passes.values()), key=len)
    return {
        "worlds": list(passes),
        "steps": [_step(row) for row in found],
        "modules": [
            {"path": path, "name": path.rpartition(".")[2] or "the net", "kind": kind, "depth": _depth(path)}
            for path, kind in net
        ],
        "first": first,
        "difference": said,
        "notes": notes(passes),
    }


def _depth(path: str) -> int:
    return path.count(".") + 1 if path else 0


def _step(row: Row) -> dict[str, Any]:
    event = row.event
    module = event.path.rpartition(".")[0] if event.kind in KINDS and not KINDS[event.kind].method else event.path
    return {
        "path": module,
        "backward": event.kind in KINDS and KINDS[event.kind].backward,
        "unlike": row.unlike,
        "idle": row.idle,
        "compared": row.compared,
        "cells": {world: None if event is None else _cell(event) for world, event in row.events.items()},
    }


def _kind(event: Event) -> str:
    if event.kind not in KINDS:
        return told(event)
    return f"{event.kind} for all" if event.for_all else event.kind


def _cell(event: Event) -> dict[str, Any]:
    return {
        "kind": _kind(event),
        "sign": KINDS[event.kind].sign if event.kind in KINDS else "✗" if event.kind == RAISES else "…",
        "hook": event.hook,
        "place": place(event),
        "told": told(event),
        "does": does(event),
        "values": values(event),
    }
