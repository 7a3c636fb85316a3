"""Everything set-up asks of the machine it runs on; tests put a pretended machine in its place."""

import importlib.util
import os
import platform
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Mapping
from pathlib import Path

from course.setup.satisfied import missing


class Machine:
    """The real machine. Each method is one question or one deed."""

    system = sys.platform  # "linux", "darwin" or "win32"
    processor = platform.machine()
    python = Path(sys.executable)
    # Inside an environment, new ones are made by the Python it was made with.
    maker = Path(getattr(sys, "_base_executable", None) or sys.executable)
    version = sys.version_info[:2]

    def say(self, line: str) -> None:
        print(line, flush=True)

    def has_module(self, name: str) -> bool:
        return importlib.util.find_spec(name) is not None

    def program(self, name: str) -> str | None:
        return shutil.which(name)

    def free_bytes(self, folder: Path) -> int:
        return shutil.disk_usage(folder).free

    def missing(self, root: Path, extras: tuple[str, ...]) -> list[str]:
        """What the Python that runs this still lacks for the course at `root`."""
        return missing(root, extras)

    def unreachable(self, address: str) -> str | None:
        """Why an address does not answer within five seconds, or None where it does."""
        try:
            request = urllib.request.Request(address, method="HEAD", headers={"User-Agent": "rebuild-nn"})
            urllib.request.urlopen(request, timeout=5).close()
        except OSError as error:  # URLError, HTTPError, timeouts and refused connections are all OSErrors
            return str(getattr(error, "reason", error))
        return None

    def run(self, command: list[str], folder: Path, log: Path | None = None) -> int:
        """Run a command with its output in a log (or nowhere) and return its exit code."""
        env = {name: value for name, value in os.environ.items() if name not in UNWANTED}
        env.update(PIP_NO_INPUT="1", PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_PROGRESS_BAR="off", PYTHONUTF8="1")
        with open(log or os.devnull, "ab") as output:
            output.write(f"\n$ {' '.join(command)}\n".encode())
            output.flush()
            nothing, both = subprocess.DEVNULL, subprocess.STDOUT
            return subprocess.run(command, cwd=folder, env=env, stdin=nothing, stdout=output, stderr=both).returncode


# A user's settings that would send packages somewhere else than into the environment.
UNWANTED = {"PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV"} | {
    f"PIP_{option}" for option in ("TARGET", "PREFIX", "USER", "ROOT", "DRY_RUN")
}


def become(command: list[str], env: Mapping[str, str] | None = None) -> int:
    """Go on as another command: its output, signals and exit code are ours.

    On Windows, where a process cannot be replaced, this waits for the other one and leaves Ctrl-C to it.
    """
    env = dict(os.environ if env is None else env)
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name == "posix":
        os.execve(command[0], command, env)
    process = subprocess.Popen(command, env=env)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue
