"""Hidden claims of lesson b2: the same behaviour on networks and parametrizations that nobody has seen."""

import copy
import importlib
import pickle

from course.probes import probe

visible = importlib.import_module("course.checks.b2_lazy_and_parametrized")
scale_and_lazy, filled, linear = visible.scale_and_lazy, visible.filled, visible.linear
computing, register, removed, parts = visible.computing, visible.register, visible.removed, visible.parts
by_hand, twice, plus_one = visible.by_hand, visible.twice, visible.plus_one


def lazy_tree(torch, rng, layer, depth=2):
    """Networks in networks of lazy layers of `layer()`; some stand in two places, some places are empty."""
    nn = torch.nn
    pool = [layer() for _ in range(2)]

    def tree(depth):
        if depth == 0 or rng.integers(3) == 0:
            return [pool[int(rng.integers(2))], layer(), nn.ReLU(), None][int(rng.integers(4))]
        return nn.ModuleList([tree(depth - 1) for _ in range(rng.integers(1, 4))])

    net = nn.ModuleDict({name: tree(depth) for name in "abc"})
    net["first"], net["again"] = pool[0], pool[0]
    return net


def some_way(torch, rng, back=True):
    """A parametrization that keeps dtype and shape."""
    amount = float(rng.integers(2, 6))
    ways = [
        (lambda x: x * amount, lambda w: w / amount),
        (lambda x: x + amount, lambda w: w - amount),
        (lambda x: -x, lambda w: -w),
    ]
    way, undo = ways[int(rng.integers(len(ways)))]
    return computing(torch, way, undo if back else None)


# -- b2.1 to b2.5 lazy


@probe("b2.1")
def whatever_shape_it_gets_it_is_a_parameter_of_that_shape(torch, see, rng):
    """What of the uninitialized one does the Parameter keep?"""
    nn = torch.nn
    for _ in range(4):
        dtype = [torch.float32, torch.float64, torch.float16][int(rng.integers(3))]
        p = nn.UninitializedParameter(bool(rng.integers(2)), dtype=dtype)
        shape = tuple(int(size) for size in rng.integers(0, 4, size=rng.integers(4)))
        given = {"dtype": torch.float64} if rng.integers(2) else {}
        p.materialize(shape, **given)
        see(f"of the shape {shape}", [type(p).__name__, p.shape, p.dtype, p.requires_grad, p.is_leaf])


@probe("b2.1")
def a_subclass_says_itself_what_it_becomes(torch, see):
    """Is the class that it becomes written into your method?"""
    nn = torch.nn

    class Special(nn.Parameter):
        pass

    class ToBeSpecial(nn.UninitializedParameter):
        cls_to_become = Special

    p = ToBeSpecial()
    see("its class", type(p).__name__)
    p.materialize((2,))
    see("its class then", type(p).__name__)
    see("its shape", p.shape)


@probe("b2.1")
def the_numbers_of_a_materialized_one_can_be_set_and_trained(torch, see):
    """Is it whole?"""
    p = torch.nn.UninitializedParameter()
    sgd = torch.optim.SGD([p], lr=0.5)
    p.materialize((3,))
    torch.nn.init.ones_(p)
    (p * p).sum().backward()
    sgd.step()
    see("after a step", p)


@probe("b2.2")
def which_modules_of_any_network_have_uninitialized_ones(torch, see, rng):
    """Which one says something else?"""
    _, lazy_scale = scale_and_lazy(torch)
    net = lazy_tree(torch, rng, lazy_scale)
    lazy = [(path, m) for path, m in net.named_modules() if isinstance(m, lazy_scale)]
    for _, module in lazy:
        for tensor in (module.weight, module.seen):
            if rng.integers(2) and torch.nn.parameter.is_lazy(tensor):
                tensor.materialize((1,))
    see("who has", [(path, module.has_uninitialized_params()) for path, module in lazy])


