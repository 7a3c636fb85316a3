"""What lesson 06 claims of the containers."""

import operator
from collections import OrderedDict
from types import MappingProxyType

import numpy as np

from course.predictions import prediction
from course.probes import probe


def held(net):
    """The names in a container's registry and, for each, the width of its layer."""
    return {n: None if m is None else getattr(m, "out_features", type(m).__name__) for n, m in net._modules.items()}


def add(torch, amount):
    """A module that adds an amount: what goes through a row of these tells who was called, and when."""

    class Add(torch.nn.Module):
        def forward(self, input):
            return [*input, amount]

    return Add()


# -- 6.1 Sequential.__init__


@probe("6.1")
def positions_are_the_names(torch, see):
    """Names are text. From which number on, and in which order?"""
    nn = torch.nn
    a, b, c = (nn.Linear(1, n) for n in (1, 2, 3))
    net = nn.Sequential(a, b, c)
    see("what it holds", held(net))
    see("whether the first is the object itself", net._modules["0"] is a)


@probe("6.1")
def one_ordered_dict_brings_its_names(torch, see):
    """One argument, and it is an OrderedDict: whose names count then?"""
    nn = torch.nn
    a, b = nn.Linear(1, 1), nn.Linear(1, 2)
    net = nn.Sequential(OrderedDict([("last", a), ("first", b)]))
    see("what it holds", held(net))
    see("whether it is the object itself", net.last is a)


@probe("6.1")
def a_subclass_of_ordered_dict_counts_as_one(torch, see):
    """How do you ask for the class of the argument?"""
    nn = torch.nn

    class Layers(OrderedDict):
        pass

    see("what it holds", held(nn.Sequential(Layers(fc=nn.Linear(1, 1)))))


@probe("6.1")
def a_plain_dict_or_a_list_is_taken_for_a_layer_and_refused(torch, see):
    """Who refuses what is no Module, and does everything go past it?"""
    nn = torch.nn
    a = nn.Linear(1, 1)
    see.raises("a dict", lambda: nn.Sequential({"fc": a}))
    see.raises("a list of layers", lambda: nn.Sequential([a, a]))
    see.raises("pairs", lambda: nn.Sequential(("fc", a)))


@probe("6.1")
def what_is_no_module_is_refused(torch, see):
    """Which method registers a child, and what does it ask?"""
    nn = torch.nn
    see.raises("a number", lambda: nn.Sequential(nn.Linear(1, 1), 3))
    see.raises("a class", lambda: nn.Sequential(nn.ReLU))
    see.raises("a function", lambda: nn.Sequential(torch.relu))
    see.raises("a number with a name", lambda: nn.Sequential(OrderedDict(fc=3)))


@probe("6.1")
def an_ordered_dict_among_others_is_no_list_of_names(torch, see):
    """How many arguments may there be when names are given?"""
    nn = torch.nn
    a = nn.Linear(1, 1)
    see.raises("a layer after it", lambda: nn.Sequential(OrderedDict(fc=a), a))
    see.raises("a layer before it", lambda: nn.Sequential(a, OrderedDict(fc=a)))


@probe("6.1")
def its_names_are_checked_like_any_others(torch, see):
    """`add_module` checks a name. Does it see yours as they are?"""
    nn = torch.nn
    for name in ("a.b", "", "training", "forward", 5):
        see.raises(f"the name {name!r}", lambda name=name: nn.Sequential(OrderedDict([(name, nn.Linear(1, 1))])))


@probe("6.1")
def an_empty_one_is_a_module_without_children(torch, see):
    """What has `Module.__init__` to do with it?"""
    nn = torch.nn
    see("the empty one", held(nn.Sequential()))
    see("of an empty OrderedDict", held(nn.Sequential(OrderedDict())))
    see("its flag", nn.Sequential().training)


@probe("6.1")
def one_module_may_stand_in_two_places(torch, see):
    """Is anything dropped because it was met before?"""
    nn = torch.nn
    a, b = nn.Linear(1, 1), nn.Linear(1, 2)
    net = nn.Sequential(a, b, a)
    see("what it holds", held(net))
    see("whether both are one", net._modules["0"] is net._modules["2"])


@probe("6.1")
def none_keeps_its_place(torch, see):
    """What does `add_module` say to None?"""
    nn = torch.nn
    see("what it holds", held(nn.Sequential(nn.Linear(1, 1), None, nn.Linear(1, 3))))


@probe("6.1")
def what_it_holds_is_found_by_everybody(torch, see):
    """Where do `parameters` and `repr` look?"""
    nn = torch.nn
    net = nn.Sequential(nn.Linear(1, 2), nn.Sequential(nn.Linear(2, 1)))
    see("the names of its parameters", [name for name, _ in net.named_parameters()])
    see("how it prints", repr(net))


# -- 6.2 Sequential.__len__, __iter__, forward


@prediction("6.2", "2", "4", wrong="walks over the children, which come once")
def a_row_with_a_module_twice(torch):
    """`nn.Sequential(step, act, step, act)` is made of two modules. What is its `len`?"""
    nn = torch.nn
    step, act = nn.Linear(2, 2), nn.ReLU()
    return str(len(nn.Sequential(step, act, step, act)))


@probe("6.2")
def each_module_is_handed_what_the_one_before_returned(torch, see):
    """Which value does the next module get, and in which order are they called?"""
    nn = torch.nn
    net = nn.Sequential(add(torch, 1), add(torch, 2), add(torch, 3))
    see("what came out", net([]))


@probe("6.2")
def a_module_that_stands_twice_counts_twice_and_runs_twice(torch, see):
    """`children()` yields each module once. What does a row need?"""
    nn = torch.nn
    one, two = add(torch, 1), add(torch, 2)
    net = nn.Sequential(one, two, one)
    see("its length", len(net))
    see("what came out", net([]))
    see("whether the last is the first", list(net)[-1] is one)


@probe("6.2")
def a_module_is_called_and_its_forward_is_its_own_business(torch, see):
    """`module(x)` or `module.forward(x)`: which of them runs everything a module has to do when it is called?"""
    nn = torch.nn

    class Counted(nn.Module):
        calls = 0

        def __call__(self, *args):
            self.calls += 1
            return super().__call__(*args)

        def forward(self, input):
            return input

    net = nn.Sequential(Counted(), nn.Sequential(Counted()))
    net(torch.ones(1))
    see("how often each was called", [m.calls for m in net.modules() if isinstance(m, Counted)])


@probe("6.2")
def none_is_counted_and_cannot_be_run(torch, see):
    """`children()` leaves out None, too. Does it have a place?"""
    nn = torch.nn
    net = nn.Sequential(add(torch, 1), None)
    see("its length", len(net))
    see("whether the second is None", list(net)[1] is None)
    see.raises("running it", lambda: net([]))


@probe("6.2")
def an_empty_row_hands_back_its_input(torch, see):
    """What does your loop return when it never turns?"""
    nn = torch.nn
    net = nn.Sequential()
    x = torch.ones(2)
    see("whether it is the object itself", net(x) is x)
    see("its length", len(net))
    see("what is in it", list(net))
    see("whether it is true", bool(net))


@probe("6.2")
def it_can_be_walked_again_and_by_two_at_once(torch, see):
    """Is a fresh iterator made for each who asks?"""
    nn = torch.nn
    a, b = nn.Linear(1, 1), nn.Linear(1, 2)
    net = nn.Sequential(a, b)
    see("the pairs", [(x.out_features, y.out_features) for x in net for y in net])
    see("whether `next` works on its iterator", next(iter(net)) is a)
    see("whether `in` works", [a in net, nn.Linear(1, 1) in net])


@probe("6.2")
def anything_may_travel_and_one_thing_at_a_time(torch, see):
    """`forward` takes one input. What does it do to a tuple?"""
    nn = torch.nn

    class Swap(nn.Module):
        def forward(self, pair):
            return pair[1], pair[0]

    see("a tuple", nn.Sequential(Swap(), Swap(), Swap())((1, 2)))
    see.raises("two inputs", lambda: nn.Sequential(Swap())(1, 2))
    see.raises("none", lambda: nn.Sequential(Swap())())


@probe("6.2")
def gradients_come_back_through_the_row(torch, see):
    """Is what comes out still connected with what went in?"""
    nn = torch.nn

    class Scale(nn.Module):
        def __init__(self, by):
            super().__init__()
            self.by = nn.Parameter(torch.tensor(by))

        def forward(self, input):
            return input * self.by

    net = nn.Sequential(Scale(2.0), Scale(3.0))
    net(torch.tensor(5.0)).backward()
    see("the gradients", [p.grad for p in net.parameters()])


