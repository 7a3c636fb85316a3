"""A kernel behind walls, for everything that asks jupyter_client for one: messages come over sockets in a folder."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from string import Template
from typing import Any

import zmq.asyncio
from jupyter_client.manager import AsyncKernelManager
from traitlets import default

from autograder.kernels import keeper, kernel_room
from autograder.sealed import walls

MB = 1 << 20
MOST_MESSAGE = 32 * MB


@dataclass(frozen=True)
class Most:
    """What one notebook may use."""

    memory: int = 2048 * MB
    cpu: float = 120.0
    wall: float = 300.0
    disk: int = 256 * MB
    processes: int = 128
    files: int = 256
    output: int = 20 * MB


@dataclass
class Place:
    """A folder of the host with what one kernel needs: its root, its sockets, its description."""

    given: Path
    most: Most = field(default_factory=Most)
    left_out: set[str] = field(default_factory=set)
    readable: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()

    def __enter__(self) -> Place:
        self.folder = Path(tempfile.mkdtemp(prefix="nb-"))
        self.sockets = self.folder / "s"
        return self

    def __exit__(self, *error: object) -> None:
        for _ in range(20):
            shutil.rmtree(self.folder, ignore_errors=True)
            if not self.folder.exists():
                break
            time.sleep(0.05)  # what was in the room is ending, and may still write

    def furnish(self) -> None:
        """Make everything anew, for one kernel."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.sockets.mkdir(parents=True, mode=0o700)
        self.folder.chmod(0o755)
        self.user = 1 if os.geteuid() == 0 else 0
        self.sockets.chmod(0o700)
        (root := self.folder / "root").mkdir()
        sockets = str(self.sockets)
        self._room = kernel_room.build(root, self.given, self.left_out, self.readable, sockets, self.user)

    def command(self, kernel: list[str], environment: dict[str, str]) -> list[str]:
        """The command that runs a kernel's command in here."""
        if self.user:
            there = walls.USERS_FROM + self.user
            for path in (self.sockets, *self.sockets.iterdir()):
                os.chown(path, there, there)
        limits = {
            "DATA": self.most.memory,
            "CPU": int(self.most.cpu) + 1,
            "FSIZE": self.most.disk,
            "NOFILE": self.most.files,
            "NPROC": self.most.processes,
            "CORE": 0,
        }
        setup = {
            **self._room,
            "user": self.user,
            "sockets": str(self.sockets),
            "disk": self.most.disk,
            "files": 10_000,
            "limits": limits,
            "most": {"memory": self.most.memory, "cpu": self.most.cpu, "wall": self.most.wall},
            "errors": str(self.folder / "errors"),
            "why": str(self.folder / "why"),
            "command": kernel,
            "environment": environment,
        }
        path = self.folder / "setup.json"
        path.write_text(json.dumps(setup), encoding="utf-8")
        return keeper.command(path)

    def said(self, name: str) -> str:
        """What the keeper ('why') or the kernel ('errors') has left."""
        with contextlib.suppress(OSError), (self.folder / name).open("rb") as file:
            file.seek(max(0, os.path.getsize(file.name) - 2000))
            return file.read().decode(errors="replace").strip()
        return ""


class WalledKernelManager(AsyncKernelManager):
    """Starts a kernel in a `Place`, which is to be set as `place` before."""

    place: Place
    status: int | None = None

    @default("context")
    def _limited(self) -> zmq.asyncio.Context:
        self._created_context = True
        context = zmq.asyncio.Context()
        context.setsockopt(zmq.MAXMSGSIZE, MOST_MESSAGE)
        return context

    def format_kernel_cmd(self, extra_arguments: list[str] | None = None) -> list[str]:
        """The keeper's command, with the kernel's own in its description."""
        spec = self.kernel_spec.env if self.kernel_spec else {}
        asked = {name: Template(text).safe_substitute(os.environ) for name, text in spec.items()}
        environment = {**kernel_room.environment(self.place.variables), **asked}
        return self.place.command(super().format_kernel_cmd(extra_arguments), environment)

    async def _async_pre_start_kernel(self, **options: Any) -> Any:
        self.place.furnish()
        self.transport = "ipc"
        self.ip = str(self.place.sockets / "k")
        self.connection_file = str(self.place.sockets / "kernel.json")
        options["cwd"] = str(self.place.folder)
        return await super()._async_pre_start_kernel(**options)

    async def _async_launch_kernel(self, kernel_cmd: list[str], **options: Any) -> None:
        options["env"] = {}
        await super()._async_launch_kernel(kernel_cmd, **options)

    pre_start_kernel = _async_pre_start_kernel

    def end(self) -> None:
        """End the kernel now."""
        process = getattr(self.provisioner, "process", None)
        if process is not None:
            process.kill()

    def how_it_ended(self) -> str:
        """Why there is no kernel any more, in words."""
        process = getattr(self.provisioner, "process", None)
        status = process.poll() if process is not None else None
        return self.place.said("why") or keeper.describe(status or 0)
