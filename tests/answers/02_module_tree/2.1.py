# %% wrong="None is refused" caught="none_is_kept_as_a_child_that_could_be_there"
@grow(nn.Module)
def add_module(self, name, module):
    if not isinstance(module, nn.Module):
        raise TypeError(f"{torch.typename(module)} is not a Module subclass")
    self._check_name("module", name)
    self._modules[name] = module

# %% wrong="None is dropped without a word" caught="none_is_kept_as_a_child_that_could_be_there"
@grow(nn.Module)
def add_module(self, name, module):
    self._check_name("module", name)
    if module is None:
        return
    if not isinstance(module, nn.Module):
        raise TypeError(f"{torch.typename(module)} is not a Module subclass")
    self._modules[name] = module

# %% wrong="anything is taken" caught="what_is_no_module_is_a_type_error"
@grow(nn.Module)
def add_module(self, name, module):
    self._check_name("module", name)
    self._modules[name] = module

# %% wrong="a class is taken for a module" caught="what_is_no_module_is_a_type_error"
@grow(nn.Module)
def add_module(self, name, module):
    cls = module if isinstance(module, type) else type(module)
    if module is not None and not issubclass(cls, nn.Module):
        raise TypeError(f"{torch.typename(module)} is not a Module subclass")
    self._check_name("module", name)
    self._modules[name] = module

# %% wrong="the right idea, the wrong exception" caught="what_is_no_module_is_a_type_error"
@grow(nn.Module)
def add_module(self, name, module):
    if module is not None and not isinstance(module, nn.Module):
        raise ValueError(f"{torch.typename(module)} is not a Module subclass")
    self._check_name("module", name)
    self._modules[name] = module

# %% wrong="only Module itself, no subclass" caught="any_subclass_of_module_is_a_module"
@grow(nn.Module)
def add_module(self, name, module):
    if module is not None and type(module) is not nn.Module:
        raise TypeError(f"{torch.typename(module)} is not a Module subclass")
    self._check_name("module", name)
    self._modules[name] = module

# %% wrong="the name is not looked at" caught="a_child_has_a_name_that_is_fit"
@grow(nn.Module)
def add_module(self, name, module):
    if module is not None and not isinstance(module, nn.Module):
        raise TypeError(f"{torch.typename(module)} is not a Module subclass")
    self._modules[name] = module

# %% wrong="the name is checked as that of a parameter" caught="a_name_is_taken_by_a_parameter_but_not_by_a_child"
@grow(nn.Module)
def add_module(self, name, module):
    if module is not None and not isinstance(module, nn.Module):
        raise TypeError(f"{torch.typename(module)} is not a Module subclass")
    self._check_name("parameter", name)
    self._modules[name] = module

# %% wrong="any name that exists is taken" caught="a_name_is_taken_by_a_parameter_but_not_by_a_child"
@grow(nn.Module)
def add_module(self, name, module):
    if module is not None and not isinstance(module, nn.Module):
        raise TypeError(f"{torch.typename(module)} is not a Module subclass")
    self._check_name("module", name)
    if hasattr(self, name):
        raise KeyError(f"attribute '{name}' already exists")
    self._modules[name] = module

# %% wrong="the name is looked at before the value" caught="the_value_is_looked_at_before_the_name"
@grow(nn.Module)
def add_module(self, name, module):
    self._check_name("module", name)
    if module is not None and not isinstance(module, nn.Module):
        raise TypeError(f"{torch.typename(module)} is not a Module subclass")
    self._modules[name] = module

# %% wrong="stored as a plain attribute" caught="a_module_is_kept_under_its_name"
@grow(nn.Module)
def add_module(self, name, module):
    if module is not None and not isinstance(module, nn.Module):
        raise TypeError(f"{torch.typename(module)} is not a Module subclass")
    self._check_name("module", name)
    self.__dict__[name] = module

# %% wrong="kept in both places" caught="a_module_is_kept_under_its_name"
@grow(nn.Module)
def add_module(self, name, module):
    if module is not None and not isinstance(module, nn.Module):
        raise TypeError(f"{torch.typename(module)} is not a Module subclass")
    self._check_name("module", name)
    self._modules[name] = self.__dict__[name] = module

# %% right="isinstance with a tuple"
@grow(nn.Module)
def add_module(self, name, module):
    if not isinstance(module, (nn.Module, type(None))):
        raise TypeError(f"{module!r} is no module")
    self._check_name("module", name)
    self._modules.update({name: module})

# %% right="torch's ladder, written out"
@grow(nn.Module)
def add_module(self, name, module):
    if not isinstance(module, nn.Module) and module is not None:
        raise TypeError(f"{torch.typename(module)} is not a Module subclass")
    elif not isinstance(name, str):
        raise TypeError("module name should be a string")
    elif hasattr(self, name) and name not in self._modules:
        raise KeyError(f"attribute '{name}' already exists")
    elif "." in name or name == "":
        raise KeyError(f"module name can't be {name!r}")
    self._modules[name] = module

# %% right="the good case first"
@grow(nn.Module)
def add_module(self, name, module):
    if module is None or isinstance(module, nn.Module):
        self._check_name("module", name)
        vars(self)["_modules"][name] = module
    else:
        raise TypeError("not a Module: " + torch.typename(module))
