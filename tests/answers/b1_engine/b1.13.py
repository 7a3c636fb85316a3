# %% wrong="the dimension does not come back" caught="along_a_dimension_each_sum_has_a_gradient_of_its_own"
@grow(engine.Tensor)
def sum(self, dim=None, keepdim=False):
    def rule(grad):
        pass
        return (np.broadcast_to(grad, self.shape),)

    return record("SumBackward0", self.array.sum(axis=dim, keepdims=keepdim), (self,), rule)


@grow(engine.Tensor)
def mean(self, dim=None, keepdim=False):
    total = self.sum(dim, keepdim)
    return total / (self.numel() / total.numel())

# %% wrong="the dimension comes back at the end" caught="along_a_dimension_each_sum_has_a_gradient_of_its_own"
@grow(engine.Tensor)
def sum(self, dim=None, keepdim=False):
    def rule(grad):
        if dim is not None and not keepdim:
            grad = grad[..., None]
        return (np.broadcast_to(grad, self.shape),)

    return record("SumBackward0", self.array.sum(axis=dim, keepdims=keepdim), (self,), rule)


@grow(engine.Tensor)
def mean(self, dim=None, keepdim=False):
    total = self.sum(dim, keepdim)
    return total / (self.numel() / total.numel())

# %% wrong="the dimension comes back in front" caught="along_a_dimension_each_sum_has_a_gradient_of_its_own"
@grow(engine.Tensor)
def sum(self, dim=None, keepdim=False):
    def rule(grad):
        if dim is not None and not keepdim:
            grad = grad[None]
        return (np.broadcast_to(grad, self.shape),)

    return record("SumBackward0", self.array.sum(axis=dim, keepdims=keepdim), (self,), rule)


@grow(engine.Tensor)
def mean(self, dim=None, keepdim=False):
    total = self.sum(dim, keepdim)
    return total / (self.numel() / total.numel())

# %% wrong="it comes back even where it never went" caught="a_dimension_that_was_kept_needs_not_come_back"
@grow(engine.Tensor)
def sum(self, dim=None, keepdim=False):
    def rule(grad):
        if dim is not None:
            grad = np.expand_dims(grad, dim)
        return (np.broadcast_to(grad, self.shape),)

    return record("SumBackward0", self.array.sum(axis=dim, keepdims=keepdim), (self,), rule)


@grow(engine.Tensor)
def mean(self, dim=None, keepdim=False):
    total = self.sum(dim, keepdim)
    return total / (self.numel() / total.numel())

# %% wrong="the gradient keeps its own shape" caught="every_number_gets_the_gradient_of_its_sum"
@grow(engine.Tensor)
def sum(self, dim=None, keepdim=False):
    def rule(grad):
        if dim is not None and not keepdim:
            grad = np.expand_dims(grad, dim)
        return (grad,)

    return record("SumBackward0", self.array.sum(axis=dim, keepdims=keepdim), (self,), rule)


@grow(engine.Tensor)
def mean(self, dim=None, keepdim=False):
    total = self.sum(dim, keepdim)
    return total / (self.numel() / total.numel())

# %% wrong="every number gets a share" caught="every_number_gets_the_gradient_of_its_sum"
@grow(engine.Tensor)
def sum(self, dim=None, keepdim=False):
    def rule(grad):
        if dim is not None and not keepdim:
            grad = np.expand_dims(grad, dim)
        return (np.broadcast_to(grad, self.shape) / self.numel() * grad.size,)

    return record("SumBackward0", self.array.sum(axis=dim, keepdims=keepdim), (self,), rule)


@grow(engine.Tensor)
def mean(self, dim=None, keepdim=False):
    total = self.sum(dim, keepdim)
    return total / (self.numel() / total.numel())

# %% wrong="every number gets one" caught="every_number_gets_the_gradient_of_its_sum"
@grow(engine.Tensor)
def sum(self, dim=None, keepdim=False):
    def rule(grad):
        if dim is not None and not keepdim:
            grad = np.expand_dims(grad, dim)
        return (np.ones(self.shape, grad.dtype),)

    return record("SumBackward0", self.array.sum(axis=dim, keepdims=keepdim), (self,), rule)


@grow(engine.Tensor)
def mean(self, dim=None, keepdim=False):
    total = self.sum(dim, keepdim)
    return total / (self.numel() / total.numel())

# %% wrong="keepdim is lost on the way" caught="sums_of_everything_of_rows_and_of_columns"
@grow(engine.Tensor)
def sum(self, dim=None, keepdim=False):
    def rule(grad):
        if dim is not None and not keepdim:
            grad = np.expand_dims(grad, dim)
        return (np.broadcast_to(grad, self.shape),)

    return record("SumBackward0", self.array.sum(axis=dim), (self,), rule)


