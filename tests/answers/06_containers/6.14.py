# %% wrong="keeps a tensor as it is" caught="a_tensor_becomes_a_parameter"
@grow(nn.ParameterList)
def __setitem__(self, idx, param):
    setattr(self, self._get_abs_string_index(idx), param)

@grow(nn.ParameterList)
def extend(self, values):
    if isinstance(values, torch.Tensor) or not isinstance(values, Iterable):
        raise TypeError("an iterable, please")
    for value in values:
        self.append(value)
    return self

# %% wrong="makes another Parameter of a Parameter" caught="a_parameter_is_kept_itself_in_a_list"
@grow(nn.ParameterList)
def __setitem__(self, idx, param):
    if isinstance(param, torch.Tensor):
        param = nn.Parameter(param)
    setattr(self, self._get_abs_string_index(idx), param)

@grow(nn.ParameterList)
def extend(self, values):
    if isinstance(values, torch.Tensor) or not isinstance(values, Iterable):
        raise TypeError("an iterable, please")
    for value in values:
        self.append(value)
    return self

# %% wrong="`type(...) is not Parameter`" caught="a_parameter_is_kept_itself_in_a_list"
@grow(nn.ParameterList)
def __setitem__(self, idx, param):
    if isinstance(param, torch.Tensor) and type(param) is not nn.Parameter:
        param = nn.Parameter(param)
    setattr(self, self._get_abs_string_index(idx), param)

@grow(nn.ParameterList)
def extend(self, values):
    if isinstance(values, torch.Tensor) or not isinstance(values, Iterable):
        raise TypeError("an iterable, please")
    for value in values:
        self.append(value)
    return self

# %% wrong="copies the tensor" caught="the_parameter_shares_the_memory_of_the_tensor"
@grow(nn.ParameterList)
def __setitem__(self, idx, param):
    if isinstance(param, torch.Tensor) and not isinstance(param, nn.Parameter):
        param = nn.Parameter(param.clone())
    setattr(self, self._get_abs_string_index(idx), param)

@grow(nn.ParameterList)
def extend(self, values):
    if isinstance(values, torch.Tensor) or not isinstance(values, Iterable):
        raise TypeError("an iterable, please")
    for value in values:
        self.append(value)
    return self

# %% wrong="takes parameters only" caught="other_things_are_kept_as_they_are"
@grow(nn.ParameterList)
def __setitem__(self, idx, param):
    if not isinstance(param, nn.Parameter):
        param = nn.Parameter(param)
    self.register_parameter(self._get_abs_string_index(idx), param)

@grow(nn.ParameterList)
def extend(self, values):
    if isinstance(values, torch.Tensor) or not isinstance(values, Iterable):
        raise TypeError("an iterable, please")
    for value in values:
        self.append(value)
    return self

# %% wrong="a position is a name" caught="assigning_at_a_position_replaces"
@grow(nn.ParameterList)
def __setitem__(self, idx, param):
    if isinstance(param, torch.Tensor) and not isinstance(param, nn.Parameter):
        param = nn.Parameter(param)
    setattr(self, str(idx), param)

@grow(nn.ParameterList)
def extend(self, values):
    if isinstance(values, torch.Tensor) or not isinstance(values, Iterable):
        raise TypeError("an iterable, please")
    for value in values:
        self.append(value)
    return self

# %% wrong="registers everything as a parameter" caught="other_things_are_kept_as_they_are"
@grow(nn.ParameterList)
def __setitem__(self, idx, param):
    if isinstance(param, torch.Tensor) and not isinstance(param, nn.Parameter):
        param = nn.Parameter(param)
    self._parameters[self._get_abs_string_index(idx)] = param

@grow(nn.ParameterList)
def extend(self, values):
    if isinstance(values, torch.Tensor) or not isinstance(values, Iterable):
        raise TypeError("an iterable, please")
    for value in values:
        self.append(value)
    return self

# %% wrong="takes a tensor apart" caught="a_tensor_is_not_taken_apart"
@grow(nn.ParameterList)
def __setitem__(self, idx, param):
    if isinstance(param, torch.Tensor) and not isinstance(param, nn.Parameter):
        param = nn.Parameter(param)
    setattr(self, self._get_abs_string_index(idx), param)

