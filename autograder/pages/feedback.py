"""feedback: a page for every learner, in nbgrader's layout, from verdicts that are known.

    feedback/NAME/LESSON/LESSON.html

The exchange's `timestamp.txt` and `submission_secret.txt` come with it, as `nbgrader release_feedback` asks for.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from autograder.grade import COURSE_ID
from autograder.journal import Journal, asked_in, key_of
from autograder.pages.by_hand import by_hand
from autograder.pages.files import put
from autograder.pages.page import page
from autograder.plan import plan
from autograder.submission import Submission, beside, collect
from autograder.trouble import BadInput
from autograder.verdict import Graded, unread

TIMESTAMP, SECRET = "timestamp.txt", "submission_secret.txt"


@dataclass(frozen=True)
class Feedback:
    """What one run wrote: every page there is now, those whose bytes changed, and the submissions without a verdict."""

    pages: list[Path]
    changed: list[Path]
    waiting: list[Submission]


def feedback(submissions: Path, lesson: str | None, db: Path, into: Path) -> Feedback:
    """Write the pages of a folder of submissions from the journal beside the gradebook; nothing is graded.

    Raises BadInput, with the mend, for a folder that cannot be used, and where nothing was graded yet.
    """
    found = collect(submissions, lesson)
    path = db.with_suffix(".journal")
    if not path.is_file():
        raise BadInput(
            f"there is no {path}, so no verdict yet. Mend: python3 -m autograder grade {submissions} --db {db}"
        )
    with Journal(path).open() as journal:
        graded = _known(found, journal)
    there = {id(g.submission) for g in graded}
    pages, changed = write(graded, db, into, submissions)
    return Feedback(pages, changed, [s for s in found if id(s) not in there])


def _known(found: list[Submission], journal: Journal) -> list[Graded]:
    """The verdicts that the journal has of this work, and the rows of what cannot be read."""
    seed = journal.seed or 0
    plans = {name: plan(name, seed) for name in dict.fromkeys(s.lesson for s in found)}
    asked = {name: [asked_in(p, unsafe) for unsafe in (False, True)] for name, p in plans.items()}
    graded = []
    for s in found:
        if s.trouble:
            graded.append(unread(s, plans[s.lesson]))
            continue
        known = (journal.find(key_of(s, how), s) for how in asked[s.lesson])
        graded += [g for g in known if g is not None][:1]
    return graded


def write(graded: Sequence[Graded], db: Path, into: Path, submissions: Path) -> tuple[list[Path], list[Path]]:
    """Write a page for each verdict, whole or not at all; return all pages, and those whose bytes changed.

    Of two submissions of a lesson by the same learner the first counts. Raises BadInput where `into` cannot be written.
    """
    if into.resolve().is_relative_to(submissions.resolve()):
        raise BadInput(f"{into} is where learners' work is. Give another folder for the feedback: --into feedback")
    hand = by_hand(db, COURSE_ID)
    first: dict[tuple[str, str], Graded] = {}
    for g in graded:
        first.setdefault((g.submission.learner, g.submission.lesson), g)
    pages, changed = [], []
    try:
        for (learner, lesson), g in tqdm(first.items(), unit="page", desc="feedback", disable=None):
            path = into / learner / lesson / f"{lesson}.html"
            pages.append(path)
            # A lone half of a surrogate pair is text in JSON, and none in UTF-8.
            if put(path, page(g, hand.get((learner, lesson))).encode("utf-8", "replace")):
                changed.append(path)
            _for_the_exchange(g.submission, submissions, path.parent)
    except OSError as error:
        raise BadInput(f"{into} cannot be written ({error.strerror}). Give another folder for the feedback.") from error
    return pages, changed


def _for_the_exchange(submission: Submission, submissions: Path, folder: Path) -> None:
    """What `release_feedback` reads beside a page.

    It stops at the first learner without them. One who handed in no secret fetches nothing, and holds up nobody.
    """
    secret = beside(submission.path, SECRET, submissions)
    if secret or not (folder / SECRET).is_file():
        put(folder / SECRET, (secret or secrets.token_hex(16)).encode())
    put(folder / TIMESTAMP, submission.timestamp.encode())
