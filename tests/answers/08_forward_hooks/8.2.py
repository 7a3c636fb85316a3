# %% wrong="leaves the marks" caught="removing_takes_out_its_own_hook_alone"
@grow(nn.RemovableHandle)
def remove(self):
    for ref in (self.hooks_dict_ref,):
        hooks = ref()
        if hooks is not None:
            hooks.pop(self.id, None)


@grow(nn.RemovableHandle)
def __enter__(self):
    return self


@grow(nn.RemovableHandle)
def __exit__(self, type, value, tb):
    self.remove()

# %% wrong="clears the whole registry" caught="removing_takes_out_its_own_hook_alone"
@grow(nn.RemovableHandle)
def remove(self):
    for ref in (self.hooks_dict_ref, *self.extra_dict_ref):
        hooks = ref()
        if hooks is not None:
            hooks.clear()


@grow(nn.RemovableHandle)
def __enter__(self):
    return self


@grow(nn.RemovableHandle)
def __exit__(self, type, value, tb):
    self.remove()

# %% wrong="deletes what may be gone" caught="removing_twice_is_no_error"
@grow(nn.RemovableHandle)
def remove(self):
    for ref in (self.hooks_dict_ref, *self.extra_dict_ref):
        hooks = ref()
        if hooks is not None:
            del hooks[self.id]


@grow(nn.RemovableHandle)
def __enter__(self):
    return self


@grow(nn.RemovableHandle)
def __exit__(self, type, value, tb):
    self.remove()

# %% wrong="stops where the hook is gone" caught="a_mark_is_taken_out_even_if_the_hook_is_gone"
@grow(nn.RemovableHandle)
def remove(self):
    for ref in (self.hooks_dict_ref, *self.extra_dict_ref):
        hooks = ref()
        if hooks is None or self.id not in hooks:
            return
        if hooks is not None:
            hooks.pop(self.id, None)


@grow(nn.RemovableHandle)
def __enter__(self):
    return self


@grow(nn.RemovableHandle)
def __exit__(self, type, value, tb):
    self.remove()

# %% wrong="does not ask whether the dict is there" caught="removing_after_the_registry_is_gone_is_no_error"
@grow(nn.RemovableHandle)
def remove(self):
    for ref in (self.hooks_dict_ref, *self.extra_dict_ref):
        hooks = ref()
        hooks.pop(self.id, None)


@grow(nn.RemovableHandle)
def __enter__(self):
    return self


@grow(nn.RemovableHandle)
def __exit__(self, type, value, tb):
    self.remove()

# %% wrong="returns where a dict is gone" caught="one_gone_dict_does_not_keep_the_others"
@grow(nn.RemovableHandle)
def remove(self):
    for ref in (self.hooks_dict_ref, *self.extra_dict_ref):
        hooks = ref()
        if hooks is None:
            return
        hooks.pop(self.id, None)


@grow(nn.RemovableHandle)
def __enter__(self):
    return self


@grow(nn.RemovableHandle)
def __exit__(self, type, value, tb):
    self.remove()

# %% wrong="the references themselves are asked" caught="removing_takes_out_its_own_hook_alone"
@grow(nn.RemovableHandle)
def remove(self):
    for hooks in (self.hooks_dict_ref, *self.extra_dict_ref):
        hooks().pop(self.id + 1, None)


@grow(nn.RemovableHandle)
def __enter__(self):
    return self


@grow(nn.RemovableHandle)
def __exit__(self, type, value, tb):
    self.remove()

# %% wrong="enter returns nothing" caught="with_the_handle_the_hook_stays_for_the_block"
@grow(nn.RemovableHandle)
def remove(self):
    for ref in (self.hooks_dict_ref, *self.extra_dict_ref):
        hooks = ref()
        if hooks is not None:
            hooks.pop(self.id, None)


@grow(nn.RemovableHandle)
def __enter__(self):
    pass


@grow(nn.RemovableHandle)
def __exit__(self, type, value, tb):
    self.remove()

