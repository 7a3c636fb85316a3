# %% wrong="everything becomes one, the batch too" caught="the_batch_is_kept_by_default"
@grow(nn)
class Flatten(nn.Module):
    def __init__(self, start_dim=1, end_dim=-1):
        super().__init__()
        self.start_dim, self.end_dim = start_dim, end_dim

    def forward(self, input):
        return input.flatten()

    def extra_repr(self):
        return f"start_dim={self.start_dim}, end_dim={self.end_dim}"

# %% wrong="starts at 0, as torch.flatten does" caught="the_batch_is_kept_by_default"
@grow(nn)
class Flatten(nn.Module):
    def __init__(self, start_dim=0, end_dim=-1):
        super().__init__()
        self.start_dim, self.end_dim = start_dim, end_dim

    def forward(self, input):
        return input.flatten(self.start_dim, self.end_dim)

    def extra_repr(self):
        return f"start_dim={self.start_dim}, end_dim={self.end_dim}"

# %% wrong="the default only" caught="both_ends_are_included"
@grow(nn)
class Flatten(nn.Module):
    def __init__(self, start_dim=1, end_dim=-1):
        super().__init__()
        self.start_dim, self.end_dim = start_dim, end_dim

    def forward(self, input):
        return input.reshape(input.shape[0], -1)

    def extra_repr(self):
        return f"start_dim={self.start_dim}, end_dim={self.end_dim}"

# %% wrong="end_dim is forgotten" caught="both_ends_are_included"
@grow(nn)
class Flatten(nn.Module):
    def __init__(self, start_dim=1, end_dim=-1):
        super().__init__()
        self.start_dim, self.end_dim = start_dim, end_dim

    def forward(self, input):
        return input.flatten(self.start_dim)

    def extra_repr(self):
        return f"start_dim={self.start_dim}, end_dim={self.end_dim}"

# %% wrong="the end is left out, as in a slice" caught="the_batch_is_kept_by_default"
@grow(nn)
class Flatten(nn.Module):
    def __init__(self, start_dim=1, end_dim=-1):
        super().__init__()
        self.start_dim, self.end_dim = start_dim, end_dim

    def forward(self, input):
        return input.flatten(self.start_dim, self.end_dim - 1)

    def extra_repr(self):
        return f"start_dim={self.start_dim}, end_dim={self.end_dim}"

# %% wrong="sizes by hand, without negative dimensions" caught="the_batch_is_kept_by_default"
@grow(nn)
class Flatten(nn.Module):
    def __init__(self, start_dim=1, end_dim=-1):
        super().__init__()
        self.start_dim, self.end_dim = start_dim, end_dim

    def forward(self, input):
        shape = list(input.shape)
        return input.reshape(*shape[: self.start_dim], -1, *shape[self.end_dim + 1 :])

    def extra_repr(self):
        return f"start_dim={self.start_dim}, end_dim={self.end_dim}"

# %% wrong="-1 in reshape, which an empty batch leaves undecided" caught="an_empty_batch_stays_an_empty_batch"
@grow(nn)
class Flatten(nn.Module):
    def __init__(self, start_dim=1, end_dim=-1):
        super().__init__()
        self.start_dim, self.end_dim = start_dim, end_dim

    def forward(self, input):
        first, last = self.start_dim % input.ndim, self.end_dim % input.ndim
        return input.reshape(*input.shape[:first], -1, *input.shape[last + 1 :])

    def extra_repr(self):
        return f"start_dim={self.start_dim}, end_dim={self.end_dim}"

# %% wrong="a copy" caught="nothing_is_copied_where_a_view_will_do"
@grow(nn)
class Flatten(nn.Module):
    def __init__(self, start_dim=1, end_dim=-1):
        super().__init__()
        self.start_dim, self.end_dim = start_dim, end_dim

    def forward(self, input):
        return input.clone().flatten(self.start_dim, self.end_dim)

    def extra_repr(self):
        return f"start_dim={self.start_dim}, end_dim={self.end_dim}"

# %% wrong="impossible ends are put right without a word" caught="ends_that_make_no_sense_are_refused"
@grow(nn)
class Flatten(nn.Module):
    def __init__(self, start_dim=1, end_dim=-1):
        super().__init__()
        self.start_dim, self.end_dim = start_dim, end_dim

    def forward(self, input):
        first, last = sorted(min(d % max(input.ndim, 1) if d < 0 else d, input.ndim - 1) for d in (self.start_dim, self.end_dim))
        return input.flatten(first, last)

    def extra_repr(self):
        return f"start_dim={self.start_dim}, end_dim={self.end_dim}"

# %% wrong="impossible ends are refused when it is made" caught="ends_that_make_no_sense_are_refused"
@grow(nn)
class Flatten(nn.Module):
    def __init__(self, start_dim=1, end_dim=-1):
        super().__init__()
        if 0 <= end_dim < start_dim:
            raise RuntimeError("start_dim cannot come after end_dim")
        self.start_dim, self.end_dim = start_dim, end_dim

    def forward(self, input):
        return input.flatten(self.start_dim, self.end_dim)

    def extra_repr(self):
        return f"start_dim={self.start_dim}, end_dim={self.end_dim}"

# %% wrong="nothing between the brackets" caught="its_repr_tells_both_ends"
@grow(nn)
class Flatten(nn.Module):
    def __init__(self, start_dim=1, end_dim=-1):
        super().__init__()
        self.start_dim, self.end_dim = start_dim, end_dim

    def forward(self, input):
        return input.flatten(self.start_dim, self.end_dim)

# %% wrong="the columns come first" caught="the_batch_is_kept_by_default"
@grow(nn)
class Flatten(nn.Module):
    def __init__(self, start_dim=1, end_dim=-1):
        super().__init__()
        self.start_dim, self.end_dim = start_dim, end_dim

    def forward(self, input):
        if input.ndim > 2:
            input = input.transpose(-1, -2)
        return input.flatten(self.start_dim, self.end_dim)

    def extra_repr(self):
        return f"start_dim={self.start_dim}, end_dim={self.end_dim}"

# %% right="torch.flatten"
@grow(nn)
class Flatten(nn.Module):
    def __init__(self, start_dim=1, end_dim=-1):
        super().__init__()
        self.start_dim = start_dim
        self.end_dim = end_dim

    def forward(self, input):
        return torch.flatten(input, start_dim=self.start_dim, end_dim=self.end_dim)

    def extra_repr(self):
        return "start_dim={}, end_dim={}".format(self.start_dim, self.end_dim)

# %% right="a pair from the registry of plain attributes"
@grow(nn)
class Flatten(nn.Module):
    """One dimension of several."""

    def __init__(self, start_dim=1, end_dim=-1):
        super().__init__()
        self.start_dim, self.end_dim = start_dim, end_dim

    def _ends(self):
        return {"start_dim": self.start_dim, "end_dim": self.end_dim}

    def forward(self, input):
        return input.flatten(**self._ends())

    def extra_repr(self):
        return ", ".join(f"{name}={dim}" for name, dim in self._ends().items())
