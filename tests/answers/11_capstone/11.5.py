# %% wrong="the first dimension first" caught="the_last_dimension_comes_first"
@grow(nn._ConvNd)
def _both_sides(self):
    sides = []
    for at, (size, gap) in enumerate(zip(self.kernel_size, self.dilation, strict=True)):
        if isinstance(self.padding, str):
            lacking = gap * (size - 1) if self.padding == "same" else 0
            before, after = lacking // 2, lacking - lacking // 2
        else:
            before = after = self.padding[at]
        sides = [*sides, before, after]
    return sides

# %% wrong="one number for each dimension" caught="the_last_dimension_comes_first"
@grow(nn._ConvNd)
def _both_sides(self):
    sides = []
    for at, (size, gap) in enumerate(zip(self.kernel_size, self.dilation, strict=True)):
        if isinstance(self.padding, str):
            lacking = gap * (size - 1) if self.padding == "same" else 0
            before, after = lacking // 2, lacking - lacking // 2
        else:
            before = after = self.padding[at]
        sides = [before, *sides]
    return sides

# %% wrong="the larger part comes before" caught="of_an_odd_number_the_larger_part_comes_after"
@grow(nn._ConvNd)
def _both_sides(self):
    sides = []
    for at, (size, gap) in enumerate(zip(self.kernel_size, self.dilation, strict=True)):
        if isinstance(self.padding, str):
            lacking = gap * (size - 1) if self.padding == "same" else 0
            before, after = lacking - lacking // 2, lacking // 2
        else:
            before = after = self.padding[at]
        sides = [before, after, *sides]
    return sides

# %% wrong="the same on both sides" caught="of_an_odd_number_the_larger_part_comes_after"
@grow(nn._ConvNd)
def _both_sides(self):
    sides = []
    for at, (size, gap) in enumerate(zip(self.kernel_size, self.dilation, strict=True)):
        if isinstance(self.padding, str):
            lacking = gap * (size - 1) if self.padding == "same" else 0
            before, after = lacking // 2, lacking // 2
        else:
            before = after = self.padding[at]
        sides = [before, after, *sides]
    return sides

# %% wrong="gaps are forgotten" caught="gaps_make_the_kernel_larger"
@grow(nn._ConvNd)
def _both_sides(self):
    sides = []
    for at, (size, gap) in enumerate(zip(self.kernel_size, self.dilation, strict=True)):
        if isinstance(self.padding, str):
            lacking = (size - 1) if self.padding == "same" else 0
            before, after = lacking // 2, lacking - lacking // 2
        else:
            before = after = self.padding[at]
        sides = [before, after, *sides]
    return sides

# %% wrong="the kernel is multiplied by its gaps" caught="gaps_make_the_kernel_larger"
@grow(nn._ConvNd)
def _both_sides(self):
    sides = []
    for at, (size, gap) in enumerate(zip(self.kernel_size, self.dilation, strict=True)):
        if isinstance(self.padding, str):
            lacking = gap * size - 1 if self.padding == "same" else 0
            before, after = lacking // 2, lacking - lacking // 2
        else:
            before = after = self.padding[at]
        sides = [before, after, *sides]
    return sides

# %% wrong="the whole kernel is lacking" caught="same_lacks_what_the_kernel_takes_away"
@grow(nn._ConvNd)
def _both_sides(self):
    sides = []
    for at, (size, gap) in enumerate(zip(self.kernel_size, self.dilation, strict=True)):
        if isinstance(self.padding, str):
            lacking = gap * size if self.padding == "same" else 0
            before, after = lacking // 2, lacking - lacking // 2
        else:
            before = after = self.padding[at]
        sides = [before, after, *sides]
    return sides

# %% wrong="valid is taken for same" caught="valid_is_no_padding"
@grow(nn._ConvNd)
def _both_sides(self):
    sides = []
    for at, (size, gap) in enumerate(zip(self.kernel_size, self.dilation, strict=True)):
        if isinstance(self.padding, str):
            lacking = gap * (size - 1)
            before, after = lacking // 2, lacking - lacking // 2
        else:
            before = after = self.padding[at]
        sides = [before, after, *sides]
    return sides

# %% wrong="text gives no list" caught="same_lacks_what_the_kernel_takes_away"
@grow(nn._ConvNd)
def _both_sides(self):
    if isinstance(self.padding, str):
        return []
    sides = []
    for at, (size, gap) in enumerate(zip(self.kernel_size, self.dilation, strict=True)):
        if isinstance(self.padding, str):
            lacking = gap * (size - 1) if self.padding == "same" else 0
            before, after = lacking // 2, lacking - lacking // 2
        else:
            before = after = self.padding[at]
        sides = [before, after, *sides]
    return sides

# %% wrong="two dimensions, always" caught="rows_and_rooms_have_sides_too"
@grow(nn._ConvNd)
def _both_sides(self):
    if self.padding == "valid":
        return [0, 0, 0, 0]
    if self.padding == "same":
        (h, w), (dh, dw) = self.kernel_size, self.dilation
        h, w = dh * (h - 1), dw * (w - 1)
        return [w // 2, w - w // 2, h // 2, h - h // 2]
    return [self.padding[1], self.padding[1], self.padding[0], self.padding[0]]

# %% wrong="zeros have no list" caught="the_last_dimension_comes_first"
@grow(nn._ConvNd)
def _both_sides(self):
    if self.padding_mode == "zeros":
        return []
    sides = []
    for at, (size, gap) in enumerate(zip(self.kernel_size, self.dilation, strict=True)):
        if isinstance(self.padding, str):
            lacking = gap * (size - 1) if self.padding == "same" else 0
            before, after = lacking // 2, lacking - lacking // 2
        else:
            before = after = self.padding[at]
        sides = [before, after, *sides]
    return sides

# %% right="backwards through the dimensions"
@grow(nn._ConvNd)
def _both_sides(self):
    sides = []
    for at in reversed(range(len(self.kernel_size))):
        if self.padding == "valid":
            lacking = 0
        elif self.padding == "same":
            lacking = self.dilation[at] * (self.kernel_size[at] - 1)
        else:
            lacking = 2 * self.padding[at]
        sides += [lacking // 2, (lacking + 1) // 2]
    return sides

# %% right="all that lacks first, then the pairs"
@grow(nn._ConvNd)
def _both_sides(self):
    reach = [d * (k - 1) for d, k in zip(self.dilation, self.kernel_size)]
    lacking = {"same": reach, "valid": [0] * len(reach)}
    if isinstance(self.padding, str):
        pairs = [(n // 2, n - n // 2) for n in lacking[self.padding]]
    else:
        pairs = [(n, n) for n in self.padding]
    return [n for pair in pairs[::-1] for n in pair]
