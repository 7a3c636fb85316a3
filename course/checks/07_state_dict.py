"""What lesson 07 claims of saving and loading."""

import copy
from collections import OrderedDict
from types import MappingProxyType

import numpy as np

from course.predictions import prediction
from course.probes import probe


def parts(torch):
    """A module with one of everything that may belong to a state, the buffers registered first."""
    nn = torch.nn
    net = nn.Module()
    net.mean = nn.Buffer(torch.tensor([0.5]))
    net.cache = nn.Buffer(torch.tensor([7.0]), persistent=False)
    net.weight, net.bias = nn.Parameter(torch.tensor([1.0, 2.0])), None
    net.later = nn.Buffer(None)
    net.register_parameter("shift", None)
    net.scale = nn.Parameter(torch.tensor([3.0]), requires_grad=False)
    net.note, net.plain = "no state", torch.ones(1)
    return net


def saved(net, prefix="", keep_vars=False):
    found = {}
    net._save_to_state_dict(found, prefix, keep_vars)
    return found


def complaints(net, state, prefix="", strict=True, **metadata):
    """Load one module's own state; the three lists of what is wrong."""
    lists = {"missing": [], "unexpected": [], "messages": []}
    net._load_from_state_dict(state, prefix, metadata, strict, *lists.values())
    return lists


def kinds(torch):
    """A layer that notes how it is loaded, and one that has nothing to load."""
    nn = torch.nn

    class Shy(nn.Linear):
        def __init__(self, *sizes, seen):
            super().__init__(*sizes)
            self.seen = seen

        def _load_from_state_dict(self, state_dict, prefix, *others):
            self.seen.append((prefix, sorted(state_dict)))
            super()._load_from_state_dict(state_dict, prefix, *others)

    return Shy, nn.ReLU


def pair(result):
    """Both lists of keys that load_state_dict returns."""
    return [list(keys) for keys in result]


def filled(net, number):
    """The state of a module, with one number everywhere."""
    state = net.state_dict()
    for key, value in list(state.items()):
        state[key] = value * 0 + number
    return state


# -- 7.1 _local_state, _save_to_state_dict


@prediction("7.1", "1.0", "2.0", wrong="clones what it saves")
def a_state_that_was_kept(torch):
    """A training keeps `best = net.state_dict()` and goes on. `net.weight` was 1.0 then, and a step of the optimizer
    has made it 2.0, in place. What is in `best["weight"]`?"""
    nn = torch.nn
    net = nn.Module()
    net.weight = nn.Parameter(torch.tensor(1.0))
    best = net.state_dict()
    with torch.no_grad():
        net.weight.fill_(2)
    return str(best["weight"].item())


@probe("7.1")
def parameters_come_first_then_the_buffers(torch, see):
    """Which registry do you walk first, and in which order are its names?"""
    see("the state", saved(parts(torch)))


@probe("7.1")
def what_is_none_is_not_saved(torch, see):
    """`None` says that there could be a tensor. Is there something to save?"""
    see("the names", [name for name in saved(parts(torch)) if name in ("bias", "later", "shift")])


@probe("7.1")
def a_buffer_that_is_not_persistent_is_left_out(torch, see):
    """Where does it stand which buffers are not to be saved?"""
    nn = torch.nn
    net = nn.Module()
    net.register_buffer("cache", torch.ones(1), persistent=False)
    net.register_buffer("mean", torch.ones(1))
    see("the names", list(saved(net)))
    net.register_buffer("cache", torch.ones(1))
    see("the names, once it is persistent", list(saved(net)))


@probe("7.1")
def a_key_is_the_prefix_and_the_name(torch, see):
    """Who brings the dot?"""
    net = parts(torch)
    see("with a prefix", list(saved(net, "layer.")))
    see("with a prefix that has no dot", list(saved(net, "x")))


@probe("7.1")
def what_is_saved_is_a_plain_tensor_outside_of_any_graph(torch, see):
    """Which method takes a tensor out of its graph?"""
    found = saved(parts(torch))
    see("the class of a saved parameter", type(found["weight"]).__name__)
    see("whether they ask for gradients", [value.requires_grad for value in found.values()])


@probe("7.1")
def it_is_on_the_memory_of_the_module(torch, see):
    """Is anything copied?"""
    net = parts(torch)
    found = saved(net)
    with torch.no_grad():
        net.weight.fill_(9)
        net.mean.fill_(9)
    see("the saved parameter", found["weight"])
    see("the saved buffer", found["mean"])


@probe("7.1")
def with_keep_vars_the_objects_themselves_are_saved(torch, see):
    """What does `keep_vars` change?"""
    net = parts(torch)
    found = saved(net, keep_vars=True)
    see("which are the objects", [found[name] is getattr(net, name) for name in ("weight", "scale", "mean")])
    see("which are the objects without it", [saved(net)[name] is getattr(net, name) for name in ("weight", "mean")])


@probe("7.1")
def what_was_in_the_destination_stays(torch, see):
    """The dict is handed in. Is it yours to empty, or to replace?"""
    net, found = parts(torch), {"here before": 1}
    net._save_to_state_dict(found, "", False)
    see("the keys", list(found))


@probe("7.1")
def children_are_not_part_of_it(torch, see):
    """One module, or all below it, too?"""
    nn = torch.nn
    net = nn.Sequential(nn.Linear(1, 1))
    see("a module with a child", saved(net))


@probe("7.1")
def one_tensor_under_two_names_is_saved_twice(torch, see):
    """A list for an optimizer leaves out what it has met. And a state?"""
    nn = torch.nn
    net = nn.Module()
    net.weight = net.tied = nn.Parameter(torch.ones(1))
    net.mean = net.same = nn.Buffer(torch.zeros(1))
    see("the names", list(saved(net)))


# -- 7.2 _save_children, state_dict


def some_net(torch):
    nn = torch.nn
    net = nn.Sequential(nn.Linear(2, 1), nn.ReLU(), nn.Sequential(nn.Linear(1, 1, bias=False), None))
    net.own = nn.Parameter(torch.ones(1))
    with torch.no_grad():
        for i, param in enumerate(net.parameters()):
            param.fill_(i)
    return net


@probe("7.2")
def a_path_is_the_names_on_the_way(torch, see):
    """Which prefix does a child get, and which its child?"""
    see("the state", some_net(torch).state_dict())


@probe("7.2")
def a_module_comes_before_its_children(torch, see):
    """`own` was registered last. What comes first all the same?"""
    nn = torch.nn
    net = nn.Module()
    net.body = nn.Linear(1, 1)
    net.own = nn.Parameter(torch.ones(1))
    net.mean = nn.Buffer(torch.ones(1))
    see("the names", list(net.state_dict()))


@probe("7.2")
def a_new_one_is_an_ordered_dict(torch, see):
    """Which class does torch's have?"""
    nn = torch.nn
    see("of a module without anything", nn.ReLU().state_dict())
    one = nn.ReLU()
    see("whether it is another one each time", one.state_dict() is not one.state_dict())


@probe("7.2")
def a_destination_is_filled_and_returned(torch, see):
    """An empty dict is a dict. How do you ask whether one was handed in?"""
    net = some_net(torch)
    for start in ({}, {"before": 1}, OrderedDict()):
        found = net.state_dict(destination=start)
        see("whether it is the one handed in", found is start)
        see("its keys", list(found))


