# %% wrong="a new Parameter" caught="the_computed_numbers_stay_in_the_parameter_that_was_trained"
@grow(parametrize)
def _settled(module, tensor_name, leave_parametrized):
    kept, now = module.parametrizations[tensor_name], getattr(module, tensor_name)
    if not kept.is_tensor and not leave_parametrized:
        raise ValueError("several")
    if not leave_parametrized:
        return kept.original
    return nn.Parameter(now) if now.requires_grad else now

# %% wrong="the original, always" caught="the_computed_numbers_stay_in_the_parameter_that_was_trained"
@grow(parametrize)
def _settled(module, tensor_name, leave_parametrized):
    kept = module.parametrizations[tensor_name]
    if kept.is_tensor:
        return kept.original
    if not leave_parametrized:
        raise ValueError("several")
    now = getattr(module, tensor_name)
    return nn.Parameter(now) if now.requires_grad else now

# %% wrong="the computed numbers, always" caught="or_the_original_stays_as_it_is"
@grow(parametrize)
def _settled(module, tensor_name, leave_parametrized):
    kept, now = module.parametrizations[tensor_name], getattr(module, tensor_name)
    if not kept.is_tensor:
        if not leave_parametrized:
            raise ValueError("several")
        return nn.Parameter(now) if now.requires_grad else now
    with torch.no_grad():
        kept.original.set_(now)
    return kept.original

# %% wrong="the other way round" caught="the_computed_numbers_stay_in_the_parameter_that_was_trained"
@grow(parametrize)
def _settled(module, tensor_name, leave_parametrized):
    kept, now = module.parametrizations[tensor_name], getattr(module, tensor_name)
    if not kept.is_tensor and not leave_parametrized:
        raise ValueError("several")
    if not kept.is_tensor:
        return nn.Parameter(now) if now.requires_grad else now
    if not leave_parametrized:
        with torch.no_grad():
            kept.original.set_(now)
    return kept.original

# %% wrong="the computed tensor with its graph" caught="several_originals_leave_a_new_parameter"
@grow(parametrize)
def _settled(module, tensor_name, leave_parametrized):
    kept, now = module.parametrizations[tensor_name], getattr(module, tensor_name)
    if not kept.is_tensor and not leave_parametrized:
        raise ValueError("several")
    if not kept.is_tensor:
        return now
    if leave_parametrized:
        with torch.no_grad():
            kept.original.set_(now)
    return kept.original

# %% wrong="the first of several" caught="several_originals_cannot_be_left"
@grow(parametrize)
def _settled(module, tensor_name, leave_parametrized):
    kept, now = module.parametrizations[tensor_name], getattr(module, tensor_name)
    if not kept.is_tensor:
        if not leave_parametrized:
            return kept.original0
        return nn.Parameter(now) if now.requires_grad else now
    if leave_parametrized:
        with torch.no_grad():
            kept.original.set_(now)
    return kept.original

# %% wrong="always a Parameter" caught="frozen_originals_leave_a_buffer"
@grow(parametrize)
def _settled(module, tensor_name, leave_parametrized):
    kept, now = module.parametrizations[tensor_name], getattr(module, tensor_name)
    if not kept.is_tensor and not leave_parametrized:
        raise ValueError("several")
    if not kept.is_tensor:
        return nn.Parameter(now)
    if leave_parametrized:
        with torch.no_grad():
            kept.original.set_(now)
    return kept.original

# %% wrong="there is one original" caught="several_originals_leave_a_new_parameter"
@grow(parametrize)
def _settled(module, tensor_name, leave_parametrized):
    kept, now = module.parametrizations[tensor_name], getattr(module, tensor_name)
    if leave_parametrized:
        with torch.no_grad():
            kept.original.set_(now)
    return kept.original

# %% wrong="copies into what may have another shape" caught="an_unsafe_shape_can_be_left"
@grow(parametrize)
def _settled(module, tensor_name, leave_parametrized):
    kept, now = module.parametrizations[tensor_name], getattr(module, tensor_name)
    if not kept.is_tensor and not leave_parametrized:
        raise ValueError("several")
    if not kept.is_tensor:
        return nn.Parameter(now) if now.requires_grad else now
    if leave_parametrized:
        with torch.no_grad():
            kept.original.copy_(now)
    return kept.original

# %% wrong="a frozen new Parameter" caught="several_originals_leave_a_new_parameter"
@grow(parametrize)
def _settled(module, tensor_name, leave_parametrized):
    kept = module.parametrizations[tensor_name]
    with torch.no_grad():
        now = getattr(module, tensor_name)
    if not kept.is_tensor and not leave_parametrized:
        raise ValueError("several")
    if not kept.is_tensor:
        return nn.Parameter(now, now.requires_grad)
    if leave_parametrized:
        with torch.no_grad():
            kept.original.set_(now)
    return kept.original

# %% right="in torch's order"
@grow(parametrize)
def _settled(module, tensor_name, leave_parametrized):
    kept = module.parametrizations[tensor_name]
    if kept.is_tensor:
        original = kept.original
        if leave_parametrized:
            with torch.no_grad():
                t = getattr(module, tensor_name)
                original.set_(t)
    else:
        if not leave_parametrized:
            raise ValueError("Cannot leave unparametrized a tensor of several.")
        t = getattr(module, tensor_name)
        original = nn.Parameter(t) if t.requires_grad else t
    return original

# %% right="by the data, calling the list"
@grow(parametrize)
def _settled(module, tensor_name, leave_parametrized):
    kept = module.parametrizations[tensor_name]
    if not leave_parametrized:
        if kept.ntensors > 1 or not kept.is_tensor:
            raise ValueError("which of them?")
        return kept.original
    now = kept()
    if not kept.is_tensor:
        return nn.Parameter(now.detach()) if now.requires_grad else now
    kept.original.data = now.detach()
    return kept.original
