# %% wrong="does not number anew" caught="after_a_deletion_the_rest_is_numbered_anew"
@grow(nn.Sequential)
def __setitem__(self, idx, module):
    setattr(self, self._get_item_by_idx(self._modules, idx), module)

@grow(nn.Sequential)
def __delitem__(self, idx):
    names = list(self._modules)[idx]
    for name in names if isinstance(idx, slice) else [names]:
        delattr(self, name)

@grow(nn.Sequential)
def pop(self, key):
    found = self[key]
    del self[key]
    return found

# %% wrong="a position is a name when it assigns" caught="assigning_counts_negative_positions_from_the_end"
@grow(nn.Sequential)
def __setitem__(self, idx, module):
    setattr(self, str(idx), module)

@grow(nn.Sequential)
def __delitem__(self, idx):
    left = list(self)
    del left[idx]
    self._modules = OrderedDict((str(i), m) for i, m in enumerate(left))

@grow(nn.Sequential)
def pop(self, key):
    found = self[key]
    del self[key]
    return found

# %% wrong="sets negative positions right and loses names" caught="assigning_keeps_a_name_of_ones_own"
@grow(nn.Sequential)
def __setitem__(self, idx, module):
    self[idx]
    setattr(self, str(idx % len(self)), module)

@grow(nn.Sequential)
def __delitem__(self, idx):
    left = list(self)
    del left[idx]
    self._modules = OrderedDict((str(i), m) for i, m in enumerate(left))

@grow(nn.Sequential)
def pop(self, key):
    found = self[key]
    del self[key]
    return found

# %% wrong="assigns without asking what it is" caught="assigning_asks_what_is_a_module_and_where_there_is_a_place"
@grow(nn.Sequential)
def __setitem__(self, idx, module):
    self._modules[self._get_item_by_idx(self._modules, idx)] = module

@grow(nn.Sequential)
def __delitem__(self, idx):
    left = list(self)
    del left[idx]
    self._modules = OrderedDict((str(i), m) for i, m in enumerate(left))

@grow(nn.Sequential)
def pop(self, key):
    found = self[key]
    del self[key]
    return found

# %% wrong="keeps names of one's own after a deletion" caught="deleting_loses_names_of_ones_own"
@grow(nn.Sequential)
def __setitem__(self, idx, module):
    setattr(self, self._get_item_by_idx(self._modules, idx), module)

@grow(nn.Sequential)
def __delitem__(self, idx):
    names = list(self._modules)[idx]
    for name in names if isinstance(idx, slice) else [names]:
        delattr(self, name)
    left = list(self._modules.items())
    self._modules = OrderedDict((str(i) if n.isdigit() else n, m) for i, (n, m) in enumerate(left))

@grow(nn.Sequential)
def pop(self, key):
    found = self[key]
    del self[key]
    return found

# %% wrong="a slice is deleted while positions move" caught="a_slice_deletes_several"
@grow(nn.Sequential)
def __setitem__(self, idx, module):
    setattr(self, self._get_item_by_idx(self._modules, idx), module)

@grow(nn.Sequential)
def __delitem__(self, idx):
    if isinstance(idx, slice):
        for i in range(*idx.indices(len(self))):
            del self[i]
        return
    left = list(self)
    del left[idx]
    self._modules = OrderedDict((str(i), m) for i, m in enumerate(left))

@grow(nn.Sequential)
def pop(self, key):
    found = self[key]
    del self[key]
    return found

# %% wrong="deletes the module, not the position" caught="a_module_that_stands_twice_is_deleted_where_it_was_asked"
@grow(nn.Sequential)
def __setitem__(self, idx, module):
    setattr(self, self._get_item_by_idx(self._modules, idx), module)

@grow(nn.Sequential)
def __delitem__(self, idx):
    gone = list(self)[idx]
    gone = gone if isinstance(idx, slice) else [gone]
    left = [m for m in self if m not in gone]
    self._modules = OrderedDict((str(i), m) for i, m in enumerate(left))

@grow(nn.Sequential)
def pop(self, key):
    found = self[key]
    del self[key]
    return found

# %% wrong="names are numbers after a deletion" caught="after_a_deletion_the_rest_is_numbered_anew"
@grow(nn.Sequential)
def __setitem__(self, idx, module):
    setattr(self, self._get_item_by_idx(self._modules, idx), module)

