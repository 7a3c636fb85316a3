"""What lesson 02 claims of modules in modules."""

import types

from course.predictions import prediction
from course.probes import probe

# -- 2.1 add_module


@probe("2.1")
def a_module_is_kept_under_its_name(torch, see):
    """Do you store the object you were given, and where?"""
    nn = torch.nn
    net, child = nn.Module(), nn.Module()
    net.add_module("first", child)
    see("the names of the modules", list(net._modules))
    see("whether it is the same object", net._modules.get("first") is child)
    see("whether it can be read", getattr(net, "first", None) is child)
    see("whether the name is in __dict__ too", "first" in net.__dict__)


@probe("2.1")
def none_is_kept_as_a_child_that_could_be_there(torch, see):
    """Does None pass your first test?"""
    nn = torch.nn
    net = nn.Module()
    net.add_module("head", None)
    see("the modules", dict(net._modules))


@probe("2.1")
def what_is_no_module_is_a_type_error(torch, see):
    """Which values pass your first test? A class is not one of its instances."""
    nn = torch.nn
    net = nn.Module()
    see.raises("a number", lambda: net.add_module("first", 0))
    see.raises("the class", lambda: net.add_module("first", nn.Module))
    see.raises("a parameter", lambda: net.add_module("first", nn.Parameter(torch.ones(1))))
    see.raises("a list of modules", lambda: net.add_module("first", [nn.Module()]))
    see("the names of the modules", list(net._modules))


@probe("2.1")
def any_subclass_of_module_is_a_module(torch, see):
    """How do you ask for the class of the value?"""
    nn = torch.nn

    class Layer(nn.Module):
        pass

    net = nn.Module()
    see.raises("an instance of a subclass", lambda: net.add_module("first", Layer()))
    see("the names of the modules", list(net._modules))


@probe("2.1")
def a_child_has_a_name_that_is_fit(torch, see):
    """Who checks names since 1.3, and with which word?"""
    nn = torch.nn
    net = nn.Module()
    see.raises("no text", lambda: net.add_module(0, nn.Module()))
    see.raises("an empty name", lambda: net.add_module("", nn.Module()))
    see.raises("a dot", lambda: net.add_module("a.b", nn.Module()))
    see.raises("the name of a flag", lambda: net.add_module("training", nn.Module()))
    see.raises("the name of a method", lambda: net.add_module("add_module", nn.Module()))
    see("the names of the modules", list(net._modules))


@probe("2.1")
def a_name_is_taken_by_a_parameter_but_not_by_a_child(torch, see):
    """In which registry may the name stand already?"""
    nn = torch.nn
    net, second = nn.Module(), nn.Module()
    net.register_parameter("w", None)
    net.add_module("first", nn.Module())
    net.add_module("between", nn.Module())
    see.raises("the name of a parameter", lambda: net.add_module("w", nn.Module()))
    see.raises("the name of a child", lambda: net.add_module("first", second))
    see("the names, in order", list(net._modules))
    see("whether the second one is there", net._modules["first"] is second)


@probe("2.1")
def the_value_is_looked_at_before_the_name(torch, see):
    """Both are wrong here. Which one does torch complain about?"""
    nn = torch.nn
    net = nn.Module()
    see.raises("a dot, and a number", lambda: net.add_module("a.b", 5))
    see.raises("a taken name, and a class", lambda: net.add_module("training", nn.Module))


# -- 2.2 _forget


def put_module(net, name, module):
    """torch makes room for a module inside __setattr__; yours has `_forget`, and 2.3 calls it."""
    if hasattr(net, "_forget"):
        net._forget(name, keep="_modules")
        net._modules[name] = module
    else:
        setattr(net, name, module)


@probe("2.2")
def a_parameter_takes_the_name_from_a_child(torch, see):
    """Where does the name still stand when the parameter is registered, and what else did you take out?"""
    nn = torch.nn
    net = nn.Module()
    net.add_module("head", nn.Module())
    net.add_module("tail", nn.Module())
    net.head = nn.Parameter(torch.ones(1))
    see("the modules", list(net._modules))
    see("the parameters", list(net._parameters))


@probe("2.2")
def a_parameter_takes_the_name_from_a_buffer_and_from_a_plain_attribute(torch, see):
    """There are five places where a name can stand. Which of them do you clear?"""
    nn = torch.nn
    net = nn.Module()
    net._buffers.update(mean=None, var=None)
    net.note = "plain"
    net.mean = nn.Parameter(torch.ones(1))
    net.note = nn.Parameter(torch.ones(1))
    see("the buffers", list(net._buffers))
    see("whether a name is in __dict__", [name in net.__dict__ for name in ("mean", "note")])
    see("the parameters", list(net._parameters))


@probe("2.2")
def a_name_not_to_be_saved_is_forgotten_as_such(torch, see):
    """What if a buffer gets this name later: will it be saved?"""
    nn = torch.nn
    net = nn.Module()
    net._buffers.update(mean=None, var=None)
    net._non_persistent_buffers_set.update(["mean", "var"])
    net.mean = nn.Parameter(torch.ones(1))
    see("what is not to be saved", net._non_persistent_buffers_set)