# -- 6.3 Sequential.__getitem__


@prediction("6.3", "'1' and '2'", "'0' and '1'", wrong="numbers a slice anew")
def the_names_of_a_slice(torch):
    """`net` has three modules. Which names have those of `net[1:]`?"""
    nn = torch.nn
    return " and ".join(map(repr, nn.Sequential(nn.ReLU(), nn.ReLU(), nn.ReLU())[1:]._modules))


@probe("6.3")
def a_position_gives_the_module_itself(torch, see):
    """Is it the object, or a copy of it?"""
    nn = torch.nn
    a, b, c = (nn.Linear(1, n) for n in (1, 2, 3))
    net = nn.Sequential(a, b, c)
    see("which are the objects", [net[0] is a, net[1] is b, net[2] is c])


@probe("6.3")
def a_negative_position_counts_from_the_end(torch, see):
    """What is at -1, and what at minus the length?"""
    nn = torch.nn
    net = nn.Sequential(*(nn.Linear(1, n) for n in (1, 2, 3)))
    see("the widths", [net[i].out_features for i in (-1, -2, -3)])


@probe("6.3")
def outside_is_an_index_error(torch, see):
    """Both ends have a last position. What comes after it?"""
    nn = torch.nn
    net = nn.Sequential(nn.Linear(1, 1), nn.Linear(1, 2))
    see.raises("one too far", lambda: net[2])
    see.raises("one too far from the end", lambda: net[-3])
    see.raises("in an empty one", lambda: nn.Sequential()[0])


@probe("6.3")
def a_position_is_a_whole_number(torch, see):
    """What does Python itself accept as an index? `operator.index` knows."""
    nn = torch.nn
    net = nn.Sequential(nn.Linear(1, 1), nn.Linear(1, 2))
    see("a numpy integer", net[np.int64(1)].out_features)
    see("a bool", net[True].out_features)
    see("a tensor", net[torch.tensor(-1)].out_features)
    for wrong in (1.0, "0", None, (0,)):
        see.raises(f"{wrong!r}", lambda wrong=wrong: net[wrong])


@probe("6.3")
def positions_work_whatever_the_names_are(torch, see):
    """Is the position the name, or the place in the row?"""
    nn = torch.nn
    net = nn.Sequential(OrderedDict([("b", nn.Linear(1, 1)), ("0", nn.Linear(1, 2)), ("a", nn.Linear(1, 3))]))
    see("the widths", [net[i].out_features for i in (0, 1, 2, -1)])


@probe("6.3")
def a_slice_is_a_sequential_of_the_same_modules(torch, see):
    """What is a part of a network: a list, a copy, or a network?"""
    nn = torch.nn
    net = nn.Sequential(*(nn.Linear(1, n) for n in (1, 2, 3)))
    body = net[:-1]
    see("its class", type(body).__name__)
    see("what it holds", held(body))
    see("whether the modules are shared", body[0] is net[0])
    see("the row it was taken from", held(net))


@probe("6.3")
def a_slice_keeps_the_names(torch, see):
    """The modules of a slice come with names. Which form of the constructor takes names?"""
    nn = torch.nn
    net = nn.Sequential(*(nn.Linear(1, n) for n in (1, 2, 3)))
    see("from the second on", held(net[1:]))
    named = nn.Sequential(OrderedDict([("fc", nn.Linear(1, 1)), ("act", nn.ReLU())]))
    see("of one with names", held(named[:1]))


@probe("6.3")
def a_slice_may_have_a_step_run_backwards_or_be_empty(torch, see):
    """Python's lists know all about slices. Do you ask one?"""
    nn = torch.nn
    net = nn.Sequential(*(nn.Linear(1, n) for n in (1, 2, 3, 4)))
    see("every second", held(net[::2]))
    see("backwards", held(net[::-1]))
    see("an empty one", held(net[3:1]))
    see("past the end", held(net[2:99]))


@probe("6.3")
def a_slice_of_a_subclass_is_of_that_subclass(torch, see):
    """Which class do you call?"""
    nn = torch.nn

    class Block(nn.Sequential):
        pass

    see("its class", type(Block(nn.Linear(1, 1), nn.Linear(1, 2))[:1]).__name__)


@probe("6.3")
def a_slice_has_a_registry_of_its_own(torch, see):
    """Modules are shared. Is the dict that names them shared, too?"""
    nn = torch.nn
    net = nn.Sequential(nn.Linear(1, 1), nn.Linear(1, 2))
    every = net[:]
    every.add_module("more", nn.Linear(1, 3))
    see("the slice", held(every))
    see("the row it was taken from", held(net))


# -- 6.4 Sequential.__setitem__, __delitem__, pop


@probe("6.4")
def assigning_replaces_what_stands_at_a_position(torch, see):
    """Under which name does the new one stand, and where in the row?"""
    nn = torch.nn
    net = nn.Sequential(*(nn.Linear(1, n) for n in (1, 2, 3)))
    new = nn.Linear(1, 9)
    net[1] = new
    see("what it holds", held(net))
    see("whether it is the object itself", net[1] is new)


@probe("6.4")
def assigning_counts_negative_positions_from_the_end(torch, see):
    """Is -1 a name?"""
    nn = torch.nn
    net = nn.Sequential(*(nn.Linear(1, n) for n in (1, 2, 3)))
    net[-1] = nn.Linear(1, 9)
    see("what it holds", held(net))


@probe("6.4")
def assigning_keeps_a_name_of_ones_own(torch, see):
    """Which name does the module at the position have?"""
    nn = torch.nn
    net = nn.Sequential(OrderedDict([("fc", nn.Linear(1, 1)), ("out", nn.Linear(1, 2))]))
    net[0] = nn.Linear(1, 9)
    see("what it holds", held(net))


@probe("6.4")
def assigning_asks_what_is_a_module_and_where_there_is_a_place(torch, see):
    """`setattr` asks about the value; who asks about the position?"""
    nn = torch.nn
    net = nn.Sequential(nn.Linear(1, 1), nn.Linear(1, 2))
    see.raises("a number", lambda: operator.setitem(net, 0, 3))
    see.raises("past the end", lambda: operator.setitem(net, 2, nn.Linear(1, 9)))
    see.raises("a slice", lambda: operator.setitem(net, slice(0, 1), nn.Linear(1, 9)))
    net[0] = None
    see("what it holds after None", held(net))


@probe("6.4")
def after_a_deletion_the_rest_is_numbered_anew(torch, see):
    """The names are positions. What are they when one position is gone?"""
    nn = torch.nn
    net = nn.Sequential(*(nn.Linear(1, n) for n in (1, 2, 3, 4)))
    kept = net[2]
    del net[1]
    see("what it holds", held(net))
    see("whether a module behind is itself", net[1] is kept)
    del net[-1]
    see("without the last", held(net))
    del net[0]
    see("without the first", held(net))


@probe("6.4")
def deleting_loses_names_of_ones_own(torch, see):
    """Whose names are numbered anew: all, or those that were numbers?"""
    nn = torch.nn
    net = nn.Sequential(OrderedDict((name, nn.Linear(1, n)) for n, name in enumerate("cba")))
    del net[0]
    see("what it holds", held(net))


@probe("6.4")
def a_slice_deletes_several(torch, see):
    """When one is gone, where is the next?"""
    nn = torch.nn
    net = nn.Sequential(*(nn.Linear(1, n) for n in (1, 2, 3, 4, 5)))
    del net[1:3]
    see("without the second and the third", held(net))
    del net[::2]
    see("without every second", held(net))
    del net[5:]
    see("without nothing", held(net))


@probe("6.4")
def a_module_that_stands_twice_is_deleted_where_it_was_asked(torch, see):
    """What do you take out: a position, or a module?"""
    nn = torch.nn
    a, b = nn.Linear(1, 1), nn.Linear(1, 2)
    net = nn.Sequential(a, b, a)
    del net[0]
    see("what it holds", held(net))


@probe("6.4")
def what_is_not_there_cannot_be_deleted(torch, see):
    """Which exception did 6.3 give, and is the row as it was?"""
    nn = torch.nn
    net = nn.Sequential(nn.Linear(1, 1), nn.Linear(1, 2))
    see.raises("past the end", lambda: operator.delitem(net, 2))
    see.raises("past the other end", lambda: operator.delitem(net, -3))
    see.raises("a name", lambda: operator.delitem(net, "0"))
    see("what it holds", held(net))


