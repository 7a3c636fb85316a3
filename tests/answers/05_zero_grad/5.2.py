# %% wrong="throws the gradient away" caught="a_gradient_that_is_there_stays_there"
@grow(nn.Module)
def requires_grad_(self, requires_grad=True):
    for p in self.parameters():
        p.requires_grad_(requires_grad)
        if not requires_grad:
            p.grad = None
    return self

# %% wrong="its own parameters alone" caught="every_parameter_of_the_tree_is_frozen"
@grow(nn.Module)
def requires_grad_(self, requires_grad=True):
    for p in self.parameters(recurse=False):
        p.requires_grad_(requires_grad)
    return self

# %% wrong="an attribute on the module" caught="every_parameter_of_the_tree_is_frozen"
@grow(nn.Module)
def requires_grad_(self, requires_grad=True):
    self.requires_grad = requires_grad
    return self

# %% wrong="an attribute on every module of the tree" caught="every_parameter_of_the_tree_is_frozen"
@grow(nn.Module)
def requires_grad_(self, requires_grad=True):
    for module in self.modules():
        module.requires_grad = requires_grad
    return self

# %% wrong="always on" caught="every_parameter_of_the_tree_is_frozen"
@grow(nn.Module)
def requires_grad_(self, requires_grad=True):
    for p in self.parameters():
        p.requires_grad_()
    return self

# %% wrong="always off" caught="the_argument_says_which_way"
@grow(nn.Module)
def requires_grad_(self, requires_grad=True):
    for p in self.parameters():
        p.requires_grad_(False)
    return self

# %% wrong="turns each flag over" caught="the_argument_says_which_way"
@grow(nn.Module)
def requires_grad_(self, requires_grad=True):
    for p in self.parameters():
        p.requires_grad_(not p.requires_grad)
    return self

# %% wrong="freezes unless told otherwise" caught="the_argument_says_which_way"
@grow(nn.Module)
def requires_grad_(self, requires_grad=False):
    for p in self.parameters():
        p.requires_grad_(requires_grad)
    return self

# %% wrong="returns nothing" caught="it_returns_the_module"
@grow(nn.Module)
def requires_grad_(self, requires_grad=True):
    for p in self.parameters():
        p.requires_grad_(requires_grad)

# %% wrong="new parameters in the place of the old ones" caught="what_is_frozen_is_still_a_parameter"
@grow(nn.Module)
def requires_grad_(self, requires_grad=True):
    for module in self.modules():
        for name, p in list(module.named_parameters(recurse=False)):
            module._parameters[name] = nn.Parameter(p.detach(), requires_grad)
            module._parameters[name].grad = p.grad
    return self

# %% wrong="buffers, too" caught="buffers_stay_as_they_are"
@grow(nn.Module)
def requires_grad_(self, requires_grad=True):
    for t in [*self.parameters(), *self.buffers()]:
        t.requires_grad_(requires_grad)
    return self

# %% right="the flag is set as an attribute"
@grow(nn.Module)
def requires_grad_(self, requires_grad=True):
    for _, p in self.named_parameters():
        p.requires_grad = requires_grad
    return self

# %% right="module by module, down the tree"
@grow(nn.Module)
def requires_grad_(self, requires_grad=True):
    def freeze(module):
        for p in module.parameters(recurse=False):
            p.requires_grad_(requires_grad)

    return self.apply(freeze)
