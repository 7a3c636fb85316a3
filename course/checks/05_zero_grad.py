"""What lesson 05 claims of gradients that add up, of SGD, and of the loop they are used in."""

from course.predictions import prediction
from course.probes import probe

# -- 5.1 Module.zero_grad


@prediction("5.1", "None", "zeros", "it raises", wrong="zeros where there was None")
def zeros_or_none(torch):
    """`p.grad` is None. What is it after `net.zero_grad(set_to_none=False)`?"""
    net = torch.nn.Module()
    net.w = torch.nn.Parameter(torch.ones(2))
    try:
        net.zero_grad(set_to_none=False)
    except Exception:
        return "it raises"
    return "None" if net.w.grad is None else "zeros"


@probe("5.1")
def every_gradient_of_the_tree_is_gone(torch, see):
    """Which parameters do you go over: those of this module, of its children, or of all below?"""
    nn = torch.nn
    net = nn.Module()
    net.w = nn.Parameter(torch.ones(2))
    net.body = nn.Module()
    net.body.inner = nn.Linear(2, 1)
    sum(p.sum() for p in net.parameters()).backward()
    net.zero_grad()
    see("the gradients", [(name, p.grad) for name, p in net.named_parameters()])


@probe("5.1")
def with_set_to_none_false_every_gradient_of_the_tree_is_zero(torch, see):
    """Does the argument `set_to_none` reach your loop?"""
    nn = torch.nn
    net = nn.Module()
    net.w = nn.Parameter(torch.ones(2))
    net.body = nn.Module()
    net.body.inner = nn.Linear(2, 1)
    for told in ({"set_to_none": False}, [False]):
        sum(p.sum() for p in net.parameters()).backward()
        net.zero_grad(**told) if isinstance(told, dict) else net.zero_grad(*told)
        see("the gradients", [(name, p.grad) for name, p in net.named_parameters()])


@probe("5.1")
def filling_with_zeros_keeps_the_tensor(torch, see):
    """Somebody holds the gradient. Is it filled, or is another tensor put in its place?"""
    nn = torch.nn
    net = nn.Module()
    net.w = nn.Parameter(torch.ones(2))
    held = net.w.grad = torch.tensor([3.0, 4.0])
    net.zero_grad(set_to_none=False)
    see("whether it is the same tensor", net.w.grad is held)
    see("what was held", held)


@probe("5.1")
def setting_to_none_leaves_what_others_hold(torch, see):
    """The gradient is let go of. Is anything written into it?"""
    nn = torch.nn
    net = nn.Module()
    net.w = nn.Parameter(torch.ones(2))
    held = net.w.grad = torch.tensor([3.0, 4.0])
    net.zero_grad()
    see("the gradient", net.w.grad)
    see("what was held", held)


@probe("5.1")
def none_stays_none(torch, see):
    """A parameter without a gradient: what do your two cases do with it, and with those after it?"""
    nn = torch.nn
    net = nn.Module()
    net.a, net.b = nn.Parameter(torch.ones(2)), nn.Parameter(torch.ones(2))
    net.b.grad = torch.tensor([3.0, 4.0])
    net.zero_grad(set_to_none=False)
    see("the gradients", [net.a.grad, net.b.grad])


@probe("5.1")
def a_gradient_that_is_not_a_number_becomes_zero(torch, see):
    """What is nan times 0?"""
    nn = torch.nn
    net = nn.Module()
    net.w = nn.Parameter(torch.ones(2))
    net.w.grad = torch.tensor([float("nan"), float("inf")])
    net.zero_grad(set_to_none=False)
    see("the gradient", net.w.grad)


@probe("5.1")
def a_frozen_parameter_forgets_too(torch, see):
    """It asks for no gradient now. May it still hold one from before?"""
    nn = torch.nn
    net = nn.Module()
    net.a, net.b = nn.Parameter(torch.ones(2)), nn.Parameter(torch.ones(2))
    (net.a + net.b).sum().backward()
    net.a.requires_grad_(False)
    net.zero_grad(set_to_none=False)
    see("the gradients, zeros asked for", [net.a.grad, net.b.grad])
    net.zero_grad()
    see("the gradients, None asked for", [net.a.grad, net.b.grad])


@probe("5.1")
def a_gradient_with_a_history_is_cut_off_from_it(torch, see):
    """Made with `create_graph=True`, a gradient is itself a result. Is it still one when it is filled?"""
    nn = torch.nn
    net = nn.Module()
    net.w = nn.Parameter(torch.tensor([1.0, 2.0]))
    (net.w**3).sum().backward(create_graph=True)
    held = net.w.grad
    net.zero_grad(set_to_none=False)
    see("the gradient", net.w.grad)
    see("whether it has a history", net.w.grad.grad_fn is not None)
    see("whether it is the same tensor", net.w.grad is held)


@probe("5.1")
def the_parameters_keep_their_numbers(torch, see):
    """What is it that you zero, and what do you hand back?"""
    nn = torch.nn
    net = nn.Module()
    net.w = nn.Parameter(torch.tensor([1.0, 2.0]))
    for set_to_none in (True, False):
        net.w.sum().backward()
        see("what it returns", net.zero_grad(set_to_none=set_to_none))
        see("the parameter", net.w)


# -- 5.2 Module.requires_grad_


@prediction("5.2", "yes", "no", "it raises", wrong="throws the gradient away")
def a_step_after_freezing(torch):
    """`net` has gradients. Then comes `net.requires_grad_(False)`, and `optimizer.step()`. Do its parameters move?"""
    net = torch.nn.Module()
    net.w = torch.nn.Parameter(torch.ones(2))
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    net.w.sum().backward()
    net.requires_grad_(False)
    try:
        optimizer.step()
    except Exception:
        return "it raises"
    return "no" if torch.equal(net.w, torch.ones(2)) else "yes"


@probe("5.2")
def every_parameter_of_the_tree_is_frozen(torch, see):
    """Which parameters do you go over, and what do you do to each?"""
    nn = torch.nn
    net = nn.Module()
    net.w = nn.Parameter(torch.ones(2))
    net.body = nn.Module()
    net.body.inner = nn.Linear(2, 1)
    net.requires_grad_(False)
    see("which ask for a gradient", [(name, p.requires_grad) for name, p in net.named_parameters()])


@probe("5.2")
def the_argument_says_which_way(torch, see):
    """Is the flag set to what was asked for, or to its opposite, or always to the same?"""
    nn = torch.nn
    net = nn.Linear(2, 1)
    net.bias.requires_grad_(False)
    net.requires_grad_(True)
    see("told to", [p.requires_grad for p in net.parameters()])
    net.requires_grad_(False)
    net.requires_grad_(False)
    see("told not to, twice", [p.requires_grad for p in net.parameters()])
    net.requires_grad_()
    see("told nothing", [p.requires_grad for p in net.parameters()])


@probe("5.2")
def it_returns_the_module(torch, see):
    """`net = Net().requires_grad_(False)` is how people write it. What is `net` then?"""
    nn = torch.nn
    net = nn.Linear(2, 1)
    see("whether it is the module", net.requires_grad_(False) is net)


@probe("5.2")
def one_part_is_frozen_and_the_others_are_not(torch, see):
    """Whose parameters are they?"""
    nn = torch.nn
    net = nn.Module()
    net.body, net.head = nn.Linear(2, 2), nn.Linear(2, 1)
    net.body.requires_grad_(False)
    see("which ask for a gradient", [(name, p.requires_grad) for name, p in net.named_parameters()])
    net.head(net.body(torch.ones(1, 2))).sum().backward()
    see("which have one", [name for name, p in net.named_parameters() if p.grad is not None])


