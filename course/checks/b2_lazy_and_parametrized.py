"""What lesson b2 claims of uninitialized parameters, lazy modules, parametrizations and weight norm."""

import copy

from course.predictions import prediction
from course.probes import probe


def scale_and_lazy(torch, buffer=True):
    """A layer that multiplies, and a lazy form of it with a parameter and, where wanted, a buffer."""
    nn = torch.nn

    class Scale(nn.Module):
        def __init__(self, size=0):
            super().__init__()
            self.weight = nn.Parameter(torch.ones(size))
            self.register_buffer("seen", torch.zeros(size))

        def forward(self, x, shift=0):
            return x * self.weight + shift

    class LazyScale(nn.modules.lazy.LazyModuleMixin, Scale):
        cls_to_become = Scale

        def __init__(self):
            super().__init__()
            self.weight = nn.UninitializedParameter()
            self.register_buffer("seen", nn.UninitializedBuffer() if buffer else None)

        def initialize_parameters(self, x, shift=0):
            if self.has_uninitialized_params():
                with torch.no_grad():
                    self.weight.materialize(x.shape[-1:])
                    self.weight.fill_(2)
                    if buffer:
                        self.seen.materialize((1,))
                        self.seen.fill_(shift)

    return Scale, LazyScale


def filled(torch, shape):
    """A tensor of distinct numbers, from 1 on."""
    count = 1
    for size in shape:
        count *= size
    return torch.arange(1.0, count + 1).reshape(shape)


def linear(torch, inputs=3, outputs=2, bias=True):
    """A Linear whose numbers are known, whatever drew them."""
    made = torch.nn.Linear(inputs, outputs, bias=bias)
    with torch.no_grad():
        made.weight.copy_(filled(torch, (outputs, inputs)))
        if bias:
            made.bias.copy_(filled(torch, (outputs,)))
    return made


def computing(torch, way, back=None, name="Computed"):
    """A parametrization: `way` computes, `back` is its right inverse, where there is one."""

    def forward(self, *given):
        return way(*given)

    body = {"forward": forward}
    if back is not None:
        body["right_inverse"] = lambda self, weight: back(weight)
    return type(name, (torch.nn.Module,), body)()


def twice(torch, back=True):
    return computing(torch, lambda x: 2 * x, (lambda w: w / 2) if back else None, "Twice")


def plus_one(torch, back=True):
    return computing(torch, lambda x: x + 1, (lambda w: w - 1) if back else None, "PlusOne")


def parts(torch):
    """Two originals: a factor, and a rest."""
    return computing(torch, lambda a, b: a * b, lambda w: (torch.full((1,), 2.0), w / 2), "Parts")


def by_hand(torch, layer, name, *modules):
    """Parametrize step by step, as registering does."""
    file = torch.nn.utils.parametrize
    kept = file.ParametrizationList(list(modules), getattr(layer, name))
    delattr(layer, name)
    file._inject_new_class(layer)
    layer.parametrizations = torch.nn.ModuleDict()
    file._inject_property(layer, name)
    layer.parametrizations[name] = kept
    return layer


def register(torch, layer, name, *modules, **options):
    for module in modules:
        torch.nn.utils.parametrize.register_parametrization(layer, name, module, **options)
    return layer


# -- b2.1 UninitializedParameter, materialize


@prediction("b2.1", "(0,)", "None", "it raises", wrong="an ordinary Parameter without numbers")
def shape(torch):
    """`p = nn.UninitializedParameter()`. Nothing has been said about its shape. What is `p.shape`?"""
    p = torch.nn.UninitializedParameter()
    try:
        return str(tuple(p.shape))
    except RuntimeError:
        return "it raises"


@probe("b2.1")
def it_is_a_parameter_of_its_own_class(torch, see):
    """Of which class is what `__new__` returns?"""
    nn = torch.nn
    p = nn.UninitializedParameter()
    see("its class", type(p).__name__)
    see("whether it is a Parameter", isinstance(p, nn.Parameter))
    see("whether it is a leaf that asks for a gradient", [p.is_leaf, p.requires_grad])
    see("how it is printed", repr(p))
    see("a frozen one", nn.UninitializedParameter(requires_grad=False).requires_grad)


@probe("b2.1")
def it_is_registered_like_any_parameter(torch, see):
    """What does your `__setattr__` ask of a value?"""
    nn = torch.nn
    net = nn.Module()
    net.p = nn.UninitializedParameter()
    see("the names of the parameters", [name for name, _ in net.named_parameters()])
    see("whether it is in __dict__", "p" in net.__dict__)


@probe("b2.1")
def it_knows_its_dtype_and_its_device(torch, see):
    """What is handed on to the empty tensor?"""
    nn = torch.nn
    p = nn.UninitializedParameter(dtype=torch.float64)
    see("the dtype", p.dtype)
    see("of one that nobody gave a dtype", nn.UninitializedParameter().dtype)
    see("the device", nn.UninitializedParameter(device="meta").device.type)
    see("the size", p.size())


@probe("b2.1")
def what_it_has_not_it_refuses(torch, see):
    """Is what you return of the class that refuses?"""
    p = torch.nn.UninitializedParameter()
    see.raises("the shape", lambda: p.shape, message=True)
    see.raises("adding to it", lambda: p + 1)
    see.raises("counting its numbers", lambda: p.numel())
    see.raises("detaching it", lambda: p.detach())
    see.raises("computing with it", lambda: torch.nn.functional.linear(torch.ones(2), p))


@probe("b2.1")
def materialized_it_is_the_same_object_and_an_ordinary_parameter(torch, see):
    """Is a new object made, or does this one become something else?"""
    nn = torch.nn
    net = nn.Module()
    net.p = nn.UninitializedParameter()
    p = net.p
    see("what materialize returns", p.materialize((2, 3)))
    see("its class", type(p).__name__)
    see("whether that is Parameter itself", type(p) is nn.Parameter)
    see("its shape", p.shape)
    see("whether the module holds it still", net.p is p)
    see("whether it is a leaf that asks for a gradient", [p.is_leaf, p.requires_grad])
    see("what can be computed", (p * 0).sum())


@probe("b2.1")
def dtype_and_device_stay_unless_given(torch, see):
    """Whom do you ask for the dtype: the parameter's data, or nobody?"""
    nn = torch.nn
    p = nn.UninitializedParameter(dtype=torch.float64)
    p.materialize((2,))
    see("the dtype", p.dtype)
    q = nn.UninitializedParameter()
    q.materialize((2,), dtype=torch.float16)
    see("the dtype that was given", q.dtype)
    r = nn.UninitializedParameter(device="meta")
    r.materialize((2,))
    see("the device", r.device.type)
    s = nn.UninitializedParameter(device="meta")
    see.raises("a device of another make", lambda: s.materialize((2,), device="cpu"))


