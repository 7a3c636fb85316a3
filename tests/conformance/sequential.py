"""Sequential: a list of modules that is itself a module."""

from collections import OrderedDict

from tests.conformance.claims import Claims

claim = Claims()


def layers(torch, n=3):
    """n layers that are told apart by their size."""
    return [torch.nn.Linear(i + 1, i + 1) for i in range(n)]


def sizes(net):
    return [(name, m.in_features) for name, m in net.named_children()]


@claim
def it_is_made_of_modules_or_of_names(torch, see):
    nn = torch.nn
    see("by position", sizes(nn.Sequential(*layers(torch))))
    see("by name", sizes(nn.Sequential(OrderedDict(zip("abc", layers(torch), strict=True)))))
    see("of nothing", sizes(nn.Sequential()))
    see("of an empty OrderedDict", sizes(nn.Sequential(OrderedDict())))
    see.raises("of a dict", lambda: nn.Sequential({"a": nn.ReLU()}))
    see.raises("of a list", lambda: nn.Sequential([nn.ReLU()]))
    see.raises("of None", lambda: nn.Sequential(None, nn.ReLU())(torch.ones(1)))
    see.raises("of a bad name", lambda: nn.Sequential(OrderedDict({"a.b": nn.ReLU()})))


@claim
def an_item_is_had_by_its_position(torch, see):
    made = layers(torch, 5)
    net = torch.nn.Sequential(*made)
    see("each", [net[i] is made[i] for i in range(-5, 5)])
    for i in (5, -6, 100):
        see.raises(f"at {i}", lambda i=i: net[i], message=True)
    see("by a bool", net[True] is made[1])
    see("by a tensor", net[torch.tensor(2)] is made[2])
    see.raises("by text", lambda: net["0"])
    see.raises("by a float", lambda: net[1.0])


@claim
def a_slice_is_a_sequential_of_the_same_modules(torch, see):
    made = layers(torch, 4)
    net = torch.nn.Sequential(*made)
    for cut in (slice(3), slice(1, 3), slice(-2, None), slice(0, 3, 2), slice(10, 20), slice(None, None, -1)):
        part = net[cut]
        see(str(cut), (type(part).__name__, sizes(part)))
    see("the same modules", net[1:][0] is made[1])


@claim
def a_slice_of_a_subclass_is_of_the_subclass_and_keeps_the_names(torch, see):
    class Mine(torch.nn.Sequential):
        pass

    net = Mine(OrderedDict(zip("abc", layers(torch), strict=True)))
    see("class", type(net[1:]).__name__)
    see("names", sizes(net[1:]))


@claim
def an_item_is_replaced_in_its_place(torch, see):
    net = torch.nn.Sequential(OrderedDict(zip("abc", layers(torch), strict=True)))
    net[0] = torch.nn.Linear(10, 1)
    net[-1] = torch.nn.Linear(20, 1)
    see("replaced", sizes(net))
    see.raises("past the end", lambda: net.__setitem__(3, torch.nn.ReLU()), message=True)
    see.raises("no module", lambda: net.__setitem__(0, 3), message=True)
    net[1] = None
    see("None is kept", (len(net), net[1]))


@claim
def deleting_renumbers_what_is_left(torch, see):
    net = torch.nn.Sequential(*layers(torch, 5))
    del net[1]
    see("one", sizes(net))
    del net[-1]
    see("the last", sizes(net))
    del net[0:2]
    see("a slice", sizes(net))
    see.raises("past the end", lambda: net.__delitem__(5))
    net.append(torch.nn.Linear(9, 9))
    see("and one appended", sizes(net))


@claim
def deleting_by_step_and_by_name(torch, see):
    net = torch.nn.Sequential(*layers(torch, 5))
    del net[::2]
    see("every other", sizes(net))
    named = torch.nn.Sequential(OrderedDict(zip("abc", layers(torch), strict=True)))
    del named[0]
    see("names are numbered then", sizes(named))


@claim
def popping_gives_the_module_back(torch, see):
    made = layers(torch)
    net = torch.nn.Sequential(*made)
    see("one", (net.pop(1) is made[1], sizes(net)))
    see("the last", (net.pop(-1) is made[2], sizes(net)))
    see.raises("past the end", lambda: net.pop(4))
    see.raises("without a position", lambda: net.pop())


