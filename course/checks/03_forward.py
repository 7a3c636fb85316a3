"""What lesson 03 claims of calling a module, of layers, of losses, and of a network in the plain way."""

from course.predictions import prediction
from course.probes import probe

# -- 3.1 Module.__call__


@prediction("3.1", "the object's", "the class's", "it raises", wrong="asks the class for forward")
def a_forward_put_on_the_object(torch):
    """The class has a `forward`. After `net.forward = lambda x: x + 1`, which one does `net(x)` run?"""

    class Net(torch.nn.Module):
        def forward(self, x):
            return x

    net = Net()
    net.forward = lambda x: x + 1
    try:
        return "the object's" if net(1) == 2 else "the class's"
    except Exception:
        return "it raises"


@probe("3.1")
def calling_a_module_runs_its_forward(torch, see):
    """What does `net(x)` give, and what did `forward` give?"""
    nn = torch.nn

    class Double(nn.Module):
        def forward(self, x):
            return x * 2

    see("what comes back", Double()(torch.ones(2)))


@probe("3.1")
def every_argument_reaches_forward(torch, see):
    """Arguments come by position and by name. Which of them do you hand on?"""
    nn = torch.nn

    class Told(nn.Module):
        def forward(self, *args, **kwargs):
            return args, kwargs

    net = Told()
    see("none", net())
    see("three by position", net(1, 2, 3))
    see("two by name", net(x=1, mask=None))
    see("both", net(1, 2, mask=3))


@probe("3.1")
def whatever_forward_returns_comes_back(torch, see):
    """Do you look at the result, or only hand it back?"""
    nn = torch.nn

    class Same(nn.Module):
        def forward(self, x):
            return x

    net, given = Same(), [torch.ones(1)]
    see("None", net(None))
    see("a number", net(0))
    see("a dict", net({"a": 1}))
    see("whether it is the same object", net(given) is given)


@probe("3.1")
def a_forward_put_on_the_object_is_the_one_that_runs(torch, see):
    """Do you ask the object for `forward`, or its class?"""
    nn = torch.nn

    class Net(nn.Module):
        def forward(self, x):
            return x

    net, other = Net(), Net()
    net.forward = lambda x: x + 1
    see("with a forward of its own", net(1))
    see("another object of the class", other(1))


@probe("3.1")
def a_subclass_runs_its_own_forward(torch, see):
    """Which class's `forward` does Python find, starting from the object?"""
    nn = torch.nn

    class Base(nn.Module):
        def forward(self, x):
            return x + 1

    class Derived(Base):
        def forward(self, x):
            return super().forward(x) * 10

    see("the base", Base()(1))
    see("the derived class", Derived()(1))


@probe("3.1")
def forward_runs_once_for_each_call(torch, see):
    """How many times does your `__call__` call it?"""
    nn = torch.nn

    class Counting(nn.Module):
        def __init__(self):
            super().__init__()
            self.count = 0

        def forward(self, x):
            self.count += 1
            return self.count

    net = Counting()
    see("three calls", [net(0), net(0), net(0)])


@probe("3.1")
def a_module_calls_the_modules_in_it(torch, see):
    """A network calls its layers, and each of them its own. Does your `__call__` need to know?"""
    nn = torch.nn

    class Scale(nn.Module):
        def __init__(self, by):
            super().__init__()
            self.by = nn.Parameter(torch.tensor(by))

        def forward(self, x):
            return x * self.by

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.a, self.b = Scale(2.0), Scale(3.0)

        def forward(self, x):
            return self.b(self.a(x))

    net = Net()
    out = net(torch.ones(2))
    out.sum().backward()
    see("what comes back", out)
    see("the gradients", [p.grad for p in net.parameters()])


@probe("3.1")
def what_forward_raises_comes_out(torch, see):
    """Whose error is it, and who should see it?"""
    nn = torch.nn

    class Fails(nn.Module):
        def forward(self, x):
            raise KeyError(x)

    see.raises("an error in forward", lambda: Fails()("w"), message=True)
    see.raises("an argument too many", lambda: Fails()(1, 2))


# -- 3.2 Module.forward


@probe("3.2")
def a_missing_forward_is_said_in_torchs_words(torch, see):
    """Which exception, and which words? Compare them letter by letter."""
    nn = torch.nn

    class Net(nn.Module):
        pass

    see.raises("calling it", lambda: Net()(torch.ones(1)), message=True)


@probe("3.2")
def it_names_the_class_of_the_object(torch, see):
    """Whose class is named: the object's, or the one where `forward` stands?"""
    nn = torch.nn

    class Encoder(nn.Module):
        pass

    class Deep(Encoder):
        pass

    see.raises("a derived class", lambda: Deep()(1), message=True)
    see.raises("Module itself", lambda: nn.Module()(1), message=True)


@probe("3.2")
def it_takes_any_number_of_inputs(torch, see):
    """Python counts arguments before your line runs. How many does your signature allow?"""
    nn = torch.nn
    net = nn.Module()
    see.raises("none", lambda: net(), message=True)
    see.raises("three", lambda: net(1, 2, 3), message=True)


