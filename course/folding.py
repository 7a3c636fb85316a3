"""fold: the cells of all lessons as one ordinary file of flat classes, the learner's text verbatim.

A method grown in a cell of its own goes into its class, as does a plain value that a cell gives it
(`nn.Module._version = 1`); a later piece of the same name replaces the earlier one, in its place. The file is `nn`
itself: imported, it is a module like torch.nn. Practice (functions that a check reaches and that nn is not made of)
and the engine (a Tensor of one's own) stand each in a scope of its own.
"""

from __future__ import annotations

import ast
import dis
import functools
import io
import itertools
import linecache
import sys
import textwrap
import tokenize
import types
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import ModuleType

from course.folded_imports import merged
from course.numpy_torch_with import PLACES, empty_nn

HEADER = '''"""torch.nn, rebuilt: {what}."""

{imports}

nn = furnish(sys.modules[__name__])
{places}
torch = torch_with(nn)
'''
HEADERS_OWN = ("import sys", "from course.numpy_torch_with import furnish, torch_with")
HEADERS_NAMES = ("sys", "furnish", "torch_with")


# What is grown onto these stays in its lesson; the pieces of each call each other by their bare names.
SCOPES = ("practice", "engine")
# The modules that pieces are grown onto. The file is nn itself; what is of another is put there once it is defined.
MODULES = ("nn", *(name for name in PLACES if name not in SCOPES))
GROWN_ON = (*MODULES, *SCOPES)


@dataclass(frozen=True)
class Piece:
    """A method (its owner is a class), a class or function of one of MODULES, practice, or a helper (owner '')."""

    owner: str
    name: str
    text: str
    exercise: str = ""

    @property
    def uses(self) -> frozenset[str]:
        return _names_used(self.text)


# The same texts are folded again and again: with every bench, and with every answer that is tried.
_remembered = functools.lru_cache(maxsize=4096)


@_remembered
def _names_used(text: str) -> frozenset[str]:
    """What the text looks up outside itself; a local variable that is called as something else is not meant."""
    return frozenset(_looked_up(compile(textwrap.dedent(text), "<piece>", "exec")))


def _looked_up(code: types.CodeType) -> Iterator[str]:
    for instruction in dis.get_instructions(code):
        if instruction.opname.startswith("LOAD") and instruction.opname.endswith(("GLOBAL", "GLOBALS", "NAME")):
            yield instruction.argval
    for inner in code.co_consts:
        if isinstance(inner, types.CodeType):
            yield from _looked_up(inner)


def pieces(cells: Iterable[tuple[str, str]], beside: Iterable[str] = ()) -> list[Piece]:
    """The pieces of (exercise, code) cells, in order.  A cell that is no Python (a magic, half a line) has none.

    Top-level functions, classes, imports and constants that stand beside grown pieces are helpers; of those, only what
    a grown piece uses is kept.  Of the cells `beside` them, helpers are all that is taken.
    """
    grown: list[Piece] = []
    helpers: dict[str, Piece] = {}
    for exercise, text, takes in [*(("", t, False) for t in beside), *((e, t, True) for e, t in cells)]:
        for piece in _of_cell(text, exercise):
            if not piece.owner:
                helpers[piece.name] = piece
            elif takes:
                grown.append(piece)
    used: dict[str, Piece] = {}
    open_names = set(itertools.chain.from_iterable(p.uses for p in grown))
    while new := [helpers[n] for n in open_names if n in helpers and n not in used]:
        used.update({p.name: p for p in new})
        open_names = set(itertools.chain.from_iterable(p.uses for p in new))
    # One statement may bind several names (`import a, b`); it stands once.
    kept = list({p.text: p for name, p in helpers.items() if name in used}.values())
    return kept + grown


