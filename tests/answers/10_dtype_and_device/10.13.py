# %% wrong="any one of them is enough" caught="every_single_parameter_counts"
@grow(practice)
def holds(optimizer, net):
    held = {id(p) for group in optimizer.param_groups for p in group["params"]}
    return any(id(p) in held for p in net.parameters())

# %% wrong="counts them" caught="out_of_meta_the_optimizer_is_left_behind"
@grow(practice)
def holds(optimizer, net):
    return sum(len(group["params"]) for group in optimizer.param_groups) >= len(list(net.parameters()))

# %% wrong="the first group alone" caught="several_groups_are_one_optimizer"
@grow(practice)
def holds(optimizer, net):
    held = {id(p) for p in optimizer.param_groups[0]["params"]}
    return all(id(p) in held for p in net.parameters())

# %% wrong="the two have to be equal" caught="an_optimizer_may_hold_more_than_the_network"
@grow(practice)
def holds(optimizer, net):
    held = {id(p) for group in optimizer.param_groups for p in group["params"]}
    return held == {id(p) for p in net.parameters()}

# %% wrong="the optimizer's have to be the network's, not the other way round" caught="every_single_parameter_counts"
@grow(practice)
def holds(optimizer, net):
    own = {id(p) for p in net.parameters()}
    return all(id(p) in own for group in optimizer.param_groups for p in group["params"])

# %% wrong="compares numbers" caught="equal_is_not_the_same"
@grow(practice)
def holds(optimizer, net):
    held = [p for group in optimizer.param_groups for p in group["params"]]
    return all(any(p.tolist() == q.tolist() for q in held) for p in net.parameters() if not p.is_meta)

# %% wrong="asks each of them with `in`, which compares numbers" caught="made_for_the_network_it_holds_it"
@grow(practice)
def holds(optimizer, net):
    held = [p for group in optimizer.param_groups for p in group["params"]]
    return all(held.index(p) is not None and (p == held[0]) for p in net.parameters())

# %% wrong="compares dtypes as well" caught="a_change_of_dtype_is_no_parting"
@grow(practice)
def holds(optimizer, net):
    held = {id(p) for group in optimizer.param_groups for p in group["params"]}
    return all(id(p) in held and p.dtype is torch.get_default_dtype() for p in net.parameters())

# %% wrong="says no where there is nothing to hold" caught="the_answer_is_yes_or_no"
@grow(practice)
def holds(optimizer, net):
    held = {id(p) for group in optimizer.param_groups for p in group["params"]}
    own = [id(p) for p in net.parameters()]
    return bool(own) and all(p in held for p in own)

# %% wrong="returns who is missing" caught="made_for_the_network_it_holds_it"
@grow(practice)
def holds(optimizer, net):
    held = {id(p) for group in optimizer.param_groups for p in group["params"]}
    return [name for name, p in net.named_parameters() if id(p) not in held]

# %% right="sets, one within the other"
@grow(practice)
def holds(optimizer, net):
    held = set()
    for group in optimizer.param_groups:
        held |= set(group["params"])
    return set(net.parameters()) <= held

# %% right="two loops and `is`"
@grow(practice)
def holds(optimizer, net):
    for p in net.parameters():
        if not any(p is q for group in optimizer.param_groups for q in group["params"]):
            return False
    return True
