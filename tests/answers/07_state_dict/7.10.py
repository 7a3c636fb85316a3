# %% wrong="tries it on a copy first" caught="what_fits_is_loaded_even_where_the_rest_is_refused"
@grow(nn.Module)
def load_state_dict(self, state_dict, strict=True, assign=False):
    if not isinstance(state_dict, Mapping):
        raise TypeError(f"Expected state_dict to be dict-like, got {type(state_dict)}.")
    metadata = getattr(state_dict, "_metadata", None)
    own = OrderedDict(state_dict)
    if metadata is not None:
        own._metadata = metadata
    lists = [], [], []
    import copy
    copy.deepcopy(self)._load_tree(own, "", metadata or {}, False, lists)
    self._refuse(*(lists if strict else ([], [], lists[2])))
    lists = [], [], []
    self._load_tree(own, "", metadata or {}, assign, lists)
    self._refuse(*(lists if strict else ([], [], lists[2])))
    return nn._IncompatibleKeys(*lists[:2])

# %% wrong="only a dict will do" caught="any_mapping_will_do"
@grow(nn.Module)
def load_state_dict(self, state_dict, strict=True, assign=False):
    if not isinstance(state_dict, dict):
        raise TypeError(f"Expected state_dict to be dict-like, got {type(state_dict)}.")
    metadata = getattr(state_dict, "_metadata", None)
    own = OrderedDict(state_dict)
    if metadata is not None:
        own._metadata = metadata
    lists = [], [], []
    self._load_tree(own, "", metadata or {}, assign, lists)
    self._refuse(*(lists if strict else ([], [], lists[2])))
    return nn._IncompatibleKeys(*lists[:2])

# %% wrong="takes pairs, too" caught="what_is_no_mapping_is_a_type_error"
@grow(nn.Module)
def load_state_dict(self, state_dict, strict=True, assign=False):
    metadata = getattr(state_dict, "_metadata", None)
    own = OrderedDict(state_dict)
    if metadata is not None:
        own._metadata = metadata
    lists = [], [], []
    self._load_tree(own, "", metadata or {}, assign, lists)
    self._refuse(*(lists if strict else ([], [], lists[2])))
    return nn._IncompatibleKeys(*lists[:2])

# %% wrong="the wrong exception for what is no dict" caught="what_is_no_mapping_is_a_type_error"
@grow(nn.Module)
def load_state_dict(self, state_dict, strict=True, assign=False):
    if not isinstance(state_dict, Mapping):
        raise ValueError(f"Expected state_dict to be dict-like, got {type(state_dict)}.")
    metadata = getattr(state_dict, "_metadata", None)
    own = OrderedDict(state_dict)
    if metadata is not None:
        own._metadata = metadata
    lists = [], [], []
    self._load_tree(own, "", metadata or {}, assign, lists)
    self._refuse(*(lists if strict else ([], [], lists[2])))
    return nn._IncompatibleKeys(*lists[:2])

# %% wrong="works on the caller's dict" caught="the_callers_dict_stays_as_it_was"
@grow(nn.Module)
def load_state_dict(self, state_dict, strict=True, assign=False):
    if not isinstance(state_dict, Mapping):
        raise TypeError(f"Expected state_dict to be dict-like, got {type(state_dict)}.")
    metadata = getattr(state_dict, "_metadata", None)
    own = state_dict
    lists = [], [], []
    self._load_tree(own, "", metadata or {}, assign, lists)
    self._refuse(*(lists if strict else ([], [], lists[2])))
    return nn._IncompatibleKeys(*lists[:2])

# %% wrong="loses the metadata with the copy" caught="the_metadata_comes_along"
@grow(nn.Module)
def load_state_dict(self, state_dict, strict=True, assign=False):
    if not isinstance(state_dict, Mapping):
        raise TypeError(f"Expected state_dict to be dict-like, got {type(state_dict)}.")
    own = OrderedDict(state_dict)
    metadata = getattr(own, "_metadata", None)
    lists = [], [], []
    self._load_tree(own, "", metadata or {}, assign, lists)
    self._refuse(*(lists if strict else ([], [], lists[2])))
    return nn._IncompatibleKeys(*lists[:2])

