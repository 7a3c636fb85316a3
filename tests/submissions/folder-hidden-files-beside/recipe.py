import json


def hand_in(file, nb):
    file.write_text(json.dumps(nb))
    (file.parent / "._01_parameter.ipynb").write_bytes(b"\0\5\26\7")
    (file.parents[2] / "._folder.ipynb").write_bytes(b"\0\5\26\7")
    (file.parent / "secret.py").write_text("import os\nos._exit(0)\n")
    (file.parent / "numpy.py").write_text("raise SystemExit")
