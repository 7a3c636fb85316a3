"""feedback: what a learner's page holds, what it never holds, and that it is written whole."""

import html
import os
import re
import sys
import time
from dataclasses import replace
from html.parser import HTMLParser
from inspect import getsource

import pytest
from classroom import (
    LESSON,
    WRONG,
    answered,
    cell_of,
    four,
    hand_in,
    insert_after,
    own_cell,
    points,
    released,
    solutions,
)
from nbgrader.api import Gradebook

from autograder.__main__ import main
from autograder.grade import COURSE_ID, grade
from autograder.hidden_probes import file_of, hidden_probes
from autograder.pages import feedback as writing
from autograder.pages.by_hand import ByHand
from autograder.pages.feedback import feedback, write
from autograder.pages.page import code, page
from autograder.submission import collect
from autograder.trouble import BadInput
from autograder.verdict import NOT_YOURS, Graded
from course import book
from course.checking import probes_of
from course.feedback import Feedback
from tests.lessons.bank import read

SEED = 918273645
# What is in a page's markup by itself, and what a learner may try to put there.
PAYLOADS = [
    "<script>alert(1)</script>",
    "</pre></div><script src=//evil.example/x.js></script>",
    '<img src=x onerror="alert(1)">',
    "[x](javascript:alert(1)) ![x](https://evil.example/pixel.png)",
    "<a href=javascript:alert(1)>x</a>",
    "<style>@import url(//evil.example/x.css)</style></style><iframe srcdoc='<script>1</script>'>",
    "{{ 7 * 7 }} {% raw %} {{ cell.__class__ }}",
    "--><svg/onload=alert(1)><!--",
    '" autofocus onfocus=alert(1) x="',
]


class Reader(HTMLParser):
    """A page as a browser reads it: its elements with their attributes, its ids, its text."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.text = [], ""
        self.feed(str(text))
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data

    @property
    def tags(self):
        return {tag for tag, _ in self.elements}

    @property
    def links(self):
        return [attrs["href"] for tag, attrs in self.elements if tag == "a"]


def of(pages, learner):
    [path] = [p for p in pages if p.parents[1].name == learner]
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A class: the four, one that could not be read, one that ends the run, one that a person looked at."""
    folder = tmp_path_factory.mktemp("class")
    for learner, (nb, _) in four().items():
        hand_in(folder / "in", learner, nb)
    hand_in(folder / "in", "broken", '{"cells": [')
    ending = answered({**solutions(), "1.4": WRONG["1.4"]})
    insert_after(ending, "answer-1-2", "import os\nos._exit(3)")
    ending["cells"] = [c for c in ending["cells"] if c["id"] != "answer-1-13"]
    hand_in(folder / "in", "ending", ending)
    hand_in(folder / "in", "met", answered({**solutions(), "1.4": WRONG["1.4"]}))
    return grade(folder / "in", db=folder / "gradebook.db", seed=SEED)


@pytest.fixture(scope="module")
def pages(graded):
    with Gradebook(f"sqlite:///{graded.db}", COURSE_ID) as gb:
        mark = gb.find_grade("check-1-4", LESSON, LESSON, "met")
        mark.manual_score, mark.extra_credit = 1.5, 0.25
        gb.find_comment("answer-1-4", LESSON, LESSON, "met").manual_comment = "Nearly.\nAsk me about <None>."
        gb.find_submission(LESSON, "met").notebooks[0].late_submission_penalty = 2
        gb.db.commit()
    folder = graded.db.parent
    written, changed = write(graded.graded, graded.db, folder / "feedback", folder / "in")
    assert written == changed
    return written


def test_a_page_stands_where_nbgrader_has_it(graded, pages):
    names = {p.relative_to(graded.db.parent).as_posix() for p in pages}
    assert names == {f"feedback/{g.submission.learner}/{LESSON}/{LESSON}.html" for g in graded.graded}


@pytest.mark.parametrize("learner", four())
def test_a_page_has_the_points_of_each_exercise_and_a_link_to_it(pages, learner):
    read, wanted = Reader(of(pages, learner)), four()[learner][1]
    assert f"{sum(wanted.values())} of {sum(points().values())} points" in read.text
    ids = {attrs["id"] for _, attrs in read.elements if "id" in attrs}
    for exercise, got in wanted.items():
        assert f"{exercise}: {got} of {points()[exercise]} points" in read.text
        assert f"#exercise-{exercise.replace('.', '-')}" in read.links
    assert {link.removeprefix("#") for link in read.links} <= ids


