"""Hidden claims of lesson 10: the same conversions on trees that nobody has seen."""

from course.checks.converting import (
    a_tree,
    asking,
    emptied,
    kinds,
    leaf,
    materialized,
    module_of,
    on_meta,
    places,
    practised,
    ties,
)
from course.probes import probe

FLOATS = ("float16", "float32", "float64")
WHOLE = ("int64", "int16", "bool", "uint8")


def some_tensor(torch, rng, dtypes, number):
    """A tensor filled with a number of its own, so that it is known again."""
    size = rng.integers(1, 4, size=int(rng.integers(1, 3))).tolist()
    return torch.full(size, number, dtype=getattr(torch, str(rng.choice(dtypes))))


def some_net(torch, rng, steps=16):
    """A tree grown at random: modules and containers, parameters and buffers, some of them shared, and None entries.

    A shared module is put only below one that is older, so no module contains itself.
    """
    nn = torch.nn
    modules, tensors = [nn.Module()], []
    for step in range(steps):
        at = int(rng.integers(len(modules)))
        parent, younger, name = modules[at], modules[at + 1 :], f"{'abcdef'[step % 6]}{step}"
        match int(rng.integers(9)):
            case 0 | 1:
                modules.append([nn.Module, nn.ModuleDict, nn.Identity][int(rng.integers(3))]())
                parent.add_module(name, modules[-1])
            case 2 if younger:
                parent.add_module(name, younger[int(rng.integers(len(younger)))])
            case 3 | 4:
                p = nn.Parameter(some_tensor(torch, rng, FLOATS, step), requires_grad=bool(rng.integers(3)))
                if p.requires_grad and rng.integers(2):
                    p.grad = torch.full_like(p, step + 0.5).detach()
                tensors.append(p)
                parent.register_parameter(name, p)
            case 5:
                tensors.append(some_tensor(torch, rng, FLOATS + WHOLE, step))
                parent.register_buffer(name, tensors[-1], persistent=bool(rng.integers(2)))
            case 6 | 7 if tensors:
                shared = tensors[int(rng.integers(len(tensors)))]
                put = parent.register_parameter if isinstance(shared, nn.Parameter) else parent.register_buffer
                put(name, shared)
            case _:
                [parent.add_module, parent.register_parameter, parent.register_buffer][int(rng.integers(3))](name, None)
    return modules[0]


def everything(net):
    """All parameters and buffers, under each of their names."""
    return [
        *net.named_parameters(remove_duplicate=False),
        *net.named_buffers(remove_duplicate=False),
    ]


def see_net(see, said, net, known):
    """What holds of a tree after a conversion; `known` are its parameters from before."""
    named = everything(net)
    see(f"{said}: the tensors", [(name, str(t.dtype), t.is_meta, t.requires_grad) for name, t in named])
    see(f"{said}: the numbers", [(name, t) for name, t in named if not t.is_meta])
    see(f"{said}: the gradients", [(name, t.grad) for name, t in named if t.grad is not None])
    see(f"{said}: which are one", [[a is b for _, b in named] for _, a in named])
    see(f"{said}: who stayed the same", [dict(net.named_parameters()).get(name) is p for name, p in known])


# -- 10.1


@probe("10.1")
def any_parameter_becomes_what_the_function_makes_of_it(torch, see, rng):
    """Which numbers does it have, in which shape and dtype?"""
    p = torch.nn.Parameter(some_tensor(torch, rng, FLOATS, 3), requires_grad=bool(rng.integers(2)))
    net = module_of(torch, w=p)
    factor = float(rng.integers(1, 5))
    net._apply(lambda t: (t.reshape(-1) * factor).double())
    see("the parameter", p)
    see("whether it is the same object", net.w is p)


@probe("10.1")
def what_hangs_on_a_parameter_goes_along(torch, see):
    """A subclass, an attribute: does it stay what it is?"""
    nn = torch.nn

    class Scale(nn.Parameter):
        pass

    p = Scale(torch.ones(2))
    p.tag = "encoder"
    net = module_of(torch, w=p)
    net._apply(lambda t: t.double())
    see("its class", type(net.w).__name__)
    see("its attribute", getattr(net.w, "tag", "missing"))


@probe("10.1")
def a_function_that_returns_the_parameter_changes_nothing(torch, see):
    """`fn` may find nothing to do."""
    p = leaf(torch, 1.0, 2.0)
    net = module_of(torch, w=p)
    net._apply(lambda t: t)
    see("the parameter", net.w)
    see("whether it is the same object", net.w is p)


# -- 10.2


