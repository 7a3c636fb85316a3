# %% wrong="double makes float32" caught="each_of_three_methods_gives_its_dtype"
@grow(nn.Module)
def float(self):
    return self._apply(lambda t: t.float() if t.is_floating_point() else t)


@grow(nn.Module)
def double(self):
    return self._apply(lambda t: t.float() if t.is_floating_point() else t)


@grow(nn.Module)
def half(self):
    return self._apply(lambda t: t.half() if t.is_floating_point() else t)


@grow(nn.Module)
def bfloat16(self):
    return self._apply(lambda t: t.bfloat16() if t.is_floating_point() else t)

# %% wrong="half converts whole numbers too" caught="each_of_three_methods_gives_its_dtype"
@grow(nn.Module)
def float(self):
    return self._apply(lambda t: t.float())


@grow(nn.Module)
def double(self):
    return self._apply(lambda t: t.double())


@grow(nn.Module)
def half(self):
    return self._apply(lambda t: t.half())


@grow(nn.Module)
def bfloat16(self):
    return self._apply(lambda t: t.bfloat16())

# %% wrong="parameters alone, by a loop" caught="each_of_three_methods_gives_its_dtype"
@grow(nn.Module)
def float(self):
    for p in self.parameters():
        p.data = p.data.float()
    return self


@grow(nn.Module)
def double(self):
    for p in self.parameters():
        p.data = p.data.double()
    return self


@grow(nn.Module)
def half(self):
    for p in self.parameters():
        p.data = p.data.half()
    return self


@grow(nn.Module)
def bfloat16(self):
    for p in self.parameters():
        p.data = p.data.bfloat16()
    return self

# %% wrong="buffers alone are asked whether they are floating" caught="each_of_three_methods_gives_its_dtype"
@grow(nn.Module)
def float(self):
    return self._apply(lambda t: t.float() if isinstance(t, nn.Parameter) else t)


@grow(nn.Module)
def double(self):
    return self._apply(lambda t: t.double() if isinstance(t, nn.Parameter) else t)


@grow(nn.Module)
def half(self):
    return self._apply(lambda t: t.half() if isinstance(t, nn.Parameter) else t)


@grow(nn.Module)
def bfloat16(self):
    return self._apply(lambda t: t.bfloat16() if isinstance(t, nn.Parameter) else t)

# %% wrong="bfloat16 is half" caught="a_method_for_bfloat16_asks_for_bfloat16"
@grow(nn.Module)
def float(self):
    return self._apply(lambda t: t.float() if t.is_floating_point() else t)


@grow(nn.Module)
def double(self):
    return self._apply(lambda t: t.double() if t.is_floating_point() else t)


@grow(nn.Module)
def half(self):
    return self._apply(lambda t: t.half() if t.is_floating_point() else t)


@grow(nn.Module)
def bfloat16(self):
    return self._apply(lambda t: t.half() if t.is_floating_point() else t)

# %% wrong="bfloat16 is left out where numpy has none" caught="a_method_for_bfloat16_asks_for_bfloat16"
@grow(nn.Module)
def float(self):
    return self._apply(lambda t: t.float() if t.is_floating_point() else t)


@grow(nn.Module)
def double(self):
    return self._apply(lambda t: t.double() if t.is_floating_point() else t)


@grow(nn.Module)
def half(self):
    return self._apply(lambda t: t.half() if t.is_floating_point() else t)


@grow(nn.Module)
def bfloat16(self):
    return self

# %% wrong="only bool is left alone" caught="each_of_three_methods_gives_its_dtype"
@grow(nn.Module)
def float(self):
    return self._apply(lambda t: t if t.dtype is torch.bool else t.float())


@grow(nn.Module)
def double(self):
    return self._apply(lambda t: t if t.dtype is torch.bool else t.double())


@grow(nn.Module)
def half(self):
    return self._apply(lambda t: t if t.dtype is torch.bool else t.half())


@grow(nn.Module)
def bfloat16(self):
    return self._apply(lambda t: t if t.dtype is torch.bool else t.bfloat16())

# %% wrong="float32 alone counts as floating" caught="each_of_three_methods_gives_its_dtype"
@grow(nn.Module)
def float(self):
    return self._apply(lambda t: t.float() if t.dtype is torch.float32 else t)


@grow(nn.Module)
def double(self):
    return self._apply(lambda t: t.double() if t.dtype is torch.float32 else t)


@grow(nn.Module)
def half(self):
    return self._apply(lambda t: t.half() if t.dtype is torch.float32 else t)


