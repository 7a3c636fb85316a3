# %% wrong="the momentum the wrong way round" caught="momentum_is_the_share_of_the_new"
@grow(nn._BatchNorm)
def _track(self, mean, var, n):
    self.num_batches_tracked.add_(1)
    share = 1 / self.num_batches_tracked.item() if self.momentum is None else self.momentum
    with torch.no_grad():
        self.running_mean.mul_(share).add_(mean, alpha=1 - share)
        self.running_var.mul_(share).add_(var, alpha=(1 - share) * n / (n - 1))

# %% wrong="the old is not made less" caught="momentum_is_the_share_of_the_new"
@grow(nn._BatchNorm)
def _track(self, mean, var, n):
    self.num_batches_tracked.add_(1)
    share = 1 / self.num_batches_tracked.item() if self.momentum is None else self.momentum
    with torch.no_grad():
        self.running_mean.add_(mean, alpha=share)
        self.running_var.add_(var, alpha=share * n / (n - 1))

# %% wrong="the batch's own, without momentum" caught="momentum_is_the_share_of_the_new"
@grow(nn._BatchNorm)
def _track(self, mean, var, n):
    self.num_batches_tracked.add_(1)
    with torch.no_grad():
        self.running_mean.copy_(mean)
        self.running_var.copy_(var * n / (n - 1))

# %% wrong="the biased variance in running_var" caught="the_variance_that_is_kept_is_unbiased"
@grow(nn._BatchNorm)
def _track(self, mean, var, n):
    self.num_batches_tracked.add_(1)
    share = 1 / self.num_batches_tracked.item() if self.momentum is None else self.momentum
    with torch.no_grad():
        self.running_mean.mul_(1 - share).add_(mean, alpha=share)
        self.running_var.mul_(1 - share).add_(var, alpha=share)

# %% wrong="n / (n - 1) the wrong way round" caught="the_variance_that_is_kept_is_unbiased"
@grow(nn._BatchNorm)
def _track(self, mean, var, n):
    self.num_batches_tracked.add_(1)
    share = 1 / self.num_batches_tracked.item() if self.momentum is None else self.momentum
    with torch.no_grad():
        self.running_mean.mul_(1 - share).add_(mean, alpha=share)
        self.running_var.mul_(1 - share).add_(var, alpha=share * (n - 1) / n)

# %% wrong="the old variance gets the factor, too" caught="the_variance_that_is_kept_is_unbiased"
@grow(nn._BatchNorm)
def _track(self, mean, var, n):
    self.num_batches_tracked.add_(1)
    share = 1 / self.num_batches_tracked.item() if self.momentum is None else self.momentum
    with torch.no_grad():
        self.running_mean.mul_(1 - share).add_(mean, alpha=share)
        self.running_var.mul_(1 - share).add_(var, alpha=share).mul_(n / (n - 1))

# %% wrong="forgets to count" caught="every_batch_is_counted_whatever_the_momentum"
@grow(nn._BatchNorm)
def _track(self, mean, var, n):
    share = 1 / (self.num_batches_tracked.item() + 1) if self.momentum is None else self.momentum
    with torch.no_grad():
        self.running_mean.mul_(1 - share).add_(mean, alpha=share)
        self.running_var.mul_(1 - share).add_(var, alpha=share * n / (n - 1))

# %% wrong="counts only without momentum" caught="every_batch_is_counted_whatever_the_momentum"
@grow(nn._BatchNorm)
def _track(self, mean, var, n):
    share = self.momentum
    if share is None:
        self.num_batches_tracked.add_(1)
        share = 1 / self.num_batches_tracked.item()
    with torch.no_grad():
        self.running_mean.mul_(1 - share).add_(mean, alpha=share)
        self.running_var.mul_(1 - share).add_(var, alpha=share * n / (n - 1))

# %% wrong="counts the examples" caught="every_batch_is_counted_whatever_the_momentum"
@grow(nn._BatchNorm)
def _track(self, mean, var, n):
    self.num_batches_tracked.add_(n)
    share = 1 / self.num_batches_tracked.item() if self.momentum is None else self.momentum
    with torch.no_grad():
        self.running_mean.mul_(1 - share).add_(mean, alpha=share)
        self.running_var.mul_(1 - share).add_(var, alpha=share * n / (n - 1))

# %% wrong="divides by the count of before" caught="every_batch_is_counted_whatever_the_momentum"
@grow(nn._BatchNorm)
def _track(self, mean, var, n):
    share = 1 / self.num_batches_tracked.item() if self.momentum is None else self.momentum
    self.num_batches_tracked.add_(1)
    with torch.no_grad():
        self.running_mean.mul_(1 - share).add_(mean, alpha=share)
        self.running_var.mul_(1 - share).add_(var, alpha=share * n / (n - 1))

# %% wrong="the share of the second batch is that of the first" caught="without_momentum_all_batches_count_alike"
@grow(nn._BatchNorm)
def _track(self, mean, var, n):
    share = 1 / max(self.num_batches_tracked.item(), 1) if self.momentum is None else self.momentum
    self.num_batches_tracked.add_(1)
    with torch.no_grad():
        self.running_mean.mul_(1 - share).add_(mean, alpha=share)
        self.running_var.mul_(1 - share).add_(var, alpha=share * n / (n - 1))

