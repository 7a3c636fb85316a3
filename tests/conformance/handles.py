"""Handles: what takes a hook out again, also of a copy and of a pickled module."""

import copy
import gc
import pickle
import weakref

from tests.conformance.claims import Claims
from tests.conformance.forward_hooks import Log, add_one

claim = Claims()


def shout(module, *args):
    module.heard = getattr(module, "heard", 0) + 1


@claim
def a_handle_removes_once_and_says_nothing_twice(torch, see):
    log, net = Log(), add_one(torch)
    with net.register_forward_hook(log.hook("inside")) as handle:
        net(1)
        see("a handle", type(handle).__name__)
    net(1)
    handle.remove()
    see("log", list(log))
    handle = net.register_forward_hook(log.hook("x"))
    del net
    gc.collect()
    see("after its module", handle.remove())


@claim
def handles_of_a_modules_hooks_are_numbered_together(torch, see):
    net = torch.nn.Linear(1, 1)
    ids = [
        net.register_forward_hook(Log().hook("a")).id,
        net.register_state_dict_pre_hook(Log().hook("a")).id,
        net.register_load_state_dict_post_hook(Log().hook("a")).id,
        net.register_forward_pre_hook(Log().hook("a")).id,
        torch.nn.modules.module.register_module_forward_hook(Log().hook("a")).id,
    ]
    see("one after the other", [i - ids[0] for i in ids])


@claim
def a_handle_of_a_pickled_module_removes_from_it(torch, see):
    net = torch.nn.Linear(1, 1)
    handle = net.register_forward_hook(shout)
    back, its = pickle.loads(pickle.dumps((net, handle)))
    back(torch.ones(1, 1))
    see("called", back.heard)
    its.remove()
    back(torch.ones(1, 1))
    see("removed", (back.heard, len(back._forward_hooks), len(net._forward_hooks)))


@claim
def a_copy_has_the_hooks_in_registries_of_its_own(torch, see):
    log, net = Log(), add_one(torch)
    handle = net.register_forward_hook(shout)
    other = copy.deepcopy(net)
    handle.remove()
    see("counts", (len(net._forward_hooks), len(other._forward_hooks)))
    other(1)
    see("called", other.heard)
    see("and nothing else", list(log))


@claim
def hooks_keep_no_module_alive(torch, see):
    net = add_one(torch)
    handle = net.register_forward_hook(Log().hook("x"))
    gone = weakref.ref(net)
    del net
    gc.collect()
    see("gone", gone() is None)
    see("nothing to remove", handle.remove())
