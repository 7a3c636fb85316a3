"""Reading a module into plain data: a Tree of names, classes, shapes, flags, and of what is the same object twice.

Only `__dict__` is read, so none of the learner's methods run, and a module that is half built is read as far as it
goes: what is not there is said in the node's notes.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from course.widgets.tensor_reading import Facts, facts_of, functions, is_tensor

REGISTRIES = {"_parameters": "parameter", "_buffers": "buffer", "_modules": "module"}
MOST_NODES = 1_000
MAX_DEPTH = 60


@dataclass(frozen=True)
class Node:
    """A module, parameter, buffer, or an attribute that no registry knows, under the name it is kept by.

    `shared` is the path at which the same object stands first; `training` is None where there is no such flag, and
    `persistent` is False for a buffer that is not saved.
    """

    name: str
    path: str
    sort: str  # module, parameter, buffer or attribute
    kind: str  # the name of its class
    tensor: Facts | None = None
    training: bool | None = None
    persistent: bool = True
    shared: str = ""
    hooks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    children: tuple[Node, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether the name is registered with None."""
        return self.kind == "NoneType"

    @property
    def frozen(self) -> bool:
        """Whether this is a parameter that asks for no gradient, or a module of nothing but such."""
        if self.sort == "parameter":
            return self.tensor is not None and not self.tensor.requires_grad
        held = [node for node in self.walk() if node.sort == "parameter" and node.tensor]
        return self.sort == "module" and bool(held) and all(node.frozen for node in held)

    def walk(self) -> Iterator[Node]:
        """This node and everything beneath it, in the order in which it is shown."""
        yield self
        for child in self.children:
            yield from child.walk()


def is_module(value: Any) -> bool:
    """Whether this is a module, torch's or a learner's, however little of it is built."""
    if issubclass(type(value), type):
        return False
    return any(c.__name__ == "Module" for c in type(value).__mro__) or any(name in _own(value) for name in REGISTRIES)


def read(module: Any) -> Node:
    """Read a module and all it holds.  Raises TypeError, naming the mend, where it is no module."""
    if not is_module(module):
        if issubclass(type(module), type) and any(c.__name__ == "Module" for c in module.__mro__):
            raise TypeError(f"{module.__name__} is a class, and a tree is of one module: tree({module.__name__}(...))")
        raise TypeError(f"a tree is of a module, and this is {_article(type(module).__name__)}")
    return _Reading().module(module, "", "", 0)


class _Reading:
    """One reading: which objects were met, and where."""

    def __init__(self) -> None:
        self._met: dict[int, tuple[str, Any]] = {}  # the object is held, so that its id stays its own
        self._left = MOST_NODES

    def module(self, module: Any, name: str, path: str, depth: int) -> Node:
        node = Node(name, path, "module", type(module).__name__)
        if first := self._first(module, path):
            return replace(node, shared=first)
        own = _own(module)
        notes, children, missing = [], [], []
        for registry in REGISTRIES:
            if not _there(module, own, registry):
                missing.append(registry)
                continue
            held, trouble = _registry(module, own, registry)
            notes += [trouble] if trouble else []
            children += [(REGISTRIES[registry], _key(key), value) for key, value in held]
        if missing:
            notes.append(f"{listed(missing)} {'is' if len(missing) == 1 else 'are'} missing: has Module.__init__ run?")
        transient = own.get("_non_persistent_buffers_set")
        unsaved = {_key(key) for key in transient} if type(transient) in (set, list, tuple) and transient else set()
        children += [("attribute", key, value) for key, value in own.items() if _unregistered(key, value)]
        read = []
        for sort, key, value in children:
            if self._left <= 0 or depth >= MAX_DEPTH:
                notes.append("not everything in it is shown: it is too large or too deep")
                break
            self._left -= 1
            child = self._child(sort, value, key, f"{path}.{key}" if path else key, depth + 1)
            if sort == "buffer" and key in unsaved:
                child = replace(child, persistent=False)
            read.append(child)
        training = own.get("training")
        if training is not None and not isinstance(training, bool):
            notes.append(f"training is {_article(type(training).__name__)}, and torch's is a bool")
        return replace(
            node,
            training=training if isinstance(training, bool) else None,
            hooks=_hooks(own),
            notes=tuple(notes),
            children=tuple(read),
        )

    def _child(self, sort: str, value: Any, name: str, path: str, depth: int) -> Node:
        if sort == "module" and is_module(value):
            return self.module(value, name, path, depth)
        node = Node(name, path, sort, type(value).__name__)
        if sort == "attribute" and not is_tensor(value):
            note = f"a {type(value).__name__ if _held(value) else 'module'} in __dict__, which no registry knows"
            return replace(node, kind=_contents(value), notes=(note,))
        if value is None:
            return node
        if not is_tensor(value):
            return replace(node, notes=(f"{_article(type(value).__name__)} stands where a {sort} belongs",))
        facts, trouble = facts_of(value)
        notes = [*trouble, *(["a tensor in __dict__, which no registry knows"] if sort == "attribute" else [])]
        shared = self._first(value, path)
        return replace(node, tensor=facts, hooks=facts.hooks, shared=shared, notes=tuple(notes))

    def _first(self, value: Any, path: str) -> str:
        """The path at which this object was met before, or nothing."""
        met = self._met.setdefault(id(value), (path, value))[0]
        return (met or "the whole") if met != path else ""


