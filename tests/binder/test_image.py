"""Binder's image, without Docker: the steps of repo2docker's Dockerfile, one after the other, in a fresh environment.

1. requirements.txt is installed before the repository is there; 2. the repository is copied; 3. postBuild runs in it;
4. start runs the server; then the badge's address answers, and the first check of its lesson passes in a browser.
"""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from desk import Desk, desk_at, plain_text

from course import book
from course.setup.copies import first_notebook
from course.setup.places import ROOT
from tests.house.files import tracked

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.skipif(sys.platform != "linux", reason="Binder is Linux"),
]

FIRST = f"lessons/{first_notebook(ROOT / 'lessons')}"
TOKEN = "binder"
MEMORY = 10**6  # kB: Binder's 1 GB
MINUTES = 5
# Somebody who reads slowly and looks for every key; what is left of the minutes is for thinking.
WORDS_A_MINUTE, KEYS_A_MINUTE = 200, 100
WORDS_TO_READ = 300  # tests/lessons/test_first_green_check.py counts them


def run(command: list[str], folder: Path, env: dict[str, str]) -> None:
    done = subprocess.run(command, cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert done.returncode == 0, f"{command}\n{done.stdout[-4000:]}"


@pytest.fixture(scope="module")
def image(tmp_path_factory):
    """The repository with postBuild run, and the environment variables of what runs in it."""
    scratch = tmp_path_factory.mktemp("image")
    home, environment = scratch / "home", scratch / "environment"
    bare = getattr(sys, "_base_executable", sys.executable)
    run([bare, "-m", "venv", str(environment)], scratch, dict(os.environ))
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PYTEST", "JUPYTER"))}
    env = {**kept, "HOME": str(home), "PATH": f"{environment}/bin{os.pathsep}{os.environ['PATH']}"}

    (home / "binder").mkdir(parents=True)
    shutil.copy(ROOT / "binder" / "requirements.txt", home / "binder")
    # Where an index does not answer, pip is not to wait for it.
    impatient = {**env, "PIP_RETRIES": "1", "PIP_TIMEOUT": "15", "PIP_DEFAULT_TIMEOUT": "15"}
    run(["pip", "install", "--no-cache-dir", "-r", "binder/requirements.txt"], home, impatient)
    for path in tracked():
        copy = home / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
    run(["./binder/postBuild"], home, env)
    return home, env


@contextlib.contextmanager
def started(home: Path, env: dict[str, str], log: Path):
    """The server as Binder starts it: its address and its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = f"jupyter lab --no-browser --allow-root --ip=127.0.0.1 --port={port}".split()
    # For the test: its application object on the page, and an end should nobody end it.
    server += ["--LabApp.expose_app_in_browser=True", "--ServerApp.shutdown_no_activity_timeout=600"]
    server += [f"--IdentityProvider.token={TOKEN}"]
    with log.open("w") as output:
        command = ["binder/start", *server]
        process = subprocess.Popen(command, cwd=home, env=env, stdout=output, stderr=subprocess.STDOUT)
        try:
            yield f"http://127.0.0.1:{port}", process
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(20)


def answers(address: str, process: subprocess.Popen, log: Path) -> str:
    """The page at an address, once the server listens."""
    for _ in range(300):
        assert process.poll() is None, log.read_text()[-3000:]
        with contextlib.suppress(OSError):
            return urllib.request.urlopen(address, timeout=10).read().decode()
        time.sleep(0.2)
    raise AssertionError(log.read_text()[-3000:])


def family(pid: int) -> list[int]:
    """A process and all that it started."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(found for child in children for found in family(int(child)))]


def resident(pid: int) -> int:
    """A process's memory in kB."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1])


def until_the_first_check(desk: Desk) -> list[str]:
    """The code cells of the lesson up to its first check, as a learner comes by them."""
    code = [cell["id"] for cell in desk.cells() if cell["cell_type"] == "code"]
    return code[: 1 + next(at for at, name in enumerate(code) if name.startswith("check-"))]


def test_the_badges_page_answers_and_the_first_check_passes_within_five_minutes(image, tmp_path):
    home, env = image
    (where,) = parse_qs(urlsplit(badge()).query)["urlpath"]
    log = tmp_path / "server.log"
    begun = time.monotonic()
    with started(home, env, log) as (address, process):
        page = f"{address}/{where}?token={TOKEN}"
        assert "jupyter-config-data" in answers(page, process, log)
        with desk_at(page, tmp_path) as desk:
            desk.open(where.removeprefix("lab/tree/"))
            exercise = next(iter(book.lesson(Path(FIRST).stem).exercises.values()))
            for cell in until_the_first_check(desk):
                if cell.startswith("answer-"):
                    desk.write(cell, exercise.answer)
                said = plain_text(desk.run(cell))
            assert said.startswith(f"✓ {exercise.id} agrees with torch"), said
            seconds = time.monotonic() - begun
            memory = sum(map(resident, family(process.pid)))
    learner = 60 * (WORDS_TO_READ / WORDS_A_MINUTE + len(exercise.solution) / KEYS_A_MINUTE)
    print(f"{seconds:.0f} s of the machine, {learner:.0f} s of the learner, {memory // 1000} MB in all")
    assert seconds + learner <= 60 * MINUTES
    assert memory <= MEMORY


def badge() -> str:
    """The address that the README's badge opens."""
    command = [sys.executable, "binder/badge.py", FIRST]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return printed.strip().rpartition("(")[2].rstrip(")")
