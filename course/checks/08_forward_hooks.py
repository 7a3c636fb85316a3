"""What lesson 08 claims of handles, forward hooks, hooks for all modules, and hooks on registering."""

import copy
import pickle
import warnings
from collections import OrderedDict
from itertools import pairwise
from types import SimpleNamespace

from course.predictions import prediction
from course.probes import probe


def adder(torch):
    """A module that adds: numbers go through it, and tell who was called, and with what."""

    class Add(torch.nn.Module):
        def forward(self, x, y=0):
            return x + y

    return Add()


def failing(torch):
    """A module whose forward raises."""

    class Fails(torch.nn.Module):
        def forward(self, x):
            raise LookupError("forward has failed")

    return Fails()


def file_of_modules(torch):
    """Where torch keeps what is about all modules."""
    return torch.nn.modules.module


def outcome(call):
    """What a call returns, or the class and the words of what it raises."""
    try:
        return call()
    except Exception as error:
        return [type(error).__name__, str(error)]


def features_of(torch, net, paths, *inputs):
    """The features of exercise 8.13: yours, or, as torch has none, what another `forward` on each module keeps."""
    if hasattr(torch.nn, "practice"):
        return torch.nn.practice.features(net, paths, *inputs)
    found, wrapped = {}, []

    def keeping(path, old):
        def forward(*args, **kwargs):
            found[path] = old(*args, **kwargs)
            return found[path]

        return forward

    try:
        for path in paths:
            module = net.get_submodule(path)
            wrapped.append((module, vars(module).get("forward")))
            module.forward = keeping(path, module.forward)
        net(*inputs)
    finally:
        for module, before in reversed(wrapped):
            if before is None:
                del module.forward
            else:
                module.forward = before
    return found


# -- 8.1 RemovableHandle.__init__


@probe("8.1")
def every_handle_has_the_next_number(torch, see):
    """Who keeps the next number: each handle, each dict, or the class?"""
    handle_on = torch.utils.hooks.RemovableHandle
    one, other = OrderedDict(), OrderedDict()
    ids = [handle_on(hooks).id for hooks in (one, one, other, one)]
    see("how far they are apart", [b - a for a, b in pairwise(ids)])
    see("how far the class is", handle_on.next_id - ids[-1])


@probe("8.1")
def making_a_handle_puts_nothing_in(torch, see):
    """Who stores the hook: the handle, or the one who has asked for the handle?"""
    hooks, marks = OrderedDict(), OrderedDict()
    handle = torch.utils.hooks.RemovableHandle(hooks, extra_dict=marks)
    see("the dicts", [hooks, marks])
    hooks[handle.id] = "a hook"
    handle.remove()
    see("the hooks after `remove`", hooks)


@probe("8.1")
def the_dict_is_not_kept_alive(torch, see):
    """What is left of the dict when only handles know of it?"""

    class Registry(OrderedDict):
        pass

    hooks, marks = Registry(), Registry()
    handle = torch.utils.hooks.RemovableHandle(hooks, extra_dict=[marks])
    see("whether it leads to the dict", handle.hooks_dict_ref() is hooks)
    see("whether it leads to the marks", [ref() is marks for ref in handle.extra_dict_ref])
    del hooks, marks
    see("where it leads now", [handle.hooks_dict_ref(), *[ref() for ref in handle.extra_dict_ref]])


@probe("8.1")
def one_extra_dict_or_a_list_of_them(torch, see):
    """A dict is a thing to walk through, too: what does `for d in extra_dict` give for one dict? And if it is empty?"""
    handle_on = torch.utils.hooks.RemovableHandle
    hooks, a, b = OrderedDict(), OrderedDict(), OrderedDict({"filled": 1})
    for label, extra in (("none", None), ("one, empty", a), ("one, filled", b), ("two", [a, b]), ("no items", [])):
        handle = handle_on(hooks, extra_dict=extra)
        see(label, [[ref() is a, ref() is b] for ref in handle.extra_dict_ref])
        see(f"{label}: what holds them", type(handle.extra_dict_ref).__name__)


@probe("8.1")
def the_extra_dict_goes_by_its_name(torch, see):
    """What does the `*` in the signature say?"""
    hooks = OrderedDict()
    see.raises("by position", lambda: torch.utils.hooks.RemovableHandle(hooks, OrderedDict()))


# -- 8.2 RemovableHandle.remove, __enter__, __exit__


@probe("8.2")
def removing_takes_out_its_own_hook_alone(torch, see):
    """Which key is taken out, and from which of the dicts?"""
    handle_on = torch.utils.hooks.RemovableHandle
    hooks, a, b = OrderedDict(), OrderedDict(), OrderedDict()
    one, two, three = (handle_on(hooks, extra_dict=[a, b]) for _ in range(3))
    for d in (hooks, a, b):
        d.update({one.id: "one", two.id: "two", three.id: "three"})
    two.remove()
    see("what is left", [list(d.values()) for d in (hooks, a, b)])


@probe("8.2")
def removing_twice_is_no_error(torch, see):
    """What do you do with an id that is not there any more?"""
    hooks, marks = OrderedDict(), OrderedDict()
    handle = torch.utils.hooks.RemovableHandle(hooks, extra_dict=marks)
    hooks[handle.id] = "a hook"
    see.raises("once, without a mark", handle.remove)
    see.raises("twice", handle.remove)
    see("what is left", [hooks, marks])


@probe("8.2")
def a_mark_is_taken_out_even_if_the_hook_is_gone(torch, see):
    """Does losing the hook end your method before the marks have their turn?"""
    hooks, marks = OrderedDict(), OrderedDict()
    handle = torch.utils.hooks.RemovableHandle(hooks, extra_dict=marks)
    marks[handle.id] = True
    handle.remove()
    see("the marks", marks)


@probe("8.2")
def removing_after_the_registry_is_gone_is_no_error(torch, see):
    """What does a weak reference give when nobody holds the dict any more?"""
    net = torch.nn.Module()
    handle = torch.utils.hooks.RemovableHandle(net._forward_hooks, extra_dict=net._forward_hooks_with_kwargs)
    del net
    see.raises("removing", handle.remove)


@probe("8.2")
def with_the_handle_the_hook_stays_for_the_block(torch, see):
    """What does `__enter__` return, and who takes the hook out at the end?"""
    hooks = OrderedDict()
    handle = torch.utils.hooks.RemovableHandle(hooks)
    hooks[handle.id] = "a hook"
    with handle as bound:
        see("whether `as` gives the handle", bound is handle)
        see("inside", list(hooks.values()))
    see("after it", list(hooks.values()))


