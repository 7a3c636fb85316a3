# %% wrong="asks only for the module's own hooks" caught="any_one_kind_of_hook_is_enough"
@grow(nn.Module)
def __call__(self, *args, **kwargs):
    own = self._forward_hooks or self._forward_pre_hooks or self._backward_hooks or self._backward_pre_hooks
    if not own:
        return self.forward(*args, **kwargs)
    call = Call(args, kwargs)
    try:
        return self._run_with_hooks(call)
    except Exception:
        self._run_always_called(call)
        raise  # the first exception goes on

# %% wrong="asks only for forward hooks" caught="any_one_kind_of_hook_is_enough"
@grow(nn.Module)
def __call__(self, *args, **kwargs):
    own = self._forward_hooks or self._backward_hooks or self._backward_pre_hooks
    for_all = _global_forward_hooks or _global_forward_pre_hooks or _global_backward_hooks or _global_backward_pre_hooks
    if not (own or for_all):
        return self.forward(*args, **kwargs)
    call = Call(args, kwargs)
    try:
        return self._run_with_hooks(call)
    except Exception:
        self._run_always_called(call)
        raise  # the first exception goes on

# %% wrong="asks only for pre-hooks" caught="any_one_kind_of_hook_is_enough"
@grow(nn.Module)
def __call__(self, *args, **kwargs):
    own = self._forward_pre_hooks or self._backward_hooks or self._backward_pre_hooks
    for_all = _global_forward_hooks or _global_forward_pre_hooks or _global_backward_hooks or _global_backward_pre_hooks
    if not (own or for_all):
        return self.forward(*args, **kwargs)
    call = Call(args, kwargs)
    try:
        return self._run_with_hooks(call)
    except Exception:
        self._run_always_called(call)
        raise  # the first exception goes on

# %% wrong="forgets the pre-hooks for all" caught="any_one_kind_of_hook_is_enough"
@grow(nn.Module)
def __call__(self, *args, **kwargs):
    own = self._forward_hooks or self._forward_pre_hooks or self._backward_hooks or self._backward_pre_hooks
    for_all = _global_forward_hooks or _global_backward_hooks or _global_backward_pre_hooks
    if not (own or for_all):
        return self.forward(*args, **kwargs)
    call = Call(args, kwargs)
    try:
        return self._run_with_hooks(call)
    except Exception:
        self._run_always_called(call)
        raise  # the first exception goes on

# %% wrong="the short way where any registry is empty" caught="any_one_kind_of_hook_is_enough"
@grow(nn.Module)
def __call__(self, *args, **kwargs):
    own = self._forward_hooks or self._forward_pre_hooks or self._backward_hooks or self._backward_pre_hooks
    for_all = _global_forward_hooks or _global_forward_pre_hooks or _global_backward_hooks or _global_backward_pre_hooks
    if not (own and for_all):
        return self.forward(*args, **kwargs)
    call = Call(args, kwargs)
    try:
        return self._run_with_hooks(call)
    except Exception:
        self._run_always_called(call)
        raise  # the first exception goes on

# %% wrong="the short way drops keyword arguments" caught="without_hooks_forward_gets_everything_and_gives_everything"
@grow(nn.Module)
def __call__(self, *args, **kwargs):
    own = self._forward_hooks or self._forward_pre_hooks or self._backward_hooks or self._backward_pre_hooks
    for_all = _global_forward_hooks or _global_forward_pre_hooks or _global_backward_hooks or _global_backward_pre_hooks
    if not (own or for_all):
        return self.forward(*args)
    call = Call(args, kwargs)
    try:
        return self._run_with_hooks(call)
    except Exception:
        self._run_always_called(call)
        raise  # the first exception goes on

# %% wrong="nothing comes back by the long way" caught="any_one_kind_of_hook_is_enough"
@grow(nn.Module)
def __call__(self, *args, **kwargs):
    own = self._forward_hooks or self._forward_pre_hooks or self._backward_hooks or self._backward_pre_hooks
    for_all = _global_forward_hooks or _global_forward_pre_hooks or _global_backward_hooks or _global_backward_pre_hooks
    if not (own or for_all):
        return self.forward(*args, **kwargs)
    call = Call(args, kwargs)
    try:
        self._run_with_hooks(call)
    except Exception:
        self._run_always_called(call)
        raise  # the first exception goes on

# %% wrong="nothing comes back by the short way" caught="without_hooks_forward_gets_everything_and_gives_everything"
@grow(nn.Module)
def __call__(self, *args, **kwargs):
    own = self._forward_hooks or self._forward_pre_hooks or self._backward_hooks or self._backward_pre_hooks
    for_all = _global_forward_hooks or _global_forward_pre_hooks or _global_backward_hooks or _global_backward_pre_hooks
    if not (own or for_all):
        self.forward(*args, **kwargs)
        return None
    call = Call(args, kwargs)
    try:
        return self._run_with_hooks(call)
    except Exception:
        self._run_always_called(call)
        raise  # the first exception goes on

# %% wrong="the exception is swallowed" caught="an_exception_without_hooks_comes_out_as_it_is"
@grow(nn.Module)
def __call__(self, *args, **kwargs):
    own = self._forward_hooks or self._forward_pre_hooks or self._backward_hooks or self._backward_pre_hooks
    for_all = _global_forward_hooks or _global_forward_pre_hooks or _global_backward_hooks or _global_backward_pre_hooks
    if not (own or for_all):
        return self.forward(*args, **kwargs)
    call = Call(args, kwargs)
    try:
        return self._run_with_hooks(call)
    except Exception:
        self._run_always_called(call)

