"""The process that every submission of a lesson is forked from: numpy, the course and the lesson, all made ready.

It has one thread (a fork of more would hang), stands behind the walls itself, and never sees a submission: each child
reads its own from a socket of its own, when its walls are closed.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import selectors
import signal
import socket
import struct
import sys
import time
from dataclasses import dataclass
from typing import Any, NoReturn

from . import kernel, scratch, seccomp, walls
from .stand_ins import Only
from .wire import MOST_REQUEST, pack, unpack

# Everything that has libraries of its own, or that many a notebook imports.
EARLY = """
numpy numpy.fft numpy.linalg numpy.random numpy.polynomial ctypes zlib bz2 lzma hashlib decimal fractions statistics
random math cmath copy pickle json re io itertools functools collections contextlib dataclasses enum typing types abc
weakref inspect operator time datetime string textwrap heapq bisect warnings tempfile pathlib struct array queue
threading logging pprint traceback unittest.mock csv zipfile shutil glob secrets uuid base64 binascii select socket
encodings.latin_1 course.numpy_torch course.numpy_torch_with
""".split()
FAILED = 97
WATCH_SECONDS = 0.1


@dataclass
class Child:
    """A submission's process, and where its end is told."""

    pid: int
    status: socket.socket
    folder: str


def main(fd: int) -> None:
    """Be told the lesson over `fd`, get ready, and fork for as long as there is somebody to fork for."""
    control = socket.socket(fileno=fd)
    said, _, _ = unpack(lambda n: exactly(control.fileno(), n), MOST_REQUEST)
    zygote = Zygote(control, said)
    zygote.start()
    try:
        zygote.enter()
    except OSError as error:
        control.sendall(pack({"failed": str(error)}))
        sys.exit(1)
    zygote.get_ready()
    control.sendall(pack({"ready": os.getpid()}))
    zygote.serve()


