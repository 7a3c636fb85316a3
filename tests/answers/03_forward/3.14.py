# %% wrong="a softmax before the function that does one" caught="it_takes_scores_and_labels"
@grow(nn)
class CrossEntropyLoss(nn._WeightedLoss):
    def __init__(
        self, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean", label_smoothing=0.0
    ):
        super().__init__(weight, size_average, reduce, reduction)
        self.ignore_index, self.label_smoothing = ignore_index, label_smoothing

    def forward(self, input, target):
        return nn.functional.cross_entropy(
            nn.functional.softmax(input, 1),
            target,
            weight=self.weight,
            ignore_index=self.ignore_index,
            reduction=self.reduction,
            label_smoothing=self.label_smoothing,
        )

# %% wrong="nll_loss on the scores" caught="it_takes_scores_and_labels"
@grow(nn)
class CrossEntropyLoss(nn._WeightedLoss):
    def __init__(
        self, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean", label_smoothing=0.0
    ):
        super().__init__(weight, size_average, reduce, reduction)
        self.ignore_index, self.label_smoothing = ignore_index, label_smoothing

    def forward(self, input, target):
        return nn.functional.nll_loss(input, target, self.weight, reduction=self.reduction)

# %% wrong="the logarithm of the softmax, in two steps" caught="it_takes_scores_and_labels"
@grow(nn)
class CrossEntropyLoss(nn._WeightedLoss):
    def __init__(
        self, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean", label_smoothing=0.0
    ):
        super().__init__(weight, size_average, reduce, reduction)
        self.ignore_index, self.label_smoothing = ignore_index, label_smoothing

    def forward(self, input, target):
        logs = nn.functional.softmax(input, 1).log()
        return nn.functional.nll_loss(logs, target, self.weight, None, self.ignore_index, None, self.reduction)

# %% wrong="the target before the input" caught="it_takes_scores_and_labels"
@grow(nn)
class CrossEntropyLoss(nn._WeightedLoss):
    def __init__(
        self, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean", label_smoothing=0.0
    ):
        super().__init__(weight, size_average, reduce, reduction)
        self.ignore_index, self.label_smoothing = ignore_index, label_smoothing

    def forward(self, target, input):
        return nn.functional.cross_entropy(
            input,
            target,
            weight=self.weight,
            ignore_index=self.ignore_index,
            reduction=self.reduction,
            label_smoothing=self.label_smoothing,
        )

# %% wrong="weight does not reach the function" caught="each_class_counts_as_much_as_its_weight"
@grow(nn)
class CrossEntropyLoss(nn._WeightedLoss):
    def __init__(
        self, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean", label_smoothing=0.0
    ):
        super().__init__(weight, size_average, reduce, reduction)
        self.ignore_index, self.label_smoothing = ignore_index, label_smoothing

    def forward(self, input, target):
        return nn.functional.cross_entropy(
            input,
            target,
            ignore_index=self.ignore_index,
            reduction=self.reduction,
            label_smoothing=self.label_smoothing,
        )

# %% wrong="ignore_index does not reach the function" caught="an_ignored_label_does_not_count"
@grow(nn)
class CrossEntropyLoss(nn._WeightedLoss):
    def __init__(
        self, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean", label_smoothing=0.0
    ):
        super().__init__(weight, size_average, reduce, reduction)
        self.ignore_index, self.label_smoothing = ignore_index, label_smoothing

    def forward(self, input, target):
        return nn.functional.cross_entropy(
            input,
            target,
            weight=self.weight,
            reduction=self.reduction,
            label_smoothing=self.label_smoothing,
        )

# %% wrong="reduction does not reach the function" caught="each_reduction_is_handed_on"
@grow(nn)
class CrossEntropyLoss(nn._WeightedLoss):
    def __init__(
        self, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean", label_smoothing=0.0
    ):
        super().__init__(weight, size_average, reduce, reduction)
        self.ignore_index, self.label_smoothing = ignore_index, label_smoothing

    def forward(self, input, target):
        return nn.functional.cross_entropy(
            input,
            target,
            weight=self.weight,
            ignore_index=self.ignore_index,
            label_smoothing=self.label_smoothing,
        )

