# %% wrong="does not scale what is kept" caught="what_is_kept_is_scaled_up"
@grow(nn)
class Dropout(nn.Module):
    def __init__(self, p=0.5, inplace=False):
        super().__init__()
        if p < 0 or p > 1:
            raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")
        self.p, self.inplace = p, inplace

    def forward(self, input):
        if not self.training or self.p == 0:
            return input
        kept = torch.empty_like(input).bernoulli_(1 - self.p)
        return input.mul_(kept) if self.inplace else input * kept

    def extra_repr(self):
        return f"p={self.p}, inplace={self.inplace}"

# %% wrong="scales in eval instead" caught="what_is_kept_is_scaled_up"
@grow(nn)
class Dropout(nn.Module):
    def __init__(self, p=0.5, inplace=False):
        super().__init__()
        if p < 0 or p > 1:
            raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")
        self.p, self.inplace = p, inplace

    def forward(self, input):
        if not self.training:
            return input * (1 - self.p)
        kept = torch.empty_like(input).bernoulli_(1 - self.p)
        return input.mul_(kept) if self.inplace else input * kept

    def extra_repr(self):
        return f"p={self.p}, inplace={self.inplace}"

# %% wrong="divides by p" caught="what_is_kept_is_scaled_up"
@grow(nn)
class Dropout(nn.Module):
    def __init__(self, p=0.5, inplace=False):
        super().__init__()
        if p < 0 or p > 1:
            raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")
        self.p, self.inplace = p, inplace

    def forward(self, input):
        if not self.training or self.p == 0:
            return input
        noise = torch.empty_like(input).bernoulli_(1 - self.p) / self.p
        return input.mul_(noise) if self.inplace else input * noise

    def extra_repr(self):
        return f"p={self.p}, inplace={self.inplace}"

# %% wrong="p taken for the chance of being kept" caught="p_is_the_chance_of_being_dropped"
@grow(nn)
class Dropout(nn.Module):
    def __init__(self, p=0.5, inplace=False):
        super().__init__()
        if p < 0 or p > 1:
            raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")
        self.p, self.inplace = p, inplace

    def forward(self, input):
        if not self.training or self.p == 0:
            return input
        kept = torch.empty_like(input).bernoulli_(self.p)
        noise = kept / (1 - self.p) if self.p < 1 else torch.zeros_like(input)
        return input.mul_(noise) if self.inplace else input * noise

    def extra_repr(self):
        return f"p={self.p}, inplace={self.inplace}"

# %% wrong="drops whole rows" caught="what_is_kept_is_scaled_up"
@grow(nn)
class Dropout(nn.Module):
    def __init__(self, p=0.5, inplace=False):
        super().__init__()
        if p < 0 or p > 1:
            raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")
        self.p, self.inplace = p, inplace

    def forward(self, input):
        if not self.training or self.p == 0:
            return input
        kept = torch.empty(1).bernoulli_(1 - self.p)
        noise = kept / (1 - self.p) if self.p < 1 else kept
        return input.mul_(noise) if self.inplace else input * noise

    def extra_repr(self):
        return f"p={self.p}, inplace={self.inplace}"

# %% wrong="one chance for each number of a row, the same for all rows" caught="every_number_has_its_own_chance"
@grow(nn)
class Dropout(nn.Module):
    def __init__(self, p=0.5, inplace=False):
        super().__init__()
        if p < 0 or p > 1:
            raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")
        self.p, self.inplace = p, inplace

    def forward(self, input):
        if not self.training or self.p == 0:
            return input
        kept = torch.empty(input.shape[-1], dtype=input.dtype).bernoulli_(1 - self.p)
        noise = kept / (1 - self.p) if self.p < 1 else kept
        return input.mul_(noise) if self.inplace else input * noise

    def extra_repr(self):
        return f"p={self.p}, inplace={self.inplace}"

# %% wrong="draws once, when the layer is first called" caught="every_call_draws_anew_from_torchs_generator"
@grow(nn)
class Dropout(nn.Module):
    def __init__(self, p=0.5, inplace=False):
        super().__init__()
        if p < 0 or p > 1:
            raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")
        self.p, self.inplace, self.kept = p, inplace, None

    def forward(self, input):
        if not self.training or self.p == 0:
            return input
        if self.kept is None or self.kept.shape != input.shape:
            self.kept = torch.empty_like(input).bernoulli_(1 - self.p)
        noise = self.kept / (1 - self.p) if self.p < 1 else self.kept
        return input.mul_(noise) if self.inplace else input * noise

    def extra_repr(self):
        return f"p={self.p}, inplace={self.inplace}"

# %% wrong="numpy's generator, which no manual_seed reaches" caught="every_call_draws_anew_from_torchs_generator"
import numpy as np


