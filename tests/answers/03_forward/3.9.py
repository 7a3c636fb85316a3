# %% wrong="the formula, whose gradient far out is nan" caught="far_out_they_are_flat_and_not_nan"
@grow(nn)
class Sigmoid(nn.Module):
    def forward(self, input):
        return 1 / (1 + torch.exp(-input))


@grow(nn)
class Tanh(nn.Module):
    def forward(self, input):
        return torch.tanh(input)

# %% wrong="tanh by its formula, infinity over infinity" caught="far_out_they_are_flat_and_not_nan"
@grow(nn)
class Sigmoid(nn.Module):
    def forward(self, input):
        return torch.sigmoid(input)


@grow(nn)
class Tanh(nn.Module):
    def forward(self, input):
        up, down = torch.exp(input), torch.exp(-input)
        return (up - down) / (up + down)

# %% wrong="each has the other's function" caught="they_squeeze_every_number"
@grow(nn)
class Sigmoid(nn.Module):
    def forward(self, input):
        return torch.tanh(input)


@grow(nn)
class Tanh(nn.Module):
    def forward(self, input):
        return torch.sigmoid(input)

# %% wrong="the sign in the exponent is lost" caught="they_squeeze_every_number"
@grow(nn)
class Sigmoid(nn.Module):
    def forward(self, input):
        return torch.sigmoid(-input)


@grow(nn)
class Tanh(nn.Module):
    def forward(self, input):
        return torch.tanh(input)

# %% wrong="numpy's tanh, which knows no gradient" caught="they_squeeze_every_number"
import numpy as np


@grow(nn)
class Sigmoid(nn.Module):
    def forward(self, input):
        return torch.sigmoid(input)


@grow(nn)
class Tanh(nn.Module):
    def forward(self, input):
        return np.tanh(input.detach().numpy())

# %% wrong="cut off from the input" caught="their_gradients_are_torchs"
@grow(nn)
class Sigmoid(nn.Module):
    def forward(self, input):
        return torch.sigmoid(input.data)


@grow(nn)
class Tanh(nn.Module):
    def forward(self, input):
        return torch.tanh(input.data)

# %% wrong="works in place" caught="their_input_is_left_alone"
@grow(nn)
class Sigmoid(nn.Module):
    def forward(self, input):
        return input.sigmoid_()


@grow(nn)
class Tanh(nn.Module):
    def forward(self, input):
        return input.tanh_()

# %% wrong="in place where nobody asks for a gradient" caught="their_input_is_left_alone"
@grow(nn)
class Sigmoid(nn.Module):
    def forward(self, input):
        return input.sigmoid() if input.requires_grad or not input.is_floating_point() else input.sigmoid_()


@grow(nn)
class Tanh(nn.Module):
    def forward(self, input):
        return torch.tanh(input)

# %% wrong="a setting that torch's has not" caught="they_take_no_settings_and_have_no_parameters"
@grow(nn)
class Sigmoid(nn.Module):
    def forward(self, input):
        return torch.sigmoid(input)


@grow(nn)
class Tanh(nn.Module):
    def __init__(self, inplace=False):
        super().__init__()
        self.inplace = inplace

    def forward(self, input):
        return torch.tanh(input)

# %% wrong="the range in the repr" caught="they_print_with_nothing_between_the_brackets"
@grow(nn)
class Sigmoid(nn.Module):
    def forward(self, input):
        return torch.sigmoid(input)


@grow(nn)
class Tanh(nn.Module):
    def forward(self, input):
        return torch.tanh(input)

    def extra_repr(self):
        return "-1, 1"

# %% wrong="the function is returned, not called" caught="they_squeeze_every_number"
@grow(nn)
class Sigmoid(nn.Module):
    def forward(self, input):
        return input.sigmoid


@grow(nn)
class Tanh(nn.Module):
    def forward(self, input):
        return input.tanh

# %% right="the tensor's own methods"
@grow(nn)
class Sigmoid(nn.Module):
    def forward(self, input):
        return input.sigmoid()


@grow(nn)
class Tanh(nn.Module):
    def forward(self, input):
        return input.tanh()

# %% right="nn.functional"
@grow(nn)
class Sigmoid(nn.Module):
    """Squeezes into 0 to 1."""

    def __init__(self):
        super().__init__()

    def forward(self, x):
        return nn.functional.sigmoid(x)


@grow(nn)
class Tanh(nn.Module):
    """Squeezes into -1 to 1."""

    def __init__(self):
        super().__init__()

    def forward(self, x):
        return nn.functional.tanh(x)

# %% right="tanh from the sigmoid, and the other way round"
@grow(nn)
class Sigmoid(nn.Module):
    def forward(self, input):
        return torch.tanh(input / 2) / 2 + 0.5


@grow(nn)
class Tanh(nn.Module):
    def forward(self, input):
        return 2 * torch.sigmoid(2 * input) - 1
