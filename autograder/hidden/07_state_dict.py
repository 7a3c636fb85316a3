"""Hidden claims of lesson 07: the same behaviour on trees, states and files that nobody has seen."""

import copy
import io
import pickle
from collections import OrderedDict

from course.probes import probe


def some_tensor(torch, rng):
    shape = rng.integers(1, 3, size=int(rng.integers(0, 3))).tolist()
    numbers = rng.integers(-9, 9, size=shape).tolist()
    return torch.tensor(numbers, dtype=[torch.float32, torch.float64][int(rng.integers(2))])


def some_module(torch, rng, tensors):
    """One module of random parts: parameters, buffers saved or not, None in all places, tensors from a pool."""
    nn = torch.nn
    net = nn.Module()
    for name in rng.permutation(list("pqrstu"))[: int(rng.integers(5))].tolist():
        value = tensors[int(rng.integers(len(tensors)))] if rng.integers(3) == 0 else some_tensor(torch, rng)
        match int(rng.integers(5)):
            case 0:
                net.register_parameter(name, nn.Parameter(value, requires_grad=bool(rng.integers(2))))
            case 1:
                net.register_buffer(name, value, persistent=bool(rng.integers(2)))
            case 2:
                net.register_parameter(name, None)
            case 3:
                net.register_buffer(name, None)
            case 4:
                setattr(net, name, value)
    return net


def some_tree(torch, rng, steps=9):
    """A tree that grew by chance: containers, layers, shared modules, None, and modules of random parts."""
    nn = torch.nn
    tensors = [some_tensor(torch, rng) for _ in range(3)]
    layers = (
        lambda: some_module(torch, rng, tensors),
        lambda: nn.Linear(1, int(rng.integers(1, 3)), bias=bool(rng.integers(2))),
        lambda: nn.BatchNorm1d(2, affine=bool(rng.integers(2)), track_running_stats=bool(rng.integers(2))),
        lambda: nn.ParameterList([torch.ones(1), torch.zeros(2)][: int(rng.integers(3))]),
        lambda: nn.ParameterDict({"a": torch.ones(1), "note": "no tensor"}),
        lambda: nn.CrossEntropyLoss(weight=torch.ones(2) if rng.integers(2) else None),
        lambda: nn.Sequential(nn.Linear(1, 1), nn.ReLU()),
        lambda: nn.ModuleList([nn.Linear(1, 1), None]),
    )
    modules = [some_module(torch, rng, tensors)]
    for step in range(steps):
        parent = modules[int(rng.integers(len(modules)))]
        if isinstance(parent, nn.ParameterList | nn.ParameterDict):
            continue
        child = layers[int(rng.integers(len(layers)))]()
        younger = modules[modules.index(parent) + 1 :]
        if younger and rng.integers(4) == 0:
            child = younger[int(rng.integers(len(younger)))]
        parent.add_module(f"m{step}", None if rng.integers(6) == 0 else child)
        if child not in modules:
            modules.append(child)
    numbered(torch, modules[0])
    return modules[0]


def numbered(torch, net):
    """Other numbers in every parameter, the same in both worlds."""
    with torch.no_grad():
        for i, param in enumerate(net.parameters()):
            param.copy_((torch.arange(float(param.numel())) + i).reshape(param.shape) / 8)


def shuffled(torch, rng, state):
    """A state with some entries gone, added, renamed, resized or no tensors; and other numbers in the rest."""
    made = OrderedDict()
    if rng.integers(2):
        made._metadata = copy.deepcopy(state._metadata)
    for key, value in state.items():
        match int(rng.integers(9)):
            case 0:
                continue
            case 1:
                made[key + "x"] = value
            case 2:
                made[key.replace(".", "..", 1)] = value
            case 3:
                made[key] = torch.ones(5, 1)
            case 4:
                made[key] = [1, "text", None][int(rng.integers(3))]
            case _:
                made[key] = torch.full_like(value, float(rng.integers(9)))
    made["unknown"] = made["m0.unknown"] = 1
    return made


