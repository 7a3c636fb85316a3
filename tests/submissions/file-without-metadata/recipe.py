def edit(nb):
    nb.pop("metadata")
    for cell in nb["cells"]:
        cell.pop("metadata")
        cell.pop("outputs", None)
