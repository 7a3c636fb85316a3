# %% wrong="from the first to the last" caught="several_are_undone_from_the_last_to_the_first"
@grow(parametrize.ParametrizationList)
@torch.no_grad()
def _undone(self, original):
    for module in self:
        if hasattr(module, "right_inverse"):
            with suppress(NotImplementedError):
                original = module.right_inverse(original)
    return original


@grow(parametrize.ParametrizationList)
@torch.no_grad()
def right_inverse(self, value):
    for module in reversed(self):
        if not hasattr(module, "right_inverse"):
            raise RuntimeError(f"parametrization {type(module).__name__} does not implement right_inverse.")
        value = module.right_inverse(value)
    self._store(value)

# %% wrong="every module has a way back" caught="without_a_way_back_the_original_is_what_was_there"
@grow(parametrize.ParametrizationList)
@torch.no_grad()
def _undone(self, original):
    for module in reversed(self):
        with suppress(NotImplementedError):
            original = module.right_inverse(original)
    return original


@grow(parametrize.ParametrizationList)
@torch.no_grad()
def right_inverse(self, value):
    for module in reversed(self):
        if not hasattr(module, "right_inverse"):
            raise RuntimeError(f"parametrization {type(module).__name__} does not implement right_inverse.")
        value = module.right_inverse(value)
    self._store(value)

# %% wrong="NotImplementedError is not forgiven" caught="without_a_way_back_the_original_is_what_was_there"
@grow(parametrize.ParametrizationList)
@torch.no_grad()
def _undone(self, original):
    for module in reversed(self):
        if hasattr(module, "right_inverse"):
            original = module.right_inverse(original)
    return original


@grow(parametrize.ParametrizationList)
@torch.no_grad()
def right_inverse(self, value):
    for module in reversed(self):
        if not hasattr(module, "right_inverse"):
            raise RuntimeError(f"parametrization {type(module).__name__} does not implement right_inverse.")
        value = module.right_inverse(value)
    self._store(value)

# %% wrong="everything is forgiven" caught="another_error_of_the_way_back_is_heard"
@grow(parametrize.ParametrizationList)
@torch.no_grad()
def _undone(self, original):
    for module in reversed(self):
        if hasattr(module, "right_inverse"):
            with suppress(Exception):
                original = module.right_inverse(original)
    return original


@grow(parametrize.ParametrizationList)
@torch.no_grad()
def right_inverse(self, value):
    for module in reversed(self):
        if not hasattr(module, "right_inverse"):
            raise RuntimeError(f"parametrization {type(module).__name__} does not implement right_inverse.")
        value = module.right_inverse(value)
    self._store(value)

# %% wrong="each from the tensor that was there" caught="several_are_undone_from_the_last_to_the_first"
@grow(parametrize.ParametrizationList)
@torch.no_grad()
def _undone(self, original):
    new = original
    for module in reversed(self):
        if hasattr(module, "right_inverse"):
            with suppress(NotImplementedError):
                new = module.right_inverse(original)
    return new


@grow(parametrize.ParametrizationList)
@torch.no_grad()
def right_inverse(self, value):
    for module in reversed(self):
        if not hasattr(module, "right_inverse"):
            raise RuntimeError(f"parametrization {type(module).__name__} does not implement right_inverse.")
        value = module.right_inverse(value)
    self._store(value)

# %% wrong="recorded for gradients" caught="nothing_of_the_way_back_is_recorded"
@grow(parametrize.ParametrizationList)
def _undone(self, original):
    for module in reversed(self):
        if hasattr(module, "right_inverse"):
            with suppress(NotImplementedError):
                original = module.right_inverse(original)
    return original


@grow(parametrize.ParametrizationList)
def right_inverse(self, value):
    for module in reversed(self):
        if not hasattr(module, "right_inverse"):
            raise RuntimeError(f"parametrization {type(module).__name__} does not implement right_inverse.")
        value = module.right_inverse(value)
    self._store(value)

# %% wrong="an assignment from the first to the last" caught="assigning_sets_the_original"
@grow(parametrize.ParametrizationList)
@torch.no_grad()
def _undone(self, original):
    for module in reversed(self):
        if hasattr(module, "right_inverse"):
            with suppress(NotImplementedError):
                original = module.right_inverse(original)
    return original


@grow(parametrize.ParametrizationList)
@torch.no_grad()
def right_inverse(self, value):
    for module in self:
        if not hasattr(module, "right_inverse"):
            raise RuntimeError(f"parametrization {type(module).__name__} does not implement right_inverse.")
        value = module.right_inverse(value)
    self._store(value)

