# %% wrong="ones for every shape" caught="several_numbers_need_a_gradient"
@grow(engine.Tensor)
def backward(self, gradient=None, retain_graph=False):
    if not self.requires_grad:
        raise RuntimeError("element 0 of tensors does not require grad and does not have a grad_fn")
    if gradient is None:
        if self.array.size == 0:
            raise RuntimeError("grad can be implicitly created only for scalar outputs")
        gradient = Tensor(np.ones_like(self.array))
    if gradient.shape != self.shape:
        raise RuntimeError("Mismatch in shape")
    walk(edge(self), gradient.array, retain_graph)

# %% wrong="counts dimensions" caught="one_number_is_enough_whatever_its_shape"
@grow(engine.Tensor)
def backward(self, gradient=None, retain_graph=False):
    if not self.requires_grad:
        raise RuntimeError("element 0 of tensors does not require grad and does not have a grad_fn")
    if gradient is None:
        if self.array.ndim:
            raise RuntimeError("grad can be implicitly created only for scalar outputs")
        gradient = Tensor(np.ones_like(self.array))
    if gradient.shape != self.shape:
        raise RuntimeError("Mismatch in shape")
    walk(edge(self), gradient.array, retain_graph)

# %% wrong="anybody may start" caught="who_is_not_in_the_graph_cannot_start"
@grow(engine.Tensor)
def backward(self, gradient=None, retain_graph=False):
    if gradient is None:
        if self.array.size != 1:
            raise RuntimeError("grad can be implicitly created only for scalar outputs")
        gradient = Tensor(np.ones_like(self.array))
    if gradient.shape != self.shape:
        raise RuntimeError("Mismatch in shape")
    walk(edge(self), gradient.array, retain_graph)

# %% wrong="any shape will do" caught="a_gradient_of_another_shape_is_refused"
@grow(engine.Tensor)
def backward(self, gradient=None, retain_graph=False):
    if not self.requires_grad:
        raise RuntimeError("element 0 of tensors does not require grad and does not have a grad_fn")
    if gradient is None:
        if self.array.size != 1:
            raise RuntimeError("grad can be implicitly created only for scalar outputs")
        gradient = Tensor(np.ones_like(self.array))
    walk(edge(self), gradient.array, retain_graph)

# %% wrong="a ValueError for the shape" caught="a_gradient_of_another_shape_is_refused"
@grow(engine.Tensor)
def backward(self, gradient=None, retain_graph=False):
    if not self.requires_grad:
        raise RuntimeError("element 0 of tensors does not require grad and does not have a grad_fn")
    if gradient is None:
        if self.array.size != 1:
            raise RuntimeError("grad can be implicitly created only for scalar outputs")
        gradient = Tensor(np.ones_like(self.array))
    if gradient.shape != self.shape:
        raise ValueError("Mismatch in shape")
    walk(edge(self), gradient.array, retain_graph)

# %% wrong="the gradient that is given is passed over" caught="several_numbers_need_a_gradient"
@grow(engine.Tensor)
def backward(self, gradient=None, retain_graph=False):
    if not self.requires_grad:
        raise RuntimeError("element 0 of tensors does not require grad and does not have a grad_fn")
    if gradient is None:
        if self.array.size != 1:
            raise RuntimeError("grad can be implicitly created only for scalar outputs")
        gradient = Tensor(np.ones_like(self.array))
    ones = np.ones_like(self.array)
    if gradient.shape != self.shape:
        raise RuntimeError("Mismatch in shape")
    walk(edge(self), ones, retain_graph)

# %% wrong="always asks for a gradient" caught="a_number_starts_the_walk_with_one"
@grow(engine.Tensor)
def backward(self, gradient=None, retain_graph=False):
    if not self.requires_grad:
        raise RuntimeError("element 0 of tensors does not require grad and does not have a grad_fn")
    if gradient is None:
        if True:
            raise RuntimeError("grad can be implicitly created only for scalar outputs")
        gradient = Tensor(np.ones_like(self.array))
    if gradient.shape != self.shape:
        raise RuntimeError("Mismatch in shape")
    walk(edge(self), gradient.array, retain_graph)

