"""A check's four states, and what it says to bad input."""

import pytest
import torch
from lesson import bench_with, method, starter

import solutions.reference
from course import check
from course.answer_key import torch_recording
from course.cards import text
from course.checking import examine, known_exercises, probes_of
from course.feedback import AuthorError, Unsolved
from course.probes import probe
from course.recordings import is_real_torch


@pytest.fixture
def nn():
    return solutions.reference.nn


def test_a_right_answer_agrees_and_says_what_torch_really_does(nn, capsys):
    assert check("1.6", nn) is None
    out = capsys.readouterr()
    assert "1.6 agrees with torch 2.13 on" in out.out
    assert "What torch really does" in out.out
    assert "torch/nn/modules/module.py, line" in out.out
    assert out.err == ""


def test_a_starter_is_untouched_and_never_wrong():
    feedback = examine("1.6", bench_with("1.6", starter("1.6")))
    assert (feedback.state, feedback.stands_on) == ("untouched", "")
    assert "1.6 is waiting for you" in text(feedback)
    assert 'hint("1.6")' in text(feedback)


def test_an_exercise_on_an_untouched_one_names_it():
    feedback = examine("1.6", bench_with("1.4", starter("1.4")))
    assert (feedback.state, feedback.stands_on) == ("untouched", "1.4")
    assert "1.6 stands on 1.4" in text(feedback)


def test_a_cell_that_was_not_run_is_named():
    nn = bench_with("1.6", "")
    feedback = examine("1.6", nn)
    assert feedback.state == "untouched"
    assert "has not been run" in text(feedback)
    assert "1.9 stands on 1.6, whose cell has not been run" in text(examine("1.9", nn))


def test_a_difference_shows_claim_question_code_and_both_answers():
    wrong = method("__setattr__(self, name, value)", "object.__setattr__(self, name, value)")
    said = text(examine("1.6", bench_with("1.6", wrong)))
    for part in ("assigning a parameter registers it", "net.w = p", "list(net._parameters)", "['w']", "[]"):
        assert part in said
    assert "Where does the name stand after the assignment?" in said
    assert "course/checks/01_parameter.py, line" in said


def test_only_the_first_difference_is_told():
    wrong = method("__setattr__(self, name, value)", "object.__setattr__(self, name, value)")
    assert text(examine("1.6", bench_with("1.6", wrong))).count("claim") == 1


def test_an_exception_shows_the_learners_frames_and_none_of_ours():
    wrong = method(
        "named_parameters(self, prefix='', recurse=True, remove_duplicate=True)", "return self._parms.items()"
    )
    feedback = examine("1.9", bench_with("1.9", wrong))
    said = text(feedback)
    assert feedback.state == "raises"
    assert "return self._parms.items()" in said
    assert "AttributeError: 'Module' object has no attribute '_parms'" in said
    assert "runs this without an error" in said
    assert "list(net.named_parameters())" in said
    for ours in ("probes.py", "checking.py", "in record", "numpy_torch"):
        assert ours not in feedback.frames


def test_a_wrong_exception_is_a_difference_of_exceptions():
    wrong = method("_check_name(self, kind, name)", "if '.' in name: raise ValueError(name)")
    feedback = examine("1.3", bench_with("1.3", wrong))
    assert feedback.state == "differs"
    assert "raises" in feedback.torch


@pytest.mark.parametrize(
    ("typed", "meant"), [("1.66", "1.6"), ("1,6", "1.6"), ("16", "1.6"), ("1.6 ", "1.6"), ("01.4", "1.4")]
)
def test_an_unknown_name_is_answered_with_the_nearest(nn, typed, meant):
    with pytest.raises(ValueError, match=rf"Did you mean check\('{meant[0]}"):
        check(typed, nn)


def test_a_name_that_is_a_number_is_answered_with_the_nearest(nn):
    with pytest.raises(ValueError, match=r"an exercise's name is text such as '0.1'.*check\('1.6', nn\)"):
        check(1.6, nn)


@pytest.mark.parametrize("overwritten", [3, None, [], object(), int])
def test_an_overwritten_nn_is_answered_with_the_mend(overwritten):
    with pytest.raises(TypeError, match=r"(?i)run the lesson|run `from"):
        check("1.6", overwritten)


def test_torch_itself_is_not_the_learners_work(nn):
    with pytest.raises(TypeError, match="torch's own"):
        check("1.6", torch.nn)


def test_a_class_of_torch_in_the_bench_is_not_the_learners_work():
    nn = bench_with("1.6", starter("1.6"))
    nn.Module = torch.nn.Module
    with pytest.raises(TypeError, match=r"nn\.Module is torch's own class"):
        check("1.6", nn)


