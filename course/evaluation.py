"""A cell's text run as a notebook runs it, in a namespace of its own: magics, displays and warnings included."""

from __future__ import annotations

import ast
import contextlib
import linecache
import sys
import warnings
from collections.abc import Iterator
from typing import Any

from course import notebook


def evaluate(code: str, file: str, names: dict[str, Any]) -> Any:
    """Run statements; the value of the last one where it is an expression, unless a semicolon ends it."""
    linecache.cache[file] = (len(code), None, code.splitlines(keepends=True), file)
    python = _without_magics(code)
    tree = ast.parse(python, file)
    shown = bool(tree.body) and isinstance(tree.body[-1], ast.Expr) and not _is_silenced(python)
    last = tree.body.pop() if shown else None
    with _as_the_notebooks(names) if python != code else contextlib.nullcontext():
        exec(compile(tree, file, "exec"), names)
        if isinstance(last, ast.Expr):
            return eval(compile(ast.Expression(last.value), file, "eval"), names)
    return None


def _is_silenced(code: str) -> bool:
    lines = [line for line in code.splitlines() if line.strip() and not line.strip().startswith("#")]
    return lines[-1].partition("#")[0].rstrip().endswith(";")


def _without_magics(code: str) -> str:
    """IPython's own lines (%time, !ls) as the Python they stand for; the text itself where there are none."""
    shell = notebook.shell()
    if shell is None:
        return code
    # IPython drops the empty lines a cell begins with; they are put back, so that lines keep their numbers.
    before = len(code) - len(code.lstrip("\n"))
    python: str = "\n" * before + shell.transform_cell(code).lstrip("\n")
    return python if python.count("get_ipython()") > code.count("get_ipython()") else code


@contextlib.contextmanager
def _as_the_notebooks(names: dict[str, Any]) -> Iterator[None]:
    """Let magics such as %time look names up in `names`; they ask the shell, not the frame."""
    shell = notebook.shell()
    before = shell.user_ns
    shell.user_ns = names
    try:
        yield
    finally:
        shell.user_ns = before


@contextlib.contextmanager
def displays() -> Iterator[list[dict[str, Any]]]:
    """Collect what the block displays, by MIME type, figures that are left open included."""
    found: list[dict[str, Any]] = []
    shell = notebook.shell()
    if shell is None:
        yield found
        return
    from IPython.core.displaypub import CapturingDisplayPublisher

    before, shell.display_pub = shell.display_pub, CapturingDisplayPublisher()
    try:
        yield found
        inline = sys.modules.get("matplotlib_inline.backend_inline")
        if inline is not None:
            inline.flush_figures()
    finally:
        found += [dict(shown["data"]) for shown in shell.display_pub.outputs]
        shell.display_pub = before


@contextlib.contextmanager
def warnings_printed() -> Iterator[None]:
    """Print each warning as its class and words: its place differs from world to world and says nothing."""

    def show(message: Any, category: type[Warning], *place: Any, **more: Any) -> None:
        print(f"{category.__name__}: {message}")

    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.showwarning = show
        yield
