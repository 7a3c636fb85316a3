"""`course doctor`: what is installed here, what is missing, and its mend."""

from __future__ import annotations

import argparse
import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

from course.book import SOURCES

NEEDED = ("numpy", "jupyterlab", "ipykernel", "ipywidgets", "anywidget", "nbgrader", "nbclient", "nbformat")
ROOM = 1 << 30  # bytes that a session of JupyterLab, its logs and checkpoints may want


class Finding(NamedTuple):
    """One thing looked at: whether it is well, what was found, and the mend where it is not."""

    name: str
    well: bool
    found: str
    mend: str = ""


def main(arguments: list[str]) -> int:
    """Print every finding; 0 where nothing is missing, 1 where something is."""
    about = "Say what is installed here, what is missing, and how to mend it."
    argparse.ArgumentParser(prog="course doctor", description=about).parse_args(arguments)
    findings = list(examined())
    for one in findings:
        print(f"{'✓' if one.well else '!'} {one.name:<12}{one.found}")
        if not one.well:
            print(f"  {'mend':<12}{one.mend}")
    ill = sum(not one.well for one in findings)
    print("Nothing is missing." if not ill else f"{ill} of {len(findings)} need mending.")
    return 1 if ill else 0


def examined() -> Iterator[Finding]:
    """Look at everything in turn; what cannot be looked at is a finding of its own."""
    looks: list[Callable[[], Iterator[Finding]]] = [_python, _packages, _torch, _lessons, _disk]
    for look in looks:
        try:
            yield from look()
        except Exception as error:  # a doctor that falls ill must still name the others' illnesses
            yield Finding(look.__name__.strip("_"), False, f"{type(error).__name__}: {error}", "python3 -m course lab")


def _python() -> Iterator[Finding]:
    yield Finding("python", True, f"{platform.python_version()} at {sys.executable}")


def _packages() -> Iterator[Finding]:
    for name in NEEDED:
        try:
            yield Finding(name, True, version(name))
        except PackageNotFoundError:
            yield Finding(name, False, "is not installed", "python3 -m course lab")


def _torch() -> Iterator[Finding]:
    from course import answer_key, recorded, worlds

    if not answer_key.live():
        mend = f"python3 -m course lab; until then checks use what torch {recorded.version()} answered earlier"
        yield Finding("torch", False, "is not installed", mend)
        return
    torch = worlds.torch_world().torch
    kind = torch.cuda.get_device_name() if torch.cuda.is_available() else "the CPU"
    yield Finding("torch", True, f"{torch.__version__} on {kind}; checks ask it on {worlds.torch_world().device}")
    if worlds.torch_version() != recorded.version():
        mend = "python3 -m course lab, which installs the one that the lessons are written for"
        yield Finding("torch", False, f"the lessons are written for {recorded.version()}", mend)


def _lessons() -> Iterator[Finding]:
    from course import book
    from course.checking import known_exercises

    names = book.lessons()
    if not names:
        yield Finding("lessons", False, f"{SOURCES} holds none, so hints and solutions are missing", "git pull")
        return
    yield Finding("lessons", True, f"{', '.join(names)}: {len(known_exercises())} exercises")


def _disk() -> Iterator[Finding]:
    free = shutil.disk_usage(Path.cwd()).free
    yield Finding("disk", free > ROOM, f"{free / (1 << 30):.1f} GB free here", "make room: 1 GB or more")