# %% wrong="label_smoothing does not reach the function" caught="labels_can_be_smoothed"
@grow(nn)
class CrossEntropyLoss(nn._WeightedLoss):
    def __init__(
        self, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean", label_smoothing=0.0
    ):
        super().__init__(weight, size_average, reduce, reduction)
        self.ignore_index, self.label_smoothing = ignore_index, label_smoothing

    def forward(self, input, target):
        return nn.functional.cross_entropy(
            input,
            target,
            weight=self.weight,
            ignore_index=self.ignore_index,
            reduction=self.reduction,
        )

# %% wrong="a log softmax and nll_loss, which know no smoothing" caught="labels_can_be_smoothed"
@grow(nn)
class CrossEntropyLoss(nn._WeightedLoss):
    def __init__(
        self, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean", label_smoothing=0.0
    ):
        super().__init__(weight, size_average, reduce, reduction)
        self.ignore_index, self.label_smoothing = ignore_index, label_smoothing

    def forward(self, input, target):
        logs = nn.functional.log_softmax(input, 1 if input.ndim > 1 else 0)
        return nn.functional.nll_loss(
            logs, target, weight=self.weight, ignore_index=self.ignore_index, reduction=self.reduction
        )

# %% wrong="the weight is a plain attribute" caught="the_weight_is_kept_and_not_trained"
@grow(nn)
class CrossEntropyLoss(nn._WeightedLoss):
    def __init__(
        self, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean", label_smoothing=0.0
    ):
        super().__init__(None, size_average, reduce, reduction)
        del self._buffers["weight"]
        self.weight = weight
        self.ignore_index, self.label_smoothing = ignore_index, label_smoothing

    def forward(self, input, target):
        return nn.functional.cross_entropy(
            input,
            target,
            weight=self.weight,
            ignore_index=self.ignore_index,
            reduction=self.reduction,
            label_smoothing=self.label_smoothing,
        )

# %% wrong="the weight is a parameter" caught="the_weight_is_kept_and_not_trained"
@grow(nn)
class CrossEntropyLoss(nn._WeightedLoss):
    def __init__(
        self, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean", label_smoothing=0.0
    ):
        super().__init__(None, size_average, reduce, reduction)
        del self._buffers["weight"]
        self.register_parameter("weight", None if weight is None else nn.Parameter(weight, requires_grad=False))
        self.ignore_index, self.label_smoothing = ignore_index, label_smoothing

    def forward(self, input, target):
        return nn.functional.cross_entropy(
            input,
            target,
            weight=self.weight,
            ignore_index=self.ignore_index,
            reduction=self.reduction,
            label_smoothing=self.label_smoothing,
        )

# %% wrong="the base does not hear of the weight" caught="each_class_counts_as_much_as_its_weight"
@grow(nn)
class CrossEntropyLoss(nn._WeightedLoss):
    def __init__(
        self, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean", label_smoothing=0.0
    ):
        super().__init__(None, size_average, reduce, reduction)
        self.ignore_index, self.label_smoothing = ignore_index, label_smoothing

    def forward(self, input, target):
        return nn.functional.cross_entropy(
            input,
            target,
            weight=self.weight,
            ignore_index=self.ignore_index,
            reduction=self.reduction,
            label_smoothing=self.label_smoothing,
        )

# %% wrong="all arguments go to the base in the order they came" caught="its_arguments_stand_in_torchs_order"
@grow(nn)
class CrossEntropyLoss(nn._WeightedLoss):
    def __init__(
        self, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean", label_smoothing=0.0
    ):
        super().__init__(weight, size_average, ignore_index, reduction)
        self.ignore_index, self.label_smoothing = ignore_index, label_smoothing

    def forward(self, input, target):
        return nn.functional.cross_entropy(
            input,
            target,
            weight=self.weight,
            ignore_index=self.ignore_index,
            reduction=self.reduction,
            label_smoothing=self.label_smoothing,
        )

