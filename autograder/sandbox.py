"""A lesson's sandbox: one ready process, forked for each submission; what comes back is recordings.

    with Sandbox(plan(lesson, seed)) as sandbox:
        ran = sandbox.run(submission)

The verdict is not in there. What comes out may have been written by the learner's code: it is read as data.
"""

from __future__ import annotations

import contextlib
import fcntl
import io
import os
import queue
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

from autograder import room
from autograder.plan import Plan
from autograder.sealed import landlock, walls
from autograder.sealed.limits import CPU_SECONDS
from autograder.sealed.wire import MOST_JSON, Broken, TooMuch, loads, pack, unpack
from autograder.submission import Submission
from autograder.trouble import BadInput
from course.benches import REFERENCE
from course.recordings import Recording, from_json

SEALED = Path(__file__).with_name("sealed")
WALL_SECONDS = 60.0
MOST_SENT = 50_000_000
SLOTS = 200
PREFIX = "course-sandbox-"
MARGIN = 5.0  # beyond the time that a cell has by its own clock
MOST_WALLS = 2  # all runs of a notebook together take no longer than so many times one may
AGAIN = 8  # so often a notebook is run again without a cell that ended it
# What numpy starts threads by: one each, or a fork would hang. And sets in the same order every time.
ENVIRONMENT = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
    "LC_ALL": "C.UTF-8",
}


class NoWalls(BadInput):
    """This machine has nothing to keep a submission in."""


@dataclass
class Ran:
    """What came out of a sandbox.  `ended` says why it ended early; `last` is the cell it was in."""

    reached: dict[str, str] = field(default_factory=dict)  # exercise -> the exercise whose cell did not run, or ''
    lost: dict[str, str] = field(default_factory=dict)  # exercise -> why its check could not start
    recordings: dict[str, dict[int, bytes]] = field(default_factory=dict)  # as they came: see `opened`
    errors: dict[str, tuple[str, str]] = field(default_factory=dict)  # cell -> ('raises' or 'time', frames)
    ends: dict[str, str] = field(default_factory=dict)  # cell -> how it ended the process
    last: str = ""
    ended: str = ""
    done: bool = False


def opened(frame: bytes) -> Recording:
    """The recording in a frame: its text, then the bytes of its arrays.  Raises ValueError for what is none."""
    said, raw, _ = unpack(io.BytesIO(frame).read)
    text = int(said["text"])
    if not 0 <= text <= MOST_JSON:
        raise ValueError("not a recording: its text is too long")
    arrays = raw[text:]

    def kept(place: Any) -> bytes:
        start, stop = place
        return arrays[int(start) : int(stop)]

    return from_json(loads(raw[:text]), kept)


def _hold(folder: Path) -> int:
    """Lock a folder for as long as this process lives, however it ends."""
    held = os.open(folder / "held", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC)
    fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return held


