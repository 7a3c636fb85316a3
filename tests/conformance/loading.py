"""load_state_dict: what is copied, what is put in place, and what is said of everything that does not fit."""

from collections import OrderedDict

from tests.conformance.claims import Claims

claim = Claims()


def net_of(torch, width=3):
    nn = torch.nn
    torch.manual_seed(width)
    return nn.Sequential(nn.Linear(2, width), nn.BatchNorm1d(width), nn.Sequential(nn.Linear(width, 1)))


@claim
def a_state_is_copied_into_the_tensors_there_are(torch, see):
    a, b = net_of(torch), net_of(torch)
    with torch.no_grad():
        a[0].weight.fill_(5.0)
        a[1].running_mean.fill_(6.0)
    before = b[0].weight, b[1].running_mean
    keys = b.load_state_dict(a.state_dict())
    see("keys", (type(keys).__name__, repr(keys), keys.missing_keys, keys.unexpected_keys))
    see("the same tensors", (b[0].weight is before[0], b[1].running_mean is before[1]))
    see("values", b.state_dict())
    see("memory of its own", a[0].weight.data_ptr() == b[0].weight.data_ptr())


@claim
def one_error_says_everything(torch, see):
    net = net_of(torch)
    state = net.state_dict()
    del state["0.bias"], state["2.0.weight"]
    state["1.weight"] = torch.ones(7)
    state["extra"] = torch.ones(1)
    state["2.0.more"] = torch.ones(1)
    state["9.weight"] = torch.ones(1)
    state["0.bias.x"] = torch.ones(1)
    see.raises("strictly", lambda: net.load_state_dict(state), message=True)
    see.raises("not strictly, the size", lambda: net.load_state_dict(state, strict=False), message=True)
    del state["1.weight"]
    see("not strictly, the keys", tuple(net.load_state_dict(state, strict=False)))


@claim
def what_fits_is_loaded_before_the_error(torch, see):
    net = net_of(torch)
    state = {"0.weight": torch.full((3, 2), 9.0), "0.bias": torch.ones(4)}
    see.raises("raises", lambda: net.load_state_dict(state, strict=False))
    see("loaded", net[0].weight)


@claim
def a_state_is_any_mapping(torch, see):
    import types

    net = torch.nn.Linear(1, 1)
    state = {"weight": torch.zeros(1, 1), "bias": torch.zeros(1)}
    see("a dict", tuple(net.load_state_dict(state)))
    see("a read-only mapping", tuple(net.load_state_dict(types.MappingProxyType(state))))
    for other in ([("weight", 1)], 3, None, "weight", set()):
        see.raises(f"a {type(other).__name__}", lambda o=other: net.load_state_dict(o), message=True)
    see("the state is left alone", list(state))


@claim
def a_value_that_is_no_tensor_is_named(torch, see):
    net = torch.nn.Linear(1, 1)
    for value in (3, "x", None, [1.0]):
        state = {"weight": value, "bias": torch.ones(1)}
        see.raises(type(value).__name__, lambda s=state: net.load_state_dict(s), message=True)
        see.raises(f"{type(value).__name__}, assigned", lambda s=state: net.load_state_dict(s, assign=True))


@claim
def a_value_of_another_dtype_is_converted_by_a_copy(torch, see):
    net = torch.nn.Linear(2, 1)
    state = {"weight": torch.ones(1, 2).double(), "bias": torch.tensor([3])}
    see("copied", (tuple(net.load_state_dict(state)), net.weight, net.bias))
    net.load_state_dict({"weight": torch.ones(1, 2).double(), "bias": torch.ones(1).double()}, assign=True)
    see("assigned", (net.weight, net.bias))


@claim
def a_number_fits_a_tensor_of_one_element_of_old(torch, see):
    net = torch.nn.Module()
    net.register_buffer("n", torch.tensor(0.0))
    net.w = torch.nn.Parameter(torch.ones(1))
    see("one element", tuple(net.load_state_dict({"n": torch.tensor([4.0]), "w": torch.ones(1)})))
    see("loaded", net.n)
    see.raises("not the other way", lambda: net.load_state_dict({"n": torch.tensor(1.0), "w": torch.tensor(2.0)}))


