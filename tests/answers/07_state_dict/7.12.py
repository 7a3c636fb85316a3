# %% wrong="asks the object" caught="only_a_class_that_defines_it_takes_part"
@grow(nn.Module)
def _save_to_state_dict(self, destination, prefix, keep_vars):
    for name, tensor in self._local_state().items():
        destination[prefix + name] = tensor if keep_vars else tensor.detach()
    if getattr(self.get_extra_state, "__func__", None) is not nn.Module.get_extra_state:
        destination[prefix + "_extra_state"] = self.get_extra_state()


@grow(nn.Module)
def _load_extra_state(self, state_dict, prefix, strict, missing_keys, unexpected_keys):
    key = prefix + "_extra_state"
    takes = type(self).set_extra_state is not nn.Module.set_extra_state
    if takes and key in state_dict:
        self.set_extra_state(state_dict[key])
    elif strict and takes != (key in state_dict):
        (missing_keys if takes else unexpected_keys).append(key)

# %% wrong="compares bound methods by is" caught="extra_state_is_saved_after_the_tensors"
@grow(nn.Module)
def _save_to_state_dict(self, destination, prefix, keep_vars):
    for name, tensor in self._local_state().items():
        destination[prefix + name] = tensor if keep_vars else tensor.detach()
    if self.get_extra_state is not nn.Module.get_extra_state:
        destination[prefix + "_extra_state"] = self.get_extra_state()


@grow(nn.Module)
def _load_extra_state(self, state_dict, prefix, strict, missing_keys, unexpected_keys):
    key = prefix + "_extra_state"
    takes = type(self).set_extra_state is not nn.Module.set_extra_state
    if takes and key in state_dict:
        self.set_extra_state(state_dict[key])
    elif strict and takes != (key in state_dict):
        (missing_keys if takes else unexpected_keys).append(key)

# %% wrong="calls it and catches the error" caught="only_a_class_that_defines_it_takes_part"
@grow(nn.Module)
def _save_to_state_dict(self, destination, prefix, keep_vars):
    for name, tensor in self._local_state().items():
        destination[prefix + name] = tensor if keep_vars else tensor.detach()
    try:
        destination[prefix + "_extra_state"] = self.get_extra_state()
    except RuntimeError:
        pass


@grow(nn.Module)
def _load_extra_state(self, state_dict, prefix, strict, missing_keys, unexpected_keys):
    key = prefix + "_extra_state"
    takes = type(self).set_extra_state is not nn.Module.set_extra_state
    if takes and key in state_dict:
        self.set_extra_state(state_dict[key])
    elif strict and takes != (key in state_dict):
        (missing_keys if takes else unexpected_keys).append(key)

# %% wrong="only what the class defines itself" caught="extra_state_is_saved_after_the_tensors"
@grow(nn.Module)
def _save_to_state_dict(self, destination, prefix, keep_vars):
    for name, tensor in self._local_state().items():
        destination[prefix + name] = tensor if keep_vars else tensor.detach()
    if "get_extra_state" in vars(type(self)):
        destination[prefix + "_extra_state"] = self.get_extra_state()


@grow(nn.Module)
def _load_extra_state(self, state_dict, prefix, strict, missing_keys, unexpected_keys):
    key = prefix + "_extra_state"
    takes = type(self).set_extra_state is not nn.Module.set_extra_state
    if takes and key in state_dict:
        self.set_extra_state(state_dict[key])
    elif strict and takes != (key in state_dict):
        (missing_keys if takes else unexpected_keys).append(key)

# %% wrong="the key without the prefix" caught="extra_state_is_saved_after_the_tensors"
@grow(nn.Module)
def _save_to_state_dict(self, destination, prefix, keep_vars):
    for name, tensor in self._local_state().items():
        destination[prefix + name] = tensor if keep_vars else tensor.detach()
    if type(self).get_extra_state is not nn.Module.get_extra_state:
        destination["_extra_state"] = self.get_extra_state()


@grow(nn.Module)
def _load_extra_state(self, state_dict, prefix, strict, missing_keys, unexpected_keys):
    key = prefix + "_extra_state"
    takes = type(self).set_extra_state is not nn.Module.set_extra_state
    if takes and key in state_dict:
        self.set_extra_state(state_dict[key])
    elif strict and takes != (key in state_dict):
        (missing_keys if takes else unexpected_keys).append(key)

# %% wrong="before the tensors" caught="extra_state_is_saved_after_the_tensors"
@grow(nn.Module)
def _save_to_state_dict(self, destination, prefix, keep_vars):
    if type(self).get_extra_state is not nn.Module.get_extra_state:
        destination[prefix + "_extra_state"] = self.get_extra_state()
    for name, tensor in self._local_state().items():
        destination[prefix + name] = tensor if keep_vars else tensor.detach()


