"""The operations of torch as a table: a name, the inputs it takes, and one line that runs on either library.

Rows are grouped by what their inputs must be; shapes_drawn.py draws the shapes of a group.
"""

import numpy as np
from operations_by_size import CROSS, SHAPED
from shapes_drawn import broadcast, shapes, sized


def index(torch, shape, reach, seed=7):
    """Indices below `reach`, some of them twice; the same for both libraries."""
    return torch.tensor(np.random.default_rng(seed).integers(0, max(reach, 1), shape))


def once(torch, count, reach, seed=7):
    """Indices below `reach`, none of them twice."""
    return torch.tensor(np.random.default_rng(seed).permutation(reach)[:count])


ONE = {
    name: f"x.{name}()"
    for name in """
    exp exp2 expm1 sin cos tan tanh sinh cosh asinh atan sigmoid erf erfc sinc relu sign floor ceil trunc fix round
    frac square abs absolute neg deg2rad rad2deg nan_to_num isnan isinf isfinite logical_not isposinf isneginf signbit
    sum mean prod var std norm max min amax amin argmax argmin any all count_nonzero median nansum nanmean
    clone contiguous detach flatten ravel squeeze nonzero half double float int long bool short is_contiguous stride
    numel dim tolist positive reciprocal arctan arcsinh storage_offset aminmax t is_floating_point
""".split()
}
ONE |= {name: f"x.abs().{name}()" for name in "log log2 log10 log1p sqrt rsqrt".split()}
ONE |= {name: f"(x / 3).{name}()" for name in "asin acos atanh arcsin arccos arctanh".split()}
ONE |= {
    "unique": "x.detach().unique()",
    "sgn": "x.sgn().detach()",
    "lgamma": "[x.lgamma(), (x + 3).lgamma(), (x * 40).lgamma()]",
    "digamma": "[x.digamma().detach(), (x * 40).digamma().detach()]",
    "polygamma": "[x.polygamma(2), torch.polygamma(3, x * 10)]",
    "acosh": "(x.abs() + 1).acosh()",
    "logit": "(x.abs() / 3).logit()",
    "operators": "-x + 2 * x - x / 3 + 1 / x - (4 - x)",
    "powers": "x**2 + x**3 + x**-1 + x.abs() ** 0.5 + x.abs() ** 1.5",
    "a power of two": "2**x",
    "modulo": "x % 0.7",
    "modulo of a number": "2 % x",
    "floor division": "x // 0.7",
    "fmod with a number": "x.fmod(0.7)",
    "remainder": "torch.remainder(x, -0.7)",
    "floor_divide by a number": "torch.floor_divide(x, 0.7)",
    "div down": "torch.div(x, 0.7, rounding_mode='floor')",
    "div to zero": "torch.div(x, 0.7, rounding_mode='trunc')",
    "round to decimals": "torch.round(x, decimals=1)",
    "clamp": "x.clamp(-1, 0.5)",
    "clamp below": "x.clamp(min=0.1)",
    "clamp above": "x.clamp(max=0.1)",
    "clamp_min": "x.clamp_min(0.3)",
    "clamp_max": "torch.clamp_max(x, 0.3)",
    "clip": "torch.clip(x, 0, 1)",
    "float_power": "torch.float_power(x, 2)",
    "rsub": "torch.rsub(x, 2)",
    "reshape": "x.reshape(-1) if x.numel() else x",
    "unsqueeze": "x.unsqueeze(-1) * x.unsqueeze(0)",
    "permute": "x.permute(tuple(reversed(range(x.ndim))))",
    "flip": "x.flip(tuple(range(x.ndim)))",
    "roll all": "x.roll(2)",
    "repeat": "x.repeat((2,) + (1,) * x.ndim)",
    "tile": "x.tile(2)",
    "repeat_interleave all": "x.repeat_interleave(2)",
    "expand": "x.expand((2, *x.shape))",
    "broadcast_to": "torch.broadcast_to(x, (3, *x.shape))",
    "masked_fill": "x.masked_fill(x > 0.3, 2.0)",
    "masked_select": "x.masked_select(x > 0.3)",
    "a mask": "x[x > 0.3]",
    "where": "torch.where(x > 0.3, x, 0.0)",
    "where alone": "list(torch.where(x > 0.3))",
    "atleast_1d": "torch.atleast_1d(x)",
    "atleast_2d": "torch.atleast_2d(x)",
    "atleast_3d": "torch.atleast_3d(x)",
    "take": "x.take(index(torch, (4,), x.numel()))",
    "like": "[torch.zeros_like(x), torch.ones_like(x), torch.full_like(x, 3), torch.zeros_like(x, dtype=torch.int64)]",
    "new": "[x.new_zeros(2), x.new_ones((2, 1)), x.new_full((1,), 3), x.new_tensor([1, 2])]",
    "comparisons": "[x > 0.3, x >= 1, x < 0, x <= 0, x == x, x != x, x.eq(1), x.lt(2)]",
    "norm of another power": "[x.norm(1), x.norm(3)]",
    "norm of the largest": "x.norm(float('inf'))",
    "diag_embed": "x.unsqueeze(-1).diag_embed(1)",
    "histc": "x.detach().histc(5, -2, 2)",
    "histc of its range": "x.detach().histc(4)",
    "in place": "x.clone().add_(1).mul_(2).sub_(x).div_(3).pow_(2).exp_().neg_().abs_()",
    "more in place": "(x * 1).clamp_(-1, 1).sin_().round_().fill_(3).zero_()",
    "in place on a view": "changed(x * 1, lambda y: y.view(-1)[::2].mul_(3))",
    "turned in place": "changed(x * 1, lambda y: y.unsqueeze_(0).transpose_(0, -1).squeeze_().mul_(2))",
    "unsqueezed view": "changed(x * 1, lambda y: y.view(-1).unsqueeze_(-1).mul_(3))",
    "remainder_": "(x * 1).remainder_(0.7).fmod_(0.3).clamp_min_(0.1).clamp_max_(0.25)",
    "floor_divide_": "(x.detach() * 1).floor_divide_(0.7)",
    "other names in place": "(x * 1).multiply_(2).subtract_(x).divide_(3).negative_().arctan_().fix_()",
    "argwhere": "[x.argwhere(), torch.argwhere(x > 0.3)]",
    "nanmedian": "[x.nanmedian(), torch.where(x > 1, float('nan'), x).nanmedian()]",
    "sum_to_size of itself": "[x.sum_to_size(x.shape), x.sum_to_size((1,) * x.ndim)]",
    "as_strided": "x.clone().as_strided((x.numel() // 2, 2), (1, 1), 0)",
    "quantile": "x.quantile(0.3)",
    "quantiles": "x.quantile(torch.tensor([0.1, 0.5, 1.0], dtype=x.dtype), keepdim=True)",
    "counts": "torch.bincount((x.detach().abs() * 3).long().flatten(), minlength=4)",
    "bucketize": "torch.bucketize(x.detach(), torch.tensor([-1.0, 0.0, 1.0], dtype=x.dtype))",
    "var by n": "torch.var(x, correction=0)",
    "std_mean": "list(torch.std_mean(x))",
    "var_mean": "list(torch.var_mean(x, correction=0))",
    "isin": "torch.isin((x * 3).long(), torch.tensor([0, 1]))",
    "bits": "[~(x * 3).long(), (x * 3).long() & 5, (x * 3).long() | 2, (x * 3).long() ^ 3, (x * 3).long() << 1]",
    "sizes": "[list(x.shape), x.element_size(), x.nbytes, x.is_leaf, x.stride() == (*map(x.stride, range(x.ndim)),)]",
}  # fmt: skip

