"""A run of the grader as CSV and as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from autograder.grade import Report
from autograder.reports.cells import save, unwritable
from autograder.table import first_to_look_at
from autograder.verdict import Graded

SAID = ("state", "claim", "torch", "yours", "note", "stands_on")


def as_csv(report: Report, path: Path) -> None:
    """One row a submission: its points in all and by exercise.  Raises BadInput where the file cannot be written."""
    exercises = list(dict.fromkeys(e for g in report.graded for e in g.points))
    header = ["learner", "lesson", "points", "most", "walls", "first to look at", *exercises]
    save(path, header, ([*_row(g), *(g.points.get(e) for e in exercises)] for g in report.graded))


def as_json(report: Report, path: Path) -> None:
    """Every verdict with what was said of it.  Raises BadInput where the file cannot be written."""
    said = {
        "db": str(report.db),
        "seed": report.seed,
        "certified": report.certified,
        "submissions": [_submission(g) for g in report.graded],
    }
    try:
        path.write_text(json.dumps(said, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    except OSError as error:
        raise unwritable(path, error) from error


def _row(g: Graded) -> list[Any]:
    points = "not graded" if g.submission.trouble else g.score
    return [g.submission.learner, g.submission.lesson, points, g.most, g.walls, first_to_look_at(g)]


def _submission(g: Graded) -> dict[str, Any]:
    exercises = {
        e: {"points": g.points[e], **{name: getattr(f, name) for name in SAID if getattr(f, name)}}
        for e, f in g.feedback.items()
    }
    return {
        "learner": g.submission.learner,
        "lesson": g.submission.lesson,
        "points": None if g.submission.trouble else g.score,
        "most": g.most,
        "walls": g.walls,
        "trouble": g.submission.trouble,
        "remarks": list(g.submission.remarks),
        "exercises": exercises,
    }
