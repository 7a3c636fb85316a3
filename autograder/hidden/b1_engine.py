"""Hidden claims of lesson b1: the same behaviour on inputs and graphs that nobody has seen."""

from course.probes import probe


def some(torch, rng, *shape, ask=True):
    """A tensor of numbers between 0.5 and 2, which no rule here has trouble with."""
    return torch.tensor(rng.uniform(0.5, 2, shape).tolist(), requires_grad=ask)


def sizes(rng, count):
    return rng.integers(1, 4, size=count).tolist()


@probe("b1.1")
def any_numbers_are_held(torch, see, rng):
    """Does it hold for every shape?"""
    t = some(torch, rng, *sizes(rng, int(rng.integers(0, 4))))
    see("the tensor", t)
    see("its gradient and its node", [t.grad, t.grad_fn, t.is_leaf])


@probe("b1.1")
def numbers_of_double_precision_may_ask(torch, see):
    """Is it one kind of number that you allow, or all that have a fraction?"""
    see("double precision", torch.tensor([1.0], dtype=torch.float64, requires_grad=True))
    see("half precision", torch.tensor([1.0], dtype=torch.float16, requires_grad=True))


@probe("b1.2")
def long_sums_ask_where_one_term_does(torch, see, rng):
    """Does it hold for results of results?"""
    y = torch.ones(2)
    for ask in rng.integers(0, 2, size=5).tolist():
        y = y + some(torch, rng, 2, ask=bool(ask))
        see("whether it asks", y.requires_grad)
        see("its node", y.grad_fn and y.grad_fn.name())
    see("its numbers", y.tolist())


@probe("b1.2")
def what_was_remembered_stays_remembered(torch, see):
    """Is the switch about what is there, or about what comes?"""
    a = torch.tensor([1.0], requires_grad=True)
    y = -a
    torch.set_grad_enabled(False)
    see("its node", y.grad_fn.name())
    see("whether it asks", y.requires_grad)
    torch.set_grad_enabled(True)


@probe("b1.3")
def any_graph_has_torchs_edges(torch, see, rng):
    """Which edge leads elsewhere?"""
    leaves = [some(torch, rng, 2, ask=bool(ask)) for ask in (1, 0, 1)]
    pool = list(leaves)
    for _ in range(6):
        one, other = (pool[int(at)] for at in rng.integers(0, len(pool), size=2))
        pool.append(one + other if rng.integers(2) else -one)
    for y in pool:
        nodes = [node for node, _ in y.grad_fn.next_functions] if y.grad_fn else []
        see("where it leads", [node and node.name() for node in nodes])
        variables = [getattr(node, "variable", None) for node in nodes]
        see("which leaf that is", [[v is leaf for leaf in leaves] for v in variables])


@probe("b1.4")
def any_numbers_have_torchs_slopes(torch, see, rng):
    """Which of the rules is off?"""
    a, b, n = some(torch, rng, 3), some(torch, rng, 3), float(rng.integers(-2, 4))
    gradient = torch.tensor(rng.normal(size=3).tolist())
    for y in (a * b, a / b, 2.5 * a, a / 3, a**n):
        found = y.grad_fn(gradient)
        see("the result", y.tolist())
        found = found if isinstance(found, tuple) else (found,)
        see("the gradients", [g if g is None else g.tolist() for g in found])


@probe("b1.5")
def a_walk_may_start_anywhere(torch, see, rng):
    """Does it hold for a result that others were computed from?"""
    a = some(torch, rng, 3)
    middle = a * 2
    later = middle / 3
    middle.backward(torch.tensor(rng.normal(size=3).tolist()))
    see("the gradient", a.grad)
    see("whether the later one still asks", later.requires_grad)


@probe("b1.5")
def an_empty_tensor_is_not_one_number(torch, see):
    """How many numbers are there?"""
    a = torch.tensor([], requires_grad=True)
    see.raises("nothing to start from", (a * 1).backward, message=True)


@probe("b1.6")
def gradients_of_several_walks_add_up(torch, see, rng):
    """Does every walk leave its share?"""
    a, b = some(torch, rng, 2), some(torch, rng, 2)
    for _ in range(4):
        y = a * b if rng.integers(2) else a + b
        y.backward(torch.tensor(rng.normal(size=2).tolist()))
        see("of a", a.grad)
        see("of b", b.grad)


