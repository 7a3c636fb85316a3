"""What lesson 00 claims of a fit by hand and of the Tensor.

In torch's world `practised(torch)` is torch itself: see by_torch.py.
"""

import numpy as np

from course.checks.by_torch import numbers, practised
from course.predictions import prediction
from course.probes import probe

# -- 0.1 mean_squared_error


@probe("0.1")
def it_is_the_mean_of_the_squared_differences(torch, see):
    """What are the differences here, their squares, and the mean of these?"""
    mean_squared_error = practised(torch).mean_squared_error
    predicted, wanted = np.array([1.0, 2.0, 3.0]), np.array([1.0, 1.0, 5.0])
    see("the error", numbers(mean_squared_error(predicted, wanted)))


@probe("0.1")
def too_much_and_too_little_do_not_cancel(torch, see):
    """One is too large by 1, one too small by 1. Is the square taken before the mean?"""
    mean_squared_error = practised(torch).mean_squared_error
    predicted, wanted = np.array([1.0, -1.0]), np.array([0.0, 0.0])
    see("the error", numbers(mean_squared_error(predicted, wanted)))


@probe("0.1")
def twice_as_far_off_costs_four_times_as_much(torch, see):
    """What do you do with the differences before you take their mean, and after it?"""
    mean_squared_error = practised(torch).mean_squared_error
    wanted = np.zeros(4)
    see("off by 1", numbers(mean_squared_error(wanted + 1, wanted)))
    see("off by 2", numbers(mean_squared_error(wanted + 2, wanted)))


@probe("0.1")
def no_difference_is_no_error(torch, see):
    """What is left of the differences when all are zero?"""
    mean_squared_error = practised(torch).mean_squared_error
    values = np.array([0.5, -2.0])
    see("the error", numbers(mean_squared_error(values, values)))


@probe("0.1")
def a_table_has_one_error_too(torch, see):
    """A table has rows and columns. How many numbers come out?"""
    mean_squared_error = practised(torch).mean_squared_error
    predicted, wanted = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]), np.ones((3, 2))
    see("the error", numbers(mean_squared_error(predicted, wanted)))


@probe("0.1")
def the_arrays_stay_as_they_were(torch, see):
    """`-=` and `**=` write into the array that you were handed. Whose is it?"""
    mean_squared_error = practised(torch).mean_squared_error
    predicted, wanted = np.array([1.0, 2.0]), np.array([0.0, 5.0])
    mean_squared_error(predicted, wanted)
    see("what was predicted", predicted.tolist())
    see("what was wanted", wanted.tolist())


# -- 0.2 line_slopes


@prediction("0.2", "positive", "negative", "zero", wrong="the difference the other way round")
def a_line_that_lies_too_low(torch):
    """A line lies below all of its points. Which sign has the slope of its error for `b`?"""
    b = torch.tensor(0.0, requires_grad=True)
    ((b - 2.0) ** 2).backward()
    return {1: "positive", -1: "negative", 0: "zero"}[int(torch.sign(b.grad))]


@probe("0.2")
def both_slopes_of_a_flat_line(torch, see):
    """A line of zeros through three points. How far off is each point, and what does the formula make of it?"""
    line_slopes = practised(torch).line_slopes
    x, y = np.array([0.0, 1.0, 2.0]), np.array([2.0, 5.0, 8.0])
    dw, db = line_slopes(x, y, 0.0, 0.0)
    see("the slope for b", numbers(db))
    see("the slope for w", numbers(dw))


@probe("0.2")
def each_point_counts_with_its_own_x(torch, see):
    """The mean of all `x` is zero here. Where is each difference multiplied by its own `x`?"""
    line_slopes = practised(torch).line_slopes
    x = np.array([-1.0, 0.0, 1.0])
    dw, _ = line_slopes(x, 3 * x + 2, 0.0, 2.0)
    see("the slope for w", numbers(dw))


@probe("0.2")
def a_line_that_is_too_low_has_a_negative_slope_for_b(torch, see):
    """When `b` grows, does the error of a line that is too low grow or fall?"""
    line_slopes = practised(torch).line_slopes
    x = np.array([1.0, 2.0])
    _, low = line_slopes(x, x, 1.0, -1.0)
    _, high = line_slopes(x, x, 1.0, 1.0)
    see("too low by 1", numbers(low))
    see("too high by 1", numbers(high))


