"""Comparing two trees, the learner's and torch's: pairs of nodes, each with what is unlike about it.

Names pair first, whatever they are kept as. Of what is left, two that are alike in all but the name are one renamed;
the rest is missing (torch's alone) or extra (the learner's alone). Numbers are not compared: a seed or a step explains
them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from course.widgets.module_reading import Node


@dataclass(frozen=True)
class Mark:
    """One thing that is unlike: a word for the row, and a sentence."""

    word: str
    says: str


@dataclass(frozen=True)
class Pair:
    """A node of the learner's and torch's for it; None where there is none."""

    yours: Node | None
    torch: Node | None
    marks: tuple[Mark, ...] = ()
    children: tuple[Pair, ...] = ()

    @property
    def node(self) -> Node:
        """The learner's node, or torch's where there is no other."""
        found = self.yours or self.torch
        assert found is not None
        return found

    def walk(self) -> Iterator[Pair]:
        """This pair and everything beneath it, in the order in which it is shown."""
        yield self
        for child in self.children:
            yield from child.walk()

    def differences(self) -> int:
        """How many rows are marked; what stands beneath a missing or an extra module is counted with it."""
        below = 0 if self.yours is None or self.torch is None else sum(child.differences() for child in self.children)
        return bool(self.marks) + below


def alone(yours: Node) -> Pair:
    """A tree with nothing beside it."""
    return Pair(yours, None, (), tuple(alone(child) for child in yours.children))


def compare(yours: Node, torch: Node) -> Pair:
    """Pair two trees and mark what is unlike."""
    paths: dict[str, str] = {}  # torch's paths by the learner's: what is shared is named by path
    matched = _match(yours, torch, paths)
    return _marked(matched, paths)


@dataclass(frozen=True)
class _Matched:
    yours: Node | None
    torch: Node | None
    moved: bool
    children: list[_Matched]


def _match(yours: Node, torch: Node, paths: dict[str, str], moved: bool = False) -> _Matched:
    paths[yours.path] = torch.path
    # What stands in a shared module is shown where it stands first, and what stands in an attribute is not read.
    if bool(yours.shared) != bool(torch.shared) or yours.sort != torch.sort:
        return _Matched(yours, torch, moved, [])
    pairs = _paired(yours.children, torch.children)
    stay = _increasing(list(pairs.values()))
    rows = []  # with the place of each in torch's order, as far as there is one
    for i, child in enumerate(yours.children):
        if i in pairs:
            rows.append((pairs[i], _match(child, torch.children[pairs[i]], paths, pairs[i] not in stay)))
        else:
            rows.append((-1, _lonely(child, True)))
    for place, child in enumerate(torch.children):
        if place not in pairs.values():
            behind = [at for at, (other, _) in enumerate(rows, 1) if -1 < other < place]
            rows.insert(max(behind, default=0), (place, _lonely(child, False)))
    return _Matched(yours, torch, moved, [row for _, row in rows])


def _lonely(node: Node, mine: bool) -> _Matched:
    below = [_lonely(child, mine) for child in node.children]
    return _Matched(node if mine else None, None if mine else node, False, below)


def _paired(yours: tuple[Node, ...], torch: tuple[Node, ...]) -> dict[int, int]:
    """The place of torch's node for each of the learner's that has one, in the learner's order."""
    pairs: dict[int, int] = {}
    for alike in (_same_place, _same_name, _same_but_for_the_name):
        for i, mine in enumerate(yours):
            free = (k for k, t in enumerate(torch) if k not in pairs.values() and alike(mine, t))
            if i not in pairs and (found := next(free, None)) is not None:
                pairs[i] = found
    return dict(sorted(pairs.items()))


def _same_place(a: Node, b: Node) -> bool:
    return a.name == b.name and a.sort == b.sort


def _same_name(a: Node, b: Node) -> bool:
    return a.name == b.name


