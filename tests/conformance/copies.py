"""Copies and pickles of modules, old ones included."""

import copy
import gc
import pickle
import weakref

from tests.conformance.claims import Claims

claim = Claims()


def net_of(torch):
    nn = torch.nn
    torch.manual_seed(0)
    net = nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2), nn.ModuleDict({"a": nn.Linear(2, 1)}))
    net.tied = net[0].weight
    net.note = ["plain"]
    net.eval()
    return net


@claim
def a_deep_copy_shares_nothing_and_keeps_ties(torch, see):
    net = net_of(torch)
    other = copy.deepcopy(net)
    see("equal", [torch.equal(a, b) for a, b in zip(net.parameters(), other.parameters(), strict=True)])
    see("apart", [a.data_ptr() == b.data_ptr() for a, b in zip(net.parameters(), other.parameters(), strict=True)])
    see("tied", other.tied is other[0].weight)
    see("modes", [m.training for m in other.modules()])
    see("attributes", (other.note, other.note is net.note))
    other[0].weight.data.zero_()
    see("left alone", net[0].weight.abs().sum().item() > 0)


@claim
def a_shallow_copy_shares_registries(torch, see):
    net = torch.nn.Linear(2, 2)
    other = copy.copy(net)
    see("shared", (other.weight is net.weight, other._parameters is net._parameters))
    other.extra = 3
    see("attributes apart", hasattr(net, "extra"))


@claim
def a_shallow_copy_of_a_container_is_one(torch, see):
    nn = torch.nn
    for held in (nn.Sequential(nn.ReLU()), nn.ModuleList([nn.ReLU()]), nn.ModuleDict({"a": nn.ReLU()})):
        other = copy.copy(held)
        see(type(held).__name__, (type(other).__name__, len(other)))
        deep = copy.deepcopy(held)
        see(f"{type(held).__name__}, deep", (len(deep), next(deep.children()) is next(held.children())))


@claim
def a_pickled_module_comes_back_whole(torch, see):
    net = net_of(torch)
    back = pickle.loads(pickle.dumps(net))
    see("state", back.state_dict())
    see("tied", back.tied is back[0].weight)
    see("modes and notes", ([m.training for m in back.modules()], back.note))
    see("works", back(torch.ones(3, 2)) if not isinstance(back[2], torch.nn.ModuleDict) else back[:2](torch.ones(3, 2)))


@claim
def a_pickled_parameter_comes_back_a_parameter(torch, see):
    nn = torch.nn
    for label, p in {"asking": nn.Parameter(torch.ones(2)), "frozen": nn.Parameter(torch.ones(1), False)}.items():
        see(label, pickle.loads(pickle.dumps(p)))
    net = nn.Module()
    net.b = nn.Buffer(torch.ones(2), persistent=False)
    back = pickle.loads(pickle.dumps(net))
    see("a buffer", (list(back._buffers), list(back.state_dict()), back._non_persistent_buffers_set))


@claim
def a_module_of_old_gets_the_registries_it_lacks(torch, see):
    net = torch.nn.Linear(2, 1)
    state = dict(vars(net))
    ends = ("_pre_hooks", "_kwargs", "_called", "_dict_hooks", "_post_hooks", "_set")
    late = [n for n in state if n.endswith(ends)]
    for name in late:
        del state[name]
    old = torch.nn.Linear.__new__(torch.nn.Linear)
    old.__setstate__(state)
    see("registries", sorted(n for n in vars(old) if n.startswith("_")))
    see("works", old(torch.ones(1, 2)).shape)
    see("saves", list(old.state_dict()))
    old.register_forward_hook(lambda m, args, out: out * 0)
    see("takes hooks", old(torch.ones(1, 2)))


@claim
def a_state_to_pickle_is_a_dict_of_its_own(torch, see):
    net = torch.nn.Linear(1, 1)
    state = net.__getstate__()
    see("a copy", (type(state).__name__, state is vars(net), sorted(state) == sorted(vars(net))))
    see("the same things", state["_parameters"] is net._parameters)


@claim
def a_class_may_leave_things_out_of_its_pickle(torch, see):
    state_of = torch.nn.Module.__getstate__
    net = torch.nn.Linear(1, 1)
    net.cache = lambda: 3
    state = state_of(net)
    state.pop("cache")
    other = torch.nn.Linear.__new__(torch.nn.Linear)
    torch.nn.Module.__setstate__(other, state)
    see("without", (hasattr(other, "cache"), other.weight is net.weight))


@claim
def a_module_is_not_kept_alive_by_what_it_holds(torch, see):
    net = torch.nn.Sequential(torch.nn.Linear(1, 1))
    child, gone = net[0], weakref.ref(net)
    del net
    gc.collect()
    see("gone", (gone() is None, child.in_features))


@claim
def a_load_leaves_no_cycle_behind(torch, see):
    net = torch.nn.Sequential(torch.nn.Linear(1, 1))
    gc.collect()
    gc.disable()
    try:
        net.load_state_dict(net.state_dict())
        gone = weakref.ref(net)
        del net
        see("freed at once", gone() is None)
    finally:
        gc.enable()
