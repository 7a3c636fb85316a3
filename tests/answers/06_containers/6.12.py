# %% wrong="looks up by getattr" caught="a_missing_name_is_a_key_error"
@grow(nn.ModuleDict)
def __getitem__(self, key):
    return getattr(self, key)

@grow(nn.ModuleDict)
def __setitem__(self, key, module):
    self.add_module(key, module)

@grow(nn.ModuleDict)
def __delitem__(self, key):
    del self._modules[key]

@grow(nn.ModuleDict)
def __len__(self):
    return len(self._modules)

@grow(nn.ModuleDict)
def __iter__(self):
    return iter(self._modules)

@grow(nn.ModuleDict)
def __contains__(self, key):
    return key in self._modules

@grow(nn.ModuleDict)
def pop(self, key):
    return self._modules.pop(key)

# %% wrong="a missing name is None" caught="a_missing_name_is_a_key_error"
@grow(nn.ModuleDict)
def __getitem__(self, key):
    return self._modules.get(key)

@grow(nn.ModuleDict)
def __setitem__(self, key, module):
    self.add_module(key, module)

@grow(nn.ModuleDict)
def __delitem__(self, key):
    del self._modules[key]

@grow(nn.ModuleDict)
def __len__(self):
    return len(self._modules)

@grow(nn.ModuleDict)
def __iter__(self):
    return iter(self._modules)

@grow(nn.ModuleDict)
def __contains__(self, key):
    return key in self._modules

@grow(nn.ModuleDict)
def pop(self, key):
    return self._modules.pop(key)

# %% wrong="puts in by setattr" caught="a_name_that_would_hide_something_is_refused"
@grow(nn.ModuleDict)
def __getitem__(self, key):
    return self._modules[key]

@grow(nn.ModuleDict)
def __setitem__(self, key, module):
    setattr(self, key, module)

@grow(nn.ModuleDict)
def __delitem__(self, key):
    del self._modules[key]

@grow(nn.ModuleDict)
def __len__(self):
    return len(self._modules)

@grow(nn.ModuleDict)
def __iter__(self):
    return iter(self._modules)

@grow(nn.ModuleDict)
def __contains__(self, key):
    return key in self._modules

@grow(nn.ModuleDict)
def pop(self, key):
    return self._modules.pop(key)

# %% wrong="puts in past every question" caught="a_name_that_would_hide_something_is_refused"
@grow(nn.ModuleDict)
def __getitem__(self, key):
    return self._modules[key]

@grow(nn.ModuleDict)
def __setitem__(self, key, module):
    self._modules[key] = module

@grow(nn.ModuleDict)
def __delitem__(self, key):
    del self._modules[key]

@grow(nn.ModuleDict)
def __len__(self):
    return len(self._modules)

@grow(nn.ModuleDict)
def __iter__(self):
    return iter(self._modules)

@grow(nn.ModuleDict)
def __contains__(self, key):
    return key in self._modules

@grow(nn.ModuleDict)
def pop(self, key):
    return self._modules.pop(key)

# %% wrong="makes every name text" caught="a_name_that_would_hide_something_is_refused"
@grow(nn.ModuleDict)
def __getitem__(self, key):
    return self._modules[key]

@grow(nn.ModuleDict)
def __setitem__(self, key, module):
    self.add_module(str(key), module)

@grow(nn.ModuleDict)
def __delitem__(self, key):
    del self._modules[key]

@grow(nn.ModuleDict)
def __len__(self):
    return len(self._modules)

@grow(nn.ModuleDict)
def __iter__(self):
    return iter(self._modules)

@grow(nn.ModuleDict)
def __contains__(self, key):
    return key in self._modules

@grow(nn.ModuleDict)
def pop(self, key):
    return self._modules.pop(key)

# %% wrong="a name that is replaced goes to the end" caught="order_is_the_order_of_first_coming"
@grow(nn.ModuleDict)
def __getitem__(self, key):
    return self._modules[key]

@grow(nn.ModuleDict)
def __setitem__(self, key, module):
    self._modules.pop(key, None)
    self.add_module(key, module)

@grow(nn.ModuleDict)
def __delitem__(self, key):
    del self._modules[key]

@grow(nn.ModuleDict)
def __len__(self):
    return len(self._modules)

@grow(nn.ModuleDict)
def __iter__(self):
    return iter(self._modules)

@grow(nn.ModuleDict)
def __contains__(self, key):
    return key in self._modules

@grow(nn.ModuleDict)
def pop(self, key):
    return self._modules.pop(key)

# %% wrong="deletes by delattr" caught="a_missing_name_is_a_key_error"
@grow(nn.ModuleDict)
def __getitem__(self, key):
    return self._modules[key]

@grow(nn.ModuleDict)
def __setitem__(self, key, module):
    self.add_module(key, module)

@grow(nn.ModuleDict)
def __delitem__(self, key):
    delattr(self, key)

@grow(nn.ModuleDict)
def __len__(self):
    return len(self._modules)

