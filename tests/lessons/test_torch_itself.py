"""torch is the answer key, so torch's own code is an answer that must be accepted, and torch must agree with itself."""

import pytest
from torch_as_answer import NOT_ALONE, grown_by, reference_with_torchs_own

from autograder.hidden_probes import hidden_probes
from course import book
from course.checking import examine, probes_of
from course.differences import first_difference
from course.probes import record
from course.worlds import torch_world

EXERCISES = [e for name in book.lessons() for e in book.lesson(name).exercises.values()]
PROBES = {p.name: p for e in EXERCISES for p in [*probes_of(e.id), *hidden_probes(e.id)]}
OWN = [(e.id, owner, name) for e in EXERCISES for owner, name in grown_by(e.answer)]


@pytest.mark.parametrize("a", PROBES.values(), ids=list(PROBES))
def test_torch_agrees_with_itself(a):
    for seed in (0, 1, 2) if a.random else (0,):
        once, again = record(a, torch_world(), seed, busy=60), record(a, torch_world(), seed, busy=60)
        assert once.crash is None
        assert once.seen
        found = first_difference(once, again)
        assert found is None, found


@pytest.mark.parametrize(("exercise", "owner", "name"), OWN, ids=[f"{e}-{o}.{n}" for e, o, n in OWN])
def test_torchs_own_method_is_a_right_answer(exercise, owner, name):
    nn = reference_with_torchs_own(exercise, owner, name)
    feedback = examine(exercise, nn, hidden_probes(exercise))
    if (owner, name) in NOT_ALONE:
        assert feedback.state == "raises", f"{owner}.{name} runs by itself now: take it from the exceptions"
    else:
        assert feedback.state == "agrees", f"{feedback.claim}: {feedback.short}"