@probe("5.2")
def a_gradient_that_is_there_stays_there(torch, see):
    """Freezing changes a flag. What else do you change?"""
    nn = torch.nn
    net = nn.Module()
    net.w = nn.Parameter(torch.ones(2))
    net.w.grad = torch.tensor([3.0, 4.0])
    net.requires_grad_(False)
    see("the gradient", net.w.grad)


@probe("5.2")
def what_is_frozen_is_still_a_parameter(torch, see):
    """Are the objects in the registry those that were there before?"""
    nn = torch.nn
    net = nn.Linear(2, 1)
    before = list(net.parameters())
    net.requires_grad_(False)
    see("how many there are", len(list(net.parameters())))
    see("whether they are the same", [p is q for p, q in zip(net.parameters(), before, strict=True)])
    see("whether they are Parameters", [isinstance(p, nn.Parameter) for p in net.parameters()])


@probe("5.2")
def buffers_stay_as_they_are(torch, see):
    """A buffer is never trained. Do you go over buffers?"""
    nn = torch.nn
    net = nn.Linear(2, 1)
    net.register_buffer("mean", torch.zeros(2))
    net.requires_grad_(True)
    see("the buffer", net.mean)


@probe("5.2")
def gradients_pass_through_a_frozen_part(torch, see):
    """The part before it still learns. Is the graph cut?"""
    nn = torch.nn
    net = nn.Module()
    net.first, net.second = (nn.Parameter(torch.tensor([value])) for value in (2.0, 3.0))
    net.frozen = nn.Module()
    net.frozen.w = nn.Parameter(torch.tensor([5.0]))
    net.frozen.requires_grad_(False)
    (net.first * net.frozen.w * net.second).sum().backward()
    see("the gradients", [net.first.grad, net.frozen.w.grad, net.second.grad])


# -- practice: what torch leaves to its users, as torch's world comes to the same result


class ByTorch:
    """No gradient is ever added up here: each comes from the rows that belong together, all at once."""

    def __init__(self, torch):
        self.torch = torch

    def accumulate(self, net, loss_fn, x, y, size):
        net.zero_grad()
        loss = loss_fn(net(x), y)
        loss.backward()
        return loss.item()

    def train_step(self, net, optimizer, loss_fn, x, y):
        loss = loss_fn(net(x), y)
        params = [p for group in optimizer.param_groups for p in group["params"]]
        for p, grad in zip(params, self.torch.autograd.grad(loss, params), strict=True):
            p.grad = grad
        optimizer.step()
        return loss.item()

    def train_epoch(self, net, optimizer, loss_fn, batches):
        net.train()
        counted = [(self.train_step(net, optimizer, loss_fn, x, y), len(x)) for x, y in batches]
        return sum(loss * rows for loss, rows in counted) / sum(rows for _, rows in counted)

    def accumulate_epoch(self, net, optimizer, loss_fn, batches, every):
        xs, ys = zip(*batches, strict=True)
        starts = range(0, len(xs) - every + 1, every)
        for at in starts:
            x, y = (self.torch.cat(parts[at : at + every]) for parts in (xs, ys))
            self.train_step(net, optimizer, loss_fn, x, y)
        return len(starts)


def practised(torch):
    """The functions that the learner has written for practice, or torch's way to the same."""
    return getattr(torch.nn, "practice", ByTorch(torch))


# -- 5.3 accumulate


@probe("5.3")
def two_halves_add_up_to_the_whole_batch(torch, see):
    """A mean of means: how much does each half count?"""
    nn, practice = torch.nn, practised(torch)
    net = nn.Linear(1, 1, bias=False)
    nn.init.constant_(net.weight, 2.0)
    x, y = torch.tensor([[1.0], [2.0], [3.0], [4.0]]), torch.zeros(4, 1)
    practice.accumulate(net, nn.functional.mse_loss, x, y, 2)
    see("the gradient", net.weight.grad)


@probe("5.3")
def a_smaller_last_part_counts_less(torch, see):
    """The last part has fewer rows. Is it in the sum, and with which share?"""
    nn, practice = torch.nn, practised(torch)
    net = nn.Linear(1, 1, bias=False)
    nn.init.constant_(net.weight, 2.0)
    x, y = torch.tensor([[1.0], [2.0], [3.0], [4.0], [5.0]]), torch.zeros(5, 1)
    practice.accumulate(net, nn.functional.mse_loss, x, y, 2)
    see("the gradient", net.weight.grad)


@probe("5.3")
def gradients_from_before_do_not_count(torch, see):
    """When does the sum begin?"""
    nn, practice = torch.nn, practised(torch)
    net = nn.Linear(1, 1, bias=False)
    nn.init.constant_(net.weight, 2.0)
    net.weight.grad = torch.tensor([[100.0]])
    x, y = torch.tensor([[1.0], [2.0], [3.0], [4.0]]), torch.zeros(4, 1)
    practice.accumulate(net, nn.functional.mse_loss, x, y, 2)
    see("the gradient", net.weight.grad)


@probe("5.3")
def the_loss_of_the_whole_batch_is_returned(torch, see):
    """A number, for all rows. What do you add up, and what do you hand back?"""
    nn, practice = torch.nn, practised(torch)
    net = nn.Linear(1, 1, bias=False)
    nn.init.constant_(net.weight, 2.0)
    x, y = torch.tensor([[1.0], [2.0], [3.0], [4.0], [5.0]]), torch.zeros(5, 1)
    see("the loss", practice.accumulate(net, nn.functional.mse_loss, x, y, 2))


@probe("5.3")
def the_network_never_sees_more_than_size_rows(torch, see):
    """How many rows go through the network at a time?"""
    nn, practice = torch.nn, practised(torch)
    net, rows = nn.Linear(1, 1), []
    x, y = torch.ones(7, 1), torch.zeros(7, 1)

    def watching(output, target):
        rows.append(len(output))
        return nn.functional.mse_loss(output, target)

    practice.accumulate(net, watching, x, y, 2)
    parts = [len(part) for part in x.split(2)]
    see("the rows that it saw at a time", parts if isinstance(practice, ByTorch) else rows)


@probe("5.3")
def only_one_graph_is_in_memory_at_a_time(torch, see):
    """When is `backward()` called: after each part, or after the last?"""
    nn, practice = torch.nn, practised(torch)
    net, waiting, most = nn.Linear(1, 1), [], [0]

    def watching(output, target):
        waiting.append("a graph")
        most[0] = max(most[0], len(waiting))
        output.register_hook(lambda grad: waiting.pop() and None)
        return nn.functional.mse_loss(output, target)

    practice.accumulate(net, watching, torch.ones(6, 1), torch.zeros(6, 1), 2)
    see("graphs that wait at once, at most", most[0])
    see("graphs that wait at the end", len(waiting))


@probe("5.3")
def one_part_may_be_all_of_it(torch, see):
    """What if `size` is larger than the batch?"""
    nn, practice = torch.nn, practised(torch)
    net = nn.Linear(1, 1, bias=False)
    nn.init.constant_(net.weight, 2.0)
    x, y = torch.tensor([[1.0], [3.0]]), torch.zeros(2, 1)
    see("the loss", practice.accumulate(net, nn.functional.mse_loss, x, y, 10))
    see("the gradient", net.weight.grad)


# -- 5.4 SGD.__init__


@probe("5.4")
def the_settings_become_the_defaults(torch, see):
    """Compare the names. What is missing in your dict, and what has another value?"""
    nn = torch.nn
    p = nn.Parameter(torch.ones(1))
    optimizer = torch.optim.SGD([p], lr=0.5, momentum=0.9, weight_decay=0.1, nesterov=True, maximize=True)
    see("the defaults", dict(sorted(optimizer.defaults.items())))


