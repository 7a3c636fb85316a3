"""A rule: how an operation goes forward on arrays, and the derivative for each of its inputs."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any, ClassVar

import numpy as np

from .dtypes import FROM_NUMPY
from .grad_mode import state
from .graph import SECOND_TIME, Array, Node
from .tensor import Counter, Tensor, check_in_place, wrap


class Rule:
    """One row of the table of derivatives.

    `forward` takes the inputs as arrays, then parameters by keyword.  Each derivative is named
    after its input and asks for what it needs by the names of its arguments: first the gradient,
    then inputs, `out` for the result, `<input>_shape`, or parameters.  Only what a derivative
    asks for is saved, and only for inputs that require grad.  torch: derivatives.yaml
    """

    __slots__ = ("forward", "inputs", "derivatives", "needs", "node")

    def __init__(self, name: str, forward: Callable[..., Any], **derivatives: Callable[..., Any]) -> None:
        self.forward = forward
        self.inputs = tuple(derivatives)
        self.derivatives = tuple(derivatives.values())
        self.needs = tuple(tuple(inspect.signature(d).parameters)[1:] for d in self.derivatives)
        self.node: type[RuleNode] = type(name, (RuleNode,), {"__slots__": (), "rule": self})


class Check:
    """A saved array, as it was: its counter then, to notice a change in place before it is used."""

    __slots__ = ("counter", "version", "array")

    def __init__(self, counter: Counter, version: int, array: Array) -> None:
        self.counter, self.version, self.array = counter, version, array

    def __call__(self) -> None:
        if self.counter.value != self.version:
            kind, shape = FROM_NUMPY[self.array.dtype].legacy_name, list(self.array.shape)
            raise RuntimeError(
                "one of the variables needed for gradient computation has been modified by an inplace operation: "
                f"[torch.{kind}Tensor {shape}] is at version {self.counter.value}; expected version {self.version} "
                "instead. Hint: the backtrace of the operation that changed it is the place to look at."
            )


# The counter of numbers and of copies, which nobody can change.
NEVER = Counter()


class RuleNode(Node):
    """A node that runs the derivatives of its rule on what was saved."""

    __slots__ = ("saved", "checks")

    rule: ClassVar[Rule]
    saved: dict[str, Any] | None
    checks: list[Check] | None

    def run(self, gradients: list[Array | None]) -> Sequence[Array | None]:
        gradient, saved = gradients[0], self.saved
        if saved is None:
            raise RuntimeError(SECOND_TIME)
        for check in self.checks or ():
            check()
        if gradient is None:
            return [None] * len(self.edges)
        return [
            None if edge is None else derivative(gradient, *[saved[name] for name in names])
            for edge, derivative, names in zip(self.edges, self.rule.derivatives, self.rule.needs, strict=True)
        ]

    def release(self) -> None:
        # Shapes and parameters may stay: only saved tensors make a second walk impossible.
        if self.checks:
            self.saved = self.checks = None


@np.errstate(all="ignore")
def apply(
    rule: Rule, tensors: Sequence[Tensor | None], arrays: Sequence[Any], into: Tensor | None = None, **params: Any
) -> Tensor:
    """The result of a rule, recorded when one of `tensors` requires grad.

    `arrays` are what the rule computes with: the tensors' own, or casts of them.  A tensor is
    None where the input was a number.  With `into` the result overwrites that tensor.
    """
    result = rule.forward(*arrays, **params)
    if into is None:
        made = wrap(result)
        if recording(tensors):
            made._node = record(rule, made, 0, tensors, arrays, params)
        return made
    check_in_place(into)
    check_fits(into, np.asarray(result))
    # Recorded before it is overwritten: the edges are those of the old value.
    node = record(rule, into, 1, tensors, arrays, params) if recording(tensors) else None
    into._array[...] = result
    into._counter.value += 1
    if node is not None:
        if into._base is not None:
            into.change_base(node)
        else:
            into._node, into._index = node, 0
        into._hooks = None  # they stay with the old value's node
    return into


def recording(tensors: Sequence[Tensor | None]) -> bool:
    """Whether an operation on these belongs into the graph."""
    if state.enabled:
        for tensor in tensors:
            if tensor is not None and (tensor._node is not None or tensor._wants_grad):
                return True
    return False


def record(
    rule: Rule,
    made: Tensor,
    bumps: int,
    tensors: Sequence[Tensor | None],
    arrays: Sequence[Any],
    params: dict[str, Any],
) -> RuleNode:
    """The node of a result, with what its derivatives ask for; `bumps` changes in place are still to come."""
    # From the last to the first: of two leaves, the walk comes to the newer node first, and torch to the first input.
    edges = [None if tensor is None else tensor.edge() for tensor in reversed(tensors)]
    edges.reverse()
    node = rule.node(edges, ((made._array.shape, made._array.dtype),))
    saved: dict[str, Any] = {}
    checks: list[Check] = []
    for edge, names in zip(edges, rule.needs, strict=True):
        if edge is None:
            continue
        for name in names:
            if name in saved:
                continue
            if name in rule.inputs:
                position = rule.inputs.index(name)
                tensor, array = tensors[position], arrays[position]
                if tensor is None or tensor._array is not array:
                    checks.append(Check(NEVER, 0, array))
                elif bumps and tensor is made:
                    # The old value is needed after it is overwritten.
                    array = array.copy()
                    checks.append(Check(NEVER, 0, array))
                else:
                    checks.append(Check(tensor._counter, tensor._counter.value, array))
                saved[name] = array
            elif name == "out":
                saved[name] = made._array
                checks.append(Check(made._counter, made._counter.value + bumps, made._array))
            elif name.endswith("_shape"):
                saved[name] = arrays[rule.inputs.index(name[:-6])].shape
            else:
                saved[name] = params[name]
                if isinstance(params[name], np.ndarray):
                    checks.append(Check(NEVER, 0, params[name]))
    node.saved, node.checks = saved, checks
    return node


def view(rule: Rule, source: Tensor, **params: Any) -> Tensor:
    """The result of a rule whose forward shows the memory of its input."""
    made = wrap(rule.forward(source._array, **params))
    if np.may_share_memory(made._array, source._array):
        made._counter = source._counter
        made._seen = source._counter.value
        made._base = source._base if source._base is not None else source
        made._steps = (*source._steps, (rule.forward, params))
    if recording((source,)):
        made._node = record(rule, made, 0, (source,), (source._array,), params)
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
