# %% wrong="a registry of its own" caught="a_pre_hook_for_all_stands_in_the_registry_for_all"
@grow(nn)
def register_module_forward_pre_hook(hook):
    everywhere._global_forward_pre_hooks = OrderedDict()
    handle = nn.RemovableHandle(everywhere._global_forward_pre_hooks)
    return handle


@grow(nn)
def register_module_forward_hook(hook, *, with_kwargs=False, always_call=False):
    marks = [everywhere._global_forward_hooks_with_kwargs, everywhere._global_forward_hooks_always_called]
    handle = nn.RemovableHandle(everywhere._global_forward_hooks, extra_dict=marks)
    everywhere._global_forward_hooks[handle.id] = hook
    for wanted, marked in zip((with_kwargs, always_call), marks, strict=True):
        if wanted:
            marked[handle.id] = True
    return handle

# %% wrong="the pre-hook is stored among the forward hooks" caught="a_pre_hook_for_all_stands_in_the_registry_for_all"
@grow(nn)
def register_module_forward_pre_hook(hook):
    handle = nn.RemovableHandle(everywhere._global_forward_pre_hooks)
    everywhere._global_forward_hooks[handle.id] = hook
    return handle


@grow(nn)
def register_module_forward_hook(hook, *, with_kwargs=False, always_call=False):
    marks = [everywhere._global_forward_hooks_with_kwargs, everywhere._global_forward_hooks_always_called]
    handle = nn.RemovableHandle(everywhere._global_forward_hooks, extra_dict=marks)
    everywhere._global_forward_hooks[handle.id] = hook
    for wanted, marked in zip((with_kwargs, always_call), marks, strict=True):
        if wanted:
            marked[handle.id] = True
    return handle

# %% wrong="the handle knows another registry" caught="a_pre_hook_for_all_stands_in_the_registry_for_all"
@grow(nn)
def register_module_forward_pre_hook(hook):
    handle = nn.RemovableHandle(everywhere._global_forward_hooks)
    everywhere._global_forward_pre_hooks[handle.id] = hook
    return handle


@grow(nn)
def register_module_forward_hook(hook, *, with_kwargs=False, always_call=False):
    marks = [everywhere._global_forward_hooks_with_kwargs, everywhere._global_forward_hooks_always_called]
    handle = nn.RemovableHandle(everywhere._global_forward_hooks, extra_dict=marks)
    everywhere._global_forward_hooks[handle.id] = hook
    for wanted, marked in zip((with_kwargs, always_call), marks, strict=True):
        if wanted:
            marked[handle.id] = True
    return handle

# %% wrong="nothing is returned for a pre-hook" caught="a_pre_hook_for_all_stands_in_the_registry_for_all"
@grow(nn)
def register_module_forward_pre_hook(hook):
    handle = nn.RemovableHandle(everywhere._global_forward_pre_hooks)
    everywhere._global_forward_pre_hooks[handle.id] = hook


@grow(nn)
def register_module_forward_hook(hook, *, with_kwargs=False, always_call=False):
    marks = [everywhere._global_forward_hooks_with_kwargs, everywhere._global_forward_hooks_always_called]
    handle = nn.RemovableHandle(everywhere._global_forward_hooks, extra_dict=marks)
    everywhere._global_forward_hooks[handle.id] = hook
    for wanted, marked in zip((with_kwargs, always_call), marks, strict=True):
        if wanted:
            marked[handle.id] = True
    return handle

# %% wrong="the two marks are mixed up" caught="a_forward_hook_for_all_and_its_marks"
@grow(nn)
def register_module_forward_pre_hook(hook):
    handle = nn.RemovableHandle(everywhere._global_forward_pre_hooks)
    everywhere._global_forward_pre_hooks[handle.id] = hook
    return handle


@grow(nn)
def register_module_forward_hook(hook, *, with_kwargs=False, always_call=False):
    marks = [everywhere._global_forward_hooks_with_kwargs, everywhere._global_forward_hooks_always_called]
    handle = nn.RemovableHandle(everywhere._global_forward_hooks, extra_dict=marks)
    everywhere._global_forward_hooks[handle.id] = hook
    for wanted, marked in zip((always_call, with_kwargs), marks, strict=True):
        if wanted:
            marked[handle.id] = True
    return handle

# %% wrong="everything is marked" caught="a_forward_hook_for_all_and_its_marks"
@grow(nn)
def register_module_forward_pre_hook(hook):
    handle = nn.RemovableHandle(everywhere._global_forward_pre_hooks)
    everywhere._global_forward_pre_hooks[handle.id] = hook
    return handle


@grow(nn)
def register_module_forward_hook(hook, *, with_kwargs=False, always_call=False):
    marks = [everywhere._global_forward_hooks_with_kwargs, everywhere._global_forward_hooks_always_called]
    handle = nn.RemovableHandle(everywhere._global_forward_hooks, extra_dict=marks)
    everywhere._global_forward_hooks[handle.id] = hook
    for wanted, marked in zip((with_kwargs, always_call), marks, strict=True):
        marked[handle.id] = True
    return handle

# %% wrong="the marks of a removed hook stay" caught="a_forward_hook_for_all_and_its_marks"
@grow(nn)
def register_module_forward_pre_hook(hook):
    handle = nn.RemovableHandle(everywhere._global_forward_pre_hooks)
    everywhere._global_forward_pre_hooks[handle.id] = hook
    return handle


