"""ModuleList and ParameterList: what a list can do, registered."""

from tests.conformance.claims import Claims

claim = Claims()


def layers(torch, n=3):
    return [torch.nn.Linear(i + 1, i + 1) for i in range(n)]


def sizes(net):
    return [(name, m.in_features) for name, m in net.named_children()]


@claim
def a_module_list_is_made_of_anything_iterable(torch, see):
    nn = torch.nn
    see("nothing", len(nn.ModuleList()))
    see("None", len(nn.ModuleList(None)))
    see("a list", sizes(nn.ModuleList(layers(torch))))
    see("a generator", sizes(nn.ModuleList(m for m in layers(torch))))
    see("a Sequential", sizes(nn.ModuleList(nn.Sequential(*layers(torch)))))
    see.raises("modules by position", lambda: nn.ModuleList(nn.ReLU(), nn.ReLU()))
    see.raises("one module", lambda: nn.ModuleList(nn.ReLU()))
    see.raises("numbers", lambda: nn.ModuleList([1, 2]))
    see.raises("a text", lambda: nn.ModuleList("ab"))


@claim
def an_item_of_a_module_list_is_had_by_its_position(torch, see):
    made = layers(torch, 4)
    net = torch.nn.ModuleList(made)
    see("each", [net[i] is made[i] for i in range(-4, 4)])
    for i in (4, -5):
        see.raises(f"at {i}", lambda i=i: net[i], message=True)
    see("a slice", (type(net[1:3]).__name__, sizes(net[1:3]), net[1:][0] is made[1]))
    see("every other", sizes(net[::2]))
    see("backwards", sizes(net[::-1]))
    see.raises("by text", lambda: net["0"])


@claim
def a_slice_of_a_subclass_of_module_list_is_of_the_subclass(torch, see):
    class Mine(torch.nn.ModuleList):
        pass

    see("class", type(Mine(layers(torch))[1:]).__name__)


@claim
def an_item_of_a_module_list_is_replaced_and_deleted(torch, see):
    net = torch.nn.ModuleList(layers(torch, 5))
    net[0] = torch.nn.Linear(10, 1)
    net[-1] = torch.nn.Linear(20, 1)
    see("replaced", sizes(net))
    del net[1]
    see("deleted", sizes(net))
    del net[1:3]
    see("a slice", sizes(net))
    del net[-1]
    see("the last", sizes(net))
    see.raises("set past the end", lambda: net.__setitem__(3, torch.nn.ReLU()), message=True)
    see.raises("deleted past the end", lambda: net.__delitem__(3), message=True)
    see.raises("no module", lambda: net.__setitem__(0, 3), message=True)


@claim
def a_module_list_grows_as_a_list_does(torch, see):
    nn = torch.nn
    net = nn.ModuleList()
    see("append", net.append(nn.Linear(1, 1)) is net)
    see("extend", net.extend(layers(torch, 2)) is net)
    net += layers(torch, 1)
    see("grown", sizes(net))
    net.insert(0, nn.Linear(7, 7))
    net.insert(2, nn.Linear(8, 8))
    see("inserted", sizes(net))
    see.raises("inserted far behind", lambda: nn.ModuleList(layers(torch)).insert(100, nn.ReLU()))
    see("popped", (net.pop(0).in_features, net.pop(-1).in_features, sizes(net)))
    see("sum", sizes(net + layers(torch, 1)))
    see("sum is a new list", type(net + net).__name__)


@claim
def what_does_not_fit_a_module_list_is_refused(torch, see):
    net = torch.nn.ModuleList(layers(torch, 1))
    see.raises("extend by a module", lambda: net.extend(torch.nn.ReLU()), message=True)
    see.raises("extend by a number", lambda: net.extend(3), message=True)
    see.raises("extend by numbers", lambda: net.extend([3]))
    see.raises("append a number", lambda: net.append(3))
    see.raises("added to a number", lambda: net + 3)
    see.raises("popped past the end", lambda: net.pop(3), message=True)
    see.raises("a list on the left", lambda: [torch.nn.ReLU()].__add__(net))
    see("left as it was", sizes(net))


