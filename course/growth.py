"""@grow: add a method to a class, or a class or function to a place such as `nn`, `optim` or `engine`.

    @grow(nn.Module)
    def register_parameter(self, name, param): ...

    @grow(nn)
    class Linear(nn.Module): ...

    @grow(optim)
    class SGD(optim.Optimizer): ...

The class keeps its identity, so objects made earlier and `isinstance` stay right; running a cell again replaces what it
added. `super()` works as it does inside a class.
"""

from __future__ import annotations

import ast
import builtins
import inspect
import textwrap
import types
from collections.abc import Callable
from typing import Any, TypeVar

from course.first_forms import remember
from course.recordings import is_real_torch

T = TypeVar("T")

# What a class body always has and growing a class again must leave alone.
_OF_THE_CLASS = {"__dict__", "__weakref__", "__module__", "__qualname__", "__firstlineno__", "__static_attributes__"}
_BODY = "__grown_from_its_body__"


def grow(where: Any) -> Callable[[T], T]:
    """Return a decorator that adds a function to the class `where`, or a class or function to the module `where`.

    Raises TypeError, with the line to write, where `where` or the decorated thing is neither.
    """
    if is_real_torch(where) or (isinstance(where, types.ModuleType) and where.__name__.split(".")[0] == "torch"):
        raise TypeError(
            f"{_called(where)} is torch itself, the answer key. Grow your own: @grow(nn) or @grow(nn.Module)."
        )
    if _home(where).startswith("course.numpy_torch"):
        raise TypeError(
            f"{_called(where)} is the numpy torch's, which everything here stands on. "
            "Grow your own: @grow(nn), @grow(nn.Module), @grow(optim) or @grow(optim.SGD)."
        )
    if isinstance(where, types.FunctionType):
        raise TypeError(f"grow needs to know where {where.__name__} belongs. Write @grow(nn.Module) above it.")
    if isinstance(where, type):
        return lambda thing: _onto_class(where, thing)
    if isinstance(where, types.ModuleType):
        return lambda thing: _onto_module(where, thing)
    raise TypeError(
        f"grow needs nn or a class of nn, and this is {_called(where)}. "
        "If nn was overwritten, run the lesson's first code cell again."
    )


def _onto_class(cls: type, thing: Any) -> Any:
    function = _function_of(thing)
    if function is None:
        raise TypeError(f"only a function can become a method of {cls.__name__}, and this is {_called(thing)}.")
    rebuilt = _with_super(function, cls)
    if rebuilt is not function:
        thing = _wrapped_again(thing, rebuilt)
    rebuilt.__qualname__ = f"{cls.__qualname__}.{rebuilt.__name__}"
    remember(rebuilt, vars(cls).get(rebuilt.__name__))
    setattr(cls, rebuilt.__name__, thing)
    if hasattr(thing, "__set_name__"):
        thing.__set_name__(cls, rebuilt.__name__)
    if rebuilt.__name__ in ("__getattr__", "__dir__"):
        return _Harmless(rebuilt)
    # The cell binds the name of a method such as `Module.type`: what the notebook calls `type` stays Python's.
    return thing if rebuilt.__name__.startswith("_") else vars(builtins).get(rebuilt.__name__, thing)


class _Harmless:
    """A grown `__getattr__` or `__dir__` as it stands in the notebook's own namespace.

    The cell binds the method's name there, and Python would take it for the *module's* hook (PEP 562): every look-up of
    a missing name in `__main__`, by any library, would call the learner's method without a self.
    """

    def __init__(self, function: types.FunctionType) -> None:
        self._function = function
        self.__doc__ = function.__doc__

    def __call__(self, *arguments: Any) -> Any:
        if not arguments:
            return sorted(self._function.__globals__)
        if len(arguments) == 1 and isinstance(arguments[0], str):
            raise AttributeError(f"module {self._function.__module__!r} has no attribute {arguments[0]!r}")
        return self._function(*arguments)


def _onto_module(nn: types.ModuleType, thing: Any) -> Any:
    if isinstance(thing, type):
        return _class_onto_module(nn, thing)
    if isinstance(thing, types.FunctionType):
        remember(thing, vars(nn).get(thing.__name__))
        setattr(nn, thing.__name__, thing)
        return thing
    raise TypeError(f"only a class or a function can be added to nn, and this is {_called(thing)}.")