# %% wrong="starts at grad_fn" caught="a_leaf_may_start_and_ends_at_once"
@grow(engine.Tensor)
def backward(self, gradient=None, retain_graph=False):
    if not self.requires_grad:
        raise RuntimeError("element 0 of tensors does not require grad and does not have a grad_fn")
    if gradient is None:
        if self.array.size != 1:
            raise RuntimeError("grad can be implicitly created only for scalar outputs")
        gradient = Tensor(np.ones_like(self.array))
    if gradient.shape != self.shape:
        raise RuntimeError("Mismatch in shape")
    walk(self.grad_fn, gradient.array, retain_graph)

# %% wrong="hands a Tensor to the walk" caught="a_number_starts_the_walk_with_one"
@grow(engine.Tensor)
def backward(self, gradient=None, retain_graph=False):
    if not self.requires_grad:
        raise RuntimeError("element 0 of tensors does not require grad and does not have a grad_fn")
    if gradient is None:
        if self.array.size != 1:
            raise RuntimeError("grad can be implicitly created only for scalar outputs")
        gradient = Tensor(np.ones_like(self.array))
    if gradient.shape != self.shape:
        raise RuntimeError("Mismatch in shape")
    walk(edge(self), gradient, retain_graph)

# %% wrong="the shape is looked at first" caught="who_is_not_in_the_graph_cannot_start"
@grow(engine.Tensor)
def backward(self, gradient=None, retain_graph=False):
    if gradient is None:
        if self.array.size != 1:
            raise RuntimeError("grad can be implicitly created only for scalar outputs")
        gradient = Tensor(np.ones_like(self.array))
    if not self.requires_grad:
        raise RuntimeError("element 0 of tensors does not require grad and does not have a grad_fn")
    if gradient.shape != self.shape:
        raise RuntimeError("Mismatch in shape")
    walk(edge(self), gradient.array, retain_graph)

# %% wrong="returns the tensor" caught="it_returns_nothing"
@grow(engine.Tensor)
def backward(self, gradient=None, retain_graph=False):
    if not self.requires_grad:
        raise RuntimeError("element 0 of tensors does not require grad and does not have a grad_fn")
    if gradient is None:
        if self.array.size != 1:
            raise RuntimeError("grad can be implicitly created only for scalar outputs")
        gradient = Tensor(np.ones_like(self.array))
    if gradient.shape != self.shape:
        raise RuntimeError("Mismatch in shape")
    walk(edge(self), gradient.array, retain_graph)
    return self

# %% right="the edge says whether there is a way"
@grow(engine.Tensor)
def backward(self, gradient=None, retain_graph=False):
    root = edge(self)
    if root is None:
        raise RuntimeError("element 0 of tensors does not require grad and does not have a grad_fn")
    if gradient is None and self.numel() != 1:
        raise RuntimeError("grad can be implicitly created only for scalar outputs")
    array = np.ones_like(self.array) if gradient is None else gradient.array
    if array.shape != self.array.shape:
        raise RuntimeError("Mismatch in shape")
    walk(root, array, retain_graph)

# %% right="a full array"
@grow(engine.Tensor)
def backward(self, gradient=None, retain_graph=False):
    if not self.requires_grad:
        raise RuntimeError("element 0 of tensors does not require grad and does not have a grad_fn")
    if gradient is not None:
        if gradient.shape != self.shape:
            raise RuntimeError(f"{gradient.shape} is not {self.shape}")
        start = gradient.array
    elif self.array.size == 1:
        start = np.full(self.array.shape, 1, self.array.dtype)
    else:
        raise RuntimeError("grad can be implicitly created only for scalar outputs")
    walk(edge(self), start, keep=retain_graph)
