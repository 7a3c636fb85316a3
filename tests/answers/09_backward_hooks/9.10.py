# %% wrong="the forward hooks come after the identity" caught="forward_hooks_belong_to_the_inside"
@grow(nn.Module)
def _run_watched(self, bw_hook, call):
    call.args = bw_hook.setup_input_hook(call.args)
    call.result = self.forward(*call.args, **call.kwargs)
    if not isinstance(call.result, torch.Tensor | tuple):
        warnings.warn("For backward hooks to be called, module output should be a Tensor or a tuple", stacklevel=2)
    call.result = bw_hook.setup_output_hook(call.result)
    self._run_forward_hooks(call)

# %% wrong="the arguments that are set up are not used" caught="forward_hooks_belong_to_the_inside"
@grow(nn.Module)
def _run_watched(self, bw_hook, call):
    bw_hook.setup_input_hook(call.args)
    call.result = self.forward(*call.args, **call.kwargs)
    self._run_forward_hooks(call)
    if not isinstance(call.result, torch.Tensor | tuple):
        warnings.warn("For backward hooks to be called, module output should be a Tensor or a tuple", stacklevel=2)
    call.result = bw_hook.setup_output_hook(call.result)

# %% wrong="the result that is set up is not used" caught="forward_hooks_belong_to_the_inside"
@grow(nn.Module)
def _run_watched(self, bw_hook, call):
    call.args = bw_hook.setup_input_hook(call.args)
    call.result = self.forward(*call.args, **call.kwargs)
    self._run_forward_hooks(call)
    if not isinstance(call.result, torch.Tensor | tuple):
        warnings.warn("For backward hooks to be called, module output should be a Tensor or a tuple", stacklevel=2)
    bw_hook.setup_output_hook(call.result)

# %% wrong="keyword arguments are lost" caught="keyword_arguments_are_handed_on_and_not_watched"
@grow(nn.Module)
def _run_watched(self, bw_hook, call):
    call.args = bw_hook.setup_input_hook(call.args)
    call.result = self.forward(*call.args)
    self._run_forward_hooks(call)
    if not isinstance(call.result, torch.Tensor | tuple):
        warnings.warn("For backward hooks to be called, module output should be a Tensor or a tuple", stacklevel=2)
    call.result = bw_hook.setup_output_hook(call.result)

# %% wrong="no forward hooks" caught="forward_hooks_belong_to_the_inside"
@grow(nn.Module)
def _run_watched(self, bw_hook, call):
    call.args = bw_hook.setup_input_hook(call.args)
    call.result = self.forward(*call.args, **call.kwargs)
    if not isinstance(call.result, torch.Tensor | tuple):
        warnings.warn("For backward hooks to be called, module output should be a Tensor or a tuple", stacklevel=2)
    call.result = bw_hook.setup_output_hook(call.result)

# %% wrong="warns of nothing" caught="a_result_of_another_kind_is_warned_of"
@grow(nn.Module)
def _run_watched(self, bw_hook, call):
    call.args = bw_hook.setup_input_hook(call.args)
    call.result = self.forward(*call.args, **call.kwargs)
    self._run_forward_hooks(call)
    call.result = bw_hook.setup_output_hook(call.result)

# %% wrong="warns of a tuple as well" caught="a_result_of_another_kind_is_warned_of"
@grow(nn.Module)
def _run_watched(self, bw_hook, call):
    call.args = bw_hook.setup_input_hook(call.args)
    call.result = self.forward(*call.args, **call.kwargs)
    self._run_forward_hooks(call)
    if not isinstance(call.result, torch.Tensor):
        warnings.warn("For backward hooks to be called, module output should be a Tensor or a tuple", stacklevel=2)
    call.result = bw_hook.setup_output_hook(call.result)

# %% wrong="raises where torch warns" caught="a_result_of_another_kind_is_warned_of"
@grow(nn.Module)
def _run_watched(self, bw_hook, call):
    call.args = bw_hook.setup_input_hook(call.args)
    call.result = self.forward(*call.args, **call.kwargs)
    self._run_forward_hooks(call)
    if not isinstance(call.result, torch.Tensor | tuple):
        raise RuntimeError("module output should be a Tensor or a tuple")
    call.result = bw_hook.setup_output_hook(call.result)

# %% wrong="forward sees the old arguments" caught="forward_hooks_belong_to_the_inside"
@grow(nn.Module)
def _run_watched(self, bw_hook, call):
    old = call.args
    call.args = bw_hook.setup_input_hook(call.args)
    call.result = self.forward(*old, **call.kwargs)
    self._run_forward_hooks(call)
    if not isinstance(call.result, torch.Tensor | tuple):
        warnings.warn("For backward hooks to be called, module output should be a Tensor or a tuple", stacklevel=2)
    call.result = bw_hook.setup_output_hook(call.result)

# %% right="with a variable"
@grow(nn.Module)
def _run_watched(self, bw_hook, call):
    call.args = bw_hook.setup_input_hook(call.args)
    call.result = self.forward(*call.args, **call.kwargs)
    self._run_forward_hooks(call)
    out = call.result
    if not (isinstance(out, torch.Tensor) or isinstance(out, tuple)):
        warnings.warn(f"backward hooks are not called for a {type(out).__name__}")
    call.result = bw_hook.setup_output_hook(out)

# %% right="the warning at the end"
@grow(nn.Module)
def _run_watched(self, bw_hook, call):
    call.args = args = bw_hook.setup_input_hook(call.args)
    call.result = self.forward(*args, **call.kwargs)
    self._run_forward_hooks(call)
    watched = bw_hook.setup_output_hook(call.result)
    if not isinstance(watched, (torch.Tensor, tuple)):
        warnings.warn("a module with backward hooks returns a Tensor or a tuple", UserWarning)
    call.result = watched
