"""reset puts a starter back and loses nothing: what stood there is kept, and an open notebook is left alone."""

import json
from pathlib import Path

import pytest
from lesson import LESSON

from course import backups, book, log, reset, reset_files, resets, skip, standings
from course.setup.copies import RECORD, bring
from course.setup.places import ROOT

RELEASED = ROOT / "lessons" / LESSON / f"{LESSON}.ipynb"
MINE = "@grow(nn)\nclass Parameter(torch.Tensor):\n    'möin'\n"


@pytest.fixture(autouse=True)
def nothing_is_open(monkeypatch, tmp_path):
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "runtime"))


@pytest.fixture
def mine(tmp_path, monkeypatch):
    """A learner's copy of lesson 01, with an answer of theirs to 1.1 and a shown check."""
    folder = tmp_path / "my-lessons"
    bring(ROOT / "lessons", folder)
    monkeypatch.chdir(folder / LESSON)
    path = folder / LESSON / f"{LESSON}.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["id"] in ("answer-1-1", "answer-1-2"):
            cell["source"] = MINE
        if cell["id"] == "check-1-1":
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "shown"}]
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path


def cells(path):
    return standings.graded_cells(path)


def kept(path):
    return sorted((path.parent.parent / "backups").glob("*"))


def test_one_exercise_is_put_back_and_the_others_stay(mine, capsys):
    before = mine.read_bytes()
    assert reset_files.main([str(mine), "1.1"]) == 0
    found, released = cells(mine), cells(RELEASED)
    assert standings.text_of(found["answer-1-1"]) == standings.text_of(released["answer-1-1"])
    assert standings.text_of(found["answer-1-2"]) == MINE
    assert found["check-1-1"]["outputs"] == []
    [backup] = kept(mine)
    assert backup.read_bytes() == before
    assert str(backup) in capsys.readouterr().out
    assert [(e["what"], e["exercise"]) for e in log.events(mine.parent.parent)] == [("reset", "1.1")]


def test_a_lesson_is_put_back_whole(mine, capsys):
    before = mine.read_bytes()
    assert reset_files.main([str(mine)]) == 0
    assert mine.read_bytes() == RELEASED.read_bytes()
    assert kept(mine)[0].read_bytes() == before


@pytest.mark.parametrize("broken", [b"", b"{", b'{"cells": 1}', b"\xff\xfe"])
def test_a_damaged_notebook_is_put_back_whole_and_kept_byte_for_byte(mine, broken, capsys):
    mine.write_bytes(broken)
    assert reset_files.main([str(mine), "1.1"]) == 2
    assert "the whole lesson is put back" in capsys.readouterr().err
    assert (mine.read_bytes(), kept(mine)) == (broken, [])
    assert reset_files.main([str(mine)]) == 0
    assert mine.read_bytes() == RELEASED.read_bytes()
    assert kept(mine)[0].read_bytes() == broken


def test_what_is_a_starter_already_is_left_alone(mine, capsys):
    before = mine.read_bytes()
    assert reset_files.main([str(mine), "1.3"]) == 0
    assert "Nothing was changed" in capsys.readouterr().out
    assert (mine.read_bytes(), kept(mine)) == (before, [])


def test_no_backup_overwrites_another(tmp_path):
    texts = [f"text {n}".encode() for n in range(20)]
    files = [backups.keep(text, tmp_path, "1.4", ".py") for text in texts]
    assert [file.read_bytes() for file in files] == texts


def test_without_a_backup_nothing_is_changed(mine, monkeypatch, capsys):
    (mine.parent.parent / "backups").write_text("a file in its place")
    before = mine.read_bytes()
    assert reset_files.main([str(mine)]) == 2
    assert "It is as it was" in capsys.readouterr().err
    assert mine.read_bytes() == before


