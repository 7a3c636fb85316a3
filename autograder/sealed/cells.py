"""One notebook, in its own process: its cells in order, and the probes where their checks stand."""

from __future__ import annotations

import builtins
import json
import linecache
import os
import sys
import time
from types import CodeType, ModuleType
from typing import Any

from course.benches import prepare
from course.checking import first_missing
from course.limits import Printed, TimeUp, captured, time_limit
from course.probes import record
from course.recordings import Crash, Recording, to_json
from course.tracebacks import theirs
from course.worlds import numpy_world

from .scratch import too_full
from .stand_ins import Shell
from .wire import TooMuch, pack

FRAMES = 4_000
FLUSH_SECONDS = 0.02


class Prepared:
    """What is the same for every submission of a lesson, made once, before there is any."""

    def __init__(self, lesson: dict[str, Any]) -> None:
        import course

        for name in set(course.__all__) - {"bench", "grow"}:  # what is left only shows something
            setattr(course, name, lambda *args, **named: None)
        self.lesson = lesson
        self.given = {name: compiled(text, f"<{name}>") for name, text in lesson["given"].items()}
        self.probes: dict[tuple[str, str], Any] = {}
        for file, text in lesson["files"].items():
            names: dict[str, Any] = {"__name__": f"probes of {file}", "__file__": file}
            exec(compiled(text, f"<{file}>"), names)
            self.probes.update({(file, name): value for name, value in names.items()})
        self.rehearse(lesson["blank"])
        prepare()

    def rehearse(self, steps: list[list[str]]) -> None:
        """Run the notebook as it is released, to nowhere: what is slow the first time would be so in every child."""
        asked: dict[str, list[list[Any]]] = {}
        for (file, name), value in self.probes.items():
            for exercise in getattr(value, "exercises", ()):
                asked.setdefault(exercise, []).append([file, name, 0])
        main, nowhere = sys.modules["__main__"], os.open(os.devnull, os.O_WRONLY)
        try:
            Run(self, {"steps": steps, "asked": asked}, nowhere).cells()
        finally:
            sys.modules["__main__"] = main
            os.close(nowhere)


class Run:
    """One notebook: its names, and the way out."""

    def __init__(self, prepared: Prepared, request: dict[str, Any], way_out: int, folder: str = "") -> None:
        """folder: where it works, if that is on the host and has to be looked after."""
        self._prepared = prepared
        self._folder = folder
        self._request = request
        self._out = way_out
        self._held = bytearray()
        self._sent = time.monotonic()
        self._main = ModuleType("__main__")
        vars(self._main).update(get_ipython=Shell, exit=sys.exit, quit=sys.exit)
        self._main.__dict__["__builtins__"] = builtins
        sys.modules["__main__"] = self._main

    def send(self, raw: bytes = b"", **said: Any) -> None:
        self._held += pack(said, raw)
        if len(self._held) > 1 << 16 or time.monotonic() - self._sent > FLUSH_SECONDS:
            self.flush()

    def flush(self) -> None:
        held = memoryview(bytes(self._held))
        self._held.clear()
        while held:
            held = held[os.write(self._out, held) :]
        self._sent = time.monotonic()

    def cells(self) -> None:
        """Run every step in order."""
        for kind, name, text, exercise in self._request["steps"]:
            self.send(at=name)
            self.flush()
            if kind == "check":
                self.check(exercise)
            else:
                self.cell(name, self._prepared.given.get(name) if kind == "given" else text)
            if self._folder and too_full(self._folder):  # said here, so that no later cell is blamed
                self.send(broke="its folder was full")
                return self.flush()
        self.send(done=True)
        self.flush()

    def cell(self, name: str, code: Any) -> None:
        """Run one cell; what it raises is noted, and the next one runs."""
        try:
            with time_limit(*self._prepared.lesson["seconds"]), captured(Printed()):
                exec(compiled(code, f"<{name}>") if isinstance(code, str) else code, vars(self._main))
        except TimeUp as error:
            self.send(error=name, reason="time", frames=theirs(error, "").rpartition("\n")[0][:FRAMES])
        except SyntaxError as error:
            where = f"line {error.lineno}: " if error.lineno else ""
            self.send(error=name, reason="raises", frames=f"{where}{type(error).__name__}: {error.msg}"[:FRAMES])
        except BaseException as error:  # whatever ends a cell, exit() included, ends that cell alone
            self.send(error=name, reason="raises", frames=theirs(error, "")[:FRAMES])

    def check(self, exercise: str) -> None:
        """Record every probe of an exercise, in the nn that there is at this point of the notebook."""
        nn = vars(self._main).get("nn")
        if not isinstance(nn, ModuleType):
            self.send(check=exercise, lost=f"nn is a {type(nn).__name__} here, and no bench")
            return
        targets = [(e, owner, name) for e, owner, name in self._prepared.lesson["targets"][exercise]]
        self.send(check=exercise, missing=first_missing(nn, targets))
        # What an earlier cell did not make costs what stands on it, and the probes say what that is.
        if first_missing(nn, [t for t in targets if t[0] == exercise]):
            return
        world, busy = numpy_world(nn), self._prepared.lesson["busy"]
        for at, (file, name, seed) in enumerate(self._request["asked"].get(exercise, ())):
            recording = record(self._prepared.probes[file, name], world, seed, busy)
            self.recorded(exercise, at, recording)
            if recording.crash is not None and recording.crash.reason == "time":
                break  # the others would wait as long, and the first is what the learner is told

    def recorded(self, exercise: str, at: int, recording: Recording) -> None:
        """Send a recording, its arrays as raw bytes; in the place of one over the caps, that it is."""
        raw = bytearray()

        def put(array: bytes) -> list[int]:
            raw.extend(array)
            return [len(raw) - len(array), len(raw)]

        try:
            text = json.dumps(to_json(recording, put)).encode()
            self.send(text + raw, recording=exercise, probe=at, text=len(text))
        except (TooMuch, MemoryError):
            crash = Crash("too much", recording.seen[-1].line if recording.seen else 0)
            text = json.dumps(to_json(Recording([], crash))).encode()
            self.send(text, recording=exercise, probe=at, text=len(text))


def compiled(text: str, filename: str) -> CodeType:
    linecache.cache[filename] = (len(text), None, text.splitlines(keepends=True), filename)
    code: CodeType = compile(text, filename, "exec", dont_inherit=True)
    return code
