# %% wrong="never clears" caught="gradients_do_not_add_up_from_step_to_step"
@grow(practice)
def fit(loss_of, params, lr, steps):
    losses = []
    for _ in range(steps):
        loss = loss_of()
        loss.backward()
        step(params, lr)
        losses.append(loss.item())
    return losses

# %% wrong="clears once, before the loop" caught="gradients_do_not_add_up_from_step_to_step"
@grow(practice)
def fit(loss_of, params, lr, steps):
    losses = []
    for p in params:
        p.grad = None
    for _ in range(steps):
        loss = loss_of()
        loss.backward()
        step(params, lr)
        losses.append(loss.item())
    return losses

# %% wrong="clears before the step" caught="one_step_of_it"
@grow(practice)
def fit(loss_of, params, lr, steps):
    losses = []
    for _ in range(steps):
        loss = loss_of()
        loss.backward()
        for p in params:
            p.grad = None
        step(params, lr)
        losses.append(loss.item())
    return losses

# %% wrong="clears the last tensor alone" caught="all_the_tensors_are_trained"
@grow(practice)
def fit(loss_of, params, lr, steps):
    losses = []
    for _ in range(steps):
        loss = loss_of()
        loss.backward()
        step(params, lr)
        params[-1].grad = None
        losses.append(loss.item())
    return losses

# %% wrong="keeps the tensors" caught="one_step_of_it"
@grow(practice)
def fit(loss_of, params, lr, steps):
    losses = []
    for _ in range(steps):
        loss = loss_of()
        loss.backward()
        step(params, lr)
        for p in params:
            p.grad = None
        losses.append(loss)
    return losses

# %% wrong="the loss after the step" caught="one_step_of_it"
@grow(practice)
def fit(loss_of, params, lr, steps):
    losses = []
    for _ in range(steps):
        loss_of().backward()
        step(params, lr)
        for p in params:
            p.grad = None
        losses.append(loss_of().item())
    return losses

# %% wrong="computes the loss once" caught="every_loss_is_a_plain_number_from_before_its_step"
@grow(practice)
def fit(loss_of, params, lr, steps):
    losses = []
    loss = loss_of()
    for _ in range(steps):
        loss.backward()
        step(params, lr)
        for p in params:
            p.grad = None
        losses.append(loss.item())
    return losses

# %% wrong="only the last loss" caught="one_step_of_it"
@grow(practice)
def fit(loss_of, params, lr, steps):
    loss = None
    for _ in range(steps):
        loss = loss_of()
        loss.backward()
        step(params, lr)
        for p in params:
            p.grad = None
    return loss.item()

# %% wrong="forgets the step" caught="one_step_of_it"
@grow(practice)
def fit(loss_of, params, lr, steps):
    losses = []
    for _ in range(steps):
        loss = loss_of()
        loss.backward()
        for p in params:
            p.grad = None
        losses.append(loss.item())
    return losses

# %% wrong="returns inside of the loop" caught="every_loss_is_a_plain_number_from_before_its_step"
@grow(practice)
def fit(loss_of, params, lr, steps):
    losses = []
    for _ in range(steps):
        loss = loss_of()
        loss.backward()
        step(params, lr)
        for p in params:
            p.grad = None
        losses.append(loss.item())
        return losses
    return losses

# %% wrong="zero_ where there may be no gradient" caught="a_tensor_that_the_loss_does_not_use_stays"
@grow(practice)
def fit(loss_of, params, lr, steps):
    losses = []
    for _ in range(steps):
        loss = loss_of()
        loss.backward()
        step(params, lr)
        for p in params:
            p.grad.zero_()
        losses.append(loss.item())
    return losses

# %% wrong="one step too many" caught="one_step_of_it"
@grow(practice)
def fit(loss_of, params, lr, steps):
    losses = []
    for _ in range(steps + 1):
        loss = loss_of()
        loss.backward()
        step(params, lr)
        for p in params:
            p.grad = None
        losses.append(loss.item())
    return losses

# %% right="clears before backward"
@grow(practice)
def fit(loss_of, params, lr, steps):
    losses = []
    for _ in range(steps):
        for p in params:
            p.grad = None
        loss = loss_of()
        losses.append(loss.item())
        loss.backward()
        step(params, lr)
    return losses

# %% right="with an optimizer"
@grow(practice)
def fit(loss_of, params, lr, steps):
    optimizer = torch.optim.SGD(params, lr=lr)
    losses = []
    for _ in range(steps):
        optimizer.zero_grad()
        loss = loss_of()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses

# %% right="with gradients that are handed over"
@grow(practice)
def fit(loss_of, params, lr, steps):
    losses = []
    while len(losses) < steps:
        loss = loss_of()
        slopes = torch.autograd.grad(loss, params, allow_unused=True)
        with torch.no_grad():
            for p, slope in zip(params, slopes):
                if slope is not None:
                    p -= lr * slope
        losses.append(float(loss))
    return losses

# %% right="fills with zero where there is a gradient"
@grow(practice)
def fit(loss_of, params, lr, steps):
    def once():
        loss = loss_of()
        loss.backward()
        step(params, lr)
        for p in params:
            if p.grad is not None:
                p.grad.zero_()
        return loss.item()

    return [once() for _ in range(steps)]
