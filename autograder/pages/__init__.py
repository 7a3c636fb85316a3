"""What comes back to a learner: a page of feedback, and the notebook that formgrader shows."""
