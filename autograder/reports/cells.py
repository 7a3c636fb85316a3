"""Cells of a CSV file that a spreadsheet shows as they are, and never computes."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TextIO

from autograder.trouble import BadInput

# What a spreadsheet starts a formula with, wide forms too; blanks before it do not stop one.
_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def cell(value: Any) -> str:
    """A value as a CSV file holds it: a text that would be a formula begins with an apostrophe."""
    if value is None:
        return ""
    if isinstance(value, float):
        return number(value)
    said = str(value).replace("\0", "\ufffd")
    return f"'{said}" if _FORMULA.match(said) and not _NUMBER.fullmatch(said) else said


def number(value: float) -> str:
    """'21' or '21.5': four places at most, none where they are zeros."""
    return f"{value:.4f}".rstrip("0").rstrip(".")


def write(file: TextIO, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """A table as CSV, every cell defused."""
    out = csv.writer(file, lineterminator="\n")
    out.writerow([cell(h) for h in header])
    out.writerows([cell(value) for value in row] for row in rows)


def save(path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """A table as a CSV file.  Raises BadInput where it cannot be written."""
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            write(file, header, rows)
    except OSError as error:
        raise unwritable(path, error) from error


def unwritable(path: Path, error: OSError) -> BadInput:
    return BadInput(f"{path} cannot be written ({error.strerror}). Give a file in a folder that is there.")