@probe("2.2")
def where_it_is_kept_it_keeps_its_place(torch, see):
    """A new value stands where the old one stood. What does taking it out and putting it back do to the order?"""
    nn = torch.nn
    net = nn.Module()
    for name in ("weight", "bias", "weight"):
        setattr(net, name, nn.Parameter(torch.ones(1)))
    see("the names, in order", list(net._parameters))


@probe("2.2")
def the_registry_to_keep_is_the_one_that_was_named(torch, see):
    """`put_module` calls `net._forget(name, keep="_modules")`, then stores. Which registry is to be left alone?"""
    nn = torch.nn
    net = nn.Module()
    net.add_module("a", nn.Module())
    net.add_module("b", nn.Module())
    net._buffers["c"] = net._buffers["d"] = None
    put_module(net, "a", nn.Module())
    put_module(net, "c", nn.Module())
    see("the modules, in order", list(net._modules))
    see("the buffers", list(net._buffers))


@probe("2.2")
def other_names_stay_where_they_are(torch, see):
    """Which names did you take out?"""
    nn = torch.nn
    net = nn.Module()
    net.register_parameter("w", None)
    net.add_module("child", nn.Module())
    net._buffers["mean"] = None
    net.note = "plain"
    net.x = nn.Parameter(torch.ones(1))
    see("the registries", [list(d) for d in (net._parameters, net._buffers, net._modules)])
    see("the plain attribute", getattr(net, "note", "gone"))
    see("whether the registries are in __dict__", [n in net.__dict__ for n in ("_modules", "_buffers", "training")])


# -- 2.3 __setattr__


@prediction("2.3", "none", "one", "two", wrong="modules in a list are registered one by one")
def layers_in_a_list(torch):
    """`net.layers = [nn.Module(), nn.Module()]`. How many children has `net`?"""
    net = torch.nn.Module()
    net.layers = [torch.nn.Module(), torch.nn.Module()]
    return ["none", "one", "two"][len(net._modules)]


@probe("2.3")
def assigning_a_module_registers_it(torch, see):
    """Where does the name stand after the assignment?"""
    nn = torch.nn
    net, child = nn.Module(), nn.Module()
    net.first = child
    see("the names of the modules", list(net._modules))
    see("whether the name is in __dict__ too", "first" in net.__dict__)
    see("whether it is the same object", net._modules.get("first") is child)


@probe("2.3")
def any_other_value_is_a_plain_attribute(torch, see):
    """Who stores what is neither a parameter nor a module?"""
    nn = torch.nn
    net = nn.Module()
    net.size = 3
    net.mean = torch.zeros(1)
    see("what is in __dict__", [name for name in ("size", "mean") if name in net.__dict__])
    see("the registries", [list(net._parameters), list(net._modules)])


@probe("2.3")
def a_subclass_of_module_is_registered(torch, see):
    """How do you ask for the class of the value?"""
    nn = torch.nn

    class Layer(nn.Module):
        pass

    net = nn.Module()
    net.first = Layer()
    see("the names of the modules", list(net._modules))


@probe("2.3")
def a_list_of_modules_is_a_plain_value(torch, see):
    """Does torch look inside what is assigned?"""
    nn = torch.nn
    net = nn.Module()
    net.layers = [nn.Module(), nn.Module()]
    net.heads = {"a": nn.Module()}
    net.kind = nn.Module
    see("the names of the modules", list(net._modules))
    see("what is in __dict__", [name for name in ("layers", "heads", "kind") if name in net.__dict__])


@probe("2.3")
def parameters_are_still_registered_and_still_guarded(torch, see):
    """This form replaces the one before it. What did the first branch do?"""
    nn = torch.nn
    net = nn.Module()
    net.w = nn.Parameter(torch.ones(1))
    net.b = nn.Parameter(torch.ones(1))
    net.b = None
    see("the parameters", dict(net._parameters))
    see.raises("a number for a parameter", lambda: setattr(net, "w", 5))
    see.raises("a number for an empty one", lambda: setattr(net, "b", 5))


@probe("2.3")
def a_module_may_not_take_the_name_of_a_parameter(torch, see):
    """Value and name disagree: the value is a module, the name a parameter's. Which question comes first?"""
    nn = torch.nn
    net = nn.Module()
    net.w = nn.Parameter(torch.ones(1))
    see.raises("a module for a parameter", lambda: setattr(net, "w", nn.Module()))
    see("the modules", list(net._modules))
    see("the parameters", list(net._parameters))


@probe("2.3")
def a_parameter_may_take_the_name_of_a_child(torch, see):
    """And the other way round: the name is a child's, the value a parameter. Who takes it?"""
    nn = torch.nn
    net = nn.Module()
    net.w = nn.Module()
    net.w = nn.Parameter(torch.ones(1))
    see("the modules", list(net._modules))
    see("the parameters", list(net._parameters))


@probe("2.3")
def the_name_of_a_child_stays_its_own_when_none_is_assigned(torch, see):
    """None has no class that says where it belongs. What says it?"""
    nn = torch.nn
    net = nn.Module()
    net.child = nn.Module()
    net.child = None
    net.plain = None
    see("the modules", dict(net._modules))
    see("what is in __dict__", [name for name in ("child", "plain") if name in net.__dict__])


@probe("2.3")
def a_plain_attribute_becomes_a_child_and_is_in_one_place_only(torch, see):
    """Which `first` does Python find when both `__dict__` and `__getattr__` could answer?"""
    nn = torch.nn
    net, child = nn.Module(), nn.Module()
    net.first = "to come"
    net.first = child
    see("whether the name is in __dict__", "first" in net.__dict__)
    see("whether the child is read", net.first is child)


