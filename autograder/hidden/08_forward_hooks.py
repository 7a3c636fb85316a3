"""Hidden claims of lesson 08: the same behaviour on networks and hooks that nobody has seen."""

import copy
import importlib
import pickle
from collections import OrderedDict

from course.probes import probe

features_of = importlib.import_module("course.checks.08_forward_hooks").features_of


class Ran(list[object]):
    """What was called, in order."""

    def hook(self, name, change=None):
        """A hook of any kind that notes its name and what it was given, and returns what `change` makes of it."""

        def called(module, *given):
            self.append([name, type(module).__name__, *given])
            return None if change is None else change(*given)

        called.__name__ = name
        return called


def some_tree(torch, rng, depth=2):
    """Modules in modules that add numbers; some stand in two places."""
    nn = torch.nn

    class Add(nn.Module):
        def __init__(self, amount):
            super().__init__()
            self.amount = amount

        def forward(self, x, y=0):
            return x + self.amount + y

    pool = [Add(int(amount)) for amount in rng.integers(1, 9, size=3)]

    def tree(depth):
        if depth == 0 or rng.integers(3) == 0:
            return pool[int(rng.integers(3))] if rng.integers(2) else Add(int(rng.integers(9)))
        return nn.Sequential(*[tree(depth - 1) for _ in range(rng.integers(1, 4))])

    return nn.Sequential(*[tree(depth) for _ in range(3)])


def before(rng):
    """What a pre-hook does to its arguments: nothing, a number, or a tuple."""
    return [None, lambda args: args[0] + 1, lambda args: (args[0] * 2,)][int(rng.integers(3))]


def before_marked(rng):
    return [None, lambda args, kwargs: ((args[0] + 3,), kwargs)][int(rng.integers(2))]


def after(rng):
    return [None, lambda args, output: output + 0.5, lambda args, output: -output][int(rng.integers(3))]


def after_marked(rng):
    return [None, lambda args, kwargs, output: output + len(kwargs)][int(rng.integers(2))]


def hook_some(rng, net, ran, count=6, forward=True):
    """Register hooks on modules that the generator picks, with options that it picks; return the handles.

    forward: forward hooks as well as pre-hooks.
    """
    modules, handles = list(net.modules()), []
    for number in range(count):
        module = modules[int(rng.integers(len(modules)))]
        prepend, marked = bool(rng.integers(2)), bool(rng.integers(2))
        if rng.integers(2) or not forward:
            hook = ran.hook(f"pre {number}", (before_marked if marked else before)(rng))
            handles.append(module.register_forward_pre_hook(hook, prepend=prepend, with_kwargs=marked))
        else:
            hook = ran.hook(f"post {number}", (after_marked if marked else after)(rng))
            handles.append(module.register_forward_hook(hook, prepend=prepend, with_kwargs=marked))
    return handles


# -- 8.1 to 8.3 RemovableHandle


@probe("8.1")
def any_number_of_handles_on_any_dicts(torch, see, rng):
    """Which of these handles leads somewhere else, or has another number?"""
    dicts = [OrderedDict() for _ in range(4)]
    handles = []
    for _ in range(8):
        picked = [dicts[int(i)] for i in rng.integers(4, size=rng.integers(1, 4))]
        extra = [None, picked, picked[0]][int(rng.integers(3))]
        handles.append(torch.utils.hooks.RemovableHandle(dicts[int(rng.integers(4))], extra_dict=extra))
    see("the numbers", [handle.id - handles[0].id for handle in handles])
    see("where they lead", [[d is handle.hooks_dict_ref() for d in dicts] for handle in handles])
    see("and the extra ones", [[[d is ref() for d in dicts] for ref in handle.extra_dict_ref] for handle in handles])


@probe("8.1")
def a_plain_dict_cannot_be_held(torch, see):
    """Which dicts can be referred to weakly?"""
    see.raises("a plain dict", lambda: torch.utils.hooks.RemovableHandle({}))


@probe("8.2")
def whichever_are_removed_the_others_stay(torch, see, rng):
    """What went away with it, or stayed behind?"""
    hooks, marks = OrderedDict(), OrderedDict()
    handles = [torch.utils.hooks.RemovableHandle(hooks, extra_dict=marks) for _ in range(7)]
    for number, handle in enumerate(handles):
        hooks[handle.id] = number
        if rng.integers(2):
            marks[handle.id] = number
    for number in rng.integers(7, size=5).tolist():
        handles[number].remove()
        see(f"after {number}", [list(hooks.values()), list(marks.values())])


