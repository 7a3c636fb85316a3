"""Hooks of the backward pass, of one module and of all."""

from tests.conformance.claims import Claims

claim = Claims()


class Two(list):
    """What was called, in order, with what came."""

    def hook(self, name, gives=lambda *args: None):
        def called(module, *args):
            self.append((name, type(module).__name__, *args))
            return gives(*args)

        return called


def linear(torch):
    net = torch.nn.Linear(2, 1, bias=False)
    torch.nn.init.constant_(net.weight, 2.0)
    return net


@claim
def a_backward_hook_sees_both_sides(torch, see):
    log, net = Two(), linear(torch)
    net.register_full_backward_hook(log.hook("full"))
    net.register_full_backward_pre_hook(log.hook("pre"))
    x = torch.ones(1, 2, requires_grad=True)
    (net(x) * 3).sum().backward()
    see("log", list(log))
    see("gradients", (x.grad, net.weight.grad))


@claim
def an_input_that_needs_no_gradient_gives_none(torch, see):
    log, net = Two(), linear(torch)
    net.register_full_backward_hook(log.hook("full"))
    net(torch.ones(1, 2)).sum().backward()
    see("log", list(log))


@claim
def what_a_backward_hook_returns_goes_on(torch, see):
    net = linear(torch)
    net.register_full_backward_hook(lambda m, grad_in, grad_out: (grad_in[0] * 10,))
    x = torch.ones(1, 2, requires_grad=True)
    net(x).sum().backward()
    see("the input's", x.grad)
    see("the weight's, left alone", net.weight.grad)


@claim
def what_a_backward_pre_hook_returns_comes_in(torch, see):
    net = linear(torch)
    net.register_full_backward_pre_hook(lambda m, grad_out: (grad_out[0] * 10,))
    x = torch.ones(1, 2, requires_grad=True)
    net(x).sum().backward()
    see("both", (x.grad, net.weight.grad))


@claim
def backward_hooks_run_in_their_order(torch, see):
    log, net = Two(), linear(torch)
    everywhere = torch.nn.modules.module
    handles = [
        everywhere.register_module_full_backward_hook(log.hook("all")),
        everywhere.register_module_full_backward_pre_hook(log.hook("all pre")),
    ]
    net.register_full_backward_hook(log.hook("1"))
    net.register_full_backward_hook(log.hook("0"), prepend=True)
    net.register_full_backward_pre_hook(log.hook("pre 1"))
    net.register_full_backward_pre_hook(log.hook("pre 0"), prepend=True)
    net(torch.ones(1, 2, requires_grad=True)).sum().backward()
    see("order", [name for name, *_ in log])
    for handle in handles:
        handle.remove()


@claim
def the_last_module_comes_first(torch, see):
    log = Two()
    net = torch.nn.Sequential(linear(torch), torch.nn.Sequential(torch.nn.Tanh()), torch.nn.ReLU())
    for m in net.modules():
        m.register_full_backward_hook(log.hook("full"))
    net(torch.ones(1, 2, requires_grad=True)).sum().backward()
    see("order", [name for _, name, *_ in log])


@claim
def several_inputs_and_outputs_each_have_their_place(torch, see):
    class Swap(torch.nn.Module):
        def forward(self, a, note, b):
            return b * 2, a * 3

    log, net = Two(), Swap()
    net.register_full_backward_hook(log.hook("full"))
    net.register_full_backward_pre_hook(log.hook("pre"))
    a, b = torch.ones(1, requires_grad=True), torch.ones(2, requires_grad=True)
    first, second = net(a, "text", b)
    (first.sum() + second.sum() * 5).backward()
    see("log", list(log))
    first, _ = net(a, None, b)
    first.sum().backward()
    see("only one output used", list(log)[2:])


@claim
def a_module_called_twice_has_its_hook_called_twice(torch, see):
    log, net = Two(), linear(torch)
    net.register_full_backward_hook(log.hook("full"))
    x = torch.ones(1, 2, requires_grad=True)
    (net(x) + net(x * 2) * 3).sum().backward()
    see("how often", len(log))
    see("what came", sorted(args[1][0].item() for _, _, *args in log))


@claim
def hooks_are_fixed_when_forward_runs(torch, see):
    log, net = Two(), linear(torch)
    handle = net.register_full_backward_hook(log.hook("early"))
    y = net(torch.ones(1, 2, requires_grad=True))
    handle.remove()
    net.register_full_backward_hook(log.hook("late"))
    y.sum().backward()
    see("called", [name for name, *_ in log])


@claim
def a_wrong_answer_of_a_backward_hook_is_refused(torch, see):
    for value in ((1,), (None, None), "x"):
        net = linear(torch)
        net.register_full_backward_hook(lambda m, grad_in, grad_out, v=value: v)
        y = net(torch.ones(1, 2, requires_grad=True)).sum()
        see.raises(repr(value), y.backward)


@claim
def what_goes_through_a_hooked_module_is_not_changed_in_place(torch, see):
    net = torch.nn.Tanh()
    net.register_full_backward_hook(lambda m, grad_in, grad_out: None)
    y = net(torch.ones(2, requires_grad=True))
    see.raises("the output", lambda: y.mul_(2))
    see("the output's class", (type(y).__name__, y.requires_grad))
    relu = torch.nn.ReLU(inplace=True)
    relu.register_full_backward_hook(lambda m, grad_in, grad_out: None)
    see.raises("the input", lambda: relu(torch.ones(2, requires_grad=True) * 1))


@claim
def the_two_kinds_of_backward_hooks_do_not_mix(torch, see):
    net = linear(torch)
    net.register_full_backward_hook(lambda m, a, b: None)
    see.raises("old after full", lambda: net.register_backward_hook(lambda m, a, b: None), message=True)
    old = linear(torch)
    old.register_backward_hook(lambda m, a, b: None)
    see.raises("full after old", lambda: old.register_full_backward_hook(lambda m, a, b: None), message=True)


@claim
def a_deprecated_hook_works_and_warns(torch, see):
    log = Two()
    net = torch.nn.Sequential(linear(torch), torch.nn.Tanh())
    net.register_backward_hook(log.hook("old"))
    x = torch.ones(1, 2, requires_grad=True)
    see.warns("several nodes", lambda: net(x))
    net(x).sum().backward()
    see("called", [name for name, *_ in log])


@claim
def without_a_graph_no_backward_hook_is_in_the_way(torch, see):
    log, net = Two(), linear(torch)
    net.register_full_backward_hook(log.hook("full"))
    with torch.no_grad():
        see("result", net(torch.ones(1, 2)))
    net.requires_grad_(False)
    see("frozen", net(torch.ones(1, 2)))
    see("log", list(log))


@claim
def a_dict_of_outputs_is_left_alone(torch, see):
    class Named(torch.nn.Module):
        def forward(self, x):
            return {"out": x * 2}

    net, log = Named(), Two()
    net.register_full_backward_hook(log.hook("full"))
    x = torch.ones(1, requires_grad=True)
    net(x)["out"].backward()
    see("gradient", x.grad)
    see("log", list(log))


@claim
def a_forward_hook_comes_inside_the_backward_hooks(torch, see):
    log, net = Two(), linear(torch)
    net.register_forward_hook(lambda m, args, out: out * 5)
    net.register_forward_pre_hook(lambda m, args: (args[0] * 7,))
    net.register_full_backward_hook(log.hook("full"))
    x = torch.ones(1, 2, requires_grad=True)
    net(x).sum().backward()
    see("log", list(log))
    see("gradient", x.grad)
