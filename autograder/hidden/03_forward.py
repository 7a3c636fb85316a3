"""Hidden claims of lesson 03: the same behaviour on inputs, sizes and trees that nobody has seen."""

import copy
import importlib
import pickle

from course.probes import probe

residual = importlib.import_module("course.checks.03_forward").residual


def some_values(torch, rng, *shape):
    """A tensor of values that the generator picks, of this shape, or of one that it picks, too."""
    shape = shape or tuple(rng.integers(1, 4, size=rng.integers(1, 4)).tolist())
    return torch.tensor(rng.normal(size=shape).tolist()).reshape(shape)


def with_values(torch, rng, net):
    """A network with values from the generator: the same in both worlds, on any device."""
    for p in net.parameters():
        p.data.copy_(torch.tensor(rng.normal(size=tuple(p.shape)).tolist()).reshape(p.shape))
    return net


# -- 3.1


def some_tree(torch, rng, depth):
    """A random tree of modules that scale and add; children and parameters may be shared, and None is among them."""
    nn = torch.nn
    made, weights = [], [nn.Parameter(some_values(torch, rng, 1)) for _ in range(3)]

    class Node(nn.Module):
        def forward(self, x, scale=1.0):
            for _, p in self.named_parameters(recurse=False, remove_duplicate=False):
                x = x * p * scale + 1.0
            for child in self._modules.values():
                if child is not None:
                    x = x + child(x, scale=scale)
            return x

    def grow(depth):
        node = Node()
        for i in range(int(rng.integers(1, 3))):
            setattr(node, f"w{i}", weights[int(rng.integers(3))])
        node.register_parameter("none", None)
        for i in range(int(rng.integers(1, 4)) if depth else 0):
            kind = int(rng.integers(4))
            child = made[int(rng.integers(len(made)))] if kind == 0 and made else grow(depth - 1)
            node.add_module(f"c{i}", None if kind == 1 else child)
        made.append(node)
        return node

    return grow(depth)


@probe("3.1")
def a_random_tree_of_modules_computes_the_same(torch, see, rng):
    """Every module in it is called by another one. Which call went another way?"""
    net = some_tree(torch, rng, 3)
    out = net(some_values(torch, rng, 2), scale=0.5)
    out.sum().backward()
    see("what comes back", out)
    see("the gradients", {name: p.grad for name, p in net.named_parameters()})


@probe("3.1")
def arguments_of_any_kind_arrive(torch, see, rng):
    """Which of these was lost on the way?"""
    nn = torch.nn

    class Told(nn.Module):
        def forward(self, *args, **kwargs):
            return args, sorted(kwargs.items())

    args = rng.integers(10, size=rng.integers(5)).tolist()
    kwargs = {name: int(rng.integers(10)) for name in ("input", "args", "kwargs", "forward") if rng.integers(2)}
    see("what arrives", Told()(*args, **kwargs))


@probe("3.1")
def the_class_may_change_its_forward_afterwards(torch, see):
    """When do you look `forward` up?"""
    nn = torch.nn

    class Net(nn.Module):
        def forward(self, x):
            return x

    net = Net()
    before = net(1)
    Net.forward = lambda self, x: x + 5
    see("before and after", [before, net(1)])


@probe("3.1")
def a_call_leaves_the_gradient_mode_alone(torch, see):
    """Is anything around `forward` that was not around the call?"""
    nn = torch.nn

    class Asks(nn.Module):
        def forward(self):
            return torch.is_grad_enabled(), self.training

    see("outside no_grad", Asks()())
    with torch.no_grad():
        see("inside no_grad", Asks()())


# -- 3.2


@probe("3.2")
def any_class_is_named(torch, see, rng):
    """Is the name put in, or written down?"""
    nn = torch.nn
    name = "".join(rng.choice(list("ABCDEF"), size=5))
    net = type(name, (nn.Module,), {})()
    see.raises("calling it", lambda: net(*range(int(rng.integers(4)))), message=True)


