"""The journal: every verdict, written down as soon as it is known, and never overwritten.

One line of JSON a verdict, under the hash of what was graded and of how: the same work, asked the same way, is not run
again. Whatever ends the grader, at most the line it was writing is lost, and that one is passed over.
"""

from __future__ import annotations

import contextlib
import json
import os
import threading
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import IO, Any

import course
from autograder.plan import Plan
from autograder.submission import Submission
from autograder.trouble import BadInput
from autograder.verdict import Graded
from course.feedback import Feedback

BATCH = 50  # lines between two waits for the disk


class Journal:
    """The verdicts of earlier runs, and the place for new ones.  One run at a time has it open."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._known: dict[str, dict[str, Any]] = {}
        self._seed: int | None = None
        self._written = 0

    @property
    def seed(self) -> int | None:
        """The seed of the latest run; None where there was none."""
        return self._seed

    @contextlib.contextmanager
    def open(self) -> Iterator[Journal]:
        """Read it and keep it open.  Raises BadInput where another run has it, or where it cannot be written."""
        try:
            fd = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)  # it holds the seeds
        except OSError as error:
            raise BadInput(
                f"{self._path.with_suffix('.db')} cannot be used as a gradebook: {self._path.name} beside it "
                f"cannot be written ({error.strerror}). Mend: --db in another folder."
            ) from error
        with os.fdopen(fd, "r+b") as self._file:
            _only_one(self._file, self._path)
            self._read()
            yield self
            self._flush()

    def _read(self) -> None:
        self._file.seek(0)
        last = b"\n"
        for line in self._file:
            last = line
            with contextlib.suppress(ValueError, TypeError, KeyError):
                said = json.loads(line)
                if "seed" in said:
                    self._seed = int(said["seed"])
                else:
                    self._known[str(said["key"])] = said
        if not last.endswith(b"\n"):
            self._file.write(b"\n")  # where a run was ended while it wrote

    def begin(self, seed: int) -> None:
        """Note the seed of this run."""
        self._seed = seed
        self._append({"seed": seed})

    def find(self, key: str, submission: Submission) -> Graded | None:
        """The verdict on the same work, asked the same way; None where there is none."""
        said = self._known.get(key)
        if said is None:
            return None
        with contextlib.suppress(TypeError, KeyError):
            return from_data(said, submission)
        return None  # of an older form: it is graded again

    def write(self, key: str, graded: Graded) -> None:
        """Append a verdict."""
        whose = {"learner": graded.submission.learner, "lesson": graded.submission.lesson}
        said = {"key": key, **whose, **as_data(graded)}
        self._append(said)
        self._known[key] = said

    def stand(self, found: Sequence[Submission], keys: Sequence[str]) -> None:
        """Note which verdict is whose after this run, of old work and new; the report is made from this."""
        rows = [[s.learner, s.lesson, key, work_of(s), s.trouble] for s, key in zip(found, keys, strict=True)]
        self._append({"stand": rows})

    def _append(self, said: dict[str, Any]) -> None:
        line = json.dumps(said, separators=(",", ":")).encode() + b"\n"
        with self._lock:
            self._file.write(line)
            self._file.flush()
            self._written += 1
            if self._written % BATCH == 0:
                os.fsync(self._file.fileno())

    def _flush(self) -> None:
        self._file.flush()
        os.fsync(self._file.fileno())


def as_data(graded: Graded) -> dict[str, Any]:
    """A verdict as it can be written as JSON, without whose it is."""
    return {
        "points": graded.points,
        "most": graded.most,
        "walls": graded.walls,
        "ends": graded.ends,
        "feedback": {e: _short(f) for e, f in graded.feedback.items()},
    }


def from_data(said: dict[str, Any], submission: Submission) -> Graded:
    """The verdict that was written so.  Raises KeyError or TypeError for one of another form."""
    feedback = {e: Feedback(**f) for e, f in said["feedback"].items()}
    return Graded(submission, feedback, said["points"], said["most"], said["walls"], said["ends"])


def key_of(submission: Submission, asked: str) -> str:
    """What a verdict depends on: the steps that are run, and the way they are asked about.  Not whose they are."""
    return _hash([asked, work_of(submission)])


def work_of(submission: Submission) -> str:
    """The hash of what is graded of a submission."""
    steps = [(s.kind, s.name, s.text, s.exercise) for s in submission.steps]
    return _hash([submission.lesson, steps, sorted(submission.untouched)])


def asked_in(plan: Plan, unsafe: bool = False) -> str:
    """A plan as a hash: every probe and seed, what stands before the lesson, the limits, the course that runs it."""
    asked = {e: [(a.file, a.probe.name, a.seed, a.secret) for a in probes] for e, probes in plan.asked.items()}
    how = [plan.reference, plan.files, plan.targets, plan.given, plan.cell_seconds, plan.probe_seconds, unsafe]
    return _hash([plan.lesson, asked, plan.points, how, _code()])


@cache
def _code() -> str:
    """The course and the grader themselves."""
    rooms = [Path(str(course.__file__)).parent, Path(__file__).parent]
    files = sorted(p for room in rooms for p in room.rglob("*.py"))
    return _hash([(p.name, p.read_text(encoding="utf-8")) for p in files])


def _hash(data: Any) -> str:
    return blake2b(json.dumps(data).encode(), digest_size=16).hexdigest()


def _short(feedback: Feedback) -> dict[str, Any]:
    """A feedback's fields, without those that say nothing."""
    empty = asdict(Feedback(feedback.exercise, feedback.state))
    return {k: v for k, v in asdict(feedback).items() if k in ("exercise", "state") or v != empty[k]}


def _only_one(file: IO[bytes], path: Path) -> None:
    try:
        import fcntl
    except ImportError:  # Windows has no such lock
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise BadInput(f"another run is writing {path}. Wait for its end, or give --db in another folder.") from error
