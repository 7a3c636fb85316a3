# %% wrong="a dtype is not shifted" caught="a_dtype_may_come_first"
@grow(nn)
def _parse_to(*args, tensor=None, memory_format=None, **named):
    if args and isinstance(args[0], torch.Tensor):
        tensor, *args = args
    if tensor is not None:
        args = (tensor.device, tensor.dtype, *args)
    return *nn._in_order(*args, **named), memory_format

# %% wrong="the dtype is taken, and the flag behind it lost" caught="arguments_that_fit_no_form_are_a_type_error"
@grow(nn)
def _parse_to(*args, tensor=None, memory_format=None, **named):
    if args and isinstance(args[0], torch.Tensor):
        tensor, *args = args
    if tensor is not None:
        args = (tensor.device, tensor.dtype, *args)
    elif args and isinstance(args[0], (torch.dtype, type)):
        args = (None, args[0])
    return *nn._in_order(*args, **named), memory_format

# %% wrong="the tensor's device is forgotten" caught="a_tensor_stands_for_its_device_and_its_dtype"
@grow(nn)
def _parse_to(*args, tensor=None, memory_format=None, **named):
    if args and isinstance(args[0], torch.Tensor):
        tensor, *args = args
    if tensor is not None:
        args = (None, tensor.dtype, *args)
    elif args and isinstance(args[0], (torch.dtype, type)):
        args = (None, *args)
    return *nn._in_order(*args, **named), memory_format

# %% wrong="the tensor's dtype is forgotten" caught="a_tensor_stands_for_its_device_and_its_dtype"
@grow(nn)
def _parse_to(*args, tensor=None, memory_format=None, **named):
    if args and isinstance(args[0], torch.Tensor):
        tensor, *args = args
    if tensor is not None:
        args = (tensor.device, None, *args)
    elif args and isinstance(args[0], (torch.dtype, type)):
        args = (None, *args)
    return *nn._in_order(*args, **named), memory_format

# %% wrong="a tensor by position alone" caught="a_tensor_stands_for_its_device_and_its_dtype"
@grow(nn)
def _parse_to(*args, memory_format=None, **named):
    if args and isinstance(args[0], torch.Tensor):
        tensor, *args = args
        args = (tensor.device, tensor.dtype, *args)
    elif args and isinstance(args[0], (torch.dtype, type)):
        args = (None, *args)
    return *nn._in_order(*args, **named), memory_format

# %% wrong="a tensor by keyword alone" caught="a_tensor_stands_for_its_device_and_its_dtype"
@grow(nn)
def _parse_to(*args, tensor=None, memory_format=None, **named):
    if tensor is not None:
        args = (tensor.device, tensor.dtype, *args)
    elif args and isinstance(args[0], (torch.dtype, type)):
        args = (None, *args)
    return *nn._in_order(*args, **named), memory_format

# %% wrong="`type(args[0]) is torch.Tensor`" caught="a_parameter_is_a_tensor_to_go_by"
@grow(nn)
def _parse_to(*args, tensor=None, memory_format=None, **named):
    if args and type(args[0]) is torch.Tensor:
        tensor, *args = args
    if tensor is not None:
        args = (tensor.device, tensor.dtype, *args)
    elif args and isinstance(args[0], (torch.dtype, type)):
        args = (None, *args)
    return *nn._in_order(*args, **named), memory_format

# %% wrong="the dtype of a tensor comes after its device, the wrong way round" caught="a_tensor_stands_for_its_device_and_its_dtype"
@grow(nn)
def _parse_to(*args, tensor=None, memory_format=None, **named):
    if args and isinstance(args[0], torch.Tensor):
        tensor, *args = args
    if tensor is not None:
        args = (tensor.dtype, tensor.device, *args)
    elif args and isinstance(args[0], (torch.dtype, type)):
        args = (None, *args)
    return *nn._in_order(*args, **named), memory_format

