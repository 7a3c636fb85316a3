# %% wrong="assigns always" caught="without_assign_the_numbers_are_copied"
@grow(nn.Module)
def _put(self, name, tensor, value, assign):
    if isinstance(tensor, nn.Parameter):
        if isinstance(value, nn.Parameter):
            value.requires_grad_(tensor.requires_grad)
        else:
            value = nn.Parameter(value, requires_grad=tensor.requires_grad)
    setattr(self, name, value)

# %% wrong="copies, and assigns as well" caught="with_assign_a_parameter_is_another_one_on_the_values_memory"
@grow(nn.Module)
def _put(self, name, tensor, value, assign):
    tensor.copy_(value)
    if assign:
        setattr(self, name, tensor)

# %% wrong="a copy of the value" caught="with_assign_a_parameter_is_another_one_on_the_values_memory"
@grow(nn.Module)
def _put(self, name, tensor, value, assign):
    if not assign:
        tensor.copy_(value)
        return
    if isinstance(tensor, nn.Parameter):
        if isinstance(value, nn.Parameter):
            value.requires_grad_(tensor.requires_grad)
        else:
            value = nn.Parameter(value.clone(), requires_grad=tensor.requires_grad)
    setattr(self, name, value)

# %% wrong="every assigned parameter is trained" caught="the_module_says_whether_it_is_trained"
@grow(nn.Module)
def _put(self, name, tensor, value, assign):
    if not assign:
        tensor.copy_(value)
        return
    if isinstance(tensor, nn.Parameter):
        if isinstance(value, nn.Parameter):
            value.requires_grad_(tensor.requires_grad)
        else:
            value = nn.Parameter(value)
    setattr(self, name, value)

# %% wrong="the value says whether it is trained" caught="with_assign_a_parameter_is_another_one_on_the_values_memory"
@grow(nn.Module)
def _put(self, name, tensor, value, assign):
    if not assign:
        tensor.copy_(value)
        return
    if isinstance(tensor, nn.Parameter):
        if isinstance(value, nn.Parameter):
            value.requires_grad_(tensor.requires_grad)
        else:
            value = nn.Parameter(value, requires_grad=value.requires_grad)
    setattr(self, name, value)

# %% wrong="leaves the flag of a Parameter as it comes" caught="the_module_says_whether_it_is_trained"
@grow(nn.Module)
def _put(self, name, tensor, value, assign):
    if not assign:
        tensor.copy_(value)
        return
    if isinstance(tensor, nn.Parameter):
        if not isinstance(value, nn.Parameter):
            value = nn.Parameter(value, requires_grad=tensor.requires_grad)
    setattr(self, name, value)

# %% wrong="wraps a Parameter once more" caught="a_value_that_is_a_parameter_is_put_there_itself"
@grow(nn.Module)
def _put(self, name, tensor, value, assign):
    if not assign:
        tensor.copy_(value)
        return
    if isinstance(tensor, nn.Parameter):
        value = nn.Parameter(value, requires_grad=tensor.requires_grad)
    setattr(self, name, value)

# %% wrong="makes buffers Parameters, too" caught="a_buffer_becomes_the_value_as_it_is"
@grow(nn.Module)
def _put(self, name, tensor, value, assign):
    if not assign:
        tensor.copy_(value)
        return
    if True:
        if isinstance(value, nn.Parameter):
            value.requires_grad_(tensor.requires_grad)
        else:
            value = nn.Parameter(value, requires_grad=tensor.requires_grad)
    setattr(self, name, value)

# %% wrong="converts to the dtype that was there" caught="the_values_dtype_stays"
@grow(nn.Module)
def _put(self, name, tensor, value, assign):
    if not assign:
        tensor.copy_(value)
        return
    if isinstance(tensor, nn.Parameter):
        if isinstance(value, nn.Parameter):
            value.requires_grad_(tensor.requires_grad)
        else:
            value = nn.Parameter(value, requires_grad=tensor.requires_grad)
    if value.dtype != tensor.dtype:
        value = nn.Parameter(value.to(tensor.dtype), tensor.requires_grad) if isinstance(tensor, nn.Parameter) else value.to(tensor.dtype)
    setattr(self, name, value)

# %% wrong="wraps first and sets the flag afterwards" caught="the_values_dtype_stays"
@grow(nn.Module)
def _put(self, name, tensor, value, assign):
    if not assign:
        tensor.copy_(value)
        return
    if isinstance(tensor, nn.Parameter):
        if not isinstance(value, nn.Parameter):
            value = nn.Parameter(value)
        value.requires_grad_(tensor.requires_grad)
    setattr(self, name, value)

# %% wrong="writes into the registry by hand" caught="a_class_may_watch_what_is_assigned"
@grow(nn.Module)
def _put(self, name, tensor, value, assign):
    if not assign:
        tensor.copy_(value)
        return
    if isinstance(tensor, nn.Parameter):
        if isinstance(value, nn.Parameter):
            value.requires_grad_(tensor.requires_grad)
        else:
            value = nn.Parameter(value, requires_grad=tensor.requires_grad)
    (self._parameters if name in self._parameters else self._buffers)[name] = value

# %% wrong="lends the memory to the parameter that was there" caught="with_assign_a_parameter_is_another_one_on_the_values_memory"
@grow(nn.Module)
def _put(self, name, tensor, value, assign):
    if assign:
        tensor.data = value.data
    else:
        tensor.copy_(value)

# %% right="two branches, a conditional"
@grow(nn.Module)
def _put(self, name, tensor, value, assign):
    if assign:
        if name in self._parameters:
            is_one = isinstance(value, nn.Parameter)
            value = value.requires_grad_(tensor.requires_grad) if is_one else nn.Parameter(value, tensor.requires_grad)
        self.__setattr__(name, value)
    else:
        tensor.copy_(value)

# %% right="a helper that makes it one"
def _as_parameter(value, trained):
    if not isinstance(value, nn.Parameter):
        return nn.Parameter(value, trained)
    value.requires_grad = trained
    return value


@grow(nn.Module)
def _put(self, name, tensor, value, assign):
    if not assign:
        return tensor.copy_(value)
    setattr(self, name, _as_parameter(value, tensor.requires_grad) if isinstance(tensor, nn.Parameter) else value)
