"""What lesson 05 claims of gradients that add up, of SGD, and of the loop they are used in."""

from course.predictions import prediction
from course.probes import probe


def leaf(torch, *values):
    return torch.nn.Parameter(torch.tensor(values))


def with_gradient(torch, *values):
    """A parameter whose gradient is ten times its values."""
    p = leaf(torch, *values)
    p.grad = torch.tensor([10 * value for value in values])
    return p


def a_tree(torch):
    """Three modules, one below the other, each with a parameter."""
    nn = torch.nn
    net = nn.Module()
    net.body = nn.Module()
    net.body.inner = nn.Module()
    for at, module in enumerate([net, net.body, net.body.inner], 1):
        module.w = leaf(torch, float(at), 2.0 * at)
    return net


def backward(net):
    sum((p * p).sum() for p in net.parameters()).backward()


def gradients(net):
    return [(name, p.grad) for name, p in net.named_parameters()]


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
    net = a_tree(torch)
    backward(net)
    net.zero_grad()
    see("the gradients", gradients(net))


@probe("5.1")
def with_set_to_none_false_every_gradient_of_the_tree_is_zero(torch, see):
    """Does the argument `set_to_none` reach your loop?"""
    net = a_tree(torch)
    backward(net)
    net.zero_grad(set_to_none=False)
    see("the gradients", gradients(net))
    backward(net)
    net.zero_grad(False)
    see("the gradients, told by position", gradients(net))


@probe("5.1")
def filling_with_zeros_keeps_the_tensor(torch, see):
    """Somebody holds the gradient. Is it filled, or is another tensor put in its place?"""
    net = a_tree(torch)
    backward(net)
    held = net.w.grad
    net.zero_grad(set_to_none=False)
    see("whether it is the same tensor", net.w.grad is held)
    see("what was held", held)


@probe("5.1")
def setting_to_none_leaves_what_others_hold(torch, see):
    """The gradient is let go of. Is anything written into it?"""
    net = a_tree(torch)
    backward(net)
    held = net.w.grad
    net.zero_grad()
    see("the gradient", net.w.grad)
    see("what was held", held)


@probe("5.1")
def none_stays_none(torch, see):
    """A parameter without a gradient: what do your two cases do with it?"""
    net = a_tree(torch)
    net.body.w.grad = torch.tensor([5.0, 5.0])
    net.zero_grad(set_to_none=False)
    see("the gradients", gradients(net))


@probe("5.1")
def a_gradient_that_is_not_a_number_becomes_zero(torch, see):
    """What is nan times 0?"""
    net = a_tree(torch)
    net.w.grad = torch.tensor([float("nan"), float("inf")])
    net.zero_grad(set_to_none=False)
    see("the gradient", net.w.grad)


@probe("5.1")
def a_frozen_parameter_forgets_too(torch, see):
    """It asks for no gradient now. May it still hold one from before?"""
    for set_to_none in (True, False):
        net = a_tree(torch)
        backward(net)
        net.w.requires_grad_(False)
        net.zero_grad(set_to_none=set_to_none)
        see(f"the gradient, set_to_none={set_to_none}", net.w.grad)


@probe("5.1")
def a_gradient_with_a_history_is_cut_off_from_it(torch, see):
    """Made with `create_graph=True`, a gradient is itself a result. Is it still one when it is filled?"""
    net = torch.nn.Module()
    net.w = leaf(torch, 1.0, 2.0)
    (net.w**3).sum().backward(create_graph=True)
    held = net.w.grad
    net.zero_grad(set_to_none=False)
    see("the gradient", net.w.grad)
    see("whether it has a history", net.w.grad.grad_fn is not None)
    see("whether it is the same tensor", net.w.grad is held)


@probe("5.1")
def the_parameters_keep_their_numbers(torch, see):
    """What is it that you zero?"""
    for set_to_none in (True, False):
        net = a_tree(torch)
        backward(net)
        see("what it returns", net.zero_grad(set_to_none=set_to_none))
        see("the parameters", dict(net.named_parameters()))


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
    net = a_tree(torch)
    net.requires_grad_(False)
    see("which ask for a gradient", [(name, p.requires_grad) for name, p in net.named_parameters()])


@probe("5.2")
def the_argument_says_which_way(torch, see):
    """Is the flag set to what was asked for, or to its opposite, or always to the same?"""
    net = a_tree(torch)
    net.w.requires_grad_(False)
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
    net = a_tree(torch)
    see("whether it is the module", net.requires_grad_(False) is net)


@probe("5.2")
def one_part_is_frozen_and_the_others_are_not(torch, see):
    """Whose parameters are they?"""
    net = a_tree(torch)
    net.body.requires_grad_(False)
    see("which ask for a gradient", [(name, p.requires_grad) for name, p in net.named_parameters()])
    net.w.sum().backward()
    see("the gradients", gradients(net))


@probe("5.2")
def a_gradient_that_is_there_stays_there(torch, see):
    """Freezing changes a flag. What else do you change?"""
    net = a_tree(torch)
    backward(net)
    net.requires_grad_(False)
    see("the gradients", gradients(net))


@probe("5.2")
def what_is_frozen_is_still_a_parameter(torch, see):
    """Are the objects in the registry those that were there before?"""
    nn = torch.nn
    net = a_tree(torch)
    before = list(net.parameters())
    net.requires_grad_(False)
    after = list(net.parameters())
    see("how many there are", len(after))
    see("whether they are the same", [a is b for a, b in zip(before, after, strict=True)])
    see("whether they are Parameters", [isinstance(p, nn.Parameter) for p in after])


@probe("5.2")
def buffers_stay_as_they_are(torch, see):
    """A buffer is never trained. Do you go over buffers?"""
    net = a_tree(torch)
    net.register_buffer("mean", torch.zeros(2))
    net.requires_grad_(True)
    see("the buffer", net.mean)


@probe("5.2")
def gradients_pass_through_a_frozen_part(torch, see):
    """The part before it still learns. Is the graph cut?"""
    net = a_tree(torch)
    net.body.requires_grad_(False)
    (net.w * net.body.w * net.body.inner.w).sum().backward()
    see("the gradients", gradients(net))


