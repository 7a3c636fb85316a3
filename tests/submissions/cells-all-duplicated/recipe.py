import copy


def edit(nb):
    nb["cells"] += copy.deepcopy(nb["cells"])