@probe("8.2")
def an_exception_goes_through_and_the_hook_is_out(torch, see):
    """What does Python do with an exception when `__exit__` returns something true?"""
    hooks = OrderedDict()
    handle = torch.utils.hooks.RemovableHandle(hooks)
    hooks[handle.id] = "a hook"

    def block():
        with handle:
            raise LookupError

    see.raises("the block", block)
    see("after it", list(hooks.values()))


# -- 8.3 RemovableHandle.__getstate__, __setstate__


@probe("8.3")
def a_copied_handle_belongs_to_the_copied_registry(torch, see):
    """Which dicts does your state hold: the dicts themselves, or references to them?"""
    handle_on = torch.utils.hooks.RemovableHandle
    hooks, a, b = OrderedDict(), OrderedDict(), OrderedDict()
    handle = handle_on(hooks, extra_dict=[a, b])
    for d in (hooks, a, b):
        d[handle.id] = "a hook"
    copied, twin = copy.deepcopy(([hooks, a, b], handle))
    see("whether both have one id", twin.id == handle.id)
    twin.remove()
    see("the originals", [len(d) for d in (hooks, a, b)])
    see("the copies", [len(d) for d in copied])


@probe("8.3")
def pickled_with_its_registry_it_still_removes(torch, see):
    """Can pickle write each part of your state by itself?"""
    hooks, marks = OrderedDict(), OrderedDict()
    handle = torch.utils.hooks.RemovableHandle(hooks, extra_dict=marks)
    hooks[handle.id], marks[handle.id] = len, True
    hooks2, marks2, handle2 = pickle.loads(pickle.dumps((hooks, marks, handle)))
    see("what was read", [list(hooks2.values()), list(marks2.values())])
    handle2.remove()
    see("after removing it there", [len(hooks), len(marks), len(hooks2), len(marks2)])


@probe("8.3")
def a_handle_whose_registry_is_gone_can_be_copied_and_removed(torch, see):
    """`weakref.ref(None)` raises. What do you refer to when there is no dict?"""
    hooks, marks = OrderedDict(), OrderedDict()
    handle = torch.utils.hooks.RemovableHandle(hooks, extra_dict=None)
    del hooks
    twin = pickle.loads(pickle.dumps(handle))
    see("whether both have one id", twin.id == handle.id)
    see.raises("removing it", twin.remove)
    see("where it leads", twin.hooks_dict_ref())
    see("the marks of somebody else", marks)


@probe("8.3")
def an_empty_registry_is_still_a_registry(torch, see):
    """An empty dict is false. Do you ask for truth, or for None?"""
    hooks, marks = OrderedDict(), OrderedDict()
    handle = torch.utils.hooks.RemovableHandle(hooks, extra_dict=marks)
    hooks2, marks2, handle2 = copy.deepcopy((hooks, marks, handle))
    see("whether it leads to the copies", [handle2.hooks_dict_ref() is hooks2, handle2.extra_dict_ref[0]() is marks2])


@probe("8.3")
def new_handles_come_after_one_that_was_read(torch, see):
    """A file may hold an id far ahead. Which id does the next handle get, and what if the one read was small?"""
    handle_on = torch.utils.hooks.RemovableHandle
    hooks = OrderedDict()
    handle = handle_on(hooks)
    handle.id += 500
    far = pickle.loads(pickle.dumps(handle))
    see("how far the next is past it", handle_on(hooks).id - far.id)
    handle.id -= 500
    before = handle_on.next_id
    near = pickle.loads(pickle.dumps(handle))
    see("whether an old one is read as it was", near.id == handle.id)
    see("how far the counter has moved", handle_on.next_id - before)


@probe("8.3")
def the_state_is_the_dicts_and_the_id(torch, see):
    """In which order do the three stand in your state?"""
    hooks, a, b = OrderedDict(hooks=1), OrderedDict(a=2), OrderedDict(b=3)
    handle = torch.utils.hooks.RemovableHandle(hooks, extra_dict=[a, b])
    state = handle.__getstate__()
    see("the state but the id", [state[0], state[1] == handle.id, state[2]])


# -- 8.4 Module.register_forward_pre_hook


def named(*names):
    """Functions with these names, to be found again in a registry."""
    made = []
    for name in names:

        def hook(*args):
            return None

        hook.__name__ = name
        made.append(hook)
    return made


def listed(registry, *marks):
    """The names of the hooks of a registry in order, each with the marks that it has."""
    return [(hook.__name__, *[m.get(key, False) for m in marks]) for key, hook in registry.items()]


@probe("8.4")
def a_pre_hook_is_registered_under_its_handles_id(torch, see):
    """What is the key, and what is the value?"""
    net = torch.nn.Module()
    [hook] = named("hook")
    handle = net.register_forward_pre_hook(hook)
    see("the class of what is returned", type(handle).__name__)
    see("whether the hook stands under its id", net._forward_pre_hooks.get(handle.id) is hook)
    see(
        "how many hooks there are, and how many marks",
        [len(net._forward_pre_hooks), len(net._forward_pre_hooks_with_kwargs)],
    )


@probe("8.4")
def pre_hooks_stand_in_the_order_they_came_and_prepended_ones_in_front(torch, see):
    """At which end does the new one stand, and at which if it is prepended?"""
    net = torch.nn.Module()
    for hook, prepend in zip(named("a", "b", "c", "d"), (False, False, True, True), strict=True):
        net.register_forward_pre_hook(hook, prepend=prepend)
    see("their order", listed(net._forward_pre_hooks))


@probe("8.4")
def only_a_pre_hook_that_asks_for_it_is_marked(torch, see):
    """Where does `with_kwargs` stand, for which hooks, and with which value?"""
    net = torch.nn.Module()
    a, b, c = named("a", "b", "c")
    net.register_forward_pre_hook(a, with_kwargs=True)
    net.register_forward_pre_hook(b, with_kwargs=False)
    net.register_forward_pre_hook(c, with_kwargs=True, prepend=True)
    see("the hooks and their marks", listed(net._forward_pre_hooks, net._forward_pre_hooks_with_kwargs))
    see("how many marks there are", len(net._forward_pre_hooks_with_kwargs))


@probe("8.4")
def removing_a_pre_hook_clears_its_mark(torch, see):
    """Which dicts does the handle know of?"""
    net = torch.nn.Module()
    a, b = named("a", "b")
    handle = net.register_forward_pre_hook(a, with_kwargs=True)
    net.register_forward_pre_hook(b, with_kwargs=True)
    handle.remove()
    see("what is left", listed(net._forward_pre_hooks, net._forward_pre_hooks_with_kwargs))
    see("how many marks there are", len(net._forward_pre_hooks_with_kwargs))


