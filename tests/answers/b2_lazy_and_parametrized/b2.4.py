# %% wrong="the first dimension" caught="the_first_input_gives_the_size"
@grow(nn.LazyLinear)
def initialize_parameters(self, input):
    if self.has_uninitialized_params():
        with torch.no_grad():
            self.in_features = input.shape[0]
            self.weight.materialize((self.out_features, self.in_features))
            if self.bias is not None:
                self.bias.materialize((self.out_features,))
            self.reset_parameters()
    if self.in_features == 0:
        assert input.shape[-1] == self.weight.shape[-1]
        self.in_features = input.shape[-1]

# %% wrong="the second dimension" caught="the_first_input_gives_the_size"
@grow(nn.LazyLinear)
def initialize_parameters(self, input):
    if self.has_uninitialized_params():
        with torch.no_grad():
            self.in_features = input.shape[1]
            self.weight.materialize((self.out_features, self.in_features))
            if self.bias is not None:
                self.bias.materialize((self.out_features,))
            self.reset_parameters()
    if self.in_features == 0:
        assert input.shape[-1] == self.weight.shape[-1]
        self.in_features = input.shape[-1]

# %% wrong="weight the other way round" caught="the_first_input_gives_the_size"
@grow(nn.LazyLinear)
def initialize_parameters(self, input):
    if self.has_uninitialized_params():
        with torch.no_grad():
            self.in_features = input.shape[-1]
            self.weight.materialize((self.in_features, self.out_features))
            if self.bias is not None:
                self.bias.materialize((self.out_features,))
            self.reset_parameters()
    if self.in_features == 0:
        assert input.shape[-1] == self.weight.shape[-1]
        self.in_features = input.shape[-1]

# %% wrong="numbers are not drawn" caught="it_draws_what_a_linear_of_that_size_draws"
@grow(nn.LazyLinear)
def initialize_parameters(self, input):
    if self.has_uninitialized_params():
        with torch.no_grad():
            self.in_features = input.shape[-1]
            self.weight.materialize((self.out_features, self.in_features))
            self.weight.zero_()
            if self.bias is not None:
                self.bias.materialize((self.out_features,))
                self.bias.zero_()
    if self.in_features == 0:
        assert input.shape[-1] == self.weight.shape[-1]
        self.in_features = input.shape[-1]

# %% wrong="drawn before in_features is known" caught="it_draws_what_a_linear_of_that_size_draws"
@grow(nn.LazyLinear)
def initialize_parameters(self, input):
    if self.has_uninitialized_params():
        with torch.no_grad():
            self.weight.materialize((self.out_features, input.shape[-1]))
            self.weight.zero_()
            if self.bias is not None:
                self.bias.materialize((self.out_features,))
                self.bias.zero_()
            self.reset_parameters()
            self.in_features = input.shape[-1]
    if self.in_features == 0:
        assert input.shape[-1] == self.weight.shape[-1]
        self.in_features = input.shape[-1]

# %% wrong="there is always a bias" caught="without_a_bias_there_is_none"
@grow(nn.LazyLinear)
def initialize_parameters(self, input):
    if self.has_uninitialized_params():
        with torch.no_grad():
            self.in_features = input.shape[-1]
            self.weight.materialize((self.out_features, self.in_features))
            self.bias.materialize((self.out_features,))
            self.reset_parameters()
    if self.in_features == 0:
        assert input.shape[-1] == self.weight.shape[-1]
        self.in_features = input.shape[-1]

# %% wrong="draws every time" caught="initialized_twice_it_keeps_its_numbers"
@grow(nn.LazyLinear)
def initialize_parameters(self, input):
    with torch.no_grad():
        self.in_features = input.shape[-1]
        if self.has_uninitialized_params():
            self.weight.materialize((self.out_features, self.in_features))
            if self.bias is not None:
                self.bias.materialize((self.out_features,))
        self.reset_parameters()

