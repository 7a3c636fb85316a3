# %% wrong="does not ask about nesterov" caught="nesterov_wants_a_momentum_and_no_dampening"
@grow(optim.SGD)
def __init__(self, params, lr=1e-3, momentum=0, dampening=0, weight_decay=0, nesterov=False, *, maximize=False):
    for value in (lr, momentum, weight_decay):
        if value < 0:
            raise ValueError(f"negative: {value}")
    defaults = {"lr": lr, "momentum": momentum, "dampening": dampening, "weight_decay": weight_decay}
    defaults |= {"nesterov": nesterov, "maximize": maximize, "foreach": None, "differentiable": False, "fused": None}
    super().__init__(params, defaults)

# %% wrong="nesterov is refused only where both conditions are broken" caught="nesterov_wants_a_momentum_and_no_dampening"
@grow(optim.SGD)
def __init__(self, params, lr=1e-3, momentum=0, dampening=0, weight_decay=0, nesterov=False, *, maximize=False):
    for value in (lr, momentum, weight_decay):
        if value < 0:
            raise ValueError(f"negative: {value}")
    if nesterov and momentum <= 0 and dampening != 0:
        raise ValueError("Nesterov momentum requires a momentum and zero dampening")
    defaults = {"lr": lr, "momentum": momentum, "dampening": dampening, "weight_decay": weight_decay}
    defaults |= {"nesterov": nesterov, "maximize": maximize, "foreach": None, "differentiable": False, "fused": None}
    super().__init__(params, defaults)

# %% wrong="asks for momentum and dampening without nesterov, too" caught="by_position_the_settings_come_in_torchs_order"
@grow(optim.SGD)
def __init__(self, params, lr=1e-3, momentum=0, dampening=0, weight_decay=0, nesterov=False, *, maximize=False):
    for value in (lr, momentum, weight_decay):
        if value < 0:
            raise ValueError(f"negative: {value}")
    if nesterov and momentum <= 0 or dampening > 0:
        raise ValueError("Nesterov momentum requires a momentum and zero dampening")
    defaults = {"lr": lr, "momentum": momentum, "dampening": dampening, "weight_decay": weight_decay}
    defaults |= {"nesterov": nesterov, "maximize": maximize, "foreach": None, "differentiable": False, "fused": None}
    super().__init__(params, defaults)

# %% wrong="refuses a zero" caught="without_a_word_it_is_plain_descent"
@grow(optim.SGD)
def __init__(self, params, lr=1e-3, momentum=0, dampening=0, weight_decay=0, nesterov=False, *, maximize=False):
    for value in (lr, momentum, weight_decay):
        if value <= 0:
            raise ValueError(f"not positive: {value}")
    defaults = {"lr": lr, "momentum": momentum, "dampening": dampening, "weight_decay": weight_decay}
    defaults |= {"nesterov": nesterov, "maximize": maximize, "foreach": None, "differentiable": False, "fused": None}
    super().__init__(params, defaults)

# %% wrong="a rate of zero is an error" caught="zero_is_no_negative_number"
@grow(optim.SGD)
def __init__(self, params, lr=1e-3, momentum=0, dampening=0, weight_decay=0, nesterov=False, *, maximize=False):
    if not lr or min(lr, momentum, weight_decay) < 0:
        raise ValueError("a rate above zero, and nothing negative")
    if nesterov and (momentum <= 0 or dampening != 0):
        raise ValueError("Nesterov momentum requires a momentum and zero dampening")
    defaults = {"lr": lr, "momentum": momentum, "dampening": dampening, "weight_decay": weight_decay}
    defaults |= {"nesterov": nesterov, "maximize": maximize, "foreach": None, "differentiable": False, "fused": None}
    super().__init__(params, defaults)

# %% wrong="lets a negative decay through" caught="a_negative_number_is_refused"
@grow(optim.SGD)
def __init__(self, params, lr=1e-3, momentum=0, dampening=0, weight_decay=0, nesterov=False, *, maximize=False):
    for value in (lr, momentum):
        if value < 0:
            raise ValueError(f"negative: {value}")
    if nesterov and (momentum <= 0 or dampening != 0):
        raise ValueError("Nesterov momentum requires a momentum and zero dampening")
    defaults = {"lr": lr, "momentum": momentum, "dampening": dampening, "weight_decay": weight_decay}
    defaults |= {"nesterov": nesterov, "maximize": maximize, "foreach": None, "differentiable": False, "fused": None}
    super().__init__(params, defaults)

# %% wrong="refuses a negative dampening as well" caught="a_negative_dampening_is_let_through"
@grow(optim.SGD)
def __init__(self, params, lr=1e-3, momentum=0, dampening=0, weight_decay=0, nesterov=False, *, maximize=False):
    for value in (lr, momentum, dampening, weight_decay):
        if value < 0:
            raise ValueError(f"negative: {value}")
    if nesterov and (momentum <= 0 or dampening != 0):
        raise ValueError("Nesterov momentum requires a momentum and zero dampening")
    defaults = {"lr": lr, "momentum": momentum, "dampening": dampening, "weight_decay": weight_decay}
    defaults |= {"nesterov": nesterov, "maximize": maximize, "foreach": None, "differentiable": False, "fused": None}
    super().__init__(params, defaults)

