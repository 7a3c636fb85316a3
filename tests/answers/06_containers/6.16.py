# %% wrong="keeps the order of a plain dict" caught="a_plain_mapping_comes_in_sorted"
@grow(nn.ParameterDict)
def update(self, parameters):
    if isinstance(parameters, (Mapping, nn.ParameterDict)):
        parameters = parameters.items()
    nn.ModuleDict.update(self, iter(parameters))

@grow(nn.ParameterDict)
def copy(self):
    return nn.ParameterDict(self.items())

# %% wrong="sorts an OrderedDict, too" caught="ordered_dicts_parameter_dicts_and_pairs_keep_their_order"
@grow(nn.ParameterDict)
def update(self, parameters):
    if isinstance(parameters, nn.ParameterDict):
        parameters = parameters.items()
    elif isinstance(parameters, Mapping):
        parameters = sorted(parameters.items())
    nn.ModuleDict.update(self, iter(parameters))

@grow(nn.ParameterDict)
def copy(self):
    return nn.ParameterDict(self.items())

# %% wrong="sorts everything" caught="ordered_dicts_parameter_dicts_and_pairs_keep_their_order"
@grow(nn.ParameterDict)
def update(self, parameters):
    if isinstance(parameters, (Mapping, nn.ParameterDict)):
        parameters = parameters.items()
    nn.ModuleDict.update(self, iter(sorted(parameters, key=lambda pair: str(pair[0]) if isinstance(pair, tuple) else '')))

@grow(nn.ParameterDict)
def copy(self):
    return nn.ParameterDict(self.items())

# %% wrong="sorts all that is there" caught="new_keys_come_behind_those_that_are_there"
@grow(nn.ParameterDict)
def update(self, parameters):
    if isinstance(parameters, (OrderedDict, nn.ParameterDict)):
        parameters = parameters.items()
    elif isinstance(parameters, Mapping):
        parameters = sorted(parameters.items())
        nn.ModuleDict.update(self, iter(parameters))
        self._keys = dict(sorted(self._keys.items()))
        return
    nn.ModuleDict.update(self, iter(parameters))

@grow(nn.ParameterDict)
def copy(self):
    return nn.ParameterDict(self.items())

# %% wrong="a ParameterDict is walked over by names" caught="ordered_dicts_parameter_dicts_and_pairs_keep_their_order"
@grow(nn.ParameterDict)
def update(self, parameters):
    if isinstance(parameters, OrderedDict):
        parameters = parameters.items()
    elif isinstance(parameters, Mapping):
        parameters = sorted(parameters.items())
    nn.ModuleDict.update(self, iter(parameters))

@grow(nn.ParameterDict)
def copy(self):
    return nn.ParameterDict(self.items())

# %% wrong="takes mappings only" caught="ordered_dicts_parameter_dicts_and_pairs_keep_their_order"
@grow(nn.ParameterDict)
def update(self, parameters):
    if isinstance(parameters, (OrderedDict, nn.ParameterDict)):
        pairs = parameters.items()
    else:
        pairs = sorted(parameters.items())
    for key, value in pairs:
        self[key] = value

@grow(nn.ParameterDict)
def copy(self):
    return nn.ParameterDict(self.items())

# %% wrong="is ModuleDict's update" caught="a_plain_mapping_comes_in_sorted"
@grow(nn.ParameterDict)
def update(self, parameters):
    nn.ModuleDict.update(self, parameters)

@grow(nn.ParameterDict)
def copy(self):
    return nn.ParameterDict(self.items())

# %% wrong="takes a third item for nothing" caught="what_is_no_pair_is_refused"
@grow(nn.ParameterDict)
def update(self, parameters):
    if isinstance(parameters, (OrderedDict, nn.ParameterDict)):
        parameters = parameters.items()
    elif isinstance(parameters, Mapping):
        parameters = sorted(parameters.items())
    for pair in parameters:
        self[pair[0]] = pair[1]

@grow(nn.ParameterDict)
def copy(self):
    return nn.ParameterDict(self.items())

# %% wrong="registers past the door" caught="what_comes_in_is_wrapped_or_kept_as_ever"
@grow(nn.ParameterDict)
def update(self, parameters):
    if isinstance(parameters, (OrderedDict, nn.ParameterDict)):
        parameters = parameters.items()
    elif isinstance(parameters, Mapping):
        parameters = sorted(parameters.items())
    for key, value in parameters:
        self._keys[key] = None
        setattr(self, key, value)

@grow(nn.ParameterDict)
def copy(self):
    return nn.ParameterDict(self.items())

# %% wrong="starts from nothing" caught="new_keys_come_behind_those_that_are_there"
@grow(nn.ParameterDict)
def update(self, parameters):
    if isinstance(parameters, (OrderedDict, nn.ParameterDict)):
        parameters = list(parameters.items())
    elif isinstance(parameters, Mapping):
        parameters = sorted(parameters.items())
    self.clear()
    nn.ModuleDict.update(self, iter(parameters))

@grow(nn.ParameterDict)
def copy(self):
    return nn.ParameterDict(self.items())