@probe("8.2")
def one_gone_dict_does_not_keep_the_others(torch, see):
    """Does a dict that is gone end your method?"""
    hooks, gone, marks = OrderedDict(), OrderedDict(), OrderedDict()
    handle = torch.utils.hooks.RemovableHandle(hooks, extra_dict=[gone, marks])
    hooks[handle.id] = marks[handle.id] = True
    del gone
    handle.remove()
    see("what is left", [hooks, marks])


@probe("8.3")
def a_network_and_its_handles_are_copied_together(torch, see, rng):
    """To which network does each copied handle belong?"""
    net, handles = some_tree(torch, rng), []
    modules = list(net.modules())
    for _ in range(6):
        module = modules[int(rng.integers(len(modules)))]
        hooks, marks = module._forward_hooks, [module._forward_hooks_with_kwargs, module._forward_hooks_always_called]
        handles.append(torch.utils.hooks.RemovableHandle(hooks, extra_dict=marks[: rng.integers(3)]))
        for d in (hooks, *marks):
            d[handles[-1].id] = True
    twin, others = copy.deepcopy((net, handles))
    for number in rng.integers(len(others), size=3).tolist():
        others[number].remove()
        for name in ("_forward_hooks", "_forward_hooks_with_kwargs", "_forward_hooks_always_called"):
            counts = [[len(getattr(m, name)) for m in n.modules()] for n in (net, twin)]
            see(f"{name} after {number}", counts)


@probe("8.3")
def every_protocol_of_pickle_works(torch, see):
    """Does your state depend on the form of the file?"""
    net = torch.nn.Module()
    handle = torch.utils.hooks.RemovableHandle(net._forward_hooks, extra_dict=[net._forward_hooks_with_kwargs])
    net._forward_hooks[handle.id] = len
    for protocol in range(2, 6):
        hooks, read = pickle.loads(pickle.dumps((net._forward_hooks, handle), protocol))
        read.remove()
        see(f"protocol {protocol}", [len(hooks), len(net._forward_hooks)])


# -- 8.4 to 8.7 registering and running


@probe("8.4")
def any_pre_hooks_in_any_order(torch, see, rng):
    """Which hook stands elsewhere, or has another mark?"""
    net, ran, handles = torch.nn.Module(), Ran(), []
    for number in range(7):
        prepend, marked = (bool(x) for x in rng.integers(2, size=2))
        hook = ran.hook(f"hook {number}")
        handles.append(net.register_forward_pre_hook(hook, prepend=prepend, with_kwargs=marked))
    names = {handle.id: number for number, handle in enumerate(handles)}
    for gone in rng.integers(7, size=3).tolist():
        see("the hooks", [names[key] for key in net._forward_pre_hooks])
        see("their marks", [names[key] for key in net._forward_pre_hooks_with_kwargs])
        handles[gone].remove()
    see("the hooks that are left", [names[key] for key in net._forward_pre_hooks])
    see("the marks that are left", [names[key] for key in net._forward_pre_hooks_with_kwargs])


@probe("8.6")
def any_options_in_any_order(torch, see, rng):
    """Which hook stands elsewhere, or has another mark?"""
    net, ran, handles = torch.nn.Module(), Ran(), []
    for number in range(9):
        prepend, marked, always = (bool(x) for x in rng.integers(2, size=3))
        hook = ran.hook(f"hook {number}")
        if rng.integers(4) == 0:
            handles.append(net.register_forward_pre_hook(hook, prepend=prepend, with_kwargs=marked))
        else:
            handles.append(net.register_forward_hook(hook, prepend=prepend, with_kwargs=marked, always_call=always))
    names = {handle.id: number for number, handle in enumerate(handles)}
    for gone in (None, *rng.integers(9, size=3).tolist()):
        if gone is not None:
            handles[gone].remove()
        see("before forward", [names[key] for key in net._forward_pre_hooks])
        see("after forward", [names[key] for key in net._forward_hooks])
        see("their marks for arguments", [names[key] for key in net._forward_hooks_with_kwargs])
        see("their marks for always", [names[key] for key in net._forward_hooks_always_called])


@probe("8.5")
def pre_hooks_on_any_network(torch, see, rng):
    """Which hook ran at another time, or was given something else?"""
    ran = Ran()
    net = some_tree(torch, rng)
    handles = hook_some(rng, net, ran, forward=False)
    see("what comes out", net(1))
    see("what ran", list(ran))
    ran.clear()
    for number in rng.integers(len(handles), size=3).tolist():
        handles[number].remove()
    see("what comes out after some were removed", net(2))
    see("what ran then", list(ran))