# %% wrong="nesterov does not reach the defaults" caught="the_settings_become_the_defaults"
@grow(optim.SGD)
def __init__(self, params, lr=1e-3, momentum=0, dampening=0, weight_decay=0, nesterov=False, *, maximize=False):
    for value in (lr, momentum, weight_decay):
        if value < 0:
            raise ValueError(f"negative: {value}")
    if nesterov and (momentum <= 0 or dampening != 0):
        raise ValueError("Nesterov momentum requires a momentum and zero dampening")
    defaults = {"lr": lr, "momentum": momentum, "dampening": dampening, "weight_decay": weight_decay}
    defaults |= {"maximize": maximize, "foreach": None, "differentiable": False, "fused": None}
    super().__init__(params, defaults)

# %% wrong="decay and dampening change places" caught="by_position_the_settings_come_in_torchs_order"
@grow(optim.SGD)
def __init__(self, params, lr=1e-3, momentum=0, weight_decay=0, dampening=0, nesterov=False, *, maximize=False):
    for value in (lr, momentum, weight_decay):
        if value < 0:
            raise ValueError(f"negative: {value}")
    if nesterov and (momentum <= 0 or dampening != 0):
        raise ValueError("Nesterov momentum requires a momentum and zero dampening")
    defaults = {"lr": lr, "momentum": momentum, "dampening": dampening, "weight_decay": weight_decay}
    defaults |= {"nesterov": nesterov, "maximize": maximize, "foreach": None, "differentiable": False, "fused": None}
    super().__init__(params, defaults)

# %% wrong="counts the parameters before it hands them on" caught="parameters_may_come_from_a_generator"
@grow(optim.SGD)
def __init__(self, params, lr=1e-3, momentum=0, dampening=0, weight_decay=0, nesterov=False, *, maximize=False):
    if min(lr, momentum, weight_decay) < 0:
        raise ValueError("nothing negative")
    if nesterov and (momentum <= 0 or dampening != 0):
        raise ValueError("Nesterov momentum requires a momentum and zero dampening")
    if not isinstance(params, torch.Tensor) and sum(1 for _ in params) == 0:
        raise ValueError("nothing to move")
    defaults = {"lr": lr, "momentum": momentum, "dampening": dampening, "weight_decay": weight_decay}
    defaults |= {"nesterov": nesterov, "maximize": maximize, "foreach": None, "differentiable": False, "fused": None}
    super().__init__(params, defaults)

# %% wrong="keeps the parameters itself, without the base class" caught="nothing_to_move_is_an_error"
@grow(optim.SGD)
def __init__(self, params, lr=1e-3, momentum=0, dampening=0, weight_decay=0, nesterov=False, *, maximize=False):
    if min(lr, momentum, weight_decay) < 0:
        raise ValueError("nothing negative")
    if nesterov and (momentum <= 0 or dampening != 0):
        raise ValueError("Nesterov momentum requires a momentum and zero dampening")
    self.defaults = {"lr": lr, "momentum": momentum, "dampening": dampening, "weight_decay": weight_decay}
    self.defaults |= {"nesterov": nesterov, "maximize": maximize, "foreach": None, "differentiable": False}
    self.defaults["fused"] = None
    self.state = {}
    self.param_groups = [{"params": list(params), **self.defaults}]

# %% wrong="takes any keyword there is" caught="a_setting_that_does_not_exist_is_refused"
@grow(optim.SGD)
def __init__(self, params, lr=1e-3, momentum=0, dampening=0, weight_decay=0, nesterov=False, **more):
    if min(lr, momentum, weight_decay) < 0:
        raise ValueError("nothing negative")
    if nesterov and (momentum <= 0 or dampening != 0):
        raise ValueError("Nesterov momentum requires a momentum and zero dampening")
    defaults = {"lr": lr, "momentum": momentum, "dampening": dampening, "weight_decay": weight_decay}
    defaults |= {"nesterov": nesterov, "maximize": False, "foreach": None, "differentiable": False, "fused": None}
    super().__init__(params, {**defaults, **more})

# %% right="one test for each number, with torch's words"
@grow(optim.SGD)
def __init__(
    self,
    params,
    lr=1e-3,
    momentum=0,
    dampening=0,
    weight_decay=0,
    nesterov=False,
    *,
    maximize=False,
    foreach=None,
    differentiable=False,
    fused=None,
):
    if lr < 0.0:
        raise ValueError(f"Invalid learning rate: {lr}")
    if momentum < 0.0:
        raise ValueError(f"Invalid momentum value: {momentum}")
    if weight_decay < 0.0:
        raise ValueError(f"Invalid weight_decay value: {weight_decay}")
    defaults = dict(
        lr=lr,
        momentum=momentum,
        dampening=dampening,
        weight_decay=weight_decay,
        nesterov=nesterov,
        maximize=maximize,
        foreach=foreach,
        differentiable=differentiable,
        fused=fused,
    )
    if nesterov and (momentum <= 0 or dampening != 0):
        raise ValueError("Nesterov momentum requires a momentum and zero dampening")
    super().__init__(params, defaults)

# %% right="locals, and the least of three numbers"
@grow(optim.SGD)
def __init__(
    self,
    params,
    lr=1e-3,
    momentum=0,
    dampening=0,
    weight_decay=0,
    nesterov=False,
    *,
    maximize=False,
    foreach=None,
    differentiable=False,
    fused=None,
):
    defaults = {name: value for name, value in locals().items() if name not in ("self", "params", "__class__")}
    if min(lr, momentum, weight_decay) < 0:
        raise ValueError("nothing negative")
    if nesterov and not (momentum > 0 and dampening == 0):
        raise ValueError("Nesterov momentum requires a momentum and zero dampening")
    super().__init__(params, defaults)
