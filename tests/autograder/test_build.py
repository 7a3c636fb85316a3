"""build: one source, two notebooks, the same bytes every time."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import jupytext
import pytest
from classroom import LESSON, cell_of

from autograder import build as build_module
from autograder.__main__ import main
from autograder.build import Measures, build, differing, write
from autograder.notebooks import released, source_notebook
from autograder.starters import starter
from course import book

ROOT = Path(__file__).resolve().parents[2]

MINI = '''# %% [markdown]
# # A lesson

# %%
nn = bench("99")

# %% [markdown]
# ### 9.1 First · difficulty 1 of 5 · 5 minutes
#
# Prose.

# %%
# %%both
1 + 1

# %% answer="9.1"
@grow(nn)
def one():
    """Return one."""
    ### BEGIN SOLUTION
    # a remark is no line to write
    return 1
    ### END SOLUTION

# %% check="9.1" points=2
check("9.1", nn)

# %% [markdown] hints="9.1"
# 1. nudge
# 2. place
# 3. sketch

# %% [markdown] after="9.1"
# What torch does.

# %% [markdown]
# ### 9.2 Second · difficulty 1 of 5 · 5 minutes
#
# Prose.

# %% answer="9.2"
@grow(nn)
def two():
    """Return two."""
    ### BEGIN SOLUTION
    n = 1
    return n + n
    ### END SOLUTION

# %% play=True
two()

# %% check="9.2" points=3
check("9.2", nn)

# %% [markdown] hints="9.2"
# 1. nudge
# 2. place
# 3. sketch

# %% [markdown] after="9.2"
# What torch does.

# %% [markdown]
# ## The end of it
'''


def ids(text):
    return [c.id for c in source_notebook(book.parse("99_mini", text)).cells]


def mini_released():
    return released(source_notebook(book.parse("99_mini", MINI)))


@pytest.mark.parametrize("name", book.lessons())
def test_our_reader_and_jupytext_agree_on_every_source(name):
    text = (book.SOURCES / f"{name}.py").read_text(encoding="utf-8")
    theirs = [(c.cell_type, c.source) for c in jupytext.reads(text, fmt="py:percent").cells]
    ours = [(c.kind, c.text) for c in book.parse(name, text).cells]
    assert ours == theirs


def test_every_cell_has_an_id_from_the_exercise_it_stands_in():
    assert ids(MINI) == [
        "start-text-1",
        "start-code-1",
        "9-1-text-1",
        "9-1-play-1",
        "answer-9-1",
        "check-9-1",
        "9-2-text-1",
        "answer-9-2",
        "9-2-play-1",
        "check-9-2",
        "the-end-of-it-text-1",
    ]


def test_a_cell_that_is_put_into_one_exercise_changes_no_id_of_another():
    more = MINI.replace('# %% answer="9.1"', '# %% [markdown]\n# More.\n\n# %% answer="9.1"', 1)
    assert [i for i in ids(more) if i not in ids(MINI)] == ["9-1-text-2"]
    assert [i for i in ids(more) if i != "9-1-text-2"] == ids(MINI)


def test_two_sections_of_one_name_share_their_numbers():
    assert ids(MINI + "\n# %% [markdown]\n# ## The end of it\n")[-2:] == [
        "the-end-of-it-text-1",
        "the-end-of-it-text-2",
    ]


@pytest.mark.parametrize(
    ("solved", "found"),
    [
        ("### BEGIN SOLUTION\nreturn 1\n### END SOLUTION", '# your answer: one line\nraise NotImplementedError("9.1")'),
        (
            "def f():\n    ### BEGIN SOLUTION\n    a = 1\n\n    # why\n    return a\n    ### END SOLUTION\nf",
            'def f():\n    # your answer: about 2 lines\n    raise NotImplementedError("9.1")\nf',
        ),
    ],
)
def test_a_starter_says_how_long_an_answer_is_and_names_its_exercise(solved, found):
    assert starter(solved, "9.1") == found


@pytest.mark.parametrize("solved", ["return 1", "### BEGIN SOLUTION\nreturn 1"])
def test_an_answer_without_a_whole_solution_region_is_not_released(solved):
    with pytest.raises(ValueError, match=r"9\.1"):
        starter(solved, "9.1")


def test_answers_are_open_checks_and_given_cells_are_locked_and_playgrounds_are_the_learners():
    nb = mini_released()
    flags = {c.id: c.metadata.get("nbgrader") for c in nb.cells}
    short = {
        name: None if f is None else {k for k in ("grade", "solution", "locked") if f[k]} for name, f in flags.items()
    }
    assert short == {
        "start-text-1": {"locked"},
        "start-code-1": {"locked"},
        "9-1-text-1": {"locked"},
        "9-1-play-1": None,
        "answer-9-1": {"solution"},
        "check-9-1": {"grade", "locked"},
        "9-2-text-1": {"locked"},
        "answer-9-2": {"solution"},
        "9-2-play-1": None,
        "check-9-2": {"grade", "locked"},
        "the-end-of-it-text-1": {"locked"},
    }
    assert flags["check-9-2"]["points"] == 3
    assert all(f is None or f["grade_id"] == name for name, f in flags.items())


def test_run_all_goes_on_past_a_check():
    assert [c.id for c in mini_released().cells if "raises-exception" in c.metadata.get("tags", [])] == [
        "check-9-1",
        "check-9-2",
    ]


def test_a_released_lesson_has_no_outputs_no_solution_and_no_hidden_probe():
    source, lesson = (json.loads(t) for t in (build(LESSON).source, build(LESSON).lesson))
    assert "BEGIN HIDDEN TESTS" in "".join(cell_of(source, "check-1-1")["source"])
    text = json.dumps(lesson)
    for word in ("SOLUTION", "HIDDEN TESTS", "jupytext", "autograder"):
        assert word not in text
    assert all(c["outputs"] == [] and c["execution_count"] is None for c in lesson["cells"] if c["cell_type"] == "code")


def test_a_rebuild_in_another_process_gives_the_same_bytes():
    code = f"from autograder.build import build; b = build({LESSON!r}); print(repr(b.source + b.lesson))"
    built = build(LESSON)
    told = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == repr(built.source + built.lesson)


def test_check_names_what_differs_and_what_has_no_source(tmp_path, monkeypatch, capsys):
    for name in book.lessons():
        write(build(name), tmp_path)
    assert differing(tmp_path) == []
    lesson = tmp_path / "lessons" / LESSON / f"{LESSON}.ipynb"
    lesson.write_bytes(lesson.read_bytes() + b" ")
    stray = tmp_path / "lessons" / "98_gone" / "98_gone.ipynb"
    stray.parent.mkdir()
    stray.write_text("{}")
    assert differing(tmp_path) == [lesson, stray]
    monkeypatch.setattr(build_module, "ROOT", tmp_path)
    monkeypatch.setattr(build_module.differing, "__defaults__", (tmp_path,))
    assert main(["build", "--check"]) == 1
    said = capsys.readouterr().out
    assert f"lessons/{LESSON}/{LESSON}.ipynb" in said
    assert "lessons/98_gone/98_gone.ipynb" in said


def test_the_committed_lessons_are_what_their_sources_build():
    assert differing(ROOT) == []


def test_an_unknown_lesson_gets_the_nearest(capsys):
    assert main(["build", "01_parametre"]) == 2
    assert "Did you mean '01_parameter'?" in capsys.readouterr().err


def test_the_build_says_how_long_a_lesson_is():
    said = str(Measures("99_mini", {"9.1": 1, "9.2": 12}, {"9.1": 100, "9.2": 80}, 5))
    assert re.search(r"2 exercises, 5 points; lines to write: median 6.5, most 12; words .*median 90, 80 to 100", said)
    assert "over 10 lines: 9.2" in said


def test_a_source_that_breaks_a_rule_is_bad_input_and_its_place_is_named(tmp_path, monkeypatch, capsys):
    (tmp_path / "98_broken.py").write_text('# %% answer="8.1"\nx = 1\n')
    monkeypatch.setattr(book, "SOURCES", tmp_path)
    assert main(["build"]) == 2
    assert "98_broken: exercise 8.1 lacks check, hints, after" in capsys.readouterr().err
