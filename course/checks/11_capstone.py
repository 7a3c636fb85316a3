"""What lesson 11 claims of convolutions and poolings, of one network in four ways, and of what is done with it."""

import math

from course.checks.digit_nets import (
    a_small_net,
    images,
    momentum_of,
    names_and_shapes,
    numbered,
    of_dimensions,
    pixels,
    practised,
    saved,
    seeded,
    step,
)
from course.predictions import prediction
from course.probes import probe

# -- 11.1 _ConvNd.__init__


@prediction("11.1", "(6, 4, 3, 3)", "(6, 2, 3, 3)", "(3, 2, 3, 3)", wrong="every kernel sees all channels")
def the_weight_of_two_groups(torch):
    """`nn.Conv2d(4, 6, 3, groups=2)`: from 4 channels to 6, in two groups. What is the shape of its weight?"""
    return str(tuple(torch.nn.Conv2d(4, 6, 3, groups=2).weight.shape))


@probe("11.1")
def the_weight_has_a_kernel_for_each_output_channel(torch, see):
    """Outputs first, then inputs, then the kernel's own sizes. Which shape has yours?"""
    nn = torch.nn
    see("a square kernel", tuple(nn.Conv2d(3, 5, 2).weight.shape))
    see("a kernel of two sizes", tuple(nn.Conv2d(1, 2, (3, 4)).weight.shape))


@probe("11.1")
def a_kernel_sees_the_channels_of_its_group(torch, see):
    """How many of the input channels fall to one group?"""
    nn = torch.nn
    see("two groups", tuple(nn.Conv2d(4, 6, 3, groups=2).weight.shape))
    see("as many groups as channels", tuple(nn.Conv2d(4, 4, 3, groups=4).weight.shape))


@probe("11.1")
def the_bias_has_a_number_for_each_output_channel(torch, see):
    """How many numbers, and in how many dimensions?"""
    see("its shape", tuple(torch.nn.Conv2d(3, 5, 2).bias.shape))


@probe("11.1")
def the_weight_comes_before_the_bias(torch, see):
    """In which order are the two registered, and are both Parameters?"""
    nn = torch.nn
    layer = nn.Conv2d(1, 2, 3)
    see("the names", [name for name, _ in layer.named_parameters()])
    see("whether they are Parameters", [isinstance(p, nn.Parameter) for p in (layer.weight, layer.bias)])


@probe("11.1")
def without_a_bias_its_name_is_kept(torch, see):
    """Code asks for `layer.bias` all the same. Does the name belong to the parameters?"""
    nn = torch.nn
    layer = nn.Conv2d(1, 2, 3, bias=False)
    see("the bias", layer.bias)
    see("the names in the registry", list(layer._parameters))
    see.raises("a number as bias", lambda: setattr(layer, "bias", 5))


@probe("11.1")
def dtype_and_device_reach_both(torch, see):
    """To which of your `torch.empty` do you hand `dtype` and `device`?"""
    nn = torch.nn
    see("the dtypes", [p.dtype for p in nn.Conv2d(1, 2, 3, dtype=torch.float64).parameters()])
    see("whether they are on meta", [p.is_meta for p in nn.Conv2d(1, 2, 3, device="meta").parameters()])


@probe("11.1")
def it_ends_with_reset_parameters(torch, see):
    """A layer of its own kind may fill itself in another way. When is it asked, and what is there by then?"""
    nn = torch.nn
    found = []

    class Mine(nn.Conv2d):
        def reset_parameters(self):
            found.append([name for name, p in self._parameters.items() if p is not None])

    Mine(1, 2, 3)
    Mine(1, 2, 3, bias=False)
    see("what was there, call by call", found)


@probe("11.1")
def any_number_of_dimensions_will_do(torch, see):
    """The base knows nothing of images. Where do you take the kernel's sizes from?"""
    see("one dimension", tuple(of_dimensions(torch, (5,)).weight.shape))
    see("three dimensions", tuple(of_dimensions(torch, (2, 3, 4), groups=2).weight.shape))


# -- 11.2 _ConvNd._refuse


@probe("11.2")
def groups_are_at_least_one(torch, see):
    """What happens with 0 groups, before anything is divided?"""
    nn = torch.nn
    see.raises("no groups", lambda: nn.Conv2d(4, 4, 3, groups=0))
    see.raises("a negative number of groups", lambda: nn.Conv2d(4, 4, 3, groups=-2))


