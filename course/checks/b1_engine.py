"""What lesson b1 claims of the Tensor itself: in the learner's world `torch.Tensor` is the learner's own here."""

from course.predictions import prediction
from course.probes import probe

# -- b1.1 Tensor.__init__


@probe("b1.1")
def a_new_tensor_holds_its_numbers(torch, see):
    """Which attribute keeps the array?"""
    see("two numbers", torch.tensor([1.5, -2.0]))
    see("a table", torch.tensor([[1.0, 2.0], [3.0, 4.0]]))
    see("whole numbers", torch.tensor([1, 2, 3]))


@probe("b1.1")
def a_single_number_has_no_dimension(torch, see):
    """An array may have the shape `()`. Does yours keep it?"""
    t = torch.tensor(3.0)
    see("its shape", t.shape)
    see("the number", t.item())


@probe("b1.1")
def it_asks_for_a_gradient_only_where_it_was_told_to(torch, see):
    """Does the argument arrive, and what is it where nobody gave one?"""
    see("by default", torch.tensor([1.0]).requires_grad)
    see("told to", torch.tensor([1.0], requires_grad=True).requires_grad)
    see("told not to", torch.tensor([1.0], requires_grad=False).requires_grad)


@probe("b1.1")
def it_has_neither_a_gradient_nor_a_history(torch, see):
    """A gradient of zeros is a gradient. What says that there is none?"""
    t = torch.tensor([1.0, 2.0], requires_grad=True)
    see("its gradient", t.grad)
    see("its grad_fn", t.grad_fn)
    see("whether it is a leaf", t.is_leaf)


@probe("b1.1")
def whole_numbers_have_no_slope(torch, see):
    """Which kinds of number cannot move by a little?"""
    see.raises("integers", lambda: torch.tensor([1, 2], requires_grad=True), message=True)
    see.raises("truth values", lambda: torch.tensor([True], requires_grad=True), message=True)


@probe("b1.1")
def whole_numbers_that_do_not_ask_are_fine(torch, see):
    """Two things come together in the refusal. Do you ask for both?"""
    see("integers", torch.tensor([1, 2]))
    see("truth values", torch.tensor([True, False]))


# -- b1.2 record


@probe("b1.2")
def a_result_holds_the_numbers_of_its_operation(torch, see):
    """What is the array of the tensor that you return?"""
    a = torch.tensor([1.0, 2.0], requires_grad=True)
    b = torch.tensor([3.0, 5.0], requires_grad=True)
    see("a sum", (a + b).tolist())
    see("a sum with a number", (a + 1).tolist())
    see("a sum of tensors that do not ask", (torch.ones(2) + torch.ones(2)).tolist())


@probe("b1.2")
def a_result_asks_where_one_of_its_inputs_does(torch, see):
    """All of the inputs, the first one, or any of them?"""
    a, c = torch.tensor([1.0], requires_grad=True), torch.tensor([2.0])
    see("the first asks", (a + c).requires_grad)
    see("the second asks", (c + a).requires_grad)
    see("both ask", (a + a).requires_grad)
    see("neither asks", (c + c).requires_grad)


@probe("b1.2")
def the_node_of_a_result_has_the_name_of_its_operation(torch, see):
    """What does `Node` take first?"""
    a = torch.tensor([1.0, 2.0], requires_grad=True)
    see("an addition", (a + a).grad_fn.name())
    see("a minus", (-a).grad_fn.name())


@probe("b1.2")
def what_nobody_will_walk_to_has_no_node(torch, see):
    """When is it not worth remembering?"""
    c = torch.ones(2)
    see("the node", (c + c).grad_fn)
    see("whether it is a leaf", (c + c).is_leaf)


@probe("b1.2")
def nothing_is_remembered_while_the_switch_is_off(torch, see):
    """Where do you ask `is_grad_enabled()`?"""
    a = torch.tensor([1.0, 2.0], requires_grad=True)
    torch.set_grad_enabled(False)
    off = a + a
    torch.set_grad_enabled(True)
    see("made while it was off: its node", off.grad_fn)
    see("whether it asks", off.requires_grad)
    see("its numbers", off.tolist())
    see("made afterwards", (a + a).grad_fn.name())
    see("whether the leaf still asks", a.requires_grad)


@probe("b1.2")
def the_inputs_stay_as_they_were(torch, see):
    """Whose `grad_fn` do you set?"""
    a, c = torch.tensor([1.0], requires_grad=True), torch.tensor([2.0])
    y = a + c
    see("whether a is a leaf", a.is_leaf)
    see("whether c asks now", c.requires_grad)
    see("whether the result is another tensor", y is not a and y is not c)
    see("whether the result is a leaf", y.is_leaf)


# -- b1.3 edge


@probe("b1.3")
def a_result_leads_to_its_own_node(torch, see):
    """A result has its node already. Do you make another one?"""
    a = torch.tensor([1.0, 2.0], requires_grad=True)
    b = -a
    y = b + b
    see("the name", y.grad_fn.next_functions[0][0].name())
    see("whether it is the node of b", y.grad_fn.next_functions[0][0] is b.grad_fn)


@probe("b1.3")
def a_leaf_that_asks_leads_to_a_node_that_knows_it(torch, see):
    """Which class of node does a leaf get, and for which tensor?"""
    a = torch.tensor([1.0, 2.0], requires_grad=True)
    node = (-a).grad_fn.next_functions[0][0]
    see("its name", node.name())
    see("whether its variable is the leaf", node.variable is a)
    see("where it leads", node.next_functions)


