# %% wrong="by `to`, which has nothing to copy" caught="everything_gets_memory_of_its_shape_and_dtype"
@grow(nn.Module)
def to_empty(self, *, device, recurse=True):
    return self._apply(lambda t: t.to(device), recurse=recurse)

# %% wrong="memory of the default dtype" caught="everything_gets_memory_of_its_shape_and_dtype"
@grow(nn.Module)
def to_empty(self, *, device, recurse=True):
    return self._apply(lambda t: torch.empty(t.shape, device=device), recurse=recurse)

# %% wrong="floats alone" caught="everything_gets_memory_of_its_shape_and_dtype"
@grow(nn.Module)
def to_empty(self, *, device, recurse=True):
    return self._apply(lambda t: torch.empty_like(t, device=device) if t.is_floating_point() else t, recurse=recurse)

# %% wrong="the device is forgotten" caught="everything_gets_memory_of_its_shape_and_dtype"
@grow(nn.Module)
def to_empty(self, *, device, recurse=True):
    return self._apply(lambda t: torch.empty_like(t), recurse=recurse)

# %% wrong="the device has a default" caught="the_device_is_said_and_said_by_keyword"
@grow(nn.Module)
def to_empty(self, *, device="cpu", recurse=True):
    return self._apply(lambda t: torch.empty_like(t, device=device), recurse=recurse)

# %% wrong="the device by position" caught="the_device_is_said_and_said_by_keyword"
@grow(nn.Module)
def to_empty(self, device, recurse=True):
    return self._apply(lambda t: torch.empty_like(t, device=device), recurse=recurse)

# %% wrong="the module is not returned" caught="the_emptied_module_is_the_result"
@grow(nn.Module)
def to_empty(self, *, device, recurse=True):
    self._apply(lambda t: torch.empty_like(t, device=device), recurse=recurse)

# %% wrong="recurse is not handed on" caught="not_recursing_leaves_children_on_meta"
@grow(nn.Module)
def to_empty(self, *, device, recurse=True):
    return self._apply(lambda t: torch.empty_like(t, device=device))

# %% wrong="what is not on meta is kept" caught="memory_is_new_also_where_there_was_some"
@grow(nn.Module)
def to_empty(self, *, device, recurse=True):
    return self._apply(lambda t: torch.empty_like(t, device=device) if t.is_meta else t.to(device), recurse=recurse)

# %% wrong="remembers what a tied weight became" caught="each_name_of_a_tied_weight_gets_memory_of_its_own"
@grow(nn.Module)
def to_empty(self, *, device, recurse=True):
    became = {}
    for module in self.modules() if recurse else [self]:
        for name, p in module._parameters.items():
            if p is not None:
                if id(p) not in became:
                    empty = torch.empty_like(p, device=device)
                    became[id(p)] = p, nn._converted(p, lambda t, e=empty: e.detach())
                module._parameters[name] = became[id(p)][1]
        for name, b in module._buffers.items():
            if b is not None:
                module._buffers[name] = torch.empty_like(b, device=device)
    return self

# %% right="zeros are as good as anything"
@grow(nn.Module)
def to_empty(self, *, device, recurse=True):
    return self._apply(lambda t: torch.zeros_like(t, device=device), recurse=recurse)

# %% right="torch.empty, told everything"
@grow(nn.Module)
def to_empty(self, *, device, recurse=True):
    def memory(t):
        return torch.empty(t.shape, dtype=t.dtype, device=t.device if device is None else device)

    return self._apply(memory, recurse)