@probe("11.2")
def groups_divide_the_input_channels(torch, see):
    """Three channels in two groups?"""
    nn = torch.nn
    see.raises("3 channels in 2 groups", lambda: nn.Conv2d(3, 4, 3, groups=2))
    see.raises("2 channels in 4 groups", lambda: nn.Conv2d(2, 4, 3, groups=4))


@probe("11.2")
def groups_divide_the_output_channels(torch, see):
    """And on the other side?"""
    nn = torch.nn
    see.raises("3 outputs in 2 groups", lambda: nn.Conv2d(4, 3, 3, groups=2))


@probe("11.2")
def padding_has_two_words(torch, see):
    """Which texts have a meaning?"""
    nn = torch.nn
    for word in ("full", "", "SAME"):
        see.raises(f"padding={word!r}", lambda word=word: nn.Conv2d(1, 1, 3, padding=word))


@probe("11.2")
def same_has_no_meaning_with_a_stride(torch, see):
    """Is every step of the stride asked?"""
    nn = torch.nn
    see.raises("a stride of 2", lambda: nn.Conv2d(1, 1, 3, stride=2, padding="same"))
    see.raises("a stride of 2 downwards", lambda: nn.Conv2d(1, 1, 3, stride=(2, 1), padding="same"))
    see.raises("a stride of 2 sideways", lambda: nn.Conv2d(1, 1, 3, stride=(1, 2), padding="same"))


@probe("11.2")
def what_makes_sense_is_let_through(torch, see):
    """Do you refuse more than torch does?"""
    nn = torch.nn
    for settings in (
        {"groups": 4},
        {"padding": "same"},
        {"padding": "valid", "stride": 2},
        {"padding": (2, 1), "stride": (2, 1)},
        {"padding": 5},
    ):
        see.raises(str(settings), lambda settings=settings: nn.Conv2d(4, 8, 3, **settings))


@probe("11.2")
def other_modes_of_padding_are_refused(torch, see):
    """The given question: is it still asked?"""
    nn = torch.nn
    see.raises("mirrors", lambda: nn.Conv2d(1, 1, 3, padding_mode="mirrors"))
    see.raises("circular", lambda: nn.Conv2d(1, 1, 3, padding_mode="circular"))


# -- 11.3 _ConvNd.reset_parameters


@probe("11.3")
def from_the_same_seed_the_weight_is_torchs(torch, see):
    """Within which bounds is it drawn?"""
    nn = torch.nn
    with torch.device("cpu"):
        see("one channel", seeded(torch, lambda: nn.Conv2d(1, 2, 3)).weight)
        see("more of them", seeded(torch, lambda: nn.Conv2d(3, 4, (2, 5))).weight)


@probe("11.3")
def from_the_same_seed_the_bias_is_torchs(torch, see):
    """Drawn after the weight, within which bounds?"""
    nn = torch.nn
    with torch.device("cpu"):
        see("one channel", seeded(torch, lambda: nn.Conv2d(1, 2, 3)).bias)
        see("more channels and pixels", seeded(torch, lambda: nn.Conv2d(3, 4, (2, 5))).bias)


@probe("11.3")
def groups_make_the_bounds_wider(torch, see):
    """How many numbers does a kernel of one group add up?"""
    nn = torch.nn
    with torch.device("cpu"):
        layer = seeded(torch, lambda: nn.Conv2d(4, 8, 3, groups=4))
        see("the weight", layer.weight)
        see("the bias", layer.bias)


@probe("11.3")
def nothing_is_drawn_for_a_bias_that_is_not_there(torch, see):
    """Where does the generator stand afterwards?"""
    nn = torch.nn
    with torch.device("cpu"):
        see("the weight", seeded(torch, lambda: nn.Conv2d(1, 2, 3, bias=False)).weight)
        see("the next random number", torch.rand(1))


@probe("11.3")
def resetting_changes_the_numbers_and_keeps_the_parameters(torch, see):
    """An optimizer may hold them. Do you change them, or make new ones?"""
    layer = numbered(torch, torch.nn.Conv2d(1, 2, 3))
    weight, bias = layer.weight, layer.bias
    layer.reset_parameters()
    see("whether they are the same objects", [layer.weight is weight, layer.bias is bias])
    see("whether a number is still 2", bool((layer.weight == 2).any()))
    see("whether they ask for gradients as leaves", [p.requires_grad and p.is_leaf for p in layer.parameters()])


@probe("11.3")
def all_numbers_are_inside_the_bounds(torch, see):
    """Within 1 / sqrt(how many numbers one kernel adds up)?"""
    layer = torch.nn.Conv2d(2, 40, 3)
    for name, p in layer.named_parameters():
        see(f"the {name}", bool((p.abs() <= 1 / math.sqrt(18)).all()))


