# %% wrong="the output layer is made first" caught="the_plain_network_has_five_layers_with_numbers"
@grow(practice)
class PlainCNN(nn.Module):
    """The plain way: layers as attributes, and a forward that calls them."""

    def __init__(self):
        super().__init__()
        self.out = nn.Linear(128, 10)
        self.conv1, self.norm1 = nn.Conv2d(1, 16, 3, padding=1), nn.BatchNorm2d(16)
        self.conv2, self.norm2 = nn.Conv2d(16, 32, 3, padding=1), nn.BatchNorm2d(32)
        self.pool = nn.MaxPool2d(2)

    def forward(self, x):
        x = self.pool(self.norm1(self.conv1(x)).relu())
        x = self.pool(self.norm2(self.conv2(x)).relu())
        return self.out(x.flatten(1))

# %% wrong="without padding" caught="the_plain_network_is_torchs_from_the_same_seed"
@grow(practice)
class PlainCNN(nn.Module):
    """The plain way: layers as attributes, and a forward that calls them."""

    def __init__(self):
        super().__init__()
        self.conv1, self.norm1 = nn.Conv2d(1, 16, 3), nn.BatchNorm2d(16)
        self.conv2, self.norm2 = nn.Conv2d(16, 32, 3, padding=1), nn.BatchNorm2d(32)
        self.pool = nn.MaxPool2d(2)
        self.out = nn.Linear(128, 10)

    def forward(self, x):
        x = self.pool(self.norm1(self.conv1(x)).relu())
        x = self.pool(self.norm2(self.conv2(x)).relu())
        return self.out(x.flatten(1))

# %% wrong="relu before the normalization" caught="the_plain_network_is_torchs_from_the_same_seed"
@grow(practice)
class PlainCNN(nn.Module):
    """The plain way: layers as attributes, and a forward that calls them."""

    def __init__(self):
        super().__init__()
        self.conv1, self.norm1 = nn.Conv2d(1, 16, 3, padding=1), nn.BatchNorm2d(16)
        self.conv2, self.norm2 = nn.Conv2d(16, 32, 3, padding=1), nn.BatchNorm2d(32)
        self.pool = nn.MaxPool2d(2)
        self.out = nn.Linear(128, 10)

    def forward(self, x):
        x = self.pool(self.norm1(self.conv1(x).relu()))
        x = self.pool(self.norm2(self.conv2(x)).relu())
        return self.out(x.flatten(1))

# %% wrong="one normalization for both" caught="the_plain_network_has_five_layers_with_numbers"
@grow(practice)
class PlainCNN(nn.Module):
    """The plain way: layers as attributes, and a forward that calls them."""

    def __init__(self):
        super().__init__()
        self.conv1, self.norm1 = nn.Conv2d(1, 16, 3, padding=1), nn.BatchNorm2d(16)
        self.conv2 = nn.Conv2d(16, 16, 3, padding=1)
        self.pool = nn.MaxPool2d(2)
        self.out = nn.Linear(64, 10)

    def forward(self, x):
        x = self.pool(self.norm1(self.conv1(x)).relu())
        x = self.pool(self.norm1(self.conv2(x)).relu())
        return self.out(x.flatten(1))

# %% wrong="the batch is flattened, too" caught="the_plain_network_is_torchs_from_the_same_seed"
@grow(practice)
class PlainCNN(nn.Module):
    """The plain way: layers as attributes, and a forward that calls them."""

    def __init__(self):
        super().__init__()
        self.conv1, self.norm1 = nn.Conv2d(1, 16, 3, padding=1), nn.BatchNorm2d(16)
        self.conv2, self.norm2 = nn.Conv2d(16, 32, 3, padding=1), nn.BatchNorm2d(32)
        self.pool = nn.MaxPool2d(2)
        self.out = nn.Linear(128, 10)

    def forward(self, x):
        x = self.pool(self.norm1(self.conv1(x)).relu())
        x = self.pool(self.norm2(self.conv2(x)).relu())
        return self.out(x.flatten())

# %% wrong="no pooling after the second block" caught="the_plain_network_is_torchs_from_the_same_seed"
@grow(practice)
class PlainCNN(nn.Module):
    """The plain way: layers as attributes, and a forward that calls them."""

    def __init__(self):
        super().__init__()
        self.conv1, self.norm1 = nn.Conv2d(1, 16, 3, padding=1), nn.BatchNorm2d(16)
        self.conv2, self.norm2 = nn.Conv2d(16, 32, 3, padding=1), nn.BatchNorm2d(32)
        self.pool = nn.MaxPool2d(2)
        self.out = nn.Linear(128, 10)

    def forward(self, x):
        x = self.pool(self.norm1(self.conv1(x)).relu())
        x = self.norm2(self.conv2(x)).relu()
        return self.out(x.flatten(1))

