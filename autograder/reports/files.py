"""A report as CSV files and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from autograder.reports.cells import save, unwritable
from autograder.reports.report import STATES, LessonReport


def as_csv(lessons: Sequence[LessonReport], path: Path) -> list[Path]:
    """Four tables: FILE.csv has the exercises; FILE-differences, FILE-similar and FILE-points stand beside it.

    Raises BadInput where they cannot be written.
    """
    tables = {
        "": (["lesson", "exercise", "title", "author", *STATES, "solved", "mean points", "most"], _exercises(lessons)),
        "-differences": (
            ["lesson", "exercise", "learners", "state", "claim", "torch", "theirs", "names"],
            _differences(lessons),
        ),
        "-similar": (["lesson", "first", "second", "alike", "bits", "exercises"], _pairs(lessons)),
        "-points": (["lesson", "learner", "points", "late penalty", "counts", "most", "waits"], _points(lessons)),
    }
    written = []
    for name, (header, rows) in tables.items():
        file = path.with_name(f"{path.stem}{name}.csv") if name else path
        save(file, header, rows)
        written.append(file)
    return written


def as_json(lessons: Sequence[LessonReport], path: Path) -> None:
    """Everything, as it is in report.LessonReport.  Raises BadInput where it cannot be written."""
    said = [asdict(r) for r in lessons]
    for one, r in zip(said, lessons, strict=True):
        for made, d in zip(one["differences"], r.differences, strict=True):
            made.update(sentence=d.sentence, theirs=[{"said": said, "learners": names} for said, names in d.theirs])
        for made, e in zip(one["exercises"], r.exercises, strict=True):
            made.update(solved=round(e.solved, 4), points=round(e.points, 4))
    try:
        path.write_text(json.dumps(said, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    except OSError as error:
        raise unwritable(path, error) from error


def _exercises(lessons: Sequence[LessonReport]) -> Iterator[list[Any]]:
    for r in lessons:
        for d in r.exercises:
            counts = [d.states[s] for s in STATES]
            yield [r.lesson, d.exercise, d.title, d.author, *counts, d.solved, d.points, d.most]


def _differences(lessons: Sequence[LessonReport]) -> Iterator[list[Any]]:
    for r in lessons:
        for d in r.differences:
            for said, names in d.theirs:
                yield [r.lesson, d.exercise, len(names), d.state, d.claim, d.torch, said, "; ".join(names)]


def _pairs(lessons: Sequence[LessonReport]) -> Iterator[list[Any]]:
    for r in lessons:
        for p in r.similar or []:
            yield [r.lesson, p.first, p.second, p.score, p.bits, " ".join(p.exercises)]


def _points(lessons: Sequence[LessonReport]) -> Iterator[list[Any]]:
    for r in lessons:
        for learner, s in sorted(r.scores.items()):
            waits = "by hand" if s.by_hand else ""
            yield [r.lesson, learner, s.points, s.penalty, s.final, r.most, waits]
