"""export: the gradebook's points for nbgrader, Canvas and Moodle; and a run of the grader as CSV and JSON."""

import csv
import io
import json
import subprocess
import sys
from datetime import datetime

import pytest
from classroom import LESSON, answered, hand_in, points, released, solutions
from nbgrader.api import Gradebook

from autograder.__main__ import main
from autograder.grade import COURSE_ID
from autograder.reports.cells import cell
from autograder.reports.export import FORMATS, export, waiting

FULL = sum(points().values())
NAMES = {  # what a class list holds: a comma, quotes, a formula, no name at all
    "ada": {"first_name": "Ada", "last_name": "King, Lovelace", "email": "ada@example.org", "lms_user_id": "101"},
    "bob": {"first_name": "=HYPERLINK(1)", "last_name": '"Bob"', "email": "bob@example.org", "lms_user_id": "102"},
    "cem": {"first_name": "Cem", "last_name": "Öz"},
}


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    """Ada is right and late, Bob blank with a point by hand and two waiting cells, Cem has handed in nothing."""
    folder = tmp_path_factory.mktemp("class")
    db = folder / "g.db"
    hand_in(folder / "in", "ada", answered(solutions()))
    hand_in(folder / "in", "bob", released())
    files = [f"--csv={folder / 'run.csv'}", f"--json={folder / 'run.json'}"]
    assert main(["grade", str(folder / "in"), "--db", str(db), "--seed", "5", *files]) == 0
    with Gradebook(f"sqlite:///{db}", COURSE_ID) as gb:
        for name, known in NAMES.items():
            gb.update_or_create_student(name, **known)
        gb.find_submission_notebook(LESSON, LESSON, "ada").late_submission_penalty = 2.5
        by_hand = gb.find_grade("check-1-1", LESSON, LESSON, "bob")
        by_hand.manual_score, by_hand.needs_manual_grade = 1.0, True
        gb.find_assignment(LESSON).duedate = datetime(2026, 1, 2)
        gb.db.commit()
    return db


def rows(db, form, lesson=None):
    return list(csv.DictReader(io.StringIO(export(db, form, lesson))))


def test_canvas_has_its_five_columns_the_points_possible_and_what_counts(db):
    most, ada, bob, cem = rows(db, "canvas")
    assert list(most) == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", LESSON]
    assert list(most.values()) == ["    Points Possible", "", "", "", "", str(FULL)]
    by = {row["SIS Login ID"]: row for row in (ada, bob, cem)}
    assert list(by["ada"].values()) == ["King, Lovelace, Ada", "101", "ada", "ada", "", str(FULL - 2.5)]
    assert by["bob"][LESSON] == "1"
    assert (by["cem"]["Student"], by["cem"]["ID"], by["cem"][LESSON]) == ("Öz, Cem", "", "")


def test_moodle_has_a_row_for_each_who_handed_in_and_no_column_that_is_empty_for_one(db):
    found = {row["Username"]: row for row in rows(db, "moodle")}
    assert list(found) == ["bob", "ada"]  # by last name
    assert list(found["ada"]) == ["Username", "User ID", "Email address", "First name", "Last name", LESSON]
    assert (found["ada"]["Email address"], found["ada"]["User ID"]) == ("ada@example.org", "101")
    assert found["ada"][LESSON] == str(FULL - 2.5)
    with Gradebook(f"sqlite:///{db}", COURSE_ID) as gb:
        gb.find_student("bob").email = ""
        gb.db.commit()
        try:
            assert list(rows(db, "moodle")[0]) == ["Username", "User ID", "First name", "Last name", LESSON]
        finally:
            gb.find_student("bob").email = NAMES["bob"]["email"]
            gb.db.commit()


def test_nbgraders_own_export_says_the_same_with_its_texts_quoted(db):
    found = {row["student_id"]: row for row in rows(db, "nbgrader")}
    assert found["ada"]["last_name"] == "King, Lovelace"
    assert found["bob"]["last_name"] == '"Bob"'
    said = [found["ada"][name] for name in ("raw_score", "late_submission_penalty", "score", "max_score")]
    assert [float(x) for x in said] == [FULL, 2.5, FULL - 2.5, FULL]
    assert found["ada"]["duedate"] == "2026-01-02 00:00:00"
    assert float(found["cem"]["score"]) == 0


