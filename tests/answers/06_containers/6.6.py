# %% wrong="moves from the front" caught="insert_moves_what_is_behind_by_one"
@grow(nn.Sequential)
def insert(self, index, module):
    if not isinstance(module, nn.Module):
        raise AssertionError("no module")
    n = len(self)
    if not -n <= index <= n:
        raise IndexError(index)
    if index < 0:
        index += n
    for i in range(index, n):
        self._modules[str(i + 1)] = self._modules[str(i)]
    self._modules[str(index)] = module
    return self

# %% wrong="replaces what is there" caught="insert_moves_what_is_behind_by_one"
@grow(nn.Sequential)
def insert(self, index, module):
    if not isinstance(module, nn.Module):
        raise AssertionError("no module")
    n = len(self)
    if not -n <= index <= n:
        raise IndexError(index)
    if index < 0:
        index += n
    self._modules[str(index)] = module
    return self

# %% wrong="-1 is after the last" caught="a_negative_position_inserts_before_the_one_it_names"
@grow(nn.Sequential)
def insert(self, index, module):
    if not isinstance(module, nn.Module):
        raise AssertionError("no module")
    n = len(self)
    if not -n <= index <= n:
        raise IndexError(index)
    if index < 0:
        index += n + 1
    for i in range(n, index, -1):
        self._modules[str(i)] = self._modules[str(i - 1)]
    self._modules[str(index)] = module
    return self

# %% wrong="a negative position stays negative" caught="a_negative_position_inserts_before_the_one_it_names"
@grow(nn.Sequential)
def insert(self, index, module):
    if not isinstance(module, nn.Module):
        raise AssertionError("no module")
    n = len(self)
    if not -n <= index <= n:
        raise IndexError(index)
    for i in range(n, index, -1):
        self._modules[str(i)] = self._modules[str(i - 1)]
    self._modules[str(index)] = module
    return self

# %% wrong="takes the nearest end, like a list" caught="further_out_is_an_index_error"
@grow(nn.Sequential)
def insert(self, index, module):
    if not isinstance(module, nn.Module):
        raise AssertionError("no module")
    layers = list(self)
    layers.insert(index, module)
    self._modules = OrderedDict((str(i), m) for i, m in enumerate(layers))
    return self

# %% wrong="the end is outside" caught="at_the_front_and_at_the_end"
@grow(nn.Sequential)
def insert(self, index, module):
    if not isinstance(module, nn.Module):
        raise AssertionError("no module")
    n = len(self)
    if not -n <= index < n:
        raise IndexError(index)
    index %= n
    for i in range(n, index, -1):
        self._modules[str(i)] = self._modules[str(i - 1)]
    self._modules[str(index)] = module
    return self

# %% wrong="a TypeError for what is no module" caught="what_is_no_module_is_an_assertion_error"
@grow(nn.Sequential)
def insert(self, index, module):
    if not isinstance(module, nn.Module):
        raise TypeError("no module")
    n = len(self)
    if not -n <= index <= n:
        raise IndexError(index)
    if index < 0:
        index += n
    for i in range(n, index, -1):
        self._modules[str(i)] = self._modules[str(i - 1)]
    self._modules[str(index)] = module
    return self

# %% wrong="takes None for a module" caught="what_is_no_module_is_an_assertion_error"
@grow(nn.Sequential)
def insert(self, index, module):
    if module is not None and not isinstance(module, nn.Module):
        raise AssertionError("no module")
    n = len(self)
    if not -n <= index <= n:
        raise IndexError(index)
    if index < 0:
        index += n
    for i in range(n, index, -1):
        self._modules[str(i)] = self._modules[str(i - 1)]
    self._modules[str(index)] = module
    return self

# %% wrong="looks at the position before the module" caught="what_is_no_module_is_an_assertion_error"
@grow(nn.Sequential)
def insert(self, index, module):
    n = len(self)
    if not -n <= index <= n:
        raise IndexError(index)
    if not isinstance(module, nn.Module):
        raise AssertionError("no module")
    if index < 0:
        index += n
    for i in range(n, index, -1):
        self._modules[str(i)] = self._modules[str(i - 1)]
    self._modules[str(index)] = module
    return self

# %% wrong="does not move the last" caught="insert_moves_what_is_behind_by_one"
@grow(nn.Sequential)
def insert(self, index, module):
    if not isinstance(module, nn.Module):
        raise AssertionError("no module")
    n = len(self)
    if not -n <= index <= n:
        raise IndexError(index)
    if index < 0:
        index += n
    for i in range(n - 1, index, -1):
        self._modules[str(i)] = self._modules[str(i - 1)]
    self._modules[str(index)] = module
    return self

# %% wrong="returns nothing, like a list" caught="insert_returns_the_container"
@grow(nn.Sequential)
def insert(self, index, module):
    if not isinstance(module, nn.Module):
        raise AssertionError("no module")
    n = len(self)
    if not -n <= index <= n:
        raise IndexError(index)
    if index < 0:
        index += n
    for i in range(n, index, -1):
        self._modules[str(i)] = self._modules[str(i - 1)]
    self._modules[str(index)] = module

# %% wrong="the new one stands last in the registry" caught="insert_moves_what_is_behind_by_one"
@grow(nn.Sequential)
def insert(self, index, module):
    if not isinstance(module, nn.Module):
        raise AssertionError("no module")
    n = len(self)
    if not -n <= index <= n:
        raise IndexError(index)
    if index < 0:
        index += n
    for i in range(n, index, -1):
        self._modules[str(i)] = self._modules.pop(str(i - 1))
    self._modules[str(index)] = module
    return self

# %% right="a list does the moving"
@grow(nn.Sequential)
def insert(self, index, module):
    if not isinstance(module, nn.Module):
        raise AssertionError("a module, please")
    if abs(index) > len(self) :
        raise IndexError(index)
    layers = list(self)
    layers.insert(index, module)
    self._modules = {str(i): m for i, m in enumerate(layers)}
    return self

# %% right="two halves"
@grow(nn.Sequential)
def insert(self, index, module):
    n = len(self)
    assert isinstance(module, nn.Module), "a module, please"
    if index not in range(-n, n + 1):
        raise IndexError(f"{index} is outside")
    index = index + n if index < 0 else index
    modules = list(self._modules.values())
    for i, m in enumerate([*modules[:index], module, *modules[index:]]):
        self._modules[str(i)] = m
    return self