class Zygote:
    """One lesson, ready to be forked."""

    def __init__(self, control: socket.socket, said: dict[str, Any]) -> None:
        self._control = control
        self._said = said
        self._kind = said["walls"]
        self._children: dict[int, Child] = {}
        self._forked = 0
        self._look_at = 0.0
        self._selector = selectors.DefaultSelector()

    def start(self) -> None:
        """Import what there will be, while it can be found.  Raises RuntimeError where that started a thread."""
        sys.meta_path.insert(0, Only(self._said["places"]))
        for name in EARLY:
            importlib.import_module(name)
        from . import cells

        self._cells = cells
        warm_up()
        threads = len(os.listdir("/proc/self/task")) if os.path.isdir("/proc/self/task") else 1
        if threads != 1:
            raise RuntimeError(f"the process to fork from has {threads} threads, and a fork of it would hang")

    def enter(self) -> None:
        """Go behind the walls that are around all.  Raises OSError where the kernel refuses one."""
        if self._kind != "namespaces":
            return
        said = self._said["room"]
        room = walls.Room(said["root"], *(tuple(said[k]) for k in ("readable", "hidden", "devices")))
        own = os.getuid(), os.getgid()  # in the new namespace it is nobody
        kernel.unshare(walls.ALL)
        if self._said["user"]:
            self._control.sendall(pack({"map": os.getpid()}))
            unpack(lambda n: exactly(self._control.fileno(), n))
        else:
            walls.map_own_user(*own)
        if pid := os.fork():
            self._control.close()
            _, status = os.waitpid(pid, 0)
            os._exit(os.waitstatus_to_exitcode(status) & 0xFF)
        walls.furnish(room)
        if self._said["user"]:
            os.setgroups([])
            os.setresgid(0, 0, 0)
            os.setresuid(0, 0, 0)
        kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)

    def get_ready(self) -> None:
        """Make what every child needs, where it will need it."""
        os.environ.update(self._said["environment"])
        self._prepared = self._cells.Prepared(self._said["lesson"])
        self._said = {k: v for k, v in self._said.items() if k in ("user", "scratch", "readable")}
        if self._kind == "namespaces":
            seccomp.program(1)  # each child is the first of its namespace, and finds its filter written
        gc.collect()
        gc.freeze()
        # A child lives for milliseconds: looking for its cycles costs more than they do.
        gc.set_threshold(20_000, 10, 10)

    def serve(self) -> None:
        """Fork when asked, tell each end, and leave when the other side has."""
        self._own = os.pidfd_open(os.getpid())
        self._selector.register(self._control, selectors.EVENT_READ)
        while True:
            for key, _ in self._selector.select(self._watch()):
                if key.fileobj is not self._control:
                    self._reap(int(key.fd))
                elif not self._fork():
                    os._exit(0)  # and with this process, the first of its namespace, everything in it

    def _watch(self) -> float | None:
        """End what fills its folder, where that is on the host; how long to wait before looking again."""
        if self._kind == "namespaces" or not self._children:
            return None
        if time.monotonic() >= self._look_at:
            for pidfd, child in self._children.items():
                if scratch.too_full(child.folder, 4):  # a cell that ends is looked after by its own process
                    signal.pidfd_send_signal(pidfd, signal.SIGKILL)
            self._look_at = time.monotonic() + WATCH_SECONDS
        return WATCH_SECONDS

    def _fork(self) -> bool:
        slot, fds, _, _ = socket.recv_fds(self._control, 1, 2)
        if not slot:
            return False
        data, status = (socket.socket(fileno=fd) for fd in fds)
        if self._kind == "namespaces":
            # A process may leave for a new namespace of processes only from its own.
            kernel.setns(self._own, kernel.CLONE_NEWPID)
            kernel.unshare(kernel.CLONE_NEWPID)
        first = 1 if self._kind == "namespaces" else walls.USERS_FROM + 1
        user = first + slot[0] if self._said["user"] else 0
        folder = self._folder(user)
        try:
            pid = os.fork()
        except OSError as error:
            with contextlib.suppress(OSError):
                status.sendall(struct.pack("i", error.errno or 1))
            data.close()
            status.close()
            return True
        if pid == 0:
            os.setsid()  # in no group with others
            self._child(data, user, folder)
        data.close()
        pidfd = os.pidfd_open(pid)
        with contextlib.suppress(OSError):
            socket.send_fds(status, [b"p"], [pidfd])
        self._children[pidfd] = Child(pid, status, folder)
        self._selector.register(pidfd, selectors.EVENT_READ)
        return True

    def _folder(self, user: int) -> str:
        """A folder that no submission had before: what one leaves behind, another never finds."""
        self._forked += 1
        if self._kind == "namespaces":
            return walls.WORK
        folder = os.path.join(self._said["scratch"], f"work-{self._forked}")
        os.mkdir(folder, 0o700)
        if user:
            os.chown(folder, user, user)
        return folder

    def _reap(self, pidfd: int) -> None:
        child = self._children.pop(pidfd)
        self._selector.unregister(pidfd)
        _, status = os.waitpid(child.pid, 0)
        os.close(pidfd)
        if self._kind != "namespaces":
            with contextlib.suppress(OSError):
                scratch.clear(child.folder)
        with contextlib.suppress(OSError):
            child.status.sendall(struct.pack("i", os.waitstatus_to_exitcode(status)))
        child.status.close()

    def _child(self, data: socket.socket, user: int, folder: str) -> NoReturn:
        try:
            out = os.dup2(data.fileno(), 3)
            nothing = os.open(os.devnull, os.O_RDWR)
            for stream in (0, 1, 2):
                os.dup2(nothing, stream)
            os.closerange(4, 4096)
            try:
                walls.close(self._kind, user, folder, self._said["readable"])
            except OSError as error:
                os.write(out, pack({"walls": str(error)}))
                os._exit(FAILED)
            # Only from here on may what is sent be the learner's.
            os.write(out, pack({"closed": True}))
            request, _, _ = unpack(lambda n: exactly(out, n), MOST_REQUEST)
            on_host = "" if self._kind == "namespaces" else folder
            self._cells.Run(self._prepared, request, out, on_host).cells()
        except BaseException as error:
            with contextlib.suppress(BaseException):
                os.write(out, pack({"broke": f"{type(error).__name__}: {error}"[:200]}))
        finally:
            os._exit(0)  # past what a cell left for the end: threads, atexit, __del__


def exactly(fd: int, count: int) -> bytes:
    """Read so many bytes, as from a file: a submission may not use sockets.  Raises EOFError where there are fewer."""
    parts = []
    while count:
        part = os.read(fd, min(count, 1 << 20))
        if not part:
            raise EOFError("the other side has closed")
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


def warm_up() -> None:
    """Do once what is slow the first time: it would be the first time again in every child."""
    torch = importlib.import_module("course.numpy_torch")
    w = torch.randn(3, 4, requires_grad=True)
    y = torch.nn.functional.relu(torch.randn(2, 4) @ w.t() + torch.zeros(3, requires_grad=True))
    ((y * 2 - 1).pow(2) / 3).mean().backward()
    repr(w)
