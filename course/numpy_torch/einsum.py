"""einsum: the operands multiplied and summed as letters say, two at a time, each time as one bmm."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from . import linalg
from .names import offer_functions
from .shapes import permute, reshape
from .tensor import Tensor


def einsum(equation: str, *operands: Any) -> Tensor:
    """The operands multiplied and summed as the equation's letters say: "ij,jk->ik" is a product of matrices.

    From left to right, two at a time, each time as one bmm.  torch: native/Linear.cpp, einsum
    """
    tensors = list(operands[0]) if len(operands) == 1 and isinstance(operands[0], (list, tuple)) else list(operands)
    left, arrow, right = equation.replace(" ", "").partition("->")
    terms = left.split(",")
    if len(terms) != len(tensors):
        more = "fewer" if len(terms) > len(tensors) else "more"
        raise RuntimeError(f"einsum(): {more} operands were provided than specified in the equation")
    labels = [_labels(term, x, i) for i, (term, x) in enumerate(zip(terms, tensors, strict=True))]
    every = [label for each in labels for label in each]
    dots = sorted({label for label in every if label.startswith(".")}, key=lambda label: -int(label[1:]))
    if arrow:
        before, ellipsis, after = right.partition("...")
        wanted = [*before, *(dots if ellipsis else ()), *after]
    else:
        wanted = [*dots, *sorted(label for label in set(every) if every.count(label) == 1 and label not in dots)]
    for label in wanted:
        if label not in every or wanted.count(label) > 1:
            reason = "appear in any input" if label not in every else "appear only once in the output"
            raise RuntimeError(f"einsum(): output subscript {label} does not {reason}")
    parts = [_without_twins(x, list(each)) for x, each in zip(tensors, labels, strict=True)]
    x, have = parts[0]
    for i, (other, others) in enumerate(parts[1:], 1):
        later = {label for _, each in parts[i + 1 :] for label in each} | set(wanted)
        x, have = _contracted(x, have, other, others, later)
    summed = [have.index(label) for label in have if label not in wanted]
    if summed:
        x, have = x.sum(summed), [label for label in have if label in wanted]
    return permute(x, [have.index(label) for label in wanted]) if wanted and have != wanted else x


def _labels(term: str, x: Tensor, number: int) -> list[str]:
    """A label for each dimension: letters, and ".2", ".1", ... for what an ellipsis stands for."""
    before, dots, after = term.partition("...")
    missing = x.ndim - len(before) - len(after)
    if missing < 0 or (missing and not dots):
        raise RuntimeError(
            f"einsum(): the number of subscripts in the equation ({len(before + after)}) does not match the number of "
            f"dimensions ({x.ndim}) for operand {number} and no ellipsis was given"
        )
    if not (before + after).isalpha() and before + after:
        raise RuntimeError("einsum(): invalid subscript given, subscripts must be in [a-zA-Z]")
    return [*before, *(f".{i}" for i in range(missing, 0, -1)), *after]


def _without_twins(x: Tensor, labels: list[str]) -> tuple[Tensor, list[str]]:
    """The diagonal for every label that stands twice."""
    for label in sorted(set(labels)):
        while labels.count(label) > 1:
            first = labels.index(label)
            second = labels.index(label, first + 1)
            if x._array.shape[first] != x._array.shape[second]:
                raise RuntimeError(f"einsum(): subscript {label} is repeated for dimensions of different sizes")
            x = x.diagonal(0, first, second)
            labels = [*(each for each in labels if each != label), label] if labels.count(label) == 2 else labels
    return x, labels


def _contracted(a: Tensor, has: list[str], b: Tensor, hbs: list[str], later: set[str]) -> tuple[Tensor, list[str]]:
    """Two operands as one, summed over the labels that nobody needs later."""
    sizes: dict[str, int] = {}
    for x, labels in ((a, has), (b, hbs)):
        for label, size in zip(labels, x._array.shape, strict=True):
            if sizes.setdefault(label, size) not in (size, 1) and size != 1:
                raise RuntimeError(
                    f"einsum(): operands do not broadcast with remapped shapes [original->remapped]: {list(a.shape)} "
                    f"and {list(b.shape)}"
                )
            sizes[label] = size if sizes[label] == 1 else sizes[label]
    both = [label for label in has if label in hbs]
    batch, inside = [s for s in both if s in later], [s for s in both if s not in later]
    rows, columns = [s for s in has if s not in both], [s for s in hbs if s not in both]

    def arranged(x: Tensor, labels: list[str], groups: Sequence[list[str]]) -> Tensor:
        order = [label for group in groups for label in group]
        x = permute(x, [labels.index(label) for label in order]) if order != labels else x
        full = [sizes[label] for label in order]
        x = x if list(x._array.shape) == full else x.expand(full)
        return reshape(x, [int(np.prod([sizes[label] for label in group], dtype=int)) for group in groups])

    product = linalg.bmm(arranged(a, has, (batch, rows, inside)), arranged(b, hbs, (batch, inside, columns)))
    made = [*batch, *rows, *columns]
    return reshape(product, [sizes[label] for label in made]), made


offer_functions(einsum)