@probe("8.7")
def hooks_on_any_network_run_in_the_same_order_with_the_same_numbers(torch, see, rng):
    """Which hook ran at another time, or was given something else?"""
    ran = Ran()
    net = some_tree(torch, rng)
    handles = hook_some(rng, net, ran)
    see("what comes out", net(1))
    see("what ran", list(ran))
    ran.clear()
    for number in rng.integers(len(handles), size=3).tolist():
        handles[number].remove()
    see("what comes out after some were removed", net(2))
    see("what ran then", list(ran))


@probe("8.5")
def a_tensor_as_the_new_argument(torch, see, rng):
    """Do you ever ask a tensor for its truth?"""
    net = torch.nn.Identity()
    values = torch.tensor(rng.normal(size=3).tolist())
    net.register_forward_pre_hook(lambda module, args: args[0] * 0)
    net.register_forward_pre_hook(lambda module, args, kwargs: ((args[0] + values,), kwargs), with_kwargs=True)
    see("what comes out", net(values))


@probe("8.5")
def a_subclass_of_tuple_is_a_tuple(torch, see):
    """A named tuple is a tuple: several arguments, or one?"""
    from collections import namedtuple

    two = namedtuple("two", "first second")
    net = torch.nn.Module()
    net.forward = lambda *args: list(args)
    net.register_forward_pre_hook(lambda module, args: two(1, 2))
    see("what forward gets", net(0))


@probe("8.6")
def the_hooks_are_not_called_when_they_are_registered(torch, see):
    """Is anything done with the function but storing it?"""
    net, ran = torch.nn.Module(), Ran()
    net.register_forward_hook(ran.hook("hook"), always_call=True)
    net.register_forward_hook("no function at all")
    see("what ran", list(ran))
    see("how many there are", len(net._forward_hooks))


@probe("8.7")
def a_layer_used_twice_runs_its_hook_twice(torch, see):
    """Whose hook is it: the layer's, or one place's in the network?"""
    ran = Ran()
    layer = torch.nn.Identity()
    net = torch.nn.Sequential(layer, torch.nn.Identity(), layer)
    layer.register_forward_hook(ran.hook("hook", lambda args, output: output + 1))
    see("what comes out", net(1))
    see("what ran", list(ran))


# -- 8.8 and 8.9 hooks for all modules


@probe("8.8")
def any_hooks_for_all_with_any_marks(torch, see, rng):
    """Which hook stands elsewhere, or has another mark?"""
    file, ran, handles = torch.nn.modules.module, Ran(), []
    for number in range(7):
        marked, always = (bool(x) for x in rng.integers(2, size=2))
        hook = ran.hook(f"hook {number}")
        if rng.integers(2):
            handles.append(file.register_module_forward_pre_hook(hook))
        else:
            handles.append(file.register_module_forward_hook(hook, with_kwargs=marked, always_call=always))
    names = {handle.id: number for number, handle in enumerate(handles)}
    see("their marks for arguments", [names[key] for key in file._global_forward_hooks_with_kwargs])
    for gone in rng.integers(7, size=3).tolist():
        handles[gone].remove()
        see("before forward", [names[key] for key in file._global_forward_pre_hooks])
        see("after forward", [names[key] for key in file._global_forward_hooks])
        see("their marks for always", [names[key] for key in file._global_forward_hooks_always_called])


@probe("8.9")
def hooks_for_all_and_hooks_of_some_on_any_network(torch, see, rng):
    """Which hook ran at another time, or was given something else?"""
    file, ran = torch.nn.modules.module, Ran()
    net = some_tree(torch, rng)
    hook_some(rng, net, ran, count=3)
    handles = [
        file.register_module_forward_pre_hook(ran.hook("pre for all", before(rng))),
        file.register_module_forward_hook(ran.hook("for all", after(rng))),
        file.register_module_forward_hook(ran.hook("marked for all", after_marked(rng)), with_kwargs=True),
    ]
    hook_some(rng, net, ran, count=3)
    see("what comes out", net(1))
    see("what ran", list(ran))
    ran.clear()
    for handle in handles:
        handle.remove()
    see("what comes out without those for all", net(1))
    see("what ran then", list(ran))


@probe("8.9")
def hooks_that_remove_others_while_they_run(torch, see, rng):
    """Who is on the list that was made before the first of them ran?"""
    net, ran, handles = torch.nn.Identity(), Ran(), []

    def removing(number, gone):
        def hook(module, *given):
            ran.append(number)
            handles[gone].remove()

        return hook

    for number in range(8):
        register = net.register_forward_pre_hook if rng.integers(2) else net.register_forward_hook
        handles.append(register(removing(number, int(rng.integers(8))), prepend=bool(rng.integers(2))))
    for call in range(3):
        net(1)
        see(f"what ran in call {call}", list(ran))
        ran.clear()


# -- 8.10 and 8.11 exceptions, and the short way


