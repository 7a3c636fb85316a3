# %% wrong="the class stays what it is" caught="the_module_gets_a_class_of_its_own"
@grow(parametrize)
def _inject_new_class(module):
    pass


@grow(parametrize)
def _inject_property(module, tensor_name):
    def get(self):
        return parametrize._computed(self, tensor_name)

    def put(self, value):
        self.parametrizations[tensor_name].right_inverse(value)

    setattr(type(module), tensor_name, property(get, put))

# %% wrong="without its own body" caught="pickling_is_refused"
@grow(parametrize)
def _inject_new_class(module):
    cls = type(module)
    module.__class__ = type(f"Parametrized{cls.__name__}", (cls,), {})


@grow(parametrize)
def _inject_property(module, tensor_name):
    def get(self):
        return parametrize._computed(self, tensor_name)

    def put(self, value):
        self.parametrizations[tensor_name].right_inverse(value)

    setattr(type(module), tensor_name, property(get, put))

# %% wrong="a class by the same name" caught="the_module_gets_a_class_of_its_own"
@grow(parametrize)
def _inject_new_class(module):
    cls = type(module)
    module.__class__ = type(cls.__name__, (cls,), parametrize._body(cls))


@grow(parametrize)
def _inject_property(module, tensor_name):
    def get(self):
        return parametrize._computed(self, tensor_name)

    def put(self, value):
        self.parametrizations[tensor_name].right_inverse(value)

    setattr(type(module), tensor_name, property(get, put))

# %% wrong="derived from Module" caught="the_module_gets_a_class_of_its_own"
@grow(parametrize)
def _inject_new_class(module):
    cls = type(module)
    module.__class__ = type(f"Parametrized{cls.__name__}", (nn.Module,), parametrize._body(cls))


@grow(parametrize)
def _inject_property(module, tensor_name):
    def get(self):
        return parametrize._computed(self, tensor_name)

    def put(self, value):
        self.parametrizations[tensor_name].right_inverse(value)

    setattr(type(module), tensor_name, property(get, put))

# %% wrong="the bases of the class, not the class" caught="the_module_gets_a_class_of_its_own"
@grow(parametrize)
def _inject_new_class(module):
    cls = type(module)
    module.__class__ = type(f"Parametrized{cls.__name__}", cls.__bases__, parametrize._body(cls))


@grow(parametrize)
def _inject_property(module, tensor_name):
    def get(self):
        return parametrize._computed(self, tensor_name)

    def put(self, value):
        self.parametrizations[tensor_name].right_inverse(value)

    setattr(type(module), tensor_name, property(get, put))

# %% wrong="one class for all modules of a kind" caught="each_module_gets_another_class"
_made = {}


@grow(parametrize)
def _inject_new_class(module):
    cls = type(module)
    if cls not in _made:
        _made[cls] = type(f"Parametrized{cls.__name__}", (cls,), parametrize._body(cls))
    module.__class__ = _made[cls]


@grow(parametrize)
def _inject_property(module, tensor_name):
    def get(self):
        return parametrize._computed(self, tensor_name)

    def put(self, value):
        self.parametrizations[tensor_name].right_inverse(value)

    setattr(type(module), tensor_name, property(get, put))

# %% wrong="a property on the object" caught="reading_computes_from_the_list"
@grow(parametrize)
def _inject_new_class(module):
    cls = type(module)
    module.__class__ = type(f"Parametrized{cls.__name__}", (cls,), parametrize._body(cls))


@grow(parametrize)
def _inject_property(module, tensor_name):
    def get(self):
        return parametrize._computed(self, tensor_name)

    def put(self, value):
        self.parametrizations[tensor_name].right_inverse(value)

    module.__dict__[tensor_name] = property(get, put)

# %% wrong="a property on the class below" caught="any_name_can_be_computed"
@grow(parametrize)
def _inject_new_class(module):
    cls = type(module)
    module.__class__ = type(f"Parametrized{cls.__name__}", (cls,), parametrize._body(cls))