@probe("7.2")
def a_prefix_goes_before_every_path(torch, see):
    """Is the prefix handed on, and to everybody?"""
    see("the names", list(some_net(torch).state_dict(prefix="model.")))


@probe("7.2")
def keep_vars_reaches_the_whole_tree(torch, see):
    """What do you hand to a child?"""
    net = some_net(torch)
    state = net.state_dict(keep_vars=True)
    see("which are the objects", [state["own"] is net.own, state["0.weight"] is net[0].weight])
    see("the deepest", state["2.0.weight"] is net[2][0].weight)


@probe("7.2")
def a_child_is_asked_by_its_own_state_dict(torch, see):
    """A class may save itself in its own way. Which of its methods do you call, and how?"""
    nn = torch.nn

    class Terse(nn.Linear):
        def state_dict(self, *, destination, prefix, keep_vars):
            destination[prefix + "terse"] = keep_vars
            return destination

    class Marked(nn.Linear):
        def _save_to_state_dict(self, destination, prefix, keep_vars):
            super()._save_to_state_dict(destination, prefix, keep_vars)
            destination[prefix + "mark"] = 1

    see("the names", list(nn.Sequential(Terse(1, 1), nn.Sequential(Marked(1, 1))).state_dict()))


@probe("7.2")
def a_module_in_two_places_is_saved_in_both(torch, see):
    """`children()` leaves out what it has met. Does a file?"""
    nn = torch.nn
    layer = nn.Linear(1, 1)
    net = nn.Sequential(layer, layer)
    see("the names", list(net.state_dict()))


@probe("7.2")
def a_child_that_is_none_is_passed_over(torch, see):
    """`None` may stand in `_modules`, too."""
    nn = torch.nn
    net = nn.Module()
    net.first, net.last = nn.Linear(1, 1), nn.Linear(1, 1)
    net.first = None
    see("the names", list(net.state_dict()))


# -- 7.3 _metadata


@probe("7.3")
def every_module_has_its_version_under_its_path(torch, see):
    """What is the key of the root, and what is that of a child's child?"""
    nn = torch.nn
    state = nn.Sequential(nn.Linear(1, 1), nn.Sequential(nn.ReLU())).state_dict()
    see("the metadata", state._metadata)
    see("the state has no entry for it", list(state))


@probe("7.3")
def a_class_says_its_version(torch, see):
    """Where do you look it up: on Module, or on the module?"""
    nn = torch.nn

    class Newer(nn.Linear):
        _version = 4

    class Derived(Newer):
        pass

    see("the metadata", nn.Sequential(Newer(1, 1), Derived(1, 1), nn.Linear(1, 1)).state_dict()._metadata)
    see("that of Module", nn.Module._version)


@probe("7.3")
def the_paths_of_the_metadata_have_the_prefix(torch, see):
    """A prefix ends with a dot. A path does not."""
    nn = torch.nn
    see("the metadata", nn.Sequential(nn.ReLU()).state_dict(prefix="a.b.")._metadata)


@probe("7.3")
def a_plain_dict_gets_no_metadata(torch, see):
    """Can a dict have an attribute? How do you ask whether this one has?"""
    nn = torch.nn
    plain, ordered = {}, OrderedDict()
    nn.Linear(1, 1).state_dict(destination=plain)
    nn.Linear(1, 1).state_dict(destination=ordered)
    see("the keys", [list(plain), list(ordered)])
    see("whether they have some", [hasattr(plain, "_metadata"), hasattr(ordered, "_metadata")])


@probe("7.3")
def metadata_that_is_there_is_added_to(torch, see):
    """Whose is the `_metadata` of a dict that was handed in?"""
    nn = torch.nn
    state = nn.Linear(1, 1).state_dict(prefix="one.")
    notes = state._metadata
    nn.ReLU().state_dict(destination=state, prefix="two.")
    see("the metadata", state._metadata)
    see("whether it is the one that was there", state._metadata is notes)


@probe("7.3")
def a_module_in_two_places_has_two_versions_and_none_has_no_version(torch, see):
    """Who writes the note: the parent, or the module that is saved?"""
    nn = torch.nn
    layer = nn.ReLU()
    see("the paths", list(nn.Sequential(layer, None, layer).state_dict()._metadata))


@probe("7.3")
def a_copied_state_keeps_its_metadata(torch, see):
    """Is it an attribute of the dict, so that it goes where the dict goes?"""
    nn = torch.nn
    state = copy.deepcopy(nn.Sequential(nn.Linear(1, 1)).state_dict())
    see("the metadata", state._metadata)


@probe("7.3")
def the_state_is_still_the_state(torch, see):
    """The second form replaces the first. What did that one do?"""
    net = some_net(torch)
    see("the state", net.state_dict())
    start = {}
    see("whether a destination is returned", net.state_dict(destination=start, prefix="x.") is start)


# -- 7.4 _load_from_state_dict


@probe("7.4")
def numbers_are_copied_into_the_tensors_that_are_there(torch, see):
    """Is the parameter the object that it was?"""
    net = parts(torch)
    weight, mean = net.weight, net.mean
    lists = complaints(net, {"weight": torch.tensor([8.0, 9.0]), "scale": torch.ones(1), "mean": torch.zeros(1)})
    see("the parameters and the buffer", [net.weight, net.scale, net.mean])
    see("whether they are the objects that were there", [net.weight is weight, net.mean is mean])
    see("the complaints", lists)


@probe("7.4")
def what_was_loaded_is_not_tied_to_the_file(torch, see):
    """Whose memory is it afterwards?"""
    net, value = parts(torch), torch.tensor([8.0, 9.0])
    complaints(net, {"weight": value})
    value.fill_(0)
    see("the parameter", net.weight)


@probe("7.4")
def a_key_is_looked_up_with_the_prefix(torch, see):
    """Two modules may have a `weight`. Which one is meant?"""
    net = parts(torch)
    state = {"weight": torch.zeros(2), "a.weight": torch.tensor([8.0, 9.0]), "a.scale": torch.ones(1)}
    lists = complaints(net, {**state, "a.mean": torch.ones(1)}, "a.")
    see("the parameter", net.weight)
    see("the complaints", lists["missing"])


@probe("7.4")
def what_is_missing_is_listed_in_order(torch, see):
    """What should be there: everything, or what is saved?"""
    net = parts(torch)
    see("of an empty file", complaints(net, {}, "layer.")["missing"])
    see("of a file with one entry", complaints(net, {"scale": torch.ones(1)})["missing"])


@probe("7.4")
def nothing_is_missing_unless_strict(torch, see):
    """Whom does `strict` concern: the keys, or the copying?"""
    net = parts(torch)
    see("the complaints", complaints(net, {"scale": torch.zeros(1)}, strict=False)["missing"])
    see("what was there is loaded", net.scale)


@probe("7.4")
def what_is_not_saved_is_not_loaded(torch, see):
    """A cache and a `None` have no place in a state. May they come out of one?"""
    net = parts(torch)
    complaints(net, {"cache": torch.zeros(1), "bias": torch.ones(1), "later": torch.ones(1)}, strict=False)
    see("the cache", net.cache)
    see("what was None", [net.bias, net.later])


