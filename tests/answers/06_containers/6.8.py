# %% wrong="copies the modules" caught="a_product_holds_the_same_modules"
@grow(nn.Sequential)
def __mul__(self, other):
    import copy
    self._check_factor(other)
    return nn.Sequential(*(copy.deepcopy(m) for _ in range(other) for m in self))

@grow(nn.Sequential)
def __imul__(self, other):
    self._check_factor(other)
    return self.extend(list(self) * (other - 1))

# %% wrong="copies in place, too, all but the first" caught="in_place_the_object_grows_to_so_many_times_its_length"
@grow(nn.Sequential)
def __mul__(self, other):
    self._check_factor(other)
    return nn.Sequential(*list(self) * other)

@grow(nn.Sequential)
def __imul__(self, other):
    import copy
    self._check_factor(other)
    return self.extend(copy.deepcopy(list(self) * (other - 1)))

# %% wrong="does not test the factor" caught="a_factor_is_an_int_of_at_least_one"
@grow(nn.Sequential)
def __mul__(self, other):
    return nn.Sequential(*list(self) * other)

@grow(nn.Sequential)
def __imul__(self, other):
    return self.extend(list(self) * (other - 1))

# %% wrong="tests the factor in the product only" caught="in_place_the_factor_is_tested_too"
@grow(nn.Sequential)
def __mul__(self, other):
    self._check_factor(other)
    return nn.Sequential(*list(self) * other)

@grow(nn.Sequential)
def __imul__(self, other):
    return self.extend(list(self) * (other - 1))

# %% wrong="one time too many in place" caught="in_place_the_object_grows_to_so_many_times_its_length"
@grow(nn.Sequential)
def __mul__(self, other):
    self._check_factor(other)
    return nn.Sequential(*list(self) * other)

@grow(nn.Sequential)
def __imul__(self, other):
    self._check_factor(other)
    return self.extend(list(self) * other)

# %% wrong="the row grows while it is walked" caught="in_place_the_object_grows_to_so_many_times_its_length"
@grow(nn.Sequential)
def __mul__(self, other):
    self._check_factor(other)
    return nn.Sequential(*list(self) * other)

@grow(nn.Sequential)
def __imul__(self, other):
    self._check_factor(other)
    for _ in range(other - 1):
        self.extend(self)
    return self

# %% wrong="doubles again and again" caught="in_place_the_object_grows_to_so_many_times_its_length"
@grow(nn.Sequential)
def __mul__(self, other):
    self._check_factor(other)
    return nn.Sequential(*list(self) * other)

@grow(nn.Sequential)
def __imul__(self, other):
    self._check_factor(other)
    for _ in range(other - 1):
        self.extend(list(self))
    return self

# %% wrong="in place makes a new one" caught="in_place_the_object_grows_to_so_many_times_its_length"
@grow(nn.Sequential)
def __mul__(self, other):
    self._check_factor(other)
    return nn.Sequential(*list(self) * other)

@grow(nn.Sequential)
def __imul__(self, other):
    return self * other

# %% wrong="in place returns nothing" caught="in_place_the_object_grows_to_so_many_times_its_length"
@grow(nn.Sequential)
def __mul__(self, other):
    self._check_factor(other)
    return nn.Sequential(*list(self) * other)

@grow(nn.Sequential)
def __imul__(self, other):
    self._check_factor(other)
    self.extend(list(self) * (other - 1))

# %% wrong="the product changes the row" caught="a_product_repeats_the_row"
@grow(nn.Sequential)
def __imul__(self, other):
    self._check_factor(other)
    return self.extend(list(self) * (other - 1))

@grow(nn.Sequential)
def __mul__(self, other):
    self *= other
    return self

# %% wrong="a row of rows" caught="a_product_repeats_the_row"
@grow(nn.Sequential)
def __mul__(self, other):
    self._check_factor(other)
    return nn.Sequential(*[self] * other)

@grow(nn.Sequential)
def __imul__(self, other):
    self._check_factor(other)
    return self.extend(list(self) * (other - 1))

# %% wrong="module by module" caught="a_product_repeats_the_row"
@grow(nn.Sequential)
def __mul__(self, other):
    self._check_factor(other)
    return nn.Sequential(*(m for m in self for _ in range(other)))

@grow(nn.Sequential)
def __imul__(self, other):
    self._check_factor(other)
    return self.extend(list(self) * (other - 1))

# %% wrong="the product is of the row's class" caught="a_product_is_a_new_plain_sequential"
@grow(nn.Sequential)
def __mul__(self, other):
    self._check_factor(other)
    return type(self)(*list(self) * other)

@grow(nn.Sequential)
def __imul__(self, other):
    self._check_factor(other)
    return self.extend(list(self) * (other - 1))

# %% wrong="once is the row itself" caught="a_product_is_a_new_plain_sequential"
@grow(nn.Sequential)
def __mul__(self, other):
    self._check_factor(other)
    if other == 1:
        return self
    return nn.Sequential(*list(self) * other)

@grow(nn.Sequential)
def __imul__(self, other):
    self._check_factor(other)
    return self.extend(list(self) * (other - 1))

# %% right="by a sum of rows"
@grow(nn.Sequential)
def __mul__(self, other):
    self._check_factor(other)
    total = nn.Sequential()
    for _ in range(other):
        total += self
    return total

@grow(nn.Sequential)
def __imul__(self, other):
    longer = self * other
    return self.extend(list(longer)[len(self):])

# %% right="counts up"
@grow(nn.Sequential)
def __mul__(self, other):
    self._check_factor(other)
    combined = nn.Sequential()
    for _ in range(other):
        for module in self:
            combined.append(module)
    return combined

@grow(nn.Sequential)
def __imul__(self, other):
    self._check_factor(other)
    original = list(self)
    for _ in range(other - 1):
        self.extend(original)
    return self
