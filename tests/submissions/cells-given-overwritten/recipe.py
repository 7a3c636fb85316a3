def edit(nb):
    for name in ("start-code-1", "1-2-code-1", "1-3-code-1"):
        cell(nb, name)["source"] = "raise SystemExit"
