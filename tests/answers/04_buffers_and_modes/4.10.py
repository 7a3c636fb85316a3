# %% wrong="the variance is reset to 0" caught="a_new_layer_has_weight_1_and_bias_0"
@grow(nn._BatchNorm)
def reset_running_stats(self):
    if self.track_running_stats:
        self.running_mean.zero_()
        self.running_var.zero_()
        self.num_batches_tracked.zero_()



@grow(nn._BatchNorm)
def reset_parameters(self):
    self.reset_running_stats()
    if self.weight is not None:
        nn.init.ones_(self.weight)
    if self.bias is not None:
        nn.init.zeros_(self.bias)

# %% wrong="forgets the counter" caught="reset_running_stats_touches_the_statistics_alone"
@grow(nn._BatchNorm)
def reset_running_stats(self):
    if self.track_running_stats:
        self.running_mean.zero_()
        self.running_var.fill_(1)



@grow(nn._BatchNorm)
def reset_parameters(self):
    self.reset_running_stats()
    if self.weight is not None:
        nn.init.ones_(self.weight)
    if self.bias is not None:
        nn.init.zeros_(self.bias)

# %% wrong="the weight is made 0, too" caught="a_new_layer_has_weight_1_and_bias_0"
@grow(nn._BatchNorm)
def reset_running_stats(self):
    if self.track_running_stats:
        self.running_mean.zero_()
        self.running_var.fill_(1)
        self.num_batches_tracked.zero_()



@grow(nn._BatchNorm)
def reset_parameters(self):
    self.reset_running_stats()
    if self.weight is not None:
        nn.init.zeros_(self.weight)
    if self.bias is not None:
        nn.init.zeros_(self.bias)

# %% wrong="weight and bias the wrong way round" caught="a_new_layer_has_weight_1_and_bias_0"
@grow(nn._BatchNorm)
def reset_running_stats(self):
    if self.track_running_stats:
        self.running_mean.zero_()
        self.running_var.fill_(1)
        self.num_batches_tracked.zero_()



@grow(nn._BatchNorm)
def reset_parameters(self):
    self.reset_running_stats()
    if self.weight is not None:
        nn.init.zeros_(self.weight)
    if self.bias is not None:
        nn.init.ones_(self.bias)

# %% wrong="random weights, as in Linear" caught="a_new_layer_has_weight_1_and_bias_0"
@grow(nn._BatchNorm)
def reset_running_stats(self):
    if self.track_running_stats:
        self.running_mean.zero_()
        self.running_var.fill_(1)
        self.num_batches_tracked.zero_()



@grow(nn._BatchNorm)
def reset_parameters(self):
    self.reset_running_stats()
    if self.weight is not None:
        nn.init.uniform_(self.weight)
    if self.bias is not None:
        nn.init.zeros_(self.bias)

# %% wrong="reset_running_stats resets all" caught="reset_running_stats_touches_the_statistics_alone"
@grow(nn._BatchNorm)
def reset_running_stats(self):
    if self.track_running_stats:
        self.running_mean.zero_()
        self.running_var.fill_(1)
        self.num_batches_tracked.zero_()
    with torch.no_grad():
        for p, fill in ((self.weight, 1), (self.bias, 0)):
            if p is not None:
                p.fill_(fill)



@grow(nn._BatchNorm)
def reset_parameters(self):
    self.reset_running_stats()
    if self.weight is not None:
        nn.init.ones_(self.weight)
    if self.bias is not None:
        nn.init.zeros_(self.bias)

# %% wrong="reset_parameters leaves the statistics" caught="reset_parameters_puts_back_all_five"
@grow(nn._BatchNorm)
def reset_running_stats(self):
    if self.track_running_stats:
        self.running_mean.zero_()
        self.running_var.fill_(1)
        self.num_batches_tracked.zero_()



@grow(nn._BatchNorm)
def reset_parameters(self):
    if self.weight is not None:
        nn.init.ones_(self.weight)
    if self.bias is not None:
        nn.init.zeros_(self.bias)

# %% wrong="new buffers in the place of the old" caught="the_tensors_stay_the_same_objects"
@grow(nn._BatchNorm)
def reset_running_stats(self):
    if self.track_running_stats:
        self.running_mean = torch.zeros_like(self.running_mean)
        self.running_var = torch.ones_like(self.running_var)
        self.num_batches_tracked = torch.zeros_like(self.num_batches_tracked)



@grow(nn._BatchNorm)
def reset_parameters(self):
    self.reset_running_stats()
    if self.weight is not None:
        nn.init.ones_(self.weight)
    if self.bias is not None:
        nn.init.zeros_(self.bias)

# %% wrong="new Parameters in the place of the old" caught="the_tensors_stay_the_same_objects"
@grow(nn._BatchNorm)
def reset_running_stats(self):
    if self.track_running_stats:
        self.running_mean.zero_()
        self.running_var.fill_(1)
        self.num_batches_tracked.zero_()



