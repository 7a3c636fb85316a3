"""Hidden claims of lesson 11: convolutions, poolings, networks and checkpoints that nobody has seen."""

import io

from course.checks.digit_nets import (
    a_small_net,
    images,
    momentum_of,
    names_and_shapes,
    numbered,
    of_dimensions,
    pixels,
    practised,
    saved,
    seeded,
    step,
)
from course.probes import probe

# -- what is drawn


def one_of(rng, *choices):
    return choices[int(rng.integers(len(choices)))]


def size_of(rng, least, most):
    """A number, or one for each dimension."""
    return int(rng.integers(least, most)) if rng.integers(2) else tuple(rng.integers(least, most, size=2).tolist())


def some_conv(torch, rng, **fixed):
    """A convolution of any settings that torch allows."""
    groups = int(rng.integers(1, 4))
    settings = {
        "in_channels": groups * int(rng.integers(1, 3)),
        "out_channels": groups * int(rng.integers(1, 3)),
        "kernel_size": size_of(rng, 1, 5),
        "stride": size_of(rng, 1, 4),
        "padding": one_of(rng, size_of(rng, 0, 3), size_of(rng, 0, 3), "same", "valid"),
        "dilation": size_of(rng, 1, 3),
        "groups": groups,
        "bias": bool(rng.integers(2)),
        "padding_mode": one_of(rng, "zeros", "zeros", "reflect", "replicate", "circular"),
        **fixed,
    }
    if settings["padding"] == "same":
        settings["stride"] = 1
    layer = torch.nn.Conv2d(**settings)
    layer.told = str(settings)  # for labels; how a layer prints is a claim of its own
    return layer


def some_pool(torch, rng):
    kernel = int(rng.integers(2, 4))
    return torch.nn.MaxPool2d(
        one_of(rng, kernel, (kernel, 2)),
        stride=one_of(rng, None, 1, (2, 1)),
        padding=int(rng.integers(2)),
        ceil_mode=bool(rng.integers(2)),
    )


def some_tree(torch, rng, depth=0):
    """A tree of convolutions and poolings: nested Sequentials, layers used twice, tied kernels, a None."""
    nn = torch.nn
    shared = nn.Conv2d(2, 2, 3, padding=1)
    net = nn.Sequential()
    for at in range(int(rng.integers(2, 6))):
        layer = one_of(rng, shared, nn.Conv2d(2, 2, 3, padding="same"), nn.BatchNorm2d(2), nn.ReLU(), nn.Identity())
        if depth < 2 and rng.integers(3) == 0:
            layer = some_tree(torch, rng, depth + 1)
        if isinstance(layer, nn.Conv2d) and rng.integers(3) == 0:
            layer.weight = shared.weight
        if isinstance(layer, nn.Conv2d) and rng.integers(4) == 0:
            layer.bias = None
        net.add_module(str(at), layer)
    if depth == 0:
        net.append(nn.MaxPool2d(2, stride=1))
        if rng.integers(2):
            next(m for m in net.modules() if not isinstance(m, nn.Sequential)).register_module("nothing", None)
    return net


# -- 11.1 to 11.6


@probe("11.1")
def any_settings_give_torchs_shapes(torch, see, rng):
    """Which shape is other than torch's?"""
    for _ in range(6):
        layer = some_conv(torch, rng)
        see(
            "the parameters",
            {name: None if p is None else tuple(p.shape) for name, p in layer._parameters.items()},
        )


@probe("11.1")
def a_bias_is_whatever_is_true(torch, see):
    """People write `bias=1` and `bias=not norm`."""
    nn = torch.nn
    see("bias=1", nn.Conv2d(1, 2, 3, bias=1).bias is None)
    see("bias=0", nn.Conv2d(1, 2, 3, bias=0).bias is None)


@probe("11.2")
def any_groups_are_refused_as_torch_refuses_them(torch, see, rng):
    """Which combination of groups and channels do you let through, or refuse?"""
    for _ in range(8):
        channels, outputs, groups = (int(n) for n in rng.integers((1, 1, -1), (7, 7, 5)))
        see.raises(
            f"{channels} to {outputs} in {groups} groups",
            lambda c=channels, o=outputs, g=groups: torch.nn.Conv2d(c, o, 1, groups=g),
        )


