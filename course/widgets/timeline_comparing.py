"""Two recorded passes beside each other: rows of events that belong together, and the first difference in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from course.differences import unlike
from course.widgets.timeline_recording import Event, Pass
from course.widgets.timeline_words import brief, told


@dataclass(frozen=True)
class Row:
    """One step: what fires in each world, None where nothing does.

    `unlike` says in words how the worlds differ here; `open` why nothing can be said ('' where something can).
    """

    events: Mapping[str, Event | None]
    unlike: str = ""
    open: str = ""

    @property
    def event(self) -> Event:
        """What fires here, in the first world in which it does."""
        return next(event for event in self.events.values() if event is not None)


def rows(passes: Mapping[str, Pass]) -> list[Row]:
    """Align the passes of one world or of two, torch's first."""
    if len(passes) == 1:
        [(world, alone)] = passes.items()
        return [Row({world: event}, open="there is nothing to compare with") for event in alone.events]
    torch, yours = passes.values()
    return [
        Row(dict(zip(passes, (a, b), strict=True)), _unlike(a, b, torch, yours), _open(a, b, torch, yours))
        for a, b in _aligned(torch.events, yours.events)
    ]


def difference(found: list[Row], passes: Mapping[str, Pass]) -> tuple[int, str]:
    """The first row in which the worlds differ, from 0, and the sentence about it; -1 where there is none."""
    for at, row in enumerate(found):
        if row.unlike:
            return at, f"First difference, step {at + 1}: {row.unlike}"
    if len(passes) == 1:
        return -1, ""
    compared = sum(not row.open for row in found)
    if compared == len(found):
        return -1, f"Both worlds fire the same hooks with the same values, in {len(found)} steps."
    return -1, f"No difference in the {compared} steps that both worlds come to."


def _aligned(torch: list[Event], yours: list[Event]) -> Iterator[tuple[Event | None, Event | None]]:
    """Pairs of events of the same hook in the same place; what one world has alone stands with None."""
    theirs, ours = ([(e.kind, e.path, e.hook, e.for_all) for e in events] for events in (torch, yours))
    for _, a, b, c, d in SequenceMatcher(None, theirs, ours, autojunk=False).get_opcodes():
        same = theirs[a:b] == ours[c:d]
        yield from zip(torch[a:b], yours[c:d], strict=True) if same else ()
        yield from () if same else ((event, None) for event in torch[a:b])
        yield from () if same else ((None, event) for event in yours[c:d])


def _open(a: Event | None, b: Event | None, torch: Pass, yours: Pass) -> str:
    """Why it cannot be said whether a row is a difference."""
    if a is None or b is None:
        whose, other = ("yours", yours) if b is None else ("torch", torch)
        kind = (a or b or Event("", "", "")).kind
        if why := other.missing.get(kind) or other.waits:
            return f"{whose} {why}"
    return ""


def _unlike(a: Event | None, b: Event | None, torch: Pass, yours: Pass) -> str:
    if _open(a, b, torch, yours):
        return ""
    if a is None or b is None:
        event, worlds, other = (a, ("torch", "yours"), yours) if a else (b, ("yours", "torch"), torch)
        return "" if event is None else f"{worlds[0]} {told(event)}; {worlds[1]} {_instead(event, other)}."
    values = [*zip(a.given, b.given, strict=False), (("returned", a.returned), ("returned", b.returned))]
    for (name, x), (_, y) in values:
        if found := unlike(x, y):
            there, here = brief(found.torch), brief(found.yours)
            about = f"torch {there}, yours {here}" if there != here else found.note or "other numbers"
            return f"{told(a)}, and {name}{found.path} differs: {about}."
    if a.in_place != b.in_place:
        return f"{told(a)}, and changes it in place in {'torch' if a.in_place else 'yours'} alone."
    # By their types: what an exception says is torch's own affair.
    if a.raised.split(":")[0] == b.raised.split(":")[0]:
        return ""
    return f"{told(a)}: torch raises {a.raised or 'nothing'}, yours {b.raised or 'nothing'}."


def _instead(event: Event, other: Pass) -> str:
    """What a world does that does not have this event here."""
    fires = any((e.kind, e.path, e.hook) == (event.kind, event.path, event.hook) for e in other.events)
    return "does so at another step" if fires else "never does"
