"""The gradebook: late work, work of a person's hand, work handed in again."""

import dataclasses
from pathlib import Path

import pytest
from classroom import LESSON, points
from nbgrader.api import Gradebook

from autograder import gradebook
from autograder.grade import COURSE_ID
from autograder.submission import Submission
from autograder.trouble import BadInput
from autograder.verdict import Graded
from course.feedback import Feedback

ALL = sum(points().values())
HALF = """
from nbgrader.plugins import BasePlugin


class Half(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return {penalty}


c = get_config()
c.AssignLatePenalties.plugin_class = Half
"""


def verdict(learner="ada", when="2026-11-01 10:00:00 UTC", wrong=()):
    submission = Submission(learner, LESSON, Path("x.ipynb"), timestamp=when)
    feedback = {e: Feedback(e, "differs" if e in wrong else "agrees") for e in points()}
    got = {e: 0 if e in wrong else p for e, p in points().items()}
    return Graded(submission, feedback, got, ALL, "namespaces")


@pytest.fixture
def db(tmp_path):
    path = tmp_path / "gradebook.db"
    gradebook.write(path, COURSE_ID, [verdict()])
    with Gradebook(f"sqlite:///{path}", COURSE_ID) as gb:
        gb.update_or_create_assignment(LESSON, duedate="2026-11-02 00:00:00 UTC")
    return path


def stored(db, learner="ada"):
    with Gradebook(f"sqlite:///{db}", COURSE_ID) as gb:
        found = gb.find_submission(LESSON, learner)
        return found.score, found.late_submission_penalty, found.needs_manual_grade


def test_without_a_plugin_of_the_courses_own_late_work_loses_nothing(db):
    gradebook.write(db, COURSE_ID, [verdict(when="2026-11-09 10:00:00 UTC")])
    assert stored(db) == (ALL, 0, False)


def test_nbgraders_own_rule_is_asked_where_the_config_names_one(db):
    db.with_name("nbgrader_config.py").write_text('c = get_config()\nc.LateSubmissionPlugin.penalty_method = "zero"\n')
    gradebook.write(db, COURSE_ID, [verdict(when="2026-11-09 10:00:00 UTC"), verdict("bob")])
    assert (stored(db), stored(db, "bob")) == ((ALL, ALL, False), (ALL, 0, False))


@pytest.mark.parametrize(
    ("penalty", "lost"),
    [("score / 2", ALL / 2), ("1000", ALL), ("-3", 0), ("None", 0), ("total_seconds_late // 3600", 10)],
)
def test_the_courses_own_plugin_says_what_is_lost_within_the_score(db, penalty, lost):
    db.with_name("nbgrader_config.py").write_text(HALF.format(penalty=penalty))
    gradebook.write(db, COURSE_ID, [verdict(when="2026-11-02 10:00:00 UTC")])
    assert stored(db)[1] == lost


def test_work_handed_in_again_in_time_loses_its_penalty(db):
    db.with_name("nbgrader_config.py").write_text(HALF.format(penalty="5"))
    gradebook.write(db, COURSE_ID, [verdict(when="2026-11-02 10:00:00 UTC")])
    assert stored(db)[1] == 5
    gradebook.write(db, COURSE_ID, [verdict()])
    assert stored(db)[1] == 0


def test_an_extension_is_counted(db):
    db.with_name("nbgrader_config.py").write_text(HALF.format(penalty="5"))
    with Gradebook(f"sqlite:///{db}", COURSE_ID) as gb:
        gb.grant_extension(LESSON, "ada", days=2)
    gradebook.write(db, COURSE_ID, [verdict(when="2026-11-03 10:00:00 UTC")])
    assert stored(db)[1] == 0


def test_a_score_and_a_comment_of_a_person_stay_and_are_to_be_looked_at_again(db):
    with Gradebook(f"sqlite:///{db}", COURSE_ID) as gb:
        [notebook] = gb.find_submission(LESSON, "ada").notebooks
        next(g for g in notebook.grades if g.name == "check-1-4").manual_score = 1.5
        next(c for c in notebook.comments if c.name == "answer-1-4").manual_comment = "Nearly."
        gb.db.commit()
    gradebook.write(db, COURSE_ID, [verdict(wrong=["1.4"])])
    assert stored(db) == (ALL - points()["1.4"] + 1.5, 0, True)
    with Gradebook(f"sqlite:///{db}", COURSE_ID) as gb:
        [notebook] = gb.find_submission(LESSON, "ada").notebooks
        assert next(c for c in notebook.comments if c.name == "answer-1-4").manual_comment == "Nearly."


def test_an_answer_without_a_change_is_no_response(db):
    blank = dataclasses.replace(verdict().submission, untouched=frozenset({"1.4"}))
    gradebook.write(db, COURSE_ID, [dataclasses.replace(verdict(wrong=["1.4"]), submission=blank)])
    with Gradebook(f"sqlite:///{db}", COURSE_ID) as gb:
        [notebook] = gb.find_submission(LESSON, "ada").notebooks
        said = {c.name: c.auto_comment for c in notebook.comments}
    assert said.pop("answer-1-4") == "No response."
    assert set(said.values()) == {None}


def test_a_config_that_cannot_be_run_is_said_and_nothing_is_written(db):
    db.with_name("nbgrader_config.py").write_text("c = get_config(\n")
    before = db.read_bytes()
    with pytest.raises(BadInput, match="cannot be run"):
        gradebook.write(db, COURSE_ID, [verdict(wrong=["1.4"])])
    assert db.read_bytes() == before
