# %% wrong="a loop over the generator, then a list of what is left" caught="a_generator_is_read_once_and_kept"
@grow(optim.SGD)
def _listed(self, params):
    if isinstance(params, set):
        raise TypeError("a set has no order")
    if isinstance(params, torch.Tensor):
        params = [params]
    for p in params:
        if not isinstance(p, torch.Tensor):
            raise TypeError("no tensor")
        if not p.is_leaf:
            raise ValueError("can't optimize a non-leaf Tensor")
    return list(params)

# %% wrong="a tensor is taken for a list of its rows" caught="one_tensor_is_a_list_of_one"
@grow(optim.SGD)
def _listed(self, params):
    if isinstance(params, set):
        raise TypeError("a set has no order")
    params = list(params)
    for p in params:
        if not isinstance(p, torch.Tensor):
            raise TypeError("no tensor")
        if not p.is_leaf:
            raise ValueError("can't optimize a non-leaf Tensor")
    return params

# %% wrong="hands the caller's own list back" caught="the_list_is_a_new_one"
@grow(optim.SGD)
def _listed(self, params):
    if isinstance(params, set):
        raise TypeError("a set has no order")
    if not isinstance(params, list):
        params = [params] if isinstance(params, torch.Tensor) else list(params)
    for p in params:
        if not isinstance(p, torch.Tensor):
            raise TypeError("no tensor")
        if not p.is_leaf:
            raise ValueError("can't optimize a non-leaf Tensor")
    return params

# %% wrong="a set is fine" caught="a_set_is_refused"
@grow(optim.SGD)
def _listed(self, params):
    params = [params] if isinstance(params, torch.Tensor) else list(params)
    for p in params:
        if not isinstance(p, torch.Tensor):
            raise TypeError("no tensor")
        if not p.is_leaf:
            raise ValueError("can't optimize a non-leaf Tensor")
    return params

# %% wrong="asks for a leaf before it asks for a tensor" caught="what_is_no_tensor_is_refused"
@grow(optim.SGD)
def _listed(self, params):
    if isinstance(params, set):
        raise TypeError("a set has no order")
    params = [params] if isinstance(params, torch.Tensor) else list(params)
    for p in params:
        if not p.is_leaf:
            raise ValueError("can't optimize a non-leaf Tensor")
        if not isinstance(p, torch.Tensor):
            raise TypeError("no tensor")
    return params

# %% wrong="leaves out what is no tensor" caught="what_is_no_tensor_is_refused"
@grow(optim.SGD)
def _listed(self, params):
    if isinstance(params, set):
        raise TypeError("a set has no order")
    params = [params] if isinstance(params, torch.Tensor) else [p for p in params if isinstance(p, torch.Tensor)]
    for p in params:
        if not p.is_leaf:
            raise ValueError("can't optimize a non-leaf Tensor")
    return params

# %% wrong="results are taken, too" caught="a_tensor_that_was_computed_is_refused"
@grow(optim.SGD)
def _listed(self, params):
    if isinstance(params, set):
        raise TypeError("a set has no order")
    params = [params] if isinstance(params, torch.Tensor) else list(params)
    for p in params:
        if not isinstance(p, torch.Tensor):
            raise TypeError("no tensor")
    return params

# %% wrong="a result is a TypeError" caught="a_tensor_that_was_computed_is_refused"
@grow(optim.SGD)
def _listed(self, params):
    if isinstance(params, set):
        raise TypeError("a set has no order")
    params = [params] if isinstance(params, torch.Tensor) else list(params)
    for p in params:
        if not isinstance(p, torch.Tensor) or not p.is_leaf:
            raise TypeError("no tensor, or no leaf")
    return params

# %% wrong="asks for requires_grad in the place of is_leaf" caught="a_tensor_that_was_computed_is_refused"
@grow(optim.SGD)
def _listed(self, params):
    if isinstance(params, set):
        raise TypeError("a set has no order")
    params = [params] if isinstance(params, torch.Tensor) else list(params)
    for p in params:
        if not isinstance(p, torch.Tensor):
            raise TypeError("no tensor")
        if not p.requires_grad:
            raise ValueError("frozen")
    return params

# %% wrong="refuses what is frozen" caught="any_leaf_may_be_moved"
@grow(optim.SGD)
def _listed(self, params):
    if isinstance(params, set):
        raise TypeError("a set has no order")
    params = [params] if isinstance(params, torch.Tensor) else list(params)
    for p in params:
        if not isinstance(p, torch.Tensor):
            raise TypeError("no tensor")
        if not p.is_leaf or not p.requires_grad:
            raise ValueError("can't optimize a non-leaf Tensor, or a frozen one")
    return params

# %% wrong="wants Parameters" caught="any_leaf_may_be_moved"
@grow(optim.SGD)
def _listed(self, params):
    if isinstance(params, set):
        raise TypeError("a set has no order")
    params = [params] if isinstance(params, torch.Tensor) else list(params)
    for p in params:
        if isinstance(p, torch.Tensor) and not p.is_leaf:
            raise ValueError("can't optimize a non-leaf Tensor")
        if not isinstance(p, nn.Parameter):
            raise TypeError("no Parameter")
    return params

# %% wrong="an empty group is an error" caught="a_group_may_be_empty"
@grow(optim.SGD)
def _listed(self, params):
    if isinstance(params, set):
        raise TypeError("a set has no order")
    params = [params] if isinstance(params, torch.Tensor) else list(params)
    if not params:
        raise ValueError("nothing to move")
    for p in params:
        if not isinstance(p, torch.Tensor):
            raise TypeError("no tensor")
        if not p.is_leaf:
            raise ValueError("can't optimize a non-leaf Tensor")
    return params

# %% wrong="the last one comes first" caught="the_objects_and_their_order_are_kept"
@grow(optim.SGD)
def _listed(self, params):
    if isinstance(params, set):
        raise TypeError("a set has no order")
    found = []
    for p in [params] if isinstance(params, torch.Tensor) else params:
        if not isinstance(p, torch.Tensor):
            raise TypeError("no tensor")
        if not p.is_leaf:
            raise ValueError("can't optimize a non-leaf Tensor")
        found.insert(0, p)
    return found

# %% right="early returns, any and all"
@grow(optim.SGD)
def _listed(self, params):
    if isinstance(params, torch.Tensor):
        return self._listed([params])
    if isinstance(params, set):
        raise TypeError("a set has no order")
    found = [*params]
    if not all(isinstance(p, torch.Tensor) for p in found):
        raise TypeError("optimizer can only optimize Tensors")
    if any(p.grad_fn is not None for p in found):
        raise ValueError("can't optimize a non-leaf Tensor")
    return found

# %% right="appends one by one"
@grow(optim.SGD)
def _listed(self, params):
    match params:
        case torch.Tensor():
            params = (params,)
        case set():
            raise TypeError("a set has no order")
    found = []
    for p in params:
        if not torch.is_tensor(p):
            raise TypeError(f"{type(p).__name__} is no Tensor")
        if not p.is_leaf:
            raise ValueError("can't optimize a non-leaf Tensor")
        found.append(p)
    return found