@probe("10.2")
def any_tree_is_walked_in_the_same_order(torch, see, rng):
    """Which tensor did `fn` meet at another time, or how often?"""
    net = some_net(torch, rng)
    for p in net.parameters():
        p.grad = None
    met = []
    net._apply(lambda t: met.append((t.flatten()[0].item(), list(t.shape))) or t)
    see("what fn met", met)
    met.clear()
    net._apply(lambda t: met.append(t.flatten()[0].item()) or t, recurse=False)
    see("without recursion", met)


@probe("10.2")
def any_tree_ends_alike_whatever_the_function_makes(torch, see, rng):
    """Which tensor ended up differently?"""
    net = some_net(torch, rng)
    for p in net.parameters():
        p.grad = None
    known = list(net.named_parameters())
    net._apply(lambda t: t * 2 if t.is_floating_point() else t)
    see_net(see, "twice as much", net, known)


# -- 10.3


@probe("10.3")
def any_gradient_in_any_tree_goes_along(torch, see, rng):
    """Which gradient was left, or lost?"""
    net = some_net(torch, rng)
    known = list(net.named_parameters())
    grads = [p.grad for _, p in known]
    net._apply(lambda t: t.double() if t.is_floating_point() else t)
    see_net(see, "in double", net, known)
    see("whether they are the same gradients", [p.grad is g for (_, p), g in zip(known, grads, strict=True)])


@probe("10.3")
def the_function_meets_every_gradient(torch, see, rng):
    """How often, and when?"""
    net = some_net(torch, rng)
    met = []
    net._apply(lambda t: met.append((t.flatten()[0].item(), str(t.dtype))) or t)
    see("what fn met", met)


# -- 10.4


@probe("10.4")
def any_tree_goes_to_meta_and_back(torch, see, rng):
    """Which tensor is another one now that should not be, or the other way round?"""
    net = some_net(torch, rng)
    known = list(net.named_parameters())
    net._apply(lambda t: t.to("meta"))
    see_net(see, "on meta", net, known)
    known = list(net.named_parameters())
    net._apply(lambda t: torch.zeros(tuple(t.shape), dtype=t.dtype))
    see_net(see, "with memory", net, known)


@probe("10.4")
def any_tree_takes_new_parameters_where_torch_future_says_so(torch, see, rng):
    """The given function says whether a tensor keeps its identity. Is it asked for each tensor?"""
    net = some_net(torch, rng)
    known = list(net.named_parameters())
    torch.__future__.set_overwrite_module_params_on_conversion(True)
    try:
        net._apply(lambda t: t.float() if t.is_floating_point() else t)
    finally:
        torch.__future__.set_overwrite_module_params_on_conversion(False)
    see_net(see, "in float", net, known)


@probe("10.4")
def the_successor_is_a_plain_parameter(torch, see):
    """Of which class is the one that you make?"""
    nn = torch.nn

    class Scale(nn.Parameter):
        pass

    net = module_of(torch, w=Scale(torch.ones(2)))
    net._apply(lambda t: t.to("meta"))
    see("its class", type(net.w).__name__)


# -- 10.5


@probe("10.5")
def any_tree_takes_any_floats(torch, see, rng):
    """Which tensor is of another dtype than torch's?"""
    net = some_net(torch, rng)
    known = list(net.named_parameters())
    for name in rng.permutation(["float", "double", "half"]).tolist():
        see(f"whether {name}() gives the module", getattr(net, name)() is net)
        see_net(see, name, net, known)


@probe("10.5")
def all_four_ask_a_tensor_for_what_they_are_called(torch, see):
    """A stand-in for a tensor took note of what it was asked for."""
    stand_in, asked = asking(torch)
    net = module_of(torch, a=stand_in)
    for name in ("float", "double", "half", "bfloat16"):
        getattr(net, name)()
    see("what it was asked for", asked)


# -- 10.6


@probe("10.6")
def buffers_of_any_tree_take_any_type(torch, see, rng):
    """Does every tensor change, whatever it held?"""
    net = some_net(torch, rng)
    wanted = str(rng.choice(FLOATS))
    known = list(net.named_parameters())
    net.type(getattr(torch, wanted))
    see_net(see, wanted, net, known)


@probe("10.6")
def the_cpu_is_where_a_network_on_it_stays(torch, see, rng):
    """What is there to do, and what is the result?"""
    net = some_net(torch, rng).cpu()
    known = list(net.named_parameters())
    see("whether it is the module", net.cpu() is net)
    see_net(see, "on the cpu", net, known)


@probe("10.6")
def the_gpu_may_be_said_as_a_device(torch, see):
    """What kinds of argument does the tensor's method understand?"""
    stand_in, asked = asking(torch)
    module_of(torch, a=stand_in).cuda(torch.device("cuda", 3)).cuda(device=0)
    see("what it was asked for", asked)


# -- 10.7


