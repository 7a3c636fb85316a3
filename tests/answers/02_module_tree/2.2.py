# %% wrong="only __dict__ is cleared, as in lesson 01" caught="a_parameter_takes_the_name_from_a_child"
@grow(nn.Module)
def _forget(self, name, keep):
    self.__dict__.pop(name, None)

# %% wrong="the modules are left out" caught="a_parameter_takes_the_name_from_a_child"
@grow(nn.Module)
def _forget(self, name, keep):
    if keep != "_parameters":
        self._parameters.pop(name, None)
    self._buffers.pop(name, None)
    self.__dict__.pop(name, None)
    self._non_persistent_buffers_set.discard(name)

# %% wrong="__dict__ is left out" caught="a_parameter_takes_the_name_from_a_buffer_and_from_a_plain_attribute"
@grow(nn.Module)
def _forget(self, name, keep):
    for registry in ("_parameters", "_buffers", "_modules"):
        if registry != keep:
            self.__dict__[registry].pop(name, None)
    self._non_persistent_buffers_set.discard(name)

# %% wrong="the buffers are left out" caught="a_parameter_takes_the_name_from_a_buffer_and_from_a_plain_attribute"
@grow(nn.Module)
def _forget(self, name, keep):
    for registry in ("_parameters", "_modules"):
        if registry != keep:
            self.__dict__[registry].pop(name, None)
    self.__dict__.pop(name, None)
    self._non_persistent_buffers_set.discard(name)

# %% wrong="stops at the first place that has it" caught="a_name_that_is_everywhere_ends_in_one_place"
@grow(nn.Module)
def _forget(self, name, keep):
    self._non_persistent_buffers_set.discard(name)
    for place in ("_parameters", "_buffers", "_modules"):
        if place != keep and name in self.__dict__[place]:
            del self.__dict__[place][name]
            return
    self.__dict__.pop(name, None)

# %% wrong="the set of names not to be saved is left out" caught="a_name_not_to_be_saved_is_forgotten_as_such"
@grow(nn.Module)
def _forget(self, name, keep):
    for registry in ("_parameters", "_buffers", "_modules"):
        if registry != keep:
            self.__dict__[registry].pop(name, None)
    self.__dict__.pop(name, None)

# %% wrong="the whole set is emptied" caught="a_name_not_to_be_saved_is_forgotten_as_such"
@grow(nn.Module)
def _forget(self, name, keep):
    for registry in ("_parameters", "_buffers", "_modules"):
        if registry != keep:
            self.__dict__[registry].pop(name, None)
    self.__dict__.pop(name, None)
    self._non_persistent_buffers_set.clear()

# %% wrong="taken out of every registry, the order is lost" caught="where_it_is_kept_it_keeps_its_place"
@grow(nn.Module)
def _forget(self, name, keep):
    for registry in ("_parameters", "_buffers", "_modules"):
        self.__dict__[registry].pop(name, None)
    self.__dict__.pop(name, None)
    self._non_persistent_buffers_set.discard(name)

# %% wrong="the parameters are always the ones to keep" caught="the_registry_to_keep_is_the_one_that_was_named"
@grow(nn.Module)
def _forget(self, name, keep):
    self._buffers.pop(name, None)
    self._modules.pop(name, None)
    self.__dict__.pop(name, None)
    self._non_persistent_buffers_set.discard(name)

# %% wrong="keeps where it should clear, and clears where it should keep" caught="a_parameter_takes_the_name_from_a_child"
@grow(nn.Module)
def _forget(self, name, keep):
    for registry in ("_parameters", "_buffers", "_modules"):
        if registry == keep:
            self.__dict__[registry].pop(name, None)
    self.__dict__.pop(name, None)
    self._non_persistent_buffers_set.discard(name)

# %% wrong="a missing name is an error" caught="a_parameter_takes_the_name_from_a_child"
@grow(nn.Module)
def _forget(self, name, keep):
    for registry in ("_parameters", "_buffers", "_modules"):
        if registry != keep:
            del self.__dict__[registry][name]
    self.__dict__.pop(name, None)
    self._non_persistent_buffers_set.discard(name)

# %% wrong="the other registries are emptied" caught="a_parameter_takes_the_name_from_a_child"
@grow(nn.Module)
def _forget(self, name, keep):
    for registry in ("_parameters", "_buffers", "_modules"):
        if registry != keep:
            self.__dict__[registry].clear()
    self.__dict__.pop(name, None)
    self._non_persistent_buffers_set.discard(name)

# %% right="del where it is there"
@grow(nn.Module)
def _forget(self, name, keep):
    places = {k: vars(self)[k] for k in ("_parameters", "_buffers", "_modules") if k != keep}
    for place in [vars(self), *places.values()]:
        if name in place:
            del place[name]
    if name in self._non_persistent_buffers_set:
        self._non_persistent_buffers_set.remove(name)

# %% right="written out"
@grow(nn.Module)
def _forget(self, name, keep):
    held = self.__dict__
    held.pop(name, None)
    if keep != "_parameters":
        held["_parameters"].pop(name, None)
    if keep != "_buffers":
        held["_buffers"].pop(name, None)
    if keep != "_modules":
        held["_modules"].pop(name, None)
    held["_non_persistent_buffers_set"] -= {name}

# %% right="by identity of the registry"
@grow(nn.Module)
def _forget(self, name, keep):
    kept = getattr(self, keep)
    for place in (self.__dict__, self._parameters, self._buffers, self._modules):
        if place is not kept:
            place.pop(name, None)
    self._non_persistent_buffers_set.discard(name)