@probe("3.2")
def a_child_without_forward_is_the_one_that_is_named(torch, see):
    """The network has a forward and one of its layers has none. Which of them is at fault?"""
    nn = torch.nn

    class Layer(nn.Module):
        pass

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.layer = Layer()

        def forward(self, x):
            return self.layer(x)

    see.raises("calling the network", lambda: Net()(1), message=True)


# -- 3.3


@probe("3.3")
def layers_of_any_size_keep_the_same(torch, see, rng):
    """Which size went to which place?"""
    nn = torch.nn
    rows, columns = rng.integers(1, 9, size=2).tolist()
    layer = nn.Linear(columns, rows, bool(rng.integers(2)), dtype=[None, torch.float64][int(rng.integers(2))])
    see("the parameters", [(name, tuple(p.shape), p.dtype) for name, p in layer.named_parameters()])
    see("the sizes", [layer.in_features, layer.out_features])
    see("what is registered", list(layer._parameters))


@probe("3.3")
def the_arguments_stand_in_the_order_of_torch(torch, see):
    """Which argument is the third, the fourth, the fifth?"""
    nn = torch.nn
    layer = nn.Linear(2, 3, False, "meta", torch.float64)
    see("the weight's dtype", layer.weight.dtype)
    see("the weight's device", layer.weight.device.type)
    see("the bias", layer.bias)
    see.raises("no sizes", lambda: nn.Linear())


@probe("3.3")
def a_subclass_may_add_to_it(torch, see):
    """What does `super().__init__(...)` leave behind?"""
    nn = torch.nn

    class Scaled(nn.Linear):
        def __init__(self, size):
            super().__init__(size, size)
            self.scale = nn.Parameter(torch.ones(1))

    see("the names", [name for name, _ in Scaled(2).named_parameters()])


# -- 3.4


@probe("3.4")
def any_sizes_from_any_seed(torch, see, rng):
    """Which numbers are drawn, how many, and between which bounds?"""
    nn = torch.nn
    torch.manual_seed(int(rng.integers(1000)))
    for _ in range(3):
        rows, columns = rng.integers(1, 40, size=2).tolist()
        layer = nn.Linear(columns, rows, bias=bool(rng.integers(3)), device="cpu")
        see("the parameters", dict(layer.named_parameters()))
    see("the next number drawn", torch.rand(1, device="cpu"))


@probe("3.4")
def a_network_is_reset_from_the_top(torch, see):
    """`apply` with `reset_parameters` starts a training again. Does every layer get new numbers?"""
    nn = torch.nn
    net = nn.Module()
    net.a, net.b = nn.Linear(3, 2, device="cpu"), nn.Linear(2, 3, bias=False, device="cpu")
    torch.manual_seed(5)
    net.apply(lambda m: m.reset_parameters() if isinstance(m, nn.Linear) else None)
    see("the parameters", dict(net.named_parameters()))


@probe("3.4")
def a_frozen_layer_can_be_reset(torch, see):
    """Is the change one that gradients should know of?"""
    nn = torch.nn
    layer = nn.Linear(3, 2, device="cpu")
    for p in layer.parameters():
        p.requires_grad_(False)
    torch.manual_seed(2)
    layer.reset_parameters()
    see("the weight", layer.weight)


# -- 3.5


@probe("3.5")
def any_batch_through_any_layer(torch, see, rng):
    """Which number came out differently?"""
    nn = torch.nn
    x = some_values(torch, rng)
    layer = with_values(torch, rng, nn.Linear(x.shape[-1], int(rng.integers(1, 5)), bias=bool(rng.integers(3))))
    x = x.requires_grad_()
    out = layer(x)
    (out * out).sum().backward()
    see("what comes out", out)
    see("the gradients", {name: p.grad for name, p in layer.named_parameters()})
    see("of the input", x.grad)