# %% wrong="a tenth where there is no momentum" caught="without_momentum_all_batches_count_alike"
@grow(nn._BatchNorm)
def _track(self, mean, var, n):
    self.num_batches_tracked.add_(1)
    share = 0.1 if self.momentum is None else self.momentum
    with torch.no_grad():
        self.running_mean.mul_(1 - share).add_(mean, alpha=share)
        self.running_var.mul_(1 - share).add_(var, alpha=share * n / (n - 1))

# %% wrong="momentum or ..., and 0.0 is none" caught="a_momentum_of_0_is_a_momentum"
@grow(nn._BatchNorm)
def _track(self, mean, var, n):
    self.num_batches_tracked.add_(1)
    share = self.momentum or 1 / self.num_batches_tracked.item()
    with torch.no_grad():
        self.running_mean.mul_(1 - share).add_(mean, alpha=share)
        self.running_var.mul_(1 - share).add_(var, alpha=share * n / (n - 1))

# %% wrong="new tensors in the place of the old" caught="the_statistics_stay_the_same_tensors"
@grow(nn._BatchNorm)
def _track(self, mean, var, n):
    self.num_batches_tracked.add_(1)
    share = 1 / self.num_batches_tracked.item() if self.momentum is None else self.momentum
    with torch.no_grad():
        self.running_mean = (1 - share) * self.running_mean + share * mean
        self.running_var = (1 - share) * self.running_var + share * var * n / (n - 1)

# %% wrong="a new counter each time" caught="the_statistics_stay_the_same_tensors"
@grow(nn._BatchNorm)
def _track(self, mean, var, n):
    self.num_batches_tracked = self.num_batches_tracked + 1
    share = 1 / self.num_batches_tracked.item() if self.momentum is None else self.momentum
    with torch.no_grad():
        self.running_mean.mul_(1 - share).add_(mean, alpha=share)
        self.running_var.mul_(1 - share).add_(var, alpha=share * n / (n - 1))

# %% wrong="recorded for gradients" caught="the_statistics_ask_for_no_gradient"
@grow(nn._BatchNorm)
def _track(self, mean, var, n):
    self.num_batches_tracked.add_(1)
    share = 1 / self.num_batches_tracked.item() if self.momentum is None else self.momentum
    self.running_mean.mul_(1 - share).add_(share * mean)
    self.running_var.mul_(1 - share).add_(share * n / (n - 1) * var)

# %% wrong="the counter becomes a plain number" caught="momentum_is_the_share_of_the_new"
@grow(nn._BatchNorm)
def _track(self, mean, var, n):
    self.num_batches_tracked = self.num_batches_tracked.item() + 1
    share = 1 / self.num_batches_tracked if self.momentum is None else self.momentum
    with torch.no_grad():
        self.running_mean.mul_(1 - share).add_(mean, alpha=share)
        self.running_var.mul_(1 - share).add_(var, alpha=share * n / (n - 1))

# %% wrong="the mean and the variance mixed up" caught="momentum_is_the_share_of_the_new"
@grow(nn._BatchNorm)
def _track(self, mean, var, n):
    self.num_batches_tracked.add_(1)
    share = 1 / self.num_batches_tracked.item() if self.momentum is None else self.momentum
    with torch.no_grad():
        self.running_mean.mul_(1 - share).add_(var, alpha=share)
        self.running_var.mul_(1 - share).add_(mean, alpha=share * n / (n - 1))

# %% wrong="the share is kept from the first batch on" caught="the_momentum_may_be_changed_later"
@grow(nn._BatchNorm)
def _track(self, mean, var, n):
    self.num_batches_tracked.add_(1)
    if "share" not in self.__dict__ or self.momentum is None:
        self.share = 1 / self.num_batches_tracked.item() if self.momentum is None else self.momentum
    share = self.share
    with torch.no_grad():
        self.running_mean.mul_(1 - share).add_(mean, alpha=share)
        self.running_var.mul_(1 - share).add_(var, alpha=share * n / (n - 1))

# %% right="lerp_"
@grow(nn._BatchNorm)
def _track(self, mean, var, n):
    self.num_batches_tracked.add_(1)
    share = self.momentum
    if share is None:
        share = 1.0 / float(self.num_batches_tracked)
    with torch.no_grad():
        self.running_mean.lerp_(mean, share)
        self.running_var.lerp_(var * (n / (n - 1)), share)

# %% right="towards the new by a share of the distance, detached"
@grow(nn._BatchNorm)
def _track(self, mean, var, n):
    self.num_batches_tracked += 1
    share = 1 / int(self.num_batches_tracked) if self.momentum is None else self.momentum
    for kept, new in ((self.running_mean, mean), (self.running_var, var * n / (n - 1))):
        kept += share * (new.detach() - kept)

# %% right="copy_ into the old tensors"
@grow(nn._BatchNorm)
def _track(self, mean, var, n):
    with torch.no_grad():
        self.num_batches_tracked.copy_(self.num_batches_tracked + 1)
        share = self.momentum if self.momentum is not None else 1 / self.num_batches_tracked.item()
        unbiased = var * n / (n - 1)
        self.running_mean.copy_((1 - share) * self.running_mean + share * mean)
        self.running_var.copy_((1 - share) * self.running_var + share * unbiased)
