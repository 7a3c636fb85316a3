"""try: one answer in the place of the reference's, and its exercise's checks, visible and hidden."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, replace
from pathlib import Path
from types import ModuleType

from autograder.build import chosen
from autograder.hidden_probes import hidden_probes
from autograder.trouble import BadInput, nearest
from course import book
from course.answer_key import torch_recording
from course.benches import lessons_before, with_answer
from course.checking import examine, first_missing, judge, probes_of
from course.feedback import Feedback
from course.folding import Piece, fold, load
from course.limits import SECONDS_BUSY, Printed, TimeUp, captured, time_limit
from course.probes import record, starter_of
from course.tracebacks import theirs
from course.worlds import numpy_world

SEEDS = range(1, 6)
FILE = "<answer>"


def attempt(lesson: str, exercise: str, text: str) -> Feedback:
    """What the checks of an exercise say to an answer's text.

    Random probes run with several seeds. Raises BadInput, with the nearest, for an unknown lesson or exercise.
    """
    [name] = chosen([lesson])
    known = book.lesson(name).exercises
    if exercise not in known:
        raise nearest("exercise", exercise, known)
    title = known[exercise].title
    if not text.strip():
        return Feedback(exercise, "untouched", title)
    out = Printed()
    try:
        with captured(out), time_limit(SECONDS_BUSY):
            nn = bench_with(name, exercise, text)
    except TimeUp:
        note = "Running the answer's cell was stopped: it was still running after its time was up."
        return Feedback(exercise, "raises", title, note=note, printed=out.text)
    except (Exception, SystemExit) as error:
        if starter_of(error):
            return Feedback(exercise, "untouched", title)
        frames = f"{type(error).__name__}: {error}" if isinstance(error, SyntaxError) else theirs(error, "")
        return Feedback(exercise, "raises", title, frames=frames, note=_where(error), printed=out.text)
    if first_missing(nn, [(exercise, *target) for target in book.targets(known[exercise].answer)]):
        [(owner, made), *_] = book.targets(known[exercise].answer)
        return Feedback(exercise, "raises", title, note=f"The answer makes no {made}: it should grow it onto {owner}.")
    return _judged(exercise, nn)


def bench_with(name: str, exercise: str, text: str) -> ModuleType:
    """The reference up to the end of a lesson, with one answer in it.  Raises whatever running the answer raises."""
    compile(text, FILE, "exec")  # the folding passes over what is no Python; here that is the answer's error
    return load(fold([*lessons_before(name), *_without_later(exercise, with_answer(name, exercise, text))]))


def _without_later(exercise: str, pieces: list[Piece]) -> list[Piece]:
    """Leave out what a later cell of the lesson grows in the answer's place: it is the answer that is to be run."""
    theirs = {(p.owner, p.name) for p in pieces if p.exercise == exercise}
    last = max((i for i, p in enumerate(pieces) if p.exercise == exercise), default=len(pieces))
    return [p for i, p in enumerate(pieces) if i <= last or (p.owner, p.name) not in theirs]


def _judged(exercise: str, nn: ModuleType) -> Feedback:
    hidden = hidden_probes(exercise)
    feedback = examine(exercise, nn, hidden)
    if feedback.state != "agrees":
        return feedback
    for probe in (p for p in [*probes_of(exercise), *hidden] if p.random):
        for seed in SEEDS:
            yours = record(probe, numpy_world(nn), seed, SECONDS_BUSY)
            found = judge(exercise, probe, torch_recording(probe, seed), yours)
            if found is not None:
                return replace(found, note="; ".join(filter(None, [found.note, f"with the seed {seed}"])))
    return feedback


def _where(error: BaseException) -> str:
    """The line of a syntax error, as it stands in the answer."""
    if not isinstance(error, SyntaxError) or not error.lineno:
        return ""
    return f"line {error.lineno} of the answer: {(error.text or '').strip()}"


def read(file: str) -> str:
    """The text of an answer; '-' is standard input.  Raises BadInput for a file that is no text."""
    try:
        raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return raw.decode("utf-8-sig")
    except OSError as error:
        raise BadInput(
            f"{file} cannot be read ({error.strerror}). Give the file that holds the answer's cell."
        ) from error
    except UnicodeDecodeError as error:
        raise BadInput(f"{file} is no text in UTF-8. Save the answer's cell as a .py file.") from error


def as_json(feedback: Feedback) -> str:
    return json.dumps({**asdict(feedback), "headline": feedback.headline}, indent=2, ensure_ascii=False)