# -- 5.3 accumulate


def a_net(torch):
    """Two layers with numbers that are the same in both worlds."""
    nn = torch.nn

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.first, self.last = nn.Linear(2, 3), nn.Linear(3, 1)
            self.rows = []

        def forward(self, x):
            self.rows.append(len(x))
            return self.last(torch.tanh(self.first(x)))

    net = Net()
    with torch.no_grad():
        for p in net.parameters():
            p.copy_(torch.linspace(-0.7, 0.8, p.numel()).reshape(p.shape))
    return net


def some_rows(torch, count):
    x = torch.linspace(-1, 2, 2 * count).reshape(count, 2)
    return x, (x * x).sum(1, keepdim=True)


def squared(output, target):
    return ((output - target) ** 2).mean()


def own(torch, name):
    """A function that the learner has written for practice; None in torch's world."""
    return getattr(getattr(torch.nn, "practice", None), name, None)


def in_parts(torch, net, loss_fn, x, y, size):
    """Torch has no accumulate: there, it is the whole batch at once."""
    if written := own(torch, "accumulate"):
        return written(net, loss_fn, x, y, size)
    net.zero_grad()
    loss = loss_fn(net(x), y)
    loss.backward()
    return loss.item()


@probe("5.3")
def two_halves_add_up_to_the_whole_batch(torch, see):
    """A mean of means: how much does each half count?"""
    net = a_net(torch)
    in_parts(torch, net, squared, *some_rows(torch, 8), 4)
    see("the gradients", gradients(net))


@probe("5.3")
def a_smaller_last_part_counts_less(torch, see):
    """The last part has fewer rows. Is it in the sum, and with which share?"""
    net = a_net(torch)
    in_parts(torch, net, squared, *some_rows(torch, 7), 3)
    see("the gradients", gradients(net))


@probe("5.3")
def gradients_from_before_do_not_count(torch, see):
    """When does the sum begin?"""
    net = a_net(torch)
    in_parts(torch, net, squared, *some_rows(torch, 4), 2)
    in_parts(torch, net, squared, *some_rows(torch, 8), 4)
    see("the gradients of the second batch", gradients(net))


@probe("5.3")
def the_loss_of_the_whole_batch_is_returned(torch, see):
    """A number, for all rows. What do you add up, and what do you hand back?"""
    net = a_net(torch)
    see("the loss", in_parts(torch, net, squared, *some_rows(torch, 7), 3))


@probe("5.3")
def the_network_never_sees_more_than_size_rows(torch, see):
    """How many rows go through the network at a time?"""
    net = a_net(torch)
    x, y = some_rows(torch, 7)
    in_parts(torch, net, squared, x, y, 2)
    see("the rows it saw", net.rows if own(torch, "accumulate") else [len(part) for part in x.split(2)])


@probe("5.3")
def only_one_graph_is_in_memory_at_a_time(torch, see):
    """When is `backward()` called: after each part, or after the last?"""
    net, waiting, most = a_net(torch), [], [0]

    def watched(output, target):
        waiting.append(1)
        most[0] = max(most[0], len(waiting))
        output.register_hook(lambda grad: waiting.pop() and None)
        return squared(output, target)

    in_parts(torch, net, watched, *some_rows(torch, 8), 2)
    see("graphs that wait at once, at most", most[0])
    see("graphs that wait at the end", len(waiting))


@probe("5.3")
def one_part_may_be_all_of_it(torch, see):
    """What if `size` is larger than the batch?"""
    net = a_net(torch)
    see("the loss", in_parts(torch, net, squared, *some_rows(torch, 4), 10))
    see("the gradients", gradients(net))


# -- 5.4 SGD.__init__


def settings(group):
    return {name: group[name] for name in sorted(group) if name != "params"}


@probe("5.4")
def the_settings_become_the_defaults(torch, see):
    """Compare the names. What is missing in your dict, and what has another value?"""
    p = leaf(torch, 1.0)
    optimizer = torch.optim.SGD([p], lr=0.5, momentum=0.9, weight_decay=0.1, nesterov=True, maximize=True)
    see("the defaults", settings(optimizer.defaults))


@probe("5.4")
def without_a_word_it_is_plain_descent(torch, see):
    """What does your signature say for each setting?"""
    see("the defaults", settings(torch.optim.SGD([leaf(torch, 1.0)]).defaults))


@probe("5.4")
def by_position_the_settings_come_in_torchs_order(torch, see):
    """Which of the numbers goes under which name?"""
    see("the defaults", settings(torch.optim.SGD([leaf(torch, 1.0)], 0.5, 0.9, 0.2, 0.1, False).defaults))


@probe("5.4")
def the_parameters_come_in_a_group_with_the_settings(torch, see):
    """Who makes the groups, and what do you hand on?"""
    p, q = leaf(torch, 1.0), leaf(torch, 2.0)
    optimizer = torch.optim.SGD([p, q], lr=0.5)
    [group] = optimizer.param_groups
    see("whether they are the same objects", [a is b for a, b in zip(group["params"], (p, q), strict=True)])
    see("the settings", settings(group))
    see("what is remembered of them", len(optimizer.state))


@probe("5.4")
def parameters_may_come_from_a_generator(torch, see):
    """A generator can be read once. Who reads it?"""
    optimizer = torch.optim.SGD(a_tree(torch).parameters(), lr=0.5)
    see("how many there are", len(optimizer.param_groups[0]["params"]))


@probe("5.4")
def a_negative_number_is_refused(torch, see):
    """Which three numbers do you look at?"""
    p = leaf(torch, 1.0)
    see.raises("lr", lambda: torch.optim.SGD([p], lr=-0.1))
    see.raises("momentum", lambda: torch.optim.SGD([p], momentum=-0.1))
    see.raises("weight_decay", lambda: torch.optim.SGD([p], weight_decay=-0.1))


@probe("5.4")
def zero_is_no_negative_number(torch, see):
    """`lr=0` stands still. Is that an error?"""
    p = leaf(torch, 1.0)
    see.raises("all of them", lambda: torch.optim.SGD([p], lr=0, momentum=0, weight_decay=0))
    see.raises("as a float", lambda: torch.optim.SGD([p], lr=0.0))