@probe("8.4")
def one_function_may_be_registered_twice(torch, see):
    """Is anything looked up by the function?"""
    net = torch.nn.Module()
    [hook] = named("twice")
    first = net.register_forward_pre_hook(hook)
    net.register_forward_pre_hook(hook)
    see("both", listed(net._forward_pre_hooks))
    first.remove()
    see("one removed", listed(net._forward_pre_hooks))


@probe("8.4")
def the_options_of_a_pre_hook_go_by_name(torch, see):
    """What does the `*` in the signature say?"""
    net = torch.nn.Module()
    see.raises("by position", lambda: net.register_forward_pre_hook(print, True))


@probe("8.4")
def a_pre_hook_is_this_modules_alone(torch, see):
    """Whose registry is it?"""
    nn = torch.nn
    net, other = nn.Module(), nn.Module()
    net.add_module("child", nn.Module())
    net.register_forward_pre_hook(print)
    registries = [m._forward_pre_hooks for m in (net, other, net.child)]
    see("how many each has", [len(r) for r in registries])
    see("how many forward hooks there are", len(net._forward_hooks))


# -- 8.5 Module._run_forward_pre_hooks


@prediction("8.5", "the list", "its two items", "it raises", wrong="a list is spread out like a tuple")
def a_list_from_a_pre_hook(torch):
    """A pre-hook returns the list `[1, 2]`. Which positional arguments does `forward` get?"""

    class Show(torch.nn.Module):
        def forward(self, *args):
            return args

    net = Show()
    net.register_forward_pre_hook(lambda module, args: [1, 2])
    try:
        return "the list" if net(0) == ([1, 2],) else "its two items"
    except Exception:
        return "it raises"


@probe("8.5")
def a_pre_hook_sees_the_module_and_its_positional_arguments(torch, see):
    """With what is a hook called that asked for nothing more?"""
    net = adder(torch)
    seen = []
    net.register_forward_pre_hook(lambda *given: seen.append(given))
    see("what comes out", net(1, y=2))
    see("how many things it was given", [len(given) for given in seen])
    see("whether the first is the module", [given[0] is net for given in seen])
    see("the second", [given[1] for given in seen])


@probe("8.5")
def a_tuple_replaces_the_arguments(torch, see):
    """What becomes of a tuple that a hook returns?"""
    net = adder(torch)
    net.register_forward_pre_hook(lambda module, args: (args[0] + 1, 10))
    see("what comes out", net(1))


@probe("8.5")
def anything_else_becomes_the_one_argument(torch, see):
    """What do you do with something that is no tuple: a number, a list, a tensor?"""
    net = torch.nn.Module()
    net.forward = lambda *args: args
    for name, value in (
        ("a number", 5),
        ("a list", [1, 2]),
        ("a text", "ab"),
        ("a tensor", torch.ones(2)),
        ("a dict", {"y": 1}),
    ):
        with net.register_forward_pre_hook(lambda module, args, value=value: value):
            see(name, net(1, 2))
    with net.register_forward_pre_hook(lambda module, args: ()):
        see("an empty tuple", net(1, 2))


@probe("8.5")
def none_leaves_the_arguments_and_nothing_else_does(torch, see):
    """Do you ask whether it is None, or whether it is true?"""
    net = torch.nn.Module()
    net.forward = lambda *args: args
    for value in (None, 0, False, ""):
        with net.register_forward_pre_hook(lambda module, args, value=value: value):
            see(repr(value), net(1, 2))


@probe("8.5")
def each_pre_hook_sees_what_the_one_before_it_left(torch, see):
    """Where do you keep the arguments between two hooks?"""
    net = adder(torch)
    seen = []
    net.register_forward_pre_hook(lambda module, args: seen.append(args))
    net.register_forward_pre_hook(lambda module, args: args[0] * 10)
    net.register_forward_pre_hook(lambda module, args: seen.append(args))
    net.register_forward_pre_hook(lambda module, args: args[0] + 1, prepend=True)
    see("what comes out", net(1))
    see("what those that look have seen", seen)


@probe("8.5")
def a_marked_pre_hook_gets_and_gives_keyword_arguments_too(torch, see):
    """What is a marked hook called with, and what does it hand back?"""
    net = adder(torch)
    seen = []
    net.register_forward_pre_hook(lambda *given: seen.append(given[1:]), with_kwargs=True)
    see("one that looks", net(1, y=2))
    net.register_forward_pre_hook(
        lambda module, args, kwargs: ((args[0] * 2,), {"y": kwargs["y"] * 10}), with_kwargs=True
    )
    net.register_forward_pre_hook(lambda *given: seen.append(given[1:]), with_kwargs=True)
    see("one that changes both", net(1, y=2))
    see("what was seen", seen)


@probe("8.5")
def a_marked_pre_hook_gives_none_or_a_tuple_of_two(torch, see):
    """Which of these is neither?"""
    net = adder(torch)
    for name, value in (
        ("a number", 5),
        ("a tuple of one", (1,)),
        ("a tuple of three", ((1,), {}, 0)),
        ("a list of two", [(1,), {}]),
        ("an empty tuple", ()),
        ("an empty dict", {}),
        ("zero", 0),
    ):
        with net.register_forward_pre_hook(lambda module, args, kwargs, value=value: value, with_kwargs=True):
            see.raises(name, lambda: net(1))


@probe("8.5")
def one_that_is_not_marked_never_touches_keyword_arguments(torch, see):
    """What becomes of `y=2` when an ordinary hook returns a tuple of two?"""
    net = torch.nn.Module()
    net.forward = lambda *args, **kwargs: [args, kwargs]
    net.register_forward_pre_hook(lambda module, args: (args, {"y": 0}))
    see("what forward gets", net(1, y=2))


@probe("8.5")
def an_exception_in_a_pre_hook_ends_the_call(torch, see):
    """Does `forward` run after a hook has raised?"""
    net = torch.nn.Module()
    ran = []
    net.forward = lambda x: ran.append("forward")

    def stop(module, args):
        raise LookupError("stop")

    net.register_forward_pre_hook(stop)
    net.register_forward_pre_hook(lambda module, args: ran.append("the next"))
    see.raises("the call", lambda: net(1), message=True)
    see("what ran", ran)


