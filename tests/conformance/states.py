"""state_dict: what a module saves, under which names, and what a save shares with it."""

from collections import OrderedDict

from tests.conformance.claims import Claims

claim = Claims()


def net_of(torch):
    nn = torch.nn
    torch.manual_seed(0)
    block = nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2))
    block.register_buffer("kept_out", torch.ones(1), persistent=False)
    block.register_parameter("nothing", None)
    net = nn.Module()
    net.block, net.head = block, nn.Linear(2, 1, bias=False)
    net.tied = net.head.weight
    net.add_module("no", None)
    return net


@claim
def a_state_names_what_is_saved_in_order(torch, see):
    state = net_of(torch).state_dict()
    see("class", type(state).__name__)
    see("state", dict(state))
    see("metadata", (type(state._metadata).__name__, dict(state._metadata)))
    see("of a module without any", dict(torch.nn.ReLU().state_dict()))


@claim
def a_saved_tensor_is_detached_and_shares_memory(torch, see):
    net = net_of(torch)
    state = net.state_dict()
    saved = state["head.weight"]
    see("detached", (type(saved).__name__, saved.requires_grad, saved.data_ptr() == net.head.weight.data_ptr()))
    see("a buffer too", state["block.1.running_mean"].data_ptr() == net.block[1].running_mean.data_ptr())
    with torch.no_grad():
        net.head.weight.fill_(7.0)
    see("seen through", saved)
    see("tied ones share", state["tied"].data_ptr() == saved.data_ptr())


@claim
def vars_are_kept_where_that_is_asked(torch, see):
    net = net_of(torch)
    state = net.state_dict(keep_vars=True)
    see("the parameter itself", state["head.weight"] is net.head.weight)
    see("the buffer itself", state["block.1.running_mean"] is net.block[1].running_mean)


@claim
def a_prefix_and_a_destination_are_filled(torch, see):
    net = net_of(torch)
    plain = {"before": 1}
    see("the destination comes back", net.head.state_dict(destination=plain, prefix="x.") is plain)
    see("a dict without metadata", list(plain))
    made = OrderedDict()
    made._metadata = OrderedDict()
    net.state_dict(destination=made, prefix="pre.")
    see("keys", list(made))
    see("metadata", list(made._metadata))


@claim
def positional_arguments_warn_and_work(torch, see):
    net = torch.nn.Linear(1, 1)
    see.warns("one", lambda: net.state_dict(OrderedDict()))
    see.warns("by keyword", lambda: net.state_dict(destination=OrderedDict()))
    see("two", list(net.state_dict(OrderedDict(), "x.")))
    see("three", next(iter(net.state_dict({}, "x.", True).values())) is net.weight)


@claim
def a_version_stands_in_the_metadata(torch, see):
    class Net(torch.nn.Module):
        _version = 7

        def __init__(self):
            super().__init__()
            self.bn = torch.nn.BatchNorm1d(1)

    see("versions", dict(Net().state_dict()._metadata))


@claim
def a_save_of_your_own_is_called_with_prefix_and_keep_vars(torch, see):
    class Net(torch.nn.Module):
        def _save_to_state_dict(self, destination, prefix, keep_vars):
            super()._save_to_state_dict(destination, prefix, keep_vars)
            destination[prefix + "note"] = keep_vars

    net = torch.nn.Sequential(Net())
    see("state", dict(net.state_dict()))
    see("with vars", dict(net.state_dict(keep_vars=True)))


@claim
def a_state_dict_of_your_own_is_asked_of_a_child(torch, see):
    class Odd(torch.nn.Linear):
        def state_dict(self, *args, **kwargs):
            state = super().state_dict(*args, **kwargs)
            state["odd"] = 1
            return state

    see("state", list(torch.nn.Sequential(Odd(1, 1)).state_dict()))


@claim
def extra_state_stands_beside_the_tensors(torch, see):
    class Net(torch.nn.Module):
        def __init__(self, note):
            super().__init__()
            self.w = torch.nn.Parameter(torch.ones(1))
            self.note = note

        def get_extra_state(self):
            return self.note

        def set_extra_state(self, state):
            self.note = state

    for label, note in {"dict": {"a": 1}, "number": 5, "text": "x", "tensor": torch.ones(2), "none": None}.items():
        a, b = torch.nn.Sequential(Net(note)), torch.nn.Sequential(Net("other"))
        state = a.state_dict()
        see(f"{label}, saved", dict(state))
        see(f"{label}, keys", tuple(b.load_state_dict(state)))
        see(f"{label}, loaded", b[0].note)


@claim
def extra_state_that_is_missing_or_has_no_taker_is_named(torch, see):
    class Giving(torch.nn.Module):
        def get_extra_state(self):
            return 5

    class Taking(torch.nn.Module):
        def set_extra_state(self, state):
            self.state = state

    see.raises("nobody takes it", lambda: torch.nn.Module().load_state_dict(Giving().state_dict()))
    see.raises("nobody gives it", lambda: Taking().load_state_dict({}))
    see("not strictly", tuple(Taking().load_state_dict({}, strict=False)))
    see("not strictly, unexpected", tuple(torch.nn.Module().load_state_dict({"_extra_state": 1}, strict=False)))
    see.raises("Module's own get", lambda: torch.nn.Module().get_extra_state())
    see.raises("Module's own set", lambda: torch.nn.Module().set_extra_state(3))


@claim
def a_prefix_is_taken_off_a_state_in_place(torch, see):
    take_off = torch.nn.modules.utils.consume_prefix_in_state_dict_if_present
    state = torch.nn.Sequential(OrderedDict(module=net_of(torch))).state_dict()
    state["other.module.x"] = 1
    see("gives nothing", take_off(state, "module."))
    see("keys", list(state))
    see("metadata", dict(state._metadata))
    see.raises("what is left loads", lambda: net_of(torch).load_state_dict(state))
    del state["other.module.x"]
    see("matched", tuple(net_of(torch).load_state_dict(state)))
    plain = {"a": 1, "b": 2}
    take_off(plain, "module.")
    see("nothing to take off", plain)


@claim
def a_state_is_pickled_with_its_metadata(torch, see):
    import copy
    import pickle

    state = net_of(torch).state_dict()
    back = pickle.loads(pickle.dumps(state))
    see("pickled", (dict(back), dict(back._metadata)))
    deep = copy.deepcopy(state)
    see("deep copy", (dict(deep), list(deep._metadata)))
    see("a dict of it has none", hasattr(dict(state), "_metadata"))


@claim
def a_state_goes_through_a_file(torch, see):
    import io

    net, other = net_of(torch), net_of(torch)
    file = io.BytesIO()
    torch.save(net.state_dict(), file)
    file.seek(0)
    state = torch.load(file)
    see("class", type(state).__name__)
    see("metadata", dict(state._metadata))
    with torch.no_grad():
        other.tied.zero_()
    see("matched", tuple(other.load_state_dict(state)))
    see("loaded", other.tied)