@probe("0.2")
def a_line_that_fits_has_no_slope(torch, see):
    """Every point is met. What is there to gain?"""
    line_slopes = practised(torch).line_slopes
    x = np.array([-2.0, 0.0, 5.0])
    see("the slopes", numbers(line_slopes(x, 3 * x + 2, 3.0, 2.0)))


@probe("0.2")
def the_points_stay_where_they_were(torch, see):
    """`x *= w` writes into the array that you were handed. Whose is it?"""
    line_slopes = practised(torch).line_slopes
    x, y = np.array([1.0, 2.0]), np.array([0.0, 1.0])
    line_slopes(x, y, 2.0, 1.0)
    see("x", x.tolist())
    see("y", y.tolist())


@probe("0.2")
def the_same_points_twice_have_the_same_slopes(torch, see):
    """Is it the mean over the points, or their sum?"""
    line_slopes = practised(torch).line_slopes
    x, y = np.array([1.0, 2.0]), np.array([0.0, 1.0])
    see("two points", numbers(line_slopes(x, y, 1.0, 1.0)))
    see("each of them twice", numbers(line_slopes(np.tile(x, 2), np.tile(y, 2), 1.0, 1.0)))


# -- 0.3 two_layers


@probe("0.3")
def a_small_network_on_paper(torch, see):
    """One input, two hidden numbers, one output. What does each layer give?"""
    two_layers = practised(torch).two_layers
    x = np.array([[1.0], [2.0]])
    w1, b1 = np.array([[1.0], [-1.0]]), np.array([0.0, 0.5])
    w2, b2 = np.array([[2.0, 3.0]]), np.array([10.0])
    see("h, and what is predicted", numbers(two_layers(x, w1, b1, w2, b2)))


@probe("0.3")
def a_weight_has_one_row_for_each_output(torch, see):
    """This matrix is square, so it fits either way round. Which way does torch turn it?"""
    two_layers = practised(torch).two_layers
    x = np.array([[1.0, 0.0]])
    w1, w2 = np.array([[0.1, 0.2], [0.3, 0.4]]), np.array([[1.0, 2.0], [3.0, 4.0]])
    h, predicted = two_layers(x, w1, np.zeros(2), w2, np.zeros(2))
    see("h", numbers(h))
    see("what is predicted", numbers(predicted))


@probe("0.3")
def only_the_hidden_numbers_are_bent(torch, see):
    """Which of the two results may be larger than 1?"""
    two_layers = practised(torch).two_layers
    x, one, zero = np.array([[3.0]]), np.ones((1, 1)), np.zeros(1)
    h, predicted = two_layers(x, one, zero, 100 * one, zero)
    see("h", numbers(h))
    see("what is predicted", numbers(predicted))


@probe("0.3")
def each_layer_adds_its_own_bias(torch, see):
    """With weights of zero only the biases are left. Is each added once, and before or after the bend?"""
    two_layers = practised(torch).two_layers
    x = np.ones((2, 1))
    h, predicted = two_layers(x, np.zeros((1, 1)), np.array([1.0]), np.zeros((1, 1)), np.array([5.0]))
    see("h", numbers(h))
    see("what is predicted", numbers(predicted))


@probe("0.3")
def every_example_has_a_row_in_both_results(torch, see):
    """Four examples, three inputs, two hidden numbers, one output. Which shapes come out?"""
    two_layers = practised(torch).two_layers
    x = np.arange(12.0).reshape(4, 3) / 10
    w1, w2 = np.arange(6.0).reshape(2, 3) / 10, np.array([[1.0, -1.0]])
    h, predicted = two_layers(x, w1, np.array([0.1, 0.2]), w2, np.array([0.3]))
    see("h", numbers(h))
    see("what is predicted", numbers(predicted))


@probe("0.3")
def the_data_stays_as_it_was(torch, see):
    """`h += b1` is fine where `h` is yours. Is it?"""
    two_layers = practised(torch).two_layers
    x, one = np.array([[1.0]]), np.ones((1, 1))
    two_layers(x, one, np.ones(1), one, np.ones(1))
    see("x", x.tolist())