@probe("8.5")
def a_removed_pre_hook_is_not_run(torch, see):
    """Is anything remembered from the call before?"""
    net = adder(torch)
    handle = net.register_forward_pre_hook(lambda module, args: args[0] + 100)
    see("with it", net(1))
    handle.remove()
    see("without it", net(1))


@probe("8.5")
def a_layer_inside_another_runs_its_own(torch, see):
    """Whose hooks are run when a network calls its layers?"""
    nn = torch.nn
    net = nn.Sequential(adder(torch), adder(torch), adder(torch))
    net[1].register_forward_pre_hook(lambda module, args: args[0] * 10)
    net.register_forward_pre_hook(lambda module, args: args[0] + 1)
    see("what comes out", net(1))
    see("calling forward alone", net.forward(1))


# -- 8.6 Module.register_forward_hook


def marks_of(net):
    return net._forward_hooks_with_kwargs, net._forward_hooks_always_called


@probe("8.6")
def a_forward_hook_is_registered_under_its_handles_id(torch, see):
    """Which registry is it, and what is returned?"""
    net = torch.nn.Module()
    [hook] = named("hook")
    handle = net.register_forward_hook(hook)
    see("the class of what is returned", type(handle).__name__)
    see("whether the hook stands under its id", net._forward_hooks.get(handle.id) is hook)
    see("how many there are elsewhere", [len(d) for d in (net._forward_pre_hooks, *marks_of(net))])


@probe("8.6")
def forward_hooks_stand_in_the_order_they_came_and_prepended_ones_in_front(torch, see):
    """At which end does the new one stand, and at which if it is prepended?"""
    net = torch.nn.Module()
    for hook, prepend in zip(named("a", "b", "c", "d"), (False, True, False, True), strict=True):
        net.register_forward_hook(hook, prepend=prepend)
    see("their order", listed(net._forward_hooks))


@probe("8.6")
def each_mark_stands_in_its_own_dict(torch, see):
    """Which option belongs to which dict? A hook may have both, one, or none."""
    net = torch.nn.Module()
    a, b, c, d = named("a", "b", "c", "d")
    net.register_forward_hook(a)
    net.register_forward_hook(b, with_kwargs=True)
    net.register_forward_hook(c, always_call=True)
    net.register_forward_hook(d, with_kwargs=True, always_call=True)
    see("the hooks and their marks", listed(net._forward_hooks, *marks_of(net)))
    see("how many marks there are", [len(marks) for marks in marks_of(net)])


@probe("8.6")
def removing_a_forward_hook_clears_both_marks(torch, see):
    """How many dicts does the handle know of?"""
    net = torch.nn.Module()
    handle = net.register_forward_hook(print, with_kwargs=True, always_call=True)
    handle.remove()
    see("what is left", [len(d) for d in (net._forward_hooks, *marks_of(net))])


@probe("8.6")
def the_options_of_a_forward_hook_go_by_name(torch, see):
    """What does the `*` in the signature say?"""
    net = torch.nn.Module()
    see.raises("by position", lambda: net.register_forward_hook(print, True))


@probe("8.6")
def both_kinds_of_hook_share_one_counter(torch, see):
    """Where does the id come from?"""
    net, other = torch.nn.Module(), torch.nn.Module()
    a = net.register_forward_hook(print)
    b = other.register_forward_pre_hook(print)
    c = net.register_forward_hook(print, prepend=True)
    see("how far they are apart", [b.id - a.id, c.id - b.id])


# -- 8.7 Module._run_forward_hook


@probe("8.7")
def a_forward_hook_sees_module_arguments_and_output(torch, see):
    """With what is a hook called, and in which order?"""
    net = adder(torch)
    seen = []
    net.register_forward_hook(lambda *given: seen.append(given))
    see("what comes out", net(1, y=2))
    see("whether the first is the module", [given[0] is net for given in seen])
    see("the rest", [given[1:] for given in seen])


@probe("8.7")
def what_it_returns_is_the_output(torch, see):
    """Is anything done to what a hook returns? Does a tuple stay a tuple, a list a list?"""
    net = adder(torch)
    for value in (7, (1, 2), (1,), [3], "text", {"a": 1}):
        with net.register_forward_hook(lambda module, args, output, value=value: value):
            see(repr(value), net(1))


@probe("8.7")
def only_none_leaves_the_output(torch, see):
    """Do you ask whether it is None, or whether it is true?"""
    net = adder(torch)
    for value in (None, 0, False, "", ()):
        with net.register_forward_hook(lambda module, args, output, value=value: value):
            see(repr(value), net(5))
    with net.register_forward_hook(lambda module, args, output: output * 0):
        see("a tensor of two zeros", net(torch.ones(2)))


@probe("8.7")
def each_forward_hook_sees_the_output_the_one_before_it_left(torch, see):
    """Where is the output kept between two hooks?"""
    net = adder(torch)
    seen = []
    net.register_forward_hook(lambda module, args, output: seen.append(output))
    net.register_forward_hook(lambda module, args, output: output * 10)
    net.register_forward_hook(lambda module, args, output: seen.append(output))
    net.register_forward_hook(lambda module, args, output: output + 1, prepend=True)
    see("what comes out", net(1))
    see("what those that look have seen", seen)


@probe("8.7")
def a_marked_forward_hook_gets_the_keyword_arguments_before_the_output(torch, see):
    """What is a marked hook called with, and in which order?"""
    net = adder(torch)
    seen = []
    net.register_forward_hook(lambda *given: seen.append(given[1:]), with_kwargs=True)
    net.register_forward_hook(lambda module, args, kwargs, output: output + 100 * kwargs["y"], with_kwargs=True)
    see("what comes out", net(1, y=2))
    see("without keyword arguments", outcome(lambda: net(1, 2)))
    see("what was seen", seen)


@probe("8.7")
def it_sees_the_arguments_that_forward_got(torch, see):
    """The pre-hooks may have changed the arguments. Which ones do you hand on?"""
    net = adder(torch)
    seen = []
    net.register_forward_pre_hook(lambda module, args, kwargs: ((10,), {"y": 5}), with_kwargs=True)
    net.register_forward_hook(lambda *given: seen.append(given[1:]), with_kwargs=True)
    net.register_forward_hook(lambda *given: seen.append(given[1:]))
    see("what comes out", net(1, y=2))
    see("what was seen", seen)


