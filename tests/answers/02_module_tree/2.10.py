# %% wrong="cut at the first dot" caught="a_path_leads_to_its_parameter"
@grow(nn.Module)
def get_parameter(self, target):
    path, dot, name = target.partition(".")
    module = self.get_submodule(path if dot else "")
    param = getattr(module, name if dot else path)
    if not isinstance(param, nn.Parameter):
        raise AttributeError(f"`{name}` is not an nn.Parameter")
    return param

# %% wrong="its own parameters only" caught="a_path_leads_to_its_parameter"
@grow(nn.Module)
def get_parameter(self, target):
    param = getattr(self, target)
    if not isinstance(param, nn.Parameter):
        raise AttributeError(f"`{target}` is not an nn.Parameter")
    return param

# %% wrong="a path without a dot is not expected" caught="a_path_leads_to_its_parameter"
@grow(nn.Module)
def get_parameter(self, target):
    path, name = target.rsplit(".", 1)
    param = getattr(self.get_submodule(path), name)
    if not isinstance(param, nn.Parameter):
        raise AttributeError(f"`{name}` is not an nn.Parameter")
    return param

# %% wrong="a copy of what was found" caught="a_path_leads_to_its_parameter"
@grow(nn.Module)
def get_parameter(self, target):
    path, _, name = target.rpartition(".")
    param = getattr(self.get_submodule(path), name)
    if not isinstance(param, nn.Parameter):
        raise AttributeError(f"`{name}` is not an nn.Parameter")
    return nn.Parameter(param.data)

# %% wrong="looked up among named_parameters" caught="every_name_of_named_parameters_leads_back"
@grow(nn.Module)
def get_parameter(self, target):
    found = dict(self.named_parameters())
    if target not in found:
        raise AttributeError(f"`{target}` is not an nn.Parameter")
    return found[target]

# %% wrong="None is found" caught="what_is_no_parameter_is_an_attribute_error"
@grow(nn.Module)
def get_parameter(self, target):
    path, _, name = target.rpartition(".")
    module = self.get_submodule(path)
    if name not in module._parameters:
        raise AttributeError(f"`{name}` is not an nn.Parameter")
    return module._parameters[name]

# %% wrong="whatever is there is returned" caught="what_is_no_parameter_is_an_attribute_error"
@grow(nn.Module)
def get_parameter(self, target):
    path, _, name = target.rpartition(".")
    return getattr(self.get_submodule(path), name)

# %% wrong="any tensor will do" caught="what_is_no_parameter_is_an_attribute_error"
@grow(nn.Module)
def get_parameter(self, target):
    path, _, name = target.rpartition(".")
    param = getattr(self.get_submodule(path), name)
    if not isinstance(param, torch.Tensor):
        raise AttributeError(f"`{name}` is not an nn.Parameter")
    return param

# %% wrong="a TypeError for what is no Parameter" caught="what_is_no_parameter_is_an_attribute_error"
@grow(nn.Module)
def get_parameter(self, target):
    path, _, name = target.rpartition(".")
    param = getattr(self.get_submodule(path), name)
    if not isinstance(param, nn.Parameter):
        raise TypeError(f"`{name}` is not an nn.Parameter")
    return param

# %% wrong="a missing name is a KeyError" caught="what_is_no_parameter_is_an_attribute_error"
@grow(nn.Module)
def get_parameter(self, target):
    path, _, name = target.rpartition(".")
    param = self.get_submodule(path)._parameters[name]
    if param is None:
        raise AttributeError(f"`{name}` is not an nn.Parameter")
    return param

# %% wrong="only Parameter itself, no subclass" caught="a_frozen_parameter_and_a_subclass_are_parameters"
@grow(nn.Module)
def get_parameter(self, target):
    path, _, name = target.rpartition(".")
    param = getattr(self.get_submodule(path), name)
    if type(param) is not nn.Parameter:
        raise AttributeError(f"`{name}` is not an nn.Parameter")
    return param

# %% wrong="the registry is searched, not the attributes" caught="a_parameter_behind_a_property_counts"
@grow(nn.Module)
def get_parameter(self, target):
    path, _, name = target.rpartition(".")
    param = self.get_submodule(path)._parameters.get(name)
    if param is None:
        raise AttributeError(f"`{name}` is not an nn.Parameter")
    return param

# %% right="three lines and a default"
@grow(nn.Module)
def get_parameter(self, target):
    *path, name = target.split(".")
    found = getattr(self.get_submodule(".".join(path)), name, None)
    if isinstance(found, nn.Parameter):
        return found
    raise AttributeError(f"there is no Parameter {target}")

# %% right="the two cases apart"
@grow(nn.Module)
def get_parameter(self, target):
    if "." in target:
        at = target.rindex(".")
        return self.get_submodule(target[:at]).get_parameter(target[at + 1 :])
    param = getattr(self, target)
    if not isinstance(param, nn.Parameter):
        raise AttributeError(f"`{target}` is not an nn.Parameter")
    return param
