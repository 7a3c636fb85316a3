# %% wrong="knows the parameters alone" caught="buffers_and_modules_are_deleted_too"
@grow(nn.Module)
def __delattr__(self, name):
    if name in self._parameters:
        del self._parameters[name]
    else:
        object.__delattr__(self, name)

# %% wrong="asks for the value, not the name" caught="a_parameter_that_is_none_can_be_deleted"
@grow(nn.Module)
def __delattr__(self, name):
    for registry in (self._parameters, self._buffers, self._modules):
        if registry.get(name) is not None:
            del registry[name]
            self._non_persistent_buffers_set.discard(name)
            return
    object.__delattr__(self, name)

# %% wrong="goes on to object.__delattr__ after deleting" caught="deleting_a_parameter_takes_it_out_of_the_registry"
@grow(nn.Module)
def __delattr__(self, name):
    for registry in (self._parameters, self._buffers, self._modules):
        if name in registry:
            del registry[name]
            self._non_persistent_buffers_set.discard(name)
    object.__delattr__(self, name)

# %% wrong="forgets that a buffer has a second entry" caught="a_deleted_buffer_is_forgotten_as_one_not_to_save"
@grow(nn.Module)
def __delattr__(self, name):
    for registry in (self._parameters, self._buffers, self._modules):
        if name in registry:
            del registry[name]
            return
    object.__delattr__(self, name)

# %% wrong="`remove` where the name need not be in the set" caught="a_buffer_that_is_saved_has_no_second_entry"
@grow(nn.Module)
def __delattr__(self, name):
    if name in self._parameters:
        del self._parameters[name]
    elif name in self._buffers:
        del self._buffers[name]
        self._non_persistent_buffers_set.remove(name)
    elif name in self._modules:
        del self._modules[name]
    else:
        object.__delattr__(self, name)

# %% wrong="puts None where the parameter was" caught="deleting_a_parameter_takes_it_out_of_the_registry"
@grow(nn.Module)
def __delattr__(self, name):
    for registry in (self._parameters, self._buffers, self._modules):
        if name in registry:
            registry[name] = None
            self._non_persistent_buffers_set.discard(name)
            return
    object.__delattr__(self, name)

# %% wrong="says nothing of a name that is nowhere" caught="a_name_that_is_nowhere_is_an_attribute_error"
@grow(nn.Module)
def __delattr__(self, name):
    for registry in (self._parameters, self._buffers, self._modules):
        if name in registry:
            del registry[name]
            self._non_persistent_buffers_set.discard(name)
            return
    if hasattr(self, name):
        object.__delattr__(self, name)

# %% wrong="a name that is nowhere is a KeyError" caught="a_name_that_is_nowhere_is_an_attribute_error"
@grow(nn.Module)
def __delattr__(self, name):
    for registry in (self._parameters, self._buffers, self._modules):
        if name in registry:
            del registry[name]
            self._non_persistent_buffers_set.discard(name)
            return
    if isinstance(getattr(type(self), name, None), property):
        object.__delattr__(self, name)
    else:
        del self.__dict__[name]

# %% wrong="knows of nothing but the registries" caught="a_plain_attribute_is_deleted_as_in_any_class"
@grow(nn.Module)
def __delattr__(self, name):
    for registry in (self._parameters, self._buffers, self._modules):
        if name in registry:
            del registry[name]
            self._non_persistent_buffers_set.discard(name)
            return
    raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")

# %% wrong="`del self.name` deletes an attribute called name" caught="a_plain_attribute_is_deleted_as_in_any_class"
@grow(nn.Module)
def __delattr__(self, name):
    for registry in (self._parameters, self._buffers, self._modules):
        if name in registry:
            del registry[name]
            self._non_persistent_buffers_set.discard(name)
            return
    delattr(self, name)

# %% wrong="deletes from __dict__ by hand, past any property" caught="a_property_deletes_in_its_own_way"
@grow(nn.Module)
def __delattr__(self, name):
    for registry in (self._parameters, self._buffers, self._modules):
        if name in registry:
            del registry[name]
            self._non_persistent_buffers_set.discard(name)
            return
    if name not in self.__dict__:
        raise AttributeError(name)
    del self.__dict__[name]

# %% wrong="deletes the name wherever it is" caught="the_registries_are_asked_in_the_order_of_reading"
@grow(nn.Module)
def __delattr__(self, name):
    registries = [self._parameters, self._buffers, self._modules]
    if any(name in registry for registry in registries):
        for registry in registries:
            registry.pop(name, None)
        self._non_persistent_buffers_set.discard(name)
    else:
        object.__delattr__(self, name)

# %% right="torch's if and elif, with super()"
@grow(nn.Module)
def __delattr__(self, name):
    if name in self._parameters:
        del self._parameters[name]
    elif name in self._buffers:
        del self._buffers[name]
        self._non_persistent_buffers_set.discard(name)
    elif name in self._modules:
        del self._modules[name]
    else:
        super().__delattr__(name)

# %% right="for and else"
@grow(nn.Module)
def __delattr__(self, name):
    for key in ("_parameters", "_buffers", "_modules"):
        registry = vars(self)[key]
        if name in registry:
            registry.pop(name)
            break
    else:
        return super().__delattr__(name)
    self._non_persistent_buffers_set -= {name}

# %% right="next over the registries that have it"
@grow(nn.Module)
def __delattr__(self, name):
    registries = (self._parameters, self._buffers, self._modules)
    held = next((r for r in registries if name in r), None)
    if held is None:
        object.__delattr__(self, name)
        return
    del held[name]
    if held is self._buffers and name in self._non_persistent_buffers_set:
        self._non_persistent_buffers_set.remove(name)

# %% right="try and except KeyError"
def forget(registry, name):
    try:
        del registry[name]
    except KeyError:
        return False
    return True


@grow(nn.Module)
def __delattr__(self, name):
    if forget(self._parameters, name):
        return
    if forget(self._buffers, name):
        self._non_persistent_buffers_set.discard(name)
        return
    if not forget(self._modules, name):
        object.__delattr__(self, name)
