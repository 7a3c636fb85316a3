# %% wrong="the hooks exchanged" caught="gradients_of_the_outputs_are_kept_when_they_arrive"
@grow(nn.BackwardHook)
def setup_input_hook(self, args):
    self.n_inputs = len(args)
    args, self.input_tensors_index = self._apply_on_tensors(lambda node: node.register_hook(self._on_grad_outputs), args)
    return args


@grow(nn.BackwardHook)
def setup_output_hook(self, args):
    items = args if isinstance(args, tuple) else (args,)
    self.n_outputs = len(items)
    items, self.output_tensors_index = self._apply_on_tensors(lambda node: node.register_hook(self._on_grad_inputs), items)
    return items if isinstance(args, tuple) else items[0]

# %% wrong="a wrapped result stays wrapped" caught="a_result_comes_back_as_it_was"
@grow(nn.BackwardHook)
def setup_input_hook(self, args):
    self.n_inputs = len(args)
    args, self.input_tensors_index = self._apply_on_tensors(lambda node: node.register_hook(self._on_grad_inputs), args)
    return args


@grow(nn.BackwardHook)
def setup_output_hook(self, args):
    items = args if isinstance(args, tuple) else (args,)
    self.n_outputs = len(items)
    items, self.output_tensors_index = self._apply_on_tensors(lambda node: node.register_hook(self._on_grad_outputs), items)
    return items

# %% wrong="a tuple of one is unwrapped" caught="a_result_comes_back_as_it_was"
@grow(nn.BackwardHook)
def setup_input_hook(self, args):
    self.n_inputs = len(args)
    args, self.input_tensors_index = self._apply_on_tensors(lambda node: node.register_hook(self._on_grad_inputs), args)
    return args


@grow(nn.BackwardHook)
def setup_output_hook(self, args):
    items = args if isinstance(args, tuple) else (args,)
    self.n_outputs = len(items)
    items, self.output_tensors_index = self._apply_on_tensors(lambda node: node.register_hook(self._on_grad_outputs), items)
    return items if len(items) > 1 else items[0]

# %% wrong="returns the old arguments" caught="arguments_come_back_with_a_node_before_them"
@grow(nn.BackwardHook)
def setup_input_hook(self, args):
    self.n_inputs = len(args)
    _, self.input_tensors_index = self._apply_on_tensors(lambda node: node.register_hook(self._on_grad_inputs), args)
    return args


@grow(nn.BackwardHook)
def setup_output_hook(self, args):
    items = args if isinstance(args, tuple) else (args,)
    self.n_outputs = len(items)
    items, self.output_tensors_index = self._apply_on_tensors(lambda node: node.register_hook(self._on_grad_outputs), items)
    return items if isinstance(args, tuple) else items[0]

# %% wrong="a list is spread like a tuple" caught="a_result_comes_back_as_it_was"
@grow(nn.BackwardHook)
def setup_input_hook(self, args):
    self.n_inputs = len(args)
    args, self.input_tensors_index = self._apply_on_tensors(lambda node: node.register_hook(self._on_grad_inputs), args)
    return args


@grow(nn.BackwardHook)
def setup_output_hook(self, args):
    items = tuple(args) if isinstance(args, (tuple, list)) else (args,)
    self.n_outputs = len(items)
    items, self.output_tensors_index = self._apply_on_tensors(lambda node: node.register_hook(self._on_grad_outputs), items)
    return items if isinstance(args, (tuple, list)) else items[0]

# %% wrong="counts the tensors alone" caught="arguments_come_back_with_a_node_before_them"
@grow(nn.BackwardHook)
def setup_input_hook(self, args):
    args, self.input_tensors_index = self._apply_on_tensors(lambda node: node.register_hook(self._on_grad_inputs), args)
    self.n_inputs = len(self.input_tensors_index or ())
    return args


@grow(nn.BackwardHook)
def setup_output_hook(self, args):
    items = args if isinstance(args, tuple) else (args,)
    self.n_outputs = len(items)
    items, self.output_tensors_index = self._apply_on_tensors(lambda node: node.register_hook(self._on_grad_outputs), items)
    return items if isinstance(args, tuple) else items[0]

# %% wrong="calls the hook instead of registering it" caught="gradients_of_the_outputs_are_kept_when_they_arrive"
@grow(nn.BackwardHook)
def setup_input_hook(self, args):
    self.n_inputs = len(args)
    args, self.input_tensors_index = self._apply_on_tensors(lambda node: self._on_grad_inputs(node, ()), args)
    return args


@grow(nn.BackwardHook)
def setup_output_hook(self, args):
    items = args if isinstance(args, tuple) else (args,)
    self.n_outputs = len(items)
    items, self.output_tensors_index = self._apply_on_tensors(lambda node: self._on_grad_outputs, items)
    return items if isinstance(args, tuple) else items[0]

# %% right="with a helper"
@grow(nn.BackwardHook)
def _hooked(self, args, hook):
    return self._apply_on_tensors(lambda node: node.register_hook(hook), args)


@grow(nn.BackwardHook)
def setup_input_hook(self, args):
    handed, places = self._hooked(args, self._on_grad_inputs)
    self.input_tensors_index, self.n_inputs = places, len(handed)
    return handed


@grow(nn.BackwardHook)
def setup_output_hook(self, args):
    if isinstance(args, tuple):
        self.n_outputs = len(args)
        handed, self.output_tensors_index = self._hooked(args, self._on_grad_outputs)
        return handed
    [handed] = self.setup_output_hook((args,))
    return handed

# %% right="functions inside, as torch has them"
@grow(nn.BackwardHook)
def setup_input_hook(self, args):
    def fn(node):
        node.register_hook(lambda grad_inputs, grad_outputs: self._on_grad_inputs(grad_inputs, grad_outputs))

    made, self.input_tensors_index = self._apply_on_tensors(fn, args)
    self.n_inputs = len(args)
    return made


@grow(nn.BackwardHook)
def setup_output_hook(self, args):
    def fn(node):
        node.register_hook(lambda grad_inputs, grad_outputs: self._on_grad_outputs(grad_inputs, grad_outputs))

    is_tuple = isinstance(args, tuple)
    args = args if is_tuple else (args,)
    made, self.output_tensors_index = self._apply_on_tensors(fn, args)
    self.n_outputs = len(args)
    return made if is_tuple else made[0]