@probe("5.4")
def without_a_word_it_is_plain_descent(torch, see):
    """What does your signature say for each setting?"""
    nn = torch.nn
    optimizer = torch.optim.SGD([nn.Parameter(torch.ones(1))])
    see("the defaults", dict(sorted(optimizer.defaults.items())))


@probe("5.4")
def by_position_the_settings_come_in_torchs_order(torch, see):
    """Which of the numbers goes under which name?"""
    nn = torch.nn
    optimizer = torch.optim.SGD([nn.Parameter(torch.ones(1))], 0.5, 0.9, 0.2, 0.1, False)
    see("the defaults", dict(sorted(optimizer.defaults.items())))


@probe("5.4")
def the_parameters_come_in_a_group_with_the_settings(torch, see):
    """Who makes the groups, and what do you hand on?"""
    nn = torch.nn
    p, q = nn.Parameter(torch.ones(1)), nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([p, q], lr=0.5)
    [group] = optimizer.param_groups
    see("whether they are the same objects", [group["params"][0] is p, group["params"][1] is q])
    see("its settings", (group["lr"], group["momentum"], group["nesterov"]))
    see("what is remembered of them", len(optimizer.state))


@probe("5.4")
def parameters_may_come_from_a_generator(torch, see):
    """A generator can be read once. Who reads it?"""
    nn = torch.nn
    optimizer = torch.optim.SGD(nn.Linear(2, 1).parameters(), lr=0.5)
    see("how many there are", len(optimizer.param_groups[0]["params"]))


@probe("5.4")
def a_negative_number_is_refused(torch, see):
    """Which three numbers do you look at?"""
    nn = torch.nn
    p = nn.Parameter(torch.ones(1))
    see.raises("lr", lambda: torch.optim.SGD([p], lr=-0.1))
    see.raises("momentum", lambda: torch.optim.SGD([p], momentum=-0.1))
    see.raises("weight_decay", lambda: torch.optim.SGD([p], weight_decay=-0.1))


@probe("5.4")
def zero_is_no_negative_number(torch, see):
    """`lr=0` stands still. Is that an error?"""
    nn = torch.nn
    p = nn.Parameter(torch.ones(1))
    see.raises("all of them", lambda: torch.optim.SGD([p], lr=0, momentum=0, weight_decay=0))
    see.raises("as a float", lambda: torch.optim.SGD([p], lr=0.0))


@probe("5.4")
def a_negative_dampening_is_let_through(torch, see):
    """Torch asks three numbers whether they are negative. Is this one of them?"""
    nn = torch.nn
    p = nn.Parameter(torch.ones(1))
    see.raises("dampening", lambda: torch.optim.SGD([p], dampening=-0.5))


@probe("5.4")
def nesterov_wants_a_momentum_and_no_dampening(torch, see):
    """Two conditions. What if only one of them is broken?"""
    nn = torch.nn
    p = nn.Parameter(torch.ones(1))
    see.raises("no momentum", lambda: torch.optim.SGD([p], nesterov=True))
    see.raises("with dampening", lambda: torch.optim.SGD([p], momentum=0.9, dampening=0.5, nesterov=True))
    see.raises("with momentum alone", lambda: torch.optim.SGD([p], momentum=0.9, nesterov=True))
    see.raises("dampening without nesterov", lambda: torch.optim.SGD([p], momentum=0.9, dampening=0.5))


@probe("5.4")
def nothing_to_move_is_an_error(torch, see):
    """Does the base class get to see the parameters?"""
    nn = torch.nn
    see.raises("an empty list", lambda: torch.optim.SGD([], lr=0.1))
    see.raises("a tensor alone", lambda: torch.optim.SGD(nn.Parameter(torch.ones(1)), lr=0.1))


# -- 5.5 SGD._listed


@probe("5.5")
def the_objects_and_their_order_are_kept(torch, see):
    """Are they sorted, copied or collected on the way?"""
    nn = torch.nn
    params = tuple(nn.Parameter(torch.tensor([value])) for value in (3.0, 1.0, 2.0))
    kept = torch.optim.SGD(params).param_groups[0]["params"]
    see("the list", kept)
    see("whether they are the same objects", [p is q for p, q in zip(kept, params, strict=True)])


@probe("5.5")
def a_generator_is_read_once_and_kept(torch, see):
    """What is left of a generator after a loop over it?"""
    nn = torch.nn
    params = [nn.Parameter(torch.tensor([value])) for value in (3.0, 1.0, 2.0)]
    optimizer = torch.optim.SGD([{"params": (p for p in params)}])
    see("the list", optimizer.param_groups[0]["params"])


@probe("5.5")
def one_tensor_is_a_list_of_one(torch, see):
    """A tensor is an iterable of its rows. Do you treat it as one?"""
    nn = torch.nn
    p = nn.Parameter(torch.tensor([1.0, 2.0]))
    kept = torch.optim.SGD([{"params": p}]).param_groups[0]["params"]
    see("how many there are", len(kept))
    see("whether it is the tensor", kept[0] is p)


@probe("5.5")
def the_list_is_a_new_one(torch, see):
    """The caller's list grows later. Does the optimizer's?"""
    nn = torch.nn
    params = [nn.Parameter(torch.ones(1))]
    optimizer = torch.optim.SGD([{"params": params}])
    params.append(nn.Parameter(torch.zeros(1)))
    see("how many the optimizer has", len(optimizer.param_groups[0]["params"]))


@probe("5.5")
def a_set_is_refused(torch, see):
    """In which order would it be saved?"""
    nn = torch.nn
    p = nn.Parameter(torch.ones(1))
    see.raises("a set", lambda: torch.optim.SGD([{"params": {p}}]))


@probe("5.5")
def what_is_no_tensor_is_refused(torch, see):
    """Which of these passes your test, and with which exception do the others fail?"""
    nn = torch.nn
    p = nn.Parameter(torch.ones(1))
    see.raises("a name", lambda: torch.optim.SGD([p, "weight"]))
    see.raises("a number", lambda: torch.optim.SGD([p, 0.5]))
    see.raises("None", lambda: torch.optim.SGD([p, None]))
    see.raises("a list inside the list", lambda: torch.optim.SGD([p, [p]]))


@probe("5.5")
def a_tensor_that_was_computed_is_refused(torch, see):
    """Its `.grad` stays empty. Which attribute says so?"""
    nn = torch.nn
    p = nn.Parameter(torch.ones(1))
    see.raises("a result", lambda: torch.optim.SGD([p, p * 2]))
    see.raises("a result alone in a group", lambda: torch.optim.SGD([{"params": p * 2}]))


@probe("5.5")
def any_leaf_may_be_moved(torch, see):
    """Frozen parameters may be thawed later, and a plain tensor may be trained. What do you ask for?"""
    nn = torch.nn
    frozen = nn.Parameter(torch.ones(1), requires_grad=False)
    see.raises("a frozen parameter", lambda: torch.optim.SGD([frozen]))
    see.raises("a plain tensor", lambda: torch.optim.SGD([torch.ones(1, requires_grad=True)]))


@probe("5.5")
def a_group_may_be_empty(torch, see):
    """All of a part's parameters may be elsewhere. Is an empty group an error?"""
    nn = torch.nn
    optimizer = torch.optim.SGD([{"params": []}, {"params": [nn.Parameter(torch.ones(1))]}])
    see("how many are in each group", [len(group["params"]) for group in optimizer.param_groups])


# -- 5.6 SGD.add_param_group


@probe("5.6")
def what_a_group_says_for_itself_holds(torch, see):
    """Two dicts are merged. Which of them wins?"""
    nn = torch.nn
    p = nn.Parameter(torch.ones(1))
    [group] = torch.optim.SGD([{"params": p, "lr": 0.5}], lr=0.1, momentum=0.9).param_groups
    see("its rate", group["lr"])
    see("its momentum", group["momentum"])


