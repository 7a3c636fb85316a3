# %% wrong="the bias is drawn first" caught="the_same_seed_gives_torchs_own_numbers"
@grow(nn.Linear)
def reset_parameters(self):
    if self.bias is not None:
        bound = 1 / math.sqrt(self.in_features) if self.in_features > 0 else 0
        nn.init.uniform_(self.bias, -bound, bound)
    nn.init.kaiming_uniform_(self.weight, a=math.sqrt(5))

# %% wrong="kaiming without its a" caught="the_same_seed_gives_torchs_own_numbers"
@grow(nn.Linear)
def reset_parameters(self):
    nn.init.kaiming_uniform_(self.weight)
    if self.bias is not None:
        bound = 1 / math.sqrt(self.in_features) if self.in_features > 0 else 0
        nn.init.uniform_(self.bias, -bound, bound)

# %% wrong="a bias of zeros" caught="the_same_seed_gives_torchs_own_numbers"
@grow(nn.Linear)
def reset_parameters(self):
    nn.init.kaiming_uniform_(self.weight, a=math.sqrt(5))
    if self.bias is not None:
        nn.init.zeros_(self.bias)

# %% wrong="normal numbers" caught="the_same_seed_gives_torchs_own_numbers"
@grow(nn.Linear)
def reset_parameters(self):
    bound = 1 / math.sqrt(self.in_features) if self.in_features > 0 else 0
    nn.init.normal_(self.weight, std=bound)
    if self.bias is not None:
        nn.init.uniform_(self.bias, -bound, bound)

# %% wrong="1 / in_features, without the root" caught="the_same_seed_gives_torchs_own_numbers"
@grow(nn.Linear)
def reset_parameters(self):
    nn.init.kaiming_uniform_(self.weight, a=math.sqrt(5))
    if self.bias is not None:
        bound = 1 / self.in_features if self.in_features > 0 else 0
        nn.init.uniform_(self.bias, -bound, bound)

# %% wrong="the number of outputs counts" caught="the_same_seed_gives_torchs_own_numbers"
@grow(nn.Linear)
def reset_parameters(self):
    nn.init.kaiming_uniform_(self.weight, a=math.sqrt(5))
    if self.bias is not None:
        bound = 1 / math.sqrt(self.out_features)
        nn.init.uniform_(self.bias, -bound, bound)

# %% wrong="only positive numbers for the bias" caught="the_same_seed_gives_torchs_own_numbers"
@grow(nn.Linear)
def reset_parameters(self):
    nn.init.kaiming_uniform_(self.weight, a=math.sqrt(5))
    if self.bias is not None:
        nn.init.uniform_(self.bias, 0, 1 / math.sqrt(self.in_features) if self.in_features > 0 else 0)

# %% wrong="bounds that hold for three inputs" caught="the_bounds_shrink_with_the_number_of_inputs"
@grow(nn.Linear)
def reset_parameters(self):
    bound = 1 / math.sqrt(3) if self.in_features > 0 else 0
    nn.init.uniform_(self.weight, -bound, bound)
    if self.bias is not None:
        nn.init.uniform_(self.bias, -bound, bound)

# %% wrong="a bias is taken for granted" caught="without_a_bias_only_the_weight_is_drawn"
@grow(nn.Linear)
def reset_parameters(self):
    nn.init.kaiming_uniform_(self.weight, a=math.sqrt(5))
    bound = 1 / math.sqrt(self.in_features) if self.in_features > 0 else 0
    nn.init.uniform_(self.bias, -bound, bound)

# %% wrong="draws for a bias that is not there" caught="without_a_bias_only_the_weight_is_drawn"
@grow(nn.Linear)
def reset_parameters(self):
    nn.init.kaiming_uniform_(self.weight, a=math.sqrt(5))
    bound = 1 / math.sqrt(self.in_features) if self.in_features > 0 else 0
    drawn = torch.empty(self.out_features, dtype=self.weight.dtype).uniform_(-bound, bound)
    if self.bias is not None:
        self.bias.data.copy_(drawn)

