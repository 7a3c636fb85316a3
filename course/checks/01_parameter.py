"""What lesson 01 claims of Parameter and of a single Module."""

import copy
import enum
import pickle

from course.predictions import prediction
from course.probes import probe

# -- 1.1 Parameter.__new__


@probe("1.1")
def a_parameter_is_a_tensor_of_a_class_of_its_own(torch, see):
    """Which class do you pass on, and what does `_make_subclass` return?"""
    nn = torch.nn
    p = nn.Parameter(torch.tensor([2.0]))
    see("its class", type(p).__name__)
    see("whether it is a Tensor", isinstance(p, torch.Tensor))
    see("its values", p.tolist())


@probe("1.1")
def data_of_several_elements_has_no_single_truth_value(torch, see):
    """How do you ask whether `data` was given?"""
    nn = torch.nn
    see("two ones", nn.Parameter(torch.ones(2)).tolist())
    see("a single zero", nn.Parameter(torch.zeros(1)).tolist())


@probe("1.1")
def it_asks_for_a_gradient_unless_told_otherwise(torch, see):
    """Does the argument `requires_grad` reach the tensor, both ways?"""
    nn = torch.nn
    see("by default", nn.Parameter(torch.zeros(2)).requires_grad)
    see("told not to", nn.Parameter(torch.zeros(2), requires_grad=False).requires_grad)
    see("told not to, by position", nn.Parameter(torch.zeros(2), False).requires_grad)


@probe("1.1")
def the_tensor_it_was_given_is_not_touched(torch, see):
    """Whose flag do you set?"""
    nn = torch.nn
    values = torch.zeros(2)
    p = nn.Parameter(values)
    see("the data's requires_grad", values.requires_grad)
    see("whether they are one object", p is values)


@probe("1.1")
def it_shares_the_memory_of_its_data(torch, see):
    """Is anything copied on the way?"""
    nn = torch.nn
    values = torch.tensor([1.0, 2.0])
    p = nn.Parameter(values)
    values[0] = 9.0
    see("the parameter after its data changed", p.tolist())


@probe("1.1")
def without_data_it_is_empty(torch, see):
    """What is `data` when nobody gave any?"""
    nn = torch.nn
    see("an empty parameter", nn.Parameter())
    see("an empty one that is frozen", nn.Parameter(None, requires_grad=False))


@probe("1.1")
def it_is_a_leaf_whatever_computed_its_data(torch, see):
    """Does the new tensor still know how its data was computed?"""
    nn = torch.nn
    w = torch.ones(2, requires_grad=True)
    p = nn.Parameter(w * 3)
    see("whether it is a leaf", p.is_leaf)
    see("whether it has a grad_fn", p.grad_fn is not None)


@probe("1.1")
def a_subclass_of_parameter_stays_what_it_is(torch, see):
    """`cls` is the class that was called. Is it the class that is made?"""
    nn = torch.nn

    class Frozen(nn.Parameter):
        def __new__(cls, data=None):
            return super().__new__(cls, data, requires_grad=False)

    p = Frozen(torch.ones(2))
    see("its class", type(p).__name__)
    see("whether it is a Parameter", isinstance(p, nn.Parameter))


# -- 1.2 Module.__init__


@probe("1.2")
def a_new_module_holds_seventeen_empty_things(torch, see):
    """Compare with what `vars(nn.Module())` shows for torch. What is missing, and what has another type?"""
    nn = torch.nn
    held = vars(nn.Module())
    see("the names, and what they hold", {name: held[name] for name in sorted(held)})


@probe("1.2")
def every_module_has_registries_of_its_own(torch, see):
    """Where is the dict made: once, or once for every module?"""
    nn = torch.nn
    one, other = nn.Module(), nn.Module()
    registries = [name for name, value in vars(one).items() if isinstance(value, dict | set)]
    see("which registries they share", [name for name in registries if vars(one)[name] is vars(other)[name]])
    one._parameters["w"] = None
    see("the other's names", [list(other._parameters), list(other._buffers), list(other._modules)])


@probe("1.2")
def no_two_registries_of_a_module_are_one(torch, see):
    """Is one dict standing under several names?"""
    nn = torch.nn
    net = nn.Module()
    net._parameters["w"] = None
    net._forward_hooks[0] = None
    see("what is not empty now", {n: v for n, v in sorted(vars(net).items()) if isinstance(v, dict) and v})


@probe("1.2")
def a_module_starts_in_training_mode(torch, see):
    """`training` is a flag of the object."""
    nn = torch.nn
    net = nn.Module()
    see("training", net.training)
    see("where the flag is", "training" in vars(net))


@probe("1.2")
def init_takes_no_arguments(torch, see):
    """What does your signature allow?"""
    nn = torch.nn
    see.raises("a number", lambda: nn.Module(3))
    see.raises("a keyword", lambda: nn.Module(size=3))


# -- 1.3 _check_name


@probe("1.3")
def a_fit_name_is_registered(torch, see):
    """Which of your tests fires for a name that is fine?"""
    nn = torch.nn
    net = nn.Module()
    net.register_parameter("weight", None)
    net.register_parameter("weight_2", None)
    net.register_parameter("0", None)
    see("the names", list(net._parameters))


