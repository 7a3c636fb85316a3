"""Hooks for all modules at once: around forward, and at registration."""

from tests.conformance.claims import Claims
from tests.conformance.forward_hooks import Log, add_one

claim = Claims()


@claim
def hooks_for_all_run_before_a_modules_own(torch, see):
    everywhere, log, net = torch.nn.modules.module, Log(), add_one(torch)
    net.register_forward_pre_hook(log.hook("own pre"), prepend=True)
    net.register_forward_hook(log.hook("own post"), prepend=True)
    handles = [
        everywhere.register_module_forward_pre_hook(log.hook("all pre")),
        everywhere.register_module_forward_hook(log.hook("all post")),
    ]
    see("result", net(1))
    see("log", list(log))
    for handle in handles:
        handle.remove()
    net(1)
    see("removed", len(log))


@claim
def a_hook_for_all_reaches_each_module_of_a_tree(torch, see):
    order = []
    handle = torch.nn.modules.module.register_module_forward_hook(lambda m, a, out: order.append(type(m).__name__))
    torch.nn.Sequential(torch.nn.Linear(1, 1), torch.nn.Sequential(torch.nn.ReLU()))(torch.ones(1, 1))
    see("order", order)
    handle.remove()


@claim
def hooks_for_all_rewrite_too(torch, see):
    everywhere = torch.nn.modules.module
    a = everywhere.register_module_forward_pre_hook(lambda m, args: args[0] * 10)
    b = everywhere.register_module_forward_hook(lambda m, args, out: (out, args))
    see("result", add_one(torch)(1))
    a.remove()
    b.remove()
    see("removed", add_one(torch)(1))


@claim
def a_hook_for_all_is_always_called_where_it_asks_to_be(torch, see):
    class Failing(torch.nn.Module):
        def forward(self, x, by=0):
            raise KeyError("mine")

    everywhere, log = torch.nn.modules.module, Log()
    handles = [
        everywhere.register_module_forward_hook(log.hook("always"), always_call=True),
        everywhere.register_module_forward_hook(log.hook("plain")),
    ]
    see.raises("raised", lambda: Failing()(1), message=True)
    see("log", list(log))
    for handle in handles:
        handle.remove()


@claim
def a_registration_hook_sees_and_replaces_each_kind(torch, see):
    everywhere, nn, told = torch.nn.modules.module, torch.nn, []

    def tells(kind):
        return lambda module, name, value: told.append((kind, type(module).__name__, name, type(value).__name__))

    handles = [
        everywhere.register_module_parameter_registration_hook(tells("parameter")),
        everywhere.register_module_buffer_registration_hook(tells("buffer")),
        everywhere.register_module_module_registration_hook(tells("module")),
    ]
    net = nn.Module()
    net.fc = nn.Linear(1, 1)
    net.b = nn.Buffer(torch.ones(1))
    net.register_buffer("c", None)
    net.register_parameter("p", None)
    net.add_module("m", nn.ReLU())
    net.fc = None
    net.b = torch.zeros(1)
    see("told", told)
    for handle in handles:
        handle.remove()
    net.x = nn.ReLU()
    see("removed", len(told))


@claim
def what_a_registration_hook_returns_is_registered(torch, see):
    everywhere, nn = torch.nn.modules.module, torch.nn
    new = nn.Parameter(torch.full((2,), 7.0))
    with everywhere.register_module_parameter_registration_hook(lambda m, name, p: new if name == "w" else None):
        net = nn.Module()
        net.w = nn.Parameter(torch.ones(1))
        net.v = nn.Parameter(torch.ones(1))
    see("registered", (net.w is new, net.v))
    with everywhere.register_module_buffer_registration_hook(lambda m, name, b: torch.zeros(3)):
        net.register_buffer("b", torch.ones(1))
    see("buffer", net.b)
    with everywhere.register_module_module_registration_hook(lambda m, name, s: nn.Tanh()):
        net.act = nn.ReLU()
        net.add_module("act2", nn.ReLU())
    see("module", (type(net.act).__name__, type(net.act2).__name__))


@claim
def registration_hooks_run_in_their_order(torch, see):
    everywhere, nn = torch.nn.modules.module, torch.nn
    told = []

    def grown(n):
        def hook(module, name, p):
            told.append((n, tuple(p.shape)))
            return nn.Parameter(torch.ones(p.numel() + n))

        return hook

    handles = [everywhere.register_module_parameter_registration_hook(grown(n)) for n in (1, 2)]
    net = nn.Module()
    net.w = nn.Parameter(torch.ones(1))
    see("told", told)
    see("at last", net.w)
    for handle in handles:
        handle.remove()


@claim
def hooks_for_all_stand_in_one_place(torch, see):
    everywhere = torch.nn.modules.module
    names = sorted(n for n in vars(everywhere) if n.startswith("_global_"))
    see("registries", [n for n in names if isinstance(getattr(everywhere, n), dict)])
    handle = everywhere.register_module_forward_hook(Log().hook("x"))
    see("registered", list(everywhere._global_forward_hooks) == [handle.id])
    handle.remove()
    see("removed", len(everywhere._global_forward_hooks))
