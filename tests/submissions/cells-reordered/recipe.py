def edit(nb):
    nb["cells"] = [c for c in reversed(nb["cells"]) if "play" not in c["id"]]
