"""report: difficulty, first differences, similar submissions and points, from the journal and the gradebook."""

import csv
import io
import json
import random
import re
from dataclasses import replace
from pathlib import Path

import pytest
from classroom import LESSON, answered, four, hand_in, released, solutions
from nbgrader.api import Gradebook
from rich.console import Console

from autograder.__main__ import main
from autograder.expected import expected
from autograder.grade import COURSE_ID, grade
from autograder.reports import files as report_files
from autograder.reports import page as report_page
from autograder.reports import table as report_table
from autograder.reports.differences import differences
from autograder.reports.report import report, state
from autograder.reports.shape import shape
from autograder.reports.similar import Pair, similar
from autograder.reports.standing import Standing, standing
from autograder.submission import Step, Submission
from course.feedback import Feedback
from tests.lessons.bank import read as bank

FOUR = four()
EVIL = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """The four submissions, a copy of a wrong one, and a file that cannot be read."""
    folder = tmp_path_factory.mktemp("class")
    for learner, (nb, _) in FOUR.items():
        hand_in(folder / "in", learner, nb)
    hand_in(folder / "in", EVIL, FOUR["wrong"][0])
    hand_in(folder / "in", "broken", '{"cells": [')
    grade(folder / "in", db=folder / "gradebook.db", seed=11)
    return folder


@pytest.fixture(scope="module")
def lesson(graded):
    [found] = report(graded / "gradebook.db", graded / "in")
    return found


# -- difficulty, points, remarks ---------------------------------------------------------------------------------------


def test_each_exercise_has_its_learners_by_state_and_their_mean_points(lesson):
    by = {d.exercise: d for d in lesson.exercises}
    assert list(by) == list(solutions())
    assert by["1.4"].states == {"agrees": 2, "differs": 2, "raises": 0, "untouched": 0, "waits": 1}
    assert (by["1.4"].solved, by["1.4"].points, by["1.4"].most) == (0.4, 0.8, 2)
    assert by["1.1"].states["untouched"] == 1


def test_an_exercise_whose_ground_is_missing_waits_and_is_not_called_untouched():
    assert state(Feedback("1.4", "untouched", stands_on="1.3")) == "waits"
    assert state(Feedback("1.4", "untouched", stands_on="1.4")) == state(Feedback("1.4", "untouched")) == "untouched"


def test_points_are_the_gradebooks_with_those_by_hand_and_late_penalties(graded):
    db = graded / "gradebook.db"
    with Gradebook(f"sqlite:///{db}", COURSE_ID) as gb:
        gb.find_grade("check-1-4", LESSON, LESSON, "wrong").manual_score = 1.5
        notebook = gb.find_submission_notebook(LESSON, LESSON, "wrong")
        notebook.late_submission_penalty = 3.0
        gb.db.commit()
    try:
        [found] = report(db)
        assert (found.scores["wrong"].points, found.scores["wrong"].final) == (22.5, 19.5)
        assert next(d for d in found.exercises if d.exercise == "1.4").points == pytest.approx((2 + 2 + 1.5) / 5)
        assert found.finals == [0, 15, 19.5, 21, 28]
    finally:
        with Gradebook(f"sqlite:///{db}", COURSE_ID) as gb:
            gb.find_grade("check-1-4", LESSON, LESSON, "wrong").manual_score = None
            gb.find_submission_notebook(LESSON, LESSON, "wrong").late_submission_penalty = None
            gb.db.commit()


def test_what_the_figures_do_not_say_is_said(lesson):
    assert [said for said in lesson.remarks if said.startswith("broken could not be graded: 01_parameter.ipynb is")]


def test_a_submission_that_is_other_than_what_was_graded_is_named(graded, tmp_path):
    hand_in(tmp_path / "in", "right", released())
    hand_in(tmp_path / "in", "new", released())
    [found] = report(graded / "gradebook.db", tmp_path / "in")
    assert "1 submission not graded yet; grade them, and report again: new." in found.remarks
    assert "1 submission changed since they were graded; grade them, and report again: right." in found.remarks


