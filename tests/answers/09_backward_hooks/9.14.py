# %% wrong="every hook has the last path" caught="the_gradients_of_the_outputs_the_last_layer_first"
@grow(practice)
def gradient_flow(net, loss_of, *inputs):
    found = {}
    with ExitStack() as stack:
        for path, module in net.named_modules():
            if not list(module.children()):

                def note(module, grad_output):
                    found[path] = grad_output[0].abs().mean().item()

                stack.enter_context(module.register_full_backward_pre_hook(note))
        loss_of(net(*inputs)).backward()
    return found

# %% wrong="every module, with children or without" caught="the_gradients_of_the_outputs_the_last_layer_first"
@grow(practice)
def gradient_flow(net, loss_of, *inputs):
    found = {}
    with ExitStack() as stack:
        for path, module in net.named_modules():
            if True:

                def note(module, grad_output, path=path):
                    found[path] = grad_output[0].abs().mean().item()

                stack.enter_context(module.register_full_backward_pre_hook(note))
        loss_of(net(*inputs)).backward()
    return found

# %% wrong="a child that is None counts" caught="modules_with_children_are_passed_over"
@grow(practice)
def gradient_flow(net, loss_of, *inputs):
    found = {}
    with ExitStack() as stack:
        for path, module in net.named_modules():
            if not module._modules:

                def note(module, grad_output, path=path):
                    found[path] = grad_output[0].abs().mean().item()

                stack.enter_context(module.register_full_backward_pre_hook(note))
        loss_of(net(*inputs)).backward()
    return found

# %% wrong="positive and negative cancel" caught="the_gradients_of_the_outputs_the_last_layer_first"
@grow(practice)
def gradient_flow(net, loss_of, *inputs):
    found = {}
    with ExitStack() as stack:
        for path, module in net.named_modules():
            if not list(module.children()):

                def note(module, grad_output, path=path):
                    found[path] = grad_output[0].mean().item()

                stack.enter_context(module.register_full_backward_pre_hook(note))
        loss_of(net(*inputs)).backward()
    return found

# %% wrong="the sum in the place of the mean" caught="the_gradients_of_the_outputs_the_last_layer_first"
@grow(practice)
def gradient_flow(net, loss_of, *inputs):
    found = {}
    with ExitStack() as stack:
        for path, module in net.named_modules():
            if not list(module.children()):

                def note(module, grad_output, path=path):
                    found[path] = grad_output[0].abs().sum().item()

                stack.enter_context(module.register_full_backward_pre_hook(note))
        loss_of(net(*inputs)).backward()
    return found

# %% wrong="a tensor in the place of a number" caught="the_gradients_of_the_outputs_the_last_layer_first"
@grow(practice)
def gradient_flow(net, loss_of, *inputs):
    found = {}
    with ExitStack() as stack:
        for path, module in net.named_modules():
            if not list(module.children()):

                def note(module, grad_output, path=path):
                    found[path] = grad_output[0].abs().mean()

                stack.enter_context(module.register_full_backward_pre_hook(note))
        loss_of(net(*inputs)).backward()
    return found

# %% wrong="hooks are left behind" caught="no_backward_hook_is_left_behind"
@grow(practice)
def gradient_flow(net, loss_of, *inputs):
    found = {}
    with ExitStack() as stack:
        for path, module in net.named_modules():
            if not list(module.children()):

                def note(module, grad_output, path=path):
                    found[path] = grad_output[0].abs().mean().item()

                module.register_full_backward_pre_hook(note)
        loss_of(net(*inputs)).backward()
    return found

# %% wrong="the gradients of the inputs" caught="the_gradients_of_the_outputs_the_last_layer_first"
@grow(practice)
def gradient_flow(net, loss_of, *inputs):
    found = {}
    with ExitStack() as stack:
        for path, module in net.named_modules():
            if not list(module.children()):

                def note(module, grad_input, grad_output, path=path):
                    found[path] = grad_input[0].abs().mean().item()

                stack.enter_context(module.register_full_backward_hook(note))
        loss_of(net(*inputs)).backward()
    return found

# %% wrong="the hook returns the number" caught="the_gradients_are_what_they_always_are"
@grow(practice)
def gradient_flow(net, loss_of, *inputs):
    found = {}
    with ExitStack() as stack:
        for path, module in net.named_modules():
            if not list(module.children()):

                def note(module, grad_output, path=path):
                    found[path] = grad_output[0].abs().mean().item()
                    return (grad_output[0].abs(),)

                stack.enter_context(module.register_full_backward_pre_hook(note))
        loss_of(net(*inputs)).backward()
    return found

# %% wrong="the first layer first" caught="the_gradients_of_the_outputs_the_last_layer_first"
@grow(practice)
def gradient_flow(net, loss_of, *inputs):
    found = {}
    with ExitStack() as stack:
        for path, module in net.named_modules():
            if not list(module.children()):

                def note(module, grad_output, path=path):
                    found[path] = grad_output[0].abs().mean().item()

                stack.enter_context(module.register_full_backward_pre_hook(note))
        loss_of(net(*inputs)).backward()
    return dict(reversed(found.items()))

# %% wrong="only the first input" caught="several_inputs_go_to_the_network"
@grow(practice)
def gradient_flow(net, loss_of, *inputs):
    found = {}
    with ExitStack() as stack:
        for path, module in net.named_modules():
            if not list(module.children()):

                def note(module, grad_output, path=path):
                    found[path] = grad_output[0].abs().mean().item()

                stack.enter_context(module.register_full_backward_pre_hook(note))
        loss_of(net(inputs[0])).backward()
    return found

# %% right="with try and finally"
@grow(practice)
def gradient_flow(net, loss_of, *inputs):
    found, handles = {}, []
    try:
        for path, module in net.named_modules():
            if any(True for _ in module.children()):
                continue
            hook = lambda module, grads, path=path: found.update({path: float(grads[0].abs().mean())})
            handles.append(module.register_full_backward_pre_hook(hook))
        loss_of(net(*inputs)).backward()
    finally:
        for handle in handles:
            handle.remove()
    return found

# %% right="with full hooks"
@grow(practice)
def gradient_flow(net, loss_of, *inputs):
    found = {}

    def noting(path):
        def hook(module, grad_input, grad_output):
            found[path] = grad_output[0].abs().mean().item()

        return hook

    ends = [(path, module) for path, module in net.named_modules() if len(list(module.children())) == 0]
    with ExitStack() as stack:
        for path, module in ends:
            stack.enter_context(module.register_full_backward_hook(noting(path)))
        loss_of(net(*inputs)).backward()
    return found
