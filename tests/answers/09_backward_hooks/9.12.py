# %% wrong="does not exclude the full kind" caught="one_kind_of_hook_excludes_the_other"
@grow(nn.Module)
def register_backward_hook(self, hook):
    self._is_full_backward_hook = False
    return put_in(self._backward_hooks, hook)


@grow(nn.Module)
def _hook_the_last_node(self, hooks, call):
    node = first_tensor(call.result).grad_fn
    if node is not None:
        for hook in hooks:
            node.register_hook(with_module(hook, self))
        self._maybe_warn_non_full_backward_hook(call.args, call.result, node)

# %% wrong="sets the flag to True" caught="an_old_hook_sees_the_last_operation_only"
@grow(nn.Module)
def register_backward_hook(self, hook):
    if self._is_full_backward_hook is True:
        raise RuntimeError("Cannot use both regular backward hooks and full backward hooks on a single Module.")
    self._is_full_backward_hook = True
    return put_in(self._backward_hooks, hook)


@grow(nn.Module)
def _hook_the_last_node(self, hooks, call):
    node = first_tensor(call.result).grad_fn
    if node is not None:
        for hook in hooks:
            node.register_hook(with_module(hook, self))
        self._maybe_warn_non_full_backward_hook(call.args, call.result, node)

# %% wrong="the hook gets no module" caught="an_old_hook_sees_the_last_operation_only"
@grow(nn.Module)
def register_backward_hook(self, hook):
    if self._is_full_backward_hook is True:
        raise RuntimeError("Cannot use both regular backward hooks and full backward hooks on a single Module.")
    self._is_full_backward_hook = False
    return put_in(self._backward_hooks, hook)


@grow(nn.Module)
def _hook_the_last_node(self, hooks, call):
    node = first_tensor(call.result).grad_fn
    if node is not None:
        for hook in hooks:
            node.register_hook(hook)
        self._maybe_warn_non_full_backward_hook(call.args, call.result, node)

# %% wrong="stumbles where nothing was recorded" caught="under_no_grad_there_is_no_node"
@grow(nn.Module)
def register_backward_hook(self, hook):
    if self._is_full_backward_hook is True:
        raise RuntimeError("Cannot use both regular backward hooks and full backward hooks on a single Module.")
    self._is_full_backward_hook = False
    return put_in(self._backward_hooks, hook)


@grow(nn.Module)
def _hook_the_last_node(self, hooks, call):
    node = first_tensor(call.result).grad_fn
    for hook in hooks:
        node.register_hook(with_module(hook, self))
    self._maybe_warn_non_full_backward_hook(call.args, call.result, node)

# %% wrong="on the tensor in the place of its node" caught="an_old_hook_sees_the_last_operation_only"
@grow(nn.Module)
def register_backward_hook(self, hook):
    if self._is_full_backward_hook is True:
        raise RuntimeError("Cannot use both regular backward hooks and full backward hooks on a single Module.")
    self._is_full_backward_hook = False
    return put_in(self._backward_hooks, hook)


@grow(nn.Module)
def _hook_the_last_node(self, hooks, call):
    node = first_tensor(call.result).grad_fn
    if node is not None:
        for hook in hooks:
            first_tensor(call.result).register_hook(lambda grad, hook=hook: hook(self, (grad,), (grad,)))
        self._maybe_warn_non_full_backward_hook(call.args, call.result, node)

# %% wrong="only the first hook" caught="an_old_hook_sees_the_last_operation_only"
@grow(nn.Module)
def register_backward_hook(self, hook):
    if self._is_full_backward_hook is True:
        raise RuntimeError("Cannot use both regular backward hooks and full backward hooks on a single Module.")
    self._is_full_backward_hook = False
    return put_in(self._backward_hooks, hook)


@grow(nn.Module)
def _hook_the_last_node(self, hooks, call):
    node = first_tensor(call.result).grad_fn
    if node is not None:
        for hook in hooks[:1]:
            node.register_hook(with_module(hook, self))
        self._maybe_warn_non_full_backward_hook(call.args, call.result, node)

# %% wrong="every tensor of a tuple" caught="the_first_tensor_decides"
@grow(nn.Module)
def register_backward_hook(self, hook):
    if self._is_full_backward_hook is True:
        raise RuntimeError("Cannot use both regular backward hooks and full backward hooks on a single Module.")
    self._is_full_backward_hook = False
    return put_in(self._backward_hooks, hook)


@grow(nn.Module)
def _hook_the_last_node(self, hooks, call):
    node = first_tensor(call.result).grad_fn
    if node is not None:
        several = call.result if isinstance(call.result, tuple) else ()
        for hook in hooks:
            for other in several[1:]:
                first_tensor(other).grad_fn.register_hook(with_module(hook, self))
            node.register_hook(with_module(hook, self))
        self._maybe_warn_non_full_backward_hook(call.args, call.result, node)

# %% wrong="as a prehook of the node" caught="an_old_hook_sees_the_last_operation_only"
@grow(nn.Module)
def register_backward_hook(self, hook):
    if self._is_full_backward_hook is True:
        raise RuntimeError("Cannot use both regular backward hooks and full backward hooks on a single Module.")
    self._is_full_backward_hook = False
    return put_in(self._backward_hooks, hook)


@grow(nn.Module)
def _hook_the_last_node(self, hooks, call):
    node = first_tensor(call.result).grad_fn
    if node is not None:
        for hook in hooks:
            node.register_prehook(lambda outs, hook=hook: hook(self, outs, outs))
        self._maybe_warn_non_full_backward_hook(call.args, call.result, node)

# %% wrong="the graph keeps the module" caught="the_graph_does_not_keep_the_module"
@grow(nn.Module)
def register_backward_hook(self, hook):
    if self._is_full_backward_hook is True:
        raise RuntimeError("Cannot use both regular backward hooks and full backward hooks on a single Module.")
    self._is_full_backward_hook = False
    return put_in(self._backward_hooks, hook)


@grow(nn.Module)
def _hook_the_last_node(self, hooks, call):
    node = first_tensor(call.result).grad_fn
    if node is not None:
        for hook in hooks:
            node.register_hook(lambda *given, hook=hook: hook(self, *given))
        self._maybe_warn_non_full_backward_hook(call.args, call.result, node)

# %% right="written out"
@grow(nn.Module)
def register_backward_hook(self, hook):
    if self._is_full_backward_hook:
        raise RuntimeError("this module has full hooks")
    self._is_full_backward_hook = False
    handle = nn.RemovableHandle(self._backward_hooks)
    self._backward_hooks[handle.id] = hook
    return handle


@grow(nn.Module)
def _hook_the_last_node(self, hooks, call):
    tensor = first_tensor(call.result)
    if not tensor.grad_fn:
        return
    for each in hooks:
        tensor.grad_fn.register_hook(with_module(each, self))
    self._maybe_warn_non_full_backward_hook(call.args, call.result, tensor.grad_fn)

# %% right="with an early return"
@grow(nn.Module)
def register_backward_hook(self, hook):
    if self._is_full_backward_hook in (None, False):
        self._is_full_backward_hook = False
        return put_in(self._backward_hooks, hook)
    raise RuntimeError("one kind alone")


@grow(nn.Module)
def _hook_the_last_node(self, hooks, call):
    if (node := first_tensor(call.result).grad_fn) is None:
        return
    bound = [with_module(hook, self) for hook in hooks]
    for hook in bound:
        node.register_hook(hook)
    self._maybe_warn_non_full_backward_hook(inputs=call.args, result=call.result, grad_fn=node)
