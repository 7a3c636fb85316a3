# %% wrong="counts nodes, not edges" caught="two_edges_between_two_nodes_are_two"
@grow(engine)
def uses(root):
    count, opened = {root: 0}, [root]
    while opened:
        for node in {node for node, _ in opened.pop().next_functions if node is not None}:
            if node not in count:
                count[node] = 0
                opened.append(node)
            count[node] += 1
    return count

# %% wrong="opens a node on every way" caught="two_edges_between_two_nodes_are_two"
@grow(engine)
def uses(root):
    count, opened = {root: 0}, [root]
    while opened:
        for node, _ in opened.pop().next_functions:
            if node is not None:
                count[node] = count.get(node, 0) + 1
                opened.append(node)
    return count

# %% wrong="every node is met once" caught="two_edges_between_two_nodes_are_two"
@grow(engine)
def uses(root):
    count, opened = {root: 0}, [root]
    while opened:
        for node, _ in opened.pop().next_functions:
            if node is not None and node not in count:
                count[node] = 1
                opened.append(node)
    return count

# %% wrong="an edge leads to the root" caught="in_a_chain_one_edge_leads_to_each"
@grow(engine)
def uses(root):
    count, opened = {root: 1}, [root]
    while opened:
        for node, _ in opened.pop().next_functions:
            if node is not None:
                if node not in count:
                    count[node] = 0
                    opened.append(node)
                count[node] += 1
    return count

# %% wrong="the first edge is not counted" caught="in_a_chain_one_edge_leads_to_each"
@grow(engine)
def uses(root):
    count, opened = {root: 0}, [root]
    while opened:
        for node, _ in opened.pop().next_functions:
            if node is not None:
                if node in count:
                    count[node] += 1
                else:
                    count[node] = 0
                    opened.append(node)
    return count

# %% wrong="nowhere is counted as a node" caught="in_a_chain_one_edge_leads_to_each"
@grow(engine)
def uses(root):
    count, opened = {root: 0}, [root]
    while opened:
        node = opened.pop()
        for after, _ in node.next_functions if node else ():
            if after not in count:
                count[after] = 0
                opened.append(after)
            count[after] += 1
    return count

# %% wrong="the root is left out" caught="in_a_chain_one_edge_leads_to_each"
@grow(engine)
def uses(root):
    count, opened = {}, [root]
    while opened:
        for node, _ in opened.pop().next_functions:
            if node is not None:
                if node not in count:
                    count[node] = 0
                    opened.append(node)
                count[node] += 1
    return count

# %% wrong="only the nodes next to the root" caught="in_a_chain_one_edge_leads_to_each"
@grow(engine)
def uses(root):
    count = {root: 0}
    for node, _ in root.next_functions:
        if node is not None:
            count[node] = count.get(node, 0) + 1
    return count

# %% wrong="calls itself" caught="a_deep_graph_is_no_trouble"
@grow(engine)
def uses(root):
    count = {root: 0}

    def open_(node):
        for after, _ in node.next_functions:
            if after is not None:
                if after not in count:
                    count[after] = 0
                    open_(after)
                count[after] += 1

    open_(root)
    return count

# %% right="nodes first, then their edges"
@grow(engine)
def uses(root):
    nodes = [root]
    met = {root}
    for node in nodes:
        for after, _ in node.next_functions:
            if after is not None and after not in met:
                met.add(after)
                nodes.append(after)
    count = dict.fromkeys(nodes, 0)
    for node in nodes:
        for after, _ in node.next_functions:
            if after is not None:
                count[after] += 1
    return count

# %% right="setdefault"
@grow(engine)
def uses(root):
    count, opened = {root: 0}, [root]
    while opened:
        for node, _ in opened.pop(0).next_functions:
            if node is None:
                continue
            if count.setdefault(node, 0) == 0:
                opened.append(node)
            count[node] += 1
    return count