@grow(nn)
class Dropout(nn.Module):
    def __init__(self, p=0.5, inplace=False):
        super().__init__()
        if p < 0 or p > 1:
            raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")
        self.p, self.inplace = p, inplace

    def forward(self, input):
        if not self.training or self.p == 0:
            return input
        kept = torch.tensor((np.random.default_rng().random(tuple(input.shape)) >= self.p).tolist()).to(input.dtype)
        noise = kept / (1 - self.p) if self.p < 1 else kept
        return input.mul_(noise) if self.inplace else input * noise

    def extra_repr(self):
        return f"p={self.p}, inplace={self.inplace}"

# %% wrong="drops in eval, too" caught="in_eval_the_input_itself_comes_back"
@grow(nn)
class Dropout(nn.Module):
    def __init__(self, p=0.5, inplace=False):
        super().__init__()
        if p < 0 or p > 1:
            raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")
        self.p, self.inplace = p, inplace

    def forward(self, input):
        if self.p == 0:
            return input
        kept = torch.empty_like(input).bernoulli_(1 - self.p)
        noise = kept / (1 - self.p) if self.p < 1 else kept
        return input.mul_(noise) if self.inplace else input * noise

    def extra_repr(self):
        return f"p={self.p}, inplace={self.inplace}"

# %% wrong="functional.dropout, and training forgotten" caught="in_eval_the_input_itself_comes_back"
@grow(nn)
class Dropout(nn.Module):
    def __init__(self, p=0.5, inplace=False):
        super().__init__()
        if p < 0 or p > 1:
            raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")
        self.p, self.inplace = p, inplace

    def forward(self, input):
        return nn.functional.dropout(input, self.p, inplace=self.inplace)

    def extra_repr(self):
        return f"p={self.p}, inplace={self.inplace}"

# %% wrong="the mode is read when the layer is made" caught="in_eval_the_input_itself_comes_back"
@grow(nn)
class Dropout(nn.Module):
    def __init__(self, p=0.5, inplace=False):
        super().__init__()
        if p < 0 or p > 1:
            raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")
        self.p, self.inplace, self.drops = p, inplace, self.training

    def forward(self, input):
        if not self.drops or self.p == 0:
            return input
        kept = torch.empty_like(input).bernoulli_(1 - self.p)
        noise = kept / (1 - self.p) if self.p < 1 else kept
        return input.mul_(noise) if self.inplace else input * noise

    def extra_repr(self):
        return f"p={self.p}, inplace={self.inplace}"

# %% wrong="a copy in eval" caught="in_eval_the_input_itself_comes_back"
@grow(nn)
class Dropout(nn.Module):
    def __init__(self, p=0.5, inplace=False):
        super().__init__()
        if p < 0 or p > 1:
            raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")
        self.p, self.inplace = p, inplace

    def forward(self, input):
        if not self.training or self.p == 0:
            return input.clone()
        kept = torch.empty_like(input).bernoulli_(1 - self.p)
        noise = kept / (1 - self.p) if self.p < 1 else kept
        return input.mul_(noise) if self.inplace else input * noise

    def extra_repr(self):
        return f"p={self.p}, inplace={self.inplace}"

# %% wrong="0 / 0 where p is 1" caught="with_p_0_nothing_and_with_p_1_everything_is_dropped"
@grow(nn)
class Dropout(nn.Module):
    def __init__(self, p=0.5, inplace=False):
        super().__init__()
        if p < 0 or p > 1:
            raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")
        self.p, self.inplace = p, inplace

    def forward(self, input):
        if not self.training or self.p == 0:
            return input
        noise = torch.empty_like(input).bernoulli_(1 - self.p).div_(1 - self.p)
        return input.mul_(noise) if self.inplace else input * noise

    def extra_repr(self):
        return f"p={self.p}, inplace={self.inplace}"

# %% wrong="the noise is put on the detached input" caught="with_p_0_nothing_and_with_p_1_everything_is_dropped"
@grow(nn)
class Dropout(nn.Module):
    def __init__(self, p=0.5, inplace=False):
        super().__init__()
        if p < 0 or p > 1:
            raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")
        self.p, self.inplace = p, inplace

    def forward(self, input):
        if not self.training or self.p == 0:
            return input
        kept = torch.empty_like(input).bernoulli_(1 - self.p)
        noise = kept / (1 - self.p) if self.p < 1 else kept
        return input.mul_(noise) if self.inplace else input.detach() * noise

    def extra_repr(self):
        return f"p={self.p}, inplace={self.inplace}"

# %% wrong="the gradient passes everywhere" caught="the_gradient_passes_where_the_number_passed"
@grow(nn)
class Dropout(nn.Module):
    def __init__(self, p=0.5, inplace=False):
        super().__init__()
        if p < 0 or p > 1:
            raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")
        self.p, self.inplace = p, inplace

    def forward(self, input):
        if not self.training or self.p == 0:
            return input
        kept = torch.empty_like(input).bernoulli_(1 - self.p)
        if self.inplace or self.p == 1:
            return input.mul_(kept / (1 - self.p)) if self.inplace else input * 0
        return input + (input * (kept / (1 - self.p)) - input).detach()

    def extra_repr(self):
        return f"p={self.p}, inplace={self.inplace}"

