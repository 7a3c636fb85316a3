"""SandboxExecute in an ordinary nbgrader course: stock's scores and outputs, and nothing of it for an attack."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_notebook
from ordinary import ANSWERS, POINTS, WALLED, hand_in, make, scores, shown
from stock import ROOT

from autograder.kernels import keeper, walled_kernel
from autograder.kernels.sandbox_execute import SandboxExecute
from autograder.trouble import BadInput

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="its walls are Linux's"),
]
FULL = {n: float(p) for n, p in POINTS.items()}
HARMLESS = {
    "right": {},
    "wrong": {"square": "def square(x):\n    return x + x\n"},
    "raises": {"rows": "def rows(name):\n    raise ValueError(name)\n"},
    "broken": {"square": "def square(x) return"},
    "shows": {
        "square": "from IPython.display import display, HTML\nimport sys\ndisplay(HTML('<b>x</b>'))\nprint(1)\n"
        "print(2, file=sys.stderr)\ndef square(x):\n    return x * x\nsquare(2)\n"
    },
    "plots": {"square": ANSWERS["square"] + "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()\n"},
    "starts": {"square": ANSWERS["square"] + "import subprocess\nsubprocess.run(['true'], check=True)\n!echo hello\n"},
}
# Before the right answer, so that whoever gets away with it has all points.
ATTACKS = {
    "deletes": """
import shutil
for place in ("{root}", "{home}"):
    shutil.rmtree(place, ignore_errors=True)
""",
    "reads": """
known = ("/proc", "/usr", "/sys", "/dev", "{prefix}", "{base}")
for folder, folders, files in (step for place in ("/", "{root}") for step in os.walk(place)):
    folders[:] = [name for name in folders if not os.path.join(folder, name).startswith(known)]
    for path in (os.path.join(folder, name) for name in files):
        try:
            with open(path, errors="replace") as file:
                if path.endswith((".ipynb", ".db")) or "BEGIN HIDDEN" in file.read():
                    print("FOUND", path)
        except OSError as error:
            print(error)
print("FOUND" if "of-the-instructor" in str(os.environ) else "nothing")
""",
    "calls": """
import socket
import subprocess
try:
    socket.create_connection(("127.0.0.1", {port}), timeout=2)
    print("FOUND")
except OSError as error:
    print(error)