@probe("11.3")
def a_layer_without_input_has_a_bias_of_zero(torch, see):
    """There is nothing to divide by. What is the bound then?"""
    see("its bias", torch.nn.Conv2d(0, 2, 3).bias)


# -- 11.4 Conv2d._conv_forward and forward


@probe("11.4")
def it_adds_up_what_lies_under_the_kernel(torch, see):
    """Is it the weight and the bias of this layer?"""
    layer = numbered(torch, torch.nn.Conv2d(1, 2, 2))
    see("the output", layer(pixels(torch, 1, 1, 3, 4)).detach())


@probe("11.4")
def channels_are_added_up_too(torch, see):
    """Several images in, several out."""
    layer = numbered(torch, torch.nn.Conv2d(2, 3, 2))
    see("the output", layer(pixels(torch, 2, 2, 3, 3)).detach())


@probe("11.4")
def without_a_bias_nothing_is_added(torch, see):
    """What do you hand on as the bias?"""
    layer = numbered(torch, torch.nn.Conv2d(1, 2, 2, bias=False))
    see("the output", layer(pixels(torch, 1, 1, 3, 3)).detach())


@probe("11.4")
def every_setting_is_heeded(torch, see):
    """Are all four handed on, and in the right order?"""
    nn = torch.nn
    x = pixels(torch, 1, 2, 6, 7)
    for settings in (
        {"stride": 2},
        {"stride": (1, 3)},
        {"padding": 2},
        {"padding": (0, 1)},
        {"padding": "same"},
        {"dilation": 2},
        {"dilation": (1, 2), "stride": (2, 1), "padding": (2, 0)},
        {"groups": 2},
    ):
        see(str(settings), numbered(torch, nn.Conv2d(2, 2, 2, **settings))(x).detach())


@probe("11.4")
def an_image_alone_needs_no_batch(torch, see):
    """Three dimensions in, three out."""
    see("the output", numbered(torch, torch.nn.Conv2d(1, 2, 2))(pixels(torch, 1, 3, 3)).detach())


@probe("11.4")
def gradients_reach_the_weight_the_bias_and_the_input(torch, see):
    """Do you compute with the Parameters themselves?"""
    layer = numbered(torch, torch.nn.Conv2d(1, 2, 2))
    x = pixels(torch, 1, 1, 3, 3).requires_grad_()
    layer(x).sum().backward()
    see("the gradients", [layer.weight.grad, layer.bias.grad, x.grad])


@probe("11.4")
def an_input_of_other_channels_is_refused(torch, see):
    """Who complains, and with what?"""
    layer = torch.nn.Conv2d(2, 3, 2)
    see.raises("one channel", lambda: layer(torch.ones(1, 1, 4, 4)))
    see.raises("two dimensions", lambda: layer(torch.ones(4, 4)))
    see.raises("an image smaller than the kernel", lambda: layer(torch.ones(1, 2, 1, 1)))


@probe("11.4")
def forward_asks_the_other_method(torch, see):
    """A relative overrides `_conv_forward`. What is it handed?"""
    nn = torch.nn
    handed = []

    class Halved(nn.Conv2d):
        def _conv_forward(self, input, weight, bias):
            handed.extend([weight is self.weight, bias is self.bias])
            return super()._conv_forward(input, weight * 2, None)

    layer = numbered(torch, Halved(1, 2, 2))
    see("the output", layer(pixels(torch, 1, 1, 3, 3)).detach())
    see("whether it was handed this layer's own", handed)


@probe("11.4")
def other_weights_may_be_handed_over(torch, see):
    """With which weight does `_conv_forward` compute: the argument, or the layer's?"""
    layer = numbered(torch, torch.nn.Conv2d(1, 2, 2))
    see("the output", layer._conv_forward(pixels(torch, 1, 1, 3, 3), torch.ones(1, 1, 2, 2), None))


# -- 11.5 _ConvNd._both_sides


@probe("11.5")
def the_last_dimension_comes_first(torch, see):
    """Height and width, and `pad` wants the width before the height."""
    nn = torch.nn
    see("a padding of 1 and 2", list(nn.Conv2d(1, 1, 3, padding=(1, 2))._reversed_padding_repeated_twice))
    see("no padding", list(nn.Conv2d(1, 1, 3)._reversed_padding_repeated_twice))


@probe("11.5")
def same_lacks_what_the_kernel_takes_away(torch, see):
    """A kernel of 3 takes 2 numbers away. Where do they go?"""
    nn = torch.nn
    see("3 x 5", list(nn.Conv2d(1, 1, (3, 5), padding="same")._reversed_padding_repeated_twice))
    see("1 x 1", list(nn.Conv2d(1, 1, 1, padding="same")._reversed_padding_repeated_twice))


