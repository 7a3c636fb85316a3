import copy


def edit(nb):
    at = nb["cells"].index(cell(nb, "answer-1-8"))
    nb["cells"].insert(at + 1, {**copy.deepcopy(nb["cells"][at]), "source": "@grow(nn.Module)\ndef __dir__(self):\n    return []"})