def _sweep() -> None:
    """Take away the folders of runs that were killed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        try:
            os.close(_hold(folder))
        except OSError:  # somebody's at work there, or it is another user's
            continue
        shutil.rmtree(folder, ignore_errors=True)


class Sandbox:
    """Runs submissions of one lesson, several at once if several threads ask.

    hidden: whether the secret probes are in there. What a learner is shown comes from one where they are not, so that
    nothing of theirs can carry them out. Raises NoWalls, with the mend, where the machine has nothing to keep a
    submission in and `unsafe` does not accept that.
    """

    def __init__(self, plan: Plan, hidden: bool = True, unsafe: bool = False, kinds: tuple[str, ...] = walls.KINDS):
        self._plan = plan
        self._hidden = hidden
        self._kinds = [k for k in kinds if k != "none" or unsafe]
        self._lock = threading.Lock()
        self._slots: queue.SimpleQueue[int] = queue.SimpleQueue()
        for slot in range(SLOTS):
            self._slots.put(slot)
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self.walls = ""

    def __enter__(self) -> Sandbox:
        _sweep()
        self._folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        try:
            self._held = _hold(self._folder)
            self._folder.chmod(0o755)
            self._start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the process that all are forked from, and with it every submission that still runs."""
        self._stop()
        shutil.rmtree(self._folder, ignore_errors=True)
        os.close(self._held)

    def _stop(self) -> None:
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def _start(self) -> None:
        said = []
        for kind in self._kinds:
            if kind == "landlock" and not landlock.version():
                said.append("landlock: this kernel has none")
                continue
            if refused := self._start_with(kind):
                said.append(f"{kind}: {refused}")
                self._stop()
            else:
                self.walls = kind
                return
        raise NoWalls(
            f"there is nothing here to keep a submission in ({'; '.join(said)}). Mend: grade on Linux 5.13 or newer, "
            "where user namespaces or Landlock are allowed; or, for submissions you have read, give --unsafe."
        )

    def _start_with(self, kind: str) -> str:
        """Start a process behind such walls.  Returns what was refused, or ''."""
        where = self._folder / kind
        where.mkdir(exist_ok=True)
        root = os.geteuid() == 0
        if kind == "namespaces":
            shutil.rmtree(where)
            where.mkdir()
            described, reference, listed = room.build(where, self._plan.reference), "/.reference.py", []
        else:
            described, path = None, where / "reference.py"
            path.write_text(self._plan.reference, encoding="utf-8")
            where.chmod(0o755)
            reference, listed = str(path), room.readable(path)
        setup = {
            "walls": kind,
            "user": root and (described is not None or room.open_to_all(listed)),
            "room": described,
            "readable": listed,
            "scratch": str(where),
            "places": room.places(),
            "environment": {REFERENCE: reference},
            "lesson": self._plan.lesson_for_sandbox(self._hidden),
        }
        control, theirs = socket.socketpair()
        self._control = control
        with (self._folder / "said").open("wb") as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-s", "-S", "-B", "-P", str(SEALED), str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                env=ENVIRONMENT,
                cwd=where,
                start_new_session=True,
            )
        theirs.close()
        try:
            control.sendall(pack(setup, most=1 << 30))
            said: dict[str, Any] = self._hear()
            if "map" in said:
                walls.map_users(int(said["map"]))
                control.sendall(pack({"mapped": True}))
                said = self._hear()
        except (EOFError, OSError) as error:
            why = (self._folder / "said").read_text(encoding="utf-8", errors="replace").strip()
            raise RuntimeError(f"the sandbox of {self._plan.lesson} did not start: {why or error}") from error
        return str(said.get("failed", ""))

    def _hear(self) -> dict[str, Any]:
        assert self._control is not None
        said, _, _ = unpack(_Stream(self._control).read)
        return dict(said)

    # -- one submission

    def run(self, submission: Submission, wall: float = WALL_SECONDS, only: Collection[str] | None = None) -> Ran:
        """Run a submission's cells and the probes; a cell that ends the process is left out, and the rest run again."""
        without: dict[str, str] = {}
        over = time.monotonic() + MOST_WALLS * wall
        while True:
            ran = self._once(submission, min(wall, over - time.monotonic()), without, only)
            again = ran.last and ran.last not in without and len(without) < AGAIN and time.monotonic() < over
            if ran.done or not again:
                ran.ends = without
                return ran
            without[ran.last] = ran.ended

    def _once(self, submission: Submission, wall: float, without: dict[str, str], only: Collection[str] | None) -> Ran:
        steps = [[s.kind, s.name, "" if s.kind == "given" else s.text, s.exercise] for s in submission.steps]
        asked = self._plan.asked_in_sandbox(self._hidden)
        if only is not None:
            asked = {e: probes for e, probes in asked.items() if e in only}
        request = pack(
            {"steps": [s for s in steps if s[1] not in without], "asked": asked},
            most=1 << 30,
        )
        slot = self._slots.get()
        try:
            with _Child(self, slot) as child:
                return child.follow(request, wall, self._plan.cell_seconds[1])
        finally:
            self._slots.put(slot)

    def fork(self, slot: int, data: socket.socket, status: socket.socket) -> None:
        """Ask for a child that speaks over `data`; its pidfd and its end come over `status`."""
        with self._lock:
            if self._control is None:
                raise RuntimeError("this sandbox is closed")
            socket.send_fds(self._control, [bytes([slot])], [data.fileno(), status.fileno()])


