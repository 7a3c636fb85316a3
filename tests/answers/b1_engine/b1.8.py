# %% wrong="straight on, by recursion" caught="sixty_doublings_are_sixty_steps"
@grow(engine)
def walk(root, grad, keep=False):
    for (node, _), g in zip(root.next_functions, root.apply(grad, True), strict=True):
        if node is not None:
            walk(node, g, True)

# %% wrong="straight on, with a list" caught="sixty_doublings_are_sixty_steps"
@grow(engine)
def walk(root, grad, keep=False):
    ready = [(root, grad)]
    while ready:
        node, grad = ready.pop()
        for (after, _), g in zip(node.next_functions, node.apply(grad, True), strict=True):
            if after is not None:
                ready.append((after, g))

# %% wrong="in order, by recursion" caught="thousands_of_operations_in_a_row_are_no_recursion"
@grow(engine)
def walk(root, grad, keep=False):
    left, grads = uses(root), {root: grad}

    def run(node):
        for (after, _), g in zip(node.next_functions, node.apply(grads.pop(node), keep), strict=True):
            if after is not None:
                grads[after] = grads[after] + g if after in grads else g
                left[after] -= 1
                if not left[after]:
                    run(after)

    run(root)

# %% wrong="ready as soon as one gradient is there" caught="a_diamond_counts_once"
@grow(engine)
def walk(root, grad, keep=False):
    left, grads, ready = uses(root), {root: grad}, [root]
    while ready:
        node = ready.pop()
        found = node.apply(grads.pop(node), keep)
        for (after, _), g in zip(node.next_functions, found, strict=True):
            if after is not None:
                grads[after] = grads[after] + g if after in grads else g
                left[after] -= 1
                if after not in ready:
                    ready.append(after)

# %% wrong="each node once, whatever is still to come" caught="a_diamond_counts_once"
@grow(engine)
def walk(root, grad, keep=False):
    seen, grads, ready = {root}, {root: grad}, [root]
    while ready:
        node = ready.pop()
        for (after, _), g in zip(node.next_functions, node.apply(grads.pop(node), keep), strict=True):
            if after is not None:
                grads[after] = grads.get(after, 0) + g
                if after not in seen:
                    seen.add(after)
                    ready.append(after)

# %% wrong="the last gradient wins" caught="a_diamond_counts_once"
@grow(engine)
def walk(root, grad, keep=False):
    left, grads, ready = uses(root), {root: grad}, [root]
    while ready:
        node = ready.pop()
        found = node.apply(grads.pop(node), keep)
        for (after, _), g in zip(node.next_functions, found, strict=True):
            if after is not None:
                grads[after] = g
                left[after] -= 1
                if left[after] == 0:
                    ready.append(after)

# %% wrong="adds in place" caught="gradients_that_meet_are_not_written_into"
@grow(engine)
def walk(root, grad, keep=False):
    left, grads, ready = uses(root), {root: grad}, [root]
    while ready:
        node = ready.pop()
        found = node.apply(grads.pop(node), keep)
        for (after, _), g in zip(node.next_functions, found, strict=True):
            if after is not None:
                if after in grads:
                    grads[after] += g
                else:
                    grads[after] = g
                left[after] -= 1
                if left[after] == 0:
                    ready.append(after)

# %% wrong="counts down once for each node" caught="a_diamond_counts_once"
@grow(engine)
def walk(root, grad, keep=False):
    left, grads, ready = uses(root), {root: grad}, [root]
    while ready:
        node = ready.pop()
        found = node.apply(grads.pop(node), keep)
        for (after, _), g in zip(node.next_functions, found, strict=True):
            if after is not None:
                grads[after] = grads[after] + g if after in grads else g
        for after in {after for after, _ in node.next_functions if after is not None}:
            left[after] -= 1
            if left[after] == 0:
                ready.append(after)

# %% wrong="nowhere is a node" caught="a_diamond_counts_once"
@grow(engine)
def walk(root, grad, keep=False):
    left, grads, ready = uses(root), {root: grad}, [root]
    while ready:
        node = ready.pop()
        found = node.apply(grads.pop(node), keep)
        for after, g in zip(node.next_functions, found, strict=True):
            grads[after] = grads[after] + g if after in grads else g
            left[after] -= 1
            if left[after] == 0:
                ready.append(after)

# %% wrong="never keeps the graph" caught="to_keep_the_graph_is_passed_on"
@grow(engine)
def walk(root, grad, keep=False):
    left, grads, ready = uses(root), {root: grad}, [root]
    while ready:
        node = ready.pop()
        found = node.apply(grads.pop(node))
        for (after, _), g in zip(node.next_functions, found, strict=True):
            if after is not None:
                grads[after] = grads[after] + g if after in grads else g
                left[after] -= 1
                if left[after] == 0:
                    ready.append(after)

# %% wrong="stops where a tensor does not ask" caught="what_does_not_ask_is_passed_by"
@grow(engine)
def walk(root, grad, keep=False):
    left, grads, ready = uses(root), {root: grad}, [root]
    while ready:
        node = ready.pop()
        found = node.apply(grads.pop(node), keep)
        for (after, _), g in zip(node.next_functions, found, strict=True):
            if after is None:
                break
            else:
                grads[after] = grads[after] + g if after in grads else g
                left[after] -= 1
                if left[after] == 0:
                    ready.append(after)

# %% right="levels of a dict"
@grow(engine)
def walk(root, grad, keep=False):
    left, grads = uses(root), {root: grad}
    while grads:
        node = next(n for n in grads if left[n] == 0)
        for (after, _), g in zip(node.next_functions, node.apply(grads.pop(node), keep), strict=True):
            if after is not None:
                grads[after] = g if after not in grads else g + grads[after]
                left[after] -= 1

# %% right="first come, first served"
@grow(engine)
def walk(root, grad, keep=False):
    waits, arrived, ready = uses(root), {root: [grad]}, [root]
    for node in ready:
        total = arrived.pop(node)
        total = total[0] if len(total) == 1 else np.add.reduce(total)
        for (after, _), g in zip(node.next_functions, node.apply(total, keep), strict=True):
            if after is None:
                continue
            arrived.setdefault(after, []).append(g)
            waits[after] -= 1
            if not waits[after]:
                ready.append(after)
