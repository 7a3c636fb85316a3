"""Hidden claims of lesson 04: the same behaviour on trees, batches and settings that nobody has seen."""

import copy

from course.checks.batchnorm_pieces import with_pieces
from course.probes import probe

LETTERS = list("abcdefgh")


def some_values(torch, rng, *shape):
    """A tensor of numbers that the generator picks."""
    return torch.tensor(rng.normal(size=shape).tolist())


def any_tree(torch, rng, steps=18):
    """The modules of a tree grown at random, its root first.

    Modules, parameters and buffers are shared or not, saved or not, and some entries are None. A shared module is put
    only below one that is older, so no module contains itself.
    """
    nn = torch.nn

    class Block(nn.Module):
        pass

    class Stubborn(nn.Module):
        def train(self, mode=True):
            return super().train(False)

    modules, tensors = [nn.Module()], [torch.zeros(1)]
    for step in range(steps):
        at = int(rng.integers(len(modules)))
        parent, name = modules[at], f"{rng.choice(LETTERS)}{step}"
        younger = modules[at + 1 :]
        saved = bool(rng.integers(2))
        match int(rng.integers(9)):
            case 0 | 1 | 2:
                modules.append([nn.Module, Block, Stubborn][int(rng.integers(3))]())
                setattr(parent, name, modules[-1])
            case 3 if younger:
                setattr(parent, name, younger[int(rng.integers(len(younger)))])
            case 4 | 5:
                tensors.append(torch.full((2,), float(step)))
                parent.register_buffer(name, tensors[-1], persistent=saved)
            case 6:
                parent.register_buffer(name, tensors[int(rng.integers(len(tensors)))], persistent=saved)
            case 7:
                setattr(parent, name, nn.Parameter(torch.full((1,), float(step))))
            case _:
                [parent.add_module, parent.register_parameter, parent.register_buffer][int(rng.integers(3))](name, None)
    return modules


def held(net):
    """What stands where."""
    registries = [list(net._parameters), list(net._modules), dict(net._buffers)]
    plain = sorted(name for name in vars(net) if len(name) == 1)
    return [*registries, net._non_persistent_buffers_set, plain]


# -- 4.1 to 4.6: buffers


@probe("4.1")
def any_registrations_end_alike(torch, see, rng):
    """Which of these ended up differently?"""
    nn = torch.nn
    net = nn.Module()
    net.register_parameter("p", None)
    for step in range(12):
        name = ["a", "b", "c", "p", "x.y", "", "training"][int(rng.integers(7))]
        value = [torch.full((1,), float(step)), None, step, nn.Module()][int(rng.integers(4))]
        saved = bool(rng.integers(2))
        see.raises(f"{name!r}", lambda n=name, v=value, s=saved: net.register_buffer(n, v, persistent=s))
        see("what stands where", held(net))


@probe("4.1")
def a_buffer_that_asks_for_a_gradient_is_kept_as_it_is(torch, see):
    """Is anything detached or copied on the way in?"""
    net = torch.nn.Module()
    x = torch.ones(2, requires_grad=True) * 3
    net.register_buffer("kept", x)
    see("whether it is the object", net.kept is x)
    see("whether it still has its graph", net.kept.requires_grad)


@probe("4.2")
def any_tensor_becomes_a_buffer(torch, see, rng):
    """Does it hold for every shape and dtype?"""
    nn = torch.nn
    shape = rng.integers(1, 4, size=int(rng.integers(0, 4))).tolist()
    dtype = [torch.float32, torch.float64, torch.int64, torch.bool][int(rng.integers(4))]
    saved = bool(rng.integers(2))
    b = nn.Buffer(torch.ones(shape).to(dtype), persistent=saved)
    see("the buffer", b)
    see("its marks", [b.persistent, b._is_buffer, isinstance(b, nn.Buffer)])


@probe("4.2")
def persistent_is_given_by_its_name_only(torch, see):
    """What does your signature allow?"""
    nn = torch.nn
    see.raises("by position", lambda: nn.Buffer(torch.ones(1), False))


@probe("4.2")
def what_is_computed_from_a_buffer_is_none(torch, see):
    """Where do the marks hang: on the object, or on its class?"""
    nn = torch.nn
    b = nn.Buffer(torch.ones(2))
    see("a sum", isinstance(b + b, nn.Buffer))
    see("any tensor", isinstance(torch.ones(2), nn.Buffer))
    see("a buffer of a buffer", [isinstance(nn.Buffer(b), nn.Buffer), nn.Buffer(b) is b])


