# %% wrong="None is listed" caught="none_is_not_listed"
@grow(nn.Module)
def named_parameters(self, prefix="", recurse=True, remove_duplicate=True):
    seen = set()
    for name, param in self._parameters.items():
        if id(param) in seen:
            continue
        if remove_duplicate:
            seen.add(id(param))
        yield f"{prefix}.{name}" if prefix else name, param

# %% wrong="ends at the first None" caught="none_is_not_listed"
@grow(nn.Module)
def named_parameters(self, prefix="", recurse=True, remove_duplicate=True):
    seen = set()
    for name, param in self._parameters.items():
        if param is None:
            return
        if id(param) in seen:
            continue
        if remove_duplicate:
            seen.add(id(param))
        yield f"{prefix}.{name}" if prefix else name, param

# %% wrong="a shared parameter comes twice" caught="one_parameter_under_two_names_comes_once"
@grow(nn.Module)
def named_parameters(self, prefix="", recurse=True, remove_duplicate=True):
    for name, param in self._parameters.items():
        if param is not None:
            yield f"{prefix}.{name}" if prefix else name, param

# %% wrong="never lists a shared parameter twice, even when asked to" caught="one_parameter_under_two_names_comes_once"
@grow(nn.Module)
def named_parameters(self, prefix="", recurse=True, remove_duplicate=True):
    seen = set()
    for name, param in self._parameters.items():
        if param is None or id(param) in seen:
            continue
        seen.add(id(param))
        yield f"{prefix}.{name}" if prefix else name, param

# %% wrong="the last of two names stays" caught="one_parameter_under_two_names_comes_once"
@grow(nn.Module)
def named_parameters(self, prefix="", recurse=True, remove_duplicate=True):
    names = {id(param): name for name, param in self._parameters.items()}
    for name, param in self._parameters.items():
        if param is None or (remove_duplicate and names[id(param)] != name):
            continue
        yield f"{prefix}.{name}" if prefix else name, param

# %% wrong="`param in a_list` compares values" caught="equal_parameters_are_two"
@grow(nn.Module)
def named_parameters(self, prefix="", recurse=True, remove_duplicate=True):
    seen = []
    for name, param in self._parameters.items():
        if param is None or param in seen:
            continue
        if remove_duplicate:
            seen.append(param)
        yield f"{prefix}.{name}" if prefix else name, param

# %% wrong="remembers the numbers" caught="equal_parameters_are_two"
@grow(nn.Module)
def named_parameters(self, prefix="", recurse=True, remove_duplicate=True):
    seen = set()
    for name, param in self._parameters.items():
        if param is None or str(param.tolist()) in seen:
            continue
        if remove_duplicate:
            seen.add(str(param.tolist()))
        yield f"{prefix}.{name}" if prefix else name, param

# %% wrong="a leading dot without a prefix" caught="a_prefix_is_joined_with_a_dot_and_no_prefix_with_none"
@grow(nn.Module)
def named_parameters(self, prefix="", recurse=True, remove_duplicate=True):
    seen = set()
    for name, param in self._parameters.items():
        if param is None or id(param) in seen:
            continue
        if remove_duplicate:
            seen.add(id(param))
        yield prefix + "." + name, param

# %% wrong="the prefix and no dot" caught="a_prefix_is_joined_with_a_dot_and_no_prefix_with_none"
@grow(nn.Module)
def named_parameters(self, prefix="", recurse=True, remove_duplicate=True):
    seen = set()
    for name, param in self._parameters.items():
        if param is None or id(param) in seen:
            continue
        if remove_duplicate:
            seen.add(id(param))
        yield prefix + name, param

# %% wrong="yields the parameters without their names" caught="each_item_is_a_name_and_the_parameter_itself"
@grow(nn.Module)
def named_parameters(self, prefix="", recurse=True, remove_duplicate=True):
    seen = set()
    for param in self._parameters.values():
        if param is None or id(param) in seen:
            continue
        if remove_duplicate:
            seen.add(id(param))
        yield param

# %% wrong="returns a list" caught="nothing_is_looked_up_before_someone_asks"
@grow(nn.Module)
def named_parameters(self, prefix="", recurse=True, remove_duplicate=True):
    found, seen = [], set()
    for name, param in self._parameters.items():
        if param is None or id(param) in seen:
            continue
        if remove_duplicate:
            seen.add(id(param))
        found.append((f"{prefix}.{name}" if prefix else name, param))
    return found