@probe("10.7")
def any_form_of_the_arguments_is_understood(torch, see, rng):
    """Which combination did you take for another, or refuse?"""
    net = module_of(torch, w=torch.nn.Parameter(torch.ones(2)), mean=torch.ones(3))
    for _ in range(6):
        dtype = getattr(torch, str(rng.choice(FLOATS)))
        like = torch.ones(1, dtype=dtype)
        flag = bool(rng.integers(2))
        forms = {
            "dtype": ((dtype,), {}),
            "dtype, flag": ((dtype, flag), {}),
            "dtype, non_blocking": ((dtype,), {"non_blocking": flag}),
            "None, dtype": ((None, dtype), {}),
            "tensor": ((like,), {}),
            "tensor, flag": ((like, flag), {}),
            "tensor=": ((), {"tensor": like}),
            "dtype=": ((), {"dtype": dtype}),
            "device=None, dtype=": ((), {"device": None, "dtype": dtype}),
        }
        said = str(rng.choice(list(forms)))
        args, named = forms[said]
        net.to(*args, **named)
        see(f"to({said})", kinds(net))


@probe("10.7")
def a_flag_is_a_bool(torch, see):
    """Who looks at the third argument?"""
    net = module_of(torch, w=torch.nn.Parameter(torch.ones(2)))
    see.raises("text", lambda: net.to("cpu", torch.float64, "yes"))
    see.raises("text behind a dtype", lambda: net.to(torch.float64, "yes"))
    see("what was done", kinds(net))


@probe("10.7")
def a_tensor_by_keyword_may_have_a_flag_beside_it(torch, see):
    """Which keywords go on to the rest?"""
    net = module_of(torch, w=torch.nn.Parameter(torch.ones(2)))
    net.to(tensor=torch.ones(1).double(), non_blocking=True)
    see("the dtypes", kinds(net))


# -- 10.8


@probe("10.8")
def any_tree_is_moved_and_cast(torch, see, rng):
    """Which tensor is of another dtype, or in another place?"""
    net = some_net(torch, rng)
    known = list(net.named_parameters())
    net.to(dtype=getattr(torch, str(rng.choice(FLOATS))))
    see_net(see, "cast", net, known)
    net.to("meta", getattr(torch, str(rng.choice(FLOATS))))
    see_net(see, "moved", net, known)


@probe("10.8")
def images_are_laid_out_and_nothing_else(torch, see, rng):
    """Which strides differ, and what is said of five dimensions?"""
    net = torch.nn.Module()
    for at in range(6):
        shape = rng.integers(2, 5, size=int(rng.choice([1, 2, 3, 4, 4]))).tolist()
        net.register_buffer(f"b{at}", torch.ones(shape))
    net.to(memory_format=torch.channels_last)
    see("the strides", [(name, t.stride()) for name, t in net.named_buffers()])
    net.to(torch.float64)
    see("the strides, cast", [(name, t.stride()) for name, t in net.named_buffers()])
    net.to(memory_format=torch.contiguous_format)
    see("the strides, contiguous", [(name, t.stride()) for name, t in net.named_buffers()])
    net.register_buffer("five", torch.ones(2, 2, 2, 2, 2))
    see.raises("five dimensions", lambda: net.to(memory_format=torch.channels_last))


@probe("10.8")
def whole_numbers_on_meta_cannot_leave_it_either(torch, see):
    """Which call of `t.to` is watched for the error?"""
    net = on_meta(torch, lambda: module_of(torch, count=torch.zeros(2, dtype=torch.int64)))
    see.raises("to the cpu", lambda: net.to("cpu", torch.float64), message=True)


# -- 10.9


@probe("10.9")
def any_dtype_is_judged_alike(torch, see, rng):
    """Which dtype was taken, or refused?"""
    net = some_net(torch, rng)
    known = list(net.named_parameters())
    for name in rng.permutation([*FLOATS, *WHOLE]).tolist():
        see.raises(name, lambda name=name: net.to(getattr(torch, name)))
        see_net(see, name, net, known)


@probe("10.9")
def a_child_may_have_its_own_way_here_too(torch, see):
    """`to` asks `_apply`, and `_apply` asks the children."""
    nn = torch.nn

    class Exact(nn.Module):
        def _apply(self, fn, recurse=True):
            return super()._apply(lambda t: fn(t).double() if t.is_floating_point() else fn(t), recurse)

    net = module_of(torch, child=Exact(), w=leaf(torch, 1.0))
    net.child.w = leaf(torch, 1.0)
    see("the dtypes", kinds(net.to(torch.float16)))


# -- 10.10


