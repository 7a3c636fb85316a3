# %% wrong="the last one wins" caught="a_second_walk_adds_to_the_first"
@grow(engine.AccumulateGrad)
def apply(self, grad, keep=False):
    self.variable.grad = Tensor(grad.copy())
    return ()

# %% wrong="the first one stays" caught="a_second_walk_adds_to_the_first"
@grow(engine.AccumulateGrad)
def apply(self, grad, keep=False):
    if self.variable.grad is None:
        self.variable.grad = Tensor(grad.copy())
    return ()

# %% wrong="a new tensor each time" caught="it_grows_in_place"
@grow(engine.AccumulateGrad)
def apply(self, grad, keep=False):
    leaf = self.variable
    leaf.grad = Tensor(grad.copy()) if leaf.grad is None else leaf.grad + Tensor(grad)
    return ()

# %% wrong="a new array in the old tensor's place" caught="it_grows_in_place"
@grow(engine.AccumulateGrad)
def apply(self, grad, keep=False):
    leaf = self.variable
    total = grad.copy() if leaf.grad is None else leaf.grad.array + grad
    leaf.grad = Tensor(total)
    return ()

# %% wrong="keeps the array it was handed" caught="no_two_tensors_share_a_gradient"
@grow(engine.AccumulateGrad)
def apply(self, grad, keep=False):
    leaf = self.variable
    if leaf.grad is None:
        leaf.grad = Tensor(grad)
    else:
        leaf.grad.array += grad
    return ()

# %% wrong="an array where a Tensor belongs" caught="the_first_gradient_is_kept"
@grow(engine.AccumulateGrad)
def apply(self, grad, keep=False):
    leaf = self.variable
    if leaf.grad is None:
        leaf.grad = grad.copy()
    else:
        leaf.grad += grad
    return ()

# %% wrong="the gradient asks for a gradient" caught="the_first_gradient_is_kept"
@grow(engine.AccumulateGrad)
def apply(self, grad, keep=False):
    leaf = self.variable
    if leaf.grad is None:
        leaf.grad = Tensor(grad.copy(), requires_grad=True)
    else:
        leaf.grad.array += grad
    return ()

# %% wrong="keeps the sum in the node" caught="after_none_a_gradient_begins_anew"
@grow(engine.AccumulateGrad)
def apply(self, grad, keep=False):
    self.total = getattr(self, "total", 0) + grad
    if self.variable.grad is None:
        self.variable.grad = Tensor(self.total.copy())
    else:
        self.variable.grad.array[...] = self.total
    return ()

# %% wrong="returns nothing" caught="the_first_gradient_is_kept"
@grow(engine.AccumulateGrad)
def apply(self, grad, keep=False):
    leaf = self.variable
    if leaf.grad is None:
        leaf.grad = Tensor(grad.copy())
    else:
        leaf.grad.array += grad

# %% wrong="the mean of both" caught="a_second_walk_adds_to_the_first"
@grow(engine.AccumulateGrad)
def apply(self, grad, keep=False):
    leaf = self.variable
    if leaf.grad is None:
        leaf.grad = Tensor(grad.copy())
    else:
        leaf.grad.array[...] = (leaf.grad.array + grad) / 2
    return ()

# %% right="zeros first"
@grow(engine.AccumulateGrad)
def apply(self, grad, keep=False):
    if self.variable.grad is None:
        self.variable.grad = Tensor(np.zeros_like(grad))
    self.variable.grad.array += grad
    return ()

# %% right="np.add with its out"
@grow(engine.AccumulateGrad)
def apply(self, grad, keep=False):
    leaf = self.variable
    if leaf.grad is not None:
        np.add(leaf.grad.array, grad, out=leaf.grad.array)
        return []
    leaf.grad = Tensor(np.array(grad, copy=True))
    return []
