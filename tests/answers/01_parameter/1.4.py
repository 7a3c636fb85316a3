# %% wrong="`type(param) is`" caught="a_subclass_of_parameter_is_a_parameter"
@grow(nn.Module)
def register_parameter(self, name, param):
    self._check_name("parameter", name)
    if param is not None and type(param) is not nn.Parameter:
        raise TypeError(f"cannot assign '{torch.typename(param)}' object to parameter '{name}' (Parameter or None required)")
    if param is not None and param.grad_fn is not None:
        raise ValueError(f"Cannot assign non-leaf Tensor to parameter '{name}'.")
    self._parameters[name] = param

# %% wrong="any tensor will do" caught="anything_else_is_a_type_error"
@grow(nn.Module)
def register_parameter(self, name, param):
    self._check_name("parameter", name)
    if param is not None and not isinstance(param, torch.Tensor):
        raise TypeError(f"cannot assign '{torch.typename(param)}' object to parameter '{name}' (Parameter or None required)")
    if param is not None and param.grad_fn is not None:
        raise ValueError(f"Cannot assign non-leaf Tensor to parameter '{name}'.")
    self._parameters[name] = param

# %% wrong="makes a Parameter of a plain tensor" caught="anything_else_is_a_type_error"
@grow(nn.Module)
def register_parameter(self, name, param):
    self._check_name("parameter", name)
    if isinstance(param, torch.Tensor) and not isinstance(param, nn.Parameter):
        param = nn.Parameter(param)
    if param is not None and not isinstance(param, nn.Parameter):
        raise TypeError(f"cannot assign '{torch.typename(param)}' object to parameter '{name}' (Parameter or None required)")
    if param is not None and param.grad_fn is not None:
        raise ValueError(f"Cannot assign non-leaf Tensor to parameter '{name}'.")
    self._parameters[name] = param

# %% wrong="refuses None" caught="none_is_kept_under_its_name"
@grow(nn.Module)
def register_parameter(self, name, param):
    self._check_name("parameter", name)
    if not isinstance(param, nn.Parameter):
        raise TypeError(f"cannot assign '{torch.typename(param)}' object to parameter '{name}' (Parameter or None required)")
    if param.grad_fn is not None:
        raise ValueError(f"Cannot assign non-leaf Tensor to parameter '{name}'.")
    self._parameters[name] = param

# %% wrong="None is passed over, and its name forgotten" caught="none_is_kept_under_its_name"
@grow(nn.Module)
def register_parameter(self, name, param):
    self._check_name("parameter", name)
    if param is None:
        return
    if not isinstance(param, nn.Parameter):
        raise TypeError(f"cannot assign '{torch.typename(param)}' object to parameter '{name}' (Parameter or None required)")
    if param.grad_fn is not None:
        raise ValueError(f"Cannot assign non-leaf Tensor to parameter '{name}'.")
    self._parameters[name] = param

# %% wrong="takes a frozen parameter for a computed one" caught="a_parameter_that_was_computed_is_refused"
@grow(nn.Module)
def register_parameter(self, name, param):
    self._check_name("parameter", name)
    if param is not None and not isinstance(param, nn.Parameter):
        raise TypeError(f"cannot assign '{torch.typename(param)}' object to parameter '{name}' (Parameter or None required)")
    if param is not None and not param.requires_grad:
        raise ValueError(f"Cannot assign non-leaf Tensor to parameter '{name}'.")
    self._parameters[name] = param

# %% wrong="refuses what asks for no gradient, besides what was computed" caught="a_frozen_parameter_is_fine"
@grow(nn.Module)
def register_parameter(self, name, param):
    self._check_name("parameter", name)
    if param is not None and not isinstance(param, nn.Parameter):
        raise TypeError(f"cannot assign '{torch.typename(param)}' object to parameter '{name}' (Parameter or None required)")
    if param is not None and not (param.is_leaf and param.requires_grad):
        raise ValueError(f"Cannot assign non-leaf Tensor to parameter '{name}'.")
    self._parameters[name] = param

# %% wrong="does not ask whether it was computed" caught="a_parameter_that_was_computed_is_refused"
@grow(nn.Module)
def register_parameter(self, name, param):
    self._check_name("parameter", name)
    if param is not None and not isinstance(param, nn.Parameter):
        raise TypeError(f"cannot assign '{torch.typename(param)}' object to parameter '{name}' (Parameter or None required)")
    self._parameters[name] = param

# %% wrong="forgets to check the name" caught="the_name_is_still_checked"
@grow(nn.Module)
def register_parameter(self, name, param):
    if param is not None and not isinstance(param, nn.Parameter):
        raise TypeError(f"cannot assign '{torch.typename(param)}' object to parameter '{name}' (Parameter or None required)")
    if param is not None and param.grad_fn is not None:
        raise ValueError(f"Cannot assign non-leaf Tensor to parameter '{name}'.")
    self._parameters[name] = param

