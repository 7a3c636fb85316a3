# %% wrong="the class stays" caught="after_it_the_class_is_the_layers"
@grow(nn.LazyModuleMixin)
def _infer_parameters(self, module, args, kwargs=None):
    module.initialize_parameters(*args, **(kwargs or {}))
    if module.has_uninitialized_params():
        raise RuntimeError(f"module {self._get_name()} has not been fully initialized")
    module._initialize_hook.remove()
    module._load_hook.remove()
    del module._initialize_hook, module._load_hook

# %% wrong="the hooks stay" caught="the_first_call_initializes_and_computes"
@grow(nn.LazyModuleMixin)
def _infer_parameters(self, module, args, kwargs=None):
    module.initialize_parameters(*args, **(kwargs or {}))
    if module.has_uninitialized_params():
        raise RuntimeError(f"module {self._get_name()} has not been fully initialized")
    del module._initialize_hook, module._load_hook
    if module.cls_to_become is not None:
        module.__class__ = module.cls_to_become

# %% wrong="the attributes stay" caught="no_hook_and_no_handle_is_left"
@grow(nn.LazyModuleMixin)
def _infer_parameters(self, module, args, kwargs=None):
    module.initialize_parameters(*args, **(kwargs or {}))
    if module.has_uninitialized_params():
        raise RuntimeError(f"module {self._get_name()} has not been fully initialized")
    module._initialize_hook.remove()
    module._load_hook.remove()
    if module.cls_to_become is not None:
        module.__class__ = module.cls_to_become

# %% wrong="without the keyword arguments" caught="keyword_arguments_reach_the_initialization"
@grow(nn.LazyModuleMixin)
def _infer_parameters(self, module, args, kwargs=None):
    module.initialize_parameters(*args)
    if module.has_uninitialized_params():
        raise RuntimeError(f"module {self._get_name()} has not been fully initialized")
    module._initialize_hook.remove()
    module._load_hook.remove()
    del module._initialize_hook, module._load_hook
    if module.cls_to_become is not None:
        module.__class__ = module.cls_to_become

# %% wrong="there is always a dict" caught="keyword_arguments_reach_the_initialization"
@grow(nn.LazyModuleMixin)
def _infer_parameters(self, module, args, kwargs=None):
    module.initialize_parameters(*args, **kwargs)
    if module.has_uninitialized_params():
        raise RuntimeError(f"module {self._get_name()} has not been fully initialized")
    module._initialize_hook.remove()
    module._load_hook.remove()
    del module._initialize_hook, module._load_hook
    if module.cls_to_become is not None:
        module.__class__ = module.cls_to_become

# %% wrong="the tuple as one argument" caught="the_first_call_initializes_and_computes"
@grow(nn.LazyModuleMixin)
def _infer_parameters(self, module, args, kwargs=None):
    module.initialize_parameters(args, **(kwargs or {}))
    if module.has_uninitialized_params():
        raise RuntimeError(f"module {self._get_name()} has not been fully initialized")
    module._initialize_hook.remove()
    module._load_hook.remove()
    del module._initialize_hook, module._load_hook
    if module.cls_to_become is not None:
        module.__class__ = module.cls_to_become

# %% wrong="nobody looks whether it worked" caught="what_is_still_uninitialized_is_an_error"
@grow(nn.LazyModuleMixin)
def _infer_parameters(self, module, args, kwargs=None):
    module.initialize_parameters(*args, **(kwargs or {}))
    module._initialize_hook.remove()
    module._load_hook.remove()
    del module._initialize_hook, module._load_hook
    if module.cls_to_become is not None:
        module.__class__ = module.cls_to_become

# %% wrong="looks when all is removed" caught="what_is_still_uninitialized_is_an_error"
@grow(nn.LazyModuleMixin)
def _infer_parameters(self, module, args, kwargs=None):
    module.initialize_parameters(*args, **(kwargs or {}))
    module._initialize_hook.remove()
    module._load_hook.remove()
    del module._initialize_hook, module._load_hook
    if module.has_uninitialized_params():
        raise RuntimeError(f"module {self._get_name()} has not been fully initialized")
    if module.cls_to_become is not None:
        module.__class__ = module.cls_to_become

# %% wrong="always becomes something" caught="a_class_that_becomes_nothing_stays_itself"
@grow(nn.LazyModuleMixin)
def _infer_parameters(self, module, args, kwargs=None):
    module.initialize_parameters(*args, **(kwargs or {}))
    if module.has_uninitialized_params():
        raise RuntimeError(f"module {self._get_name()} has not been fully initialized")
    module._initialize_hook.remove()
    module._load_hook.remove()
    del module._initialize_hook, module._load_hook
    module.__class__ = module.cls_to_become

# %% wrong="becomes the second base of its class" caught="a_class_that_becomes_nothing_stays_itself"
@grow(nn.LazyModuleMixin)
def _infer_parameters(self, module, args, kwargs=None):
    module.initialize_parameters(*args, **(kwargs or {}))
    if module.has_uninitialized_params():
        raise RuntimeError(f"module {self._get_name()} has not been fully initialized")
    module._initialize_hook.remove()
    module._load_hook.remove()
    del module._initialize_hook, module._load_hook
    module.__class__ = type(module).__bases__[1]

# %% wrong="clears the registries" caught="other_hooks_stay"
@grow(nn.LazyModuleMixin)
def _infer_parameters(self, module, args, kwargs=None):
    module.initialize_parameters(*args, **(kwargs or {}))
    if module.has_uninitialized_params():
        raise RuntimeError(f"module {self._get_name()} has not been fully initialized")
    module._forward_pre_hooks.clear()
    module._forward_pre_hooks_with_kwargs.clear()
    module._load_state_dict_pre_hooks.clear()
    del module._initialize_hook, module._load_hook
    if module.cls_to_become is not None:
        module.__class__ = module.cls_to_become

# %% right="with __dict__.pop, and an early end"
@grow(nn.LazyModuleMixin)
def _infer_parameters(self, module, args, kwargs=None):
    kwargs = kwargs if kwargs else {}
    module.initialize_parameters(*args, **kwargs)
    if module.has_uninitialized_params():
        raise RuntimeError(f"module {type(self).__name__} has not been fully initialized")
    for name in ("_initialize_hook", "_load_hook"):
        module.__dict__.pop(name).remove()
    if module.cls_to_become is None:
        return
    module.__class__ = module.cls_to_become

# %% right="by its own self, with delattr"
@grow(nn.LazyModuleMixin)
def _infer_parameters(self, module, args, kwargs=None):
    if kwargs is None:
        kwargs = {}
    self.initialize_parameters(*args, **kwargs)
    if self.has_uninitialized_params():
        raise RuntimeError("module " + self._get_name() + " has not been fully initialized")
    handles = [self._initialize_hook, self._load_hook]
    delattr(self, "_initialize_hook")
    delattr(self, "_load_hook")
    for handle in handles:
        handle.remove()
    self.__class__ = self.cls_to_become or type(self)
