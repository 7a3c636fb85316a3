"""try: one answer, everything else the reference's."""

import json

import pytest
from classroom import WRONG, solutions

from autograder.__main__ import main
from autograder.attempt import attempt
from autograder.trouble import BadInput
from course.answer_key import torch_recording
from course.worlds import NoTorch

LOOP = """@grow(nn.Module)
def __dir__(self):
    while True:
        pass
"""
RIGHT_TOO = """def shelves(self):
    return {**self._parameters, **self._modules, **self._buffers}


@grow(nn.Module)
def __dir__(self):
    found = set(dir(type(self))) | vars(self).keys() | shelves(self).keys()
    every = [*dir(type(self)), *vars(self), *shelves(self)]
    return sorted(n for n in every if n in found and not n[0].isdigit())
"""


def test_the_reference_agrees():
    feedback = attempt("01", "1.6", solutions()["1.6"])
    assert (feedback.state, feedback.claims > 3) == ("agrees", True)


def test_a_right_answer_with_a_helper_of_its_own_agrees():
    assert attempt("01", "1.8", RIGHT_TOO).state == "agrees"


@pytest.mark.parametrize(("exercise", "text"), WRONG.items())
def test_a_wrong_answer_differs(exercise, text):
    assert attempt("01_parameter", exercise, text).state == "differs"


@pytest.mark.parametrize(
    ("text", "state", "said"),
    [
        ('@grow(nn.Module)\ndef __dir__(self):\n    raise NotImplementedError("1.8")\n', "untouched", ""),
        ("", "untouched", ""),
        ("@grow(nn.Module)\ndef __dir__(self)\n    return []\n", "raises", "line 2 of the answer: def __dir__(self)"),
        ("1 / 0\n", "raises", "The answer makes no __dir__: it should grow it onto nn.Module."),
        ("@grow(nn.Modul)\ndef __dir__(self):\n    return []\n", "raises", "nn.Modul"),
        ("@grow(nn.Module)\ndef __dir__(self):\n    return self.nothing\n", "raises", "nothing"),
        (LOOP, "raises", "still running"),
        ("@grow(nn)\nclass Extra:\n    while True:\n        pass\n", "raises", "still running"),
        ("@grow(nn)\nclass Extra:\n    exit()\n", "raises", "SystemExit"),
    ],
)
def test_what_is_no_answer_gets_a_clear_outcome(text, state, said):
    feedback = attempt("01", "1.8", text)
    assert feedback.state == state
    assert said in f"{feedback.frames} {feedback.note}"


def test_what_an_answer_prints_is_captured_and_cut(capsys):
    loud = (
        solutions()["1.8"]
        .replace("    names =", "    print('x' * 1_000_000)\n    names =")
        .replace("isdigit", "isalpha")
    )
    feedback = attempt("01", "1.8", loud)
    assert feedback.state == "differs"
    assert "more characters" in feedback.printed
    assert capsys.readouterr() == ("", "")


def test_random_probes_run_with_several_seeds():
    once = solutions()["1.1"] + "\n# right\n"
    lucky = once.replace("if data is None:", "if data is None or data.numel() == 7:")
    feedback = attempt("01", "1.1", once)
    assert feedback.state == "agrees"
    assert attempt("01", "1.1", lucky.replace("== 7", ">= 7")).state == "differs"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["01_parametr", "1.1", __file__], "Did you mean '01_parameter'?"),
        (["01", "1.99", __file__], "there is no exercise '1.99'. Did you mean '1.9'?"),
        (["01", "1.1", "/nowhere/answer.py"], "/nowhere/answer.py cannot be read (No such file or directory)"),
    ],
)
def test_bad_input_exits_2_and_says_what_to_do(arguments, said, capsys):
    assert main(["try", *arguments]) == 2
    assert said in capsys.readouterr().err


def test_a_file_that_is_no_text_is_bad_input(tmp_path):
    from autograder.attempt import read

    (tmp_path / "a.py").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadInput, match="no text in UTF-8"):
        read(str(tmp_path / "a.py"))


def test_the_command_prints_the_card_or_json_and_exits_0_only_where_it_agrees(tmp_path, capsys):
    right, wrong = tmp_path / "right.py", tmp_path / "wrong.py"
    right.write_text(solutions()["1.11"])
    wrong.write_text(WRONG["1.11"])
    assert main(["try", "01", "1.11", str(right)]) == 0
    assert "✓ 1.11 agrees with torch" in capsys.readouterr().out
    assert main(["try", "01", "1.11", str(wrong), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["state"], told["exercise"], told["headline"]) == ("differs", "1.11", "1.11 differs from torch.")


def test_without_torch_the_mend_is_named(tmp_path, monkeypatch, capsys):
    def missing():
        raise NoTorch("real torch is not installed.\nMend: python3 -m course lab")

    monkeypatch.setattr("course.answer_key.torch_world", missing)
    monkeypatch.setattr("course.answer_key.live", lambda: False)
    monkeypatch.setattr("autograder.attempt.torch_recording", torch_recording.__wrapped__)
    (tmp_path / "a.py").write_text(solutions()["1.8"])
    assert main(["try", "01", "1.8", str(tmp_path / "a.py")]) == 2
    assert "Mend: python3 -m course lab" in capsys.readouterr().err
