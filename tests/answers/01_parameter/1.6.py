# %% wrong="registers, and also keeps the attribute in __dict__" caught="assigning_a_parameter_registers_it"
@grow(nn.Module)
def __setattr__(self, name, value):
    params = self.__dict__.get("_parameters")
    if isinstance(value, nn.Parameter):
        if params is None:
            raise AttributeError("cannot assign parameters before Module.__init__() call")
        self.__dict__.pop(name, None)
        self.register_parameter(name, value)
    elif params is not None and name in params:
        if value is not None:
            raise TypeError(f"cannot assign '{torch.typename(value)}' as parameter '{name}'")
        self.register_parameter(name, value)
        return
    object.__setattr__(self, name, value)

# %% wrong="a plain tensor of the same name stays in __dict__" caught="a_name_that_was_a_plain_attribute_becomes_a_parameter_and_is_in_one_place_only"
@grow(nn.Module)
def __setattr__(self, name, value):
    params = self.__dict__.get("_parameters")
    if isinstance(value, nn.Parameter):
        if params is None:
            raise AttributeError("cannot assign parameters before Module.__init__() call")
        params[name] = value
    elif params is None or name not in params:
        object.__setattr__(self, name, value)
    elif value is not None:
        raise TypeError(f"cannot assign '{torch.typename(value)}' as parameter '{name}'")
    else:
        self.register_parameter(name, None)

# %% wrong="takes the name out of __dict__ too late, or never" caught="a_name_that_was_a_plain_attribute_becomes_a_parameter_and_is_in_one_place_only"
@grow(nn.Module)
def __setattr__(self, name, value):
    params = self.__dict__.get("_parameters")
    if isinstance(value, nn.Parameter):
        if params is None:
            raise AttributeError("cannot assign parameters before Module.__init__() call")
        self.register_parameter(name, value)
        self.__dict__.pop(name, None)
    elif params is None or name not in params:
        object.__setattr__(self, name, value)
    elif value is not None:
        raise TypeError(f"cannot assign '{torch.typename(value)}' as parameter '{name}'")
    else:
        self.register_parameter(name, None)

# %% wrong="`type(value) is`" caught="a_subclass_of_parameter_is_registered"
@grow(nn.Module)
def __setattr__(self, name, value):
    params = self.__dict__.get("_parameters")
    if type(value) is nn.Parameter:
        if params is None:
            raise AttributeError("cannot assign parameters before Module.__init__() call")
        self.__dict__.pop(name, None)
    elif params is None or name not in params:
        return object.__setattr__(self, name, value)
    elif value is not None:
        raise TypeError(f"cannot assign '{torch.typename(value)}' as parameter '{name}'")
    self.register_parameter(name, value)

# %% wrong="assigning 5 quietly replaces the parameter" caught="only_a_parameter_may_replace_a_parameter"
@grow(nn.Module)
def __setattr__(self, name, value):
    params = self.__dict__.get("_parameters")
    if isinstance(value, nn.Parameter):
        if params is None:
            raise AttributeError("cannot assign parameters before Module.__init__() call")
        self.__dict__.pop(name, None)
        self.register_parameter(name, value)
    elif params is not None and name in params and value is None:
        self.register_parameter(name, None)
    else:
        if params is not None:
            params.pop(name, None)
        object.__setattr__(self, name, value)

# %% wrong="a tensor assigned to a parameter becomes a parameter" caught="only_a_parameter_may_replace_a_parameter"
@grow(nn.Module)
def __setattr__(self, name, value):
    params = self.__dict__.get("_parameters")
    if isinstance(value, nn.Parameter):
        if params is None:
            raise AttributeError("cannot assign parameters before Module.__init__() call")
        self.__dict__.pop(name, None)
    elif params is None or name not in params:
        return object.__setattr__(self, name, value)
    elif isinstance(value, torch.Tensor):
        value = nn.Parameter(value)
    elif value is not None:
        raise TypeError(f"cannot assign '{torch.typename(value)}' as parameter '{name}'")
    self.register_parameter(name, value)