@probe("3.2")
def a_module_without_forward_can_be_made_and_kept(torch, see):
    """When is the error raised: when the module is made, or when it is called?"""
    nn = torch.nn

    class Bag(nn.Module):
        def __init__(self):
            super().__init__()
            self.w = nn.Parameter(torch.ones(1))

    outer = nn.Module()
    outer.bag = Bag()
    see("the names", [name for name, _ in outer.named_parameters()])
    see("whether it has a forward", hasattr(outer, "forward"))


@probe("3.2")
def calling_forward_itself_says_the_same(torch, see):
    """Who raises: `__call__`, or `forward`?"""
    nn = torch.nn

    class Net(nn.Module):
        pass

    see.raises("without a call", lambda: Net().forward(1), message=True)


@probe("3.2")
def a_class_with_a_forward_is_left_alone(torch, see):
    """Which of the two does Python find first?"""
    nn = torch.nn

    class Net(nn.Module):
        def forward(self, x):
            return x

    see("what comes back", Net()(5))


# -- 3.3 Linear.__init__


@probe("3.3")
def a_weight_row_for_each_output(torch, see):
    """The shape is (rows, columns). Which of the two sizes counts the rows?"""
    nn = torch.nn
    layer = nn.Linear(3, 2)
    see("the shape of the weight", tuple(layer.weight.shape))
    see("the shape of the bias", tuple(layer.bias.shape))


@probe("3.3")
def weight_then_bias_are_its_parameters(torch, see):
    """What is registered, under which names, and in which order?"""
    nn = torch.nn
    layer = nn.Linear(3, 2)
    see("the names", [name for name, _ in layer.named_parameters()])
    see("their classes", [type(p).__name__ for p in layer.parameters()])
    see("whether they are trained", [p.requires_grad for p in layer.parameters()])
    see("whether they are leaves", [p.is_leaf for p in layer.parameters()])


@probe("3.3")
def it_keeps_its_sizes(torch, see):
    """Others ask a layer for its sizes. Under which names?"""
    nn = torch.nn
    layer = nn.Linear(5, 4)
    see("in_features", layer.in_features)
    see("out_features", layer.out_features)


@probe("3.3")
def without_a_bias_the_name_is_still_a_parameters(torch, see):
    """`bias=False`: what does `layer.bias` give, and what may be assigned to it?"""
    nn = torch.nn
    layer = nn.Linear(3, 2, bias=False)
    see("the attribute", layer.bias)
    see("what is registered", list(layer._parameters))
    see("the names", [name for name, _ in layer.named_parameters()])
    see.raises("a number", lambda: setattr(layer, "bias", 5))


@probe("3.3")
def dtype_reaches_both_parameters(torch, see):
    """In what precision are the numbers kept, and by which of the two parameters?"""
    nn = torch.nn
    see("told", [p.dtype for p in nn.Linear(3, 2, dtype=torch.float64).parameters()])
    see("not told", [p.dtype for p in nn.Linear(3, 2).parameters()])


@probe("3.3")
def device_reaches_both_parameters(torch, see):
    """On the device `meta` there are shapes and no numbers. Which of the two parameters is there?"""
    nn = torch.nn
    see("told", [p.device.type for p in nn.Linear(3, 2, device="meta").parameters()])


@probe("3.3")
def it_ends_by_resetting_its_parameters(torch, see):
    """Who fills in the numbers, and what has to be there before that?"""
    nn = torch.nn

    class Ones(nn.Linear):
        def reset_parameters(self):
            there = [name for name, p in self._parameters.items() if p is not None]
            self.__dict__.setdefault("found", []).append(there)
            for p in self.parameters():
                p.data.fill_(1.0)

    see("when it was called, and what was there", Ones(3, 2).found)
    see("without a bias", Ones(3, 2, False).found)
    see("the numbers", list(Ones(2, 1).parameters()))


@probe("3.3")
def two_layers_share_nothing(torch, see):
    """Where are the tensors made: once, or once for each layer?"""
    nn = torch.nn
    one, other = nn.Linear(2, 2), nn.Linear(2, 2)
    one.weight.data.fill_(1.0)
    other.weight.data.fill_(2.0)
    see("the first one's weight", one.weight)


# -- 3.4 Linear.reset_parameters


@probe("3.4")
def the_same_seed_gives_torchs_own_numbers(torch, see):
    """Which is drawn first, the weight or the bias, and between which bounds?"""
    nn = torch.nn
    torch.manual_seed(0)
    layer = nn.Linear(3, 2, device="cpu")
    see("the weight", layer.weight)
    see("the bias", layer.bias)


@probe("3.4")
def the_bounds_shrink_with_the_number_of_inputs(torch, see):
    """What is 1 / sqrt(in_features) for 400 inputs? And does the number of outputs matter?"""
    nn = torch.nn
    torch.manual_seed(1)
    wide, narrow = nn.Linear(400, 3, device="cpu"), nn.Linear(4, 50, device="cpu")
    see("the largest weight of 400 inputs", wide.weight.abs().max())
    see("the bias of 400 inputs", wide.bias)
    see("the largest weight of 4 inputs", narrow.weight.abs().max())
    see("the largest bias of 4 inputs", narrow.bias.abs().max())


