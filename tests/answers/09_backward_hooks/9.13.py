# %% wrong="the arguments before the results" caught="a_result_that_is_no_tensor_is_warned_of"
@grow(nn.Module)
def _maybe_warn_non_full_backward_hook(self, inputs, result, grad_fn):
    outputs, args = as_tensors(result), as_tensors(inputs)
    if outputs is None or args is None:
        return warn_of("inputs" if args is None else "outputs")
    nodes, before = ({t.grad_fn for t in tensors} - {None} for tensors in (outputs, args))
    if grad_fn not in nodes:
        warn_of("nested")
    elif len(nodes) > 1:
        warn_of("nodes")
    elif before != {node for node, _ in grad_fn.next_functions}:
        warn_of("forward")

# %% wrong="goes on after the first warning" caught="a_result_that_is_no_tensor_is_warned_of"
@grow(nn.Module)
def _maybe_warn_non_full_backward_hook(self, inputs, result, grad_fn):
    outputs, args = as_tensors(result), as_tensors(inputs)
    if outputs is None or args is None:
        warn_of("outputs" if outputs is None else "inputs")
    outputs, args = outputs or (), args or ()
    nodes, before = ({t.grad_fn for t in tensors} - {None} for tensors in (outputs, args))
    if grad_fn not in nodes:
        warn_of("nested")
    elif len(nodes) > 1:
        warn_of("nodes")
    elif before != {node for node, _ in grad_fn.next_functions}:
        warn_of("forward")

# %% wrong="None stays among the nodes" caught="results_of_several_operations_are_warned_of"
@grow(nn.Module)
def _maybe_warn_non_full_backward_hook(self, inputs, result, grad_fn):
    outputs, args = as_tensors(result), as_tensors(inputs)
    if outputs is None or args is None:
        return warn_of("outputs" if outputs is None else "inputs")
    nodes, before = ({t.grad_fn for t in tensors} for tensors in (outputs, args))
    if grad_fn not in nodes:
        warn_of("nested")
    elif len(nodes) > 1:
        warn_of("nodes")
    elif before != {node for node, _ in grad_fn.next_functions}:
        warn_of("forward")

# %% wrong="None is left out of the nodes next to it, too" caught="leaves_and_constants_count_on_one_side_only"
@grow(nn.Module)
def _maybe_warn_non_full_backward_hook(self, inputs, result, grad_fn):
    outputs, args = as_tensors(result), as_tensors(inputs)
    if outputs is None or args is None:
        return warn_of("outputs" if outputs is None else "inputs")
    nodes, before = ({t.grad_fn for t in tensors} - {None} for tensors in (outputs, args))
    if grad_fn not in nodes:
        warn_of("nested")
    elif len(nodes) > 1:
        warn_of("nodes")
    elif before != {node for node, _ in grad_fn.next_functions} - {None}:
        warn_of("forward")

# %% wrong="lists in the place of sets" caught="results_of_several_operations_are_warned_of"
@grow(nn.Module)
def _maybe_warn_non_full_backward_hook(self, inputs, result, grad_fn):
    outputs, args = as_tensors(result), as_tensors(inputs)
    if outputs is None or args is None:
        return warn_of("outputs" if outputs is None else "inputs")
    nodes, before = ([t.grad_fn for t in tensors if t.grad_fn is not None] for tensors in (outputs, args))
    if grad_fn not in nodes:
        warn_of("nested")
    elif len(nodes) > 1:
        warn_of("nodes")
    elif before != [node for node, _ in grad_fn.next_functions]:
        warn_of("forward")

# %% wrong="nested is asked the wrong way round" caught="results_of_several_operations_are_warned_of"
@grow(nn.Module)
def _maybe_warn_non_full_backward_hook(self, inputs, result, grad_fn):
    outputs, args = as_tensors(result), as_tensors(inputs)
    if outputs is None or args is None:
        return warn_of("outputs" if outputs is None else "inputs")
    nodes, before = ({t.grad_fn for t in tensors} - {None} for tensors in (outputs, args))
    if len(nodes) > 1:
        warn_of("nodes")
    elif grad_fn in nodes:
        warn_of("nested")
    elif before != {node for node, _ in grad_fn.next_functions}:
        warn_of("forward")

