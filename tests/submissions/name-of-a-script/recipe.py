import json


def hand_in(file, nb):
    file.write_text(json.dumps(nb))
    (file.parents[2] / "zz<script>alert(1)<&script>'; drop table student;--.ipynb").write_text("{}")
