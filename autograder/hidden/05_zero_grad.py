"""Hidden claims of lesson 05: the same behaviour on trees, groups and batches that nobody has seen."""

import copy

from course.probes import probe


def values(torch, rng, *shape):
    return torch.tensor(rng.normal(size=shape or rng.integers(1, 4, size=int(rng.integers(1, 3))).tolist()).tolist())


def some_tree(torch, rng):
    """A tree with parameters and parts that are shared, and with None in the place of either."""
    nn = torch.nn
    pool = [None]
    pool += [nn.Parameter(values(torch, rng), requires_grad=bool(rng.integers(4))) for _ in range(5)]
    modules = [nn.Module() for _ in range(6)]
    for at, module in enumerate(modules):
        for name in "abc"[: int(rng.integers(4))]:
            module.register_parameter(name, pool[int(rng.integers(len(pool)))])
        if at:
            modules[int(rng.integers(at))].add_module(f"m{at}", module)
    for _ in range(3):
        low, high = sorted(rng.permutation(len(modules))[:2].tolist())
        modules[low].add_module(f"s{high}", [None, modules[high], modules[high]][int(rng.integers(3))])
    return modules[0]


def some_gradients(torch, rng, net):
    """Give about two of three parameters a gradient."""
    for p in net.parameters():
        if rng.integers(3):
            p.grad = torch.tensor(rng.normal(size=tuple(p.shape)).tolist())


def everything(net):
    return [(name, p, p.grad) for name, p in net.named_parameters(remove_duplicate=False)]


def some_net(torch, rng):
    """Two layers with numbers from the generator, and rows to train them on."""
    nn = torch.nn

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.first, self.last = nn.Linear(3, 4), nn.Linear(4, 2)

        def forward(self, x):
            return self.last(torch.tanh(self.first(x)))

    net = Net()
    with torch.no_grad():
        for p in net.parameters():
            p.copy_(values(torch, rng, *p.shape) / 2)
    return net


def squared(output, target):
    return ((output - target) ** 2).mean()


def own(torch, name):
    """A function that the learner has written for practice; None in torch's world."""
    return getattr(getattr(torch.nn, "practice", None), name, None)


def one_large_step(torch, net, optimizer, x, y):
    """A step along the gradient of all these rows, without adding anything up."""
    loss, params = squared(net(x), y), [p for group in optimizer.param_groups for p in group["params"]]
    for p, grad in zip(params, torch.autograd.grad(loss, params), strict=True):
        p.grad = grad
    optimizer.step()
    return loss.item()


# -- 5.1


@probe("5.1")
def any_tree_forgets_all_its_gradients(torch, see, rng):
    """Which parameter of this tree was treated differently?"""
    net = some_tree(torch, rng)
    for set_to_none in (False, True):
        some_gradients(torch, rng, net)
        net.zero_grad(set_to_none=set_to_none)
        see(f"the parameters and gradients, set_to_none={set_to_none}", everything(net))


@probe("5.1")
def a_part_forgets_and_the_rest_remembers(torch, see, rng):
    """Whose gradients are they?"""
    net = some_tree(torch, rng)
    some_gradients(torch, rng, net)
    for part in net.children():
        part.zero_grad(set_to_none=bool(rng.integers(2)))
        see("the parameters and gradients", everything(net))


@probe("5.1")
def a_class_that_lists_its_own_parameters_is_asked(torch, see):
    """A class overrides `parameters`. Do you ask it, or do you look in the registries yourself?"""
    nn = torch.nn

    class Hidden(nn.Module):
        def parameters(self, recurse=True):
            yield self.w

    net = Hidden()
    net.w, net.kept = nn.Parameter(torch.ones(1)), nn.Parameter(torch.ones(1))
    (net.w + net.kept).sum().backward()
    net.zero_grad()
    see("the gradients", [net.w.grad, net.kept.grad])


