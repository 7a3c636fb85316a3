# %% wrong="asks whether it is a tensor" caught="a_buffer_that_is_none_is_found"
@grow(nn.Module)
def get_buffer(self, target):
    path, _, name = target.rpartition(".")
    buffer = getattr(self.get_submodule(path), name)
    if not isinstance(buffer, torch.Tensor):
        raise AttributeError(f"`{name}` is not a buffer")
    return buffer

# %% wrong="asks whether it is a Buffer" caught="a_path_leads_to_its_buffer"
@grow(nn.Module)
def get_buffer(self, target):
    path, _, name = target.rpartition(".")
    buffer = getattr(self.get_submodule(path), name)
    if not isinstance(buffer, nn.Buffer):
        raise AttributeError(f"`{name}` is not a buffer")
    return buffer

# %% wrong="any attribute will do" caught="a_tensor_that_is_no_buffer_is_refused"
@grow(nn.Module)
def get_buffer(self, target):
    path, _, name = target.rpartition(".")
    return getattr(self.get_submodule(path), name)

# %% wrong="a KeyError for a missing name" caught="a_tensor_that_is_no_buffer_is_refused"
@grow(nn.Module)
def get_buffer(self, target):
    path, _, name = target.rpartition(".")
    return self.get_submodule(path)._buffers[name]

# %% wrong="None for a missing name" caught="a_tensor_that_is_no_buffer_is_refused"
@grow(nn.Module)
def get_buffer(self, target):
    path, _, name = target.rpartition(".")
    return self.get_submodule(path)._buffers.get(name)

# %% wrong="asks whether the value is None" caught="a_buffer_that_is_none_is_found"
@grow(nn.Module)
def get_buffer(self, target):
    path, _, name = target.rpartition(".")
    found = self.get_submodule(path)._buffers.get(name)
    if found is None:
        raise AttributeError(f"`{name}` is not a buffer")
    return found

# %% wrong="cuts at the first dot" caught="a_path_leads_to_its_buffer"
@grow(nn.Module)
def get_buffer(self, target):
    path, _, name = target.partition(".") if "." in target else ("", "", target)
    module = self.get_submodule(path)
    if name not in module._buffers:
        raise AttributeError(f"`{name}` is not a buffer")
    return module._buffers[name]

# %% wrong="looks in its own registry" caught="a_path_leads_to_its_buffer"
@grow(nn.Module)
def get_buffer(self, target):
    path, _, name = target.rpartition(".")
    self.get_submodule(path)
    if name not in self._buffers:
        raise AttributeError(f"`{name}` is not a buffer")
    return self._buffers[name]

# %% wrong="asks its own registry for the name, and the module for the value" caught="the_registry_asked_is_that_of_the_last_module"
@grow(nn.Module)
def get_buffer(self, target):
    path, _, name = target.rpartition(".")
    module = self.get_submodule(path)
    if name not in {*self._buffers, *module._buffers} or not hasattr(module, name):
        raise AttributeError(f"`{name}` is not a buffer")
    return getattr(module, name)

# %% wrong="searches named_buffers, which leaves out None" caught="a_buffer_that_is_none_is_found"
@grow(nn.Module)
def get_buffer(self, target):
    for name, buffer in self.named_buffers(remove_duplicate=False):
        if name == target:
            return buffer
    raise AttributeError(f"`{target}` is not a buffer")

# %% right="try and except"
@grow(nn.Module)
def get_buffer(self, target):
    *path, name = target.split(".")
    module = self.get_submodule(".".join(path))
    try:
        return module._buffers[name]
    except KeyError:
        raise AttributeError(f"`{name}` is not a buffer of {module._get_name()}") from None

# %% right="recursion, one step at a time"
@grow(nn.Module)
def get_buffer(self, target):
    first, dot, rest = target.partition(".")
    if dot:
        return self.get_submodule(first).get_buffer(rest)
    if first in self._buffers:
        return getattr(self, first)
    raise AttributeError(f"{type(self).__name__} has no buffer `{first}`")
