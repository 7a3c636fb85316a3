# %% wrong="this module alone" caught="every_parameter_below_is_listed_under_its_path"
@grow(nn.Module)
def _named_members(self, get_members_fn, prefix="", recurse=True, remove_duplicate=True):
    seen = set()
    for name, member in get_members_fn(self):
        if member is None or member in seen:
            continue
        if remove_duplicate:
            seen.add(member)
        yield f"{prefix}.{name}" if prefix else name, member

# %% wrong="children without recursion" caught="every_parameter_below_is_listed_under_its_path"
@grow(nn.Module)
def _named_members(self, get_members_fn, prefix="", recurse=True, remove_duplicate=True):
    seen = set()
    tree = [(prefix, self)]
    if recurse:
        tree += [(f"{prefix}.{name}" if prefix else name, child) for name, child in self.named_children()]
    for path, module in tree:
        for name, member in get_members_fn(module):
            if member is None or member in seen:
                continue
            if remove_duplicate:
                seen.add(member)
            yield f"{path}.{name}" if path else name, member

# %% wrong="names without the path of their module" caught="every_parameter_below_is_listed_under_its_path"
@grow(nn.Module)
def _named_members(self, get_members_fn, prefix="", recurse=True, remove_duplicate=True):
    seen = set()
    tree = self.named_modules(remove_duplicate=remove_duplicate) if recurse else [("", self)]
    for _, module in tree:
        for name, member in get_members_fn(module):
            if member is None or member in seen:
                continue
            if remove_duplicate:
                seen.add(member)
            yield f"{prefix}.{name}" if prefix else name, member

# %% wrong="children before their parents" caught="every_parameter_below_is_listed_under_its_path"
@grow(nn.Module)
def _named_members(self, get_members_fn, prefix="", recurse=True, remove_duplicate=True):
    seen = set()
    tree = list(self.named_modules(prefix=prefix, remove_duplicate=remove_duplicate)) if recurse else [(prefix, self)]
    for path, module in reversed(tree):
        for name, member in get_members_fn(module):
            if member is None or member in seen:
                continue
            if remove_duplicate:
                seen.add(member)
            yield f"{path}.{name}" if path else name, member

# %% wrong="a leading dot" caught="every_parameter_below_is_listed_under_its_path"
@grow(nn.Module)
def _named_members(self, get_members_fn, prefix="", recurse=True, remove_duplicate=True):
    seen = set()
    tree = self.named_modules(prefix=prefix, remove_duplicate=remove_duplicate) if recurse else [(prefix, self)]
    for path, module in tree:
        for name, member in get_members_fn(module):
            if member is None or member in seen:
                continue
            if remove_duplicate:
                seen.add(member)
            yield path + "." + name, member

# %% wrong="the prefix is put before every path once more" caught="the_name_of_a_member_has_no_leading_dot"
@grow(nn.Module)
def _named_members(self, get_members_fn, prefix="", recurse=True, remove_duplicate=True):
    seen = set()
    tree = self.named_modules(prefix=prefix, remove_duplicate=remove_duplicate) if recurse else [(prefix, self)]
    for path, module in tree:
        for name, member in get_members_fn(module):
            if member is None or member in seen:
                continue
            if remove_duplicate:
                seen.add(member)
            yield ".".join(part for part in (prefix, path, name) if part), member

# %% wrong="the prefix is lost without recurse" caught="the_name_of_a_member_has_no_leading_dot"
@grow(nn.Module)
def _named_members(self, get_members_fn, prefix="", recurse=True, remove_duplicate=True):
    seen = set()
    tree = self.named_modules(prefix=prefix, remove_duplicate=remove_duplicate) if recurse else [("", self)]
    for path, module in tree:
        for name, member in get_members_fn(module):
            if member is None or member in seen:
                continue
            if remove_duplicate:
                seen.add(member)
            yield f"{path}.{name}" if path else name, member