@probe("5.1")
def a_buffer_that_has_a_gradient_keeps_it(torch, see):
    """A buffer may ask for a gradient, too. Is it a parameter?"""
    net = torch.nn.Module()
    net.register_buffer("scale", torch.ones(2, requires_grad=True))
    net.scale.sum().backward()
    net.zero_grad()
    see("its gradient", net.scale.grad)


# -- 5.2


@probe("5.2")
def any_tree_is_frozen_and_thawed(torch, see, rng):
    """Which parameter of this tree was treated differently?"""
    net = some_tree(torch, rng)
    some_gradients(torch, rng, net)
    for part in [net, *net.children()]:
        part.requires_grad_(bool(rng.integers(2)))
        see("the parameters and gradients", everything(net))


@probe("5.2")
def what_cannot_have_a_gradient_refuses(torch, see):
    """A parameter of whole numbers cannot ask. Who says so?"""
    nn = torch.nn
    net = nn.Module()
    net.codes = nn.Parameter(torch.tensor([1, 2]), requires_grad=False)
    see.raises("thawed", lambda: net.requires_grad_())
    see.raises("frozen", lambda: net.requires_grad_(False))


@probe("5.2")
def a_module_without_parameters_is_returned_as_well(torch, see):
    """What comes back when there is nothing to do?"""
    net = torch.nn.Module()
    see("whether it is the module", net.requires_grad_() is net)


# -- 5.3


@probe("5.3")
def any_batch_in_any_parts(torch, see, rng):
    """With which numbers of rows does it come out differently?"""
    net = some_net(torch, rng)
    for _ in range(3):
        rows, size = int(rng.integers(1, 12)), int(rng.integers(1, 6))
        x, y = values(torch, rng, rows, 3), values(torch, rng, rows, 2)
        if written := own(torch, "accumulate"):
            loss = written(net, squared, x, y, size)
        else:
            net.zero_grad()
            whole = squared(net(x), y)
            whole.backward()
            loss = whole.item()
        see(f"the loss of {rows} rows, {size} at a time", loss)
        see("the gradients", everything(net))


# -- 5.4


@probe("5.4")
def any_settings_are_kept_or_refused(torch, see, rng):
    """Which combination was judged differently?"""
    p = torch.nn.Parameter(torch.ones(1))
    for _ in range(8):
        numbers = {name: float(rng.choice([-0.5, 0, 0.5])) for name in ("lr", "momentum", "dampening", "weight_decay")}
        options = {**numbers, "nesterov": bool(rng.integers(2)), "maximize": bool(rng.integers(2))}
        see.raises(f"{options}", lambda options=options: torch.optim.SGD([p], **options))


@probe("5.4")
def a_setting_that_does_not_exist_is_refused(torch, see):
    """What does your signature allow?"""
    p = torch.nn.Parameter(torch.ones(1))
    see.raises("a misspelt one", lambda: torch.optim.SGD([p], learning_rate=0.1))
    see.raises("maximize by position", lambda: torch.optim.SGD([p], 0.1, 0, 0, 0, False, True))


@probe("5.4")
def it_is_one_of_torchs_optimizers(torch, see):
    """A schedule asks what it is handed. What does it derive from?"""
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.ones(1))], lr=0.5)
    see("whether it is an Optimizer", isinstance(optimizer, torch.optim.Optimizer))
    see("how it prints", repr(optimizer))


# -- 5.5


@probe("5.5")
def anything_that_can_be_gone_through_is_a_list(torch, see, rng):
    """Which kind of iterable is taken differently?"""
    params = [torch.nn.Parameter(values(torch, rng)) for _ in range(4)]
    net = some_net(torch, rng)
    kinds = {
        "a tuple": tuple(params),
        "a dict's values": dict(enumerate(params)).values(),
        "its items reversed": reversed(params),
        "a network's parameters": net.parameters(),
        "parts of two": (p for part in net.children() for p in part.parameters()),
    }
    for kind in rng.permutation(list(kinds)).tolist():
        see(kind, torch.optim.SGD([{"params": kinds[kind]}]).param_groups[0]["params"])


