"""What lesson 04 claims of buffers, of the two modes, of Dropout and of BatchNorm."""

import copy
import itertools

from course.checks.batchnorm_pieces import with_pieces
from course.predictions import prediction
from course.probes import probe

# -- 4.1 register_buffer


@probe("4.1")
def a_buffer_is_kept_itself_and_read_as_an_attribute(torch, see):
    """What do you store, and where?"""
    nn = torch.nn
    net, values = nn.Module(), torch.ones(2)
    net.register_buffer("mean", values)
    see("the names", list(net._buffers))
    see("whether it is the same object", net.mean is values)
    see("whether the name is in __dict__ too", "mean" in net.__dict__)


@probe("4.1")
def a_buffer_is_no_parameter(torch, see):
    """Who trains it? Is it in a registry that an optimizer hears of?"""
    nn = torch.nn
    net = nn.Module()
    net.register_buffer("mean", torch.zeros(2))
    see("the parameters", list(net.parameters()))
    see("the buffer", net.mean)


@probe("4.1")
def none_keeps_the_name_of_a_buffer(torch, see):
    """`None` says that there could be one. Is it refused, or passed over?"""
    nn = torch.nn
    net = nn.Module()
    net.register_buffer("mean", None)
    see("what is registered", dict(net._buffers))


@probe("4.1")
def only_a_tensor_is_a_buffer(torch, see):
    """Which values pass your test?"""
    nn = torch.nn
    net = nn.Module()
    for said, value in (("a number", 3), ("a list", [1.0]), ("0", 0), ("a module", nn.Module())):
        see.raises(said, lambda value=value: net.register_buffer("mean", value))
    see("the names", list(net._buffers))


@probe("4.1")
def a_parameter_may_be_a_buffer_too(torch, see):
    """How do you ask whether the value is a tensor?"""
    nn = torch.nn
    net = nn.Module()
    net.register_buffer("frozen", nn.Parameter(torch.ones(1)))
    see("the names", list(net._buffers))
    see("the parameters", list(net._parameters))


@probe("4.1")
def the_name_of_a_buffer_is_checked(torch, see):
    """Who checks names? Which kind do you tell it?"""
    nn = torch.nn

    class Early(nn.Module):
        def __init__(self):
            self.register_buffer("mean", None)

    net = nn.Module()
    net.register_parameter("w", None)
    see.raises("before super().__init__()", Early)
    see.raises("a number", lambda: net.register_buffer(5, None))
    see.raises("a dot", lambda: net.register_buffer("a.b", None))
    see.raises("an empty name", lambda: net.register_buffer("", None))
    see.raises("the name of a parameter", lambda: net.register_buffer("w", None))
    see.raises("another attribute", lambda: net.register_buffer("training", None))
    net.register_buffer("mean", None)
    see.raises("its own name again", lambda: net.register_buffer("mean", torch.ones(1)))


@probe("4.1")
def a_bad_name_is_said_before_a_bad_value(torch, see):
    """Both are wrong here. Which do you look at first?"""
    nn = torch.nn
    net = nn.Module()
    see.raises("a dot and a number", lambda: net.register_buffer("a.b", 3))


@probe("4.1")
def a_buffer_that_is_not_saved_has_its_name_in_the_set(torch, see):
    """What stands in `_non_persistent_buffers_set`: those that are saved, or those that are not?"""
    nn = torch.nn
    net = nn.Module()
    net.register_buffer("mean", torch.zeros(1))
    net.register_buffer("cache", torch.zeros(1), persistent=False)
    net.register_buffer("other", None, False)
    see("the names in the set", net._non_persistent_buffers_set)
    see("all names", list(net._buffers))


@probe("4.1")
def registered_again_it_may_be_saved_after_all(torch, see):
    """The name is in the set from before. Who takes it out?"""
    nn = torch.nn
    net = nn.Module()
    net.register_buffer("cache", torch.zeros(1), persistent=False)
    net.register_buffer("cache", torch.zeros(1))
    see("the names in the set", net._non_persistent_buffers_set)
    net.register_buffer("cache", torch.zeros(1), persistent=False)
    see("not saved once more", net._non_persistent_buffers_set)


@probe("4.1")
def a_refused_buffer_leaves_nothing_behind(torch, see):
    """What has happened already when your test fails?"""
    nn = torch.nn
    net = nn.Module()
    see.raises("a number", lambda: net.register_buffer("cache", 3, persistent=False))
    see("the names, and the set", [list(net._buffers), net._non_persistent_buffers_set])


# -- 4.2 Buffer


@probe("4.2")
def what_is_made_is_a_plain_tensor_with_a_mark(torch, see):
    """Which class has what you return, and what hangs on it?"""
    nn = torch.nn
    b = nn.Buffer(torch.tensor([1.0, 2.0]))
    see("its class", type(b).__name__)
    see("its values", b)
    see("its mark", b._is_buffer)
    see("whether it counts as a Buffer", isinstance(b, nn.Buffer))
    see("whether it counts as a Parameter", isinstance(b, nn.Parameter))


@probe("4.2")
def the_tensor_that_came_in_gets_no_mark(torch, see):
    """On which tensor do you hang the marks?"""
    nn = torch.nn
    values = torch.zeros(2)
    b = nn.Buffer(values)
    see("whether the tensor counts as a Buffer", isinstance(values, nn.Buffer))
    see("whether they are one object", b is values)


@probe("4.2")
def a_buffer_stands_on_the_memory_of_its_data(torch, see):
    """Is anything copied on the way?"""
    nn = torch.nn
    values = torch.zeros(2)
    b = nn.Buffer(values)
    values[0] = 9.0
    see("the buffer after its data changed", b.tolist())


@probe("4.2")
def it_is_saved_unless_told_otherwise(torch, see):
    """Where does `persistent` stand afterwards?"""
    nn = torch.nn
    see("by default", nn.Buffer(torch.ones(1)).persistent)
    see("told not to", nn.Buffer(torch.ones(1), persistent=False).persistent)


@probe("4.2")
def without_data_a_buffer_is_empty(torch, see):
    """How do you ask whether data was given?"""
    nn = torch.nn
    see("nothing", nn.Buffer())
    see("nothing, and not saved", nn.Buffer(persistent=False).persistent)
    see("several numbers", nn.Buffer(torch.ones(2)).tolist())


@probe("4.2")
def it_asks_for_a_gradient_only_if_its_data_does(torch, see):
    """`detach` gives a tensor that asks for none. And if the data asked?"""
    nn = torch.nn
    w = torch.ones(2, requires_grad=True)
    see("from a plain tensor", nn.Buffer(torch.ones(2)).requires_grad)
    see("from one that asks", nn.Buffer(w).requires_grad)
    see("from a computed one: whether it is a leaf", nn.Buffer(w * 3).is_leaf)


