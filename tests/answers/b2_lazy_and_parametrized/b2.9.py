# %% wrong="the dtype is not compared" caught="another_dtype_is_refused"
@grow(parametrize)
def _check_alike(made, dtype, shape):
    if not isinstance(made, torch.Tensor) or made.shape != shape:
        raise ValueError("no")


@grow(parametrize)
def _append(module, tensor_name, parametrization, unsafe):
    if not unsafe:
        now = getattr(module, tensor_name)
        made = parametrization(now)
        parametrize._check_alike(made, now.dtype, now.shape)
        parametrize._check_back(parametrization, made, now)
    module.parametrizations[tensor_name].append(parametrization)
    module.parametrizations[tensor_name].unsafe |= unsafe

# %% wrong="the number of elements is the shape" caught="another_shape_is_refused"
@grow(parametrize)
def _check_alike(made, dtype, shape):
    if not isinstance(made, torch.Tensor) or made.dtype != dtype or made.numel() != shape.numel():
        raise ValueError("no")


@grow(parametrize)
def _append(module, tensor_name, parametrization, unsafe):
    if not unsafe:
        now = getattr(module, tensor_name)
        made = parametrization(now)
        parametrize._check_alike(made, now.dtype, now.shape)
        parametrize._check_back(parametrization, made, now)
    module.parametrizations[tensor_name].append(parametrization)
    module.parametrizations[tensor_name].unsafe |= unsafe

# %% wrong="whatever has a shape and a dtype" caught="what_is_no_tensor_is_refused"
@grow(parametrize)
def _check_alike(made, dtype, shape):
    if made.dtype != dtype or made.shape != shape:
        raise ValueError("no")


@grow(parametrize)
def _append(module, tensor_name, parametrization, unsafe):
    if not unsafe:
        now = getattr(module, tensor_name)
        made = parametrization(now)
        parametrize._check_alike(made, now.dtype, now.shape)
        parametrize._check_back(parametrization, made, now)
    module.parametrizations[tensor_name].append(parametrization)
    module.parametrizations[tensor_name].unsafe |= unsafe

# %% wrong="a TypeError for another dtype" caught="another_dtype_is_refused"
@grow(parametrize)
def _check_alike(made, dtype, shape):
    if not isinstance(made, torch.Tensor) or made.dtype != dtype:
        raise TypeError("no")
    if made.shape != shape:
        raise ValueError("no")


@grow(parametrize)
def _append(module, tensor_name, parametrization, unsafe):
    if not unsafe:
        now = getattr(module, tensor_name)
        made = parametrization(now)
        parametrize._check_alike(made, now.dtype, now.shape)
        parametrize._check_back(parametrization, made, now)
    module.parametrizations[tensor_name].append(parametrization)
    module.parametrizations[tensor_name].unsafe |= unsafe

# %% wrong="only when both differ" caught="another_dtype_is_refused"
@grow(parametrize)
def _check_alike(made, dtype, shape):
    if not isinstance(made, torch.Tensor) or (made.dtype != dtype and made.shape != shape):
        raise ValueError("no")


@grow(parametrize)
def _append(module, tensor_name, parametrization, unsafe):
    if not unsafe:
        now = getattr(module, tensor_name)
        made = parametrization(now)
        parametrize._check_alike(made, now.dtype, now.shape)
        parametrize._check_back(parametrization, made, now)
    module.parametrizations[tensor_name].append(parametrization)
    module.parametrizations[tensor_name].unsafe |= unsafe

# %% wrong="appended first, checked afterwards" caught="another_dtype_is_refused"
@grow(parametrize)
def _check_alike(made, dtype, shape):
    if not isinstance(made, torch.Tensor) or (made.dtype, made.shape) != (dtype, shape):
        raise ValueError(f"A parametrization must return a tensor of {dtype} and {shape}, unless `unsafe`.")


@grow(parametrize)
def _append(module, tensor_name, parametrization, unsafe):
    now = getattr(module, tensor_name)
    module.parametrizations[tensor_name].append(parametrization)
    module.parametrizations[tensor_name].unsafe |= unsafe
    if not unsafe:
        made = getattr(module, tensor_name)
        parametrize._check_alike(made, now.dtype, now.shape)
        parametrize._check_back(parametrization, made, now)

# %% wrong="computes from the original" caught="the_check_is_against_the_tensor_as_it_is_now"
@grow(parametrize)
def _check_alike(made, dtype, shape):
    if not isinstance(made, torch.Tensor) or (made.dtype, made.shape) != (dtype, shape):
        raise ValueError(f"A parametrization must return a tensor of {dtype} and {shape}, unless `unsafe`.")


@grow(parametrize)
def _append(module, tensor_name, parametrization, unsafe):
    kept = module.parametrizations[tensor_name]
    if not unsafe:
        made = parametrization(kept.original)
        parametrize._check_alike(made, kept.original.dtype, kept.original.shape)
        parametrize._check_back(parametrization, made, kept.original)
    kept.append(parametrization)
    kept.unsafe |= unsafe

# %% wrong="checked even if unsafe" caught="unsafe_is_not_checked_and_is_remembered"
@grow(parametrize)
def _check_alike(made, dtype, shape):
    if not isinstance(made, torch.Tensor) or (made.dtype, made.shape) != (dtype, shape):
        raise ValueError(f"A parametrization must return a tensor of {dtype} and {shape}, unless `unsafe`.")


