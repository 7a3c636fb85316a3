# %% wrong="counts negative positions from the end" caught="a_negative_index_finds_no_name"
@grow(nn.ModuleList)
def insert(self, index, module):
    if index < 0:
        index += len(self)
    for i in range(len(self), index, -1):
        self._modules[str(i)] = self._modules[str(i - 1)]
    self._modules[str(index)] = module

@grow(nn.ModuleList)
def __add__(self, other):
    return nn.ModuleList(chain(self, other))

# %% wrong="takes the nearest end, like a list" caught="past_the_end_it_leaves_a_hole"
@grow(nn.ModuleList)
def insert(self, index, module):
    layers = list(self)
    layers.insert(index, module)
    self._modules = OrderedDict((str(i), m) for i, m in enumerate(layers))

@grow(nn.ModuleList)
def __add__(self, other):
    return nn.ModuleList(chain(self, other))

# %% wrong="is Sequential's insert" caught="insert_returns_nothing_here"
@grow(nn.ModuleList)
def insert(self, index, module):
    return nn.Sequential.insert(self, index, module)

@grow(nn.ModuleList)
def __add__(self, other):
    return nn.ModuleList(chain(self, other))

# %% wrong="returns the list" caught="insert_returns_nothing_here"
@grow(nn.ModuleList)
def insert(self, index, module):
    for i in range(len(self), index, -1):
        self._modules[str(i)] = self._modules[str(i - 1)]
    self._modules[str(index)] = module
    return self

@grow(nn.ModuleList)
def __add__(self, other):
    return nn.ModuleList(chain(self, other))

# %% wrong="moves from the front" caught="a_list_too_moves_what_is_behind_by_one"
@grow(nn.ModuleList)
def insert(self, index, module):
    for i in range(index, len(self)):
        self._modules[str(i + 1)] = self._modules[str(i)]
    self._modules[str(index)] = module

@grow(nn.ModuleList)
def __add__(self, other):
    return nn.ModuleList(chain(self, other))

# %% wrong="asks what is a module" caught="the_module_is_not_looked_at"
@grow(nn.ModuleList)
def insert(self, index, module):
    if not isinstance(module, nn.Module):
        raise TypeError("no module")
    for i in range(len(self), index, -1):
        self._modules[str(i)] = self._modules[str(i - 1)]
    self._modules[str(index)] = module

@grow(nn.ModuleList)
def __add__(self, other):
    return nn.ModuleList(chain(self, other))

# %% wrong="adds to the left side" caught="a_sum_of_a_list_and_any_iterable_is_a_new_list"
@grow(nn.ModuleList)
def insert(self, index, module):
    for i in range(len(self), index, -1):
        self._modules[str(i)] = self._modules[str(i - 1)]
    self._modules[str(index)] = module

@grow(nn.ModuleList)
def __add__(self, other):
    return self.extend(list(other))

# %% wrong="a sum with a ModuleList only" caught="a_sum_of_a_list_and_any_iterable_is_a_new_list"
@grow(nn.ModuleList)
def insert(self, index, module):
    for i in range(len(self), index, -1):
        self._modules[str(i)] = self._modules[str(i - 1)]
    self._modules[str(index)] = module

@grow(nn.ModuleList)
def __add__(self, other):
    if not isinstance(other, nn.ModuleList):
        raise ValueError("a ModuleList, please")
    return nn.ModuleList(chain(self, other))

# %% wrong="the sum is of the left side's class" caught="a_sum_is_a_plain_module_list"
@grow(nn.ModuleList)
def insert(self, index, module):
    for i in range(len(self), index, -1):
        self._modules[str(i)] = self._modules[str(i - 1)]
    self._modules[str(index)] = module

@grow(nn.ModuleList)
def __add__(self, other):
    return type(self)(chain(self, other))

# %% wrong="the sum is a plain list" caught="a_sum_of_a_list_and_any_iterable_is_a_new_list"
@grow(nn.ModuleList)
def insert(self, index, module):
    for i in range(len(self), index, -1):
        self._modules[str(i)] = self._modules[str(i - 1)]
    self._modules[str(index)] = module

@grow(nn.ModuleList)
def __add__(self, other):
    return [*self, *other]

# %% wrong="a list on the left, too" caught="only_modules_that_can_be_walked_can_be_added"
@grow(nn.ModuleList)
def insert(self, index, module):
    for i in range(len(self), index, -1):
        self._modules[str(i)] = self._modules[str(i - 1)]
    self._modules[str(index)] = module

@grow(nn.ModuleList)
def __add__(self, other):
    return nn.ModuleList(chain(self, other))

@grow(nn.ModuleList)
def __radd__(self, other):
    return nn.ModuleList(chain(other, self))

# %% wrong="a layer is added as a list of one" caught="only_modules_that_can_be_walked_can_be_added"
@grow(nn.ModuleList)
def insert(self, index, module):
    for i in range(len(self), index, -1):
        self._modules[str(i)] = self._modules[str(i - 1)]
    self._modules[str(index)] = module

@grow(nn.ModuleList)
def __add__(self, other):
    if isinstance(other, nn.Module) and not isinstance(other, Iterable):
        other = [other]
    return nn.ModuleList(chain(self, other))

# %% wrong="copies the modules" caught="a_sum_of_a_list_and_any_iterable_is_a_new_list"
@grow(nn.ModuleList)
def insert(self, index, module):
    for i in range(len(self), index, -1):
        self._modules[str(i)] = self._modules[str(i - 1)]
    self._modules[str(index)] = module

@grow(nn.ModuleList)
def __add__(self, other):
    import copy
    return nn.ModuleList(copy.deepcopy(m) for m in chain(self, other))

# %% right="counts down by while, and extends a fresh one"
@grow(nn.ModuleList)
def insert(self, index, module):
    i = len(self)
    while i > index:
        self._modules[f"{i}"] = self._modules[f"{i - 1}"]
        i -= 1
    self._modules[f"{index}"] = module

@grow(nn.ModuleList)
def __add__(self, other):
    return nn.ModuleList(self).extend(other)

# %% right="reversed, and unpacked"
@grow(nn.ModuleList)
def insert(self, index, module):
    held = self._modules
    for i in reversed(range(index, len(held))):
        held[str(i + 1)] = held[str(i)]
    held[str(index)] = module

@grow(nn.ModuleList)
def __add__(self, other):
    return nn.ModuleList([*self, *other])