def own_kind(torch):
    """A class that saves something of its own."""

    class Own(torch.nn.Linear):
        _version = 5

        def get_extra_state(self):
            return [self.in_features]

        def set_extra_state(self, state):
            self.given = state

    return Own


def message_of(call):
    """What the RuntimeError says; the words of other libraries inside of it left out."""
    try:
        return [list(keys) for keys in call()]
    except RuntimeError as error:
        return [line.split(", an exception occurred")[0] for line in str(error).splitlines()]


# -- saving


@probe("7.1")
def any_module_saves_the_same(torch, see, rng):
    """Which entry is another one?"""
    tensors = [some_tensor(torch, rng) for _ in range(2)]
    for _ in range(3):
        net, found = some_module(torch, rng, tensors), {}
        see("what comes back", net._save_to_state_dict(found, "m.", bool(rng.integers(2))))
        see("the entries", found)


@probe("7.1")
def losses_and_lists_of_parameters_have_a_state(torch, see):
    """Who registered what?"""
    nn = torch.nn
    for net in (
        nn.CrossEntropyLoss(weight=torch.tensor([1.0, 2.0])),
        nn.MSELoss(),
        nn.ParameterList([torch.ones(1), "text", torch.zeros(2)]),
        nn.ParameterDict({"b": torch.ones(1), "a": 3}),
        nn.Dropout(),
    ):
        found = {}
        net._save_to_state_dict(found, "", False)
        see(f"of a {type(net).__name__}", found)


@probe("7.1")
def a_buffer_that_asks_for_a_gradient_is_detached_too(torch, see):
    """Are buffers never part of a graph?"""
    net, found = torch.nn.Module(), {}
    net.register_buffer("mean", torch.ones(2, requires_grad=True) * 2)
    net._save_to_state_dict(found, "", False)
    see("the buffer", net.mean.grad_fn is not None)
    see("what is saved", found)


@probe("7.2")
def any_tree_saves_the_same(torch, see, rng):
    """Which path, or which value, is another one?"""
    net = some_tree(torch, rng)
    see("the state", net.state_dict())
    see("with a prefix", list(net.state_dict(prefix="a.b.", destination={"first": 0}, keep_vars=True)))


@probe("7.2")
def containers_save_under_their_names(torch, see):
    """Is there anything a container does by itself?"""
    nn = torch.nn
    net = nn.ModuleDict({"body": nn.Sequential(OrderedDict(fc=nn.Linear(1, 1))), "act": nn.ReLU()})
    net["list"] = nn.ModuleList([nn.Linear(1, 1, bias=False)])
    net["own"] = nn.ParameterList([torch.ones(1)])
    see("the names", list(net.state_dict()))
    del net["body"].fc
    see("once a layer is gone", list(net.state_dict()))


@probe("7.2")
def a_state_is_not_tied_to_the_registries(torch, see):
    """Is it a dict of its own?"""
    net = torch.nn.Linear(1, 1)
    state = net.state_dict()
    del state["bias"]
    state["new"] = torch.ones(1)
    see("the names of the parameters", [name for name, _ in net.named_parameters()])
    see("the next state's names", list(net.state_dict()))


@probe("7.3")
def any_tree_notes_its_versions(torch, see, rng):
    """Which path is another one?"""
    net = some_tree(torch, rng)
    see("the paths", list(net.state_dict(prefix=["", "a.", "a.b."][int(rng.integers(3))])._metadata))


@probe("7.3")
def an_object_may_have_a_version_of_its_own(torch, see):
    """Where does Python look for `self._version`?"""
    net = torch.nn.Sequential(torch.nn.ReLU())
    net[0]._version = 8
    see("the metadata", net.state_dict()._metadata)


@probe("7.3")
def metadata_goes_through_a_file(torch, see):
    """Does pickle keep the attribute of a dict?"""
    state = torch.nn.Sequential(torch.nn.Linear(1, 1)).state_dict()
    see("through pickle", pickle.loads(pickle.dumps(state))._metadata)
    file = io.BytesIO()
    torch.save(state, file)
    file.seek(0)
    see("through torch.save", torch.load(file)._metadata)


# -- loading


