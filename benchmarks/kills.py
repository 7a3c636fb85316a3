"""Kill the grader at random points, again and again, and see what is lost.

    python3 benchmarks/kills.py --times 100

A class is graded once without a disturbance. Then `grade` is started anew and killed (SIGKILL) at a random point of its
run, until it has been killed so often; each time it goes on from its journal, and when it has come to its end before
that, it grades everything again. After each kill nothing that was in the journal may be gone, no process may be left,
and the gradebook must open. At the end every score is that of the first run.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "autograder")]

import big_class

from autograder.sealed import kernel

LESSON = "01_parameter"
PR_SET_CHILD_SUBREAPER = 36
SCORES = """
select student_id, name, auto_score from grade
join submitted_notebook on grade.notebook_id = submitted_notebook.id
join submitted_assignment on submitted_notebook.assignment_id = submitted_assignment.id
join base_cell on grade.cell_id = base_cell.id order by 1, 2
"""


def start(submissions: Path, db: Path, *more: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "autograder", "grade", str(submissions), "--db", str(db), "--seed", "5", *more]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(command, cwd=ROOT, start_new_session=True, **quiet)  # type: ignore[call-overload,no-any-return]


def scores(db: Path) -> list[tuple[str, str, float]]:
    with contextlib.closing(sqlite3.connect(db)) as opened:
        assert opened.execute("pragma integrity_check").fetchone() == ("ok",)
        tables = {name for (name,) in opened.execute("select name from sqlite_master")}
        return opened.execute(SCORES).fetchall() if "grade" in tables else []


def left_behind() -> list[int]:
    """The processes that runs have left: whoever has lost its parent is handed to this process (see `main`)."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG) != (0, 0):
            pass
    return [int(pid) for pid in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()]


def kill_again_and_again(times: int, learners: int, seed: int, folder: Path) -> dict[str, float]:
    """Do it.  Raises AssertionError at the first thing that is lost."""
    rng = random.Random(seed)
    big_class.write(folder / "in", learners, LESSON, seed=seed)
    began = time.monotonic()
    assert start(folder / "in", folder / "whole.db").wait() == 0
    whole_seconds = time.monotonic() - began
    wanted = scores(folder / "whole.db")
    db = folder / "killed.db"
    journal = db.with_suffix(".journal")
    kills = ends = 0
    lines: list[bytes] = []
    while kills < times:
        grader = start(folder / "in", db, *(["--fresh"] if rng.random() < 0.5 else []))
        with contextlib.suppress(subprocess.TimeoutExpired):
            ends += grader.wait(rng.uniform(0, whole_seconds)) == 0
        if grader.poll() is None:
            os.kill(grader.pid, signal.SIGKILL)
            grader.wait()
            kills += 1
        now = journal.read_bytes().split(b"\n")[:-1] if journal.exists() else []
        assert now[: len(lines)] == lines, "a line of the journal is gone"
        lines = now
        if db.exists():
            assert scores(db) in ([], wanted), "the gradebook holds half a run"
        for _ in range(100):
            if not left_behind():
                break
            time.sleep(0.05)
        assert not left_behind(), "a process was left behind"
        print(f"\r{kills} kills, {ends} ends, {len(lines)} lines", end="", flush=True)
    assert start(folder / "in", db).wait() == 0
    assert scores(db) == wanted, "the scores differ from those of a run without a disturbance"
    print()
    return {"kills": kills, "whole runs between": ends, "journal lines": len(lines), "scores": len(wanted)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--learners", type=int, default=40)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    kernel.must(kernel.prctl(PR_SET_CHILD_SUBREAPER, 1), "subreaper")
    folder = Path(tempfile.mkdtemp(prefix="kills-"))
    try:
        for name, value in kill_again_and_again(asked.times, asked.learners, asked.seed, folder).items():
            print(f"{name}: {value}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print("nothing lost, nothing left, every score the same")


if __name__ == "__main__":
    main()