@grow(nn.Module)
def _load_extra_state(self, state_dict, prefix, strict, missing_keys, unexpected_keys):
    key = prefix + "_extra_state"
    takes = type(self).set_extra_state is not nn.Module.set_extra_state
    if takes and key in state_dict:
        self.set_extra_state(state_dict[key])
    elif strict and takes != (key in state_dict):
        (missing_keys if takes else unexpected_keys).append(key)

# %% wrong="None is no state to save" caught="none_is_a_state_too"
@grow(nn.Module)
def _save_to_state_dict(self, destination, prefix, keep_vars):
    for name, tensor in self._local_state().items():
        destination[prefix + name] = tensor if keep_vars else tensor.detach()
    if type(self).get_extra_state is not nn.Module.get_extra_state and self.get_extra_state() is not None:
        destination[prefix + "_extra_state"] = self.get_extra_state()


@grow(nn.Module)
def _load_extra_state(self, state_dict, prefix, strict, missing_keys, unexpected_keys):
    key = prefix + "_extra_state"
    takes = type(self).set_extra_state is not nn.Module.set_extra_state
    if takes and key in state_dict:
        self.set_extra_state(state_dict[key])
    elif strict and takes != (key in state_dict):
        (missing_keys if takes else unexpected_keys).append(key)

# %% wrong="None is no state to load" caught="none_is_a_state_too"
@grow(nn.Module)
def _save_to_state_dict(self, destination, prefix, keep_vars):
    for name, tensor in self._local_state().items():
        destination[prefix + name] = tensor if keep_vars else tensor.detach()
    if type(self).get_extra_state is not nn.Module.get_extra_state:
        destination[prefix + "_extra_state"] = self.get_extra_state()


@grow(nn.Module)
def _load_extra_state(self, state_dict, prefix, strict, missing_keys, unexpected_keys):
    key = prefix + "_extra_state"
    takes = type(self).set_extra_state is not nn.Module.set_extra_state
    if takes and state_dict.get(key) is not None:
        self.set_extra_state(state_dict[key])
    elif strict and takes != (key in state_dict):
        (missing_keys if takes else unexpected_keys).append(key)

# %% wrong="never missing" caught="where_it_is_not_there_it_is_missing"
@grow(nn.Module)
def _save_to_state_dict(self, destination, prefix, keep_vars):
    for name, tensor in self._local_state().items():
        destination[prefix + name] = tensor if keep_vars else tensor.detach()
    if type(self).get_extra_state is not nn.Module.get_extra_state:
        destination[prefix + "_extra_state"] = self.get_extra_state()


@grow(nn.Module)
def _load_extra_state(self, state_dict, prefix, strict, missing_keys, unexpected_keys):
    key = prefix + "_extra_state"
    takes = type(self).set_extra_state is not nn.Module.set_extra_state
    if takes and key in state_dict:
        self.set_extra_state(state_dict[key])
    elif strict and key in state_dict:
        unexpected_keys.append(key)

# %% wrong="never unexpected" caught="where_nobody_takes_it_it_is_unexpected"
@grow(nn.Module)
def _save_to_state_dict(self, destination, prefix, keep_vars):
    for name, tensor in self._local_state().items():
        destination[prefix + name] = tensor if keep_vars else tensor.detach()
    if type(self).get_extra_state is not nn.Module.get_extra_state:
        destination[prefix + "_extra_state"] = self.get_extra_state()


@grow(nn.Module)
def _load_extra_state(self, state_dict, prefix, strict, missing_keys, unexpected_keys):
    key = prefix + "_extra_state"
    takes = type(self).set_extra_state is not nn.Module.set_extra_state
    if takes and key in state_dict:
        self.set_extra_state(state_dict[key])
    elif strict and takes:
        missing_keys.append(key)

# %% wrong="missing, strict or not" caught="where_it_is_not_there_it_is_missing"
@grow(nn.Module)
def _save_to_state_dict(self, destination, prefix, keep_vars):
    for name, tensor in self._local_state().items():
        destination[prefix + name] = tensor if keep_vars else tensor.detach()
    if type(self).get_extra_state is not nn.Module.get_extra_state:
        destination[prefix + "_extra_state"] = self.get_extra_state()


@grow(nn.Module)
def _load_extra_state(self, state_dict, prefix, strict, missing_keys, unexpected_keys):
    key = prefix + "_extra_state"
    takes = type(self).set_extra_state is not nn.Module.set_extra_state
    if takes and key in state_dict:
        self.set_extra_state(state_dict[key])
    elif takes != (key in state_dict):
        (missing_keys if takes else unexpected_keys).append(key)

# %% wrong="handed back only if strict" caught="strict_or_not_it_is_handed_back"
@grow(nn.Module)
def _save_to_state_dict(self, destination, prefix, keep_vars):
    for name, tensor in self._local_state().items():
        destination[prefix + name] = tensor if keep_vars else tensor.detach()
    if type(self).get_extra_state is not nn.Module.get_extra_state:
        destination[prefix + "_extra_state"] = self.get_extra_state()