@grow(nn.Sequential)
def __delitem__(self, idx):
    left = list(self)
    del left[idx]
    self._modules = OrderedDict(enumerate(left))

@grow(nn.Sequential)
def pop(self, key):
    found = self[key]
    del self[key]
    return found

# %% wrong="no slices" caught="a_slice_deletes_several"
@grow(nn.Sequential)
def __setitem__(self, idx, module):
    setattr(self, self._get_item_by_idx(self._modules, idx), module)

@grow(nn.Sequential)
def __delitem__(self, idx):
    delattr(self, self._get_item_by_idx(self._modules, idx))
    self._modules = OrderedDict((str(i), m) for i, m in enumerate(self))

@grow(nn.Sequential)
def pop(self, key):
    found = self[key]
    del self[key]
    return found

# %% wrong="pop leaves a hole" caught="pop_returns_what_it_takes_out_and_leaves_no_hole"
@grow(nn.Sequential)
def __setitem__(self, idx, module):
    setattr(self, self._get_item_by_idx(self._modules, idx), module)

@grow(nn.Sequential)
def __delitem__(self, idx):
    left = list(self)
    del left[idx]
    self._modules = OrderedDict((str(i), m) for i, m in enumerate(left))

@grow(nn.Sequential)
def pop(self, key):
    return self._modules.pop(self._get_item_by_idx(self._modules, key))

# %% wrong="pop returns nothing" caught="pop_returns_what_it_takes_out_and_leaves_no_hole"
@grow(nn.Sequential)
def __setitem__(self, idx, module):
    setattr(self, self._get_item_by_idx(self._modules, idx), module)

@grow(nn.Sequential)
def __delitem__(self, idx):
    left = list(self)
    del left[idx]
    self._modules = OrderedDict((str(i), m) for i, m in enumerate(left))

@grow(nn.Sequential)
def pop(self, key):
    del self[key]

# %% wrong="pop returns what stands there afterwards" caught="pop_returns_what_it_takes_out_and_leaves_no_hole"
@grow(nn.Sequential)
def __setitem__(self, idx, module):
    setattr(self, self._get_item_by_idx(self._modules, idx), module)

@grow(nn.Sequential)
def __delitem__(self, idx):
    left = list(self)
    del left[idx]
    self._modules = OrderedDict((str(i), m) for i, m in enumerate(left))

@grow(nn.Sequential)
def pop(self, key):
    del self[key]
    return self[key]

# %% wrong="pop takes the last when nobody says" caught="pop_takes_a_slice_and_always_wants_a_position"
@grow(nn.Sequential)
def __setitem__(self, idx, module):
    setattr(self, self._get_item_by_idx(self._modules, idx), module)

@grow(nn.Sequential)
def __delitem__(self, idx):
    left = list(self)
    del left[idx]
    self._modules = OrderedDict((str(i), m) for i, m in enumerate(left))

@grow(nn.Sequential)
def pop(self, key=-1):
    found = self[key]
    del self[key]
    return found

# %% right="by names"
@grow(nn.Sequential)
def __setitem__(self, idx, module):
    name = self._get_item_by_idx(self._modules.keys(), idx)
    return setattr(self, name, module)

@grow(nn.Sequential)
def __delitem__(self, idx):
    if isinstance(idx, slice):
        for name in list(self._modules)[idx]:
            delattr(self, name)
    else:
        delattr(self, self._get_item_by_idx(self._modules.keys(), idx))
    self._modules = dict(zip(map(str, range(len(self))), self._modules.values()))

@grow(nn.Sequential)
def pop(self, key):
    try:
        return self[key]
    finally:
        del self[key]

# %% right="the same dict, filled again"
@grow(nn.Sequential)
def __setitem__(self, idx, module):
    name = list(self._modules)[operator.index(idx)]
    self._assign_module(name, module)

@grow(nn.Sequential)
def __delitem__(self, idx):
    keep = list(self._modules.values())
    keep.__delitem__(idx)
    self._modules.clear()
    for i, module in enumerate(keep):
        self._modules[f"{i}"] = module

@grow(nn.Sequential)
def pop(self, key):
    taken = self[key]
    self.__delitem__(key)
    return taken
