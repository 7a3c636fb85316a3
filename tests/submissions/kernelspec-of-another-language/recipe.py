def edit(nb):
    nb["metadata"] = {"kernelspec": {"name": "ir", "language": "R", "display_name": "R"}}
