# %% wrong="the handle knows of no marks" caught="removing_a_forward_hook_clears_both_marks"
@grow(nn.Module)
def register_forward_hook(self, hook, *, prepend=False, with_kwargs=False, always_call=False):
    marks = [self._forward_hooks_with_kwargs, self._forward_hooks_always_called]
    handle = nn.RemovableHandle(self._forward_hooks)
    self._forward_hooks[handle.id] = hook
    if with_kwargs:
        self._forward_hooks_with_kwargs[handle.id] = True
    if always_call:
        self._forward_hooks_always_called[handle.id] = True
    if prepend:
        self._forward_hooks.move_to_end(handle.id, last=False)
    return handle

# %% wrong="the handle knows of one kind of mark" caught="removing_a_forward_hook_clears_both_marks"
@grow(nn.Module)
def register_forward_hook(self, hook, *, prepend=False, with_kwargs=False, always_call=False):
    marks = [self._forward_hooks_with_kwargs, self._forward_hooks_always_called]
    handle = nn.RemovableHandle(self._forward_hooks, extra_dict=marks[0])
    self._forward_hooks[handle.id] = hook
    if with_kwargs:
        self._forward_hooks_with_kwargs[handle.id] = True
    if always_call:
        self._forward_hooks_always_called[handle.id] = True
    if prepend:
        self._forward_hooks.move_to_end(handle.id, last=False)
    return handle

# %% wrong="the two marks are mixed up" caught="each_mark_stands_in_its_own_dict"
@grow(nn.Module)
def register_forward_hook(self, hook, *, prepend=False, with_kwargs=False, always_call=False):
    marks = [self._forward_hooks_with_kwargs, self._forward_hooks_always_called]
    handle = nn.RemovableHandle(self._forward_hooks, extra_dict=marks)
    self._forward_hooks[handle.id] = hook
    if always_call:
        self._forward_hooks_with_kwargs[handle.id] = True
    if with_kwargs:
        self._forward_hooks_always_called[handle.id] = True
    if prepend:
        self._forward_hooks.move_to_end(handle.id, last=False)
    return handle

# %% wrong="one mark excludes the other" caught="each_mark_stands_in_its_own_dict"
@grow(nn.Module)
def register_forward_hook(self, hook, *, prepend=False, with_kwargs=False, always_call=False):
    marks = [self._forward_hooks_with_kwargs, self._forward_hooks_always_called]
    handle = nn.RemovableHandle(self._forward_hooks, extra_dict=marks)
    self._forward_hooks[handle.id] = hook
    if with_kwargs:
        self._forward_hooks_with_kwargs[handle.id] = True
    elif always_call:
        self._forward_hooks_always_called[handle.id] = True
    if prepend:
        self._forward_hooks.move_to_end(handle.id, last=False)
    return handle

# %% wrong="always_call is forgotten" caught="each_mark_stands_in_its_own_dict"
@grow(nn.Module)
def register_forward_hook(self, hook, *, prepend=False, with_kwargs=False, always_call=False):
    marks = [self._forward_hooks_with_kwargs, self._forward_hooks_always_called]
    handle = nn.RemovableHandle(self._forward_hooks, extra_dict=marks)
    self._forward_hooks[handle.id] = hook
    if with_kwargs:
        self._forward_hooks_with_kwargs[handle.id] = True
    if prepend:
        self._forward_hooks.move_to_end(handle.id, last=False)
    return handle

# %% wrong="marked with what was asked, False too" caught="a_forward_hook_is_registered_under_its_handles_id"
@grow(nn.Module)
def register_forward_hook(self, hook, *, prepend=False, with_kwargs=False, always_call=False):
    marks = [self._forward_hooks_with_kwargs, self._forward_hooks_always_called]
    handle = nn.RemovableHandle(self._forward_hooks, extra_dict=marks)
    self._forward_hooks[handle.id] = hook
    self._forward_hooks_with_kwargs[handle.id] = with_kwargs
    if always_call:
        self._forward_hooks_always_called[handle.id] = True
    if prepend:
        self._forward_hooks.move_to_end(handle.id, last=False)
    return handle

# %% wrong="stored among the pre-hooks" caught="a_forward_hook_is_registered_under_its_handles_id"
@grow(nn.Module)
def register_forward_hook(self, hook, *, prepend=False, with_kwargs=False, always_call=False):
    marks = [self._forward_hooks_with_kwargs, self._forward_hooks_always_called]
    handle = nn.RemovableHandle(self._forward_hooks, extra_dict=marks)
    self._forward_pre_hooks[handle.id] = hook
    if with_kwargs:
        self._forward_hooks_with_kwargs[handle.id] = True
    if always_call:
        self._forward_hooks_always_called[handle.id] = True
    if prepend:
        self._forward_hooks.move_to_end(handle.id, last=False)
    return handle

