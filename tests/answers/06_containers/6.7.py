# %% wrong="adds to the left side" caught="a_sum_leaves_both_sides_as_they_were"
@grow(nn.Sequential)
def __add__(self, other):
    if not isinstance(other, nn.Sequential):
        raise ValueError("a Sequential, please")
    return self.extend(list(other))

@grow(nn.Sequential)
def __iadd__(self, other):
    if not isinstance(other, nn.Sequential):
        raise ValueError("a Sequential, please")
    return self.extend(other)

# %% wrong="a sum that shares nothing" caught="a_sum_holds_the_modules_of_both"
@grow(nn.Sequential)
def __add__(self, other):
    import copy
    if not isinstance(other, nn.Sequential):
        raise ValueError("a Sequential, please")
    return nn.Sequential(*copy.deepcopy(list(self)), *copy.deepcopy(list(other)))

@grow(nn.Sequential)
def __iadd__(self, other):
    if not isinstance(other, nn.Sequential):
        raise ValueError("a Sequential, please")
    return self.extend(other)

# %% wrong="a row of two rows" caught="a_sum_holds_the_modules_of_both"
@grow(nn.Sequential)
def __add__(self, other):
    if not isinstance(other, nn.Sequential):
        raise ValueError("a Sequential, please")
    return nn.Sequential(self, other)

@grow(nn.Sequential)
def __iadd__(self, other):
    if not isinstance(other, nn.Sequential):
        raise ValueError("a Sequential, please")
    return self.extend(other)

# %% wrong="a TypeError, as Python has it" caught="only_a_sequential_can_be_added_and_the_error_is_a_value_error"
@grow(nn.Sequential)
def __add__(self, other):
    if not isinstance(other, nn.Sequential):
        return NotImplemented
    return nn.Sequential(*self, *other)

@grow(nn.Sequential)
def __iadd__(self, other):
    if not isinstance(other, nn.Sequential):
        return NotImplemented
    return self.extend(other)

# %% wrong="takes any iterable" caught="only_a_sequential_can_be_added_and_the_error_is_a_value_error"
@grow(nn.Sequential)
def __add__(self, other):
    return nn.Sequential(*self, *other)

@grow(nn.Sequential)
def __iadd__(self, other):
    return self.extend(other)

# %% wrong="asks in the sum, and not in place" caught="only_a_sequential_can_be_added_and_the_error_is_a_value_error"
@grow(nn.Sequential)
def __add__(self, other):
    if not isinstance(other, nn.Sequential):
        raise ValueError("a Sequential, please")
    return nn.Sequential(*self, *other)

@grow(nn.Sequential)
def __iadd__(self, other):
    return self.extend(other)

# %% wrong="the sum is of the left side's class" caught="a_sum_is_numbered_and_a_plain_sequential"
@grow(nn.Sequential)
def __add__(self, other):
    if not isinstance(other, nn.Sequential):
        raise ValueError("a Sequential, please")
    return type(self)(*self, *other)

@grow(nn.Sequential)
def __iadd__(self, other):
    if not isinstance(other, nn.Sequential):
        raise ValueError("a Sequential, please")
    return self.extend(other)

# %% wrong="joins the registries by name" caught="a_sum_holds_the_modules_of_both"
@grow(nn.Sequential)
def __add__(self, other):
    if not isinstance(other, nn.Sequential):
        raise ValueError("a Sequential, please")
    return nn.Sequential(OrderedDict({**self._modules, **other._modules}))

@grow(nn.Sequential)
def __iadd__(self, other):
    if not isinstance(other, nn.Sequential):
        raise ValueError("a Sequential, please")
    return self.extend(other)

# %% wrong="in place makes a new one" caught="adding_in_place_keeps_the_object"
@grow(nn.Sequential)
def __add__(self, other):
    if not isinstance(other, nn.Sequential):
        raise ValueError("a Sequential, please")
    return nn.Sequential(*self, *other)

@grow(nn.Sequential)
def __iadd__(self, other):
    return self + other

# %% wrong="in place returns nothing" caught="adding_in_place_keeps_the_object"
@grow(nn.Sequential)
def __add__(self, other):
    if not isinstance(other, nn.Sequential):
        raise ValueError("a Sequential, please")
    return nn.Sequential(*self, *other)

@grow(nn.Sequential)
def __iadd__(self, other):
    if not isinstance(other, nn.Sequential):
        raise ValueError("a Sequential, please")
    self.extend(other)

# %% wrong="in place numbers everything anew" caught="adding_in_place_keeps_class_and_names"
@grow(nn.Sequential)
def __add__(self, other):
    if not isinstance(other, nn.Sequential):
        raise ValueError("a Sequential, please")
    return nn.Sequential(*self, *other)

@grow(nn.Sequential)
def __iadd__(self, other):
    if not isinstance(other, nn.Sequential):
        raise ValueError("a Sequential, please")
    if other is self:
        raise RuntimeError("itself")
    self._modules = OrderedDict((str(i), m) for i, m in enumerate([*self, *other]))
    return self

# %% wrong="doubles a row that is added to itself in place" caught="a_row_can_be_added_to_itself_but_not_in_place"
@grow(nn.Sequential)
def __add__(self, other):
    if not isinstance(other, nn.Sequential):
        raise ValueError("a Sequential, please")
    return nn.Sequential(*self, *other)

@grow(nn.Sequential)
def __iadd__(self, other):
    if not isinstance(other, nn.Sequential):
        raise ValueError("a Sequential, please")
    return self.extend([*other])

# %% wrong="the right side comes first" caught="a_sum_holds_the_modules_of_both"
@grow(nn.Sequential)
def __add__(self, other):
    if not isinstance(other, nn.Sequential):
        raise ValueError("a Sequential, please")
    return nn.Sequential(*other, *self)

@grow(nn.Sequential)
def __iadd__(self, other):
    if not isinstance(other, nn.Sequential):
        raise ValueError("a Sequential, please")
    return self.extend(other)

# %% right="fills an empty one"
@grow(nn.Sequential)
def __add__(self, other):
    if isinstance(other, nn.Sequential):
        return nn.Sequential().extend(self).extend(other)
    raise ValueError(f"no sum with {type(other)}")

@grow(nn.Sequential)
def __iadd__(self, other):
    if isinstance(other, nn.Sequential):
        return self.extend(other)
    raise ValueError(f"no sum with {type(other)}")

# %% right="adds in place to a fresh one"
@grow(nn.Sequential)
def __iadd__(self, other):
    if not isinstance(other, nn.Sequential):
        raise ValueError("Sequential + Sequential")
    for module in other:
        self.append(module)
    return self

@grow(nn.Sequential)
def __add__(self, other):
    total = nn.Sequential(*self)
    total += other
    return total