@claim
def a_module_list_holds_one_module_twice(torch, see):
    net = torch.nn.ModuleList(layers(torch, 2))
    net.extend(list(net))
    see("length", len(net))
    see("parameters once", len(list(net.parameters())))
    see("children once", [n for n, _ in net.named_children()])


@claim
def a_module_list_is_iterated_measured_and_asked(torch, see):
    made = layers(torch)
    net = torch.nn.ModuleList(made)
    see("iterated", [a is b for a, b in zip(net, made, strict=True)])
    see("holds", (made[0] in net, torch.nn.ReLU() in net))
    see("truth", (bool(net), bool(torch.nn.ModuleList())))
    see("reversed", [m.in_features for m in reversed(net)])
    see("enumerated", [(i, m.in_features) for i, m in enumerate(net)])


@claim
def a_module_list_folds_repeats_when_it_prints(torch, see):
    nn = torch.nn
    see("empty", repr(nn.ModuleList()))
    see("one", repr(nn.ModuleList([nn.ReLU()])))
    see("repeats", repr(nn.ModuleList([nn.ReLU(), nn.ReLU(), nn.Tanh(), nn.ReLU()])))
    see("long", repr(nn.ModuleList([nn.Linear(2, 2) for _ in range(12)])))
    see("nested", repr(nn.ModuleList([nn.ModuleList([nn.ReLU(), nn.ReLU()]) for _ in range(2)])))


@claim
def a_parameter_list_makes_parameters_of_tensors_and_keeps_the_rest(torch, see):
    nn = torch.nn
    p = nn.Parameter(torch.ones(1))
    held = nn.ParameterList([p, torch.zeros(2), 3, "x", None])
    see("length", len(held))
    see("classes", [type(v).__name__ for v in held])
    see("the same parameter", held[0] is p)
    see("registered", [n for n, _ in held.named_parameters()])
    see("the others", [held[i] for i in (2, 3, 4)])
    see("saved", list(held.state_dict()))
    see.raises("of a number", lambda: nn.ParameterList(3), message=True)
    see("of nothing", len(nn.ParameterList()))


@claim
def a_parameter_list_is_a_list(torch, see):
    nn = torch.nn
    held = nn.ParameterList([torch.full((i + 1,), float(i)) for i in range(4)])
    see("each", [held[i].shape for i in (-1, 0, 3)])
    for i in (4, -5):
        see.raises(f"at {i}", lambda i=i: held[i], message=True)
    see("a slice", (type(held[1:3]).__name__, [p.shape for p in held[1:3]]))
    held[0] = torch.ones(9)
    held[-1] = nn.Parameter(torch.ones(8))
    see("replaced", [p.shape for p in held])
    see("append", held.append(torch.ones(7)) is held)
    see("extend", held.extend([torch.ones(6)]) is held)
    held += [torch.ones(5)]
    see("grown", [n for n, _ in held.named_parameters()])
    see.raises("extended by a number", lambda: held.extend(3), message=True)
    see.raises("extended by a tensor", lambda: held.extend(torch.ones(1)) and None)
    see.raises("set past the end", lambda: held.__setitem__(20, torch.ones(1)), message=True)
    see.raises("called", lambda: held(1), message=True)


@claim
def a_parameter_list_prints_its_shapes(torch, see):
    nn = torch.nn
    see("filled", repr(nn.ParameterList([torch.ones(2, 3), torch.ones(1).double(), 3, "x"])))
    see("empty", repr(nn.ParameterList()))
    net = nn.Module()
    net.held = nn.ParameterList([torch.ones(())])
    see("in a module", repr(net))


@claim
def a_parameter_list_is_saved_loaded_and_converted(torch, see):
    nn = torch.nn
    a, b = nn.ParameterList([torch.ones(2), 3]), nn.ParameterList([torch.zeros(2), 3])
    see("matched", b.load_state_dict(a.state_dict()))
    see("loaded", b[0])
    b.double()
    see("converted", b[0])
    see("a parameter set later", (b.register_parameter("x", nn.Parameter(torch.ones(1))), len(b)))
