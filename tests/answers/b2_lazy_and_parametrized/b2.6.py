# %% wrong="the first module alone" caught="the_modules_compute_one_after_the_other"
@grow(parametrize.ParametrizationList)
def forward(self):
    originals = ["original"] if self.is_tensor else [f"original{i}" for i in range(self.ntensors)]
    return self[0](*[getattr(self, name) for name in originals])


@grow(parametrize)
def is_parametrized(module, tensor_name=None):
    found = getattr(module, "parametrizations", None)
    if not isinstance(found, nn.ModuleDict):
        return False
    return len(found) > 0 if tensor_name is None else tensor_name in found

# %% wrong="each from the original" caught="the_modules_compute_one_after_the_other"
@grow(parametrize.ParametrizationList)
def forward(self):
    originals = ["original"] if self.is_tensor else [f"original{i}" for i in range(self.ntensors)]
    for module in self:
        x = module(*[getattr(self, name) for name in originals])
    return x


@grow(parametrize)
def is_parametrized(module, tensor_name=None):
    found = getattr(module, "parametrizations", None)
    if not isinstance(found, nn.ModuleDict):
        return False
    return len(found) > 0 if tensor_name is None else tensor_name in found

# %% wrong="the last one first" caught="the_modules_compute_one_after_the_other"
@grow(parametrize.ParametrizationList)
def forward(self):
    first, *others = reversed(self)
    originals = ["original"] if self.is_tensor else [f"original{i}" for i in range(self.ntensors)]
    x = first(*[getattr(self, name) for name in originals])
    for module in others:
        x = module(x)
    return x


@grow(parametrize)
def is_parametrized(module, tensor_name=None):
    found = getattr(module, "parametrizations", None)
    if not isinstance(found, nn.ModuleDict):
        return False
    return len(found) > 0 if tensor_name is None else tensor_name in found

# %% wrong="there is one original" caught="several_originals_go_to_the_first_module"
@grow(parametrize.ParametrizationList)
def forward(self):
    x = self.original
    for module in self:
        x = module(x)
    return x


@grow(parametrize)
def is_parametrized(module, tensor_name=None):
    found = getattr(module, "parametrizations", None)
    if not isinstance(found, nn.ModuleDict):
        return False
    return len(found) > 0 if tensor_name is None else tensor_name in found

# %% wrong="several as one list" caught="several_originals_go_to_the_first_module"
@grow(parametrize.ParametrizationList)
def forward(self):
    first, *others = self
    if self.is_tensor:
        x = first(self.original)
    else:
        x = first([getattr(self, f"original{i}") for i in range(self.ntensors)])
    for module in others:
        x = module(x)
    return x


@grow(parametrize)
def is_parametrized(module, tensor_name=None):
    found = getattr(module, "parametrizations", None)
    if not isinstance(found, nn.ModuleDict):
        return False
    return len(found) > 0 if tensor_name is None else tensor_name in found

# %% wrong="two originals at most" caught="several_originals_go_to_the_first_module"
@grow(parametrize.ParametrizationList)
def forward(self):
    x = self[0](self.original) if self.is_tensor else self[0](self.original0, self.original1)
    for module in list(self)[1:]:
        x = module(x)
    return x


@grow(parametrize)
def is_parametrized(module, tensor_name=None):
    found = getattr(module, "parametrizations", None)
    if not isinstance(found, nn.ModuleDict):
        return False
    return len(found) > 0 if tensor_name is None else tensor_name in found

# %% wrong="past the hooks" caught="the_modules_are_called_with_their_hooks"
@grow(parametrize.ParametrizationList)
def forward(self):
    first, *others = self
    originals = ["original"] if self.is_tensor else [f"original{i}" for i in range(self.ntensors)]
    x = first.forward(*[getattr(self, name) for name in originals])
    for module in others:
        x = module.forward(x)
    return x


@grow(parametrize)
def is_parametrized(module, tensor_name=None):
    found = getattr(module, "parametrizations", None)
    if not isinstance(found, nn.ModuleDict):
        return False
    return len(found) > 0 if tensor_name is None else tensor_name in found