@grow(parametrize)
def _append(module, tensor_name, parametrization, unsafe):
    now = getattr(module, tensor_name)
    made = parametrization(now)
    if not unsafe:
        parametrize._check_alike(made, now.dtype, now.shape)
        parametrize._check_back(parametrization, made, now)
    module.parametrizations[tensor_name].append(parametrization)
    module.parametrizations[tensor_name].unsafe |= unsafe

# %% wrong="the last one says whether it is unsafe" caught="unsafe_is_not_checked_and_is_remembered"
@grow(parametrize)
def _check_alike(made, dtype, shape):
    if not isinstance(made, torch.Tensor) or (made.dtype, made.shape) != (dtype, shape):
        raise ValueError(f"A parametrization must return a tensor of {dtype} and {shape}, unless `unsafe`.")


@grow(parametrize)
def _append(module, tensor_name, parametrization, unsafe):
    if not unsafe:
        now = getattr(module, tensor_name)
        made = parametrization(now)
        parametrize._check_alike(made, now.dtype, now.shape)
        parametrize._check_back(parametrization, made, now)
    module.parametrizations[tensor_name].append(parametrization)
    module.parametrizations[tensor_name].unsafe = unsafe

# %% wrong="unsafe is forgotten" caught="unsafe_is_not_checked_and_is_remembered"
@grow(parametrize)
def _check_alike(made, dtype, shape):
    if not isinstance(made, torch.Tensor) or (made.dtype, made.shape) != (dtype, shape):
        raise ValueError(f"A parametrization must return a tensor of {dtype} and {shape}, unless `unsafe`.")


@grow(parametrize)
def _append(module, tensor_name, parametrization, unsafe):
    if not unsafe:
        now = getattr(module, tensor_name)
        made = parametrization(now)
        parametrize._check_alike(made, now.dtype, now.shape)
        parametrize._check_back(parametrization, made, now)
    module.parametrizations[tensor_name].append(parametrization)

# %% wrong="the way back is not checked" caught="the_way_back_is_checked_too"
@grow(parametrize)
def _check_alike(made, dtype, shape):
    if not isinstance(made, torch.Tensor) or (made.dtype, made.shape) != (dtype, shape):
        raise ValueError(f"A parametrization must return a tensor of {dtype} and {shape}, unless `unsafe`.")


@grow(parametrize)
def _append(module, tensor_name, parametrization, unsafe):
    if not unsafe:
        now = getattr(module, tensor_name)
        parametrize._check_alike(parametrization(now), now.dtype, now.shape)
    module.parametrizations[tensor_name].append(parametrization)
    module.parametrizations[tensor_name].unsafe |= unsafe

# %% wrong="the new one comes first" caught="the_check_is_against_the_tensor_as_it_is_now"
@grow(parametrize)
def _check_alike(made, dtype, shape):
    if not isinstance(made, torch.Tensor) or (made.dtype, made.shape) != (dtype, shape):
        raise ValueError(f"A parametrization must return a tensor of {dtype} and {shape}, unless `unsafe`.")


@grow(parametrize)
def _append(module, tensor_name, parametrization, unsafe):
    if not unsafe:
        now = getattr(module, tensor_name)
        made = parametrization(now)
        parametrize._check_alike(made, now.dtype, now.shape)
        parametrize._check_back(parametrization, made, now)
    module.parametrizations[tensor_name].insert(0, parametrization)
    module.parametrizations[tensor_name].unsafe |= unsafe

# %% right="torch's three questions, and an or"
@grow(parametrize)
def _check_alike(made, dtype, shape):
    if not torch.is_tensor(made):
        raise ValueError(f"A parametrization must return a tensor. Got {type(made).__name__}.")
    if made.dtype != dtype:
        raise ValueError(f"Registering a parametrization may not change the dtype of the tensor, {dtype}.")
    if made.shape != shape:
        raise ValueError(f"Registering a parametrization may not change the shape of the tensor, {shape}.")


@grow(parametrize)
def _append(module, tensor_name, parametrization, unsafe):
    kept = module.parametrizations[tensor_name]
    if not unsafe:
        before = kept()
        after = parametrization(before)
        parametrize._check_alike(after, before.dtype, before.shape)
        parametrize._check_back(parametrization, after, before)
    kept.append(parametrization)
    kept.unsafe = kept.unsafe or unsafe

# %% right="tuples, and an early way"
@grow(parametrize)
def _check_alike(made, dtype, shape):
    kind = (made.dtype, *made.shape) if isinstance(made, torch.Tensor) else None
    if kind != (dtype, *shape):
        raise ValueError(f"{kind} is not {(dtype, *shape)}")


@grow(parametrize)
def _append(module, tensor_name, parametrization, unsafe):
    kept = getattr(module.parametrizations, tensor_name)
    if unsafe:
        kept.unsafe = True
    else:
        now = getattr(module, tensor_name)
        made = parametrization(now)
        parametrize._check_alike(made, now.dtype, now.shape)
        parametrize._check_back(parametrization, made, now)
    kept.append(parametrization)
