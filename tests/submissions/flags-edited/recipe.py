def edit(nb):
    for c in nb["cells"]:
        c["metadata"].get("nbgrader", {}).update(grade=False, solution=True, locked=False, task=True)