@probe("8.7")
def the_output_reaches_the_next_layer_and_its_gradients(torch, see):
    """Is what the hook returns what the rest of the network works with?"""
    nn = torch.nn
    net = nn.Sequential(nn.Identity(), nn.Identity())
    net[0].register_forward_hook(lambda module, args, output: output * 3)
    x = torch.ones(2, requires_grad=True)
    y = net(x)
    y.sum().backward()
    see("what comes out", y)
    see("the gradient", x.grad)


def turns_of_one_that_raises(torch):
    """How often a hook that raises is called: in yours, while `call.ran` does not say that it was called.

    torch notes the hooks that are always called in a set inside `_call_impl`, which shows when the module is called.
    """
    net, turns = adder(torch), []

    def stop(module, args, output):
        turns.append(output)
        raise LookupError("stop")

    if hasattr(net, "_run_forward_hook"):
        call = SimpleNamespace(args=(1,), kwargs={}, result=1, ran=set())
        while "its id" not in call.ran and len(turns) < 3:
            outcome(lambda: net._run_forward_hook("its id", stop, call))
    else:
        net.register_forward_hook(stop, always_call=True)
        outcome(lambda: net(1))
    return turns


@probe("8.7")
def a_hook_that_raises_was_called_too(torch, see):
    """When do you note it in `call.ran`: before you call the hook, or after?"""
    see("what it was given, each time", turns_of_one_that_raises(torch))


@probe("8.7")
def an_exception_in_a_forward_hook_is_raised(torch, see):
    """Is it caught, and does the next hook run?"""
    net = adder(torch)
    ran = []

    def stop(module, args, output):
        raise LookupError("stop")

    net.register_forward_hook(stop)
    net.register_forward_hook(lambda module, args, output: ran.append("the next"))
    see.raises("the call", lambda: net(1), message=True)
    see("what ran", ran)


# -- 8.8 register_module_forward_pre_hook, register_module_forward_hook


@probe("8.8")
def a_pre_hook_for_all_stands_in_the_registry_for_all(torch, see):
    """In which dict does it stand, and under which key?"""
    file = file_of_modules(torch)
    [hook] = named("hook")
    handle = file.register_module_forward_pre_hook(hook)
    see("the class of what is returned", type(handle).__name__)
    see("whether the hook stands under its id", file._global_forward_pre_hooks.get(handle.id) is hook)
    see("how many there are elsewhere", len(file._global_forward_hooks))
    handle.remove()
    see("how many are left", len(file._global_forward_pre_hooks))


@probe("8.8")
def a_forward_hook_for_all_and_its_marks(torch, see):
    """Which option belongs to which dict?"""
    file = file_of_modules(torch)
    marks = file._global_forward_hooks_with_kwargs, file._global_forward_hooks_always_called
    a, b, c = named("a", "b", "c")
    handles = [
        file.register_module_forward_hook(a),
        file.register_module_forward_hook(b, with_kwargs=True),
        file.register_module_forward_hook(c, always_call=True),
    ]
    see("the class of what is returned", [type(handle).__name__ for handle in handles])
    see("the hooks and their marks", listed(file._global_forward_hooks, *marks))
    handles[1].remove()
    see("one removed", listed(file._global_forward_hooks, *marks))
    handles[2].remove()
    see("two removed", listed(file._global_forward_hooks, *marks))
    see("who is still always called", len(file._global_forward_hooks_always_called))


@probe("8.8")
def no_module_is_touched_by_it(torch, see):
    """Whose registry is it?"""
    file = file_of_modules(torch)
    net = torch.nn.Module()
    file.register_module_forward_pre_hook(print)
    file.register_module_forward_hook(print, with_kwargs=True, always_call=True)
    registries = (net._forward_pre_hooks, net._forward_hooks, *marks_of(net))
    see("what the module has", [len(registry) for registry in registries])


@probe("8.8")
def what_the_two_functions_take(torch, see):
    """Which options has each, and how are they given?"""
    file = file_of_modules(torch)
    see.raises("a pre-hook with an option", lambda: file.register_module_forward_pre_hook(print, with_kwargs=True))
    see.raises("a forward hook with options by position", lambda: file.register_module_forward_hook(print, True))
    see.raises("a forward hook, prepended", lambda: file.register_module_forward_hook(print, prepend=True))


@probe("8.8")
def its_handle_counts_on_like_the_others(torch, see):
    """Where does the id come from?"""
    file = file_of_modules(torch)
    net = torch.nn.Module()
    ids = [
        net.register_forward_hook(print).id,
        file.register_module_forward_hook(print).id,
        file.register_module_forward_pre_hook(print).id,
        net.register_forward_pre_hook(print).id,
    ]
    see("how far they are apart", [b - a for a, b in pairwise(ids)])


# -- 8.9 Module._hooks_to_run


@prediction("8.9", "in this call", "from the next call on", "it raises", wrong="hands out the registries as they are")
def a_hook_registered_by_a_hook(torch):
    """A pre-hook registers another pre-hook on the same module. When does that one run first?"""
    net = torch.nn.Identity()
    ran = []
    net.register_forward_pre_hook(
        lambda module, args: module.register_forward_pre_hook(lambda module, args: ran.append("new")) and None
    )
    try:
        net(1)
        return "in this call" if ran else "from the next call on"
    except Exception:
        return "it raises"


@probe("8.9")
def those_for_all_modules_run_before_the_modules_own(torch, see):
    """Which registry comes first in your list? A prepended hook is first in its own registry only."""
    file, net = file_of_modules(torch), torch.nn.Identity()
    ran = []
    net.register_forward_pre_hook(lambda module, args: ran.append("own pre"))
    net.register_forward_hook(lambda module, args, output: ran.append("own"))
    file.register_module_forward_pre_hook(lambda module, args: ran.append("pre for all"))
    file.register_module_forward_hook(lambda module, args, output: ran.append("for all"))
    net.register_forward_pre_hook(lambda module, args: ran.append("own pre, prepended"), prepend=True)
    net.register_forward_hook(lambda module, args, output: ran.append("own, prepended"), prepend=True)
    net(1)
    see("the order", ran)


@probe("8.9")
def those_for_all_modules_run_for_every_module(torch, see):
    """How many modules are called here, and in which order do they begin and end?"""
    nn, file = torch.nn, file_of_modules(torch)
    shared = nn.Identity()
    net = nn.Sequential(shared, nn.Sequential(adder(torch), shared))
    ran = []
    before = file.register_module_forward_pre_hook(lambda module, args: ran.append(f"into {type(module).__name__}"))
    after = file.register_module_forward_hook(
        lambda module, args, output: ran.append(f"out of {type(module).__name__}")
    )
    see("what comes out", net(1))
    see("the order", ran)
    before.remove()
    after.remove()
    ran.clear()
    net(1)
    see("after they were removed", ran)


