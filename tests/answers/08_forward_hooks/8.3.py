# %% wrong="the references are the state" caught="a_copied_handle_belongs_to_the_copied_registry"
@grow(nn.RemovableHandle)
def __getstate__(self):
    return self.hooks_dict_ref, self.id, self.extra_dict_ref


@grow(nn.RemovableHandle)
def __setstate__(self, state):
    hooks, self.id, extra = state
    self.hooks_dict_ref, self.extra_dict_ref = hooks, extra
    nn.RemovableHandle.next_id = max(nn.RemovableHandle.next_id, self.id + 1)

# %% wrong="the extra dicts are forgotten" caught="a_copied_handle_belongs_to_the_copied_registry"
@grow(nn.RemovableHandle)
def __getstate__(self):
    return self.hooks_dict_ref(), self.id, tuple(ref() for ref in self.extra_dict_ref)


@grow(nn.RemovableHandle)
def __setstate__(self, state):
    hooks, self.id, extra = state
    self.hooks_dict_ref = weakref.ref(OrderedDict() if hooks is None else hooks)
    self.extra_dict_ref = ()
    nn.RemovableHandle.next_id = max(nn.RemovableHandle.next_id, self.id + 1)

# %% wrong="holds the dict it was given" caught="a_handle_whose_registry_is_gone_can_be_copied_and_removed"
@grow(nn.RemovableHandle)
def __getstate__(self):
    return self.hooks_dict_ref(), self.id, tuple(ref() for ref in self.extra_dict_ref)


@grow(nn.RemovableHandle)
def __setstate__(self, state):
    hooks, self.id, extra = state
    hooks = OrderedDict() if hooks is None else hooks
    self.hooks_dict_ref = lambda: hooks
    self.extra_dict_ref = tuple(weakref.ref(OrderedDict() if d is None else d) for d in extra)
    nn.RemovableHandle.next_id = max(nn.RemovableHandle.next_id, self.id + 1)

# %% wrong="refers to None" caught="a_handle_whose_registry_is_gone_can_be_copied_and_removed"
@grow(nn.RemovableHandle)
def __getstate__(self):
    return self.hooks_dict_ref(), self.id, tuple(ref() for ref in self.extra_dict_ref)


@grow(nn.RemovableHandle)
def __setstate__(self, state):
    hooks, self.id, extra = state
    self.hooks_dict_ref = weakref.ref(hooks)
    self.extra_dict_ref = tuple(weakref.ref(OrderedDict() if d is None else d) for d in extra)
    nn.RemovableHandle.next_id = max(nn.RemovableHandle.next_id, self.id + 1)

# %% wrong="an empty dict is taken for none" caught="an_empty_registry_is_still_a_registry"
@grow(nn.RemovableHandle)
def __getstate__(self):
    return self.hooks_dict_ref(), self.id, tuple(ref() for ref in self.extra_dict_ref)


@grow(nn.RemovableHandle)
def __setstate__(self, state):
    hooks, self.id, extra = state
    self.hooks_dict_ref = weakref.ref(hooks or OrderedDict())
    self.extra_dict_ref = tuple(weakref.ref(OrderedDict() if d is None else d) for d in extra)
    nn.RemovableHandle.next_id = max(nn.RemovableHandle.next_id, self.id + 1)

# %% wrong="an empty extra dict is taken for none" caught="an_empty_registry_is_still_a_registry"
@grow(nn.RemovableHandle)
def __getstate__(self):
    return self.hooks_dict_ref(), self.id, tuple(ref() for ref in self.extra_dict_ref)


@grow(nn.RemovableHandle)
def __setstate__(self, state):
    hooks, self.id, extra = state
    self.hooks_dict_ref = weakref.ref(OrderedDict() if hooks is None else hooks)
    self.extra_dict_ref = tuple(weakref.ref(d or OrderedDict()) for d in extra)
    nn.RemovableHandle.next_id = max(nn.RemovableHandle.next_id, self.id + 1)

# %% wrong="the counter is not moved" caught="new_handles_come_after_one_that_was_read"
@grow(nn.RemovableHandle)
def __getstate__(self):
    return self.hooks_dict_ref(), self.id, tuple(ref() for ref in self.extra_dict_ref)