@probe("7.4")
def a_parameter_keeps_its_dtype_its_flag_and_its_gradient(torch, see):
    """What of a tensor does `copy_` change?"""
    net = parts(torch)
    net.weight.grad = torch.tensor([5.0, 5.0])
    values = {"weight": torch.tensor([8.0, 9.0], dtype=torch.float64), "scale": torch.ones(1, requires_grad=True)}
    complaints(net, values)
    see("the parameters", [net.weight, net.scale])
    see("the gradient", net.weight.grad)


@probe("7.4")
def loading_is_no_computation(torch, see):
    """A leaf that asks for a gradient may not be changed in place, except under what?"""
    net = parts(torch)
    source = torch.tensor([1.0, 2.0], requires_grad=True)
    complaints(net, {"weight": source * 2, "mean": source.sum().reshape(1)})
    see("the parameter", net.weight)
    see("which are leaves", [net.weight.is_leaf, net.mean.is_leaf])
    see("whether the mode is as it was", torch.is_grad_enabled())


@probe("7.4")
def a_tied_tensor_is_loaded_under_each_of_its_names(torch, see):
    """Two entries for one memory. Which one counts?"""
    nn = torch.nn
    net = nn.Module()
    net.weight = net.tied = nn.Parameter(torch.zeros(1))
    complaints(net, {"tied": torch.tensor([2.0]), "weight": torch.tensor([1.0])})
    see("the parameter", net.weight)
    see("whether they are tied still", net.weight is net.tied)


@probe("7.4")
def it_loads_one_module_and_leaves_the_children(torch, see):
    """Who loads a child?"""
    nn = torch.nn
    net = nn.Sequential(nn.Linear(1, 1, bias=False))
    nn.init.zeros_(net[0].weight)
    see("what is missing", complaints(net, {"0.weight": torch.ones(1, 1)})["missing"])
    see("the child's parameter", net[0].weight)


# -- 7.5 _misfit


@probe("7.5")
def another_shape_is_told_in_torchs_words(torch, see):
    """Which shape is named first?"""
    net = torch.nn.Linear(2, 3)
    see("the messages", complaints(net, {"fc.weight": torch.ones(3, 1), "fc.bias": torch.ones(3)}, "fc.")["messages"])


@probe("7.5")
def nothing_is_broadcast(torch, see):
    """`copy_` is content with less. Is a file?"""
    net = torch.nn.Linear(2, 3)
    torch.nn.init.zeros_(net.weight)
    lists = complaints(net, {"weight": torch.ones(2), "bias": torch.ones(1)})
    see("how many messages", len(lists["messages"]))
    see("the parameter", net.weight)


@probe("7.5")
def as_many_numbers_in_another_shape_do_not_fit(torch, see):
    """What do you compare: how many, or the shape?"""
    net = torch.nn.Linear(2, 3)
    state = {"weight": torch.ones(2, 3), "bias": torch.ones(3, 1)}
    see("the messages", complaints(net, state)["messages"])


@probe("7.5")
def what_is_no_tensor_is_told_with_its_class(torch, see):
    """A list has no shape to compare. Which question comes first?"""
    net = torch.nn.Linear(1, 2)
    for value in ([1.0, 2.0], None, 3, "text", np.ones(2)):
        see(f"a {type(value).__name__}", complaints(net, {"bias": value}, strict=False)["messages"])


@probe("7.5")
def a_misfit_is_not_missing(torch, see):
    """The key is there, and the value is wrong. On which list does it go?"""
    net = torch.nn.Linear(1, 2)
    see("the missing keys", complaints(net, {"bias": torch.ones(3), "weight": 5})["missing"])


@probe("7.5")
def another_dtype_or_a_parameter_fits(torch, see):
    """What can `copy_` convert?"""
    nn = torch.nn
    net = nn.Linear(1, 2)
    lists = complaints(net, {"weight": torch.tensor([[1], [2]]), "bias": nn.Parameter(torch.zeros(2).double())})
    see("the messages", lists["messages"])
    see("the parameters", list(net.parameters()))


@probe("7.5")
def what_fits_is_loaded_beside_what_does_not(torch, see):
    """Does one misfit end the loading?"""
    net = torch.nn.Linear(1, 2)
    lists = complaints(net, {"weight": torch.ones(5), "bias": torch.zeros(2)})
    see("how many messages", len(lists["messages"]))
    see("the bias", net.bias)


@probe("7.5")
def a_tensor_without_numbers_and_one_without_dimensions_are_judged_by_shape(torch, see):
    """Shapes may be `()` or `(0,)`. Does your question hold for them?"""
    nn = torch.nn
    net = nn.Module()
    net.count, net.empty = nn.Buffer(torch.tensor(3.0)), nn.Buffer(torch.ones(0))
    fine = {"count": torch.tensor(4.0), "empty": torch.ones(0)}
    see("what fits", complaints(net, fine)["messages"])
    see("what does not", complaints(net, {"count": torch.ones(2), "empty": torch.ones(0, 2)})["messages"])
    see("the count", net.count)


# -- 7.6 _put


def assigned(net, state, strict=False):
    return complaints(net, state, strict=strict, assign_to_params_buffers=True)


@probe("7.6")
def without_assign_the_numbers_are_copied(torch, see):
    """The second way is for those who ask for it. What of the first?"""
    net = parts(torch)
    weight, value = net.weight, torch.tensor([8.0, 9.0])
    complaints(net, {"weight": value, "mean": torch.zeros(1)})
    value.fill_(0)
    see("whether it is the object that was there", net.weight is weight)
    see("the parameter and the buffer", [net.weight, net.mean])


@probe("7.6")
def with_assign_a_parameter_is_another_one_on_the_values_memory(torch, see):
    """What stands there afterwards, and whose memory is it?"""
    net = parts(torch)
    weight, value = net.weight, torch.tensor([8.0, 9.0])
    assigned(net, {"weight": value})
    see("the parameter", net.weight)
    see("whether it is the object that was there", net.weight is weight)
    value.fill_(0)
    see("the parameter, once the value has changed", net.weight)


@probe("7.6")
def the_module_says_whether_it_is_trained(torch, see):
    """Four cases: the value asks for a gradient or not, and the parameter did or did not. Who decides?"""
    nn = torch.nn
    for flag in (True, False):
        net = parts(torch)
        values = {"weight": torch.ones(2, requires_grad=flag), "scale": torch.ones(1, requires_grad=flag)}
        assigned(net, values)
        see("of plain tensors", [net.weight.requires_grad, net.scale.requires_grad])
        net = parts(torch)
        assigned(net, {name: nn.Parameter(value, requires_grad=flag) for name, value in values.items()})
        see("of Parameters", [net.weight.requires_grad, net.scale.requires_grad])


@probe("7.6")
def a_value_that_is_a_parameter_is_put_there_itself(torch, see):
    """Does it need another wrapping?"""
    nn = torch.nn
    net, value = parts(torch), nn.Parameter(torch.zeros(2))
    assigned(net, {"weight": value})
    see("whether it is the value", net.weight is value)


