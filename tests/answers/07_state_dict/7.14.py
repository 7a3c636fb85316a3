# %% wrong="the public one without the module" caught="a_pre_hook_may_rename_before_the_module_loads"
@grow(nn.Module)
def _register_load_state_dict_pre_hook(self, hook, with_module=False):
    return register(self._load_state_dict_pre_hooks, nn._WrappedHook(hook, self if with_module else None))


@grow(nn.Module)
def register_load_state_dict_pre_hook(self, hook):
    return self._register_load_state_dict_pre_hook(hook)


@grow(nn.Module)
def register_load_state_dict_post_hook(self, hook):
    return register(self._load_state_dict_post_hooks, hook)


@grow(nn.Module)
def _after_loading(self, missing_keys, unexpected_keys):
    keys = nn._IncompatibleKeys(missing_keys, unexpected_keys)
    for hook in self._load_state_dict_post_hooks.values():
        if hook(self, keys) is not None:
            raise AssertionError("a load_state_dict post-hook changes the keys in place and returns nothing")

# %% wrong="the private one always with the module" caught="the_private_one_gets_it_only_if_asked_for"
@grow(nn.Module)
def _register_load_state_dict_pre_hook(self, hook, with_module=False):
    return register(self._load_state_dict_pre_hooks, nn._WrappedHook(hook, self))


@grow(nn.Module)
def register_load_state_dict_pre_hook(self, hook):
    return self._register_load_state_dict_pre_hook(hook, with_module=True)


@grow(nn.Module)
def register_load_state_dict_post_hook(self, hook):
    return register(self._load_state_dict_post_hooks, hook)


@grow(nn.Module)
def _after_loading(self, missing_keys, unexpected_keys):
    keys = nn._IncompatibleKeys(missing_keys, unexpected_keys)
    for hook in self._load_state_dict_post_hooks.values():
        if hook(self, keys) is not None:
            raise AssertionError("a load_state_dict post-hook changes the keys in place and returns nothing")

# %% wrong="registers the hook bare" caught="a_pre_hook_may_rename_before_the_module_loads"
@grow(nn.Module)
def _register_load_state_dict_pre_hook(self, hook, with_module=False):
    return register(self._load_state_dict_pre_hooks, hook)


@grow(nn.Module)
def register_load_state_dict_pre_hook(self, hook):
    return self._register_load_state_dict_pre_hook(hook, with_module=True)


@grow(nn.Module)
def register_load_state_dict_post_hook(self, hook):
    return register(self._load_state_dict_post_hooks, hook)


@grow(nn.Module)
def _after_loading(self, missing_keys, unexpected_keys):
    keys = nn._IncompatibleKeys(missing_keys, unexpected_keys)
    for hook in self._load_state_dict_post_hooks.values():
        if hook(self, keys) is not None:
            raise AssertionError("a load_state_dict post-hook changes the keys in place and returns nothing")

# %% wrong="binds the module for good" caught="a_hook_keeps_no_module_alive"
from functools import partial


@grow(nn.Module)
def _register_load_state_dict_pre_hook(self, hook, with_module=False):
    return register(self._load_state_dict_pre_hooks, partial(hook, self) if with_module else hook)


@grow(nn.Module)
def register_load_state_dict_pre_hook(self, hook):
    return self._register_load_state_dict_pre_hook(hook, with_module=True)


@grow(nn.Module)
def register_load_state_dict_post_hook(self, hook):
    return register(self._load_state_dict_post_hooks, hook)


@grow(nn.Module)
def _after_loading(self, missing_keys, unexpected_keys):
    keys = nn._IncompatibleKeys(missing_keys, unexpected_keys)
    for hook in self._load_state_dict_post_hooks.values():
        if hook(self, keys) is not None:
            raise AssertionError("a load_state_dict post-hook changes the keys in place and returns nothing")

# %% wrong="later hooks among the earlier" caught="a_post_hook_is_called_when_all_below_is_loaded"
@grow(nn.Module)
def _register_load_state_dict_pre_hook(self, hook, with_module=False):
    return register(self._load_state_dict_pre_hooks, nn._WrappedHook(hook, self if with_module else None))


@grow(nn.Module)
def register_load_state_dict_pre_hook(self, hook):
    return self._register_load_state_dict_pre_hook(hook, with_module=True)


@grow(nn.Module)
def register_load_state_dict_post_hook(self, hook):
    return register(self._load_state_dict_pre_hooks, hook)


@grow(nn.Module)
def _after_loading(self, missing_keys, unexpected_keys):
    keys = nn._IncompatibleKeys(missing_keys, unexpected_keys)
    for hook in self._load_state_dict_post_hooks.values():
        if hook(self, keys) is not None:
            raise AssertionError("a load_state_dict post-hook changes the keys in place and returns nothing")

