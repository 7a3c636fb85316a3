"""train and eval, gradients, freezing, calling."""

from tests.conformance.claims import Claims

claim = Claims()


def net_of(torch):
    nn = torch.nn
    torch.manual_seed(0)
    return nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4), nn.Sequential(nn.Dropout(0.5), nn.Linear(4, 2)))


@claim
def the_mode_reaches_the_whole_tree(torch, see):
    net = net_of(torch)
    see("eval gives the module", net.eval() is net)
    see("off", [m.training for m in net.modules()])
    see("train gives the module", net[2].train() is net[2])
    see("a part on", [m.training for m in net.modules()])
    see("off by its argument", [m.training for m in net.train(False).modules()])


@claim
def a_mode_is_a_bool(torch, see):
    net = net_of(torch)
    for mode in (1, 0, None, "yes", net, torch.tensor(True)):
        see.raises(repr(type(mode).__name__), lambda m=mode: net.train(m), message=True)
    see("unchanged", net.training)


@claim
def a_mode_of_your_own_is_asked_for_each_child(torch, see):
    class Frozen(torch.nn.BatchNorm1d):
        def train(self, mode=True):
            return super().train(False)

    net = torch.nn.Sequential(Frozen(2), torch.nn.Sequential(Frozen(2)))
    see("modes", [m.training for m in net.train().modules()])


@claim
def gradients_are_taken_away_or_filled(torch, see):
    net = net_of(torch)
    net.zero_grad()
    see("none to begin with", all(p.grad is None for p in net.parameters()))
    net(torch.ones(5, 3)).sum().backward()
    before = net[0].weight.grad
    net.zero_grad(set_to_none=False)
    see("filled in place", (net[0].weight.grad is before, net[0].weight.grad))
    net.zero_grad()
    see("taken away", [p.grad for p in net.parameters()])


@claim
def a_frozen_parameter_keeps_the_gradient_it_has_until_it_is_taken(torch, see):
    net = torch.nn.Linear(2, 2)
    net(torch.ones(1, 2)).sum().backward()
    net.weight.requires_grad = False
    net.zero_grad(set_to_none=False)
    see("filled", net.weight.grad)
    net.weight.grad.add_(1)
    net.zero_grad()
    see("taken", net.weight.grad)


@claim
def a_gradient_with_a_history_is_cut_from_it(torch, see):
    net = torch.nn.Module()
    net.w = torch.nn.Parameter(torch.ones(2))
    (grad,) = torch.autograd.grad((net.w**3).sum(), net.w, create_graph=True)
    net.w.grad = grad
    see("a history", net.w.grad.grad_fn is None)
    net.zero_grad(set_to_none=False)
    see("no history", (net.w.grad.grad_fn is None, net.w.grad.requires_grad, net.w.grad))


@claim
def freezing_reaches_every_parameter_and_no_buffer(torch, see):
    net = net_of(torch)
    see("the module", net.requires_grad_(False) is net)
    see("all", [p.requires_grad for p in net.parameters()])
    net[0].requires_grad_()
    see("a part", [n for n, p in net.named_parameters() if p.requires_grad])
    see("buffers", [b.requires_grad for b in net.buffers()])


@claim
def under_no_grad_nothing_is_kept_for_a_backward_pass(torch, see):
    net, x = torch.nn.Linear(2, 2), torch.ones(1, 2, requires_grad=True)
    with torch.no_grad():
        y = net(x)
    see("asks for none", (y.requires_grad, y.grad_fn is None))
    see.raises("backward", lambda: y.sum().backward())


@claim
def a_missing_forward_is_named(torch, see):
    class Net(torch.nn.Module):
        pass

    see.raises("called", lambda: Net()(1), message=True)
    see.raises("forward", lambda: Net().forward(), message=True)
    see.raises("a list has none", lambda: torch.nn.ModuleList([torch.nn.ReLU()])(1))
    see.raises("a dict has none", lambda: torch.nn.ModuleDict()(1))


@claim
def a_call_hands_everything_on_and_anything_back(torch, see):
    class Net(torch.nn.Module):
        def forward(self, *args, scale=1, **more):
            return {"args": args, "scale": scale, "more": more}

    see("given", Net()(1, [2], scale=3, name="x"))
    see.raises("wrong arguments", lambda: torch.nn.Linear(1, 1)())
    see.raises("too many", lambda: torch.nn.ReLU()(1, 2))


@claim
def a_forward_set_on_the_object_is_called(torch, see):
    net = torch.nn.Linear(1, 1)
    net.forward = lambda x: x + 1
    see("called", net(torch.ones(1)))
    see("deleted", (delattr(net, "forward"), net(torch.ones(1, 1)).shape))


@claim
def a_call_set_on_the_class_is_called(torch, see):
    class Net(torch.nn.Module):
        def __call__(self, x):
            return ("mine", super().__call__(x))

        def forward(self, x):
            return x * 2

    see("called", Net()(2))


@claim
def a_module_is_called_within_itself(torch, see):
    class Countdown(torch.nn.Module):
        def forward(self, n):
            return [n, *self(n - 1)] if n else []

    see("counted", Countdown()(3))


@claim
def an_exception_of_forward_comes_out_as_it_is(torch, see):
    class Net(torch.nn.Module):
        def forward(self, x):
            raise KeyError("mine")

    see.raises("raised", lambda: Net()(1), message=True)
    see.raises("in a container", lambda: torch.nn.Sequential(Net())(1), message=True)


@claim
def a_tied_parameter_gathers_both_gradients(torch, see):
    a, b = torch.nn.Linear(2, 2, bias=False), torch.nn.Linear(2, 2, bias=False)
    b.weight = a.weight
    net = torch.nn.Sequential(a, b)
    net(torch.ones(1, 2)).sum().backward()
    see("one", len(list(net.parameters())))
    see("gradient", a.weight.grad)
    see("the same", b.weight.grad is a.weight.grad)


@claim
def a_non_leaf_keeps_its_gradient_where_it_is_asked_to(torch, see):
    net = torch.nn.Linear(2, 2)
    torch.nn.init.ones_(net.weight)
    h = net(torch.ones(1, 2))
    h.retain_grad()
    (h * h).sum().backward()
    see("kept", (h.retains_grad, h.grad.shape))
    p = torch.nn.Parameter(torch.ones(2))
    p.retain_grad()
    see("a leaf needs none", p.retains_grad)
    see.raises("one that asks for none", lambda: torch.ones(1).retain_grad(), message=True)
