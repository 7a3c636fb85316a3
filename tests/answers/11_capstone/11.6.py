# %% wrong="everything is said" caught="four_settings_are_always_said"
@grow(nn._ConvNd)
def extra_repr(self):
    said = f"{self.in_channels}, {self.out_channels}, kernel_size={self.kernel_size}, stride={self.stride}"
    zeros, ones = ((n,) * len(self.kernel_size) for n in (0, 1))
    usual = {"padding": zeros, "dilation": ones, "output_padding": zeros, "groups": 1}
    for name, value in usual.items():
        if True:
            said += f", {name}={getattr(self, name)}"
    said += ", bias=False" if self.bias is None else ""
    return said if self.padding_mode == "zeros" else f"{said}, padding_mode={self.padding_mode}"

# %% wrong="the stride only where it is unusual" caught="four_settings_are_always_said"
@grow(nn._ConvNd)
def extra_repr(self):
    said = f"{self.in_channels}, {self.out_channels}, kernel_size={self.kernel_size}"
    zeros, ones = ((n,) * len(self.kernel_size) for n in (0, 1))
    usual = {"stride": ones, "padding": zeros, "dilation": ones, "output_padding": zeros, "groups": 1}
    for name, value in usual.items():
        if getattr(self, name) != value:
            said += f", {name}={getattr(self, name)}"
    said += ", bias=False" if self.bias is None else ""
    return said if self.padding_mode == "zeros" else f"{said}, padding_mode={self.padding_mode}"

# %% wrong="names before the channels" caught="four_settings_are_always_said"
@grow(nn._ConvNd)
def extra_repr(self):
    said = f"in_channels={self.in_channels}, out_channels={self.out_channels}, kernel_size={self.kernel_size}, stride={self.stride}"
    zeros, ones = ((n,) * len(self.kernel_size) for n in (0, 1))
    usual = {"padding": zeros, "dilation": ones, "output_padding": zeros, "groups": 1}
    for name, value in usual.items():
        if getattr(self, name) != value:
            said += f", {name}={getattr(self, name)}"
    said += ", bias=False" if self.bias is None else ""
    return said if self.padding_mode == "zeros" else f"{said}, padding_mode={self.padding_mode}"

# %% wrong="the padding is forgotten" caught="padding_is_said_where_there_is_some"
@grow(nn._ConvNd)
def extra_repr(self):
    said = f"{self.in_channels}, {self.out_channels}, kernel_size={self.kernel_size}, stride={self.stride}"
    zeros, ones = ((n,) * len(self.kernel_size) for n in (0, 1))
    usual = {"dilation": ones, "output_padding": zeros, "groups": 1}
    for name, value in usual.items():
        if getattr(self, name) != value:
            said += f", {name}={getattr(self, name)}"
    said += ", bias=False" if self.bias is None else ""
    return said if self.padding_mode == "zeros" else f"{said}, padding_mode={self.padding_mode}"

# %% wrong="text as padding is no news" caught="padding_is_said_where_there_is_some"
@grow(nn._ConvNd)
def extra_repr(self):
    said = f"{self.in_channels}, {self.out_channels}, kernel_size={self.kernel_size}, stride={self.stride}"
    zeros, ones = ((n,) * len(self.kernel_size) for n in (0, 1))
    usual = {"padding": zeros, "dilation": ones, "output_padding": zeros, "groups": 1}
    for name, value in usual.items():
        if not isinstance(getattr(self, name), str) and getattr(self, name) != value:
            said += f", {name}={getattr(self, name)}"
    said += ", bias=False" if self.bias is None else ""
    return said if self.padding_mode == "zeros" else f"{said}, padding_mode={self.padding_mode}"

# %% wrong="the first padding alone is asked" caught="padding_is_said_where_there_is_some"
@grow(nn._ConvNd)
def extra_repr(self):
    said = f"{self.in_channels}, {self.out_channels}, kernel_size={self.kernel_size}, stride={self.stride}"
    zeros, ones = ((n,) * len(self.kernel_size) for n in (0, 1))
    usual = {"padding": zeros, "dilation": ones, "output_padding": zeros, "groups": 1}
    for name, value in usual.items():
        if (getattr(self, name) != value if name != "padding" else self.padding[0] != 0):
            said += f", {name}={getattr(self, name)}"
    said += ", bias=False" if self.bias is None else ""
    return said if self.padding_mode == "zeros" else f"{said}, padding_mode={self.padding_mode}"

# %% wrong="the dilation is never said" caught="dilation_is_said_where_there_are_gaps"
@grow(nn._ConvNd)
def extra_repr(self):
    said = f"{self.in_channels}, {self.out_channels}, kernel_size={self.kernel_size}, stride={self.stride}"
    zeros, ones = ((n,) * len(self.kernel_size) for n in (0, 1))
    usual = {"padding": zeros, "output_padding": zeros, "groups": 1}
    for name, value in usual.items():
        if getattr(self, name) != value:
            said += f", {name}={getattr(self, name)}"
    said += ", bias=False" if self.bias is None else ""
    return said if self.padding_mode == "zeros" else f"{said}, padding_mode={self.padding_mode}"

# %% wrong="the groups are never said" caught="groups_are_said_where_there_are_several"
@grow(nn._ConvNd)
def extra_repr(self):
    said = f"{self.in_channels}, {self.out_channels}, kernel_size={self.kernel_size}, stride={self.stride}"
    zeros, ones = ((n,) * len(self.kernel_size) for n in (0, 1))
    usual = {"padding": zeros, "dilation": ones, "output_padding": zeros}
    for name, value in usual.items():
        if getattr(self, name) != value:
            said += f", {name}={getattr(self, name)}"
    said += ", bias=False" if self.bias is None else ""
    return said if self.padding_mode == "zeros" else f"{said}, padding_mode={self.padding_mode}"

