# %% wrong="the buffer is made a Parameter, and trained" caught="a_buffer_is_kept_itself_and_read_as_an_attribute"
@grow(nn.Module)
def register_buffer(self, name, tensor, persistent=True):
    self._check_name("buffer", name)
    if tensor is not None and not isinstance(tensor, torch.Tensor):
        raise TypeError(f"cannot assign '{torch.typename(tensor)}' object to buffer '{name}'")
    self._parameters[name] = tensor if tensor is None else nn.Parameter(tensor)
    if persistent:
        self._non_persistent_buffers_set.discard(name)
    else:
        self._non_persistent_buffers_set.add(name)

# %% wrong="the attribute is set as well" caught="a_buffer_is_kept_itself_and_read_as_an_attribute"
@grow(nn.Module)
def register_buffer(self, name, tensor, persistent=True):
    self._check_name("buffer", name)
    if tensor is not None and not isinstance(tensor, torch.Tensor):
        raise TypeError(f"cannot assign '{torch.typename(tensor)}' object to buffer '{name}'")
    self._buffers[name] = tensor
    self.__dict__[name] = tensor
    if persistent:
        self._non_persistent_buffers_set.discard(name)
    else:
        self._non_persistent_buffers_set.add(name)

# %% wrong="keeps a copy" caught="a_buffer_is_kept_itself_and_read_as_an_attribute"
@grow(nn.Module)
def register_buffer(self, name, tensor, persistent=True):
    self._check_name("buffer", name)
    if tensor is not None and not isinstance(tensor, torch.Tensor):
        raise TypeError(f"cannot assign '{torch.typename(tensor)}' object to buffer '{name}'")
    self._buffers[name] = tensor if tensor is None else tensor.detach().clone()
    if persistent:
        self._non_persistent_buffers_set.discard(name)
    else:
        self._non_persistent_buffers_set.add(name)

# %% wrong="keeps a tensor without its graph" caught="a_buffer_that_asks_for_a_gradient_is_kept_as_it_is"
@grow(nn.Module)
def register_buffer(self, name, tensor, persistent=True):
    self._check_name("buffer", name)
    if tensor is not None and not isinstance(tensor, torch.Tensor):
        raise TypeError(f"cannot assign '{torch.typename(tensor)}' object to buffer '{name}'")
    self._buffers[name] = tensor.detach() if tensor is not None and tensor.grad_fn is not None else tensor
    if persistent:
        self._non_persistent_buffers_set.discard(name)
    else:
        self._non_persistent_buffers_set.add(name)

# %% wrong="the set holds those that are saved" caught="a_buffer_that_is_not_saved_has_its_name_in_the_set"
@grow(nn.Module)
def register_buffer(self, name, tensor, persistent=True):
    self._check_name("buffer", name)
    if tensor is not None and not isinstance(tensor, torch.Tensor):
        raise TypeError(f"cannot assign '{torch.typename(tensor)}' object to buffer '{name}'")
    self._buffers[name] = tensor
    if persistent:
        self._non_persistent_buffers_set.add(name)
    else:
        self._non_persistent_buffers_set.discard(name)

# %% wrong="persistent is ignored" caught="a_buffer_that_is_not_saved_has_its_name_in_the_set"
@grow(nn.Module)
def register_buffer(self, name, tensor, persistent=True):
    self._check_name("buffer", name)
    if tensor is not None and not isinstance(tensor, torch.Tensor):
        raise TypeError(f"cannot assign '{torch.typename(tensor)}' object to buffer '{name}'")
    self._buffers[name] = tensor

# %% wrong="never leaves the set again" caught="registered_again_it_may_be_saved_after_all"
@grow(nn.Module)
def register_buffer(self, name, tensor, persistent=True):
    self._check_name("buffer", name)
    if tensor is not None and not isinstance(tensor, torch.Tensor):
        raise TypeError(f"cannot assign '{torch.typename(tensor)}' object to buffer '{name}'")
    self._buffers[name] = tensor
    if not persistent:
        self._non_persistent_buffers_set.add(name)

# %% wrong="set.remove, which raises for what is not there" caught="a_buffer_is_kept_itself_and_read_as_an_attribute"
@grow(nn.Module)
def register_buffer(self, name, tensor, persistent=True):
    self._check_name("buffer", name)
    if tensor is not None and not isinstance(tensor, torch.Tensor):
        raise TypeError(f"cannot assign '{torch.typename(tensor)}' object to buffer '{name}'")
    self._buffers[name] = tensor
    if persistent:
        self._non_persistent_buffers_set.remove(name)
    else:
        self._non_persistent_buffers_set.add(name)

# %% wrong="None is refused" caught="none_keeps_the_name_of_a_buffer"
@grow(nn.Module)
def register_buffer(self, name, tensor, persistent=True):
    self._check_name("buffer", name)
    if not isinstance(tensor, torch.Tensor):
        raise TypeError(f"cannot assign '{torch.typename(tensor)}' object to buffer '{name}'")
    self._buffers[name] = tensor
    if persistent:
        self._non_persistent_buffers_set.discard(name)
    else:
        self._non_persistent_buffers_set.add(name)

