"""A hook's handle is torch's: what it removes, whom it keeps alive, and how it is pickled."""

import copy
import gc
import pickle
from collections import OrderedDict

from two_libraries import LIBRARIES, claims


def handle_with(torch, hooks, extra):
    handle = torch.utils.hooks.RemovableHandle(hooks, extra_dict=extra)
    hooks[handle.id] = extra[handle.id] = print
    hooks["other"] = extra["other"] = print
    return handle


@claims(
    kept=lambda torch, handle: None,
    removed=lambda torch, handle: handle.remove(),
    removed_twice=lambda torch, handle: [handle.remove(), handle.remove()],
    at_the_end_of_a_block=lambda torch, handle: handle.__exit__(*[None] * 3),
    entered=lambda torch, handle: handle.__enter__() is handle,
    with_an_id_of_its_own=lambda torch, handle: torch.utils.hooks.RemovableHandle(OrderedDict()).id - handle.id,
)
def test_a_handle_is_torchs(experiment):
    def run(torch):
        hooks, extra = OrderedDict(), OrderedDict()
        said = experiment(torch, handle_with(torch, hooks, extra))
        return said, len(hooks), len(extra)

    there, here = map(run, LIBRARIES)
    assert here == there


def test_a_handle_keeps_nobodys_hooks_alive_and_survives_them():
    for torch in LIBRARIES:
        extra = OrderedDict()
        handle = handle_with(torch, OrderedDict(), extra)
        gc.collect()
        assert handle.hooks_dict_ref() is None
        handle.remove()
        pickle.loads(pickle.dumps(handle)).remove()


def test_a_copied_handle_belongs_to_the_copied_hooks():
    for torch in LIBRARIES:
        hooks, extra = OrderedDict(), OrderedDict()
        handle = handle_with(torch, hooks, extra)
        their_hooks, _, their_handle = copy.deepcopy([hooks, extra, handle])
        their_handle.remove()
        assert (list(their_hooks), len(hooks)) == (["other"], 2)
