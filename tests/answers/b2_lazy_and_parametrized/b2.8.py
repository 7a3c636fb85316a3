# %% wrong="the old parameter stays, too" caught="the_parameter_moves_into_the_list"
@grow(parametrize)
def _begin(module, tensor_name, parametrization, unsafe):
    kept = parametrize.ParametrizationList([parametrization], getattr(module, tensor_name), unsafe=unsafe)
    if not parametrize.is_parametrized(module):
        parametrize._inject_new_class(module)
        module.parametrizations = nn.ModuleDict()
    parametrize._inject_property(module, tensor_name)
    module.parametrizations[tensor_name] = kept

# %% wrong="a copy of the parameter" caught="the_parameter_moves_into_the_list"
@grow(parametrize)
def _begin(module, tensor_name, parametrization, unsafe):
    old = getattr(module, tensor_name)
    new = nn.Parameter(old.detach().clone()) if isinstance(old, nn.Parameter) else old.clone()
    kept = parametrize.ParametrizationList([parametrization], new, unsafe=unsafe)
    delattr(module, tensor_name)
    if not parametrize.is_parametrized(module):
        parametrize._inject_new_class(module)
        module.parametrizations = nn.ModuleDict()
    parametrize._inject_property(module, tensor_name)
    module.parametrizations[tensor_name] = kept

# %% wrong="deletes before it knows that all goes well" caught="what_raises_leaves_the_module_as_it_was"
@grow(parametrize)
def _begin(module, tensor_name, parametrization, unsafe):
    old = getattr(module, tensor_name)
    delattr(module, tensor_name)
    kept = parametrize.ParametrizationList([parametrization], old, unsafe=unsafe)
    if not parametrize.is_parametrized(module):
        parametrize._inject_new_class(module)
        module.parametrizations = nn.ModuleDict()
    parametrize._inject_property(module, tensor_name)
    module.parametrizations[tensor_name] = kept

# %% wrong="a new class and a new dict for every name" caught="a_second_name_uses_the_class_that_is_there"
@grow(parametrize)
def _begin(module, tensor_name, parametrization, unsafe):
    kept = parametrize.ParametrizationList([parametrization], getattr(module, tensor_name), unsafe=unsafe)
    delattr(module, tensor_name)
    parametrize._inject_new_class(module)
    module.parametrizations = nn.ModuleDict()
    parametrize._inject_property(module, tensor_name)
    module.parametrizations[tensor_name] = kept

# %% wrong="a new class for every name" caught="a_second_name_uses_the_class_that_is_there"
@grow(parametrize)
def _begin(module, tensor_name, parametrization, unsafe):
    kept = parametrize.ParametrizationList([parametrization], getattr(module, tensor_name), unsafe=unsafe)
    delattr(module, tensor_name)
    parametrize._inject_new_class(module)
    if not parametrize.is_parametrized(module):
        module.parametrizations = nn.ModuleDict()
    parametrize._inject_property(module, tensor_name)
    module.parametrizations[tensor_name] = kept

# %% wrong="asks for the one name" caught="a_second_name_uses_the_class_that_is_there"
@grow(parametrize)
def _begin(module, tensor_name, parametrization, unsafe):
    kept = parametrize.ParametrizationList([parametrization], getattr(module, tensor_name), unsafe=unsafe)
    delattr(module, tensor_name)
    if not parametrize.is_parametrized(module, tensor_name):
        parametrize._inject_new_class(module)
        module.parametrizations = nn.ModuleDict()
    parametrize._inject_property(module, tensor_name)
    module.parametrizations[tensor_name] = kept

# %% wrong="unsafe is not handed on" caught="an_unsafe_one_is_not_called"
@grow(parametrize)
def _begin(module, tensor_name, parametrization, unsafe):
    kept = parametrize.ParametrizationList([parametrization], getattr(module, tensor_name))
    delattr(module, tensor_name)
    if not parametrize.is_parametrized(module):
        parametrize._inject_new_class(module)
        module.parametrizations = nn.ModuleDict()
    parametrize._inject_property(module, tensor_name)
    module.parametrizations[tensor_name] = kept

# %% wrong="parameters alone" caught="a_buffer_can_be_computed_too"
@grow(parametrize)
def _begin(module, tensor_name, parametrization, unsafe):
    kept = parametrize.ParametrizationList([parametrization], module._parameters[tensor_name], unsafe=unsafe)
    delattr(module, tensor_name)
    if not parametrize.is_parametrized(module):
        parametrize._inject_new_class(module)
        module.parametrizations = nn.ModuleDict()
    parametrize._inject_property(module, tensor_name)
    module.parametrizations[tensor_name] = kept

# %% wrong="a plain dict" caught="the_parameter_moves_into_the_list"
@grow(parametrize)
def _begin(module, tensor_name, parametrization, unsafe):
    kept = parametrize.ParametrizationList([parametrization], getattr(module, tensor_name), unsafe=unsafe)
    delattr(module, tensor_name)
    if not parametrize.is_parametrized(module):
        parametrize._inject_new_class(module)
        module.parametrizations = {}
    parametrize._inject_property(module, tensor_name)
    module.parametrizations[tensor_name] = kept

# %% wrong="no property" caught="the_parameter_moves_into_the_list"
@grow(parametrize)
def _begin(module, tensor_name, parametrization, unsafe):
    kept = parametrize.ParametrizationList([parametrization], getattr(module, tensor_name), unsafe=unsafe)
    delattr(module, tensor_name)
    if not parametrize.is_parametrized(module):
        parametrize._inject_new_class(module)
        module.parametrizations = nn.ModuleDict()
    module.parametrizations[tensor_name] = kept

# %% right="the list into the dict first"
@grow(parametrize)
def _begin(module, tensor_name, parametrization, unsafe):
    original = getattr(module, tensor_name)
    kept = parametrize.ParametrizationList([parametrization], original, unsafe)
    module.__delattr__(tensor_name)
    if not parametrize.is_parametrized(module):
        module.parametrizations = nn.ModuleDict()
        parametrize._inject_new_class(module)
    module.parametrizations[tensor_name] = kept
    parametrize._inject_property(module, tensor_name)

# %% right="from the registries, with a dict that has it"
@grow(parametrize)
def _begin(module, tensor_name, parametrization, unsafe):
    registry = module._parameters if tensor_name in module._parameters else module._buffers
    kept = parametrize.ParametrizationList([parametrization], registry[tensor_name], unsafe=unsafe)
    del registry[tensor_name]
    if parametrize.is_parametrized(module):
        module.parametrizations[tensor_name] = kept
    else:
        parametrize._inject_new_class(module)
        module.parametrizations = nn.ModuleDict({tensor_name: kept})
    parametrize._inject_property(module, tensor_name)
