import json


def hand_in(file, nb):
    file.write_text(json.dumps(nb))
    (file.parents[2] / "learner-twice.ipynb").write_text("{}")
