"""The commonest first differences: who stumbled over the same claim, and over what."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from autograder.reports.standing import Standing
from autograder.verdict import NOT_YOURS
from course.feedback import Feedback

LONGEST = 160
_ADDRESS = re.compile(r"0x[0-9a-f]{4,}")


@dataclass(frozen=True)
class Difference:
    """One claim of an exercise that does not hold for some, with what they have, the commonest first."""

    exercise: str
    title: str
    state: str
    claim: str
    torch: str
    theirs: list[tuple[str, list[str]]]

    @property
    def learners(self) -> list[str]:
        return sorted(name for _, names in self.theirs for name in names)

    @property
    def sentence(self) -> str:
        """'14 learners differ where "one parameter under two names comes once": torch [...], theirs [...].'"""
        one = len(self.learners) == 1
        who = "1 learner" if one else f"{len(self.learners)} learners"
        verb = {"differs": "differ", "raises": "raise"}[self.state] + ("s" if one else "")
        where = f" where “{self.claim}”" if self.claim else ""
        kinds = [(said, len(names)) for said, names in self.theirs if said]
        told = "; ".join(f"{said} ({n})" if len(kinds) > 1 else said for said, n in kinds[:3])
        more = f"; and {len(kinds) - 3} more kinds" if len(kinds) > 3 else ""
        torch = f"torch {self.torch}, " if self.torch else ""
        if not told:
            return f"{who} {verb}{where}."
        return f"{who} {verb}{where}: {torch}{'theirs ' if self.state == 'differs' and torch else ''}{told}{more}."


def differences(rows: Sequence[Standing]) -> list[Difference]:
    """The first differences of one lesson's learners, the commonest first."""
    found: dict[tuple[str, str, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    first: dict[tuple[str, str, str], Feedback] = {}
    for row in rows:
        for exercise, f in row.feedback.items():
            if f.state in ("differs", "raises"):
                key = (exercise, f.state, f.claim)
                first.setdefault(key, f)
                found[key][_theirs(f)].append(row.learner)
    made = [_made(first[key], theirs) for key, theirs in found.items()]
    return sorted(made, key=lambda d: (-len(d.learners), _place(d.exercise), d.claim, d.state))


def _made(f: Feedback, theirs: dict[str, list[str]]) -> Difference:
    said = sorted(theirs.items(), key=lambda item: (-len(item[1]), item[0]))
    torch = _short(f.torch) if f.state == "differs" else ""
    return Difference(f.exercise, f.title, f.state, f.claim, torch, said)


def _theirs(f: Feedback) -> str:
    """What a learner's answer does, in words that are the same for the same mistake."""
    if f.state == "raises":
        return _short(f.frames.strip().splitlines()[-1] if f.frames.strip() else f.note).rstrip(".")
    if f.yours and f.yours != f.torch:
        return _short(f.yours)
    if f.note == NOT_YOURS:
        return "seen by a hidden check"
    return _short(f.note).rstrip(".")


def _short(said: str) -> str:
    said = _ADDRESS.sub("0x...", " ".join(said.split()))
    return said if len(said) <= LONGEST else said[: LONGEST - 4] + " ..."


def _place(exercise: str) -> tuple[str, int]:
    """Where an exercise stands in its lesson: 1.9 before 1.10."""
    lesson, _, number = exercise.partition(".")
    return lesson, int(number) if number.isdigit() else 0
