# %% wrong="a list is spread out like a tuple" caught="anything_else_becomes_the_one_argument"
@grow(nn.Module)
def _run_forward_pre_hooks(self, call):
    for key, hook in self._hooks_to_run("_forward_pre_hooks"):
        if self._is_marked("_forward_pre_hooks_with_kwargs", key):
            changed = hook(self, call.args, call.kwargs)
            if changed is not None:
                if not isinstance(changed, tuple) or len(changed) != 2:
                    raise RuntimeError(f"forward pre-hook must return None or (new_args, new_kwargs), got {changed}.")
                call.args, call.kwargs = changed
        elif (changed := hook(self, call.args)) is not None:
            call.args = changed if isinstance(changed, (tuple, list)) else (changed,)

# %% wrong="nothing is wrapped" caught="a_pre_hook_sees_the_module_and_its_positional_arguments"
@grow(nn.Module)
def _run_forward_pre_hooks(self, call):
    for key, hook in self._hooks_to_run("_forward_pre_hooks"):
        if self._is_marked("_forward_pre_hooks_with_kwargs", key):
            changed = hook(self, call.args, call.kwargs)
            if changed is not None:
                if not isinstance(changed, tuple) or len(changed) != 2:
                    raise RuntimeError(f"forward pre-hook must return None or (new_args, new_kwargs), got {changed}.")
                call.args, call.kwargs = changed
        else:
            changed = hook(self, call.args)
            call.args = changed

# %% wrong="what is no tuple is not wrapped" caught="anything_else_becomes_the_one_argument"
@grow(nn.Module)
def _run_forward_pre_hooks(self, call):
    for key, hook in self._hooks_to_run("_forward_pre_hooks"):
        if self._is_marked("_forward_pre_hooks_with_kwargs", key):
            changed = hook(self, call.args, call.kwargs)
            if changed is not None:
                if not isinstance(changed, tuple) or len(changed) != 2:
                    raise RuntimeError(f"forward pre-hook must return None or (new_args, new_kwargs), got {changed}.")
                call.args, call.kwargs = changed
        elif (changed := hook(self, call.args)) is not None:
            call.args = tuple(changed) if hasattr(changed, '__iter__') else changed

# %% wrong="a tuple is wrapped, too" caught="a_tuple_replaces_the_arguments"
@grow(nn.Module)
def _run_forward_pre_hooks(self, call):
    for key, hook in self._hooks_to_run("_forward_pre_hooks"):
        if self._is_marked("_forward_pre_hooks_with_kwargs", key):
            changed = hook(self, call.args, call.kwargs)
            if changed is not None:
                if not isinstance(changed, tuple) or len(changed) != 2:
                    raise RuntimeError(f"forward pre-hook must return None or (new_args, new_kwargs), got {changed}.")
                call.args, call.kwargs = changed
        elif (changed := hook(self, call.args)) is not None:
            call.args = (changed,)

# %% wrong="asks for truth" caught="anything_else_becomes_the_one_argument"
@grow(nn.Module)
def _run_forward_pre_hooks(self, call):
    for key, hook in self._hooks_to_run("_forward_pre_hooks"):
        if self._is_marked("_forward_pre_hooks_with_kwargs", key):
            changed = hook(self, call.args, call.kwargs)
            if changed is not None:
                if not isinstance(changed, tuple) or len(changed) != 2:
                    raise RuntimeError(f"forward pre-hook must return None or (new_args, new_kwargs), got {changed}.")
                call.args, call.kwargs = changed
        elif changed := hook(self, call.args):
            call.args = changed if isinstance(changed, tuple) else (changed,)

# %% wrong="asks a marked one for truth" caught="a_marked_pre_hook_gives_none_or_a_tuple_of_two"
@grow(nn.Module)
def _run_forward_pre_hooks(self, call):
    for key, hook in self._hooks_to_run("_forward_pre_hooks"):
        if self._is_marked("_forward_pre_hooks_with_kwargs", key):
            changed = hook(self, call.args, call.kwargs)
            if changed:
                if not isinstance(changed, tuple) or len(changed) != 2:
                    raise RuntimeError(f"forward pre-hook must return None or (new_args, new_kwargs), got {changed}.")
                call.args, call.kwargs = changed
        elif (changed := hook(self, call.args)) is not None:
            call.args = changed if isinstance(changed, tuple) else (changed,)

