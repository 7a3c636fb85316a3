# %% wrong="the bias itself" caught="it_tells_its_sizes_and_whether_there_is_a_bias"
@grow(nn.Linear)
def extra_repr(self):
    return f"in_features={self.in_features}, out_features={self.out_features}, bias={self.bias}"

# %% wrong="prints and returns nothing" caught="it_tells_its_sizes_and_whether_there_is_a_bias"
@grow(nn.Linear)
def extra_repr(self):
    print(f"in_features={self.in_features}, out_features={self.out_features}, bias={self.bias is not None}")

# %% wrong="the sizes without their names" caught="it_tells_its_sizes_and_whether_there_is_a_bias"
@grow(nn.Linear)
def extra_repr(self):
    return f"{self.in_features}, {self.out_features}, bias={self.bias is not None}"

# %% wrong="no blanks after the commas" caught="it_tells_its_sizes_and_whether_there_is_a_bias"
@grow(nn.Linear)
def extra_repr(self):
    return f"in_features={self.in_features},out_features={self.out_features},bias={self.bias is not None}"

# %% wrong="the class's name and brackets, too" caught="it_tells_its_sizes_and_whether_there_is_a_bias"
@grow(nn.Linear)
def extra_repr(self):
    return f"Linear(in_features={self.in_features}, out_features={self.out_features}, bias={self.bias is not None})"

# %% wrong="out before in" caught="it_tells_its_sizes_and_whether_there_is_a_bias"
@grow(nn.Linear)
def extra_repr(self):
    return f"out_features={self.out_features}, in_features={self.in_features}, bias={self.bias is not None}"

# %% wrong="the bias only where it is missing" caught="it_tells_its_sizes_and_whether_there_is_a_bias"
@grow(nn.Linear)
def extra_repr(self):
    text = f"in_features={self.in_features}, out_features={self.out_features}"
    return text if self.bias is not None else text + ", bias=False"

# %% wrong="asks whether the name is there" caught="it_tells_its_sizes_and_whether_there_is_a_bias"
@grow(nn.Linear)
def extra_repr(self):
    return f"in_features={self.in_features}, out_features={self.out_features}, bias={hasattr(self, 'bias')}"

# %% wrong="the sizes of the weight, whatever the attributes say" caught="it_tells_what_is_true_now"
@grow(nn.Linear)
def extra_repr(self):
    rows, columns = self.weight.shape
    return f"in_features={columns}, out_features={rows}, bias={self.bias is not None}"

# %% wrong="one line for each" caught="it_tells_its_sizes_and_whether_there_is_a_bias"
@grow(nn.Linear)
def extra_repr(self):
    return f"in_features={self.in_features}\nout_features={self.out_features}\nbias={self.bias is not None}"

# %% wrong="replaces the whole repr" caught="it_tells_its_sizes_and_whether_there_is_a_bias"
@grow(nn.Linear)
def extra_repr(self):
    return ""

@grow(nn.Linear)
def __repr__(self):
    return f"Linear(in_features={self.in_features}, out_features={self.out_features}, bias={self.bias is not None})"

# %% right="format"
@grow(nn.Linear)
def extra_repr(self):
    has_bias = self.bias is not None
    return "in_features={}, out_features={}, bias={}".format(self.in_features, self.out_features, has_bias)

# %% right="joined from pairs"
@grow(nn.Linear)
def extra_repr(self):
    facts = {"in_features": self.in_features, "out_features": self.out_features, "bias": self.bias is not None}
    return ", ".join(f"{name}={value}" for name, value in facts.items())

# %% right="the = of f-strings, and the registry"
@grow(nn.Linear)
def extra_repr(self):
    in_features, out_features = self.in_features, self.out_features
    bias = self._parameters["bias"] is not None
    return f"{in_features=}, {out_features=}, {bias=}"
