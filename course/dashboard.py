"""progress: every exercise with its state, minutes and help, and where to go on; as a page, or as text."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable
from html import escape
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

from course import log, notebook
from course.setup.places import ROOT
from course.standings import GLYPHS, Standing, standings, to_go_on_with
from course.widgets.looks import style

HEADS = ("exercise", "state", "minutes", "help")


def progress() -> None:
    """Show where you stand in every exercise, and a link to where you stopped.

    Raises FileNotFoundError, with the mend, where there are no lessons beside the notebook.
    """
    folder = _folder()
    found = standings(folder)
    notebook.show(html(folder, found), text(folder, found))


def main(arguments: list[str]) -> int:
    """Print every exercise's state and where to go on."""
    about = "Say where you stand: every exercise, its minutes and hints, and where to go on."
    parser = argparse.ArgumentParser(prog="course status", description=about, allow_abbrev=False)
    mine = ROOT / "my-lessons"
    parser.add_argument("--into", metavar="DIR", type=Path, default=mine, help="your folder (my-lessons)")
    folder = parser.parse_args(arguments).into
    if not folder.is_dir():
        print(f"There is no {folder} yet. `python3 -m course lab` makes it; --into names another.")
        return 1
    print(text(folder, standings(folder)))
    return 0


def _folder() -> Path:
    """The folder whose lessons are asked about: the one that this notebook stands in."""
    here = Path.cwd()
    for folder in (log.folder(), here.parent, here):
        if folder is not None and any(folder.glob("[0-9b]*/[0-9b]*.ipynb")):
            return folder
    raise FileNotFoundError(
        f"there are no lessons in {here.parent}. Run progress() in one of your lessons, or `python3 -m course status`."
    )


def headline(found: list[Standing]) -> str:
    agree = sum(one.state == "agrees" for one in found)
    skipped = sum(one.state == "skipped" for one in found)
    minutes = sum(one.minutes for one in found)
    more = [f"{skipped} skipped"] if skipped else []
    more += [f"{minutes} minutes so far"] if minutes else []
    return f"{agree} of {len(found)} agree with torch." + (f" {', '.join(more)}." if more else "")


def how_to_go_on(todo: Standing) -> str:
    """The words before the name of the exercise."""
    return "All but what you skipped agree. Take up" if todo.state == "skipped" else "Go on with"


def by_lesson(found: list[Standing]) -> Iterable[tuple[str, list[Standing]]]:
    return ((name, list(those)) for name, those in groupby(found, key=lambda one: one.exercise.lesson))


def of_lesson(name: str, those: list[Standing]) -> str:
    agree = sum(one.state == "agrees" for one in those)
    return f"{name}: {agree} of {len(those)} agree"


def row(one: Standing) -> tuple[str, str, str]:
    """The minutes, the expected ones beside them, and the help, in words."""
    asked = [f"hint {one.hints} of 3"] if one.hints else []
    asked += ["solution"] if one.solution else []
    return str(one.minutes), str(one.exercise.minutes), ", ".join(asked)


# -- text


def text(folder: Path, found: list[Standing]) -> str:
    """The dashboard for a terminal."""
    wide = max((len(_name(one)) for one in found), default=0)
    out = []
    for name, those in by_lesson(found):
        out.append(of_lesson(name, those))
        for one in those:
            spent, expected, asked = row(one)
            state = f"{GLYPHS[one.state]} {one.state}"
            minutes = f"{f'{spent} of' if one.minutes else '':>6} about {expected:>2} minutes"
            out.append(f"  {_name(one):<{wide}}  {state:<12}  {minutes}  {asked}".rstrip())
        out.append("")
    out.append(headline(found))
    todo = to_go_on_with(folder, found)
    if todo is not None:
        path = folder / todo.exercise.lesson / f"{todo.exercise.lesson}.ipynb"
        out.append(f"{how_to_go_on(todo)} {_name(todo)}, in {path}")
    return "\n".join(out)


def _name(one: Standing) -> str:
    return f"{one.exercise.id} {one.exercise.title}"


# -- html


def html(folder: Path, found: list[Standing]) -> str:
    """The dashboard for a notebook: lists that fold, one table a lesson, links that JupyterLab follows."""
    todo = to_go_on_with(folder, found)
    parts = [f'<p class="rn-lead"><strong>{escape(headline(found))}</strong></p>']
    if todo is not None:
        where = f" in {escape(todo.exercise.lesson)}"
        parts.append(f'<p class="rn-on">{how_to_go_on(todo)} {_link(folder, todo)}{where}</p>')
    for name, those in by_lesson(found):
        unfolded = " open" if todo is not None and todo.exercise.lesson == name else ""
        caption = escape(of_lesson(name, those))
        summary = f"<summary>{caption} {_bar(those)}</summary>"
        parts.append(f"<details{unfolded}>{summary}{_table(folder, name, those)}</details>")
    frame = f'<section class="rn-desk rn-progress" aria-label="Your progress">{"".join(parts)}</section>'
    return f"<style>{style('progress')}</style>{frame}"


def _bar(those: list[Standing]) -> str:
    """A picture of what the words before it say."""
    agree = sum(one.state == "agrees" for one in those)
    return f'<span class="rn-bar" aria-hidden="true"><span style="width:{100 * agree / len(those):.0f}%"></span></span>'


def _table(folder: Path, name: str, those: list[Standing]) -> str:
    heads = "".join(f'<th scope="col">{head}</th>' for head in HEADS)
    body = "".join(_row(folder, one) for one in those)
    caption = f"The exercises of {escape(name)}"
    return f"<table><caption>{caption}</caption><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"


def _row(folder: Path, one: Standing) -> str:
    spent, expected, asked = row(one)
    state = f'<span aria-hidden="true">{GLYPHS[one.state]}</span> {one.state}'
    minutes = f"{spent} of about {expected}" if one.minutes else f"about {expected}"
    name = f'<th scope="row">{_link(folder, one)}</th>'
    return f'<tr>{name}<td class="rn-{one.state.replace(" ", "-")}">{state}</td><td>{minutes}</td><td>{asked}</td></tr>'


def _link(folder: Path, one: Standing) -> str:
    """A link to the exercise; JupyterLab opens a relative one in its own tab, at the cell that is named."""
    path = folder / one.exercise.lesson / f"{one.exercise.lesson}.ipynb"
    if not path.is_file():
        return escape(_name(one))
    try:
        way = Path(os.path.relpath(path, Path.cwd())).as_posix()
    except ValueError:  # another drive
        return escape(_name(one))
    return f'<a href="{quote(way)}#cell-id={quote(one.exercise.cell)}">{escape(_name(one))}</a>'
