# %% wrong="what it returns is not kept" caught="what_a_pre_hook_returns_goes_on_and_is_kept"
@grow(nn.BackwardHook)
def _on_grad_outputs(self, grad_inputs, grad_outputs):
    self.grad_outputs = self._pack_with_none(self.output_tensors_index, grad_outputs, self.n_outputs)
    for hook in self.user_pre_hooks:
        changed = hook(self.module, self.grad_outputs)
        if changed is not None and len(changed) != self.n_outputs:
            raise RuntimeError(f"Backward pre hook returned {len(changed)} grad_output, but expected {self.n_outputs}")
        grad_outputs = self.grad_outputs if changed is None else changed
    going_on = self._unpack_none(self.output_tensors_index, self.grad_outputs)
    if self.input_tensors_index is None:
        self._fire_without_inputs()
    return going_on

# %% wrong="every hook sees what came first" caught="what_a_pre_hook_returns_goes_on_and_is_kept"
@grow(nn.BackwardHook)
def _on_grad_outputs(self, grad_inputs, grad_outputs):
    self.grad_outputs = self._pack_with_none(self.output_tensors_index, grad_outputs, self.n_outputs)
    came = self.grad_outputs
    for hook in self.user_pre_hooks:
        changed = hook(self.module, came)
        if changed is not None and len(changed) != self.n_outputs:
            raise RuntimeError(f"Backward pre hook returned {len(changed)} grad_output, but expected {self.n_outputs}")
        self.grad_outputs = self.grad_outputs if changed is None else changed
    going_on = self._unpack_none(self.output_tensors_index, self.grad_outputs)
    if self.input_tensors_index is None:
        self._fire_without_inputs()
    return going_on

# %% wrong="None inside the loop replaces the tuple" caught="a_pre_hook_sees_the_module_and_the_gradients_of_the_outputs"
@grow(nn.BackwardHook)
def _on_grad_outputs(self, grad_inputs, grad_outputs):
    self.grad_outputs = self._pack_with_none(self.output_tensors_index, grad_outputs, self.n_outputs)
    for hook in self.user_pre_hooks:
        changed = hook(self.module, self.grad_outputs)
        if changed is not None and len(changed) != self.n_outputs:
            raise RuntimeError(f"Backward pre hook returned {len(changed)} grad_output, but expected {self.n_outputs}")
        self.grad_outputs = changed
    going_on = self._unpack_none(self.output_tensors_index, self.grad_outputs)
    if self.input_tensors_index is None:
        self._fire_without_inputs()
    return going_on

# %% wrong="goes on packed" caught="outputs_that_are_no_tensor_or_not_used_have_none"
@grow(nn.BackwardHook)
def _on_grad_outputs(self, grad_inputs, grad_outputs):
    self.grad_outputs = self._pack_with_none(self.output_tensors_index, grad_outputs, self.n_outputs)
    for hook in self.user_pre_hooks:
        changed = hook(self.module, self.grad_outputs)
        if changed is not None and len(changed) != self.n_outputs:
            raise RuntimeError(f"Backward pre hook returned {len(changed)} grad_output, but expected {self.n_outputs}")
        self.grad_outputs = self.grad_outputs if changed is None else changed
    going_on = tuple(self.grad_outputs)
    if self.input_tensors_index is None:
        self._fire_without_inputs()
    return going_on

# %% wrong="any length will do" caught="another_number_of_grad_outputs_is_refused"
@grow(nn.BackwardHook)
def _on_grad_outputs(self, grad_inputs, grad_outputs):
    self.grad_outputs = self._pack_with_none(self.output_tensors_index, grad_outputs, self.n_outputs)
    for hook in self.user_pre_hooks:
        changed = hook(self.module, self.grad_outputs)
        self.grad_outputs = self.grad_outputs if changed is None else changed
    going_on = self._unpack_none(self.output_tensors_index, self.grad_outputs)
    if self.input_tensors_index is None:
        self._fire_without_inputs()
    return going_on