# %% wrong="enter returns the dict" caught="with_the_handle_the_hook_stays_for_the_block"
@grow(nn.RemovableHandle)
def remove(self):
    for ref in (self.hooks_dict_ref, *self.extra_dict_ref):
        hooks = ref()
        if hooks is not None:
            hooks.pop(self.id, None)


@grow(nn.RemovableHandle)
def __enter__(self):
    return self.hooks_dict_ref()


@grow(nn.RemovableHandle)
def __exit__(self, type, value, tb):
    self.remove()

# %% wrong="nothing is removed at the end of the block" caught="with_the_handle_the_hook_stays_for_the_block"
@grow(nn.RemovableHandle)
def remove(self):
    for ref in (self.hooks_dict_ref, *self.extra_dict_ref):
        hooks = ref()
        if hooks is not None:
            hooks.pop(self.id, None)


@grow(nn.RemovableHandle)
def __enter__(self):
    return self


@grow(nn.RemovableHandle)
def __exit__(self, type, value, tb):
    pass

# %% wrong="removed when the block begins" caught="with_the_handle_the_hook_stays_for_the_block"
@grow(nn.RemovableHandle)
def remove(self):
    for ref in (self.hooks_dict_ref, *self.extra_dict_ref):
        hooks = ref()
        if hooks is not None:
            hooks.pop(self.id, None)


@grow(nn.RemovableHandle)
def __enter__(self):
    self.remove()
    return self


@grow(nn.RemovableHandle)
def __exit__(self, type, value, tb):
    self.remove()

# %% wrong="swallows the exception" caught="an_exception_goes_through_and_the_hook_is_out"
@grow(nn.RemovableHandle)
def remove(self):
    for ref in (self.hooks_dict_ref, *self.extra_dict_ref):
        hooks = ref()
        if hooks is not None:
            hooks.pop(self.id, None)


@grow(nn.RemovableHandle)
def __enter__(self):
    return self


@grow(nn.RemovableHandle)
def __exit__(self, type, value, tb):
    self.remove()
    return True

# %% wrong="removes only when nothing was raised" caught="an_exception_goes_through_and_the_hook_is_out"
@grow(nn.RemovableHandle)
def remove(self):
    for ref in (self.hooks_dict_ref, *self.extra_dict_ref):
        hooks = ref()
        if hooks is not None:
            hooks.pop(self.id, None)


@grow(nn.RemovableHandle)
def __enter__(self):
    return self


@grow(nn.RemovableHandle)
def __exit__(self, type, value, tb):
    if type is None:
        self.remove()

# %% right="in torch's two steps"
@grow(nn.RemovableHandle)
def remove(self):
    hooks = self.hooks_dict_ref()
    if hooks is not None and self.id in hooks:
        del hooks[self.id]
    for ref in self.extra_dict_ref:
        marks = ref()
        if marks is not None and self.id in marks:
            del marks[self.id]


@grow(nn.RemovableHandle)
def __enter__(self):
    return self


@grow(nn.RemovableHandle)
def __exit__(self, type, value, tb):
    self.remove()

# %% right="with a walrus"
@grow(nn.RemovableHandle)
def remove(self):
    for ref in [self.hooks_dict_ref, *self.extra_dict_ref]:
        if (held := ref()) is not None and self.id in held:
            held.pop(self.id)


@grow(nn.RemovableHandle)
def __enter__(self):
    return self


@grow(nn.RemovableHandle)
def __exit__(self, type, value, tb):
    self.remove()

# %% right="with an empty dict for one that is gone"
@grow(nn.RemovableHandle)
def remove(self):
    for ref in (self.hooks_dict_ref,) + self.extra_dict_ref:
        (ref() or {}).pop(self.id, None)


@grow(nn.RemovableHandle)
def __enter__(self):
    return self


@grow(nn.RemovableHandle)
def __exit__(self, type, value, tb):
    self.remove()