@probe("4.2")
def a_parameter_made_a_buffer_is_no_parameter(torch, see):
    """Which class does `detach` of a Parameter have?"""
    nn = torch.nn
    b = nn.Buffer(nn.Parameter(torch.ones(2)))
    see("its class", type(b).__name__)
    see("whether it counts as a Parameter", isinstance(b, nn.Parameter))


# -- 4.3 __setattr__


@prediction("4.3", "a buffer", "still 3", "it raises", wrong="takes the name out of everywhere for a Buffer")
def a_buffer_over_a_plain_attribute(torch):
    """`net.x = 3`, and then `net.x = nn.Buffer(torch.ones(1))`. What is `x` now?"""
    net = torch.nn.Module()
    net.x = 3
    try:
        net.x = torch.nn.Buffer(torch.ones(1))
    except Exception:
        return "it raises"
    return "a buffer" if "x" in net._buffers else "still 3"


@probe("4.3")
def assigning_a_buffer_registers_it(torch, see):
    """Where does the name stand after the assignment?"""
    nn = torch.nn
    net = nn.Module()
    net.mean = nn.Buffer(torch.ones(2))
    see("the buffers", dict(net._buffers))
    see("whether the name is in __dict__ too", "mean" in net.__dict__)
    see("the parameters", list(net._parameters))


@probe("4.3")
def a_plain_tensor_is_a_plain_attribute(torch, see):
    """Which tensors ask to be registered?"""
    nn = torch.nn
    net = nn.Module()
    net.t = torch.ones(2)
    see("the buffers", list(net._buffers))
    see("whether it is in __dict__", "t" in net.__dict__)


@probe("4.3")
def a_plain_tensor_under_the_name_of_a_buffer_is_its_next_value(torch, see):
    """Who is asked when the value says nothing: does the name say something?"""
    nn = torch.nn
    net, new = nn.Module(), torch.ones(2)
    net.register_buffer("mean", torch.zeros(2))
    net.register_buffer("other", None)
    net.mean = new
    net.other = new
    see("the buffers", dict(net._buffers))
    see("whether it is the tensor itself", net._buffers["mean"] is new)
    see("whether a name is in __dict__ too", "mean" in net.__dict__)


@probe("4.3")
def none_under_the_name_of_a_buffer_keeps_it(torch, see):
    """Is the name given up, or kept for the next tensor?"""
    nn = torch.nn
    net = nn.Module()
    net.mean = nn.Buffer(torch.zeros(1))
    net.mean = None
    see("the buffers", dict(net._buffers))
    see("whether the name is in __dict__ too", "mean" in net.__dict__)


@probe("4.3")
def a_parameter_takes_the_name_of_a_buffer(torch, see):
    """Who is asked first: the kind of the value, or the registry that has the name?"""
    nn = torch.nn
    net = nn.Module()
    net.x = nn.Buffer(torch.zeros(1), persistent=False)
    net.x = nn.Parameter(torch.ones(1))
    see("the parameters", list(net._parameters))
    see("the buffers, and the set", [list(net._buffers), net._non_persistent_buffers_set])


@probe("4.3")
def a_module_takes_the_name_of_a_buffer(torch, see):
    """Who is asked first: the kind of the value, or the registry that has the name?"""
    nn = torch.nn
    net = nn.Module()
    net.x = nn.Buffer(torch.zeros(1))
    net.x = nn.Module()
    see("the modules", list(net._modules))
    see("the buffers", list(net._buffers))


@probe("4.3")
def a_buffer_does_not_take_the_name_of_anything_else(torch, see):
    """In which order do you ask? And who clears a name before it is registered: anybody?"""
    nn = torch.nn
    net = nn.Module()
    net.w, net.child, net.plain = nn.Parameter(torch.zeros(1)), nn.Module(), 3
    see.raises("over a parameter", lambda: setattr(net, "w", nn.Buffer(torch.ones(1))))
    see.raises("over a child", lambda: setattr(net, "child", nn.Buffer(torch.ones(1))))
    see.raises("over a plain attribute", lambda: setattr(net, "plain", nn.Buffer(torch.ones(1))))
    see("the plain attribute", net.__dict__.get("plain"))
    see("the registries", [list(net._parameters), list(net._modules), list(net._buffers)])


@probe("4.3")
def parameters_modules_and_plain_attributes_go_where_they_went(torch, see):
    """What of 2.3 has changed?"""
    nn = torch.nn
    net = nn.Module()
    net.w, net.child, net.note = nn.Parameter(torch.zeros(1)), nn.Module(), "plain"
    net.w = None
    net.child = None
    see("the registries", [dict(net._parameters), dict(net._modules), dict(net._buffers)])
    see("the plain one", net.__dict__.get("note"))
    see.raises("a number under the name of a parameter", lambda: setattr(net, "w", 3))
    see.raises("a number under the name of a child", lambda: setattr(net, "child", 3))


@probe("4.3")
def before_init_a_buffer_is_an_error_and_a_number_is_none(torch, see):
    """Where do you look for the registry when there is none yet?"""
    nn = torch.nn

    class Early(nn.Module):
        def __init__(self, value):
            self.x = value

    see.raises("a Buffer", lambda: Early(nn.Buffer(torch.ones(1))))
    see.raises("a number", lambda: Early(3))
    see.raises("a tensor", lambda: Early(torch.ones(1)))


# -- 4.4 _assign_buffer


@probe("4.4")
def a_tensor_leaves_it_as_it_was_whether_a_buffer_is_saved(torch, see):
    """The tensor says nothing about it. Who knows?"""
    nn = torch.nn
    net = nn.Module()
    net.register_buffer("cache", torch.zeros(1), persistent=False)
    net.register_buffer("mean", torch.zeros(1))
    net.cache, net.mean = torch.ones(1), torch.ones(1)
    see("the set", net._non_persistent_buffers_set)
    see("the buffers", dict(net._buffers))


@probe("4.4")
def none_leaves_it_as_it_was_too(torch, see):
    """And when the value is gone for a while?"""
    nn = torch.nn
    net = nn.Module()
    net.register_buffer("cache", torch.zeros(1), persistent=False)
    net.cache = None
    see("the set, with None", net._non_persistent_buffers_set)
    net.cache = torch.ones(1)
    see("the set, with a tensor again", net._non_persistent_buffers_set)


@probe("4.4")
def a_buffer_says_itself_whether_it_is_saved(torch, see):
    """What does the mark `persistent` decide, and for which names?"""
    nn = torch.nn
    net = nn.Module()
    net.a, net.b = nn.Buffer(torch.zeros(1), persistent=False), nn.Buffer(torch.zeros(1))
    see("the set", net._non_persistent_buffers_set)
    net.a, net.b = nn.Buffer(torch.ones(1)), nn.Buffer(torch.ones(1), persistent=False)
    see("the set, the other way round", net._non_persistent_buffers_set)