@probe("5.6")
def what_else_stands_in_the_dict_stays_there(torch, see):
    """People hang a name on a group, or a rate to come back to. Is it still there?"""
    nn = torch.nn
    p = nn.Parameter(torch.ones(1))
    [group] = torch.optim.SGD([{"params": p, "part": "body", "initial_lr": 1.0}], lr=0.1).param_groups
    see("what was hung on it", (group.get("part"), group.get("initial_lr")))


@probe("5.6")
def each_group_is_a_dict_of_its_own(torch, see):
    """One group's rate is changed. Whose changes with it?"""
    nn = torch.nn
    p, q = nn.Parameter(torch.ones(1)), nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([{"params": p}, {"params": q}], lr=0.1)
    optimizer.param_groups[0]["lr"] = 5.0
    see("the rates", [group["lr"] for group in optimizer.param_groups])
    see("the default", optimizer.defaults["lr"])


@probe("5.6")
def a_group_may_come_later(torch, see):
    """Where in the list does it go?"""
    nn = torch.nn
    p, q, r = (nn.Parameter(torch.tensor([value])) for value in (1.0, 2.0, 3.0))
    optimizer = torch.optim.SGD([p], lr=0.1)
    optimizer.add_param_group({"params": [q], "lr": 0.2})
    optimizer.add_param_group({"params": r})
    see("the rates", [group["lr"] for group in optimizer.param_groups])
    see("the parameters", [group["params"] for group in optimizer.param_groups])


@probe("5.6")
def the_defaults_fill_in_the_rest(torch, see):
    """What does a group have that said nothing?"""
    nn = torch.nn
    p, q = nn.Parameter(torch.ones(1)), nn.Parameter(torch.zeros(1))
    groups = [{"params": p, "momentum": 0.5}, {"params": q}]
    optimizer = torch.optim.SGD(groups, lr=0.1, momentum=0.9, weight_decay=0.2)
    see("the momenta", [group["momentum"] for group in optimizer.param_groups])
    see("the names of the first group", sorted(optimizer.param_groups[0]))


@probe("5.6")
def a_parameter_is_in_one_group_only(torch, see):
    """With which groups do you compare: the last one, or all?"""
    nn = torch.nn
    p, q, r, s = (nn.Parameter(torch.tensor([value])) for value in (1.0, 2.0, 3.0, 4.0))
    see.raises("twice from the start", lambda: torch.optim.SGD([{"params": [p, q]}, {"params": [r, q]}]))
    optimizer = torch.optim.SGD([{"params": [p]}, {"params": [q]}])
    see.raises("one of the first group", lambda: optimizer.add_param_group({"params": [r, p]}))
    see.raises("one of the last group", lambda: optimizer.add_param_group({"params": q}))
    see.raises("a new one", lambda: optimizer.add_param_group({"params": s}))


@probe("5.6")
def equal_parameters_are_two(torch, see):
    """`p in a_list` compares numbers. What do you compare?"""
    nn = torch.nn
    optimizer = torch.optim.SGD([nn.Parameter(torch.ones(2))], lr=0.1)
    optimizer.add_param_group({"params": nn.Parameter(torch.ones(2))})
    optimizer.add_param_group({"params": nn.Parameter(torch.ones(1))})
    see("how many groups there are", len(optimizer.param_groups))


@probe("5.6")
def a_refused_group_leaves_the_others_as_they_were(torch, see):
    """Is the group there before the last question is asked?"""
    nn = torch.nn
    p, q = nn.Parameter(torch.ones(1)), nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([p], lr=0.1)
    see.raises("a known parameter", lambda: optimizer.add_param_group({"params": [q, p]}))
    see.raises("a name", lambda: optimizer.add_param_group({"params": [q, "p"]}))
    see("how many groups there are", len(optimizer.param_groups))
    see.raises("the new one alone", lambda: optimizer.add_param_group({"params": q}))


@probe("5.6")
def the_parameters_of_a_group_are_looked_at(torch, see):
    """This form replaces the first one. What did the first one do with the parameters?"""
    nn = torch.nn
    p, q, r = (nn.Parameter(torch.tensor([value])) for value in (1.0, 2.0, 3.0))
    optimizer = torch.optim.SGD([p], lr=0.1)
    optimizer.add_param_group({"params": (t for t in [q, r])})
    see("the parameters", [group["params"] for group in optimizer.param_groups])
    see.raises("a set", lambda: optimizer.add_param_group({"params": {nn.Parameter(torch.ones(1))}}))


# -- 5.7 SGD.zero_grad


@probe("5.7")
def the_gradients_of_all_groups_are_gone(torch, see):
    """How many groups do you go over?"""
    nn = torch.nn
    p, q, r = (nn.Parameter(torch.ones(1)) for _ in range(3))
    optimizer = torch.optim.SGD([{"params": [p, q]}, {"params": r, "lr": 0.5}])
    (p + q + r).backward()
    see("what it returns", optimizer.zero_grad())
    see("the gradients", [p.grad, q.grad, r.grad])


@probe("5.7")
def the_optimizer_can_fill_with_zeros_too(torch, see):
    """Does the argument reach your loop, and is the tensor that others hold filled?"""
    nn = torch.nn
    p, q = nn.Parameter(torch.ones(1)), nn.Parameter(torch.ones(1))
    optimizer = torch.optim.SGD([{"params": p}, {"params": q}])
    (p + q).backward()
    held = p.grad
    optimizer.zero_grad(set_to_none=False)
    see("the gradients", [p.grad, q.grad])
    see("whether it is the same tensor", p.grad is held)


@probe("5.7")
def what_others_hold_keeps_its_numbers(torch, see):
    """The gradient is let go of. Is anything written into it?"""
    nn = torch.nn
    p = nn.Parameter(torch.ones(2))
    held = p.grad = torch.tensor([3.0, 4.0])
    torch.optim.SGD([p]).zero_grad()
    see("what was held", held)
    see("the parameter", p)


@probe("5.7")
def a_missing_gradient_stays_missing(torch, see):
    """What do your two cases do where there is no gradient?"""
    nn = torch.nn
    p, q = nn.Parameter(torch.ones(1)), nn.Parameter(torch.ones(1))
    q.grad = torch.ones(1)
    torch.optim.SGD([p, q]).zero_grad(set_to_none=False)
    see("the gradients", [p.grad, q.grad])


@probe("5.7")
def parameters_in_no_group_are_not_its_business(torch, see):
    """Which parameters does an optimizer know?"""
    nn = torch.nn
    p, q = nn.Parameter(torch.ones(1)), nn.Parameter(torch.ones(1))
    optimizer = torch.optim.SGD([q], lr=0.1)
    (p + q).backward()
    optimizer.zero_grad()
    see("the gradients", [p.grad, q.grad])


@probe("5.7")
def a_history_is_cut_off_here_as_well(torch, see):
    """What did 5.1 do with a gradient that was computed with `create_graph=True`?"""
    nn = torch.nn
    p = nn.Parameter(torch.tensor([1.0, 2.0]))
    (p**3).sum().backward(create_graph=True)
    torch.optim.SGD([p]).zero_grad(set_to_none=False)
    see("the gradient", p.grad)


@probe("5.7")
def a_parameter_frozen_since_forgets_as_well(torch, see):
    """Is it still in its group?"""
    nn = torch.nn
    p, q = nn.Parameter(torch.ones(1)), nn.Parameter(torch.ones(1))
    optimizer = torch.optim.SGD([p, q])
    (p + q).backward()
    p.requires_grad_(False)
    optimizer.zero_grad()
    see("the gradients", [p.grad, q.grad])


# -- 5.8 SGD.step