@probe("8.9")
def those_for_all_modules_may_rewrite_as_well(torch, see):
    """Do hooks for all modules go through the same two loops?"""
    file, net = file_of_modules(torch), adder(torch)
    file.register_module_forward_pre_hook(lambda module, args: args[0] * 10)
    file.register_module_forward_hook(lambda module, args, output: output + 0.5)
    file.register_module_forward_hook(lambda module, args, kwargs, output: [output, args, kwargs], with_kwargs=True)
    net.register_forward_pre_hook(lambda module, args: args[0] + 1)
    see("what comes out", net(1, y=2))


@probe("8.9")
def a_hook_may_remove_itself(torch, see):
    """What does Python say when a dict changes while somebody walks through it?"""
    net = adder(torch)
    ran = []

    def once(module, args):
        ran.append("once")
        handle.remove()

    def once_after(module, args, output):
        ran.append("once after")
        after.remove()

    handle = net.register_forward_pre_hook(once)
    net.register_forward_pre_hook(lambda module, args: ran.append("always"))
    after = net.register_forward_hook(once_after)
    net.register_forward_hook(lambda module, args, output: ran.append("always after"))
    net(1)
    net(1)
    see("what ran", ran)


@probe("8.9")
def a_hook_that_another_removes_still_runs_this_once(torch, see):
    """When is the list made: before the first hook, or step by step?"""
    net = adder(torch)
    ran = []
    net.register_forward_pre_hook(lambda module, args: later.remove())
    later = net.register_forward_pre_hook(lambda module, args: ran.append("later"))
    net(1)
    see("in the first call", list(ran))
    net(1)
    see("after the second", ran)


@probe("8.9")
def a_hook_that_a_hook_registers_waits_for_the_next_list(torch, see):
    """When is each of the two lists made? The forward hooks' list is made after `forward`."""
    net = adder(torch)
    ran = []

    def register(module, args):
        module.register_forward_pre_hook(lambda module, args: ran.append("pre"))
        module.register_forward_hook(lambda module, args, output: ran.append("post"))

    handle = net.register_forward_pre_hook(register)
    net(1)
    see("in the first call", list(ran))
    handle.remove()
    net(1)
    see("after the second", ran)


@probe("8.9")
def what_a_hook_for_all_does_to_a_registry_for_all(torch, see):
    """Are both dicts copied into the list?"""
    file, net = file_of_modules(torch), adder(torch)
    ran = []

    def once(module, args):
        ran.append("once")
        handle.remove()
        file.register_module_forward_pre_hook(lambda module, args: ran.append("new"))

    handle = file.register_module_forward_pre_hook(once)
    file.register_module_forward_pre_hook(lambda module, args: ran.append("always"))
    net(1)
    see("in the first call", list(ran))
    net(1)
    see("after the second", ran)


# -- 8.10 Module._run_always_called


@probe("8.10")
def when_forward_raises_only_marked_hooks_are_called(torch, see):
    """Which hooks are called after an exception, and which exception comes out?"""
    net = failing(torch)
    ran = []
    net.register_forward_hook(lambda module, args, output: ran.append("ordinary"))
    net.register_forward_hook(lambda *given: ran.append(["marked", given[1:]]), always_call=True)
    see.raises("the call", lambda: net(1), message=True)
    see("what ran", ran)


@probe("8.10")
def when_nothing_raises_a_marked_hook_is_called_once(torch, see):
    """Is it called a second time at the end?"""
    net = adder(torch)
    ran = []
    net.register_forward_hook(lambda module, args, output: ran.append("marked"), always_call=True)
    net.register_forward_hook(lambda module, args, output: ran.append("ordinary"))
    see("what comes out", net(1))
    see("what ran", ran)


@probe("8.10")
def one_that_was_called_already_is_not_called_again(torch, see):
    """A later hook raises. Who has had its turn by then?"""
    net = adder(torch)
    ran = []

    def stop(module, args, output):
        ran.append("stop")
        raise LookupError("stop")

    net.register_forward_hook(lambda module, args, output: ran.append("first"), always_call=True)
    net.register_forward_hook(stop)
    net.register_forward_hook(lambda *given: ran.append(["last", given[1:]]), always_call=True)
    see.raises("the call", lambda: net(1), message=True)
    see("what ran", ran)


@probe("8.10")
def one_that_raises_is_not_called_again(torch, see):
    """Was a hook called if it raised? When did you note it?"""
    net = adder(torch)
    ran = []

    def stop(module, args, output):
        ran.append("stop")
        raise LookupError("stop")

    net.register_forward_hook(stop, always_call=True)
    see.raises("the call", lambda: net(1), message=True)
    see("what ran", ran)


@probe("8.10")
def a_pre_hook_that_raises_counts_as_well(torch, see):
    """Which arguments do the marked hooks see then?"""
    net = adder(torch)
    ran = []

    def stop(module, args):
        raise LookupError("stop")

    net.register_forward_pre_hook(lambda module, args: args[0] + 1)
    net.register_forward_pre_hook(stop)
    net.register_forward_hook(lambda *given: ran.append(given[1:]), always_call=True, with_kwargs=True)
    see.raises("the call", lambda: net(1, y=2), message=True)
    see("what the marked one saw", ran)


@probe("8.10")
def an_exception_in_a_marked_hook_becomes_a_warning(torch, see):
    """What must not hide the first exception, and does the next hook get its turn?"""
    net = failing(torch)
    ran = []

    def fails_too(module, args, output):
        raise ValueError("cleaning has failed, too")

    net.register_forward_hook(fails_too, always_call=True)
    net.register_forward_hook(lambda module, args, output: ran.append("the next"), always_call=True)
    see.warns("the warnings", lambda: outcome(lambda: net(1)))
    see("what ran", ran)
    see("what was raised", outcome(lambda: net(1)))


@probe("8.10")
def the_warning_tells_what_was_silenced(torch, see):
    """Which words help whoever reads the log?"""
    net = failing(torch)

    def fails_too(module, args, output):
        raise ValueError("cleaning has failed, too")

    net.register_forward_hook(fails_too, always_call=True)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        outcome(lambda: net(1))
    see("whether the second error's words are in it", ["cleaning has failed, too" in str(w.message) for w in caught])