@probe("b1.3")
def a_tensor_that_does_not_ask_leads_nowhere(torch, see):
    """It is a leaf, too. What tells it from the other kind?"""
    a = torch.tensor([1.0, 2.0], requires_grad=True)
    y = a + torch.ones(2)
    see("the edges", [node and node.name() for node, _ in y.grad_fn.next_functions])
    see("beside a number", [node and node.name() for node, _ in (a + 1).grad_fn.next_functions])


@probe("b1.3")
def a_leaf_has_one_node_however_often_it_is_used(torch, see):
    """Where do you keep the node until the leaf is used again?"""
    a = torch.tensor([1.0, 2.0], requires_grad=True)
    y, z = a + a, -a
    first, second = (node for node, _ in y.grad_fn.next_functions)
    see("twice in one operation", first is second)
    see("in two operations", z.grad_fn.next_functions[0][0] is first)


@probe("b1.3")
def two_leaves_have_two_nodes(torch, see):
    """Is the node kept with the leaf, or for all leaves?"""
    a = torch.tensor([1.0, 2.0], requires_grad=True)
    b = torch.tensor([3.0, 5.0], requires_grad=True)
    one, other = (node for node, _ in (a + b).grad_fn.next_functions)
    see("whether they are one", one is other)
    see("whose they are", [one.variable is a, other.variable is b])


@probe("b1.3")
def a_tensor_that_asks_later_leads_somewhere_later(torch, see):
    """When do you look at the flag?"""
    c, a = torch.ones(2), torch.tensor([1.0, 2.0], requires_grad=True)
    before = a + c
    c.requires_grad_()
    after = a + c
    see("before", before.grad_fn.next_functions[1][0] is None)
    see("after", after.grad_fn.next_functions[1][0] is None)


# -- b1.4 __mul__, __truediv__, __pow__


def gradients(node, grad):
    """What a node makes of a gradient of its result, as lists."""
    found = node(grad)
    return [g if g is None else g.tolist() for g in (found if isinstance(found, tuple) else (found,))]


@probe("b1.4")
def the_results_are_right(torch, see):
    """What does the operation itself compute?"""
    a = torch.tensor([1.0, 2.0], requires_grad=True)
    b = torch.tensor([3.0, 5.0], requires_grad=True)
    see("a product", (a * b).tolist())
    see("a quotient", (a / b).tolist())
    see("a power", (b**3).tolist())
    see("with a number", [(2 * a).tolist(), (a / 4).tolist(), (1 / b).tolist(), (a**0.5).tolist()])


@probe("b1.4")
def each_operation_leaves_a_node_of_its_own_name(torch, see):
    """What is the name in the table?"""
    a = torch.tensor([1.0, 2.0], requires_grad=True)
    b = torch.tensor([3.0, 5.0], requires_grad=True)
    see("the names", [t.grad_fn.name() for t in (a * b, a / b, a**2)])


@probe("b1.4")
def a_factor_gets_the_other_factor(torch, see):
    """Whose numbers does the gradient of `a` contain?"""
    a = torch.tensor([1.0, 2.0], requires_grad=True)
    b = torch.tensor([3.0, 5.0], requires_grad=True)
    see("of a * b", gradients((a * b).grad_fn, torch.tensor([1.0, 10.0])))
    see("of 2 * a", gradients((2 * a).grad_fn, torch.tensor([1.0, 10.0])))


@probe("b1.4")
def numerator_and_denominator_have_rules_of_their_own(torch, see):
    """How does a quotient change when its denominator grows?"""
    a = torch.tensor([1.0, 2.0], requires_grad=True)
    b = torch.tensor([3.0, 5.0], requires_grad=True)
    see("of a / b", gradients((a / b).grad_fn, torch.tensor([1.0, 10.0])))
    see("of a / 4", gradients((a / 4).grad_fn, torch.tensor([1.0, 10.0])))


@probe("b1.4")
def a_power_loses_one_and_gains_a_factor(torch, see):
    """What are both the factor and the new exponent?"""
    b = torch.tensor([3.0, 5.0], requires_grad=True)
    gradient = torch.tensor([1.0, 10.0])
    see("of b ** 3", gradients((b**3).grad_fn, gradient))
    see("of b ** 1", gradients((b**1).grad_fn, gradient))
    see("of b ** -1", gradients((b**-1).grad_fn, gradient))
    see("of b ** 0.5", gradients((b**0.5).grad_fn, gradient))


@probe("b1.4")
def the_power_zero_is_flat_everywhere(torch, see):
    """`0 * inf` is no number. Does your rule come to it?"""
    z = torch.tensor([0.0, 2.0], requires_grad=True)
    see("the numbers", (z**0).tolist())
    see("the gradient", gradients((z**0).grad_fn, torch.ones(2)))


# -- b1.5 backward


@prediction("b1.5", "it starts with ones", "it raises", "it starts at the first number", wrong="ones for every shape")
def a_walk_from_two_numbers(torch):
    """`a = torch.tensor([1., 2.], requires_grad=True); y = a * 3`. What does `y.backward()` do?"""
    y = torch.tensor([1.0, 2.0], requires_grad=True) * 3
    try:
        y.backward()
    except RuntimeError:
        return "it raises"
    return "it starts with ones"


@probe("b1.5")
def a_number_starts_the_walk_with_one(torch, see):
    """How does a loss change with itself?"""
    a = torch.tensor(3.0, requires_grad=True)
    (a * 5).backward()
    see("the gradient", a.grad)


@probe("b1.5")
def one_number_is_enough_whatever_its_shape(torch, see):
    """Is it the dimensions that you count, or the numbers?"""
    a = torch.tensor([[2.0]], requires_grad=True)
    (a * 5).backward()
    see("the gradient", a.grad)


