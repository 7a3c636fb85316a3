def hand_in(file, nb):
    file.symlink_to("nowhere")
