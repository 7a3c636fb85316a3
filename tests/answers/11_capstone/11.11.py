# %% wrong="a plain dict" caught="the_parts_stand_in_a_module_dict"
@grow(practice)
class NamedCNN(nn.Module):
    """Parts in a ModuleDict, and a way through them."""

    def __init__(self):
        super().__init__()
        self.way = "conv1 norm1 act pool conv2 norm2 act pool flat out".split()
        self.parts = dict({
            "conv1": nn.Conv2d(1, 16, 3, padding=1), "norm1": nn.BatchNorm2d(16),
            "conv2": nn.Conv2d(16, 32, 3, padding=1), "norm2": nn.BatchNorm2d(32),
            "out": nn.Linear(128, 10), "act": nn.ReLU(), "pool": nn.MaxPool2d(2), "flat": nn.Flatten()})

    def forward(self, x):
        for name in self.way:
            x = self.parts[name](x)
        return x

# %% wrong="walks the dict instead of the way" caught="the_named_network_is_torchs_from_the_same_seed"
@grow(practice)
class NamedCNN(nn.Module):
    """Parts in a ModuleDict, and a way through them."""

    def __init__(self):
        super().__init__()
        self.way = "conv1 norm1 act pool conv2 norm2 act pool flat out".split()
        self.parts = nn.ModuleDict({
            "conv1": nn.Conv2d(1, 16, 3, padding=1), "norm1": nn.BatchNorm2d(16),
            "conv2": nn.Conv2d(16, 32, 3, padding=1), "norm2": nn.BatchNorm2d(32),
            "out": nn.Linear(128, 10), "act": nn.ReLU(), "pool": nn.MaxPool2d(2), "flat": nn.Flatten()})

    def forward(self, x):
        for name in self.parts:
            x = self.parts[name](x)
        return x

# %% wrong="the way is written into forward" caught="another_way_is_gone_as_it_is_named"
@grow(practice)
class NamedCNN(nn.Module):
    """Parts in a ModuleDict, and a way through them."""

    def __init__(self):
        super().__init__()
        self.way = "conv1 norm1 act pool conv2 norm2 act pool flat out".split()
        self.parts = nn.ModuleDict({
            "conv1": nn.Conv2d(1, 16, 3, padding=1), "norm1": nn.BatchNorm2d(16),
            "conv2": nn.Conv2d(16, 32, 3, padding=1), "norm2": nn.BatchNorm2d(32),
            "out": nn.Linear(128, 10), "act": nn.ReLU(), "pool": nn.MaxPool2d(2), "flat": nn.Flatten()})

    def forward(self, x):
        for name in "conv1 norm1 act pool conv2 norm2 act pool flat out".split():
            x = self.parts[name](x)
        return x

# %% wrong="out is made first" caught="the_names_in_the_state_are_those_of_the_parts"
@grow(practice)
class NamedCNN(nn.Module):
    """Parts in a ModuleDict, and a way through them."""

    def __init__(self):
        super().__init__()
        self.way = "conv1 norm1 act pool conv2 norm2 act pool flat out".split()
        self.parts = nn.ModuleDict({
            "out": nn.Linear(128, 10),
            "conv1": nn.Conv2d(1, 16, 3, padding=1), "norm1": nn.BatchNorm2d(16),
            "conv2": nn.Conv2d(16, 32, 3, padding=1), "norm2": nn.BatchNorm2d(32),
            "act": nn.ReLU(), "pool": nn.MaxPool2d(2), "flat": nn.Flatten()})

    def forward(self, x):
        for name in self.way:
            x = self.parts[name](x)
        return x

# %% wrong="no flattening" caught="the_parts_stand_in_a_module_dict"
@grow(practice)
class NamedCNN(nn.Module):
    """Parts in a ModuleDict, and a way through them."""

    def __init__(self):
        super().__init__()
        self.way = "conv1 norm1 act pool conv2 norm2 act pool flat out".split()
        self.parts = nn.ModuleDict({
            "conv1": nn.Conv2d(1, 16, 3, padding=1), "norm1": nn.BatchNorm2d(16),
            "conv2": nn.Conv2d(16, 32, 3, padding=1), "norm2": nn.BatchNorm2d(32),
            "out": nn.Linear(128, 10), "act": nn.ReLU(), "pool": nn.MaxPool2d(2)})

    def forward(self, x):
        for name in self.way:
            x = self.parts[name](x)
        return x

# %% wrong="two activations" caught="the_parts_stand_in_a_module_dict"
@grow(practice)
class NamedCNN(nn.Module):
    """Parts in a ModuleDict, and a way through them."""

    def __init__(self):
        super().__init__()
        self.way = "conv1 norm1 act pool conv2 norm2 act pool flat out".split()
        self.parts = nn.ModuleDict({
            "conv1": nn.Conv2d(1, 16, 3, padding=1), "norm1": nn.BatchNorm2d(16),
            "conv2": nn.Conv2d(16, 32, 3, padding=1), "norm2": nn.BatchNorm2d(32),
            "out": nn.Linear(128, 10), "act": nn.ReLU(), "act2": nn.ReLU(), "pool": nn.MaxPool2d(2), "flat": nn.Flatten()})

    def forward(self, x):
        for name in self.way:
            x = self.parts[name](x)
        return x