@probe("4.4")
def anything_else_under_the_name_of_a_buffer_is_a_type_error(torch, see):
    """Which values pass your test, and what do your words say?"""
    nn = torch.nn
    net = nn.Module()
    net.register_buffer("mean", torch.zeros(1))
    net.register_buffer("none", None)
    see.raises("a number", lambda: setattr(net, "mean", 3), message=True)
    see.raises("a list", lambda: setattr(net, "none", [1.0]), message=True)
    see.raises("False", lambda: setattr(net, "mean", False), message=True)
    see("the buffers", dict(net._buffers))


@probe("4.4")
def the_order_of_the_buffers_stays(torch, see):
    """Is the old entry taken out before the new one comes in?"""
    nn = torch.nn
    net = nn.Module()
    for name in ("a", "b", "c"):
        net.register_buffer(name, torch.zeros(1))
    net.a = torch.ones(1)
    net.b = nn.Buffer(torch.ones(1))
    see("the names", list(net._buffers))


@probe("4.4")
def a_class_that_overrides_register_buffer_sees_every_buffer(torch, see):
    """Who puts it into the registry?"""
    nn = torch.nn

    class Counting(nn.Module):
        def register_buffer(self, name, tensor, persistent=True):
            self.__dict__.setdefault("seen", []).append((name, persistent))
            super().register_buffer(name, tensor, persistent)

    net = Counting()
    net.mean = nn.Buffer(torch.zeros(1), persistent=False)
    net.mean = torch.ones(1)
    net.mean = None
    see("what it has seen", net.__dict__.get("seen"))


@probe("4.4")
def before_init_the_words_speak_of_init(torch, see):
    """Where do you look before there is a set?"""
    nn = torch.nn

    class Early(nn.Module):
        def __init__(self):
            self.mean = nn.Buffer(torch.ones(1))

    see.raises("a Buffer", Early, message=True)


# -- 4.5 named_buffers and buffers


@probe("4.5")
def the_buffers_of_all_modules_come_with_their_paths(torch, see):
    """What do you hand to `_named_members`?"""
    nn = torch.nn
    net = nn.Module()
    net.register_buffer("scale", torch.ones(1))
    net.body = nn.Module()
    net.body.register_buffer("mean", torch.zeros(2), persistent=False)
    net.body.register_buffer("same", net.scale)
    net.body.register_buffer("none", None)
    net.body.weight = nn.Parameter(torch.zeros(1))
    see("the names", [name for name, _ in net.named_buffers()])
    kept = [net._buffers["scale"], net.body._buffers["mean"]]
    see("whether they are the objects", [a is b for (_, a), b in zip(net.named_buffers(), kept, strict=False)])
    see("the pairs", dict(net.named_buffers()))


@probe("4.5")
def a_buffer_that_is_not_saved_is_listed_like_any_other(torch, see):
    """Whom is the set for?"""
    nn = torch.nn
    net = nn.Module()
    net.register_buffer("cache", torch.zeros(1), persistent=False)
    net.register_buffer("none", None)
    see("the names", [name for name, _ in net.named_buffers()])
    see("the buffers", list(net.buffers()))


@probe("4.5")
def the_prefix_and_both_flags_are_handed_on(torch, see):
    """Do all three arguments reach the walk, in this order?"""
    nn = torch.nn
    net = nn.Module()
    net.register_buffer("scale", torch.ones(1))
    net.body = nn.Module()
    net.body.register_buffer("mean", torch.zeros(2), persistent=False)
    net.body.register_buffer("same", net.scale)
    net.body.register_buffer("none", None)
    net.body.weight = nn.Parameter(torch.zeros(1))
    see("a prefix", [name for name, _ in net.named_buffers("net")])
    see("this module alone", [name for name, _ in net.named_buffers(recurse=False)])
    see("with duplicates", [name for name, _ in net.named_buffers(remove_duplicate=False)])
    see("by position", [name for name, _ in net.named_buffers("net", False, False)])


@probe("4.5")
def buffers_are_the_same_without_names(torch, see):
    """What is one item of it?"""
    nn = torch.nn
    net = nn.Module()
    net.register_buffer("scale", torch.ones(1))
    net.body = nn.Module()
    net.body.register_buffer("mean", torch.zeros(2), persistent=False)
    net.body.register_buffer("same", net.scale)
    net.body.register_buffer("none", None)
    net.body.weight = nn.Parameter(torch.zeros(1))
    see("the buffers", list(net.buffers()))
    see("of this module alone", list(net.buffers(recurse=False)))
    see("by position", len(list(net.buffers(False))))
    see("whether `next` works on it", next(net.buffers()) is net.scale)


@probe("4.5")
def a_class_that_changes_what_named_buffers_lists_changes_both(torch, see):
    """Is there one walk or two?"""
    nn = torch.nn

    class Told(nn.Module):
        def named_buffers(self, prefix="", recurse=True, remove_duplicate=True):
            yield "recurse", recurse

    see("the buffers", list(Told().buffers()))
    see("told not to recurse", list(Told().buffers(recurse=False)))


@probe("4.5")
def parameters_are_not_buffers_nor_buffers_parameters(torch, see):
    """Which registry does each walk read?"""
    nn = torch.nn
    net = nn.Module()
    net.register_buffer("scale", torch.ones(1))
    net.body = nn.Module()
    net.body.register_buffer("mean", torch.zeros(2), persistent=False)
    net.body.register_buffer("same", net.scale)
    net.body.register_buffer("none", None)
    net.body.weight = nn.Parameter(torch.zeros(1))
    see("the parameters", [name for name, _ in net.named_parameters()])
    see("whether one is in both", [name for name, _ in net.named_buffers() if name == "body.weight"])


# -- 4.6 get_buffer


@probe("4.6")
def a_path_leads_to_its_buffer(torch, see):
    """Where do you cut the path?"""
    nn = torch.nn
    net = nn.Module()
    net.register_buffer("scale", torch.ones(1))
    net.body = nn.Module()
    net.body.register_buffer("mean", torch.zeros(2), persistent=False)
    net.body.register_buffer("same", net.scale)
    net.body.register_buffer("none", None)
    net.body.weight = nn.Parameter(torch.zeros(1))
    net.body.deep = nn.Module()
    net.body.deep.register_buffer("b", torch.full((1,), 7.0))
    see("its own", net.get_buffer("scale") is net.scale)
    see("a child's", net.get_buffer("body.mean") is net.body.mean)
    see("a grandchild's", net.get_buffer("body.deep.b"))


@probe("4.6")
def a_buffer_that_is_none_is_found(torch, see):
    """What do you ask: what the value is, or where the name stands?"""
    nn = torch.nn
    net = nn.Module()
    net.body = nn.Module()
    net.body.register_buffer("none", None)
    see("None", net.get_buffer("body.none"))