@probe("b2.1")
def it_follows_a_move_before_it_has_a_shape(torch, see):
    """Where do you look for the dtype when it is materialized: at the beginning of its life, or now?"""
    nn = torch.nn
    net = nn.Module()
    net.p = nn.UninitializedParameter()
    net.double()
    see("its class", type(net.p).__name__)
    net.p.materialize((1,))
    see("the dtype", net.p.dtype)


@probe("b2.1")
def a_buffer_becomes_a_plain_tensor(torch, see):
    """Which class does `materialize` take: one that you name, or the one in `cls_to_become`?"""
    nn = torch.nn
    net = nn.Module()
    net.register_buffer("b", nn.UninitializedBuffer(dtype=torch.int64))
    net.b.materialize((2,))
    see("its class", type(net.b) is torch.Tensor)
    see("the dtype and the shape", [net.b.dtype, net.b.shape])
    see("the buffers", [name for name, _ in net.named_buffers()])


# -- b2.2 LazyModuleMixin.__init__, has_uninitialized_params


@probe("b2.2")
def a_lazy_module_hooks_itself(torch, see):
    """Which registries get a hook, and from whom?"""
    _, lazy_scale = scale_and_lazy(torch)
    layer = lazy_scale()
    see("the forward pre-hooks", [hook.__name__ for hook in layer._forward_pre_hooks.values()])
    see("whether they want keyword arguments", list(layer._forward_pre_hooks_with_kwargs.values()))
    see("whose method it is", [hook.__self__ is layer for hook in layer._forward_pre_hooks.values()])
    see("how many load hooks there are", len(layer._load_state_dict_pre_hooks))
    see("how many hooks of other kinds", [len(layer._forward_hooks), len(layer._state_dict_hooks)])


@probe("b2.2")
def each_handle_is_kept_under_its_name(torch, see):
    """Which handle belongs to which hook?"""
    _, lazy_scale = scale_and_lazy(torch)
    layer = lazy_scale()
    see("whether it leads to the pre-hook", layer._initialize_hook.id in layer._forward_pre_hooks)
    see("whether it leads to the load hook", layer._load_hook.id in layer._load_state_dict_pre_hooks)
    layer._initialize_hook.remove()
    see("what is left", [len(layer._forward_pre_hooks), len(layer._load_state_dict_pre_hooks)])
    layer._load_hook.remove()
    see("what is left then", [len(layer._forward_pre_hooks), len(layer._load_state_dict_pre_hooks)])


@probe("b2.2")
def the_layer_is_made_with_its_arguments(torch, see):
    """Whose `__init__` is called by yours, with what?"""
    nn = torch.nn

    class Layer(nn.Module):
        def __init__(self, size, *more, name="none"):
            super().__init__()
            self.given = [size, list(more), name]

    class LazyLayer(nn.modules.lazy.LazyModuleMixin, Layer):
        pass

    see("what it was given", LazyLayer(3, 4, 5, name="a").given)
    see.raises("too little", lambda: LazyLayer())


@probe("b2.2")
def the_load_hook_is_called_without_the_module(torch, see):
    """Which of the two ways to register a load hook hands the module on, and which does not?"""
    _, lazy_scale = scale_and_lazy(torch)

    class Shy(lazy_scale):
        def _lazy_load_hook(self, *given):
            see("how many things it gets, and the prefix", [len(given), given[1]])

    layer = Shy()
    layer._load_from_state_dict({}, "a.", {}, False, [], [], [])


@probe("b2.2")
def it_has_uninitialized_ones_until_the_last_is_materialized(torch, see):
    """Are parameters and buffers looked at, all of them?"""
    _, lazy_scale = scale_and_lazy(torch)
    layer = lazy_scale()
    see("at first", layer.has_uninitialized_params())
    layer.weight.materialize((2,))
    see("without the parameter", layer.has_uninitialized_params())
    layer.seen.materialize((2,))
    see("without both", layer.has_uninitialized_params())


@probe("b2.2")
def none_is_not_uninitialized_and_children_are_their_own_affair(torch, see):
    """Whose registries do you look into, and what may stand in them?"""
    nn = torch.nn
    _, lazy_scale = scale_and_lazy(torch)
    layer = lazy_scale()
    layer.weight.materialize((2,))
    layer.seen = None
    layer.bias = None
    layer.register_parameter("extra", None)
    layer.child = lazy_scale()
    see("what it says", layer.has_uninitialized_params())
    see("what the child says", layer.child.has_uninitialized_params())
    layer.extra = nn.UninitializedParameter()
    see("and with a new one", layer.has_uninitialized_params())


# -- b2.3 LazyModuleMixin._infer_parameters


@probe("b2.3")
def the_first_call_initializes_and_computes(torch, see):
    """In which order come the initialization and `forward`?"""
    _, lazy_scale = scale_and_lazy(torch)
    layer = lazy_scale()
    see("what comes out", layer(torch.ones(1, 3)))
    see("the parameter", layer.weight)
    see("what comes out the second time", layer(torch.ones(2, 3)))


@probe("b2.3")
def after_it_the_class_is_the_layers(torch, see):
    """What does `cls_to_become` say, and what has to be assigned to?"""
    scale, lazy_scale = scale_and_lazy(torch)
    layer = lazy_scale()
    layer(torch.ones(2))
    see("the class", type(layer) is scale)
    see("another one", type(lazy_scale()) is lazy_scale)


@probe("b2.3")
def no_hook_and_no_handle_is_left(torch, see):
    """What has to be gone from the registries, and what from the layer?"""
    _, lazy_scale = scale_and_lazy(torch)
    layer = lazy_scale()
    layer(torch.ones(2))
    see("the hooks", [len(layer._forward_pre_hooks), len(layer._load_state_dict_pre_hooks)])
    see("the marks", len(layer._forward_pre_hooks_with_kwargs))
    see("the attributes", sorted(vars(layer).keys() - vars(torch.nn.Module()).keys()))


@probe("b2.3")
def keyword_arguments_reach_the_initialization(torch, see):
    """How are the arguments handed on: as a tuple and a dict, or spread out?"""
    _, lazy_scale = scale_and_lazy(torch)
    layer = lazy_scale()
    see("what comes out", layer(torch.ones(2), shift=5))
    see("what the initialization has seen", layer.seen)
    layer = lazy_scale()
    layer._infer_parameters(layer, (torch.ones(2),))
    see("without a dict of them", layer.seen)


@probe("b2.3")
def what_is_still_uninitialized_is_an_error(torch, see):
    """Who looks whether the layer has kept its promise?"""
    _, lazy_scale = scale_and_lazy(torch)

    class Forgetful(lazy_scale):
        def initialize_parameters(self, x):
            self.weight.materialize((1,))

    layer = Forgetful()
    see.raises("the call", lambda: layer(torch.ones(1)), message=True)
    see("its class", type(layer).__name__)
    see("its hooks", [len(layer._forward_pre_hooks), len(layer._load_state_dict_pre_hooks)])
    see("its handles", [hasattr(layer, "_initialize_hook"), hasattr(layer, "_load_hook")])


