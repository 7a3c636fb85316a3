# %% wrong="sorts the names" caught="a_mapping_is_put_in_in_its_own_order"
@grow(nn.ModuleDict)
def update(self, modules):
    if not isinstance(modules, Iterable):
        raise TypeError("an iterable, please")
    if isinstance(modules, (Mapping, nn.ModuleDict)):
        modules = sorted(modules.items(), key=lambda pair: pair[0])
    for pair in modules:
        if not isinstance(pair, Iterable):
            raise TypeError("a pair, please")
        if len(pair) != 2:
            raise ValueError("two items, please")
        self[pair[0]] = pair[1]

# %% wrong="sorts a plain dict" caught="a_mapping_is_put_in_in_its_own_order"
@grow(nn.ModuleDict)
def update(self, modules):
    if not isinstance(modules, Iterable):
        raise TypeError("an iterable, please")
    if isinstance(modules, (OrderedDict, nn.ModuleDict)):
        modules = modules.items()
    elif isinstance(modules, Mapping):
        modules = sorted(modules.items(), key=lambda pair: pair[0])
    for pair in modules:
        if not isinstance(pair, Iterable):
            raise TypeError("a pair, please")
        if len(pair) != 2:
            raise ValueError("two items, please")
        self[pair[0]] = pair[1]

# %% wrong="a ModuleDict is walked over by names" caught="a_module_dict_is_asked_for_its_items"
@grow(nn.ModuleDict)
def update(self, modules):
    if not isinstance(modules, Iterable):
        raise TypeError("an iterable, please")
    if isinstance(modules, Mapping):
        modules = modules.items()
    for pair in modules:
        if not isinstance(pair, Iterable):
            raise TypeError("a pair, please")
        if len(pair) != 2:
            raise ValueError("two items, please")
        self[pair[0]] = pair[1]

# %% wrong="asks for the class dict" caught="a_mapping_of_any_class_is_asked_for_its_items"
@grow(nn.ModuleDict)
def update(self, modules):
    if not isinstance(modules, Iterable):
        raise TypeError("an iterable, please")
    if isinstance(modules, (dict, nn.ModuleDict)):
        modules = modules.items()
    for pair in modules:
        if not isinstance(pair, Iterable):
            raise TypeError("a pair, please")
        if len(pair) != 2:
            raise ValueError("two items, please")
        self[pair[0]] = pair[1]

# %% wrong="takes mappings only" caught="pairs_are_put_in_one_by_one"
@grow(nn.ModuleDict)
def update(self, modules):
    modules = modules.items()
    for pair in modules:
        self[pair[0]] = pair[1]

# %% wrong="takes pairs only" caught="a_mapping_is_put_in_in_its_own_order"
@grow(nn.ModuleDict)
def update(self, modules):
    if not isinstance(modules, Iterable):
        raise TypeError("an iterable, please")
    for pair in modules:
        if not isinstance(pair, Iterable):
            raise TypeError("a pair, please")
        if len(pair) != 2:
            raise ValueError("two items, please")
        self[pair[0]] = pair[1]

# %% wrong="a pair that is no pair is a ValueError" caught="what_is_not_iterable_is_a_type_error"
@grow(nn.ModuleDict)
def update(self, modules):
    if not isinstance(modules, Iterable):
        raise TypeError("an iterable, please")
    if isinstance(modules, (Mapping, nn.ModuleDict)):
        modules = modules.items()
    for pair in modules:
        if not isinstance(pair, Iterable):
            raise ValueError("a pair, please")
        if len(pair) != 2:
            raise ValueError("two items, please")
        self[pair[0]] = pair[1]

# %% wrong="a third item is left out" caught="a_pair_has_two_items"
@grow(nn.ModuleDict)
def update(self, modules):
    if not isinstance(modules, Iterable):
        raise TypeError("an iterable, please")
    if isinstance(modules, (Mapping, nn.ModuleDict)):
        modules = modules.items()
    for pair in modules:
        if not isinstance(pair, Iterable):
            raise TypeError("a pair, please")
        if len(pair) < 2:
            raise ValueError("two items, please")
        self[pair[0]] = pair[1]

# %% wrong="the wrong number of items is a TypeError" caught="a_pair_has_two_items"
@grow(nn.ModuleDict)
def update(self, modules):
    if not isinstance(modules, Iterable):
        raise TypeError("an iterable, please")
    if isinstance(modules, (Mapping, nn.ModuleDict)):
        modules = modules.items()
    for pair in modules:
        if not isinstance(pair, Iterable):
            raise TypeError("a pair, please")
        if len(pair) != 2:
            raise TypeError("two items, please")
        self[pair[0]] = pair[1]

# %% wrong="looks at all pairs first" caught="pairs_before_a_bad_one_are_in"
@grow(nn.ModuleDict)
def update(self, modules):
    if not isinstance(modules, Iterable):
        raise TypeError("an iterable, please")
    if isinstance(modules, (Mapping, nn.ModuleDict)):
        modules = modules.items()
    modules = list(modules)
    for pair in modules:
        if not isinstance(pair, Iterable):
            raise TypeError("a pair, please")
        if len(pair) != 2:
            raise ValueError("two items, please")
    for pair in modules:
        self[pair[0]] = pair[1]

