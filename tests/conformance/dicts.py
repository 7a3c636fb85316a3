"""ModuleDict and ParameterDict: what a dict can do, registered."""

from collections import OrderedDict

from tests.conformance.claims import Claims

claim = Claims()


def named(torch):
    return {"a": torch.nn.Linear(1, 1), "b": torch.nn.Linear(2, 2), "c": torch.nn.Linear(3, 3)}


def sizes(net):
    return [(name, m.in_features) for name, m in net.items()]


@claim
def a_module_dict_is_made_of_mappings_and_of_pairs(torch, see):
    nn = torch.nn
    see("nothing", len(nn.ModuleDict()))
    see("a dict", sizes(nn.ModuleDict(named(torch))))
    see("an OrderedDict", sizes(nn.ModuleDict(OrderedDict(named(torch)))))
    see("pairs", sizes(nn.ModuleDict(list(named(torch).items()))))
    see("lists of two", sizes(nn.ModuleDict([["a", nn.Linear(1, 1)]])))
    see("another one", sizes(nn.ModuleDict(nn.ModuleDict(named(torch)))))
    see.raises("a number", lambda: nn.ModuleDict(3))
    see.raises("no pairs", lambda: nn.ModuleDict([3]))
    see.raises("three of them", lambda: nn.ModuleDict([("a", nn.ReLU(), 3)]), message=True)
    see.raises("no modules", lambda: nn.ModuleDict({"a": 3}))
    see.raises("numbers as keys", lambda: nn.ModuleDict({1: nn.ReLU()}))
    see.raises("a dot", lambda: nn.ModuleDict({"a.b": nn.ReLU()}))
    see.raises("a name of the class", lambda: nn.ModuleDict({"keys": nn.ReLU()}))


@claim
def a_module_dict_is_read_set_and_deleted_by_key(torch, see):
    made = named(torch)
    net = torch.nn.ModuleDict(made)
    see("read", (net["b"] is made["b"], net.b is made["b"]))
    see.raises("missing", lambda: net["x"], message=True)
    net["b"] = torch.nn.Linear(9, 9)
    net["d"] = torch.nn.Linear(8, 8)
    see("set", sizes(net))
    del net["a"]
    see("deleted", sizes(net))
    see.raises("deleted again", lambda: net.__delitem__("a"), message=True)
    see("popped", (net.pop("d").in_features, sizes(net)))
    see.raises("popped again", lambda: net.pop("d"), message=True)
    net.clear()
    see("cleared", (len(net), list(net.parameters())))
    see.raises("set to a number", lambda: net.__setitem__("a", 3))


@claim
def a_module_dict_is_walked_in_the_order_of_its_keys(torch, see):
    net = torch.nn.ModuleDict(named(torch))
    see("keys", list(net.keys()))
    see("values", [m.in_features for m in net.values()])
    see("iterated", list(net))
    see("length", (len(net), bool(net), bool(torch.nn.ModuleDict())))
    see("holds", ("a" in net, "x" in net))
    see("children", [n for n, _ in net.named_children()])
    see("reversed keys", list(reversed(net.keys())))


@claim
def a_module_dict_is_updated_in_order(torch, see):
    nn = torch.nn
    net = nn.ModuleDict(named(torch))
    see("gives nothing", net.update({"z": nn.Linear(5, 5), "a": nn.Linear(6, 6)}))
    see("a dict", sizes(net))
    net.update([("y", nn.Linear(7, 7)), ("b", nn.Linear(8, 8))])
    see("pairs", sizes(net))
    net.update(nn.ModuleDict({"w": nn.Linear(4, 4)}))
    see("another", sizes(net))
    net.update({})
    see.raises("by nothing", lambda: net.update(None))
    see.raises("by numbers", lambda: net.update([1]))
    see.raises("by a pair of one", lambda: net.update([("q",)]), message=True)
    see("at the end", sizes(net))


@claim
def a_module_dict_prints_and_saves_under_its_keys(torch, see):
    net = torch.nn.ModuleDict(named(torch))
    see("printed", repr(net))
    see("empty", repr(torch.nn.ModuleDict()))
    see("keys", list(net.state_dict()))


@claim
def a_parameter_dict_makes_parameters_of_tensors_and_keeps_the_rest(torch, see):
    nn = torch.nn
    p = nn.Parameter(torch.ones(1))
    held = nn.ParameterDict({"p": p, "t": torch.zeros(2), "n": 3, "none": None})
    see("classes", [(k, type(v).__name__) for k, v in held.items()])
    see("the same", held["p"] is p)
    see("registered", [n for n, _ in held.named_parameters()])
    see("saved", list(held.state_dict()))
    see("pairs", list(nn.ParameterDict([("b", torch.ones(1)), ("a", torch.ones(1))])))
    see("another", list(nn.ParameterDict(held)))
    see("of nothing", len(nn.ParameterDict()))
    see.raises("a number", lambda: nn.ParameterDict(3))
    see.raises("triples", lambda: nn.ParameterDict([("a", 1, 2)]))


