"""The files of the repository, and what each of them imports."""

import ast
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from course.setup.places import ROOT

BUILT = re.compile(r"\.(?!ci$|gitignore$).*|.*\.egg-info|__pycache__|build|my-lessons|node_modules")


def tracked() -> list[Path]:
    """Every file git holds or would hold; where there is no git, every file but what is built."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        answer = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        found = [path for path in ROOT.rglob("*") if not any(map(BUILT.fullmatch, path.relative_to(ROOT).parts))]
    else:
        found = [ROOT / name for name in answer.stdout.decode().split("\0") if name]
    return sorted(path for path in found if path.is_file())


def sources(*rooms: str) -> list[Path]:
    """The Python files and notebooks of some rooms (top-level folders)."""
    inside = [path for path in tracked() if path.relative_to(ROOT).parts[0] in rooms]
    return [path for path in inside if path.suffix in (".py", ".ipynb")]


def code(path: Path) -> str:
    """The Python text of a file or of a notebook's code cells, without IPython's own lines."""
    text = path.read_text("utf-8")
    if path.suffix == ".ipynb":
        cells = [cell for cell in json.loads(text)["cells"] if cell["cell_type"] == "code"]
        text = "\n\n".join("".join(cell["source"]) for cell in cells)
    return "\n".join("pass" if line.startswith(("%", "!")) else line for line in text.splitlines())


def imports(text: str, package: str = "") -> Iterator[str]:
    """Every module a text imports, by its full name; `package` is the package it stands in.

    import_module("x") and __import__("x") count as well.
    """
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parents = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            module = ".".join([*parents, *([node.module] if node.module else [])])
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in ("import_module", "__import__", "find_spec", "importorskip"):
                yield str(node.args[0].value)


def imported_by(path: Path) -> set[str]:
    package = ".".join(path.relative_to(ROOT).parent.parts)
    return set(imports(code(path), package))
