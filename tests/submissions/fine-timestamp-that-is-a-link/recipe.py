import json


def hand_in(file, nb):
    file.write_text(json.dumps(nb))
    file.with_name("timestamp.txt").symlink_to("/dev/zero")
