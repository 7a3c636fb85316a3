# %% wrong="detaches everything" caught="what_is_uninitialized_is_saved_as_itself"
@grow(nn.LazyModuleMixin)
def _save_to_state_dict(self, destination, prefix, keep_vars):
    for name, tensor in self._local_state().items():
        destination[prefix + name] = tensor if keep_vars else tensor.detach()


@grow(nn.LazyModuleMixin)
def _lazy_load_hook(
    self, state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs
):
    for name, tensor in (*self._parameters.items(), *self._buffers.items()):
        value = state_dict.get(prefix + name)
        if nn.is_lazy(tensor) and value is not None and not nn.is_lazy(value):
            tensor.materialize(value.shape)

# %% wrong="detaches nothing" caught="what_is_initialized_is_saved_as_ever"
@grow(nn.LazyModuleMixin)
def _save_to_state_dict(self, destination, prefix, keep_vars):
    for name, tensor in self._local_state().items():
        destination[prefix + name] = tensor


@grow(nn.LazyModuleMixin)
def _lazy_load_hook(
    self, state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs
):
    for name, tensor in (*self._parameters.items(), *self._buffers.items()):
        value = state_dict.get(prefix + name)
        if nn.is_lazy(tensor) and value is not None and not nn.is_lazy(value):
            tensor.materialize(value.shape)

# %% wrong="leaves the uninitialized ones out" caught="what_is_uninitialized_is_saved_as_itself"
@grow(nn.LazyModuleMixin)
def _save_to_state_dict(self, destination, prefix, keep_vars):
    for name, tensor in self._local_state().items():
        if not nn.is_lazy(tensor):
            destination[prefix + name] = tensor if keep_vars else tensor.detach()


@grow(nn.LazyModuleMixin)
def _lazy_load_hook(
    self, state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs
):
    for name, tensor in (*self._parameters.items(), *self._buffers.items()):
        value = state_dict.get(prefix + name)
        if nn.is_lazy(tensor) and value is not None and not nn.is_lazy(value):
            tensor.materialize(value.shape)

# %% wrong="without the prefix" caught="what_is_uninitialized_is_saved_as_itself"
@grow(nn.LazyModuleMixin)
def _save_to_state_dict(self, destination, prefix, keep_vars):
    for name, tensor in self._local_state().items():
        destination[name] = tensor if keep_vars or nn.is_lazy(tensor) else tensor.detach()


@grow(nn.LazyModuleMixin)
def _lazy_load_hook(
    self, state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs
):
    for name, tensor in (*self._parameters.items(), *self._buffers.items()):
        value = state_dict.get(prefix + name)
        if nn.is_lazy(tensor) and value is not None and not nn.is_lazy(value):
            tensor.materialize(value.shape)

# %% wrong="buffers that are not persistent, too" caught="a_buffer_that_is_not_persistent_is_not_saved"
@grow(nn.LazyModuleMixin)
def _save_to_state_dict(self, destination, prefix, keep_vars):
    for name, tensor in (*self._parameters.items(), *self._buffers.items()):
        if tensor is not None:
            destination[prefix + name] = tensor if keep_vars or nn.is_lazy(tensor) else tensor.detach()


@grow(nn.LazyModuleMixin)
def _lazy_load_hook(
    self, state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs
):
    for name, tensor in (*self._parameters.items(), *self._buffers.items()):
        value = state_dict.get(prefix + name)
        if nn.is_lazy(tensor) and value is not None and not nn.is_lazy(value):
            tensor.materialize(value.shape)

# %% wrong="keep_vars is not heard" caught="what_is_initialized_is_saved_as_ever"
@grow(nn.LazyModuleMixin)
def _save_to_state_dict(self, destination, prefix, keep_vars):
    for name, tensor in self._local_state().items():
        destination[prefix + name] = tensor if nn.is_lazy(tensor) else tensor.detach()


@grow(nn.LazyModuleMixin)
def _lazy_load_hook(
    self, state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs
):
    for name, tensor in (*self._parameters.items(), *self._buffers.items()):
        value = state_dict.get(prefix + name)
        if nn.is_lazy(tensor) and value is not None and not nn.is_lazy(value):
            tensor.materialize(value.shape)

# %% wrong="materializes whether or not the file has a shape" caught="what_a_file_has_no_numbers_for_stays_uninitialized"
@grow(nn.LazyModuleMixin)
def _save_to_state_dict(self, destination, prefix, keep_vars):
    for name, tensor in self._local_state().items():
        destination[prefix + name] = tensor if keep_vars or nn.is_lazy(tensor) else tensor.detach()


@grow(nn.LazyModuleMixin)
def _lazy_load_hook(
    self, state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs
):
    for name, tensor in (*self._parameters.items(), *self._buffers.items()):
        value = state_dict.get(prefix + name)
        if nn.is_lazy(tensor) and value is not None:
            tensor.materialize(value.shape)

# %% wrong="expects every key to be there" caught="what_a_file_has_no_numbers_for_stays_uninitialized"
@grow(nn.LazyModuleMixin)
def _save_to_state_dict(self, destination, prefix, keep_vars):
    for name, tensor in self._local_state().items():
        destination[prefix + name] = tensor if keep_vars or nn.is_lazy(tensor) else tensor.detach()