@probe("7.6")
def a_buffer_becomes_the_value_as_it_is(torch, see):
    """Is a buffer ever a Parameter?"""
    net, value = parts(torch), torch.zeros(1)
    assigned(net, {"mean": value})
    see("whether it is the value", net.mean is value)
    see("the registries", [list(net._parameters), list(net._buffers)])
    see("what is not saved", net._non_persistent_buffers_set)


@probe("7.6")
def the_values_dtype_stays(torch, see):
    """`copy_` converts. And this way?"""
    nn = torch.nn
    net = parts(torch)
    assigned(net, {"weight": torch.zeros(2, dtype=torch.float64), "mean": torch.zeros(1, dtype=torch.float16)})
    see("the parameter and the buffer", [net.weight, net.mean])
    net = nn.Module()
    net.index = nn.Parameter(torch.tensor([1]), requires_grad=False)
    see("the messages about whole numbers", assigned(net, {"index": torch.tensor([5])})["messages"])
    see("a parameter of whole numbers", net.index)


@probe("7.6")
def the_names_keep_their_places(torch, see):
    """Which method puts it where it belongs, and what does it do to the order?"""
    net = parts(torch)
    assigned(net, {"weight": torch.zeros(2), "mean": torch.zeros(1)})
    see("the registries", [list(net._parameters), list(net._buffers)])
    see("what is in __dict__", [name for name in ("weight", "mean") if name in vars(net)])


@probe("7.6")
def a_network_without_numbers_is_filled(torch, see):
    """On `meta` there is nothing to copy into."""
    nn = torch.nn
    net = nn.Linear(2, 1, device="meta")
    lists = assigned(net, {"weight": torch.ones(1, 2), "bias": torch.zeros(1)})
    see("the parameters", list(net.parameters()))
    see("the messages", lists["messages"])


@probe("7.6")
def a_misfit_is_not_assigned(torch, see):
    """Shapes are compared before. Does anything of yours go past that?"""
    net = parts(torch)
    weight = net.weight
    lists = assigned(net, {"weight": torch.zeros(3)})
    see("how many messages", len(lists["messages"]))
    see("whether the old one is there", net.weight is weight)


# -- 7.7 _unexpected_keys


@probe("7.7")
def a_key_for_nobody_is_unexpected(torch, see):
    """What does the module have under this name?"""
    net = torch.nn.Linear(1, 1)
    state = {"scale": 1, "weight": torch.ones(1, 1), "other.weight": 2, "bias": torch.ones(1), "z": 3}
    see("the complaints", complaints(net, state))


@probe("7.7")
def a_key_for_a_child_is_the_childs_affair(torch, see):
    """Whether a child has a `scale` is not for its parent to say. Whether there is such a child is."""
    nn = torch.nn
    net = nn.Sequential(nn.Linear(1, 1), nn.Sequential(nn.ReLU()))
    state = {"0.scale": 1, "1.0.anything": 2, "1.7.weight": 3, "2.weight": 4}
    see("the unexpected keys", complaints(net, state)["unexpected"])


@probe("7.7")
def a_dot_makes_the_difference(torch, see):
    """With a dot it is for a child, without one for the module itself."""
    nn = torch.nn
    net = nn.Module()
    net.weight, net.body = nn.Parameter(torch.ones(1)), nn.Linear(1, 1)
    state = {"weight.more": 1, "body": 2, "weight": torch.ones(1), "body.": 3, ".weight": 4, "": 5}
    see("the unexpected keys", complaints(net, state)["unexpected"])


@probe("7.7")
def only_keys_under_the_prefix_are_judged(torch, see):
    """A dict may hold the whole network's keys. Which of them are this module's?"""
    net = torch.nn.Linear(1, 1, bias=False)
    state = {"scale": 1, "a.weight": torch.ones(1, 1), "a.scale": 2, "b.scale": 3, "ab.scale": 4, "b.a.scale": 5}
    see("the unexpected keys", complaints(net, state, "a.")["unexpected"])


@probe("7.7")
def the_prefix_is_cut_off_once(torch, see):
    """A module named `0` may have a child named `0`. How do you take the prefix off?"""
    nn = torch.nn
    net = nn.Sequential(nn.Sequential(nn.Linear(1, 1, bias=False)))
    state = {"0.0.0.weight": torch.ones(1, 1), "0.0.1.weight": 2, "0.1.0.weight": 3}
    see("the unexpected keys", complaints(net, state, "0.")["unexpected"])


@probe("7.7")
def what_is_not_saved_is_not_expected(torch, see):
    """The module has a cache that is not saved, and a bias that is None. What if a file has them?"""
    net = parts(torch)
    lists = complaints(net, {**saved(net), "cache": torch.ones(1), "bias": torch.ones(1), "note": 1})
    see("the complaints", lists)


@probe("7.7")
def a_child_that_is_none_is_a_child(torch, see):
    """Is its name in `_modules`?"""
    nn = torch.nn
    see("the unexpected keys", complaints(nn.Sequential(None), {"0.weight": 1, "1.weight": 2})["unexpected"])


@probe("7.7")
def nothing_is_unexpected_unless_strict(torch, see):
    """Who calls your method, and when?"""
    net = torch.nn.Linear(1, 1)
    see("the complaints", complaints(net, {"scale": 1}, strict=False))


# -- 7.8 _load_children


@probe("7.8")
def the_whole_tree_is_loaded(torch, see):
    """Does it go deeper than one level?"""
    net = some_net(torch)
    see("what load_state_dict returns", pair(net.load_state_dict(filled(net, 5.0))))
    see("the parameters", list(net.named_parameters()))


@probe("7.8")
def each_child_gets_its_part_under_its_prefix(torch, see):
    """Which keys does a child see, and are they whole?"""
    nn = torch.nn
    seen = []
    shy, quiet = kinds(torch)
    net = nn.Sequential(shy(1, 1, seen=seen), quiet(), nn.Sequential(shy(1, 1, seen=seen)))
    net.load_state_dict(net.state_dict())
    see("what each was called with", seen)


@probe("7.8")
def a_prefix_ends_where_a_name_ends(torch, see):
    """`1` is the beginning of `10`. Is it the beginning of `1.weight` only?"""
    nn = torch.nn
    seen = []
    shy, _ = kinds(torch)
    net = nn.Sequential(*(shy(1, 1, seen=seen) for _ in range(11)))
    net.load_state_dict(net.state_dict())
    see("what two of them were called with", [seen[1], seen[10]])


@probe("7.8")
def a_child_that_is_not_in_the_dict_is_called_all_the_same(torch, see):
    """How else would anybody learn what is missing?"""
    nn = torch.nn
    seen = []
    shy, _ = kinds(torch)
    net = nn.Sequential(shy(1, 1, seen=seen), nn.Sequential(shy(1, 1, seen=seen)))
    see("what load_state_dict returns", pair(net.load_state_dict({}, strict=False)))
    see("what each was called with", seen)


