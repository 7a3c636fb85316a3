"""What a run of the grader shows: one row a learner, one column an exercise, and what failed first."""

from __future__ import annotations

from itertools import groupby

from rich.console import Console
from rich.table import Table
from rich.text import Text

from autograder.grade import Report
from autograder.verdict import Graded
from course.cards import GLYPHS

STYLES = {"agrees": "green", "differs": "red", "raises": "red", "untouched": "dim"}


def show(report: Report, console: Console | None = None) -> None:
    """Print a table for each lesson, and where the scores are."""
    console = console or Console()
    for lesson, rows in groupby(report.graded, lambda g: g.submission.lesson):
        console.print(table(lesson, list(rows)))
    stored = sum(1 for g in report.graded if not g.submission.trouble)
    console.print(
        f"{stored} of {len(report.graded)} submissions graded into {report.db}; --seed {report.seed} repeats this run."
    )
    if not report.certified:
        console.print(
            "NOT CERTIFIED: submissions ran without walls (--unsafe), and could have written their own scores."
        )
    console.print("  ".join(f"{glyph} {state}" for state, glyph in GLYPHS.items()), style="dim")


def table(lesson: str, rows: list[Graded]) -> Table:
    exercises = list(dict.fromkeys(e for g in rows for e in g.feedback))
    made = Table(title=lesson, title_justify="left", padding=(0, 1, 0, 0), box=None, header_style="bold")
    made.add_column("learner", no_wrap=True)
    for exercise in exercises:
        made.add_column(exercise.split(".", 1)[1] if len(exercises) > 6 else exercise, justify="center", no_wrap=True)
    made.add_column("points", justify="right", no_wrap=True)
    made.add_column("first to look at", overflow="fold", ratio=1)
    for g in rows:
        marks = [_mark(g, e) for e in exercises]
        points = "not graded" if g.submission.trouble else f"{g.score}/{g.most}"
        made.add_row(Text(g.submission.learner), *marks, points, Text(first_to_look_at(g)))
    return made


def _mark(g: Graded, exercise: str) -> Text:
    state = g.feedback[exercise].state if exercise in g.feedback else ""
    return Text(GLYPHS.get(state, " "), style=STYLES.get(state, ""))


def first_to_look_at(g: Graded) -> str:
    if g.submission.trouble:
        return g.submission.trouble
    wrong = [f for f in g.feedback.values() if f.state not in ("agrees", "untouched")]
    wrong += [f for f in g.feedback.values() if f.state == "untouched"]
    said = _without_end(wrong[0].short) if wrong else ""
    unkept = "ran without walls" if g.walls == "none" else ""
    return "; ".join(filter(None, [unkept, said, *g.submission.remarks]))


def _without_end(text: str) -> str:
    # What a learner's code said may hold a terminal's commands.
    text = "".join(c if c.isprintable() else " " for c in text)
    return text if len(text) <= 160 else text[:156] + " ..."