@probe("b2.2")
def a_copy_has_hooks_of_its_own(torch, see):
    """Whose methods stand in the copy's registries?"""
    _, lazy_scale = scale_and_lazy(torch, buffer=False)
    layer = lazy_scale()
    twin = copy.deepcopy(layer)
    [hook] = twin._forward_pre_hooks.values()
    see("whose it is", [hook.__self__ is twin, hook.__self__ is layer])
    twin._initialize_hook.remove()
    see("how many are left", [len(layer._forward_pre_hooks), len(twin._forward_pre_hooks)])


@probe("b2.3")
def lazy_layers_anywhere_in_a_network_become_ordinary_ones(torch, see, rng):
    """Which module is of another class, or has another size?"""
    _, lazy_scale = scale_and_lazy(torch)
    net = lazy_tree(torch, rng, lazy_scale)
    for module in net.modules():
        if isinstance(module, lazy_scale) and rng.integers(3):
            see("what comes out", module(torch.ones(int(rng.integers(1, 5)))))
    see("the classes", [(path, type(module).__name__) for path, module in net.named_modules()])
    see("the hooks", [len(module._forward_pre_hooks) for module in net.modules()])
    see("the classes of the parameters", [(path, type(p).__name__) for path, p in net.named_parameters()])


@probe("b2.3")
def other_hooks_stay(torch, see):
    """Which hooks are removed: two, or all?"""
    _, lazy_scale = scale_and_lazy(torch)
    layer = lazy_scale()
    layer.register_forward_pre_hook(lambda module, args: (args[0] + 1,))
    layer.register_load_state_dict_pre_hook(lambda *given: None)
    see("what comes out", layer(torch.ones(2)))
    see("the hooks", [len(layer._forward_pre_hooks), len(layer._load_state_dict_pre_hooks)])
    see("what comes out again", layer(torch.ones(2)))


@probe("b2.3")
def what_raises_can_be_tried_again(torch, see):
    """What is changed before the initialization has succeeded?"""
    _, lazy_scale = scale_and_lazy(torch)
    layer = lazy_scale()
    see.raises("with something that has no shape", lambda: layer(5))
    see("its class", type(layer).__name__)
    see("what comes out then", layer(torch.ones(2)))
    see("its class then", type(layer).__name__)


@probe("b2.3")
def copied_before_its_first_call_both_can_be_called(torch, see):
    """Is it `self` or `module` that you change?"""
    _, lazy_scale = scale_and_lazy(torch, buffer=False)
    layer = lazy_scale()
    twin = copy.deepcopy(layer)
    see("what comes out of the copy", twin(torch.ones(3)))
    see("the first one's class", type(layer).__name__)
    see("what comes out of the first", layer(torch.ones(2)))


@probe("b2.4")
def a_network_of_lazy_layers_of_any_sizes(torch, see, rng):
    """Which layer has another size, dtype or class?"""
    nn = torch.nn
    layers = []
    for _ in range(3):
        layers.append(nn.LazyLinear(int(rng.integers(1, 6)), bias=bool(rng.integers(2))))
        layers += [nn.Identity()] if rng.integers(2) else []
    net = nn.Sequential(*layers)
    dtype = [torch.float32, torch.float64][int(rng.integers(2))]
    net.to(dtype)
    lead = tuple(int(size) for size in rng.integers(1, 4, size=rng.integers(3)))
    see("what comes out", net(torch.ones(*lead, int(rng.integers(1, 6)), dtype=dtype)).shape)
    see("the parameters", [(name, p.shape, p.dtype, type(p).__name__) for name, p in net.named_parameters()])
    see("how it is printed", repr(net))


@probe("b2.4")
def pickled_before_its_first_call_it_is_still_lazy(torch, see):
    """Does anything of it have to be there before the call?"""
    layer = pickle.loads(pickle.dumps(torch.nn.LazyLinear(2)))
    see("its class", type(layer).__name__)
    see("what comes out", layer(torch.ones(4, 3)).shape)
    see("its class then", type(layer).__name__)