@probe("b2.3")
def a_class_that_becomes_nothing_stays_itself(torch, see):
    """What if `cls_to_become` is None?"""
    nn = torch.nn

    class Always(nn.modules.lazy.LazyModuleMixin, nn.Module):
        def initialize_parameters(self, x):
            self.size = x.shape[-1]

        def forward(self, x):
            return x * self.size

    layer = Always()
    see("what comes out", layer(torch.ones(3)))
    see("its class", type(layer) is Always)
    see("what comes out the second time, of another size", layer(torch.ones(2)))


@probe("b2.3")
def a_lazy_class_without_initialization_says_so(torch, see):
    """Whose `initialize_parameters` is called?"""
    nn = torch.nn

    class Nothing(nn.modules.lazy.LazyModuleMixin, nn.Module):
        def forward(self, x):
            return x

    see.raises("the call", lambda: Nothing()(torch.ones(1)), message=True)


# -- b2.4 LazyLinear.initialize_parameters


@probe("b2.4")
def the_first_input_gives_the_size(torch, see):
    """Which dimension of the input is `in_features`?"""
    layer = torch.nn.LazyLinear(2)
    see("what comes out", layer(torch.ones(5, 4, 3)).shape)
    see("the shapes", [p.shape for p in layer.parameters()])
    see("in_features", layer.in_features)
    see("the class", type(layer) is torch.nn.Linear)


@probe("b2.4")
def it_draws_what_a_linear_of_that_size_draws(torch, see):
    """When is `reset_parameters` called, and what must it find?"""
    nn = torch.nn
    torch.manual_seed(3)
    made = nn.Linear(6, 4, device="cpu")
    lazy = nn.LazyLinear(4, device="cpu")
    torch.manual_seed(3)
    lazy.initialize_parameters(torch.ones(2, 6, device="cpu"))
    see("the same weight", torch.equal(made.weight, lazy.weight))
    see("the same bias", torch.equal(made.bias, lazy.bias))


@probe("b2.4")
def without_a_bias_there_is_none(torch, see):
    """What stands in the registry for a bias that nobody wants?"""
    layer = torch.nn.LazyLinear(2, bias=False)
    layer(torch.ones(1, 3))
    see("the names", [name for name, _ in layer.named_parameters()])
    see("the bias", layer.bias)


@probe("b2.4")
def the_dtype_is_the_one_it_was_cast_to(torch, see):
    """Is a dtype named when you materialize?"""
    layer = torch.nn.LazyLinear(2).double()
    layer(torch.ones(1, 3, dtype=torch.float64))
    see("the dtypes", [p.dtype for p in layer.parameters()])


@probe("b2.4")
def initialized_twice_it_keeps_its_numbers(torch, see):
    """What is left to do when there are numbers already?"""
    layer = torch.nn.LazyLinear(2)
    layer.initialize_parameters(torch.ones(1, 3))
    with torch.no_grad():
        layer.weight.copy_(filled(torch, (2, 3)))
    layer.initialize_parameters(torch.ones(1, 3))
    see("the weight", layer.weight)
    see("in_features", layer.in_features)


@probe("b2.4")
def parameters_that_are_there_get_their_size_from_the_input(torch, see):
    """What if the parameters have come from somewhere else, and only the size is unknown?"""
    layer = torch.nn.LazyLinear(2)
    layer.weight.materialize((2, 3))
    layer.bias.materialize((2,))
    with torch.no_grad():
        layer.weight.copy_(filled(torch, (2, 3)))
        layer.bias.zero_()
    see.raises("an input of another size", lambda: layer.initialize_parameters(torch.ones(1, 4)))
    see("in_features after that", layer.in_features)
    see("what comes out", layer(torch.ones(1, 3)))
    see("in_features", layer.in_features)
    see("the class", type(layer).__name__)


@probe("b2.4")
def nothing_of_it_is_recorded(torch, see):
    """Who may write into a leaf that asks for a gradient?"""
    layer = torch.nn.LazyLinear(2)
    layer.initialize_parameters(torch.ones(1, 3))
    see("leaves that ask for gradients", [[p.is_leaf, p.requires_grad] for p in layer.parameters()])


# -- b2.5 LazyModuleMixin._save_to_state_dict, _lazy_load_hook


@probe("b2.5")
def what_is_uninitialized_is_saved_as_itself(torch, see):
    """Can it be detached?"""
    layer = torch.nn.LazyLinear(2)
    state = layer.state_dict(prefix="fc.")
    see("the keys", list(state))
    see("their classes", [type(value).__name__ for value in state.values()])
    see("the weight itself", state["fc.weight"] is layer.weight)


@probe("b2.5")
def what_is_initialized_is_saved_as_ever(torch, see):
    """And what can be detached?"""
    _, lazy_scale = scale_and_lazy(torch)
    layer = lazy_scale()
    layer.initialize_parameters(torch.ones(3))
    state = layer.state_dict()
    see("the state", state)
    see("whether it asks for a gradient", state["weight"].requires_grad)
    see("whether it shares memory", state["weight"].data_ptr() == layer.weight.data_ptr())
    see("the objects themselves", layer.state_dict(keep_vars=True)["weight"] is layer.weight)


@probe("b2.5")
def a_buffer_that_is_not_persistent_is_not_saved(torch, see):
    """What belongs to the state, and which method of yours knows it?"""
    _, lazy_scale = scale_and_lazy(torch)
    layer = lazy_scale()
    layer.register_buffer("cache", torch.nn.UninitializedBuffer(), persistent=False)
    layer.register_parameter("none", None)
    see("the keys", list(layer.state_dict()))


@probe("b2.5")
def a_file_with_numbers_gives_the_shape(torch, see):
    """What has to happen before the numbers are copied?"""
    nn = torch.nn
    layer, full = nn.LazyLinear(2), linear(torch)
    see("what did not match", layer.load_state_dict(full.state_dict()))
    see("the state", layer.state_dict())
    see("the classes", [type(p).__name__ for p in layer.parameters()])
    see("the class of the layer", type(layer).__name__)
    see("what comes out", layer(torch.ones(1, 3)))
    see("the class of the layer after a call", type(layer).__name__)


@probe("b2.5")
def what_a_file_has_no_numbers_for_stays_uninitialized(torch, see):
    """What if the file has nothing, or something without a shape?"""
    nn = torch.nn
    layer = nn.LazyLinear(2)
    see("what did not match", layer.load_state_dict(nn.LazyLinear(2).state_dict()))
    see("whether it is uninitialized", layer.has_uninitialized_params())
    see("what is missing", layer.load_state_dict({"weight": torch.ones(2, 3)}, strict=False))
    see("the classes", [type(p).__name__ for p in layer.parameters()])


@probe("b2.5")
def buffers_are_materialized_too(torch, see):
    """Which registries does the hook go through?"""
    scale, lazy_scale = scale_and_lazy(torch)
    layer, full = lazy_scale(), scale(2)
    full.seen.fill_(4)
    layer.load_state_dict(full.state_dict())
    see("the state", layer.state_dict())
    see("the classes", [type(layer.weight).__name__, type(layer.seen) is torch.Tensor])


