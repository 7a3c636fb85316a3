"""%%both: any torch code, run in both worlds and shown side by side where they differ.

    %%both
    net = nn.Linear(3, 2)
    net.weight.shape

    %both net.bias

`torch`, `nn`, `F`, `np` and `grow` are there in either world, and `import torch` means that world's own. What a cell
defines stays for the next one, in each its own. Kernel, Interrupt stops a cell that does not end; both worlds stay as
they then are.
"""

from __future__ import annotations

import argparse
import contextlib
import re
import shlex
import sysconfig
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any, NoReturn

from course import notebook
from course.answer_key import live
from course.evaluation import displays, evaluate, warnings_printed
from course.limits import Printed, TimeUp, captured, time_limit
from course.open_bench import current
from course.outcomes import SHOWN, Outcome, seen
from course.probes import starter_of
from course.recordings import NotYours
from course.side_by_side import html, same, text
from course.tracebacks import cell_name, theirs
from course.world_names import starting_names
from course.worlds import World, numpy_world, torch_world

__all__ = ["Both", "Interrupted", "Outcome", "both", "register_magics", "same", "text"]

SECONDS = 60.0  # on the clock, in each world: a training may use every core, and its processor time is no measure
LIBRARIES = tuple({sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")})


class Interrupted(KeyboardInterrupt):
    """A person stopped a cell. Its card says so, and the cells after it are not run."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


@dataclass
class Both:
    """The two worlds of one bench, and what the cells have defined in each."""

    nn: ModuleType
    worlds: dict[str, World] = field(default_factory=dict)
    names: dict[str, dict[str, Any]] = field(default_factory=dict)
    cells: int = 0

    def run(self, code: str, seconds: float = SECONDS) -> tuple[Outcome, Outcome]:
        """Run code in torch's world, then, unless it was interrupted there, in the learner's."""
        self.cells += 1
        if not self.worlds:
            self.worlds = {"yours": numpy_world(self.nn)} | ({"torch": torch_world()} if live() else {})
        there = Outcome(error="is not installed here")
        if "torch" in self.worlds:
            there = self._run("torch", code, seconds)
        if there.interrupted:
            return there, Outcome(error="was not run", interrupted=True)
        return there, self._run("yours", code, seconds)

    def _run(self, name: str, code: str, seconds: float) -> Outcome:
        world = self.worlds[name]
        names = self.names.setdefault(name, starting_names(world))
        out = Printed(SHOWN)
        displayed: list[dict[str, Any]] = []
        try:
            with (
                captured(out),
                warnings_printed(),
                displays() as displayed,
                _real_device(world),
                time_limit(processor_time(seconds), seconds),
            ):
                ended = seen(evaluate(code, self._file(), names), world)
        except TimeUp as error:
            ended = {"error": f"still running after {seconds:g} seconds, and stopped", "frames": _where(error, code)}
        except KeyboardInterrupt as error:
            stopped = "is stopped: you interrupted the kernel"
            ended = {"error": stopped, "frames": _where(error, code), "interrupted": True}
        except NotYours as error:
            ended = {"error": f"gives {error}, and yours is built on the numpy torch"}
        except (Exception, SystemExit) as error:
            ended = _raised(error, code)
        return Outcome(out.text, displayed=tuple(displayed), **ended)

    def _file(self) -> str:
        """What tracebacks call this cell: the notebook's own name for it, where there is one."""
        return cell_name() or f"%%both {self.cells}"


def processor_time(seconds: float) -> float:
    """A limit that the clock's is always reached before: torch computes on every core."""
    return seconds * 1_000


def both(line: str, cell: str | None = None) -> None:
    """The magic `%%both` (a cell) and `%both` (a line).

    Raises RuntimeError without a bench and inside another `%%both`, ValueError for code beside `%%both`, and
    Interrupted once a person has stopped the cell and its card is shown.
    """
    nn = current()
    if nn is None:
        raise RuntimeError("%%both needs a bench. Run the lesson's first code cell, then this one again.")
    if _running:
        raise RuntimeError("this cell runs in both worlds already. Take the inner %both away.")
    seconds = SECONDS if cell is None else _seconds(line)
    # The first line of a cell is the magic itself: with an empty one in its place, lines have the numbers they show.
    code = line if cell is None else f"\n{cell}"
    _running.append(True)
    try:
        torch, yours = session(nn).run(code, seconds)
    finally:
        _running.clear()
    told = note(code, torch, yours)
    notebook.show(html(torch, yours, told), text(torch, yours, told))
    if yours.interrupted:
        raise Interrupted("interrupted; both worlds keep what was defined until then")


both._ipython_magic_no_var_expand = True  # type: ignore[attr-defined]  # {x} and $x are the cell's own, as Python has them

_session: list[Both] = []
_running: list[bool] = []


def session(nn: ModuleType) -> Both:
    """The worlds of this bench, and in them what its cells have defined; those of another bench are let go."""
    if not _session or _session[0].nn is not nn:
        _session[:] = [Both(nn)]
    return _session[0]


def defined(world: str) -> Mapping[str, Any]:
    """What the cells have defined in "torch" or in "yours"; nothing before the first of them."""
    return _session[0].names.get(world, {}) if _session else {}


def register_magics() -> None:
    """Make %%both known where there is an IPython."""
    shell = notebook.shell()
    if shell is not None:
        shell.register_magic_function(both, "line_cell", "both")


def note(code: str, torch: Outcome, yours: Outcome) -> str:
    """One line about the two worlds that an outcome alone does not tell."""
    if re.search(r"^\s*@grow\(", code, re.M):
        return "`grow` changes your nn, in this cell as in any other. torch stays as it is."
    missing = re.search(r"raises NameError: name '(\w+)' is not defined", yours.error)
    if missing and missing[1] in getattr(notebook.shell(), "user_ns", {}):
        return f"`{missing[1]}` is a name of your notebook. Define it in a %%both cell: those have names of their own."
    return ""


def _seconds(line: str) -> float:
    """The seconds that `%%both --seconds 300` gives to each world."""
    if not line.strip():
        return SECONDS
    parser = argparse.ArgumentParser(prog="%%both", add_help=False, allow_abbrev=False)
    parser.add_argument("--seconds", type=float, default=SECONDS)

    def refuse(message: str) -> NoReturn:
        raise ValueError(
            f"%%both stands alone on its line, and the code on the lines below; `%both {line.strip()}` runs one line."
            " For a cell that takes longer: %%both --seconds 300"
        )

    parser.error = refuse  # type: ignore[method-assign]
    try:
        words = shlex.split(line)
    except ValueError:
        refuse("")
    seconds: float = parser.parse_args(words).seconds
    return seconds


def _raised(error: BaseException, code: str) -> dict[str, Any]:
    if exercise := starter_of(error):
        return {"error": f"{exercise} is waiting for you."}
    words = str(error.msg if isinstance(error, SyntaxError) else error)
    named = f"{type(error).__name__}: {words}" if words else type(error).__name__
    return {"error": f"raises {named[:SHOWN]}", "frames": _where(error, code)}


def _where(error: BaseException, code: str) -> str:
    """The learner's frames of an exception; none where the cell is the one line it was raised in."""
    if isinstance(error, SyntaxError):
        place, *lines = "".join(traceback.format_exception_only(error)).splitlines()[:-1] or [""]
        return "\n".join([f"line {error.lineno}", *lines]) if place and code.count("\n") > 1 else "\n".join(lines)
    frames = theirs(error, "", LIBRARIES).splitlines()
    told = frames[: max((at + 1 for at, line in enumerate(frames) if line.startswith("    ")), default=0)]
    return "\n".join(told) if len(told) > 2 or len(code.strip().splitlines()) > 1 else ""


@contextlib.contextmanager
def _real_device(world: World) -> Iterator[None]:
    if world.device == "cpu":
        yield
    else:
        with world.torch.device(world.device):
            yield
