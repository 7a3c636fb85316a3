import copy


def edit(nb):
    nb["cells"] += [copy.deepcopy(cell(nb, "check-1-1")) for _ in range(50)]
