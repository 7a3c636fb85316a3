# %% wrong="data is always taken over" caught="on_the_way_to_meta_a_new_parameter_is_made"
@grow(nn)
def _converted(tensor, fn):
    grad = tensor.grad
    with torch.no_grad():
        tensor.data = fn(tensor)
    if grad is not None:
        tensor.grad = nn._converted(grad, fn)
    return tensor

# %% wrong="always a new Parameter" caught="where_data_can_be_taken_over_the_parameter_stays"
@grow(nn)
def _converted(tensor, fn):
    grad = tensor.grad
    with torch.no_grad():
        new = fn(tensor)
    if isinstance(tensor, nn.Parameter):
        new = nn.Parameter(new, tensor.requires_grad)
    if grad is not None:
        new.grad = nn._converted(grad, fn)
    return new

# %% wrong="a plain tensor in the place of a Parameter" caught="on_the_way_to_meta_a_new_parameter_is_made"
@grow(nn)
def _converted(tensor, fn):
    grad = tensor.grad
    with torch.no_grad():
        new = fn(tensor)
    if nn._takes_over(tensor, new):
        tensor.data, new = new, tensor
    if grad is not None:
        new.grad = nn._converted(grad, fn)
    return new

# %% wrong="the new one always asks for a gradient" caught="a_frozen_one_has_a_frozen_successor"
@grow(nn)
def _converted(tensor, fn):
    grad = tensor.grad
    with torch.no_grad():
        new = fn(tensor)
    if nn._takes_over(tensor, new):
        tensor.data, new = new, tensor
    elif isinstance(tensor, nn.Parameter):
        new = nn.Parameter(new)
    if grad is not None:
        new.grad = nn._converted(grad, fn)
    return new

# %% wrong="a new Parameter starts without a gradient" caught="the_successor_has_the_converted_gradient"
@grow(nn)
def _converted(tensor, fn):
    with torch.no_grad():
        new = fn(tensor)
    if not nn._takes_over(tensor, new):
        return nn.Parameter(new, tensor.requires_grad)
    grad, tensor.data = tensor.grad, new
    if grad is not None:
        tensor.grad = nn._converted(grad, fn)
    return tensor

# %% wrong="the converted gradient hangs on the old Parameter" caught="the_successor_has_the_converted_gradient"
@grow(nn)
def _converted(tensor, fn):
    grad = tensor.grad
    with torch.no_grad():
        new = fn(tensor)
    if nn._takes_over(tensor, new):
        tensor.data, new = new, tensor
    elif isinstance(tensor, nn.Parameter):
        new = nn.Parameter(new, tensor.requires_grad)
    if grad is not None:
        converted = nn._converted(grad, fn)
        if new is tensor:
            new.grad = converted
        else:
            tensor.grad = None
    return new

# %% wrong="the gradient is forgotten where data is taken over" caught="a_gradient_still_goes_along_within_one_make"
@grow(nn)
def _converted(tensor, fn):
    with torch.no_grad():
        new = fn(tensor)
    if nn._takes_over(tensor, new):
        tensor.data = new
        return tensor
    if isinstance(tensor, nn.Parameter):
        new = nn.Parameter(new, tensor.requires_grad)
    if tensor.grad is not None:
        new.grad = nn._converted(tensor.grad, fn)
    return new

# %% wrong="remembers what a tied weight became" caught="a_tied_weight_comes_apart_where_new_ones_are_made"
@grow(nn)
def _converted(tensor, fn):
    known = tensor.__dict__.get("became")
    if known is not None:
        return known
    grad = tensor.grad
    with torch.no_grad():
        new = fn(tensor)
    if nn._takes_over(tensor, new):
        tensor.data, new = new, tensor
    elif isinstance(tensor, nn.Parameter):
        new = tensor.became = nn.Parameter(new, tensor.requires_grad)
    if grad is not None:
        new.grad = nn._converted(grad, fn)
    return new

# %% wrong="asks whether it is meta, and not torch.__future__" caught="who_asks_torch_future_gets_new_parameters_always"
@grow(nn)
def _converted(tensor, fn):
    grad = tensor.grad
    with torch.no_grad():
        new = fn(tensor)
    if tensor.is_meta == new.is_meta:
        tensor.data, new = new, tensor
    elif isinstance(tensor, nn.Parameter):
        new = nn.Parameter(new, tensor.requires_grad)
    if grad is not None:
        new.grad = nn._converted(grad, fn)
    return new

# %% wrong="a successor of the same class as the old one" caught="the_successor_is_a_plain_parameter"
@grow(nn)
def _converted(tensor, fn):
    grad = tensor.grad
    with torch.no_grad():
        new = fn(tensor)
    if nn._takes_over(tensor, new):
        tensor.data, new = new, tensor
    elif isinstance(tensor, nn.Parameter):
        new = type(tensor)(new, tensor.requires_grad)
    if grad is not None:
        new.grad = nn._converted(grad, fn)
    return new

# %% right="early returns, and a loop's worth of names"
@grow(nn)
def _converted(tensor, fn):
    with torch.no_grad():
        made = fn(tensor)
    if not isinstance(tensor, nn.Parameter):
        if not nn._takes_over(tensor, made):
            return made
        tensor.data = made
        return tensor
    stands = tensor
    if nn._takes_over(tensor, made):
        tensor.data = made
    else:
        stands = nn.Parameter(made, requires_grad=tensor.requires_grad)
    if tensor.grad is not None:
        stands.grad = nn._converted(tensor.grad, fn)
    return stands

# %% right="torch's own long form"
@grow(nn)
@torch.no_grad()
def _converted(tensor, fn):
    applied, grad = fn(tensor), tensor.grad
    use_data = nn._takes_over(tensor, applied)
    if use_data:
        tensor.data = applied
        out = tensor
    else:
        out = nn.Parameter(applied, tensor.requires_grad)
    if grad is not None:
        grad_applied = fn(grad)
        if nn._takes_over(grad, grad_applied):
            out.grad.data = grad_applied
        else:
            out.grad = grad_applied.requires_grad_(grad.requires_grad)
    return out