# %% wrong="compares with the number of tensors" caught="a_pre_hook_answers_for_all_outputs"
@grow(nn.BackwardHook)
def _on_grad_outputs(self, grad_inputs, grad_outputs):
    self.grad_outputs = self._pack_with_none(self.output_tensors_index, grad_outputs, self.n_outputs)
    for hook in self.user_pre_hooks:
        changed = hook(self.module, self.grad_outputs)
        if changed is not None and len(changed) != len(self.output_tensors_index):
            raise RuntimeError(f"Backward pre hook returned {len(changed)} grad_output, but expected {self.n_outputs}")
        self.grad_outputs = self.grad_outputs if changed is None else changed
    going_on = self._unpack_none(self.output_tensors_index, self.grad_outputs)
    if self.input_tensors_index is None:
        self._fire_without_inputs()
    return going_on

# %% wrong="returns nothing" caught="what_a_pre_hook_returns_goes_on_and_is_kept"
@grow(nn.BackwardHook)
def _on_grad_outputs(self, grad_inputs, grad_outputs):
    self.grad_outputs = self._pack_with_none(self.output_tensors_index, grad_outputs, self.n_outputs)
    for hook in self.user_pre_hooks:
        changed = hook(self.module, self.grad_outputs)
        if changed is not None and len(changed) != self.n_outputs:
            raise RuntimeError(f"Backward pre hook returned {len(changed)} grad_output, but expected {self.n_outputs}")
        self.grad_outputs = self.grad_outputs if changed is None else changed
    going_on = self._unpack_none(self.output_tensors_index, self.grad_outputs)
    if self.input_tensors_index is None:
        self._fire_without_inputs()
    return None

# %% wrong="is not packed" caught="outputs_that_are_no_tensor_or_not_used_have_none"
@grow(nn.BackwardHook)
def _on_grad_outputs(self, grad_inputs, grad_outputs):
    self.grad_outputs = grad_outputs
    for hook in self.user_pre_hooks:
        changed = hook(self.module, self.grad_outputs)
        if changed is not None and len(changed) != self.n_outputs:
            raise RuntimeError(f"Backward pre hook returned {len(changed)} grad_output, but expected {self.n_outputs}")
        self.grad_outputs = self.grad_outputs if changed is None else changed
    going_on = self._unpack_none(self.output_tensors_index, self.grad_outputs)
    if self.input_tensors_index is None:
        self._fire_without_inputs()
    return going_on

# %% wrong="the hook gets no module" caught="a_pre_hook_sees_the_module_and_the_gradients_of_the_outputs"
@grow(nn.BackwardHook)
def _on_grad_outputs(self, grad_inputs, grad_outputs):
    self.grad_outputs = self._pack_with_none(self.output_tensors_index, grad_outputs, self.n_outputs)
    for hook in self.user_pre_hooks:
        changed = hook(None, self.grad_outputs)
        if changed is not None and len(changed) != self.n_outputs:
            raise RuntimeError(f"Backward pre hook returned {len(changed)} grad_output, but expected {self.n_outputs}")
        self.grad_outputs = self.grad_outputs if changed is None else changed
    going_on = self._unpack_none(self.output_tensors_index, self.grad_outputs)
    if self.input_tensors_index is None:
        self._fire_without_inputs()
    return going_on

# %% right="with a local variable"
@grow(nn.BackwardHook)
def _on_grad_outputs(self, grad_inputs, grad_outputs):
    grads = self._pack_with_none(self.output_tensors_index, grad_outputs, self.n_outputs)
    for hook in self.user_pre_hooks:
        answer = hook(self.module, grads)
        if answer is None:
            continue
        if len(answer) != len(grads):
            raise RuntimeError(f"a pre-hook returned {len(answer)} gradients for {len(grads)} outputs")
        grads = answer
    self.grad_outputs = grads
    if self.input_tensors_index is None:
        self._fire_without_inputs()
    return tuple(grads[i] for i in self.output_tensors_index)

# %% right="unpacked first of all"
@grow(nn.BackwardHook)
def _on_grad_outputs(self, _, came):
    self.grad_outputs = self._pack_with_none(self.output_tensors_index, came, self.n_outputs)
    for pre_hook in self.user_pre_hooks:
        made = pre_hook(self.module, self.grad_outputs)
        if made is not None:
            if len(made) != self.n_outputs:
                raise RuntimeError("another number of gradients")
            self.grad_outputs = made
    on = self._unpack_none(self.output_tensors_index, self.grad_outputs)
    if self.input_tensors_index is None:
        self._fire_without_inputs()
    return on