# -- 0.4 two_layers_slopes


def a_small_network():
    """Data and arrays in which no two numbers are the same: three examples, 2 inputs, 3 hidden numbers, 2 outputs."""
    x = np.array([[0.1, -0.4], [0.7, 0.2], [-0.3, 0.5]])
    y = np.array([[1.0, 0.0], [0.5, -1.0], [0.2, 0.9]])
    w1 = np.array([[0.3, -0.2], [0.8, 0.4], [-0.6, 0.1]])
    w2 = np.array([[0.5, -0.7, 0.9], [1.1, 0.2, -0.4]])
    return x, y, w1, np.array([0.05, -0.1, 0.2]), w2, np.array([0.6, -0.3])


@probe("0.4")
def the_last_bias_has_the_slope_of_what_is_predicted(torch, see):
    """Step 1: twice the difference, divided by how many numbers `y` has. Then one number for each output."""
    two_layers_slopes = practised(torch).two_layers_slopes
    _, _, _, db2 = two_layers_slopes(*a_small_network())
    see("db2", numbers(db2))


@probe("0.4")
def the_last_weight_has_a_slope_for_each_of_its_numbers(torch, see):
    """Which way round is the product of step 2, and with what that went into the layer?"""
    two_layers_slopes = practised(torch).two_layers_slopes
    _, _, dw2, _ = two_layers_slopes(*a_small_network())
    see("dw2", numbers(dw2))


@probe("0.4")
def the_first_bias_has_what_comes_back_through_the_bend(torch, see):
    """`d` goes back through `w2`, then through the bend. Are both steps done, and in this order?"""
    two_layers_slopes = practised(torch).two_layers_slopes
    _, db1, _, _ = two_layers_slopes(*a_small_network())
    see("db1", numbers(db1))


@probe("0.4")
def the_first_weight_has_its_slopes_from_the_data(torch, see):
    """What went into the first layer?"""
    two_layers_slopes = practised(torch).two_layers_slopes
    dw1, _, _, _ = two_layers_slopes(*a_small_network())
    see("dw1", numbers(dw1))


@probe("0.4")
def one_input_and_one_output_work_as_well(torch, see):
    """Has each result the shape of its array, however narrow that is?"""
    two_layers_slopes = practised(torch).two_layers_slopes
    x = np.array([[0.2], [-0.5], [0.9]])
    w1, w2 = np.array([[0.4], [-1.2]]), np.array([[0.7, 0.3]])
    slopes = two_layers_slopes(x, np.sin(x), w1, np.array([0.1, 0.2]), w2, np.array([-0.1]))
    see("the slopes", numbers(slopes))


@probe("0.4")
def a_hidden_number_at_its_end_learns_nothing(torch, see):
    """`tanh` is flat far out. Which factor is zero there?"""
    two_layers_slopes = practised(torch).two_layers_slopes
    x, one = np.array([[20.0]]), np.ones((1, 1))
    slopes = two_layers_slopes(x, np.zeros((1, 1)), one, np.zeros(1), one, np.zeros(1))
    see("the slopes", numbers(slopes))


@probe("0.4")
def the_same_examples_twice_have_the_same_slopes(torch, see):
    """Is it the mean over the examples, or their sum?"""
    two_layers_slopes = practised(torch).two_layers_slopes
    x, y, *params = a_small_network()
    see("the slopes", numbers(two_layers_slopes(np.tile(x, (2, 1)), np.tile(y, (2, 1)), *params)))


@probe("0.4")
def no_array_is_written_on(torch, see):
    """`d *= ...` changes the array that `d` stands for. Is it yours?"""
    two_layers_slopes = practised(torch).two_layers_slopes
    given = a_small_network()
    two_layers_slopes(*given)
    see("what was given, afterwards", numbers(list(given)))


# -- 0.5 leaf


@probe("0.5")
def an_array_becomes_a_tensor_of_float32(torch, see):
    """Numpy computes in float64. Which dtype has yours?"""
    leaf = practised(torch).leaf
    see("the tensor", leaf(np.array([1.5, -2.0])))