# %% wrong="the old arguments are left out of the signature" caught="its_arguments_stand_in_torchs_order"
@grow(nn)
class CrossEntropyLoss(nn._WeightedLoss):
    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        super().__init__(weight, reduction=reduction)
        self.ignore_index, self.label_smoothing = ignore_index, label_smoothing

    def forward(self, input, target):
        return nn.functional.cross_entropy(
            input,
            target,
            weight=self.weight,
            ignore_index=self.ignore_index,
            reduction=self.reduction,
            label_smoothing=self.label_smoothing,
        )

# %% wrong="the old arguments are not handed on" caught="its_arguments_stand_in_torchs_order"
@grow(nn)
class CrossEntropyLoss(nn._WeightedLoss):
    def __init__(
        self, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean", label_smoothing=0.0
    ):
        super().__init__(weight, reduction=reduction)
        self.ignore_index, self.label_smoothing = ignore_index, label_smoothing

    def forward(self, input, target):
        return nn.functional.cross_entropy(
            input,
            target,
            weight=self.weight,
            ignore_index=self.ignore_index,
            reduction=self.reduction,
            label_smoothing=self.label_smoothing,
        )

# %% wrong="label 0 is ignored unless told otherwise" caught="it_takes_scores_and_labels"
@grow(nn)
class CrossEntropyLoss(nn._WeightedLoss):
    def __init__(
        self, weight=None, size_average=None, ignore_index=0, reduce=None, reduction="mean", label_smoothing=0.0
    ):
        super().__init__(weight, size_average, reduce, reduction)
        self.ignore_index, self.label_smoothing = ignore_index, label_smoothing

    def forward(self, input, target):
        return nn.functional.cross_entropy(
            input,
            target,
            weight=self.weight,
            ignore_index=self.ignore_index,
            reduction=self.reduction,
            label_smoothing=self.label_smoothing,
        )

# %% wrong="labels are turned into integers, probabilities too" caught="probabilities_may_be_the_target"
@grow(nn)
class CrossEntropyLoss(nn._WeightedLoss):
    def __init__(
        self, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean", label_smoothing=0.0
    ):
        super().__init__(weight, size_average, reduce, reduction)
        self.ignore_index, self.label_smoothing = ignore_index, label_smoothing

    def forward(self, input, target):
        return nn.functional.cross_entropy(
            input,
            target.long(),
            weight=self.weight,
            ignore_index=self.ignore_index,
            reduction=self.reduction,
            label_smoothing=self.label_smoothing,
        )

# %% wrong="a list becomes a tensor without a word" caught="a_weight_must_be_a_tensor"
@grow(nn)
class CrossEntropyLoss(nn._WeightedLoss):
    def __init__(
        self, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean", label_smoothing=0.0
    ):
        weight = torch.tensor(weight) if isinstance(weight, list) else weight
        super().__init__(weight, size_average, reduce, reduction)
        self.ignore_index, self.label_smoothing = ignore_index, label_smoothing

    def forward(self, input, target):
        return nn.functional.cross_entropy(
            input,
            target,
            weight=self.weight,
            ignore_index=self.ignore_index,
            reduction=self.reduction,
            label_smoothing=self.label_smoothing,
        )

# %% wrong="its settings stand in the repr" caught="it_prints_without_its_settings"
@grow(nn)
class CrossEntropyLoss(nn._WeightedLoss):
    def __init__(
        self, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean", label_smoothing=0.0
    ):
        super().__init__(weight, size_average, reduce, reduction)
        self.ignore_index, self.label_smoothing = ignore_index, label_smoothing

    def forward(self, input, target):
        return nn.functional.cross_entropy(
            input,
            target,
            weight=self.weight,
            ignore_index=self.ignore_index,
            reduction=self.reduction,
            label_smoothing=self.label_smoothing,
        )

    def extra_repr(self):
        return f"label_smoothing={self.label_smoothing}"

