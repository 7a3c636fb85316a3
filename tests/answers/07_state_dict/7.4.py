# %% wrong="puts the file's tensor in its place" caught="numbers_are_copied_into_the_tensors_that_are_there"
@grow(nn.Module)
def _load_from_state_dict(
    self, state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs
):
    for name, tensor in self._local_state().items():
        if prefix + name in state_dict:
            with torch.no_grad():
                setattr(self, name, nn.Parameter(state_dict[prefix + name]) if name in self._parameters else state_dict[prefix + name])
        elif strict:
            missing_keys.append(prefix + name)

# %% wrong="takes over the file's memory" caught="what_was_loaded_is_not_tied_to_the_file"
@grow(nn.Module)
def _load_from_state_dict(
    self, state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs
):
    for name, tensor in self._local_state().items():
        if prefix + name in state_dict:
            with torch.no_grad():
                tensor.data = state_dict[prefix + name]
        elif strict:
            missing_keys.append(prefix + name)

# %% wrong="without no_grad" caught="numbers_are_copied_into_the_tensors_that_are_there"
@grow(nn.Module)
def _load_from_state_dict(
    self, state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs
):
    for name, tensor in self._local_state().items():
        if prefix + name in state_dict:
            tensor.copy_(state_dict[prefix + name])
        elif strict:
            missing_keys.append(prefix + name)

# %% wrong="looks a key up without the prefix" caught="a_key_is_looked_up_with_the_prefix"
@grow(nn.Module)
def _load_from_state_dict(
    self, state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs
):
    for name, tensor in self._local_state().items():
        if name in state_dict:
            with torch.no_grad():
                tensor.copy_(state_dict[name])
        elif strict:
            missing_keys.append(prefix + name)

# %% wrong="lists names, not keys" caught="a_key_is_looked_up_with_the_prefix"
@grow(nn.Module)
def _load_from_state_dict(
    self, state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs
):
    for name, tensor in self._local_state().items():
        if prefix + name in state_dict:
            with torch.no_grad():
                tensor.copy_(state_dict[prefix + name])
        elif strict:
            missing_keys.append(name)

# %% wrong="what is missing is missing, strict or not" caught="nothing_is_missing_unless_strict"
@grow(nn.Module)
def _load_from_state_dict(
    self, state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs
):
    for name, tensor in self._local_state().items():
        if prefix + name in state_dict:
            with torch.no_grad():
                tensor.copy_(state_dict[prefix + name])
        else:
            missing_keys.append(prefix + name)

# %% wrong="raises at the first missing key" caught="numbers_are_copied_into_the_tensors_that_are_there"
@grow(nn.Module)
def _load_from_state_dict(
    self, state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs
):
    for name, tensor in self._local_state().items():
        if prefix + name in state_dict:
            with torch.no_grad():
                tensor.copy_(state_dict[prefix + name])
        elif strict:
            raise KeyError(prefix + name)

# %% wrong="copies only if strict" caught="nothing_is_missing_unless_strict"
@grow(nn.Module)
def _load_from_state_dict(
    self, state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs
):
    for name, tensor in self._local_state().items():
        if strict and prefix + name in state_dict:
            with torch.no_grad():
                tensor.copy_(state_dict[prefix + name])
        elif strict:
            missing_keys.append(prefix + name)

# %% wrong="goes by the registries, cache included" caught="numbers_are_copied_into_the_tensors_that_are_there"
@grow(nn.Module)
def _load_from_state_dict(
    self, state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs
):
    for name, tensor in [*self._parameters.items(), *self._buffers.items()]:
        if tensor is None:
            continue
        if prefix + name in state_dict:
            with torch.no_grad():
                tensor.copy_(state_dict[prefix + name])
        elif strict:
            missing_keys.append(prefix + name)

# %% wrong="whatever is in the dict is set as an attribute" caught="numbers_are_copied_into_the_tensors_that_are_there"
@grow(nn.Module)
def _load_from_state_dict(
    self, state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs
):
    for name in self._local_state():
        if prefix + name in state_dict:
            self.__dict__[name] = state_dict[prefix + name]
        elif strict:
            missing_keys.append(prefix + name)

# %% wrong="the children's, too" caught="it_loads_one_module_and_leaves_the_children"
@grow(nn.Module)
def _load_from_state_dict(
    self, state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs
):
    for name, tensor in [*self.named_parameters(), *self._local_state().items()]:
        if prefix + name in state_dict:
            with torch.no_grad():
                tensor.copy_(state_dict[prefix + name])
        elif strict and prefix + name not in missing_keys:
            missing_keys.append(prefix + name)

# %% wrong="lists of its own" caught="complaints_are_added_to_the_lists_that_come"
@grow(nn.Module)
def _load_from_state_dict(
    self, state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs
):
    missing_keys.clear()
    for name, tensor in self._local_state().items():
        if prefix + name in state_dict:
            with torch.no_grad():
                tensor.copy_(state_dict[prefix + name])
        elif strict:
            missing_keys.append(prefix + name)

# %% right="under one no_grad, by the key"
@grow(nn.Module)
def _load_from_state_dict(
    self, state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs
):
    with torch.no_grad():
        for name, tensor in self._local_state().items():
            key = f"{prefix}{name}"
            if key not in state_dict:
                missing_keys += [key] if strict else []
            else:
                tensor.copy_(state_dict[key])

# %% right="through detached tensors, which share the memory"
@grow(nn.Module)
def _load_from_state_dict(
    self, state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs
):
    own = {prefix + name: tensor.detach() for name, tensor in self._local_state().items()}
    for key in own:
        if key in state_dict:
            own[key].copy_(state_dict[key].detach())
    missing_keys.extend(key for key in own if strict and key not in state_dict)
