# %% wrong="the class stays" caught="nothing_is_left_of_it"
@grow(parametrize)
def remove_parametrizations(module, tensor_name, leave_parametrized=True):
    if not parametrize.is_parametrized(module, tensor_name):
        raise ValueError(f"Module {module} does not have a parametrization on {tensor_name}")
    tensor = parametrize._settled(module, tensor_name, leave_parametrized)
    delattr(type(module), tensor_name)
    del module.parametrizations[tensor_name]
    parametrize._put(module, tensor_name, tensor)
    return module

# %% wrong="the empty dict stays" caught="nothing_is_left_of_it"
@grow(parametrize)
def remove_parametrizations(module, tensor_name, leave_parametrized=True):
    if not parametrize.is_parametrized(module, tensor_name):
        raise ValueError(f"Module {module} does not have a parametrization on {tensor_name}")
    tensor = parametrize._settled(module, tensor_name, leave_parametrized)
    delattr(type(module), tensor_name)
    del module.parametrizations[tensor_name]
    parametrize._put(module, tensor_name, tensor)
    if not parametrize.is_parametrized(module):
        module.__class__ = type(module).__bases__[0]
    return module

# %% wrong="everything goes with the first name" caught="the_other_name_stays_computed"
@grow(parametrize)
def remove_parametrizations(module, tensor_name, leave_parametrized=True):
    if not parametrize.is_parametrized(module, tensor_name):
        raise ValueError(f"Module {module} does not have a parametrization on {tensor_name}")
    tensor = parametrize._settled(module, tensor_name, leave_parametrized)
    del module.parametrizations
    module.__class__ = type(module).__bases__[0]
    parametrize._put(module, tensor_name, tensor)
    return module

# %% wrong="the property stays, where another name is computed" caught="the_other_name_stays_computed"
@grow(parametrize)
def remove_parametrizations(module, tensor_name, leave_parametrized=True):
    if not parametrize.is_parametrized(module, tensor_name):
        raise ValueError(f"Module {module} does not have a parametrization on {tensor_name}")
    tensor = parametrize._settled(module, tensor_name, leave_parametrized)
    del module.parametrizations[tensor_name]
    if not parametrize.is_parametrized(module):
        del module.parametrizations
        module.__class__ = type(module).__bases__[0]
    parametrize._put(module, tensor_name, tensor)
    return module

# %% wrong="nothing is refused" caught="what_is_not_parametrized_is_refused"
@grow(parametrize)
def remove_parametrizations(module, tensor_name, leave_parametrized=True):
    if not parametrize.is_parametrized(module, tensor_name):
        return module
    tensor = parametrize._settled(module, tensor_name, leave_parametrized)
    delattr(type(module), tensor_name)
    del module.parametrizations[tensor_name]
    parametrize._put(module, tensor_name, tensor)
    if not parametrize.is_parametrized(module):
        del module.parametrizations
        module.__class__ = type(module).__bases__[0]
    return module

# %% wrong="a KeyError for another name" caught="what_is_not_parametrized_is_refused"
@grow(parametrize)
def remove_parametrizations(module, tensor_name, leave_parametrized=True):
    if not parametrize.is_parametrized(module):
        raise ValueError(f"Module {module} does not have a parametrization on {tensor_name}")
    tensor = parametrize._settled(module, tensor_name, leave_parametrized)
    delattr(type(module), tensor_name)
    del module.parametrizations[tensor_name]
    parametrize._put(module, tensor_name, tensor)
    if not parametrize.is_parametrized(module):
        del module.parametrizations
        module.__class__ = type(module).__bases__[0]
    return module

# %% wrong="leave_parametrized is not handed on" caught="computed_numbers_or_the_original"
@grow(parametrize)
def remove_parametrizations(module, tensor_name, leave_parametrized=True):
    if not parametrize.is_parametrized(module, tensor_name):
        raise ValueError(f"Module {module} does not have a parametrization on {tensor_name}")
    tensor = parametrize._settled(module, tensor_name, True)
    delattr(type(module), tensor_name)
    del module.parametrizations[tensor_name]
    parametrize._put(module, tensor_name, tensor)
    if not parametrize.is_parametrized(module):
        del module.parametrizations
        module.__class__ = type(module).__bases__[0]
    return module