@probe("b1.7")
def counts_of_any_ladder(torch, see, rng):
    """Each rung uses the one before, once or twice. Which count is off?"""
    a = some(torch, rng, 2)
    rungs = [-a]
    for twice in rng.integers(0, 2, size=6).tolist():
        rungs.append(rungs[-1] + rungs[-1] if twice else -rungs[-1])
    nodes = [y.grad_fn for y in reversed(rungs)]
    see("the counts, and how many nodes", counted(torch, *nodes, rungs[0].grad_fn.next_functions[0][0]))


def counted(torch, *nodes):
    """How many edges lead to each node, and how many nodes there are; torch's count is taken from the edges at hand."""
    if hasattr(torch, "uses"):
        found = torch.uses(nodes[0])
        return [found.get(node) for node in nodes], len(found)
    return [sum(after is node for other in nodes for after, _ in other.next_functions) for node in nodes], len(nodes)


def grown_at_random(torch, rng, leaves, count):
    """Results of random operations on results of random operations; every number stays small."""
    pool = list(leaves)
    for _ in range(count):
        one, other = (pool[int(at)] for at in rng.integers(0, len(pool), size=2))
        kind = int(rng.integers(5))
        pool.append((one + other, one - other / 2, one * other / 4, one / (other * other + 1), -one)[kind])
    return pool


@probe("b1.8")
def any_graph_gives_torchs_gradients(torch, see, rng):
    """One of these gradients is off. Which node ran too early, too late, or twice?"""
    leaves = [some(torch, rng, 3, ask=bool(ask)) for ask in (1, 1, 0, 1)]
    pool = grown_at_random(torch, rng, leaves, 12)
    y = leaves[0]
    for t in pool[-6:]:
        y = y + t
    y.backward(torch.tensor(rng.normal(size=3).tolist()))
    see("the result", y.tolist())
    see("the gradients", [leaf.grad for leaf in leaves])


@probe("b1.8")
def ten_thousand_operations_in_a_row_are_no_recursion(torch, see):
    """Does anything in your walk call itself?"""
    y = a = torch.tensor(1.0, requires_grad=True)
    for _ in range(10_000):
        y = y + 1
    y.backward()
    see("the gradient", a.grad)


@probe("b1.8")
def results_keep_no_gradient_of_their_own(torch, see):
    """Where does a gradient stay, and where does it only pass?"""
    a = torch.tensor(3.0, requires_grad=True)
    b = a * 2
    (b * b).backward()
    see("of the result in the middle", b.grad)
    see("of the leaf", a.grad)


@probe("b1.9")
def any_two_shapes_that_fit(torch, see, rng):
    """Which dimension was summed too much, or not at all?"""
    whole = sizes(rng, int(rng.integers(1, 4)))
    shapes = []
    for _ in range(2):
        shape = [1 if rng.integers(3) == 0 else size for size in whole]
        shapes.append(shape[int(rng.integers(0, len(shape))) :])
    a, b = (some(torch, rng, *shape) for shape in shapes)
    y = a * b
    y.backward(torch.tensor(rng.normal(size=tuple(y.shape)).tolist()))
    see("the first", [a.shape, a.grad])
    see("the second", [b.shape, b.grad])


@probe("b1.10")
def keeping_is_said_anew_each_time(torch, see, rng):
    """Which of these walks is the last one?"""
    a = some(torch, rng, 2)
    y = a * a / 3
    for keep in [True] * int(rng.integers(1, 4)) + [False]:
        y.backward(torch.ones(2), retain_graph=keep)
        see("the gradient", a.grad)
    see.raises("one more", lambda: y.backward(torch.ones(2)), message=True)


@probe("b1.10")
def a_long_sum_may_be_walked_for_ever(torch, see):
    """None of these saves anything."""
    a = torch.tensor([1.0, 2.0], requires_grad=True)
    y = -(a + 1) + a
    for _ in range(3):
        (y + a).backward(torch.ones(2))
    see("the gradient", a.grad)


