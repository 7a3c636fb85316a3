# %% wrong="without keyword arguments" caught="a_lazy_module_hooks_itself"
@grow(nn.LazyModuleMixin)
def __init__(self, *args, **kwargs):
    super().__init__(*args, **kwargs)
    self._load_hook = self._register_load_state_dict_pre_hook(self._lazy_load_hook)
    self._initialize_hook = self.register_forward_pre_hook(self._infer_parameters)


@grow(nn.LazyModuleMixin)
def has_uninitialized_params(self):
    return any(nn.is_lazy(t) for t in (*self._parameters.values(), *self._buffers.values()))

# %% wrong="a forward hook, after forward" caught="a_lazy_module_hooks_itself"
@grow(nn.LazyModuleMixin)
def __init__(self, *args, **kwargs):
    super().__init__(*args, **kwargs)
    self._load_hook = self._register_load_state_dict_pre_hook(self._lazy_load_hook)
    self._initialize_hook = self.register_forward_hook(self._infer_parameters, with_kwargs=True)


@grow(nn.LazyModuleMixin)
def has_uninitialized_params(self):
    return any(nn.is_lazy(t) for t in (*self._parameters.values(), *self._buffers.values()))

# %% wrong="the hooks before the module" caught="a_lazy_module_hooks_itself"
@grow(nn.LazyModuleMixin)
def __init__(self, *args, **kwargs):
    self._load_hook = self._register_load_state_dict_pre_hook(self._lazy_load_hook)
    self._initialize_hook = self.register_forward_pre_hook(self._infer_parameters, with_kwargs=True)
    super().__init__(*args, **kwargs)


@grow(nn.LazyModuleMixin)
def has_uninitialized_params(self):
    return any(nn.is_lazy(t) for t in (*self._parameters.values(), *self._buffers.values()))

# %% wrong="the arguments stay here" caught="the_layer_is_made_with_its_arguments"
@grow(nn.LazyModuleMixin)
def __init__(self, *args, **kwargs):
    super().__init__()
    self._load_hook = self._register_load_state_dict_pre_hook(self._lazy_load_hook)
    self._initialize_hook = self.register_forward_pre_hook(self._infer_parameters, with_kwargs=True)


@grow(nn.LazyModuleMixin)
def has_uninitialized_params(self):
    return any(nn.is_lazy(t) for t in (*self._parameters.values(), *self._buffers.values()))

# %% wrong="the handles are mixed up" caught="each_handle_is_kept_under_its_name"
@grow(nn.LazyModuleMixin)
def __init__(self, *args, **kwargs):
    super().__init__(*args, **kwargs)
    self._initialize_hook = self._register_load_state_dict_pre_hook(self._lazy_load_hook)
    self._load_hook = self.register_forward_pre_hook(self._infer_parameters, with_kwargs=True)


@grow(nn.LazyModuleMixin)
def has_uninitialized_params(self):
    return any(nn.is_lazy(t) for t in (*self._parameters.values(), *self._buffers.values()))

# %% wrong="the public load hook, which hands the module on" caught="the_load_hook_is_called_without_the_module"
@grow(nn.LazyModuleMixin)
def __init__(self, *args, **kwargs):
    super().__init__(*args, **kwargs)
    self._load_hook = self.register_load_state_dict_pre_hook(self._lazy_load_hook)
    self._initialize_hook = self.register_forward_pre_hook(self._infer_parameters, with_kwargs=True)


@grow(nn.LazyModuleMixin)
def has_uninitialized_params(self):
    return any(nn.is_lazy(t) for t in (*self._parameters.values(), *self._buffers.values()))

# %% wrong="no load hook" caught="a_lazy_module_hooks_itself"
@grow(nn.LazyModuleMixin)
def __init__(self, *args, **kwargs):
    super().__init__(*args, **kwargs)
    self._load_hook = None
    self._initialize_hook = self.register_forward_pre_hook(self._infer_parameters, with_kwargs=True)


