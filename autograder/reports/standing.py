"""Which verdict stands for each learner: the journal, read without being touched."""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.trouble import BadInput
from course.feedback import Feedback


@dataclass(frozen=True)
class Standing:
    """One learner's latest verdict in one lesson; `trouble` says why their latest file could not be read.

    `work` is the hash of what was graded, as journal.work_of gives it; '' where an older journal does not say.
    """

    learner: str
    lesson: str
    feedback: dict[str, Feedback]
    walls: str = ""
    work: str = ""
    trouble: str = ""


def standing(path: Path) -> list[Standing]:
    """The verdicts that stand, by lesson and learner.  Raises BadInput where there is no journal to read."""
    verdicts: dict[str, dict[str, Any]] = {}
    found: dict[tuple[str, str], tuple[str, str, str]] = {}
    try:
        with path.open("rb") as lines:
            for line in lines:
                with contextlib.suppress(ValueError, TypeError, KeyError):  # the line that a killed run was writing
                    _take(json.loads(line), verdicts, found)
    except OSError as error:
        raise BadInput(
            f"there is no {path.name} beside the gradebook to report from ({error.strerror}). Grade first: "
            f"python3 -m autograder grade SUBMISSIONS --db {path.with_suffix('.db')}"
        ) from error
    rows = []
    for (lesson, learner), (key, work, trouble) in sorted(found.items()):
        said = verdicts.get(key, {})
        feedback = {e: Feedback(**f) for e, f in said.get("feedback", {}).items()}
        rows.append(Standing(learner, lesson, feedback, str(said.get("walls", "")), work, trouble))
    return rows


def _take(
    said: dict[str, Any], verdicts: dict[str, dict[str, Any]], found: dict[tuple[str, str], tuple[str, str, str]]
) -> None:
    """One line: a verdict, or whose verdicts stand after a run.  A run that was ended has only the former."""
    if "key" in said:
        verdicts[said["key"]] = said
        found[said["lesson"], said["learner"]] = (said["key"], "", "")
    for learner, lesson, key, work, trouble in reversed(said.get("stand", [])):  # of a file handed in twice, the first
        found[lesson, learner] = (key, work, trouble)
