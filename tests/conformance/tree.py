"""Modules in modules: walking the tree, finding by path, printing."""

from tests.conformance.claims import Claims

claim = Claims()


def of_all_kinds(torch):
    """A tree with a tied parameter, a tied module, buffers of both kinds, and Nones."""
    nn = torch.nn

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.l1 = nn.Linear(2, 2)
            self.l2 = self.l1
            self.tied = self.l1.weight
            self.none = None
            self.block = nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2), nn.Sequential(self.l1))
            self.register_parameter("nothing", None)
            self.register_buffer("empty", None)
            self.register_buffer("b", torch.ones(1))
            self.register_buffer("same", self.b, persistent=False)
            self.add_module("no", None)

    return Net()


@claim
def modules_come_once_parents_first(torch, see):
    net = of_all_kinds(torch)
    see("named", [(n, type(m).__name__) for n, m in net.named_modules()])
    see("all", [(n, type(m).__name__) for n, m in net.named_modules(remove_duplicate=False)])
    see("prefixed", [n for n, _ in net.named_modules(prefix="x")])
    see("without names", [type(m).__name__ for m in net.modules()])


@claim
def children_come_once_in_order_and_none_is_no_child(torch, see):
    nn = torch.nn
    net = nn.Module()
    net.a = shared = nn.Linear(1, 1)
    net.b = nn.ReLU()
    net.c = shared
    net.add_module("d", None)
    see("named", [n for n, _ in net.named_children()])
    see("the modules", [m is x for m, x in zip(net.children(), (shared, net.b), strict=True)])
    net.a = nn.Tanh()
    see("replaced, in its place", [n for n, _ in net.named_children()])
    del net.b
    net.b = nn.ReLU()
    see("deleted and set, at the end", [n for n, _ in net.named_children()])


@claim
def a_memo_leaves_out_what_has_come_and_grows(torch, see):
    net = of_all_kinds(torch)
    memo = {net.l1}
    see("the rest", [n for n, _ in net.named_modules(memo)])
    see("how many are in it", len(memo))
    see("nothing is left", list(net.named_modules(memo=memo)))


@claim
def parameters_come_once_under_their_first_name(torch, see):
    net = of_all_kinds(torch)
    see("named", [n for n, _ in net.named_parameters()])
    see("all", [n for n, _ in net.named_parameters(remove_duplicate=False)])
    see("prefixed", [n for n, _ in net.named_parameters(prefix="net")])
    see("own", [n for n, _ in net.named_parameters(recurse=False)])
    see("own, prefixed", [n for n, _ in net.named_parameters("net", False)])
    see("without names", len(list(net.parameters())))
    see("own, without names", len(list(net.parameters(recurse=False))))


@claim
def buffers_come_once_under_their_first_name(torch, see):
    net = of_all_kinds(torch)
    see("named", [n for n, _ in net.named_buffers()])
    see("all", [n for n, _ in net.named_buffers(remove_duplicate=False)])
    see("own, prefixed", [n for n, _ in net.named_buffers(prefix="net", recurse=False)])
    see("without names", [b.shape for b in net.buffers()])
    see("own, without names", [b.shape for b in net.buffers(recurse=False)])


@claim
def what_walks_a_tree_is_a_generator(torch, see):
    net = of_all_kinds(torch)
    for name in "parameters named_parameters buffers named_buffers children modules named_modules".split():
        walk = getattr(net, name)()
        see(name, (iter(walk) is walk, type(walk).__name__))


@claim
def a_list_of_a_walk_may_be_changed_on(torch, see):
    net = torch.nn.Sequential(torch.nn.Linear(1, 1), torch.nn.Linear(1, 1))
    for name, _ in list(net.named_children()):
        net.add_module(name, torch.nn.ReLU())
    see("replaced", [type(m).__name__ for m in net])


@claim
def apply_reaches_children_first_and_gives_the_module_back(torch, see):
    net, order = of_all_kinds(torch), []
    see("itself", net.apply(lambda m: order.append(type(m).__name__)) is net)
    see("order", order)


@claim
def apply_fills_in_place(torch, see):
    def fill(module):
        if isinstance(module, torch.nn.Linear):
            module.weight.data.fill_(1.0)
            module.bias.data.zero_()

    net = torch.nn.Sequential(torch.nn.Linear(2, 2), torch.nn.Sequential(torch.nn.Linear(2, 1)))
    net.apply(fill)
    see("the state", net.state_dict())