@claim
def appending_and_extending_give_the_sequential_back(torch, see):
    made = layers(torch, 4)
    net = torch.nn.Sequential(made[0])
    see("append", net.append(made[1]) is net)
    see("extend", net.extend(torch.nn.Sequential(made[2], made[3])) is net)
    see("all", sizes(net))
    see.raises("no module appended", lambda: net.append(3))
    net.extend(torch.nn.ModuleList(layers(torch, 1)))
    see("a ModuleList will do", len(net))


@claim
def inserting_moves_the_rest(torch, see):
    nn = torch.nn
    net = nn.Sequential(*layers(torch))
    see("in front", net.insert(0, nn.Linear(10, 1)) is net)
    see("moved", sizes(net))
    net.insert(-1, nn.Linear(20, 1))
    see("before the last", sizes(net))
    net.insert(len(net), nn.Linear(30, 1))
    see("at the end", sizes(net))
    for i in (-7, 7):
        see.raises(f"at {i}", lambda i=i: net.insert(i, nn.ReLU()), message=True)
    see.raises("no module", lambda: net.insert(0, 3))


@claim
def two_are_added_to_a_third(torch, see):
    a, b = torch.nn.Sequential(*layers(torch, 2)), torch.nn.Sequential(*layers(torch, 3))
    both = a + b
    see("together", sizes(both))
    see("the same modules", (both[0] is a[0], both[2] is b[0]))
    see("left alone", (len(a), len(b)))
    a += b
    see("in place", sizes(a))
    for other in ([torch.nn.ReLU()], 3, torch.nn.ModuleList(), None):
        see.raises(f"with a {type(other).__name__}", lambda o=other: b + o)
        see.raises(f"in place, with a {type(other).__name__}", lambda o=other: b.__iadd__(o))


@claim
def it_is_multiplied_by_a_whole_number_above_zero(torch, see):
    net = torch.nn.Sequential(*layers(torch, 2))
    see("right", sizes(net * 2))
    see("left", sizes(2 * net))
    see("the same modules again", (net * 2)[2] is net[0])
    same = net
    net *= 3
    see("in place", (sizes(net), net is same))
    for factor in (0, -1, 1.5, "2", None):
        see.raises(f"by {factor!r}", lambda f=factor: net * f)
        see.raises(f"in place, by {factor!r}", lambda f=factor: net.__imul__(f))
    see("parameters come once", len(list((same * 2).parameters())))


@claim
def it_is_iterated_measured_and_asked_what_it_holds(torch, see):
    made = layers(torch)
    net = torch.nn.Sequential(*made)
    see("iterated", [a is b for a, b in zip(net, made, strict=True)])
    see("length", (len(net), len(torch.nn.Sequential())))
    see("truth", (bool(net), bool(torch.nn.Sequential())))
    see("holds", (made[1] in net, torch.nn.ReLU() in net))
    see("reversed", [m.in_features for m in reversed(net)])


@claim
def each_output_is_the_next_input(torch, see):
    class Add(torch.nn.Module):
        def __init__(self, n):
            super().__init__()
            self.n = n

        def forward(self, x):
            return [*x, self.n]

    net = torch.nn.Sequential(Add(1), Add(2), torch.nn.Sequential(Add(3)))
    see("in order", net([0]))
    see("nothing to do", torch.nn.Sequential()("as it came"))
    see.raises("two inputs", lambda: net(1, 2))
    see.raises("no input", lambda: net())


@claim
def a_name_that_is_added_later_comes_last(torch, see):
    net = torch.nn.Sequential(*layers(torch, 2))
    net.add_module("head", torch.nn.Linear(7, 7))
    see("children", sizes(net))
    see("by position", net[2].in_features)
    net.append(torch.nn.Linear(8, 8))
    see("appended", sizes(net))
    see("read by name", net.head.in_features)


@claim
def one_in_another_and_a_child_twice(torch, see):
    nn = torch.nn
    act = nn.ReLU()
    net = nn.Sequential(nn.Linear(1, 1), act, nn.Sequential(act, nn.Linear(1, 1)), act)
    see("modules once", [n for n, _ in net.named_modules()])
    see("children once", [n for n, _ in net.named_children()])
    see("all iterated", len(list(net)))
    see("the keys", list(net.state_dict()))
    see("printed", repr(net))
