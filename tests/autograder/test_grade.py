"""grade: the four submissions, the table, and nbgrader's gradebook."""

import io
import re
import shutil
import sqlite3

import pytest
from classroom import LESSON, answered, four, hand_in, points, released, solutions
from nbgrader.api import Gradebook
from rich.console import Console

from autograder.__main__ import main
from autograder.grade import COURSE_ID, grade
from autograder.table import show
from autograder.trouble import BadInput

FOUR = four()


def stored(db):
    """Every learner's score by exercise, as nbgrader reads it."""
    with Gradebook(f"sqlite:///{db}", COURSE_ID) as gb:
        return {
            s.student.id: {
                g.name.removeprefix("check-").replace("-", "."): g.score for n in s.notebooks for g in n.grades
            }
            for s in gb.assignment_submissions(LESSON)
        }


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    folder = tmp_path_factory.mktemp("class")
    for learner, (nb, _) in FOUR.items():
        hand_in(folder / "in", learner, nb)
    hand_in(folder / "in", "broken", '{"cells": [')
    return grade(folder / "in", db=folder / "gradebook.db", seed=11)


@pytest.mark.parametrize("learner", FOUR)
def test_each_submission_gets_its_points(graded, learner):
    [row] = [g for g in graded.graded if g.submission.learner == learner]
    assert row.points == FOUR[learner][1]


def test_practice_functions_are_graded_as_pieces_of_nn_are(tmp_path):
    lesson = "00_two_worlds"
    right = solutions(lesson)
    uphill = right["0.7"].replace("p -= lr * p.grad", "p += lr * p.grad")
    hand_in(tmp_path / "in", "ada", answered(right, lesson), lesson)
    hand_in(tmp_path / "in", "bob", answered({**right, "0.7": uphill}, lesson), lesson)
    ada, bob = grade(tmp_path / "in", db=tmp_path / "gradebook.db", seed=11).graded
    assert ada.points == points(lesson)
    assert bob.points == {**points(lesson), "0.7": 0, "0.8": 0}


def test_the_gradebook_opens_in_nbgrader_with_the_same_scores(graded):
    assert stored(graded.db) == {learner: wanted for learner, (_, wanted) in FOUR.items()}
    with Gradebook(f"sqlite:///{graded.db}", COURSE_ID) as gb:
        assert gb.find_assignment(LESSON).max_score == sum(points().values())
        assert gb.average_assignment_score(LESSON) == sum(sum(w.values()) for _, w in FOUR.values()) / len(FOUR)
        comment = gb.find_comment("answer-1-13", LESSON, LESSON, "partial")
        assert comment.auto_comment == "No response."
        assert gb.find_comment("answer-1-1", LESSON, LESSON, "partial").auto_comment is None
        assert not gb.find_submission(LESSON, "wrong").needs_manual_grade


def test_the_table_shows_each_exercise_the_points_and_what_failed_first(graded):
    console = Console(width=150, record=True, file=io.StringIO())
    show(graded, console)
    said = console.export_text()
    rows = {line.split()[0]: line for line in said.splitlines() if line.strip()}
    assert re.search(r"(○ +){13}0/28 1\.1 is waiting for you", rows["blank"])
    assert re.search(r"(✓ +){6}(○ +){7}15/28", rows["partial"])
    assert re.search(r"(✓ +){13}28/28", rows["right"])
    assert "21/28 1.4 differs from torch. anything else is a type error: torch raises TypeError" in rows["wrong"]
    assert "not graded 01_parameter.ipynb is broken JSON" in rows["broken"]
    assert "--seed 11 repeats this run" in said


def test_what_a_learners_code_says_is_no_command_to_the_terminal(tmp_path):
    said = "raise ValueError('\\x1b[2J\\x1b]0;title\\x07 done')"
    hand_in(tmp_path / "in", "ada", answered({**solutions(), "1.13": said}))
    console = Console(width=150, record=True, file=io.StringIO())
    show(grade(tmp_path / "in", db=tmp_path / "g.db", seed=11), console)
    text = console.export_text()
    assert "ValueError" in text
    assert not {"\x1b", "\x07"} & set(text)