@probe("3.4")
def without_a_bias_only_the_weight_is_drawn(torch, see):
    """The next layer's numbers depend on how many were drawn before it."""
    nn = torch.nn
    torch.manual_seed(0)
    layer = nn.Linear(3, 2, bias=False, device="cpu")
    see("the weight", layer.weight)
    see("the next number drawn", torch.rand(1, device="cpu"))


@probe("3.4")
def each_reset_draws_again(torch, see):
    """Is anything remembered from the first time?"""
    nn = torch.nn
    torch.manual_seed(0)
    layer = nn.Linear(3, 2, device="cpu")
    layer.reset_parameters()
    see("the weight after a second reset", layer.weight)
    see("the bias after a second reset", layer.bias)


@probe("3.4")
def the_parameters_stay_the_objects_they_were(torch, see):
    """An optimizer holds these objects. Do you change them, or replace them?"""
    nn = torch.nn
    layer = nn.Linear(3, 2)
    weight, bias = layer.weight, layer.bias
    layer.reset_parameters()
    see("whether the weight is the same object", layer.weight is weight)
    see("whether the bias is", layer.bias is bias)
    see("whether they are leaves that are trained", [(p.is_leaf, p.requires_grad) for p in layer.parameters()])


@probe("3.4")
def the_numbers_are_of_the_layers_dtype(torch, see):
    """What precision do the drawn numbers have?"""
    nn = torch.nn
    torch.manual_seed(0)
    layer = nn.Linear(3, 2, dtype=torch.float64, device="cpu")
    see("the weight", layer.weight)
    see("the bias", layer.bias)


@probe("3.4")
def no_inputs_leave_nothing_to_divide_by(torch, see):
    """What is 1 / sqrt(0) in Python?"""
    nn = torch.nn
    layer = nn.Linear(0, 2)
    see("the weight", layer.weight)
    see("the bias", layer.bias)


# -- 3.5 Linear.forward


def filled(torch, layer, start=0.0):
    """Numbers of a layer that are the same in both worlds, on any device."""
    for p in layer.parameters():
        values = torch.arange(start, start + p.numel()).reshape(p.shape) / 4 - 0.5
        p.data.copy_(values)
    return layer


@probe("3.5")
def each_output_is_a_row_of_the_weight_times_the_input(torch, see):
    """Which side does the weight stand on, and is it turned over?"""
    layer = filled(torch, torch.nn.Linear(3, 2))
    layer.bias.data.zero_()
    see("a batch of two", layer(torch.tensor([[1.0, 2.0, 3.0], [0.0, 1.0, -1.0]])).detach())


@probe("3.5")
def the_bias_is_added(torch, see):
    """What comes out where the input is all zeros?"""
    layer = filled(torch, torch.nn.Linear(3, 2), start=4.0)
    see("zeros", layer(torch.zeros(1, 3)).detach())


@probe("3.5")
def without_a_bias_nothing_is_added(torch, see):
    """What is `self.bias` then, and what happens when it is added?"""
    layer = filled(torch, torch.nn.Linear(3, 2, bias=False), start=1.0)
    see("a batch", layer(torch.ones(2, 3)).detach())


@probe("3.5")
def a_square_layer_is_turned_over_too(torch, see):
    """For a square weight either order fits. Which one is right?"""
    layer = filled(torch, torch.nn.Linear(2, 2))
    see("a batch of two", layer(torch.tensor([[1.0, 0.0], [0.0, 1.0]])).detach())


@probe("3.5")
def any_leading_shape_is_kept(torch, see):
    """Only the last dimension is the layer's. What happens to the others, and what if there are none?"""
    layer = filled(torch, torch.nn.Linear(3, 2))
    see("one row", layer(torch.ones(3)).detach())
    see("a batch of batches", layer(torch.arange(12.0).reshape(2, 2, 3)).detach())
    see("four dimensions", layer(torch.ones(1, 2, 1, 3)).shape)
    see("an empty batch", layer(torch.ones(0, 3)).detach())


@probe("3.5")
def gradients_reach_weight_bias_and_input(torch, see):
    """Through which objects do gradients find their way?"""
    layer = filled(torch, torch.nn.Linear(3, 2))
    x = torch.tensor([[1.0, 2.0, 3.0]], requires_grad=True)
    (layer(x) ** 2).sum().backward()
    see("of the weight", layer.weight.grad)
    see("of the bias", layer.bias.grad)
    see("of the input", x.grad)


@probe("3.5")
def an_input_of_another_size_is_a_runtime_error(torch, see):
    """The last dimension has to be in_features. Who says so when it is not?"""
    layer = torch.nn.Linear(3, 2)
    see.raises("two numbers for three", lambda: layer(torch.ones(4, 2)))
    see.raises("a batch that would fit turned over", lambda: layer(torch.ones(3, 4)))


@probe("3.5")
def the_input_is_left_as_it_was(torch, see):
    """Is anything computed in place?"""
    layer = filled(torch, torch.nn.Linear(2, 2))
    x = torch.ones(1, 2)
    layer(x)
    see("the input afterwards", x)


