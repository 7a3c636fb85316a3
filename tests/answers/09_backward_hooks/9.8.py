# %% wrong="takes a full one beside old ones" caught="a_module_with_old_hooks_takes_no_full_one"
@grow(nn.Module)
def register_full_backward_hook(self, hook, prepend=False):
    self._is_full_backward_hook = True
    return put_in(self._backward_hooks, hook, prepend)

# %% wrong="None counts as the old kind" caught="a_backward_hook_is_registered_under_its_handles_id"
@grow(nn.Module)
def register_full_backward_hook(self, hook, prepend=False):
    if self._is_full_backward_hook is not True:
        raise RuntimeError("Cannot use both regular backward hooks and full backward hooks on a single Module.")
    self._is_full_backward_hook = True
    return put_in(self._backward_hooks, hook, prepend)

# %% wrong="forgets the flag" caught="the_module_knows_its_kind_from_then_on"
@grow(nn.Module)
def register_full_backward_hook(self, hook, prepend=False):
    if self._is_full_backward_hook is False:
        raise RuntimeError("Cannot use both regular backward hooks and full backward hooks on a single Module.")
    return put_in(self._backward_hooks, hook, prepend)

# %% wrong="prepend is forgotten" caught="prepended_backward_hooks_stand_in_front"
@grow(nn.Module)
def register_full_backward_hook(self, hook, prepend=False):
    if self._is_full_backward_hook is False:
        raise RuntimeError("Cannot use both regular backward hooks and full backward hooks on a single Module.")
    self._is_full_backward_hook = True
    return put_in(self._backward_hooks, hook)

# %% wrong="into the registry of pre-hooks" caught="a_backward_hook_is_registered_under_its_handles_id"
@grow(nn.Module)
def register_full_backward_hook(self, hook, prepend=False):
    if self._is_full_backward_hook is False:
        raise RuntimeError("Cannot use both regular backward hooks and full backward hooks on a single Module.")
    self._is_full_backward_hook = True
    return put_in(self._backward_pre_hooks, hook, prepend)

# %% wrong="returns no handle" caught="a_backward_hook_is_registered_under_its_handles_id"
@grow(nn.Module)
def register_full_backward_hook(self, hook, prepend=False):
    if self._is_full_backward_hook is False:
        raise RuntimeError("Cannot use both regular backward hooks and full backward hooks on a single Module.")
    self._is_full_backward_hook = True
    put_in(self._backward_hooks, hook, prepend)

# %% wrong="prepend by name only" caught="prepended_backward_hooks_stand_in_front"
@grow(nn.Module)
def register_full_backward_hook(self, hook, *, prepend=False):
    if self._is_full_backward_hook is False:
        raise RuntimeError("Cannot use both regular backward hooks and full backward hooks on a single Module.")
    self._is_full_backward_hook = True
    return put_in(self._backward_hooks, hook, prepend)

# %% wrong="sets the flag before it asks" caught="a_module_with_old_hooks_takes_no_full_one"
@grow(nn.Module)
def register_full_backward_hook(self, hook, prepend=False):
    self._is_full_backward_hook, old = True, self._is_full_backward_hook
    if old is False and self._is_full_backward_hook is False:
        raise RuntimeError("Cannot use both regular backward hooks and full backward hooks on a single Module.")
    self._is_full_backward_hook = True
    return put_in(self._backward_hooks, hook, prepend)

# %% right="written out"
@grow(nn.Module)
def register_full_backward_hook(self, hook, prepend=False):
    if self._is_full_backward_hook is False:
        raise RuntimeError("this module has hooks of the old kind")
    handle = nn.RemovableHandle(self._backward_hooks)
    self._backward_hooks[handle.id] = hook
    if prepend:
        self._backward_hooks.move_to_end(handle.id, last=False)
    self._is_full_backward_hook = True
    return handle

# %% right="with else"
@grow(nn.Module)
def register_full_backward_hook(self, hook, prepend=False):
    if self._is_full_backward_hook in (None, True):
        self._is_full_backward_hook = True
        return put_in(self._backward_hooks, hook, prepend=prepend)
    raise RuntimeError("this module has hooks of the old kind")