# %% wrong="there is always a first argument" caught="a_tensor_stands_for_its_device_and_its_dtype"
@grow(nn)
def _parse_to(*args, tensor=None, memory_format=None, **named):
    if isinstance(args[0], torch.Tensor):
        tensor, *args = args
    if tensor is not None:
        args = (tensor.device, tensor.dtype, *args)
    elif isinstance(args[0], (torch.dtype, type)):
        args = (None, *args)
    return *nn._in_order(*args, **named), memory_format

# %% wrong="keywords are not handed on" caught="a_dtype_may_come_first"
@grow(nn)
def _parse_to(*args, tensor=None, memory_format=None):
    if args and isinstance(args[0], torch.Tensor):
        tensor, *args = args
    if tensor is not None:
        args = (tensor.device, tensor.dtype, *args)
    elif args and isinstance(args[0], (torch.dtype, type)):
        args = (None, *args)
    return *nn._in_order(*args), memory_format

# %% wrong="unknown keywords are swallowed" caught="arguments_that_fit_no_form_are_a_type_error"
@grow(nn)
def _parse_to(*args, tensor=None, memory_format=None, **named):
    if args and isinstance(args[0], torch.Tensor):
        tensor, *args = args
    if tensor is not None:
        args = (tensor.device, tensor.dtype, *args)
    elif args and isinstance(args[0], (torch.dtype, type)):
        args = (None, *args)
    known = {k: v for k, v in named.items() if k in ("device", "dtype", "non_blocking")}
    return *nn._in_order(*args, **known), memory_format

# %% wrong="Python's classes are no dtypes" caught="pythons_float_is_float64"
@grow(nn)
def _parse_to(*args, tensor=None, memory_format=None, **named):
    if args and isinstance(args[0], torch.Tensor):
        tensor, *args = args
    if tensor is not None:
        args = (tensor.device, tensor.dtype, *args)
    elif args and isinstance(args[0], torch.dtype):
        args = (None, *args)
    return *nn._in_order(*args, **named), memory_format

# %% wrong="takes each argument by its class, in any order" caught="arguments_that_fit_no_form_are_a_type_error"
@grow(nn)
def _parse_to(*args, tensor=None, memory_format=None, **named):
    for value in (*args, tensor):
        if isinstance(value, torch.Tensor):
            named.update(device=value.device, dtype=value.dtype)
        elif isinstance(value, (torch.dtype, type)):
            named["dtype"] = value
        elif isinstance(value, bool):
            named["non_blocking"] = value
        elif value is not None:
            named["device"] = value
    return *nn._in_order(**named), memory_format

# %% wrong="the memory format is lost" caught="a_memory_format_is_handed_on"
@grow(nn)
def _parse_to(*args, tensor=None, memory_format=None, **named):
    if args and isinstance(args[0], torch.Tensor):
        tensor, *args = args
    if tensor is not None:
        args = (tensor.device, tensor.dtype, *args)
    elif args and isinstance(args[0], (torch.dtype, type)):
        args = (None, *args)
    return *nn._in_order(*args, **named), None

# %% right="a list that is changed in place"
@grow(nn)
def _parse_to(*args, memory_format=None, **named):
    args = list(args)
    if "tensor" in named:
        args.insert(0, named.pop("tensor"))
    if args and isinstance(args[0], torch.Tensor):
        args[:1] = args[0].device, args[0].dtype
    elif args and (isinstance(args[0], torch.dtype) or args[0] in (float, int, bool)):
        args.insert(0, None)
    device, dtype, non_blocking = nn._in_order(*args, **named)
    return device, dtype, non_blocking, memory_format

# %% right="match"
@grow(nn)
def _parse_to(*args, tensor=None, memory_format=None, **named):
    if tensor is not None:
        args = (tensor, *args)
    match args:
        case [torch.Tensor() as like, *rest]:
            args = [like.device, like.dtype, *rest]
        case [torch.dtype() | type() as dtype, *rest]:
            args = [None, dtype, *rest]
    return (*nn._in_order(*args, **named), memory_format)
