# %% wrong="the parent before its children" caught="children_come_before_their_parent"
@grow(nn.Module)
def _apply(self, fn, recurse=True):
    for name, param in self._parameters.items():
        if param is not None:
            self._parameters[name] = nn._converted(param, fn)
    for name, buf in self._buffers.items():
        if buf is not None:
            self._buffers[name] = fn(buf)
    if recurse:
        for module in self.children():
            module._apply(fn)
    return self

# %% wrong="the children are not called at all" caught="children_come_before_their_parent"
@grow(nn.Module)
def _apply(self, fn, recurse=True):
    for name, param in self._parameters.items():
        if param is not None:
            self._parameters[name] = nn._converted(param, fn)
    for name, buf in self._buffers.items():
        if buf is not None:
            self._buffers[name] = fn(buf)
    return self

# %% wrong="children without their own children" caught="children_come_before_their_parent"
@grow(nn.Module)
def _apply(self, fn, recurse=True):
    if recurse:
        for module in self.children():
            module._apply(fn, recurse=False)
    for name, param in self._parameters.items():
        if param is not None:
            self._parameters[name] = nn._converted(param, fn)
    for name, buf in self._buffers.items():
        if buf is not None:
            self._buffers[name] = fn(buf)
    return self

# %% wrong="buffers before parameters" caught="children_come_before_their_parent"
@grow(nn.Module)
def _apply(self, fn, recurse=True):
    if recurse:
        for module in self.children():
            module._apply(fn)
    for name, buf in self._buffers.items():
        if buf is not None:
            self._buffers[name] = fn(buf)
    for name, param in self._parameters.items():
        if param is not None:
            self._parameters[name] = nn._converted(param, fn)
    return self

# %% wrong="parameters alone" caught="children_come_before_their_parent"
@grow(nn.Module)
def _apply(self, fn, recurse=True):
    if recurse:
        for module in self.children():
            module._apply(fn)
    for name, param in self._parameters.items():
        if param is not None:
            self._parameters[name] = nn._converted(param, fn)
    return self

# %% wrong="a buffer keeps its identity, as a parameter does" caught="a_buffer_is_replaced_by_what_the_function_returns"
@grow(nn.Module)
def _apply(self, fn, recurse=True):
    if recurse:
        for module in self.children():
            module._apply(fn)
    for registry in (self._parameters, self._buffers):
        for name, tensor in registry.items():
            if tensor is not None:
                registry[name] = nn._converted(tensor, fn)
    return self

# %% wrong="buffers that are not saved are left out" caught="a_buffer_that_is_not_saved_is_converted_too"
@grow(nn.Module)
def _apply(self, fn, recurse=True):
    if recurse:
        for module in self.children():
            module._apply(fn)
    for name, param in self._parameters.items():
        if param is not None:
            self._parameters[name] = nn._converted(param, fn)
    for name, buf in self._buffers.items():
        if buf is not None and name not in self._non_persistent_buffers_set:
            self._buffers[name] = fn(buf)
    return self

# %% wrong="no thought of None" caught="none_in_a_registry_stays_none"
@grow(nn.Module)
def _apply(self, fn, recurse=True):
    if recurse:
        for module in self.children():
            module._apply(fn)
    for name, param in self._parameters.items():
        self._parameters[name] = nn._converted(param, fn)
    for name, buf in self._buffers.items():
        self._buffers[name] = fn(buf)
    return self

# %% wrong="walks _modules, where None may stand" caught="none_in_a_registry_stays_none"
@grow(nn.Module)
def _apply(self, fn, recurse=True):
    if recurse:
        for module in self._modules.values():
            module._apply(fn)
    for name, param in self._parameters.items():
        if param is not None:
            self._parameters[name] = nn._converted(param, fn)
    for name, buf in self._buffers.items():
        if buf is not None:
            self._buffers[name] = fn(buf)
    return self

