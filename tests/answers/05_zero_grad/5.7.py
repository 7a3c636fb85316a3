# %% wrong="the first group alone" caught="the_gradients_of_all_groups_are_gone"
@grow(optim.SGD)
def zero_grad(self, set_to_none=True):
    for p in self.param_groups[0]["params"]:
        if set_to_none:
            p.grad = None
        elif p.grad is not None:
            p.grad.detach_()
            p.grad.zero_()

# %% wrong="returns after the first group" caught="the_gradients_of_all_groups_are_gone"
@grow(optim.SGD)
def zero_grad(self, set_to_none=True):
    for group in self.param_groups:
        for p in group["params"]:
            if set_to_none:
                p.grad = None
            elif p.grad is not None:
                p.grad.detach_()
                p.grad.zero_()
        return

# %% wrong="always None" caught="the_optimizer_can_fill_with_zeros_too"
@grow(optim.SGD)
def zero_grad(self, set_to_none=True):
    for group in self.param_groups:
        for p in group["params"]:
            p.grad = None

# %% wrong="another tensor of zeros in the gradient's place" caught="the_optimizer_can_fill_with_zeros_too"
@grow(optim.SGD)
def zero_grad(self, set_to_none=True):
    for group in self.param_groups:
        for p in group["params"]:
            if set_to_none:
                p.grad = None
            elif p.grad is not None:
                p.grad = torch.zeros_like(p.grad)

# %% wrong="zeros where None is asked for" caught="the_gradients_of_all_groups_are_gone"
@grow(optim.SGD)
def zero_grad(self, set_to_none=True):
    for group in self.param_groups:
        for p in group["params"]:
            if p.grad is not None:
                p.grad.detach_()
                p.grad.zero_()

# %% wrong="fills with zeros before it lets go" caught="what_others_hold_keeps_its_numbers"
@grow(optim.SGD)
def zero_grad(self, set_to_none=True):
    for group in self.param_groups:
        for p in group["params"]:
            if p.grad is not None:
                p.grad.detach_()
                p.grad.zero_()
            if set_to_none:
                p.grad = None

# %% wrong="expects a gradient everywhere" caught="a_missing_gradient_stays_missing"
@grow(optim.SGD)
def zero_grad(self, set_to_none=True):
    for group in self.param_groups:
        for p in group["params"]:
            if set_to_none:
                p.grad = None
            else:
                p.grad.detach_()
                p.grad.zero_()

# %% wrong="zeros where there was None" caught="a_missing_gradient_stays_missing"
@grow(optim.SGD)
def zero_grad(self, set_to_none=True):
    for group in self.param_groups:
        for p in group["params"]:
            if set_to_none:
                p.grad = None
            elif p.grad is None:
                p.grad = torch.zeros_like(p)
            else:
                p.grad.detach_()
                p.grad.zero_()

# %% wrong="does not cut the history off" caught="a_history_is_cut_off_here_as_well"
@grow(optim.SGD)
def zero_grad(self, set_to_none=True):
    for group in self.param_groups:
        for p in group["params"]:
            if set_to_none:
                p.grad = None
            elif p.grad is not None:
                p.grad.zero_()

# %% wrong="leaves out what is frozen" caught="a_parameter_frozen_since_forgets_as_well"
@grow(optim.SGD)
def zero_grad(self, set_to_none=True):
    for group in self.param_groups:
        for p in [p for p in group["params"] if p.requires_grad]:
            if set_to_none:
                p.grad = None
            elif p.grad is not None:
                p.grad.detach_()
                p.grad.zero_()

# %% right="one flat list of parameters"
@grow(optim.SGD)
def zero_grad(self, set_to_none=True):
    for p in [p for group in self.param_groups for p in group["params"]]:
        if p.grad is None:
            continue
        if set_to_none:
            p.grad = None
        else:
            p.grad.detach_().zero_()

# %% right="the zero_grad of a module that holds them for a moment"
@grow(optim.SGD)
def zero_grad(self, set_to_none=True):
    holder = nn.Module()
    params = [p for group in self.param_groups for p in group["params"]]
    holder.parameters = lambda recurse=True: iter(params)
    holder.zero_grad(set_to_none)
