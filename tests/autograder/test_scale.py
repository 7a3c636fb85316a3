"""grade --scheduler: the same scores from many workers, whatever ends in the middle, and no open door."""

import contextlib
import json
import os
import signal
import threading
import time
from pathlib import Path

import pytest
from classroom import answered, four, hand_in, insert_after, solutions

from autograder import scale
from autograder.__main__ import main
from autograder.grade import grade
from autograder.scale import Scheduler, work
from autograder.trouble import BadInput

pytestmark = pytest.mark.slow
FOUR = four()
SLOW = "import time\ntime.sleep(0.3)"


@pytest.fixture(scope="module")
def cluster():
    import distributed

    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0"
    ) as cluster:
        yield cluster


def a_class(folder, times=1):
    """Submissions that take a while, and the points of each."""
    wanted = {}
    for learner, (nb, points) in FOUR.items():
        for i in range(times):
            insert_after(nb, "check-1-3", f"{SLOW}  # {i}")
            hand_in(folder, f"{learner}{i}", nb)
            wanted[f"{learner}{i}"] = points
    hand_in(folder, "broken", '{"cells": [')
    return {**wanted, "broken": {}}


def verdicts(journal):
    return [said for line in journal.read_text().splitlines() if "points" in (said := json.loads(line))]


def children(pid):
    with contextlib.suppress(OSError):
        return [int(x) for task in Path(f"/proc/{pid}/task").iterdir() for x in (task / "children").read_text().split()]
    return []


def test_workers_give_the_scores_that_this_machine_gives_though_one_is_killed_in_the_middle(cluster, tmp_path):
    import distributed

    wanted = a_class(tmp_path / "in", times=4)
    journal, killed = tmp_path / "far.journal", []

    def kill_one():
        with distributed.Client(cluster.scheduler_address, set_as_default=False) as client:
            until(lambda: journal.exists() and len(verdicts(journal)) >= 2)
            busy = {w: len(tasks) for w, tasks in client.processing().items()}
            [pid] = client.run(os.getpid, workers=[max(busy, key=busy.get)]).values()
            killed.append((pid, descendants(pid)))
            os.kill(pid, signal.SIGKILL)

    killer = threading.Thread(target=kill_one)
    killer.start()
    far = grade(tmp_path / "in", db=tmp_path / "far.db", seed=5, scheduler=Scheduler(cluster.scheduler_address, True))
    killer.join()
    here = grade(tmp_path / "in", db=tmp_path / "here.db", seed=5)
    assert {g.submission.learner: g.points for g in far.graded} == wanted
    assert [(g.points, g.feedback, g.most) for g in far.graded] == [(g.points, g.feedback, g.most) for g in here.graded]
    assert len(verdicts(journal)) == len(wanted) - 1
    [(worker, started)] = killed
    assert started  # it kept submissions in processes of their own
    until(lambda: not any(map(running, [worker, *started])))


def running(pid):
    """Whether a process is there, and not merely the note that its end has not been asked about."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def descendants(pid):
    return [x for child in children(pid) for x in (child, *descendants(child))]


def until(true, seconds=60):
    for _ in range(seconds * 20):
        if true():
            return
        time.sleep(0.05)
    raise TimeoutError(f"it was not so within {seconds} seconds")


def test_a_cluster_of_this_machine_is_one_word(tmp_path, capsys):
    hand_in(tmp_path / "in", "ada", answered(solutions()))
    arguments = ["grade", str(tmp_path / "in"), "--db", str(tmp_path / "g.db"), "--scheduler", "local", "--jobs", "1"]
    assert main(arguments) == 0
    assert "28/28" in capsys.readouterr().out


def test_a_task_is_a_text_without_the_learners_name_and_so_is_its_result(tmp_path, monkeypatch):
    hand_in(
        tmp_path / "in",
        "ada-lovelace",
        answered({"1.1": "import os\nos.chdir('..')\n\ud800".encode(errors="replace").decode()}),
    )
    seen = []

    @contextlib.contextmanager
    def client(scheduler):
        yield Eager(seen)

    monkeypatch.setattr(scale, "_client", client)
    monkeypatch.setattr("distributed.as_completed", list)
    grade(tmp_path / "in", db=tmp_path / "g.db", seed=5, scheduler=Scheduler("local"))
    [(function, task, result)] = seen
    assert (function, type(task), type(result)) == (work, str, str)
    assert "ada" not in task
    assert set(json.loads(result)) == {"points", "most", "walls", "ends", "feedback"}


class Eager:
    """A client that does it here and now."""

    def __init__(self, seen):
        self.seen = seen

    def submit(self, function, task, **how):
        done = Done(function(task))
        self.seen.append((function, task, done.result()))
        return done

    def cancel(self, futures):
        pass

    def run(self, function):
        function()


class Done:
    def __init__(self, value):
        self.result = lambda: value


def test_a_worker_of_another_version_grades_nothing(tmp_path):
    with pytest.raises(BadInput, match="another version of the course"):
        work(json.dumps({"lesson": "01", "seed": 1, "asked": "0" * 32, "unsafe": False, "steps": [], "untouched": []}))


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("tcp://127.0.0.1:1", "takes tasks, and learners' work, from whoever reaches it. Mend"),
        ("127.0.0.1:1", "takes tasks, and learners' work, from whoever reaches it. Mend"),
        ("tls://127.0.0.1:1", "asks for certificates. Mend"),
    ],
)
def test_a_door_that_is_open_or_has_no_key_is_not_used(tmp_path, capsys, address, said):
    hand_in(tmp_path / "in", "ada", answered({}))
    assert main(["grade", str(tmp_path / "in"), "--db", str(tmp_path / "g.db"), "--scheduler", address]) == 2
    assert said in capsys.readouterr().err


def test_without_a_scheduler_there_the_words_say_so(tmp_path, monkeypatch):
    hand_in(tmp_path / "in", "ada", answered({}))
    monkeypatch.setattr(scale, "CONNECT_SECONDS", 1)
    with pytest.raises(BadInput, match="no scheduler answers at"):
        grade(tmp_path / "in", db=tmp_path / "g.db", scheduler=Scheduler("tcp://127.0.0.1:1", True))