@probe("11.5")
def of_an_odd_number_the_larger_part_comes_after(torch, see):
    """A kernel of 4 takes 3 away."""
    nn = torch.nn
    see("4 x 2", list(nn.Conv2d(1, 1, (4, 2), padding="same")._reversed_padding_repeated_twice))


@probe("11.5")
def gaps_make_the_kernel_larger(torch, see):
    """How far does a kernel of 3 reach with a dilation of 2?"""
    nn = torch.nn
    layer = nn.Conv2d(1, 1, (3, 4), padding="same", dilation=(2, 3))
    see("3 x 4, with gaps of 2 and 3", list(layer._reversed_padding_repeated_twice))


@probe("11.5")
def valid_is_no_padding(torch, see):
    """The other word. What does it come to?"""
    nn = torch.nn
    see("3 x 4", list(nn.Conv2d(1, 1, (3, 4), padding="valid", stride=2)._reversed_padding_repeated_twice))


@probe("11.5")
def images_are_mirrored_continued_or_rolled_up(torch, see):
    """The layer's `forward` now pads by your list. What comes out?"""
    nn = torch.nn
    x = pixels(torch, 1, 1, 4, 5)
    for mode in ("reflect", "replicate", "circular"):
        layer = numbered(torch, nn.Conv2d(1, 1, 3, padding=(1, 2), padding_mode=mode))
        see(f"{mode}, by 1 and 2", layer(x))
        layer = numbered(torch, nn.Conv2d(1, 1, (2, 3), padding="same", padding_mode=mode))
        see(f"{mode}, by as much as keeps the size", layer(x))


@probe("11.5")
def zeros_are_left_to_the_convolution(torch, see):
    """Is anything padded twice?"""
    nn = torch.nn
    see("by 1", numbered(torch, nn.Conv2d(1, 1, 3, padding=1))(pixels(torch, 1, 1, 3, 3)))
    see("same", numbered(torch, nn.Conv2d(1, 1, 2, padding="same"))(pixels(torch, 1, 1, 3, 3)))


@probe("11.5")
def rows_and_rooms_have_sides_too(torch, see):
    """One dimension, three dimensions. Where is it written that there are two?"""
    for kernel, padding in (((3,), (2,)), ((4,), "same"), ((2, 3, 4), (1, 2, 3)), ((2, 3, 4), "same")):
        layer = of_dimensions(torch, kernel, padding=padding)
        see(f"a kernel of {kernel}, padding {padding}", list(layer._reversed_padding_repeated_twice))


# -- 11.6 _ConvNd.extra_repr


@probe("11.6")
def four_settings_are_always_said(torch, see):
    """In which form?"""
    nn = torch.nn
    see("a plain layer", repr(nn.Conv2d(1, 16, 3)))
    see("tuples", repr(nn.Conv2d(3, 8, (3, 5), stride=(2, 1))))


@probe("11.6")
def padding_is_said_where_there_is_some(torch, see):
    """Which paddings are unusual?"""
    nn = torch.nn
    for padding in (1, (0, 1), "same", "valid"):
        see(f"padding={padding!r}", repr(nn.Conv2d(1, 1, 3, padding=padding)))


@probe("11.6")
def dilation_is_said_where_there_are_gaps(torch, see):
    """Which dilation is the usual one?"""
    nn = torch.nn
    see("2", repr(nn.Conv2d(1, 1, 3, dilation=2)))
    see("1 and 2", repr(nn.Conv2d(1, 1, 3, dilation=(1, 2))))


@probe("11.6")
def groups_are_said_where_there_are_several(torch, see):
    """One group is no news."""
    see("two", repr(torch.nn.Conv2d(2, 2, 3, groups=2)))


@probe("11.6")
def a_missing_bias_is_said_as_it_is_now(torch, see):
    """Somebody may have taken it away."""
    nn = torch.nn
    see("made without", repr(nn.Conv2d(1, 1, 3, bias=False)))
    layer = nn.Conv2d(1, 1, 3)
    layer.bias = None
    see("taken away", repr(layer))


@probe("11.6")
def another_mode_of_padding_comes_last(torch, see):
    """Which mode is the usual one?"""
    nn = torch.nn
    see("reflect", repr(nn.Conv2d(1, 1, 3, padding=1, padding_mode="reflect")))


