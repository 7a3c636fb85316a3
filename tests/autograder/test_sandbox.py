"""One child process: what it may import, what it survives, and what comes out."""

import json
import os
from dataclasses import replace

import pytest
from classroom import LESSON, answered, hand_in, insert_after, solutions

from autograder import sandbox
from autograder.grader import Grader
from autograder.plan import plan
from autograder.sandbox import Ran, _note
from autograder.sealed.wire import pack
from autograder.submission import collect
from course.recordings import Recording, to_json

PLAN = replace(plan(LESSON, 7), cell_seconds=(0.5, 1.0), probe_seconds=0.5)


LOOP = "@grow(nn.Module)\ndef __dir__(self):\n    while True:\n        pass\n"


@pytest.fixture(scope="module")
def grader():
    with Grader(PLAN) as ready:
        yield ready


@pytest.fixture
def graded(tmp_path, grader, monkeypatch):
    def one(own="", answers=(), wall=30.0, after="check-1-3"):
        monkeypatch.setattr(grader, "_wall", wall)
        nb = answered({**solutions(), **dict(answers)})
        if own:
            insert_after(nb, after, own)
        hand_in(tmp_path, "ada", nb)
        [submission] = collect(tmp_path)
        return grader.grade(submission), grader._all.run(submission, wall)

    return one


def lost(g):
    return [e for e, p in g.points.items() if not p]


def test_the_right_answers_agree(graded):
    g, ran = graded()
    assert (lost(g), ran.done, ran.errors) == ([], True, {})


@pytest.mark.parametrize(
    "own",
    [
        "while True:\n    pass",
        "import time\ntime.sleep(100)",
        "exit()",
        "import sys; sys.exit(3)",
        "raise KeyboardInterrupt",
        "def f():\n    return f()\nf()",
        "print('y' * 30_000_000)",
        "import os\nos.write(1, b'y' * 5_000_000)",
        "import sys\nsys.stderr.write('warned')\nsys.stdout = None",
        "this is no Python",
        "!rm -rf /",
        "%matplotlib inline\nimport matplotlib.pyplot as plt\nfig, ax = plt.subplots()\nax.plot([1, 2])\nplt.show()",
        "from IPython.display import display\ndisplay(nn)\nimport ipywidgets\nipywidgets.IntSlider(max=3)",
        "import atexit\natexit.register(lambda: exec('while True: pass'))",
        "import threading\nthreading.Thread(target=lambda: exec('while True: pass'), daemon=False).start()",
        "x = bytearray(3_000_000_000)",
        "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)",
        "import os\nos.fork()",
    ],
    ids=lambda text: text.split("\n")[0][:30],
)
def test_a_cell_that_does_this_costs_nothing_but_itself(graded, own):
    g, ran = graded(own)
    assert (lost(g), ran.done) == ([], True)


@pytest.mark.parametrize(
    "own",
    [
        "from course import tree\nnet = nn.Module()\ntree(net)\ntree('net')\nprint(tree(net, net))",
        "from course import gradient_bench, training\ngradient_bench()\n"
        "def run(torch, epochs):\n    while True:\n        yield 1.0\ntraining(run, epochs=5)",
    ],
    ids=["tree", "gradient_bench and training"],
)
def test_the_desks_widgets_are_quiet(graded, own):
    g, ran = graded(own)
    assert (lost(g), ran.done, ran.errors) == ([], True, {})


@pytest.mark.parametrize(
    "own",
    ["import os\nos._exit(0)", "import os\nos.abort()", "import ctypes\nctypes.string_at(0)"],
)
def test_a_cell_that_ends_the_process_is_blamed_and_the_rest_runs_without_it(graded, own):
    g, ran = graded(own)
    assert (lost(g), ran.done) == ([], True)
    [(cell, _)] = ran.ends.items()
    assert "own cell" in cell


def test_what_stands_on_a_cell_that_ends_the_process_is_lost_with_it(graded):
    g, _ = graded(answers={"1.4": solutions()["1.4"] + "\n\nimport os\nos._exit(0)\n"}.items())
    assert "1.4" in lost(g)
    assert not {"1.1", "1.2", "1.3"} & set(lost(g))
    assert "ended the run" in g.feedback["1.4"].note


SLEEPER = """import os, signal, time
for number in (signal.SIGALRM, signal.SIGPROF):
    signal.signal(number, signal.SIG_IGN)
os.fork()
while True:
    time.sleep(1)"""
STUBBORN = """def stay():
    while True:
        try:
            while True:
                pass
        except BaseException:
            stay()


stay()"""