@probe("5.5")
def the_mistake_may_come_last(torch, see, rng):
    """Are all of them looked at?"""
    params = [torch.nn.Parameter(values(torch, rng)) for _ in range(3)]
    for wrong in (params[0] * 2, 3.0, None, "w", params):
        at = int(rng.integers(4))
        see.raises(f"a wrong one at {at}", lambda w=wrong, at=at: torch.optim.SGD([*params[:at], w, *params[at:]]))


# -- 5.6


@probe("5.6")
def any_groups_end_up_alike(torch, see, rng):
    """Which group has other parameters, or other settings?"""
    pool = [torch.nn.Parameter(values(torch, rng)) for _ in range(8)]
    optimizer = torch.optim.SGD([pool[0]], lr=0.1, momentum=0.9)
    for number in range(6):
        picked = [pool[int(at)] for at in dict.fromkeys(rng.integers(len(pool), size=2).tolist())]
        own = {name: float(number) for name in ("lr", "momentum", "weight_decay", "note") if rng.integers(2)}
        group = {"params": picked, **own}
        see.raises(f"group {number}", lambda group=group: optimizer.add_param_group(group))
    for group in optimizer.param_groups:
        see("a group", {name: group[name] for name in sorted(group)})


@probe("5.6")
def each_groups_settings_are_saved(torch, see):
    """Is what is saved what the groups say?"""
    p, q = torch.nn.Parameter(torch.ones(1)), torch.nn.Parameter(torch.ones(1))
    optimizer = torch.optim.SGD([{"params": p, "lr": 0.5}, {"params": q}], lr=0.1, momentum=0.9)
    groups = optimizer.state_dict()["param_groups"]
    see("the groups", [{name: group[name] for name in sorted(group)} for group in groups])


# -- 5.7


@probe("5.7")
def any_groups_forget_all_their_gradients(torch, see, rng):
    """Which parameter was treated differently?"""
    net = some_tree(torch, rng)
    params = list(net.parameters())
    if not params:
        params = [torch.nn.Parameter(torch.ones(1))]
    cut = int(rng.integers(len(params) + 1))
    optimizer = torch.optim.SGD([{"params": params[:cut]}, {"params": params[cut:]}])
    for set_to_none in (False, True):
        some_gradients(torch, rng, net)
        held = [p.grad for p in params]
        optimizer.zero_grad(set_to_none=set_to_none)
        see(f"the parameters and gradients, set_to_none={set_to_none}", everything(net))
        see("what others hold", held)


# -- 5.8


@probe("5.8")
def any_tree_makes_its_steps(torch, see, rng):
    """Which parameter moved differently? Shared ones move once."""
    net = some_tree(torch, rng)
    params = list(net.parameters()) or [torch.nn.Parameter(torch.ones(1))]
    optimizer = torch.optim.SGD(params, lr=float(rng.uniform(0.01, 1)))
    for _ in range(3):
        some_gradients(torch, rng, net)
        optimizer.step()
        see("the parameters and gradients", everything(net))


@probe("5.8")
def a_schedule_turns_the_rate_down(torch, see):
    """Each step reads the rate that the schedule wrote. Does yours?"""
    p = torch.nn.Parameter(torch.ones(1))
    optimizer = torch.optim.SGD([p], lr=1.0)
    schedule = torch.optim.lr_scheduler.StepLR(optimizer, step_size=2, gamma=0.1)
    moved = []
    for _ in range(6):
        p.grad = torch.ones(1)
        optimizer.step()
        schedule.step()
        moved.append(p.item())
    see("the parameter", moved)


@probe("5.8")
def moving_too_early_is_noticed(torch, see):
    """A parameter that a recorded computation needs was changed. Is the change seen?"""
    p = torch.nn.Parameter(torch.ones(2))
    loss = (p * p).sum()
    p.grad = torch.ones(2)
    torch.optim.SGD([p], lr=0.1).step()
    see.raises("backward() after the step", lambda: loss.backward())


