# %% wrong="an empty tuple for the inputs" caught="without_input_gradients_full_hooks_are_called_all_the_same"
@grow(nn.BackwardHook)
def _fire_without_inputs(self):
    warnings.warn("Full backward hook is firing when gradients are computed for outputs alone", stacklevel=2)
    nothing = ()
    for hook in self.user_hooks:
        changed = hook(self.module, nothing, self.grad_outputs)
        if changed is not None and not (isinstance(changed, tuple) and all(item is None for item in changed)):
            raise RuntimeError("Backward hook for Modules where no input requires gradient should always return None")
    self.grad_outputs = None

# %% wrong="only None may come back, no tuple of it" caught="only_none_may_come_back"
@grow(nn.BackwardHook)
def _fire_without_inputs(self):
    warnings.warn("Full backward hook is firing when gradients are computed for outputs alone", stacklevel=2)
    nothing = (None,) * self.n_inputs
    for hook in self.user_hooks:
        changed = hook(self.module, nothing, self.grad_outputs)
        if changed is not None:
            raise RuntimeError("Backward hook for Modules where no input requires gradient should always return None")
    self.grad_outputs = None

# %% wrong="any answer will do" caught="only_none_may_come_back"
@grow(nn.BackwardHook)
def _fire_without_inputs(self):
    warnings.warn("Full backward hook is firing when gradients are computed for outputs alone", stacklevel=2)
    nothing = (None,) * self.n_inputs
    for hook in self.user_hooks:
        changed = hook(self.module, nothing, self.grad_outputs)
    self.grad_outputs = None

# %% wrong="a list of None is as good as a tuple" caught="only_none_may_come_back"
@grow(nn.BackwardHook)
def _fire_without_inputs(self):
    warnings.warn("Full backward hook is firing when gradients are computed for outputs alone", stacklevel=2)
    nothing = (None,) * self.n_inputs
    for hook in self.user_hooks:
        changed = hook(self.module, nothing, self.grad_outputs)
        if changed is not None and not (isinstance(changed, tuple | list) and all(item is None for item in changed)):
            raise RuntimeError("Backward hook for Modules where no input requires gradient should always return None")
    self.grad_outputs = None

# %% wrong="warns for every hook" caught="it_is_warned_of_once"
@grow(nn.BackwardHook)
def _fire_without_inputs(self):
    nothing = (None,) * self.n_inputs
    for hook in self.user_hooks:
        warnings.warn("no input needs a gradient")
        changed = hook(self.module, nothing, self.grad_outputs)
        if changed is not None and not (isinstance(changed, tuple) and all(item is None for item in changed)):
            raise RuntimeError("Backward hook for Modules where no input requires gradient should always return None")
    self.grad_outputs = None

# %% wrong="warns only where there are full hooks" caught="it_is_warned_of_once"
@grow(nn.BackwardHook)
def _fire_without_inputs(self):
    if self.user_hooks:
        warnings.warn("Full backward hook is firing when gradients are computed for outputs alone", stacklevel=2)
    nothing = (None,) * self.n_inputs
    for hook in self.user_hooks:
        changed = hook(self.module, nothing, self.grad_outputs)
        if changed is not None and not (isinstance(changed, tuple) and all(item is None for item in changed)):
            raise RuntimeError("Backward hook for Modules where no input requires gradient should always return None")
    self.grad_outputs = None

# %% wrong="warns of nothing" caught="it_is_warned_of_once"
@grow(nn.BackwardHook)
def _fire_without_inputs(self):
    nothing = (None,) * self.n_inputs
    for hook in self.user_hooks:
        changed = hook(self.module, nothing, self.grad_outputs)
        if changed is not None and not (isinstance(changed, tuple) and all(item is None for item in changed)):
            raise RuntimeError("Backward hook for Modules where no input requires gradient should always return None")
    self.grad_outputs = None

# %% wrong="keeps the gradients of the outputs" caught="without_input_gradients_full_hooks_are_called_all_the_same"
@grow(nn.BackwardHook)
def _fire_without_inputs(self):
    warnings.warn("Full backward hook is firing when gradients are computed for outputs alone", stacklevel=2)
    nothing = (None,) * self.n_inputs
    for hook in self.user_hooks:
        changed = hook(self.module, nothing, self.grad_outputs)
        if changed is not None and not (isinstance(changed, tuple) and all(item is None for item in changed)):
            raise RuntimeError("Backward hook for Modules where no input requires gradient should always return None")
    pass

# %% wrong="asks for truth" caught="only_none_may_come_back"
@grow(nn.BackwardHook)
def _fire_without_inputs(self):
    warnings.warn("Full backward hook is firing when gradients are computed for outputs alone", stacklevel=2)
    nothing = (None,) * self.n_inputs
    for hook in self.user_hooks:
        changed = hook(self.module, nothing, self.grad_outputs)
        if changed and any(item is not None for item in changed):
            raise RuntimeError("Backward hook for Modules where no input requires gradient should always return None")
    self.grad_outputs = None

# %% right="with the packing of the class"
@grow(nn.BackwardHook)
def _fire_without_inputs(self):
    warnings.warn("no input of this module needs a gradient; its hooks see None", UserWarning)
    for hook in self.user_hooks:
        answer = hook(self.module, self._pack_with_none([], [], self.n_inputs), self.grad_outputs)
        fine = answer is None or (isinstance(answer, tuple) and not [x for x in answer if x is not None])
        if not fine:
            raise RuntimeError("there is no gradient to change")
    self.grad_outputs = None

# %% right="in two steps"
@grow(nn.BackwardHook)
def _fire_without_inputs(self):
    warnings.warn("full backward hook without input gradients")
    outs = self.grad_outputs
    self.grad_outputs = None
    for hook in self.user_hooks:
        answer = hook(self.module, tuple([None] * self.n_inputs), outs)
        if answer is None:
            continue
        if not isinstance(answer, tuple) or any(each is not None for each in answer):
            raise RuntimeError("there is no gradient to change")
