# %% wrong="zero groups are let through to the division" caught="groups_are_at_least_one"
@grow(nn._ConvNd)
def _refuse(self, in_channels, out_channels, stride, padding, groups, padding_mode):
    if padding_mode not in ("zeros", "reflect", "replicate", "circular"):
        raise ValueError(f"padding_mode must be zeros, reflect, replicate or circular, but got {padding_mode!r}")
    if groups < 0:
        raise ValueError("groups must be a positive integer")
    for name, channels in (("in_channels", in_channels), ("out_channels", out_channels)):
        if channels % groups:
            raise ValueError(f"{name} must be divisible by groups")
    if isinstance(padding, str) and padding not in ("same", "valid"):
        raise ValueError(f"Invalid padding string {padding!r}, should be 'same' or 'valid'")
    if padding == "same" and any(step != 1 for step in stride):
        raise ValueError("padding='same' is not supported for strided convolutions")

# %% wrong="zero alone is refused" caught="groups_are_at_least_one"
@grow(nn._ConvNd)
def _refuse(self, in_channels, out_channels, stride, padding, groups, padding_mode):
    if padding_mode not in ("zeros", "reflect", "replicate", "circular"):
        raise ValueError(f"padding_mode must be zeros, reflect, replicate or circular, but got {padding_mode!r}")
    if groups == 0:
        raise ValueError("groups must be a positive integer")
    for name, channels in (("in_channels", in_channels), ("out_channels", out_channels)):
        if channels % groups:
            raise ValueError(f"{name} must be divisible by groups")
    if isinstance(padding, str) and padding not in ("same", "valid"):
        raise ValueError(f"Invalid padding string {padding!r}, should be 'same' or 'valid'")
    if padding == "same" and any(step != 1 for step in stride):
        raise ValueError("padding='same' is not supported for strided convolutions")

# %% wrong="an assertion" caught="groups_divide_the_input_channels"
@grow(nn._ConvNd)
def _refuse(self, in_channels, out_channels, stride, padding, groups, padding_mode):
    if padding_mode not in ("zeros", "reflect", "replicate", "circular"):
        raise ValueError(f"padding_mode must be zeros, reflect, replicate or circular, but got {padding_mode!r}")
    if groups <= 0:
        raise ValueError("groups must be a positive integer")
    for name, channels in (("in_channels", in_channels), ("out_channels", out_channels)):
        assert channels % groups == 0, f"{name} must be divisible by groups"
    if isinstance(padding, str) and padding not in ("same", "valid"):
        raise ValueError(f"Invalid padding string {padding!r}, should be 'same' or 'valid'")
    if padding == "same" and any(step != 1 for step in stride):
        raise ValueError("padding='same' is not supported for strided convolutions")

# %% wrong="only the inputs are asked" caught="groups_divide_the_output_channels"
@grow(nn._ConvNd)
def _refuse(self, in_channels, out_channels, stride, padding, groups, padding_mode):
    if padding_mode not in ("zeros", "reflect", "replicate", "circular"):
        raise ValueError(f"padding_mode must be zeros, reflect, replicate or circular, but got {padding_mode!r}")
    if groups <= 0:
        raise ValueError("groups must be a positive integer")
    for name, channels in (("in_channels", in_channels),):
        if channels % groups:
            raise ValueError(f"{name} must be divisible by groups")
    if isinstance(padding, str) and padding not in ("same", "valid"):
        raise ValueError(f"Invalid padding string {padding!r}, should be 'same' or 'valid'")
    if padding == "same" and any(step != 1 for step in stride):
        raise ValueError("padding='same' is not supported for strided convolutions")

# %% wrong="only the outputs are asked" caught="groups_divide_the_input_channels"
@grow(nn._ConvNd)
def _refuse(self, in_channels, out_channels, stride, padding, groups, padding_mode):
    if padding_mode not in ("zeros", "reflect", "replicate", "circular"):
        raise ValueError(f"padding_mode must be zeros, reflect, replicate or circular, but got {padding_mode!r}")
    if groups <= 0:
        raise ValueError("groups must be a positive integer")
    for name, channels in (("out_channels", out_channels),):
        if channels % groups:
            raise ValueError(f"{name} must be divisible by groups")
    if isinstance(padding, str) and padding not in ("same", "valid"):
        raise ValueError(f"Invalid padding string {padding!r}, should be 'same' or 'valid'")
    if padding == "same" and any(step != 1 for step in stride):
        raise ValueError("padding='same' is not supported for strided convolutions")

