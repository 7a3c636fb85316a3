# %% wrong="parameters alone, as before" caught="assigning_a_module_registers_it"
@grow(nn.Module)
def __setattr__(self, name, value):
    if isinstance(value, nn.Parameter) or name in self.__dict__.get("_parameters", ()):
        self._assign_parameter(name, value)
    else:
        object.__setattr__(self, name, value)

# %% wrong="registers, and keeps the attribute too" caught="assigning_a_module_registers_it"
@grow(nn.Module)
def __setattr__(self, name, value):
    if isinstance(value, nn.Parameter) or name in self.__dict__.get("_parameters", ()):
        self._assign_parameter(name, value)
        return
    if isinstance(value, nn.Module) or name in self.__dict__.get("_modules", ()):
        self._assign_module(name, value)
    object.__setattr__(self, name, value)

# %% wrong="only Module itself, no subclass" caught="a_subclass_of_module_is_registered"
@grow(nn.Module)
def __setattr__(self, name, value):
    if isinstance(value, nn.Parameter) or name in self.__dict__.get("_parameters", ()):
        self._assign_parameter(name, value)
    elif type(value) is nn.Module or name in self.__dict__.get("_modules", ()):
        self._assign_module(name, value)
    else:
        object.__setattr__(self, name, value)

# %% wrong="modules in a list are registered one by one" caught="a_list_of_modules_is_a_plain_value"
@grow(nn.Module)
def __setattr__(self, name, value):
    if isinstance(value, nn.Parameter) or name in self.__dict__.get("_parameters", ()):
        self._assign_parameter(name, value)
    elif isinstance(value, nn.Module) or name in self.__dict__.get("_modules", ()):
        self._assign_module(name, value)
    else:
        if isinstance(value, list):
            for i, item in enumerate(value):
                if isinstance(item, nn.Module):
                    self._assign_module(f"{name}{i}", item)
        object.__setattr__(self, name, value)

# %% wrong="parameters are forgotten" caught="parameters_are_still_registered_and_still_guarded"
@grow(nn.Module)
def __setattr__(self, name, value):
    if isinstance(value, nn.Module) or name in self.__dict__.get("_modules", ()):
        self._assign_module(name, value)
    else:
        object.__setattr__(self, name, value)

# %% wrong="the name of a parameter is not asked for" caught="parameters_are_still_registered_and_still_guarded"
@grow(nn.Module)
def __setattr__(self, name, value):
    if isinstance(value, nn.Parameter):
        self._assign_parameter(name, value)
    elif isinstance(value, nn.Module) or name in self.__dict__.get("_modules", ()):
        self._assign_module(name, value)
    else:
        object.__setattr__(self, name, value)

# %% wrong="values first, names after" caught="a_module_may_not_take_the_name_of_a_parameter"
@grow(nn.Module)
def __setattr__(self, name, value):
    held = self.__dict__
    if isinstance(value, nn.Parameter):
        self._assign_parameter(name, value)
    elif isinstance(value, nn.Module):
        self._assign_module(name, value)
    elif name in held.get("_parameters", ()):
        self._assign_parameter(name, value)
    elif name in held.get("_modules", ()):
        self._assign_module(name, value)
    else:
        object.__setattr__(self, name, value)

# %% wrong="modules before parameters" caught="a_module_may_not_take_the_name_of_a_parameter"
@grow(nn.Module)
def __setattr__(self, name, value):
    if isinstance(value, nn.Module) or name in self.__dict__.get("_modules", ()):
        self._assign_module(name, value)
    elif isinstance(value, nn.Parameter) or name in self.__dict__.get("_parameters", ()):
        self._assign_parameter(name, value)
    else:
        object.__setattr__(self, name, value)