@probe("5.4")
def a_negative_dampening_is_let_through(torch, see):
    """Torch asks three numbers whether they are negative. Is this one of them?"""
    see.raises("dampening", lambda: torch.optim.SGD([leaf(torch, 1.0)], dampening=-0.5))


@probe("5.4")
def nesterov_wants_a_momentum_and_no_dampening(torch, see):
    """Two conditions. What if only one of them is broken?"""
    p = leaf(torch, 1.0)
    see.raises("no momentum", lambda: torch.optim.SGD([p], nesterov=True))
    see.raises("with dampening", lambda: torch.optim.SGD([p], momentum=0.9, dampening=0.5, nesterov=True))
    see.raises("with momentum alone", lambda: torch.optim.SGD([p], momentum=0.9, nesterov=True))
    see.raises("dampening without nesterov", lambda: torch.optim.SGD([p], momentum=0.9, dampening=0.5))


@probe("5.4")
def nothing_to_move_is_an_error(torch, see):
    """Does the base class get to see the parameters?"""
    see.raises("an empty list", lambda: torch.optim.SGD([], lr=0.1))
    see.raises("a tensor alone", lambda: torch.optim.SGD(leaf(torch, 1.0), lr=0.1))


# -- 5.5 SGD._listed


@probe("5.5")
def the_objects_and_their_order_are_kept(torch, see):
    """Are they sorted, copied or collected on the way?"""
    params = [leaf(torch, float(value)) for value in (3, 1, 2)]
    kept = torch.optim.SGD(tuple(params)).param_groups[0]["params"]
    see("its class", type(kept).__name__)
    see("whether they are the same, in order", [a is b for a, b in zip(kept, params, strict=True)])


@probe("5.5")
def a_generator_is_read_once_and_kept(torch, see):
    """What is left of a generator after a loop over it?"""
    optimizer = torch.optim.SGD([{"params": (p for p in a_tree(torch).parameters())}])
    see("the parameters", optimizer.param_groups[0]["params"])


@probe("5.5")
def one_tensor_is_a_list_of_one(torch, see):
    """A tensor is an iterable of its rows. Do you treat it as one?"""
    p = leaf(torch, 1.0, 2.0)
    [kept] = torch.optim.SGD([{"params": p}]).param_groups[0]["params"]
    see("whether it is the tensor", kept is p)


@probe("5.5")
def the_list_is_a_new_one(torch, see):
    """The caller's list grows later. Does the optimizer's?"""
    params = [leaf(torch, 1.0)]
    optimizer = torch.optim.SGD([{"params": params}])
    params.append(leaf(torch, 2.0))
    see("how many the optimizer has", len(optimizer.param_groups[0]["params"]))


@probe("5.5")
def a_set_is_refused(torch, see):
    """In which order would it be saved?"""
    see.raises("a set", lambda: torch.optim.SGD([{"params": {leaf(torch, 1.0)}}]))


@probe("5.5")
def what_is_no_tensor_is_refused(torch, see):
    """Which of these passes your test, and with which exception do the others fail?"""
    p = leaf(torch, 1.0)
    see.raises("a name", lambda: torch.optim.SGD([p, "weight"]))
    see.raises("a number", lambda: torch.optim.SGD([p, 0.5]))
    see.raises("None", lambda: torch.optim.SGD([p, None]))
    see.raises("a list inside the list", lambda: torch.optim.SGD([p, [p]]))


@probe("5.5")
def a_tensor_that_was_computed_is_refused(torch, see):
    """Its `.grad` stays empty. Which attribute says so?"""
    p = leaf(torch, 1.0)
    see.raises("a result", lambda: torch.optim.SGD([p, p * 2]))
    see.raises("a result alone in a group", lambda: torch.optim.SGD([{"params": p * 2}]))


@probe("5.5")
def any_leaf_may_be_moved(torch, see):
    """Frozen parameters may be thawed later, and a plain tensor may be trained. What do you ask for?"""
    frozen = torch.nn.Parameter(torch.ones(1), requires_grad=False)
    see.raises("a frozen parameter", lambda: torch.optim.SGD([frozen]))
    see.raises("a plain tensor", lambda: torch.optim.SGD([torch.ones(1, requires_grad=True)]))


@probe("5.5")
def a_group_may_be_empty(torch, see):
    """All of a part's parameters may be elsewhere. Is an empty group an error?"""
    optimizer = torch.optim.SGD([{"params": []}, {"params": [leaf(torch, 1.0)]}])
    see("how many are in each group", [len(group["params"]) for group in optimizer.param_groups])


# -- 5.6 SGD.add_param_group


@probe("5.6")
def what_a_group_says_for_itself_holds(torch, see):
    """Two dicts are merged. Which of them wins?"""
    optimizer = torch.optim.SGD([{"params": leaf(torch, 1.0), "lr": 0.5}], lr=0.1, momentum=0.9)
    see("the settings", settings(optimizer.param_groups[0]))


@probe("5.6")
def what_else_stands_in_the_dict_stays_there(torch, see):
    """People hang a name on a group, or a rate to come back to. Is it still there?"""
    optimizer = torch.optim.SGD([{"params": leaf(torch, 1.0), "part": "body", "initial_lr": 1.0}], lr=0.1)
    see("the settings", settings(optimizer.param_groups[0]))


@probe("5.6")
def each_group_is_a_dict_of_its_own(torch, see):
    """One group's rate is changed. Whose changes with it?"""
    optimizer = torch.optim.SGD([{"params": leaf(torch, 1.0)}, {"params": leaf(torch, 2.0)}], lr=0.1)
    optimizer.param_groups[0]["lr"] = 5.0
    see("the rates", [group["lr"] for group in optimizer.param_groups])
    see("the default", optimizer.defaults["lr"])


@probe("5.6")
def a_group_may_come_later(torch, see):
    """Where in the list does it go?"""
    p, q, r = leaf(torch, 1.0), leaf(torch, 2.0), leaf(torch, 3.0)
    optimizer = torch.optim.SGD([p], lr=0.1)
    optimizer.add_param_group({"params": [q], "lr": 0.2})
    optimizer.add_param_group({"params": r})
    see("the rates", [group["lr"] for group in optimizer.param_groups])
    see("the parameters", [group["params"] for group in optimizer.param_groups])