@probe("3.5")
def a_replaced_parameter_is_used_at_once(torch, see):
    """Where do you read the weight: when the layer is made, or when it is called?"""
    nn = torch.nn
    layer = filled(torch, nn.Linear(2, 1))
    layer.weight = nn.Parameter(torch.tensor([[10.0, 100.0]]))
    layer.bias = None
    see("what it computes now", layer(torch.ones(1, 2)))


# -- 3.6 Linear.extra_repr


@probe("3.6")
def it_tells_its_sizes_and_whether_there_is_a_bias(torch, see):
    """Compare the text letter by letter: names, equal signs, commas, blanks."""
    nn = torch.nn
    see("the text", nn.Linear(3, 2).extra_repr())
    see("without a bias", nn.Linear(3, 2, bias=False).extra_repr())


@probe("3.6")
def its_repr_has_it_between_the_brackets(torch, see):
    """Who writes the class's name and the brackets?"""
    nn = torch.nn

    class Wide(nn.Linear):
        pass

    see("a layer", repr(nn.Linear(64, 10)))
    see("one of a subclass", repr(Wide(1, 2)))


@probe("3.6")
def it_tells_what_is_true_now(torch, see):
    """The bias was taken away after the layer was made. Do you ask the layer, or remember what it was told?"""
    nn = torch.nn
    layer = nn.Linear(3, 2)
    layer.bias = None
    layer.in_features = 7
    see("the text", layer.extra_repr())


@probe("3.6")
def a_network_prints_its_layers(torch, see):
    """Is the text in one line, also inside a tree?"""
    nn = torch.nn
    net = nn.Module()
    net.encoder = nn.Linear(4, 3)
    net.decoder = nn.Linear(3, 4, bias=False)
    see("the repr", repr(net))


# -- 3.7 Identity


@probe("3.7")
def the_input_itself_comes_back(torch, see):
    """Is it the same object, or one that is equal?"""
    nn = torch.nn
    x = torch.ones(2)
    see("whether it is the same object", nn.Identity()(x) is x)


@probe("3.7")
def anything_can_be_handed_on(torch, see):
    """Do you do anything to the input that only a tensor can bear?"""
    nn = torch.nn
    layer = nn.Identity()
    see("a tuple", layer((1, "a")))
    see("None", layer(None))


@probe("3.7")
def any_arguments_are_taken_and_none_is_kept(torch, see):
    """It takes the place of other layers. What are those called with, and what remains of it?"""
    nn = torch.nn
    new = set(vars(nn.Module()))
    layer = nn.Identity(54, "x", unused=0.1, child=nn.Module())
    see("what is kept besides the registries", sorted(set(vars(layer)) - new))
    see("its children", list(layer._modules))
    see("its repr", repr(layer))


@probe("3.7")
def it_is_a_whole_module(torch, see):
    """Which method makes the registries?"""
    nn = torch.nn
    net = nn.Module()
    net.head = nn.Identity(3)
    see("its parameters", list(net.parameters()))
    see("the modules", [name for name, _ in net.named_modules()])


@probe("3.7")
def one_input_is_what_it_takes(torch, see):
    """A network that passes two inputs to a layer of one has a mistake. Who notices?"""
    nn = torch.nn
    see.raises("two inputs", lambda: nn.Identity()(1, 2))
    see.raises("none", lambda: nn.Identity()())


# -- 3.8 ReLU


@prediction("3.8", "0", "0.5", "1", wrong="clamps, which has another slope at 0")
def the_slope_at_the_corner(torch):
    """Which gradient does torch's `ReLU` give to an input that is exactly 0?"""
    x = torch.zeros(1, requires_grad=True)
    torch.nn.ReLU()(x).sum().backward()
    return f"{x.grad.item():g}"


@probe("3.8")
def negative_numbers_become_zero(torch, see):
    """Which numbers stay?"""
    nn = torch.nn
    see("the values", nn.ReLU()(torch.tensor([[-2.0, -0.5, 0.0], [0.5, 2.0, 100.0]])))


@probe("3.8")
def the_input_is_left_alone_unless_told_otherwise(torch, see):
    """What is `inplace` by default?"""
    nn = torch.nn
    x = torch.tensor([-1.0, 2.0])
    y = nn.ReLU()(x)
    see("the input afterwards", x)
    see("whether the result is the input", y is x)


@probe("3.8")
def at_zero_the_slope_is_zero(torch, see):
    """There are several ways to write max(0, x). What does each say of the corner?"""
    nn = torch.nn
    x = torch.tensor([-1.0, 0.0, 2.0], requires_grad=True)
    nn.ReLU()(x).sum().backward()
    see("the gradient", x.grad)


@probe("3.8")
def in_place_the_input_is_changed_and_returned(torch, see):
    """Does the flag reach the function?"""
    nn = torch.nn
    x, z = torch.tensor([-1.0, 2.0]), torch.tensor([-3.0])
    y = nn.ReLU(inplace=True)(x)
    nn.ReLU(True)(z)
    see("the input afterwards", x)
    see("whether the result is the input", y is x)
    see("told by position", z)