# %% wrong="returns nothing" caught="the_result_is_the_module"
@grow(nn.Module)
def _apply(self, fn, recurse=True):
    if recurse:
        for module in self.children():
            module._apply(fn)
    for name, param in self._parameters.items():
        if param is not None:
            self._parameters[name] = nn._converted(param, fn)
    for name, buf in self._buffers.items():
        if buf is not None:
            self._buffers[name] = fn(buf)

# %% wrong="recurse is not heeded" caught="without_recursion_the_children_are_left_alone"
@grow(nn.Module)
def _apply(self, fn, recurse=True):
    for module in self.children():
        module._apply(fn)
    for name, param in self._parameters.items():
        if param is not None:
            self._parameters[name] = nn._converted(param, fn)
    for name, buf in self._buffers.items():
        if buf is not None:
            self._buffers[name] = fn(buf)
    return self

# %% wrong="walks over all modules itself, past a child's own way" caught="a_child_is_converted_by_its_own_method"
@grow(nn.Module)
def _apply(self, fn, recurse=True):
    def walk(module):
        for child in module.children() if recurse else ():
            walk(child)
        for name, param in module._parameters.items():
            if param is not None:
                module._parameters[name] = nn._converted(param, fn)
        for name, buf in module._buffers.items():
            if buf is not None:
                module._buffers[name] = fn(buf)

    walk(self)
    return self

# %% wrong="a tied weight is converted once" caught="a_tied_weight_stays_tied_and_is_converted_once_for_each_of_its_names"
@grow(nn.Module)
def _apply(self, fn, recurse=True):
    if recurse:
        for module in self.children():
            module._apply(fn)
    for name, param in self.named_parameters(recurse=False):
        self._parameters[name] = nn._converted(param, fn)
    for name, buf in self._buffers.items():
        if buf is not None:
            self._buffers[name] = fn(buf)
    return self

# %% wrong="a buffer of two names is converted once, under one of them" caught="a_buffer_under_two_names_becomes_two"
@grow(nn.Module)
def _apply(self, fn, recurse=True):
    if recurse:
        for module in self.children():
            module._apply(fn)
    for name, param in self._parameters.items():
        if param is not None:
            self._parameters[name] = nn._converted(param, fn)
    for name, buf in list(self.named_buffers(recurse=False)):
        self._buffers[name] = fn(buf)
    return self

# %% wrong="a child of two names is converted twice" caught="a_child_of_two_names_is_converted_once"
@grow(nn.Module)
def _apply(self, fn, recurse=True):
    if recurse:
        for module in self._modules.values():
            if module is not None:
                module._apply(fn)
    for name, param in self._parameters.items():
        if param is not None:
            self._parameters[name] = nn._converted(param, fn)
    for name, buf in self._buffers.items():
        if buf is not None:
            self._buffers[name] = fn(buf)
    return self

# %% right="one loop over both registries"
@grow(nn.Module)
def _apply(self, fn, recurse=True):
    for child in self.children() if recurse else ():
        child._apply(fn)
    for registry, convert in ((self._parameters, nn._converted), (self._buffers, lambda t, f: f(t))):
        for name, tensor in list(registry.items()):
            if tensor is not None:
                registry[name] = convert(tensor, fn)
    return self

# %% right="new dicts' worth of entries, put in by update"
@grow(nn.Module)
def _apply(self, fn, recurse=True):
    if recurse:
        for module in self.children():
            module._apply(fn)
    self._parameters.update({n: nn._converted(p, fn) for n, p in self._parameters.items() if p is not None})
    self._buffers.update({n: fn(b) for n, b in self._buffers.items() if b is not None})
    return self

# %% right="setattr, which knows the registries"
@grow(nn.Module)
def _apply(self, fn, recurse=True):
    if recurse:
        for _, module in self.named_children():
            module._apply(fn)
    for name, param in list(self._parameters.items()):
        if param is not None:
            setattr(self, name, nn._converted(param, fn))
    for name, buf in list(self._buffers.items()):
        if buf is not None:
            setattr(self, name, fn(buf))
    return self
