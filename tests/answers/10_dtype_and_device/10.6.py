# %% wrong="type leaves whole numbers alone" caught="type_converts_whole_numbers_too"
@grow(nn.Module)
def type(self, dst_type):
    return self._apply(lambda t: t.type(dst_type) if t.is_floating_point() else t)


@grow(nn.Module)
def cpu(self):
    return self._apply(lambda t: t.cpu())


@grow(nn.Module)
def cuda(self, device=None):
    return self._apply(lambda t: t.cuda(device))

# %% wrong="type takes dtypes alone" caught="type_takes_the_old_names"
@grow(nn.Module)
def type(self, dst_type):
    return self._apply(lambda t: t.to(dst_type))


@grow(nn.Module)
def cpu(self):
    return self._apply(lambda t: t.cpu())


@grow(nn.Module)
def cuda(self, device=None):
    return self._apply(lambda t: t.cuda(device))

# %% wrong="type refuses whole numbers outright" caught="parameters_cannot_be_whole_numbers"
@grow(nn.Module)
def type(self, dst_type):
    if not isinstance(dst_type, str) and not dst_type.is_floating_point:
        raise RuntimeError("whole numbers")
    return self._apply(lambda t: t.type(dst_type))


@grow(nn.Module)
def cpu(self):
    return self._apply(lambda t: t.cpu())


@grow(nn.Module)
def cuda(self, device=None):
    return self._apply(lambda t: t.cuda(device))

# %% wrong="type goes round the refusal for parameters" caught="parameters_cannot_be_whole_numbers"
@grow(nn.Module)
def type(self, dst_type):
    whole = not isinstance(dst_type, str) and not dst_type.is_floating_point
    return self._apply(lambda t: t if whole and isinstance(t, nn.Parameter) else t.type(dst_type))


@grow(nn.Module)
def cpu(self):
    return self._apply(lambda t: t.cpu())


@grow(nn.Module)
def cuda(self, device=None):
    return self._apply(lambda t: t.cuda(device))

# %% wrong="type returns nothing" caught="type_converts_whole_numbers_too"
@grow(nn.Module)
def type(self, dst_type):
    self._apply(lambda t: t.type(dst_type))


@grow(nn.Module)
def cpu(self):
    return self._apply(lambda t: t.cpu())


@grow(nn.Module)
def cuda(self, device=None):
    return self._apply(lambda t: t.cuda(device))

# %% wrong="cpu does nothing, as everything is on it" caught="cpu_asks_every_tensor_for_the_cpu"
@grow(nn.Module)
def type(self, dst_type):
    return self._apply(lambda t: t.type(dst_type))


@grow(nn.Module)
def cpu(self):
    return self


@grow(nn.Module)
def cuda(self, device=None):
    return self._apply(lambda t: t.cuda(device))

# %% wrong="cpu for this module alone" caught="cpu_asks_every_tensor_for_the_cpu"
@grow(nn.Module)
def type(self, dst_type):
    return self._apply(lambda t: t.type(dst_type))


@grow(nn.Module)
def cpu(self):
    return self._apply(lambda t: t.cpu(), recurse=False)


@grow(nn.Module)
def cuda(self, device=None):
    return self._apply(lambda t: t.cuda(device))

# %% wrong="cuda without the number" caught="cuda_asks_every_tensor_for_the_gpu_that_was_named"
@grow(nn.Module)
def type(self, dst_type):
    return self._apply(lambda t: t.type(dst_type))


@grow(nn.Module)
def cpu(self):
    return self._apply(lambda t: t.cpu())


@grow(nn.Module)
def cuda(self, device=None):
    return self._apply(lambda t: t.cuda())

# %% wrong="cuda always to the first GPU" caught="cuda_asks_every_tensor_for_the_gpu_that_was_named"
@grow(nn.Module)
def type(self, dst_type):
    return self._apply(lambda t: t.type(dst_type))


@grow(nn.Module)
def cpu(self):
    return self._apply(lambda t: t.cpu())


@grow(nn.Module)
def cuda(self, device=None):
    return self._apply(lambda t: t.cuda(device or 0))

# %% wrong="cuda leaves whole numbers where they are" caught="cuda_asks_every_tensor_for_the_gpu_that_was_named"
@grow(nn.Module)
def type(self, dst_type):
    return self._apply(lambda t: t.type(dst_type))


@grow(nn.Module)
def cpu(self):
    return self._apply(lambda t: t.cpu())


@grow(nn.Module)
def cuda(self, device=None):
    return self._apply(lambda t: t.cuda(device) if isinstance(t, nn.Parameter) else t)

# %% wrong="cuda asks beforehand whether there is a GPU" caught="without_tensors_there_is_nothing_to_move"
@grow(nn.Module)
def type(self, dst_type):
    return self._apply(lambda t: t.type(dst_type))


@grow(nn.Module)
def cpu(self):
    return self._apply(lambda t: t.cpu())


@grow(nn.Module)
def cuda(self, device=None):
    if not torch.cuda.is_available() and not any(True for _ in self.buffers()):
        raise AssertionError("Torch not compiled with CUDA enabled")
    return self._apply(lambda t: t.cuda(device))

# %% right="by t.to, and named functions"
@grow(nn.Module)
def type(self, dst_type):
    return self._apply(lambda t: t.type(dst_type))


@grow(nn.Module)
def cpu(self):
    return self._apply(lambda t: t.to("cpu"))


@grow(nn.Module)
def cuda(self, device=None):
    where = "cuda" if device is None else torch.device("cuda", device) if isinstance(device, int) else device
    return self._apply(lambda t: t.to(where))

# %% right="functions with a name"
@grow(nn.Module)
def type(self, dst_type):
    def convert(t):
        return t.type(dst_type)

    return self._apply(convert)


@grow(nn.Module)
def cpu(self):
    self._apply(torch.Tensor.cpu) if False else self._apply(lambda t: t.cpu())
    return self


@grow(nn.Module)
def cuda(self, device=None):
    def move(t):
        return t.cuda() if device is None else t.cuda(device)

    return self._apply(move)