@probe("3.8")
def its_repr_speaks_of_inplace_only_where_it_is_set(torch, see):
    """What stands between the brackets, each way?"""
    nn = torch.nn
    see("not in place", repr(nn.ReLU()))
    see("in place", repr(nn.ReLU(inplace=True)))
    layer = nn.ReLU()
    layer.inplace = True
    see("set later", repr(layer))


@probe("3.8")
def it_has_no_parameters(torch, see):
    """A layer need not keep anything that is trained."""
    nn = torch.nn
    see("the parameters", list(nn.ReLU().parameters()))
    see("whether it is a Module", isinstance(nn.ReLU(), nn.Module))


# -- 3.9 Sigmoid, Tanh


@probe("3.9")
def they_squeeze_every_number(torch, see):
    """Into which range does each of them squeeze, and what is in the middle?"""
    nn = torch.nn
    x = torch.tensor([[-3.0, -1.0, 0.0], [0.5, 1.0, 3.0]])
    see("Sigmoid", nn.Sigmoid()(x.clone()))
    see("Tanh", nn.Tanh()(x.clone()))


@probe("3.9")
def their_input_is_left_alone(torch, see):
    """A name with a `_` at its end works in place. Does yours?"""
    nn = torch.nn
    x = torch.ones(2)
    nn.Sigmoid()(x)
    nn.Tanh()(x)
    see("the input afterwards", x)


@probe("3.9")
def their_gradients_are_torchs(torch, see):
    """Is the result still connected to the input?"""
    nn = torch.nn
    for layer in (nn.Sigmoid(), nn.Tanh()):
        x = torch.tensor([-1.0, 0.0, 2.0], requires_grad=True)
        layer(x).sum().backward()
        see("the gradient", x.grad)


@probe("3.9")
def far_out_they_are_flat_and_not_nan(torch, see):
    """What is exp(200) in a float, and what is it divided by?"""
    nn = torch.nn
    for layer in (nn.Sigmoid(), nn.Tanh()):
        x = torch.tensor([-200.0, 200.0], requires_grad=True)
        y = layer(x)
        y.sum().backward()
        see("the values", y)
        see("the gradient", x.grad)


@probe("3.9")
def they_print_with_nothing_between_the_brackets(torch, see):
    """Is there anything to say of a layer that has no settings?"""
    nn = torch.nn
    see("both", [repr(nn.Sigmoid()), repr(nn.Tanh())])


@probe("3.9")
def they_take_no_settings_and_have_no_parameters(torch, see):
    """Whose `__init__` runs?"""
    nn = torch.nn
    see("the parameters", [list(nn.Sigmoid().parameters()), list(nn.Tanh().parameters())])
    see.raises("a setting for Sigmoid", lambda: nn.Sigmoid(1))
    see.raises("a setting for Tanh", lambda: nn.Tanh(inplace=True))


# -- 3.10 Softmax


@probe("3.10")
def the_probabilities_add_up_along_dim(torch, see):
    """Along which dimension do yours add up?"""
    nn = torch.nn
    x = torch.tensor([[1.0, 2.0, 3.0], [0.0, 0.0, 4.0]])
    see("dim 1", nn.Softmax(dim=1)(x))
    see("dim 0", nn.Softmax(0)(x))
    see("the last", nn.Softmax(dim=-1)(x.reshape(1, 2, 3)))


@probe("3.10")
def large_scores_do_not_overflow(torch, see):
    """exp(1000) does not fit into a float. What do you divide by what?"""
    nn = torch.nn
    see("the values", nn.Softmax(dim=0)(torch.tensor([1000.0, 999.0, -1000.0])))


@probe("3.10")
def without_dim_it_warns(torch, see):
    """What is handed on where no `dim` was given?"""
    nn = torch.nn
    layer = nn.Softmax()
    see.warns("calling it", lambda: layer(torch.ones(2, 2)))
    see.warns("making it", lambda: nn.Softmax())
    see("dim", layer.dim)


@probe("3.10")
def without_dim_it_picks_one_by_the_number_of_dimensions(torch, see):
    """The rule is old and odd. Who knows it already?"""
    nn = torch.nn
    layer = nn.Softmax()
    see("one dimension", layer(torch.tensor([0.0, 1.0])))
    see("two", layer(torch.tensor([[0.0, 1.0], [2.0, 4.0]])))
    see("three", layer(torch.arange(8.0).reshape(2, 2, 2)))
    see("four", layer(torch.arange(16.0).reshape(2, 2, 2, 2)))


@probe("3.10")
def its_repr_always_tells_dim(torch, see):
    """Is it told also where nobody has set it?"""
    nn = torch.nn
    see("set", repr(nn.Softmax(dim=1)))
    see("zero", repr(nn.Softmax(dim=0)))
    see("not set", repr(nn.Softmax()))


@probe("3.10")
def gradients_of_softmax_pass(torch, see):
    """Is the result still connected to the input?"""
    nn = torch.nn
    x = torch.tensor([[1.0, 2.0, 3.0]], requires_grad=True)
    nn.Softmax(dim=1)(x)[0, 0].backward()
    see("the gradient", x.grad)


