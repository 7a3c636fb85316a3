# %% wrong="unexpected keys first" caught="all_that_is_wrong_is_in_one_error"
@grow(nn.Module)
def _refuse(self, missing_keys, unexpected_keys, error_msgs):
    messages = []
    for kind, keys in (("Unexpected", unexpected_keys), ("Missing", missing_keys)):
        if keys:
            named = ", ".join(f'"{key}"' for key in keys)
            messages.append(f"{kind} key(s) in state_dict: {named}. ")
    messages += error_msgs
    if messages:
        said = "\n\t".join(messages)
        raise RuntimeError(f"Error(s) in loading state_dict for {type(self).__name__}:\n\t{said}")

# %% wrong="messages first" caught="all_that_is_wrong_is_in_one_error"
@grow(nn.Module)
def _refuse(self, missing_keys, unexpected_keys, error_msgs):
    messages = [*error_msgs]
    for kind, keys in (("Missing", missing_keys), ("Unexpected", unexpected_keys)):
        if keys:
            named = ", ".join(f'"{key}"' for key in keys)
            messages.append(f"{kind} key(s) in state_dict: {named}. ")
    if messages:
        said = "\n\t".join(messages)
        raise RuntimeError(f"Error(s) in loading state_dict for {type(self).__name__}:\n\t{said}")

# %% wrong="a KeyError" caught="all_that_is_wrong_is_in_one_error"
@grow(nn.Module)
def _refuse(self, missing_keys, unexpected_keys, error_msgs):
    messages = []
    for kind, keys in (("Missing", missing_keys), ("Unexpected", unexpected_keys)):
        if keys:
            named = ", ".join(f'"{key}"' for key in keys)
            messages.append(f"{kind} key(s) in state_dict: {named}. ")
    messages += error_msgs
    if messages:
        said = "\n\t".join(messages)
        raise KeyError(f"Error(s) in loading state_dict for {type(self).__name__}:\n\t{said}")

# %% wrong="a line for an empty list, too" caught="missing_keys_alone"
@grow(nn.Module)
def _refuse(self, missing_keys, unexpected_keys, error_msgs):
    messages = []
    for kind, keys in (("Missing", missing_keys), ("Unexpected", unexpected_keys)):
        if missing_keys or unexpected_keys:
            named = ", ".join(f'"{key}"' for key in keys)
            messages.append(f"{kind} key(s) in state_dict: {named}. ")
    messages += error_msgs
    if messages:
        said = "\n\t".join(messages)
        raise RuntimeError(f"Error(s) in loading state_dict for {type(self).__name__}:\n\t{said}")

# %% wrong="prints the list" caught="all_that_is_wrong_is_in_one_error"
@grow(nn.Module)
def _refuse(self, missing_keys, unexpected_keys, error_msgs):
    messages = []
    for kind, keys in (("Missing", missing_keys), ("Unexpected", unexpected_keys)):
        if keys:
            named = keys
            messages.append(f"{kind} key(s) in state_dict: {named}. ")
    messages += error_msgs
    if messages:
        said = "\n\t".join(messages)
        raise RuntimeError(f"Error(s) in loading state_dict for {type(self).__name__}:\n\t{said}")

# %% wrong="no blank after the last key" caught="all_that_is_wrong_is_in_one_error"
@grow(nn.Module)
def _refuse(self, missing_keys, unexpected_keys, error_msgs):
    messages = []
    for kind, keys in (("Missing", missing_keys), ("Unexpected", unexpected_keys)):
        if keys:
            named = ", ".join(f'"{key}"' for key in keys)
            messages.append(f"{kind} key(s) in state_dict: {named}.")
    messages += error_msgs
    if messages:
        said = "\n\t".join(messages)
        raise RuntimeError(f"Error(s) in loading state_dict for {type(self).__name__}:\n\t{said}")

# %% wrong="a line break without a tab" caught="all_that_is_wrong_is_in_one_error"
@grow(nn.Module)
def _refuse(self, missing_keys, unexpected_keys, error_msgs):
    messages = []
    for kind, keys in (("Missing", missing_keys), ("Unexpected", unexpected_keys)):
        if keys:
            named = ", ".join(f'"{key}"' for key in keys)
            messages.append(f"{kind} key(s) in state_dict: {named}. ")
    messages += error_msgs
    if messages:
        said = "\n".join(messages)
        raise RuntimeError(f"Error(s) in loading state_dict for {type(self).__name__}:\n\t{said}")

# %% wrong="the first thing that is wrong, alone" caught="all_that_is_wrong_is_in_one_error"
@grow(nn.Module)
def _refuse(self, missing_keys, unexpected_keys, error_msgs):
    messages = []
    for kind, keys in (("Missing", missing_keys), ("Unexpected", unexpected_keys)):
        if keys:
            named = ", ".join(f'"{key}"' for key in keys)
            messages.append(f"{kind} key(s) in state_dict: {named}. ")
    messages += error_msgs
    if messages:
        said = messages[0]
        raise RuntimeError(f"Error(s) in loading state_dict for {type(self).__name__}:\n\t{said}")

