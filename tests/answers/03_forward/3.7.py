# %% wrong="a copy of the input" caught="the_input_itself_comes_back"
@grow(nn)
class Identity(nn.Module):
    def __init__(self, *args, **kwargs):
        super().__init__()

    def forward(self, input):
        return input.clone()

# %% wrong="times one" caught="the_input_itself_comes_back"
@grow(nn)
class Identity(nn.Module):
    def __init__(self, *args, **kwargs):
        super().__init__()

    def forward(self, input):
        return input * 1

# %% wrong="a tuple of all inputs" caught="the_input_itself_comes_back"
@grow(nn)
class Identity(nn.Module):
    def __init__(self, *args, **kwargs):
        super().__init__()

    def forward(self, *input):
        return input

# %% wrong="nothing comes back" caught="the_input_itself_comes_back"
@grow(nn)
class Identity(nn.Module):
    def __init__(self, *args, **kwargs):
        super().__init__()

    def forward(self, input):
        input

# %% wrong="takes no arguments" caught="any_arguments_are_taken_and_none_is_kept"
@grow(nn)
class Identity(nn.Module):
    def forward(self, input):
        return input

# %% wrong="hands its arguments on to Module" caught="any_arguments_are_taken_and_none_is_kept"
@grow(nn)
class Identity(nn.Module):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)

    def forward(self, input):
        return input

# %% wrong="keeps its arguments" caught="any_arguments_are_taken_and_none_is_kept"
@grow(nn)
class Identity(nn.Module):
    def __init__(self, *args, **kwargs):
        super().__init__()
        self.args, self.kwargs = args, kwargs

    def forward(self, input):
        return input

# %% wrong="a module among its arguments becomes a child" caught="any_arguments_are_taken_and_none_is_kept"
@grow(nn)
class Identity(nn.Module):
    def __init__(self, *args, **kwargs):
        super().__init__()
        for name, value in kwargs.items():
            if isinstance(value, nn.Module):
                setattr(self, name, value)

    def forward(self, input):
        return input

# %% wrong="super().__init__() is forgotten" caught="any_arguments_are_taken_and_none_is_kept"
@grow(nn)
class Identity(nn.Module):
    def __init__(self, *args, **kwargs):
        pass

    def forward(self, input):
        return input

# %% wrong="the first of any number of inputs" caught="one_input_is_what_it_takes"
@grow(nn)
class Identity(nn.Module):
    def __init__(self, *args, **kwargs):
        super().__init__()

    def forward(self, *inputs):
        return inputs[0] if inputs else None

# %% wrong="without the graph" caught="the_input_itself_comes_back"
@grow(nn)
class Identity(nn.Module):
    def __init__(self, *args, **kwargs):
        super().__init__()

    def forward(self, input):
        return input.detach()

# %% right="other names for what is ignored"
@grow(nn)
class Identity(nn.Module):
    """Does nothing."""

    def __init__(self, *_, **__):
        super().__init__()

    def forward(self, x):
        return x

# %% right="a lambda, and Module by its name"
@grow(nn)
class Identity(nn.Module):
    def __init__(self, *args, **kwargs):
        nn.Module.__init__(self)

    forward = lambda self, input: input

# %% right="arguments are deleted on the way"
@grow(nn)
class Identity(nn.Module):
    def __init__(self, *args, **kwargs):
        del args, kwargs
        super(nn.Identity, self).__init__()

    def forward(self, input):
        output = input
        return output