@prediction("5.8", "as before", "None", "zeros", wrong="takes the gradients away after the step")
def a_gradient_after_a_step(torch):
    """`p.grad` holds a gradient. What does it hold after `optimizer.step()`?"""
    p = torch.nn.Parameter(torch.ones(2))
    p.grad = torch.ones(2)
    torch.optim.SGD([p], lr=0.1).step()
    if p.grad is None:
        return "None"
    return "as before" if p.grad.any() else "zeros"


@probe("5.8")
def a_parameter_moves_against_its_gradient(torch, see):
    """Which way, and how far?"""
    nn = torch.nn
    p = nn.Parameter(torch.tensor([1.0, -2.0]))
    p.grad = torch.tensor([10.0, -20.0])
    torch.optim.SGD([p], lr=0.2).step()
    see("the parameter", p)


@probe("5.8")
def each_group_has_its_own_rate(torch, see):
    """Where do you read `lr`?"""
    nn = torch.nn
    p, q = nn.Parameter(torch.zeros(1)), nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([{"params": p}, {"params": q, "lr": 0.5}], lr=0.1)
    p.grad, q.grad = torch.ones(1), torch.ones(1)
    optimizer.step()
    see("the parameters", [p, q])


@probe("5.8")
def the_rate_is_read_anew_at_each_step(torch, see):
    """A schedule writes `group["lr"]`. Who reads it?"""
    nn = torch.nn
    p = nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([p], lr=0.1)
    p.grad = torch.ones(1)
    optimizer.param_groups[0]["lr"] = 0.5
    optimizer.step()
    see("the parameter", p)


@probe("5.8")
def without_a_gradient_nothing_moves(torch, see):
    """What do you do where `.grad` is None, and with the parameters after it?"""
    nn = torch.nn
    p, q = nn.Parameter(torch.zeros(1)), nn.Parameter(torch.zeros(1))
    q.grad = torch.ones(1)
    torch.optim.SGD([p, q], lr=0.1).step()
    see("the parameters", [p, q])


@probe("5.8")
def the_numbers_change_in_place(torch, see):
    """The network holds this object, and others its memory. Which of the two do you replace?"""
    nn = torch.nn
    net = nn.Module()
    net.w = nn.Parameter(torch.zeros(2))
    p, memory = net.w, net.w.detach()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    net.w.grad = torch.ones(2)
    optimizer.step()
    see("the parameter", net.w)
    see("whether it is the same object", net.w is p)
    see("what else looks at its memory", memory)


@probe("5.8")
def a_step_is_not_recorded(torch, see):
    """Moving is no part of the computation. Is a graph recorded?"""
    nn = torch.nn
    p = nn.Parameter(torch.zeros(2))
    p.grad = torch.ones(2)
    torch.optim.SGD([p], lr=0.1).step()
    see("whether it is a leaf", p.is_leaf)
    see("whether it asks for a gradient", p.requires_grad)
    see("whether gradients are enabled after it", torch.is_grad_enabled())


@probe("5.8")
def a_step_leaves_the_gradients_as_they_are(torch, see):
    """Whose job is it to take them away?"""
    nn = torch.nn
    p = nn.Parameter(torch.zeros(2))
    p.grad = torch.tensor([3.0, 4.0])
    torch.optim.SGD([p], lr=0.1).step()
    see("the gradient", p.grad)


@probe("5.8")
def a_frozen_parameter_with_a_gradient_still_moves(torch, see):
    """Frozen says that no *new* gradient comes. Which question do you ask?"""
    nn = torch.nn
    p = nn.Parameter(torch.zeros(2), requires_grad=False)
    p.grad = torch.ones(2)
    torch.optim.SGD([p], lr=0.1).step()
    see("the parameter", p)


@probe("5.8")
def a_closure_is_called_first_and_its_loss_returned(torch, see):
    """When do the gradients come into being, and what comes back?"""
    nn = torch.nn
    p = nn.Parameter(torch.tensor([1.0, 2.0]))
    optimizer = torch.optim.SGD([p], lr=0.1)

    def closure():
        optimizer.zero_grad()
        loss = (p * p).sum()
        loss.backward()
        return loss

    see("the loss", optimizer.step(closure))
    see("the parameter", p)


@probe("5.8")
def a_closure_runs_with_gradients_enabled(torch, see):
    """The caller may have switched them off. Inside which block do you call it?"""
    nn = torch.nn
    p = nn.Parameter(torch.ones(1))
    optimizer = torch.optim.SGD([p], lr=0.1)
    with torch.no_grad():
        optimizer.step(lambda: (p * p).sum().backward())
        enabled = torch.is_grad_enabled()
    see("the parameter", p)
    see("whether gradients were enabled for the caller", enabled)


@probe("5.8")
def without_a_closure_a_step_returns_none(torch, see):
    """What is the loss when nobody computed one?"""
    nn = torch.nn
    p = nn.Parameter(torch.zeros(1))
    p.grad = torch.ones(1)
    see("what it returns", torch.optim.SGD([p], lr=0.1).step())


@probe("5.8")
def a_group_that_came_later_moves_too(torch, see):
    """Do you go over the groups as they are now?"""
    nn = torch.nn
    p, q = nn.Parameter(torch.zeros(1)), nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([p], lr=0.1)
    optimizer.add_param_group({"params": q, "lr": 0.5})
    p.grad, q.grad = torch.ones(1), torch.ones(1)
    optimizer.step()
    see("the parameters", [p, q])


# -- 5.9 SGD._decayed


@probe("5.9")
def decay_pulls_towards_zero(torch, see):
    """What is added to the gradient, and with which sign?"""
    nn = torch.nn
    p = nn.Parameter(torch.tensor([2.0, -4.0]))
    p.grad = torch.zeros(2)
    torch.optim.SGD([p], lr=0.1, weight_decay=0.5).step()
    see("the parameter", p)


@probe("5.9")
def decay_and_gradient_are_added(torch, see):
    """Is the gradient still in it, and is the sum taken times the rate?"""
    nn = torch.nn
    p = nn.Parameter(torch.tensor([2.0, -4.0]))
    p.grad = torch.tensor([10.0, 10.0])
    torch.optim.SGD([p], lr=0.1, weight_decay=0.5).step()
    see("the parameter", p)


@probe("5.9")
def decay_does_not_touch_the_gradient(torch, see):
    """Which tensor do you add to?"""
    nn = torch.nn
    p = nn.Parameter(torch.tensor([2.0, -4.0]))
    p.grad = torch.tensor([10.0, 10.0])
    torch.optim.SGD([p], lr=0.1, weight_decay=0.5).step()
    see("the gradient", p.grad)


@probe("5.9")
def each_group_decays_by_its_own(torch, see):
    """Where do you read `weight_decay`?"""
    nn = torch.nn
    p, q = nn.Parameter(torch.ones(1)), nn.Parameter(torch.ones(1))
    p.grad, q.grad = torch.zeros(1), torch.zeros(1)
    torch.optim.SGD([{"params": p}, {"params": q, "weight_decay": 0.0}], lr=0.1, weight_decay=0.5).step()
    see("the parameters", [p, q])


@probe("5.9")
def without_a_gradient_there_is_no_decay(torch, see):
    """Which parameters come this far?"""
    nn = torch.nn
    p = nn.Parameter(torch.tensor([2.0]))
    torch.optim.SGD([p], lr=0.1, weight_decay=0.5).step()
    see("the parameter", p)


@probe("5.9")
def to_maximize_is_to_climb(torch, see):
    """Which sign does the gradient get, and is it the gradient itself that you turn?"""
    nn = torch.nn
    p = nn.Parameter(torch.zeros(2))
    p.grad = torch.tensor([10.0, -20.0])
    torch.optim.SGD([p], lr=0.1, maximize=True).step()
    see("the parameter", p)
    see("the gradient", p.grad)


