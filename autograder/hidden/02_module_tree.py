"""Hidden claims of lesson 02: the same behaviour on trees that nobody has seen."""

import itertools

from course.probes import probe

LETTERS = list("abcdefghij")


def kinds(torch):
    """Three classes of module, two of which say something of themselves."""
    nn = torch.nn

    class Block(nn.Module):
        def extra_repr(self):
            return f"parts={len(self._modules)}"

    class Cell(nn.Module):
        def extra_repr(self):
            return f"parts={len(self._modules)}\ntraining={self.training}"

    return [nn.Module, Block, Cell]


def any_tree(torch, rng, steps=14):
    """The modules of a tree grown at random, its root first: modules and parameters shared or not, and None entries.

    A shared module is put only below one that is older, so no module contains itself.
    """
    nn = torch.nn
    classes = kinds(torch)
    modules, params = [classes[int(rng.integers(3))]()], [nn.Parameter(torch.zeros(1))]
    for step in range(steps):
        at = int(rng.integers(len(modules)))
        parent, name = modules[at], f"{LETTERS[int(rng.integers(10))]}{step}"
        younger = modules[at + 1 :]
        match int(rng.integers(7)):
            case 0 | 1 | 2:
                modules.append(classes[int(rng.integers(3))]())
                setattr(parent, name, modules[-1])
            case 3 if younger:
                setattr(parent, name, younger[int(rng.integers(len(younger)))])
            case 4:
                params.append(nn.Parameter(torch.tensor([float(step)])))
                setattr(parent, name, params[-1])
            case 5:
                setattr(parent, name, params[int(rng.integers(len(params)))])
            case _:
                [parent.add_module, parent.register_parameter][int(rng.integers(2))](name, None)
    return modules


def paths(pairs):
    return [path for path, _ in pairs]


def chain(nn, depth):
    net = at = nn.Module()
    for _ in range(depth):
        at.c = nn.Module()
        at = at.c
    return net


# -- 2.1 to 2.4: assigning


@probe("2.1")
def whatever_is_added_in_any_order(torch, see, rng):
    """Which of these ended up differently?"""
    nn = torch.nn
    net = nn.Module()
    net.register_parameter("p", None)
    for step in range(10):
        name = ["a", "b", "p", "x.y", "", "training", "0"][int(rng.integers(7))]
        value = [nn.Module(), None, step, nn.Module, torch.zeros(1)][int(rng.integers(5))]
        see.raises(f"{name!r}", lambda name=name, value=value: net.add_module(name, value))
    see("the modules", dict(net._modules))


@probe("2.1")
def its_other_name_goes_the_same_way(torch, see):
    """`register_module` calls `add_module`. Does a subclass see both?"""
    nn = torch.nn

    class Counting(nn.Module):
        def add_module(self, name, module):
            self.__dict__.setdefault("seen", []).append(name)
            super().add_module(name, module)

    net = Counting()
    net.register_module("first", nn.Module())
    net.add_module("second", None)
    see("what it has seen", net.__dict__.get("seen"))
    see("the modules", list(net._modules))


@probe("2.2")
def a_name_that_is_everywhere_ends_in_one_place(torch, see, rng):
    """From where was it not taken out?"""
    nn = torch.nn
    net = nn.Module()
    places = [net._buffers, net._modules, vars(net)]
    for name in LETTERS[:5]:
        for place in places:
            if rng.integers(2):
                place[name] = None
        if rng.integers(2):
            net._non_persistent_buffers_set.add(name)
    for name in rng.permutation(LETTERS[:5])[:3].tolist():
        setattr(net, name, nn.Parameter(torch.zeros(1)))
        see(f"after {name}", [sorted(n for n in place if n in LETTERS) for place in [net._parameters, *places]])
        see(f"what is not to be saved after {name}", net._non_persistent_buffers_set)


def assigned(torch, see, rng, steps):
    """Assign this and that to three names, and look at every place after each step."""
    nn = torch.nn
    net = nn.Module()
    for step in range(steps):
        name = "abc"[int(rng.integers(3))]
        value, said = [
            (None, "None"),
            (step, "a number"),
            (nn.Parameter(torch.full((2,), float(step))), "a Parameter"),
            (nn.Module(), "a module"),
            (kinds(torch)[1](), "a Block"),
        ][int(rng.integers(5))]
        see.raises(f"net.{name} = {said}", lambda name=name, value=value: setattr(net, name, value))
        see("the parameters", dict(net._parameters))
        see("the modules", dict(net._modules))
        see("the plain ones", sorted((n, v) for n, v in vars(net).items() if n in ("a", "b", "c")))


@probe("2.3")
def who_takes_it_after_any_assignments(torch, see, rng):
    """Which assignment went to another place?"""
    nn = torch.nn
    net = nn.Module()
    for step in range(12):
        name = LETTERS[int(rng.integers(4))]
        if name in net._modules:
            value = [nn.Module(), None, nn.Parameter(torch.zeros(1))][int(rng.integers(3))]
        else:
            value = [nn.Module(), None, nn.Parameter(torch.zeros(1)), step][int(rng.integers(4))]
        see.raises(f"net.{name}", lambda name=name, value=value: setattr(net, name, value))
        see("the parameters", dict(net._parameters))
        see("the modules", dict(net._modules))
        see("the plain ones", sorted((n, v) for n, v in vars(net).items() if n in LETTERS))


