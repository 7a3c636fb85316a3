# %% wrong="every step starts at this module" caught="a_path_leads_to_its_module"
@grow(nn.Module)
def get_submodule(self, target):
    module = self
    for name in target.split(".") if target else ():
        module = getattr(self, name)
        if not isinstance(module, nn.Module):
            raise AttributeError(f"`{name}` is not an nn.Module")
    return module

# %% wrong="one step only" caught="a_path_leads_to_its_module"
@grow(nn.Module)
def get_submodule(self, target):
    if target == "":
        return self
    module = getattr(self, target)
    if not isinstance(module, nn.Module):
        raise AttributeError(f"`{target}` is not an nn.Module")
    return module

# %% wrong="the empty path is taken for a name" caught="the_empty_path_is_the_module_itself"
@grow(nn.Module)
def get_submodule(self, target):
    module = self
    for name in target.split("."):
        module = getattr(module, name)
        if not isinstance(module, nn.Module):
            raise AttributeError(f"`{name}` is not an nn.Module")
    return module

# %% wrong="a missing step is a KeyError" caught="a_missing_step_is_an_attribute_error"
@grow(nn.Module)
def get_submodule(self, target):
    module = self
    for name in target.split(".") if target else ():
        module = module._modules[name]
    return module

# %% wrong="a missing module is None" caught="a_missing_step_is_an_attribute_error"
@grow(nn.Module)
def get_submodule(self, target):
    return dict(self.named_modules()).get(target)

# %% wrong="an empty step is passed over" caught="a_missing_step_is_an_attribute_error"
@grow(nn.Module)
def get_submodule(self, target):
    module = self
    for name in target.split("."):
        if name:
            module = getattr(module, name)
            if not isinstance(module, nn.Module):
                raise AttributeError(f"`{name}` is not an nn.Module")
    return module

# %% wrong="what is found is not looked at" caught="what_is_no_module_is_no_submodule"
@grow(nn.Module)
def get_submodule(self, target):
    module = self
    for name in target.split(".") if target else ():
        module = getattr(module, name)
    return module

# %% wrong="only what is found last is looked at" caught="what_is_no_module_is_no_submodule"
@grow(nn.Module)
def get_submodule(self, target):
    module = self
    for name in target.split(".") if target else ():
        module = getattr(module, name)
    if not isinstance(module, nn.Module):
        raise AttributeError(f"`{target}` is not an nn.Module")
    return module

# %% wrong="a TypeError for what is no module" caught="what_is_no_module_is_no_submodule"
@grow(nn.Module)
def get_submodule(self, target):
    module = self
    for name in target.split(".") if target else ():
        module = getattr(module, name)
        if not isinstance(module, nn.Module):
            raise TypeError(f"`{name}` is not an nn.Module")
    return module

# %% wrong="the registry is searched, not the attributes" caught="a_step_is_an_attribute_like_any_other"
@grow(nn.Module)
def get_submodule(self, target):
    module = self
    for name in target.split(".") if target else ():
        module = module._modules.get(name)
        if module is None:
            raise AttributeError(f"there is no `{name}`")
    return module

# %% wrong="named_modules is searched, duplicates removed" caught="a_path_leads_to_its_module"
@grow(nn.Module)
def get_submodule(self, target):
    found = {path.split(".")[-1]: module for path, module in self.named_modules()}
    if target.split(".")[-1] not in found:
        raise AttributeError(f"there is no `{target}`")
    return found[target.split(".")[-1]]

# %% wrong="the whole tree is searched, a property is not in it" caught="a_step_is_an_attribute_like_any_other"
@grow(nn.Module)
def get_submodule(self, target):
    for path, module in self.named_modules(remove_duplicate=False):
        if path == target:
            return module
    raise AttributeError(f"there is no `{target}`")

# %% right="itself, one step at a time"
@grow(nn.Module)
def get_submodule(self, target):
    if target == "":
        return self
    name, dot, rest = target.partition(".")
    child = getattr(self, name)
    if not isinstance(child, nn.Module) or (dot and not rest):
        raise AttributeError(f"`{name}` is not an nn.Module")
    return child.get_submodule(rest)

# %% right="reduce"
from functools import reduce


def step(module, name):
    found = getattr(module, name, None)
    if isinstance(found, nn.Module):
        return found
    raise AttributeError(f"{module._get_name()} has no module `{name}`")


@grow(nn.Module)
def get_submodule(self, target):
    return reduce(step, target.split("."), self) if target else self

# %% right="as torch does it"
@grow(nn.Module)
def get_submodule(self, target):
    if target == "":
        return self
    mod = self
    for item in target.split("."):
        if not hasattr(mod, item):
            raise AttributeError(mod._get_name() + " has no attribute `" + item + "`")
        mod = getattr(mod, item)
        if not isinstance(mod, nn.Module):
            raise AttributeError("`" + item + "` is not an nn.Module")
    return mod
