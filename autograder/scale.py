"""Many machines: the same submissions, graded by the workers of a dask.distributed scheduler.

A task is a text of JSON and so is its result; dask finds the function by its name. Each worker has this course and
torch installed: it makes the plan itself, records torch's answers once, and keeps submissions behind the same walls.
No learner's code runs in a worker's own process, and nothing that a learner wrote is unpickled but as a text.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from tqdm import tqdm

from autograder.grader import Grader
from autograder.journal import as_data, asked_in, from_data
from autograder.plan import plan
from autograder.submission import Step, Submission
from autograder.trouble import BadInput
from autograder.verdict import Graded

LOCAL = "local"
RETRIES = 2  # of a task that raised; one whose worker died is started again by dask itself
CONNECT_SECONDS = 20
AGAIN = "What has been graded is in the journal: the same command goes on from there."


@dataclass(frozen=True)
class Scheduler:
    """Where the workers are.  `unauthenticated` accepts a scheduler that takes tasks from whoever reaches it."""

    address: str
    unauthenticated: bool = False
    workers: int | None = None  # of a local one


def grade_on(
    scheduler: Scheduler,
    submissions: Mapping[int, Submission],
    seed: int,
    asked: Mapping[str, str],
    unsafe: bool,
    note: Callable[[int, Graded], None],
) -> None:
    """Grade these; `note` is told each verdict as soon as it is there.

    `asked` has the hash of each lesson's plan, which the workers' must be too. Raises BadInput, with the mend, where
    there is no dask, no scheduler, no worker of the same version, or where workers keep ending.
    """
    with _client(scheduler) as client:
        import distributed

        tasks = {i: _as_task(s, seed, asked[s.lesson], unsafe) for i, s in submissions.items()}
        futures = {client.submit(work, task, pure=False, retries=RETRIES): i for i, task in tasks.items()}
        coming = distributed.as_completed(futures)
        try:
            for future in tqdm(coming, total=len(futures), unit="submission", desc="grading", disable=None):
                i = futures[future]
                note(i, from_data(json.loads(future.result()), submissions[i]))
        except distributed.KilledWorker as error:
            raise BadInput(f"workers keep ending: {error}. Mend: look at their memory. {AGAIN}") from error
        finally:
            with contextlib.suppress(Exception):
                client.cancel(list(futures))
                client.run(close)


@contextlib.contextmanager
def _client(scheduler: Scheduler) -> Iterator[Any]:
    try:
        import distributed
    except ImportError as error:
        raise BadInput("--scheduler needs dask.distributed. Mend: pip install -e '.[scale]'.") from error
    if scheduler.address == LOCAL:
        with (
            distributed.LocalCluster(
                n_workers=scheduler.workers or os.cpu_count() or 1,
                threads_per_worker=1,
                host="127.0.0.1",
                dashboard_address="127.0.0.1:0",
            ) as cluster,
            distributed.Client(cluster) as client,
        ):
            yield client
        return
    kind = scheduler.address.partition("://")[0]
    if kind == "tls":
        if distributed.Security().get_connection_args("client").get("ssl_context") is None:
            raise BadInput(
                "a scheduler at tls:// asks for certificates. Mend: name them in dask's configuration: "
                "distributed.comm.tls.ca-file, .client.cert and .client.key."
            )
    elif not scheduler.unauthenticated:
        raise BadInput(
            f"--scheduler {scheduler.address} takes tasks, and learners' work, from whoever reaches it. Mend: start it "
            "with certificates, at tls://; or, on a network of your own, give --unsafe-scheduler."
        )
    try:
        client = distributed.Client(scheduler.address, timeout=CONNECT_SECONDS)
    except (OSError, ValueError) as error:
        raise BadInput(
            f"no scheduler answers at {scheduler.address} ({error}). Mend: start one, or `local`."
        ) from error
    with client:
        if not client.scheduler_info()["workers"]:
            raise BadInput(f"the scheduler at {scheduler.address} has no worker. Mend: start some, then grade again.")
        yield client


def _as_task(submission: Submission, seed: int, asked: str, unsafe: bool) -> str:
    """A submission's work without its learner's name."""
    steps = [astuple(step) for step in submission.steps]
    how = {"lesson": submission.lesson, "seed": seed, "asked": asked, "unsafe": unsafe}
    return json.dumps({**how, "steps": steps, "untouched": sorted(submission.untouched)})


# -- on a worker

_graders: dict[str, Grader] = {}
_lock = threading.Lock()


def work(task: str) -> str:
    """One submission's verdict, as JSON.  Raises BadInput where this worker would grade in another way."""
    said = json.loads(task)
    steps = tuple(Step(*step) for step in said["steps"])
    submission = Submission("", said["lesson"], Path(), steps, untouched=frozenset(said["untouched"]))
    grader = _grader(said["lesson"], int(said["seed"]), said["asked"], bool(said["unsafe"]))
    return json.dumps(as_data(grader.grade(submission)))


def _grader(lesson: str, seed: int, asked: str, unsafe: bool) -> Grader:
    """This process's grader of a lesson, made when it is first asked for."""
    with _lock:
        if asked not in _graders:
            made = plan(lesson, seed)
            if asked_in(made, unsafe) != asked:
                raise BadInput(f"a worker has another version of the course. Mend: install the same there. {AGAIN}")
            _graders[asked] = Grader(made, unsafe).__enter__()
        return _graders[asked]


def close() -> None:
    """End this process's graders, and with them what they have running."""
    with _lock:
        while _graders:
            _graders.popitem()[1].__exit__(None, None, None)


atexit.register(close)
