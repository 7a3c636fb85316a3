# %% wrong="no version is the newest" caught="a_file_from_before_the_counter_loads"
@grow(nn._BatchNorm)
def _load_from_state_dict(self, state_dict, prefix, local_metadata, *others):
    version = local_metadata.get("version")
    if (version is not None and version < 2) and self.track_running_stats:
        count = self.num_batches_tracked
        if count is None or count.is_meta:
            count = torch.tensor(0)
        state_dict.setdefault(prefix + "num_batches_tracked", count)
    super()._load_from_state_dict(state_dict, prefix, local_metadata, *others)

# %% wrong="compares None with 2" caught="a_file_from_before_the_counter_loads"
@grow(nn._BatchNorm)
def _load_from_state_dict(self, state_dict, prefix, local_metadata, *others):
    version = local_metadata.get("version")
    if version < 2 and self.track_running_stats:
        count = self.num_batches_tracked
        if count is None or count.is_meta:
            count = torch.tensor(0)
        state_dict.setdefault(prefix + "num_batches_tracked", count)
    super()._load_from_state_dict(state_dict, prefix, local_metadata, *others)

# %% wrong="whatever the version" caught="a_file_of_this_version_without_it_is_broken"
@grow(nn._BatchNorm)
def _load_from_state_dict(self, state_dict, prefix, local_metadata, *others):
    version = local_metadata.get("version")
    if self.track_running_stats:
        count = self.num_batches_tracked
        if count is None or count.is_meta:
            count = torch.tensor(0)
        state_dict.setdefault(prefix + "num_batches_tracked", count)
    super()._load_from_state_dict(state_dict, prefix, local_metadata, *others)

# %% wrong="counts from zero again" caught="the_counter_keeps_its_count"
@grow(nn._BatchNorm)
def _load_from_state_dict(self, state_dict, prefix, local_metadata, *others):
    version = local_metadata.get("version")
    if (version is None or version < 2) and self.track_running_stats:
        count = torch.tensor(0)
        state_dict.setdefault(prefix + "num_batches_tracked", count)
    super()._load_from_state_dict(state_dict, prefix, local_metadata, *others)

# %% wrong="over an entry that is there" caught="a_counter_that_is_there_is_loaded"
@grow(nn._BatchNorm)
def _load_from_state_dict(self, state_dict, prefix, local_metadata, *others):
    version = local_metadata.get("version")
    if (version is None or version < 2) and self.track_running_stats:
        count = self.num_batches_tracked
        if count is None or count.is_meta:
            count = torch.tensor(0)
        state_dict[prefix + "num_batches_tracked"] = count
    super()._load_from_state_dict(state_dict, prefix, local_metadata, *others)

# %% wrong="the key without the prefix" caught="below_a_prefix_it_is_the_same"
@grow(nn._BatchNorm)
def _load_from_state_dict(self, state_dict, prefix, local_metadata, *others):
    version = local_metadata.get("version")
    if (version is None or version < 2) and self.track_running_stats:
        count = self.num_batches_tracked
        if count is None or count.is_meta:
            count = torch.tensor(0)
        state_dict.setdefault("num_batches_tracked", count)
    super()._load_from_state_dict(state_dict, prefix, local_metadata, *others)

# %% wrong="also for a layer that does not track" caught="a_layer_that_does_not_track_has_no_counter"
@grow(nn._BatchNorm)
def _load_from_state_dict(self, state_dict, prefix, local_metadata, *others):
    version = local_metadata.get("version")
    if (version is None or version < 2):
        count = self.num_batches_tracked
        if count is None or count.is_meta:
            count = torch.tensor(0)
        state_dict.setdefault(prefix + "num_batches_tracked", count)
    super()._load_from_state_dict(state_dict, prefix, local_metadata, *others)

# %% wrong="forgives instead: not strict for an old file" caught="whatever_else_is_missing_is_still_missing"
@grow(nn._BatchNorm)
def _load_from_state_dict(self, state_dict, prefix, local_metadata, strict, *others):
    version = local_metadata.get("version")
    if (version is None or version < 2) and self.track_running_stats:
        strict = False
    super()._load_from_state_dict(state_dict, prefix, local_metadata, strict, *others)