@probe("4.3")
def any_order_of_assignments_puts_the_names_alike(torch, see, rng):
    """Which assignment was treated differently?"""
    nn = torch.nn
    net = nn.Module()
    net.register_buffer("d", None, persistent=bool(rng.integers(2)))
    for step in range(14):
        name = "abcd"[int(rng.integers(4))]
        filled = torch.full((2,), float(step))
        kind = int(rng.integers(6))
        value = [None, step, filled, nn.Parameter(filled), nn.Module(), nn.Buffer(filled)][kind]
        said = ["None", "a number", "a tensor", "a Parameter", "a Module", "a Buffer"][kind]
        see.raises(f"net.{name} = {said}", lambda n=name, v=value: setattr(net, n, v))
        see("what stands where", [list(net._parameters), list(net._modules), dict(net._buffers)])


@probe("4.3")
def a_property_of_the_class_still_works(torch, see):
    """Which method knows about properties?"""
    nn = torch.nn

    class Net(nn.Module):
        @property
        def size(self):
            return self._size

        @size.setter
        def size(self, value):
            self._size = 2 * value

    net = Net()
    net.size = 3
    see("the property", [net.size, "size" in vars(net)])


@probe("4.4")
def any_order_of_assignments_keeps_the_set_alike(torch, see, rng):
    """After which assignment is the set another one?"""
    nn = torch.nn
    net = nn.Module()
    for step in range(14):
        name = "abc"[int(rng.integers(3))]
        filled, saved = torch.full((2,), float(step)), bool(rng.integers(2))
        match int(rng.integers(5)):
            case 0:
                see.raises(name, lambda n=name, v=filled, s=saved: net.register_buffer(n, v, s))
            case 1:
                made = nn.Buffer(filled, persistent=saved)
                see.raises(name, lambda n=name, v=made: setattr(net, n, v))
            case 2:
                see.raises(name, lambda n=name, v=filled: setattr(net, n, v))
            case 3:
                see.raises(name, lambda n=name: setattr(net, n, None))
            case _:
                see.raises(name, lambda n=name: delattr(net, n))
        see("what stands where", held(net))


@probe("4.5")
def any_tree_lists_its_buffers_alike(torch, see, rng):
    """Which buffer is missing, comes twice, or has another name?"""
    modules = any_tree(torch, rng)
    net = modules[0]
    see("the pairs", list(net.named_buffers()))
    see("with duplicates", [name for name, _ in net.named_buffers("net", remove_duplicate=False)])
    see("of each module alone", [len(list(m.buffers(recurse=False))) for m in modules])
    see("the buffers", list(net.buffers()))


@probe("4.5")
def nothing_of_the_buffers_is_looked_up_before_someone_asks(torch, see):
    """When does the walk begin?"""
    net = torch.nn.Module()
    pairs, alone = net.named_buffers(), net.buffers()
    net.register_buffer("late", torch.ones(1))
    see("the names, with one registered after the call", [name for name, _ in pairs])
    see("without names", len(list(alone)))


@probe("4.6")
def any_name_leads_to_its_buffer(torch, see, rng):
    """Which name leads to something else?"""
    net = any_tree(torch, rng, 24)[0]
    pairs = list(net.named_buffers(remove_duplicate=False))
    see("whether each is the buffer", [net.get_buffer(path) is b for path, b in pairs])
    for path in [path for path, _ in net.named_modules()] + [path for path, _ in net.named_parameters()]:
        see.raises(f"{path!r}", lambda path=path: net.get_buffer(path))


# -- 4.7 the modes


@probe("4.7")
def any_tree_changes_its_mode_alike(torch, see, rng):
    """Which module is in another mode?"""
    modules = any_tree(torch, rng)
    net = modules[0]
    for _ in range(4):
        part, mode = modules[int(rng.integers(len(modules)))], bool(rng.integers(2))
        part.train(mode)
        see("the modes", [(path, m.training) for path, m in net.named_modules()])
    see("in eval", [m.training for m in net.eval().modules()])


@probe("4.7")
def a_refused_mode_changes_nothing_below_either(torch, see):
    """When do you look at the mode: before the first flag, or on the way?"""
    nn = torch.nn
    net = nn.Module()
    net.a = nn.Module()
    net.a.b = nn.Module()
    net.eval()
    see.raises("a number", lambda: net.train(1))
    see("the modes", [m.training for m in net.modules()])


