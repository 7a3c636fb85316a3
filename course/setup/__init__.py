"""Set-up: from a bare Python to JupyterLab on the learner's own lessons, on the standard library alone."""
