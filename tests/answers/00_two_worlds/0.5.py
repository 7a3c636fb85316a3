# %% wrong="leaves float64 as it is" caught="an_array_becomes_a_tensor_of_float32"
@grow(practice)
def leaf(values):
    return torch.tensor(values, requires_grad=True)

# %% wrong="does not ask for a gradient" caught="an_array_becomes_a_tensor_of_float32"
@grow(practice)
def leaf(values):
    return torch.tensor(values, dtype=torch.float32)

# %% wrong="from_numpy, which shares memory" caught="whole_numbers_become_float32_too"
@grow(practice)
def leaf(values):
    return torch.from_numpy(values.astype(np.float32)).requires_grad_()

# %% wrong="shares the memory of an array that is float32 already" caught="its_memory_is_its_own"
@grow(practice)
def leaf(values):
    return torch.as_tensor(values, dtype=torch.float32).requires_grad_()

# %% wrong="asks first, and turns it into float32 afterwards" caught="nothing_has_been_computed_yet"
@grow(practice)
def leaf(values):
    return torch.tensor(np.asarray(values, dtype=float), requires_grad=True).float()

# %% wrong="the class with the capital letter takes a number for a size" caught="a_single_number_is_a_tensor_without_a_shape"
@grow(practice)
def leaf(values):
    return torch.Tensor(values).requires_grad_()

# %% wrong="a list around it" caught="an_array_becomes_a_tensor_of_float32"
@grow(practice)
def leaf(values):
    return torch.tensor([values], dtype=torch.float32, requires_grad=True)

# %% wrong="a clone, which has a history" caught="nothing_has_been_computed_yet"
@grow(practice)
def leaf(values):
    return torch.tensor(values, dtype=torch.float32, requires_grad=True).clone()

# %% wrong="flattens" caught="a_single_number_is_a_tensor_without_a_shape"
@grow(practice)
def leaf(values):
    return torch.tensor(np.ravel(values).tolist(), dtype=torch.float32, requires_grad=True)

# %% wrong="requires_grad without the underscore is only a name" caught="an_array_becomes_a_tensor_of_float32"
@grow(practice)
def leaf(values):
    t = torch.tensor(values, dtype=torch.float32)
    t.requires_grad
    return t

# %% right="asks afterwards"
@grow(practice)
def leaf(values):
    return torch.tensor(values).float().requires_grad_()

# %% right="through numpy"
@grow(practice)
def leaf(values):
    t = torch.from_numpy(np.array(values, dtype=np.float32))
    t.requires_grad = True
    return t

# %% right="as_tensor, and a copy"
@grow(practice)
def leaf(values):
    return torch.as_tensor(values).to(torch.float32, copy=True).requires_grad_(True)
