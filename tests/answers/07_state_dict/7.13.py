# %% wrong="registers and returns nothing" caught="a_public_hook_may_return_nothing"
@grow(nn.Module)
def register_state_dict_pre_hook(self, hook):
    register(self._state_dict_pre_hooks, hook)


@grow(nn.Module)
def register_state_dict_post_hook(self, hook):
    hook._from_public_api = True
    register(self._state_dict_hooks, hook)


@grow(nn.Module)
def _after_saving(self, destination, prefix, local_metadata):
    for hook in self._state_dict_hooks.values():
        result = hook(self, destination, prefix, local_metadata)
        if result is not None:
            if getattr(hook, "_from_public_api", False):
                raise RuntimeError("state_dict post-hook must return None")
            destination = result
    return destination

# %% wrong="forgets the mark" caught="a_public_hook_may_return_nothing"
@grow(nn.Module)
def register_state_dict_pre_hook(self, hook):
    return register(self._state_dict_pre_hooks, hook)


@grow(nn.Module)
def register_state_dict_post_hook(self, hook):
    return register(self._state_dict_hooks, hook)


@grow(nn.Module)
def _after_saving(self, destination, prefix, local_metadata):
    for hook in self._state_dict_hooks.values():
        result = hook(self, destination, prefix, local_metadata)
        if result is not None:
            if getattr(hook, "_from_public_api", False):
                raise RuntimeError("state_dict post-hook must return None")
            destination = result
    return destination

# %% wrong="all hooks are public" caught="a_private_hook_may_return_another_dict"
@grow(nn.Module)
def register_state_dict_pre_hook(self, hook):
    return register(self._state_dict_pre_hooks, hook)


@grow(nn.Module)
def register_state_dict_post_hook(self, hook):
    hook._from_public_api = True
    return register(self._state_dict_hooks, hook)


@grow(nn.Module)
def _after_saving(self, destination, prefix, local_metadata):
    for hook in self._state_dict_hooks.values():
        result = hook(self, destination, prefix, local_metadata)
        if result is not None:
            if True:
                raise RuntimeError("state_dict post-hook must return None")
            destination = result
    return destination

# %% wrong="the later kind among the earlier" caught="a_post_hook_is_called_when_all_below_is_saved"
@grow(nn.Module)
def register_state_dict_pre_hook(self, hook):
    return register(self._state_dict_pre_hooks, hook)


@grow(nn.Module)
def register_state_dict_post_hook(self, hook):
    hook._from_public_api = True
    return register(self._state_dict_pre_hooks, hook)


@grow(nn.Module)
def _after_saving(self, destination, prefix, local_metadata):
    for hook in self._state_dict_hooks.values():
        result = hook(self, destination, prefix, local_metadata)
        if result is not None:
            if getattr(hook, "_from_public_api", False):
                raise RuntimeError("state_dict post-hook must return None")
            destination = result
    return destination

# %% wrong="does not look at what they return" caught="a_private_hook_may_return_another_dict"
@grow(nn.Module)
def register_state_dict_pre_hook(self, hook):
    return register(self._state_dict_pre_hooks, hook)


@grow(nn.Module)
def register_state_dict_post_hook(self, hook):
    hook._from_public_api = True
    return register(self._state_dict_hooks, hook)


@grow(nn.Module)
def _after_saving(self, destination, prefix, local_metadata):
    for hook in self._state_dict_hooks.values():
        result = hook(self, destination, prefix, local_metadata)
    return destination

# %% wrong="an empty dict is no result" caught="a_private_hook_may_return_another_dict"
@grow(nn.Module)
def register_state_dict_pre_hook(self, hook):
    return register(self._state_dict_pre_hooks, hook)


@grow(nn.Module)
def register_state_dict_post_hook(self, hook):
    hook._from_public_api = True
    return register(self._state_dict_hooks, hook)


@grow(nn.Module)
def _after_saving(self, destination, prefix, local_metadata):
    for hook in self._state_dict_hooks.values():
        result = hook(self, destination, prefix, local_metadata)
        if result:
            if getattr(hook, "_from_public_api", False):
                raise RuntimeError("state_dict post-hook must return None")
            destination = result
    return destination

# %% wrong="what a hook returns is the dict, None too" caught="a_private_hook_may_return_another_dict"
@grow(nn.Module)
def register_state_dict_pre_hook(self, hook):
    return register(self._state_dict_pre_hooks, hook)


@grow(nn.Module)
def register_state_dict_post_hook(self, hook):
    hook._from_public_api = True
    return register(self._state_dict_hooks, hook)


@grow(nn.Module)
def _after_saving(self, destination, prefix, local_metadata):
    for hook in self._state_dict_hooks.values():
        result = hook(self, destination, prefix, local_metadata)
        destination = result
    return destination

# %% wrong="every hook gets the first dict" caught="a_private_hook_may_return_another_dict"
@grow(nn.Module)
def register_state_dict_pre_hook(self, hook):
    return register(self._state_dict_pre_hooks, hook)


@grow(nn.Module)
def register_state_dict_post_hook(self, hook):
    hook._from_public_api = True
    return register(self._state_dict_hooks, hook)


@grow(nn.Module)
def _after_saving(self, destination, prefix, local_metadata):
    first = destination
    for hook in self._state_dict_hooks.values():
        result = hook(self, first, prefix, local_metadata)
        if result is not None:
            if getattr(hook, "_from_public_api", False):
                raise RuntimeError("state_dict post-hook must return None")
            destination = result
    return destination

# %% wrong="only the first hook is called" caught="hooks_are_called_in_the_order_of_their_registration"
@grow(nn.Module)
def register_state_dict_pre_hook(self, hook):
    return register(self._state_dict_pre_hooks, hook)