# %% wrong="loaded parameters are of no interest" caught="parameters_that_are_there_get_their_size_from_the_input"
@grow(nn.LazyLinear)
def initialize_parameters(self, input):
    if self.has_uninitialized_params():
        with torch.no_grad():
            self.in_features = input.shape[-1]
            self.weight.materialize((self.out_features, self.in_features))
            if self.bias is not None:
                self.bias.materialize((self.out_features,))
            self.reset_parameters()

# %% wrong="the loaded size is not compared" caught="parameters_that_are_there_get_their_size_from_the_input"
@grow(nn.LazyLinear)
def initialize_parameters(self, input):
    if self.has_uninitialized_params():
        with torch.no_grad():
            self.in_features = input.shape[-1]
            self.weight.materialize((self.out_features, self.in_features))
            if self.bias is not None:
                self.bias.materialize((self.out_features,))
            self.reset_parameters()
    if self.in_features == 0:
        self.in_features = input.shape[-1]

# %% wrong="a ValueError for another size" caught="parameters_that_are_there_get_their_size_from_the_input"
@grow(nn.LazyLinear)
def initialize_parameters(self, input):
    if self.has_uninitialized_params():
        with torch.no_grad():
            self.in_features = input.shape[-1]
            self.weight.materialize((self.out_features, self.in_features))
            if self.bias is not None:
                self.bias.materialize((self.out_features,))
            self.reset_parameters()
    if self.in_features == 0:
        if input.shape[-1] != self.weight.shape[-1]:
            raise ValueError("another size")
        self.in_features = input.shape[-1]

# %% wrong="float32, whatever it was cast to" caught="the_dtype_is_the_one_it_was_cast_to"
@grow(nn.LazyLinear)
def initialize_parameters(self, input):
    if self.has_uninitialized_params():
        with torch.no_grad():
            self.in_features = input.shape[-1]
            self.weight.materialize((self.out_features, self.in_features), dtype=torch.float32)
            if self.bias is not None:
                self.bias.materialize((self.out_features,), dtype=torch.float32)
            self.reset_parameters()
    if self.in_features == 0:
        assert input.shape[-1] == self.weight.shape[-1]
        self.in_features = input.shape[-1]

# %% wrong="puts new Parameters in their places" caught="the_dtype_is_the_one_it_was_cast_to"
@grow(nn.LazyLinear)
def initialize_parameters(self, input):
    if self.has_uninitialized_params():
        self.in_features = input.shape[-1]
        self.weight = nn.Parameter(torch.empty(self.out_features, self.in_features))
        if self.bias is not None:
            self.bias = nn.Parameter(torch.empty(self.out_features))
        self.reset_parameters()
    if self.in_features == 0:
        assert input.shape[-1] == self.weight.shape[-1]
        self.in_features = input.shape[-1]

# %% right="the two cases the other way round"
@grow(nn.LazyLinear)
def initialize_parameters(self, input):
    size = input.size(-1)
    if not self.has_uninitialized_params():
        if self.in_features == 0:
            assert size == self.weight.size(-1), "another size"
            self.in_features = size
        return
    self.in_features = size
    for name, shape in (("weight", (self.out_features, size)), ("bias", (self.out_features,))):
        tensor = self._parameters[name]
        if tensor is not None:
            tensor.materialize(shape)
    self.reset_parameters()

# %% right="with a raise"
@grow(nn.LazyLinear)
def initialize_parameters(self, input):
    *_, size = input.shape
    if self.has_uninitialized_params():
        with torch.no_grad():
            self.in_features = size
            if self.bias is not None:
                self.bias.materialize([self.out_features])
            self.weight.materialize([self.out_features, size])
            self.reset_parameters()
    elif self.in_features == 0:
        if size != self.weight.shape[1]:
            raise AssertionError(f"{size} is not {self.weight.shape[1]}")
        self.in_features = size
