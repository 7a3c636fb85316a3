# %% wrong="a class of its own, as Parameter" caught="what_is_made_is_a_plain_tensor_with_a_mark"
@grow(nn)
class Buffer(torch.Tensor, metaclass=AsksForTheMark):
    def __new__(cls, data=None, *, persistent=True):
        if data is None:
            data = torch.empty(0)
        made = torch.Tensor._make_subclass(cls, data, data.requires_grad)
        made.persistent, made._is_buffer = persistent, True
        return made

# %% wrong="forgets the mark" caught="what_is_made_is_a_plain_tensor_with_a_mark"
@grow(nn)
class Buffer(torch.Tensor, metaclass=AsksForTheMark):
    def __new__(cls, data=None, *, persistent=True):
        if data is None:
            data = torch.empty(0)
        made = data.detach().requires_grad_(data.requires_grad)
        made.persistent = persistent
        return made

# %% wrong="marks the tensor that came in" caught="the_tensor_that_came_in_gets_no_mark"
@grow(nn)
class Buffer(torch.Tensor, metaclass=AsksForTheMark):
    def __new__(cls, data=None, *, persistent=True):
        if data is None:
            data = torch.empty(0)
        data.persistent, data._is_buffer = persistent, True
        return data

# %% wrong="copies the data" caught="a_buffer_stands_on_the_memory_of_its_data"
@grow(nn)
class Buffer(torch.Tensor, metaclass=AsksForTheMark):
    def __new__(cls, data=None, *, persistent=True):
        if data is None:
            data = torch.empty(0)
        made = data.detach().clone().requires_grad_(data.requires_grad)
        made.persistent, made._is_buffer = persistent, True
        return made

# %% wrong="persistent is always True" caught="it_is_saved_unless_told_otherwise"
@grow(nn)
class Buffer(torch.Tensor, metaclass=AsksForTheMark):
    def __new__(cls, data=None, *, persistent=True):
        if data is None:
            data = torch.empty(0)
        made = data.detach().requires_grad_(data.requires_grad)
        made.persistent = made._is_buffer = True
        return made

# %% wrong="the two marks mixed up" caught="what_is_made_is_a_plain_tensor_with_a_mark"
@grow(nn)
class Buffer(torch.Tensor, metaclass=AsksForTheMark):
    def __new__(cls, data=None, *, persistent=True):
        if data is None:
            data = torch.empty(0)
        made = data.detach().requires_grad_(data.requires_grad)
        made.persistent, made._is_buffer = True, not persistent
        return made

# %% wrong="asks `data or ...`" caught="what_is_made_is_a_plain_tensor_with_a_mark"
@grow(nn)
class Buffer(torch.Tensor, metaclass=AsksForTheMark):
    def __new__(cls, data=None, *, persistent=True):
        data = data or torch.empty(0)
        made = data.detach().requires_grad_(data.requires_grad)
        made.persistent, made._is_buffer = persistent, True
        return made

# %% wrong="does not expect None" caught="without_data_a_buffer_is_empty"
@grow(nn)
class Buffer(torch.Tensor, metaclass=AsksForTheMark):
    def __new__(cls, data=None, *, persistent=True):
        made = data.detach().requires_grad_(data.requires_grad)
        made.persistent, made._is_buffer = persistent, True
        return made

# %% wrong="never asks for a gradient" caught="it_asks_for_a_gradient_only_if_its_data_does"
@grow(nn)
class Buffer(torch.Tensor, metaclass=AsksForTheMark):
    def __new__(cls, data=None, *, persistent=True):
        if data is None:
            data = torch.empty(0)
        made = data.detach()
        made.persistent, made._is_buffer = persistent, True
        return made

# %% wrong="keeps the history of its data" caught="it_asks_for_a_gradient_only_if_its_data_does"
@grow(nn)
class Buffer(torch.Tensor, metaclass=AsksForTheMark):
    def __new__(cls, data=None, *, persistent=True):
        if data is None:
            data = torch.empty(0)
        made = data.view_as(data)
        made.persistent, made._is_buffer = persistent, True
        return made

# %% wrong="persistent may be given by position" caught="persistent_is_given_by_its_name_only"
@grow(nn)
class Buffer(torch.Tensor, metaclass=AsksForTheMark):
    def __new__(cls, data=None, persistent=True):
        if data is None:
            data = torch.empty(0)
        made = data.detach().requires_grad_(data.requires_grad)
        made.persistent, made._is_buffer = persistent, True
        return made

# %% right="setattr in a loop, .data"
@grow(nn)
class Buffer(torch.Tensor, metaclass=AsksForTheMark):
    def __new__(cls, data=None, *, persistent=True):
        given = torch.empty(0) if data is None else data
        tensor = given.data
        if given.requires_grad:
            tensor.requires_grad_()
        for name, value in {"persistent": persistent, "_is_buffer": True}.items():
            setattr(tensor, name, value)
        return tensor

# %% right="_make_subclass of a plain Tensor"
@grow(nn)
class Buffer(torch.Tensor, metaclass=AsksForTheMark):
    def __new__(cls, data=None, *, persistent=True):
        if data is None:
            return cls(torch.empty(0), persistent=persistent)
        made = torch.Tensor._make_subclass(torch.Tensor, data, data.requires_grad)
        made.__dict__.update(persistent=persistent, _is_buffer=True)
        return made
