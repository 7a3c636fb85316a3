def edit(nb):
    nb["cells"][4:4] = [3, None, {}, {"cell_type": "code", "source": 3}, {"cell_type": "heading", "source": "x", "level": 9}, {"cell_type": "code", "source": [1, None], "metadata": {"nbgrader": []}}]