# %% wrong="the arguments are spread out for the hook" caught="a_pre_hook_sees_the_module_and_its_positional_arguments"
@grow(nn.Module)
def _run_forward_pre_hooks(self, call):
    for key, hook in self._hooks_to_run("_forward_pre_hooks"):
        if self._is_marked("_forward_pre_hooks_with_kwargs", key):
            changed = hook(self, call.args, call.kwargs)
            if changed is not None:
                if not isinstance(changed, tuple) or len(changed) != 2:
                    raise RuntimeError(f"forward pre-hook must return None or (new_args, new_kwargs), got {changed}.")
                call.args, call.kwargs = changed
        elif (changed := hook(self, *call.args)) is not None:
            call.args = changed if isinstance(changed, tuple) else (changed,)

# %% wrong="the hook is not told the module" caught="a_pre_hook_sees_the_module_and_its_positional_arguments"
@grow(nn.Module)
def _run_forward_pre_hooks(self, call):
    for key, hook in self._hooks_to_run("_forward_pre_hooks"):
        if self._is_marked("_forward_pre_hooks_with_kwargs", key):
            changed = hook(self, call.args, call.kwargs)
            if changed is not None:
                if not isinstance(changed, tuple) or len(changed) != 2:
                    raise RuntimeError(f"forward pre-hook must return None or (new_args, new_kwargs), got {changed}.")
                call.args, call.kwargs = changed
        elif (changed := hook(call.args)) is not None:
            call.args = changed if isinstance(changed, tuple) else (changed,)

# %% wrong="what a hook returns is thrown away" caught="a_tuple_replaces_the_arguments"
@grow(nn.Module)
def _run_forward_pre_hooks(self, call):
    for key, hook in self._hooks_to_run("_forward_pre_hooks"):
        if self._is_marked("_forward_pre_hooks_with_kwargs", key):
            hook(self, call.args, call.kwargs)
        else:
            hook(self, call.args)

# %% wrong="every hook sees the first arguments" caught="each_pre_hook_sees_what_the_one_before_it_left"
@grow(nn.Module)
def _run_forward_pre_hooks(self, call):
    args = call.args
    for key, hook in self._hooks_to_run("_forward_pre_hooks"):
        if self._is_marked("_forward_pre_hooks_with_kwargs", key):
            changed = hook(self, call.args, call.kwargs)
            if changed is not None:
                if not isinstance(changed, tuple) or len(changed) != 2:
                    raise RuntimeError(f"forward pre-hook must return None or (new_args, new_kwargs), got {changed}.")
                call.args, call.kwargs = changed
        elif (changed := hook(self, args)) is not None:
            call.args = changed if isinstance(changed, tuple) else (changed,)

# %% wrong="every hook gets keyword arguments" caught="a_pre_hook_sees_the_module_and_its_positional_arguments"
@grow(nn.Module)
def _run_forward_pre_hooks(self, call):
    for key, hook in self._hooks_to_run("_forward_pre_hooks"):
        if True:
            changed = hook(self, call.args, call.kwargs)
            if changed is not None:
                if not isinstance(changed, tuple) or len(changed) != 2:
                    raise RuntimeError(f"forward pre-hook must return None or (new_args, new_kwargs), got {changed}.")
                call.args, call.kwargs = changed
        elif (changed := hook(self, call.args)) is not None:
            call.args = changed if isinstance(changed, tuple) else (changed,)

# %% wrong="no hook gets keyword arguments" caught="a_marked_pre_hook_gets_and_gives_keyword_arguments_too"
@grow(nn.Module)
def _run_forward_pre_hooks(self, call):
    for _, hook in self._hooks_to_run("_forward_pre_hooks"):
        changed = hook(self, call.args)
        if changed is not None:
            call.args = changed if isinstance(changed, tuple) else (changed,)

# %% wrong="anything that unpacks into two is taken" caught="a_marked_pre_hook_gives_none_or_a_tuple_of_two"
@grow(nn.Module)
def _run_forward_pre_hooks(self, call):
    for key, hook in self._hooks_to_run("_forward_pre_hooks"):
        if self._is_marked("_forward_pre_hooks_with_kwargs", key):
            changed = hook(self, call.args, call.kwargs)
            if changed is not None:
                if len(changed) != 2:
                    raise RuntimeError(f"forward pre-hook must return None or (new_args, new_kwargs), got {changed}.")
                call.args, call.kwargs = changed
        elif (changed := hook(self, call.args)) is not None:
            call.args = changed if isinstance(changed, tuple) else (changed,)