@claim
def shapes_are_compared_without_broadcasting(torch, see):
    net = torch.nn.Linear(2, 3)
    for shape in ((1, 2), (2,), (3, 1), (3, 2, 1), ()):
        state = {"weight": torch.ones(shape), "bias": torch.ones(3)}
        see.raises(str(shape), lambda s=state: net.load_state_dict(s), message=True)


@claim
def assigning_puts_the_tensors_themselves_in_place(torch, see):
    net = torch.nn.BatchNorm1d(2)
    state = {k: v.clone() for k, v in net.state_dict().items()}
    net.weight.requires_grad_(False)
    net.load_state_dict(state, assign=True)
    see("shares memory", net.weight.data_ptr() == state["weight"].data_ptr())
    see("a parameter, asking as before", (net.weight, net.bias))
    see("the buffer itself", net.running_mean is state["running_mean"])
    own = torch.nn.Parameter(torch.zeros(2), requires_grad=True)
    state["weight"] = own
    net.load_state_dict(state, assign=True)
    see("a parameter itself", (net.weight is own, own.requires_grad))


@claim
def assigning_fills_a_module_on_the_meta_device(torch, see):
    a = net_of(torch)
    b = net_of(torch).to("meta")
    see("nothing there", b[0].weight.is_meta)
    see("matched", tuple(b.load_state_dict(a.state_dict(), assign=True)))
    see("all there", b.state_dict())
    see("works", b.eval()(torch.ones(1, 2)))


@claim
def copying_into_the_meta_device_warns_and_does_nothing(torch, see):
    a, b = torch.nn.Linear(1, 1), torch.nn.Linear(1, 1).to("meta")
    see.warns("copied", lambda: b.load_state_dict(a.state_dict()))
    see("still nothing", (b.weight.is_meta, b.bias.is_meta))
    see.warns("meta from meta", lambda: b.load_state_dict(b.state_dict()))


@claim
def assigning_checks_shapes_too(torch, see):
    net = torch.nn.Linear(2, 1)
    state = {"weight": torch.ones(2, 1), "bias": torch.ones(1)}
    see.raises("another shape", lambda: net.load_state_dict(state, assign=True), message=True)


@claim
def a_load_keeps_gradients_and_flags(torch, see):
    net = torch.nn.Linear(2, 1)
    net.bias.requires_grad_(False)
    net.weight.grad = torch.ones(1, 2)
    net.eval()
    net.load_state_dict(torch.nn.Linear(2, 1).state_dict())
    see("gradient", net.weight.grad)
    see("flags", (net.weight.requires_grad, net.bias.requires_grad, net.training, net.weight.is_leaf))


@claim
def a_tied_parameter_is_loaded_twice_and_stays_tied(torch, see):
    net = torch.nn.Module()
    net.a = net.b = torch.nn.Parameter(torch.ones(1))
    net.load_state_dict({"a": torch.tensor([2.0]), "b": torch.tensor([3.0])})
    see("the last", (net.a, net.a is net.b))
    net.load_state_dict({"a": torch.tensor([2.0]), "b": torch.tensor([3.0])}, assign=True)
    see("assigned, untied", (net.a, net.b, net.a is net.b))


@claim
def a_buffer_that_is_kept_out_is_unexpected(torch, see):
    net = torch.nn.Module()
    net.register_buffer("b", torch.ones(1), persistent=False)
    see("empty", tuple(net.load_state_dict({})))
    see.raises("given", lambda: net.load_state_dict({"b": torch.zeros(1)}), message=True)
    see("not strictly", (tuple(net.load_state_dict({"b": torch.zeros(1)}, strict=False)), net.b))