@probe("2.3")
def plain_attributes_need_no_registry(torch, see):
    """torch lets you set a plain attribute before `super().__init__()`. What do you look up on the way?"""
    nn = torch.nn

    class Early(nn.Module):
        def __init__(self):
            self.size = 3
            super().__init__()

    see("the attribute", Early().size)


@probe("2.3")
def a_property_is_set_in_its_own_way(torch, see):
    """Who knows about properties: `object.__setattr__`, or `__dict__`?"""
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


# -- 2.4 _assign_module


@probe("2.4")
def only_a_module_may_take_the_place_of_a_child(torch, see):
    """The name belongs to a child. What may follow it, and what not?"""
    nn = torch.nn
    net, child = nn.Module(), nn.Module()
    net.child = child
    see.raises("a number", lambda: setattr(net, "child", 5))
    see.raises("the class", lambda: setattr(net, "child", nn.Module))
    see.raises("a function", lambda: setattr(net, "child", len))
    see("whether the child is still there", net._modules.get("child") is child)
    see("whether the name got into __dict__", "child" in net.__dict__)


@probe("2.4")
def none_keeps_the_name_of_a_child(torch, see):
    """May None take the place of a child, and is the name still known afterwards?"""
    nn = torch.nn
    net = nn.Module()
    net.child = nn.Module()
    net.child = None
    see("the modules", dict(net._modules))
    see.raises("a number after that", lambda: setattr(net, "child", 5))


@probe("2.4")
def a_new_child_takes_the_place_of_the_old_one(torch, see):
    """Is it the new object, and in the old one's place among the names?"""
    nn = torch.nn
    net, new = nn.Module(), nn.Module()
    net.a = nn.Module()
    net.b = nn.Module()
    net.a = new
    see("the names, in order", list(net._modules))
    see("whether the new one is there", net._modules["a"] is new)


@probe("2.4")
def a_child_before_init_is_an_attribute_error(torch, see):
    """Without `super().__init__()` there is no registry. Who says so, with which exception?"""
    nn = torch.nn

    class Early(nn.Module):
        def __init__(self):
            self.first = nn.Module()

    see.raises("a module before super().__init__()", Early, message=True)


@probe("2.4")
def a_name_that_the_class_has_may_be_assigned(torch, see):
    """`add_module` refuses this name. Does assigning ask?"""
    nn = torch.nn

    class Declared(nn.Module):
        first = None

    net = Declared()
    see.raises("assigning", lambda: setattr(net, "first", nn.Module()))
    see("the names of the modules", list(net._modules))


@probe("2.4")
def a_module_takes_a_name_from_wherever_it_was(torch, see):
    """Who clears the other places?"""
    nn = torch.nn
    net = nn.Module()
    net._buffers["mean"] = None
    net._non_persistent_buffers_set.add("mean")
    net.note = "plain"
    net.mean, net.note = nn.Module(), nn.Module()
    see("the modules", list(net._modules))
    see("the buffers", list(net._buffers))
    see("what is not to be saved", net._non_persistent_buffers_set)
    see("whether the name is in __dict__", "note" in net.__dict__)


# -- 2.5 named_children


@probe("2.5")
def each_child_comes_with_its_name_in_order(torch, see):
    """What is one item of your walk, and what do you walk over?"""
    nn = torch.nn
    net = nn.Module()
    for name in ("zeta", "alpha", "mid"):
        setattr(net, name, type(name, (nn.Module,), {})())
    items = list(net.named_children())
    see("the items", [type(item).__name__ for item in items])
    see("the names", [item[0] for item in items])
    see("whether they are the objects", [item[1] is getattr(net, item[0]) for item in items])


@probe("2.5")
def two_children_of_one_class_are_two(torch, see):
    """What do you remember of a child: itself, or something that others have too?"""
    nn = torch.nn
    net = nn.Module()
    net.first, net.second = nn.Module(), nn.Module()
    see("the names", [name for name, _ in net.named_children()])


@probe("2.5")
def grandchildren_are_not_children(torch, see):
    """How deep does your walk go?"""
    nn = torch.nn
    net = nn.Module()
    net.body = nn.Module()
    net.body.inner = nn.Module()
    see("the names", [name for name, _ in net.named_children()])


@probe("2.5")
def a_child_that_is_none_is_not_listed(torch, see):
    """What do you do when you meet None, and what with those after it?"""
    nn = torch.nn
    net = nn.Module()
    net.add_module("first", nn.Module())
    net.add_module("none", None)
    net.add_module("last", nn.Module())
    see("the names", [name for name, _ in net.named_children()])


@probe("2.5")
def a_child_under_two_names_comes_once(torch, see):
    """Which of its names stays?"""
    nn = torch.nn
    net, shared = nn.Module(), nn.Module()
    net.encoder = shared
    net.between = nn.Module()
    net.decoder = shared
    see("the names", [name for name, _ in net.named_children()])


@probe("2.5")
def children_are_looked_up_when_someone_asks(torch, see):
    """When does your walk begin: at the call, or at the first `next`?"""
    nn = torch.nn
    net = nn.Module()
    net.first = nn.Module()
    pairs = net.named_children()
    see("whether `next` works on it", hasattr(pairs, "__next__"))
    net.second = nn.Module()
    see("the names, with one added after the call", [path for path, _ in pairs])