# %% wrong="returns nothing" caught="nothing_is_left_of_it"
@grow(parametrize)
def remove_parametrizations(module, tensor_name, leave_parametrized=True):
    if not parametrize.is_parametrized(module, tensor_name):
        raise ValueError(f"Module {module} does not have a parametrization on {tensor_name}")
    tensor = parametrize._settled(module, tensor_name, leave_parametrized)
    delattr(type(module), tensor_name)
    del module.parametrizations[tensor_name]
    parametrize._put(module, tensor_name, tensor)
    if not parametrize.is_parametrized(module):
        del module.parametrizations
        module.__class__ = type(module).__bases__[0]

# %% wrong="registered while the property is there" caught="nothing_is_left_of_it"
@grow(parametrize)
def remove_parametrizations(module, tensor_name, leave_parametrized=True):
    if not parametrize.is_parametrized(module, tensor_name):
        raise ValueError(f"Module {module} does not have a parametrization on {tensor_name}")
    tensor = parametrize._settled(module, tensor_name, leave_parametrized)
    parametrize._put(module, tensor_name, tensor)
    delattr(type(module), tensor_name)
    del module.parametrizations[tensor_name]
    if not parametrize.is_parametrized(module):
        del module.parametrizations
        module.__class__ = type(module).__bases__[0]
    return module

# %% wrong="the tensor becomes a plain attribute" caught="nothing_is_left_of_it"
@grow(parametrize)
def remove_parametrizations(module, tensor_name, leave_parametrized=True):
    if not parametrize.is_parametrized(module, tensor_name):
        raise ValueError(f"Module {module} does not have a parametrization on {tensor_name}")
    tensor = parametrize._settled(module, tensor_name, leave_parametrized)
    delattr(type(module), tensor_name)
    del module.parametrizations[tensor_name]
    object.__setattr__(module, tensor_name, tensor)
    if not parametrize.is_parametrized(module):
        del module.parametrizations
        module.__class__ = type(module).__bases__[0]
    return module

# %% wrong="the property goes before it is read" caught="nothing_is_left_of_it"
@grow(parametrize)
def remove_parametrizations(module, tensor_name, leave_parametrized=True):
    if not parametrize.is_parametrized(module, tensor_name):
        raise ValueError(f"Module {module} does not have a parametrization on {tensor_name}")
    delattr(type(module), tensor_name)
    tensor = parametrize._settled(module, tensor_name, leave_parametrized)
    del module.parametrizations[tensor_name]
    parametrize._put(module, tensor_name, tensor)
    if not parametrize.is_parametrized(module):
        del module.parametrizations
        module.__class__ = type(module).__bases__[0]
    return module

# %% wrong="the class at the very bottom" caught="a_class_that_was_there_before_comes_back"
@grow(parametrize)
def remove_parametrizations(module, tensor_name, leave_parametrized=True):
    if not parametrize.is_parametrized(module, tensor_name):
        raise ValueError(f"Module {module} does not have a parametrization on {tensor_name}")
    tensor = parametrize._settled(module, tensor_name, leave_parametrized)
    delattr(type(module), tensor_name)
    del module.parametrizations[tensor_name]
    parametrize._put(module, tensor_name, tensor)
    if not parametrize.is_parametrized(module):
        del module.parametrizations
        module.__class__ = type(module).__mro__[-3]
    return module

# %% right="the last name by a length"
@grow(parametrize)
def remove_parametrizations(module, tensor_name, leave_parametrized=True):
    if not parametrize.is_parametrized(module, tensor_name):
        raise ValueError(f"Module {module} does not have a parametrization on {tensor_name}")
    own = module.__class__
    tensor = parametrize._settled(module, tensor_name, leave_parametrized)
    module.parametrizations.pop(tensor_name)
    delattr(own, tensor_name)
    if len(module.parametrizations) == 0:
        delattr(module, "parametrizations")
        module.__class__ = own.__base__
    parametrize._put(module, tensor_name, tensor)
    return module

# %% right="registered by its kind"
@grow(parametrize)
def remove_parametrizations(module, tensor_name, leave_parametrized=True):
    if parametrize.is_parametrized(module, tensor_name):
        stays = parametrize._settled(module, tensor_name, leave_parametrized)
        del module.parametrizations[tensor_name]
        delattr(module.__class__, tensor_name)
        if isinstance(stays, nn.Parameter):
            module.register_parameter(tensor_name, stays)
        else:
            module.register_buffer(tensor_name, stays)
        if not module.parametrizations.keys():
            del module._modules["parametrizations"]
            (module.__class__,) = type(module).__bases__
        return module
    raise ValueError(f"Module {module} does not have a parametrization on {tensor_name}")
