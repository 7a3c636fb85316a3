"""Hidden claims of lesson 01: the same behaviour on inputs that nobody has seen."""

import copy
import pickle

from course.probes import probe


def some_values(torch, rng):
    """A tensor of a shape and of values that the generator picks."""
    shape = rng.integers(1, 4, size=rng.integers(1, 4)).tolist()
    return torch.tensor(rng.normal(size=shape).tolist())


def some_names(rng, count):
    letters = "abcdefghijklmnopqrstuvwxyz_"
    return list(dict.fromkeys("p" + "".join(rng.choice(list(letters), size=rng.integers(1, 6))) for _ in range(count)))


@probe("1.1")
def any_tensor_becomes_a_parameter(torch, see, rng):
    """Does it hold for every shape?"""
    nn = torch.nn
    values = some_values(torch, rng)
    frozen = bool(rng.integers(2))
    see("the parameter", nn.Parameter(values, requires_grad=not frozen))
    see("the tensor it was made from", values)


@probe("1.1")
def a_parameter_of_a_parameter_is_another_one_on_the_same_memory(torch, see):
    """What is made when the data is a Parameter already?"""
    nn = torch.nn
    p = nn.Parameter(torch.ones(2), requires_grad=False)
    q = nn.Parameter(p)
    with torch.no_grad():
        p[0] = 9.0
    see("the second one", q)
    see("the first one", p)
    see("whether they are one object", p is q)


@probe("1.1")
def numbers_that_are_whole_cannot_ask_for_a_gradient(torch, see):
    """Who refuses, and is `requires_grad=False` a way round it?"""
    nn = torch.nn
    see.raises("integers", lambda: nn.Parameter(torch.tensor([1, 2])))
    see("integers that are frozen", nn.Parameter(torch.tensor([1, 2]), requires_grad=False))


@probe("1.1")
def no_grad_does_not_change_what_a_parameter_is(torch, see):
    """Is the flag set, or inherited from what is going on around?"""
    nn = torch.nn
    with torch.no_grad():
        p = nn.Parameter(torch.ones(2))
    see("whether it asks for a gradient", p.requires_grad)


@probe("1.1")
def gradients_arrive_at_it(torch, see, rng):
    """Is it part of the graph of what is computed from it?"""
    nn = torch.nn
    p = nn.Parameter(some_values(torch, rng))
    (p * p).sum().backward()
    see("its gradient", p.grad)


@probe("1.2")
def a_subclass_is_initialised_the_same_way(torch, see):
    """What does `super().__init__()` leave behind?"""
    nn = torch.nn

    class Net(nn.Module):
        def __init__(self, size):
            super().__init__()
            self.__dict__["size"] = size

    held = vars(Net(3))
    see("the names", sorted(held))
    see("the types", [type(held[name]).__name__ for name in sorted(held)])


@probe("1.2")
def init_run_again_empties_the_registries(torch, see):
    """What does a second `Module.__init__` do to what is there?"""
    nn = torch.nn
    net = nn.Module()
    net._parameters["w"] = None
    net._forward_hooks[1] = None
    nn.Module.__init__(net)
    see("the parameters", net._parameters)
    see("the hooks", net._forward_hooks)


@probe("1.3")
def names_picked_at_random_are_judged_alike(torch, see, rng):
    """One of these names was judged differently."""
    nn = torch.nn
    net = nn.Module()
    for name in some_names(rng, 4):
        net.register_parameter(name, None)
        bad = name[:1] + "." + name[1:]
        see.raises(f"with a dot: {bad}", lambda bad=bad: net.register_parameter(bad, None))
        see.raises(f"again: {name}", lambda name=name: net.register_parameter(name, None))
    see("the names", list(net._parameters))


@probe("1.3")
def a_missing_init_is_said_before_anything_else(torch, see):
    """Both the object and the name are wrong here. Which comes first?"""
    nn = torch.nn

    class Early(nn.Module):
        def __init__(self, name):
            self.register_parameter(name, None)

    see.raises("an empty name", lambda: Early(""))
    see.raises("no text", lambda: Early(5))


