"""The walk back through the graph: every node once, the newest first."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from .arrays import as_array, is_array
from .grad_mode import state
from .graph import Edge, Node, Output, accumulate, fit, through_hooks
from .tensor import wrap


def walk(
    edges: Sequence[Edge],
    results: Sequence[Any],
    keep_graph: bool = False,
    wanted: Sequence[Edge] | None = None,
    kind: Any = np.ndarray,
) -> list[Any]:
    """Start these gradients on these edges, run every node once, and return the gradients of the wanted edges.

    Without `wanted`, gradients end in the `.grad` of the leaves.  The node made last has no
    waiting successor, so a heap over the order of creation is all the sorting there is; leaves
    take what comes at once.  Gradients are arrays, or Recorded where they are to be derived again.
    """
    plain = kind is np.ndarray
    as_kind = as_array if plain else kind.of
    found: dict[int, Any] = dict.fromkeys(map(id, wanted)) if wanted else {}
    leaves = Leaves(edges, found, wanted is not None)
    waiting: dict[int, list[Any]] = {}
    heap: list[int] = []
    push, pop = heapq.heappush, heapq.heappop
    following: Any = None  # a node that waits alone, as along a chain, and needs no sorting
    # What the walk starts with belongs to the caller.
    gradient: Any = None
    coming: Any = None
    shared = True
    before, state.enabled = state.enabled, not plain
    try:
        while True:
            for target, value in zip(edges, results):  # noqa: B905  (`strict` is half of what the loop costs)
                if target is None:
                    continue
                if isinstance(target, Node):
                    if value is None:
                        continue
                    if type(value) is not kind:
                        value = as_kind(value)  # a numpy scalar, for no dimensions
                    if value.shape != target.shape or value.dtype is not target.dtype:
                        value = fit(value, target.shape, target.dtype)
                    if target is following:
                        coming = as_kind(coming + value)
                        continue
                    number = target.sequence
                    if number in waiting:
                        # Never in place: another node may still hold the same array.
                        waiting[number][1] = as_kind(waiting[number][1] + value)
                    elif following is None and not heap:
                        following, coming = target, value
                    else:
                        waiting[number] = [target, value]
                        push(heap, number)
                    continue
                # A leaf.
                if value is not None:
                    if type(value) is not kind:
                        value = as_kind(value)
                    array = target._array
                    if value.shape != array.shape or value.dtype is not array.dtype:
                        value = fit(value, array.shape, array.dtype)
                if wanted is not None or not (target._hooks is target._post_hooks is target._accumulator is None):
                    leaves.take(target, value, shared or value is gradient)
                elif value is None:
                    continue
                elif plain and target._grad is None and value.base is None and not shared and value is not gradient:
                    target._grad = wrap(value)  # as accumulate would, whose call costs as much
                else:
                    accumulate(target, value, shared or value is gradient)
            if heap and following is not None:
                waiting[following.sequence] = [following, coming]
                push(heap, following.sequence)
                following = None
            if following is not None:
                node, gradient, following = following, coming, None
            elif heap:
                node, gradient = waiting.pop(pop(heap))
            else:
                break
            extras = node.extras
            if extras is not None:
                gradient = extras.before(gradient)
            if found and id(node) in found:
                found[id(node)] = gradient.copy() if plain else gradient
            if type(node) is Output:
                edges, results = (), ()
                whole = node.edges[0]
                if whole.sequence not in waiting:
                    waiting[whole.sequence] = [whole, [None] * whole.outputs]
                    push(heap, whole.sequence)
                waiting[whole.sequence][1][node.index] = gradient
                continue
            edges, results = node.edges, node.run(gradient) if plain else node.run_recorded(gradient)
            shared = extras is not None or not node.fresh
            if extras is not None and extras.post:
                results = extras.after(node, results, gradient)
            if not keep_graph:
                node.release()
        leaves.finish()
    finally:
        state.enabled = before
    return [found[id(edge)] for edge in wanted] if wanted else []


class Leaves:
    """Leaves with hooks, and leaves whose gradient is asked for: they wait until everything has come."""

    __slots__ = ("roots", "found", "asked", "waiting", "uses")

    def __init__(self, roots: Sequence[Edge], found: dict[int, Any], asked: bool) -> None:
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
                total = entry[1] + value
                # Numpy makes a scalar of two arrays without a shape.
                entry[1] = np.asarray(total) if isinstance(total, np.generic) else total
            else:
                entry[1] = value.copy() if (shared or value.base is not None) and is_array(value) else value
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
            extras.after(node, (), gradient)


def uses_of(roots: Sequence[Edge]) -> Counter[int]:
    """How many gradients will come to each leaf, by its id."""
    uses: Counter[int] = Counter()
    seen: set[int] = set()
    stack = list(roots)
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