@probe("2.4")
def any_order_of_assignments_ends_alike(torch, see, rng):
    """Which assignment was treated differently?"""
    assigned(torch, see, rng, 14)


@probe("2.4")
def assigning_is_no_call_of_add_module(torch, see):
    """Who stores the child?"""
    nn = torch.nn

    class Counting(nn.Module):
        def add_module(self, name, module):
            self.__dict__.setdefault("seen", []).append(name)
            super().add_module(name, module)

    net = Counting()
    net.first = nn.Module()
    net.first = None
    see("what add_module has seen", net.__dict__.get("seen", []))
    see.raises("a name with a dot", lambda: setattr(net, "a.b", nn.Module()))
    see("the modules", list(net._modules))


# -- 2.5 to 2.8: walking


@probe("2.5")
def any_module_lists_its_children(torch, see, rng):
    """Which child is missing, or comes twice?"""
    for module in any_tree(torch, rng):
        see("the children", list(module.named_children()))
        see("without names", list(module.children()))


@probe("2.5")
def children_are_named_children(torch, see):
    """A class that changes what is listed changes both."""
    nn = torch.nn

    class Closed(nn.Module):
        def named_children(self):
            return (pair for pair in super().named_children() if not pair[0].startswith("_"))

    net = Closed()
    net._hidden, net.shown = nn.Module(), nn.Module()
    see("how many", len(list(net.children())))


@probe("2.6")
def any_tree_is_walked_alike(torch, see, rng):
    """Which module is missing, comes twice, or has another path?"""
    modules = any_tree(torch, rng, 20)
    for module in modules[:3]:
        see("the pairs", list(module.named_modules()))
        see("all of them", list(module.named_modules(prefix="net", remove_duplicate=False)))
    some = {module for module in modules if rng.integers(3) == 0}
    see("with some that have come", paths(modules[0].named_modules(some)))
    see("how many have come now", len(some))


@probe("2.6")
def two_walks_of_a_tree_do_not_disturb_each_other(torch, see, rng):
    """Where is it remembered what has come?"""
    net = any_tree(torch, rng, 8)[0]
    see("the paths", [(x, y) for x, _ in net.named_modules() for y, _ in net.named_modules()])


@probe("2.6")
def a_walk_is_made_as_it_goes(torch, see):
    """What of the tree has been looked at when the first module is handed out?"""
    nn = torch.nn
    net = nn.Module()
    walk = net.named_modules()
    net.a = nn.Module()
    see("the first path", next(walk)[0])
    net.b = nn.Module()
    see("the other paths, one of them added just now", paths(walk))


@probe("2.6")
def a_deep_chain_is_walked_to_its_end(torch, see):
    """How deep can your walk go?"""
    walk = paths(chain(torch.nn, 150).named_modules())
    see("how many", len(walk))
    see("how long the last path is", len(walk[-1]))


@probe("2.7")
def any_tree_lists_its_parameters(torch, see, rng):
    """Which parameter is missing, comes twice, or has another path?"""
    for module in any_tree(torch, rng, 24)[:4]:
        see("the pairs", list(module.named_parameters()))
        see("all of them", paths(module.named_parameters("net", remove_duplicate=False)))
        see("its own", paths(module.named_parameters("net", recurse=False)))
        see("its own, all of them", paths(module.named_parameters(recurse=False, remove_duplicate=False)))
        see("without names", list(module.parameters()))


@probe("2.7")
def members_of_any_kind_are_walked_alike(torch, see, rng):
    """A function decides what the members are. Which of them is listed differently?"""
    modules = any_tree(torch, rng, 12)
    tags = [torch.zeros(1) for _ in range(3)]
    own = {m: [(f"t{i}", [*tags, None][int(rng.integers(4))]) for i in range(2)] for m in modules}
    see("the names", paths(modules[0]._named_members(lambda module: own[module])))
    see("all of them", paths(modules[0]._named_members(lambda module: own[module], "net", True, False)))
    see("its own", paths(modules[0]._named_members(lambda module: own[module], "net", False)))


@probe("2.7")
def a_class_that_hides_a_module_hides_its_parameters(torch, see):
    """Which method do you ask for the tree?"""
    nn = torch.nn

    class Closed(nn.Module):
        def named_modules(self, memo=None, prefix="", remove_duplicate=True):
            yield prefix, self

    net = Closed()
    net.w = nn.Parameter(torch.zeros(1))
    net.inner = nn.Module()
    net.inner.w = nn.Parameter(torch.zeros(1))
    see("the names", paths(net.named_parameters()))


@probe("2.8")
def any_tree_is_applied_in_order(torch, see, rng):
    """Which module was called too early, too late, or too often?"""
    modules = any_tree(torch, rng, 20)
    for net in modules[:3]:
        met = []
        see("whether it is returned", net.apply(met.append) is net)
        see("the order", [modules.index(module) for module in met])