@grow(nn.LazyModuleMixin)
def has_uninitialized_params(self):
    return any(nn.is_lazy(t) for t in (*self._parameters.values(), *self._buffers.values()))

# %% wrong="parameters alone" caught="it_has_uninitialized_ones_until_the_last_is_materialized"
@grow(nn.LazyModuleMixin)
def __init__(self, *args, **kwargs):
    super().__init__(*args, **kwargs)
    self._load_hook = self._register_load_state_dict_pre_hook(self._lazy_load_hook)
    self._initialize_hook = self.register_forward_pre_hook(self._infer_parameters, with_kwargs=True)


@grow(nn.LazyModuleMixin)
def has_uninitialized_params(self):
    return any(nn.is_lazy(p) for p in self._parameters.values())

# %% wrong="all of them have to be uninitialized" caught="it_has_uninitialized_ones_until_the_last_is_materialized"
@grow(nn.LazyModuleMixin)
def __init__(self, *args, **kwargs):
    super().__init__(*args, **kwargs)
    self._load_hook = self._register_load_state_dict_pre_hook(self._lazy_load_hook)
    self._initialize_hook = self.register_forward_pre_hook(self._infer_parameters, with_kwargs=True)


@grow(nn.LazyModuleMixin)
def has_uninitialized_params(self):
    return all(nn.is_lazy(t) for t in (*self._parameters.values(), *self._buffers.values()))

# %% wrong="those of the children, too" caught="none_is_not_uninitialized_and_children_are_their_own_affair"
@grow(nn.LazyModuleMixin)
def __init__(self, *args, **kwargs):
    super().__init__(*args, **kwargs)
    self._load_hook = self._register_load_state_dict_pre_hook(self._lazy_load_hook)
    self._initialize_hook = self.register_forward_pre_hook(self._infer_parameters, with_kwargs=True)


@grow(nn.LazyModuleMixin)
def has_uninitialized_params(self):
    return any(nn.is_lazy(t) for t in (*self.parameters(), *self.buffers()))

# %% wrong="asks the class of the layer" caught="it_has_uninitialized_ones_until_the_last_is_materialized"
@grow(nn.LazyModuleMixin)
def __init__(self, *args, **kwargs):
    super().__init__(*args, **kwargs)
    self._load_hook = self._register_load_state_dict_pre_hook(self._lazy_load_hook)
    self._initialize_hook = self.register_forward_pre_hook(self._infer_parameters, with_kwargs=True)


@grow(nn.LazyModuleMixin)
def has_uninitialized_params(self):
    return isinstance(self, nn.LazyModuleMixin)

# %% right="a loop"
@grow(nn.LazyModuleMixin)
def __init__(self, *args, **kwargs):
    super().__init__(*args, **kwargs)
    self._load_hook = self._register_load_state_dict_pre_hook(self._lazy_load_hook)
    self._initialize_hook = self.register_forward_pre_hook(self._infer_parameters, with_kwargs=True)


@grow(nn.LazyModuleMixin)
def has_uninitialized_params(self):
    for registry in (self._parameters, self._buffers):
        for tensor in registry.values():
            if nn.is_lazy(tensor):
                return True
    return False

# %% right="hooks in the other order, own parameters by the walk"
@grow(nn.LazyModuleMixin)
def __init__(self, *args, **kwargs):
    super().__init__(*args, **kwargs)
    self._initialize_hook = self.register_forward_pre_hook(self._infer_parameters, with_kwargs=True)
    self._load_hook = self._register_load_state_dict_pre_hook(self._lazy_load_hook, with_module=False)


@grow(nn.LazyModuleMixin)
def has_uninitialized_params(self):
    own = [*self.parameters(recurse=False), *self.buffers(recurse=False)]
    return len([t for t in own if isinstance(t, nn.UninitializedTensorMixin)]) > 0