# %% wrong="the name of Module in the head" caught="all_that_is_wrong_is_in_one_error"
@grow(nn.Module)
def _refuse(self, missing_keys, unexpected_keys, error_msgs):
    messages = []
    for kind, keys in (("Missing", missing_keys), ("Unexpected", unexpected_keys)):
        if keys:
            named = ", ".join(f'"{key}"' for key in keys)
            messages.append(f"{kind} key(s) in state_dict: {named}. ")
    messages += error_msgs
    if messages:
        said = "\n\t".join(messages)
        raise RuntimeError(f"Error(s) in loading state_dict for {nn.Module.__name__}:\n\t{said}")

# %% wrong="always raises" caught="nothing_wrong_is_no_error"
@grow(nn.Module)
def _refuse(self, missing_keys, unexpected_keys, error_msgs):
    messages = []
    for kind, keys in (("Missing", missing_keys), ("Unexpected", unexpected_keys)):
        if keys:
            named = ", ".join(f'"{key}"' for key in keys)
            messages.append(f"{kind} key(s) in state_dict: {named}. ")
    messages += error_msgs
    if True:
        said = "\n\t".join(messages)
        raise RuntimeError(f"Error(s) in loading state_dict for {type(self).__name__}:\n\t{said}")

# %% wrong="keys alone are no reason" caught="missing_keys_alone"
@grow(nn.Module)
def _refuse(self, missing_keys, unexpected_keys, error_msgs):
    messages = []
    for kind, keys in (("Missing", missing_keys), ("Unexpected", unexpected_keys)):
        if keys:
            named = ", ".join(f'"{key}"' for key in keys)
            messages.append(f"{kind} key(s) in state_dict: {named}. ")
    messages += error_msgs
    if error_msgs:
        said = "\n\t".join(messages)
        raise RuntimeError(f"Error(s) in loading state_dict for {type(self).__name__}:\n\t{said}")

# %% wrong="warns instead of raising" caught="all_that_is_wrong_is_in_one_error"
@grow(nn.Module)
def _refuse(self, missing_keys, unexpected_keys, error_msgs):
    messages = []
    for kind, keys in (("Missing", missing_keys), ("Unexpected", unexpected_keys)):
        if keys:
            named = ", ".join(f'"{key}"' for key in keys)
            messages.append(f"{kind} key(s) in state_dict: {named}. ")
    messages += error_msgs
    if messages:
        said = "\n\t".join(messages)
        warnings.warn(f"Error(s) in loading state_dict for {type(self).__name__}:\n\t{said}")

# %% wrong="one word for one key" caught="all_that_is_wrong_is_in_one_error"
@grow(nn.Module)
def _refuse(self, missing_keys, unexpected_keys, error_msgs):
    messages = []
    for kind, keys in (("Missing", missing_keys), ("Unexpected", unexpected_keys)):
        if keys:
            named = ", ".join(f'"{key}"' for key in keys)
            messages.append(f"{kind} key{'s' if len(keys) > 1 else ''} in state_dict: {named}. ")
    messages += error_msgs
    if messages:
        said = "\n\t".join(messages)
        raise RuntimeError(f"Error(s) in loading state_dict for {type(self).__name__}:\n\t{said}")

# %% right="inserted at the front, as in torch"
@grow(nn.Module)
def _refuse(self, missing_keys, unexpected_keys, error_msgs):
    error_msgs = list(error_msgs)
    if len(unexpected_keys) > 0:
        error_msgs.insert(0, "Unexpected key(s) in state_dict: {}. ".format(", ".join('"%s"' % k for k in unexpected_keys)))
    if len(missing_keys) > 0:
        error_msgs.insert(0, "Missing key(s) in state_dict: {}. ".format(", ".join('"%s"' % k for k in missing_keys)))
    if len(error_msgs) > 0:
        head = "Error(s) in loading state_dict for {}:\n\t".format(self.__class__.__name__)
        raise RuntimeError(head + "\n\t".join(error_msgs))

# %% right="a helper for a line, and an early return"
def _line(kind, keys):
    quoted = ['"' + key + '"' for key in keys]
    return [f"{kind} key(s) in state_dict: " + ", ".join(quoted) + ". "] if keys else []


@grow(nn.Module)
def _refuse(self, missing_keys, unexpected_keys, error_msgs):
    lines = _line("Missing", missing_keys) + _line("Unexpected", unexpected_keys) + error_msgs
    if not lines:
        return
    raise RuntimeError("\n\t".join([f"Error(s) in loading state_dict for {self._get_name()}:", *lines]))