@probe("1.3")
def before_init_there_is_nothing_to_register_in(torch, see):
    """Where do you look for the registry, and what happens there when it does not exist?"""
    nn = torch.nn

    class Early(nn.Module):
        def __init__(self):
            self.register_parameter("w", None)

    see.raises("registering before super().__init__()", Early)


@probe("1.3")
def a_name_must_be_text(torch, see):
    """What do your other tests say of a name that is no text, and which test comes first?"""
    nn = torch.nn
    net = nn.Module()
    see.raises("a number", lambda: net.register_parameter(5, None))
    see.raises("None", lambda: net.register_parameter(None, None))
    see.raises("a list with a dot in it", lambda: net.register_parameter(["."], None))


@probe("1.3")
def a_subclass_of_str_is_text(torch, see):
    """How do you ask whether the name is text?"""
    nn = torch.nn

    class Key(enum.StrEnum):
        WEIGHT = "weight"

    net = nn.Module()
    net.register_parameter(Key.WEIGHT, None)
    see("whether the name is registered", "weight" in net._parameters)


@probe("1.3")
def a_name_is_not_empty_and_has_no_dot(torch, see):
    """`state_dict` joins names with dots. Which names would be ambiguous there?"""
    nn = torch.nn
    net = nn.Module()
    see.raises("an empty name", lambda: net.register_parameter("", None))
    see.raises("a dot inside", lambda: net.register_parameter("a.b", None))
    see.raises("a dot at the end", lambda: net.register_parameter("a.", None))
    see("the names", list(net._parameters))


@probe("1.3")
def a_name_that_another_attribute_has_is_taken(torch, see):
    """Attributes live on the object, on its class and on the class it derives from. Which of them do you ask?"""
    nn = torch.nn

    class Net(nn.Module):
        size = 3

        def scale(self): ...

    net = Net()
    see.raises("an attribute of the object", lambda: net.register_parameter("training", None))
    see.raises("an attribute of the class", lambda: net.register_parameter("size", None))
    see.raises("a method", lambda: net.register_parameter("scale", None))
    see.raises("a method of Module", lambda: net.register_parameter("register_parameter", None))
    see("the names", list(net._parameters))


@probe("1.3")
def a_name_is_taken_by_others_not_by_its_own_registry(torch, see):
    """`hasattr` says True of what is registered, too, once it can be read. Is such a name taken?"""
    nn = torch.nn

    class Net(nn.Module):
        bias = None

    net = Net()
    net._parameters["bias"] = None
    see("hasattr", hasattr(net, "bias"))
    see.raises("registering it again", lambda: net.register_parameter("bias", None))


@probe("1.3")
def the_same_name_may_be_registered_again(torch, see):
    """The name is taken by what it stands for already. Is that a reason to refuse it?"""
    nn = torch.nn
    net = nn.Module()
    p, q = nn.Parameter(torch.zeros(1)), nn.Parameter(torch.ones(1))
    net.register_parameter("w", p)
    net.register_parameter("b", None)
    net.register_parameter("w", q)
    see("the names, in order", list(net._parameters))
    see("whether the second one is there", net._parameters["w"] is q)


@probe("1.3")
def the_kind_says_which_registry_is_asked(torch, see):
    """`kind` is an argument. Where do you use it, besides in the words of your errors?"""
    nn = torch.nn

    class Net(nn.Module):
        w = mean = None

    net = Net()
    net._parameters["w"] = net._buffers["mean"] = None
    see.raises("a buffer under its own name", lambda: check_buffer_name(net, "mean"))
    see.raises("a buffer under the name of a parameter", lambda: check_buffer_name(net, "w"))


def check_buffer_name(net, name):
    """Torch checks the name inside register_buffer, which lesson 04 builds on your `_check_name`."""
    if hasattr(net, "_check_name"):
        net._check_name("buffer", name)
    else:
        net.register_buffer(name, None)


# -- 1.4 register_parameter


@probe("1.4")
def a_parameter_is_kept_itself(torch, see):
    """Do you store the object you were given?"""
    nn = torch.nn
    net = nn.Module()
    p = nn.Parameter(torch.ones(2))
    net.register_parameter("w", p)
    see("the names", list(net._parameters))
    see("whether it is the same object", net._parameters["w"] is p)
    see("whether the name is in __dict__ too", "w" in net.__dict__, ask="In how many places does a name stand?")


@probe("1.4")
def the_name_is_still_checked(torch, see):
    """This form replaces the first one. What did the first one do before it stored?"""
    nn = torch.nn
    net = nn.Module()
    see.raises("a dot", lambda: net.register_parameter("a.b", None))
    see.raises("a taken name", lambda: net.register_parameter("training", None))


@probe("1.4")
def none_is_kept_under_its_name(torch, see):
    """`None` says that there could be one. What does your registry say?"""
    nn = torch.nn
    net = nn.Module()
    net.register_parameter("bias", None)
    see("what is registered", dict(net._parameters))


