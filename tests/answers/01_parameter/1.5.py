# %% wrong="None counts as missing" caught="none_in_a_registry_is_an_answer"
@grow(nn.Module)
def __getattr__(self, name):
    for registry in ("_parameters", "_buffers", "_modules"):
        held = self.__dict__.get(registry, {}).get(name)
        if held is not None:
            return held
    raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")

# %% wrong="asks for the registries as attributes" caught="before_init_a_missing_name_is_still_an_attribute_error"
@grow(nn.Module)
def __getattr__(self, name):
    for held in (self._parameters, self._buffers, self._modules):
        if name in held:
            return held[name]
    raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")

# %% wrong="takes the registries for granted" caught="before_init_a_missing_name_is_still_an_attribute_error"
@grow(nn.Module)
def __getattr__(self, name):
    for registry in ("_parameters", "_buffers", "_modules"):
        held = vars(self)[registry]
        if name in held:
            return held[name]
    raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")

# %% wrong="looks among the parameters alone" caught="buffers_and_modules_are_found_too"
@grow(nn.Module)
def __getattr__(self, name):
    params = self.__dict__.get("_parameters", {})
    if name in params:
        return params[name]
    raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")

# %% wrong="merges the three, the last one wins" caught="parameters_come_before_buffers_before_modules"
@grow(nn.Module)
def __getattr__(self, name):
    held = {}
    for registry in ("_parameters", "_buffers", "_modules"):
        held.update(self.__dict__.get(registry, {}))
    if name in held:
        return held[name]
    raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")

# %% wrong="names Module instead of the object's class" caught="a_missing_name_is_an_attribute_error_in_pythons_words"
@grow(nn.Module)
def __getattr__(self, name):
    for registry in ("_parameters", "_buffers", "_modules"):
        held = self.__dict__.get(registry, {})
        if name in held:
            return held[name]
    raise AttributeError(f"'Module' object has no attribute '{name}'")

# %% wrong="a missing name is None" caught="a_missing_name_is_an_attribute_error_in_pythons_words"
@grow(nn.Module)
def __getattr__(self, name):
    for registry in ("_parameters", "_buffers", "_modules"):
        held = self.__dict__.get(registry, {})
        if name in held:
            return held[name]

# %% wrong="leaves a missing name to super().__getattr__" caught="a_missing_name_is_an_attribute_error_in_pythons_words"
@grow(nn.Module)
def __getattr__(self, name):
    for registry in ("_parameters", "_buffers", "_modules"):
        held = self.__dict__.get(registry, {})
        if name in held:
            return held[name]
    return super().__getattr__(name)

# %% wrong="a missing name is a KeyError" caught="a_missing_name_is_an_attribute_error_in_pythons_words"
@grow(nn.Module)
def __getattr__(self, name):
    for registry in ("_parameters", "_buffers"):
        held = self.__dict__.get(registry, {})
        if name in held:
            return held[name]
    return self.__dict__.get("_modules", {})[name]

# %% wrong="keeps what was read in __dict__, for speed" caught="reading_leaves_everything_where_it_is"
@grow(nn.Module)
def __getattr__(self, name):
    for registry in ("_parameters", "_buffers", "_modules"):
        held = self.__dict__.get(registry, {})
        if name in held:
            self.__dict__[name] = held[name]
            return held[name]
    raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")

# %% right="written out, as in torch"
@grow(nn.Module)
def __getattr__(self, name):
    if "_parameters" in self.__dict__:
        _parameters = self.__dict__["_parameters"]
        if name in _parameters:
            return _parameters[name]
    if "_buffers" in self.__dict__:
        _buffers = self.__dict__["_buffers"]
        if name in _buffers:
            return _buffers[name]
    if "_modules" in self.__dict__:
        modules = self.__dict__["_modules"]
        if name in modules:
            return modules[name]
    raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")

# %% right="Python's own words, from object.__getattribute__"
@grow(nn.Module)
def __getattr__(self, name):
    for registry in ("_parameters", "_buffers", "_modules"):
        if name in (held := vars(self).get(registry) or {}):
            return held[name]
    return object.__getattribute__(self, name)

# %% right="try and except over a ChainMap"
from collections import ChainMap


@grow(nn.Module)
def __getattr__(self, name):
    held = ChainMap(*(vars(self).get(registry, {}) for registry in ("_parameters", "_buffers", "_modules")))
    try:
        return held[name]
    except KeyError:
        cls = self.__class__.__name__
        raise AttributeError("'{}' object has no attribute '{}'".format(cls, name)) from None

# %% right="a helper function and a sentinel"
MISSING = object()


def look_up(module, name):
    names = ("_parameters", "_buffers", "_modules")
    return next((d[name] for d in (module.__dict__.get(n) for n in names) if d is not None and name in d), MISSING)


@grow(nn.Module)
def __getattr__(self, name):
    found = look_up(self, name)
    if found is MISSING:
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
    return found
