"""A probe: an experiment in torch's own vocabulary, run in either world, that records what it sees.

    @probe("1.4")
    def a_name_that_is_taken_is_refused(torch, see):
        '''The question that helps a learner whose world differs here.'''
        ...
        see("the names", list(net._parameters))
        see.raises("a number", lambda: net.register_parameter("w", 5))

The function's name is its claim, its docstring the question. A probe with a third parameter is random: it is handed
a numpy generator, seeded the same way in both worlds.
"""

from __future__ import annotations

import ast
import inspect
import re
import sys
import textwrap
import warnings
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from course.limits import SECONDS_BUSY, SECONDS_WAITING, Printed, TimeUp, captured, time_limit
from course.recordings import Crash, NotYours, Raised, Recording, Seen, class_names, plain, raised
from course.tracebacks import line_in, theirs
from course.worlds import World

EXERCISE_ID = re.compile(r"(b?\d{1,2})\.(\d{1,2})")
_NOISE = re.compile(r"nn = torch\.nn|(\w+) = practised\(torch\)\.\1")


@dataclass(frozen=True)
class Probe:
    """One claim about torch, for one exercise or several."""

    exercises: tuple[str, ...]
    function: Callable[..., None]

    @property
    def name(self) -> str:
        return self.function.__name__

    @property
    def claim(self) -> str:
        return self.name.replace("_", " ")

    @property
    def question(self) -> str:
        return inspect.cleandoc(self.function.__doc__ or "")

    @property
    def file(self) -> str:
        return self.function.__code__.co_filename

    @cached_property
    def random(self) -> bool:
        return len(inspect.signature(self.function).parameters) == 3

    @cached_property
    def source(self) -> Source:
        return Source.of(self.function)

    def arguments(self, seed: int) -> list[Any]:
        if not self.random:
            return []
        return [np.random.default_rng([seed, zlib.crc32(self.name.encode())])]


def probe(*exercises: str) -> Callable[[Callable[..., None]], Probe]:
    """Make the decorated function a probe of these exercises.  Raises ValueError for an id of another form."""
    for exercise in exercises:
        if not EXERCISE_ID.fullmatch(exercise):
            raise ValueError(f"{exercise!r} is no exercise's id; write it as in @probe('1.4')")
    return lambda function: Probe(exercises, function)


class Untouched(Exception):
    """A starter's `raise NotImplementedError("1.4")` was reached."""


class See:
    """What a probe records with."""

    def __init__(self, recording: Recording, world: World, file: str) -> None:
        self._recording = recording
        self._world = world
        self._file = file

    def __call__(self, label: str, value: Any, ask: str = "") -> None:
        """Record a value, copied.  `ask` is the question for a difference here, where the probe's own does not fit."""
        self._note(label, plain(value, self._world.torch, self._world.real), ask)

    def raises(self, label: str, call: Callable[[], Any], message: bool = False, ask: str = "") -> None:
        """Record which exception the call raises; also its words, where `message` says that torch promises them."""
        try:
            call()
        except Exception as error:
            _let_untouched_through(error)
            seen = raised(error, message)
        else:
            seen = raised_nothing
        self._note(label, seen, ask)

    def warns(self, label: str, call: Callable[[], Any], ask: str = "") -> None:
        """Record the classes of the warnings that the call gives."""
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            call()
        self._note(label, plain([w.category for w in caught], self._world.torch, self._world.real), ask)

    def _note(self, label: str, seen: Any, ask: str) -> None:
        line = line_in(self._file, sys._getframe(2))
        self._recording.seen.append(Seen(label, line, seen, ask))


raised_nothing = Raised(())