@probe("1.4")
def anything_else_is_a_type_error(torch, see):
    """A plain tensor would never be trained. Which values pass your test?"""
    nn = torch.nn
    net = nn.Module()
    see.raises("a plain tensor", lambda: net.register_parameter("w", torch.ones(2)))
    see.raises("one that asks for a gradient", lambda: net.register_parameter("w", torch.ones(2, requires_grad=True)))
    see.raises("a number", lambda: net.register_parameter("w", 0))
    see.raises("the class", lambda: net.register_parameter("w", nn.Parameter))


@probe("1.4")
def a_subclass_of_parameter_is_a_parameter(torch, see):
    """How do you ask for the class of the value?"""
    nn = torch.nn

    class Scale(nn.Parameter):
        pass

    net = nn.Module()
    net.register_parameter("w", Scale(torch.ones(2)))
    see("the names", list(net._parameters))


@probe("1.4")
def a_parameter_that_was_computed_is_refused(torch, see):
    """Its gradient would never arrive. Which attribute tells a leaf from a result?"""
    nn = torch.nn
    net = nn.Module()
    p = nn.Parameter(torch.zeros(2), requires_grad=False)
    p.add_(nn.Parameter(torch.ones(2)))
    see.raises("a parameter with a grad_fn", lambda: net.register_parameter("w", p))


@probe("1.4")
def a_frozen_parameter_is_fine(torch, see):
    """Not asking for a gradient is one thing, being computed another. Which of the two do you test?"""
    nn = torch.nn
    net = nn.Module()
    net.register_parameter("w", nn.Parameter(torch.ones(2), requires_grad=False))
    see("the names", list(net._parameters))


@probe("1.4")
def the_name_is_looked_at_before_the_value(torch, see):
    """Both are wrong here. Which one does torch complain about?"""
    nn = torch.nn
    net = nn.Module()
    see.raises("a dot, and a number", lambda: net.register_parameter("a.b", 5))
    see.raises("a taken name, and a number", lambda: net.register_parameter("training", 5))


@probe("1.4")
def registering_again_keeps_the_place(torch, see):
    """Optimizers and files know parameters by their order. What does yours do to it?"""
    nn = torch.nn
    net = nn.Module()
    for name in ("w", "b", "w"):
        net.register_parameter(name, nn.Parameter(torch.ones(1)))
    see("the names, in order", list(net._parameters))


@probe("1.4")
def a_refused_value_leaves_the_registry_as_it_was(torch, see):
    """Is anything stored before the last test has passed?"""
    nn = torch.nn
    net = nn.Module()
    p = nn.Parameter(torch.ones(2))
    net.register_parameter("w", p)
    see.raises("a plain tensor", lambda: net.register_parameter("w", torch.zeros(2)))
    see("whether the old one is there", net._parameters["w"] is p)
    see.raises("a plain tensor under a new name", lambda: net.register_parameter("v", torch.zeros(2)))
    see("the names", list(net._parameters))


# -- 1.5 __getattr__


@probe("1.5")
def a_registered_parameter_is_read_like_an_attribute(torch, see):
    """Is what you return the object in the registry?"""
    nn = torch.nn
    net = nn.Module()
    p = nn.Parameter(torch.ones(2))
    net._parameters["w"] = p
    see("whether it is the same object", net.w is p)


@probe("1.5")
def reading_leaves_everything_where_it_is(torch, see):
    """What is read the second time, when another parameter has come in between?"""
    nn = torch.nn
    net = nn.Module()
    first, second = nn.Parameter(torch.zeros(1)), nn.Parameter(torch.ones(1))
    net._parameters["w"] = first
    see("whether the first is read", net.w is first)
    net._parameters["w"] = second
    see("whether the second is read", net.w is second)


@probe("1.5")
def none_in_a_registry_is_an_answer(torch, see):
    """How do you tell a name whose value is None from a name that is missing?"""
    nn = torch.nn
    net = nn.Module()
    net._parameters["bias"] = None
    see("the attribute", net.bias)
    see("hasattr", hasattr(net, "bias"))


@probe("1.5")
def buffers_and_modules_are_found_too(torch, see):
    """There are three registries. Which of them do you look in?"""
    nn = torch.nn
    net = nn.Module()
    net._buffers["mean"] = "a buffer"
    net._modules["first"] = "a module"
    see("the buffer", getattr(net, "mean", "not found"))
    see("the module", getattr(net, "first", "not found"))


@probe("1.5")
def parameters_come_before_buffers_before_modules(torch, see):
    """In which order do you look?"""
    nn = torch.nn
    net = nn.Module()
    net._buffers.update(one="buffer", two="buffer")
    net._modules.update(one="module", two="module", three="module")
    net._parameters["one"] = "parameter"
    see("what is found", [net.one, net.two, net.three])


@probe("1.5")
def a_missing_name_is_an_attribute_error_in_pythons_words(torch, see):
    """People search for these words. Whose class do they name?"""
    nn = torch.nn

    class Net(nn.Module):
        pass

    net = Net()
    see.raises("a missing name", lambda: net.weigth, message=True)
    see("hasattr", hasattr(net, "weigth"))
    see("getattr with a default", getattr(net, "weigth", "default"))