@probe("5.8")
def a_closure_that_fails_moves_nothing(torch, see):
    """In which order do you call and move?"""
    p = torch.nn.Parameter(torch.ones(2))
    p.grad = torch.ones(2)

    def closure():
        raise ValueError("no data")

    see.raises("the step", lambda: torch.optim.SGD([p], lr=0.1).step(closure))
    see("the parameter", p)
    see("whether gradients are still enabled", torch.is_grad_enabled())


# -- 5.9 to 5.11


def some_steps(torch, see, rng, **options):
    """Steps with gradients from the generator, some of them None, some of them zero."""
    params = [torch.nn.Parameter(values(torch, rng)) for _ in range(4)]
    groups = [{"params": params[:2]}, {"params": params[2:], "lr": 0.05}]
    optimizer = torch.optim.SGD(groups, lr=0.1, **options)
    for _ in range(4):
        for p in params:
            numbers = rng.normal(size=tuple(p.shape)) * (rng.integers(4) > 0)
            p.grad = torch.tensor(numbers.tolist()) if rng.integers(4) else None
        optimizer.step()
        see("the parameters and gradients", [(p, p.grad) for p in params])
    see("what is remembered", optimizer.state_dict()["state"])
    return params, optimizer


@probe("5.9")
def any_gradients_with_any_decay(torch, see, rng):
    """After which step, and where, do they differ?"""
    some_steps(torch, see, rng, weight_decay=float(rng.uniform(0, 1)), maximize=bool(rng.integers(2)))


@probe("5.9")
def decay_in_place_would_move_other_things(torch, see):
    """A gradient that is shared by two optimizers: what does the second one find?"""
    p, q = torch.nn.Parameter(torch.ones(1)), torch.nn.Parameter(torch.ones(1))
    p.grad = q.grad = torch.ones(1)
    torch.optim.SGD([p], lr=0.1, weight_decay=0.5).step()
    torch.optim.SGD([q], lr=0.1, weight_decay=0.5).step()
    see("the parameters", [p, q])


@probe("5.10")
def any_gradients_with_any_momentum(torch, see, rng):
    """After which step, and where, do they differ?"""
    some_steps(torch, see, rng, momentum=float(rng.uniform(0.1, 1)), dampening=float(rng.choice([0, 0.3])))


@probe("5.10")
def what_is_remembered_is_saved_and_comes_back(torch, see):
    """Under which name is it kept, and is it a tensor that can be loaded?"""
    p, q = torch.nn.Parameter(torch.ones(2)), torch.nn.Parameter(torch.ones(2))
    one, other = (torch.optim.SGD([t], lr=0.1, momentum=0.9) for t in (p, q))
    for _ in range(2):
        p.grad = torch.tensor([1.0, 2.0])
        one.step()
    see("what is saved", one.state_dict()["state"])
    other.load_state_dict(copy.deepcopy(one.state_dict()))
    q.grad = torch.zeros(2)
    other.step()
    see("the one that goes on from it", q)


@probe("5.10")
def a_buffer_is_no_result(torch, see):
    """Does a graph hang on what is remembered?"""
    p = torch.nn.Parameter(torch.ones(2))
    optimizer = torch.optim.SGD([p], lr=0.1, momentum=0.9)
    for _ in range(2):
        optimizer.zero_grad()
        (p**3).sum().backward()
        optimizer.step()
    see("the buffer", optimizer.state[p]["momentum_buffer"])


@probe("5.11")
def any_gradients_with_all_of_it(torch, see, rng):
    """After which step, and where, do they differ?"""
    options = {"momentum": float(rng.uniform(0.1, 1)), "weight_decay": float(rng.uniform(0, 1))}
    some_steps(torch, see, rng, nesterov=bool(rng.integers(2)), maximize=bool(rng.integers(2)), **options)