def test_a_page_is_the_notebook_in_the_sources_order_with_the_answers_in_it(pages):
    text = Reader(of(pages, "wrong")).text
    shown = [f"your answer to {e}{answer.splitlines()[0]}" for e, answer in {**solutions(), **WRONG}.items()]
    places = [text.index(x) for x in shown]
    assert places == sorted(places)
    assert "Keep whatever comes." in text


def test_a_card_says_what_torch_did_and_what_theirs_did(pages):
    text = " ".join(Reader(of(pages, "wrong")).text.split())
    assert "1.4 differs from torch." in text
    assert re.search(r"torch ?raises TypeError.*yours ?", text)


def test_what_is_blank_is_no_matter_of_a_kernel(pages):
    text = Reader(of(pages, "blank")).text
    assert "1.1 is waiting for you." in text
    assert "1.1, as it was given to you" in text
    assert "kernel" not in text.partition("1.1 is waiting")[2].partition("1.2")[0]
    assert "has not been run in this kernel" not in text


def test_what_a_person_gave_and_what_being_late_cost_is_on_the_page(pages):
    text = Reader(of(pages, "met")).text
    most = sum(points().values())
    assert f"{most - 2 + 1.75 - 2:g} of {most} points" in text
    assert f"Handed in late: 2 of {most - 0.25:g} points are taken off." in text
    assert "1.4: 1.75 of 2 points (graded by hand; the checks gave 0; 0.25 of them extra)" in text
    assert "from your instructorNearly.\nAsk me about <None>." in text


def test_the_cell_that_ended_the_run_and_a_missing_cell_are_told(pages):
    text = Reader(of(pages, "ending")).text
    assert re.search(r"os\._exit\(3\)\s+This cell ended the run: .*The rest was run without it\.", text)
    assert "The cell answer-1-13 is missing." in text
    assert "Nothing is here: the cell was empty, or missing." in text


def test_what_could_not_be_read_has_a_page_that_says_why_and_the_mend(pages):
    text = Reader(of(pages, "broken")).text
    assert "could not be read, so it has no points" in text
    assert "01_parameter.ipynb is broken JSON" in text
    assert "hand it in again" in text
    assert "Ask for the notebook" not in text


def test_what_ran_without_walls_is_said_to_be_not_certified(graded):
    [g] = [g for g in graded.graded if g.submission.learner == "right"]
    assert "Not certified" in page(replace(g, walls="none"))
    assert "Not certified" not in page(g)


# -- trust -------------------------------------------------------------------------------------------------------------


def hostile():
    """A notebook with every payload in every place that a learner writes."""
    nb = answered(solutions())
    raising = "\n".join(f"    # {p}" for p in PAYLOADS)
    nasty = repr(" ".join(PAYLOADS))
    cell_of(nb, "answer-1-4")["source"] = (
        f"@grow(nn.Module)\ndef register_parameter(self, name, param):\n{raising}\n    raise ValueError({nasty})\n"
    )
    cell_of(nb, "answer-1-11")["source"] = (
        f"@grow(nn.Parameter)\ndef __repr__(self):\n    print({nasty})\n    return {nasty}\n"
    )
    for payload in PAYLOADS:
        output = {"output_type": "display_data", "metadata": {}, "data": {"text/html": f"{payload} from an output"}}
        mine = own_cell(f"# {payload}\n'''\n{payload}\n'''")
        nb["cells"].append({**mine, "id": payload, "outputs": [output]})
        nb["cells"].append({"cell_type": "markdown", "id": payload, "metadata": {}, "source": payload})
        nb["cells"].append({"cell_type": "raw", "metadata": {"nbgrader": {"grade_id": payload}}, "source": payload})
        nb["cells"].append({"cell_type": payload, "metadata": {}, "source": [payload, 7]})
    cell_of(nb, "answer-1-1")["outputs"] = [
        {"output_type": "stream", "name": "stdout", "text": "<script>from an output</script>"}
    ]
    nb["cells"].append({**own_cell("lone = '\ud800'"), "id": "lone"})
    return nb