@grow(nn.Module)
def bfloat16(self):
    return self._apply(lambda t: t.bfloat16() if t.dtype is torch.float32 else t)

# %% wrong="returns nothing" caught="each_of_the_four_returns_the_module"
@grow(nn.Module)
def float(self):
    self._apply(lambda t: t.float() if t.is_floating_point() else t)


@grow(nn.Module)
def double(self):
    self._apply(lambda t: t.double() if t.is_floating_point() else t)


@grow(nn.Module)
def half(self):
    self._apply(lambda t: t.half() if t.is_floating_point() else t)


@grow(nn.Module)
def bfloat16(self):
    self._apply(lambda t: t.bfloat16() if t.is_floating_point() else t)

# %% wrong="this module alone, without its children" caught="a_method_for_bfloat16_asks_for_bfloat16"
@grow(nn.Module)
def float(self):
    return self._apply(lambda t: t.float() if t.is_floating_point() else t, recurse=False)


@grow(nn.Module)
def double(self):
    return self._apply(lambda t: t.double() if t.is_floating_point() else t, recurse=False)


@grow(nn.Module)
def half(self):
    return self._apply(lambda t: t.half() if t.is_floating_point() else t, recurse=False)


@grow(nn.Module)
def bfloat16(self):
    return self._apply(lambda t: t.bfloat16() if t.is_floating_point() else t, recurse=False)

# %% wrong="new Parameters, put in by setattr" caught="weights_and_gradients_stay_the_objects_they_are"
@grow(nn.Module)
def float(self):
    for module in self.modules():
        for name, p in list(module._parameters.items()):
            if p is not None:
                setattr(module, name, nn.Parameter(p.float()))
        for name, b in list(module._buffers.items()):
            if b is not None and b.is_floating_point():
                module._buffers[name] = b.float()
    return self


@grow(nn.Module)
def double(self):
    for module in self.modules():
        for name, p in list(module._parameters.items()):
            if p is not None:
                setattr(module, name, nn.Parameter(p.double()))
        for name, b in list(module._buffers.items()):
            if b is not None and b.is_floating_point():
                module._buffers[name] = b.double()
    return self


@grow(nn.Module)
def half(self):
    for module in self.modules():
        for name, p in list(module._parameters.items()):
            if p is not None:
                setattr(module, name, nn.Parameter(p.half()))
        for name, b in list(module._buffers.items()):
            if b is not None and b.is_floating_point():
                module._buffers[name] = b.half()
    return self


@grow(nn.Module)
def bfloat16(self):
    for module in self.modules():
        for name, p in list(module._parameters.items()):
            if p is not None:
                setattr(module, name, nn.Parameter(p.bfloat16()))
        for name, b in list(module._buffers.items()):
            if b is not None and b.is_floating_point():
                module._buffers[name] = b.bfloat16()
    return self

# %% right="named functions, and dtypes"
def cast(dtype):
    return lambda t: t.to(dtype) if t.is_floating_point() else t


@grow(nn.Module)
def float(self):
    return self._apply(cast(torch.float32))


@grow(nn.Module)
def double(self):
    return self._apply(cast(torch.float64))


@grow(nn.Module)
def half(self):
    return self._apply(cast(torch.float16))


@grow(nn.Module)
def bfloat16(self):
    return self._apply(cast(torch.bfloat16))

# %% right="one helper method for the four"
@grow(nn.Module)
def _floats(self, name):
    def convert(t):
        if not t.is_floating_point():
            return t
        return getattr(t, name)()

    return self._apply(convert)


@grow(nn.Module)
def float(self):
    return self._floats("float")


@grow(nn.Module)
def double(self):
    return self._floats("double")


@grow(nn.Module)
def half(self):
    return self._floats("half")


@grow(nn.Module)
def bfloat16(self):
    return self._floats("bfloat16")

# %% right="t.type, for whole numbers not called"
@grow(nn.Module)
def float(self):
    def convert(t):
        return t.type(torch.float32) if t.is_floating_point() else t

    return self._apply(convert)


@grow(nn.Module)
def double(self):
    def convert(t):
        return t.type(torch.float64) if t.is_floating_point() else t

    return self._apply(convert)


@grow(nn.Module)
def half(self):
    def convert(t):
        return t.type(torch.float16) if t.is_floating_point() else t

    return self._apply(convert)


@grow(nn.Module)
def bfloat16(self):
    def convert(t):
        return t.type(torch.bfloat16) if t.is_floating_point() else t

    return self._apply(convert)
