"""One child process: what it may import, what it survives, and what comes out."""

import json
import os
import tempfile
from dataclasses import replace

import pytest
from classroom import LESSON, answered, hand_in, insert_after, solutions

from autograder import sandbox
from autograder.plan import plan
from autograder.sandbox import read, run
from autograder.submission import collect
from autograder.verdict import verdict
from course.recordings import Recording, to_json

PLAN = replace(plan(LESSON, 7), cell_seconds=(0.5, 1.0), probe_seconds=0.5)


LOOP = "@grow(nn.Module)\ndef __dir__(self):\n    while True:\n        pass\n"


def graded(tmp_path, own="", answers=(), wall=30.0, after="check-1-3"):
    nb = answered({**solutions(), **dict(answers)})
    if own:
        insert_after(nb, after, own)
    hand_in(tmp_path, "ada", nb)
    [submission] = collect(tmp_path)
    ran = run(submission, PLAN, wall)
    return verdict(submission, PLAN, ran), ran


def lost(g):
    return [e for e, p in g.points.items() if not p]


def test_the_right_answers_agree(tmp_path):
    g, ran = graded(tmp_path)
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
    ],
    ids=lambda text: text.split("\n")[0][:30],
)
def test_a_cell_that_does_this_costs_nothing_but_itself(tmp_path, own):
    g, ran = graded(tmp_path, own)
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
def test_the_desks_widgets_are_quiet(tmp_path, own):
    g, ran = graded(tmp_path, own)
    assert (lost(g), ran.done, ran.errors) == ([], True, {})


@pytest.mark.parametrize(
    "own",
    ["import os\nos._exit(0)", "import os\nos.abort()", "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)"],
)
def test_a_process_that_ends_keeps_what_came_before_and_the_cell_is_blamed(tmp_path, own):
    g, ran = graded(tmp_path, own)
    assert lost(g) == [e for e in g.points if e not in ("1.1", "1.2", "1.3")]
    assert "own cell" in ran.last
    assert "after check-1-3" in g.feedback["1.4"].note


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
def test_what_only_the_clock_stops_keeps_what_came_before_and_leaves_no_process(tmp_path, own, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    g, ran = graded(tmp_path, own, wall=4.0)
    assert not {"1.1", "1.2", "1.3"} & set(lost(g))
    assert ran.done or ran.ended == "it was still running after 4 seconds, and was stopped"
    assert not _left_over(str(tmp_path))


def _left_over(folder):
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")) if os.path.isdir("/proc") else []:
        try:
            with open(f"/proc/{pid}/environ", "rb") as file:
                environment = file.read()
            with open(f"/proc/{pid}/stat") as file:
                state = file.read().rsplit(")", 1)[1].split()[0]
        except OSError:
            continue
        if folder.encode() in environment and state != "Z":
            found.append(pid)
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
def test_neither_torch_nor_the_answers_can_be_imported(tmp_path, route):
    import torch

    paths = [os.path.dirname(os.path.dirname(torch.__file__))]
    _, ran = graded(tmp_path, route.replace("{paths!r}", repr(paths)))
    [(reason, frames)] = ran.errors.values()
    assert reason == "raises"
    assert "ModuleNotFoundError" in frames


def test_an_answer_that_imports_torch_gets_nothing_and_is_told(tmp_path):
    answer = "import torch as real\n\n\n@grow(nn.Module)\ndef __dir__(self):\n    return real.nn.Module.__dir__(self)\n"
    g, _ = graded(tmp_path, answers={"1.8": answer}.items())
    assert g.points["1.8"] == 0
    assert "Build yours on the numpy torch" in g.feedback["1.8"].frames


def test_an_answer_that_loops_is_stopped_and_the_next_one_counts(tmp_path):
    g, _ = graded(tmp_path, answers={"1.8": LOOP}.items())
    assert lost(g) == ["1.8"]
    assert "still running" in g.feedback["1.8"].note


def test_an_answer_that_is_no_python_says_its_line(tmp_path):
    g, _ = graded(
        tmp_path, answers={"1.13": "@grow(nn.Parameter)\ndef __reduce_ex__(self, protocol)\n    pass\n"}.items()
    )
    assert lost(g) == ["1.13"]
    assert "line 2: SyntaxError" in g.feedback["1.13"].frames


def test_an_answer_counts_though_something_after_it_in_its_cell_raises(tmp_path):
    g, _ = graded(tmp_path, answers={"1.8": solutions()["1.8"] + "\n\nnn.Module().nothing\n"}.items())
    assert lost(g) == []


def test_nn_that_was_overwritten_is_said(tmp_path):
    g, _ = graded(tmp_path, "nn = 3", after="answer-1-13")
    assert "nn is a int here" in g.feedback["1.13"].note
    assert lost(g) == ["1.13"]


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"nonsense",
        b"[]",
        b'{"recording": "1.1", "probe": 0, "data": {"seen": 3}}',
        b'{"recording": "1.1", "probe": 0, "data": {"seen": [], "crash": null, "printed": "", "more": 1}',
        b'{"recording": ["1.1"], "probe": true, "data": null}',
        b'{"check": 3, "missing": ""}',
        b"[" * 50_000,
        b"\xff\xfe",
    ],
)
def test_a_line_that_is_no_line_of_ours_is_passed_over(line):
    ran = read(b'{"at": "a"}\n' + line + b'\n{"done": true}\n')
    assert (ran.last, ran.done, ran.recordings) == ("a", True, {})


EVERYWHERE = """import os
for descriptor in range(3, 20):
    try:
        {write}
    except OSError:
        pass"""


def test_a_flood_of_lines_is_cut_off(tmp_path, monkeypatch):
    monkeypatch.setattr(sandbox, "LARGEST", 100_000)
    _, ran = graded(tmp_path, EVERYWHERE.format(write="while os.write(descriptor, b'x' * 10_000): pass"))
    assert "MB, and was stopped" in ran.ended


def test_recordings_that_are_no_answers_of_torch_win_nothing(tmp_path):
    line = json.dumps({"recording": "1.5", "probe": 0, "data": to_json(Recording())})
    own = EVERYWHERE.format(write=f"os.write(descriptor, {f'{line}{chr(10)}'.encode()!r})")
    g, _ = graded(tmp_path, own, answers={"1.5": "x = 1"}.items())
    assert g.points["1.5"] == 0