@claim
def a_submodule_is_found_by_its_path(torch, see):
    net = of_all_kinds(torch)
    see("itself", net.get_submodule("") is net)
    see("deep", net.get_submodule("block.2.0") is net.l1)
    for path in ("x", "block.x", "l1.weight", "tied", "block.2.0.weight.x", ".", "block.", "no", "forward"):
        see.raises(f"at {path!r}", lambda p=path: net.get_submodule(p), message=True)


@claim
def a_parameter_is_found_by_its_path(torch, see):
    net = of_all_kinds(torch)
    see("deep", net.get_parameter("block.2.0.weight") is net.tied)
    see("own", net.get_parameter("tied") is net.tied)
    for path in ("", "x", "x.y", "block.x", "b", "l1", "nothing", "training", "block.0"):
        see.raises(f"at {path!r}", lambda p=path: net.get_parameter(p), message=True)


@claim
def a_buffer_is_found_by_its_path(torch, see):
    net = of_all_kinds(torch)
    see("deep", net.get_buffer("block.1.running_mean"))
    see("not saved, and found", net.get_buffer("same") is net.b)
    see("nothing", net.get_buffer("empty"))
    for path in ("", "x", "tied", "l1", "block.1.weight", "training"):
        see.raises(f"at {path!r}", lambda p=path: net.get_buffer(p), message=True)


@claim
def a_submodule_is_put_at_its_path(torch, see):
    nn = torch.nn
    net = of_all_kinds(torch)
    new = nn.Linear(3, 1)
    net.set_submodule("block.0", new)
    see("there", net.block[0] is new)
    net.set_submodule("l2", nn.ReLU())
    see("own", type(net.l2).__name__)
    net.set_submodule("block.fresh", nn.Tanh())
    see("a new name", [n for n, _ in net.block.named_children()])
    net.set_submodule("block.fresh", nn.ReLU(), strict=True)
    see("strictly", type(net.block.fresh).__name__)


@claim
def a_submodule_is_not_put_where_none_can_be(torch, see):
    nn = torch.nn
    net = of_all_kinds(torch)
    see.raises("nowhere", lambda: net.set_submodule("", nn.ReLU()), message=True)
    see.raises("strictly new", lambda: net.set_submodule("block.x", nn.ReLU(), strict=True))
    see.raises("strictly new here", lambda: net.set_submodule("x", nn.ReLU(), strict=True))
    see.raises("under nothing", lambda: net.set_submodule("x.y", nn.ReLU()), message=True)
    see.raises("over a parameter", lambda: net.set_submodule("l1.weight", nn.ReLU()), message=True)
    see.raises("under a parameter", lambda: net.set_submodule("tied.x", nn.ReLU()), message=True)
    see.raises("no module", lambda: net.set_submodule("l1", 3))
    see.raises("no module, strictly", lambda: net.set_submodule("l1", torch.ones(1), strict=True))


@claim
def a_tree_prints_itself(torch, see):
    nn = torch.nn
    see("empty", repr(nn.Module()))
    see("one", repr(nn.Linear(2, 3, bias=False)))
    see("deep", repr(nn.Sequential(nn.Linear(2, 3), nn.Sequential(nn.ReLU(), nn.Sequential(nn.Flatten())))))
    see("an empty container", repr(nn.Sequential(nn.Sequential(), nn.Module())))
    see("a tree of every kind", repr(of_all_kinds(torch)))
    see("as text", str(nn.ReLU()))


@claim
def extra_lines_print_before_the_children(torch, see):
    nn = torch.nn

    class Net(nn.Module):
        def __init__(self, extra, *children):
            super().__init__()
            self.extra = extra
            for i, child in enumerate(children):
                self.add_module(f"c{i}", child)

        def extra_repr(self):
            return self.extra

        def _get_name(self):
            return "Called"

    see("one line", repr(Net("a=1")))
    see("two lines", repr(Net("a=1\nb=2")))
    see("one and a child", repr(Net("a=1", nn.ReLU())))
    see("two and children", repr(Net("a=1\nb=2", nn.ReLU(), Net("c\nd"))))
    see("none and a child that is None", repr(Net("", None)))


@claim
def a_deep_chain_is_walked(torch, see):
    net = torch.nn.Module()
    for _ in range(150):
        outer = torch.nn.Module()
        outer.x = net
        net = outer
    see("how many", len(list(net.modules())))
    see("the longest path", max(len(n) for n, _ in net.named_modules()))


@claim
def a_member_function_of_your_own_is_walked_alike(torch, see):
    net = of_all_kinds(torch)
    see("the names", [n for n, _ in net._named_members(lambda m: m._buffers.items(), prefix="p")])
    see("own", [n for n, _ in net._named_members(lambda m: m._parameters.items(), recurse=False)])