@probe("4.6")
def a_tensor_that_is_no_buffer_is_refused(torch, see):
    """Any tensor may be a buffer. What makes it one?"""
    nn = torch.nn
    net = nn.Module()
    net.register_buffer("scale", torch.ones(1))
    net.body = nn.Module()
    net.body.register_buffer("mean", torch.zeros(2), persistent=False)
    net.body.register_buffer("same", net.scale)
    net.body.register_buffer("none", None)
    net.body.weight = nn.Parameter(torch.zeros(1))
    net.body.plain = torch.ones(1)
    see.raises("a plain tensor", lambda: net.get_buffer("body.plain"))
    see.raises("a parameter", lambda: net.get_buffer("body.weight"))
    see.raises("a module", lambda: net.get_buffer("body"))


@probe("4.6")
def a_path_to_nowhere_is_an_attribute_error(torch, see):
    """Which exception comes out of your look-up?"""
    nn = torch.nn
    net = nn.Module()
    net.register_buffer("scale", torch.ones(1))
    net.body = nn.Module()
    net.body.register_buffer("mean", torch.zeros(2), persistent=False)
    net.body.register_buffer("same", net.scale)
    net.body.register_buffer("none", None)
    net.body.weight = nn.Parameter(torch.zeros(1))
    see.raises("a name that is missing", lambda: net.get_buffer("body.gone"))
    see.raises("a module that is missing", lambda: net.get_buffer("head.mean"))
    see.raises("through a buffer", lambda: net.get_buffer("scale.mean"))
    see.raises("an empty path", lambda: net.get_buffer(""))


@probe("4.6")
def the_registry_asked_is_that_of_the_last_module(torch, see):
    """Whose `_buffers` do you look in?"""
    nn = torch.nn
    net = nn.Module()
    net.register_buffer("mean", torch.zeros(1))
    net.body = nn.Module()
    net.body.mean = torch.ones(1)
    see.raises("a buffer here, a plain tensor there", lambda: net.get_buffer("body.mean"))


# -- 4.7 train and eval


@probe("4.7")
def eval_reaches_every_module_below(torch, see):
    """How many levels deep does it go?"""
    nn = torch.nn
    net = nn.Module()
    net.a = nn.Module()
    net.a.b = nn.Module()
    net.a.b.c = nn.Module()
    net.add_module("none", None)
    net.eval()
    see("the modes", [(path, m.training) for path, m in net.named_modules()])


@probe("4.7")
def train_brings_them_all_back(torch, see):
    """What is `mode` when nobody says?"""
    nn = torch.nn
    net = nn.Module()
    net.a = nn.Module()
    net.a.b = nn.Module()
    net.a.b.c = nn.Module()
    net.add_module("none", None)
    net.eval()
    net.train()
    see("the modes", [(path, m.training) for path, m in net.named_modules()])
    net.train(False)
    see("told False", [(path, m.training) for path, m in net.named_modules()])
    net.train(mode=True)
    see("told True", [(path, m.training) for path, m in net.named_modules()])


@probe("4.7")
def both_return_the_module(torch, see):
    """People write `net = Net().eval()`. What do they get?"""
    net = torch.nn.Module()
    see("train", net.train() is net)
    see("eval", net.eval() is net)


@probe("4.7")
def a_mode_is_a_bool_and_nothing_else(torch, see):
    """1 is true, and "eval" is true as well. Which values pass your test?"""
    net = torch.nn.Module()
    net.eval()
    for mode in (1, 0, None, "eval", 1.0):
        see.raises(repr(mode), lambda mode=mode: net.train(mode))
    see("the mode afterwards", net.training)


@probe("4.7")
def a_part_may_be_in_a_mode_of_its_own_until_someone_says(torch, see):
    """Does a part keep its mode when the whole is told another one?"""
    nn = torch.nn
    net = nn.Module()
    net.a = nn.Module()
    net.a.b = nn.Module()
    net.a.b.c = nn.Module()
    net.add_module("none", None)
    net.a.eval()
    see("a part in eval", [(path, m.training) for path, m in net.named_modules()])
    net.train()
    see("after train", [(path, m.training) for path, m in net.named_modules()])


@probe("4.7")
def a_child_with_a_train_of_its_own_is_asked(torch, see):
    """Do you set the flags of all modules, or ask each child?"""
    nn = torch.nn

    class Frozen(nn.Module):
        def train(self, mode=True):
            return super().train(False)

    net = nn.Module()
    net.body = nn.Module()
    net.body.frozen = Frozen()
    net.body.frozen.inner = nn.Module()
    net.train()
    see("the modes", [(path, m.training) for path, m in net.named_modules()])


@probe("4.7")
def eval_goes_through_train(torch, see):
    """Somebody overrides `train` to be told of the mode. Does `eval` tell, too?"""
    nn = torch.nn

    class Told(nn.Module):
        def train(self, mode=True):
            self.__dict__.setdefault("told", []).append(mode)
            return super().train(mode)

    net = Told()
    see("whether it returns the module", net.eval() is net)
    net.train()
    see("what it was told", net.__dict__.get("told"))


@probe("4.7")
def modules_in_a_list_are_not_reached(torch, see):
    """Whom do you ask: what is registered, or whatever hangs on the object?"""
    nn = torch.nn
    net = nn.Module()
    net.hidden = [nn.Module()]
    net.eval()
    see("the mode of the one in the list", net.hidden[0].training)


# -- 4.8 Dropout


@prediction("4.8", "0 and 1", "0 and 0.5", "0 and 2", wrong="does not scale what is kept")
def what_is_left_of_ones(torch):
    """`nn.Dropout(0.5)` in training, on a tensor of ones. Which numbers come out?"""
    out = torch.nn.Dropout(0.5)(torch.ones(200))
    return " and ".join(f"{v:g}" for v in sorted(set(out.tolist())))


@probe("4.8")
def what_is_kept_is_scaled_up(torch, see):
    """Which numbers come out where 3 went in?"""
    nn = torch.nn
    for p in (0.25, 0.5, 0.75):
        see(f"p = {p}", sorted(set(nn.Dropout(p)(torch.full((400,), 3.0)).tolist())))


@probe("4.8")
def p_is_the_chance_of_being_dropped(torch, see):
    """Of 4,000 numbers about 4,000 p are dropped. Does `p` say what goes, or what stays?"""
    nn = torch.nn
    for p in (0.1, 0.5, 0.8):
        dropped = int((nn.Dropout(p)(torch.ones(4000)) == 0).sum())
        see(f"p = {p}: whether it is near", abs(dropped - 4000 * p) < 250)
    see("the default p", nn.Dropout().p)


