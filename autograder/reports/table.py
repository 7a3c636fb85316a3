"""A report as tables in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import mean, median

from rich.console import Console
from rich.table import Table
from rich.text import Text

from autograder.reports.cells import number
from autograder.reports.report import STATES, LessonReport
from course.cards import GLYPHS

SIGNS = {state: GLYPHS.get(state, "…") for state in STATES}
MOST = 12  # rows of differences and of pairs; the files have all


def show(lessons: Sequence[LessonReport], console: Console | None = None) -> None:
    """Print each lesson's difficulty, first differences and similar submissions."""
    console = console or Console()
    for r in lessons:
        console.print(Text(r.lesson, style="bold"))
        console.print(Text(summary(r)))
        for said in r.remarks:
            console.print(Text(said, style="yellow"))
        if r.exercises:
            console.print(_difficulty(r))
            console.print("  ".join(f"{sign} {state}" for state, sign in SIGNS.items()), style="dim")
        if r.differences:
            console.print(_differences(r))
        console.print(Text(pairs_said(r)))
        if r.similar:
            console.print(_pairs(r))
        console.print()


def summary(r: LessonReport) -> str:
    """'24 submissions; points of 28: mean 19.5, median 23.5, from 2 to 28.'"""
    finals = r.finals
    if not finals:
        return "No submission is graded yet."
    middle = f"mean {number(round(mean(finals), 1))}, median {number(median(finals))}"
    count = f"{len(finals)} submission{'s' if len(finals) > 1 else ''}"
    return f"{count}; points of {number(r.most)}: {middle}, from {number(finals[0])} to {number(finals[-1])}."


def pairs_said(r: LessonReport) -> str:
    """What there is to say of similar submissions, in a sentence or two."""
    if r.similar is None:
        return "Submissions are compared where their folder is given."
    if not r.similar:
        return "No two submissions share more than their class explains."
    pairs = "1 pair of submissions shares" if len(r.similar) == 1 else f"{len(r.similar)} pairs of submissions share"
    return f"{pairs} what few have. That is a reason to read both, and no verdict."


def _difficulty(r: LessonReport) -> Table:
    made = _table("exercise", "title", "author", *SIGNS.values(), "solved", "points")
    for d in r.exercises:
        counts = [str(d.states[s] or "") for s in STATES]
        points = f"{d.points:.1f}/{d.most}"
        made.add_row(d.exercise, Text(d.title), f"{d.author}/5", *counts, f"{d.solved:.0%}", points)
    return made


def _differences(r: LessonReport) -> Table:
    made = _table("learners", "exercise", "first difference")
    for d in r.differences[:MOST]:
        made.add_row(str(len(d.learners)), d.exercise, Text(d.sentence))
    if len(r.differences) > MOST:
        made.add_row("", "", Text(f"and {len(r.differences) - MOST} more; --csv, --json and --html have all"))
    return made


def _pairs(r: LessonReport) -> Table:
    made = _table("alike", "learners", "exercises")
    for p in (r.similar or [])[:MOST]:
        made.add_row(f"{p.score:.0%}", Text(f"{p.first}, {p.second}"), " ".join(p.exercises))
    return made


def _table(*columns: str) -> Table:
    made = Table(padding=(0, 1, 0, 0), box=None, header_style="bold", title_justify="left")
    for name in columns:
        text = name in ("title", "first difference", "learners", "exercises")
        made.add_column(name, justify="left" if text or name == "exercise" else "right", overflow="fold")
    return made
