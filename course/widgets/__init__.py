"""The desk's widgets: one anywidget class and one ES module each, over one style sheet (desk.css).

Nothing is imported here: a kernel without a front end, a terminal and the autograder's child never load a widget.
"""