@probe("11.2")
def any_padding_is_refused_as_torch_refuses_it(torch, see, rng):
    """Which combination of padding and stride?"""
    for _ in range(8):
        padding = one_of(rng, "same", "valid", "none", 1, (0, 2))
        stride = one_of(rng, 1, 2, (1, 1), (1, 2), (2, 1))
        see.raises(
            f"padding {padding!r}, stride {stride}",
            lambda p=padding, s=stride: torch.nn.Conv2d(1, 1, 3, padding=p, stride=s),
        )


@probe("11.3")
def any_convolution_has_torchs_first_numbers(torch, see, rng):
    """Which layer is drawn from other bounds, or in another order?"""
    with torch.device("cpu"):
        torch.manual_seed(int(rng.integers(1000)))
        for _ in range(3):
            layer = some_conv(torch, rng)
            see("its state", layer.state_dict())


@probe("11.3")
def a_layer_is_reset_as_it_was_made(torch, see):
    """The same seed once more: the same numbers?"""
    with torch.device("cpu"):
        layer = seeded(torch, lambda: torch.nn.Conv2d(2, 3, 3))
        before = layer.weight.detach().clone(), layer.bias.detach().clone()
        seeded(torch, layer.reset_parameters)
        see(
            "whether they are equal",
            [torch.equal(a, b) for a, b in zip(before, (layer.weight, layer.bias), strict=True)],
        )


@probe("11.4")
def any_convolution_computes_what_torchs_does(torch, see, rng):
    """Which setting is not heeded?"""
    for _ in range(3):
        layer = numbered(torch, some_conv(torch, rng, padding_mode="zeros"), int(rng.integers(5)))
        x = pixels(torch, 2, layer.in_channels, 9, 10).requires_grad_()
        out = layer(x)
        out.sum().backward()
        see(layer.told, out.detach())
        see("the gradients", [x.grad, layer.weight.grad])


@probe("11.5")
def any_padding_of_any_mode_comes_to_torchs_list(torch, see, rng):
    """Which of the sides has another width?"""
    for _ in range(6):
        layer = some_conv(torch, rng)
        see(layer.told, list(layer._reversed_padding_repeated_twice))
    n = int(rng.integers(1, 5))
    kernel, gaps = (tuple(rng.integers(1, 6, size=n).tolist()) for _ in range(2))
    layer = of_dimensions(torch, kernel, padding="same", dilation=gaps)
    see(f"a kernel of {kernel}, gaps of {gaps}", list(layer._reversed_padding_repeated_twice))


@probe("11.5")
def any_mode_of_padding_computes_what_torchs_does(torch, see, rng):
    """What lies beyond the edge?"""
    for mode in ("reflect", "replicate", "circular"):
        layer = numbered(torch, some_conv(torch, rng, padding_mode=mode))
        see(layer.told, layer(pixels(torch, 1, layer.in_channels, 11, 12)).detach())


@probe("11.6")
def any_convolution_prints_as_torchs_does(torch, see, rng):
    """Which setting is said that should not be, or the other way round?"""
    for _ in range(8):
        see("its repr", repr(some_conv(torch, rng)))


# -- 11.7


@probe("11.7")
def any_pooling_computes_what_torchs_does(torch, see, rng):
    """Which setting is not heeded?"""
    for _ in range(3):
        layer = some_pool(torch, rng)
        x = pixels(torch, 1, 2, 7, 8).requires_grad_()
        out = layer(x)
        out.sum().backward()
        see(f"{layer}", out.detach())
        see("how much gradient there is in all", x.grad.sum())


@probe("11.7")
def any_tree_of_these_layers_is_torchs(torch, see, rng):
    """Nested, shared, tied, with places that are empty. What differs: a name, a number, a gradient?"""
    with torch.device("cpu"):
        torch.manual_seed(1)
        net = some_tree(torch, rng)
        numbered(torch, net).double()
        x = torch.tensor(rng.normal(size=(2, 2, 6, 6)), requires_grad=True)  # no two alike, for the pooling
        out = net.eval()(x)
        out.sum().backward()
        see("the tree", repr(net))
        see("the state", names_and_shapes(net))
        see("the output", out.detach())
        see("the gradients", {name: p.grad for name, p in net.named_parameters()})


# -- 11.8 to 11.11