def test_nothing_that_a_learner_wrote_is_more_than_text(tmp_path):
    learner = "<img src=x onerror=alert(1)>"
    hand_in(tmp_path / "in", learner, hostile())
    report = grade(tmp_path / "in", db=tmp_path / "g.db", seed=SEED)
    with Gradebook(f"sqlite:///{report.db}", COURSE_ID) as gb:
        gb.find_comment("answer-1-4", LESSON, LESSON, learner).manual_comment = " ".join(PAYLOADS)
        gb.db.commit()
    [path], _ = write(report.graded, report.db, tmp_path / "feedback", tmp_path / "in")
    text = path.read_text(encoding="utf-8")
    read, plain = Reader(text), Reader(of_plain_answers(tmp_path))
    assert read.tags <= plain.tags | {"blockquote"}
    assert not {a for _, attrs in read.elements for a in attrs if a.startswith("on") or a in ("src", "srcdoc", "style")}
    assert all(link.startswith("#") for link in read.links)
    policy = [attrs["content"] for tag, attrs in read.elements if attrs.get("http-equiv") == "Content-Security-Policy"]
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"]
    assert "from an output" not in text
    for payload in PAYLOADS:
        assert payload in read.text


def of_plain_answers(tmp_path):
    hand_in(tmp_path / "plain", "right", answered({**solutions(), **WRONG}))
    return page(grade(tmp_path / "plain", db=tmp_path / "p.db", seed=SEED).graded[0])


def lines_of(text):
    return {line.strip() for line in text.splitlines() if len(line.strip()) >= 12}


@pytest.mark.parametrize("lesson", ["01_parameter", "02_module_tree", "07_state_dict"])
def test_no_line_and_no_seed_of_a_hidden_probe_is_on_any_page(tmp_path, lesson):
    bank = [case for case in read(lesson) if case.kind == "wrong"]
    hidden = {p.name for e in book.lesson(lesson).exercises for p in hidden_probes(e)}
    # All that only a hidden probe tells from a right answer, and one that is caught in the notebook for each exercise.
    caught = [c for c in bank if c.caught in hidden]
    seen = list({c.exercise: c for c in bank if c.caught not in hidden}.values())
    right = solutions(lesson)
    for i, case in enumerate(caught):
        hand_in(tmp_path / "in", f"caught{i}", answered({**right, case.exercise: case.text}, lesson), lesson)
    for i in range(3):
        wrong = {c.exercise: c.text for c in seen[i::3]}
        hand_in(tmp_path / "in", f"seen{i}", answered({**right, **wrong}, lesson), lesson)
    report = grade(tmp_path / "in", db=tmp_path / "g.db", seed=SEED)
    pages, _ = write(report.graded, report.db, tmp_path / "feedback", tmp_path / "in")

    checks = getsource(sys.modules[probes_of(next(iter(right)))[0].function.__module__])
    cells = ["".join(c["source"]) for c in released(lesson)["cells"]]
    public = "\n".join([checks, *cells, *right.values(), *(c.text for c in bank)])
    secret = {line for line in lines_of(file_of(lesson).read_text(encoding="utf-8")) if line not in public}
    assert len(secret) > 20
    for path in pages:
        said = path.read_text(encoding="utf-8")
        text = html.unescape(re.sub(r"<[^>]*>", "", said))
        assert str(SEED) not in said
        assert [line for line in secret if line in text or line in said] == []
    told = [f for g in report.graded for f in g.feedback.values() if f.note == NOT_YOURS]
    assert len(told) >= len(caught) > 0
    assert all(f == Feedback(f.exercise, "differs", f.title, claim=f.claim, note=NOT_YOURS) for f in told)


def test_code_of_every_lesson_is_shown_as_it_was_written():
    texts = [e.answer for name in book.lessons() for e in book.lesson(name).exercises.values()]
    for text in [*texts, "%%both\nx = '''a\n<b>'''\n", "def f():\n    '''open\n", "", "a\n\n\nb\n", "x" * 30_000]:
        assert Reader(code(text)).text.rstrip("\n") == text.rstrip("\n")