@probe("5.6")
def the_defaults_fill_in_the_rest(torch, see):
    """What does a group have that said nothing?"""
    groups = [{"params": leaf(torch, 1.0), "momentum": 0.5}, {"params": leaf(torch, 2.0)}]
    optimizer = torch.optim.SGD(groups, lr=0.1, momentum=0.9, weight_decay=0.2)
    see("the settings", [settings(group) for group in optimizer.param_groups])


@probe("5.6")
def a_parameter_is_in_one_group_only(torch, see):
    """With which groups do you compare: the last one, or all?"""
    p, q, r, s = (leaf(torch, float(value)) for value in range(4))
    see.raises("twice from the start", lambda: torch.optim.SGD([{"params": [p, q]}, {"params": [r, q]}]))
    optimizer = torch.optim.SGD([{"params": [p]}, {"params": [q]}])
    see.raises("one of the first group", lambda: optimizer.add_param_group({"params": [r, p]}))
    see.raises("one of the last group", lambda: optimizer.add_param_group({"params": q}))
    see.raises("a new one", lambda: optimizer.add_param_group({"params": s}))


@probe("5.6")
def equal_parameters_are_two(torch, see):
    """`p in a_list` compares numbers. What do you compare?"""
    optimizer = torch.optim.SGD([leaf(torch, 1.0, 2.0)], lr=0.1)
    optimizer.add_param_group({"params": leaf(torch, 1.0, 2.0)})
    optimizer.add_param_group({"params": leaf(torch, 1.0)})
    see("how many groups there are", len(optimizer.param_groups))


@probe("5.6")
def a_refused_group_leaves_the_others_as_they_were(torch, see):
    """Is the group there before the last question is asked?"""
    p, q = leaf(torch, 1.0), leaf(torch, 2.0)
    optimizer = torch.optim.SGD([p], lr=0.1)
    see.raises("a known parameter", lambda: optimizer.add_param_group({"params": [q, p]}))
    see.raises("a name", lambda: optimizer.add_param_group({"params": [q, "p"]}))
    see("the groups", [group["params"] for group in optimizer.param_groups])
    see.raises("the new one alone", lambda: optimizer.add_param_group({"params": q}))


@probe("5.6")
def the_parameters_of_a_group_are_looked_at(torch, see):
    """This form replaces the first one. What did the first one do with the parameters?"""
    optimizer = torch.optim.SGD([leaf(torch, 1.0)], lr=0.1)
    optimizer.add_param_group({"params": (p for p in [leaf(torch, 2.0), leaf(torch, 3.0)])})
    see("the parameters", [group["params"] for group in optimizer.param_groups])
    see.raises("a set", lambda: optimizer.add_param_group({"params": {leaf(torch, 4.0)}}))


# -- 5.7 SGD.zero_grad


def two_groups(torch, **options):
    """Two groups of two parameters with gradients, and an optimizer with lr 0.1 and 0.01."""
    params = [with_gradient(torch, float(value), float(-value)) for value in (1, 2, 3, 4)]
    groups = [{"params": params[:2]}, {"params": params[2:], "lr": 0.01}]
    return params, torch.optim.SGD(groups, **{"lr": 0.1, **options})


@probe("5.7")
def the_gradients_of_all_groups_are_gone(torch, see):
    """How many groups do you go over?"""
    params, optimizer = two_groups(torch)
    see("what it returns", optimizer.zero_grad())
    see("the gradients", [p.grad for p in params])


@probe("5.7")
def the_optimizer_can_fill_with_zeros_too(torch, see):
    """Does the argument reach your loop, and is the tensor that others hold filled?"""
    params, optimizer = two_groups(torch)
    held = params[0].grad
    optimizer.zero_grad(set_to_none=False)
    see("the gradients", [p.grad for p in params])
    see("whether it is the same tensor", params[0].grad is held)


@probe("5.7")
def what_others_hold_keeps_its_numbers(torch, see):
    """The gradient is let go of. Is anything written into it?"""
    params, optimizer = two_groups(torch)
    held = params[0].grad
    optimizer.zero_grad()
    see("what was held", held)
    see("the parameter", params[0])


@probe("5.7")
def a_missing_gradient_stays_missing(torch, see):
    """What do your two cases do where there is no gradient?"""
    params, optimizer = two_groups(torch)
    params[1].grad = None
    optimizer.zero_grad(set_to_none=False)
    see("the gradients", [p.grad for p in params])


@probe("5.7")
def parameters_in_no_group_are_not_its_business(torch, see):
    """Which parameters does an optimizer know?"""
    net = a_tree(torch)
    optimizer = torch.optim.SGD(net.body.inner.parameters(), lr=0.1)
    backward(net)
    optimizer.zero_grad()
    see("the gradients", gradients(net))


@probe("5.7")
def a_history_is_cut_off_here_as_well(torch, see):
    """What did 5.1 do with a gradient that was computed with `create_graph=True`?"""
    p = leaf(torch, 1.0, 2.0)
    (p**3).sum().backward(create_graph=True)
    torch.optim.SGD([p]).zero_grad(set_to_none=False)
    see("the gradient", p.grad)


@probe("5.7")
def a_parameter_frozen_since_forgets_as_well(torch, see):
    """Is it still in its group?"""
    params, optimizer = two_groups(torch)
    params[0].requires_grad_(False)
    optimizer.zero_grad()
    see("the gradients", [p.grad for p in params])


# -- 5.8 SGD.step


@prediction("5.8", "as before", "None", "zeros", wrong="takes the gradients away after the step")
def a_gradient_after_a_step(torch):
    """`p.grad` holds a gradient. What does it hold after `optimizer.step()`?"""
    p = with_gradient(torch, 1.0, 2.0)
    torch.optim.SGD([p], lr=0.1).step()
    if p.grad is None:
        return "None"
    return "zeros" if not p.grad.any() else "as before"


@probe("5.8")
def a_parameter_moves_against_its_gradient(torch, see):
    """Which way, and how far?"""
    p = with_gradient(torch, 1.0, -2.0)
    torch.optim.SGD([p], lr=0.2).step()
    see("the parameter", p)


