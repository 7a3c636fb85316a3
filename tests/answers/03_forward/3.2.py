# %% wrong="returns NotImplemented instead of raising" caught="a_missing_forward_is_said_in_torchs_words"
@grow(nn.Module)
def forward(self, *input):
    return NotImplemented

# %% wrong="raises without words" caught="a_missing_forward_is_said_in_torchs_words"
@grow(nn.Module)
def forward(self, *input):
    raise NotImplementedError

# %% wrong="an AttributeError" caught="a_missing_forward_is_said_in_torchs_words"
@grow(nn.Module)
def forward(self, *input):
    raise AttributeError(f'Module [{type(self).__name__}] is missing the required "forward" function')

# %% wrong="words of its own" caught="a_missing_forward_is_said_in_torchs_words"
@grow(nn.Module)
def forward(self, *input):
    raise NotImplementedError(f"{type(self).__name__} has no forward")

# %% wrong="the name of the class is written down" caught="a_missing_forward_is_said_in_torchs_words"
@grow(nn.Module)
def forward(self, *input):
    raise NotImplementedError('Module [Module] is missing the required "forward" function')

# %% wrong="names the class it derives from" caught="it_names_the_class_of_the_object"
@grow(nn.Module)
def forward(self, *input):
    cls = next((c for c in reversed(type(self).__mro__[:-2])), type(self))
    raise NotImplementedError(f'Module [{cls.__name__}] is missing the required "forward" function')

# %% wrong="the class with its module and brackets" caught="a_missing_forward_is_said_in_torchs_words"
@grow(nn.Module)
def forward(self, *input):
    raise NotImplementedError(f'Module [{type(self)}] is missing the required "forward" function')

# %% wrong="one input, no more and no less" caught="it_takes_any_number_of_inputs"
@grow(nn.Module)
def forward(self, input):
    raise NotImplementedError(f'Module [{type(self).__name__}] is missing the required "forward" function')

# %% wrong="single quotes in the words" caught="a_missing_forward_is_said_in_torchs_words"
@grow(nn.Module)
def forward(self, *input):
    raise NotImplementedError(f"Module [{type(self).__name__}] is missing the required 'forward' function")

# %% wrong="raises only where there are parameters to train" caught="a_missing_forward_is_said_in_torchs_words"
@grow(nn.Module)
def forward(self, *input):
    if list(self.parameters()):
        raise NotImplementedError(f'Module [{type(self).__name__}] is missing the required "forward" function')

# %% right="format, and the object's __class__"
@grow(nn.Module)
def forward(self, *input):
    words = 'Module [{}] is missing the required "forward" function'
    raise NotImplementedError(words.format(self.__class__.__name__))

# %% right="the name from _get_name, the quotes escaped"
@grow(nn.Module)
def forward(self, *inputs):
    raise NotImplementedError(f"Module [{self._get_name()}] is missing the required \"forward\" function")

# %% right="keywords taken, too"
@grow(nn.Module)
def forward(self, *args, **kwargs):
    name = type(self).__name__
    raise NotImplementedError("Module [" + name + '] is missing the required "forward" function')