# %% wrong="probabilities instead of scores" caught="the_plain_network_is_torchs_from_the_same_seed"
@grow(practice)
class PlainCNN(nn.Module):
    """The plain way: layers as attributes, and a forward that calls them."""

    def __init__(self):
        super().__init__()
        self.conv1, self.norm1 = nn.Conv2d(1, 16, 3, padding=1), nn.BatchNorm2d(16)
        self.conv2, self.norm2 = nn.Conv2d(16, 32, 3, padding=1), nn.BatchNorm2d(32)
        self.pool = nn.MaxPool2d(2)
        self.out = nn.Linear(128, 10)

    def forward(self, x):
        x = self.pool(self.norm1(self.conv1(x)).relu())
        x = self.pool(self.norm2(self.conv2(x)).relu())
        return self.out(x.flatten(1)).softmax(1)

# %% wrong="forgets the second normalization" caught="the_plain_network_is_torchs_from_the_same_seed"
@grow(practice)
class PlainCNN(nn.Module):
    """The plain way: layers as attributes, and a forward that calls them."""

    def __init__(self):
        super().__init__()
        self.conv1, self.norm1 = nn.Conv2d(1, 16, 3, padding=1), nn.BatchNorm2d(16)
        self.conv2, self.norm2 = nn.Conv2d(16, 32, 3, padding=1), nn.BatchNorm2d(32)
        self.pool = nn.MaxPool2d(2)
        self.out = nn.Linear(128, 10)

    def forward(self, x):
        x = self.pool(self.norm1(self.conv1(x)).relu())
        x = self.pool(self.conv2(x).relu())
        return self.out(x.flatten(1))

# %% wrong="layers in a dict of its own" caught="the_plain_network_has_five_layers_with_numbers"
@grow(practice)
class PlainCNN(nn.Module):
    """The plain way: layers as attributes, and a forward that calls them."""

    def __init__(self):
        super().__init__()
        self.conv1, self.norm1 = nn.Conv2d(1, 16, 3, padding=1), nn.BatchNorm2d(16)
        self.conv2, self.norm2 = nn.Conv2d(16, 32, 3, padding=1), nn.BatchNorm2d(32)
        self.pool = nn.MaxPool2d(2)
        self.rest = {"out": nn.Linear(128, 10)}

    def forward(self, x):
        x = self.pool(self.norm1(self.conv1(x)).relu())
        x = self.pool(self.norm2(self.conv2(x)).relu())
        return self.rest["out"](x.flatten(1))

# %% wrong="other names" caught="the_plain_network_has_five_layers_with_numbers"
@grow(practice)
class PlainCNN(nn.Module):
    """The plain way: layers as attributes, and a forward that calls them."""

    def __init__(self):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(1, 16, 3, padding=1), nn.BatchNorm2d(16)
        self.conv2, self.bn2 = nn.Conv2d(16, 32, 3, padding=1), nn.BatchNorm2d(32)
        self.pool = nn.MaxPool2d(2)
        self.out = nn.Linear(128, 10)

    def forward(self, x):
        x = self.pool(self.bn1(self.conv1(x)).relu())
        x = self.pool(self.bn2(self.conv2(x)).relu())
        return self.out(x.flatten(1))

# %% wrong="makes the last layer when it is called" caught="the_plain_network_has_five_layers_with_numbers"
@grow(practice)
class PlainCNN(nn.Module):
    """The plain way: layers as attributes, and a forward that calls them."""

    def __init__(self):
        super().__init__()
        self.conv1, self.norm1 = nn.Conv2d(1, 16, 3, padding=1), nn.BatchNorm2d(16)
        self.conv2, self.norm2 = nn.Conv2d(16, 32, 3, padding=1), nn.BatchNorm2d(32)
        self.pool = nn.MaxPool2d(2)

    def forward(self, x):
        x = self.pool(self.norm1(self.conv1(x)).relu())
        x = self.pool(self.norm2(self.conv2(x)).relu())
        return nn.Linear(128, 10)(x.flatten(1))

# %% right="functions for what has no numbers"
@grow(practice)
class PlainCNN(nn.Module):
    """The plain way: layers as attributes, and a forward that calls them."""

    def __init__(self):
        super().__init__()
        self.conv1, self.norm1 = nn.Conv2d(1, 16, 3, padding=1), nn.BatchNorm2d(16)
        self.conv2, self.norm2 = nn.Conv2d(16, 32, 3, padding=1), nn.BatchNorm2d(32)
        self.out = nn.Linear(128, 10)

    def forward(self, x):
        x = nn.functional.max_pool2d(nn.functional.relu(self.norm1(self.conv1(x))), 2)
        x = nn.functional.max_pool2d(nn.functional.relu(self.norm2(self.conv2(x))), 2)
        return self.out(x.flatten(1))

# %% right="a loop over both blocks, and layers for all"
@grow(practice)
class PlainCNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 16, (3, 3), padding="same")
        self.norm1 = nn.BatchNorm2d(16)
        self.conv2 = nn.Conv2d(16, 32, (3, 3), padding="same")
        self.norm2 = nn.BatchNorm2d(32)
        self.act, self.pool, self.flat = nn.ReLU(), nn.MaxPool2d((2, 2)), nn.Flatten()
        self.out = nn.Linear(32 * 2 * 2, 10)

    def forward(self, x):
        for conv, norm in ((self.conv1, self.norm1), (self.conv2, self.norm2)):
            x = self.pool(self.act(norm(conv(x))))
        return self.out(self.flat(x))
