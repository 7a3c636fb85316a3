def edit(nb):
    for c in nb["cells"]:
        c["metadata"].get("nbgrader", {}).update(checksum="0", schema_version=99)
