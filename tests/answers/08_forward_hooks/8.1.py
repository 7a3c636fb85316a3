# %% wrong="every handle counts for itself" caught="every_handle_has_the_next_number"
@grow(nn)
class RemovableHandle:

    next_id = 0

    def __init__(self, hooks_dict, *, extra_dict=None):
        self.id = RemovableHandle.next_id
        self.next_id += 1
        self.hooks_dict_ref = weakref.ref(hooks_dict)
        if isinstance(extra_dict, dict):
            extra_dict = [extra_dict]
        self.extra_dict_ref = tuple(weakref.ref(d) for d in extra_dict or ())

# %% wrong="the number never moves on" caught="every_handle_has_the_next_number"
@grow(nn)
class RemovableHandle:

    next_id = 0

    def __init__(self, hooks_dict, *, extra_dict=None):
        self.id = RemovableHandle.next_id
        self.hooks_dict_ref = weakref.ref(hooks_dict)
        if isinstance(extra_dict, dict):
            extra_dict = [extra_dict]
        self.extra_dict_ref = tuple(weakref.ref(d) for d in extra_dict or ())

# %% wrong="moves on before it takes the number" caught="every_handle_has_the_next_number"
@grow(nn)
class RemovableHandle:

    next_id = 0

    def __init__(self, hooks_dict, *, extra_dict=None):
        RemovableHandle.next_id += 1
        self.id = RemovableHandle.next_id
        self.hooks_dict_ref = weakref.ref(hooks_dict)
        if isinstance(extra_dict, dict):
            extra_dict = [extra_dict]
        self.extra_dict_ref = tuple(weakref.ref(d) for d in extra_dict or ())

# %% wrong="the number is the length of the dict" caught="every_handle_has_the_next_number"
@grow(nn)
class RemovableHandle:

    next_id = 0

    def __init__(self, hooks_dict, *, extra_dict=None):
        self.id = len(hooks_dict)
        RemovableHandle.next_id += 1
        self.hooks_dict_ref = weakref.ref(hooks_dict)
        if isinstance(extra_dict, dict):
            extra_dict = [extra_dict]
        self.extra_dict_ref = tuple(weakref.ref(d) for d in extra_dict or ())

# %% wrong="puts itself into the dict" caught="making_a_handle_puts_nothing_in"
@grow(nn)
class RemovableHandle:

    next_id = 0

    def __init__(self, hooks_dict, *, extra_dict=None):
        self.id = RemovableHandle.next_id
        RemovableHandle.next_id += 1
        self.hooks_dict_ref = weakref.ref(hooks_dict)
        hooks_dict[self.id] = None
        if isinstance(extra_dict, dict):
            extra_dict = [extra_dict]
        self.extra_dict_ref = tuple(weakref.ref(d) for d in extra_dict or ())

# %% wrong="holds the dict" caught="the_dict_is_not_kept_alive"
@grow(nn)
class RemovableHandle:

    next_id = 0

    def __init__(self, hooks_dict, *, extra_dict=None):
        self.id = RemovableHandle.next_id
        RemovableHandle.next_id += 1
        self.hooks_dict_ref = lambda: hooks_dict
        if isinstance(extra_dict, dict):
            extra_dict = [extra_dict]
        self.extra_dict_ref = tuple(weakref.ref(d) for d in extra_dict or ())

# %% wrong="holds the extra dicts" caught="the_dict_is_not_kept_alive"
@grow(nn)
class RemovableHandle:

    next_id = 0

    def __init__(self, hooks_dict, *, extra_dict=None):
        self.id = RemovableHandle.next_id
        RemovableHandle.next_id += 1
        self.hooks_dict_ref = weakref.ref(hooks_dict)
        if isinstance(extra_dict, dict):
            extra_dict = [extra_dict]
        self.extra_dict_ref = tuple((lambda d=d: d) for d in extra_dict or ())