@probe("0.5")
def whole_numbers_become_float32_too(torch, see):
    """A whole number has no slope. When do you say which kind of number it should be?"""
    leaf = practised(torch).leaf
    see("of integers", leaf([1, 2, 3]))


@probe("0.5")
def a_single_number_is_a_tensor_without_a_shape(torch, see):
    """`torch.tensor(3)` and `torch.Tensor(3)` are two different things. Which one takes a value?"""
    leaf = practised(torch).leaf
    see("of one number", leaf(3))
    see("of one number that is not whole", leaf(0.25))


@probe("0.5")
def nested_lists_keep_their_shape(torch, see):
    """What shape has a list of two lists of three?"""
    leaf = practised(torch).leaf
    see("of nested lists", leaf([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]))


@probe("0.5")
def nothing_has_been_computed_yet(torch, see):
    """A tensor that was turned into another dtype after it asked for a gradient is a result. Is yours a leaf?"""
    leaf = practised(torch).leaf
    t = leaf(np.array([1.0, 2.0]))
    see("whether it is a leaf", t.is_leaf)
    see("whether it has a history", t.grad_fn is not None)
    see("its gradient", t.grad)


@probe("0.5")
def its_gradient_arrives(torch, see):
    """Where does `backward()` leave the gradient?"""
    leaf = practised(torch).leaf
    t = leaf(np.array([1.0, 2.0]))
    (t * t).sum().backward()
    see("its gradient", t.grad)


@probe("0.5")
def its_memory_is_its_own(torch, see):
    """The array changes afterwards. Whose memory do you use?"""
    leaf = practised(torch).leaf
    values = np.array([1.0, 2.0], dtype=np.float32)
    t = leaf(values)
    values[0] = 9.0
    see("the tensor after the array changed", t)


# -- 0.6 gradients


@probe("0.6")
def one_value_has_its_gradient(torch, see):
    """The loss is the sum of the squares. Which slope has each number?"""
    gradients = practised(torch).gradients
    w = torch.tensor([1.0, -2.0])
    see("the gradients", gradients(lambda w: (w * w).sum(), w))


@probe("0.6")
def several_values_have_theirs_in_order(torch, see):
    """Which gradient belongs to which value?"""
    gradients = practised(torch).gradients
    a, b = torch.tensor(2.0), torch.tensor([3.0, 4.0])
    see("the gradients", gradients(lambda a, b: (a * a * b).sum(), a, b))


@probe("0.6")
def any_loss_will_do(torch, see):
    """Is there a formula left in your function?"""
    gradients = practised(torch).gradients
    x = torch.tensor([[0.5], [-1.0], [2.0]])
    w, b = torch.tensor([[0.3], [-0.8]]), torch.tensor([0.1, 0.2])
    see("of a layer", gradients(lambda w, b: torch.tanh(x @ w.T + b).mean(), w, b))
    see("of a root", gradients(lambda w: w.sum().sqrt(), torch.tensor([4.0, 5.0])))


@probe("0.6")
def the_values_stay_as_they_were(torch, see):
    """`requires_grad_()` changes the very tensor. Whose is it?"""
    gradients = practised(torch).gradients
    w = torch.tensor([1.0, 2.0])
    gradients(lambda w: (w * w).sum(), w)
    see("whether the value asks for a gradient now", w.requires_grad)
    see("its gradient", w.grad)


@probe("0.6")
def asked_twice_it_says_the_same(torch, see):
    """Gradients add up where they are left. Where are yours left?"""
    gradients = practised(torch).gradients
    w = torch.tensor([1.0, 2.0])
    gradients(lambda w: (w * w).sum(), w)
    see("the second time", gradients(lambda w: (w * w).sum(), w))


@probe("0.6")
def a_value_that_asks_already_keeps_its_own_gradient(torch, see):
    """This one is a leaf of the caller's. Does your walk back end there, or at a leaf of your own?"""
    gradients = practised(torch).gradients
    w = torch.tensor([1.0, 2.0], requires_grad=True)
    see("the gradients", gradients(lambda w: (w * w).sum(), w))
    see("what was left at the caller's", w.grad)


