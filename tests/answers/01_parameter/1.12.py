# %% wrong="the gradient is copied along" caught="the_gradient_stays_behind"
@grow(nn.Parameter)
def __deepcopy__(self, memo):
    if id(self) not in memo:
        made = type(self)(self.data.clone(), self.requires_grad)
        if self.grad is not None:
            made.grad = self.grad.clone()
        memo[id(self)] = made
    return memo[id(self)]

# %% wrong="leaves it to the tensor, which copies its gradient too" caught="the_gradient_stays_behind"
@grow(nn.Parameter)
def __deepcopy__(self, memo):
    return super().__deepcopy__(memo)

# %% wrong="two parameters on one memory" caught="the_copy_has_memory_of_its_own"
@grow(nn.Parameter)
def __deepcopy__(self, memo):
    if id(self) not in memo:
        memo[id(self)] = type(self)(self.data, self.requires_grad)
    return memo[id(self)]

# %% wrong="a copy that asks for a gradient, whatever the original does" caught="a_frozen_parameter_stays_frozen"
@grow(nn.Parameter)
def __deepcopy__(self, memo):
    if id(self) not in memo:
        memo[id(self)] = type(self)(self.data.clone())
    return memo[id(self)]

# %% wrong="does not know the memo" caught="the_memo_maps_the_original_to_its_copy"
@grow(nn.Parameter)
def __deepcopy__(self, memo):
    return type(self)(self.data.clone(), self.requires_grad)

# %% wrong="writes the memo and does not read it" caught="the_memo_maps_the_original_to_its_copy"
@grow(nn.Parameter)
def __deepcopy__(self, memo):
    memo[id(self)] = type(self)(self.data.clone(), self.requires_grad)
    return memo[id(self)]

# %% wrong="reads the memo and does not write it" caught="the_memo_maps_the_original_to_its_copy"
@grow(nn.Parameter)
def __deepcopy__(self, memo):
    if id(self) in memo:
        return memo[id(self)]
    return type(self)(self.data.clone(), self.requires_grad)

# %% wrong="keeps the memo by the parameter instead of its id" caught="the_memo_maps_the_original_to_its_copy"
@grow(nn.Parameter)
def __deepcopy__(self, memo):
    if self not in memo:
        memo[self] = type(self)(self.data.clone(), self.requires_grad)
    return memo[self]

# %% wrong="asks for the truth value of the earlier copy" caught="the_memo_maps_the_original_to_its_copy"
@grow(nn.Parameter)
def __deepcopy__(self, memo):
    made = memo.get(id(self)) or type(self)(self.data.clone(), self.requires_grad)
    memo[id(self)] = made
    return made

# %% wrong="a clone, which is a result and no parameter" caught="the_copy_is_a_parameter_with_the_same_values"
@grow(nn.Parameter)
def __deepcopy__(self, memo):
    if id(self) not in memo:
        memo[id(self)] = self.clone()
    return memo[id(self)]

# %% wrong="a plain tensor" caught="the_copy_is_a_parameter_with_the_same_values"
@grow(nn.Parameter)
def __deepcopy__(self, memo):
    if id(self) not in memo:
        memo[id(self)] = self.data.clone().requires_grad_(self.requires_grad)
    return memo[id(self)]

# %% wrong="names Parameter where the class of the original belongs" caught="a_copy_of_a_subclass_is_of_that_subclass"
@grow(nn.Parameter)
def __deepcopy__(self, memo):
    if id(self) not in memo:
        memo[id(self)] = nn.Parameter(self.data.clone(), self.requires_grad)
    return memo[id(self)]

# %% wrong="hands back the parameter itself" caught="the_copy_is_a_parameter_with_the_same_values"
@grow(nn.Parameter)
def __deepcopy__(self, memo):
    memo[id(self)] = self
    return self

# %% right="torch's if and else"
@grow(nn.Parameter)
def __deepcopy__(self, memo):
    if id(self) in memo:
        return memo[id(self)]
    else:
        result = type(self)(self.data.clone(memory_format=torch.preserve_format), self.requires_grad)
        memo[id(self)] = result
        return result

# %% right="walrus, and detach"
@grow(nn.Parameter)
def __deepcopy__(self, memo):
    if (made := memo.get(id(self))) is None:
        made = memo[id(self)] = self.__class__(self.detach().clone(), requires_grad=self.requires_grad)
    return made

# %% right="try and except KeyError, and a copy of the plain tensor"
import copy


@grow(nn.Parameter)
def __deepcopy__(self, memo):
    try:
        return memo[id(self)]
    except KeyError:
        data = copy.deepcopy(self.data, memo)
    memo[id(self)] = type(self)(data, self.requires_grad)
    return memo[id(self)]

# %% right="setdefault, and _make_subclass itself"
@grow(nn.Parameter)
def __deepcopy__(self, memo):
    made = torch.Tensor._make_subclass(type(self), self.data.clone(), self.requires_grad)
    return memo.setdefault(id(self), made)
