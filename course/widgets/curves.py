"""The loss curves of one training: what was yielded in each world, compared step by step, and told as text."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

POINTS = 400
BLOCKS = "▁▂▃▄▅▆▇█"
WIDE = 40
PICTURES = 20


@dataclass(frozen=True)
class Picture:
    """One image between 0 and 1, its label, and what each world says it is."""

    pixels: tuple[tuple[float, ...], ...]
    label: int
    said: dict[str, int]


@dataclass
class Curves:
    """What a training gave so far; as a value it is what `training` returns."""

    worlds: list[str]
    losses: dict[str, list[float]] = field(default_factory=dict)
    predictions: dict[str, tuple[Any, Any, Any]] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    end: str = ""
    pictured: int = 0

    def __post_init__(self) -> None:
        for world in self.worlds:
            self.losses.setdefault(world, [])

    def add(self, world: str, given: Any) -> None:
        """Take what a run yielded: a loss, or images, predictions and labels.  Raises TypeError for anything else."""
        if isinstance(given, tuple) and len(given) == 3:
            images, said, labels = map(_numbers, given)
            said = said.argmax(1) if said.ndim == 2 else said
            if not len(images) == len(said) == len(labels):
                counts = f"{len(images)} images, {len(said)} predictions and {len(labels)} labels"
                raise TypeError(f"yield as many predictions and labels as images; these are {counts}")
            self.predictions[world] = images, said, labels
            self.pictured += 1
            return
        loss = _numbers(given) if not isinstance(given, tuple | str | dict | None) else np.zeros(2)
        if loss.size != 1:
            raise TypeError("yield a loss, which is one number, or three things: images, predictions, labels")
        self.losses[world].append(float(loss.reshape(())))

    @property
    def steps(self) -> int:
        """The number of steps that both worlds, or the one there is, have taken."""
        return min(len(losses) for losses in self.losses.values())

    def difference(self) -> tuple[float, int] | None:
        """The largest relative difference of the two curves and its step, counted from 1; None without two curves."""
        if len(self.worlds) < 2 or not self.steps:
            return None
        theirs, ours = (np.asarray(self.losses[world][: self.steps]) for world in self.worlds)
        with np.errstate(all="ignore"):
            apart = np.abs(theirs - ours) / np.maximum(np.abs(theirs), 1e-12)
        apart[theirs == ours] = 0
        apart[np.isnan(theirs) & np.isnan(ours)] = 0
        apart[np.isnan(apart)] = math.inf
        at = int(apart.argmax())
        return float(apart[at]), at + 1

    def pictures(self) -> list[Picture]:
        """The first of the images, with what each world says of them."""
        if not self.predictions:
            return []
        images, _, labels = next(iter(self.predictions.values()))
        side = math.isqrt(images[0].size) if len(images) else 0
        found = []
        for at in range(min(len(images), PICTURES)):
            pixels = tuple(tuple(row) for row in images[at].reshape(side, -1).tolist())
            said = {world: int(p[1][at]) for world, p in self.predictions.items() if at < len(p[1])}
            found.append(Picture(pixels, int(labels[at]), said))
        return found

    def right(self) -> dict[str, tuple[int, int]]:
        """How many predictions of each world are right, and of how many."""
        return {w: (int((said == labels).sum()), len(labels)) for w, (_, said, labels) in self.predictions.items()}

    # -- as text

    def told(self) -> str:
        """The difference of the curves, in one sentence."""
        if len(self.worlds) < 2:
            return "torch is not installed here: there is one curve, yours."
        found = self.difference()
        if found is None:
            return "No step has been taken in both worlds."
        apart, at = found
        if apart == 0:
            return f"The curves are equal in all {self.steps} steps."
        return f"Largest relative difference of the curves: {apart:.2g}, at step {at} of {self.steps}."

    def text(self) -> str:
        """The curves, their difference and the predictions, as text."""
        lines = [self.end] if self.end else []
        for world, losses in self.losses.items():
            drawn = f"{number(losses[0])} {sparkline(losses)} {number(losses[-1])}" if losses else "no loss yet"
            lines.append(f"{world:<6} {drawn}")
        lines.append(self.told())
        lines += [f"{world} {note}" for world, note in self.notes.items()]
        for world, (right, of) in self.right().items():
            lines.append(f"{world:<6} {right} of {of} predictions right{_wrong(self.pictures(), world)}")
        return "\n".join(lines)

    def __repr__(self) -> str:
        return self.text()

    def _ipython_display_(self) -> None:
        """Nothing: the training view shows it already."""


def points(losses: Sequence[float], most: int = POINTS) -> list[list[float | None]]:
    """A curve as [step, loss] with at most `most` points: every n-th step and the last one.  No number is None."""
    every = max(1, -(-len(losses) // most))
    at = sorted({*range(0, len(losses), every), len(losses) - 1}) if losses else []
    return [[float(i + 1), losses[i] if math.isfinite(losses[i]) else None] for i in at]


def sparkline(losses: Sequence[float]) -> str:
    """A curve in one line of text."""
    drawn = [loss for _, loss in points(losses, WIDE)]
    numbers = [loss for loss in drawn if loss is not None]
    low, high = min(numbers, default=0), max(numbers, default=0)
    span = (high - low) or 1
    return "".join("?" if v is None else BLOCKS[round((v - low) / span * (len(BLOCKS) - 1))] for v in drawn)


def number(loss: float) -> str:
    return f"{loss:.4g}"


def _wrong(pictures: list[Picture], world: str) -> str:
    wrong = [f"✗ {p.said[world]} is a {p.label}" for p in pictures if world in p.said and p.said[world] != p.label]
    return f"; of the first {len(pictures)}: {', '.join(wrong)}" if wrong else ""


def _numbers(value: Any) -> Any:
    """A tensor of either world, an array or a number, as an array."""
    if hasattr(value, "detach"):
        value = value.detach().cpu().numpy()
    return np.asarray(value)
