"""How long a check takes: the first one of a process (torch's own import included), and later ones.

    python benchmarks/checks.py

Prints milliseconds for the reference's answers of every exercise there is, in this process and in fresh ones.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

from rich.console import Console
from rich.table import Table

FRESH = """
import time
from course.benches import bench
bench("01")
import solutions.reference as reference
start = time.perf_counter()
from course.checking import examine
assert examine("1.1", reference.nn).state == "agrees"
print(1000 * (time.perf_counter() - start))
"""


def first_checks(runs: int) -> list[float]:
    command = [sys.executable, "-c", FRESH]
    out = (subprocess.run(command, capture_output=True, text=True, check=True) for _ in range(runs))
    return [float(run.stdout.split()[-1]) for run in out]


def later_checks(runs: int) -> dict[str, list[float]]:
    import solutions.reference as reference
    from course.cards import html
    from course.checking import examine, known_exercises

    taken: dict[str, list[float]] = {}
    for exercise in known_exercises():
        html(examine(exercise, reference.nn))
        for _ in range(runs):
            start = time.perf_counter()
            html(examine(exercise, reference.nn))
            taken.setdefault(exercise, []).append(1000 * (time.perf_counter() - start))
    return taken


def main() -> None:
    first = first_checks(5)
    later = later_checks(20)
    table = Table("check", "median ms", "worst ms", title="one check, card included")
    table.add_row("first of a process", f"{statistics.median(first):.0f}", f"{max(first):.0f}")
    for exercise, taken in later.items():
        table.add_row(exercise, f"{statistics.median(taken):.1f}", f"{max(taken):.1f}")
    everything = [t for taken in later.values() for t in taken]
    table.add_row("all later ones", f"{statistics.median(everything):.1f}", f"{max(everything):.1f}")
    Console().print(table)


if __name__ == "__main__":
    main()
