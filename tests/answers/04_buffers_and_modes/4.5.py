# %% wrong="lists the parameters" caught="the_buffers_of_all_modules_come_with_their_paths"
@grow(nn.Module)
def named_buffers(self, prefix="", recurse=True, remove_duplicate=True):
    return self._named_members(lambda module: module._parameters.items(), prefix, recurse, remove_duplicate)


@grow(nn.Module)
def buffers(self, recurse=True):
    for _, buffer in self.named_buffers(recurse=recurse):
        yield buffer

# %% wrong="the function looks at self, not at the module it is given" caught="the_buffers_of_all_modules_come_with_their_paths"
@grow(nn.Module)
def named_buffers(self, prefix="", recurse=True, remove_duplicate=True):
    return self._named_members(lambda module: self._buffers.items(), prefix, recurse, remove_duplicate)


@grow(nn.Module)
def buffers(self, recurse=True):
    for _, buffer in self.named_buffers(recurse=recurse):
        yield buffer

# %% wrong="one level only" caught="the_buffers_of_all_modules_come_with_their_paths"
@grow(nn.Module)
def named_buffers(self, prefix="", recurse=True, remove_duplicate=True):
    for name, buffer in self._buffers.items():
        if buffer is not None:
            yield f"{prefix}.{name}" if prefix else name, buffer


@grow(nn.Module)
def buffers(self, recurse=True):
    for _, buffer in self.named_buffers(recurse=recurse):
        yield buffer

# %% wrong="leaves out what is not saved" caught="the_buffers_of_all_modules_come_with_their_paths"
@grow(nn.Module)
def named_buffers(self, prefix="", recurse=True, remove_duplicate=True):
    def saved(module):
        unsaved = module._non_persistent_buffers_set
        return [(name, b) for name, b in module._buffers.items() if name not in unsaved]

    return self._named_members(saved, prefix, recurse, remove_duplicate)


@grow(nn.Module)
def buffers(self, recurse=True):
    for _, buffer in self.named_buffers(recurse=recurse):
        yield buffer

# %% wrong="forgets to hand the flags on" caught="the_prefix_and_both_flags_are_handed_on"
@grow(nn.Module)
def named_buffers(self, prefix="", recurse=True, remove_duplicate=True):
    return self._named_members(lambda module: module._buffers.items(), prefix)


@grow(nn.Module)
def buffers(self, recurse=True):
    for _, buffer in self.named_buffers(recurse=recurse):
        yield buffer

# %% wrong="forgets remove_duplicate" caught="the_prefix_and_both_flags_are_handed_on"
@grow(nn.Module)
def named_buffers(self, prefix="", recurse=True, remove_duplicate=True):
    return self._named_members(lambda module: module._buffers.items(), prefix, recurse)


@grow(nn.Module)
def buffers(self, recurse=True):
    for _, buffer in self.named_buffers(recurse=recurse):
        yield buffer

# %% wrong="buffers yields the pairs" caught="a_buffer_that_is_not_saved_is_listed_like_any_other"
@grow(nn.Module)
def named_buffers(self, prefix="", recurse=True, remove_duplicate=True):
    return self._named_members(lambda module: module._buffers.items(), prefix, recurse, remove_duplicate)


@grow(nn.Module)
def buffers(self, recurse=True):
    yield from self.named_buffers(recurse=recurse)

# %% wrong="buffers does not hand recurse on" caught="buffers_are_the_same_without_names"
@grow(nn.Module)
def named_buffers(self, prefix="", recurse=True, remove_duplicate=True):
    return self._named_members(lambda module: module._buffers.items(), prefix, recurse, remove_duplicate)


@grow(nn.Module)
def buffers(self, recurse=True):
    for _, buffer in self.named_buffers():
        yield buffer

# %% wrong="recurse given as the prefix" caught="buffers_are_the_same_without_names"
@grow(nn.Module)
def named_buffers(self, prefix="", recurse=True, remove_duplicate=True):
    return self._named_members(lambda module: module._buffers.items(), prefix, recurse, remove_duplicate)


@grow(nn.Module)
def buffers(self, recurse=True):
    for _, buffer in self.named_buffers(str(recurse)):
        yield buffer

# %% wrong="buffers walks by itself" caught="a_class_that_changes_what_named_buffers_lists_changes_both"
@grow(nn.Module)
def named_buffers(self, prefix="", recurse=True, remove_duplicate=True):
    return self._named_members(lambda module: module._buffers.items(), prefix, recurse, remove_duplicate)


@grow(nn.Module)
def buffers(self, recurse=True):
    for _, buffer in self._named_members(lambda module: module._buffers.items(), "", recurse):
        yield buffer

# %% wrong="buffers returns a list" caught="buffers_are_the_same_without_names"
@grow(nn.Module)
def named_buffers(self, prefix="", recurse=True, remove_duplicate=True):
    return self._named_members(lambda module: module._buffers.items(), prefix, recurse, remove_duplicate)


@grow(nn.Module)
def buffers(self, recurse=True):
    return [buffer for _, buffer in self.named_buffers(recurse=recurse)]

# %% wrong="looks everything up at the call" caught="nothing_of_the_buffers_is_looked_up_before_someone_asks"
@grow(nn.Module)
def named_buffers(self, prefix="", recurse=True, remove_duplicate=True):
    members = self._named_members(lambda module: module._buffers.items(), prefix, recurse, remove_duplicate)
    return iter(list(members))


@grow(nn.Module)
def buffers(self, recurse=True):
    for _, buffer in self.named_buffers(recurse=recurse):
        yield buffer

# %% right="yield from, and a generator expression"
@grow(nn.Module)
def named_buffers(self, prefix="", recurse=True, remove_duplicate=True):
    yield from self._named_members(
        lambda module: module._buffers.items(), prefix=prefix, recurse=recurse, remove_duplicate=remove_duplicate
    )


@grow(nn.Module)
def buffers(self, recurse=True):
    return (buffer for name, buffer in self.named_buffers(recurse=recurse))

# %% right="a function with a name; pairs taken apart by index"
def buffers_of(module):
    return list(module._buffers.items())


@grow(nn.Module)
def named_buffers(self, prefix="", recurse=True, remove_duplicate=True):
    return self._named_members(buffers_of, prefix, recurse=recurse, remove_duplicate=remove_duplicate)


@grow(nn.Module)
def buffers(self, recurse=True):
    for pair in self.named_buffers("", recurse):
        yield pair[1]