@probe("4.8")
def every_number_has_its_own_chance(torch, see):
    """Are whole rows or columns dropped together?"""
    nn = torch.nn
    dropped = nn.Dropout(0.5)(torch.ones(40, 40)) == 0
    see("rows that are all alike", int((dropped.all(1) | ~dropped.any(1)).sum()))
    see("columns that are all alike", int((dropped.all(0) | ~dropped.any(0)).sum()))


@probe("4.8")
def every_call_draws_anew_from_torchs_generator(torch, see):
    """When is the noise drawn, and from which generator?"""
    nn = torch.nn
    layer, x = nn.Dropout(0.5), torch.ones(200)
    torch.manual_seed(3)
    first, second = layer(x), layer(x)
    torch.manual_seed(3)
    see("whether two calls are alike", torch.equal(first, second))
    see("whether the same seed gives the same", torch.equal(first, layer(x)))


@probe("4.8")
def in_eval_the_input_itself_comes_back(torch, see):
    """What is there to do in eval? Is anything scaled, or copied?"""
    nn = torch.nn
    layer, x = nn.Dropout(0.5).eval(), torch.ones(5)
    see("whether it is the input", layer(x) is x)
    layer.train()
    see("in training again: whether it is the input", layer(x) is x)


@probe("4.8")
def the_mode_of_the_whole_reaches_the_layer(torch, see):
    """Which flag does your forward ask, and when?"""
    nn = torch.nn
    net = nn.Module()
    net.drop = nn.Dropout(0.5)
    x = torch.ones(100)
    net.eval()
    see("in eval", torch.equal(net.drop(x), x))
    net.train()
    see("in training", torch.equal(net.drop(x), x))


@probe("4.8")
def with_p_0_nothing_and_with_p_1_everything_is_dropped(torch, see):
    """1 / (1 - 1) is no number. What comes out, and which gradient?"""
    nn = torch.nn
    x = torch.ones(4, requires_grad=True)
    see("p = 0: whether it is the input", nn.Dropout(0)(x) is x)
    out = nn.Dropout(1)(x)
    out.sum().backward()
    see("p = 1", out.tolist())
    see("its gradient", x.grad)


@probe("4.8")
def the_gradient_passes_where_the_number_passed(torch, see):
    """What is the derivative of a number times its noise?"""
    nn = torch.nn
    x = torch.linspace(1, 2, 50).requires_grad_()
    out = nn.Dropout(0.2)(x)
    out.sum().backward()
    see("whether the gradient is the noise", torch.allclose(x.grad * x.detach(), out.detach()))
    see("the numbers in it", sorted(set(x.grad.tolist())))


@probe("4.8")
def in_place_the_input_is_changed_and_returned(torch, see):
    """Whose memory do you write into?"""
    nn = torch.nn
    x, kept = torch.ones(100), torch.ones(100)
    out = nn.Dropout(0.5, inplace=True)(x)
    see("whether it is the input", out is x)
    see("the numbers of the input", sorted(set(x.tolist())))
    nn.Dropout(0.5)(kept)
    see("without inplace: the numbers of the input", sorted(set(kept.tolist())))


@probe("4.8")
def a_p_outside_0_to_1_is_refused_when_the_layer_is_made(torch, see):
    """When do you look at `p`?"""
    nn = torch.nn
    see.raises("p = -0.1", lambda: nn.Dropout(-0.1))
    see.raises("p = 1.5", lambda: nn.Dropout(1.5))
    see.raises("p = 0", lambda: nn.Dropout(0))
    see.raises("p = 1.0", lambda: nn.Dropout(1.0))
    see("its repr", repr(nn.Dropout(0.25, True)))


# -- 4.9 _BatchNorm.__init__


def held(net):
    """Shapes of the parameters and the buffers by name; None where there is none."""
    pairs = [*net._parameters.items(), *net._buffers.items()]
    return [(name, None if t is None else (list(t.shape), str(t.dtype))) for name, t in pairs]


@probe("4.9")
def a_batchnorm_keeps_two_parameters_and_three_buffers(torch, see):
    """Which five names, in which registries, of which shapes?"""
    nn = torch.nn
    net = nn.BatchNorm1d(3)
    see("the parameters", list(net._parameters))
    see("the buffers", list(net._buffers))
    see("shapes and dtypes", held(net))
    see("the names of all parameters", [name for name, _ in net.named_parameters()])


@probe("4.9")
def the_statistics_start_at_0_1_and_0(torch, see):
    """With what does each running number start?"""
    net = torch.nn.BatchNorm2d(2)
    see("the buffers", dict(net._buffers))


@probe("4.9")
def all_buffers_of_a_batchnorm_are_saved(torch, see):
    """Can they be computed again, when the training is over?"""
    see("the set", torch.nn.BatchNorm1d(3)._non_persistent_buffers_set)


@probe("4.9")
def the_counter_is_one_whole_number(torch, see):
    """Which dtype and which shape has it?"""
    count = torch.nn.BatchNorm1d(3).num_batches_tracked
    see("the counter", count)
    see("its dimensions", count.dim())


@probe("4.9")
def without_affine_weight_and_bias_are_none(torch, see):
    """Is the name there, and what does it hold?"""
    nn = torch.nn
    net = nn.BatchNorm1d(3, affine=False)
    see("shapes and dtypes", held(net))
    see("the parameters", list(net.parameters()))
    see.raises("a number under the name", lambda: setattr(net, "weight", 3))


@probe("4.9")
def the_bias_alone_may_be_left_out(torch, see):
    """Two settings decide about the bias. Which?"""
    nn = torch.nn
    see("bias=False", held(nn.BatchNorm1d(2, bias=False)))
    see("affine=False, bias=True", held(nn.BatchNorm1d(2, affine=False, bias=True)))


@probe("4.9")
def without_tracking_the_buffers_are_none(torch, see):
    """Are all three names still there?"""
    nn = torch.nn
    net = nn.BatchNorm1d(3, track_running_stats=False)
    see("the buffers", dict(net._buffers))
    see("the parameters", list(net._parameters))
    net.running_mean = torch.zeros(3)
    see("whether one assigned later is a buffer", "running_mean" in net._buffers)


@probe("4.9")
def the_dtype_is_that_of_all_but_the_counter(torch, see):
    """Which tensors get `dtype`, and which does not?"""
    nn = torch.nn
    see("float64", held(nn.BatchNorm1d(2, dtype=torch.float64)))


@probe("4.9")
def the_device_is_that_of_all_five(torch, see):
    """Which tensors get `device`?"""
    nn = torch.nn
    net = nn.BatchNorm1d(2, device="meta")
    see("their devices", [t.device.type for t in (*net.parameters(), *net.buffers())])


@probe("4.9")
def the_settings_are_kept_and_printed(torch, see):
    """Are they still what they were?"""
    nn = torch.nn
    see("by default", repr(nn.BatchNorm1d(3)))
    see("others", repr(nn.BatchNorm2d(3, 1e-3, None, False, False)))