@probe("10.10")
def any_tree_is_emptied_alike(torch, see, rng):
    """Which tensor is of another shape, dtype or place?"""
    net = some_net(torch, rng).to("meta")
    known = list(net.named_parameters())
    net.to_empty(device="cpu", recurse=bool(rng.integers(2)))
    named = everything(net)
    see("the tensors", [(n, str(t.dtype), list(t.shape), t.is_meta, t.requires_grad) for n, t in named])
    see("which are one", [[a is b for _, b in named] for _, a in named])
    see("who stayed the same", [dict(net.named_parameters()).get(name) is p for name, p in known])


@probe("10.10")
def no_device_is_the_one_it_is_on(torch, see):
    """None is handed on like any other device."""
    net = on_meta(torch, lambda: a_tree(torch)).to_empty(device=None)
    see("whether they are on meta", places(net))


# -- 10.11


def some_layers(torch, rng, depth=2):
    """How to build a tree of layers, whose sizes are settled beforehand."""
    nn = torch.nn
    plan = []
    for _ in range(int(rng.integers(1, 4))):
        kind, a, b = (int(rng.integers(n)) for n in (5 if depth else 4, 4, 4))
        makers = [
            lambda a=a, b=b: nn.Linear(a + 1, b + 1),
            lambda a=a: nn.Linear(a + 1, 2, bias=False),
            lambda a=a, b=b: nn.BatchNorm1d(a + 1, affine=bool(b % 2), track_running_stats=bool(b // 2)),
            lambda: nn.ReLU(),
            some_layers(torch, rng, depth - 1) if kind == 4 else None,
        ]
        plan.append(makers[kind])
    container = int(rng.integers(3))

    def make():
        made = [maker() for maker in plan]
        if container == 0:
            return nn.Sequential(*made)
        return nn.ModuleList(made) if container == 1 else nn.ModuleDict({f"m{i}": m for i, m in enumerate(made)})

    return make


@probe("10.11")
def any_network_becomes_what_it_would_have_been(torch, see, rng):
    """Which layer has other numbers than torch's, and is it the order?"""
    net = materialized(torch, some_layers(torch, rng))
    see("the parameters", list(net.named_parameters()))
    see("the buffers", list(net.named_buffers()))
    see("on meta", places(net))


@probe("10.11")
def a_layer_that_stands_twice_is_filled_in_once(torch, see):
    """How often do you come to it?"""
    nn = torch.nn

    def make():
        layer = nn.Linear(2, 2)
        return nn.Sequential(layer, nn.Tanh(), layer, nn.Linear(2, 2))

    see("the parameters", list(materialized(torch, make).named_parameters()))


# -- 10.12


@probe("10.12")
def any_ties_are_tied_again(torch, see, rng):
    """Which names stood for one Parameter, and stand for two now?"""
    seed = int(rng.integers(1000))

    def make():
        chosen = type(rng)(type(rng.bit_generator)(seed))
        nn = torch.nn
        pool = [leaf(torch, 1.0, float(i)) for i in range(3)]
        modules = [nn.Module()]
        for step in range(12):
            parent = modules[int(chosen.integers(len(modules)))]
            if chosen.integers(3) == 0:
                modules.append(nn.Module())
                parent.add_module(f"m{step}", modules[-1])
            else:
                parent.register_parameter(f"p{step}", [*pool, None][int(chosen.integers(4))])
        return modules[0]

    net = emptied(torch, make)
    see("which are one", ties(net))
    see("whether they are on meta", places(net))


@probe("10.12")
def a_shared_module_is_shared_still(torch, see):
    """Modules are not made anew. What do their names stand for?"""

    def make():
        child = module_of(torch, w=leaf(torch, 1.0))
        return module_of(torch, a=child, b=child, c=module_of(torch, w=child.w))

    net = emptied(torch, make)
    see("which are one", ties(net))
    see("whether the module is one", net.a is net.b)


# -- 10.13


@probe("10.13")
def any_choice_of_parameters_is_judged_alike(torch, see, rng):
    """Which Parameter did you count, or not count?"""
    nn = torch.nn
    net = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 1))
    params = list(net.parameters())
    few = [p for p in params if rng.integers(6)] or params[:1]
    cut = int(rng.integers(1, len(few) + 1))
    groups = [{"params": group} for group in (few[:cut], few[cut:]) if group]
    optimizer = torch.optim.SGD(groups, lr=1.0)
    see("all of it", practised(torch).holds(optimizer, net))
    see("the first layer", practised(torch).holds(optimizer, net[0]))


@probe("10.13")
def a_layer_that_was_replaced_is_not_held(torch, see):
    """The optimizer was made before."""
    nn = torch.nn
    net = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 1))
    optimizer = torch.optim.SGD(net.parameters(), lr=1.0)
    net[1] = nn.Linear(2, 3)
    see("afterwards", practised(torch).holds(optimizer, net))