@probe("5.11")
def a_whole_training_runs_alike(torch, see, rng):
    """At which step do the losses part?"""
    net = some_net(torch, rng)
    groups = [{"params": net.first.parameters(), "lr": 0.02}, {"params": net.last.parameters()}]
    optimizer = torch.optim.SGD(groups, lr=0.05, momentum=0.9, weight_decay=0.01, nesterov=True)
    x, y = values(torch, rng, 9, 3), values(torch, rng, 9, 2)
    losses = []
    for _ in range(8):
        optimizer.zero_grad(set_to_none=bool(rng.integers(2)))
        loss = squared(net(x), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    see("the losses", losses)
    see("the parameters", everything(net))


@probe("5.11")
def tied_weights_move_once(torch, see, rng):
    """Two layers share a weight, and it is used twice. How often is it moved?"""
    nn = torch.nn
    first, second = nn.Linear(2, 2, bias=False), nn.Linear(2, 2, bias=False)
    net = nn.Module()
    net.first, net.second = first, second
    first.weight = nn.Parameter(values(torch, rng, 2, 2))
    second.weight = first.weight
    optimizer = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9, weight_decay=0.1)
    x = values(torch, rng, 5, 2)
    for _ in range(3):
        optimizer.zero_grad()
        (second(torch.tanh(first(x))) ** 2).mean().backward()
        optimizer.step()
    see("the weight", first.weight)
    see("whether it is still tied", second.weight is first.weight)


# -- 5.12 to 5.14


@probe("5.12")
def any_network_makes_its_steps(torch, see, rng):
    """At which step do the losses part?"""
    net = some_net(torch, rng)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.05, momentum=float(rng.choice([0, 0.9])))
    step = own(torch, "train_step")
    losses = []
    for _ in range(4):
        x, y = values(torch, rng, 4, 3), values(torch, rng, 4, 2)
        losses.append(step(net, optimizer, squared, x, y) if step else one_large_step(torch, net, optimizer, x, y))
    see("the losses", losses)
    see("the parameters", dict(net.named_parameters()))


@probe("5.12")
def a_frozen_part_stands_still(torch, see, rng):
    """The body is frozen, and only the head is in the optimizer. What moves?"""
    net = some_net(torch, rng)
    net.first.requires_grad_(False)
    optimizer = torch.optim.SGD(net.last.parameters(), lr=0.1)
    x, y = values(torch, rng, 4, 3), values(torch, rng, 4, 2)
    for _ in range(2):
        if written := own(torch, "train_step"):
            written(net, optimizer, squared, x, y)
        else:
            one_large_step(torch, net, optimizer, x, y)
    see("the parameters", dict(net.named_parameters()))
    see("the gradients of the body", [p.grad for p in net.first.parameters()])


@probe("5.13")
def any_batches_make_an_epoch(torch, see, rng):
    """With which batches does it come out differently?"""
    net = some_net(torch, rng)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.5)
    for _ in range(2):
        sizes = rng.integers(1, 5, size=int(rng.integers(1, 5))).tolist()
        batches = [(values(torch, rng, rows, 3), values(torch, rng, rows, 2)) for rows in sizes]
        if written := own(torch, "train_epoch"):
            loss = written(net, optimizer, squared, batches)
        else:
            losses = [one_large_step(torch, net, optimizer, x, y) for x, y in batches]
            loss = sum(a * rows for a, rows in zip(losses, sizes, strict=True)) / sum(sizes)
        see(f"the loss of batches of {sizes} rows", loss)
    see("the parameters", dict(net.named_parameters()))


@probe("5.14")
def any_number_of_batches_in_any_groups(torch, see, rng):
    """With which numbers does it come out differently?"""
    net = some_net(torch, rng)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.5)
    for _ in range(2):
        count, every = int(rng.integers(1, 8)), int(rng.integers(1, 4))
        batches = [(values(torch, rng, 2, 3), values(torch, rng, 2, 2)) for _ in range(count)]
        if written := own(torch, "accumulate_epoch"):
            steps = written(net, optimizer, squared, batches, every)
        else:
            steps = count // every
            for at in range(steps):
                group = batches[at * every : (at + 1) * every]
                x, y = (torch.cat(parts) for parts in zip(*group, strict=True))
                one_large_step(torch, net, optimizer, x, y)
        see(f"the steps of {count} batches, {every} at a time", steps)
        see("the parameters", dict(net.named_parameters()))
