"""Two outcomes of one cell, shown once where they agree and side by side where they do not."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape

from course import notebook, state_table
from course.cards import listed, row
from course.differences import unlike
from course.outcomes import Outcome
from course.recordings import Pairs


def same(torch: Outcome, yours: Outcome) -> bool:
    """Whether the two worlds gave the same: numbers as a check compares them, texts but for addresses.

    How a value prints is part of it: what a learner's `__repr__` says is theirs as much as what the value holds.
    """
    if _without_addresses(torch.printed) != _without_addresses(yours.printed) or torch.error != yours.error:
        return False
    if _texts(torch) != _texts(yours) or unlike(torch.plain, yours.plain) is not None:
        return False
    if _without_addresses(torch.value) == _without_addresses(yours.value):
        return True
    return _without_numbers(torch.value) == _without_numbers(yours.value)


def text(torch: Outcome, yours: Outcome, note: str = "") -> str:
    """Both outcomes as text."""
    if same(torch, yours):
        told = [f"both    {_indent(_told(torch))}"]
    else:
        told = [f"torch   {_indent(_told(torch))}", f"yours   {_indent(_told(yours))}"]
    told += [f"        {line}" for line in _differs(torch, yours)]
    if rows := _rows(torch, yours):
        told.append(f"        {_indent(state_table.text(rows))}")
    return "\n".join([*told, *([f"note    {note}"] if note else [])])


def html(torch: Outcome, yours: Outcome, note: str = "") -> str:
    """Both outcomes as a card: one row where they agree, two where they do not."""
    if same(torch, yours):
        rows, state = [_row("both", torch)], "agrees"
    else:
        rows, state = [_row("torch", torch), _row("yours", yours)], "both"
    rows += [row("differs", line, "prose") for line in _differs(torch, yours)]
    rows += [row("note", note, "prose")] if note else []
    found = _rows(torch, yours)
    table = state_table.html(found, _caption(torch, found)) if found else ""
    return notebook.card(state, "both worlds", listed(rows) + table)


def _rows(torch: Outcome, yours: Outcome) -> list[state_table.Row]:
    """The rows of a table of state: all of a state_dict's, and those of two modules that differ."""
    if not (torch.form == yours.form != "" and isinstance(torch.plain, Pairs) and isinstance(yours.plain, Pairs)):
        return []
    rows = state_table.compared(torch.plain, yours.plain)
    return rows if torch.form == "state" else state_table.differing(rows)


def _caption(torch: Outcome, rows: list[state_table.Row]) -> str:
    unlike, entries = len(state_table.differing(rows)), _counted(len(rows), "entry", "entries")
    if torch.form == "module":
        return f"What differs in the two modules: {_counted(unlike, 'entry', 'entries')}"
    return f"State: {entries}, of which {unlike or 'none'} {'differs' if unlike < 2 else 'differ'}"


def _counted(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def _differs(torch: Outcome, yours: Outcome) -> list[str]:
    """Where two long values part; a short one shows it itself, and so does a table."""
    found = unlike(torch.plain, yours.plain) if torch.value and yours.value else None
    if found is None or (_rows(torch, yours) and found.path) or not (found.path or found.note):
        return []
    where = f"first at {found.path}" if found.path else ""
    return ["; ".join(filter(None, [where, found.note]))]


def _told(outcome: Outcome) -> str:
    """What an outcome says as text; a state's table stands in the place of its repr."""
    return "\n".join(filter(None, [_says(outcome), outcome.frames])) or "(nothing)"


def _says(outcome: Outcome) -> str:
    if outcome.form != "state":
        return outcome.says()
    entries = _counted(len(outcome.plain.items), "entry", "entries")
    return "\n".join(filter(None, [outcome.printed.rstrip("\n"), f"{outcome.plain.kind}, {entries}"]))


def _row(name: str, outcome: Outcome) -> str:
    more = "".join(_picture(name, shown) for shown in outcome.displayed)
    if outcome.frames:
        more += f'<pre class="rn-frames">{escape(outcome.frames)}</pre>'
    # What is shown as HTML need not stand there as text, too.
    as_text = replace(outcome, displayed=tuple(shown for shown in outcome.displayed if "text/html" not in shown))
    return row(name, _says(as_text) or ("" if more else "(nothing)"), "block", more)


def _picture(name: str, shown: dict[str, object]) -> str:
    """What a cell displayed; its text already stands in the row."""
    if "image/png" in shown:
        about = escape(f"{name}: {shown.get('text/plain', 'a picture')}")
        return f'<img alt="{about}" src="data:image/png;base64,{str(shown["image/png"]).strip()}">'
    return str(shown.get("text/html", ""))


def _texts(outcome: Outcome) -> list[str]:
    return [_without_addresses(str(shown.get("text/plain", ""))) for shown in outcome.displayed]


def _indent(text: str) -> str:
    return text.replace("\n", "\n        ")


def _without_addresses(text: str) -> str:
    return re.sub(r"\b0x[0-9a-f]+", "0x...", text)


def _without_numbers(text: str) -> str:
    """A text with a sign for each number and no regard to columns: the numbers themselves are compared as values."""
    return " ".join(re.sub(r"-?\d+(\.\d*)?(e[+-]?\d+)?", "#", text).split())
