# %% wrong="folds nothing" caught="neighbours_that_print_alike_are_folded"
@grow(nn.ModuleList)
def __repr__(self):
    lines = [f"({i}): {repr(module)}".replace("\n", "\n  ") for i, module in enumerate(self)]
    inside = "".join("\n  " + line for line in lines)
    return f"{self._get_name()}({inside}\n)" if lines else f"{self._get_name()}()"

# %% wrong="a range for one, too" caught="neighbours_that_print_alike_are_folded"
@grow(nn.ModuleList)
def __repr__(self):
    lines, start = [], 0
    for text, run in groupby(map(repr, self)):
        count = len(list(run))
        lines.append(f"({start}-{start + count - 1}): {count} x {text}".replace("\n", "\n  "))
        start += count
    inside = "".join("\n  " + line for line in lines)
    return f"{self._get_name()}({inside}\n)" if lines else f"{self._get_name()}()"

# %% wrong="the last position is one too far" caught="neighbours_that_print_alike_are_folded"
@grow(nn.ModuleList)
def __repr__(self):
    lines, start = [], 0
    for text, run in groupby(map(repr, self)):
        count = len(list(run))
        where = f"({start}): " if count == 1 else f"({start}-{start + count}): {count} x "
        lines.append((where + text).replace("\n", "\n  "))
        start += count
    inside = "".join("\n  " + line for line in lines)
    return f"{self._get_name()}({inside}\n)" if lines else f"{self._get_name()}()"

# %% wrong="does not count on" caught="neighbours_that_print_alike_are_folded"
@grow(nn.ModuleList)
def __repr__(self):
    lines = []
    for start, (text, run) in enumerate(groupby(map(repr, self))):
        count = len(list(run))
        where = f"({start}): " if count == 1 else f"({start}-{start + count - 1}): {count} x "
        lines.append((where + text).replace("\n", "\n  "))
    inside = "".join("\n  " + line for line in lines)
    return f"{self._get_name()}({inside}\n)" if lines else f"{self._get_name()}()"

# %% wrong="the empty list has a line end" caught="an_empty_list_is_a_pair_of_brackets"
@grow(nn.ModuleList)
def __repr__(self):
    lines, start = [], 0
    for text, run in groupby(map(repr, self)):
        count = len(list(run))
        where = f"({start}): " if count == 1 else f"({start}-{start + count - 1}): {count} x "
        lines.append((where + text).replace("\n", "\n  "))
        start += count
    inside = "".join("\n  " + line for line in lines)
    return f"{self._get_name()}({inside}\n)"

# %% wrong="counts a text wherever it comes" caught="neighbours_that_print_alike_are_folded"
@grow(nn.ModuleList)
def __repr__(self):
    texts, lines = [repr(m) for m in self], []
    for text in dict.fromkeys(texts):
        count, start = texts.count(text), texts.index(text)
        where = f"({start}): " if count == 1 else f"({start}-{start + count - 1}): {count} x "
        lines.append((where + text).replace("\n", "\n  "))
    inside = "".join("\n  " + line for line in lines)
    return f"{self._get_name()}({inside}\n)" if lines else f"{self._get_name()}()"

# %% wrong="folds only what is one module" caught="neighbours_that_print_alike_are_folded"
@grow(nn.ModuleList)
def __repr__(self):
    lines, start = [], 0
    for module, run in groupby(self):
        count = len(list(run))
        where = f"({start}): " if count == 1 else f"({start}-{start + count - 1}): {count} x "
        lines.append((where + repr(module)).replace("\n", "\n  "))
        start += count
    inside = "".join("\n  " + line for line in lines)
    return f"{self._get_name()}({inside}\n)" if lines else f"{self._get_name()}()"

# %% wrong="folds what is of one class" caught="a_single_one_has_no_range_and_no_count"
@grow(nn.ModuleList)
def __repr__(self):
    lines, start = [], 0
    for _, run in groupby(self, key=type):
        run = list(run)
        count = len(run)
        where = f"({start}): " if count == 1 else f"({start}-{start + count - 1}): {count} x "
        lines.append((where + repr(run[0])).replace("\n", "\n  "))
        start += count
    inside = "".join("\n  " + line for line in lines)
    return f"{self._get_name()}({inside}\n)" if lines else f"{self._get_name()}()"

# %% wrong="indents nothing" caught="children_of_several_lines_are_indented"
@grow(nn.ModuleList)
def __repr__(self):
    lines, start = [], 0
    for text, run in groupby(map(repr, self)):
        count = len(list(run))
        where = f"({start}): " if count == 1 else f"({start}-{start + count - 1}): {count} x "
        lines.append(where + text)
        start += count
    inside = "".join("\n  " + line for line in lines)
    return f"{self._get_name()}({inside}\n)" if lines else f"{self._get_name()}()"

# %% wrong="always says ModuleList" caught="a_subclass_prints_its_own_name"
@grow(nn.ModuleList)
def __repr__(self):
    lines, start = [], 0
    for text, run in groupby(map(repr, self)):
        count = len(list(run))
        where = f"({start}): " if count == 1 else f"({start}-{start + count - 1}): {count} x "
        lines.append((where + text).replace("\n", "\n  "))
        start += count
    inside = "".join("\n  " + line for line in lines)
    return f"ModuleList({inside}\n)" if lines else "ModuleList()"

# %% wrong="asks the class for its name" caught="a_subclass_prints_its_own_name"
@grow(nn.ModuleList)
def __repr__(self):
    lines, start = [], 0
    for text, run in groupby(map(repr, self)):
        count = len(list(run))
        where = f"({start}): " if count == 1 else f"({start}-{start + count - 1}): {count} x "
        lines.append((where + text).replace("\n", "\n  "))
        start += count
    inside = "".join("\n  " + line for line in lines)
    return f"{type(self).__name__}({inside}\n)" if lines else f"{type(self).__name__}()"

# %% wrong="walks over the children" caught="it_is_the_text_that_is_compared"
@grow(nn.ModuleList)
def __repr__(self):
    lines, start = [], 0
    for text, run in groupby(map(repr, self.children())):
        count = len(list(run))
        where = f"({start}): " if count == 1 else f"({start}-{start + count - 1}): {count} x "
        lines.append((where + text).replace("\n", "\n  "))
        start += count
    inside = "".join("\n  " + line for line in lines)
    return f"{self._get_name()}({inside}\n)" if lines else f"{self._get_name()}()"

# %% right="keeps runs of its own"
@grow(nn.ModuleList)
def __repr__(self):
    runs = []
    for i, text in enumerate(repr(module) for module in self):
        if runs and runs[-1][2] == text:
            runs[-1][1] = i
        else:
            runs.append([i, i, text])
    if not runs:
        return self._get_name() + "()"
    out = self._get_name() + "("
    for first, last, text in runs:
        text = "\n  ".join(text.split("\n"))
        out += f"\n  ({first}): {text}" if first == last else f"\n  ({first}-{last}): {last - first + 1} x {text}"
    return out + "\n)"

# %% right="groups positions"
@grow(nn.ModuleList)
def __repr__(self):
    if not len(self):
        return f"{self._get_name()}()"
    texts = [*map(repr, self)]
    lines = []
    for text, run in groupby(range(len(texts)), key=texts.__getitem__):
        first, *more = run
        head = f"({first}-{more[-1]}): {len(more) + 1} x " if more else f"({first}): "
        lines += (head + text).splitlines()
    return "\n  ".join([f"{self._get_name()}(", *lines]) + "\n)"
