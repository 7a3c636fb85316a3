# %% wrong="the weight on the left" caught="each_output_is_a_row_of_the_weight_times_the_input"
@grow(nn.Linear)
def forward(self, input):
    return self.weight @ input + (0 if self.bias is None else self.bias)

# %% wrong="the weight is not turned over" caught="each_output_is_a_row_of_the_weight_times_the_input"
@grow(nn.Linear)
def forward(self, input):
    made = input @ self.weight
    return made if self.bias is None else made + self.bias

# %% wrong="turned over only where it would not fit" caught="a_square_layer_is_turned_over_too"
@grow(nn.Linear)
def forward(self, input):
    weight = self.weight if self.weight.shape[0] == input.shape[-1] else self.weight.T
    made = input @ weight
    return made if self.bias is None else made + self.bias

# %% wrong="the bias is forgotten" caught="the_bias_is_added"
@grow(nn.Linear)
def forward(self, input):
    return nn.functional.linear(input, self.weight)

# %% wrong="the bias is taken away" caught="the_bias_is_added"
@grow(nn.Linear)
def forward(self, input):
    made = input @ self.weight.T
    return made if self.bias is None else made - self.bias

# %% wrong="None is added where there is no bias" caught="without_a_bias_nothing_is_added"
@grow(nn.Linear)
def forward(self, input):
    return input @ self.weight.T + self.bias

# %% wrong="computes with .data" caught="gradients_reach_weight_bias_and_input"
@grow(nn.Linear)
def forward(self, input):
    bias = None if self.bias is None else self.bias.data
    return nn.functional.linear(input, self.weight.data, bias)

# %% wrong="the bias without its gradient" caught="gradients_reach_weight_bias_and_input"
@grow(nn.Linear)
def forward(self, input):
    made = input @ self.weight.T
    return made if self.bias is None else made + self.bias.detach()

# %% wrong="the input is cut off from what made it" caught="gradients_reach_weight_bias_and_input"
@grow(nn.Linear)
def forward(self, input):
    return nn.functional.linear(input.detach(), self.weight, self.bias)

# %% wrong="all leading dimensions become one" caught="any_leading_shape_is_kept"
@grow(nn.Linear)
def forward(self, input):
    rows = input.reshape(-1, self.weight.shape[1])
    return nn.functional.linear(rows, self.weight, self.bias)

# %% wrong="t() knows matrices only, and stands on the wrong side" caught="any_leading_shape_is_kept"
@grow(nn.Linear)
def forward(self, input):
    made = (self.weight @ input.t()).t()
    return made if self.bias is None else made + self.bias

# %% wrong="a single row comes back as a batch" caught="any_leading_shape_is_kept"
@grow(nn.Linear)
def forward(self, input):
    rows = input if input.ndim > 1 else input.unsqueeze(0)
    return nn.functional.linear(rows, self.weight, self.bias)

# %% wrong="squeezes what comes out" caught="the_bias_is_added"
@grow(nn.Linear)
def forward(self, input):
    return nn.functional.linear(input, self.weight, self.bias).squeeze()

# %% wrong="multiplies and sums without looking at the sizes" caught="an_input_of_another_size_is_a_runtime_error"
@grow(nn.Linear)
def forward(self, input):
    size = min(input.shape[-1], self.weight.shape[1])
    return nn.functional.linear(input[..., :size], self.weight[:, :size], self.bias)

# %% wrong="an error of another class for a wrong size" caught="an_input_of_another_size_is_a_runtime_error"
@grow(nn.Linear)
def forward(self, input):
    if input.shape[-1] != self.weight.shape[1]:
        raise ValueError(f"expected {self.weight.shape[1]} numbers")
    return nn.functional.linear(input, self.weight, self.bias)

# %% wrong="turns the input into floats" caught="the_input_must_be_of_the_layers_dtype"
@grow(nn.Linear)
def forward(self, input):
    return nn.functional.linear(input.to(self.weight.dtype), self.weight, self.bias)

# %% right="with @, in three lines"
@grow(nn.Linear)
def forward(self, input):
    output = input @ self.weight.T
    if self.bias is not None:
        output = output + self.bias
    return output

# %% right="matmul and transpose"
@grow(nn.Linear)
def forward(self, input):
    product = torch.matmul(input, self.weight.transpose(0, 1))
    return product if self.bias is None else product.add(self.bias)

# %% right="every argument by name"
@grow(nn.Linear)
def forward(self, input):
    return nn.functional.linear(input=input, weight=self.weight, bias=self.bias)

# %% right="the bias added in place to the result"
@grow(nn.Linear)
def forward(self, input):
    output = input.matmul(self.weight.t())
    if self.bias is not None:
        output += self.bias
    return output
