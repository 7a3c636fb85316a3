"""The private environment `.venv`: made, brought up to date, repaired, or left alone.

A note in `.venv/course.json` says whether the environment is finished and what it was made from. Without the note
the folder is somebody else's and is never removed; with an unfinished note it is made again.
"""

import hashlib
import json
import shutil
import tempfile
import time
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from course.setup.machine import Machine
from course.setup.one_at_a_time import one_at_a_time
from course.setup.places import CPU_INDEX, CUDA_INDEX, ROOT, pinned
from course.setup.trouble import NO_SPACE, Trouble, files_named, mend_for

GIGABYTE = 10**9
LOCKS = ("course/constraints.txt", "course/constraints-cpu.txt", "course/constraints-cuda.txt")


class Wants(NamedTuple):
    dev: bool = False  # what the test suite needs, too
    cuda: bool = False  # torch for an NVIDIA GPU in place of its CPU build

    @property
    def extras(self) -> tuple[str, ...]:
        return ("torch", *(("dev",) if self.dev else ()), *(("cuda",) if self.cuda else ()))

    @property
    def gigabytes(self) -> float:
        return 9.0 if self.cuda else 1.6


def ensure(wants: Wants, root: Path = ROOT, machine: Machine | None = None) -> Path:
    """The Python that has everything: the one that runs this where it does, else that of `.venv`, made if need be.

    Raises Trouble, which names the mend, where it cannot be made.
    """
    machine = machine or Machine()
    if not (root / "pyproject.toml").is_file() or not (root / LOCKS[0]).is_file():
        raise Trouble(
            f"{root} is not a checkout of the course.\nClone the repository and run `python3 -m course` in its folder."
        )
    environment = Environment(root, machine)
    if environment.python != machine.python and not machine.missing(root, wants.extras):
        return machine.python
    with files_named(root, wants.gigabytes):
        if environment.condition(wants) == "ready":
            return environment.python
        with one_at_a_time(root / ".course" / "setup.lock", machine.say):
            environment.bring(wants)
    return environment.python


