# %% wrong="forgets the key" caught="a_tensor_becomes_a_parameter_under_its_key"
@grow(nn.ParameterDict)
def __setitem__(self, key, value):
    if isinstance(value, torch.Tensor) and not isinstance(value, nn.Parameter):
        value = nn.Parameter(value)
    setattr(self, self._key_to_attr(key), value)

@grow(nn.ParameterDict)
def __delitem__(self, key):
    del self._keys[key]
    delattr(self, self._key_to_attr(key))

@grow(nn.ParameterDict)
def setdefault(self, key, default=None):
    if key not in self:
        self[key] = default
    return self[key]

# %% wrong="keeps a tensor as it is" caught="a_tensor_becomes_a_parameter_under_its_key"
@grow(nn.ParameterDict)
def __setitem__(self, key, value):
    self._keys[key] = None
    setattr(self, self._key_to_attr(key), value)

@grow(nn.ParameterDict)
def __delitem__(self, key):
    del self._keys[key]
    delattr(self, self._key_to_attr(key))

@grow(nn.ParameterDict)
def setdefault(self, key, default=None):
    if key not in self:
        self[key] = default
    return self[key]

# %% wrong="makes another Parameter of a Parameter" caught="a_parameter_is_kept_itself_in_a_dict"
@grow(nn.ParameterDict)
def __setitem__(self, key, value):
    self._keys[key] = None
    if isinstance(value, torch.Tensor):
        value = nn.Parameter(value)
    setattr(self, self._key_to_attr(key), value)

@grow(nn.ParameterDict)
def __delitem__(self, key):
    del self._keys[key]
    delattr(self, self._key_to_attr(key))

@grow(nn.ParameterDict)
def setdefault(self, key, default=None):
    if key not in self:
        self[key] = default
    return self[key]

# %% wrong="takes parameters only" caught="other_values_are_kept_as_they_are"
@grow(nn.ParameterDict)
def __setitem__(self, key, value):
    self._keys[key] = None
    self.register_parameter(key, nn.Parameter(value) if not isinstance(value, nn.Parameter) else value)

@grow(nn.ParameterDict)
def __delitem__(self, key):
    del self._keys[key]
    delattr(self, self._key_to_attr(key))

@grow(nn.ParameterDict)
def setdefault(self, key, default=None):
    if key not in self:
        self[key] = default
    return self[key]

# %% wrong="keeps the values in the dict of keys" caught="a_tensor_becomes_a_parameter_under_its_key"
@grow(nn.ParameterDict)
def __setitem__(self, key, value):
    if isinstance(value, torch.Tensor) and not isinstance(value, nn.Parameter):
        value = nn.Parameter(value)
    self._keys[self._key_to_attr(key)] = value

@grow(nn.ParameterDict)
def __delitem__(self, key):
    del self._keys[key]

@grow(nn.ParameterDict)
def setdefault(self, key, default=None):
    return self._keys.setdefault(key, default)

# %% wrong="a key that is replaced goes to the end" caught="a_key_that_is_replaced_keeps_its_place"
@grow(nn.ParameterDict)
def __setitem__(self, key, value):
    self._keys.pop(key, None)
    self._keys[key] = None
    if isinstance(value, torch.Tensor) and not isinstance(value, nn.Parameter):
        value = nn.Parameter(value)
    setattr(self, self._key_to_attr(key), value)

@grow(nn.ParameterDict)
def __delitem__(self, key):
    del self._keys[key]
    delattr(self, self._key_to_attr(key))

@grow(nn.ParameterDict)
def setdefault(self, key, default=None):
    if key not in self:
        self[key] = default
    return self[key]

# %% wrong="makes every key text" caught="a_key_is_text_and_hides_nothing"
@grow(nn.ParameterDict)
def __setitem__(self, key, value):
    key = str(key)
    self._keys[key] = None
    if isinstance(value, torch.Tensor) and not isinstance(value, nn.Parameter):
        value = nn.Parameter(value)
    setattr(self, key, value)