# -- 4.10 reset_running_stats and reset_parameters


@probe("4.10")
def a_new_layer_has_weight_1_and_bias_0(torch, see):
    """Who calls `reset_parameters`, and what does it fill in?"""
    net = torch.nn.BatchNorm1d(3)
    see("the weight", net.weight)
    see("the bias", net.bias)
    see("the buffers", dict(net._buffers))


@probe("4.10")
def reset_running_stats_touches_the_statistics_alone(torch, see):
    """What did the layer learn, and what did it only see?"""
    net = torch.nn.BatchNorm1d(2)
    for tensor in (*net.parameters(), *net.buffers()):
        tensor.detach().fill_(7)
    net.reset_running_stats()
    see("the buffers", dict(net._buffers))
    see("weight and bias", [net.weight.tolist(), net.bias.tolist()])


@probe("4.10")
def reset_parameters_puts_back_all_five(torch, see):
    """What does the second method begin with?"""
    net = torch.nn.BatchNorm1d(2)
    for tensor in (*net.parameters(), *net.buffers()):
        tensor.detach().fill_(7)
    net.reset_parameters()
    see("the buffers", dict(net._buffers))
    see("weight and bias", [net.weight.tolist(), net.bias.tolist()])


@probe("4.10")
def the_tensors_stay_the_same_objects(torch, see):
    """Somebody else may hold them. Do you change numbers, or put new tensors in their place?"""
    net = torch.nn.BatchNorm1d(2)
    before = [*net._parameters.values(), *net._buffers.values()]
    net.reset_parameters()
    net.reset_running_stats()
    after = [*net._parameters.values(), *net._buffers.values()]
    see("whether each is the same", [a is b for a, b in zip(before, after, strict=True)])
    see("whether weight and bias are leaves", [net.weight.is_leaf, net.bias.is_leaf])


@probe("4.10")
def what_is_none_is_passed_over(torch, see):
    """Which of the five may be missing, and what do you ask before you touch one?"""
    nn = torch.nn
    for said, settings in (
        ("no affine", {"affine": False}),
        ("no bias", {"bias": False}),
        ("no tracking", {"track_running_stats": False}),
        ("neither", {"affine": False, "track_running_stats": False}),
    ):
        net = nn.BatchNorm1d(2, **settings)
        for tensor in (*net.parameters(), *net.buffers()):
            tensor.detach().fill_(7)
        net.reset_parameters()
        see(said, [*net.parameters(), *net.buffers()])


@probe("4.10")
def the_counter_is_reset_too(torch, see):
    """With `momentum=None` the next share depends on it. What is it now?"""
    net = torch.nn.BatchNorm2d(2, momentum=None)
    for tensor in (*net.parameters(), *net.buffers()):
        tensor.detach().fill_(5)
    net.reset_running_stats()
    see("the counter", net.num_batches_tracked)


@probe("4.10")
def a_class_may_reset_in_its_own_way(torch, see):
    """Do you call `reset_running_stats`, or do its work again?"""
    nn = torch.nn

    class Told(nn.BatchNorm1d):
        def reset_running_stats(self):
            self.__dict__["told"] = self.__dict__.get("told", 0) + 1

    net = Told(2)
    net.reset_parameters()
    see("how many times it was called", net.__dict__.get("told"))


# -- 4.11 _moments


@probe("4.11")
def rows_are_averaged_over_the_examples(torch, see):
    """Which dimension is left over for (N, C)?"""
    net = with_pieces(torch, torch.nn.BatchNorm1d(3))
    mean, var = net._moments(torch.tensor([[1.0, 10.0, 0.0], [3.0, 20.0, 0.5]]))
    see("the mean", mean)
    see("the variance", var)


@probe("4.11")
def images_are_averaged_over_examples_and_pixels(torch, see):
    """How many numbers come out for (N, C, H, W)? Which dimension is kept?"""
    net = with_pieces(torch, torch.nn.BatchNorm2d(3))
    mean, var = net._moments((torch.arange(120.0) ** 2 % 23).reshape(4, 3, 2, 5))
    see("the mean", mean)
    see("the variance", var)


@probe("4.11")
def sequences_are_averaged_over_examples_and_steps(torch, see):
    """And for (N, C, L)?"""
    net = with_pieces(torch, torch.nn.BatchNorm1d(2))
    mean, var = net._moments((torch.arange(24.0) ** 2 % 23).reshape(4, 2, 3))
    see("the mean", mean)
    see("the variance", var)


@probe("4.11")
def the_variance_of_the_batch_is_the_biased_one(torch, see):
    """Of 0 and 2 the mean of the squared distances is 1. What do you divide by?"""
    net = with_pieces(torch, torch.nn.BatchNorm1d(2))
    see("of two", net._moments(torch.tensor([[0.0, 5.0], [2.0, 5.5]]))[1])
    see("of three", net._moments(torch.tensor([[0.0, 5.0], [3.0, 5.5], [6.0, 6.0]]))[1])


@probe("4.11")
def a_single_number_per_channel_is_refused(torch, see):
    """How many numbers does a channel have here?"""
    net = with_pieces(torch, torch.nn.BatchNorm1d(3))
    see.raises("one row", lambda: net._moments(torch.ones(1, 3)), message=True)
    see.raises("one image of one pixel", lambda: net._moments(torch.ones(1, 3, 1, 1)))


@probe("4.11")
def one_example_of_many_numbers_is_fine(torch, see):
    """Do you count examples, or numbers per channel?"""
    net = with_pieces(torch, torch.nn.BatchNorm2d(3))
    see.raises("one image", lambda: net._moments(torch.ones(1, 3, 2, 2)))
    see("one sequence", net._moments(torch.tensor([[[1.0, 2.0, 6.0], [0.0, 0.5, 1.0]]])))
    see.raises("several rows of one channel", lambda: net._moments(torch.ones(3, 1)))


# -- 4.12 _track


@prediction("4.12", "1.0", "9.0", "10.0", wrong="the momentum the wrong way round")
def a_momentum_of_a_tenth(torch):
    """The running mean is 0, the batch's mean is 10, `momentum` is 0.1. What is the running mean after this batch?"""
    net = torch.nn.BatchNorm1d(1)
    net(torch.tensor([[8.0], [12.0]]))
    return f"{net.running_mean.item():.1f}"


@probe("4.12")
def momentum_is_the_share_of_the_new(torch, see):
    """Which of the two shares is `momentum`?"""
    net = with_pieces(torch, torch.nn.BatchNorm1d(1, momentum=0.25))
    for batch in (1, 2, 3):
        mean, var = net._moments(torch.tensor([[8.0], [12.0]]))
        net._track(mean, var, 2)
        see(f"the running mean after batch {batch}", net.running_mean)


