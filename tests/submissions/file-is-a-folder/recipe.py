def hand_in(file, nb):
    file.mkdir()
