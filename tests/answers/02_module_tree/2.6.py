# %% wrong="the module itself is left out" caught="the_module_itself_comes_first_under_the_empty_path"
@grow(nn.Module)
def named_modules(self, memo=None, prefix="", remove_duplicate=True):
    memo = set() if memo is None else memo
    for name, child in self._modules.items():
        if child is not None and child not in memo:
            if remove_duplicate:
                memo.add(child)
            path = f"{prefix}.{name}" if prefix else name
            yield path, child
            yield from child.named_modules(memo, path, remove_duplicate)

# %% wrong="parents after their children" caught="the_module_itself_comes_first_under_the_empty_path"
@grow(nn.Module)
def named_modules(self, memo=None, prefix="", remove_duplicate=True):
    memo = set() if memo is None else memo
    if self in memo:
        return
    if remove_duplicate:
        memo.add(self)
    for name, child in self._modules.items():
        if child is not None:
            yield from child.named_modules(memo, f"{prefix}.{name}" if prefix else name, remove_duplicate)
    yield prefix, self

# %% wrong="children and no grandchildren" caught="all_that_is_below_a_child_comes_before_the_next_child"
@grow(nn.Module)
def named_modules(self, memo=None, prefix="", remove_duplicate=True):
    memo = set() if memo is None else memo
    if self not in memo:
        yield prefix, self
        for name, child in self._modules.items():
            if child is not None and child not in memo:
                if remove_duplicate:
                    memo.add(child)
                yield f"{prefix}.{name}" if prefix else name, child

# %% wrong="level by level" caught="all_that_is_below_a_child_comes_before_the_next_child"
@grow(nn.Module)
def named_modules(self, memo=None, prefix="", remove_duplicate=True):
    memo = set() if memo is None else memo
    todo = [(prefix, self)]
    for path, module in todo:
        if module is not None and module not in memo:
            if remove_duplicate:
                memo.add(module)
            yield path, module
            todo += [(f"{path}.{name}" if path else name, child) for name, child in module._modules.items()]

# %% wrong="a list of what is to come, the last child first" caught="all_that_is_below_a_child_comes_before_the_next_child"
@grow(nn.Module)
def named_modules(self, memo=None, prefix="", remove_duplicate=True):
    memo = set() if memo is None else memo
    todo = [(prefix, self)]
    while todo:
        path, module = todo.pop()
        if module is not None and module not in memo:
            if remove_duplicate:
                memo.add(module)
            yield path, module
            todo += [(f"{path}.{name}" if path else name, child) for name, child in module._modules.items()]

# %% wrong="a leading dot" caught="a_path_has_no_leading_dot"
@grow(nn.Module)
def named_modules(self, memo=None, prefix="", remove_duplicate=True):
    memo = set() if memo is None else memo
    if self not in memo:
        if remove_duplicate:
            memo.add(self)
        yield prefix, self
        for name, child in self._modules.items():
            if child is not None:
                yield from child.named_modules(memo, prefix + "." + name, remove_duplicate)

# %% wrong="the parts of a path without dots" caught="a_path_has_no_leading_dot"
@grow(nn.Module)
def named_modules(self, memo=None, prefix="", remove_duplicate=True):
    memo = set() if memo is None else memo
    if self not in memo:
        if remove_duplicate:
            memo.add(self)
        yield prefix, self
        for name, child in self._modules.items():
            if child is not None:
                yield from child.named_modules(memo, prefix + name, remove_duplicate)

# %% wrong="the prefix gets lost on the way down" caught="a_path_has_no_leading_dot"
@grow(nn.Module)
def named_modules(self, memo=None, prefix="", remove_duplicate=True):
    memo = set() if memo is None else memo
    if self not in memo:
        if remove_duplicate:
            memo.add(self)
        yield prefix, self
        for name, child in self._modules.items():
            if child is not None:
                yield from child.named_modules(memo, name, remove_duplicate)

# %% wrong="None is walked" caught="a_child_that_is_none_is_not_walked"
@grow(nn.Module)
def named_modules(self, memo=None, prefix="", remove_duplicate=True):
    memo = set() if memo is None else memo
    if self not in memo:
        if remove_duplicate:
            memo.add(self)
        yield prefix, self
        for name, child in self._modules.items():
            yield from child.named_modules(memo, f"{prefix}.{name}" if prefix else name, remove_duplicate)

# %% wrong="the memo is not handed on" caught="a_module_shared_by_two_parents_comes_once"
@grow(nn.Module)
def named_modules(self, memo=None, prefix="", remove_duplicate=True):
    memo = set() if memo is None else memo
    if self not in memo:
        if remove_duplicate:
            memo.add(self)
        yield prefix, self
        for name, child in self._modules.items():
            if child is not None:
                path = f"{prefix}.{name}" if prefix else name
                yield from child.named_modules(None, path, remove_duplicate)

# %% wrong="no memo at all" caught="a_module_shared_by_two_parents_comes_once"
@grow(nn.Module)
def named_modules(self, memo=None, prefix="", remove_duplicate=True):
    yield prefix, self
    for name, child in self._modules.items():
        if child is not None:
            path = f"{prefix}.{name}" if prefix else name
            yield from child.named_modules(memo, path, remove_duplicate)

# %% wrong="an empty memo is taken for none" caught="a_memo_that_is_handed_in_is_believed_and_filled"
@grow(nn.Module)
def named_modules(self, memo=None, prefix="", remove_duplicate=True):
    memo = memo or set()
    if self not in memo:
        if remove_duplicate:
            memo.add(self)
        yield prefix, self
        for name, child in self._modules.items():
            if child is not None:
                path = f"{prefix}.{name}" if prefix else name
                yield from child.named_modules(memo, path, remove_duplicate)

