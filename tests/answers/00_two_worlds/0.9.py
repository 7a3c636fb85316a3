# %% wrong="detach alone" caught="a_step_does_not_reach_it"
@grow(practice)
def snapshot(params):
    return [p.detach() for p in params]

# %% wrong="clone alone" caught="it_is_a_list_of_the_values_of_today"
@grow(practice)
def snapshot(params):
    return [p.clone() for p in params]

# %% wrong="another list of the same tensors" caught="it_is_a_list_of_the_values_of_today"
@grow(practice)
def snapshot(params):
    return list(params)

# %% wrong="the data, which is shared" caught="a_step_does_not_reach_it"
@grow(practice)
def snapshot(params):
    return [p.data for p in params]

# %% wrong="lists of numbers" caught="it_is_a_list_of_the_values_of_today"
@grow(practice)
def snapshot(params):
    return [p.tolist() for p in params]

# %% wrong="deepcopy, which asks as the tensor does" caught="it_is_a_list_of_the_values_of_today"
@grow(practice)
def snapshot(params):
    import copy

    return copy.deepcopy(params)

# %% wrong="detaches the tensor itself" caught="the_tensors_are_what_they_were"
@grow(practice)
def snapshot(params):
    return [p.detach_().requires_grad_(False).clone() for p in params]

# %% wrong="asks the tensor not to ask" caught="the_tensors_are_what_they_were"
@grow(practice)
def snapshot(params):
    return [p.requires_grad_(False).clone() for p in params]

# %% wrong="through float32" caught="the_kind_of_number_is_kept"
@grow(practice)
def snapshot(params):
    return [torch.tensor(p.tolist(), dtype=torch.float32) for p in params]

# %% wrong="a copy that asks" caught="it_is_a_list_of_the_values_of_today"
@grow(practice)
def snapshot(params):
    return [p.detach().clone().requires_grad_() for p in params]

# %% wrong="the numpy arrays, which share too" caught="it_is_a_list_of_the_values_of_today"
@grow(practice)
def snapshot(params):
    return [p.detach().numpy() for p in params]

# %% wrong="brings the gradient along" caught="the_gradient_stays_behind"
@grow(practice)
def snapshot(params):
    copies = [p.detach().clone() for p in params]
    for c, p in zip(copies, params):
        c.grad = p.grad
    return copies

# %% wrong="only the first" caught="it_is_a_list_of_the_values_of_today"
@grow(practice)
def snapshot(params):
    for p in params:
        return [p.detach().clone()]

# %% right="clone first"
@grow(practice)
def snapshot(params):
    return [p.clone().detach() for p in params]

# %% right="clone under no_grad"
@grow(practice)
def snapshot(params):
    with torch.no_grad():
        return [p.clone() for p in params]

# %% right="an empty tensor that is filled"
@grow(practice)
def snapshot(params):
    kept = []
    for p in params:
        values = torch.empty(p.shape, dtype=p.dtype)
        values.copy_(p.data)
        kept.append(values)
    return kept