# %% wrong="every case is warned of" caught="results_of_several_operations_are_warned_of"
@grow(nn.Module)
def _maybe_warn_non_full_backward_hook(self, inputs, result, grad_fn):
    outputs, args = as_tensors(result), as_tensors(inputs)
    if outputs is None or args is None:
        return warn_of("outputs" if outputs is None else "inputs")
    nodes, before = ({t.grad_fn for t in tensors} - {None} for tensors in (outputs, args))
    if grad_fn not in nodes:
        warn_of("nested")
    if len(nodes) > 1:
        warn_of("nodes")
    if before != {node for node, _ in grad_fn.next_functions}:
        warn_of("forward")

# %% wrong="never of forward" caught="results_of_several_operations_are_warned_of"
@grow(nn.Module)
def _maybe_warn_non_full_backward_hook(self, inputs, result, grad_fn):
    outputs, args = as_tensors(result), as_tensors(inputs)
    if outputs is None or args is None:
        return warn_of("outputs" if outputs is None else "inputs")
    nodes, before = ({t.grad_fn for t in tensors} - {None} for tensors in (outputs, args))
    if grad_fn not in nodes:
        warn_of("nested")
    elif len(nodes) > 1:
        warn_of("nodes")

# %% wrong="warns of forward where all is well" caught="results_of_several_operations_are_warned_of"
@grow(nn.Module)
def _maybe_warn_non_full_backward_hook(self, inputs, result, grad_fn):
    outputs, args = as_tensors(result), as_tensors(inputs)
    if outputs is None or args is None:
        return warn_of("outputs" if outputs is None else "inputs")
    nodes, before = ({t.grad_fn for t in tensors} - {None} for tensors in (outputs, args))
    if grad_fn not in nodes:
        warn_of("nested")
    elif len(nodes) > 1:
        warn_of("nodes")
    elif before == {node for node, _ in grad_fn.next_functions}:
        warn_of("forward")

# %% wrong="the pairs in the place of the nodes" caught="results_of_several_operations_are_warned_of"
@grow(nn.Module)
def _maybe_warn_non_full_backward_hook(self, inputs, result, grad_fn):
    outputs, args = as_tensors(result), as_tensors(inputs)
    if outputs is None or args is None:
        return warn_of("outputs" if outputs is None else "inputs")
    nodes, before = ({t.grad_fn for t in tensors} - {None} for tensors in (outputs, args))
    if grad_fn not in nodes:
        warn_of("nested")
    elif len(nodes) > 1:
        warn_of("nodes")
    elif before != set(grad_fn.next_functions):
        warn_of("forward")

# %% right="with early returns"
@grow(nn.Module)
def _maybe_warn_non_full_backward_hook(self, inputs, result, grad_fn):
    outputs = as_tensors(result)
    if outputs is None:
        warn_of("outputs")
        return
    given = as_tensors(inputs)
    if given is None:
        warn_of("inputs")
        return
    nodes = {out.grad_fn for out in outputs if out.grad_fn is not None}
    if grad_fn not in nodes:
        warn_of("nested")
        return
    if len(nodes) > 1:
        warn_of("nodes")
        return
    behind = {pair[0] for pair in grad_fn.next_functions}
    if behind != {t.grad_fn for t in given if t.grad_fn is not None}:
        warn_of("forward")

# %% right="the case first, then one warning"
@grow(nn.Module)
def _maybe_warn_non_full_backward_hook(self, inputs, result, grad_fn):
    outs, ins = as_tensors(result), as_tensors(inputs)
    nodes = set(t.grad_fn for t in outs or ()) - {None}
    before = set(t.grad_fn for t in ins or ()) - {None}
    cases = {
        "outputs": outs is None,
        "inputs": ins is None,
        "nested": grad_fn not in nodes,
        "nodes": len(nodes) > 1,
        "forward": before != {node for node, number in grad_fn.next_functions},
    }
    first = next((case for case, applies in cases.items() if applies), None)
    if first is not None:
        warn_of(first)
