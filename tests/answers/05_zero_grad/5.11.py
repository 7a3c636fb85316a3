# %% wrong="decay after momentum" caught="decay_gathers_momentum"
@grow(optim.SGD)
def _direction(self, p, group):
    if not group["momentum"]:
        return self._decayed(p, group)
    grad = -p.grad if group["maximize"] else p.grad
    buffer = self._buffer(p, grad, group)
    grad = grad.add(buffer, alpha=group["momentum"]) if group["nesterov"] else buffer
    return grad.add(p, alpha=group["weight_decay"])

# %% wrong="momentum and no decay" caught="decay_gathers_momentum"
@grow(optim.SGD)
def _direction(self, p, group):
    if group["momentum"]:
        buffer = self._buffer(p, p.grad, group)
        return p.grad.add(buffer, alpha=group["momentum"]) if group["nesterov"] else buffer
    return self._decayed(p, group)

# %% wrong="decay and no momentum" caught="decay_gathers_momentum"
@grow(optim.SGD)
def _direction(self, p, group):
    return self._decayed(p, group)

# %% wrong="a buffer for everyone" caught="plain_descent_is_still_plain"
@grow(optim.SGD)
def _direction(self, p, group):
    grad = self._decayed(p, group)
    buffer = self._buffer(p, grad, group)
    return grad.add(buffer, alpha=group["momentum"]) if group["nesterov"] else buffer

# %% wrong="does not know nesterov" caught="nesterov_adds_the_push_of_the_next_step"
@grow(optim.SGD)
def _direction(self, p, group):
    grad = self._decayed(p, group)
    if group["momentum"]:
        grad = self._buffer(p, grad, group)
    return grad

# %% wrong="nesterov for everyone with momentum" caught="decay_gathers_momentum"
@grow(optim.SGD)
def _direction(self, p, group):
    grad = self._decayed(p, group)
    if group["momentum"]:
        grad = grad.add(self._buffer(p, grad, group), alpha=group["momentum"])
    return grad

# %% wrong="nesterov with the buffer of the step before" caught="nesterov_adds_the_push_of_the_next_step"
@grow(optim.SGD)
def _direction(self, p, group):
    grad = self._decayed(p, group)
    if group["momentum"]:
        before = self.state[p].get("momentum_buffer", torch.zeros_like(grad)).clone()
        buffer = self._buffer(p, grad, group)
        grad = grad.add(before, alpha=group["momentum"]) if group["nesterov"] else buffer
    return grad

# %% wrong="the whole buffer is added" caught="nesterov_adds_the_push_of_the_next_step"
@grow(optim.SGD)
def _direction(self, p, group):
    grad = self._decayed(p, group)
    if group["momentum"]:
        buffer = self._buffer(p, grad, group)
        grad = grad + buffer if group["nesterov"] else buffer
    return grad

# %% wrong="adds into the buffer" caught="nesterov_adds_the_push_of_the_next_step"
@grow(optim.SGD)
def _direction(self, p, group):
    grad = self._decayed(p, group)
    if group["momentum"]:
        buffer = self._buffer(p, grad, group)
        grad = buffer.mul_(group["momentum"]).add_(grad) if group["nesterov"] else buffer
    return grad

# %% wrong="adds into the gradient" caught="nesterov_leaves_the_buffer_and_the_gradient_alone"
@grow(optim.SGD)
def _direction(self, p, group):
    grad = self._decayed(p, group)
    if group["momentum"]:
        buffer = self._buffer(p, grad, group)
        grad = grad.add_(buffer, alpha=group["momentum"]) if group["nesterov"] else buffer
    return grad

# %% wrong="nesterov with the gradient before decay" caught="nesterov_decays_too"
@grow(optim.SGD)
def _direction(self, p, group):
    grad = self._decayed(p, group)
    if group["momentum"]:
        buffer = self._buffer(p, grad, group)
        grad = p.grad.add(buffer, alpha=group["momentum"]) if group["nesterov"] else buffer
    return grad

# %% wrong="the defaults say who uses momentum" caught="each_group_goes_its_own_way"
@grow(optim.SGD)
def _direction(self, p, group):
    grad = self._decayed(p, group)
    if self.defaults["momentum"]:
        buffer = self._buffer(p, grad, group)
        grad = grad.add(buffer, alpha=group["momentum"]) if self.defaults["nesterov"] else buffer
    return grad

# %% wrong="calls the buffer twice" caught="nesterov_adds_the_push_of_the_next_step"
@grow(optim.SGD)
def _direction(self, p, group):
    grad = self._decayed(p, group)
    if group["momentum"] and group["nesterov"]:
        self._buffer(p, grad, group)
        return grad + group["momentum"] * self._buffer(p, grad, group)
    return self._buffer(p, grad, group) if group["momentum"] else grad

# %% right="early returns"
@grow(optim.SGD)
def _direction(self, p, group):
    grad, momentum = self._decayed(p, group), group["momentum"]
    if momentum == 0:
        return grad
    buffer = self._buffer(p, grad, group)
    if group["nesterov"]:
        return grad + momentum * buffer
    return buffer

# %% right="all of it in one place, as in torch"
@grow(optim.SGD)
def _direction(self, p, group):
    grad = p.grad if not group["maximize"] else -p.grad
    if group["weight_decay"] != 0:
        grad = grad.add(p, alpha=group["weight_decay"])
    if group["momentum"] != 0:
        buf = self.state[p].get("momentum_buffer")
        if buf is None:
            buf = grad.detach().clone()
        else:
            buf.mul_(group["momentum"]).add_(grad, alpha=1 - group["dampening"])
        self.state[p]["momentum_buffer"] = buf
        grad = grad.add(buf, alpha=group["momentum"]) if group["nesterov"] else buf
    return grad
