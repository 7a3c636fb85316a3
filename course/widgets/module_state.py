"""A pair of trees as the plain JSON that the widget draws: rows in order, both sides of each, details and lines."""

from __future__ import annotations

from math import prod
from typing import Any

from course.widgets.module_comparing import Pair
from course.widgets.module_reading import Node
from course.widgets.module_text import flags, headline, sign, what

OPEN = 60  # rows; a larger tree opens where something is unlike, and at the top
# A detail's name, and the mark that says it is unlike.
MARKED = {
    "class": "class",
    "kept as": "registry",
    "shape": "shape",
    "dtype": "dtype",
    "requires_grad": "frozen",
    "mode": "mode",
    "saved": "saving",
    "same object as": "sharing",
    "hooks": "hooks",
}


def state(pair: Pair | None, name: str, beside: str, whose: str = "yours") -> dict[str, Any]:
    """What the widget draws; with no pair, `beside` says why there is none.  `whose` is what stands alone."""
    if pair is None:
        return {"name": name, "says": beside, "agrees": False, "paired": False, "rows": [], "links": []}
    rows: list[dict[str, Any]] = []
    _add(rows, pair, name, "", 1, (1, 1), sum(1 for _ in pair.walk()) <= OPEN)
    keys: dict[str, dict[str, str]] = {"yours": {}, "torch": {}}
    for row, paired in zip(rows, pair.walk(), strict=True):
        for side, node in _sides(paired).items():
            keys[side].setdefault(node.path, row["key"])
    links = [
        {"side": side, "from": keys[side].get("" if node.shared == "the whole" else node.shared, "."), "to": row["key"]}
        for row, paired in zip(rows, pair.walk(), strict=True)
        for side, node in _sides(paired).items()
        if node.shared
    ]
    return {
        "name": name,
        "says": headline(pair, beside),
        "whose": whose,
        "agrees": not beside and pair.differences() == 0,
        "paired": any(row["torch"] for row in rows),
        "rows": rows,
        "links": links,
    }


def _sides(pair: Pair) -> dict[str, Node]:
    return {side: node for side, node in (("yours", pair.yours), ("torch", pair.torch)) if node is not None}


def _add(
    rows: list[dict[str, Any]], pair: Pair, name: str, parent: str, level: int, place: tuple[int, int], unfold: bool
) -> None:
    path = pair.node.path or "."
    twins = sum(row["path"] == path for row in rows)  # a name may stand in two registries at once
    key = f"{path} {twins + 1}" if twins else path
    sides = _sides(pair)
    below = pair.differences() - bool(pair.marks)
    rows.append(
        {
            "key": key,
            "path": path,
            "parent": parent,
            "level": level,
            "place": place[0],
            "of": place[1],
            "children": len(pair.children),
            "open": unfold or level == 1 or below > 0,
            "below": below,
            "marks": [[mark.word, sign(mark.word), mark.says] for mark in pair.marks],
            "label": _label(pair, name),
            "yours": _side(sides.get("yours"), name),
            "torch": _side(sides.get("torch"), name),
            "facts": _facts(pair),
        }
    )
    for i, child in enumerate(pair.children, 1):
        _add(rows, child, "", key, level + 1, (i, len(pair.children)), unfold)


def _side(node: Node | None, name: str) -> dict[str, Any] | None:
    if node is None:
        return None
    return {
        "name": node.name or name,
        "sort": node.sort,
        "what": what(node),
        "flags": [flag for flag in flags(node) if flag != node.sort],  # its sign says that
        "empty": node.empty,
        "dim": node.frozen,
        "trouble": bool(node.notes),
    }


def _label(pair: Pair, name: str) -> str:
    """What a screen reader says of a row."""
    node = pair.node
    words = [node.name or name, *([node.sort] if node.sort not in flags(node) else []), what(node), *flags(node)]
    marks = [f"{mark.word}: {mark.says}" for mark in pair.marks]
    return ", ".join(filter(None, [*words, *marks]))


def _facts(pair: Pair) -> list[list[Any]]:
    """The details: name, the learner's, torch's, whether they are unlike."""
    yours, torch = (_known(node) for node in (pair.yours, pair.torch))
    marked = {mark.word for mark in pair.marks}
    return [
        [name, yours.get(name, ""), torch.get(name, ""), MARKED.get(name) in marked]
        for name in dict.fromkeys([*yours, *torch])
        if yours.get(name) or torch.get(name)
    ]


def _known(node: Node | None) -> dict[str, str]:
    if node is None:
        return {}
    known = {"class": "None" if node.empty else node.kind, "kept as": node.sort}
    if node.tensor is not None:
        facts = node.tensor
        known |= {
            "shape": "" if facts.shape is None else str(list(facts.shape)),
            "dtype": facts.dtype,
            "device": facts.device if facts.device != "cpu" else "",
            "requires_grad": str(facts.requires_grad),
            "values": facts.values,
            "range": facts.spread,
            "gradient": facts.gradient,
        }
    if node.sort == "module":
        known["mode"] = {True: "train", False: "eval", None: ""}[node.training]
        known["parameters"] = _numbers(node)
    if node.sort == "buffer":
        known["saved"] = "with the state_dict" if node.persistent else "no"
    return known | {"same object as": node.shared, "hooks": "\n".join(node.hooks), "note": "\n".join(node.notes)}


def _numbers(node: Node) -> str:
    """How many numbers a module trains, each tensor counted once."""
    shapes = [n.tensor.shape or () for n in node.walk() if n.sort == "parameter" and n.tensor and not n.shared]
    return f"{len(shapes)}, of {sum(map(prod, shapes)):,} numbers" if shapes else ""
