"""Binder: the badge opens a lesson that exists, and the files are what Binder expects."""

import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from course.setup.copies import first_notebook
from course.setup.places import ROOT

BADGE = re.compile(r"\[!\[[^\]]*\]\([^)]*\)\]\((https://mybinder\.org/[^)]*)\)")
FIRST = f"lessons/{first_notebook(ROOT / 'lessons')}"


def opened_by(address: str) -> str:
    """The path in the repository that a Binder address opens in JupyterLab."""
    (urlpath,) = parse_qs(urlsplit(address).query)["urlpath"]
    assert urlpath.startswith("lab/tree/")
    return unquote(urlpath.removeprefix("lab/tree/"))


def built(notebook: str) -> str:
    """The address in the badge that binder/badge.py prints."""
    command = [sys.executable, "binder/badge.py", notebook]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    (address,) = BADGE.findall(printed)
    return address


def test_the_badge_in_the_readme_opens_a_lesson_that_exists():
    badges = BADGE.findall((ROOT / "README.md").read_text("utf-8"))
    assert badges
    for address in badges:
        assert (ROOT / opened_by(address)).is_file()
        assert opened_by(address).startswith("lessons/")


@pytest.mark.parametrize("notebook", [FIRST, "lessons/a b/ü.ipynb"])
def test_a_built_badge_opens_its_notebook(notebook):
    assert opened_by(built(notebook)) == notebook


def test_the_readmes_badge_is_the_built_one():
    assert built(FIRST) in BADGE.findall((ROOT / "README.md").read_text("utf-8"))


def test_the_python_is_one_the_course_supports():
    assert (ROOT / "binder" / "runtime.txt").read_text("utf-8").strip() == "python-3.11"


def test_the_requirements_can_be_installed_before_the_repository_is_copied():
    lines = (ROOT / "binder" / "requirements.txt").read_text("utf-8").splitlines()
    options = [line for line in lines if line.startswith("-")]
    assert [option.split()[0] for option in options] == ["--extra-index-url"]
    assert not [line for line in lines if line.startswith(".") or ("/" in line and not line.startswith(("-", "#")))]


@pytest.mark.skipif(os.name == "nt", reason="Binder's scripts are for bash")
@pytest.mark.parametrize("script", ["binder/postBuild", "binder/start", ".ci/run"])
def test_the_scripts_are_executable_and_bash_reads_them(script):
    path = ROOT / script
    assert os.access(path, os.X_OK)
    assert b"\r" not in path.read_bytes()
    subprocess.run(["bash", "-n", str(path)], check=True)


@pytest.mark.skipif(os.name == "nt", reason="Binder's scripts are for bash")
def test_start_goes_on_as_the_command_it_is_given(tmp_path: Path):
    asked = 'echo "$OMP_NUM_THREADS $JUPYTER_CONFIG_PATH"; exit 7'
    answer = subprocess.run(
        [str(ROOT / "binder" / "start"), "bash", "-c", asked], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert answer.returncode == 7
    assert answer.stdout.split()[0] == "1"
    assert answer.stdout.split()[1].startswith(str(ROOT / "course" / "setup" / "jupyter"))
