# %% wrong="the whole dict for every child" caught="each_child_gets_its_part_under_its_prefix"
@grow(nn.Module)
def _load_children(self, state_dict, prefix, metadata, assign, lists):
    for name, child in self._modules.items():
        if child is not None:
            start = f"{prefix}{name}."
            part = {key: value for key, value in state_dict.items() if key.startswith(start)}
            child._load_tree(state_dict, start, metadata, assign, lists)

# %% wrong="a name without its dot" caught="a_prefix_ends_where_a_name_ends"
@grow(nn.Module)
def _load_children(self, state_dict, prefix, metadata, assign, lists):
    for name, child in self._modules.items():
        if child is not None:
            start = f"{prefix}{name}."
            part = {key: value for key, value in state_dict.items() if key.startswith(prefix + name)}
            child._load_tree(part, start, metadata, assign, lists)

# %% wrong="cuts the prefix off the keys" caught="the_whole_tree_is_loaded"
@grow(nn.Module)
def _load_children(self, state_dict, prefix, metadata, assign, lists):
    for name, child in self._modules.items():
        if child is not None:
            start = f"{prefix}{name}."
            part = {key[len(start) :]: value for key, value in state_dict.items() if key.startswith(start)}
            child._load_tree(part, start, metadata, assign, lists)

# %% wrong="forgets where it stands itself" caught="the_whole_tree_is_loaded"
@grow(nn.Module)
def _load_children(self, state_dict, prefix, metadata, assign, lists):
    for name, child in self._modules.items():
        if child is not None:
            start = f"{name}."
            part = {key: value for key, value in state_dict.items() if key.startswith(start)}
            child._load_tree(part, start, metadata, assign, lists)

# %% wrong="one level deep" caught="the_whole_tree_is_loaded"
@grow(nn.Module)
def _load_children(self, state_dict, prefix, metadata, assign, lists):
    for name, child in self._modules.items():
        if child is not None:
            start = f"{prefix}{name}."
            part = {key: value for key, value in state_dict.items() if key.startswith(start)}
            child._load_from_state_dict(part, start, metadata.get(start[:-1], {}), True, *lists)

# %% wrong="passes over a child of which the dict has nothing" caught="a_child_that_is_not_in_the_dict_is_called_all_the_same"
@grow(nn.Module)
def _load_children(self, state_dict, prefix, metadata, assign, lists):
    for name, child in self._modules.items():
        if child is not None:
            start = f"{prefix}{name}."
            part = {key: value for key, value in state_dict.items() if key.startswith(start)}
            if part:
                child._load_tree(part, start, metadata, assign, lists)

# %% wrong="does not expect None" caught="the_whole_tree_is_loaded"
@grow(nn.Module)
def _load_children(self, state_dict, prefix, metadata, assign, lists):
    for name, child in self._modules.items():
        start = f"{prefix}{name}."
        part = {key: value for key, value in state_dict.items() if key.startswith(start)}
        child._load_tree(part, start, metadata, assign, lists)

# %% wrong="walks over the children, which come once" caught="a_module_in_two_places_is_loaded_twice"
@grow(nn.Module)
def _load_children(self, state_dict, prefix, metadata, assign, lists):
    for name, child in self.named_children():
        if child is not None:
            start = f"{prefix}{name}."
            part = {key: value for key, value in state_dict.items() if key.startswith(start)}
            child._load_tree(part, start, metadata, assign, lists)

# %% wrong="lists of its own for every child" caught="a_child_that_is_not_in_the_dict_is_called_all_the_same"
@grow(nn.Module)
def _load_children(self, state_dict, prefix, metadata, assign, lists):
    for name, child in self._modules.items():
        if child is not None:
            start = f"{prefix}{name}."
            part = {key: value for key, value in state_dict.items() if key.startswith(start)}
            child._load_tree(part, start, metadata, assign, ([], [], []))

# %% wrong="assign stays at the top" caught="metadata_and_assign_go_down_the_tree"
@grow(nn.Module)
def _load_children(self, state_dict, prefix, metadata, assign, lists):
    for name, child in self._modules.items():
        if child is not None:
            start = f"{prefix}{name}."
            part = {key: value for key, value in state_dict.items() if key.startswith(start)}
            child._load_tree(part, start, metadata, False, lists)

# %% wrong="the metadata stays at the top" caught="metadata_and_assign_go_down_the_tree"
@grow(nn.Module)
def _load_children(self, state_dict, prefix, metadata, assign, lists):
    for name, child in self._modules.items():
        if child is not None:
            start = f"{prefix}{name}."
            part = {key: value for key, value in state_dict.items() if key.startswith(start)}
            child._load_tree(part, start, {}, assign, lists)

# %% wrong="calls load_state_dict of the child" caught="each_child_gets_its_part_under_its_prefix"
@grow(nn.Module)
def _load_children(self, state_dict, prefix, metadata, assign, lists):
    for name, child in self._modules.items():
        if child is not None:
            start = f"{prefix}{name}."
            part = {key: value for key, value in state_dict.items() if key.startswith(start)}
            child.load_state_dict({key[len(start):]: value for key, value in part.items()}, assign=assign)

# %% right="sorted into parts first"
@grow(nn.Module)
def _load_children(self, state_dict, prefix, metadata, assign, lists):
    parts = {f"{prefix}{name}.": {} for name in self._modules}
    for key in state_dict:
        head = prefix + key[len(prefix):].partition(".")[0] + "."
        if head in parts and key.startswith(head):
            parts[head][key] = state_dict[key]
    for (start, part), child in zip(parts.items(), self._modules.values()):
        if child is not None:
            child._load_tree(part, start, metadata, assign, lists)

# %% right="with a helper, and continue"
def _below(state_dict, start):
    return dict(pair for pair in state_dict.items() if pair[0][: len(start)] == start)


@grow(nn.Module)
def _load_children(self, state_dict, prefix, metadata, assign, lists):
    for name in self._modules:
        child = self._modules[name]
        if child is None:
            continue
        child._load_tree(_below(state_dict, prefix + name + "."), prefix + name + ".", metadata, assign, lists)
