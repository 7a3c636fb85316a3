"""The hostile corpus: what each case of tests/submissions hands in, and what it must get.

A case is a folder. `result.json` says, for each row it makes, its points, states, trouble and remarks, exactly. What is
handed in is the right notebook (the released one, where there is a file `blank`) with `answer-1-8.cell` in the place of
that answer, `after-check-1-3.cell` as an own cell there, and what `recipe.py` does: `edit(nb)` changes the notebook,
`hand_in(file, nb)` writes it in its own way. Or it is `handed_in.ipynb`, byte by byte.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from classroom import LESSON, answered, cell_of, insert_after, released, solutions

CASES = Path(__file__).resolve().parent.parent / "submissions"


@dataclass(frozen=True)
class Case:
    folder: Path

    @property
    def name(self) -> str:
        return self.folder.name

    @cached_property
    def result(self) -> dict[str, Any]:
        return json.loads((self.folder / "result.json").read_text(encoding="utf-8"))

    @property
    def rows(self) -> list[dict[str, Any]]:
        return self.result["rows"]

    def hand_in(self, where: Path, places: dict[str, str]) -> None:
        """Write the submission as nbgrader's submitted/ holds it; `@NAME@` in a cell becomes places[NAME]."""
        file = where / self.name / LESSON / f"{LESSON}.ipynb"
        file.parent.mkdir(parents=True)
        raw = self.folder / "handed_in.ipynb"
        if raw.exists():
            file.write_bytes(raw.read_bytes())
            return
        nb = self._notebook(places)
        does = self._recipe()
        if "edit" in does:
            does["edit"](nb)
        if "hand_in" in does:
            does["hand_in"](file, nb)
        else:
            file.write_text(json.dumps(nb, indent=1), encoding="utf-8")

    def _recipe(self) -> dict[str, Any]:
        names: dict[str, Any] = {"cell": cell_of, "insert_after": insert_after, "solutions": solutions}
        path = self.folder / "recipe.py"
        if path.exists():
            exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), names)
        return names

    def _notebook(self, places: dict[str, str]) -> dict[str, Any]:
        nb = released() if (self.folder / "blank").exists() else answered(solutions())
        for path in sorted(self.folder.glob("*.cell")):
            text = path.read_text(encoding="utf-8")
            for name, place in places.items():
                text = text.replace(f"@{name}@", place)
            if path.stem.startswith("answer"):
                cell_of(nb, path.stem)["source"] = text.splitlines(keepends=True)
            else:
                insert_after(nb, path.stem.removeprefix("after-"), text)
        return nb


def cases() -> Iterator[Case]:
    """Every case, by name."""
    for folder in sorted(CASES.iterdir()):
        if (folder / "result.json").exists():
            yield Case(folder)