# %% wrong="the copy has no metadata" caught="the_metadata_comes_along"
@grow(nn.Module)
def load_state_dict(self, state_dict, strict=True, assign=False):
    if not isinstance(state_dict, Mapping):
        raise TypeError(f"Expected state_dict to be dict-like, got {type(state_dict)}.")
    metadata = getattr(state_dict, "_metadata", None)
    own = OrderedDict(state_dict)
    lists = [], [], []
    self._load_tree(own, "", metadata or {}, assign, lists)
    self._refuse(*(lists if strict else ([], [], lists[2])))
    return nn._IncompatibleKeys(*lists[:2])

# %% wrong="not strict forgives everything" caught="keys_are_refused_when_strict_and_misfits_always"
@grow(nn.Module)
def load_state_dict(self, state_dict, strict=True, assign=False):
    if not isinstance(state_dict, Mapping):
        raise TypeError(f"Expected state_dict to be dict-like, got {type(state_dict)}.")
    metadata = getattr(state_dict, "_metadata", None)
    own = OrderedDict(state_dict)
    if metadata is not None:
        own._metadata = metadata
    lists = [], [], []
    self._load_tree(own, "", metadata or {}, assign, lists)
    if strict:
        self._refuse(*lists)
    return nn._IncompatibleKeys(*lists[:2])

# %% wrong="never forgives" caught="what_did_not_match_is_handed_back_by_name"
@grow(nn.Module)
def load_state_dict(self, state_dict, strict=True, assign=False):
    if not isinstance(state_dict, Mapping):
        raise TypeError(f"Expected state_dict to be dict-like, got {type(state_dict)}.")
    metadata = getattr(state_dict, "_metadata", None)
    own = OrderedDict(state_dict)
    if metadata is not None:
        own._metadata = metadata
    lists = [], [], []
    self._load_tree(own, "", metadata or {}, assign, lists)
    self._refuse(*lists)
    return nn._IncompatibleKeys(*lists[:2])

# %% wrong="returns nothing" caught="any_mapping_will_do"
@grow(nn.Module)
def load_state_dict(self, state_dict, strict=True, assign=False):
    if not isinstance(state_dict, Mapping):
        raise TypeError(f"Expected state_dict to be dict-like, got {type(state_dict)}.")
    metadata = getattr(state_dict, "_metadata", None)
    own = OrderedDict(state_dict)
    if metadata is not None:
        own._metadata = metadata
    lists = [], [], []
    self._load_tree(own, "", metadata or {}, assign, lists)
    self._refuse(*(lists if strict else ([], [], lists[2])))

# %% wrong="returns the module, for chaining" caught="any_mapping_will_do"
@grow(nn.Module)
def load_state_dict(self, state_dict, strict=True, assign=False):
    if not isinstance(state_dict, Mapping):
        raise TypeError(f"Expected state_dict to be dict-like, got {type(state_dict)}.")
    metadata = getattr(state_dict, "_metadata", None)
    own = OrderedDict(state_dict)
    if metadata is not None:
        own._metadata = metadata
    lists = [], [], []
    self._load_tree(own, "", metadata or {}, assign, lists)
    self._refuse(*(lists if strict else ([], [], lists[2])))
    return self

# %% wrong="a plain pair" caught="a_match_says_so"
@grow(nn.Module)
def load_state_dict(self, state_dict, strict=True, assign=False):
    if not isinstance(state_dict, Mapping):
        raise TypeError(f"Expected state_dict to be dict-like, got {type(state_dict)}.")
    metadata = getattr(state_dict, "_metadata", None)
    own = OrderedDict(state_dict)
    if metadata is not None:
        own._metadata = metadata
    lists = [], [], []
    self._load_tree(own, "", metadata or {}, assign, lists)
    self._refuse(*(lists if strict else ([], [], lists[2])))
    return (lists[0], lists[1])