# %% wrong="copies of the lists" caught="a_post_hook_may_forgive_and_may_complain"
@grow(nn.Module)
def _register_load_state_dict_pre_hook(self, hook, with_module=False):
    return register(self._load_state_dict_pre_hooks, nn._WrappedHook(hook, self if with_module else None))


@grow(nn.Module)
def register_load_state_dict_pre_hook(self, hook):
    return self._register_load_state_dict_pre_hook(hook, with_module=True)


@grow(nn.Module)
def register_load_state_dict_post_hook(self, hook):
    return register(self._load_state_dict_post_hooks, hook)


@grow(nn.Module)
def _after_loading(self, missing_keys, unexpected_keys):
    keys = nn._IncompatibleKeys(list(missing_keys), list(unexpected_keys))
    for hook in self._load_state_dict_post_hooks.values():
        if hook(self, keys) is not None:
            raise AssertionError("a load_state_dict post-hook changes the keys in place and returns nothing")

# %% wrong="a plain pair" caught="a_post_hook_is_called_when_all_below_is_loaded"
@grow(nn.Module)
def _register_load_state_dict_pre_hook(self, hook, with_module=False):
    return register(self._load_state_dict_pre_hooks, nn._WrappedHook(hook, self if with_module else None))


@grow(nn.Module)
def register_load_state_dict_pre_hook(self, hook):
    return self._register_load_state_dict_pre_hook(hook, with_module=True)


@grow(nn.Module)
def register_load_state_dict_post_hook(self, hook):
    return register(self._load_state_dict_post_hooks, hook)


@grow(nn.Module)
def _after_loading(self, missing_keys, unexpected_keys):
    keys = (missing_keys, unexpected_keys)
    for hook in self._load_state_dict_post_hooks.values():
        if hook(self, keys) is not None:
            raise AssertionError("a load_state_dict post-hook changes the keys in place and returns nothing")

# %% wrong="takes what a hook returns" caught="a_post_hook_returns_nothing"
@grow(nn.Module)
def _register_load_state_dict_pre_hook(self, hook, with_module=False):
    return register(self._load_state_dict_pre_hooks, nn._WrappedHook(hook, self if with_module else None))


@grow(nn.Module)
def register_load_state_dict_pre_hook(self, hook):
    return self._register_load_state_dict_pre_hook(hook, with_module=True)


@grow(nn.Module)
def register_load_state_dict_post_hook(self, hook):
    return register(self._load_state_dict_post_hooks, hook)


@grow(nn.Module)
def _after_loading(self, missing_keys, unexpected_keys):
    keys = nn._IncompatibleKeys(missing_keys, unexpected_keys)
    for hook in self._load_state_dict_post_hooks.values():
        keys = hook(self, keys) or keys

# %% wrong="what is empty counts as nothing" caught="a_post_hook_returns_nothing"
@grow(nn.Module)
def _register_load_state_dict_pre_hook(self, hook, with_module=False):
    return register(self._load_state_dict_pre_hooks, nn._WrappedHook(hook, self if with_module else None))


@grow(nn.Module)
def register_load_state_dict_pre_hook(self, hook):
    return self._register_load_state_dict_pre_hook(hook, with_module=True)


@grow(nn.Module)
def register_load_state_dict_post_hook(self, hook):
    return register(self._load_state_dict_post_hooks, hook)


@grow(nn.Module)
def _after_loading(self, missing_keys, unexpected_keys):
    keys = nn._IncompatibleKeys(missing_keys, unexpected_keys)
    for hook in self._load_state_dict_post_hooks.values():
        if hook(self, keys):
            raise AssertionError("a load_state_dict post-hook changes the keys in place and returns nothing")

# %% wrong="a RuntimeError" caught="a_post_hook_returns_nothing"
@grow(nn.Module)
def _register_load_state_dict_pre_hook(self, hook, with_module=False):
    return register(self._load_state_dict_pre_hooks, nn._WrappedHook(hook, self if with_module else None))


@grow(nn.Module)
def register_load_state_dict_pre_hook(self, hook):
    return self._register_load_state_dict_pre_hook(hook, with_module=True)


@grow(nn.Module)
def register_load_state_dict_post_hook(self, hook):
    return register(self._load_state_dict_post_hooks, hook)


@grow(nn.Module)
def _after_loading(self, missing_keys, unexpected_keys):
    keys = nn._IncompatibleKeys(missing_keys, unexpected_keys)
    for hook in self._load_state_dict_post_hooks.values():
        if hook(self, keys) is not None:
            raise RuntimeError("a load_state_dict post-hook changes the keys in place and returns nothing")