@grow(nn.Module)
def register_state_dict_post_hook(self, hook):
    hook._from_public_api = True
    return register(self._state_dict_hooks, hook)


@grow(nn.Module)
def _after_saving(self, destination, prefix, local_metadata):
    for hook in self._state_dict_hooks.values():
        result = hook(self, destination, prefix, local_metadata)
        if result is not None:
            if getattr(hook, "_from_public_api", False):
                raise RuntimeError("state_dict post-hook must return None")
            destination = result
        return destination
    return destination

# %% wrong="the last one first" caught="hooks_are_called_in_the_order_of_their_registration"
@grow(nn.Module)
def register_state_dict_pre_hook(self, hook):
    return register(self._state_dict_pre_hooks, hook)


@grow(nn.Module)
def register_state_dict_post_hook(self, hook):
    hook._from_public_api = True
    return register(self._state_dict_hooks, hook)


@grow(nn.Module)
def _after_saving(self, destination, prefix, local_metadata):
    for hook in reversed(self._state_dict_hooks.values()):
        result = hook(self, destination, prefix, local_metadata)
        if result is not None:
            if getattr(hook, "_from_public_api", False):
                raise RuntimeError("state_dict post-hook must return None")
            destination = result
    return destination

# %% wrong="a hook that returns the dict unchanged is forgiven" caught="a_public_hook_may_return_nothing"
@grow(nn.Module)
def register_state_dict_pre_hook(self, hook):
    return register(self._state_dict_pre_hooks, hook)


@grow(nn.Module)
def register_state_dict_post_hook(self, hook):
    hook._from_public_api = True
    return register(self._state_dict_hooks, hook)


@grow(nn.Module)
def _after_saving(self, destination, prefix, local_metadata):
    for hook in self._state_dict_hooks.values():
        result = hook(self, destination, prefix, local_metadata)
        if result is not None and result is not destination:
            if getattr(hook, "_from_public_api", False):
                raise RuntimeError("state_dict post-hook must return None")
            destination = result
    return destination

# %% wrong="an AssertionError" caught="a_public_hook_may_return_nothing"
@grow(nn.Module)
def register_state_dict_pre_hook(self, hook):
    return register(self._state_dict_pre_hooks, hook)


@grow(nn.Module)
def register_state_dict_post_hook(self, hook):
    hook._from_public_api = True
    return register(self._state_dict_hooks, hook)


@grow(nn.Module)
def _after_saving(self, destination, prefix, local_metadata):
    for hook in self._state_dict_hooks.values():
        result = hook(self, destination, prefix, local_metadata)
        if result is not None:
            if getattr(hook, "_from_public_api", False):
                raise AssertionError("state_dict post-hook must return None")
            destination = result
    return destination

# %% wrong="without the module" caught="a_post_hook_is_called_when_all_below_is_saved"
@grow(nn.Module)
def register_state_dict_pre_hook(self, hook):
    return register(self._state_dict_pre_hooks, hook)


@grow(nn.Module)
def register_state_dict_post_hook(self, hook):
    hook._from_public_api = True
    return register(self._state_dict_hooks, hook)


@grow(nn.Module)
def _after_saving(self, destination, prefix, local_metadata):
    for hook in self._state_dict_hooks.values():
        result = hook(destination, prefix, local_metadata)
        if result is not None:
            if getattr(hook, "_from_public_api", False):
                raise RuntimeError("state_dict post-hook must return None")
            destination = result
    return destination

# %% wrong="wraps the hook instead of marking it" caught="one_function_is_public_or_private"
@grow(nn.Module)
def register_state_dict_pre_hook(self, hook):
    return register(self._state_dict_pre_hooks, hook)


@grow(nn.Module)
def register_state_dict_post_hook(self, hook):
    def public(*args):
        return hook(*args)

    public._from_public_api = True
    return register(self._state_dict_hooks, public)


@grow(nn.Module)
def _after_saving(self, destination, prefix, local_metadata):
    for hook in self._state_dict_hooks.values():
        result = hook(self, destination, prefix, local_metadata)
        if result is not None:
            if getattr(hook, "_from_public_api", False):
                raise RuntimeError("state_dict post-hook must return None")
            destination = result
    return destination

# %% right="the registries by name, a helper for one call"
@grow(nn.Module)
def _registered(self, name, hook):
    return register(getattr(self, name), hook)


@grow(nn.Module)
def register_state_dict_pre_hook(self, hook):
    return self._registered("_state_dict_pre_hooks", hook)


@grow(nn.Module)
def register_state_dict_post_hook(self, hook):
    setattr(hook, "_from_public_api", True)
    return self._registered("_state_dict_hooks", hook)


@grow(nn.Module)
def _after_saving(self, destination, prefix, local_metadata):
    for hook in list(self._state_dict_hooks.values()):
        if (other := hook(self, destination, prefix, local_metadata)) is None:
            continue
        if hasattr(hook, "_from_public_api") and hook._from_public_api:
            raise RuntimeError("state_dict post-hook must return None")
        destination = other
    return destination

# %% right="as in torch"
@grow(nn.Module)
def register_state_dict_pre_hook(self, hook):
    handle = register(self._state_dict_pre_hooks, hook)
    return handle


@grow(nn.Module)
def register_state_dict_post_hook(self, hook):
    hook._from_public_api = True
    handle = register(self._state_dict_hooks, hook)
    return handle


@grow(nn.Module)
def _after_saving(self, destination, prefix, local_metadata):
    for hook in self._state_dict_hooks.values():
        hook_result = hook(self, destination, prefix, local_metadata)
        if not getattr(hook, "_from_public_api", False):
            if hook_result is not None:
                destination = hook_result
        else:
            if hook_result is not None:
                raise RuntimeError("state_dict post-hook must return None")
    return destination
