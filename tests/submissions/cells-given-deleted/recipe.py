def edit(nb):
    nb["cells"] = [c for c in nb["cells"] if c["id"].startswith("answer")]