# %% wrong="the truth value of a tensor" caught="the_same_seed_gives_torchs_own_numbers"
@grow(nn.Linear)
def reset_parameters(self):
    nn.init.kaiming_uniform_(self.weight, a=math.sqrt(5))
    if self.bias:
        bound = 1 / math.sqrt(self.in_features) if self.in_features > 0 else 0
        nn.init.uniform_(self.bias, -bound, bound)

# %% wrong="new Parameters in the place of the old ones" caught="the_parameters_stay_the_objects_they_were"
@grow(nn.Linear)
def reset_parameters(self):
    bound = 1 / math.sqrt(self.in_features) if self.in_features > 0 else 0
    for name in ("weight", "bias"):
        old = getattr(self, name)
        if old is not None:
            setattr(self, name, nn.Parameter(torch.empty_like(old.data).uniform_(-bound, bound)))

# %% wrong="in place, where a leaf asks for a gradient" caught="the_same_seed_gives_torchs_own_numbers"
@grow(nn.Linear)
def reset_parameters(self):
    bound = 1 / math.sqrt(self.in_features) if self.in_features > 0 else 0
    self.weight.uniform_(-bound, bound)
    if self.bias is not None:
        self.bias.uniform_(-bound, bound)

# %% wrong="divides by zero where there are no inputs" caught="no_inputs_leave_nothing_to_divide_by"
@grow(nn.Linear)
def reset_parameters(self):
    nn.init.kaiming_uniform_(self.weight, a=math.sqrt(5))
    if self.bias is not None:
        bound = 1 / math.sqrt(self.in_features)
        nn.init.uniform_(self.bias, -bound, bound)

# %% wrong="a seed of its own" caught="the_bounds_shrink_with_the_number_of_inputs"
@grow(nn.Linear)
def reset_parameters(self):
    torch.manual_seed(0)
    nn.init.kaiming_uniform_(self.weight, a=math.sqrt(5))
    if self.bias is not None:
        bound = 1 / math.sqrt(self.in_features) if self.in_features > 0 else 0
        nn.init.uniform_(self.bias, -bound, bound)

# %% wrong="drawn in float32, whatever the layer is of" caught="the_numbers_are_of_the_layers_dtype"
@grow(nn.Linear)
def reset_parameters(self):
    bound = 1 / math.sqrt(self.in_features) if self.in_features > 0 else 0
    for p in self.parameters():
        p.data.copy_(torch.empty(p.shape).uniform_(-bound, bound))

# %% right="one bound for both, and a loop"
@grow(nn.Linear)
def reset_parameters(self):
    bound = self.in_features**-0.5 if self.in_features else 0.0
    for p in (self.weight, self.bias):
        if p is not None:
            nn.init.uniform_(p, -bound, bound)

# %% right="under no_grad, with the tensors' own method"
@grow(nn.Linear)
def reset_parameters(self):
    bound = 1 / math.sqrt(max(self.in_features, 1)) if self.in_features else 0
    with torch.no_grad():
        for p in self.parameters():
            p.uniform_(-bound, bound)

# %% right="the fan of the weight, as torch asks for it"
@grow(nn.Linear)
def reset_parameters(self):
    nn.init.kaiming_uniform_(self.weight, a=5**0.5)
    if self.bias is None:
        return
    fan_in, _ = nn.init._calculate_fan_in_and_fan_out(self.weight)
    bound = 1 / math.sqrt(fan_in) if fan_in else 0
    nn.init.uniform_(self.bias, a=-bound, b=bound)

# %% right="through .data"
@grow(nn.Linear)
def reset_parameters(self):
    edge = 1 / math.sqrt(self.in_features) if self.in_features > 0 else 0
    self.weight.data.uniform_(-edge, edge)
    if self.bias is not None:
        self.bias.data.uniform_(-edge, edge)
