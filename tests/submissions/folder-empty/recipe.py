def hand_in(file, nb):
    file.parent.rmdir()