@grow(nn.ModuleDict)
def __iter__(self):
    return iter(self._modules)

@grow(nn.ModuleDict)
def __contains__(self, key):
    return key in self._modules

@grow(nn.ModuleDict)
def pop(self, key):
    return self._modules.pop(key)

# %% wrong="deleting what is missing says nothing" caught="a_missing_name_is_a_key_error"
@grow(nn.ModuleDict)
def __getitem__(self, key):
    return self._modules[key]

@grow(nn.ModuleDict)
def __setitem__(self, key, module):
    self.add_module(key, module)

@grow(nn.ModuleDict)
def __delitem__(self, key):
    self._modules.pop(key, None)

@grow(nn.ModuleDict)
def __len__(self):
    return len(self._modules)

@grow(nn.ModuleDict)
def __iter__(self):
    return iter(self._modules)

@grow(nn.ModuleDict)
def __contains__(self, key):
    return key in self._modules

@grow(nn.ModuleDict)
def pop(self, key):
    return self._modules.pop(key)

# %% wrong="numbers what is left" caught="deleting_takes_out_one_name_and_leaves_the_others"
@grow(nn.ModuleDict)
def __getitem__(self, key):
    return self._modules[key]

@grow(nn.ModuleDict)
def __setitem__(self, key, module):
    self.add_module(key, module)

@grow(nn.ModuleDict)
def __delitem__(self, key):
    del self._modules[key]
    self._modules = OrderedDict((str(i), m) for i, m in enumerate(self._modules.values()))

@grow(nn.ModuleDict)
def __len__(self):
    return len(self._modules)

@grow(nn.ModuleDict)
def __iter__(self):
    return iter(self._modules)

@grow(nn.ModuleDict)
def __contains__(self, key):
    return key in self._modules

@grow(nn.ModuleDict)
def pop(self, key):
    return self._modules.pop(key)

# %% wrong="counts the children" caught="walking_over_it_yields_names"
@grow(nn.ModuleDict)
def __getitem__(self, key):
    return self._modules[key]

@grow(nn.ModuleDict)
def __setitem__(self, key, module):
    self.add_module(key, module)

@grow(nn.ModuleDict)
def __delitem__(self, key):
    del self._modules[key]

@grow(nn.ModuleDict)
def __len__(self):
    return len(list(self.children()))

@grow(nn.ModuleDict)
def __iter__(self):
    return iter(self._modules)

@grow(nn.ModuleDict)
def __contains__(self, key):
    return key in self._modules

@grow(nn.ModuleDict)
def pop(self, key):
    return self._modules.pop(key)

# %% wrong="walks over modules" caught="walking_over_it_yields_names"
@grow(nn.ModuleDict)
def __getitem__(self, key):
    return self._modules[key]

@grow(nn.ModuleDict)
def __setitem__(self, key, module):
    self.add_module(key, module)

@grow(nn.ModuleDict)
def __delitem__(self, key):
    del self._modules[key]

@grow(nn.ModuleDict)
def __len__(self):
    return len(self._modules)

@grow(nn.ModuleDict)
def __iter__(self):
    return iter(self._modules.values())

@grow(nn.ModuleDict)
def __contains__(self, key):
    return key in self._modules

@grow(nn.ModuleDict)
def pop(self, key):
    return self._modules.pop(key)

# %% wrong="sorts its names" caught="walking_over_it_yields_names"
@grow(nn.ModuleDict)
def __getitem__(self, key):
    return self._modules[key]

@grow(nn.ModuleDict)
def __setitem__(self, key, module):
    self.add_module(key, module)

@grow(nn.ModuleDict)
def __delitem__(self, key):
    del self._modules[key]

@grow(nn.ModuleDict)
def __len__(self):
    return len(self._modules)

@grow(nn.ModuleDict)
def __iter__(self):
    return iter(sorted(self._modules))

@grow(nn.ModuleDict)
def __contains__(self, key):
    return key in self._modules

@grow(nn.ModuleDict)
def pop(self, key):
    return self._modules.pop(key)

# %% wrong="`in` asks for modules" caught="in_asks_for_names"
@grow(nn.ModuleDict)
def __getitem__(self, key):
    return self._modules[key]

@grow(nn.ModuleDict)
def __setitem__(self, key, module):
    self.add_module(key, module)

@grow(nn.ModuleDict)
def __delitem__(self, key):
    del self._modules[key]

@grow(nn.ModuleDict)
def __len__(self):
    return len(self._modules)

@grow(nn.ModuleDict)
def __iter__(self):
    return iter(self._modules)

@grow(nn.ModuleDict)
def __contains__(self, key):
    return key in self._modules.values()

@grow(nn.ModuleDict)
def pop(self, key):
    return self._modules.pop(key)

# %% wrong="`in` asks for attributes" caught="in_asks_for_names"
@grow(nn.ModuleDict)
def __getitem__(self, key):
    return self._modules[key]

