def edit(nb):
    nb["cells"] = [c for c in nb["cells"] if not c["id"].startswith("check")]
