# %% wrong="names are numbers" caught="positions_are_the_names"
@grow(nn.Sequential)
def __init__(self, *args):
    super().__init__()
    if len(args) == 1 and isinstance(args[0], OrderedDict):
        for key, module in args[0].items():
            self.add_module(key, module)
    else:
        for i, module in enumerate(args):
            self.add_module(i, module)

# %% wrong="counts from one" caught="positions_are_the_names"
@grow(nn.Sequential)
def __init__(self, *args):
    super().__init__()
    if len(args) == 1 and isinstance(args[0], OrderedDict):
        for key, module in args[0].items():
            self.add_module(key, module)
    else:
        for i, module in enumerate(args, 1):
            self.add_module(str(i), module)

# %% wrong="takes any dict for names" caught="a_plain_dict_or_a_list_is_taken_for_a_layer_and_refused"
@grow(nn.Sequential)
def __init__(self, *args):
    super().__init__()
    if len(args) == 1 and isinstance(args[0], dict):
        for key, module in args[0].items():
            self.add_module(key, module)
    else:
        for i, module in enumerate(args):
            self.add_module(str(i), module)

# %% wrong="takes a list of layers, too" caught="a_plain_dict_or_a_list_is_taken_for_a_layer_and_refused"
@grow(nn.Sequential)
def __init__(self, *args):
    super().__init__()
    if len(args) == 1 and isinstance(args[0], list | tuple):
        args = args[0]
    if len(args) == 1 and isinstance(args[0], OrderedDict):
        for key, module in args[0].items():
            self.add_module(key, module)
    else:
        for i, module in enumerate(args):
            self.add_module(str(i), module)

# %% wrong="forgets the registries" caught="positions_are_the_names"
@grow(nn.Sequential)
def __init__(self, *args):
    if len(args) == 1 and isinstance(args[0], OrderedDict):
        for key, module in args[0].items():
            self.add_module(key, module)
    else:
        for i, module in enumerate(args):
            self.add_module(str(i), module)

# %% wrong="writes into the registry past every question" caught="a_plain_dict_or_a_list_is_taken_for_a_layer_and_refused"
@grow(nn.Sequential)
def __init__(self, *args):
    super().__init__()
    if len(args) == 1 and isinstance(args[0], OrderedDict):
        self._modules.update(args[0])
    else:
        self._modules.update((str(i), module) for i, module in enumerate(args))

# %% wrong="an OrderedDict first is enough" caught="an_ordered_dict_among_others_is_no_list_of_names"
@grow(nn.Sequential)
def __init__(self, *args):
    super().__init__()
    if args and isinstance(args[0], OrderedDict):
        for key, module in args[0].items():
            self.add_module(key, module)
    else:
        for i, module in enumerate(args):
            self.add_module(str(i), module)

# %% wrong="an OrderedDict anywhere is unpacked" caught="an_ordered_dict_among_others_is_no_list_of_names"
@grow(nn.Sequential)
def __init__(self, *args):
    super().__init__()
    for i, arg in enumerate(args):
        if isinstance(arg, OrderedDict):
            for key, module in arg.items():
                self.add_module(key, module)
        else:
            self.add_module(str(i), arg)

# %% wrong="numbers the named ones, too" caught="one_ordered_dict_brings_its_names"
@grow(nn.Sequential)
def __init__(self, *args):
    super().__init__()
    if len(args) == 1 and isinstance(args[0], OrderedDict):
        args = args[0].values()
    for i, module in enumerate(args):
        self.add_module(str(i), module)

# %% wrong="`type(...) is OrderedDict`" caught="a_subclass_of_ordered_dict_counts_as_one"
@grow(nn.Sequential)
def __init__(self, *args):
    super().__init__()
    if len(args) == 1 and type(args[0]) is OrderedDict:
        for key, module in args[0].items():
            self.add_module(key, module)
    else:
        for i, module in enumerate(args):
            self.add_module(str(i), module)

# %% wrong="leaves out None" caught="none_keeps_its_place"
@grow(nn.Sequential)
def __init__(self, *args):
    super().__init__()
    if len(args) == 1 and isinstance(args[0], OrderedDict):
        for key, module in args[0].items():
            self.add_module(key, module)
    else:
        for i, module in enumerate(args):
            if module is not None:
                self.add_module(str(i), module)

# %% wrong="leaves out a module that has come" caught="one_module_may_stand_in_two_places"
@grow(nn.Sequential)
def __init__(self, *args):
    super().__init__()
    if len(args) == 1 and isinstance(args[0], OrderedDict):
        for key, module in args[0].items():
            self.add_module(key, module)
    else:
        for i, module in enumerate(dict.fromkeys(args)):
            self.add_module(str(i), module)

# %% wrong="makes every name text" caught="its_names_are_checked_like_any_others"
@grow(nn.Sequential)
def __init__(self, *args):
    super().__init__()
    named = len(args) == 1 and isinstance(args[0], OrderedDict)
    for key, module in args[0].items() if named else enumerate(args):
        self.add_module(str(key), module)

# %% wrong="keeps a plain list of layers" caught="positions_are_the_names"
@grow(nn.Sequential)
def __init__(self, *args):
    super().__init__()
    self.layers = list(args)

# %% right="one loop after the other"
@grow(nn.Sequential)
def __init__(self, *args):
    super().__init__()
    if len(args) == 1 and isinstance(args[0], OrderedDict):
        for key, module in args[0].items():
            self.add_module(key, module)
    else:
        for i, module in enumerate(args):
            self.add_module(str(i), module)

# %% right="makes an OrderedDict where there was none"
@grow(nn.Sequential)
def __init__(self, *layers):
    nn.Module.__init__(self)
    match layers:
        case [OrderedDict() as named]:
            pass
        case _:
            named = dict(zip(map(str, range(len(layers))), layers))
    for name in named:
        self.add_module(name, named[name])

# %% right="registers by the other name"
@grow(nn.Sequential)
def __init__(self, *args):
    super().__init__()
    if len(args) != 1 or not isinstance(args[0], OrderedDict):
        args = [OrderedDict((f"{i}", a) for i, a in enumerate(args))]
    [pairs] = args
    for name, module in pairs.items():
        self.add_module(name, module)
