# %% wrong="super().__init__() is forgotten" caught="its_layers_are_registered_in_order"
@grow(nn)
class Residual(nn.Module):
    def __init__(self, size, hidden):
        self.first = nn.Linear(size, hidden)
        self.relu = nn.ReLU()
        self.second = nn.Linear(hidden, size)

    def forward(self, x):
        return x + self.second(self.relu(self.first(x)))

# %% wrong="super().__init__() comes after the layers" caught="its_layers_are_registered_in_order"
@grow(nn)
class Residual(nn.Module):
    def __init__(self, size, hidden):
        self.first = nn.Linear(size, hidden)
        self.relu = nn.ReLU()
        self.second = nn.Linear(hidden, size)
        super().__init__()

    def forward(self, x):
        return x + self.second(self.relu(self.first(x)))

# %% wrong="layers in a plain list" caught="its_layers_are_registered_in_order"
@grow(nn)
class Residual(nn.Module):
    def __init__(self, size, hidden):
        super().__init__()
        self.layers = [nn.Linear(size, hidden), nn.ReLU(), nn.Linear(hidden, size)]

    def forward(self, x):
        y = x
        for layer in self.layers:
            y = layer(y)
        return x + y

# %% wrong="layers in local names" caught="its_layers_are_registered_in_order"
@grow(nn)
class Residual(nn.Module):
    def __init__(self, size, hidden):
        super().__init__()
        first, relu, second = nn.Linear(size, hidden), nn.ReLU(), nn.Linear(hidden, size)
        self.run = lambda x: second(relu(first(x)))

    def forward(self, x):
        return x + self.run(x)

# %% wrong="layers made in forward, new ones at every call" caught="its_layers_are_registered_in_order"
@grow(nn)
class Residual(nn.Module):
    def __init__(self, size, hidden):
        super().__init__()
        self.size, self.hidden = size, hidden

    def forward(self, x):
        first, second = nn.Linear(self.size, self.hidden), nn.Linear(self.hidden, self.size)
        return x + second(nn.ReLU()(first(x)))

# %% wrong="layers made again in forward, under their names" caught="it_computes_the_same_twice"
@grow(nn)
class Residual(nn.Module):
    def __init__(self, size, hidden):
        super().__init__()
        self.first = nn.Linear(size, hidden)
        self.relu = nn.ReLU()
        self.second = nn.Linear(hidden, size)
        self.size, self.hidden = size, hidden

    def forward(self, x):
        self.first = nn.Linear(self.size, self.hidden)
        return x + self.second(self.relu(self.first(x)))

# %% wrong="the sizes of second are those of first" caught="its_layers_are_registered_in_order"
@grow(nn)
class Residual(nn.Module):
    def __init__(self, size, hidden):
        super().__init__()
        self.first = nn.Linear(size, hidden)
        self.relu = nn.ReLU()
        self.second = nn.Linear(size, hidden)

    def forward(self, x):
        return x + self.second(self.relu(self.first(x)))

# %% wrong="second is made before first" caught="its_layers_are_registered_in_order"
@grow(nn)
class Residual(nn.Module):
    def __init__(self, size, hidden):
        super().__init__()
        self.second = nn.Linear(hidden, size)
        self.relu = nn.ReLU()
        self.first = nn.Linear(size, hidden)

    def forward(self, x):
        return x + self.second(self.relu(self.first(x)))

# %% wrong="registered in order, drawn out of order" caught="from_the_same_seed_it_is_torchs_block"
@grow(nn)
class Residual(nn.Module):
    def __init__(self, size, hidden):
        super().__init__()
        second = nn.Linear(hidden, size)
        self.first = nn.Linear(size, hidden)
        self.relu = nn.ReLU()
        self.second = second

    def forward(self, x):
        return x + self.second(self.relu(self.first(x)))

# %% wrong="one layer under two names" caught="its_layers_are_registered_in_order"
@grow(nn)
class Residual(nn.Module):
    def __init__(self, size, hidden):
        super().__init__()
        self.first = nn.Linear(size, hidden)
        self.relu = nn.ReLU()
        self.second = self.first

    def forward(self, x):
        return x + self.second(self.relu(self.first(x)))

# %% wrong="the way around is missing" caught="it_adds_what_the_layers_make_to_the_input"
@grow(nn)
class Residual(nn.Module):
    def __init__(self, size, hidden):
        super().__init__()
        self.first = nn.Linear(size, hidden)
        self.relu = nn.ReLU()
        self.second = nn.Linear(hidden, size)

    def forward(self, x):
        return self.second(self.relu(self.first(x)))

# %% wrong="the ReLU is missing" caught="it_adds_what_the_layers_make_to_the_input"
@grow(nn)
class Residual(nn.Module):
    def __init__(self, size, hidden):
        super().__init__()
        self.first = nn.Linear(size, hidden)
        self.relu = nn.ReLU()
        self.second = nn.Linear(hidden, size)

    def forward(self, x):
        return x + self.second(self.first(x))

# %% wrong="the ReLU comes after the sum" caught="it_adds_what_the_layers_make_to_the_input"
@grow(nn)
class Residual(nn.Module):
    def __init__(self, size, hidden):
        super().__init__()
        self.first = nn.Linear(size, hidden)
        self.relu = nn.ReLU()
        self.second = nn.Linear(hidden, size)

    def forward(self, x):
        return self.relu(x + self.second(self.first(x)))