class Environment:
    def __init__(self, root: Path, machine: Machine) -> None:
        self.root = root
        self.machine = machine
        self.folder = root / ".venv"
        self.python = self.folder / ("Scripts/python.exe" if machine.system == "win32" else "bin/python")
        self.note = self.folder / "course.json"
        self.log = self.folder / "setup.log"

    # -- what is there

    def condition(self, wants: Wants) -> str:
        """absent, foreign (not made by this command), half-made, broken, stale or ready."""
        if not self.folder.exists() or not any(self.folder.iterdir()):
            return "absent"
        if not self.note.exists():
            return "foreign"
        note = self.read_note()
        if note.get("state") != "ready":
            return "half-made"
        if self.machine.run([str(self.python), "-I", "-c", WHOLE], self.root) != 0:
            return "broken"
        had = Wants(note.get("dev", False), note.get("cuda", False))
        if note.get("made_from") != self.made_from() or wants.dev > had.dev or wants.cuda > had.cuda:
            return "stale"
        return "ready"

    def read_note(self) -> dict[str, Any]:
        try:
            note = json.loads(self.note.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return note if isinstance(note, dict) else {}

    def write_note(self, state: str, wants: Wants) -> None:
        note = {"state": state, "made_from": self.made_from(), "dev": wants.dev, "cuda": wants.cuda}
        self.note.write_text(json.dumps(note, indent=1) + "\n", "utf-8")

    def made_from(self) -> str:
        """A fingerprint of everything that decides what is installed, the checkout's own place included."""
        pyproject = tomllib.loads((self.root / "pyproject.toml").read_text("utf-8"))
        asked = json.dumps([pyproject["build-system"], pyproject["project"], str(self.root)], sort_keys=True)
        held = "".join((self.root / lock).read_text("utf-8") for lock in LOCKS)
        return hashlib.sha256((asked + held).encode()).hexdigest()

    # -- what is done about it

    def bring(self, wants: Wants) -> None:
        """Make the environment ready, whatever its condition."""
        say = self.machine.say
        condition = self.condition(wants)  # asked again: another start may have finished it meanwhile
        if condition == "ready":
            return
        if condition == "foreign":
            return self.accept_foreign(wants)
        if condition == "stale":
            had = self.read_note()
            wants = Wants(wants.dev or had.get("dev", False), wants.cuda or had.get("cuda", False))
            say("The environment in .venv is from an earlier version: it is brought up to date.")
        else:
            if condition == "half-made":
                say("The environment in .venv was not finished: it is made again.")
            if condition == "broken":
                say("The environment in .venv does not run here any more: it is made again.")
            self.remove()
        self.check_space(wants, GIGABYTE * (0.3 if condition == "stale" and not wants.cuda else wants.gigabytes))
        self.folder.mkdir(exist_ok=True)
        self.write_note("unfinished", wants)
        if condition != "stale":
            self.step("Making a private environment in .venv", lambda: [self.make_command()], wants)
        torch = f"Installing torch {pinned('torch')} ({self.torch_size(wants)})"
        self.step(torch, lambda: [self.torch_command(wants)], wants)
        self.step("Installing JupyterLab and the rest (about 150 MB)", lambda: self.rest_commands(wants), wants)
        self.write_note("ready", wants)

    def step(self, title: str, commands: Callable[[], list[list[str]]], wants: Wants) -> None:
        """Say what is done, do it with the first of the commands that works, and say how long it took."""
        start = time.monotonic()
        self.machine.say(f"{title} ...")
        choices = commands()
        for command in choices:
            before = self.log.stat().st_size if self.log.exists() else 0
            if self.machine.run(command, self.root, self.log) == 0:
                self.machine.say(f"  done in {time.monotonic() - start:.0f} s")
                return
        output = self.log.read_bytes()[before:].decode("utf-8", "replace") if self.log.exists() else ""
        raise Trouble(self.explain(output, wants))

    def explain(self, output: str, wants: Wants) -> str:
        where = f"All that was printed is in {self.log}"
        mend = mend_for(output)
        if mend is not None:
            return mend.format(needed=wants.gigabytes, root=self.root, venv=self.venv_mend()) + f"\n{where}"
        if "orch" in output and any(sign in output for sign in ("No matching distribution", "ResolutionImpossible")):
            return self.no_torch(wants) + f"\n{where}"
        return "\n".join(["This step failed. Its last lines:", *output.strip().splitlines()[-12:], where])

    def no_torch(self, wants: Wants) -> str:
        build = "CUDA" if wants.cuda else "CPU"
        here = {"linux": "Linux", "darwin": "macOS", "win32": "Windows"}.get(self.machine.system, self.machine.system)
        python = "{}.{}".format(*self.machine.version)
        place = f"Python {python} on {here} ({self.machine.processor})"
        lines = [f"No {build} build of torch {pinned('torch')} for {place} is within reach."]
        refusal = self.machine.unreachable(f"{CPU_INDEX}/torch/") if self.machine.system == "linux" else None
        if refusal and not wants.cuda:
            lines.append(f"On Linux it comes from {CPU_INDEX}, which does not answer here: {refusal}.")
            lines.append("Connect to it (behind a proxy: set HTTPS_PROXY) and run this again.")
            lines.append("With an NVIDIA GPU and 9 GB of disk: `python3 -m course lab --cuda` takes the CUDA build.")
        elif self.machine.system == "darwin" and self.machine.processor == "x86_64":
            lines.append("torch is no longer built for Macs with an Intel processor.")
            lines.append("The badge in the README opens the course online.")
        else:
            lines.append("Another Python (3.11 to 3.14, 64 bits, from python.org) may have one.")
        return "\n".join(lines)

    def accept_foreign(self, wants: Wants) -> None:
        command = [str(self.python), "-m", "course.setup.satisfied", *wants.extras]
        if not self.python.exists() or self.machine.run(command, self.root) != 0:
            raise Trouble(
                f"{self.folder} was not made by this command and lacks what the course needs, so it is left alone.\n"
                'If it is yours, activate it and run: pip install -e ".[dev]" -c course/constraints.txt\n'
                "Otherwise move it away and run this again."
            )

    def remove(self) -> None:
        if self.folder.exists():
            try:
                shutil.rmtree(self.folder)
            except PermissionError as error:
                raise Trouble(
                    f"{error}\nClose what runs from .venv (JupyterLab, a terminal), then run this again."
                ) from error

    def check_space(self, wants: Wants, needed: float) -> None:
        """Raise Trouble where the disk, or the one temporary files are on, is too full."""
        unpacking = min(needed, GIGABYTE * wants.gigabytes / 3)
        for folder, size in ((self.root, needed), (Path(tempfile.gettempdir()), unpacking)):
            free = self.machine.free_bytes(folder)
            if free < size:
                raise Trouble(
                    NO_SPACE.format(needed=wants.gigabytes)
                    + f"\nIn {folder} there are {free / GIGABYTE:.1f} GB free; {size / GIGABYTE:.1f} GB are needed."
                )

    def venv_mend(self) -> str:
        version = "{}.{}".format(*self.machine.version)
        if self.machine.system == "linux":
            return (
                f"On Debian and Ubuntu: sudo apt install python{version}-venv\n"
                "Elsewhere: install your system's full Python package, or Python from python.org. Then run this again."
            )
        return "Install Python from https://www.python.org/downloads/ and run this again with it."

    # -- the commands

    def make_command(self) -> list[str]:
        maker = str(self.machine.maker)
        if self.machine.has_module("venv") and self.machine.has_module("ensurepip"):
            return [maker, "-m", "venv", str(self.folder)]
        uv = self.machine.program("uv")
        if uv:
            return [uv, "venv", "--quiet", "--allow-existing", "--seed", "--python", maker, str(self.folder)]
        raise Trouble(f"This Python came without the parts that make environments.\n{self.venv_mend()}")

    def constraints(self, wants: Wants) -> list[str]:
        build = "cuda" if wants.cuda else "cpu"
        # From the checkout's root, so that no path of this machine gets into the log or upsets pip on Windows.
        return ["-c", "course/constraints.txt", "-c", f"course/constraints-{build}.txt"]

    def torch_size(self, wants: Wants) -> str:
        return "its CUDA build: about 3 GB" if wants.cuda else "its CPU build: about 200 MB"

    def torch_command(self, wants: Wants) -> list[str]:
        """pip's command for torch, and for the builder of the course itself.

        On Linux the CPU build stands on an index of its own; where that does not answer it is left out, so that
        pip does not wait for it, and pip then finds the build elsewhere or says that there is none.
        """
        torch, index = f"torch=={pinned('torch')}", ""
        if wants.cuda and self.machine.system == "darwin":
            raise Trouble("There is no CUDA on macOS. Run this again without --cuda.")
        if wants.cuda and self.machine.system == "win32":
            torch, index = f"{torch}+cu130", CUDA_INDEX
        elif wants.cuda:
            torch = f"torch==={pinned('torch')}"  # exactly this text, so that an installed +cpu build is replaced
        elif self.machine.system == "linux" and self.machine.unreachable(f"{CPU_INDEX}/torch/") is None:
            index = CPU_INDEX
        extra = ["--extra-index-url", index] if index else []
        return [str(self.python), "-m", "pip", "install", torch, "setuptools", *self.constraints(wants), *extra]

    def rest_commands(self, wants: Wants) -> list[list[str]]:
        """uv's command where there is uv, which is much faster, and pip's, which also knows pip's own settings."""
        what = ["--no-build-isolation", "-e", ".[dev]" if wants.dev else ".", *self.constraints(wants)]
        uv = self.machine.program("uv")
        by_uv = [[uv, "pip", "install", "--python", str(self.python), *what]] if uv else []
        return [*by_uv, [str(self.python), "-m", "pip", "install", *what]]


# What a finished environment can find; the paths of its own Python only, and nothing is imported.
WHOLE = (
    "import sys, importlib.util as u;"
    "sys.exit(not all(u.find_spec(n) for n in ('pip', 'torch', 'numpy', 'jupyterlab', 'nbgrader', 'course')))"
)