@probe("11.6")
def all_of_it_stands_in_torchs_order(torch, see):
    """Everything is unusual here. In which order do you ask?"""
    nn = torch.nn
    settings = {"stride": 2, "padding": (1, 0), "dilation": 2, "groups": 2, "bias": False, "padding_mode": "circular"}
    see("the repr", repr(nn.Conv2d(4, 8, 3, **settings)))
    see("with output padding", of_dimensions(torch, (3, 3), output_padding=(1, 0)).extra_repr())


@probe("11.6")
def usual_depends_on_the_dimensions(torch, see):
    """No padding is `(0,)` for a row and `(0, 0, 0)` for a room."""
    see("a row", of_dimensions(torch, (3,)).extra_repr())
    see("a room", of_dimensions(torch, (3, 3, 3), padding=(0, 1, 0)).extra_repr())


# -- 11.7 MaxPool2d


@probe("11.7")
def the_largest_of_each_window_is_kept(torch, see):
    """Windows beside each other, unless told otherwise."""
    see("2 x 2", torch.nn.MaxPool2d(2)(pixels(torch, 1, 2, 4, 6)))
    see("1 x 3", torch.nn.MaxPool2d((1, 3))(pixels(torch, 1, 1, 4, 6)))


@probe("11.7")
def without_a_stride_it_moves_by_its_own_size(torch, see):
    """What does the layer say its stride is?"""
    nn = torch.nn
    see("of one number", nn.MaxPool2d(3).stride)
    see("of two", nn.MaxPool2d((2, 3)).stride)
    see("a stride of its own", nn.MaxPool2d(3, stride=1).stride)


@probe("11.7")
def a_stride_of_zero_is_a_mistake(torch, see):
    """Is 0 the same as not given?"""
    see("what is kept", torch.nn.MaxPool2d(2, stride=0).stride)
    see.raises("calling it", lambda: torch.nn.MaxPool2d(2, stride=0)(torch.ones(1, 1, 4, 4)))


@probe("11.7")
def settings_are_kept_as_they_come(torch, see):
    """A number stays a number, a tuple a tuple."""
    nn = torch.nn
    layer = nn.MaxPool2d(3, 2, 1, 2, True, True)
    names = ("kernel_size", "stride", "padding", "dilation", "return_indices", "ceil_mode")
    see("by position", [getattr(layer, name) for name in names])
    see("as usual", [getattr(nn.MaxPool2d((2, 2)), name) for name in names])


@probe("11.7")
def every_setting_of_a_pooling_is_heeded(torch, see):
    """Are all of them handed on, each in its place?"""
    nn = torch.nn
    x = pixels(torch, 1, 1, 5, 6)
    for settings in ({"stride": 1}, {"padding": 1}, {"dilation": 2}, {"ceil_mode": True}, {"stride": (2, 1)}):
        see(str(settings), nn.MaxPool2d(2, **settings)(x))


@probe("11.7")
def it_says_where_the_largest_were_if_asked(torch, see):
    """Two tensors instead of one."""
    x = torch.tensor([[[[1.0, 5.0, 2.0, 0.0], [3.0, 4.0, 7.0, 6.0]]]])
    see("both", torch.nn.MaxPool2d(2, return_indices=True)(x))
    see("one", torch.nn.MaxPool2d(2)(x))


@probe("11.7")
def beyond_the_edge_is_less_than_any_number(torch, see):
    """An image of negative numbers."""
    see("the output", torch.nn.MaxPool2d(3, padding=1)(-torch.ones(1, 1, 3, 3)))


@probe("11.7")
def the_winner_gets_the_gradient(torch, see):
    """Where does the gradient go?"""
    x = torch.tensor([[[[1.0, 4.0], [2.0, 3.0]]]], requires_grad=True)
    torch.nn.MaxPool2d(2)(x).sum().backward()
    see("the gradient", x.grad)


@probe("11.7")
def it_has_nothing_to_train_and_prints_its_settings(torch, see):
    """Is it a Module like others?"""
    nn = torch.nn
    layer = nn.MaxPool2d(2, padding=1)
    see("its parameters", list(layer.parameters()))
    see("its state", list(layer.state_dict()))
    see("its repr", repr(layer))


# -- 11.8 the plain way


@prediction("11.8", "yes", "no", wrong="the output layer is made first")
def whether_the_order_of_making_matters(torch):
    """Two networks of the same seed; one makes `out` before `conv1`. Are the first weights of `conv1` the same?"""
    nn = torch.nn

    def weights(*makers):
        torch.manual_seed(0)
        made = [make() for make in makers]
        return next(layer for layer in made if isinstance(layer, nn.Conv2d)).weight.tolist()

    def conv():
        return nn.Conv2d(1, 2, 3)

    def out():
        return nn.Linear(4, 2)

    return "yes" if weights(conv, out) == weights(out, conv) else "no"