@probe("5.8")
def each_group_has_its_own_rate(torch, see):
    """Where do you read `lr`?"""
    params, optimizer = two_groups(torch)
    optimizer.step()
    see("the parameters", params)


@probe("5.8")
def the_rate_is_read_anew_at_each_step(torch, see):
    """A schedule writes `group["lr"]`. Who reads it?"""
    params, optimizer = two_groups(torch)
    optimizer.param_groups[0]["lr"] = 1.0
    optimizer.step()
    see("the parameters", params)


@probe("5.8")
def without_a_gradient_nothing_moves(torch, see):
    """What do you do where `.grad` is None, and with the parameters after it?"""
    params, optimizer = two_groups(torch)
    params[0].grad = None
    optimizer.step()
    see("the parameters", params)


@probe("5.8")
def the_numbers_change_in_place(torch, see):
    """The network holds this object, and others its memory. Which of the two do you replace?"""
    net = a_tree(torch)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    p, memory = net.w, net.w.detach()
    backward(net)
    optimizer.step()
    see("the parameter", net.w)
    see("whether it is the same object", net.w is p)
    see("what else looks at its memory", memory)


@probe("5.8")
def a_step_is_not_recorded(torch, see):
    """Moving is no part of the computation. Is a graph recorded?"""
    p = with_gradient(torch, 1.0, 2.0)
    torch.optim.SGD([p], lr=0.1).step()
    see("whether it is a leaf", p.is_leaf)
    see("whether it asks for a gradient", p.requires_grad)
    see("whether gradients are enabled after it", torch.is_grad_enabled())


@probe("5.8")
def a_step_leaves_the_gradients_as_they_are(torch, see):
    """Whose job is it to take them away?"""
    params, optimizer = two_groups(torch)
    optimizer.step()
    see("the gradients", [p.grad for p in params])


@probe("5.8")
def a_frozen_parameter_with_a_gradient_still_moves(torch, see):
    """Frozen says that no *new* gradient comes. Which question do you ask?"""
    p = with_gradient(torch, 1.0, 2.0)
    p.requires_grad_(False)
    torch.optim.SGD([p], lr=0.1).step()
    see("the parameter", p)


@probe("5.8")
def a_closure_is_called_first_and_its_loss_returned(torch, see):
    """When do the gradients come into being, and what comes back?"""
    p = leaf(torch, 1.0, 2.0)
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
    p = leaf(torch, 1.0)
    optimizer = torch.optim.SGD([p], lr=0.1)
    with torch.no_grad():
        optimizer.step(lambda: (p * p).sum().backward())
        see("whether gradients are enabled for the caller", torch.is_grad_enabled())
    see("the parameter", p)


@probe("5.8")
def without_a_closure_a_step_returns_none(torch, see):
    """What is the loss when nobody computed one?"""
    params, optimizer = two_groups(torch)
    see("what it returns", optimizer.step())
    see("the first parameter", params[0])


@probe("5.8")
def a_group_that_came_later_moves_too(torch, see):
    """Do you go over the groups as they are now?"""
    p, q = with_gradient(torch, 1.0), with_gradient(torch, 2.0)
    optimizer = torch.optim.SGD([p], lr=0.1)
    optimizer.add_param_group({"params": q, "lr": 0.5})
    optimizer.step()
    see("the parameters", [p, q])


# -- 5.9 SGD._decayed


@probe("5.9")
def decay_pulls_towards_zero(torch, see):
    """What is added to the gradient, and with which sign?"""
    p = leaf(torch, 2.0, -4.0)
    p.grad = torch.zeros(2)
    torch.optim.SGD([p], lr=0.1, weight_decay=0.5).step()
    see("the parameter", p)


@probe("5.9")
def decay_and_gradient_are_added(torch, see):
    """Is the gradient still in it, and is the sum taken times the rate?"""
    p = with_gradient(torch, 1.0, -2.0)
    torch.optim.SGD([p], lr=0.1, weight_decay=0.5).step()
    see("the parameter", p)


@probe("5.9")
def decay_does_not_touch_the_gradient(torch, see):
    """Which tensor do you add to?"""
    p = with_gradient(torch, 1.0, -2.0)
    optimizer = torch.optim.SGD([p], lr=0.1, weight_decay=0.5)
    optimizer.step()
    see("the gradient", p.grad)
    optimizer.step()
    see("the parameter after another step", p)


@probe("5.9")
def each_group_decays_by_its_own(torch, see):
    """Where do you read `weight_decay`?"""
    p, q = with_gradient(torch, 1.0), with_gradient(torch, 1.0)
    groups = [{"params": p}, {"params": q, "weight_decay": 0.0}]
    torch.optim.SGD(groups, lr=0.1, weight_decay=0.5).step()
    see("the parameters", [p, q])


@probe("5.9")
def without_a_gradient_there_is_no_decay(torch, see):
    """Which parameters come this far?"""
    p = leaf(torch, 2.0)
    torch.optim.SGD([p], lr=0.1, weight_decay=0.5).step()
    see("the parameter", p)


@probe("5.9")
def to_maximize_is_to_climb(torch, see):
    """Which sign does the gradient get?"""
    p = with_gradient(torch, 1.0, -2.0)
    torch.optim.SGD([p], lr=0.1, maximize=True).step()
    see("the parameter", p)
    see("the gradient", p.grad)


@probe("5.9")
def climbing_or_not_decay_pulls_towards_zero(torch, see):
    """Which comes first, turning the sign or adding the decay?"""
    p = with_gradient(torch, 1.0, -2.0)
    torch.optim.SGD([p], lr=0.1, weight_decay=0.5, maximize=True).step()
    see("the parameter", p)


# -- 5.10 SGD._buffer


@prediction("5.10", "yes", "no", "it raises", wrong="stands still where the gradient is zero")
def momentum_and_zeros(torch):
    """`p` has been moved with momentum 0.9. Now `p.grad` is filled with zeros, not None. Does `step()` move `p`?"""
    p = with_gradient(torch, 1.0)
    optimizer = torch.optim.SGD([p], lr=0.1, momentum=0.9)
    optimizer.step()
    optimizer.zero_grad(set_to_none=False)
    before = p.item()
    try:
        optimizer.step()
    except Exception:
        return "it raises"
    return "no" if p.item() == before else "yes"