@probe("4.7")
def neither_parameters_nor_gradients_are_touched(torch, see):
    """What has a mode to do with gradients?"""
    nn = torch.nn
    net = nn.Module()
    net.w = nn.Parameter(torch.ones(1))
    net.eval()
    (net.w * 2).sum().backward()
    see("the gradient in eval", net.w.grad)
    see("whether it asks for one", net.w.requires_grad)


# -- 4.8 Dropout


@probe("4.8")
def whatever_goes_in_is_zero_or_scaled(torch, see, rng):
    """Which number is neither?"""
    nn = torch.nn
    p = float(rng.uniform(0.2, 0.8))
    x = some_values(torch, rng, 5, 40)
    layer = nn.Dropout(p)
    out = layer(x)
    kept = out != 0
    see("whether all that is kept is scaled", torch.allclose(out[kept], x[kept] / (1 - p)))
    see("whether some are kept and some are not", [bool(kept.any()), bool((~kept).any())])
    see("its shape and dtype", [list(out.shape), out.dtype])
    see("in eval", layer.eval()(x))


@probe("4.8")
def other_dtypes_stay_what_they_are(torch, see):
    """Which dtype has your noise?"""
    out = torch.nn.Dropout(0.5)(torch.ones(50, dtype=torch.float64))
    see("its dtype", out.dtype)
    see("its numbers", sorted(set(out.tolist())))


@probe("4.8")
def a_leaf_is_not_changed_in_place(torch, see):
    """Who refuses, and is anybody asked?"""
    nn = torch.nn
    x = torch.ones(4, requires_grad=True)
    see.raises("in training", lambda: nn.Dropout(0.5, inplace=True)(x))
    see.raises("in eval", lambda: nn.Dropout(0.5, inplace=True).eval()(x))


@probe("4.8")
def p_may_be_changed_later(torch, see):
    """When is `p` read?"""
    layer, x = torch.nn.Dropout(0.5), torch.ones(20)
    layer.p = 0.0
    see("p = 0 by now", layer(x))
    layer.p = 1.0
    see("p = 1 by now", layer(x))


# -- 4.9 to 4.14: BatchNorm


def any_batchnorm(torch, rng, channels, shape):
    """A layer of settings that the generator picks, for inputs of this many dimensions."""
    cls = torch.nn.BatchNorm2d if len(shape) == 4 else torch.nn.BatchNorm1d
    return cls(
        channels,
        eps=float(rng.choice([1e-5, 1e-2])),
        momentum=[0.1, 0.3, 1.0, None][int(rng.integers(4))],
        affine=bool(rng.integers(2)),
        track_running_stats=bool(rng.integers(3)),
        bias=bool(rng.integers(2)),
    )


def any_shape(rng):
    n, channels = int(rng.integers(4, 8)), int(rng.integers(1, 4))
    return channels, (n, channels, *rng.integers(1, 4, size=int(rng.integers(0, 3))).tolist())


@probe("4.9")
def any_settings_keep_the_same_five_names(torch, see, rng):
    """Which name holds something else?"""
    channels, shape = any_shape(rng)
    net = any_batchnorm(torch, rng, channels, shape)
    see("the parameters", [(n, p if p is None else list(p.shape)) for n, p in net._parameters.items()])
    see("the buffers", dict(net._buffers))
    see("its repr", repr(net))


@probe("4.9")
def two_layers_share_nothing(torch, see):
    """Where are the tensors made?"""
    nn = torch.nn
    one, other = nn.BatchNorm1d(2), nn.BatchNorm1d(2)
    one.running_mean.fill_(5.0)
    one.num_batches_tracked.fill_(5)
    see("the other's buffers", dict(other._buffers))


@probe("4.10")
def any_layer_is_reset_alike(torch, see, rng):
    """Which number is not where it started?"""
    channels, shape = any_shape(rng)
    net = any_batchnorm(torch, rng, channels, shape)
    with torch.no_grad():
        for tensor in (*net.parameters(), *net.buffers()):
            tensor.fill_(3)
    net.reset_running_stats()
    see("the statistics reset", [*net.parameters(), *net.buffers()])
    net.reset_parameters()
    see("all reset", [*net.parameters(), *net.buffers()])


