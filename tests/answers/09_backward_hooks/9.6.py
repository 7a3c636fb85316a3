# %% wrong="None inside the tuple keeps the old one" caught="none_inside_the_tuple_stops_a_gradient"
@grow(nn.BackwardHook)
def _on_grad_inputs(self, grad_inputs, grad_outputs):
    if self.grad_outputs is None:
        return None
    found = self._pack_with_none(self.input_tensors_index, grad_inputs, self.n_inputs)
    for hook in self.user_hooks:
        changed = hook(self.module, found, self.grad_outputs)
        if changed is not None and len(changed) != self.n_inputs:
            raise RuntimeError(f"Backward hook returned {len(changed)} grad_input, but expected {self.n_inputs}")
        if changed is not None:
            found = tuple(old if new is None else new for old, new in zip(found, changed))
    self.grad_outputs = None
    return self._unpack_none(self.input_tensors_index, found)

# %% wrong="hands the node's own gradients on" caught="a_full_hook_sees_both_sides"
@grow(nn.BackwardHook)
def _on_grad_inputs(self, grad_inputs, grad_outputs):
    if self.grad_outputs is None:
        return None
    found = self._pack_with_none(self.input_tensors_index, grad_inputs, self.n_inputs)
    for hook in self.user_hooks:
        changed = hook(self.module, found, grad_outputs)
        if changed is not None and len(changed) != self.n_inputs:
            raise RuntimeError(f"Backward hook returned {len(changed)} grad_input, but expected {self.n_inputs}")
        found = found if changed is None else changed
    self.grad_outputs = None
    return self._unpack_none(self.input_tensors_index, found)

# %% wrong="does not ask whether anything came" caught="a_gradient_that_comes_past_the_outputs_calls_no_hook"
@grow(nn.BackwardHook)
def _on_grad_inputs(self, grad_inputs, grad_outputs):
    found = self._pack_with_none(self.input_tensors_index, grad_inputs, self.n_inputs)
    for hook in self.user_hooks:
        changed = hook(self.module, found, self.grad_outputs)
        if changed is not None and len(changed) != self.n_inputs:
            raise RuntimeError(f"Backward hook returned {len(changed)} grad_input, but expected {self.n_inputs}")
        found = found if changed is None else changed
    self.grad_outputs = None
    return self._unpack_none(self.input_tensors_index, found)

# %% wrong="keeps the gradients of the outputs" caught="the_gradients_of_the_outputs_are_let_go"
@grow(nn.BackwardHook)
def _on_grad_inputs(self, grad_inputs, grad_outputs):
    if self.grad_outputs is None:
        return None
    found = self._pack_with_none(self.input_tensors_index, grad_inputs, self.n_inputs)
    for hook in self.user_hooks:
        changed = hook(self.module, found, self.grad_outputs)
        if changed is not None and len(changed) != self.n_inputs:
            raise RuntimeError(f"Backward hook returned {len(changed)} grad_input, but expected {self.n_inputs}")
        found = found if changed is None else changed
    return self._unpack_none(self.input_tensors_index, found)

# %% wrong="every hook sees what came first" caught="what_a_full_hook_returns_goes_to_the_layers_before"
@grow(nn.BackwardHook)
def _on_grad_inputs(self, grad_inputs, grad_outputs):
    if self.grad_outputs is None:
        return None
    found = self._pack_with_none(self.input_tensors_index, grad_inputs, self.n_inputs)
    came = found
    for hook in self.user_hooks:
        changed = hook(self.module, came, self.grad_outputs)
        if changed is not None and len(changed) != self.n_inputs:
            raise RuntimeError(f"Backward hook returned {len(changed)} grad_input, but expected {self.n_inputs}")
        found = found if changed is None else changed
    self.grad_outputs = None
    return self._unpack_none(self.input_tensors_index, found)

