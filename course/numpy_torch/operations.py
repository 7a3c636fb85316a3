"""Imports the files that offer their functions by names.offer; FUNCTIONS holds them all."""

from . import (
    clamping,
    counting,
    einsum,
    gathering,
    in_place,
    info,
    layouts,
    orders,
    pairs,
    products,
    rearranging,
    scattering,
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
    "info",
    "layouts",
    "orders",
    "pairs",
    "products",
    "rearranging",
    "scattering",
    "triangles",
]