# %% wrong="an empty extra dict is taken for none" caught="one_extra_dict_or_a_list_of_them"
@grow(nn)
class RemovableHandle:

    next_id = 0

    def __init__(self, hooks_dict, *, extra_dict=None):
        self.id = RemovableHandle.next_id
        RemovableHandle.next_id += 1
        self.hooks_dict_ref = weakref.ref(hooks_dict)
        if extra_dict and isinstance(extra_dict, dict):
            extra_dict = [extra_dict]
        self.extra_dict_ref = tuple(weakref.ref(d) for d in extra_dict or ())

# %% wrong="knows one extra dict only" caught="the_dict_is_not_kept_alive"
@grow(nn)
class RemovableHandle:

    next_id = 0

    def __init__(self, hooks_dict, *, extra_dict=None):
        self.id = RemovableHandle.next_id
        RemovableHandle.next_id += 1
        self.hooks_dict_ref = weakref.ref(hooks_dict)
        self.extra_dict_ref = ()
        if isinstance(extra_dict, dict):
            self.extra_dict_ref = (weakref.ref(extra_dict),)

# %% wrong="an extra dict must be given" caught="every_handle_has_the_next_number"
@grow(nn)
class RemovableHandle:

    next_id = 0

    def __init__(self, hooks_dict, *, extra_dict=None):
        self.id = RemovableHandle.next_id
        RemovableHandle.next_id += 1
        self.hooks_dict_ref = weakref.ref(hooks_dict)
        self.extra_dict_ref = [weakref.ref(d) for d in extra_dict]

# %% wrong="a list of references" caught="one_extra_dict_or_a_list_of_them"
@grow(nn)
class RemovableHandle:

    next_id = 0

    def __init__(self, hooks_dict, *, extra_dict=None):
        self.id = RemovableHandle.next_id
        RemovableHandle.next_id += 1
        self.hooks_dict_ref = weakref.ref(hooks_dict)
        if isinstance(extra_dict, dict):
            extra_dict = [extra_dict]
        self.extra_dict_ref = [weakref.ref(d) for d in extra_dict or ()]

# %% wrong="the extra dict goes by position too" caught="the_extra_dict_goes_by_its_name"
@grow(nn)
class RemovableHandle:

    next_id = 0

    def __init__(self, hooks_dict, extra_dict=None):
        self.id = RemovableHandle.next_id
        RemovableHandle.next_id += 1
        self.hooks_dict_ref = weakref.ref(hooks_dict)
        if isinstance(extra_dict, dict):
            extra_dict = [extra_dict]
        self.extra_dict_ref = tuple(weakref.ref(d) for d in extra_dict or ())

# %% right="torch's three cases"
@grow(nn)
class RemovableHandle:
    next_id = 0

    def __init__(self, hooks_dict, *, extra_dict=None):
        self.hooks_dict_ref = weakref.ref(hooks_dict)
        self.id = nn.RemovableHandle.next_id
        nn.RemovableHandle.next_id += 1
        self.extra_dict_ref = ()
        if isinstance(extra_dict, dict):
            self.extra_dict_ref = (weakref.ref(extra_dict),)
        elif isinstance(extra_dict, list):
            self.extra_dict_ref = tuple(weakref.ref(d) for d in extra_dict)

# %% right="a class method that hands the numbers out"
@grow(nn)
class RemovableHandle:
    next_id = 0

    @classmethod
    def _take(cls):
        cls.next_id, taken = cls.next_id + 1, cls.next_id
        return taken

    def __init__(self, hooks_dict, *, extra_dict=None):
        self.id = self._take()
        extra = [] if extra_dict is None else [extra_dict] if isinstance(extra_dict, dict) else list(extra_dict)
        self.hooks_dict_ref, *others = [weakref.ref(d) for d in (hooks_dict, *extra)]
        self.extra_dict_ref = tuple(others)

# %% right="by the class of self"
@grow(nn)
class RemovableHandle:

    next_id = 0

    def __init__(self, hooks_dict, *, extra_dict=None):
        self.id = type(self).next_id
        type(self).next_id = self.id + 1
        self.hooks_dict_ref = weakref.ref(hooks_dict)
        if isinstance(extra_dict, dict):
            extra_dict = [extra_dict]
        self.extra_dict_ref = tuple(weakref.ref(d) for d in extra_dict or ())