# %% wrong="the name of a child is not asked for" caught="the_name_of_a_child_stays_its_own_when_none_is_assigned"
@grow(nn.Module)
def __setattr__(self, name, value):
    if isinstance(value, nn.Parameter) or name in self.__dict__.get("_parameters", ()):
        self._assign_parameter(name, value)
    elif isinstance(value, nn.Module):
        self._assign_module(name, value)
    else:
        object.__setattr__(self, name, value)

# %% wrong="every None is a child" caught="the_name_of_a_child_stays_its_own_when_none_is_assigned"
@grow(nn.Module)
def __setattr__(self, name, value):
    if isinstance(value, nn.Parameter) or name in self.__dict__.get("_parameters", ()):
        self._assign_parameter(name, value)
    elif isinstance(value, nn.Module) or value is None:
        self._assign_module(name, value)
    else:
        object.__setattr__(self, name, value)

# %% wrong="add_module, while the plain attribute is still there" caught="a_plain_attribute_becomes_a_child_and_is_in_one_place_only"
@grow(nn.Module)
def __setattr__(self, name, value):
    if isinstance(value, nn.Parameter) or name in self.__dict__.get("_parameters", ()):
        self._assign_parameter(name, value)
    elif isinstance(value, nn.Module) or name in self.__dict__.get("_modules", ()):
        self._modules[name] = value
    else:
        object.__setattr__(self, name, value)

# %% wrong="looks in a registry that is not there yet" caught="plain_attributes_need_no_registry"
@grow(nn.Module)
def __setattr__(self, name, value):
    if isinstance(value, nn.Parameter) or name in self._parameters:
        self._assign_parameter(name, value)
    elif isinstance(value, nn.Module) or name in self._modules:
        self._assign_module(name, value)
    else:
        object.__setattr__(self, name, value)

# %% wrong="writes to __dict__ past a property" caught="a_property_is_set_in_its_own_way"
@grow(nn.Module)
def __setattr__(self, name, value):
    if isinstance(value, nn.Parameter) or name in self.__dict__.get("_parameters", ()):
        self._assign_parameter(name, value)
    elif isinstance(value, nn.Module) or name in self.__dict__.get("_modules", ()):
        self._assign_module(name, value)
    else:
        self.__dict__[name] = value

# %% wrong="calls itself for a plain attribute" caught="any_other_value_is_a_plain_attribute"
@grow(nn.Module)
def __setattr__(self, name, value):
    if isinstance(value, nn.Parameter) or name in self.__dict__.get("_parameters", ()):
        self._assign_parameter(name, value)
    elif isinstance(value, nn.Module) or name in self.__dict__.get("_modules", ()):
        self._assign_module(name, value)
    else:
        setattr(self, name, value)

# %% right="early returns"
@grow(nn.Module)
def __setattr__(self, name, value):
    params = self.__dict__.get("_parameters") or {}
    modules = self.__dict__.get("_modules") or {}
    if isinstance(value, nn.Parameter) or name in params:
        return self._assign_parameter(name, value)
    if isinstance(value, nn.Module) or name in modules:
        return self._assign_module(name, value)
    return super().__setattr__(name, value)

# %% right="a table of who takes what"
@grow(nn.Module)
def __setattr__(self, name, value):
    takers = (
        (nn.Parameter, "_parameters", self._assign_parameter),
        (nn.Module, "_modules", self._assign_module),
    )
    for kind, registry, take in takers:
        if isinstance(value, kind) or name in vars(self).get(registry, {}):
            take(name, value)
            break
    else:
        object.__setattr__(self, name, value)

# %% right="match on the value, then on the name"
@grow(nn.Module)
def __setattr__(self, name, value):
    held = vars(self)
    taken = next((r for r in ("_parameters", "_modules") if name in held.get(r, ())), "")
    match value:
        case nn.Parameter():
            self._assign_parameter(name, value)
        case _ if taken == "_parameters":
            self._assign_parameter(name, value)
        case nn.Module():
            self._assign_module(name, value)
        case _ if taken:
            self._assign_module(name, value)
        case _:
            object.__setattr__(self, name, value)