# One tensor with a dimension at least; -1 and 0 are both there.
ALONG = {
    name: f"x.{name}({{d}})"
    for name in """
    sum mean prod var std amax amin argmax argmin any all cumsum cumprod softmax log_softmax logsumexp logcumsumexp
    squeeze unsqueeze flip nansum count_nonzero norm argsort diff nanmean
""".split()
    for name in [name]
}
ALONG["diff"] = "x.diff(dim={d})"
ALONG["norm"] = "x.norm(dim={d})"
ALONG |= {name: f"list(x.{name}({{d}}))" for name in "max min median nanmedian sort cummax cummin unbind".split()}
ALONG |= {
    "kthvalue": "list(x.kthvalue(1, {d}))",
    "mode": "(x * 2).round().detach().mode({d})[0]",
    "kept": "[x.sum({d}, keepdim=True), x.mean({d}, True), x.amax({d}, keepdim=True), x.any({d}, keepdim=True)]",
    "spread kept": "list(torch.std_mean(x, {d}, keepdim=True))",
    "var by n": "x.var({d}, unbiased=False)",
    "sorted down": "list(x.sort({d}, descending=True))",
    "argsorted down": "x.argsort({d}, descending=True)",
    "topk": "list(x.topk(min(2, x.size({d})), {d}))",
    "topk smallest": "list(x.topk(1, {d}, largest=False))",
    "norm of a dim": "x.norm(1, {d}, keepdim=True)",
    "quantile": "x.quantile(0.4, {d})",
    "quantile kept": "x.quantile(0.4, {d}, keepdim=True, interpolation='nearest')",
    "aminmax": "list(x.aminmax(dim={d}))",
    "roll": "x.roll(2, {d})",
    "select": "x.select({d}, 0)",
    "narrow": "x.narrow({d}, 0, min(1, x.size({d})))",
    "slices": "[x[::2], x[..., 1:], x[None], x[:0]]",
    "split": "list(x.split(2, {d}))",
    "split_with_sizes": "list(x.split_with_sizes([1, x.size({d}) - 1], {d}))",
    "cumulative in place": "(x * 1).cumsum_({d}).cumprod_({d})",
    "swapped in place": "(x * 1).swapaxes_({d}, 0).swapdims_(0, -1)",
    "squeezed in place": "(x * 1).squeeze_({d}).unsqueeze_({d})",
    "nanmedian of some": "torch.where(x > 1, float('nan'), x).nanmedian({d}, True)[0]",
    "chunk": "list(x.chunk(3, {d}))",
    "tensor_split": "list(x.tensor_split(3, {d}))",
    "tensor_split at": "list(x.tensor_split((1, 3), {d}))",
    "cat": "torch.cat([x, x * 2], {d})",
    "stack": "torch.stack([x, x * 2], {d})",
    "movedim": "x.movedim({d}, 0)",
    "transpose": "x.transpose({d}, 0) * 2",
    "swapaxes": "x.swapaxes({d}, -1)",
    "index_select": "x.index_select({d}, index(torch, (3,), x.size({d})))",
    "index_fill": "x.index_fill({d}, index(torch, (min(2, x.size({d})),), x.size({d})), 2.0)",
    "index_add": "x.index_add({d}, index(torch, x.size({d}), x.size({d})), x * 2, alpha=2)",
    "index_copy": "x.index_copy({d}, once(torch, x.size({d}), x.size({d})), x * 2)",
    "gather": "x.gather({d}, index(torch, x.shape, x.size({d})))",
    "scatter": "x.scatter({d}, x.narrow({d}, 0, 1).long() * 0, (x * 2).narrow({d}, 0, 1))",
    "scatter a number": "x.scatter({d}, index(torch, x.shape, x.size({d})), 3.0)",
    "scatter_add": "x.scatter_add({d}, index(torch, x.shape, x.size({d})), x * 2)",
    "scatter_reduce": "x.detach().scatter_reduce({d}, index(torch, x.shape, x.size({d})), x.detach() * 2, 'amax')",
    "scatter mean": "x.detach().scatter_reduce({d}, index(torch, x.shape, x.size({d})), x.detach() * 2, 'mean')",
    "take_along_dim": "torch.take_along_dim(x, index(torch, x.shape, x.size({d})), {d})",
    "repeat_interleave": "x.repeat_interleave(2, {d})",
    "repeat_interleave by counts": "x.repeat_interleave(index(torch, (x.size({d}),), 3), {d})",
    "unfold": "x.unfold({d}, 2, 2)",
    "overlapping windows": "x.unfold({d}, 3, 1)",
    "unflatten": "x.unflatten({d}, (1, -1))",
    "flatten": "x.flatten({d})",
    "msort": "x.msort()",
    "index by a list": "x[[0, 0]]",
    "index by a tensor": "x[index(torch, (2, 2), x.size(0))]",
    "assigned": "changed(x * 1, lambda y: y.__setitem__(0, 3))",
    "assigned by a tensor": "changed(x * 1, lambda y: y.__setitem__(slice(None, None, 2), x[::2] * 3))",
    "unique rows": "x.detach().round().unique(dim={d})",
    "unique_consecutive": "list(x.detach().round().unique_consecutive(return_inverse=True, return_counts=True))",
    "unique with counts": "list(x.detach().round().unique(return_inverse=True, return_counts=True))",
}
ALONG_EITHER = {f"{name}, {d}": row.replace("{d}", str(d)) for name, row in ALONG.items() for d in (0, -1)
                if "{d}" in row or d == 0}  # fmt: skip