# %% wrong="prepended is appended" caught="forward_hooks_stand_in_the_order_they_came_and_prepended_ones_in_front"
@grow(nn.Module)
def register_forward_hook(self, hook, *, prepend=False, with_kwargs=False, always_call=False):
    marks = [self._forward_hooks_with_kwargs, self._forward_hooks_always_called]
    handle = nn.RemovableHandle(self._forward_hooks, extra_dict=marks)
    self._forward_hooks[handle.id] = hook
    if with_kwargs:
        self._forward_hooks_with_kwargs[handle.id] = True
    if always_call:
        self._forward_hooks_always_called[handle.id] = True
    if prepend:
        self._forward_hooks.move_to_end(handle.id)
    return handle

# %% wrong="nothing is returned" caught="a_forward_hook_is_registered_under_its_handles_id"
@grow(nn.Module)
def register_forward_hook(self, hook, *, prepend=False, with_kwargs=False, always_call=False):
    marks = [self._forward_hooks_with_kwargs, self._forward_hooks_always_called]
    handle = nn.RemovableHandle(self._forward_hooks, extra_dict=marks)
    self._forward_hooks[handle.id] = hook
    if with_kwargs:
        self._forward_hooks_with_kwargs[handle.id] = True
    if always_call:
        self._forward_hooks_always_called[handle.id] = True
    if prepend:
        self._forward_hooks.move_to_end(handle.id, last=False)
    return

# %% wrong="the options go by position too" caught="the_options_of_a_forward_hook_go_by_name"
@grow(nn.Module)
def register_forward_hook(self, hook, prepend=False, with_kwargs=False, always_call=False):
    marks = [self._forward_hooks_with_kwargs, self._forward_hooks_always_called]
    handle = nn.RemovableHandle(self._forward_hooks, extra_dict=marks)
    self._forward_hooks[handle.id] = hook
    if with_kwargs:
        self._forward_hooks_with_kwargs[handle.id] = True
    if always_call:
        self._forward_hooks_always_called[handle.id] = True
    if prepend:
        self._forward_hooks.move_to_end(handle.id, last=False)
    return handle

# %% wrong="a number of its own" caught="both_kinds_of_hook_share_one_counter"
@grow(nn.Module)
def register_forward_hook(self, hook, *, prepend=False, with_kwargs=False, always_call=False):
    marks = [self._forward_hooks_with_kwargs, self._forward_hooks_always_called]
    handle = nn.RemovableHandle(self._forward_hooks, extra_dict=marks)
    self._forward_hooks[handle.id] = hook
    if with_kwargs:
        self._forward_hooks_with_kwargs[handle.id] = True
    if always_call:
        self._forward_hooks_always_called[handle.id] = True
    if prepend:
        self._forward_hooks.move_to_end(handle.id, last=False)
    nn.RemovableHandle.next_id += 1
    return handle

# %% wrong="always_call prepends as well" caught="each_mark_stands_in_its_own_dict"
@grow(nn.Module)
def register_forward_hook(self, hook, *, prepend=False, with_kwargs=False, always_call=False):
    marks = [self._forward_hooks_with_kwargs, self._forward_hooks_always_called]
    handle = nn.RemovableHandle(self._forward_hooks, extra_dict=marks)
    self._forward_hooks[handle.id] = hook
    if with_kwargs:
        self._forward_hooks_with_kwargs[handle.id] = True
    if always_call:
        self._forward_hooks_always_called[handle.id] = True
    if prepend or (always_call and with_kwargs and len(self._forward_hooks) > 1):
        self._forward_hooks.move_to_end(handle.id, last=False)
    return handle

# %% right="a loop over the marks"
@grow(nn.Module)
def register_forward_hook(self, hook, *, prepend=False, with_kwargs=False, always_call=False):
    marks = {"with_kwargs": with_kwargs, "always_called": always_call}
    dicts = [getattr(self, f"_forward_hooks_{name}") for name in marks]
    handle = nn.RemovableHandle(self._forward_hooks, extra_dict=dicts)
    self._forward_hooks[handle.id] = hook
    for d, wanted in zip(dicts, marks.values(), strict=True):
        if wanted:
            d[handle.id] = True
    if prepend:
        self._forward_hooks.move_to_end(handle.id, last=False)
    return handle

# %% right="by way of update"
@grow(nn.Module)
def register_forward_hook(self, hook, *, prepend=False, with_kwargs=False, always_call=False):
    hooks = self._forward_hooks
    handle = nn.RemovableHandle(
        hooks, extra_dict=[self._forward_hooks_always_called, self._forward_hooks_with_kwargs]
    )
    hooks.update({handle.id: hook})
    self._forward_hooks_with_kwargs.update({handle.id: True} if with_kwargs else {})
    self._forward_hooks_always_called.update({handle.id: True} if always_call else {})
    if prepend:
        hooks.move_to_end(handle.id, last=False)
    return handle