@grow(nn.ParameterDict)
def __delitem__(self, key):
    del self._keys[key]
    delattr(self, self._key_to_attr(key))

@grow(nn.ParameterDict)
def setdefault(self, key, default=None):
    if key not in self:
        self[key] = default
    return self[key]

# %% wrong="writes into the registry past every question" caught="a_key_is_text_and_hides_nothing"
@grow(nn.ParameterDict)
def __setitem__(self, key, value):
    self._keys[self._key_to_attr(key)] = None
    if isinstance(value, torch.Tensor) and not isinstance(value, nn.Parameter):
        value = nn.Parameter(value)
    if isinstance(value, nn.Parameter):
        self._parameters[key] = value
    else:
        setattr(self, key, value)

@grow(nn.ParameterDict)
def __delitem__(self, key):
    del self._keys[key]
    delattr(self, self._key_to_attr(key))

@grow(nn.ParameterDict)
def setdefault(self, key, default=None):
    if key not in self:
        self[key] = default
    return self[key]

# %% wrong="deletes the key and leaves the attribute" caught="a_key_taken_out_is_in_neither_place"
@grow(nn.ParameterDict)
def __setitem__(self, key, value):
    self._keys[key] = None
    if isinstance(value, torch.Tensor) and not isinstance(value, nn.Parameter):
        value = nn.Parameter(value)
    setattr(self, self._key_to_attr(key), value)

@grow(nn.ParameterDict)
def __delitem__(self, key):
    del self._keys[key]

@grow(nn.ParameterDict)
def setdefault(self, key, default=None):
    if key not in self:
        self[key] = default
    return self[key]

# %% wrong="deletes the attribute and leaves the key" caught="a_key_taken_out_is_in_neither_place"
@grow(nn.ParameterDict)
def __setitem__(self, key, value):
    self._keys[key] = None
    if isinstance(value, torch.Tensor) and not isinstance(value, nn.Parameter):
        value = nn.Parameter(value)
    setattr(self, self._key_to_attr(key), value)

@grow(nn.ParameterDict)
def __delitem__(self, key):
    delattr(self, self._key_to_attr(key))

@grow(nn.ParameterDict)
def setdefault(self, key, default=None):
    if key not in self:
        self[key] = default
    return self[key]

# %% wrong="asks the attribute first" caught="deleting_a_missing_key_is_a_key_error"
@grow(nn.ParameterDict)
def __setitem__(self, key, value):
    self._keys[key] = None
    if isinstance(value, torch.Tensor) and not isinstance(value, nn.Parameter):
        value = nn.Parameter(value)
    setattr(self, self._key_to_attr(key), value)

@grow(nn.ParameterDict)
def __delitem__(self, key):
    delattr(self, self._key_to_attr(key))
    del self._keys[key]

@grow(nn.ParameterDict)
def setdefault(self, key, default=None):
    if key not in self:
        self[key] = default
    return self[key]

# %% wrong="deletes parameters only" caught="a_key_taken_out_is_in_neither_place"
@grow(nn.ParameterDict)
def __setitem__(self, key, value):
    self._keys[key] = None
    if isinstance(value, torch.Tensor) and not isinstance(value, nn.Parameter):
        value = nn.Parameter(value)
    setattr(self, self._key_to_attr(key), value)

@grow(nn.ParameterDict)
def __delitem__(self, key):
    del self._keys[key]
    self._parameters.pop(self._key_to_attr(key), None)

@grow(nn.ParameterDict)
def setdefault(self, key, default=None):
    if key not in self:
        self[key] = default
    return self[key]

# %% wrong="setdefault returns what it was given" caught="setdefault_gives_what_is_in_the_dict_then"
@grow(nn.ParameterDict)
def __setitem__(self, key, value):
    self._keys[key] = None
    if isinstance(value, torch.Tensor) and not isinstance(value, nn.Parameter):
        value = nn.Parameter(value)
    setattr(self, self._key_to_attr(key), value)

@grow(nn.ParameterDict)
def __delitem__(self, key):
    del self._keys[key]
    delattr(self, self._key_to_attr(key))