@probe("3.5")
def one_layer_used_twice_gathers_both_gradients(torch, see, rng):
    """The same parameters, met twice on the way. Is each way counted?"""
    nn = torch.nn
    layer = with_values(torch, rng, nn.Linear(3, 3))
    layer(layer(some_values(torch, rng, 2, 3))).sum().backward()
    see("the gradients", {name: p.grad for name, p in layer.named_parameters()})


@probe("3.5")
def tied_weights_gather_both_gradients(torch, see, rng):
    """Two layers, one weight. Which Parameter does each of them use?"""
    nn = torch.nn
    net = nn.Module()
    net.a, net.b = with_values(torch, rng, nn.Linear(3, 3)), with_values(torch, rng, nn.Linear(3, 3))
    net.b.weight = net.a.weight
    net.b(net.a(some_values(torch, rng, 2, 3))).sum().backward()
    see("the gradients", {name: p.grad for name, p in net.named_parameters()})


@probe("3.5")
def the_input_must_be_of_the_layers_dtype(torch, see):
    """Who notices that float64 meets float32?"""
    nn = torch.nn
    see.raises("float64 into float32", lambda: nn.Linear(3, 2)(torch.ones(1, 3, dtype=torch.float64)))
    see("float64 into float64", nn.Linear(3, 2, dtype=torch.float64)(torch.ones(1, 3, dtype=torch.float64)).dtype)


# -- 3.6


@probe("3.6")
def any_layer_tells_its_sizes(torch, see, rng):
    """Which of the sizes stands in which place?"""
    nn = torch.nn
    rows, columns = rng.integers(1, 99, size=2).tolist()
    see("its repr", repr(nn.Linear(columns, rows, bias=bool(rng.integers(2)))))


@probe("3.6")
def a_subclass_may_say_more(torch, see):
    """What does `super().extra_repr()` give?"""
    nn = torch.nn

    class Named(nn.Linear):
        def extra_repr(self):
            return super().extra_repr() + ", name=first"

    see("its repr", repr(Named(1, 2)))


# -- 3.7


@probe("3.7")
def gradients_pass_it_untouched(torch, see, rng):
    """Is anything between the input and the output?"""
    nn = torch.nn
    x = some_values(torch, rng).requires_grad_()
    y = nn.Identity()(x)
    see("whether it is a leaf still", y.is_leaf)
    (y * y).sum().backward()
    see("the gradient", x.grad)


@probe("3.7")
def it_takes_the_place_of_a_layer(torch, see, rng):
    """What is left of the old layer?"""
    nn = torch.nn
    net = nn.Module()
    net.body = with_values(torch, rng, nn.Linear(2, 2))
    net.head = nn.Linear(2, 3)
    net.head = nn.Identity(2, out_features=3)
    see("its repr", repr(net))
    see("the names", [name for name, _ in net.named_parameters()])
    see("what comes out", net.head(net.body(torch.ones(1, 2))))


# -- 3.8


@probe("3.8")
def any_values_are_bent(torch, see, rng):
    """Which number, or which slope, came out differently?"""
    nn = torch.nn
    x = (torch.tensor(rng.integers(-2, 3, size=(3, 4)).tolist()) / 2).requires_grad_()
    (nn.ReLU()(x) * torch.arange(4.0)).sum().backward()
    see("the values", nn.ReLU()(x))
    see("the gradient", x.grad)


@probe("3.8")
def a_leaf_that_asks_for_a_gradient_is_not_changed_in_place(torch, see):
    """Its old value is what the gradient would be about. Who refuses?"""
    nn = torch.nn
    x = torch.ones(2, requires_grad=True)
    see.raises("in place", lambda: nn.ReLU(inplace=True)(x))
    y = nn.ReLU(inplace=True)(x * 2)
    y.sum().backward()
    see("the gradient, through a result", x.grad)


@probe("3.8")
def whole_numbers_are_bent_too(torch, see):
    """Is the result of the same dtype?"""
    nn = torch.nn
    see("integers", nn.ReLU()(torch.tensor([-2, 0, 3])))
    see("float64", nn.ReLU()(torch.tensor([-2.0, 3.0], dtype=torch.float64)))


