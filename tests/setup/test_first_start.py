"""The real thing: a copy of the checkout, a bare Python, and the commands of the README."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

from course.setup.places import ROOT

pytestmark = pytest.mark.slow
LEFT_OUT = shutil.ignore_patterns(".*", "*.egg-info", "__pycache__", "build", "my-lessons", "tests", "gradebook.db*")


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    root = tmp_path_factory.mktemp("first") / "a checkout"  # a space in its name, as strangers have
    shutil.copytree(ROOT, root, ignore=LEFT_OUT)
    (root / "tests").mkdir()
    (root / "tests" / "test_one.py").write_text("def test_one():\n    import torch, course\n", "utf-8")
    return root


def surroundings():
    """This machine, without the environment these tests run in."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "VIRTUAL_ENV", "COV"))}
    env.pop("PYTHONPATH", None)
    return env


@contextmanager
def course(checkout: Path, *arguments: str):
    """`python3 -m course ...`, running in a terminal of its own; it is ended at the end in any case."""
    bare = getattr(sys, "_base_executable", sys.executable)
    keyboard, terminal = os.openpty()
    with subprocess.Popen(
        [bare, "-m", "course", *arguments],
        cwd=checkout,
        env=surroundings(),
        stdin=terminal,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            yield process, keyboard
        finally:
            process.kill()
            os.close(keyboard)
            os.close(terminal)


def address(process) -> tuple[str, str, str]:
    """What is printed until JupyterLab says where it is; its address and its token."""
    printed = ""
    for line in process.stdout:
        printed += line
        found = re.search(r"(http://127\.0\.0\.1:\d+)/lab\S*token=(\w+)", line)
        if found:
            return printed, found[1], found[2]
    raise AssertionError(printed)


def contents(where: str, token: str) -> set[str]:
    """The names in the folder JupyterLab shows; it says its address a moment before it listens."""
    for patience in range(40):
        try:
            with urllib.request.urlopen(f"{where}/api/contents?token={token}", timeout=20) as answer:
                return {entry["name"] for entry in json.load(answer)["content"]}
        except urllib.error.URLError:
            if patience == 39:
                raise
            time.sleep(0.5)
    raise AssertionError


def end(process, keyboard) -> int:
    """Ctrl-C, and yes to Jupyter's question."""
    process.send_signal(signal.SIGINT)
    os.write(keyboard, b"y\n")
    process.communicate(timeout=60)
    return process.returncode


@pytest.mark.skipif(sys.platform == "win32", reason="it needs a terminal to pretend")
def test_lab_then_lab_again_then_test(checkout):
    with course(checkout, "lab", "--no-browser") as (first, keyboard):
        printed, where, token = address(first)
        assert "Installing torch" in printed
        lessons = {path.name for path in (checkout / "lessons").glob("*") if path.is_dir()}
        assert contents(where, token) == lessons | {"progress.ipynb"}
        assert end(first, keyboard) == 0

    started = time.monotonic()
    with course(checkout, "lab", "--no-browser") as (second, keyboard):
        printed, where, token = address(second)
        assert "Installing" not in printed
        assert time.monotonic() - started < 30
        contents(where, token)
        assert end(second, keyboard) == 0

    with course(checkout, "test", "-q") as (tests, _):
        printed = tests.communicate(timeout=600)[0]
        assert "1 passed" in printed
        assert tests.returncode == 0

    (checkout / "tests" / "test_one.py").write_text("def test_one():\n    assert False\n", "utf-8")
    with course(checkout, "test", "-q") as (tests, _):
        tests.communicate(timeout=120)
        assert tests.returncode == 1