# %% wrong="the ReLU comes first" caught="it_adds_what_the_layers_make_to_the_input"
@grow(nn)
class Residual(nn.Module):
    def __init__(self, size, hidden):
        super().__init__()
        self.first = nn.Linear(size, hidden)
        self.relu = nn.ReLU()
        self.second = nn.Linear(hidden, size)

    def forward(self, x):
        return x + self.second(self.first(self.relu(x)))

# %% wrong="x += changes the input" caught="its_input_is_not_changed"
@grow(nn)
class Residual(nn.Module):
    def __init__(self, size, hidden):
        super().__init__()
        self.first = nn.Linear(size, hidden)
        self.relu = nn.ReLU()
        self.second = nn.Linear(hidden, size)

    def forward(self, x):
        made = self.second(self.relu(self.first(x)))
        with torch.no_grad():
            x += made
        return x + made * 0

# %% wrong="adds to the caller's tensor" caught="its_input_is_not_changed"
@grow(nn)
class Residual(nn.Module):
    def __init__(self, size, hidden):
        super().__init__()
        self.first = nn.Linear(size, hidden)
        self.relu = nn.ReLU()
        self.second = nn.Linear(hidden, size)

    def forward(self, x):
        x += self.second(self.relu(self.first(x.clone())))
        return x

# %% wrong="relu as a function, and no layer of that name" caught="its_layers_are_registered_in_order"
@grow(nn)
class Residual(nn.Module):
    def __init__(self, size, hidden):
        super().__init__()
        self.first = nn.Linear(size, hidden)
        self.second = nn.Linear(hidden, size)

    def forward(self, x):
        return x + self.second(nn.functional.relu(self.first(x)))

# %% wrong="relu as a function beside a layer that is never called" caught="its_layers_can_be_exchanged"
@grow(nn)
class Residual(nn.Module):
    def __init__(self, size, hidden):
        super().__init__()
        self.first = nn.Linear(size, hidden)
        self.relu = nn.ReLU()
        self.second = nn.Linear(hidden, size)

    def forward(self, x):
        return x + self.second(nn.functional.relu(self.first(x)))

# %% wrong="no gradient on the way" caught="every_parameter_gets_its_gradient"
@grow(nn)
class Residual(nn.Module):
    def __init__(self, size, hidden):
        super().__init__()
        self.first = nn.Linear(size, hidden)
        self.relu = nn.ReLU()
        self.second = nn.Linear(hidden, size)

    def forward(self, x):
        with torch.no_grad():
            made = self.second(self.relu(self.first(x)))
        return x + made

# %% wrong="second without its bias" caught="its_layers_are_registered_in_order"
@grow(nn)
class Residual(nn.Module):
    def __init__(self, size, hidden):
        super().__init__()
        self.first = nn.Linear(size, hidden)
        self.relu = nn.ReLU()
        self.second = nn.Linear(hidden, size, bias=False)

    def forward(self, x):
        return x + self.second(self.relu(self.first(x)))

# %% wrong="the bias is left out of the sum" caught="it_adds_what_the_layers_make_to_the_input"
@grow(nn)
class Residual(nn.Module):
    def __init__(self, size, hidden):
        super().__init__()
        self.first = nn.Linear(size, hidden)
        self.relu = nn.ReLU()
        self.second = nn.Linear(hidden, size)

    def forward(self, x):
        return x + self.second(self.relu(self.first(x))) - self.second.bias

# %% wrong="a method of the class keeps the first net's layers" caught="a_copy_of_a_block_is_a_block_of_its_own"
@grow(nn)
class Residual(nn.Module):
    def __init__(self, size, hidden):
        super().__init__()
        self.first = nn.Linear(size, hidden)
        self.relu = nn.ReLU()
        self.second = nn.Linear(hidden, size)
        first, second = self.first, self.second
        self.run = lambda x: second(self.relu(first(x)))

    def forward(self, x):
        return x + self.run(x)

# %% right="step by step"
@grow(nn)
class Residual(nn.Module):
    def __init__(self, size, hidden):
        super().__init__()
        self.first = nn.Linear(size, hidden)
        self.relu = nn.ReLU()
        self.second = nn.Linear(hidden, size)

    def forward(self, x):
        hidden = self.first(x)
        hidden = self.relu(hidden)
        change = self.second(hidden)
        return change + x

# %% right="all three in one line"
@grow(nn)
class Residual(nn.Module):
    def __init__(self, size, hidden):
        super().__init__()
        self.first, self.relu, self.second = nn.Linear(size, hidden), nn.ReLU(), nn.Linear(hidden, size)

    def forward(self, x):
        y = x
        for layer in (self.first, self.relu, self.second):
            y = layer(y)
        return x + y

# %% right="add_module, and children in order"
@grow(nn)
class Residual(nn.Module):
    def __init__(self, size, hidden):
        super().__init__()
        self.add_module("first", nn.Linear(size, hidden))
        self.add_module("relu", nn.ReLU())
        self.add_module("second", nn.Linear(in_features=hidden, out_features=size))

    def forward(self, x):
        made = x
        for child in self.children():
            made = child(made)
        return torch.add(x, made)