@probe("1.5")
def before_init_a_missing_name_is_still_an_attribute_error(torch, see):
    """Without `Module.__init__` there are no registries. Which method does Python call when you ask for one?"""
    nn = torch.nn

    class Early(nn.Module):
        def __init__(self):
            self.__dict__["size"] = 3

    net = Early()
    see("a plain attribute", net.size)
    see.raises("a missing one", lambda: net.w, message=True)


# -- 1.6 __setattr__


@prediction("1.6", "yes", "no", "it raises", wrong="assigning None deletes the name")
def none_over_a_parameter(torch):
    """`net.w` is a parameter. After `net.w = None`, is `"w"` still in `net._parameters`?"""
    net = torch.nn.Module()
    net.w = torch.nn.Parameter(torch.ones(2))
    try:
        net.w = None
    except Exception:
        return "it raises"
    return "yes" if "w" in net._parameters else "no"


@probe("1.6")
def assigning_a_parameter_registers_it(torch, see):
    """Where does the name stand after the assignment?"""
    nn = torch.nn
    net = nn.Module()
    p = nn.Parameter(torch.ones(2))
    net.w = p
    see("the names of the parameters", list(net._parameters))
    see("whether the name is in __dict__ too", "w" in net.__dict__)
    see("whether it is the same object", net._parameters.get("w") is p)


@probe("1.6")
def a_plain_tensor_is_not_registered(torch, see):
    """Which values go to the registry, and who stores the others?"""
    nn = torch.nn
    net = nn.Module()
    net.t = torch.ones(2)
    net.u = torch.ones(2, requires_grad=True)
    net.n = 5
    see("the names of the parameters", list(net._parameters))
    see("where the others are", [name for name in ("t", "u", "n") if name in net.__dict__])


@probe("1.6")
def a_name_that_was_a_plain_attribute_becomes_a_parameter_and_is_in_one_place_only(torch, see):
    """Which `w` does Python find first when both `__dict__` and `__getattr__` could answer?"""
    nn = torch.nn
    net = nn.Module()
    net.w = torch.zeros(2)
    net.w = nn.Parameter(torch.ones(2))
    see("whether the name is in __dict__", "w" in net.__dict__)
    see("the values", net.w.tolist())


@probe("1.6")
def a_subclass_of_parameter_is_registered(torch, see):
    """How do you ask for the class of the value?"""
    nn = torch.nn

    class Scale(nn.Parameter):
        pass

    net = nn.Module()
    net.w = Scale(torch.ones(2))
    see("the names of the parameters", list(net._parameters))


@probe("1.6")
def only_a_parameter_may_replace_a_parameter(torch, see):
    """The name belongs to a parameter. What may take its place, and what must not, however convenient?"""
    nn = torch.nn
    net = nn.Module()
    p = nn.Parameter(torch.ones(2))
    net.w = p
    see.raises("a number", lambda: setattr(net, "w", 5))
    see.raises("a plain tensor", lambda: setattr(net, "w", torch.zeros(2)))
    see("whether the parameter is still there", net._parameters.get("w") is p)
    see("whether the name got into __dict__", "w" in net.__dict__)


@probe("1.6")
def none_keeps_the_name_and_empties_it(torch, see):
    """May None take the place of a parameter, and is the name still known afterwards?"""
    nn = torch.nn
    net = nn.Module()
    net.w = nn.Parameter(torch.ones(2))
    net.w = None
    see("what is registered", dict(net._parameters))
    see("whether the name is in __dict__", "w" in net.__dict__)


@probe("1.6")
def a_name_whose_parameter_is_none_belongs_to_it_still(torch, see):
    """Do you ask whether the name is in the registry, or what it holds there?"""
    nn = torch.nn
    net = nn.Module()
    net.register_parameter("bias", None)
    see.raises("a number", lambda: setattr(net, "bias", 5))
    see("what is registered", dict(net._parameters))
    see("whether the name is in __dict__", "bias" in net.__dict__)


@probe("1.6")
def none_is_a_plain_value_for_a_plain_name(torch, see):
    """Nothing was registered under this name. Where does it belong?"""
    nn = torch.nn
    net = nn.Module()
    net.cache = None
    see("what is registered", dict(net._parameters))
    see("whether the name is in __dict__", "cache" in net.__dict__)


@probe("1.6")
def a_new_parameter_takes_the_place_of_the_old_one(torch, see):
    """Is it the new object, and in the old one's place among the names?"""
    nn = torch.nn
    net = nn.Module()
    q = nn.Parameter(torch.zeros(2))
    net.w = nn.Parameter(torch.ones(2))
    net.b = nn.Parameter(torch.ones(1))
    net.w = q
    see("the names, in order", list(net._parameters))
    see("whether the new one is there", net._parameters["w"] is q)


@probe("1.6")
def a_forgotten_init_is_an_attribute_error(torch, see):
    """Without `super().__init__()` there is no registry. Who should say so, and how?"""
    nn = torch.nn

    class Early(nn.Module):
        def __init__(self):
            self.w = nn.Parameter(torch.ones(2))

    see.raises("a parameter before super().__init__()", Early)


@probe("1.6")
def plain_attributes_need_no_init(torch, see):
    """torch lets you set a plain attribute before `super().__init__()`. What does yours look up first?"""
    nn = torch.nn

    class Early(nn.Module):
        def __init__(self):
            self.size = 3
            super().__init__()

    see("the attribute", Early().size)


