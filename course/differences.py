"""The first difference between two recordings of one probe."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from course.recordings import Items, Pairs, Raised, Recording, Seen, Tensor, Thing

# (relative, absolute) room by dtype: two right sums in another order differ by so much.
ROOM = {
    "torch.float64": (1e-7, 1e-9),
    "torch.float32": (1.3e-6, 1e-5),
    "torch.float16": (1e-3, 1e-5),
    "torch.bfloat16": (1.6e-2, 1e-5),
    "float": (1e-5, 1e-7),  # most often the .item() of a float32 at the end of several steps
}
LONGEST = 240


@dataclass(frozen=True)
class Difference:
    """Where two worlds part: the observation, and what each saw there, in words."""

    label: str
    line: int
    torch: str
    yours: str
    note: str = ""
    ask: str = ""


def first_difference(torch: Recording, yours: Recording) -> Difference | None:
    """Compare two recordings in order; None where they agree as far as both go.  A crash is no difference."""
    for theirs, ours in zip(torch.seen, yours.seen, strict=False):
        if theirs.label != ours.label or theirs.line != ours.line:
            return Difference(theirs.label, theirs.line, f"goes on to {theirs.label!r}", f"goes on to {ours.label!r}")
        found = unlike(theirs.value, ours.value, "")
        if found is not None:
            return _told(theirs, ours, found)
    if yours.crash is None and len(torch.seen) != len(yours.seen):
        more, fewer = (torch, yours) if len(torch.seen) > len(yours.seen) else (yours, torch)
        left = more.seen[len(fewer.seen)]
        counts = [f"comes to {len(r.seen)} observations" for r in (torch, yours)]
        return Difference(left.label, left.line, counts[0], counts[1])
    return None


@dataclass(frozen=True)
class Told:
    """What is told in the place of a value that is too long to show."""

    text: str


@dataclass(frozen=True)
class Unlike:
    """The first place where two plain values part."""

    path: str
    torch: Any
    yours: Any
    note: str = ""


def _told(theirs: Seen, ours: Seen, found: Unlike) -> Difference:
    whole = words(theirs.value), words(ours.value)
    if max(map(len, whole)) <= LONGEST and whole[0] != whole[1]:
        return Difference(theirs.label, theirs.line, *whole, found.note, theirs.ask)
    exact = words(found.torch) == words(found.yours)
    there, here = (_cut(words(v, exact)) for v in (found.torch, found.yours))
    where = f"the first difference is at {found.path}" if found.path else ""
    note = "; ".join(filter(None, [where, found.note]))
    return Difference(theirs.label, theirs.line, there, here, note, theirs.ask)


def unlike(a: Any, b: Any, path: str = "") -> Unlike | None:
    """The first place where b (yours) is unlike a (torch's)."""
    match a, b:
        case Raised(), Raised():
            return _unlike_raised(a, b, path)
        case Tensor(), Tensor():
            return _unlike_tensors(a, b, path)
        case Items(), Items():
            if a.kind != b.kind:
                return Unlike(path, a, b, f"torch gives {a.kind}, yours {b.kind}")
            if all(isinstance(x, str) for x in (*a.items, *b.items)):
                missing, extra = [x for x in a.items if x not in b.items], [x for x in b.items if x not in a.items]
                if missing or extra:
                    return _unlike_names(path, missing, extra)
            for i, (x, y) in enumerate(zip(a.items, b.items, strict=False)):
                if found := unlike(x, y, f"{path}[{i}]"):
                    return found
            return _longer(a, b, path)
        case Pairs(), Pairs():
            if a.kind != b.kind:
                return Unlike(path, a, b, f"torch gives {a.kind}, yours {b.kind}")
            return _unlike_pairs(a, b, path)
        case float(), float():
            room = ROOM["float"]
            same = (math.isnan(a) and math.isnan(b)) or math.isclose(a, b, rel_tol=room[0], abs_tol=room[1])
            return None if same else Unlike(path, a, b)
    # bool is an int and 1 == 1.0 in Python; torch's answer has a type, and so must yours.
    return None if type(a) is type(b) and a == b else Unlike(path, a, b)


def _unlike_raised(a: Raised, b: Raised, path: str) -> Unlike | None:
    if not a.types or not b.types:
        return None if a.types == b.types else Unlike(path, a, b)
    # A subclass of the exception that torch raises is caught wherever torch's is.
    if a.types[0] not in b.types:
        return Unlike(path, a, b)
    if a.message is not None and a.message != b.message:
        return Unlike(path, a, b, "the words are part of what torch promises")
    return None


def _unlike_pairs(a: Pairs, b: Pairs, path: str) -> Unlike | None:
    theirs, ours = [k for k, _ in a.items], [k for k, _ in b.items]
    if theirs != ours:
        missing, extra = [k for k in theirs if k not in ours], [k for k in ours if k not in theirs]
        if missing or extra:
            return _unlike_names(path, missing, extra)
        keys = Items(f"{a.kind} keys", tuple(theirs)), Items(f"{b.kind} keys", tuple(ours))
        return Unlike(path, *keys, "the keys stand in another order")
    for (key, x), (_, y) in zip(a.items, b.items, strict=True):
        if found := unlike(x, y, f"{path}[{words(key)}]"):
            return found
    return None


def _few(keys: list[Any], most: int = 5) -> str:
    more = f" and {len(keys) - most} more" if len(keys) > most else ""
    return ", ".join(map(words, keys[:most])) + more


def _unlike_names(path: str, missing: list[Any], extra: list[Any]) -> Unlike:
    """Two lists of names, of which one has some that the other has not."""
    there = Told(f"has {_few(missing)}" if missing else f"has no {_few(extra)}")
    here = Told(f"has {_few(extra)}" if extra else f"has no {_few(missing)}")
    return Unlike(path, there, here)


def _longer(a: Items, b: Items, path: str) -> Unlike | None:
    if len(a.items) == len(b.items):
        return None
    return Unlike(path, a, b, f"torch gives {len(a.items)}, yours {len(b.items)}")


def _unlike_tensors(a: Tensor, b: Tensor, path: str) -> Unlike | None:
    if a.kind != b.kind:
        return Unlike(path, a, b, f"torch gives {a.kind}, yours {b.kind}")
    if a.values.shape != b.values.shape:
        return Unlike(path, a, b, f"torch's shape is {list(a.values.shape)}, yours {list(b.values.shape)}")
    if a.dtype != b.dtype:
        return Unlike(path, a, b, f"torch's dtype is {a.dtype}, yours {b.dtype}")
    if a.requires_grad != b.requires_grad:
        return Unlike(path, a, b, f"torch's requires_grad is {a.requires_grad}, yours {b.requires_grad}")
    if "on meta" in a.dtype:
        return None
    if a.values.dtype != b.values.dtype:
        return Unlike(path, a, b, f"torch holds {a.values.dtype} numbers, yours {b.values.dtype}")
    if a.dtype not in ROOM:
        same = np.array_equal(a.values, b.values)
        return None if same else Unlike(path, a, b, _where(a, a.values != b.values))
    relative, absolute = ROOM[a.dtype]
    close = np.isclose(b.values, a.values, rtol=relative, atol=absolute, equal_nan=True)
    return None if close.all() else Unlike(path, a, b, _where(a, ~close))


def _where(a: Tensor, unlike: np.ndarray[Any, Any]) -> str:
    if a.values.ndim == 0:
        return ""
    at = [int(i) for i in np.argwhere(unlike)[0]]
    return f"{int(unlike.sum())} of {a.values.size} numbers differ, the first at {at}"


# -- in words


def words(v: Any, exact: bool = False) -> str:
    """A plain value as a learner would write it; `exact` shows every digit."""
    match v:
        case Told():
            return v.text
        case Raised():
            return _raised_words(v)
        case Tensor():
            return _tensor_words(v, exact)
        case Items():
            inner = ", ".join(words(x, exact) for x in v.items)
            match v.kind:
                case "list":
                    return f"[{inner}]"
                case "tuple":
                    return f"({inner},)" if len(v.items) == 1 else f"({inner})"
                case "Size":
                    return f"torch.Size([{inner}])"
                case "set":
                    return f"{{{inner}}}" if v.items else "set()"
            return f"{v.kind} of [{inner}]"
        case Pairs():
            inner = ", ".join(f"{words(k, exact)}: {words(x, exact)}" for k, x in v.items)
            return f"{{{inner}}}" if v.kind == "dict" else f"{v.kind}({{{inner}}})"
        case Thing():
            if v.kind in ("class", "dtype", "device"):
                return f"class {v.name}" if v.kind == "class" else v.name
            return f"a {v.kind}" + (f": {v.name}" if v.name else "")
        case float():
            short = f"{v:.7g}"
            return repr(v) if exact or not math.isfinite(v) or v == int(v) else short
    return repr(v)


def _raised_words(v: Raised) -> str:
    if not v.types:
        return "raises nothing"
    return f"raises {v.types[0]}" + (f": {v.message}" if v.message is not None else "")


def _tensor_words(v: Tensor, exact: bool) -> str:
    if "on meta" in v.dtype:
        body = f"..., size={tuple(v.values.shape)}"
    elif v.values.size == 0:
        body = "[]" if v.values.ndim == 1 else f"[], size={tuple(v.values.shape)}"
    else:
        digits = {} if not exact else {"precision": 17, "floatmode": "unique"}
        with np.printoptions(threshold=40, edgeitems=3, linewidth=100, **digits):  # type: ignore[arg-type]
            body = np.array2string(v.values, separator=", ")
        body = " ".join(body.split())
    name = "tensor" if v.kind == "Tensor" else v.kind
    parts = [body]
    if v.dtype not in ("torch.float32", "torch.int64", "torch.bool"):
        parts.append(f"dtype={v.dtype}")
    if v.requires_grad:
        parts.append("requires_grad=True")
    return f"{name}({', '.join(parts)})"


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 4] + " ..."
