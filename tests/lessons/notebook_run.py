"""Run a lesson's notebook in this process, without a kernel: cells in order, checks noted, `%%both` in both worlds."""

from __future__ import annotations

import linecache
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from autograder.submission import plain_python
from course.feedback import Feedback, Unsolved
from course.open_bench import current
from course.two_worlds import Outcome, session


@dataclass
class Notebook:
    """What came of a run: checks by exercise, `%%both` by cell, and what other cells raised."""

    checks: dict[str, Feedback | None] = field(default_factory=dict)
    both: dict[str, tuple[Outcome, Outcome]] = field(default_factory=dict)
    raised: dict[str, BaseException] = field(default_factory=dict)
    nn: ModuleType | None = None


def run(nb: Any) -> Notebook:
    """Run every code cell of a notebook."""
    done = Notebook()
    for name, _ in cells(nb, done):
        assert name
    return done


def cells(nb: Any, done: Notebook) -> Iterator[tuple[str, str]]:
    """Run cell after cell, yielding each one's name and text when it has run."""
    module = ModuleType("lesson_notebook")
    sys.modules[module.__name__] = module
    now = ""

    class Shell:
        """What a magic is called on."""

        def run_cell_magic(self, name: str, line: str, text: str) -> None:
            assert name == "both", f"the lesson uses %%{name}"
            nn = current()
            assert nn is not None
            done.both[now] = session(nn).run(text)  # the session of this notebook: tree("net") looks there

    vars(module)["get_ipython"] = Shell
    for number, cell in enumerate(c for c in nb["cells"] if c["cell_type"] == "code"):
        now = cell["id"]
        text = plain_python("".join(cell["source"]))
        file = f"<{now}, {id(nb)}.{number}>"
        linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
        try:
            exec(compile(text, file, "exec"), vars(module))
        except Unsolved as unsolved:
            done.checks[unsolved.feedback.exercise] = unsolved.feedback
        except Exception as error:
            done.raised[now] = error
        else:
            if now.startswith("check-"):
                done.checks[now.removeprefix("check-").replace("-", ".")] = None
        yield now, text
    done.nn = vars(module).get("nn")
