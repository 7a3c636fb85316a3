# %% wrong="asks for truth" caught="what_a_registration_hook_returns_is_registered"
@grow(nn.Module)
def _offered(self, kind, name, value):
    for hook in getattr(everywhere, f"_global_{kind}_registration_hooks").values():
        changed = hook(self, name, value)
        if changed:
            value = changed
    return value

# %% wrong="None takes the value's place" caught="what_a_registration_hook_returns_is_registered"
@grow(nn.Module)
def _offered(self, kind, name, value):
    for hook in getattr(everywhere, f"_global_{kind}_registration_hooks").values():
        changed = hook(self, name, value)
        value = changed
    return value

# %% wrong="what a hook returns is thrown away" caught="what_a_registration_hook_returns_is_registered"
@grow(nn.Module)
def _offered(self, kind, name, value):
    for hook in getattr(everywhere, f"_global_{kind}_registration_hooks").values():
        hook(self, name, value)
    return value

# %% wrong="the first that returns something ends it" caught="what_a_registration_hook_returns_is_registered"
@grow(nn.Module)
def _offered(self, kind, name, value):
    for hook in getattr(everywhere, f"_global_{kind}_registration_hooks").values():
        changed = hook(self, name, value)
        if changed is not None:
            return changed
    return value

# %% wrong="every hook is handed the first value" caught="what_a_registration_hook_returns_is_registered"
@grow(nn.Module)
def _offered(self, kind, name, value):
    first = value
    for hook in getattr(everywhere, f"_global_{kind}_registration_hooks").values():
        changed = hook(self, name, first)
        if changed is not None:
            value = changed
    return value

# %% wrong="the module is not handed on" caught="a_parameter_hook_sees_every_way_in"
@grow(nn.Module)
def _offered(self, kind, name, value):
    for hook in getattr(everywhere, f"_global_{kind}_registration_hooks").values():
        changed = hook(name, value)
        if changed is not None:
            value = changed
    return value

# %% wrong="name and value change places" caught="a_parameter_hook_sees_every_way_in"
@grow(nn.Module)
def _offered(self, kind, name, value):
    for hook in getattr(everywhere, f"_global_{kind}_registration_hooks").values():
        changed = hook(self, value, name)
        if changed is not None:
            value = changed
    return value

# %% wrong="nothing is returned" caught="what_a_registration_hook_returns_is_registered"
@grow(nn.Module)
def _offered(self, kind, name, value):
    for hook in getattr(everywhere, f"_global_{kind}_registration_hooks").values():
        changed = hook(self, name, value)
        if changed is not None:
            value = changed
    return None

# %% wrong="parameters' hooks for every kind" caught="buffers_and_modules_have_hooks_of_their_own"
@grow(nn.Module)
def _offered(self, kind, name, value):
    for hook in everywhere._global_parameter_registration_hooks.values():
        changed = hook(self, name, value)
        if changed is not None:
            value = changed
    return value

# %% wrong="checks once more what a hook returned" caught="none_from_a_registration_hook_leaves_the_value_and_nothing_is_checked"
@grow(nn.Module)
def _offered(self, kind, name, value):
    for hook in getattr(everywhere, f"_global_{kind}_registration_hooks").values():
        changed = hook(self, name, value)
        if changed is not None:
            if not isinstance(changed, (torch.Tensor, nn.Module)):
                raise TypeError(f"{kind} '{name}'")
            value = changed
    return value

# %% wrong="None is not offered" caught="buffers_and_modules_have_hooks_of_their_own"
@grow(nn.Module)
def _offered(self, kind, name, value):
    if value is None:
        return None
    for hook in getattr(everywhere, f"_global_{kind}_registration_hooks").values():
        changed = hook(self, name, value)
        if changed is not None:
            value = changed
    return value

# %% right="by way of vars"
@grow(nn.Module)
def _offered(self, kind, name, value):
    hooks = vars(everywhere)["_global_" + kind + "_registration_hooks"]
    for key in list(hooks):
        output = hooks[key](self, name, value)
        value = value if output is None else output
    return value

# %% right="a table of the three"
@grow(nn.Module)
def _offered(self, kind, name, value):
    hooks = {
        "parameter": everywhere._global_parameter_registration_hooks,
        "buffer": everywhere._global_buffer_registration_hooks,
        "module": everywhere._global_module_registration_hooks,
    }[kind]
    for ask in hooks.values():
        if (instead := ask(self, name, value)) is not None:
            value = instead
    return value
