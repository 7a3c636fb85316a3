# %% wrong="one identity for each tensor" caught="the_function_is_called_once_with_the_node_of_all"
@grow(nn.BackwardHook)
def _apply_on_tensors(self, fn, args):
    places = [i for i, arg in enumerate(args) if isinstance(arg, torch.Tensor)]
    if not (torch.is_grad_enabled() and any(args[i].requires_grad for i in places)):
        return args, None
    items = list(args)
    for i in places:
        [items[i]] = nn.BackwardHookFunction.apply(args[i])
        if items[i].grad_fn is not None:
            fn(items[i].grad_fn)
    return tuple(items) if type(args) is tuple else type(args)(*items), places

# %% wrong="sends only what needs a gradient through" caught="constants_go_through_with_the_others"
@grow(nn.BackwardHook)
def _apply_on_tensors(self, fn, args):
    places = [i for i, arg in enumerate(args) if isinstance(arg, torch.Tensor) and arg.requires_grad]
    if not (torch.is_grad_enabled() and places):
        return args, None
    handed = nn.BackwardHookFunction.apply(*[args[i] for i in places])
    fn(handed[0].grad_fn)
    items = list(args)
    for i, tensor in zip(places, handed):
        items[i] = tensor
    return tuple(items) if type(args) is tuple else type(args)(*items), places

# %% wrong="the node of the first tensor, whatever it is" caught="constants_go_through_with_the_others"
@grow(nn.BackwardHook)
def _apply_on_tensors(self, fn, args):
    places = [i for i, arg in enumerate(args) if isinstance(arg, torch.Tensor)]
    if not (torch.is_grad_enabled() and any(args[i].requires_grad for i in places)):
        return args, None
    handed = nn.BackwardHookFunction.apply(*[args[i] for i in places])
    fn(handed[0].grad_fn)
    items = list(args)
    for i, tensor in zip(places, handed):
        items[i] = tensor
    return tuple(items) if type(args) is tuple else type(args)(*items), places

# %% wrong="does not ask whether gradients are on" caught="with_gradients_off_nothing_happens"
@grow(nn.BackwardHook)
def _apply_on_tensors(self, fn, args):
    places = [i for i, arg in enumerate(args) if isinstance(arg, torch.Tensor)]
    if not any(args[i].requires_grad for i in places):
        return args, None
    handed = nn.BackwardHookFunction.apply(*[args[i] for i in places])
    fn(next(tensor.grad_fn for tensor in handed if tensor.grad_fn is not None))
    items = list(args)
    for i, tensor in zip(places, handed):
        items[i] = tensor
    return tuple(items) if type(args) is tuple else type(args)(*items), places

# %% wrong="all tensors have to need a gradient" caught="constants_go_through_with_the_others"
@grow(nn.BackwardHook)
def _apply_on_tensors(self, fn, args):
    places = [i for i, arg in enumerate(args) if isinstance(arg, torch.Tensor)]
    if not (torch.is_grad_enabled() and places and all(args[i].requires_grad for i in places)):
        return args, None
    handed = nn.BackwardHookFunction.apply(*[args[i] for i in places])
    fn(next(tensor.grad_fn for tensor in handed if tensor.grad_fn is not None))
    items = list(args)
    for i, tensor in zip(places, handed):
        items[i] = tensor
    return tuple(items) if type(args) is tuple else type(args)(*items), places

# %% wrong="places in an empty list where nothing happens" caught="where_no_gradient_is_needed_nothing_happens"
@grow(nn.BackwardHook)
def _apply_on_tensors(self, fn, args):
    places = [i for i, arg in enumerate(args) if isinstance(arg, torch.Tensor)]
    if not (torch.is_grad_enabled() and any(args[i].requires_grad for i in places)):
        return args, []
    handed = nn.BackwardHookFunction.apply(*[args[i] for i in places])
    fn(next(tensor.grad_fn for tensor in handed if tensor.grad_fn is not None))
    items = list(args)
    for i, tensor in zip(places, handed):
        items[i] = tensor
    return tuple(items) if type(args) is tuple else type(args)(*items), places

# %% wrong="always a plain tuple" caught="a_named_tuple_stays_one"
@grow(nn.BackwardHook)
def _apply_on_tensors(self, fn, args):
    places = [i for i, arg in enumerate(args) if isinstance(arg, torch.Tensor)]
    if not (torch.is_grad_enabled() and any(args[i].requires_grad for i in places)):
        return args, None
    handed = nn.BackwardHookFunction.apply(*[args[i] for i in places])
    fn(next(tensor.grad_fn for tensor in handed if tensor.grad_fn is not None))
    items = list(args)
    for i, tensor in zip(places, handed):
        items[i] = tensor
    return tuple(items), places

# %% wrong="returns the tensors alone" caught="tensors_go_through_and_everything_else_stays_in_place"
@grow(nn.BackwardHook)
def _apply_on_tensors(self, fn, args):
    places = [i for i, arg in enumerate(args) if isinstance(arg, torch.Tensor)]
    if not (torch.is_grad_enabled() and any(args[i].requires_grad for i in places)):
        return args, None
    handed = nn.BackwardHookFunction.apply(*[args[i] for i in places])
    fn(next(tensor.grad_fn for tensor in handed if tensor.grad_fn is not None))
    return handed, places

# %% wrong="gives the function a tensor" caught="the_function_is_called_once_with_the_node_of_all"
@grow(nn.BackwardHook)
def _apply_on_tensors(self, fn, args):
    places = [i for i, arg in enumerate(args) if isinstance(arg, torch.Tensor)]
    if not (torch.is_grad_enabled() and any(args[i].requires_grad for i in places)):
        return args, None
    handed = nn.BackwardHookFunction.apply(*[args[i] for i in places])
    fn(next(tensor for tensor in handed if tensor.grad_fn is not None))
    items = list(args)
    for i, tensor in zip(places, handed):
        items[i] = tensor
    return tuple(items) if type(args) is tuple else type(args)(*items), places

# %% right="with an iterator"
@grow(nn.BackwardHook)
def _apply_on_tensors(self, fn, args):
    places = [i for i, arg in enumerate(args) if torch.is_tensor(arg)]
    tensors = [args[i] for i in places]
    if not torch.is_grad_enabled() or not any(t.requires_grad for t in tensors):
        return args, None
    handed = nn.BackwardHookFunction.apply(*tensors)
    node = [t.grad_fn for t in handed if t.requires_grad][0]
    fn(node)
    coming = iter(handed)
    items = [next(coming) if torch.is_tensor(arg) else arg for arg in args]
    return type(args)(items) if type(args) is tuple else type(args)(*items), places

# %% right="with a dict of places"
@grow(nn.BackwardHook)
def _apply_on_tensors(self, fn, args):
    tensors = {i: arg for i, arg in enumerate(args) if isinstance(arg, torch.Tensor)}
    wanted = [t for t in tensors.values() if t.requires_grad]
    if not wanted or not torch.is_grad_enabled():
        return args, None
    handed = dict(zip(tensors, nn.BackwardHookFunction.apply(*tensors.values())))
    for tensor in handed.values():
        if tensor.grad_fn is not None:
            fn(tensor.grad_fn)
            break
    items = [handed.get(i, arg) for i, arg in enumerate(args)]
    if type(args) is tuple:
        return tuple(items), list(tensors)
    return type(args)(*items), list(tensors)
