# %% wrong="the form of lesson 02" caught="assigning_a_buffer_registers_it"
@grow(nn.Module)
def __setattr__(self, name, value):
    if isinstance(value, nn.Parameter) or name in self.__dict__.get("_parameters", ()):
        self._assign_parameter(name, value)
    elif isinstance(value, nn.Module) or name in self.__dict__.get("_modules", ()):
        self._assign_module(name, value)
    else:
        object.__setattr__(self, name, value)

# %% wrong="every tensor is registered" caught="a_plain_tensor_is_a_plain_attribute"
@grow(nn.Module)
def __setattr__(self, name, value):
    if isinstance(value, nn.Parameter) or name in self.__dict__.get("_parameters", ()):
        self._assign_parameter(name, value)
    elif isinstance(value, nn.Module) or name in self.__dict__.get("_modules", ()):
        self._assign_module(name, value)
    elif isinstance(value, torch.Tensor) or name in self.__dict__.get("_buffers", ()):
        self._assign_buffer(name, value)
    else:
        object.__setattr__(self, name, value)

# %% wrong="asks for the value only" caught="a_plain_tensor_under_the_name_of_a_buffer_is_its_next_value"
@grow(nn.Module)
def __setattr__(self, name, value):
    if isinstance(value, nn.Parameter) or name in self.__dict__.get("_parameters", ()):
        self._assign_parameter(name, value)
    elif isinstance(value, nn.Module) or name in self.__dict__.get("_modules", ()):
        self._assign_module(name, value)
    elif isinstance(value, nn.Buffer):
        self._assign_buffer(name, value)
    else:
        object.__setattr__(self, name, value)

# %% wrong="asks for the name only" caught="assigning_a_buffer_registers_it"
@grow(nn.Module)
def __setattr__(self, name, value):
    if isinstance(value, nn.Parameter) or name in self.__dict__.get("_parameters", ()):
        self._assign_parameter(name, value)
    elif isinstance(value, nn.Module) or name in self.__dict__.get("_modules", ()):
        self._assign_module(name, value)
    elif name in self.__dict__.get("_buffers", ()):
        self._assign_buffer(name, value)
    else:
        object.__setattr__(self, name, value)

# %% wrong="the name counts only where a tensor comes" caught="none_under_the_name_of_a_buffer_keeps_it"
@grow(nn.Module)
def __setattr__(self, name, value):
    buffers = self.__dict__.get("_buffers", ())
    if isinstance(value, nn.Parameter) or name in self.__dict__.get("_parameters", ()):
        self._assign_parameter(name, value)
    elif isinstance(value, nn.Module) or name in self.__dict__.get("_modules", ()):
        self._assign_module(name, value)
    elif isinstance(value, nn.Buffer) or (isinstance(value, torch.Tensor) and name in buffers):
        self._assign_buffer(name, value)
    else:
        object.__setattr__(self, name, value)

# %% wrong="buffers are asked for first" caught="a_parameter_takes_the_name_of_a_buffer"
@grow(nn.Module)
def __setattr__(self, name, value):
    if isinstance(value, nn.Buffer) or name in self.__dict__.get("_buffers", ()):
        self._assign_buffer(name, value)
    elif isinstance(value, nn.Parameter) or name in self.__dict__.get("_parameters", ()):
        self._assign_parameter(name, value)
    elif isinstance(value, nn.Module) or name in self.__dict__.get("_modules", ()):
        self._assign_module(name, value)
    else:
        object.__setattr__(self, name, value)

# %% wrong="buffers are asked for before modules" caught="a_module_takes_the_name_of_a_buffer"
@grow(nn.Module)
def __setattr__(self, name, value):
    if isinstance(value, nn.Parameter) or name in self.__dict__.get("_parameters", ()):
        self._assign_parameter(name, value)
    elif isinstance(value, nn.Buffer) or name in self.__dict__.get("_buffers", ()):
        self._assign_buffer(name, value)
    elif isinstance(value, nn.Module) or name in self.__dict__.get("_modules", ()):
        self._assign_module(name, value)
    else:
        object.__setattr__(self, name, value)

