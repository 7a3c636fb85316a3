# %% wrong="all inputs have to ask" caught="a_result_asks_where_one_of_its_inputs_does"
@grow(engine)
def record(name, array, inputs, rule, saved=()):
    made = Tensor(array)
    if is_grad_enabled() and all(t.requires_grad for t in inputs):
        made.requires_grad, made.grad_fn = True, Node(name, inputs, rule, saved)
    return made

# %% wrong="only the first input is asked" caught="a_result_asks_where_one_of_its_inputs_does"
@grow(engine)
def record(name, array, inputs, rule, saved=()):
    made = Tensor(array)
    if is_grad_enabled() and inputs[0].requires_grad:
        made.requires_grad, made.grad_fn = True, Node(name, inputs, rule, saved)
    return made

# %% wrong="remembers everything" caught="a_result_asks_where_one_of_its_inputs_does"
@grow(engine)
def record(name, array, inputs, rule, saved=()):
    made = Tensor(array)
    made.requires_grad, made.grad_fn = True, Node(name, inputs, rule, saved)
    return made

# %% wrong="the switch is not asked" caught="nothing_is_remembered_while_the_switch_is_off"
@grow(engine)
def record(name, array, inputs, rule, saved=()):
    made = Tensor(array)
    if any(t.requires_grad for t in inputs):
        made.requires_grad, made.grad_fn = True, Node(name, inputs, rule, saved)
    return made

# %% wrong="off the record it still asks" caught="nothing_is_remembered_while_the_switch_is_off"
@grow(engine)
def record(name, array, inputs, rule, saved=()):
    made = Tensor(array, any(t.requires_grad for t in inputs))
    if made.requires_grad and is_grad_enabled():
        made.grad_fn = Node(name, inputs, rule, saved)
    return made

# %% wrong="a node for every result" caught="what_nobody_will_walk_to_has_no_node"
@grow(engine)
def record(name, array, inputs, rule, saved=()):
    made = Tensor(array, is_grad_enabled() and any(t.requires_grad for t in inputs))
    made.grad_fn = Node(name, inputs, rule, saved)
    return made

# %% wrong="a flag and no node" caught="the_node_of_a_result_has_the_name_of_its_operation"
@grow(engine)
def record(name, array, inputs, rule, saved=()):
    return Tensor(array, is_grad_enabled() and any(t.requires_grad for t in inputs))

# %% wrong="the node goes to the first input" caught="a_result_asks_where_one_of_its_inputs_does"
@grow(engine)
def record(name, array, inputs, rule, saved=()):
    made = Tensor(array)
    if is_grad_enabled() and any(t.requires_grad for t in inputs):
        inputs[0].requires_grad, inputs[0].grad_fn = True, Node(name, inputs, rule, saved)
    return made

# %% wrong="nothing comes back where nothing is remembered" caught="a_result_holds_the_numbers_of_its_operation"
@grow(engine)
def record(name, array, inputs, rule, saved=()):
    if is_grad_enabled() and any(t.requires_grad for t in inputs):
        made = Tensor(array, True)
        made.grad_fn = Node(name, inputs, rule, saved)
        return made

# %% right="the flag first"
@grow(engine)
def record(name, array, inputs, rule, saved=()):
    wanted = is_grad_enabled() and any(t.requires_grad for t in inputs)
    made = Tensor(array, requires_grad=wanted)
    made.grad_fn = Node(name, inputs, rule, saved) if wanted else None
    return made

# %% right="early return"
@grow(engine)
def record(name, array, inputs, rule, saved=()):
    made = Tensor(array)
    if not is_grad_enabled() or not [t for t in inputs if t.requires_grad]:
        return made
    made.requires_grad = True
    made.grad_fn = Node(name, inputs, rule, saved)
    return made