@probe("7.8")
def children_see_what_their_parent_changed(torch, see):
    """Which dict do you pick a child's part from?"""
    nn = torch.nn

    class Renamed(nn.Sequential):
        def _load_from_state_dict(self, state_dict, prefix, *others):
            state_dict[prefix + "0.weight"] = state_dict.pop(prefix + "old.weight")
            super()._load_from_state_dict(state_dict, prefix, *others)

    net = Renamed(nn.Linear(1, 1, bias=False))
    result = net.load_state_dict({"old.weight": torch.ones(1, 1)}, strict=False)
    see("the child's parameter", net[0].weight)
    see("what load_state_dict returns", pair(result))


@probe("7.8")
def what_a_child_changes_is_its_own(torch, see):
    """Is the part that a child gets a dict of its own?"""
    nn = torch.nn

    class Greedy(nn.Linear):
        def _load_from_state_dict(self, state_dict, prefix, *others):
            super()._load_from_state_dict(state_dict, prefix, *others)
            state_dict.clear()

    net = nn.Sequential(Greedy(1, 1), nn.Linear(1, 1), Greedy(1, 1))
    state = filled(net, 2.0)
    see("what load_state_dict returns", pair(net.load_state_dict(state)))
    see("the parameters", list(net.parameters()))
    see("the caller's keys", list(state))


@probe("7.8")
def none_has_nothing_to_load(torch, see):
    """`None` may stand in `_modules`, too."""
    nn = torch.nn
    net = nn.Sequential(None, nn.Linear(1, 1))
    see("what load_state_dict returns", pair(net.load_state_dict(filled(net, 1.0))))
    see("the parameters", list(net.parameters()))


@probe("7.8")
def a_module_in_two_places_is_loaded_twice(torch, see):
    """Two entries for one memory. Which one counts?"""
    nn = torch.nn
    layer = nn.Linear(1, 1, bias=False)
    nn.Sequential(layer, layer).load_state_dict({"0.weight": torch.ones(1, 1), "1.weight": torch.zeros(1, 1)})
    see("the parameter", layer.weight)


@probe("7.8")
def complaints_come_in_the_order_of_the_tree(torch, see):
    """Who is called first, and are the lists the same for all?"""
    nn = torch.nn
    net = nn.Sequential(nn.Linear(1, 1), nn.Sequential(nn.Linear(1, 1)))
    net.own = nn.Parameter(torch.ones(1))
    state = {"1.0.x": 1, "y": 2, "0.z": 3, "1.w": 4}
    see("what load_state_dict returns", pair(net.load_state_dict(state, strict=False)))


@probe("7.8")
def metadata_and_assign_go_down_the_tree(torch, see):
    """There are five things to hand on."""
    nn = torch.nn

    class Shy(nn.Linear):
        def _load_from_state_dict(self, state_dict, prefix, local_metadata, *others):
            seen.append(local_metadata.get("version"))
            super()._load_from_state_dict(state_dict, prefix, local_metadata, *others)

    seen = []
    net = nn.Sequential(nn.Sequential(Shy(1, 1, bias=False)))
    state = net.state_dict()
    state._metadata["0.0"]["version"] = 7
    state["0.0.weight"] = torch.zeros(1, 1, dtype=torch.float64)
    net.load_state_dict(state, assign=True)
    see("the versions", seen)
    see("the parameter", net[0][0].weight)


# -- 7.9 _refuse


def twice(torch):
    nn = torch.nn
    return nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 1))


@probe("7.9")
def all_that_is_wrong_is_in_one_error(torch, see):
    """In which order do missing keys, unexpected keys and messages come?"""
    net = twice(torch)
    state = net.state_dict()
    state["0.weight"], state["2.weight"], state["1.weight"] = torch.ones(3, 2), torch.ones(1), 5
    del state["0.bias"], state["1.bias"]
    see.raises("loading it", lambda: net.load_state_dict(state), message=True)


@probe("7.9")
def missing_keys_alone(torch, see):
    """Quotes, commas, and what comes after the last?"""
    net = twice(torch)
    see.raises("loading nothing", lambda: net.load_state_dict({}), message=True)


@probe("7.9")
def unexpected_keys_alone(torch, see):
    """Is there a line about missing keys when none is missing?"""
    net = twice(torch)
    see.raises("one", lambda: net.load_state_dict({**net.state_dict(), "x": 1}), message=True)
    see.raises("two", lambda: net.load_state_dict({**net.state_dict(), "x": 1, "1.y": 1}), message=True)


@probe("7.9")
def misfits_alone(torch, see):
    """What stands between two messages?"""
    net = twice(torch)
    state = {**net.state_dict(), "0.bias": torch.ones(7), "1.bias": torch.ones(8)}
    see.raises("loading it", lambda: net.load_state_dict(state), message=True)


@probe("7.9")
def the_class_in_the_head_is_the_modules_own(torch, see):
    """Whose name is it: that of Module, or that of the class?"""
    nn = torch.nn

    class Classifier(nn.Sequential):
        pass

    see.raises("a subclass", lambda: Classifier(nn.ReLU()).load_state_dict({"x": 1}), message=True)


@probe("7.9")
def nothing_wrong_is_no_error(torch, see):
    """What do you do with three empty lists?"""
    net = twice(torch)
    see.raises("its own state", lambda: net.load_state_dict(net.state_dict()))
    see.raises("of a module without anything", lambda: torch.nn.ReLU().load_state_dict({}))


@probe("7.9")
def the_lists_are_left_as_they_are(torch, see):
    """The messages belong to the caller. Do you add to them?"""
    net = twice(torch)
    result = net.load_state_dict({"x": 1}, strict=False)
    see("what load_state_dict returns", pair(result))


# -- 7.10 load_state_dict


@prediction("7.10", "yes", "no", wrong="tries it on a copy first")
def whether_a_failed_load_leaves_everything_as_it_was(torch):
    """The last layer has another size in the file, so `load_state_dict` raises. Has the first layer its old numbers?"""
    net = twice(torch)
    torch.nn.init.zeros_(net[0].bias)
    state = {**filled(net, 1.0), "1.bias": torch.ones(5)}
    try:
        net.load_state_dict(state)
    except RuntimeError:
        return "yes" if net[0].bias[0].item() == 0 else "no"
    return "it did not raise"


@probe("7.10")
def what_is_no_mapping_is_a_type_error(torch, see):
    """Pairs are no dict. How do you ask?"""
    net = torch.nn.Linear(1, 1)
    see.raises("a list of pairs", lambda: net.load_state_dict(list(net.state_dict().items())), message=True)
    see.raises("None", lambda: net.load_state_dict(None), message=True)
    see.raises("a path", lambda: net.load_state_dict("net.pt"), message=True)
    see.raises("a module", lambda: net.load_state_dict(net))


@probe("7.10")
def any_mapping_will_do(torch, see):
    """A dict, or whatever is like one?"""
    net = torch.nn.Linear(1, 1)
    state = filled(net, 3.0)
    for kind in (dict, OrderedDict, MappingProxyType):
        torch.nn.init.zeros_(net.bias)
        see(f"a {kind.__name__}", pair(net.load_state_dict(kind(state))))
        see("the bias", net.bias)


@probe("7.10")
def a_match_says_so(torch, see):
    """What does a person read who loads a file in a notebook?"""
    net = torch.nn.Linear(1, 1)
    result = net.load_state_dict(net.state_dict())
    see("its class", type(result).__name__)
    see("what it prints", [repr(result), str(result)])
    see("the lists", pair(result))