@probe("b1.5")
def several_numbers_need_a_gradient(torch, see):
    """What should the walk start with here?"""
    a = torch.tensor([1.0, 2.0], requires_grad=True)
    see.raises("no gradient given", (a * 3).backward, message=True)
    (a * 3).backward(torch.tensor([1.0, 10.0]))
    see("with one", a.grad)


@probe("b1.5")
def a_gradient_that_is_given_is_used(torch, see):
    """Is it asked for only where it is needed, and used wherever it is given?"""
    a = torch.tensor(3.0, requires_grad=True)
    (a * 5).backward(torch.tensor(2.0))
    see("the gradient", a.grad)


@probe("b1.5")
def who_is_not_in_the_graph_cannot_start(torch, see):
    """Which attribute says that there is somewhere to walk?"""
    see.raises("a tensor that does not ask", torch.ones(1).backward, message=True)
    see.raises("with a gradient", lambda: torch.ones(2).backward(torch.ones(2)), message=True)
    see.raises("several numbers that do not ask", torch.ones(2).backward, message=True)


@probe("b1.5")
def a_gradient_of_another_shape_is_refused(torch, see):
    """numpy would stretch one over the other. Do you compare?"""
    a = torch.tensor([1.0, 2.0], requires_grad=True)
    see.raises("three for two", lambda: (a * 3).backward(torch.ones(3)))
    see.raises("one for two", lambda: (a * 3).backward(torch.ones(1)))
    see("the gradient after both", a.grad)


@probe("b1.5")
def a_leaf_may_start_and_ends_at_once(torch, see):
    """It has no `grad_fn`. Where does the walk begin then?"""
    a = torch.tensor(3.0, requires_grad=True)
    a.backward()
    see("the gradient", a.grad)


@probe("b1.5")
def the_walk_goes_through_several_operations(torch, see):
    """Is every node reached?"""
    a = torch.tensor([1.0, 2.0], requires_grad=True)
    b = torch.tensor([3.0, 5.0], requires_grad=True)
    (((a * b) / 2 - b) ** 2).backward(torch.ones(2))
    see("whether both have one", [a.grad is not None, b.grad is not None])
    see("of a", a.grad)


@probe("b1.5")
def it_returns_nothing(torch, see):
    """Where are the gradients?"""
    a = torch.tensor(3.0, requires_grad=True)
    see("what comes back", (a * 5).backward())


# -- b1.6 AccumulateGrad.apply


@probe("b1.6")
def the_first_gradient_is_kept(torch, see):
    """What is in `grad` before anything came?"""
    a = torch.tensor(3.0, requires_grad=True)
    (a * 5).backward()
    see("the gradient", a.grad)
    see("whether it asks for a gradient itself", a.grad.requires_grad)


@probe("b1.6")
def a_second_walk_adds_to_the_first(torch, see):
    """Is the old gradient still needed?"""
    a = torch.tensor(3.0, requires_grad=True)
    (a * 5).backward()
    (a * 2).backward()
    see("the gradient", a.grad)


@probe("b1.6")
def two_uses_in_one_walk_add_up(torch, see):
    """What happens when the second one arrives?"""
    a = torch.tensor([3.0, 4.0], requires_grad=True)
    (a * a + a).backward(torch.ones(2))
    see("the gradient", a.grad)


@probe("b1.6")
def it_grows_in_place(torch, see):
    """Who else holds that tensor?"""
    a = torch.tensor([1.0, 2.0], requires_grad=True)
    (a * 2).backward(torch.ones(2))
    held = a.grad
    (a * 3).backward(torch.ones(2))
    see("whether it is the same tensor", a.grad is held)
    see("what the holder sees", held)


@probe("b1.6")
def no_two_tensors_share_a_gradient(torch, see):
    """An addition hands one array to both. What happens to it when one of them grows?"""
    a = torch.tensor([1.0, 2.0], requires_grad=True)
    b = torch.tensor([3.0, 5.0], requires_grad=True)
    (a + b).backward(torch.ones(2))
    (a * 10).backward(torch.ones(2))
    see("of a", a.grad)
    see("of b", b.grad)


@probe("b1.6")
def the_gradient_that_was_given_stays_as_it_was(torch, see):
    """Whose memory do you write into?"""
    a = torch.tensor([1.0, 2.0], requires_grad=True)
    given = torch.ones(2)
    (a + 0).backward(given)
    (a + 0).backward(given)
    see("what was given", given)
    see("the gradient", a.grad)


@probe("b1.6")
def after_none_a_gradient_begins_anew(torch, see):
    """Where do you keep the sum: in `grad`, or somewhere else as well?"""
    a = torch.tensor(3.0, requires_grad=True)
    (a * 5).backward()
    a.grad = None
    (a * 2).backward()
    see("the gradient", a.grad)


# -- b1.7 uses


def counted(torch, *nodes):
    """How many edges lead to each of these nodes, from all of them; and how many nodes there are.

    torch keeps its count to itself. There it is taken from the edges of the nodes that are at hand.
    """
    if hasattr(torch, "uses"):
        found = torch.uses(nodes[0])
        return [found.get(node) for node in nodes], len(found)
    return [sum(after is node for other in nodes for after, _ in other.next_functions) for node in nodes], len(nodes)


def end(t):
    """The node of a leaf."""
    return (-t).grad_fn.next_functions[0][0]


@probe("b1.7")
def in_a_chain_one_edge_leads_to_each(torch, see):
    """What is the count of the node that you start from?"""
    a = torch.tensor([1.0, 2.0], requires_grad=True)
    b = -a
    c = b + 1
    see("the counts, and how many nodes", counted(torch, c.grad_fn, b.grad_fn, end(a)))


