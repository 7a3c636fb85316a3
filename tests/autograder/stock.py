"""A course folder of its own, in which stock nbgrader is run."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Course:
    """A copied course and the environment that keeps nbgrader and Jupyter inside it."""

    root: Path
    environment: dict[str, str]

    def run(self, *command: str, at: Path | None = None, seconds: float = 240) -> str:
        """Run a Python module in the course's root; its output, both streams together.  Raises where it fails."""
        done = subprocess.run(
            [sys.executable, "-m", *command],
            cwd=at or self.root,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=seconds,
        )
        assert done.returncode == 0, done.stdout[-3000:]
        return done.stdout

    def nbgrader(self, *command: str, at: Path | None = None, seconds: float = 240) -> str:
        return self.run("nbgrader", *command, at=at, seconds=seconds)


def copy_course(folder: Path) -> Course:
    """Copy what a course needs; its lessons are yet to be built."""
    root, home = folder / "course", folder / "home"
    for name in ("autograder", "course", "solutions"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "nbgrader_config.py", root)
    places = {
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_RUNTIME_DIR": "run",
        "IPYTHONDIR": "ipy",
    }
    inside = {name: str(home / place) for name, place in places.items()}
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("JUPYTER", "COURSE", "NBGRADER"))}
    more = {"HOME": str(home), "COURSE_EXCHANGE": str(folder / "exchange"), "PYTHONPATH": str(root)}
    home.mkdir(parents=True)
    return Course(root, {**kept, **inside, **more})


@contextmanager
def server(course: Course) -> Iterator[str]:
    """A Jupyter server with formgrader on this machine alone; yields its address."""
    extension = "{'nbgrader.server_extensions.formgrader': True}"
    flags = ["--no-browser", "--ip=127.0.0.1", "--port=0", "--allow-root", "--IdentityProvider.token=here"]
    process = subprocess.Popen(
        [sys.executable, "-m", "jupyter_server", *flags, f"--ServerApp.jpserver_extensions={extension}"],
        cwd=course.root,
        env=course.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield _url(Path(course.environment["JUPYTER_RUNTIME_DIR"]), process)
    finally:
        process.terminate()
        process.wait(20)


def _url(runtime: Path, process: subprocess.Popen[bytes]) -> str:
    for _ in range(240):
        assert process.poll() is None, "the server ended"
        for file in runtime.glob("jpserver-*.json"):
            try:
                return str(json.loads(file.read_text())["url"])
            except ValueError:  # still being written
                continue
        time.sleep(0.25)
    raise TimeoutError("the server did not start within a minute")


def page(url: str, path: str) -> tuple[int, str]:
    request = urllib.request.Request(f"{url}{path}", headers={"Authorization": "token here"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return answer.status, answer.read().decode()
