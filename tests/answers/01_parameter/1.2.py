# %% wrong="one dict under three names" caught="no_two_registries_of_a_module_are_one"
@grow(nn.Module)
def __init__(self):
    put = object.__setattr__
    put(self, "training", True)
    put(self, "_is_full_backward_hook", None)
    put(self, "_non_persistent_buffers_set", set())
    registry = {}
    for name in ("_parameters", "_buffers", "_modules"):
        put(self, name, registry)
    for name in HOOKS:
        put(self, name, OrderedDict())

# %% wrong="dict.fromkeys hands one OrderedDict to all hooks" caught="no_two_registries_of_a_module_are_one"
@grow(nn.Module)
def __init__(self):
    self.__dict__.update(training=True, _is_full_backward_hook=None, _non_persistent_buffers_set=set())
    self.__dict__.update(_parameters={}, _buffers={}, _modules={})
    self.__dict__.update(dict.fromkeys(HOOKS, OrderedDict()))

# %% wrong="plain dicts for the hooks" caught="a_new_module_holds_seventeen_empty_things"
@grow(nn.Module)
def __init__(self):
    put = object.__setattr__
    put(self, "training", True)
    put(self, "_is_full_backward_hook", None)
    put(self, "_non_persistent_buffers_set", set())
    for name in ["_parameters", "_buffers", "_modules", *HOOKS]:
        put(self, name, {})

# %% wrong="takes {} for an empty set" caught="a_new_module_holds_seventeen_empty_things"
@grow(nn.Module)
def __init__(self):
    put = object.__setattr__
    put(self, "training", True)
    put(self, "_is_full_backward_hook", None)
    for name in ("_parameters", "_buffers", "_modules", "_non_persistent_buffers_set"):
        put(self, name, {})
    for name in HOOKS:
        put(self, name, OrderedDict())

# %% wrong="False where torch says None: not asked yet" caught="a_new_module_holds_seventeen_empty_things"
@grow(nn.Module)
def __init__(self):
    put = object.__setattr__
    put(self, "training", True)
    put(self, "_is_full_backward_hook", False)
    put(self, "_non_persistent_buffers_set", set())
    for name in ("_parameters", "_buffers", "_modules"):
        put(self, name, {})
    for name in HOOKS:
        put(self, name, OrderedDict())

# %% wrong="forgets the set of buffers that are not saved" caught="a_new_module_holds_seventeen_empty_things"
@grow(nn.Module)
def __init__(self):
    put = object.__setattr__
    put(self, "training", True)
    put(self, "_is_full_backward_hook", None)
    for name in ("_parameters", "_buffers", "_modules"):
        put(self, name, {})
    for name in HOOKS:
        put(self, name, OrderedDict())

# %% wrong="keeps the registries on the class" caught="a_new_module_holds_seventeen_empty_things"
@grow(nn.Module)
def __init__(self):
    cls = type(self)
    cls.training, cls._is_full_backward_hook, cls._non_persistent_buffers_set = True, None, set()
    for name in ("_parameters", "_buffers", "_modules"):
        setattr(cls, name, {})
    for name in HOOKS:
        setattr(cls, name, OrderedDict())

# %% wrong="registries made once, beside the method" caught="every_module_has_registries_of_its_own"
EMPTY = {name: {} for name in ("_parameters", "_buffers", "_modules")} | {name: OrderedDict() for name in HOOKS}


@grow(nn.Module)
def __init__(self):
    self.__dict__.update(EMPTY, training=True, _is_full_backward_hook=None, _non_persistent_buffers_set=set())

# %% wrong="swallows any arguments" caught="init_takes_no_arguments"
@grow(nn.Module)
def __init__(self, *args, **kwargs):
    put = object.__setattr__
    put(self, "training", True)
    put(self, "_is_full_backward_hook", None)
    put(self, "_non_persistent_buffers_set", set())
    for name in ("_parameters", "_buffers", "_modules"):
        put(self, name, {})
    for name in HOOKS:
        put(self, name, OrderedDict())

# %% wrong="a second __init__ keeps what is there" caught="init_run_again_empties_the_registries"
@grow(nn.Module)
def __init__(self):
    held = self.__dict__
    held.setdefault("training", True)
    held.setdefault("_is_full_backward_hook", None)
    held.setdefault("_non_persistent_buffers_set", set())
    for name in ("_parameters", "_buffers", "_modules"):
        held.setdefault(name, {})
    for name in HOOKS:
        held.setdefault(name, OrderedDict())

# %% right="written out line by line, as in torch"
@grow(nn.Module)
def __init__(self):
    super().__setattr__("training", True)
    super().__setattr__("_parameters", {})
    super().__setattr__("_buffers", {})
    super().__setattr__("_non_persistent_buffers_set", set())
    super().__setattr__("_backward_pre_hooks", OrderedDict())
    super().__setattr__("_backward_hooks", OrderedDict())
    super().__setattr__("_is_full_backward_hook", None)
    super().__setattr__("_forward_hooks", OrderedDict())
    super().__setattr__("_forward_hooks_with_kwargs", OrderedDict())
    super().__setattr__("_forward_hooks_always_called", OrderedDict())
    super().__setattr__("_forward_pre_hooks", OrderedDict())
    super().__setattr__("_forward_pre_hooks_with_kwargs", OrderedDict())
    super().__setattr__("_state_dict_hooks", OrderedDict())
    super().__setattr__("_state_dict_pre_hooks", OrderedDict())
    super().__setattr__("_load_state_dict_pre_hooks", OrderedDict())
    super().__setattr__("_load_state_dict_post_hooks", OrderedDict())
    super().__setattr__("_modules", {})

# %% right="one update of __dict__"
@grow(nn.Module)
def __init__(self):
    self.__dict__.update(
        training=True,
        _is_full_backward_hook=None,
        _non_persistent_buffers_set=set(),
        _parameters={},
        _buffers={},
        _modules={},
        **{name: OrderedDict() for name in HOOKS},
    )

# %% right="ordinary assignments"
@grow(nn.Module)
def __init__(self):
    self.training = True
    self._is_full_backward_hook = None
    self._parameters, self._buffers, self._modules = {}, {}, {}
    self._non_persistent_buffers_set = set()
    for name in HOOKS:
        setattr(self, name, OrderedDict())

# %% right="a table from a name to what makes its value"
MAKERS = {
    "training": lambda: True,
    "_is_full_backward_hook": lambda: None,
    "_non_persistent_buffers_set": set,
    **dict.fromkeys(("_parameters", "_buffers", "_modules"), dict),
    **dict.fromkeys(HOOKS, OrderedDict),
}


@grow(nn.Module)
def __init__(self):
    for name, make in MAKERS.items():
        vars(self)[name] = make()