@probe("b2.5")
def the_hook_minds_the_prefix(torch, see):
    """Under which key does the file hold a layer inside of a network?"""
    nn = torch.nn
    net = nn.Sequential(nn.LazyLinear(2), nn.Sequential(nn.LazyLinear(1, bias=False)))
    full = nn.Sequential(linear(torch), nn.Sequential(linear(torch, 2, 1, bias=False)))
    see("what did not match", net.load_state_dict(full.state_dict()))
    see("the state", net.state_dict())


@probe("b2.5")
def what_is_initialized_already_keeps_its_shape(torch, see):
    """Is anything done to a parameter that has numbers?"""
    nn = torch.nn
    layer = nn.LazyLinear(2)
    layer.initialize_parameters(torch.ones(1, 4))
    see.raises("loading another size", lambda: layer.load_state_dict(linear(torch).state_dict()))
    see("the shapes", [p.shape for p in layer.parameters()])


@probe("b2.5")
def the_other_way_round_is_refused(torch, see):
    """What shape has the file's value?"""
    lazy, full = torch.nn.LazyLinear(2), linear(torch)
    see.raises("numbers from a lazy file", lambda: full.load_state_dict(lazy.state_dict()), message=True)
    see("the weight", full.weight)


# -- b2.6 ParametrizationList.forward, is_parametrized


@probe("b2.6")
def the_modules_compute_one_after_the_other(torch, see):
    """What does each module get: the original, or what came before?"""
    made = torch.nn.utils.parametrize.ParametrizationList
    original = torch.nn.Parameter(filled(torch, (2,)))
    see("one module", made([plus_one(torch, back=False)], original)())
    see("two", made([plus_one(torch, back=False), twice(torch, back=False)], original)())
    see("in the other order", made([twice(torch, back=False), plus_one(torch, back=False)], original)())
    see("three", made([plus_one(torch, back=False) for _ in range(3)], original)())


@probe("b2.6")
def several_originals_go_to_the_first_module(torch, see):
    """Under which names do they stand, and who gets them?"""
    kept = torch.nn.utils.parametrize.ParametrizationList([twice(torch, back=False)], torch.nn.Parameter(torch.ones(2)))
    kept.is_tensor, kept.ntensors = False, 3
    for i in range(3):
        kept.register_parameter(f"original{i}", torch.nn.Parameter(filled(torch, (2,)) * 10**i))
    kept[0] = computing(torch, lambda a, b, c: a - b + c)
    see("what comes out", kept())
    kept.append(twice(torch))
    see("with a second module", kept())


@probe("b2.6")
def gradients_reach_the_original(torch, see):
    """Is anything cut off on the way?"""
    original = torch.nn.Parameter(filled(torch, (3,)))
    kept = torch.nn.utils.parametrize.ParametrizationList([twice(torch, back=False)], original)
    kept().sum().backward()
    see("the gradient", original.grad)


@probe("b2.6")
def the_modules_are_called_with_their_hooks(torch, see):
    """How is a module run: by calling it, or by its `forward`?"""
    first = twice(torch, back=False)
    first.register_forward_hook(lambda module, args, output: output + 100)
    second = plus_one(torch, back=False)
    second.register_forward_hook(lambda module, args, output: output * 10)
    kept = torch.nn.utils.parametrize.ParametrizationList([first, second], torch.nn.Parameter(torch.ones(1)))
    see("what comes out", kept())


@probe("b2.6")
def a_module_without_parametrizations_is_not_parametrized(torch, see):
    """What is there to ask for, and of which class has it to be?"""
    asked = torch.nn.utils.parametrize.is_parametrized
    net = torch.nn.Module()
    see("without any", [asked(net), asked(net, "weight")])
    net.parametrizations = "a word"
    see("a word of that name", [asked(net), asked(net, "weight"), asked(net, "word")])
    net.parametrizations = {"weight": 1}
    see("a dict of that name", [asked(net), asked(net, "weight")])


@probe("b2.6")
def it_is_asked_for_one_name_or_for_any(torch, see):
    """What is the question without a name?"""
    asked = torch.nn.utils.parametrize.is_parametrized
    net = torch.nn.Module()
    net.parametrizations = torch.nn.ModuleDict()
    see("an empty one", [asked(net), asked(net, "weight")])
    net.parametrizations["weight"] = torch.nn.ModuleList()
    see("with a weight", [asked(net), asked(net, "weight"), asked(net, "bias")])


# -- b2.7 _inject_new_class, _inject_property


@probe("b2.7")
def the_module_gets_a_class_of_its_own(torch, see):
    """Whose class is changed: this module's, or that of all Linears?"""
    nn = torch.nn
    layer, other = linear(torch), linear(torch)
    see("what it returns", nn.utils.parametrize._inject_new_class(layer))
    see("its name", type(layer).__name__)
    see("its bases", [base is nn.Linear for base in type(layer).__bases__])
    see("the other one", type(other) is nn.Linear)
    see("what it computes", layer(torch.ones(1, 3)))


@probe("b2.7")
def each_module_gets_another_class(torch, see):
    """Is a class made once, or once for each module?"""
    nn = torch.nn
    one, two = linear(torch), linear(torch)
    nn.utils.parametrize._inject_new_class(one)
    nn.utils.parametrize._inject_new_class(two)
    see("whether it is one class", type(one) is type(two))


@probe("b2.7")
def the_class_of_a_subclass_is_named_for_it(torch, see):
    """Of which class is the name made, and which is the base?"""

    class Mine(torch.nn.Linear):
        pass

    layer = Mine(1, 1)
    torch.nn.utils.parametrize._inject_new_class(layer)
    see("its name", type(layer).__name__)
    see("its base", type(layer).__bases__[0] is Mine)


@probe("b2.7")
def reading_computes_from_the_list(torch, see):
    """What does the property call, and when?"""
    layer = by_hand(torch, linear(torch), "weight", twice(torch, back=False))
    see("the weight", layer.weight)
    see("what comes out", layer(torch.ones(1, 3)))
    with torch.no_grad():
        layer.parametrizations.weight.original.fill_(10)
    see("the weight, after the original changed", layer.weight)
    see("whether it is computed anew", layer.weight is layer.weight)


@probe("b2.7")
def any_name_can_be_computed(torch, see):
    """Which name do your two functions know, and which does the property get?"""
    layer = by_hand(torch, linear(torch), "bias", plus_one(torch, back=False))
    see("the bias", layer.bias)
    see("the weight", layer.weight)
    see("what comes out", layer(torch.ones(1, 3)))


@probe("b2.7")
def the_property_stands_in_that_class_alone(torch, see):
    """Where is it put: on the object, its class, or the class below?"""
    layer = by_hand(torch, linear(torch), "weight", twice(torch, back=False))
    see("in its class", type(vars(type(layer)).get("weight")).__name__)
    see("in Linear", "weight" in vars(torch.nn.Linear))
    see("on the object", "weight" in vars(layer))
    see("another Linear", linear(torch).weight)