# %% wrong="always-called hooks are forgotten" caught="after_an_exception_the_marked_hooks_are_called_and_it_goes_on"
@grow(nn.Module)
def __call__(self, *args, **kwargs):
    own = self._forward_hooks or self._forward_pre_hooks or self._backward_hooks or self._backward_pre_hooks
    for_all = _global_forward_hooks or _global_forward_pre_hooks or _global_backward_hooks or _global_backward_pre_hooks
    if not (own or for_all):
        return self.forward(*args, **kwargs)
    call = Call(args, kwargs)
    try:
        return self._run_with_hooks(call)
    except Exception:
        raise  # the first exception goes on

# %% wrong="catches everything" caught="somebody_who_interrupts_calls_no_hook"
@grow(nn.Module)
def __call__(self, *args, **kwargs):
    own = self._forward_hooks or self._forward_pre_hooks or self._backward_hooks or self._backward_pre_hooks
    for_all = _global_forward_hooks or _global_forward_pre_hooks or _global_backward_hooks or _global_backward_pre_hooks
    if not (own or for_all):
        return self.forward(*args, **kwargs)
    call = Call(args, kwargs)
    try:
        return self._run_with_hooks(call)
    except BaseException:
        self._run_always_called(call)
        raise  # the first exception goes on

# %% wrong="finally in the place of except" caught="somebody_who_interrupts_calls_no_hook"
@grow(nn.Module)
def __call__(self, *args, **kwargs):
    own = self._forward_hooks or self._forward_pre_hooks or self._backward_hooks or self._backward_pre_hooks
    for_all = _global_forward_hooks or _global_forward_pre_hooks or _global_backward_hooks or _global_backward_pre_hooks
    if not (own or for_all):
        return self.forward(*args, **kwargs)
    call = Call(args, kwargs)
    try:
        return self._run_with_hooks(call)
    finally:
        self._run_always_called(call)

# %% wrong="looks into __dict__" caught="calling_a_module_without_init_is_an_attribute_error"
@grow(nn.Module)
def __call__(self, *args, **kwargs):
    own = self.__dict__["_forward_hooks"] or self._forward_pre_hooks or self._backward_hooks or self._backward_pre_hooks
    for_all = _global_forward_hooks or _global_forward_pre_hooks or _global_backward_hooks or _global_backward_pre_hooks
    if not (own or for_all):
        return self.forward(*args, **kwargs)
    call = Call(args, kwargs)
    try:
        return self._run_with_hooks(call)
    except Exception:
        self._run_always_called(call)
        raise  # the first exception goes on

# %% wrong="the class's forward" caught="without_hooks_forward_gets_everything_and_gives_everything"
@grow(nn.Module)
def __call__(self, *args, **kwargs):
    own = self._forward_hooks or self._forward_pre_hooks or self._backward_hooks or self._backward_pre_hooks
    for_all = _global_forward_hooks or _global_forward_pre_hooks or _global_backward_hooks or _global_backward_pre_hooks
    if not (own or for_all):
        return type(self).forward(self, *args, **kwargs)
    call = Call(args, kwargs)
    try:
        return self._run_with_hooks(call)
    except Exception:
        self._run_always_called(call)
        raise  # the first exception goes on

# %% wrong="another exception in its place" caught="an_exception_without_hooks_comes_out_as_it_is"
@grow(nn.Module)
def __call__(self, *args, **kwargs):
    own = self._forward_hooks or self._forward_pre_hooks or self._backward_hooks or self._backward_pre_hooks
    for_all = _global_forward_hooks or _global_forward_pre_hooks or _global_backward_hooks or _global_backward_pre_hooks
    if not (own or for_all):
        return self.forward(*args, **kwargs)
    call = Call(args, kwargs)
    try:
        return self._run_with_hooks(call)
    except Exception as error:
        self._run_always_called(call)
        raise RuntimeError(str(error)) from error

# %% right="torch's one question"
@grow(nn.Module)
def __call__(self, *args, **kwargs):
    if not (
        self._backward_hooks
        or self._backward_pre_hooks
        or self._forward_hooks
        or self._forward_pre_hooks
        or everywhere._global_backward_pre_hooks
        or everywhere._global_backward_hooks
        or everywhere._global_forward_hooks
        or everywhere._global_forward_pre_hooks
    ):
        return self.forward(*args, **kwargs)
    call = Call(args, kwargs)
    try:
        return self._run_with_hooks(call)
    except Exception:
        self._run_always_called(call)
        raise

# %% right="any of a tuple"
@grow(nn.Module)
def __call__(self, *args, **kwargs):
    own = (self._forward_pre_hooks, self._forward_hooks, self._backward_pre_hooks, self._backward_hooks)
    for_all = (_global_forward_pre_hooks, _global_forward_hooks, _global_backward_pre_hooks, _global_backward_hooks)
    if any(own) or any(for_all):
        call = Call(args, kwargs)
        try:
            return self._run_with_hooks(call)
        except Exception as error:
            self._run_always_called(call)
            raise error
    return self.forward(*args, **kwargs)