@probe("6.4")
def after_a_deletion_everything_still_finds_the_rest(torch, see):
    """Where does the new registry stand?"""
    nn = torch.nn
    net = nn.Sequential(nn.Linear(1, 1), nn.Linear(1, 2, bias=False))
    del net[0]
    see("the names of its parameters", [name for name, _ in net.named_parameters()])
    see("the attribute", getattr(net, "0", None) is net[0])
    see("the old attribute", hasattr(net, "1"))


@probe("6.4")
def pop_returns_what_it_takes_out_and_leaves_no_hole(torch, see):
    """What did it stand on, and what stands there now?"""
    nn = torch.nn
    net = nn.Sequential(*(nn.Linear(1, n) for n in (1, 2, 3)))
    middle = net[1]
    see("whether it is the object itself", net.pop(1) is middle)
    see("what is left", held(net))
    see("the last", net.pop(-1).out_features)
    see("what is left then", held(net))


@probe("6.4")
def pop_takes_a_slice_and_always_wants_a_position(torch, see):
    """A slice is looked up, then deleted. Which two methods know how?"""
    nn = torch.nn
    net = nn.Sequential(*(nn.Linear(1, n) for n in (1, 2, 3)))
    see.raises("no position", lambda: net.pop())
    see.raises("past the end", lambda: net.pop(3))
    taken = net.pop(slice(1, 3))
    see("what was taken", [type(taken).__name__, held(taken)])
    see("what is left", held(net))


# -- 6.5 Sequential.append, extend


@prediction("6.5", "it has four modules", "it raises", "it never ends", wrong="copies first what it is to add")
def a_row_extended_by_itself(torch):
    """`net` has two modules. What does `net.extend(net)` do?"""
    nn = torch.nn
    net = nn.Sequential(nn.ReLU(), nn.ReLU())
    try:
        net.extend(net)
    except Exception:
        return "it raises"
    return "it has four modules"


@probe("6.5")
def append_names_by_the_length(torch, see):
    """What is the next name when there are three?"""
    nn = torch.nn
    net = nn.Sequential(nn.Linear(1, 1))
    new = nn.Linear(1, 2)
    net.append(new)
    net.append(nn.Linear(1, 3))
    see("what it holds", held(net))
    see("whether it is the object itself", net[1] is new)


@probe("6.5")
def both_return_the_container(torch, see):
    """What does a call give that is to be followed by another?"""
    nn = torch.nn
    net = nn.Sequential()
    see("append", net.append(nn.Linear(1, 1)) is net)
    see("extend", net.extend(nn.Sequential(nn.Linear(1, 2))) is net)


@probe("6.5")
def extend_takes_whatever_can_be_walked(torch, see):
    """What do you ask of the argument, besides that a loop goes over it?"""
    nn = torch.nn
    net = nn.Sequential(nn.Linear(1, 1))
    net.extend(nn.Sequential(nn.Linear(1, 2), nn.Linear(1, 3)))
    net.extend(nn.Linear(1, n) for n in (4, 5))
    net.extend({nn.Linear(1, 6): "a key"})
    net.extend([])
    see("what it holds", held(net))


@probe("6.5")
def what_is_no_module_is_not_added(torch, see):
    """Who asks what is a Module, and what of those that came before?"""
    nn = torch.nn
    net = nn.Sequential()
    see.raises("appending a number", lambda: net.append(3))
    see.raises("appending a class", lambda: net.append(nn.ReLU))
    see.raises("extending by a layer", lambda: net.extend(nn.Linear(1, 1)))
    see.raises("a number among layers", lambda: net.extend([nn.Linear(1, 1), 3, nn.Linear(1, 2)]))
    see("what it holds", held(net))


@probe("6.5")
def one_module_may_be_added_again(torch, see):
    """Is anything left out because it is there already?"""
    nn = torch.nn
    a = nn.Linear(1, 1)
    net = nn.Sequential(a).append(a).extend([a])
    see("what it holds", held(net))
    see("whether all are one", [module is a for module in net])


@probe("6.5")
def extending_by_itself_raises_and_does_not_run_for_ever(torch, see):
    """A dict that grows while it is walked makes Python raise. Is it walked, or copied beforehand?"""
    nn = torch.nn
    net = nn.Sequential(nn.Linear(1, 1), nn.Linear(1, 2))
    see.raises("a row by itself", lambda: net.extend(net))


@probe("6.5")
def after_a_deletion_the_next_name_is_free(torch, see):
    """Numbers are positions again after a deletion. Does your next name know?"""
    nn = torch.nn
    net = nn.Sequential(*(nn.Linear(1, n) for n in (1, 2, 3)))
    del net[0]
    net.append(nn.Linear(1, 4))
    see("what it holds", held(net))


# -- 6.6 Sequential.insert


@probe("6.6")
def insert_moves_what_is_behind_by_one(torch, see):
    """In which order do you move them?"""
    nn = torch.nn
    net = nn.Sequential(*(nn.Linear(1, n) for n in (1, 2, 3)))
    new = nn.Linear(1, 9)
    last = net[2]
    net.insert(1, new)
    see("what it holds", held(net))
    see("which are the objects", [net[1] is new, net[3] is last])


@probe("6.6")
def at_the_front_and_at_the_end(torch, see):
    """Which positions are the first and the last that there may be?"""
    nn = torch.nn
    net = nn.Sequential(nn.Linear(1, 1), nn.Linear(1, 2))
    net.insert(0, nn.Linear(1, 8))
    see("at the front", held(net))
    net.insert(3, nn.Linear(1, 9))
    see("at the end", held(net))
    empty = nn.Sequential()
    empty.insert(0, nn.Linear(1, 7))
    see("in an empty one", held(empty))


@probe("6.6")
def a_negative_position_inserts_before_the_one_it_names(torch, see):
    """`insert(-1, x)`: before the last, or after it?"""
    nn = torch.nn
    net = nn.Sequential(*(nn.Linear(1, n) for n in (1, 2, 3)))
    net.insert(-1, nn.Linear(1, 8))
    see("before the last", held(net))
    net.insert(-4, nn.Linear(1, 9))
    see("before the first", held(net))


@probe("6.6")
def further_out_is_an_index_error(torch, see):
    """A list would take the nearest end. What does torch do, and is the row as it was?"""
    nn = torch.nn
    net = nn.Sequential(nn.Linear(1, 1), nn.Linear(1, 2))
    see.raises("past the end", lambda: net.insert(3, nn.Linear(1, 9)))
    see.raises("past the front", lambda: net.insert(-3, nn.Linear(1, 9)))
    see.raises("-1 in an empty one", lambda: nn.Sequential().insert(-1, nn.Linear(1, 9)))
    see("what it holds", held(net))


@probe("6.6")
def what_is_no_module_is_an_assertion_error(torch, see):
    """Which exception is it here, and which one comes first when the position is wrong as well?"""
    nn = torch.nn
    net = nn.Sequential(nn.Linear(1, 1))
    see.raises("a number", lambda: net.insert(0, 3))
    see.raises("None", lambda: net.insert(0, None))
    see.raises("a class", lambda: net.insert(0, nn.ReLU))
    see.raises("a number, too far out", lambda: net.insert(9, 3))
    see("what it holds", held(net))


@probe("6.6")
def insert_returns_the_container(torch, see):
    """What does a call give that is to be followed by another?"""
    nn = torch.nn
    net = nn.Sequential()
    see("what is returned", net.insert(0, nn.Linear(1, 1)) is net)


# -- 6.7 Sequential.__add__, __iadd__


@probe("6.7")
def a_sum_holds_the_modules_of_both(torch, see):
    """In which order, under which names, and are they the objects themselves?"""
    nn = torch.nn
    left, right = nn.Sequential(nn.Linear(1, 1)), nn.Sequential(nn.Linear(1, 2), nn.Linear(1, 3))
    net = left + right
    see("what it holds", held(net))
    see("whether the modules are shared", [net[0] is left[0], net[1] is right[0]])


@probe("6.7")
def a_sum_leaves_both_sides_as_they_were(torch, see):
    """Which object did you add to?"""
    nn = torch.nn
    left, right = nn.Sequential(nn.Linear(1, 1)), nn.Sequential(nn.Linear(1, 2))
    net = left + right
    see("the left side", held(left))
    see("the right side", held(right))
    net.append(nn.Linear(1, 3))
    see("the left side, when the sum grows", held(left))


