"""The instructor's guide: every command, run as it stands, with a class of four; then stock nbgrader on that course."""

import csv
import json
import os
import re
import shlex
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from classroom import LESSON, four, points
from nbgrader.api import Gradebook
from stock import ROOT, copy_course, page, server

from autograder.grade import COURSE_ID

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="nbgrader's exchange is not there on Windows"),
]
GUIDE = (ROOT / "autograder" / "GUIDE.md").read_text(encoding="utf-8")
PEOPLE = {"ada": "Ada Lovelace", "bob": "Bob Byte", "cy": "Cy Clone", "dee": "Dee Dump"}
WORK = dict(zip(PEOPLE, four().values(), strict=True))
WANTED = {learner: sum(got.values()) for learner, (_, got) in WORK.items()}


def blocks(language):
    return re.findall(rf"^```{language}\n(.+?)^```$", GUIDE, re.M | re.S)


def moodle(folder):
    """What Moodle gives an instructor: the archive of submissions, and the grading worksheet."""
    folder.mkdir()
    with zipfile.ZipFile(folder / "moodle.zip", "w") as archive:
        for n, (learner, (nb, _)) in enumerate(WORK.items(), 7001):
            archive.writestr(f"{PEOPLE[learner]}_{n}_assignsubmission_file/{LESSON}.ipynb", json.dumps(nb))
    with (folder / "worksheet.csv").open("w", newline="", encoding="utf-8-sig") as file:
        rows = csv.writer(file)
        rows.writerow(["Identifier", "Full name", "Last modified (submission)"])
        for n, name in enumerate(PEOPLE.values(), 7001):
            rows.writerow([f"Participant {n}", name, f"Sunday, {n - 7000} November 2026, 10:00 AM"])


@pytest.fixture(scope="module")
def walked(tmp_path_factory):
    """The whole guide, walked through: the class's folder, and what each command said."""
    made = copy_course(tmp_path_factory.mktemp("guide"))
    desk = made.root.parent / "desk"
    (desk / "learner").mkdir(parents=True)
    [students] = blocks("csv")
    (desk / "students.csv").write_text(students, encoding="utf-8")
    [config] = [block for block in blocks("python") if "Exchange.root" in block]
    exchange = str(desk / "exchange")
    (desk / "learner" / "nbgrader_config.py").write_text(config.replace("/path/to/the/exchange", exchange))
    moodle(desk / "downloads")
    scripts = os.pathsep.join([str(Path(sys.executable).parent), made.environment["PATH"]])
    environment = {**made.environment, "PATH": scripts, "COLUMNS": "160"}
    here, said = desk, {}
    for block in blocks("console"):
        for line in block.splitlines():
            who, command = re.fullmatch(r"(learner)?\$ (.+)", line).groups()
            if command.startswith("cd "):
                here = here / shlex.split(command)[1]
                continue
            if "submit " in command:
                nb, _ = four()["right"]
                (desk / "learner" / LESSON / f"{LESSON}.ipynb").write_text(json.dumps(nb), encoding="utf-8")
            done = subprocess.run(
                ["bash", "-c", command],
                cwd=desk / "learner" if who else here,
                env=environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                timeout=240,
            )
            assert done.returncode == 0, f"{command}\n{done.stdout[-3000:]}"
            said[command] = done.stdout
    return replace(made, root=here, environment=environment), said


@pytest.fixture(scope="module")
def own(walked):
    """The learner who took the exchange: this machine's user."""
    [name] = {p.name for p in (walked[0].root / "submitted").iterdir()} - set(PEOPLE)
    return name


def scores(course):
    with Gradebook(f"sqlite:///{course.root}/gradebook.db", COURSE_ID) as gb:
        return {s.student.id: s.score for s in gb.assignment_submissions(LESSON)}


def test_everybody_is_collected_graded_and_in_the_gradebook(walked, own):
    course, said = walked
    assert "4 new" in next(text for command, text in said.items() if "--times" in command)
    assert scores(course) == {**WANTED, own: sum(points().values())}


def test_moodles_archive_of_feedback_has_a_page_for_everybody_under_moodles_names(walked):
    course, _ = walked
    with zipfile.ZipFile(course.root / "upload" / f"{LESSON}-feedback.zip") as archive:
        assert archive.namelist() == [
            f"{name}_{n}_assignsubmission_file/{LESSON}.html" for n, name in enumerate(PEOPLE.values(), 7001)
        ]
        assert "1.4" in archive.read(archive.namelist()[2]).decode()


def test_the_exchanges_learner_has_the_page_that_was_written(walked, own):
    course, _ = walked
    [fetched] = (course.root.parent / "learner" / LESSON / "feedback").rglob("*.html")
    assert fetched.read_bytes() == (course.root / "feedback" / own / LESSON / f"{LESSON}.html").read_bytes()


def test_the_points_are_exported_and_the_report_is_written(walked):
    course, _ = walked
    with (course.root / "grades.csv").open(encoding="utf-8-sig") as file:
        rows = {row.get("Username") or row.get("username"): row for row in csv.DictReader(file)}
    assert {name: float(rows[name][LESSON]) for name in PEOPLE} == WANTED
    assert all(e in (course.root / "report.html").read_text(encoding="utf-8") for e in points())


def test_the_guide_names_every_verb():
    for verb in ("new-course", "build", "release", "collect", "grade", "feedback", "report", "export"):
        assert f"$ python3 -m autograder {verb} " in GUIDE


def test_the_guide_is_one_page():
    assert len(GUIDE.splitlines()) <= 140


def test_stock_nbgrader_works_on_the_course(walked, own):
    course, _ = walked
    course.nbgrader("generate_assignment", LESSON, "--force")
    assert "Success!" in course.nbgrader("validate", f"submitted/dee/{LESSON}/{LESSON}.ipynb")
    course.nbgrader("collect", LESSON, "--update")
    course.nbgrader("autograde", LESSON, "--force", "--student=cy")
    assert scores(course) == {**WANTED, own: sum(points().values())}
    course.nbgrader("generate_feedback", LESSON, "--force", "--student=cy")
    assert (course.root / "feedback" / "cy" / LESSON / f"{LESSON}.html").is_file()
    with server(course) as url:
        _, text = page(url, f"formgrader/api/submissions/{LESSON}")
        assert {s["student"]: s["score"] for s in json.loads(text)} == scores(course)
