"""new-course and release: an nbgrader course from nothing, and nothing written over."""

import json
import shutil
import sys
import zipfile
from datetime import UTC, datetime

import pytest
from classroom import LESSON
from nbgrader.api import Gradebook

from autograder.__main__ import main
from autograder.build import ROOT, build
from autograder.classes import new_course as maker
from autograder.classes.folder import opened
from autograder.classes.new_course import new_course
from autograder.classes.release import release
from autograder.grade import COURSE_ID
from autograder.trouble import BadInput

CLASS = "id,first_name,last_name,email,lms_user_id\nada,Ada,Lovelace,ada@example.org,12\nbob,Bob,Byte,,\n"
ON_UNIX = pytest.mark.skipif(sys.platform == "win32", reason="nbgrader's exchange is not there on Windows")


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """A course of one lesson, made once."""
    folder = tmp_path_factory.mktemp("template")
    (folder / "students.csv").write_text(CLASS)
    new_course(folder / "course", [LESSON], ["01=2026-11-02 18:00+00:00"], folder / "students.csv", folder / "exchange")
    return folder


@pytest.fixture
def course(template, tmp_path):
    """A copy of that course, with an exchange of its own."""
    shutil.copytree(template, tmp_path, dirs_exist_ok=True)
    config = tmp_path / "course" / "nbgrader_config.py"
    config.write_text(config.read_text().replace(repr(str(template / "exchange")), repr(str(tmp_path / "exchange"))))
    return tmp_path / "course"


def files(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def states(rows):
    return {what: state for what, state, _ in rows}


# -- new-course --------------------------------------------------------------------------------------------------------


def test_a_new_course_has_a_config_the_notebooks_and_a_gradebook(course):
    assert set(files(course)) == {
        "nbgrader_config.py",
        "gradebook.db",
        f"source/{LESSON}/{LESSON}.ipynb",
        f"release/{LESSON}/{LESSON}.ipynb",
    }


def test_its_notebooks_are_the_builds(course):
    assert (course / "source" / LESSON / f"{LESSON}.ipynb").read_bytes() == build(LESSON).source.encode()
    assert (course / "release" / LESSON / f"{LESSON}.ipynb").read_bytes() == build(LESSON).lesson.encode()


def test_its_gradebook_knows_the_lesson_the_date_and_the_class(course):
    with Gradebook(f"sqlite:///{course}/gradebook.db", COURSE_ID) as gb:
        assert gb.find_assignment(LESSON).duedate == datetime(2026, 11, 2, 18)
        assert [n.name for n in gb.find_assignment(LESSON).notebooks] == [LESSON]
        people = {s.id: (s.first_name, s.last_name, s.email, s.lms_user_id) for s in gb.students}
    assert people == {"ada": ("Ada", "Lovelace", "ada@example.org", "12"), "bob": ("Bob", "Byte", None, None)}


def test_a_day_alone_is_due_at_its_end_in_the_machines_own_zone():
    assert maker._due("1=2026-11-02") == (LESSON, datetime(2026, 11, 2, 23, 59, 59).astimezone())


def test_the_name_of_the_course_is_the_configs(tmp_path):
    new_course(tmp_path / "c", [LESSON], course_id="autumn")
    assert opened(tmp_path / "c").course_id == "autumn"


def test_a_second_run_changes_nothing(course):
    before = files(course)
    rows = new_course(course, [LESSON], ["01=2026-11-02 18:00+00:00"], course.parent / "students.csv")
    assert set(states(rows).values()) == {"there"}
    assert files(course) == before


def test_a_second_run_makes_only_what_is_missing(course):
    lesson = course / "release" / LESSON / f"{LESSON}.ipynb"
    lesson.unlink()
    changed = course / "source" / LESSON / f"{LESSON}.ipynb"
    changed.write_text("mine")
    (course.parent / "more.csv").write_text(CLASS + "cy,Cy,Clone,,\n")
    said = states(new_course(course, [LESSON], students=course.parent / "more.csv"))
    assert {w for w, s in said.items() if s == "made"} == {f"release/{LESSON}/{LESSON}.ipynb", "cy in the gradebook"}
    assert said[f"source/{LESSON}/{LESSON}.ipynb"] == "left"
    assert changed.read_text() == "mine"
    assert lesson.read_bytes() == build(LESSON).lesson.encode()


def test_a_date_and_a_name_that_are_set_stay(course):
    (course.parent / "other.csv").write_text("id;first_name;email\nada;Eva;e@example.org\nbob;Bob;b@example.org\n")
    said = states(new_course(course, [LESSON], ["01=2027-01-01"], course.parent / "other.csv"))
    assert said[f"{LESSON} in the gradebook"] == said["ada in the gradebook"] == "left"
    assert said["bob in the gradebook"] == "made"
    with Gradebook(f"sqlite:///{course}/gradebook.db", COURSE_ID) as gb:
        assert gb.find_assignment(LESSON).duedate == datetime(2026, 11, 2, 18)
        assert (gb.find_student("ada").first_name, gb.find_student("bob").email) == ("Ada", "b@example.org")


def test_a_date_that_is_not_set_is_filled_in(tmp_path):
    new_course(tmp_path / "c", [LESSON])
    new_course(tmp_path / "c", [LESSON], ["01=2026-11-02 18:00+01:00"])
    with Gradebook(f"sqlite:///{tmp_path}/c/gradebook.db", COURSE_ID) as gb:
        assert gb.find_assignment(LESSON).duedate.replace(tzinfo=UTC).isoformat() == "2026-11-02T17:00:00+00:00"


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("id,first_nam\nada,Ada\n", "Did you mean 'first_name'"),
        ("email\na@example.org\n", "has no column 'id'. Its first line should be: id,first_name"),
        ("id\n../x\n", "line 2: the id '../x' begins with '.', so it is no folder's name. Give another."),
        ("id\na/b\n", "holds '/'"),
        ("id\nada\nada\n", "line 3: the id 'ada' stands there twice"),
        ("id,first_name\nada,Ada,Lovelace\n", "line 2 has more fields than the first line"),
        ("id\n\N{RIGHT-TO-LEFT OVERRIDE}x\n", "characters that cannot be shown"),
    ],
)
def test_a_list_that_cannot_be_used_is_refused_before_anything_is_made(tmp_path, text, mend):
    (tmp_path / "students.csv").write_text(text, encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        new_course(tmp_path / "c", [LESSON], students=tmp_path / "students.csv")
    assert mend in str(caught.value)
    assert not (tmp_path / "c").exists()


@pytest.mark.parametrize(
    ("asked", "mend"),
    [
        ({"lessons": ["parameters"]}, "Did you mean '01_parameter'?"),
        ({"due": ["01=soon"]}, "names no date. Write it as 01_parameter=2026-11-02"),
        ({"due": ["2026-11-02"]}, "there is no lesson '2026-11-02'"),
        ({"course_id": "a b"}, "is no name of a course"),
    ],
)
def test_bad_input_names_the_mend(tmp_path, asked, mend):
    with pytest.raises(BadInput) as caught:
        new_course(tmp_path / "c", **{"lessons": [LESSON], **asked})
    assert mend in str(caught.value)
    assert not (tmp_path / "c").exists()


def test_the_checkout_is_no_place_for_a_class():
    with pytest.raises(BadInput, match="the course's own checkout"):
        new_course(ROOT, [LESSON])


def test_a_file_that_is_no_gradebook_is_said_and_left(tmp_path):
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "gradebook.db").write_text("not a database, however long it is")
    with pytest.raises(BadInput, match="cannot be used as a gradebook"):
        new_course(tmp_path / "c", [LESSON])
    assert (tmp_path / "c" / "gradebook.db").read_text() == "not a database, however long it is"