def trained(torch, make, steps=2):
    """The state of a network after some steps of training, on the CPU."""
    with torch.device("cpu"):
        net = seeded(torch, make)
        optimizer = momentum_of(torch, net)
        for at in range(steps):
            step(torch, net, optimizer, at)
        return net.eval()(images(torch)).detach()


@probe("11.8")
def the_plain_network_saves_and_loads(torch, see):
    """Is anything of it not in its state?"""
    with torch.device("cpu"):
        net = seeded(torch, practised(torch).PlainCNN)
        net(images(torch))
        again = practised(torch).PlainCNN()
        again.load_state_dict(net.state_dict())
        see("whether it computes the same", torch.equal(net.eval()(images(torch)), again.eval()(images(torch))))


@probe("11.8")
def the_plain_network_changes_its_mode_and_its_dtype(torch, see):
    """Is every layer found by `eval` and `double`?"""
    with torch.device("cpu"):
        net = seeded(torch, practised(torch).PlainCNN).eval().double()
        see("the dtype of its scores", net(images(torch).double()).dtype)
        net(images(torch).double() + 1)
        see("what the counters say", net.norm1.num_batches_tracked)


@probe("11.9")
def the_row_learns_as_torchs_does(torch, see):
    """Two steps of training."""
    see("its scores", trained(torch, practised(torch).cnn_in_a_row))


@probe("11.10")
def any_list_of_channels_makes_torchs_network(torch, see, rng):
    """Which number of blocks, or of channels, does your class not expect?"""
    channels = rng.integers(1, 6, size=int(rng.integers(1, 4))).tolist()
    with torch.device("cpu"):
        net = seeded(torch, lambda: practised(torch).ListedCNN(*channels))
        see("its state", names_and_shapes(net))
        see("its scores", net(images(torch)).detach())


@probe("11.11")
def the_named_network_learns_as_torchs_does(torch, see):
    """Two steps of training."""
    see("its scores", trained(torch, practised(torch).NamedCNN))


@probe("11.11")
def any_way_through_the_parts_can_be_gone(torch, see, rng):
    """Which part is not called, or not in its turn?"""
    with torch.device("cpu"):
        net = seeded(torch, practised(torch).NamedCNN).eval()
        net.way = [*rng.choice(["act", "pool"], size=3).tolist(), "flat"]
        see(f"{net.way}", net(images(torch, 2)))


# -- 11.12 and 11.13


@probe("11.12")
def dropout_is_off_while_it_reads(torch, see):
    """Twice the same question: twice the same answer?"""
    nn = torch.nn
    net = nn.Sequential(a_small_net(torch), nn.Dropout(0.5))
    first, second = (practised(torch).read(net, images(torch))[1] for _ in range(2))
    see("whether both are equal", torch.equal(first, second))
    see("how sure", first)


@probe("11.12")
def any_images_are_read(torch, see, rng):
    """How many, and of which brightness?"""
    x = images(torch, int(rng.integers(1, 6))) * int(rng.integers(1, 3))
    see("both", list(practised(torch).read(a_small_net(torch), x)))


@probe("11.13")
def a_training_is_resumed_from_any_step(torch, see, rng):
    """After how many steps is something forgotten?"""
    with torch.device("cpu"):
        net = a_small_net(torch)
        optimizer = momentum_of(torch, net)
        for at in range(int(rng.integers(4))):
            step(torch, net, optimizer, at)
        again = a_small_net(torch)
        fresh = momentum_of(torch, again)
        epoch = int(rng.integers(100))
        see("the epoch", practised(torch).resume(saved(torch, net, optimizer, epoch), again, fresh))
        step(torch, again, fresh, 9)
        see("its state", again.state_dict())


@probe("11.13")
def a_checkpoint_written_twice_is_read_twice(torch, see):
    """Does saving change what is saved?"""
    net = a_small_net(torch)
    optimizer = momentum_of(torch, net)
    step(torch, net, optimizer)
    files = [saved(torch, net, optimizer, epoch) for epoch in (1, 2)]
    step(torch, net, optimizer)
    found = [torch.load(io.BytesIO(file.getvalue())) for file in files]
    see("the epochs", [one["epoch"] for one in found])
    see("whether the networks are equal", torch.equal(found[0]["net"]["3.bias"], found[1]["net"]["3.bias"]))