@probe("11.8")
def the_plain_network_has_five_layers_with_numbers(torch, see):
    """Under which names are they, and of which shapes?"""
    see("its state", names_and_shapes(practised(torch).PlainCNN()))


@probe("11.8")
def the_plain_network_is_torchs_from_the_same_seed(torch, see):
    """In which order are the layers made, and in which order called?"""
    with torch.device("cpu"):
        net = seeded(torch, practised(torch).PlainCNN)
        see("the first weights", net.conv1.weight[0])
        see("its scores", net(images(torch)))


@probe("11.8")
def the_plain_network_in_eval_takes_one_image(torch, see):
    """What comes out is a row of ten scores for each image."""
    with torch.device("cpu"):
        net = seeded(torch, practised(torch).PlainCNN).eval()
        see("one", net(images(torch, 1)))
        see("none", tuple(net(images(torch, 2)[:0]).shape))


@probe("11.8")
def every_number_of_the_plain_network_is_used(torch, see):
    """Which parameters does `forward` pass by?"""
    with torch.device("cpu"):
        net = seeded(torch, practised(torch).PlainCNN)
        net(images(torch)).pow(2).sum().backward()
        see("those without a gradient", [name for name, p in net.named_parameters() if p.grad is None])
        see("the gradient of the last", net.out.bias.grad)


@probe("11.8")
def both_normalizations_of_the_plain_network_run(torch, see):
    """What have they counted after two batches?"""
    with torch.device("cpu"):
        net = seeded(torch, practised(torch).PlainCNN)
        for _ in range(2):
            net(images(torch))
        see("the counters", [net.norm1.num_batches_tracked, net.norm2.num_batches_tracked])
        see("the second mean", net.norm2.running_mean)


@probe("11.8")
def the_plain_network_learns_as_torchs_does(torch, see):
    """Three steps of training. Where do the scores come to lie?"""
    with torch.device("cpu"):
        net = seeded(torch, practised(torch).PlainCNN)
        optimizer = momentum_of(torch, net)
        for at in range(3):
            step(torch, net, optimizer, at)
        see("the bias of the last layer", net.out.bias.detach())


@probe("11.8")
def the_images_are_left_as_they_were(torch, see):
    """Does anything change its input?"""
    with torch.device("cpu"):
        x = images(torch)
        seeded(torch, practised(torch).PlainCNN)(x)
        see("whether they are", torch.equal(x, images(torch)))


# -- 11.9 Sequential


@probe("11.9")
def the_row_has_ten_layers(torch, see):
    """Which layers are they, in which order?"""
    net = practised(torch).cnn_in_a_row()
    see("the kind of the whole", type(net).__name__)
    see("the layers", [type(layer).__name__ for layer in net])


@probe("11.9")
def the_row_names_them_by_their_places(torch, see):
    """Which names does its state have?"""
    see("its state", names_and_shapes(practised(torch).cnn_in_a_row()))


@probe("11.9")
def the_row_is_torchs_from_the_same_seed(torch, see):
    """Which layer has other settings, or another place?"""
    with torch.device("cpu"):
        see("its scores", seeded(torch, practised(torch).cnn_in_a_row)(images(torch)))


@probe("11.9")
def every_call_makes_a_row_of_its_own(torch, see):
    """Two networks, no weight in common."""
    make = practised(torch).cnn_in_a_row
    first, second = make(), make()
    see("parameters in common", len({id(p) for p in first.parameters()} & {id(p) for p in second.parameters()}))
    see("layers in common", sum(a is b for a, b in zip(first, second, strict=True)))


@probe("11.9")
def the_row_can_be_cut(torch, see):
    """The part before the last two layers makes features."""
    with torch.device("cpu"):
        net = seeded(torch, practised(torch).cnn_in_a_row).eval()
        see("the features", net[:-2](images(torch, 1)).shape)
        see("how many numbers it has", sum(p.numel() for p in net.parameters()))


# -- 11.10 ModuleList


@probe("11.10")
def the_list_has_a_block_for_each_number_of_channels(torch, see):
    """Under which names are the layers?"""
    for channels in ((16, 32), (4,), (2, 3, 4)):
        see(f"ListedCNN{channels}", names_and_shapes(practised(torch).ListedCNN(*channels)))


@probe("11.10")
def its_blocks_stand_in_a_module_list(torch, see):
    """What is `net.blocks`, and what is in it?"""
    net = practised(torch).ListedCNN(2, 3)
    see("its kind", type(net.blocks).__name__)
    see("the kinds of what it holds", [[type(layer).__name__ for layer in block] for block in net.blocks])


