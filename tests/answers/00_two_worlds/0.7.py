# %% wrong="without no_grad" caught="it_moves_against_the_gradient"
@grow(practice)
def step(params, lr):
    for p in params:
        if p.grad is not None:
            p -= lr * p.grad

# %% wrong="another tensor under the same name" caught="it_moves_against_the_gradient"
@grow(practice)
def step(params, lr):
    with torch.no_grad():
        for p in params:
            if p.grad is not None:
                p = p - lr * p.grad

# %% wrong="puts another tensor into the list" caught="it_moves_against_the_gradient"
@grow(practice)
def step(params, lr):
    for i, p in enumerate(params):
        if p.grad is not None:
            grad = p.grad
            params[i] = (p - lr * grad).detach().requires_grad_()
            params[i].grad = grad

# %% wrong="uphill" caught="it_moves_against_the_gradient"
@grow(practice)
def step(params, lr):
    with torch.no_grad():
        for p in params:
            if p.grad is not None:
                p += lr * p.grad

# %% wrong="forgets the learning rate" caught="it_moves_against_the_gradient"
@grow(practice)
def step(params, lr):
    with torch.no_grad():
        for p in params:
            if p.grad is not None:
                p -= p.grad

# %% wrong="does not ask whether there is a gradient" caught="a_tensor_without_a_gradient_stays"
@grow(practice)
def step(params, lr):
    with torch.no_grad():
        for p in params:
            p -= lr * p.grad

# %% wrong="stops at a tensor without a gradient" caught="a_tensor_without_a_gradient_stays"
@grow(practice)
def step(params, lr):
    with torch.no_grad():
        for p in params:
            if p.grad is None:
                return
            p -= lr * p.grad

# %% wrong="clears the gradient too" caught="the_gradient_is_left_as_it_was"
@grow(practice)
def step(params, lr):
    with torch.no_grad():
        for p in params:
            if p.grad is not None:
                p -= lr * p.grad
                p.grad = None

# %% wrong="the first tensor alone" caught="every_tensor_moves"
@grow(practice)
def step(params, lr):
    with torch.no_grad():
        for p in params:
            if p.grad is not None:
                p -= lr * p.grad
            return

# %% wrong="scales the gradient in place" caught="the_gradient_is_left_as_it_was"
@grow(practice)
def step(params, lr):
    with torch.no_grad():
        for p in params:
            if p.grad is not None:
                p.grad *= lr
                p -= p.grad

# %% wrong="asks for the truth value of the gradient" caught="it_moves_against_the_gradient"
@grow(practice)
def step(params, lr):
    with torch.no_grad():
        for p in params:
            if p.grad:
                p -= lr * p.grad

# %% wrong="turns the question off to get at it" caught="it_moves_against_the_gradient"
@grow(practice)
def step(params, lr):
    for p in params:
        if p.grad is not None:
            p.requires_grad_(False)
            p -= lr * p.grad

# %% wrong="gives the tensor other memory" caught="the_tensor_itself_moves"
@grow(practice)
def step(params, lr):
    for p in params:
        if p.grad is not None:
            p.data = p.data - lr * p.grad

# %% right="sub_ under the decorator"
@grow(practice)
@torch.no_grad()
def step(params, lr):
    for p in params:
        if p.grad is None:
            continue
        p.sub_(p.grad, alpha=lr)

# %% right="on the data"
@grow(practice)
def step(params, lr):
    for p in params:
        if p.grad is not None:
            p.data -= lr * p.grad

# %% right="add_ of what is negative"
@grow(practice)
def step(params, lr):
    with torch.no_grad():
        for p in (p for p in params if p.grad is not None):
            p.add_(-lr * p.grad)

# %% right="copy_, and no_grad inside of the loop"
@grow(practice)
def step(params, lr):
    for p in params:
        if p.grad is not None:
            with torch.no_grad():
                p.copy_(p - p.grad * lr)
