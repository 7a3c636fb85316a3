# %% wrong="the gradient keeps its old dtype" caught="a_gradient_is_converted_with_its_parameter"
@grow(nn)
def _converted(tensor, fn):
    with torch.no_grad():
        tensor.data = fn(tensor)
    return tensor

# %% wrong="the gradient is thrown away" caught="a_gradient_is_converted_with_its_parameter"
@grow(nn)
def _converted(tensor, fn):
    with torch.no_grad():
        tensor.data = fn(tensor)
    tensor.grad = None
    return tensor

# %% wrong="zeros in the new dtype" caught="a_gradient_is_converted_with_its_parameter"
@grow(nn)
def _converted(tensor, fn):
    with torch.no_grad():
        tensor.data = fn(tensor)
        if tensor.grad is not None:
            tensor.grad = torch.zeros_like(tensor)
    return tensor

# %% wrong="a new tensor for the gradient" caught="the_gradient_stays_the_object_it_is"
@grow(nn)
def _converted(tensor, fn):
    with torch.no_grad():
        tensor.data = fn(tensor)
        if tensor.grad is not None:
            tensor.grad = fn(tensor.grad)
    return tensor

# %% wrong="assigns the new gradient while the parameter is still of the old dtype" caught="a_gradient_is_converted_with_its_parameter"
@grow(nn)
def _converted(tensor, fn):
    with torch.no_grad():
        if tensor.grad is not None:
            tensor.grad = fn(tensor.grad)
        tensor.data = fn(tensor)
    return tensor

# %% wrong="no thought of a missing gradient" caught="a_parameter_without_a_gradient_has_none_afterwards"
@grow(nn)
def _converted(tensor, fn):
    with torch.no_grad():
        tensor.data = fn(tensor)
        tensor.grad.data = fn(tensor.grad)
    return tensor

# %% wrong="a missing gradient becomes zeros" caught="a_parameter_without_a_gradient_has_none_afterwards"
@grow(nn)
def _converted(tensor, fn):
    grad = tensor.grad
    with torch.no_grad():
        tensor.data = fn(tensor)
    if grad is None:
        tensor.grad = torch.zeros_like(tensor.data)
    else:
        with torch.no_grad():
            grad.data = fn(grad)
    return tensor

# %% wrong="the gradient first" caught="first_the_parameter_and_then_its_gradient"
@grow(nn)
def _converted(tensor, fn):
    with torch.no_grad():
        if tensor.grad is not None:
            tensor.grad.data = fn(tensor.grad)
        tensor.data = fn(tensor)
    return tensor

# %% wrong="the gradient is converted with recording on" caught="gradients_are_converted_unrecorded_too"
@grow(nn)
def _converted(tensor, fn):
    with torch.no_grad():
        tensor.data = fn(tensor)
    if tensor.grad is not None:
        tensor.grad.data = fn(tensor.grad)
    return tensor

# %% right="torch's own way: the data of the gradient"
@grow(nn)
def _converted(tensor, fn):
    with torch.no_grad():
        tensor.data = fn(tensor)
        if tensor.grad is not None:
            tensor.grad.data = fn(tensor.grad)
    return tensor

# %% right="one loop over both"
@grow(nn)
def _converted(tensor, fn):
    for t in (tensor, tensor.grad):
        if t is not None:
            with torch.no_grad():
                t.data = fn(t)
    return tensor

# %% right="calls itself for the gradient, which stays where it is"
@grow(nn)
@torch.no_grad()
def _converted(tensor, fn):
    tensor.data = fn(tensor)
    if (grad := tensor.grad) is not None:
        nn._converted(grad, fn)
    return tensor
