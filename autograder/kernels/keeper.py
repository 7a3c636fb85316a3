"""python -I -S -B -c ... SETUP: starts a notebook's kernel behind walls, and ends it where it takes too much.

This process is outside: it sees all processes of the room, and adds up what no limit of a single process adds up. It
is a program of its own, so that it ends with the grader's, and the room with it.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import shutil
import signal
import socket
import struct
import sys
import time
from pathlib import Path

from autograder.sealed import walls, warden

LOOK_SECONDS = 0.2
MOST_BESIDE_SOCKETS = 100_000
REFUSED = "this machine refuses what keeps a submission in: "
TICKS = os.sysconf("SC_CLK_TCK")


def main() -> int:
    """Keep one kernel, as the file that is named first describes; its exit status is the kernel's."""
    grader = os.getppid()
    setup = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.pop("JPY_PARENT_PID", None)  # a process that cannot be seen from in there
    os.dup2(os.open(setup["errors"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND, 0o600), 2)
    ours, theirs = socket.socketpair()
    middle = os.fork()
    if middle == 0:
        ours.close()
        try:
            warden.enter(setup, theirs)
        except BaseException as error:
            os.write(2, f"{REFUSED}{error}\n".encode())
        finally:
            os._exit(126)
    theirs.close()
    if setup["user"] and ours.recv(1):
        walls.map_users(middle)
        ours.sendall(b"m")
    told = ours.recv(4)
    if len(told) == 4:
        [first] = struct.unpack("i", told)
        signal.signal(signal.SIGINT, lambda *_: _interrupt(first))
        if why := _watch(middle, first, grader, setup["most"], setup["sockets"]):
            Path(setup["why"]).write_text(why, encoding="utf-8")
            os.kill(first, signal.SIGKILL)
    _, status = os.waitpid(middle, 0)
    if os.getppid() != grader:  # nobody else is left who would
        shutil.rmtree(Path(setup["why"]).parent, ignore_errors=True)
    return os.waitstatus_to_exitcode(status)


def _interrupt(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGINT)


def _watch(middle: int, first: int, grader: int, most: dict[str, float], sockets: str) -> str:
    """Look until it ends ('') or is to be ended: the words say why."""
    over = time.monotonic() + most["wall"]
    with os.fdopen(os.pidfd_open(middle), "rb", buffering=0) as end:
        while not select.select([end], [], [], LOOK_SECONDS)[0]:
            if os.getppid() != grader:
                return "the grader has ended"
            processes, cpu = family(first)
            if memory_of(processes, most["memory"]) > most["memory"]:
                return f"the notebook used more than {most['memory'] / 1e6:,.0f} MB of memory"
            if cpu > most["cpu"]:
                return f"the notebook used more than {most['cpu']:,.0f} seconds of processor time"
            if time.monotonic() > over:
                return f"the notebook was still running after {most['wall']:,.0f} seconds"
            if _beside_sockets(sockets) > MOST_BESIDE_SOCKETS:
                return "the notebook wrote into the folder of its kernel's sockets"
    return ""


def family(first: int) -> tuple[list[int], float]:
    """A process and all that come from it, with the seconds of processors that they have used."""
    children: dict[int, list[int]] = {}
    seconds: dict[int, float] = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            with contextlib.suppress(OSError, ValueError, IndexError):
                fields = Path(f"/proc/{name}/stat").read_text(errors="replace").rpartition(")")[2].split()
                children.setdefault(int(fields[1]), []).append(int(name))
                seconds[int(name)] = sum(map(int, fields[11:15])) / TICKS
    found = [first]
    for pid in found:
        found += children.get(pid, [])
    return found, sum(seconds.get(pid, 0.0) for pid in found)


def memory_of(processes: list[int], most: float) -> int:
    """The memory of these processes that is not a file's; what they share counts once where it comes near `most`."""
    total = sum(_memory(pid, "status", ("RssAnon:", "RssShmem:")) for pid in processes)
    if total <= most:
        return total
    exact = sum(_memory(pid, "smaps_rollup", ("Pss_Anon:", "Pss_Shmem:")) for pid in processes)
    return exact or total


def _memory(pid: int, file: str, fields: tuple[str, ...]) -> int:
    with contextlib.suppress(OSError, ValueError, IndexError):
        lines = Path(f"/proc/{pid}/{file}").read_text(errors="replace").splitlines()
        return 1024 * sum(int(x.split()[1]) for x in lines if x.startswith(fields))
    return 0


def _beside_sockets(folder: str) -> int:
    """The bytes in a folder that should hold sockets only; a folder in it counts as too many."""
    total = 0
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                return MOST_BESIDE_SOCKETS + 1
            total += 100 + entry.stat(follow_symlinks=False).st_size
    return total


def describe(status: int) -> str:
    """How a kernel ended, in words."""
    if status > 128:
        with contextlib.suppress(ValueError):
            return f"the kernel was ended by {signal.Signals(status - 128).name}"
    return f"the kernel ended itself{f' with status {status}' if status else ''}"


def command(setup: Path) -> list[str]:
    """The command that keeps a kernel."""
    start = (
        "import sys; sys.path.insert(0, sys.argv.pop(1)); from autograder.kernels.keeper import main; sys.exit(main())"
    )
    return [sys.executable, "-I", "-S", "-B", "-c", start, str(Path(__file__).resolve().parents[2]), str(setup)]
