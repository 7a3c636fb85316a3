# %% wrong="one buffer for all parameters" caught="each_parameter_has_a_buffer_of_its_own"
@grow(optim.SGD)
def _buffer(self, p, grad, group):
    state = self.state[self.param_groups[0]["params"][0]]
    if state.get("momentum_buffer") is None:
        state["momentum_buffer"] = grad.clone()
    else:
        state["momentum_buffer"].mul_(group["momentum"]).add_(grad, alpha=1 - group["dampening"])
    return state["momentum_buffer"]

# %% wrong="the buffer is the gradient itself" caught="the_buffer_is_not_the_gradient"
@grow(optim.SGD)
def _buffer(self, p, grad, group):
    state = self.state[p]
    if state.get("momentum_buffer") is None:
        state["momentum_buffer"] = grad
    else:
        state["momentum_buffer"] = state["momentum_buffer"] * group["momentum"] + grad * (1 - group["dampening"])
    return state["momentum_buffer"]

# %% wrong="the gradient itself, changed in place" caught="each_parameter_has_a_buffer_of_its_own"
@grow(optim.SGD)
def _buffer(self, p, grad, group):
    state = self.state[p]
    if state.get("momentum_buffer") is None:
        state["momentum_buffer"] = grad
    else:
        state["momentum_buffer"].mul_(group["momentum"]).add_(grad, alpha=1 - group["dampening"])
    return state["momentum_buffer"]

# %% wrong="a new tensor at each step" caught="the_buffer_changes_in_place"
@grow(optim.SGD)
def _buffer(self, p, grad, group):
    state = self.state[p]
    if state.get("momentum_buffer") is None:
        state["momentum_buffer"] = grad.clone()
    else:
        state["momentum_buffer"] = state["momentum_buffer"] * group["momentum"] + grad * (1 - group["dampening"])
    return state["momentum_buffer"]

# %% wrong="computes the new buffer and does not keep it" caught="what_went_before_fades"
@grow(optim.SGD)
def _buffer(self, p, grad, group):
    state = self.state[p]
    if state.get("momentum_buffer") is None:
        state["momentum_buffer"] = grad.clone()
        return grad
    return state["momentum_buffer"] * group["momentum"] + grad * (1 - group["dampening"])

# %% wrong="keeps nothing" caught="the_first_step_is_the_gradients"
@grow(optim.SGD)
def _buffer(self, p, grad, group):
    return grad * (1 - group["dampening"]) + grad * group["momentum"]

# %% wrong="begins with zeros, so dampening meets the first gradient" caught="dampening_spares_the_first_gradient"
@grow(optim.SGD)
def _buffer(self, p, grad, group):
    state = self.state[p]
    if state.get("momentum_buffer") is None:
        state["momentum_buffer"] = torch.zeros_like(grad)
    return state["momentum_buffer"].mul_(group["momentum"]).add_(grad, alpha=1 - group["dampening"])

# %% wrong="a moving average, as Adam keeps it" caught="what_went_before_fades"
@grow(optim.SGD)
def _buffer(self, p, grad, group):
    state = self.state[p]
    if state.get("momentum_buffer") is None:
        state["momentum_buffer"] = grad.clone()
    else:
        state["momentum_buffer"].mul_(group["momentum"]).add_(grad, alpha=1 - group["momentum"])
    return state["momentum_buffer"]

# %% wrong="fades the new gradient and not the old ones" caught="what_went_before_fades"
@grow(optim.SGD)
def _buffer(self, p, grad, group):
    state = self.state[p]
    if state.get("momentum_buffer") is None:
        state["momentum_buffer"] = grad.clone()
    else:
        state["momentum_buffer"].add_(grad, alpha=group["momentum"])
    return state["momentum_buffer"]

# %% wrong="the old gradients do not fade" caught="what_went_before_fades"
@grow(optim.SGD)
def _buffer(self, p, grad, group):
    state = self.state[p]
    if state.get("momentum_buffer") is None:
        state["momentum_buffer"] = grad.clone()
    else:
        state["momentum_buffer"].add_(grad, alpha=1 - group["dampening"])
    return state["momentum_buffer"]

# %% wrong="does not know dampening" caught="dampening_spares_the_first_gradient"
@grow(optim.SGD)
def _buffer(self, p, grad, group):
    state = self.state[p]
    if state.get("momentum_buffer") is None:
        state["momentum_buffer"] = grad.clone()
    else:
        state["momentum_buffer"].mul_(group["momentum"]).add_(grad)
    return state["momentum_buffer"]

# %% wrong="dampening in the place of 1 - dampening" caught="what_went_before_fades"
@grow(optim.SGD)
def _buffer(self, p, grad, group):
    state = self.state[p]
    if state.get("momentum_buffer") is None:
        state["momentum_buffer"] = grad.clone()
    else:
        state["momentum_buffer"].mul_(group["momentum"]).add_(grad, alpha=group["dampening"])
    return state["momentum_buffer"]

# %% wrong="stands still where the gradient is zero" caught="a_gradient_of_zero_moves_on_and_none_stands_still"
@grow(optim.SGD)
def _buffer(self, p, grad, group):
    state = self.state[p]
    if not grad.any():
        return grad
    if state.get("momentum_buffer") is None:
        state["momentum_buffer"] = grad.clone()
    else:
        state["momentum_buffer"].mul_(group["momentum"]).add_(grad, alpha=1 - group["dampening"])
    return state["momentum_buffer"]

# %% wrong="under a name of its own" caught="the_first_step_is_the_gradients"
@grow(optim.SGD)
def _buffer(self, p, grad, group):
    state = self.state[p]
    if state.get("buffer") is None:
        state["buffer"] = grad.clone()
    else:
        state["buffer"].mul_(group["momentum"]).add_(grad, alpha=1 - group["dampening"])
    return state["buffer"]

# %% wrong="the defaults' momentum for every group" caught="each_group_has_its_own_momentum"
@grow(optim.SGD)
def _buffer(self, p, grad, group):
    state = self.state[p]
    if state.get("momentum_buffer") is None:
        state["momentum_buffer"] = grad.clone()
    else:
        momentum, dampening = self.defaults["momentum"], self.defaults["dampening"]
        state["momentum_buffer"].mul_(momentum).add_(grad, alpha=1 - dampening)
    return state["momentum_buffer"]

# %% right="in, and in-place operators"
@grow(optim.SGD)
def _buffer(self, p, grad, group):
    kept = self.state[p]
    if "momentum_buffer" in kept:
        kept["momentum_buffer"] *= group["momentum"]
        kept["momentum_buffer"] += (1 - group["dampening"]) * grad
    else:
        kept["momentum_buffer"] = grad.detach().clone()
    return kept["momentum_buffer"]

# %% right="returns early, and copies into the kept tensor"
@grow(optim.SGD)
def _buffer(self, p, grad, group):
    buffer = self.state[p].get("momentum_buffer")
    if buffer is None:
        buffer = self.state[p]["momentum_buffer"] = torch.empty_like(grad).copy_(grad)
        return buffer
    return buffer.copy_(group["momentum"] * buffer + (1 - group["dampening"]) * grad)