# %% wrong="the inputs and outputs exchanged" caught="a_full_hook_sees_both_sides"
@grow(nn.BackwardHook)
def _on_grad_inputs(self, grad_inputs, grad_outputs):
    if self.grad_outputs is None:
        return None
    found = self._pack_with_none(self.input_tensors_index, grad_inputs, self.n_inputs)
    for hook in self.user_hooks:
        changed = hook(self.module, self.grad_outputs, found)
        if changed is not None and len(changed) != self.n_inputs:
            raise RuntimeError(f"Backward hook returned {len(changed)} grad_input, but expected {self.n_inputs}")
        found = found if changed is None else changed
    self.grad_outputs = None
    return self._unpack_none(self.input_tensors_index, found)

# %% wrong="compares with the number of tensors" caught="another_number_of_grad_inputs_is_refused"
@grow(nn.BackwardHook)
def _on_grad_inputs(self, grad_inputs, grad_outputs):
    if self.grad_outputs is None:
        return None
    found = self._pack_with_none(self.input_tensors_index, grad_inputs, self.n_inputs)
    for hook in self.user_hooks:
        changed = hook(self.module, found, self.grad_outputs)
        if changed is not None and len(changed) != len(self.input_tensors_index):
            raise RuntimeError(f"Backward hook returned {len(changed)} grad_input, but expected {self.n_inputs}")
        found = found if changed is None else changed
    self.grad_outputs = None
    return self._unpack_none(self.input_tensors_index, found)

# %% wrong="what is returned is thrown away" caught="what_a_full_hook_returns_goes_to_the_layers_before"
@grow(nn.BackwardHook)
def _on_grad_inputs(self, grad_inputs, grad_outputs):
    if self.grad_outputs is None:
        return None
    found = self._pack_with_none(self.input_tensors_index, grad_inputs, self.n_inputs)
    for hook in self.user_hooks:
        changed = hook(self.module, found, self.grad_outputs)
        if changed is not None and len(changed) != self.n_inputs:
            raise RuntimeError(f"Backward hook returned {len(changed)} grad_input, but expected {self.n_inputs}")
    self.grad_outputs = None
    return self._unpack_none(self.input_tensors_index, found)

# %% wrong="is not packed" caught="every_argument_has_its_place"
@grow(nn.BackwardHook)
def _on_grad_inputs(self, grad_inputs, grad_outputs):
    if self.grad_outputs is None:
        return None
    found = grad_inputs
    for hook in self.user_hooks:
        changed = hook(self.module, found, self.grad_outputs)
        if changed is not None and len(changed) != self.n_inputs:
            raise RuntimeError(f"Backward hook returned {len(changed)} grad_input, but expected {self.n_inputs}")
        found = found if changed is None else changed
    self.grad_outputs = None
    return self._unpack_none(self.input_tensors_index, found)

# %% right="with early continue"
@grow(nn.BackwardHook)
def _on_grad_inputs(self, grad_inputs, grad_outputs):
    outs, self.grad_outputs = self.grad_outputs, None
    if outs is None:
        return None
    ins = self._pack_with_none(self.input_tensors_index, grad_inputs, self.n_inputs)
    for hook in self.user_hooks:
        answer = hook(self.module, ins, outs)
        if answer is None:
            continue
        if len(answer) != len(ins):
            raise RuntimeError(f"a hook returned {len(answer)} gradients for {len(ins)} inputs")
        ins = answer
    return self._unpack_none(self.input_tensors_index, ins)

# %% right="the question around it all"
@grow(nn.BackwardHook)
def _on_grad_inputs(self, grad_inputs, _):
    if self.grad_outputs is not None:
        found = self._pack_with_none(self.input_tensors_index, grad_inputs, self.n_inputs)
        for hook in self.user_hooks:
            if (changed := hook(self.module, found, self.grad_outputs)) is not None:
                if len(changed) != self.n_inputs:
                    raise RuntimeError("another number of gradients")
                found = changed
        self.grad_outputs = None
        return tuple([found[i] for i in self.input_tensors_index])