""",
    "links": "print('FOUND' if os.path.exists('notes.txt') else 'nothing')\n",
}
DEADLY = {
    "loops": "import time\nwhile True:\n    try:\n        time.sleep(60)\n    except BaseException:\n        pass\n",
    "kills": "import signal\nos.kill(os.getpid(), signal.SIGKILL)\n",
    "leaves": "os._exit(0)\n",
    "forks": "while True:\n    try:\n        os.fork()\n    except OSError:\n        pass\n",
    "hogs": "import subprocess, sys\nhog = 'x = bytearray(250_000_000); import time; time.sleep(60)'\n"
    "all = [subprocess.Popen([sys.executable, '-c', hog]) for _ in range(8)]\nall[0].wait()\n",
    "floods": "while True:\n    print('y' * 10_000)\n",
}
DAEMON = "import subprocess\nsubprocess.Popen(['sleep', '{seconds}'], start_new_session=True)\n"
SECONDS = 86_399  # a number to find it by


def processes(text):
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if text in path.read_bytes().replace(b"\0", b" ").decode(errors="replace"):
                found.append(int(path.parent.name))
        except OSError:
            continue
    return found


def until(true, seconds=60):
    for _ in range(seconds * 10):
        if true():
            return
        time.sleep(0.1)
    raise TimeoutError(f"it was not so within {seconds} seconds")


@pytest.fixture(scope="module")
def stock(tmp_path_factory):
    course = make(tmp_path_factory.mktemp("stock"))
    for learner, answers in HARMLESS.items():
        hand_in(course, learner, answers)
    course.nbgrader("autograde", "ps1")
    return course


@pytest.fixture(scope="module")
def walled(tmp_path_factory):
    course = make(tmp_path_factory.mktemp("walled"), WALLED + "c.SandboxExecute.memory_mb = 1024\n")
    for learner, answers in HARMLESS.items():
        hand_in(course, learner, answers)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        places = {"root": course.root, "home": course.environment["HOME"], "port": listening.getsockname()[1]}
        places |= {"prefix": sys.prefix, "base": sys.base_prefix}
        for learner, text in ATTACKS.items():
            hand_in(course, learner, {"square": text.lstrip().format(**places) + ANSWERS["square"]})
        (course.root / "submitted" / "links" / "ps1" / "notes.txt").symlink_to(course.root / "gradebook.db")
        for learner, text in DEADLY.items():
            hand_in(course, learner, {"square": text + ANSWERS["square"]})
        hand_in(course, "stays", {"square": DAEMON.format(seconds=SECONDS) + ANSWERS["square"]})
        hand_in(course, "writes", {"square": "open('data.csv', 'w').write('')\n" + ANSWERS["square"]})
        copied = hand_in(course, "copies", {}) / "problem1.ipynb"
        copied.unlink()
        copied.symlink_to(course.root / "source" / "ps1" / "problem1.ipynb")
        before = {
            p: p.read_bytes()
            for p in course.root.rglob("*")
            if p.is_file() and not p.is_symlink() and "autograded" not in p.parts
        }
        course.nbgrader("autograde", "ps1", seconds=540)
        listening.setblocking(False)
        with pytest.raises(BlockingIOError):
            listening.accept()
    changed = {p.name for p, was in before.items() if not p.exists() or p.read_bytes() != was}
    assert changed == {"gradebook.db"}
    return course


@pytest.mark.parametrize("learner", HARMLESS)
def test_an_ordinary_notebook_has_the_scores_and_the_outputs_that_stock_gives_it(stock, walled, learner):
    assert scores(walled)[learner] == scores(stock)[learner]
    assert shown(walled, learner) == shown(stock, learner)


@pytest.mark.parametrize("learner", ATTACKS)
def test_an_attack_finds_nothing_and_reaches_nobody(walled, learner):
    assert scores(walled)[learner] == FULL
    assert "FOUND" not in str(shown(walled, learner))


@pytest.mark.parametrize("learner", DEADLY)
def test_a_cell_that_does_not_end_well_costs_what_stands_on_it(walled, learner):
    assert scores(walled)[learner] == {**FULL, "square": 0.0}
    errors = [out["ename"] for out in shown(walled, learner)[1] if out["output_type"] == "error"]
    assert errors in (["DeadKernelError"], ["KeyboardInterrupt", "CellTimeoutError"])


def test_what_a_notebook_starts_ends_with_it(walled):
    assert scores(walled)["stays"] == FULL
    assert processes(f"sleep {SECONDS}") == []


def test_what_a_notebook_writes_is_its_own(walled):
    assert scores(walled)["writes"] == {**FULL, "rows": 0.0}
    assert (walled.root / "autograded" / "writes" / "ps1" / "data.csv").read_text().startswith("a,b")


def test_a_notebook_that_is_a_link_to_the_solution_is_not_run(walled):
    assert scores(walled)["copies"] == dict.fromkeys(FULL, 0.0)
    assert "handed in as a link" in str(shown(walled, "copies"))


def run(folder, *cells, **limits):
    nb = new_notebook(cells=[new_code_cell(text) for text in cells])
    SandboxExecute(timeout=20, **limits).preprocess(nb, {"metadata": {"path": str(folder)}})
    return [cell.outputs for cell in nb.cells]


def test_no_test_is_passed_by_not_being_run(tmp_path):
    shown = run(tmp_path, "import time", *["time.sleep(9)"] * 3, "1", wall_seconds=3)
    assert [[o.output_type for o in outputs] for outputs in shown[1:]] == [["error"]] * 4
    assert "3 seconds" in shown[1][0].evalue


def test_a_result_does_not_stand_before_what_ended_its_cell(tmp_path):
    text = "get_ipython().displayhook(100)\nprint(1)\nimport os\nos._exit(0)"
    [outputs] = run(tmp_path, text)
    assert [o.output_type for o in outputs] in (["error"], ["error", "stream"])


def test_processor_time_counts_over_all_processes(tmp_path):
    loop = "import subprocess, sys\nfor _ in range(9):\n    subprocess.run([sys.executable, '-c', 'import time\\n"
    loop += "while time.process_time() < 1: pass'])"
    [[error], [alone]] = run(tmp_path, loop, "1", cpu_seconds=4)
    assert "4 seconds of processor time" in error.evalue
    assert alone.output_type == "execute_result"


def test_more_can_be_given_to_read_and_to_know(tmp_path, monkeypatch):
    data = tmp_path / "data"
    data.mkdir()
    (data / "x.txt").write_text("seen")
    monkeypatch.setenv("COURSE_DATA", str(data))
    text = "import os\nprint(open(os.environ['COURSE_DATA'] + '/x.txt').read())"
    (folder := tmp_path / "in").mkdir()
    [[error]] = run(folder, text)
    [[seen]] = run(folder, text, readable=[str(data)], variables=["COURSE_DATA"])
    assert (error.ename, seen.text) == ("KeyError", "seen\n")
    [[error]] = run(
        folder,
        text.replace("print(", "print(open(os.environ['COURSE_DATA'] + '/y.txt', 'w'), "),
        readable=[str(data)],
        variables=["COURSE_DATA"],
    )
    assert error.ename == "OSError"


def test_where_there_are_no_walls_nothing_is_run_and_the_words_say_what_mends_it(tmp_path, monkeypatch):
    real = keeper.command
    refusing = """
