# %% wrong="the path with its dot" caught="every_module_has_its_version_under_its_path"
@grow(nn.Module)
def state_dict(self, *, destination=None, prefix="", keep_vars=False):
    if destination is None:
        destination = OrderedDict()
        destination._metadata = OrderedDict()
    if hasattr(destination, "_metadata"):
        destination._metadata[prefix] = {"version": self._version}
    self._save_to_state_dict(destination, prefix, keep_vars)
    self._save_children(destination, prefix, keep_vars)
    return destination

# %% wrong="an entry of the dict" caught="every_module_has_its_version_under_its_path"
@grow(nn.Module)
def state_dict(self, *, destination=None, prefix="", keep_vars=False):
    if destination is None:
        destination = OrderedDict()
        destination["_metadata"] = OrderedDict()
    if "_metadata" in destination:
        destination["_metadata"][prefix[:-1]] = {"version": self._version}
    self._save_to_state_dict(destination, prefix, keep_vars)
    self._save_children(destination, prefix, keep_vars)
    return destination

# %% wrong="the version of Module for all" caught="a_class_says_its_version"
@grow(nn.Module)
def state_dict(self, *, destination=None, prefix="", keep_vars=False):
    if destination is None:
        destination = OrderedDict()
        destination._metadata = OrderedDict()
    if hasattr(destination, "_metadata"):
        destination._metadata[prefix[:-1]] = {"version": nn.Module._version}
    self._save_to_state_dict(destination, prefix, keep_vars)
    self._save_children(destination, prefix, keep_vars)
    return destination

# %% wrong="the number without its name" caught="every_module_has_its_version_under_its_path"
@grow(nn.Module)
def state_dict(self, *, destination=None, prefix="", keep_vars=False):
    if destination is None:
        destination = OrderedDict()
        destination._metadata = OrderedDict()
    if hasattr(destination, "_metadata"):
        destination._metadata[prefix[:-1]] = self._version
    self._save_to_state_dict(destination, prefix, keep_vars)
    self._save_children(destination, prefix, keep_vars)
    return destination

# %% wrong="a plain dict for the metadata" caught="every_module_has_its_version_under_its_path"
@grow(nn.Module)
def state_dict(self, *, destination=None, prefix="", keep_vars=False):
    if destination is None:
        destination = OrderedDict()
        destination._metadata = {}
    if hasattr(destination, "_metadata"):
        destination._metadata[prefix[:-1]] = {"version": self._version}
    self._save_to_state_dict(destination, prefix, keep_vars)
    self._save_children(destination, prefix, keep_vars)
    return destination

# %% wrong="takes for granted that there is one" caught="a_plain_dict_gets_no_metadata"
@grow(nn.Module)
def state_dict(self, *, destination=None, prefix="", keep_vars=False):
    if destination is None:
        destination = OrderedDict()
        destination._metadata = OrderedDict()
    if True:
        destination._metadata[prefix[:-1]] = {"version": self._version}
    self._save_to_state_dict(destination, prefix, keep_vars)
    self._save_children(destination, prefix, keep_vars)
    return destination

# %% wrong="the root alone" caught="every_module_has_its_version_under_its_path"
@grow(nn.Module)
def state_dict(self, *, destination=None, prefix="", keep_vars=False):
    if destination is None:
        destination = OrderedDict()
        destination._metadata = OrderedDict()
        destination._metadata[prefix[:-1]] = {"version": self._version}
    self._save_to_state_dict(destination, prefix, keep_vars)
    self._save_children(destination, prefix, keep_vars)
    return destination

# %% wrong="begins anew where there was one" caught="every_module_has_its_version_under_its_path"
@grow(nn.Module)
def state_dict(self, *, destination=None, prefix="", keep_vars=False):
    if destination is None:
        destination = OrderedDict()
    if isinstance(destination, OrderedDict):
        destination._metadata = OrderedDict()
        destination._metadata[prefix[:-1]] = {"version": self._version}
    self._save_to_state_dict(destination, prefix, keep_vars)
    self._save_children(destination, prefix, keep_vars)
    return destination

# %% wrong="gives every OrderedDict one" caught="a_plain_dict_gets_no_metadata"
@grow(nn.Module)
def state_dict(self, *, destination=None, prefix="", keep_vars=False):
    if destination is None:
        destination = OrderedDict()
    if isinstance(destination, OrderedDict):
        vars(destination).setdefault("_metadata", OrderedDict())
        destination._metadata[prefix[:-1]] = {"version": self._version}
    self._save_to_state_dict(destination, prefix, keep_vars)
    self._save_children(destination, prefix, keep_vars)
    return destination

# %% wrong="forgets the children" caught="every_module_has_its_version_under_its_path"
@grow(nn.Module)
def state_dict(self, *, destination=None, prefix="", keep_vars=False):
    if destination is None:
        destination = OrderedDict()
        destination._metadata = OrderedDict()
    if hasattr(destination, "_metadata"):
        destination._metadata[prefix[:-1]] = {"version": self._version}
    self._save_to_state_dict(destination, prefix, keep_vars)
    return destination

# %% wrong="asks the class, past the object" caught="an_object_may_have_a_version_of_its_own"
@grow(nn.Module)
def state_dict(self, *, destination=None, prefix="", keep_vars=False):
    if destination is None:
        destination = OrderedDict()
        destination._metadata = OrderedDict()
    if hasattr(destination, "_metadata"):
        destination._metadata[prefix[:-1]] = {"version": type(self)._version}
    self._save_to_state_dict(destination, prefix, keep_vars)
    self._save_children(destination, prefix, keep_vars)
    return destination

# %% right="strips the dot, and asks for the attribute once"
@grow(nn.Module)
def state_dict(self, *, destination=None, prefix="", keep_vars=False):
    if destination is None:
        destination = OrderedDict()
        setattr(destination, "_metadata", OrderedDict())
    notes = getattr(destination, "_metadata", None)
    if notes is not None:
        notes[prefix.removesuffix(".")] = dict(version=self._version)
    self._save_to_state_dict(destination, prefix, keep_vars)
    self._save_children(destination, prefix, keep_vars)
    return destination

# %% right="try and except, and the note afterwards"
@grow(nn.Module)
def _note(self, destination, prefix):
    try:
        notes = destination._metadata
    except AttributeError:
        return
    notes[prefix[: len(prefix) - 1] if prefix else ""] = {"version": self._version}


@grow(nn.Module)
def state_dict(self, *, destination=None, prefix="", keep_vars=False):
    fresh = destination is None
    destination = OrderedDict() if fresh else destination
    if fresh:
        destination._metadata = OrderedDict()
    self._note(destination, prefix)
    self._save_to_state_dict(destination, prefix, keep_vars)
    self._save_children(destination, prefix, keep_vars)
    return destination
