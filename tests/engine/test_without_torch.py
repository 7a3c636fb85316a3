"""Where torch is not installed the course works on what torch answered earlier, and says so."""

import json
import subprocess
import sys

import pytest

from autograder import recorder
from course import book, recorded
from course.checking import checks
from course.predictions import Prediction

WITHOUT = """
import sys
sys.modules["torch"] = None
"""


def without_torch(code):
    run = subprocess.run([sys.executable, "-W", "error", "-c", WITHOUT + code], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return run.stdout


def test_every_check_answers_and_says_where_its_answers_come_from():
    out = without_torch(
        r"""
import re
import solutions.reference as torch
from course.cards import text
from course.checking import examine, known_exercises
for exercise in known_exercises():
    feedback = examine(exercise, torch.nn_for(exercise))
    assert feedback.state == "agrees", text(feedback)
    assert "torch is not installed here" in text(feedback), text(feedback)
    assert re.search(r"torch/[a-z_/]+\.py, line", text(feedback)), text(feedback)
print(text(examine("1.6", torch.nn)).splitlines()[0])
"""
    )
    assert out.startswith("✓ 1.6 agrees with torch 2.13 on")


def test_a_wrong_answer_is_caught_all_the_same():
    out = without_torch(
        """
import solutions.reference as torch
from course.cards import text
from course.checking import examine
torch.nn.Module.__setattr__ = object.__setattr__
print(text(examine("1.6", torch.nn)))
"""
    )
    assert out.startswith("≠ 1.6 differs from torch.")
    assert "torch     ['w']" in out


@pytest.mark.parametrize(
    "asked",
    [p for m in checks().values() for p in vars(m).values() if isinstance(p, Prediction)],
    ids=lambda p: p.exercise,
)
def test_a_prediction_is_answered(asked):
    code = f"from course import predict; predict({asked.exercise!r}, {asked.choices[0]!r})"
    assert without_torch(code).startswith("torch: ")


def test_both_shows_the_learners_world_and_says_what_is_missing():
    out = without_torch(
        """
import solutions.reference as torch
from course.two_worlds import Both, text
print(text(*Both(torch.nn).run("torch.ones(2)")))
"""
    )
    assert out == "torch   is not installed here\nyours   tensor([1., 1.])\n"


def test_nothing_of_torch_is_imported_before_a_check_asks():
    out = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, course, solutions.reference; from course import bench; print('torch' in sys.modules)",
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert out == "False\n"


@pytest.mark.parametrize("name", book.lessons())
def test_the_recordings_that_ship_are_what_torch_says_now(name):
    assert recorder.same(recorded.FOLDER / f"{name}.json", recorder.record_lesson(name))


def test_there_are_recordings_for_the_lessons_and_for_nothing_else():
    assert sorted(p.stem for p in recorded.FOLDER.iterdir()) == sorted(book.lessons())


def test_a_recording_is_not_believed_once_its_probe_has_changed(tmp_path, monkeypatch):
    name = book.lesson("01").name
    data = json.loads((recorded.FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    probe = next(p for p in vars(checks()["01"]).values() if hasattr(p, "claim"))
    assert recorded.recorded(probe) is not None
    data["recordings"][probe.name]["text"] += 1
    (tmp_path / f"{name}.json").write_text(json.dumps(data), encoding="utf-8")
    monkeypatch.setattr(recorded, "FOLDER", tmp_path)
    assert recorded.recorded(probe) is None


def test_a_changed_answer_makes_the_build_differ(tmp_path, monkeypatch):
    name = book.lesson("01").name
    monkeypatch.setattr(book, "lessons", lambda: [name])
    assert [p.name for p in recorder.write(name, tmp_path)] == [f"{name}.json"]
    assert recorder.write(name, tmp_path) == []
    path = tmp_path / f"{name}.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"torch.float32"', '"torch.float64"', 1), encoding="utf-8")
    assert recorder.differing(tmp_path) == [path]