@probe("2.5")
def children_can_be_listed_again(torch, see):
    """Is something remembered from the first time?"""
    nn = torch.nn
    net = nn.Module()
    net.first = nn.Module()
    see("the first time", [name for name, _ in net.named_children()])
    see("the second time", [name for name, _ in net.named_children()])


# -- 2.6 named_modules


@probe("2.6")
def the_module_itself_comes_first_under_the_empty_path(torch, see):
    """What do you yield before any child?"""
    nn = torch.nn
    net = nn.Module()
    net.child = nn.Module()
    walk = list(net.named_modules())
    see("how many come", len(walk))
    see("the first path", walk[0][0])
    see("whether they are the objects", [walk[0][1] is net, walk[-1][1] is net.child])


@probe("2.6")
def the_tree_can_be_walked_again(torch, see):
    """Where is the memo made: once, or for every walk?"""
    nn = torch.nn
    net = nn.Module()
    net.child = nn.Module()
    see("the first time", len(list(net.named_modules())))
    see("the second time", len(list(net.named_modules())))


@probe("2.6")
def a_path_has_no_leading_dot(torch, see):
    """When does a dot stand between two parts of a path?"""
    nn = torch.nn
    net = nn.Module()
    net.a = nn.Module()
    see("no prefix", [path for path, _ in net.named_modules()])
    see("a prefix", [path for path, _ in net.named_modules(prefix="net")])
    see("a longer one", [path for path, _ in net.named_modules(prefix="big.net")])


@probe("2.6")
def all_that_is_below_a_child_comes_before_the_next_child(torch, see):
    """Who walks what is below a child, and when: before the next child, or after?"""
    nn = torch.nn
    net = nn.Module()
    net.a, net.b = nn.Module(), nn.Module()
    net.a.x, net.a.y, net.b.x = nn.Module(), nn.Module(), nn.Module()
    net.a.x.deep = nn.Module()
    see("the paths", [path for path, _ in net.named_modules()])


@probe("2.6")
def a_child_that_is_none_is_not_walked(torch, see):
    """None has no children to walk. Do you yield it, and do you go on after it?"""
    nn = torch.nn
    net = nn.Module()
    net.add_module("none", None)
    net.add_module("last", nn.Module())
    see("the paths", [path for path, _ in net.named_modules()])


@probe("2.6")
def a_module_shared_by_two_parents_comes_once(torch, see):
    """What has come is remembered for the whole tree. Does every level use the same memo?"""
    nn = torch.nn
    net, shared = nn.Module(), nn.Module()
    net.a, net.b = nn.Module(), nn.Module()
    net.a.x = net.b.x = shared
    see("the paths", [path for path, _ in net.named_modules()])


@probe("2.6")
def duplicates_come_when_they_are_asked_for(torch, see):
    """With `remove_duplicate=False`, on which levels do they come?"""
    nn = torch.nn
    net, shared = nn.Module(), nn.Module()
    net.a, net.b = nn.Module(), nn.Module()
    net.a.x = net.b.x = shared
    net.again = net.a
    see("the paths", [path for path, _ in net.named_modules(remove_duplicate=False)])


@probe("2.6")
def a_memo_that_is_handed_in_is_believed_and_filled(torch, see):
    """`memo` holds what has come already. What do you leave out, and what do you add?"""
    nn = torch.nn
    net = nn.Module()
    net.a, net.b = nn.Module(), nn.Module()
    net.a.x = nn.Module()
    memo = {net.a}
    see("the paths", [path for path, _ in net.named_modules(memo)])
    see("whether the memo holds them now", [net in memo, net.a in memo, net.b in memo, net.a.x in memo])
    empty = set()
    see("the paths, from an empty memo", [path for path, _ in net.named_modules(empty)])
    see("how many it holds now", len(empty), ask="An empty set is a memo, too. How do you ask whether one was given?")


@probe("2.6")
def without_removing_nothing_is_added_to_the_memo(torch, see):
    """What is the memo for when duplicates are wanted?"""
    nn = torch.nn
    net = nn.Module()
    net.a, net.b = nn.Module(), nn.Module()
    memo = {net.b}
    see("the paths", [path for path, _ in net.named_modules(memo, remove_duplicate=False)])
    see("how many it holds", len(memo))


@probe("2.6")
def memo_prefix_and_remove_duplicate_stand_in_this_order(torch, see):
    """People pass them by position. What is the first one, what the second?"""
    nn = torch.nn
    net = nn.Module()
    net.a = net.b = nn.Module()
    see("the paths", [path for path, _ in net.named_modules(None, "net", False)])
    see("through modules()", len(list(net.modules())))


# -- 2.7 _named_members


@prediction("2.7", "both names", "the first", "the second", wrong="a shared parameter comes under each name")
def names_of_a_tied_weight(torch):
    """`net.out.weight = net.embed.weight`. Which names does `net.named_parameters()` give this one Parameter?"""
    nn = torch.nn
    net = nn.Module()
    net.embed, net.out = nn.Module(), nn.Module()
    net.embed.weight = net.out.weight = nn.Parameter(torch.ones(1))
    match [path for path, _ in net.named_parameters()]:
        case [_, _]:
            return "both names"
        case ["embed.weight"]:
            return "the first"
        case _:
            return "the second"


