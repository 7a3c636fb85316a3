"""Hidden claims of lesson 00: the same behaviour on inputs that nobody has seen."""

from course.checks.by_torch import numbers, practised
from course.probes import probe


def a_network(rng, outputs=None):
    """Arrays of two layers, of widths that the generator picks: x, w1, b1, w2, b2."""
    examples, inputs, hidden, picked = rng.integers(1, 6, size=4).tolist()
    outputs = outputs or picked
    shapes = [(examples, inputs), (hidden, inputs), (hidden,), (outputs, hidden), (outputs,)]
    return [rng.normal(size=shape) for shape in shapes]


def leaves(torch, rng, count):
    """Leaves of several shapes that ask for a gradient."""
    shapes = [rng.integers(1, 4, size=rng.integers(0, 3)).tolist() for _ in range(count)]
    return [torch.tensor(rng.normal(size=shape).tolist(), requires_grad=True) for shape in shapes]


@probe("0.1")
def any_two_arrays_have_the_same_error(torch, see, rng):
    """Does it hold for every shape?"""
    mean_squared_error = practised(torch).mean_squared_error
    shape = rng.integers(1, 5, size=rng.integers(1, 4))
    predicted, wanted = rng.normal(size=shape), rng.normal(size=shape)
    see("the error", numbers(mean_squared_error(predicted, wanted)))


@probe("0.2")
def any_points_have_the_same_slopes(torch, see, rng):
    """Does it hold wherever the points and the line lie?"""
    line_slopes = practised(torch).line_slopes
    x, y = rng.normal(size=(2, int(rng.integers(1, 9))))
    w, b = rng.normal(size=2).tolist()
    see("the slopes", numbers(line_slopes(x, y, w, b)))


@probe("0.3")
def any_two_layers_give_the_same(torch, see, rng):
    """Does it hold for every number of examples, inputs, hidden numbers and outputs?"""
    two_layers = practised(torch).two_layers
    h, predicted = two_layers(*a_network(rng))
    see("h", numbers(h))
    see("what is predicted", numbers(predicted))


@probe("0.4")
def any_two_layers_have_the_same_slopes(torch, see, rng):
    """Does it hold for every number of examples, inputs, hidden numbers and outputs?"""
    two_layers_slopes = practised(torch).two_layers_slopes
    x, *params = a_network(rng)
    y = rng.normal(size=(len(x), len(params[-1])))
    see("the slopes", numbers(two_layers_slopes(x, y, *params)))


@probe("0.5")
def any_numbers_become_a_leaf(torch, see, rng):
    """Does it hold for every shape, and for whole numbers?"""
    leaf = practised(torch).leaf
    shape = rng.integers(1, 4, size=rng.integers(0, 4))
    t = leaf(rng.integers(-9, 9, size=shape))
    see("of whole numbers", t)
    see("whether it is a leaf", t.is_leaf)
    see("of others", leaf(rng.normal(size=shape)))


@probe("0.6")
def any_chain_of_operations_has_the_same_gradients(torch, see, rng):
    """Is there anything in your function that knows the loss?"""
    gradients = practised(torch).gradients
    steps = [torch.tanh, torch.exp, torch.sin, torch.sigmoid, lambda t: t * t]
    picked = [steps[i] for i in rng.integers(len(steps), size=3)]

    def loss_of(*values):
        total = torch.tensor(0.0)
        for value in values:
            for taken in picked:
                value = taken(value)
            total = total + value.mean()
        return total * total

    values = leaves(torch, rng, 3)
    see("the gradients", gradients(loss_of, *values))
    see("what was left at the caller's", [v.grad for v in values])


@probe("0.7")
def any_list_of_tensors_takes_the_same_step(torch, see, rng):
    """Which one moved differently?"""
    step = practised(torch).step
    params = leaves(torch, rng, 5)
    for p in params:
        if rng.integers(3):
            p.grad = torch.tensor(rng.normal(size=tuple(p.shape)).tolist())
    lr = float(rng.uniform(0.01, 1.0))
    for _ in range(2):
        step(params, lr)
    see("the tensors after two steps", params)


@probe("0.7")
def an_iterator_will_do_as_well(torch, see):
    """`net.parameters()` can be walked once. How often do you walk?"""
    step = practised(torch).step
    params = [torch.tensor([float(i)], requires_grad=True) for i in range(3)]
    for p in params:
        p.grad = torch.ones(1)
    step(iter(params), 0.5)
    see("the tensors", params)


@probe("0.8")
def any_line_is_fitted_alike(torch, see, rng):
    """Which loss is the first that differs?"""
    fit = practised(torch).fit
    x = torch.tensor(rng.normal(size=8).tolist())
    y = torch.tensor(rng.normal(size=8).tolist())
    w, b = (torch.tensor(float(start), requires_grad=True) for start in rng.normal(size=2))
    lr, steps = float(rng.uniform(0.01, 0.2)), int(rng.integers(2, 12))
    see("the losses", fit(lambda: ((w * x + b - y) ** 2).mean(), [w, b], lr, steps))
    see("w and b", [w, b])


@probe("0.8")
def a_network_is_fitted_alike(torch, see, rng):
    """Does it hold for a list of four?"""
    fit = practised(torch).fit
    x, *params = [torch.tensor(a.tolist()) for a in a_network(rng, outputs=1)]
    w1, b1, w2, b2 = (p.requires_grad_() for p in params)

    def loss_of():
        return ((torch.tanh(x @ w1.T + b1) @ w2.T + b2 - x.sum()) ** 2).mean()

    see("the losses", fit(loss_of, [w1, b1, w2, b2], 0.01, 5))


@probe("0.9")
def any_tensors_are_kept_as_they_are_today(torch, see, rng):
    """Which one changed with its tensor?"""
    snapshot = practised(torch).snapshot
    params = leaves(torch, rng, 4)
    kept = snapshot(params)
    with torch.no_grad():
        for p in params:
            p.mul_(3.0)
    see("the snapshot", kept)
    see("the tensors", params)


@probe("0.9")
def a_loss_of_the_snapshot_reaches_nobody(torch, see):
    """Is there a way back from the copy to the tensor?"""
    snapshot = practised(torch).snapshot
    p, w = torch.tensor([1.0, 2.0], requires_grad=True), torch.tensor(2.0, requires_grad=True)
    [kept] = snapshot([p])
    (w * kept).sum().backward()
    see("the gradient of the tensor", p.grad)
    see("the gradient of the other factor", w.grad)


@probe("0.10")
def any_network_is_drawn_as_torch_draws_it(torch, see, rng):
    """Which of the tensors is the first to differ?"""
    draw = practised(torch).draw
    sizes = rng.integers(1, 40, size=rng.integers(2, 5)).tolist()
    params = draw(int(rng.integers(10_000)), sizes)
    for number, p in enumerate(params):
        see(f"tensor {number} of {sizes}", p.detach())
    see("which ask, and which are leaves", [(p.requires_grad, p.is_leaf) for p in params])


@probe("0.10")
def one_layer_is_a_network_too(torch, see):
    """How many pairs has a list of two sizes?"""
    draw = practised(torch).draw
    see("the tensors", [p.detach() for p in draw(5, [3, 2])])
    see("of no layer at all", draw(5, [3]))


@probe("0.10")
def numbers_drawn_before_change_nothing(torch, see):
    """Is the seed set in your function, and before anything is drawn?"""
    draw = practised(torch).draw
    torch.rand(5, device="cpu")
    see("the tensors", [p.detach() for p in draw(11, [2, 2, 1])])