@pytest.mark.parametrize("own", [SLEEPER, STUBBORN])
def test_what_only_the_clock_stops_keeps_what_came_before_and_leaves_no_process(graded, own):
    before = _processes()
    g, ran = graded(own, wall=4.0)
    assert not {"1.1", "1.2", "1.3"} & set(lost(g))
    assert ran.done or ran.ended == "it was still running after 4 seconds, and was stopped"
    assert _processes() <= before


def _processes():
    """Every process of the machine that was started by this one, or by one of those."""
    parents = {}
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/stat") as file:
                state, parent, *_ = file.read().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if state != "Z":
            parents[int(pid)] = int(parent)
    found = {os.getpid()}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found


@pytest.mark.parametrize(
    "route",
    [
        "import torch",
        "import torch.nn as real",
        "real = __import__('torch')",
        "import importlib\nreal = importlib.import_module('torch.nn')",
        "import sys\nsys.path += {paths!r}\nimport torch",
        "import autograder.hidden",
        "import solutions.reference",
        "import nbgrader",
    ],
    ids=lambda text: text.split("\n")[-1],
)
def test_neither_torch_nor_the_answers_can_be_imported(graded, route):
    import torch

    paths = [os.path.dirname(os.path.dirname(torch.__file__))]
    _, ran = graded(route.replace("{paths!r}", repr(paths)))
    [(reason, frames)] = ran.errors.values()
    assert reason == "raises"
    assert "ModuleNotFoundError" in frames


def test_an_answer_that_imports_torch_gets_nothing_and_is_told(graded):
    answer = "import torch as real\n\n\n@grow(nn.Module)\ndef __dir__(self):\n    return real.nn.Module.__dir__(self)\n"
    g, _ = graded(answers={"1.8": answer}.items())
    assert g.points["1.8"] == 0
    assert "Build yours on the numpy torch" in g.feedback["1.8"].frames


def test_an_answer_that_loops_is_stopped_and_the_next_one_counts(graded):
    g, _ = graded(answers={"1.8": LOOP}.items())
    assert lost(g) == ["1.8"]
    assert "still running" in g.feedback["1.8"].note


def test_an_answer_that_is_no_python_says_its_line(graded):
    g, _ = graded(answers={"1.13": "@grow(nn.Parameter)\ndef __reduce_ex__(self, protocol)\n    pass\n"}.items()
    )
    assert lost(g) == ["1.13"]
    assert "line 2: SyntaxError" in g.feedback["1.13"].frames


def test_an_answer_counts_though_something_after_it_in_its_cell_raises(graded):
    g, _ = graded(answers={"1.8": solutions()["1.8"] + "\n\nnn.Module().nothing\n"}.items())
    assert lost(g) == []


def test_nn_that_was_overwritten_is_said(graded):
    g, _ = graded("nn = 3", after="answer-1-13")
    assert "nn is a int here" in g.feedback["1.13"].note
    assert lost(g) == ["1.13"]


@pytest.mark.parametrize(
    "said",
    [
        None,
        [],
        "nonsense",
        {"recording": "1.1", "probe": "0"},
        {"recording": ["1.1"], "probe": True, "data": None},
        {"check": 3, "missing": ""},
    ],
)
def test_a_frame_that_is_none_of_ours_is_passed_over(said):
    ran = Ran()
    for each in ({"at": "a"}, said, {"done": True}):
        _note(ran, each, b"")
    assert (ran.last, ran.done, ran.recordings) == ("a", True, {})


EVERYWHERE = """import os
for descriptor in range(3, 20):
    try:
        {write}
    except OSError:
        pass"""


def test_a_flood_of_lines_is_cut_off(graded, monkeypatch):
    monkeypatch.setattr(sandbox, "MOST_SENT", 3_000_000)
    frame = pack({"nothing": "x" * 10_000})
    g, ran = graded(EVERYWHERE.format(write=f"while os.write(descriptor, {frame!r}): pass"))
    assert ["MB, and was stopped" in why for why in ran.ends.values()] == [True]
    assert lost(g) == []


def test_recordings_that_are_no_answers_of_torch_win_nothing(graded):
    text = json.dumps(to_json(Recording())).encode()
    frame = pack({"recording": "1.5", "probe": 0, "text": len(text)}, text)
    own = EVERYWHERE.format(write=f"os.write(descriptor, {frame!r})")
    g, _ = graded(own, answers={"1.5": "x = 1"}.items())
    assert g.points["1.5"] == 0