# %% wrong="what has come is passed over, what is below it is not" caught="a_memo_that_is_handed_in_is_believed_and_filled"
@grow(nn.Module)
def named_modules(self, memo=None, prefix="", remove_duplicate=True):
    memo = set() if memo is None else memo
    if self not in memo:
        yield prefix, self
    if remove_duplicate:
        memo.add(self)
    for name, child in self._modules.items():
        if child is not None:
            path = f"{prefix}.{name}" if prefix else name
            yield from child.named_modules(memo, path, remove_duplicate)

# %% wrong="remove_duplicate is not handed on" caught="duplicates_come_when_they_are_asked_for"
@grow(nn.Module)
def named_modules(self, memo=None, prefix="", remove_duplicate=True):
    memo = set() if memo is None else memo
    if self not in memo:
        if remove_duplicate:
            memo.add(self)
        yield prefix, self
        for name, child in self._modules.items():
            if child is not None:
                yield from child.named_modules(memo, f"{prefix}.{name}" if prefix else name)

# %% wrong="duplicates never come" caught="duplicates_come_when_they_are_asked_for"
@grow(nn.Module)
def named_modules(self, memo=None, prefix="", remove_duplicate=True):
    memo = set() if memo is None else memo
    if self not in memo:
        memo.add(self)
        yield prefix, self
        for name, child in self._modules.items():
            if child is not None:
                path = f"{prefix}.{name}" if prefix else name
                yield from child.named_modules(memo, path, remove_duplicate)

# %% wrong="a copy of the memo on every level" caught="a_module_shared_by_two_parents_comes_once"
@grow(nn.Module)
def named_modules(self, memo=None, prefix="", remove_duplicate=True):
    memo = set() if memo is None else memo
    if self not in memo:
        if remove_duplicate:
            memo = memo | {self}
        yield prefix, self
        for name, child in self._modules.items():
            if child is not None:
                path = f"{prefix}.{name}" if prefix else name
                yield from child.named_modules(memo, path, remove_duplicate)

# %% wrong="without removing, the memo is not looked at" caught="without_removing_nothing_is_added_to_the_memo"
@grow(nn.Module)
def named_modules(self, memo=None, prefix="", remove_duplicate=True):
    memo = set() if memo is None else memo
    if remove_duplicate and self in memo:
        return
    if remove_duplicate:
        memo.add(self)
    yield prefix, self
    for name, child in self._modules.items():
        if child is not None:
            path = f"{prefix}.{name}" if prefix else name
            yield from child.named_modules(memo, path, remove_duplicate)

# %% wrong="a memo in the signature, made once" caught="the_tree_can_be_walked_again"
@grow(nn.Module)
def named_modules(self, memo=set(), prefix="", remove_duplicate=True):
    memo = set() if memo is None else memo
    if self not in memo:
        if remove_duplicate:
            memo.add(self)
        yield prefix, self
        for name, child in self._modules.items():
            if child is not None:
                path = f"{prefix}.{name}" if prefix else name
                yield from child.named_modules(memo, path, remove_duplicate)

# %% wrong="the prefix stands first" caught="a_memo_that_is_handed_in_is_believed_and_filled"
@grow(nn.Module)
def named_modules(self, prefix="", memo=None, remove_duplicate=True):
    memo = set() if memo is None else memo
    if self not in memo:
        if remove_duplicate:
            memo.add(self)
        yield prefix, self
        for name, child in self._modules.items():
            if child is not None:
                path = f"{prefix}.{name}" if prefix else name
                yield from child.named_modules(path, memo, remove_duplicate)

# %% wrong="a loop where yield from is needed" caught="all_that_is_below_a_child_comes_before_the_next_child"
@grow(nn.Module)
def named_modules(self, memo=None, prefix="", remove_duplicate=True):
    memo = set() if memo is None else memo
    if self not in memo:
        if remove_duplicate:
            memo.add(self)
        yield prefix, self
        for name, child in self._modules.items():
            if child is not None and child not in memo:
                yield f"{prefix}.{name}" if prefix else name, child
                child.named_modules(memo, name, remove_duplicate)

# %% right="as torch does it, each child asked"
@grow(nn.Module)
def named_modules(self, memo=None, prefix="", remove_duplicate=True):
    if memo is None:
        memo = set()
    if self in memo:
        return
    if remove_duplicate:
        memo.add(self)
    yield prefix, self
    for name, child in self._modules.items():
        if child is not None:
            path = prefix + ("." if prefix else "") + name
            yield from child.named_modules(memo, path, remove_duplicate)

# %% right="a pile of iterators"
@grow(nn.Module)
def named_modules(self, memo=None, prefix="", remove_duplicate=True):
    memo = set() if memo is None else memo
    ends = [iter([(prefix, self)])]
    while ends:
        path, module = next(ends[-1], (None, None))
        if module is None and path is None:
            ends.pop()
        elif module is not None and module not in memo:
            if remove_duplicate:
                memo.add(module)
            yield path, module
            dot = path + "." if path else ""
            ends.append(iter([(dot + name, child) for name, child in module._modules.items()]))

# %% right="with a helper function, in a loop"
def parts(module, prefix):
    for name, child in module._modules.items():
        if child is not None:
            yield ".".join([prefix, name] if prefix else [name]), child


@grow(nn.Module)
def named_modules(self, memo=None, prefix="", remove_duplicate=True):
    memo = memo if memo is not None else set()
    if self not in memo:
        memo |= {self} if remove_duplicate else set()
        yield prefix, self
        for path, child in parts(self, prefix):
            for pair in child.named_modules(memo=memo, prefix=path, remove_duplicate=remove_duplicate):
                yield pair
