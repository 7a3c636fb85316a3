def hand_in(file, nb):
    file.write_bytes(b"[" * 1_000_000)