@probe("2.7")
def every_parameter_below_is_listed_under_its_path(torch, see):
    """Over which modules do you walk, and what stands before a member's name?"""
    nn = torch.nn
    net = nn.Module()
    net.a, net.b = nn.Module(), nn.Module()
    net.a.inner = nn.Module()
    for value, module in enumerate((net.b, net.a.inner, net.a, net)):
        module.weight = nn.Parameter(torch.tensor([float(value)]))
    pairs = list(net.named_parameters())
    see("the names", [path for path, _ in pairs])
    see("the pairs", pairs)


@probe("2.7")
def members_can_be_listed_again(torch, see):
    """Is something remembered from the first time?"""
    nn = torch.nn
    net = nn.Module()
    net.weight = nn.Parameter(torch.ones(1))
    see("the first time", len(list(net.named_parameters())))
    see("the second time", len(list(net.named_parameters())))


@probe("2.7")
def the_name_of_a_member_has_no_leading_dot(torch, see):
    """This module's own path is empty. When does a dot stand before the name?"""
    nn = torch.nn
    net = nn.Module()
    net.weight = nn.Parameter(torch.ones(1))
    see("no prefix", [path for path, _ in net.named_parameters()])
    see("a prefix", [path for path, _ in net.named_parameters("net")])
    see("a prefix, and this module alone", [path for path, _ in net.named_parameters("net", recurse=False)])


@probe("2.7")
def without_recurse_this_module_is_the_only_one(torch, see):
    """`recurse=False`: which modules are left, and which prefix has the one?"""
    nn = torch.nn
    net = nn.Module()
    net.a = nn.Module()
    net.scale = nn.Parameter(torch.ones(1))
    net.a.weight = nn.Parameter(torch.ones(1))
    see("the names", [path for path, _ in net.named_parameters(recurse=False)])
    see("by position", [path for path, _ in net.named_parameters("net", False)])
    see("through parameters()", len(list(net.parameters(recurse=False))))


@probe("2.7")
def none_is_never_a_member(torch, see):
    """What do you do when you meet None, and what with those after it?"""
    nn = torch.nn
    net = nn.Module()
    net.a = nn.Module()
    net.a.register_parameter("bias", None)
    net.a.register_parameter("weight", nn.Parameter(torch.ones(1)))
    see("the names", [path for path, _ in net.named_parameters()])
    see("all of them", [path for path, _ in net.named_parameters(remove_duplicate=False)])


@probe("2.7")
def tied_weights_come_once(torch, see):
    """Two modules hold the same Parameter. Is one memo used for the whole walk?"""
    nn = torch.nn
    net = nn.Module()
    net.embed, net.out = nn.Module(), nn.Module()
    net.embed.weight = net.out.weight = nn.Parameter(torch.ones(1))
    see("the names", [path for path, _ in net.named_parameters()])
    see("all of them", [path for path, _ in net.named_parameters(remove_duplicate=False)])


@probe("2.7")
def a_shared_module_lists_its_parameters_once_unless_asked(torch, see):
    """`remove_duplicate=False` is about modules, too. Who walks the modules, and does it hear of it?"""
    nn = torch.nn
    net = nn.Module()
    net.a = net.b = nn.Module()
    net.a.weight = nn.Parameter(torch.ones(1))
    see("the names", [path for path, _ in net.named_parameters()])
    see("all of them", [path for path, _ in net.named_parameters(remove_duplicate=False)])


@probe("2.7")
def equal_parameters_of_two_modules_are_two(torch, see):
    """Do you compare values, or ask whether it is the same object?"""
    nn = torch.nn
    net = nn.Module()
    net.a, net.b = nn.Module(), nn.Module()
    net.a.weight, net.b.weight = nn.Parameter(torch.ones(1)), nn.Parameter(torch.ones(1))
    see("the names", [path for path, _ in net.named_parameters()])


@probe("2.7")
def the_function_says_what_the_members_of_a_module_are(torch, see):
    """`get_members_fn` is called with each module. Do you look anywhere else?"""
    nn = torch.nn
    net = nn.Module()
    net.a = nn.Module()
    net.a._buffers.update(mean=torch.zeros(1), var=None)
    net._buffers["mean"] = torch.ones(1)
    net.w = nn.Parameter(torch.ones(1))
    see("buffers", list(net._named_members(lambda module: module._buffers.items())))
    pairs = net._named_members(lambda module: [("tag", torch.zeros(1))], prefix="net")
    see("from a list of pairs", [path for path, _ in pairs])


@probe("2.7")
def members_are_looked_up_when_someone_asks(torch, see):
    """When does your walk begin: at the call, or at the first `next`?"""
    nn = torch.nn
    net = nn.Module()
    net.first = nn.Parameter(torch.ones(1))
    pairs = net.named_parameters()
    see("whether `next` works on it", hasattr(pairs, "__next__"))
    net.second = nn.Parameter(torch.zeros(1))
    see("the names, with one added after the call", [path for path, _ in pairs])


# -- 2.8 apply


