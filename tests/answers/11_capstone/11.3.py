# %% wrong="the bound forgets the pixels" caught="from_the_same_seed_the_bias_is_torchs"
@grow(nn._ConvNd)
def reset_parameters(self):
    nn.init.kaiming_uniform_(self.weight, a=math.sqrt(5))
    if self.bias is not None:
        seen = self.weight.shape[1]
        bound = 1 / math.sqrt(seen) if seen > 0 else 0
        nn.init.uniform_(self.bias, -bound, bound)

# %% wrong="the bound forgets the groups" caught="groups_make_the_bounds_wider"
@grow(nn._ConvNd)
def reset_parameters(self):
    nn.init.kaiming_uniform_(self.weight, a=math.sqrt(5))
    if self.bias is not None:
        seen = self.in_channels * math.prod(self.kernel_size)
        bound = 1 / math.sqrt(seen) if seen > 0 else 0
        nn.init.uniform_(self.bias, -bound, bound)

# %% wrong="outputs instead of inputs" caught="from_the_same_seed_the_bias_is_torchs"
@grow(nn._ConvNd)
def reset_parameters(self):
    nn.init.kaiming_uniform_(self.weight, a=math.sqrt(5))
    if self.bias is not None:
        seen = len(self.weight) * math.prod(self.kernel_size)
        bound = 1 / math.sqrt(seen) if seen > 0 else 0
        nn.init.uniform_(self.bias, -bound, bound)

# %% wrong="the bias is drawn first" caught="from_the_same_seed_the_weight_is_torchs"
@grow(nn._ConvNd)
def reset_parameters(self):
    if self.bias is not None:
        seen = math.prod(self.weight.shape[1:])
        bound = 1 / math.sqrt(seen) if seen > 0 else 0
        nn.init.uniform_(self.bias, -bound, bound)
    nn.init.kaiming_uniform_(self.weight, a=math.sqrt(5))

# %% wrong="a bias of zeros" caught="from_the_same_seed_the_bias_is_torchs"
@grow(nn._ConvNd)
def reset_parameters(self):
    nn.init.kaiming_uniform_(self.weight, a=math.sqrt(5))
    if self.bias is not None:
        seen = math.prod(self.weight.shape[1:])
        bound = 1 / math.sqrt(seen) if seen > 0 else 0
        nn.init.zeros_(self.bias)

# %% wrong="without the root of five" caught="from_the_same_seed_the_weight_is_torchs"
@grow(nn._ConvNd)
def reset_parameters(self):
    nn.init.kaiming_uniform_(self.weight)
    if self.bias is not None:
        seen = math.prod(self.weight.shape[1:])
        bound = 1 / math.sqrt(seen) if seen > 0 else 0
        nn.init.uniform_(self.bias, -bound, bound)

# %% wrong="normal instead of uniform" caught="from_the_same_seed_the_weight_is_torchs"
@grow(nn._ConvNd)
def reset_parameters(self):
    nn.init.kaiming_normal_(self.weight, a=math.sqrt(5))
    if self.bias is not None:
        seen = math.prod(self.weight.shape[1:])
        bound = 1 / math.sqrt(seen) if seen > 0 else 0
        nn.init.uniform_(self.bias, -bound, bound)

# %% wrong="a new Parameter each time" caught="resetting_changes_the_numbers_and_keeps_the_parameters"
@grow(nn._ConvNd)
def reset_parameters(self):
    self.weight = nn.Parameter(torch.empty_like(self.weight))
    nn.init.kaiming_uniform_(self.weight, a=math.sqrt(5))
    if self.bias is not None:
        seen = math.prod(self.weight.shape[1:])
        bound = 1 / math.sqrt(seen) if seen > 0 else 0
        nn.init.uniform_(self.bias, -bound, bound)

# %% wrong="a bias is expected always" caught="nothing_is_drawn_for_a_bias_that_is_not_there"
@grow(nn._ConvNd)
def reset_parameters(self):
    nn.init.kaiming_uniform_(self.weight, a=math.sqrt(5))
    if True:
        seen = math.prod(self.weight.shape[1:])
        bound = 1 / math.sqrt(seen) if seen > 0 else 0
        nn.init.uniform_(self.bias, -bound, bound)

# %% wrong="divides by nothing" caught="a_layer_without_input_has_a_bias_of_zero"
@grow(nn._ConvNd)
def reset_parameters(self):
    nn.init.kaiming_uniform_(self.weight, a=math.sqrt(5))
    if self.bias is not None:
        seen = math.prod(self.weight.shape[1:])
        bound = 1 / math.sqrt(seen)
        nn.init.uniform_(self.bias, -bound, bound)

# %% wrong="from zero upwards" caught="from_the_same_seed_the_bias_is_torchs"
@grow(nn._ConvNd)
def reset_parameters(self):
    nn.init.kaiming_uniform_(self.weight, a=math.sqrt(5))
    if self.bias is not None:
        seen = math.prod(self.weight.shape[1:])
        bound = 1 / math.sqrt(seen) if seen > 0 else 0
        nn.init.uniform_(self.bias, 0, bound)

# %% right="torch's helper"
@grow(nn._ConvNd)
def reset_parameters(self):
    nn.init.kaiming_uniform_(self.weight, a=math.sqrt(5))
    if self.bias is not None:
        seen, _ = nn.init._calculate_fan_in_and_fan_out(self.weight)
        bound = 1 / math.sqrt(seen) if seen > 0 else 0
        nn.init.uniform_(self.bias, -bound, bound)

# %% right="numel of the first kernel, an early return"
@grow(nn._ConvNd)
def reset_parameters(self):
    nn.init.kaiming_uniform_(self.weight, a=5**0.5)
    if self.bias is None:
        return
    seen = self.weight[0].numel()
    if seen == 0:
        nn.init.zeros_(self.bias)
    else:
        nn.init.uniform_(self.bias, -(seen**-0.5), seen**-0.5)
