# %% wrong="the two shapes the wrong way round" caught="another_shape_is_told_in_torchs_words"
@grow(nn.Module)
def _misfit(self, key, tensor, value):
    if not isinstance(value, torch.Tensor):
        said = f'While copying the parameter named "{key}", expected torch.Tensor or Tensor-like object'
        return f"{said} from checkpoint but received {type(value)}"
    if value.shape != tensor.shape:
        said = f"size mismatch for {key}: copying a param with shape {tensor.shape} from checkpoint"
        return f"{said}, the shape in current model is {value.shape}."
    return None

# %% wrong="compares how many numbers there are" caught="as_many_numbers_in_another_shape_do_not_fit"
@grow(nn.Module)
def _misfit(self, key, tensor, value):
    if not isinstance(value, torch.Tensor):
        said = f'While copying the parameter named "{key}", expected torch.Tensor or Tensor-like object'
        return f"{said} from checkpoint but received {type(value)}"
    if len(value.reshape(-1)) != len(tensor.reshape(-1)):
        said = f"size mismatch for {key}: copying a param with shape {value.shape} from checkpoint"
        return f"{said}, the shape in current model is {tensor.shape}."
    return None

# %% wrong="lets through what can be broadcast" caught="another_shape_is_told_in_torchs_words"
@grow(nn.Module)
def _misfit(self, key, tensor, value):
    if not isinstance(value, torch.Tensor):
        said = f'While copying the parameter named "{key}", expected torch.Tensor or Tensor-like object'
        return f"{said} from checkpoint but received {type(value)}"
    try:
        value.expand(tensor.shape)
    except RuntimeError:
        said = f"size mismatch for {key}: copying a param with shape {value.shape} from checkpoint"
        return f"{said}, the shape in current model is {tensor.shape}."
    return None

# %% wrong="compares dimensions only" caught="another_shape_is_told_in_torchs_words"
@grow(nn.Module)
def _misfit(self, key, tensor, value):
    if not isinstance(value, torch.Tensor):
        said = f'While copying the parameter named "{key}", expected torch.Tensor or Tensor-like object'
        return f"{said} from checkpoint but received {type(value)}"
    if value.dim() != tensor.dim():
        said = f"size mismatch for {key}: copying a param with shape {value.shape} from checkpoint"
        return f"{said}, the shape in current model is {tensor.shape}."
    return None

# %% wrong="raises instead of returning" caught="another_shape_is_told_in_torchs_words"
@grow(nn.Module)
def _misfit(self, key, tensor, value):
    if not isinstance(value, torch.Tensor):
        said = f'While copying the parameter named "{key}", expected torch.Tensor or Tensor-like object'
        return f"{said} from checkpoint but received {type(value)}"
    if value.shape != tensor.shape:
        said = f"size mismatch for {key}: copying a param with shape {value.shape} from checkpoint"
        raise RuntimeError(f"{said}, the shape in current model is {tensor.shape}.")
    return None

# %% wrong="asks for the shape first" caught="what_is_no_tensor_is_told_with_its_class"
@grow(nn.Module)
def _misfit(self, key, tensor, value):
    if value.shape != tensor.shape:
        said = f"size mismatch for {key}: copying a param with shape {value.shape} from checkpoint"
        return f"{said}, the shape in current model is {tensor.shape}."
    if not isinstance(value, torch.Tensor):
        said = f'While copying the parameter named "{key}", expected torch.Tensor or Tensor-like object'
        return f"{said} from checkpoint but received {type(value)}"

# %% wrong="whatever has a shape is a tensor" caught="what_is_no_tensor_is_told_with_its_class"
@grow(nn.Module)
def _misfit(self, key, tensor, value):
    if not hasattr(value, "shape"):
        said = f'While copying the parameter named "{key}", expected torch.Tensor or Tensor-like object'
        return f"{said} from checkpoint but received {type(value)}"
    if value.shape != tensor.shape:
        said = f"size mismatch for {key}: copying a param with shape {value.shape} from checkpoint"
        return f"{said}, the shape in current model is {tensor.shape}."
    return None