# %% wrong="the two lists the wrong way round" caught="what_did_not_match_is_handed_back_by_name"
@grow(nn.Module)
def load_state_dict(self, state_dict, strict=True, assign=False):
    if not isinstance(state_dict, Mapping):
        raise TypeError(f"Expected state_dict to be dict-like, got {type(state_dict)}.")
    metadata = getattr(state_dict, "_metadata", None)
    own = OrderedDict(state_dict)
    if metadata is not None:
        own._metadata = metadata
    lists = [], [], []
    self._load_tree(own, "", metadata or {}, assign, lists)
    self._refuse(*(lists if strict else ([], [], lists[2])))
    return nn._IncompatibleKeys(lists[1], lists[0])

# %% wrong="forgets assign" caught="strict_and_assign_may_come_by_position"
@grow(nn.Module)
def load_state_dict(self, state_dict, strict=True, assign=False):
    if not isinstance(state_dict, Mapping):
        raise TypeError(f"Expected state_dict to be dict-like, got {type(state_dict)}.")
    metadata = getattr(state_dict, "_metadata", None)
    own = OrderedDict(state_dict)
    if metadata is not None:
        own._metadata = metadata
    lists = [], [], []
    self._load_tree(own, "", metadata or {}, False, lists)
    self._refuse(*(lists if strict else ([], [], lists[2])))
    return nn._IncompatibleKeys(*lists[:2])

# %% wrong="assign before strict" caught="strict_and_assign_may_come_by_position"
@grow(nn.Module)
def load_state_dict(self, state_dict, assign=False, strict=True):
    if not isinstance(state_dict, Mapping):
        raise TypeError(f"Expected state_dict to be dict-like, got {type(state_dict)}.")
    metadata = getattr(state_dict, "_metadata", None)
    own = OrderedDict(state_dict)
    if metadata is not None:
        own._metadata = metadata
    lists = [], [], []
    self._load_tree(own, "", metadata or {}, assign, lists)
    self._refuse(*(lists if strict else ([], [], lists[2])))
    return nn._IncompatibleKeys(*lists[:2])

# %% right="as long as torch's"
@grow(nn.Module)
def load_state_dict(self, state_dict, strict=True, assign=False):
    if not isinstance(state_dict, Mapping):
        raise TypeError("Expected state_dict to be dict-like, got {}.".format(type(state_dict)))
    missing, unexpected, errors = [], [], []
    metadata = getattr(state_dict, "_metadata", None)
    state_dict = OrderedDict(state_dict)
    if metadata is not None:
        state_dict._metadata = metadata
    self._load_tree(state_dict, "", {} if metadata is None else metadata, assign, [missing, unexpected, errors])
    if strict:
        self._refuse(missing, unexpected, errors)
    else:
        self._refuse([], [], errors)
    return nn._IncompatibleKeys(missing, unexpected)

# %% right="attributes copied by vars, the pair made first"
@grow(nn.Module)
def load_state_dict(self, state_dict, strict=True, assign=False):
    if not isinstance(state_dict, Mapping):
        raise TypeError(f"Expected state_dict to be dict-like, got {type(state_dict)}.")
    own = OrderedDict(state_dict)
    vars(own).update({name: value for name, value in vars(state_dict).items() if name == "_metadata"} if hasattr(state_dict, "__dict__") else {})
    keys = nn._IncompatibleKeys([], [])
    messages = []
    self._load_tree(own, "", vars(own).get("_metadata", {}), assign, (*keys, messages))
    forgiven = keys if strict else ([], [])
    self._refuse(*forgiven, messages)
    return keys