@probe("0.6")
def a_value_that_was_computed_is_where_the_walk_ends(torch, see):
    """`v` comes from `w`. Does your leaf still know?"""
    gradients = practised(torch).gradients
    w = torch.tensor([1.0, 2.0], requires_grad=True)
    v = 3 * w
    see("the gradients for v", gradients(lambda v: (v * v).sum(), v))
    see("what was left at w", w.grad)


# -- 0.7 step


@prediction("0.7", "w moves", "it raises", "nothing happens", wrong="without no_grad")
def a_step_that_is_remembered(torch):
    """`w` asks for a gradient, and has one. Outside of `no_grad`, what does `w -= 0.1 * w.grad` do?"""
    w = torch.tensor(1.0, requires_grad=True)
    (2 * w).backward()
    try:
        w -= 0.1 * w.grad
    except RuntimeError:
        return "it raises"
    return "w moves" if w.item() != 1.0 else "nothing happens"


@probe("0.7")
def it_moves_against_the_gradient(torch, see):
    """The gradient says where the loss grows. Which way is down?"""
    step = practised(torch).step
    p = torch.tensor([1.0, 2.0], requires_grad=True)
    p.grad = torch.tensor([2.0, -4.0])
    step([p], 0.25)
    see("the tensor after a step", p)


@probe("0.7")
def the_tensor_itself_moves(torch, see):
    """Somebody else holds this tensor, and its memory. Does `p = ...` reach them, or `p -= ...`?"""
    step = practised(torch).step
    p = torch.tensor([1.0], requires_grad=True)
    p.grad = torch.tensor([1.0])
    params, memory = [p], p.detach()
    step(params, 0.5)
    see("whether the list holds the same tensor", params[0] is p)
    see("the tensor", p)
    see("the memory that it had", memory)


@probe("0.7")
def it_stays_a_leaf_that_asks(torch, see):
    """Is the step part of what the tensor remembers?"""
    step = practised(torch).step
    p = torch.tensor([1.0, 2.0], requires_grad=True)
    p.grad = torch.tensor([1.0, 1.0])
    step([p], 0.1)
    see("whether it is a leaf", p.is_leaf)
    see("whether it asks for a gradient", p.requires_grad)


@probe("0.7")
def every_tensor_moves(torch, see):
    """Which of them are left where they were?"""
    step = practised(torch).step
    params = [torch.tensor([float(i)], requires_grad=True) for i in range(3)]
    for p in params:
        p.grad = torch.ones(1)
    step(params, 0.25)
    see("the tensors", params)


@probe("0.7")
def a_tensor_without_a_gradient_stays(torch, see):
    """Its `.grad` is None. What is None times a number, and does the next tensor still move?"""
    step = practised(torch).step
    without = torch.tensor([1.0], requires_grad=True)
    p = torch.tensor([1.0], requires_grad=True)
    p.grad = torch.tensor([1.0])
    step([without, p], 0.5)
    see("the one without", without)
    see("the one after it", p)


@probe("0.7")
def the_gradient_is_left_as_it_was(torch, see):
    """Others may want to look at it. Who clears it, and when?"""
    step = practised(torch).step
    p = torch.tensor([1.0], requires_grad=True)
    p.grad = torch.tensor([4.0])
    step([p], 0.5)
    see("the gradient after the step", p.grad)


@probe("0.7")
def the_learning_rate_says_how_far(torch, see):
    """Where is `lr` in your step?"""
    step = practised(torch).step
    near, far = (torch.tensor([1.0], requires_grad=True) for _ in range(2))
    near.grad = far.grad = torch.ones(1)
    step([near], 0.001)
    step([far], 1.0)
    see("with a small one, and with a large one", [near, far])


# -- 0.8 fit


@probe("0.8")
def one_step_of_it(torch, see):
    """What is the loss before the step, and where is `w` after it?"""
    fit = practised(torch).fit
    w = torch.tensor(3.0, requires_grad=True)
    see("the losses", fit(lambda: w * w, [w], 0.1, 1))
    see("w", w)