# %% wrong="looks at the value before the name" caught="the_name_is_looked_at_before_the_value"
@grow(nn.Module)
def register_parameter(self, name, param):
    if param is not None and not isinstance(param, nn.Parameter):
        raise TypeError(f"cannot assign '{torch.typename(param)}' object to parameter '{name}' (Parameter or None required)")
    if param is not None and param.grad_fn is not None:
        raise ValueError(f"Cannot assign non-leaf Tensor to parameter '{name}'.")
    self._check_name("parameter", name)
    self._parameters[name] = param

# %% wrong="stores first and asks afterwards" caught="a_refused_value_leaves_the_registry_as_it_was"
@grow(nn.Module)
def register_parameter(self, name, param):
    self._check_name("parameter", name)
    self._parameters[name] = param
    if param is not None and not isinstance(param, nn.Parameter):
        raise TypeError(f"cannot assign '{torch.typename(param)}' object to parameter '{name}' (Parameter or None required)")
    if param is not None and param.grad_fn is not None:
        raise ValueError(f"Cannot assign non-leaf Tensor to parameter '{name}'.")

# %% wrong="puts it into __dict__ as well, so that it can be read" caught="a_parameter_is_kept_itself"
@grow(nn.Module)
def register_parameter(self, name, param):
    self._check_name("parameter", name)
    if param is not None and not isinstance(param, nn.Parameter):
        raise TypeError(f"cannot assign '{torch.typename(param)}' object to parameter '{name}' (Parameter or None required)")
    if param is not None and param.grad_fn is not None:
        raise ValueError(f"Cannot assign non-leaf Tensor to parameter '{name}'.")
    self._parameters[name] = param
    self.__dict__[name] = param

# %% wrong="None does not replace what is there" caught="none_may_follow_a_parameter_and_a_parameter_none"
@grow(nn.Module)
def register_parameter(self, name, param):
    self._check_name("parameter", name)
    if param is None:
        self._parameters.setdefault(name, None)
        return
    if not isinstance(param, nn.Parameter):
        raise TypeError(f"cannot assign '{torch.typename(param)}' object to parameter '{name}' (Parameter or None required)")
    if param.grad_fn is not None:
        raise ValueError(f"Cannot assign non-leaf Tensor to parameter '{name}'.")
    self._parameters[name] = param

# %% wrong="asks for the truth value of the parameter" caught="a_parameter_is_kept_itself"
@grow(nn.Module)
def register_parameter(self, name, param):
    self._check_name("parameter", name)
    if param and not isinstance(param, nn.Parameter):
        raise TypeError(f"cannot assign '{torch.typename(param)}' object to parameter '{name}' (Parameter or None required)")
    if param and param.grad_fn is not None:
        raise ValueError(f"Cannot assign non-leaf Tensor to parameter '{name}'.")
    self._parameters[name] = param

# %% wrong="takes the old one out first, so that the new one goes to the end" caught="registering_again_keeps_the_place"
@grow(nn.Module)
def register_parameter(self, name, param):
    self._check_name("parameter", name)
    if param is not None and not isinstance(param, nn.Parameter):
        raise TypeError(f"cannot assign '{torch.typename(param)}' object to parameter '{name}' (Parameter or None required)")
    if param is not None and param.grad_fn is not None:
        raise ValueError(f"Cannot assign non-leaf Tensor to parameter '{name}'.")
    self._parameters.pop(name, None)
    self._parameters[name] = param

# %% right="torch's ladder, None first"
@grow(nn.Module)
def register_parameter(self, name, param):
    self._check_name("parameter", name)
    if param is None:
        self._parameters[name] = None
    elif not isinstance(param, nn.Parameter):
        raise TypeError(f"cannot assign '{torch.typename(param)}' object to parameter '{name}' (torch.nn.Parameter or None required)")
    elif param.grad_fn:
        raise ValueError(f"Cannot assign non-leaf Tensor to parameter '{name}'.")
    else:
        self._parameters[name] = param

# %% right="match"
@grow(nn.Module)
def register_parameter(self, name, param):
    self._check_name("parameter", name)
    match param:
        case None:
            pass
        case nn.Parameter(is_leaf=True):
            pass
        case nn.Parameter():
            raise ValueError(f"{name} was computed")
        case _:
            raise TypeError(f"{name} is a {type(param).__name__}, and a Parameter or None is required")
    self._parameters.update({name: param})

# %% right="one isinstance for both kinds, and a helper method"
@grow(nn.Module)
def _check_value(self, name, param):
    if not isinstance(param, nn.Parameter | None):
        raise TypeError(f"cannot assign a {type(param).__name__} to parameter {name!r}")
    if getattr(param, "grad_fn", None) is not None:
        raise ValueError(f"{name!r} is no leaf")
    return param


@grow(nn.Module)
def register_parameter(self, name, param):
    self._check_name("parameter", name)
    self._parameters[name] = self._check_value(name, param)
