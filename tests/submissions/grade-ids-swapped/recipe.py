def edit(nb):
    a, b = cell(nb, "answer-1-8"), cell(nb, "answer-1-9")
    a["metadata"], b["metadata"] = b["metadata"], a["metadata"]