@probe("b2.4")
def without_features_there_is_nothing_to_draw(torch, see):
    """What if the last dimension is 0?"""
    layer = torch.nn.LazyLinear(2)
    see("what comes out", layer(torch.ones(3, 0)).shape)
    see("the shapes", [p.shape for p in layer.parameters()])
    see("its class", type(layer).__name__)


@probe("b2.5")
def any_state_into_any_lazy_network(torch, see, rng):
    """Which entry is missing, unexpected, or of another shape?"""
    nn = torch.nn
    outs = [int(out) for out in rng.integers(1, 5, size=4)]

    def network():
        return nn.Sequential(nn.LazyLinear(outs[0]), nn.Sequential(nn.LazyLinear(outs[1], bias=False), nn.ReLU()))

    here, there = network(), network()
    there(torch.ones(1, outs[2]))
    with torch.no_grad():
        for p in there.parameters():
            p.fill_(float(rng.integers(9)))
    state = there.state_dict()
    for key in list(state):
        if rng.integers(4) == 0:
            del state[key]
    see("what did not match", here.load_state_dict(state, strict=False))
    see("the classes", [(name, type(p).__name__) for name, p in here.named_parameters()])
    see("what is initialized", {k: v for k, v in here.state_dict().items() if not nn.parameter.is_lazy(v)})


@probe("b2.5")
def after_loading_the_next_call_ends_the_laziness(torch, see):
    """Does the hook remove anything but the lack of a shape?"""
    layer = torch.nn.LazyLinear(2)
    layer.load_state_dict(linear(torch).state_dict())
    see("the hooks", [len(layer._forward_pre_hooks), len(layer._load_state_dict_pre_hooks)])
    see("in_features", layer.in_features)
    see.raises("an input of another size", lambda: layer(torch.ones(1, 4)))
    see("what comes out", layer(torch.ones(1, 3)))
    see("in_features then", layer.in_features)


@probe("b2.5")
def the_shape_is_the_files_whatever_the_layer_says(torch, see):
    """Whom does the hook ask for the shape?"""
    layer = torch.nn.LazyLinear(7)
    layer.load_state_dict(linear(torch).state_dict())
    see("the shapes", [p.shape for p in layer.parameters()])


@probe("b2.5")
def with_assign_the_files_tensor_is_the_parameter(torch, see):
    """Does anything of the hook stand in the way of `assign`?"""
    layer = torch.nn.LazyLinear(2)
    state = {"weight": torch.ones(2, 3, dtype=torch.float64), "bias": torch.zeros(2, dtype=torch.float64)}
    see("what did not match", layer.load_state_dict(state, assign=True))
    see("the state", layer.state_dict())
    see("the classes", [type(p).__name__ for p in layer.parameters()])


# -- b2.6 to b2.13 parametrized


@probe("b2.6")
def any_chain_computes_the_same(torch, see, rng):
    """Which module got something else?"""
    made = torch.nn.utils.parametrize.ParametrizationList
    original = torch.nn.Parameter(torch.tensor(rng.normal(size=(2, 3)).tolist()))
    kept = made([some_way(torch, rng, back=False) for _ in range(rng.integers(1, 12))], original)
    see("what comes out", kept())
    (kept() ** 2).sum().backward()
    see("the gradient", original.grad)


@probe("b2.6")
def what_is_put_in_later_takes_part(torch, see):
    """Is the list walked when it is made, or when it is called?"""
    kept = torch.nn.utils.parametrize.ParametrizationList([plus_one(torch, False)], torch.nn.Parameter(torch.ones(2)))
    kept.append(twice(torch, False))
    see("with one more", kept())
    kept[0] = twice(torch, False)
    see("with another first one", kept())


@probe("b2.6")
def a_name_is_looked_up_and_not_searched(torch, see):
    """Is "weight" in "weight_hh"?"""
    asked = torch.nn.utils.parametrize.is_parametrized
    net = torch.nn.Module()
    net.parametrizations = torch.nn.ModuleDict({"weight_hh": torch.nn.ModuleList()})
    see("the answers", [asked(net), asked(net, "weight"), asked(net, "weight_hh"), asked(net, "")])


