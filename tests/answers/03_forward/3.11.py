# %% wrong="the last dimension, always" caught="it_gives_logarithms_of_probabilities"
@grow(nn)
class LogSoftmax(nn.Module):
    def __init__(self, dim=None):
        super().__init__()
        self.dim = dim

    def forward(self, input):
        return nn.functional.log_softmax(input, -1)

    def extra_repr(self):
        return f"dim={self.dim}"

# %% wrong="dimension 1 where nobody says" caught="without_dim_it_warns_and_picks"
@grow(nn)
class LogSoftmax(nn.Module):
    def __init__(self, dim=1):
        super().__init__()
        self.dim = dim

    def forward(self, input):
        return nn.functional.log_softmax(input, self.dim)

    def extra_repr(self):
        return f"dim={self.dim}"

# %% wrong="the last dimension where nobody says, without a warning" caught="without_dim_it_warns_and_picks"
@grow(nn)
class LogSoftmax(nn.Module):
    def __init__(self, dim=None):
        super().__init__()
        self.dim = dim

    def forward(self, input):
        return nn.functional.log_softmax(input, -1 if self.dim is None else self.dim)

    def extra_repr(self):
        return f"dim={self.dim}"

# %% wrong="dimension 0 is taken for none" caught="it_gives_logarithms_of_probabilities"
@grow(nn)
class LogSoftmax(nn.Module):
    def __init__(self, dim=None):
        super().__init__()
        self.dim = dim or 1

    def forward(self, input):
        return nn.functional.log_softmax(input, self.dim)

    def extra_repr(self):
        return f"dim={self.dim}"

# %% wrong="the repr tells dim only where it is set" caught="its_repr_tells_dim"
@grow(nn)
class LogSoftmax(nn.Module):
    def __init__(self, dim=None):
        super().__init__()
        self.dim = dim

    def forward(self, input):
        return nn.functional.log_softmax(input, self.dim)

    def extra_repr(self):
        return f"dim={self.dim}" if self.dim is not None else ""

# %% wrong="the repr tells the number alone" caught="its_repr_tells_dim"
@grow(nn)
class LogSoftmax(nn.Module):
    def __init__(self, dim=None):
        super().__init__()
        self.dim = dim

    def forward(self, input):
        return nn.functional.log_softmax(input, self.dim)

    def extra_repr(self):
        return str(self.dim)

# %% wrong="the warning is raised when it is made" caught="without_dim_it_warns_and_picks"
@grow(nn)
class LogSoftmax(nn.Module):
    def __init__(self, dim=None):
        super().__init__()
        if dim is None:
            raise ValueError("say which dim")
        self.dim = dim

    def forward(self, input):
        return nn.functional.log_softmax(input, self.dim)

    def extra_repr(self):
        return f"dim={self.dim}"

# %% wrong="the logarithm of the softmax, in two steps" caught="a_tiny_probability_has_a_finite_logarithm"
@grow(nn)
class LogSoftmax(nn.Module):
    def __init__(self, dim=None):
        super().__init__()
        self.dim = dim

    def forward(self, input):
        return nn.functional.softmax(input, self.dim).log()

    def extra_repr(self):
        return f"dim={self.dim}"

# %% wrong="log of softmax plus a little" caught="a_tiny_probability_has_a_finite_logarithm"
@grow(nn)
class LogSoftmax(nn.Module):
    def __init__(self, dim=None):
        super().__init__()
        self.dim = dim

    def forward(self, input):
        return torch.log(nn.functional.softmax(input, self.dim) + 1e-9)

    def extra_repr(self):
        return f"dim={self.dim}"

# %% wrong="the softmax without the logarithm" caught="it_gives_logarithms_of_probabilities"
@grow(nn)
class LogSoftmax(nn.Module):
    def __init__(self, dim=None):
        super().__init__()
        self.dim = dim

    def forward(self, input):
        return nn.functional.softmax(input, self.dim)

    def extra_repr(self):
        return f"dim={self.dim}"

# %% wrong="minus the logarithm" caught="it_gives_logarithms_of_probabilities"
@grow(nn)
class LogSoftmax(nn.Module):
    def __init__(self, dim=None):
        super().__init__()
        self.dim = dim

    def forward(self, input):
        return -nn.functional.log_softmax(input, self.dim)

    def extra_repr(self):
        return f"dim={self.dim}"

# %% wrong="derives from Softmax" caught="it_is_no_kind_of_softmax"
@grow(nn)
class LogSoftmax(nn.Softmax):
    def forward(self, input):
        return nn.functional.log_softmax(input, self.dim)

# %% wrong="the sum of the exponentials overflows" caught="a_tiny_probability_has_a_finite_logarithm"
@grow(nn)
class LogSoftmax(nn.Module):
    def __init__(self, dim=None):
        super().__init__()
        self.dim = dim

    def forward(self, input):
        if self.dim is None:
            return nn.functional.log_softmax(input)
        return input - torch.log(torch.exp(input).sum(self.dim, keepdim=True))

    def extra_repr(self):
        return f"dim={self.dim}"

# %% right="dim by its name, and a local one"
@grow(nn)
class LogSoftmax(nn.Module):
    def __init__(self, dim=None):
        super().__init__()
        self.dim = dim

    def forward(self, input):
        dim = self.dim
        return nn.functional.log_softmax(input, dim=dim)

    def extra_repr(self):
        return "dim=" + repr(self.dim)

# %% right="logsumexp, the largest score taken away first"
@grow(nn)
class LogSoftmax(nn.Module):
    def __init__(self, dim=None):
        super().__init__()
        self.dim = dim

    def forward(self, input):
        if self.dim is None:
            return nn.functional.log_softmax(input)
        below = input - input.amax(self.dim, keepdim=True).detach()
        return below - torch.logsumexp(below, self.dim, keepdim=True)

    def extra_repr(self):
        return f"dim={self.dim}"