@probe("0.8")
def every_loss_is_a_plain_number_from_before_its_step(torch, see):
    """A list of numbers, the first of them from before anything moved. What is in yours?"""
    fit = practised(torch).fit
    w = torch.tensor(3.0, requires_grad=True)
    see("the losses", fit(lambda: w * w, [w], 0.1, 2))


@probe("0.8")
def gradients_do_not_add_up_from_step_to_step(torch, see):
    """What is in `w.grad` when the second `backward()` begins?"""
    fit = practised(torch).fit
    w = torch.tensor(3.0, requires_grad=True)
    fit(lambda: w * w, [w], 0.1, 3)
    see("w after three steps", w)


@probe("0.8")
def the_loss_is_computed_anew_each_time(torch, see):
    """How often is `loss_of` called?"""
    fit = practised(torch).fit
    w = torch.tensor(3.0, requires_grad=True)
    calls = []

    def counted():
        calls.append(w.item())
        return w * w

    fit(counted, [w], 0.1, 3)
    see("where w was at each call", calls)


@probe("0.8")
def all_the_tensors_are_trained(torch, see):
    """Which of them did not move?"""
    fit = practised(torch).fit
    w, b = torch.tensor(0.0, requires_grad=True), torch.tensor(0.0, requires_grad=True)
    x = torch.tensor([-1.0, 0.0, 1.0])
    losses = fit(lambda: ((w * x + b - 3 * x - 2) ** 2).mean(), [w, b], 0.3, 20)
    see("w and b", [w, b])
    see("the first loss, and the last", [losses[0], losses[-1]])


@probe("0.8")
def a_tensor_that_the_loss_does_not_use_stays(torch, see):
    """Its gradient is None in every round. What do you do with it?"""
    fit = practised(torch).fit
    w = torch.tensor(3.0, requires_grad=True)
    unused = torch.tensor(7.0, requires_grad=True)
    fit(lambda: w * w, [unused, w], 0.1, 2)
    see("both", [unused, w])


@probe("0.8")
def no_steps_give_no_losses(torch, see):
    """What do you return when nothing was done?"""
    fit = practised(torch).fit
    w = torch.tensor(3.0, requires_grad=True)
    see("the losses", fit(lambda: w * w, [w], 0.1, 0))
    see("w", w)


@probe("0.8")
def a_second_fit_goes_on_where_the_first_ended(torch, see):
    """What is left in `.grad` when your loop ends, and what does the next one make of it?"""
    fit = practised(torch).fit
    w = torch.tensor(3.0, requires_grad=True)
    fit(lambda: w * w, [w], 0.1, 2)
    see("the losses of the second", fit(lambda: w * w, [w], 0.1, 2))


# -- 0.9 snapshot


@prediction("0.9", "yes", "no", "it raises", wrong="detach alone")
def detach_shares_memory(torch):
    """`kept = w.detach()`. Then `w -= 1` under `no_grad`. Has `kept` changed?"""
    w = torch.tensor([1.0, 2.0], requires_grad=True)
    kept = w.detach()
    try:
        with torch.no_grad():
            w -= 1
    except RuntimeError:
        return "it raises"
    return "no" if kept.tolist() == [1.0, 2.0] else "yes"


@probe("0.9")
def it_is_a_list_of_the_values_of_today(torch, see):
    """One tensor for each, in their order. What do you return?"""
    snapshot = practised(torch).snapshot
    params = [torch.tensor([1.0, 2.0], requires_grad=True), torch.tensor([[3.0]], requires_grad=True)]
    see("the snapshot", snapshot(params))


@probe("0.9")
def a_step_does_not_reach_it(torch, see):
    """The tensor moves in place. Whose memory does your copy use?"""
    snapshot = practised(torch).snapshot
    p = torch.tensor([1.0, 2.0], requires_grad=True)
    kept = snapshot([p])
    with torch.no_grad():
        p -= 1
    see("the snapshot after a step", kept)


@probe("0.9")
def the_tensors_are_what_they_were(torch, see):
    """A name that ends in `_` changes the tensor itself. Do they still ask for a gradient?"""
    snapshot = practised(torch).snapshot
    p = torch.tensor([1.0, 2.0], requires_grad=True)
    (p * p).sum().backward()
    snapshot([p])
    see("whether it asks for a gradient", p.requires_grad)
    see("its gradient", p.grad)


