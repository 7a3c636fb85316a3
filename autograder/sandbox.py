"""One submission in a process of its own: no torch, no solutions, limits; what comes back is recordings."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from autograder.plan import Plan
from autograder.submission import Submission
from course.benches import REFERENCE
from course.recordings import Recording, from_json

INSIDE = Path(__file__).with_name("inside.py")
WALL_SECONDS = 60.0
LARGEST = 50_000_000
MEMORY = 1 << 30
LIMITS = {"CPU": 45, "DATA": MEMORY, "FSIZE": 10_000_000, "NOFILE": 64, "CORE": 0}
# What numpy starts threads by; one thread each, or a class of submissions would fight for the processors.
THREADS = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


@dataclass
class Ran:
    """What came out of a sandbox.  `ended` says why it ended early; `last` is the cell it was in."""

    reached: dict[str, str] = field(default_factory=dict)  # exercise -> the exercise whose cell did not run, or ''
    lost: dict[str, str] = field(default_factory=dict)  # exercise -> why its check could not start
    recordings: dict[str, dict[int, Recording]] = field(default_factory=dict)
    errors: dict[str, tuple[str, str]] = field(default_factory=dict)  # cell -> ('raises' or 'time', frames)
    last: str = ""
    ended: str = ""
    done: bool = False


def run(submission: Submission, plan: Plan, wall: float = WALL_SECONDS) -> Ran:
    """Run a submission's cells and its lesson's probes in a child process, and read what it sends."""
    request = {
        **plan.request(),
        "steps": [[s.kind, s.name, s.text, s.exercise] for s in submission.steps],
        "places": places(),
        "limits": LIMITS,
    }
    with tempfile.TemporaryDirectory(prefix="course-", ignore_cleanup_errors=True) as folder:
        reference = Path(folder) / "reference.py"
        reference.write_text(plan.reference, encoding="utf-8")
        sent, ended = _child(json.dumps(request).encode(), folder, {REFERENCE: str(reference)}, wall)
    ran = read(sent)
    if not ran.done:
        ran.ended = ended or "the process ended by itself"
    return ran


def _child(request: bytes, folder: str, environment: dict[str, str], wall: float) -> tuple[bytes, str]:
    """Start the child, feed it, and collect what it writes until it ends or has to be ended."""
    system = {k: v for k, v in os.environ.items() if k in ("SYSTEMROOT", "LANG", "LC_ALL")}
    process = subprocess.Popen(
        [sys.executable, "-I", "-S", "-B", str(INSIDE)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env={**system, **THREADS, **environment},
        start_new_session=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    held: list[bytes] = []
    full = threading.Event()

    def collect() -> None:
        size = 0
        while chunk := process.stdout.read1(1 << 16):  # type: ignore[union-attr]
            size += len(chunk)
            if size > LARGEST:
                full.set()
                _kill(process)
                return
            held.append(chunk)

    reader = threading.Thread(target=collect, daemon=True)
    reader.start()
    ended = ""
    try:
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(request)
            process.stdin.close()
        process.wait(wall)
    except subprocess.TimeoutExpired:
        ended = f"it was still running after {wall:g} seconds, and was stopped"
    finally:
        _kill(process)
        process.wait()
        # A grandchild that left the group may hold the pipe open; what has come by now is what counts.
        reader.join(1.0)
        if not reader.is_alive():
            process.stdout.close()
    if full.is_set():
        ended = f"it sent more than {LARGEST // 1_000_000} MB, and was stopped"
    return b"".join(held), ended or _death(process.returncode)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the child and everything that it started."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


def _death(status: int) -> str:
    if status >= 0:
        return f"the process ended itself with status {status}"
    name = signal.Signals(-status).name
    return {
        "SIGXCPU": f"it used more than {LIMITS['CPU']} seconds of processor time",
        "SIGKILL": f"it used more than {LIMITS['CPU']} seconds of processor time, or too much memory",
    }.get(name, f"the process died of {name}")


def read(sent: bytes) -> Ran:
    """Read a child's lines.  Learner text may have written them: whatever is not as it should be is passed over."""
    ran = Ran()
    for line in sent.split(b"\n"):
        with contextlib.suppress(ValueError, TypeError, KeyError, RecursionError, OverflowError):
            _note(ran, json.loads(line))
    return ran


def _note(ran: Ran, said: Any) -> None:
    match said:
        case {"at": str(name)}:
            ran.last = name
        case {"error": str(name), "reason": str(reason), "frames": str(frames)}:
            ran.errors[name] = reason, frames
        case {"check": str(exercise), "missing": str(missing)}:
            ran.reached[exercise] = missing
        case {"check": str(exercise), "lost": str(why)}:
            ran.lost[exercise] = why
        case {"recording": str(exercise), "probe": int(at), "data": data}:
            ran.recordings.setdefault(exercise, {})[at] = from_json(data)
        case {"done": True}:
            ran.done = True


@cache
def places() -> dict[str, str]:
    """The folders of the few packages that a submission can import."""
    found = {}
    for name in ("numpy", "course", "tqdm"):
        spec = importlib.util.find_spec(name)
        if spec is not None and spec.origin is not None:
            found[name] = str(Path(spec.origin).resolve().parent.parent)
    return found