# %% wrong="after the loading" caught="a_file_from_before_the_counter_loads"
@grow(nn._BatchNorm)
def _load_from_state_dict(self, state_dict, prefix, local_metadata, *others):
    super()._load_from_state_dict(state_dict, prefix, local_metadata, *others)
    version = local_metadata.get("version")
    if (version is None or version < 2) and self.track_running_stats:
        state_dict.setdefault(prefix + "num_batches_tracked", self.num_batches_tracked)

# %% wrong="forgets to load the rest" caught="a_file_from_before_the_counter_loads"
@grow(nn._BatchNorm)
def _load_from_state_dict(self, state_dict, prefix, local_metadata, *others):
    version = local_metadata.get("version")
    if (version is None or version < 2) and self.track_running_stats:
        count = self.num_batches_tracked
        if count is None or count.is_meta:
            count = torch.tensor(0)
        state_dict.setdefault(prefix + "num_batches_tracked", count)

# %% wrong="hands the metadata of nobody on" caught="on_meta_the_count_starts_at_zero"
@grow(nn._BatchNorm)
def _load_from_state_dict(self, state_dict, prefix, local_metadata, *others):
    version = local_metadata.get("version")
    if (version is None or version < 2) and self.track_running_stats:
        count = self.num_batches_tracked
        if count is None or count.is_meta:
            count = torch.tensor(0)
        state_dict.setdefault(prefix + "num_batches_tracked", count)
    super()._load_from_state_dict(state_dict, prefix, {}, *others)

# %% wrong="a counter on meta is a counter" caught="on_meta_the_count_starts_at_zero"
@grow(nn._BatchNorm)
def _load_from_state_dict(self, state_dict, prefix, local_metadata, *others):
    version = local_metadata.get("version")
    if (version is None or version < 2) and self.track_running_stats:
        count = self.num_batches_tracked
        if count is None:
            count = torch.tensor(0)
        state_dict.setdefault(prefix + "num_batches_tracked", count)
    super()._load_from_state_dict(state_dict, prefix, local_metadata, *others)

# %% wrong="an old file is one below its own version" caught="a_subclass_may_load_in_its_own_way_again"
@grow(nn._BatchNorm)
def _load_from_state_dict(self, state_dict, prefix, local_metadata, *others):
    version = local_metadata.get("version")
    if (version is None or version < self._version) and self.track_running_stats:
        count = self.num_batches_tracked
        if count is None or count.is_meta:
            count = torch.tensor(0)
        state_dict.setdefault(prefix + "num_batches_tracked", count)
    super()._load_from_state_dict(state_dict, prefix, local_metadata, *others)

# %% right="all seven by name, as in torch"
@grow(nn._BatchNorm)
def _load_from_state_dict(
    self, state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs
):
    version = local_metadata.get("version", None)
    if (version is None or version < 2) and self.track_running_stats:
        key = prefix + "num_batches_tracked"
        if key not in state_dict:
            there = self.num_batches_tracked
            usable = there is not None and there.device != torch.device("meta")
            state_dict[key] = there if usable else torch.tensor(0, dtype=torch.long)
    super()._load_from_state_dict(
        state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs
    )

# %% right="a default for the version, a helper for the count"
@grow(nn._BatchNorm)
def _count_so_far(self):
    count = self.num_batches_tracked
    return torch.tensor(0) if count is None or count.is_meta else count


@grow(nn._BatchNorm)
def _load_from_state_dict(self, state_dict, prefix, local_metadata, *others):
    is_old = (local_metadata.get("version") or 0) < 2
    key = f"{prefix}num_batches_tracked"
    if is_old and self.track_running_stats and key not in state_dict:
        state_dict[key] = self._count_so_far()
    nn.Module._load_from_state_dict(self, state_dict, prefix, local_metadata, *others)