TWO = {
    name: f"torch.{name}(x, y)"
    for name in """
    add sub mul div maximum minimum atan2 fmod remainder floor_divide hypot logaddexp logaddexp2 fmax fmin copysign eq
    ne lt le gt ge logical_and logical_or logical_xor isclose true_divide arctan2 multiply subtract divide
    greater less not_equal greater_equal less_equal
""".split()
}
TWO |= {
    "operators": "[x + y, x - y, x * y, x / y]",
    "in place": "torch.broadcast_tensors(x, y)[0].clone().add_(y).mul_(y).sub_(y, alpha=2).div_(y)",
    "pow": "x.abs() ** y",
    "xlogy": "torch.xlogy(x, y.abs())",
    "modulo": "x % y",
    "floor division": "x // y",
    "div down": "torch.div(x, y, rounding_mode='floor')",
    "div to zero": "torch.div(x, y, rounding_mode='trunc')",
    "scaled": "[torch.add(x, y, alpha=2), x.sub(y, alpha=0.5)]",
    "where": "torch.where(x > y, x, y)",
    "lerp": "torch.lerp(x, y, 0.3)",
    "lerp far": "torch.lerp(x, y, 0.8)",
    "clamp": "x.clamp(min=y)",
    "clamp_max": "x.clamp_max(y)",
    "broadcast_tensors": "list(torch.broadcast_tensors(x, y))",
    "max of two": "torch.max(x, y)",
    "heaviside": "torch.heaviside(x.detach(), y.detach())",
}  # fmt: skip
THREE = {
    "addcmul": "torch.addcmul(x, y, z, value=0.5)",
    "addcdiv": "torch.addcdiv(x, y, z, value=2)",
    "lerp": "torch.lerp(x, y, z)",
    # Of one shape: torch's own backward fails where the bounds are broadcast.
    "clamp": "torch.clamp(*[a.clone() for a in torch.broadcast_tensors(x, y, z)])",
    "where": "torch.where(z > 0, x, y)",
}