# %% wrong="registers and returns nothing" caught="a_post_hook_may_forgive_and_may_complain"
@grow(nn.Module)
def _register_load_state_dict_pre_hook(self, hook, with_module=False):
    register(self._load_state_dict_pre_hooks, nn._WrappedHook(hook, self if with_module else None))


@grow(nn.Module)
def register_load_state_dict_pre_hook(self, hook):
    self._register_load_state_dict_pre_hook(hook, with_module=True)


@grow(nn.Module)
def register_load_state_dict_post_hook(self, hook):
    register(self._load_state_dict_post_hooks, hook)


@grow(nn.Module)
def _after_loading(self, missing_keys, unexpected_keys):
    keys = nn._IncompatibleKeys(missing_keys, unexpected_keys)
    for hook in self._load_state_dict_post_hooks.values():
        if hook(self, keys) is not None:
            raise AssertionError("a load_state_dict post-hook changes the keys in place and returns nothing")

# %% wrong="the hooks get the lists, not the pair" caught="a_post_hook_is_called_when_all_below_is_loaded"
@grow(nn.Module)
def _register_load_state_dict_pre_hook(self, hook, with_module=False):
    return register(self._load_state_dict_pre_hooks, nn._WrappedHook(hook, self if with_module else None))


@grow(nn.Module)
def register_load_state_dict_pre_hook(self, hook):
    return self._register_load_state_dict_pre_hook(hook, with_module=True)


@grow(nn.Module)
def register_load_state_dict_post_hook(self, hook):
    return register(self._load_state_dict_post_hooks, hook)


@grow(nn.Module)
def _after_loading(self, missing_keys, unexpected_keys):
    keys = nn._IncompatibleKeys(missing_keys, unexpected_keys)
    for hook in self._load_state_dict_post_hooks.values():
        if hook(self, *keys) is not None:
            raise AssertionError("a load_state_dict post-hook changes the keys in place and returns nothing")

# %% wrong="the newest hook first" caught="loading_calls_them_in_the_order_of_their_registration"
@grow(nn.Module)
def _register_load_state_dict_pre_hook(self, hook, with_module=False):
    return register(self._load_state_dict_pre_hooks, nn._WrappedHook(hook, self if with_module else None))


@grow(nn.Module)
def register_load_state_dict_pre_hook(self, hook):
    return self._register_load_state_dict_pre_hook(hook, with_module=True)


@grow(nn.Module)
def register_load_state_dict_post_hook(self, hook):
    return register(self._load_state_dict_post_hooks, hook)


@grow(nn.Module)
def _after_loading(self, missing_keys, unexpected_keys):
    keys = nn._IncompatibleKeys(missing_keys, unexpected_keys)
    for hook in reversed(self._load_state_dict_post_hooks.values()):
        if hook(self, keys) is not None:
            raise AssertionError("a load_state_dict post-hook changes the keys in place and returns nothing")

# %% right="as in torch"
@grow(nn.Module)
def _register_load_state_dict_pre_hook(self, hook, with_module=False):
    wrapped = nn._WrappedHook(hook, self if with_module else None)
    handle = register(self._load_state_dict_pre_hooks, wrapped)
    return handle


@grow(nn.Module)
def register_load_state_dict_pre_hook(self, hook):
    return self._register_load_state_dict_pre_hook(hook, True)


@grow(nn.Module)
def register_load_state_dict_post_hook(self, hook):
    handle = register(self._load_state_dict_post_hooks, hook)
    return handle


@grow(nn.Module)
def _after_loading(self, missing_keys, unexpected_keys):
    for hook in self._load_state_dict_post_hooks.values():
        out = hook(self, nn._IncompatibleKeys(missing_keys, unexpected_keys))
        if out is not None:
            raise AssertionError("Hooks are not expected to return new values")

# %% right="the public one on its own feet, assert at the end"
@grow(nn.Module)
def _register_load_state_dict_pre_hook(self, hook, with_module=False):
    if with_module:
        return self.register_load_state_dict_pre_hook(hook)
    return register(self._load_state_dict_pre_hooks, nn._WrappedHook(hook))


@grow(nn.Module)
def register_load_state_dict_pre_hook(self, hook):
    return register(self._load_state_dict_pre_hooks, nn._WrappedHook(hook, self))


@grow(nn.Module)
def register_load_state_dict_post_hook(self, hook):
    return register(self._load_state_dict_post_hooks, hook)


@grow(nn.Module)
def _after_loading(self, missing_keys, unexpected_keys):
    both = nn._IncompatibleKeys(missing_keys=missing_keys, unexpected_keys=unexpected_keys)
    for hook in list(self._load_state_dict_post_hooks.values()):
        result = hook(self, both)
        assert result is None, "a post-hook returns nothing"
