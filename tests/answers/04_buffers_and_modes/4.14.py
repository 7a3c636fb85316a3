# %% wrong="the running statistics in training, too" caught="in_training_the_batch_is_its_own_measure"
@grow(nn._BatchNorm)
def forward(self, input):
    self._check_input_dim(input)
    if self.running_mean is not None:
        if self.training and self.track_running_stats:
            self._track(*self._moments(input), input.numel() // input.shape[1])
        return self._normalized(input, self.running_mean, self.running_var)
    return self._normalized(input, *self._moments(input))

# %% wrong="never tracks" caught="in_training_the_running_statistics_are_moved"
@grow(nn._BatchNorm)
def forward(self, input):
    self._check_input_dim(input)
    if self.training or self.running_mean is None:
        return self._normalized(input, *self._moments(input))
    return self._normalized(input, self.running_mean, self.running_var)

# %% wrong="n counts the examples" caught="in_training_the_running_statistics_are_moved"
@grow(nn._BatchNorm)
def forward(self, input):
    self._check_input_dim(input)
    if not self.training and self.running_mean is not None:
        return self._normalized(input, self.running_mean, self.running_var)
    mean, var = self._moments(input)
    if self.training and self.track_running_stats:
        self._track(mean, var, len(input))
    return self._normalized(input, mean, var)

# %% wrong="the batch in eval, too" caught="in_eval_the_running_statistics_are_used_and_left_alone"
@grow(nn._BatchNorm)
def forward(self, input):
    self._check_input_dim(input)
    mean, var = self._moments(input)
    if self.training and self.track_running_stats:
        self._track(mean, var, input.numel() // input.shape[1])
    return self._normalized(input, mean, var)

# %% wrong="tracks in eval, too" caught="in_eval_the_running_statistics_are_used_and_left_alone"
@grow(nn._BatchNorm)
def forward(self, input):
    self._check_input_dim(input)
    if self.track_running_stats and input.numel() > input.shape[1]:
        self._track(*self._moments(input), input.numel() // input.shape[1])
    if self.training or self.running_mean is None:
        return self._normalized(input, *self._moments(input))
    return self._normalized(input, self.running_mean, self.running_var)

# %% wrong="in eval nothing is done" caught="in_eval_the_running_statistics_are_used_and_left_alone"
@grow(nn._BatchNorm)
def forward(self, input):
    self._check_input_dim(input)
    if not self.training:
        return input
    mean, var = self._moments(input)
    if self.track_running_stats:
        self._track(mean, var, input.numel() // input.shape[1])
    return self._normalized(input, mean, var)

# %% wrong="does not expect a layer without statistics" caught="without_tracking_the_batch_is_used_in_eval_too"
@grow(nn._BatchNorm)
def forward(self, input):
    self._check_input_dim(input)
    if not self.training:
        return self._normalized(input, self.running_mean, self.running_var)
    mean, var = self._moments(input)
    if self.track_running_stats:
        self._track(mean, var, input.numel() // input.shape[1])
    return self._normalized(input, mean, var)

# %% wrong="without tracking the first form of the statistics is used" caught="without_tracking_the_batch_is_used_in_eval_too"
@grow(nn._BatchNorm)
def forward(self, input):
    self._check_input_dim(input)
    if self.training:
        mean, var = self._moments(input)
        if self.track_running_stats:
            self._track(mean, var, input.numel() // input.shape[1])
    elif self.running_mean is None:
        mean, var = torch.zeros(self.num_features), torch.ones(self.num_features)
    else:
        mean, var = self.running_mean, self.running_var
    return self._normalized(input, mean, var)

# %% wrong="tracks whatever the setting says" caught="without_tracking_the_batch_is_used_in_eval_too"
@grow(nn._BatchNorm)
def forward(self, input):
    self._check_input_dim(input)
    if self.training or self.running_mean is None:
        mean, var = self._moments(input)
        if self.training:
            self._track(mean, var, input.numel() // input.shape[1])
    else:
        mean, var = self.running_mean, self.running_var
    return self._normalized(input, mean, var)

# %% wrong="tracks where there are statistics" caught="tracking_may_be_turned_off_later"
@grow(nn._BatchNorm)
def forward(self, input):
    self._check_input_dim(input)
    if self.training or self.running_mean is None:
        mean, var = self._moments(input)
        if self.training and self.running_mean is not None:
            self._track(mean, var, input.numel() // input.shape[1])
    else:
        mean, var = self.running_mean, self.running_var
    return self._normalized(input, mean, var)

# %% wrong="the setting decides in eval, too" caught="tracking_may_be_turned_off_later"
@grow(nn._BatchNorm)
def forward(self, input):
    self._check_input_dim(input)
    if self.training or not self.track_running_stats:
        mean, var = self._moments(input)
        if self.training and self.track_running_stats:
            self._track(mean, var, input.numel() // input.shape[1])
    else:
        mean, var = self.running_mean, self.running_var
    return self._normalized(input, mean, var)

# %% wrong="the shape is not looked at" caught="a_wrong_number_of_dimensions_is_refused_before_anything_else"
@grow(nn._BatchNorm)
def forward(self, input):
    if self.training or self.running_mean is None:
        mean, var = self._moments(input)
        if self.training and self.track_running_stats:
            self._track(mean, var, input.numel() // input.shape[1])
    else:
        mean, var = self.running_mean, self.running_var
    return self._normalized(input, mean, var)

# %% wrong="the shape is looked at last" caught="a_wrong_number_of_dimensions_is_refused_before_anything_else"
@grow(nn._BatchNorm)
def forward(self, input):
    if self.training or self.running_mean is None:
        mean, var = self._moments(input)
        if self.training and self.track_running_stats:
            self._track(mean, var, input.numel() // input.shape[1])
    else:
        mean, var = self.running_mean, self.running_var
    self._check_input_dim(input)
    return self._normalized(input, mean, var)

# %% wrong="a single row is refused in eval, too" caught="in_eval_the_running_statistics_are_used_and_left_alone"
@grow(nn._BatchNorm)
def forward(self, input):
    self._check_input_dim(input)
    mean, var = self._moments(input)
    if self.training and self.track_running_stats:
        self._track(mean, var, input.numel() // input.shape[1])
    if not self.training and self.running_mean is not None:
        mean, var = self.running_mean, self.running_var
    return self._normalized(input, mean, var)

# %% wrong="the moments detached" caught="gradients_know_that_the_mean_depends_on_the_input"
@grow(nn._BatchNorm)
def forward(self, input):
    self._check_input_dim(input)
    if self.training or self.running_mean is None:
        mean, var = self._moments(input.detach())
        if self.training and self.track_running_stats:
            self._track(mean, var, input.numel() // input.shape[1])
    else:
        mean, var = self.running_mean, self.running_var
    return self._normalized(input, mean, var)

# %% wrong="tracks only where gradients are recorded" caught="no_grad_does_not_stop_the_statistics"
@grow(nn._BatchNorm)
def forward(self, input):
    self._check_input_dim(input)
    if self.training or self.running_mean is None:
        mean, var = self._moments(input)
        if self.training and self.track_running_stats and torch.is_grad_enabled():
            self._track(mean, var, input.numel() // input.shape[1])
    else:
        mean, var = self.running_mean, self.running_var
    return self._normalized(input, mean, var)

# %% right="torch's own decisions, and one node"
@grow(nn._BatchNorm)
def forward(self, input):
    self._check_input_dim(input)
    share = 0.0 if self.momentum is None else self.momentum
    if self.training and self.track_running_stats:
        self.num_batches_tracked.add_(1)
        if self.momentum is None:
            share = 1.0 / float(self.num_batches_tracked)
    kept = not self.training or self.track_running_stats
    mean, var = (self.running_mean, self.running_var) if kept else (None, None)
    by_batch = self.training or (self.running_mean is None and self.running_var is None)
    return nn.functional.batch_norm(input, mean, var, self.weight, self.bias, by_batch, share, self.eps)

# %% right="early return in eval"
@grow(nn._BatchNorm)
def forward(self, input):
    self._check_input_dim(input)
    if not self.training and self.running_mean is not None:
        return self._normalized(input, self.running_mean, self.running_var)
    mean, var = self._moments(input)
    if self.training and self.track_running_stats:
        self._track(mean, var, n=input[:, 0].numel())
    return self._normalized(input, mean, var)

# %% right="the moments chosen in one expression"
@grow(nn._BatchNorm)
def forward(self, input):
    self._check_input_dim(input)
    by_batch = self.training or self.running_mean is None
    moments = self._moments(input) if by_batch else (self.running_mean, self.running_var)
    if self.training and self.track_running_stats:
        self._track(*moments, input.numel() / self.num_features)
    return self._normalized(input, *moments)
