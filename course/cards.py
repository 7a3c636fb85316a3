"""A Feedback as a card: HTML for a notebook, text for everywhere else."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable
from html import escape
from pathlib import Path

from course import answer_key
from course.feedback import Feedback
from course.notebook import card

GLYPHS = {"untouched": "○", "raises": "!", "differs": "≠", "agrees": "✓"}


def rows(f: Feedback) -> list[tuple[str, str, str]]:
    """A card's rows: its name, its text, and whether that is 'code', 'block' (code over several lines) or 'prose'."""
    found: list[tuple[str, str, str]] = []

    def add(name: str, said: str, form: str) -> None:
        if said:
            found.append((name, said, "block" if form == "code" and "\n" in said else form))

    add("claim", f.claim, "prose")
    add("tried", f.tried, "block")
    if f.state == "differs":
        label = f.label if f.label and f.label != f.asked else ""
        add("asked", label, "prose")
        add("" if label else "asked", f.asked, "code")
        add("torch", f.torch, "code")
        add("yours", f.yours, "code")
        add("note", f.note, "prose")
    if f.state == "raises":
        add("asked", f.asked, "code")
        add("torch", "runs this without an error", "prose")
        add("yours", f.frames or "is stopped here", "block" if f.frames else "prose")
        add("note", f.note, "prose")
    add("printed", f.printed.rstrip(), "block")
    if f.state in ("differs", "raises"):
        add("question", f.question, "prose")
        add("probe", f"{_short(f.file)}, line {f.line}" if f.line else "", "prose")
    if not f.live and f.state != "untouched":
        earlier = f"torch is not installed here; these are the answers that torch {answer_key.version()} gave earlier"
        add("key", earlier, "prose")
    return found


def _short(file: str) -> str:
    path = Path(file)
    return "/".join(path.parts[-3:]) if path.suffix == ".py" and "checks" in path.parts else "a check of this lesson"


def headline(f: Feedback) -> str:
    if f.state == "agrees":
        return f.headline.replace("torch on", f"torch {answer_key.version()} on").replace(" 1 claims", " 1 claim")
    return f.headline


def next_step(f: Feedback) -> str:
    """What to do now, in one line."""
    if f.state == "untouched" and not f.stands_on:
        return f'hint("{f.exercise}") gives a first nudge.'
    if f.state in ("differs", "raises"):
        return f'Stuck? hint("{f.exercise}")'
    return ""


def where(f: Feedback) -> str:
    """The line of torch's own source that the exercise mirrors."""
    if not f.source:
        return ""
    place = answer_key.source(f.source)
    return f"torch.{f.source}: {place}" if place else f"torch.{f.source}"


# -- text


def text(f: Feedback) -> str:
    """The card as plain text, at most 100 characters wide."""
    title = f"  {f.title}" if f.title else ""
    out = [f"{GLYPHS[f.state]} {headline(f)}{title if f.state != 'untouched' else ''}"]
    for name, said, form in rows(f):
        if form == "block":
            out += [f"  {name}:", textwrap.indent(said, "      ")]
        else:
            width = 12
            lines = said.splitlines() if form == "code" else textwrap.wrap(said, 86) or [""]
            out.append(f"  {name:<{width - 2}}{lines[0]}")
            out += [" " * width + line for line in lines[1:]]
    if step := next_step(f):
        out.append(f"  {step}")
    if f.after:
        out += ["", "  What torch really does"]
        out += [textwrap.indent(textwrap.fill(p, 92), "  ") for p in f.after.split("\n\n")]
        if place := where(f):
            out.append(f"  {place}")
    return "\n".join(out)


# -- html


def html(f: Feedback) -> str:
    """The card for a notebook."""
    badge = f'<span class="rn-badge"><span aria-hidden="true">{GLYPHS[f.state]}</span> {f.state}</span>'
    title = f' <span class="rn-title">{escape(f.title)}</span>' if f.title else ""
    parts = [f'<div class="rn-head">{badge}<strong>{escape(headline(f))}</strong>{title}</div>']
    if told := rows(f):
        parts.append(listed(row(*r) for r in told))
    if step := next_step(f):
        parts.append(f'<div class="rn-next">{inline(step)}</div>')
    if f.after:
        place = where(f)
        source = f'<p class="rn-source"><code>{escape(place)}</code></p>' if place else ""
        prose = "".join(f"<p>{inline(p)}</p>" for p in f.after.split("\n\n"))
        parts.append(f"<details><summary>What torch really does</summary>{prose}{source}</details>")
    return card(f.state, f"check {f.exercise}", "".join(parts))


def listed(rows: Iterable[str]) -> str:
    return f'<dl class="rn-rows">{"".join(rows)}</dl>'


def row(name: str, said: str, form: str, more: str = "") -> str:
    """One row of a card; `more` is HTML to stand beneath what is said."""
    mark = f' class="rn-{name}"' if name in ("torch", "yours", "question") else ""
    if form == "block":
        cell = f"<pre>{escape(said)}</pre>" if said else ""
    elif form == "code":
        cell = f"<code>{escape(said)}</code>"
    else:
        cell = inline(said)
    return f"<dt>{escape(name)}</dt><dd{mark}>{cell}{more}</dd>"


def inline(prose: str) -> str:
    """Escape prose, with `code`, *emphasis* and calls such as hint("1.4") set as such."""
    parts = re.split(r"`([^`]+)`", escape(prose, quote=False))
    parts[::2] = [re.sub(r"\*(\w[^*]*)\*", r"<em>\1</em>", p) for p in parts[::2]]
    parts[1::2] = [f"<code>{p}</code>" for p in parts[1::2]]
    said = "".join(parts)
    return re.sub(r'(?<!>)\b(hint|solution)\((".*?")\)', r"<code>\1(\2)</code>", said)
