# %% wrong="the first form: always saved" caught="a_tensor_leaves_it_as_it_was_whether_a_buffer_is_saved"
@grow(nn.Module)
def _assign_buffer(self, name, value):
    if value is not None and not isinstance(value, torch.Tensor):
        said = f"cannot assign '{torch.typename(value)}' as buffer '{name}'"
        raise TypeError(f"{said} (torch.nn.Buffer, torch.Tensor or None expected)")
    self.register_buffer(name, value)

# %% wrong="a plain tensor is saved, a Buffer is asked" caught="a_tensor_leaves_it_as_it_was_whether_a_buffer_is_saved"
@grow(nn.Module)
def _assign_buffer(self, name, value):
    if value is not None and not isinstance(value, torch.Tensor):
        said = f"cannot assign '{torch.typename(value)}' as buffer '{name}'"
        raise TypeError(f"{said} (torch.nn.Buffer, torch.Tensor or None expected)")
    self.register_buffer(name, value, getattr(value, "persistent", True))

# %% wrong="the set is asked the wrong way round" caught="a_tensor_leaves_it_as_it_was_whether_a_buffer_is_saved"
@grow(nn.Module)
def _assign_buffer(self, name, value):
    if value is not None and not isinstance(value, torch.Tensor):
        said = f"cannot assign '{torch.typename(value)}' as buffer '{name}'"
        raise TypeError(f"{said} (torch.nn.Buffer, torch.Tensor or None expected)")
    persistent = value.persistent if isinstance(value, nn.Buffer) else name in self._non_persistent_buffers_set
    self.register_buffer(name, value, persistent)

# %% wrong="what a Buffer says is ignored" caught="a_buffer_says_itself_whether_it_is_saved"
@grow(nn.Module)
def _assign_buffer(self, name, value):
    if "_buffers" not in self.__dict__:
        raise AttributeError("cannot assign buffer before Module.__init__() call")
    if value is not None and not isinstance(value, torch.Tensor):
        said = f"cannot assign '{torch.typename(value)}' as buffer '{name}'"
        raise TypeError(f"{said} (torch.nn.Buffer, torch.Tensor or None expected)")
    self.register_buffer(name, value, name not in self._non_persistent_buffers_set)

# %% wrong="a Buffer can only add to the set" caught="a_buffer_says_itself_whether_it_is_saved"
@grow(nn.Module)
def _assign_buffer(self, name, value):
    if "_buffers" not in self.__dict__:
        raise AttributeError("cannot assign buffer before Module.__init__() call")
    if value is not None and not isinstance(value, torch.Tensor):
        said = f"cannot assign '{torch.typename(value)}' as buffer '{name}'"
        raise TypeError(f"{said} (torch.nn.Buffer, torch.Tensor or None expected)")
    persistent = name not in self._non_persistent_buffers_set and getattr(value, "persistent", True)
    self.register_buffer(name, value, persistent)

# %% wrong="None is saved again" caught="none_leaves_it_as_it_was_too"
@grow(nn.Module)
def _assign_buffer(self, name, value):
    if value is None:
        self.register_buffer(name, None)
        return
    if not isinstance(value, torch.Tensor):
        said = f"cannot assign '{torch.typename(value)}' as buffer '{name}'"
        raise TypeError(f"{said} (torch.nn.Buffer, torch.Tensor or None expected)")
    persistent = value.persistent if isinstance(value, nn.Buffer) else name not in self._non_persistent_buffers_set
    self.register_buffer(name, value, persistent)

# %% wrong="None deletes the buffer" caught="none_leaves_it_as_it_was_too"
@grow(nn.Module)
def _assign_buffer(self, name, value):
    if value is None:
        del self._buffers[name]
        self._non_persistent_buffers_set.discard(name)
        return
    if not isinstance(value, torch.Tensor):
        said = f"cannot assign '{torch.typename(value)}' as buffer '{name}'"
        raise TypeError(f"{said} (torch.nn.Buffer, torch.Tensor or None expected)")
    persistent = value.persistent if isinstance(value, nn.Buffer) else name not in self._non_persistent_buffers_set
    self.register_buffer(name, value, persistent)

