"""Stock nbgrader, whole, on this course: every command of its own, and the scores that it should give."""

import json
import sys

import pytest
from classroom import LESSON, answered, four, hand_in, points, solutions
from nbgrader.api import Gradebook
from stock import copy_course, page, server

from autograder.build import build
from autograder.grade import COURSE_ID, grade
from autograder.pages.feedback import write

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="nbgrader's exchange is not there on Windows"),
]
FOUR = four()
# Right, and noisy: one line on stderr costs a cell its points unless the check keeps it to itself.
LOUD = solutions()["1.8"].replace(
    "    names =",
    "    import sys, warnings\n    warnings.warn('noise')\n    print('noise', file=sys.stderr)\n    names =",
)


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """The course after `nbgrader generate_assignment`, with four submissions."""
    made = copy_course(tmp_path_factory.mktemp("stock"))
    path = made.root / "build" / "source" / LESSON / f"{LESSON}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(build(LESSON).source, encoding="utf-8")
    made.nbgrader("generate_assignment", LESSON)
    for learner, (nb, _) in FOUR.items():
        hand_in(made.root / "submitted", learner, nb)
    return made


@pytest.fixture(scope="module")
def collected(course):
    """A right notebook that warns, through the exchange: released, fetched, submitted, collected."""
    course.nbgrader("release_assignment", LESSON)
    mine = course.root.parent / "learner"
    mine.mkdir()
    root = json.dumps(course.environment["COURSE_EXCHANGE"])
    (mine / "nbgrader_config.py").write_text(
        f"c = get_config()\nc.CourseDirectory.course_id = {COURSE_ID!r}\nc.Exchange.root = {root}\n"
    )
    course.nbgrader("fetch_assignment", LESSON, at=mine)
    fetched = mine / LESSON / f"{LESSON}.ipynb"
    assert fetched.read_text(encoding="utf-8") == build(LESSON).lesson
    fetched.write_text(json.dumps(answered({**solutions(), "1.8": LOUD})))
    course.nbgrader("submit", LESSON, at=mine)
    before = {p.name for p in (course.root / "submitted").iterdir()}
    course.nbgrader("collect", LESSON)
    [name] = {p.name for p in (course.root / "submitted").iterdir()} - before
    return name


@pytest.fixture(scope="module")
def autograded(course, collected):
    """The gradebook after `nbgrader autograde` of everybody."""
    course.nbgrader("autograde", LESSON)
    return course.root / "gradebook.db"


def scores(db):
    with Gradebook(f"sqlite:///{db}", COURSE_ID) as gb:
        return {
            s.student.id: {g.name.removeprefix("check-").replace("-", "."): g.score for g in s.notebooks[0].grades}
            for s in gb.assignment_submissions(LESSON)
        }


def test_generate_assignment_writes_the_bytes_that_we_release(course):
    stock = course.root / "lessons" / LESSON / f"{LESSON}.ipynb"
    assert stock.read_bytes() == build(LESSON).lesson.encode()


@pytest.mark.parametrize(
    ("learner", "failing"),
    [("right", set()), ("wrong", {e for e, p in FOUR["wrong"][1].items() if not p}), ("blank", set(points()))],
)
def test_validate_says_which_checks_fail_in_one_line_each(course, learner, failing):
    said = course.nbgrader("validate", f"submitted/{learner}/{LESSON}/{LESSON}.ipynb")
    if not failing:
        assert "Success! Your notebook passes all the tests." in said
        return
    assert f"VALIDATION FAILED ON {len(failing)} CELL(S)" in " ".join(said.split())
    for exercise in failing:
        assert f'check("{exercise}", nn)' in said
    assert "Traceback" not in said
    assert "checking.py" not in said


def test_autograde_gives_every_submission_its_points(autograded, collected):
    wanted = {learner: points for learner, (_, points) in FOUR.items()}
    assert scores(autograded) == {**wanted, collected: wanted["right"]}


def test_our_grade_gives_the_same_scores(course, autograded, tmp_path):
    ours = grade(course.root / "submitted", db=tmp_path / "ours.db")
    assert scores(ours.db) == scores(autograded)


def test_our_grade_writes_into_the_gradebook_that_nbgrader_made(course, autograded, collected):
    before = scores(autograded)
    grade(course.root / "submitted", db=autograded)
    assert scores(autograded) == before


def test_our_feedback_comes_back_through_the_exchange(course, collected):
    db, ours, mine = course.root / "ours.db", course.root / "our-feedback", course.root.parent / "learner"
    report = grade(course.root / "submitted", db=db)
    pages, _ = write(report.graded, db, ours, course.root / "submitted")
    course.nbgrader("release_feedback", LESSON, f"--CourseDirectory.feedback_directory={ours}")
    course.nbgrader("fetch_feedback", LESSON, at=mine)
    [fetched] = (mine / LESSON / "feedback").glob(f"*/{LESSON}.html")
    assert fetched.read_bytes() == (ours / collected / LESSON / f"{LESSON}.html").read_bytes()
    assert len(pages) == len(FOUR) + 1


def test_feedback_is_written_for_everybody(course, autograded, collected):
    course.nbgrader("generate_feedback", LESSON)
    for learner in [*FOUR, collected]:
        html = (course.root / "feedback" / learner / LESSON / f"{LESSON}.html").read_text(encoding="utf-8")
        assert "check-1-1" in html
    wrong = (course.root / "feedback" / "wrong" / LESSON / f"{LESSON}.html").read_text(encoding="utf-8")
    assert "1.4 differs from torch" in wrong


def test_formgrader_shows_the_class(course, autograded, collected):
    learners = {*FOUR, collected}
    with server(course) as url:
        for path in ("manage_assignments", "gradebook", f"gradebook/{LESSON}", f"gradebook/{LESSON}/{LESSON}"):
            status, text = page(url, f"formgrader/{path}")
            assert (status, "formgrader" in text) == (200, True)
        _, text = page(url, f"formgrader/api/submissions/{LESSON}")
        assert {s["student"]: s["score"] for s in json.loads(text)} == {
            learner: sum(FOUR.get(learner, FOUR["right"])[1].values()) for learner in learners
        }
        _, text = page(url, f"formgrader/api/submitted_notebooks/{LESSON}/{LESSON}")
        rows = json.loads(text)
        assert {r["student"] for r in rows} == learners
        status, text = page(url, f"formgrader/submissions/{next(r['id'] for r in rows if r['student'] == 'wrong')}/")
        assert (status, "1.4 differs from torch" in text) == (200, True)