# -- 3.11 LogSoftmax


@probe("3.11")
def it_gives_logarithms_of_probabilities(torch, see):
    """Are they all negative, and along which dimension do their exponentials add up?"""
    nn = torch.nn
    x = torch.tensor([[1.0, 2.0, 3.0], [0.0, 0.0, 4.0]])
    see("dim 1", nn.LogSoftmax(dim=1)(x))
    see("dim 0", nn.LogSoftmax(0)(x))


@probe("3.11")
def a_tiny_probability_has_a_finite_logarithm(torch, see):
    """Is the logarithm taken of a number that has become 0?"""
    nn = torch.nn
    x = torch.tensor([0.0, 200.0], requires_grad=True)
    y = nn.LogSoftmax(dim=0)(x)
    y[0].backward()
    see("the values", y)
    see("the gradient", x.grad)


@probe("3.11")
def large_scores_do_not_overflow_here_either(torch, see):
    """exp(1000) does not fit into a float."""
    nn = torch.nn
    see("the values", nn.LogSoftmax(dim=0)(torch.tensor([1000.0, 999.0])))


@probe("3.11")
def without_dim_it_warns_and_picks(torch, see):
    """What is handed on where no `dim` was given?"""
    nn = torch.nn
    layer = nn.LogSoftmax()
    see.warns("calling it", lambda: layer(torch.ones(2, 2)))
    see("two dimensions", layer(torch.tensor([[0.0, 1.0], [2.0, 4.0]])))
    see("three", layer(torch.arange(8.0).reshape(2, 2, 2)))


@probe("3.11")
def it_is_no_kind_of_softmax(torch, see):
    """Which class does it derive from?"""
    nn = torch.nn
    see("whether it is a Module", isinstance(nn.LogSoftmax(1), nn.Module))
    see("whether it is a Softmax", isinstance(nn.LogSoftmax(1), nn.Softmax))


@probe("3.11")
def its_repr_tells_dim(torch, see):
    """Whose name, and which setting?"""
    nn = torch.nn
    see("set", repr(nn.LogSoftmax(dim=1)))
    see("not set", repr(nn.LogSoftmax()))


# -- 3.12 Flatten


@probe("3.12")
def the_batch_is_kept_by_default(torch, see):
    """At which dimension does it start when nobody says?"""
    nn = torch.nn
    see("three dimensions", nn.Flatten()(torch.arange(12.0).reshape(2, 2, 3)))
    see("five", nn.Flatten()(torch.ones(2, 1, 2, 3, 1)).shape)
    see("two", nn.Flatten()(torch.ones(4, 3)).shape)


@probe("3.12")
def both_ends_are_included(torch, see):
    """What becomes one, and what stays as it is on either side?"""
    nn = torch.nn
    x = torch.zeros(2, 3, 4, 5)
    see("from 2", nn.Flatten(2)(x).shape)
    see("0 to 1", nn.Flatten(0, 1)(x).shape)
    see("1 to 2", nn.Flatten(start_dim=1, end_dim=2)(x).shape)
    see("0 to the end", nn.Flatten(0)(x).shape)
    see("one alone", nn.Flatten(1, 1)(x).shape)


@probe("3.12")
def negative_dimensions_count_from_the_end(torch, see):
    """What does -1 mean where dimensions are counted?"""
    nn = torch.nn
    x = torch.zeros(2, 3, 4, 5)
    see("the last two", nn.Flatten(-2)(x).shape)
    see("up to the last but one", nn.Flatten(1, -2)(x).shape)


@probe("3.12")
def an_empty_batch_stays_an_empty_batch(torch, see):
    """How do you find the size of the new dimension, and what if there are no numbers at all?"""
    nn = torch.nn
    see("no images", nn.Flatten()(torch.zeros(0, 2, 3)).shape)


@probe("3.12")
def nothing_is_copied_where_a_view_will_do(torch, see):
    """Whose memory does the result stand on?"""
    nn = torch.nn
    x = torch.zeros(2, 2, 2)
    nn.Flatten()(x)[0, 3] = 7.0
    see("the input, after the result was changed", x)


@probe("3.12")
def ends_that_make_no_sense_are_refused(torch, see):
    """When is it noticed: when the layer is made, or when it is called?"""
    nn = torch.nn
    wrong, beyond = nn.Flatten(2, 1), nn.Flatten(1, 5)
    see.raises("the end before the start", lambda: wrong(torch.zeros(2, 3, 4)))
    see.raises("an end that is not there", lambda: beyond(torch.zeros(2, 3, 4)))
    see.raises("one dimension alone", lambda: nn.Flatten()(torch.zeros(3)))


@probe("3.12")
def its_repr_tells_both_ends(torch, see):
    """Compare the text letter by letter."""
    nn = torch.nn
    see("by default", repr(nn.Flatten()))
    see("told", repr(nn.Flatten(0, 2)))


@probe("3.12")
def gradients_come_back_in_the_old_shape(torch, see):
    """Is the result still connected to the input?"""
    nn = torch.nn
    x = torch.ones(2, 2, 2, requires_grad=True)
    (nn.Flatten()(x) * torch.arange(4.0)).sum().backward()
    see("the gradient", x.grad)


