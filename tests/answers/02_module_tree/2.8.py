# %% wrong="parents first" caught="children_come_before_their_parents"
@grow(nn.Module)
def apply(self, fn):
    fn(self)
    for child in self.children():
        child.apply(fn)
    return self

# %% wrong="over modules(), parents first" caught="children_come_before_their_parents"
@grow(nn.Module)
def apply(self, fn):
    for module in self.modules():
        fn(module)
    return self

# %% wrong="the tree backwards" caught="children_come_before_their_parents"
@grow(nn.Module)
def apply(self, fn):
    for module in reversed(list(self.modules())):
        fn(module)
    return self

# %% wrong="children only" caught="children_come_before_their_parents"
@grow(nn.Module)
def apply(self, fn):
    for child in self.children():
        child.apply(fn)
    return self

# %% wrong="the module only" caught="children_come_before_their_parents"
@grow(nn.Module)
def apply(self, fn):
    fn(self)
    return self

# %% wrong="one level deep" caught="children_come_before_their_parents"
@grow(nn.Module)
def apply(self, fn):
    for child in self.children():
        fn(child)
    fn(self)
    return self

# %% wrong="nothing is returned" caught="apply_returns_the_module"
@grow(nn.Module)
def apply(self, fn):
    for child in self.children():
        child.apply(fn)
    fn(self)

# %% wrong="what fn returns is returned" caught="apply_returns_the_module"
@grow(nn.Module)
def apply(self, fn):
    for child in self.children():
        child.apply(fn)
    return fn(self)

# %% wrong="None is handed on" caught="children_come_before_their_parents"
@grow(nn.Module)
def apply(self, fn):
    for child in self._modules.values():
        child.apply(fn)
    fn(self)
    return self

# %% wrong="a child under two names is handed over twice" caught="a_child_under_two_names_is_handed_over_once"
@grow(nn.Module)
def apply(self, fn):
    for child in self._modules.values():
        if child is not None:
            child.apply(fn)
    fn(self)
    return self

# %% wrong="a memo for the whole tree" caught="a_module_shared_by_two_parents_is_handed_over_by_each"
@grow(nn.Module)
def apply(self, fn):
    seen = set()

    def walk(module):
        if module in seen:
            return
        seen.add(module)
        for child in module.children():
            walk(child)
        fn(module)

    walk(self)
    return self

# %% wrong="past the child's own apply" caught="a_class_may_apply_in_its_own_way"
@grow(nn.Module)
def apply(self, fn):
    for child in self.children():
        nn.Module.apply(child, fn)
    fn(self)
    return self

# %% wrong="what fn returns takes the child's place" caught="apply_returns_the_module"
@grow(nn.Module)
def apply(self, fn):
    for name, child in self.named_children():
        self._modules[name] = child.apply(fn)
    return fn(self) or self

# %% right="as torch does it"
@grow(nn.Module)
def apply(self, fn):
    for module in self.children():
        module.apply(fn)
    fn(self)
    return self

# %% right="names at hand"
@grow(nn.Module)
def apply(self, fn):
    for name, _ in self.named_children():
        self._modules[name].apply(fn)
    fn(self)
    return self

# %% right="a set of what was done"
@grow(nn.Module)
def apply(self, fn):
    done = {None}
    for module in self._modules.values():
        if module not in done:
            done.add(module)
            module.apply(fn)
    fn(self)
    return self
