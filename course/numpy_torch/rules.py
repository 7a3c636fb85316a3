"""A rule: how an operation goes forward on arrays, and the derivative for each of its inputs."""

from __future__ import annotations

import contextvars
import inspect
import threading
from collections.abc import Callable, Sequence
from typing import Any, ClassVar

import numpy as np

from .arrays import as_array, is_array
from .dtypes import FROM_NUMPY
from .grad_mode import state
from .graph import SECOND_TIME, Array, Edge, Node, sequence
from .inference import check_may_be_saved
from .tensor import Counter, Tensor, check_in_place, wrap


class Rule:
    """One row of the table of derivatives.

    `forward` takes the inputs as arrays, then parameters by keyword.  Each derivative is named
    after its input and asks for what it needs by the names of its arguments: first the gradient,
    then inputs, `out` for the result, `<input>_shape`, or parameters.  Only what a derivative
    asks for is saved, and only for inputs that require grad.  torch: derivatives.yaml
    """

    __slots__ = ("forward", "inputs", "derivatives", "needs", "node", "plans")

    def __init__(self, name: str, forward: Callable[..., Any], **derivatives: Callable[..., Any]) -> None:
        self.forward = forward
        self.inputs = tuple(derivatives)
        self.derivatives = tuple(derivatives.values())
        self.needs = tuple(_arguments(derivative)[1:] for derivative in self.derivatives)
        self.node: type[RuleNode] = type(name, (RuleNode,), {"__slots__": (), "rule": self})
        self.plans: dict[int, Plan] = {}

    def plan(self, recorded: int) -> Plan:
        """What to do where the inputs of these bits require grad; worked out at the first time."""
        made = self.plans.get(recorded)
        if made is None:
            made = self.plans[recorded] = Plan(self, recorded)
        return made


def _arguments(function: Callable[..., Any]) -> tuple[str, ...]:
    code = getattr(function, "__code__", None)
    return code.co_varnames[: code.co_argcount] if code else tuple(inspect.signature(function).parameters)


class Plan:
    """A rule written out as three lines of Python, for inputs of which some require grad.

    For `a * b`, where both do, they are

        save = lambda tensors, arrays, out, params: ((arrays[1], arrays[0]), (tensors[1]._counter, tensors[0]._counter))
        read = lambda counters: (counters[0].value, counters[1].value)
        back = lambda g, saved: (derivative0(g, saved[0]), derivative1(g, saved[1]))

    A loop that looked all of this up for every call took as long as the arithmetic of a small network.
    """

    __slots__ = ("names", "watched", "save", "read", "back")

    def __init__(self, rule: Rule, recorded: int) -> None:
        ways = [needs if recorded >> i & 1 else None for i, needs in enumerate(rule.needs)]
        self.names = list(dict.fromkeys(name for needs in ways for name in needs or ()))
        self.watched = [name for name in self.names if name in rule.inputs or name == "out"]

        def source(name: str) -> str:
            if name in rule.inputs:
                return f"arrays[{rule.inputs.index(name)}]"
            if name == "out":
                return "out._array"
            if name.endswith("_shape"):
                return f"arrays[{rule.inputs.index(name[:-6])}].shape"
            return f"params[{name!r}]"

        def counter(name: str) -> str:
            if name == "out":
                return "out._counter"
            tensor = f"tensors[{rule.inputs.index(name)}]"
            return f"{tensor}._counter if {tensor} is not None else NEVER"

        def listed(parts: Sequence[str]) -> str:
            return "(" + "".join(f"{part}, " for part in parts) + ")"

        calls = [
            "None"
            if needs is None
            else f"derivative{i}(g, {''.join(f'saved[{self.names.index(n)}], ' for n in needs)})"
            for i, needs in enumerate(ways)
        ]
        values = [f"counters[{i}].value" for i in range(len(self.watched))]
        names = {f"derivative{i}": derivative for i, derivative in enumerate(rule.derivatives)} | {"NEVER": NEVER}
        kept, counters = listed(list(map(source, self.names))), listed(list(map(counter, self.watched)))
        self.save: Callable[..., Any] = eval(f"lambda tensors, arrays, out, params: ({kept}, {counters})", names)
        self.read: Callable[..., Any] = eval(f"lambda counters: {listed(values)}")
        self.back: Callable[..., Any] = eval(f"lambda g, saved: {listed(calls)}", names)


# The counter of numbers and of copies, which nobody can change.
NEVER = Counter()


def check_unchanged(counter: Counter, version: int, array: Array, whose: str = "") -> None:
    """RuntimeError where a saved array was changed in place since its counter stood at `version`."""
    if counter.value != version:
        kind, shape = FROM_NUMPY[array.dtype].legacy_name, list(array.shape)
        raise RuntimeError(
            "one of the variables needed for gradient computation has been modified by an inplace operation: "
            f"[torch.{kind}Tensor {shape}]{whose} is at version {counter.value}; expected version {version} "
            "instead. Hint: the backtrace of the operation that changed it is the place to look at."
        )


