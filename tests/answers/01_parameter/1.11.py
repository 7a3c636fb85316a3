# %% wrong="repr(self), which asks here" caught="it_prints_as_containing_its_tensor"
@grow(nn.Parameter)
def __repr__(self):
    return "Parameter containing:\n" + repr(self)

# %% wrong="a blank instead of a line break" caught="it_prints_as_containing_its_tensor"
@grow(nn.Parameter)
def __repr__(self):
    return "Parameter containing: " + super().__repr__()

# %% wrong="prints, and returns nothing" caught="it_prints_as_containing_its_tensor"
@grow(nn.Parameter)
def __repr__(self):
    print("Parameter containing:")
    print(super().__repr__())

# %% wrong="the text of its data, which asks for no gradient" caught="it_prints_as_containing_its_tensor"
@grow(nn.Parameter)
def __repr__(self):
    return f"Parameter containing:\n{self.data!r}"

# %% wrong="the list of its values" caught="it_prints_as_containing_its_tensor"
@grow(nn.Parameter)
def __repr__(self):
    flag = ", requires_grad=True" if self.requires_grad else ""
    return f"Parameter containing:\ntensor({self.tolist()}{flag})"

# %% wrong="requires_grad=True is always written" caught="a_frozen_one_does_not_say_that_it_asks_for_a_gradient"
@grow(nn.Parameter)
def __repr__(self):
    return "Parameter containing:\n" + repr(self.data)[:-1] + ", requires_grad=True)"

# %% wrong="requires_grad=False is written, too" caught="a_frozen_one_does_not_say_that_it_asks_for_a_gradient"
@grow(nn.Parameter)
def __repr__(self):
    return "Parameter containing:\n" + repr(self.data)[:-1] + f", requires_grad={self.requires_grad})"

# %% wrong="puts the flag at the end by hand, however long the line is" caught="a_wide_one_breaks_its_lines_where_the_tensor_does"
@grow(nn.Parameter)
def __repr__(self):
    text = repr(self.data)
    if self.requires_grad:
        text = text[:-1] + ", requires_grad=True)"
    return "Parameter containing:\n" + text

# %% wrong="the name of the class instead of the word" caught="a_subclass_prints_as_a_parameter_too"
@grow(nn.Parameter)
def __repr__(self):
    return f"{type(self).__name__} containing:\n" + super().__repr__()

# %% right="an f-string"
@grow(nn.Parameter)
def __repr__(self):
    return f"Parameter containing:\n{super().__repr__()}"

# %% right="the tensor's method by its name"
@grow(nn.Parameter)
def __repr__(self):
    lines = ["Parameter containing:", torch.Tensor.__repr__(self)]
    return "\n".join(lines)

# %% right="super with both arguments"
@grow(nn.Parameter)
def __repr__(self):
    text = super(nn.Parameter, self).__repr__()
    return """Parameter containing:
""" + text

# %% right="a plain tensor with the same flag"
@grow(nn.Parameter)
def __repr__(self):
    return "Parameter containing:\n" + repr(self.data.requires_grad_(self.requires_grad))

# %% right="the whole class again"
@grow(nn)
class Parameter(torch.Tensor):
    """A tensor that is trained."""

    HEAD = "Parameter containing:"

    def __new__(cls, data=None, requires_grad=True):
        return torch.Tensor._make_subclass(cls, torch.empty(0) if data is None else data, requires_grad)

    def __repr__(self):
        return self.HEAD + "\n" + super().__repr__()
