"""The imports of many cells as they stand at the top of one file: each name once, and only those that are used."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable


def merged(statements: Iterable[str], used: Iterable[str]) -> str:
    """The lines that bind the names in `used`, in ruff's order.  Where two statements bind one name, the later does."""
    said: dict[str, tuple[str, str]] = {}
    wanted = set(used)
    for text in statements:
        for node in ast.parse(text).body:
            for alias in node.names if isinstance(node, ast.Import | ast.ImportFrom) else ():
                bound = alias.asname or alias.name.split(".")[0]
                if bound in wanted:
                    module = "." * node.level + (node.module or "") if isinstance(node, ast.ImportFrom) else ""
                    said[bound] = (module, f"{alias.name} as {alias.asname}" if alias.asname else alias.name)
    lines: dict[str, list[str]] = {}
    for module, name in sorted(set(said.values()), key=lambda s: (s[0], s[1].isupper(), s[1])):
        lines.setdefault(module, []).append(name)
    found = [(name, f"import {name}") for name in lines.pop("", [])]
    found += [(module, f"from {module} import {', '.join(names)}") for module, names in lines.items()]
    blocks = [[text for module, text in found if _kind(module) == kind] for kind in ("standard", "installed", "ours")]
    return "\n\n".join("\n".join(block) for block in blocks if block)


def _kind(module: str) -> str:
    top = module.split(" ")[0].split(".")[0]
    return "standard" if top in sys.stdlib_module_names else "ours" if top == "course" else "installed"
