"""Two states, torch's and yours or any other two, as one table: a row for each name, and in words which rows differ.

A state is what `Outcome.plain` holds for a state_dict or a module: pairs of a name and a plain value.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any

from course.differences import unlike, words
from course.recordings import Pairs, Tensor

MOST = 40
FEW = 4
# Whose the two states are, with the words for a row that only one of them has.
Owners = tuple[tuple[str, str], tuple[str, str]]
WORLDS: Owners = ("torch", "torch's alone"), ("yours", "yours alone")
SIGNS = {"same": "=", "differs": "≠", "first alone": "<", "second alone": ">"}
HEADS = ("", "name", "whose", "shape", "dtype", "values")


@dataclass(frozen=True)
class Row:
    """One name: what each state holds under it, and how the two compare."""

    name: str
    sign: str
    mark: str
    held: tuple[tuple[str, Any], ...]  # whose, and the value


def compared(torch: Pairs, yours: Pairs, owners: Owners = WORLDS) -> list[Row]:
    """The names of both states, the first's in their order and then what only the second has."""
    (first, firsts), (second, seconds) = owners
    there, here = dict(torch.items), dict(yours.items)
    rows = []
    for name in [*there, *(name for name in here if name not in there)]:
        if name not in here:
            rows.append(Row(name, SIGNS["first alone"], firsts, ((first, there[name]),)))
        elif name not in there:
            rows.append(Row(name, SIGNS["second alone"], seconds, ((second, here[name]),)))
        elif unlike(there[name], here[name]) is None:
            rows.append(Row(name, SIGNS["same"], "same", (("both", there[name]),)))
        else:
            both = ((first, there[name]), (second, here[name]))
            rows.append(Row(name, SIGNS["differs"], "differs", both))
    return rows


def differing(rows: list[Row]) -> list[Row]:
    return [row for row in rows if row.mark != "same"]


def text(rows: list[Row]) -> str:
    """The table in columns; where no row differs, without the columns that say who and whether."""
    lines = [HEADS, *(line for row in rows[:MOST] for line in _lines(row))]
    if not differing(rows):
        lines = [line[1:2] + line[3:] for line in lines]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    shown = ["  ".join(f"{cell:<{width}}" for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines]
    return "\n".join([*shown, *_rest(rows)])


def html(rows: list[Row], caption: str) -> str:
    """The table for a card; `caption` says what it is a table of."""
    plain = not differing(rows)
    names = HEADS[1:2] + HEADS[3:] if plain else HEADS
    heads = "".join(f'<th scope="col">{name or "compared"}</th>' for name in names)
    body = "".join(_html(row, plain) for row in rows[:MOST])
    rest = "".join(f"<p>{line}</p>" for line in _rest(rows))
    return (
        f'<div class="rn-wide" tabindex="0" role="region" aria-label="{escape(caption)}"><table class="rn-table">'
        f"<caption>{escape(caption)}</caption><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>{rest}"
    )


def _html(row: Row, plain: bool) -> str:
    over = f' rowspan="{len(row.held)}"' if len(row.held) > 1 else ""
    name = f'<th scope="row"{over}><code>{escape(row.name)}</code></th>'
    mark = f'<td{over}><span aria-hidden="true">{row.sign}</span> {row.mark}</td>'
    lines = []
    for whose, value in row.held:
        cells = "".join(f"<td><code>{escape(cell)}</code></td>" for cell in _cells(value))
        lines.append(cells if plain else f"<td>{whose}</td>{cells}")
    first, *more = lines
    head = name if plain else mark + name
    kind = "" if row.mark == "same" else ' class="rn-unlike"'
    return f"<tr{kind}>{head}{first}</tr>" + "".join(f"<tr{kind}>{line}</tr>" for line in more)


def _lines(row: Row) -> list[tuple[str, ...]]:
    lines: list[tuple[str, ...]] = [("", "", whose, *_cells(value)) for whose, value in row.held]
    lines[0] = (f"{row.sign} {row.mark}", row.name, *lines[0][2:])
    return lines


def _cells(value: Any) -> tuple[str, str, str]:
    """A value's shape, dtype and first numbers."""
    if not isinstance(value, Tensor):
        return "", "", words(value)
    kind = "" if value.kind in ("Tensor", "Parameter") else f" {value.kind}"
    return str(list(value.values.shape)), value.dtype.removeprefix("torch.") + kind, _short(value)


def _short(value: Tensor) -> str:
    if "on meta" in value.dtype:
        return "no values"
    flat = value.values.reshape(-1)
    shown = " ".join(f"{x:.4g}" if value.values.dtype.kind == "f" else str(x) for x in flat[:FEW])
    return f"{shown} ..." if flat.size > FEW else shown or "empty"


def _rest(rows: list[Row]) -> list[str]:
    left = rows[MOST:]
    return [f"and {len(left)} more, of which {len(differing(left))} differ"] if left else []