@grow(nn.RemovableHandle)
def __setstate__(self, state):
    hooks, self.id, extra = state
    self.hooks_dict_ref = weakref.ref(OrderedDict() if hooks is None else hooks)
    self.extra_dict_ref = tuple(weakref.ref(OrderedDict() if d is None else d) for d in extra)

# %% wrong="the counter goes back" caught="new_handles_come_after_one_that_was_read"
@grow(nn.RemovableHandle)
def __getstate__(self):
    return self.hooks_dict_ref(), self.id, tuple(ref() for ref in self.extra_dict_ref)


@grow(nn.RemovableHandle)
def __setstate__(self, state):
    hooks, self.id, extra = state
    self.hooks_dict_ref = weakref.ref(OrderedDict() if hooks is None else hooks)
    self.extra_dict_ref = tuple(weakref.ref(OrderedDict() if d is None else d) for d in extra)
    nn.RemovableHandle.next_id = self.id + 1

# %% wrong="the counter stops at the id itself" caught="new_handles_come_after_one_that_was_read"
@grow(nn.RemovableHandle)
def __getstate__(self):
    return self.hooks_dict_ref(), self.id, tuple(ref() for ref in self.extra_dict_ref)


@grow(nn.RemovableHandle)
def __setstate__(self, state):
    hooks, self.id, extra = state
    self.hooks_dict_ref = weakref.ref(OrderedDict() if hooks is None else hooks)
    self.extra_dict_ref = tuple(weakref.ref(OrderedDict() if d is None else d) for d in extra)
    nn.RemovableHandle.next_id = max(nn.RemovableHandle.next_id, self.id)

# %% wrong="a new id for the copy" caught="a_copied_handle_belongs_to_the_copied_registry"
@grow(nn.RemovableHandle)
def __getstate__(self):
    return self.hooks_dict_ref(), self.id, tuple(ref() for ref in self.extra_dict_ref)


@grow(nn.RemovableHandle)
def __setstate__(self, state):
    hooks, self.id, extra = state
    self.hooks_dict_ref = weakref.ref(OrderedDict() if hooks is None else hooks)
    self.extra_dict_ref = tuple(weakref.ref(OrderedDict() if d is None else d) for d in extra)
    self.id = nn.RemovableHandle.next_id = max(nn.RemovableHandle.next_id, self.id + 1)

# %% wrong="the id first" caught="the_state_is_the_dicts_and_the_id"
@grow(nn.RemovableHandle)
def __getstate__(self):
    return self.id, self.hooks_dict_ref(), tuple(ref() for ref in self.extra_dict_ref)


@grow(nn.RemovableHandle)
def __setstate__(self, state):
    self.id, hooks, extra = state
    self.hooks_dict_ref = weakref.ref(OrderedDict() if hooks is None else hooks)
    self.extra_dict_ref = tuple(weakref.ref(OrderedDict() if d is None else d) for d in extra)
    nn.RemovableHandle.next_id = max(nn.RemovableHandle.next_id, self.id + 1)

# %% right="torch's, with old states"
@grow(nn.RemovableHandle)
def __getstate__(self):
    return (self.hooks_dict_ref(), self.id, tuple(ref() for ref in self.extra_dict_ref))


@grow(nn.RemovableHandle)
def __setstate__(self, state):
    if state[0] is None:
        self.hooks_dict_ref = weakref.ref(OrderedDict())
    else:
        self.hooks_dict_ref = weakref.ref(state[0])
    self.id = state[1]
    nn.RemovableHandle.next_id = max(nn.RemovableHandle.next_id, self.id + 1)
    self.extra_dict_ref = tuple(weakref.ref(d) for d in state[2]) if len(state) > 2 else ()

# %% right="a helper that refers to what may be gone"
def to(held):
    return weakref.ref(held if held is not None else OrderedDict())


@grow(nn.RemovableHandle)
def __getstate__(self):
    first, *others = [ref() for ref in (self.hooks_dict_ref, *self.extra_dict_ref)]
    return first, self.id, (*others,)


@grow(nn.RemovableHandle)
def __setstate__(self, state):
    self.hooks_dict_ref, self.id, self.extra_dict_ref = to(state[0]), state[1], tuple(map(to, state[2]))
    if self.id >= nn.RemovableHandle.next_id:
        nn.RemovableHandle.next_id = self.id + 1