@probe("b2.7")
def assigning_goes_to_the_lists_right_inverse(torch, see):
    """Which method of the list does the property's second half call?"""
    layer = by_hand(torch, linear(torch), "weight", twice(torch, back=False))
    given = []
    kept = layer.parametrizations.weight
    kept.right_inverse = given.append
    layer.weight = value = torch.ones(2, 3)
    see("what it is called with", [len(given), given[0] is value])
    see("the weight", layer.weight)


@probe("b2.7")
def a_copy_computes_from_its_own_originals(torch, see):
    """Is it `self` or `module` that your two functions ask?"""
    layer = by_hand(torch, linear(torch), "weight", twice(torch, back=False))
    twin = copy.deepcopy(layer)
    with torch.no_grad():
        twin.parametrizations.weight.original.fill_(10)
    see("the copy", twin.weight)
    see("the first", layer.weight)


@probe("b2.7")
def pickling_is_refused(torch, see):
    """What is the body of the class?"""
    layer = by_hand(torch, linear(torch), "weight", twice(torch, back=False))
    see.raises("its state for a pickle", lambda: layer.__getstate__())


# -- b2.8 register_parametrization


@prediction("b2.8", "Linear", "ParametrizedLinear", "Module", wrong="a new class for every name")
def below(torch):
    """The weight of an `nn.Linear` is parametrized, then its bias as well. `type(layer)` is a ParametrizedLinear now.
    What is its base, `type(layer).__bases__[0]`?"""
    layer = register(torch, linear(torch), "weight", twice(torch, back=False))
    register(torch, layer, "bias", plus_one(torch, back=False))
    return type(layer).__bases__[0].__name__


@probe("b2.8")
def the_parameter_moves_into_the_list(torch, see):
    """Is it the same object, and in how many places does it stand?"""
    layer = linear(torch)
    weight = layer.weight
    register(torch, layer, "weight", twice(torch, back=False))
    see("the parameters", [name for name, _ in layer.named_parameters()])
    see("the state", list(layer.state_dict()))
    see("whether it is the same object", layer.parametrizations.weight.original is weight)
    see("whether it is in its old place", "weight" in layer._parameters)
    see("the weight", layer.weight)


@probe("b2.8")
def the_module_itself_is_returned_and_its_class_is_new(torch, see):
    """What is changed in place?"""
    layer = linear(torch)
    back = torch.nn.utils.parametrize.register_parametrization(layer, "weight", twice(torch, back=False))
    see("whether it is the module", back is layer)
    see("its class", type(layer).__name__)
    see("how it is printed", repr(layer))


@probe("b2.8")
def a_second_name_uses_the_class_that_is_there(torch, see):
    """What is done once per module, and what once per name?"""
    layer = register(torch, linear(torch), "weight", twice(torch, back=False))
    first = type(layer)
    register(torch, layer, "bias", plus_one(torch, back=False))
    see("whether it is the same class", type(layer) is first)
    see("its base", type(layer).__bases__[0] is torch.nn.Linear)
    see("what is parametrized", list(layer.parametrizations))
    see("the weight and the bias", [layer.weight, layer.bias])
    see("what comes out", layer(torch.ones(1, 3)))


@probe("b2.8")
def a_buffer_can_be_computed_too(torch, see):
    """Which registries is the name looked for in, and how is it taken out of them?"""
    net = torch.nn.Module()
    net.register_buffer("mean", filled(torch, (2,)))
    register(torch, net, "mean", twice(torch, back=False))
    see("the mean", net.mean)
    see("the buffers", [name for name, _ in net.named_buffers()])
    see("the parameters", [name for name, _ in net.named_parameters()])


@probe("b2.8")
def a_name_that_is_neither_is_refused(torch, see):
    """What is there to be parametrized?"""
    layer = linear(torch)
    layer.note = torch.ones(1)
    see.raises("no such name", lambda: register(torch, layer, "scale", twice(torch)))
    see.raises("a plain tensor", lambda: register(torch, layer, "note", twice(torch)))
    see("its class", type(layer).__name__)


@probe("b2.8")
def the_optimizer_goes_on_training_it(torch, see):
    """Who holds the Parameter, and is it still the one that computes the weight?"""
    layer = linear(torch)
    sgd = torch.optim.SGD(layer.parameters(), lr=0.5)
    register(torch, layer, "weight", twice(torch, back=False))
    layer(torch.ones(1, 3)).sum().backward()
    see("the gradient", layer.parametrizations.weight.original.grad)
    sgd.step()
    see("the weight", layer.weight)


@probe("b2.8")
def what_raises_leaves_the_module_as_it_was(torch, see):
    """What is made first, and what is deleted only then?"""

    def fail(x):
        raise LookupError("no")

    layer = linear(torch)
    see.raises("a module that raises", lambda: register(torch, layer, "weight", computing(torch, fail)))
    see("its class", type(layer).__name__)
    see("its parameters", [name for name, _ in layer.named_parameters()])
    see("what it has besides", hasattr(layer, "parametrizations"))


@probe("b2.8")
def an_unsafe_one_is_not_called(torch, see):
    """Who has to hear of `unsafe`?"""
    calls = []
    watching = computing(torch, lambda x: calls.append(1) or x)
    layer = register(torch, linear(torch), "weight", watching, unsafe=True)
    see("how often it was called", len(calls))
    see("what the list knows", layer.parametrizations.weight.unsafe)
    other = register(torch, linear(torch), "weight", computing(torch, lambda x: x))
    see("what another one knows", other.parametrizations.weight.unsafe)


@probe("b2.8")
def it_takes_the_modules_mode(torch, see):
    """Is a parametrization trained or not when it comes to a module that is not?"""
    layer, module = linear(torch).eval(), twice(torch, back=False)
    register(torch, layer, "weight", module)
    see("its mode", module.training)
    see("in the tree", [name for name, _ in layer.named_modules()])


# -- b2.9 _check_alike, _append


@probe("b2.9")
def further_ones_compute_from_what_is_there(torch, see):
    """At which end of the list does a new one stand?"""
    layer = register(
        torch, linear(torch), "weight", plus_one(torch, False), twice(torch, False), plus_one(torch, False)
    )
    see("the weight", layer.weight)
    see("how many there are", len(layer.parametrizations.weight))
    see("the parameters", [name for name, _ in layer.named_parameters()])


@probe("b2.9")
def another_dtype_is_refused(torch, see):
    """Against what is the result compared, and is it before anything is changed?"""
    wider = computing(torch, lambda x: x.double())
    layer = linear(torch)
    see.raises("as the first", lambda: register(torch, layer, "weight", wider))
    register(torch, layer, "weight", twice(torch, back=False))
    see.raises("as the second", lambda: register(torch, layer, "weight", wider))
    see("how many there are", len(layer.parametrizations.weight))
    see("the weight", layer.weight)


