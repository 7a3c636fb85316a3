# %% wrong="the handle does not know of the marks" caught="removing_a_pre_hook_clears_its_mark"
@grow(nn.Module)
def register_forward_pre_hook(self, hook, *, prepend=False, with_kwargs=False):
    handle = nn.RemovableHandle(self._forward_pre_hooks)
    self._forward_pre_hooks[handle.id] = hook
    if with_kwargs:
        self._forward_pre_hooks_with_kwargs[handle.id] = True
    if prepend:
        self._forward_pre_hooks.move_to_end(handle.id, last=False)
    return handle

# %% wrong="nothing is returned" caught="a_pre_hook_is_registered_under_its_handles_id"
@grow(nn.Module)
def register_forward_pre_hook(self, hook, *, prepend=False, with_kwargs=False):
    handle = nn.RemovableHandle(self._forward_pre_hooks, extra_dict=self._forward_pre_hooks_with_kwargs)
    self._forward_pre_hooks[handle.id] = hook
    if with_kwargs:
        self._forward_pre_hooks_with_kwargs[handle.id] = True
    if prepend:
        self._forward_pre_hooks.move_to_end(handle.id, last=False)
    return None

# %% wrong="returns the id" caught="a_pre_hook_is_registered_under_its_handles_id"
@grow(nn.Module)
def register_forward_pre_hook(self, hook, *, prepend=False, with_kwargs=False):
    handle = nn.RemovableHandle(self._forward_pre_hooks, extra_dict=self._forward_pre_hooks_with_kwargs)
    self._forward_pre_hooks[handle.id] = hook
    if with_kwargs:
        self._forward_pre_hooks_with_kwargs[handle.id] = True
    if prepend:
        self._forward_pre_hooks.move_to_end(handle.id, last=False)
    return handle.id

# %% wrong="stored under the function" caught="a_pre_hook_is_registered_under_its_handles_id"
@grow(nn.Module)
def register_forward_pre_hook(self, hook, *, prepend=False, with_kwargs=False):
    handle = nn.RemovableHandle(self._forward_pre_hooks, extra_dict=self._forward_pre_hooks_with_kwargs)
    self._forward_pre_hooks[hook] = hook
    if with_kwargs:
        self._forward_pre_hooks_with_kwargs[handle.id] = True
    if prepend:
        self._forward_pre_hooks.move_to_end(hook, last=False)
    return handle

# %% wrong="stored among the forward hooks" caught="a_pre_hook_is_registered_under_its_handles_id"
@grow(nn.Module)
def register_forward_pre_hook(self, hook, *, prepend=False, with_kwargs=False):
    handle = nn.RemovableHandle(self._forward_pre_hooks, extra_dict=self._forward_pre_hooks_with_kwargs)
    self._forward_hooks[handle.id] = hook
    if with_kwargs:
        self._forward_pre_hooks_with_kwargs[handle.id] = True
    if prepend:
        self._forward_pre_hooks.move_to_end(handle.id, last=False)
    return handle

# %% wrong="prepended is appended" caught="pre_hooks_stand_in_the_order_they_came_and_prepended_ones_in_front"
@grow(nn.Module)
def register_forward_pre_hook(self, hook, *, prepend=False, with_kwargs=False):
    handle = nn.RemovableHandle(self._forward_pre_hooks, extra_dict=self._forward_pre_hooks_with_kwargs)
    self._forward_pre_hooks[handle.id] = hook
    if with_kwargs:
        self._forward_pre_hooks_with_kwargs[handle.id] = True
    if prepend:
        self._forward_pre_hooks.move_to_end(handle.id)
    return handle

# %% wrong="prepend is ignored" caught="pre_hooks_stand_in_the_order_they_came_and_prepended_ones_in_front"
@grow(nn.Module)
def register_forward_pre_hook(self, hook, *, prepend=False, with_kwargs=False):
    handle = nn.RemovableHandle(self._forward_pre_hooks, extra_dict=self._forward_pre_hooks_with_kwargs)
    self._forward_pre_hooks[handle.id] = hook
    if with_kwargs:
        self._forward_pre_hooks_with_kwargs[handle.id] = True
    return handle

# %% wrong="every hook is prepended" caught="pre_hooks_stand_in_the_order_they_came_and_prepended_ones_in_front"
@grow(nn.Module)
def register_forward_pre_hook(self, hook, *, prepend=False, with_kwargs=False):
    handle = nn.RemovableHandle(self._forward_pre_hooks, extra_dict=self._forward_pre_hooks_with_kwargs)
    self._forward_pre_hooks[handle.id] = hook
    if with_kwargs:
        self._forward_pre_hooks_with_kwargs[handle.id] = True
    self._forward_pre_hooks.move_to_end(handle.id, last=False)
    return handle