@probe("8.10")
def what_a_marked_hook_returns_is_handed_on_but_not_out(torch, see):
    """The next marked hook sees the output of the one before. What does the caller get?"""
    net = failing(torch)
    seen = []
    net.register_forward_hook(lambda module, args, output: "rescued", always_call=True)
    net.register_forward_hook(lambda module, args, output: seen.append(output), always_call=True)
    see.raises("the call", lambda: net(1), message=True)
    see("what the second saw", seen)


@probe("8.10")
def marked_hooks_for_all_come_first_here_too(torch, see):
    """From which registries, and in which order, when something has raised?"""
    file, net = file_of_modules(torch), failing(torch)
    ran = []
    net.register_forward_hook(lambda module, args, output: ran.append("own"), always_call=True)
    file.register_module_forward_hook(lambda module, args, output: ran.append("for all, unmarked"))
    file.register_module_forward_hook(lambda module, args, output: ran.append("for all"), always_call=True)
    see.raises("the call", lambda: net(1), message=True)
    see("what ran", ran)


@probe("8.10")
def the_exception_is_the_one_that_forward_raised(torch, see):
    """Is it raised as it is, or another made in its place?"""
    net = torch.nn.Module()
    error = LookupError("the very one")

    def forward(x):
        raise error

    net.forward = forward
    net.register_forward_hook(lambda module, args, output: None, always_call=True)
    try:
        net(1)
    except LookupError as caught:
        see("whether it is the same object", caught is error)


# -- 8.11 Module.__call__


@probe("8.11")
def without_hooks_forward_gets_everything_and_gives_everything(torch, see):
    """Where there is no hook, what is left of `__call__`?"""
    net = torch.nn.Module()
    net.forward = lambda *args, **kwargs: [args, kwargs]
    see("what comes out", net(1, "two", y=3))
    given = object()
    net.forward = lambda x: x
    see("whether it is the same object", net(given) is given)


@probe("8.11")
def any_one_kind_of_hook_is_enough(torch, see):
    """Which registries do you ask? Each of these has a single hook, in one of them."""
    file, net = file_of_modules(torch), adder(torch)
    for name, register in (
        ("own, before", lambda: net.register_forward_pre_hook(lambda module, args: args[0] + 10)),
        ("own, after", lambda: net.register_forward_hook(lambda module, args, output: output + 20)),
        ("for all, before", lambda: file.register_module_forward_pre_hook(lambda module, args: args[0] + 30)),
        ("for all, after", lambda: file.register_module_forward_hook(lambda module, args, output: output + 40)),
    ):
        with register():
            see(name, net(1))
        see(f"{name}, removed", net(1))


@probe("8.11")
def an_exception_without_hooks_comes_out_as_it_is(torch, see):
    """Is anything between `forward` and the caller?"""
    net = failing(torch)
    see.raises("the call", lambda: net(1), message=True)
    with net.register_forward_pre_hook(lambda module, args: None):
        see.raises("with an ordinary hook", lambda: net(1), message=True)


@probe("8.11")
def after_an_exception_the_marked_hooks_are_called_and_it_goes_on(torch, see):
    """What stands in your `except`, and how does it end?"""
    net = failing(torch)
    ran = []
    net.register_forward_hook(lambda module, args, output: ran.append("marked"), always_call=True)
    see.raises("the call", lambda: net(1), message=True)
    see("what ran", ran)


@probe("8.11")
def somebody_who_interrupts_calls_no_hook(torch, see):
    """Ctrl-C is a KeyboardInterrupt. Which exceptions does `except Exception` catch?"""

    class Interrupted(BaseException):
        pass

    class Stops(torch.nn.Module):
        def forward(self, x):
            raise Interrupted

    net = Stops()
    ran = []
    net.register_forward_hook(lambda module, args, output: ran.append("marked"), always_call=True)
    try:
        net(1)
    except Interrupted:
        ran.append("interrupted")
    see("what ran", ran)


@probe("8.11")
def calling_a_module_without_init_is_an_attribute_error(torch, see):
    """Where do you look for the registries, and what if there are none?"""

    class Early(torch.nn.Module):
        def __init__(self):
            pass

        def forward(self, x):
            return x

    see.raises("the call", lambda: Early()(1))


@probe("8.11")
def the_forward_of_the_object_is_the_one_that_runs(torch, see):
    """Do you ask the object for `forward`, on the short way and on the long one?"""
    net = adder(torch)
    net.forward = lambda x: "another"
    see("without a hook", net(1))
    with net.register_forward_hook(lambda module, args, output: [output]):
        see("with a hook", net(1))


@probe("8.11")
def what_is_called_inside_has_hooks_of_its_own(torch, see):
    """A network without hooks, and one layer that has some. Who asks whom?"""
    net = torch.nn.Sequential(adder(torch), adder(torch))
    ran = []
    net[1].register_forward_pre_hook(lambda module, args: ran.append("before"))
    net[1].register_forward_hook(lambda module, args, output: output * 10)
    see("what comes out", net(1))
    see("what ran", ran)


# -- 8.12 Module._offered


@probe("8.12")
def a_parameter_hook_sees_every_way_in(torch, see):
    """With what is it called, and by which ways do parameters come in?"""
    nn, file = torch.nn, file_of_modules(torch)
    seen = []
    p = nn.Parameter(torch.ones(1))
    file.register_module_parameter_registration_hook(lambda *given: seen.append(given))
    net = nn.Module()
    net.w = p
    net.register_parameter("b", None)
    net.w = None
    see("how it was called", [(type(given[0]).__name__, *given[1:]) for given in seen])
    see("whether it was handed the objects", [given[0] is net for given in seen] + [seen[0][2] is p] if seen else [])
    see("what is registered", dict(net._parameters))


@probe("8.12")
def what_a_registration_hook_returns_is_registered(torch, see):
    """What takes the value's place, and what does the next hook see?"""
    nn, file = torch.nn, file_of_modules(torch)
    seen = []
    file.register_module_parameter_registration_hook(lambda module, name, p: nn.Parameter(p.data + 1))
    file.register_module_parameter_registration_hook(lambda module, name, p: seen.append(p.tolist()))
    file.register_module_parameter_registration_hook(lambda module, name, p: nn.Parameter(p.data * 10))
    net = nn.Module()
    net.w = nn.Parameter(torch.tensor([1.0, 2.0]))
    see("what is registered", net.w)
    see("what the second hook saw", seen)