@probe("1.4")
def whatever_order_they_come_in(torch, see, rng):
    """Which of these ended up differently?"""
    nn = torch.nn
    net = nn.Module()
    for name in some_names(rng, 6):
        value = [None, nn.Parameter(some_values(torch, rng)), some_values(torch, rng), 3.0][int(rng.integers(4))]
        see.raises(f"{name}", lambda name=name, value=value: net.register_parameter(name, value))
    see("what is registered", dict(net._parameters))


@probe("1.4")
def none_may_follow_a_parameter_and_a_parameter_none(torch, see):
    """Is a name bound to its first value?"""
    nn = torch.nn
    net = nn.Module()
    net.register_parameter("w", nn.Parameter(torch.ones(1)))
    net.register_parameter("w", None)
    see("after None", dict(net._parameters))
    net.register_parameter("w", nn.Parameter(torch.zeros(1)))
    see("after a parameter", dict(net._parameters))


@probe("1.5")
def every_registered_name_is_found(torch, see, rng):
    """Which of these is read differently?"""
    nn = torch.nn
    net = nn.Module()
    names = some_names(rng, 6)
    for i, name in enumerate(names):
        [net._parameters, net._buffers, net._modules][int(rng.integers(3))][name] = [None, i][int(rng.integers(2))]
    see("what is read", [(name, getattr(net, name)) for name in names])
    see.raises("one that is missing", lambda: net.pMISSING, message=True)


@probe("1.5")
def a_plain_attribute_does_not_come_here(torch, see):
    """Python calls `__getattr__` only when everything else has failed."""
    nn = torch.nn

    class Net(nn.Module):
        size = 3

        @property
        def double(self):
            return self.size * 2

    net = Net()
    net._parameters["size"] = "never read"
    see("the attribute", net.size)
    see("the property", net.double)


@probe("1.6")
def any_order_of_assignments_ends_alike(torch, see, rng):
    """Which assignment was treated differently?"""
    nn = torch.nn
    net = nn.Module()
    for step in range(12):
        name = "abc"[int(rng.integers(3))]
        kind = int(rng.integers(4))
        value = [None, step, torch.full((2,), float(step)), nn.Parameter(torch.full((2,), float(step)))][kind]
        said = ["None", "a number", "a tensor", "a Parameter"][kind]
        see.raises(f"net.{name} = {said}", lambda n=name, v=value: setattr(net, n, v))
        see("the parameters", dict(net._parameters))
        see("the plain ones", sorted((n, v) for n, v in vars(net).items() if n in ("a", "b", "c")))


@probe("1.6")
def a_property_still_works(torch, see):
    """Which method knows about properties, `object.__setattr__` or `__dict__`?"""
    nn = torch.nn

    class Net(nn.Module):
        @property
        def size(self):
            return self._size

        @size.setter
        def size(self, value):
            self._size = 2 * value

    net = Net()
    net.size = 3
    see("the property", net.size)
    see("what is in __dict__", "size" in vars(net))


@probe("1.6")
def a_class_may_register_in_its_own_way(torch, see):
    """Who puts a parameter into the registry, and can a subclass see it happen?"""
    nn = torch.nn

    class Counting(nn.Module):
        def register_parameter(self, name, param):
            self.__dict__.setdefault("seen", []).append(name)
            super().register_parameter(name, param)

    net = Counting()
    net.w = nn.Parameter(torch.ones(1))
    net.w = None
    see("what it has seen", net.__dict__.get("seen"))