# %% wrong="a copy by way of a plain dict" caught="a_copy_has_the_same_parameters_in_the_same_order"
@grow(nn.ParameterDict)
def update(self, parameters):
    if isinstance(parameters, (OrderedDict, nn.ParameterDict)):
        parameters = parameters.items()
    elif isinstance(parameters, Mapping):
        parameters = sorted(parameters.items())
    nn.ModuleDict.update(self, iter(parameters))

@grow(nn.ParameterDict)
def copy(self):
    return nn.ParameterDict(dict(self.items()))

# %% wrong="a copy copies the parameters" caught="a_copy_has_the_same_parameters_in_the_same_order"
@grow(nn.ParameterDict)
def update(self, parameters):
    if isinstance(parameters, (OrderedDict, nn.ParameterDict)):
        parameters = parameters.items()
    elif isinstance(parameters, Mapping):
        parameters = sorted(parameters.items())
    nn.ModuleDict.update(self, iter(parameters))

@grow(nn.ParameterDict)
def copy(self):
    import copy as copying
    return copying.deepcopy(self)

# %% wrong="a copy is the dict itself" caught="a_copy_is_another_dict"
@grow(nn.ParameterDict)
def update(self, parameters):
    if isinstance(parameters, (OrderedDict, nn.ParameterDict)):
        parameters = parameters.items()
    elif isinstance(parameters, Mapping):
        parameters = sorted(parameters.items())
    nn.ModuleDict.update(self, iter(parameters))

@grow(nn.ParameterDict)
def copy(self):
    return self

# %% wrong="a copy is a plain dict" caught="a_copy_has_the_same_parameters_in_the_same_order"
@grow(nn.ParameterDict)
def update(self, parameters):
    if isinstance(parameters, (OrderedDict, nn.ParameterDict)):
        parameters = parameters.items()
    elif isinstance(parameters, Mapping):
        parameters = sorted(parameters.items())
    nn.ModuleDict.update(self, iter(parameters))

@grow(nn.ParameterDict)
def copy(self):
    return dict(self.items())

# %% wrong="a copy keeps the class" caught="a_copy_of_a_subclass_is_a_plain_parameter_dict"
@grow(nn.ParameterDict)
def update(self, parameters):
    if isinstance(parameters, (OrderedDict, nn.ParameterDict)):
        parameters = parameters.items()
    elif isinstance(parameters, Mapping):
        parameters = sorted(parameters.items())
    nn.ModuleDict.update(self, iter(parameters))

@grow(nn.ParameterDict)
def copy(self):
    return type(self)(self.items())

# %% wrong="a copy shares its keys" caught="a_copy_is_another_dict"
@grow(nn.ParameterDict)
def update(self, parameters):
    if isinstance(parameters, (OrderedDict, nn.ParameterDict)):
        parameters = parameters.items()
    elif isinstance(parameters, Mapping):
        parameters = sorted(parameters.items())
    nn.ModuleDict.update(self, iter(parameters))

@grow(nn.ParameterDict)
def copy(self):
    twin = nn.ParameterDict(self.items())
    twin._keys = self._keys
    return twin

# %% wrong="a copy takes the registry" caught="a_copy_has_the_same_parameters_in_the_same_order"
@grow(nn.ParameterDict)
def update(self, parameters):
    if isinstance(parameters, (OrderedDict, nn.ParameterDict)):
        parameters = parameters.items()
    elif isinstance(parameters, Mapping):
        parameters = sorted(parameters.items())
    nn.ModuleDict.update(self, iter(parameters))

@grow(nn.ParameterDict)
def copy(self):
    return nn.ParameterDict(OrderedDict(self._parameters))

# %% right="pairs by oneself"
@grow(nn.ParameterDict)
def update(self, parameters):
    if not isinstance(parameters, Iterable):
        raise TypeError(f"{type(parameters).__name__} holds no pairs")
    if isinstance(parameters, nn.ParameterDict) or isinstance(parameters, OrderedDict):
        parameters = [(key, parameters[key]) for key in parameters]
    if isinstance(parameters, Mapping):
        parameters = [(key, parameters[key]) for key in sorted(parameters)]
    for pair in parameters:
        if not isinstance(pair, Iterable):
            raise TypeError("a pair, please")
        if len(pair) != 2:
            raise ValueError("two items, please")
        self[pair[0]] = pair[1]

@grow(nn.ParameterDict)
def copy(self):
    return nn.ParameterDict(OrderedDict((k, self[k]) for k in self._keys))

# %% right="fills an empty one"
@grow(nn.ParameterDict)
def update(self, parameters):
    match parameters:
        case OrderedDict() | nn.ParameterDict():
            parameters = parameters.items()
        case Mapping():
            parameters = sorted(parameters.items(), key=lambda pair: pair[0])
    nn.ModuleDict.update(self, iter(parameters))

@grow(nn.ParameterDict)
def copy(self):
    twin = nn.ParameterDict()
    for key in self:
        twin[key] = self[key]
    return twin
