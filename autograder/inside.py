"""The child process of a sandbox: run a notebook's cells and the probes, and send recordings out.

Started by path (`python -I -S inside.py`), with a request as JSON on standard input; it answers with lines of JSON on
what was standard output. Of everything installed it can import numpy, tqdm and the course: no torch, no solutions.
"""

from __future__ import annotations

import builtins
import contextlib
import importlib.abc
import importlib.machinery
import json
import linecache
import os
import sys
from collections.abc import Sequence
from types import CodeType, ModuleType
from typing import Any, TextIO

HIDDEN = {"torch", "torchvision", "functorch", "autograder", "solutions", "tests"}
QUIET = {"IPython", "ipywidgets", "anywidget", "matplotlib", "traitlets", "rich"}


class Quiet:
    """Stands for what only shows something: any use of it does nothing."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return two_quiet if name == "subplots" else Quiet()

    def __call__(self, *args: Any, **named: Any) -> Any:
        return Quiet()

    def __iter__(self) -> Any:
        return iter(())

    def __getitem__(self, at: Any) -> Any:
        return Quiet()

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *error: Any) -> None:
        return None


def two_quiet(*args: Any, **named: Any) -> Any:
    """`fig, ax = plt.subplots()`"""
    return Quiet(), Quiet()


class QuietModule(ModuleType):
    def __getattr__(self, name: str) -> Any:
        if name == "get_ipython":
            return lambda: None
        return getattr(Quiet(), name)


class QuietLoader(importlib.abc.Loader):
    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        return QuietModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        module.__path__ = []


class Only(importlib.abc.MetaPathFinder):
    """Finds the packages that have a place here, stands quiet ones in for displays, and refuses torch."""

    def __init__(self, places: dict[str, str]) -> None:
        self._places = places

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Find a module.  Raises ModuleNotFoundError for torch and for what belongs to the grader."""
        top = name.split(".")[0]
        if top in HIDDEN:
            raise ModuleNotFoundError(f"No module named {name!r} here. Build yours on the numpy torch.", name=name)
        if top in QUIET:
            return importlib.machinery.ModuleSpec(name, QuietLoader(), is_package=True)
        if path is None and name in self._places:
            return importlib.machinery.PathFinder.find_spec(name, [self._places[name]])
        return None


class Shell:
    """What get_ipython() gives: the magics that show something are quiet, the shell is refused."""

    def run_cell_magic(self, name: str, line: str, cell: str) -> None:
        """Do nothing for a magic over a cell, timing excepted: it runs the cell."""
        if name in ("time", "timeit", "capture"):
            exec(compile(cell, f"<%%{name}>", "exec"), vars(sys.modules["__main__"]))

    def run_line_magic(self, name: str, line: str, *more: Any) -> None:
        """Do nothing."""

    def system(self, command: str) -> None:
        """Raises RuntimeError: no shell."""
        raise RuntimeError("shell commands are not run when a notebook is graded")

    getoutput = getpipes = system

    def __getattr__(self, name: str) -> Any:
        return getattr(Quiet(), name)


def limit(limits: dict[str, int]) -> None:
    """Lower what this process may use, where the system can; the parent's clock holds in any case."""
    try:
        import resource
    except ImportError:
        return
    for name, most in limits.items():
        which = getattr(resource, f"RLIMIT_{name}")
        hard = resource.getrlimit(which)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(which, (most, most))


class Run:
    """One notebook: its names, and the way out."""

    def __init__(self, request: dict[str, Any], out: TextIO) -> None:
        self._request = request
        self._out = out
        self._probes: dict[tuple[str, str], Any] = {}
        self._main = ModuleType("__main__")
        vars(self._main).update(get_ipython=Shell, exit=sys.exit, quit=sys.exit)
        self._main.__dict__["__builtins__"] = builtins

    def send(self, **said: Any) -> None:
        self._out.write(json.dumps(said) + "\n")
        self._out.flush()

    def start(self) -> None:
        """Load what the cells and the probes need, before any of the learner's text runs."""
        import course
        import course.benches

        for name in set(course.__all__) - {"bench", "grow"}:  # what is left only shows something
            setattr(course, name, lambda *args, **named: None)
        for file, text in self._request["files"].items():
            names: dict[str, Any] = {"__name__": f"probes of {file}", "__file__": file}
            exec(_compiled(text, f"<{file}>"), names)
            self._probes.update({(file, name): value for name, value in names.items()})
        sys.modules["__main__"] = self._main

    def cells(self) -> None:
        """Run every step in order."""
        for kind, name, text, exercise in self._request["steps"]:
            self.send(at=name)
            if kind == "check":
                self.check(exercise)
            else:
                self.cell(name, text)

    def cell(self, name: str, text: str) -> None:
        """Run one cell; what it raises is noted, and the next one runs."""
        from course.limits import Printed, TimeUp, captured, time_limit
        from course.tracebacks import theirs

        try:
            with time_limit(*self._request["seconds"]), captured(Printed()):
                exec(_compiled(text, f"<{name}>"), vars(self._main))
        except TimeUp as error:
            self.send(error=name, reason="time", frames=theirs(error, "").rpartition("\n")[0])
        except BaseException as error:  # whatever ends a cell, exit() included, ends that cell alone
            where = f"line {error.lineno}: " if isinstance(error, SyntaxError) and error.lineno else ""
            frames = (
                f"{where}{type(error).__name__}: {error.msg}" if isinstance(error, SyntaxError) else theirs(error, "")
            )
            self.send(error=name, reason="raises", frames=frames[:4000])

    def check(self, exercise: str) -> None:
        """Record every probe of an exercise, in the nn that there is at this point of the notebook."""
        from course.checking import first_missing
        from course.probes import record
        from course.recordings import to_json
        from course.worlds import numpy_world

        wanted = self._request["checks"][exercise]
        nn = vars(self._main).get("nn")
        if not isinstance(nn, ModuleType):
            self.send(check=exercise, lost=f"nn is a {type(nn).__name__} here, and no bench")
            return
        missing = first_missing(nn, [(e, owner, name) for e, owner, name in wanted["targets"]])
        self.send(check=exercise, missing=missing)
        for at, (file, name, seed) in enumerate([] if missing else wanted["probes"]):
            recording = record(self._probes[file, name], numpy_world(nn), seed, self._request["busy"])
            self.send(recording=exercise, probe=at, data=to_json(recording))
            if recording.crash is not None and recording.crash.reason == "time":
                break  # the others would wait as long, and the first is what the learner is told


def _compiled(text: str, filename: str) -> CodeType:
    linecache.cache[filename] = (len(text), None, text.splitlines(keepends=True), filename)
    code: CodeType = compile(text, filename, "exec", dont_inherit=True)
    return code


def main() -> None:
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    request = json.load(sys.stdin)
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    limit(request["limits"])
    sys.meta_path.insert(0, Only(request["places"]))
    run = Run(request, out)
    run.start()
    run.cells()
    run.send(done=True)
    os._exit(0)  # past what a cell left for the end: threads, atexit, __del__


if __name__ == "__main__":
    main()