@grow(nn.Module)
def _load_extra_state(self, state_dict, prefix, strict, missing_keys, unexpected_keys):
    key = prefix + "_extra_state"
    takes = type(self).set_extra_state is not nn.Module.set_extra_state
    if strict and takes and key in state_dict:
        self.set_extra_state(state_dict[key])
    elif strict and takes != (key in state_dict):
        (missing_keys if takes else unexpected_keys).append(key)

# %% wrong="asks the saving half when it loads" caught="a_class_that_only_saves_cannot_load_what_it_saved"
@grow(nn.Module)
def _save_to_state_dict(self, destination, prefix, keep_vars):
    for name, tensor in self._local_state().items():
        destination[prefix + name] = tensor if keep_vars else tensor.detach()
    if type(self).get_extra_state is not nn.Module.get_extra_state:
        destination[prefix + "_extra_state"] = self.get_extra_state()


@grow(nn.Module)
def _load_extra_state(self, state_dict, prefix, strict, missing_keys, unexpected_keys):
    key = prefix + "_extra_state"
    takes = type(self).get_extra_state is not nn.Module.get_extra_state
    if takes and key in state_dict:
        self.set_extra_state(state_dict[key])
    elif strict and takes != (key in state_dict):
        (missing_keys if takes else unexpected_keys).append(key)

# %% wrong="detaches it" caught="extra_state_is_saved_after_the_tensors"
@grow(nn.Module)
def _save_to_state_dict(self, destination, prefix, keep_vars):
    for name, tensor in self._local_state().items():
        destination[prefix + name] = tensor if keep_vars else tensor.detach()
    if type(self).get_extra_state is not nn.Module.get_extra_state:
        destination[prefix + "_extra_state"] = self.get_extra_state().detach()


@grow(nn.Module)
def _load_extra_state(self, state_dict, prefix, strict, missing_keys, unexpected_keys):
    key = prefix + "_extra_state"
    takes = type(self).set_extra_state is not nn.Module.set_extra_state
    if takes and key in state_dict:
        self.set_extra_state(state_dict[key])
    elif strict and takes != (key in state_dict):
        (missing_keys if takes else unexpected_keys).append(key)

# %% wrong="a copy of it" caught="extra_state_is_saved_after_the_tensors"
import copy


@grow(nn.Module)
def _save_to_state_dict(self, destination, prefix, keep_vars):
    for name, tensor in self._local_state().items():
        destination[prefix + name] = tensor if keep_vars else tensor.detach()
    if type(self).get_extra_state is not nn.Module.get_extra_state:
        destination[prefix + "_extra_state"] = copy.deepcopy(self.get_extra_state())


@grow(nn.Module)
def _load_extra_state(self, state_dict, prefix, strict, missing_keys, unexpected_keys):
    key = prefix + "_extra_state"
    takes = type(self).set_extra_state is not nn.Module.set_extra_state
    if takes and key in state_dict:
        self.set_extra_state(state_dict[key])
    elif strict and takes != (key in state_dict):
        (missing_keys if takes else unexpected_keys).append(key)

# %% right="nested conditions, as in torch"
@grow(nn.Module)
def _save_to_state_dict(self, destination, prefix, keep_vars):
    for name, tensor in self._local_state().items():
        destination[prefix + name] = tensor if keep_vars else tensor.detach()
    if self.__class__.get_extra_state is not nn.Module.get_extra_state:
        destination[prefix + "_extra_state"] = self.get_extra_state()


@grow(nn.Module)
def _load_extra_state(self, state_dict, prefix, strict, missing_keys, unexpected_keys):
    key = prefix + "_extra_state"
    if getattr(self.__class__, "set_extra_state", nn.Module.set_extra_state) is not nn.Module.set_extra_state:
        if key in state_dict:
            self.set_extra_state(state_dict[key])
        elif strict:
            missing_keys.append(key)
    elif strict and (key in state_dict):
        unexpected_keys.append(key)

# %% right="one helper asks for both methods"
@grow(nn.Module)
def _has_its_own(self, method):
    return getattr(type(self), method) is not getattr(nn.Module, method)


@grow(nn.Module)
def _save_to_state_dict(self, destination, prefix, keep_vars):
    state = self._local_state()
    destination.update({prefix + n: t if keep_vars else t.detach() for n, t in state.items()})
    if self._has_its_own("get_extra_state"):
        destination[f"{prefix}_extra_state"] = self.get_extra_state()


@grow(nn.Module)
def _load_extra_state(self, state_dict, prefix, strict, missing_keys, unexpected_keys):
    key = f"{prefix}_extra_state"
    match self._has_its_own("set_extra_state"), key in state_dict:
        case True, True:
            self.set_extra_state(state_dict[key])
        case True, False if strict:
            missing_keys.append(key)
        case False, True if strict:
            unexpected_keys.append(key)
