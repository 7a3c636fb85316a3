import json


def hand_in(file, nb):
    file.write_text(json.dumps(nb), encoding="utf-8-sig")
