# %% wrong="any tensor may ask" caught="whole_numbers_have_no_slope"
@grow(engine.Tensor)
def __init__(self, array, requires_grad=False):
    self.array = np.asarray(array)
    self.requires_grad = requires_grad
    self.grad = None
    self.grad_fn = None

# %% wrong="refuses whole numbers even where they do not ask" caught="a_new_tensor_holds_its_numbers"
@grow(engine.Tensor)
def __init__(self, array, requires_grad=False):
    self.array = np.asarray(array)
    if self.array.dtype.kind != "f":
        raise RuntimeError("Only Tensors of floating point and complex dtype can require gradients")
    self.requires_grad = requires_grad
    self.grad = self.grad_fn = None

# %% wrong="refuses integers and forgets truth values" caught="whole_numbers_have_no_slope"
@grow(engine.Tensor)
def __init__(self, array, requires_grad=False):
    self.array = np.asarray(array)
    if requires_grad and self.array.dtype.kind == "i":
        raise RuntimeError("Only Tensors of floating point and complex dtype can require gradients")
    self.requires_grad = requires_grad
    self.grad = self.grad_fn = None

# %% wrong="a gradient of zeros to begin with" caught="it_has_neither_a_gradient_nor_a_history"
@grow(engine.Tensor)
def __init__(self, array, requires_grad=False):
    self.array = np.asarray(array)
    if requires_grad and self.array.dtype.kind != "f":
        raise RuntimeError("Only Tensors of floating point and complex dtype can require gradients")
    self.requires_grad = requires_grad
    self.grad = np.zeros_like(self.array)
    self.grad_fn = None

# %% wrong="turns whole numbers into fractions" caught="a_new_tensor_holds_its_numbers"
@grow(engine.Tensor)
def __init__(self, array, requires_grad=False):
    self.array = np.asarray(array, dtype=np.float32)
    self.requires_grad = requires_grad
    self.grad = self.grad_fn = None

# %% wrong="every number becomes a list" caught="a_single_number_has_no_dimension"
@grow(engine.Tensor)
def __init__(self, array, requires_grad=False):
    self.array = np.atleast_1d(array)
    if requires_grad and self.array.dtype.kind != "f":
        raise RuntimeError("Only Tensors of floating point and complex dtype can require gradients")
    self.requires_grad = requires_grad
    self.grad = self.grad_fn = None

# %% wrong="a TypeError" caught="whole_numbers_have_no_slope"
@grow(engine.Tensor)
def __init__(self, array, requires_grad=False):
    self.array = np.asarray(array)
    if requires_grad and self.array.dtype.kind != "f":
        raise TypeError("Only Tensors of floating point and complex dtype can require gradients")
    self.requires_grad = requires_grad
    self.grad = self.grad_fn = None

# %% wrong="the flag is always on for fractions" caught="a_new_tensor_holds_its_numbers"
@grow(engine.Tensor)
def __init__(self, array, requires_grad=False):
    self.array = np.asarray(array)
    floating = self.array.dtype.kind == "f"
    if requires_grad and not floating:
        raise RuntimeError("Only Tensors of floating point and complex dtype can require gradients")
    self.requires_grad = floating
    self.grad = self.grad_fn = None

# %% wrong="single precision alone may ask" caught="numbers_of_double_precision_may_ask"
@grow(engine.Tensor)
def __init__(self, array, requires_grad=False):
    self.array = np.asarray(array)
    if requires_grad and self.array.dtype != np.float32:
        raise RuntimeError("Only Tensors of floating point and complex dtype can require gradients")
    self.requires_grad = requires_grad
    self.grad = self.grad_fn = None

# %% right="numpy's own question"
@grow(engine.Tensor)
def __init__(self, array, requires_grad=False):
    self.array, self.grad, self.grad_fn = np.asarray(array), None, None
    if requires_grad and not np.issubdtype(self.array.dtype, np.floating):
        raise RuntimeError("Only Tensors of floating point and complex dtype can require gradients")
    self.requires_grad = requires_grad

# %% right="by the kinds that are whole"
@grow(engine.Tensor)
def __init__(self, array, requires_grad=False):
    self.grad = self.grad_fn = None
    self.array = np.asarray(array)
    self.requires_grad = bool(requires_grad)
    if self.requires_grad and self.array.dtype.kind in "biu":
        raise RuntimeError("Only Tensors of floating point and complex dtype can require gradients")
