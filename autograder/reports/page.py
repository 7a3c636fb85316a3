"""A report as one HTML page: plots inline, nothing loaded, every text of a learner escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import zip_longest
from pathlib import Path

from autograder.reports.cells import unwritable
from autograder.reports.differences import Difference
from autograder.reports.plots import exercises, points
from autograder.reports.report import STATES, LessonReport
from autograder.reports.similar import Pair
from autograder.reports.table import pairs_said, summary

CSS = Path(__file__).with_name("report.css")
TERMS = "An exercise waits where one that it stands on is not solved. The author's difficulty is its heading's."
OPEN = 15  # differences that stand open; the rest is folded
NAMED, PAIRS = 40, 200  # learners of a difference, and pairs; the CSV files have all


def write(lessons: Sequence[LessonReport], path: Path) -> None:
    """Write the page.  Raises BadInput where it cannot be written."""
    try:
        path.write_text(page(lessons), encoding="utf-8")
    except OSError as error:
        raise unwritable(path, error) from error


def page(lessons: Sequence[LessonReport]) -> str:
    """The whole page."""
    links = "".join(f'<li><a href="#{escape(r.lesson)}">{escape(r.lesson)}</a></li>' for r in lessons)
    nav = f'<nav aria-label="Lessons"><ul>{links}</ul></nav>' if len(lessons) > 1 else ""
    body = "\n".join(_lesson(r) for r in lessons) or "<p>The gradebook holds no lesson yet.</p>"
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Class report</title>
<style>
{CSS.read_text(encoding="utf-8")}</style>
</head>
<body>
<main>
<h1>Class report</h1>
<p class="quiet">Points are the gradebook's: those given by hand and late penalties count. States are the last graded
submission's.</p>
{nav}
{body}
</main>
</body>
</html>
"""


def _lesson(r: LessonReport) -> str:
    name = escape(r.lesson)
    parts = [f'<section aria-labelledby="{name}">', f'<h2 id="{name}">{name}</h2>', f"<p>{escape(summary(r))}</p>"]
    if r.remarks:
        parts.append(f'<ul class="remarks">{"".join(f"<li>{escape(said)}</li>" for said in r.remarks)}</ul>')
    if r.scores:
        parts += ['<div class="plots">', _figure("Points", points(r.finals, r.most, f"{name}-points"))]
        if r.exercises:
            parts.append(_figure("Exercises", exercises(r.exercises, f"{name}-exercises")))
        parts.append("</div>")
    if r.exercises:
        parts += ["<h3>Difficulty</h3>", f'<p class="quiet">{TERMS}</p>', _difficulty(r)]
    parts += ["<h3>Commonest first differences</h3>", _differences(r.differences)]
    parts += ["<h3>Similar submissions</h3>", f"<p>{escape(pairs_said(r))}</p>"]
    if r.similar:
        parts.append(_pairs(r.similar))
    return "\n".join([*parts, "</section>"])


def _figure(title: str, svg: str) -> str:
    return f"<figure><figcaption>{title}</figcaption>{svg}</figure>"


def _difficulty(r: LessonReport) -> str:
    head = ["exercise", "title", "author", *STATES, "solved", "mean points"]
    rows = [
        [d.exercise, d.title, f"{d.author} of 5", *(str(d.states[s] or "") for s in STATES), f"{d.solved:.0%}",
         f"{d.points:.1f} of {d.most}"]
        for d in r.exercises
    ]  # fmt: skip
    return _table(head, rows, ["", "", *["n"] * (len(head) - 2)])


def _differences(found: Sequence[Difference]) -> str:
    if not found:
        return "<p>None: every exercise that was tried agrees with torch.</p>"

    def table(some: Sequence[Difference]) -> str:
        cells = ([str(len(d.learners)), d.exercise, d.sentence] for d in some)
        return _table(["learners", "exercise", "first difference"], cells, ["n", "", "said"], [_who(d) for d in some])

    more = f"<details><summary>{len(found) - OPEN} more</summary>{table(found[OPEN:])}</details>"
    return table(found[:OPEN]) + (more if len(found) > OPEN else "")


def _who(d: Difference) -> str:
    names = d.learners
    return ", ".join(names[:NAMED]) + (f" and {len(names) - NAMED} more" if len(names) > NAMED else "")


def _pairs(found: Sequence[Pair]) -> str:
    rows = ([f"{p.score:.0%}", f"{p.first}, {p.second}", " ".join(p.exercises), f"{p.bits:.0f}"] for p in found[:PAIRS])
    more = f"<p>The CSV file has {len(found) - PAIRS} more.</p>" if len(found) > PAIRS else ""
    return _table(["alike", "learners", "alike in", "bits shared"], rows, ["n", "", "said", "n"]) + more


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], looks: Sequence[str], below: Sequence[str] = ()) -> str:
    """A table of texts; `looks` are its columns' classes, `below` stands beneath the last cell of each row."""

    def line(tag: str, cells: Sequence[str], more: str = "") -> str:
        made = [f"<{tag}{_class(look)}>{escape(said)}" for said, look in zip(cells, looks, strict=True)]
        made[-1] += f'<div class="quiet">{escape(more)}</div>' if more else ""
        return f"<tr>{''.join(f'{cell}</{tag}>' for cell in made)}</tr>"

    body = "\n".join(line("td", row, more) for row, more in zip_longest(rows, below, fillvalue=""))
    return f'<div class="wide"><table><thead>{line("th", head)}</thead><tbody>\n{body}\n</tbody></table></div>'


def _class(look: str) -> str:
    return f' class="{look}"' if look else ""
