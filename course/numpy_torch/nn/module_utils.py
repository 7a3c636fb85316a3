"""torch.nn.modules.utils: what helps with states and sizes.  torch: nn/modules/utils.py"""

from __future__ import annotations

from typing import Any

__all__ = ["consume_prefix_in_state_dict_if_present"]


def consume_prefix_in_state_dict_if_present(state_dict: dict[str, Any], prefix: str) -> None:
    """Take a prefix such as "module." off the keys that have it, and off those of the metadata, in place."""
    for key in [key for key in state_dict if key.startswith(prefix)]:
        state_dict[key.removeprefix(prefix)] = state_dict.pop(key)
    metadata = getattr(state_dict, "_metadata", {})
    # "module.fc" is what "module." wrapped, and so is "module" itself; "" is the wrapper, and makes room for it.
    for path in [path for path in metadata if f"{path}.".startswith(prefix) and path]:
        metadata[path[len(prefix) :]] = metadata.pop(path)
