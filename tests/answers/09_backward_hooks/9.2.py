# %% wrong="what needs no gradient comes out with one" caught="what_needs_no_gradient_goes_on_needing_none"
@grow(nn)
class BackwardHookFunction(torch.autograd.Function):
    @staticmethod
    def forward(ctx, *args):
        return args

    @staticmethod
    def backward(ctx, *args):
        return args

# %% wrong="marks those that need a gradient" caught="numbers_and_gradients_go_through_unchanged"
@grow(nn)
class BackwardHookFunction(torch.autograd.Function):
    @staticmethod
    def forward(ctx, *args):
        ctx.mark_non_differentiable(*[tensor for tensor in args if tensor.requires_grad])
        return args

    @staticmethod
    def backward(ctx, *args):
        return args

# %% wrong="marks a list" caught="what_needs_no_gradient_goes_on_needing_none"
@grow(nn)
class BackwardHookFunction(torch.autograd.Function):
    @staticmethod
    def forward(ctx, *args):
        ctx.mark_non_differentiable([tensor for tensor in args if not tensor.requires_grad])
        return args

    @staticmethod
    def backward(ctx, *args):
        return args

# %% wrong="copies the tensors" caught="what_comes_out_must_not_be_changed_in_place"
@grow(nn)
class BackwardHookFunction(torch.autograd.Function):
    @staticmethod
    def forward(ctx, *args):
        made = tuple(tensor.clone() for tensor in args)
        ctx.mark_non_differentiable(*[new for new, old in zip(made, args) if not old.requires_grad])
        return made

    @staticmethod
    def backward(ctx, *args):
        return args

# %% wrong="one tensor alone comes out bare" caught="one_tensor_comes_out_as_a_tuple_of_one"
@grow(nn)
class BackwardHookFunction(torch.autograd.Function):
    @staticmethod
    def forward(ctx, *args):
        ctx.mark_non_differentiable(*[tensor for tensor in args if not tensor.requires_grad])
        return args if len(args) > 1 else args[0]

    @staticmethod
    def backward(ctx, *args):
        return args

# %% wrong="hands the first gradient to all" caught="numbers_and_gradients_go_through_unchanged"
@grow(nn)
class BackwardHookFunction(torch.autograd.Function):
    @staticmethod
    def forward(ctx, *args):
        ctx.count = len(args)
        ctx.mark_non_differentiable(*[tensor for tensor in args if not tensor.requires_grad])
        return args

    @staticmethod
    def backward(ctx, *args):
        return args[:1] * ctx.count

# %% wrong="leaves out the gradients of outputs nobody used" caught="an_output_nobody_used_sends_a_gradient_of_zero"
@grow(nn)
class BackwardHookFunction(torch.autograd.Function):
    @staticmethod
    def forward(ctx, *args):
        ctx.set_materialize_grads(False)
        ctx.mark_non_differentiable(*[tensor for tensor in args if not tensor.requires_grad])
        return args

    @staticmethod
    def backward(ctx, *args):
        return args

# %% right="with a loop"
@grow(nn)
class BackwardHookFunction(torch.autograd.Function):
    @staticmethod
    def forward(ctx, *args):
        constants = []
        for arg in args:
            if not arg.requires_grad:
                constants.append(arg)
        ctx.mark_non_differentiable(*constants)
        return args

    @staticmethod
    def backward(ctx, *args):
        return tuple(args)

# %% right="with filter"
@grow(nn)
class BackwardHookFunction(torch.autograd.Function):
    @staticmethod
    def forward(ctx, *tensors):
        ctx.mark_non_differentiable(*filter(lambda t: not t.requires_grad, tensors))
        return tensors

    @staticmethod
    def backward(ctx, *gradients):
        return gradients
