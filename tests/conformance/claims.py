"""A claim about torch: an experiment that the reference has to pass as torch does, whatever lesson builds it."""

from course.differences import first_difference
from course.probes import Probe, record
from course.worlds import World, torch_world


class Claims(list):
    """The claims of one file, in order; an instance is the decorator that adds one."""

    def __call__(self, function):
        self.append(Probe((), function))
        return function


def hold(a, torch, seed=0):
    """Assert that a claim's recording in the world of `torch` is real torch's."""
    theirs, ours = record(a, torch_world(), seed, busy=60), record(a, World("yours", torch), seed, busy=60)
    assert theirs.crash is None, f"torch itself: {theirs.crash}"
    assert theirs.seen, "nothing was looked at"
    found = first_difference(theirs, ours)
    told = found and f"{a.file}:{found.line}: {found.label}\n torch {found.torch}\n yours {found.yours}\n {found.note}"
    assert found is None, told
    assert ours.crash is None, f"{a.file}:{ours.crash.line}: {ours.crash}"
