"""The learner's copies: whatever happens, no learner's text is lost."""

import json
import random
from pathlib import Path

import pytest

from course.setup.copies import RECORD, Copied, bring, copy, first_notebook
from course.setup.trouble import Trouble

ONE = "01_parameter/01_parameter.ipynb"
TWO = "02_module_tree/02_module_tree.ipynb"


def write(folder: Path, path: str, text: str) -> None:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(text, "utf-8")


def read(folder: Path, path: str) -> str:
    return (folder / path).read_text("utf-8")


@pytest.fixture
def lessons(tmp_path):
    folder = tmp_path / "lessons"
    write(folder, ONE, "one, first release")
    write(folder, TWO, "two, first release")
    return folder


@pytest.fixture
def mine(tmp_path):
    return tmp_path / "my-lessons"


def test_a_first_start_copies_every_lesson(lessons, mine):
    assert bring(lessons, mine) == [f"New in {mine}: {ONE}, {TWO}"]
    assert read(mine, ONE) == "one, first release"
    assert first_notebook(mine) == ONE


def test_a_second_start_says_nothing(lessons, mine):
    bring(lessons, mine)
    assert bring(lessons, mine) == []


def test_an_unchanged_copy_is_replaced_by_a_newer_release(lessons, mine):
    bring(lessons, mine)
    write(lessons, ONE, "one, second release")
    assert bring(lessons, mine) == [f"Brought up to date (you had not changed them): {ONE}"]
    assert read(mine, ONE) == "one, second release"


def test_a_changed_copy_stays_and_the_newer_release_is_told_of_each_time(lessons, mine):
    bring(lessons, mine)
    write(mine, ONE, "my work")
    write(lessons, ONE, "one, second release")
    for _ in range(2):
        first, last = bring(lessons, mine)
        assert first == f"{ONE}: there is a newer version in {lessons / ONE}. Yours is changed and stays as it is."
        assert "rename yours" in last
        assert read(mine, ONE) == "my work"


def test_a_changed_copy_of_the_present_release_is_not_worth_a_word(lessons, mine):
    bring(lessons, mine)
    write(mine, ONE, "my work")
    assert bring(lessons, mine) == []
    assert read(mine, ONE) == "my work"


def test_a_renamed_copy_makes_room_for_the_newer_release(lessons, mine):
    bring(lessons, mine)
    write(mine, ONE, "my work")
    write(lessons, ONE, "one, second release")
    (mine / ONE).rename(mine / "01_parameter" / "mine.ipynb")
    assert copy(lessons, mine) == Copied([ONE], [], [])
    assert read(mine, "01_parameter/mine.ipynb") == "my work"


def test_work_taken_back_by_hand_counts_as_unchanged_again(lessons, mine):
    bring(lessons, mine)
    write(mine, ONE, "my work")
    write(lessons, ONE, "one, second release")
    bring(lessons, mine)
    write(mine, ONE, "one, first release")
    assert copy(lessons, mine).replaced == [ONE]


@pytest.mark.parametrize("record", ["", "{", "[]", "[1, 2]", '{"01_parameter/01_parameter.ipynb": 5}'])
def test_without_a_readable_record_every_difference_is_the_learners(lessons, mine, record):
    bring(lessons, mine)
    write(mine, RECORD, record)
    write(lessons, ONE, "one, second release")
    assert copy(lessons, mine).kept == [ONE]
    assert read(mine, ONE) == "one, first release"


def test_a_notebook_of_the_learners_own_that_was_there_first_is_kept(lessons, mine):
    write(mine, ONE, "mine, long before")
    assert copy(lessons, mine) == Copied([TWO], [], [ONE])
    assert read(mine, ONE) == "mine, long before"


def test_a_lesson_that_is_released_no_more_stays(lessons, mine):
    bring(lessons, mine)
    (lessons / TWO).unlink()
    assert bring(lessons, mine) == []
    assert read(mine, TWO) == "two, first release"


def test_folders_and_links_in_a_lessons_place_are_left_alone(lessons, mine, tmp_path):
    (mine / ONE).mkdir(parents=True)
    write(tmp_path, "elsewhere.ipynb", "elsewhere")
    (mine / TWO).parent.mkdir(parents=True)
    (mine / TWO).symlink_to(tmp_path / "elsewhere.ipynb")
    assert copy(lessons, mine) == Copied([], [], [])
    assert read(tmp_path, "elsewhere.ipynb") == "elsewhere"


def test_what_is_hidden_is_not_released(lessons, mine):
    write(lessons, "01_parameter/.ipynb_checkpoints/01_parameter.ipynb", "old")
    write(lessons, "01_parameter/picture.svg", "picture")
    assert copy(lessons, mine).new == [ONE, "01_parameter/picture.svg", TWO]


@pytest.mark.parametrize("where", [".", "01_parameter", ".."])
def test_the_released_lessons_are_no_place_for_copies(lessons, where):
    with pytest.raises(Trouble, match="Choose a folder of your own"):
        bring(lessons, (lessons / where).resolve())


def test_a_file_is_no_place_for_copies(lessons, mine):
    mine.write_text("a file", "utf-8")
    with pytest.raises(Trouble, match="is a file"):
        bring(lessons, mine)


def test_no_half_written_file_stays_behind(lessons, mine):
    bring(lessons, mine)
    assert sorted(path.name for path in mine.rglob("*") if path.is_file()) == [
        RECORD,
        "01_parameter.ipynb",
        "02_module_tree.ipynb",
    ]


@pytest.mark.parametrize("seed", range(50))
def test_in_any_order_of_events_every_text_a_learner_wrote_is_still_there(lessons, mine, seed):
    chance = random.Random(seed)
    written: dict[str, str] = {}  # what the learner wrote last, by the name it has now
    for event in range(30):
        path = chance.choice([ONE, TWO])
        deed = chance.choice(["release", "write", "rename", "start", "start", "lose the record"])
        if deed == "release":
            write(lessons, path, f"release {event}")
        elif deed == "write":
            write(mine, path, f"work {event}")
            written[path] = f"work {event}"
        elif deed == "rename" and path in written:
            (mine / path).rename(mine / f"{event}.ipynb")
            written[f"{event}.ipynb"] = written.pop(path)
        elif deed == "lose the record":
            (mine / RECORD).unlink(missing_ok=True)
        else:
            bring(lessons, mine)
        assert {path: read(mine, path) for path in written} == written


def test_the_record_is_plain_text_a_person_can_read(lessons, mine):
    bring(lessons, mine)
    assert sorted(json.loads(read(mine, RECORD))) == [ONE, TWO]
