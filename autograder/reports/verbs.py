"""The verbs after grading: report and export; and where a run of the grader goes besides the gradebook."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from autograder.grade import Report


def add(verbs: Any) -> dict[str, Callable[[argparse.Namespace], int]]:
    """Add the verbs to a parser; what runs each, by name."""
    verb = verbs.add_parser("report", help="what a class finds hard, its first differences, and who wrote alike")
    verb.add_argument(
        "submissions",
        type=Path,
        nargs="?",
        metavar="SUBMISSIONS",
        help="the folder that was graded: answers are compared",
    )
    _gradebook(verb)
    verb.add_argument("--csv", type=Path, metavar="FILE", help="the exercises there; other tables beside it")
    verb.add_argument("--json", type=Path, metavar="FILE", help="everything, as JSON")
    verb.add_argument("--html", type=Path, metavar="FILE", help="everything, as one page with plots")

    verb = verbs.add_parser("export", help="the gradebook's points for nbgrader, Canvas or Moodle")
    _gradebook(verb)
    forms = ["nbgrader", "canvas", "moodle"]
    verb.add_argument("--format", required=True, choices=forms, help="whose columns")
    verb.add_argument("--into", type=Path, metavar="FILE", help="the CSV file (printed unless given)")
    return {"report": _report, "export": _export}


def add_files(verb: argparse.ArgumentParser) -> None:
    """The files that a run of the grader can leave."""
    verb.add_argument("--csv", type=Path, metavar="FILE", help="write the table as CSV, too")
    verb.add_argument("--json", type=Path, metavar="FILE", help="write every verdict as JSON, too")


def write_files(report: Report, asked: argparse.Namespace) -> None:
    """Leave them, as far as they were asked for."""
    from autograder.reports import run

    for path, write in ((asked.csv, run.as_csv), (asked.json, run.as_json)):
        if path:
            write(report, path)
            print(f"wrote {path}")


def _gradebook(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--lesson", metavar="LESSON", help="only this lesson")
    db = Path("gradebook.db")
    verb.add_argument("--db", type=Path, default=db, metavar="FILE", help="the gradebook (gradebook.db)")


def _report(asked: argparse.Namespace) -> int:
    from autograder.reports import files, page, table
    from autograder.reports.report import report

    found = report(asked.db, asked.submissions, asked.lesson)
    written = files.as_csv(found, asked.csv) if asked.csv else []
    for path, write in ((asked.json, files.as_json), (asked.html, page.write)):
        if path:
            write(found, path)
            written.append(path)
    table.show(found)  # last: a reader of it may leave early
    for path in written:
        print(f"wrote {path}")
    return 0


def _export(asked: argparse.Namespace) -> int:
    from autograder.reports.export import export, waiting

    print(export(asked.db, asked.format, asked.lesson, asked.into), end="")
    if asked.into:
        print(f"wrote {asked.into}")
    if left := waiting(asked.db, asked.lesson):
        said = "1 submission waits" if left == 1 else f"{left} submissions wait"
        print(f"{said} for a person in formgrader: points may change.", file=sys.stderr)
    return 0