@probe("2.8")
def an_error_in_fn_ends_it(torch, see):
    """Who has been called by then, and who hears of the error?"""
    nn = torch.nn
    net, met = nn.Module(), []
    net.a, net.b, net.c = nn.Module(), nn.Module(), nn.Module()

    def stop(module):
        met.append(module)
        if module is net.b:
            raise LookupError("enough")

    see.raises("apply", lambda: net.apply(stop))
    see("who was called", [module is net.a for module in met])


# -- 2.9 to 2.11: paths


@probe("2.9")
def any_path_leads_to_its_module(torch, see, rng):
    """Which path leads somewhere else?"""
    modules = any_tree(torch, rng, 20)
    walk = list(modules[0].named_modules(remove_duplicate=False))
    see("whether each is the module", [modules[0].get_submodule(path) is m for path, m in walk])
    for path, _ in walk[:6]:
        bad = path + rng.choice([".", ".nowhere", ".training", ".."])
        see.raises(f"{bad}", lambda bad=bad: modules[0].get_submodule(bad))


@probe("2.9")
def a_class_may_find_its_parts_in_its_own_way(torch, see):
    """Do you ask the module for its attribute?"""
    nn = torch.nn

    class Wrapper(nn.Module):
        def __getattr__(self, name):
            try:
                return super().__getattr__(name)
            except AttributeError:
                return getattr(super().__getattr__("wrapped"), name)

    net = nn.Module()
    net.wrapper = Wrapper()
    net.wrapper.wrapped = nn.Module()
    net.wrapper.wrapped.inner = nn.Module()
    see("through the wrapper", net.get_submodule("wrapper.inner") is net.wrapper.wrapped.inner)


@probe("2.10")
def any_name_leads_to_its_parameter(torch, see, rng):
    """Which name leads to another parameter?"""
    modules = any_tree(torch, rng, 24)
    pairs = list(modules[0].named_parameters(remove_duplicate=False))
    see("whether each is the parameter", [modules[0].get_parameter(path) is p for path, p in pairs])
    for path, _ in modules[0].named_modules():
        see.raises(f"{path!r}", lambda path=path: modules[0].get_parameter(path))


@probe("2.10")
def a_frozen_parameter_and_a_subclass_are_parameters(torch, see):
    """How do you ask what it is?"""
    nn = torch.nn

    class Scale(nn.Parameter):
        pass

    net = nn.Module()
    net.a, net.b = Scale(torch.zeros(1)), nn.Parameter(torch.zeros(1), requires_grad=False)
    see("whether both are found", [net.get_parameter("a") is net.a, net.get_parameter("b") is net.b])


@probe("2.11")
def any_place_in_a_tree_is_filled_alike(torch, see, rng):
    """Which of these ended up differently?"""
    nn = torch.nn
    modules = any_tree(torch, rng, 14)
    known = paths(modules[0].named_modules())
    for step in range(8):
        path = known[int(rng.integers(len(known)))] + ["", ".new", ".x.y", ".training", "."][int(rng.integers(5))]
        value = [nn.Module(), nn.Module(), None, step][int(rng.integers(4))]
        strict = bool(rng.integers(2))
        see.raises(
            f"{path!r}", lambda path=path, value=value, strict=strict: modules[0].set_submodule(path, value, strict)
        )
        see("the paths", paths(modules[0].named_modules()))


@probe("2.11")
def a_shared_parent_is_changed_for_all(torch, see):
    """Is the tree changed, or a copy of it?"""
    nn = torch.nn
    net, new = nn.Module(), nn.Module()
    net.a = net.b = nn.Module()
    net.a.x = nn.Module()
    net.set_submodule("a.x", new)
    see("whether both see it", [net.a.x is new, net.b.x is new])
    see("what is returned", net.set_submodule("a.y", nn.Module()))


# -- 2.12 __repr__


@probe("2.12")
def any_tree_prints_alike(torch, see, rng):
    """Which line is different?"""
    see("its repr", repr(any_tree(torch, rng, 16)[0]))


@probe("2.12")
def empty_lines_stay_empty(torch, see):
    """What stands on an empty line that is moved to the right?"""
    nn = torch.nn

    class Spaced(nn.Module):
        def extra_repr(self):
            return "first\n\nthird"

    net = nn.Module()
    net.a = nn.Module()
    net.a.b = Spaced()
    see("by itself", repr(net.a.b))
    see("two levels down", repr(net))


@probe("2.12")
def extra_repr_is_asked_of_the_object(torch, see, rng):
    """Does it say what the module is like now?"""
    nn = torch.nn

    class Linear(nn.Module):
        def __init__(self, n_in, n_out):
            super().__init__()
            self.n_in, self.n_out = n_in, n_out

        def extra_repr(self):
            return f"in={self.n_in}, out={self.n_out}"

    sizes = rng.integers(1, 9, size=3).tolist()
    net = nn.Module()
    for i, (n_in, n_out) in enumerate(itertools.pairwise(sizes)):
        net.add_module(str(i), Linear(n_in, n_out))
    see("its repr", repr(net))
    net.get_submodule("0").n_in = 99
    see("its str, after a change", str(net))
