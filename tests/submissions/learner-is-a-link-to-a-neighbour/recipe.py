def hand_in(file, nb):
    file.parent.rmdir()
    file.parents[1].rmdir()
    file.parents[1].symlink_to(file.parents[2] / "right")
