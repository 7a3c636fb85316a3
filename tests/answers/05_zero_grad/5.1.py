# %% wrong="another tensor of zeros in the gradient's place" caught="filling_with_zeros_keeps_the_tensor"
@grow(nn.Module)
def zero_grad(self, set_to_none=True):
    for p in self.parameters():
        if set_to_none:
            p.grad = None
        elif p.grad is not None:
            p.grad = torch.zeros_like(p.grad)

# %% wrong="zeros where there was None" caught="none_stays_none"
@grow(nn.Module)
def zero_grad(self, set_to_none=True):
    for p in self.parameters():
        if set_to_none:
            p.grad = None
        elif p.grad is None:
            p.grad = torch.zeros_like(p)
        else:
            p.grad.detach_()
            p.grad.zero_()

# %% wrong="expects a gradient everywhere" caught="none_stays_none"
@grow(nn.Module)
def zero_grad(self, set_to_none=True):
    for p in self.parameters():
        if set_to_none:
            p.grad = None
        else:
            p.grad.detach_()
            p.grad.zero_()

# %% wrong="stops at the first parameter without a gradient" caught="none_stays_none"
@grow(nn.Module)
def zero_grad(self, set_to_none=True):
    for p in self.parameters():
        if p.grad is None:
            return
        if set_to_none:
            p.grad = None
        else:
            p.grad.detach_()
            p.grad.zero_()

# %% wrong="its own parameters alone" caught="every_gradient_of_the_tree_is_gone"
@grow(nn.Module)
def zero_grad(self, set_to_none=True):
    for p in self.parameters(recurse=False):
        if set_to_none:
            p.grad = None
        elif p.grad is not None:
            p.grad.detach_()
            p.grad.zero_()

# %% wrong="its own and its direct children's" caught="every_gradient_of_the_tree_is_gone"
@grow(nn.Module)
def zero_grad(self, set_to_none=True):
    for module in [self, *self.children()]:
        for p in module.parameters(recurse=False):
            if set_to_none:
                p.grad = None
            elif p.grad is not None:
                p.grad.detach_()
                p.grad.zero_()

# %% wrong="always None" caught="with_set_to_none_false_every_gradient_of_the_tree_is_zero"
@grow(nn.Module)
def zero_grad(self, set_to_none=True):
    for p in self.parameters():
        p.grad = None

# %% wrong="zeros unless told otherwise, as before torch 2.0" caught="every_gradient_of_the_tree_is_gone"
@grow(nn.Module)
def zero_grad(self, set_to_none=False):
    for p in self.parameters():
        if set_to_none:
            p.grad = None
        elif p.grad is not None:
            p.grad.detach_()
            p.grad.zero_()

# %% wrong="fills with zeros before it lets go" caught="setting_to_none_leaves_what_others_hold"
@grow(nn.Module)
def zero_grad(self, set_to_none=True):
    for p in self.parameters():
        if p.grad is not None:
            p.grad.detach_()
            p.grad.zero_()
            if set_to_none:
                p.grad = None

# %% wrong="leaves out what is frozen" caught="a_frozen_parameter_forgets_too"
@grow(nn.Module)
def zero_grad(self, set_to_none=True):
    for p in self.parameters():
        if not p.requires_grad:
            continue
        if set_to_none:
            p.grad = None
        elif p.grad is not None:
            p.grad.detach_()
            p.grad.zero_()

# %% wrong="does not cut the history off" caught="a_gradient_with_a_history_is_cut_off_from_it"
@grow(nn.Module)
def zero_grad(self, set_to_none=True):
    for p in self.parameters():
        if set_to_none:
            p.grad = None
        elif p.grad is not None:
            p.grad.zero_()

# %% wrong="multiplies by 0" caught="a_gradient_that_is_not_a_number_becomes_zero"
@grow(nn.Module)
def zero_grad(self, set_to_none=True):
    for p in self.parameters():
        if set_to_none:
            p.grad = None
        elif p.grad is not None:
            p.grad.detach_()
            p.grad *= 0

# %% wrong="zeros the parameter" caught="with_set_to_none_false_every_gradient_of_the_tree_is_zero"
@grow(nn.Module)
def zero_grad(self, set_to_none=True):
    for p in self.parameters():
        if set_to_none:
            p.grad = None
        else:
            p.data.zero_()

# %% wrong="zeros the parameter along with its gradient" caught="the_parameters_keep_their_numbers"
@grow(nn.Module)
def zero_grad(self, set_to_none=True):
    for p in self.parameters():
        p.data.zero_()
        if set_to_none:
            p.grad = None
        elif p.grad is not None:
            p.grad.detach_()
            p.grad.zero_()

# %% wrong="forgets the buffers' gradients as well" caught="a_buffer_that_has_a_gradient_keeps_it"
@grow(nn.Module)
def zero_grad(self, set_to_none=True):
    for t in [*self.parameters(), *self.buffers()]:
        if set_to_none:
            t.grad = None
        elif t.grad is not None:
            t.grad.detach_()
            t.grad.zero_()

# %% right="asks for the gradient first, as torch does"
@grow(nn.Module)
def zero_grad(self, set_to_none=True):
    for p in self.parameters():
        if p.grad is not None:
            if set_to_none:
                p.grad = None
            else:
                if p.grad.grad_fn is not None:
                    p.grad.detach_()
                else:
                    p.grad.requires_grad_(False)
                p.grad.zero_()

# %% right="one loop for each way, chained calls"
@grow(nn.Module)
def zero_grad(self, set_to_none=True):
    if set_to_none:
        for p in self.parameters():
            p.grad = None
        return
    for grad in [p.grad for p in self.parameters() if p.grad is not None]:
        grad.detach_().zero_()

# %% right="a helper, fill_ and continue"
def wipe(tensor):
    tensor.detach_()
    tensor.fill_(0)


@grow(nn.Module)
def zero_grad(self, set_to_none=True):
    for p in list(self.parameters()):
        if p.grad is None:
            continue
        if not set_to_none:
            wipe(p.grad)
            continue
        p.grad = None