@probe("4.10")
def a_reset_is_not_recorded(torch, see):
    """Is the weight a leaf afterwards, and does it still ask for a gradient?"""
    net = torch.nn.BatchNorm1d(2)
    net.reset_parameters()
    (net.weight.sum() + net.bias.sum()).backward()
    see("the gradients", [p.grad for p in net.parameters()])


@probe("4.11")
def any_batch_has_the_same_moments(torch, see, rng):
    """Which shape is averaged over other dimensions?"""
    channels, shape = any_shape(rng)
    net = with_pieces(torch, torch.nn.BatchNorm1d(channels))
    mean, var = net._moments(some_values(torch, rng, *shape))
    see("the mean", mean)
    see("the variance", var)


@probe("4.12")
def any_batches_move_the_statistics_alike(torch, see, rng):
    """After which batch do they differ?"""
    channels, shape = any_shape(rng)
    cls = torch.nn.BatchNorm2d if len(shape) == 4 else torch.nn.BatchNorm1d
    net = with_pieces(torch, cls(channels, momentum=[0.1, 0.7, None][int(rng.integers(3))]))
    for batch in range(3):
        x = some_values(torch, rng, *shape)
        mean, var = net._moments(x)
        net._track(mean, var, x.numel() // channels)
        see(f"after batch {batch}", dict(net._buffers))


@probe("4.12")
def the_momentum_may_be_changed_later(torch, see):
    """When is `momentum` read?"""
    net = with_pieces(torch, torch.nn.BatchNorm1d(1))
    for momentum in (0.5, None, 1.0):
        net.momentum = momentum
        mean, var = net._moments(torch.tensor([[8.0], [12.0]]))
        net._track(mean, var, 2)
        see(f"momentum {momentum}", dict(net._buffers))


@probe("4.13")
def any_batch_is_brought_to_one_scale_alike(torch, see, rng):
    """Which shape or which setting comes out differently?"""
    channels, shape = any_shape(rng)
    net = with_pieces(torch, any_batchnorm(torch, rng, channels, shape))
    mean, var = some_values(torch, rng, channels), some_values(torch, rng, channels) ** 2 + 0.1
    with torch.no_grad():
        for p in net.parameters():
            p.copy_(some_values(torch, rng, channels))
    x = some_values(torch, rng, *shape).requires_grad_()
    out = net._normalized(x, mean, var)
    (out * some_values(torch, rng, *shape)).sum().backward()
    see("what comes out", out.detach())
    see("the gradients", [x.grad, *(p.grad for p in net.parameters())])


@probe("4.14")
def any_layer_computes_alike_in_both_modes(torch, see, rng):
    """At which batch, in which mode, do they part?"""
    channels, shape = any_shape(rng)
    net = any_batchnorm(torch, rng, channels, shape)
    for batch in range(5):
        net.train(bool(rng.integers(2)))
        x = some_values(torch, rng, *shape).requires_grad_()
        out = net(x)
        see(f"batch {batch}, training {net.training}", out.detach())
        (out * some_values(torch, rng, *shape)).sum().backward()
        see("the gradient of the input", x.grad)
    see("the gradients", [p.grad for p in net.parameters()])
    see("the buffers", dict(net._buffers))


@probe("4.14")
def a_copy_goes_its_own_way(torch, see):
    """What do two layers share, when one is a copy of the other?"""
    net = torch.nn.BatchNorm1d(1)
    other = copy.deepcopy(net)
    net(torch.tensor([[8.0], [12.0]]))
    see("the copy's buffers", dict(other._buffers))
    see("the layer's", dict(net._buffers))


@probe("4.14")
def no_grad_does_not_stop_the_statistics(torch, see):
    """What has tracking to do with gradients?"""
    net = torch.nn.BatchNorm1d(1)
    with torch.no_grad():
        out = net(torch.tensor([[8.0], [12.0]]))
    see("the buffers", dict(net._buffers))
    see("whether what comes out asks for a gradient", out.requires_grad)


@probe("4.14")
def in_eval_the_gradient_passes_a_fixed_scale(torch, see):
    """On what does an output depend, in eval?"""
    net = torch.nn.BatchNorm1d(2).eval()
    net.running_var.fill_(3.0)
    x = torch.tensor([[1.0, 2.0], [3.0, 5.0]], requires_grad=True)
    (net(x) ** 2).sum().backward()
    see("the gradients", [x.grad, net.weight.grad, net.bias.grad])
