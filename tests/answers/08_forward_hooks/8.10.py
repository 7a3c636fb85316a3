# %% wrong="calls all forward hooks" caught="when_forward_raises_only_marked_hooks_are_called"
@grow(nn.Module)
def _run_always_called(self, call):
    for key, hook in self._hooks_to_run("_forward_hooks"):
        if key not in call.ran:
            try:
                self._run_forward_hook(key, hook, call)
            except Exception as error:
                said = "module forward hook with ``always_call=True`` raised an exception that was silenced"
                warnings.warn(f"{said} as another error was raised in forward: {error}", stacklevel=2)

# %% wrong="calls those again that were called" caught="one_that_was_called_already_is_not_called_again"
@grow(nn.Module)
def _run_always_called(self, call):
    for key, hook in self._hooks_to_run("_forward_hooks"):
        if self._is_marked("_forward_hooks_always_called", key):
            try:
                self._run_forward_hook(key, hook, call)
            except Exception as error:
                said = "module forward hook with ``always_call=True`` raised an exception that was silenced"
                warnings.warn(f"{said} as another error was raised in forward: {error}", stacklevel=2)

# %% wrong="the try stands around the loop" caught="an_exception_in_a_marked_hook_becomes_a_warning"
@grow(nn.Module)
def _run_always_called(self, call):
    try:
        for key, hook in self._hooks_to_run("_forward_hooks"):
            if key not in call.ran and self._is_marked("_forward_hooks_always_called", key):
                self._run_forward_hook(key, hook, call)
    except Exception as error:
        warnings.warn(f"module forward hook with ``always_call=True`` raised an exception: {error}", stacklevel=2)

# %% wrong="an exception in a marked hook goes out" caught="an_exception_in_a_marked_hook_becomes_a_warning"
@grow(nn.Module)
def _run_always_called(self, call):
    for key, hook in self._hooks_to_run("_forward_hooks"):
        if key not in call.ran and self._is_marked("_forward_hooks_always_called", key):
            self._run_forward_hook(key, hook, call)

# %% wrong="an exception in a marked hook is dropped without a word" caught="an_exception_in_a_marked_hook_becomes_a_warning"
@grow(nn.Module)
def _run_always_called(self, call):
    for key, hook in self._hooks_to_run("_forward_hooks"):
        if key not in call.ran and self._is_marked("_forward_hooks_always_called", key):
            try:
                self._run_forward_hook(key, hook, call)
            except Exception:
                continue

# %% wrong="asks for the other mark" caught="when_forward_raises_only_marked_hooks_are_called"
@grow(nn.Module)
def _run_always_called(self, call):
    for key, hook in self._hooks_to_run("_forward_hooks"):
        if key not in call.ran and self._is_marked("_forward_hooks_with_kwargs", key):
            try:
                self._run_forward_hook(key, hook, call)
            except Exception as error:
                said = "module forward hook with ``always_call=True`` raised an exception that was silenced"
                warnings.warn(f"{said} as another error was raised in forward: {error}", stacklevel=2)

# %% wrong="the module's own alone" caught="marked_hooks_for_all_come_first_here_too"
@grow(nn.Module)
def _run_always_called(self, call):
    for key, hook in list(self._forward_hooks.items()):
        if key not in call.ran and self._is_marked("_forward_hooks_always_called", key):
            try:
                self._run_forward_hook(key, hook, call)
            except Exception as error:
                said = "module forward hook with ``always_call=True`` raised an exception that was silenced"
                warnings.warn(f"{said} as another error was raised in forward: {error}", stacklevel=2)

# %% wrong="the warning does not say what was raised" caught="the_warning_tells_what_was_silenced"
@grow(nn.Module)
def _run_always_called(self, call):
    for key, hook in self._hooks_to_run("_forward_hooks"):
        if key not in call.ran and self._is_marked("_forward_hooks_always_called", key):
            try:
                self._run_forward_hook(key, hook, call)
            except Exception as error:
                said = "module forward hook with ``always_call=True`` raised an exception that was silenced"
                warnings.warn(f"{said} as another error was raised in forward", stacklevel=2)