@grow(engine.Tensor)
def mean(self, dim=None, keepdim=False):
    total = self.sum(dim, keepdim)
    return total / (self.numel() / total.numel())

# %% wrong="the mean divides by everything" caught="a_mean_is_divided_by_how_many_there_were"
@grow(engine.Tensor)
def sum(self, dim=None, keepdim=False):
    def rule(grad):
        if dim is not None and not keepdim:
            grad = np.expand_dims(grad, dim)
        return (np.broadcast_to(grad, self.shape),)

    return record("SumBackward0", self.array.sum(axis=dim, keepdims=keepdim), (self,), rule)


@grow(engine.Tensor)
def mean(self, dim=None, keepdim=False):
    return self.sum(dim, keepdim) / self.numel()

# %% wrong="the mean divides by the first dimension" caught="a_mean_is_divided_by_how_many_there_were"
@grow(engine.Tensor)
def sum(self, dim=None, keepdim=False):
    def rule(grad):
        if dim is not None and not keepdim:
            grad = np.expand_dims(grad, dim)
        return (np.broadcast_to(grad, self.shape),)

    return record("SumBackward0", self.array.sum(axis=dim, keepdims=keepdim), (self,), rule)


@grow(engine.Tensor)
def mean(self, dim=None, keepdim=False):
    return self.sum(dim, keepdim) / len(self)

# %% wrong="the mean forgets its gradient" caught="a_mean_is_divided_by_how_many_there_were"
@grow(engine.Tensor)
def sum(self, dim=None, keepdim=False):
    def rule(grad):
        if dim is not None and not keepdim:
            grad = np.expand_dims(grad, dim)
        return (np.broadcast_to(grad, self.shape),)

    return record("SumBackward0", self.array.sum(axis=dim, keepdims=keepdim), (self,), rule)


@grow(engine.Tensor)
def mean(self, dim=None, keepdim=False):
    return record('MeanBackward0', self.array.mean(axis=dim, keepdims=keepdim), (self,), lambda grad: (np.zeros(self.shape, grad.dtype),))

# %% wrong="one dimension at a time" caught="several_dimensions_may_go_at_once"
@grow(engine.Tensor)
def sum(self, dim=None, keepdim=False):
    def rule(grad):
        if dim is not None and not keepdim:
            for d in dim if isinstance(dim, tuple) else (dim,):
                grad = np.repeat(np.expand_dims(grad, 0), self.shape[d], 0).swapaxes(0, d)
        return (np.broadcast_to(grad, self.shape),)

    return record("SumBackward0", self.array.sum(axis=dim, keepdims=keepdim), (self,), rule)


@grow(engine.Tensor)
def mean(self, dim=None, keepdim=False):
    total = self.sum(dim, keepdim)
    return total / (self.numel() / total.numel())

# %% wrong="saves what it does not need" caught="a_sum_saves_nothing"
@grow(engine.Tensor)
def sum(self, dim=None, keepdim=False):
    def rule(grad, a):
        if dim is not None and not keepdim:
            grad = np.expand_dims(grad, dim)
        return (np.broadcast_to(grad, self.shape),)

    return record("SumBackward0", self.array.sum(axis=dim, keepdims=keepdim), (self,), rule, (self.array,))


@grow(engine.Tensor)
def mean(self, dim=None, keepdim=False):
    total = self.sum(dim, keepdim)
    return total / (self.numel() / total.numel())

# %% right="a reshape to the kept shape"
@grow(engine.Tensor)
def sum(self, dim=None, keepdim=False):
    def rule(grad):
        kept = self.array.sum(axis=dim, keepdims=True).shape
        return (np.broadcast_to(grad.reshape(kept), self.shape),)

    return record("SumBackward0", self.array.sum(axis=dim, keepdims=keepdim), (self,), rule)


@grow(engine.Tensor)
def mean(self, dim=None, keepdim=False):
    total = self.sum(dim, keepdim)
    return total / (self.numel() / total.numel())

# %% right="ones times the gradient, and a factor for the mean"
@grow(engine.Tensor)
def sum(self, dim=None, keepdim=False):
    def rule(grad):
        if dim is not None and not keepdim:
            grad = np.expand_dims(grad, dim)
        return (np.ones(self.shape, grad.dtype) * grad,)

    return record("SumBackward0", self.array.sum(axis=dim, keepdims=keepdim), (self,), rule)


@grow(engine.Tensor)
def mean(self, dim=None, keepdim=False):
    total = self.sum(dim=dim, keepdim=keepdim)
    return total * (total.numel() / self.numel())