# -- 3.13 MSELoss


@probe("3.13")
def the_mean_is_over_all_elements(torch, see):
    """By which number do you divide?"""
    nn = torch.nn
    output, target = torch.tensor([[1.0, 2.0], [3.0, 5.0]]), torch.zeros(2, 2)
    see("the loss", nn.MSELoss()(output, target))


@probe("3.13")
def reduction_says_what_becomes_of_the_squares(torch, see):
    """The base keeps `reduction`. Where do you use it?"""
    nn = torch.nn
    output, target = torch.tensor([[1.0, 2.0], [3.0, 5.0]]), torch.ones(2, 2)
    see("sum", nn.MSELoss(reduction="sum")(output, target))
    see("none", nn.MSELoss(reduction="none")(output, target))
    see("mean, in words", nn.MSELoss(reduction="mean")(output, target))


@probe("3.13")
def reduction_may_be_changed_later(torch, see):
    """Do you read it when the loss is called?"""
    nn = torch.nn
    loss = nn.MSELoss()
    loss.reduction = "sum"
    see("the loss", loss(torch.ones(3), torch.zeros(3)))


@probe("3.13")
def an_unknown_reduction_is_refused_when_it_is_called(torch, see):
    """What does yours do with a word it does not know, and when?"""
    nn = torch.nn
    loss = nn.MSELoss(reduction="average")
    see.raises("calling it", lambda: loss(torch.ones(2), torch.zeros(2)))


@probe("3.13")
def two_shapes_that_differ_are_warned_of(torch, see):
    """(3, 1) against (3,) broadcasts to nine differences. Who notices?"""
    nn = torch.nn
    output, target = torch.ones(3, 1), torch.arange(3.0)
    see.warns("calling it", lambda: nn.MSELoss()(output, target))
    see("the loss", nn.MSELoss()(output, target))


@probe("3.13")
def gradients_reach_the_output_and_a_target_that_asks(torch, see):
    """Is the loss connected to both of its inputs?"""
    nn = torch.nn
    output = torch.tensor([1.0, 2.0], requires_grad=True)
    target = torch.tensor([0.0, 4.0], requires_grad=True)
    nn.MSELoss()(output, target).backward()
    see("of the output", output.grad)
    see("of the target", target.grad)


@probe("3.13")
def the_old_arguments_still_stand_first(torch, see):
    """Is the base's `__init__` still the one that runs?"""
    nn = torch.nn
    see("size_average=False", nn.MSELoss(False).reduction)
    see("reduce=False", nn.MSELoss(None, False).reduction)
    see.warns("using them", lambda: nn.MSELoss(size_average=True))


@probe("3.13")
def a_loss_is_a_module_without_settings_to_print(torch, see):
    """What does a loss inherit from its base, and what does it print?"""
    nn = torch.nn
    see("its repr", repr(nn.MSELoss(reduction="sum")))
    see("whether it is a Module", isinstance(nn.MSELoss(), nn.Module))


# -- 3.14 CrossEntropyLoss


def scores_of(torch):
    """Scores of three examples for four classes."""
    return torch.tensor([[2.0, 0.0, 1.0, -1.0], [0.0, 3.0, 0.0, 0.5], [-1.0, 0.0, 0.0, 4.0]])


@probe("3.14")
def it_takes_scores_and_labels(torch, see):
    """Is the softmax done once, and of which numbers is the logarithm taken?"""
    nn = torch.nn
    see("the loss", nn.CrossEntropyLoss()(scores_of(torch), torch.tensor([0, 1, 3])))
    see("of large scores", nn.CrossEntropyLoss()(scores_of(torch) * 100, torch.tensor([1, 0, 0])))


@probe("3.14")
def its_arguments_stand_in_torchs_order(torch, see):
    """`ignore_index` stands between two older arguments. What do you hand to the base, and in which order?"""
    nn = torch.nn
    loss = nn.CrossEntropyLoss(None, None, 1, None, "sum", 0.2)
    see("what is kept", [loss.ignore_index, loss.reduction, loss.label_smoothing])
    see("size_average=False", nn.CrossEntropyLoss(None, False).reduction)
    see("by default", [nn.CrossEntropyLoss().ignore_index, nn.CrossEntropyLoss().reduction])


@probe("3.14")
def each_reduction_is_handed_on(torch, see):
    """There are three. Do all of them reach the function?"""
    nn = torch.nn
    labels = torch.tensor([0, 1, 2])
    see("sum", nn.CrossEntropyLoss(reduction="sum")(scores_of(torch), labels))
    see("none", nn.CrossEntropyLoss(reduction="none")(scores_of(torch), labels))


@probe("3.14")
def each_class_counts_as_much_as_its_weight(torch, see):
    """Where does the weight go, and by what does "mean" divide then?"""
    nn = torch.nn
    weight = torch.tensor([1.0, 2.0, 0.0, 5.0])
    labels = torch.tensor([0, 1, 3])
    see("mean", nn.CrossEntropyLoss(weight)(scores_of(torch), labels))
    see("sum", nn.CrossEntropyLoss(weight=weight, reduction="sum")(scores_of(torch), labels))


