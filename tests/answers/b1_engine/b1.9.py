# %% wrong="hands it on as it is" caught="a_bias_gets_the_sum_over_the_rows"
@grow(engine)
def unbroadcast(grad, shape):
    return grad

# %% wrong="cuts instead of adding" caught="a_bias_gets_the_sum_over_the_rows"
@grow(engine)
def unbroadcast(grad, shape):
    while grad.ndim > len(shape):
        grad = grad[0]
    return grad[tuple(slice(0, size) for size in shape)]

# %% wrong="the mean of the rows" caught="a_bias_gets_the_sum_over_the_rows"
@grow(engine)
def unbroadcast(grad, shape):
    grad = grad.mean(axis=tuple(range(grad.ndim - len(shape))))
    return grad.sum(axis=tuple(i for i, size in enumerate(shape) if size == 1), keepdims=True)

# %% wrong="only what stands in front" caught="a_column_keeps_its_dimension"
@grow(engine)
def unbroadcast(grad, shape):
    return grad.sum(axis=tuple(range(grad.ndim - len(shape))))

# %% wrong="only what was repeated" caught="a_bias_gets_the_sum_over_the_rows"
@grow(engine)
def unbroadcast(grad, shape):
    return grad.sum(axis=tuple(i for i, size in enumerate(shape) if size == 1), keepdims=True)

# %% wrong="the repeated dimension goes" caught="a_column_keeps_its_dimension"
@grow(engine)
def unbroadcast(grad, shape):
    grad = grad.sum(axis=tuple(range(grad.ndim - len(shape))))
    return grad.sum(axis=tuple(i for i, size in enumerate(shape) if size == 1))

# %% wrong="the dimensions in front stay" caught="a_bias_gets_the_sum_over_the_rows"
@grow(engine)
def unbroadcast(grad, shape):
    extra = grad.ndim - len(shape)
    axes = [*range(extra), *(i + extra for i, size in enumerate(shape) if size == 1)]
    return grad.sum(axis=tuple(axes), keepdims=True)

# %% wrong="one dimension in front at most" caught="a_number_gets_everything"
@grow(engine)
def unbroadcast(grad, shape):
    if grad.ndim > len(shape):
        grad = grad.sum(axis=0)
    return grad.sum(axis=tuple(i for i, size in enumerate(shape) if size == 1), keepdims=True)

# %% wrong="sums the dimensions at the end" caught="a_bias_gets_the_sum_over_the_rows"
@grow(engine)
def unbroadcast(grad, shape):
    while grad.ndim > len(shape):
        grad = grad.sum(axis=-1)
    return grad.sum(axis=tuple(i for i, size in enumerate(shape) if size == 1), keepdims=True)

# %% wrong="a number is no case of its own" caught="a_number_gets_everything"
@grow(engine)
def unbroadcast(grad, shape):
    if not shape:
        return grad
    grad = grad.sum(axis=tuple(range(grad.ndim - len(shape))))
    return grad.sum(axis=tuple(i for i, size in enumerate(shape) if size == 1), keepdims=True)

# %% right="one dimension after another"
@grow(engine)
def unbroadcast(grad, shape):
    while grad.ndim > len(shape):
        grad = grad.sum(axis=0)
    for i, size in enumerate(shape):
        if grad.shape[i] != size:
            grad = grad.sum(axis=i, keepdims=True)
    return grad

# %% right="one sum and a reshape"
@grow(engine)
def unbroadcast(grad, shape):
    extra = grad.ndim - len(shape)
    axes = tuple(i for i, size in enumerate((1,) * extra + tuple(shape)) if size == 1)
    return grad.sum(axis=axes).reshape(shape)
