"""pictures: small grey images, drawn by matplotlib outside the kernel."""

import subprocess
import sys

import numpy as np
import pytest

from course.beside import beside
from course.pictures import pictures


def test_what_comes_back_is_a_picture_and_matplotlib_stays_outside():
    code = "from course.pictures import pictures; import sys; print(pictures([[[0, 1]]], ['a']).data[:4])"
    done = subprocess.run(
        [sys.executable, "-c", code + "; print('matplotlib.pyplot' in sys.modules)"], capture_output=True, check=True
    )
    assert done.stdout.decode().splitlines() == [r"b'\x89PNG'", "False"]


def test_more_images_take_more_rows():
    def height(count):
        return int.from_bytes(pictures(np.zeros((count, 8, 8)), columns=3).data[20:24])

    assert height(3) < height(4) == height(6)


@pytest.mark.parametrize("images", [[], [1, 2], np.zeros((2, 1, 8, 8))])
def test_what_are_no_images_are_refused(images):
    with pytest.raises(ValueError, match="shape"):
        pictures(images)


def test_a_lessons_file_is_found_beside_the_notebook_first(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert "lessons" in beside("train_digits.py").parts
    (tmp_path / "train_digits.py").write_text("mine")
    assert beside("train_digits.py").read_text() == "mine"
    with pytest.raises(FileNotFoundError, match="course lab"):
        beside("nowhere.py")
