# %% wrong="the gradient keeps the new shape" caught="another_shape_and_back"
@grow(engine.Tensor)
def reshape(self, *shape):
    before = self.shape
    return record("ViewBackward0", self.array.reshape(shape), (self,), lambda grad: (grad,))


@grow(engine.Tensor)
def transpose(self, dim0, dim1):
    return record("TransposeBackward0", np.swapaxes(self.array, dim0, dim1), (self,), lambda grad: (np.swapaxes(grad, dim0, dim1),))


@grow(engine.Tensor)
def __getitem__(self, index):
    def rule(grad):
        full = np.zeros(self.shape, grad.dtype)
        np.add.at(full, index, grad)
        return (full,)

    return record("IndexBackward0", self.array[index], (self,), rule)

# %% wrong="back to the shape that was asked for" caught="another_shape_and_back"
@grow(engine.Tensor)
def reshape(self, *shape):
    before = self.shape
    return record("ViewBackward0", self.array.reshape(shape), (self,), lambda grad: (grad.reshape(shape),))


@grow(engine.Tensor)
def transpose(self, dim0, dim1):
    return record("TransposeBackward0", np.swapaxes(self.array, dim0, dim1), (self,), lambda grad: (np.swapaxes(grad, dim0, dim1),))


@grow(engine.Tensor)
def __getitem__(self, index):
    def rule(grad):
        full = np.zeros(self.shape, grad.dtype)
        np.add.at(full, index, grad)
        return (full,)

    return record("IndexBackward0", self.array[index], (self,), rule)

# %% wrong="a swap is undone by a reshape" caught="swapped_dimensions_are_swapped_back"
@grow(engine.Tensor)
def reshape(self, *shape):
    before = self.shape
    return record("ViewBackward0", self.array.reshape(shape), (self,), lambda grad: (grad.reshape(before),))


@grow(engine.Tensor)
def transpose(self, dim0, dim1):
    return record("TransposeBackward0", np.swapaxes(self.array, dim0, dim1), (self,), lambda grad: (grad.reshape(self.shape),))


@grow(engine.Tensor)
def __getitem__(self, index):
    def rule(grad):
        full = np.zeros(self.shape, grad.dtype)
        np.add.at(full, index, grad)
        return (full,)

    return record("IndexBackward0", self.array[index], (self,), rule)

# %% wrong="a swap is a reshape" caught="swapped_dimensions_are_swapped_back"
@grow(engine.Tensor)
def reshape(self, *shape):
    before = self.shape
    return record("ViewBackward0", self.array.reshape(shape), (self,), lambda grad: (grad.reshape(before),))


@grow(engine.Tensor)
def transpose(self, dim0, dim1):
    return record("TransposeBackward0", self.array.reshape(self.array.shape[::-1]), (self,), lambda grad: (np.swapaxes(grad, dim0, dim1),))


@grow(engine.Tensor)
def __getitem__(self, index):
    def rule(grad):
        full = np.zeros(self.shape, grad.dtype)
        np.add.at(full, index, grad)
        return (full,)

    return record("IndexBackward0", self.array[index], (self,), rule)

# %% wrong="turns all dimensions round" caught="two_of_three_dimensions_are_swapped"
@grow(engine.Tensor)
def reshape(self, *shape):
    before = self.shape
    return record("ViewBackward0", self.array.reshape(shape), (self,), lambda grad: (grad.reshape(before),))


@grow(engine.Tensor)
def transpose(self, dim0, dim1):
    return record("TransposeBackward0", self.array.T if self.ndim == 2 else self.array.transpose(2, 0, 1), (self,), lambda grad: (grad.T if self.ndim == 2 else grad.transpose(1, 2, 0),))


@grow(engine.Tensor)
def __getitem__(self, index):
    def rule(grad):
        full = np.zeros(self.shape, grad.dtype)
        np.add.at(full, index, grad)
        return (full,)

    return record("IndexBackward0", self.array[index], (self,), rule)