@grow(nn.ModuleDict)
def __setitem__(self, key, module):
    self.add_module(key, module)

@grow(nn.ModuleDict)
def __delitem__(self, key):
    del self._modules[key]

@grow(nn.ModuleDict)
def __len__(self):
    return len(self._modules)

@grow(nn.ModuleDict)
def __iter__(self):
    return iter(self._modules)

@grow(nn.ModuleDict)
def __contains__(self, key):
    return hasattr(self, str(key))

@grow(nn.ModuleDict)
def pop(self, key):
    return self._modules.pop(key)

# %% wrong="`in` takes None for missing" caught="what_is_no_module_is_refused_here_too"
@grow(nn.ModuleDict)
def __getitem__(self, key):
    return self._modules[key]

@grow(nn.ModuleDict)
def __setitem__(self, key, module):
    self.add_module(key, module)

@grow(nn.ModuleDict)
def __delitem__(self, key):
    del self._modules[key]

@grow(nn.ModuleDict)
def __len__(self):
    return len(self._modules)

@grow(nn.ModuleDict)
def __iter__(self):
    return iter(self._modules)

@grow(nn.ModuleDict)
def __contains__(self, key):
    return self._modules.get(key) is not None

@grow(nn.ModuleDict)
def pop(self, key):
    return self._modules.pop(key)

# %% wrong="pop looks and does not take" caught="pop_gives_the_module_and_takes_it_out"
@grow(nn.ModuleDict)
def __getitem__(self, key):
    return self._modules[key]

@grow(nn.ModuleDict)
def __setitem__(self, key, module):
    self.add_module(key, module)

@grow(nn.ModuleDict)
def __delitem__(self, key):
    del self._modules[key]

@grow(nn.ModuleDict)
def __len__(self):
    return len(self._modules)

@grow(nn.ModuleDict)
def __iter__(self):
    return iter(self._modules)

@grow(nn.ModuleDict)
def __contains__(self, key):
    return key in self._modules

@grow(nn.ModuleDict)
def pop(self, key):
    return self._modules[key]

# %% wrong="pop returns nothing" caught="pop_gives_the_module_and_takes_it_out"
@grow(nn.ModuleDict)
def __getitem__(self, key):
    return self._modules[key]

@grow(nn.ModuleDict)
def __setitem__(self, key, module):
    self.add_module(key, module)

@grow(nn.ModuleDict)
def __delitem__(self, key):
    del self._modules[key]

@grow(nn.ModuleDict)
def __len__(self):
    return len(self._modules)

@grow(nn.ModuleDict)
def __iter__(self):
    return iter(self._modules)

@grow(nn.ModuleDict)
def __contains__(self, key):
    return key in self._modules

@grow(nn.ModuleDict)
def pop(self, key):
    del self._modules[key]

# %% wrong="pop has a default" caught="pop_gives_the_module_and_takes_it_out"
@grow(nn.ModuleDict)
def __getitem__(self, key):
    return self._modules[key]

@grow(nn.ModuleDict)
def __setitem__(self, key, module):
    self.add_module(key, module)

@grow(nn.ModuleDict)
def __delitem__(self, key):
    del self._modules[key]

@grow(nn.ModuleDict)
def __len__(self):
    return len(self._modules)

@grow(nn.ModuleDict)
def __iter__(self):
    return iter(self._modules)

@grow(nn.ModuleDict)
def __contains__(self, key):
    return key in self._modules

@grow(nn.ModuleDict)
def pop(self, key, *default):
    return self._modules.pop(key, *default)

# %% right="one stands on the other"
@grow(nn.ModuleDict)
def __getitem__(self, key):
    return self._modules[key]

@grow(nn.ModuleDict)
def __setitem__(self, key, module):
    self.add_module(key, module)

@grow(nn.ModuleDict)
def __delitem__(self, key):
    del self._modules[key]

@grow(nn.ModuleDict)
def __len__(self):
    return sum(1 for _ in self)

@grow(nn.ModuleDict)
def __iter__(self):
    yield from self._modules

@grow(nn.ModuleDict)
def __contains__(self, key):
    return key in self._modules.keys()

@grow(nn.ModuleDict)
def pop(self, key):
    module = self[key]
    del self[key]
    return module

# %% right="by the other name, and from the class"
@grow(nn.ModuleDict)
def __getitem__(self, key):
    for name, module in self._modules.items():
        if name == key:
            return module
    raise KeyError(key)

@grow(nn.ModuleDict)
def __setitem__(self, key, module):
    nn.Module.register_module(self, key, module)

@grow(nn.ModuleDict)
def __delitem__(self, key):
    self._modules.pop(key)

@grow(nn.ModuleDict)
def __len__(self):
    return len(self._modules)

@grow(nn.ModuleDict)
def __iter__(self):
    return iter(self._modules)

@grow(nn.ModuleDict)
def __contains__(self, key):
    return any(name == key for name in self)

@grow(nn.ModuleDict)
def pop(self, key):
    return self._modules.pop(key)
