# %% wrong="whole numbers take the dtype too" caught="floats_change_their_dtype_and_whole_numbers_do_not"
@grow(nn)
def _moved(t, device, dtype, non_blocking, memory_format):
    how = {"memory_format": memory_format} if memory_format is not None and t.dim() in (4, 5) else {}
    try:
        return t.to(device, dtype, non_blocking, **how)
    except NotImplementedError as error:
        if str(error) != NO_DATA:
            raise
        raise NotImplementedError(f"{NO_DATA} {INSTEAD}") from None

# %% wrong="whole numbers stay where they are" caught="whole_numbers_are_moved_all_the_same"
@grow(nn)
def _moved(t, device, dtype, non_blocking, memory_format):
    if not t.is_floating_point():
        return t
    how = {"memory_format": memory_format} if memory_format is not None and t.dim() in (4, 5) else {}
    try:
        return t.to(device, dtype, non_blocking, **how)
    except NotImplementedError as error:
        if str(error) != NO_DATA:
            raise
        raise NotImplementedError(f"{NO_DATA} {INSTEAD}") from None

# %% wrong="the memory format for every tensor" caught="a_memory_format_is_for_four_dimensions"
@grow(nn)
def _moved(t, device, dtype, non_blocking, memory_format):
    how = {"memory_format": memory_format} if memory_format is not None else {}
    try:
        return t.to(device, dtype if t.is_floating_point() else None, non_blocking, **how)
    except NotImplementedError as error:
        if str(error) != NO_DATA:
            raise
        raise NotImplementedError(f"{NO_DATA} {INSTEAD}") from None

# %% wrong="the memory format is left out" caught="a_memory_format_is_for_four_dimensions"
@grow(nn)
def _moved(t, device, dtype, non_blocking, memory_format):
    try:
        return t.to(device, dtype if t.is_floating_point() else None, non_blocking)
    except NotImplementedError as error:
        if str(error) != NO_DATA:
            raise
        raise NotImplementedError(f"{NO_DATA} {INSTEAD}") from None

# %% wrong="images of four dimensions are laid out and not cast" caught="a_memory_format_is_for_four_dimensions"
@grow(nn)
def _moved(t, device, dtype, non_blocking, memory_format):
    if memory_format is not None and t.dim() in (4, 5):
        return t.to(memory_format=memory_format)
    try:
        return t.to(device, dtype if t.is_floating_point() else None, non_blocking)
    except NotImplementedError as error:
        if str(error) != NO_DATA:
            raise
        raise NotImplementedError(f"{NO_DATA} {INSTEAD}") from None

# %% wrong="without a format, in the usual one" caught="nobody_asked_for_a_memory_format_nothing_is_laid_out_anew"
@grow(nn)
def _moved(t, device, dtype, non_blocking, memory_format):
    how = {"memory_format": memory_format or torch.contiguous_format} if t.dim() in (4, 5) else {}
    try:
        return t.to(device, dtype if t.is_floating_point() else None, non_blocking, **how)
    except NotImplementedError as error:
        if str(error) != NO_DATA:
            raise
        raise NotImplementedError(f"{NO_DATA} {INSTEAD}") from None

# %% wrong="the error of the tensor goes on as it is" caught="out_of_meta_the_error_names_to_empty"
@grow(nn)
def _moved(t, device, dtype, non_blocking, memory_format):
    how = {"memory_format": memory_format} if memory_format is not None and t.dim() in (4, 5) else {}
    return t.to(device, dtype if t.is_floating_point() else None, non_blocking, **how)

# %% wrong="only what to do instead, not what went wrong" caught="out_of_meta_the_error_names_to_empty"
@grow(nn)
def _moved(t, device, dtype, non_blocking, memory_format):
    how = {"memory_format": memory_format} if memory_format is not None and t.dim() in (4, 5) else {}
    try:
        return t.to(device, dtype if t.is_floating_point() else None, non_blocking, **how)
    except NotImplementedError as error:
        if str(error) != NO_DATA:
            raise
        raise NotImplementedError(INSTEAD) from None

# %% wrong="gives memory by itself instead of raising" caught="out_of_meta_the_error_names_to_empty"
@grow(nn)
def _moved(t, device, dtype, non_blocking, memory_format):
    how = {"memory_format": memory_format} if memory_format is not None and t.dim() in (4, 5) else {}
    try:
        return t.to(device, dtype if t.is_floating_point() else None, non_blocking, **how)
    except NotImplementedError as error:
        if str(error) != NO_DATA:
            raise
        return torch.empty_like(t, device=device)

# %% wrong="every NotImplementedError is taken for that of meta" caught="another_error_goes_on_as_it_is"
@grow(nn)
def _moved(t, device, dtype, non_blocking, memory_format):
    how = {"memory_format": memory_format} if memory_format is not None and t.dim() in (4, 5) else {}
    try:
        return t.to(device, dtype if t.is_floating_point() else None, non_blocking, **how)
    except NotImplementedError:
        raise NotImplementedError(f"{NO_DATA} {INSTEAD}") from None

# %% wrong="other errors are swallowed" caught="another_error_goes_on_as_it_is"
@grow(nn)
def _moved(t, device, dtype, non_blocking, memory_format):
    how = {"memory_format": memory_format} if memory_format is not None and t.dim() in (4, 5) else {}
    try:
        return t.to(device, dtype if t.is_floating_point() else None, non_blocking, **how)
    except NotImplementedError as error:
        if str(error) == NO_DATA:
            raise NotImplementedError(f"{NO_DATA} {INSTEAD}") from None
        return t

# %% wrong="non_blocking is dropped" caught="non_blocking_reaches_the_tensor"
@grow(nn)
def _moved(t, device, dtype, non_blocking, memory_format):
    how = {"memory_format": memory_format} if memory_format is not None and t.dim() in (4, 5) else {}
    try:
        return t.to(device, dtype if t.is_floating_point() else None, **how)
    except NotImplementedError as error:
        if str(error) != NO_DATA:
            raise
        raise NotImplementedError(f"{NO_DATA} {INSTEAD}") from None

# %% right="two calls"
@grow(nn)
def _moved(t, device, dtype, non_blocking, memory_format):
    wanted = dtype if t.is_floating_point() else None
    try:
        if memory_format is not None and t.dim() in (4, 5):
            return t.to(device, wanted, non_blocking, memory_format=memory_format)
        return t.to(device, wanted, non_blocking)
    except NotImplementedError as error:
        if str(error) == "Cannot copy out of meta tensor; no data!":
            raise NotImplementedError(f"{error} {INSTEAD}") from error
        raise

# %% right="asks before it tries, and by keyword"
@grow(nn)
def _moved(t, device, dtype, non_blocking, memory_format):
    if t.is_meta and device is not None and torch.device(device).type != "meta":
        raise NotImplementedError(NO_DATA + " " + INSTEAD)
    if 4 <= t.dim() <= 5 and memory_format is not None:
        t = t.to(memory_format=memory_format)
    named = {"device": device, "dtype": t.dtype}
    if t.is_floating_point() and dtype is not None:
        named["dtype"] = dtype
    return t.to(**named, non_blocking=non_blocking)