@prediction("2.8", "the parent", "the child", wrong="parents first")
def who_is_called_first(torch):
    """`net.apply(fn)`, and `net` has one child. With which module is `fn` called first?"""
    net, met = torch.nn.Module(), []
    net.child = torch.nn.Module()
    net.apply(met.append)
    return "the parent" if met[0] is net else "the child"


@probe("2.8")
def children_come_before_their_parents(torch, see):
    """When do you call `fn` with the module itself?"""
    nn = torch.nn

    class Grandmother(nn.Module):
        pass

    class Mother(nn.Module):
        pass

    class Son(nn.Module):
        pass

    class Daughter(nn.Module):
        pass

    net = Grandmother()
    net.add_module("nobody", None)
    net.child = Mother()
    net.child.son, net.child.daughter = Son(), Daughter()
    met = []
    net.apply(met.append)
    see("who is met, in order", [type(module).__name__ for module in met])


@probe("2.8")
def apply_returns_the_module(torch, see):
    """`net = Net().apply(fn)` is how people write it. What do you return?"""
    nn = torch.nn
    net = nn.Module()
    net.child = nn.Module()
    see("whether it is the module", net.apply(lambda module: "something else") is net)


@probe("2.8")
def every_level_is_reached(torch, see):
    """Who calls `fn` with the grandchildren?"""
    nn = torch.nn
    net = nn.Module()
    net.a = nn.Module()
    net.a.b = nn.Module()
    net.a.b.c = nn.Module()
    met = []
    net.apply(met.append)
    see("how many are met", len(met))


@probe("2.8")
def a_child_under_two_names_is_handed_over_once(torch, see):
    """An initialisation that runs twice draws other numbers. Which children does a module have?"""
    nn = torch.nn
    net = nn.Module()
    net.encoder = net.decoder = nn.Module()
    met = []
    net.apply(met.append)
    see("how many are met", len(met))


@probe("2.8")
def a_module_shared_by_two_parents_is_handed_over_by_each(torch, see):
    """Is there a memo for the whole tree?"""
    nn = torch.nn
    net, shared = nn.Module(), nn.Module()
    net.a, net.b = nn.Module(), nn.Module()
    net.a.x = net.b.x = shared
    met = []
    net.apply(met.append)
    see("how often the shared one is met", len([module for module in met if module is shared]))


@probe("2.8")
def what_fn_does_stays_done(torch, see):
    """`fn` is called with the modules themselves."""
    nn = torch.nn
    net = nn.Module()
    net.a, net.b = nn.Module(), nn.Module()

    def add_weight(module):
        module.weight = nn.Parameter(torch.ones(1))

    net.apply(add_weight)
    see("the names", [path for path, _ in net.named_parameters()])


@probe("2.8")
def a_class_may_apply_in_its_own_way(torch, see):
    """Do you call the child's own `apply`, or go past it?"""
    nn = torch.nn

    class Closed(nn.Module):
        def apply(self, fn):
            fn(self)
            return self

    net = nn.Module()
    net.closed = Closed()
    net.closed.inner = nn.Module()
    met = []
    net.apply(met.append)
    see("who is met, in order", [type(module).__name__ for module in met])


# -- 2.9 get_submodule


@probe("2.9")
def a_path_leads_to_its_module(torch, see):
    """Where does the second step start?"""
    nn = torch.nn
    net = nn.Module()
    net.a, net.b = nn.Module(), nn.Module()
    net.a.own, net.b.own = nn.Module(), nn.Module()
    see("a child", net.get_submodule("a") is net.a)
    see("a grandchild", net.get_submodule("a.own") is net.a.own)
    see("another one", net.get_submodule("b.own") is net.b.own)


@probe("2.9")
def the_empty_path_is_the_module_itself(torch, see):
    """What does `"".split(".")` give?"""
    nn = torch.nn
    net = nn.Module()
    see("whether it is the module", net.get_submodule("") is net)


@probe("2.9")
def every_path_of_named_modules_leads_back(torch, see):
    """Every path that `named_modules` gives is one for you."""
    nn = torch.nn
    net = nn.Module()
    net.add_module("0", nn.Module())
    net.get_submodule("0").add_module("1", nn.Module())
    see("whether each is the module", [net.get_submodule(path) is m for path, m in net.named_modules()])


@probe("2.9")
def a_missing_step_is_an_attribute_error(torch, see):
    """Which exception says that there is no such module? And where the first step is missing already?"""
    nn = torch.nn
    net = nn.Module()
    net.a = nn.Module()
    see.raises("a missing child", lambda: net.get_submodule("b"))
    see.raises("a missing grandchild", lambda: net.get_submodule("a.b"))
    see.raises("a missing child of a missing child", lambda: net.get_submodule("b.c"))
    see.raises("two dots", lambda: net.get_submodule("a..b"))
    see.raises("a dot at the end", lambda: net.get_submodule("a."))


@probe("2.9")
def what_is_no_module_is_no_submodule(torch, see):
    """A path may lead to an attribute that is no module. Who looks at what was found?"""
    nn = torch.nn
    net = nn.Module()
    net.weight = nn.Parameter(torch.ones(1))
    net.size = 3
    net.add_module("none", None)
    net.box = types.SimpleNamespace(inner=nn.Module())
    see.raises("a parameter", lambda: net.get_submodule("weight"))
    see.raises("a plain attribute", lambda: net.get_submodule("size"))
    see.raises("a child that is None", lambda: net.get_submodule("none"))
    see.raises("a method", lambda: net.get_submodule("apply"))
    see.raises("a module behind what is none", lambda: net.get_submodule("box.inner"))