# %% wrong="recurse is not looked at" caught="without_recurse_this_module_is_the_only_one"
@grow(nn.Module)
def _named_members(self, get_members_fn, prefix="", recurse=True, remove_duplicate=True):
    seen = set()
    for path, module in self.named_modules(prefix=prefix, remove_duplicate=remove_duplicate):
        for name, member in get_members_fn(module):
            if member is None or member in seen:
                continue
            if remove_duplicate:
                seen.add(member)
            yield f"{path}.{name}" if path else name, member

# %% wrong="None is listed" caught="none_is_never_a_member"
@grow(nn.Module)
def _named_members(self, get_members_fn, prefix="", recurse=True, remove_duplicate=True):
    seen = set()
    tree = self.named_modules(prefix=prefix, remove_duplicate=remove_duplicate) if recurse else [(prefix, self)]
    for path, module in tree:
        for name, member in get_members_fn(module):
            if id(member) in seen:
                continue
            if remove_duplicate:
                seen.add(id(member))
            yield f"{path}.{name}" if path else name, member

# %% wrong="a module's members end at the first None" caught="none_is_never_a_member"
@grow(nn.Module)
def _named_members(self, get_members_fn, prefix="", recurse=True, remove_duplicate=True):
    seen = set()
    tree = self.named_modules(prefix=prefix, remove_duplicate=remove_duplicate) if recurse else [(prefix, self)]
    for path, module in tree:
        for name, member in get_members_fn(module):
            if member is None:
                break
            if member in seen:
                continue
            if remove_duplicate:
                seen.add(member)
            yield f"{path}.{name}" if path else name, member

# %% wrong="a memo for each module" caught="tied_weights_come_once"
@grow(nn.Module)
def _named_members(self, get_members_fn, prefix="", recurse=True, remove_duplicate=True):
    tree = self.named_modules(prefix=prefix, remove_duplicate=remove_duplicate) if recurse else [(prefix, self)]
    for path, module in tree:
        seen = set()
        for name, member in get_members_fn(module):
            if member is None or member in seen:
                continue
            if remove_duplicate:
                seen.add(member)
            yield f"{path}.{name}" if path else name, member

# %% wrong="a shared parameter comes under each name" caught="tied_weights_come_once"
@grow(nn.Module)
def _named_members(self, get_members_fn, prefix="", recurse=True, remove_duplicate=True):
    tree = self.named_modules(prefix=prefix, remove_duplicate=remove_duplicate) if recurse else [(prefix, self)]
    for path, module in tree:
        for name, member in get_members_fn(module):
            if member is not None:
                yield f"{path}.{name}" if path else name, member

# %% wrong="a shared parameter comes once, even when all are asked for" caught="tied_weights_come_once"
@grow(nn.Module)
def _named_members(self, get_members_fn, prefix="", recurse=True, remove_duplicate=True):
    seen = set()
    tree = self.named_modules(prefix=prefix, remove_duplicate=remove_duplicate) if recurse else [(prefix, self)]
    for path, module in tree:
        for name, member in get_members_fn(module):
            if member is None or member in seen:
                continue
            seen.add(member)
            yield f"{path}.{name}" if path else name, member

# %% wrong="the walk of the modules does not hear of remove_duplicate" caught="a_shared_module_lists_its_parameters_once_unless_asked"
@grow(nn.Module)
def _named_members(self, get_members_fn, prefix="", recurse=True, remove_duplicate=True):
    seen = set()
    tree = self.named_modules(prefix=prefix) if recurse else [(prefix, self)]
    for path, module in tree:
        for name, member in get_members_fn(module):
            if member is None or member in seen:
                continue
            if remove_duplicate:
                seen.add(member)
            yield f"{path}.{name}" if path else name, member

# %% wrong="remembers the numbers" caught="equal_parameters_of_two_modules_are_two"
@grow(nn.Module)
def _named_members(self, get_members_fn, prefix="", recurse=True, remove_duplicate=True):
    seen = set()
    tree = self.named_modules(prefix=prefix, remove_duplicate=remove_duplicate) if recurse else [(prefix, self)]
    for path, module in tree:
        for name, member in get_members_fn(module):
            if member is None or str(member) in seen:
                continue
            if remove_duplicate:
                seen.add(str(member))
            yield f"{path}.{name}" if path else name, member

