# %% wrong="judges every key there is" caught="only_keys_under_the_prefix_are_judged"
@grow(nn.Module)
def _unexpected_keys(self, state_dict, prefix):
    own, unexpected = self._local_state(), []
    for key in state_dict:
        if key != prefix + "_extra_state":
            name, dot, _ = key[len(prefix) :].partition(".")
            if name not in (self._modules if dot else own):
                unexpected.append(key)
    return unexpected

# %% wrong="leaves all keys with a dot to others" caught="a_key_for_nobody_is_unexpected"
@grow(nn.Module)
def _unexpected_keys(self, state_dict, prefix):
    own, unexpected = self._local_state(), []
    for key in state_dict:
        if key.startswith(prefix) and key != prefix + "_extra_state":
            name, dot, _ = key[len(prefix) :].partition(".")
            if not dot and name not in own:
                unexpected.append(key)
    return unexpected

# %% wrong="makes no difference between a child and a tensor" caught="a_dot_makes_the_difference"
@grow(nn.Module)
def _unexpected_keys(self, state_dict, prefix):
    own, unexpected = self._local_state(), []
    for key in state_dict:
        if key.startswith(prefix) and key != prefix + "_extra_state":
            name, dot, _ = key[len(prefix) :].partition(".")
            if name not in {**self._modules, **own}:
                unexpected.append(key)
    return unexpected

# %% wrong="judges for its children" caught="a_key_for_a_child_is_the_childs_affair"
@grow(nn.Module)
def _unexpected_keys(self, state_dict, prefix):
    known = self.state_dict(prefix=prefix)
    return [key for key in state_dict if key.startswith(prefix) and key not in known and key != prefix + "_extra_state"]

# %% wrong="cuts the prefix out wherever it stands" caught="the_prefix_is_cut_off_once"
@grow(nn.Module)
def _unexpected_keys(self, state_dict, prefix):
    own, unexpected = self._local_state(), []
    for key in state_dict:
        if key.startswith(prefix) and key != prefix + "_extra_state":
            name, dot, _ = key.replace(prefix, "").partition(".")
            if name not in (self._modules if dot else own):
                unexpected.append(key)
    return unexpected

# %% wrong="strips the letters of the prefix" caught="the_prefix_is_cut_off_once"
@grow(nn.Module)
def _unexpected_keys(self, state_dict, prefix):
    own, unexpected = self._local_state(), []
    for key in state_dict:
        if key.startswith(prefix) and key != prefix + "_extra_state":
            name, dot, _ = key.lstrip(prefix).partition(".")
            if name not in (self._modules if dot else own):
                unexpected.append(key)
    return unexpected

# %% wrong="lists the rest of the key" caught="only_keys_under_the_prefix_are_judged"
@grow(nn.Module)
def _unexpected_keys(self, state_dict, prefix):
    own, unexpected = self._local_state(), []
    for key in state_dict:
        if key.startswith(prefix) and key != prefix + "_extra_state":
            name, dot, _ = key[len(prefix) :].partition(".")
            if name not in (self._modules if dot else own):
                unexpected.append(key[len(prefix) :])
    return unexpected

# %% wrong="expects whatever is an attribute" caught="what_is_not_saved_is_not_expected"
@grow(nn.Module)
def _unexpected_keys(self, state_dict, prefix):
    own, unexpected = self._local_state(), []
    for key in state_dict:
        if key.startswith(prefix) and key != prefix + "_extra_state":
            name, dot, _ = key[len(prefix) :].partition(".")
            if name not in (self._modules if dot else {**self._parameters, **self._buffers}):
                unexpected.append(key)
    return unexpected

# %% wrong="a child that is None is none" caught="a_child_that_is_none_is_a_child"
@grow(nn.Module)
def _unexpected_keys(self, state_dict, prefix):
    own, unexpected = self._local_state(), []
    for key in state_dict:
        if key.startswith(prefix) and key != prefix + "_extra_state":
            name, dot, _ = key[len(prefix) :].partition(".")
            if name not in (dict(self.named_children()) if dot else own):
                unexpected.append(key)
    return unexpected

# %% wrong="sorts them" caught="a_key_for_nobody_is_unexpected"
@grow(nn.Module)
def _unexpected_keys(self, state_dict, prefix):
    own, unexpected = self._local_state(), []
    for key in state_dict:
        if key.startswith(prefix) and key != prefix + "_extra_state":
            name, dot, _ = key[len(prefix) :].partition(".")
            if name not in (self._modules if dot else own):
                unexpected.append(key)
    return sorted(unexpected, reverse=True)

# %% wrong="a set of them" caught="a_key_for_nobody_is_unexpected"
@grow(nn.Module)
def _unexpected_keys(self, state_dict, prefix):
    own, unexpected = self._local_state(), []
    for key in state_dict:
        if key.startswith(prefix) and key != prefix + "_extra_state":
            name, dot, _ = key[len(prefix) :].partition(".")
            if name not in (self._modules if dot else own):
                unexpected.append(key)
    return {*unexpected[:1]}

# %% wrong="looks at the last part of the key" caught="a_key_for_a_child_is_the_childs_affair"
@grow(nn.Module)
def _unexpected_keys(self, state_dict, prefix):
    own, unexpected = self._local_state(), []
    for key in state_dict:
        if key.startswith(prefix) and key != prefix + "_extra_state":
            _, dot, name = key[len(prefix) :].rpartition(".")
            if name not in (self._modules if dot else own):
                unexpected.append(key)
    return unexpected

# %% right="with split, as in torch"
@grow(nn.Module)
def _unexpected_keys(self, state_dict, prefix):
    found, own = [], self._local_state()
    for key in state_dict:
        if not key.startswith(prefix) or key == f"{prefix}_extra_state":
            continue
        names = key[len(prefix):].split(".", 1)
        if len(names) > 1:
            if names[0] not in self._modules:
                found.append(key)
        elif names[0] not in own:
            found.append(key)
    return found

# %% right="a generator and a helper"
@grow(nn.Module)
def _expects(self, rest):
    name, _, below = rest.partition(".")
    return name in self._modules if "." in rest else rest in self._local_state() or rest == "_extra_state"


@grow(nn.Module)
def _unexpected_keys(self, state_dict, prefix):
    mine = (key for key in state_dict if key[: len(prefix)] == prefix)
    return [key for key in mine if not self._expects(key.removeprefix(prefix))]
