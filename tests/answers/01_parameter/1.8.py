# %% wrong="asks dir(self), which asks here" caught="what_is_registered_is_offered"
@grow(nn.Module)
def __dir__(self):
    names = [*dir(self), *self._parameters, *self._modules, *self._buffers]
    return sorted(name for name in names if not name[0].isdigit())

# %% wrong="what dir gives without the registries" caught="what_is_registered_is_offered"
@grow(nn.Module)
def __dir__(self):
    return sorted(name for name in super().__dir__() if not name[0].isdigit())

# %% wrong="forgets the buffers" caught="what_is_registered_is_offered"
@grow(nn.Module)
def __dir__(self):
    names = [*dir(type(self)), *self.__dict__, *self._parameters, *self._modules]
    return sorted(name for name in names if not name[0].isdigit())

# %% wrong="leaves out names whose value is None" caught="what_is_registered_is_offered"
@grow(nn.Module)
def __dir__(self):
    names = [*dir(type(self)), *self.__dict__]
    for registry in (self._parameters, self._modules, self._buffers):
        names += [name for name, value in registry.items() if value is not None]
    return sorted(name for name in names if not name[0].isdigit())

# %% wrong="forgets the object's own __dict__" caught="ordinary_attributes_and_methods_are_still_offered"
@grow(nn.Module)
def __dir__(self):
    names = [*dir(type(self)), *self._parameters, *self._modules, *self._buffers]
    return sorted(name for name in names if not name[0].isdigit())

# %% wrong="forgets the class" caught="ordinary_attributes_and_methods_are_still_offered"
@grow(nn.Module)
def __dir__(self):
    names = [*self.__dict__, *self._parameters, *self._modules, *self._buffers]
    return sorted(name for name in names if not name[0].isdigit())

# %% wrong="the class's own names, not those it inherits" caught="ordinary_attributes_and_methods_are_still_offered"
@grow(nn.Module)
def __dir__(self):
    names = [*vars(type(self)), *self.__dict__, *self._parameters, *self._modules, *self._buffers]
    return sorted(name for name in names if not name[0].isdigit())

# %% wrong="offers all names" caught="a_name_that_begins_with_a_digit_cannot_be_typed"
@grow(nn.Module)
def __dir__(self):
    return sorted([*dir(type(self)), *self.__dict__, *self._parameters, *self._modules, *self._buffers])

# %% wrong="asks whether all of the name is digits" caught="a_name_that_begins_with_a_digit_cannot_be_typed"
@grow(nn.Module)
def __dir__(self):
    names = [*dir(type(self)), *self.__dict__, *self._parameters, *self._modules, *self._buffers]
    return sorted(name for name in names if not name.isdigit())

# %% wrong="leaves out names with a digit anywhere" caught="a_name_that_begins_with_a_digit_cannot_be_typed"
@grow(nn.Module)
def __dir__(self):
    names = [*dir(type(self)), *self.__dict__, *self._parameters, *self._modules, *self._buffers]
    return sorted(name for name in names if not any(letter.isdigit() for letter in name))

# %% wrong="asks for identifiers" caught="any_other_name_is_offered_even_one_with_a_dash"
@grow(nn.Module)
def __dir__(self):
    names = [*dir(type(self)), *self.__dict__, *self._parameters, *self._modules, *self._buffers]
    return sorted(name for name in names if name.isidentifier())

# %% wrong="returns them as they come" caught="the_names_come_sorted_in_a_list"
@grow(nn.Module)
def __dir__(self):
    names = [*dir(type(self)), *self.__dict__, *self._parameters, *self._modules, *self._buffers]
    return [name for name in names if not name[0].isdigit()]

# %% wrong="returns a set" caught="the_names_come_sorted_in_a_list"
@grow(nn.Module)
def __dir__(self):
    names = {*dir(type(self)), *self.__dict__, *self._parameters, *self._modules, *self._buffers}
    return {name for name in names if not name[0].isdigit()}

# %% right="torch's own lists"
@grow(nn.Module)
def __dir__(self):
    module_attrs = dir(self.__class__)
    attrs = list(self.__dict__.keys())
    parameters = list(self._parameters.keys())
    modules = list(self._modules.keys())
    buffers = list(self._buffers.keys())
    keys = module_attrs + attrs + parameters + modules + buffers
    keys = [key for key in keys if not key[0].isdigit()]
    return sorted(keys)

# %% right="super().__dir__(), and each name once"
@grow(nn.Module)
def __dir__(self):
    names = set(super().__dir__()).union(self._parameters, self._buffers, self._modules)
    return sorted(name for name in names if not name[:1].isdigit())

# %% right="a loop, append, sort in place"
@grow(nn.Module)
def __dir__(self):
    found = []
    for source in (object.__dir__(self), self._parameters, self._buffers, self._modules):
        for name in source:
            if not name[0].isnumeric():
                found.append(name)
    found.sort()
    return found

# %% right="filter and chain"
from itertools import chain, filterfalse


@grow(nn.Module)
def __dir__(self):
    registries = (vars(self), self._parameters, self._buffers, self._modules)
    names = chain(dir(type(self)), *registries)
    return sorted(filterfalse(lambda name: name[0].isdigit(), names))