# %% wrong="every hook is marked" caught="a_pre_hook_is_registered_under_its_handles_id"
@grow(nn.Module)
def register_forward_pre_hook(self, hook, *, prepend=False, with_kwargs=False):
    handle = nn.RemovableHandle(self._forward_pre_hooks, extra_dict=self._forward_pre_hooks_with_kwargs)
    self._forward_pre_hooks[handle.id] = hook
    self._forward_pre_hooks_with_kwargs[handle.id] = with_kwargs
    if prepend:
        self._forward_pre_hooks.move_to_end(handle.id, last=False)
    return handle

# %% wrong="the mark is the hook" caught="only_a_pre_hook_that_asks_for_it_is_marked"
@grow(nn.Module)
def register_forward_pre_hook(self, hook, *, prepend=False, with_kwargs=False):
    handle = nn.RemovableHandle(self._forward_pre_hooks, extra_dict=self._forward_pre_hooks_with_kwargs)
    self._forward_pre_hooks[handle.id] = hook
    if with_kwargs:
        self._forward_pre_hooks_with_kwargs[handle.id] = hook
    if prepend:
        self._forward_pre_hooks.move_to_end(handle.id, last=False)
    return handle

# %% wrong="the options go by position too" caught="the_options_of_a_pre_hook_go_by_name"
@grow(nn.Module)
def register_forward_pre_hook(self, hook, prepend=False, with_kwargs=False):
    handle = nn.RemovableHandle(self._forward_pre_hooks, extra_dict=self._forward_pre_hooks_with_kwargs)
    self._forward_pre_hooks[handle.id] = hook
    if with_kwargs:
        self._forward_pre_hooks_with_kwargs[handle.id] = True
    if prepend:
        self._forward_pre_hooks.move_to_end(handle.id, last=False)
    return handle

# %% wrong="a function that is there already is not registered again" caught="one_function_may_be_registered_twice"
@grow(nn.Module)
def register_forward_pre_hook(self, hook, *, prepend=False, with_kwargs=False):
    handle = nn.RemovableHandle(self._forward_pre_hooks, extra_dict=self._forward_pre_hooks_with_kwargs)
    if hook not in self._forward_pre_hooks.values():
        self._forward_pre_hooks[handle.id] = hook
    if with_kwargs:
        self._forward_pre_hooks_with_kwargs[handle.id] = True
    if prepend:
        self._forward_pre_hooks.move_to_end(handle.id, last=False)
    return handle

# %% wrong="registered on the children too" caught="a_pre_hook_is_this_modules_alone"
@grow(nn.Module)
def register_forward_pre_hook(self, hook, *, prepend=False, with_kwargs=False):
    handle = nn.RemovableHandle(self._forward_pre_hooks, extra_dict=self._forward_pre_hooks_with_kwargs)
    self._forward_pre_hooks[handle.id] = hook
    if with_kwargs:
        self._forward_pre_hooks_with_kwargs[handle.id] = True
    if prepend:
        self._forward_pre_hooks.move_to_end(handle.id, last=False)
    for child in self.children():
        child.register_forward_pre_hook(hook)
    return handle

# %% right="prepending by building the dict anew"
@grow(nn.Module)
def register_forward_pre_hook(self, hook, *, prepend=False, with_kwargs=False):
    registry = self._forward_pre_hooks
    handle = nn.RemovableHandle(registry, extra_dict=[self._forward_pre_hooks_with_kwargs])
    there = list(registry.items())
    registry.clear()
    registry.update([(handle.id, hook), *there] if prepend else [*there, (handle.id, hook)])
    if with_kwargs:
        self._forward_pre_hooks_with_kwargs.update({handle.id: True})
    return handle

# %% right="everything in local names"
@grow(nn.Module)
def register_forward_pre_hook(self, hook, *, prepend=False, with_kwargs=False):
    registry, marks = self._forward_pre_hooks, self._forward_pre_hooks_with_kwargs
    handle = nn.RemovableHandle(registry, extra_dict=marks)
    registry[handle.id] = hook
    if prepend:
        registry.move_to_end(handle.id, False)
    marks |= {handle.id: True} if with_kwargs else {}
    return handle