@probe("b1.7")
def two_edges_between_two_nodes_are_two(torch, see):
    """A node is opened once. Is it counted once, too?"""
    a = torch.tensor([1.0, 2.0], requires_grad=True)
    b = -a
    c = b + b
    see("the counts, and how many nodes", counted(torch, c.grad_fn, b.grad_fn, end(a)))


@probe("b1.7")
def a_diamond_is_opened_once_at_its_end(torch, see):
    """Two ways lead to one node. How often are the edges behind it counted?"""
    a = torch.tensor([1.0, 2.0], requires_grad=True)
    b = -a
    left, right = b + 1, -b
    c = left + right
    see("the counts, and how many nodes", counted(torch, c.grad_fn, left.grad_fn, right.grad_fn, b.grad_fn, end(a)))


@probe("b1.7")
def nowhere_is_no_node(torch, see):
    """What stands on the edge of a number?"""
    a = torch.tensor([1.0, 2.0], requires_grad=True)
    b = 2 * a
    c = b * torch.ones(2)
    see("the counts, and how many nodes", counted(torch, c.grad_fn, b.grad_fn, end(a)))


@probe("b1.7")
def only_what_is_below_is_counted(torch, see):
    """Another result uses the same leaf. Does the walk from here come by?"""
    a = torch.tensor([1.0, 2.0], requires_grad=True)
    b = torch.tensor([3.0, 5.0], requires_grad=True)
    y, other = a + b, a * b
    see("the counts, and how many nodes", counted(torch, y.grad_fn, end(a), end(b)))
    see("whether the other one has a node", other.grad_fn is not None)


@probe("b1.7")
def a_lone_leaf_is_a_graph_too(torch, see):
    """What is in the dict before the first edge is seen?"""
    a = torch.tensor([1.0, 2.0], requires_grad=True)
    see("the counts, and how many nodes", counted(torch, end(a)))


@probe("b1.7")
def a_deep_graph_is_no_trouble(torch, see):
    """What limits the depth of your loop?"""
    a = torch.tensor([1.0, 2.0], requires_grad=True)
    y, nodes = a, []
    for _ in range(4_000):
        y = -y
        nodes.append(y.grad_fn)
    counts, number = counted_ends(torch, nodes, end(a))
    see("the first and the last count, and how many nodes", [counts, number])


def counted_ends(torch, nodes, leaf):
    """As `counted`, for a chain of nodes: the counts at its two ends, and how many nodes there are."""
    if hasattr(torch, "uses"):
        found = torch.uses(nodes[-1])
        return [found[nodes[-1]], found[leaf]], len(found)
    return [0, sum(after is leaf for after, _ in nodes[0].next_functions)], len(nodes) + 1


# -- b1.8 walk


@probe("b1.8")
def a_diamond_counts_once(torch, see):
    """When may a node run: as soon as one gradient is there?"""
    a = torch.tensor(3.0, requires_grad=True)
    b = a * a
    (b * b + b).backward()
    see("the gradient", a.grad)


@probe("b1.8")
def sixty_doublings_are_sixty_steps(torch, see):
    """How often does a node run that two edges lead to?"""
    y = a = torch.tensor(1.0, requires_grad=True)
    for _ in range(60):
        y = (y + y) / 2
    y.backward()
    see("the gradient", a.grad)


@probe("b1.8")
def thousands_of_operations_in_a_row_are_no_recursion(torch, see):
    """Does anything in your walk call itself?"""
    y = a = torch.tensor(1.0, requires_grad=True)
    for _ in range(4_000):  # deeper than any stack that a notebook has
        y = -y
    y.backward()
    see("the gradient", a.grad)


@probe("b1.8")
def a_short_way_waits_for_the_long_one(torch, see):
    """The node of `b` gets one gradient at once and one after five steps. Which of them does it hand on?"""
    a = torch.tensor(2.0, requires_grad=True)
    b = a * a
    far = b
    for _ in range(5):
        far = far * 2
    (b + far).backward()
    see("the gradient", a.grad)


@probe("b1.8")
def the_long_way_may_come_first(torch, see):
    """And with the two the other way round?"""
    a = torch.tensor(2.0, requires_grad=True)
    b = a * a
    far = b
    for _ in range(5):
        far = far * 2
    (far + b).backward()
    see("the gradient", a.grad)


@probe("b1.8")
def gradients_that_meet_are_not_written_into(torch, see):
    """The first array that arrives was handed to somebody else, too. What does `+=` do to it?"""
    a = torch.tensor([1.0, 2.0], requires_grad=True)
    b = torch.tensor([3.0, 5.0], requires_grad=True)
    c = a * 1
    ((c + b) + c).backward(torch.ones(2))
    see("of a", a.grad)
    see("of b", b.grad)


@probe("b1.8")
def the_gradient_it_was_given_stays_as_it_was(torch, see):
    """Whose array is the first one?"""
    a = torch.tensor([1.0, 2.0], requires_grad=True)
    given = torch.ones(2)
    b = a * 1
    (b + b).backward(given)
    see("what was given", given)
    see("the gradient", a.grad)


@probe("b1.8")
def what_does_not_ask_is_passed_by(torch, see):
    """What stands on the edge of a tensor that does not ask?"""
    a, c = torch.tensor([1.0, 2.0], requires_grad=True), torch.tensor([5.0, 6.0])
    (c * a + c).backward(torch.ones(2))
    see("of a", a.grad)
    see("of c", c.grad)