# %% wrong="assigning None deletes the name" caught="none_keeps_the_name_and_empties_it"
@grow(nn.Module)
def __setattr__(self, name, value):
    params = self.__dict__.get("_parameters")
    if isinstance(value, nn.Parameter):
        if params is None:
            raise AttributeError("cannot assign parameters before Module.__init__() call")
        self.__dict__.pop(name, None)
        self.register_parameter(name, value)
    elif params is None or name not in params:
        object.__setattr__(self, name, value)
    elif value is None:
        del params[name]
    else:
        raise TypeError(f"cannot assign '{torch.typename(value)}' as parameter '{name}'")

# %% wrong="None may not replace a parameter either" caught="none_keeps_the_name_and_empties_it"
@grow(nn.Module)
def __setattr__(self, name, value):
    params = self.__dict__.get("_parameters")
    if isinstance(value, nn.Parameter):
        if params is None:
            raise AttributeError("cannot assign parameters before Module.__init__() call")
        self.__dict__.pop(name, None)
        self.register_parameter(name, value)
    elif params is not None and name in params:
        raise TypeError(f"cannot assign '{torch.typename(value)}' as parameter '{name}'")
    else:
        object.__setattr__(self, name, value)

# %% wrong="None under any name is registered" caught="none_is_a_plain_value_for_a_plain_name"
@grow(nn.Module)
def __setattr__(self, name, value):
    params = self.__dict__.get("_parameters")
    if params is not None and (value is None or isinstance(value, nn.Parameter)):
        self.__dict__.pop(name, None)
        self.register_parameter(name, value)
    elif isinstance(value, nn.Parameter):
        raise AttributeError("cannot assign parameters before Module.__init__() call")
    elif params is not None and name in params:
        raise TypeError(f"cannot assign '{torch.typename(value)}' as parameter '{name}'")
    else:
        object.__setattr__(self, name, value)

# %% wrong="no thought of a forgotten super().__init__()" caught="a_forgotten_init_is_an_attribute_error"
@grow(nn.Module)
def __setattr__(self, name, value):
    if isinstance(value, nn.Parameter):
        self.__dict__.pop(name, None)
        self.__dict__["_parameters"][name] = None
    elif name not in self.__dict__.get("_parameters", {}):
        return object.__setattr__(self, name, value)
    elif value is not None:
        raise TypeError(f"cannot assign '{torch.typename(value)}' as parameter '{name}'")
    self.register_parameter(name, value)

# %% wrong="every attribute has to wait for super().__init__()" caught="plain_attributes_need_no_init"
@grow(nn.Module)
def __setattr__(self, name, value):
    params = self.__dict__.get("_parameters")
    if params is None:
        raise AttributeError("cannot assign parameters before Module.__init__() call")
    if isinstance(value, nn.Parameter):
        self.__dict__.pop(name, None)
    elif name not in params:
        return object.__setattr__(self, name, value)
    elif value is not None:
        raise TypeError(f"cannot assign '{torch.typename(value)}' as parameter '{name}'")
    self.register_parameter(name, value)

# %% wrong="a plain tensor is registered too" caught="a_plain_tensor_is_not_registered"
@grow(nn.Module)
def __setattr__(self, name, value):
    params = self.__dict__.get("_parameters")
    if isinstance(value, torch.Tensor):
        if params is None:
            raise AttributeError("cannot assign parameters before Module.__init__() call")
        self.__dict__.pop(name, None)
        params[name] = value
    elif params is None or name not in params:
        object.__setattr__(self, name, value)
    elif value is not None:
        raise TypeError(f"cannot assign '{torch.typename(value)}' as parameter '{name}'")
    else:
        params[name] = None

