# %% wrong="asks on the caller's tensors" caught="the_values_stay_as_they_were"
@grow(practice)
def gradients(loss_of, *values):
    for value in values:
        value.requires_grad_()
    loss_of(*values).backward()
    return [value.grad for value in values]

# %% wrong="asks on the caller's tensors, and tidies up the flag" caught="the_values_stay_as_they_were"
@grow(practice)
def gradients(loss_of, *values):
    for value in values:
        value.requires_grad_()
    loss_of(*values).backward()
    for value in values:
        value.requires_grad_(False)
    return [value.grad for value in values]

# %% wrong="a clone of what asks is no leaf" caught="a_value_that_asks_already_keeps_its_own_gradient"
@grow(practice)
def gradients(loss_of, *values):
    leaves = [value.clone().requires_grad_() for value in values]
    loss_of(*leaves).backward()
    return [leaf.grad for leaf in leaves]

# %% wrong="computes the loss from the values, not from the leaves" caught="one_value_has_its_gradient"
@grow(practice)
def gradients(loss_of, *values):
    leaves = [value.detach().clone().requires_grad_() for value in values]
    loss_of(*values).backward()
    return [leaf.grad for leaf in leaves]

# %% wrong="forgets backward" caught="one_value_has_its_gradient"
@grow(practice)
def gradients(loss_of, *values):
    leaves = [value.detach().clone().requires_grad_() for value in values]
    loss_of(*leaves)
    return [leaf.grad for leaf in leaves]

# %% wrong="forgets to ask" caught="one_value_has_its_gradient"
@grow(practice)
def gradients(loss_of, *values):
    leaves = [value.detach().clone() for value in values]
    loss_of(*leaves).backward()
    return [leaf.grad for leaf in leaves]

# %% wrong="the leaves themselves" caught="one_value_has_its_gradient"
@grow(practice)
def gradients(loss_of, *values):
    leaves = [value.detach().clone().requires_grad_() for value in values]
    loss_of(*leaves).backward()
    return leaves

# %% wrong="hands the list over as one argument" caught="one_value_has_its_gradient"
@grow(practice)
def gradients(loss_of, *values):
    leaves = [value.detach().clone().requires_grad_() for value in values]
    loss_of(leaves).backward()
    return [leaf.grad for leaf in leaves]

# %% wrong="one walk for each leaf, which add up" caught="several_values_have_theirs_in_order"
@grow(practice)
def gradients(loss_of, *values):
    leaves = [value.detach().clone().requires_grad_() for value in values]
    for _ in leaves:
        loss_of(*leaves).backward()
    return [leaf.grad for leaf in leaves]

# %% wrong="tries a small step instead" caught="one_value_has_its_gradient"
@grow(practice)
def gradients(loss_of, *values):
    found = []
    for at, value in enumerate(values):
        moved = [v + 0.001 if i == at else v for i, v in enumerate(values)]
        found.append(((loss_of(*moved) - loss_of(*values)) / 0.001).expand(value.shape))
    return found

# %% wrong="the first alone" caught="several_values_have_theirs_in_order"
@grow(practice)
def gradients(loss_of, *values):
    leaf = values[0].detach().clone().requires_grad_()
    loss_of(leaf, *values[1:]).backward()
    return [leaf.grad]

# %% right="without a copy: detach makes a tensor of its own"
@grow(practice)
def gradients(loss_of, *values):
    leaves = []
    for value in values:
        leaf = value.detach()
        leaf.requires_grad = True
        leaves.append(leaf)
    loss = loss_of(*leaves)
    loss.backward()
    return [leaf.grad for leaf in leaves]

# %% right="torch.autograd.grad"
@grow(practice)
def gradients(loss_of, *values):
    leaves = [value.detach().requires_grad_(True) for value in values]
    return list(torch.autograd.grad(loss_of(*leaves), leaves))

# %% right="clone first, then detach"
@grow(practice)
def gradients(loss_of, *values):
    own = tuple(map(lambda value: value.clone().detach().requires_grad_(), values))
    loss_of(*own).sum().backward()
    return [*(o.grad for o in own)]
