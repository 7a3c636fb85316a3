# %% wrong="the norm over the one dimension" caught="length_and_direction_give_the_weight"
@grow(parametrizations)
class _WeightNorm(nn.Module):
    def __init__(self, dim=0):
        super().__init__()
        self.dim = -1 if dim is None else dim

    def _norm(self, v):
        if self.dim == -1:
            return v.norm()
        return v.norm(dim=self.dim, keepdim=True)

    def forward(self, weight_g, weight_v):
        return weight_v * (weight_g / self._norm(weight_v))

    def right_inverse(self, weight):
        return self._norm(weight), weight

# %% wrong="the dimensions go away" caught="length_and_direction_give_the_weight"
@grow(parametrizations)
class _WeightNorm(nn.Module):
    def __init__(self, dim=0):
        super().__init__()
        self.dim = -1 if dim is None else dim

    def _norm(self, v):
        if self.dim == -1:
            return v.norm()
        return v.norm(dim=[d for d in range(v.dim()) if d != self.dim])

    def forward(self, weight_g, weight_v):
        return weight_v * (weight_g / self._norm(weight_v))

    def right_inverse(self, weight):
        return self._norm(weight), weight

# %% wrong="one norm for everything" caught="length_and_direction_give_the_weight"
@grow(parametrizations)
class _WeightNorm(nn.Module):
    def __init__(self, dim=0):
        super().__init__()
        self.dim = -1 if dim is None else dim

    def _norm(self, v):
        return v.norm()

    def forward(self, weight_g, weight_v):
        return weight_v * (weight_g / self._norm(weight_v))

    def right_inverse(self, weight):
        return self._norm(weight), weight

# %% wrong="-1 is the last dimension" caught="without_a_dimension_it_is_one_length_for_all"
@grow(parametrizations)
class _WeightNorm(nn.Module):
    def __init__(self, dim=0):
        super().__init__()
        self.dim = -1 if dim is None else dim

    def _norm(self, v):
        return v.norm(dim=[d for d in range(v.dim()) if d != self.dim % v.dim()], keepdim=True)

    def forward(self, weight_g, weight_v):
        return weight_v * (weight_g / self._norm(weight_v))

    def right_inverse(self, weight):
        return self._norm(weight), weight

# %% wrong="all of one number, in as many dimensions" caught="without_a_dimension_it_is_one_length_for_all"
@grow(parametrizations)
class _WeightNorm(nn.Module):
    def __init__(self, dim=0):
        super().__init__()
        self.dim = -1 if dim is None else dim

    def _norm(self, v):
        return v.norm(dim=[d for d in range(v.dim()) if d != self.dim], keepdim=True)

    def forward(self, weight_g, weight_v):
        return weight_v * (weight_g / self._norm(weight_v))

    def right_inverse(self, weight):
        return self._norm(weight), weight

# %% wrong="v is not divided by its norm" caught="length_and_direction_give_the_weight"
@grow(parametrizations)
class _WeightNorm(nn.Module):
    def __init__(self, dim=0):
        super().__init__()
        self.dim = -1 if dim is None else dim

    def _norm(self, v):
        if self.dim == -1:
            return v.norm()
        return v.norm(dim=[d for d in range(v.dim()) if d != self.dim], keepdim=True)

    def forward(self, weight_g, weight_v):
        return weight_v * weight_g

    def right_inverse(self, weight):
        return self._norm(weight), weight / self._norm(weight)

# %% wrong="v is the direction alone" caught="length_and_direction_give_the_weight"
@grow(parametrizations)
class _WeightNorm(nn.Module):
    def __init__(self, dim=0):
        super().__init__()
        self.dim = -1 if dim is None else dim

    def _norm(self, v):
        if self.dim == -1:
            return v.norm()
        return v.norm(dim=[d for d in range(v.dim()) if d != self.dim], keepdim=True)

    def forward(self, weight_g, weight_v):
        return weight_v * (weight_g / self._norm(weight_v))

    def right_inverse(self, weight):
        return self._norm(weight), weight / self._norm(weight)

# %% wrong="v and g change places" caught="length_and_direction_give_the_weight"
@grow(parametrizations)
class _WeightNorm(nn.Module):
    def __init__(self, dim=0):
        super().__init__()
        self.dim = -1 if dim is None else dim

    def _norm(self, v):
        if self.dim == -1:
            return v.norm()
        return v.norm(dim=[d for d in range(v.dim()) if d != self.dim], keepdim=True)

    def forward(self, weight_v, weight_g):
        return weight_v * (weight_g / self._norm(weight_v))

    def right_inverse(self, weight):
        return weight, self._norm(weight)

# %% wrong="the norm takes no part in the gradient" caught="both_get_gradients"
@grow(parametrizations)
class _WeightNorm(nn.Module):
    def __init__(self, dim=0):
        super().__init__()
        self.dim = -1 if dim is None else dim

    def _norm(self, v):
        if self.dim == -1:
            return v.norm()
        return v.norm(dim=[d for d in range(v.dim()) if d != self.dim], keepdim=True)

    def forward(self, weight_g, weight_v):
        return weight_v * (weight_g / self._norm(weight_v).detach())

    def right_inverse(self, weight):
        return self._norm(weight), weight

# %% wrong="the largest number as the norm" caught="length_and_direction_give_the_weight"
@grow(parametrizations)
class _WeightNorm(nn.Module):
    def __init__(self, dim=0):
        super().__init__()
        self.dim = -1 if dim is None else dim

    def _norm(self, v):
        if self.dim == -1:
            return v.abs().max()
        return v.abs().amax(dim=[d for d in range(v.dim()) if d != self.dim], keepdim=True)

    def forward(self, weight_g, weight_v):
        return weight_v * (weight_g / self._norm(weight_v))

    def right_inverse(self, weight):
        return self._norm(weight), weight

# %% right="squares, a sum, a root"
@grow(parametrizations)
class _WeightNorm(nn.Module):
    def __init__(self, dim=0):
        super().__init__()
        self.dim = -1 if dim is None else dim

    def _norm(self, v):
        if self.dim == -1:
            return (v * v).sum().sqrt()
        others = [*range(self.dim), *range(self.dim + 1, v.dim())]
        return v.pow(2).sum(others, keepdim=True) ** 0.5

    def forward(self, weight_g, weight_v):
        return weight_g * weight_v / self._norm(weight_v)

    def right_inverse(self, weight):
        return [self._norm(weight), weight]

# %% right="as torch does it: turned to the front and flattened"
@grow(parametrizations)
class _WeightNorm(nn.Module):
    def __init__(self, dim=0):
        super().__init__()
        self.dim = -1 if dim is None else dim

    def _norm(self, v):
        if self.dim == -1:
            return torch.norm(v)
        front = v.transpose(0, self.dim)
        norms = front.reshape(front.shape[0], -1).norm(dim=1)
        return norms.reshape(front.shape[0], *[1] * (v.dim() - 1)).transpose(0, self.dim)

    def forward(self, weight_g, weight_v):
        direction = weight_v / self._norm(weight_v)
        return weight_g * direction

    def right_inverse(self, weight):
        g, v = self._norm(weight), weight
        return g, v
