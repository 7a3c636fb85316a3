# %% wrong="asks `data or ...`" caught="data_of_several_elements_has_no_single_truth_value"
@grow(nn)
class Parameter(torch.Tensor):
    def __new__(cls, data=None, requires_grad=True):
        return torch.Tensor._make_subclass(cls, data or torch.empty(0), requires_grad)

# %% wrong="names Parameter where cls belongs" caught="a_subclass_of_parameter_stays_what_it_is"
@grow(nn)
class Parameter(torch.Tensor):
    def __new__(cls, data=None, requires_grad=True):
        if data is None:
            data = torch.empty(0)
        return torch.Tensor._make_subclass(nn.Parameter, data, requires_grad)

# %% wrong="copies the data" caught="it_shares_the_memory_of_its_data"
@grow(nn)
class Parameter(torch.Tensor):
    def __new__(cls, data=None, requires_grad=True):
        data = torch.empty(0) if data is None else data.detach().clone()
        return torch.Tensor._make_subclass(cls, data, requires_grad)

# %% wrong="forgets to hand requires_grad on" caught="it_asks_for_a_gradient_unless_told_otherwise"
@grow(nn)
class Parameter(torch.Tensor):
    def __new__(cls, data=None, requires_grad=True):
        if data is None:
            data = torch.empty(0)
        return torch.Tensor._make_subclass(cls, data)

# %% wrong="always asks for a gradient" caught="it_asks_for_a_gradient_unless_told_otherwise"
@grow(nn)
class Parameter(torch.Tensor):
    def __new__(cls, data=None, requires_grad=True):
        if data is None:
            data = torch.empty(0)
        return torch.Tensor._make_subclass(cls, data, True)

# %% wrong="returns the tensor it was given, with its flag set" caught="a_parameter_is_a_tensor_of_a_class_of_its_own"
@grow(nn)
class Parameter(torch.Tensor):
    def __new__(cls, data=None, requires_grad=True):
        if data is None:
            data = torch.empty(0)
        return data.detach().requires_grad_(requires_grad)

# %% wrong="sets the flag of the tensor it was given, too" caught="the_tensor_it_was_given_is_not_touched"
@grow(nn)
class Parameter(torch.Tensor):
    def __new__(cls, data=None, requires_grad=True):
        if data is None:
            data = torch.empty(0)
        if data.is_leaf:
            data.requires_grad_(requires_grad)
        return torch.Tensor._make_subclass(cls, data, requires_grad)

# %% wrong="does not expect None" caught="without_data_it_is_empty"
@grow(nn)
class Parameter(torch.Tensor):
    def __new__(cls, data=None, requires_grad=True):
        return torch.Tensor._make_subclass(cls, data, requires_grad)

# %% wrong="one zero where nothing was given" caught="without_data_it_is_empty"
@grow(nn)
class Parameter(torch.Tensor):
    def __new__(cls, data=None, requires_grad=True):
        if data is None:
            data = torch.zeros(1)
        return torch.Tensor._make_subclass(cls, data, requires_grad)

# %% wrong="computes a new tensor and gives it the class" caught="it_is_a_leaf_whatever_computed_its_data"
@grow(nn)
class Parameter(torch.Tensor):
    def __new__(cls, data=None, requires_grad=True):
        if data is None:
            data = torch.empty(0)
        if data.requires_grad:
            made = data.view_as(data)
            made.__class__ = cls
            return made
        return torch.Tensor._make_subclass(cls, data, requires_grad)

# %% wrong="a Parameter given as data is handed back" caught="a_parameter_of_a_parameter_is_another_one_on_the_same_memory"
@grow(nn)
class Parameter(torch.Tensor):
    def __new__(cls, data=None, requires_grad=True):
        if data is None:
            data = torch.empty(0)
        if isinstance(data, cls):
            return data
        return torch.Tensor._make_subclass(cls, data, requires_grad)

# %% wrong="does not ask for a gradient inside no_grad" caught="no_grad_does_not_change_what_a_parameter_is"
@grow(nn)
class Parameter(torch.Tensor):
    def __new__(cls, data=None, requires_grad=True):
        if data is None:
            data = torch.empty(0)
        return torch.Tensor._make_subclass(cls, data, requires_grad and torch.is_grad_enabled())

# %% wrong="makes floats of whole numbers" caught="numbers_that_are_whole_cannot_ask_for_a_gradient"
@grow(nn)
class Parameter(torch.Tensor):
    def __new__(cls, data=None, requires_grad=True):
        data = torch.empty(0) if data is None else data.float()
        return torch.Tensor._make_subclass(cls, data, requires_grad)

# %% right="one expression, through cls"
@grow(nn)
class Parameter(torch.Tensor):
    def __new__(cls, data=None, requires_grad=True):
        return cls._make_subclass(cls, torch.empty(0) if data is None else data, requires_grad)

# %% right="the flag set afterwards, as torch.Tensor's own __new__ leaves it off"
@grow(nn)
class Parameter(torch.Tensor):
    def __new__(cls, data=None, requires_grad=True):
        made = super().__new__(cls, torch.tensor([]) if data is None else data)
        made.requires_grad = requires_grad
        return made

# %% right="torch's own long form, with the way for other tensor classes"
@grow(nn)
class Parameter(torch.Tensor):
    def __new__(cls, data=None, requires_grad=True):
        if data is None:
            data = torch.empty(0)
        if type(data) is torch.Tensor or type(data) is Parameter:
            return torch.Tensor._make_subclass(cls, data, requires_grad)
        t = data.detach().requires_grad_(requires_grad)
        t._is_param = True
        return t

# %% right="with a helper function, and requires_grad_ on the leaf"
def or_empty(data):
    return data if data is not None else torch.zeros(0)


@grow(nn)
class Parameter(torch.Tensor):
    def __new__(cls, data=None, requires_grad=True):
        leaf = torch.Tensor._make_subclass(cls, or_empty(data))
        return leaf.requires_grad_(requires_grad)
