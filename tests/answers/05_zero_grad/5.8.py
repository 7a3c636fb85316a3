# %% wrong="the rate of the first group for all" caught="each_group_has_its_own_rate"
@grow(optim.SGD)
def step(self, closure=None):
    with torch.enable_grad():
        loss = closure() if closure is not None else None
    lr = self.param_groups[0]["lr"]
    with torch.no_grad():
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is not None:
                    p.add_(self._direction(p, group), alpha=-lr)
    return loss

# %% wrong="the default rate for all" caught="each_group_has_its_own_rate"
@grow(optim.SGD)
def step(self, closure=None):
    with torch.enable_grad():
        loss = closure() if closure is not None else None
    with torch.no_grad():
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is not None:
                    p.add_(self._direction(p, group), alpha=-self.defaults["lr"])
    return loss

# %% wrong="the first group alone" caught="each_group_has_its_own_rate"
@grow(optim.SGD)
def step(self, closure=None):
    with torch.enable_grad():
        loss = closure() if closure is not None else None
    group = self.param_groups[0]
    with torch.no_grad():
        for p in group["params"]:
            if p.grad is not None:
                p.add_(self._direction(p, group), alpha=-group["lr"])
    return loss

# %% wrong="uphill" caught="a_parameter_moves_against_its_gradient"
@grow(optim.SGD)
def step(self, closure=None):
    with torch.enable_grad():
        loss = closure() if closure is not None else None
    with torch.no_grad():
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is not None:
                    p.add_(self._direction(p, group), alpha=group["lr"])
    return loss

# %% wrong="binds a name and moves nothing" caught="a_parameter_moves_against_its_gradient"
@grow(optim.SGD)
def step(self, closure=None):
    with torch.enable_grad():
        loss = closure() if closure is not None else None
    with torch.no_grad():
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is not None:
                    p = p - group["lr"] * self._direction(p, group)
    return loss

# %% wrong="new tensors in the group's list" caught="a_parameter_moves_against_its_gradient"
@grow(optim.SGD)
def step(self, closure=None):
    with torch.enable_grad():
        loss = closure() if closure is not None else None
    with torch.no_grad():
        for group in self.param_groups:
            for at, p in enumerate(group["params"]):
                if p.grad is not None:
                    moved = nn.Parameter(p - group["lr"] * self._direction(p, group))
                    moved.grad = p.grad
                    group["params"][at] = moved
    return loss

# %% wrong="new memory through .data" caught="the_numbers_change_in_place"
@grow(optim.SGD)
def step(self, closure=None):
    with torch.enable_grad():
        loss = closure() if closure is not None else None
    with torch.no_grad():
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is not None:
                    p.data = p.data - group["lr"] * self._direction(p, group)
    return loss

# %% wrong="records what it does" caught="a_parameter_moves_against_its_gradient"
@grow(optim.SGD)
def step(self, closure=None):
    loss = closure() if closure is not None else None
    for group in self.param_groups:
        for p in group["params"]:
            if p.grad is not None:
                p.add_(self._direction(p, group), alpha=-group["lr"])
    return loss

# %% wrong="takes the gradients away after the step" caught="a_step_leaves_the_gradients_as_they_are"
@grow(optim.SGD)
def step(self, closure=None):
    with torch.enable_grad():
        loss = closure() if closure is not None else None
    with torch.no_grad():
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is not None:
                    p.add_(self._direction(p, group), alpha=-group["lr"])
    for group in self.param_groups:
        for p in group["params"]:
            if p.grad is not None:
                p.grad = p.grad * 0
    return loss

# %% wrong="takes the gradient times the rate, in place" caught="a_step_leaves_the_gradients_as_they_are"
@grow(optim.SGD)
def step(self, closure=None):
    with torch.enable_grad():
        loss = closure() if closure is not None else None
    with torch.no_grad():
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is not None:
                    p.sub_(self._direction(p, group).mul_(group["lr"]))
    return loss

# %% wrong="stops at the first parameter without a gradient" caught="without_a_gradient_nothing_moves"
@grow(optim.SGD)
def step(self, closure=None):
    with torch.enable_grad():
        loss = closure() if closure is not None else None
    with torch.no_grad():
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is None:
                    return loss
                p.add_(self._direction(p, group), alpha=-group["lr"])
    return loss

# %% wrong="expects a gradient everywhere" caught="without_a_gradient_nothing_moves"
@grow(optim.SGD)
def step(self, closure=None):
    with torch.enable_grad():
        loss = closure() if closure is not None else None
    with torch.no_grad():
        for group in self.param_groups:
            for p in group["params"]:
                p.add_(self._direction(p, group), alpha=-group["lr"])
    return loss

# %% wrong="asks whether it is frozen" caught="a_frozen_parameter_with_a_gradient_still_moves"
@grow(optim.SGD)
def step(self, closure=None):
    with torch.enable_grad():
        loss = closure() if closure is not None else None
    with torch.no_grad():
        for group in self.param_groups:
            for p in group["params"]:
                if p.requires_grad and p.grad is not None:
                    p.add_(self._direction(p, group), alpha=-group["lr"])
    return loss

# %% wrong="the closure comes last" caught="a_closure_is_called_first_and_its_loss_returned"
@grow(optim.SGD)
def step(self, closure=None):
    with torch.no_grad():
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is not None:
                    p.add_(self._direction(p, group), alpha=-group["lr"])
    with torch.enable_grad():
        return closure() if closure is not None else None

# %% wrong="the closure's loss is lost" caught="a_closure_is_called_first_and_its_loss_returned"
@grow(optim.SGD)
def step(self, closure=None):
    if closure is not None:
        with torch.enable_grad():
            closure()
    with torch.no_grad():
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is not None:
                    p.add_(self._direction(p, group), alpha=-group["lr"])

# %% wrong="the closure runs with gradients switched off" caught="a_closure_is_called_first_and_its_loss_returned"
@grow(optim.SGD)
@torch.no_grad()
def step(self, closure=None):
    loss = closure() if closure is not None else None
    for group in self.param_groups:
        for p in group["params"]:
            if p.grad is not None:
                p.add_(self._direction(p, group), alpha=-group["lr"])
    return loss

# %% wrong="the closure runs with whatever the caller has set" caught="a_closure_runs_with_gradients_enabled"
@grow(optim.SGD)
def step(self, closure=None):
    loss = closure() if closure is not None else None
    with torch.no_grad():
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is not None:
                    p.add_(self._direction(p, group), alpha=-group["lr"])
    return loss

# %% right="the decorator, and sub_"
@grow(optim.SGD)
@torch.no_grad()
def step(self, closure=None):
    loss = None
    if closure is not None:
        with torch.enable_grad():
            loss = closure()
    for group in self.param_groups:
        for p in group["params"]:
            if p.grad is None:
                continue
            p.sub_(self._direction(p, group), alpha=group["lr"])
    return loss

# %% right="pairs first, then -="
@grow(optim.SGD)
def step(self, closure=None):
    loss = None
    if closure:
        with torch.enable_grad():
            loss = closure()
    moving = [(p, group) for group in self.param_groups for p in group["params"] if p.grad is not None]
    with torch.no_grad():
        for p, group in moving:
            p -= group["lr"] * self._direction(p, group)
    return loss