# %% wrong="takes the name out of everywhere for a Buffer" caught="a_buffer_does_not_take_the_name_of_anything_else"
@grow(nn.Module)
def __setattr__(self, name, value):
    if isinstance(value, nn.Parameter) or name in self.__dict__.get("_parameters", ()):
        self._assign_parameter(name, value)
    elif isinstance(value, nn.Module) or name in self.__dict__.get("_modules", ()):
        self._assign_module(name, value)
    elif isinstance(value, nn.Buffer) or name in self.__dict__.get("_buffers", ()):
        if "_buffers" in self.__dict__:
            self._forget(name, keep="_buffers")
        self._assign_buffer(name, value)
    else:
        object.__setattr__(self, name, value)

# %% wrong="a Buffer may take the name of a parameter" caught="a_buffer_does_not_take_the_name_of_anything_else"
@grow(nn.Module)
def __setattr__(self, name, value):
    if isinstance(value, nn.Buffer):
        if "_parameters" in self.__dict__:
            self._parameters.pop(name, None)
        self._assign_buffer(name, value)
    elif isinstance(value, nn.Parameter) or name in self.__dict__.get("_parameters", ()):
        self._assign_parameter(name, value)
    elif isinstance(value, nn.Module) or name in self.__dict__.get("_modules", ()):
        self._assign_module(name, value)
    elif name in self.__dict__.get("_buffers", ()):
        self._assign_buffer(name, value)
    else:
        object.__setattr__(self, name, value)

# %% wrong="registers and sets the attribute, too" caught="assigning_a_buffer_registers_it"
@grow(nn.Module)
def __setattr__(self, name, value):
    if isinstance(value, nn.Parameter) or name in self.__dict__.get("_parameters", ()):
        return self._assign_parameter(name, value)
    if isinstance(value, nn.Module) or name in self.__dict__.get("_modules", ()):
        return self._assign_module(name, value)
    if isinstance(value, nn.Buffer) or name in self.__dict__.get("_buffers", ()):
        self._assign_buffer(name, value)
    object.__setattr__(self, name, value)

# %% wrong="self._buffers, before there is any" caught="before_init_a_buffer_is_an_error_and_a_number_is_none"
@grow(nn.Module)
def __setattr__(self, name, value):
    if isinstance(value, nn.Parameter) or name in self.__dict__.get("_parameters", ()):
        self._assign_parameter(name, value)
    elif isinstance(value, nn.Module) or name in self.__dict__.get("_modules", ()):
        self._assign_module(name, value)
    elif isinstance(value, nn.Buffer) or name in self._buffers:
        self._assign_buffer(name, value)
    else:
        object.__setattr__(self, name, value)

# %% wrong="forgets the modules on the way" caught="a_module_takes_the_name_of_a_buffer"
@grow(nn.Module)
def __setattr__(self, name, value):
    if isinstance(value, nn.Parameter) or name in self.__dict__.get("_parameters", ()):
        self._assign_parameter(name, value)
    elif isinstance(value, nn.Buffer) or name in self.__dict__.get("_buffers", ()):
        self._assign_buffer(name, value)
    else:
        object.__setattr__(self, name, value)

# %% right="a table of kinds"
@grow(nn.Module)
def __setattr__(self, name, value):
    for kind, registry, assign in (
        (nn.Parameter, "_parameters", "_assign_parameter"),
        (nn.Module, "_modules", "_assign_module"),
        (nn.Buffer, "_buffers", "_assign_buffer"),
    ):
        if isinstance(value, kind) or name in self.__dict__.get(registry, {}):
            return getattr(self, assign)(name, value)
    super().__setattr__(name, value)

# %% right="early returns, the registries looked up first"
@grow(nn.Module)
def __setattr__(self, name, value):
    mine = vars(self)
    params, modules, buffers = mine.get("_parameters"), mine.get("_modules"), mine.get("_buffers")
    if isinstance(value, nn.Parameter) or (params is not None and name in params):
        return self._assign_parameter(name, value)
    if isinstance(value, nn.Module) or (modules is not None and name in modules):
        return self._assign_module(name, value)
    if isinstance(value, nn.Buffer) or (buffers is not None and name in buffers):
        return self._assign_buffer(name, value)
    object.__setattr__(self, name, value)
