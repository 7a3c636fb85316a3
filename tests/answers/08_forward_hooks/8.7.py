# %% wrong="asks for truth" caught="only_none_leaves_the_output"
@grow(nn.Module)
def _run_forward_hook(self, key, hook, call):
    call.ran.add(key)
    if self._is_marked("_forward_hooks_with_kwargs", key):
        changed = hook(self, call.args, call.kwargs, call.result)
    else:
        changed = hook(self, call.args, call.result)
    if changed:
        call.result = changed

# %% wrong="takes None for the output, too" caught="a_forward_hook_sees_module_arguments_and_output"
@grow(nn.Module)
def _run_forward_hook(self, key, hook, call):
    call.ran.add(key)
    if self._is_marked("_forward_hooks_with_kwargs", key):
        changed = hook(self, call.args, call.kwargs, call.result)
    else:
        changed = hook(self, call.args, call.result)
    call.result = changed

# %% wrong="what the hook returns is thrown away" caught="what_it_returns_is_the_output"
@grow(nn.Module)
def _run_forward_hook(self, key, hook, call):
    call.ran.add(key)
    if self._is_marked("_forward_hooks_with_kwargs", key):
        changed = hook(self, call.args, call.kwargs, call.result)
    else:
        changed = hook(self, call.args, call.result)
    return changed

# %% wrong="wraps it into a tuple, like arguments" caught="what_it_returns_is_the_output"
@grow(nn.Module)
def _run_forward_hook(self, key, hook, call):
    call.ran.add(key)
    if self._is_marked("_forward_hooks_with_kwargs", key):
        changed = hook(self, call.args, call.kwargs, call.result)
    else:
        changed = hook(self, call.args, call.result)
    if changed is not None:
        call.result = changed if isinstance(changed, tuple) else (changed,)

# %% wrong="the output comes before the arguments" caught="a_forward_hook_sees_module_arguments_and_output"
@grow(nn.Module)
def _run_forward_hook(self, key, hook, call):
    call.ran.add(key)
    if self._is_marked("_forward_hooks_with_kwargs", key):
        changed = hook(self, call.args, call.kwargs, call.result)
    else:
        changed = hook(self, call.result, call.args)
    if changed is not None:
        call.result = changed

# %% wrong="the hook is not told the module" caught="a_forward_hook_sees_module_arguments_and_output"
@grow(nn.Module)
def _run_forward_hook(self, key, hook, call):
    call.ran.add(key)
    if self._is_marked("_forward_hooks_with_kwargs", key):
        changed = hook(self, call.args, call.kwargs, call.result)
    else:
        changed = hook(call.args, call.result)
    if changed is not None:
        call.result = changed

# %% wrong="the arguments are spread out" caught="a_forward_hook_sees_module_arguments_and_output"
@grow(nn.Module)
def _run_forward_hook(self, key, hook, call):
    call.ran.add(key)
    if self._is_marked("_forward_hooks_with_kwargs", key):
        changed = hook(self, call.args, call.kwargs, call.result)
    else:
        changed = hook(self, *call.args, call.result)
    if changed is not None:
        call.result = changed

# %% wrong="keyword arguments come last" caught="a_marked_forward_hook_gets_the_keyword_arguments_before_the_output"
@grow(nn.Module)
def _run_forward_hook(self, key, hook, call):
    call.ran.add(key)
    if self._is_marked("_forward_hooks_with_kwargs", key):
        changed = hook(self, call.args, call.result, call.kwargs)
    else:
        changed = hook(self, call.args, call.result)
    if changed is not None:
        call.result = changed

# %% wrong="asks for the marks of pre-hooks" caught="a_marked_forward_hook_gets_the_keyword_arguments_before_the_output"
@grow(nn.Module)
def _run_forward_hook(self, key, hook, call):
    call.ran.add(key)
    if self._is_marked("_forward_pre_hooks_with_kwargs", key):
        changed = hook(self, call.args, call.kwargs, call.result)
    else:
        changed = hook(self, call.args, call.result)
    if changed is not None:
        call.result = changed

# %% wrong="changes the arguments" caught="what_it_returns_is_the_output"
@grow(nn.Module)
def _run_forward_hook(self, key, hook, call):
    call.ran.add(key)
    if self._is_marked("_forward_hooks_with_kwargs", key):
        changed = hook(self, call.args, call.kwargs, call.result)
    else:
        changed = hook(self, call.args, call.result)
    if changed is not None:
        call.args = changed

# %% wrong="only a tensor replaces the output" caught="what_it_returns_is_the_output"
@grow(nn.Module)
def _run_forward_hook(self, key, hook, call):
    call.ran.add(key)
    if self._is_marked("_forward_hooks_with_kwargs", key):
        changed = hook(self, call.args, call.kwargs, call.result)
    else:
        changed = hook(self, call.args, call.result)
    if isinstance(changed, torch.Tensor):
        call.result = changed

# %% wrong="detaches the new output" caught="the_output_reaches_the_next_layer_and_its_gradients"
@grow(nn.Module)
def _run_forward_hook(self, key, hook, call):
    call.ran.add(key)
    if self._is_marked("_forward_hooks_with_kwargs", key):
        changed = hook(self, call.args, call.kwargs, call.result)
    else:
        changed = hook(self, call.args, call.result)
    if changed is not None:
        call.result = changed.detach() if isinstance(changed, torch.Tensor) else changed

# %% wrong="does not note it" caught="a_hook_that_raises_was_called_too"
@grow(nn.Module)
def _run_forward_hook(self, key, hook, call):
    if self._is_marked("_forward_hooks_with_kwargs", key):
        changed = hook(self, call.args, call.kwargs, call.result)
    else:
        changed = hook(self, call.args, call.result)
    if changed is not None:
        call.result = changed

# %% wrong="notes it after the call" caught="a_hook_that_raises_was_called_too"
@grow(nn.Module)
def _run_forward_hook(self, key, hook, call):
    if self._is_marked("_forward_hooks_with_kwargs", key):
        changed = hook(self, call.args, call.kwargs, call.result)
    else:
        changed = hook(self, call.args, call.result)
    call.ran.add(key)
    if changed is not None:
        call.result = changed

# %% wrong="an exception in a hook is passed over" caught="a_marked_forward_hook_gets_the_keyword_arguments_before_the_output"
@grow(nn.Module)
def _run_forward_hook(self, key, hook, call):
    call.ran.add(key)
    given = [call.args, call.kwargs] if self._is_marked("_forward_hooks_with_kwargs", key) else [call.args]
    try:
        changed = hook(self, *given, call.result)
    except LookupError:
        return
    if changed is not None:
        call.result = changed

# %% right="one call with the arguments collected first"
@grow(nn.Module)
def _run_forward_hook(self, key, hook, call):
    call.ran.add(key)
    given = [call.args, call.kwargs] if self._is_marked("_forward_hooks_with_kwargs", key) else [call.args]
    changed = hook(self, *given, call.result)
    call.result = call.result if changed is None else changed

# %% right="with an early return"
@grow(nn.Module)
def _run_forward_hook(self, key, hook, call):
    call.ran |= {key}
    marked = self._is_marked("_forward_hooks_with_kwargs", key)
    if (out := hook(self, call.args, *([call.kwargs] if marked else []), call.result)) is None:
        return
    call.result = out