@probe("3.8")
def a_random_stack_of_layers_computes_the_same(torch, see, rng):
    """Layers, shared ones among them, one after the other. At which of them do the two worlds part?"""
    nn = torch.nn

    class Stack(nn.Module):
        def forward(self, x):
            for child in self._modules.values():
                x = x if child is None else child(x)
            return x

    made, net = [nn.Linear(3, 3)], Stack()
    for i in range(6):
        kind = int(rng.integers(6))
        inner = Stack()
        inner.layer, inner.act = made[int(rng.integers(len(made)))], nn.ReLU()
        child = [None, nn.Identity(i), nn.ReLU(), made[-1], inner, nn.Linear(3, 3, bias=i % 2 == 0)][kind]
        made += [child] if isinstance(child, nn.Linear) else []
        net.add_module(f"layer{i}", child)
    with_values(torch, rng, net)
    out = net(some_values(torch, rng, 4, 3))
    if out.requires_grad:
        out.sum().backward()
    see("its repr", repr(net))
    see("what comes out", out)
    see("the gradients", {name: p.grad for name, p in net.named_parameters()})


# -- 3.9


@probe("3.9")
def any_values_are_squeezed(torch, see, rng):
    """Which number, or which slope, came out differently?"""
    nn = torch.nn
    values = some_values(torch, rng) * 4
    for layer in (nn.Sigmoid(), nn.Tanh()):
        x = values.clone().requires_grad_()
        (layer(x) * 3).sum().backward()
        see("the values", layer(x))
        see("the gradient", x.grad)


@probe("3.9")
def whole_numbers_become_floats(torch, see):
    """Between 0 and 1 there is no room for whole numbers."""
    nn = torch.nn
    see("Sigmoid", nn.Sigmoid()(torch.tensor([0, 1])))
    see("Tanh", nn.Tanh()(torch.tensor([0, 1])))


# -- 3.10, 3.11


@probe("3.10")
def any_scores_along_any_dim(torch, see, rng):
    """Along which dimension do yours add up?"""
    nn = torch.nn
    values = some_values(torch, rng) * 3
    x, dim = values.requires_grad_(), int(rng.integers(-values.ndim, values.ndim))
    y = nn.Softmax(dim)(x)
    (y * y).sum().backward()
    see("the values", y)
    see("the gradient", x.grad)


@probe("3.10")
def a_dim_that_is_not_there_is_an_index_error(torch, see):
    """When is it noticed?"""
    nn = torch.nn
    layer = nn.Softmax(dim=2)
    see.raises("two dimensions", lambda: layer(torch.ones(2, 2)))


@probe("3.10")
def dim_may_be_set_later(torch, see):
    """Do you read it when the layer is called?"""
    nn = torch.nn
    layer = nn.Softmax(dim=0)
    layer.dim = 1
    see("the values", layer(torch.tensor([[1.0, 2.0], [0.0, 5.0]])))
    see("its repr", repr(layer))


@probe("3.11")
def any_logarithms_along_any_dim(torch, see, rng):
    """Along which dimension do their exponentials add up?"""
    nn = torch.nn
    values = some_values(torch, rng) * 30
    x, dim = values.requires_grad_(), int(rng.integers(-values.ndim, values.ndim))
    y = nn.LogSoftmax(dim)(x)
    (y * y).mean().backward()
    see("the values", y)
    see("the gradient", x.grad)


@probe("3.11")
def without_dim_four_dimensions_are_picked_from_too(torch, see):
    """Whose rule is it?"""
    nn = torch.nn
    see("none", nn.LogSoftmax()(torch.tensor(3.0)))
    see("four", nn.LogSoftmax()(torch.arange(16.0).reshape(2, 2, 2, 2)))


# -- 3.12