@probe("11.10")
def the_listed_network_is_torchs_from_the_same_seed(torch, see):
    """Which block is other than torch's?"""
    with torch.device("cpu"):
        for channels in ((16, 32), (3,), (2, 4, 6)):
            net = seeded(torch, lambda channels=channels: practised(torch).ListedCNN(*channels))
            see(f"the scores of ListedCNN{channels}", net(images(torch)))


@probe("11.10")
def every_number_of_the_listed_network_is_used(torch, see):
    """Does `forward` walk all of the blocks?"""
    net = practised(torch).ListedCNN(2, 3, 4)
    net(images(torch)).pow(2).sum().backward()
    see("those without a gradient", [name for name, p in net.named_parameters() if p.grad is None])


@probe("11.10")
def a_block_more_may_be_put_in_later(torch, see):
    """The list can change. Who walks it, and when?"""
    nn = torch.nn
    with torch.device("cpu"):
        net = seeded(torch, lambda: practised(torch).ListedCNN(2, 3)).eval()
        before = net(images(torch))
        net.blocks.append(nn.Identity())
        see("whether nothing is changed by nothing", torch.equal(net(images(torch)), before))
        net.blocks.append(nn.ReLU())
        see("the scores", net(images(torch)))


# -- 11.11 ModuleDict


@probe("11.11")
def the_parts_stand_in_a_module_dict(torch, see):
    """What is `net.parts`, and which keys does it have?"""
    net = practised(torch).NamedCNN()
    see("its kind", type(net.parts).__name__)
    see("its keys", sorted(net.parts))
    see("the kinds of its parts", {key: type(net.parts[key]).__name__ for key in sorted(net.parts)})


@probe("11.11")
def the_names_in_the_state_are_those_of_the_parts(torch, see):
    """Which names does a file of it have, in which order?"""
    see("its state", names_and_shapes(practised(torch).NamedCNN()))


@probe("11.11")
def the_named_network_is_torchs_from_the_same_seed(torch, see):
    """In which order are the parts made, and in which called?"""
    with torch.device("cpu"):
        see("its scores", seeded(torch, practised(torch).NamedCNN)(images(torch)))


@probe("11.11")
def another_way_is_gone_as_it_is_named(torch, see):
    """`net.way` may be changed. When do you look at it?"""
    with torch.device("cpu"):
        net = seeded(torch, practised(torch).NamedCNN).eval()
        see("the way", list(net.way))
        net.way = ["conv1", "act", "pool"]
        see("a shorter way", net(images(torch, 1)).shape)
        net.way = ["act", "act", "flat"]
        see("a part twice", net(images(torch, 1)))


@probe("11.11")
def a_part_may_be_exchanged(torch, see):
    """Parts are found when they are called."""
    nn = torch.nn
    with torch.device("cpu"):
        net = seeded(torch, practised(torch).NamedCNN).eval()
        net.parts["act"] = nn.Tanh()
        see("its scores", net(images(torch)))


# -- 11.12 read


@prediction(
    "11.12",
    "the same",
    "other scores",
    "an error",
    wrong="asks in the mode that the network is in",
)
def one_image_alone_in_training_mode(torch):
    """A network of convolution and BatchNorm2d, left in training mode. It is asked for one image, alone and among
    others. What are the scores of that image the second time?"""
    nn = torch.nn
    torch.manual_seed(0)
    net = nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2))
    x = torch.rand(4, 1, 8, 8)
    try:
        return "the same" if torch.allclose(net(x[:1]), net(x)[:1]) else "other scores"
    except ValueError:
        return "an error"


@probe("11.12")
def it_says_which_digits_and_how_sure(torch, see):
    """The digits first, then the probabilities of the largest."""
    digits, sure = practised(torch).read(a_small_net(torch), images(torch))
    see("the digits", digits)
    see("how sure", sure.detach())


@probe("11.12")
def it_asks_in_eval_mode(torch, see):
    """In which mode does the network compute?"""
    modes = []

    class Spy(torch.nn.Module):
        def forward(self, x):
            modes.append(self.training)
            return self.net(x)

    spy = Spy()
    spy.net = a_small_net(torch)
    practised(torch).read(spy, images(torch))
    see("whether it was in training mode", modes)
    see("what the statistics have counted", spy.net[1].num_batches_tracked)