@probe("1.6")
def bad_names_are_refused_here_too(torch, see):
    """`setattr` can be given any name. Who checks it?"""
    nn = torch.nn
    net = nn.Module()
    p = nn.Parameter(torch.ones(2))
    see.raises("a dot", lambda: setattr(net, "a.b", p))
    see.raises("the name of a method", lambda: setattr(net, "register_parameter", p))


# -- 1.7 __delattr__


@probe("1.7")
def deleting_a_parameter_takes_it_out_of_the_registry(torch, see):
    """Where is the name, from where is it deleted, and what runs after that?"""
    nn = torch.nn
    net = nn.Module()
    net.register_parameter("w", nn.Parameter(torch.ones(2)))
    net.register_parameter("b", None)
    del net.w
    see("the names of the parameters", list(net._parameters))
    see("hasattr", hasattr(net, "w"))


@probe("1.7")
def a_parameter_that_is_none_can_be_deleted(torch, see):
    """Do you ask for the name, or for its value?"""
    nn = torch.nn
    net = nn.Module()
    net.register_parameter("bias", None)
    del net.bias
    see("the names of the parameters", list(net._parameters))


@probe("1.7")
def buffers_and_modules_are_deleted_too(torch, see):
    """There are three registries. Which of them do you look in?"""
    nn = torch.nn
    net = nn.Module()
    net._buffers.update(mean=None, var=None)
    net._modules.update(first=None, second=None)
    net._non_persistent_buffers_set.add("mean")
    del net.mean
    del net.first
    see("the buffers", list(net._buffers))
    see("the modules", list(net._modules))


@probe("1.7")
def a_deleted_buffer_is_forgotten_as_one_not_to_save(torch, see):
    """A buffer has a second entry. What if a new buffer gets the same name?"""
    nn = torch.nn
    net = nn.Module()
    net._buffers.update(mean=None, var=None)
    net._non_persistent_buffers_set.update(["mean", "var"])
    del net.mean
    see("what is not to be saved", net._non_persistent_buffers_set)


@probe("1.7")
def a_buffer_that_is_saved_has_no_second_entry(torch, see):
    """What does your set do when the name is not in it?"""
    nn = torch.nn
    net = nn.Module()
    net._buffers.update(mean=None, var=None)
    del net.mean
    see("the buffers", list(net._buffers))


@probe("1.7")
def a_plain_attribute_is_deleted_as_in_any_class(torch, see):
    """Which names are not yours to handle, and who does handle them?"""
    nn = torch.nn
    net = nn.Module()
    net.__dict__["note"] = "plain"
    del net.note
    see("hasattr", hasattr(net, "note"))
    see("what the registries hold", [len(net._parameters), len(net._buffers), len(net._modules)])


@probe("1.7")
def a_property_deletes_in_its_own_way(torch, see):
    """Which method knows about properties, `object.__delattr__` or `__dict__`?"""
    nn = torch.nn

    class Net(nn.Module):
        @property
        def size(self): ...

        @size.deleter
        def size(self):
            self.__dict__["told"] = True

    net = Net()
    del net.size
    see("whether the property was told", "told" in vars(net))


@probe("1.7")
def the_registries_are_asked_in_the_order_of_reading(torch, see):
    """What can be read is what is deleted. And how much of it?"""
    nn = torch.nn
    net = nn.Module()
    for place in (net._parameters, net._buffers, net._modules, vars(net)):
        place["x"] = None
    del net.x
    see("where it still is", [p for p in ("_parameters", "_buffers", "_modules") if "x" in vars(net)[p]])
    see("whether it is still in __dict__", "x" in vars(net))


@probe("1.7")
def a_name_that_is_nowhere_is_an_attribute_error(torch, see):
    """What does `object.__delattr__` do with a name it does not know?"""
    nn = torch.nn
    net = nn.Module()
    see.raises("a missing name", lambda: delattr(net, "w"))


@probe("1.7")
def a_deleted_name_is_free_again(torch, see):
    """Is anything left of it?"""
    nn = torch.nn
    net = nn.Module()
    net.register_parameter("w", None)
    del net.w
    net.register_parameter("w", nn.Parameter(torch.ones(1)))
    see("the parameter", net.w)


# -- 1.8 __dir__


@probe("1.8")
def what_is_registered_is_offered(torch, see):
    """Completion asks `dir`. Which names does it have to know?"""
    nn = torch.nn
    net = nn.Module()
    net.register_parameter("weight", nn.Parameter(torch.ones(1)))
    net.register_parameter("bias", None)
    net._buffers["mean"] = None
    net._modules["first"] = None
    see("which of these are offered", [n for n in ("weight", "bias", "mean", "first") if n in dir(net)])


@probe("1.8")
def ordinary_attributes_and_methods_are_still_offered(torch, see):
    """What did `dir` give before you changed it?"""
    nn = torch.nn

    class Net(nn.Module):
        size = 3

        def scale(self): ...

    net = Net()
    net.__dict__["note"] = "plain"
    names = ("note", "training", "size", "scale", "register_parameter", "__class__")
    see("which of these are offered", [n for n in names if n in dir(net)])


