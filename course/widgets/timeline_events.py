"""What a recorded pass is made of: plain data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

# The last event of a pass that does not come to its end: an exception, or an exercise that is waiting.
RAISES, WAITS = ENDS = ("raises", "waits for exercise")


@dataclass(frozen=True)
class Event:
    """A hook that fired: on which module or tensor, what it was given, and what it did.

    `hook` is the function's name, '' for an observer; `given` has a name for each plain value; `returned` is None where
    the hook left everything as it was, and `in_place` says that it changed a tensor that it was given.  An event of
    ENDS has the exception's class, or the exercise, in `of`, and in `where` the learner's line.
    """

    kind: str
    path: str
    of: str  # the name of the class
    hook: str = ""
    for_all: bool = False
    given: tuple[tuple[str, Any], ...] = ()
    returned: Any = None
    in_place: bool = False
    printed: str = ""
    raised: str = ""
    where: str = ""


@dataclass
class Pass:
    """One world's pass: its modules' paths and classes, its events, and what else is to be said.

    `missing` has for each kind of hook that the world cannot register the words that say so.
    """

    modules: list[tuple[str, str]] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    missing: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def said(error: BaseException) -> str:
    """An exception in one line: its class, and the first line of what it says."""
    return ": ".join([type(error).__name__, *str(error).splitlines()[:1]])