# %% wrong="an iterator over a list that was made at the call" caught="nothing_is_looked_up_before_someone_asks"
@grow(nn.Module)
def named_parameters(self, prefix="", recurse=True, remove_duplicate=True):
    found, seen = [], set()
    for name, param in self._parameters.items():
        if param is None or id(param) in seen:
            continue
        if remove_duplicate:
            seen.add(id(param))
        found.append((f"{prefix}.{name}" if prefix else name, param))
    return iter(found)

# %% wrong="remembers in a default argument, for ever" caught="it_can_be_asked_twice"
@grow(nn.Module)
def named_parameters(self, prefix="", recurse=True, remove_duplicate=True, seen=set()):
    for name, param in self._parameters.items():
        if param is None or (remove_duplicate and param in seen):
            continue
        seen.add(param)
        yield f"{prefix}.{name}" if prefix else name, param

# %% wrong="leaves out what is frozen" caught="a_frozen_parameter_is_listed_too"
@grow(nn.Module)
def named_parameters(self, prefix="", recurse=True, remove_duplicate=True):
    seen = set()
    for name, param in self._parameters.items():
        if param is None or not param.requires_grad or id(param) in seen:
            continue
        if remove_duplicate:
            seen.add(id(param))
        yield f"{prefix}.{name}" if prefix else name, param

# %% wrong="recurse=False lists nothing" caught="without_children_its_own_are_still_listed"
@grow(nn.Module)
def named_parameters(self, prefix="", recurse=True, remove_duplicate=True):
    if not recurse:
        return
    seen = set()
    for name, param in self._parameters.items():
        if param is None or id(param) in seen:
            continue
        if remove_duplicate:
            seen.add(id(param))
        yield f"{prefix}.{name}" if prefix else name, param

# %% wrong="the last two arguments in another order" caught="the_arguments_stand_in_torchs_order"
@grow(nn.Module)
def named_parameters(self, prefix="", remove_duplicate=True, recurse=True):
    seen = set()
    for name, param in self._parameters.items():
        if param is None or id(param) in seen:
            continue
        if remove_duplicate:
            seen.add(id(param))
        yield f"{prefix}.{name}" if prefix else name, param

# %% right="a memo of the tensors themselves, as in torch"
@grow(nn.Module)
def named_parameters(self, prefix="", recurse=True, remove_duplicate=True):
    memo = set()
    for k, v in self._parameters.items():
        if v is None or v in memo:
            continue
        if remove_duplicate:
            memo.add(v)
        name = prefix + ("." if prefix else "") + k
        yield name, v

# %% right="a list as memo, and `is`"
@grow(nn.Module)
def named_parameters(self, prefix="", recurse=True, remove_duplicate=True):
    given = []
    for name in self._parameters:
        param = self._parameters[name]
        if param is not None and not (remove_duplicate and any(param is other for other in given)):
            given.append(param)
            yield ".".join([prefix, name]) if prefix else name, param

# %% right="torch's shared generator, with yield from"
@grow(nn.Module)
def _named_members(self, get_members_fn, prefix="", recurse=True, remove_duplicate=True):
    memo = set()
    for k, v in get_members_fn(self):
        if v is None or v in memo:
            continue
        if remove_duplicate:
            memo.add(v)
        yield prefix + ("." if prefix else "") + k, v


@grow(nn.Module)
def named_parameters(self, prefix="", recurse=True, remove_duplicate=True):
    gen = self._named_members(
        lambda module: module._parameters.items(), prefix=prefix, recurse=recurse, remove_duplicate=remove_duplicate
    )
    yield from gen

# %% right="the first name of each parameter, by setdefault"
@grow(nn.Module)
def named_parameters(self, prefix="", recurse=True, remove_duplicate=True):
    first = {}
    dot = prefix and prefix + "."
    for name, param in self._parameters.items():
        if param is None:
            continue
        if not remove_duplicate or first.setdefault(id(param), name) == name:
            yield dot + name, param

# %% right="an iterator class of its own"
class NamedParameters:
    def __init__(self, module, prefix, remove_duplicate):
        self.module, self.prefix, self.remove_duplicate = module, prefix, remove_duplicate
        self.items = None
        self.memo = set()

    def __iter__(self):
        return self

    def __next__(self):
        if self.items is None:
            self.items = iter(self.module._parameters.items())
        name, param = next(self.items)
        if param is None or param in self.memo:
            return next(self)
        if self.remove_duplicate:
            self.memo.add(param)
        return (f"{self.prefix}.{name}" if self.prefix else name), param


@grow(nn.Module)
def named_parameters(self, prefix="", recurse=True, remove_duplicate=True):
    return NamedParameters(self, prefix, remove_duplicate)
