# %% wrong="the rule of the product number by number" caught="each_matrix_gets_a_gradient_of_its_shape"
@grow(engine.Tensor)
def __matmul__(self, other):
    a, b = self.array, other.array
    return record("MmBackward0", a @ b, (self, other), lambda grad, a, b: (grad * b, grad * a), (a, b))

# %% wrong="nothing is turned" caught="each_matrix_gets_a_gradient_of_its_shape"
@grow(engine.Tensor)
def __matmul__(self, other):
    a, b = self.array, other.array
    return record("MmBackward0", a @ b, (self, other), lambda grad, a, b: (grad @ b, a @ grad), (a, b))

# %% wrong="the wrong side" caught="each_matrix_gets_a_gradient_of_its_shape"
@grow(engine.Tensor)
def __matmul__(self, other):
    a, b = self.array, other.array
    return record("MmBackward0", a @ b, (self, other), lambda grad, a, b: (np.swapaxes(b, -1, -2) @ grad, grad @ np.swapaxes(a, -1, -2)), (a, b))

# %% wrong="the two gradients the other way round" caught="each_matrix_gets_a_gradient_of_its_shape"
@grow(engine.Tensor)
def __matmul__(self, other):
    a, b = self.array, other.array
    return record("MmBackward0", a @ b, (self, other), lambda grad, a, b: (np.swapaxes(a, -1, -2) @ grad, grad @ np.swapaxes(b, -1, -2)), (a, b))

# %% wrong="turns all dimensions round" caught="a_stack_is_multiplied_one_by_one"
@grow(engine.Tensor)
def __matmul__(self, other):
    a, b = self.array, other.array
    return record("MmBackward0", a @ b, (self, other), lambda grad, a, b: (grad @ b.T, a.T @ grad), (a, b))

# %% wrong="turns the first two dimensions" caught="a_stack_is_multiplied_one_by_one"
@grow(engine.Tensor)
def __matmul__(self, other):
    a, b = self.array, other.array
    return record("MmBackward0", a @ b, (self, other), lambda grad, a, b: (grad @ np.swapaxes(b, 0, 1), np.swapaxes(a, 0, 1) @ grad), (a, b))

# %% wrong="turned only where it does not fit" caught="square_matrices_tell_the_order"
@grow(engine.Tensor)
def __matmul__(self, other):
    a, b = self.array, other.array
    return record("MmBackward0", a @ b, (self, other), lambda grad, a, b: (grad @ (b if b.shape[0] == grad.shape[1] and b.shape[1] == a.shape[1] else b.T), (a if a.shape[0] == b.shape[0] else a.T) @ grad), (a, b))

# %% wrong="multiplies number by number" caught="a_product_of_matrices"
@grow(engine.Tensor)
def __matmul__(self, other):
    a, b = self.array, other.array
    return record("MmBackward0", a * b[: len(a), : a.shape[1]], (self, other), lambda grad, a, b: (grad @ np.swapaxes(b, -1, -2), np.swapaxes(a, -1, -2) @ grad), (a, b))

# %% wrong="only the first one learns" caught="each_matrix_gets_a_gradient_of_its_shape"
@grow(engine.Tensor)
def __matmul__(self, other):
    a, b = self.array, other.array
    return record("MmBackward0", a @ b, (self, other), lambda grad, a, b: (grad @ np.swapaxes(b, -1, -2), np.zeros_like(b)), (a, b))

# %% right="np.matmul and moveaxis"
@grow(engine.Tensor)
def __matmul__(self, other):
    def rule(grad, a, b):
        return np.matmul(grad, np.moveaxis(b, -1, -2)), np.matmul(np.moveaxis(a, -1, -2), grad)

    return record("MmBackward0", np.matmul(self.array, other.array), (self, other), rule, (self.array, other.array))

# %% right="einsum"
@grow(engine.Tensor)
def __matmul__(self, other):
    def rule(grad, a, b):
        return np.einsum("...ik,...jk->...ij", grad, b), np.einsum("...ij,...ik->...jk", a, grad)

    a, b = self.array, other.array
    return record("MmBackward0", np.einsum("...ij,...jk->...ik", a, b), (self, other), rule, (a, b))