@probe("7.4")
def any_module_loads_the_same(torch, see, rng):
    """Which of its tensors is another one?"""
    tensors = [some_tensor(torch, rng) for _ in range(2)]
    net = some_module(torch, rng, tensors)
    state = {}
    net._save_to_state_dict(state, "m.", False)
    state = {key: torch.full_like(value, float(rng.integers(9))) for key, value in state.items() if rng.integers(4)}
    missing = []
    net._load_from_state_dict(state, "m.", {}, bool(rng.integers(2)), missing, [], [])
    see("what is missing", missing)
    see("the parameters", dict(net._parameters))
    see("the buffers", dict(net._buffers))


@probe("7.4")
def an_optimizer_goes_on_with_what_was_loaded(torch, see):
    """Does it still hold the parameters of the module?"""
    net = torch.nn.Linear(1, 1, bias=False)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.5)
    net._load_from_state_dict({"weight": torch.full((1, 1), 3.0)}, "", {}, True, [], [], [])
    net(torch.ones(1, 1)).sum().backward()
    optimizer.step()
    see("the parameter", net.weight)


@probe("7.4")
def complaints_are_added_to_the_lists_that_come(torch, see):
    """Whose lists are they?"""
    missing = ["before"]
    torch.nn.Linear(1, 1)._load_from_state_dict({}, "", {}, True, missing, [], [])
    see("the list", missing)


@probe("7.5")
def any_shape_is_judged_alike(torch, see, rng):
    """For which two shapes?"""
    net, state, messages = torch.nn.Module(), {}, []
    for name in "abcdef":
        shapes = [rng.integers(1, 3, size=int(rng.integers(0, 3))).tolist() for _ in range(2)]
        if rng.integers(3) == 0:
            shapes[1] = shapes[0]
        net.register_buffer(name, torch.zeros(shapes[0]))
        state[name] = torch.ones(shapes[1])
    net._load_from_state_dict(state, "", {}, True, [], [], messages)
    see("the messages", messages)
    see("the buffers", dict(net._buffers))


@probe("7.5")
def what_cannot_be_copied_is_told_and_does_not_raise(torch, see):
    """Which exceptions of a copy are caught?"""
    net, messages = torch.nn.Linear(1, 1), []

    class Stubborn(torch.nn.Parameter):
        def copy_(self, *args):
            raise LookupError("not me")

    net.weight = Stubborn(torch.zeros(1, 1))
    net._load_from_state_dict({"weight": torch.ones(1, 1), "bias": torch.ones(1)}, "", {}, True, [], [], messages)
    see("the messages", messages)
    see("the bias", net.bias)


@probe("7.6")
def any_module_is_assigned_alike(torch, see, rng):
    """Which of its tensors is another one, or another object?"""
    nn = torch.nn
    net = some_module(torch, rng, [some_tensor(torch, rng)])
    state, metadata = {}, {"assign_to_params_buffers": bool(rng.integers(4))}
    net._save_to_state_dict(state, "", False)
    for key, value in state.items():
        value = torch.full_like(value, float(rng.integers(9))).float().requires_grad_(bool(rng.integers(2)))
        state[key] = nn.Parameter(value, requires_grad=bool(rng.integers(2))) if rng.integers(2) else value
    messages = []
    net._load_from_state_dict(state, "", metadata, True, [], [], messages)
    see("the messages", messages)
    see("the parameters", dict(net._parameters))
    see("the buffers", dict(net._buffers))
    see("which are the values", [getattr(net, key) is value for key, value in state.items()])


@probe("7.6")
def a_class_may_watch_what_is_assigned(torch, see):
    """Which door does the value take?"""

    class Watched(torch.nn.Linear):
        def __setattr__(self, name, value):
            self.__dict__.setdefault("seen", []).append((name, type(value).__name__))
            super().__setattr__(name, value)

    net = Watched(1, 1)
    del net.__dict__["seen"][:]
    net._load_from_state_dict({"bias": torch.ones(1)}, "", {"assign_to_params_buffers": True}, False, [], [], [])
    see("what it has seen", net.__dict__["seen"])
    del net.__dict__["seen"][:]
    net._load_from_state_dict({"bias": torch.ones(1)}, "", {}, False, [], [], [])
    see("what it has seen without assign", net.__dict__["seen"])