@probe("6.7")
def a_sum_is_numbered_and_a_plain_sequential(torch, see):
    """Whose class and whose names does the result have?"""
    nn = torch.nn

    class Block(nn.Sequential):
        pass

    left = Block(OrderedDict([("fc", nn.Linear(1, 1))]))
    net = left + nn.Sequential(OrderedDict([("fc", nn.Linear(1, 2))]))
    see("its class", type(net).__name__)
    see("what it holds", held(net))


@probe("6.7")
def only_a_sequential_can_be_added_and_the_error_is_a_value_error(torch, see):
    """Python's habit would be a TypeError. What is torch's?"""
    nn = torch.nn
    net = nn.Sequential(nn.Linear(1, 1))
    for wrong in ([nn.Linear(1, 2)], nn.Linear(1, 2), 1, None):
        see.raises(f"net + a {type(wrong).__name__}", lambda wrong=wrong: net + wrong)
        see.raises(f"net += a {type(wrong).__name__}", lambda wrong=wrong: operator.iadd(net, wrong))
    see("what it holds", held(net))


@probe("6.7")
def adding_in_place_keeps_the_object(torch, see):
    """Somebody else holds the same row. What does he see?"""
    nn = torch.nn
    net = other = nn.Sequential(nn.Linear(1, 1))
    net += nn.Sequential(nn.Linear(1, 2), nn.Linear(1, 3))
    see("whether it is the same object", net is other)
    see("what the other one holds", held(other))


@probe("6.7")
def adding_in_place_keeps_class_and_names(torch, see):
    """Which modules get new names: all, or those that come in?"""
    nn = torch.nn

    class Block(nn.Sequential):
        pass

    net = Block(OrderedDict([("fc", nn.Linear(1, 1))]))
    net += nn.Sequential(nn.Linear(1, 2))
    see("its class", type(net).__name__)
    see("what it holds", held(net))


@probe("6.7")
def a_row_can_be_added_to_itself_but_not_in_place(torch, see):
    """One of the two changes what it walks over."""
    nn = torch.nn
    net = nn.Sequential(nn.Linear(1, 1), nn.Linear(1, 2))
    see("net + net", held(net + net))
    see.raises("net += net", lambda: operator.iadd(net, net))


@probe("6.7")
def an_empty_one_adds_nothing(torch, see):
    """An empty container is false. Do you ask for truth anywhere?"""
    nn = torch.nn
    net, empty = nn.Sequential(nn.Linear(1, 1)), nn.Sequential()
    see("empty on the right", held(net + empty))
    see("empty on the left", held(empty + net))
    empty += net
    see("empty, in place", held(empty))


# -- 6.8 Sequential.__mul__, __imul__


@prediction("6.8", "2", "6", wrong="copies the modules")
def the_parameters_of_three_times_a_layer(torch):
    """A Linear has two parameters, a weight and a bias. How many has `3 * nn.Sequential(nn.Linear(4, 4))`?"""
    nn = torch.nn
    return str(len(list((3 * nn.Sequential(nn.Linear(4, 4))).parameters())))


@probe("6.8")
def a_product_repeats_the_row(torch, see):
    """Module by module, or row by row?"""
    nn = torch.nn
    net = nn.Sequential(nn.Linear(1, 1), nn.Linear(1, 2))
    see("net * 2", held(net * 2))
    see("3 * net", held(3 * net))
    see("net * 1", held(net * 1))


@probe("6.8")
def a_product_holds_the_same_modules(torch, see):
    """How many parameters does an optimizer get?"""
    nn = torch.nn
    net = nn.Sequential(nn.Linear(1, 1))
    deep = net * 3
    see("whether all are one", [module is net[0] for module in deep])
    see("the names of its parameters", [name for name, _ in deep.named_parameters()])


@probe("6.8")
def a_product_is_a_new_plain_sequential(torch, see):
    """Is anything of the row itself changed, even by a factor of one?"""
    nn = torch.nn

    class Block(nn.Sequential):
        pass

    net = Block(nn.Linear(1, 1))
    see("its class", type(net * 2).__name__)
    see("whether one times is another object", (net * 1) is not net)
    see("the row afterwards", held(net))


@probe("6.8")
def a_factor_is_an_int_of_at_least_one(torch, see):
    """A list times zero is empty. Is a Sequential, and who tests the factor?"""
    nn = torch.nn
    net = nn.Sequential(nn.Linear(1, 1))
    for wrong in (0, -1, 2.0, "2", None):
        see.raises(f"net * {wrong!r}", lambda wrong=wrong: net * wrong)
        see.raises(f"{wrong!r} * net", lambda wrong=wrong: wrong * net)
    see.raises("two rows", lambda: net * net)
    see("True, which is an int", held(net * True))


@probe("6.8")
def in_place_the_factor_is_tested_too(torch, see):
    """Both operators get a factor. Do both look at it?"""
    nn = torch.nn
    net = nn.Sequential(nn.Linear(1, 1))
    for wrong in (0, -1, 2.0, "2"):
        see.raises(f"net *= {wrong!r}", lambda wrong=wrong: operator.imul(net, wrong))
    see("what it holds", held(net))


@probe("6.8")
def in_place_the_object_grows_to_so_many_times_its_length(torch, see):
    """How many are there already when you begin to add?"""
    nn = torch.nn
    net = other = nn.Sequential(nn.Linear(1, 1), nn.Linear(1, 2))
    net *= 3
    see("whether it is the same object", net is other)
    see("what it holds", held(net))
    see("whether the modules are shared", net[4] is net[0])


@probe("6.8")
def in_place_by_one_changes_nothing(torch, see):
    """How many times is nothing to be added?"""
    nn = torch.nn
    net = other = nn.Sequential(nn.Linear(1, 1))
    net *= 1
    see("whether it is the same object", net is other)
    see("what it holds", held(net))


@probe("6.8")
def a_subclass_stays_one_in_place(torch, see):
    """Which object does Python bind to the name afterwards?"""
    nn = torch.nn

    class Block(nn.Sequential):
        pass

    net = Block(nn.Linear(1, 1))
    net *= 2
    see("its class", type(net).__name__)


# -- 6.9 ModuleList.__init__, extend


@probe("6.9")
def a_list_holds_the_modules_of_any_iterable(torch, see):
    """What do you ask of the argument, besides that a loop goes over it?"""
    nn = torch.nn
    a, b = nn.Linear(1, 1), nn.Linear(1, 2)
    see("of a list", held(nn.ModuleList([a, b])))
    see("of a tuple", held(nn.ModuleList((a, b))))
    see("of a generator", held(nn.ModuleList(layer for layer in (b, a))))
    see("of a Sequential", held(nn.ModuleList(nn.Sequential(a, b))))
    see("of a ModuleList", held(nn.ModuleList(nn.ModuleList([a]))))
    see("whether it is the object itself", nn.ModuleList([a])[0] is a)


@probe("6.9")
def nothing_gives_an_empty_list(torch, see):
    """What is the argument when nobody gave any?"""
    nn = torch.nn
    see("nothing", held(nn.ModuleList()))
    see("None", held(nn.ModuleList(None)))
    see("an empty list", held(nn.ModuleList([])))
    see("its flag", nn.ModuleList().training)


@probe("6.9")
def what_cannot_be_walked_is_a_type_error(torch, see):
    """A single layer is the common slip. Which question does it answer with no?"""
    nn = torch.nn
    see.raises("a layer", lambda: nn.ModuleList(nn.Linear(1, 1)))
    see.raises("zero", lambda: nn.ModuleList(0))
    see.raises("False", lambda: nn.ModuleList(False))
    see.raises("extending by a number", lambda: nn.ModuleList().extend(5))
    see.raises("extending by None", lambda: nn.ModuleList().extend(None))


@probe("6.9")
def what_is_in_it_is_registered(torch, see):
    """Where does the list live, so that `parameters` finds it?"""
    nn = torch.nn

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.layers = nn.ModuleList([nn.Linear(1, 2), nn.Linear(2, 1, bias=False)])

    net = Net()
    see("the names of the parameters", [name for name, _ in net.named_parameters()])
    see("the modules", [name for name, _ in net.named_modules()])
    see("whether train reaches them", [m.training for m in net.eval().layers])


