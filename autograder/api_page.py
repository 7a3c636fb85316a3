"""The API page: for each name of torch's Module and its relatives, where the course builds it, or why it does not.

Generated from the lessons' sources (what their cells grow, and their `torch=` options) and from the torch that is
installed: `python -m autograder build` writes it.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path

from autograder.api_notes import DIFFERS, NOT_BUILT
from course import book
from course.benches import reference_pieces
from course.folding import MODULES
from course.worlds import torch_version, torch_world

PAGE = book.SOURCES.parent / "course" / "docs" / "API.md"
CLASSES = "Module Sequential ModuleList ModuleDict ParameterList ParameterDict Parameter Buffer".split()
HOOKS = "modules.module"  # the hooks for all modules
# What Python gives to classes by itself; __slotnames__ when one of them is pickled or copied.
PYTHONS = """
__module__ __dict__ __weakref__ __doc__ __annotations__ __annotate_func__ __annotations_cache__ __parameters__
__firstlineno__ __static_attributes__ __qualname__ __slotnames__
""".split()
HEAD = """\
# Where everything is built

One row for each name that torch {version} defines in the class: the exercises that build it, the lesson whose given
cells have it, or the reason why it is not here. `import solutions.reference as torch` gives all that is built, without
torch.

This page is generated: `python -m autograder build`. `tests/conformance/` holds the reference to torch, claim by claim.
"""
DIFFERENCES = """
## Where the reference differs, and why

Each of these is a claim in `tests/conformance/differing.py`, and the tests know that it differs.

| in torch | why it is left so |
|---|---|
"""


def names(owner: str) -> list[str]:
    """The names that torch's own class defines, public and private; of HOOKS, its public functions."""
    nn = torch_world().torch.nn
    if owner == HOOKS:
        return [n for n, v in vars(nn.modules.module).items() if n.startswith("register_") and inspect.isfunction(v)]
    cls = getattr(nn, owner)
    found = [n for n in vars(cls) if n not in PYTHONS]
    made = vars(nn.Module()) if owner == "Module" else {}
    return sorted({*found, *made}, key=lambda n: (n.startswith("_") and not n.startswith("__"), n.startswith("__"), n))


def places() -> dict[str, list[tuple[str, str]]]:
    """By "class.name", the (lesson, exercise) pairs where it is built or replaced; exercise "" for a given cell."""
    found: dict[str, list[tuple[str, str]]] = {}
    for lesson in book.lessons():
        for piece in reference_pieces(lesson):
            for name in _defined(piece.owner, piece.name, piece.text):
                found.setdefault(name, []).append((lesson, piece.exercise))
        for exercise in book.lesson(lesson).exercises.values():
            if any(onto.split(".")[0] in MODULES for onto, _ in book.targets(exercise.answer)):
                found.setdefault(exercise.torch.removeprefix("nn."), []).append((lesson, exercise.id))
    return found


def _defined(owner: str, name: str, text: str) -> Iterator[str]:
    """The names that a piece defines: itself, and what stands in the body of a class."""
    if owner != "nn":
        yield f"{owner.removeprefix('nn.')}.{name}"
        return
    yield f"{HOOKS}.{name}"
    for node in ast.parse(text).body:
        if isinstance(node, ast.ClassDef):
            for item in node.body:
                if isinstance(item, ast.FunctionDef):
                    yield f"{name}.{item.name}"
                elif isinstance(item, ast.Assign):
                    yield from (f"{name}.{t.id}" for t in item.targets if isinstance(t, ast.Name))


def attributes(built: dict[str, list[tuple[str, str]]]) -> dict[str, list[tuple[str, str]]]:
    """The attributes that Module.__init__ makes, which stand where it stands."""
    return {f"Module.{name}": built.get("Module.__init__", []) for name in vars(torch_world().torch.nn.Module())}


def page() -> str:
    """The page's text."""
    built = places()
    built = attributes(built) | {name: found for name, found in built.items() if found}
    out = [HEAD.format(version=torch_version())]
    for owner in (*CLASSES, HOOKS):
        title = f"nn.{owner}" if owner != HOOKS else "nn.modules.module: hooks for all modules"
        out.append(f"\n## {title}\n\n| name | built in |\n|---|---|")
        out += [f"| `{name}` | {_where(f'{owner}.{name}', built)} |" for name in names(owner)]
    differences = [f"| {claim} | {why} |" for claim, why in DIFFERS.items()]
    return "\n".join(out) + "\n" + DIFFERENCES + "\n".join(differences) + "\n"


def _where(name: str, built: dict[str, list[tuple[str, str]]]) -> str:
    if name not in built:
        # `unplaced` has said so before the page is written.
        return f"not built: {NOT_BUILT.get(name, '')}"
    numbered = sorted(set(built[name]), key=lambda at: (at[0], int(at[1].split(".")[-1] or 0)))
    exercises = [f"[{exercise}]({_link(lesson)})" for lesson, exercise in numbered if exercise]
    given = dict.fromkeys(f"[{lesson[:2]}]({_link(lesson)})" for lesson, exercise in built[name] if not exercise)
    return ", ".join(exercises) or f"given in {', '.join(given)}"


def _link(lesson: str) -> str:
    return f"../../lessons/{lesson}/{lesson}.ipynb"


def unplaced() -> list[str]:
    """The names of torch's that are neither built nor explained."""
    built = places()
    there = {*attributes(built), *(n for n, found in built.items() if found), *NOT_BUILT}
    return [f"{owner}.{n}" for owner in (*CLASSES, HOOKS) for n in names(owner) if f"{owner}.{n}" not in there]


def idle() -> list[str]:
    """The reasons for names that torch does not have, or that are built."""
    torchs = {f"{owner}.{n}" for owner in (*CLASSES, HOOKS) for n in names(owner)}
    built = {name for name, found in places().items() if found}
    return [name for name in NOT_BUILT if name not in torchs or name in built]


def write(path: Path = PAGE) -> list[Path]:
    """Write the page where it says something else than the one that is there."""
    text = page()
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return []
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return [path]


def differing(path: Path = PAGE) -> list[Path]:
    """The page, where it is not what the sources and torch say."""
    return [] if path.is_file() and path.read_text(encoding="utf-8") == page() else [path]
