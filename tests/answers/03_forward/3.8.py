# %% wrong="clamps, which has another slope at 0" caught="at_zero_the_slope_is_zero"
@grow(nn)
class ReLU(nn.Module):
    def __init__(self, inplace=False):
        super().__init__()
        self.inplace = inplace

    def forward(self, input):
        return input.clamp_(min=0) if self.inplace else input.clamp(min=0)

    def extra_repr(self):
        return "inplace=True" if self.inplace else ""

# %% wrong="maximum, which shares the slope at 0" caught="at_zero_the_slope_is_zero"
@grow(nn)
class ReLU(nn.Module):
    def __init__(self, inplace=False):
        super().__init__()
        self.inplace = inplace

    def forward(self, input):
        if self.inplace:
            return nn.functional.relu(input, inplace=True)
        return torch.maximum(input, torch.zeros_like(input))

    def extra_repr(self):
        return "inplace=True" if self.inplace else ""

# %% wrong="the sizes of negative numbers" caught="negative_numbers_become_zero"
@grow(nn)
class ReLU(nn.Module):
    def __init__(self, inplace=False):
        super().__init__()
        self.inplace = inplace

    def forward(self, input):
        return input.abs()

    def extra_repr(self):
        return "inplace=True" if self.inplace else ""

# %% wrong="drops the negative numbers" caught="negative_numbers_become_zero"
@grow(nn)
class ReLU(nn.Module):
    def __init__(self, inplace=False):
        super().__init__()
        self.inplace = inplace

    def forward(self, input):
        return input[input > 0]

    def extra_repr(self):
        return "inplace=True" if self.inplace else ""

# %% wrong="one number decides for all" caught="negative_numbers_become_zero"
@grow(nn)
class ReLU(nn.Module):
    def __init__(self, inplace=False):
        super().__init__()
        self.inplace = inplace

    def forward(self, input):
        return input if input > 0 else input * 0

    def extra_repr(self):
        return "inplace=True" if self.inplace else ""

# %% wrong="inplace is kept and not handed on" caught="in_place_the_input_is_changed_and_returned"
@grow(nn)
class ReLU(nn.Module):
    def __init__(self, inplace=False):
        super().__init__()
        self.inplace = inplace

    def forward(self, input):
        return nn.functional.relu(input)

    def extra_repr(self):
        return "inplace=True" if self.inplace else ""

# %% wrong="always in place" caught="the_input_is_left_alone_unless_told_otherwise"
@grow(nn)
class ReLU(nn.Module):
    def __init__(self, inplace=False):
        super().__init__()
        self.inplace = inplace

    def forward(self, input):
        return nn.functional.relu(input, inplace=True)

    def extra_repr(self):
        return "inplace=True" if self.inplace else ""

# %% wrong="in place, a copy is returned" caught="in_place_the_input_is_changed_and_returned"
@grow(nn)
class ReLU(nn.Module):
    def __init__(self, inplace=False):
        super().__init__()
        self.inplace = inplace

    def forward(self, input):
        made = nn.functional.relu(input)
        if self.inplace:
            input.data.copy_(made.data)
        return made

    def extra_repr(self):
        return "inplace=True" if self.inplace else ""

# %% wrong="in place by default" caught="the_input_is_left_alone_unless_told_otherwise"
@grow(nn)
class ReLU(nn.Module):
    def __init__(self, inplace=True):
        super().__init__()
        self.inplace = inplace

    def forward(self, input):
        return nn.functional.relu(input, inplace=self.inplace)

    def extra_repr(self):
        return "inplace=True" if self.inplace else ""

# %% wrong="the repr always speaks of inplace" caught="its_repr_speaks_of_inplace_only_where_it_is_set"
@grow(nn)
class ReLU(nn.Module):
    def __init__(self, inplace=False):
        super().__init__()
        self.inplace = inplace

    def forward(self, input):
        return nn.functional.relu(input, inplace=self.inplace)

    def extra_repr(self):
        return f"inplace={self.inplace}"

# %% wrong="None where there is nothing to say" caught="its_repr_speaks_of_inplace_only_where_it_is_set"
@grow(nn)
class ReLU(nn.Module):
    def __init__(self, inplace=False):
        super().__init__()
        self.inplace = inplace

    def forward(self, input):
        return nn.functional.relu(input, inplace=self.inplace)

    def extra_repr(self):
        return str("inplace=True" if self.inplace else None)

# %% wrong="super().__init__() is forgotten" caught="it_has_no_parameters"
@grow(nn)
class ReLU(nn.Module):
    def __init__(self, inplace=False):
        self.inplace = inplace

    def forward(self, input):
        return nn.functional.relu(input, inplace=self.inplace)

    def extra_repr(self):
        return "inplace=True" if self.inplace else ""

    def __repr__(self):
        return f"ReLU({self.extra_repr()})"

# %% wrong="the result is a float, whatever came in" caught="whole_numbers_are_bent_too"
@grow(nn)
class ReLU(nn.Module):
    def __init__(self, inplace=False):
        super().__init__()
        self.inplace = inplace

    def forward(self, input):
        if self.inplace:
            return nn.functional.relu(input, inplace=True)
        return input * (input > 0).float()

    def extra_repr(self):
        return "inplace=True" if self.inplace else ""

# %% right="the tensor's own methods"
@grow(nn)
class ReLU(nn.Module):
    def __init__(self, inplace=False):
        super().__init__()
        self.inplace = inplace

    def forward(self, input):
        return input.relu_() if self.inplace else input.relu()

    def extra_repr(self):
        if self.inplace:
            return "inplace=True"
        return ""

# %% right="a mask, whose slope at 0 is 0"
@grow(nn)
class ReLU(nn.Module):
    def __init__(self, inplace=False):
        super().__init__()
        self.inplace = inplace

    def forward(self, input):
        mask = input > 0
        return input.mul_(mask) if self.inplace else input * mask

    def extra_repr(self):
        return "inplace=True" * bool(self.inplace)

# %% right="by position"
@grow(nn)
class ReLU(nn.Module):
    """max(0, x)"""

    def __init__(self, inplace=False):
        nn.Module.__init__(self)
        self.inplace = inplace

    def forward(self, x):
        return nn.functional.relu(x, self.inplace)

    def extra_repr(self):
        return ("", "inplace=True")[self.inplace]