def _own(module: Any) -> dict[str, Any]:
    """What an object keeps in its `__dict__`, without its `__getattr__`."""
    try:
        own = object.__getattribute__(module, "__dict__")
    except AttributeError:
        return {}
    return {_key(name): value for name, value in own.items()} if issubclass(type(own), dict) else {}


def _there(module: Any, own: dict[str, Any], name: str) -> bool:
    return name in own or isinstance(inspect.getattr_static(type(module), name, None), Mapping)


def _key(name: Any) -> str:
    return str(name) if type(name) in (str, int) else f"a {type(name).__name__}"


def _registry(module: Any, own: dict[str, Any], name: str) -> tuple[list[tuple[Any, Any]], str]:
    """The pairs of one registry, and what is the matter with it."""
    on_the_class = name not in own
    held = inspect.getattr_static(type(module), name) if on_the_class else own[name]
    if not issubclass(type(held), Mapping):
        return [], f"{name} is {_article(type(held).__name__)}, and torch's is a dict"
    try:
        pairs = list(held.items())
    except Exception as error:  # a mapping of the learner's own
        return [], f"{name} cannot be read: {type(error).__name__}"
    shared = f"{name} stands on the class: every {type(module).__name__} has the same one"
    return pairs, shared if on_the_class else ""


def _hooks(own: dict[str, Any]) -> tuple[str, ...]:
    """Every hook as 'forward: name of the function'."""
    return tuple(
        f"{name.removesuffix('_hooks').strip('_').replace('_', ' ')}: {function}"
        for name, held in own.items()
        if name.endswith("_hooks")
        for function in functions(held)
    )


def _unregistered(name: str, value: Any) -> bool:
    """Whether an attribute holds tensors or modules that no registry knows; private names are a class's own affair."""
    return not name.startswith("_") and (is_tensor(value) or is_module(value) or bool(_held(value)))


def _held(value: Any) -> list[Any]:
    if not issubclass(type(value), list | tuple | dict):
        return []
    items = list(value.values()) if issubclass(type(value), dict) else list(value)
    return items if items and all(is_tensor(x) or is_module(x) for x in items) else []


def _contents(value: Any) -> str:
    if held := _held(value):
        what = "module" if all(map(is_module, held)) else "tensor" if all(map(is_tensor, held)) else "thing"
        return f"{type(value).__name__} of {len(held)} {what}{'s' if len(held) > 1 else ''}"
    return type(value).__name__


def listed(words: list[str]) -> str:
    """'a', 'a and b', 'a, b and c'."""
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def _article(kind: str) -> str:
    return f"{'an' if kind[:1].lower() in 'aeiou' else 'a'} {kind}"
