# %% wrong="keeps a plain list" caught="a_list_holds_the_modules_of_any_iterable"
@grow(nn.ModuleList)
def __init__(self, modules=None):
    super().__init__()
    self.layers = list(modules or [])

@grow(nn.ModuleList)
def extend(self, modules):
    if not isinstance(modules, Iterable):
        raise TypeError("an iterable, please")
    for module in modules:
        self.append(module)
    return self

# %% wrong="`if modules`" caught="what_cannot_be_walked_is_a_type_error"
@grow(nn.ModuleList)
def __init__(self, modules=None):
    super().__init__()
    if modules:
        self.extend(modules)

@grow(nn.ModuleList)
def extend(self, modules):
    if not isinstance(modules, Iterable):
        raise TypeError("an iterable, please")
    for module in modules:
        self.append(module)
    return self

# %% wrong="takes modules one by one, like a row" caught="a_list_holds_the_modules_of_any_iterable"
@grow(nn.ModuleList)
def __init__(self, *modules):
    super().__init__()
    self.extend(modules)

@grow(nn.ModuleList)
def extend(self, modules):
    if not isinstance(modules, Iterable):
        raise TypeError("an iterable, please")
    for module in modules:
        self.append(module)
    return self

# %% wrong="forgets the registries" caught="a_list_holds_the_modules_of_any_iterable"
@grow(nn.ModuleList)
def __init__(self, modules=None):
    if modules is not None:
        self.extend(modules)

@grow(nn.ModuleList)
def extend(self, modules):
    if not isinstance(modules, Iterable):
        raise TypeError("an iterable, please")
    for module in modules:
        self.append(module)
    return self

# %% wrong="None is not iterable" caught="nothing_gives_an_empty_list"
@grow(nn.ModuleList)
def __init__(self, modules=None):
    super().__init__()
    self.extend(modules)

@grow(nn.ModuleList)
def extend(self, modules):
    if not isinstance(modules, Iterable):
        raise TypeError("an iterable, please")
    for module in modules:
        self.append(module)
    return self

# %% wrong="wants a list or a tuple" caught="a_list_holds_the_modules_of_any_iterable"
@grow(nn.ModuleList)
def __init__(self, modules=None):
    super().__init__()
    if modules is not None:
        self.extend(modules)

@grow(nn.ModuleList)
def extend(self, modules):
    if not isinstance(modules, list | tuple):
        raise TypeError("a list, please")
    for module in modules:
        self.append(module)
    return self

# %% wrong="counts from zero each time" caught="extend_goes_on_after_what_is_there"
@grow(nn.ModuleList)
def __init__(self, modules=None):
    super().__init__()
    if modules is not None:
        self.extend(modules)

@grow(nn.ModuleList)
def extend(self, modules):
    if not isinstance(modules, Iterable):
        raise TypeError("an iterable, please")
    for i, module in enumerate(modules):
        self.add_module(str(i), module)
    return self

# %% wrong="counts twice over" caught="a_list_holds_the_modules_of_any_iterable"
@grow(nn.ModuleList)
def __init__(self, modules=None):
    super().__init__()
    if modules is not None:
        self.extend(modules)

@grow(nn.ModuleList)
def extend(self, modules):
    if not isinstance(modules, Iterable):
        raise TypeError("an iterable, please")
    for i, module in enumerate(modules):
        self.add_module(str(len(self) + i), module)
    return self

# %% wrong="extend returns nothing" caught="extend_goes_on_after_what_is_there"
@grow(nn.ModuleList)
def __init__(self, modules=None):
    super().__init__()
    if modules is not None:
        self.extend(modules)

@grow(nn.ModuleList)
def extend(self, modules):
    if not isinstance(modules, Iterable):
        raise TypeError("an iterable, please")
    for module in modules:
        self.append(module)

# %% wrong="a single layer is a list of one" caught="what_cannot_be_walked_is_a_type_error"
@grow(nn.ModuleList)
def __init__(self, modules=None):
    super().__init__()
    if modules is not None:
        self.extend(modules)

@grow(nn.ModuleList)
def extend(self, modules):
    if not isinstance(modules, Iterable):
        modules = [modules]
    for module in modules:
        self.append(module)
    return self

# %% wrong="writes into the registry past every question" caught="what_is_no_module_is_refused_when_its_turn_comes"
@grow(nn.ModuleList)
def __init__(self, modules=None):
    super().__init__()
    if modules is not None:
        self.extend(modules)

@grow(nn.ModuleList)
def extend(self, modules):
    if not isinstance(modules, Iterable):
        raise TypeError("an iterable, please")
    for module in modules:
        self._modules[str(len(self))] = module
    return self

# %% wrong="copies first what it is to add" caught="extending_by_itself_raises_here_too"
@grow(nn.ModuleList)
def __init__(self, modules=None):
    super().__init__()
    if modules is not None:
        self.extend(modules)

@grow(nn.ModuleList)
def extend(self, modules):
    if not isinstance(modules, Iterable):
        raise TypeError("an iterable, please")
    for module in [*modules]:
        self.append(module)
    return self

# %% wrong="leaves out None and what has come" caught="one_module_twice_and_none_keep_their_places"
@grow(nn.ModuleList)
def __init__(self, modules=None):
    super().__init__()
    if modules is not None:
        self.extend(modules)

@grow(nn.ModuleList)
def extend(self, modules):
    if not isinstance(modules, Iterable):
        raise TypeError("an iterable, please")
    for module in modules:
        if module is not None and module not in self:
            self.append(module)
    return self

# %% right="`+=` in the constructor"
@grow(nn.ModuleList)
def __init__(self, modules=None):
    super().__init__()
    if modules is not None:
        self += modules

@grow(nn.ModuleList)
def extend(self, modules):
    if not isinstance(modules, Iterable):
        raise TypeError(type(modules).__name__)
    for module in modules:
        self.append(module)
    return self

# %% right="`iter` tells what can be walked"
@grow(nn.ModuleList)
def __init__(self, modules=None):
    nn.Module.__init__(self)
    self.extend(() if modules is None else modules)

@grow(nn.ModuleList)
def extend(self, modules):
    start, source = len(self), iter(modules)
    for i, module in enumerate(source):
        self.register_module(f"{start + i}", module)
    return self
