# %% wrong="writes into the gradient" caught="decay_does_not_touch_the_gradient"
@grow(optim.SGD)
def _decayed(self, p, group):
    grad = -p.grad if group["maximize"] else p.grad
    if group["weight_decay"]:
        grad.add_(p, alpha=group["weight_decay"])
    return grad

# %% wrong="writes into the gradient with +=" caught="decay_does_not_touch_the_gradient"
@grow(optim.SGD)
def _decayed(self, p, group):
    grad = -p.grad if group["maximize"] else p.grad
    grad += group["weight_decay"] * p
    return grad

# %% wrong="grows the parameters" caught="decay_pulls_towards_zero"
@grow(optim.SGD)
def _decayed(self, p, group):
    grad = -p.grad if group["maximize"] else p.grad
    return grad - group["weight_decay"] * p

# %% wrong="shrinks the parameter itself, whatever the rate" caught="decay_pulls_towards_zero"
@grow(optim.SGD)
def _decayed(self, p, group):
    p.mul_(1 - group["weight_decay"])
    return -p.grad if group["maximize"] else p.grad

# %% wrong="shrinks the parameter times the rate, then takes the gradient" caught="decay_does_not_touch_the_gradient"
@grow(optim.SGD)
def _decayed(self, p, group):
    if group["maximize"]:
        p.grad.neg_()
    p.grad.add_(p, alpha=group["weight_decay"])
    return p.grad.clone()

# %% wrong="decay in the place of the gradient" caught="decay_and_gradient_are_added"
@grow(optim.SGD)
def _decayed(self, p, group):
    if group["weight_decay"]:
        return group["weight_decay"] * p
    return -p.grad if group["maximize"] else p.grad

# %% wrong="adds the decay without the parameter" caught="decay_pulls_towards_zero"
@grow(optim.SGD)
def _decayed(self, p, group):
    grad = -p.grad if group["maximize"] else p.grad
    return grad + group["weight_decay"]

# %% wrong="the sign of the parameter, not its size" caught="decay_pulls_towards_zero"
@grow(optim.SGD)
def _decayed(self, p, group):
    grad = -p.grad if group["maximize"] else p.grad
    return grad + group["weight_decay"] * torch.sign(p)

# %% wrong="the optimizer's default for every group" caught="each_group_decays_by_its_own"
@grow(optim.SGD)
def _decayed(self, p, group):
    grad = -p.grad if group["maximize"] else p.grad
    return grad.add(p, alpha=self.defaults["weight_decay"])

# %% wrong="does not know maximize" caught="to_maximize_is_to_climb"
@grow(optim.SGD)
def _decayed(self, p, group):
    grad = p.grad
    if group["weight_decay"]:
        grad = grad.add(p, alpha=group["weight_decay"])
    return grad

# %% wrong="turns the sign of the gradient in place" caught="to_maximize_is_to_climb"
@grow(optim.SGD)
def _decayed(self, p, group):
    grad = p.grad.neg_() if group["maximize"] else p.grad
    if group["weight_decay"]:
        grad = grad.add(p, alpha=group["weight_decay"])
    return grad

# %% wrong="turns the sign of the decay as well" caught="climbing_or_not_decay_pulls_towards_zero"
@grow(optim.SGD)
def _decayed(self, p, group):
    grad = p.grad.add(p, alpha=group["weight_decay"])
    return -grad if group["maximize"] else grad

# %% right="one expression"
@grow(optim.SGD)
def _decayed(self, p, group):
    sign = -1 if group["maximize"] else 1
    return sign * p.grad + group["weight_decay"] * p

# %% right="a copy that is changed in place"
@grow(optim.SGD)
def _decayed(self, p, group):
    grad = p.grad.clone()
    if group["maximize"]:
        grad.neg_()
    return grad.add_(p.detach(), alpha=group["weight_decay"])