@probe("b1.8")
def the_sum_of_a_leaf_arrives(torch, see):
    """A leaf is used three times. How often does its node run, and with what?"""
    a = torch.tensor([1.0, 2.0], requires_grad=True)
    (a + a + a).backward(torch.tensor([1.0, 10.0]))
    see("the gradient", a.grad)


@probe("b1.8")
def to_keep_the_graph_is_passed_on(torch, see):
    """Whom does `retain_graph` reach?"""
    a = torch.tensor(3.0, requires_grad=True)
    y = a * a * a
    y.backward(retain_graph=True)
    y.backward()
    see("the gradient", a.grad)


# -- b1.9 unbroadcast


@probe("b1.9")
def a_bias_gets_the_sum_over_the_rows(torch, see):
    """How often was each of its numbers used?"""
    x, bias = torch.ones(4, 3), torch.tensor([0.0, 0.0, 0.0], requires_grad=True)
    (x + bias).backward(torch.tensor([[1.0, 2.0, 3.0]] * 4))
    see("the gradient", bias.grad)


@probe("b1.9")
def a_column_keeps_its_dimension(torch, see):
    """The dimension of size 1 was there before. Is it there afterwards?"""
    column = torch.tensor([[1.0], [2.0]], requires_grad=True)
    (column * torch.ones(2, 3)).backward(torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]))
    see("the gradient", column.grad)


@probe("b1.9")
def a_number_gets_everything(torch, see):
    """What is left of the shape `()`?"""
    scale = torch.tensor(2.0, requires_grad=True)
    (scale * torch.ones(2, 3)).backward(torch.ones(2, 3))
    see("the gradient", scale.grad)


@probe("b1.9")
def both_ways_may_happen_at_once(torch, see):
    """Dimensions in front, and one that was repeated. Are both summed?"""
    row = torch.tensor([[1.0], [2.0]], requires_grad=True)
    (row + torch.ones(4, 2, 3)).backward(torch.ones(4, 2, 3))
    see("the gradient", row.grad)


@probe("b1.9")
def both_inputs_may_be_broadcast(torch, see):
    """A row meets a column. What shape has each gradient?"""
    row = torch.tensor([[1.0, 2.0, 3.0]], requires_grad=True)
    column = torch.tensor([[1.0], [10.0]], requires_grad=True)
    (row * column).backward(torch.ones(2, 3))
    see("of the row", row.grad)
    see("of the column", column.grad)


@probe("b1.9")
def what_fits_stays_as_it_is(torch, see):
    """Here nothing was broadcast. What is there to sum?"""
    a = torch.tensor([1.0, 2.0], requires_grad=True)
    b = torch.tensor([3.0, 5.0], requires_grad=True)
    (a * b).backward(torch.tensor([1.0, 10.0]))
    see("of a", a.grad)


@probe("b1.9")
def a_size_of_one_that_was_not_repeated_stays(torch, see):
    """Both have a dimension of size 1. Does it go?"""
    a = torch.tensor([[1.0, 2.0]], requires_grad=True)
    b = torch.tensor([[3.0, 4.0]], requires_grad=True)
    (a * b).backward(torch.tensor([[1.0, 10.0]]))
    see("of a", a.grad)


# -- b1.10 Node.apply


@prediction("b1.10", "it raises", "it adds another gradient", wrong="lets go where nothing was saved")
def an_addition_a_second_time(torch):
    """`y = a + b`, and `y.backward()` is called twice. What does the second call do?"""
    y = torch.tensor(1.0, requires_grad=True) + torch.tensor(2.0, requires_grad=True)
    y.backward()
    try:
        y.backward()
    except RuntimeError:
        return "it raises"
    return "it adds another gradient"


@probe("b1.10")
def a_second_walk_is_refused(torch, see):
    """What is left of the saved arrays after the first?"""
    a = torch.tensor(3.0, requires_grad=True)
    y = a * a
    y.backward()
    see.raises("the second walk", y.backward, message=True)
    see("the gradient", a.grad)


@probe("b1.10")
def a_graph_that_is_retained_may_be_walked_again(torch, see):
    """What does `keep` keep?"""
    a = torch.tensor(3.0, requires_grad=True)
    y = a * a
    y.backward(retain_graph=True)
    y.backward(retain_graph=True)
    y.backward()
    see("the gradient", a.grad)
    see.raises("once more", y.backward)


@probe("b1.10")
def what_saved_nothing_has_nothing_to_lose(torch, see):
    """How do you tell nothing left from nothing saved?"""
    a = torch.tensor([1.0, 2.0], requires_grad=True)
    b = torch.tensor([3.0, 5.0], requires_grad=True)
    y = a + b
    y.backward(torch.ones(2))
    y.backward(torch.ones(2))
    see("the gradient", a.grad)


@probe("b1.10")
def a_part_that_two_results_share_is_gone_too(torch, see):
    """Which nodes did the first walk run?"""
    a = torch.tensor(3.0, requires_grad=True)
    shared = a * a
    first, second = shared * 2, shared + 1
    first.backward()
    see.raises("the other result", second.backward, message=True)


@probe("b1.10")
def a_graph_of_its_own_is_not_touched(torch, see):
    """Are the saved arrays those of the node, or of the leaf?"""
    a = torch.tensor(3.0, requires_grad=True)
    first, second = a * a, a * 4
    first.backward()
    second.backward()
    see("the gradient", a.grad)


@probe("b1.10")
def gradients_still_fit_their_inputs(torch, see):
    """The first form did two things. Does this one still do both?"""
    bias = torch.tensor([1.0, 2.0], requires_grad=True)
    (bias * torch.ones(3, 2)).backward(torch.ones(3, 2))
    see("the gradient", bias.grad)


