"""The functions of torch's own namespace, by the files that define them; FUNCTIONS holds them all."""

from . import (
    changes,
    clamping,
    counting,
    creation,
    einsum,
    elementwise,
    extremes,
    gathering,
    in_place,
    indexing,
    info,
    joining,
    layouts,
    linalg,
    orders,
    pairs,
    products,
    random,
    rearranging,
    reductions,
    scattering,
    shapes,
    singles,
    triangles,
)
from .names import FUNCTIONS

__all__ = [
    "FUNCTIONS",
    "clamping",
    "counting",
    "einsum",
    "gathering",
    "in_place",
    "layouts",
    "orders",
    "pairs",
    "products",
    "rearranging",
    "scattering",
    "triangles",
]

# Of these files only some functions are torch's; those above offer all that they have, by names.offer.
LISTED = {
    changes: "clone",
    creation: (
        "arange as_tensor asarray empty empty_like eye from_numpy full full_like linspace ones ones_like "
        "tensor zeros zeros_like"
    ),
    elementwise: "add atan2 div floor_divide masked_fill maximum minimum mul pow remainder sub where",
    extremes: "all amax amin any argmax argmin argsort count_nonzero max min nonzero sort topk unique",
    indexing: "gather index_select masked_select narrow select",
    info: (
        "_has_compatible_shallow_copy_type can_cast is_complex is_floating_point is_nonzero is_same_size is_tensor "
        "numel typename"
    ),
    joining: "cat chunk split stack unbind",
    linalg: "bmm dot matmul mm mv outer",
    random: (
        "Generator bernoulli default_generator get_rng_state initial_seed manual_seed multinomial normal "
        "rand rand_like randint randint_like randn randn_like randperm seed set_rng_state"
    ),
    reductions: "cumsum log_softmax logsumexp mean norm prod softmax std sum var",
    shapes: "broadcast_to flatten permute ravel reshape squeeze t transpose unflatten unsqueeze",
    singles: "neg round",
}
FUNCTIONS.update({name: getattr(file, name) for file, names in LISTED.items() for name in names.split()})
FUNCTIONS.update(multiply=elementwise.mul, subtract=elementwise.sub, divide=elementwise.div, concat=joining.cat)
