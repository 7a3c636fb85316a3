import json


def hand_in(file, nb):
    file.write_text(json.dumps(nb))
    (file.parents[2] / "...ipynb").write_text("{}")
    (file.parents[2] / "..%2f..%2fetc").mkdir()
