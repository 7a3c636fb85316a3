def hand_in(file, nb):
    file.write_bytes(b"[" + b" " * 20_000_001 + b"]")
