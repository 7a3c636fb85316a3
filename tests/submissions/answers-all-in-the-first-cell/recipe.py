def edit(nb):
    text = "\n\n".join("".join(c["source"]) for c in nb["cells"] if c["id"].startswith("answer"))
    given = "".join(cell(nb, "1-2-code-1")["source"])
    for c in nb["cells"]:
        if c["id"].startswith("answer"):
            c["source"] = ""
    insert_after(nb, "start-code-2", given + "\n\n" + text)
