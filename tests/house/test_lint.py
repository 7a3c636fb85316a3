"""The code is what ruff and mypy ask of it (their rules are in pyproject.toml)."""

import subprocess
import sys

from course.setup.places import ROOT


def complaints(*command: str) -> str:
    answer = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)
    return "" if answer.returncode == 0 else f"{answer.stdout}\n{answer.stderr}"


def test_ruff_has_no_complaint():
    assert complaints("ruff", "check", "--output-format=concise", ".") == ""


def test_mypy_strict_has_no_complaint_about_course_and_autograder():
    assert complaints("mypy", "--strict") == ""