@probe("2.9")
def a_step_is_an_attribute_like_any_other(torch, see):
    """Do you look in a registry, or ask for an attribute?"""
    nn = torch.nn

    class Wrapper(nn.Module):
        @property
        def core(self):
            return self.wrapped.inner

    net = Wrapper()
    net.wrapped = nn.Module()
    net.wrapped.inner = nn.Module()
    see("through a property", net.get_submodule("core") is net.wrapped.inner)


# -- 2.10 get_parameter


@probe("2.10")
def a_path_leads_to_its_parameter(torch, see):
    """Where do you cut the path, and is what you return the object itself?"""
    nn = torch.nn
    net = nn.Module()
    net.body = nn.Module()
    net.body.inner = nn.Module()
    net.scale = nn.Parameter(torch.ones(1))
    net.body.weight = nn.Parameter(torch.ones(1))
    net.body.inner.weight = nn.Parameter(torch.ones(1))
    see("its own", net.get_parameter("scale") is net.scale)
    see("a child's", net.get_parameter("body.weight") is net.body.weight)
    see("a grandchild's", net.get_parameter("body.inner.weight") is net.body.inner.weight)


@probe("2.10")
def every_name_of_named_parameters_leads_back(torch, see):
    """Every name that `named_parameters` gives is a path for you, the second name of a tied weight too."""
    nn = torch.nn
    net = nn.Module()
    net.a = net.b = nn.Module()
    net.a.weight = nn.Parameter(torch.ones(1))
    names = [path for path, _ in net.named_parameters(remove_duplicate=False)]
    see("the names", names)
    see("whether each is the parameter", [net.get_parameter(name) is net.a.weight for name in names])


@probe("2.10")
def what_is_no_parameter_is_an_attribute_error(torch, see):
    """What may the path lead to, besides a Parameter?"""
    nn = torch.nn
    net = nn.Module()
    net.body = nn.Module()
    net.body.register_parameter("bias", None)
    net.t = torch.ones(1, requires_grad=True)
    see.raises("None", lambda: net.get_parameter("body.bias"))
    see.raises("a module", lambda: net.get_parameter("body"))
    see.raises("a plain tensor", lambda: net.get_parameter("t"))
    see.raises("the flag of a child", lambda: net.get_parameter("body.training"))


@probe("2.10")
def a_missing_parameter_is_an_attribute_error(torch, see):
    """Which exception does your look-up raise, by itself?"""
    nn = torch.nn
    net = nn.Module()
    net.body = nn.Module()
    net.body.weight = nn.Parameter(torch.ones(1))
    see.raises("a missing name", lambda: net.get_parameter("body.wait"))
    see.raises("a missing module", lambda: net.get_parameter("head.weight"))
    see.raises("an empty path", lambda: net.get_parameter(""))
    see.raises("a parameter on the way", lambda: net.get_parameter("body.weight.data"))


@probe("2.10")
def a_parameter_behind_a_property_counts(torch, see):
    """Do you look in a registry, or ask for an attribute?"""
    nn = torch.nn

    class Tied(nn.Module):
        @property
        def weight(self):
            return self.source.weight

    net = Tied()
    net.source = nn.Module()
    net.source.weight = nn.Parameter(torch.ones(1))
    see("through a property", net.get_parameter("weight") is net.source.weight)


# -- 2.11 set_submodule


@probe("2.11")
def a_module_takes_the_place_of_the_one_at_its_path(torch, see):
    """Whose attribute do you set, and under which name?"""
    nn = torch.nn
    net, new = nn.Module(), nn.Module()
    net.a, net.b = nn.Module(), nn.Module()
    net.a.x, net.a.y = nn.Module(), nn.Module()
    net.set_submodule("a.x", new)
    see("whether it is there", net.a.x is new)
    see("the paths", [path for path, _ in net.named_modules()])
    net.set_submodule("b", new)
    see("whether it is there too", net.b is new)


@probe("2.11")
def a_new_child_is_made_where_nothing_is(torch, see):
    """The parent is there, the child is not. What does `strict` say?"""
    nn = torch.nn
    net = nn.Module()
    net.a = nn.Module()
    net.set_submodule("a.x", nn.Module())
    net.set_submodule("b", nn.Module())
    see("the paths", [path for path, _ in net.named_modules()])
    see.raises("with strict", lambda: net.set_submodule("a.y", nn.Module(), strict=True))
    see.raises("with strict, by position", lambda: net.set_submodule("c", nn.Module(), True))
    see("the paths after that", [path for path, _ in net.named_modules()])


@probe("2.11")
def strict_still_replaces(torch, see):
    """What is `strict` against, and what not?"""
    nn = torch.nn
    net, new = nn.Module(), nn.Module()
    net.a = nn.Module()
    net.set_submodule("a", new, strict=True)
    see("whether it is there", net.a is new)


@probe("2.11")
def an_empty_path_is_a_value_error(torch, see):
    """A module cannot put another in its own place. Which exception says so?"""
    nn = torch.nn
    net = nn.Module()
    see.raises("an empty path", lambda: net.set_submodule("", nn.Module()))
    see("the modules", list(net._modules))


