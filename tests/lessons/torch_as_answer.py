"""Torch's own function objects, rebuilt so that they run on the numpy torch, in the place of the reference's."""

from __future__ import annotations

import ast
import inspect
import types
from typing import Any

from course import book
from course.benches import lessons_before, reference_pieces
from course.folding import fold, load
from course.numpy_torch.hooks import RemovableHandle
from course.numpy_torch_with import torch_with
from course.worlds import torch_world

# Torch's code that is not to be had by itself, each with its reason.
NOT_ALONE = {
    (
        "nn.Parameter",
        "__reduce_ex__",
    ): "names functions of torch's own files, by which a pickle would bring back real torch",
}


def grown_by(answer: str) -> list[tuple[str, str]]:
    """The methods that an answer writes, alone or in a class, and that torch's class of the same name has, too."""
    return [(owner, name) for owner, name in _methods(answer) if _torchs_own(owner, name)]


def _methods(answer: str) -> list[tuple[str, str]]:
    bodies = {node.name: node.body for node in ast.parse(answer).body if isinstance(node, ast.ClassDef)}
    found = []
    for owner, name in book.targets(answer):
        inside = [n.name for n in bodies.get(name, ()) if isinstance(n, ast.FunctionDef)]
        found += [(f"nn.{name}", method) for method in inside] if owner == "nn" else [(owner, name)]
    return found


def _torchs_own(owner: str, name: str) -> bool:
    torchs = getattr(torch_world().torch.nn, owner.removeprefix("nn."), None)
    return isinstance(torchs, type) and _function(torchs, name) is not None


def reference_with_torchs_own(exercise: str, owner: str, name: str) -> types.ModuleType:
    """The reference up to the exercise's lesson, with one method of it torch's own."""
    lesson = book.lesson(book.lesson_number(exercise)).name
    nn = load(fold([*lessons_before(lesson), *reference_pieces(lesson)]))
    ours = getattr(nn, owner.removeprefix("nn."))
    torchs = getattr(torch_world().torch.nn, owner.removeprefix("nn."))
    install(torchs, ours, name, nn)
    return nn


def install(torchs: type, ours: type, name: str, nn: types.ModuleType) -> None:
    """Set torch's method on our class, and with it those of torch's methods and flags that it needs and ours lacks."""
    function = _function(torchs, name)
    assert function is not None
    setattr(ours, name, rebuilt(function, ours, nn))
    for used in function.__code__.co_names + _inner_names(function.__code__):
        if hasattr(ours, used) or not hasattr(torchs, used):
            continue
        if _function(torchs, used) is not None:
            install(torchs, ours, used, nn)
        elif isinstance(getattr(torchs, used), bool | int | str | None):
            setattr(ours, used, getattr(torchs, used))


def rebuilt(function: types.FunctionType, cls: type, nn: types.ModuleType) -> types.FunctionType:
    """The same code over globals in which torch is the numpy one and Module and Parameter are ours."""
    torch = torch_with(nn)
    silent = {name: lambda *words: None for name in ("_log_api_usage_once", "_get_tracing_state")}
    written_in_c = types.SimpleNamespace(_parse_to=getattr(nn, "_parse_to", None))
    torch._C = types.SimpleNamespace(**silent, _nn=written_in_c)  # type: ignore[attr-defined]
    torch.jit = types.SimpleNamespace(ScriptModule=())  # type: ignore[attr-defined]  # nothing is an instance of it
    torch.compiler = types.SimpleNamespace(is_compiling=_no)  # type: ignore[attr-defined]
    ours = {n: v for n, v in vars(nn).items() if isinstance(v, type) and n in function.__globals__}
    ours |= {n: v for n, v in vars(nn.modules.module).items() if n.startswith("_global_")}
    rooms = {torch_world().torch.nn.functional: nn.functional, torch_world().torch.nn.init: nn.init}
    ours |= {n: rooms[v] for n, v in function.__globals__.items() if isinstance(v, types.ModuleType) and v in rooms}
    rare = {"is_tensor_like": torch.is_tensor, "is_lazy": _no, "get_swap_module_params_on_conversion": _no}
    torch.overrides = torch.nn.parameter = types.SimpleNamespace(**rare)  # type: ignore[attr-defined]
    theirs = {**function.__globals__, "torch": torch, "Tensor": torch.Tensor, "RemovableHandle": RemovableHandle}
    globals_ = _Live(theirs | ours)
    globals_.file = nn.modules.module
    cells = [types.CellType(cls) if n == "__class__" else c for n, c in _closure(function)]
    made = types.FunctionType(function.__code__, globals_, function.__name__, function.__defaults__, tuple(cells))
    made.__kwdefaults__ = function.__kwdefaults__
    return made


class _Live(dict[str, Any]):
    """Globals of which some are read afresh: a plain value such as a flag is rebound in its file, not changed."""

    file: types.ModuleType

    def __getitem__(self, name: str) -> Any:
        return getattr(self.file, name) if name.startswith("_global_") else super().__getitem__(name)


def _no(*anything: Any) -> bool:
    """What torch asks of tensors of kinds that are not in the course."""
    return False


def _closure(function: types.FunctionType) -> list[tuple[str, Any]]:
    return list(zip(function.__code__.co_freevars, function.__closure__ or (), strict=True))


def _inner_names(code: types.CodeType) -> tuple[str, ...]:
    inner = [c for c in code.co_consts if isinstance(c, types.CodeType)]
    return tuple(n for c in inner for n in c.co_names + _inner_names(c))


def _function(cls: type, name: str) -> types.FunctionType | None:
    """A function that the class itself defines; what it inherits from object or from a C class is none."""
    found = vars(cls).get(name) if name in vars(cls) else inspect.getattr_static(cls, name, None)
    return found if isinstance(found, types.FunctionType) else None
