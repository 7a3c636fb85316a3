"""Hooks around forward, of one module and of all."""

import contextlib
from functools import partial

from tests.conformance.claims import Claims

claim = Claims()


class Log(list):
    """What was called, in order."""

    def hook(self, name, gives=None):
        def called(module, *args):
            self.append((name, *args))
            return gives

        return called


def add_one(torch):
    class Add(torch.nn.Module):
        def forward(self, x, by=1):
            return x + by

    return Add()


@claim
def hooks_run_in_their_order_around_forward(torch, see):
    log, net = Log(), add_one(torch)
    net.register_forward_pre_hook(log.hook("pre 1"))
    net.register_forward_pre_hook(log.hook("pre 2"))
    net.register_forward_pre_hook(log.hook("pre 0"), prepend=True)
    net.register_forward_hook(log.hook("post 1"))
    net.register_forward_hook(log.hook("post 0"), prepend=True)
    net.register_forward_hook(log.hook("post 2"))
    see("result", net(1))
    see("log", list(log))


@claim
def what_a_pre_hook_returns_is_the_input(torch, see):
    net = add_one(torch)
    for label, value in {"number": 5, "tuple": (5,), "two": (5, 10), "list": [5], "none": None, "false": False}.items():
        handle = net.register_forward_pre_hook(lambda m, args, v=value: v)
        see.raises(label, lambda: net(1))
        if label != "list":  # a list is one argument, and 1 cannot be added to it
            see(f"{label}, result", net(1))
        handle.remove()


@claim
def what_a_forward_hook_returns_is_the_output(torch, see):
    net = add_one(torch)
    for value in (None, 0, False, (), "x", [1]):
        handle = net.register_forward_hook(lambda m, args, out, v=value: v)
        see(repr(value), net(1))
        handle.remove()


@claim
def each_hook_sees_what_the_one_before_made(torch, see):
    net = add_one(torch)
    for n in (2, 3):
        net.register_forward_pre_hook(lambda m, args, n=n: (args[0] * n,))
        net.register_forward_hook(lambda m, args, out, n=n: (out, args, n))
    see("result", net(1))


@claim
def hooks_with_kwargs_see_and_change_them(torch, see):
    log, net = Log(), add_one(torch)
    net.register_forward_pre_hook(log.hook("plain"))
    net.register_forward_pre_hook(log.hook("named", ((10,), {"by": 5})), with_kwargs=True)
    net.register_forward_hook(log.hook("after, named"), with_kwargs=True)
    net.register_forward_hook(log.hook("after, plain"))
    see("result", net(1, by=2))
    see("log", list(log))


@claim
def a_pre_hook_with_kwargs_returns_a_pair_or_nothing(torch, see):
    for value in (3, (1,), ((1,), {}, 2), [(1,), {}], None):
        net = add_one(torch)
        net.register_forward_pre_hook(lambda m, args, kwargs, v=value: v, with_kwargs=True)
        see.raises(repr(value), lambda n=net: n(1))


@claim
def removing_a_hook_takes_its_marks_along(torch, see):
    net = add_one(torch)
    a = net.register_forward_pre_hook(Log().hook("x"), with_kwargs=True)
    b = net.register_forward_hook(Log().hook("y"), with_kwargs=True, always_call=True)
    registries = sorted(n for n in vars(net) if n.startswith("_forward"))
    see("marked", {n: len(getattr(net, n)) for n in registries})
    a.remove()
    b.remove()
    see("gone", {n: len(getattr(net, n)) for n in registries})


@claim
def an_always_called_hook_runs_when_forward_raises(torch, see):
    class Failing(torch.nn.Module):
        def forward(self, x):
            raise KeyError("mine")

    log, net = Log(), Failing()
    net.register_forward_hook(log.hook("plain"))
    net.register_forward_hook(log.hook("always", 7), always_call=True)
    net.register_forward_hook(log.hook("always, named"), always_call=True, with_kwargs=True)
    see.raises("the first error", lambda: net(1), message=True)
    see("log", list(log))


@claim
def an_always_called_hook_runs_once(torch, see):
    log, net = Log(), add_one(torch)
    net.register_forward_hook(log.hook("a"), always_call=True)

    def fails(module, args, out):
        raise ValueError("in a hook")

    net.register_forward_hook(fails)
    net.register_forward_hook(log.hook("b"), always_call=True)
    net.register_forward_hook(log.hook("never"))
    see.raises("raised", lambda: net(1), message=True)
    see("log", list(log))


@claim
def an_always_called_hook_that_raises_too_is_a_warning(torch, see):
    class Failing(torch.nn.Module):
        def forward(self, x):
            raise KeyError("mine")

    net = Failing()

    def fails(module, args, out):
        raise ValueError("second")

    net.register_forward_hook(fails, always_call=True)

    def call():
        with contextlib.suppress(KeyError):
            net(1)

    see.warns("silenced", call)
    see.raises("the first", lambda: net(1), message=True)


@claim
def an_always_called_hook_runs_when_a_pre_hook_raises(torch, see):
    log, net = Log(), add_one(torch)

    def fails(module, args):
        raise ValueError("early")

    net.register_forward_pre_hook(fails)
    net.register_forward_hook(log.hook("always"), always_call=True)
    see.raises("raised", lambda: net(1), message=True)
    see("log", list(log))


@claim
def the_first_error_is_raised_as_it_is_where_hooks_are_always_called(torch, see):
    net = add_one(torch)
    net.register_forward_hook(Log().hook("x"), always_call=True)
    see.raises("wrong arguments", lambda: net())
    see("and the next call works", net(1))


@claim
def a_hook_may_remove_itself_while_it_runs(torch, see):
    log, net = Log(), add_one(torch)
    handles = []

    def once(module, args, out):
        log.append("once")
        handles[0].remove()

    handles.append(net.register_forward_hook(once))
    net.register_forward_hook(log.hook("after"))
    see.raises("the first call", lambda: net(1))
    see.raises("the second", lambda: net(1))
    see("log", list(log))


@claim
def any_callable_is_a_hook(torch, see):
    log, net = Log(), add_one(torch)

    class Counter:
        def __init__(self):
            self.n = 0

        def __call__(self, module, args, out):
            self.n += 1

    counter = Counter()
    net.register_forward_hook(counter)
    net.register_forward_hook(partial(log.hook("partial"), "first"))
    net.register_forward_pre_hook(torch.nn.Module.extra_repr and log.hook("pre"))
    net(1)
    see("called", (counter.n, len(log)))


@claim
def a_hook_sees_tensors_of_the_graph(torch, see):
    torch.manual_seed(0)
    net, kept = torch.nn.Sequential(torch.nn.Linear(2, 2), torch.nn.ReLU()), {}
    for name, m in net.named_children():
        m.register_forward_hook(lambda m, args, out, n=name: kept.update({n: out}))
    y = net(torch.ones(1, 2))
    see("names", list(kept))
    see("the output itself", kept["1"] is y)
    kept["0"].retain_grad()
    y.sum().backward()
    see("its gradient", kept["0"].grad)


@claim
def a_hook_doubles_an_output_and_its_gradient(torch, see):
    torch.manual_seed(0)
    net = torch.nn.Linear(2, 1)
    net.register_forward_hook(lambda m, args, out: out * 2)
    net.register_forward_pre_hook(lambda m, args: (args[0] * 3,))
    net(torch.ones(1, 2)).sum().backward()
    see("gradients", [p.grad for p in net.parameters()])