@probe("3.12")
def any_shape_between_any_ends(torch, see, rng):
    """Which dimensions became one?"""
    nn = torch.nn
    shape = rng.integers(1, 4, size=5).tolist()
    first, last = sorted(rng.integers(5, size=2).tolist())
    x = torch.zeros(shape)
    see("from the front", nn.Flatten(first, last)(x).shape)
    see("from the end", nn.Flatten(first - 5, last - 5)(x).shape)


@probe("3.12")
def a_transposed_tensor_is_flattened_in_its_new_order(torch, see):
    """In which order do the numbers come?"""
    nn = torch.nn
    see("the values", nn.Flatten(0)(torch.arange(6.0).reshape(2, 3).t()))


@probe("3.12")
def a_single_number_becomes_a_row_of_one(torch, see):
    """What is there to flatten where there is no dimension?"""
    nn = torch.nn
    see("no dimensions", nn.Flatten(0)(torch.tensor(3.0)).shape)


# -- 3.13


@probe("3.13")
def any_outputs_and_targets(torch, see, rng):
    """Which loss, or which gradient, came out differently?"""
    nn = torch.nn
    values = some_values(torch, rng)
    output, target = values.clone().requires_grad_(), values * 0.5 + 1.0
    loss = nn.MSELoss(reduction=["mean", "sum"][int(rng.integers(2))])(output, target)
    loss.backward()
    see("the loss", loss)
    see("the gradient", output.grad)
    see("each of them", nn.MSELoss(reduction="none")(output, target))


@probe("3.13")
def the_old_arguments_mean_what_they_meant(torch, see):
    """Three of four combinations ask for something else than the mean."""
    nn = torch.nn
    told = [(average, reduce) for average in (None, True, False) for reduce in (None, True, False)]
    see("reduction", [nn.MSELoss(*pair).reduction for pair in told])
    see("beside reduction", nn.MSELoss(False, None, "none").reduction)


@probe("3.13")
def a_loss_may_be_a_part_of_a_network(torch, see):
    """It is a module. Where is it registered?"""
    nn = torch.nn
    net = nn.Module()
    net.layer, net.loss = nn.Linear(1, 1), nn.MSELoss()
    see("its repr", repr(net))
    see("the names", [name for name, _ in net.named_parameters()])


# -- 3.14


@probe("3.14")
def any_scores_with_any_settings(torch, see, rng):
    """Which setting did not reach the function?"""
    nn = torch.nn
    classes = int(rng.integers(2, 6))
    scores = some_values(torch, rng, 5, classes).requires_grad_()
    labels = torch.tensor(rng.integers(classes, size=5).tolist())
    settings = {
        "weight": torch.tensor(rng.uniform(0.5, 2, size=classes).tolist()) if rng.integers(2) else None,
        "ignore_index": int(rng.integers(-1, classes)),
        "label_smoothing": float(rng.integers(2)) / 5,
    }
    loss = nn.CrossEntropyLoss(**settings, reduction="sum")(scores, labels)
    loss.backward()
    see("the loss", loss)
    see("the gradient", scores.grad)
    see("each of them", nn.CrossEntropyLoss(**settings, reduction="none")(scores, labels))


@probe("3.14")
def images_may_have_a_label_at_each_place(torch, see, rng):
    """Scores (N, C, d) and labels (N, d): does anything in your way ask for two dimensions?"""
    nn = torch.nn
    scores = some_values(torch, rng, 2, 3, 4)
    labels = torch.tensor(rng.integers(3, size=(2, 4)).tolist())
    see("the mean", nn.CrossEntropyLoss()(scores, labels))
    see("each of them", nn.CrossEntropyLoss(reduction="none")(scores, labels))
    see("one example alone", nn.CrossEntropyLoss()(scores[0, :, 0], labels[0, 0]))


@probe("3.14")
def settings_may_be_changed_later(torch, see):
    """Do you read them when the loss is called?"""
    nn = torch.nn
    loss = nn.CrossEntropyLoss()
    loss.ignore_index, loss.label_smoothing, loss.reduction = 1, 0.2, "none"
    see("the losses", loss(torch.tensor([[1.0, 2.0], [0.0, 5.0]]), torch.tensor([0, 1])))


