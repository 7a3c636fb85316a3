def edit(nb):
    for c in nb["cells"]:
        c["metadata"].pop("nbgrader", None)
