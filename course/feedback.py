"""The outcome of a check as a value, and the exception that stands for it in a notebook."""

from __future__ import annotations

from dataclasses import dataclass


class AuthorError(RuntimeError):
    """A probe fails in torch's own world: a mistake of the course."""


@dataclass(frozen=True)
class Feedback:
    """One check's outcome.  `state` is 'untouched', 'raises', 'differs' or 'agrees'."""

    exercise: str
    state: str
    title: str = ""
    claims: int = 0
    claim: str = ""
    tried: str = ""
    label: str = ""
    asked: str = ""
    torch: str = ""
    yours: str = ""
    note: str = ""
    question: str = ""
    frames: str = ""
    printed: str = ""
    file: str = ""
    line: int = 0
    stands_on: str = ""
    missing: bool = False
    later: bool = False
    after: str = ""
    source: str = ""
    live: bool = True

    @property
    def headline(self) -> str:
        """The state in one sentence."""
        match self.state:
            case "agrees":
                return f"{self.exercise} agrees with torch on {self.claims} claims."
            case "differs":
                return f"{self.exercise} differs from torch."
            case "raises":
                return f"{self.exercise} raises where torch does not."
        if not self.stands_on or (self.stands_on == self.exercise and not self.missing):
            return f"{self.exercise} is waiting for you."
        if self.stands_on == self.exercise:
            return f"{self.exercise} is waiting for you: the cell with your answer has not been run in this kernel."
        if self.missing:
            return (
                f"{self.exercise} stands on {self.stands_on}, whose cell has not been run in this kernel. Run it first."
            )
        if self.later:
            return (
                f"{self.exercise} comes before {self.stands_on}, and the empty cell of {self.stands_on} is in its way. "
                "Select this cell, and in the menu Kernel choose Restart Kernel and Run up to Selected Cell."
            )
        return f"{self.exercise} stands on {self.stands_on}, which is still waiting for you."

    @property
    def short(self) -> str:
        """One line for places without room for a card."""
        if self.state == "differs":
            return f"{self.headline} {self.claim}: torch {self.torch}, yours {self.yours}"
        if self.state == "raises":
            return f"{self.headline} {self.frames.splitlines()[-1] if self.frames else self.note}"
        return self.headline


class Unsolved(Exception):
    """A check that did not agree.  Its card is above it, so it prints one line and no traceback."""

    def __init__(self, feedback: Feedback) -> None:
        super().__init__(feedback.short)
        self.feedback = feedback

    def _render_traceback_(self) -> list[str]:
        return [self.feedback.short]