def stepped(torch, optimizer, p, *grads):
    """The numbers of `p` after each of these gradients."""
    moved = []
    for grad in grads:
        p.grad = None if grad is None else torch.tensor([grad])
        optimizer.step()
        moved.append(p.item())
    return moved


@probe("5.10")
def the_first_step_is_the_gradients(torch, see):
    """What is the buffer when there was none?"""
    p = with_gradient(torch, 1.0, -2.0)
    optimizer = torch.optim.SGD([p], lr=0.1, momentum=0.9)
    optimizer.step()
    see("the parameter", p)
    see("what is remembered", dict(optimizer.state[p]))


@probe("5.10")
def what_went_before_fades(torch, see):
    """Which of the two is multiplied with the momentum, the buffer or the gradient?"""
    p = leaf(torch, 0.0)
    see("the parameter", stepped(torch, torch.optim.SGD([p], lr=1.0, momentum=0.5), p, 8.0, 2.0, 1.0))


@probe("5.10")
def a_gradient_of_zero_moves_on_and_none_stands_still(torch, see):
    """For whom is the buffer updated?"""
    p = leaf(torch, 0.0)
    optimizer = torch.optim.SGD([p], lr=1.0, momentum=0.5)
    see("the parameter", stepped(torch, optimizer, p, 8.0, 0.0, None, 0.0))


@probe("5.10")
def each_parameter_has_a_buffer_of_its_own(torch, see):
    """Where do you keep it?"""
    p, q = with_gradient(torch, 1.0), with_gradient(torch, 5.0)
    optimizer = torch.optim.SGD([p, q], lr=0.1, momentum=0.9)
    optimizer.step()
    optimizer.step()
    see("the parameters", [p, q])
    see("the buffers", [optimizer.state[t]["momentum_buffer"] for t in (p, q)])


@probe("5.10")
def the_buffer_is_not_the_gradient(torch, see):
    """The gradient is zeroed in place after the step. What does the buffer hold then?"""
    p = with_gradient(torch, 1.0, 2.0)
    optimizer = torch.optim.SGD([p], lr=0.1, momentum=0.9)
    optimizer.step()
    optimizer.zero_grad(set_to_none=False)
    see("the buffer", optimizer.state[p]["momentum_buffer"])
    optimizer.step()
    see("the gradient after another step", p.grad)


@probe("5.10")
def the_buffer_changes_in_place(torch, see):
    """Is the tensor that is kept the one you change?"""
    p = with_gradient(torch, 1.0)
    optimizer = torch.optim.SGD([p], lr=0.1, momentum=0.9)
    optimizer.step()
    first = optimizer.state[p]["momentum_buffer"]
    optimizer.step()
    see("whether it is the same tensor", optimizer.state[p]["momentum_buffer"] is first)
    see("the buffer", first)


@probe("5.10")
def dampening_spares_the_first_gradient(torch, see):
    """Which gradients are taken times 1 - dampening?"""
    p = leaf(torch, 0.0)
    optimizer = torch.optim.SGD([p], lr=1.0, momentum=0.5, dampening=0.25)
    see("the parameter", stepped(torch, optimizer, p, 8.0, 4.0, 4.0))


@probe("5.10")
def each_group_has_its_own_momentum(torch, see):
    """Where do you read `momentum` and `dampening`?"""
    params, optimizer = two_groups(torch, momentum=0.9)
    optimizer.param_groups[1].update(momentum=0.5, dampening=0.1)
    for _ in range(3):
        optimizer.step()
    see("the parameters", params)


@probe("5.10")
def without_momentum_nothing_is_remembered(torch, see):
    """Is there a buffer that nobody asked for?"""
    params, optimizer = two_groups(torch)
    optimizer.step()
    see("the first parameter", params[0])
    see("how many are remembered", len(optimizer.state))


# -- 5.11 SGD._direction


@probe("5.11")
def plain_descent_is_still_plain(torch, see):
    """No momentum, no decay. What is left of the direction?"""
    p = with_gradient(torch, 1.0, -2.0)
    optimizer = torch.optim.SGD([p], lr=0.1)
    optimizer.step()
    see("the parameter", p)
    see("how many are remembered", len(optimizer.state))


@probe("5.11")
def decay_gathers_momentum(torch, see):
    """Is decay added before the buffer, or after it?"""
    p = leaf(torch, 4.0)
    optimizer = torch.optim.SGD([p], lr=0.5, momentum=0.5, weight_decay=0.5)
    see("the parameter", stepped(torch, optimizer, p, 2.0, 2.0, 0.0))
    see("the buffer", optimizer.state[p]["momentum_buffer"])


@probe("5.11")
def nesterov_adds_the_push_of_the_next_step(torch, see):
    """Which buffer do you add to the gradient, and times what?"""
    p = leaf(torch, 0.0)
    optimizer = torch.optim.SGD([p], lr=1.0, momentum=0.5, nesterov=True)
    see("the parameter", stepped(torch, optimizer, p, 8.0, 4.0, 0.0))


@probe("5.11")
def nesterov_leaves_the_buffer_and_the_gradient_alone(torch, see):
    """Which tensor do you add to?"""
    p = with_gradient(torch, 1.0, -2.0)
    optimizer = torch.optim.SGD([p], lr=0.1, momentum=0.9, nesterov=True)
    optimizer.step()
    see("the buffer", optimizer.state[p]["momentum_buffer"])
    see("the gradient", p.grad)
    see("the parameter", p)


@probe("5.11")
def nesterov_decays_too(torch, see):
    """Is the gradient in the last sum the one with its decay?"""
    p = leaf(torch, 4.0)
    optimizer = torch.optim.SGD([p], lr=0.5, momentum=0.5, weight_decay=0.5, nesterov=True)
    see("the parameter", stepped(torch, optimizer, p, 2.0, 2.0, 0.0))


