# %% wrong="the assignment goes to this module" caught="a_module_takes_the_place_of_the_one_at_its_path"
@grow(nn.Module)
def set_submodule(self, target, module, strict=False):
    if target == "":
        raise ValueError("Cannot set the submodule without a target name!")
    if not isinstance(module, nn.Module):
        raise ValueError("`module` is not an nn.Module")
    path, _, name = target.rpartition(".")
    parent = self.get_submodule(path)
    there = getattr(parent, name) if strict else getattr(parent, name, module)
    if not isinstance(there, nn.Module):
        raise AttributeError(f"`{name}` is not an nn.Module")
    setattr(self, name, module)

# %% wrong="the whole path as one name" caught="a_module_takes_the_place_of_the_one_at_its_path"
@grow(nn.Module)
def set_submodule(self, target, module, strict=False):
    if target == "":
        raise ValueError("Cannot set the submodule without a target name!")
    if not isinstance(module, nn.Module):
        raise ValueError("`module` is not an nn.Module")
    if strict:
        self.get_submodule(target)
    setattr(self, target, module)

# %% wrong="always strict" caught="a_new_child_is_made_where_nothing_is"
@grow(nn.Module)
def set_submodule(self, target, module, strict=False):
    if target == "":
        raise ValueError("Cannot set the submodule without a target name!")
    if not isinstance(module, nn.Module):
        raise ValueError("`module` is not an nn.Module")
    path, _, name = target.rpartition(".")
    parent = self.get_submodule(path)
    parent.get_submodule(name)
    setattr(parent, name, module)

# %% wrong="never strict" caught="a_new_child_is_made_where_nothing_is"
@grow(nn.Module)
def set_submodule(self, target, module, strict=False):
    if target == "":
        raise ValueError("Cannot set the submodule without a target name!")
    if not isinstance(module, nn.Module):
        raise ValueError("`module` is not an nn.Module")
    path, _, name = target.rpartition(".")
    parent = self.get_submodule(path)
    if not isinstance(getattr(parent, name, module), nn.Module):
        raise AttributeError(f"`{name}` is not an nn.Module")
    setattr(parent, name, module)

# %% wrong="strict the wrong way round" caught="a_new_child_is_made_where_nothing_is"
@grow(nn.Module)
def set_submodule(self, target, module, strict=False):
    if target == "":
        raise ValueError("Cannot set the submodule without a target name!")
    if not isinstance(module, nn.Module):
        raise ValueError("`module` is not an nn.Module")
    path, _, name = target.rpartition(".")
    parent = self.get_submodule(path)
    there = getattr(parent, name, module) if strict else getattr(parent, name)
    if not isinstance(there, nn.Module):
        raise AttributeError(f"`{name}` is not an nn.Module")
    setattr(parent, name, module)

# %% wrong="strict refuses to replace" caught="strict_still_replaces"
@grow(nn.Module)
def set_submodule(self, target, module, strict=False):
    if target == "":
        raise ValueError("Cannot set the submodule without a target name!")
    if not isinstance(module, nn.Module):
        raise ValueError("`module` is not an nn.Module")
    path, _, name = target.rpartition(".")
    parent = self.get_submodule(path)
    if strict:
        raise AttributeError(f"`{name}` is not to be set")
    if not isinstance(getattr(parent, name, module), nn.Module):
        raise AttributeError(f"`{name}` is not an nn.Module")
    setattr(parent, name, module)

# %% wrong="the empty path is a name" caught="an_empty_path_is_a_value_error"
@grow(nn.Module)
def set_submodule(self, target, module, strict=False):
    if not isinstance(module, nn.Module):
        raise ValueError("`module` is not an nn.Module")
    path, _, name = target.rpartition(".")
    parent = self.get_submodule(path)
    there = getattr(parent, name) if strict else getattr(parent, name, module)
    if not isinstance(there, nn.Module):
        raise AttributeError(f"`{name}` is not an nn.Module")
    setattr(parent, name, module)

# %% wrong="what is no module is left to the assignment" caught="what_is_no_module_is_a_value_error_here"
@grow(nn.Module)
def set_submodule(self, target, module, strict=False):
    if target == "":
        raise ValueError("Cannot set the submodule without a target name!")
    path, _, name = target.rpartition(".")
    parent = self.get_submodule(path)
    there = getattr(parent, name) if strict or hasattr(parent, name) else parent
    if not isinstance(there, nn.Module):
        raise AttributeError(f"`{name}` is not an nn.Module")
    setattr(parent, name, module)

# %% wrong="None empties the place" caught="what_is_no_module_is_a_value_error_here"
@grow(nn.Module)
def set_submodule(self, target, module, strict=False):
    if target == "":
        raise ValueError("Cannot set the submodule without a target name!")
    if module is not None and not isinstance(module, nn.Module):
        raise ValueError("`module` is not an nn.Module")
    path, _, name = target.rpartition(".")
    parent = self.get_submodule(path)
    there = getattr(parent, name) if strict else getattr(parent, name, self)
    if not isinstance(there, nn.Module):
        raise AttributeError(f"`{name}` is not an nn.Module")
    setattr(parent, name, module)