@probe("7.7")
def any_key_is_expected_or_not(torch, see, rng):
    """Which key is judged differently?"""
    net = some_tree(torch, rng, 5)
    prefix = ["", "m.", "m0."][int(rng.integers(3))]
    state = {}
    for _ in range(12):
        names = [str(rng.choice(["p", "q", "m0", "m1", "m2", "0", "weight"])) for _ in range(int(rng.integers(1, 4)))]
        state[[prefix, prefix, ""][int(rng.integers(3))] + ".".join(names)] = torch.ones(1)
    unexpected = []
    net._load_from_state_dict(state, prefix, {}, True, [], unexpected, [])
    see("the unexpected keys", unexpected)


@probe("7.7")
def what_a_container_has_is_expected(torch, see):
    """Is it asked of the registries, or of the attributes?"""
    nn = torch.nn
    for net in (nn.ParameterList([torch.ones(1), 5]), nn.ParameterDict({"0": torch.ones(1), "1": 5})):
        unexpected = []
        net._load_from_state_dict({"0": torch.ones(1), "1": torch.ones(1)}, "", {}, True, [], unexpected, [])
        see(f"of a {type(net).__name__}", unexpected)


@probe("7.8")
def any_tree_loads_what_it_saved(torch, see, rng):
    """Which of its tensors is another one?"""
    net = some_tree(torch, rng)
    state = net.state_dict()
    for key, value in list(state.items()):
        state[key] = torch.full_like(value, float(rng.integers(9)))
    see("what load_state_dict returns", message_of(lambda: net.load_state_dict(state)))
    see("the state", net.state_dict())
    see("the gradients asked for", [p.requires_grad for p in net.parameters()])


@probe("7.8")
def a_deep_tree_is_loaded_to_its_end(torch, see):
    """How long may a path be?"""
    nn = torch.nn
    net = nn.Linear(1, 1, bias=False)
    leaf = net
    for _ in range(40):
        net = nn.Sequential(net)
    path = "0." * 40 + "weight"
    see("what load_state_dict returns", message_of(lambda: net.load_state_dict({path: torch.full((1, 1), 3.0)})))
    see("the parameter", leaf.weight)


@probe("7.8")
def names_that_begin_alike_are_kept_apart(torch, see):
    """Where does a name end?"""
    nn = torch.nn
    net = nn.ModuleDict({name: nn.Linear(1, 1, bias=False) for name in ("a", "ab", "abc", "b")})
    state = {f"{name}.weight": torch.full((1, 1), float(i)) for i, name in enumerate(net)}
    see("what load_state_dict returns", message_of(lambda: net.load_state_dict({**state, "ab.c.weight": 1}, False)))
    see("the parameters", list(net.named_parameters()))


@probe("7.9", "7.10")
def any_state_in_any_tree_is_loaded_or_refused_alike(torch, see, rng):
    """Which complaint is another one, or what was loaded in spite of it?"""
    net = some_tree(torch, rng)
    state = shuffled(torch, rng, net.state_dict())
    keys = list(state)
    strict, assign = bool(rng.integers(2)), bool(rng.integers(2))
    see("what came of it", message_of(lambda: net.load_state_dict(state, strict=strict, assign=assign)))
    see("the state", net.state_dict())
    see("whether the caller's dict is as it was", list(state) == keys)


@probe("7.10")
def what_is_returned_can_be_taken_apart(torch, see):
    """A pair, with names?"""
    net = torch.nn.Linear(1, 1)
    missing, unexpected = net.load_state_dict({"x": 1}, strict=False)
    see("both", [missing, unexpected])
    see("the names", net.load_state_dict(net.state_dict())._fields)
    see("as text in a text", f"{net.load_state_dict(net.state_dict())}")
    see("with one list", repr(net.load_state_dict({}, strict=False)))