@probe("2.11")
def what_is_no_module_is_a_value_error_here(torch, see):
    """`net.a = 5` is a TypeError. And here, and before anything else is looked at?"""
    nn = torch.nn
    net = nn.Module()
    net.a = nn.Module()
    see.raises("a number", lambda: net.set_submodule("a", 5))
    see.raises("None", lambda: net.set_submodule("a", None))
    see.raises("the class", lambda: net.set_submodule("a", nn.Module))
    see.raises("a number at a path that is nowhere", lambda: net.set_submodule("b.c", 5))


@probe("2.11")
def the_parent_has_to_be_there(torch, see):
    """Are missing parents made on the way?"""
    nn = torch.nn
    net = nn.Module()
    see.raises("a missing parent", lambda: net.set_submodule("a.b", nn.Module()))
    see("the modules", list(net._modules))


@probe("2.11")
def what_is_in_the_way_and_no_module_stays(torch, see):
    """A plain attribute could be assigned over. Does this method do it?"""
    nn = torch.nn
    net = nn.Module()
    net.size = 3
    net.weight = nn.Parameter(torch.ones(1))
    net.add_module("none", None)
    see.raises("over a plain attribute", lambda: net.set_submodule("size", nn.Module()))
    see.raises("over a parameter", lambda: net.set_submodule("weight", nn.Module()))
    see.raises("over a child that is None", lambda: net.set_submodule("none", nn.Module()))
    see.raises("over a method", lambda: net.set_submodule("apply", nn.Module()))
    see("the attribute", net.size)
    see("the modules", dict(net._modules))


@probe("2.11")
def the_parent_sees_an_assignment(torch, see):
    """Who puts the module into the registry? A class may do something of its own when it is assigned to."""
    nn = torch.nn

    class Watching(nn.Module):
        def __setattr__(self, name, value):
            self.__dict__.setdefault("seen", []).append(name)
            super().__setattr__(name, value)

    net = nn.Module()
    net.a = Watching()
    net.set_submodule("a.x", nn.Module())
    see("what it has seen last", net.a.__dict__.get("seen", [])[-1:])


# -- 2.12 __repr__


@probe("2.12")
def an_empty_module_prints_as_its_class_and_brackets(torch, see):
    """What stands between the brackets when there is nothing to say?"""
    nn = torch.nn

    class Net(nn.Module):
        pass

    see("a Module", repr(nn.Module()))
    see("a class of its own", repr(Net()))


@probe("2.12")
def one_line_of_extra_stands_between_the_brackets(torch, see):
    """With one line and no children, how many lines are printed?"""
    nn = torch.nn

    class Scale(nn.Module):
        def extra_repr(self):
            return "by=2"

    see("its repr", repr(Scale()))


@probe("2.12")
def several_lines_of_extra_stand_on_lines_of_their_own(torch, see):
    """Is a text of two lines still one line?"""
    nn = torch.nn

    class Scale(nn.Module):
        def extra_repr(self):
            return "by=2\nfrom=1"

    see("its lines", repr(Scale()).split("\n"))


@probe("2.12")
def each_child_stands_on_a_line_of_its_own(torch, see):
    """Where do the brackets of the module stand, and how far is a child from the margin?"""
    nn = torch.nn
    net = nn.Module()
    net.first, net.second = nn.Module(), nn.Module()
    see("its lines", repr(net).split("\n"))


@probe("2.12")
def grandchildren_stand_further_to_the_right(torch, see):
    """A child of several lines: which of its lines are moved?"""
    nn = torch.nn
    net = nn.Module()
    net.a = nn.Module()
    net.a.b = nn.Module()
    net.a.b.c = nn.Module()
    net.last = nn.Module()
    see("its lines", repr(net).split("\n"))


@probe("2.12")
def extra_comes_before_the_children(torch, see):
    """A module with both: in which order do they stand, and is one line of extra still on the first line?"""
    nn = torch.nn

    class Scale(nn.Module):
        def extra_repr(self):
            return "by=2"

    net = Scale()
    net.child = nn.Module()
    see("its lines", repr(net).split("\n"))


@probe("2.12")
def none_and_shared_children_are_printed(torch, see):
    """Do you print what is in the registry, or what `named_children` lists?"""
    nn = torch.nn
    net = nn.Module()
    net.add_module("none", None)
    net.encoder = net.decoder = nn.Module()
    see("its lines", repr(net).split("\n"))


@probe("2.12")
def parameters_are_not_printed(torch, see):
    """Which of the registries does a module show?"""
    nn = torch.nn
    net = nn.Module()
    net.weight = nn.Parameter(torch.ones(1))
    net.size = 3
    see("its repr", repr(net))


@probe("2.12")
def a_class_may_give_itself_another_name(torch, see):
    """Where does the name come from: the class, or `_get_name`?"""
    nn = torch.nn

    class Net(nn.Module):
        def _get_name(self):
            return "Quantized" + super()._get_name()

    net = Net()
    net.child = Net()
    see("its lines", repr(net).split("\n"))


@probe("2.12")
def a_child_with_a_repr_of_its_own_is_asked(torch, see):
    """Who writes the text of a child?"""
    nn = torch.nn

    class Short(nn.Module):
        def __repr__(self):
            return "a short one\nof two lines"

    net = nn.Module()
    net.child = Short()
    see("its lines", repr(net).split("\n"))
