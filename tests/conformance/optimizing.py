"""optim.SGD over a module: what it is made of, and what it does in a step."""

from tests.conformance.claims import Claims

claim = Claims()


def net_of(torch):
    torch.manual_seed(0)
    return torch.nn.Sequential(torch.nn.Linear(2, 3), torch.nn.Tanh(), torch.nn.Linear(3, 1))


def trained(torch, net, optimizer, steps=3):
    x = torch.tensor([[1.0, 2.0], [3.0, -1.0]])
    for _ in range(steps):
        optimizer.zero_grad()
        (net(x) ** 2).mean().backward()
        optimizer.step()
    return net.state_dict()


@claim
def each_setting_trains_as_torchs(torch, see):
    for settings in (
        {},
        {"momentum": 0.9},
        {"momentum": 0.9, "nesterov": True},
        {"momentum": 0.9, "dampening": 0.5},
        {"weight_decay": 0.1},
        {"maximize": True},
    ):
        net = net_of(torch)
        see(repr(settings), trained(torch, net, torch.optim.SGD(net.parameters(), lr=0.01, **settings)))


@claim
def it_is_made_of_parameters_groups_or_names(torch, see):
    net = net_of(torch)
    groups = torch.optim.SGD([{"params": net[0].parameters()}, {"params": net[2].weight, "lr": 1.0}]).param_groups
    see("groups", [(len(g["params"]), g["lr"]) for g in groups])
    named = torch.optim.SGD(net.named_parameters(), lr=0.1)
    see("names", named.param_groups[0]["param_names"])
    see("and the parameters", [p is q for p, q in zip(named.param_groups[0]["params"], net.parameters(), strict=True)])
    grouped = torch.optim.SGD([{"params": net[0].named_parameters(), "lr": 0.5}, {"params": net[2].named_parameters()}])
    see("names of each group", [(g["param_names"], g["lr"]) for g in grouped.param_groups])
    see.raises("some named", lambda: torch.optim.SGD([("a", net[0].weight), net[0].bias]), message=True)
    plain = torch.optim.SGD(net[0].parameters())
    see("no names", "param_names" in plain.param_groups[0])


@claim
def named_parameters_train_alike(torch, see):
    net = net_of(torch)
    see("trained", trained(torch, net, torch.optim.SGD(net.named_parameters(), lr=0.1, momentum=0.9)))


@claim
def a_parameter_twice_in_a_group_is_warned_of(torch, see):
    p = torch.nn.Parameter(torch.ones(1))
    see.warns("twice", lambda: torch.optim.SGD([p, p], lr=0.1))
    see.warns("once", lambda: torch.optim.SGD([p], lr=0.1))


@claim
def what_cannot_be_trained_is_refused(torch, see):
    net = net_of(torch)
    sgd = torch.optim.SGD
    see.raises("nothing", lambda: sgd([]), message=True)
    see.raises("one tensor", lambda: sgd(net[0].weight, lr=0.1), message=True)
    see.raises("a set", lambda: sgd(set(net.parameters())).param_groups and None)
    see.raises("numbers", lambda: sgd([1, 2]), message=True)
    see.raises("a result", lambda: sgd([net[0].weight * 2]), message=True)
    see.raises("a set as a group", lambda: sgd([{"params": set(net.parameters())}]))
    both = [{"params": net[0].parameters()}, {"params": net[0].weight}]
    see.raises("one in two groups", lambda: sgd(both), message=True)
    for settings in ({"lr": -1}, {"momentum": -1}, {"weight_decay": -1}, {"nesterov": True}):
        see.raises(repr(settings), lambda s=settings: sgd(net.parameters(), **s))


@claim
def its_own_zero_grad_reaches_its_parameters_alone(torch, see):
    net = net_of(torch)
    optimizer = torch.optim.SGD(net[0].parameters(), lr=0.1)
    net(torch.ones(1, 2)).sum().backward()
    optimizer.zero_grad()
    see("taken", [p.grad is None for p in net.parameters()])
    net(torch.ones(1, 2)).sum().backward()
    optimizer.zero_grad(set_to_none=False)
    see("filled", [p.grad for p in net[0].parameters()])


@claim
def a_parameter_without_a_gradient_is_left_alone(torch, see):
    net = net_of(torch)
    before = net[0].weight.detach().clone()
    torch.optim.SGD(net.parameters(), lr=0.1, weight_decay=0.5).step()
    see("unchanged", torch.equal(before, net[0].weight))


@claim
def a_closure_is_called_and_its_loss_given_back(torch, see):
    p = torch.nn.Parameter(torch.tensor(3.0))
    optimizer = torch.optim.SGD([p], lr=0.1)

    def closure():
        optimizer.zero_grad()
        loss = p**2
        loss.backward()
        return loss

    see("loss", optimizer.step(closure))
    see("stepped", p)
    see("without", optimizer.step())
