"""`course reset NOTEBOOK [EXERCISE]`: starters put back into a file that nobody has open.

The whole file is kept first. A notebook whose kernel runs in a JupyterLab of this machine is refused: the open document
would not see the change, and its next save would undo it. There, `reset("1.4")` in the notebook is the way.
"""

from __future__ import annotations

import argparse
import json
import sys
import urllib.error
import urllib.request
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from course import backups, log, standings
from course.resets import grade_id, starters
from course.setup.copies import RECORD, place

SECONDS = 3


class Refused(Exception):
    """The file stays as it is; the words say why, and the mend."""


def main(arguments: list[str]) -> int:
    """Put a lesson, or one exercise of it, back; 0 done, 2 where nothing was changed, and why."""
    about = "Put a lesson's starters back. The notebook as it was is kept in a file that is named."
    parser = argparse.ArgumentParser(prog="course reset", description=about, allow_abbrev=False)
    parser.add_argument("notebook", type=Path, help="for example my-lessons/01_parameter/01_parameter.ipynb")
    parser.add_argument("exercise", nargs="?", help="for example 1.4; without it, the whole lesson as it was released")
    given = parser.parse_args(arguments)
    try:
        print(put_back(given.notebook, given.exercise))
    except Refused as refused:
        print(f"course reset: {refused}", file=sys.stderr)
        return 2
    return 0


def put_back(path: Path, exercise: str | None) -> str:
    """Change the file and return what to say.  Raises Refused, and has then changed nothing."""
    if not path.is_file():
        raise Refused(f"there is no {path}. Your copies are in my-lessons/ once `course lab` has run.")
    name = _lesson(path)
    if address := open_in(path):
        inside = f'`reset("{exercise or name.split("_")[0]}")` in a cell of the notebook'
        raise Refused(
            f"{path} is open in JupyterLab ({address}), which would not see the change. Use {inside}, "
            "or close it there (File, Close and Shut Down Notebook) and run this again."
        )
    before = path.read_bytes()
    after = _released(name) if exercise is None else _with_starter(before, path, name, exercise)
    if after == before:
        return f"{exercise or name} is as it was released already. Nothing was changed."
    try:
        kept = backups.keep(before, _mine(path), name, ".ipynb")
        place(after, path, over=True)
    except OSError as error:
        raise Refused(f"the notebook could not be kept, or not be written ({error}). It is as it was.") from error
    _note(path, [exercise] if exercise else [one.id for one in standings.listed_in(name)])
    done = f"The starter of {exercise} is back in {path}." if exercise else f"{path} is as it was released."
    return f"{done}\nThe notebook as it was is in {kept}"


def _lesson(path: Path) -> str:
    known = sorted({one.lesson for one in standings.listed()})
    for name in (path.stem, path.resolve().parent.name):
        if name in known:
            return name
    raise Refused(f"{path} is no lesson's notebook. There is {', '.join(known)}.")


def _released(name: str) -> bytes:
    return (standings.LESSONS / name / f"{name}.ipynb").read_bytes()


def _with_starter(before: bytes, path: Path, name: str, exercise: str) -> bytes:
    known = [one.id for one in standings.listed_in(name)]
    if exercise not in known:
        raise Refused(f"{name} has no exercise {exercise!r}; it has {known[0]} to {known[-1]}.")
    cells = standings.graded_cells(path)
    if grade_id(exercise) not in cells:
        raise Refused(
            f"{path} has no answer cell of {exercise}, or cannot be read as a notebook. Without naming an exercise, "
            "the whole lesson is put back; your notebook is kept."
        )
    starter = starters([exercise])[exercise]
    if standings.text_of(cells[grade_id(exercise)]) == starter:
        return before
    notebook: dict[str, Any] = json.loads(before)
    # What the answer and its check showed was about the old text.
    for cell in notebook["cells"]:
        its = cell.get("metadata", {}).get("nbgrader", {}).get("grade_id")
        if its in (grade_id(exercise), grade_id(exercise).replace("answer-", "check-")):
            cell |= {"outputs": [], "execution_count": None}
        if its == grade_id(exercise):
            cell["source"] = starter.splitlines(keepends=True)
    return (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode()


def open_in(path: Path) -> str:
    """The address of a Jupyter server on this machine that runs a kernel for the notebook; '' where none does."""
    from jupyter_server.serverapp import list_running_servers

    for server in list_running_servers():
        opened = [Path(server["root_dir"], str(session.get("path"))).resolve() for session in _sessions(server)]
        if path.resolve() in opened:
            return str(server["url"])
    return ""


def _sessions(server: dict[str, Any]) -> list[dict[str, Any]]:
    """What a server runs kernels for; nothing where it does not answer: then it has ended, or is not yours."""
    token = {"Authorization": f"token {server['token']}"}
    request = urllib.request.Request(f"{server['url']}api/sessions", headers=token)
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            found = json.load(answer)
    except (OSError, ValueError, urllib.error.URLError):
        return []
    return [session for session in found if isinstance(session, dict)] if isinstance(found, list) else []


def _mine(path: Path) -> Path:
    """Where the backups go: the learner's folder, or beside a notebook that stands in none."""
    folder = path.resolve().parent.parent
    return folder if (folder / RECORD).is_file() else path.resolve().parent


def _note(path: Path, exercises: list[str]) -> None:
    folder = _mine(path)
    if (folder / RECORD).is_file():
        at = datetime.now(UTC).isoformat(timespec="seconds")
        for exercise in exercises:
            log.append(folder / log.NAME, {"at": at, "what": "reset", "exercise": exercise})
