"""The plots of a report, as SVG that takes its colours and its type from the page it stands in."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from html import escape
from typing import Any

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from autograder.reports.report import STATES, Difficulty

# Drawn in these, and then written as the page's own variables, so that one file suits a light and a dark page.
NAMES = ("text", "quiet", "hair", "ground", "accent", *STATES)
INK = {name: f"#a1b2{i:02x}" for i, name in enumerate(NAMES)}
HATCH = {"raises": "////", "waits": "\\\\\\"}  # a colour is never the only sign
RC: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "report",
    "font.size": 9,
    "text.color": INK["text"],
    "axes.labelcolor": INK["quiet"],
    "axes.edgecolor": INK["hair"],
    "xtick.color": INK["quiet"],
    "ytick.color": INK["quiet"],
    "hatch.linewidth": 0.8,
}


def points(finals: Sequence[float], most: float, name: str) -> str:
    """How many have how many points, as an SVG element."""
    with rc_context(RC):
        figure = Figure(figsize=(5.2, 2.9), layout="constrained")
        axes = figure.add_subplot()
        top = max([most, *finals, 1])  # extra credit goes above the most
        step = max(1, round(top / 14))
        edges = [i * step - 0.5 for i in range(int(top / step) + 2)]
        axes.hist([min(max(p, 0), top) for p in finals], bins=edges, color=INK["accent"], rwidth=0.88)
        axes.set_xlabel(f"points of {most:g}" + (f", {step} to a bar" if step > 1 else ""))
        axes.set_ylabel("learners")
        axes.yaxis.set_major_locator(MaxNLocator(integer=True, min_n_ticks=1))
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        _plain(axes)
        axes.grid(axis="y", color=INK["hair"], linewidth=0.6)
        return _svg(figure, name, f"How many learners have how many of {most:g} points")


def exercises(rows: Sequence[Difficulty], name: str) -> str:
    """Each exercise's learners by state, as an SVG element."""
    with rc_context(RC):
        figure = Figure(figsize=(5.2, 0.9 + 0.24 * len(rows)), layout="constrained")
        axes = figure.add_subplot()
        labels = [d.exercise for d in rows]
        left = [0] * len(rows)
        for state in STATES:
            counts = [d.states[state] for d in rows]
            if any(counts):
                bars = axes.barh(labels, counts, left=left, label=state, color=INK[state], height=0.78)
                for bar in bars:
                    bar.set(edgecolor=INK["ground"], linewidth=0.6, hatch=HATCH.get(state))
            left = [a + b for a, b in zip(left, counts, strict=True)]
        axes.invert_yaxis()
        axes.set_xlabel("learners")
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        axes.set_xlim(0, max([*left, 1]))
        _plain(axes)
        if any(left):
            figure.legend(loc="outside upper left", ncols=len(STATES), frameon=False, handlelength=1.2, columnspacing=1)
        return _svg(figure, name, "Each exercise's learners by state; the table has the numbers")


def _plain(axes: Axes) -> None:
    axes.set_axisbelow(True)
    axes.tick_params(length=0)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)


def _svg(figure: Figure, name: str, said: str) -> str:
    out = io.StringIO()
    figure.savefig(out, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    svg = out.getvalue()
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, count=1, flags=re.S)
    svg = re.sub(r'(\bid="|url\(#|href="#)', rf"\g<1>{name}-", svg)  # of several in a page, each has ids of its own
    for colour, ink in INK.items():
        svg = svg.replace(ink, f"var(--{colour})")
    return svg.replace("<svg ", f'<svg role="img" aria-label="{escape(said)}" ', 1)
