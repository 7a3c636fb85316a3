"""A pretended machine: it installs nothing, and remembers what it was asked."""

import shutil
from pathlib import Path

import pytest

from course.setup.environment import LOCKS
from course.setup.machine import Machine
from course.setup.places import ROOT


class PretendedMachine(Machine):
    """A Linux machine with an empty Python 3.12; a test changes what it has."""

    system = "linux"
    processor = "x86_64"
    python = Path("usr", "bin", "python3")
    maker = python
    version = (3, 12)

    def __init__(self) -> None:
        self.said: list[str] = []
        self.commands: list[str] = []
        self.programs: dict[str, str] = {}
        self.modules = {"venv", "ensurepip"}
        self.lacks = ["numpy>=2.1"]
        self.free = 100 * 10**9
        self.refusal: str | None = None
        self.fails: dict[str, str] = {}  # a part of a command, and what the command prints when it fails

    def say(self, line: str) -> None:
        self.said.append(line)

    def has_module(self, name: str) -> bool:
        return name in self.modules

    def program(self, name: str) -> str | None:
        return self.programs.get(name)

    def free_bytes(self, folder: Path) -> int:
        return self.free

    def missing(self, root: Path, extras: tuple[str, ...]) -> list[str]:
        return self.lacks

    def unreachable(self, address: str) -> str | None:
        return self.refusal

    def run(self, command: list[str], folder: Path, log: Path | None = None) -> int:
        line = " ".join(command)
        self.commands.append(line)
        for part, output in self.fails.items():
            if part in line:
                if log:
                    log.write_text(output, "utf-8")
                return 1
        if " venv " in line:
            made = Path(command[-1], "bin", "python")
            made.parent.mkdir(parents=True, exist_ok=True)
            made.touch()
        return 0

    @property
    def deeds(self) -> list[str]:
        """The commands that change something, without the questions whether an environment is whole."""
        return [command for command in self.commands if " -c import" not in command]


@pytest.fixture
def machine() -> PretendedMachine:
    return PretendedMachine()


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """As much of a checkout as set-up looks at."""
    root = tmp_path / "checkout"
    (root / "course").mkdir(parents=True)
    for path in ("pyproject.toml", *LOCKS):
        shutil.copy(ROOT / path, root / path)
    return root