@probe("3.14")
def a_label_that_is_no_class_is_refused_by_the_function(torch, see):
    """Is the class counted, and by whom?"""
    nn = torch.nn
    with torch.device("cpu"):
        scores, label = torch.ones(1, 3), torch.tensor([3])
        see.raises("class 3 of three", lambda: nn.CrossEntropyLoss()(scores, label))


# -- 3.15


@probe("3.15")
def any_block_computes_the_same(torch, see, rng):
    """Which number, or which gradient, came out differently?"""
    size, hidden = rng.integers(1, 6, size=2).tolist()
    net = with_values(torch, rng, residual(torch, size, hidden))
    x = some_values(torch, rng, 3, size).requires_grad_()
    (net(x) ** 2).sum().backward()
    see("what comes out", net(x))
    see("the gradients", {name: p.grad for name, p in net.named_parameters()})
    see("of the input", x.grad)


@probe("3.15")
def a_copy_of_a_block_is_a_block_of_its_own(torch, see, rng):
    """Does everything that it computes with come along?"""
    net = with_values(torch, rng, residual(torch, 2, 3))
    twin = copy.deepcopy(net)
    with torch.no_grad():
        net.first.weight.zero_()
    x = some_values(torch, rng, 2, 2)
    see("the copy", twin(x))
    see("the original", net(x))


@probe("3.15")
def its_layers_can_be_exchanged(torch, see, rng):
    """Do you call the layer that stands under the name now?"""
    nn = torch.nn
    net = with_values(torch, rng, residual(torch, 2, 2))
    net.relu = nn.Tanh()
    net.second = nn.Identity()
    see("what comes out", net(some_values(torch, rng, 2, 2)))
    see("its repr", repr(net))


@probe("3.15")
def a_random_tree_of_layers_trains_alike(torch, see, rng):
    """Blocks in blocks, shared ones among them. At which step do the two worlds part?"""
    nn = torch.nn
    layers = [nn.Tanh, nn.ReLU, nn.Sigmoid, nn.Identity, lambda: nn.Softmax(dim=-1), nn.Flatten, lambda: None]
    made = []

    class Node(nn.Module):
        def forward(self, x):
            for child in self._modules.values():
                x = x if child is None else child(x)
            return x

    def some_node(depth):
        node = Node()
        for i in range(int(rng.integers(2, 4))):
            kind = int(rng.integers(5))
            if kind == 0 and made:
                child = made[int(rng.integers(len(made)))]
            elif kind == 1 and depth:
                child = some_node(depth - 1)
            elif kind == 2:
                child = layers[int(rng.integers(len(layers)))]()
            else:
                child = residual(torch, 3, 2) if kind == 3 else nn.Linear(3, 3, bias=i > 0)
            node.add_module(f"layer{i}", child)
            made.append(child)
        return node

    net = nn.Module()
    net.body, net.head = some_node(2), nn.Linear(3, 4)
    net.tied = nn.Linear(3, 4)
    net.tied.weight = net.head.weight
    with_values(torch, rng, net)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.01)
    x, labels = some_values(torch, rng, 5, 3), torch.tensor(rng.integers(4, size=5).tolist())
    see("its repr", repr(net))
    for step in range(3):
        optimizer.zero_grad()
        features = net.body(x)
        loss = nn.CrossEntropyLoss()(net.head(features) + net.tied(features), labels)
        loss.backward()
        optimizer.step()
        see(f"the loss of step {step}", loss.item())


@probe("3.15")
def a_layer_comes_back_from_a_file(torch, see, rng):
    """Is everything that the layer computes with kept in it?"""
    nn = torch.nn
    layer = with_values(torch, rng, nn.Linear(3, 2))
    x = some_values(torch, rng, 2, 3)
    see("before and after", [layer(x), pickle.loads(pickle.dumps(layer))(x)])
