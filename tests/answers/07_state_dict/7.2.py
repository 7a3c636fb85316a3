# %% wrong="a prefix with a dot in front" caught="a_path_is_the_names_on_the_way"
@grow(nn.Module)
def _save_children(self, destination, prefix, keep_vars):
    for name, child in self._modules.items():
        if child is not None:
            child.state_dict(destination=destination, prefix=f"{prefix}.{name}.", keep_vars=keep_vars)


@grow(nn.Module)
def state_dict(self, *, destination=None, prefix="", keep_vars=False):
    if destination is None:
        destination = OrderedDict()
    self._save_to_state_dict(destination, prefix, keep_vars)
    self._save_children(destination, prefix, keep_vars)
    return destination

# %% wrong="the child's prefix without its dot" caught="a_path_is_the_names_on_the_way"
@grow(nn.Module)
def _save_children(self, destination, prefix, keep_vars):
    for name, child in self._modules.items():
        if child is not None:
            child.state_dict(destination=destination, prefix=f"{prefix}{name}", keep_vars=keep_vars)


@grow(nn.Module)
def state_dict(self, *, destination=None, prefix="", keep_vars=False):
    if destination is None:
        destination = OrderedDict()
    self._save_to_state_dict(destination, prefix, keep_vars)
    self._save_children(destination, prefix, keep_vars)
    return destination

# %% wrong="forgets where it stands itself" caught="a_path_is_the_names_on_the_way"
@grow(nn.Module)
def _save_children(self, destination, prefix, keep_vars):
    for name, child in self._modules.items():
        if child is not None:
            child.state_dict(destination=destination, prefix=f"{name}.", keep_vars=keep_vars)


@grow(nn.Module)
def state_dict(self, *, destination=None, prefix="", keep_vars=False):
    if destination is None:
        destination = OrderedDict()
    self._save_to_state_dict(destination, prefix, keep_vars)
    self._save_children(destination, prefix, keep_vars)
    return destination

# %% wrong="the children first" caught="a_path_is_the_names_on_the_way"
@grow(nn.Module)
def _save_children(self, destination, prefix, keep_vars):
    for name, child in self._modules.items():
        if child is not None:
            child.state_dict(destination=destination, prefix=f"{prefix}{name}.", keep_vars=keep_vars)


@grow(nn.Module)
def state_dict(self, *, destination=None, prefix="", keep_vars=False):
    if destination is None:
        destination = OrderedDict()
    self._save_children(destination, prefix, keep_vars)
    self._save_to_state_dict(destination, prefix, keep_vars)
    return destination

# %% wrong="one level deep" caught="a_path_is_the_names_on_the_way"
@grow(nn.Module)
def _save_children(self, destination, prefix, keep_vars):
    for name, child in self._modules.items():
        if child is not None:
            child._save_to_state_dict(destination=destination, prefix=f"{prefix}{name}.", keep_vars=keep_vars)


@grow(nn.Module)
def state_dict(self, *, destination=None, prefix="", keep_vars=False):
    if destination is None:
        destination = OrderedDict()
    self._save_to_state_dict(destination, prefix, keep_vars)
    self._save_children(destination, prefix, keep_vars)
    return destination

# %% wrong="takes an empty destination for none" caught="a_destination_is_filled_and_returned"
@grow(nn.Module)
def _save_children(self, destination, prefix, keep_vars):
    for name, child in self._modules.items():
        if child is not None:
            child.state_dict(destination=destination, prefix=f"{prefix}{name}.", keep_vars=keep_vars)


@grow(nn.Module)
def state_dict(self, *, destination=None, prefix="", keep_vars=False):
    if not destination:
        destination = OrderedDict()
    self._save_to_state_dict(destination, prefix, keep_vars)
    self._save_children(destination, prefix, keep_vars)
    return destination

# %% wrong="a plain dict" caught="a_path_is_the_names_on_the_way"
@grow(nn.Module)
def _save_children(self, destination, prefix, keep_vars):
    for name, child in self._modules.items():
        if child is not None:
            child.state_dict(destination=destination, prefix=f"{prefix}{name}.", keep_vars=keep_vars)


@grow(nn.Module)
def state_dict(self, *, destination=None, prefix="", keep_vars=False):
    if destination is None:
        destination = {}
    self._save_to_state_dict(destination, prefix, keep_vars)
    self._save_children(destination, prefix, keep_vars)
    return destination

# %% wrong="one dict for all calls" caught="a_module_comes_before_its_children"
@grow(nn.Module)
def _save_children(self, destination, prefix, keep_vars):
    for name, child in self._modules.items():
        if child is not None:
            child.state_dict(destination=destination, prefix=f"{prefix}{name}.", keep_vars=keep_vars)


@grow(nn.Module)
def state_dict(self, *, destination=OrderedDict(), prefix="", keep_vars=False):
    self._save_to_state_dict(destination, prefix, keep_vars)
    self._save_children(destination, prefix, keep_vars)
    return destination

