"""Torch's answers: asked of torch where it is installed, else read from what it answered earlier."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from course import recorded, worlds
from course.feedback import AuthorError
from course.probes import Probe, record
from course.recordings import Recording
from course.worlds import NoTorch, torch_world

PUBLIC_SEED = 0


@cache
def live() -> bool:
    """Whether torch itself answers."""
    try:
        torch_world()
    except NoTorch:
        return False
    return True


@cache
def torch_recording(a: Probe, seed: int) -> Recording:
    """Torch's answer to a probe.

    Raises AuthorError where the probe fails in torch's own world, and NoTorch where torch is not installed and did not
    answer this probe, with this seed, earlier.
    """
    if not live() and seed == PUBLIC_SEED and (earlier := recorded.recorded(a)):
        return earlier
    recording = record(a, torch_world(), seed, busy=60)
    if recording.crash is not None:
        crash = recording.crash
        raise AuthorError(
            f"the probe {a.name!r} fails with real torch ({crash.types[0]}: {crash.message}, at line {crash.line} of "
            f"{a.file}). This is the course's mistake, not yours."
        )
    return recording


@cache
def version() -> str:
    """Torch's version, to two places."""
    return worlds.torch_version() if live() else recorded.version()


def source(name: str) -> str:
    """The file and line of torch's own source where `name` stands; '' where that is not known."""
    return worlds.torch_source(name) if live() else recorded.source(name)


def answer(exercise: str, question: Callable[[Any], str]) -> str:
    """Torch's answer to a prediction.  Raises NoTorch where it cannot be had."""
    earlier = None if live() else recorded.predicted(exercise)
    if earlier is not None:
        return earlier
    world = torch_world()
    with world.kept():
        return question(world.torch)