# %% wrong="without the graph" caught="gradients_push_the_right_score_up"
@grow(nn)
class CrossEntropyLoss(nn._WeightedLoss):
    def __init__(
        self, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean", label_smoothing=0.0
    ):
        super().__init__(weight, size_average, reduce, reduction)
        self.ignore_index, self.label_smoothing = ignore_index, label_smoothing

    def forward(self, input, target):
        return nn.functional.cross_entropy(
            input.detach().requires_grad_(input.requires_grad),
            target,
            weight=self.weight,
            ignore_index=self.ignore_index,
            reduction=self.reduction,
            label_smoothing=self.label_smoothing,
        )

# %% wrong="settings of the time it was made" caught="settings_may_be_changed_later"
@grow(nn)
class CrossEntropyLoss(nn._WeightedLoss):
    def __init__(
        self, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean", label_smoothing=0.0
    ):
        super().__init__(weight, size_average, reduce, reduction)
        self.ignore_index, self.label_smoothing = ignore_index, label_smoothing
        self.options = {"ignore_index": ignore_index, "reduction": self.reduction, "label_smoothing": label_smoothing}

    def forward(self, input, target):
        return nn.functional.cross_entropy(input, target, weight=self.weight, **self.options)

# %% wrong="two dimensions are taken for granted" caught="images_may_have_a_label_at_each_place"
@grow(nn)
class CrossEntropyLoss(nn._WeightedLoss):
    def __init__(
        self, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean", label_smoothing=0.0
    ):
        super().__init__(weight, size_average, reduce, reduction)
        self.ignore_index, self.label_smoothing = ignore_index, label_smoothing

    def forward(self, input, target):
        if input.ndim != 2:
            raise ValueError("scores have two dimensions")
        return nn.functional.cross_entropy(
            input,
            target,
            weight=self.weight,
            ignore_index=self.ignore_index,
            reduction=self.reduction,
            label_smoothing=self.label_smoothing,
        )

# %% right="the settings by a loop over their names"
@grow(nn)
class CrossEntropyLoss(nn._WeightedLoss):
    def __init__(
        self, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean", label_smoothing=0.0
    ):
        super().__init__(weight, size_average, reduce, reduction)
        self.ignore_index, self.label_smoothing = ignore_index, label_smoothing

    def forward(self, input, target):
        names = ("weight", "ignore_index", "reduction", "label_smoothing")
        return nn.functional.cross_entropy(input, target, **{name: getattr(self, name) for name in names})

# %% right="by position, and the base by names"
@grow(nn)
class CrossEntropyLoss(nn._WeightedLoss):
    def __init__(
        self, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean", label_smoothing=0.0
    ):
        super().__init__(weight=weight, size_average=size_average, reduce=reduce, reduction=reduction)
        self.ignore_index = ignore_index
        self.label_smoothing = label_smoothing

    def forward(self, input, target):
        return nn.functional.cross_entropy(
            input, target, self.weight, None, self.ignore_index, None, self.reduction, self.label_smoothing
        )

# %% right="keywords for what is not old"
@grow(nn)
class CrossEntropyLoss(nn._WeightedLoss):
    def __init__(
        self, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean", label_smoothing=0.0
    ):
        """Keep four settings."""
        super().__init__(weight, size_average, reduce, reduction)
        self.ignore_index, self.label_smoothing = ignore_index, label_smoothing

    def forward(self, input, target):
        smoothing = self.label_smoothing
        shared = dict(weight=self.weight, ignore_index=self.ignore_index, reduction=self.reduction)
        return nn.functional.cross_entropy(input, target, label_smoothing=smoothing, **shared)
