"""The walk back through the graph: every node once, the newest first."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from .arrays import as_array
from .grad_mode import state
from .graph import Edge, Node, Output, accumulate, fit, through_hooks

Root = tuple[Edge, Any]  # where a gradient starts, and the gradient


def walk(
    roots: Sequence[Root], keep_graph: bool = False, wanted: Sequence[Edge] | None = None, kind: Any = np.ndarray
) -> list[Any]:
    """Run every node once, and return the gradients of the wanted edges.

    Without `wanted`, gradients end in the `.grad` of the leaves.  The node made last has no
    waiting successor, so a heap over the order of creation is all the sorting there is; leaves
    take what comes at once.  Gradients are arrays, or Recorded where they are to be derived again.
    """
    plain = kind is np.ndarray
    as_kind = as_array if plain else kind.of
    found: dict[int, Any] = {} if wanted is None else dict.fromkeys(map(id, wanted))
    leaves = Leaves(roots, found, wanted is not None)
    waiting: dict[int, list[Any]] = {}
    heap: list[int] = []
    push, pop = heapq.heappush, heapq.heappop
    # The roots are sent as if they came from a node, and belong to the caller.
    edges: Sequence[Edge] = [edge for edge, _ in roots]
    results: Sequence[Any] = [value for _, value in roots]
    gradient, shared = None, True
    before, state.enabled = state.enabled, not plain
    try:
        while True:
            for target, value in zip(edges, results, strict=True):
                if target is None:
                    continue
                if isinstance(target, Node):
                    if value is None:
                        continue
                    if type(value) is not kind:
                        value = as_kind(value)  # a numpy scalar, for no dimensions
                    if value.shape != target.shape or value.dtype != target.dtype:
                        value = fit(value, target.shape, target.dtype)
                    number = target.sequence
                    entry = waiting.get(number)
                    if entry is None:
                        waiting[number] = [target, value]
                        push(heap, number)
                    else:
                        # Never in place: another node may still hold the same array.
                        entry[1] = as_kind(entry[1] + value)
                    continue
                # A leaf.
                if value is not None:
                    if type(value) is not kind:
                        value = as_kind(value)
                    array = target._array
                    if value.shape != array.shape or value.dtype != array.dtype:
                        value = fit(value, array.shape, array.dtype)
                if wanted is not None or not (target._hooks is target._post_hooks is target._accumulator is None):
                    leaves.take(target, value, shared or value is gradient)
                elif value is not None:
                    accumulate(target, value, shared or value is gradient)
            if not heap:
                break
            node, gradient = waiting.pop(pop(heap))
            extras = node.extras
            if extras is not None:
                gradient = extras.before(gradient)
            if found and id(node) in found:
                found[id(node)] = gradient.copy() if plain else gradient
            if type(node) is Output:
                edges, results = (), ()
                whole = node.edges[0]
                entry = waiting.get(whole.sequence)
                if entry is None:
                    waiting[whole.sequence] = entry = [whole, [None] * whole.outputs]
                    push(heap, whole.sequence)
                entry[1][node.index] = gradient
                continue
            results = node.run(gradient) if plain else node.run_recorded(gradient)
            edges, shared = node.edges, extras is not None or not node.fresh
            if extras is not None and extras.post:
                results = extras.after(results, gradient)
            if not keep_graph:
                node.release()
        leaves.finish()
    finally:
        state.enabled = before
    return [found[id(edge)] for edge in wanted or ()]


class Leaves:
    """Leaves with hooks, and leaves whose gradient is asked for: they wait until everything has come."""

    __slots__ = ("roots", "found", "asked", "waiting", "uses")

    def __init__(self, roots: Sequence[Root], found: dict[int, Any], asked: bool) -> None:
        self.roots, self.found, self.asked = roots, found, asked
        self.waiting: dict[int, list[Any]] = {}
        self.uses: Counter[int] | None = None

    def take(self, leaf: Any, value: Any, shared: bool) -> None:
        """One more gradient for the leaf; the last one sets its hooks going."""
        if self.uses is None:
            self.uses = uses_of(self.roots)
        entry = self.waiting.setdefault(id(leaf), [leaf, None])
        if value is not None:
            if entry[1] is not None:
                entry[1] = entry[1] + value
            else:
                entry[1] = value.copy() if (shared or value.base is not None) and type(value) is np.ndarray else value
        self.uses[id(leaf)] -= 1
        if not self.uses[id(leaf)]:
            self.finish_one(id(leaf))

    def finish(self) -> None:
        """The leaves for which a way was left out, as its gradient was None."""
        for key in list(self.waiting):
            self.finish_one(key)

    def finish_one(self, key: int) -> None:
        """Hooks, then `.grad`, then the hooks that come after it."""
        leaf, gradient = self.waiting.pop(key)
        if gradient is None or (self.asked and key not in self.found):
            return
        if leaf._hooks:
            gradient = through_hooks(leaf._hooks, gradient)
        node = leaf._accumulator() if leaf._accumulator is not None else None
        extras = node.extras if node is not None else None
        if extras is not None:
            gradient = extras.before(gradient)
        if self.asked:
            self.found[key] = gradient
            return
        accumulate(leaf, gradient, bool(leaf._hooks))
        for hook in list((leaf._post_hooks or {}).values()):
            hook(leaf)
        if extras is not None:
            extras.after((), gradient)


def uses_of(roots: Sequence[Root]) -> Counter[int]:
    """How many gradients will come to each leaf, by its id."""
    uses: Counter[int] = Counter()
    seen: set[int] = set()
    stack = [edge for edge, _ in roots]
    while stack:
        edge = stack.pop()
        if edge is None:
            continue
        if not isinstance(edge, Node):
            uses[id(edge)] += 1
        elif edge.sequence not in seen:
            seen.add(edge.sequence)
            stack.extend(edge.edges)
    return uses
