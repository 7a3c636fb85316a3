"""torch.__future__: whether a Module that is converted keeps its Parameters or takes new ones."""

from __future__ import annotations

_overwrite = False


def set_overwrite_module_params_on_conversion(value: bool) -> None:
    """Give a converted Module new Parameters from now on."""
    global _overwrite
    _overwrite = value


def get_overwrite_module_params_on_conversion() -> bool:
    """Whether a converted Module takes new Parameters."""
    return _overwrite


def set_swap_module_params_on_conversion(value: bool) -> None:
    """Swapping is not part of this torch.  NotImplementedError for True."""
    if value:
        raise NotImplementedError("torch.utils.swap_tensors is not part of the small torch of this course")


def get_swap_module_params_on_conversion() -> bool:
    """Whether a converted Module swaps its Parameters; never, in this torch."""
    return False
