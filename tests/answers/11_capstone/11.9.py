# %% wrong="without the flattening" caught="the_row_has_ten_layers"
@grow(practice)
def cnn_in_a_row():
    return nn.Sequential(
        nn.Conv2d(1, 16, 3, padding=1), nn.BatchNorm2d(16), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(16, 32, 3, padding=1), nn.BatchNorm2d(32), nn.ReLU(), nn.MaxPool2d(2),
        nn.Linear(128, 10))

# %% wrong="blocks within the row" caught="the_row_has_ten_layers"
@grow(practice)
def cnn_in_a_row():
    def block(a, b):
        return nn.Sequential(nn.Conv2d(a, b, 3, padding=1), nn.BatchNorm2d(b), nn.ReLU(), nn.MaxPool2d(2))

    return nn.Sequential(block(1, 16), block(16, 32), nn.Flatten(), nn.Linear(128, 10))

# %% wrong="pooling before relu" caught="the_row_has_ten_layers"
@grow(practice)
def cnn_in_a_row():
    return nn.Sequential(
        nn.Conv2d(1, 16, 3, padding=1), nn.BatchNorm2d(16), nn.MaxPool2d(2), nn.ReLU(),
        nn.Conv2d(16, 32, 3, padding=1), nn.BatchNorm2d(32), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(128, 10))

# %% wrong="a list of layers" caught="the_row_has_ten_layers"
@grow(practice)
def cnn_in_a_row():
    return nn.ModuleList([
        nn.Conv2d(1, 16, 3, padding=1), nn.BatchNorm2d(16), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(16, 32, 3, padding=1), nn.BatchNorm2d(32), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(128, 10)])

# %% wrong="no padding in the second convolution" caught="the_row_is_torchs_from_the_same_seed"
@grow(practice)
def cnn_in_a_row():
    return nn.Sequential(
        nn.Conv2d(1, 16, 3, padding=1), nn.BatchNorm2d(16), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(16, 32, 3), nn.BatchNorm2d(32), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(128, 10))

# %% wrong="one relu, one pooling, used twice" caught="every_call_makes_a_row_of_its_own"
@grow(practice)
def cnn_in_a_row(act=nn.ReLU(), pool=nn.MaxPool2d(2)):
    return nn.Sequential(
        nn.Conv2d(1, 16, 3, padding=1), nn.BatchNorm2d(16), act, pool,
        nn.Conv2d(16, 32, 3, padding=1), nn.BatchNorm2d(32), act, pool,
        nn.Flatten(), nn.Linear(128, 10))

# %% wrong="names of its own" caught="the_row_names_them_by_their_places"
@grow(practice)
def cnn_in_a_row():
    from collections import OrderedDict

    return nn.Sequential(OrderedDict(
        conv1=nn.Conv2d(1, 16, 3, padding=1), norm1=nn.BatchNorm2d(16), act1=nn.ReLU(), pool1=nn.MaxPool2d(2),
        conv2=nn.Conv2d(16, 32, 3, padding=1), norm2=nn.BatchNorm2d(32), act2=nn.ReLU(), pool2=nn.MaxPool2d(2),
        flat=nn.Flatten(), out=nn.Linear(128, 10)))

# %% wrong="more channels" caught="the_row_names_them_by_their_places"
@grow(practice)
def cnn_in_a_row():
    return nn.Sequential(
        nn.Conv2d(1, 8, 3, padding=1), nn.BatchNorm2d(8), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(8, 32, 3, padding=1), nn.BatchNorm2d(32), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(128, 10))

# %% right="a list that is spread out"
@grow(practice)
def cnn_in_a_row():
    layers = []
    for a, b in ((1, 16), (16, 32)):
        layers += [nn.Conv2d(a, b, 3, padding=1), nn.BatchNorm2d(b), nn.ReLU(), nn.MaxPool2d(2)]
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(128, 10))

# %% right="appended one by one"
@grow(practice)
def cnn_in_a_row():
    net = nn.Sequential()
    for a, b in zip((1, 16), (16, 32)):
        net.append(nn.Conv2d(a, b, 3, padding="same")).append(nn.BatchNorm2d(b))
        net.append(nn.ReLU(inplace=True)).append(nn.MaxPool2d(2, stride=2))
    return net.extend([nn.Flatten(), nn.Linear(128, 10)])