@probe("6.9")
def extend_goes_on_after_what_is_there(torch, see):
    """From which number on, and does it return the list?"""
    nn = torch.nn
    layers = nn.ModuleList([nn.Linear(1, 1)])
    see("what it returns", layers.extend([nn.Linear(1, 2), nn.Linear(1, 3)]) is layers)
    layers += nn.ModuleList([nn.Linear(1, 4)])
    layers.append(nn.Linear(1, 5))
    see("what it holds", held(layers))


@probe("6.9")
def what_is_no_module_is_refused_when_its_turn_comes(torch, see):
    """Which method registers a child, and what of those that came before?"""
    nn = torch.nn
    layers = nn.ModuleList()
    see.raises("a number among layers", lambda: layers.extend([nn.Linear(1, 1), 3, nn.Linear(1, 2)]))
    see.raises("text", lambda: layers.extend("ab"))
    see.raises("a function", lambda: nn.ModuleList([torch.relu]))
    see("what it holds", held(layers))


@probe("6.9")
def it_has_no_forward(torch, see):
    """A list says nothing about how its modules are run."""
    nn = torch.nn
    see.raises("calling it", lambda: nn.ModuleList([nn.Linear(1, 1)])(torch.ones(1)))


@probe("6.9")
def the_list_it_was_made_from_is_another_list(torch, see):
    """Do you keep the argument, or what is in it?"""
    nn = torch.nn
    given = [nn.Linear(1, 1)]
    layers = nn.ModuleList(given)
    given.append(nn.Linear(1, 2))
    see("what it holds", held(layers))
    layers.append(nn.Linear(1, 3))
    see("the list it was made from", len(given))


@probe("6.9")
def one_module_twice_and_none_keep_their_places(torch, see):
    """Is anything left out?"""
    nn = torch.nn
    a = nn.Linear(1, 1)
    layers = nn.ModuleList([a, None, a])
    see("what it holds", held(layers))
    see("its length", len(layers))


@probe("6.9")
def extending_by_itself_raises_here_too(torch, see):
    """Is it walked while it grows, as in 6.5?"""
    nn = torch.nn
    layers = nn.ModuleList([nn.Linear(1, 1), nn.Linear(1, 2)])
    see.raises("a list by itself", lambda: layers.extend(layers))


# -- 6.10 ModuleList.insert, __add__


@prediction("6.10", "before the last", "at the end", "it raises", wrong="counts negative positions from the end")
def minus_one_in_a_module_list(torch):
    """`layers` is a ModuleList of two. Where does `layers.insert(-1, layer)` put it?"""
    nn = torch.nn
    layers, layer = nn.ModuleList([nn.ReLU(), nn.ReLU()]), nn.Tanh()
    try:
        layers.insert(-1, layer)
    except Exception:
        return "it raises"
    return "at the end" if layers[-1] is layer else "before the last"


@probe("6.10")
def a_list_too_moves_what_is_behind_by_one(torch, see):
    """In which order do you move them?"""
    nn = torch.nn
    layers = nn.ModuleList(nn.Linear(1, n) for n in (1, 2, 3))
    new, last = nn.Linear(1, 9), layers[2]
    layers.insert(1, new)
    see("what it holds", held(layers))
    see("which are the objects", [layers[1] is new, layers[3] is last])
    layers.insert(0, nn.Linear(1, 8))
    layers.insert(5, nn.Linear(1, 7))
    see("at both ends", held(layers))


@probe("6.10")
def insert_returns_nothing_here(torch, see):
    """Sequential's returns the container. What does the older one return?"""
    nn = torch.nn
    see("what it returns", nn.ModuleList().insert(0, nn.Linear(1, 1)))


@probe("6.10")
def past_the_end_it_leaves_a_hole(torch, see):
    """Is the index the name, or is it set right?"""
    nn = torch.nn
    layers = nn.ModuleList([nn.Linear(1, 1)])
    layers.insert(4, nn.Linear(1, 2))
    see("what it holds", held(layers))


@probe("6.10")
def a_negative_index_finds_no_name(torch, see):
    """What does the loop ask the registry for when it counts down past zero?"""
    nn = torch.nn
    layers = nn.ModuleList([nn.Linear(1, 1), nn.Linear(1, 2)])
    see.raises("before the last", lambda: layers.insert(-1, nn.Linear(1, 3)))
    see.raises("in an empty one", lambda: nn.ModuleList().insert(-1, nn.Linear(1, 3)))


@probe("6.10")
def the_module_is_not_looked_at(torch, see):
    """Does anybody ask what is a Module here?"""
    nn = torch.nn
    layers = nn.ModuleList([nn.Linear(1, 1)])
    layers.insert(0, None)
    see("what it holds", held(layers))


@probe("6.10")
def a_sum_of_a_list_and_any_iterable_is_a_new_list(torch, see):
    """What may stand on the right, and which object is the result?"""
    nn = torch.nn
    layers, more = nn.ModuleList([nn.Linear(1, 1)]), [nn.Linear(1, 2)]
    see("and a list", held(layers + more))
    see("and a generator", held(layers + (nn.Linear(1, n) for n in (3, 4))))
    see("and a Sequential", held(layers + nn.Sequential(nn.Linear(1, 5))))
    twice = layers + layers
    see("and itself", [held(twice), twice is layers, twice[1] is layers[0]])
    see("the left side afterwards", held(layers))


@probe("6.10")
def a_sum_is_a_plain_module_list(torch, see):
    """Whose class does the result have?"""
    nn = torch.nn

    class Blocks(nn.ModuleList):
        pass

    left, right = Blocks([nn.Linear(1, 1)]), [nn.ReLU()]
    see("its class", type(left + right).__name__)


@probe("6.10")
def only_modules_that_can_be_walked_can_be_added(torch, see):
    """Who raises for what cannot be walked, and who for what is no Module?"""
    nn = torch.nn
    layers, more, numbers = nn.ModuleList([nn.Linear(1, 1)]), [nn.Linear(1, 2)], [5]
    see.raises("a layer", lambda: layers + nn.Linear(1, 2))
    see.raises("a number", lambda: layers + 5)
    see.raises("a list of numbers", lambda: layers + numbers)
    see.raises("a list on the left", lambda: more + layers)


# -- 6.11 ModuleList.__repr__


@probe("6.11")
def neighbours_that_print_alike_are_folded(torch, see):
    """Which positions are the first and the last of a run, and how many are there?"""
    nn = torch.nn
    see("three alike", repr(nn.ModuleList(nn.Linear(1, 2) for _ in range(3))))
    see("runs among others", repr(nn.ModuleList([nn.ReLU(), nn.Tanh(), nn.Tanh(), nn.ReLU(), nn.ReLU()])))


@probe("6.11")
def a_single_one_has_no_range_and_no_count(torch, see):
    """What is the first position of a run of one, and what the last?"""
    nn = torch.nn
    see("one", repr(nn.ModuleList([nn.Linear(1, 2)])))
    see("all different", repr(nn.ModuleList(nn.Linear(1, n) for n in (1, 2, 3))))


@probe("6.11")
def an_empty_list_is_a_pair_of_brackets(torch, see):
    """What is between the brackets when there is nothing, line ends included?"""
    see("the empty one", repr(torch.nn.ModuleList()))


@probe("6.11")
def only_neighbours_are_folded(torch, see):
    """Is a text counted wherever it comes, or only as long as it lasts?"""
    nn = torch.nn
    see("in turn", repr(nn.ModuleList([nn.ReLU(), nn.Tanh(), nn.ReLU(), nn.Tanh()])))


@probe("6.11")
def it_is_the_text_that_is_compared(torch, see):
    """Two layers with other weights print alike. One layer and one shape of it do not."""
    nn = torch.nn
    a = nn.Linear(1, 2)
    see("one module twice", repr(nn.ModuleList([a, a])))
    see("one class, two shapes", repr(nn.ModuleList([a, nn.Linear(1, 3)])))


@probe("6.11")
def children_of_several_lines_are_indented(torch, see):
    """Which lines of a child's text get two spaces more?"""
    nn = torch.nn
    inner = nn.Sequential(nn.Linear(1, 2), nn.ReLU())
    see("one", repr(nn.ModuleList([inner])))
    see("a run of them, and one more", repr(nn.ModuleList([inner, inner, nn.ReLU()])))
    see("inside a list inside a row", repr(nn.Sequential(nn.ModuleList([nn.ModuleList([inner]), nn.ReLU()]))))


