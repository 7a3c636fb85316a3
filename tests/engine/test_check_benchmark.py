"""benchmarks/checks.py says whether a check answers fast enough, and its exit status says it too."""

import pytest

from benchmarks import checks
from course.checking import known_exercises


@pytest.mark.parametrize(
    ("first", "later", "status"),
    [
        ([3_100.0, 2_900.0], [10.0, 1_900.0, 20.0], 0),
        ([3_100.0, 3_200.0], [10.0], 1),
        ([10.0], [60.0, 60.0, 1.0], 1),
        ([10.0], [1.0, 1.0, 2_100.0], 1),
    ],
)
def test_a_missed_bar_is_the_exit_status(first, later, status, monkeypatch, capsys):
    monkeypatch.setattr(checks, "first_checks", lambda runs: first)
    monkeypatch.setattr(checks, "later_checks", lambda runs: {"1.1": later})
    assert checks.main() == status
    assert ("MISSED" in capsys.readouterr().out) == bool(status)


def test_every_exercise_of_every_lesson_is_timed():
    assert list(checks.later_checks(1)) == known_exercises()


@pytest.mark.slow
def test_the_checks_keep_their_bars(capsys):
    assert checks.main() == 0, capsys.readouterr().out
