"""Submissions that are more alike than their class explains: a reason to look at both, never a verdict.

Every answer is taken as its shape (see report_shape). What the released starter or the course's own solution has is
nobody's, and what many of a class have says little: a run that `have` of `all` answers have weighs log2(1 + all / have)
bits. Two submissions are as alike as the bits they share, of all the bits that either has.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log2

import numpy as np
from numpy.typing import NDArray

from autograder.expected import expected
from autograder.reports.shape import RUN, shape
from autograder.submission import Submission
from course import book

ALIKE = 0.6  # of all bits; the most alike of twenty who wrote for themselves share 0.3 as a rule, a renamed copy 1
ALIKE_EXERCISE, FEWEST = 0.7, 3  # one exercise alike is chance; what two have written together is more of them
EVIDENCE = 20.0  # bits two must share at the least, besides one for each doubling of the pairs that are looked at


@dataclass(frozen=True)
class Pair:
    """Two submissions of one lesson: how alike, 0 to 1, the bits they share, and the exercises that are alike."""

    first: str
    second: str
    score: float
    bits: float
    exercises: tuple[str, ...]


def similar(lesson: str, submissions: Sequence[Submission]) -> list[Pair]:
    """The pairs of one lesson's submissions that share what few have, the most alike first."""
    read = [s for s in submissions if not s.trouble]
    if len(read) < 2:
        return []
    answers = [{step.exercise: step.text for step in s.page if step.kind == "answer"} for s in read]
    count = len(read)
    shared, either = np.zeros((count, count), np.float32), np.zeros((count, count), np.float32)
    own = {}
    for exercise in dict.fromkeys(e for a in answers for e in a):
        shapes = _own_shapes(lesson, exercise, [a.get(exercise, "") for a in answers])
        bits = _bits(shapes)
        both, all_ = _tables(shapes, bits)
        shared += both
        either += all_
        own[exercise] = (shapes, bits)
    score = shared / np.maximum(either, 1e-6)
    floor = EVIDENCE + log2(count * (count - 1) / 2)
    pairs = []
    for i, j in np.argwhere(np.triu((score >= ALIKE) & (shared / RUN >= floor), 1)):
        alike = tuple(e for e, (shapes, bits) in own.items() if _alike(shapes[i], shapes[j], bits))
        if len(alike) >= FEWEST:
            first, second = sorted([read[i].learner, read[j].learner])
            pairs.append(Pair(first, second, min(1.0, float(score[i, j])), float(shared[i, j] / RUN), alike))
    return sorted(pairs, key=lambda p: (-round(p.score, 2), -p.bits, p.first, p.second))


def _own_shapes(lesson: str, exercise: str, texts: Sequence[str]) -> list[frozenset[str]]:
    """The shape of each answer, without what the starter and the solution have."""
    known = book.lesson(lesson).exercises[exercise]
    starter = expected(lesson)[f"answer-{exercise.replace('.', '-')}"].text
    given = shape(known.answer) | shape(starter)
    shapes = {text: shape(text) - given for text in set(texts)}  # a class has fewer texts than learners
    return [shapes[text] for text in texts]


def _bits(shapes: Sequence[frozenset[str]]) -> dict[str, float]:
    """What each run weighs."""
    have = Counter(run for s in shapes for run in s)
    answers = sum(1 for s in shapes if s)
    return {run: log2(1 + answers / n) for run, n in have.items()}


def _alike(one: frozenset[str], other: frozenset[str], bits: dict[str, float]) -> bool:
    """Whether two answers of one exercise are nearly one, in more than a word or two."""
    both = sum(bits[run] for run in one & other)
    return both > RUN and both >= ALIKE_EXERCISE * sum(bits[run] for run in one | other)


def _tables(
    shapes: Sequence[frozenset[str]], bits: dict[str, float]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """For each two answers the bits that both have, and the bits that at least one has."""
    have = Counter(run for s in shapes for run in s)
    column = {run: i for i, run in enumerate(sorted(r for r, n in have.items() if n > 1))}
    table = np.zeros((len(shapes), max(1, len(column))), np.float32)
    for row, s in enumerate(shapes):
        for run in s & column.keys():
            table[row, column[run]] = bits[run] ** 0.5
    both = table @ table.T
    own = np.array([sum(bits[run] for run in s) for s in shapes], np.float32)
    np.fill_diagonal(both, own)
    return both, own[:, None] + own[None, :] - both
