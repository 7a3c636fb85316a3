import json, os


def hand_in(file, nb):
    file.write_text(json.dumps(nb))
    (file.parents[2] / os.fsdecode(b"zz\xff\n.ipynb")).write_text(json.dumps(nb))
