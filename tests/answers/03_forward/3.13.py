# %% wrong="the mean, whatever reduction says" caught="reduction_says_what_becomes_of_the_squares"
@grow(nn)
class MSELoss(nn._Loss):
    def forward(self, input, target):
        return nn.functional.mse_loss(input, target)

# %% wrong="by hand, and the mean only" caught="reduction_says_what_becomes_of_the_squares"
@grow(nn)
class MSELoss(nn._Loss):
    def forward(self, input, target):
        return ((input - target) ** 2).mean()

# %% wrong="divides by the number of rows" caught="the_mean_is_over_all_elements"
@grow(nn)
class MSELoss(nn._Loss):
    def forward(self, input, target):
        squares = (input - target) ** 2
        return {"mean": squares.sum() / len(input), "sum": squares.sum(), "none": squares}[self.reduction]

# %% wrong="the root of it" caught="the_mean_is_over_all_elements"
@grow(nn)
class MSELoss(nn._Loss):
    def forward(self, input, target):
        return nn.functional.mse_loss(input, target, reduction=self.reduction).sqrt()

# %% wrong="absolute differences" caught="the_mean_is_over_all_elements"
@grow(nn)
class MSELoss(nn._Loss):
    def forward(self, input, target):
        return nn.functional.l1_loss(input, target, reduction=self.reduction)

# %% wrong="one half of it, as in textbooks" caught="the_mean_is_over_all_elements"
@grow(nn)
class MSELoss(nn._Loss):
    def forward(self, input, target):
        return nn.functional.mse_loss(input, target, reduction=self.reduction) / 2

# %% wrong="reduction by position, where size_average stands" caught="reduction_says_what_becomes_of_the_squares"
@grow(nn)
class MSELoss(nn._Loss):
    def forward(self, input, target):
        return nn.functional.mse_loss(input, target, self.reduction)

# %% wrong="a word it does not know is a sum" caught="an_unknown_reduction_is_refused_when_it_is_called"
import warnings


@grow(nn)
class MSELoss(nn._Loss):
    def forward(self, input, target):
        if input.shape != target.shape:
            warnings.warn("the shapes differ", stacklevel=2)
        squares = (input - target) ** 2
        if self.reduction == "none":
            return squares
        return squares.mean() if self.reduction == "mean" else squares.sum()

# %% wrong="broadcasts without a word" caught="two_shapes_that_differ_are_warned_of"
@grow(nn)
class MSELoss(nn._Loss):
    def forward(self, input, target):
        squares = (input - target) ** 2
        if self.reduction not in ("mean", "sum", "none"):
            raise ValueError(f"{self.reduction} is not a valid value for reduction")
        return squares if self.reduction == "none" else getattr(squares, self.reduction)()

# %% wrong="the target is cut off" caught="gradients_reach_the_output_and_a_target_that_asks"
@grow(nn)
class MSELoss(nn._Loss):
    def forward(self, input, target):
        return nn.functional.mse_loss(input, target.detach(), reduction=self.reduction)

# %% wrong="an __init__ of its own, without the old arguments" caught="the_old_arguments_still_stand_first"
@grow(nn)
class MSELoss(nn._Loss):
    def __init__(self, reduction="mean"):
        super().__init__(reduction=reduction)

    def forward(self, input, target):
        return nn.functional.mse_loss(input, target, reduction=self.reduction)

# %% wrong="unknown words are refused when it is made" caught="an_unknown_reduction_is_refused_when_it_is_called"
@grow(nn)
class MSELoss(nn._Loss):
    def __init__(self, size_average=None, reduce=None, reduction="mean"):
        super().__init__(size_average, reduce, reduction)
        if self.reduction not in ("mean", "sum", "none"):
            raise ValueError(f"{reduction} is not a valid value for reduction")

    def forward(self, input, target):
        return nn.functional.mse_loss(input, target, reduction=self.reduction)

# %% wrong="a plain number" caught="the_mean_is_over_all_elements"
@grow(nn)
class MSELoss(nn._Loss):
    def forward(self, input, target):
        loss = nn.functional.mse_loss(input, target, reduction=self.reduction)
        return loss.item() if loss.ndim == 0 else loss

# %% right="by hand, with the warning and the refusal"
import warnings


@grow(nn)
class MSELoss(nn._Loss):
    def forward(self, input, target):
        if self.reduction not in ("mean", "sum", "none"):
            raise ValueError(f"{self.reduction} is not a valid value for reduction")
        if input.shape != target.shape:
            warnings.warn("input and target have different sizes", stacklevel=2)
        squares = (input - target) ** 2
        return squares if self.reduction == "none" else getattr(squares, self.reduction)()

# %% right="every argument by name"
@grow(nn)
class MSELoss(nn._Loss):
    """The mean squared error."""

    def forward(self, input, target):
        reduction = self.reduction
        return nn.functional.mse_loss(input=input, target=target, reduction=reduction)

# %% right="with an __init__ that hands everything on"
@grow(nn)
class MSELoss(nn._Loss):
    def __init__(self, size_average=None, reduce=None, reduction="mean"):
        super().__init__(size_average, reduce, reduction)

    def forward(self, output, target):
        return nn.functional.mse_loss(output, target, None, None, self.reduction)