@grow(nn)
def register_module_forward_hook(hook, *, with_kwargs=False, always_call=False):
    marks = [everywhere._global_forward_hooks_with_kwargs, everywhere._global_forward_hooks_always_called]
    handle = nn.RemovableHandle(everywhere._global_forward_hooks)
    everywhere._global_forward_hooks[handle.id] = hook
    for wanted, marked in zip((with_kwargs, always_call), marks, strict=True):
        if wanted:
            marked[handle.id] = True
    return handle

# %% wrong="the options go by position too" caught="what_the_two_functions_take"
@grow(nn)
def register_module_forward_pre_hook(hook):
    handle = nn.RemovableHandle(everywhere._global_forward_pre_hooks)
    everywhere._global_forward_pre_hooks[handle.id] = hook
    return handle


@grow(nn)
def register_module_forward_hook(hook, with_kwargs=False, always_call=False):
    marks = [everywhere._global_forward_hooks_with_kwargs, everywhere._global_forward_hooks_always_called]
    handle = nn.RemovableHandle(everywhere._global_forward_hooks, extra_dict=marks)
    everywhere._global_forward_hooks[handle.id] = hook
    for wanted, marked in zip((with_kwargs, always_call), marks, strict=True):
        if wanted:
            marked[handle.id] = True
    return handle

# %% wrong="a pre-hook may ask for keyword arguments" caught="what_the_two_functions_take"
@grow(nn)
def register_module_forward_pre_hook(hook, *, with_kwargs=False):
    handle = nn.RemovableHandle(everywhere._global_forward_pre_hooks)
    everywhere._global_forward_pre_hooks[handle.id] = hook
    return handle


@grow(nn)
def register_module_forward_hook(hook, *, with_kwargs=False, always_call=False):
    marks = [everywhere._global_forward_hooks_with_kwargs, everywhere._global_forward_hooks_always_called]
    handle = nn.RemovableHandle(everywhere._global_forward_hooks, extra_dict=marks)
    everywhere._global_forward_hooks[handle.id] = hook
    for wanted, marked in zip((with_kwargs, always_call), marks, strict=True):
        if wanted:
            marked[handle.id] = True
    return handle

# %% wrong="a forward hook may be prepended" caught="what_the_two_functions_take"
@grow(nn)
def register_module_forward_pre_hook(hook):
    handle = nn.RemovableHandle(everywhere._global_forward_pre_hooks)
    everywhere._global_forward_pre_hooks[handle.id] = hook
    return handle


@grow(nn)
def register_module_forward_hook(hook, *, with_kwargs=False, always_call=False, prepend=False):
    marks = [everywhere._global_forward_hooks_with_kwargs, everywhere._global_forward_hooks_always_called]
    handle = nn.RemovableHandle(everywhere._global_forward_hooks, extra_dict=marks)
    everywhere._global_forward_hooks[handle.id] = hook
    for wanted, marked in zip((with_kwargs, always_call), marks, strict=True):
        if wanted:
            marked[handle.id] = True
    return handle

# %% wrong="two numbers for one hook" caught="its_handle_counts_on_like_the_others"
@grow(nn)
def register_module_forward_pre_hook(hook):
    handle = nn.RemovableHandle(everywhere._global_forward_pre_hooks)
    nn.RemovableHandle(everywhere._global_forward_hooks)
    everywhere._global_forward_pre_hooks[handle.id] = hook
    return handle


@grow(nn)
def register_module_forward_hook(hook, *, with_kwargs=False, always_call=False):
    marks = [everywhere._global_forward_hooks_with_kwargs, everywhere._global_forward_hooks_always_called]
    handle = nn.RemovableHandle(everywhere._global_forward_hooks, extra_dict=marks)
    everywhere._global_forward_hooks[handle.id] = hook
    for wanted, marked in zip((with_kwargs, always_call), marks, strict=True):
        if wanted:
            marked[handle.id] = True
    return handle

# %% right="torch's names, bound first"
@grow(nn)
def register_module_forward_pre_hook(hook):
    hooks = everywhere._global_forward_pre_hooks
    handle = nn.RemovableHandle(hooks)
    hooks[handle.id] = hook
    return handle


@grow(nn)
def register_module_forward_hook(hook, *, with_kwargs=False, always_call=False):
    handle = nn.RemovableHandle(
        everywhere._global_forward_hooks, extra_dict=everywhere._global_forward_hooks_always_called
    )
    everywhere._global_forward_hooks[handle.id] = hook
    if with_kwargs:
        everywhere._global_forward_hooks_with_kwargs[handle.id] = True
    if always_call:
        everywhere._global_forward_hooks_always_called[handle.id] = True
    return handle

# %% right="through nn.modules.module"
@grow(nn)
def register_module_forward_pre_hook(hook):
    handle = nn.RemovableHandle(nn.modules.module._global_forward_pre_hooks)
    nn.modules.module._global_forward_pre_hooks.update([(handle.id, hook)])
    return handle


@grow(nn)
def register_module_forward_hook(hook, *, with_kwargs=False, always_call=False):
    file = nn.modules.module
    wanted = [file._global_forward_hooks_with_kwargs] * with_kwargs + [file._global_forward_hooks_always_called] * always_call
    handle = nn.RemovableHandle(file._global_forward_hooks, extra_dict=wanted)
    file._global_forward_hooks[handle.id] = hook
    for marks in wanted:
        marks[handle.id] = True
    return handle