# %% wrong="the other way round: channels divide groups" caught="groups_divide_the_input_channels"
@grow(nn._ConvNd)
def _refuse(self, in_channels, out_channels, stride, padding, groups, padding_mode):
    if padding_mode not in ("zeros", "reflect", "replicate", "circular"):
        raise ValueError(f"padding_mode must be zeros, reflect, replicate or circular, but got {padding_mode!r}")
    if groups <= 0:
        raise ValueError("groups must be a positive integer")
    for name, channels in (("in_channels", in_channels), ("out_channels", out_channels)):
        if groups % channels and channels % groups:
            raise ValueError(f"{name} must be divisible by groups")
    if isinstance(padding, str) and padding not in ("same", "valid"):
        raise ValueError(f"Invalid padding string {padding!r}, should be 'same' or 'valid'")
    if padding == "same" and any(step != 1 for step in stride):
        raise ValueError("padding='same' is not supported for strided convolutions")

# %% wrong="any text is let through" caught="padding_has_two_words"
@grow(nn._ConvNd)
def _refuse(self, in_channels, out_channels, stride, padding, groups, padding_mode):
    if padding_mode not in ("zeros", "reflect", "replicate", "circular"):
        raise ValueError(f"padding_mode must be zeros, reflect, replicate or circular, but got {padding_mode!r}")
    if groups <= 0:
        raise ValueError("groups must be a positive integer")
    for name, channels in (("in_channels", in_channels), ("out_channels", out_channels)):
        if channels % groups:
            raise ValueError(f"{name} must be divisible by groups")
    if padding == "same" and any(step != 1 for step in stride):
        raise ValueError("padding='same' is not supported for strided convolutions")

# %% wrong="capitals are forgiven" caught="padding_has_two_words"
@grow(nn._ConvNd)
def _refuse(self, in_channels, out_channels, stride, padding, groups, padding_mode):
    if padding_mode not in ("zeros", "reflect", "replicate", "circular"):
        raise ValueError(f"padding_mode must be zeros, reflect, replicate or circular, but got {padding_mode!r}")
    if groups <= 0:
        raise ValueError("groups must be a positive integer")
    for name, channels in (("in_channels", in_channels), ("out_channels", out_channels)):
        if channels % groups:
            raise ValueError(f"{name} must be divisible by groups")
    if isinstance(padding, str) and padding.lower() not in ("same", "valid"):
        raise ValueError(f"Invalid padding string {padding!r}, should be 'same' or 'valid'")
    if padding == "same" and any(step != 1 for step in stride):
        raise ValueError("padding='same' is not supported for strided convolutions")

# %% wrong="a tuple of paddings is refused, too" caught="what_makes_sense_is_let_through"
@grow(nn._ConvNd)
def _refuse(self, in_channels, out_channels, stride, padding, groups, padding_mode):
    if padding_mode not in ("zeros", "reflect", "replicate", "circular"):
        raise ValueError(f"padding_mode must be zeros, reflect, replicate or circular, but got {padding_mode!r}")
    if groups <= 0:
        raise ValueError("groups must be a positive integer")
    for name, channels in (("in_channels", in_channels), ("out_channels", out_channels)):
        if channels % groups:
            raise ValueError(f"{name} must be divisible by groups")
    if padding not in ("same", "valid"):
        raise ValueError(f"Invalid padding string {padding!r}, should be 'same' or 'valid'")
    if padding == "same" and any(step != 1 for step in stride):
        raise ValueError("padding='same' is not supported for strided convolutions")

# %% wrong="the first step of the stride alone" caught="same_has_no_meaning_with_a_stride"
@grow(nn._ConvNd)
def _refuse(self, in_channels, out_channels, stride, padding, groups, padding_mode):
    if padding_mode not in ("zeros", "reflect", "replicate", "circular"):
        raise ValueError(f"padding_mode must be zeros, reflect, replicate or circular, but got {padding_mode!r}")
    if groups <= 0:
        raise ValueError("groups must be a positive integer")
    for name, channels in (("in_channels", in_channels), ("out_channels", out_channels)):
        if channels % groups:
            raise ValueError(f"{name} must be divisible by groups")
    if isinstance(padding, str) and padding not in ("same", "valid"):
        raise ValueError(f"Invalid padding string {padding!r}, should be 'same' or 'valid'")
    if padding == "same" and stride[0] != 1:
        raise ValueError("padding='same' is not supported for strided convolutions")

