# %% wrong="looks for the registry with [ ]" caught="before_init_there_is_nothing_to_register_in"
@grow(nn.Module)
def _check_name(self, kind, name):
    registry = self.__dict__[f"_{kind}s"]
    if not isinstance(name, str):
        raise TypeError(f"{kind} name should be a string. Got {torch.typename(name)}")
    if name == "" or "." in name:
        raise KeyError(f"{kind} name can't be empty or contain '.'")
    if hasattr(self, name) and name not in registry:
        raise KeyError(f"attribute '{name}' already exists")

# %% wrong="no test for text" caught="a_name_must_be_text"
@grow(nn.Module)
def _check_name(self, kind, name):
    registry = self.__dict__.get(f"_{kind}s")
    if registry is None:
        raise AttributeError(f"cannot assign {kind} before Module.__init__() call")
    if name == "" or "." in name:
        raise KeyError(f"{kind} name can't be empty or contain '.'")
    if hasattr(self, name) and name not in registry:
        raise KeyError(f"attribute '{name}' already exists")

# %% wrong="`not name` before the test for text" caught="a_name_must_be_text"
@grow(nn.Module)
def _check_name(self, kind, name):
    registry = self.__dict__.get(f"_{kind}s")
    if registry is None:
        raise AttributeError(f"cannot assign {kind} before Module.__init__() call")
    if not name:
        raise KeyError(f"{kind} name can't be empty")
    if not isinstance(name, str):
        raise TypeError(f"{kind} name should be a string. Got {torch.typename(name)}")
    if "." in name:
        raise KeyError(f"{kind} name can't contain '.'")
    if hasattr(self, name) and name not in registry:
        raise KeyError(f"attribute '{name}' already exists")

# %% wrong="`type(name) is str`" caught="a_subclass_of_str_is_text"
@grow(nn.Module)
def _check_name(self, kind, name):
    registry = self.__dict__.get(f"_{kind}s")
    if registry is None:
        raise AttributeError(f"cannot assign {kind} before Module.__init__() call")
    if type(name) is not str:
        raise TypeError(f"{kind} name should be a string. Got {torch.typename(name)}")
    if name == "" or "." in name:
        raise KeyError(f"{kind} name can't be empty or contain '.'")
    if hasattr(self, name) and name not in registry:
        raise KeyError(f"attribute '{name}' already exists")

# %% wrong="ValueError for a bad name" caught="a_name_is_not_empty_and_has_no_dot"
@grow(nn.Module)
def _check_name(self, kind, name):
    registry = self.__dict__.get(f"_{kind}s")
    if registry is None:
        raise AttributeError(f"cannot assign {kind} before Module.__init__() call")
    if not isinstance(name, str):
        raise TypeError(f"{kind} name should be a string. Got {torch.typename(name)}")
    if name == "" or "." in name:
        raise ValueError(f"{kind} name can't be empty or contain '.'")
    if hasattr(self, name) and name not in registry:
        raise KeyError(f"attribute '{name}' already exists")

# %% wrong="forgets the empty name" caught="a_name_is_not_empty_and_has_no_dot"
@grow(nn.Module)
def _check_name(self, kind, name):
    registry = self.__dict__.get(f"_{kind}s")
    if registry is None:
        raise AttributeError(f"cannot assign {kind} before Module.__init__() call")
    if not isinstance(name, str):
        raise TypeError(f"{kind} name should be a string. Got {torch.typename(name)}")
    if "." in name:
        raise KeyError(f"{kind} name can't contain '.'")
    if hasattr(self, name) and name not in registry:
        raise KeyError(f"attribute '{name}' already exists")

# %% wrong="asks for an identifier" caught="a_fit_name_is_registered"
@grow(nn.Module)
def _check_name(self, kind, name):
    registry = self.__dict__.get(f"_{kind}s")
    if registry is None:
        raise AttributeError(f"cannot assign {kind} before Module.__init__() call")
    if not isinstance(name, str):
        raise TypeError(f"{kind} name should be a string. Got {torch.typename(name)}")
    if not name.isidentifier():
        raise KeyError(f"{kind} name can't be empty or contain '.'")
    if hasattr(self, name) and name not in registry:
        raise KeyError(f"attribute '{name}' already exists")

# %% wrong="looks for a taken name in __dict__ alone" caught="a_name_that_another_attribute_has_is_taken"
@grow(nn.Module)
def _check_name(self, kind, name):
    registry = self.__dict__.get(f"_{kind}s")
    if registry is None:
        raise AttributeError(f"cannot assign {kind} before Module.__init__() call")
    if not isinstance(name, str):
        raise TypeError(f"{kind} name should be a string. Got {torch.typename(name)}")
    if name == "" or "." in name:
        raise KeyError(f"{kind} name can't be empty or contain '.'")
    if name in self.__dict__:
        raise KeyError(f"attribute '{name}' already exists")

