# %% wrong="the children alone, one level down" caught="a_layer_by_itself_is_filled_in"
@grow(practice)
def materialize(net, device="cpu"):
    net.to_empty(device=device)
    for module in net.children():
        if hasattr(module, "reset_parameters"):
            module.reset_parameters()
    return net

# %% wrong="children of children are not reached" caught="layers_further_down_are_filled_in_too"
@grow(practice)
def materialize(net, device="cpu"):
    net.to_empty(device=device)
    for module in (net, *net.children()):
        if hasattr(module, "reset_parameters"):
            module.reset_parameters()
    return net

# %% wrong="filled in on meta, then given memory" caught="a_layer_by_itself_is_filled_in"
@grow(practice)
def materialize(net, device="cpu"):
    for module in net.modules():
        if hasattr(module, "reset_parameters"):
            module.reset_parameters()
    for p in net.parameters():
        p.data.zero_()
    net.to_empty(device=device)
    with torch.no_grad():
        for p in net.parameters():
            p.zero_()
    return net

# %% wrong="zeros in the place of first numbers" caught="a_layer_by_itself_is_filled_in"
@grow(practice)
def materialize(net, device="cpu"):
    net.to_empty(device=device)
    with torch.no_grad():
        for p in net.parameters():
            p.zero_()
    return net

# %% wrong="from the last layer to the first" caught="with_the_same_seed_it_is_the_network_that_was_never_on_meta"
@grow(practice)
def materialize(net, device="cpu"):
    net.to_empty(device=device)
    for module in reversed(list(net.modules())):
        if hasattr(module, "reset_parameters"):
            module.reset_parameters()
    return net

# %% wrong="by `apply`, which comes to children first and to shared ones twice" caught="a_layer_that_stands_twice_is_filled_in_once"
@grow(practice)
def materialize(net, device="cpu"):
    net.to_empty(device=device)
    for _, module in net.named_modules(remove_duplicate=False):
        if hasattr(module, "reset_parameters"):
            module.reset_parameters()
    return net

# %% wrong="Linear alone" caught="statistics_start_anew"
@grow(practice)
def materialize(net, device="cpu"):
    net.to_empty(device=device)
    for module in net.modules():
        if isinstance(module, nn.Linear):
            module.reset_parameters()
        for b in module._buffers.values():
            if b is not None:
                b.zero_()
    return net

# %% wrong="every module is asked, those without numbers too" caught="with_the_same_seed_it_is_the_network_that_was_never_on_meta"
@grow(practice)
def materialize(net, device="cpu"):
    net.to_empty(device=device)
    for module in net.modules():
        module.reset_parameters()
    return net

# %% wrong="layers of torch alone, by name" caught="a_class_of_your_own_fills_itself_in"
@grow(practice)
def materialize(net, device="cpu"):
    net.to_empty(device=device)
    for p in net.parameters():
        with torch.no_grad():
            p.zero_()
    for module in net.modules():
        if type(module).__name__ in ("Linear", "BatchNorm1d", "BatchNorm2d"):
            module.reset_parameters()
    return net

# %% wrong="returns nothing" caught="a_layer_by_itself_is_filled_in"
@grow(practice)
def materialize(net, device="cpu"):
    net.to_empty(device=device)
    for module in net.modules():
        if hasattr(module, "reset_parameters"):
            module.reset_parameters()

# %% right="getattr with a default"
@grow(practice)
def materialize(net, device="cpu"):
    net = net.to_empty(device=device)
    for _, module in net.named_modules():
        fill_in = getattr(module, "reset_parameters", None)
        if fill_in is not None:
            fill_in()
    return net

# %% right="try and except"
@grow(practice)
def materialize(net, device="cpu"):
    for module in net.to_empty(device=device).modules():
        try:
            reset = module.reset_parameters
        except AttributeError:
            continue
        reset()
    return net