# %% wrong="a ValueError for a wrong tuple" caught="a_marked_pre_hook_gives_none_or_a_tuple_of_two"
@grow(nn.Module)
def _run_forward_pre_hooks(self, call):
    for key, hook in self._hooks_to_run("_forward_pre_hooks"):
        if self._is_marked("_forward_pre_hooks_with_kwargs", key):
            changed = hook(self, call.args, call.kwargs)
            if changed is not None:
                if not isinstance(changed, tuple) or len(changed) != 2:
                    raise ValueError(f"forward pre-hook must return None or (new_args, new_kwargs), got {changed}.")
                call.args, call.kwargs = changed
        elif (changed := hook(self, call.args)) is not None:
            call.args = changed if isinstance(changed, tuple) else (changed,)

# %% wrong="an unmarked one may give keyword arguments" caught="one_that_is_not_marked_never_touches_keyword_arguments"
@grow(nn.Module)
def _run_forward_pre_hooks(self, call):
    for key, hook in self._hooks_to_run("_forward_pre_hooks"):
        if self._is_marked("_forward_pre_hooks_with_kwargs", key):
            changed = hook(self, call.args, call.kwargs)
            if changed is not None:
                if not isinstance(changed, tuple) or len(changed) != 2:
                    raise RuntimeError(f"forward pre-hook must return None or (new_args, new_kwargs), got {changed}.")
                call.args, call.kwargs = changed
        elif (changed := hook(self, call.args)) is not None:
            if isinstance(changed, tuple) and len(changed) == 2 and isinstance(changed[1], dict):
                call.args, call.kwargs = changed
            else:
                call.args = changed if isinstance(changed, tuple) else (changed,)

# %% wrong="exceptions are swallowed" caught="an_exception_in_a_pre_hook_ends_the_call"
@grow(nn.Module)
def _run_forward_pre_hooks(self, call):
    for key, hook in self._hooks_to_run("_forward_pre_hooks"):
        if self._is_marked("_forward_pre_hooks_with_kwargs", key):
            changed = hook(self, call.args, call.kwargs)
            if changed is not None:
                if not isinstance(changed, tuple) or len(changed) != 2:
                    raise RuntimeError(f"forward pre-hook must return None or (new_args, new_kwargs), got {changed}.")
                call.args, call.kwargs = changed
            continue
        try:
            changed = hook(self, call.args)
        except LookupError:
            continue
        if changed is not None:
            call.args = changed if isinstance(changed, tuple) else (changed,)

# %% wrong="ends at the first hook that changes something" caught="each_pre_hook_sees_what_the_one_before_it_left"
@grow(nn.Module)
def _run_forward_pre_hooks(self, call):
    for key, hook in self._hooks_to_run("_forward_pre_hooks"):
        if self._is_marked("_forward_pre_hooks_with_kwargs", key):
            changed = hook(self, call.args, call.kwargs)
            if changed is not None:
                if not isinstance(changed, tuple) or len(changed) != 2:
                    raise RuntimeError(f"forward pre-hook must return None or (new_args, new_kwargs), got {changed}.")
                call.args, call.kwargs = changed
        elif (changed := hook(self, call.args)) is not None:
            call.args = changed if isinstance(changed, tuple) else (changed,)
            return

# %% right="torch's, with an else for each"
@grow(nn.Module)
def _run_forward_pre_hooks(self, call):
    for key, hook in self._hooks_to_run("_forward_pre_hooks"):
        if self._is_marked("_forward_pre_hooks_with_kwargs", key):
            result = hook(self, call.args, call.kwargs)
            if result is not None:
                if isinstance(result, tuple) and len(result) == 2:
                    call.args, call.kwargs = result
                else:
                    raise RuntimeError(f"a tuple of (new_args, new_kwargs) is wanted, got {result}.")
        else:
            result = hook(self, call.args)
            if result is not None:
                if not isinstance(result, tuple):
                    result = (result,)
                call.args = result

# %% right="with continue, and a match"
@grow(nn.Module)
def _run_forward_pre_hooks(self, call):
    for key, hook in self._hooks_to_run("_forward_pre_hooks"):
        marked = self._is_marked("_forward_pre_hooks_with_kwargs", key)
        changed = hook(self, call.args, call.kwargs) if marked else hook(self, call.args)
        if changed is None:
            continue
        if not marked:
            changed = changed if isinstance(changed, tuple) else (changed,), call.kwargs
        if not (isinstance(changed, tuple) and len(changed) == 2):
            raise RuntimeError(changed)
        call.args, call.kwargs = changed
