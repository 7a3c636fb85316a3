# %% wrong="keyword arguments are left behind" caught="every_argument_reaches_forward"
@grow(nn.Module)
def __call__(self, *args):
    return self.forward(*args)

# %% wrong="takes names and forgets to hand them on" caught="every_argument_reaches_forward"
@grow(nn.Module)
def __call__(self, *args, **kwargs):
    return self.forward(*args)

# %% wrong="one input only" caught="every_argument_reaches_forward"
@grow(nn.Module)
def __call__(self, input):
    return self.forward(input)

# %% wrong="hands on a tuple and a dict" caught="calling_a_module_runs_its_forward"
@grow(nn.Module)
def __call__(self, *args, **kwargs):
    return self.forward(args, kwargs)

# %% wrong="nothing is returned" caught="calling_a_module_runs_its_forward"
@grow(nn.Module)
def __call__(self, *args, **kwargs):
    self.forward(*args, **kwargs)

# %% wrong="asks the class for forward" caught="a_forward_put_on_the_object_is_the_one_that_runs"
@grow(nn.Module)
def __call__(self, *args, **kwargs):
    return type(self).forward(self, *args, **kwargs)

# %% wrong="runs forward twice, once to see whether it works" caught="forward_runs_once_for_each_call"
@grow(nn.Module)
def __call__(self, *args, **kwargs):
    self.forward(*args, **kwargs)
    return self.forward(*args, **kwargs)

# %% wrong="None is taken for a mistake" caught="whatever_forward_returns_comes_back"
@grow(nn.Module)
def __call__(self, *args, **kwargs):
    result = self.forward(*args, **kwargs)
    if result is None:
        raise ValueError("forward returned nothing")
    return result

# %% wrong="what is not true is not handed back" caught="calling_a_module_runs_its_forward"
@grow(nn.Module)
def __call__(self, *args, **kwargs):
    return self.forward(*args, **kwargs) or None

# %% wrong="detaches what comes out" caught="calling_a_module_runs_its_forward"
@grow(nn.Module)
def __call__(self, *args, **kwargs):
    return self.forward(*args, **kwargs).detach().numpy()

# %% wrong="without gradients, as for a prediction" caught="a_module_calls_the_modules_in_it"
@grow(nn.Module)
def __call__(self, *args, **kwargs):
    with torch.no_grad():
        return self.forward(*args, **kwargs)

# %% wrong="another error in the place of forward's" caught="what_forward_raises_comes_out"
@grow(nn.Module)
def __call__(self, *args, **kwargs):
    try:
        return self.forward(*args, **kwargs)
    except KeyError as error:
        raise RuntimeError("forward failed") from error

# %% wrong="keeps the forward of the first call" caught="the_class_may_change_its_forward_afterwards"
@grow(nn.Module)
def __call__(self, *args, **kwargs):
    if "_called" not in self.__dict__ or "forward" in self.__dict__:
        self.__dict__["_called"] = self.forward
    return self._called(*args, **kwargs)

# %% right="other names for the same"
@grow(nn.Module)
def __call__(self, *inputs, **named):
    result = self.forward(*inputs, **named)
    return result

# %% right="the first input by name, as in older torch"
@grow(nn.Module)
def __call__(*args, **kwargs):
    self, *inputs = args
    return self.forward(*inputs, **kwargs)

# %% right="getattr, and a method of its own between"
@grow(nn.Module)
def _call_impl(self, *args, **kwargs):
    return getattr(self, "forward")(*args, **kwargs)


@grow(nn.Module)
def __call__(self, *args, **kwargs):
    return self._call_impl(*args, **kwargs)