@pytest.mark.parametrize("form", FORMATS)
def test_no_name_is_a_formula(db, form):
    cells = [c for row in csv.reader(io.StringIO(export(db, form))) for c in row]
    assert not [c for c in cells if c.startswith(("=", "+", "-", "@"))]
    assert [c for c in cells if "=HYPERLINK(1)" in c]


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("ada", "ada"),
        ("=1+1", "'=1+1"),
        ("+1 555", "'+1 555"),
        ("-x", "'-x"),
        ("@SUM(A1)", "'@SUM(A1)"),
        (" \t=1", "' \t=1"),
        ("\u00a0=1", "'\u00a0=1"),
        ("\uff1d1", "'\uff1d1"),
        ("\t1", "'\t1"),
        ("\r1", "'\r1"),
        ("-1.5", "-1.5"),
        (-1.5, "-1.5"),
        (21.0, "21"),
        (1 / 3, "0.3333"),
        (0.0, "0"),
        (100.0, "100"),
        (None, ""),
        ("a=b", "a=b"),
    ],
)
def test_a_cell_is_shown_and_never_computed(value, wanted):
    assert cell(value) == wanted


def test_nbgraders_own_command_runs_the_exporters(db, tmp_path):
    command = [sys.executable, "-m", "nbgrader", "export", "--exporter=autograder.reports.export.CanvasExport"]
    command += [f"--db=sqlite:///{db}", f"--to={tmp_path / 'c.csv'}"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "c.csv").read_text(encoding="utf-8") == export(db, "canvas")


def test_the_command_prints_or_writes_and_says_what_waits_for_a_person(db, tmp_path, capsys):
    assert main(["export", "--db", str(db), "--format", "moodle"]) == 0
    out, err = capsys.readouterr()
    assert out == export(db, "moodle")
    assert waiting(db) == 1
    assert "1 submission waits for a person in formgrader" in err
    assert main(["export", "--db", str(db), "--format", "canvas", "--lesson", "01", "--into", str(tmp_path / "c")]) == 0
    assert (tmp_path / "c").read_text(encoding="utf-8") == export(db, "canvas")


def test_reading_a_gradebook_does_not_write_into_it(db):
    kept = db.read_bytes()
    for form in FORMATS:
        export(db, form)
    assert db.read_bytes() == kept


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--db", "{dir}/none.db"], "Grade first: python3 -m autograder grade SUBMISSIONS"),
        (["--db", "{dir}/text.db"], "cannot be used as a gradebook"),
        (["--db", "{db}", "--lesson", "02"], "the gradebook holds no grades of 02_module_tree"),
        (["--db", "{db}", "--into", "{dir}/no/such.csv"], "cannot be written"),
    ],
)
@pytest.mark.parametrize("form", ["nbgrader", "canvas"])
def test_bad_input_exits_2_and_names_the_mend(db, tmp_path, capsys, arguments, said, form):
    (tmp_path / "text.db").write_text("notes of mine, longer than a header of a database would be" * 20)
    assert main(["export", "--format", form, *(a.format(dir=tmp_path, db=db) for a in arguments)]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "none.db").exists()


# -- a run of the grader -----------------------------------------------------------------------------------------------


def test_grade_leaves_its_table_as_csv(db):
    found = {row["learner"]: row for row in csv.DictReader((db.parent / "run.csv").read_text().splitlines())}
    assert (found["ada"]["points"], found["ada"]["most"], found["ada"]["1.4"]) == (str(FULL), str(FULL), "2")
    assert (found["bob"]["points"], found["bob"]["first to look at"]) == ("0", "1.1 is waiting for you.")


def test_grade_leaves_every_verdict_as_json(db):
    said = json.loads((db.parent / "run.json").read_text())
    assert (said["seed"], said["certified"]) == (5, True)
    ada, bob = said["submissions"]
    assert (ada["learner"], ada["points"], ada["exercises"]["1.4"]) == ("ada", FULL, {"points": 2, "state": "agrees"})
    assert bob["exercises"]["1.4"]["state"] == "untouched"
