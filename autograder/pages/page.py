"""One submission's page of feedback, as HTML, through an nbconvert template.

What a learner wrote is text here: their answers and cells are only highlighted, their notes only escaped, and what
their notebook printed is left out. The page runs no script, and loads nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup
from nbconvert.exporters import TemplateExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat import NotebookNode
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from autograder.expected import expected
from autograder.notebooks import dashed, source_notebook
from autograder.pages.by_hand import ByHand
from autograder.submission import AGAIN, Step, Submission
from autograder.verdict import Graded
from course import book, cards
from course.feedback import Feedback
from course.notebook import style

TEMPLATES = Path(__file__).resolve().parent / "templates"
LONGEST_HIGHLIGHTED = 20_000  # characters; what is longer is no answer, and its lexer may take its time
SHORT = 160
_LINES = re.compile(r"""[^\n]*?(?:'{3}.*?'{3}|"{3}.*?"{3})[^\n]*\n?|[^\n]+\n?|\n""", re.S)
_PLAIN = re.compile(r'<span class="(?:n|nn|nb|p|w|o|bp|vm|err)">([^<]*)</span>')
_LEXER, _FORMATTER = PythonLexer(stripnl=False, ensurenl=False), HtmlFormatter(nowrap=True)
MEND = "Open it in JupyterLab, run it, save it, and hand it in again."
NOT_CERTIFIED = (
    "Not certified: this notebook ran beside the grader, with nothing around it, so the points prove nothing."
)


def page(graded: Graded, hand: ByHand | None = None) -> str:
    """The page of a verdict, and of what a person added to it."""
    nb = NotebookNode(metadata=NotebookNode(), cells=_cells(graded))
    told = _told(graded, hand or ByHand())
    html, _ = _exporter().from_notebook_node(nb, {"feedback": told, "style": Markup(_sheets())})
    return str(html)


# -- what is on it -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    """One exercise: its outcome, and the points that count in the end."""

    id: str
    title: str
    state: str
    glyph: str
    short: str
    points: str
    most: int
    how: str  # where a person's score is in the points
    card: Markup
    comment: str

    @property
    def anchor(self) -> str:
        return f"exercise-{dashed(self.id)}"


def _told(graded: Graded, hand: ByHand) -> dict[str, Any]:
    submission = graded.submission
    rows = [_row(e, graded, hand) for e in graded.feedback]
    score = sum(_points(e, graded, hand) for e in graded.feedback)
    said = [f"{_capital(remark)}." for remark in submission.remarks]
    if hand.late:
        said.insert(0, f"Handed in late: {hand.late:g} of {score:g} points are taken off.")
    if graded.walls == "none":
        said.insert(0, NOT_CERTIFIED)
    return {
        "learner": submission.learner,
        "title": _title(submission.lesson),
        "trouble": submission.trouble.removesuffix(AGAIN),
        "mend": MEND,
        "total": f"{max(0.0, score - hand.late):g}",
        "most": graded.most,
        "said": said,
        "exercises": rows,
        "by_exercise": {row.id: row for row in rows},
    }


def _row(exercise: str, graded: Graded, hand: ByHand) -> Row:
    known = book.exercise(exercise)
    # A kernel of the learner's own is nothing that the grader knows of.
    feedback = replace(graded.feedback[exercise], missing=False)
    how = []
    if exercise in hand.scores:
        how.append(f"graded by hand; the checks gave {graded.points[exercise]}")
    if exercise in hand.extra:
        how.append(f"{hand.extra[exercise]:g} of them extra")
    return Row(
        id=exercise,
        title=feedback.title or (known.title if known else ""),
        state=feedback.state,
        glyph=cards.GLYPHS[feedback.state],
        short=_short(feedback),
        points=f"{_points(exercise, graded, hand):g}",
        most=known.points if known else 0,
        how="; ".join(how),
        card=Markup(cards.html(feedback).removeprefix(f"<style>{style()}</style>")),
        comment=hand.comments.get(exercise, ""),
    )


def _points(exercise: str, graded: Graded, hand: ByHand) -> float:
    return hand.scores.get(exercise, graded.points[exercise]) + hand.extra.get(exercise, 0.0)


def _short(feedback: Feedback) -> str:
    """What to look at, in a line of the table."""
    said = ""
    if feedback.state == "differs":
        said = feedback.claim
    elif feedback.state == "raises":
        said = feedback.frames.splitlines()[-1].strip() if feedback.frames.strip() else feedback.note
    elif feedback.state == "untouched" and feedback.stands_on not in ("", feedback.exercise):
        said = f"stands on {feedback.stands_on}"
    said = said.replace("`", "")
    return said if len(said) <= SHORT else f"{said[: SHORT - 4]} ..."


def _cells(graded: Graded) -> list[NotebookNode]:
    """The learner's notebook, in the source's order."""
    submission = graded.submission
    return [_cell(step, submission, graded.ends.get(step.name, "")) for step in submission.page]


def _cell(step: Step, submission: Submission, ended: str) -> NotebookNode:
    text, kind = step.text, step.kind
    if kind in ("text", "given"):
        text = expected(submission.lesson)[step.name].text.removeprefix(f"# {_title(submission.lesson)}\n")
    elif kind == "own" and text.strip() in _playgrounds(submission.lesson):
        kind = "given"
    tag = {"own": "your own cell", "answer": f"your answer to {step.exercise}"}.get(kind, "")
    if kind == "answer" and step.exercise in submission.untouched:
        tag = f"{step.exercise}, as it was given to you"
    said = f"This cell ended the run: {ended}. The rest was run without it." if ended else ""
    return NotebookNode(kind=kind, source=text, exercise=step.exercise, tag=tag, ended=said)


@cache
def _playgrounds(lesson: str) -> frozenset[str]:
    """The texts of the cells that are the learner's to change, as they were given."""
    return frozenset(
        c.source.strip() for c in source_notebook(book.lesson(lesson)).cells if "nbgrader" not in c.metadata
    )