@probe("4.12")
def the_variance_that_is_kept_is_unbiased(torch, see):
    """Of 8 and 12 the mean squared distance is 4. What is kept, and by which factor does it differ?"""
    net = with_pieces(torch, torch.nn.BatchNorm1d(1, momentum=1.0))
    mean, var = net._moments(torch.tensor([[8.0], [12.0]]))
    net._track(mean, var, 2)
    see("the running variance", net.running_var)
    net.momentum = 0.5
    net._track(mean, var, 2)
    see("the same batch again, by half", net.running_var)


@probe("4.12")
def n_counts_the_pixels_too(torch, see):
    """What is n for images?"""
    net = with_pieces(torch, torch.nn.BatchNorm2d(2, momentum=1.0))
    mean, var = net._moments((torch.arange(16.0) ** 2 % 23).reshape(2, 2, 2, 2))
    net._track(mean, var, 8)
    see("the running mean", net.running_mean)
    see("the running variance", net.running_var)


@probe("4.12")
def every_batch_is_counted_whatever_the_momentum(torch, see):
    """When does `num_batches_tracked` go up?"""
    for momentum in (0.1, None, 0.0):
        net = with_pieces(torch, torch.nn.BatchNorm1d(1, momentum=momentum))
        for _ in range(3):
            mean, var = net._moments(torch.tensor([[0.0], [2.0]]))
            net._track(mean, var, 2)
        see(f"the counter with momentum {momentum}", net.num_batches_tracked)


@probe("4.12")
def without_momentum_all_batches_count_alike(torch, see):
    """The share is 1 / the number of batches. Is this batch counted already when you divide?"""
    net = with_pieces(torch, torch.nn.BatchNorm1d(1, momentum=None))
    for middle in (10.0, 20.0, 60.0):
        mean, var = net._moments(torch.tensor([[middle - 1], [middle + 1]]))
        net._track(mean, var, 2)
        see(f"the running mean after {middle}", net.running_mean)
    see("the running variance", net.running_var)


@probe("4.12")
def a_momentum_of_0_is_a_momentum(torch, see):
    """How do you ask whether there is one?"""
    net = with_pieces(torch, torch.nn.BatchNorm1d(1, momentum=0.0))
    mean, var = net._moments(torch.tensor([[8.0], [12.0]]))
    net._track(mean, var, 2)
    see("the running mean", net.running_mean)
    see("the running variance", net.running_var)


@probe("4.12")
def the_statistics_stay_the_same_tensors(torch, see):
    """Others may hold them, a copy of the network's buffers say. Do you change them, or put new ones in their place?"""
    net = with_pieces(torch, torch.nn.BatchNorm1d(1))
    before = list(net.buffers())
    mean, var = net._moments(torch.tensor([[8.0], [12.0]]))
    net._track(mean, var, 2)
    see("whether each is the same", [a is b for a, b in zip(before, net.buffers(), strict=False)])
    see("the counter", net.num_batches_tracked)


@probe("4.12")
def the_statistics_ask_for_no_gradient(torch, see):
    """The batch's mean is part of a graph. Is the running mean, afterwards?"""
    net = with_pieces(torch, torch.nn.BatchNorm1d(1))
    mean, var = net._moments(torch.tensor([[8.0], [12.0]], requires_grad=True))
    net._track(mean, var, 2)
    see("whether they ask for a gradient", [b.requires_grad for b in net.buffers()])
    see("whether they are leaves", [b.is_leaf for b in net.buffers()])


@probe("4.12")
def the_counter_stays_a_whole_number(torch, see):
    """What is its dtype after you have added to it?"""
    net = with_pieces(torch, torch.nn.BatchNorm1d(1))
    mean, var = net._moments(torch.tensor([[8.0], [12.0]]))
    net._track(mean, var, 2)
    see("the counter", net.num_batches_tracked)
    see("whether it is still a buffer", "num_batches_tracked" in net._buffers)


# -- 4.13 _normalized


@probe("4.13")
def rows_are_brought_to_one_scale(torch, see):
    """Mean, root of the variance: what is done with each?"""
    net = with_pieces(torch, torch.nn.BatchNorm1d(2, eps=0.0))
    x, mean, var = torch.tensor([[1.0, 8.0], [3.0, 20.0]]), torch.tensor([1.0, 8.0]), torch.tensor([4.0, 16.0])
    see("rows", net._normalized(x, mean, var).detach())


@probe("4.13")
def eps_stands_under_the_root(torch, see):
    """Is `eps` added to the variance, or to its root?"""
    net = with_pieces(torch, torch.nn.BatchNorm1d(1, eps=0.75))
    x = torch.tensor([[1.0], [3.0]])
    see("variance 0.25, eps 0.75", net._normalized(x, torch.zeros(1), torch.tensor([0.25])).detach())
    see("no variance", net._normalized(x, torch.zeros(1), torch.zeros(1)).detach())


@probe("4.13")
def a_weight_or_a_bias_that_is_none_is_left_out(torch, see):
    """Which of the two may be None without the other?"""
    x = torch.tensor([[1.0, 8.0], [3.0, 20.0]])
    net = with_pieces(torch, torch.nn.BatchNorm1d(2, affine=False))
    see("neither", net._normalized(x, torch.zeros(2), torch.ones(2)))
    net = with_pieces(torch, torch.nn.BatchNorm1d(2, bias=False))
    see("no bias", net._normalized(x, torch.zeros(2), torch.ones(2)).detach())


@probe("4.13")
def images_are_normalized_channel_by_channel(torch, see):
    """Which shape must a (C,) have to meet (N, C, H, W)?"""
    net = with_pieces(torch, torch.nn.BatchNorm2d(3, affine=False))
    for side in (2, 3):
        x = (torch.arange(6.0 * side * side) ** 2 % 23).reshape(2, 3, side, side)
        mean, var = torch.tensor([0.0, 1.0, 2.0]), torch.tensor([1.0, 4.0, 16.0])
        see(f"3 channels, {side} wide", net._normalized(x, mean, var))


@probe("4.13")
def sequences_are_normalized_channel_by_channel(torch, see):
    """And (N, C, L)?"""
    net = with_pieces(torch, torch.nn.BatchNorm1d(2, affine=False))
    for shape in ((3, 2, 2), (2, 2, 3)):
        x = (torch.arange(12.0) ** 2 % 23).reshape(shape)
        mean, var = torch.tensor([0.0, 1.0]), torch.tensor([1.0, 4.0])
        see(f"of the shape {shape}", net._normalized(x, mean, var))


