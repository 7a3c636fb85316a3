"""torch.utils.hooks: the handle of a hook."""

from ..hooks import RemovableHandle

__all__ = ["RemovableHandle"]