@probe("b2.7")
def any_attribute_of_the_layer_stays(torch, see):
    """What of the class below is still found?"""

    class Mine(torch.nn.Linear):
        size = 3

        def area(self):
            return self.in_features * self.out_features

    layer = by_hand(torch, Mine(3, 2), "bias", plus_one(torch, False))
    see("what is found", [layer.size, layer.area(), isinstance(layer, Mine), layer.bias.shape])


@probe("b2.7")
def two_names_have_a_property_each(torch, see):
    """Which name does each of your functions know?"""
    layer = by_hand(torch, linear(torch), "weight", twice(torch, False))
    file = torch.nn.utils.parametrize
    kept = file.ParametrizationList([plus_one(torch, False)], layer.bias)
    del layer.bias
    file._inject_property(layer, "bias")
    layer.parametrizations["bias"] = kept
    see("both", [layer.weight, layer.bias])


@probe("b2.7")
def a_parameter_cannot_be_put_over_it(torch, see):
    """Who finds that the name is taken?"""
    layer = by_hand(torch, linear(torch), "weight", twice(torch, False))

    def assign():
        layer.weight = torch.nn.Parameter(torch.ones(2, 3))

    see.raises("the assignment", assign)
    see("the weight", layer.weight)


@probe("b2.8")
def whatever_is_parametrized_in_a_network(torch, see, rng):
    """Which name is listed elsewhere, or computed from something else?"""
    nn = torch.nn
    shared = linear(torch)
    net = nn.Sequential(shared, nn.Sequential(linear(torch, 2, 3), nn.ReLU(), None), linear(torch, 3, 3, False))
    net.add_module("again", shared)
    for module in list(net.modules()):
        for name in ("weight", "bias"):
            if isinstance(module, nn.Linear) and rng.integers(2) and module._parameters.get(name) is not None:
                register(torch, module, name, some_way(torch, rng, back=False))
    see("the classes", [(path, type(module).__name__) for path, module in net.named_modules()])
    see("the state", net.state_dict())
    see("the tensors", [(m.weight, m.bias) for m in net.modules() if isinstance(m, nn.Linear)])


@probe("b2.8")
def a_tied_weight_is_read_bare_by_the_other(torch, see):
    """What does the other owner hold?"""
    one, two = linear(torch, bias=False), linear(torch, bias=False)
    two.weight = one.weight
    register(torch, one, "weight", twice(torch, False))
    see("both", [one.weight, two.weight])
    see("whether it is the original", two.weight is one.parametrizations.weight.original)