# -- release -----------------------------------------------------------------------------------------------------------


def test_an_archive_holds_the_lesson_and_has_the_same_bytes_each_time(course, tmp_path):
    release([LESSON], course, tmp_path / "a")
    release(["1"], course, tmp_path / "b")
    assert (tmp_path / "a" / f"{LESSON}.zip").read_bytes() == (tmp_path / "b" / f"{LESSON}.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a" / f"{LESSON}.zip") as archive:
        assert archive.namelist() == [f"{LESSON}/{LESSON}.ipynb"]
        assert archive.read(f"{LESSON}/{LESSON}.ipynb") == build(LESSON).lesson.encode()


def test_an_archive_that_is_there_is_replaced_only_by_force(course, tmp_path):
    (tmp_path / "up").mkdir()
    path = tmp_path / "up" / f"{LESSON}.zip"
    path.write_text("mine")
    with pytest.raises(BadInput, match="--force replaces it"):
        release([LESSON], course, tmp_path / "up")
    assert path.read_text() == "mine"
    release([LESSON], course, tmp_path / "up", force=True)
    assert zipfile.is_zipfile(path)


@ON_UNIX
def test_the_exchange_gets_the_lesson_once(course):
    assert main(["release", "01", "--in", str(course)]) == 0
    out = course.parent / "exchange" / COURSE_ID / "outbound" / LESSON / f"{LESSON}.ipynb"
    assert out.read_bytes() == build(LESSON).lesson.encode()
    with pytest.raises(BadInput, match=r"is released already\. --force releases it again"):
        release([LESSON], course)
    release([LESSON], course, force=True)


@ON_UNIX
def test_an_exchange_that_cannot_be_written_to_names_both_ways_out(course):
    (course.parent / "exchange").write_text("a file")
    with pytest.raises(BadInput, match=r"c\.Exchange\.root, or write archives: --to DIR"):
        release([LESSON], course)


def test_a_lesson_that_the_course_does_not_have_is_said_with_its_mend(course, tmp_path):
    with pytest.raises(BadInput, match=r"new-course .* --lessons 00_two_worlds"):
        release(["00"], course, tmp_path / "up")


def test_a_folder_that_is_no_course_is_said_with_its_mend(tmp_path, capsys):
    assert main(["release", "01", "--in", str(tmp_path)]) == 2
    assert "python3 -m autograder new-course DIR" in capsys.readouterr().err


def test_released_notebooks_are_notebooks(course):
    assert json.loads((course / "release" / LESSON / f"{LESSON}.ipynb").read_text(encoding="utf-8"))["nbformat"] == 4