@probe("7.10")
def what_did_not_match_is_handed_back_by_name(torch, see):
    """`strict=False` forgives. Does it keep it to itself?"""
    net = torch.nn.Linear(1, 1)
    result = net.load_state_dict({"weight": torch.ones(1, 1), "scale": 1}, strict=False)
    see("the missing keys", result.missing_keys)
    see("the unexpected keys", result.unexpected_keys)
    see("what it prints", repr(result))
    see("the parameter", net.weight)


@probe("7.10")
def keys_are_refused_when_strict_and_misfits_always(torch, see):
    """Which list is never forgiven?"""
    net = torch.nn.Linear(1, 1)
    see.raises("a missing key", lambda: net.load_state_dict({"weight": torch.ones(1, 1)}), message=True)
    state = {"weight": torch.ones(2, 2), "scale": 1}
    see.raises("a misfit, not strict", lambda: net.load_state_dict(state, strict=False), message=True)
    see.raises("a misfit, strict", lambda: net.load_state_dict(state), message=True)


@probe("7.10")
def what_fits_is_loaded_even_where_the_rest_is_refused(torch, see):
    """When does the error come: before the copying, or after it?"""
    net = twice(torch)
    state = {**filled(net, 1.0), "1.bias": torch.ones(5)}
    see.raises("loading it", lambda: net.load_state_dict(state))
    see("the first layer", net[0].bias)


@probe("7.10")
def the_callers_dict_stays_as_it_was(torch, see):
    """A module may change the dict that it loads from. Whose dict is that?"""
    nn = torch.nn

    class Renamed(nn.Linear):
        def _load_from_state_dict(self, state_dict, prefix, *others):
            state_dict[prefix + "weight"] = state_dict.pop(prefix + "w")
            super()._load_from_state_dict(state_dict, prefix, *others)

    state = {"w": torch.ones(1, 1), "bias": torch.ones(1)}
    net = Renamed(1, 1)
    see("what load_state_dict returns", pair(net.load_state_dict(state)))
    see("the caller's keys", list(state))


@probe("7.10")
def the_metadata_comes_along(torch, see):
    """A copy of a dict loses its attributes. What do modules get to see?"""
    nn = torch.nn

    class Shy(nn.Linear):
        def _load_from_state_dict(self, state_dict, prefix, local_metadata, *others):
            seen.append((local_metadata.get("version"), hasattr(state_dict, "_metadata"), type(state_dict).__name__))
            super()._load_from_state_dict(state_dict, prefix, local_metadata, *others)

    seen = []
    net = Shy(1, 1)
    state = net.state_dict()
    net.load_state_dict(state)
    net.load_state_dict(dict(state))
    see("what it was called with", seen)


@probe("7.10")
def strict_and_assign_may_come_by_position(torch, see):
    """In which order are your arguments?"""
    net, value = torch.nn.Linear(1, 1), torch.zeros(1, dtype=torch.float64)
    see("what load_state_dict returns", pair(net.load_state_dict({"bias": value}, False, True)))
    see("the bias", net.bias)


# -- 7.11 _BatchNorm._load_from_state_dict


def old_file(torch, version):
    """The state of a BatchNorm as it was saved before there was a counter."""
    state = filled(torch.nn.BatchNorm1d(1), 3.0)
    del state["num_batches_tracked"]
    state._metadata[""] = {} if version is None else {"version": version}
    return state


def used(torch, **options):
    layer = torch.nn.BatchNorm1d(1, **options)
    if layer.num_batches_tracked is not None:
        layer.num_batches_tracked.fill_(5)
    return layer


@probe("7.11")
def a_file_from_before_the_counter_loads(torch, see):
    """What do you put into the dict, and when?"""
    for version in (None, 1):
        layer = used(torch)
        see(f"of version {version}", pair(layer.load_state_dict(old_file(torch, version), strict=False)))
        see("the running mean", layer.running_mean)


@probe("7.11")
def the_counter_keeps_its_count(torch, see):
    """Which number stands in for the one that the file does not have?"""
    layer = used(torch)
    layer.load_state_dict(old_file(torch, 1))
    see("the counter", layer.num_batches_tracked)


@probe("7.11")
def a_file_of_this_version_without_it_is_broken(torch, see):
    """Is every file without a counter an old one?"""
    for version in (2, 3):
        result = used(torch).load_state_dict(old_file(torch, version), strict=False)
        see(f"of version {version}", pair(result))


@probe("7.11")
def a_counter_that_is_there_is_loaded(torch, see):
    """An old version, and the entry all the same. Who wins?"""
    layer, state = used(torch), old_file(torch, 1)
    state["num_batches_tracked"] = torch.tensor(9)
    see("what load_state_dict returns", pair(layer.load_state_dict(state)))
    see("the counter", layer.num_batches_tracked)


@probe("7.11")
def whatever_else_is_missing_is_still_missing(torch, see):
    """One entry is forgiven. And the others?"""
    state = old_file(torch, 1)
    del state["running_var"]
    state["old"] = 1
    see("what load_state_dict returns", pair(used(torch).load_state_dict(state, strict=False)))


@probe("7.11")
def a_layer_that_does_not_track_has_no_counter(torch, see):
    """Who would load an entry that nobody has?"""
    layer = used(torch, track_running_stats=False)
    see("what load_state_dict returns", pair(layer.load_state_dict({"weight": torch.ones(1), "bias": torch.ones(1)})))


@probe("7.11")
def a_plain_dict_counts_as_old(torch, see):
    """Which version has a dict without metadata?"""
    layer = used(torch)
    see("what load_state_dict returns", pair(layer.load_state_dict(dict(old_file(torch, 2)))))
    see("the counter", layer.num_batches_tracked)


@probe("7.11")
def below_a_prefix_it_is_the_same(torch, see):
    """Under which key does the module look for it?"""
    nn = torch.nn
    net = nn.Sequential(nn.ReLU(), nn.Sequential(used(torch), nn.BatchNorm2d(1)))
    state = net.state_dict()
    for path in ("1.0", "1.1"):
        del state[f"{path}.num_batches_tracked"]
        state._metadata[path] = {"version": 1}
    see("what load_state_dict returns", pair(net.load_state_dict(state, strict=False)))
    see("the caller's keys", list(state))


@probe("7.11")
def its_version_is_saved(torch, see):
    """Which number will a file of today carry?"""
    see("the metadata", torch.nn.Sequential(torch.nn.BatchNorm2d(1)).state_dict()._metadata)


@probe("7.11")
def on_meta_the_count_starts_at_zero(torch, see):
    """A counter without a number cannot be what is put there. What then?"""
    layer = torch.nn.BatchNorm1d(1, device="meta")
    see("what load_state_dict returns", pair(layer.load_state_dict(old_file(torch, 1), assign=True)))
    see("the counter", layer.num_batches_tracked)


# -- 7.12 extra state


def vocabulary(torch, takes=True):
    nn = torch.nn

    class Vocabulary(nn.Module):
        def __init__(self, *words):
            super().__init__()
            self.words = list(words)
            self.weight = nn.Parameter(torch.zeros(1))

        def get_extra_state(self):
            return self.words

    class Both(Vocabulary):
        def set_extra_state(self, state):
            self.words = state

    return Both if takes else Vocabulary


