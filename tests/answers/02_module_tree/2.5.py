# %% wrong="None is listed" caught="a_child_that_is_none_is_not_listed"
@grow(nn.Module)
def named_children(self):
    seen = set()
    for name, module in self._modules.items():
        if module not in seen:
            seen.add(module)
            yield name, module

# %% wrong="ends at the first None" caught="a_child_that_is_none_is_not_listed"
@grow(nn.Module)
def named_children(self):
    seen = set()
    for name, module in self._modules.items():
        if module is None:
            return
        if module not in seen:
            seen.add(module)
            yield name, module

# %% wrong="a shared child comes twice" caught="a_child_under_two_names_comes_once"
@grow(nn.Module)
def named_children(self):
    for name, module in self._modules.items():
        if module is not None:
            yield name, module

# %% wrong="the last name of a shared child" caught="a_child_under_two_names_comes_once"
@grow(nn.Module)
def named_children(self):
    names = {module: name for name, module in self._modules.items()}
    for module, name in names.items():
        if module is not None:
            yield name, module

# %% wrong="one child of each class" caught="two_children_of_one_class_are_two"
@grow(nn.Module)
def named_children(self):
    seen = set()
    for name, module in self._modules.items():
        if module is not None and type(module) not in seen:
            seen.add(type(module))
            yield name, module

# %% wrong="goes all the way down" caught="grandchildren_are_not_children"
@grow(nn.Module)
def named_children(self):
    seen = set()
    for name, module in self._modules.items():
        if module is not None and module not in seen:
            seen.add(module)
            yield name, module
            yield from module.named_children()

# %% wrong="the modules without their names" caught="each_child_comes_with_its_name_in_order"
@grow(nn.Module)
def named_children(self):
    seen = set()
    for module in self._modules.values():
        if module is not None and module not in seen:
            seen.add(module)
            yield module

# %% wrong="sorted by name" caught="each_child_comes_with_its_name_in_order"
@grow(nn.Module)
def named_children(self):
    seen = set()
    for name, module in sorted(self._modules.items()):
        if module is not None and module not in seen:
            seen.add(module)
            yield name, module

# %% wrong="a list" caught="children_are_looked_up_when_someone_asks"
@grow(nn.Module)
def named_children(self):
    seen, found = set(), []
    for name, module in self._modules.items():
        if module is not None and module not in seen:
            seen.add(module)
            found.append((name, module))
    return found

# %% wrong="an iterator over what was there at the call" caught="children_are_looked_up_when_someone_asks"
@grow(nn.Module)
def named_children(self):
    first = {}
    for name, module in self._modules.items():
        if module is not None:
            first.setdefault(module, name)
    return iter([(name, module) for module, name in first.items()])

# %% wrong="a memo in the signature, made once" caught="children_can_be_listed_again"
@grow(nn.Module)
def named_children(self, seen=set()):
    for name, module in self._modules.items():
        if module is not None and module not in seen:
            seen.add(module)
            yield name, module

# %% right="a list as memo, and continue"
@grow(nn.Module)
def named_children(self):
    given = []
    for name in self._modules:
        child = self._modules[name]
        if child is None or any(child is other for other in given):
            continue
        given.append(child)
        yield name, child

# %% right="ids"
@grow(nn.Module)
def named_children(self):
    memo = {id(None)}
    for name, module in self._modules.items():
        if id(module) not in memo:
            memo.add(id(module))
            yield name, module

# %% right="first names by setdefault, as a generator"
@grow(nn.Module)
def named_children(self):
    first = {}
    for name, module in self._modules.items():
        if module is not None and first.setdefault(module, name) == name:
            yield name, module
