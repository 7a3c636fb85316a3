def edit(nb):
    insert_after(nb, "check-1-3", "!ls\n" * 5_000)
    insert_after(nb, "check-1-3", "x?\n" * 5_000)
