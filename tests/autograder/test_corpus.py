"""The hostile corpus, graded together between right submissions: every score exact, and nothing else has happened.

`pytest tests/autograder/test_corpus.py -s` prints the table: case, expected, got.
"""

import ctypes
import hashlib
import json
import os
import sysconfig
import tempfile
import time
from collections import Counter
from dataclasses import asdict, replace
from pathlib import Path

import numpy
import pytest
from classroom import LESSON, answered, hand_in, insert_after, points, solutions
from corpus import Case, cases

from autograder import grade as grading
from autograder import sandbox
from autograder.hidden_probes import file_of, hidden_probes
from autograder.plan import plan
from autograder.submission import collect
from autograder.verdict import Judge, prepare
from course import book, cards

ROOT = Path(__file__).resolve().parents[2]
SITE = Path(sysconfig.get_path("purelib"))
SEED = 1_913_478_265
NEIGHBOURS = 12
CASES = list(cases())


def places(folder):
    """What the cells of the corpus call the host's files."""
    host = {"ROOT": ROOT, "SITE": SITE, "HOME": Path.home(), "TMP": tempfile.gettempdir()}
    own = {"IN": folder / "in", "DB": folder / "gradebook.db", "MARK": folder / "planted"}
    return {name: str(place) for name, place in (host | own).items()}


def class_of_all(folder):
    """Every case, and right submissions between them."""
    folder.mkdir(mode=0o755)
    every = len(CASES) // NEIGHBOURS
    for i, case in enumerate(CASES):
        if i % every == 0:
            hand_in(folder, f"{case.name}~", answered(solutions()))
    for case in CASES:
        case.hand_in(folder, places(folder.parent))


def expected():
    """The rows that there should be, by learner."""
    rows = {}
    for row in (row for case in CASES for row in case.rows):
        rows.setdefault(row["learner"], []).append(row)
    return rows


def got(g):
    return {
        "learner": g.submission.learner,
        "trouble": g.submission.trouble,
        "points": g.points,
        "states": {e: f.state for e, f in g.feedback.items()},
        "remarks": list(g.submission.remarks),
    }


def watched(folder):
    """The host's files that the attacks name, as they are now."""
    files = [
        ROOT / "LICENSE",
        ROOT / "course/checks/01_parameter.py",
        ROOT / "autograder/sealed/wire.py",
        numpy.__file__,
        os.__file__,
    ]
    files += sorted(p for p in (folder / "in").rglob("*") if p.is_file() and not p.is_symlink())
    state = {str(p): (hashlib.sha256(Path(p).read_bytes()).digest(), os.stat(p).st_mode) for p in files}
    for each in (SITE, Path(numpy.__file__).parent, Path(os.__file__).parent):
        state[str(each)] = each.stat().st_mtime_ns
    for each in (folder / "in", *(folder / "in").iterdir()):
        state[f"{each} holds"] = sorted(os.listdir(each)) if each.is_dir() else os.lstat(each).st_mode
    roots = [
        ROOT,
        SITE,
        Path.home(),
        Path(tempfile.gettempdir()),
        *map(Path, ("/", "/home", "/var/tmp", "/dev/shm")),
    ]
    state["planted"] = [str(p) for r in {*roots, folder, folder / "in"} if r.is_dir() for p in r.glob("planted*")]
    return state


def descendants():
    """Every process that was started by this one, by one of those, or left behind by one."""
    parents = {}
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            state, parent, *_ = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if state != "Z":
            parents[int(pid)] = int(parent)
    found = {os.getpid()}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    folder = tmp_path_factory.mktemp("corpus")
    class_of_all(folder / "in")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sandbox, "MARGIN", 1.0)
        quick = {"cell_seconds": (0.5, 2.0), "probe_seconds": 0.5}
        patch.setattr(grading, "plan", lambda name, seed: replace(plan(name, seed), **quick))
        ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # what outlives its parent becomes a child of this process
        before = watched(folder), descendants(), set(Path(tempfile.gettempdir()).glob("course-*"))
        report = grading.grade(folder / "in", LESSON, db=folder / "gradebook.db", seed=SEED, jobs=8)
        after = watched(folder), descendants(), set(Path(tempfile.gettempdir()).glob("course-*"))
    return report, before, after


