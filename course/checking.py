"""check: one exercise, every probe of it, in both worlds; the first difference is the feedback."""

from __future__ import annotations

import difflib
import importlib
import inspect
import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from types import ModuleType
from typing import Any

from course import book, cards, log, notebook
from course.answer_key import PUBLIC_SEED, live, torch_recording
from course.differences import first_difference
from course.feedback import Feedback, Unsolved
from course.first_forms import holder_of, put_back
from course.open_bench import current, is_bench
from course.probes import Probe, record
from course.recordings import Crash, Recording, is_real_torch
from course.worlds import numpy_world


def check(exercise: str, nn: ModuleType, *more: Probe) -> None:
    """Compare `nn` with torch on every probe of an exercise; shows a card.

    `more` are probes beside the visible ones. Raises Unsolved unless the two worlds agree, and ValueError or TypeError,
    with the mend, where `exercise` or `nn` is not what it should be.
    """
    feedback = examine(exercise, nn, more)
    log.note("check", exercise, state=feedback.state, claim=feedback.claim)
    notebook.show(cards.html(feedback), cards.text(feedback))
    if feedback.state != "agrees":
        raise Unsolved(feedback)


def examine(exercise: str, nn: ModuleType, more: Iterable[Probe] = ()) -> Feedback:
    """What `check` shows, as a value."""
    must_be_known(exercise)
    _must_be_a_bench(nn)
    if waiting := _not_run(exercise, nn):
        return _feedback(exercise, "untouched", stands_on=waiting, missing=True)
    probes = [*probes_of(exercise), *more]

    def found() -> Feedback:
        feedbacks = (judge(exercise, p, torch_recording(p, PUBLIC_SEED), _run(p, nn)) for p in probes)
        return next((f for f in feedbacks if f is not None), _feedback(exercise, "agrees", claims=len(probes)))

    feedback, behind = found(), _targets_after(exercise)
    if feedback.state == "untouched" and feedback.stands_on in {later for later, _, _ in behind}:
        with put_back(nn, behind):
            again = found()
        return again if again.state == "agrees" else replace(feedback, later=True)
    return feedback


def agrees(exercise: str, nn: ModuleType) -> bool:
    """Whether `nn` agrees with torch on the visible probes of an exercise."""
    return all(judge(exercise, p, torch_recording(p, PUBLIC_SEED), _run(p, nn)) is None for p in probes_of(exercise))


def _run(a: Probe, nn: ModuleType, seed: int = PUBLIC_SEED) -> Recording:
    return record(a, numpy_world(nn), seed)


def judge(exercise: str, a: Probe, torch: Recording, yours: Recording) -> Feedback | None:
    """Compare two recordings of one probe; None where they agree.  Needs neither world: they may come from afar."""
    found = first_difference(torch, yours)
    crash = yours.crash
    if found is None and crash is None:
        return None
    about: dict[str, Any] = {"claim": a.claim, "question": a.question, "printed": yours.printed, "file": a.file}
    if found is not None:
        return _feedback(
            exercise,
            "differs",
            **{**about, "question": found.ask or a.question},
            label=found.label,
            line=found.line,
            tried=a.source.tried(found.line),
            asked=a.source.asked(found.line),
            torch=found.torch,
            yours=found.yours,
            note=found.note,
        )
    assert crash is not None
    if crash.reason == "untouched":
        return _feedback(exercise, "untouched", stands_on="" if crash.message == exercise else crash.message)
    tried, asked = a.source.tried(crash.line), a.source.asked(crash.line)
    return _feedback(exercise, "raises", **about, line=crash.line, tried=tried, asked=asked, **_crashed(crash))


def _crashed(crash: Crash) -> dict[str, str]:
    match crash.reason:
        case "time":
            told = "Your code was stopped: it was still running after its time was up. Is there a loop without an end?"
            return {"frames": crash.frames.rpartition("\n")[0], "note": told}
        case "not yours":
            told = (
                f"{crash.message[:1].upper()}{crash.message[1:]} turned up in your world. "
                "Real torch is the answer key; build yours on the numpy torch, "
                "which the lesson's first cell hands you as `torch`."
            )
            return {"frames": "", "note": told}
        case "too much":
            told = "What your code gave back is too large to send. torch's answer here is small: look at its shape."
            return {"frames": "", "note": told}
    return {"frames": crash.frames, "note": ""}


