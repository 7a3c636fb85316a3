"""The reference behaves as torch does, claim by claim: one experiment, two worlds."""

import importlib
from pathlib import Path

import pytest
import torch

import solutions.reference
from autograder.api_notes import DIFFERS
from course.differences import first_difference
from course.probes import record
from course.worlds import World, torch_world
from tests.conformance.claims import hold
from tests.conformance.differing import claim as differing

APART = ("claims", "differing", "random_trees", "test_")
FILES = sorted(p.stem for p in Path(__file__).parent.glob("*.py") if not p.stem.startswith(APART))
CLAIMS = {f"{file}: {a.claim}": a for file in FILES for a in importlib.import_module(f"tests.conformance.{file}").claim}


@pytest.mark.parametrize("a", CLAIMS.values(), ids=list(CLAIMS))
def test_the_reference_does_as_torch_does(a):
    hold(a, solutions.reference)


@pytest.mark.parametrize("a", differing, ids=lambda a: a.claim)
def test_what_differs_by_choice_still_differs(a):
    theirs, ours = record(a, torch_world()), record(a, World("yours", solutions.reference))
    assert theirs.crash is None
    assert ours.crash is not None or first_difference(theirs, ours) is not None, "it agrees now: make it a claim"


def test_each_difference_has_its_reason():
    assert [a.claim for a in differing] == list(DIFFERS)


def test_the_claims_are_many_and_each_has_a_name_of_its_own():
    assert len({a.claim for a in CLAIMS.values()}) == len(CLAIMS) >= 200


def test_no_name_of_the_file_hides_torchs():
    hidden = {n for n in vars(solutions.reference) if not n.startswith("_") and hasattr(torch, n)}
    assert hidden == {"nn"}
