"""Rules written out as lines of Python, and compiled: loops that looked everything up took as long as the arithmetic.

For `a * b`, where both require grad, the lines are

    def record(made, tensors, arrays, params):
        t0, t1 = tensors
        ...                                  # e0 and e1: where their gradients go; bits: for which there is a way
        if bits:
            node = new(types.get(bits) or node_type(bits))
            node.edges, ... = (e0, e1), ...
            node.keep(tensors, arrays, made, params)
            made._node = node

    def keep(node, tensors, arrays, out, params):
        c0 = tensors[1]._counter
        c1 = tensors[0]._counter
        node.saved = (arrays[1], arrays[0])
        node.counters = (c0, c1)
        node.versions = (c0.value, c1.value)

    def run(node, g):
        saved = node.saved
        c = node.counters
        if saved is None or node.versions != (c[0].value, c[1].value): node.complain()
        return (derivative0(g, saved[0]), derivative1(g, saved[1]))
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from .grad_mode import state
from .graph import sequence
from .inference import check_may_be_saved
from .quiet import quiet
from .rule_nodes import NEVER
from .tensor import Tensor, wrap

EDGE = """
    if t{i} is not None:
        e{i} = t{i}._node
        if t{i}._base is not None:
            e{i} = t{i}.edge()
        elif e{i} is None and t{i}._wants_grad:
            e{i} = t{i}
        if e{i} is not None:
            bits += {bit}
    else:
        e{i} = None
"""
NODE = """
    if bits:
        node = new(types.get(bits) or node_type(bits))
        node.edges, node.extras, node.sequence, array = {edges}, None, next(sequence), made._array
        node.shape, node.dtype = array.shape, array.dtype
        node.keep(tensors, arrays, made, params)
        if state.met_inference:
            check_may_be_saved(node.counters)
        made._node = node
"""


def functions(inputs: Sequence[str], names: dict[str, Any]) -> tuple[Callable[..., None], Callable[..., Tensor]]:
    """A rule's `record`, which gives a result its node where an input requires grad, and `of`, for tensors as they are.

    A tensor is None in `record` where the input was a number.  `names` has the rule's `forward`, `types` for the nodes
    there are, and `node_type`, which makes those that are not there yet.
    """
    numbers = range(len(inputs))
    tensors = ", ".join(f"t{i}" for i in numbers)
    node = [
        *(EDGE.format(i=i, bit=1 << i) for i in numbers),
        NODE.format(edges=listed(f"e{i}" for i in numbers)),
    ]
    record = ["def record(made, tensors, arrays, params):", f"    {tensors}, = tensors; bits = 0", *node]
    of = [
        f"def of({tensors}):",
        f"    arrays = {listed(f't{i}._array' for i in numbers)}; made = wrap(quiet.call(forward, *arrays))",
        "    if not state.enabled: return made",
        f"    bits = 0; params = None; tensors = {tensors},",
        *node,
        "    return made",
    ]
    known = names | {"new": object.__new__, "sequence": sequence, "state": state, "wrap": wrap, "quiet": quiet}
    known["check_may_be_saved"] = check_may_be_saved
    return compiled("record", record, known), compiled("of", of, known)


def methods(
    inputs: Sequence[str],
    ways: Sequence[tuple[str, ...] | None],
    derivatives: Sequence[Callable[..., Any]],
    names: Sequence[str],
    watched: Sequence[str],
) -> dict[str, Any]:
    """A node's `keep`, `run` and `back`: what each derivative needs stands in `ways`, None where none is wanted."""

    def value(name: str) -> str:
        if name in inputs:
            return f"arrays[{inputs.index(name)}]"
        if name == "out":
            return "out._array"
        return f"arrays[{inputs.index(name[:-6])}].shape" if name.endswith("_shape") else f"params[{name!r}]"

    def counter(name: str) -> str:
        if name == "out":
            return "out._counter"
        tensor = f"tensors[{inputs.index(name)}]"
        return f"{tensor}._counter if {tensor} is not None else NEVER"

    calls = listed(
        "None" if needs is None else f"derivative{i}(g, {''.join(f'saved[{names.index(n)}], ' for n in needs)})"
        for i, needs in enumerate(ways)
    )
    counted = range(len(watched))
    keep = [
        "def keep(node, tensors, arrays, out, params):",
        *(f"    c{i} = {counter(name)}" for i, name in enumerate(watched)),
        f"    node.saved = {listed(map(value, names))}",
        f"    node.counters = {listed(f'c{i}' for i in counted)}",
        f"    node.versions = {listed(f'c{i}.value' for i in counted)}",
    ]
    run = [
        "def run(node, g):",
        "    saved = node.saved; c = node.counters",
        f"    if saved is None or node.versions != {listed(f'c[{i}].value' for i in counted)}: node.complain()",
        f"    return {calls}",
    ]
    known = {f"derivative{i}": derivative for i, derivative in enumerate(derivatives)} | {"NEVER": NEVER}
    back = eval(f"lambda g, saved: {calls}", known)
    return {"keep": compiled("keep", keep, known), "run": compiled("run", run, known), "back": staticmethod(back)}


def listed(parts: Any) -> str:
    return "(" + "".join(f"{part}, " for part in parts) + ")"


def compiled(name: str, lines: Sequence[str], names: dict[str, Any]) -> Any:
    space = dict(names)
    exec("\n".join(lines), space)
    return space[name]