@probe("7.10")
def a_network_loads_what_another_one_saved_to_a_file(torch, see):
    """What goes through the file, and what comes back?"""
    nn = torch.nn
    net, other = (nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3), nn.Linear(3, 1)) for _ in range(2))
    numbered(torch, net)
    net(torch.arange(8.0).reshape(4, 2))
    file = io.BytesIO()
    torch.save(net.state_dict(), file)
    file.seek(0)
    see("what load_state_dict returns", repr(other.load_state_dict(torch.load(file))))
    x = torch.ones(2, 2)
    see("the output", other.eval()(x))
    see("whether they agree", torch.equal(net.eval()(x), other(x)))


@probe("7.10")
def a_state_of_tied_weights_loads_into_tied_weights(torch, see):
    """Two entries, one memory. Are they one afterwards?"""
    nn = torch.nn
    net = nn.Sequential(nn.Linear(1, 1, bias=False), nn.Linear(1, 1, bias=False))
    net[1].weight = net[0].weight
    net.load_state_dict({"0.weight": torch.ones(1, 1), "1.weight": torch.full((1, 1), 2.0)})
    see("the parameters", list(net.parameters()))
    net.load_state_dict({"0.weight": torch.ones(1, 1), "1.weight": torch.full((1, 1), 2.0)}, assign=True)
    see("once they were assigned", list(net.parameters()))


# -- old files, extra state


@probe("7.11")
def any_batchnorm_takes_any_file(torch, see, rng):
    """Of which settings, and which file?"""
    nn = torch.nn
    for _ in range(4):
        made = [bool(rng.integers(3)), bool(rng.integers(3))]
        net = nn.Sequential(nn.BatchNorm1d(2, affine=made[0], track_running_stats=made[1]))
        source = nn.Sequential(nn.BatchNorm1d(2, affine=made[0], track_running_stats=bool(rng.integers(3))))
        state = source.state_dict()
        state._metadata["0"] = [{}, {"version": 1}, {"version": 2}, {"version": 3}][int(rng.integers(4))]
        for name in list(state):
            if rng.integers(4) == 0 or (name.endswith("tracked") and rng.integers(2)):
                del state[name]
        see(f"{made}", message_of(lambda net=net, state=state: net.load_state_dict(state)))


@probe("7.11")
def a_subclass_may_load_in_its_own_way_again(torch, see):
    """Is `super()` called with all that came?"""
    nn = torch.nn
    seen = []

    class Mine(nn.BatchNorm1d):
        _version = 1

        def _load_from_state_dict(self, state_dict, prefix, metadata, strict, missing, unexpected, errors):
            super()._load_from_state_dict(state_dict, prefix, metadata, strict, missing, unexpected, errors)
            seen.append(sorted(state_dict))

    net = Mine(1)
    state = net.state_dict()
    see("its version", state._metadata)
    del state["num_batches_tracked"]
    net.load_state_dict(state)
    see("what the dict had in the end", seen)


@probe("7.12")
def extra_state_in_any_tree_comes_back(torch, see, rng):
    """Which module got which?"""
    net, own = some_tree(torch, rng), own_kind(torch)
    some = [m for m in net.modules() if type(m).__name__ in ("Module", "Sequential") and rng.integers(2)]
    for i, module in enumerate(some):
        module.add_module("own", own(i + 1, 1))
        numbered(torch, module.own)
    state = net.state_dict()
    see("the state", state)
    state = OrderedDict((key, value) for key, value in state.items() if rng.integers(6))
    state["_extra_state"] = state["m0._extra_state"] = 1
    see("what came of it", message_of(lambda: net.load_state_dict(state)))
    see("what each was given", [getattr(m, "given", None) for m in net.modules() if isinstance(m, own)])


@probe("7.12")
def extra_state_of_the_root_has_no_prefix(torch, see):
    """What is the key of a module that stands nowhere?"""
    net = own_kind(torch)(2, 1)
    see("the names", list(net.state_dict()))
    net.load_state_dict(net.state_dict())
    see("what it was given", net.given)


# -- hooks


