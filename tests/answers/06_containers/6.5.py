# %% wrong="copies first what it is to add" caught="extending_by_itself_raises_and_does_not_run_for_ever"
@grow(nn.Sequential)
def append(self, module):
    self.add_module(str(len(self)), module)
    return self

@grow(nn.Sequential)
def extend(self, sequential):
    for module in list(sequential):
        self.append(module)
    return self

# %% wrong="returns nothing, like a list" caught="both_return_the_container"
@grow(nn.Sequential)
def append(self, module):
    self.add_module(str(len(self)), module)

@grow(nn.Sequential)
def extend(self, sequential):
    for module in sequential:
        self.append(module)

# %% wrong="extend returns nothing" caught="both_return_the_container"
@grow(nn.Sequential)
def append(self, module):
    self.add_module(str(len(self)), module)
    return self

@grow(nn.Sequential)
def extend(self, sequential):
    for module in sequential:
        self.append(module)

# %% wrong="returns a new container" caught="append_names_by_the_length"
@grow(nn.Sequential)
def append(self, module):
    return nn.Sequential(*self, module)

@grow(nn.Sequential)
def extend(self, sequential):
    return nn.Sequential(*self, *sequential)

# %% wrong="extend takes a Sequential only" caught="extend_takes_whatever_can_be_walked"
@grow(nn.Sequential)
def append(self, module):
    self.add_module(str(len(self)), module)
    return self

@grow(nn.Sequential)
def extend(self, sequential):
    for module in sequential._modules.values():
        self.append(module)
    return self

# %% wrong="extend asks for a length" caught="extend_takes_whatever_can_be_walked"
@grow(nn.Sequential)
def append(self, module):
    self.add_module(str(len(self)), module)
    return self

@grow(nn.Sequential)
def extend(self, sequential):
    for i in range(len(sequential)):
        self.append(sequential[i])
    return self

# %% wrong="appends what is no module" caught="what_is_no_module_is_not_added"
@grow(nn.Sequential)
def append(self, module):
    self._modules[str(len(self))] = module
    return self

@grow(nn.Sequential)
def extend(self, sequential):
    for module in sequential:
        self.append(module)
    return self

# %% wrong="counts one too far" caught="append_names_by_the_length"
@grow(nn.Sequential)
def append(self, module):
    self.add_module(str(len(self) + 1), module)
    return self

@grow(nn.Sequential)
def extend(self, sequential):
    for module in sequential:
        self.append(module)
    return self

# %% wrong="counts on from zero" caught="extend_takes_whatever_can_be_walked"
@grow(nn.Sequential)
def append(self, module):
    self.add_module(str(len(self)), module)
    return self

@grow(nn.Sequential)
def extend(self, sequential):
    for i, module in enumerate(sequential):
        self.add_module(str(i), module)
    return self

# %% wrong="a name that is a number" caught="append_names_by_the_length"
@grow(nn.Sequential)
def append(self, module):
    self.add_module(len(self), module)
    return self

@grow(nn.Sequential)
def extend(self, sequential):
    for module in sequential:
        self.append(module)
    return self

# %% wrong="leaves out what is there already" caught="one_module_may_be_added_again"
@grow(nn.Sequential)
def append(self, module):
    self.add_module(str(len(self)), module)
    return self

@grow(nn.Sequential)
def extend(self, sequential):
    for module in sequential:
        if module not in self:
            self.append(module)
    return self

# %% wrong="adds all or nothing" caught="what_is_no_module_is_not_added"
@grow(nn.Sequential)
def append(self, module):
    self.add_module(str(len(self)), module)
    return self

@grow(nn.Sequential)
def extend(self, sequential):
    if sequential is self:
        raise RuntimeError("a row cannot be extended by itself")
    modules = list(sequential)
    if not all(isinstance(module, nn.Module) for module in modules):
        raise TypeError("modules only")
    for module in modules:
        self.append(module)
    return self

# %% wrong="nests the row that comes in" caught="extend_takes_whatever_can_be_walked"
@grow(nn.Sequential)
def append(self, module):
    self.add_module(str(len(self)), module)
    return self

@grow(nn.Sequential)
def extend(self, sequential):
    return self.append(nn.Sequential(*sequential))

# %% right="one after the other by name"
@grow(nn.Sequential)
def append(self, module):
    name = f"{len(self._modules)}"
    self.register_module(name, module)
    return self

@grow(nn.Sequential)
def extend(self, layers):
    for layer in layers:
        self = self.append(layer)
    return self

# %% right="walks an iterator by hand"
@grow(nn.Sequential)
def append(self, module):
    nn.Module.add_module(self, str(len(self)), module)
    return self

@grow(nn.Sequential)
def extend(self, sequential):
    source = iter(sequential)
    while True:
        try:
            layer = next(source)
        except StopIteration:
            return self
        self.append(layer)