@grow(nn.LazyModuleMixin)
def _lazy_load_hook(
    self, state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs
):
    for name, tensor in (*self._parameters.items(), *self._buffers.items()):
        value = state_dict[prefix + name]
        if nn.is_lazy(tensor) and not nn.is_lazy(value):
            tensor.materialize(value.shape)

# %% wrong="materializes what has a shape already" caught="what_is_initialized_already_keeps_its_shape"
@grow(nn.LazyModuleMixin)
def _save_to_state_dict(self, destination, prefix, keep_vars):
    for name, tensor in self._local_state().items():
        destination[prefix + name] = tensor if keep_vars or nn.is_lazy(tensor) else tensor.detach()


@grow(nn.LazyModuleMixin)
def _lazy_load_hook(
    self, state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs
):
    for name, tensor in (*self._parameters.items(), *self._buffers.items()):
        value = state_dict.get(prefix + name)
        if tensor is not None and value is not None and not nn.is_lazy(value):
            if nn.is_lazy(tensor):
                tensor.materialize(value.shape)
            else:
                tensor.data = torch.empty(value.shape)

# %% wrong="parameters alone" caught="buffers_are_materialized_too"
@grow(nn.LazyModuleMixin)
def _save_to_state_dict(self, destination, prefix, keep_vars):
    for name, tensor in self._local_state().items():
        destination[prefix + name] = tensor if keep_vars or nn.is_lazy(tensor) else tensor.detach()


@grow(nn.LazyModuleMixin)
def _lazy_load_hook(
    self, state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs
):
    for name, tensor in self._parameters.items():
        value = state_dict.get(prefix + name)
        if nn.is_lazy(tensor) and value is not None and not nn.is_lazy(value):
            tensor.materialize(value.shape)

# %% wrong="the hook forgets the prefix" caught="the_hook_minds_the_prefix"
@grow(nn.LazyModuleMixin)
def _save_to_state_dict(self, destination, prefix, keep_vars):
    for name, tensor in self._local_state().items():
        destination[prefix + name] = tensor if keep_vars or nn.is_lazy(tensor) else tensor.detach()


@grow(nn.LazyModuleMixin)
def _lazy_load_hook(
    self, state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs
):
    for name, tensor in (*self._parameters.items(), *self._buffers.items()):
        value = state_dict.get(name)
        if nn.is_lazy(tensor) and value is not None and not nn.is_lazy(value):
            tensor.materialize(value.shape)

# %% wrong="ends the laziness at once" caught="a_file_with_numbers_gives_the_shape"
@grow(nn.LazyModuleMixin)
def _save_to_state_dict(self, destination, prefix, keep_vars):
    for name, tensor in self._local_state().items():
        destination[prefix + name] = tensor if keep_vars or nn.is_lazy(tensor) else tensor.detach()


@grow(nn.LazyModuleMixin)
def _lazy_load_hook(
    self, state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs
):
    for name, tensor in (*self._parameters.items(), *self._buffers.items()):
        value = state_dict.get(prefix + name)
        if nn.is_lazy(tensor) and value is not None and not nn.is_lazy(value):
            tensor.materialize(value.shape)
    if not self.has_uninitialized_params() and self.cls_to_become is not None:
        self.__class__ = self.cls_to_become

# %% right="two loops, as torch has them"
@grow(nn.LazyModuleMixin)
def _save_to_state_dict(self, destination, prefix, keep_vars):
    for name, param in self._parameters.items():
        if param is not None:
            if not (nn.is_lazy(param) or keep_vars):
                param = param.detach()
            destination[prefix + name] = param
    for name, buf in self._buffers.items():
        if buf is not None and name not in self._non_persistent_buffers_set:
            if not (nn.is_lazy(buf) or keep_vars):
                buf = buf.detach()
            destination[prefix + name] = buf


@grow(nn.LazyModuleMixin)
def _lazy_load_hook(
    self, state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs
):
    for name, param in [*self._parameters.items(), *self._buffers.items()]:
        key = prefix + name
        if key in state_dict and param is not None:
            input_param = state_dict[key]
            if nn.is_lazy(param) and not nn.is_lazy(input_param):
                with torch.no_grad():
                    param.materialize(input_param.shape)

# %% right="the ordinary way for what is initialized"
@grow(nn.LazyModuleMixin)
def _save_to_state_dict(self, destination, prefix, keep_vars):
    state = self._local_state()
    keep = {name for name, tensor in state.items() if keep_vars or nn.is_lazy(tensor)}
    destination.update({prefix + name: t if name in keep else t.detach() for name, t in state.items()})


@grow(nn.LazyModuleMixin)
def _lazy_load_hook(
    self, state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs
):
    own = {**self._parameters, **self._buffers}
    for name in [name for name, tensor in own.items() if nn.is_lazy(tensor) and prefix + name in state_dict]:
        if not nn.is_lazy(state_dict[prefix + name]):
            own[name].materialize(tuple(state_dict[prefix + name].shape))
