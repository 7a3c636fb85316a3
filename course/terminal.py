"""`course check NOTEBOOK`: a lesson's checks from a shell, for those who write in another editor.

The notebook is run in a kernel of its own, from the first cell to the last, and is not written to.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SECONDS_A_CELL = 60
LOOK_AGAIN = 0.3


class NoNotebook(Exception):
    """What was named is no notebook of a lesson; the words say what to name."""


@dataclass(frozen=True)
class Answered:
    """What one check said; of a cell that is no check, why it raised, and no exercise."""

    exercise: str
    text: str
    agrees: bool


def main(arguments: list[str]) -> int:
    """Run a notebook's checks; 0 where all agree, 1 where not, 2 where there is no such notebook."""
    about = "Run a lesson's notebook and print what its checks say. The notebook is not changed."
    parser = argparse.ArgumentParser(prog="course check", description=about, allow_abbrev=False)
    parser.add_argument("notebook", type=Path, help="for example my-lessons/01_parameter/01_parameter.ipynb")
    parser.add_argument("--only", metavar="EXERCISE", help="print this exercise's check alone")
    parser.add_argument("--watch", action="store_true", help="check again whenever the file is saved; Ctrl-C ends it")
    given = parser.parse_args(arguments)
    try:
        code = report(given.notebook, given.only)
        while given.watch:
            wait_for_change(given.notebook)
            print(f"\n{given.notebook} was saved.\n", flush=True)
            code = report(given.notebook, given.only)
    except NoNotebook as error:
        print(f"course check: {error}", file=sys.stderr)
        return 2
    return code


def report(path: Path, only: str | None = None) -> int:
    """Print every check's answer, then how many agree."""
    answered = []
    for one in run(path, only):
        print(f"{one.text}\n", flush=True)
        answered += [one] if one.exercise else []
    if not answered:
        what = f"no check of {only}" if only else "no checks"
        raise NoNotebook(f"{path} has {what}. Name a lesson's notebook, and an exercise as in --only 1.4.")
    right = sum(one.agrees for one in answered)
    print(f"{right} of {len(answered)} agree.")
    return 0 if right == len(answered) else 1


def run(path: Path, only: str | None = None) -> Iterator[Answered]:
    """Run a notebook's cells in order and give each check's answer as it comes, and each other cell that raises.

    With `only`, nothing is run after that exercise's check.  Raises NoNotebook for what is none.
    """
    from nbclient import NotebookClient
    from nbclient.exceptions import CellTimeoutError, DeadKernelError

    nb = read(path)
    client = NotebookClient(
        nb,
        timeout=SECONDS_A_CELL,
        interrupt_on_timeout=True,
        allow_errors=True,
        resources={"metadata": {"path": str(path.parent.resolve())}},
        extra_arguments=["--IPKernelApp.log_level=ERROR"],  # a kernel's own warnings are not the learner's
    )
    with client.setup_kernel():
        for at, cell in enumerate(nb.cells):
            exercise = checked(cell)
            try:
                if cell.cell_type == "code":
                    client.execute_cell(cell, at)
            except (CellTimeoutError, DeadKernelError) as error:
                yield Answered(
                    exercise, f"! {_first_line(cell)}  was stopped, and nothing ran after it: {error}", False
                )
                return
            raising = any(o.output_type == "error" for o in cell.get("outputs", []))
            if exercise and only in (None, exercise):
                yield Answered(exercise, shown(cell), not raising)
            elif raising and not exercise:
                yield Answered("", f"! {_first_line(cell)}  raises {shown(cell)}", False)
            if exercise and exercise == only:
                return


def read(path: Path) -> Any:
    """A notebook's cells.  Raises NoNotebook, with what to do."""
    import nbformat

    try:
        return nbformat.read(path, as_version=4)
    except FileNotFoundError as error:
        raise NoNotebook(f"there is no {path}. Your copies are in my-lessons/ once `course lab` has run.") from error
    except Exception as error:  # nbformat has a dozen kinds of exception for a file that is none
        raise NoNotebook(f"{path} cannot be read as a notebook ({type(error).__name__}). Is it saved?") from error


def checked(cell: Any) -> str:
    """The exercise that a cell checks, or ''."""
    grade_id = str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))
    return grade_id.removeprefix("check-").replace("-", ".") if grade_id.startswith("check-") else ""


def shown(cell: Any) -> str:
    """What a check's cell shows, as text: its card, or the exception where there is no card."""
    cards = [o.data["text/plain"] for o in cell.outputs if o.output_type == "display_data" and "text/plain" in o.data]
    errors = [f"{o.ename}: {o.evalue}" for o in cell.outputs if o.output_type == "error"]
    return "\n".join(cards or errors) or "(nothing)"


def _first_line(cell: Any) -> str:
    lines = [x for x in cell.source.splitlines() if x.strip() and not x.startswith("@")]
    return lines[0] if lines else "an empty cell"


def wait_for_change(path: Path) -> None:
    """Return when the file has been saved; an editor may put a new file in its place."""
    before = _stamp(path)
    while _stamp(path) in (before, None):
        time.sleep(LOOK_AGAIN)


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
