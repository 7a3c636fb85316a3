# %% wrong="one level deep" caught="eval_reaches_every_module_below"
@grow(nn.Module)
def train(self, mode=True):
    if not isinstance(mode, bool):
        raise ValueError("training mode is expected to be boolean")
    self.training = mode
    for child in self.children():
        child.training = mode
    return self


@grow(nn.Module)
def eval(self):
    return self.train(False)

# %% wrong="itself only" caught="eval_reaches_every_module_below"
@grow(nn.Module)
def train(self, mode=True):
    if not isinstance(mode, bool):
        raise ValueError("training mode is expected to be boolean")
    self.training = mode
    return self


@grow(nn.Module)
def eval(self):
    return self.train(False)

# %% wrong="children only, not itself" caught="eval_reaches_every_module_below"
@grow(nn.Module)
def train(self, mode=True):
    if not isinstance(mode, bool):
        raise ValueError("training mode is expected to be boolean")
    for child in self.children():
        child.train(mode)
        child.training = mode
    return self


@grow(nn.Module)
def eval(self):
    return self.train(False)

# %% wrong="forgets to hand the mode on" caught="eval_reaches_every_module_below"
@grow(nn.Module)
def train(self, mode=True):
    if not isinstance(mode, bool):
        raise ValueError("training mode is expected to be boolean")
    self.training = mode
    for child in self.children():
        child.train()
    return self


@grow(nn.Module)
def eval(self):
    return self.train(False)

# %% wrong="eval is train without an argument" caught="eval_reaches_every_module_below"
@grow(nn.Module)
def train(self, mode=True):
    if not isinstance(mode, bool):
        raise ValueError("training mode is expected to be boolean")
    self.training = mode
    for child in self.children():
        child.train(mode)
    return self


@grow(nn.Module)
def eval(self):
    return self.train()

# %% wrong="returns nothing" caught="both_return_the_module"
@grow(nn.Module)
def train(self, mode=True):
    if not isinstance(mode, bool):
        raise ValueError("training mode is expected to be boolean")
    self.training = mode
    for child in self.children():
        child.train(mode)


@grow(nn.Module)
def eval(self):
    self.train(False)

# %% wrong="any mode is stored" caught="a_mode_is_a_bool_and_nothing_else"
@grow(nn.Module)
def train(self, mode=True):
    self.training = mode
    for child in self.children():
        child.train(mode)
    return self


@grow(nn.Module)
def eval(self):
    return self.train(False)

# %% wrong="makes a bool of any mode" caught="a_mode_is_a_bool_and_nothing_else"
@grow(nn.Module)
def train(self, mode=True):
    self.training = bool(mode)
    for child in self.children():
        child.train(mode)
    return self


@grow(nn.Module)
def eval(self):
    return self.train(False)

# %% wrong="`mode in (True, False)`, which 1 and 0 are" caught="a_mode_is_a_bool_and_nothing_else"
@grow(nn.Module)
def train(self, mode=True):
    if mode not in (True, False):
        raise ValueError("training mode is expected to be boolean")
    self.training = mode
    for child in self.children():
        child.train(mode)
    return self


@grow(nn.Module)
def eval(self):
    return self.train(False)

# %% wrong="a TypeError" caught="a_mode_is_a_bool_and_nothing_else"
@grow(nn.Module)
def train(self, mode=True):
    if not isinstance(mode, bool):
        raise TypeError("training mode is expected to be boolean")
    self.training = mode
    for child in self.children():
        child.train(mode)
    return self


@grow(nn.Module)
def eval(self):
    return self.train(False)

# %% wrong="stored first, refused then" caught="a_mode_is_a_bool_and_nothing_else"
@grow(nn.Module)
def train(self, mode=True):
    self.training = mode
    if not isinstance(mode, bool):
        raise ValueError("training mode is expected to be boolean")
    for child in self.children():
        child.train(mode)
    return self


@grow(nn.Module)
def eval(self):
    return self.train(False)

# %% wrong="the children are told before the mode is looked at" caught="a_refused_mode_changes_nothing_below_either"
@grow(nn.Module)
def train(self, mode=True):
    for child in self.children():
        child.training = bool(mode)
        child.train(mode)
    if not isinstance(mode, bool):
        raise ValueError("training mode is expected to be boolean")
    self.training = mode
    return self


@grow(nn.Module)
def eval(self):
    return self.train(False)

# %% wrong="sets all flags itself" caught="a_child_with_a_train_of_its_own_is_asked"
@grow(nn.Module)
def train(self, mode=True):
    if not isinstance(mode, bool):
        raise ValueError("training mode is expected to be boolean")
    for module in self.modules():
        module.training = mode
    return self


@grow(nn.Module)
def eval(self):
    return self.train(False)

# %% wrong="eval does the work again" caught="eval_goes_through_train"
@grow(nn.Module)
def train(self, mode=True):
    if not isinstance(mode, bool):
        raise ValueError("training mode is expected to be boolean")
    self.training = mode
    for child in self.children():
        child.train(mode)
    return self


@grow(nn.Module)
def eval(self):
    self.training = False
    for child in self.children():
        child.eval()
    return self

# %% wrong="None among the children is asked" caught="eval_reaches_every_module_below"
@grow(nn.Module)
def train(self, mode=True):
    if not isinstance(mode, bool):
        raise ValueError("training mode is expected to be boolean")
    self.training = mode
    for child in self._modules.values():
        child.train(mode)
    return self


@grow(nn.Module)
def eval(self):
    return self.train(False)

# %% wrong="eval turns gradients off, too" caught="neither_parameters_nor_gradients_are_touched"
@grow(nn.Module)
def train(self, mode=True):
    if not isinstance(mode, bool):
        raise ValueError("training mode is expected to be boolean")
    self.training = mode
    for p in self.parameters():
        p.requires_grad_(mode)
    for child in self.children():
        child.train(mode)
    return self


@grow(nn.Module)
def eval(self):
    return self.train(False)

# %% right="the short form"
@grow(nn.Module)
def train(self, mode=True):
    if not isinstance(mode, bool):
        raise ValueError("training mode is expected to be boolean")
    self.training = mode
    for module in self.children():
        module.train(mode)
    return self


@grow(nn.Module)
def eval(self):
    return self.train(False)

# %% right="`mode is True`, None passed over by hand"
@grow(nn.Module)
def train(self, mode=True):
    if mode is not True and mode is not False:
        raise ValueError("True or False")
    self.__dict__["training"] = mode
    for name in self._modules:
        part = self._modules[name]
        if part is not None:
            part.train(mode)
    return self


@grow(nn.Module)
def eval(self):
    return self.train(mode=False)