from autograder.sealed import kernel
def refused(*flags):
    raise OSError(1, "unshare: Operation not permitted")
kernel.unshare = refused
"""

    def command(setup):
        return [x.replace("from autograder", f"exec({refusing!r}); from autograder") for x in real(setup)]

    monkeypatch.setattr(keeper, "command", command)
    with pytest.raises(BadInput, match=r"unshare.*Mend: autograde on Linux 5\.12"):
        run(tmp_path, f"open({str(tmp_path / 'ran')!r}, 'w')")
    assert not (tmp_path / "ran").exists()


def test_nothing_is_left_of_a_room(tmp_path, monkeypatch):
    monkeypatch.setattr(walled_kernel.tempfile, "tempdir", str(tmp_path / "t"))
    (tmp_path / "t").mkdir()
    (tmp_path / "in").mkdir()
    run(tmp_path / "in", "print(1)")
    assert list((tmp_path / "t").iterdir()) == []


GRADER = """
import sys
sys.path.insert(0, sys.argv[1])
from nbformat.v4 import new_code_cell, new_notebook
from autograder.kernels.sandbox_execute import SandboxExecute
nb = new_notebook(cells=[new_code_cell(f"import subprocess\\nsubprocess.run(['sleep', '{sys.argv[3]}'])")])
SandboxExecute(timeout=99).preprocess(nb, {"metadata": {"path": sys.argv[2]}})
"""


def test_the_room_ends_with_the_grader(tmp_path):
    command = [sys.executable, "-c", GRADER, str(ROOT), str(tmp_path / "in"), str(SECONDS + 1)]
    for name in ("in", "rooms"):
        (tmp_path / name).mkdir()
    surroundings = {**os.environ, "TMPDIR": str(tmp_path / "rooms")}
    grader = subprocess.Popen(command, stderr=subprocess.DEVNULL, env=surroundings)
    sleeping = f"sleep {SECONDS + 1}"
    until(lambda: processes(sleeping) != [])
    grader.kill()
    grader.wait()
    until(lambda: processes(sleeping) == [])
    until(lambda: not any((tmp_path / "rooms").iterdir()))