class _Child:
    """One process of one submission, from here."""

    def __init__(self, sandbox: Sandbox, slot: int) -> None:
        self._data, data = socket.socketpair()
        self._status, status = socket.socketpair()
        self._pidfd = -1
        try:
            sandbox.fork(slot, data, status)
        finally:
            data.close()
            status.close()

    def __enter__(self) -> _Child:
        _, fds, _, _ = socket.recv_fds(self._status, 1, 1)
        if not fds:
            raise RuntimeError("no process could be forked for a submission: is there memory left? Grade again.")
        self._pidfd = fds[0]
        return self

    def __exit__(self, *error: object) -> None:
        self.kill()
        self._data.close()
        with contextlib.suppress(OSError):
            self.status()  # the slot is free when the process is gone
        self._status.close()
        if self._pidfd >= 0:
            os.close(self._pidfd)

    def kill(self) -> None:
        """End the process; it is the first of its namespace, so everything it started ends with it."""
        if self._pidfd >= 0:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)

    def status(self) -> int | None:
        """How the process ended; None where that was told before."""
        held = self._status.recv(4)
        return struct.unpack("i", held)[0] if len(held) == 4 else None

    def follow(self, request: bytes, wall: float, cell: float) -> Ran:
        """Read what it sends until it is done, ends, or takes too long."""
        ran, over = Ran(), time.monotonic() + wall
        began = time.monotonic()
        stream = _Stream(self._data)
        try:
            stream.until = over
            first, _, _ = unpack(stream.read)
            if "closed" not in first:  # it is not the learner's word yet
                raise RuntimeError(f"the walls could not be closed: {first}")
            self._data.sendall(request)
            while not ran.done:
                stream.until = min(over, began + cell + MARGIN)
                said, _, frame = unpack(stream.read)
                last = ran.last
                _note(ran, said, frame)
                if ran.last != last:
                    began = time.monotonic()
        except TimeoutError:
            took = time.monotonic() - began
            ran.ended = f"it was still running after {took:.0f} seconds, and was stopped"
            self.kill()
        except (TooMuch, Broken) as error:
            ran.ended = f"it sent {error}, and was stopped"
            self.kill()
        except (EOFError, OSError):
            ran.ended = ran.ended or _death(self.status())
        return ran


class _Stream:
    """What comes over a socket, read in large pieces and given in the sizes asked for."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._held = bytearray()
        self._came = 0
        self.until: float | None = None

    def read(self, count: int) -> bytes:
        """So many bytes.  Raises EOFError where the other side has closed, TimeoutError past `until`, or TooMuch."""
        while len(self._held) < count:
            self._sock.settimeout(None if self.until is None else max(0.001, self.until - time.monotonic()))
            part = self._sock.recv(1 << 18)
            if not part:
                raise EOFError("the other side has closed")
            self._came += len(part)
            if self._came > MOST_SENT:
                raise TooMuch(f"more than {MOST_SENT // 1_000_000} MB")
            self._held += part
        given = bytes(self._held[:count])
        del self._held[:count]
        return given


def _death(status: int | None) -> str:
    if status is None or status >= 0:
        return f"the process ended itself{f' with status {status}' if status else ''}"
    try:
        name = signal.Signals(-status).name
    except ValueError:
        name = f"signal {-status}"
    if name in ("SIGKILL", "SIGXCPU"):
        return f"it used more than {CPU_SECONDS} seconds of processor time, or too much memory or disk"
    return f"the process died of {name}"


def _note(ran: Ran, said: Any, frame: bytes) -> None:
    """Take one frame in.  Learner text may have written it: what is not as it should be is passed over."""
    match said:
        case {"at": str(name)}:
            ran.last = name
        case {"error": str(name), "reason": str(reason), "frames": str(frames)}:
            ran.errors[name] = reason, frames
        case {"check": str(exercise), "missing": str(missing)}:
            ran.reached[exercise] = missing
        case {"check": str(exercise), "lost": str(why)}:
            ran.lost[exercise] = why
        case {"recording": str(exercise), "probe": int(at)}:
            ran.recordings.setdefault(exercise, {}).setdefault(at, frame)
        case {"broke": str(why)}:
            ran.ended = f"the run broke ({why})"
        case {"done": True}:
            ran.done = True
