"""Contrast, names, reach by keyboard and motion of what the course shows, measured in the browser that shows it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page

SCRIPT = Path(__file__).with_name("contrast.js").read_text("utf-8")


@dataclass(frozen=True)
class Audit:
    """What is wrong, one line each, and how many texts, marks and controls were looked at."""

    wrong: tuple[str, ...]
    counted: dict[str, int]


def measuring(page: Page) -> None:
    """Bring the measures into a page."""
    page.evaluate(SCRIPT)


def audit(root: Locator) -> Audit:
    """Everything inside an element: text at least 4.5:1, marks 3:1, never colour alone, names and roles."""
    seen = root.evaluate("(root) => window.courseContrast.audit(root)")
    wrong = (f"{f['what']}: {f['where']} has {f['has']}, wants {f['wants']}" for f in seen["found"])
    return Audit(tuple(dict.fromkeys(wrong)), seen["counted"])


def moving(root: Locator) -> list[str]:
    """What inside an element would move, by transition, animation or smooth scrolling."""
    return root.evaluate("(root) => window.courseContrast.moving(root)")


def unreachable(root: Locator) -> list[str]:
    """Controls inside an element that the Tab key passes by."""
    return root.evaluate("(root) => window.courseContrast.unreachable(root)")


def tabbed_through(root: Locator) -> list[dict[str, Any]]:
    """The focus ring of every stop that the Tab key makes inside an element, in order.

    The first press starts from a stop put before the element for this, and taken away.
    """
    page = root.page
    wanted = root.evaluate(
        """(root) => {
            const start = document.createElement('span');
            start.tabIndex = 0;
            start.id = 'course-start';
            root.before(start);
            start.focus();
            return window.courseContrast.stops(root).length;
        }"""
    )
    met = []
    for _ in range(wanted):
        page.keyboard.press("Tab")
        if not root.evaluate("(root) => root.contains(document.activeElement)"):
            break
        met.append(page.evaluate("() => window.courseContrast.ring()"))
    page.evaluate("() => document.getElementById('course-start').remove()")
    missed = wanted - len(met)
    return met + [{"where": "a control after these", "visible": False, "has": 0}] * missed