@probe("3.14")
def an_ignored_label_does_not_count(torch, see):
    """-100 is passed over unless another number is given. Does `ignore_index` reach the function?"""
    nn = torch.nn
    see("by default", nn.CrossEntropyLoss()(scores_of(torch), torch.tensor([0, -100, 2])))
    see("another", nn.CrossEntropyLoss(ignore_index=2)(scores_of(torch), torch.tensor([0, 1, 2])))


@probe("3.14")
def labels_can_be_smoothed(torch, see):
    """Does `label_smoothing` reach the function?"""
    nn = torch.nn
    see("a tenth", nn.CrossEntropyLoss(label_smoothing=0.1)(scores_of(torch), torch.tensor([0, 1, 2])))


@probe("3.14")
def probabilities_may_be_the_target(torch, see):
    """The function tells labels from probabilities by itself. Do you get in its way?"""
    nn = torch.nn
    target = torch.tensor([[0.5, 0.5, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0], [0.25, 0.25, 0.25, 0.25]])
    see("the loss", nn.CrossEntropyLoss()(scores_of(torch), target))


@probe("3.14")
def the_weight_is_kept_and_not_trained(torch, see):
    """Is it a parameter, a plain attribute, or neither? Who puts it in its place?"""
    nn = torch.nn
    loss = nn.CrossEntropyLoss(torch.tensor([1.0, 2.0]))
    see("the attribute", loss.weight)
    see("the parameters", list(loss.parameters()))
    see("the buffers", list(loss._buffers))
    see("whether it is in __dict__", "weight" in vars(loss))
    see("without one", nn.CrossEntropyLoss().weight)


@probe("3.14")
def a_weight_must_be_a_tensor(torch, see):
    """Who refuses a list, and do you pass the weight through there?"""
    nn = torch.nn
    see.raises("a list", lambda: nn.CrossEntropyLoss([1.0, 2.0]))


@probe("3.14")
def gradients_push_the_right_score_up(torch, see):
    """Is the loss connected to the scores?"""
    nn = torch.nn
    scores = scores_of(torch).requires_grad_()
    nn.CrossEntropyLoss()(scores, torch.tensor([0, 1, 2])).backward()
    see("the gradient", scores.grad)


@probe("3.14")
def it_prints_without_its_settings(torch, see):
    """What does torch's print?"""
    nn = torch.nn
    see("its repr", repr(nn.CrossEntropyLoss(label_smoothing=0.1)))


# -- 3.15 Residual


def residual(torch, size, hidden):
    """The block of exercise 3.15: yours, and, as torch has none, the same one of torch's layers."""
    nn = torch.nn
    if hasattr(nn, "Residual"):
        return nn.Residual(size, hidden)

    class Residual(nn.Module):
        def __init__(self):
            super().__init__()
            self.first, self.relu, self.second = nn.Linear(size, hidden), nn.ReLU(), nn.Linear(hidden, size)

        def forward(self, x):
            return x + self.second(self.relu(self.first(x)))

    return Residual()


@probe("3.15")
def its_layers_are_registered_in_order(torch, see):
    """Where are the layers made, in which order, and under which names?"""
    net = residual(torch, 3, 4)
    see("the layers", [name for name, _ in net.named_children()])
    see("the parameters", [(name, tuple(p.shape)) for name, p in net.named_parameters()])


@probe("3.15")
def it_computes_the_same_twice(torch, see):
    """Is anything made anew at every call?"""
    net = filled(torch, residual(torch, 2, 2), start=1.0)
    x = torch.ones(1, 2)
    see("whether both times are equal", torch.equal(net(x.clone()), net(x.clone())))


@probe("3.15")
def it_adds_what_the_layers_make_to_the_input(torch, see):
    """What goes around, what goes through, and in which order?"""
    net = filled(torch, residual(torch, 2, 3))
    see("a batch", net(torch.tensor([[1.0, -2.0], [-3.0, 0.5]])).detach())


@probe("3.15")
def its_input_is_not_changed(torch, see):
    """`x += y` and `x = x + y` look alike. Which of them changes the caller's tensor?"""
    net = filled(torch, residual(torch, 2, 3))
    x = torch.ones(1, 2)
    net(x)
    see("the input afterwards", x)


@probe("3.15")
def every_parameter_gets_its_gradient(torch, see):
    """Which parameters are used by `forward`?"""
    net = filled(torch, residual(torch, 2, 3), start=1.0)
    net(torch.ones(2, 2)).sum().backward()
    see("the gradients", {name: p.grad for name, p in net.named_parameters()})


@probe("3.15")
def from_the_same_seed_it_is_torchs_block(torch, see):
    """In which order are the two layers made?"""
    with torch.device("cpu"):
        torch.manual_seed(0)
        net = residual(torch, 3, 5)
        see("its output", net(torch.ones(2, 3)))


@probe("3.15")
def it_prints_as_a_tree(torch, see):
    """Which layers does it show, and is there one that was not assigned?"""
    see("its repr", repr(residual(torch, 3, 4)))