# -- whose verdict stands ----------------------------------------------------------------------------------------------


def test_the_verdict_that_stands_is_the_latest_and_copies_that_were_not_run_again_have_one(tmp_path):
    db = tmp_path / "g.db"
    blank, right = released(), answered(solutions())
    path = hand_in(tmp_path / "in", "ada", blank)
    grade(tmp_path / "in", db=db, seed=1)
    path.write_text(json.dumps(right))
    grade(tmp_path / "in", db=db, seed=1)
    path.write_text(json.dumps(blank))
    hand_in(tmp_path / "in", "bob", right)  # the same work as Ada's second: the journal has its verdict
    grade(tmp_path / "in", db=db, seed=1)
    found = {s.learner: {f.state for f in s.feedback.values()} for s in standing(db.with_suffix(".journal"))}
    assert found == {"ada": {"untouched"}, "bob": {"agrees"}}


def test_a_journal_that_was_cut_short_is_read_as_far_as_it_goes(tmp_path):
    verdict = {"key": "k", "learner": "ada", "lesson": LESSON, "feedback": {}, "walls": "none"}
    (tmp_path / "g.journal").write_bytes(json.dumps(verdict).encode() + b'\n{"stand": [["ada", "01_par')
    assert [(s.learner, s.walls) for s in standing(tmp_path / "g.journal")] == [("ada", "none")]


# -- first differences -------------------------------------------------------------------------------------------------


def test_learners_who_stumble_over_the_same_claim_are_one_line(lesson):
    found = next(d for d in lesson.differences if d.exercise == "1.9")
    assert found.learners == sorted(["wrong", EVIL])
    assert found.sentence == (
        "2 learners differ where “one parameter under two names comes once”: "
        "torch ['encoder', 'between'], theirs ['encoder', 'between', 'decoder']."
    )


def differ(learner, yours, torch="1", claim="it counts", **more):
    return Standing(learner, LESSON, {"1.1": Feedback("1.1", "differs", claim=claim, torch=torch, yours=yours, **more)})


def test_the_commonest_comes_first_and_what_they_have_instead_is_counted():
    rows = [differ("a", "2"), differ("b", "2"), differ("c", "3"), differ("d", "1", claim="it starts", note="another.")]
    first, second = differences(rows)
    assert first.sentence == "3 learners differ where “it counts”: torch 1, theirs 2 (2); 3 (1)."
    assert second.sentence == "1 learner differs where “it starts”: torch 1, theirs another."


def test_addresses_in_memory_do_not_make_two_kinds_of_one():
    [found] = differences([differ("a", "<f at 0x7f00aa>"), differ("b", "<f at 0x7f11bb>")])
    assert found.theirs == [("<f at 0x...>", ["a", "b"])]


def test_exercises_stand_in_number_order_where_equally_many_differ():
    rows = [Standing("a", LESSON, {e: Feedback(e, "raises", frames="NameError: x") for e in ("1.10", "1.9")})]
    assert [d.exercise for d in differences(rows)] == ["1.9", "1.10"]
    assert differences(rows)[0].sentence == "1 learner raises: NameError: x."


# -- shapes ------------------------------------------------------------------------------------------------------------

PLAIN = '''@grow(nn.Module)
def children(self):
    """All of them."""
    seen = set()
    for name, child in self._modules.items():  # in order
        if child is not None and child not in seen:
            seen.add(child)
            yield child
'''


@pytest.mark.parametrize(
    "other",
    [
        re.sub(r"\bchild\b", "m", PLAIN).replace("name", "key").replace("seen", "had"),
        PLAIN.replace('    """All of them."""\n', ""),
        PLAIN.replace("  # in order", ""),
        PLAIN.replace("set()", "set( )").replace("\n        if", "\n\n        if"),
        PLAIN.replace("(self):", "(self) -> 'Iterator[Module]':"),
        PLAIN.replace("seen = set()", "seen: set[Module] = set()"),
        PLAIN.replace("child is not None and child not in seen", "(child is not None) and (child not in seen)"),
    ],
)
def test_names_docstrings_comments_layout_and_annotations_are_no_part_of_a_shape(other):
    assert other != PLAIN
    assert shape(other) == shape(PLAIN)


