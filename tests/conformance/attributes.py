"""Registering, reading and deleting: what an attribute of a Module is."""

from tests.conformance.claims import Claims

claim = Claims()


def held(net):
    """Where each name of a module stands."""
    names = {registry: list(getattr(net, registry)) for registry in ("_parameters", "_buffers", "_modules")}
    plain = {n for n in vars(net) if not n.startswith("_") and n != "training"}
    return {**names, "plain": plain, "kept out": set(net._non_persistent_buffers_set)}


@claim
def a_parameter_takes_over_a_name_from_wherever_it_stood(torch, see):
    nn = torch.nn
    for label, before in {
        "attribute": torch.ones(1),
        "module": nn.ReLU(),
        "buffer": nn.Buffer(torch.ones(1)),
        "kept out": nn.Buffer(torch.ones(1), persistent=False),
        "parameter": nn.Parameter(torch.ones(3)),
    }.items():
        net = nn.Module()
        net.x = before
        net.x = nn.Parameter(torch.zeros(2))
        see(label, held(net))
        see(f"{label}, read", net.x)


@claim
def a_module_takes_over_a_name_from_wherever_it_stood(torch, see):
    nn = torch.nn
    for label, before in {
        "attribute": 3,
        "buffer": nn.Buffer(torch.ones(1)),
        "kept out": nn.Buffer(torch.ones(1), persistent=False),
        "module": nn.Tanh(),
    }.items():
        net = nn.Module()
        net.x = before
        net.x = nn.ReLU()
        see(label, held(net))
    net = nn.Module()
    net.x = nn.Parameter(torch.ones(1))
    see.raises("over a parameter", lambda: setattr(net, "x", nn.ReLU()))
    see("which stays", held(net))


@claim
def a_buffer_takes_over_a_name_from_an_attribute_alone(torch, see):
    nn = torch.nn
    net = nn.Module()
    net.x = 3
    see.raises("over an attribute", lambda: setattr(net, "x", nn.Buffer(torch.ones(1))))
    see("held", held(net))
    net = nn.Module()
    net.x = nn.Parameter(torch.ones(1))
    see.raises("over a parameter", lambda: setattr(net, "x", nn.Buffer(torch.ones(1))), message=True)
    net = nn.Module()
    net.x = nn.ReLU()
    see.raises("over a module", lambda: setattr(net, "x", nn.Buffer(torch.ones(1))), message=True)
    see("held at the end", held(net))


@claim
def none_keeps_the_registry_that_a_name_stood_in(torch, see):
    nn = torch.nn
    net = nn.Module()
    net.p, net.b, net.m = nn.Parameter(torch.ones(1)), nn.Buffer(torch.ones(1)), nn.ReLU()
    net.p = net.b = net.m = None
    see("held", held(net))
    see("read", [net.p, net.b, net.m])
    net.p, net.b, net.m = nn.Parameter(torch.ones(1)), torch.zeros(2), nn.Tanh()
    see("held again", held(net))


@claim
def what_may_not_take_a_name_is_named_with_its_class(torch, see):
    nn = torch.nn
    net = nn.Module()
    net.p, net.b, net.m = nn.Parameter(torch.ones(1)), nn.Buffer(torch.ones(1)), nn.ReLU()
    for name in "pbm":
        for label, value in {"number": 5, "tensor": torch.ones(1), "text": "x"}.items():
            if (name, label) != ("b", "tensor"):
                see.raises(f"{label} as {name}", lambda n=name, v=value: setattr(net, n, v), message=True)


@claim
def before_init_each_way_of_registering_says_what_is_missing(torch, see):
    nn = torch.nn

    def early(act):
        class Early(nn.Module):
            def __init__(self):
                act(self)

        return Early

    see.raises("parameter", early(lambda m: m.register_parameter("a", None)), message=True)
    see.raises("buffer", early(lambda m: m.register_buffer("a", None)), message=True)
    see.raises("assigned parameter", early(lambda m: setattr(m, "a", nn.Parameter(torch.ones(1)))), message=True)
    see.raises("assigned module", early(lambda m: setattr(m, "a", nn.ReLU())), message=True)
    see.raises("assigned buffer", early(lambda m: setattr(m, "a", nn.Buffer(torch.ones(1)))), message=True)
    see.raises("module", early(lambda m: m.add_module("a", nn.ReLU())))
    see.raises("reading", early(lambda m: m.a), message=True)


@claim
def a_plain_attribute_may_be_set_before_init(torch, see):
    class Early(torch.nn.Module):
        def __init__(self):
            self.n = 3
            self.t = torch.ones(1)
            super().__init__()
            self.late = 4

    net = Early()
    see("held", held(net))
    see("values", (net.n, net.t, net.late))


@claim
def a_name_is_refused_for_its_own_reason(torch, see):
    nn = torch.nn
    net = nn.Linear(1, 1)
    for name in ("", "a.b", ".", 3, None, b"w", "forward", "training", "extra_repr", "_parameters", "in_features"):
        see.raises(f"parameter {name!r}", lambda n=name: net.register_parameter(n, None))
        see.raises(f"buffer {name!r}", lambda n=name: net.register_buffer(n, None))
        see.raises(f"module {name!r}", lambda n=name: net.add_module(n, None))


@claim
def a_name_of_another_registry_is_taken_for_an_explicit_call(torch, see):
    nn = torch.nn
    net = nn.Module()
    net.p, net.b, net.m = nn.Parameter(torch.ones(1)), nn.Buffer(torch.ones(1)), nn.ReLU()
    for name in "pbm":
        see.raises(f"parameter {name}", lambda n=name: net.register_parameter(n, None), message=True)
        see.raises(f"buffer {name}", lambda n=name: net.register_buffer(n, None), message=True)
        see.raises(f"module {name}", lambda n=name: net.register_module(n, None), message=True)
    see("held", held(net))