@cache
def _title(lesson: str) -> str:
    first = book.lesson(lesson).cells[0].text.splitlines()[0]
    return first.lstrip("# ") if first.startswith("# ") else lesson


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


# -- nbconvert ---------------------------------------------------------------------------------------------------------


class FeedbackExporter(TemplateExporter):
    """nbconvert's exporter of autograder/templates/feedback, where every text is escaped unless it is Markup."""

    def _create_environment(self) -> Environment:
        environment: Environment = super()._create_environment()  # type: ignore[no-untyped-call]
        environment.autoescape = True
        environment.filters |= {"prose": prose, "code": code}
        return environment

    def _preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        return nb, resources  # no step changes the notebook, so none of nbconvert's copies of it is needed


@cache
def _exporter() -> FeedbackExporter:
    return FeedbackExporter(  # type: ignore[no-untyped-call]  # nbconvert has no types
        template_name="feedback", template_file="index.html.j2", extra_template_basedirs=[str(TEMPLATES)]
    )


@lru_cache(maxsize=1024)
def prose(text: str) -> Markup:
    """A lesson's own Markdown as HTML.  A link to a place beside the lesson leads nowhere from here: its words stay."""
    renderer = IPythonRenderer(escape=True, allow_harmful_protocols=False, exclude_anchor_links=True)
    html = MarkdownWithMath(renderer=renderer).render(text)
    return Markup(re.sub(r'<a href="(?!https?:)[^"]*">(.*?)</a>', r"\1", html, flags=re.S))


def code(text: str) -> Markup:
    """Python, highlighted.  Line by line, since most lines of an answer stand in those of a whole class."""
    if len(text) > LONGEST_HIGHLIGHTED:
        return Markup("<pre>{}</pre>").format(text)
    return Markup('<div class="highlight"><pre>{}</pre></div>').format(
        Markup("").join(map(_line, _LINES.findall(text)))
    )


@lru_cache(maxsize=20_000)
def _line(text: str) -> Markup:
    """One line, or the lines of a string over several."""
    # Without the marks that the page has no colour for.
    return Markup(_PLAIN.sub(r"\1", highlight(text, _LEXER, _FORMATTER)))


@cache
def _sheets() -> str:
    sheet = (TEMPLATES / "feedback" / "page.css").read_text(encoding="utf-8")
    return style() + re.sub(r"/\*.*?\*/\s*", "", sheet, flags=re.S)