# -- b1.11 __matmul__


@probe("b1.11")
def a_product_of_matrices(torch, see):
    """Rows times columns, or number by number?"""
    a = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], requires_grad=True)
    b = torch.tensor([[1.0, -1.0], [0.5, 2.0], [3.0, 0.0]], requires_grad=True)
    see("the product", (a @ b).tolist())
    see("the node", (a @ b).grad_fn.name())


@probe("b1.11")
def each_matrix_gets_a_gradient_of_its_shape(torch, see):
    """Which product has the shape of the first, which that of the second?"""
    a = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], requires_grad=True)
    b = torch.tensor([[1.0, -1.0], [0.5, 2.0], [3.0, 0.0]], requires_grad=True)
    (a @ b).backward(torch.tensor([[1.0, 2.0], [3.0, 4.0]]))
    see("of the first", a.grad)
    see("of the second", b.grad)


@probe("b1.11")
def square_matrices_tell_the_order(torch, see):
    """These fit in any order. Which one is right?"""
    a = torch.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)
    b = torch.tensor([[0.0, 1.0], [5.0, 7.0]], requires_grad=True)
    (a @ b).backward(torch.tensor([[1.0, 0.0], [0.0, 2.0]]))
    see("of the first", a.grad)
    see("of the second", b.grad)


@probe("b1.11")
def a_stack_is_multiplied_one_by_one(torch, see):
    """With three dimensions, which two are turned?"""
    a = torch.tensor([[[1.0, 2.0]], [[3.0, 4.0]]], requires_grad=True)
    b = torch.tensor([[[1.0], [2.0]], [[5.0], [6.0]]], requires_grad=True)
    y = a @ b
    see("the product", y.tolist())
    y.backward(torch.ones(2, 1, 1))
    see("of the first", a.grad)
    see("of the second", b.grad)


@probe("b1.11")
def one_matrix_may_meet_a_stack(torch, see):
    """It was used once for each. Who sums?"""
    w = torch.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)
    x = torch.tensor([[[1.0, 0.0]], [[0.0, 1.0]], [[2.0, 2.0]]])
    (x @ w).backward(torch.ones(3, 1, 2))
    see("the gradient", w.grad)


@probe("b1.11")
def a_frozen_matrix_lets_the_other_one_learn(torch, see):
    """Both are saved. Do both need a gradient?"""
    frozen = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    b = torch.tensor([[1.0, -1.0], [0.5, 2.0], [3.0, 0.0]], requires_grad=True)
    (frozen @ b).backward(torch.ones(2, 2))
    see("of the second", b.grad)


# -- b1.12 exp, log, tanh, relu


@prediction("b1.12", "0", "0.5", "1", wrong="the corner of relu belongs to the slope")
def the_slope_of_relu_at_zero(torch):
    """What is the gradient of `relu` at exactly 0?"""
    a = torch.tensor(0.0, requires_grad=True)
    a.relu().backward()
    return f"{a.grad.item():g}"


@probe("b1.12")
def exp_is_its_own_slope(torch, see):
    """What does the rule need?"""
    a = torch.tensor([0.0, 1.0, -2.0], requires_grad=True)
    y = a.exp()
    see("the numbers", y.tolist())
    see("the node", y.grad_fn.name())
    y.backward(torch.tensor([1.0, 10.0, 100.0]))
    see("the gradient", a.grad)


@probe("b1.12")
def log_falls_off_with_its_input(torch, see):
    """Is it the input that divides, or the result?"""
    a = torch.tensor([1.0, 2.0, 10.0], requires_grad=True)
    y = a.log()
    see("the numbers", y.tolist())
    see("the node", y.grad_fn.name())
    y.backward(torch.tensor([1.0, 10.0, 100.0]))
    see("the gradient", a.grad)


@probe("b1.12")
def tanh_is_steep_in_the_middle(torch, see):
    """What is squared: what went in, or what came out?"""
    a = torch.tensor([0.0, 0.5, -3.0], requires_grad=True)
    y = a.tanh()
    see("the numbers", y.tolist())
    see("the node", y.grad_fn.name())
    y.backward(torch.tensor([1.0, 10.0, 100.0]))
    see("the gradient", a.grad)


@probe("b1.12")
def relu_lets_through_what_is_positive(torch, see):
    """Which gradients pass?"""
    a = torch.tensor([-1.0, 2.0, 0.5], requires_grad=True)
    y = a.relu()
    see("the numbers", y.tolist())
    see("the node", y.grad_fn.name())
    y.backward(torch.tensor([1.0, 10.0, 100.0]))
    see("the gradient", a.grad)


@probe("b1.12")
def relu_is_flat_at_its_corner(torch, see):
    """Is 0 above 0?"""
    a = torch.tensor([0.0], requires_grad=True)
    y = a.relu()
    see("the numbers", y.tolist())
    see("the node", y.grad_fn.name())
    y.backward(torch.tensor([1.0]))
    see("the gradient", a.grad)


@probe("b1.12")
def bends_can_follow_each_other(torch, see):
    """Is each gradient multiplied by the one that comes?"""
    a = torch.tensor([0.5, 1.5], requires_grad=True)
    a.log().exp().tanh().relu().backward(torch.tensor([1.0, 2.0]))
    see("the gradient", a.grad)


@probe("b1.12")
def what_was_saved_is_freed(torch, see):
    """Where does the rule find its array: in what `record` was told to save?"""
    a = torch.tensor(0.5, requires_grad=True)
    for name in ("exp", "log", "tanh", "relu"):
        y = getattr(a, name)()
        y.backward()
        see.raises(f"{name} a second time", y.backward)