# %% wrong="every step has to be wrong" caught="same_has_no_meaning_with_a_stride"
@grow(nn._ConvNd)
def _refuse(self, in_channels, out_channels, stride, padding, groups, padding_mode):
    if padding_mode not in ("zeros", "reflect", "replicate", "circular"):
        raise ValueError(f"padding_mode must be zeros, reflect, replicate or circular, but got {padding_mode!r}")
    if groups <= 0:
        raise ValueError("groups must be a positive integer")
    for name, channels in (("in_channels", in_channels), ("out_channels", out_channels)):
        if channels % groups:
            raise ValueError(f"{name} must be divisible by groups")
    if isinstance(padding, str) and padding not in ("same", "valid"):
        raise ValueError(f"Invalid padding string {padding!r}, should be 'same' or 'valid'")
    if padding == "same" and all(step != 1 for step in stride):
        raise ValueError("padding='same' is not supported for strided convolutions")

# %% wrong="valid is refused with a stride as well" caught="what_makes_sense_is_let_through"
@grow(nn._ConvNd)
def _refuse(self, in_channels, out_channels, stride, padding, groups, padding_mode):
    if padding_mode not in ("zeros", "reflect", "replicate", "circular"):
        raise ValueError(f"padding_mode must be zeros, reflect, replicate or circular, but got {padding_mode!r}")
    if groups <= 0:
        raise ValueError("groups must be a positive integer")
    for name, channels in (("in_channels", in_channels), ("out_channels", out_channels)):
        if channels % groups:
            raise ValueError(f"{name} must be divisible by groups")
    if isinstance(padding, str) and padding not in ("same", "valid"):
        raise ValueError(f"Invalid padding string {padding!r}, should be 'same' or 'valid'")
    if isinstance(padding, str) and any(step != 1 for step in stride):
        raise ValueError("padding='same' is not supported for strided convolutions")

# %% wrong="compares a tuple with a number" caught="what_makes_sense_is_let_through"
@grow(nn._ConvNd)
def _refuse(self, in_channels, out_channels, stride, padding, groups, padding_mode):
    if padding_mode not in ("zeros", "reflect", "replicate", "circular"):
        raise ValueError(f"padding_mode must be zeros, reflect, replicate or circular, but got {padding_mode!r}")
    if groups <= 0:
        raise ValueError("groups must be a positive integer")
    for name, channels in (("in_channels", in_channels), ("out_channels", out_channels)):
        if channels % groups:
            raise ValueError(f"{name} must be divisible by groups")
    if isinstance(padding, str) and padding not in ("same", "valid"):
        raise ValueError(f"Invalid padding string {padding!r}, should be 'same' or 'valid'")
    if padding == "same" and stride != 1:
        raise ValueError("padding='same' is not supported for strided convolutions")

# %% right="one long question"
@grow(nn._ConvNd)
def _refuse(self, in_channels, out_channels, stride, padding, groups, padding_mode):
    if padding_mode not in {"zeros", "reflect", "replicate", "circular"}:
        raise ValueError("no such padding_mode")
    if groups < 1 or in_channels % groups or out_channels % groups:
        raise ValueError("groups must be positive and divide the channels")
    if isinstance(padding, str) and (padding not in ("same", "valid") or (padding == "same" and max(stride) > 1)):
        raise ValueError("padding makes no sense")

# %% right="a match statement"
@grow(nn._ConvNd)
def _refuse(self, in_channels, out_channels, stride, padding, groups, padding_mode):
    if padding_mode not in ("zeros", "reflect", "replicate", "circular"):
        raise ValueError(f"padding_mode {padding_mode}")
    if groups <= 0:
        raise ValueError("groups must be a positive integer")
    if in_channels % groups != 0:
        raise ValueError("in_channels must be divisible by groups")
    if out_channels % groups != 0:
        raise ValueError("out_channels must be divisible by groups")
    match padding:
        case "same":
            if tuple(stride) != (1,) * len(stride):
                raise ValueError("padding='same' is not supported for strided convolutions")
        case str() if padding != "valid":
            raise ValueError(f"Invalid padding string {padding!r}")