def test_what_is_computed_and_the_names_of_the_course_are_part_of_a_shape():
    assert shape(PLAIN) != shape(PLAIN.replace("_modules", "_parameters"))
    assert shape(PLAIN) != shape(PLAIN.replace("not in", "in"))


@pytest.mark.parametrize(
    "text", ["", "def f(:\n  x", "'" * 3, "%time f(x)\n!ls", "\0", "(" * 5000, "x = '\\d'", "\t if"]
)
def test_any_text_has_a_shape(text):
    assert isinstance(shape(text), frozenset)


# -- similar submissions -----------------------------------------------------------------------------------------------


def honest(lesson, count, seed=0):
    """Learners who each took one of the bank's answers by lot, no answer more often than it must be."""
    draw, texts = random.Random(seed), {}
    for exercise, solution in solutions(lesson).items():
        pool = [case.text for case in bank(lesson) if case.exercise == exercise] + [solution]
        dealt = []
        while len(dealt) < count:
            dealt += draw.sample(pool, len(pool))
        texts[exercise] = dealt[:count]
    return [{e: dealt[i] for e, dealt in texts.items()} for i in range(count)]


def pairs(lesson, answers):
    """The pairs found among answers by learner; what a learner did not answer is the starter."""
    starters = {e.exercise: e.text for e in expected(lesson).values() if e.kind == "answer"}
    found = []
    for learner, texts in answers.items():
        page = tuple(Step("answer", f"answer-{e}", text, e) for e, text in {**starters, **texts}.items())
        found.append(Submission(learner, lesson, Path(learner), page=page))
    return similar(lesson, found)


def renamed(text):
    """A copy by someone in a hurry: other names, no docstring, another layout."""
    for old, new in [("name", "key_"), ("param", "p0"), ("module", "mod_"), ("value", "val"), ("prefix", "pre"),
                     ("seen", "had"), ("memo", "had"), ("child", "kid")]:  # fmt: skip
        text = re.sub(rf"(?<![\w.\"']){old}(?![\w\"'])", new, text)
    text = re.sub(r'\n +"""[^"]*"""', "", text)
    return text.replace("\n    ", "\n  ").replace("  #", "  # hm") + "\n# mine\n"


@pytest.mark.parametrize("lesson", ["01_parameter", "02_module_tree", "07_state_dict"])
def test_twenty_who_wrote_for_themselves_are_no_pair_and_two_copies_among_them_are(lesson):
    answers = {f"learner{i}": texts for i, texts in enumerate(honest(lesson, 20))}
    assert pairs(lesson, answers) == []
    answers |= {"copy": answers["learner3"], "hurry": {e: renamed(t) for e, t in answers["learner8"].items()}}
    found = pairs(lesson, answers)
    assert {(p.first, p.second) for p in found} == {("copy", "learner3"), ("hurry", "learner8")}
    assert next(p for p in found if p.first == "copy").score == pytest.approx(1)
    assert all(len(p.exercises) >= 5 for p in found)


def test_the_released_solution_and_its_starter_are_nobodys():
    same = {name: solutions() for name in "abc"} | {name: {} for name in "def"}
    assert pairs(LESSON, same) == []


def test_what_a_whole_class_wrote_is_no_pair():
    """Twelve learners whose answers a lecture gave, all the same but for one of each learner's own."""
    given, *own = honest(LESSON, 13, seed=2)
    exercises = list(given)
    common = {f"l{i}": {**given, **{e: texts[e] for e in exercises[i % 3 :: 3]}} for i, texts in enumerate(own)}
    assert pairs(LESSON, common) == []


# -- the table, the files, the page ------------------------------------------------------------------------------------


