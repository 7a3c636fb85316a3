# %% wrong="divides by the variance" caught="rows_are_brought_to_one_scale"
@grow(nn._BatchNorm)
def _normalized(self, input, mean, var):
    shape = (-1, *[1] * (input.dim() - 2))
    out = (input - mean.reshape(shape)) / (var + self.eps).reshape(shape)
    if self.weight is not None:
        out = out * self.weight.reshape(shape)
    if self.bias is not None:
        out = out + self.bias.reshape(shape)
    return out

# %% wrong="forgets the mean" caught="rows_are_brought_to_one_scale"
@grow(nn._BatchNorm)
def _normalized(self, input, mean, var):
    shape = (-1, *[1] * (input.dim() - 2))
    out = input / (var + self.eps).sqrt().reshape(shape)
    if self.weight is not None:
        out = out * self.weight.reshape(shape)
    if self.bias is not None:
        out = out + self.bias.reshape(shape)
    return out

# %% wrong="adds the mean" caught="rows_are_brought_to_one_scale"
@grow(nn._BatchNorm)
def _normalized(self, input, mean, var):
    shape = (-1, *[1] * (input.dim() - 2))
    out = (input + mean.reshape(shape)) / (var + self.eps).sqrt().reshape(shape)
    if self.weight is not None:
        out = out * self.weight.reshape(shape)
    if self.bias is not None:
        out = out + self.bias.reshape(shape)
    return out

# %% wrong="forgets eps" caught="eps_stands_under_the_root"
@grow(nn._BatchNorm)
def _normalized(self, input, mean, var):
    shape = (-1, *[1] * (input.dim() - 2))
    out = (input - mean.reshape(shape)) / var.sqrt().reshape(shape)
    if self.weight is not None:
        out = out * self.weight.reshape(shape)
    if self.bias is not None:
        out = out + self.bias.reshape(shape)
    return out

# %% wrong="eps beside the root" caught="eps_stands_under_the_root"
@grow(nn._BatchNorm)
def _normalized(self, input, mean, var):
    shape = (-1, *[1] * (input.dim() - 2))
    out = (input - mean.reshape(shape)) / (var.sqrt() + self.eps).reshape(shape)
    if self.weight is not None:
        out = out * self.weight.reshape(shape)
    if self.bias is not None:
        out = out + self.bias.reshape(shape)
    return out

# %% wrong="broadcasting as it comes" caught="images_are_normalized_channel_by_channel"
@grow(nn._BatchNorm)
def _normalized(self, input, mean, var):
    out = (input - mean) / (var + self.eps).sqrt()
    if self.weight is not None:
        out = out * self.weight
    if self.bias is not None:
        out = out + self.bias
    return out

# %% wrong="(1, C), which fits rows alone" caught="images_are_normalized_channel_by_channel"
@grow(nn._BatchNorm)
def _normalized(self, input, mean, var):
    shape = (1, -1)
    out = (input - mean.reshape(shape)) / (var + self.eps).sqrt().reshape(shape)
    if self.weight is not None:
        out = out * self.weight.reshape(shape)
    if self.bias is not None:
        out = out + self.bias.reshape(shape)
    return out

# %% wrong="two ones for whatever is no row" caught="sequences_are_normalized_channel_by_channel"
@grow(nn._BatchNorm)
def _normalized(self, input, mean, var):
    shape = (-1,) if input.dim() == 2 else (-1, 1, 1)
    out = (input - mean.reshape(shape)) / (var + self.eps).sqrt().reshape(shape)
    if self.weight is not None:
        out = out * self.weight.reshape(shape)
    if self.bias is not None:
        out = out + self.bias.reshape(shape)
    return out

# %% wrong="weight and bias are forgotten" caught="weight_stretches_and_bias_shifts_each_channel"
@grow(nn._BatchNorm)
def _normalized(self, input, mean, var):
    shape = (-1, *[1] * (input.dim() - 2))
    out = (input - mean.reshape(shape)) / (var + self.eps).sqrt().reshape(shape)
    return out

# %% wrong="the bias first, then the weight" caught="weight_stretches_and_bias_shifts_each_channel"
@grow(nn._BatchNorm)
def _normalized(self, input, mean, var):
    shape = (-1, *[1] * (input.dim() - 2))
    out = (input - mean.reshape(shape)) / (var + self.eps).sqrt().reshape(shape)
    if self.bias is not None:
        out = out + self.bias.reshape(shape)
    if self.weight is not None:
        out = out * self.weight.reshape(shape)
    return out