@probe("6.11")
def a_subclass_prints_its_own_name(torch, see):
    """Which method of lesson 02 gives the name?"""
    nn = torch.nn

    class Blocks(nn.ModuleList):
        pass

    class Named(nn.ModuleList):
        def _get_name(self):
            return "Layers of mine"

    see("a subclass", repr(Blocks([nn.ReLU()])))
    see("an empty subclass", repr(Blocks()))
    see("one that says another name", repr(Named([nn.ReLU(), nn.ReLU()])))


@probe("6.11")
def none_prints_like_any_other(torch, see):
    """What does `repr` say of None?"""
    nn = torch.nn
    see("with None", repr(nn.ModuleList([None, None, nn.ReLU()])))


# -- 6.12 ModuleDict


@probe("6.12")
def a_module_is_found_under_its_name(torch, see):
    """Is it the object itself, and is it an attribute as well?"""
    nn = torch.nn
    heads = nn.ModuleDict()
    a = nn.Linear(1, 1)
    heads["age"] = a
    see("whether it is the object itself", heads["age"] is a)
    see("whether it is the attribute, too", heads.age is a)
    see("what it holds", held(heads))


@probe("6.12")
def a_missing_name_is_a_key_error(torch, see):
    """What does a dict raise? And is `training`, or `keys`, in it?"""
    nn = torch.nn
    heads = nn.ModuleDict()
    heads["age"] = nn.Linear(1, 1)
    for name in ("size", "training", "keys", 0):
        see.raises(f"heads[{name!r}]", lambda name=name: heads[name])
        see.raises(f"del heads[{name!r}]", lambda name=name: operator.delitem(heads, name))
        see.raises(f"pop {name!r}", lambda name=name: heads.pop(name))
    see("what it holds", held(heads))


@probe("6.12")
def a_name_that_would_hide_something_is_refused(torch, see):
    """A name in it is an attribute, too. Which method checks names before it registers?"""
    nn = torch.nn
    heads = nn.ModuleDict()
    for name in ("keys", "training", "a.b", "", 5):
        see.raises(f"the name {name!r}", lambda name=name: operator.setitem(heads, name, nn.Linear(1, 1)))
    see("what it holds", held(heads))


@probe("6.12")
def in_asks_for_names(torch, see):
    """Is it a name that is looked for, and only among those in it?"""
    nn = torch.nn
    heads = nn.ModuleDict()
    a = nn.Linear(1, 1)
    heads["age"] = a
    see("its name", "age" in heads)
    see("the module", a in heads)
    see("names of other things", [name in heads for name in ("training", "keys", "_modules", "ag", 0)])


@probe("6.12")
def what_is_no_module_is_refused_here_too(torch, see):
    """None may stand for a module that is not there. What else?"""
    nn = torch.nn
    heads = nn.ModuleDict()
    see.raises("a number", lambda: operator.setitem(heads, "a", 5))
    see.raises("a class", lambda: operator.setitem(heads, "a", nn.ReLU))
    see.raises("a tensor", lambda: operator.setitem(heads, "a", torch.ones(1)))
    heads["b"] = None
    see("what it holds", held(heads))
    see("whether None is in it", "b" in heads)


@probe("6.12")
def walking_over_it_yields_names(torch, see):
    """What does a dict yield when it is walked?"""
    nn = torch.nn
    heads = nn.ModuleDict()
    heads["b"] = heads["a"] = nn.Linear(1, 1)
    see("the names", list(heads))
    see("an iterator", next(iter(heads)))
    see("its length", len(heads))
    see("the length of an empty one", len(nn.ModuleDict()))


@probe("6.12")
def order_is_the_order_of_first_coming(torch, see):
    """A name that is replaced: does it keep its place?"""
    nn = torch.nn
    heads = nn.ModuleDict()
    for i, name in enumerate(("b", "a", "c", "b")):
        heads[name] = nn.Linear(1, i + 1)
    see("what it holds", held(heads))
    see("the names, walked over", list(heads))


@probe("6.12")
def deleting_takes_out_one_name_and_leaves_the_others(torch, see):
    """Are names in a dict positions?"""
    nn = torch.nn
    heads = nn.ModuleDict()
    for i, name in enumerate(("0", "1", "2")):
        heads[name] = nn.Linear(1, i + 1)
    del heads["0"]
    see("what it holds", held(heads))
    see("whether the attribute is gone", hasattr(heads, "0"))


@probe("6.12")
def pop_gives_the_module_and_takes_it_out(torch, see):
    """What does it return, and what is there afterwards?"""
    nn = torch.nn
    heads = nn.ModuleDict()
    a = nn.Linear(1, 1)
    heads["a"], heads["b"] = a, nn.Linear(1, 2)
    see("whether it is the object itself", heads.pop("a") is a)
    see("what is left", held(heads))
    see.raises("a default", lambda: heads.pop("a", None))


@probe("6.12")
def what_a_dict_holds_is_registered(torch, see):
    """Where does the dict live, so that `parameters` finds it?"""
    nn = torch.nn
    net = nn.Module()
    net.heads = nn.ModuleDict()
    net.heads["my-age"] = nn.Linear(1, 1)
    see("the names of the parameters", [name for name, _ in net.named_parameters()])
    see("its keys, values and items", [list(net.heads.keys()), len(net.heads.values()), len(net.heads.items())])
    see.raises("calling it", lambda: net.heads(torch.ones(1)))


# -- 6.13 ModuleDict.update


@probe("6.13")
def a_mapping_is_put_in_in_its_own_order(torch, see):
    """Whose order counts: the alphabet's, or the mapping's?"""
    nn = torch.nn
    b, a = nn.Linear(1, 2), nn.Linear(1, 1)
    see("of a dict", held(nn.ModuleDict({"b": b, "a": a})))
    see("of an OrderedDict", held(nn.ModuleDict(OrderedDict([("b", b), ("a", a)]))))
    see("whether it is the object itself", nn.ModuleDict({"a": a})["a"] is a)


@probe("6.13")
def a_mapping_of_any_class_is_asked_for_its_items(torch, see):
    """Is it the class `dict` that you ask for, or a mapping?"""
    nn = torch.nn
    a = nn.Linear(1, 1)
    see("of a mapping that is no dict", held(nn.ModuleDict(MappingProxyType({"b": a, "a": a}))))


@probe("6.13")
def a_module_dict_is_asked_for_its_items(torch, see):
    """What is yielded by a loop over a ModuleDict, and is it a Mapping?"""
    nn = torch.nn
    first = nn.ModuleDict({"fc": nn.Linear(1, 2), "out": nn.Linear(1, 1)})
    second = nn.ModuleDict(first)
    see("what it holds", held(second))
    second.update(second)
    see("updated with itself", held(second))


@probe("6.13")
def pairs_are_put_in_one_by_one(torch, see):
    """What can be a pair, and what can pairs come in?"""
    nn = torch.nn
    a, b = nn.Linear(1, 1), nn.Linear(1, 2)
    see("a list of tuples", held(nn.ModuleDict([("b", b), ("a", a)])))
    see("a tuple of lists", held(nn.ModuleDict((["b", b], ["a", a]))))
    see("a generator", held(nn.ModuleDict((f"layer{i}", m) for i, m in enumerate((a, b)))))
    see("nothing", [held(nn.ModuleDict([])), held(nn.ModuleDict({})), held(nn.ModuleDict())])


@probe("6.13")
def a_name_that_is_there_keeps_its_place(torch, see):
    """Which names are new, and where do they go?"""
    nn = torch.nn
    heads = nn.ModuleDict({"b": nn.Linear(1, 1), "a": nn.Linear(1, 2)})
    see("what it returns", heads.update({"c": nn.Linear(1, 3), "b": nn.Linear(1, 4)}))
    see("what it holds", held(heads))


@probe("6.13")
def what_is_not_iterable_is_a_type_error(torch, see):
    """Two things must be iterable. Which?"""
    nn = torch.nn
    heads = nn.ModuleDict()
    see.raises("a number", lambda: heads.update(5))
    see.raises("None", lambda: heads.update(None))
    see.raises("a layer", lambda: heads.update(nn.Linear(1, 1)))
    see.raises("a list of numbers", lambda: heads.update([5]))
    see.raises("a list of layers", lambda: heads.update([nn.Linear(1, 1)]))