# %% wrong="leaves plain attributes to setattr, which comes back here" caught="a_plain_tensor_is_not_registered"
@grow(nn.Module)
def __setattr__(self, name, value):
    params = self.__dict__.get("_parameters")
    if isinstance(value, nn.Parameter):
        if params is None:
            raise AttributeError("cannot assign parameters before Module.__init__() call")
        self.__dict__.pop(name, None)
    elif params is None or name not in params:
        return setattr(self, name, value)
    elif value is not None:
        raise TypeError(f"cannot assign '{torch.typename(value)}' as parameter '{name}'")
    self.register_parameter(name, value)

# %% wrong="writes into the registry without a look at the name" caught="bad_names_are_refused_here_too"
@grow(nn.Module)
def __setattr__(self, name, value):
    params = self.__dict__.get("_parameters")
    if isinstance(value, nn.Parameter):
        if params is None:
            raise AttributeError("cannot assign parameters before Module.__init__() call")
        self.__dict__.pop(name, None)
    elif params is None or name not in params:
        return object.__setattr__(self, name, value)
    elif value is not None:
        raise TypeError(f"cannot assign '{torch.typename(value)}' as parameter '{name}'")
    params[name] = value

# %% wrong="a new parameter goes to the end" caught="a_new_parameter_takes_the_place_of_the_old_one"
@grow(nn.Module)
def __setattr__(self, name, value):
    params = self.__dict__.get("_parameters")
    if isinstance(value, nn.Parameter):
        if params is None:
            raise AttributeError("cannot assign parameters before Module.__init__() call")
        for place in (self.__dict__, params):
            place.pop(name, None)
    elif params is None or name not in params:
        return object.__setattr__(self, name, value)
    elif value is not None:
        raise TypeError(f"cannot assign '{torch.typename(value)}' as parameter '{name}'")
    self.register_parameter(name, value)

# %% wrong="checks the name and then stores it itself, past a subclass's register_parameter" caught="a_class_may_register_in_its_own_way"
@grow(nn.Module)
def __setattr__(self, name, value):
    params = self.__dict__.get("_parameters")
    if isinstance(value, nn.Parameter):
        if params is None:
            raise AttributeError("cannot assign parameters before Module.__init__() call")
        self.__dict__.pop(name, None)
    elif params is None or name not in params:
        return object.__setattr__(self, name, value)
    elif value is not None:
        raise TypeError(f"cannot assign '{torch.typename(value)}' as parameter '{name}'")
    self._check_name("parameter", name)
    params[name] = value

# %% wrong="writes plain attributes into __dict__ by hand" caught="a_property_still_works"
@grow(nn.Module)
def __setattr__(self, name, value):
    params = self.__dict__.get("_parameters")
    if isinstance(value, nn.Parameter):
        if params is None:
            raise AttributeError("cannot assign parameters before Module.__init__() call")
        self.__dict__.pop(name, None)
    elif params is None or name not in params:
        self.__dict__[name] = value
        return
    elif value is not None:
        raise TypeError(f"cannot assign '{torch.typename(value)}' as parameter '{name}'")
    self.register_parameter(name, value)

# %% wrong="copies the new values into the old parameter" caught="a_new_parameter_takes_the_place_of_the_old_one"
@grow(nn.Module)
def __setattr__(self, name, value):
    params = self.__dict__.get("_parameters")
    if isinstance(value, nn.Parameter):
        if params is None:
            raise AttributeError("cannot assign parameters before Module.__init__() call")
        self.__dict__.pop(name, None)
        if isinstance(params.get(name), nn.Parameter) and params[name].shape == value.shape:
            params[name].data = value.data
            return
    elif params is None or name not in params:
        return object.__setattr__(self, name, value)
    elif value is not None:
        raise TypeError(f"cannot assign '{torch.typename(value)}' as parameter '{name}'")
    self.register_parameter(name, value)