@probe("5.9")
def climbing_or_not_decay_pulls_towards_zero(torch, see):
    """Which comes first, turning the sign or adding the decay?"""
    nn = torch.nn
    p = nn.Parameter(torch.tensor([2.0, -4.0]))
    p.grad = torch.zeros(2)
    torch.optim.SGD([p], lr=0.1, weight_decay=0.5, maximize=True).step()
    see("the parameter", p)


# -- 5.10 SGD._buffer


@prediction("5.10", "yes", "no", "it raises", wrong="stands still where the gradient is zero")
def momentum_and_zeros(torch):
    """`p` has been moved with momentum 0.9. Now `p.grad` is filled with zeros, not None. Does `step()` move `p`?"""
    p = torch.nn.Parameter(torch.ones(1))
    p.grad = torch.ones(1)
    optimizer = torch.optim.SGD([p], lr=0.1, momentum=0.9)
    optimizer.step()
    optimizer.zero_grad(set_to_none=False)
    before = p.item()
    try:
        optimizer.step()
    except Exception:
        return "it raises"
    return "no" if p.item() == before else "yes"


@probe("5.10")
def the_first_step_is_the_gradients(torch, see):
    """What is the buffer when there was none, and under which name is it kept?"""
    nn = torch.nn
    p = nn.Parameter(torch.zeros(2))
    p.grad = torch.tensor([10.0, -20.0])
    optimizer = torch.optim.SGD([p], lr=0.1, momentum=0.9)
    optimizer.step()
    see("the parameter", p)
    see("what is remembered", dict(optimizer.state[p]))


@probe("5.10")
def what_went_before_fades(torch, see):
    """Which of the two is multiplied with the momentum, the buffer or the gradient?"""
    nn = torch.nn
    p = nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([p], lr=1.0, momentum=0.5)
    for grad in (8.0, 2.0, 1.0):
        p.grad = torch.tensor([grad])
        optimizer.step()
        see(f"after a gradient of {grad}", p)


@probe("5.10")
def a_gradient_of_zero_moves_on_and_none_stands_still(torch, see):
    """For whom is the buffer updated?"""
    nn = torch.nn
    p = nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([p], lr=1.0, momentum=0.5)
    for grad in (torch.tensor([8.0]), torch.zeros(1), None, torch.zeros(1)):
        p.grad = grad
        optimizer.step()
        see("the parameter", p)


@probe("5.10")
def each_parameter_has_a_buffer_of_its_own(torch, see):
    """Where do you keep it?"""
    nn = torch.nn
    p, q = nn.Parameter(torch.zeros(1)), nn.Parameter(torch.zeros(1))
    p.grad, q.grad = torch.tensor([1.0]), torch.tensor([100.0])
    optimizer = torch.optim.SGD([p, q], lr=1.0, momentum=0.5)
    optimizer.step()
    see("the buffers", [optimizer.state[t]["momentum_buffer"] for t in (p, q)])
    optimizer.step()
    see("the parameters after two steps", [p, q])


@probe("5.10")
def the_buffer_is_not_the_gradient(torch, see):
    """The gradient is zeroed in place after the step. What does the buffer hold then?"""
    nn = torch.nn
    p = nn.Parameter(torch.zeros(2))
    p.grad = torch.tensor([10.0, -20.0])
    optimizer = torch.optim.SGD([p], lr=0.1, momentum=0.9)
    optimizer.step()
    optimizer.zero_grad(set_to_none=False)
    see("the buffer", optimizer.state[p]["momentum_buffer"])
    optimizer.step()
    see("the gradient after another step", p.grad)


@probe("5.10")
def the_buffer_changes_in_place(torch, see):
    """Is the tensor that is kept the one you change?"""
    nn = torch.nn
    p = nn.Parameter(torch.zeros(1))
    p.grad = torch.tensor([10.0])
    optimizer = torch.optim.SGD([p], lr=0.1, momentum=0.5)
    optimizer.step()
    first = optimizer.state[p]["momentum_buffer"]
    optimizer.step()
    see("whether it is the same tensor", optimizer.state[p]["momentum_buffer"] is first)
    see("the buffer", first)


@probe("5.10")
def dampening_spares_the_first_gradient(torch, see):
    """Which gradients are taken times 1 - dampening?"""
    nn = torch.nn
    p = nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([p], lr=1.0, momentum=0.5, dampening=0.25)
    for grad in (8.0, 4.0):
        p.grad = torch.tensor([grad])
        optimizer.step()
        see(f"the buffer after a gradient of {grad}", optimizer.state[p]["momentum_buffer"])


@probe("5.10")
def each_group_has_its_own_momentum(torch, see):
    """Where do you read `momentum` and `dampening`?"""
    nn = torch.nn
    p, q = nn.Parameter(torch.zeros(1)), nn.Parameter(torch.zeros(1))
    groups = [{"params": p}, {"params": q, "momentum": 0.25, "dampening": 0.5}]
    optimizer = torch.optim.SGD(groups, lr=1.0, momentum=0.5)
    for _ in range(2):
        p.grad, q.grad = torch.ones(1), torch.ones(1)
        optimizer.step()
    see("the parameters", [p, q])


@probe("5.10")
def without_momentum_nothing_is_remembered(torch, see):
    """Is there a buffer that nobody asked for?"""
    nn = torch.nn
    p = nn.Parameter(torch.zeros(1))
    p.grad = torch.ones(1)
    optimizer = torch.optim.SGD([p], lr=0.1)
    optimizer.step()
    see("the parameter", p)
    see("how many are remembered", len(optimizer.state))


# -- 5.11 SGD._direction


@probe("5.11")
def plain_descent_is_still_plain(torch, see):
    """No momentum, no decay. What is left of the direction?"""
    nn = torch.nn
    p = nn.Parameter(torch.zeros(1))
    p.grad = torch.ones(1)
    optimizer = torch.optim.SGD([p], lr=0.1)
    optimizer.step()
    see("the parameter", p)
    see("how many are remembered", len(optimizer.state))


@probe("5.11")
def decay_gathers_momentum(torch, see):
    """Is decay added before the buffer, or after it?"""
    nn = torch.nn
    p = nn.Parameter(torch.tensor([4.0]))
    optimizer = torch.optim.SGD([p], lr=0.5, momentum=0.5, weight_decay=0.5)
    for grad in (2.0, 2.0):
        p.grad = torch.tensor([grad])
        optimizer.step()
        see(f"after a gradient of {grad}", p)
        see("the buffer", optimizer.state[p].get("momentum_buffer"))


@probe("5.11")
def nesterov_adds_the_push_of_the_next_step(torch, see):
    """Which buffer do you add to the gradient, and times what?"""
    nn = torch.nn
    p = nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([p], lr=1.0, momentum=0.5, nesterov=True)
    for grad in (8.0, 4.0, 0.0):
        p.grad = torch.tensor([grad])
        optimizer.step()
        see(f"after a gradient of {grad}", p)


@probe("5.11")
def nesterov_leaves_the_buffer_and_the_gradient_alone(torch, see):
    """Which tensor do you add to?"""
    nn = torch.nn
    p = nn.Parameter(torch.zeros(1))
    p.grad = torch.tensor([8.0])
    optimizer = torch.optim.SGD([p], lr=1.0, momentum=0.5, nesterov=True)
    optimizer.step()
    see("the buffer", optimizer.state[p]["momentum_buffer"])
    see("the gradient", p.grad)


@probe("5.11")
def nesterov_decays_too(torch, see):
    """Is the gradient in the last sum the one with its decay?"""
    nn = torch.nn
    p = nn.Parameter(torch.tensor([4.0]))
    p.grad = torch.tensor([2.0])
    torch.optim.SGD([p], lr=0.5, momentum=0.5, weight_decay=0.5, nesterov=True).step()
    see("the parameter", p)