@probe("1.8")
def a_name_that_begins_with_a_digit_cannot_be_typed(torch, see):
    """`net.0` is no Python. And `net.layer1`?"""
    nn = torch.nn
    net = nn.Module()
    for name in ("0", "10", "2nd", "layer1", "_1"):
        net.register_parameter(name, None)
    see("which of these are offered", [n for n in ("0", "10", "2nd", "layer1", "_1") if n in dir(net)])


@probe("1.8")
def any_other_name_is_offered_even_one_with_a_dash(torch, see):
    """Only one kind of name is left out. Do you ask for more than that?"""
    nn = torch.nn
    net = nn.Module()
    for name in ("my-layer", "class", "_hidden"):
        net.register_parameter(name, None)
    see("which of these are offered", [n for n in ("my-layer", "class", "_hidden") if n in dir(net)])


@probe("1.8")
def the_names_come_sorted_in_a_list(torch, see):
    """`dir(net)` sorts by itself. What does someone get who calls `net.__dir__()`?"""
    nn = torch.nn
    net = nn.Module()
    for name in ("zeta", "alpha", "mid"):
        net.register_parameter(name, None)
    names = net.__dir__()
    see("what it is", type(names).__name__)
    see("the order", [n for n in names if n in ("alpha", "mid", "training", "zeta")])


# -- 1.9 named_parameters


@probe("1.9")
def each_item_is_a_name_and_the_parameter_itself(torch, see):
    """What is one item of your walk, and is its second half the object in the registry?"""
    nn = torch.nn
    net = nn.Module()
    p = nn.Parameter(torch.ones(1))
    net.register_parameter("w", p)
    items = list(net.named_parameters())
    see("the items", [type(item).__name__ for item in items])
    see("whether it is the same object", [item[1] is p for item in items])


@probe("1.9")
def it_can_be_asked_twice(torch, see):
    """Is something remembered from the first time?"""
    nn = torch.nn
    net = nn.Module()
    net.register_parameter("w", nn.Parameter(torch.ones(1)))
    see("the first time", len(list(net.named_parameters())))
    see("the second time", len(list(net.named_parameters())))


@probe("1.9")
def a_prefix_is_joined_with_a_dot_and_no_prefix_with_none(torch, see):
    """When does a dot stand before the name, and when does none?"""
    nn = torch.nn
    net = nn.Module()
    net.register_parameter("w", nn.Parameter(torch.ones(1)))
    see("no prefix", [name for name, _ in net.named_parameters()])
    see("a prefix", [name for name, _ in net.named_parameters("net")])
    see("a longer one", [name for name, _ in net.named_parameters(prefix="a.b")])


@probe("1.9")
def they_come_in_the_order_of_registration(torch, see):
    """What does your loop walk over?"""
    nn = torch.nn
    net = nn.Module()
    for value, name in enumerate(("weight", "bias", "alpha")):
        net.register_parameter(name, nn.Parameter(torch.tensor([float(value)])))
    see("the pairs", list(net.named_parameters()))


@probe("1.9")
def none_is_not_listed(torch, see):
    """An optimizer cannot train None. What do you do when you meet one, and what with those after it?"""
    nn = torch.nn
    net = nn.Module()
    net.register_parameter("weight", nn.Parameter(torch.zeros(1)))
    net.register_parameter("bias", None)
    net.register_parameter("scale", nn.Parameter(torch.ones(1)))
    see("the names", [name for name, _ in net.named_parameters()])


@probe("1.9")
def a_frozen_parameter_is_listed_too(torch, see):
    """Which parameters are skipped, and is not asking for a gradient a reason?"""
    nn = torch.nn
    net = nn.Module()
    net.register_parameter("w", nn.Parameter(torch.ones(1), requires_grad=False))
    see("the names", [name for name, _ in net.named_parameters()])


@probe("1.9")
def one_parameter_under_two_names_comes_once(torch, see):
    """An optimizer that meets it twice steps twice. Which of the names stays?"""
    nn = torch.nn
    net = nn.Module()
    shared = nn.Parameter(torch.ones(1))
    net.register_parameter("encoder", shared)
    net.register_parameter("between", nn.Parameter(torch.zeros(1)))
    net.register_parameter("decoder", shared)
    see("the names", [name for name, _ in net.named_parameters()])
    see("asked for all", [name for name, _ in net.named_parameters(remove_duplicate=False)])


@probe("1.9")
def equal_parameters_are_two(torch, see):
    """Do you compare values, or ask whether it is the same object?"""
    nn = torch.nn
    net = nn.Module()
    net.register_parameter("a", nn.Parameter(torch.ones(1)))
    net.register_parameter("b", nn.Parameter(torch.ones(1)))
    net.register_parameter("c", nn.Parameter(torch.ones(2)))
    net.register_parameter("d", nn.Parameter(torch.ones(2)))
    see("the names", [name for name, _ in net.named_parameters()])