@probe("11.12")
def it_leaves_the_network_in_the_mode_it_met(torch, see):
    """In training, in eval: and afterwards?"""
    net = a_small_net(torch)
    practised(torch).read(net, images(torch))
    see("after training mode", [module.training for module in net.modules()])
    practised(torch).read(net.eval(), images(torch))
    see("after eval mode", [module.training for module in net.modules()])


@probe("11.12")
def nothing_is_recorded(torch, see):
    """Whose gradient could be asked for afterwards?"""
    net = a_small_net(torch)
    digits, sure = practised(torch).read(net, images(torch))
    see("whether they have a history", [digits.requires_grad, sure.requires_grad])
    see("whether recording is on again", torch.is_grad_enabled())


@probe("11.12")
def one_image_is_read_as_among_others(torch, see):
    """Does it matter who else is in the batch?"""
    read = practised(torch).read
    net = a_small_net(torch)
    many = images(torch, 4)
    alone = [read(net, many[at : at + 1])[1].item() for at in range(4)]
    see("each by itself", alone)
    see("all together", read(net, many)[1].tolist())


# -- 11.13 save_checkpoint and resume


@probe("11.13")
def the_file_holds_three_things(torch, see):
    """What is under which key?"""
    net = a_small_net(torch)
    optimizer = momentum_of(torch, net)
    step(torch, net, optimizer)
    found = torch.load(saved(torch, net, optimizer, 7))
    see("its keys", sorted(found))
    see("the epoch", found["epoch"])
    see("the network", list(found["net"]))
    see("the optimizer", sorted(found["optimizer"]))


@probe("11.13")
def the_epoch_comes_back(torch, see):
    """What does `resume` return?"""
    net = a_small_net(torch)
    optimizer = momentum_of(torch, net)
    see("the epoch", practised(torch).resume(saved(torch, net, optimizer, 12), net, optimizer))


@probe("11.13")
def the_numbers_of_the_network_come_back(torch, see):
    """Parameters and statistics, in the objects that are there."""
    net, other = a_small_net(torch), a_small_net(torch)
    optimizer = momentum_of(torch, net)
    step(torch, net, optimizer)
    weight = other[0].weight
    practised(torch).resume(saved(torch, net, optimizer, 1), other, momentum_of(torch, other))
    see(
        "whether all are equal",
        [torch.equal(a, b) for a, b in zip(other.state_dict().values(), net.state_dict().values(), strict=True)],
    )
    see("whether the weight is the same object", other[0].weight is weight)


@probe("11.13")
def the_momentum_comes_back(torch, see):
    """What does SGD remember from step to step?"""
    net, other = a_small_net(torch), a_small_net(torch)
    optimizer, fresh = momentum_of(torch, net), momentum_of(torch, other)
    step(torch, net, optimizer)
    practised(torch).resume(saved(torch, net, optimizer, 1), other, fresh)
    remembered, again = (o.state_dict()["state"] for o in (optimizer, fresh))
    see("for how many parameters", len(again))
    see(
        "whether it is equal",
        [torch.equal(again[k]["momentum_buffer"], v["momentum_buffer"]) for k, v in remembered.items()],
    )


@probe("11.13")
def a_resumed_training_goes_on_as_if_nothing_had_happened(torch, see):
    """Two steps, a file, two steps; or four steps. Where does the last bias come to lie?"""
    with torch.device("cpu"):
        net, other = a_small_net(torch), a_small_net(torch)
        optimizer, fresh = momentum_of(torch, net), momentum_of(torch, other)
        for at in range(4):
            if at == 2:
                practised(torch).resume(saved(torch, net, optimizer, 2), other, fresh)
            step(torch, net, optimizer, at)
        for at in (2, 3):
            step(torch, other, fresh, at)
        see("whether both are equal", torch.equal(net[3].bias, other[3].bias))
        see("the last bias", other[3].bias.detach())


@probe("11.13")
def the_learning_rate_comes_back(torch, see):
    """It was lowered on the way."""
    net = a_small_net(torch)
    optimizer, fresh = momentum_of(torch, net), momentum_of(torch, net)
    optimizer.param_groups[0]["lr"] = 0.5
    practised(torch).resume(saved(torch, net, optimizer, 2), net, fresh)
    see("the learning rate", fresh.param_groups[0]["lr"])


@probe("11.13")
def a_file_of_another_network_is_refused(torch, see):
    """The same layers under other names. Do you load strictly?"""
    nn = torch.nn
    net = a_small_net(torch)
    other = nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2), nn.Identity(), nn.Flatten(), nn.Linear(72, 10))
    file = saved(torch, net, momentum_of(torch, net), 1)
    see.raises("another network", lambda: practised(torch).resume(file, other, momentum_of(torch, other)))