def record(a: Probe, world: World, seed: int = 0, busy: float = SECONDS_BUSY) -> Recording:
    """Run a probe in a world; its own exceptions end the recording and are part of it."""
    recording, out = Recording(), Printed()
    see = See(recording, world, a.file)

    def ended(reason: str, error: BaseException, message: str = "") -> None:
        where = line_in(a.file, error.__traceback__)
        recording.crash = Crash(reason, where, class_names(error), message or str(error), theirs(error, a.file))

    try:
        # Whoever is given a minute has it on the clock, too: a first optimizer of torch's imports for seconds.
        with time_limit(busy, max(busy, SECONDS_WAITING)), world.kept(), captured(out), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            a.function(world.torch, see, *a.arguments(seed))
    except TimeUp as error:
        ended("time", error)
    except NotYours as error:
        ended("not yours", error)
    except (Exception, SystemExit) as error:
        exercise = starter_of(error)
        ended("untouched" if exercise else "raises", error, exercise)
    recording.printed = out.text
    return recording


def starter_of(error: BaseException) -> str:
    """The exercise whose starter raised this, or ''. A starter says `raise NotImplementedError("1.4")`."""
    while isinstance(error, Untouched) and error.__cause__ is not None:
        error = error.__cause__
    if type(error) is NotImplementedError and len(error.args) == 1 and isinstance(error.args[0], str):
        return error.args[0] if EXERCISE_ID.fullmatch(error.args[0]) else ""
    return ""


def _let_untouched_through(error: Exception) -> None:
    if starter_of(error):
        raise Untouched() from error


@dataclass(frozen=True)
class Source:
    """A probe's text, to show what was tried and what was asked."""

    first: int
    lines: tuple[str, ...]
    calls: tuple[tuple[int, int, str], ...]
    body: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, function: Callable[..., None]) -> Source:
        try:
            lines, first = inspect.getsourcelines(function)
        except OSError:
            return cls(0, (), (), ())
        text = textwrap.dedent("".join(lines))
        [definition] = ast.parse(text).body
        assert isinstance(definition, ast.FunctionDef)
        calls = []
        for node in ast.walk(definition):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[0] == "see" and len(node.args) > 1:
                asked = node.args[1]
                code = ast.unparse(asked.body) if isinstance(asked, ast.Lambda) else ast.get_source_segment(text, asked)
                calls.append((node.lineno + first - 1, (node.end_lineno or node.lineno) + first - 1, code or ""))
        skip = 1 if ast.get_docstring(definition) is not None else 0
        body = tuple(
            (s.lineno + first - 1, (s.end_lineno or s.lineno) + first - 1)
            for s in definition.body[skip:]
            if not _noise(s)
        )
        return cls(first, tuple(text.splitlines()), tuple(calls), body)

    def asked(self, line: int) -> str:
        """The expression that was recorded at a line of the file."""
        for start, end, code in self.calls:
            if start <= line <= end:
                return textwrap.dedent(code)
        return self.at(line)

    def at(self, line: int) -> str:
        at = line - self.first
        return self.lines[at].strip() if 0 <= at < len(self.lines) else ""

    def tried(self, line: int) -> str:
        """The probe's statements up to a line, without the other things it looked at on the way.

        All of them for a line of a helper that the probe called.
        """
        if not self.first <= line < self.first + len(self.lines):
            line = self.first + len(self.lines)
        kept: list[str] = []
        for start, end in self.body:
            if start > line:
                break
            looked = any(start <= first <= end for first, _, _ in self.calls) and not start <= line <= end
            here = any(start <= first and last <= end for first, last, _ in self.calls) and start <= line <= end
            compound = end > start and not self.lines[start - self.first].strip().startswith("see")
            if compound or not (looked or here):
                kept += self.lines[start - self.first : end - self.first + 1]
        return textwrap.dedent("\n".join(kept))


def _noise(statement: ast.stmt) -> bool:
    """`nn = torch.nn`, or `step = practised(torch).step`, brings in what is there and tells a reader nothing."""
    return isinstance(statement, ast.Assign) and _NOISE.fullmatch(ast.unparse(statement)) is not None