@probe("5.11")
def each_group_goes_its_own_way(torch, see):
    """Whose settings do you ask?"""
    params, optimizer = two_groups(torch, momentum=0.9, nesterov=True)
    optimizer.param_groups[1].update(momentum=0, nesterov=False, weight_decay=0.1)
    for _ in range(2):
        optimizer.step()
    see("the parameters", params)
    see("how many are remembered", len(optimizer.state), ask="Who has a buffer? Ask the group.")
    params, optimizer = two_groups(torch)
    optimizer.param_groups[1].update(momentum=0.5, nesterov=True)
    for _ in range(2):
        optimizer.step()
    see("the parameters, momentum in one group alone", params)


@probe("5.11")
def climbing_gathers_momentum_too(torch, see):
    """Is the sign turned before the buffer takes the gradient in?"""
    p = leaf(torch, 1.0)
    optimizer = torch.optim.SGD([p], lr=0.5, momentum=0.5, maximize=True, weight_decay=0.5)
    see("the parameter", stepped(torch, optimizer, p, 2.0, 1.0))
    see("the buffer", optimizer.state[p]["momentum_buffer"])


# -- 5.12 train_step


def by_hand(torch, net, optimizer, loss_fn, x, y):
    """Torch has no train_step: there, gradients come from torch.autograd.grad, which adds nothing up."""
    if written := own(torch, "train_step"):
        return written(net, optimizer, loss_fn, x, y)
    loss = loss_fn(net(x), y)
    params = [p for group in optimizer.param_groups for p in group["params"]]
    for p, grad in zip(params, torch.autograd.grad(loss, params), strict=True):
        p.grad = grad
    optimizer.step()
    return loss.item()


def wave_losses(torch, circle, lr=0.1):
    """The losses on a whole wave, of the network and the circle of the lesson's gallery."""
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


FALLS, FLAT, SPIKES, RISES = "it falls to zero", "it is flat", "it spikes", "it falls, then rises"


@prediction("5.12", FALLS, FLAT, SPIKES, RISES, wrong="zero_grad between backward and step")
def a_curve_of_a_misplaced_zero_grad(torch):
    """The order is: `backward()`, then `zero_grad()`, then `step()`. What does the loss curve look like?"""

    def circle(optimizer, loss, number):
        loss(slice(None)).backward()
        optimizer.zero_grad()
        optimizer.step()

    losses = wave_losses(torch, circle)
    return FLAT if max(losses) == min(losses) else RISES


@probe("5.12")
def one_step_is_taken(torch, see):
    """Which of the five calls is missing, or stands in another place?"""
    net = a_net(torch)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    by_hand(torch, net, optimizer, squared, *some_rows(torch, 6))
    see("the parameters", dict(net.named_parameters()))


@probe("5.12")
def the_loss_before_the_step_is_returned_as_a_number(torch, see):
    """A number, without its graph; the loss that was differentiated, and no other. What do you return?"""
    net = a_net(torch)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    see("the losses", [by_hand(torch, net, optimizer, squared, *some_rows(torch, 6)) for _ in range(2)])


@probe("5.12")
def the_loss_gets_output_and_target_in_this_order(torch, see):
    """`loss_fn(net(x), y)`: many losses are not the same the other way round."""
    net = a_net(torch)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)

    def lopsided(output, target):
        return ((output - 2 * target) ** 2).mean()

    see("the loss", by_hand(torch, net, optimizer, lopsided, *some_rows(torch, 6)))


@probe("5.12")
def the_second_step_uses_its_own_gradient(torch, see):
    """What is in `.grad` when the second step is taken?"""
    net = a_net(torch)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    for _ in range(2):
        by_hand(torch, net, optimizer, squared, *some_rows(torch, 6))
    see("the parameters", dict(net.named_parameters()))


@probe("5.12")
def a_gradient_from_before_the_call_does_not_count(torch, see):
    """Somebody has looked at a gradient before. When do you begin anew?"""
    net = a_net(torch)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    squared(net(some_rows(torch, 4)[0]), 5.0).backward()
    by_hand(torch, net, optimizer, squared, *some_rows(torch, 6))
    see("the parameters", dict(net.named_parameters()))


@probe("5.12")
def every_parameter_of_the_optimizer_begins_anew(torch, see):
    """The optimizer has a parameter that is not in the network. Which list of the two do you zero?"""
    net, scale = a_net(torch), leaf(torch, 1.5)
    optimizer = torch.optim.SGD([*net.parameters(), scale], lr=0.1)
    for _ in range(2):
        by_hand(torch, net, optimizer, lambda out, y: squared(out * scale, y), *some_rows(torch, 6))
    see("the parameter beside the network", scale)


@probe("5.12")
def the_network_runs_once_a_step(torch, see):
    """How often do you call it?"""
    net = a_net(torch)
    by_hand(torch, net, torch.optim.SGD(net.parameters(), lr=0.1), squared, *some_rows(torch, 6))
    see("the rows it saw", net.rows)


@probe("5.12")
def momentum_works_through_the_loop(torch, see):
    """Is `step()` called once for each `backward()`?"""
    net = a_net(torch)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9)
    losses = [by_hand(torch, net, optimizer, squared, *some_rows(torch, 6)) for _ in range(4)]
    see("the losses", losses)


# -- 5.13 train_epoch


def each_batch_by_hand(torch, net, optimizer, loss_fn, batches):
    """Torch has no train_epoch: there, one step for each batch, by hand."""
    if written := own(torch, "train_epoch"):
        return written(net, optimizer, loss_fn, batches)
    net.train()
    counted = [(by_hand(torch, net, optimizer, loss_fn, x, y), len(x)) for x, y in batches]
    return sum(loss * rows for loss, rows in counted) / sum(rows for _, rows in counted)


def split(torch, rows, size):
    return list(zip(*(t.split(size) for t in some_rows(torch, rows)), strict=True))


@prediction("5.13", FALLS, FLAT, SPIKES, RISES, wrong="zero_grad once, before all batches")
def a_curve_of_zero_grad_once_an_epoch(torch):
    """`zero_grad()` is called once an epoch, not once a batch. What does the loss curve look like?"""
    order = torch.arange(64).reshape(4, 16).t()

    def circle(optimizer, loss, number):
        if number % 16 == 0:
            optimizer.zero_grad()
        loss(order[number % 16]).backward()
        optimizer.step()

    losses = wave_losses(torch, circle, lr=0.05)
    return SPIKES if max(losses) > 1.5 * losses[0] else FALLS


