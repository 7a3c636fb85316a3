"""`import solutions.reference as torch`: the numpy torch with the reference nn on it, folded from the solutions."""

from __future__ import annotations

from functools import cache
from types import ModuleType
from typing import Any

from course import benches, book, folding
from course.numpy_torch_with import torch_with

# The engine of lesson b1 would stand in the place of the numpy torch's Tensor.
_lessons = [name for name in book.lessons() if "engine" not in benches.grown_onto(name)]
# A name of this file hides torch's: there is a torch.load.
text = folding.fold([p for name in _lessons for p in benches.reference_pieces(name)], "the reference")
nn = folding.load(text, f"{__name__}.nn")
_torch = torch_with(nn)


def nn_for(exercise: str) -> ModuleType:
    """The nn that an exercise's checks run on: this one, or one of its own where its lesson builds a Tensor."""
    name = book.lesson(book.lesson_number(exercise)).name
    return nn if name in _lessons else _with_engine(name)


@cache
def _with_engine(name: str) -> ModuleType:
    return folding.load(folding.fold([*benches.lessons_before(name), *benches.reference_pieces(name)]))


def __getattr__(name: str) -> Any:
    return getattr(_torch, name)


def __dir__() -> list[str]:
    return dir(_torch)