# %% wrong="leaves the refusal to register_buffer" caught="anything_else_under_the_name_of_a_buffer_is_a_type_error"
@grow(nn.Module)
def _assign_buffer(self, name, value):
    persistent = value.persistent if isinstance(value, nn.Buffer) else name not in self._non_persistent_buffers_set
    self.register_buffer(name, value, persistent)

# %% wrong="whatever is false is taken for None" caught="anything_else_under_the_name_of_a_buffer_is_a_type_error"
@grow(nn.Module)
def _assign_buffer(self, name, value):
    if not isinstance(value, torch.Tensor) and value:
        said = f"cannot assign '{torch.typename(value)}' as buffer '{name}'"
        raise TypeError(f"{said} (torch.nn.Buffer, torch.Tensor or None expected)")
    persistent = value.persistent if isinstance(value, nn.Buffer) else name not in self._non_persistent_buffers_set
    self.register_buffer(name, value if torch.is_tensor(value) else None, persistent)

# %% wrong="takes the old one out first" caught="the_order_of_the_buffers_stays"
@grow(nn.Module)
def _assign_buffer(self, name, value):
    if value is not None and not isinstance(value, torch.Tensor):
        said = f"cannot assign '{torch.typename(value)}' as buffer '{name}'"
        raise TypeError(f"{said} (torch.nn.Buffer, torch.Tensor or None expected)")
    persistent = value.persistent if isinstance(value, nn.Buffer) else name not in self._non_persistent_buffers_set
    if name in self.__dict__.get("_buffers", ()):
        delattr(self, name)
    self.register_buffer(name, value, persistent)

# %% wrong="stores past register_buffer" caught="a_class_that_overrides_register_buffer_sees_every_buffer"
@grow(nn.Module)
def _assign_buffer(self, name, value):
    if value is not None and not isinstance(value, torch.Tensor):
        said = f"cannot assign '{torch.typename(value)}' as buffer '{name}'"
        raise TypeError(f"{said} (torch.nn.Buffer, torch.Tensor or None expected)")
    if "_buffers" not in self.__dict__:
        raise AttributeError("cannot assign buffer before Module.__init__() call")
    self._buffers[name] = value
    if isinstance(value, nn.Buffer):
        change = self._non_persistent_buffers_set.discard if value.persistent else self._non_persistent_buffers_set.add
        change(name)

# %% wrong="asks the set before there is one" caught="before_init_the_words_speak_of_init"
@grow(nn.Module)
def _assign_buffer(self, name, value):
    if value is not None and not isinstance(value, torch.Tensor):
        said = f"cannot assign '{torch.typename(value)}' as buffer '{name}'"
        raise TypeError(f"{said} (torch.nn.Buffer, torch.Tensor or None expected)")
    kept = name not in self._non_persistent_buffers_set
    self.register_buffer(name, value, value.persistent if isinstance(value, nn.Buffer) else kept)

# %% right="an if and an else"
@grow(nn.Module)
def _assign_buffer(self, name, value):
    if value is not None and not isinstance(value, torch.Tensor):
        raise TypeError(
            f"cannot assign '{torch.typename(value)}' as buffer '{name}' (torch.nn.Buffer, torch.Tensor or None expected)"
        )
    if isinstance(value, nn.Buffer):
        persistent = value.persistent
    else:
        persistent = name not in self._non_persistent_buffers_set
    self.register_buffer(name, value, persistent=persistent)

# %% right="getattr asks for the mark; the set is looked up in __dict__"
@grow(nn.Module)
def _assign_buffer(self, name, value):
    if not (value is None or torch.is_tensor(value)):
        words = "cannot assign '{}' as buffer '{}' (torch.nn.Buffer, torch.Tensor or None expected)"
        raise TypeError(words.format(torch.typename(value), name))
    unsaved = vars(self).get("_non_persistent_buffers_set", ())
    self.register_buffer(name, value, getattr(value, "persistent", name not in unsaved))
