"""How long a check takes: the first one of a process (torch's own import included), and later ones.

    python benchmarks/checks.py

Prints milliseconds for the reference's answers of every exercise of every lesson, in this process and in fresh ones,
beside the bars; the exit status is 1 where one is missed.
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


# Milliseconds.
FIRST, MEDIAN, WORST = 3_000, 50, 2_000


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
        nn = reference.nn_for(exercise)
        html(examine(exercise, nn))
        for _ in range(runs):
            start = time.perf_counter()
            html(examine(exercise, nn))
            taken.setdefault(exercise, []).append(1000 * (time.perf_counter() - start))
    return taken


def bars(first: list[float], later: list[float]) -> list[tuple[str, float, int]]:
    """Each bar: what it is about, what was measured, and the most it may be.

    Of the first checks the fastest counts, since whatever else the machine does only adds to it.
    """
    return [
        ("the first check of a session, torch's import included", min(first), FIRST),
        ("every check after it: the median", statistics.median(later), MEDIAN),
        ("every check after it: the slowest", max(later), WORST),
    ]


def main() -> int:
    first = first_checks(5)
    later = later_checks(20)
    table = Table("check", "median ms", "worst ms", title="one check, card included")
    table.add_row("first of a process", f"{statistics.median(first):.0f}", f"{max(first):.0f}")
    for exercise, taken in later.items():
        table.add_row(exercise, f"{statistics.median(taken):.1f}", f"{max(taken):.1f}")
    console = Console(width=100)
    console.print(table)
    found = bars(first, [t for taken in later.values() for t in taken])
    for what, measured, most in found:
        console.print(f"{'held  ' if measured <= most else 'MISSED'} {what}: {measured:.0f} ms, at most {most}")
    return int(any(measured > most for _, measured, most in found))


if __name__ == "__main__":
    sys.exit(main())
