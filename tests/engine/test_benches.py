"""bench: the learner's own answers where they agree, the reference for the rest, and one line that says which."""

import json
import shutil

import pytest
from lesson import LESSON, method, starter

import solutions.reference
from course import bench, benches, book
from course.folding import fold, load

RIGHT = method(
    "parameters(self, recurse=True)", "'mine'", "for _, p in self.named_parameters(recurse=recurse): yield p"
)
WRONG = method("parameters(self, recurse=True)", "return list(self._parameters)")
TOY = """
# %% [markdown]
# ### 2.1 A toy · difficulty 1 of 5 · 5 minutes

# %% answer="2.1"
@grow(nn.Module)
def toy(self):
    ### BEGIN SOLUTION
    return 1
    ### END SOLUTION

# %% check="2.1" points=1
check("2.1", nn)

# %% [markdown] hints="2.1"
# 1. a
# 2. b
# 3. c

# %% [markdown] after="2.1"
# Nothing.
"""


PRACTICE = """
# %% [markdown]
# ### 0.1 By hand · difficulty 1 of 5 · 5 minutes

# %% answer="0.1"
@grow(practice)
def twice(x):
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION

# %% check="0.1" points=1
check("0.1", nn)

# %% [markdown] hints="0.1"
# 1. a
# 2. b
# 3. c

# %% [markdown] after="0.1"
# Nothing.
"""


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A learner's folder in which lesson 02 is open; returns a function that writes answers of lesson 01."""
    sources = tmp_path / "solutions"
    sources.mkdir()
    shutil.copy(book.SOURCES / f"{LESSON}.py", sources)
    (sources / "02_toy.py").write_text(TOY, encoding="utf-8")
    monkeypatch.setattr(book, "SOURCES", sources)
    mine = tmp_path / "my-lessons"
    (mine / "02_toy").mkdir(parents=True)
    monkeypatch.chdir(mine / "02_toy")

    def answered(answers, helpers=()):
        cells = [
            {
                "cell_type": "code",
                "source": answers.get(e, starter(e)),
                "metadata": {"nbgrader": {"grade_id": f"answer-{e.replace('.', '-')}"}},
            }
            for e in book.lesson(LESSON).exercises
        ]
        cells += [{"cell_type": "code", "source": h.splitlines(keepends=True), "metadata": {}} for h in helpers]
        (mine / LESSON).mkdir(exist_ok=True)
        (mine / LESSON / f"{LESSON}.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")

    return answered


def own(nn, name):
    return "mine" in vars(nn.Module)[name].__code__.co_consts or vars(nn.Module)[name].__doc__ == "mine"


def test_the_first_lesson_starts_with_nothing(capsys):
    nn = bench("01")
    assert capsys.readouterr().out == "nn for lesson 01: empty. Everything in it will be yours.\n"
    assert not hasattr(nn, "Module")
    assert nn.functional.relu is not None


def test_without_the_learners_lessons_it_is_the_reference(desk, capsys):
    nn = bench("02")
    assert "0 of 13 earlier pieces are your own" in capsys.readouterr().out
    assert vars(nn.Module)["parameters"].__doc__ == vars(solutions.reference.nn.Module)["parameters"].__doc__
    assert not hasattr(nn.Module, "toy")


def test_an_answer_that_agrees_is_the_code_that_runs(desk, capsys):
    desk({"1.10": RIGHT})
    nn = bench("02")
    assert "1 of 13 earlier pieces are your own" in capsys.readouterr().out
    assert own(nn, "parameters")
    net = nn.Module()
    net.w = nn.Parameter(solutions.reference.ones(1))
    assert [p is net.w for p in net.parameters()] == [True]


@pytest.mark.parametrize("answer", [WRONG, "def broken(:", "1/0", "", "while True: pass", "import os; os.abort"])
def test_an_answer_that_does_not_agree_is_left_to_the_reference(desk, capsys, answer):
    desk({"1.10": answer, "1.1": book.lesson(LESSON).exercises["1.1"].answer})
    nn = bench("02")
    assert "1 of 13 earlier pieces are your own" in capsys.readouterr().out
    net = nn.Module()
    net.w = nn.Parameter(solutions.reference.ones(1))
    assert [p is net.w for p in net.parameters()] == [True]


def test_every_answer_of_a_finished_lesson_is_carried_on(desk, capsys):
    desk({e.id: e.answer for e in book.lesson(LESSON).exercises.values()})
    bench("02")
    assert "13 of 13 earlier pieces are your own" in capsys.readouterr().out


def test_a_lesson_of_mere_practice_is_not_carried(desk, capsys):
    (book.SOURCES / "00_practice.py").write_text(PRACTICE, encoding="utf-8")
    assert not hasattr(bench("01").practice, "twice")
    assert "nn for lesson 01: empty." in capsys.readouterr().out
    assert not hasattr(bench("02").practice, "twice")
    assert "0 of 13 earlier pieces" in capsys.readouterr().out
    assert "twice" not in fold(benches.lessons_before("02_toy"))
    assert load(fold(benches.reference_pieces("00_practice"))).practice.twice(2) == 4


def test_a_helper_from_a_cell_of_ones_own_comes_along(desk, capsys):
    answer = method("parameters(self, recurse=True)", "'mine'", "return only_values(self, recurse)")
    helper = "def only_values(net, recurse):\n    return (p for _, p in net.named_parameters(recurse=recurse))\n"
    desk({"1.10": answer}, [helper])
    assert own(bench("02"), "parameters")


@pytest.mark.parametrize("text", ["", "not json", "[]", '{"cells": 3}', '{"cells": [3, {"metadata": null}]}'])
def test_a_broken_notebook_is_left_alone_and_the_reference_carries(desk, tmp_path, text):
    path = tmp_path / "my-lessons" / LESSON / f"{LESSON}.ipynb"
    path.parent.mkdir()
    path.write_text(text)
    assert hasattr(bench("02"), "Module")
    assert path.read_text() == text


def test_in_grading_it_is_the_folded_reference_alone(desk, monkeypatch, tmp_path):
    desk({"1.10": RIGHT})
    folded = tmp_path / "reference.py"
    folded.write_text(solutions.reference.text, encoding="utf-8")
    monkeypatch.setenv(benches.REFERENCE, str(folded))
    monkeypatch.setattr(book, "SOURCES", tmp_path / "nowhere")
    assert not own(bench("02"), "parameters")


def test_an_unknown_lesson_is_answered_with_those_there_are():
    with pytest.raises(LookupError, match=f"there is {book.lessons()[0]}, "):
        bench("99")
