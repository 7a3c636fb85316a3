"""A tree as text: for terminals, feedback and notebooks that are not trusted."""

from __future__ import annotations

from course.widgets.module_comparing import Pair
from course.widgets.module_reading import Node

SIGNS = {"module": "▢", "parameter": "●", "buffer": "◌", "attribute": "△"}
MARKS = {"missing": "-", "extra": "+", "renamed": "~", "order": "⇅"}
MOST_ROWS = 80


def sign(word: str) -> str:
    """The sign of a mark: what is merely unlike has one for all."""
    return MARKS.get(word, "≠")


def text(pair: Pair, name: str, beside: str) -> str:
    """The whole tree, one node a line; `beside` says what it is compared with, or why with nothing."""
    lines = [f"{name}: {headline(pair, beside)}"]
    rows = _rows(pair, name, "", "")
    lines += rows[:MOST_ROWS]
    if len(rows) > MOST_ROWS:
        lines.append(f"... and {len(rows) - MOST_ROWS} more lines")
    return "\n".join(lines)


def headline(pair: Pair, beside: str) -> str:
    """What the comparison comes to, in one line."""
    if beside:
        return beside
    found = pair.differences()
    return "like torch's" if not found else f"{found} place{'s' if found > 1 else ''} unlike torch's"


def _rows(pair: Pair, name: str, first: str, rest: str, told: bool = False) -> list[str]:
    """The lines of a pair and of what is beneath it; `told` where a line above has said that all of it is one-sided."""
    lines = [f"{first}{SIGNS[pair.node.sort]} {name}  {brief(pair.node)}".rstrip()]
    hang = rest + ("│   " if pair.children else "    ")
    if not told:
        lines += [f"{hang}{sign(mark.word)} {mark.word}: {mark.says}" for mark in pair.marks]
        lines += [f"{hang}! {note}" for note in unsaid(pair)]
    for i, child in enumerate(pair.children):
        ends = ("└─ ", "   ") if i == len(pair.children) - 1 else ("├─ ", "│  ")
        below = pair.yours is None or (pair.torch is None and bool(pair.marks))
        lines += _rows(child, child.node.name, rest + ends[0], rest + ends[1], below)
    return lines


def unsaid(pair: Pair) -> list[str]:
    """The notes of a node that no mark has said."""
    said = " ".join(mark.says for mark in pair.marks)
    return [note for note in pair.node.notes if note not in said]


def brief(node: Node) -> str:
    """A node in a few words: class or shape, and its flags."""
    return "  ".join(filter(None, [what(node), *flags(node)]))


def what(node: Node) -> str:
    """The class of a module, the shape of a tensor."""
    if node.tensor is not None and node.tensor.shape is not None:
        return str(list(node.tensor.shape))
    return "" if node.empty else node.kind


def flags(node: Node) -> list[str]:
    """What is out of the ordinary about a node, in words."""
    found = []
    if node.empty:
        found.append("None")
    if node.sort in ("buffer", "attribute"):
        found.append(node.sort)
    if not node.persistent:
        found.append("not saved")
    if node.frozen:
        found.append("frozen")
    if node.training is False:
        found.append("eval")
    if node.shared:
        found.append(f"= {node.shared}")
    if node.hooks:
        found.append(f"{len(node.hooks)} hook{'s' if len(node.hooks) > 1 else ''}")
    return found
