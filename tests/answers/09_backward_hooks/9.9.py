# %% wrong="one flag for both" caught="those_for_all_modules_have_a_flag_of_their_own"
@grow(nn.Module)
def _get_backward_hooks(self):
    full, old = [], []
    for is_full, hooks in (
        (self._is_full_backward_hook, everywhere._global_backward_hooks),
        (self._is_full_backward_hook, self._backward_hooks),
    ):
        (full if is_full else old).extend(hooks.values())
    return full, old

# %% wrong="forgets those for all" caught="those_for_all_modules_have_a_flag_of_their_own"
@grow(nn.Module)
def _get_backward_hooks(self):
    full, old = [], []
    for is_full, hooks in (
        (self._is_full_backward_hook, self._backward_hooks),
    ):
        (full if is_full else old).extend(hooks.values())
    return full, old

# %% wrong="the module's own come first" caught="those_for_all_modules_have_a_flag_of_their_own"
@grow(nn.Module)
def _get_backward_hooks(self):
    full, old = [], []
    for is_full, hooks in (
        (self._is_full_backward_hook, self._backward_hooks),
        (everywhere._global_is_full_backward_hook, everywhere._global_backward_hooks),
    ):
        (full if is_full else old).extend(hooks.values())
    return full, old

# %% wrong="the lists exchanged" caught="a_modules_own_hooks_are_of_the_kind_that_its_flag_says"
@grow(nn.Module)
def _get_backward_hooks(self):
    full, old = [], []
    for is_full, hooks in (
        (everywhere._global_is_full_backward_hook, everywhere._global_backward_hooks),
        (self._is_full_backward_hook, self._backward_hooks),
    ):
        (full if is_full else old).extend(hooks.values())
    return old, full

# %% wrong="all are full" caught="a_modules_own_hooks_are_of_the_kind_that_its_flag_says"
@grow(nn.Module)
def _get_backward_hooks(self):
    full, old = [], []
    for is_full, hooks in (
        (everywhere._global_is_full_backward_hook, everywhere._global_backward_hooks),
        (self._is_full_backward_hook, self._backward_hooks),
    ):
        full.extend(hooks.values())
    return full, old

# %% wrong="the keys in the place of the hooks" caught="a_modules_own_hooks_are_of_the_kind_that_its_flag_says"
@grow(nn.Module)
def _get_backward_hooks(self):
    full, old = [], []
    for is_full, hooks in (
        (everywhere._global_is_full_backward_hook, everywhere._global_backward_hooks),
        (self._is_full_backward_hook, self._backward_hooks),
    ):
        (full if is_full else old).extend(hooks)
    return full, old

# %% wrong="old ones are left out" caught="a_modules_own_hooks_are_of_the_kind_that_its_flag_says"
@grow(nn.Module)
def _get_backward_hooks(self):
    full, old = [], []
    for is_full, hooks in (
        (everywhere._global_is_full_backward_hook, everywhere._global_backward_hooks),
        (self._is_full_backward_hook, self._backward_hooks),
    ):
        if is_full:
            full.extend(hooks.values())
    return full, old

# %% right="four questions"
@grow(nn.Module)
def _get_backward_hooks(self):
    full, old = [], []
    if everywhere._global_is_full_backward_hook is True:
        full += everywhere._global_backward_hooks.values()
    if self._is_full_backward_hook is True:
        full += self._backward_hooks.values()
    if everywhere._global_is_full_backward_hook is False:
        old += everywhere._global_backward_hooks.values()
    if self._is_full_backward_hook is False:
        old += self._backward_hooks.values()
    return full, old

# %% right="with two comprehensions"
@grow(nn.Module)
def _get_backward_hooks(self):
    both = [
        (everywhere._global_is_full_backward_hook, everywhere._global_backward_hooks),
        (self._is_full_backward_hook, self._backward_hooks),
    ]
    return tuple([hook for flag, hooks in both if bool(flag) is kind for hook in hooks.values()] for kind in (True, False))

# %% right="a hand-out by a dict"
@grow(nn.Module)
def _get_backward_hooks(self):
    lists = {True: [], False: []}
    for owner, registry in ((everywhere, "_global_backward_hooks"), (self, "_backward_hooks")):
        flag = owner._global_is_full_backward_hook if owner is everywhere else self._is_full_backward_hook
        lists[bool(flag)] += list(vars(owner)[registry].values())
    return lists[True], lists[False]