# %% wrong="parameters, whatever the function says" caught="the_function_says_what_the_members_of_a_module_are"
@grow(nn.Module)
def _named_members(self, get_members_fn, prefix="", recurse=True, remove_duplicate=True):
    seen = set()
    tree = self.named_modules(prefix=prefix, remove_duplicate=remove_duplicate) if recurse else [(prefix, self)]
    for path, module in tree:
        for name, member in module._parameters.items():
            if member is None or member in seen:
                continue
            if remove_duplicate:
                seen.add(member)
            yield f"{path}.{name}" if path else name, member

# %% wrong="the members of this module under every path" caught="every_parameter_below_is_listed_under_its_path"
@grow(nn.Module)
def _named_members(self, get_members_fn, prefix="", recurse=True, remove_duplicate=True):
    seen = set()
    tree = self.named_modules(prefix=prefix, remove_duplicate=remove_duplicate) if recurse else [(prefix, self)]
    for path, module in tree:
        for name, member in get_members_fn(self):
            if member is None or member in seen:
                continue
            if remove_duplicate:
                seen.add(member)
            yield f"{path}.{name}" if path else name, member

# %% wrong="a list" caught="members_are_looked_up_when_someone_asks"
@grow(nn.Module)
def _named_members(self, get_members_fn, prefix="", recurse=True, remove_duplicate=True):
    seen, found = set(), []
    tree = self.named_modules(prefix=prefix, remove_duplicate=remove_duplicate) if recurse else [(prefix, self)]
    for path, module in tree:
        for name, member in get_members_fn(module):
            if member is None or member in seen:
                continue
            if remove_duplicate:
                seen.add(member)
            found.append((f"{path}.{name}" if path else name, member))
    return found

# %% wrong="a memo in the signature, made once" caught="members_can_be_listed_again"
@grow(nn.Module)
def _named_members(self, get_members_fn, prefix="", recurse=True, remove_duplicate=True, seen=set()):
    tree = self.named_modules(prefix=prefix, remove_duplicate=remove_duplicate) if recurse else [(prefix, self)]
    for path, module in tree:
        for name, member in get_members_fn(module):
            if member is None or member in seen:
                continue
            if remove_duplicate:
                seen.add(member)
            yield f"{path}.{name}" if path else name, member

# %% right="a memo of the members themselves, as in torch"
@grow(nn.Module)
def _named_members(self, get_members_fn, prefix="", recurse=True, remove_duplicate=True):
    memo = set()
    modules = self.named_modules(prefix=prefix, remove_duplicate=remove_duplicate) if recurse else [(prefix, self)]
    for module_prefix, module in modules:
        for k, v in get_members_fn(module):
            if v is None or v in memo:
                continue
            if remove_duplicate:
                memo.add(v)
            yield module_prefix + ("." if module_prefix else "") + k, v

# %% right="two generators, one behind the other"
def every_member(tree, get_members_fn):
    for path, module in tree:
        for name, member in get_members_fn(module):
            yield ".".join([path, name]) if path else name, member


@grow(nn.Module)
def _named_members(self, get_members_fn, prefix="", recurse=True, remove_duplicate=True):
    tree = self.named_modules(None, prefix, remove_duplicate) if recurse else [(prefix, self)]
    given = {}
    for path, member in every_member(tree, get_members_fn):
        if member is not None and (not remove_duplicate or given.setdefault(id(member), path) == path):
            yield path, member

# %% right="this module first, then the rest of the tree"
@grow(nn.Module)
def _named_members(self, get_members_fn, prefix="", recurse=True, remove_duplicate=True):
    seen = set()

    def own(path, module):
        for name, member in get_members_fn(module):
            if member is not None and id(member) not in seen:
                seen.update({id(member)} if remove_duplicate else ())
                yield (path + "." if path else "") + name, member

    if not recurse:
        yield from own(prefix, self)
        return
    for path, module in self.named_modules(prefix=prefix, remove_duplicate=remove_duplicate):
        yield from own(path, module)