@probe("4.13")
def weight_stretches_and_bias_shifts_each_channel(torch, see):
    """In which order, and on which dimension?"""
    for net, shape in ((torch.nn.BatchNorm1d(2), (4, 2)), (torch.nn.BatchNorm2d(2), (1, 2, 2, 2))):
        net = with_pieces(torch, net)
        with torch.no_grad():
            net.weight.copy_(torch.tensor([2.0, -3.0]))
            net.bias.copy_(torch.tensor([10.0, 20.0]))
        x = torch.arange(8.0).reshape(shape)
        see(f"of the shape {shape}", net._normalized(x, torch.zeros(2), torch.ones(2)).detach())


@probe("4.13")
def without_a_bias_the_weight_still_stretches(torch, see):
    """Do you ask for the two together, or one by one?"""
    net = with_pieces(torch, torch.nn.BatchNorm1d(2, bias=False))
    with torch.no_grad():
        net.weight.fill_(3.0)
    x = torch.tensor([[1.0, 8.0], [3.0, 20.0]])
    see("no bias", net._normalized(x, torch.zeros(2), torch.ones(2)).detach())


@probe("4.13")
def gradients_reach_input_weight_and_bias(torch, see):
    """Are the Parameters themselves in your formula?"""
    net = with_pieces(torch, torch.nn.BatchNorm1d(2))
    x = torch.tensor([[1.0, 8.0], [3.0, 20.0]], requires_grad=True)
    out = net._normalized(x, torch.tensor([1.0, 2.0]), torch.tensor([1.0, 4.0]))
    (out * torch.tensor([[1.0, 2.0], [3.0, 5.0]])).sum().backward()
    see("of the input", x.grad)
    see("of the weight", net.weight.grad)
    see("of the bias", net.bias.grad)


@probe("4.13")
def nothing_it_was_given_is_changed(torch, see):
    """Do you write into a tensor that belongs to somebody else?"""
    net = with_pieces(torch, torch.nn.BatchNorm1d(2, eps=0.5))
    x, mean, var = torch.tensor([[1.0, 8.0], [3.0, 20.0]]), torch.tensor([1.0, 2.0]), torch.tensor([1.0, 4.0])
    net._normalized(x, mean, var)
    see("input, mean and variance", [x, mean, var])
    see("the weight", net.weight)


# -- 4.14 forward


@probe("4.14")
def in_training_the_batch_is_its_own_measure(torch, see):
    """Which mean and which variance are used while the layer learns?"""
    net = torch.nn.BatchNorm1d(2)
    for batch in (1, 2):
        see(f"batch {batch}", net((torch.arange(8.0) ** 2 % 23).reshape(4, 2) * batch).detach())
    see("the mean of each channel", net((torch.arange(8.0) ** 2 % 23).reshape(4, 2)).detach().mean(0))


@probe("4.14")
def in_training_the_running_statistics_are_moved(torch, see):
    """Who calls `_track`, with what, and how many times?"""
    net = torch.nn.BatchNorm2d(2)
    for _ in range(2):
        net((torch.arange(16.0) ** 2 % 23).reshape(2, 2, 2, 2))
    see("the buffers", dict(net._buffers))


@probe("4.14")
def in_eval_the_running_statistics_are_used_and_left_alone(torch, see):
    """What counts in eval, and what changes?"""
    net = torch.nn.BatchNorm1d(2)
    net((torch.arange(8.0) ** 2 % 23).reshape(4, 2) + 3)
    before = copy.deepcopy(dict(net._buffers))
    net.eval()
    see("one row alone", net(torch.tensor([[1.0, 2.0]])).detach())
    see("the same row among others", net(torch.tensor([[1.0, 2.0], [9.0, 9.0]])).detach()[:1])
    see("what changed", [name for name, b in net._buffers.items() if not torch.equal(b, before[name])])


@probe("4.14")
def without_tracking_the_batch_is_used_in_eval_too(torch, see):
    """There are no running statistics. What is left to use?"""
    net = torch.nn.BatchNorm1d(2, track_running_stats=False)
    see("in training", net((torch.arange(8.0) ** 2 % 23).reshape(4, 2)).detach())
    net.eval()
    see("in eval", net((torch.arange(8.0) ** 2 % 23).reshape(4, 2)).detach())
    see("the buffers", dict(net._buffers))


@probe("4.14")
def tracking_may_be_turned_off_later(torch, see):
    """Two questions: are there statistics, and are they to be moved? Which setting answers which?"""
    net = torch.nn.BatchNorm1d(2)
    net((torch.arange(8.0) ** 2 % 23).reshape(4, 2))
    net.track_running_stats = False
    net((torch.arange(8.0) ** 2 % 23).reshape(4, 2) + 5)
    see("the buffers after another batch", dict(net._buffers))
    net.eval()
    see("in eval", net((torch.arange(8.0) ** 2 % 23).reshape(4, 2)).detach())


@probe("4.14")
def a_wrong_number_of_dimensions_is_refused_before_anything_else(torch, see):
    """What is looked at first?"""
    nn = torch.nn
    one, two = nn.BatchNorm1d(2), nn.BatchNorm2d(2)
    for said, net, shape in (("1d", one, (2,)), ("1d", one, (2, 2, 2, 2)), ("2d", two, (4, 2)), ("2d", two, (4, 2, 2))):
        see.raises(f"{said} of {len(shape)} dimensions", lambda net=net, shape=shape: net(torch.ones(shape)))
    see("the counters", [one.num_batches_tracked.item(), two.num_batches_tracked.item()])
    see.raises("another number of channels", lambda: one(torch.ones(4, 3)))


@probe("4.14")
def a_single_row_is_refused_in_training_alone(torch, see):
    """Which of the two modes needs more than one number?"""
    net = torch.nn.BatchNorm1d(2)
    see.raises("in training", lambda: net(torch.ones(1, 2)))
    net.eval()
    see.raises("in eval", lambda: net(torch.ones(1, 2)))


@probe("4.14")
def gradients_know_that_the_mean_depends_on_the_input(torch, see):
    """Is anything detached on the way through the batch's moments?"""
    net, x = torch.nn.BatchNorm1d(2), (torch.arange(8.0) ** 2 % 23).reshape(4, 2).requires_grad_()
    (net(x) * (torch.arange(8.0) ** 2 % 23).reshape(2, 4).reshape(4, 2) ** 2).sum().backward()
    see("of the input", x.grad)
    see("of the weight", net.weight.grad)
    see("of the bias", net.bias.grad)


@probe("4.14")
def a_part_in_eval_stays_so_while_the_rest_learns(torch, see):
    """Whose mode decides?"""
    nn = torch.nn
    net = nn.Module()
    net.first, net.second = nn.BatchNorm1d(2), nn.BatchNorm1d(2)
    net.second.eval()
    for _, layer in itertools.product(range(2), (net.first, net.second)):
        layer((torch.arange(8.0) ** 2 % 23).reshape(4, 2))
    see("the counters", [b for name, b in net.named_buffers() if name.endswith("tracked")])
