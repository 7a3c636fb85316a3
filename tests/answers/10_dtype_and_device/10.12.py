# %% wrong="to_empty alone" caught="what_was_one_is_one_again"
@grow(practice)
def to_empty_tied(net, device="cpu"):
    return net.to_empty(device=device)

# %% wrong="looks for ties when they are gone" caught="what_was_one_is_one_again"
@grow(practice)
def to_empty_tied(net, device="cpu"):
    net.to_empty(device=device)
    names = {}
    for name, param in net.named_parameters(remove_duplicate=False):
        names.setdefault(id(param), []).append(name)
    for first, *others in names.values():
        for name in others:
            path, _, last = name.rpartition(".")
            setattr(net.get_submodule(path), last, net.get_parameter(first))
    return net

# %% wrong="lists each Parameter once, so no tie is seen" caught="what_was_one_is_one_again"
@grow(practice)
def to_empty_tied(net, device="cpu"):
    names = {}
    for name, param in net.named_parameters():
        names.setdefault(id(param), []).append(name)
    net.to_empty(device=device)
    for first, *others in names.values():
        for name in others:
            path, _, last = name.rpartition(".")
            setattr(net.get_submodule(path), last, net.get_parameter(first))
    return net

# %% wrong="ties what has the same shape" caught="what_was_not_tied_is_not_tied"
@grow(practice)
def to_empty_tied(net, device="cpu"):
    names = {}
    for name, param in net.named_parameters(remove_duplicate=False):
        names.setdefault(tuple(param.shape), []).append(name)
    net.to_empty(device=device)
    for first, *others in names.values():
        for name in others:
            path, _, last = name.rpartition(".")
            setattr(net.get_submodule(path), last, net.get_parameter(first))
    return net

# %% wrong="puts the old Parameters back" caught="what_was_not_tied_is_not_tied"
@grow(practice)
def to_empty_tied(net, device="cpu"):
    old = list(net.named_parameters(remove_duplicate=False))
    net.to_empty(device=device)
    for name, param in old:
        path, _, last = name.rpartition(".")
        setattr(net.get_submodule(path), last, param)
    return net

# %% wrong="a name has always two parts" caught="a_name_at_the_root_has_no_path"
@grow(practice)
def to_empty_tied(net, device="cpu"):
    names = {}
    for name, param in net.named_parameters(remove_duplicate=False):
        names.setdefault(id(param), []).append(name)
    net.to_empty(device=device)
    for first, *others in names.values():
        for name in others:
            path, last = name.rsplit(".", 1)
            setattr(net.get_submodule(path), last, net.get_parameter(first))
    return net

# %% wrong="splits at the first dot" caught="three_names_for_one_far_down"
@grow(practice)
def to_empty_tied(net, device="cpu"):
    names = {}
    for name, param in net.named_parameters(remove_duplicate=False):
        names.setdefault(id(param), []).append(name)
    net.to_empty(device=device)
    for first, *others in names.values():
        for name in others:
            path, dot, last = name.partition(".")
            owner = net.get_submodule(path) if dot else net
            setattr(owner, last or path, net.get_parameter(first))
    return net

# %% wrong="the second name alone follows the first" caught="three_names_for_one_far_down"
@grow(practice)
def to_empty_tied(net, device="cpu"):
    names = {}
    for name, param in net.named_parameters(remove_duplicate=False):
        names.setdefault(id(param), []).append(name)
    net.to_empty(device=device)
    for first, *others in names.values():
        if others:
            path, _, last = others[0].rpartition(".")
            setattr(net.get_submodule(path), last, net.get_parameter(first))
    return net

# %% wrong="shares the data, not the Parameter" caught="what_was_one_is_one_again"
@grow(practice)
def to_empty_tied(net, device="cpu"):
    names = {}
    for name, param in net.named_parameters(remove_duplicate=False):
        names.setdefault(id(param), []).append(name)
    net.to_empty(device=device)
    for first, *others in names.values():
        for name in others:
            net.get_parameter(name).data = net.get_parameter(first).data
    return net

# %% wrong="always to the cpu" caught="it_is_emptied_to_the_device_that_was_asked_for"
@grow(practice)
def to_empty_tied(net, device="cpu"):
    names = {}
    for name, param in net.named_parameters(remove_duplicate=False):
        names.setdefault(id(param), []).append(name)
    net.to_empty(device="cpu")
    for first, *others in names.values():
        for name in others:
            path, _, last = name.rpartition(".")
            setattr(net.get_submodule(path), last, net.get_parameter(first))
    return net

# %% right="a dict from each name to the first one"
@grow(practice)
def to_empty_tied(net, device="cpu"):
    firsts, follows = {}, {}
    for name, param in net.named_parameters(remove_duplicate=False):
        follows[name] = firsts.setdefault(param, name)
    net.to_empty(device=device)
    for name, first in follows.items():
        if name != first:
            *path, last = name.split(".")
            net.get_submodule(".".join(path)).register_parameter(last, net.get_parameter(first))
    return net

# %% right="through the registries"
@grow(practice)
def to_empty_tied(net, device="cpu"):
    places = {}
    for module in net.modules():
        for name, param in module._parameters.items():
            if param is not None:
                places.setdefault(id(param), []).append((module, name))
    net.to_empty(device=device)
    for (owner, first), *others in places.values():
        for module, name in others:
            module._parameters[name] = owner._parameters[first]
    return net