def test_two_runs_and_any_number_of_jobs_give_the_same_and_keep_what_a_person_graded(graded, tmp_path):
    folder = graded.graded[0].submission.path.parents[2]
    shutil.copy(graded.db, tmp_path / "g.db")
    first = grade(folder, db=tmp_path / "g.db", seed=3, jobs=1)
    with Gradebook(f"sqlite:///{first.db}", COURSE_ID) as gb:
        grade_of = gb.find_grade("check-1-4", LESSON, LESSON, "wrong")
        grade_of.manual_score, grade_of.extra_credit = 1.5, 0.5
        gb.find_comment("answer-1-4", LESSON, LESSON, "wrong").manual_comment = "nearly"
        gb.db.commit()
    again = grade(folder, db=tmp_path / "g.db", seed=4, jobs=3)
    assert [g.points for g in first.graded] == [g.points for g in again.graded] == [g.points for g in graded.graded]
    with Gradebook(f"sqlite:///{first.db}", COURSE_ID) as gb:
        grade_of = gb.find_grade("check-1-4", LESSON, LESSON, "wrong")
        assert (grade_of.auto_score, grade_of.score, grade_of.needs_manual_grade) == (0.0, 2.0, True)
        assert gb.find_comment("answer-1-4", LESSON, LESSON, "wrong").manual_comment == "nearly"


def test_a_late_answer_is_stored_with_its_time(tmp_path):
    hand_in(tmp_path / "in", "ada", answered(solutions())).with_name("timestamp.txt").write_text(
        "2026-01-02 03:04:05 UTC"
    )
    report = grade(tmp_path / "in", db=tmp_path / "g.db")
    with Gradebook(f"sqlite:///{report.db}", COURSE_ID) as gb:
        assert str(gb.find_submission(LESSON, "ada").timestamp) == "2026-01-02 03:04:05"


def test_a_file_that_is_no_gradebook_is_bad_input_and_stays_as_it_is(tmp_path, capsys):
    hand_in(tmp_path / "in", "ada", released())
    (tmp_path / "g.db").write_text("notes of mine, longer than a header of a database would be" * 20)
    kept = (tmp_path / "g.db").read_bytes()
    assert main(["grade", str(tmp_path / "in"), "--db", str(tmp_path / "g.db")]) == 2
    assert "cannot be used as a gradebook" in capsys.readouterr().err
    assert (tmp_path / "g.db").read_bytes() == kept


def test_a_gradebook_with_other_cells_and_grades_for_them_is_left_alone(graded, tmp_path):
    hand_in(tmp_path / "in", "ada", released())
    db = tmp_path / "g.db"
    shutil.copy(graded.db, db)
    with sqlite3.connect(db) as connection:
        connection.execute("update source_cell set name = 'check-9-9' where name = 'check-1-1'")
    connection.close()
    with pytest.raises(BadInput, match=r"with other cells \(check-9-9.*--db with a new file"):
        grade(tmp_path / "in", db=db)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere"], "nowhere is no folder"),
        (["{in}", "--lesson", "paramter"], "Did you mean '01_parameter'?"),
        (["{in}", "--jobs", "0"], "Give 1 or more"),
        (["{in}", "--seed", "-1"], "Give a whole number from 0"),
        (["{empty}"], "there is no submission in"),
        (["{in}", "--db", "{empty}"], "cannot be used as a gradebook"),
        (["{in}", "--db", "{in}/no/such/folder/g.db"], "cannot be used as a gradebook"),
    ],
)
def test_bad_input_exits_2_and_names_the_mend(tmp_path, capsys, arguments, said):
    hand_in(tmp_path / "in", "ada", released())
    (tmp_path / "empty").mkdir()
    filled = [a.format(**{"in": tmp_path / "in", "empty": tmp_path / "empty"}) for a in arguments]
    if "--db" not in filled:
        filled += ["--db", str(tmp_path / "g.db")]
    assert main(["grade", *filled]) == 2
    assert said in capsys.readouterr().err
