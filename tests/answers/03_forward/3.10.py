# %% wrong="the last dimension, always" caught="the_probabilities_add_up_along_dim"
@grow(nn)
class Softmax(nn.Module):
    def __init__(self, dim=None):
        super().__init__()
        self.dim = dim

    def forward(self, input):
        return nn.functional.softmax(input, -1)

    def extra_repr(self):
        return f"dim={self.dim}"

# %% wrong="dimension 1 where nobody says" caught="without_dim_it_warns"
@grow(nn)
class Softmax(nn.Module):
    def __init__(self, dim=1):
        super().__init__()
        self.dim = dim

    def forward(self, input):
        return nn.functional.softmax(input, self.dim)

    def extra_repr(self):
        return f"dim={self.dim}"

# %% wrong="the last dimension where nobody says, without a warning" caught="without_dim_it_warns"
@grow(nn)
class Softmax(nn.Module):
    def __init__(self, dim=None):
        super().__init__()
        self.dim = dim

    def forward(self, input):
        return nn.functional.softmax(input, -1 if self.dim is None else self.dim)

    def extra_repr(self):
        return f"dim={self.dim}"

# %% wrong="dimension 0 is taken for none" caught="the_probabilities_add_up_along_dim"
@grow(nn)
class Softmax(nn.Module):
    def __init__(self, dim=None):
        super().__init__()
        self.dim = dim or 1

    def forward(self, input):
        return nn.functional.softmax(input, self.dim)

    def extra_repr(self):
        return f"dim={self.dim}"

# %% wrong="the repr tells dim only where it is set" caught="its_repr_always_tells_dim"
@grow(nn)
class Softmax(nn.Module):
    def __init__(self, dim=None):
        super().__init__()
        self.dim = dim

    def forward(self, input):
        return nn.functional.softmax(input, self.dim)

    def extra_repr(self):
        return f"dim={self.dim}" if self.dim is not None else ""

# %% wrong="the repr tells the number alone" caught="its_repr_always_tells_dim"
@grow(nn)
class Softmax(nn.Module):
    def __init__(self, dim=None):
        super().__init__()
        self.dim = dim

    def forward(self, input):
        return nn.functional.softmax(input, self.dim)

    def extra_repr(self):
        return str(self.dim)

# %% wrong="the warning is raised when it is made" caught="without_dim_it_warns"
@grow(nn)
class Softmax(nn.Module):
    def __init__(self, dim=None):
        super().__init__()
        if dim is None:
            raise ValueError("say which dim")
        self.dim = dim

    def forward(self, input):
        return nn.functional.softmax(input, self.dim)

    def extra_repr(self):
        return f"dim={self.dim}"

# %% wrong="the formula, which overflows" caught="large_scores_do_not_overflow"
@grow(nn)
class Softmax(nn.Module):
    def __init__(self, dim=None):
        super().__init__()
        self.dim = dim

    def forward(self, input):
        if self.dim is None:
            return nn.functional.softmax(input)
        made = torch.exp(input)
        return made / made.sum(self.dim, keepdim=True)

    def extra_repr(self):
        return f"dim={self.dim}"

# %% wrong="divides by the sum of everything" caught="the_probabilities_add_up_along_dim"
@grow(nn)
class Softmax(nn.Module):
    def __init__(self, dim=None):
        super().__init__()
        self.dim = dim

    def forward(self, input):
        made = torch.exp(input - input.max())
        return made / made.sum()

    def extra_repr(self):
        return f"dim={self.dim}"

# %% wrong="warns itself and always picks 1" caught="without_dim_it_picks_one_by_the_number_of_dimensions"
import warnings


@grow(nn)
class Softmax(nn.Module):
    def __init__(self, dim=None):
        super().__init__()
        self.dim = dim

    def forward(self, input):
        if self.dim is None:
            warnings.warn("say which dim", stacklevel=2)
        return nn.functional.softmax(input, min(1, input.ndim - 1) if self.dim is None else self.dim)

    def extra_repr(self):
        return f"dim={self.dim}"

# %% wrong="the dim that was picked once is kept" caught="without_dim_it_picks_one_by_the_number_of_dimensions"
@grow(nn)
class Softmax(nn.Module):
    def __init__(self, dim=None):
        super().__init__()
        self.dim = dim
        self.picked = dim

    def forward(self, input):
        made = nn.functional.softmax(input, self.picked)
        if self.picked is None:
            self.picked = 0 if input.ndim in (0, 1, 3) else 1
        return made

    def extra_repr(self):
        return f"dim={self.dim}"

# %% right="dim by its name"
@grow(nn)
class Softmax(nn.Module):
    def __init__(self, dim=None):
        super().__init__()
        self.dim = dim

    def forward(self, input):
        return nn.functional.softmax(input=input, dim=self.dim)

    def extra_repr(self):
        return "dim=" + str(self.dim)

# %% right="torch.softmax where dim is given"
@grow(nn)
class Softmax(nn.Module):
    def __init__(self, dim=None):
        super().__init__()
        self.dim = dim

    def forward(self, input):
        if self.dim is None:
            return nn.functional.softmax(input)
        return torch.softmax(input, self.dim)

    def extra_repr(self):
        return "dim={}".format(self.dim)

# %% right="by hand, the largest score taken away first"
@grow(nn)
class Softmax(nn.Module):
    def __init__(self, dim=None):
        super().__init__()
        self.dim = dim

    def forward(self, input):
        if self.dim is None:
            return nn.functional.softmax(input, None)
        made = torch.exp(input - input.amax(self.dim, keepdim=True).detach())
        return made / made.sum(self.dim, keepdim=True)

    def extra_repr(self):
        return f"dim={self.dim}"