def test_a_torch_object_that_an_answer_returns_is_not_the_learners_work():
    answer = "import torch as real\n" + method(
        "parameters(self, recurse=True)", "yield real.nn.Parameter(real.ones(1))"
    )
    feedback = examine("1.10", bench_with("1.10", answer))
    assert feedback.state == "raises"
    assert "Real torch is the answer key" in text(feedback)


def test_an_endless_loop_is_stopped_and_named():
    feedback = examine("1.10", bench_with("1.10", method("parameters(self, recurse=True)", "while True: pass")))
    assert feedback.state == "raises"
    assert "loop without an end" in feedback.note
    assert "while True: pass" in feedback.frames


def test_an_endless_loop_that_catches_everything_is_stopped_too():
    lines = ["while True:", "    try:", "        while True: pass", "    except Exception: pass"]
    feedback = examine("1.10", bench_with("1.10", method("parameters(self, recurse=True)", *lines)))
    assert "loop without an end" in feedback.note


def test_an_endless_generator_is_stopped():
    lines = ["while True:", "    yield next(iter(self._parameters.values()))"]
    feedback = examine("1.10", bench_with("1.10", method("parameters(self, recurse=True)", *lines)))
    assert feedback.state == "raises"


def test_megabytes_that_an_answer_prints_are_cut_and_counted(capsys):
    feedback = examine(
        "1.10", bench_with("1.10", method("parameters(self, recurse=True)", "print('x' * 5_000_000)", "yield 1"))
    )
    assert len(text(feedback)) < 10_000
    assert "more characters" in text(feedback)
    assert capsys.readouterr().out == ""


def test_what_an_answer_prints_on_stderr_costs_nothing(capsys):
    lines = ["import sys, warnings", "print('note', file=sys.stderr)", "warnings.warn('careful')"]
    lines.append("for _, p in self.named_parameters(recurse=recurse): yield p")
    check("1.10", bench_with("1.10", method("parameters(self, recurse=True)", *lines)))
    assert capsys.readouterr().err == ""


def test_a_recursion_without_an_end_is_shown_short():
    feedback = examine(
        "1.10", bench_with("1.10", method("parameters(self, recurse=True)", "return self.parameters(recurse)"))
    )
    assert feedback.state == "raises"
    assert "RecursionError" in feedback.frames
    assert len(feedback.frames.splitlines()) < 25


@pytest.mark.parametrize("line", ["exit()", "import sys; sys.exit(0)", "raise SystemExit"])
def test_leaving_python_from_an_answer_is_an_exception_like_others(line):
    feedback = examine("1.10", bench_with("1.10", method("parameters(self, recurse=True)", line)))
    assert feedback.state == "raises"
    assert "SystemExit" in feedback.frames


def test_a_check_raises_one_line_for_graders_and_returns_nothing(capsys):
    with pytest.raises(Unsolved) as caught:
        check("1.6", bench_with("1.6", starter("1.6")))
    assert caught.value._render_traceback_() == ["1.6 is waiting for you."]


def test_a_check_leaves_the_generator_and_the_gradient_mode_alone(nn):
    from course import numpy_torch

    for world in (torch, numpy_torch):
        world.manual_seed(3)
        before = world.get_rng_state().clone()
        with world.no_grad():
            check("1.4", nn)
            assert not world.is_grad_enabled()
        assert world.get_rng_state().tolist() == before.tolist()


def test_a_probe_that_fails_with_torch_is_the_authors_mistake():
    @probe("1.1")
    def a_claim_that_torch_does_not_keep(torch, see):
        see("nothing", torch.nn.there_is_no_such_thing)

    with pytest.raises(AuthorError, match="course's mistake"):
        torch_recording(a_claim_that_torch_does_not_keep, 0)


def test_probes_are_handed_the_same_random_numbers_in_both_worlds(nn):
    @probe("1.1")
    def a_random_claim(torch, see, rng):
        see("drawn", rng.normal(size=3).tolist())

    check("1.1", nn, a_random_claim)
    assert torch_recording(a_random_claim, 1).seen[0].value != torch_recording(a_random_claim, 2).seen[0].value


def test_every_exercise_of_the_lesson_is_known():
    assert [e for e in known_exercises() if e.startswith("1.")] == [f"1.{n}" for n in range(1, 14)]
    assert all(len(probes_of(e)) >= 3 for e in known_exercises())


def test_the_numpy_torch_does_not_pass_for_torch():
    from course import numpy_torch

    assert not is_real_torch(numpy_torch.ones(1))
    assert is_real_torch(torch.ones(1))
