# %% wrong="hands out the registries as they are" caught="a_hook_may_remove_itself"
@grow(nn.Module)
def _hooks_to_run(self, registry):
    from itertools import chain

    return chain(getattr(everywhere, "_global" + registry).items(), self.__dict__[registry].items())

# %% wrong="a list of the module's own, a view of those for all" caught="what_a_hook_for_all_does_to_a_registry_for_all"
@grow(nn.Module)
def _hooks_to_run(self, registry):
    yield from getattr(everywhere, "_global" + registry).items()
    yield from list(self.__dict__[registry].items())

# %% wrong="the module's own come first" caught="those_for_all_modules_run_before_the_modules_own"
@grow(nn.Module)
def _hooks_to_run(self, registry):
    for_all = getattr(everywhere, "_global" + registry)
    return [*self.__dict__[registry].items(), *for_all.items()]

# %% wrong="forgets those for all" caught="those_for_all_modules_run_before_the_modules_own"
@grow(nn.Module)
def _hooks_to_run(self, registry):
    return list(self.__dict__[registry].items())

# %% wrong="those for all alone" caught="those_for_all_modules_run_before_the_modules_own"
@grow(nn.Module)
def _hooks_to_run(self, registry):
    return list(getattr(everywhere, "_global" + registry).items())

# %% wrong="those for all only where the module has none" caught="those_for_all_modules_run_before_the_modules_own"
@grow(nn.Module)
def _hooks_to_run(self, registry):
    return list((self.__dict__[registry] or getattr(everywhere, "_global" + registry)).items())

# %% wrong="the same registry for both kinds" caught="those_for_all_modules_run_before_the_modules_own"
@grow(nn.Module)
def _hooks_to_run(self, registry):
    for_all = everywhere._global_forward_hooks
    return [*for_all.items(), *self.__dict__[registry].items()]

# %% wrong="newest first" caught="those_for_all_modules_run_before_the_modules_own"
@grow(nn.Module)
def _hooks_to_run(self, registry):
    for_all = getattr(everywhere, "_global" + registry)
    return [*for_all.items(), *reversed(self.__dict__[registry].items())]

# %% wrong="passes over hooks that were removed meanwhile" caught="a_hook_that_another_removes_still_runs_this_once"
@grow(nn.Module)
def _hooks_to_run(self, registry):
    for_all, own = getattr(everywhere, "_global" + registry), self.__dict__[registry]
    for hooks in (for_all, own):
        for key, hook in list(hooks.items()):
            if key in hooks:
                yield key, hook

# %% wrong="goes on until nothing new is registered" caught="a_hook_that_a_hook_registers_waits_for_the_next_list"
@grow(nn.Module)
def _hooks_to_run(self, registry):
    done = set()
    for_all, own = getattr(everywhere, "_global" + registry), self.__dict__[registry]
    while new := [(key, hook) for key, hook in [*for_all.items(), *own.items()] if key not in done]:
        done.update(key for key, _ in new)
        yield from new

# %% wrong="the list of the first call is kept" caught="a_hook_may_remove_itself"
@grow(nn.Module)
def _hooks_to_run(self, registry):
    kept = self.__dict__.setdefault("kept_lists", {})
    if registry not in kept:
        kept[registry] = [*getattr(everywhere, "_global" + registry).items(), *self.__dict__[registry].items()]
    return kept[registry]

# %% right="torch's tuple"
@grow(nn.Module)
def _hooks_to_run(self, registry):
    for_all = getattr(everywhere, "_global" + registry)
    return (*for_all.items(), *self.__dict__[registry].items())

# %% right="one dict of both"
@grow(nn.Module)
def _hooks_to_run(self, registry):
    both = dict(vars(everywhere)["_global" + registry])
    both.update(getattr(self, registry))
    return both.items()

# %% right="two lists added"
@grow(nn.Module)
def _hooks_to_run(self, registry):
    return list(vars(everywhere)[f"_global{registry}"].items()) + list(getattr(self, registry).items())
