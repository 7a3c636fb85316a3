"""Frames between the grader and a submission's process: JSON and raw bytes, each with a cap, and never a pickle.

A frame is two lengths of four bytes, the JSON, and the raw bytes that the arrays in it point into.
"""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Callable
from typing import Any

HEAD = struct.Struct("<II")
MOST_JSON, MOST_RAW = 4_000_000, 16_000_000
MOST_REQUEST = 64_000_000
HALF = re.compile(rb"\\u[dD][89a-fA-F]")


class TooMuch(Exception):
    """A frame is larger than a frame may be."""


class Broken(Exception):
    """What came is no frame."""


def pack(said: Any, raw: bytes = b"", most: int = MOST_JSON) -> bytes:
    """One frame.  Raises TooMuch for one over the caps."""
    text = json.dumps(said, ensure_ascii=True, separators=(",", ":"), allow_nan=False).encode()
    if len(text) > most or len(raw) > MOST_RAW:
        raise TooMuch(f"a frame of {len(text) + len(raw):,} bytes")
    return HEAD.pack(len(text), len(raw)) + text + raw


def loads(text: bytes) -> Any:
    """Read JSON of which every text can be written down: half a character comes as a question mark."""
    said = json.loads(text.decode())
    if HALF.search(text):
        return json.loads(json.dumps(said, ensure_ascii=False).encode(errors="replace"))
    return said


def unpack(read: Callable[[int], bytes], most: int = MOST_JSON) -> tuple[Any, bytes, bytes]:
    """The next frame: its JSON read, its raw bytes, and all its bytes as they came.

    `read(n)` gives exactly n bytes. Raises TooMuch over the caps, before anything of it is read, and Broken for bytes
    that are no frame.
    """
    text_length, raw_length = HEAD.unpack(head := read(HEAD.size))
    if text_length > most or raw_length > MOST_RAW:
        raise TooMuch(f"a frame of {text_length + raw_length:,} bytes")
    text, raw = read(text_length), read(raw_length)
    try:
        return loads(text), raw, head + text + raw
    except (ValueError, RecursionError) as error:
        raise Broken(f"a frame that is no JSON ({error})") from error
