"""%%both: any torch code, run in both worlds and shown side by side where they differ.

    %%both
    net = nn.Linear(3, 2)
    net.weight.shape

`torch`, `nn`, `F` and `np` are there in either world; what a cell defines stays for the next one, in each its own.
"""

from __future__ import annotations

import ast
import contextlib
import linecache
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from types import ModuleType
from typing import Any

from course import notebook
from course.answer_key import live
from course.cards import listed, row
from course.differences import unlike
from course.limits import Printed, TimeUp, captured, time_limit
from course.open_bench import current
from course.probes import starter_of
from course.recordings import plain
from course.tracebacks import theirs
from course.worlds import World, numpy_world, torch_world

SECONDS = 30.0
SHOWN = 3_000


@dataclass(frozen=True)
class Outcome:
    """What a cell gave in one world: printed text, the last expression's value, or an exception."""

    printed: str = ""
    value: str = ""
    error: str = ""
    frames: str = ""
    plain: Any = None

    def says(self) -> str:
        return "\n".join(filter(None, [self.printed.rstrip("\n"), self.value, self.error]))


@dataclass
class Both:
    """The two worlds of one bench, and what the cells have defined in each."""

    nn: ModuleType
    worlds: dict[str, World] = field(default_factory=dict)
    names: dict[str, dict[str, Any]] = field(default_factory=dict)
    cells: int = 0

    def run(self, code: str) -> tuple[Outcome, Outcome]:
        """Run code in torch's world, then in the learner's."""
        self.cells += 1
        if not self.worlds:
            self.worlds = {"yours": numpy_world(self.nn)} | ({"torch": torch_world()} if live() else {})
        there = self._run("torch", code) if "torch" in self.worlds else Outcome(error="is not installed here")
        return there, self._run("yours", code)

    def _run(self, name: str, code: str) -> Outcome:
        world = self.worlds[name]
        names = self.names.setdefault(name, _names(world))
        out = Printed(SHOWN)
        filename = f"<both {self.cells}, {name}>"
        linecache.cache[filename] = (len(code), None, code.splitlines(keepends=True), filename)
        try:
            with time_limit(SECONDS, 4 * SECONDS), captured(out), _real_device(world), warnings.catch_warnings():
                warnings.simplefilter("always")
                value = _evaluate(code, filename, names)
                shown = "" if value is None else _shown(value)
                seen = None if value is None else plain(value, world.torch, world.real)
        except TimeUp:
            return Outcome(out.text, error=f"still running after {SECONDS:g} seconds, and stopped")
        except (Exception, SystemExit) as error:
            if exercise := starter_of(error):
                return Outcome(out.text, error=f"{exercise} is waiting for you.")
            words = str(error)
            named = f"{type(error).__name__}: {words}" if words else type(error).__name__
            return Outcome(out.text, error=f"raises {named[:SHOWN]}", frames=theirs(error, ""))
        return Outcome(out.text, shown, plain=seen)


def both(line: str, cell: str | None = None) -> None:
    """The magic `%%both` (a cell) and `%both` (a line)."""
    nn = current()
    if nn is None:
        raise RuntimeError("%%both needs a bench. Run the lesson's first code cell, then this one again.")
    if not _session or _session[0].nn is not nn:
        _session[:] = [Both(nn)]
    torch, yours = _session[0].run(line if cell is None else cell)
    notebook.show(html(torch, yours), text(torch, yours))


_session: list[Both] = []


def register_magics() -> None:
    """Make %%both known where there is an IPython."""
    shell = notebook.shell()
    if shell is not None:
        shell.register_magic_function(both, "line_cell", "both")


def same(torch: Outcome, yours: Outcome) -> bool:
    """Whether the two worlds gave the same: numbers as a check compares them, texts but for addresses.

    How a value prints is part of it: what a learner's `__repr__` says is theirs as much as what the value holds.
    """
    if _without_addresses(torch.printed) != _without_addresses(yours.printed) or torch.error != yours.error:
        return False
    if _without_addresses(torch.value) == _without_addresses(yours.value):
        return unlike(torch.plain, yours.plain) is None
    return _without_numbers(torch.value) == _without_numbers(yours.value) and unlike(torch.plain, yours.plain) is None


def text(torch: Outcome, yours: Outcome) -> str:
    """Both outcomes as text."""
    if same(torch, yours):
        return f"both    {_indent(torch.says() or '(nothing)')}"
    return f"torch   {_indent(torch.says() or '(nothing)')}\nyours   {_indent(yours.says() or '(nothing)')}"


def html(torch: Outcome, yours: Outcome) -> str:
    """Both outcomes as a card: one row where they agree, two where they do not."""
    if same(torch, yours):
        body, state = _row("both", torch), "agrees"
    else:
        body, state = _row("torch", torch) + _row("yours", yours), "both"
    return notebook.card(state, "both worlds", listed([body]))


def _row(name: str, outcome: Outcome) -> str:
    more = ""
    if outcome.frames.count("\n") > 3 and name == "yours":  # there is more to see than the cell's own line
        more = f"<details><summary>where</summary><pre>{escape(outcome.frames)}</pre></details>"
    return row(name, outcome.says() or "(nothing)", "block", more)


def _indent(text: str) -> str:
    return text.replace("\n", "\n        ")


def _without_addresses(text: str) -> str:
    return re.sub(r"\b0x[0-9a-f]+", "0x...", text)


def _without_numbers(text: str) -> str:
    """A text with a sign for each number and no regard to columns: the numbers themselves are compared as values."""
    return " ".join(re.sub(r"-?\d+(\.\d*)?(e[+-]?\d+)?", "#", text).split())


def _shown(value: Any) -> str:
    shown = repr(value)
    return shown if len(shown) <= SHOWN else shown[:SHOWN] + " ..."


def _names(world: World) -> dict[str, Any]:
    import numpy as np

    nn = world.torch.nn
    return {"__name__": "__main__", "torch": world.torch, "nn": nn, "F": nn.functional, "np": np}


def _evaluate(code: str, filename: str, names: dict[str, Any]) -> Any:
    """Run statements; the value of the last one where it is an expression, as a notebook shows it."""
    tree = ast.parse(code, filename)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, filename, "exec"), names)
    if isinstance(last, ast.Expr) and not code.rstrip().endswith(";"):
        return eval(compile(ast.Expression(last.value), filename, "eval"), names)
    if isinstance(last, ast.Expr):
        exec(compile(ast.Module([last], []), filename, "exec"), names)
    return None


@contextlib.contextmanager
def _real_device(world: World) -> Iterator[None]:
    if world.device == "cpu":
        yield
    else:
        with world.torch.device(world.device):
            yield