@probe("0.9")
def writing_on_it_does_not_reach_the_tensor(torch, see):
    """And the other way: whose memory is it?"""
    snapshot = practised(torch).snapshot
    p = torch.tensor([1.0, 2.0], requires_grad=True)
    kept = snapshot([p])
    with torch.no_grad():
        kept[0] += 5
    see("the tensor", p)


@probe("0.9")
def it_asks_for_nothing_and_remembers_nothing(torch, see):
    """A copy that remembers how it was made keeps all of that alive. Does yours?"""
    snapshot = practised(torch).snapshot
    p = torch.tensor([1.0, 2.0], requires_grad=True)
    [kept] = snapshot([p])
    see("whether it asks for a gradient", kept.requires_grad)
    see("whether it has a history", kept.grad_fn is not None)
    see("whether it is a leaf", kept.is_leaf)


@probe("0.9")
def the_gradient_stays_behind(torch, see):
    """A snapshot is of values. What does yours say of gradients?"""
    snapshot = practised(torch).snapshot
    p = torch.tensor([1.0, 2.0], requires_grad=True)
    (p * p).sum().backward()
    [kept] = snapshot([p])
    see("the snapshot's gradient", kept.grad)


@probe("0.9")
def the_kind_of_number_is_kept(torch, see):
    """Do your values take a way through something that has only one kind of number?"""
    snapshot = practised(torch).snapshot
    p = torch.tensor([1.0, 1 / 3], dtype=torch.float64, requires_grad=True)
    see("the snapshot", snapshot([p]))


# -- 0.10 draw


@probe("0.10")
def a_weight_and_a_bias_for_each_layer(torch, see):
    """How many tensors has a network with two layers, of which shapes, in which order?"""
    draw = practised(torch).draw
    see("the shapes", [p.shape for p in draw(0, [1, 32, 1])])
    see("the shapes of another", [p.shape for p in draw(0, [2, 5, 4, 3])])


@probe("0.10")
def the_first_weight_is_torchs_own(torch, see):
    """Uniform between -bound and bound. What is drawn first, and what is the bound?"""
    draw = practised(torch).draw
    see("the first weight", draw(0, [4, 3, 1])[0].detach())


@probe("0.10")
def the_first_bias_is_drawn_too(torch, see):
    """It has the bound of its layer. Is it drawn, and right after its weight?"""
    draw = practised(torch).draw
    see("the first bias", draw(0, [4, 3, 1])[1].detach())


@probe("0.10")
def the_second_layer_goes_on_where_the_first_ended(torch, see):
    """Two layers of the same shape. When is the seed set?"""
    draw = practised(torch).draw
    see("the tensors", [p.detach() for p in draw(3, [2, 2, 2])])


@probe("0.10")
def the_bound_comes_from_the_inputs_of_the_layer(torch, see):
    """This layer has 5 inputs and 2 outputs, the next 2 inputs and 5 outputs. Which number is the root taken of?"""
    draw = practised(torch).draw
    see("the tensors", [p.detach() for p in draw(0, [5, 2, 5])])


@probe("0.10")
def the_seed_decides(torch, see):
    """Where does `seed` go?"""
    draw = practised(torch).draw
    see("with the seed 1", [p.detach() for p in draw(1, [1, 2])])
    see("with the seed 2", [p.detach() for p in draw(2, [1, 2])])
    see("with the seed 1 again", [p.detach() for p in draw(1, [1, 2])])


@probe("0.10")
def all_of_them_are_leaves_that_ask(torch, see):
    """When does each one begin to ask for a gradient: before it was computed, or after?"""
    draw = practised(torch).draw
    params = draw(0, [2, 3, 1])
    see("which ask for a gradient", [p.requires_grad for p in params])
    see("which are leaves", [p.is_leaf for p in params])


@probe("0.10")
def no_number_more_is_drawn(torch, see):
    """What comes next tells how many numbers were drawn. How many were yours?"""
    draw = practised(torch).draw
    draw(0, [2, 3, 1])
    see("the next number", torch.rand(1, device="cpu"))