# %% wrong="keep_vars stays at the top" caught="keep_vars_reaches_the_whole_tree"
@grow(nn.Module)
def _save_children(self, destination, prefix, keep_vars):
    for name, child in self._modules.items():
        if child is not None:
            child.state_dict(destination=destination, prefix=f"{prefix}{name}.")


@grow(nn.Module)
def state_dict(self, *, destination=None, prefix="", keep_vars=False):
    if destination is None:
        destination = OrderedDict()
    self._save_to_state_dict(destination, prefix, keep_vars)
    self._save_children(destination, prefix, keep_vars)
    return destination

# %% wrong="walks over the children, which come once" caught="a_module_in_two_places_is_saved_in_both"
@grow(nn.Module)
def _save_children(self, destination, prefix, keep_vars):
    for name, child in self.named_children():
        child.state_dict(destination=destination, prefix=f"{prefix}{name}.", keep_vars=keep_vars)


@grow(nn.Module)
def state_dict(self, *, destination=None, prefix="", keep_vars=False):
    if destination is None:
        destination = OrderedDict()
    self._save_to_state_dict(destination, prefix, keep_vars)
    self._save_children(destination, prefix, keep_vars)
    return destination

# %% wrong="does not expect None" caught="a_path_is_the_names_on_the_way"
@grow(nn.Module)
def _save_children(self, destination, prefix, keep_vars):
    for name, child in self._modules.items():
        child.state_dict(destination=destination, prefix=f"{prefix}{name}.", keep_vars=keep_vars)


@grow(nn.Module)
def state_dict(self, *, destination=None, prefix="", keep_vars=False):
    if destination is None:
        destination = OrderedDict()
    self._save_to_state_dict(destination, prefix, keep_vars)
    self._save_children(destination, prefix, keep_vars)
    return destination

# %% wrong="walks over all modules and asks none" caught="a_child_is_asked_by_its_own_state_dict"
@grow(nn.Module)
def _save_children(self, destination, prefix, keep_vars):
    for name, module in self.named_modules(remove_duplicate=False):
        if module is not self:
            module._save_to_state_dict(destination, f"{prefix}{name}.", keep_vars)


@grow(nn.Module)
def state_dict(self, *, destination=None, prefix="", keep_vars=False):
    if destination is None:
        destination = OrderedDict()
    self._save_to_state_dict(destination, prefix, keep_vars)
    self._save_children(destination, prefix, keep_vars)
    return destination

# %% wrong="hands the three on by position" caught="a_child_is_asked_by_its_own_state_dict"
@grow(nn.Module)
def _save_children(self, destination, prefix, keep_vars):
    for name, child in self._modules.items():
        if child is not None:
            child.state_dict(destination, f"{prefix}{name}.", keep_vars)


@grow(nn.Module)
def state_dict(self, destination=None, prefix="", keep_vars=False):
    if destination is None:
        destination = OrderedDict()
    self._save_to_state_dict(destination, prefix, keep_vars)
    self._save_children(destination, prefix, keep_vars)
    return destination

# %% wrong="a dict of its own, returned in the place of the one handed in" caught="a_path_is_the_names_on_the_way"
@grow(nn.Module)
def _save_children(self, destination, prefix, keep_vars):
    for name, child in self._modules.items():
        if child is not None:
            child.state_dict(destination=destination, prefix=f"{prefix}{name}.", keep_vars=keep_vars)


@grow(nn.Module)
def state_dict(self, *, destination=None, prefix="", keep_vars=False):
    destination = OrderedDict(destination or {})
    self._save_to_state_dict(destination, prefix, keep_vars)
    self._save_children(destination, prefix, keep_vars)
    return destination

# %% right="asks the registry, with early continue"
@grow(nn.Module)
def _save_children(self, destination, prefix, keep_vars):
    for name in self._modules:
        if (child := self._modules[name]) is None:
            continue
        child.state_dict(prefix=prefix + name + ".", keep_vars=keep_vars, destination=destination)


@grow(nn.Module)
def state_dict(self, *args, destination=None, prefix="", keep_vars=False):
    made = OrderedDict() if destination is None else destination
    for save in (self._save_to_state_dict, self._save_children):
        save(made, prefix, keep_vars)
    return made

# %% right="a helper for the options of a child"
def _of_a_child(name, destination, prefix, keep_vars):
    return {"destination": destination, "prefix": "".join((prefix, name, ".")), "keep_vars": keep_vars}


@grow(nn.Module)
def _save_children(self, destination, prefix, keep_vars):
    there = {name: child for name, child in self._modules.items() if child is not None}
    for name, child in there.items():
        child.state_dict(**_of_a_child(name, destination, prefix, keep_vars))


@grow(nn.Module)
def state_dict(self, *, destination=None, prefix="", keep_vars=False):
    if destination is None:
        return self.state_dict(destination=OrderedDict(), prefix=prefix, keep_vars=keep_vars)
    self._save_to_state_dict(destination, prefix, keep_vars)
    self._save_children(destination, prefix, keep_vars)
    return destination