@probe("5.11")
def each_group_goes_its_own_way(torch, see):
    """Whose settings do you ask?"""
    nn = torch.nn
    p, q = nn.Parameter(torch.zeros(1)), nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([{"params": p}, {"params": q, "momentum": 0.5, "nesterov": True}], lr=1.0)
    p.grad, q.grad = torch.ones(1), torch.ones(1)
    optimizer.step()
    see("the parameters", [p, q])
    see("how many are remembered", len(optimizer.state))


@probe("5.11")
def climbing_gathers_momentum_too(torch, see):
    """Is the sign turned before the buffer takes the gradient in?"""
    nn = torch.nn
    p = nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([p], lr=1.0, momentum=0.5, maximize=True)
    for grad in (8.0, 0.0):
        p.grad = torch.tensor([grad])
        optimizer.step()
        see(f"after a gradient of {grad}", p)


# -- the loss curves of 5.12 to 5.14


def wave_losses(torch, circle, lr=0.1):
    """The losses on a whole wave, of the network and the circle of the lesson's exhibits."""
    nn, mse = torch.nn, torch.nn.functional.mse_loss
    x = torch.linspace(-2, 2, 64).reshape(64, 1)
    y = torch.sin(2 * x)
    torch.manual_seed(0)
    hidden, out = nn.Linear(1, 16), nn.Linear(16, 1)
    optimizer = torch.optim.SGD([*hidden.parameters(), *out.parameters()], lr=lr)
    losses = []
    for number in range(200):
        circle(optimizer, lambda rows: mse(out(torch.tanh(hidden(x[rows]))), y[rows]), number)
        losses.append(mse(out(torch.tanh(hidden(x))), y).item())
    return losses


FALLS, FLAT, BURSTS, RISES = "it falls to zero", "it is flat", "ragged, with bursts", "it rises"


@prediction("5.12", FALLS, FLAT, BURSTS, RISES, wrong="zero_grad between backward and step")
def a_curve_of_a_misplaced_zero_grad(torch):
    """The order is: `backward()`, then `zero_grad()`, then `step()`. What does the loss curve look like?"""

    def circle(optimizer, loss, number):
        loss(slice(None)).backward()
        optimizer.zero_grad()
        optimizer.step()

    losses = wave_losses(torch, circle)
    return FLAT if max(losses) == min(losses) else FALLS


@prediction("5.13", FALLS, FLAT, BURSTS, RISES, wrong="zero_grad once, before all batches")
def a_curve_of_zero_grad_once_an_epoch(torch):
    """`zero_grad()` is called once an epoch, not once a batch. What does the loss curve look like?"""
    order = torch.arange(64).reshape(4, 16).t()

    def circle(optimizer, loss, number):
        if number % 16 == 0:
            optimizer.zero_grad()
        loss(order[number % 16]).backward()
        optimizer.step()

    losses = wave_losses(torch, circle, lr=0.15)
    return BURSTS if max(losses) > 1.5 * losses[0] else FALLS


@prediction("5.14", FALLS, FLAT, BURSTS, RISES, wrong="zero_grad before every backward")
def a_curve_of_a_doubled_zero_grad(torch):
    """`zero_grad()` also stands before each part's `backward()`. What does the loss on the *whole* wave look like?"""

    def circle(optimizer, loss, number):
        for part in torch.arange(64).split(16):
            optimizer.zero_grad()
            (loss(part) / 4).backward()
        optimizer.step()

    losses = wave_losses(torch, circle)
    return RISES if losses[-1] > 1.5 * min(losses) else FALLS


# -- 5.12 train_step


@probe("5.12")
def one_step_is_taken(torch, see):
    """Which of the five calls is missing, or stands in another place?"""
    nn, practice = torch.nn, practised(torch)
    net = nn.Linear(1, 1, bias=False)
    nn.init.constant_(net.weight, 2.0)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.25)
    x, y = torch.tensor([[1.0], [2.0]]), torch.ones(2, 1)
    practice.train_step(net, optimizer, nn.functional.mse_loss, x, y)
    see("the weight", net.weight)


@probe("5.12")
def the_loss_before_the_step_is_returned_as_a_number(torch, see):
    """A number, without its graph; the loss that was differentiated, and no other. What do you return?"""
    nn, practice = torch.nn, practised(torch)
    net = nn.Linear(1, 1, bias=False)
    nn.init.constant_(net.weight, 2.0)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.25)
    x, y = torch.tensor([[1.0], [2.0]]), torch.ones(2, 1)
    see("the loss", practice.train_step(net, optimizer, nn.functional.mse_loss, x, y))


@probe("5.12")
def the_loss_gets_output_and_target_in_this_order(torch, see):
    """`loss_fn(net(x), y)`: many losses are not the same the other way round."""
    nn, practice = torch.nn, practised(torch)
    net = nn.Linear(1, 1, bias=False)
    nn.init.constant_(net.weight, 2.0)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.25)

    def lopsided(output, target):
        return (output - 2 * target).mean() ** 2

    see("the loss", practice.train_step(net, optimizer, lopsided, torch.ones(2, 1), torch.zeros(2, 1)))


@probe("5.12")
def the_second_step_uses_its_own_gradient(torch, see):
    """What is in `.grad` when the second step is taken?"""
    nn, practice = torch.nn, practised(torch)
    net = nn.Linear(1, 1, bias=False)
    nn.init.constant_(net.weight, 2.0)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.25)
    for _ in range(2):
        practice.train_step(net, optimizer, nn.functional.mse_loss, torch.ones(2, 1), torch.zeros(2, 1))
    see("the weight", net.weight)


@probe("5.12")
def a_gradient_from_before_the_call_does_not_count(torch, see):
    """Somebody has looked at a gradient before. When do you begin anew?"""
    nn, practice = torch.nn, practised(torch)
    net = nn.Linear(1, 1, bias=False)
    nn.init.constant_(net.weight, 2.0)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.25)
    net.weight.grad = torch.tensor([[100.0]])
    practice.train_step(net, optimizer, nn.functional.mse_loss, torch.ones(2, 1), torch.zeros(2, 1))
    see("the weight", net.weight)


@probe("5.12")
def every_parameter_of_the_optimizer_begins_anew(torch, see):
    """The optimizer has a parameter that is not in the network. Which list of the two do you zero?"""
    nn, practice = torch.nn, practised(torch)
    net, scale = nn.Linear(1, 1, bias=False), nn.Parameter(torch.ones(1))
    nn.init.constant_(net.weight, 2.0)
    optimizer = torch.optim.SGD([*net.parameters(), scale], lr=0.1)

    def scaled(output, target):
        return nn.functional.mse_loss(output * scale, target)

    for _ in range(2):
        practice.train_step(net, optimizer, scaled, torch.ones(2, 1), torch.zeros(2, 1))
    see("the parameter beside the network", scale)


@probe("5.12")
def the_network_runs_once_a_step(torch, see):
    """How often do you call it?"""
    nn, practice = torch.nn, practised(torch)
    calls = []

    class Counting(nn.Linear):
        def forward(self, x):
            calls.append(len(x))
            return super().forward(x)

    net = Counting(1, 1)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    practice.train_step(net, optimizer, nn.functional.mse_loss, torch.ones(2, 1), torch.zeros(2, 1))
    see("the rows of each call", calls)


@probe("5.12")
def momentum_works_through_the_loop(torch, see):
    """Is `step()` called once for each `backward()`?"""
    nn, practice = torch.nn, practised(torch)
    net = nn.Linear(1, 1, bias=False)
    nn.init.constant_(net.weight, 2.0)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.5)
    for _ in range(3):
        practice.train_step(net, optimizer, nn.functional.mse_loss, torch.ones(2, 1), torch.zeros(2, 1))
        see("the weight", net.weight)


