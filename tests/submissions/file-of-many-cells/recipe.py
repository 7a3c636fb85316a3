def edit(nb):
    nb["cells"] += [{"cell_type": "code", "source": "1"}] * 2_000
