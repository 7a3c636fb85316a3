# %% wrong="walks over the children, which come once" caught="a_module_that_stands_twice_counts_twice_and_runs_twice"
@grow(nn.Sequential)
def __len__(self):
    return len(list(self.children()))

@grow(nn.Sequential)
def __iter__(self):
    return self.children()

@grow(nn.Sequential)
def forward(self, input):
    for module in self:
        input = module(input)
    return input

# %% wrong="counts right and runs the children" caught="a_module_that_stands_twice_counts_twice_and_runs_twice"
@grow(nn.Sequential)
def __len__(self):
    return len(self._modules)

@grow(nn.Sequential)
def __iter__(self):
    return iter(self._modules.values())

@grow(nn.Sequential)
def forward(self, input):
    for module in self.children():
        input = module(input)
    return input

# %% wrong="every module gets the first input" caught="each_module_is_handed_what_the_one_before_returned"
@grow(nn.Sequential)
def __len__(self):
    return len(self._modules)

@grow(nn.Sequential)
def __iter__(self):
    return iter(self._modules.values())

@grow(nn.Sequential)
def forward(self, input):
    for module in self:
        output = module(input)
    return output

# %% wrong="returns after the first" caught="each_module_is_handed_what_the_one_before_returned"
@grow(nn.Sequential)
def __len__(self):
    return len(self._modules)

@grow(nn.Sequential)
def __iter__(self):
    return iter(self._modules.values())

@grow(nn.Sequential)
def forward(self, input):
    for module in self:
        input = module(input)
        return input

# %% wrong="returns nothing" caught="each_module_is_handed_what_the_one_before_returned"
@grow(nn.Sequential)
def __len__(self):
    return len(self._modules)

@grow(nn.Sequential)
def __iter__(self):
    return iter(self._modules.values())

@grow(nn.Sequential)
def forward(self, input):
    for module in self:
        input = module(input)

# %% wrong="an output that exists only inside the loop" caught="an_empty_row_hands_back_its_input"
@grow(nn.Sequential)
def __len__(self):
    return len(self._modules)

@grow(nn.Sequential)
def __iter__(self):
    return iter(self._modules.values())

@grow(nn.Sequential)
def forward(self, input):
    output = None
    for module in self:
        output = module(input if output is None else output)
    return output

# %% wrong="calls forward past the call" caught="a_module_is_called_and_its_forward_is_its_own_business"
@grow(nn.Sequential)
def __len__(self):
    return len(self._modules)

@grow(nn.Sequential)
def __iter__(self):
    return iter(self._modules.values())

@grow(nn.Sequential)
def forward(self, input):
    for module in self:
        input = module.forward(input)
    return input

# %% wrong="leaves out None when it runs" caught="none_is_counted_and_cannot_be_run"
@grow(nn.Sequential)
def __len__(self):
    return len(self._modules)

@grow(nn.Sequential)
def __iter__(self):
    return iter(self._modules.values())

@grow(nn.Sequential)
def forward(self, input):
    for module in self:
        if module is not None:
            input = module(input)
    return input

# %% wrong="leaves out what is false" caught="none_is_counted_and_cannot_be_run"
@grow(nn.Sequential)
def __len__(self):
    return len(self._modules)

@grow(nn.Sequential)
def __iter__(self):
    return iter([module for module in self._modules.values() if module])

@grow(nn.Sequential)
def forward(self, input):
    for module in self:
        input = module(input)
    return input

# %% wrong="walks over names" caught="a_module_that_stands_twice_counts_twice_and_runs_twice"
@grow(nn.Sequential)
def __len__(self):
    return len(self._modules)

@grow(nn.Sequential)
def __iter__(self):
    return iter(self._modules)

@grow(nn.Sequential)
def forward(self, input):
    for name in self:
        input = self._modules[name](input)
    return input

# %% wrong="values that are no iterator" caught="a_module_that_stands_twice_counts_twice_and_runs_twice"
@grow(nn.Sequential)
def __len__(self):
    return len(self._modules)

@grow(nn.Sequential)
def __iter__(self):
    return self._modules.values()

@grow(nn.Sequential)
def forward(self, input):
    for module in self._modules.values():
        input = module(input)
    return input

# %% wrong="unpacks a tuple on the way" caught="anything_may_travel_and_one_thing_at_a_time"
@grow(nn.Sequential)
def __len__(self):
    return len(self._modules)

@grow(nn.Sequential)
def __iter__(self):
    return iter(self._modules.values())

@grow(nn.Sequential)
def forward(self, *inputs):
    for module in self:
        outputs = module(*inputs)
        inputs = outputs if isinstance(outputs, tuple) else (outputs,)
    return inputs if len(inputs) > 1 else inputs[0]

# %% wrong="the last comes first" caught="each_module_is_handed_what_the_one_before_returned"
@grow(nn.Sequential)
def __len__(self):
    return len(self._modules)

@grow(nn.Sequential)
def __iter__(self):
    return iter(self._modules.values())

@grow(nn.Sequential)
def forward(self, input):
    for module in reversed(list(self)):
        input = module(input)
    return input

# %% wrong="counts a list, which asks for the length" caught="a_module_that_stands_twice_counts_twice_and_runs_twice"
@grow(nn.Sequential)
def __len__(self):
    return len(list(self))

@grow(nn.Sequential)
def __iter__(self):
    return iter(self._modules.values())

@grow(nn.Sequential)
def forward(self, input):
    for module in self:
        input = module(input)
    return input

# %% right="a generator"
@grow(nn.Sequential)
def __len__(self):
    return sum(1 for _ in self)

@grow(nn.Sequential)
def __iter__(self):
    yield from self._modules.values()

@grow(nn.Sequential)
def forward(self, input):
    for module in self._modules.values():
        input = module(input)
    return input

# %% right="by reduce"
import functools

@grow(nn.Sequential)
def __len__(self):
    return self._modules.__len__()

@grow(nn.Sequential)
def __iter__(self):
    for name in list(self._modules):
        yield self._modules[name]

@grow(nn.Sequential)
def forward(self, x):
    return functools.reduce(lambda value, module: module(value), self, x)