# -- 5.13 train_epoch


@probe("5.13")
def each_batch_makes_a_step_of_its_own(torch, see):
    """How many steps are there, and what is in `.grad` at each?"""
    nn, practice = torch.nn, practised(torch)
    net = nn.Linear(1, 1, bias=False)
    nn.init.constant_(net.weight, 2.0)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.25)
    batches = [(torch.ones(2, 1), torch.zeros(2, 1)), (torch.ones(2, 1), torch.full((2, 1), 5.0))]
    practice.train_epoch(net, optimizer, nn.functional.mse_loss, batches)
    see("the weight", net.weight)


@probe("5.13")
def a_small_last_batch_is_used_too(torch, see):
    """Is the rest left out?"""
    nn, practice = torch.nn, practised(torch)
    net = nn.Linear(1, 1, bias=False)
    nn.init.constant_(net.weight, 2.0)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.25)
    batches = [(torch.ones(4, 1), torch.zeros(4, 1)), (torch.ones(1, 1), torch.full((1, 1), 5.0))]
    practice.train_epoch(net, optimizer, nn.functional.mse_loss, batches)
    see("the weight", net.weight)


@probe("5.13")
def the_loss_of_an_epoch_is_the_mean_over_rows(torch, see):
    """The last batch is smaller. How much does its loss count?"""
    nn, practice = torch.nn, practised(torch)
    net = nn.Linear(1, 1, bias=False)
    nn.init.constant_(net.weight, 3.0)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.0)
    small, large = (torch.ones(1, 1), torch.zeros(1, 1)), (torch.ones(8, 1), torch.full((8, 1), 3.0))
    see("the loss", practice.train_epoch(net, optimizer, nn.functional.mse_loss, [small, large]))
    see("with the large one first", practice.train_epoch(net, optimizer, nn.functional.mse_loss, [large, small]))


@probe("5.13")
def batches_may_come_from_a_generator(torch, see):
    """It has no length and can be read once. What do you ask of `batches`?"""
    nn, practice = torch.nn, practised(torch)
    net = nn.Linear(1, 1, bias=False)
    nn.init.constant_(net.weight, 2.0)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.25)
    batches = ((torch.ones(2, 1), torch.full((2, 1), float(number))) for number in range(3))
    see("the loss", practice.train_epoch(net, optimizer, nn.functional.mse_loss, batches))
    see("the weight", net.weight)


@probe("5.13")
def the_whole_network_is_put_in_training_mode(torch, see):
    """It may come from an evaluation. Which mode is it in during the first batch, and afterwards?"""
    nn, practice = torch.nn, practised(torch)
    modes = []

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.inner = nn.Linear(1, 1)

        def forward(self, x):
            modes.append((self.training, self.inner.training))
            return self.inner(x)

    net = Net().eval()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    practice.train_epoch(net, optimizer, nn.functional.mse_loss, [(torch.ones(2, 1), torch.zeros(2, 1))])
    see("the modes during the batches", modes)
    see("the modes afterwards", [m.training for m in net.modules()])


@probe("5.13")
def epochs_follow_each_other(torch, see):
    """What is left over from the epoch before?"""
    nn, practice = torch.nn, practised(torch)
    net = nn.Linear(1, 1, bias=False)
    nn.init.constant_(net.weight, 2.0)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.5)
    batches = [(torch.ones(2, 1), torch.zeros(2, 1)), (torch.ones(1, 1), torch.ones(1, 1))]
    for _ in range(2):
        see("the loss", practice.train_epoch(net, optimizer, nn.functional.mse_loss, batches))
        see("the weight", net.weight)


# -- 5.14 accumulate_epoch


@probe("5.14")
def several_batches_act_like_one_large_batch(torch, see):
    """Is every batch in the sum, and with which share?"""
    nn, practice = torch.nn, practised(torch)
    net = nn.Linear(1, 1, bias=False)
    nn.init.constant_(net.weight, 2.0)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.25)
    batches = [(torch.ones(2, 1), torch.full((2, 1), float(number))) for number in (0, 1, 3, 8)]
    practice.accumulate_epoch(net, optimizer, nn.functional.mse_loss, batches, 4)
    see("the weight", net.weight)


@probe("5.14")
def after_a_step_a_new_sum_begins(torch, see):
    """What is in `.grad` when the second group of batches begins?"""
    nn, practice = torch.nn, practised(torch)
    net = nn.Linear(1, 1, bias=False)
    nn.init.constant_(net.weight, 2.0)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.25)
    batches = [(torch.ones(2, 1), torch.zeros(2, 1)) for _ in range(6)]
    practice.accumulate_epoch(net, optimizer, nn.functional.mse_loss, batches, 2)
    see("the weight", net.weight)


@probe("5.14")
def before_the_first_batch_the_sum_begins(torch, see):
    """Somebody has left a gradient behind. Is it in your sum?"""
    nn, practice = torch.nn, practised(torch)
    net = nn.Linear(1, 1, bias=False)
    nn.init.constant_(net.weight, 2.0)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.25)
    net.weight.grad = torch.tensor([[100.0]])
    batches = [(torch.ones(2, 1), torch.zeros(2, 1)) for _ in range(2)]
    practice.accumulate_epoch(net, optimizer, nn.functional.mse_loss, batches, 2)
    see("the weight", net.weight)


@probe("5.14")
def a_rest_that_does_not_fill_up_takes_no_step(torch, see):
    """Five batches, two at a time. How many steps are that, and does the fifth move anything?"""
    nn, practice = torch.nn, practised(torch)
    net = nn.Linear(1, 1, bias=False)
    nn.init.constant_(net.weight, 2.0)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.25)
    batches = [(torch.ones(2, 1), torch.zeros(2, 1)) for _ in range(5)]
    see("the steps", practice.accumulate_epoch(net, optimizer, nn.functional.mse_loss, batches, 2))
    see("the weight", net.weight)


@probe("5.14")
def a_rest_does_not_count_in_the_next_epoch(torch, see):
    """Its gradients are still there. Who takes them away?"""
    nn, practice = torch.nn, practised(torch)
    net = nn.Linear(1, 1, bias=False)
    nn.init.constant_(net.weight, 2.0)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.25)
    batches = [(torch.ones(2, 1), torch.full((2, 1), float(number))) for number in (0, 0, 9)]
    for _ in range(2):
        practice.accumulate_epoch(net, optimizer, nn.functional.mse_loss, batches, 2)
        see("the weight", net.weight)


@probe("5.14")
def the_steps_are_counted(torch, see):
    """When is a step due: after the first batch, or when `every` of them are in?"""
    nn, practice = torch.nn, practised(torch)
    net = nn.Linear(1, 1)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    batches = [(torch.ones(2, 1), torch.zeros(2, 1)) for _ in range(6)]
    for every in (1, 3, 4):
        see(f"{every} at a time", practice.accumulate_epoch(net, optimizer, nn.functional.mse_loss, batches, every))
    see("from a generator", practice.accumulate_epoch(net, optimizer, nn.functional.mse_loss, iter(batches), 2))


@probe("5.14")
def momentum_sees_one_step_for_each_group_of_batches(torch, see):
    """How often is `step()` called?"""
    nn, practice = torch.nn, practised(torch)
    net = nn.Linear(1, 1, bias=False)
    nn.init.constant_(net.weight, 2.0)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.5)
    batches = [(torch.ones(2, 1), torch.zeros(2, 1)) for _ in range(6)]
    practice.accumulate_epoch(net, optimizer, nn.functional.mse_loss, batches, 3)
    see("the weight", net.weight)
