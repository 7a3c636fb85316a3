# %% wrong="a new Parameter in the place of the old one" caught="the_parameter_stays_the_object_it_is"
@grow(nn)
def _converted(tensor, fn):
    with torch.no_grad():
        return nn.Parameter(fn(tensor), tensor.requires_grad)

# %% wrong="returns what fn makes" caught="the_parameter_stays_the_object_it_is"
@grow(nn)
def _converted(tensor, fn):
    with torch.no_grad():
        return fn(tensor)

# %% wrong="copies the new numbers into the old dtype" caught="the_parameter_stays_the_object_it_is"
@grow(nn)
def _converted(tensor, fn):
    with torch.no_grad():
        tensor.copy_(fn(tensor))
    return tensor

# %% wrong="hands fn the data, not the parameter" caught="the_function_is_handed_the_parameter_itself_and_once"
@grow(nn)
def _converted(tensor, fn):
    with torch.no_grad():
        tensor.data = fn(tensor.data)
    return tensor

# %% wrong="calls fn twice" caught="the_function_is_handed_the_parameter_itself_and_once"
@grow(nn)
def _converted(tensor, fn):
    with torch.no_grad():
        if fn(tensor) is not tensor:
            tensor.data = fn(tensor)
        else:
            tensor.data = fn(tensor)
    return tensor

# %% wrong="recording is left on" caught="a_conversion_is_not_recorded"
@grow(nn)
def _converted(tensor, fn):
    tensor.data = fn(tensor)
    return tensor

# %% wrong="fn runs before recording is switched off" caught="a_conversion_is_not_recorded"
@grow(nn)
def _converted(tensor, fn):
    new = fn(tensor)
    with torch.no_grad():
        tensor.data = new
    return tensor

# %% wrong="recording is switched off for good" caught="a_conversion_is_not_recorded"
@grow(nn)
def _converted(tensor, fn):
    torch.set_grad_enabled(False)
    tensor.data = fn(tensor)
    return tensor

# %% wrong="recording stays off where fn raises" caught="an_error_in_the_function_changes_nothing"
@grow(nn)
def _converted(tensor, fn):
    torch.set_grad_enabled(False)
    tensor.data = fn(tensor)
    torch.set_grad_enabled(True)
    return tensor

# %% wrong="every parameter asks for a gradient afterwards" caught="a_converted_parameter_is_a_leaf_and_asks_for_a_gradient_if_it_did"
@grow(nn)
def _converted(tensor, fn):
    with torch.no_grad():
        tensor.data = fn(tensor)
    return tensor.requires_grad_()

# %% wrong="forgets to return it" caught="the_parameter_stays_the_object_it_is"
@grow(nn)
def _converted(tensor, fn):
    with torch.no_grad():
        tensor.data = fn(tensor)

# %% right="no_grad as a decorator"
@grow(nn)
@torch.no_grad()
def _converted(tensor, fn):
    tensor.data = fn(tensor)
    return tensor

# %% right="another way to switch recording off, and a name for what fn makes"
@grow(nn)
def _converted(tensor, fn):
    with torch.set_grad_enabled(False):
        new = fn(tensor)
    setattr(tensor, "data", new.detach())
    return tensor