# %% wrong="inplace is ignored" caught="in_place_the_input_is_changed_and_returned"
@grow(nn)
class Dropout(nn.Module):
    def __init__(self, p=0.5, inplace=False):
        super().__init__()
        if p < 0 or p > 1:
            raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")
        self.p, self.inplace = p, inplace

    def forward(self, input):
        if not self.training or self.p == 0:
            return input
        kept = torch.empty_like(input).bernoulli_(1 - self.p)
        return input * (kept / (1 - self.p) if self.p < 1 else kept)

    def extra_repr(self):
        return f"p={self.p}, inplace={self.inplace}"

# %% wrong="always in place" caught="every_call_draws_anew_from_torchs_generator"
@grow(nn)
class Dropout(nn.Module):
    def __init__(self, p=0.5, inplace=False):
        super().__init__()
        if p < 0 or p > 1:
            raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")
        self.p, self.inplace = p, inplace

    def forward(self, input):
        if not self.training or self.p == 0:
            return input
        kept = torch.empty_like(input).bernoulli_(1 - self.p)
        with torch.no_grad():
            return input.mul_(kept / (1 - self.p) if self.p < 1 else kept)

    def extra_repr(self):
        return f"p={self.p}, inplace={self.inplace}"

# %% wrong="p is never looked at" caught="a_p_outside_0_to_1_is_refused_when_the_layer_is_made"
@grow(nn)
class Dropout(nn.Module):
    def __init__(self, p=0.5, inplace=False):
        super().__init__()
        self.p, self.inplace = p, inplace

    def forward(self, input):
        if not self.training or self.p == 0:
            return input
        kept = torch.empty_like(input).bernoulli_(1 - self.p)
        noise = kept / (1 - self.p) if self.p < 1 else kept
        return input.mul_(noise) if self.inplace else input * noise

    def extra_repr(self):
        return f"p={self.p}, inplace={self.inplace}"

# %% wrong="0 and 1 are refused, too" caught="with_p_0_nothing_and_with_p_1_everything_is_dropped"
@grow(nn)
class Dropout(nn.Module):
    def __init__(self, p=0.5, inplace=False):
        super().__init__()
        if not 0 < p < 1:
            raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")
        self.p, self.inplace = p, inplace

    def forward(self, input):
        if not self.training:
            return input
        noise = torch.empty_like(input).bernoulli_(1 - self.p) / (1 - self.p)
        return input.mul_(noise) if self.inplace else input * noise

    def extra_repr(self):
        return f"p={self.p}, inplace={self.inplace}"

# %% wrong="noise in float32 whatever comes in" caught="other_dtypes_stay_what_they_are"
@grow(nn)
class Dropout(nn.Module):
    def __init__(self, p=0.5, inplace=False):
        super().__init__()
        if p < 0 or p > 1:
            raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")
        self.p, self.inplace = p, inplace

    def forward(self, input):
        if not self.training or self.p == 0:
            return input
        kept = (torch.rand(input.shape) >= self.p).float()
        noise = kept / (1 - self.p) if self.p < 1 else kept
        return input.mul_(noise) if self.inplace else input.float() * noise

    def extra_repr(self):
        return f"p={self.p}, inplace={self.inplace}"

# %% right="torch's own line"
@grow(nn)
class Dropout(nn.Module):
    def __init__(self, p=0.5, inplace=False):
        super().__init__()
        if p < 0 or p > 1:
            raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")
        self.p = p
        self.inplace = inplace

    def forward(self, input):
        return nn.functional.dropout(input, self.p, self.training, self.inplace)

    def extra_repr(self):
        return f"p={self.p}, inplace={self.inplace}"

# %% right="rand_like, other zeros than torch's"
@grow(nn)
class Dropout(nn.Module):
    def __init__(self, p=0.5, inplace=False):
        if not 0 <= p <= 1:
            raise ValueError(p)
        super().__init__()
        self.p, self.inplace = p, inplace

    def forward(self, input):
        if self.training and self.p > 0:
            keep = torch.rand_like(input) >= self.p
            scale = 1 / max(1 - self.p, 1e-12)
            noise = keep.to(input.dtype) * scale
            if self.inplace:
                input *= noise
            else:
                input = input * noise
        return input

    def extra_repr(self):
        return f"p={self.p}, inplace={self.inplace}"

# %% right="torch.where, torch.bernoulli"
@grow(nn)
class Dropout(nn.Module):
    def __init__(self, p=0.5, inplace=False):
        super().__init__()
        if p < 0 or 1 < p:
            raise ValueError("p is a probability")
        self.p, self.inplace = p, inplace

    def forward(self, input):
        if not self.training or not self.p:
            return input
        dropped = torch.bernoulli(torch.full_like(input, self.p)).bool()
        if self.inplace:
            return input.masked_fill_(dropped, 0.0).div_(1 - self.p or 1)
        return torch.where(dropped, torch.zeros_like(input), input) / (1 - self.p or 1)

    def extra_repr(self):
        return f"p={self.p}, inplace={self.inplace}"