@claim
def the_same_kind_may_be_registered_again_under_its_name(torch, see):
    nn = torch.nn
    net = nn.Module()
    for value in (1.0, 2.0):
        net.register_parameter("p", nn.Parameter(torch.tensor(value)))
        net.register_buffer("b", torch.tensor(value), persistent=value == 1.0)
        net.register_module("m", nn.Linear(int(value), 1))
    see("held", held(net))
    see("read", (net.p, net.b, net.m.in_features))


@claim
def what_is_no_tensor_is_no_buffer(torch, see):
    net = torch.nn.Module()
    for value in ("x", 3, [torch.ones(1)], {}):
        see.raises(type(value).__name__, lambda v=value: net.register_buffer("b", v), message=True)
    net.register_buffer("b", torch.nn.Parameter(torch.ones(1)))
    see("a parameter may be one", [n for n, _ in net.named_buffers()])
    see("and is no parameter of it", [n for n, _ in net.named_parameters()])


@claim
def what_is_no_module_is_no_child(torch, see):
    net = torch.nn.Module()
    for value in ("x", 3, torch.ones(1), torch.nn.ReLU):
        see.raises(repr(type(value).__name__), lambda v=value: net.add_module("m", v))
    see("held", held(net))


@claim
def a_parameter_with_a_history_is_refused(torch, see):
    nn = torch.nn
    leaf = nn.Parameter(torch.ones(2), requires_grad=False)
    leaf.add_(nn.Parameter(torch.ones(2)))
    net = nn.Module()
    see.raises("registered", lambda: net.register_parameter("p", leaf))
    see.raises("assigned", lambda: setattr(net, "p", leaf))
    net.register_buffer("b", nn.Parameter(torch.ones(2)) * 2)
    see("a buffer may have one", net.b.is_leaf)


@claim
def deleting_finds_a_name_in_each_registry(torch, see):
    nn = torch.nn
    net = nn.Module()
    net.p, net.b, net.m, net.n = nn.Parameter(torch.ones(1)), nn.Buffer(torch.ones(1)), nn.ReLU(), 3
    for name in "pbmn":
        delattr(net, name)
        see.raises(f"reading {name}", lambda n=name: getattr(net, n), message=True)
        see.raises(f"deleting {name} again", lambda n=name: delattr(net, n), message=True)
    see("held", held(net))


@claim
def dir_names_what_can_be_typed(torch, see):
    nn = torch.nn
    net = nn.Linear(2, 2)
    net._test_submodule = nn.Linear(2, 2)
    net.register_buffer("stored", torch.ones(2))
    net.add_module("0", nn.ReLU())
    net.add_module("2a", nn.ReLU())
    names = dir(net)
    see("sorted", names == sorted(names))
    see("found", [n in names for n in ("weight", "stored", "_test_submodule", "forward", "training", "in_features")])
    see("digits", [n for n in names if n[0].isdigit()])
    see("each reads", all(hasattr(net, n) for n in names))


@claim
def a_property_that_raises_is_reported_as_missing(torch, see):
    class Net(torch.nn.Module):
        @property
        def some(self):
            return self.something_that_does_not_exist

        @property
        def fine(self):
            return 3

    see.raises("read", lambda: Net().some, message=True)
    see("has", (hasattr(Net(), "some"), hasattr(Net(), "fine")))


@claim
def a_property_with_a_setter_comes_after_the_registries(torch, see):
    class Net(torch.nn.Module):
        log = None

        @property
        def w(self):
            return "the property"

        @w.setter
        def w(self, value):
            self.log = type(value).__name__

    net = Net()
    net.w = 3
    see("a number", (net.log, net.w))
    see.raises("a parameter", lambda: setattr(net, "w", torch.nn.Parameter(torch.ones(1))))


@claim
def a_class_attribute_takes_a_name_for_an_explicit_call_alone(torch, see):
    class Net(torch.nn.Module):
        w = None

    net = Net()
    see.raises("registered", lambda: net.register_parameter("w", torch.nn.Parameter(torch.ones(1))), message=True)
    see.raises("assigned", lambda: setattr(net, "w", torch.nn.Parameter(torch.ones(1))), message=True)
    see.raises("a module assigned", lambda: setattr(net, "w", torch.nn.ReLU()))
    see("a module is registered", list(net._modules))
    see("and hidden by the class", net.w is None)


@claim
def a_module_takes_no_arguments_of_its_own(torch, see):
    see.raises("by position", lambda: torch.nn.Module(3), message=True)
    see.raises("by keyword", lambda: torch.nn.Module(size=3), message=True)
    see.raises("both", lambda: torch.nn.Module(1, a=2), message=True)


@claim
def a_module_is_true_hashable_and_equal_to_itself_alone(torch, see):
    a, b = torch.nn.ReLU(), torch.nn.ReLU()
    see("truth", bool(torch.nn.Module()))
    see("equal", (a == a, a == b, len({a, b, a})))


@claim
def a_frozen_attribute_of_an_annotated_class_is_still_an_attribute(torch, see):
    class Net(torch.nn.Module):
        size: int
        fc: torch.nn.Module

        def __init__(self):
            super().__init__()
            self.size = 3
            self.fc = torch.nn.Linear(1, 1)

    see("held", held(Net()))
