"""What a notebook's cells find when they are graded: displays are quiet, torch and the shell are refused."""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Any

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