@probe("6.13")
def a_pair_has_two_items(torch, see):
    """Which exception, and for how many?"""
    nn = torch.nn
    heads = nn.ModuleDict()
    a = nn.Linear(1, 1)
    see.raises("three", lambda: heads.update([("a", a, a)]))
    see.raises("one", lambda: heads.update([("a",)]))
    see.raises("none", lambda: heads.update([()]))
    see.raises("names alone", lambda: heads.update(["out"]))
    see("what it holds", held(heads))


@probe("6.13")
def pairs_before_a_bad_one_are_in(torch, see):
    """When do you look at a pair: as it comes, or all of them first?"""
    nn = torch.nn
    heads = nn.ModuleDict()
    a = nn.Linear(1, 1)
    see.raises("a bad pair behind a good one", lambda: heads.update([("a", a), 5, ("b", a)]))
    see("what it holds", held(heads))


@probe("6.13")
def every_pair_goes_in_by_the_door(torch, see):
    """Which method refuses names and values, and do pairs go past it?"""
    nn = torch.nn
    heads = nn.ModuleDict()
    see.raises("a value that is no module", lambda: heads.update({"a": 5}))
    see.raises("a name that is taken", lambda: heads.update({"keys": nn.Linear(1, 1)}))
    see.raises("a name that is no text", lambda: heads.update([(5, nn.Linear(1, 1))]))
    see.raises("two letters", lambda: heads.update(["ab"]))
    heads.update({"none": None})
    see("what it holds", held(heads))


# -- 6.14 ParameterList.__setitem__, extend


def kinds(values):
    """The class of each value."""
    return [type(value).__name__ for value in values]


@probe("6.14")
def a_tensor_becomes_a_parameter(torch, see):
    """What has to be around a tensor, so that it is trained?"""
    nn = torch.nn
    scales = nn.ParameterList([torch.zeros(2), torch.ones(1)])
    see("the values", list(scales))
    see("the names of its parameters", [name for name, _ in scales.named_parameters()])


@probe("6.14")
def a_parameter_is_kept_itself_in_a_list(torch, see):
    """A Parameter is a tensor, too. What becomes of it?"""
    nn = torch.nn
    p = nn.Parameter(torch.ones(2), requires_grad=False)

    class Scale(nn.Parameter):
        pass

    q = Scale(torch.ones(1))
    scales = nn.ParameterList([p, q])
    see("whether they are the objects themselves", [scales[0] is p, scales[1] is q])
    see("whether it is still frozen", scales[0].requires_grad)


@probe("6.14")
def the_parameter_shares_the_memory_of_the_tensor(torch, see):
    """Is anything copied on the way?"""
    nn = torch.nn
    t = torch.zeros(2)
    scales = nn.ParameterList([t])
    t[0] = 5.0
    see("the parameter", scales[0])


@probe("6.14")
def other_things_are_kept_as_they_are(torch, see):
    """They are no parameters. Are they in the list?"""
    nn = torch.nn
    note = {"any": "thing"}
    scales = nn.ParameterList([torch.zeros(1), note, None, nn.Linear(1, 2)])
    see("their classes", kinds(scales))
    see("whether it is the object itself", scales[1] is note)
    see("its length", len(scales))
    see("the names of its parameters", [name for name, _ in scales.named_parameters()])


@probe("6.14")
def assigning_at_a_position_replaces(torch, see):
    """Positions may be negative; which name is it then?"""
    nn = torch.nn
    scales = nn.ParameterList([torch.zeros(1), torch.zeros(2)])
    scales[-1] = torch.ones(3)
    scales[0] = new = nn.Parameter(torch.ones(1))
    see("the values", list(scales))
    see("whether it is the object itself", scales[0] is new)
    see("the names of its parameters", [name for name, _ in scales.named_parameters()])


@probe("6.14")
def assigning_outside_is_an_index_error(torch, see):
    """Can assigning make a list longer?"""
    nn = torch.nn
    scales = nn.ParameterList([torch.zeros(1)])
    see.raises("past the end", lambda: operator.setitem(scales, 1, torch.ones(1)))
    see.raises("past the front", lambda: operator.setitem(scales, -2, torch.ones(1)))
    see.raises("a name", lambda: operator.setitem(scales, "0", torch.ones(1)))
    see("its length", len(scales))


@probe("6.14")
def a_tensor_is_not_taken_apart(torch, see):
    """A tensor can be walked, row by row. Should it be?"""
    nn = torch.nn
    see.raises("a tensor", lambda: nn.ParameterList(torch.ones(3)))
    see.raises("a parameter", lambda: nn.ParameterList().extend(nn.Parameter(torch.ones(3))))
    see.raises("a number", lambda: nn.ParameterList(5))
    see.raises("None", lambda: nn.ParameterList().extend(None))
    see("a list of rows", len(nn.ParameterList(list(torch.ones(3)))))


@probe("6.14")
def extend_adds_at_the_end_and_returns_the_list(torch, see):
    """What comes after what is there?"""
    nn = torch.nn
    scales = nn.ParameterList([torch.zeros(1)])
    see("what it returns", scales.extend(torch.full((1,), float(n)) for n in (1, 2)) is scales)
    scales += [torch.full((1,), 3.0)]
    see("the values", list(scales))


@probe("6.14")
def a_list_of_parameters_can_be_extended_by_itself(torch, see):
    """This list walks positions, and their number was fixed at the start. Do you walk the list itself?"""
    nn = torch.nn
    scales = nn.ParameterList([torch.zeros(1), torch.ones(1)])
    scales.extend(scales)
    see("its length", len(scales))
    see("whether the parameters are shared", scales[2] is scales[0])


@probe("6.14")
def a_slice_is_a_list_of_the_same_parameters(torch, see):
    """What comes in again when a slice is made?"""
    nn = torch.nn
    scales = nn.ParameterList([torch.zeros(1), "a note", torch.ones(1)])
    part = scales[1:]
    see("the classes in it", kinds(part))
    see("whether the parameters are shared", part[1] is scales[2])


@probe("6.14")
def it_prints_what_it_holds(torch, see):
    """Is a value kept as what it came in as?"""
    nn = torch.nn
    scales = nn.ParameterList([torch.zeros(2, 3, device="cpu"), 7])
    see("how it prints", repr(scales))
    see.raises("calling it", lambda: scales(1))


# -- 6.15 ParameterDict.__setitem__, __delitem__, setdefault


@probe("6.15")
def a_tensor_becomes_a_parameter_under_its_key(torch, see):
    """Two places know the key. Which?"""
    nn = torch.nn
    table = nn.ParameterDict()
    table["left"] = torch.zeros(2)
    see("the value", table["left"])
    see("the keys", list(table))
    see("the names of its parameters", [name for name, _ in table.named_parameters()])
    see("whether it is the attribute, too", table.left is table["left"])


@probe("6.15")
def a_parameter_is_kept_itself_in_a_dict(torch, see):
    """A Parameter is a tensor, too. What becomes of it?"""
    nn = torch.nn
    table = nn.ParameterDict()
    p = nn.Parameter(torch.ones(1), requires_grad=False)
    table["p"] = p
    see("whether it is the object itself", table["p"] is p)


@probe("6.15")
def other_values_are_kept_as_they_are(torch, see):
    """Which values are made Parameters, and which are not?"""
    nn = torch.nn
    table = nn.ParameterDict()
    table["note"] = note = [1, 2]
    table["none"] = None
    table["layer"] = nn.Linear(1, 1, bias=False)
    see("whether it is the object itself", table["note"] is note)
    see("the keys", list(table))
    see("the names of its parameters", [name for name, _ in table.named_parameters()])


@probe("6.15")
def a_key_that_is_replaced_keeps_its_place(torch, see):
    """What does a dict do with a key that comes again?"""
    nn = torch.nn
    table = nn.ParameterDict()
    for i, key in enumerate("bab"):
        table[key] = torch.full((1,), float(i))
    see("the keys and values", list(table.items()))
    see("its length", len(table))
    see("backwards", list(reversed(table)))


@probe("6.15")
def a_key_is_text_and_hides_nothing(torch, see):
    """Who says what a key may be, and who what a name may be?"""
    nn = torch.nn
    table = nn.ParameterDict()
    see.raises("a number", lambda: operator.setitem(table, 5, torch.ones(1)))
    see.raises("a dot", lambda: operator.setitem(nn.ParameterDict(), "a.b", torch.ones(1)))
    see.raises("a method", lambda: operator.setitem(nn.ParameterDict(), "keys", torch.ones(1)))
    see.raises("a number for a parameter", lambda: parameter_then_number(nn, torch))


