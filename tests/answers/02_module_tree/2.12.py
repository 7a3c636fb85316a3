# %% wrong="the class's whole repr" caught="an_empty_module_prints_as_its_class_and_brackets"
@grow(nn.Module)
def __repr__(self):
    extra = self.extra_repr()
    lines = extra.split("\n") if extra else []
    children = [f"({name}): {indented(repr(child))}" for name, child in self._modules.items()]
    if not children and len(lines) <= 1:
        return f"{type(self)}({extra})"
    return "\n  ".join([f"{type(self)}(", *lines, *children]) + "\n)"

# %% wrong="no brackets around nothing" caught="an_empty_module_prints_as_its_class_and_brackets"
@grow(nn.Module)
def __repr__(self):
    extra = self.extra_repr()
    lines = extra.split("\n") if extra else []
    children = [f"({name}): {indented(repr(child))}" for name, child in self._modules.items()]
    if not children and not lines:
        return self._get_name()
    if not children and len(lines) == 1:
        return f"{self._get_name()}({extra})"
    return "\n  ".join([f"{self._get_name()}(", *lines, *children]) + "\n)"

# %% wrong="an empty extra is a line" caught="each_child_stands_on_a_line_of_its_own"
@grow(nn.Module)
def __repr__(self):
    lines = self.extra_repr().split("\n")
    children = [f"({name}): {indented(repr(child))}" for name, child in self._modules.items()]
    if not children and len(lines) <= 1:
        return f"{self._get_name()}({lines[0]})"
    return "\n  ".join([f"{self._get_name()}(", *lines, *children]) + "\n)"

# %% wrong="one line of extra on a line of its own" caught="one_line_of_extra_stands_between_the_brackets"
@grow(nn.Module)
def __repr__(self):
    extra = self.extra_repr()
    lines = extra.split("\n") if extra else []
    lines += [f"({name}): {indented(repr(child))}" for name, child in self._modules.items()]
    if not lines:
        return f"{self._get_name()}()"
    return "\n  ".join([f"{self._get_name()}(", *lines]) + "\n)"

# %% wrong="several lines of extra between the brackets" caught="several_lines_of_extra_stand_on_lines_of_their_own"
@grow(nn.Module)
def __repr__(self):
    extra = self.extra_repr()
    children = [f"({name}): {indented(repr(child))}" for name, child in self._modules.items()]
    if not children:
        return f"{self._get_name()}({extra})"
    lines = extra.split("\n") if extra else []
    return "\n  ".join([f"{self._get_name()}(", *lines, *children]) + "\n)"

# %% wrong="children of several lines are not moved" caught="grandchildren_stand_further_to_the_right"
@grow(nn.Module)
def __repr__(self):
    extra = self.extra_repr()
    lines = extra.split("\n") if extra else []
    children = [f"({name}): {child!r}" for name, child in self._modules.items()]
    if not children and len(lines) <= 1:
        return f"{self._get_name()}({extra})"
    return "\n  ".join([f"{self._get_name()}(", *lines, *children]) + "\n)"

# %% wrong="all lines moved, and the first one again" caught="each_child_stands_on_a_line_of_its_own"
@grow(nn.Module)
def __repr__(self):
    extra = self.extra_repr()
    lines = extra.split("\n") if extra else []
    children = ["  " + indented(f"({name}): {indented(repr(child))}") for name, child in self._modules.items()]
    if not children and len(lines) <= 1:
        return f"{self._get_name()}({extra})"
    return "\n  ".join([f"{self._get_name()}(", *lines, *children]) + "\n)"

# %% wrong="lines moved once too often" caught="grandchildren_stand_further_to_the_right"
@grow(nn.Module)
def __repr__(self):
    extra = self.extra_repr()
    lines = extra.split("\n") if extra else []
    children = [indented(f"({name}): {indented(repr(child))}") for name, child in self._modules.items()]
    if not children and len(lines) <= 1:
        return f"{self._get_name()}({extra})"
    return "\n  ".join([f"{self._get_name()}(", *lines, *children]) + "\n)"

# %% wrong="children without brackets around their names" caught="each_child_stands_on_a_line_of_its_own"
@grow(nn.Module)
def __repr__(self):
    extra = self.extra_repr()
    lines = extra.split("\n") if extra else []
    children = [f"{name}: {indented(repr(child))}" for name, child in self._modules.items()]
    if not children and len(lines) <= 1:
        return f"{self._get_name()}({extra})"
    return "\n  ".join([f"{self._get_name()}(", *lines, *children]) + "\n)"

# %% wrong="the closing bracket on the last line" caught="several_lines_of_extra_stand_on_lines_of_their_own"
@grow(nn.Module)
def __repr__(self):
    extra = self.extra_repr()
    lines = extra.split("\n") if extra else []
    children = [f"({name}): {indented(repr(child))}" for name, child in self._modules.items()]
    if not children and len(lines) <= 1:
        return f"{self._get_name()}({extra})"
    return "\n  ".join([f"{self._get_name()}(", *lines, *children]) + ")"

