"""A rule: how an operation goes forward on arrays, and the derivative for each of its inputs."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from .arrays import as_array
from .dtypes import FROM_NUMPY
from .grad_mode import state
from .graph import Array
from .quiet import quiet
from .rule_nodes import NEVER, RuleNode
from .tensor import Tensor, check_in_place, wrap
from .written_out import functions, methods


class Rule:
    """One row of the table of derivatives.

    `forward` takes the inputs as arrays, then parameters by keyword.  Each derivative is named
    after its input and asks for what it needs by the names of its arguments: first the gradient,
    then inputs, `out` for the result, `<input>_shape`, or parameters.  Only what a derivative
    asks for is saved, and only for inputs that require grad.  torch: derivatives.yaml
    """

    __slots__ = ("name", "forward", "inputs", "derivatives", "needs", "nodes", "record", "of")

    def __init__(self, name: str, forward: Callable[..., Any], **derivatives: Callable[..., Any]) -> None:
        self.name, self.forward = name, forward
        self.inputs = tuple(derivatives)
        self.derivatives = tuple(derivatives.values())
        self.needs = tuple(_arguments(derivative)[1:] for derivative in self.derivatives)
        self.nodes: dict[int, type[RuleNode]] = {}
        # Most rules of the table are never used in a process: each is written out when it first is.
        self.record: Callable[..., None] = lambda *given: self._written_out().record(*given)
        self.of: Callable[..., Tensor] = lambda *given: self._written_out().of(*given)

    def _written_out(self) -> Rule:
        names = {"forward": self.forward, "types": self.nodes, "node_type": self.node_type}
        self.record, self.of = functions(self.inputs, names)
        return self

    def node_type(self, recorded: int) -> type[RuleNode]:
        """The node for the case that the inputs of these bits require grad."""
        ways = [needs if recorded >> i & 1 else None for i, needs in enumerate(self.needs)]
        names = list(dict.fromkeys(name for needs in ways for name in needs or ()))
        watched = [name for name in names if name in self.inputs or name == "out"]
        made = {"__slots__": (), "inputs": self.inputs, "names": names, "watched": watched}
        made |= methods(self.inputs, ways, self.derivatives, names, watched)
        self.nodes[recorded] = type(self.name, (RuleNode,), made)
        return self.nodes[recorded]


def _arguments(function: Callable[..., Any]) -> tuple[str, ...]:
    code = getattr(function, "__code__", None)
    return code.co_varnames[: code.co_argcount] if code else tuple(inspect.signature(function).parameters)


def apply(
    rule: Rule, tensors: Sequence[Tensor | None], arrays: Sequence[Any], into: Tensor | None = None, **params: Any
) -> Tensor:
    """The result of a rule, recorded when one of `tensors` requires grad.

    `arrays` are what the rule computes with: the tensors' own, or casts of them.  A tensor is
    None where the input was a number.  With `into` the result overwrites that tensor.
    """
    result = quiet.call(rule.forward, *arrays, **params)
    if into is not None:
        return _overwrite(rule, into, result, tensors, arrays, params)
    made = wrap(result)
    if state.enabled:
        rule.record(made, tensors, arrays, params)
    return made


def recording(tensors: Sequence[Tensor | None]) -> bool:
    """Whether an operation on these belongs into the graph."""
    if state.enabled:
        for tensor in tensors:
            if tensor is not None and (tensor._node is not None or tensor._wants_grad):
                return True
    return False


def _overwrite(
    rule: Rule,
    into: Tensor,
    result: Any,
    tensors: Sequence[Tensor | None],
    arrays: Sequence[Any],
    params: dict[str, Any],
) -> Tensor:
    """The change in place of a tensor, and of its history."""
    check_in_place(into)
    check_fits(into, as_array(result))
    node: Any = None
    if state.enabled and any(tensor is not None and tensor.requires_grad for tensor in tensors):
        # Recorded before it is overwritten, under another name: the edges are those of the old value.
        made = into.detach()
        rule.record(made, tensors, arrays, params)
        node = made._node
    if node is not None:
        _keep_old(node, rule, into, tensors)
    into._array[...] = result
    into._counter.value += 1
    if node is not None:
        if into._base is not None:
            into.change_base(node)
        else:
            into._node = node
        into._hooks = None  # they stay with the old value's node
    return into


def _keep_old(node: RuleNode, rule: Rule, into: Tensor, tensors: Sequence[Tensor | None]) -> None:
    """Before `into` is overwritten: copy the old value where it is needed, and expect one change of the new."""
    saved, counters, versions = list(node.saved or ()), list(node.counters), list(node.versions)
    for number, name in enumerate(node.watched):
        if name == "out":
            versions[number] += 1
        elif tensors[rule.inputs.index(name)] is into:
            place = node.names.index(name)
            saved[place], counters[number], versions[number] = saved[place].copy(), NEVER, 0
    node.saved, node.counters, node.versions = tuple(saved), tuple(counters), tuple(versions)


def view(rule: Rule, source: Tensor, **params: Any) -> Tensor:
    """The result of a rule whose forward shows the memory of its input."""
    made = wrap(rule.forward(source._array, **params))
    if made._array.base is not None and np.may_share_memory(made._array, source._array):
        made._counter = source._counter
        made._seen = source._counter.value
        if source._base is None:
            made._base, made._steps = source, ((rule.forward, params),)
        else:
            made._base, made._steps = source._base, (*source._steps, (rule.forward, params))
    if state.enabled:
        rule.record(made, (source,), (source._array,), params)
    return made


def check_fits(target: Tensor, result: Array) -> None:
    """RuntimeError where a result cannot be written into `target`: its shape, or a lower kind of number."""
    if result.shape != target._array.shape:
        shape = np.broadcast_shapes(result.shape, target._array.shape)
        if shape != target._array.shape:
            raise RuntimeError(
                f"output with shape {list(target.shape)} doesn't match the broadcast shape {list(shape)}"
            )
    kind = FROM_NUMPY[result.dtype]
    if kind.category > target.dtype.category:
        raise RuntimeError(
            f"result type {kind.legacy_name} can't be cast to the desired output type {target.dtype.legacy_name}"
        )
    if not target._array.flags.writeable:
        raise RuntimeError(
            "unsupported operation: more than one element of the written-to tensor refers to a single memory location. "
            "Please clone() the tensor before performing the operation."
        )