@probe("b1.11")
def matrices_of_any_size(torch, see, rng):
    """Does it hold for every size, and for stacks?"""
    rows, inner, columns = sizes(rng, 3)
    stack = sizes(rng, int(rng.integers(0, 2)))
    a, b = some(torch, rng, *stack, rows, inner), some(torch, rng, *stack, inner, columns)
    y = a @ b
    y.backward(torch.tensor(rng.normal(size=tuple(y.shape)).tolist()))
    see("the product", y.tolist())
    see("the gradients", [a.grad, b.grad])


@probe("b1.12")
def bends_of_any_numbers(torch, see, rng):
    """Which of the four is off?"""
    for name in ("exp", "log", "tanh", "relu"):
        a = some(torch, rng, *sizes(rng, 2))
        y = getattr(a - 0.4 if name == "log" else a - 1 if name != "exp" else a, name)()
        y.backward(torch.tensor(rng.normal(size=tuple(y.shape)).tolist()))
        see(name, [y.tolist(), a.grad])


@probe("b1.13")
def sums_and_means_along_any_dimension(torch, see, rng):
    """Which dimension, and was it kept?"""
    shape = sizes(rng, 3)
    for name in ("sum", "mean"):
        a = some(torch, rng, *shape)
        dims = [0, -1, 1, (0, 2), (1, -1), (-2, 0), (0, 1, 2)]
        dim, keepdim = dims[int(rng.integers(len(dims)))], bool(rng.integers(2))
        y = getattr(a, name)(dim, keepdim=keepdim)
        see(f"{name} along {dim}", y.tolist())
        y.backward(torch.tensor(rng.normal(size=tuple(y.shape)).tolist()))
        see("the gradient", a.grad)


@probe("b1.14")
def picks_of_any_kind(torch, see, rng):
    """Which index is it?"""
    for index in (0, -1, slice(1, None), slice(None, None, 2), (1, 2), (slice(None), 1), [1, 1, 0], None, ...):
        a = some(torch, rng, 3, 4)
        y = a[index]
        see(f"picked {index}", y.tolist())
        y.backward(torch.tensor(rng.normal(size=tuple(y.shape)).tolist()))
        see("the gradient", a.grad)


@probe("b1.14")
def shapes_after_shapes(torch, see, rng):
    """Does each hand the gradient back in the shape that it was given?"""
    a = some(torch, rng, 2, 3, 4)
    y = a.reshape(6, -1).transpose(0, 1).reshape(2, 2, 6).transpose(-1, 0)
    y.backward(torch.tensor(rng.normal(size=tuple(y.shape)).tolist()))
    see("the numbers", y.tolist())
    see("the gradient", a.grad)


@probe("b1.15")
def results_made_inside_are_constants_outside(torch, see):
    """What is a tensor that nobody remembered, for an operation that is remembered?"""
    a = torch.tensor([2.0], requires_grad=True)
    with torch.no_grad():
        c = a * a
    y = c * a
    y.backward()
    see("whether the constant is a leaf", c.is_leaf)
    see("the gradient", a.grad)


@probe("b1.16")
def a_detached_factor_is_a_constant(torch, see, rng):
    """Where does the walk stop?"""
    a = some(torch, rng, 2)
    (a * a.detach()).backward(torch.ones(2))
    see("the gradient", a.grad)


@probe("b1.16")
def what_is_added_may_not_ask_either(torch, see):
    """The tensor itself does not ask, what is added does. Could that be forgotten?"""
    t, w = torch.tensor([1.0]), torch.tensor([2.0], requires_grad=True)
    with torch.no_grad():
        t.add_(w)
    see("off the record", t)


@probe("b1.16")
def a_few_steps_of_descent(torch, see, rng):
    """Everything together: forward, back, a step."""
    x, y = some(torch, rng, 5, 2, ask=False), some(torch, rng, 5, 1, ask=False)
    w, b = some(torch, rng, 1, 2), some(torch, rng, 1)
    for _ in range(3):
        for p in (w, b):
            p.grad = None
        loss = ((x @ w.transpose(0, 1) + b - y) ** 2).mean()
        loss.backward()
        see("the loss", loss.item())
        with torch.no_grad():
            for p in (w, b):
                p.add_(p.grad, alpha=-0.1)
    see("the weights", [w, b])