@probe("8.10", "8.11")
def whatever_raises_the_marked_ones_are_called(torch, see, rng):
    """Who is called after the exception, who is not, and with what?"""
    ran = Ran()
    net = some_tree(torch, rng)
    modules = list(net.modules())

    def stop(module, *given):
        ran.append("stop")
        raise LookupError("stop")

    for number in range(6):
        module = modules[int(rng.integers(len(modules)))]
        marked, always = bool(rng.integers(2)), bool(rng.integers(3))
        change = (after_marked if marked else after)(rng)
        changed = change and (lambda *given, change=change: None if given[-1] is None else change(*given))
        module.register_forward_hook(ran.hook(f"hook {number}", changed), with_kwargs=marked, always_call=always)
    culprit = modules[int(rng.integers(len(modules)))]
    if rng.integers(2):
        culprit.register_forward_pre_hook(stop)
    else:
        culprit.register_forward_hook(stop, prepend=bool(rng.integers(2)), always_call=bool(rng.integers(2)))
    see.raises("the call", lambda: net(1), message=True)
    see("what ran", list(ran))


@probe("8.10")
def one_that_raises_does_not_keep_the_others_from_their_turn(torch, see, rng):
    """Where does your `try` stand: around the loop, or inside it?"""
    net, ran = torch.nn.Module(), Ran()

    def forward(x):
        raise LookupError("the first")

    def fails_too(args, output):
        raise ValueError("another")

    net.forward = forward
    for number in range(6):
        net.register_forward_hook(ran.hook(f"hook {number}", fails_too if rng.integers(2) else None), always_call=True)
    see.raises("the call", lambda: net(1), message=True)
    see("what ran", list(ran))


@probe("8.11")
def networks_without_a_single_hook(torch, see, rng):
    """Is the short way as good as the long one?"""
    net = some_tree(torch, rng)
    see("what comes out", net(1))
    ran = Ran()
    handles = hook_some(rng, net, ran)
    for handle in handles:
        handle.remove()
    see("what comes out after all were removed", net(1))
    see("what ran", list(ran))


@probe("8.11")
def a_hook_that_stops_an_iteration_is_an_exception_like_others(torch, see):
    """`StopIteration` is an exception, too. Does any loop of yours take it for its own?"""
    net, ran = torch.nn.Identity(), Ran()

    def stop(module, args, output):
        raise StopIteration("no more")

    net.register_forward_hook(stop)
    net.register_forward_hook(ran.hook("marked"), always_call=True)
    see.raises("the call", lambda: net(1))
    see("what ran", list(ran))


# -- 8.12 hooks on registering


@probe("8.12")
def whatever_is_built_the_hooks_see_every_part(torch, see, rng):
    """Which part was not offered, or offered in another order?"""
    nn, file, ran = torch.nn, torch.nn.modules.module, Ran()
    for kind in ("parameter", "buffer", "module"):
        register = getattr(file, f"register_module_{kind}_registration_hook")
        register(lambda module, name, value, kind=kind: ran.append([kind, type(module).__name__, name]))
    for size in rng.integers(1, 4, size=3).tolist():
        net = nn.Module()
        net.add_module("0", nn.Sequential(*[nn.Linear(size, size, bias=bool(rng.integers(2))) for _ in range(size)]))
        net.head = [None, nn.Identity(), nn.Linear(1, size)][int(rng.integers(3))]
        net.register_buffer("count", [None, torch.zeros(size)][int(rng.integers(2))])
        see("what was offered", list(ran))
        ran.clear()


@probe("8.12")
def each_hook_is_handed_what_the_one_before_it_left(torch, see, rng):
    """Where do you keep the value between two hooks?"""
    nn, file = torch.nn, torch.nn.modules.module
    for amount in rng.integers(1, 9, size=4).tolist():
        change = [lambda value, a=amount: value + a, lambda value, a=amount: value * a, lambda value: None]
        picked = change[int(rng.integers(3))]
        file.register_module_buffer_registration_hook(lambda module, name, value, picked=picked: picked(value))
    net = nn.Module()
    net.register_buffer("count", torch.tensor([1.0, 2.0]))
    see("the buffer", net.count)


# -- 8.13 features


@probe("8.13")
def features_of_any_network(torch, see, rng):
    """Which path gives another number?"""
    net = some_tree(torch, rng)
    paths = [path for path, _ in net.named_modules() if path]
    picked = [paths[int(i)] for i in rng.permutation(len(paths))[: rng.integers(1, len(paths) + 1)]]
    see("the features", sorted(features_of(torch, net, picked, 1).items()))
    see("how many hooks are left", [len(module._forward_hooks) for module in net.modules()])