# %% wrong="a TypeError, as when assigning" caught="what_is_no_module_is_a_value_error_here"
@grow(nn.Module)
def set_submodule(self, target, module, strict=False):
    if target == "":
        raise ValueError("Cannot set the submodule without a target name!")
    if not isinstance(module, nn.Module):
        raise TypeError("`module` is not an nn.Module")
    path, _, name = target.rpartition(".")
    parent = self.get_submodule(path)
    there = getattr(parent, name) if strict else getattr(parent, name, module)
    if not isinstance(there, nn.Module):
        raise AttributeError(f"`{name}` is not an nn.Module")
    setattr(parent, name, module)

# %% wrong="missing parents are made on the way" caught="the_parent_has_to_be_there"
@grow(nn.Module)
def set_submodule(self, target, module, strict=False):
    if target == "":
        raise ValueError("Cannot set the submodule without a target name!")
    if not isinstance(module, nn.Module):
        raise ValueError("`module` is not an nn.Module")
    *path, name = target.split(".")
    parent = self
    for part in path:
        if not hasattr(parent, part):
            setattr(parent, part, nn.Module())
        parent = parent.get_submodule(part)
    there = getattr(parent, name) if strict else getattr(parent, name, module)
    if not isinstance(there, nn.Module):
        raise AttributeError(f"`{name}` is not an nn.Module")
    setattr(parent, name, module)

# %% wrong="whatever is in the way is replaced" caught="what_is_in_the_way_and_no_module_stays"
@grow(nn.Module)
def set_submodule(self, target, module, strict=False):
    if target == "":
        raise ValueError("Cannot set the submodule without a target name!")
    if not isinstance(module, nn.Module):
        raise ValueError("`module` is not an nn.Module")
    path, _, name = target.rpartition(".")
    parent = self.get_submodule(path)
    if strict and not hasattr(parent, name):
        raise AttributeError(f"there is no `{name}`")
    setattr(parent, name, module)

# %% wrong="an empty place may be filled" caught="what_is_in_the_way_and_no_module_stays"
@grow(nn.Module)
def set_submodule(self, target, module, strict=False):
    if target == "":
        raise ValueError("Cannot set the submodule without a target name!")
    if not isinstance(module, nn.Module):
        raise ValueError("`module` is not an nn.Module")
    path, _, name = target.rpartition(".")
    parent = self.get_submodule(path)
    there = getattr(parent, name) if strict else getattr(parent, name, None)
    if there is not None and not isinstance(there, nn.Module):
        raise AttributeError(f"`{name}` is not an nn.Module")
    setattr(parent, name, module)

# %% wrong="into the registry, past the assignment" caught="the_parent_sees_an_assignment"
@grow(nn.Module)
def set_submodule(self, target, module, strict=False):
    if target == "":
        raise ValueError("Cannot set the submodule without a target name!")
    if not isinstance(module, nn.Module):
        raise ValueError("`module` is not an nn.Module")
    path, _, name = target.rpartition(".")
    parent = self.get_submodule(path)
    there = getattr(parent, name) if strict else getattr(parent, name, module)
    if not isinstance(there, nn.Module):
        raise AttributeError(f"`{name}` is not an nn.Module")
    parent._modules[name] = module

# %% wrong="through add_module, which refuses names" caught="the_parent_sees_an_assignment"
@grow(nn.Module)
def set_submodule(self, target, module, strict=False):
    if target == "":
        raise ValueError("Cannot set the submodule without a target name!")
    if not isinstance(module, nn.Module):
        raise ValueError("`module` is not an nn.Module")
    path, _, name = target.rpartition(".")
    parent = self.get_submodule(path)
    there = getattr(parent, name) if strict else getattr(parent, name, module)
    if not isinstance(there, nn.Module):
        raise AttributeError(f"`{name}` is not an nn.Module")
    parent.add_module(name, module)

# %% right="as torch does it, hasattr twice"
@grow(nn.Module)
def set_submodule(self, target, module, strict=False):
    if target == "":
        raise ValueError("Cannot set the submodule without a target name!")
    atoms = target.split(".")
    if not isinstance(module, nn.Module):
        raise ValueError(f"`module` is not an nn.Module, found {type(module)}")
    parent = self if len(atoms) == 1 else self.get_submodule(".".join(atoms[:-1]))
    if strict and not hasattr(parent, atoms[-1]):
        raise AttributeError(parent._get_name() + " has no attribute `" + atoms[-1] + "`")
    if hasattr(parent, atoms[-1]) and not isinstance(getattr(parent, atoms[-1]), nn.Module):
        raise AttributeError("`" + atoms[-1] + "` is not an nn.Module")
    setattr(parent, atoms[-1], module)

# %% right="a mark for what is missing"
MISSING = object()


@grow(nn.Module)
def set_submodule(self, target, module, strict=False):
    if not target or not isinstance(module, nn.Module):
        raise ValueError("set_submodule needs a path and a module")
    *path, name = target.split(".")
    parent = self.get_submodule(".".join(path))
    there = getattr(parent, name, MISSING)
    if there is MISSING and strict or there is not MISSING and not isinstance(there, nn.Module):
        raise AttributeError(f"no module at {target}")
    parent.__setattr__(name, module)