@probe("1.9")
def nothing_is_looked_up_before_someone_asks(torch, see):
    """torch yields. When does your walk begin: at the call, or at the first `next`?"""
    nn = torch.nn
    net = nn.Module()
    net.register_parameter("w", nn.Parameter(torch.ones(1)))
    pairs = net.named_parameters()
    see("whether `next` works on it", hasattr(pairs, "__next__"))
    net.register_parameter("b", nn.Parameter(torch.zeros(1)))
    see("the names, with one registered after the call", [name for name, _ in pairs])


@probe("1.9")
def without_children_its_own_are_still_listed(torch, see):
    """`recurse` is about children. What is left to list when they are left out?"""
    nn = torch.nn
    net = nn.Module()
    net.register_parameter("w", nn.Parameter(torch.ones(1)))
    see("the names", [name for name, _ in net.named_parameters(recurse=False)])


@probe("1.9")
def the_arguments_stand_in_torchs_order(torch, see):
    """People pass them by position. What is the second one, and what the third?"""
    nn = torch.nn
    net = nn.Module()
    p = nn.Parameter(torch.ones(1))
    net.register_parameter("a", p)
    net.register_parameter("b", p)
    see("prefix, no recurse", [name for name, _ in net.named_parameters("net", False)])
    see("prefix, recurse, all of them", [name for name, _ in net.named_parameters("net", True, False)])


# -- 1.10 parameters


@probe("1.10")
def the_same_parameters_without_names(torch, see):
    """What does an optimizer want: pairs or parameters? None? The same one twice?"""
    nn = torch.nn
    net = nn.Module()
    p, q = nn.Parameter(torch.ones(1)), nn.Parameter(torch.zeros(2))
    net.register_parameter("w", p)
    net.register_parameter("none", None)
    net.register_parameter("b", q)
    net.register_parameter("tied", p)
    see("the parameters", list(net.parameters()))
    see("whether they are the objects", [a is b for a, b in zip(net.parameters(), (p, q), strict=False)])


@probe("1.10")
def next_gives_the_first(torch, see):
    """`next(net.parameters()).device` is how people ask where a network lives. What does `next` need?"""
    nn = torch.nn
    net = nn.Module()
    net.register_parameter("w", nn.Parameter(torch.ones(1)))
    see("whether `next` works on it", hasattr(net.parameters(), "__next__"))
    see("the first", next(net.parameters()))
    see.raises("of an empty module", lambda: next(nn.Module().parameters()))


@probe("1.10")
def a_class_that_changes_what_is_listed_changes_both(torch, see):
    """Is there one walk or two?"""
    nn = torch.nn

    class Trainable(nn.Module):
        def named_parameters(self, prefix="", recurse=True, remove_duplicate=True):
            for name, p in super().named_parameters(prefix, recurse, remove_duplicate):
                if p.requires_grad:
                    yield name, p

    net = Trainable()
    net.register_parameter("w", nn.Parameter(torch.ones(1)))
    net.register_parameter("frozen", nn.Parameter(torch.zeros(1), requires_grad=False))
    see("the parameters", list(net.parameters()))


@probe("1.10")
def recurse_is_handed_on(torch, see):
    """Who decides about children, and how does it hear of `recurse`?"""
    nn = torch.nn

    class Asked(nn.Module):
        def named_parameters(self, prefix="", recurse=True, remove_duplicate=True):
            yield "recurse", recurse

    see("by default", list(Asked().parameters()))
    see("told not to", list(Asked().parameters(recurse=False)))
    see("told not to, by position", list(Asked().parameters(False)))


# -- 1.11 Parameter.__repr__


@probe("1.11")
def it_prints_as_containing_its_tensor(torch, see):
    """Which text do you return: which words, which line break, and who writes the rest?"""
    nn = torch.nn
    see("its repr", repr(nn.Parameter(torch.tensor([1.0, 2.0]))))


@probe("1.11")
def a_frozen_one_does_not_say_that_it_asks_for_a_gradient(torch, see):
    """Who writes `requires_grad=True`: you, or the tensor?"""
    nn = torch.nn
    see("its repr", repr(nn.Parameter(torch.tensor([1.0, 2.0]), requires_grad=False)))


@probe("1.11")
def a_wide_one_breaks_its_lines_where_the_tensor_does(torch, see):
    """torch keeps to 80 columns, with `requires_grad=True` counted in. Who breaks the lines?"""
    nn = torch.nn
    see("its repr", repr(nn.Parameter(torch.linspace(0, 1, 9, device="cpu"))))


@probe("1.11")
def str_and_format_give_the_same(torch, see):
    """`print` asks for `str`. Where does that come from?"""
    nn = torch.nn
    p = nn.Parameter(torch.tensor([[0.5, 0.25], [1.0, 2.0]]))
    see("str", str(p))
    see("in a list", repr([p]))


@probe("1.11")
def a_subclass_prints_as_a_parameter_too(torch, see):
    """Is the word `Parameter` the class's name, or a fixed text?"""
    nn = torch.nn

    class Scale(nn.Parameter):
        pass

    see("the first line of its repr", repr(Scale(torch.ones(2))).splitlines()[0])


# -- 1.12 Parameter.__deepcopy__


