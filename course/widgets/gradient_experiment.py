"""The experiment of the gradient bench: what a button does in each world, and what is seen then.

What is done is a row of ACTIONS; what is seen is plain data (`Bench.view`), drawn by a widget or told as text.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from course.differences import ROOM
from course.probes import starter_of
from course.widgets.gradients import RATE, Gradient, Gradients, Make, NoNet
from course.widgets.two import NOT_HERE
from course.worlds import World


@dataclass(frozen=True)
class Action:
    """A button: what it is called, the code it stands for, and what it does to one world."""

    label: str
    code: str
    do: Callable[[Gradients], None]


ACTIONS = {
    "backward": Action("backward()", "loss(x, y).backward()", Gradients.backward),
    "first": Action(
        "backward(), first half", "(loss(x[:4], y[:4]) / 2).backward()", lambda world: world.backward("first")
    ),
    "second": Action(
        "backward(), second half", "(loss(x[4:], y[4:]) / 2).backward()", lambda world: world.backward("second")
    ),
    "none": Action("zero_grad()", "net.zero_grad(set_to_none=True)", lambda world: world.zero_grad(True)),
    "zeros": Action(
        "zero_grad(set_to_none=False)", "net.zero_grad(set_to_none=False)", lambda world: world.zero_grad(False)
    ),
    "step": Action("step()", f"optimizer.step()  # SGD, lr={RATE}", Gradients.step),
    "reset": Action("reset", "a new net, from seed 0", Gradients.reset),
}
TOUR = ("backward", "backward", "zeros", "none", "first", "second", "step")
ROWS = 24
LOGGED = 8
DIGITS = 4


@dataclass(frozen=True)
class Seen:
    """What is seen in one world after an action."""

    gradients: list[Gradient]
    large: list[Gradient]
    loss: float


@dataclass
class Bench:
    """One net in each world, and what was done to them."""

    worlds: list[World]
    make: Make | None = None
    log: list[str] = field(default_factory=list)
    said: str = ""

    def __post_init__(self) -> None:
        self._nets: dict[str, Gradients] = {}
        self._seen: dict[str, Seen] = {}
        self._notes: dict[str, str] = {}
        for world in self.worlds:
            self._act(world, Gradients.reset)

    def do(self, name: str) -> None:
        """Do one of ACTIONS in every world."""
        action = ACTIONS[name]
        before = self._norms_now()
        self._notes.clear()
        for world in self.worlds:
            self._act(world, action.do)
        self.log = [] if name == "reset" else [*self.log, action.code]
        self.said = self._told(action.label, before)

    @property
    def gradients(self) -> dict[str, list[Gradient]]:
        """Each world's gradients as they were seen last."""
        return {name: seen.gradients for name, seen in self._seen.items()}

    @property
    def notes(self) -> dict[str, str]:
        """What is to be said about a world: that it is not here, or what it raised."""
        return self._notes | ({} if len(self.worlds) == 2 else {"torch": NOT_HERE})

    def view(self) -> dict[str, Any]:
        """Everything that is shown, as plain data."""
        rows = table(self.gradients, {name: seen.large for name, seen in self._seen.items()})
        cells = [cell for row in rows for cell in row["cells"].values()]
        reach = [abs(c["value"] or 0) for c in cells] + [2.2 * abs(c["mark"]) for c in cells]
        return {
            "worlds": [world.name for world in self.worlds],
            "rows": rows[:ROWS],
            "left_out": f"and {len(rows) - ROWS} more parameters" if len(rows) > ROWS else "",
            "scale": max(filter(math.isfinite, reach), default=0) or 1,
            "loss": {name: number(seen.loss) for name, seen in self._seen.items()},
            "log": self.log[-LOGGED:],
            "earlier": max(0, len(self.log) - LOGGED),
            "said": self.said,
            "notes": self.notes,
        }

    def differing(self) -> list[str]:
        """The parameters whose gradients are not the same in both worlds."""
        read = list(self.gradients.values())
        if len(read) < 2:
            return []
        theirs, ours = ({g.name: g for g in world} for world in read)
        return [name for name in theirs | ours if not same(theirs.get(name), ours.get(name))]

    def _act(self, world: World, do: Callable[[Gradients], None]) -> None:
        """Act in one world and look; what it raises is told beside it, and the other world goes on."""
        with world.kept():
            try:
                net = self._nets.get(world.name)
                if net is None:
                    net = self._nets[world.name] = Gradients(world.torch, self.make)
                do(net)
                self._seen[world.name] = Seen(net.read(), net.large, net.loss())
            except NoNet:
                raise
            except Exception as error:
                waiting = starter_of(error)
                self._notes[world.name] = (
                    f"waits for exercise {waiting}." if waiting else f"raises {type(error).__name__}: {error}"
                )

    def _norms_now(self) -> dict[str, str]:
        return {name: _whole(world) for name, world in self.gradients.items()}

    def _told(self, label: str, before: dict[str, str]) -> str:
        """One sentence for those who hear the bench rather than see it."""
        after = self._norms_now()
        moved = [f"{name} from {before.get(name, 'nothing')} to {norm}" for name, norm in after.items()]
        if len(after) == 2 and len(set(before.values())) == len(set(after.values())) == 1:
            moved = [f"from {next(iter(before.values()))} to {next(iter(after.values()))} in both worlds"]
        differ = self.differing()
        told = f"Different: {', '.join(differ)}." if differ else "No difference." if len(after) == 2 else ""
        notes = [f"{name} {note}" for name, note in self._notes.items()]
        return " ".join(filter(None, [f"{label}: norm of all gradients: {'; '.join(moved)}.", told, *notes]))


