"""A timeline as text: for terminals, feedback and notebooks that load no widget."""

from __future__ import annotations

from collections.abc import Mapping

from course.widgets.timeline_comparing import Row, difference, rows
from course.widgets.timeline_events import Event, Pass
from course.widgets.timeline_words import does, place, told, values
from course.widgets.two import NOT_HERE

MOST_ROWS = 80


def notes(passes: Mapping[str, Pass]) -> list[str]:
    """What is to be said about the worlds, each once: what is missing, where one waits, that torch is not here."""
    said = [] if "torch" in passes else [f"torch {NOT_HERE}"]
    for world, seen in passes.items():
        said += [f"{world} {why}" for why in dict.fromkeys(seen.missing.values())]
        said += [note if note[0].isupper() else f"{world} {note}" for note in seen.notes]
    return list(dict.fromkeys(said))


def text(passes: Mapping[str, Pass]) -> str:
    """The steps in order, one a line, with a second line where yours differs."""
    found = rows(passes)
    lines = [difference(found, passes)[1], *notes(passes), *_lines(found[:MOST_ROWS])]
    if len(found) > MOST_ROWS:
        lines.append(f"... and {len(found) - MOST_ROWS} more steps")
    return "\n".join(filter(None, lines))


def _lines(found: list[Row]) -> list[str]:
    width = max((len(_what(row.event)) for row in found), default=0)
    lines = []
    for step, row in enumerate(found, 1):
        (first, there), *others = row.events.items()
        head = f"{step:3}  {_what(row.event):{width}}"
        alone = there is None or any(event is None for _, event in others)
        if not row.unlike and not alone:
            lines.append(f"{head}  {_did(row.event)}".rstrip())
            continue
        sign = "≠" if row.unlike else " "
        lines.append(f"{head}  {first} {sign} {_did(there) if there else row.idle[first]}")
        lines += [f"{'':{len(head)}}  {w} {sign} {_did(event) if event else row.idle[w]}" for w, event in others]
    return lines


def _what(event: Event) -> str:
    return " ".join(filter(None, [f"{event.kind:17}", place(event), event.hook]))


def _did(event: Event) -> str:
    parts = [f"{name} {said}" for name, said in values(event)]
    return "; ".join(filter(None, [*parts, does(event)])) or told(event)
