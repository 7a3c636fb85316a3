"""export: your nn as an ordinary package, which needs Python and numpy, and nothing of the course.

    python3 -m course export            # writes my-lessons/mytorch
    import mytorch as torch

The cells of all lessons are folded into `nn.py`; the small numpy torch is put beside it.
"""

from __future__ import annotations

import argparse
import keyword
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from course import backups, book
from course.benches import Carried, carry, grown_onto
from course.folding import fold
from course.setup.copies import place
from course.setup.places import ROOT

NAME = "mytorch"
MARK = "exported from the lessons of rebuild-nn"
INIT = '''"""torch, rebuilt: {mark}.

    import {name} as torch

nn.py is what the lessons build. Beneath it lies numpy_torch, which knows tensors and no modules.
"""

import functools
import sys

from .nn import torch as _torch
from .numpy_torch_with import ROOMS

# What is imported by a name of its own, as in `import {name}.nn.functional as F`.
_PARTS = "autograd optim optim.lr_scheduler utils utils.data utils.hooks nn.functional nn.init nn.utils".split()
for _part in [*_PARTS, *("nn." + _room for _room in ROOMS)]:
    sys.modules[__name__ + "." + _part] = functools.reduce(getattr, _part.split("."), _torch)


def __getattr__(name):
    return getattr(_torch, name)


def __dir__():
    return dir(_torch)
'''


class Refused(Exception):
    """Nothing was written; the words say why, and the mend."""


def main(arguments: list[str]) -> int:
    """Export from the folder of the learner's copies; 0 done, 2 where nothing was written, and why."""
    about = "Write your nn, with the numpy torch beneath it, as a package that needs numpy alone."
    parser = argparse.ArgumentParser(prog="course export", description=about, allow_abbrev=False)
    mine = ROOT / "my-lessons"
    parser.add_argument("name", nargs="?", default=NAME, help=f"the package's name ({NAME})")
    parser.add_argument("--lessons", type=Path, default=mine, metavar="DIR", help="your copies (my-lessons)")
    parser.add_argument("--into", type=Path, metavar="DIR", help="the folder to put it in (where your copies are)")
    given = parser.parse_args(arguments)
    try:
        if not given.lessons.is_dir():
            raise Refused(f"there is no {given.lessons}. Your copies are in my-lessons/ once `course lab` has run.")
        print(written(given.name, given.lessons, given.into or given.lessons))
    except Refused as refused:
        print(f"course export: {refused}", file=sys.stderr)
        return 2
    return 0


def export(name: str = NAME) -> None:
    """Write the package beside this notebook, from the lessons as they were saved, and say what is in it.

    Raises Refused, with the mend, for a name that is taken or no name.
    """
    print(written(name, Path.cwd().parent, Path.cwd()))


def written(name: str, desk: Path, into: Path) -> str:
    """Write a package and return what to say.  Raises Refused, and has then written nothing."""
    _check_name(name)
    folder = into / name
    if folder.exists() and MARK not in _text(folder / "__init__.py"):
        raise Refused(f"{folder} is there already, and is no export. Choose another name.")
    carried = lessons_of(desk)
    files = package(name, carried)
    try:
        kept = _kept(folder / "nn.py", files["nn.py"], into)
        for path, text in files.items():
            place(text.encode(), folder / path, over=True)
    except OSError as error:
        raise Refused(f"{folder} could not be written: {error}") from error
    own, whole = sum(len(c.own) for c in carried), sum(len(c.all) for c in carried)
    lines = {path: len(text.splitlines()) for path, text in files.items() if path.endswith(".py")}
    return "\n".join(
        [
            f"{name}/nn.py: {lines['nn.py']:,} lines. {own} of {whole} pieces are your own, the rest the reference's.",
            f"{name}/ in all: {sum(lines.values()):,} lines, with the numpy torch. It needs numpy, and nothing else.",
            *([f"The nn.py that was there is kept in {kept}"] if kept else []),
            f"Try it in {into}:  python3 -c 'import {name} as torch; print(torch.nn.Conv2d(1, 16, 3))'",
        ]
    )


def lessons_of(desk: Path) -> list[Carried]:
    """What every lesson gives: the learner's answers where they agree with torch, the reference's for the rest."""
    # The engine of lesson b1 would stand in the place of the numpy torch's Tensor.
    names = [name for name in book.lessons() if "engine" not in grown_onto(name)]
    if not names:
        raise Refused("the lessons' sources are not here. Run this in the course's own folder.")
    return [carry(name, desk) for name in names]


def package(name: str, carried: Iterable[Carried]) -> dict[str, str]:
    """The files of the package, by their paths in it."""
    numpy_torch = ROOT / "course" / "numpy_torch"
    files = {"__init__.py": INIT.format(mark=MARK, name=name)}
    files["nn.py"] = _relative(fold((p for c in carried for p in c.pieces), MARK))
    files["numpy_torch_with.py"] = _relative(_text(numpy_torch.with_name("numpy_torch_with.py")))
    for path in sorted(numpy_torch.rglob("*.py")):
        files[f"numpy_torch/{path.relative_to(numpy_torch).as_posix()}"] = _text(path)
    return files | {"LICENSE": _text(ROOT / "LICENSE")}


def _relative(text: str) -> str:
    """The text with its imports of the course made imports of what stands beside it."""
    return re.sub(r"(?m)^(\s*from )course( import |\.)", lambda found: f"{found[1]}.{found[2].removeprefix('.')}", text)


def _check_name(name: str) -> None:
    if not name.isidentifier() or keyword.iskeyword(name):
        raise Refused(f"{name!r} is no name of a package. Write letters, digits and _, as in {NAME}.")
    if name in (*sys.stdlib_module_names, "torch", "numpy", "course"):
        raise Refused(f"{name!r} would hide the {name} that is installed. Choose another name, as {NAME}.")


def _kept(path: Path, text: str, into: Path) -> Path | None:
    """Keep an nn.py that is about to be replaced by another: somebody may have gone on writing in it."""
    before = _text(path)
    return backups.keep(before.encode(), into, f"{path.parent.name}-nn", ".py") if before not in ("", text) else None


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
