# %% wrong="padding and stride change places" caught="it_adds_up_what_lies_under_the_kernel"
@grow(nn.Conv2d)
def _conv_forward(self, input, weight, bias):
    return nn.functional.conv2d(input, weight, bias, self.padding, self.stride, self.dilation, self.groups)


@grow(nn.Conv2d)
def forward(self, input):
    return self._conv_forward(input, self.weight, self.bias)

# %% wrong="the dilation is forgotten" caught="every_setting_is_heeded"
@grow(nn.Conv2d)
def _conv_forward(self, input, weight, bias):
    return nn.functional.conv2d(input, weight, bias, self.stride, self.padding, groups=self.groups)


@grow(nn.Conv2d)
def forward(self, input):
    return self._conv_forward(input, self.weight, self.bias)

# %% wrong="the groups are forgotten" caught="every_setting_is_heeded"
@grow(nn.Conv2d)
def _conv_forward(self, input, weight, bias):
    return nn.functional.conv2d(input, weight, bias, self.stride, self.padding, self.dilation)


@grow(nn.Conv2d)
def forward(self, input):
    return self._conv_forward(input, self.weight, self.bias)

# %% wrong="no settings at all" caught="every_setting_is_heeded"
@grow(nn.Conv2d)
def _conv_forward(self, input, weight, bias):
    return nn.functional.conv2d(input, weight, bias)


@grow(nn.Conv2d)
def forward(self, input):
    return self._conv_forward(input, self.weight, self.bias)

# %% wrong="the bias is forgotten" caught="it_adds_up_what_lies_under_the_kernel"
@grow(nn.Conv2d)
def _conv_forward(self, input, weight, bias):
    return nn.functional.conv2d(input, weight, None, self.stride, self.padding, self.dilation, self.groups)


@grow(nn.Conv2d)
def forward(self, input):
    return self._conv_forward(input, self.weight, self.bias)

# %% wrong="the layer's own weight, whatever is handed over" caught="forward_asks_the_other_method"
@grow(nn.Conv2d)
def _conv_forward(self, input, weight, bias):
    return nn.functional.conv2d(input, self.weight, self.bias, self.stride, self.padding, self.dilation, self.groups)


@grow(nn.Conv2d)
def forward(self, input):
    return self._conv_forward(input, self.weight, self.bias)

# %% wrong="forward computes by itself" caught="forward_asks_the_other_method"
@grow(nn.Conv2d)
def _conv_forward(self, input, weight, bias):
    return nn.functional.conv2d(input, weight, bias, self.stride, self.padding, self.dilation, self.groups)


@grow(nn.Conv2d)
def forward(self, input):
    return nn.functional.conv2d(input, self.weight, self.bias, self.stride, self.padding, self.dilation, self.groups)

# %% wrong="computes with the data of the Parameters" caught="gradients_reach_the_weight_the_bias_and_the_input"
@grow(nn.Conv2d)
def _conv_forward(self, input, weight, bias):
    return nn.functional.conv2d(input, weight, bias, self.stride, self.padding, self.dilation, self.groups)


@grow(nn.Conv2d)
def forward(self, input):
    return self._conv_forward(input, self.weight.data, self.bias.data if self.bias is not None else None)

# %% wrong="one image is not expected" caught="an_image_alone_needs_no_batch"
@grow(nn.Conv2d)
def _conv_forward(self, input, weight, bias):
    batch, channels, height, width = input.shape
    return nn.functional.conv2d(input, weight, bias, self.stride, self.padding, self.dilation, self.groups)


@grow(nn.Conv2d)
def forward(self, input):
    return self._conv_forward(input, self.weight, self.bias)

# %% wrong="an image alone gets a batch and keeps it" caught="an_image_alone_needs_no_batch"
@grow(nn.Conv2d)
def _conv_forward(self, input, weight, bias):
    return nn.functional.conv2d(input, weight, bias, self.stride, self.padding, self.dilation, self.groups)


@grow(nn.Conv2d)
def forward(self, input):
    input = input if input.dim() == 4 else input[None]
    return self._conv_forward(input, self.weight, self.bias)

# %% right="by name"
@grow(nn.Conv2d)
def _conv_forward(self, input, weight, bias):
    return nn.functional.conv2d(
        input, weight, bias=bias, groups=self.groups, stride=self.stride,
        dilation=self.dilation, padding=self.padding)


@grow(nn.Conv2d)
def forward(self, input):
    return self._conv_forward(input, self.weight, self.bias)

# %% right="settings in a tuple"
@grow(nn.Conv2d)
def _conv_forward(self, input, weight, bias):
    settings = (self.stride, self.padding, self.dilation, self.groups)
    return nn.functional.conv2d(input, weight, bias, *settings)


@grow(nn.Conv2d)
def forward(self, input):
    return self._conv_forward(input, self.weight, self.bias)