def table(read: dict[str, list[Gradient]], large: dict[str, list[Gradient]]) -> list[dict[str, Any]]:
    """Rows of the table: every element where they are few and of one shape, else a parameter's norm.

    `same` is None where there is nothing to compare with.
    """
    few = all(sum(math.prod(g.shape) for g in world) <= ROWS for world in read.values())
    rows = []
    for name in dict.fromkeys(g.name for world in read.values() for g in world):
        found, marks = ({w: _named(name, gs) for w, gs in worlds.items()} for worlds in (read, large))
        shapes = dict.fromkeys(g.shape for g in found.values() if g is not None)
        places = _places(next(iter(shapes))) if few and len(shapes) == 1 else []
        for at, (label, place) in enumerate(places or [("norm", None)]):
            cells = {w: _cell(g, marks.get(w), place) for w, g in found.items()}
            rows.append(
                {
                    "parameter": name,
                    "shape": " or ".join(" by ".join(map(str, shape)) or "one number" for shape in shapes),
                    "first": at == 0,
                    "element": label,
                    "cells": cells,
                    "same": _agree(found, cells, place),
                }
            )
    return rows


def _agree(found: dict[str, Gradient | None], cells: dict[str, Any], place: int | None) -> bool | None:
    if len(found) < 2:
        return None
    if place is None or None in found.values():
        return same(*found.values())
    return _alike([cell["value"] for cell in cells.values()])


def _named(name: str, gradients: list[Gradient]) -> Gradient | None:
    return next((g for g in gradients if g.name == name), None)


def same(one: Gradient | None, other: Gradient | None) -> bool:
    """Whether two worlds' gradients of one parameter are the same: None is not a zero."""
    if one is None or other is None or one.shape != other.shape:
        return one is other
    if one.values is None or other.values is None:
        return one.values is other.values
    return all(_alike([a, b]) for a, b in zip(one.values, other.values, strict=True))


def text(worlds: list[World], make: Make | None = None) -> str:
    """The bench as text: a tour of its buttons, with the norm of each gradient after each of them."""
    bench = Bench(worlds, make)
    rows = []
    for name in TOUR:
        bench.do(name)
        rows.append([ACTIONS[name].code.split("  #")[0], *_norms(bench.gradients)])
    names = list(dict.fromkeys(g.name for world in bench.gradients.values() for g in world))
    head = ["norm of the gradient after", *names]
    widths = [max(len(row[at]) for row in [head, *rows]) for at in range(len(head))]
    lines = [
        "  ".join(said.ljust(width) for said, width in zip(row, widths, strict=True)).rstrip() for row in [head, *rows]
    ]
    both = "torch and yours agree where one number stands; where they do not: torch ≠ yours"
    notes = [f"{name} {note}" for name, note in bench.notes.items()]
    return "\n".join([*lines, *([both] if len(bench.gradients) == 2 else []), *notes])


def number(value: float | None) -> str:
    """A gradient as text: None is 'None'."""
    if value is None:
        return "None"
    return f"{value:.{DIGITS}f}" if abs(value) < 10_000 else f"{value:.3e}"


def _norms(read: dict[str, list[Gradient]]) -> list[str]:
    said = []
    for name in dict.fromkeys(g.name for world in read.values() for g in world):
        found = [_named(name, world) for world in read.values()]
        norms = [number(_norm(g)) for g in found]
        said.append(norms[0] if len(norms) < 2 or same(*found) else " ≠ ".join(norms))
    return said


def _cell(gradient: Gradient | None, large: Gradient | None, place: int | None) -> dict[str, Any]:
    value, mark = (
        _norm(g) if place is None else g.values[place] if g and g.values else None for g in (gradient, large)
    )
    return {"text": "no such parameter" if gradient is None else number(value), "value": value, "mark": mark or 0.0}


def _places(shape: tuple[int, ...]) -> list[tuple[str, int | None]]:
    """The elements of a shape, row by row, as they are written: [0, 1]."""
    places: list[tuple[int, ...]] = [()]
    for size in shape:
        places = [(*p, at) for p in places for at in range(size)]
    return [(str(list(p)) if p else "value", at) for at, p in enumerate(places)]


def _norm(gradient: Gradient | None) -> float | None:
    return None if gradient is None or gradient.values is None else math.hypot(*gradient.values)


def _whole(gradients: list[Gradient]) -> str:
    norms = [norm for g in gradients if (norm := _norm(g)) is not None]
    return number(math.hypot(*norms)) if norms else "None"


def _alike(values: list[float | None]) -> bool:
    numbers = [v for v in values if v is not None]
    if len(numbers) < len(values):
        return not numbers
    relative, absolute = ROOM["torch.float32"]
    return all(math.isclose(numbers[0], v, rel_tol=relative, abs_tol=absolute) for v in numbers)