@grow(nn.ParameterList)
def extend(self, values):
    if not isinstance(values, Iterable):
        raise TypeError("an iterable, please")
    for value in values:
        self.append(value)
    return self

# %% wrong="refuses plain tensors only" caught="a_tensor_is_not_taken_apart"
@grow(nn.ParameterList)
def __setitem__(self, idx, param):
    if isinstance(param, torch.Tensor) and not isinstance(param, nn.Parameter):
        param = nn.Parameter(param)
    setattr(self, self._get_abs_string_index(idx), param)

@grow(nn.ParameterList)
def extend(self, values):
    if type(values) is torch.Tensor or not isinstance(values, Iterable):
        raise TypeError("an iterable, please")
    for value in values:
        self.append(value)
    return self

# %% wrong="a tensor is a list of one" caught="a_tensor_is_not_taken_apart"
@grow(nn.ParameterList)
def __setitem__(self, idx, param):
    if isinstance(param, torch.Tensor) and not isinstance(param, nn.Parameter):
        param = nn.Parameter(param)
    setattr(self, self._get_abs_string_index(idx), param)

@grow(nn.ParameterList)
def extend(self, values):
    if isinstance(values, torch.Tensor):
        values = [values]
    for value in values:
        self.append(value)
    return self

# %% wrong="extend returns nothing" caught="extend_adds_at_the_end_and_returns_the_list"
@grow(nn.ParameterList)
def __setitem__(self, idx, param):
    if isinstance(param, torch.Tensor) and not isinstance(param, nn.Parameter):
        param = nn.Parameter(param)
    setattr(self, self._get_abs_string_index(idx), param)

@grow(nn.ParameterList)
def extend(self, values):
    if isinstance(values, torch.Tensor) or not isinstance(values, Iterable):
        raise TypeError("an iterable, please")
    for value in values:
        self.append(value)

# %% wrong="walks the registry" caught="a_list_of_parameters_can_be_extended_by_itself"
@grow(nn.ParameterList)
def __setitem__(self, idx, param):
    if isinstance(param, torch.Tensor) and not isinstance(param, nn.Parameter):
        param = nn.Parameter(param)
    setattr(self, self._get_abs_string_index(idx), param)

@grow(nn.ParameterList)
def extend(self, values):
    if isinstance(values, torch.Tensor) or not isinstance(values, Iterable):
        raise TypeError("an iterable, please")
    for value in values._parameters.values() if isinstance(values, nn.Module) else values:
        self.append(value)
    return self

# %% wrong="leaves out None" caught="other_things_are_kept_as_they_are"
@grow(nn.ParameterList)
def __setitem__(self, idx, param):
    if isinstance(param, torch.Tensor) and not isinstance(param, nn.Parameter):
        param = nn.Parameter(param)
    setattr(self, self._get_abs_string_index(idx), param)

@grow(nn.ParameterList)
def extend(self, values):
    if isinstance(values, torch.Tensor) or not isinstance(values, Iterable):
        raise TypeError("an iterable, please")
    for value in values:
        if value is not None:
            self.append(value)
    return self

# %% right="asks twice, copies beforehand"
@grow(nn.ParameterList)
def __setitem__(self, idx, param):
    name = self._get_abs_string_index(idx)
    if isinstance(param, nn.Parameter) or not isinstance(param, torch.Tensor):
        return setattr(self, name, param)
    setattr(self, name, nn.Parameter(param))

@grow(nn.ParameterList)
def extend(self, values):
    if isinstance(values, torch.Tensor):
        raise TypeError("a tensor is not taken apart")
    for value in list(values):
        self.append(value)
    return self

# %% right="by match"
@grow(nn.ParameterList)
def __setitem__(self, idx, param):
    match param:
        case nn.Parameter():
            pass
        case torch.Tensor():
            param = nn.Parameter(param)
    self.__setattr__(self._get_abs_string_index(idx), param)

@grow(nn.ParameterList)
def extend(self, values):
    if not isinstance(values, Iterable) or torch.is_tensor(values):
        raise TypeError(f"{type(values).__name__} is no list of values")
    source = iter(values)
    for value in source:
        self.append(value)
    return self