@grow(nn.ParameterDict)
def setdefault(self, key, default=None):
    if key not in self:
        self[key] = default
        return default
    return self[key]

# %% wrong="setdefault replaces what is there" caught="setdefault_leaves_a_key_that_is_there_alone"
@grow(nn.ParameterDict)
def __setitem__(self, key, value):
    self._keys[key] = None
    if isinstance(value, torch.Tensor) and not isinstance(value, nn.Parameter):
        value = nn.Parameter(value)
    setattr(self, self._key_to_attr(key), value)

@grow(nn.ParameterDict)
def __delitem__(self, key):
    del self._keys[key]
    delattr(self, self._key_to_attr(key))

@grow(nn.ParameterDict)
def setdefault(self, key, default=None):
    self[key] = default
    return self[key]

# %% wrong="setdefault takes None for missing" caught="setdefault_leaves_a_key_that_is_there_alone"
@grow(nn.ParameterDict)
def __setitem__(self, key, value):
    self._keys[key] = None
    if isinstance(value, torch.Tensor) and not isinstance(value, nn.Parameter):
        value = nn.Parameter(value)
    setattr(self, self._key_to_attr(key), value)

@grow(nn.ParameterDict)
def __delitem__(self, key):
    del self._keys[key]
    delattr(self, self._key_to_attr(key))

@grow(nn.ParameterDict)
def setdefault(self, key, default=None):
    if self.get(key) is None:
        self[key] = default
    return self[key]

# %% wrong="setdefault asks for attributes" caught="setdefault_leaves_a_key_that_is_there_alone"
@grow(nn.ParameterDict)
def __setitem__(self, key, value):
    self._keys[key] = None
    if isinstance(value, torch.Tensor) and not isinstance(value, nn.Parameter):
        value = nn.Parameter(value)
    setattr(self, self._key_to_attr(key), value)

@grow(nn.ParameterDict)
def __delitem__(self, key):
    del self._keys[key]
    delattr(self, self._key_to_attr(key))

@grow(nn.ParameterDict)
def setdefault(self, key, default=None):
    if not hasattr(self, key):
        self[key] = default
    return self[key]

# %% wrong="setdefault puts nothing in" caught="setdefault_gives_what_is_in_the_dict_then"
@grow(nn.ParameterDict)
def __setitem__(self, key, value):
    self._keys[key] = None
    if isinstance(value, torch.Tensor) and not isinstance(value, nn.Parameter):
        value = nn.Parameter(value)
    setattr(self, self._key_to_attr(key), value)

@grow(nn.ParameterDict)
def __delitem__(self, key):
    del self._keys[key]
    delattr(self, self._key_to_attr(key))

@grow(nn.ParameterDict)
def setdefault(self, key, default=None):
    return self.get(key, default)

# %% right="the name is asked first"
@grow(nn.ParameterDict)
def __setitem__(self, key, value):
    name = self._key_to_attr(key)
    self._keys.setdefault(key)
    if not isinstance(value, nn.Parameter) and isinstance(value, torch.Tensor):
        value = nn.Parameter(value)
    setattr(self, name, value)

@grow(nn.ParameterDict)
def __delitem__(self, key):
    if key not in self._keys:
        raise KeyError(key)
    delattr(self, key)
    del self._keys[key]

@grow(nn.ParameterDict)
def setdefault(self, key, default=None):
    if key in self:
        return self[key]
    self[key] = default
    return getattr(self, key)

# %% right="pops"
@grow(nn.ParameterDict)
def __setitem__(self, key, value):
    is_plain = torch.is_tensor(value) and not isinstance(value, nn.Parameter)
    self.__setattr__(self._key_to_attr(key), nn.Parameter(value) if is_plain else value)
    self._keys[key] = None

@grow(nn.ParameterDict)
def __delitem__(self, key):
    self._keys.pop(key)
    self.__delattr__(key)

@grow(nn.ParameterDict)
def setdefault(self, key, default=None):
    try:
        self._keys[key]
    except KeyError:
        self[key] = default
    return self[key]