@claim
def a_none_is_neither_missing_nor_wanted(torch, see):
    net = torch.nn.Linear(1, 1, bias=False)
    see("without", tuple(net.load_state_dict({"weight": torch.ones(1, 1)})))
    both = {"weight": torch.ones(1, 1), "bias": torch.ones(1)}
    see.raises("with", lambda: net.load_state_dict(both), message=True)


@claim
def a_load_of_your_own_sees_its_part_and_its_prefix(torch, see):
    told = []

    class Renamed(torch.nn.Linear):
        def _load_from_state_dict(self, state_dict, prefix, local_metadata, strict, missing, unexpected, errors):
            told.append((prefix, sorted(state_dict), dict(local_metadata), strict))
            if prefix + "kernel" in state_dict:
                state_dict[prefix + "weight"] = state_dict.pop(prefix + "kernel")
            super()._load_from_state_dict(state_dict, prefix, local_metadata, strict, missing, unexpected, errors)

    net = torch.nn.Sequential(Renamed(1, 1), torch.nn.ReLU())
    state = net.state_dict()
    state["0.kernel"] = state.pop("0.weight") * 0 + 8
    see("matched", tuple(net.load_state_dict(state)))
    see("told", told)
    see("loaded", net[0].weight)
    see("the state is left alone", list(state))


@claim
def an_error_of_your_own_is_in_the_one_error(torch, see):
    class Picky(torch.nn.Module):
        def _load_from_state_dict(self, state_dict, prefix, local_metadata, strict, missing, unexpected, errors):
            errors.append(f"no, says {prefix}")
            missing.append(prefix + "sense")

    see.raises("both", lambda: torch.nn.Sequential(Picky(), Picky()).load_state_dict({}), message=True)


@claim
def a_load_may_add_a_name_to_what_it_takes(torch, see):
    class Growing(torch.nn.Module):
        def _load_from_state_dict(self, state_dict, prefix, *others):
            self.register_buffer("late", torch.zeros_like(state_dict[prefix + "late"]))
            super()._load_from_state_dict(state_dict, prefix, *others)

    net = torch.nn.Sequential(Growing())
    see("matched", tuple(net.load_state_dict({"0.late": torch.ones(2)})))
    see("loaded", net[0].late)


@claim
def a_batch_norm_of_old_loads_without_its_count(torch, see):
    net = torch.nn.Sequential(torch.nn.BatchNorm1d(2))
    state = net.state_dict()
    del state["0.num_batches_tracked"]
    see.raises("of this version", lambda: net.load_state_dict(state), message=True)
    state._metadata["0"]["version"] = 1
    see("of the version before", tuple(net.load_state_dict(state)))
    plain = {k: v for k, v in state.items() if "tracked" not in k}
    net[0].num_batches_tracked.fill_(7)
    see("without versions", tuple(net.load_state_dict(plain)))
    see("the count", net[0].num_batches_tracked)


@claim
def a_load_runs_without_a_graph(torch, see):
    net = torch.nn.Linear(1, 1)
    w = torch.ones(1, 1, requires_grad=True) * 2
    net.load_state_dict({"weight": w, "bias": torch.ones(1)})
    see("no history", (net.weight.grad_fn is None, net.weight.requires_grad, net.weight.is_leaf))


@claim
def metadata_is_read_where_it_is_and_left_alone(torch, see):
    net = net_of(torch)
    state = net.state_dict()
    before = {k: dict(v) for k, v in state._metadata.items()}
    net.load_state_dict(state)
    see("left alone", before == {k: dict(v) for k, v in state._metadata.items()})
    copied = OrderedDict(state)
    see("without", tuple(net.load_state_dict(copied)))


@claim
def what_is_compared_by_name_is_the_incompatible_keys(torch, see):
    keys = torch.nn.Linear(1, 1).load_state_dict({"x": torch.ones(1)}, strict=False)
    missing, unexpected = keys
    see("unpacked", (missing, unexpected))
    see("printed", (repr(keys), str(keys)))
    see("compared", keys == (["weight", "bias"], ["x"]))