@probe("b2.8")
def a_parametrization_may_have_parameters_of_its_own(torch, see):
    """Is it a module in the tree?"""

    class Shifted(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.shift = torch.nn.Parameter(torch.ones(1))

        def forward(self, x):
            return x + self.shift

    layer = register(torch, linear(torch), "weight", Shifted())
    layer(torch.ones(1, 3)).sum().backward()
    see("the gradients", {name: p.grad for name, p in layer.named_parameters()})


@probe("b2.8")
def moved_and_loaded_like_any_module(torch, see):
    """Are the originals where everything else of a module is?"""
    layer = register(torch, linear(torch), "weight", twice(torch, False))
    other = register(torch, linear(torch), "weight", plus_one(torch, False))
    layer.double()
    see("the dtype", layer.weight.dtype)
    see("what did not match", other.load_state_dict(layer.state_dict()))
    see("the weight", other.weight)
    see.raises("a state from before", lambda: other.load_state_dict(linear(torch).state_dict()), message=True)


@probe("b2.9")
def any_chain_any_of_which_may_not_fit(torch, see, rng):
    """Which one is refused, and which is taken?"""
    layer = linear(torch, 3, 3)
    bad = [lambda x: x.double(), lambda x: x[:2], lambda x: x.tolist(), lambda x: x.reshape(9), lambda x: x.half()]
    for number in range(7):
        which = int(rng.integers(8))
        module = computing(torch, bad[which]) if which < len(bad) else some_way(torch, rng, back=False)

        unsafe = number > 4 and which >= len(bad)

        def attempt(module=module, unsafe=unsafe):
            register(torch, layer, "weight", module, unsafe=unsafe)

        see.raises(f"number {number}", attempt)
    if torch.nn.utils.parametrize.is_parametrized(layer, "weight"):
        see("how many there are", len(layer.parametrizations.weight))
        see("whether it is unsafe", layer.parametrizations.weight.unsafe)
    see("the weight", layer.weight)


@probe("b2.9")
def a_way_back_that_is_not_implemented_is_no_reason_to_refuse(torch, see):
    """Which exception does the check of the way back forgive?"""

    def no(weight):
        raise NotImplementedError

    layer = register(torch, linear(torch), "weight", twice(torch, back=False))
    register(torch, layer, "weight", computing(torch, lambda x: -x, no))
    see("the weight", layer.weight)
    see("how many there are", len(layer.parametrizations.weight))


@probe("b2.10")
def any_chain_is_undone(torch, see, rng):
    """Which module was undone out of its turn?"""
    made = torch.nn.utils.parametrize.ParametrizationList
    values = torch.tensor(rng.normal(size=(2, 2)).tolist())
    chain = [some_way(torch, rng, back=bool(rng.integers(4))) for _ in range(rng.integers(1, 6))]
    kept = made(chain, torch.nn.Parameter(values))
    see("the original", kept.original)
    see("what it computes", kept())
    see.raises("an assignment", lambda: kept.right_inverse(torch.ones(2, 2)), message=True)
    see("the original after it", kept.original)


@probe("b2.10")
def assigning_another_shape_or_dtype(torch, see):
    """Who looks at what the way back has given?"""
    layer = register(torch, linear(torch), "weight", twice(torch))

    def assign(value):
        layer.weight = value

    see.raises("another dtype", lambda: assign(torch.ones(2, 3, dtype=torch.float64)))
    see("the weight", layer.weight)
    see.raises("another shape", lambda: assign(torch.ones(4)))
    see("the weight then", layer.weight)


@probe("b2.10")
def a_chain_on_several_originals(torch, see):
    """What does the first module get back, and what do the others?"""
    layer = register(torch, linear(torch), "weight", parts(torch))
    register(torch, layer, "weight", plus_one(torch))
    see("the weight", layer.weight)
    layer.weight = torch.full((2, 3), 7.0)
    see("the weight after an assignment", layer.weight)
    see("the state", layer.state_dict())


@probe("b2.11")
def blocks_in_blocks_in_any_order(torch, see, rng):
    """Which reading was computed anew, or was not?"""
    calls, layer = visible.counting(torch)
    open_blocks = []
    for number in range(14):
        which = int(rng.integers(3))
        if which == 0:
            open_blocks.append(torch.nn.utils.parametrize.cached())
            open_blocks[-1].__enter__()
        elif which == 1 and open_blocks:
            open_blocks.pop().__exit__(None, None, None)
        else:
            _ = layer.weight
        see(f"how often it was computed after {number}", len(calls))
    while open_blocks:
        open_blocks.pop().__exit__(None, None, None)
    see("whether it is computed anew at the end", layer.weight is layer.weight)


@probe("b2.11")
def an_exception_in_an_inner_block(torch, see):
    """How many blocks end when the inner one raises?"""
    calls, layer = visible.counting(torch)
    with torch.nn.utils.parametrize.cached():
        first = layer.weight
        try:
            with torch.nn.utils.parametrize.cached():
                raise LookupError
        except LookupError:
            pass
        see("whether it is kept", layer.weight is first)
    see("outside", layer.weight is first)
    see("how often it was computed", len(calls))


@probe("b2.11")
def what_the_block_is_called_with_and_gives(torch, see):
    """Is there anything to bind with `as`?"""
    with torch.nn.utils.parametrize.cached() as bound:
        see("what is bound", bound)

    @torch.nn.utils.parametrize.cached()
    def read(layer):
        return layer.weight is layer.weight

    _, layer = visible.counting(torch)
    see("as a decorator", [read(layer), read(layer)])


@probe("b2.12")
def any_chain_leaves_what_was_asked_for(torch, see, rng):
    """Which numbers stay, and in which object?"""
    layer = linear(torch)
    weight, leave = layer.weight, bool(rng.integers(2))
    if rng.integers(2):
        weight.requires_grad_(False)
    for _ in range(rng.integers(1, 4)):
        register(torch, layer, "weight", some_way(torch, rng, back=bool(rng.integers(2))))
    removed(torch, layer, leave_parametrized=leave)
    see("the weight", layer.weight)
    see("whether it is the same object", layer.weight is weight)
    see("whether it asks for a gradient", [layer.weight.requires_grad, layer.weight.is_leaf])


@probe("b2.12")
def an_unsafe_shape_can_be_left(torch, see):
    """How does a tensor get another shape?"""
    layer = linear(torch)
    register(torch, layer, "weight", computing(torch, lambda x: x[:1].clone()), unsafe=True)
    removed(torch, layer)
    see("the weight", layer.weight)


@probe("b2.13")
def any_names_in_any_order(torch, see, rng):
    """What is left after each of them?"""
    net = torch.nn.Module()
    names = ["a", "b", "c", "d"]
    for name in names:
        net.register_parameter(name, torch.nn.Parameter(filled(torch, (2,))))
    net.register_buffer("e", filled(torch, (2,)))
    cls = type(net)
    for name in [*names, "e"]:
        if rng.integers(3):
            register(torch, net, name, some_way(torch, rng), some_way(torch, rng))
    for name in rng.permutation([*names, "e"]).tolist():
        see.raises(f"taking back {name}", lambda name=name: removed(torch, net, name))
        see(f"the state after {name}", net.state_dict())
        see(f"the class after {name}", [type(net).__name__, type(net) is cls])


@probe("b2.13")
def the_state_from_before_loads_again(torch, see):
    """Is the name a parameter's again?"""
    layer = register(torch, linear(torch), "weight", twice(torch))
    removed(torch, layer)
    see("what did not match", layer.load_state_dict(torch.nn.Linear(3, 2).state_dict()).missing_keys)
    layer.weight = torch.nn.Parameter(torch.zeros(2, 3))
    see("another parameter", layer.weight)
    see("a pickle", pickle.loads(pickle.dumps(layer)).weight)


@probe("b2.14")
def any_weight_along_any_dimension(torch, see, rng):
    """Which length, weight or gradient is another?"""
    shape = tuple(int(size) for size in rng.integers(1, 4, size=rng.integers(2, 5)))
    dim = [None, *range(len(shape))][int(rng.integers(len(shape) + 1))]
    net = torch.nn.Module()
    net.weight = torch.nn.Parameter(torch.tensor((rng.normal(size=shape) + 0.1).tolist()))
    torch.nn.utils.parametrizations.weight_norm(net, dim=dim)
    see("the weight", net.weight)
    see("the state", net.state_dict())
    (net.weight * torch.tensor(rng.normal(size=shape).tolist())).sum().backward()
    see("the gradients", [p.grad for p in net.parameters()])


@probe("b2.14")
def an_old_file_is_loaded(torch, see):
    """Under which names did older files keep the two?"""
    net = torch.nn.Sequential(torch.nn.utils.parametrizations.weight_norm(linear(torch)))
    state = {"0.weight_g": torch.ones(2, 1), "0.weight_v": filled(torch, (2, 3)), "0.bias": torch.zeros(2)}
    see("what did not match", net.load_state_dict(state))
    see("the weight", net[0].weight)


@probe("b2.14")
def trained_for_some_steps(torch, see):
    """Does the optimizer reach both?"""
    layer = torch.nn.utils.parametrizations.weight_norm(linear(torch))
    sgd = torch.optim.SGD(layer.parameters(), lr=0.01)
    for _ in range(5):
        sgd.zero_grad()
        (layer(torch.ones(4, 3)) ** 2).mean().backward()
        sgd.step()
    see("the state", layer.state_dict())
