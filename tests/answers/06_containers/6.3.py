# %% wrong="numbers a slice anew" caught="a_slice_keeps_the_names"
@grow(nn.Sequential)
def _get_item_by_idx(self, iterator, idx):
    return list(iterator)[operator.index(idx)]

@grow(nn.Sequential)
def __getitem__(self, idx):
    if isinstance(idx, slice):
        return type(self)(*list(self)[idx])
    return self._get_item_by_idx(self._modules.values(), idx)

# %% wrong="a slice is a list" caught="a_slice_is_a_sequential_of_the_same_modules"
@grow(nn.Sequential)
def _get_item_by_idx(self, iterator, idx):
    return list(iterator)[idx]

@grow(nn.Sequential)
def __getitem__(self, idx):
    return self._get_item_by_idx(self._modules.values(), idx)

# %% wrong="a slice copies its modules" caught="a_slice_is_a_sequential_of_the_same_modules"
@grow(nn.Sequential)
def _get_item_by_idx(self, iterator, idx):
    return list(iterator)[idx]

@grow(nn.Sequential)
def __getitem__(self, idx):
    import copy
    if isinstance(idx, slice):
        return type(self)(OrderedDict((n, copy.deepcopy(m)) for n, m in list(self._modules.items())[idx]))
    return self._get_item_by_idx(self._modules.values(), idx)

# %% wrong="a position is a name" caught="a_negative_position_counts_from_the_end"
@grow(nn.Sequential)
def _get_item_by_idx(self, iterator, idx):
    return list(iterator)[idx]

@grow(nn.Sequential)
def __getitem__(self, idx):
    if isinstance(idx, slice):
        return type(self)(OrderedDict(list(self._modules.items())[idx]))
    return self._modules[str(idx)]

# %% wrong="a negative position is outside" caught="a_negative_position_counts_from_the_end"
@grow(nn.Sequential)
def _get_item_by_idx(self, iterator, idx):
    if not 0 <= idx < len(self):
        raise IndexError("index out of range")
    return list(iterator)[idx]

@grow(nn.Sequential)
def __getitem__(self, idx):
    if isinstance(idx, slice):
        return type(self)(OrderedDict(list(self._modules.items())[idx]))
    return self._get_item_by_idx(self._modules.values(), idx)

# %% wrong="goes round and round" caught="outside_is_an_index_error"
@grow(nn.Sequential)
def _get_item_by_idx(self, iterator, idx):
    return list(iterator)[idx % len(self)]

@grow(nn.Sequential)
def __getitem__(self, idx):
    if isinstance(idx, slice):
        return type(self)(OrderedDict(list(self._modules.items())[idx]))
    return self._get_item_by_idx(self._modules.values(), idx)

# %% wrong="one too few at the front" caught="a_negative_position_counts_from_the_end"
@grow(nn.Sequential)
def _get_item_by_idx(self, iterator, idx):
    idx = operator.index(idx)
    if not -len(self) < idx < len(self):
        raise IndexError("index out of range")
    return list(iterator)[idx]

@grow(nn.Sequential)
def __getitem__(self, idx):
    if isinstance(idx, slice):
        return type(self)(OrderedDict(list(self._modules.items())[idx]))
    return self._get_item_by_idx(self._modules.values(), idx)

# %% wrong="a KeyError outside" caught="outside_is_an_index_error"
@grow(nn.Sequential)
def _get_item_by_idx(self, iterator, idx):
    return list(iterator)[idx]

@grow(nn.Sequential)
def __getitem__(self, idx):
    if isinstance(idx, slice):
        return type(self)(OrderedDict(list(self._modules.items())[idx]))
    if idx < 0:
        idx += len(self)
    return dict(enumerate(self))[idx]

# %% wrong="makes a whole number of anything" caught="a_position_is_a_whole_number"
@grow(nn.Sequential)
def _get_item_by_idx(self, iterator, idx):
    return list(iterator)[int(idx)]

@grow(nn.Sequential)
def __getitem__(self, idx):
    if isinstance(idx, slice):
        return type(self)(OrderedDict(list(self._modules.items())[idx]))
    return self._get_item_by_idx(self._modules.values(), idx)