@prediction("1.12", "yes", "no", "it raises", wrong="the gradient is copied along")
def a_gradient_and_a_copy(torch):
    """`p.grad` holds a gradient. Does `copy.deepcopy(p).grad` hold one?"""
    p = torch.nn.Parameter(torch.ones(2))
    p.sum().backward()
    try:
        return "no" if copy.deepcopy(p).grad is None else "yes"
    except Exception:
        return "it raises"


@probe("1.12")
def the_copy_is_a_parameter_with_the_same_values(torch, see):
    """Which class does your copy have?"""
    nn = torch.nn
    p = nn.Parameter(torch.tensor([2.0]))
    q = copy.deepcopy(p)
    see("the copy", q)
    see("whether it is another object", q is not p, ask="What is copied, and what is handed back?")


@probe("1.12")
def the_memo_maps_the_original_to_its_copy(torch, see):
    """What does `deepcopy` hand you, and what does it expect to find there?"""
    nn = torch.nn
    p = nn.Parameter(torch.ones(1))
    memo = {}
    q = p.__deepcopy__(memo)
    see("whether the copy is in the memo", memo.get(id(p)) is q)
    earlier = nn.Parameter(torch.zeros(2))
    see("whether an earlier copy is believed", p.__deepcopy__({id(p): earlier}) is earlier)


@probe("1.12")
def the_copy_has_memory_of_its_own(torch, see):
    """Where do the numbers of the copy live?"""
    nn = torch.nn
    p = nn.Parameter(torch.tensor([1.0, 2.0]))
    q = copy.deepcopy(p)
    with torch.no_grad():
        p[0] = 9.0
    see("the copy after the original changed", q.tolist())


@probe("1.12")
def a_frozen_parameter_stays_frozen(torch, see):
    """What does the constructor assume when nobody says?"""
    nn = torch.nn
    q = copy.deepcopy(nn.Parameter(torch.ones(2), requires_grad=False))
    see("whether the copy asks for a gradient", q.requires_grad)


@probe("1.12")
def tied_weights_stay_tied(torch, see):
    """`deepcopy` asks twice for the same object, with the same memo. What did you write there the first time?"""
    nn = torch.nn
    p = nn.Parameter(torch.ones(2))
    a, b = copy.deepcopy([p, p])
    see("whether both copies are one", a is b)
    see("whether the copy is the original", a is p)


@probe("1.12")
def the_gradient_stays_behind(torch, see):
    """The copy has not been through a backward pass. Where would its gradient come from?"""
    nn = torch.nn
    p = nn.Parameter(torch.ones(2))
    (p * 3).sum().backward()
    q = copy.deepcopy(p)
    see("the gradient of the copy", q.grad)
    see("whether the copy is a leaf", q.is_leaf)
    see("the gradient of the original", p.grad)


@probe("1.12")
def a_copy_of_a_subclass_is_of_that_subclass(torch, see):
    """Which class do you call?"""
    nn = torch.nn

    class Scale(nn.Parameter):
        pass

    see("the class of the copy", type(copy.deepcopy(Scale(torch.ones(2)))).__name__)


# -- 1.13 Parameter.__reduce_ex__


@probe("1.13")
def it_comes_back_as_a_parameter(torch, see):
    """What does your recipe call, with which tuple of arguments, and can pickle write each of them by itself?"""
    nn = torch.nn
    p = nn.Parameter(torch.tensor([[1.0, 2.0]]))
    see("what was read", pickle.loads(pickle.dumps(p)))


@probe("1.13")
def a_frozen_one_comes_back_frozen(torch, see):
    """What does the constructor assume when nobody says?"""
    nn = torch.nn
    p = nn.Parameter(torch.ones(2), requires_grad=False)
    see("whether it asks for a gradient", pickle.loads(pickle.dumps(p)).requires_grad)


@probe("1.13")
def attributes_hung_on_it_come_back(torch, see):
    """What is the third item of your recipe?"""
    nn = torch.nn
    p = nn.Parameter(torch.ones(2))
    p.tag = "encoder"
    p.decay = 0.1
    q = pickle.loads(pickle.dumps(p))
    see("its attributes", [getattr(q, "tag", "missing"), getattr(q, "decay", "missing")])


@probe("1.13")
def the_gradient_is_left_behind(torch, see):
    """Is the gradient part of the recipe?"""
    nn = torch.nn
    p = nn.Parameter(torch.ones(2))
    (p * 3).sum().backward()
    q = pickle.loads(pickle.dumps(p))
    see("the gradient", q.grad)
    see("whether it is a leaf", q.is_leaf)


@probe("1.13")
def every_protocol_works(torch, see):
    """The argument `protocol` says which form the file has. Does your recipe depend on it?"""
    nn = torch.nn
    p = nn.Parameter(torch.tensor([1.0, 2.0]))
    see("what was read", [pickle.loads(pickle.dumps(p, protocol)).tolist() for protocol in range(2, 6)])


@probe("1.13")
def two_names_for_one_parameter_are_still_one(torch, see):
    """pickle keeps track of objects by itself, if the recipe is about this object."""
    nn = torch.nn
    p = nn.Parameter(torch.ones(2))
    a, b = pickle.loads(pickle.dumps([p, p]))
    see("whether both are one", a is b)