# %% wrong="the bias is said always" caught="four_settings_are_always_said"
@grow(nn._ConvNd)
def extra_repr(self):
    said = f"{self.in_channels}, {self.out_channels}, kernel_size={self.kernel_size}, stride={self.stride}"
    zeros, ones = ((n,) * len(self.kernel_size) for n in (0, 1))
    usual = {"padding": zeros, "dilation": ones, "output_padding": zeros, "groups": 1}
    for name, value in usual.items():
        if getattr(self, name) != value:
            said += f", {name}={getattr(self, name)}"
    said += f", bias={self.bias is not None}"
    return said if self.padding_mode == "zeros" else f"{said}, padding_mode={self.padding_mode}"

# %% wrong="a missing bias is not said" caught="a_missing_bias_is_said_as_it_is_now"
@grow(nn._ConvNd)
def extra_repr(self):
    said = f"{self.in_channels}, {self.out_channels}, kernel_size={self.kernel_size}, stride={self.stride}"
    zeros, ones = ((n,) * len(self.kernel_size) for n in (0, 1))
    usual = {"padding": zeros, "dilation": ones, "output_padding": zeros, "groups": 1}
    for name, value in usual.items():
        if getattr(self, name) != value:
            said += f", {name}={getattr(self, name)}"
    return said if self.padding_mode == "zeros" else f"{said}, padding_mode={self.padding_mode}"

# %% wrong="the mode in quotes" caught="another_mode_of_padding_comes_last"
@grow(nn._ConvNd)
def extra_repr(self):
    said = f"{self.in_channels}, {self.out_channels}, kernel_size={self.kernel_size}, stride={self.stride}"
    zeros, ones = ((n,) * len(self.kernel_size) for n in (0, 1))
    usual = {"padding": zeros, "dilation": ones, "output_padding": zeros, "groups": 1}
    for name, value in usual.items():
        if getattr(self, name) != value:
            said += f", {name}={getattr(self, name)}"
    said += ", bias=False" if self.bias is None else ""
    return said if self.padding_mode == "zeros" else f"{said}, padding_mode={self.padding_mode!r}"

# %% wrong="the mode before the bias" caught="all_of_it_stands_in_torchs_order"
@grow(nn._ConvNd)
def extra_repr(self):
    said = f"{self.in_channels}, {self.out_channels}, kernel_size={self.kernel_size}, stride={self.stride}"
    zeros, ones = ((n,) * len(self.kernel_size) for n in (0, 1))
    usual = {"padding": zeros, "dilation": ones, "output_padding": zeros, "groups": 1, "padding_mode": "zeros"}
    for name, value in usual.items():
        if getattr(self, name) != value:
            said += f", {name}={getattr(self, name)}"
    said += ", bias=False" if self.bias is None else ""
    return said

# %% wrong="two dimensions are usual" caught="usual_depends_on_the_dimensions"
@grow(nn._ConvNd)
def extra_repr(self):
    said = f"{self.in_channels}, {self.out_channels}, kernel_size={self.kernel_size}, stride={self.stride}"
    zeros, ones = ((n, n) for n in (0, 1))
    usual = {"padding": zeros, "dilation": ones, "output_padding": zeros, "groups": 1}
    for name, value in usual.items():
        if getattr(self, name) != value:
            said += f", {name}={getattr(self, name)}"
    said += ", bias=False" if self.bias is None else ""
    return said if self.padding_mode == "zeros" else f"{said}, padding_mode={self.padding_mode}"

# %% wrong="output padding is forgotten" caught="all_of_it_stands_in_torchs_order"
@grow(nn._ConvNd)
def extra_repr(self):
    said = f"{self.in_channels}, {self.out_channels}, kernel_size={self.kernel_size}, stride={self.stride}"
    zeros, ones = ((n,) * len(self.kernel_size) for n in (0, 1))
    usual = {"padding": zeros, "dilation": ones, "groups": 1}
    for name, value in usual.items():
        if getattr(self, name) != value:
            said += f", {name}={getattr(self, name)}"
    said += ", bias=False" if self.bias is None else ""
    return said if self.padding_mode == "zeros" else f"{said}, padding_mode={self.padding_mode}"

# %% right="question by question"
@grow(nn._ConvNd)
def extra_repr(self):
    parts = [str(self.in_channels), str(self.out_channels)]
    parts += [f"kernel_size={self.kernel_size}", f"stride={self.stride}"]
    if isinstance(self.padding, str) or any(self.padding):
        parts.append(f"padding={self.padding}")
    if set(self.dilation) != {1}:
        parts.append(f"dilation={self.dilation}")
    if any(self.output_padding):
        parts.append(f"output_padding={self.output_padding}")
    if self.groups > 1:
        parts.append(f"groups={self.groups}")
    parts += ["bias=False"] * (self.bias is None)
    if self.padding_mode != "zeros":
        parts.append("padding_mode=" + self.padding_mode)
    return ", ".join(parts)

# %% right="a table of what is said and when"
@grow(nn._ConvNd)
def extra_repr(self):
    n = len(self.kernel_size)
    table = [
        ("padding", self.padding not in ((0,) * n,)),
        ("dilation", self.dilation != (1,) * n),
        ("output_padding", self.output_padding != (0,) * n),
        ("groups", self.groups != 1),
        ("bias", self.bias is None),
        ("padding_mode", self.padding_mode != "zeros"),
    ]
    said = "{in_channels}, {out_channels}, kernel_size={kernel_size}, stride={stride}"
    said += "".join(f", {name}={{{name}}}" for name, wanted in table if wanted)
    return said.format(**{**vars(self), "bias": False})