@claim
def a_parameter_dict_is_read_set_and_deleted_by_key(torch, see):
    held = torch.nn.ParameterDict({"a": torch.ones(1), "b": torch.ones(2)})
    see("read", (held["a"], held.b))
    see.raises("missing", lambda: held["x"])
    see("get", (held.get("a") is held["a"], held.get("x"), held.get("x", 3)))
    see("set default", (held.setdefault("a") is held["a"], held.setdefault("c", torch.zeros(1)), held.setdefault("d")))
    del held["b"]
    see("deleted", list(held))
    see.raises("deleted again", lambda: held.__delitem__("b"))
    see("popped", held.pop("c"))
    see.raises("popped again", lambda: held.pop("c"))
    see("last item", held.popitem())
    see("left", list(held.keys()))
    held.clear()
    see("cleared", (len(held), list(held.parameters())))
    see.raises("nothing left", lambda: held.popitem())


@claim
def keys_of_a_parameter_dict_are_text_without_more(torch, see):
    held = torch.nn.ParameterDict()
    for key in (3, None, "a.b", "", "keys", ("a",)):
        see.raises(repr(key), lambda k=key: held.__setitem__(k, torch.ones(1)))
    see("afterwards", list(held))
    see.raises("reading a number", lambda: held[3])


@claim
def a_parameter_dict_is_walked_both_ways(torch, see):
    held = torch.nn.ParameterDict({"b": torch.ones(1), "a": torch.ones(2)})
    see("keys", (type(held.keys()).__name__, list(held.keys())))
    see("values", [v.shape for v in held.values()])
    see("items", [(k, v.shape) for k, v in held.items()])
    see("reversed", list(reversed(held)))
    see("holds", ("a" in held, "x" in held))
    see("length", (len(held), bool(held), bool(torch.nn.ParameterDict())))


@claim
def parameter_dicts_are_joined(torch, see):
    nn = torch.nn
    a = nn.ParameterDict({"x": torch.ones(1), "y": torch.ones(2)})
    b = nn.ParameterDict({"y": torch.ones(3), "z": torch.ones(4)})
    see("or", [(k, v.shape) for k, v in (a | b).items()])
    see("left alone", [(k, v.shape) for k, v in a.items()])
    same = a
    a |= b
    see("in place", (a is same, [(k, v.shape) for k, v in a.items()]))
    see.raises("with a dict", lambda: a | {"q": torch.ones(1)} and None)
    see.raises("with a number", lambda: a | 3)


@claim
def a_parameter_dict_is_copied_shallowly_and_made_from_keys(torch, see):
    held = torch.nn.ParameterDict({"x": torch.ones(1), "y": 3})
    other = held.copy()
    see("the same parameter", (type(other).__name__, other["x"] is held["x"], list(other)))
    del other["x"]
    see("a dict of its own", list(held))
    made = held.fromkeys(["p", "q"], torch.ones(1))
    see("from keys", (type(made).__name__, [(k, v) for k, v in made.items()]))
    see("the same value", held.fromkeys("pq", 3)["p"])


@claim
def a_parameter_dict_is_updated_in_order(torch, see):
    nn = torch.nn
    held = nn.ParameterDict({"m": torch.ones(1)})
    held.update({"z": torch.ones(2), "a": torch.ones(3)})
    see("a dict", list(held))
    held.update(OrderedDict(y=torch.ones(2), b=torch.ones(3)))
    see("an OrderedDict", list(held))
    held.update(nn.ParameterDict({"w": torch.ones(2), "c": torch.ones(3)}))
    see("another", list(held))
    held.update([("v", torch.ones(1)), ("d", 3)])
    see("pairs", list(held))
    see("parameters", [n for n, _ in held.named_parameters()])
    see.raises("a number", lambda: held.update(3))
    see.raises("numbers", lambda: held.update([3]))


@claim
def a_parameter_dict_prints_its_shapes(torch, see):
    see("filled", repr(torch.nn.ParameterDict({"a": torch.ones(2, 3), "n": 3, "d": torch.ones(1).double()})))
    see("empty", repr(torch.nn.ParameterDict()))
    see.raises("called", lambda: torch.nn.ParameterDict()(1), message=True)