# %% wrong="the gradient is not turned back" caught="swapped_dimensions_are_swapped_back"
@grow(engine.Tensor)
def reshape(self, *shape):
    before = self.shape
    return record("ViewBackward0", self.array.reshape(shape), (self,), lambda grad: (grad.reshape(before),))


@grow(engine.Tensor)
def transpose(self, dim0, dim1):
    return record("TransposeBackward0", np.swapaxes(self.array, dim0, dim1), (self,), lambda grad: (grad,))


@grow(engine.Tensor)
def __getitem__(self, index):
    def rule(grad):
        full = np.zeros(self.shape, grad.dtype)
        np.add.at(full, index, grad)
        return (full,)

    return record("IndexBackward0", self.array[index], (self,), rule)

# %% wrong="each place is written once" caught="what_was_picked_twice_gets_both"
@grow(engine.Tensor)
def reshape(self, *shape):
    before = self.shape
    return record("ViewBackward0", self.array.reshape(shape), (self,), lambda grad: (grad.reshape(before),))


@grow(engine.Tensor)
def transpose(self, dim0, dim1):
    return record("TransposeBackward0", np.swapaxes(self.array, dim0, dim1), (self,), lambda grad: (np.swapaxes(grad, dim0, dim1),))


@grow(engine.Tensor)
def __getitem__(self, index):
    def rule(grad):
        full = np.zeros(self.shape, grad.dtype)
        full[index] += grad
        return (full,)

    return record("IndexBackward0", self.array[index], (self,), rule)

# %% wrong="the last pick wins" caught="what_was_picked_twice_gets_both"
@grow(engine.Tensor)
def reshape(self, *shape):
    before = self.shape
    return record("ViewBackward0", self.array.reshape(shape), (self,), lambda grad: (grad.reshape(before),))


@grow(engine.Tensor)
def transpose(self, dim0, dim1):
    return record("TransposeBackward0", np.swapaxes(self.array, dim0, dim1), (self,), lambda grad: (np.swapaxes(grad, dim0, dim1),))


@grow(engine.Tensor)
def __getitem__(self, index):
    def rule(grad):
        full = np.zeros(self.shape, grad.dtype)
        full[index] = grad
        return (full,)

    return record("IndexBackward0", self.array[index], (self,), rule)

# %% wrong="only what was picked has a gradient" caught="what_was_not_picked_gets_zero"
@grow(engine.Tensor)
def reshape(self, *shape):
    before = self.shape
    return record("ViewBackward0", self.array.reshape(shape), (self,), lambda grad: (grad.reshape(before),))


@grow(engine.Tensor)
def transpose(self, dim0, dim1):
    return record("TransposeBackward0", np.swapaxes(self.array, dim0, dim1), (self,), lambda grad: (np.swapaxes(grad, dim0, dim1),))


@grow(engine.Tensor)
def __getitem__(self, index):
    def rule(grad):
        full = grad
        pass
        return (full,)

    return record("IndexBackward0", self.array[index], (self,), rule)

# %% wrong="the rest gets one" caught="what_was_not_picked_gets_zero"
@grow(engine.Tensor)
def reshape(self, *shape):
    before = self.shape
    return record("ViewBackward0", self.array.reshape(shape), (self,), lambda grad: (grad.reshape(before),))


@grow(engine.Tensor)
def transpose(self, dim0, dim1):
    return record("TransposeBackward0", np.swapaxes(self.array, dim0, dim1), (self,), lambda grad: (np.swapaxes(grad, dim0, dim1),))


@grow(engine.Tensor)
def __getitem__(self, index):
    def rule(grad):
        full = np.ones(self.shape, grad.dtype)
        np.add.at(full, index, grad)
        return (full,)

    return record("IndexBackward0", self.array[index], (self,), rule)