def _class_onto_module(nn: types.ModuleType, new: type) -> type:
    new.__module__ = nn.__name__
    mine = {name: value for name, value in vars(new).items() if name not in _OF_THE_CLASS}
    old = vars(nn).get(new.__name__)
    if not isinstance(old, type):
        setattr(nn, new.__name__, new)
        setattr(new, _BODY, frozenset(mine))
        return new
    # The cell was run again: the class that objects already know takes the new body. What other cells grew stays.
    if old.__bases__ != new.__bases__:
        try:
            old.__bases__ = new.__bases__
        except TypeError:  # of another layout; then only a new class will do
            setattr(nn, new.__name__, new)
            setattr(new, _BODY, frozenset(mine))
            return new
    for name in vars(old).get(_BODY, ()):
        if name in vars(old) and name not in mine:
            delattr(old, name)
    for name, value in mine.items():
        function = _function_of(value)
        if function is not None:
            _point_class_cell_at(function, old)
        setattr(old, name, value)
    setattr(old, _BODY, frozenset(mine))
    return old


def _function_of(thing: Any) -> types.FunctionType | None:
    if isinstance(thing, property):
        thing = thing.fget
    if isinstance(thing, staticmethod | classmethod):
        thing = thing.__func__
    return thing if isinstance(thing, types.FunctionType) else None


def _wrapped_again(thing: Any, function: types.FunctionType) -> Any:
    if isinstance(thing, property):
        return property(function, thing.fset, thing.fdel, thing.__doc__)
    return type(thing)(function) if isinstance(thing, staticmethod | classmethod) else function


def _point_class_cell_at(function: types.FunctionType, cls: type) -> None:
    """Zero-argument super() reads the closure variable __class__; a body moved to another class must point there."""
    for name, cell in zip(function.__code__.co_freevars, function.__closure__ or (), strict=True):
        if name == "__class__":
            cell.cell_contents = cls


def _with_super(function: types.FunctionType, cls: type) -> types.FunctionType:
    """A function compiled outside a class has no __class__ for super(); compile it again where there is one."""
    code = function.__code__
    if "__class__" in code.co_freevars or not _says_super(code):
        return function
    if code.co_freevars:
        raise TypeError(f"{function.__name__} uses super() inside another function; write super({cls.__name__}, self).")
    try:
        lines, first = inspect.getsourcelines(function)
    except OSError as error:
        raise TypeError(
            f"super() in {function.__name__} needs its source; write super(nn.{cls.__name__}, self)."
        ) from error
    tree = ast.parse(textwrap.dedent("".join(lines)))
    [definition] = tree.body
    assert isinstance(definition, ast.FunctionDef)
    definition.decorator_list = []
    outer = ast.parse("def _in_class(__class__):\n    return None").body[0]
    assert isinstance(outer, ast.FunctionDef)
    outer.body = [definition, ast.Return(ast.Name(definition.name, ast.Load()))]
    ast.increment_lineno(definition, first - 1)
    module = ast.fix_missing_locations(ast.Module([outer], []))
    made: dict[str, Any] = {}
    exec(compile(module, code.co_filename, "exec"), function.__globals__, made)
    rebuilt: types.FunctionType = made["_in_class"](cls)
    rebuilt.__defaults__, rebuilt.__kwdefaults__ = function.__defaults__, function.__kwdefaults__
    rebuilt.__doc__, rebuilt.__module__ = function.__doc__, function.__module__
    return rebuilt


def _says_super(code: types.CodeType) -> bool:
    return "super" in code.co_names or any(_says_super(c) for c in code.co_consts if isinstance(c, types.CodeType))


def _home(where: Any) -> str:
    """The module that something is, or was defined in."""
    return where.__name__ if isinstance(where, types.ModuleType) else getattr(where, "__module__", None) or ""


def _called(thing: Any) -> str:
    if isinstance(thing, types.ModuleType | type):
        return thing.__name__
    return f"a {type(thing).__name__}"