@pytest.mark.parametrize("text", ['"""', "'''\n\"\"\"\n", "(", 'f"{', "a.", "@", "\\\n", "#'''\n#\"\"\"\n", "\n"])
def test_code_that_a_lexer_may_stumble_over_takes_no_time(text):
    before = time.process_time()
    code(text * (19_000 // len(text)))
    assert time.process_time() - before < 2


# -- writing -----------------------------------------------------------------------------------------------------------


def test_a_page_with_answers_that_nobody_else_has_takes_12_ms_and_150_kb(tmp_path):
    lesson, count = "06_containers", 20
    exercises = {e.id: e.points for e in book.lesson(lesson).exercises.values()}
    for i in range(count + 1):
        answers = {e: f"{text}\n# {i} of mine, as {e} has it\n" for e, text in solutions(lesson).items()}
        hand_in(tmp_path, f"learner{i}", answered(answers, lesson), lesson)
    feedback = {e: Feedback(e, "differs", claim="c", tried="x\ny", asked="x", torch="1", yours="2") for e in exercises}
    first, *others = [Graded(s, feedback, exercises, 40) for s in collect(tmp_path)]
    page(first)
    before = time.process_time()
    made = [page(g, ByHand()) for g in others]
    assert (time.process_time() - before) / count <= 0.012
    assert max(map(len, made)) <= 150_000


def test_writing_again_changes_nothing(graded, pages):
    before = {p: p.stat().st_mtime_ns for p in pages}
    folder = graded.db.parent
    again, changed = write(graded.graded, graded.db, folder / "feedback", folder / "in")
    assert (again, changed) == (pages, [])
    assert {p: p.stat().st_mtime_ns for p in pages} == before
    assert {p.name for p in pages[0].parent.iterdir()} == {f"{LESSON}.html", writing.TIMESTAMP, writing.SECRET}


def test_a_page_is_written_whole_or_not_at_all(graded, tmp_path, monkeypatch):
    [g] = [g for g in graded.graded if g.submission.learner == "right"]
    folder = graded.db.parent / "in"
    [path], _ = write([g], graded.db, tmp_path, folder)
    kept = path.read_bytes()
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(BadInput, match="No space left on device"):
        write([replace(g, walls="none")], graded.db, tmp_path, folder)
    assert path.read_bytes() == kept
    assert not list(path.parent.glob(".*"))


def test_the_first_of_two_notebooks_of_one_learner_has_the_page(tmp_path):
    hand_in(tmp_path / "in", "ada", answered(solutions()))
    (tmp_path / "in" / "ada.ipynb").write_text("{}")
    assert main(["grade", str(tmp_path / "in"), "--lesson", "01", "--db", str(tmp_path / "g.db")]) == 0
    done = feedback(tmp_path / "in", "01", tmp_path / "g.db", tmp_path / "feedback")
    assert "28 of 28 points" in Reader(of(done.pages, "ada")).text


def test_what_the_exchange_needs_stands_beside_a_page(tmp_path):
    beside = hand_in(tmp_path / "in", "ada", answered(solutions())).parent
    (beside / "timestamp.txt").write_text("2026-01-02 03:04:05 UTC")
    (beside / "submission_secret.txt").write_text("of ada")
    (hand_in(tmp_path / "in", "bob", released()).parent / "submission_secret.txt").symlink_to(beside / "timestamp.txt")
    report = grade(tmp_path / "in", db=tmp_path / "g.db")
    ada, bob = (p.parent for p in write(report.graded, report.db, tmp_path / "feedback", tmp_path / "in")[0])
    assert (ada / "timestamp.txt").read_text() == "2026-01-02 03:04:05 UTC"
    assert (ada / "submission_secret.txt").read_text() == "of ada"
    assert re.fullmatch("[0-9a-f]{32}", (bob / "submission_secret.txt").read_text())


def test_feedback_says_whose_work_has_no_verdict_yet_and_grades_nothing(tmp_path, capsys):
    where = [str(tmp_path / "in"), "--db", str(tmp_path / "g.db")]
    into = ["--into", str(tmp_path / "pages")]
    path = hand_in(tmp_path / "in", "ada", answered(solutions()))
    assert main(["feedback", *where, *into]) == 2
    assert "no verdict yet. Mend: python3 -m autograder grade" in capsys.readouterr().err
    assert not (tmp_path / "g.journal").exists()
    assert main(["grade", *where, "--feedback", str(tmp_path / "pages")]) == 0
    written = (tmp_path / "pages" / "ada" / LESSON / f"{LESSON}.html").read_bytes()
    assert main(["feedback", *where, *into]) == 0
    assert f"pages of feedback: 1, new: 0, in {tmp_path}" in capsys.readouterr().out
    path.write_text(path.read_text().replace("Parameter", "parameter"))
    assert main(["feedback", *where, *into]) == 1
    said = capsys.readouterr().out
    assert "without a verdict as they are now: 1 (ada). Mend: python3 -m autograder grade" in said
    assert (tmp_path / "pages" / "ada" / LESSON / f"{LESSON}.html").read_bytes() == written


@pytest.mark.parametrize("into", ["in", "in/ada"])
def test_no_page_is_written_among_learners_work(tmp_path, capsys, into):
    hand_in(tmp_path / "in", "ada", answered(solutions()))
    where = [str(tmp_path / "in"), "--db", str(tmp_path / "g.db")]
    assert main(["grade", *where]) == 0
    assert main(["feedback", *where, "--into", str(tmp_path / into)]) == 2
    assert "Give another folder for the feedback" in capsys.readouterr().err