# %% wrong="copies" caught="the_same_memory_is_shown"
@grow(engine.Tensor)
def reshape(self, *shape):
    before = self.shape
    return record("ViewBackward0", self.array.reshape(shape).copy(), (self,), lambda grad: (grad.reshape(before),))


@grow(engine.Tensor)
def transpose(self, dim0, dim1):
    return record("TransposeBackward0", np.swapaxes(self.array, dim0, dim1).copy(), (self,), lambda grad: (np.swapaxes(grad, dim0, dim1),))


@grow(engine.Tensor)
def __getitem__(self, index):
    def rule(grad):
        full = np.zeros(self.shape, grad.dtype)
        np.add.at(full, index, grad)
        return (full,)

    return record("IndexBackward0", self.array[index].copy(), (self,), rule)

# %% wrong="double precision zeros" caught="what_was_not_picked_gets_zero"
@grow(engine.Tensor)
def reshape(self, *shape):
    before = self.shape
    return record("ViewBackward0", self.array.reshape(shape), (self,), lambda grad: (grad.reshape(before),))


@grow(engine.Tensor)
def transpose(self, dim0, dim1):
    return record("TransposeBackward0", np.swapaxes(self.array, dim0, dim1), (self,), lambda grad: (np.swapaxes(grad, dim0, dim1),))


@grow(engine.Tensor)
def __getitem__(self, index):
    def rule(grad):
        full = np.zeros(self.shape)
        np.add.at(full, index, grad)
        return (full,)

    return record("IndexBackward0", self.array[index], (self,), rule)

# %% wrong="only whole numbers are an index" caught="slices_and_pairs_pick_as_well"
@grow(engine.Tensor)
def reshape(self, *shape):
    before = self.shape
    return record("ViewBackward0", self.array.reshape(shape), (self,), lambda grad: (grad.reshape(before),))


@grow(engine.Tensor)
def transpose(self, dim0, dim1):
    return record("TransposeBackward0", np.swapaxes(self.array, dim0, dim1), (self,), lambda grad: (np.swapaxes(grad, dim0, dim1),))


@grow(engine.Tensor)
def __getitem__(self, index):
    def rule(grad):
        full = np.zeros(self.shape, grad.dtype)
        full[int(index)] = grad
        return (full,)

    return record("IndexBackward0", self.array[index], (self,), rule)

# %% right="zeros like, and moveaxis by hand"
@grow(engine.Tensor)
def reshape(self, *shape):
    before = self.shape
    return record("ViewBackward0", np.reshape(self.array, shape), (self,), lambda grad: (np.reshape(grad, self.array.shape),))


@grow(engine.Tensor)
def transpose(self, dim0, dim1):
    return record("TransposeBackward0", self.array.swapaxes(dim0, dim1), (self,), lambda grad: (grad.swapaxes(dim1, dim0),))


@grow(engine.Tensor)
def __getitem__(self, index):
    def rule(grad):
        full = np.zeros_like(self.array)
        np.add.at(full, index, grad)
        return (full,)

    return record("IndexBackward0", self.array[index], (self,), rule)

# %% right="through the places' own numbers"
@grow(engine.Tensor)
def reshape(self, *shape):
    before = self.shape
    return record("ViewBackward0", self.array.reshape(shape), (self,), lambda grad: (grad.reshape(before),))


@grow(engine.Tensor)
def transpose(self, dim0, dim1):
    return record("TransposeBackward0", np.swapaxes(self.array, dim0, dim1), (self,), lambda grad: (np.swapaxes(grad, dim0, dim1),))


@grow(engine.Tensor)
def __getitem__(self, index):
    def rule(grad):
        full = np.zeros(self.shape, grad.dtype)
        places = np.arange(full.size).reshape(full.shape)[index]
        np.add.at(full.reshape(-1), places.reshape(-1), grad.reshape(-1))
        return (full,)

    return record("IndexBackward0", self.array[index], (self,), rule)