@_remembered
def _of_cell(text: str, exercise: str) -> tuple[Piece, ...]:
    """What one cell grows, and the helpers beside it."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return ()
    found: list[Piece] = []
    for node in tree.body:
        piece = _grown(node, text, exercise)
        found += [piece] if piece else [Piece("", name, _segment(text, node), exercise) for name in _names(node)]
    return tuple(found)


def fold(all_pieces: Iterable[Piece], what: str = "folded from the lessons") -> str:
    """The text of one module.  Raises ValueError for a method whose class is nowhere."""
    order: dict[tuple[str, str], Piece] = {}
    for piece in all_pieces:
        # An import may bind several names, of which a later one binds some again: both stand.
        order[piece.owner, piece.text if _is_import(piece) else piece.name] = piece
    places = "\n".join(f"{name} = nn.{path}" for name, path in PLACES.items())
    helpers = [p for p in order.values() if not p.owner]
    used = set(itertools.chain.from_iterable(p.uses for p in order.values() if not _is_import(p)))
    imports = merged([*(p.text for p in helpers if _is_import(p)), *HEADERS_OWN], {*used, *HEADERS_NAMES})
    out = [HEADER.format(what=what, places=places, imports=imports)]
    out += [f"\n{p.text}\n" for p in helpers if not _is_import(p)]
    tops = [p for p in order.values() if p.owner in GROWN_ON]
    classes = {spelt for p in tops for spelt in _spelt(p)}
    whole: dict[Piece, str] = {}
    for piece in order.values():
        if piece in tops:
            methods = [p for p in order.values() if p.owner in _spelt(piece)]
            whole[piece] = "\n\n".join([_without_replaced(piece, methods), *(_indented(m.text) for m in methods)])
        elif piece.owner not in ("", *classes):
            raise ValueError(f"{piece.name} is grown onto {piece.owner}, and no cell makes that class")
    for piece, text in whole.items():
        if piece.owner in MODULES:
            out.append(f"\n{text}\n")
            if piece.owner != "nn":
                out.append(f"\n{piece.owner}.{piece.name} = {piece.name}\n")
    for scope in SCOPES:
        if inside := {p.name: text for p, text in whole.items() if p.owner == scope}:
            out.append(_in_a_scope(scope, inside))
    return "\n".join(out)


_made = itertools.count(1)


def load(text: str, name: str = "") -> ModuleType:
    """Run a folded text as a module, importable by its name in this process (pickle asks for that)."""
    name = name or f"nn_{next(_made)}"
    module = ModuleType(name)
    filename = f"<{name}>"
    linecache.cache[filename] = (len(text), None, text.splitlines(keepends=True), filename)
    vars(module)["__file__"] = filename
    sys.modules[name] = module
    try:
        exec(compile(text, filename, "exec"), vars(module))
    except BaseException:
        del sys.modules[name]
        raise
    return module


def empty(name: str) -> ModuleType:
    """A module `nn` in which nothing is built, registered under its name."""
    nn = empty_nn(name)
    sys.modules[name] = nn
    return nn


def _in_a_scope(scope: str, inside: dict[str, str]) -> str:
    """Functions and classes that know each other by their bare names, and of which none becomes nn's."""
    bodies = "\n\n".join(map(_indented, inside.values()))
    kept = "\n".join(f"    {scope}.{name} = {name}" for name in inside)
    return f"\ndef _{scope}():\n{bodies}\n\n{kept}\n\n\n_{scope}()\n"


def _is_import(piece: Piece) -> bool:
    return not piece.owner and piece.text.startswith(("import ", "from "))


def _spelt(piece: Piece) -> tuple[str, ...]:
    """How a cell may write a class that it grows a method onto."""
    return f"{piece.owner}.{piece.name}", piece.name


def _grown(node: ast.stmt, text: str, exercise: str) -> Piece | None:
    if isinstance(node, ast.Assign):
        return _given_to_a_class(node, exercise)
    if not isinstance(node, ast.FunctionDef | ast.ClassDef):
        return None
    for decorator in node.decorator_list:
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "grow" and len(decorator.args) == 1:
            others = [d for d in node.decorator_list if d is not decorator]
            lines = text.splitlines()
            above = [textwrap.dedent("\n".join(lines[d.lineno - 1 : d.end_lineno])) for d in others]
            body = "\n".join([*above, *lines[node.lineno - 1 : node.end_lineno]])
            return Piece(ast.unparse(decorator.args[0]), node.name, body, exercise)
    return None


def _given_to_a_class(node: ast.Assign, exercise: str) -> Piece | None:
    """`nn.Module._version = 1` is a line of the class body."""
    match node.targets:
        case [ast.Attribute(value=ast.Attribute(value=ast.Name(id=module)) as owner, attr=name)] if module in GROWN_ON:
            return Piece(ast.unparse(owner), name, f"{name} = {ast.unparse(node.value)}", exercise)
    return None


def _names(node: ast.stmt) -> list[str]:
    match node:
        case ast.FunctionDef() | ast.ClassDef():
            return [node.name]
        case ast.Import() | ast.ImportFrom():
            if isinstance(node, ast.ImportFrom) and node.module == "course":
                return []
            return [(a.asname or a.name).split(".")[0] for a in node.names]
        case ast.Assign(targets=[ast.Name(id=name)]):
            return [] if name in GROWN_ON else [name]
    return []


def _segment(text: str, node: ast.stmt) -> str:
    first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))])
    return "\n".join(text.splitlines()[first - 1 : node.end_lineno])


def _without_replaced(piece: Piece, methods: list[Piece]) -> str:
    """A class body without those of its own methods that a later cell grew again."""
    again = {m.name for m in methods}
    [node] = ast.parse(piece.text).body
    if not isinstance(node, ast.ClassDef) or not again:
        return piece.text
    lines: list[str | None] = list(piece.text.splitlines())
    left = 0
    for item in node.body:
        if isinstance(item, ast.FunctionDef) and item.name in again:
            first = min([item.lineno, *(d.lineno for d in item.decorator_list)])
            lines[first - 1 : item.end_lineno] = [None] * ((item.end_lineno or first) - first + 1)
        else:
            left += 1
    text = "\n".join(x for x in lines if x is not None).rstrip()
    return text if left else f"{text}\n    pass"


@_remembered
def _indented(text: str) -> str:
    """Indent a method or a class by four spaces; strings over several lines, but for docstrings, stay as they are."""
    docstring: set[int] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node) is not None:
            docstring |= set(range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1))
    inside: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.STRING or tokenize.tok_name[token.type] == "FSTRING_MIDDLE":
            inside |= {n for n in range(token.start[0] + 1, token.end[0] + 1) if n not in docstring}
    lines = enumerate(text.splitlines(), 1)
    return "\n".join(x if n in inside or not x.strip() else f"    {x}" for n, x in lines)
