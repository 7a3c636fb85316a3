"""Two recorded passes beside each other: rows of events that belong together, and the first difference in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from course.differences import unlike
from course.widgets.timeline_events import ENDS, WAITS, Event, Pass
from course.widgets.timeline_words import brief, called, told

Two = tuple[Event | None, Event | None]  # torch's event and yours


@dataclass(frozen=True)
class Row:
    """One step: what fires in each world, None where nothing does; `idle` says why nothing does.

    `unlike` says in words how the worlds differ here, '' where they do not; where `compared` is False, that cannot be
    said.
    """

    events: Mapping[str, Event | None]
    unlike: str = ""
    idle: Mapping[str, str] = field(default_factory=dict)
    compared: bool = True

    @property
    def event(self) -> Event:
        """What fires here, in the first world in which something does."""
        return next(event for event in self.events.values() if event is not None)


def rows(passes: Mapping[str, Pass]) -> list[Row]:
    """Align the passes of one world, or of two, torch's first."""
    if len(passes) == 1:
        [(world, alone)] = passes.items()
        return [Row({world: event}, compared=False) for event in alone.events]
    found = []
    ended: set[str] = set()
    for two in _aligned(*(seen.events for seen in passes.values())):
        events = dict(zip(passes, two, strict=True))
        found.append(_row(events, passes, ended))
        ended |= {world for world, event in events.items() if event and event.kind in ENDS}
    return found


def _row(events: Mapping[str, Event | None], passes: Mapping[str, Pass], ended: set[str]) -> Row:
    """One row, where the worlds in `ended` have come to their end already."""
    kind = next(event.kind for event in events.values() if event is not None)
    silent = {world: passes[world].missing.get(kind, "") for world, event in events.items() if event is None}
    silent |= {world: "has ended" for world in silent if world in ended}
    compared = kind != WAITS and not any(silent.values())
    otherwise = "goes on" if kind in ENDS else "nothing fires here"
    idle = {world: why or otherwise for world, why in silent.items()}
    return Row(events, _unlike(events, passes) if compared else "", idle, compared)


def difference(found: list[Row], passes: Mapping[str, Pass]) -> tuple[int, str]:
    """The first row in which the worlds differ, from 0, and the sentence about it; -1 where there is none."""
    for at, row in enumerate(found):
        if row.unlike:
            return at, f"First difference, step {at + 1}: {row.unlike}"
    if len(passes) == 1:
        return -1, ""
    compared = sum(row.compared for row in found)
    if not compared:
        return -1, "Nothing can be compared yet."
    if compared == len(found):
        return -1, f"Both worlds fire the same hooks with the same values, in {len(found)} steps."
    return -1, f"No difference in the {compared} steps that both worlds come to."


def _aligned(torch: list[Event], yours: list[Event]) -> Iterator[Two]:
    """Pairs of events of the same hook in the same place; what one world has alone stands with None, an end first."""
    theirs, ours = ([(e.kind, e.path, e.hook, e.for_all) for e in events] for events in (torch, yours))
    for _, a, b, c, d in SequenceMatcher(None, theirs, ours, autojunk=False).get_opcodes():
        if theirs[a:b] == ours[c:d]:
            yield from zip(torch[a:b], yours[c:d], strict=True)
            continue
        alone: list[Two] = [*((event, None) for event in torch[a:b]), *((None, event) for event in yours[c:d])]
        yield from sorted(alone, key=_is_no_end)


def _is_no_end(two: Two) -> bool:
    return not any(event is not None and event.kind in ENDS for event in two)


def _unlike(events: Mapping[str, Event | None], passes: Mapping[str, Pass]) -> str:
    (first, a), (second, b) = events.items()
    if a is None or b is None:
        does, event, other = (first, a, second) if a else (second, b, first)
        return f"{does} {told(event)}; {other} {_instead(event, passes[other])}." if event else ""
    for (name, x), (_, y) in zip(_values(a), _values(b), strict=False):
        if found := unlike(x, y):
            there, here = brief(found.torch), brief(found.yours)
            about = f"torch {there}, yours {here}" if there != here else found.note or "other numbers"
            return f"{called(a)}: {name}{found.path} differs: {about}."
    if a.in_place != b.in_place:
        return f"{called(a)} changes what it is given in {'torch' if a.in_place else 'yours'} alone."
    # By their types: what an exception says is torch's own affair.
    if a.raised.split(":")[0] == b.raised.split(":")[0]:
        return ""
    return f"{called(a)}: torch raises {a.raised or 'nothing'}, yours {b.raised or 'nothing'}."


def _values(event: Event) -> list[tuple[str, object]]:
    return [*event.given, ("what it returns", event.returned)]


def _instead(event: Event, other: Pass) -> str:
    """What a world does that does not have this event here."""
    if event.kind in ENDS:
        return "goes on"
    fires = any((e.kind, e.path, e.hook) == (event.kind, event.path, event.hook) for e in other.events)
    return "does so at another step" if fires else "never does"