# %% wrong="an assignment passes over who knows no way back" caught="assigning_needs_every_way_back"
@grow(parametrize.ParametrizationList)
@torch.no_grad()
def _undone(self, original):
    for module in reversed(self):
        if hasattr(module, "right_inverse"):
            with suppress(NotImplementedError):
                original = module.right_inverse(original)
    return original


@grow(parametrize.ParametrizationList)
@torch.no_grad()
def right_inverse(self, value):
    self._store(self._undone(value))

# %% wrong="the attribute error as it comes" caught="assigning_needs_every_way_back"
@grow(parametrize.ParametrizationList)
@torch.no_grad()
def _undone(self, original):
    for module in reversed(self):
        if hasattr(module, "right_inverse"):
            with suppress(NotImplementedError):
                original = module.right_inverse(original)
    return original


@grow(parametrize.ParametrizationList)
@torch.no_grad()
def right_inverse(self, value):
    for module in reversed(self):
        value = module.right_inverse(value)
    self._store(value)

# %% wrong="nothing is stored" caught="assigning_sets_the_original"
@grow(parametrize.ParametrizationList)
@torch.no_grad()
def _undone(self, original):
    for module in reversed(self):
        if hasattr(module, "right_inverse"):
            with suppress(NotImplementedError):
                original = module.right_inverse(original)
    return original


@grow(parametrize.ParametrizationList)
@torch.no_grad()
def right_inverse(self, value):
    for module in reversed(self):
        if not hasattr(module, "right_inverse"):
            raise RuntimeError(f"parametrization {type(module).__name__} does not implement right_inverse.")
        value = module.right_inverse(value)
    return value

# %% wrong="stored after each step" caught="a_chain_on_several_originals"
@grow(parametrize.ParametrizationList)
@torch.no_grad()
def _undone(self, original):
    for module in reversed(self):
        if hasattr(module, "right_inverse"):
            with suppress(NotImplementedError):
                original = module.right_inverse(original)
    return original


@grow(parametrize.ParametrizationList)
@torch.no_grad()
def right_inverse(self, value):
    for module in reversed(self):
        if not hasattr(module, "right_inverse"):
            raise RuntimeError(f"parametrization {type(module).__name__} does not implement right_inverse.")
        value = module.right_inverse(value)
        self._store(value)

# %% wrong="a new original" caught="assigning_sets_the_original"
@grow(parametrize.ParametrizationList)
@torch.no_grad()
def _undone(self, original):
    for module in reversed(self):
        if hasattr(module, "right_inverse"):
            with suppress(NotImplementedError):
                original = module.right_inverse(original)
    return original


@grow(parametrize.ParametrizationList)
@torch.no_grad()
def right_inverse(self, value):
    for module in reversed(self):
        if not hasattr(module, "right_inverse"):
            raise RuntimeError(f"parametrization {type(module).__name__} does not implement right_inverse.")
        value = module.right_inverse(value)
    if self.is_tensor:
        self.original = nn.Parameter(value)
    else:
        self._store(value)

# %% right="try and except, by index"
@grow(parametrize.ParametrizationList)
@torch.no_grad()
def _undone(self, original):
    for at in range(len(self) - 1, -1, -1):
        back = getattr(self[at], "right_inverse", None)
        if back is None:
            continue
        try:
            original = back(original)
        except NotImplementedError:
            pass
    return original


@grow(parametrize.ParametrizationList)
@torch.no_grad()
def right_inverse(self, value):
    for module in list(self)[::-1]:
        back = getattr(module, "right_inverse", None)
        if back is None:
            name = module.__class__.__name__
            raise RuntimeError(f"parametrization {name} does not implement right_inverse.")
        value = back(value)
    self._store(value)

# %% right="with blocks inside, and the modules picked first"
@grow(parametrize.ParametrizationList)
def _undone(self, original):
    backs = [module.right_inverse for module in self if hasattr(module, "right_inverse")]
    with torch.no_grad():
        for back in reversed(backs):
            with suppress(NotImplementedError):
                original = back(original)
    return original


@grow(parametrize.ParametrizationList)
def right_inverse(self, value):
    with torch.no_grad():
        for module in reversed(list(self)):
            if hasattr(module, "right_inverse"):
                value = module.right_inverse(value)
            else:
                raise RuntimeError(f"parametrization {type(module).__name__} does not implement right_inverse.")
        self._store(value)