def parameter_then_number(nn, torch):
    """The name of a parameter is a parameter's."""
    table = nn.ParameterDict()
    table["a"] = torch.ones(1)
    table["a"] = 5


@probe("6.15")
def a_key_taken_out_is_in_neither_place(torch, see):
    """Two places know the key. From which is it gone?"""
    nn = torch.nn
    table = nn.ParameterDict()
    table["a"], table["b"], table["note"] = torch.zeros(1), torch.ones(1), "text"
    del table["a"]
    del table["note"]
    see("the keys", list(table))
    see("whether the attributes are gone", [hasattr(table, name) for name in ("a", "note")])
    see("the names of its parameters", [name for name, _ in table.named_parameters()])


@probe("6.15")
def deleting_a_missing_key_is_a_key_error(torch, see):
    """Which of the two places complains first, and in which words?"""
    nn = torch.nn
    table = nn.ParameterDict()
    table["a"] = torch.ones(1)
    table.shift = nn.Parameter(torch.zeros(1))
    see.raises("a missing key", lambda: operator.delitem(table, "b"))
    see.raises("an attribute that is no key", lambda: operator.delitem(table, "shift"))
    see.raises("a number", lambda: operator.delitem(table, 5))
    see("whether the attribute is there", hasattr(table, "shift"))


@probe("6.15")
def setdefault_gives_what_is_in_the_dict_then(torch, see):
    """A tensor comes in, and something else is in the dict. Which of the two is returned?"""
    nn = torch.nn
    table = nn.ParameterDict()
    got = table.setdefault("a", torch.zeros(2))
    see("what it returned", got)
    see("whether that is in the dict", got is table["a"])
    see("without a default", table.setdefault("b"))
    see("the keys", list(table))


@probe("6.15")
def setdefault_leaves_a_key_that_is_there_alone(torch, see):
    """And when its value is None?"""
    nn = torch.nn
    table = nn.ParameterDict()
    table["a"] = p = nn.Parameter(torch.ones(1))
    table["n"] = None
    see("whether the old one is returned", table.setdefault("a", torch.zeros(1)) is p)
    see("for a key whose value is None", table.setdefault("n", "something"))
    table.shift = nn.Parameter(torch.zeros(1))
    see("for an attribute that is no key", table.setdefault("shift", torch.full((1,), 7.0)))
    see("the keys", list(table))


@probe("6.15")
def all_the_other_methods_stand_on_these(torch, see):
    """Do both places agree after each of them?"""
    nn = torch.nn
    table = nn.ParameterDict()
    for i, key in enumerate("abcd"):
        table[key] = torch.full((1,), float(i))
    see("pop", table.pop("b"))
    see("popitem", table.popitem())
    see("get", [table.get("a"), table.get("b"), table.get("b", 3)])
    see("what is left", [list(table.keys()), list(table.values()), "a" in table, "b" in table, len(table)])
    table.clear()
    see("after clear", [list(table), list(table.named_parameters()), repr(table)])
    see.raises("popitem of an empty one", table.popitem)


# -- 6.16 ParameterDict.update, copy


@prediction("6.16", "b, a", "a, b", wrong="keeps the order of a plain dict")
def the_order_of_a_plain_dict(torch):
    """In which order are the keys of `nn.ParameterDict({"b": ..., "a": ...})`?"""
    table = torch.nn.ParameterDict({"b": torch.ones(1), "a": torch.ones(1)})
    return ", ".join(table.keys())


@probe("6.16")
def what_comes_in_is_wrapped_or_kept_as_ever(torch, see):
    """Which method puts a value in?"""
    nn = torch.nn
    p = nn.Parameter(torch.ones(1))
    table = nn.ParameterDict(OrderedDict(a=p, b=torch.zeros(1), c="text"))
    see("their classes", [(key, type(value).__name__) for key, value in table.items()])
    see("whether it is the object itself", table["a"] is p)


@probe("6.16")
def a_plain_mapping_comes_in_sorted(torch, see):
    """Is the order of a dict kept here, as in a ModuleDict?"""
    nn = torch.nn
    given = {"b": torch.ones(1), "a": torch.zeros(1), "c": 3}
    table = nn.ParameterDict(given)
    see("the keys", list(table))
    see("the values", list(table.values()))
    see("the dict it came from", list(given))


@probe("6.16")
def ordered_dicts_parameter_dicts_and_pairs_keep_their_order(torch, see):
    """An OrderedDict is a mapping, too. Which question comes first?"""
    nn = torch.nn
    pairs = [("b", torch.ones(1)), ("a", torch.zeros(1))]
    see("pairs", list(nn.ParameterDict(pairs)))
    see("an OrderedDict", list(nn.ParameterDict(OrderedDict(pairs))))
    see("a ParameterDict", list(nn.ParameterDict(nn.ParameterDict(pairs))))
    see("a generator of pairs", list(nn.ParameterDict(pair for pair in pairs)))


@probe("6.16")
def new_keys_come_behind_those_that_are_there(torch, see):
    """What is sorted: what comes in, or everything?"""
    nn = torch.nn
    table = nn.ParameterDict([("m", torch.zeros(1)), ("b", torch.zeros(1))])
    see("what it returns", table.update({"z": torch.ones(1), "b": torch.ones(1), "a": torch.ones(1)}))
    see("the keys", list(table))
    see("the values", list(table.values()))


@probe("6.16")
def what_is_no_pair_is_refused(torch, see):
    """Which errors did 6.13 give?"""
    nn = torch.nn
    table = nn.ParameterDict()
    see.raises("a number", lambda: table.update(5))
    see.raises("None", lambda: table.update(None))
    see.raises("a list of numbers", lambda: table.update([5]))
    see.raises("three items", lambda: table.update([("a", 1, 2)]))
    see.raises("a key that is no text", lambda: nn.ParameterDict([(5, 1)]))
    see.raises("a bad pair behind a good one", lambda: table.update([("a", 1), 5]))
    see("the keys", list(table))


@probe("6.16")
def a_copy_has_the_same_parameters_in_the_same_order(torch, see):
    """Does the order survive, and are parameters copied?"""
    nn = torch.nn
    table = nn.ParameterDict([("b", torch.ones(1)), ("a", torch.zeros(1)), ("note", "text")])
    twin = table.copy()
    see("the keys", list(twin))
    see("whether the parameters are shared", twin["b"] is table["b"])
    see("its class", type(twin).__name__)


@probe("6.16")
def a_copy_is_another_dict(torch, see):
    """Who sees a key that is added to the copy?"""
    nn = torch.nn
    table = nn.ParameterDict([("a", torch.ones(1))])
    twin = table.copy()
    twin["b"] = torch.zeros(1)
    del twin["a"]
    see("the copy", list(twin))
    see("the original", list(table))
    see("an attribute that is no key", hasattr(with_attribute(nn, torch).copy(), "shift"))


def with_attribute(nn, torch):
    """A ParameterDict that has a parameter beside its keys."""
    table = nn.ParameterDict([("a", torch.ones(1))])
    table.shift = nn.Parameter(torch.zeros(1))
    return table


@probe("6.16")
def a_copy_of_a_subclass_is_a_plain_parameter_dict(torch, see):
    """Which class do you call?"""
    nn = torch.nn

    class Table(nn.ParameterDict):
        pass

    see("its class", type(Table([("a", torch.ones(1))]).copy()).__name__)


@probe("6.16")
def a_union_is_a_copy_that_was_updated(torch, see):
    """Which side's values win, and which side is changed?"""
    nn = torch.nn
    left = nn.ParameterDict([("b", torch.zeros(1)), ("a", torch.zeros(1))])
    right = nn.ParameterDict([("c", torch.ones(1)), ("a", torch.ones(1))])
    see("both", list((left | right).items()))
    see("the left side", list(left.items()))
    see("with a dict", list(left | {"z": 1, "d": 2}))
    see("a dict on the left", kinds([{"z": 1} | left]))
    same = left
    left |= right
    see("in place", [left is same, list(same)])


@probe("6.16")
def from_keys_there_is_one_value_for_all(torch, see):
    """Pairs that a generator makes are pairs."""
    nn = torch.nn
    p = nn.Parameter(torch.ones(1))
    table = nn.ParameterDict().fromkeys(["b", "a"], p)
    see("the keys", list(table))
    see("whether all are one", [value is p for value in table.values()])
    see("without a value", list(nn.ParameterDict().fromkeys("ba").items()))
