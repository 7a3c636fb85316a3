# %% wrong="both set the flag to True" caught="for_all_modules_one_kind_excludes_the_other"
@grow(nn)
def register_module_full_backward_hook(hook):
    if everywhere._global_is_full_backward_hook is False:
        raise RuntimeError("Cannot use both regular backward hooks and full backward hooks as a global Module hook.")
    everywhere._global_is_full_backward_hook = True
    return put_in(everywhere._global_backward_hooks, hook)


@grow(nn)
def register_module_backward_hook(hook):
    if everywhere._global_is_full_backward_hook is True:
        raise RuntimeError("Cannot use both regular backward hooks and full backward hooks as a global Module hook.")
    everywhere._global_is_full_backward_hook = True
    return put_in(everywhere._global_backward_hooks, hook)

# %% wrong="no flag" caught="a_full_hook_for_all_sees_every_module"
@grow(nn)
def register_module_full_backward_hook(hook):
    if everywhere._global_is_full_backward_hook is False:
        raise RuntimeError("Cannot use both regular backward hooks and full backward hooks as a global Module hook.")
    return put_in(everywhere._global_backward_hooks, hook)


@grow(nn)
def register_module_backward_hook(hook):
    if everywhere._global_is_full_backward_hook is True:
        raise RuntimeError("Cannot use both regular backward hooks and full backward hooks as a global Module hook.")
    return put_in(everywhere._global_backward_hooks, hook)

# %% wrong="None is refused" caught="a_full_hook_for_all_sees_every_module"
@grow(nn)
def register_module_full_backward_hook(hook):
    if everywhere._global_is_full_backward_hook is not True:
        raise RuntimeError("Cannot use both regular backward hooks and full backward hooks as a global Module hook.")
    everywhere._global_is_full_backward_hook = True
    return put_in(everywhere._global_backward_hooks, hook)


@grow(nn)
def register_module_backward_hook(hook):
    if everywhere._global_is_full_backward_hook is True:
        raise RuntimeError("Cannot use both regular backward hooks and full backward hooks as a global Module hook.")
    everywhere._global_is_full_backward_hook = False
    return put_in(everywhere._global_backward_hooks, hook)

# %% wrong="a registry of its own" caught="a_full_hook_for_all_sees_every_module"
@grow(nn)
def register_module_full_backward_hook(hook):
    if everywhere._global_is_full_backward_hook is False:
        raise RuntimeError("Cannot use both regular backward hooks and full backward hooks as a global Module hook.")
    everywhere._global_is_full_backward_hook = True
    everywhere._global_backward_hooks = type(everywhere._global_backward_hooks)(everywhere._global_backward_hooks)
    return put_in(everywhere._global_backward_hooks, hook)


@grow(nn)
def register_module_backward_hook(hook):
    if everywhere._global_is_full_backward_hook is True:
        raise RuntimeError("Cannot use both regular backward hooks and full backward hooks as a global Module hook.")
    everywhere._global_is_full_backward_hook = False
    return put_in(everywhere._global_backward_hooks, hook)

# %% wrong="the old kind among the pre-hooks" caught="for_all_modules_one_kind_excludes_the_other"
@grow(nn)
def register_module_full_backward_hook(hook):
    if everywhere._global_is_full_backward_hook is False:
        raise RuntimeError("Cannot use both regular backward hooks and full backward hooks as a global Module hook.")
    everywhere._global_is_full_backward_hook = True
    return put_in(everywhere._global_backward_hooks, hook)


@grow(nn)
def register_module_backward_hook(hook):
    if everywhere._global_is_full_backward_hook is True:
        raise RuntimeError("Cannot use both regular backward hooks and full backward hooks as a global Module hook.")
    everywhere._global_is_full_backward_hook = False
    return put_in(everywhere._global_backward_pre_hooks, hook)

# %% wrong="a flag of the function" caught="a_full_hook_for_all_sees_every_module"
@grow(nn)
def register_module_full_backward_hook(hook):
    if everywhere._global_is_full_backward_hook is False:
        raise RuntimeError("Cannot use both regular backward hooks and full backward hooks as a global Module hook.")
    _global_is_full_backward_hook = True
    return put_in(everywhere._global_backward_hooks, hook)


@grow(nn)
def register_module_backward_hook(hook):
    if everywhere._global_is_full_backward_hook is True:
        raise RuntimeError("Cannot use both regular backward hooks and full backward hooks as a global Module hook.")
    everywhere._global_is_full_backward_hook = False
    return put_in(everywhere._global_backward_hooks, hook)

# %% wrong="returns no handle" caught="a_full_hook_for_all_sees_every_module"
@grow(nn)
def register_module_full_backward_hook(hook):
    if everywhere._global_is_full_backward_hook is False:
        raise RuntimeError("Cannot use both regular backward hooks and full backward hooks as a global Module hook.")
    everywhere._global_is_full_backward_hook = True
    put_in(everywhere._global_backward_hooks, hook)


@grow(nn)
def register_module_backward_hook(hook):
    if everywhere._global_is_full_backward_hook is True:
        raise RuntimeError("Cannot use both regular backward hooks and full backward hooks as a global Module hook.")
    everywhere._global_is_full_backward_hook = False
    put_in(everywhere._global_backward_hooks, hook)

# %% wrong="any kind beside any other" caught="for_all_modules_one_kind_excludes_the_other"
@grow(nn)
def register_module_full_backward_hook(hook):
    if everywhere._global_is_full_backward_hook == "never":
        raise RuntimeError("Cannot use both regular backward hooks and full backward hooks as a global Module hook.")
    everywhere._global_is_full_backward_hook = True
    return put_in(everywhere._global_backward_hooks, hook)


@grow(nn)
def register_module_backward_hook(hook):
    if everywhere._global_is_full_backward_hook == "never":
        raise RuntimeError("Cannot use both regular backward hooks and full backward hooks as a global Module hook.")
    everywhere._global_is_full_backward_hook = False
    return put_in(everywhere._global_backward_hooks, hook)

# %% right="with a shared function"
@grow(nn)
def _put_in_for_all(hook, full):
    if everywhere._global_is_full_backward_hook is not None and everywhere._global_is_full_backward_hook is not full:
        raise RuntimeError("one kind of backward hook for all modules")
    everywhere._global_is_full_backward_hook = full
    return put_in(everywhere._global_backward_hooks, hook)


@grow(nn)
def register_module_full_backward_hook(hook):
    return nn._put_in_for_all(hook, True)


@grow(nn)
def register_module_backward_hook(hook):
    return nn._put_in_for_all(hook, False)

# %% right="written out"
@grow(nn)
def register_module_full_backward_hook(hook):
    if everywhere._global_is_full_backward_hook in (None, True):
        everywhere._global_is_full_backward_hook = True
        handle = nn.RemovableHandle(everywhere._global_backward_hooks)
        everywhere._global_backward_hooks[handle.id] = hook
        return handle
    raise RuntimeError("old hooks there")


@grow(nn)
def register_module_backward_hook(hook):
    if everywhere._global_is_full_backward_hook:
        raise RuntimeError("full hooks there")
    setattr(everywhere, "_global_is_full_backward_hook", False)
    handle = nn.RemovableHandle(everywhere._global_backward_hooks)
    everywhere._global_backward_hooks.update({handle.id: hook})
    return handle