@probe("b2.9")
def another_shape_is_refused(torch, see):
    """Is a shape the number of elements?"""
    layer = linear(torch)
    turned, cut = computing(torch, lambda x: x.T), computing(torch, lambda x: x[:1])
    see.raises("turned, as the first", lambda: register(torch, layer, "weight", turned))
    see.raises("cut, as the first", lambda: register(torch, layer, "weight", cut))
    register(torch, layer, "weight", twice(torch, back=False))
    see.raises("turned, as the second", lambda: register(torch, layer, "weight", turned))
    see.raises("cut, as the second", lambda: register(torch, layer, "weight", cut))
    see("how many there are", len(layer.parametrizations.weight))


@probe("b2.9")
def what_is_no_tensor_is_refused(torch, see):
    """What has no dtype at all?"""
    layer = linear(torch)
    pair = computing(torch, lambda x: (x, x))
    see.raises("as the first", lambda: register(torch, layer, "weight", pair))
    register(torch, layer, "weight", twice(torch, back=False))
    see.raises("as the second", lambda: register(torch, layer, "weight", pair))


@probe("b2.9")
def unsafe_is_not_checked_and_is_remembered(torch, see):
    """What is called when nobody wants a check, and what stays true afterwards?"""
    layer = register(torch, linear(torch), "weight", twice(torch, back=False))
    kept = layer.parametrizations.weight
    see("at first", kept.unsafe)
    calls = []
    register(torch, layer, "weight", computing(torch, lambda x: calls.append(1) or x.double()), unsafe=True)
    see("how often it was called", len(calls))
    see("with an unsafe one", kept.unsafe)
    see("the dtype", layer.weight.dtype)
    register(torch, layer, "weight", plus_one(torch, back=False))
    see("with a safe one after it", kept.unsafe)
    see("how many there are", len(kept))


@probe("b2.9")
def the_check_is_against_the_tensor_as_it_is_now(torch, see):
    """What does the new module get: the original, or what the others have made of it?"""
    seen = []
    layer = register(torch, linear(torch), "bias", twice(torch, back=False), plus_one(torch, back=False))
    register(torch, layer, "bias", computing(torch, lambda x: seen.append(x.tolist()) or x))
    see("what it got", seen)
    changed = register(torch, linear(torch), "weight", computing(torch, lambda x: x[:1]), unsafe=True)
    see.raises(
        "a change of the changed shape", lambda: register(torch, changed, "weight", computing(torch, lambda x: x.T))
    )
    register(torch, changed, "weight", twice(torch, back=False))
    see("one that fits the changed shape", changed.weight)


@probe("b2.9")
def the_way_back_is_checked_too(torch, see):
    """Where is `parametrize._check_back` called, and with what?"""
    layer = register(torch, linear(torch), "weight", twice(torch))
    backs = (lambda w: w.double(), lambda w: w[:1], lambda w: (w, w), lambda w: None)
    for label, back in zip(("a dtype", "a shape", "two tensors", "nothing"), backs, strict=True):
        bad = computing(torch, lambda x: x, back)
        see.raises(f"back to {label}", lambda bad=bad: register(torch, layer, "weight", bad))
    see("how many there are", len(layer.parametrizations.weight))


# -- b2.10 ParametrizationList._undone, right_inverse


@probe("b2.10")
def registered_with_a_way_back_the_weight_stays(torch, see):
    """Which original gives the weight that was there?"""
    layer = register(torch, linear(torch), "weight", twice(torch))
    see("the weight", layer.weight)
    see("the original", layer.parametrizations.weight.original)


@probe("b2.10")
def without_a_way_back_the_original_is_what_was_there(torch, see):
    """What if a module has no `right_inverse`, or does not want to have one?"""

    def no(weight):
        raise NotImplementedError

    for label, module in (("none", twice(torch, False)), ("one that raises", computing(torch, lambda x: 2 * x, no))):
        layer = register(torch, linear(torch), "weight", module)
        see(f"{label}: the original", layer.parametrizations.weight.original)
        see(f"{label}: the weight", layer.weight)


@probe("b2.10")
def another_error_of_the_way_back_is_heard(torch, see):
    """Which exceptions do you swallow?"""

    def fail(weight):
        raise LookupError("no")

    see.raises("registering", lambda: register(torch, linear(torch), "weight", computing(torch, lambda x: x, fail)))


@probe("b2.10")
def several_are_undone_from_the_last_to_the_first(torch, see):
    """Put on socks and shoes. What comes off first?"""
    made = torch.nn.utils.parametrize.ParametrizationList
    kept = made([twice(torch), plus_one(torch)], torch.nn.Parameter(torch.full((2,), 7.0)))
    see("the original", kept.original)
    see("what it computes", kept())
    kept = made([twice(torch), plus_one(torch, back=False)], torch.nn.Parameter(torch.full((2,), 8.0)))
    see("one is passed over", kept.original)


@probe("b2.10")
def assigning_sets_the_original(torch, see):
    """What has to be in the original, so that reading gives what was assigned?"""
    layer = register(torch, linear(torch), "weight", twice(torch), plus_one(torch))
    original = layer.parametrizations.weight.original
    layer.weight = torch.full((2, 3), 9.0)
    see("the weight", layer.weight)
    see("the original", original)
    see("whether it is the same object", layer.parametrizations.weight.original is original)
    see("whether it is a leaf that asks for a gradient", [original.is_leaf, original.requires_grad])


@probe("b2.10")
def assigning_needs_every_way_back(torch, see):
    """Is a module without a way back passed over here, too?"""
    layer = register(torch, linear(torch), "weight", twice(torch), plus_one(torch, back=False))

    def assign():
        layer.weight = torch.ones(2, 3)

    see.raises("the assignment", assign, message=True)
    see("the weight", layer.weight)


@probe("b2.10")
def a_way_back_that_is_not_implemented_is_an_error_in_an_assignment(torch, see):
    """Who swallows NotImplementedError, and who does not?"""

    def no(weight):
        raise NotImplementedError

    layer = register(torch, linear(torch), "weight", computing(torch, lambda x: x, no))

    def assign():
        layer.weight = torch.ones(2, 3)

    see.raises("the assignment", assign)


@probe("b2.10")
def nothing_of_the_way_back_is_recorded(torch, see):
    """What comes of a graph that nobody asked for?"""
    seen = []
    looking = computing(torch, lambda x: x, lambda w: seen.append((w * 1).requires_grad) or w * 1)
    layer = register(torch, linear(torch), "weight", looking)
    layer.weight = torch.nn.Parameter(torch.ones(2, 3)) * 2
    see("whether gradients were recorded", seen)
    layer(torch.ones(1, 3)).sum().backward()
    see("the gradient", layer.parametrizations.weight.original.grad)


@probe("b2.10")
def several_originals_are_set_together(torch, see):
    """What does the way back return, and where does it go?"""
    layer = register(torch, linear(torch), "weight", parts(torch))
    see("the state", layer.state_dict())
    see("the classes", [type(p).__name__ for p in layer.parametrizations.weight.parameters()])
    layer.weight = torch.full((2, 3), 10.0)
    see("the state after an assignment", layer.state_dict())
    see("the weight", layer.weight)