# -- b1.13 sum, mean


@probe("b1.13")
def sums_of_everything_of_rows_and_of_columns(torch, see):
    """Along which dimension do you add, and what remains of it?"""
    a = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 7.0]], requires_grad=True)
    see("of everything", a.sum().tolist())
    see("along 0", a.sum(0).tolist())
    see("along 1", a.sum(1).tolist())
    see("along the last", a.sum(dim=-1).tolist())
    see("along both", a.sum((0, 1)).tolist())
    see("kept", a.sum(1, keepdim=True).tolist())


@probe("b1.13")
def every_number_gets_the_gradient_of_its_sum(torch, see):
    """What shape has the gradient that comes, and what shape must it have?"""
    a = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 7.0]], requires_grad=True)
    (a.sum() * 3).backward()
    see("the gradient", a.grad)


@probe("b1.13")
def along_a_dimension_each_sum_has_a_gradient_of_its_own(torch, see):
    """Where was the dimension that went?"""
    rows = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 7.0]], requires_grad=True)
    columns = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 7.0]], requires_grad=True)
    rows.sum(1).backward(torch.tensor([1.0, 10.0]))
    columns.sum(0).backward(torch.tensor([1.0, 10.0, 100.0]))
    see("along 1", rows.grad)
    see("along 0", columns.grad)


@probe("b1.13")
def a_square_table_tells_rows_from_columns(torch, see):
    """A gradient of two fits either way here. Which way is right?"""
    a = torch.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)
    a.sum(1).backward(torch.tensor([1.0, 10.0]))
    see("along 1", a.grad)


@probe("b1.13")
def a_dimension_that_was_kept_needs_not_come_back(torch, see):
    """It is there already. What does `expand_dims` do then?"""
    a = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 7.0]], requires_grad=True)
    a.sum(1, keepdim=True).backward(torch.tensor([[1.0], [10.0]]))
    see("the gradient", a.grad)


@probe("b1.13")
def several_dimensions_may_go_at_once(torch, see):
    """Does the rule take a tuple?"""
    a = torch.tensor([[[1.0, 2.0], [3.0, 4.0]]], requires_grad=True)
    a.sum((0, 2)).backward(torch.tensor([1.0, 10.0]))
    see("the gradient", a.grad)


@probe("b1.13")
def a_mean_is_divided_by_how_many_there_were(torch, see):
    """How many numbers went into each result?"""
    a = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 7.0]], requires_grad=True)
    b = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 7.0]], requires_grad=True)
    see("of everything", a.mean().tolist())
    see("along 1", b.mean(1).tolist())
    see("along 0, kept", b.mean(0, keepdim=True).tolist())
    a.mean().backward()
    b.mean(1).backward(torch.tensor([1.0, 10.0]))
    see("the gradient of a mean of everything", a.grad)
    see("along 1", b.grad)


@probe("b1.13")
def a_sum_saves_nothing(torch, see):
    """Does the rule need any of the numbers that went in?"""
    a = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 7.0]], requires_grad=True)
    y = a.sum()
    y.backward()
    y.backward()
    see("the gradient", a.grad)


# -- b1.14 reshape, transpose, __getitem__


@probe("b1.14")
def another_shape_and_back(torch, see):
    """In which shape does the gradient arrive, and in which must it go on?"""
    a = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 7.0]], requires_grad=True)
    y = a.reshape(3, 2)
    see("the numbers", y.tolist())
    y.backward(torch.tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]))
    see("the gradient", a.grad)


@probe("b1.14")
def minus_one_is_worked_out(torch, see):
    """What does numpy make of -1, and what does your rule need to know?"""
    a = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 7.0]], requires_grad=True)
    see("one dimension", a.reshape(-1).shape)
    see("two", a.reshape(3, -1).shape)
    a.reshape(-1).backward(torch.tensor([1.0, 2.0, 3.0, 4.0, 5.0, 6.0]))
    see("the gradient", a.grad)


@probe("b1.14")
def swapped_dimensions_are_swapped_back(torch, see):
    """Is a reshape the same as a swap?"""
    a = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 7.0]], requires_grad=True)
    y = a.transpose(0, 1)
    see("the numbers", y.tolist())
    y.backward(torch.tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]))
    see("the gradient", a.grad)


@probe("b1.14")
def two_of_three_dimensions_are_swapped(torch, see):
    """Which two did the caller name?"""
    a = torch.tensor([[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]], requires_grad=True)
    y = a.transpose(0, -1)
    see("the shape", y.shape)
    (y * torch.tensor([[[1.0]], [[10.0]], [[100.0]]])).backward(torch.ones(3, 2, 1))
    see("the gradient", a.grad)


@probe("b1.14")
def the_same_memory_is_shown(torch, see):
    """Is anything copied?"""
    a = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
    for name, view in {"reshape": a.reshape(4), "transpose": a.transpose(0, 1), "a row": a[0]}.items():
        see(f"{name}: where its memory begins", view.data_ptr() == a.data_ptr())


@probe("b1.14")
def what_was_not_picked_gets_zero(torch, see):
    """What shape has the gradient of the whole?"""
    a = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 7.0]], requires_grad=True)
    see("a row", a[1].tolist())
    a[1].backward(torch.tensor([1.0, 10.0, 100.0]))
    see("the gradient", a.grad)