def changed(tensor, change):
    """The tensor, after a change in place."""
    change(tensor)
    return tensor


def _runs(row):
    """The function of a row: of a library and tensors named x, y, z."""
    code = compile(row, row, "eval")
    names = {"index": index, "once": once, "changed": changed}

    def run(torch, *tensors):
        return eval(code, {**names, "torch": torch, **dict(zip("xyz", tensors, strict=False))})

    return run


def _table():
    """By name: the function of a row, the strategy for its shapes, and one example of them."""
    groups = [
        (ONE, shapes().map(lambda shape: [shape]), [(3, 4)]),
        (ALONG_EITHER, shapes(1).map(lambda shape: [shape]), [(3, 4)]),
        (TWO, broadcast(2), [(3, 4), (4,)]),
        (THREE, broadcast(3), [(3, 4), (4,), (3, 1)]),
        (CROSS, shapes(0, 2).map(lambda shape: [(*shape, 3)] * 2), [(2, 3), (2, 3)]),
    ]
    for sizes, rows in SHAPED.items():
        example = [tuple(" kmnb".index(letter) + 1 for letter in shape) for shape in sizes]
        groups.append((rows, sized(*sizes), example))
    return {f"{name}: {row}": (_runs(row), *drawn) for rows, *drawn in groups for name, row in rows.items()}


OPERATIONS = _table()