# -- b2.11 cached


def counting(torch):
    """A layer whose weight counts how often it is computed; the count, and the layer."""
    calls = []
    layer = register(torch, linear(torch), "weight", computing(torch, lambda x: calls.append(1) or x * 2))
    calls.clear()
    return calls, layer


@probe("b2.11")
def in_the_block_it_is_computed_once(torch, see):
    """Where is the result kept, and who asks there first?"""
    calls, layer = counting(torch)
    with torch.nn.utils.parametrize.cached():
        see("whether it is one tensor", layer.weight is layer.weight)
        layer(torch.ones(1, 3))
    see("how often it was computed", len(calls))


@probe("b2.11")
def outside_of_it_each_time(torch, see):
    """What is there before the block, and what is left of it afterwards?"""
    calls, layer = counting(torch)
    see("before", layer.weight is layer.weight)
    with torch.nn.utils.parametrize.cached():
        inside = layer.weight
    see("after", [layer.weight is inside, layer.weight is layer.weight])
    see("how often it was computed", len(calls))


@probe("b2.11")
def a_later_block_begins_empty(torch, see):
    """What has to be forgotten at the end?"""
    _, layer = counting(torch)
    with torch.nn.utils.parametrize.cached():
        see("the weight", layer.weight)
    with torch.no_grad():
        layer.parametrizations.weight.original.fill_(10)
    with torch.nn.utils.parametrize.cached():
        see("the weight after the original changed", layer.weight)


@probe("b2.11")
def the_outermost_block_counts(torch, see):
    """Blocks stand in each other. Which end forgets?"""
    calls, layer = counting(torch)
    with torch.nn.utils.parametrize.cached():
        first = layer.weight
        with torch.nn.utils.parametrize.cached():
            see("inside of both", layer.weight is first)
        see("inside of one", layer.weight is first)
    see("outside", layer.weight is first)
    see("how often it was computed", len(calls))


@probe("b2.11")
def an_exception_ends_the_block_and_goes_on(torch, see):
    """What happens after the `yield` when the block raises?"""
    _, layer = counting(torch)

    def block():
        with torch.nn.utils.parametrize.cached():
            _ = layer.weight
            raise LookupError("stop")

    see.raises("the block", block)
    see("whether it is computed anew", layer.weight is layer.weight)
    with torch.nn.utils.parametrize.cached():
        see("and cached in the next", layer.weight is layer.weight)


@probe("b2.11")
def each_module_and_each_name_is_kept_by_itself(torch, see):
    """What tells two cached tensors apart?"""
    one = register(torch, linear(torch), "weight", twice(torch, False))
    register(torch, one, "bias", plus_one(torch, False))
    two = register(torch, linear(torch), "weight", plus_one(torch, False))
    with torch.nn.utils.parametrize.cached():
        see("the tensors", [one.weight, one.bias, two.weight])
        see("once more", [one.weight, one.bias, two.weight])


@probe("b2.11")
def gradients_of_all_uses_add_up(torch, see):
    """Is it a number that is kept, or a tensor with its graph?"""
    _, layer = counting(torch)
    with torch.nn.utils.parametrize.cached():
        loss = (layer(torch.ones(1, 3)) + layer(2 * torch.ones(1, 3))).sum()
    loss.backward()
    see("the gradient", layer.parametrizations.weight.original.grad)


@probe("b2.11")
def what_is_computed_may_be_zero(torch, see):
    """Do you ask whether something is kept, or whether it is true?"""
    calls = []
    net = torch.nn.Module()
    net.p = torch.nn.Parameter(torch.zeros(1))
    register(torch, net, "p", computing(torch, lambda x: calls.append(1) or x * 1))
    calls.clear()
    with torch.nn.utils.parametrize.cached():
        see("the tensors", [net.p, net.p])
    see("how often it was computed", len(calls))


# -- b2.12, b2.13 remove_parametrizations


def removed(torch, layer, name="weight", **options):
    return torch.nn.utils.parametrize.remove_parametrizations(layer, name, **options)


@prediction("b2.12", "yes", "no", wrong="a new Parameter")
def the_optimizer(torch):
    """An optimizer was made when the weight was parametrized already. Now `remove_parametrizations(layer, "weight")`
    leaves the computed weight. Does this optimizer still train it?"""
    layer = register(torch, linear(torch), "weight", twice(torch))
    held = torch.optim.SGD(layer.parameters(), lr=0.1).param_groups[0]["params"]
    removed(torch, layer)
    return "yes" if any(p is layer.weight for p in held) else "no"


@probe("b2.12")
def the_computed_numbers_stay_in_the_parameter_that_was_trained(torch, see):
    """Which object is it, and which numbers does it hold?"""
    layer = linear(torch)
    weight = layer.weight
    register(torch, layer, "weight", twice(torch, back=False))
    removed(torch, layer)
    see("the weight", layer.weight)
    see("whether it is the same object", layer.weight is weight)
    see("whether it is a leaf that asks for a gradient", [layer.weight.is_leaf, layer.weight.requires_grad])
    see("its class", type(layer.weight).__name__)


@probe("b2.12")
def or_the_original_stays_as_it_is(torch, see):
    """What is done with `leave_parametrized=False`?"""
    layer = linear(torch)
    weight = layer.weight
    register(torch, layer, "weight", twice(torch, back=False))
    removed(torch, layer, leave_parametrized=False)
    see("the weight", layer.weight)
    see("whether it is the same object", layer.weight is weight)


@probe("b2.12")
def several_originals_leave_a_new_parameter(torch, see):
    """What is it, if none of the originals is the weight?"""
    layer = register(torch, linear(torch), "weight", parts(torch))
    removed(torch, layer)
    see("the weight", layer.weight)
    see("its class", type(layer.weight).__name__)
    see("whether it is a leaf that asks for a gradient", [layer.weight.is_leaf, layer.weight.requires_grad])


@probe("b2.12")
def several_originals_cannot_be_left(torch, see):
    """Which of them would be the weight?"""
    layer = register(torch, linear(torch), "weight", parts(torch))
    see.raises("leaving them", lambda: removed(torch, layer, leave_parametrized=False))
    see("what is parametrized", torch.nn.utils.parametrize.is_parametrized(layer, "weight"))
    see("the weight", layer.weight)


@probe("b2.12")
def frozen_originals_leave_a_buffer(torch, see):
    """What if the computed tensor asks for no gradient?"""
    layer = linear(torch)
    layer.weight.requires_grad_(False)
    register(torch, layer, "weight", parts(torch))
    removed(torch, layer)
    see("the parameters", [name for name, _ in layer.named_parameters()])
    see("the buffers", [name for name, _ in layer.named_buffers()])


@probe("b2.12")
def a_buffer_stays_a_buffer(torch, see):
    """Is a Parameter made of everything?"""
    net = torch.nn.Module()
    net.register_buffer("mean", filled(torch, (2,)))
    register(torch, net, "mean", twice(torch, back=False))
    removed(torch, net, "mean")
    see("the buffers", dict(net.named_buffers()))
    see("the parameters", [name for name, _ in net.named_parameters()])