# %% wrong="detached from the original" caught="the_modules_compute_one_after_the_other"
@grow(parametrize.ParametrizationList)
def forward(self):
    first, *others = self
    originals = ["original"] if self.is_tensor else [f"original{i}" for i in range(self.ntensors)]
    x = first(*[getattr(self, name).data for name in originals])
    for module in others:
        x = module(x)
    return x


@grow(parametrize)
def is_parametrized(module, tensor_name=None):
    found = getattr(module, "parametrizations", None)
    if not isinstance(found, nn.ModuleDict):
        return False
    return len(found) > 0 if tensor_name is None else tensor_name in found

# %% wrong="whatever is called parametrizations" caught="a_module_without_parametrizations_is_not_parametrized"
@grow(parametrize.ParametrizationList)
def forward(self):
    first, *others = self
    originals = ["original"] if self.is_tensor else [f"original{i}" for i in range(self.ntensors)]
    x = first(*[getattr(self, name) for name in originals])
    for module in others:
        x = module(x)
    return x


@grow(parametrize)
def is_parametrized(module, tensor_name=None):
    found = getattr(module, "parametrizations", None)
    if found is None:
        return False
    return len(found) > 0 if tensor_name is None else tensor_name in found

# %% wrong="an empty dict counts" caught="it_is_asked_for_one_name_or_for_any"
@grow(parametrize.ParametrizationList)
def forward(self):
    first, *others = self
    originals = ["original"] if self.is_tensor else [f"original{i}" for i in range(self.ntensors)]
    x = first(*[getattr(self, name) for name in originals])
    for module in others:
        x = module(x)
    return x


@grow(parametrize)
def is_parametrized(module, tensor_name=None):
    found = getattr(module, "parametrizations", None)
    if not isinstance(found, nn.ModuleDict):
        return False
    return tensor_name is None or tensor_name in found

# %% wrong="there is always the attribute" caught="a_module_without_parametrizations_is_not_parametrized"
@grow(parametrize.ParametrizationList)
def forward(self):
    first, *others = self
    originals = ["original"] if self.is_tensor else [f"original{i}" for i in range(self.ntensors)]
    x = first(*[getattr(self, name) for name in originals])
    for module in others:
        x = module(x)
    return x


@grow(parametrize)
def is_parametrized(module, tensor_name=None):
    found = module.parametrizations
    return len(found) > 0 if tensor_name is None else tensor_name in found

# %% wrong="the name is searched for" caught="a_name_is_looked_up_and_not_searched"
@grow(parametrize.ParametrizationList)
def forward(self):
    first, *others = self
    originals = ["original"] if self.is_tensor else [f"original{i}" for i in range(self.ntensors)]
    x = first(*[getattr(self, name) for name in originals])
    for module in others:
        x = module(x)
    return x


@grow(parametrize)
def is_parametrized(module, tensor_name=None):
    found = getattr(module, "parametrizations", None)
    if not isinstance(found, nn.ModuleDict):
        return False
    return len(found) > 0 if tensor_name is None else any(tensor_name in name for name in found)

# %% right="as torch counts"
@grow(parametrize.ParametrizationList)
def forward(self):
    if self.is_tensor:
        x = self[0](self.original)
    else:
        x = self[0](*(getattr(self, f"original{i}") for i in range(self.ntensors)))
    at = 1
    while hasattr(self, str(at)):
        x = self[at](x)
        at += 1
    return x


@grow(parametrize)
def is_parametrized(module, tensor_name=None):
    found = getattr(module, "parametrizations", None)
    if found is None or not isinstance(found, nn.ModuleDict):
        return False
    if tensor_name is None:
        return bool(len(found))
    return tensor_name in found

# %% right="with a tuple of inputs, and hasattr"
@grow(parametrize.ParametrizationList)
def forward(self):
    inputs = tuple(getattr(self, "original" + i) for i in ([""] if self.is_tensor else map(str, range(self.ntensors))))
    for module in self:
        inputs = (module(*inputs),)
    return inputs[0]


@grow(parametrize)
def is_parametrized(module, tensor_name=None):
    if not hasattr(module, "parametrizations") or not isinstance(module.parametrizations, nn.ModuleDict):
        return False
    names = list(module.parametrizations.keys())
    return names != [] if tensor_name is None else tensor_name in names
