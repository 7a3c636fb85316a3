# %% wrong="no try" caught="an_exception_ends_the_block_and_goes_on"
@grow(parametrize)
@contextmanager
def cached():
    _open.append(True)
    yield
    _open.pop()
    if not _open:
        _cache.clear()


@grow(parametrize)
def _remembered(key, compute):
    if key not in _cache:
        _cache[key] = compute()
    return _cache[key]

# %% wrong="swallows the exception" caught="an_exception_ends_the_block_and_goes_on"
@grow(parametrize)
@contextmanager
def cached():
    _open.append(True)
    try:
        yield
    except Exception:
        pass
    _open.pop()
    if not _open:
        _cache.clear()


@grow(parametrize)
def _remembered(key, compute):
    if key not in _cache:
        _cache[key] = compute()
    return _cache[key]

# %% wrong="every end clears" caught="the_outermost_block_counts"
@grow(parametrize)
@contextmanager
def cached():
    _open.append(True)
    try:
        yield
    finally:
        _open.pop()
        _cache.clear()


@grow(parametrize)
def _remembered(key, compute):
    if key not in _cache:
        _cache[key] = compute()
    return _cache[key]

# %% wrong="the inner end closes the outer block" caught="the_outermost_block_counts"
@grow(parametrize)
@contextmanager
def cached():
    _open.append(True)
    try:
        yield
    finally:
        _open.clear()
        _cache.clear()


@grow(parametrize)
def _remembered(key, compute):
    if key not in _cache:
        _cache[key] = compute()
    return _cache[key]

# %% wrong="never forgets" caught="a_later_block_begins_empty"
@grow(parametrize)
@contextmanager
def cached():
    _open.append(True)
    try:
        yield
    finally:
        _open.pop()


@grow(parametrize)
def _remembered(key, compute):
    if key not in _cache:
        _cache[key] = compute()
    return _cache[key]

# %% wrong="never opens" caught="in_the_block_it_is_computed_once"
@grow(parametrize)
@contextmanager
def cached():
    try:
        yield
    finally:
        if not _open:
            _cache.clear()


@grow(parametrize)
def _remembered(key, compute):
    if key not in _cache:
        _cache[key] = compute()
    return _cache[key]

# %% wrong="never closes" caught="outside_of_it_each_time"
@grow(parametrize)
@contextmanager
def cached():
    _open.append(True)
    try:
        yield
    finally:
        _cache.clear()


@grow(parametrize)
def _remembered(key, compute):
    if key not in _cache:
        _cache[key] = compute()
    return _cache[key]

# %% wrong="by the name alone" caught="each_module_and_each_name_is_kept_by_itself"
@grow(parametrize)
@contextmanager
def cached():
    _open.append(True)
    try:
        yield
    finally:
        _open.pop()
        if not _open:
            _cache.clear()


@grow(parametrize)
def _remembered(key, compute):
    if key[1] not in _cache:
        _cache[key[1]] = compute()
    return _cache[key[1]]

# %% wrong="by the module alone" caught="each_module_and_each_name_is_kept_by_itself"
@grow(parametrize)
@contextmanager
def cached():
    _open.append(True)
    try:
        yield
    finally:
        _open.pop()
        if not _open:
            _cache.clear()


@grow(parametrize)
def _remembered(key, compute):
    if key[0] not in _cache:
        _cache[key[0]] = compute()
    return _cache[key[0]]

# %% wrong="asks for truth" caught="in_the_block_it_is_computed_once"
@grow(parametrize)
@contextmanager
def cached():
    _open.append(True)
    try:
        yield
    finally:
        _open.pop()
        if not _open:
            _cache.clear()


@grow(parametrize)
def _remembered(key, compute):
    if not _cache.get(key):
        _cache[key] = compute()
    return _cache[key]

# %% wrong="setdefault computes each time" caught="in_the_block_it_is_computed_once"
@grow(parametrize)
@contextmanager
def cached():
    _open.append(True)
    try:
        yield
    finally:
        _open.pop()
        if not _open:
            _cache.clear()


@grow(parametrize)
def _remembered(key, compute):
    return _cache.setdefault(key, compute())

# %% wrong="kept without its graph" caught="a_later_block_begins_empty"
@grow(parametrize)
@contextmanager
def cached():
    _open.append(True)
    try:
        yield
    finally:
        _open.pop()
        if not _open:
            _cache.clear()


@grow(parametrize)
def _remembered(key, compute):
    if key not in _cache:
        _cache[key] = compute().detach()
    return _cache[key]

# %% wrong="a copy each time" caught="in_the_block_it_is_computed_once"
@grow(parametrize)
@contextmanager
def cached():
    _open.append(True)
    try:
        yield
    finally:
        _open.pop()
        if not _open:
            _cache.clear()


@grow(parametrize)
def _remembered(key, compute):
    if key not in _cache:
        _cache[key] = compute()
    return _cache[key].clone()

# %% right="asks for None, and clears by an if first"
@grow(parametrize)
@contextmanager
def cached():
    _open.append(len(_open))
    try:
        yield
    finally:
        if len(_open) == 1:
            _cache.clear()
        del _open[-1]


@grow(parametrize)
def _remembered(key, compute):
    found = _cache.get(key)
    if found is None:
        found = _cache[key] = compute()
    return found

# %% right="an ExitStack, and a KeyError"
@grow(parametrize)
@contextmanager
def cached():
    from contextlib import ExitStack

    with ExitStack() as stack:
        stack.callback(lambda: _open or _cache.clear())
        stack.callback(_open.pop)
        _open.append(None)
        yield


@grow(parametrize)
def _remembered(key, compute):
    try:
        return _cache[key]
    except KeyError:
        pass
    _cache[key] = made = compute()
    return made