def _feedback(exercise: str, state: str, **more: Any) -> Feedback:
    known = book.exercise(exercise)
    title = known.title if known else ""
    after, source = (known.after, known.torch) if known and state == "agrees" else ("", "")
    return Feedback(exercise, state, title, after=after, source=source, live=live(), **more)


# -- probes


def probes_of(exercise: str) -> list[Probe]:
    """The visible probes of an exercise, in the order of their file."""
    module = checks().get(book.lesson_number(exercise))
    return [p for p in all_probes(module) if exercise in p.exercises] if module else []


def all_probes(module: ModuleType) -> list[Probe]:
    return [p for p in vars(module).values() if isinstance(p, Probe)]


@cache
def checks() -> dict[str, ModuleType]:
    from pathlib import Path

    here = Path(__file__).parent / "checks"
    names = sorted(p.stem for p in here.glob("*.py") if re.match(r"(\d\d|b\d)_", p.stem))
    return {n.split("_")[0]: importlib.import_module(f"course.checks.{n}") for n in names}


def known_exercises() -> list[str]:
    found = {e for m in checks().values() for p in all_probes(m) for e in p.exercises}
    return sorted(found, key=lambda e: (e.startswith("b"), [int(number) for number in re.findall(r"\d+", e)]))


# -- what a check is handed


def must_be_known(exercise: object) -> None:
    known = known_exercises()
    if isinstance(exercise, str) and exercise in known:
        return
    near = difflib.get_close_matches(str(exercise), known, n=1, cutoff=0)
    said = f"there is no exercise {exercise!r}."
    if not isinstance(exercise, str):
        said = f"an exercise's name is text such as {known[0]!r}, and this is a {type(exercise).__name__}."
    raise ValueError(f"{said} Did you mean check({near[0]!r}, nn)?" if near else said)


def _must_be_a_bench(nn: object) -> None:
    if is_real_torch(nn) or (inspect.ismodule(nn) and nn.__name__.split(".")[0] == "torch"):
        raise TypeError(f"this nn is torch's own ({getattr(nn, '__name__', nn)}). {_again()}")
    if not is_bench(nn):
        name = f"the class {nn.__name__}" if isinstance(nn, type) else f"a {type(nn).__name__}"
        raise TypeError(f"nn is {name} now, and a check needs the nn of your bench. {_again()}")
    for name, value in vars(nn).items():
        if isinstance(value, type) and is_real_torch(value):
            raise TypeError(f"nn.{name} is torch's own class. Take it out with `del nn.{name}` and build yours.")


def _again() -> str:
    still = current()
    if still is not None:
        return "Your bench is still there: run `from course.open_bench import current; nn = current()`."
    return "Run the lesson's first code cell again."


def _not_run(exercise: str, nn: ModuleType) -> str:
    """The first exercise up to this one, in its lesson, whose cell was not run here; '' where all were."""
    try:
        lesson = book.lesson(book.lesson_number(exercise))
    except LookupError:
        return ""
    return first_missing(nn, targets_up_to(exercise, lesson))


def targets_up_to(exercise: str, lesson: book.Lesson) -> list[tuple[str, str, str]]:
    """What the cells of a lesson up to an exercise make: (exercise, owner, name)."""
    found = []
    for known in lesson.exercises.values():
        found += [(known.id, owner, name) for owner, name in book.targets(known.answer)]
        if known.id == exercise:
            break
    return found


def _targets_after(exercise: str) -> list[tuple[str, str, str]]:
    """What the cells of a lesson behind an exercise make: (exercise, owner, name)."""
    try:
        known = list(book.lesson(book.lesson_number(exercise)).exercises.values())
    except LookupError:
        return []
    behind = known[[e.id for e in known].index(exercise) + 1 :] if exercise in [e.id for e in known] else []
    return [(e.id, owner, name) for e in behind for owner, name in book.targets(e.answer)]


def first_missing(nn: ModuleType, targets: Iterable[tuple[str, str, str]]) -> str:
    """The exercise of the first of these that is not in `nn`; '' where all are."""
    for exercise, owner, name in targets:
        if name not in vars(holder_of(nn, owner)):
            return exercise
    return ""
