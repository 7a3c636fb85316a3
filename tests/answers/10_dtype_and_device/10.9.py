# %% wrong="whatever is asked for is done" caught="a_dtype_that_is_not_floating_is_a_type_error"
@grow(nn.Module)
def to(self, *args, **kwargs):
    device, dtype, non_blocking, memory_format = nn._parse_to(*args, **kwargs)
    return self._apply(lambda t: nn._moved(t, device, dtype, non_blocking, memory_format))

# %% wrong="a ValueError" caught="a_dtype_that_is_not_floating_is_a_type_error"
@grow(nn.Module)
def to(self, *args, **kwargs):
    device, dtype, non_blocking, memory_format = nn._parse_to(*args, **kwargs)
    if dtype is not None and not dtype.is_floating_point:
        raise ValueError(f"nn.Module.to only accepts floating point or complex dtypes, but got desired dtype={dtype}")
    return self._apply(lambda t: nn._moved(t, device, dtype, non_blocking, memory_format))

# %% wrong="a dtype that comes first alone is asked" caught="a_dtype_that_is_not_floating_is_a_type_error"
@grow(nn.Module)
def to(self, *args, **kwargs):
    if args and isinstance(args[0], torch.dtype) and not args[0].is_floating_point:
        raise TypeError(f"nn.Module.to only accepts floating point or complex dtypes, but got desired dtype={args[0]}")
    device, dtype, non_blocking, memory_format = nn._parse_to(*args, **kwargs)
    return self._apply(lambda t: nn._moved(t, device, dtype, non_blocking, memory_format))

# %% wrong="whole numbers are quietly ignored" caught="a_dtype_that_is_not_floating_is_a_type_error"
@grow(nn.Module)
def to(self, *args, **kwargs):
    device, dtype, non_blocking, memory_format = nn._parse_to(*args, **kwargs)
    if dtype is not None and not dtype.is_floating_point:
        dtype = None
    return self._apply(lambda t: nn._moved(t, device, dtype, non_blocking, memory_format))

# %% wrong="refused only where there is something to convert" caught="a_module_of_no_floats_refuses_it_too"
@grow(nn.Module)
def to(self, *args, **kwargs):
    device, dtype, non_blocking, memory_format = nn._parse_to(*args, **kwargs)
    if dtype is not None and not dtype.is_floating_point and any(True for _ in self.parameters()):
        raise TypeError(f"nn.Module.to only accepts floating point or complex dtypes, but got desired dtype={dtype}")
    return self._apply(lambda t: nn._moved(t, device, dtype, non_blocking, memory_format))

# %% wrong="bool is let through" caught="a_dtype_that_is_not_floating_is_a_type_error"
@grow(nn.Module)
def to(self, *args, **kwargs):
    device, dtype, non_blocking, memory_format = nn._parse_to(*args, **kwargs)
    if dtype in (torch.int8, torch.int16, torch.int32, torch.int64):
        raise TypeError(f"nn.Module.to only accepts floating point or complex dtypes, but got desired dtype={dtype}")
    return self._apply(lambda t: nn._moved(t, device, dtype, non_blocking, memory_format))

# %% wrong="refused after the walk" caught="it_is_refused_before_anything_is_converted"
@grow(nn.Module)
def to(self, *args, **kwargs):
    device, dtype, non_blocking, memory_format = nn._parse_to(*args, **kwargs)
    floating = dtype is None or dtype.is_floating_point
    self._apply(lambda t: nn._moved(t, device, dtype if floating else None, non_blocking, memory_format))
    if not floating:
        raise TypeError(f"nn.Module.to only accepts floating point or complex dtypes, but got desired dtype={dtype}")
    return self

# %% wrong="None is asked, too" caught="a_device_without_a_dtype_is_fine"
@grow(nn.Module)
def to(self, *args, **kwargs):
    device, dtype, non_blocking, memory_format = nn._parse_to(*args, **kwargs)
    if not getattr(dtype, "is_floating_point", False):
        raise TypeError(f"nn.Module.to only accepts floating point or complex dtypes, but got desired dtype={dtype}")
    return self._apply(lambda t: nn._moved(t, device, dtype, non_blocking, memory_format))

# %% wrong="this module alone" caught="the_whole_tree_goes_and_the_module_is_the_result"
@grow(nn.Module)
def to(self, *args, **kwargs):
    device, dtype, non_blocking, memory_format = nn._parse_to(*args, **kwargs)
    if dtype is not None and not dtype.is_floating_point:
        raise TypeError(f"nn.Module.to only accepts floating point or complex dtypes, but got desired dtype={dtype}")
    return self._apply(lambda t: nn._moved(t, device, dtype, non_blocking, memory_format), recurse=False)

# %% wrong="returns nothing, as a change in place would" caught="a_device_without_a_dtype_is_fine"
@grow(nn.Module)
def to(self, *args, **kwargs):
    device, dtype, non_blocking, memory_format = nn._parse_to(*args, **kwargs)
    if dtype is not None and not dtype.is_floating_point:
        raise TypeError(f"nn.Module.to only accepts floating point or complex dtypes, but got desired dtype={dtype}")
    self._apply(lambda t: nn._moved(t, device, dtype, non_blocking, memory_format))

# %% wrong="the memory format is forgotten" caught="every_argument_of_to_is_still_heeded"
@grow(nn.Module)
def to(self, *args, **kwargs):
    device, dtype, non_blocking, _ = nn._parse_to(*args, **kwargs)
    if dtype is not None and not dtype.is_floating_point:
        raise TypeError(f"nn.Module.to only accepts floating point or complex dtypes, but got desired dtype={dtype}")
    return self._apply(lambda t: nn._moved(t, device, dtype, non_blocking, None))

# %% wrong="a converted copy of the module" caught="the_whole_tree_goes_and_the_module_is_the_result"
@grow(nn.Module)
def to(self, *args, **kwargs):
    import copy

    device, dtype, non_blocking, memory_format = nn._parse_to(*args, **kwargs)
    if dtype is not None and not dtype.is_floating_point:
        raise TypeError(f"nn.Module.to only accepts floating point or complex dtypes, but got desired dtype={dtype}")
    return copy.deepcopy(self)._apply(lambda t: nn._moved(t, device, dtype, non_blocking, memory_format))

# %% right="the parsed arguments as one"
@grow(nn.Module)
def to(self, *args, **kwargs):
    how = nn._parse_to(*args, **kwargs)
    if how[1] is not None and not how[1].is_floating_point:
        raise TypeError(f"{how[1]} is not floating")
    self._apply(lambda t: nn._moved(t, *how))
    return self

# %% right="a function inside, and the other order of the question"
@grow(nn.Module)
def to(self, *args, **kwargs):
    device, dtype, non_blocking, memory_format = nn._parse_to(*args, **kwargs)

    def convert(t):
        return nn._moved(t, device, dtype, non_blocking, memory_format)

    if dtype is None or dtype.is_floating_point:
        return self._apply(convert)
    raise TypeError(f"nn.Module.to only accepts floating point or complex dtypes, but got desired dtype={dtype}")
