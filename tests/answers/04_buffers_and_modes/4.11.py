# %% wrong="over the examples only" caught="images_are_averaged_over_examples_and_pixels"
@grow(nn._BatchNorm)
def _moments(self, input):
    if input.numel() == input.shape[1]:
        raise ValueError(f"Expected more than 1 value per channel when training, got input size {input.shape}")
    return input.mean(0), input.var(0, unbiased=False)

# %% wrong="over all numbers" caught="rows_are_averaged_over_the_examples"
@grow(nn._BatchNorm)
def _moments(self, input):
    if input.numel() == input.shape[1]:
        raise ValueError(f"Expected more than 1 value per channel when training, got input size {input.shape}")
    return input.mean(), input.var(unbiased=False)

# %% wrong="over the channels" caught="rows_are_averaged_over_the_examples"
@grow(nn._BatchNorm)
def _moments(self, input):
    if input.numel() == input.shape[1]:
        raise ValueError(f"Expected more than 1 value per channel when training, got input size {input.shape}")
    return input.mean(1), input.var(1, unbiased=False)

# %% wrong="the unbiased variance" caught="rows_are_averaged_over_the_examples"
@grow(nn._BatchNorm)
def _moments(self, input):
    if input.numel() == input.shape[1]:
        raise ValueError(f"Expected more than 1 value per channel when training, got input size {input.shape}")
    dims = [dim for dim in range(input.dim()) if dim != 1]
    return input.mean(dims), input.var(dims)

# %% wrong="the dimensions are kept" caught="rows_are_averaged_over_the_examples"
@grow(nn._BatchNorm)
def _moments(self, input):
    if input.numel() == input.shape[1]:
        raise ValueError(f"Expected more than 1 value per channel when training, got input size {input.shape}")
    dims = [dim for dim in range(input.dim()) if dim != 1]
    return input.mean(dims, keepdim=True), input.var(dims, unbiased=False, keepdim=True)

# %% wrong="the standard deviation" caught="rows_are_averaged_over_the_examples"
@grow(nn._BatchNorm)
def _moments(self, input):
    if input.numel() == input.shape[1]:
        raise ValueError(f"Expected more than 1 value per channel when training, got input size {input.shape}")
    dims = [dim for dim in range(input.dim()) if dim != 1]
    return input.mean(dims), input.std(dims, unbiased=False)

# %% wrong="the mean of the squares, without taking the mean away" caught="rows_are_averaged_over_the_examples"
@grow(nn._BatchNorm)
def _moments(self, input):
    if input.numel() == input.shape[1]:
        raise ValueError(f"Expected more than 1 value per channel when training, got input size {input.shape}")
    dims = [dim for dim in range(input.dim()) if dim != 1]
    return input.mean(dims), (input * input).mean(dims)

# %% wrong="no refusal" caught="a_single_number_per_channel_is_refused"
@grow(nn._BatchNorm)
def _moments(self, input):
    dims = [dim for dim in range(input.dim()) if dim != 1]
    return input.mean(dims), input.var(dims, unbiased=False)

# %% wrong="counts the examples" caught="one_example_of_many_numbers_is_fine"
@grow(nn._BatchNorm)
def _moments(self, input):
    if input.shape[0] == 1:
        raise ValueError(f"Expected more than 1 value per channel when training, got input size {input.shape}")
    dims = [dim for dim in range(input.dim()) if dim != 1]
    return input.mean(dims), input.var(dims, unbiased=False)

# %% wrong="a RuntimeError" caught="a_single_number_per_channel_is_refused"
@grow(nn._BatchNorm)
def _moments(self, input):
    if input.numel() == input.shape[1]:
        raise RuntimeError(f"Expected more than 1 value per channel when training, got input size {input.shape}")
    dims = [dim for dim in range(input.dim()) if dim != 1]
    return input.mean(dims), input.var(dims, unbiased=False)

# %% wrong="refuses a single channel" caught="one_example_of_many_numbers_is_fine"
@grow(nn._BatchNorm)
def _moments(self, input):
    if input.shape[1] == 1 or input.numel() == input.shape[1]:
        raise ValueError(f"Expected more than 1 value per channel when training, got input size {input.shape}")
    dims = [dim for dim in range(input.dim()) if dim != 1]
    return input.mean(dims), input.var(dims, unbiased=False)

# %% wrong="only two and four dimensions" caught="sequences_are_averaged_over_examples_and_steps"
@grow(nn._BatchNorm)
def _moments(self, input):
    if input.numel() == input.shape[1]:
        raise ValueError(f"Expected more than 1 value per channel when training, got input size {input.shape}")
    dims = [0] if input.dim() == 2 else [0, -2, -1]
    if input.dim() == 3:
        dims = [0]
    return input.mean(dims), input.var(dims, unbiased=False)

# %% right="channels to the front, one row each"
@grow(nn._BatchNorm)
def _moments(self, input):
    rows = input.transpose(0, 1).reshape(input.shape[1], -1)
    if rows.shape[1] == 1:
        raise ValueError(f"Expected more than 1 value per channel when training, got input size {input.shape}")
    mean = rows.mean(1)
    return mean, ((rows - mean.reshape(-1, 1)) ** 2).mean(1)

# %% right="n by hand, var with correction=0"
@grow(nn._BatchNorm)
def _moments(self, input):
    n = 1
    for length in (input.shape[0], *input.shape[2:]):
        n *= length
    if n < 2:
        raise ValueError(f"Expected more than 1 value per channel when training, got input size {input.shape}")
    dims = (0, *range(2, input.ndim))
    return torch.mean(input, dims), torch.var(input, dims, correction=0)