@probe("7.12")
def extra_state_is_saved_after_the_tensors(torch, see):
    """Under which key, and is it what the class returned?"""
    net = torch.nn.Sequential(vocabulary(torch)("a", "b"))
    net.own = torch.nn.Parameter(torch.ones(1))
    state = net.state_dict()
    see("the state", state)
    see("whether it is the object itself", state["0._extra_state"] is net[0].words)


@probe("7.12")
def only_a_class_that_defines_it_takes_part(torch, see):
    """Every module has the method. Who has one of its own?"""
    nn = torch.nn
    net = nn.Linear(1, 1)
    see("a Linear", list(net.state_dict()))
    vars(net)["get_extra_state"] = lambda: 1
    see("a Linear with a function hung on it", list(net.state_dict()))

    class Derived(vocabulary(torch)):
        pass

    see("a subclass of one that does", list(Derived("a").state_dict()))


@probe("7.12")
def it_is_handed_back(torch, see):
    """Who gets it, and under which prefix?"""
    kind = vocabulary(torch)
    net = torch.nn.Sequential(kind(), torch.nn.Sequential(kind()))
    state = net.state_dict()
    state["0._extra_state"], state["1.0._extra_state"] = ["a"], ["b", "c"]
    see("what load_state_dict returns", pair(net.load_state_dict(state)))
    see("the words", [net[0].words, net[1][0].words])


@probe("7.12")
def none_is_a_state_too(torch, see):
    """How do you ask whether it is there?"""
    net = vocabulary(torch)("a")
    net.words = None
    state = net.state_dict()
    see("the keys", list(state))
    net.words = ["b"]
    see("what load_state_dict returns", pair(net.load_state_dict(state)))
    see("the words", net.words)


@probe("7.12")
def where_it_is_not_there_it_is_missing(torch, see):
    """The class can take it, and the file has none."""
    net = vocabulary(torch)("a")
    lists = complaints(net, {"m.weight": torch.zeros(1)}, "m.")
    see("the complaints", lists)
    see("the words", net.words)
    see("unless strict", complaints(net, {}, "m.", strict=False))


@probe("7.12")
def where_nobody_takes_it_it_is_unexpected(torch, see):
    """The file has one, and the class cannot take it. How often is that said?"""
    net = torch.nn.Linear(1, 1, bias=False)
    state = {"m.weight": torch.zeros(1, 1), "m._extra_state": 1}
    see("the complaints", complaints(net, state, "m."))
    see("unless strict", complaints(net, state, "m.", strict=False))


@probe("7.12")
def strict_or_not_it_is_handed_back(torch, see):
    """Whom does `strict` concern?"""
    net = vocabulary(torch)()
    complaints(net, {"_extra_state": ["a"]}, strict=False)
    see("the words", net.words)


@probe("7.12")
def a_class_that_only_saves_cannot_load_what_it_saved(torch, see):
    """Two methods, two questions. Which one do you ask when you load?"""
    net = vocabulary(torch, takes=False)("a")
    see("what load_state_dict returns", pair(net.load_state_dict(net.state_dict(), strict=False)))


@probe("7.12")
def a_tensor_may_be_extra_state_and_is_not_touched(torch, see):
    """Is it detached, or kept as it is?"""
    net = vocabulary(torch)()
    net.words = torch.ones(2, requires_grad=True)
    see("whether it is the object", net.state_dict()["_extra_state"] is net.words)


@probe("7.12")
def the_methods_of_module_itself_are_not_to_be_called(torch, see):
    """What is there for those who do not define them?"""
    net = torch.nn.Linear(1, 1)
    see.raises("get_extra_state", net.get_extra_state)
    see.raises("set_extra_state", lambda: net.set_extra_state(1))


@probe("7.12")
def tensors_are_saved_as_before(torch, see):
    """The second form replaces the first. What did that one do?"""
    net = parts(torch)
    see("the state", saved(net, "a."))
    see("whether keep_vars keeps the object", saved(net, keep_vars=True)["weight"] is net.weight)
    see("whether it is kept without", saved(net)["weight"] is net.weight)


# -- 7.13 hooks around saving


@probe("7.13")
def a_pre_hook_is_called_before_its_module_is_saved(torch, see):
    """With which arguments, and when?"""
    nn = torch.nn
    net = nn.Sequential(nn.Linear(1, 1, bias=False))
    calls = []

    def hook(module, prefix, keep_vars):
        calls.append((type(module).__name__, prefix, keep_vars))
        with torch.no_grad():
            net[0].weight.fill_(7)
        net[0].weight = nn.Parameter(torch.full((1, 1), 8.0))

    net.register_state_dict_pre_hook(hook)
    net[0].register_state_dict_pre_hook(lambda *args: calls.append(args[1:]))
    see("the state", net.state_dict(prefix="m.", keep_vars=True))
    see("the calls", calls)


@probe("7.13")
def a_post_hook_is_called_when_all_below_is_saved(torch, see):
    """What is in the dict by then?"""
    nn = torch.nn
    net = nn.Sequential(nn.Linear(1, 1))
    calls = []

    def hook(module, state, prefix, metadata):
        calls.append((type(module).__name__, list(state), prefix, dict(metadata)))

    net.register_state_dict_post_hook(hook)
    net[0].register_state_dict_post_hook(hook)
    net.state_dict(prefix="m.")
    see("the calls", calls)


@probe("7.13")
def hooks_are_called_in_the_order_of_their_registration(torch, see):
    """Public and private ones stand in one registry. In which order?"""
    net = torch.nn.ReLU()
    calls = []
    net._register_state_dict_hook(lambda *args: calls.append("private"))
    net.register_state_dict_post_hook(lambda *args: calls.append("public"))
    net._register_state_dict_hook(lambda *args: calls.append("private again"))
    net.state_dict()
    see("the calls", calls)
    see("how many stand there", [len(net._state_dict_hooks), len(net._state_dict_pre_hooks)])


@probe("7.13")
def a_private_hook_may_return_another_dict(torch, see):
    """What does the next hook get, and what the caller?"""
    net = torch.nn.Linear(1, 1)
    seen = []
    net._register_state_dict_hook(lambda module, state, *others: {"other": list(state)})
    net._register_state_dict_hook(lambda module, state, *others: seen.append(list(state)))
    see("the state", net.state_dict())
    see("what the second hook saw", seen)
    net._register_state_dict_hook(lambda *args: {})
    see("an empty one", net.state_dict())


@probe("7.13")
def a_dict_that_a_childs_hook_returns_is_lost(torch, see):
    """Does anybody look at what the `state_dict` of a child returns?"""
    nn = torch.nn
    net = nn.Sequential(nn.Linear(1, 1), nn.Linear(1, 1))
    net[0]._register_state_dict_hook(lambda *args: {"lost": 1})
    see("the names", list(net.state_dict()))


