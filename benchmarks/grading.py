"""The grader beside stock `nbgrader autograde`, on the same lesson and submissions, in one run.

    python3 benchmarks/grading.py [--lesson 02] [--many 1000] [--stock 5]

Prints each bar and what was measured; the exit status is 1 where one is missed. Run it on a quiet machine: these are
seconds, not ratios, but for the one beside stock nbgrader.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "autograder")]

import big_class
from rich.console import Console
from rich.table import Table

from autograder import gradebook
from autograder.build import build, chosen
from autograder.grade import COURSE_ID
from autograder.grader import Grader
from autograder.plan import plan
from autograder.pool import each
from autograder.submission import collect
from autograder.verdict import Graded

# What, the bar, and whether more is better.
RATE, TIMES_STOCK, LATENCY_MS, MANY_SECONDS, BOOK_MS, TRUSTED_MB, WORKER_MB = 70.0, 200.0, 30.0, 60.0, 5.0, 300.0, 60.0


def rate(grader: Grader, folder: Path, lesson: str, jobs: int) -> tuple[float, list[Graded]]:
    """Submissions a second, each read, run behind walls with all probes, and judged."""
    start = time.perf_counter()
    found = collect(folder, lesson)
    graded = each(lambda i: grader.grade(found[i]), range(len(found)), jobs)
    return len(found) / (time.perf_counter() - start), graded


def latency(grader: Grader, folder: Path, lesson: str) -> float:
    """The median time of one submission alone, in ms."""
    taken = []
    for submission in collect(folder, lesson):
        start = time.perf_counter()
        grader.grade(submission)
        taken.append(1000 * (time.perf_counter() - start))
    return statistics.median(taken)


def ready_memory() -> float:
    """The proportional memory, in MB, of the largest process that submissions are forked from."""
    found = [0.0]
    for pid in filter(str.isdigit, os.listdir("/proc")):
        with contextlib.suppress(OSError):
            if b"autograder/sealed" in Path(f"/proc/{pid}/cmdline").read_bytes():
                lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
                found.append(sum(int(x.split()[1]) for x in lines if x.startswith("Pss:")) / 1024)
    return max(found)


def whole_command(folder: Path, lesson: str) -> tuple[float, float]:
    """`autograder grade` as an instructor runs it: its seconds, and its largest memory in MB."""
    places = ["--db", str(folder / "many.db"), "--feedback", str(folder / "feedback")]
    command = ["-m", "autograder", "grade", str(folder / "many"), "--lesson", lesson, "--jobs", "2", *places]
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *command], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
    return time.perf_counter() - start, used.ru_maxrss / 1024


def stock_rate(folder: Path, lesson: str) -> float:
    """Submissions a second of stock `nbgrader autograde`."""
    from stock import copy_course

    course = copy_course(folder / "stock")
    path = course.root / "build" / "source" / lesson / f"{lesson}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(build(lesson).source, encoding="utf-8")
    course.nbgrader("generate_assignment", lesson)
    shutil.copytree(folder / "few", course.root / "submitted")
    start = time.perf_counter()
    course.nbgrader("autograde", lesson)
    return len(list((folder / "few").iterdir())) / (time.perf_counter() - start)


def same_scores(folder: Path, lesson: str, seed: int) -> bool:
    """Whether 1, 2 and 8 workers, another order, and a machine with four times its work give the same scores."""
    found = collect(folder, lesson)

    def scored(jobs: int, order: list[int]) -> dict[str, dict[str, int]]:
        with Grader(plan(lesson, seed)) as grader:
            graded = each(lambda i: grader.grade(found[i]), order, jobs)
        return {g.submission.learner: g.points for g in graded}

    forth = list(range(len(found)))
    wanted = scored(1, forth)
    same = all(scored(jobs, order) == wanted for jobs, order in ((2, forth), (8, forth), (2, forth[::-1])))
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(4 * (os.cpu_count() or 1))]
    try:
        return same and scored(2, forth) == wanted
    finally:
        for process in busy:
            process.kill()
            process.wait()


def measure(
    lesson: str, many: int, few: int, folder: Path, say: Callable[..., Any]
) -> list[tuple[str, str, str, bool]]:
    """Every bar: what, what was measured, the bar, and whether it holds."""
    rows: list[tuple[str, str, str, bool]] = []

    def row(what: str, got: float, bar: float, unit: str, more: bool = False) -> None:
        rows.append(
            (what, f"{got:.3g} {unit}", f"{'>=' if more else '<='} {bar:g} {unit}", (got >= bar) == more or got == bar)
        )
        say(f"{what}: {got:.3g} {unit}")

    right, mixed = folder / "right", folder / "mixed"
    big_class.write(right, 300, lesson, wrong=0, blank=0)
    big_class.write(mixed, 200, lesson)
    big_class.write(folder / "few", few, lesson, wrong=0, blank=0)
    with Grader(plan(lesson, 1)) as grader:
        rate(grader, folder / "few", lesson, 2)
        rates = [rate(grader, right, lesson, 2)[0] for _ in range(3)]
        row(f"submissions of {lesson} a second, 2 workers, all right", max(rates), RATE, "/s", more=True)
        mixed_rate, graded = rate(grader, mixed, lesson, 2)
        say(f"the same with wrong answers, which run twice: {mixed_rate:.3g} /s")
        row("median latency of one submission", latency(grader, right, lesson), LATENCY_MS, "ms")
        ready = ready_memory()
        say(f"memory of a ready process: {ready:.3g} MB")
    gradebook.write(folder / "book.db", COURSE_ID, graded[:1])
    start = time.perf_counter()
    gradebook.write(folder / "book.db", COURSE_ID, graded)
    row("gradebook, a submission", 1000 * (time.perf_counter() - start) / len(graded), BOOK_MS, "ms")
    big_class.write(folder / "many", many, lesson)
    seconds, megabytes = whole_command(folder, lesson)
    row(f"{many} submissions graded, stored, feedback written", seconds, MANY_SECONDS * many / 1000, "s")
    row("memory of that command, with two ready processes", megabytes + 2 * ready, TRUSTED_MB + 2 * WORKER_MB, "MB")
    if few:
        stock = stock_rate(folder, lesson)
        say(f"stock nbgrader autograde: {stock:.3g} /s")
        row("times as fast as stock", max(rates) / stock, TIMES_STOCK, "x", more=True)
    same = same_scores(folder / "few" if few > 20 else mixed, lesson, 3)
    rows.append(
        ("scores over 1, 2, 8 workers, reversed, overloaded", "the same" if same else "differ", "the same", same)
    )
    return rows


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lesson", default="02")
    parser.add_argument("--many", type=int, default=1000)
    parser.add_argument("--stock", type=int, default=5, help="how many submissions stock nbgrader grades; 0 for none")
    asked = parser.parse_args()
    console = Console()
    folder = Path(tempfile.mkdtemp(prefix="grading-"))
    try:
        rows = measure(chosen([asked.lesson])[0], asked.many, asked.stock, folder, console.print)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    table = Table("what", "measured", "bar", "")
    for what, got, bar, holds in rows:
        table.add_row(what, got, bar, "" if holds else "missed")
    console.print(table)
    return 0 if all(holds for *_, holds in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