# %% wrong="a name in the registry already is taken" caught="a_name_is_taken_by_others_not_by_its_own_registry"
@grow(nn.Module)
def _check_name(self, kind, name):
    registry = self.__dict__.get(f"_{kind}s")
    if registry is None:
        raise AttributeError(f"cannot assign {kind} before Module.__init__() call")
    if not isinstance(name, str):
        raise TypeError(f"{kind} name should be a string. Got {torch.typename(name)}")
    if name == "" or "." in name:
        raise KeyError(f"{kind} name can't be empty or contain '.'")
    if hasattr(self, name) or name in registry:
        raise KeyError(f"attribute '{name}' already exists")

# %% wrong="every name that hasattr finds is taken" caught="a_name_is_taken_by_others_not_by_its_own_registry"
@grow(nn.Module)
def _check_name(self, kind, name):
    registry = self.__dict__.get(f"_{kind}s")
    if registry is None:
        raise AttributeError(f"cannot assign {kind} before Module.__init__() call")
    if not isinstance(name, str):
        raise TypeError(f"{kind} name should be a string. Got {torch.typename(name)}")
    if name == "" or "." in name:
        raise KeyError(f"{kind} name can't be empty or contain '.'")
    if hasattr(self, name):
        raise KeyError(f"attribute '{name}' already exists")

# %% wrong="asks the parameters, whatever the kind" caught="the_kind_says_which_registry_is_asked"
@grow(nn.Module)
def _check_name(self, kind, name):
    registry = self.__dict__.get("_parameters")
    if registry is None:
        raise AttributeError(f"cannot assign {kind} before Module.__init__() call")
    if not isinstance(name, str):
        raise TypeError(f"{kind} name should be a string. Got {torch.typename(name)}")
    if name == "" or "." in name:
        raise KeyError(f"{kind} name can't be empty or contain '.'")
    if hasattr(self, name) and name not in registry:
        raise KeyError(f"attribute '{name}' already exists")

# %% wrong="looks at the name before it looks for the registry" caught="a_missing_init_is_said_before_anything_else"
@grow(nn.Module)
def _check_name(self, kind, name):
    if not isinstance(name, str):
        raise TypeError(f"{kind} name should be a string. Got {torch.typename(name)}")
    if name == "" or "." in name:
        raise KeyError(f"{kind} name can't be empty or contain '.'")
    registry = self.__dict__.get(f"_{kind}s")
    if registry is None:
        raise AttributeError(f"cannot assign {kind} before Module.__init__() call")
    if hasattr(self, name) and name not in registry:
        raise KeyError(f"attribute '{name}' already exists")

# %% right="torch's ladder of elif"
@grow(nn.Module)
def _check_name(self, kind, name):
    if f"_{kind}s" not in self.__dict__:
        raise AttributeError(f"cannot assign {kind} before Module.__init__() call")
    elif not isinstance(name, str):
        raise TypeError(f"{kind} name should be a string. Got {torch.typename(name)}")
    elif "." in name:
        raise KeyError(f'{kind} name can\'t contain "."')
    elif name == "":
        raise KeyError(f'{kind} name can\'t be empty string ""')
    elif hasattr(self, name) and name not in self.__dict__[f"_{kind}s"]:
        raise KeyError(f"attribute '{name}' already exists")

# %% right="try and except, early return, another order of the last tests"
@grow(nn.Module)
def _check_name(self, kind, name):
    try:
        registry = vars(self)[f"_{kind}s"]
    except KeyError:
        raise AttributeError(f"no {kind} before super().__init__()") from None
    if not isinstance(name, str):
        raise TypeError(f"the name of a {kind} is text, not {name!r}")
    if name in registry:
        return
    if name == "" or name.count(".") > 0 or hasattr(self, name):
        raise KeyError(name)

# %% right="a plain getattr, which raises by itself before Module.__init__"
@grow(nn.Module)
def _check_name(self, kind, name):
    registry = getattr(self, "_" + kind + "s")
    if not isinstance(name, str):
        raise TypeError(f"{kind} name should be a string")
    if not name or len(name.split(".")) > 1:
        raise KeyError(f"{kind} name can't be empty or contain '.'")
    if name not in registry and hasattr(self, name):
        raise KeyError(f"attribute '{name}' already exists")

# %% right="a helper method, and a table of the registries"
REGISTRY = {"parameter": "_parameters", "buffer": "_buffers", "module": "_modules"}


@grow(nn.Module)
def _is_taken(self, name, registry):
    return name not in registry and hasattr(self, name)


@grow(nn.Module)
def _check_name(self, kind, name):
    if (registry := self.__dict__.get(REGISTRY[kind])) is None:
        raise AttributeError(f"cannot assign {kind} before Module.__init__() call")
    for refused, error in (
        (lambda: not isinstance(name, str), TypeError(f"{kind} name should be a string")),
        (lambda: name == "" or "." in name, KeyError(f"{kind} name can't be empty or contain '.'")),
        (lambda: self._is_taken(name, registry), KeyError(f"attribute '{name}' already exists")),
    ):
        if refused():
            raise error