@probe("7.13")
def a_public_hook_may_return_nothing(torch, see):
    """How do you know a public one when you call it?"""
    net = torch.nn.Linear(1, 1)
    handle = net.register_state_dict_post_hook(lambda module, state, *others: state)
    see.raises("one that returns the dict", net.state_dict, message=True)
    handle.remove()
    net.register_state_dict_post_hook(lambda *args: {})
    see.raises("one that returns an empty dict", net.state_dict)


@probe("7.13")
def a_public_hook_changes_the_dict_in_place(torch, see):
    """Is the dict that it gets the one that is returned?"""
    net = torch.nn.Linear(1, 1)
    net.register_state_dict_post_hook(lambda module, state, prefix, metadata: state.pop(prefix + "bias") and None)
    see("the names", list(net.state_dict()))


@probe("7.13")
def one_function_is_public_or_private(torch, see):
    """What does the public way leave on the function?"""

    def hook(*args):
        return None

    net = torch.nn.ReLU()
    net.register_state_dict_post_hook(hook)
    see("the mark", hook._from_public_api)
    see.raises("registering it the private way", lambda: net._register_state_dict_hook(hook))


@probe("7.13")
def each_gives_a_handle_that_takes_it_out(torch, see):
    """What do you return?"""
    net = torch.nn.ReLU()
    calls = []
    handles = [
        net.register_state_dict_pre_hook(lambda *args: calls.append("pre")),
        net.register_state_dict_post_hook(lambda *args: calls.append("post")),
        net._register_state_dict_hook(lambda *args: calls.append("private")),
    ]
    see("their class", [type(handle).__name__ for handle in handles])
    see("whether the one registry knows its id", handles[0].id in net._state_dict_pre_hooks)
    see("whether the other knows those of its two", [handle.id in net._state_dict_hooks for handle in handles[1:]])
    for handle in handles:
        net.state_dict()
        handle.remove()
        handle.remove()
    see("the calls", calls)


@probe("7.13")
def the_note_of_the_version_may_be_changed(torch, see):
    """Which dict do the hooks get as metadata: the one in the state?"""
    net = torch.nn.ReLU()
    net.register_state_dict_post_hook(lambda module, state, prefix, metadata: metadata.update(version=9, by="hook"))
    see("the metadata", net.state_dict()._metadata)


# -- 7.14 hooks around loading


@probe("7.14")
def a_pre_hook_may_rename_before_the_module_loads(torch, see):
    """Does it get the dict itself?"""
    nn = torch.nn

    def rename(module, state_dict, prefix, *others):
        state_dict[prefix + "weight"] = state_dict.pop(prefix + "w")

    net = nn.Sequential(nn.Linear(1, 1, bias=False))
    net[0].register_load_state_dict_pre_hook(rename)
    see("what load_state_dict returns", pair(net.load_state_dict({"0.w": torch.full((1, 1), 4.0)})))
    see("the parameter", net[0].weight)


@probe("7.14")
def the_public_one_gets_the_module_and_the_seven(torch, see):
    """What comes first?"""
    nn = torch.nn
    net = nn.Sequential(nn.Linear(1, 1, bias=False))
    calls = []

    def hook(*args):
        calls.append((type(args[0]).__name__, *args[1:]))

    net[0].register_load_state_dict_pre_hook(hook)
    net.load_state_dict(filled(net, 1.0))
    see("the calls", calls)


@probe("7.14")
def the_private_one_gets_it_only_if_asked_for(torch, see):
    """What does `with_module` say by default?"""
    net = torch.nn.ReLU()
    calls = []
    net._register_load_state_dict_pre_hook(lambda *args: calls.append(("plain", len(args))))
    net._register_load_state_dict_pre_hook(lambda *args: calls.append((args[0] is net, len(args))), with_module=True)
    net._register_load_state_dict_pre_hook(lambda *args: calls.append((args[0] is net, len(args))), True)
    net.load_state_dict({})
    see("the calls", calls)


@probe("7.14")
def a_post_hook_is_called_when_all_below_is_loaded(torch, see):
    """With what, and when?"""
    nn = torch.nn
    net = nn.Sequential(nn.Linear(1, 1))
    calls = []

    def hook(module, keys):
        calls.append((type(module).__name__, type(keys).__name__, pair(keys), net[0].bias.item()))

    nn.init.zeros_(net[0].bias)
    net.register_load_state_dict_post_hook(hook)
    net[0].register_load_state_dict_post_hook(hook)
    net.load_state_dict({"0.bias": torch.ones(1), "x": 1}, strict=False)
    see("the calls", calls)


@probe("7.14")
def a_post_hook_may_forgive_and_may_complain(torch, see):
    """Are the lists that it gets the lists that decide?"""
    nn = torch.nn
    net = nn.Linear(1, 1)
    handle = net.register_load_state_dict_post_hook(lambda module, keys: keys.missing_keys.clear())
    see("what load_state_dict returns", pair(net.load_state_dict({})))
    handle.remove()
    net.register_load_state_dict_post_hook(lambda module, keys: keys.unexpected_keys.append("from a hook"))
    see.raises("one that adds a key", lambda: net.load_state_dict(net.state_dict()), message=True)


@probe("7.14")
def a_post_hook_returns_nothing(torch, see):
    """What if it hands back the keys?"""
    net = torch.nn.ReLU()
    net.register_load_state_dict_post_hook(lambda module, keys: keys)
    see.raises("one that returns them", lambda: net.load_state_dict({}))
    other = torch.nn.ReLU()
    other.register_load_state_dict_post_hook(lambda module, keys: [])
    see.raises("one that returns an empty list", lambda: other.load_state_dict({}))


@probe("7.14")
def each_of_these_gives_a_handle_that_takes_it_out(torch, see):
    """What do you return?"""
    net = torch.nn.ReLU()
    calls = []
    handles = [
        net.register_load_state_dict_pre_hook(lambda *args: calls.append("pre")),
        net._register_load_state_dict_pre_hook(lambda *args: calls.append("private pre")),
        net.register_load_state_dict_post_hook(lambda *args: calls.append("post")),
    ]
    see("their class", [type(handle).__name__ for handle in handles])
    for handle in handles:
        net.load_state_dict({})
        handle.remove()
    net.load_state_dict({})
    see("the calls", calls)
    see("what is left", [len(net._load_state_dict_pre_hooks), len(net._load_state_dict_post_hooks)])


@probe("7.14")
def loading_calls_them_in_the_order_of_their_registration(torch, see):
    """One registry for the pre-hooks of both kinds, one for the others."""
    net = torch.nn.ReLU()
    calls = []
    net.register_load_state_dict_post_hook(lambda *args: calls.append("first post"))
    net.register_load_state_dict_pre_hook(lambda *args: calls.append("first pre"))
    net._register_load_state_dict_pre_hook(lambda *args: calls.append("second pre"))
    net.register_load_state_dict_post_hook(lambda *args: calls.append("second post"))
    net.load_state_dict({})
    see("the calls", calls)


@probe("7.14")
def the_hook_of_a_copied_module_belongs_to_the_copy(torch, see):
    """Who keeps the module: your registration, or the class that is given?"""
    net = torch.nn.ReLU()
    seen = []
    net.register_load_state_dict_pre_hook(lambda module, *others: seen.append(module))
    twin = copy.deepcopy(net)
    twin.load_state_dict({})
    see("whose hook was called", [module is twin for module in seen])