# %% wrong="every part starts from the images" caught="the_named_network_is_torchs_from_the_same_seed"
@grow(practice)
class NamedCNN(nn.Module):
    """Parts in a ModuleDict, and a way through them."""

    def __init__(self):
        super().__init__()
        self.way = "conv1 norm1 act pool conv2 norm2 act pool flat out".split()
        self.parts = nn.ModuleDict({
            "conv1": nn.Conv2d(1, 16, 3, padding=1), "norm1": nn.BatchNorm2d(16),
            "conv2": nn.Conv2d(16, 32, 3, padding=1), "norm2": nn.BatchNorm2d(32),
            "out": nn.Linear(128, 10), "act": nn.ReLU(), "pool": nn.MaxPool2d(2), "flat": nn.Flatten()})

    def forward(self, x):
        for name in self.way:
            out = self.parts[name](x)
        return out

# %% wrong="a set of names: each part once" caught="the_named_network_is_torchs_from_the_same_seed"
@grow(practice)
class NamedCNN(nn.Module):
    """Parts in a ModuleDict, and a way through them."""

    def __init__(self):
        super().__init__()
        self.way = "conv1 norm1 act pool conv2 norm2 act pool flat out".split()
        self.parts = nn.ModuleDict({
            "conv1": nn.Conv2d(1, 16, 3, padding=1), "norm1": nn.BatchNorm2d(16),
            "conv2": nn.Conv2d(16, 32, 3, padding=1), "norm2": nn.BatchNorm2d(32),
            "out": nn.Linear(128, 10), "act": nn.ReLU(), "pool": nn.MaxPool2d(2), "flat": nn.Flatten()})

    def forward(self, x):
        for name in dict.fromkeys(self.way):
            x = self.parts[name](x)
        return x

# %% wrong="the parts of the beginning are kept" caught="a_part_may_be_exchanged"
@grow(practice)
class NamedCNN(nn.Module):
    """Parts in a ModuleDict, and a way through them."""

    def __init__(self):
        super().__init__()
        self.way = "conv1 norm1 act pool conv2 norm2 act pool flat out".split()
        self.parts = nn.ModuleDict({
            "conv1": nn.Conv2d(1, 16, 3, padding=1), "norm1": nn.BatchNorm2d(16),
            "conv2": nn.Conv2d(16, 32, 3, padding=1), "norm2": nn.BatchNorm2d(32),
            "out": nn.Linear(128, 10), "act": nn.ReLU(), "pool": nn.MaxPool2d(2), "flat": nn.Flatten()})
        self.kept = dict(self.parts)

    def forward(self, x):
        for name in self.way:
            x = self.kept[name](x)
        return x

# %% wrong="attributes instead of parts" caught="the_parts_stand_in_a_module_dict"
@grow(practice)
class NamedCNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.way = "conv1 norm1 act pool conv2 norm2 act pool flat out".split()
        self.conv1, self.norm1 = nn.Conv2d(1, 16, 3, padding=1), nn.BatchNorm2d(16)
        self.conv2, self.norm2 = nn.Conv2d(16, 32, 3, padding=1), nn.BatchNorm2d(32)
        self.out, self.act, self.pool, self.flat = nn.Linear(128, 10), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten()

    def forward(self, x):
        for name in self.way:
            x = getattr(self, name)(x)
        return x

# %% right="part by part"
@grow(practice)
class NamedCNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.way = "conv1 norm1 act pool conv2 norm2 act pool flat out".split()
        self.parts = nn.ModuleDict()
        for at, (a, b) in enumerate([(1, 16), (16, 32)], 1):
            self.parts[f"conv{at}"] = nn.Conv2d(a, b, 3, padding="same")
            self.parts[f"norm{at}"] = nn.BatchNorm2d(b)
        self.parts["out"] = nn.Linear(128, 10)
        self.parts.update({"flat": nn.Flatten(), "pool": nn.MaxPool2d(2), "act": nn.ReLU()})

    def forward(self, x):
        for name in self.way:
            x = self.parts[name](x)
        return x

# %% right="pairs, and the parts in a row first"
@grow(practice)
class NamedCNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.way = ["conv1", "norm1", "act", "pool", "conv2", "norm2", "act", "pool", "flat", "out"]
        self.parts = nn.ModuleDict([
            ("act", nn.ReLU()), ("pool", nn.MaxPool2d(2)), ("flat", nn.Flatten()),
            ("conv1", nn.Conv2d(1, 16, 3, padding=1)), ("norm1", nn.BatchNorm2d(16)),
            ("conv2", nn.Conv2d(16, 32, 3, padding=1)), ("norm2", nn.BatchNorm2d(32)),
            ("out", nn.Linear(128, 10))])

    def forward(self, x):
        for part in [self.parts[name] for name in self.way]:
            x = part(x)
        return x