@grow(parametrize)
def _inject_property(module, tensor_name):
    def get(self):
        return parametrize._computed(self, tensor_name)

    def put(self, value):
        self.parametrizations[tensor_name].right_inverse(value)

    setattr(type(module).__bases__[0], tensor_name, property(get, put))

# %% wrong="computed once, now" caught="reading_computes_from_the_list"
@grow(parametrize)
def _inject_new_class(module):
    cls = type(module)
    module.__class__ = type(f"Parametrized{cls.__name__}", (cls,), parametrize._body(cls))


@grow(parametrize)
def _inject_property(module, tensor_name):
    setattr(type(module), tensor_name, torch.zeros(1))

# %% wrong="no way to assign" caught="assigning_goes_to_the_lists_right_inverse"
@grow(parametrize)
def _inject_new_class(module):
    cls = type(module)
    module.__class__ = type(f"Parametrized{cls.__name__}", (cls,), parametrize._body(cls))


@grow(parametrize)
def _inject_property(module, tensor_name):
    def get(self):
        return parametrize._computed(self, tensor_name)

    setattr(type(module), tensor_name, property(get))

# %% wrong="an assignment goes to the original" caught="assigning_goes_to_the_lists_right_inverse"
@grow(parametrize)
def _inject_new_class(module):
    cls = type(module)
    module.__class__ = type(f"Parametrized{cls.__name__}", (cls,), parametrize._body(cls))


@grow(parametrize)
def _inject_property(module, tensor_name):
    def get(self):
        return parametrize._computed(self, tensor_name)

    def put(self, value):
        with torch.no_grad():
            self.parametrizations[tensor_name].original.copy_(value)

    setattr(type(module), tensor_name, property(get, put))

# %% wrong="always computes from the first module" caught="a_copy_computes_from_its_own_originals"
@grow(parametrize)
def _inject_new_class(module):
    cls = type(module)
    module.__class__ = type(f"Parametrized{cls.__name__}", (cls,), parametrize._body(cls))


@grow(parametrize)
def _inject_property(module, tensor_name):
    def get(self):
        return parametrize._computed(module, tensor_name)

    def put(self, value):
        module.parametrizations[tensor_name].right_inverse(value)

    setattr(type(module), tensor_name, property(get, put))

# %% wrong="the property is always called weight" caught="any_name_can_be_computed"
@grow(parametrize)
def _inject_new_class(module):
    cls = type(module)
    module.__class__ = type(f"Parametrized{cls.__name__}", (cls,), parametrize._body(cls))


@grow(parametrize)
def _inject_property(module, tensor_name):
    def get(self):
        return parametrize._computed(self, "weight")

    def put(self, value):
        self.parametrizations["weight"].right_inverse(value)

    setattr(type(module), "weight", property(get, put))

# %% right="lambdas, and __class__"
@grow(parametrize)
def _inject_new_class(module):
    cls = module.__class__
    body = dict(parametrize._body(cls))
    new = type("Parametrized" + cls.__name__, (cls,), body)
    object.__setattr__(module, "__class__", new)


@grow(parametrize)
def _inject_property(module, tensor_name):
    get = lambda self: parametrize._computed(self, tensor_name)  # noqa: E731
    put = lambda self, value: self.parametrizations[tensor_name].right_inverse(value)  # noqa: E731
    setattr(module.__class__, tensor_name, property(fget=get, fset=put))

# %% right="a class statement, and a decorated property"
@grow(parametrize)
def _inject_new_class(module):
    below = type(module)

    class Own(below):
        pass

    for name, value in parametrize._body(below).items():
        setattr(Own, name, value)
    Own.__name__ = f"Parametrized{below.__name__}"
    module.__class__ = Own


@grow(parametrize)
def _inject_property(module, tensor_name):
    @property
    def computed(self):
        return parametrize._computed(self, tensor_name)

    @computed.setter
    def computed(self, value):
        self.parametrizations[tensor_name].right_inverse(value)

    setattr(type(module), tensor_name, computed)
