"""The steps from a source notebook to a released one: nbgrader's own, with a starter in the place of its stub."""

from __future__ import annotations

import re
from typing import Any

from nbgrader.preprocessors import (
    CheckCellMetadata,
    ClearHiddenTests,
    ClearMarkScheme,
    ClearOutput,
    ClearSolutions,
    ComputeChecksums,
    IncludeHeaderFooter,
    InstantiateTests,
    LockCells,
    SaveCells,
)

from course.book import BEGIN, END


class Starters(ClearSolutions):  # type: ignore[misc]
    """Put `# your answer: about N lines` and a raise that names the exercise in the place of each solution."""

    def preprocess_cell(self, cell: Any, resources: Any, cell_index: int) -> tuple[Any, Any]:
        """Clear one cell.  Raises ValueError for an answer without a solution region: it would be released solved."""
        grade_id = str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))
        if grade_id.startswith("answer-") and cell.metadata["nbgrader"]["solution"]:
            cell.source = starter(cell.source, grade_id.removeprefix("answer-").replace("-", "."))
            return cell, resources
        cell, resources = super().preprocess_cell(cell, resources, cell_index)
        return cell, resources


def starter(solved: str, exercise: str) -> str:
    """An answer cell as the learner finds it."""
    out: list[str] = []
    inside: list[str] | None = None
    regions = 0
    for line in solved.splitlines():
        if line.strip() == BEGIN and inside is None:
            inside = []
            indent = re.match(r"\s*", line)[0]  # type: ignore[index]
        elif line.strip() == END and inside is not None:
            out += [f"{indent}# your answer: {about(inside)}", f'{indent}raise NotImplementedError("{exercise}")']
            inside, regions = None, regions + 1
        elif inside is not None:
            inside.append(line)
        else:
            out.append(line)
    if inside is not None or not regions:
        raise ValueError(f"the answer of {exercise} needs its solution between {BEGIN!r} and {END!r}")
    return "\n".join(out)


def about(lines: list[str]) -> str:
    n = learner_lines("\n".join(lines))
    return "one line" if n == 1 else f"about {n} lines"


def learner_lines(solution: str) -> int:
    """How many lines a learner writes: those that are neither empty nor a comment."""
    return sum(1 for x in solution.splitlines() if x.strip() and not x.strip().startswith("#"))


STEPS = [
    IncludeHeaderFooter,
    InstantiateTests,
    LockCells,
    Starters,
    ClearOutput,
    CheckCellMetadata,
    ComputeChecksums,
    SaveCells,  # the one step that needs a database; it changes nothing in the notebook
    ClearHiddenTests,
    ClearMarkScheme,
    ComputeChecksums,
    CheckCellMetadata,
]
