"""What the probes of lesson 11 share: convolutions filled with numbers, and torch's way to what is practised there.

Small whole numbers, because they are exact in every precision that a GPU may choose for a convolution.
"""

import io


def numbered(torch, module, start=0):
    """The module with its parameters filled with -2, -1, 0, 1, 2, -2, ..."""
    with torch.no_grad():
        for p in module.parameters():
            p.copy_((torch.arange(start, start + p.numel()) % 5 - 2).reshape(p.shape).to(p.dtype))
    return module


def pixels(torch, *shape):
    """Whole numbers from -3 to 3, all over a tensor of this shape."""
    count = 1
    for size in shape:
        count *= size
    return (torch.arange(count) * 3 % 7 - 3).reshape(shape).float()


def of_dimensions(torch, kernel_size, padding=None, dilation=None, output_padding=None, **settings):
    """The base of all convolutions, for a kernel of any number of dimensions."""
    n = len(kernel_size)
    told = {"in_channels": 2, "out_channels": 4, "groups": 1, "bias": True, "padding_mode": "zeros", **settings}
    return torch.nn.modules.conv._ConvNd(
        kernel_size=kernel_size,
        stride=(1,) * n,
        padding=(0,) * n if padding is None else padding,
        dilation=dilation or (1,) * n,
        transposed=False,
        output_padding=output_padding or (0,) * n,
        **told,
    )


def seeded(torch, make):
    """What `make` builds from the seed 0, on the CPU: no claim is made of a GPU's generator."""
    torch.manual_seed(0)
    return make()


def images(torch, count=3):
    """Some images of 8 x 8."""
    return pixels(torch, count, 1, 8, 8) / 4


def step(torch, net, optimizer, at=0):
    """One step of training on four made-up digits."""
    optimizer.zero_grad()
    shown = images(torch, 4) + at / 8
    torch.nn.functional.cross_entropy(net(shown), torch.arange(4) + at % 3).backward()
    optimizer.step()


def names_and_shapes(net):
    return [(name, tuple(value.shape)) for name, value in net.state_dict().items()]


def practised(torch):
    """Where the networks of lesson 11 are: the learner's own, or in torch's world torch's ways to the same result."""
    return getattr(torch.nn, "practice", ByTorch(torch))


class ByTorch:
    """What a learner writes in this lesson, put together from torch's layers by other means."""

    def __init__(self, torch):
        self.torch = torch

    def _block(self, before, after):
        nn = self.torch.nn
        return [nn.Conv2d(before, after, (3, 3), padding="same"), nn.BatchNorm2d(after), nn.ReLU(), nn.MaxPool2d(2)]

    def _ten(self):
        nn = self.torch.nn
        return [*self._block(1, 16), *self._block(16, 32), nn.Flatten(), nn.Linear(128, 10)]

    def _calling(self, layers):
        """A module that calls these one after the other, and has not registered any."""

        def forward(x):
            for layer in layers:
                x = layer(x)
            return x

        net = self.torch.nn.Module()
        net.forward = forward
        return net

    def PlainCNN(self):  # noqa: N802
        layers = self._ten()
        net = self._calling(layers)
        for name, at in {"conv1": 0, "norm1": 1, "conv2": 4, "norm2": 5, "out": 9}.items():
            net.add_module(name, layers[at])
        return net

    def cnn_in_a_row(self):
        net = self.torch.nn.Sequential()
        for at, layer in enumerate(self._ten()):
            net.add_module(str(at), layer)
        return net

    def ListedCNN(self, *channels):  # noqa: N802
        nn, blocks, before, side = self.torch.nn, [], 1, 8
        for after in channels:
            blocks.append(nn.Sequential(*self._block(before, after)))
            before, side = after, side // 2
        flat, out = nn.Flatten(), nn.Linear(before * side * side, 10)
        net = self._calling([*blocks, flat, out])
        net.blocks, net.out = nn.ModuleList(blocks), out
        return net

    def NamedCNN(self):  # noqa: N802
        names = ["conv1", "norm1", "act", "pool", "conv2", "norm2", "act", "pool", "flat", "out"]
        net = self.torch.nn.Module()
        net.way, net.parts = list(names), self.torch.nn.ModuleDict()
        ten = dict(zip(names, self._ten(), strict=True))
        for name in ("conv1", "norm1", "conv2", "norm2", "out", "act", "pool", "flat"):
            net.parts[name] = ten[name]
        net.forward = lambda x: self._calling([net.parts[name] for name in net.way])(x)
        return net

    def read(self, net, images):
        """A copy is asked, so that nothing happens to the network."""
        import copy

        with self.torch.no_grad():
            probabilities = self.torch.nn.functional.softmax(copy.deepcopy(net).eval()(images), dim=1)
        return probabilities.argmax(1), probabilities.amax(1)

    def save_checkpoint(self, file, net, optimizer, epoch):
        whole = {key: part.state_dict() for key, part in (("net", net), ("optimizer", optimizer))}
        self.torch.save(whole | {"epoch": epoch}, file)

    def resume(self, file, net, optimizer):
        whole = self.torch.load(file)
        for key, part in (("net", net), ("optimizer", optimizer)):
            part.load_state_dict(whole[key])
        return whole["epoch"]


def saved(torch, net, optimizer, epoch):
    """The file of a checkpoint, in memory, from its beginning."""
    file = io.BytesIO()
    practised(torch).save_checkpoint(file, net, optimizer, epoch)
    file.seek(0)
    return file


def momentum_of(torch, net):
    return torch.optim.SGD(net.parameters(), lr=0.125, momentum=0.5)


def a_small_net(torch):
    """One convolution, one normalization and ten scores of which no two are alike."""
    nn = torch.nn
    net = numbered(torch, nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2), nn.Flatten(), nn.Linear(72, 10)))
    with torch.no_grad():
        net[3].weight /= 64
        net[3].bias.copy_(torch.arange(10) * 3 % 10 / 8)
    return net