# %% wrong="weight and bias without their shape" caught="weight_stretches_and_bias_shifts_each_channel"
@grow(nn._BatchNorm)
def _normalized(self, input, mean, var):
    shape = (-1, *[1] * (input.dim() - 2))
    out = (input - mean.reshape(shape)) / (var + self.eps).sqrt().reshape(shape)
    if self.weight is not None:
        out = out * self.weight
    if self.bias is not None:
        out = out + self.bias
    return out

# %% wrong="affine taken to mean both" caught="a_weight_or_a_bias_that_is_none_is_left_out"
@grow(nn._BatchNorm)
def _normalized(self, input, mean, var):
    shape = (-1, *[1] * (input.dim() - 2))
    out = (input - mean.reshape(shape)) / (var + self.eps).sqrt().reshape(shape)
    if not self.affine:
        return out
    return out * self.weight.reshape(shape) + self.bias.reshape(shape)

# %% wrong="does not expect None" caught="a_weight_or_a_bias_that_is_none_is_left_out"
@grow(nn._BatchNorm)
def _normalized(self, input, mean, var):
    shape = (-1, *[1] * (input.dim() - 2))
    out = (input - mean.reshape(shape)) / (var + self.eps).sqrt().reshape(shape)
    return out * self.weight.reshape(shape) + self.bias.reshape(shape)

# %% wrong="without a bias the weight is left out, too" caught="without_a_bias_the_weight_still_stretches"
@grow(nn._BatchNorm)
def _normalized(self, input, mean, var):
    shape = (-1, *[1] * (input.dim() - 2))
    out = (input - mean.reshape(shape)) / (var + self.eps).sqrt().reshape(shape)
    if self.weight is None or self.bias is None:
        return out
    return out * self.weight.reshape(shape) + self.bias.reshape(shape)

# %% wrong="weight.data, and nothing is learned" caught="gradients_reach_input_weight_and_bias"
@grow(nn._BatchNorm)
def _normalized(self, input, mean, var):
    shape = (-1, *[1] * (input.dim() - 2))
    out = (input - mean.reshape(shape)) / (var + self.eps).sqrt().reshape(shape)
    if self.weight is not None:
        out = out * self.weight.data.reshape(shape)
    if self.bias is not None:
        out = out + self.bias.data.reshape(shape)
    return out

# %% wrong="the input detached" caught="gradients_reach_input_weight_and_bias"
@grow(nn._BatchNorm)
def _normalized(self, input, mean, var):
    shape = (-1, *[1] * (input.dim() - 2))
    out = (input.detach() - mean.reshape(shape)) / (var + self.eps).sqrt().reshape(shape)
    if self.weight is not None:
        out = out * self.weight.reshape(shape)
    if self.bias is not None:
        out = out + self.bias.reshape(shape)
    return out

# %% wrong="eps written into the variance" caught="nothing_it_was_given_is_changed"
@grow(nn._BatchNorm)
def _normalized(self, input, mean, var):
    shape = (-1, *[1] * (input.dim() - 2))
    with torch.no_grad():
        var += self.eps
    out = (input - mean.reshape(shape)) / var.sqrt().reshape(shape)
    if self.weight is not None:
        out = out * self.weight.reshape(shape)
    if self.bias is not None:
        out = out + self.bias.reshape(shape)
    return out

# %% right="one factor and one shift"
@grow(nn._BatchNorm)
def _normalized(self, input, mean, var):
    shape = (-1, *[1] * (input.dim() - 2))
    scale = (var + self.eps) ** -0.5
    if self.weight is not None:
        scale = scale * self.weight
    shift = -mean * scale
    if self.bias is not None:
        shift = shift + self.bias
    return input * scale.reshape(shape) + shift.reshape(shape)

# %% right="channels moved to the end and back"
@grow(nn._BatchNorm)
def _normalized(self, input, mean, var):
    out = (input.transpose(1, -1) - mean) / torch.sqrt(var + self.eps)
    if self.weight is not None:
        out = out * self.weight
    if self.bias is not None:
        out = out + self.bias
    return out.transpose(1, -1)

# %% right="functional.batch_norm in eval"
@grow(nn._BatchNorm)
def _normalized(self, input, mean, var):
    return nn.functional.batch_norm(input, mean, var, self.weight, self.bias, training=False, eps=self.eps)
