"""The worlds a widget shows: torch's where torch is installed, and the learner's."""

from __future__ import annotations

from types import ModuleType

from course.answer_key import live
from course.numpy_torch_with import empty_nn
from course.open_bench import current
from course.worlds import World, numpy_world, torch_world

NOT_HERE = "is not installed here: yours is shown alone."


def both_worlds(nn: ModuleType | None = None) -> list[World]:
    """Torch's world first, then the learner's: with this `nn`, or the open bench's, or an empty one."""
    yours = numpy_world(nn or current() or empty_nn())
    return [torch_world(), yours] if live() else [yours]
