# %% wrong="hands the pairs on" caught="the_same_parameters_without_names"
@grow(nn.Module)
def parameters(self, recurse=True):
    yield from self.named_parameters(recurse=recurse)

# %% wrong="yields the names" caught="the_same_parameters_without_names"
@grow(nn.Module)
def parameters(self, recurse=True):
    for param, _ in self.named_parameters(recurse=recurse):
        yield param

# %% wrong="the values of the registry, None and twins included" caught="the_same_parameters_without_names"
@grow(nn.Module)
def parameters(self, recurse=True):
    yield from self._parameters.values()

# %% wrong="asks for twins, too" caught="the_same_parameters_without_names"
@grow(nn.Module)
def parameters(self, recurse=True):
    for _, param in self.named_parameters(recurse=recurse, remove_duplicate=False):
        yield param

# %% wrong="returns a list" caught="next_gives_the_first"
@grow(nn.Module)
def parameters(self, recurse=True):
    return [param for _, param in self.named_parameters(recurse=recurse)]

# %% wrong="returns the values of a dict" caught="next_gives_the_first"
@grow(nn.Module)
def parameters(self, recurse=True):
    return dict(self.named_parameters(recurse=recurse)).values()

# %% wrong="recurse stays behind" caught="recurse_is_handed_on"
@grow(nn.Module)
def parameters(self, recurse=True):
    for _, param in self.named_parameters():
        yield param

# %% wrong="recurse is handed on as the prefix" caught="recurse_is_handed_on"
@grow(nn.Module)
def parameters(self, recurse=True):
    for _, param in self.named_parameters(recurse):
        yield param

# %% wrong="a second walk of its own" caught="a_class_that_changes_what_is_listed_changes_both"
@grow(nn.Module)
def parameters(self, recurse=True):
    seen = set()
    for param in self._parameters.values():
        if param is not None and id(param) not in seen:
            seen.add(id(param))
            yield param

# %% wrong="knows no recurse" caught="recurse_is_handed_on"
@grow(nn.Module)
def parameters(self):
    for _, param in self.named_parameters():
        yield param

# %% right="a generator expression"
@grow(nn.Module)
def parameters(self, recurse=True):
    return (param for _, param in self.named_parameters(recurse=recurse))

# %% right="map over the pairs"
from operator import itemgetter


@grow(nn.Module)
def parameters(self, recurse=True):
    return map(itemgetter(1), self.named_parameters("", recurse))

# %% right="yield from, and every argument by name"
@grow(nn.Module)
def parameters(self, recurse=True):
    pairs = self.named_parameters(prefix="", recurse=recurse, remove_duplicate=True)
    yield from (pair[1] for pair in pairs)

# %% right="an iterator over a list"
@grow(nn.Module)
def parameters(self, recurse=True):
    found = []
    for name, param in self.named_parameters(recurse=recurse):
        found.append(param)
    return iter(found)