# %% wrong="anything may be a buffer" caught="only_a_tensor_is_a_buffer"
@grow(nn.Module)
def register_buffer(self, name, tensor, persistent=True):
    self._check_name("buffer", name)
    self._buffers[name] = tensor
    if persistent:
        self._non_persistent_buffers_set.discard(name)
    else:
        self._non_persistent_buffers_set.add(name)

# %% wrong="asks whether the value is true" caught="only_a_tensor_is_a_buffer"
@grow(nn.Module)
def register_buffer(self, name, tensor, persistent=True):
    self._check_name("buffer", name)
    if not isinstance(tensor, torch.Tensor) and tensor:
        raise TypeError(f"cannot assign '{torch.typename(tensor)}' object to buffer '{name}'")
    self._buffers[name] = tensor
    if persistent:
        self._non_persistent_buffers_set.discard(name)
    else:
        self._non_persistent_buffers_set.add(name)

# %% wrong="type(tensor) is torch.Tensor" caught="a_parameter_may_be_a_buffer_too"
@grow(nn.Module)
def register_buffer(self, name, tensor, persistent=True):
    self._check_name("buffer", name)
    if tensor is not None and type(tensor) is not torch.Tensor:
        raise TypeError(f"cannot assign '{torch.typename(tensor)}' object to buffer '{name}'")
    self._buffers[name] = tensor
    if persistent:
        self._non_persistent_buffers_set.discard(name)
    else:
        self._non_persistent_buffers_set.add(name)

# %% wrong="the name is not checked" caught="the_name_of_a_buffer_is_checked"
@grow(nn.Module)
def register_buffer(self, name, tensor, persistent=True):
    if tensor is not None and not isinstance(tensor, torch.Tensor):
        raise TypeError(f"cannot assign '{torch.typename(tensor)}' object to buffer '{name}'")
    self._buffers[name] = tensor
    if persistent:
        self._non_persistent_buffers_set.discard(name)
    else:
        self._non_persistent_buffers_set.add(name)

# %% wrong="checks the name as a parameter's" caught="the_name_of_a_buffer_is_checked"
@grow(nn.Module)
def register_buffer(self, name, tensor, persistent=True):
    self._check_name("parameter", name)
    if tensor is not None and not isinstance(tensor, torch.Tensor):
        raise TypeError(f"cannot assign '{torch.typename(tensor)}' object to buffer '{name}'")
    self._buffers[name] = tensor
    if persistent:
        self._non_persistent_buffers_set.discard(name)
    else:
        self._non_persistent_buffers_set.add(name)

# %% wrong="looks at the value first" caught="a_bad_name_is_said_before_a_bad_value"
@grow(nn.Module)
def register_buffer(self, name, tensor, persistent=True):
    if tensor is not None and not isinstance(tensor, torch.Tensor):
        raise TypeError(f"cannot assign '{torch.typename(tensor)}' object to buffer '{name}'")
    self._check_name("buffer", name)
    self._buffers[name] = tensor
    if persistent:
        self._non_persistent_buffers_set.discard(name)
    else:
        self._non_persistent_buffers_set.add(name)

# %% wrong="the set is changed before the value is looked at" caught="a_refused_buffer_leaves_nothing_behind"
@grow(nn.Module)
def register_buffer(self, name, tensor, persistent=True):
    self._check_name("buffer", name)
    if persistent:
        self._non_persistent_buffers_set.discard(name)
    else:
        self._non_persistent_buffers_set.add(name)
    if tensor is not None and not isinstance(tensor, torch.Tensor):
        raise TypeError(f"cannot assign '{torch.typename(tensor)}' object to buffer '{name}'")
    self._buffers[name] = tensor

# %% right="torch's own ladder, without _check_name"
@grow(nn.Module)
def register_buffer(self, name, tensor, persistent=True):
    if "_buffers" not in self.__dict__:
        raise AttributeError("cannot assign buffer before Module.__init__() call")
    elif not isinstance(name, str):
        raise TypeError(f"buffer name should be a string. Got {torch.typename(name)}")
    elif "." in name:
        raise KeyError('buffer name can\'t contain "."')
    elif name == "":
        raise KeyError('buffer name can\'t be empty string ""')
    elif hasattr(self, name) and name not in self._buffers:
        raise KeyError(f"attribute '{name}' already exists")
    elif tensor is not None and not isinstance(tensor, torch.Tensor):
        raise TypeError(f"cannot assign '{torch.typename(tensor)}' object to buffer '{name}'")
    else:
        self._buffers[name] = tensor
        if persistent:
            self._non_persistent_buffers_set.discard(name)
        else:
            self._non_persistent_buffers_set.add(name)

# %% right="the method of the set chosen first"
@grow(nn.Module)
def register_buffer(self, name, tensor, persistent=True):
    self._check_name("buffer", name)
    if not isinstance(tensor, torch.Tensor | None):
        raise TypeError(f"{type(tensor).__name__} is no buffer")
    unsaved = self._non_persistent_buffers_set
    (unsaved.discard if persistent else unsaved.add)(name)
    self._buffers[name] = tensor

# %% right="set arithmetic, torch.is_tensor"
@grow(nn.Module)
def register_buffer(self, name, tensor, persistent=True):
    self._check_name("buffer", name)
    if tensor is not None and not torch.is_tensor(tensor):
        raise TypeError(name)
    self._buffers.update({name: tensor})
    self._non_persistent_buffers_set -= {name}
    if not persistent:
        self._non_persistent_buffers_set |= {name}