# %% wrong="only an int is a position" caught="a_position_is_a_whole_number"
@grow(nn.Sequential)
def _get_item_by_idx(self, iterator, idx):
    if type(idx) is not int:
        raise TypeError("indices must be integers")
    return list(iterator)[idx]

@grow(nn.Sequential)
def __getitem__(self, idx):
    if isinstance(idx, slice):
        return type(self)(OrderedDict(list(self._modules.items())[idx]))
    return self._get_item_by_idx(self._modules.values(), idx)

# %% wrong="finds names as well" caught="a_position_is_a_whole_number"
@grow(nn.Sequential)
def _get_item_by_idx(self, iterator, idx):
    return list(iterator)[idx]

@grow(nn.Sequential)
def __getitem__(self, idx):
    if isinstance(idx, slice):
        return type(self)(OrderedDict(list(self._modules.items())[idx]))
    if isinstance(idx, str):
        return self._modules[idx]
    return self._get_item_by_idx(self._modules.values(), idx)

# %% wrong="a slice is a Sequential whatever it is of" caught="a_slice_of_a_subclass_is_of_that_subclass"
@grow(nn.Sequential)
def _get_item_by_idx(self, iterator, idx):
    return list(iterator)[idx]

@grow(nn.Sequential)
def __getitem__(self, idx):
    if isinstance(idx, slice):
        return nn.Sequential(OrderedDict(list(self._modules.items())[idx]))
    return self._get_item_by_idx(self._modules.values(), idx)

# %% wrong="a slice without its step" caught="a_slice_may_have_a_step_run_backwards_or_be_empty"
@grow(nn.Sequential)
def _get_item_by_idx(self, iterator, idx):
    return list(iterator)[idx]

@grow(nn.Sequential)
def __getitem__(self, idx):
    if isinstance(idx, slice):
        return type(self)(OrderedDict(list(self._modules.items())[idx.start : idx.stop]))
    return self._get_item_by_idx(self._modules.values(), idx)

# %% wrong="a slice shares the registry" caught="a_slice_has_a_registry_of_its_own"
@grow(nn.Sequential)
def _get_item_by_idx(self, iterator, idx):
    return list(iterator)[idx]

@grow(nn.Sequential)
def __getitem__(self, idx):
    if isinstance(idx, slice):
        part = type(self)(OrderedDict(list(self._modules.items())[idx]))
        if len(part) == len(self) and idx.step is None:
            part._modules = self._modules
        return part
    return self._get_item_by_idx(self._modules.values(), idx)

# %% wrong="a slice is made of a plain dict" caught="a_slice_is_a_sequential_of_the_same_modules"
@grow(nn.Sequential)
def _get_item_by_idx(self, iterator, idx):
    return list(iterator)[idx]

@grow(nn.Sequential)
def __getitem__(self, idx):
    if isinstance(idx, slice):
        return type(self)(dict(list(self._modules.items())[idx]))
    return self._get_item_by_idx(self._modules.values(), idx)

# %% right="lists know it all"
@grow(nn.Sequential)
def _get_item_by_idx(self, iterator, idx):
    return list(iterator)[idx]

@grow(nn.Sequential)
def __getitem__(self, idx):
    if not isinstance(idx, slice):
        return self._get_item_by_idx(self, idx)
    pairs = list(self._modules.items())[idx]
    return self.__class__(OrderedDict(pairs))

# %% right="walks to the place"
from itertools import islice

@grow(nn.Sequential)
def _get_item_by_idx(self, iterator, idx):
    size = len(self)
    idx = operator.index(idx)
    if idx >= size or idx < -size:
        raise IndexError(idx)
    return next(islice(iterator, idx % size, None))

@grow(nn.Sequential)
def __getitem__(self, idx):
    if isinstance(idx, slice):
        chosen = OrderedDict()
        for name in list(self._modules)[idx]:
            chosen[name] = self._modules[name]
        return type(self)(chosen)
    return self._get_item_by_idx(iter(self._modules.values()), idx)
