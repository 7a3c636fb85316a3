# %% wrong="clamps what has been added up" caught="each_backward_pass_is_limited_by_itself"
@grow(practice)
def limit_gradients(net, limit):
    def clamp(p):
        p.grad = p.grad.clamp(-limit, limit)

    return [p.register_post_accumulate_grad_hook(clamp) for p in net.parameters() if p.requires_grad]

# %% wrong="the hook returns nothing" caught="every_gradient_is_clamped_from_both_sides"
@grow(practice)
def limit_gradients(net, limit):
    def clamp(grad):
        grad.clamp(-limit, limit)

    return [p.register_hook(clamp) for p in net.parameters() if p.requires_grad]

# %% wrong="clamps from above only" caught="every_gradient_is_clamped_from_both_sides"
@grow(practice)
def limit_gradients(net, limit):
    return [p.register_hook(lambda grad: grad.clamp(max=limit)) for p in net.parameters() if p.requires_grad]

# %% wrong="stumbles over frozen parameters" caught="frozen_parameters_are_passed_over"
@grow(practice)
def limit_gradients(net, limit):
    return [p.register_hook(lambda grad: grad.clamp(-limit, limit)) for p in net.parameters()]

# %% wrong="forgets the handles" caught="the_handles_take_the_limits_off"
@grow(practice)
def limit_gradients(net, limit):
    handles = []
    for p in net.parameters():
        if p.requires_grad:
            p.register_hook(lambda grad: grad.clamp(-limit, limit))
    return handles

# %% wrong="the module's own parameters alone" caught="the_handles_take_the_limits_off"
@grow(practice)
def limit_gradients(net, limit):
    own = net.parameters(recurse=False)
    return [p.register_hook(lambda grad: grad.clamp(-limit, limit)) for p in own if p.requires_grad]

# %% wrong="scales every gradient to the limit" caught="every_gradient_is_clamped_from_both_sides"
@grow(practice)
def limit_gradients(net, limit):
    return [p.register_hook(lambda grad: grad * limit / grad.abs().max()) for p in net.parameters() if p.requires_grad]

# %% right="in one comprehension"
@grow(practice)
def limit_gradients(net, limit):
    return [p.register_hook(lambda g: torch.clamp(g, -limit, limit)) for p in net.parameters() if p.requires_grad]

# %% right="with minimum and maximum, by name"
@grow(practice)
def limit_gradients(net, limit):
    def clamped(grad):
        return grad.clamp(max=limit).clamp(min=-limit)

    handles = []
    for _, p in net.named_parameters():
        if not p.requires_grad:
            continue
        handles += [p.register_hook(clamped)]
    return handles
