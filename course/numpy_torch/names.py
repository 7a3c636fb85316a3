"""The functions that make up torch's own namespace, gathered from the files that define them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .tensor import add_methods

# Filled by the files of operations, read once by the package.
FUNCTIONS: dict[str, Any] = {}


def offer(*functions: Callable[..., Any], **named: Callable[..., Any]) -> None:
    """Make these functions of torch and methods of Tensor, by their own names or by those given."""
    offer_functions(*functions, **named)
    add_methods(*functions, **named)


def offer_functions(*functions: Callable[..., Any], **named: Any) -> None:
    """Make these functions of torch, and no methods."""
    FUNCTIONS.update({function.__name__: function for function in functions})
    FUNCTIONS.update(named)
