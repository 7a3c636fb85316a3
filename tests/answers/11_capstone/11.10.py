# %% wrong="a plain list" caught="the_list_has_a_block_for_each_number_of_channels"
@grow(practice)
class ListedCNN(nn.Module):
    """As many blocks as there are `channels`, in a ModuleList."""

    def __init__(self, *channels):
        super().__init__()
        self.blocks = []
        for before, after in zip((1, *channels), channels):
            conv = nn.Conv2d(before, after, 3, padding=1)
            self.blocks.append(nn.Sequential(conv, nn.BatchNorm2d(after), nn.ReLU(), nn.MaxPool2d(2)))
        self.out = nn.Linear(channels[-1] * (8 // 2 ** len(channels)) ** 2, 10)

    def forward(self, x):
        for block in self.blocks:
            x = block(x)
        return self.out(x.flatten(1))

# %% wrong="every block starts from one channel" caught="the_list_has_a_block_for_each_number_of_channels"
@grow(practice)
class ListedCNN(nn.Module):
    """As many blocks as there are `channels`, in a ModuleList."""

    def __init__(self, *channels):
        super().__init__()
        self.blocks = nn.ModuleList()
        for before, after in zip((1, *channels), channels):
            conv = nn.Conv2d(1, after, 3, padding=1)
            self.blocks.append(nn.Sequential(conv, nn.BatchNorm2d(after), nn.ReLU(), nn.MaxPool2d(2)))
        self.out = nn.Linear(channels[-1] * (8 // 2 ** len(channels)) ** 2, 10)

    def forward(self, x):
        for block in self.blocks:
            x = block(x)
        return self.out(x.flatten(1))

# %% wrong="always two blocks" caught="the_list_has_a_block_for_each_number_of_channels"
@grow(practice)
class ListedCNN(nn.Module):
    """As many blocks as there are `channels`, in a ModuleList."""

    def __init__(self, *channels):
        super().__init__()
        self.blocks = nn.ModuleList()
        for before, after in zip((1, *channels), channels[:2]):
            conv = nn.Conv2d(before, after, 3, padding=1)
            self.blocks.append(nn.Sequential(conv, nn.BatchNorm2d(after), nn.ReLU(), nn.MaxPool2d(2)))
        self.out = nn.Linear(channels[-1] * (8 // 2 ** len(channels)) ** 2, 10)

    def forward(self, x):
        for block in self.blocks:
            x = block(x)
        return self.out(x.flatten(1))

# %% wrong="128 numbers for out, whatever the channels" caught="the_list_has_a_block_for_each_number_of_channels"
@grow(practice)
class ListedCNN(nn.Module):
    """As many blocks as there are `channels`, in a ModuleList."""

    def __init__(self, *channels):
        super().__init__()
        self.blocks = nn.ModuleList()
        for before, after in zip((1, *channels), channels):
            conv = nn.Conv2d(before, after, 3, padding=1)
            self.blocks.append(nn.Sequential(conv, nn.BatchNorm2d(after), nn.ReLU(), nn.MaxPool2d(2)))
        self.out = nn.Linear(128, 10)

    def forward(self, x):
        for block in self.blocks:
            x = block(x)
        return self.out(x.flatten(1))

# %% wrong="the side is not squared" caught="the_list_has_a_block_for_each_number_of_channels"
@grow(practice)
class ListedCNN(nn.Module):
    """As many blocks as there are `channels`, in a ModuleList."""

    def __init__(self, *channels):
        super().__init__()
        self.blocks = nn.ModuleList()
        for before, after in zip((1, *channels), channels):
            conv = nn.Conv2d(before, after, 3, padding=1)
            self.blocks.append(nn.Sequential(conv, nn.BatchNorm2d(after), nn.ReLU(), nn.MaxPool2d(2)))
        self.out = nn.Linear(channels[-1] * (8 // 2 ** len(channels)), 10)

    def forward(self, x):
        for block in self.blocks:
            x = block(x)
        return self.out(x.flatten(1))

# %% wrong="the sides halve once" caught="the_list_has_a_block_for_each_number_of_channels"
@grow(practice)
class ListedCNN(nn.Module):
    """As many blocks as there are `channels`, in a ModuleList."""

    def __init__(self, *channels):
        super().__init__()
        self.blocks = nn.ModuleList()
        for before, after in zip((1, *channels), channels):
            conv = nn.Conv2d(before, after, 3, padding=1)
            self.blocks.append(nn.Sequential(conv, nn.BatchNorm2d(after), nn.ReLU(), nn.MaxPool2d(2)))
        self.out = nn.Linear(channels[-1] * 4**2, 10)

    def forward(self, x):
        for block in self.blocks:
            x = block(x)
        return self.out(x.flatten(1))

# %% wrong="out is made first" caught="the_list_has_a_block_for_each_number_of_channels"
@grow(practice)
class ListedCNN(nn.Module):
    """As many blocks as there are `channels`, in a ModuleList."""

    def __init__(self, *channels):
        super().__init__()
        self.out = nn.Linear(channels[-1] * (8 // 2 ** len(channels)) ** 2, 10)
        self.blocks = nn.ModuleList()
        for before, after in zip((1, *channels), channels):
            conv = nn.Conv2d(before, after, 3, padding=1)
            self.blocks.append(nn.Sequential(conv, nn.BatchNorm2d(after), nn.ReLU(), nn.MaxPool2d(2)))

    def forward(self, x):
        for block in self.blocks:
            x = block(x)
        return self.out(x.flatten(1))

# %% wrong="a Sequential for the list" caught="its_blocks_stand_in_a_module_list"
@grow(practice)
class ListedCNN(nn.Module):
    """As many blocks as there are `channels`, in a ModuleList."""

    def __init__(self, *channels):
        super().__init__()
        self.blocks = nn.Sequential()
        for before, after in zip((1, *channels), channels):
            conv = nn.Conv2d(before, after, 3, padding=1)
            self.blocks.append(nn.Sequential(conv, nn.BatchNorm2d(after), nn.ReLU(), nn.MaxPool2d(2)))
        self.out = nn.Linear(channels[-1] * (8 // 2 ** len(channels)) ** 2, 10)

    def forward(self, x):
        for block in self.blocks:
            x = block(x)
        return self.out(x.flatten(1))

# %% wrong="layers by themselves in the list" caught="the_list_has_a_block_for_each_number_of_channels"
@grow(practice)
class ListedCNN(nn.Module):
    """As many blocks as there are `channels`, in a ModuleList."""

    def __init__(self, *channels):
        super().__init__()
        self.blocks = nn.ModuleList()
        for before, after in zip((1, *channels), channels):
            conv = nn.Conv2d(before, after, 3, padding=1)
            self.blocks.extend([conv, nn.BatchNorm2d(after), nn.ReLU(), nn.MaxPool2d(2)])
        self.out = nn.Linear(channels[-1] * (8 // 2 ** len(channels)) ** 2, 10)

    def forward(self, x):
        for block in self.blocks:
            x = block(x)
        return self.out(x.flatten(1))

# %% wrong="relu before the normalization" caught="the_list_has_a_block_for_each_number_of_channels"
@grow(practice)
class ListedCNN(nn.Module):
    """As many blocks as there are `channels`, in a ModuleList."""

    def __init__(self, *channels):
        super().__init__()
        self.blocks = nn.ModuleList()
        for before, after in zip((1, *channels), channels):
            conv = nn.Conv2d(before, after, 3, padding=1)
            self.blocks.append(nn.Sequential(conv, nn.ReLU(), nn.BatchNorm2d(after), nn.MaxPool2d(2)))
        self.out = nn.Linear(channels[-1] * (8 // 2 ** len(channels)) ** 2, 10)

    def forward(self, x):
        for block in self.blocks:
            x = block(x)
        return self.out(x.flatten(1))

# %% wrong="goes through the first two alone" caught="the_listed_network_is_torchs_from_the_same_seed"
@grow(practice)
class ListedCNN(nn.Module):
    """As many blocks as there are `channels`, in a ModuleList."""

    def __init__(self, *channels):
        super().__init__()
        self.blocks = nn.ModuleList()
        for before, after in zip((1, *channels), channels):
            conv = nn.Conv2d(before, after, 3, padding=1)
            self.blocks.append(nn.Sequential(conv, nn.BatchNorm2d(after), nn.ReLU(), nn.MaxPool2d(2)))
        self.out = nn.Linear(channels[-1] * (8 // 2 ** len(channels)) ** 2, 10)

    def forward(self, x):
        x = self.blocks[0](x)
        x = self.blocks[-1](x)
        return self.out(x.flatten(1))

# %% right="a comprehension"
@grow(practice)
class ListedCNN(nn.Module):
    def __init__(self, *channels):
        super().__init__()
        sizes = [1, *channels]
        self.blocks = nn.ModuleList([self.block(a, b) for a, b in zip(sizes[:-1], sizes[1:])])
        side = 8 >> len(channels)
        self.out = nn.Linear(sizes[-1] * side * side, 10)

    def block(self, a, b):
        return nn.Sequential(nn.Conv2d(a, b, 3, padding=1), nn.BatchNorm2d(b), nn.ReLU(), nn.MaxPool2d(2))

    def forward(self, x):
        for block in self.blocks:
            x = block(x)
        return self.out(nn.functional.relu(x).flatten(1) if False else x.flatten(start_dim=1))

# %% right="counts along"
@grow(practice)
class ListedCNN(nn.Module):
    def __init__(self, *channels):
        super().__init__()
        self.blocks = nn.ModuleList()
        now, side = 1, 8
        for wanted in channels:
            self.blocks += [nn.Sequential(
                nn.Conv2d(now, wanted, kernel_size=3, padding="same"), nn.BatchNorm2d(wanted),
                nn.ReLU(), nn.MaxPool2d(kernel_size=2))]
            now, side = wanted, side // 2
        self.out = nn.Linear(now * side**2, 10)

    def forward(self, x):
        for at in range(len(self.blocks)):
            x = self.blocks[at](x)
        return self.out(x.reshape(len(x), -1))
