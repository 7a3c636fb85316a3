# %% wrong="anything may follow a child" caught="only_a_module_may_take_the_place_of_a_child"
@grow(nn.Module)
def _assign_module(self, name, value):
    if "_modules" not in self.__dict__:
        raise AttributeError("cannot assign module before Module.__init__() call")
    self._forget(name, keep="_modules")
    self._modules[name] = value

# %% wrong="a plain value replaces the child" caught="only_a_module_may_take_the_place_of_a_child"
@grow(nn.Module)
def _assign_module(self, name, value):
    if "_modules" not in self.__dict__:
        raise AttributeError("cannot assign module before Module.__init__() call")
    if value is not None and not isinstance(value, nn.Module):
        del self._modules[name]
        return object.__setattr__(self, name, value)
    self._forget(name, keep="_modules")
    self._modules[name] = value

# %% wrong="whatever can be called is taken for a module" caught="only_a_module_may_take_the_place_of_a_child"
@grow(nn.Module)
def _assign_module(self, name, value):
    if "_modules" not in self.__dict__:
        raise AttributeError("cannot assign module before Module.__init__() call")
    if value is not None and not callable(value):
        raise TypeError(f"cannot assign '{torch.typename(value)}' as child module '{name}'")
    self._forget(name, keep="_modules")
    self._modules[name] = value

# %% wrong="stores before it refuses" caught="only_a_module_may_take_the_place_of_a_child"
@grow(nn.Module)
def _assign_module(self, name, value):
    if "_modules" not in self.__dict__:
        raise AttributeError("cannot assign module before Module.__init__() call")
    self._forget(name, keep="_modules")
    self._modules[name] = value
    if value is not None and not isinstance(value, nn.Module):
        raise TypeError(f"cannot assign '{torch.typename(value)}' as child module '{name}'")

# %% wrong="None is refused" caught="none_keeps_the_name_of_a_child"
@grow(nn.Module)
def _assign_module(self, name, value):
    if "_modules" not in self.__dict__:
        raise AttributeError("cannot assign module before Module.__init__() call")
    if not isinstance(value, nn.Module):
        raise TypeError(f"cannot assign '{torch.typename(value)}' as child module '{name}'")
    self._forget(name, keep="_modules")
    self._modules[name] = value

# %% wrong="None deletes the child" caught="none_keeps_the_name_of_a_child"
@grow(nn.Module)
def _assign_module(self, name, value):
    if "_modules" not in self.__dict__:
        raise AttributeError("cannot assign module before Module.__init__() call")
    if value is None:
        del self._modules[name]
        return
    if not isinstance(value, nn.Module):
        raise TypeError(f"cannot assign '{torch.typename(value)}' as child module '{name}'")
    self._forget(name, keep="_modules")
    self._modules[name] = value

# %% wrong="a new child goes to the end" caught="a_new_child_takes_the_place_of_the_old_one"
@grow(nn.Module)
def _assign_module(self, name, value):
    if "_modules" not in self.__dict__:
        raise AttributeError("cannot assign module before Module.__init__() call")
    if value is not None and not isinstance(value, nn.Module):
        raise TypeError(f"cannot assign '{torch.typename(value)}' as child module '{name}'")
    self._forget(name, keep=None)
    self._modules[name] = value

# %% wrong="no word about a forgotten init" caught="a_child_before_init_is_an_attribute_error"
@grow(nn.Module)
def _assign_module(self, name, value):
    if value is not None and not isinstance(value, nn.Module):
        raise TypeError(f"cannot assign '{torch.typename(value)}' as child module '{name}'")
    self._forget(name, keep="_modules")
    self._modules[name] = value

# %% wrong="makes the missing registry" caught="a_child_before_init_is_an_attribute_error"
@grow(nn.Module)
def _assign_module(self, name, value):
    if "_modules" not in self.__dict__:
        nn.Module.__init__(self)
    if value is not None and not isinstance(value, nn.Module):
        raise TypeError(f"cannot assign '{torch.typename(value)}' as child module '{name}'")
    self._forget(name, keep="_modules")
    self._modules[name] = value

# %% wrong="calls add_module, which looks at the name" caught="a_name_that_the_class_has_may_be_assigned"
@grow(nn.Module)
def _assign_module(self, name, value):
    if "_modules" not in self.__dict__:
        raise AttributeError("cannot assign module before Module.__init__() call")
    if value is not None and not isinstance(value, nn.Module):
        raise TypeError(f"cannot assign '{torch.typename(value)}' as child module '{name}'")
    self._forget(name, keep="_modules")
    self.add_module(name, value)

# %% wrong="the other places are not cleared" caught="a_module_takes_a_name_from_wherever_it_was"
@grow(nn.Module)
def _assign_module(self, name, value):
    if "_modules" not in self.__dict__:
        raise AttributeError("cannot assign module before Module.__init__() call")
    if value is not None and not isinstance(value, nn.Module):
        raise TypeError(f"cannot assign '{torch.typename(value)}' as child module '{name}'")
    self.__dict__.pop(name, None)
    self._modules[name] = value

# %% right="the registry in a name"
@grow(nn.Module)
def _assign_module(self, name, value):
    modules = self.__dict__.get("_modules")
    if modules is None:
        raise AttributeError("cannot assign module before Module.__init__() call")
    if not (value is None or isinstance(value, nn.Module)):
        raise TypeError(f"{name} is a child; {value!r} is no module")
    self._forget(name, "_modules")
    modules[name] = value

# %% right="a KeyError turned into torch's"
@grow(nn.Module)
def _assign_module(self, name, value):
    try:
        modules = vars(self)["_modules"]
    except KeyError:
        raise AttributeError("cannot assign module before Module.__init__() call") from None
    if isinstance(value, nn.Module):
        self._forget(name, keep="_modules")
    elif value is not None:
        raise TypeError(f"cannot assign '{torch.typename(value)}' as child module '{name}'")
    modules[name] = value

# %% right="the other places cleared by hand"
@grow(nn.Module)
def _assign_module(self, name, value):
    if not hasattr(self, "_modules"):
        raise AttributeError("cannot assign module before Module.__init__() call")
    if value is not None and not isinstance(value, nn.Module):
        raise TypeError("no module")
    for place in (self.__dict__, self._parameters, self._buffers):
        place.pop(name, None)
    self._non_persistent_buffers_set.discard(name)
    self._modules[name] = value