@probe("b1.14")
def slices_and_pairs_pick_as_well(torch, see):
    """Do you look into the index, or hand it on?"""
    a = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 7.0]], requires_grad=True)
    b = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 7.0]], requires_grad=True)
    see("a slice", a[:, 1:].tolist())
    a[:, 1:].backward(torch.ones(2, 2))
    see("its gradient", a.grad)
    b[1, 2].backward()
    see("the gradient of one number", b.grad)


@probe("b1.14")
def what_was_picked_twice_gets_both(torch, see):
    """How often does `+=` write to one place?"""
    a = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    see("the numbers", a[[0, 0, 2]].tolist())
    a[[0, 0, 2]].backward(torch.tensor([1.0, 10.0, 100.0]))
    see("the gradient", a.grad)


# -- b1.15 no_grad


@probe("b1.15")
def inside_nothing_is_remembered(torch, see):
    """What does `record` ask?"""
    a = torch.tensor([1.0, 2.0], requires_grad=True)
    with torch.no_grad():
        y = a * a
        see("whether recording is on", torch.is_grad_enabled())
    see("whether it asks", y.requires_grad)
    see("its node", y.grad_fn)
    see("its numbers", y.tolist())


@probe("b1.15")
def afterwards_it_is_again(torch, see):
    """What runs at the end of the block?"""
    a = torch.tensor([1.0, 2.0], requires_grad=True)
    with torch.no_grad():
        pass
    see("whether recording is on", torch.is_grad_enabled())
    see("whether a result asks", (a * a).requires_grad)


@probe("b1.15")
def a_block_inside_a_block_does_not_end_the_outer_one(torch, see):
    """Back to what it was. What was it, before the inner block?"""
    with torch.no_grad():
        with torch.no_grad():
            see("inside both", torch.is_grad_enabled())
        see("after the inner block", torch.is_grad_enabled())
    see("after the outer block", torch.is_grad_enabled())


@probe("b1.15")
def a_switch_that_was_off_stays_off(torch, see):
    """Is it True that you put back?"""
    torch.set_grad_enabled(False)
    with torch.no_grad():
        pass
    see("afterwards", torch.is_grad_enabled())
    torch.set_grad_enabled(True)


@probe("b1.15")
def an_exception_goes_through_and_switches_back(torch, see):
    """What does `__exit__` return, and does it run here at all?"""

    def failing():
        with torch.no_grad():
            raise KeyError("inside")

    see.raises("the exception", failing)
    see("whether recording is on", torch.is_grad_enabled())


@probe("b1.15")
def one_object_may_serve_twice(torch, see):
    """When do you look: when it is made, or when the block begins?"""
    off = torch.no_grad()
    with off:
        see("the first time", torch.is_grad_enabled())
    with off:
        see("the second time", torch.is_grad_enabled())
    see("afterwards", torch.is_grad_enabled())


@probe("b1.15")
def to_make_one_switches_nothing(torch, see):
    """Which method runs at the start of the block?"""
    torch.no_grad()
    see("whether recording is on", torch.is_grad_enabled())


# -- b1.16 detach, add_


@probe("b1.16")
def a_detached_tensor_has_no_history(torch, see):
    """What of the tensor is taken along?"""
    a = torch.tensor([1.0, 2.0], requires_grad=True)
    d = (a * 2).detach()
    see("whether it asks", d.requires_grad)
    see("its node", d.grad_fn)
    see("its numbers", d.tolist())
    see("a detached leaf", a.detach().requires_grad)


@probe("b1.16")
def the_tensor_itself_stays_in_the_graph(torch, see):
    """Whose attributes do you change?"""
    a = torch.tensor([1.0, 2.0], requires_grad=True)
    y = a * 2
    d = y.detach()
    see("whether they are one", d is y)
    see("whether it still asks", [a.requires_grad, y.requires_grad])
    y.backward(torch.ones(2))
    see("the gradient", a.grad)


@probe("b1.16")
def it_shows_the_same_memory(torch, see):
    """Is anything copied?"""
    a = torch.tensor([1.0, 2.0])
    d = a.detach()
    a.add_(torch.ones(2))
    see("the detached one after a change", d.tolist())


@probe("b1.16")
def a_tensor_is_changed_in_place(torch, see):
    """Which object comes back, and what do others see who hold it?"""
    t = torch.tensor([1.0, 2.0])
    same = t
    see("whether the same object comes back", t.add_(torch.tensor([10.0, 20.0])) is t)
    see("its numbers", same.tolist())
    t -= torch.ones(2)
    see("after -=", [same.tolist(), t is same])


@probe("b1.16")
def alpha_scales_what_is_added(torch, see):
    """Which of the two is multiplied?"""
    t = torch.tensor([1.0, 2.0])
    t.add_(torch.tensor([10.0, 20.0]), alpha=-0.5)
    see("its numbers", t.tolist())
    t.add_(1, alpha=3)
    see("with a number", t.tolist())


@probe("b1.16")
def a_leaf_that_asks_is_refused(torch, see):
    """It would have a history then. When is it a mistake, and when is it a step of an optimizer?"""
    a = torch.tensor([1.0, 2.0], requires_grad=True)
    see.raises("while operations are remembered", lambda: a.add_(torch.ones(2)), message=True)
    see("its numbers", a.tolist())
    with torch.no_grad():
        a.add_(torch.ones(2))
    see("off the record", a)
    see("whether it is a leaf", a.is_leaf)


@probe("b1.16")
def a_step_down_between_two_walks(torch, see):
    """Is the new number the one that the next walk sees?"""
    a = torch.tensor(3.0, requires_grad=True)
    for _ in range(3):
        a.grad = None
        (a * a).backward()
        with torch.no_grad():
            a -= 0.25 * a.grad
    see("the number", a)
    see("its gradient", a.grad)