# %% wrong="children with the children before the extra" caught="extra_comes_before_the_children"
@grow(nn.Module)
def __repr__(self):
    extra = self.extra_repr()
    lines = extra.split("\n") if extra else []
    children = [f"({name}): {indented(repr(child))}" for name, child in self._modules.items()]
    if not children and len(lines) <= 1:
        return f"{self._get_name()}({extra})"
    return "\n  ".join([f"{self._get_name()}(", *children, *lines]) + "\n)"

# %% wrong="one line of extra on the first line, before children" caught="extra_comes_before_the_children"
@grow(nn.Module)
def __repr__(self):
    extra = self.extra_repr()
    lines = extra.split("\n") if extra else []
    children = [f"({name}): {indented(repr(child))}" for name, child in self._modules.items()]
    if len(lines) == 1:
        return "\n  ".join([f"{self._get_name()}({extra}", *children]) + ("\n)" if children else ")")
    if not children and not lines:
        return f"{self._get_name()}()"
    return "\n  ".join([f"{self._get_name()}(", *lines, *children]) + "\n)"

# %% wrong="what named_children lists" caught="none_and_shared_children_are_printed"
@grow(nn.Module)
def __repr__(self):
    extra = self.extra_repr()
    lines = extra.split("\n") if extra else []
    children = [f"({name}): {indented(repr(child))}" for name, child in self.named_children()]
    if not children and len(lines) <= 1:
        return f"{self._get_name()}({extra})"
    return "\n  ".join([f"{self._get_name()}(", *lines, *children]) + "\n)"

# %% wrong="parameters are printed, too" caught="parameters_are_not_printed"
@grow(nn.Module)
def __repr__(self):
    extra = self.extra_repr()
    lines = extra.split("\n") if extra else []
    held = {**self._parameters, **self._modules}
    children = [f"({name}): {indented(repr(child))}" for name, child in held.items()]
    if not children and len(lines) <= 1:
        return f"{self._get_name()}({extra})"
    return "\n  ".join([f"{self._get_name()}(", *lines, *children]) + "\n)"

# %% wrong="the class's name, past _get_name" caught="a_class_may_give_itself_another_name"
@grow(nn.Module)
def __repr__(self):
    extra = self.extra_repr()
    lines = extra.split("\n") if extra else []
    children = [f"({name}): {indented(repr(child))}" for name, child in self._modules.items()]
    if not children and len(lines) <= 1:
        return f"{type(self).__name__}({extra})"
    return "\n  ".join([f"{type(self).__name__}(", *lines, *children]) + "\n)"

# %% wrong="a child's own repr is passed by" caught="a_child_with_a_repr_of_its_own_is_asked"
@grow(nn.Module)
def __repr__(self):
    extra = self.extra_repr()
    lines = extra.split("\n") if extra else []
    children = []
    for name, child in self._modules.items():
        text = "None" if child is None else nn.Module.__repr__(child)
        children.append(f"({name}): {indented(text)}")
    if not children and len(lines) <= 1:
        return f"{self._get_name()}({extra})"
    return "\n  ".join([f"{self._get_name()}(", *lines, *children]) + "\n)"

# %% wrong="empty lines filled with spaces" caught="empty_lines_stay_empty"
@grow(nn.Module)
def __repr__(self):
    extra = self.extra_repr()
    lines = extra.split("\n") if extra else []
    children = [f"({name}): " + repr(child).replace("\n", "\n  ") for name, child in self._modules.items()]
    if not children and len(lines) <= 1:
        return f"{self._get_name()}({extra})"
    return "\n  ".join([f"{self._get_name()}(", *lines, *children]) + "\n)"

# %% right="as torch does it, piece by piece"
@grow(nn.Module)
def __repr__(self):
    extra_lines = []
    extra_repr = self.extra_repr()
    if extra_repr:
        extra_lines = extra_repr.split("\n")
    child_lines = []
    for key, module in self._modules.items():
        child_lines.append("(" + key + "): " + indented(repr(module)))
    lines = extra_lines + child_lines
    main_str = self._get_name() + "("
    if lines:
        if len(extra_lines) == 1 and not child_lines:
            main_str += extra_lines[0]
        else:
            main_str += "\n  " + "\n  ".join(lines) + "\n"
    return main_str + ")"

# %% right="the inside as one text"
@grow(nn.Module)
def __repr__(self):
    inside = self.extra_repr()
    parts = [inside] if inside else []
    if self._modules or "\n" in inside:
        parts = inside.split("\n") if inside else []
        for name, child in self._modules.items():
            parts.append("({}): {}".format(name, indented(repr(child))))
        parts = ["".join("\n  " + part for part in parts) + "\n"]
    return "%s(%s)" % (self._get_name(), "".join(parts))