# %% wrong="what cannot be walked is nothing" caught="what_is_not_iterable_is_a_type_error"
@grow(nn.ModuleDict)
def update(self, modules):
    if not isinstance(modules, Iterable):
        return
    if isinstance(modules, (Mapping, nn.ModuleDict)):
        modules = modules.items()
    for pair in modules:
        if not isinstance(pair, Iterable):
            raise TypeError("a pair, please")
        if len(pair) != 2:
            raise ValueError("two items, please")
        self[pair[0]] = pair[1]

# %% wrong="puts in past every question" caught="every_pair_goes_in_by_the_door"
@grow(nn.ModuleDict)
def update(self, modules):
    if not isinstance(modules, Iterable):
        raise TypeError("an iterable, please")
    if isinstance(modules, (Mapping, nn.ModuleDict)):
        modules = modules.items()
    for pair in modules:
        if not isinstance(pair, Iterable):
            raise TypeError("a pair, please")
        if len(pair) != 2:
            raise ValueError("two items, please")
        self._modules[pair[0]] = pair[1]

# %% wrong="starts from nothing" caught="a_name_that_is_there_keeps_its_place"
@grow(nn.ModuleDict)
def update(self, modules):
    if not isinstance(modules, Iterable):
        raise TypeError("an iterable, please")
    modules = list(modules.items()) if isinstance(modules, (Mapping, nn.ModuleDict)) else modules
    self.clear()
    for pair in modules:
        if not isinstance(pair, Iterable):
            raise TypeError("a pair, please")
        if len(pair) != 2:
            raise ValueError("two items, please")
        self[pair[0]] = pair[1]

# %% wrong="the new ones come first" caught="a_name_that_is_there_keeps_its_place"
@grow(nn.ModuleDict)
def update(self, modules):
    if not isinstance(modules, Iterable):
        raise TypeError("an iterable, please")
    if isinstance(modules, (Mapping, nn.ModuleDict)):
        modules = modules.items()
    old = dict(self._modules)
    for pair in modules:
        if not isinstance(pair, Iterable):
            raise TypeError("a pair, please")
        if len(pair) != 2:
            raise ValueError("two items, please")
        self[pair[0]] = pair[1]
    for name in old:
        if name not in dict.fromkeys(list(self)[-1:]):
            self._modules[name] = self._modules.pop(name)

# %% wrong="makes every name text" caught="every_pair_goes_in_by_the_door"
@grow(nn.ModuleDict)
def update(self, modules):
    if not isinstance(modules, Iterable):
        raise TypeError("an iterable, please")
    if isinstance(modules, (Mapping, nn.ModuleDict)):
        modules = modules.items()
    for pair in modules:
        if not isinstance(pair, Iterable):
            raise TypeError("a pair, please")
        if len(pair) != 2:
            raise ValueError("two items, please")
        self[str(pair[0])] = pair[1]

# %% wrong="leaves names that are there alone" caught="a_name_that_is_there_keeps_its_place"
@grow(nn.ModuleDict)
def update(self, modules):
    if not isinstance(modules, Iterable):
        raise TypeError("an iterable, please")
    if isinstance(modules, (Mapping, nn.ModuleDict)):
        modules = modules.items()
    for pair in modules:
        if not isinstance(pair, Iterable):
            raise TypeError("a pair, please")
        if len(pair) != 2:
            raise ValueError("two items, please")
        if pair[0] not in self:
            self[pair[0]] = pair[1]

# %% wrong="returns itself" caught="a_name_that_is_there_keeps_its_place"
@grow(nn.ModuleDict)
def update(self, modules):
    if not isinstance(modules, Iterable):
        raise TypeError("an iterable, please")
    if isinstance(modules, (Mapping, nn.ModuleDict)):
        modules = modules.items()
    for pair in modules:
        if not isinstance(pair, Iterable):
            raise TypeError("a pair, please")
        if len(pair) != 2:
            raise ValueError("two items, please")
        self[pair[0]] = pair[1]
    return self

# %% right="keys are looked up"
@grow(nn.ModuleDict)
def update(self, modules):
    if isinstance(modules, Mapping | nn.ModuleDict):
        for key in list(modules.keys()):
            self[key] = modules[key]
        return
    for pair in modules:
        if not isinstance(pair, Iterable):
            raise TypeError(f"a {type(pair).__name__} is no pair")
        if len(pair) != 2:
            raise ValueError(f"{len(pair)} items are no pair")
        key, module = pair
        self[key] = module

# %% right="pairs by a generator"
@grow(nn.ModuleDict)
def update(self, modules):
    def pairs():
        for pair in modules.items() if isinstance(modules, (Mapping, nn.ModuleDict)) else iter(modules):
            if isinstance(pair, Iterable) and len(pair) != 2:
                raise ValueError(pair)
            key, module = iter(pair)
            yield key, module

    for key, module in pairs():
        self.add_module(key, module)