@pytest.mark.slow
def test_the_hostile_corpus(graded):
    report, before, after = graded
    rows, neighbours, table, wrong = expected(), 0, [], []
    for g in report.graded:
        found = got(g)
        if found["learner"].endswith("~"):
            neighbours += 1
            assert found["points"] == points(), f"a right neighbour, {found['learner']}"
            continue
        assert rows.get(found["learner"]), f"nobody handed in {found}"
        wanted = rows[found["learner"]].pop(0)
        line = [found["learner"], *(sum(r["points"].values()) if not r["trouble"] else "-" for r in (wanted, found))]
        table.append(line)
        if found != wanted:
            differing = {k: (wanted[k], found[k]) for k in wanted if wanted[k] != found[k]}
            wrong.append((line, differing, {e: f.short for e, f in g.feedback.items() if f.state != "agrees"}))
    for name, wanted, came in table:
        print(f"{name:50} {wanted!s:>3} {came!s:>3}")
    print(Counter(c.result["class"] for c in CASES), f"and {neighbours} right neighbours")
    assert not wrong
    assert not {name: left for name, left in rows.items() if left}
    assert neighbours >= NEIGHBOURS
    assert report.certified
    assert after[0] == before[0], "a file of the host has changed"
    assert after[1] <= before[1], "a process has survived"
    assert after[2] <= before[2], "a folder was left"
    no_hidden_byte(report)


def no_hidden_byte(report):
    """Nothing that leaves the grader holds a line or the name of a hidden probe, or the seed."""
    hidden = file_of(LESSON).read_text().splitlines()
    public = [ROOT / folder / f"{LESSON}.py" for folder in ("course/checks", "solutions")]
    known = {line.strip() for path in public for line in path.read_text().splitlines()}
    secrets = {x for line in hidden if len(x := line.strip()) > 15 and x not in known and x[0] != "#"}
    secrets |= {p.name for e in solutions() for p in hidden_probes(e)} | {str(SEED), f"{SEED:,}"}
    assert len(secrets) > 100
    for g in report.graded:
        said = [g.submission.trouble, *g.submission.remarks]
        for f in g.feedback.values():
            said += [
                json.dumps(asdict(f), ensure_ascii=False),
                *map(str, asdict(f).values()),
                cards.html(f),
                cards.text(f),
            ]
        text = "\n".join(said)
        assert not [s for s in secrets if s in text], g.submission.learner
    # nbgrader's gradebook, which no learner sees, holds the checks' source; the seed is the journal's alone.
    assert str(SEED).encode() not in report.db.read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["namespaces", "landlock"])
def test_either_wall_stops_every_escape(tmp_path, kind):
    made = replace(plan(LESSON, SEED), cell_seconds=(2.0, 4.0))
    prepare(made)
    judge, chosen = Judge(made), {c.name: c for c in CASES if c.result.get("both_walls")}
    (tmp_path / "gradebook.db").write_text("grades")
    where = places(tmp_path)
    hand_in(tmp_path / "in", "right", answered(solutions()))
    for case in chosen.values():
        case.hand_in(tmp_path / "in", where)
    wrong = {}
    before = watched(tmp_path)
    with sandbox.Sandbox(made, kinds=(kind,)) as walled:
        for submission in collect(tmp_path / "in", LESSON):
            ran = walled.run(submission)
            found = {e: made.points[e] if ok else 0 for e, ok in judge.agreed(ran).items()}
            if submission.learner == "right":
                assert found == points()
            elif found != chosen[submission.learner].rows[0]["points"]:
                wrong[submission.learner] = found, ran.errors
    assert not wrong
    assert watched(tmp_path) == before
    assert (tmp_path / "gradebook.db").read_text() == "grades"


def test_all_runs_of_a_notebook_together_take_no_longer_than_two_may(tmp_path, monkeypatch):
    monkeypatch.setattr(sandbox, "MARGIN", 0.5)
    made = replace(plan(LESSON, SEED), cell_seconds=(0.5, 0.5))
    nb = answered(solutions())
    for _ in range(6):
        insert_after(
            nb, "check-1-3", (CASES[0].folder.parent / "loop-with-blocked-signals/after-check-1-3.cell").read_text()
        )
    hand_in(tmp_path, "ada", nb)
    began = time.monotonic()
    with sandbox.Sandbox(made) as walled:
        ran = walled.run(collect(tmp_path, LESSON)[0], wall=1.5)
    assert not ran.done
    assert len(ran.ends) < 6
    assert time.monotonic() - began < 3 + 10  # a sandbox is ready in less


@pytest.mark.parametrize("lesson", book.lessons())
def test_every_exercise_has_a_probe_that_no_learner_has(lesson):
    without = [e for e, asked in plan(lesson, SEED).asked.items() if not any(a.secret for a in asked)]
    assert not without


def test_the_corpus_has_every_class_several_times():
    by_class = Counter(c.result["class"] for c in CASES)
    assert min(by_class.values()) >= 3
    assert len(CASES) >= 90
    assert all(isinstance(c, Case) and c.result["rows"] is not None for c in CASES)
