# %% wrong="clones what it saves" caught="it_is_on_the_memory_of_the_module"
@grow(nn.Module)
def _local_state(self):
    saved = {name: buffer for name, buffer in self._buffers.items() if name not in self._non_persistent_buffers_set}
    return {name: tensor for name, tensor in {**self._parameters, **saved}.items() if tensor is not None}


@grow(nn.Module)
def _save_to_state_dict(self, destination, prefix, keep_vars):
    for name, tensor in self._local_state().items():
        destination[prefix + name] = tensor if keep_vars else tensor.detach().clone()

# %% wrong="saves every buffer" caught="parameters_come_first_then_the_buffers"
@grow(nn.Module)
def _local_state(self):
    saved = {name: buffer for name, buffer in self._buffers.items() }
    return {name: tensor for name, tensor in {**self._parameters, **saved}.items() if tensor is not None}


@grow(nn.Module)
def _save_to_state_dict(self, destination, prefix, keep_vars):
    for name, tensor in self._local_state().items():
        destination[prefix + name] = tensor if keep_vars else tensor.detach()

# %% wrong="saves None as well" caught="parameters_come_first_then_the_buffers"
@grow(nn.Module)
def _local_state(self):
    saved = {name: buffer for name, buffer in self._buffers.items() if name not in self._non_persistent_buffers_set}
    return {name: tensor for name, tensor in {**self._parameters, **saved}.items()}


@grow(nn.Module)
def _save_to_state_dict(self, destination, prefix, keep_vars):
    for name, tensor in self._local_state().items():
        destination[prefix + name] = tensor if keep_vars or tensor is None else tensor.detach()

# %% wrong="buffers before parameters" caught="parameters_come_first_then_the_buffers"
@grow(nn.Module)
def _local_state(self):
    saved = {name: buffer for name, buffer in self._buffers.items() if name not in self._non_persistent_buffers_set}
    return {name: tensor for name, tensor in {**saved, **self._parameters}.items() if tensor is not None}


@grow(nn.Module)
def _save_to_state_dict(self, destination, prefix, keep_vars):
    for name, tensor in self._local_state().items():
        destination[prefix + name] = tensor if keep_vars else tensor.detach()

# %% wrong="adds a dot of its own" caught="a_key_is_the_prefix_and_the_name"
@grow(nn.Module)
def _local_state(self):
    saved = {name: buffer for name, buffer in self._buffers.items() if name not in self._non_persistent_buffers_set}
    return {name: tensor for name, tensor in {**self._parameters, **saved}.items() if tensor is not None}


@grow(nn.Module)
def _save_to_state_dict(self, destination, prefix, keep_vars):
    for name, tensor in self._local_state().items():
        destination[f"{prefix}.{name}" if prefix else name] = tensor if keep_vars else tensor.detach()

# %% wrong="leaves the prefix to others" caught="a_key_is_the_prefix_and_the_name"
@grow(nn.Module)
def _local_state(self):
    saved = {name: buffer for name, buffer in self._buffers.items() if name not in self._non_persistent_buffers_set}
    return {name: tensor for name, tensor in {**self._parameters, **saved}.items() if tensor is not None}


@grow(nn.Module)
def _save_to_state_dict(self, destination, prefix, keep_vars):
    for name, tensor in self._local_state().items():
        destination[name] = tensor if keep_vars else tensor.detach()

# %% wrong="saves the parameters themselves" caught="parameters_come_first_then_the_buffers"
@grow(nn.Module)
def _local_state(self):
    saved = {name: buffer for name, buffer in self._buffers.items() if name not in self._non_persistent_buffers_set}
    return {name: tensor for name, tensor in {**self._parameters, **saved}.items() if tensor is not None}


@grow(nn.Module)
def _save_to_state_dict(self, destination, prefix, keep_vars):
    for name, tensor in self._local_state().items():
        destination[prefix + name] = tensor

# %% wrong="detaches with keep_vars, too" caught="with_keep_vars_the_objects_themselves_are_saved"
@grow(nn.Module)
def _local_state(self):
    saved = {name: buffer for name, buffer in self._buffers.items() if name not in self._non_persistent_buffers_set}
    return {name: tensor for name, tensor in {**self._parameters, **saved}.items() if tensor is not None}


@grow(nn.Module)
def _save_to_state_dict(self, destination, prefix, keep_vars):
    for name, tensor in self._local_state().items():
        destination[prefix + name] = tensor.detach()

# %% wrong="keep_vars the wrong way round" caught="parameters_come_first_then_the_buffers"
@grow(nn.Module)
def _local_state(self):
    saved = {name: buffer for name, buffer in self._buffers.items() if name not in self._non_persistent_buffers_set}
    return {name: tensor for name, tensor in {**self._parameters, **saved}.items() if tensor is not None}


