# %% wrong="the defaults win" caught="what_a_group_says_for_itself_holds"
@grow(optim.SGD)
def add_param_group(self, param_group):
    params = self._listed(param_group["params"])
    known = {p for group in self.param_groups for p in group["params"]}
    if not known.isdisjoint(params):
        raise ValueError("some parameters appear in more than one parameter group")
    self.param_groups.append({**param_group, **self.defaults, "params": params})

# %% wrong="no defaults" caught="what_a_group_says_for_itself_holds"
@grow(optim.SGD)
def add_param_group(self, param_group):
    params = self._listed(param_group["params"])
    known = {p for group in self.param_groups for p in group["params"]}
    if not known.isdisjoint(params):
        raise ValueError("some parameters appear in more than one parameter group")
    self.param_groups.append({**param_group, "params": params})

# %% wrong="keeps the settings it knows and drops the others" caught="what_else_stands_in_the_dict_stays_there"
@grow(optim.SGD)
def add_param_group(self, param_group):
    params = self._listed(param_group["params"])
    known = {p for group in self.param_groups for p in group["params"]}
    if not known.isdisjoint(params):
        raise ValueError("some parameters appear in more than one parameter group")
    own = {name: param_group.get(name, value) for name, value in self.defaults.items()}
    self.param_groups.append({**own, "params": params})

# %% wrong="the dict of defaults is the group" caught="each_group_is_a_dict_of_its_own"
@grow(optim.SGD)
def add_param_group(self, param_group):
    params = self._listed(param_group["params"])
    known = {p for group in self.param_groups for p in group["params"]}
    if not known.isdisjoint(params):
        raise ValueError("some parameters appear in more than one parameter group")
    group = self.defaults
    group.update(param_group, params=params)
    self.param_groups.append(group)

# %% wrong="one dict for all groups that say nothing" caught="each_group_is_a_dict_of_its_own"
@grow(optim.SGD)
def add_param_group(self, param_group):
    params = self._listed(param_group["params"])
    known = {p for group in self.param_groups for p in group["params"]}
    if not known.isdisjoint(params):
        raise ValueError("some parameters appear in more than one parameter group")
    if len(param_group) == 1:
        self.defaults["params"] = params
        self.param_groups.append(self.defaults)
    else:
        self.param_groups.append({**self.defaults, **param_group, "params": params})

# %% wrong="the newest group comes first" caught="a_group_may_come_later"
@grow(optim.SGD)
def add_param_group(self, param_group):
    params = self._listed(param_group["params"])
    known = {p for group in self.param_groups for p in group["params"]}
    if not known.isdisjoint(params):
        raise ValueError("some parameters appear in more than one parameter group")
    self.param_groups = [{**self.defaults, **param_group, "params": params}, *self.param_groups]

# %% wrong="compares with the last group alone" caught="a_parameter_is_in_one_group_only"
@grow(optim.SGD)
def add_param_group(self, param_group):
    params = self._listed(param_group["params"])
    known = set(self.param_groups[-1]["params"]) if self.param_groups else set()
    if not known.isdisjoint(params):
        raise ValueError("some parameters appear in more than one parameter group")
    self.param_groups.append({**self.defaults, **param_group, "params": params})

# %% wrong="compares with no group" caught="a_parameter_is_in_one_group_only"
@grow(optim.SGD)
def add_param_group(self, param_group):
    params = self._listed(param_group["params"])
    self.param_groups.append({**self.defaults, **param_group, "params": params})

# %% wrong="leaves out what is known already" caught="a_parameter_is_in_one_group_only"
@grow(optim.SGD)
def add_param_group(self, param_group):
    known = {p for group in self.param_groups for p in group["params"]}
    params = [p for p in self._listed(param_group["params"]) if p not in known]
    self.param_groups.append({**self.defaults, **param_group, "params": params})

# %% wrong="only refuses where all of them are known" caught="a_parameter_is_in_one_group_only"
@grow(optim.SGD)
def add_param_group(self, param_group):
    params = self._listed(param_group["params"])
    known = {p for group in self.param_groups for p in group["params"]}
    if params and known.issuperset(params):
        raise ValueError("some parameters appear in more than one parameter group")
    self.param_groups.append({**self.defaults, **param_group, "params": params})

# %% wrong="`p in a_list` compares numbers" caught="equal_parameters_are_two"
@grow(optim.SGD)
def add_param_group(self, param_group):
    params = self._listed(param_group["params"])
    known = [p.tolist() for group in self.param_groups for p in group["params"]]
    if any(p.tolist() in known for p in params):
        raise ValueError("some parameters appear in more than one parameter group")
    self.param_groups.append({**self.defaults, **param_group, "params": params})

# %% wrong="appends, then looks" caught="a_refused_group_leaves_the_others_as_they_were"
@grow(optim.SGD)
def add_param_group(self, param_group):
    params = self._listed(param_group["params"])
    known = {p for group in self.param_groups for p in group["params"]}
    self.param_groups.append({**self.defaults, **param_group, "params": params})
    if not known.isdisjoint(params):
        raise ValueError("some parameters appear in more than one parameter group")

# %% wrong="takes the parameters as they come" caught="the_parameters_of_a_group_are_looked_at"
@grow(optim.SGD)
def add_param_group(self, param_group):
    params = param_group["params"]
    params = [params] if isinstance(params, torch.Tensor) else params
    known = {p for group in self.param_groups for p in group["params"]}
    if isinstance(params, list):
        params = self._listed(params)
        if not known.isdisjoint(params):
            raise ValueError("some parameters appear in more than one parameter group")
    self.param_groups.append({**self.defaults, **param_group, "params": params})

# %% right="the caller's own dict, filled in, as torch does"
@grow(optim.SGD)
def add_param_group(self, param_group):
    param_group["params"] = self._listed(param_group["params"])
    for name, default in self.defaults.items():
        param_group.setdefault(name, default)
    known = set()
    for group in self.param_groups:
        known.update(group["params"])
    if not known.isdisjoint(param_group["params"]):
        raise ValueError("some parameters appear in more than one parameter group")
    self.param_groups.append(param_group)

# %% right="identities in a set, an update of a copy"
@grow(optim.SGD)
def add_param_group(self, param_group):
    group = self.defaults.copy()
    group.update(param_group)
    group["params"] = self._listed(param_group["params"])
    known = [id(p) for other in self.param_groups for p in other["params"]]
    for p in group["params"]:
        if id(p) in known:
            raise ValueError("some parameters appear in more than one parameter group")
    self.param_groups += [group]