@probe("7.13")
def any_order_of_hooks_around_saving(torch, see, rng):
    """Which call came at another time?"""
    net = some_tree(torch, rng, 5)
    calls, handles = [], []
    modules = list(net.modules())
    for i in range(7):
        module = modules[int(rng.integers(len(modules)))]
        match int(rng.integers(3)):
            case 0:
                handles.append(module.register_state_dict_pre_hook(lambda m, p, k, i=i: calls.append((i, p, k))))
            case 1:
                hook = module.register_state_dict_post_hook
                handles.append(hook(lambda m, s, p, n, i=i: calls.append((i, p, len(s)))))
            case 2:
                handles.append(module._register_state_dict_hook(lambda m, s, p, n, i=i: calls.append((i, p, n))))
    net.state_dict()
    for i in rng.permutation(len(handles))[:3].tolist():
        handles[i].remove()
    net.state_dict(prefix="x.")
    see("the calls", calls)


@probe("7.13")
def a_hook_may_be_registered_for_a_block(torch, see):
    """Is the handle a context manager?"""
    net, calls = torch.nn.ReLU(), []
    with net.register_state_dict_pre_hook(lambda *args: calls.append("called")):
        net.state_dict()
    net.state_dict()
    see("the calls", calls)


@probe("7.13")
def a_hook_that_takes_no_mark_cannot_be_public(torch, see):
    """Where is the mark put?"""
    net = torch.nn.ReLU()
    see.raises("a bound method", lambda: net.register_state_dict_post_hook(net.extra_repr))
    see("how many stand there", len(net._state_dict_hooks))


@probe("7.13")
def a_public_hook_of_a_child_changes_what_all_see(torch, see):
    """Is there one dict, or one for each module?"""
    nn = torch.nn
    net = nn.Sequential(nn.Linear(1, 1), nn.Linear(1, 1))
    net[0].register_state_dict_post_hook(lambda module, state, prefix, metadata: state.update({prefix + "new": 1}))
    net.register_state_dict_post_hook(lambda module, state, prefix, metadata: state.update(count=len(state)))
    see("the names", list(net.state_dict()))


@probe("7.14")
def any_order_of_hooks_around_loading(torch, see, rng):
    """Which call came at another time?"""
    net = some_tree(torch, rng, 5)
    calls, handles = [], []
    modules = list(net.modules())
    for i in range(8):
        module = modules[int(rng.integers(len(modules)))]
        match int(rng.integers(3)):
            case 0:
                hook = module.register_load_state_dict_pre_hook
                handles.append(hook(lambda m, s, p, *others, i=i: calls.append((i, p, len(s)))))
            case 1:
                hook = module._register_load_state_dict_pre_hook
                handles.append(hook(lambda s, p, n, *others, i=i: calls.append((i, p, len(s), dict(n)))))
            case 2:
                hook = module.register_load_state_dict_post_hook
                handles.append(hook(lambda m, keys, i=i: calls.append((i, [len(k) for k in keys]))))
    state = OrderedDict((key, value) for key, value in net.state_dict().items() if rng.integers(5))
    net.load_state_dict(state, strict=False)
    for i in rng.permutation(len(handles))[:3].tolist():
        handles[i].remove()
    net.load_state_dict(state, strict=False)
    see("the calls", calls)


@probe("7.14")
def a_hook_keeps_no_module_alive(torch, see):
    """Is it held weakly?"""
    net = torch.nn.ReLU()
    net._register_load_state_dict_pre_hook(lambda module, *others: None, with_module=True)
    [wrapped] = net._load_state_dict_pre_hooks.values()
    see("its class", type(wrapped).__name__)
    see("whether it has its module", wrapped.module() is net)
    del net
    see("once it is gone", wrapped.module() is None)
    see.raises("calling it", lambda: wrapped({}, ""), message=True)


@probe("7.14")
def post_hooks_are_called_in_a_load_that_fails(torch, see):
    """Does the error come before them, or after?"""
    net, calls = torch.nn.Linear(1, 1), []
    net.register_load_state_dict_post_hook(lambda module, keys: calls.append([list(k) for k in keys]))
    see.raises("a misfit", lambda: net.load_state_dict({"weight": torch.ones(7)}))
    see("the calls", calls)