@grow(nn.Module)
def _save_to_state_dict(self, destination, prefix, keep_vars):
    for name, tensor in self._local_state().items():
        destination[prefix + name] = tensor.detach() if keep_vars else tensor

# %% wrong="uses the walks that leave out what was met" caught="parameters_come_first_then_the_buffers"
@grow(nn.Module)
def _local_state(self):
    return dict([*self.named_parameters(recurse=False), *self.named_buffers(recurse=False)])


@grow(nn.Module)
def _save_to_state_dict(self, destination, prefix, keep_vars):
    for name, tensor in self._local_state().items():
        destination[prefix + name] = tensor if keep_vars else tensor.detach()

# %% wrong="one tensor under two names comes once" caught="one_tensor_under_two_names_is_saved_twice"
@grow(nn.Module)
def _local_state(self):
    found = dict([*self.named_parameters(recurse=False), *self.named_buffers(recurse=False)])
    return {name: tensor for name, tensor in found.items() if name not in self._non_persistent_buffers_set}


@grow(nn.Module)
def _save_to_state_dict(self, destination, prefix, keep_vars):
    for name, tensor in self._local_state().items():
        destination[prefix + name] = tensor if keep_vars else tensor.detach()

# %% wrong="the children's, too" caught="children_are_not_part_of_it"
@grow(nn.Module)
def _local_state(self):
    found = dict([*self.named_parameters(remove_duplicate=False), *self.named_buffers(remove_duplicate=False)])
    return {name: tensor for name, tensor in found.items() if name not in self._non_persistent_buffers_set}


@grow(nn.Module)
def _save_to_state_dict(self, destination, prefix, keep_vars):
    for name, tensor in self._local_state().items():
        destination[prefix + name] = tensor if keep_vars else tensor.detach()

# %% wrong="empties the destination first" caught="what_was_in_the_destination_stays"
@grow(nn.Module)
def _local_state(self):
    saved = {name: buffer for name, buffer in self._buffers.items() if name not in self._non_persistent_buffers_set}
    return {name: tensor for name, tensor in {**self._parameters, **saved}.items() if tensor is not None}


@grow(nn.Module)
def _save_to_state_dict(self, destination, prefix, keep_vars):
    destination.clear()
    for name, tensor in self._local_state().items():
        destination[prefix + name] = tensor if keep_vars else tensor.detach()

# %% wrong="detaches the parameters only" caught="with_keep_vars_the_objects_themselves_are_saved"
@grow(nn.Module)
def _local_state(self):
    saved = {name: buffer for name, buffer in self._buffers.items() if name not in self._non_persistent_buffers_set}
    return {name: tensor for name, tensor in {**self._parameters, **saved}.items() if tensor is not None}


@grow(nn.Module)
def _save_to_state_dict(self, destination, prefix, keep_vars):
    for name, tensor in self._local_state().items():
        destination[prefix + name] = tensor.detach() if isinstance(tensor, nn.Parameter) and not keep_vars else tensor

# %% right="two dicts in one"
@grow(nn.Module)
def _local_state(self):
    saved = {name: buffer for name, buffer in self._buffers.items() if name not in self._non_persistent_buffers_set}
    return {name: tensor for name, tensor in {**self._parameters, **saved}.items() if tensor is not None}


@grow(nn.Module)
def _save_to_state_dict(self, destination, prefix, keep_vars):
    for name, tensor in self._local_state().items():
        destination[prefix + name] = tensor if keep_vars else tensor.detach()

# %% right="one loop over both registries"
@grow(nn.Module)
def _local_state(self):
    state = {}
    for registry in (self._parameters, self._buffers):
        for name, value in registry.items():
            if value is None or (registry is self._buffers and name in self._non_persistent_buffers_set):
                continue
            state[name] = value
    return state


@grow(nn.Module)
def _save_to_state_dict(self, destination, prefix, keep_vars):
    destination.update((prefix + n, t if keep_vars else t.detach()) for n, t in self._local_state().items())

# %% right="data in the place of detach, and two loops as in torch"
@grow(nn.Module)
def _local_state(self):
    names = [*self._parameters, *(name for name in self._buffers if name not in self._non_persistent_buffers_set)]
    values = {**self._buffers, **self._parameters}
    return {name: values[name] for name in names if values[name] is not None}


@grow(nn.Module)
def _save_to_state_dict(self, destination, prefix, keep_vars):
    def kept(tensor):
        return tensor if keep_vars else tensor.data

    for name, param in self._parameters.items():
        if param is not None:
            destination[prefix + name] = kept(param)
    for name, buf in self._buffers.items():
        if buf is not None and name not in self._non_persistent_buffers_set:
            destination[prefix + name] = kept(buf)
