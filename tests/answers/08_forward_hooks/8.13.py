# %% wrong="every hook has the last path" caught="the_outputs_of_the_modules_that_were_asked_for"
@grow(practice)
def features(net, paths, *inputs):
    found, handles = {}, []
    try:
        for path in paths:
            module = net.get_submodule(path)
            handles.append(module.register_forward_hook(lambda m, args, out: found.update({path: out})))
        net(*inputs)
    finally:
        for handle in handles:
            handle.remove()
    return found

# %% wrong="the hook returns what it keeps" caught="the_outputs_of_the_modules_that_were_asked_for"
@grow(practice)
def features(net, paths, *inputs):
    found, handles = {}, []
    try:
        for path in paths:
            module = net.get_submodule(path)
            handles.append(module.register_forward_hook(lambda m, args, out, path=path: found.setdefault(path, [out])[0] * 2))
        net(*inputs)
    finally:
        for handle in handles:
            handle.remove()
    return found

# %% wrong="hooks are left behind" caught="no_hook_is_left_behind"
@grow(practice)
def features(net, paths, *inputs):
    found, handles = {}, []
    try:
        for path in paths:
            module = net.get_submodule(path)
            handles.append(module.register_forward_hook(lambda m, args, out, path=path: found.update({path: out})))
        net(*inputs)
    finally:
        handles.clear()
    return found

# %% wrong="hooks are removed only when all went well" caught="no_hook_is_left_behind_when_the_network_raises"
@grow(practice)
def features(net, paths, *inputs):
    found, handles = {}, []
    for path in paths:
        module = net.get_submodule(path)
        handles.append(module.register_forward_hook(lambda m, args, out, path=path: found.update({path: out})))
    net(*inputs)
    for handle in handles:
        handle.remove()
    return found

# %% wrong="the try begins after registering" caught="no_hook_is_left_behind_when_a_path_is_wrong"
@grow(practice)
def features(net, paths, *inputs):
    found, handles = {}, []
    for path in paths:
        module = net.get_submodule(path)
        handles.append(module.register_forward_hook(lambda m, args, out, path=path: found.update({path: out})))
    try:
        net(*inputs)
    finally:
        for handle in handles:
            handle.remove()
    return found

# %% wrong="empties the registries of others, too" caught="no_hook_is_left_behind"
@grow(practice)
def features(net, paths, *inputs):
    found, handles = {}, []
    try:
        for path in paths:
            module = net.get_submodule(path)
            handles.append(module.register_forward_hook(lambda m, args, out, path=path: found.update({path: out})))
        net(*inputs)
    finally:
        for module in net.modules():
            module._forward_hooks.clear()
    return found

# %% wrong="in the order that was asked for" caught="they_come_in_the_order_of_the_calls"
@grow(practice)
def features(net, paths, *inputs):
    found, handles = {}, []
    try:
        for path in paths:
            module = net.get_submodule(path)
            handles.append(module.register_forward_hook(lambda m, args, out, path=path: found.update({path: out})))
        net(*inputs)
    finally:
        for handle in handles:
            handle.remove()
    return {path: found[path] for path in paths}

# %% wrong="the names of children, not paths" caught="the_outputs_of_the_modules_that_were_asked_for"
@grow(practice)
def features(net, paths, *inputs):
    found, handles = {}, []
    try:
        for path in paths:
            module = dict(net.named_children())[path]
            handles.append(module.register_forward_hook(lambda m, args, out, path=path: found.update({path: out})))
        net(*inputs)
    finally:
        for handle in handles:
            handle.remove()
    return found

# %% wrong="one input only" caught="several_inputs_are_handed_on"
@grow(practice)
def features(net, paths, *inputs):
    found, handles = {}, []
    try:
        for path in paths:
            module = net.get_submodule(path)
            handles.append(module.register_forward_hook(lambda m, args, out, path=path: found.update({path: out})))
        net(inputs[0])
    finally:
        for handle in handles:
            handle.remove()
    return found

# %% wrong="calls forward, past the network's own hooks and layers" caught="the_outputs_of_the_modules_that_were_asked_for"
@grow(practice)
def features(net, paths, *inputs):
    found, handles = {}, []
    try:
        for path in paths:
            module = net.get_submodule(path)
            handles.append(module.register_forward_hook(lambda m, args, out, path=path: found.update({path: out})))
        [module.forward(*inputs) for module in net.children()]
    finally:
        for handle in handles:
            handle.remove()
    return found

# %% wrong="keeps the first output" caught="a_module_called_twice_keeps_its_last_output"
@grow(practice)
def features(net, paths, *inputs):
    found, handles = {}, []
    try:
        for path in paths:
            module = net.get_submodule(path)
            handles.append(module.register_forward_hook(lambda m, args, out, path=path: found.setdefault(path, out) and None))
        net(*inputs)
    finally:
        for handle in handles:
            handle.remove()
    return found

# %% wrong="keeps the input" caught="the_outputs_of_the_modules_that_were_asked_for"
@grow(practice)
def features(net, paths, *inputs):
    found, handles = {}, []
    try:
        for path in paths:
            module = net.get_submodule(path)
            handles.append(module.register_forward_hook(lambda m, args, out, path=path: found.update({path: args[0]})))
        net(*inputs)
    finally:
        for handle in handles:
            handle.remove()
    return found

# %% wrong="cuts the outputs off from the graph" caught="the_tensors_keep_their_gradients"
@grow(practice)
def features(net, paths, *inputs):
    found, handles = {}, []
    try:
        for path in paths:
            module = net.get_submodule(path)
            handles.append(module.register_forward_hook(lambda m, args, out, path=path: found.update({path: out.detach() if isinstance(out, torch.Tensor) else out})))
        net(*inputs)
    finally:
        for handle in handles:
            handle.remove()
    return found

# %% wrong="hooks for all modules, under their classes" caught="the_outputs_of_the_modules_that_were_asked_for"
@grow(practice)
def features(net, paths, *inputs):
    found = {}
    with nn.register_module_forward_hook(lambda module, args, out: found.update({type(module).__name__: out})):
        net(*inputs)
    return found

# %% right="an ExitStack, and a function that makes the hook"
@grow(practice)
def features(net, paths, *inputs):
    import contextlib

    found = {}

    def keeping(path):
        def hook(module, args, output):
            found[path] = output

        return hook

    with contextlib.ExitStack() as stack:
        for path in paths:
            stack.enter_context(net.get_submodule(path).register_forward_hook(keeping(path)))
        net(*inputs)
    return found

# %% right="one hook for all modules, that knows the modules"
@grow(practice)
def features(net, paths, *inputs):
    wanted, found = {}, {}
    for path in paths:
        wanted.setdefault(net.get_submodule(path), []).append(path)

    def keep(module, args, output):
        found.update(dict.fromkeys(wanted.get(module, ()), output))

    with nn.register_module_forward_hook(keep):
        net(*inputs)
    return found
