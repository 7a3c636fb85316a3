"""Moodle's grading worksheet: when each participant handed in.  The archive of submissions has no times."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC
from pathlib import Path

from dateutil import parser  # type: ignore[import-untyped]

from autograder.trouble import BadInput

WHO, WHEN = "Identifier", "Last modified (submission)"


def times_of(path: Path) -> dict[str, bytes]:
    """By participant's number, the time as nbgrader's timestamp.txt has it; Moodle's own is this machine's local time.

    Raises BadInput, naming the line and the mend.
    """
    mend = "In Moodle: the assignment, Submissions, Actions, Download grading worksheet; in English."
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{path} cannot be read ({error}). {mend}") from error
    rows = csv.DictReader(io.StringIO(text))
    if not {WHO, WHEN} <= set(rows.fieldnames or []):
        raise BadInput(f"{path} has no columns {WHO!r} and {WHEN!r}. {mend}")
    found: dict[str, bytes] = {}
    for row in rows:
        number, said = re.search(r"\d+", row[WHO] or ""), (row[WHEN] or "").strip()
        if number and said and said != "-":
            try:
                when = parser.parse(said)
            except (ValueError, OverflowError):
                raise BadInput(f"{path}, line {rows.line_num}: {said!r} is no date that can be read. {mend}") from None
            found[number[0]] = f"{when.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC".encode()
    return found