def test_a_notebook_that_is_open_in_jupyterlab_is_refused_and_told_the_way(mine, monkeypatch, capsys):
    before = mine.read_bytes()
    monkeypatch.setattr(reset_files, "open_in", lambda path: "http://127.0.0.1:8888/")
    assert reset_files.main([str(mine), "1.1"]) == 2
    said = capsys.readouterr().err
    assert '`reset("1.1")` in a cell of the notebook' in said
    assert "Close and Shut Down Notebook" in said
    assert (mine.read_bytes(), kept(mine)) == (before, [])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["none.ipynb"], "there is no none.ipynb"), ([str(RELEASED), "9.9"], "has no exercise '9.9'; it has 1.1 to 1.13")],
)
def test_what_cannot_be_reset_is_answered_with_what_can(arguments, said, capsys):
    assert reset_files.main(arguments) == 2
    assert said in capsys.readouterr().err


def test_what_is_no_lesson_is_answered_with_the_lessons(tmp_path, capsys):
    (tmp_path / "x.ipynb").write_text("{}")
    assert reset_files.main([str(tmp_path / "x.ipynb")]) == 2
    assert LESSON in capsys.readouterr().err


# -- in a notebook


@pytest.mark.parametrize("what", ["01", "1", LESSON])
def test_a_lesson_means_all_its_exercises(what):
    assert resets.meant(what) == list(book.lesson("01").exercises)


@pytest.mark.parametrize("what", ["1.44", "77", "", 1.4, None])
def test_what_is_neither_exercise_nor_lesson_is_answered_with_the_nearest(what):
    with pytest.raises(ValueError, match="Did you mean reset"):
        reset(what)


def test_every_starter_is_what_the_released_cell_holds():
    texts = resets.starters(list(book.lesson("01").exercises))
    assert all(f'raise NotImplementedError("{exercise}")' in text for exercise, text in texts.items())


def test_where_there_is_no_button_the_starter_and_the_command_are_printed(capsys):
    reset("1.1")
    out = capsys.readouterr().out
    assert "python3 -m course reset NOTEBOOK 1.1" in out
    assert resets.starters(["1.1"])["1.1"] in out


def test_the_kernel_keeps_the_text_before_it_says_kept(mine):
    from course.widgets.reset import Reset

    sent = []
    button = Reset(resets.starters(["1.1"]))
    button.send = sent.append
    button._answer(button, {"kind": "keep", "texts": {"1.1": MINE}}, [])
    [answer] = sent
    assert answer["kind"] == "kept"
    assert MINE in (mine.parent.parent / answer["file"]).read_text(encoding="utf-8")
    button._answer(button, {"kind": "done", "exercises": ["1.1"]}, [])
    assert [(e["what"], e["exercise"]) for e in log.events(mine.parent.parent)] == [("reset", "1.1")]


@pytest.mark.parametrize("texts", [None, {}, [], {"9.9": "x"}])
def test_the_kernel_refuses_what_it_did_not_offer(mine, texts):
    from course.widgets.reset import Reset

    sent = []
    button = Reset(resets.starters(["1.1"]))
    button.send = sent.append
    button._answer(button, {"kind": "keep", "texts": texts}, [])
    assert (sent[0]["kind"], kept(mine)) == ("refused", [])


def test_a_backup_that_cannot_be_written_is_refused_with_its_reason(mine):
    from course.widgets.reset import Reset

    (mine.parent.parent / "backups").write_text("a file in its place")
    sent = []
    button = Reset(resets.starters(["1.1"]))
    button.send = sent.append
    button._answer(button, {"kind": "keep", "texts": {"1.1": MINE}}, [])
    assert sent[0]["why"].startswith("your text could not be kept")


# -- skip


def test_a_skip_is_noted_and_says_what_happens(mine, capsys):
    skip("1.4")
    said = capsys.readouterr().out
    assert "From the next lesson on, the reference's stands in its place." in said
    assert "Next is 1.5." in said
    assert [(e["what"], e["exercise"]) for e in log.events(mine.parent.parent)] == [("skip", "1.4")]


def test_a_skip_where_nothing_is_noted_says_so(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    skip("1.13")
    assert "nothing is noted" in capsys.readouterr().out
    assert list(Path(tmp_path).iterdir()) == []


def test_an_unknown_exercise_is_not_skipped():
    with pytest.raises(ValueError, match="Did you mean"):
        skip("1.44")


def test_the_record_of_copies_still_knows_the_release_after_a_reset(mine):
    reset_files.main([str(mine)])
    folder = mine.parent.parent
    assert bring(ROOT / "lessons", folder) == []
    assert (folder / RECORD).is_file()