@grow(nn._BatchNorm)
def reset_parameters(self):
    self.reset_running_stats()
    if self.weight is not None:
        self.weight = nn.Parameter(torch.ones_like(self.weight))
    if self.bias is not None:
        self.bias = nn.Parameter(torch.zeros_like(self.bias))

# %% wrong="changed in place while gradients are recorded" caught="a_new_layer_has_weight_1_and_bias_0"
@grow(nn._BatchNorm)
def reset_running_stats(self):
    if self.track_running_stats:
        self.running_mean.zero_()
        self.running_var.fill_(1)
        self.num_batches_tracked.zero_()



@grow(nn._BatchNorm)
def reset_parameters(self):
    self.reset_running_stats()
    if self.weight is not None:
        self.weight.fill_(1)
    if self.bias is not None:
        self.bias.zero_()

# %% wrong="does not expect None among the buffers" caught="what_is_none_is_passed_over"
@grow(nn._BatchNorm)
def reset_running_stats(self):
    if True:
        self.running_mean.zero_()
        self.running_var.fill_(1)
        self.num_batches_tracked.zero_()



@grow(nn._BatchNorm)
def reset_parameters(self):
    self.reset_running_stats()
    if self.weight is not None:
        nn.init.ones_(self.weight)
    if self.bias is not None:
        nn.init.zeros_(self.bias)

# %% wrong="does not expect None among the parameters" caught="what_is_none_is_passed_over"
@grow(nn._BatchNorm)
def reset_running_stats(self):
    if self.track_running_stats:
        self.running_mean.zero_()
        self.running_var.fill_(1)
        self.num_batches_tracked.zero_()



@grow(nn._BatchNorm)
def reset_parameters(self):
    self.reset_running_stats()
    nn.init.ones_(self.weight)
    nn.init.zeros_(self.bias)

# %% wrong="affine taken to mean both" caught="what_is_none_is_passed_over"
@grow(nn._BatchNorm)
def reset_running_stats(self):
    if self.track_running_stats:
        self.running_mean.zero_()
        self.running_var.fill_(1)
        self.num_batches_tracked.zero_()



@grow(nn._BatchNorm)
def reset_parameters(self):
    self.reset_running_stats()
    if self.affine:
        nn.init.ones_(self.weight)
        nn.init.zeros_(self.bias)

# %% wrong="reset_parameters resets the statistics itself" caught="a_class_may_reset_in_its_own_way"
@grow(nn._BatchNorm)
def reset_running_stats(self):
    if self.track_running_stats:
        self.running_mean.zero_()
        self.running_var.fill_(1)
        self.num_batches_tracked.zero_()



@grow(nn._BatchNorm)
def reset_parameters(self):
    if self.track_running_stats:
        self.running_mean.zero_()
        self.running_var.fill_(1)
        self.num_batches_tracked.zero_()
    if self.weight is not None:
        nn.init.ones_(self.weight)
    if self.bias is not None:
        nn.init.zeros_(self.bias)

# %% wrong="without affine nothing is reset" caught="what_is_none_is_passed_over"
@grow(nn._BatchNorm)
def reset_running_stats(self):
    if self.track_running_stats:
        self.running_mean.zero_()
        self.running_var.fill_(1)
        self.num_batches_tracked.zero_()



@grow(nn._BatchNorm)
def reset_parameters(self):
    if not self.affine:
        return
    self.reset_running_stats()
    if self.weight is not None:
        nn.init.ones_(self.weight)
    if self.bias is not None:
        nn.init.zeros_(self.bias)

# %% right="torch's own"
@grow(nn._BatchNorm)
def reset_running_stats(self):
    if self.track_running_stats:
        self.running_mean.zero_()
        self.running_var.fill_(1)
        self.num_batches_tracked.zero_()



@grow(nn._BatchNorm)
def reset_parameters(self):
    self.reset_running_stats()
    if self.affine:
        nn.init.ones_(self.weight)
        if self.bias is not None:
            nn.init.zeros_(self.bias)

# %% right="a loop over pairs, .data"
@grow(nn._BatchNorm)
def reset_running_stats(self):
    for buffer, start in ((self.running_mean, 0), (self.running_var, 1), (self.num_batches_tracked, 0)):
        if buffer is not None:
            buffer.fill_(start)



@grow(nn._BatchNorm)
def reset_parameters(self):
    self.reset_running_stats()
    for param, start in ((self.weight, 1.0), (self.bias, 0.0)):
        if param is not None:
            param.data.fill_(start)

# %% right="under no_grad, by slices"
@grow(nn._BatchNorm)
def reset_running_stats(self):
    if self.running_mean is not None:
        self.running_mean[:] = 0
        self.running_var[:] = 1
        self.num_batches_tracked *= 0



@grow(nn._BatchNorm)
def reset_parameters(self):
    self.reset_running_stats()
    with torch.no_grad():
        for name, param in self._parameters.items():
            if param is not None:
                param[:] = 1.0 if name == "weight" else 0.0