class RuleNode(Node):
    """A node that runs the derivatives of its rule on what was saved."""

    __slots__ = ("plan", "saved", "counters", "versions")

    rule: ClassVar[Rule]
    plan: Plan
    saved: tuple[Any, ...] | None  # as named by the plan
    counters: tuple[Counter, ...]  # of the saved tensors, to notice a change in place before they are used
    versions: tuple[int, ...]  # and where they stood

    def run(self, gradient: Array) -> Sequence[Array | None]:
        plan = self.plan
        if self.saved is None or plan.read(self.counters) != self.versions:
            self.complain()
        return plan.back(gradient, self.saved)  # type: ignore[no-any-return]

    def run_recorded(self, gradient: Any) -> Sequence[Any]:
        if self.saved is None or self.plan.read(self.counters) != self.versions:
            self.complain()
        kind, saved = type(gradient), []
        try:
            for name, value in zip(self.plan.names, self.saved or (), strict=True):
                if name not in self.plan.watched and _holds_floats(value):
                    # Computed from the inputs beside the forward: as a constant it would give a wrong result.
                    raise NotImplementedError(f"{name} was not recorded")
                saved.append(kind(self.reconnected(name, value)) if is_array(value) else value)
            return self.plan.back(gradient, saved)  # type: ignore[no-any-return]
        except NotImplementedError as error:
            raise NotImplementedError(
                f"create_graph=True does not go through {self.name()} in the small torch: {error}"
            ) from None

    def reconnected(self, name: str, array: Array) -> Tensor:
        """A saved array as the tensor it was, with its place in the graph."""
        edge = self if name == "out" else self.edges[self.rule.inputs.index(name)] if name in self.rule.inputs else None
        if isinstance(edge, Tensor):
            return edge if edge._array is array else edge.to(FROM_NUMPY[array.dtype])
        made = wrap(array)
        made._node = edge
        return made

    def complain(self) -> None:
        """RuntimeError: the saved values are gone, or are not what they were."""
        if self.saved is None:
            raise RuntimeError(SECOND_TIME)
        for name, counter, version in zip(self.plan.watched, self.counters, self.versions, strict=True):
            whose = f", which is output 0 of {self.name().removesuffix('Backward0')}," if name == "out" else ""
            check_unchanged(counter, version, self.saved[self.plan.names.index(name)], whose)

    def release(self) -> None:
        # Shapes and numbers may stay: only saved arrays make a second walk impossible.
        if self.counters or (self.saved and any(map(_holds_arrays, self.saved))):
            self.saved = None


def _holds_arrays(value: Any) -> bool:
    return is_array(value) or (isinstance(value, tuple) and any(map(_holds_arrays, value)))


def _holds_floats(value: Any) -> bool:
    return any(map(_holds_floats, value)) if isinstance(value, tuple) else is_array(value) and value.dtype.kind == "f"


class _Quiet(threading.local):
    """Calls a function without numpy's warnings of overflow and the like, which torch has none of.

    A context of its own, kept by each thread, is entered ten times faster than `np.errstate`.
    """

    def __init__(self) -> None:
        context = contextvars.Context()
        context.run(np.seterr, all="ignore")
        self.call = context.run


quiet = _Quiet()
_new = object.__new__


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
        record(rule, made, tensors, arrays, params)
    return made


def recording(tensors: Sequence[Tensor | None]) -> bool:
    """Whether an operation on these belongs into the graph."""
    if state.enabled:
        for tensor in tensors:
            if tensor is not None and (tensor._node is not None or tensor._wants_grad):
                return True
    return False


def record(
    rule: Rule, made: Tensor, tensors: Sequence[Tensor | None], arrays: Sequence[Any], params: dict[str, Any]
) -> None:
    """Give a result its node, with what the derivatives ask for, where one of its inputs requires grad."""
    recorded, bit = 0, 1
    edges: list[Edge] = []
    for tensor in tensors:
        if tensor is None:
            edges.append(None)
        elif tensor._node is not None or tensor._base is not None:
            edge = tensor._node if tensor._base is None else tensor.edge()
            edges.append(edge)
            recorded |= bit if edge is not None else 0
        elif tensor._wants_grad:
            edges.append(tensor)
            recorded |= bit
        else:
            edges.append(None)
        bit += bit
    if not recorded:
        return
    node = _new(rule.node)
    node.edges = edges
    node.sequence = next(sequence)
    array = made._array
    node.shape, node.dtype, node.extras = array.shape, array.dtype, None
    plan = node.plan = rule.plans.get(recorded) or rule.plan(recorded)
    node.saved, node.counters = plan.save(tensors, arrays, made, params)
    node.versions = plan.read(node.counters)
    if state.met_inference:
        check_may_be_saved(node.counters)
    made._node = node


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
    # Recorded before it is overwritten, under another name: the edges are those of the old value.
    made = into.detach()
    if state.enabled:
        record(rule, made, tensors, arrays, params)
    node: Any = made._node
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
    for number, name in enumerate(node.plan.watched):
        if name == "out":
            versions[number] += 1
        elif tensors[rule.inputs.index(name)] is into:
            place = node.plan.names.index(name)
            saved[place], counters[number], versions[number] = saved[place].copy(), NEVER, 0
    node.saved, node.counters, node.versions = tuple(saved), tuple(counters), tuple(versions)


def view(rule: Rule, source: Tensor, **params: Any) -> Tensor:
    """The result of a rule whose forward shows the memory of its input."""
    made = wrap(rule.forward(source._array, **params))
    if np.may_share_memory(made._array, source._array):
        made._counter = source._counter
        made._seen = source._counter.value
        if source._base is None:
            made._base, made._steps = source, ((rule.forward, params),)
        else:
            made._base, made._steps = source._base, (*source._steps, (rule.forward, params))
    if state.enabled:
        record(rule, made, (source,), (source._array,), params)
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