# %% wrong="the class by its bare name" caught="what_is_no_tensor_is_told_with_its_class"
@grow(nn.Module)
def _misfit(self, key, tensor, value):
    if not isinstance(value, torch.Tensor):
        said = f'While copying the parameter named "{key}", expected torch.Tensor or Tensor-like object'
        return f"{said} from checkpoint but received {type(value).__name__}"
    if value.shape != tensor.shape:
        said = f"size mismatch for {key}: copying a param with shape {value.shape} from checkpoint"
        return f"{said}, the shape in current model is {tensor.shape}."
    return None

# %% wrong="only a tensor of the very class" caught="another_dtype_or_a_parameter_fits"
@grow(nn.Module)
def _misfit(self, key, tensor, value):
    if type(value) is not torch.Tensor:
        said = f'While copying the parameter named "{key}", expected torch.Tensor or Tensor-like object'
        return f"{said} from checkpoint but received {type(value)}"
    if value.shape != tensor.shape:
        said = f"size mismatch for {key}: copying a param with shape {value.shape} from checkpoint"
        return f"{said}, the shape in current model is {tensor.shape}."
    return None

# %% wrong="another dtype is a misfit" caught="another_dtype_or_a_parameter_fits"
@grow(nn.Module)
def _misfit(self, key, tensor, value):
    if not isinstance(value, torch.Tensor):
        said = f'While copying the parameter named "{key}", expected torch.Tensor or Tensor-like object'
        return f"{said} from checkpoint but received {type(value)}"
    if value.shape != tensor.shape or value.dtype != tensor.dtype:
        said = f"size mismatch for {key}: copying a param with shape {value.shape} from checkpoint"
        return f"{said}, the shape in current model is {tensor.shape}."
    return None

# %% wrong="shapes without dimensions always fit" caught="a_tensor_without_numbers_and_one_without_dimensions_are_judged_by_shape"
@grow(nn.Module)
def _misfit(self, key, tensor, value):
    if not isinstance(value, torch.Tensor):
        said = f'While copying the parameter named "{key}", expected torch.Tensor or Tensor-like object'
        return f"{said} from checkpoint but received {type(value)}"
    if tensor.dim() and value.shape != tensor.shape:
        said = f"size mismatch for {key}: copying a param with shape {value.shape} from checkpoint"
        return f"{said}, the shape in current model is {tensor.shape}."
    return None

# %% wrong="names the module's class, not the key" caught="another_shape_is_told_in_torchs_words"
@grow(nn.Module)
def _misfit(self, key, tensor, value):
    if not isinstance(value, torch.Tensor):
        said = f'While copying the parameter named "{key}", expected torch.Tensor or Tensor-like object'
        return f"{said} from checkpoint but received {type(value)}"
    if value.shape != tensor.shape:
        said = f"size mismatch for {type(self).__name__}: copying a param with shape {value.shape} from checkpoint"
        return f"{said}, the shape in current model is {tensor.shape}."
    return None

# %% right="format, and one exit"
@grow(nn.Module)
def _misfit(self, key, tensor, value):
    said = None
    if not torch.is_tensor(value):
        said = ('While copying the parameter named "{}", expected torch.Tensor or Tensor-like object '
                "from checkpoint but received {}").format(key, type(value))
    elif tuple(value.shape) != tuple(tensor.shape):
        said = ("size mismatch for {}: copying a param with shape {} from checkpoint, "
                "the shape in current model is {}.").format(key, value.shape, tensor.shape)
    return said

# %% right="the good case first"
@grow(nn.Module)
def _misfit(self, key, tensor, value):
    if isinstance(value, torch.Tensor) and value.size() == tensor.size():
        return ""
    if isinstance(value, torch.Tensor):
        return (
            f"size mismatch for {key}: copying a param with shape {value.size()} from checkpoint, "
            f"the shape in current model is {tensor.size()}."
        )
    start = f'While copying the parameter named "{key}", '
    return start + f"expected torch.Tensor or Tensor-like object from checkpoint but received {type(value)}"