@probe("b2.12")
def what_stays_can_be_trained_on(torch, see):
    """Does what stays hang on anything that was?"""
    layer = register(torch, linear(torch), "weight", twice(torch))
    sgd = torch.optim.SGD(layer.parameters(), lr=0.5)
    removed(torch, layer)
    layer(torch.ones(1, 3)).sum().backward()
    sgd.step()
    see("the weight", layer.weight)


@probe("b2.13")
def nothing_is_left_of_it(torch, see):
    """What did registering bring, piece by piece?"""
    layer = register(torch, linear(torch), "weight", twice(torch))
    before = torch.nn.Linear(3, 2)
    see("whether the module is returned", removed(torch, layer) is layer)
    see("the class", type(layer) is torch.nn.Linear)
    see("the state", list(layer.state_dict()))
    see("what it has besides", sorted(vars(layer).keys() - vars(before).keys()))
    see("its modules", [name for name, _ in layer.named_modules()])
    see("what comes out", layer(torch.ones(1, 3)))


@probe("b2.13")
def the_other_name_stays_computed(torch, see):
    """What goes with each name, and what with the last?"""
    layer = register(torch, linear(torch), "weight", twice(torch))
    register(torch, layer, "bias", plus_one(torch))
    removed(torch, layer)
    see("the class", type(layer).__name__)
    see("what is parametrized", list(layer.parametrizations))
    see("the state", list(layer.state_dict()))
    see("the property", ["weight" in vars(type(layer)), "bias" in vars(type(layer))])
    see("what comes out", layer(torch.ones(1, 3)))
    removed(torch, layer, "bias")
    see("the class at the end", type(layer) is torch.nn.Linear)
    see("the state at the end", list(layer.state_dict()))


@probe("b2.13")
def what_is_not_parametrized_is_refused(torch, see):
    """Which names can be taken back?"""
    layer = linear(torch)
    see.raises("of a plain layer", lambda: removed(torch, layer), message=True)
    register(torch, layer, "weight", twice(torch))
    see.raises("another name", lambda: removed(torch, layer, "bias"))
    see.raises("no such name", lambda: removed(torch, layer, "scale"))
    removed(torch, layer)
    see.raises("twice", lambda: removed(torch, layer))


@probe("b2.13")
def it_can_be_registered_again(torch, see):
    """Is anything in the way of a second time?"""
    layer = register(torch, linear(torch), "weight", twice(torch))
    removed(torch, layer)
    register(torch, layer, "weight", plus_one(torch))
    see("the weight", layer.weight)
    see("the class", [type(layer).__name__, type(layer).__bases__[0] is torch.nn.Linear])
    removed(torch, layer)
    see("the weight at the end", layer.weight)


@probe("b2.13")
def computed_numbers_or_the_original(torch, see):
    """Is `leave_parametrized` handed on?"""
    layer = register(torch, linear(torch), "weight", twice(torch, back=False))
    removed(torch, layer, leave_parametrized=False)
    see("the weight", layer.weight)
    layer = register(torch, linear(torch), "weight", twice(torch, back=False))
    removed(torch, layer, leave_parametrized=True)
    see("the computed weight", layer.weight)


@probe("b2.13")
def a_refusal_changes_nothing(torch, see):
    """What comes first: the tensor that stays, or the taking apart?"""
    layer = register(torch, linear(torch), "weight", parts(torch))
    see.raises("leaving several", lambda: removed(torch, layer, leave_parametrized=False))
    see("the weight", layer.weight)
    see("the class", type(layer).__name__)


@probe("b2.13")
def a_class_that_was_there_before_comes_back(torch, see):
    """Which class did it have?"""

    class Mine(torch.nn.Linear):
        pass

    layer = Mine(3, 2)
    register(torch, layer, "weight", twice(torch))
    removed(torch, layer)
    see("the class", type(layer) is Mine)


# -- b2.14 weight norm


def normed(torch, *shape, dim=0):
    net = torch.nn.Module()
    net.weight = torch.nn.Parameter(filled(torch, shape))
    return torch.nn.utils.parametrizations.weight_norm(net, dim=dim)


@probe("b2.14")
def length_and_direction_give_the_weight(torch, see):
    """For each row of the weight: which number is g, and what is v?"""
    net = normed(torch, 2, 3)
    see("the weight", net.weight)
    see("the state", net.state_dict())


@probe("b2.14")
def the_norm_is_over_all_dimensions_but_one(torch, see):
    """Which dimensions are summed over, and which stay?"""
    for dim in (0, 1):
        net = normed(torch, 2, 3, dim=dim)
        see(f"the length for dim {dim}", net.parametrizations.weight.original0)
        see(f"the weight for dim {dim}", net.weight)
    for dim in (0, 1, 2):
        see(f"of three dimensions, for dim {dim}", normed(torch, 2, 3, 4, dim=dim).parametrizations.weight.original0)


@probe("b2.14")
def without_a_dimension_it_is_one_length_for_all(torch, see):
    """What is `dim=None`, and which shape has one number?"""
    net = normed(torch, 2, 3, dim=None)
    see("the length", net.parametrizations.weight.original0)
    see("the weight", net.weight)


@probe("b2.14")
def only_the_direction_of_v_counts(torch, see):
    """What becomes of the weight when v is a hundred times as long, and what when g is?"""
    net = normed(torch, 2, 3)
    kept = net.parametrizations.weight
    with torch.no_grad():
        kept.original1.mul_(100)
    see("with a longer v", net.weight)
    with torch.no_grad():
        kept.original0.mul_(100)
    see("with a longer g", net.weight)


@probe("b2.14")
def both_get_gradients(torch, see):
    """Does the norm take part in the gradient of v?"""
    net = normed(torch, 2, 3)
    (net.weight * torch.tensor([[1.0, 0.0, -1.0], [2.0, 0.0, 1.0]])).sum().backward()
    kept = net.parametrizations.weight
    see("the gradient of g", kept.original0.grad)
    see("the gradient of v", kept.original1.grad)


@probe("b2.14")
def an_assignment_sets_both(torch, see):
    """What does your `right_inverse` return?"""
    net = normed(torch, 2, 2)
    net.weight = torch.tensor([[3.0, 4.0], [0.0, 2.0]])
    see("the state", net.state_dict())
    see("the weight", net.weight)


@probe("b2.14")
def removed_it_leaves_the_weight(torch, see):
    """Are both originals needed for it?"""
    net = normed(torch, 2, 3)
    with torch.no_grad():
        net.parametrizations.weight.original0.fill_(1)
    removed(torch, net)
    see("the state", net.state_dict())


@probe("b2.14")
def a_linear_computes_with_it(torch, see):
    """Does the layer notice?"""
    layer = torch.nn.utils.parametrizations.weight_norm(linear(torch))
    see("what comes out", layer(torch.ones(1, 3)))
    see("how it is printed", repr(layer))
    see("the names", [name for name, _ in layer.named_parameters()])