@probe("5.13")
def each_batch_makes_a_step_of_its_own(torch, see):
    """How many steps are there, and what is in `.grad` at each?"""
    net = a_net(torch)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    each_batch_by_hand(torch, net, optimizer, squared, split(torch, 8, 2))
    see("the parameters", dict(net.named_parameters()))
    see("the rows it saw", net.rows)


@probe("5.13")
def a_small_last_batch_is_used_too(torch, see):
    """Is the rest left out?"""
    net = a_net(torch)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    each_batch_by_hand(torch, net, optimizer, squared, split(torch, 7, 3))
    see("the parameters", dict(net.named_parameters()))


@probe("5.13")
def the_loss_of_an_epoch_is_the_mean_over_rows(torch, see):
    """The last batch is smaller. How much does its loss count?"""
    net = a_net(torch)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.0)
    see("the loss", each_batch_by_hand(torch, net, optimizer, squared, split(torch, 7, 3)))
    see("the loss of even batches", each_batch_by_hand(torch, net, optimizer, squared, split(torch, 8, 2)))


@probe("5.13")
def batches_may_come_from_a_generator(torch, see):
    """It has no length and can be read once. What do you ask of `batches`?"""
    net = a_net(torch)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    batches = (batch for batch in split(torch, 8, 2))
    see("the loss", each_batch_by_hand(torch, net, optimizer, squared, batches))
    see("the parameters", dict(net.named_parameters()))


@probe("5.13")
def the_whole_network_is_put_in_training_mode(torch, see):
    """It may come from an evaluation. Which mode is it in during the first batch, and afterwards?"""
    net, modes = a_net(torch), []
    net.eval()

    def watching(output, target):
        modes.append((net.training, net.last.training))
        return squared(output, target)

    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    each_batch_by_hand(torch, net, optimizer, watching, split(torch, 4, 2))
    see("the modes during the batches", modes)
    see("the modes afterwards", [m.training for m in net.modules()])


@probe("5.13")
def epochs_follow_each_other(torch, see):
    """What is left over from the epoch before?"""
    net = a_net(torch)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.5)
    losses = [each_batch_by_hand(torch, net, optimizer, squared, split(torch, 7, 3)) for _ in range(3)]
    see("the losses", losses)


# -- 5.14 accumulate_epoch


def large_batches(torch, net, optimizer, loss_fn, batches, every):
    """Torch has no accumulate_epoch: there, `every` batches are put together to a large one."""
    if written := own(torch, "accumulate_epoch"):
        return written(net, optimizer, loss_fn, batches, every)
    batches, steps = list(batches), 0
    while len(batches) >= every:
        parts, batches = batches[:every], batches[every:]
        by_hand(torch, net, optimizer, loss_fn, torch.cat([x for x, _ in parts]), torch.cat([y for _, y in parts]))
        steps += 1
    return steps


@prediction("5.14", FALLS, FLAT, SPIKES, RISES, wrong="zero_grad before every backward")
def a_curve_of_a_doubled_zero_grad(torch):
    """`zero_grad()` also stands before each part's `backward()`. What does the loss on the *whole* wave look like?"""

    def circle(optimizer, loss, number):
        for part in torch.arange(64).split(16):
            optimizer.zero_grad()
            (loss(part) / 4).backward()
        optimizer.step()

    losses = wave_losses(torch, circle)
    return RISES if losses[-1] > 1.5 * min(losses) else FALLS


@probe("5.14")
def several_batches_act_like_one_large_batch(torch, see):
    """Is every batch in the sum, and with which share?"""
    net = a_net(torch)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    large_batches(torch, net, optimizer, squared, split(torch, 8, 2), 4)
    see("the parameters", dict(net.named_parameters()))


@probe("5.14")
def after_a_step_a_new_sum_begins(torch, see):
    """What is in `.grad` when the second group of batches begins?"""
    net = a_net(torch)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    large_batches(torch, net, optimizer, squared, split(torch, 12, 2), 2)
    see("the parameters", dict(net.named_parameters()))


@probe("5.14")
def before_the_first_batch_the_sum_begins(torch, see):
    """Somebody has left a gradient behind. Is it in your sum?"""
    net = a_net(torch)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    squared(net(some_rows(torch, 4)[0]), 5.0).backward()
    large_batches(torch, net, optimizer, squared, split(torch, 4, 2), 2)
    see("the parameters", dict(net.named_parameters()))


@probe("5.14")
def a_rest_that_does_not_fill_up_takes_no_step(torch, see):
    """Five batches, two at a time. How many steps are that, and does the fifth move anything?"""
    net = a_net(torch)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    see("the steps", large_batches(torch, net, optimizer, squared, split(torch, 10, 2), 2))
    see("the parameters", dict(net.named_parameters()))


@probe("5.14")
def a_rest_does_not_count_in_the_next_epoch(torch, see):
    """Its gradients are still there. Who takes them away?"""
    net = a_net(torch)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    for _ in range(2):
        large_batches(torch, net, optimizer, squared, split(torch, 6, 2), 2)
    see("the parameters", dict(net.named_parameters()))


@probe("5.14")
def the_steps_are_counted(torch, see):
    """When is a step due: after the first batch, or when `every` of them are in?"""
    net = a_net(torch)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    see("one at a time", large_batches(torch, net, optimizer, squared, split(torch, 6, 2), 1))
    see("three at a time", large_batches(torch, net, optimizer, squared, split(torch, 6, 2), 3))
    see("four at a time", large_batches(torch, net, optimizer, squared, split(torch, 6, 2), 4))
    see("from a generator", large_batches(torch, net, optimizer, squared, (b for b in split(torch, 8, 2)), 2))


@probe("5.14")
def momentum_sees_one_step_for_each_group_of_batches(torch, see):
    """How often is `step()` called?"""
    net = a_net(torch)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9)
    large_batches(torch, net, optimizer, squared, split(torch, 12, 2), 3)
    see("the parameters", dict(net.named_parameters()))
