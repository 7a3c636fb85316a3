def edit(nb):
    cell(nb, "answer-1-8")["source"] = "x = '\ud800'\nraise ValueError('\ud800')"
