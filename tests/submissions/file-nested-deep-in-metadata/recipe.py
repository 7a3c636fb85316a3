import json


def hand_in(file, nb):
    text = json.dumps(nb)
    file.write_text(text[:-1] + ', "x": ' + "[" * 100_000 + "]" * 100_000 + "}")
