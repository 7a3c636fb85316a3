# %% wrong="leaves lead nowhere" caught="a_leaf_that_asks_leads_to_a_node_that_knows_it"
@grow(engine)
def edge(t):
    return t.grad_fn

# %% wrong="a new node for each use" caught="a_leaf_has_one_node_however_often_it_is_used"
@grow(engine)
def edge(t):
    if t.grad_fn is None and t.requires_grad:
        return AccumulateGrad(t)
    return t.grad_fn

# %% wrong="every leaf leads somewhere" caught="a_tensor_that_does_not_ask_leads_nowhere"
@grow(engine)
def edge(t):
    if t.grad_fn is not None:
        return t.grad_fn
    if t.accumulator is None:
        t.accumulator = AccumulateGrad(t)
    return t.accumulator

# %% wrong="results lead to an end, too" caught="a_result_leads_to_its_own_node"
@grow(engine)
def edge(t):
    if not t.requires_grad:
        return None
    if t.accumulator is None:
        t.accumulator = AccumulateGrad(t)
    return t.accumulator

# %% wrong="one node for all leaves" caught="a_leaf_that_asks_leads_to_a_node_that_knows_it"
@grow(engine)
def edge(t):
    if t.grad_fn is not None or not t.requires_grad:
        return t.grad_fn
    if Tensor.accumulator is None:
        Tensor.accumulator = AccumulateGrad(t)
    return Tensor.accumulator

# %% wrong="makes the node of the leaf its grad_fn" caught="a_leaf_has_one_node_however_often_it_is_used"
@grow(engine)
def edge(t):
    if t.grad_fn is None and t.requires_grad:
        t.grad_fn = AccumulateGrad(t)
        return AccumulateGrad(t)
    return t.grad_fn

# %% wrong="the tensor itself" caught="a_leaf_that_asks_leads_to_a_node_that_knows_it"
@grow(engine)
def edge(t):
    return t if t.grad_fn is None and t.requires_grad else t.grad_fn

# %% wrong="remembers that it led nowhere" caught="a_tensor_that_asks_later_leads_somewhere_later"
@grow(engine)
def edge(t):
    if t.grad_fn is not None:
        return t.grad_fn
    if t.accumulator is None:
        t.accumulator = AccumulateGrad(t) if t.requires_grad else ()
    return t.accumulator or None

# %% right="three returns"
@grow(engine)
def edge(t):
    if t.grad_fn is not None:
        return t.grad_fn
    if not t.requires_grad:
        return None
    t.accumulator = t.accumulator or AccumulateGrad(t)
    return t.accumulator

# %% right="leaf by leaf"
@grow(engine)
def edge(t):
    if t.is_leaf and t.requires_grad:
        if not isinstance(t.accumulator, AccumulateGrad):
            t.accumulator = AccumulateGrad(t)
        return t.accumulator
    return t.grad_fn