def _same_but_for_the_name(a: Node, b: Node) -> bool:
    return a.sort != "attribute" and _signature(a)[1:] == _signature(b)[1:]


def _signature(node: Node) -> tuple[Any, ...]:
    shape = node.tensor.shape if node.tensor else None
    return node.name, node.sort, node.kind, shape, tuple(_signature(child) for child in node.children)


def _increasing(places: list[int]) -> set[int]:
    """A longest increasing run of `places`: the ones that need not be moved."""
    ends: list[int] = []
    runs: list[list[int]] = []
    for place in places:
        at = bisect_left(ends, place)
        ends[at : at + 1] = [place]
        runs[at : at + 1] = [[*(runs[at - 1] if at else []), place]]
    return set(runs[-1]) if runs else set()


def _marked(matched: _Matched, paths: dict[str, str]) -> Pair:
    yours, torch = matched.yours, matched.torch
    children = tuple(_marked(child, paths) for child in matched.children)
    if torch is None and yours is not None:
        return Pair(yours, None, (Mark("extra", "yours has it, torch's has not"),), children)
    if yours is None and torch is not None:
        return Pair(None, torch, (Mark("missing", "torch's has it, yours has not"),), children)
    assert yours is not None
    assert torch is not None
    marks = [Mark("order", "stands at another place than in torch's")] if matched.moved else []
    return Pair(yours, torch, (*_unlike(yours, torch, paths), *marks), children)


def _unlike(yours: Node, torch: Node, paths: dict[str, str]) -> list[Mark]:
    marks = []

    def mark(word: str, mine: Any, theirs: Any) -> None:
        if mine != theirs:
            marks.append(Mark(word, f"torch's {theirs}, yours {mine}"))

    mark("renamed", f"is called {yours.name}", f"is called {torch.name}")
    if yours.sort != torch.sort:
        mark("registry", _kept(yours), _kept(torch))
        return marks
    if yours.empty != torch.empty:
        mark("None", "is None" if yours.empty else "holds one", "is None" if torch.empty else "holds one")
        return marks
    mark("class", f"is {yours.kind}", f"is {torch.kind}")
    if yours.tensor and torch.tensor:
        mark("shape", f"is {_shape(yours)}", f"is {_shape(torch)}")
        mark("dtype", f"is {yours.tensor.dtype}", f"is {torch.tensor.dtype}")
        mark("frozen", _trained(yours), _trained(torch))
    mark("mode", _mode(yours), _mode(torch))
    mark("saving", *(("is saved" if n.persistent else "is not saved") for n in (yours, torch)))
    if _partner(yours.shared, paths) != torch.shared:
        mark("sharing", *(f"is the same object as {n.shared}" if n.shared else "is its own" for n in (yours, torch)))
    mark("hooks", _hooks(yours), _hooks(torch))
    if yours.notes != torch.notes and yours.notes:
        marks.append(Mark("unfinished" if yours.sort == "module" else "trouble", "; ".join(yours.notes)))
    return marks


def _partner(shared: str, paths: dict[str, str]) -> str:
    return paths.get(shared, shared)


def _kept(node: Node) -> str:
    return "is a plain attribute" if node.sort == "attribute" else f"is in _{node.sort}s"


def _shape(node: Node) -> str:
    return "unknown" if node.tensor is None or node.tensor.shape is None else str(list(node.tensor.shape))


def _trained(node: Node) -> str:
    return "asks for a gradient" if node.tensor and node.tensor.requires_grad else "asks for none"


def _mode(node: Node) -> str:
    return {True: "is in train mode", False: "is in eval mode", None: "has no training flag"}[node.training]


def _hooks(node: Node) -> str:
    kinds = [hook.partition(":")[0] for hook in node.hooks]
    if not kinds:
        return "has no hooks"
    return "has hooks: " + ", ".join(f"{kinds.count(kind)} {kind}" for kind in sorted(set(kinds)))