@probe("8.12")
def none_from_a_registration_hook_leaves_the_value_and_nothing_is_checked(torch, see):
    """Do you ask whether it is None, or whether it is true?"""
    nn, file = torch.nn, file_of_modules(torch)
    for name, value in (("None", None), ("zero", 0), ("a text", "anything")):
        with file.register_module_parameter_registration_hook(lambda module, key, p, value=value: value):
            net = nn.Module()
            net.register_parameter("w", nn.Parameter(torch.ones(1)))
            see(name, net._parameters["w"])


@probe("8.12")
def buffers_and_modules_have_hooks_of_their_own(torch, see):
    """Which registry belongs to which kind?"""
    nn, file = torch.nn, file_of_modules(torch)
    seen = []
    file.register_module_buffer_registration_hook(lambda module, name, b: seen.append(["buffer", name, b]))
    file.register_module_module_registration_hook(
        lambda module, name, m: seen.append(["module", name, type(m).__name__])
    )
    net = nn.Module()
    net.register_buffer("mean", torch.zeros(1))
    net.mean = torch.ones(1)
    net.add_module("first", nn.Identity())
    net.second = nn.Identity()
    net.second = None
    net.register_module("third", None)
    net.w = nn.Parameter(torch.ones(1))
    net.note = 5
    see("what was seen", seen)


@probe("8.12")
def a_buffer_and_a_module_may_be_replaced_too(torch, see):
    """Is what the hook returns what is stored, in every kind?"""
    nn, file = torch.nn, file_of_modules(torch)
    other = nn.Sequential()
    file.register_module_buffer_registration_hook(lambda module, name, b: b * 2)
    file.register_module_module_registration_hook(lambda module, name, m: other)
    net = nn.Module()
    net.register_buffer("mean", torch.ones(1), persistent=False)
    net.first = nn.Identity()
    net.add_module("second", nn.Identity())
    see("the buffer", net.mean)
    see("the modules", [type(m).__name__ for m in net._modules.values()])


@probe("8.12")
def what_is_refused_is_not_offered(torch, see):
    """Do the hooks come before or after the checks?"""
    nn, file = torch.nn, file_of_modules(torch)
    seen = []
    for kind in ("parameter", "buffer", "module"):
        getattr(file, f"register_module_{kind}_registration_hook")(lambda module, name, value: seen.append(name))
    net = nn.Module()
    see.raises("a number as a parameter", lambda: net.register_parameter("w", 5))
    see.raises("a bad name", lambda: net.register_buffer("a.b", torch.ones(1)))
    see.raises("a number as a module", lambda: net.add_module("first", 5))
    see("what was offered", seen)


@probe("8.12")
def a_removed_registration_hook_is_not_asked(torch, see):
    """Is it still in the registry?"""
    nn, file = torch.nn, file_of_modules(torch)
    with file.register_module_parameter_registration_hook(lambda module, name, p: nn.Parameter(p.data * 0)):
        net = nn.Linear(1, 1)
    see("inside", [p.tolist() for p in net.parameters()])
    net.weight = nn.Parameter(torch.ones(1, 1))
    see("after it", net.weight)


# -- 8.13 features


@probe("8.13")
def the_outputs_of_the_modules_that_were_asked_for(torch, see):
    """Which hook keeps what, and under which path?"""
    net = torch.nn.Sequential(adder(torch), torch.nn.Sequential(adder(torch), adder(torch)), adder(torch))
    for module, amount in ((net[0], 1), (net[1][0], 10), (net[1][1], 100), (net[2], 1000)):
        module.forward = lambda x, amount=amount: x + amount
    see("some", features_of(torch, net, ["0", "1.1", "1"], 0))
    see("all", sorted(features_of(torch, net, ["0", "1", "1.0", "1.1", "2"], 5).items()))
    see("none", features_of(torch, net, [], 0))


@probe("8.13")
def they_come_in_the_order_of_the_calls(torch, see):
    """When is a path entered into the dict: when you register, or when the module is called?"""
    net = torch.nn.Sequential(adder(torch), adder(torch), adder(torch))
    see("asked for backwards", list(features_of(torch, net, ["2", "0", "1"], 0)))


@probe("8.13")
def the_network_gives_what_it_always_gives(torch, see):
    """What does your hook return, and who takes it for the output?"""
    net = torch.nn.Sequential(adder(torch), adder(torch))
    net[0].forward = lambda x: x * 2
    net[1].forward = lambda x: x + 1
    see("the features", features_of(torch, net, ["0", "1"], 3))
    see("the network afterwards", net(3))


@probe("8.13")
def no_hook_is_left_behind(torch, see):
    """Who removes the hooks, and what if there was a hook of somebody else?"""
    net = torch.nn.Sequential(adder(torch), adder(torch))
    net[0].register_forward_hook(lambda module, args, output: None)
    features_of(torch, net, ["0", "1"], 3)
    see("how many hooks there are", [len(module._forward_hooks) for module in net.modules()])


@probe("8.13")
def no_hook_is_left_behind_when_the_network_raises(torch, see):
    """What runs when something raises before your last lines?"""
    net = torch.nn.Sequential(adder(torch), failing(torch))
    see.raises("the call", lambda: features_of(torch, net, ["0", "1"], 3), message=True)
    see("how many hooks there are", [len(module._forward_hooks) for module in net.modules()])


@probe("8.13")
def no_hook_is_left_behind_when_a_path_is_wrong(torch, see):
    """The first path is right and the second is not. Where does your `try` begin?"""
    net = torch.nn.Sequential(adder(torch), adder(torch))
    see.raises("the call", lambda: features_of(torch, net, ["0", "9"], 3))
    see("how many hooks there are", [len(module._forward_hooks) for module in net.modules()])


@probe("8.13")
def several_inputs_are_handed_on(torch, see):
    """What does the network get?"""
    net = adder(torch)
    net.inner = adder(torch)
    net.forward = lambda x, y: net.inner(x, y) * 2
    see("the features", features_of(torch, net, ["inner"], 3, 4))


@probe("8.13")
def a_module_called_twice_keeps_its_last_output(torch, see):
    """What do you do with the second output?"""
    net = torch.nn.Module()
    net.inner = adder(torch)
    net.forward = lambda x: net.inner(net.inner(x, 1), 1)
    see("the features", features_of(torch, net, ["inner"], 0))


@probe("8.13")
def the_tensors_keep_their_gradients(torch, see):
    """Is what you keep the output itself, or a copy cut off from the graph?"""
    nn = torch.nn
    net = nn.Sequential(nn.Identity(), nn.Identity())
    net[0].forward = lambda x: x * 3
    x = torch.ones(2, requires_grad=True)
    features_of(torch, net, ["0"], x)["0"].sum().backward()
    see("the gradient of the input", x.grad)