# %% wrong="a name whose parameter is None counts as free" caught="a_name_whose_parameter_is_none_belongs_to_it_still"
@grow(nn.Module)
def __setattr__(self, name, value):
    params = self.__dict__.get("_parameters")
    if isinstance(value, nn.Parameter):
        if params is None:
            raise AttributeError("cannot assign parameters before Module.__init__() call")
        self.__dict__.pop(name, None)
    elif params is None or params.get(name) is None:
        return object.__setattr__(self, name, value)
    elif value is not None:
        raise TypeError(f"cannot assign '{torch.typename(value)}' as parameter '{name}'")
    self.register_parameter(name, value)

# %% right="vars(self), early returns, super()"
@grow(nn.Module)
def __setattr__(self, name, value):
    if isinstance(value, nn.Parameter):
        if "_parameters" not in vars(self):
            raise AttributeError("call super().__init__() first")
        vars(self).pop(name, None)
        return self.register_parameter(name, value)
    if name not in vars(self).get("_parameters", ()):
        return super().__setattr__(name, value)
    if value is None:
        return self.register_parameter(name, None)
    raise TypeError(f"{name} is a parameter, and a {type(value).__name__} is none")

# %% right="torch's own long form"
@grow(nn.Module)
def __setattr__(self, name, value):
    def remove_from(*dicts_or_sets):
        for d in dicts_or_sets:
            if name in d:
                if isinstance(d, dict):
                    del d[name]
                else:
                    d.discard(name)

    params = self.__dict__.get("_parameters")
    if isinstance(value, nn.Parameter):
        if params is None:
            raise AttributeError("cannot assign parameters before Module.__init__() call")
        remove_from(self.__dict__, self._buffers, self._modules, self._non_persistent_buffers_set)
        self.register_parameter(name, value)
    elif params is not None and name in params:
        if value is not None:
            raise TypeError(f"cannot assign '{torch.typename(value)}' as parameter '{name}' (torch.nn.Parameter or None expected)")
        self.register_parameter(name, value)
    else:
        object.__setattr__(self, name, value)

# %% right="the other order of questions: what the name is, then what the value is"
@grow(nn.Module)
def __setattr__(self, name, value):
    is_parameter = isinstance(value, nn.Parameter)
    if (params := self.__dict__.get("_parameters")) is None and is_parameter:
        raise AttributeError(f"{name}: no Module.__init__ yet")
    if params is not None and name in params:
        if not (is_parameter or value is None):
            raise TypeError(f"{name} is a parameter")
        self.register_parameter(name, value)
    elif is_parameter:
        if name in self.__dict__:
            del self.__dict__[name]
        self.register_parameter(name, value)
    else:
        object.__setattr__(self, name, value)

# %% right="helper methods, try and except"
@grow(nn.Module)
def _has_parameter(self, name):
    try:
        return name in self.__dict__["_parameters"]
    except KeyError:
        return False


@grow(nn.Module)
def _move_to_registry(self, name, param):
    if not hasattr(self, "_parameters"):
        raise AttributeError("cannot assign parameters before Module.__init__() call")
    self.__dict__.pop(name, None)
    self.register_parameter(name, param)


@grow(nn.Module)
def __setattr__(self, name, value):
    match value:
        case nn.Parameter():
            self._move_to_registry(name, value)
        case None if self._has_parameter(name):
            self.register_parameter(name, None)
        case _ if self._has_parameter(name):
            raise TypeError(f"cannot assign '{type(value)}' as parameter '{name}'")
        case _:
            object.__setattr__(self, name, value)

# %% right="leaves the missing registry to register_parameter, which says so"
@grow(nn.Module)
def __setattr__(self, name, value):
    registered = name in self.__dict__.get("_parameters", ())
    if not registered and not isinstance(value, nn.Parameter):
        return object.__setattr__(self, name, value)
    if value is not None and not isinstance(value, nn.Parameter):
        raise TypeError(f"cannot assign '{torch.typename(value)}' as parameter '{name}'")
    vars(self).pop(name, None)
    self.register_parameter(name, value)