def test_the_table_says_all_of_it(lesson):
    console = Console(width=160, record=True, file=io.StringIO())
    report_table.show([lesson], console)
    said = console.export_text()
    assert "5 submissions; points of 28: mean 17, median 21, from 0 to 28." in said
    assert re.search(r"1\.4 +What may be registered +2/5 +2 +2 +1 +40% +0\.8/2", said)
    assert (
        "2 learners differ where “anything else is a type error”: torch raises TypeError, theirs raises nothing."
        in said
    )


def test_the_csv_files_hold_the_same_and_no_cell_is_a_formula(lesson, tmp_path):
    files = report_files.as_csv([lesson], tmp_path / "class.csv")
    assert [f.name for f in files] == ["class.csv", "class-differences.csv", "class-similar.csv", "class-points.csv"]
    rows = [list(csv.DictReader(f.read_text().splitlines())) for f in files]
    assert next(r for r in rows[0] if r["exercise"] == "1.4")["differs"] == "2"
    assert next(r for r in rows[1] if r["exercise"] == "1.9")["names"] == f"{EVIL}; wrong"
    assert {r["learner"]: r["counts"] for r in rows[3]}["partial"] == "15"
    assert not [cell for table in rows for row in table for cell in row.values() if cell.startswith(("=", "+", "@"))]


def test_the_json_holds_the_sentences(lesson, tmp_path):
    report_files.as_json([lesson], tmp_path / "r.json")
    [said] = json.loads((tmp_path / "r.json").read_text())
    assert said["lesson"] == LESSON
    assert any("comes once" in d["sentence"] for d in said["differences"])


def test_the_page_loads_nothing_and_shows_a_learners_text_as_text(lesson):
    page = report_page.page([lesson])
    assert EVIL not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
    assert not re.search(r'(src|href)="(?!#)', page)
    assert page.count("<svg") == 2
    assert "#a1b2" not in page  # every colour is the page's own, for light and for dark
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_a_large_class_makes_no_endless_page(lesson):
    many = differences([differ(f"l{i:03}", "2") for i in range(300)])
    pairs = [Pair(f"l{i:03}", "m", 1.0, 99.0, ("1.1",)) for i in range(300)]
    page = report_page.page([replace(lesson, differences=many, similar=pairs)])
    assert "300 learners differ" in page
    assert "l039 and 260 more" in page
    assert "The CSV file has 100 more." in page
    assert len(page) < 200_000


def test_a_lesson_that_nobody_has_handed_in_has_a_page(tmp_path):
    hand_in(tmp_path / "in", "broken", "[]")
    grade(tmp_path / "in", db=tmp_path / "g.db", seed=1)
    [found] = report(tmp_path / "g.db", tmp_path / "in")
    assert "No submission is graded yet." in report_page.page([found])


def test_the_command_writes_what_it_is_asked_for(graded, tmp_path, capsys):
    arguments = ["report", str(graded / "in"), "--db", str(graded / "gradebook.db"), "--lesson", "01"]
    outs = [f"--{kind}={tmp_path / kind}" for kind in ("csv", "json", "html")]
    assert main([*arguments, *outs]) == 0
    assert {p.name for p in tmp_path.iterdir()} == {
        "csv",
        "csv-differences.csv",
        "csv-similar.csv",
        "csv-points.csv",
        "json",
        "html",
    }
    assert "01_parameter" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--db", "{dir}/none.db"], "Grade first: python3 -m autograder grade SUBMISSIONS"),
        (["--lesson", "02", "--db", "{db}"], "the gradebook holds no grades of 02_module_tree; it holds 01_parameter"),
        (["--lesson", "paramter", "--db", "{db}"], "Did you mean '01_parameter'?"),
        (["{dir}/nowhere", "--db", "{db}"], "is no folder"),
        (["--db", "{db}", "--html", "{dir}/no/such/r.html"], "cannot be written"),
        (["--db", "{db}", "--csv", "{dir}/no/such/r.csv"], "cannot be written"),
    ],
)
def test_bad_input_exits_2_and_names_the_mend(graded, tmp_path, capsys, arguments, said):
    filled = [a.format(dir=tmp_path, db=graded / "gradebook.db") for a in arguments]
    assert main(["report", *filled]) == 2
    assert said in capsys.readouterr().err