# %% wrong="stops after the first marked hook" caught="an_exception_in_a_marked_hook_becomes_a_warning"
@grow(nn.Module)
def _run_always_called(self, call):
    for key, hook in self._hooks_to_run("_forward_hooks"):
        if key not in call.ran and self._is_marked("_forward_hooks_always_called", key):
            try:
                self._run_forward_hook(key, hook, call)
            except Exception as error:
                said = "module forward hook with ``always_call=True`` raised an exception that was silenced"
                warnings.warn(f"{said} as another error was raised in forward: {error}", stacklevel=2)
                return

# %% wrong="a print in the place of the warning" caught="an_exception_in_a_marked_hook_becomes_a_warning"
@grow(nn.Module)
def _run_always_called(self, call):
    for key, hook in self._hooks_to_run("_forward_hooks"):
        if key not in call.ran and self._is_marked("_forward_hooks_always_called", key):
            try:
                self._run_forward_hook(key, hook, call)
            except Exception as error:
                said = "module forward hook with ``always_call=True`` raised an exception that was silenced"
                print(f"{said} as another error was raised in forward: {error}")

# %% wrong="calls the pre-hooks" caught="when_forward_raises_only_marked_hooks_are_called"
@grow(nn.Module)
def _run_always_called(self, call):
    for key, hook in self._hooks_to_run("_forward_pre_hooks"):
        if key not in call.ran and self._is_marked("_forward_hooks_always_called", key):
            try:
                self._run_forward_hook(key, hook, call)
            except Exception as error:
                said = "module forward hook with ``always_call=True`` raised an exception that was silenced"
                warnings.warn(f"{said} as another error was raised in forward: {error}", stacklevel=2)

# %% wrong="a marked hook is handed the arguments in a wrong order" caught="when_forward_raises_only_marked_hooks_are_called"
@grow(nn.Module)
def _run_always_called(self, call):
    for key, hook in self._hooks_to_run("_forward_hooks"):
        if key not in call.ran and self._is_marked("_forward_hooks_always_called", key):
            try:
                hook(self, call.result, call.args)
            except Exception as error:
                said = "module forward hook with ``always_call=True`` raised an exception that was silenced"
                warnings.warn(f"{said} as another error was raised in forward: {error}", stacklevel=2)

# %% wrong="what a marked hook returns is not handed on" caught="what_a_marked_hook_returns_is_handed_on_but_not_out"
@grow(nn.Module)
def _run_always_called(self, call):
    for key, hook in self._hooks_to_run("_forward_hooks"):
        if key not in call.ran and self._is_marked("_forward_hooks_always_called", key):
            try:
                self._run_forward_hook(key, hook, call)
                call.result = None
            except Exception as error:
                said = "module forward hook with ``always_call=True`` raised an exception that was silenced"
                warnings.warn(f"{said} as another error was raised in forward: {error}", stacklevel=2)

# %% right="with continue"
@grow(nn.Module)
def _run_always_called(self, call):
    for key, hook in self._hooks_to_run("_forward_hooks"):
        if key in call.ran or not self._is_marked("_forward_hooks_always_called", key):
            continue
        try:
            self._run_forward_hook(key, hook, call)
        except Exception as silenced:
            warnings.warn(f"an always-called hook raised {silenced!r}", stacklevel=3)

# %% right="the hooks picked first"
@grow(nn.Module)
def _run_always_called(self, call):
    marked = [
        (key, hook)
        for key, hook in self._hooks_to_run("_forward_hooks")
        if self._is_marked("_forward_hooks_always_called", key) and key not in call.ran
    ]
    for pair in marked:
        try:
            self._run_forward_hook(*pair, call)
        except Exception as error:
            warnings.warn("silenced: " + str(error), UserWarning, stacklevel=2)
