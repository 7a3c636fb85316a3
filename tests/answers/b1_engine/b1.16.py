# %% wrong="the tensor itself is cut off" caught="the_tensor_itself_stays_in_the_graph"
@grow(engine.Tensor)
def detach(self):
    self.requires_grad, self.grad_fn = False, None
    return self


@grow(engine.Tensor)
def add_(self, other, alpha=1):
    other = operand(other, self)
    if is_grad_enabled() and (self.requires_grad or other.requires_grad):
        raise RuntimeError("a leaf Variable that requires grad is being used in an in-place operation.")
    self.array += alpha * other.array
    return self

# %% wrong="a copy" caught="it_shows_the_same_memory"
@grow(engine.Tensor)
def detach(self):
    return Tensor(self.array.copy())


@grow(engine.Tensor)
def add_(self, other, alpha=1):
    other = operand(other, self)
    if is_grad_enabled() and (self.requires_grad or other.requires_grad):
        raise RuntimeError("a leaf Variable that requires grad is being used in an in-place operation.")
    self.array += alpha * other.array
    return self

# %% wrong="the same tensor" caught="a_detached_tensor_has_no_history"
@grow(engine.Tensor)
def detach(self):
    return self


@grow(engine.Tensor)
def add_(self, other, alpha=1):
    other = operand(other, self)
    if is_grad_enabled() and (self.requires_grad or other.requires_grad):
        raise RuntimeError("a leaf Variable that requires grad is being used in an in-place operation.")
    self.array += alpha * other.array
    return self

# %% wrong="it still asks" caught="a_detached_tensor_has_no_history"
@grow(engine.Tensor)
def detach(self):
    return Tensor(self.array, self.requires_grad)


@grow(engine.Tensor)
def add_(self, other, alpha=1):
    other = operand(other, self)
    if is_grad_enabled() and (self.requires_grad or other.requires_grad):
        raise RuntimeError("a leaf Variable that requires grad is being used in an in-place operation.")
    self.array += alpha * other.array
    return self

# %% wrong="a new array" caught="it_shows_the_same_memory"
@grow(engine.Tensor)
def detach(self):
    return Tensor(self.array)


@grow(engine.Tensor)
def add_(self, other, alpha=1):
    other = operand(other, self)
    if is_grad_enabled() and (self.requires_grad or other.requires_grad):
        raise RuntimeError("a leaf Variable that requires grad is being used in an in-place operation.")
    self.array = self.array + alpha * other.array
    return self

# %% wrong="a new tensor" caught="it_shows_the_same_memory"
@grow(engine.Tensor)
def detach(self):
    return Tensor(self.array)


@grow(engine.Tensor)
def add_(self, other, alpha=1):
    other = operand(other, self)
    if is_grad_enabled() and (self.requires_grad or other.requires_grad):
        raise RuntimeError("a leaf Variable that requires grad is being used in an in-place operation.")
    return self + alpha * other

# %% wrong="returns nothing" caught="a_tensor_is_changed_in_place"
@grow(engine.Tensor)
def detach(self):
    return Tensor(self.array)


@grow(engine.Tensor)
def add_(self, other, alpha=1):
    other = operand(other, self)
    if is_grad_enabled() and (self.requires_grad or other.requires_grad):
        raise RuntimeError("a leaf Variable that requires grad is being used in an in-place operation.")
    self.array += alpha * other.array

# %% wrong="alpha is forgotten" caught="a_tensor_is_changed_in_place"
@grow(engine.Tensor)
def detach(self):
    return Tensor(self.array)


@grow(engine.Tensor)
def add_(self, other, alpha=1):
    other = operand(other, self)
    if is_grad_enabled() and (self.requires_grad or other.requires_grad):
        raise RuntimeError("a leaf Variable that requires grad is being used in an in-place operation.")
    self.array += other.array
    return self

# %% wrong="alpha scales the tensor" caught="a_tensor_is_changed_in_place"
@grow(engine.Tensor)
def detach(self):
    return Tensor(self.array)


@grow(engine.Tensor)
def add_(self, other, alpha=1):
    other = operand(other, self)
    if is_grad_enabled() and (self.requires_grad or other.requires_grad):
        raise RuntimeError("a leaf Variable that requires grad is being used in an in-place operation.")
    self.array *= alpha
    self.array += other.array
    return self

# %% wrong="a leaf may be changed at any time" caught="a_leaf_that_asks_is_refused"
@grow(engine.Tensor)
def detach(self):
    return Tensor(self.array)


@grow(engine.Tensor)
def add_(self, other, alpha=1):
    other = operand(other, self)
    pass
    self.array += alpha * other.array
    return self

# %% wrong="a leaf that asks may never be changed" caught="a_leaf_that_asks_is_refused"
@grow(engine.Tensor)
def detach(self):
    return Tensor(self.array)


@grow(engine.Tensor)
def add_(self, other, alpha=1):
    other = operand(other, self)
    if self.requires_grad:
        raise RuntimeError("a leaf Variable that requires grad is being used in an in-place operation.")
    self.array += alpha * other.array
    return self

# %% wrong="changed first, refused then" caught="a_leaf_that_asks_is_refused"
@grow(engine.Tensor)
def detach(self):
    return Tensor(self.array)


@grow(engine.Tensor)
def add_(self, other, alpha=1):
    other = operand(other, self)
    self.array += alpha * other.array
    if is_grad_enabled() and (self.requires_grad or other.requires_grad):
        raise RuntimeError("a leaf Variable that requires grad is being used in an in-place operation.")
    return self

# %% right="np.add with its out"
@grow(engine.Tensor)
def detach(self):
    made = Tensor(self.array, requires_grad=False)
    return made


@grow(engine.Tensor)
def add_(self, other, alpha=1):
    other = operand(other, self)
    if is_grad_enabled() and (self.requires_grad or other.requires_grad):
        raise RuntimeError("a leaf Variable that requires grad is being used in an in-place operation.")
    np.add(self.array, alpha * other.array, out=self.array)
    return self

# %% right="whole slices, and a helper of its own"
@grow(engine.Tensor)
def detach(self):
    return record("", self.array, (), None)


@grow(engine.Tensor)
def add_(self, other, alpha=1):
    other = operand(other, self)
    asks = self.requires_grad or other.requires_grad
    if asks and is_grad_enabled():
        raise RuntimeError("a leaf Variable that requires grad is being used in an in-place operation.")
    self.array[...] = self.array + other.array * alpha
    return self
