def edit(nb):
    for text in ("(" * 50_000, "-" * 50_000 + "1", "a" + ".b" * 50_000, "1" + "+1" * 50_000, "[" * 150 + "]" * 150):
        insert_after(nb, "check-1-3", text)