@probe("1.7")
def whatever_is_deleted_the_rest_stays(torch, see, rng):
    """What went away with it?"""
    nn = torch.nn
    net = nn.Module()
    names = some_names(rng, 6)
    for name in names:
        [net._parameters, net._buffers, net._modules, net.__dict__][int(rng.integers(4))][name] = None
    for name in rng.permutation(names)[: len(names) // 2].tolist():
        delattr(net, name)
        registries = (net._parameters, net._buffers, net._modules, vars(net))
        see(f"after {name}", [sorted(n for n in d if n in names) for d in registries])
    see.raises("one that is gone", lambda: delattr(net, "pMISSING"))


@probe("1.8")
def all_that_can_be_typed_is_offered(torch, see, rng):
    """Which name is offered, or left out, differently?"""
    nn = torch.nn
    net = nn.Module()
    names = [*some_names(rng, 5), "3rd", "x2"]
    for name in names:
        [net._parameters, net._buffers, net._modules, net.__dict__][int(rng.integers(4))][name] = None
    see("which are offered", [n for n in sorted(names) if n in dir(net)])


@probe("1.9")
def any_module_lists_the_same(torch, see, rng):
    """Which entry is listed differently?"""
    nn = torch.nn
    net = nn.Module()
    pool = [None, *(nn.Parameter(some_values(torch, rng)) for _ in range(3))]
    for name in some_names(rng, 7):
        net.register_parameter(name, pool[int(rng.integers(len(pool)))])
    see("the pairs", list(net.named_parameters()))
    see("all of them", [n for n, _ in net.named_parameters("m", remove_duplicate=False)])


@probe("1.9")
def two_walks_at_once_do_not_disturb_each_other(torch, see):
    """Where is it remembered what has come?"""
    nn = torch.nn
    net = nn.Module()
    net.register_parameter("a", nn.Parameter(torch.ones(1)))
    net.register_parameter("b", nn.Parameter(torch.ones(1)))
    see("the names", [(x, y) for x, _ in net.named_parameters() for y, _ in net.named_parameters()])


@probe("1.10")
def any_module_hands_out_the_same(torch, see, rng):
    """Which parameter is missing, or comes twice?"""
    nn = torch.nn
    net = nn.Module()
    pool = [None, *(nn.Parameter(some_values(torch, rng)) for _ in range(3))]
    for name in some_names(rng, 6):
        net.register_parameter(name, pool[int(rng.integers(len(pool)))])
    see("the parameters", list(net.parameters()))
    walk = net.parameters()
    see("whether it is an iterator", iter(walk) is walk)


@probe("1.11")
def any_values_print_alike(torch, see, rng):
    """Is the text after the first line the tensor's own?"""
    nn = torch.nn
    values = torch.tensor(rng.integers(-8, 8, size=(2, 3)).tolist()) / 4
    see("its repr", repr(nn.Parameter(values, requires_grad=bool(rng.integers(2)))))


@probe("1.11")
def an_empty_one_prints_too(torch, see):
    """What does the tensor say of itself?"""
    see("its repr", repr(torch.nn.Parameter()))


@probe("1.12")
def any_structure_is_copied_with_its_ties(torch, see, rng):
    """Which two were one before and are two now, or the other way round?"""
    nn = torch.nn
    pool = [nn.Parameter(some_values(torch, rng), requires_grad=bool(rng.integers(2))) for _ in range(3)]
    picked = [int(i) for i in rng.integers(3, size=5)]
    copies = copy.deepcopy([pool[i] for i in picked])
    see("the copies", copies)
    see("which are one", [[a is b for b in copies] for a in copies])


@probe("1.12")
def a_module_is_copied_with_its_parameters(torch, see):
    """`deepcopy` of a module comes down to that of its parameters."""
    nn = torch.nn
    net = nn.Module()
    shared = nn.Parameter(torch.ones(2))
    net._parameters.update(a=shared, b=shared)
    twin = copy.deepcopy(net)
    see("whether they are still tied", twin._parameters["a"] is twin._parameters["b"])
    see("whether they are the original's", twin._parameters["a"] is shared)


@probe("1.13")
def any_parameter_comes_back_as_it_was(torch, see, rng):
    """What was lost on the way?"""
    nn = torch.nn
    p = nn.Parameter(some_values(torch, rng), requires_grad=bool(rng.integers(2)))
    p.note = int(rng.integers(100))
    q = pickle.loads(pickle.dumps(p))
    see("what was read", q)
    see("its note", getattr(q, "note", "missing"))


@probe("1.13")
def without_attributes_nothing_is_hung_on_it(torch, see):
    """What does the third item say when there is nothing to put back?"""
    nn = torch.nn
    q = pickle.loads(pickle.dumps(nn.Parameter(torch.ones(2))))
    see("its attributes", dict(vars(q)))
